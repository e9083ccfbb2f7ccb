/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "app/paste.h"
#include "base/shell.h"

struct example {
    const char *text, *wanted;
};

static void check_all(struct test *t, const struct paste *paste,
                      const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        CHECK_STR(t, paste_text(t->arena, paste, str_of(examples[i].text)),
                  examples[i].wanted);
}

static void lines_are_made_whole(struct test *t)
{
    static const struct paste paste = {
        {"build/waymark", 13}, {"\"our council\"", 13}, {"2025", 4}};
    static const struct example examples[] = {
        {"look with `waymark look`, twice",
         "look with `build/waymark --in \"our council\" look --cycle 2025`, twice"},
        {"Next: waymark import reviews FILE --cycle 2026\nThen more\n",
         "Next: build/waymark --in \"our council\" import reviews FILE --cycle 2026\n"
         "Then more\n"},
        {"edited:\n  waymark import themes a.xlsx\n",
         "edited:\n  build/waymark --in \"our council\" import themes a.xlsx --cycle "
         "2025\n"},
        {"`waymark undo 5` and `waymark log`",
         "`build/waymark --in \"our council\" undo 5` and `build/waymark --in \"our "
         "council\" log`"},
        {"`waymark do workplace.same doubt=doubt-1`",
         "`build/waymark --in \"our council\" do workplace.same doubt=doubt-1`"},
        {"see `waymark help do`", "see `build/waymark help do`"},
        {"`waymark --in there import reviews FILE`",
         "`build/waymark --in there import reviews FILE`"},
    };
    check_all(t, &paste, examples, sizeof examples / sizeof examples[0]);
}

static void what_is_no_line_stays(struct test *t)
{
    static const struct paste paste = {{"./w", 3}, {"f", 1}, {"c", 1}};
    static const struct example examples[] = {
        {"", ""},
        {"waymark: this is the cycle 2025", "waymark: this is the cycle 2025"},
        {"waymark status [--cycle NAME]\nA page",
         "waymark status [--cycle NAME]\nA page"},
        {"the program waymark does it", "the program waymark does it"},
        {"`waymark", "`waymark"},
        {"f/waymark.db is there", "f/waymark.db is there"},
    };
    check_all(t, &paste, examples, sizeof examples / sizeof examples[0]);
}

static void the_program_is_named_as_it_was_called(struct test *t)
{
    CHECK_STR(t, paste_program(t->arena, STR("")), "waymark");
    CHECK_STR(t, paste_program(t->arena, STR("waymark")), "waymark");
    CHECK_STR(t, paste_program(t->arena, STR("/nowhere/waymark")), "/nowhere/waymark");
    CHECK_STR(t, paste_program(t->arena, STR("my build/waymark")),
              "\"my build/waymark\"");
}

static void words_are_quoted_for_a_shell(struct test *t)
{
    CHECK_STR(t, shell_word(t->arena, STR("2025/26")), "2025/26");
    CHECK_STR(t, shell_word(t->arena, STR("Autumn 2025")), "\"Autumn 2025\"");
    CHECK_STR(t, shell_word(t->arena, STR("Ash's $5")), "'Ash'\\''s $5'");
    CHECK_STR(t, shell_word(t->arena, STR("-x")), "\"-x\"");
    CHECK_STR(t, shell_word(t->arena, STR("")), "\"\"");
}

const struct test_case paste_tests[] = {
    {"lines are made whole", lines_are_made_whole},
    {"what is no line stays", what_is_no_line_stays},
    {"the program is named as it was called", the_program_is_named_as_it_was_called},
    {"words are quoted for a shell", words_are_quoted_for_a_shell},
    {0},
};
