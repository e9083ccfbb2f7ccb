/* SPDX-License-Identifier: MIT */
/* A workplace's report as plain text, for tests of what it may say.
 *
 * Memory: the case's arena. Failure: false, with the reason in `place->err`. */
#ifndef PUBLISHED_SHOW_H
#define PUBLISHED_SHOW_H

#include "cycle/publish.h"
#include "workplace.h"

bool publish(struct workplace *place, struct published *doc);
/* As if the workflow had these steps; NULL for its own. */
bool publish_steps(struct workplace *place, const struct json *steps,
                   struct published *doc);
/* Everything that a reader can see, a line for each row of a table. */
struct str all_text(struct test *t, const struct published *doc);
/* The workplace's own report as that text. */
bool publish_text(struct workplace *place, struct str *all);
bool shows(struct str all, const char *text);
/* A file of commands. */
bool run_lines(struct workplace *place, const char *text);

#define REVIEWS_HEAD                                                                     \
    "Pupil Ref,School,Review date,Speaker,How it was said,Not working 1,Not working 2\n"
#define IN_MAY "Holly Bank School,04/05/2025,"
/* Of eleven people; six say something, and the first of them has two reviews. */
extern const char published_reviews[];
/* With these as reviews.csv. */
bool open_with_reviews(struct test *t, struct workplace *place, struct str text);

#endif
