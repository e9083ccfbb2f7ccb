/* SPDX-License-Identifier: MIT */
#include "app/cli_cluster.h"

#include "app/cli.h"
#include "base/notice.h"
#include "base/unicode.h"
#include "format/json.h"
#include "text/cluster.h"

#include <stdio.h>
#include <string.h>

enum { MOST_LINE = 1024 * 1024, MOST_INPUT = 64 * 1024 * 1024, PART = 64 * 1024 };

static const char usage[] =
    "usage: waymark cluster [--grain G | --count K] [--json] < LINES\n"
    "  --grain G   from 1 (fewest groups) to 100 (every line by itself)\n"
    "  --count K   so many groups\n"
    "  --json      one JSON object with groups, keywords and typical lines\n";

struct request {
    struct cluster_options options;
    bool json;
};

/* What was read: the lines to group and where each stood. */
struct lines {
    struct str_list texts;
    size_t *numbers; /* (texts.count): from 1 */
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
        } else {
            return error_set(err, ERROR_USAGE, "\"%.60s\" is not known here", argv[i]);
        }
    }
    if (grain && count)
        return error_set(err, ERROR_USAGE, "give --grain or --count, not both");
    out->options = (struct cluster_options){(int)grain, (size_t)count};
    return true;
}

static bool read_input(struct arena *arena, struct str *out, struct error *err)
{
    struct buf input = BUF_IN(arena);
    char *part = arena_alloc(arena, PART);
    size_t got;
    while ((got = fread(part, 1, PART, stdin)) > 0) {
        if (input.len + got > MOST_INPUT)
            return error_set(err, ERROR_LIMIT,
                             "(standard input): more than %d MiB; group one section or "
                             "one school at a time",
                             MOST_INPUT / 1024 / 1024);
        buf_add(&input, (struct str){part, got});
    }
    if (ferror(stdin))
        return error_system(err, "(standard input)");
    *out = buf_str(&input);
    return true;
}

static void refuse(struct notices *notices, size_t line, const char *why)
{
    notice_add(notices, true, STR("(standard input)"), line, "%s", why);
}

static struct lines read_lines(struct arena *arena, struct str input,
                               struct notices *notices)
{
    size_t most = str_split(arena, input, '\n').count;
    struct lines lines = {{arena_array(arena, struct str, most), 0},
                          arena_array(arena, size_t, most)};
    if (str_starts(input, STR("\xEF\xBB\xBF")))
        input = str_slice(input, 3, input.len);
    for (size_t number = 1; input.len; number++) {
        struct str line = str_cut(&input, '\n');
        if (str_ends(line, STR("\r")))
            line.len--;
        if (line.len > MOST_LINE) {
            refuse(notices, number, "longer than 1 MiB; split it into statements");
        } else if (!unicode_valid(line, NULL)) {
            refuse(notices, number, "not UTF-8 text; save the file as UTF-8");
        } else if (unicode_fold(arena, line).len) {
            lines.numbers[lines.texts.count] = number;
            lines.texts.items[lines.texts.count++] = line;
        }
    }
    return lines;
}

static void print_plain(const struct lines *lines, const struct clusters *clusters)
{
    for (size_t i = 0; i < lines->texts.count; i++) {
        printf("%zu\t", clusters->of[i] + 1);
        (void)fwrite(lines->texts.items[i].ptr, 1, lines->texts.items[i].len, stdout);
        (void)putchar('\n');
    }
}

static struct json describe(struct arena *arena, const struct lines *lines,
                            const struct cluster_group *group, size_t number)
{
    struct json out = json_object(), keywords = json_list();
    for (size_t i = 0; i < group->keywords.count; i++)
        json_add(arena, &keywords, json_text(group->keywords.items[i]));
    json_set(arena, &out, STR("number"), json_integer((int64_t)number));
    json_set(arena, &out, STR("size"), json_integer((int64_t)group->size));
    json_set(arena, &out, STR("alone"), json_bool(group->alone));
    json_set(arena, &out, STR("keywords"), keywords);
    json_set(arena, &out, STR("typical"), json_text(lines->texts.items[group->typical]));
    json_set(arena, &out, STR("typical_line"),
             json_integer((int64_t)lines->numbers[group->typical]));
    return out;
}

static void print_json(struct arena *arena, const struct lines *lines,
                       const struct clusters *clusters)
{
    struct json out = json_object(), list = json_list();
    struct json *members = arena_array(arena, struct json, clusters->count);
    for (size_t i = 0; i < clusters->count; i++)
        members[i] = json_list();
    for (size_t i = 0; i < lines->texts.count; i++)
        json_add(arena, &members[clusters->of[i]],
                 json_integer((int64_t)lines->numbers[i]));
    for (size_t i = 0; i < clusters->count; i++) {
        struct json one = describe(arena, lines, &clusters->groups[i], i + 1);
        json_set(arena, &one, STR("members"), members[i]);
        json_add(arena, &list, one);
    }
    json_set(arena, &out, STR("method"), json_text(STR("lexical")));
    json_set(arena, &out, STR("statements"), json_integer((int64_t)lines->texts.count));
    json_set(arena, &out, STR("clusters"), list);
    struct str text = json_write(arena, &out);
    (void)fwrite(text.ptr, 1, text.len, stdout);
    (void)putchar('\n');
}

static int say(const struct error *err, bool json)
{
    (void)fprintf(stderr, "%s\n", err->text);
    if (json)
        cli_error_json(err->kind, str_of(err->text));
    return err->kind == ERROR_SYSTEM ? EXIT_FAILED : EXIT_PARTLY;
}

static int run(struct arena *arena, struct request request)
{
    struct notices notices = {.arena = arena};
    struct clusters clusters;
    struct error err;
    struct str input = STR_NONE;
    if (!read_input(arena, &input, &err))
        return say(&err, request.json);
    struct lines lines = read_lines(arena, input, &notices);
    for (size_t i = 0; i < notices.count; i++) {
        struct str text = notice_text(arena, &notices.items[i]);
        (void)fprintf(stderr, "%.*s\n", STR_ARGS(text));
    }
    if (!cluster_statements(arena, lines.texts, request.options, &clusters, &err))
        return say(&err, request.json);
    if (clusters.count < request.options.count)
        (void)fprintf(
            stderr,
            "(standard input): only %zu different lines, so there are %zu groups\n",
            clusters.count, clusters.count);
    if (request.json)
        print_json(arena, &lines, &clusters);
    else
        print_plain(&lines, &clusters);
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
