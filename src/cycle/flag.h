/* SPDX-License-Identifier: MIT */
/* Finds what in a statement could tell who said it, or about whom: people and
 * schools that the import knows, Mrs Patel, what is written like a name (Sam Brown, my
 * helper Sam, is called sandeep) or like an address (14 Mill Lane), UK postcodes, phone
 * numbers, e-mail addresses, @handles, numbers that an office gives; on cards also what
 * may only be a name. A rare name in small letters, and what tells who it is without a
 * name, it does not see. A flag asks a person to look before a card is printed; it is
 * made rather once too often than too seldom.
 *
 * Known names count as whole words in any case, with 's, in parts (Smith-Jones:
 * Smith). One that is also an ordinary word (Will, Hope, Young, An) counts only where it
 * has a capital that does not just begin a sentence, and not in a text all in capitals.
 * Memory: what is known lives in its arena; found lists in the caller's.
 * Failure: none; text must be valid UTF-8. */
#ifndef CYCLE_FLAG_H
#define CYCLE_FLAG_H

#include "base/crypto.h"
#include "base/str.h"

struct flag_known;

struct flag_known *flag_known_new(struct arena *arena);
/* One that learns only what the other does not know yet at that moment, or only what it
 * does; the other must live as long. */
struct flag_known *flag_known_beside(struct arena *arena, const struct flag_known *other);
struct flag_known *flag_known_within(struct arena *arena, const struct flag_known *other);
bool flag_knows_any(const struct flag_known *known);
void flag_know_person(struct flag_known *known, struct str forename, struct str surname);
/* A person's reference or UPN, at least four characters with a digit, or five digits. */
void flag_know_number(struct flag_known *known, struct str number);
/* Texts that named somebody of whom nothing is known any more, by their keyed hashes
 * (flag_text_hash, sorted): each is found as a name for as long as it says the same. */
void flag_know_texts(struct flag_known *known, const struct crypto_key *key,
                     struct str_list hashes);
struct str flag_text_hash(struct arena *arena, const struct crypto_key *key,
                          struct str text);
/* The words that are names of people so far, in no order, and their numbers, as
 * "#th10023"; and those of a text that could be one, for a caller who asks a store which
 * are. */
struct str_list flag_known_names(const struct flag_known *known, struct arena *arena);
struct str_list flag_words_to_know(struct arena *arena, struct str text);
/* Its whole name, its first two words that say which school it is ("Thornmere
 * Park"), and the first of them before school, college, academy, … */
void flag_know_school(struct flag_known *known, struct str school);

/* Of name, school, phone, postcode, email, address, number, in this order, each once at
 * most: for what people said. */
struct str_list flag_find(const struct flag_known *known, struct arena *arena,
                          struct str text);
/* And by what may only be a name: a first name in small letters (jackie), a word with a
 * capital that is in no dictionary (Orla); and by what one known school alone is called
 * for short (the bus to Quernmore; QHS). For cards, which a person then looks at; too
 * much for what is printed. */
struct str_list flag_find_perhaps(const struct flag_known *known, struct arena *arena,
                                  struct str text);
/* Without what is only written like a name or an address (Sam Brown, 14 Mill Lane), and
 * without numbers shorter than a UPN's: for words of officers, in which firms and halls
 * have capitals too. */
struct str_list flag_find_sure(const struct flag_known *known, struct arena *arena,
                               struct str text);
/* Name, school and number, by what is known alone: not Mrs Patel, whom nobody has named.
 */
struct str_list flag_find_known(const struct flag_known *known, struct arena *arena,
                                struct str text);
/* Whether a text holds this number of an office as a word: of a person's own reference or
 * UPN, by which the authority's other files name them. The flag for it is "number". */
bool flag_says_number(struct arena *arena, struct str text, struct str number);
/* Whether the program finds a flag: people set others by hand. */
bool flag_is_found(struct str flag);
/* Whether a flag says who somebody is: these, or one that people set by hand (staff,
 * date). */
bool flag_is_identifying(struct str flag);

/* Whether somebody may be telling of harm, by a short list of plain words: such a card
 * is held back, with the flag FLAG_SAFETY, until a person has looked. It misses much
 * and is no safeguard by itself. */
#define FLAG_SAFETY "safety"
/* All that there are but those that a script of one's own sets. */
struct str_list flag_names(struct arena *arena);
bool flag_tells_of_harm(const struct flag_known *known, struct arena *arena,
                        struct str text);

#endif
