/* SPDX-License-Identifier: MIT */
#include "cycle/tray.h"

static bool is_in(const struct json *body, const char *tray)
{
    return str_equal(json_find_text(body, STR("tray")), str_of(tray));
}

bool tray_is_held_back(const struct json *body)
{
    return is_in(body, TRAY_HELD_BACK);
}

bool tray_is_withdrawn(const struct json *body)
{
    return is_in(body, "withdrawn");
}

void tray_hold_back(struct arena *arena, struct json *body)
{
    json_set(arena, body, STR("tray"), json_text(STR(TRAY_HELD_BACK)));
    json_unset(body, STR("kept_back"));
}

bool tray_is_out_of_the_way(const struct json *body)
{
    return tray_is_held_back(body) || is_in(body, "spare") || tray_is_withdrawn(body);
}
