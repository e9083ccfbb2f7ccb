/* SPDX-License-Identifier: MIT */
/* One cell that holds several statements: cut at bullets and numbers (1), 2.),
 * else at line breaks, else at semicolons. A line that goes on in small letters
 * belongs to the one above, and so does what follows "; but" or "; or", save at the end
 * of a list. The marks are left out, the words stay as they are.
 *
 * Memory: the list lives in the arena, its texts borrow from the cell.
 * Failure: none; a cell that holds one statement gives that one, unchanged. */
#ifndef CYCLE_CELL_LIST_H
#define CYCLE_CELL_LIST_H

#include "base/str.h"

struct str_list cell_list(struct arena *arena, struct str cell);

#endif
