/* SPDX-License-Identifier: MIT */
/* The one error type. Its text is for people: what is wrong and what to do.
 *
 * Memory: fixed size, so reporting never allocates; long text is cut short.
 * Use: `return error_set(err, KIND, "…")` where it happens, `return
 * error_wrap(err, "doing what")` on the way out; both return false. The text
 * reads outside in: `importing reviews.csv: line 12: …`. The kind alone decides
 * the exit code (app/exit.h) and nothing else. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>

enum error_kind {
    ERROR_NONE,
    ERROR_INPUT,     /* what was given is wrong: a file, a row, an argument's value */
    ERROR_USAGE,     /* the command line cannot be understood */
    ERROR_NOT_FOUND, /* what was named is not there */
    ERROR_CONFLICT,  /* it has changed in the meantime, or is there already */
    ERROR_REFUSED,   /* a rule of the process or of privacy says no */
    ERROR_LIMIT,     /* too large or too long */
    ERROR_SCRIPT,    /* a script is wrong, failed, or was stopped */
    ERROR_SYSTEM     /* disk, memory, permissions, a damaged database */
};

struct error {
    enum error_kind kind;
    char text[1200];
};

/* Each is false, and seen to be so by compilers and analysers. */
#define error_set(err, kind, ...) (error_put((err), (kind), __VA_ARGS__), false)
#define error_wrap(err, ...) (error_put_before((err), __VA_ARGS__), false)
/* ERROR_SYSTEM with what the system said about `errno`. */
#define error_system(err, ...) (error_put_system((err), __VA_ARGS__), false)

void error_put(struct error *err, enum error_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void error_put_before(struct error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void error_put_system(struct error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
