/* SPDX-License-Identifier: MIT */
#include "cycle/value_words.h"

#include "cycle/section.h"

struct str field_words(struct str field)
{
    return str_equal(field, STR("no_view")) ? STR("no view recorded about") : field;
}

/* "what is working (2 boxes), what is not working" */
static struct str gap_words(struct arena *arena, const struct json *counts)
{
    struct buf out = BUF_IN(arena);
    for (int s = 0; s < SECTION_COUNT; s++) {
        int64_t count = json_find_integer(counts, section_name((enum section)s), 0);
        if (!count)
            continue;
        buf_add_format(&out, "%s%.*s", out.len ? ", " : "",
                       STR_ARGS(section_words((enum section)s)));
        if (count > 1)
            buf_add_format(&out, " (%lld boxes)", (long long)count);
    }
    return out.len ? buf_str(&out) : STR("nothing");
}

static struct str list_words(struct arena *arena, const struct json *value)
{
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < json_count(value); i++) {
        const struct json_member *member =
            value->type == JSON_OBJECT ? &value->object.members[i] : NULL;
        const struct json *item = member ? &member->value : json_item(value, i);
        if (out.len)
            buf_add(&out, STR(", "));
        if (member)
            buf_add_format(&out, "%.*s ", STR_ARGS(member->name));
        buf_add(&out, value_words(arena, STR_NONE, item));
    }
    return out.len ? buf_str(&out) : STR("nothing");
}

struct str value_words(struct arena *arena, struct str field, const struct json *value)
{
    if (!value || value->type == JSON_NULL)
        return STR("nothing");
    if (value->type == JSON_TEXT)
        return value->text;
    if (value->type == JSON_BOOL)
        return value->yes ? STR("yes") : STR("no");
    if (value->type == JSON_INTEGER)
        return json_write(arena, value);
    if (value->type == JSON_OBJECT && str_equal(field, STR("no_view")))
        return gap_words(arena, value);
    return list_words(arena, value);
}
