/* SPDX-License-Identifier: MIT */
/* The cards of a workshop: the statements of a cycle that count (cycle/scope.h), by
 * section, and in a section as they came in. A card has a number for good, so that what
 * is sorted on paper can be told to the program; collect.number_cards gives it
 * (engine/native.h). Who said no to the workshop has none. Printed are those on the table
 * that show nobody.
 *
 * Memory: the arena. Failure: false with the reason. */
#ifndef CYCLE_CARDS_H
#define CYCLE_CARDS_H

#include "cycle/section.h"
#include "store/record.h"

struct card {
    struct record record;
    struct json body;
    enum section section;
    int64_t number; /* 0: none yet */
    bool on_table;  /* in no tray, on its own, or where only the computer is unsure */
    bool alone;     /* people have put it on its own */
    bool flagged;   /* it may show who somebody is, until a person has looked */
};

struct cards {
    struct card *items;
    size_t count;
    int64_t highest; /* number that any statement of the cycle has now */
};

struct cards_request {
    struct db *db;
    const struct kinds *kinds;
    struct str cycle;        /* the id of its record */
    const struct json *body; /* of that record */
};

bool cards_load(struct arena *arena, const struct cards_request *request,
                struct cards *out, struct error *err);
/* By its body: whether it may show who somebody is, and nobody has looked at it yet. */
bool card_is_flagged(const struct json *body);
/* Whether it may be printed. */
bool card_is_printed(const struct card *card);
/* Of what somebody observed or put into words, "seen by school" or "interpreted by
 * family" (cycle/manner.h): it is never shown as the young person's own words. No other
 * card says who said it. Of what people put on its own, "on its own". Else empty. */
struct str card_remark(struct arena *arena, const struct card *card);

#endif
