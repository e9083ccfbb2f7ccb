/* SPDX-License-Identifier: MIT */
/* How large a card, and how large its letters, for words that must all be on it: up to
 * 24 points on an eighth of an A4 sheet, then down to 16, then a row of the sheet, half
 * of it, all of it; what even a whole sheet cannot hold goes on over another. Letters
 * are taken to be a little wider than Arial's, so that whatever font a computer has in
 * its place does not run over. assets/cards.css has the same measures.
 *
 * Memory: none. Failure: none; text must be valid UTF-8. */
#ifndef REPORT_CARD_FIT_H
#define REPORT_CARD_FIT_H

#include "base/str.h"

enum { CARD_COLUMNS = 2, CARD_ROWS = 4 }; /* of a sheet */

struct card_fit {
    size_t columns, rows; /* 1 by 1, 2 by 1, 2 by 2 or 2 by 4 */
    int points;
    size_t taken; /* bytes of the text that are on it: nearly always all */
};

/* `seen`: with a line below that says who saw it. */
struct card_fit card_fit(struct str text, bool seen);

#endif
