/* SPDX-License-Identifier: MIT */
/* Files: read with a cap, taken as they are now, written all or nothing,
 * listed.
 *
 * Memory: results live in the arena; what is taken goes with file_unmap.
 * Failure: false, with the file's name and what to do in `err`. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/error.h"
#include "base/str.h"

enum { FILE_SMALL = 16 * 1024 * 1024 }; /* cap for scripts, settings, schemas */

/* Refuses a directory, and anything larger than `most` bytes. */
bool file_read(struct arena *arena, struct str path, size_t most, struct str *out,
               struct error *err);

/* At most the first `most` bytes. */
bool file_read_start(struct arena *arena, struct str path, size_t most, struct str *out,
                     struct error *err);
bool file_size(struct arena *arena, struct str path, size_t *out, struct error *err);

struct mapped_file {
    struct str bytes;
    void *handle; /* private */
};

/* A copy that stays as it is, whatever becomes of the file; false if it was changed
 * while it was being copied. Up to `most` bytes in memory; more than that in a nameless
 * file in `folder`, which is gone with the program. */
bool file_take(struct arena *arena, struct str path, struct str folder, size_t most,
               struct mapped_file *out, struct error *err);
/* As it is, without a copy: for what nobody changes while the program runs.
 * ERROR_NOT_FOUND if there is no such file; refuses what is no plain file, and an empty
 * one. */
bool file_map(struct arena *arena, struct str path, struct mapped_file *out,
              struct error *err);
void file_unmap(struct mapped_file *file);

/* Whole or not at all: a new file beside it, flushed to disk, then renamed; once it
 * is true, a power cut leaves the new one. `mode` as for open(2), e.g. 0644; 0600 for
 * secrets. */
bool file_write(struct arena *arena, struct str path, struct str bytes, unsigned mode,
                struct error *err);

/* Makes an empty file for its owner alone; one that is there stays as it is. */
bool file_make_private(struct arena *arena, struct str path, struct error *err);
bool file_rename(struct arena *arena, struct str from, struct str to, struct error *err);

/* Waits until nobody else holds the file that is open as `fd`, to hold it alone or
 * together with others who look; closing it lets go. `path` is for the message. */
bool file_hold(int fd, bool alone, struct str path, struct error *err);
/* The same with a file that is there for nothing else, and is made if need be. */
bool file_lock(struct arena *arena, struct str path, int *fd, struct error *err);
void file_unlock(int fd);

bool file_remove(struct arena *arena, struct str path, struct error *err);
bool file_exists(struct arena *arena, struct str path);
/* Who may do what with it, as for open(2); `otherwise` where it is not there. */
unsigned file_mode(struct arena *arena, struct str path, unsigned otherwise);
bool file_is_folder(struct arena *arena, struct str path);
/* Makes the folder; it is no failure if it is there already. */
bool file_make_folder(struct arena *arena, struct str path, unsigned mode,
                      struct error *err);
/* The names of plain files below `folder` (relative, `a/b.lua`), sorted by byte,
 * hidden ones left out, at most 8 folders deep. A missing folder gives none. */
bool file_list(struct arena *arena, struct str folder, struct str_list *out,
               struct error *err);

/* All of them, hidden ones and any depth too. What is neither a plain file nor a folder
 * (a link, above all: it is not followed) is listed in `others`. */
bool file_list_all(struct arena *arena, struct str folder, struct str_list *out,
                   struct str_list *others, struct error *err);

/* The names of the folders in `folder`, sorted by byte; hidden ones are passed over. */
bool file_list_folders(struct arena *arena, struct str folder, struct str_list *out,
                       struct error *err);

/* The path from the root, without links and dots; as it is where there is none. */
struct str file_place(struct arena *arena, struct str path);
struct str file_join(struct arena *arena, struct str folder, struct str name);
struct str file_name(struct str path); /* what stands after the last slash */

#endif
