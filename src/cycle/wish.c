/* SPDX-License-Identifier: MIT */
#include "cycle/wish.h"

#include "store/parsed.h"

static bool is_no(const struct parsed *said, struct str what)
{
    return str_equal(parsed_text(said, "what"), what) &&
           !json_find_bool(&said->body, STR("given"));
}

bool wish_refusing(struct db *db, struct arena *arena, struct str cycle,
                   struct str_list *people, struct error *err)
{
    struct parsed_list said;
    if (!parsed_by(db, arena, cycle, STR("permission"), STR("what"), STR("workshop"),
                   &said, err))
        return false;
    *people = (struct str_list){arena_array(arena, struct str, said.count), 0};
    for (size_t i = 0; i < said.count; i++)
        if (is_no(&said.items[i], STR("workshop")))
            people->items[people->count++] = parsed_text(&said.items[i], "person");
    str_list_sort_once(people);
    return true;
}

/* No to either of the two. */
static bool refused(struct db *db, struct arena *arena, struct str cycle,
                    struct str person, struct str what, struct str or_what, bool *out,
                    struct error *err)
{
    struct parsed_list said;
    *out = false;
    if (!person.len)
        return true;
    if (!parsed_by(db, arena, cycle, STR("permission"), STR("person"), person, &said,
                   err))
        return false;
    for (size_t i = 0; i < said.count; i++)
        *out = *out || is_no(&said.items[i], what) || is_no(&said.items[i], or_what);
    return true;
}

bool wish_refused(struct db *db, struct arena *arena, struct str cycle, struct str person,
                  bool *out, struct error *err)
{
    return refused(db, arena, cycle, person, STR("workshop"), STR("workshop"), out, err);
}

bool wish_refused_anywhere(struct db *db, struct arena *arena, struct str person,
                           bool *out, struct error *err)
{
    struct str_list cycles;
    bool no = false, yes = false;
    *out = false;
    if (!person.len)
        return true;
    if (!record_where(db, arena, STR(""), STR("cycle"), NO_CONDITIONS, &cycles, err))
        return false;
    for (size_t c = 0; c < cycles.count; c++) {
        struct parsed_list said;
        if (!parsed_by(db, arena, cycles.items[c], STR("permission"), STR("person"),
                       person, &said, err))
            return false;
        for (size_t i = 0; i < said.count; i++) {
            bool asked = str_equal(parsed_text(&said.items[i], "what"), STR("workshop"));
            no = no || is_no(&said.items[i], STR("workshop"));
            yes = yes || (asked && !is_no(&said.items[i], STR("workshop")));
        }
    }
    *out = no && !yes;
    return true;
}

bool wish_untold(struct db *db, struct arena *arena, const struct record *record,
                 const struct json *body, bool *out, struct error *err)
{
    *out = false;
    return !str_equal(record->kind, STR("story")) ||
           refused(db, arena, record->cycle, json_find_text(body, STR("person")),
                   STR("story"), STR("workshop"), out, err);
}
