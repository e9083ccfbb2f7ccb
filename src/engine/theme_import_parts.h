/* SPDX-License-Identifier: MIT */
/* What the files of engine/theme_import share; for nobody else. */
#ifndef ENGINE_THEME_IMPORT_PARTS_H
#define ENGINE_THEME_IMPORT_PARTS_H

#include "base/table.h"
#include "cycle/groups.h"
#include "cycle/theme_sheet.h"
#include "engine/command.h"
#include "engine/line_past.h"
#include "engine/theme_import.h"

enum { TARGET_WORDS = 3 };

/* A group: one that is there, one that is to be made, or one that was there. */
struct target {
    const struct group *group; /* NULL: there is none (yet) */
    struct str id;             /* of its record; empty: not made yet */
    bool gone;                 /* it was there when the file was written */
    bool has_section;
    enum section section;
    const struct theme_sheet_group *line; /* that says so, or NULL */
    const struct theme_sheet_card
        *first;               /* the card that named it, where there is none */
    struct str label;         /* T3 in the file, or empty */
    struct str name, meaning; /* as they will be */
    bool name_edited, meaning_edited;
    const struct theme_sheet_group *meant; /* the line that says what it means, or NULL */
    const struct theme_sheet_group *agreed; /* the line that says so now, or NULL */
    bool refused;                           /* and said so: nothing can go there */
    int64_t since; /* one to be made: what took away the one that was made before, or 0 */
    struct target *into; /* it becomes part of that one, or is another word for it */
    size_t held;         /* cards that it has when all is done */
    struct str *folded;  /* (TARGET_WORDS): what it may be called, or NULL as yet */
};

enum place_kind { PLACE_NONE, PLACE_GROUP, PLACE_ALONE, PLACE_UNSURE };

struct place {
    enum place_kind kind;
    struct target *group;
};

/* What a line of the cards asks for. */
struct wish {
    const struct theme_sheet_card *line;
    const struct card *card;
    struct theme_kept base; /* as it was written, or as this file's last load left it */
    const struct left_said *left; /* the latter, or NULL */
    struct place to;
    bool settled;  /* refused, or nothing to do */
    bool left_out; /* refused, for nobody can tell which card the line is about */
    bool merged;   /* its group goes there as a whole */
    bool moved;    /* its card has gone there, or would */
};

enum left_field { LEFT_PLACE, LEFT_NAME, LEFT_MEANING, LEFT_AGREED, LEFT_FIELDS };

/* What the last load of this file has made of one thing. */
struct left_said {
    int64_t command, at; /* when */
    int64_t version;     /* of the record, then */
    struct str words;    /* or the id of a group, a tray, yes */
};

/* Of one record. */
struct left {
    struct left_said fields[LEFT_FIELDS]; /* version 0: nothing */
    int64_t removed_by;                   /* command, or 0 */
};

struct theme_planning {
    struct engine *engine;
    struct arena *arena;
    struct process *process;
    const struct theme_import_request *request;
    struct notices *notices;
    struct theme_import *out;
    struct str folder; /* its mark */
    struct theme_sheet sheet;
    struct cards cards;
    struct groups groups;
    struct left *left;
    size_t left_count, left_room;
    struct table left_of; /* by the record's id: which of `left`, from 1 */
    struct target *targets;
    size_t target_count;
    struct wish *wishes; /* (sheet.card_count) */
    size_t wish_count;
    int64_t mark; /* what this writing of the file has, and later ones have not */
};

/* theme_left.c: what earlier loads of this file have left. */
bool plan_left(struct theme_planning *now, struct error *err);
/* The names of groups are held against that. */
void plan_left_names(struct theme_planning *now);
/* NULL where none did after the record's `version`. */
const struct left_said *left_find(const struct theme_planning *now, struct str record,
                                  enum left_field field, int64_t version);
/* The command of such a load that took the record away, or 0. */
int64_t left_removed(const struct theme_planning *now, struct str record);
/* What stands for the file in the keys of its commands. */
struct str plan_path(struct theme_planning *now);

/* theme_targets.c: the groups that the file speaks of. */
bool plan_targets(struct theme_planning *now, struct error *err);
/* The one that holds its cards in the end. */
struct target *target_final(struct target *target);
struct target *target_of_id(struct theme_planning *now, struct str id);
/* What a card's cell says, or with the reason in `why`. A name that nobody has is a new
 * group of the card's section. */
bool place_read(struct theme_planning *now, const struct wish *wish, struct place *out,
                struct error *why);
struct str target_words(struct theme_planning *now, const struct target *target);
struct str place_words(struct theme_planning *now, struct place place);
/* "What is working", "Hopes for the future", not_working. */
bool plan_section(struct arena *arena, struct str text, enum section *out);

/* theme_lines.c: the wishes, each with the card that its line speaks of, `cards` by their
 * number; what is wrong with a line is said. */
bool plan_lines(struct theme_planning *now, const struct card *const *cards,
                struct error *err);

/* theme_wishes.c: which cards go where, and which groups go as a whole. */
bool plan_wishes(struct theme_planning *now, struct error *err);

/* theme_about.c: names what was written over what a group or a card is about. */
void plan_say_about(struct theme_planning *now);

/* theme_done.c: what was planned, as commands. */
bool plan_do(struct theme_planning *now, struct error *err);
/* What has become of it since, as a remark. */
void plan_note_past(struct theme_planning *now, struct str file, size_t line,
                    const struct line_past *past);
/* The key of making a new group. */
struct str plan_new_key(struct theme_planning *now, const struct target *target);

#endif
