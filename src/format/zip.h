/* SPDX-License-Identifier: MIT */
/* The files inside a zipped file, through minizip; from strangers, so all of it
 * has caps: how many there are, how large each may grow, and how far it may
 * unfold from what was sent.
 *
 * Memory: `bytes` are borrowed until zipped_close; nothing grows with a file that
 * is read, which comes piece by piece.
 * Failure: false; the text in `err` goes on after the file's name and a colon. */
#ifndef FORMAT_ZIP_H
#define FORMAT_ZIP_H

#include "base/error.h"
#include "base/str.h"

enum {
    ZIPPED_MOST_FILES = 1000,
    ZIPPED_MOST_UNFOLDED = 200, /* bytes from each byte, in files worth asking */
    ZIPPED_WORTH_ASKING = 16 * 1024 * 1024,
    ZIPPED_MOST_IN_ALL = 1024 * 1024 * 1024 /* bytes read, twice where read twice */
};

struct zipped;

/* Takes one piece of a file; the last one, which may be empty, says so. */
typedef bool zipped_take(void *with, struct str piece, bool last, struct error *err);

bool zipped_open(struct arena *arena, struct str bytes, struct zipped **out,
                 struct error *err);
void zipped_close(struct zipped *zipped);

bool zipped_has(const struct zipped *zipped, struct str path);
/* At most `most` bytes of it. */
bool zipped_read(struct zipped *zipped, struct str path, size_t most, zipped_take *take,
                 void *with, struct error *err);

#endif
