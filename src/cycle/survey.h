/* SPDX-License-Identifier: MIT */
/* What the columns of a spreadsheet seem to be, before anything is taken from it: so
 * that an officer can say once what the program does not know by itself. Counts what
 * stands in the cells, and shows none of it.
 *
 * Memory: results live in the arena. Failure: what mapping_load says; a file without a
 * row of names is surveyed by the row that looks most like one. */
#ifndef CYCLE_SURVEY_H
#define CYCLE_SURVEY_H

#include "cycle/column.h"

enum survey_state {
    SURVEY_KNOWN,
    SURVEY_DOUBLED,    /* another column holds the same */
    SURVEY_NOT_NEEDED, /* the authority says so */
    SURVEY_UNKNOWN,
    SURVEY_NAMELESS /* it holds something, and no heading stands above it */
};

struct survey_column {
    struct str title; /* on one line */
    size_t place;     /* from 0 */
    enum survey_state state;
    enum field field;         /* of a known one */
    size_t filled, sentences; /* cells */
};

struct survey {
    size_t line, rows; /* of the names; below them, those that hold anything */
    struct survey_column *items;
    size_t count;
    bool understood;  /* enough of the names for an import */
    bool titles_safe; /* the row is one of names, so that it may be shown */
    /* Needed fields that no column holds: "Review date"; "UPN" or … */
    struct str missing;
    struct mapping mapping;
};

/* `kind` and `own` are as for mapping_load; the rows are left at their start. */
bool survey_rows(struct arena *arena, struct str kind, struct rows *rows,
                 const struct json *own, struct survey *out, struct error *err);

/* A column that somebody should be asked about: it is not known, and holds sentences, or
 * anything at all where a needed one is missing. */
bool survey_asks(const struct survey *survey, const struct survey_column *column);

/* The field that people mean by `word`: its name in local/import (working), or its title
 * (Working 1, Review date); FIELD_NONE if this kind of sheet has none. */
enum field survey_field(struct arena *arena, const struct mapping *mapping,
                        struct str word);
/* Those of this kind of sheet, what people said first; how many. */
size_t survey_fields(const struct mapping *mapping, enum field out[FIELD_COUNT]);
/* "Working" */
struct str survey_title(const struct mapping *mapping, enum field field);

/* Says in `own` (the content of local/import/KIND.json) what a column called `heading`
 * is, or, with FIELD_NONE, that it is not needed, in the place of what stood there. */
void survey_set(struct arena *arena, struct json *own, struct str heading,
                enum field field);
/* The same of a sheet of workbooks that is not needed. */
void survey_leave_sheet(struct arena *arena, struct json *own, struct str name);
bool survey_sheet_left(struct arena *arena, const struct json *own, struct str name);

/* One thing that `own` says: of a column, or that a sheet is not needed. */
struct survey_said {
    struct str name;
    bool is_sheet;
    enum field field; /* FIELD_NONE: not needed */
};

struct survey_said_list {
    struct survey_said *items;
    size_t count;
};

/* All of it, in the order of the file; `own` is as mapping_load lets it be. */
void survey_said_of(struct arena *arena, const struct json *own,
                    struct survey_said_list *out);
/* Takes back what it says of a column called `name`, or of a sheet, as "[Notes]". False,
 * with `own` as it was, where it says nothing of it. */
bool survey_forget(struct arena *arena, struct json *own, struct str name);

#endif
