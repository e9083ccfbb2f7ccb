/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <stdlib.h>
#include <time.h>

static const char *const month_names[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool date_exists(struct date date)
{
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12)
        return false;
    int last = length[date.month - 1] + (date.month == 2 && is_leap(date.year));
    return date.day >= 1 && date.day <= last;
}

static bool digits(struct str s, size_t from, size_t count, int *out)
{
    int value = 0;
    for (size_t i = from; i < from + count; i++) {
        if (i >= s.len || s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        value = value * 10 + (s.ptr[i] - '0');
    }
    *out = value;
    return true;
}

bool date_parse(struct str s, struct date *out)
{
    struct date date;
    if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-' ||
        !digits(s, 0, 4, &date.year) || !digits(s, 5, 2, &date.month) ||
        !digits(s, 8, 2, &date.day) || !date_exists(date))
        return false;
    *out = date;
    return true;
}

struct str date_text(struct arena *arena, struct date date)
{
    return str_format(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

struct str date_words(struct arena *arena, struct date date)
{
    return str_format(arena, "%d %s %d", date.day, month_names[date.month - 1],
                      date.year);
}

struct str date_words_of(struct arena *arena, struct str text)
{
    struct date date;
    return date_parse(text, &date) ? date_words(arena, date) : text;
}

/* Days from civil date, counting years from 1 March so that the leap day comes
 * last; eras of 400 years have 146,097 days. */
int64_t date_days(struct date date)
{
    int64_t year = date.year - (date.month <= 2);
    int64_t era = year / 400;
    int64_t year_of_era = year - era * 400;
    int64_t month = (date.month + 9) % 12;
    int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
    int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

int date_compare(struct date a, struct date b)
{
    int64_t days = date_days(a) - date_days(b);
    return (days > 0) - (days < 0);
}

/* The moment that WAYMARK_NOW names, or -1. */
static int64_t moment_given(void)
{
    struct str given = str_of(getenv("WAYMARK_NOW"));
    struct date date;
    int hour, minute, second;
    if (given.len < 20 || !date_parse(str_slice(given, 0, 10), &date) ||
        !digits(given, 11, 2, &hour) || !digits(given, 14, 2, &minute) ||
        !digits(given, 17, 2, &second))
        return -1;
    return (date_days(date) * 86400 + hour * 3600LL + minute * 60LL + second) * 1000;
}

int64_t moment_now(void)
{
    int64_t given = moment_given();
    if (given >= 0)
        return given;
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t moment_steady(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct str moment_text(struct arena *arena, int64_t moment)
{
    time_t seconds = (time_t)(moment / 1000);
    struct tm utc;
    if (!gmtime_r(&seconds, &utc))
        return STR("?");
    return str_format(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900,
                      utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

struct date date_of_moment(int64_t moment)
{
    time_t seconds = (time_t)(moment / 1000);
    struct tm local;
    if (!getenv("TZ"))
        (void)setenv("TZ", "Europe/London", 0);
    tzset();
    if (!localtime_r(&seconds, &local))
        return (struct date){1970, 1, 1};
    return (struct date){local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
}

struct date date_today(void)
{
    return date_of_moment(moment_now());
}
