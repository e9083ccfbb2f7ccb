/* SPDX-License-Identifier: MIT */
/* Calendar dates as `YYYY-MM-DD` and moments as milliseconds UTC.
 *
 * "Today" is Europe/London unless the environment's TZ says otherwise. While
 * developing and in tests, WAYMARK_NOW (`2025-06-12T10:00:00Z`) stands in for
 * the clock.
 * Memory: texts live in the arena passed in. Failure: parse functions return
 * false and leave `out` alone. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/str.h"

struct date {
    int year, month, day; /* 1 to 12, 1 to 31 */
};

bool date_exists(struct date date);
bool date_parse(struct str s, struct date *out); /* YYYY-MM-DD, and it exists */
struct str date_text(struct arena *arena, struct date date);
int64_t date_days(struct date date); /* days since 1970-01-01 */
int date_compare(struct date a, struct date b);

struct date date_today(void);
struct date date_of_moment(int64_t moment); /* the day it was where "today" is */
int64_t moment_now(void);                   /* milliseconds since 1970-01-01 UTC */
/* 2025-06-12T09:31:07Z */
struct str moment_text(struct arena *arena, int64_t moment);
/* 12 June 2025 */
struct str date_words(struct arena *arena, struct date date);
/* The same of a date as text; what is no date stays as it is. */
struct str date_words_of(struct arena *arena, struct str text);
/* For measuring how long something took: never goes back. Milliseconds. */
int64_t moment_steady(void);

#endif
