/* SPDX-License-Identifier: MIT */
/* Several values in one text, divided by commas, where a value may hold a comma itself:
 * what stands in quotes of its own is one (of either sort, with nothing but a comma
 * behind them), and so is what is, as a whole, a name that is known ("Rushmere, The") or
 * a kind of need.
 *
 * Memory: the list lives in the arena, its texts borrow. Failure: none; a quote that is
 * not closed is part of the value. */
#ifndef CYCLE_DIVIDE_H
#define CYCLE_DIVIDE_H

#include "cycle/mapping.h"

/* Names that hold a comma; they count however they are spelt (school_key), and are given
 * as they stand here. `needs` (cycle/need.h) may be NULL. */
struct known_whole {
    struct str_list names;
    const struct mapping *needs;
};

/* Trimmed; none is empty. */
struct str_list values_divide(struct arena *arena, struct str text,
                              const struct known_whole *known);
/* What stands before the first `byte` that is in no quotes, as str_cut; a quote opens
 * where a value begins: behind one of = : , ; or at the start. */
struct str values_cut(struct str *rest, char byte);
/* Without the quotes, where it stands in quotes as a whole. */
struct str value_unquoted(struct str value);
/* As it has to be typed, to be one value wherever it stands. */
struct str value_quoted(struct arena *arena, struct str value);

#endif
