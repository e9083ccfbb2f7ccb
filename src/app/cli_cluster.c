/* SPDX-License-Identifier: MIT */
#include "app/cli_cluster.h"

#include "app/cli.h"
#include "app/cluster_said.h"
#include "base/file.h"

#include <stdio.h>
#include <string.h>

static const char usage[] =
    "usage: waymark cluster [--grain G | --count K] [--encoder E] [--explain] [--tree "
    "FILE]\n"
    "                       [--json] < LINES\n"
    "  --grain G   from 1 (fewest groups) to 100 (every line by itself)\n"
    "  --count K   so many groups\n"
    "  --encoder E minilm (by meaning) or lexical (by words); minilm unless there is no "
    "model\n"
    "  --explain   say why each line is where it is, and what each group is like\n"
    "  --tree FILE write the tree that --grain and --count cut, as JSON\n"
    "  --json      one JSON object with groups, keywords and typical lines\n";

struct request {
    struct cluster_options options;
    struct str encoder, tree;
    bool json, explain;
};

static bool read_number(int argc, char **argv, int *at, int64_t most, int64_t *out,
                        struct error *err)
{
    const char *name = argv[*at];
    if (*at + 1 >= argc)
        return error_set(err, ERROR_USAGE, "%s needs a number after it", name);
    *at += 1;
    if (!str_to_integer(str_of(argv[*at]), out) || *out < 1 || *out > most)
        return error_set(err, ERROR_USAGE,
                         "%s %.40s: this must be a whole number from 1 to %lld", name,
                         argv[*at], (long long)most);
    return true;
}

static bool read_request(int argc, char **argv, struct request *out, struct error *err)
{
    int64_t grain = 0, count = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0) {
            out->json = true;
        } else if (strcmp(argv[i], "--grain") == 0) {
            if (!read_number(argc, argv, &i, 100, &grain, err))
                return false;
        } else if (strcmp(argv[i], "--count") == 0) {
            if (!read_number(argc, argv, &i, CLUSTER_MOST, &count, err))
                return false;
        } else if (strcmp(argv[i], "--encoder") == 0 && i + 1 < argc) {
            out->encoder = str_of(argv[++i]);
        } else if (strcmp(argv[i], "--explain") == 0) {
            out->explain = true;
        } else if (strcmp(argv[i], "--tree") == 0 && i + 1 < argc && *argv[i + 1]) {
            out->tree = str_of(argv[++i]);
        } else {
            return error_set(err, ERROR_USAGE, "\"%.60s\" is not known here", argv[i]);
        }
    }
    if (out->encoder.len && !str_equal(out->encoder, STR("minilm")) &&
        !str_equal(out->encoder, STR("lexical")))
        return error_set(
            err, ERROR_USAGE,
            "--encoder %.*s: this must be minilm (by meaning) or lexical (by "
            "words)",
            STR_ARGS(out->encoder));
    if (grain && count)
        return error_set(err, ERROR_USAGE, "give --grain or --count, not both");
    out->options = (struct cluster_options){.grain = (int)grain,
                                            .count = (size_t)count,
                                            .explain = out->explain || out->json,
                                            .tree = out->tree.len > 0};
    return true;
}

static void print_plain(const struct plain_lines *lines, const struct clusters *clusters)
{
    for (size_t i = 0; i < lines->texts.count; i++) {
        printf("%zu\t", clusters->of[i] + 1);
        (void)fwrite(lines->texts.items[i].ptr, 1, lines->texts.items[i].len, stdout);
        (void)putchar('\n');
    }
}

static void print_text(struct str text)
{
    (void)fwrite(text.ptr, 1, text.len, stdout);
}

static void print_answer(const struct cluster_said *said, const struct request *request)
{
    if (request->json) {
        struct json answer = cluster_json(said, request->explain);
        print_text(json_write(said->arena, &answer));
        (void)putchar('\n');
    } else if (request->explain) {
        print_text(cluster_reasons(said));
    } else {
        print_plain(said->lines, said->clusters);
    }
}

static int say(const struct error *err, bool json)
{
    (void)fprintf(stderr, "%s\n", err->text);
    if (json)
        cli_error_json(err->kind, str_of(err->text));
    return err->kind == ERROR_SYSTEM ? EXIT_FAILED : EXIT_PARTLY;
}

/* Opens what the lines are compared with; none is wanted, or there is none: by words. */
static bool open_encoder(struct arena *arena, struct request *request, struct error *err)
{
    bool asked = request->encoder.len > 0;
    struct encoder_options options = {.mean = ENCODER_RARE};
    if (str_equal(request->encoder, STR("lexical")))
        return true;
    if (encoder_open(arena, options, &request->options.encoder, err))
        return true;
    if (asked || err->kind != ERROR_NOT_FOUND)
        return false;
    (void)fprintf(stderr, "(standard input): %s; the groups go by words alone\n",
                  err->text);
    return true;
}

static void show_progress(void *with, size_t done, size_t total)
{
    progress_share(with, done, total);
}

static bool group(struct arena *arena, struct cluster_options options,
                  const struct plain_lines *lines, struct clusters *out,
                  struct error *err)
{
    struct progress progress;
    progress_start(&progress, "grouping");
    options.progress = show_progress;
    options.with = &progress;
    bool fine = cluster_statements(arena, lines->texts, options, out, err);
    progress_end(&progress);
    return fine;
}

static int run(struct arena *arena, struct request request)
{
    struct notices notices = {.arena = arena};
    struct clusters clusters;
    struct error err;
    struct plain_lines lines;
    if (!plain_lines_read(arena, &lines, &notices, &err))
        return say(&err, request.json);
    plain_lines_say(arena, &notices);
    if (!open_encoder(arena, &request, &err) ||
        !group(arena, request.options, &lines, &clusters, &err))
        return say(&err, request.json);
    if (clusters.count < request.options.count)
        (void)fprintf(
            stderr,
            "(standard input): only %zu different lines, so there are %zu groups\n",
            clusters.count, clusters.count);
    struct cluster_said said = {arena, &lines, &clusters, request.options.encoder};
    if (request.tree.len &&
        !file_write(arena, request.tree, cluster_tree(&said), 0644, &err))
        return say(&err, request.json);
    print_answer(&said, &request);
    encoder_close(request.options.encoder);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        (void)error_system(&err, "writing the answer");
        return say(&err, false); /* no second answer after half of one */
    }
    return notices.refusals ? EXIT_PARTLY : EXIT_DONE;
}

int cli_cluster(int argc, char **argv)
{
    struct request request = {0};
    struct error err;
    if (!read_request(argc, argv, &request, &err)) {
        (void)fprintf(stderr, "waymark cluster: %s\n%s", err.text, usage);
        if (request.json)
            cli_error_json(ERROR_USAGE, str_of(err.text));
        return EXIT_USAGE;
    }
    struct arena *arena = arena_new();
    int code = run(arena, request);
    arena_free(arena);
    return code;
}
