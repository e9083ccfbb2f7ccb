/* SPDX-License-Identifier: MIT */
#include "engine/earlier_no.h"

#include "base/date.h"
#include "store/parsed.h"

/* When they decided: a no that took a yes back is as old as that. */
static struct str day_of(const struct parsed *said)
{
    struct str withdrawn = parsed_text(said, "withdrawn");
    return withdrawn.len ? withdrawn : parsed_text(said, "date");
}

static bool has_what(const struct parsed_list *list, struct str what)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(parsed_text(&list->items[i], "what"), what))
            return true;
    return false;
}

/* Another workflow may know other things to ask for, and other people who decide. */
static bool is_choice(struct arena *arena, const struct kind *kind, const char *field,
                      struct str value)
{
    struct str_list all = kind_choices(arena, kind_field(kind, str_of(field)));
    for (size_t i = 0; i < all.count; i++)
        if (str_equal(all.items[i], value))
            return true;
    return false;
}

static struct json body_of(struct arena *arena, const struct kind *permission,
                           const struct parsed *said)
{
    struct json body = json_copy(arena, &said->body);
    for (size_t i = json_count(&body); i-- > 0;)
        if (!kind_field(permission, body.object.members[i].name))
            json_unset(&body, body.object.members[i].name);
    if (!is_choice(arena, permission, "decided_by", parsed_text(said, "decided_by")))
        json_unset(&body, STR("decided_by"));
    return body;
}

static bool name_of(struct db *db, struct arena *arena, struct str cycle, struct str *out,
                    struct error *err)
{
    struct parsed found;
    bool there;
    if (!parsed_find(db, arena, cycle, &found, &there, err))
        return false;
    *out = there ? parsed_text(&found, "name") : STR_NONE;
    return true;
}

/* What they said in all cycles but this one, in one list. */
static bool load_others(struct db *db, struct arena *arena, struct str cycle,
                        struct str person, struct parsed_list *out, struct error *err)
{
    struct str_list cycles;
    size_t room = 0;
    *out = (struct parsed_list){NULL, 0};
    if (!record_where(db, arena, STR(""), STR("cycle"), NO_CONDITIONS, &cycles, err))
        return false;
    for (size_t c = 0; c < cycles.count; c++) {
        struct parsed_list some;
        if (str_equal(cycles.items[c], cycle))
            continue;
        if (!parsed_by(db, arena, cycles.items[c], STR("permission"), STR("person"),
                       person, &some, err))
            return false;
        for (size_t i = 0; i < some.count; i++) {
            out->items =
                arena_one_more(arena, out->items, sizeof *out->items, out->count, &room);
            out->items[out->count++] = some.items[i];
        }
    }
    return true;
}

/* A no of no known day may be newer than any other; a yes of none, than nothing. Days are
 * written so that the later one sorts last. */
static bool is_newer(const struct parsed *one, const struct parsed *held, bool given)
{
    struct str day = day_of(one), before = held ? day_of(held) : STR_NONE;
    if (!held || !day.len || !before.len)
        return !held || given == (day.len > 0);
    return str_compare(day, before) > 0;
}

/* The newest no, where no yes came after it; or NULL. */
static const struct parsed *find_no(const struct parsed_list *said, struct str what)
{
    const struct parsed *newest[2] = {NULL, NULL}; /* by given */
    for (size_t i = 0; i < said->count; i++) {
        const struct parsed *one = &said->items[i];
        bool given = json_find_bool(&one->body, STR("given"));
        if (str_equal(parsed_text(one, "what"), what) &&
            is_newer(one, newest[given], given))
            newest[given] = one;
    }
    const struct parsed *no = newest[false], *yes = newest[true];
    bool overturned =
        no && yes && day_of(no).len && str_compare(day_of(yes), day_of(no)) > 0;
    return overturned ? NULL : no;
}

bool earlier_no_find(struct db *db, struct arena *arena, const struct kind *permission,
                     struct str cycle, struct str person, struct earlier_no_list *out,
                     struct error *err)
{
    struct parsed_list here, said;
    struct str_list whats = kind_choices(arena, kind_field(permission, STR("what")));
    *out = (struct earlier_no_list){NULL, 0};
    if (!load_others(db, arena, cycle, person, &said, err))
        return false;
    if (!said.count)
        return true;
    if (!parsed_by(db, arena, cycle, STR("permission"), STR("person"), person, &here,
                   err))
        return false;
    out->items = arena_array(arena, struct earlier_no, whats.count);
    for (size_t i = 0; i < whats.count; i++) {
        struct earlier_no one = {.what = whats.items[i]};
        const struct parsed *no = find_no(&said, one.what);
        if (!no || has_what(&here, one.what))
            continue;
        if (!name_of(db, arena, no->record.cycle, &one.cycle, err))
            return false;
        one.body = body_of(arena, permission, no);
        out->items[out->count++] = one;
    }
    return true;
}

struct str earlier_no_words(struct arena *arena, const struct earlier_no *one,
                            const char *but)
{
    struct str withdrawn = json_find_text(&one->body, STR("withdrawn"));
    struct str day = withdrawn.len ? withdrawn : json_find_text(&one->body, STR("date"));
    struct str person = json_find_text(&one->body, STR("person"));
    return str_format(
        arena,
        "in the cycle %.*s this person said no to %.*s%s%.*s: it is noted here too, and "
        "stands%s. If they have said yes since, note it: `waymark do collect.permit "
        "person=%.*s what=%.*s given=yes decided_by=…`",
        STR_ARGS(one->cycle), STR_ARGS(one->what), day.len ? ", on " : "",
        STR_ARGS(date_words_of(arena, day)), but, STR_ARGS(person), STR_ARGS(one->what));
}
