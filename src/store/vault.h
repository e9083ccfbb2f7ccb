/* SPDX-License-Identifier: MIT */
/* Who the people are: sealed with the workplace's key (libsodium), which stands
 * in a file of its own, outside the database and outside every backup.
 *
 * An identity is a record of kind `identity`, so that import, undo, verify and
 * erase treat it as they treat everything else; its body holds the sealed box
 * and keyed hashes of what identifies a person (lookups): the authority's
 * reference, the UPN, and name with birth date, as they are now and as they were
 * before a correction. A lookup can be compared but not guessed without the key. No
 * script ever reads this kind (engine/command.c).
 *
 * Memory: results live in the arena. Failure: vault_open_identity is false when
 * the box was changed or the key is another's. */
#ifndef STORE_VAULT_H
#define STORE_VAULT_H

#include "store/record.h"
#include "store/store.h"

/* What an import knows of a person; empty where it is not known. */
struct identity {
    struct str reference; /* the authority's own number */
    struct str upn, forename, surname, birth_date;
    /* As the person was known before, the newest first; these have none themselves. */
    const struct identity *before;
    size_t before_count;
};

enum { VAULT_MOST_BEFORE = 8 }; /* older ones are forgotten */

/* The body of an `identity` record. */
bool vault_seal_identity(struct store *store, struct arena *arena, struct str person,
                         const struct identity *identity, struct json *body,
                         struct error *err);
bool vault_open_identity(struct store *store, struct arena *arena,
                         const struct json *body, struct identity *out,
                         struct error *err);
/* The ids of the people whom this identity names: by reference first, then UPN,
 * then name and birth date (but not if the UPN is another). None, one, or (a doubt
 * for people to settle) more. */
bool vault_find(struct store *store, struct arena *arena, const struct identity *identity,
                struct str_list *people, struct error *err);
/* The keyed hashes by which such an identity is found: what stands in `lookups`. */
struct str_list vault_lookups(struct store *store, struct arena *arena,
                              const struct identity *identity);
/* The form in which references, UPNs and names are compared: without case or spaces. */
struct str vault_plain(struct arena *arena, struct str text);
/* Whether two references or UPNs are the same in that form. */
bool vault_same_number(struct arena *arena, struct str a, struct str b);
/* Who a person is, and the record that holds it; `*who` is empty where none does. */
bool vault_identity_of(struct store *store, struct arena *arena, struct str person,
                       struct record *record, struct identity *who, bool *found,
                       struct error *err);

/* Which words are names of people: a set of keyed hashes that the database empties when
 * an identity comes, changes or goes. `kept` is false until vault_keep_names. */
bool vault_names_kept(struct store *store, bool *kept, struct error *err);
/* Inside a transaction; all of them at once. */
bool vault_keep_names(struct store *store, struct str_list names, struct error *err);
bool vault_is_name(struct store *store, struct str word, bool *is, struct error *err);

#endif
