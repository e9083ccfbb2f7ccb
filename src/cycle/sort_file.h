/* SPDX-License-Identifier: MIT */
/* A table's sort as somebody typed it from the paper: a line a pile, with what the table
 * calls it, what it means in quotes if they said so, a colon, and the numbers on its
 * cards; called by those quotes where it has no other name. Cards that stand on their own
 * are `alone`.
 *
 *   # Table 3, before lunch
 *   T1 "I want a job": 12 45 77
 *   T2: 3, 9, 20-22
 *   "I wait": 4 6
 *   alone: 5 8
 *
 * Or a spreadsheet (CSV or .xlsx) with columns `pile` and `card`, and `name` if need be:
 * a row a card, or several numbers in a cell.
 *
 * Memory: the arena; texts may be borrowed from `bytes`. Failure: false where nothing of
 * the file can be read; a line that is not understood is a refusal, and counted, as is
 * one with a word that is no number of a card: its other cards are taken. */
#ifndef CYCLE_SORT_FILE_H
#define CYCLE_SORT_FILE_H

#include "base/error.h"
#include "base/notice.h"

struct sort_card {
    int64_t number;
    size_t line; /* of its row */
};

struct sort_line {
    struct str file;       /* for messages: FILE, or FILE[SHEET] */
    size_t line;           /* of its first card */
    struct str pile, name; /* name may be empty */
    bool alone;
    struct sort_card *cards;
    size_t count, room;
    size_t lost; /* words that are no numbers of cards */
};

struct sort_lines {
    struct sort_line *items;
    size_t count, room;
    size_t refused; /* lines, or rows */
};

bool sort_file_read(struct arena *arena, struct str name, struct str bytes,
                    struct notices *notices, struct sort_lines *out, struct error *err);

#endif
