/* SPDX-License-Identifier: MIT */
/* The files that are built into the program: Lua, schemas, SQL and styles, by their
 * path in the source tree (`lua/lib/step.lua`). While developing, WAYMARK_ASSETS
 * names a source tree from which they are read instead.
 *
 * Memory: built-in text is constant; text from disk lives in the arena.
 * Failure: false when the asset is not there. */
#ifndef BASE_ASSET_H
#define BASE_ASSET_H

#include "base/error.h"
#include "base/str.h"

struct asset {
    const char *name;
    struct str text;
    /* Of scripts only: the hash of the text (hash_text), and what Lua made of it while
     * the program was built. */
    struct str hash, compiled;
};

/* Made by the build in build/assets.c, sorted by name. */
extern const struct asset asset_table[];
extern const size_t asset_table_count;

/* The words that a dictionary of British English has with small letters, without
 * apostrophes and what follows 's: a line each, sorted by byte. */
extern const struct str asset_words;

bool asset_find(struct arena *arena, struct str name, struct str *out, struct error *err);
/* The script that errors call "built in/lib/step.lua", whatever WAYMARK_ASSETS says; NULL
 * when there is none. */
const struct asset *asset_of_chunk(struct str chunk);
/* Names that start with `prefix`, sorted by byte. */
bool asset_list(struct arena *arena, struct str prefix, struct str_list *out,
                struct error *err);

#endif
