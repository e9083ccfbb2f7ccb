/* SPDX-License-Identifier: MIT */
/* Hashes, sealed boxes and random bytes, through libsodium.
 *
 * Hashes are SHA-256 as 64 lower-case hex digits, so that anyone can check one
 * with `sha256sum`. Sealing is XSalsa20-Poly1305 with a random nonce in front.
 * Memory: results live in the arena or the caller's array.
 * Failure: crypto_start ends the program when libsodium cannot start; opening a
 * changed box, or with the wrong key, returns false. */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include "base/str.h"

enum { HASH_LEN = 64, KEY_LEN = 32, SALT_LEN = 16 };

struct crypto_key {
    unsigned char bytes[KEY_LEN];
};

void crypto_start(void); /* once, first thing in main */

struct str hash_text(struct arena *arena, struct str s);

void crypto_random(void *bytes, size_t count);
void crypto_key_make(struct crypto_key *key);
/* A separate key for each purpose, from the workplace's one key. `purpose` is
 * exactly 8 characters. */
void crypto_key_for(const struct crypto_key *from, const char *purpose,
                    struct crypto_key *key);
void crypto_key_forget(struct crypto_key *key);

/* Keyed hash (BLAKE2b) in hex: the same text gives the same hash only with the
 * same key. */
struct str crypto_lookup(struct arena *arena, const struct crypto_key *key, struct str s);

/* A short keyed fingerprint (SipHash-2-4), for tables in memory. */
uint64_t crypto_fingerprint(const unsigned char secret[16], struct str s);
/* The same without a secret: every run and every machine finds the same. */
uint64_t fingerprint_of(struct str s);

struct str crypto_seal(struct arena *arena, const struct crypto_key *key,
                       struct str plain);
bool crypto_open(struct arena *arena, const struct crypto_key *key, struct str sealed,
                 struct str *plain);

struct str crypto_hex(struct arena *arena, const void *bytes, size_t count);
bool crypto_from_hex(struct str hex, void *bytes, size_t count);
struct str crypto_base64(struct arena *arena, struct str bytes);
bool crypto_from_base64(struct arena *arena, struct str text, struct str *bytes);
bool crypto_equal(const void *a, const void *b, size_t count); /* constant time */

#endif
