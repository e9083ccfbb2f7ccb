/* SPDX-License-Identifier: MIT */
/* Writes files into a zipped one, in memory, through minizip. It holds no time and no
 * owner: the same files make the same bytes.
 *
 * Memory: `out` is in the arena. Failure: false, when one file is larger than minizip
 * takes at once (ZIP_WRITE_MOST), or the whole cannot be put together. */
#ifndef FORMAT_ZIP_WRITE_H
#define FORMAT_ZIP_WRITE_H

#include "base/error.h"
#include "base/str.h"

enum { ZIP_WRITE_MOST = 1024 * 1024 * 1024 };

struct zip_file {
    struct str path, bytes;
};

bool zip_write(struct arena *arena, const struct zip_file *files, size_t count,
               struct str *out, struct error *err);

#endif
