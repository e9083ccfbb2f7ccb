/* SPDX-License-Identifier: MIT */
/* What attachment.c and attachment_file.c share.
 *
 * Memory: the arena. Failure: false with the reason. */
#ifndef ENGINE_ATTACHMENT_FILE_H
#define ENGINE_ATTACHMENT_FILE_H

#include "engine/attachment.h"

/* As attachment_clear, by one who holds the folder (blob_hold). */
bool attachment_clear_held(struct store *store, struct arena *arena, struct error *err);

#endif
