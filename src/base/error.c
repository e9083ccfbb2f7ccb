/* SPDX-License-Identifier: MIT */
#include "base/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* A text that was cut to fit may end inside a letter of several bytes. */
static void end_with_letter(char *text)
{
    size_t end = strlen(text), start = end;
    while (start > 0 && end - start < 3 &&
           ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0)
        return;
    unsigned char lead = (unsigned char)text[start - 1];
    size_t wanted = lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    if (end - start < wanted)
        text[start - 1] = '\0';
}

void error_put(struct error *err, enum error_kind kind, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    err->kind = kind;
    (void)vsnprintf(err->text, sizeof err->text, format, list);
    va_end(list);
    end_with_letter(err->text);
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
    end_with_letter(err->text);
}

void error_put_before(struct error *err, const char *format, ...)
{
    char doing[400];
    va_list list;
    va_start(list, format);
    (void)vsnprintf(doing, sizeof doing, format, list);
    va_end(list);
    end_with_letter(doing);
    insert(err, doing);
}

/* For people, where the system's own words would leave them to guess. */
static const char *plain_words(int code)
{
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return "the disk is full; free some space and try again";
    case EROFS:
        return "the disk is read-only; ask whoever looks after this computer, or choose "
               "another place";
    case EACCES:
    case EPERM:
        return "you are not allowed to; ask whoever looks after this computer, or choose "
               "another place";
    case EEXIST:
    case ENOTDIR:
        return "a file stands where a folder should be; choose another name";
    default:
        return NULL;
    }
}

void error_put_system(struct error *err, const char *format, ...)
{
    char reason[200];
    int code = errno;
    const char *plain = plain_words(code);
    if (plain)
        (void)snprintf(reason, sizeof reason, "%s", plain);
    else if (strerror_r(code, reason, sizeof reason) != 0)
        (void)snprintf(reason, sizeof reason, "system error %d", code);
    error_put(err, ERROR_SYSTEM, "%s", reason);
    char doing[400];
    va_list list;
    va_start(list, format);
    (void)vsnprintf(doing, sizeof doing, format, list);
    va_end(list);
    end_with_letter(doing);
    insert(err, doing);
}
