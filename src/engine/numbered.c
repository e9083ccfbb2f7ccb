/* SPDX-License-Identifier: MIT */
#include "engine/numbered.h"

#include "cycle/groups.h"

static bool read_number(struct str text, int64_t *out)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
    return text.len && str_to_integer(text, out) && *out > 0;
}

bool card_numbered(struct db *db, struct arena *arena, struct str cycle, struct str given,
                   struct str_list *out, struct error *err)
{
    struct str rest = str_trim(given), text = rest;
    int64_t number;
    *out = (struct str_list){NULL, 0};
    if (str_equal_ascii_case(str_cut(&rest, ' '), STR("card")))
        text = str_trim(rest);
    return !read_number(text, &number) ||
           /* As it is indexed: 075 is 75. */
           record_by(db, arena, cycle, STR("statement"), STR("card"),
                     str_format(arena, "%lld", (long long)number), out, err);
}

static bool read_theme_number(struct str given, int64_t *out)
{
    struct str text = str_trim(given);
    return text.len && (text.ptr[0] == 'T' || text.ptr[0] == 't') &&
           read_number(str_slice(text, 1, text.len), out);
}

bool theme_number_reads(struct str text)
{
    int64_t number;
    return read_theme_number(text, &number) || read_number(str_trim(text), &number);
}

bool theme_numbered(struct db *db, struct arena *arena, struct str cycle,
                    struct str given, struct str *id, struct error *err)
{
    struct cards none = {NULL, 0, 0};
    struct cards_request request = {.db = db, .cycle = cycle};
    struct groups groups;
    int64_t number;
    *id = STR_NONE;
    if (!read_theme_number(given, &number))
        return true;
    if (!groups_load(arena, &request, &none, &groups, err))
        return false;
    if ((uint64_t)number <= groups.count)
        *id = groups.items[number - 1].record.id;
    return true;
}
