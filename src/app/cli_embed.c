/* SPDX-License-Identifier: MIT */
/* waymark embed: what lines mean, as vectors. */
#include "app/plain_lines.h"
#include "app/verbs.h"

#include "text/encoder.h"

#include <stdio.h>

static void show_progress(void *with, size_t done, size_t total)
{
    progress_show(with, done, total);
}

static void print_vector(const float *vector)
{
    for (size_t i = 0; i < ENCODER_WIDTH; i++)
        printf("%s%.7g", i ? " " : "", (double)vector[i]);
}

/* A line for each that was read, so that they can be laid side by side; an empty one
 * where nothing stood, or what cannot be taken. */
static void print_vectors(const struct plain_lines *lines, const float *vectors)
{
    size_t at = 0;
    for (size_t number = 1; number <= lines->all; number++) {
        if (at < lines->texts.count && lines->numbers[at] == number)
            print_vector(vectors + ENCODER_WIDTH * at++);
        (void)putchar('\n');
    }
}

static void print_json(struct cli *cli, const struct encoder *encoder,
                       const struct plain_lines *lines, const float *vectors)
{
    const struct model *model = encoder_model(encoder);
    printf("{\"model\":\"%.*s\",\"hash\":\"%.*s\",\"encoder\":\"%.*s\",\"vectors\":[",
           STR_ARGS(model->name), STR_ARGS(model->hash),
           STR_ARGS(encoder_kind_name(encoder)));
    for (size_t i = 0; i < lines->texts.count; i++) {
        printf("%s{\"line\":%zu,\"vector\":[", i ? "," : "", lines->numbers[i]);
        for (size_t d = 0; d < ENCODER_WIDTH; d++)
            printf("%s%.7g", d ? "," : "", (double)vectors[i * ENCODER_WIDTH + d]);
        printf("]}");
    }
    printf("]}\n");
    (void)cli;
}

int cli_embed(struct cli *cli)
{
    struct error err;
    struct encoder *encoder;
    struct plain_lines lines;
    struct progress progress;
    struct notices notices = {.arena = cli->arena};
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!encoder_open(cli->arena, (struct encoder_options){.threads = 0}, &encoder,
                      &err) ||
        !plain_lines_read(cli->arena, &lines, &notices, &err))
        return cli_fail(cli, &err);
    plain_lines_say(cli->arena, &notices);
    float *vectors = arena_array(cli->arena, float, lines.texts.count *ENCODER_WIDTH);
    progress_start(&progress, "encoding");
    encoder_run(encoder, lines.texts, vectors, show_progress, &progress);
    progress_end(&progress);
    if (cli->json)
        print_json(cli, encoder, &lines, vectors);
    else
        print_vectors(&lines, vectors);
    encoder_close(encoder);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        (void)error_system(&err, "the answer could not be written");
        cli_say(cli, "waymark: %s\n", err.text);
        return EXIT_FAILED;
    }
    return notices.refusals ? EXIT_PARTLY : EXIT_DONE;
}
