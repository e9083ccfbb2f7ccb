/* SPDX-License-Identifier: MIT */
/* Brings back the groups that people edited in a spreadsheet (cycle/theme_sheet.h): what
 * they changed is done through the commands of the theme step, so that its rules hold,
 * and each is logged and can be undone.
 *
 * What the file says now is held against what it said when it was written, or, where this
 * file was loaded since, what that has left; and against what is so now: what people left
 * alone is left alone, and what others have changed meanwhile is not written over, but
 * refused with both sides. Importing again changes nothing; what was taken back since
 * stays so, and is named.
 * Two groups that are given one name become one; so does a group all of whose cards go
 * to another one. A name that no group has makes a new one.
 * Memory: the arena. Failure: false when the file as a whole cannot be read, or belongs
 * to another cycle or folder; whatever is wrong in a line is a refusal, and the rest goes
 * on. */
#ifndef ENGINE_THEME_IMPORT_H
#define ENGINE_THEME_IMPORT_H

#include "base/notice.h"
#include "engine/engine.h"

struct theme_import_request {
    struct str cycle; /* the id of its record */
    struct str name;  /* the file's, for messages */
    struct str
        place; /* where it stands, by which its earlier loads are known; or empty */
    struct str bytes;
    bool pretend;
};

enum theme_change_kind {
    THEME_MADE,     /* `to` is new */
    THEME_MERGED,   /* `from` was put into `to` */
    THEME_MOVED,    /* cards, from `from` to `to` */
    THEME_LABELLED, /* `from` is called `to` now */
    THEME_NAMED,    /* `from` means `to` now */
    THEME_AGREED    /* `from` is agreed, and means `to` */
};

/* Groups as people read them. */
struct theme_change {
    enum theme_change_kind kind;
    struct str from, to;
    struct str not_kept; /* THEME_MERGED: what was agreed of `from`, or empty */
    bool agreed_no_more; /* THEME_NAMED: nobody has agreed what it means now */
    bool may_be_slip;    /* THEME_MADE: for one card, beside which its name was typed */
    int64_t *cards;      /* (card_count): their numbers */
    size_t card_count, card_room;
};

struct theme_import {
    struct theme_change *changes;
    size_t count, room;
    size_t cards, groups; /* lines of them that were read */
};

/* What a file carries of the folder that it was written from, for the ids of two folders
 * are alike. Made with the folder's key: it says nothing to anybody else. */
struct str theme_import_folder(const struct engine *engine, struct arena *arena);

bool theme_import_run(struct engine *engine, struct arena *arena,
                      const struct theme_import_request *request, struct notices *notices,
                      struct theme_import *out, struct error *err);

#endif
