/* SPDX-License-Identifier: MIT */
/* What has become of a line of a file of commands: whether this file has done it
 * before, or another one has, and whether it was taken back.
 *
 * A line's key is `file:LINE:FILE`. LINE is a hash of the cycle, what the line says,
 * and how many lines above it say the same; FILE is one of where the file stands.
 * Both are made with the folder's key, so that they give nothing away once a person
 * has been erased.
 * Memory: results live in the arena. Failure: false with the reason. */
#ifndef ENGINE_LINE_PAST_H
#define ENGINE_LINE_PAST_H

#include "store/commit.h"
#include "store/store.h"

struct str line_key(struct store *store, struct arena *arena, struct str cycle,
                    struct str path, struct str says, size_t same_above);

enum line_state { LINE_NEW, LINE_DONE, LINE_TAKEN_BACK };

struct line_past {
    enum line_state state;
    bool elsewhere;         /* it was another file */
    struct command_row row; /* what did it, unless new */
    int64_t taken_back_at;  /* by row.undone_by */
    struct str from;        /* the file that it was done from, if that is known */
};

/* What this file did comes before what others did, and what stands before what was
 * taken back. */
bool line_past_find(struct db *db, struct arena *arena, struct str key,
                    struct line_past *out, struct error *err);

/* The commands that stand and that lines of the file at `path` asked for, by number;
 * for whatever cycle. */
bool line_commands(struct store *store, struct arena *arena, struct str path,
                   struct command_list *out, struct error *err);

#endif
