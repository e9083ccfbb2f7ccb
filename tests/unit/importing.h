/* SPDX-License-Identifier: MIT */
/* What the tests of imports are written with.
 *
 * Failure: what cannot be read is reported as a failure of the test. */
#ifndef TESTS_IMPORTING_H
#define TESTS_IMPORTING_H

#include "workplace.h"

/* A field of the statement that stands there: reviews.csv:2:working1. */
struct str said(struct workplace *w, const char *source, const char *field);
/* The number of the last command. */
int64_t newest(struct workplace *w);
/* How many imports were cut short, and neither gone on with nor replaced. */
size_t unfinished(struct workplace *w);
/* Whether an import of reviews was cut short after the first of its two batches, and
 * why in `err`; there is room on the disk again. */
bool cut_short(struct workplace *w, const char *name, struct str bytes);

#endif
