/* SPDX-License-Identifier: MIT */
#include "report/start_parts.h"

void start_add(struct writing *now, const char *markup)
{
    buf_add(now->out, str_of(markup));
}

void start_text(struct writing *now, const char *format, ...)
{
    struct buf words = BUF_IN(now->arena);
    va_list list;
    va_start(list, format);
    buf_add_format_list(&words, format, list);
    va_end(list);
    markup_text(now->out, buf_str(&words));
}

/* One without its second is no command. */
void start_message(struct writing *now, struct str message)
{
    while (message.len) {
        size_t begin = str_find_byte(message, '`');
        struct str rest =
            begin == SIZE_MAX ? STR_NONE : str_slice(message, begin + 1, message.len);
        size_t end = str_find_byte(rest, '`');
        if (begin == SIZE_MAX || end == SIZE_MAX)
            break;
        markup_text(now->out, str_slice(message, 0, begin));
        start_add(now, "<code>");
        markup_text(now->out, str_slice(rest, 0, end));
        start_add(now, "</code>");
        message = str_slice(rest, end + 1, rest.len);
    }
    markup_text(now->out, message);
}

void start_command(struct writing *now, struct str line)
{
    start_add(now, "<pre><code>");
    markup_text(now->out, line);
    start_add(now, "</code></pre>\n");
}

const char *start_plural(size_t count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}
