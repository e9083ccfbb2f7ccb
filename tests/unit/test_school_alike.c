/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "cycle/school_alike.h"

static const struct {
    const char *one, *other;
    bool same, alike;
} pairs[] = {
    {"Hillside School", "hillside school", true, false},
    {"Hillside School", " Hill-side\xc2\xa0SCHOOL.", true, false},
    {"St Mary's School", "St. Mary\xe2\x80\x99s School", true, false},
    {"\xc3\x89"
     "cole Verte",
     "\xc3\xa9"
     "cole verte",
     true, false},
    {"Hill & Dale School", "Hill and Dale School", true, false},
    {"Hill&Dale School", "HILL AND DALE SCHOOL", true, false},
    {"Hill & Dale School", "Hill and Dale Sch", false, true},
    {"Hillside School", "Hillside Sch", false, true},
    {"Hillside Prim Sch", "Hillside Primary School", false, true},
    {"Hillside", "Hillside School", false, true},
    {"Hillside School", "Hilside School", false, true},
    {"Hillside School", "Hillside Schoool", false, true},
    {"Hillside School", "Hilslide School", false, true},
    {"Hillside School", "Hillsode School", false, true},
    {"St Mary's School", "St Mark's School", false, false},
    {"East School", "West School", false, false},
    {"Hillside Junior School", "Hillside Infant School", false, false},
    {"School 1 North", "School 2 North", false, false},
    {"123456", "123457", false, false},
    {"Hillside School", "Hillside School Sixth Form", false, false},
    {"Ash", "Ashfield School", false, false},
    {"Bridge College", "Bridgewater College", false, false},
};

static void tells_spellings_from_schools(struct test *t)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct str one = str_of(pairs[i].one), other = str_of(pairs[i].other);
        bool same = str_equal(school_key(t->arena, one), school_key(t->arena, other));
        struct str plain = school_plain(t->arena, one);
        struct str plain_other = school_plain(t->arena, other);
        if (same != pairs[i].same)
            test_fail_str(t, __FILE__, __LINE__, one, other);
        if (same)
            continue;
        if (school_alike(plain, plain_other) != pairs[i].alike ||
            school_alike(plain_other, plain) != pairs[i].alike)
            test_fail_str(t, __FILE__, __LINE__, plain, plain_other);
    }
    CHECK(t, school_key(t->arena, STR("- ?")).len == 0);
}

const struct test_case school_alike_tests[] = {
    {"spellings of a school are told from schools", tells_spellings_from_schools},
    {0},
};
