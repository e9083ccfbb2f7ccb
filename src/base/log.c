/* SPDX-License-Identifier: MIT */
#include "base/log.h"

#include "base/date.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static enum log_level level_wanted(void)
{
    struct str wanted = str_of(getenv("WAYMARK_LOG"));
    if (str_equal(wanted, STR("debug")))
        return LOG_DEBUG;
    return str_equal(wanted, STR("info")) ? LOG_INFO : LOG_ERROR;
}

void log_line(enum log_level level, const char *module, const char *format, ...)
{
    static const char *const names[] = {"error", "info", "debug"};
    if (level > level_wanted())
        return;
    struct arena *arena = arena_new();
    struct buf line = BUF_IN(arena);
    struct str at = moment_text(arena, moment_now());
    buf_add_format(&line, "%.*s %s %s ", STR_ARGS(at), names[level], module);
    va_list list;
    va_start(list, format);
    buf_add_format_list(&line, format, list);
    va_end(list);
    (void)fprintf(stderr, "%.*s\n", STR_ARGS(buf_str(&line)));
    arena_free(arena);
}
