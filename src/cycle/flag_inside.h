/* SPDX-License-Identifier: MIT */
/* What the files of cycle/flag share; for nobody else. */
#ifndef CYCLE_FLAG_INSIDE_H
#define CYCLE_FLAG_INSIDE_H

#include "cycle/flag.h"

/* Whether a lower-case name is an ordinary word too. */
bool flag_is_ordinary(struct str name);

bool flag_has_phone(struct str text);
bool flag_has_postcode(struct str text);
bool flag_has_email(struct str text);
bool flag_has_handle(struct str text);
/* A UPN, an NHS or insurance number, or so many digits in a row: a case number. */
bool flag_has_number(struct str text, size_t least);

/* The phrases of harm, by their first words: found once, since every text is looked
 * through for them. */
struct flag_harm;
const struct flag_harm *flag_harm_new(struct arena *arena);
const struct flag_harm *flag_harm_of(const struct flag_known *known);

/* A text cut into words. */
struct flag_word {
    struct str key;    /* lower case, without apostrophes: patels */
    struct str owner;  /* without 's, or without the s at the end: patel; or empty */
    size_t start, end; /* where it stands in the text */
    bool capital;      /* begins with one */
    bool shouted;      /* is all in capitals */
    bool first;        /* of its sentence */
};

struct flag_words {
    struct flag_word *items;
    size_t count;
    bool shouting; /* the text has capitals and no small letter */
};

struct flag_words flag_words_of(struct arena *arena, struct str text);

/* "#th10023": an office's number as it is known, however it is spaced; empty where it is
 * too short to tell anybody from a year or a class. And those that a text may say. */
struct str flag_number_key(struct arena *arena, struct str number);
struct str_list flag_number_keys(struct arena *arena, struct str text,
                                 const struct flag_words *words);

bool flag_is_among(struct str key, const char *const *words, size_t count);

/* A word that is a name of somebody who is known; and one that begins the name of a
 * known school. */
bool flag_is_known_name(const struct flag_known *known, struct str key);
bool flag_is_of_known_school(const struct flag_known *known, struct str key);

/* Written like a name from the word `i` on: two words with capitals; or after a person
 * ("my helper Sam", "my teacher is called sandeep"). */
bool flag_is_two_names(struct str text, const struct flag_words *words, size_t i);
bool flag_is_like_name(struct str text, const struct flag_words *words, size_t i);
/* Sam, Okonkwo; not BSL or Monday. And of "Kettle Baxter House", Baxter. */
bool flag_is_name_shaped(const struct flag_words *words, size_t i);
bool flag_is_of_thing(struct str text, const struct flag_words *words, size_t i);
/* 14 Mill Lane. */
bool flag_is_address(struct str text, const struct flag_words *words, size_t i);

/* Whether a word is in a list that is sorted by byte; what stands between two of them. */
bool flag_is_listed(struct str list, char between, struct str key);
/* Ordinary words of English, whether or not they are names too (base/asset.h). */
bool flag_is_in_dictionary(struct str key);
/* By lists (flag_names.c): what people are called, and what else has capitals. */
bool flag_is_first_name(struct str key);
bool flag_is_other_capital(struct str key);
/* What may be a name, by those and by a dictionary (base/asset.h): Jamie and jackie; and
 * Orla, which neither knows. */
bool flag_is_by_first_name(struct str text, const struct flag_words *words, size_t i);
bool flag_is_strange(struct str text, const struct flag_words *words, size_t i);
/* Whether it is in no dictionary, nor known to be written with capitals (BSL). */
bool flag_is_no_word(const struct flag_word *word);

#endif
