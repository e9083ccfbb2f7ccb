/* SPDX-License-Identifier: MIT */
/* Characters that went wrong when a file was saved in another encoding than the one it
 * was read in: UTF-8 taken for Windows-1252 or Latin-1 ("Iâ€™ve", "cafÃ©"), and Mac Roman
 * taken for Windows-1252 ("IÕve", "cafŽ"). They are counted and never put right: only
 * whoever has the text knows.
 *
 * Memory: fixed; `garbled_words` in the arena. Failure: garbled_check's, which is for
 * people; text is valid UTF-8. */
#ifndef FORMAT_GARBLED_H
#define FORMAT_GARBLED_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

enum garbled_by { GARBLED_TWICE, GARBLED_MAC, GARBLED_WAYS };

struct garbled {
    size_t ways[GARBLED_WAYS]; /* how many characters of each */
    size_t sound;              /* accents, dashes and quotes that are as they should be */
    enum garbled_by first;     /* and what it looks like, and what it should be: */
    char seen[16], meant[8];
};

/* Adds what the text has; whether it has any that is garbled. */
bool garbled_count(struct str text, struct garbled *sum);

void garbled_add(struct garbled *sum, const struct garbled *one);

/* False where the whole file was saved so, and not only what somebody put into it:
 * several, and more than are sound. `line`: the first that is. */
bool garbled_check(struct str file, size_t line, const struct garbled *sum,
                   struct error *err);

/* `"â€™" stands where ’ should, …`: what was found first, and how it came about. */
struct str garbled_words(struct arena *arena, const struct garbled *sum);

#endif
