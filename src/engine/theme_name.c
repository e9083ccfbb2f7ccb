/* SPDX-License-Identifier: MIT */
#include "engine/theme_name.h"

#include "base/unicode.h"
#include "engine/numbered.h"

bool theme_called_check(struct str words, struct error *err)
{
    return !theme_number_reads(words) ||
           error_set(err, ERROR_REFUSED,
                     "\"%.*s\" is how a group is found by its number, so that whoever "
                     "names that number would reach this one: call it by a few words. "
                     "Nothing was changed",
                     STR_ARGS(str_trim(words)));
}

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
