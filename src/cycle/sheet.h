/* SPDX-License-Identifier: MIT */
/* Turns an officer's spreadsheet into rows that the engine can take: reviews
 * (wide: a row a review; or long: a row a statement; the header alone decides),
 * statements and aspirations of people already known, and participants. Columns
 * and words are understood by schemas/import/ (cycle/mapping.h); it writes
 * nothing and knows no database.
 *
 * Memory: a sheet has arenas of its own until sheet_close; a row, with all its
 * texts, lives until the next call. Nothing grows with the length of the file
 * but the notices.
 * Failure: sheet_open: false where the file or its columns cannot be read.
 * After that nothing fails as a whole: a row or cell that cannot be taken is a
 * refusal, what was left empty or guessed is a remark, and reading goes on. */
#ifndef CYCLE_SHEET_H
#define CYCLE_SHEET_H

#include "base/notice.h"
#include "cycle/section.h"
#include "cycle/year_group.h"
#include "format/json.h"
#include "format/rows.h"
#include "store/vault.h"

enum sheet_kind {
    SHEET_REVIEWS,
    SHEET_STATEMENTS,
    SHEET_ASPIRATIONS,
    SHEET_PARTICIPANTS
};

enum answer { ANSWER_UNKNOWN, ANSWER_YES, ANSWER_NO };

/* What a person may say yes or no to, as records call it: workshop, quote, … */
enum { PERMISSION_COUNT = 5 };
struct str permission_what(size_t which);

enum {
    SHEET_MOST_TEXT = 2000,  /* characters in one statement */
    SHEET_MOST_WHOLE = 20000 /* in a paragraph that holds several */
};

struct sheet_statement {
    enum section section;
    size_t rank;               /* from 1; 0 where a long sheet ranks nothing */
    struct str text;           /* trimmed, else as written */
    struct str source;         /* reviews.csv:14:not_working2 */
    struct str speaker;        /* a perspective (family), or empty */
    struct str whole;          /* what it was cut out of: section A; or empty */
    struct str interpreted_by; /* a role (family), or empty */
    struct str how;            /* words, signs, aac, symbols, observation, or empty */
};

/* A wide row is a whole review or plan; a long row one statement of it. */
struct sheet_row {
    size_t line;
    struct str source; /* reviews.csv:14 */
    struct identity who;
    struct str date, due; /* YYYY-MM-DD, or empty; a date of a review to come is due */
    bool held;            /* has a date */
    struct str school;
    int year_group;
    struct str need;   /* a code of the DfE's: ASD, SLCN, …, or empty */
    struct str gender; /* M, F, X, or empty */
    enum answer in_area, attended;
    enum answer permissions[PERMISSION_COUNT]; /* for what: permission_what */
    struct str said_in;                        /* review, plan, room */
    const struct sheet_statement *statements;
    size_t count;
    /* How often a box said nothing ("N/A"), or, in a review that was held, once
     * for a section whose boxes are all empty. */
    size_t no_view[SECTION_COUNT];
    /* Of a wide row: it has boxes for the section, so that no_view is all there is. */
    bool asked[SECTION_COUNT];
};

struct sheet_participant {
    size_t line;
    struct str perspective;
    bool supporter, interpreter; /* an interpreter is a supporter too */
    struct str organisation;
    enum answer invited, coming, attended;
    struct str table, note;
    size_t number; /* of people, from 1 */
};

struct sheet;

/* `name` is what messages call the file, without its folder; `bytes` are borrowed
 * until sheet_close. `own` is the authority's layer over schemas/import/, or NULL. */
bool sheet_open(struct arena *arena, enum sheet_kind kind, struct str name,
                struct str bytes, const struct json *own, struct notices *notices,
                struct sheet **out, struct error *err);
/* The same for rows of any kind, which are closed with it, or where it fails. */
bool sheet_open_rows(struct arena *arena, enum sheet_kind kind, struct str name,
                     struct rows *rows, const struct json *own, struct notices *notices,
                     struct sheet **out, struct error *err);
void sheet_close(struct sheet *sheet);

/* The next row that can be taken; false at the end. Not for participants. */
bool sheet_next(struct sheet *sheet, struct notices *notices, struct sheet_row *out);
/* The same, for participants only. */
bool sheet_next_participant(struct sheet *sheet, struct notices *notices,
                            struct sheet_participant *out);

/* Nobody reads the remarks on the row that was read last: what is said once, or a few
 * times, is said of another. */
void sheet_unsay_row(struct sheet *sheet);

/* What has been refused so far: whole rows, and how many refusals say so. And rows that
 * were taken as due, for their review's day is ahead. */
struct sheet_left_out {
    size_t rows, refusals, ahead;
};
struct sheet_left_out sheet_left_out(const struct sheet *sheet);

/* Once it has been read through: false where most characters beyond ASCII went wrong as
 * it was saved (format/garbled.h), with the first line and what to do. Of a CSV,
 * sheet_open says so. */
bool sheet_check_garbled(const struct sheet *sheet, struct error *err);

/* Columns whose names are not known: how many, and which, as a message has them. */
struct sheet_unused {
    size_t count;
    struct str names;
};
struct sheet_unused sheet_unused(const struct sheet *sheet);
/* Refuses, at the end, such columns as hold sentences: somebody may have said them. */
void sheet_refuse_unused(const struct sheet *sheet, struct notices *notices);

/* Whether it has a column for the school. */
bool sheet_has_school(const struct sheet *sheet);
/* Whether a column says what a field of a review does, such as year_group. */
bool sheet_has_field(const struct sheet *sheet, struct str name);

/* Whether a row is one statement. */
bool sheet_is_long(const struct sheet *sheet);

/* How many columns hold what was said; one of headings stands for all sections. */
size_t sheet_words_columns(const struct sheet *sheet);

#endif
