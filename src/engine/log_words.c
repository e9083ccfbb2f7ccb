/* SPDX-License-Identifier: MIT */
#include "engine/log_words.h"

#include "engine/person_find.h"
#include "store/commit.h"

static bool holds(struct str body, struct str text)
{
    while (body.len) {
        size_t at = str_find(body, text);
        if (at == SIZE_MAX)
            return false;
        struct str rest = str_slice(body, at + text.len, body.len);
        if (at > 0 && body.ptr[at - 1] == '"' && str_starts(rest, STR("\"")))
            return true;
        body = rest;
    }
    return false;
}

bool log_mentions(const struct event *event, struct str text)
{
    return (event->has_before && holds(event->before, text)) ||
           (event->has_after && holds(event->after, text));
}

bool log_spared(struct db *db, struct arena *arena, struct str_list *out,
                struct error *err)
{
    struct command_list all;
    if (!command_list(db, arena, 0, INT32_MAX, &all, err))
        return false;
    *out = (struct str_list){arena_array(arena, struct str, all.count), 0};
    for (size_t i = 0; i < all.count; i++)
        if (event_destroyer(all.items[i].name) ||
            str_equal(all.items[i].name, STR(PERSON_FIND_COMMAND)))
            out->items[out->count++] =
                str_format(arena, "%lld", (long long)all.items[i].number);
    str_list_sort(out);
    return true;
}

bool log_is_spared(struct arena *arena, const struct str_list *spared,
                   const struct event *event)
{
    return !event->record.len &&
           str_list_has(spared, str_format(arena, "%lld", (long long)event->command));
}
