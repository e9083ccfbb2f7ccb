/* SPDX-License-Identifier: MIT */
#include "sortings.h"

#include <string.h>

struct sortings sortings(struct test *t, size_t tables, const char *rows)
{
    size_t cards = (strlen(rows) + 1) / (tables + 1);
    size_t *pile_of = arena_array(t->arena, size_t, cards * tables);
    for (size_t c = 0; c < cards; c++)
        for (size_t i = 0; i < tables; i++) {
            char pile = rows[c * (tables + 1) + i];
            pile_of[c * tables + i] = pile == '.' ? 0 : (size_t)(pile - 'A' + 1);
        }
    return (struct sortings){tables, cards, pile_of};
}
