/* SPDX-License-Identifier: MIT */
#include "cycle/top.h"

#include "cycle/tray.h"

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

struct top_words top_words(struct arena *arena, const struct json *steps)
{
    size_t most = top_rule(steps).most;
    struct str number = most == 1       ? STR("one")
                        : most == USUAL ? STR("two")
                                        : str_format(arena, "%zu", most);
    if (most == SIZE_MAX)
        return (struct top_words){STR("what counts of all"), STR("choice")};
    return (struct top_words){
        str_format(arena, "%.*s thing%s", STR_ARGS(number), most == 1 ? "" : "s"),
        str_format(arena, "top %.*s", STR_ARGS(number))};
}

bool top_is_beyond(struct str tray)
{
    return str_equal(tray, STR("spare")) || str_equal(tray, STR("to_pick"));
}

bool top_is_counted(struct str tray)
{
    return !top_is_beyond(tray) && !str_equal(tray, STR(TRAY_HELD_BACK)) &&
           !str_equal(tray, STR("withdrawn")) && !str_equal(tray, STR("not_drawn"));
}
