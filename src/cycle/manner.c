/* SPDX-License-Identifier: MIT */
#include "cycle/manner.h"

static bool says(const struct json *body, const char *field, const char *value)
{
    return str_equal(json_find_text(body, str_of(field)), str_of(value));
}

static struct str seen_by(struct arena *arena, const struct json *body)
{
    struct str speaker = json_find_text(body, STR("speaker"));
    if (!speaker.len || says(body, "speaker", "young_person") ||
        says(body, "speaker", "other"))
        return STR("seen by somebody else");
    if (says(body, "speaker", "post_16_provider"))
        return STR("seen by post-16 provider");
    return str_format(arena, "seen by %.*s",
                      STR_ARGS(str_replaced(arena, speaker, '_', ' ')));
}

static struct str interpreted_by(struct arena *arena, const struct json *body)
{
    struct str who = json_find_text(body, STR("interpreted_by"));
    if (says(body, "interpreted_by", "other"))
        return STR("interpreted by somebody else");
    if (says(body, "interpreted_by", "interpreter"))
        return STR("interpreted by an interpreter");
    return str_format(arena, "interpreted by %.*s",
                      STR_ARGS(str_replaced(arena, who, '_', ' ')));
}

struct str manner_of(struct arena *arena, const struct json *body)
{
    if (says(body, "how", "observation"))
        return seen_by(arena, body);
    return manner_is_interpreted(body) ? interpreted_by(arena, body) : STR_NONE;
}

bool manner_is_interpreted(const struct json *body)
{
    return json_find_text(body, STR("interpreted_by")).len > 0;
}
