/* SPDX-License-Identifier: MIT */
/* Text from scripts, made fit to be shown: at most `most` bytes of valid UTF-8, cut
 * between characters with "…", in which control characters, bytes that are no
 * UTF-8 and marks that turn the writing direction are spelt out (\n, \x1B,
 * \u{202E}). A script must not be able to forge a line of the screen or the log.
 *
 * Memory: the result lives in the arena. Nothing here fails. */
#ifndef SCRIPT_SAFE_TEXT_H
#define SCRIPT_SAFE_TEXT_H

#include "base/str.h"

enum { LONGEST_MESSAGE = 4096 };

struct str safe_text(struct arena *arena, struct str text, size_t most);

#endif
