/* SPDX-License-Identifier: MIT */
/* Forms that come back as a Word document: a table for each review, headings on the left
 * and answers on the right. Where two tables have run into one, the heading that came
 * first begins the next review.
 *
 * What somebody typed and is not taken is a refusal, by its place and not in its words:
 * what stands in no box of answers, is struck through or hidden, or answers a heading
 * again. What stands above the first table is told as a remark, in a document that has
 * the form's own paragraphs; what it repeats of that is passed over.
 *
 * Memory: results live in the arena.
 * Failure: false, with `NAME: what is wrong, and what to do`. */
#ifndef CYCLE_FORM_WORD_H
#define CYCLE_FORM_WORD_H

#include "base/notice.h"
#include "format/json.h"

/* As a CSV: a row of the headings, and one for each review. `kind` and `own` are as for
 * mapping_load. */
bool form_word_as_csv(struct arena *arena, struct str kind, const struct json *own,
                      struct str name, struct str bytes, struct notices *notices,
                      struct str *out, struct error *err);

#endif
