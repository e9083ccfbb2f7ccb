/* SPDX-License-Identifier: MIT */
/* Cuts text into the pieces of words that a language model knows: WordPiece as
 * BERT's uncased models have it. Text is made lower case and loses its accents; it is cut
 * at spaces, at each punctuation mark and round each Chinese character; each word
 * is then cut into the longest pieces that the vocabulary has, from its beginning. A word
 * that cannot be, or of more than 100 characters, is TOKEN_UNKNOWN as a whole.
 *
 * Source of the rules: the BERT authors' tokenization.py
 * (github.com/google-research/bert) and the tokenizer.json that comes with the model;
 * tests/data/minilm-tokens.tsv holds what the published one gives. "[SEP]" in a text is
 * text here. Memory: the caller's array. Failure: none; text must be valid UTF-8. */
#ifndef TEXT_TOKENIZER_H
#define TEXT_TOKENIZER_H

#include "base/str.h"

enum {
    TOKEN_UNKNOWN = 100,
    TOKEN_START = 101, /* [CLS] */
    TOKEN_END = 102,   /* [SEP] */
    TOKENS_MOST = 128  /* of one text, the first and last included */
};

/* The pieces in order of their number, and where to look each up: slot after slot from
 * its hash, each the number of a piece and 1, until one is 0. All of it lies in the
 * model's file. */
struct vocabulary {
    const char *letters;   /* one piece after another; "##" before what goes on a word */
    const uint32_t *ends;  /* (count): where each ends in `letters` */
    const uint32_t *slots; /* (slot_count, a power of two) */
    uint32_t count, slot_count;
};

/* FNV-1a, 32 bits (Fowler, Noll and Vo), over the bytes of a piece. */
uint32_t vocabulary_hash(struct str piece);
/* The number of a piece, or -1. */
int32_t vocabulary_find(const struct vocabulary *vocabulary, struct str piece);

/* Fills `tokens`, the first of which is TOKEN_START and the last TOKEN_END, and gives
 * back how many; what is beyond TOKENS_MOST is left out. `scratch` is given back as it
 * was. */
size_t tokenizer_read(const struct vocabulary *vocabulary, struct arena *scratch,
                      struct str text, uint16_t tokens[TOKENS_MOST]);

#endif
