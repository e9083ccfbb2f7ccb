/* SPDX-License-Identifier: MIT */
#include "cycle/section.h"

static const char *const names[SECTION_COUNT] = {
    [SECTION_WORKING] = "working",
    [SECTION_NOT_WORKING] = "not_working",
    [SECTION_ASPIRATION] = "aspiration",
};

struct str section_name(enum section section)
{
    return str_of(names[section]);
}

bool section_find(struct str name, enum section *out)
{
    for (int i = 0; i < SECTION_COUNT; i++)
        if (str_equal(name, str_of(names[i]))) {
            *out = (enum section)i;
            return true;
        }
    return false;
}

struct str section_words(enum section section)
{
    static const char *const words[SECTION_COUNT] = {
        [SECTION_WORKING] = "what is working",
        [SECTION_NOT_WORKING] = "what is not working",
        [SECTION_ASPIRATION] = "hopes for the future",
    };
    return str_of(words[section]);
}
