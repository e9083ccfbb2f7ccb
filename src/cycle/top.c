/* SPDX-License-Identifier: MIT */
#include "cycle/top.h"

#include <stdint.h>

enum { USUAL = 2 };

struct top_rule top_rule(const struct json *steps)
{
    struct top_rule rule = {USUAL, false};
    for (size_t i = 0; steps && steps->type == JSON_LIST && i < json_count(steps); i++) {
        const struct json *step = json_item(steps, i);
        const struct json *top = json_find(step, STR("top"));
        if (!top || !json_has_text(json_find(step, STR("records")), STR("statement")))
            continue;
        int64_t most = json_find_integer(top, STR("most"), 0);
        rule.most = most > 0 ? (size_t)most : SIZE_MAX;
        rule.pick = json_find_bool(top, STR("pick"));
    }
    return rule;
}

struct str top_words(struct arena *arena, struct top_rule rule)
{
    if (rule.most == 1)
        return STR("one thing");
    if (rule.most == USUAL)
        return STR("two things");
    return str_format(arena, "%zu things", rule.most);
}

struct str top_called(struct arena *arena, struct top_rule rule)
{
    if (rule.most == SIZE_MAX)
        return STR("choice");
    if (rule.most <= USUAL)
        return rule.most == USUAL ? STR("top two") : STR("top one");
    return str_format(arena, "top %zu", rule.most);
}

bool top_is_beyond(struct str tray)
{
    return str_equal(tray, STR("spare")) || str_equal(tray, STR("to_pick"));
}

bool top_is_counted(struct str tray)
{
    return !top_is_beyond(tray) && !str_equal(tray, STR("held_back")) &&
           !str_equal(tray, STR("withdrawn")) && !str_equal(tray, STR("not_drawn"));
}
