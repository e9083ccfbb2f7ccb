/* SPDX-License-Identifier: MIT */
/* What the tests of taking back are written with. */
#ifndef TESTS_UNDOING_H
#define TESTS_UNDOING_H

#include "workplace.h"

extern const char undoing_reviews[]; /* reviews.csv */
/* With reviews.csv in it, as command 3: two reviews, a working and a not working each. */
bool open_with_words(struct test *t, struct workplace *w);
/* "workplace.undo command=5" */
const char *undo_line(struct workplace *w, int64_t number);
/* Does a line and gives its number; 0 when it failed. */
int64_t number_of(struct workplace *w, const char *line);
/* From a theme to an action with an indicator. */
bool plan_an_action(struct workplace *w);

#endif
