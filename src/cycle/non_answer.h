/* SPDX-License-Identifier: MIT */
/* Tells what fills a box from what a young person said. "N/A", "tbc", "as above",
 * "see report", "did not attend", "no views given", a dash or nothing at all are
 * no view: they are counted, because a gap in whose voice is heard is a finding,
 * but never become a card.
 *
 * In doubt it is an answer: "I don't know", "yes", a smiley, "see my friends more",
 * and "Nothing" where the question was what is not working.
 * Memory: none. Failure: none; text must be valid UTF-8. */
#ifndef CYCLE_NON_ANSWER_H
#define CYCLE_NON_ANSWER_H

#include "cycle/section.h"

bool is_non_answer(struct str text, enum section section);

#endif
