/* SPDX-License-Identifier: MIT */
#include "engine/args_guests.h"

#include "cycle/source.h"
#include "store/parsed.h"

/* The rows of a list, or one person of one row. */
struct places {
    struct str list;
    struct str one; /* "2.1", or empty */
    int64_t first, last;
};

static bool read_places(struct str given, struct places *out)
{
    struct str place;
    out->list = source_cut(given, &place);
    out->one = str_find_byte(place, '.') == SIZE_MAX ? STR_NONE : place;
    struct str rest = place;
    bool range = str_find_byte(place, '-') != SIZE_MAX;
    struct str first = str_cut(&rest, '-');
    return out->list.len &&
           (out->one.len || (str_to_integer(first, &out->first) &&
                             str_to_integer(range ? rest : first, &out->last)));
}

static bool is_among(const struct places *asked, struct str source)
{
    struct str place, list = source_cut(source, &place);
    int64_t line;
    if (!list.len || !str_equal(list, asked->list))
        return false;
    if (asked->one.len)
        return str_equal(place, asked->one);
    return str_to_integer(str_cut(&place, '.'), &line) && line >= asked->first &&
           line <= asked->last;
}

bool guests_named(struct db *db, struct arena *arena, struct str cycle, struct str given,
                  struct str_list *out, struct error *err)
{
    struct places asked;
    struct parsed_list all;
    *out = (struct str_list){NULL, 0};
    if (!read_places(given, &asked))
        return true;
    if (!parsed_all(db, arena, cycle, STR("participant"), &all, err))
        return false;
    out->items = arena_array(arena, struct str, all.count);
    for (size_t i = 0; i < all.count; i++)
        if (is_among(&asked, parsed_text(&all.items[i], "source")))
            out->items[out->count++] = all.items[i].record.id;
    return true;
}
