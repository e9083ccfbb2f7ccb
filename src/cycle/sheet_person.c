/* SPDX-License-Identifier: MIT */
#include "cycle/sheet_inside.h"

#include "base/unicode.h"

enum {
    OLDEST = 26, /* plans end at 25 */
    UPN_LEN = 13,
    FIRST_YEAR_AGE = 5, /* in year 1 from the September after */
    YEARS_EARLY = 3     /* hardly anybody is so far ahead of their age */
};

/* Without spaces, in capitals. */
static struct str squeeze(struct arena *arena, struct str text)
{
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if (c != ' ' && c != '\t')
            buf_add_byte(&out, c);
    }
    return buf_str(&out);
}

/* The letters of the check, by their value. */
static const struct str check_letters = {"ABCDEFGHJKLMNPQRTUVWXYZ", 23};

/* The value of a character of a UPN, or SIZE_MAX. */
static size_t upn_value(char c, bool letter)
{
    if (letter)
        return str_find_byte(check_letters, c);
    return c >= '0' && c <= '9' ? (size_t)(c - '0') : SIZE_MAX;
}

/* A letter and 12 digits, the last of which is a letter in a temporary UPN; the
 * first letter follows from the others. `wanted` is what it should be, or NUL
 * where the text has not this form at all. */
static char upn_check_letter(struct str upn)
{
    size_t sum = 0;
    if (upn.len != UPN_LEN || upn_value(upn.ptr[0], true) == SIZE_MAX)
        return '\0';
    for (size_t i = 1; i < UPN_LEN; i++) {
        size_t value = upn_value(upn.ptr[i], false);
        if (value == SIZE_MAX && i + 1 == UPN_LEN)
            value = upn_value(upn.ptr[i], true);
        if (value == SIZE_MAX)
            return '\0';
        sum += value * (i + 1);
    }
    return check_letters.ptr[sum % check_letters.len];
}

/* UN1 to UN10: why there is no UPN. */
static bool is_unknown_code(struct str upn)
{
    int64_t number;
    return str_starts(upn, STR("UN")) &&
           str_to_integer(str_slice(upn, 2, upn.len), &number);
}

static bool is_placeholder(struct sheet *sheet, struct str text)
{
    static const char *const none[] = {
        "",  "n a", "na",        "none",   "nil",   "null", "unknown", "tbc",
        "0", "nan", "not known", "no upn", "no id", "nk",   "n k",     "00000"};
    struct str key = csv_name(sheet->arena, text);
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        if (str_equal(key, str_of(none[i])))
            return true;
    return false;
}

static struct str read_upn(struct sheet *sheet)
{
    struct str cell = sheet_cell(sheet, FIELD_UPN);
    if (cell.len == 0)
        return STR_NONE;
    struct str upn = squeeze(sheet->arena, cell);
    char wanted = upn_check_letter(upn);
    if (wanted) {
        if (wanted != upn.ptr[0])
            sheet_remark(sheet,
                         "the UPN's first letter should be %c by its digits; one of "
                         "them is mistyped, check it",
                         wanted);
        return upn;
    }
    if (!is_unknown_code(upn) && !is_placeholder(sheet, cell))
        sheet_remark(sheet, "the UPN is left empty: it should be a letter and 12 digits "
                            "(or 11 and a letter)");
    return STR_NONE;
}

/* 1.23E+09: the digits that told people apart are gone. */
static bool is_shortened(struct str reference)
{
    size_t e = str_find(reference, STR("E+"));
    if (e == SIZE_MAX || e == 0 || e + 2 == reference.len)
        return false;
    for (size_t i = 0; i < reference.len; i++) {
        char c = reference.ptr[i];
        if (i != e && i != e + 1 && c != '.' && !(c >= '0' && c <= '9'))
            return false;
    }
    return true;
}

static bool read_reference(struct sheet *sheet, struct str *out)
{
    struct str reference = sheet_cell(sheet, FIELD_REFERENCE);
    *out = STR_NONE;
    if (reference.len == 0)
        return true;
    if (is_shortened(reference)) {
        sheet_refuse(sheet,
                     "row left out: the spreadsheet has shortened the number under "
                     "\"%.*s\" to \"%.*s\"; make the column a text column, put the "
                     "numbers in again and save",
                     STR_ARGS(sheet_title(sheet, FIELD_REFERENCE)),
                     STR_ARGS(sheet_shown(reference)));
        return false;
    }
    if (!is_placeholder(sheet, reference))
        *out = reference;
    return true;
}

/* "Osei, Jack", "Jack Osei" */
static void read_names(struct sheet *sheet, struct identity *who)
{
    struct str full = sheet_cell(sheet, FIELD_FULL_NAME);
    who->forename = sheet_cell(sheet, FIELD_FORENAME);
    who->surname = sheet_cell(sheet, FIELD_SURNAME);
    if (full.len == 0 || (who->forename.len && who->surname.len))
        return;
    struct str after = full, before = str_cut(&after, ',');
    if (before.len == full.len) {
        size_t last = full.len;
        while (last > 0 && full.ptr[last - 1] != ' ')
            last--;
        after = str_slice(full, 0, last);
        before = str_slice(full, last, full.len);
    }
    if (who->forename.len == 0)
        who->forename = str_trim(after);
    if (who->surname.len == 0)
        who->surname = str_trim(before);
}

static void check_age(struct sheet *sheet, struct date born)
{
    struct date today = sheet->today;
    int age =
        today.year - born.year -
        (today.month < born.month || (today.month == born.month && today.day < born.day));
    if (date_compare(born, today) > 0)
        sheet_remark(sheet, "the date of birth is in the future; check it");
    else if (age > OLDEST)
        sheet_remark(sheet, "by the date of birth this person is older than %d; check it",
                     OLDEST);
}

/* Names of columns below the names of columns, which the row has beside other things. */
static bool check_heading(struct sheet *sheet)
{
    static const enum field fields[] = {FIELD_REFERENCE, FIELD_UPN, FIELD_SURNAME,
                                        FIELD_FORENAME, FIELD_FULL_NAME};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        struct str cell = sheet_cell(sheet, fields[i]);
        struct str title = cell.len ? sheet_title(sheet, fields[i]) : STR_NONE;
        if (!cell.len || !headings_alike(sheet->arena, cell, title))
            continue;
        sheet_refuse(sheet,
                     "row left out: it repeats the heading \"%.*s\" where it should say "
                     "who it is about; take it out, or put what it says into the row of "
                     "column names",
                     STR_ARGS(sheet_shown(title)));
        return false;
    }
    return true;
}

bool sheet_read_person(struct sheet *sheet, struct identity *who)
{
    struct date born;
    if (!check_heading(sheet) || !read_reference(sheet, &who->reference))
        return false;
    who->upn = read_upn(sheet);
    read_names(sheet, who);
    if (sheet_date(sheet, FIELD_BIRTH_DATE, false, &who->birth_date, &born) &&
        who->birth_date.len)
        check_age(sheet, born);
    bool by_name = who->forename.len && who->surname.len && who->birth_date.len;
    if (who->reference.len || who->upn.len || by_name)
        return true;
    sheet_refuse(sheet,
                 "row left out: it does not say who it is about; give the person's "
                 "reference, UPN, or forename, surname and date of birth");
    return false;
}

static bool is_too_young(const struct sheet_row *row)
{
    struct date born, held;
    if (row->year_group < 1 || !date_parse(row->who.birth_date, &born) ||
        !date_parse(row->date, &held))
        return false;
    int age =
        held.year - born.year -
        (held.month < born.month || (held.month == born.month && held.day < born.day));
    return age <= row->year_group - 1 + FIRST_YEAR_AGE - YEARS_EARLY;
}

bool sheet_check_born(struct sheet *sheet, struct sheet_row *row)
{
    struct identity *who = &row->who;
    if (sheet->kind != SHEET_REVIEWS || !who->birth_date.len || !row->date.len)
        return true;
    struct str title = sheet_title(sheet, FIELD_BIRTH_DATE);
    if (is_too_young(row) && str_compare(who->birth_date, row->date) < 0)
        sheet_remark(sheet,
                     "by %.*s this person is far too young for year %d; check both",
                     STR_ARGS(title), row->year_group);
    if (str_compare(who->birth_date, row->date) < 0)
        return true;
    if (!who->reference.len && !who->upn.len) {
        sheet_refuse(sheet,
                     "row left out: %.*s is the day of the review, or after it; correct "
                     "it, since nothing but name and date of birth says who it is",
                     STR_ARGS(title));
        return false;
    }
    sheet_remark(sheet,
                 "%.*s is left empty: it is the day of the review, or after it; correct "
                 "it",
                 STR_ARGS(title));
    who->birth_date = STR_NONE;
    return true;
}
