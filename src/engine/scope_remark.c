/* SPDX-License-Identifier: MIT */
#include "engine/scope_remark.h"

#include "base/unicode.h"
#include "cycle/scope.h"
#include "engine/process.h"

/* "Oak Lane" is meant for "Oak Lane School", and so is "oak lane shool". */
static struct str meant(struct arena *arena, const struct scope_unmet *one)
{
    struct str wanted = unicode_fold(arena, one->value);
    struct str_list folded = {arena_array(arena, struct str, one->known.count),
                              one->known.count};
    if (str_equal(one->field, STR("year_group")))
        return STR_NONE;
    for (size_t i = 0; i < folded.count; i++) {
        folded.items[i] = unicode_fold(arena, one->known.items[i]);
        if (str_find(folded.items[i], wanted) != SIZE_MAX)
            return one->known.items[i];
    }
    struct str near = nearest_name(folded, wanted);
    for (size_t i = 0; near.len && i < folded.count; i++)
        if (str_equal(folded.items[i], near))
            return one->known.items[i];
    return STR_NONE;
}

bool scope_remarks(struct db *db, struct arena *arena, struct str cycle,
                   const struct json *scope, struct str_list *out, struct error *err)
{
    struct scope_unmet_list unmet;
    if (!scope_unmet(db, arena, cycle, scope, &unmet, err))
        return false;
    *out = (struct str_list){arena_array(arena, struct str, unmet.count), unmet.count};
    for (size_t i = 0; i < unmet.count; i++) {
        const struct scope_unmet *one = &unmet.items[i];
        struct str near = meant(arena, one);
        out->items[i] = str_format(
            arena, "no review imported so far has the %.*s \"%.*s\"%s%.*s%s",
            STR_ARGS(str_replaced(arena, one->field, '_', ' ')), STR_ARGS(one->value),
            near.len ? "; did you mean \"" : "", STR_ARGS(near), near.len ? "\"?" : "");
    }
    return true;
}
