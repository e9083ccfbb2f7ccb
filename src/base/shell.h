/* SPDX-License-Identifier: MIT */
/* Words in lines that a person pastes into a terminal: names of files may hold spaces
 * and marks that a shell takes for its own.
 *
 * Memory: the arena's, or the word itself where it is plain. Failure: none. */
#ifndef BASE_SHELL_H
#define BASE_SHELL_H

#include "base/str.h"

/* A word, as a shell takes it for one. */
struct str shell_word(struct arena *arena, struct str word);

#endif
