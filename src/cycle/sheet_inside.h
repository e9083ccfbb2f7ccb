/* SPDX-License-Identifier: MIT */
/* What the files of cycle/sheet share; for nobody else. */
#ifndef CYCLE_SHEET_INSIDE_H
#define CYCLE_SHEET_INSIDE_H

#include "base/date.h"
#include "cycle/column.h"
#include "cycle/sheet.h"
#include "format/garbled.h"

enum { ROWS_TOLD = 5 }; /* of one kind, in one file; the rest are counted */
/* Different texts of several words that are no names: a few are enough to tell. */
enum { FEW_SENTENCES = 3 };

struct sentences {
    uint64_t keys[FEW_SENTENCES];
    size_t different, rows;
};

/* What was said once already, or a few times. */
struct sheet_told {
    bool *columns; /* (columns.count): what is in the column and is not used was named */
    bool controls;
    size_t garbled_rows;
    size_t short_rows; /* that stop before the last column */
    size_t observed;   /* rows whose words somebody else must have seen */
    size_t of_family;  /* words of a plan that a parent said */
};

struct sheet {
    enum sheet_kind kind;
    struct str file;
    struct rows *rows;
    struct mapping mapping;
    struct columns columns;
    struct date today;
    struct sentences *sentences; /* (columns.count): in columns that are not known */
    struct sheet_told told, told_before; /* before this row */
    size_t garbled_line;                 /* the first */
    struct garbled garbled;
    struct sheet_left_out left_out;
    /* The row being read: */
    struct arena *arena; /* given back before the next row */
    struct arena_mark start;
    struct notices *notices;
    struct csv_row row;
    struct str source;
    bool is_ahead; /* its date is in the future: not held, but due then */
};

/* Cells: trimmed; empty where there is no such column, where the spreadsheet shows
 * an error (#REF!), and without the apostrophe that keeps text from being taken for
 * a formula. */
struct str sheet_column(const struct sheet *sheet, size_t column);
struct str sheet_column_raw(const struct sheet *sheet, size_t column); /* trimmed only */
struct str sheet_cell(const struct sheet *sheet, enum field field);
/* Takes control characters out of the row's cells; those that break lines become line
 * feeds. */
void sheet_drop_controls(struct sheet *sheet);
/* Counts those of the row in columns that are not known. */
void sheet_look_for_sentences(struct sheet *sheet);
/* #REF!, #NAME? or another such. */
bool sheet_is_broken(struct str raw);
/* Of a birth date that cannot be, or hardly, with the row's review and year group: what
 * is impossible is left out, and false where nobody is known without it. */
bool sheet_check_born(struct sheet *sheet, struct sheet_row *row);
/* Whether a formula stands there that was never worked out. */
bool sheet_is_lost(const struct sheet *sheet, size_t column);
/* No more of a cell than a message repeats. */
struct str sheet_shown(struct str text);
/* `"9/10" under "NC year"`; without what stands there where it holds a word, which could
 * be somebody's name in the wrong column. */
struct str sheet_cell_shown(const struct sheet *sheet, enum field field, struct str text);
/* The name of the field's column, as the file has it. */
struct str sheet_title(const struct sheet *sheet, enum field field);

void sheet_remark(struct sheet *sheet, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void sheet_refuse(struct sheet *sheet, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Values of cells: what cannot be read gives a remark and is left empty, or is
 * `otherwise`. */
struct str sheet_choice(struct sheet *sheet, enum field field);
struct str sheet_choice_or(struct sheet *sheet, enum field field, struct str otherwise);
/* `unread` is for what is not understood; an empty cell is none. */
struct str sheet_choice_unread(struct sheet *sheet, enum field field, struct str unread);
enum answer sheet_answer(struct sheet *sheet, enum field field);
enum answer sheet_in_area(struct sheet *sheet);
/* False where a date is there and cannot be read; told as a refusal if `needed`. */
bool sheet_date(struct sheet *sheet, enum field field, bool needed, struct str *text,
                struct date *date);
int sheet_year_group(struct sheet *sheet);

/* Whom somebody speaks for, and whether they are there for somebody else; false, with a
 * refusal, where that is not said, or is more than one. */
bool sheet_read_role(struct sheet *sheet, struct sheet_participant *row);
/* False, with a refusal, where nobody is named. */
bool sheet_read_person(struct sheet *sheet, struct identity *who);
/* False, with a refusal, where nothing can be taken from the row. */
bool sheet_read_words(struct sheet *sheet, struct sheet_row *row);

#endif
