/* SPDX-License-Identifier: MIT */
#include "format/uk_date.h"

#include "base/unicode.h"

enum {
    FIRST_SERIAL = 20000, /* 3 October 1954 */
    LAST_SERIAL = 60000,  /* 8 April 2064 */
    SERIAL_OF_1970 = 25569,
    FIRST_YEAR = 1900,
    LAST_YEAR = 2100,
    SHOWN = 60 /* characters of a text that an error repeats */
};

static const char *const months[] = {"january",   "february", "march",    "april",
                                     "may",       "june",     "july",     "august",
                                     "september", "october",  "november", "december"};
static const char *const weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void skip(struct str *rest, size_t count)
{
    *rest = str_slice(*rest, count, rest->len);
}

static bool take_byte(struct str *rest, char byte)
{
    bool there = rest->len && rest->ptr[0] == byte;
    skip(rest, there);
    return there;
}

/* A whole number of at most four digits; `*digits` is how many. */
static bool take_number(struct str *rest, int *value, size_t *digits)
{
    size_t i = 0;
    for (*value = 0; i < rest->len && i <= 4 && is_digit(rest->ptr[i]); i++)
        *value = *value * 10 + (rest->ptr[i] - '0');
    *digits = i;
    if (i == 0 || i > 4)
        return false;
    skip(rest, i);
    return true;
}

static struct str take_word(struct str *rest)
{
    size_t i = 0;
    while (i < rest->len && is_letter(rest->ptr[i]))
        i++;
    struct str word = str_slice(*rest, 0, i);
    skip(rest, i);
    return word;
}

/* Which of the names starts with `word`, of three letters at least; from 1, or 0. */
static int find_name(struct str word, const char *const *names, int count)
{
    for (int i = 0; word.len >= 3 && i < count; i++)
        if (str_equal_ascii_case(str_slice(str_of(names[i]), 0, word.len), word))
            return i + 1;
    return 0;
}

static void skip_spaces(struct str *rest)
{
    while (rest->len) {
        struct str after = *rest;
        if (unicode_kind(unicode_next(&after)) != UNICODE_SPACE)
            return;
        *rest = after;
    }
}

/* Between two parts of a date: `/`, `-` or `.` with spaces around, or, as ' ',
 * spaces and commas alone; NUL where neither is there. */
static char take_separator(struct str *rest)
{
    size_t before = rest->len;
    skip_spaces(rest);
    const char spaces = rest->len < before ? ' ' : '\0';
    if (rest->len == 0)
        return spaces;
    const char mark = rest->ptr[0];
    if (mark == '/' || mark == '-' || mark == '.' || mark == ',') {
        skip(rest, 1);
        skip_spaces(rest);
        if (mark != ',')
            return mark;
        return ' ';
    }
    return spaces;
}

/* "Monday ", "Mon, ": left alone if it is another word. */
static void skip_weekday(struct str *rest)
{
    struct str after = *rest;
    if (find_name(take_word(&after), weekdays, 7) && take_separator(&after) == ' ')
        *rest = after;
}

static void skip_ordinal(struct str *rest)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    struct str after = *rest, word = take_word(&after);
    for (size_t i = 0; i < 4; i++)
        if (str_equal_ascii_case(word, str_of(endings[i])))
            *rest = after;
}

static bool take_two_digits(struct str *rest)
{
    int value;
    size_t digits;
    return take_number(rest, &value, &digits) && digits <= 2 && value < 60;
}

/* `Z`, `+01:00`, ` +0100` */
static void skip_zone(struct str *rest)
{
    int value;
    size_t digits;
    skip_spaces(rest);
    if (take_byte(rest, 'Z') || take_byte(rest, 'z'))
        return;
    if ((take_byte(rest, '+') || take_byte(rest, '-')) &&
        take_number(rest, &value, &digits) && take_byte(rest, ':'))
        (void)take_number(rest, &value, &digits);
}

/* 09:31, 9:31:07.000, 9:31 am, T09:31:07Z, +01:00, or nothing: the whole rest. */
static bool rest_is_time(struct str rest)
{
    if (!take_byte(&rest, 'T') && !take_byte(&rest, 't')) {
        char separator = take_separator(&rest);
        if (rest.len == 0)
            return separator == '\0' || separator == ' ' || separator == '.';
        if (separator != ' ')
            return false;
    }
    if (!take_two_digits(&rest) || !take_byte(&rest, ':') || !take_two_digits(&rest))
        return false;
    if (take_byte(&rest, ':') && !take_two_digits(&rest))
        return false;
    if (take_byte(&rest, '.'))
        while (rest.len && is_digit(rest.ptr[0]))
            skip(&rest, 1);
    struct str after = rest;
    skip_spaces(&after);
    struct str word = take_word(&after);
    if (str_equal_ascii_case(word, STR("am")) || str_equal_ascii_case(word, STR("pm")))
        rest = after;
    skip_zone(&rest);
    skip_spaces(&rest);
    return rest.len == 0;
}

static bool take_year(struct str *rest, int *year)
{
    size_t digits;
    if (!take_number(rest, year, &digits) || (digits != 2 && digits != 4))
        return false;
    if (digits == 2)
        *year += *year < 50 ? 2000 : 1900;
    return true;
}

/* day month year, the month as a number or a word */
static bool take_day_first(struct str rest, struct date *out)
{
    size_t digits;
    if (!take_number(&rest, &out->day, &digits) || digits > 2)
        return false;
    skip_ordinal(&rest);
    char first = take_separator(&rest);
    if (rest.len && is_letter(rest.ptr[0])) {
        out->month = find_name(take_word(&rest), months, 12);
        (void)take_byte(&rest, '.');
        (void)take_separator(&rest);
        return out->month && take_year(&rest, &out->year) && rest_is_time(rest);
    }
    return first && first != ' ' && take_number(&rest, &out->month, &digits) &&
           digits <= 2 && take_separator(&rest) == first &&
           take_year(&rest, &out->year) && rest_is_time(rest);
}

/* year-month-day */
static bool take_year_first(struct str rest, struct date *out)
{
    size_t digits;
    if (!take_number(&rest, &out->year, &digits) || digits != 4)
        return false;
    char first = take_separator(&rest);
    return first && first != ' ' && take_number(&rest, &out->month, &digits) &&
           digits <= 2 && take_separator(&rest) == first &&
           take_number(&rest, &out->day, &digits) && digits <= 2 && rest_is_time(rest);
}

/* From a count of days, by the same eras of 400 years as date_days. */
static struct date from_days(int64_t days)
{
    int64_t since = days + 719468; /* 1 March of year 0 */
    int64_t era = since / 146097, day_of_era = since % 146097;
    int64_t year =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    int64_t day = day_of_year - (153 * month + 2) / 5 + 1;
    month = month < 10 ? month + 3 : month - 9;
    return (struct date){(int)(year + era * 400 + (month <= 2)), (int)month, (int)day};
}

bool uk_date_from_serial(int64_t serial, struct date *out)
{
    if (serial < FIRST_SERIAL || serial > LAST_SERIAL)
        return false;
    *out = from_days(serial - SERIAL_OF_1970);
    return true;
}

/* Excel's day number, perhaps with a time of day after a point. */
static bool take_serial(struct str rest, struct date *out)
{
    int64_t serial;
    struct str whole = str_cut(&rest, '.');
    for (size_t i = 0; i < rest.len; i++)
        if (!is_digit(rest.ptr[i]))
            return false;
    return whole.len == 5 && str_to_integer(whole, &serial) &&
           uk_date_from_serial(serial, out);
}

static bool refuse_date(struct str text, struct date date, bool day_first,
                        struct error *err)
{
    struct str shown = unicode_cut(text, SHOWN);
    struct date swapped = {date.year, date.day, date.month};
    /* Excel shows its day 0 as 00/01/1900. */
    if (date.year == FIRST_YEAR && date.month == 1 && date.day <= 1)
        return error_set(err, ERROR_INPUT,
                         "\"%.*s\" is a placeholder that software fills in, not a date; "
                         "write the day or leave it empty",
                         STR_ARGS(shown));
    if (date_exists(date))
        return error_set(err, ERROR_INPUT,
                         "\"%.*s\" is outside the years %d to %d; correct the year",
                         STR_ARGS(shown), FIRST_YEAR, LAST_YEAR);
    if (day_first && date_exists(swapped))
        return error_set(err, ERROR_INPUT,
                         "\"%.*s\" seems to be month/day/year; write the day first: "
                         "%02d/%02d/%04d",
                         STR_ARGS(shown), swapped.day, swapped.month, swapped.year);
    return error_set(err, ERROR_INPUT,
                     "\"%.*s\" is not a date in the calendar; correct it",
                     STR_ARGS(shown));
}

static bool refuse_words(struct str text, struct error *err)
{
    struct str shown = unicode_cut(text, SHOWN);
    size_t hashes = 0;
    while (hashes < text.len && text.ptr[hashes] == '#')
        hashes++;
    if (text.len == 0)
        return error_set(err, ERROR_INPUT,
                         "there is no date; write a day such as 12/05/2025");
    if (hashes == text.len)
        return error_set(err, ERROR_INPUT,
                         "\"%.*s\" is what Excel shows for a date in a narrow column; "
                         "widen the column and save the file again",
                         STR_ARGS(shown));
    return error_set(err, ERROR_INPUT,
                     "\"%.*s\" does not name one day; write a day such as 12/05/2025",
                     STR_ARGS(shown));
}

static struct str trim(struct str text)
{
    static const struct str unbroken = {"\xc2\xa0", 2}; /* the no-break space */
    for (size_t before = text.len + 1; text.len < before;) {
        before = text.len;
        text = str_trim(text);
        if (str_starts(text, unbroken))
            skip(&text, unbroken.len);
        if (str_ends(text, unbroken))
            text.len -= unbroken.len;
    }
    return text;
}

bool uk_date_parse(struct str text, struct date *out, struct error *err)
{
    static const struct date placeholder = {FIRST_YEAR, 1, 1};
    struct date date = {0};
    text = trim(text);
    struct str rest = text;
    skip_weekday(&rest);
    bool day_first = take_day_first(rest, &date);
    if (!day_first && !take_year_first(rest, &date) && !take_serial(text, &date))
        return refuse_words(text, err);
    if (!date_exists(date) || date.year > LAST_YEAR ||
        date_compare(date, placeholder) <= 0)
        return refuse_date(text, date, day_first, err);
    *out = date;
    return true;
}
