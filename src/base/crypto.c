/* SPDX-License-Identifier: MIT */
#include "base/crypto.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(HASH_LEN == 2 * crypto_hash_sha256_BYTES, "two hex digits a byte");
_Static_assert(KEY_LEN == crypto_secretbox_KEYBYTES && KEY_LEN == crypto_kdf_KEYBYTES,
               "one key length for everything");

void crypto_start(void)
{
    if (sodium_init() < 0) {
        (void)fputs("waymark: the encryption library (libsodium) could not start\n",
                    stderr);
        abort();
    }
}

struct str hash_text(struct arena *arena, struct str s)
{
    unsigned char bytes[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(bytes, (const unsigned char *)s.ptr, s.len);
    return crypto_hex(arena, bytes, sizeof bytes);
}

void crypto_random(void *bytes, size_t count)
{
    randombytes_buf(bytes, count);
}

void crypto_key_make(struct crypto_key *key)
{
    randombytes_buf(key->bytes, sizeof key->bytes);
}

void crypto_key_for(const struct crypto_key *from, const char *purpose,
                    struct crypto_key *key)
{
    (void)crypto_kdf_derive_from_key(key->bytes, sizeof key->bytes, 1, purpose,
                                     from->bytes);
}

void crypto_key_forget(struct crypto_key *key)
{
    sodium_memzero(key, sizeof *key);
}

struct str crypto_lookup(struct arena *arena, const struct crypto_key *key, struct str s)
{
    unsigned char bytes[crypto_generichash_BYTES];
    (void)crypto_generichash(bytes, sizeof bytes, (const unsigned char *)s.ptr, s.len,
                             key->bytes, sizeof key->bytes);
    return crypto_hex(arena, bytes, sizeof bytes);
}

uint64_t crypto_fingerprint(const unsigned char secret[16], struct str s)
{
    uint64_t value;
    unsigned char bytes[crypto_shorthash_BYTES];
    (void)crypto_shorthash(bytes, (const unsigned char *)s.ptr, s.len, secret);
    memcpy(&value, bytes, sizeof value);
    return value;
}

uint64_t fingerprint_of(struct str s)
{
    static const unsigned char no_secret[16] = {0};
    return crypto_fingerprint(no_secret, s);
}

struct str crypto_seal(struct arena *arena, const struct crypto_key *key,
                       struct str plain)
{
    size_t len = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.len;
    unsigned char *box = arena_alloc(arena, len);
    randombytes_buf(box, crypto_secretbox_NONCEBYTES);
    (void)crypto_secretbox_easy(box + crypto_secretbox_NONCEBYTES,
                                (const unsigned char *)plain.ptr, plain.len, box,
                                key->bytes);
    return (struct str){(const char *)box, len};
}

bool crypto_open(struct arena *arena, const struct crypto_key *key, struct str sealed,
                 struct str *plain)
{
    size_t front = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (sealed.len < front)
        return false;
    const unsigned char *box = (const unsigned char *)sealed.ptr;
    unsigned char *out = arena_alloc(arena, sealed.len - front + 1);
    if (crypto_secretbox_open_easy(out, box + crypto_secretbox_NONCEBYTES,
                                   sealed.len - crypto_secretbox_NONCEBYTES, box,
                                   key->bytes) != 0)
        return false;
    *plain = (struct str){(const char *)out, sealed.len - front};
    return true;
}

struct str crypto_hex(struct arena *arena, const void *bytes, size_t count)
{
    char *hex = arena_alloc(arena, count * 2 + 1);
    (void)sodium_bin2hex(hex, count * 2 + 1, bytes, count);
    return (struct str){hex, count * 2};
}

bool crypto_from_hex(struct str hex, void *bytes, size_t count)
{
    size_t len = 0;
    const char *end = NULL;
    if (hex.len != count * 2)
        return false;
    return sodium_hex2bin(bytes, count, hex.ptr, hex.len, NULL, &len, &end) == 0 &&
           len == count && end == hex.ptr + hex.len;
}

struct str crypto_base64(struct arena *arena, struct str bytes)
{
    size_t room = sodium_base64_encoded_len(bytes.len, sodium_base64_VARIANT_ORIGINAL);
    char *text = arena_alloc(arena, room);
    (void)sodium_bin2base64(text, room, (const unsigned char *)bytes.ptr, bytes.len,
                            sodium_base64_VARIANT_ORIGINAL);
    return (struct str){text, room - 1};
}

bool crypto_from_base64(struct arena *arena, struct str text, struct str *bytes)
{
    unsigned char *out = arena_alloc(arena, text.len + 1);
    size_t len = 0;
    const char *end = NULL;
    if (sodium_base642bin(out, text.len + 1, text.ptr, text.len, NULL, &len, &end,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != text.ptr + text.len)
        return false;
    *bytes = (struct str){(const char *)out, len};
    return true;
}

bool crypto_equal(const void *a, const void *b, size_t count)
{
    return sodium_memcmp(a, b, count) == 0;
}
