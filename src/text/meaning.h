/* SPDX-License-Identifier: MIT */
/* Groups of texts by what they mean: each text's vector (encoder.h), less the mean of
 * all, moved twice half way to its ten nearest neighbours; then
 *
 *     by itself   Leiden on the graph of nearest neighbours, so many groups as it finds
 *     by count    a cut of Ward's tree
 *
 * and in either case each text goes to the centre that is most like it, until none moves.
 * Below MEANING_FEW texts there is nothing to learn neighbours from: only what is plainly
 * alike is joined, by average linkage of the vectors as they are.
 *
 * The same texts give the same groups on every processor. What each part brings is
 * measured in docs/theming-experiments.md.
 *
 * Memory: the arena's. Failure: none. */
#ifndef TEXT_MEANING_H
#define TEXT_MEANING_H

#include "text/encoder.h"
#include "text/near.h"
#include "text/place.h"
#include "text/rows.h"

enum { MEANING_FEW = 30 };

struct meaning {
    const struct encoder *encoder;
    size_t rows, statements;
    const uint32_t *many;    /* (rows) */
    float *plain;            /* (rows, ENCODER_WIDTH): as encoded */
    float *moved;            /* (rows, ENCODER_WIDTH): as described above */
    struct neighbours *near; /* of `moved` */
};

struct meaning *meaning_of(struct arena *arena, struct encoder *encoder,
                           const struct rows *rows, struct str_list statements,
                           encoder_progress *progress, void *with);
struct grouping meaning_by_itself(struct arena *arena, const struct meaning *meaning);
struct grouping meaning_by_count(struct arena *arena, const struct meaning *meaning,
                                 size_t count);
/* (rows): how well each fits its group, by the vectors as they are; zeros where it is
 * alone. */
struct fit *meaning_fits(struct arena *arena, const struct meaning *meaning,
                         const struct grouping *groups);

#endif
