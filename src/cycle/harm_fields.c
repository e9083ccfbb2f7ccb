/* SPDX-License-Identifier: MIT */
#include "cycle/harm_fields.h"

static const struct {
    const char *kind, *field;
    bool of_one;
} told[] = {
    {"theme", "name", false},       {"cause", "text", false},
    {"cause", "evidence", false},   {"success", "text", false},
    {"idea", "text", false},        {"progress", "why", true},
    {"participant", "note", false}, {"story", "text", true},
};

bool harm_may_stand_in(struct str kind, struct str field)
{
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
        if (str_equal(kind, str_of(told[i].kind)) &&
            str_equal(field, str_of(told[i].field)))
            return true;
    return false;
}

bool harm_is_of_one(struct str kind)
{
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
        if (told[i].of_one && str_equal(kind, str_of(told[i].kind)))
            return true;
    return false;
}
