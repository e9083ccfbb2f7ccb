/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "engine/args.h"

#include <string.h>

static const char reviews[] = "Reference,Date of review,Working 1,Not working 1\n"
                              "R1,12/05/2025,I like painting,The bus is late\n"
                              "R2,13/05/2025,I like the garden,The bus is cold\n";

struct args_case {
    struct workplace w;
    struct process *process;
    struct json args;
};

static bool open_case(struct test *t, struct args_case *now)
{
    struct workplace *w = &now->w;
    return workplace_open_on(t, w, SHEET_REVIEWS, "reviews, last.csv", reviews) &&
           workplace_do(w, "theme.new section=not_working name=\"My bus\"") &&
           workplace_do(w, "theme.new section=working name=\"My Fun\"") &&
           workplace_do(w, "implement.share channel=website what=Twice date=1/4/2025") &&
           workplace_do(w, "implement.share channel=letter what=Twice date=2/4/2025") &&
           workplace_do(w, "theme.new section=working label=\"I do real work\"") &&
           workplace_do(w, "theme.new section=working label=\"No common words\"") &&
           workplace_do(w, "theme.new section=not_working label=\"no common words\"") &&
           workplace_do(w, "collect.number_cards") &&
           engine_process(w->engine, w->cycle, &now->process, &w->err);
}

/* One argument `x` of a type ("theme", "whole?*", …), given as JSON. */
static bool resolve(struct args_case *now, const char *type, const char *given)
{
    struct workplace *w = &now->w;
    struct json command = json_object(), spec = json_object(), specs = json_list(), value;
    struct str bare = str_of(type);
    bool many = str_ends(bare, STR("*"));
    bare = str_slice(bare, 0, bare.len - many);
    bool optional = str_ends(bare, STR("?"));
    bare = str_slice(bare, 0, bare.len - optional);
    json_set(w->arena, &spec, STR("name"), json_text(STR("x")));
    json_set(w->arena, &spec, STR("type"), json_text(bare));
    json_set(w->arena, &spec, STR("many"), json_bool(many));
    json_set(w->arena, &spec, STR("optional"), json_bool(optional));
    json_add(w->arena, &specs, spec);
    json_set(w->arena, &command, STR("args"), specs);
    if (!json_parse(w->arena, str_of(given), &value, &w->err)) {
        test_fail(w->t, given, 0, w->err.text);
        return false;
    }
    return args_resolve(w->db, w->arena, now->process, &command, &value, &now->args,
                        &w->err);
}

struct example {
    const char *type, *given;
    const char *value; /* the canonical text of x, or NULL */
    const char *why;   /* of a refusal */
};

static const struct example examples[] = {
    {"theme.section", "{\"x\":\"not_working\"}", "\"not_working\"", NULL},
    {"theme.section", "{\"x\":\" Not working\"}", "\"not_working\"", NULL},
    {"theme.section", "{\"x\":\"not-working\"}", "\"not_working\"", NULL},
    {"theme.section", "{\"x\":\"workin\"}", NULL,
     "\"workin\" cannot be chosen; did you mean working? (there are: working, "},
    {"text", "{\"x\":\" as it is \"}", "\"as it is\"", NULL},
    {"text", "{\"x\":\"\"}", "\"\"", NULL},
    {"whole", "{\"x\":\" 12 \"}", "12", NULL},
    {"whole", "{\"x\":\"-3\"}", "-3", NULL},
    {"whole", "{\"x\":12}", "12", NULL},
    {"whole", "{\"x\":\"9007199254740992\"}", "9007199254740992", NULL},
    {"whole", "{\"x\":\"9007199254740993\"}", NULL, "whole number"},
    {"whole", "{\"x\":\"-9223372036854775808\"}", NULL, "whole number"},
    {"whole", "{\"x\":\"99999999999999999999\"}", NULL, "whole number"},
    {"whole", "{\"x\":\"1.5\"}", NULL, "write a whole number, not \"1.5\""},
    {"whole", "{\"x\":\"\"}", NULL, "whole number"},
    {"whole", "{\"x\":true}", NULL, "whole number"},
    {"decimal", "{\"x\":\"12.50\"}", "\"12.50\"", NULL},
    {"decimal", "{\"x\":\"-4\"}", "\"-4\"", NULL},
    {"decimal", "{\"x\":\"twelve\"}", NULL, "twelve"},
    {"decimal", "{\"x\":\"12,5\"}", NULL, "12,5"},
    {"yes_no", "{\"x\":\"Yes\"}", "true", NULL},
    {"yes_no", "{\"x\":\"n\"}", "false", NULL},
    {"yes_no", "{\"x\":\"TRUE\"}", "true", NULL},
    {"yes_no", "{\"x\":\"0\"}", "false", NULL},
    {"yes_no", "{\"x\":false}", "false", NULL},
    {"yes_no", "{\"x\":\"perhaps\"}", NULL, "say yes or no, not \"perhaps\""},
    {"date", "{\"x\":\"2025-06-12\"}", "\"2025-06-12\"", NULL},
    {"date", "{\"x\":\"12/06/2025\"}", "\"2025-06-12\"", NULL},
    {"date", "{\"x\":\"12 June 2025\"}", "\"2025-06-12\"", NULL},
    {"date", "{\"x\":\"1.2.25\"}", "\"2025-02-01\"", NULL},
    {"date", "{\"x\":\"06/31/2025\"}", NULL, "x: "},
    {"date", "{\"x\":\"31/02/2025\"}", NULL, "x: "},
    {"date", "{\"x\":\"soon\"}", NULL, "x: "},
    {"action.by", "{\"x\":\"1/9/2025\"}", "\"2025-09-01\"", NULL},
    {"action.state", "{\"x\":\"doing\"}", NULL,
     "\"doing\" cannot be chosen (there are: open, done, dropped). What is under way is "
     "state=open, with note=… for how it goes"},
    {"commitment.state", "{\"x\":\"doing\"}", NULL, "What is under way is state=open"},
    {"action.kind", "{\"x\":\"change\"}", "\"change\"", NULL},
    {"vote.dots", "{\"x\":\"3\"}", "3", NULL},
    {"participant.attended", "{\"x\":\"y\"}", "true", NULL},
    {"action.informs*", "{\"x\":\"development_plan, commissioning\"}",
     "[\"development_plan\",\"commissioning\"]", NULL},
    {"action.informs*", "{\"x\":[\"development_plan\",\"commissioning\"]}",
     "[\"development_plan\",\"commissioning\"]", NULL},
    {"whole*", "{\"x\":\"1, 2,3,\"}", "[1,2,3]", NULL},
    {"whole*", "{\"x\":\"1\"}", "[1]", NULL},
    {"whole*", "{\"x\":[\"1\",2]}", "[1,2]", NULL},
    {"text*", "{\"x\":\"one,two\"}", "[\"one\",\"two\"]", NULL},
    {"text*", "{\"x\":[\"one, or two\",\"three\"]}", "[\"one, or two\",\"three\"]", NULL},
    {"text*", "{\"x\":[]}", "[]", NULL},
    {"whole", "{\"x\":[\"1\",\"2\"]}", NULL, "give it once, not 2 times"},
    {"whole", "{}", NULL, "it needs x="},
    {"whole?", "{}", "nothing", NULL},
    {"whole", "{\"x\":\"1\",\"y\":\"2\"}", NULL, "it takes no \"y\"; did you mean x?"},
    {"whole", "{\"x\":\"1\",\"somethingelse\":\"2\"}", NULL,
     "it takes no \"somethingelse\""},
    {"whole", "[1]", NULL, "name=value"},
    {"whole", "\"x\"", NULL, "name=value"},
    {"colour", "{\"x\":\"1\"}", NULL, "no kind of record \"colour\""},
    {"theme.colour", "{\"x\":\"1\"}", NULL, "theme has no field colour"},
    /* records */
    {"theme", "{\"x\":\" My Fun \"}", "\"theme-000005.0001\"", NULL},
    {"theme", "{\"x\":\"I do real work\"}", "\"theme-000008.0001\"", NULL},
    {"theme", "{\"x\":\"i do Real work\"}", "\"theme-000008.0001\"", NULL},
    {"theme", "{\"x\":\"no common words\"}", NULL,
     "2 groups are called \"no common words\": T3 (what is working), T5 (what is not "
     "working). Name the one that you mean by its number, such as T3; `waymark list "
     "theme` shows them"},
    {"theme", "{\"x\":\"theme-000005.0001\"}", "\"theme-000005.0001\"", NULL},
    {"theme", "{\"x\":\"Nothing\"}", NULL, "there is no theme called \"Nothing\""},
    {"theme", "{\"x\":\"\"}", NULL, "there is no theme called"},
    {"theme", "{\"x\":\"theme-999999.0001\"}", NULL,
     "there is no theme theme-999999.0001"},
    {"theme", "{\"x\":\"T1\"}", "\"theme-000005.0001\"", NULL},
    {"theme", "{\"x\":\"t4\"}", "\"theme-000004.0001\"", NULL},
    {"theme", "{\"x\":\"T6\"}", NULL, "there is no theme called \"T6\""},
    {"theme", "{\"x\":\"T0\"}", NULL, "there is no theme called \"T0\""},
    {"theme", "{\"x\":\"My Fnu\"}", NULL, "in this cycle; did you mean My Fun? `waymark"},
    {"theme", "{\"x\":\"do real\"}", NULL, "did you mean I do real work?"},
    {"share.channel", "{\"x\":\"newsletter\"}", NULL,
     "\"newsletter\" cannot be chosen; did you mean school_newsletter?"},
    {"statement", "{\"x\":\"1\"}", "\"statement-000003.0004\"", NULL},
    {"statement", "{\"x\":\"card 02\"}", "\"statement-000003.0009\"", NULL},
    {"statement*", "{\"x\":\"1, 2\"}",
     "[\"statement-000003.0004\",\"statement-000003.0009\"]", NULL},
    {"statement", "{\"x\":\"5\"}", NULL, "no card of this cycle has the number"},
    {"statement", "{\"x\":\"-1\"}", NULL, "no card of this cycle has the number"},
    {"share", "{\"x\":\"Twice\"}", NULL, "2 records of kind share are called \"Twice\""},
    {"theme", "{\"x\":5}", NULL, "x"},
    {"theme", "{\"x\":true}", NULL, "x"},
    {"theme", "{\"x\":{\"id\":\"theme-000005.0001\"}}", NULL, "x"},
    {"theme*", "{\"x\":[7]}", NULL, "x"},
    {"theme*", "{\"x\":\"My Fun,My bus\"}",
     "[\"theme-000005.0001\",\"theme-000004.0001\"]", NULL},
    {"theme*", "{\"x\":\"My Fun, Nothing\"}", NULL, "called \"Nothing\""},
    {"theme", "{\"x\":\"statement-000003.0004\"}", NULL, "there is no theme"},
    {"review", "{\"x\":\"reviews, last.csv:3\"}", "\"review-000003.0008\"", NULL},
    {"review", "{\"x\":\"reviews, last.csv:3:working1\"}", "\"review-000003.0008\"",
     NULL},
    {"review", "{\"x\":\"reviews, last.csv:4\"}", NULL,
     "there is no review called \"reviews, last.csv:4\" in this cycle; name it by "
     "FILE:LINE"},
    {"review.person", "{\"x\":\"anyone\"}", "\"anyone\"", NULL},
    {"cycle", "{\"x\":\"2025\"}", "\"cycle-000002.0001\"", NULL},
};

static void resolves_each_type(struct test *t)
{
    struct args_case now;
    REQUIRE(t, open_case(t, &now));
    CHECK_STR(t, workplace_by(&now.w, "theme", "name", "My Fun"), "theme-000005.0001");
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        const struct example *one = &examples[i];
        const char *what =
            str_c(t->arena, str_format(t->arena, "%s %s", one->type, one->given));
        if (!resolve(&now, one->type, one->given)) {
            if (one->value || !strstr(now.w.err.text, one->why))
                test_fail_str(t, what, (int)i, str_of(now.w.err.text),
                              str_of(one->value ? one->value : one->why));
            continue;
        }
        const struct json *x = json_find(&now.args, STR("x"));
        struct str got = x ? json_write(t->arena, x) : STR("nothing");
        if (!one->value || !str_equal(got, str_of(one->value)))
            test_fail_str(t, what, (int)i, got,
                          str_of(one->value ? one->value : one->why));
    }
    workplace_close(&now.w);
}

/* A file's name may hold a comma, and so may an 'I' statement. */
static void takes_a_name_with_a_comma_whole(struct test *t)
{
    struct args_case now;
    REQUIRE(t, open_case(t, &now));
    struct str id =
        workplace_by(&now.w, "statement", "source", "reviews, last.csv:2:working1");
    REQUIRE(t, id.len);
    REQUIRE_OK(t, resolve(&now, "statement*", "{\"x\":\"reviews, last.csv:2:working1\"}"),
               now.w.err);
    CHECK(t, str_equal(json_item(json_find(&now.args, STR("x")), 0)->text, id));
    REQUIRE_OK(t,
               resolve(&now, "statement*",
                       "{\"x\":[\"reviews, last.csv:2:working1\","
                       "\"reviews, last.csv:3:working1\"]}"),
               now.w.err);
    CHECK(t, json_count(json_find(&now.args, STR("x"))) == 2);
    CHECK(t, !resolve(&now, "statement*", "{\"x\":\"reviews, other.csv:2:working1\"}"));
    workplace_close(&now.w);
}

/* Where each row is one thing that was said, any of them says whose review it is; and so
 * does the row of a plan that says the same, and one in which nobody said anything. */
static void any_row_says_whose_it_is(struct test *t)
{
    static const struct {
        const char *row, *reference;
    } rows[] = {{"long.csv:2", "R1"}, {"long.csv:3", "R1"}, {"long.csv:4", "R1"},
                {"long.csv:5", "R2"}, {"plan.csv:2", "R2"}, {"wide.csv:2", "R3"},
                {"long.csv:1", ""},   {"long.csv:", ""},    {"plan.csv", ""}};
    struct args_case now;
    struct workplace *w = &now.w;
    REQUIRE(t, workplace_open(t, w));
    REQUIRE(t, workplace_import(
                   w, SHEET_REVIEWS, "long.csv",
                   "Pupil Ref,Review date,Heading,What was said,Rank\n"
                   "R1,04/11/2024,Working,Art,1\nR1,04/11/2024,Working,Music,2\n"
                   "R1,04/11/2024,Working,Maths,3\nR2,04/11/2024,Future,A boat,1\n"));
    REQUIRE(t, workplace_import(w, SHEET_ASPIRATIONS, "plan.csv",
                                "Pupil Ref,Section A\nR2,A boat\n"));
    REQUIRE(t, workplace_import(w, SHEET_REVIEWS, "wide.csv",
                                "Pupil Ref,Review date,Working 1\nR3,04/11/2024,\n"));
    REQUIRE_OK(t, engine_process(w->engine, w->cycle, &now.process, &w->err), w->err);
    struct str_list people = workplace_list(w, "person");
    REQUIRE(t, people.count == 3);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *given =
            str_c(t->arena, str_format(t->arena, "{\"x\":\"%s\"}", rows[i].row));
        struct str person =
            rows[i].reference[0] ? people.items[rows[i].reference[1] - '1'] : STR("");
        struct str got = resolve(&now, "person", given)
                             ? json_find_text(&now.args, STR("x"))
                             : STR_NONE;
        if (!str_equal(got, person))
            test_fail_str(t, rows[i].row, (int)i, got, person);
        got = resolve(&now, "review", given)
                  ? workplace_field(w, json_find_text(&now.args, STR("x")), "person")
                  : STR_NONE;
        if (!str_equal(got, person))
            test_fail_str(t, rows[i].row, (int)i, got, person);
    }
    CHECK(t, workplace_do(w, "collect.pick_top review=long.csv:4 section=working "
                             "statements=long.csv:4:working3"));
    workplace_close(w);
}

static void looks_in_the_right_cycle(struct test *t)
{
    struct args_case now;
    REQUIRE(t, open_case(t, &now));
    struct workplace *w = &now.w;
    REQUIRE(t, workplace_next(w, "2026"));
    REQUIRE_OK(t, engine_process(w->engine, w->cycle, &now.process, &w->err), w->err);
    CHECK(t, !resolve(&now, "theme", "{\"x\":\"My Fun\"}"));
    REQUIRE_OK(t, resolve(&now, "theme.previous", "{\"x\":\"My Fun\"}"), w->err);
    CHECK_STR(t, json_find_text(&now.args, STR("x")), "theme-000005.0001");
    REQUIRE(t, workplace_new_cycle(w, "first"));
    REQUIRE_OK(t, engine_process(w->engine, w->cycle, &now.process, &w->err), w->err);
    CHECK(t, !resolve(&now, "theme.previous", "{\"x\":\"My Fun\"}")); /* there is none */
    CHECK(t, !resolve(&now, "theme", "{\"x\":\"theme-000005.0001\"}"));
    workplace_close(w);
}

static void says_how_it_is_written(struct test *t)
{
    struct args_case now;
    const struct json *step, *command;
    REQUIRE(t, open_case(t, &now));
    REQUIRE_OK(
        t, process_command(now.process, STR("theme.new"), &step, &command, &now.w.err),
        now.w.err);
    CHECK_STR(t, args_usage(t->arena, command),
              "section=theme.section [name=theme.name] [statements=statement,…] "
              "[label=theme.label]");
    CHECK(t, workplace_refuses(&now.w, "theme.new nmae=x section=working",
                               "it takes no \"nmae\"; did you mean name?"));
    CHECK(t, workplace_refuses(&now.w, "theme.new name=x",
                               "it needs section=… (Working, not working or a hope); it "
                               "takes section=… [name=…] [statements=…] [label=…]"));
    CHECK(t, workplace_refuses(&now.w, "theme.nwe section=working", "did you mean new?"));
    CHECK(t,
          workplace_refuses(&now.w, "thmee.new section=working", "did you mean theme?"));
    CHECK(t, workplace_refuses(&now.w, "theme", "a command is written STEP.COMMAND"));
    workplace_close(&now.w);
}

const struct test_case args_tests[] = {
    {"each type is read as people write it", resolves_each_type},
    {"a name that holds a comma is taken whole", takes_a_name_with_a_comma_whole},
    {"any row says whose it is", any_row_says_whose_it_is},
    {"names are looked up in this cycle, or the one before", looks_in_the_right_cycle},
    {"how a command is written is said", says_how_it_is_written},
    {0},
};
