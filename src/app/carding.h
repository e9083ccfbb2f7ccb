/* SPDX-License-Identifier: MIT */
/* The cards of a cycle on their way to paper: numbered, counted and written out, for the
 * verbs that do it (cards, quick).
 *
 * Memory: cli->arena. Failure: false with the reason; what was numbered stays so. */
#ifndef APP_CARDING_H
#define APP_CARDING_H

#include "app/cli.h"
#include "report/cards.h"

struct carding {
    struct process *process;
    struct str cycle; /* its name */
    bool one_section;
    enum section section; /* that one alone */
    struct cards cards;
    int64_t numbered; /* by this run */
    size_t flagged, in_trays;
    struct cards_written written;
    int64_t seen;    /* of the log, before they were loaded */
    bool noted;      /* in the log, that they were written */
    struct str by;   /* quick; else empty */
    struct str path; /* of what was written; empty: there was nothing to print */
};

/* Loads them, numbered (engine/card_number.h), and counts what is not printed. */
bool carding_number(struct cli *cli, struct carding *now, struct error *err);
/* Writes FOLDER/NAME; without a card only if `even_none`. That, and what it replaces, is
 * told (app/cli_written.h); a log that cannot take the note is no failure. */
bool carding_write(struct cli *cli, struct carding *now, struct str folder,
                   struct str name, bool even_none, struct error *err);
size_t carding_printed(const struct carding *now);
size_t carding_pages(const struct carding *now);

#endif
