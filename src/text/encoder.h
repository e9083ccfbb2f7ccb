/* SPDX-License-Identifier: MIT */
/* Sentences as vectors, by meaning: all-MiniLM-L6-v2 on this computer's own processor.
 *
 * The whole-number encoders (int8 weights by output, int8 numbers by token) give the same
 * vectors to the bit on every processor and with any number of threads: sums of whole
 * numbers are exact, and each step in floating point is done in one fixed order
 * (text/lanes.h). The exact one is the reference, in 32-bit floating point as published.
 * Texts go through one after another, without padding: what one gives does not depend on
 * the others.
 *
 * Memory: an encoder lives in the arena until encoder_close; vectors are the caller's.
 * Failure: as model_open; ERROR_NOT_FOUND for a kind that this computer does not have. */
#ifndef TEXT_ENCODER_H
#define TEXT_ENCODER_H

#include "text/model.h"

enum { ENCODER_WIDTH = MODEL_WIDTH };

struct encoder;

/* How a text's vector is made of those of its pieces. */
enum encoder_mean {
    ENCODER_EVEN, /* each counts alike, as the model was published */
    /* Rare words count more, for what short statements are about: by the logarithm of a
     * piece's place in the model's vocabulary, which goes by how often it is met (its
     * letters, signs and ends of words come first, and count least); beyond the first
     * thousand words all count alike. Found by trial: docs/theming-experiments.md.
     * These vectors are rounded to ENCODER_KEPT bytes, whether they are kept or not. */
    ENCODER_RARE
};

/* A vector as it is kept: whole numbers of one byte, and their scale (float, little
 * endian). */
enum { ENCODER_KEPT = ENCODER_WIDTH + 4 };

/* Where vectors of ENCODER_RARE are looked for before a text is encoded, and kept
 * afterwards; asked from the thread that runs the encoder. */
struct encoder_memory {
    void *with;
    bool (*find)(void *with, struct str text, unsigned char out[ENCODER_KEPT]);
    void (*keep)(void *with, struct str text, const unsigned char kept[ENCODER_KEPT]);
};

struct encoder_options {
    struct str model; /* the file; empty: model_path */
    struct str kind;  /* "plain", "avx2", "vnni", "avx512", "neon" or "exact"; empty: that
                         of $WAYMARK_ENCODER, else the fastest whole-number one there is */
    enum encoder_mean mean;
    const struct encoder_memory *memory; /* or NULL; must outlive the encoder */
    size_t threads; /* 0: those of $WAYMARK_THREADS, else as many as there are
                         processors; 8 at the most */
};

bool encoder_open(struct arena *arena, struct encoder_options options,
                  struct encoder **out, struct error *err);
void encoder_close(struct encoder *encoder); /* NULL is fine */

const struct model *encoder_model(const struct encoder *encoder);
struct str encoder_kind_name(const struct encoder *encoder);
size_t encoder_threads(const struct encoder *encoder);
/* What it works with: encoder_kind.h. */
struct encoder_kind;
const struct encoder_kind *encoder_kind(const struct encoder *encoder);

/* `vectors`: (texts.count, ENCODER_WIDTH), each of length 1. Texts must be valid UTF-8.
 * `progress` (or NULL) is called from this thread. */
typedef void encoder_progress(void *with, size_t done, size_t total);
void encoder_run(struct encoder *encoder, struct str_list texts, float *vectors,
                 encoder_progress *progress, void *with);

#endif
