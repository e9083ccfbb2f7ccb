/* SPDX-License-Identifier: MIT */
/* The language model: a file that tools/prepare_model.c makes of the published weights,
 * and that is mapped as it is. Numbers are little endian; each part begins at a multiple
 * of 64 bytes and ends where the next one may begin.
 *
 *     struct model_head    what it is, how large, where the parts are
 *     vocabulary           slots, ends (both uint32), letters
 *     whole numbers        pieces: int8 (count, width), a scale each; positions: float
 *                          (positions, width), with the type of a first sentence added;
 *                          the norm of both; then layer by layer, see struct model_layer
 *     floating point       as published: pieces, then layer by layer the matrices
 *
 * A matrix of whole numbers is laid out for the processors that multiply four bytes at
 * once: block by block of 16 outputs, in it step by step of 4 inputs, in it 16 outputs of
 * 4 inputs each. Each output has a scale: weight = whole × scale, |whole| <= 127.
 *
 * Memory: the model lives in the arena, its numbers in the map, until model_close.
 * Failure: ERROR_NOT_FOUND if there is none; ERROR_INPUT if it is no model, cut short, or
 * not what its hash says. */
#ifndef TEXT_MODEL_H
#define TEXT_MODEL_H

#include "base/crypto.h"
#include "base/error.h"
#include "base/file.h"
#include "text/tokenizer.h"

enum {
    MODEL_WIDTH = 384,
    MODEL_INNER = 1536,
    MODEL_LAYERS = 6,
    MODEL_HEADS = 12,
    MODEL_PIECES = 30522,
    MODEL_SLOTS = 65536,
    MODEL_BLOCK = 16, /* outputs that lie together */
    MODEL_STEP = 4    /* inputs that lie together */
};

struct model_head {
    char mark[16]; /* "waymark model 2" */
    char name[48]; /* "all-MiniLM-L6-v2" */
    uint32_t letters_len, reserved;
    uint64_t whole_at, exact_at, end; /* where the parts begin, from the file's start */
    char whole_hash[HASH_LEN]; /* SHA-256 of vocabulary and whole numbers, in hex */
    char exact_hash[HASH_LEN]; /* SHA-256 of the floating point part */
};

struct model_norm {
    const float *scale, *shift; /* (MODEL_WIDTH) each */
};

struct model_matrix {
    size_t inputs, outputs;
    const int8_t *whole; /* see above (outputs * inputs) */
    const float *scale;  /* (outputs) */
    const float *shift;  /* (outputs): what is added at the end */
    const int32_t *sums; /* (outputs): of the whole numbers of each */
    const float *exact;  /* (outputs, inputs), as published */
};

/* Query, key and value are one matrix, in this order. */
struct model_layer {
    struct model_matrix attention, joined, up, down;
    struct model_norm after_attention, after_inner;
};

struct model {
    struct str name, hash; /* hex, of the file's whole numbers: what drafts note */
    struct vocabulary vocabulary;
    const int8_t *pieces; /* (MODEL_PIECES, MODEL_WIDTH) */
    const float *piece_scales;
    const float *exact_pieces;
    const float *positions; /* (TOKENS_MOST, MODEL_WIDTH) */
    struct model_norm norm;
    struct model_layer layers[MODEL_LAYERS];
    struct mapped_file file; /* private */
};

/* The file of $WAYMARK_MODEL; else all-MiniLM-L6-v2.model beside the program, or in
 * ../share/waymark from there. Empty if there is none. */
struct str model_path(struct arena *arena);
/* `exact`: the floating point part is looked at, too, which takes longer. */
bool model_open(struct arena *arena, struct str path, bool exact, struct model **out,
                struct error *err);
void model_close(struct model *model); /* NULL is fine */

#endif
