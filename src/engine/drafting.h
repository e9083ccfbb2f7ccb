/* SPDX-License-Identifier: MIT */
/* What the computer may put where: for the commands that suggest groups, by what was
 * said (native_draft.c) and by what the tables sorted (native_join.c).
 * A draft is the computer's until a person touches it: a theme that is agreed,
 * named or noted about, has causes or stories, or holds a statement that a person
 * put there is left alone, with everything in it. Cards that nobody has placed may be
 * added to it (drafting_added.h), and are the computer's until a person looks at them.
 * What tables have sorted is theirs: a draft leaves those cards, and the groups made of
 * them, alone.
 *
 * Memory: call->arena. Failure: the database's; a record that has changed meanwhile. */
#ifndef ENGINE_DRAFTING_H
#define ENGINE_DRAFTING_H

#include "engine/native.h"

struct old_theme;

struct said {
    struct record record;
    struct json body;
    bool candidate;                  /* is to be placed */
    bool left_over;                  /* loses the place that it has */
    bool added;                      /* is in a group of people's, by the computer */
    const struct old_theme *goes_to; /* drafting_added.h */
    bool sorted;                     /* by a table, on paper */
};

struct old_theme {
    struct record record;
    struct json body;
    bool ours; /* still the computer's own */
};

struct drafting {
    struct said *said; /* by id */
    size_t said_count;
    struct old_theme *themes;
    size_t theme_count;
    struct str section; /* empty: all three */
    bool by_tables;
    struct str_list labels; /* that are taken */
};

/* Reads `section` of the arguments; outside of the transaction. */
bool drafting_load(struct native_call *call, bool by_tables, struct drafting *out,
                   struct error *err);

/* The old group of the computer's own that more than half of these are in, and that has
 * more than half of its cards in them; or NULL. It keeps its number, and what it is
 * called. */
const struct old_theme *drafting_same(const struct drafting *now,
                                      struct said *const *members, size_t count);
/* A label that no other group of the cycle has: `words`, or "words (2)". With `old`, what
 * that group is called, if it is one of these. Those to be kept are asked for first;
 * empty: it is to be called otherwise. */
struct str drafting_kept_label(struct arena *arena, struct drafting *now,
                               struct str words, const struct old_theme *old);
struct str drafting_new_label(struct arena *arena, struct drafting *now,
                              struct str words);

/* Into a theme, or with an empty id among those on their own; as a draft. */
bool drafting_place(struct native_call *call, struct said *said, struct str theme,
                    struct error *err);
/* Into a group that people made, where somebody is to look at it. */
bool drafting_add(struct native_call *call, struct said *said, struct str theme,
                  struct error *err);
/* Among those that nobody is sure of yet; as a draft. */
bool drafting_doubt(struct native_call *call, struct said *said, struct error *err);
/* Back onto the table: into no theme and no tray. */
bool drafting_unplace(struct native_call *call, struct said *said, struct error *err);
/* Once all is placed: what was drafted before, and is empty or out of date now. */
bool drafting_drop_old(struct native_call *call, struct drafting *now, struct error *err);

/* Adds {id, typical, statements} to a list. */
void drafting_note(struct native_call *call, struct str id, struct str typical,
                   size_t size, struct json *themes);

#endif
