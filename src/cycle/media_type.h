/* SPDX-License-Identifier: MIT */
/* What kind of file it is, by its first bytes and never by its name: png, jpeg, mp3,
 * wav, m4a, mp4, webm, pdf. Sources: the formats' own descriptions (PNG, ISO 10918-1,
 * ID3v2 and MPEG audio, RIFF, ISO 14496-12, Matroska, ISO 32000).
 *
 * Memory: constant texts. Failure: empty, for any other. */
#ifndef CYCLE_MEDIA_TYPE_H
#define CYCLE_MEDIA_TYPE_H

#include "base/str.h"

/* `start`: the first 64 bytes, or all there are. */
struct str media_type(struct str start);
/* As the end of a file's name has it: "jpg" for jpeg. */
struct str media_ending(struct str type);

#endif
