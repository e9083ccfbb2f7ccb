/* SPDX-License-Identifier: MIT */
#include "engine/theme_label.h"

#include "base/unicode.h"
#include "cycle/groups.h"
#include "store/parsed.h"

static bool find(struct db *db, struct arena *arena, struct str cycle, struct str label,
                 struct parsed_list *out, struct error *err)
{
    struct str wanted = unicode_fold(arena, str_trim(label));
    size_t kept = 0;
    if (!parsed_all(db, arena, cycle, STR("theme"), out, err))
        return false;
    for (size_t i = 0; wanted.len && i < out->count; i++) {
        struct str has = json_find_text(&out->items[i].body, STR("label"));
        if (has.len && str_equal(unicode_fold(arena, str_trim(has)), wanted))
            out->items[kept++] = out->items[i];
    }
    out->count = kept;
    return true;
}

bool theme_labels(struct db *db, struct arena *arena, struct str cycle, struct str label,
                  struct str_list *out, struct error *err)
{
    struct parsed_list found;
    if (!find(db, arena, cycle, label, &found, err))
        return false;
    *out = (struct str_list){arena_array(arena, struct str, found.count), found.count};
    for (size_t i = 0; i < found.count; i++)
        out->items[i] = found.items[i].record.id;
    return true;
}

/* "T3 (what is working), T5 (what is working: I swim)" */
static bool refuse_several(struct db *db, struct arena *arena, struct str cycle,
                           struct str label, const struct parsed_list *found,
                           struct error *err)
{
    struct cards none = {NULL, 0, 0};
    struct cards_request request = {.db = db, .cycle = cycle};
    struct groups groups;
    struct buf all = BUF_IN(arena);
    size_t first = 0;
    if (!groups_load(arena, &request, &none, &groups, err))
        return false;
    for (size_t i = 0; i < found->count; i++) {
        const struct group *group = groups_find(&groups, found->items[i].record.id);
        if (!group)
            continue;
        first = first ? first : group->number;
        buf_add_format(&all, "%sT%zu (%.*s%s%.*s)", all.len ? ", " : "", group->number,
                       STR_ARGS(section_words(group->section)),
                       group->name.len ? ": " : "", STR_ARGS(group->name));
    }
    return error_set(
        err, ERROR_INPUT,
        "%zu groups are called \"%.*s\": %.*s. Name the one that you mean by "
        "its number, such as T%zu; `waymark list theme` shows them",
        found->count, STR_ARGS(label), STR_ARGS(buf_str(&all)), first);
}

bool theme_labelled(struct db *db, struct arena *arena, struct str cycle,
                    struct str label, struct str *id, struct error *err)
{
    struct parsed_list found;
    *id = STR_NONE;
    if (!find(db, arena, cycle, label, &found, err))
        return false;
    if (found.count == 1)
        *id = found.items[0].record.id;
    return found.count < 2 || refuse_several(db, arena, cycle, label, &found, err);
}
