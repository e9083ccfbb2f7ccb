/* SPDX-License-Identifier: MIT */
/* What the form says that is no answer: nothing is said of it when the form comes back.
 * report/form.c writes it. */
#ifndef CYCLE_FORM_SHEET_H
#define CYCLE_FORM_SHEET_H

/* Sheets that hold no reviews. */
#define FORM_GUIDE_SHEET "How to fill this in"
#define FORM_LISTS_SHEET "Waymark lists"

/* The first paragraph of the one for Word, below its title; then what both say. */
#define FORM_WORD_HOW                                                                    \
    "This form is for one review. Write into the right-hand boxes, leave the "           \
    "headings as they are, and save it as a Word document (.docx) under a name of its "  \
    "own. Dates are day/month/year. Send it back the way your authority has asked for: " \
    "it holds names."

enum { FORM_FOR_EVERYBODY = 5 };
extern const char *const form_for_everybody[FORM_FOR_EVERYBODY];

#endif
