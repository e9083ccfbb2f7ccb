/* SPDX-License-Identifier: MIT */
#include "cycle/overdue.h"

#include "base/date.h"

bool overdue_knows(struct str kind)
{
    return str_equal(kind, STR("action")) || str_equal(kind, STR("commitment")) ||
           str_equal(kind, STR("indicator"));
}

struct str overdue_since(struct str kind, const struct json *body)
{
    bool measured = str_equal(kind, STR("indicator"));
    struct str day = json_find_text(body, measured ? STR("due") : STR("by"));
    struct date date;
    bool open = measured ? json_find_bool(body, STR("live"))
                         : str_equal(json_find_text(body, STR("state")), STR("open"));
    if (!overdue_knows(kind) || !open || !date_parse(day, &date) ||
        date_compare(date, date_today()) >= 0)
        return STR_NONE;
    return day;
}
