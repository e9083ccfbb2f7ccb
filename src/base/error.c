/* SPDX-License-Identifier: MIT */
#include "base/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void error_put(struct error *err, enum error_kind kind, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    err->kind = kind;
    (void)vsnprintf(err->text, sizeof err->text, format, list);
    va_end(list);
}

/* Moves the text right and writes "doing: " in front, within the fixed size. */
static void insert(struct error *err, const char *doing)
{
    size_t room = sizeof err->text - 1;
    size_t front = strlen(doing) + 2;
    size_t held = strlen(err->text);
    if (front > room)
        return;
    if (held > room - front)
        held = room - front;
    memmove(err->text + front, err->text, held);
    memcpy(err->text, doing, front - 2);
    memcpy(err->text + front - 2, ": ", 2);
    err->text[front + held] = '\0';
}

void error_put_before(struct error *err, const char *format, ...)
{
    char doing[400];
    va_list list;
    va_start(list, format);
    (void)vsnprintf(doing, sizeof doing, format, list);
    va_end(list);
    insert(err, doing);
}

void error_put_system(struct error *err, const char *format, ...)
{
    char reason[200];
    if (strerror_r(errno, reason, sizeof reason) != 0)
        (void)snprintf(reason, sizeof reason, "system error %d", errno);
    error_put(err, ERROR_SYSTEM, "%s", reason);
    char doing[400];
    va_list list;
    va_start(list, format);
    (void)vsnprintf(doing, sizeof doing, format, list);
    va_end(list);
    insert(err, doing);
}
