/* SPDX-License-Identifier: MIT */
/* The themes of a cycle and of the one before it, with what was said in each, and how
 * alike they are: by meaning where there is a language model, else by words. What was
 * said last year is encoded again with the model of today, so that no two models' numbers
 * are ever compared.
 *
 * Of last year the drafts that nobody agreed are left out. A theme of this year is
 * settled when people have linked it, have said that it is new, or (before that could be
 * said) have taken its link away.
 *
 * Memory: the call's arena. Failure: the database's; refused where there is no cycle
 * before; ERROR_LIMIT beyond LINEAGE_MOST themes or KIN_MOST statements of a section. */
#ifndef ENGINE_LINEAGE_H
#define ENGINE_LINEAGE_H

#include "cycle/section.h"
#include "engine/native.h"
#include "text/encoder.h"
#include "text/kin.h"

enum { LINEAGE_MOST = 1000 };

struct lineage_theme {
    struct record record;
    struct json body;
    struct str_list texts; /* its statements' and its name */
    size_t said;           /* of them statements, which come first */
    bool settled;
};

struct lineage_themes {
    struct lineage_theme *items; /* by id */
    size_t count;
};

struct lineage {
    struct lineage_themes now, before;
    struct encoder *encoder; /* NULL: by words */
    struct json about;       /* what was compared with: {by, model: {name, hash}?} */
};

bool lineage_load(struct native_call *call, struct lineage *out, struct error *err);
/* lineage_close gives the encoder back; `about` stays. */
bool lineage_open_encoder(struct native_call *call, struct lineage *lineage,
                          struct error *err);
void lineage_close(struct lineage *lineage);
/* `about`, in the outcome. */
void lineage_say_about(struct native_call *call, const struct lineage *lineage);

/* Those of a section. */
struct lineage_section {
    struct lineage_theme **now, **before;
    size_t now_count, before_count;
};
struct lineage_section lineage_section_of(struct arena *arena,
                                          const struct lineage *lineage,
                                          enum section section);
/* Whether they are few enough to be compared, with so many texts more. */
bool lineage_fits(const struct lineage_section *section, struct str_list more,
                  struct error *err);
/* Groups 0 to now_count - 1 are this year's, then come last year's, and last the texts
 * `more`, of no group, from *first on. */
bool lineage_kin(struct arena *arena, const struct lineage *lineage,
                 const struct lineage_section *section, struct str_list more,
                 struct kin **out, size_t *first, struct error *err);

/* How much of what was said in each theme of the one year was said in each of the other's
 * in the same words, but for capitals and punctuation: (now_count, before_count),
 * thousandths of the statements of this year's, and of last year's. */
void lineage_shared(struct arena *arena, const struct lineage_section *section,
                    int32_t **of_now, int32_t **of_before);

#endif
