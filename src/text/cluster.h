/* SPDX-License-Identifier: MIT */
/* Groups short statements that mean alike, so that a workshop starts from rough groups
 * and not from a blank wall. With an encoder, by meaning (meaning.h). Without one, by the
 * words that they share, the lexical engine: Unicode words, stemmed; TF-IDF over single
 * words, pairs and topics; cosine; average linkage by nearest-neighbour chain; a cut
 * chosen by itself, by grain or by count; then each statement goes to the group whose
 * centre is most like it.
 *
 * The same statements give the same groups on every run and every machine, in whatever
 * order they come. Statements with the same folded text stay together. Nothing is
 * dropped: a statement that is like no other is a group of its own with `alone` set. Of
 * few different texts (8; by meaning 30), the cut by itself joins only what is plainly
 * alike.
 *
 * What sits between two groups stays with the nearer one and is marked `unsure`
 * (margin.h); why each statement is where it is, reasons.h says.
 *
 * Memory: results live in the arena; texts are borrowed.
 * Failure: ERROR_LIMIT for more statements than there is room for: cluster_room.h. */
#ifndef TEXT_CLUSTER_H
#define TEXT_CLUSTER_H

#include "base/error.h"
#include "base/str.h"
#include "text/cluster_room.h"
#include "text/encoder.h"

struct merge;

struct cluster_options {
    /* At most one of the two is set. Neither: the cut is chosen by itself. */
    int grain;    /* 1 (one group) to 100 (every text alone); 0: not set */
    size_t count; /* so many groups, or as many as there are texts; 0: not set */
    struct encoder *encoder;    /* NULL: by words */
    encoder_progress *progress; /* by meaning: of all the work, in steps; or NULL */
    void *with;
    bool explain; /* `reasons` are wanted */
    bool tree;    /* `merges` are wanted: of the tree that grain and count cut */
};

struct cluster_group {
    size_t size;
    size_t typical;           /* index of the most typical statement */
    struct str_list keywords; /* up to 5, as people wrote them, best first */
    bool alone;               /* one statement, like no other */
    uint32_t tight;           /* mean closeness of its statements; 0 if alone */
    size_t boundary;          /* of those that are sure, the one that is least so */
};

struct near_statement {
    size_t statement;
    uint32_t alike; /* cosine, 0 to 1000 */
};

struct reason {
    struct str_list shared;        /* words that others of its group say, too: up to 5 */
    struct near_statement near[2]; /* that say something else, the most alike first */
    size_t near_count;
    size_t twin; /* the first statement that says nearly or quite the same, or itself */
};

struct clusters {
    size_t count;
    struct cluster_group *groups; /* (count): largest first, alone ones last */
    size_t *of;                   /* (statements): the group of each, from 0 */
    /* (statements): mean cosine with the rest of its group, 0 to 1000; 0 if alone */
    uint32_t *closeness;
    /* (statements): the group that each is next most like (its own: there is none), and
     * how much more it is like its own: likeness to the centres, thousandths. */
    size_t *next;
    int32_t *margin;
    bool *unsure;       /* (statements) */
    size_t *least_sure; /* (unsure_count): those, the least sure first */
    size_t unsure_count;
    int grain;              /* that gives so many groups, or nearly */
    struct reason *reasons; /* (statements), or NULL */
    struct merge *merges;   /* (statements - 1), or NULL */
};

/* In a word, as themes note it: "very_much_alike", "alike" or "loosely_alike". */
struct str cluster_tightness(uint32_t tight, bool by_meaning);

bool cluster_statements(struct arena *arena, struct str_list statements,
                        struct cluster_options options, struct clusters *out,
                        struct error *err);

/* The same of groups that there are: `of` (statements), 0 to `count` - 1; `explain` is
 * taken for set, keywords and typical statements are left out. Where statements with the
 * same text are in different groups, all count where the one at `asked` is. */
bool cluster_explain(struct arena *arena, struct str_list statements, const size_t *of,
                     size_t count, size_t asked, struct cluster_options options,
                     struct clusters *out, struct error *err);

#endif
