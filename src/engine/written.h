/* SPDX-License-Identifier: MIT */
/* What was written for people to take away: reports, cards, hand-outs and workbooks of
 * themes, each noted in the log by the name of its file (command workplace.wrote), and
 * which of them are older than a no or an erasure since. Of each file only its newest
 * writing counts.
 *
 * Memory: results live in the arena. Failure: what the database says; a writing that
 * cannot be noted is for the caller to say. */
#ifndef ENGINE_WRITTEN_H
#define ENGINE_WRITTEN_H

#include "engine/engine.h"

#define WRITTEN_COMMAND "workplace.wrote"

/* The newest command: what is read from now on may know of it. */
bool written_seen(struct engine *engine, struct arena *arena, int64_t *out,
                  struct error *err);
/* `what` is report, cards, handout or themes, `file` its name without the folder. `by` is
 * the verb that makes it, if that is not the one of `what`: quick, whose files stand in
 * the workplace's folder. Whoever may look may write; so no role is asked for. */
bool written_note(struct engine *engine, struct arena *arena, const char *what,
                  struct str by, struct str cycle, struct str file, int64_t seen,
                  struct error *err);

/* Whether it was noted, and is not too old: the same file again needs no note. */
bool written_stands(struct engine *engine, struct arena *arena, const char *what,
                    struct str cycle, struct str file, bool *out, struct error *err);

/* The same file by another name from now on, as old as it is. */
bool written_renamed(struct engine *engine, struct arena *arena, const char *what,
                     struct str cycle, struct str file, struct str name,
                     struct error *err);

/* A workbook of themes as people had loaded it back, which `waymark quick` keeps in the
 * folder: themes-loaded.xlsx, themes-loaded-2.xlsx. None can be made again. */
bool written_is_kept(struct str file);
/* The first such name that is free in the folder. */
struct str written_kept_name(struct arena *arena, struct str folder);

struct written {
    struct str what, file;
    struct str by;          /* as it was noted; mostly empty */
    int64_t at;             /* when it was written */
    size_t refused, erased; /* how many said no, and were erased, since it was read */
    size_t time_up;         /* how often since something of the cycle had had its time */
    int64_t changed_at;     /* when the newest of these was */
};

struct written_list {
    struct written *items;
    size_t count;
};

/* The names of the files with cards in them (cards, themes) that were written since a
 * command, oldest first. */
bool written_with_cards(struct engine *engine, struct arena *arena, struct str cycle,
                        int64_t since, struct str_list *out, struct error *err);

/* Those of a cycle that are too old, oldest first. */
bool written_too_old(struct engine *engine, struct arena *arena, struct str cycle,
                     struct written_list *out, struct error *err);

#endif
