/* SPDX-License-Identifier: MIT */
#include "cycle/tray.h"

#include "store/parsed.h"

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
    return is_in(body, TRAY_WITHDRAWN);
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

bool tray_of_like(struct db *db, struct arena *arena, const struct json *body,
                  struct str *tray, struct error *err)
{
    struct parsed like;
    bool found;
    *tray = STR_NONE;
    if (!str_equal(json_find_text(body, STR("same")), STR("yes")))
        return true;
    if (!parsed_find(db, arena, json_find_text(body, STR("twin")), &like, &found, err))
        return false;
    if (found)
        *tray = parsed_text(&like, "tray");
    return true;
}
