/* SPDX-License-Identifier: MIT */
/* Why a card is where it is: held against the groups of its heading as they stand now,
 * whoever made them. Changes nothing.
 *
 * A card that is in no group is held against that which it is most like.
 * Memory: the arena's. Failure: ERROR_INPUT for what is no card, or on no table (held
 * back, kept as spare); what cluster.h, the model or the database say. Without a model:
 * by words. */
#ifndef ENGINE_THEME_WHY_H
#define ENGINE_THEME_WHY_H

#include "cycle/cards.h"
#include "engine/engine.h"

struct theme_why_near {
    const struct card *card;
    struct str theme; /* id; empty: in no group */
    uint32_t alike;   /* thousandths */
};

struct theme_why {
    const struct card *card;
    struct str theme;       /* the group that it is in; empty: in none */
    struct str nearest;     /* in none: the group that it is most like, or empty */
    struct str next;        /* the group that it is next most like, or empty */
    int32_t margin;         /* likeness to the one less that to the next, thousandths */
    uint32_t tight;         /* of the group that it is in or near, thousandths */
    struct str tightness;   /* cluster_tightness */
    struct str_list shared; /* words that others of that group say, too */
    struct theme_why_near near[2];
    size_t near_count;
    const struct card **same; /* (same_count): others that say nearly the same */
    size_t same_count;
    struct str model, hash;   /* empty: by words, */
    struct str model_missing; /* because of this */
};

/* `cards`: all of the card's cycle. */
bool theme_why(struct arena *arena, const struct cards *cards, struct str id,
               struct theme_why *out, struct error *err);

#endif
