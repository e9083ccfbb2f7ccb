/* SPDX-License-Identifier: MIT */
#include "engine/drafting_added.h"

#include "text/examples.h"

static bool takes(const struct old_theme *theme, struct str section)
{
    return !theme->ours &&
           str_equal(json_find_text(&theme->body, STR("section")), section) &&
           (json_find_bool(&theme->body, STR("agreed")) ||
            !json_find(&theme->body, STR("sorted_by")));
}

static size_t theme_at(const struct drafting *now, struct str id)
{
    for (size_t i = 0; id.len && i < now->theme_count; i++)
        if (str_equal(now->themes[i].record.id, id))
            return i;
    return EXAMPLES_FREE;
}

void drafting_choose_added(struct arena *arena, struct drafting *now, struct str section,
                           struct encoder *encoder)
{
    struct str *texts = arena_array(arena, struct str, now->said_count);
    size_t *of = arena_array(arena, size_t, now->said_count), count = 0, examples = 0;
    struct said **said = arena_array(arena, struct said *, now->said_count);
    for (size_t i = 0; i < now->said_count; i++) {
        struct said *one = &now->said[i];
        size_t theme = theme_at(now, json_find_text(&one->body, STR("theme")));
        bool example =
            theme != EXAMPLES_FREE && takes(&now->themes[theme], section) && !one->added;
        if (!example && !(one->candidate &&
                          str_equal(json_find_text(&one->body, STR("section")), section)))
            continue;
        examples += example;
        texts[count] = json_find_text(&one->body, STR("text"));
        of[count] = example ? theme : EXAMPLES_FREE;
        said[count++] = one;
    }
    if (!examples || examples == count)
        return;
    const size_t *to =
        examples_draw(arena, &(struct examples){.statements = {texts, count},
                                                .groups = now->theme_count,
                                                .of = of,
                                                .encoder = encoder});
    for (size_t i = 0; i < count; i++)
        if (of[i] == EXAMPLES_FREE && to[i] != EXAMPLES_FREE) {
            said[i]->goes_to = &now->themes[to[i]];
            said[i]->candidate = false;
        }
}

bool drafting_put_added(struct native_call *call, struct drafting *now, size_t *added,
                        struct error *err)
{
    *added = 0;
    for (size_t i = 0; i < now->said_count; i++) {
        struct said *said = &now->said[i];
        if (!said->goes_to)
            continue;
        *added += 1;
        if (!drafting_add(call, said, said->goes_to->record.id, err))
            return false;
    }
    return true;
}
