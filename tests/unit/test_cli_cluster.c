/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "app/cli_cluster.h"
#include "base/file.h"
#include "format/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct outcome {
    int code;
    struct str out, err;
};

static char *word_of(struct arena *arena, struct str word)
{
    char *copy = arena_alloc(arena, word.len + 1);
    memcpy(copy, word.ptr, word.len);
    return copy;
}

/* Runs the verb in a process of its own, as a shell would, where there is no model. */
static struct outcome run(struct test *t, struct str input, const char *words)
{
    struct outcome outcome = {-1, STR_NONE, STR_NONE};
    struct error err;
    struct str folder = str_of(t->folder);
    struct str in = file_join(t->arena, folder, STR("in"));
    struct str out = file_join(t->arena, folder, STR("out"));
    struct str said = file_join(t->arena, folder, STR("err"));
    char *argv[10] = {word_of(t->arena, STR("cluster")),
                      word_of(t->arena, STR("--encoder")),
                      word_of(t->arena, STR("lexical"))};
    int argc = 3;
    struct str rest = str_of(words);
    while (rest.len && argc < 10)
        argv[argc++] = word_of(t->arena, str_cut(&rest, ' '));
    if (!file_write(t->arena, in, input, 0600, &err))
        test_fail(t, __FILE__, __LINE__, err.text);
    (void)fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        if (!freopen(str_c(t->arena, in), "r", stdin) ||
            !freopen(str_c(t->arena, out), "w", stdout) ||
            !freopen(str_c(t->arena, said), "w", stderr))
            _exit(99);
        (void)setenv("WAYMARK_MODEL", "/nowhere", 1);
        int code = cli_cluster(argc, argv);
        (void)fflush(NULL);
        _exit(code);
    }
    int status = 0;
    if (child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status))
        outcome.code = WEXITSTATUS(status);
    if (!file_read(t->arena, out, FILE_SMALL, &outcome.out, &err) ||
        !file_read(t->arena, said, FILE_SMALL, &outcome.err, &err))
        test_fail(t, __FILE__, __LINE__, err.text);
    return outcome;
}

static const char lines[] = "The bus is late\r\n"
                            "\n"
                            "I draw dragons\n"
                            "   \n"
                            "My bus was late again\n"
                            "A late bus";

static void each_line_gets_its_group(struct test *t)
{
    struct outcome got = run(t, str_of(lines), "");
    CHECK(t, got.code == 0);
    CHECK_STR(t, got.out,
              "1\tThe bus is late\n2\tI draw dragons\n1\tMy bus was late again\n"
              "1\tA late bus\n");
    CHECK_STR(t, got.err, "");
    got = run(t, str_of(lines), "--count 1");
    CHECK_STR(t, got.out,
              "1\tThe bus is late\n1\tI draw dragons\n1\tMy bus was late again\n"
              "1\tA late bus\n");
    got = run(t, str_of(lines), "--grain 100");
    CHECK(t, got.code == 0 && str_find(got.out, STR("4\t")) != SIZE_MAX);
    got = run(t, STR("\xEF\xBB\xBFhello\n"), "");
    CHECK_STR(t, got.out, "1\thello\n");
    got = run(t, STR_NONE, "");
    CHECK(t, got.code == 0 && got.out.len == 0 && got.err.len == 0);
}

static void json_says_what_is_in_each_group(struct test *t)
{
    struct outcome got = run(t, str_of(lines), "--json");
    struct json answer;
    struct error err;
    CHECK(t, got.code == 0);
    REQUIRE_OK(t, json_parse(t->arena, got.out, &answer, &err), err);
    CHECK_STR(t, json_find_text(&answer, STR("method")), "lexical");
    CHECK(t, json_find_integer(&answer, STR("statements"), 0) == 4);
    const struct json *clusters = json_find(&answer, STR("clusters"));
    REQUIRE(t, json_count(clusters) == 2);
    const struct json *first = json_item(clusters, 0);
    CHECK(t, json_find_integer(first, STR("number"), 0) == 1);
    CHECK(t, json_find_integer(first, STR("size"), 0) == 3);
    CHECK(t, !json_find_bool(first, STR("alone")));
    CHECK(t, json_find_bool(json_item(clusters, 1), STR("alone")));
    CHECK(t, json_count(json_find(first, STR("keywords"))) >= 2);
    CHECK(t, str_find(json_find_text(first, STR("typical")), STR("bus")) != SIZE_MAX);
    struct str members = json_write(t->arena, json_find(first, STR("members")));
    CHECK_STR(t, members, "[1,5,6]");
    got = run(t, STR("\n"), "--json");
    CHECK_STR(t, got.out, "{\"clusters\":[],\"method\":\"lexical\",\"statements\":0}\n");
}

static void bad_lines_are_named_and_the_rest_goes_on(struct test *t)
{
    struct buf input = BUF_IN(t->arena);
    buf_add(&input, STR("good one\ncaf\xe9\n"));
    for (size_t i = 0; i < 1024 * 1024 + 1; i++)
        buf_add_byte(&input, 'x');
    buf_add(&input, STR("\ngood two\n"));
    struct outcome got = run(t, buf_str(&input), "");
    CHECK(t, got.code == 2);
    CHECK(t, str_find(got.err, STR("(standard input):2: not UTF-8")) == 0);
    CHECK(t,
          str_find(got.err, STR("\n(standard input):3: longer than 1 MiB")) != SIZE_MAX);
    CHECK(t, str_find(got.out, STR("\tgood one\n")) != SIZE_MAX);
    CHECK(t, str_find(got.out, STR("\tgood two\n")) != SIZE_MAX);
    CHECK(t, str_split(t->arena, got.out, '\n').count == 3);
}

static void too_many_lines_are_refused(struct test *t)
{
    struct buf input = BUF_IN(t->arena);
    for (size_t i = 0; i < 250001; i++)
        buf_add_format(&input, "line %zu\n", i);
    struct outcome got = run(t, buf_str(&input), "");
    CHECK(t, got.code == 2 && got.out.len == 0);
    CHECK(t, str_find(got.err, STR("250001 statements")) != SIZE_MAX);
}

static void fewer_texts_than_groups_is_said(struct test *t)
{
    struct outcome got = run(t, STR("same\nSame\nother\n"), "--count 3");
    CHECK(t, got.code == 0);
    CHECK_STR(t, got.out, "1\tsame\n1\tSame\n2\tother\n");
    CHECK(t, str_find(got.err, STR("only 2 different lines")) != SIZE_MAX);
}

static void wrong_words_are_refused(struct test *t)
{
    static const char *const wrong[] = {
        "--grain",   "--grain 0",   "--grain 101", "--grain x", "--count -1",
        "--count 0", "--count 1.5", "--nothing",   "file.txt",  "--grain 5 --count 5"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct outcome got = run(t, STR("a\n"), wrong[i]);
        CHECK(t, got.code == 64 && got.out.len == 0);
        CHECK(t, str_find(got.err, STR("usage: waymark cluster")) != SIZE_MAX);
    }
}

const struct test_case cli_cluster_tests[] = {
    {"each line gets its group", each_line_gets_its_group},
    {"JSON says what is in each group", json_says_what_is_in_each_group},
    {"bad lines are named and the rest goes on",
     bad_lines_are_named_and_the_rest_goes_on},
    {"too many lines are refused", too_many_lines_are_refused},
    {"fewer texts than groups is said", fewer_texts_than_groups_is_said},
    {"wrong words are refused", wrong_words_are_refused},
    {0},
};
