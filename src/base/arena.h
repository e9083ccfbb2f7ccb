/* SPDX-License-Identifier: MIT */
/* Memory that is given back all at once: one arena per command line, batch of
 * rows or hook call. Nothing taken from an arena is freed alone.
 *
 * Memory: whoever calls arena_new calls arena_free.
 * Failure: running out of memory ends the program; nothing here returns NULL. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena_mark {
    void *block;
    size_t used;
};

struct arena *arena_new(void);
void arena_free(struct arena *arena);

/* Zeroed, aligned for any type. A size of 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);

/* `count` zeroed items of `type`; ends the program if the size overflows. */
#define arena_array(arena, type, count)                                                  \
    ((type *)arena_alloc_array((arena), sizeof(type), (count)))
void *arena_alloc_array(struct arena *arena, size_t size, size_t count);

/* A larger copy of `old`, in place where it was the last thing taken. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size);

/* Where `items`, a growing array of `count`, now stands, with room for one more. `room`
 * is how many fit; NULL and 0 at first. */
void *arena_one_more(struct arena *arena, void *items, size_t size, size_t count,
                     size_t *room);

/* Everything taken since the mark is given back: for loops over many rows. */
struct arena_mark arena_mark(struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

/* The shim for libraries that must own memory themselves (SQLite, cJSON,
 * Lua): malloc and realloc that never return NULL. */
void *memory_take(size_t size);
void *memory_resize(void *old, size_t size);
void memory_give_back(void *block);

#endif
