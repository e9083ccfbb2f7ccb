/* SPDX-License-Identifier: MIT */
/* What somebody has typed into a Word document (.docx): the rows of its tables, a heading
 * on the left and its answer on the right, and all that stands beside, between and around
 * them, in the document's order. Tables inside of a box are part of its text. Not there:
 * what tracked changes deleted or moved away, drop-downs that nobody has opened,
 * comments, notes at the foot, headers and pictures.
 *
 * Memory: results live in the arena.
 * Failure: false, with `NAME: what is wrong, and what to do`. */
#ifndef FORMAT_DOCX_H
#define FORMAT_DOCX_H

#include "base/error.h"
#include "base/str.h"

enum docx_kind {
    DOCX_ROW, /* a heading and its answer, which may be empty; the rest never is: */
    DOCX_NO_HEADING, /* an answer without one */
    DOCX_ONE_BOX,    /* a row of a single box */
    DOCX_FURTHER,    /* in the third box of a row, or one behind it */
    DOCX_STRUCK,     /* an answer's text that is struck through: not part of its row */
    DOCX_HIDDEN,     /* the same of hidden text */
    DOCX_OUTSIDE     /* a paragraph outside of the tables */
};

struct docx_part {
    enum docx_kind kind;
    size_t table;       /* from 1; of DOCX_OUTSIDE, the last one above, or 0 */
    size_t row;         /* in its table, from 1 */
    struct str heading; /* of the row; empty where it has none */
    struct str text;    /* empty for DOCX_STRUCK and DOCX_HIDDEN */
};

struct docx {
    struct docx_part *parts;
    size_t count, tables;
};

/* Whether the bytes are such a document. */
bool docx_is(struct arena *arena, struct str bytes);

bool docx_read(struct arena *arena, struct str name, struct str bytes, struct docx *out,
               struct error *err);

#endif
