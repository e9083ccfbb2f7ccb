/* SPDX-License-Identifier: MIT */
/* Files that belong to records (pictures, sound, video), sealed with the workplace's key
 * piece by piece, each in a file of its own below attachments/ whose name is random and
 * says nothing. What they are stands in the record (engine/attachment.h).
 *
 * A piece holds the file's name, its own number and whether it is the last, so that a
 * file that was cut off, put together anew or exchanged for another is noticed.
 * Memory: two pieces at a time, whatever the size.
 * Failure: false; nothing is left behind. A file that is missing is ERROR_NOT_FOUND, one
 * that was altered ERROR_SYSTEM. */
#ifndef STORE_BLOB_H
#define STORE_BLOB_H

#include "store/store.h"

enum { BLOB_MOST_MEBIBYTES = 250, BLOB_START = 64 };

struct blob {
    struct str name;  /* 32 hex digits */
    int64_t size;     /* of the file as it was given */
    struct str start; /* its first BLOB_START bytes, or fewer */
};

/* Waits until nobody else keeps one, or clears away; `fd` for file_unlock. Where nothing
 * has ever been kept the folder is made, for somebody who is about to; else `fd` is -1.
 */
bool blob_hold(struct store *store, struct arena *arena, bool to_keep, int *fd,
               struct error *err);
/* Takes a copy of the file at `path`. It counts as cut short until blob_kept, or
 * blob_remove, says how that ended. */
bool blob_keep(struct store *store, struct arena *arena, struct str path,
               struct blob *out, struct error *err);
bool blob_kept(struct store *store, struct arena *arena, struct str name,
               struct error *err);
/* The names of those that were cut short, or are being kept just now. */
bool blob_cut_short(struct store *store, struct arena *arena, struct str_list *out,
                    struct error *err);
/* Writes it to a new file at `path`, for its owner alone; an empty path only checks that
 * it is whole. `size` is what the record says. */
bool blob_give(struct store *store, struct arena *arena, struct str name, int64_t size,
               struct str path, struct error *err);
/* Whether the file at `path` holds the same. */
bool blob_same(struct store *store, struct arena *arena, struct str name, int64_t size,
               struct str path, bool *same, struct error *err);
bool blob_remove(struct store *store, struct arena *arena, struct str name,
                 struct error *err);
/* The names of all that are there, sorted; what is half made ends in .making. */
bool blob_list(struct store *store, struct arena *arena, struct str_list *out,
               struct error *err);
/* The name of its file in the folder: attachments/NAME. */
struct str blob_file(struct arena *arena, struct str name);
/* Whether a file's name in the folder is that of one. */
bool blob_is_file(struct str name);

#endif
