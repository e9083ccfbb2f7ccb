/* SPDX-License-Identifier: MIT */
/* The groups (themes) of a cycle beside its cards (cycle/cards.h), as they go out to be
 * edited: by section, and in a section as they were made, numbered from 1 through all of
 * them. The numbers hold for one reading only.
 *
 * Cards that go out are those that count, have a number and show nobody; those on their
 * own or not sure yet are among them, for they are sorted, too.
 * Memory: the arena. Failure: false with the reason. */
#ifndef CYCLE_GROUPS_H
#define CYCLE_GROUPS_H

#include "cycle/cards.h"

/* What a suggested group goes by whose cards no two people share a word of; another one
 * with its number behind, in brackets. It is no name: the file of groups has none. */
#define GROUP_NO_WORDS "no common words"

struct group {
    struct record record;
    struct json body;
    enum section section;
    struct str name;      /* what it means, said as 'I'; empty: none yet */
    struct str label;     /* a few words to know it by; empty: none, or GROUP_NO_WORDS */
    size_t number;        /* from 1 */
    size_t cards, people; /* of the cards that go out */
    size_t flagged;       /* cards in it that do not, until a person has looked */
};

struct groups {
    struct group *items;
    size_t count;
};

bool groups_load(struct arena *arena, const struct cards_request *request,
                 const struct cards *cards, struct groups *out, struct error *err);
/* By the id of its record; NULL when there is none. */
const struct group *groups_find(const struct groups *groups, struct str id);
/* What to call it: T3 and its label, or what it means where it has none. */
struct str group_called(struct arena *arena, const struct group *group);
/* Whether a card goes out to be sorted. */
bool card_is_sorted(const struct card *card);

#endif
