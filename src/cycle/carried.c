/* SPDX-License-Identifier: MIT */
#include "cycle/carried.h"

#include "store/parsed.h"

static bool can_be_carried(struct str kind)
{
    return str_equal(kind, STR("action")) || str_equal(kind, STR("commitment")) ||
           str_equal(kind, STR("indicator"));
}

bool carried_find(struct db *db, struct arena *arena, const struct record *record,
                  struct carried *out, struct error *err)
{
    struct str_list after;
    *out = (struct carried){0};
    if (!can_be_carried(record->kind) || !record->cycle.len)
        return true;
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
