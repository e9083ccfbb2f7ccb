/* SPDX-License-Identifier: MIT */
/* What the encoders for each processor have in common; see encoder.h. All of them that
 * work with whole numbers give the same vectors to the bit.
 *
 * Memory: the caller's. Failure: none; `can` says whether this computer has what it
 * takes. */
#ifndef TEXT_ENCODER_KIND_H
#define TEXT_ENCODER_KIND_H

#include "text/model.h"

enum {
    PASS_TOKENS = 512, /* of one pass, at most */
    REACH_STEP = 64    /* numbers that are looked at together */
};

struct pass;
/* out (pass->tokens, outputs) = in (pass->tokens, inputs) × matrix + shift */
typedef void encoder_product(const struct model_matrix *matrix, struct pass *pass,
                             const float *in, float *out);

/* Texts that go through the model together, and room for what comes of them. Every array
 * begins at a multiple of 64 bytes. */
struct pass {
    encoder_product *multiply; /* of the encoder's kind */
    size_t texts, tokens;
    const size_t *lengths; /* (texts): their tokens */
    const float *shares;   /* (PASS_TOKENS): how much each token counts in its text */
    float *x;            /* (PASS_TOKENS, MODEL_WIDTH): pieces with positions, at first */
    float *narrow;       /* (PASS_TOKENS, MODEL_WIDTH) */
    float *wide;         /* (PASS_TOKENS, MODEL_INNER) */
    float *turned;       /* (MODEL_WIDTH / MODEL_HEADS, TOKENS_MOST) */
    int8_t *whole;       /* (PASS_TOKENS, MODEL_INNER) */
    float *whole_scales; /* (PASS_TOKENS) */
};

struct encoder_kind {
    const char *name;
    bool exact; /* in floating point; the other steps are those of the fastest kind */
    bool (*can)(void);
    /* `out`: (pass->texts, MODEL_WIDTH) */
    void (*run)(const struct model *model, struct pass *pass, float *out);
    encoder_product *multiply;
    /* The first multiple of REACH_STEP after `from`, which is one, from where on one of
     * REACH_STEP cosines is at least `least` or at least its own of `leasts`; where fewer
     * than REACH_STEP are left of `count`, if there is none. */
    size_t (*reach)(const float *cosines, float least, const float *leasts, size_t from,
                    size_t count);
    /* The product of one vector with each that `rows` (count) names, in the order of
     * vector_dot: vectors (…, MODEL_WIDTH), out (count). */
    void (*multiply_each)(const float *vectors, const uint32_t *rows, size_t count,
                          const float *one, float *out);
};

extern const struct encoder_kind encoder_plain, encoder_avx2, encoder_vnni,
    encoder_avx512, encoder_neon, encoder_exact;

/* Those that are built for this kind of processor, fastest first; NULL ends them. Which
 * file has them, encoder_x86.c, encoder_arm.c or encoder_other.c, the Makefile chooses.
 */
extern const struct encoder_kind *const encoder_kinds[];

#endif
