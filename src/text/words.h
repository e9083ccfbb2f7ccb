/* SPDX-License-Identifier: MIT */
/* Words and their stems: Unicode-aware tokens, English stems through libstemmer.
 *
 * Memory: results live in the arena; tokens borrow from the text.
 * Failure: none; text must be valid UTF-8. */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "base/str.h"

struct stemmer;

struct stemmer *stemmer_new(void);
void stemmer_free(struct stemmer *stemmer);

/* Runs of letters and digits, with apostrophes inside ("don't"), as written.
 * Chinese and Japanese leave no spaces: each character is a word by itself. */
struct str_list words_of(struct arena *arena, struct str text);
/* The folded stem of one word. */
struct str word_stem(struct arena *arena, struct stemmer *stemmer, struct str word);
/* Whether a word carries no topic ("the", "I", "and", …); takes a folded word. */
bool word_is_common(struct str folded);

#endif
