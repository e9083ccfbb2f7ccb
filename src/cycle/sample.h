/* SPDX-License-Identifier: MIT */
/* A stratified sample of cards, where there are too many for a day: every stratum (what
 * is working, at Elm School) has at least one card in it, the rest are shared out by
 * size. Which ones is decided by a hash of the seed and of where a card came from: the
 * same seed draws the same cards, on every machine, and a card that comes in later moves
 * none of the others between drawn and left out for its own sake.
 *
 * A card that was not drawn is in the tray not_drawn; scope_counts passes it over. The
 * field `sample` says what became of each, and outlasts a while in another tray. How the
 * sample was drawn stands in the cycle: {by, seed, drawn, left_out}.
 * Memory: the arena. Failure: the database's; a field that nothing can be drawn by. */
#ifndef CYCLE_SAMPLE_H
#define CYCLE_SAMPLE_H

#include "cycle/scope.h"

struct sample_card {
    struct record record;
    struct json body;
    struct str stratum; /* its values in words: "what is working, Elm School" */
    uint64_t order;     /* the lowest of a stratum are drawn */
    bool was_left_out;  /* not drawn, by the sample that there is now */
    bool was_drawn;     /* drawn by it */
    bool was_picked;    /* counted by people besides; if none of these, it came since */
    bool sorted;        /* in a group, or in a tray of the tables */
};

struct sample_stratum {
    struct str words;
    size_t first, count; /* of the cards */
    size_t drawn;        /* sample_share: so many of them should be */
    size_t left_out;     /* now, */
    size_t was_drawn;    /* and of the sample that there is */
};

/* The cards that count or would, by stratum, those to draw first before the others. */
struct sample {
    struct sample_card *cards;
    size_t count;
    struct sample_card *others; /* of the sample that there is now, and out of this one */
    size_t others_count;
    struct sample_stratum *strata;
    size_t strata_count;
};

struct sample_request {
    struct db *db;
    const struct kinds *kinds;
    struct str cycle;        /* the id of its record */
    const struct json *body; /* of that record */
    const struct json *by;   /* section, or indexed fields of a review; a list */
    int64_t seed;
};

bool sample_load(struct arena *arena, const struct sample_request *request,
                 struct sample *out, struct error *err);
/* Shares `size` out; at least as many as there are strata. */
void sample_share(struct sample *sample, size_t size);
/* "section, school and year group" */
struct str sample_by_words(struct arena *arena, const struct json *by);

#endif
