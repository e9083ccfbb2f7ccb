/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "base/unicode.h"
#include "format/uk_date.h"

#include <string.h>

static void dates_are_read(struct test *t)
{
    static const char *const cases[][2] = {
        {"12/05/2025", "2025-05-12"},
        {"1/2/2025", "2025-02-01"}, /* day first, always */
        {"1/2/25", "2025-02-01"},
        {"01/01/00", "2000-01-01"},
        {"31/12/49", "2049-12-31"},
        {"01/01/50", "1950-01-01"},
        {"1/1/99", "1999-01-01"},
        {"12-05-2025", "2025-05-12"},
        {"12.05.2025", "2025-05-12"},
        {"12.5.25", "2025-05-12"},
        {"12 / 05 / 2025", "2025-05-12"},
        {" 12/05/2025\xc2\xa0", "2025-05-12"},
        {"29/02/2024", "2024-02-29"},
        {"12-May-25", "2025-05-12"},
        {"12-MAY-2025", "2025-05-12"},
        {"12MAY2025", "2025-05-12"},
        {"12/May/2025", "2025-05-12"},
        {"3 Sept. 2025", "2025-09-03"},
        {"12 May 2025", "2025-05-12"},
        {"12 may, 2025", "2025-05-12"},
        {"12th May 2025", "2025-05-12"},
        {"1st of", NULL},
        {"2nd February 2025", "2025-02-02"},
        {"Monday 12 May 2025", "2025-05-12"},
        {"Mon, 12/05/2025", "2025-05-12"},
        {"2025-05-12", "2025-05-12"},
        {"2025-5-2", "2025-05-02"},
        {"2025/05/12", "2025-05-12"},
        {"2025-05-12T09:31:07Z", "2025-05-12"},
        {"2025-05-12T23:31:07.123+01:00", "2025-05-12"},
        {"2025-05-12 09:31", "2025-05-12"},
        {"12/05/2025 00:00:00", "2025-05-12"},
        {"12/05/2025 9:31 PM", "2025-05-12"},
        {"12/05/2025.", "2025-05-12"},
        {"20000", "1954-10-03"},
        {"34308", "1993-12-05"},
        {"45789", "2025-05-12"},
        {"45789.5", "2025-05-12"},
        {"60000", "2064-04-08"},
        {"02/01/1900", "1900-01-02"},
        {"31/12/2100", "2100-12-31"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct date date = {0};
        struct error err;
        bool read = uk_date_parse(str_of(cases[i][0]), &date, &err);
        CHECK(t, read == (cases[i][1] != NULL));
        if (read && cases[i][1])
            CHECK_STR(t, date_text(t->arena, date), cases[i][1]);
        else if (read != (cases[i][1] != NULL))
            test_fail(t, __FILE__, __LINE__, cases[i][0]);
    }
}

static void what_is_no_date_is_refused(struct test *t)
{
    static const char *const calendar[] = {
        "31/02/2025", "13/25/2025", "29/02/2025", "2025-02-31", "31-Feb-25",
        "00/05/2025", "12/00/2025", "2025-25-04", "0000-01-01", "99/99/2025"};
    static const char *const year[] = {"12/05/0025", "12/05/2205", "9999-12-31",
                                       "30/12/1899"};
    static const char *const placeholder[] = {"01/01/1900", "1/1/1900",
                                              "1900-01-01", "01-Jan-1900",
                                              "00/01/1900", "01/01/1900 00:00"};
    static const char *const words[] = {"Spring 2025",
                                        "w/c 12/05/2025",
                                        "tbc",
                                        "May 2025",
                                        "2025",
                                        "12/05",
                                        "05/2025",
                                        "1/2/3",
                                        "1/2/025",
                                        "12/05-2025",
                                        "12/05/2025 - 14/05/2025",
                                        "12/05/2025 or 13/05/2025",
                                        "12/05/2025 -",
                                        "123/05/2025",
                                        "12 Mai 2025",
                                        "12 Ma 2025",
                                        "19999",
                                        "60001",
                                        "457890",
                                        "45789.x",
                                        "-45789",
                                        "20250512",
                                        "12 05 2025",
                                        "12/05/2025 25",
                                        "12/05/2025 9:99",
                                        "???",
                                        "12/05/20255",
                                        "Xday 12/05/2025",
                                        "12/05/2025T",
                                        "caf\xc3\xa9"};
    static const struct {
        const char *const *texts;
        size_t count;
        const char *ending; /* of the message, after the text in quotes */
    } groups[] = {
        {calendar, sizeof calendar / sizeof calendar[0],
         " is not a date in the calendar; correct it"},
        {year, sizeof year / sizeof year[0],
         " is outside the years 1900 to 2100; correct the year"},
        {placeholder, sizeof placeholder / sizeof placeholder[0],
         " is a placeholder that software fills in, not a date; write the day or leave "
         "it "
         "empty"},
        {words, sizeof words / sizeof words[0],
         " does not name one day; write a day such as 12/05/2025"},
    };
    for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++)
        for (size_t i = 0; i < groups[g].count; i++) {
            struct date date = {1, 2, 3};
            struct error err = {.text = ""};
            const char *text = groups[g].texts[i];
            CHECK(t, !uk_date_parse(str_of(text), &date, &err));
            CHECK(t, date.year == 1 && date.month == 2 && date.day == 3);
            CHECK(t, err.kind == ERROR_INPUT);
            struct str wanted = str_format(t->arena, "\"%s\"%s", text, groups[g].ending);
            CHECK_STR(t, str_of(err.text), str_c(t->arena, wanted));
        }
}

static void other_refusals_say_what_to_do(struct test *t)
{
    static const char *const cases[][2] = {
        {"04/25/2025", "\"04/25/2025\" seems to be month/day/year; write the day first: "
                       "25/04/2025"},
        {"4-30-25",
         "\"4-30-25\" seems to be month/day/year; write the day first: 30/04/2025"},
        {"", "there is no date; write a day such as 12/05/2025"},
        {" \xc2\xa0 ", "there is no date; write a day such as 12/05/2025"},
        {"########", "\"########\" is what Excel shows for a date in a narrow column; "
                     "widen the column and save the file again"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct date date;
        struct error err;
        CHECK(t, !uk_date_parse(str_of(cases[i][0]), &date, &err));
        CHECK_STR(t, str_of(err.text), cases[i][1]);
    }
}

static void long_text_is_repeated_in_part(struct test *t)
{
    struct buf text = BUF_IN(t->arena);
    struct date date;
    struct error err;
    for (int i = 0; i < 1000; i++)
        buf_add(&text, STR("\xc3\xa9"));
    CHECK(t, !uk_date_parse(buf_str(&text), &date, &err));
    CHECK(t, strlen(err.text) < 250);
    CHECK(t, unicode_valid(str_of(err.text), NULL));
}

static void every_day_number_is_the_day_after_the_one_before(struct test *t)
{
    struct date before, date;
    REQUIRE(t, uk_date_from_serial(20000, &before));
    for (int64_t serial = 20001; serial <= 60000; serial++) {
        REQUIRE(t, uk_date_from_serial(serial, &date));
        REQUIRE(t, date_exists(date) && date_days(date) == date_days(before) + 1);
        before = date;
    }
    CHECK(t, !uk_date_from_serial(19999, &date) && !uk_date_from_serial(60001, &date));
}

const struct test_case uk_date_tests[] = {
    {"dates are read", dates_are_read},
    {"what is no date is refused", what_is_no_date_is_refused},
    {"other refusals say what to do", other_refusals_say_what_to_do},
    {"long text is repeated in part", long_text_is_repeated_in_part},
    {"every day number is the day after the one before",
     every_day_number_is_the_day_after_the_one_before},
    {0},
};
