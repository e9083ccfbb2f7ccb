/* SPDX-License-Identifier: MIT */
#include "engine/theme_name.h"

#include "base/unicode.h"

bool theme_name_check(struct db *db, struct arena *arena, struct str cycle, struct str id,
                      struct str name, struct error *err)
{
    struct tally_list names;
    struct str folded = unicode_fold(arena, name);
    if (!name.len)
        return true;
    if (!record_tally(db, arena, cycle, STR("theme"), STR("name"), &names, err))
        return false;
    for (size_t i = 0; i < names.count; i++) {
        struct str_list ids;
        if (!str_equal(unicode_fold(arena, names.items[i].value), folded))
            continue;
        if (!record_by(db, arena, cycle, STR("theme"), STR("name"), names.items[i].value,
                       &ids, err))
            return false;
        for (size_t n = 0; n < ids.count; n++)
            if (!str_equal(ids.items[n], id))
                return error_set(
                    err, ERROR_REFUSED,
                    "there is a group called \"%.*s\" already (%.*s). If both mean the "
                    "same, put the cards into that one (theme.move or theme.merge); "
                    "otherwise give this one another name. Nothing was changed",
                    STR_ARGS(names.items[i].value), STR_ARGS(ids.items[n]));
    }
    return true;
}
