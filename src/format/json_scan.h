/* SPDX-License-Identifier: MIT */
/* Whether a text is JSON of the kind that we read, before any library sees it:
 * RFC 8259 grammar, and besides that valid UTF-8, whole numbers within 2^53, no
 * NUL, no half of a surrogate pair, at most JSON_DEEPEST lists and objects inside
 * each other. Names that stand twice are found after it (see json.c).
 *
 * Memory: takes none. Failure: false, what should stand there, and where (from 0). */
#ifndef FORMAT_JSON_SCAN_H
#define FORMAT_JSON_SCAN_H

#include "base/error.h"
#include "base/str.h"

/* `*text_bytes`: how long all names and texts are together, as they are written;
 * decoded they are no longer than that. */
bool json_scan(struct str text, size_t *text_bytes, size_t *bad_at, struct error *err);

#endif
