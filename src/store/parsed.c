/* SPDX-License-Identifier: MIT */
#include "store/parsed.h"

struct str parsed_text(const struct parsed *one, const char *field)
{
    return json_find_text(&one->body, str_of(field));
}

bool parsed_find(struct db *db, struct arena *arena, struct str id, struct parsed *out,
                 bool *found, struct error *err)
{
    return record_find(db, arena, id, &out->record, found, err) &&
           (!*found || json_parse(arena, out->record.body, &out->body, err));
}

bool parsed_all(struct db *db, struct arena *arena, struct str cycle, struct str kind,
                struct parsed_list *out, struct error *err)
{
    struct record_list list;
    if (!record_list(db, arena, cycle, kind, &list, err))
        return false;
    *out = (struct parsed_list){arena_array(arena, struct parsed, list.count), 0};
    for (; out->count < list.count; out->count++) {
        struct parsed *one = &out->items[out->count];
        one->record = list.items[out->count];
        if (!json_parse(arena, one->record.body, &one->body, err))
            return false;
    }
    return true;
}

bool parsed_by(struct db *db, struct arena *arena, struct str cycle, struct str kind,
               struct str field, struct str value, struct parsed_list *out,
               struct error *err)
{
    struct str_list ids;
    if (!record_by(db, arena, cycle, kind, field, value, &ids, err))
        return false;
    *out = (struct parsed_list){arena_array(arena, struct parsed, ids.count), 0};
    for (size_t i = 0; i < ids.count; i++) {
        bool found;
        if (!parsed_find(db, arena, ids.items[i], &out->items[out->count], &found, err))
            return false;
        out->count += found;
    }
    return true;
}
