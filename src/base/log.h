/* SPDX-License-Identifier: MIT */
/* One line to standard error: time, level, module, message, `key=value`. Never
 * what people said, nor who they are: callers pass counts, ids and file names.
 * Nothing is printed below the level that WAYMARK_LOG names (error, info or
 * debug; error unless set). */
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_ERROR, LOG_INFO, LOG_DEBUG };

void log_line(enum log_level level, const char *module, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
