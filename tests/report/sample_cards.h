/* SPDX-License-Identifier: MIT */
/* A made-up set of cards with all that is hard to print: one word, 2,000 letters, words
 * without an end, a line for each letter, other alphabets.
 * Memory: the arena. Failure: as report/cards.h. */
#ifndef TESTS_REPORT_SAMPLE_CARDS_H
#define TESTS_REPORT_SAMPLE_CARDS_H

#include "base/error.h"
#include "base/str.h"

bool sample_cards(struct arena *arena, struct str *page, struct error *err);

#endif
