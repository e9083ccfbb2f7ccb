/* SPDX-License-Identifier: MIT */
/* What minizip takes for a file on a disk, in memory: read where `grows` is NULL, else
 * written, going back too, to fill in sizes.
 *
 * Memory: `bytes` are borrowed, or those of `grows`, which lives in its own arena.
 * Failure: minizip's own, when it asks for a place that is not there. */
#ifndef FORMAT_ZIP_MEMORY_H
#define FORMAT_ZIP_MEMORY_H

#include "base/str.h"

#include <ioapi.h>

struct zip_memory {
    struct str bytes;
    size_t at;
    struct buf *grows;
};

/* The functions by which minizip goes through it; the memory must live as long. */
zlib_filefunc64_def zip_memory_functions(struct zip_memory *memory);

#endif
