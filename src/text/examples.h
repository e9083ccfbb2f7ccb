/* SPDX-License-Identifier: MIT */
/* Which statements go to the groups that people made: the statements that people put into
 * a group are its examples, and pull what is like them.
 *
 * By meaning (meaning.h): a statement goes to the group whose centre is most like it, if
 * it is at least as like it as the group's own examples are in the middle (the median of
 * each one's likeness to the rest). A group of few examples leans on what holds for the
 * others, one of a single example on what is plainly alike. By words, without an encoder:
 * one bound for all groups. What has an example's very words goes with it. How the bound
 * was found: docs/theming-experiments.md.
 *
 * People's decisions stand: an example is never moved, and nothing goes to a group that
 * it is barred from. The same input gives the same answer on every machine.
 *
 * Memory: results live in the arena; texts are borrowed. Failure: none; statements must
 * be valid UTF-8. */
#ifndef TEXT_EXAMPLES_H
#define TEXT_EXAMPLES_H

#include "text/encoder.h"

#define EXAMPLES_FREE SIZE_MAX

struct examples {
    struct str_list statements;
    size_t groups;
    const size_t *of; /* (statements): the group it is an example of, or EXAMPLES_FREE */
    struct encoder *encoder;    /* NULL: by words */
    encoder_progress *progress; /* or NULL */
    void *with;
};

/* (statements): the group that each goes to, or EXAMPLES_FREE. */
size_t *examples_draw(struct arena *arena, const struct examples *examples);

#endif
