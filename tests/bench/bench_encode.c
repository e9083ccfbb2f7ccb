/* SPDX-License-Identifier: MIT */
/* How fast an encoder is: bench-encode KIND THREADS TURNS < LINES
 * KIND "" is the fastest whole-number one. Opening the model is left out, as peers' is.
 * Prints KIND, THREADS, texts a second (of the quickest turn), and SHA-256 of the
 * vectors' bytes (where numbers are little endian). */
#include "base/arena.h"
#include "base/crypto.h"
#include "text/cluster.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds_now(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct str_list read_lines(struct arena *arena)
{
    struct buf all = BUF_IN(arena);
    char part[4096];
    for (size_t got; (got = fread(part, 1, sizeof part, stdin)) > 0;)
        buf_add(&all, (struct str){part, got});
    struct str text = buf_str(&all);
    if (str_ends(text, STR("\n")))
        text.len--;
    return str_split(arena, text, '\n');
}

static struct str hash_of_groups(struct arena *arena, struct encoder *encoder,
                                 struct str_list lines)
{
    struct clusters found;
    struct error err;
    struct buf of = BUF_IN(arena);
    struct cluster_options options = {.encoder = encoder};
    if (!cluster_statements(arena, lines, options, &found, &err))
        return str_copy(arena, str_of(err.text));
    for (size_t i = 0; i < lines.count; i++)
        buf_add_format(&of, "%zu %u\n", found.of[i], (unsigned)found.closeness[i]);
    return hash_text(arena, buf_str(&of));
}

int main(int argc, char **argv)
{
    crypto_start();
    struct arena *arena = arena_new();
    struct encoder *encoder;
    struct error err;
    if (argc != 4 && argc != 5) {
        (void)fputs("bench-encode KIND THREADS TURNS [groups] < LINES\n", stderr);
        return 64;
    }
    struct encoder_options options = {.kind = str_of(argv[1]),
                                      .threads = strtoul(argv[2], NULL, 10)};
    if (!encoder_open(arena, options, &encoder, &err)) {
        (void)fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    struct str_list lines = read_lines(arena);
    float *vectors = arena_array(arena, float, lines.count *ENCODER_WIDTH);
    double least = 1e9;
    for (unsigned long turn = 0; turn < strtoul(argv[3], NULL, 10); turn++) {
        double begun = seconds_now();
        encoder_run(encoder, lines, vectors, NULL, NULL);
        double took = seconds_now() - begun;
        least = took < least ? took : least;
    }
    struct str bytes = {(const char *)vectors,
                        lines.count * ENCODER_WIDTH * sizeof *vectors};
    printf("%.*s %zu %.0f %.*s", STR_ARGS(encoder_kind_name(encoder)),
           encoder_threads(encoder), (double)lines.count / least,
           STR_ARGS(hash_text(arena, bytes)));
    if (argc == 5)
        printf(" %.*s", STR_ARGS(hash_of_groups(arena, encoder, lines)));
    (void)putchar('\n');
    encoder_close(encoder);
    arena_free(arena);
    return 0;
}
