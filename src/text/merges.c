/* SPDX-License-Identifier: MIT */
#include "text/merges.h"

#include "text/weights.h"

struct making {
    struct merge *merges;
    size_t count, statements;
    uint32_t *node; /* (2 * rows - 1): what each node of the tree is called here */
    uint32_t *size; /* (2 * statements - 1) */
};

static uint32_t make(struct making *now, uint32_t a, uint32_t b, int32_t likeness)
{
    uint32_t number = (uint32_t)(now->statements + now->count);
    now->size[number] = now->size[a] + now->size[b];
    now->merges[now->count++] =
        (struct merge){a < b ? a : b, a < b ? b : a, likeness, now->size[number]};
    return number;
}

struct merge *merges_of(struct arena *arena, const struct rows *rows,
                        const struct tree *tree)
{
    size_t all = rows->statements;
    struct making now = {arena_array(arena, struct merge, all), 0, all,
                         arena_array(arena, uint32_t, 2 * rows->count),
                         arena_array(arena, uint32_t, 2 * all)};
    for (size_t row = 0; row < rows->count; row++)
        now.node[row] = UINT32_MAX;
    for (size_t i = 0; i < all; i++) {
        uint32_t *node = &now.node[rows->of[i]];
        now.size[i] = 1;
        *node = *node == UINT32_MAX ? (uint32_t)i
                                    : make(&now, *node, (uint32_t)i, WEIGHT_ONE);
    }
    for (size_t i = 0; i + 1 < rows->count; i++) {
        const struct join *join = &tree->joins[i];
        now.node[rows->count + i] =
            make(&now, now.node[join->left], now.node[join->right], join->likeness);
    }
    return now.merges;
}
