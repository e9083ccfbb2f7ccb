/* SPDX-License-Identifier: MIT */
#include "cycle/untold.h"

#include "store/parsed.h"

bool untold_by_wish(struct db *db, struct arena *arena, const struct record *record,
                    const struct json *body, bool *out, struct error *err)
{
    struct parsed_list said;
    struct str person = json_find_text(body, STR("person"));
    *out = false;
    if (!str_equal(record->kind, STR("story")) || !person.len)
        return true;
    if (!parsed_by(db, arena, record->cycle, STR("permission"), STR("person"), person,
                   &said, err))
        return false;
    for (size_t i = 0; i < said.count; i++) {
        struct str what = parsed_text(&said.items[i], "what");
        bool asked = str_equal(what, STR("story")) || str_equal(what, STR("workshop"));
        *out = *out || (asked && !json_find_bool(&said.items[i].body, STR("given")));
    }
    return true;
}
