/* SPDX-License-Identifier: MIT */
/* Writes Word documents through the program pandoc, where it is installed.
 *
 * Memory: the arena, in passing. Failure: false; `there` is false where the only reason
 * is that there is no pandoc. */
#ifndef FORMAT_PANDOC_H
#define FORMAT_PANDOC_H

#include "base/error.h"
#include "base/str.h"

/* `text` is pandoc's Markdown; `path` ends in .docx. */
bool pandoc_write_word(struct arena *arena, struct str text, struct str path, bool *there,
                       struct error *err);
/* Text that means nothing to Markdown. */
struct str pandoc_plain(struct arena *arena, struct str text);

#endif
