/* SPDX-License-Identifier: MIT */
/* A document that anyone may read: what a report says, without how it looks. It
 * is filled line by line from disclosed counts only, and written out by report/.
 *
 * A document is a flat list of blocks. A table is begun, given its columns, and
 * then row by row its cells; a chart is drawn from columns of the table above it
 * and is always shown with that table. An anchor is any text that names a place
 * once; a link names an anchor of the same document.
 * Memory: blocks live in the arena; texts are borrowed and must live as long.
 * Failure: none. A cell without a row or a row without a table is our mistake. */
#ifndef CYCLE_PUBLISHED_H
#define CYCLE_PUBLISHED_H

#include "base/str.h"

enum published_kind {
    PUBLISHED_HEADING,
    PUBLISHED_PARAGRAPH,
    PUBLISHED_QUOTE,
    PUBLISHED_TABLE,
    PUBLISHED_CHART
};

/* The section that a block belongs to, shown by a sign as well as a colour. */
enum published_mark {
    PUBLISHED_PLAIN,
    PUBLISHED_WORKING,
    PUBLISHED_NOT_WORKING,
    PUBLISHED_ASPIRATION
};

enum published_cell_kind {
    PUBLISHED_EMPTY,
    PUBLISHED_TEXT, /* words, or in a number column a decimal such as "62.5%" */
    PUBLISHED_COUNT,
    PUBLISHED_HIDDEN /* a count that must not be shown; nobody can find it here */
};

struct published_cell {
    enum published_cell_kind kind;
    struct str text;
    int64_t count;
    struct str link; /* empty where there is none */
};

struct published_column {
    struct str name;
    bool is_number;
};

struct published_row {
    struct published_cell *cells; /* (count), as many as columns or fewer */
    size_t count, room;
    struct str anchor;
    struct str date; /* YYYY-MM-DD where the row is of a day, or empty */
    bool is_total;
};

struct published_table {
    struct str title, note;
    struct published_column *columns;
    size_t column_count, column_room;
    struct published_row *rows;
    size_t row_count, row_room;
};

enum published_chart_kind {
    PUBLISHED_BARS,    /* a bar for each row and value column */
    PUBLISHED_STACKED, /* a bar for each row, the value columns end to end */
    PUBLISHED_LINE     /* a line for each value column, rows in order of time */
};

enum { PUBLISHED_MOST_SERIES = 6 };

struct published_chart {
    enum published_chart_kind kind;
    struct str title; /* empty: the table's */
    size_t table;     /* the block that it is drawn from */
    size_t label_column;
    size_t value_columns[PUBLISHED_MOST_SERIES];
    size_t value_count;
    struct str target; /* of a line: a decimal, or empty */
};

struct published_block {
    enum published_kind kind;
    enum published_mark mark;
    int level;       /* of a heading: 2 to 4 */
    struct str text; /* of a heading, paragraph or quote */
    struct str who;  /* of a quote: "young person", "family" */
    struct str anchor;
    struct published_table *table;
    struct published_chart *chart;
};

struct published {
    struct arena *arena;
    struct str title, subtitle, authority;
    struct str called;       /* what it is to who reads it: "report" */
    struct str cycle;        /* its name, where that is not the subtitle */
    struct str date;         /* in words: 12 June 2025 */
    struct str language;     /* en-GB */
    struct str hidden_words; /* what stands in the place of a hidden count: "hidden" */
    struct str hidden_note;  /* how small numbers were hidden; see disclosure_words */
    struct published_block *blocks;
    size_t count, room;
    /* Not for readers: the records with words that were left out, each once. */
    struct str_list left_out;
    struct str_list left_out_commands; /* what rewords each, a line a command, or empty */
    size_t left_out_room, left_out_commands_room;
    struct str_list
        doubted; /* whose numbers are hidden, though they may be of no people */
    size_t doubted_room;
};

/* An empty document in British English. Set what else the head should say. */
struct published published_new(struct arena *arena, struct str title);

/* `anchor` may be STR_NONE in all that follow. */
void published_heading(struct published *doc, int level, struct str text,
                       struct str anchor);
void published_paragraph(struct published *doc, struct str text);
void published_quote(struct published *doc, enum published_mark mark, struct str text,
                     struct str who, struct str anchor);
/* Marks the heading, table or chart that was added last. */
void published_mark(struct published *doc, enum published_mark mark);

void published_table(struct published *doc, struct str title, struct str note,
                     struct str anchor);
void published_column(struct published *doc, struct str name, bool is_number);
void published_row(struct published *doc);
void published_row_total(struct published *doc); /* a row that adds up those above */
void published_row_anchor(struct published *doc, struct str anchor);
/* The row is of this day. Where all of a line's are, its points stand as far apart as
 * their days; otherwise evenly. */
void published_row_date(struct published *doc, struct str date);
void published_text(struct published *doc, struct str text);
/* Takes what disclosure_apply gave: a number below 0 is a hidden cell. */
void published_number(struct published *doc, int64_t count);
void published_hidden(struct published *doc);
void published_empty(struct published *doc);
void published_cell_link(struct published *doc, struct str link);

/* A chart of the table that was added last. Value columns follow; without any,
 * all its number columns are drawn. */
void published_chart(struct published *doc, enum published_chart_kind kind,
                     struct str title);
void published_chart_values(struct published *doc, size_t column);
void published_chart_target(struct published *doc, struct str target);

/* `command` puts other words there (prepare.ask question="…"); empty where none does. */
void published_leave_out(struct published *doc, struct str id, struct str command);

/* An indicator whose small numbers are hidden as long as nobody says what it counts. */
void published_doubt(struct published *doc, struct str id);

/* Takes away every link whose anchor is nowhere in the document. */
void published_cut_loose_links(struct published *doc);

/* "What is working", as readers are told what a mark means; empty for plain. */
struct str published_mark_words(enum published_mark mark);

#endif
