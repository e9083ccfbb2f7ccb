/* SPDX-License-Identifier: MIT */
/* The cards of a workshop as one HTML file to print on A4 and cut out, eight a page: the
 * words and a number, with the sign and the colour of the section, and nothing of who
 * said it. Each section begins on a page of its own; large cards come last in it. Its
 * look is assets/cards.css. All text is escaped.
 *
 * Memory: the arena. Failure: the style sheet cannot be found. */
#ifndef REPORT_CARDS_H
#define REPORT_CARDS_H

#include "cycle/cards.h"

struct cards_sheets {
    const struct cards *cards;
    struct str authority, cycle; /* its name */
    bool one_section;
    enum section section; /* that one alone */
};

/* How many cards of each section it holds, and on how many pages. */
struct cards_written {
    size_t cards[SECTION_COUNT], pages[SECTION_COUNT];
};

bool report_cards(struct arena *arena, const struct cards_sheets *sheets, struct str *out,
                  struct cards_written *written, struct error *err);

#endif
