/* SPDX-License-Identifier: MIT */
/* Text that carries its length, and a buffer to build it in.
 *
 * A `struct str` is borrowed UTF-8, not NUL-terminated; copy it to an arena to
 * outlive its source. Functions that return memory take the arena.
 * Failure: only str_to_integer can fail; it says so by false. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    const char *ptr;
    size_t len;
};

struct str_list {
    struct str *items;
    size_t count;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
#define STR_NONE ((struct str){"", 0})
/* For printf's "%.*s". */
#define STR_ARGS(s) (int)(s).len, (s).ptr

struct str str_of(const char *text); /* borrowed; NULL gives the empty text */
struct str str_copy(struct arena *arena, struct str s);
const char *str_c(struct arena *arena, struct str s); /* NUL-terminated copy */
struct str str_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

bool str_equal(struct str a, struct str b);
int str_compare(struct str a, struct str b); /* by byte; <0, 0, >0 */
bool str_equal_ascii_case(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Where `needle` first stands in `s`, or SIZE_MAX. */
size_t str_find(struct str s, struct str needle);
size_t str_find_byte(struct str s, char byte);
char ascii_lower(char c); /* any other byte as it is */
/* A copy with every byte `from` made `to`. */
struct str str_replaced(struct arena *arena, struct str s, char from, char to);
struct str str_slice(struct str s, size_t from, size_t to); /* clipped to `s` */
struct str str_trim(struct str s);                          /* ASCII white space */
/* Cuts `rest` at `byte`: returns what stands before it; `rest` is what follows,
 * or empty where there was none. */
struct str str_cut(struct str *rest, char byte);
struct str_list str_split(struct arena *arena, struct str s, char byte);
/* A whole decimal number, with an optional minus, and nothing else. */
bool str_to_integer(struct str s, int64_t *out);

/* For qsort over struct str. */
int str_compare_items(const void *a, const void *b);
void str_list_sort(struct str_list *list);
void str_list_sort_once(struct str_list *list); /* and each text once */
/* Adds a copy at the end; `room` is how many fit, 0 at first. */
void str_list_add(struct arena *arena, struct str_list *list, size_t *room,
                  struct str one);
bool str_list_has(const struct str_list *sorted, struct str one);

/* A growing text in an arena. Set `arena` and zero the rest. */
struct buf {
    struct arena *arena;
    char *ptr;
    size_t len, room;
};

#define BUF_IN(a) ((struct buf){.arena = (a)})

void buf_add(struct buf *buf, struct str s);
void buf_add_byte(struct buf *buf, char byte);
void buf_add_integer(struct buf *buf, int64_t integer); /* decimal */
void buf_add_format(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buf_add_format_list(struct buf *buf, const char *format, va_list list)
    __attribute__((format(printf, 2, 0)));
struct str buf_str(const struct buf *buf); /* borrowed from the buffer */

#endif
