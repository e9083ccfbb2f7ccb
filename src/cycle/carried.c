/* SPDX-License-Identifier: MIT */
#include "cycle/carried.h"

#include "store/parsed.h"

enum { MOST_CYCLES = 50 }; /* that something is carried through */

static bool can_be_carried(struct str kind)
{
    return str_equal(kind, STR("action")) || str_equal(kind, STR("commitment")) ||
           str_equal(kind, STR("indicator"));
}

/* In the cycle that follows. */
static bool find_next(struct db *db, struct arena *arena, const struct record *record,
                      struct carried *out, struct error *err)
{
    struct str_list after;
    *out = (struct carried){0};
    if (!record_by(db, arena, STR(""), STR("cycle"), STR("previous"), record->cycle,
                   &after, err))
        return false;
    for (size_t i = 0; i < after.count && !out->id.len; i++) {
        struct str_list copies;
        struct parsed cycle;
        bool found;
        if (!record_by(db, arena, after.items[i], record->kind, STR("carried_from"),
                       record->id, &copies, err) ||
            (copies.count &&
             !parsed_find(db, arena, after.items[i], &cycle, &found, err)))
            return false;
        if (copies.count)
            *out = (struct carried){copies.items[0], after.items[i],
                                    found ? json_find_text(&cycle.body, STR("name"))
                                          : STR_NONE};
    }
    return true;
}

bool carried_find(struct db *db, struct arena *arena, const struct record *record,
                  struct carried *out, struct error *err)
{
    struct record at = *record;
    struct carried next;
    *out = (struct carried){0};
    if (!can_be_carried(record->kind) || !record->cycle.len)
        return true;
    for (int i = 0; i < MOST_CYCLES; i++) {
        if (!find_next(db, arena, &at, &next, err))
            return false;
        if (!next.id.len)
            break;
        *out = next;
        at.id = next.id;
        at.cycle = next.cycle;
    }
    return true;
}

bool carried_success(struct db *db, struct arena *arena, const struct json *action,
                     struct str *out, struct error *err)
{
    struct parsed one = {.body = *action};
    bool found = true;
    *out = STR_NONE;
    for (int i = 0; found && i < MOST_CYCLES; i++) {
        *out = parsed_text(&one, "success");
        struct str before = parsed_text(&one, "carried_from");
        if (out->len || !before.len)
            break;
        if (!parsed_find(db, arena, before, &one, &found, err))
            return false;
    }
    return true;
}

static bool add_measured(struct db *db, struct arena *arena, const struct record *of,
                         struct json *out, struct error *err)
{
    static const char *const fields[] = {"date", "value", "denominator"};
    struct parsed_list list;
    struct parsed cycle;
    bool found;
    if (!parsed_by(db, arena, of->cycle, STR("measurement"), STR("indicator"), of->id,
                   &list, err) ||
        !parsed_find(db, arena, of->cycle, &cycle, &found, err))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        struct json one = json_object();
        json_set(arena, &one, STR("id"), json_text(list.items[i].record.id));
        for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++) {
            struct str value = parsed_text(&list.items[i], fields[f]);
            if (value.len)
                json_set(arena, &one, str_of(fields[f]), json_text(value));
        }
        if (found)
            json_set(arena, &one, STR("cycle"), json_text(parsed_text(&cycle, "name")));
        json_add(arena, out, one);
    }
    return true;
}

bool carried_measured(struct db *db, struct arena *arena, const struct json *indicator,
                      struct json *out, struct error *err)
{
    struct str before = json_find_text(indicator, STR("carried_from"));
    *out = json_list();
    for (int i = 0; before.len && i < MOST_CYCLES; i++) {
        struct parsed one;
        bool found;
        if (!parsed_find(db, arena, before, &one, &found, err) ||
            (found && !add_measured(db, arena, &one.record, out, err)))
            return false;
        before = found ? parsed_text(&one, "carried_from") : STR_NONE;
    }
    return true;
}
