/* SPDX-License-Identifier: MIT */
#include "cycle/sorts.h"

#include <stdlib.h>

bool piles_load(struct db *db, struct arena *arena, struct str cycle, struct piles *out,
                struct error *err)
{
    struct record_list list;
    if (!record_list(db, arena, cycle, STR("pile"), &list, err))
        return false;
    *out = (struct piles){arena_array(arena, struct pile, list.count), 0};
    for (size_t i = 0; i < list.count; i++) {
        struct pile *pile = &out->items[out->count++];
        pile->record = list.items[i];
        if (!json_parse(arena, list.items[i].body, &pile->body, err))
            return error_wrap(err, "reading %.*s", STR_ARGS(list.items[i].id));
        pile->id = list.items[i].id;
        pile->table = json_find_text(&pile->body, STR("table"));
        pile->pile = json_find_text(&pile->body, STR("pile"));
        pile->name = json_find_text(&pile->body, STR("name"));
        pile->alone = json_find_bool(&pile->body, STR("alone"));
        pile->cards = json_find(&pile->body, STR("cards"));
        (void)section_find(json_find_text(&pile->body, STR("section")), &pile->section);
    }
    return true;
}

static int by_number(const void *a, const void *b)
{
    const struct card *const *one = a, *const *other = b;
    return (*one)->number < (*other)->number ? -1 : (*one)->number > (*other)->number;
}

/* "Table 2" before "Table 10". */
static int by_length(const void *a, const void *b)
{
    const struct str *one = a, *other = b;
    if (one->len != other->len)
        return one->len < other->len ? -1 : 1;
    return str_compare(*one, *other);
}

static void find_tables(struct arena *arena, const struct piles *piles,
                        enum section section, struct sorts *out)
{
    size_t kept = 0;
    out->tables = (struct str_list){arena_array(arena, struct str, piles->count), 0};
    for (size_t i = 0; i < piles->count; i++)
        if (piles->items[i].section == section)
            out->tables.items[out->tables.count++] = piles->items[i].table;
    if (out->tables.count)
        qsort(out->tables.items, out->tables.count, sizeof(struct str), by_length);
    for (size_t i = 0; i < out->tables.count; i++)
        if (i == 0 || !str_equal(out->tables.items[i], out->tables.items[kept - 1]))
            out->tables.items[kept++] = out->tables.items[i];
    out->tables.count = kept;
}

static size_t table_index(const struct sorts *sorts, struct str table)
{
    size_t t = 0;
    while (t < sorts->tables.count && !str_equal(sorts->tables.items[t], table))
        t++;
    return t;
}

/* Where a card is among sorts->cards, or SIZE_MAX. */
static size_t find(const struct sorts *sorts, int64_t number)
{
    size_t from = 0, to = sorts->in.cards;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (sorts->cards[middle]->number == number)
            return middle;
        if (sorts->cards[middle]->number < number)
            from = middle + 1;
        else
            to = middle;
    }
    return SIZE_MAX;
}

/* Fills both tables; a card left on its own is given a pile that no other has. */
static void fill(const struct piles *piles, enum section section, struct sorts *sorts,
                 size_t *pile_of)
{
    size_t own = piles->count + 1;
    for (size_t i = 0; i < piles->count; i++) {
        const struct pile *pile = &piles->items[i];
        size_t t = table_index(sorts, pile->table);
        for (size_t n = 0; pile->section == section && n < json_count(pile->cards); n++) {
            size_t card = find(sorts, json_item(pile->cards, n)->integer);
            if (card == SIZE_MAX)
                continue;
            pile_of[card * sorts->tables.count + t] = pile->alone ? own++ : i + 1;
            sorts->piles[card * sorts->tables.count + t] = pile;
        }
    }
}

/* Leaves those that no table sorted out. */
static void keep_sorted(struct sorts *sorts, size_t *pile_of)
{
    size_t kept = 0, tables = sorts->tables.count;
    for (size_t c = 0; c < sorts->in.cards; c++) {
        bool any = false;
        for (size_t t = 0; t < tables; t++)
            any = any || pile_of[c * tables + t];
        if (!any)
            continue;
        for (size_t t = 0; t < tables; t++) {
            pile_of[kept * tables + t] = pile_of[c * tables + t];
            sorts->piles[kept * tables + t] = sorts->piles[c * tables + t];
        }
        sorts->cards[kept++] = sorts->cards[c];
    }
    sorts->in.cards = kept;
}

bool sorts_of(struct arena *arena, const struct piles *piles, const struct cards *cards,
              enum section section, struct sorts *out)
{
    *out = (struct sorts){.cards = arena_array(arena, const struct card *, cards->count)};
    find_tables(arena, piles, section, out);
    for (size_t i = 0; i < cards->count; i++)
        if (cards->items[i].section == section && cards->items[i].number)
            out->cards[out->in.cards++] = &cards->items[i];
    if (out->in.cards)
        qsort(out->cards, out->in.cards, sizeof(struct card *), by_number);
    size_t cells = out->in.cards * out->tables.count;
    size_t *pile_of = arena_array(arena, size_t, cells);
    out->piles = arena_array(arena, const struct pile *, cells);
    out->in.tables = out->tables.count;
    out->in.pile_of = pile_of;
    fill(piles, section, out, pile_of);
    keep_sorted(out, pile_of);
    return out->in.cards > 0;
}

struct sorted_alone sorts_alone(const struct sorts *sorts, size_t card)
{
    struct sorted_alone out = {0, 0};
    for (size_t t = 0; t < sorts->tables.count; t++) {
        const struct pile *pile = sorts->piles[card * sorts->tables.count + t];
        out.tables += pile != NULL;
        out.alone += pile && pile->alone;
    }
    return out;
}
