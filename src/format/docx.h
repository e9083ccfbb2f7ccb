/* SPDX-License-Identifier: MIT */
/* The tables of a Word document (.docx) that somebody has filled in: headings on the
 * left, answers on the right, a table for each review. Drop-downs that nobody has opened
 * are empty; everything outside of tables is passed over.
 *
 * Memory: results live in the arena.
 * Failure: false, with `NAME: what is wrong, and what to do`. */
#ifndef FORMAT_DOCX_H
#define FORMAT_DOCX_H

#include "base/error.h"
#include "base/str.h"

/* Whether the bytes are such a document. */
bool docx_is(struct arena *arena, struct str bytes);

/* As a CSV: a row of the headings, and one for each table that has any of them. */
bool docx_as_csv(struct arena *arena, struct str name, struct str bytes, struct str *out,
                 struct error *err);

#endif
