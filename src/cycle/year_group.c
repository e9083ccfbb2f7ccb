/* SPDX-License-Identifier: MIT */
#include "cycle/year_group.h"

#include "format/csv.h"

enum { LAST_YEAR_GROUP = 20 };

/* "year 9", "y9", "nc yr 09": the number behind one of these, or -1. */
static int numbered_year(struct str key)
{
    static const char *const before[] = {"",   "y",   "yr",   "year",   "years",
                                         "nc", "ncy", "ncyr", "ncyear", "yeargroup"};
    char letters[12];
    size_t len = 0, i = 0;
    for (; i < key.len && !(key.ptr[i] >= '0' && key.ptr[i] <= '9'); i++)
        if (key.ptr[i] != ' ' && len < sizeof letters)
            letters[len++] = key.ptr[i];
    bool known = false;
    for (size_t b = 0; b < sizeof before / sizeof before[0]; b++)
        known = known || str_equal((struct str){letters, len}, str_of(before[b]));
    struct str digits = str_slice(key, i, key.len);
    if (str_ends(digits, STR(" 0"))) /* 9.0 */
        digits.len -= 2;
    int64_t number;
    if (!known || digits.len > 2 || !str_to_integer(digits, &number) ||
        number > LAST_YEAR_GROUP)
        return -1;
    return (int)number;
}

static bool is_one_of(struct str key, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(key, str_of(words[i])))
            return true;
    return false;
}

bool year_group_read(struct arena *arena, struct str text, int *out)
{
    static const char *const reception[] = {
        "r", "yr", "year r", "rec", "reception", "f2", "fs2", "reception class"};
    static const char *const nursery[] = {"n",  "n1",  "n2",        "nursery",
                                          "f1", "fs1", "nursery 1", "nursery 2"};
    static const char *const none[] = {"", "x", "unknown", "n a", "not known"};
    struct str key = csv_name(arena, text);
    int year = numbered_year(key);
    if (is_one_of(key, none, sizeof none / sizeof none[0]))
        year = YEAR_GROUP_UNKNOWN;
    else if (is_one_of(key, reception, sizeof reception / sizeof reception[0]))
        year = 0;
    else if (is_one_of(key, nursery, sizeof nursery / sizeof nursery[0]) ||
             str_equal(text, STR("-1")) || str_equal(text, STR("-2")))
        year = -1;
    else if (year < 0)
        return false;
    *out = year;
    return true;
}
