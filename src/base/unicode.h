/* SPDX-License-Identifier: MIT */
/* Characters, through libutf8proc: is it UTF-8, what kind of character, and the
 * folded form by which two texts count as the same words.
 *
 * Memory: results live in the arena passed in.
 * Failure: unicode_fold and unicode_lower need valid UTF-8; check first. */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include "base/str.h"

enum unicode_kind {
    UNICODE_LETTER, /* letters and marks */
    UNICODE_DIGIT,
    UNICODE_SPACE,
    UNICODE_OTHER /* punctuation, symbols, controls */
};

/* Whether `s` is well-formed UTF-8 (no surrogates, no overlong forms). When it
 * is not, `*bad_at` (if given) is the offset of the first bad byte. */
bool unicode_valid(struct str s, size_t *bad_at);
/* Takes one character off the front of valid, non-empty text. */
uint32_t unicode_next(struct str *rest);
enum unicode_kind unicode_kind(uint32_t character);
bool unicode_is_upper(uint32_t character);
/* What a terminal obeys and no reader sees: C0, DEL and C1, but for tab and line feed;
 * what has no width (soft hyphen, U+200B, U+FEFF, …) and what turns the direction of
 * writing (U+202E, …). */
bool unicode_is_unseen(uint32_t character);
/* Where the first such character of valid text stands at or after `from`, or SIZE_MAX;
 * a carriage return before a line feed is none. What joins or parts letters (U+200C,
 * U+200D) is one behind a letter of English: Persian and pictures need it. */
size_t unicode_find_unseen(struct str s, size_t from);

/* How many characters (code points). */
size_t unicode_length(struct str s);
/* At most `most` characters, cut between characters. */
struct str unicode_cut(struct str s, size_t most);

/* NFKC, case folded, runs of white space made one space, trimmed, curly quotes
 * made straight: the form in which "the same words" are equal. */
struct str unicode_fold(struct arena *arena, struct str s);
/* The folded form without accents, as people write it who have no such key: Łukasz is
 * lukasz. */
struct str unicode_plain(struct arena *arena, struct str s);

/* NFD in lower case, without the marks of letters (Mn): "Café" is "cafe". */
struct str unicode_bare(struct arena *arena, struct str s);
/* Unicode's P, and every sign of ASCII that is no letter, digit, space or control. */
bool unicode_is_punctuation(uint32_t character);
/* What has no shape of its own, by Unicode's categories Cc, Cf and Co: controls but for
 * tab and line ends, what joins or parts letters too, and private use. */
bool unicode_is_shapeless(uint32_t character);

#endif
