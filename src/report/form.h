/* SPDX-License-Identifier: MIT */
/* The form that goes out to schools and comes back: as a workbook, a row a review, and as
 * a Word document, a table a review. Both have the same headings, which an import
 * understands by itself. Names nobody.
 *
 * Memory: the arena. Failure: the workbook's styles cannot be found. */
#ifndef REPORT_FORM_H
#define REPORT_FORM_H

#include "base/error.h"
#include "base/str.h"

struct form {
    struct str authority, cycle, question; /* may be empty */
    struct str_list schools;               /* to choose from; others may be typed */
};

bool report_form_book(struct arena *arena, const struct form *form, struct str *out,
                      struct error *err);
/* In pandoc's Markdown. */
struct str report_form_text(struct arena *arena, const struct form *form);

#endif
