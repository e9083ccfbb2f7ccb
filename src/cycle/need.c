/* SPDX-License-Identifier: MIT */
#include "cycle/need.h"

static bool is_known(struct str need)
{
    return !str_equal(need, STR("unknown"));
}

bool needs_load(struct arena *arena, const struct json *own, const struct mapping **out,
                struct error *err)
{
    struct mapping *mapping = arena_alloc(arena, sizeof *mapping);
    *out = mapping;
    return mapping_load(arena, STR("reviews"), own, mapping, err);
}

struct str need_read(struct arena *arena, const struct mapping *needs, struct str text)
{
    struct str need;
    if (!text.len || !mapping_value(needs, TYPE_NEED, mapping_key(arena, text), &need) ||
        !is_known(need))
        return STR_NONE;
    return need;
}

struct str_list needs_all(struct arena *arena, const struct mapping *needs)
{
    const struct value_list *list = &needs->lists[TYPE_NEED];
    struct str_list out = {arena_array(arena, struct str, list->count), 0};
    for (size_t i = 0; i < list->count; i++)
        if (is_known(list->values[i]))
            out.items[out.count++] = list->values[i];
    return out;
}

struct str_list need_words(struct arena *arena, const struct mapping *needs)
{
    const struct value_list *list = &needs->lists[TYPE_NEED];
    struct str_list out = {arena_array(arena, struct str, list->words.count), 0};
    for (size_t i = 0; i < list->words.count; i++)
        if (is_known(list->values[list->words.items[i].meaning]))
            out.items[out.count++] = list->words.items[i].word;
    return out;
}
