/* SPDX-License-Identifier: MIT */
/* Fills a published document with what a cycle has found, part by part, as its
 * steps ask for. Every count of people goes through disclosure.h; words that
 * people said are quoted only where nothing in them was flagged, from themes that
 * enough people share, or with the person's yes (may_publish). Everything else that
 * people wrote is looked through once more as it is published, with care that goes by
 * the kind of record (publish_words.c), and left out where it may name somebody. No
 * script can change that.
 *
 * Memory: the document lives in the arena. Failure: false, naming the part. */
#ifndef CYCLE_PUBLISH_H
#define CYCLE_PUBLISH_H

#include "cycle/disclosure.h"
#include "cycle/flag.h"
#include "cycle/published.h"
#include "cycle/scope.h"

struct publish_request {
    struct db *db;
    const struct kinds *kinds;
    struct str cycle;         /* id of the cycle's record */
    const struct json *body;  /* of that record */
    const struct json *steps; /* as the workflow describes them */
    struct str process_title; /* "Working Together for Change" */
    struct str authority;
    struct disclosure_rule rule;
    const struct flag_known *known; /* whose names to look for; may be NULL */
    /* Kinds whose words are no longer kept: that is said in the place of each, and once
     * at the beginning. None: everything is there. */
    struct str_list kinds_gone;
};

bool publish_cycle(struct arena *arena, const struct publish_request *request,
                   struct published *out, struct error *err);

/* A page for each agreed theme (or the one with this id): what people said, and what the
 * local offer and good practice have in the areas that people chose for it. A theme
 * without areas is left out, unless it is named; `without` counts these. */
bool publish_handout(struct arena *arena, const struct publish_request *request,
                     struct str theme, struct published *out, size_t *without,
                     struct error *err);

#endif
