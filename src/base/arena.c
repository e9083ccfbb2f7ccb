/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024, ALIGN = 16, FIRST_ROOM = 8 };

struct block {
    struct block *below;
    size_t size, used;
    _Alignas(ALIGN) unsigned char bytes[];
};

struct arena {
    struct block *top;
};

static _Noreturn void out_of_memory(void)
{
    (void)fputs(
        "waymark: the computer has run out of memory; close other programs and try "
        "again\n",
        stderr);
    abort();
}

void *memory_take(size_t size)
{
    void *block = malloc(size ? size : 1);
    if (!block)
        out_of_memory();
    return block;
}

void *memory_resize(void *old, size_t size)
{
    void *block = realloc(old, size ? size : 1);
    if (!block)
        out_of_memory();
    return block;
}

void memory_give_back(void *block)
{
    free(block);
}

static struct block *block_new(struct block *below, size_t size)
{
    struct block *block = memory_take(sizeof(struct block) + size);
    block->below = below;
    block->size = size;
    block->used = 0;
    return block;
}

struct arena *arena_new(void)
{
    struct arena *arena = memory_take(sizeof *arena);
    arena->top = block_new(NULL, FIRST_BLOCK);
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    while (arena->top) {
        struct block *below = arena->top->below;
        memory_give_back(arena->top);
        arena->top = below;
    }
    memory_give_back(arena);
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        out_of_memory();
    size_t need = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (need == 0)
        need = ALIGN;
    if (arena->top->size - arena->top->used < need) {
        size_t next = arena->top->size * 2;
        if (next > LARGEST_BLOCK)
            next = LARGEST_BLOCK;
        arena->top = block_new(arena->top, next < need ? need : next);
    }
    void *taken = arena->top->bytes + arena->top->used;
    arena->top->used += need;
    return memset(taken, 0, need);
}

void *arena_alloc_array(struct arena *arena, size_t size, size_t count)
{
    if (size && count > SIZE_MAX / 2 / size)
        out_of_memory();
    return arena_alloc(arena, size * count);
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    size_t held = (old_size + ALIGN - 1) / ALIGN * ALIGN;
    struct block *top = arena->top;
    if (old && held && (unsigned char *)old + held == top->bytes + top->used &&
        new_size >= old_size && new_size - old_size < top->size - top->used) {
        size_t need = (new_size + ALIGN - 1) / ALIGN * ALIGN;
        if (need - held <= top->size - top->used) {
            memset(top->bytes + top->used, 0, need - held);
            top->used += need - held;
            return old;
        }
    }
    void *new = arena_alloc(arena, new_size);
    if (old && old_size)
        memcpy(new, old, old_size);
    return new;
}

void *arena_one_more(struct arena *arena, void *items, size_t size, size_t count,
                     size_t *room)
{
    if (count < *room)
        return items;
    size_t next = *room ? *room * 2 : FIRST_ROOM;
    if (next > SIZE_MAX / 2 / size)
        out_of_memory();
    items = arena_grow(arena, items, *room * size, next * size);
    *room = next;
    return items;
}

struct arena_mark arena_mark(struct arena *arena)
{
    return (struct arena_mark){arena->top, arena->top->used};
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
    while (arena->top != mark.block) {
        struct block *below = arena->top->below;
        memory_give_back(arena->top);
        arena->top = below;
    }
    arena->top->used = mark.used;
}
