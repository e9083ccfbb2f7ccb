/* SPDX-License-Identifier: MIT */
#include "base/notice.h"

void notice_add(struct notices *notices, bool refusal, struct str file, size_t line,
                const char *format, ...)
{
    if (notices->count == notices->room) {
        size_t room = notices->room ? notices->room * 2 : 16;
        notices->items = arena_grow(notices->arena, notices->items,
                                    notices->room * sizeof(struct notice),
                                    room * sizeof(struct notice));
        notices->room = room;
    }
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
