/* SPDX-License-Identifier: MIT */
/* Each of some rows with a column of its own, so that their worths together are the most
 * that they can be: the assignment problem, solved exactly by shortest augmenting paths
 * (Kuhn, "The Hungarian method for the assignment problem", Naval Research Logistics
 * Quarterly 2, 1955; Jonker and Volgenant, Computing 38, 1987), in rows × rows × columns
 * steps at most. Whole numbers: the same worths give the same answer everywhere.
 *
 * Memory: the arena. Failure: none. */
#ifndef TEXT_ASSIGN_H
#define TEXT_ASSIGN_H

#include "base/arena.h"

#include <stdint.h>

/* `worth` (rows, columns); what is worth 0 or less is not assigned. (rows): the column of
 * each, or SIZE_MAX. */
size_t *assign_best(struct arena *arena, const int32_t *worth, size_t rows,
                    size_t columns);

#endif
