/* SPDX-License-Identifier: MIT */
#include "engine/known_whole.h"

#include "cycle/need.h"
#include "store/parsed.h"

struct looking {
    struct arena *arena;
    struct str_list *names;
    size_t room;
};

static void add(struct looking *now, struct str name)
{
    if (str_find_byte(name, ',') != SIZE_MAX)
        str_list_add(now->arena, now->names, &now->room, name);
}

static bool look_at_cycle(struct db *db, struct looking *now, const struct parsed *cycle,
                          struct error *err)
{
    const struct json *localities = json_find(&cycle->body, STR("localities"));
    struct tally_list schools;
    if (!record_tally(db, now->arena, cycle->record.id, STR("review"), STR("school"),
                      &schools, err))
        return false;
    for (size_t i = 0; i < schools.count; i++)
        add(now, schools.items[i].value);
    for (size_t i = 0; i < json_count(localities); i++) {
        const struct json_member *locality = &localities->object.members[i];
        add(now, locality->name);
        for (size_t n = 0; n < json_count(&locality->value); n++)
            add(now, json_item(&locality->value, n)->text);
    }
    return true;
}

bool known_whole_load(struct db *db, struct arena *arena, const struct json *own,
                      struct str text, struct known_whole *out, struct error *err)
{
    struct looking now = {arena, &out->names, 0};
    struct parsed_list cycles;
    *out = (struct known_whole){.names = {NULL, 0}};
    if (str_find_byte(text, ',') == SIZE_MAX)
        return true;
    if (!needs_load(arena, own, &out->needs, err) ||
        !parsed_all(db, arena, STR(""), STR("cycle"), &cycles, err))
        return false;
    for (size_t i = 0; i < cycles.count; i++)
        if (!look_at_cycle(db, &now, &cycles.items[i], err))
            return false;
    return true;
}
