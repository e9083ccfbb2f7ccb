/* SPDX-License-Identifier: MIT */
/* bench-linkage average COUNT   seconds for exact average linkage of COUNT vectors, in
 *                               heaps with as much noise again, as peer_linkage.py's
 * bench-linkage cut COUNT       seconds for one re-cut of a tree of COUNT rows: mean of
 * 20
 */
#include "base/arena.h"
#include "text/average.h"
#include "text/cut.h"
#include "text/vector.h"
#include "text/weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WIDTH = ENCODER_WIDTH, HEAPS = 50 };

static double seconds_now(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Near enough to a normal one: twelve even ones. */
static float noise(uint64_t *state)
{
    float sum = -6;
    for (int i = 0; i < 12; i++) {
        *state = *state * 6364136223846793005u + 1442695040888963407u;
        sum += (float)(*state >> 40) / (float)(1u << 24);
    }
    return sum;
}

static float *make_vectors(struct arena *arena, size_t count)
{
    float *heaps = arena_array(arena, float, (size_t)HEAPS *WIDTH);
    float *vectors = arena_array(arena, float, count *WIDTH);
    uint64_t state = 1;
    for (size_t i = 0; i < (size_t)HEAPS * WIDTH; i++)
        heaps[i] = noise(&state);
    for (size_t row = 0; row < count; row++) {
        for (size_t d = 0; d < WIDTH; d++)
            vectors[row * WIDTH + d] =
                heaps[(row * 7919 % HEAPS) * WIDTH + d] + 2 * noise(&state);
        vector_lengthen(vectors + row * WIDTH);
    }
    return vectors;
}

static double time_average(struct arena *arena, size_t count)
{
    struct encoder *encoder;
    struct error err;
    const float *vectors = make_vectors(arena, count);
    uint32_t *many = arena_array(arena, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        many[i] = 1;
    if (!encoder_open(arena, (struct encoder_options){.threads = 0}, &encoder, &err)) {
        (void)fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    double begun = seconds_now();
    (void)average_tree(arena, encoder, vectors, many, count);
    double took = seconds_now() - begun;
    encoder_close(encoder);
    return took;
}

/* Rows joined at random: how a tree came about does not matter to a cut. */
static double time_cut(struct arena *arena, size_t count)
{
    struct tree *tree = tree_new(arena, count);
    uint32_t *many = arena_array(arena, uint32_t, count);
    uint64_t state = 1;
    for (size_t i = 0; i < count; i++)
        many[i] = 1;
    for (size_t i = 0; i + 1 < count; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        tree->joins[i] = (struct join){(uint32_t)((state >> 33) % (i + 1)),
                                       (uint32_t)i + 1, (int32_t)(count - i)};
    }
    tree_finish(arena, tree, many);
    double begun = seconds_now();
    size_t cuts = 0;
    for (size_t wanted = 1; wanted <= count; wanted *= 2, cuts++) {
        struct arena *scratch = arena_new();
        (void)cut_by_count(scratch, tree, wanted);
        arena_free(scratch);
    }
    return (seconds_now() - begun) / (double)cuts;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    size_t count = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
    if (!count || (strcmp(argv[1], "average") != 0 && strcmp(argv[1], "cut") != 0)) {
        (void)fputs("bench-linkage average|cut COUNT\n", stderr);
        return 64;
    }
    printf("%.5f\n",
           argv[1][0] == 'a' ? time_average(arena, count) : time_cut(arena, count));
    arena_free(arena);
    return 0;
}
