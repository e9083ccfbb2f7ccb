/* SPDX-License-Identifier: MIT */
#include "text/tokenizer.h"

#include "base/arena.h"
#include "base/unicode.h"

#include <string.h>

enum { LONGEST_WORD = 100, LONGEST_PIECE = 128 };

struct pieces {
    const struct vocabulary *vocabulary;
    uint16_t *tokens; /* (TOKENS_MOST) */
    size_t count;
};

uint32_t vocabulary_hash(struct str piece)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < piece.len; i++)
        hash = (hash ^ (unsigned char)piece.ptr[i]) * 16777619u;
    return hash;
}

int32_t vocabulary_find(const struct vocabulary *vocabulary, struct str piece)
{
    uint32_t mask = vocabulary->slot_count - 1;
    for (uint32_t at = vocabulary_hash(piece) & mask;; at = (at + 1) & mask) {
        uint32_t number = vocabulary->slots[at];
        if (number == 0 || number > vocabulary->count)
            return -1;
        number--;
        uint32_t start = number ? vocabulary->ends[number - 1] : 0;
        size_t len = vocabulary->ends[number] - start;
        if (len == piece.len && memcmp(vocabulary->letters + start, piece.ptr, len) == 0)
            return (int32_t)number;
    }
}

/* The longest piece at the start of `rest`; `inside` a word it begins with "##". */
static int32_t longest_piece(const struct vocabulary *vocabulary, struct str rest,
                             bool inside, size_t *len)
{
    char piece[LONGEST_PIECE];
    size_t mark = inside ? 2 : 0, most = sizeof piece - mark;
    if (rest.len < most)
        most = rest.len;
    memset(piece, '#', mark);
    memcpy(piece + mark, rest.ptr, most);
    for (*len = most; *len > 0; (*len)--) {
        bool whole = *len == rest.len || ((unsigned char)rest.ptr[*len] & 0xC0) != 0x80;
        int32_t found =
            whole ? vocabulary_find(vocabulary, (struct str){piece, mark + *len}) : -1;
        if (found >= 0)
            return found;
    }
    return -1;
}

static void add_word(struct pieces *pieces, struct str word)
{
    uint16_t found[LONGEST_WORD];
    size_t count = 0;
    struct str rest = word;
    bool known = unicode_length(word) <= LONGEST_WORD;
    while (known && rest.len) {
        size_t len;
        int32_t one = longest_piece(pieces->vocabulary, rest, count > 0, &len);
        known = one >= 0;
        if (known)
            found[count++] = (uint16_t)one;
        rest = str_slice(rest, len, rest.len);
    }
    if (!known) {
        found[0] = TOKEN_UNKNOWN;
        count = 1;
    }
    for (size_t i = 0; i < count && pieces->count < TOKENS_MOST; i++)
        pieces->tokens[pieces->count++] = found[i];
}

/* The blocks that BERT's authors name: Chinese, whatever language it stands in. */
static bool is_chinese(uint32_t character)
{
    return (character >= 0x4E00 && character <= 0x9FFF) ||
           (character >= 0x3400 && character <= 0x4DBF) ||
           (character >= 0x20000 && character <= 0x2A6DF) ||
           (character >= 0x2A700 && character <= 0x2CEAF) ||
           (character >= 0xF900 && character <= 0xFAFF) ||
           (character >= 0x2F800 && character <= 0x2FA1F);
}

/* Without what is not seen; each Chinese character between spaces. It comes before
 * accents are taken off, which may change what stands there. */
static struct str clean(struct arena *scratch, struct str text)
{
    struct buf out = BUF_IN(scratch);
    while (text.len) {
        struct str whole = text;
        uint32_t character = unicode_next(&text);
        struct str one = str_slice(whole, 0, whole.len - text.len);
        if (character == 0xFFFD || unicode_is_shapeless(character))
            continue;
        bool apart = is_chinese(character);
        if (apart || unicode_kind(character) == UNICODE_SPACE)
            buf_add_byte(&out, ' ');
        if (unicode_kind(character) != UNICODE_SPACE)
            buf_add(&out, one);
        if (apart)
            buf_add_byte(&out, ' ');
    }
    return buf_str(&out);
}

static void add_words(struct pieces *pieces, struct str text)
{
    struct str word = STR_NONE;
    while (text.len && pieces->count < TOKENS_MOST) {
        struct str whole = text;
        uint32_t character = unicode_next(&text);
        struct str one = str_slice(whole, 0, whole.len - text.len);
        bool mark = unicode_is_punctuation(character);
        if (!mark && unicode_kind(character) != UNICODE_SPACE) {
            word = word.len ? (struct str){word.ptr, word.len + one.len} : one;
            continue;
        }
        if (word.len)
            add_word(pieces, word);
        word = STR_NONE;
        if (mark && pieces->count < TOKENS_MOST)
            add_word(pieces, one);
    }
    if (word.len)
        add_word(pieces, word);
}

size_t tokenizer_read(const struct vocabulary *vocabulary, struct arena *scratch,
                      struct str text, uint16_t tokens[TOKENS_MOST])
{
    /* No piece is made of more bytes than this: what is beyond cannot be among them, but
     * for what is not seen, of which there is never that much. */
    enum { MOST_BYTES = 64 * 1024 };
    struct arena_mark mark = arena_mark(scratch);
    struct pieces pieces = {vocabulary, tokens, 0};
    struct str start = unicode_cut(text, MOST_BYTES / 4);
    tokens[pieces.count++] = TOKEN_START;
    add_words(&pieces, unicode_bare(scratch, clean(scratch, start)));
    if (pieces.count == TOKENS_MOST)
        pieces.count--;
    tokens[pieces.count++] = TOKEN_END;
    arena_rewind(scratch, mark);
    return pieces.count;
}
