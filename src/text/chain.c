/* SPDX-License-Identifier: MIT */
#include "text/chain.h"

struct chain chain_new(struct arena *arena, size_t rows)
{
    struct chain chain = {arena_array(arena, uint32_t, rows), rows};
    for (size_t row = 0; row < rows; row++)
        chain.active[row] = (uint32_t)row;
    return chain;
}

static void drop(struct chain *chain, uint32_t gone)
{
    size_t left = 0;
    for (size_t i = 0; i < chain->count; i++)
        if (chain->active[i] != gone)
            chain->active[left++] = chain->active[i];
    chain->count = left;
}

void chain_run(struct arena *arena, struct chain *chain, chain_nearest *nearest,
               chain_join *join, void *with)
{
    uint32_t *stack = arena_array(arena, uint32_t, chain->count + 1);
    size_t depth = 0;
    while (chain->count > 1) {
        if (depth == 0)
            stack[depth++] = chain->active[0];
        uint32_t top = stack[depth - 1], back = depth > 1 ? stack[depth - 2] : top;
        uint32_t next = nearest(with, top, back);
        if (next != back || depth < 2) {
            stack[depth++] = next;
            continue;
        }
        depth -= 2;
        uint32_t low = top < back ? top : back, high = top < back ? back : top;
        drop(chain, join(with, low, high) == low ? high : low);
    }
}
