/* SPDX-License-Identifier: MIT */
#include "format/xlsx_inside.h"

#include "base/date.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_FORMATS = 65536, /* of cells: as many as the program itself allows */
    MOST_CODES = 4096,
    LONGEST_NUMBER = 64,
    LAST_DAY = 2958465 /* 31/12/9999 */
};

/* What "dd/mm/yyyy" is, by the number that cells' formats call it by. */
struct code {
    int64_t number;
    struct xlsx_format format;
};

struct reading {
    struct xlsx *xlsx;
    struct code *codes; /* (MOST_CODES) */
    size_t code_count, room;
    bool in_codes, in_formats;
};

/* Passes over what is only shown: "text", [Red], \x, and the width of _x and *x. */
static size_t after_shown(struct str code, size_t at)
{
    char c = code.ptr[at];
    if (c == '\\' || c == '_' || c == '*')
        return at + 2;
    if (c != '"' && c != '[')
        return at;
    if (c == '[')
        c = ']';
    size_t length = str_find_byte(str_slice(code, at + 1, code.len), c);
    return length == SIZE_MAX ? code.len : at + length + 2;
}

/* What a format like "dd/mm/yyyy" or "000000" changes. */
static struct xlsx_format format_of(struct str code)
{
    struct xlsx_format format = {0};
    size_t zeros = 0;
    bool only_zeros = true;
    if (str_equal_ascii_case(code, STR("General")))
        return format;
    for (size_t at = 0; at < code.len && code.ptr[at] != ';';) {
        size_t after = after_shown(code, at);
        if (after != at) {
            at = after;
            only_zeros = false;
            continue;
        }
        char c = ascii_lower(code.ptr[at++]);
        format.date = format.date || (c && strchr("dmyh", c));
        zeros += c == '0';
        only_zeros = only_zeros && c == '0';
    }
    if (only_zeros && zeros > 1 && zeros < LONGEST_NUMBER / 2)
        format.zeros = (unsigned char)zeros;
    return format;
}

static struct xlsx_format find_format(const struct reading *reading, int64_t number)
{
    for (size_t i = 0; i < reading->code_count; i++)
        if (reading->codes[i].number == number)
            return reading->codes[i].format;
    return (struct xlsx_format){.date = (number >= 14 && number <= 22) ||
                                        (number >= 45 && number <= 47)};
}

static bool add_format(struct reading *reading, int64_t number, struct error *err)
{
    struct xlsx *xlsx = reading->xlsx;
    if (xlsx->format_count == MOST_FORMATS)
        return error_set(err, ERROR_LIMIT, "it has more than %d formats of cells",
                         MOST_FORMATS);
    xlsx->formats = arena_one_more(xlsx->arena, xlsx->formats, sizeof *xlsx->formats,
                                   xlsx->format_count, &reading->room);
    xlsx->formats[xlsx->format_count++] = find_format(reading, number);
    return true;
}

static bool start(void *with, struct str name, const char *const *attributes,
                  struct error *err)
{
    struct reading *reading = with;
    int64_t number = 0;
    if (str_equal(name, STR("numFmts")))
        reading->in_codes = true;
    else if (str_equal(name, STR("cellXfs")))
        reading->in_formats = true;
    (void)str_to_integer(xml_attribute(attributes, "numFmtId"), &number);
    if (reading->in_codes && str_equal(name, STR("numFmt"))) {
        if (reading->code_count == MOST_CODES)
            return error_set(err, ERROR_LIMIT, "it has more than %d formats of numbers",
                             MOST_CODES);
        reading->codes[reading->code_count++] =
            (struct code){number, format_of(xml_attribute(attributes, "formatCode"))};
    }
    return !reading->in_formats || !str_equal(name, STR("xf")) ||
           add_format(reading, number, err);
}

static bool end(void *with, struct str name, struct error *err)
{
    struct reading *reading = with;
    (void)err;
    if (str_equal(name, STR("numFmts")))
        reading->in_codes = false;
    else if (str_equal(name, STR("cellXfs")))
        reading->in_formats = false;
    return true;
}

bool xlsx_read_formats(struct xlsx *xlsx, struct str path, struct error *err)
{
    struct reading reading = {.xlsx = xlsx,
                              .codes = arena_array(xlsx->arena, struct code, MOST_CODES)};
    struct xml_walker walker = {&reading, start, end, NULL};
    return xlsx_walk(xlsx, path, XLSX_SMALL_PART, &walker, err);
}

static struct str write_day(struct arena *arena, struct date day)
{
    return str_format(arena, "%02d/%02d/%04d", day.day, day.month, day.year);
}

/* `days` since 1970-01-01, by counting in eras of 400 years from a 1 March. */
static struct date day_of(int64_t days)
{
    enum { ERA = 146097, YEAR_0 = 719468 /* days from 0000-03-01 to 1970-01-01 */ };
    int64_t era = (days + YEAR_0) / ERA, in_era = (days + YEAR_0) % ERA;
    int64_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int64_t in_year = in_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * in_year + 2) / 153; /* from March */
    return (struct date){(int)(year + era * 400 + (month > 9)),
                         (int)(month > 9 ? month - 9 : month + 3),
                         (int)(in_year - (153 * month + 2) / 5 + 1)};
}

/* The program takes 1900 for a leap year, as one before it did: its day 60 is a day
 * that never was, and is left for the reader of dates to refuse. */
static struct str write_serial(struct arena *arena, double serial, bool from_1904)
{
    enum { LEAP = 60 };
    int64_t whole = (int64_t)(serial + 1e-9);
    int minutes = (int)((serial - (double)whole) * 24 * 60 + 0.5);
    if (whole == 0 && !from_1904 && minutes > 0)
        return str_format(arena, "%02d:%02d", minutes / 60, minutes % 60);
    if (from_1904)
        return write_day(arena, day_of(date_days((struct date){1904, 1, 1}) + whole));
    if (whole == 0)
        return STR("00/01/1900");
    if (whole == LEAP)
        return STR("29/02/1900");
    int64_t base = date_days((struct date){1899, 12, whole < LEAP ? 31 : 30});
    return write_day(arena, day_of(base + whole));
}

static bool is_whole(struct str digits)
{
    size_t at = digits.len > 1 && digits.ptr[0] == '-';
    for (; at < digits.len; at++)
        if (digits.ptr[at] < '0' || digits.ptr[at] > '9')
            return false;
    return digits.len > 0;
}

static struct str with_zeros(struct arena *arena, struct str digits, size_t zeros)
{
    struct buf out = BUF_IN(arena);
    if (digits.len >= zeros || !is_whole(digits) || digits.ptr[0] == '-')
        return digits;
    for (size_t i = digits.len; i < zeros; i++)
        buf_add_byte(&out, '0');
    buf_add(&out, digits);
    return buf_str(&out);
}

/* Fifteen digits are as many as the program itself keeps: 0.1 is stored as
 * 0.10000000000000001. */
static struct str write_number(struct arena *arena, double value)
{
    if (value == floor(value) && fabs(value) < 1e15)
        return str_format(arena, "%.0f", value == 0 ? 0 : value);
    return str_format(arena, "%.15g", value);
}

struct str xlsx_number(struct arena *arena, struct str digits, struct xlsx_format format,
                       bool from_1904)
{
    char text[LONGEST_NUMBER], *end;
    digits = str_trim(digits);
    if (digits.len == 0 || digits.len >= sizeof text)
        return digits;
    if (is_whole(digits) && !format.date)
        return with_zeros(arena, digits, format.zeros);
    memcpy(text, digits.ptr, digits.len);
    text[digits.len] = '\0';
    double value = strtod(text, &end);
    if (*end || !isfinite(value))
        return digits;
    if (format.date && value >= 0 && value < LAST_DAY + 1)
        return write_serial(arena, value, from_1904);
    return with_zeros(arena, write_number(arena, value), format.zeros);
}

struct str xlsx_iso_date(struct arena *arena, struct str text)
{
    struct date day;
    bool is_day = date_parse(str_slice(text, 0, 10), &day);
    return is_day ? write_day(arena, day) : text;
}
