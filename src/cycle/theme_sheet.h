/* SPDX-License-Identifier: MIT */
/* The groups and cards of a cycle as people edited them in a spreadsheet: a workbook, of
 * which the sheets are known by their columns, or a CSV of one of its sheets.
 *
 * A sheet of cards has the columns "Card" and "Group"; one of groups has "Group",
 * "About", and "Name" or "What it means"; others are left alone. Columns that were hidden
 * when the file was written say where each line stood then; a file without them is taken,
 * too. Nothing is compared with what is stored: see engine/theme_import.h. Memory: the
 * arena. Failure: false, with FILE: what is wrong, and what to do; a line that cannot be
 * read is a refusal, and the rest goes on. */
#ifndef CYCLE_THEME_SHEET_H
#define CYCLE_THEME_SHEET_H

#include "base/error.h"
#include "base/notice.h"

/* What heads the columns that are written. */
#define THEME_SHEET_CARD "Card"
#define THEME_SHEET_GROUP "Group"
#define THEME_SHEET_SECTION "About"
#define THEME_SHEET_TEXT "What was said"
/* "seen by school", in a column of its own, so that it is never read as words. */
#define THEME_SHEET_MANNER "How it was given"
#define THEME_SHEET_NAME "Name"
#define THEME_SHEET_MEANING "What it means, said as \"I\""
#define THEME_SHEET_AGREED "Agreed"
/* Hidden ones: where the line's card or group was, and its names, when it was written. */
#define THEME_SHEET_KEPT "Leave this column"
#define THEME_SHEET_NAME_KEPT "Name before"
#define THEME_SHEET_MEANING_KEPT "Meaning before"
#define THEME_SHEET_AGREED_KEPT "Agreed before"
#define THEME_SHEET_YES "yes"
/* In the place of a group. */
#define THEME_SHEET_ALONE "On its own"
#define THEME_SHEET_UNSURE "Not sure yet"

/* What stood in the hidden column. `known` is false where there was nothing. */
struct theme_kept {
    bool known;
    struct str folder; /* what marks the folder; empty where an older program wrote it */
    struct str cycle;  /* the id of its record */
    struct str label;  /* T3, or - */
    struct str place;  /* the id of a theme; of a card also alone, unsure, or - */
    int64_t version;   /* of the line's own record */
    int64_t cards;     /* of a card: the highest number that there was */
    int64_t card;      /* of a card: its own number; 0 where an older program wrote it */
    struct str words;  /* of a card: theme_words_mark of what was said, or - */
};

/* Tells words from others, whatever their spaces; nothing can be read in it. */
struct str theme_words_mark(struct arena *arena, struct str words);
/* As it goes into that column. */
struct str theme_kept_text(struct arena *arena, const struct theme_kept *kept);

struct theme_sheet_card {
    struct str file; /* for messages: themes.xlsx[Cards] */
    size_t line;
    int64_t number;
    struct str group;   /* as typed, trimmed */
    struct str words;   /* what stands there as said; empty: nothing */
    struct str section; /* what stands there under "About" */
    struct theme_kept kept;
};

struct theme_sheet_group {
    struct str file;
    size_t line;
    struct str label, section, name, meaning; /* as typed, trimmed */
    struct theme_kept kept;
    struct str name_before, meaning_before;
    bool agreed, agreed_before;
};

struct theme_sheet {
    struct theme_sheet_card *cards;
    size_t card_count, card_room;
    struct theme_sheet_group *groups;
    size_t group_count, group_room;
    bool has_cards, has_groups; /* whether there was a sheet of them */
    bool has_words;             /* and whether that of cards has what was said */
};

/* `name` is what messages call the file. */
bool theme_sheet_read(struct arena *arena, struct str name, struct str bytes,
                      struct notices *notices, struct theme_sheet *out,
                      struct error *err);

/* Whether it is a file of groups that Waymark wrote. */
bool theme_sheet_is(struct arena *arena, struct str bytes);

/* T3 of "T3 Buses and taxis", "t3" or "3"; 0 where it is no such thing. */
size_t theme_sheet_label(struct str group);

#endif
