/* SPDX-License-Identifier: MIT */
#include "base/notice.h"

#include "base/table.h"

enum { LINES_NAMED = 5 };

void notice_add(struct notices *notices, bool refusal, struct str file, size_t line,
                const char *format, ...)
{
    notices->items =
        arena_one_more(notices->arena, notices->items, sizeof *notices->items,
                       notices->count, &notices->room);
    struct buf text = BUF_IN(notices->arena);
    va_list list;
    va_start(list, format);
    buf_add_format_list(&text, format, list);
    va_end(list);
    notices->items[notices->count++] =
        (struct notice){str_copy(notices->arena, file), line, refusal,
                        str_copy(notices->arena, buf_str(&text))};
    notices->refusals += refusal;
}

struct str notice_text(struct arena *arena, const struct notice *notice)
{
    if (notice->line == 0)
        return str_format(arena, "%.*s: %.*s", STR_ARGS(notice->file),
                          STR_ARGS(notice->text));
    return str_format(arena, "%.*s:%zu: %.*s", STR_ARGS(notice->file), notice->line,
                      STR_ARGS(notice->text));
}

/* Refusals of one reason in one file. */
struct alike {
    size_t count, named;
    struct buf lines;
};

static uint64_t reason_of(const struct notice *notice)
{
    return table_key_with(table_key(notice->file), table_key(notice->text));
}

static void name_line(struct alike *alike, size_t line)
{
    if (alike->named < LINES_NAMED)
        buf_add_format(&alike->lines, "%s%zu", alike->named ? ", " : "", line);
    alike->named++;
}

static bool may_be_alike(const struct notice *notice)
{
    return notice->refusal && notice->line > 0;
}

static struct alike *count_alike(struct arena *arena, const struct notices *notices,
                                 struct table *places)
{
    struct alike *all = arena_array(arena, struct alike, notices->count);
    size_t reasons = 0;
    bool is_new;
    for (size_t i = 0; i < notices->count; i++) {
        const struct notice *notice = &notices->items[i];
        if (!may_be_alike(notice))
            continue;
        uint64_t *place = table_add(places, reason_of(notice), &is_new);
        if (is_new) {
            *place = reasons;
            all[reasons++].lines = BUF_IN(arena);
        }
        all[*place].count++;
        name_line(&all[*place], notice->line);
    }
    return all;
}

struct notices notices_gathered(struct arena *arena, const struct notices *notices)
{
    struct table places = {.arena = arena};
    struct alike *all = count_alike(arena, notices, &places);
    struct notices out = {.arena = arena};
    for (size_t i = 0; i < notices->count; i++) {
        const struct notice *notice = &notices->items[i];
        struct alike *alike =
            may_be_alike(notice) ? &all[*table_find(&places, reason_of(notice))] : NULL;
        if (!alike || (alike->count && alike->count <= MOST_ALIKE)) {
            notice_add(&out, notice->refusal, notice->file, notice->line, "%.*s",
                       STR_ARGS(notice->text));
        } else if (alike->count) {
            notice_add(&out, true, notice->file, 0, "%zu lines (%.*s and %zu more): %.*s",
                       alike->count, STR_ARGS(buf_str(&alike->lines)),
                       alike->count - LINES_NAMED, STR_ARGS(notice->text));
            alike->count = 0; /* said */
        }
    }
    out.refusals = notices->refusals;
    return out;
}
