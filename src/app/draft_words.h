/* SPDX-License-Identifier: MIT */
/* What the outcome of theme.draft says in words.
 *
 * Memory: the arena's. Failure: none, or the database's. */
#ifndef APP_DRAFT_WORDS_H
#define APP_DRAFT_WORDS_H

#include "app/cli.h"

/* "by meaning (all-MiniLM-L6-v2 9d172aaf)", or "by the words alone (there is no language
 * model; `make model` fetches it)". Empty where nothing was drafted. */
struct str draft_method(struct arena *arena, const struct json *outcome);

/* "; 12 are not sure yet"; empty where none is. */
struct str draft_unsure(struct arena *arena, const struct json *outcome);
/* In place of words that wait to be looked at. */
#define NOT_SHOWN_YET                                                                    \
    "(not shown: it may show who somebody is; look at it first: `waymark look`)"
/* The words of a card as they may be read out: “I swim”, or where it may show who
 * somebody is, its number, and what to do first. */
struct str draft_card(struct arena *arena, const struct json *body);
/* Those of a section, the least sure first: a few of them, and between which groups they
 * stand. */
bool draft_say_unsure(struct cli *cli, const struct json *outcome, struct str section,
                      struct error *err);

#endif
