/* SPDX-License-Identifier: MIT */
/* Names that a group could have: 'I' statements made of what was said in it. The rules
 * are the process's own (the hook `propose` of the step that owns themes); which of what
 * they give is kept is decided here: only what is as near to the group's centre as its
 * most central card (within PROPOSAL_NEAR or PROPOSAL_NEAR_BY_WORDS), says nothing that
 * its card does not say (text/faithful.h), and could be taken as a name. Never from what
 * was observed, what may show who somebody is, or words of somebody who said no to being
 * quoted. The hook is sent texts and whose voice they are, not who said them.
 *
 * A draft: nothing is changed. Memory: the arena of proposing_open; until
 * proposing_close. Failure: what the database or the script says; ERROR_NOT_FOUND where
 * the cycle's process has no such hook. */
#ifndef ENGINE_PROPOSAL_H
#define ENGINE_PROPOSAL_H

#include "cycle/cards.h"
#include "engine/engine.h"
#include "text/encoder.h"

enum {
    PROPOSALS_MOST = 3,
    /* In thousandths. Of the 38 groups of the example and 20 others, read one by one:
     * beyond these, proposals begin to say something beside the point. */
    PROPOSAL_NEAR = 150,
    PROPOSAL_NEAR_BY_WORDS = 150
};

enum voice { VOICE_OWN, VOICE_OTHER, VOICE_UNKNOWN };

struct proposal {
    struct str text;
    const struct card *from;
    enum voice voice;
    bool as_said; /* word for word */
    bool interpreted;
    uint32_t near;               /* thousandths */
    struct str_list alone;       /* words that only this card says under its heading */
    const struct json *findings; /* of lib/i_statement.lua: a list, or NULL */
};

struct left_out {
    struct str why;
    size_t cards;
};

struct proposals {
    enum section section;
    size_t cards;
    uint32_t most_central; /* how near the most central card is */
    struct proposal items[PROPOSALS_MOST];
    size_t count;
    struct left_out *left_out; /* most cards first */
    size_t left_out_count;
};

struct proposing;

bool proposing_open(struct engine *engine, struct arena *arena, struct process *process,
                    struct proposing **out, struct error *err);
void proposing_close(struct proposing *proposing); /* NULL is fine */
/* NULL: by words. */
const struct encoder *proposing_encoder(const struct proposing *proposing);
const struct cards *proposing_cards(const struct proposing *proposing);
/* `theme`: the id of its record. */
bool proposals_of(struct proposing *proposing, struct str theme, struct proposals *out,
                  struct error *err);

#endif
