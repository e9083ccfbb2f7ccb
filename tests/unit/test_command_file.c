/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "engine/command_file.h"

#define MAKE(t, place) REQUIRE_OK(t, workplace_make(t, &(place)), (place).err)

static struct command_file_counts run(struct workplace *place, const char *text)
{
    struct command_file_counts counts = {0};
    place->notices = (struct notices){.arena = place->t->arena};
    struct command_file file = {STR("day.txt"), STR("day.txt"), str_of(text), false};
    if (!command_file_run(place->engine, place->t->arena, place->cycle, &file,
                          &place->notices, &counts, NULL, NULL, &place->err))
        test_fail(place->t, __FILE__, __LINE__, place->err.text);
    return counts;
}

static struct str arg(const struct json *args, const char *name)
{
    return json_find_text(args, str_of(name));
}

static void reads_a_line(struct test *t)
{
    struct str name, alias;
    struct json args;
    struct error err;
    REQUIRE_OK(t,
               command_line_parse(t->arena,
                                  STR("  theme.new as=@bus  name=\"I said \\\"no\\\" to "
                                      "C:\\\\\" note=a\\b empty= x=\"\" s=1,2 m=1 m=2\r"),
                                  &name, &args, &alias, &err),
               err);
    CHECK_STR(t, name, "theme.new");
    CHECK_STR(t, alias, "@bus");
    CHECK_STR(t, arg(&args, "name"), "I said \"no\" to C:\\");
    CHECK_STR(t, arg(&args, "note"), "a\\b");
    CHECK_STR(t, arg(&args, "s"), "1,2");
    CHECK(t, json_find(&args, STR("empty")) != NULL && arg(&args, "empty").len == 0);
    CHECK(t, json_find(&args, STR("x")) != NULL && arg(&args, "x").len == 0);
    CHECK(t, json_count(json_find(&args, STR("m"))) == 2);
}

static void passes_over_comments(struct test *t)
{
    static const char *const lines[] = {"", "   ", "\t\r", "# theme.new", "  #x \"open"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct str name, alias;
        struct json args;
        struct error err;
        REQUIRE_OK(
            t, command_line_parse(t->arena, str_of(lines[i]), &name, &args, &alias, &err),
            err);
        CHECK(t, name.len == 0 && json_count(&args) == 0);
    }
}

static void refuses_what_it_cannot_read(struct test *t)
{
    static const struct {
        const char *line, *says;
    } wrong[] = {
        {"theme.new name=\"open", "quotation mark"},
        {"theme.new name=\"a\" \"b", "quotation mark"},
        {"theme.new I miss things", "put values with spaces in quotes"},
        {"theme.new =value", "not of the form"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct str name, alias;
        struct json args;
        struct error err;
        CHECK(t, !command_line_parse(t->arena, str_of(wrong[i].line), &name, &args,
                                     &alias, &err));
        CHECK(t, str_find(str_of(err.text), str_of(wrong[i].says)) != SIZE_MAX);
    }
}

#define SAY "collect.say section=working speaker=young_person text="

static void runs_again_without_doing_again(struct test *t)
{
    static const char text[] = "# the morning\n\n" SAY "\"Swimming is good\"\r\n" SAY
                               "\"The \\\"quiet\\\" room\"\r\n";
    struct workplace place;
    MAKE(t, place);
    struct command_file_counts counts = run(&place, text);
    CHECK(t, counts.done == 2 && counts.known == 0 && place.notices.count == 0);
    counts = run(&place, text);
    CHECK(t, counts.done == 0 && counts.known == 2 && place.notices.count == 0);
    CHECK(t, workplace_count(&place, "statement") == 2);
    struct json one = workplace_find(&place, "statement", "text", "The \"quiet\" room");
    CHECK(t, one.type == JSON_OBJECT);
    workplace_close(&place);
}

/* Without the mark and the line ends that some editors add, it is the same file. */
static void knows_a_line_by_its_words(struct test *t)
{
    struct workplace place;
    MAKE(t, place);
    (void)run(&place, SAY "one\n" SAY "two\n");
    struct command_file_counts counts =
        run(&place, "\xef\xbb\xbf" SAY "two\r\n\r\n  " SAY "one  \r\n");
    CHECK(t, counts.done == 0 && counts.known == 2);
    workplace_close(&place);
}

static void the_same_line_twice(struct test *t)
{
    static const char text[] = SAY "again\n" SAY "between\n" SAY "again\n";
    struct workplace place;
    MAKE(t, place);
    CHECK(t, run(&place, text).done == 3);
    CHECK(t, workplace_count(&place, "statement") == 3);
    CHECK(t, run(&place, text).known == 3);
    CHECK(t, workplace_count(&place, "statement") == 3);
    workplace_close(&place);
}

static void a_corrected_line_alone_is_done(struct test *t)
{
    struct workplace place;
    MAKE(t, place);
    struct command_file_counts counts =
        run(&place, "theme.new as=@calm section=working name=\"I am calm\"\n"
                    "collect.say section=workinng speaker=family text=one\n"
                    "understand.cause theme=@calm text=\"The garden\"\n");
    CHECK(t, counts.done == 2 && place.notices.refusals == 1);
    CHECK(t, workplace_noticed(&place, 2, "section"));
    counts = run(&place, "theme.new as=@calm section=working name=\"I am calm\"\n"
                         "collect.say section=working speaker=family text=one\n"
                         "understand.cause theme=@calm text=\"The garden\"\n");
    CHECK(t, counts.done == 1 && counts.known == 2 && place.notices.count == 0);
    CHECK(t, workplace_count(&place, "theme") == 1);
    CHECK(t, workplace_count(&place, "cause") == 1);
    CHECK(t, workplace_count(&place, "statement") == 1);
    workplace_close(&place);
}

static void an_alias_names_what_was_made(struct test *t)
{
    struct workplace place;
    MAKE(t, place);
    struct command_file_counts counts =
        run(&place, SAY "one\n"
                        "theme.new as=@a section=working name=\"I am here\"\n"
                        "theme.new as=@b section=working name=\"I am there\"\n"
                        "theme.move to=@b statements=room:1\n"
                        "understand.cause as=@a theme=@a text=first\n"
                        "understand.root cause=@a\n");
    CHECK(t, counts.done == 6 && place.notices.count == 0);
    struct json said = workplace_find(&place, "statement", "text", "one");
    CHECK(t, str_equal(json_find_text(&said, STR("theme")),
                       workplace_id(&place, "theme", "name", "I am there")));
    struct json cause = workplace_find(&place, "cause", "text", "first");
    CHECK(t, json_find_bool(&cause, STR("root")));
    CHECK(t, str_equal(json_find_text(&cause, STR("theme")),
                       workplace_id(&place, "theme", "name", "I am here")));
    workplace_close(&place);
}

static void an_alias_list_names_several(struct test *t)
{
    struct workplace place;
    MAKE(t, place);
    struct command_file_counts counts =
        run(&place, "collect.say as=@x section=working speaker=family text=one\n"
                    "collect.say as=@y section=working speaker=family text=two\n"
                    "theme.new section=working name=\"I am here\" statements=@x "
                    "statements=@y\n");
    CHECK(t, counts.done == 3 && place.notices.count == 0);
    struct json said = workplace_find(&place, "statement", "text", "two");
    CHECK(t, json_find_text(&said, STR("theme")).len > 0);
    workplace_close(&place);
}

/* The rest goes on, each failure with its line. */
static void names_the_line(struct test *t)
{
    struct workplace place;
    MAKE(t, place);
    struct command_file_counts counts =
        run(&place, "# a comment\n" SAY "\"not closed\\\"\n" SAY
                    "fine\nunderstand.root cause=@nobody\ntheem.new name=x\n");
    CHECK(t, counts.done == 1 && place.notices.refusals == 3);
    CHECK(t, workplace_noticed(&place, 2, "quotation mark"));
    CHECK(t, workplace_noticed(&place, 4, "@nobody is not named by any line above"));
    CHECK(t, workplace_noticed(&place, 5, "theem"));
    CHECK_STR(t, place.notices.items[0].file, "day.txt");
    workplace_close(&place);
}

static void refuses_what_is_no_text(struct test *t)
{
    struct workplace place;
    struct command_file_counts counts;
    MAKE(t, place);
    struct command_file file = {STR("day.txt"), STR("day.txt"), STR("# caf\xe9\n"),
                                false};
    CHECK(t, !command_file_run(place.engine, t->arena, place.cycle, &file, &place.notices,
                               &counts, NULL, NULL, &place.err));
    CHECK(t, str_find(str_of(place.err.text), STR("day.txt is not plain UTF-8")) !=
                 SIZE_MAX);
    workplace_close(&place);
}

const struct test_case command_file_tests[] = {
    {"quotes, backslashes and lists", reads_a_line},
    {"comments and blank lines", passes_over_comments},
    {"lines that cannot be read", refuses_what_it_cannot_read},
    {"a file run again does nothing again", runs_again_without_doing_again},
    {"a line is known by its words", knows_a_line_by_its_words},
    {"the same line twice is done twice", the_same_line_twice},
    {"a corrected line alone is done", a_corrected_line_alone_is_done},
    {"an alias names what was made last", an_alias_names_what_was_made},
    {"aliases in a list", an_alias_list_names_several},
    {"what fails is named by line", names_the_line},
    {"what is no text is refused", refuses_what_is_no_text},
    {0},
};
