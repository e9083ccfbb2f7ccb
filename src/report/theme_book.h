/* SPDX-License-Identifier: MIT */
/* The groups of a cycle as a workbook that people edit and that `waymark import themes`
 * takes back: a sheet that says how, one of the groups and one of the cards. Yellow
 * columns are to be changed; hidden ones say what stood there when it was written.
 *
 * It holds the cards that go out to be sorted (cycle/groups.h), nothing of who said
 * them. Number them first: see collect.number_cards.
 * Memory: the arena. Failure: the styles cannot be found, or it is too large. */
#ifndef REPORT_THEME_BOOK_H
#define REPORT_THEME_BOOK_H

#include "cycle/groups.h"

struct theme_book {
    const struct cards *cards;
    const struct groups *groups;
    struct str folder;           /* what marks it: see engine/theme_import.h */
    struct str cycle_id;         /* of its record */
    struct str authority, cycle; /* its name */
    struct str load_back;        /* the line to paste that loads the book back */
    bool one_section;
    enum section section; /* that one alone */
};

struct theme_book_written {
    size_t groups, cards;
    size_t apart;   /* of the cards: in no group */
    size_t flagged; /* left out, for they may show who somebody is */
};

bool report_theme_book(struct arena *arena, const struct theme_book *book,
                       struct str *out, struct theme_book_written *written,
                       struct error *err);

#endif
