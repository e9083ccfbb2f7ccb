/* SPDX-License-Identifier: MIT */
/* Hides small numbers of people. Every count of people that is published, in a
 * table, chart, sentence or export, comes out of disclosure_apply.
 *
 * The rule is the authority's own, after ICO guidance on anonymisation and DfE
 * practice in statistics of small groups (handbook §5, "default policy"):
 * - 1 to threshold - 1 is hidden, and so is what leaves 1 to threshold - 1 of the
 *   total of its row, column or list;
 * - 0 is shown, unless fewer than `small_group` people all stand in one cell of a
 *   row, column or list: that would tell of each of them, so all the cells of that
 *   line are hidden;
 * - then further counts, smallest first, until no hidden count can be worked out
 *   (each could be larger or smaller, also for a reader who knows that zeros are
 *   shown) and what is hidden of a shown total is not itself a small number.
 * A share is said in people, "3 of the 7"; a percentage stands beside it only of
 * `fewest_for_percentage` people or more. Of fewer than 20 each person is worth more
 * than five points, and a percentage sounds surer than it is.
 * One list or table is looked at by itself: that two of them do not differ by a
 * few people is the caller's care.
 * Memory: results live in the arena. Failure: a rule or count out of range. */
#ifndef CYCLE_DISCLOSURE_H
#define CYCLE_DISCLOSURE_H

#include "base/error.h"
#include "base/str.h"

enum {
    DISCLOSURE_THRESHOLD = 5,
    DISCLOSURE_SMALL_GROUP = 10,
    DISCLOSURE_FEWEST_FOR_PERCENTAGE = 20,
    DISCLOSURE_MOST_CELLS = 10000,
    DISCLOSURE_HIDDEN = -1 /* stands in the place of a hidden count */
};

struct disclosure_rule {
    int64_t threshold;             /* 3 to 100: the smallest count that is shown */
    int64_t small_group;           /* at least the threshold */
    int64_t fewest_for_percentage; /* at least the threshold */
};

enum disclosure_shape {
    DISCLOSURE_SINGLES, /* each count is of the same `total`; one person may be in many */
    DISCLOSURE_PARTS,   /* the counts add up to a total, which is published too */
    DISCLOSURE_TABLE    /* rows and columns, with the totals of both published */
};

struct disclosure_counts {
    enum disclosure_shape shape;
    size_t rows, columns; /* a list has one column */
    const int64_t *cells; /* (rows, columns) */
    int64_t total;        /* given for singles only; otherwise the sum */
};

/* The same with DISCLOSURE_HIDDEN where a count is hidden. */
struct disclosure_result {
    int64_t *cells;         /* (rows, columns) */
    int64_t *row_totals;    /* (rows), of a table */
    int64_t *column_totals; /* (columns), of a table */
    int64_t total;
    size_t hidden; /* how many counts were hidden, totals included */
};

/* The rule where the authority has set nothing. */
struct disclosure_rule disclosure_default(void);
/* The usual rule, with the authority's own threshold. */
struct disclosure_rule disclosure_for(int64_t threshold);
bool disclosure_apply(struct arena *arena, struct disclosure_rule rule,
                      const struct disclosure_counts *in, struct disclosure_result *out,
                      struct error *err);
/* Whether two numbers of people may stand side by side: readers take one from the other,
 * so that what lies between them is told as well. */
bool disclosure_apart(struct disclosure_rule rule, int64_t one, int64_t other);
/* Whole per cent of a total that is not 0, halves rounded up: wherever one is shown. */
int64_t whole_percentage(int64_t count, int64_t total);
/* The same of two counts that disclosure_apply gave;
 * DISCLOSURE_HIDDEN where either is hidden or the total is too small. */
int64_t disclosure_percentage(struct disclosure_rule rule, int64_t count, int64_t total);
/* "3 of the 7 who came", "8 of the 20 who came (40%)", where `whom` is "who came";
 * empty where either count is hidden. */
struct str disclosure_share(struct arena *arena, struct disclosure_rule rule,
                            int64_t count, int64_t total, const char *whom);
/* What readers are told about it, in two or three sentences. */
struct str disclosure_words(struct arena *arena, struct disclosure_rule rule);

#endif
