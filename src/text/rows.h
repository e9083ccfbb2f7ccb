/* SPDX-License-Identifier: MIT */
/* The distinct texts among statements, cut into words and stems.
 *
 * A row is one text by its folded form; statements with the same folded text
 * share a row, which then weighs as many. Rows are sorted by that text, so that
 * what follows does not depend on the order of the input. Of a long text only the
 * first ROWS_MOST_WORDS words count.
 *
 * Memory: everything lives in the arena; `written` borrows from the statements.
 * Failure: none; statements must be valid UTF-8. */
#ifndef TEXT_ROWS_H
#define TEXT_ROWS_H

#include "text/topics.h"
#include "text/words.h"

enum { ROWS_MOST_WORDS = 200 };

struct token {
    struct str written; /* as people wrote it */
    uint32_t stem;      /* index into `stems` */
    uint64_t topics;    /* topics.h */
    bool common;        /* carries no topic */
    bool opens;         /* the first word of its statement */
};

struct rows {
    size_t count, statements;
    uint32_t *of;         /* (statements): the row of each */
    uint32_t *first;      /* (count): the first statement with this text */
    uint32_t *many;       /* (count): how many statements have this text */
    size_t *start;        /* (count + 1): where its tokens start */
    struct token *tokens; /* (start[count]) */
    struct str *stems;    /* (stem_count), sorted */
    size_t stem_count;
};

struct rows *rows_read(struct arena *arena, struct stemmer *stemmer,
                       const struct topics *topics, struct str_list statements);

#endif
