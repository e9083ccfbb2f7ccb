/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "cycle/flag.h"
#include "engine/gate.h"
#include "store/commit.h"

struct gate_case {
    struct workplace w;
    struct process *process;
};

static bool open_case(struct test *t, struct gate_case *now)
{
    return workplace_open(t, &now->w) &&
           engine_process(now->w.engine, now->w.cycle, &now->process, &now->w.err);
}

/* Made-up records, straight into the store: a kind and a body a time. */
static bool add(struct gate_case *now, const char *const (*records)[2], size_t count)
{
    struct workplace *w = &now->w;
    struct commit_request request = {.cycle = w->cycle, .actor = STR("Robin")};
    struct json outcome = json_object();
    struct command_done before;
    struct commit *commit;
    unsigned char key[8];
    crypto_random(key, sizeof key);
    request.key = crypto_hex(w->arena, key, sizeof key);
    bool fine =
        commit_begin(w->engine->store, w->arena, &request, &before, &commit, &w->err);
    for (size_t i = 0; fine && i < count; i++) {
        struct json body;
        struct str id;
        fine =
            json_parse(w->arena, str_of(records[i][1]), &body, &w->err) &&
            commit_create(commit, kind_find(now->process->kinds, str_of(records[i][0])),
                          w->cycle, &body, &id, &w->err);
    }
    if (fine && commit_end(commit, &outcome, false, &w->err))
        return true;
    test_fail(w->t, __FILE__, __LINE__, w->err.text);
    return false;
}

/* One gate, as a description holds it: `yes 2/3`, `no 0/0`, `no` where nothing is
 * counted, or what is wrong with it. */
static struct str ask(struct gate_case *now, const char *gate)
{
    struct workplace *w = &now->w;
    struct json step = json_object(), list = json_list(), one;
    struct gate_states states;
    if (!json_parse(w->arena, str_of(gate), &one, &w->err)) {
        test_fail(w->t, gate, 0, w->err.text);
        return STR_NONE;
    }
    json_set(w->arena, &one, STR("name"), json_text(STR("mine")));
    json_set(w->arena, &one, STR("why"), json_text(STR("Do it.")));
    json_add(w->arena, &list, one);
    json_set(w->arena, &step, STR("name"), json_text(STR("made_up")));
    json_set(w->arena, &step, STR("ready"), list);
    if (!gates_of_step(w->engine, w->arena, now->process, &step, &states, &w->err))
        return str_format(w->arena, "%s", w->err.text);
    CHECK(w->t, states.count == 1 && states.open == !states.items[0].ready);
    CHECK_STR(w->t, states.items[0].why, "Do it.");
    const char *ready = states.items[0].ready ? "yes" : "no";
    if (!states.items[0].counted)
        return str_of(ready);
    return str_format(w->arena, "%s %zu/%zu", ready, states.items[0].have,
                      states.items[0].of);
}

struct gate_example {
    const char *gate, *answer;
};

static void check_all(struct gate_case *now, const struct gate_example *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str got = ask(now, all[i].gate);
        if (str_find(got, str_of(all[i].answer)) == SIZE_MAX)
            test_fail_str(now->w.t, all[i].gate, (int)i, got, str_of(all[i].answer));
    }
}

/* Four statements: in a theme, in a tray, in neither; one person says no. */
static const char *const records[][2] = {
    {"statement", "{\"section\":\"working\",\"text\":\"a\",\"tray\":\"alone\"}"},
    {"statement", "{\"section\":\"working\",\"text\":\"b\",\"flags\":[\"name\","
                  "\"phone\"]}"},
    {"statement", "{\"section\":\"not_working\",\"text\":\"c\",\"tray\":\"unsure\","
                  "\"drafted\":true}"},
    {"statement", "{\"section\":\"not_working\",\"text\":\"d\",\"drafted\":false}"},
    {"participant", "{\"perspective\":\"young_person\",\"invited\":true}"},
    {"participant", "{\"perspective\":\"family\",\"invited\":true,\"supporter\":false}"},
    {"participant", "{\"perspective\":\"school\",\"invited\":true}"},
    {"participant", "{\"perspective\":\"health\",\"invited\":true}"},
    {"participant", "{\"perspective\":\"health\",\"invited\":true,\"supporter\":true}"},
    {"participant", "{\"perspective\":\"school\"}"},
    {"theme", "{\"section\":\"working\",\"name\":\"A\",\"agreed\":true}"},
    {"theme", "{\"section\":\"working\",\"name\":\"B\"}"},
};

static const struct gate_example examples[] = {
    /* every: the share that has any of the fields */
    {"{\"gate\":\"every\",\"kind\":\"statement\",\"has\":[\"theme\",\"tray\"]}",
     "no 2/4"},
    {"{\"gate\":\"every\",\"kind\":\"statement\",\"has\":[\"theme\",\"tray\"],"
     "\"at_least\":\"0.5\"}",
     "yes 2/4"},
    {"{\"gate\":\"every\",\"kind\":\"statement\",\"has\":[\"theme\",\"tray\"],"
     "\"at_least\":\"0.501\"}",
     "no 2/4"},
    {"{\"gate\":\"every\",\"kind\":\"statement\",\"has\":[\"section\"]}", "yes 4/4"},
    {"{\"gate\":\"every\",\"kind\":\"statement\",\"has\":[\"flags\"]}", "no 1/4"},
    {"{\"gate\":\"every\",\"kind\":\"statement\",\"has\":[\"drafted\"]}", "no 1/4"},
    {"{\"gate\":\"every\",\"kind\":\"statement\",\"where\":{\"section\":\"working\"},"
     "\"has\":[\"tray\"]}",
     "no 1/2"},
    {"{\"gate\":\"every\",\"kind\":\"statement\",\"where\":{\"tray\":\"alone\"},"
     "\"has\":[\"tray\"]}",
     "yes 1/1"},
    {"{\"gate\":\"every\",\"kind\":\"theme\",\"has\":[\"agreed\"]}", "no 1/2"},
    {"{\"gate\":\"every\",\"kind\":\"vote\",\"has\":[\"cause\"]}", "no 0/0"},
    {"{\"gate\":\"every\",\"kind\":\"member\",\"has\":[\"name\"]}", "yes 1/1"},
    {"{\"gate\":\"every\",\"kind\":\"member\",\"where\":{\"name\":\"Robin\"},"
     "\"has\":[\"name\"]}",
     "yes 1/1"},
    /* count */
    {"{\"gate\":\"count\",\"kind\":\"statement\",\"at_least\":4}", "yes"},
    {"{\"gate\":\"count\",\"kind\":\"statement\",\"at_least\":5}", "no"},
    {"{\"gate\":\"count\",\"kind\":\"statement\"}", "yes"},
    {"{\"gate\":\"count\",\"kind\":\"vote\"}", "no"},
    {"{\"gate\":\"count\",\"kind\":\"vote\",\"at_most\":0}", "yes"},
    {"{\"gate\":\"count\",\"kind\":\"statement\",\"at_most\":3}", "no"},
    {"{\"gate\":\"count\",\"kind\":\"statement\",\"at_least\":1,\"at_most\":4}", "yes"},
    {"{\"gate\":\"count\",\"kind\":\"statement\",\"where\":{\"flags\":[\"name\","
     "\"phone\"]},\"at_most\":1}",
     "yes"},
    {"{\"gate\":\"count\",\"kind\":\"statement\",\"where\":{\"tray\":false},"
     "\"at_least\":2,\"at_most\":2}",
     "yes"},
    {"{\"gate\":\"count\",\"kind\":\"member\",\"at_least\":1}", "yes"},
    /* share */
    {"{\"gate\":\"share\",\"kind\":\"participant\",\"of\":{\"invited\":true,"
     "\"supporter\":false},\"where\":{\"perspective\":[\"young_person\",\"family\"]},"
     "\"at_least\":\"0.333\"}",
     "yes 2/4"},
    {"{\"gate\":\"share\",\"kind\":\"participant\",\"of\":{\"invited\":true,"
     "\"supporter\":false},\"where\":{\"perspective\":[\"young_person\",\"family\"]},"
     "\"at_least\":\"0.6\"}",
     "no 2/4"},
    {"{\"gate\":\"share\",\"kind\":\"participant\",\"of\":{\"coming\":true},"
     "\"where\":{\"perspective\":\"family\"},\"at_least\":\"0.1\"}",
     "no 0/0"},
    {"{\"gate\":\"share\",\"kind\":\"participant\",\"where\":{\"invited\":true}}",
     "no 5/6"},
    /* cycle */
    {"{\"gate\":\"cycle\",\"has\":[\"question\"]}", "yes"},
    {"{\"gate\":\"cycle\",\"has\":[\"question\",\"venue\"]}", "no"},
    /* what is wrong with a gate is said */
    {"{\"gate\":\"every\",\"kind\":\"statment\",\"has\":[\"theme\"]}",
     "did you mean statement"},
    {"{\"gate\":\"every\",\"kind\":\"statement\",\"where\":{\"text\":\"a\"},"
     "\"has\":[\"theme\"]}",
     "gate mine: statement.text cannot be asked for"},
    {"{\"gate\":\"count\",\"kind\":\"statement\",\"where\":{\"colour\":\"red\"}}",
     "statement has no field colour"},
    {"{\"gate\":\"each\",\"kind\":\"theme\",\"with\":\"cause\",\"by\":\"text_\"}",
     "is not an indexed field"},
    {"{\"gate\":\"perhaps\"}", "there is no gate of kind \"perhaps\""},
    {"{\"gate\":\"every\",\"kind\":7,\"has\":7}", "gate mine"},
    {"{\"gate\":\"every\",\"kind\":\"statement\",\"has\":[7,{}]}", "gate mine"},
    /* numbers that nobody means */
    {"{\"gate\":\"count\",\"kind\":\"statement\",\"at_least\":9007199254740992}", "no"},
    {"{\"gate\":\"count\",\"kind\":\"statement\",\"at_least\":\"9223372036854775807\"}",
     "no"},
    {"{\"gate\":\"every\",\"kind\":\"statement\",\"has\":[\"section\"],"
     "\"at_least\":9007199254740992}",
     "no 4/4"},
    {"{\"gate\":\"count\",\"kind\":\"statement\",\"at_least\":-9007199254740992}", "yes"},
};

static void evaluates_each_sort(struct test *t)
{
    struct gate_case now;
    REQUIRE(t, open_case(t, &now));
    REQUIRE(t, add(&now, records, sizeof records / sizeof records[0]));
    check_all(&now, examples, sizeof examples / sizeof examples[0]);
    workplace_close(&now.w);
}

static void evaluates_each_with(struct test *t)
{
    static const char gate[] =
        "{\"gate\":\"each\",\"kind\":\"theme\",\"with\":\"cause\",\"by\":\"theme\"}";
    struct gate_case now;
    REQUIRE(t, open_case(t, &now));
    CHECK_STR(t, ask(&now, gate), "no 0/0");
    REQUIRE(t, workplace_do(&now.w, "theme.new section=working name=\"My A\""));
    REQUIRE(t, workplace_do(&now.w, "theme.new section=not_working name=\"My B\""));
    CHECK_STR(t, ask(&now, gate), "no 0/2");
    REQUIRE(t, workplace_do(&now.w, "understand.cause theme=\"My A\" text=One"));
    REQUIRE(t, workplace_do(&now.w, "understand.cause theme=\"My A\" text=Two"));
    CHECK_STR(t, ask(&now, gate), "no 1/2");
    CHECK_STR(t,
              ask(&now, "{\"gate\":\"each\",\"kind\":\"theme\",\"where\":{\"section\":"
                        "\"working\"},\"with\":\"cause\",\"by\":\"theme\"}"),
              "yes 1/1");
    REQUIRE(t, workplace_do(&now.w, "understand.cause theme=\"My B\" text=Three"));
    CHECK_STR(t, ask(&now, gate), "yes 2/2");
    workplace_close(&now.w);
}

/* What is done for one of those that say the same is done for all. */
static void counts_those_alike_once(struct test *t)
{
    static const char gate[] =
        "{\"gate\":\"each\",\"kind\":\"success\",\"with\":\"idea\","
        "\"by\":\"success\",\"alike\":\"same_as\"}";
    static const char *const lines[] = {
        "theme.new section=not_working name=\"My B\"",
        "understand.cause theme=\"My B\" text=One",
        "identify_success.success cause=One perspective=young_person text=A",
        "identify_success.success cause=One perspective=family text=B",
        "identify_success.success cause=One perspective=school text=C",
        "identify_success.same success=B with=A",
    };
    struct gate_case now;
    REQUIRE(t, open_case(t, &now));
    CHECK_STR(t, ask(&now, gate), "no 0/0");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        REQUIRE_OK(t, workplace_do(&now.w, lines[i]), now.w.err);
    CHECK_STR(t, ask(&now, gate), "no 0/2");
    REQUIRE(t, workplace_do(&now.w, "plan.idea success=B text=D"));
    CHECK_STR(t, ask(&now, gate), "no 1/2");
    REQUIRE(t, workplace_do(&now.w, "plan.idea success=A text=E"));
    CHECK_STR(t, ask(&now, gate), "no 1/2");
    REQUIRE(t, workplace_do(&now.w, "plan.idea success=C text=F"));
    CHECK_STR(t, ask(&now, gate), "yes 2/2");
    workplace_close(&now.w);
}

/* Every gate of the built-in steps, in a cycle with nothing in it. */
static void copes_with_an_empty_cycle(struct test *t)
{
    struct gate_case now;
    size_t gates = 0, ready = 0, nothing = 0;
    REQUIRE(t, open_case(t, &now));
    for (size_t s = 0; s < json_count(now.process->steps); s++) {
        struct gate_states states;
        REQUIRE_OK(t,
                   gates_of_step(now.w.engine, t->arena, now.process,
                                 json_item(now.process->steps, s), &states, &now.w.err),
                   now.w.err);
        for (size_t i = 0; i < states.count; i++) {
            CHECK(t, states.items[i].why.len > 0);
            if (states.items[i].counted)
                CHECK(t, states.items[i].of == 0 && !states.items[i].ready);
            ready += states.items[i].ready;
            nothing += states.items[i].nothing;
        }
        gates += states.count;
    }
    CHECK(t, gates >= 15 && ready < gates);
    CHECK(t, nothing >= 7); /* the share of the room is not among them */
    workplace_close(&now.w);
}

static const char hooks[] =
    "local wtfc = require 'workflows.working_together_for_change'\n"
    "local step = require 'step'\n"
    "local gate = require 'gate'\n"
    "local function because(test) return gate.hook { why = 'Do it.', test = test,\n"
    "    reads = { themes = { count = 'theme' } } } end\n"
    "return wtfc:extend { steps = { insert = { step {\n"
    "    name = 'odd', title = 'Odd', purpose = 'Odd.', who = { 'owner' },\n"
    "    ready = {\n"
    "        fine = because(function(now) return now.themes == 0 end),\n"
    "        not_fine = because(function() return false end),\n"
    "        in_words = because(function(now) return 'Only ' .. now.themes end),\n"
    "        cycle = because(function(now) return now.cycle.name == '2025' end),\n"
    "        today = because(function(now) return #now.today == 10 end),\n"
    "    },\n"
    "}, after = 'theme' }, } }\n";

static void asks_hooks(struct test *t)
{
    struct gate_case now;
    struct gate_states states;
    struct buf out = BUF_IN(t->arena);
    REQUIRE(t, workplace_open_with(t, "hooks", hooks, &now.w));
    REQUIRE_OK(t, engine_process(now.w.engine, now.w.cycle, &now.process, &now.w.err),
               now.w.err);
    REQUIRE_OK(t,
               gates_of_step(now.w.engine, t->arena, now.process,
                             process_step(now.process, STR("odd")), &states, &now.w.err),
               now.w.err);
    for (size_t i = 0; i < states.count; i++)
        buf_add_format(&out, "%.*s=%s %.*s\n", STR_ARGS(states.items[i].name),
                       states.items[i].ready ? "yes" : "no",
                       STR_ARGS(states.items[i].why));
    CHECK(t, str_find(buf_str(&out), STR("fine=yes Do it.\n")) != SIZE_MAX);
    CHECK(t, str_find(buf_str(&out), STR("not_fine=no Do it.\n")) != SIZE_MAX);
    CHECK(t, str_find(buf_str(&out), STR("in_words=no Only 0\n")) != SIZE_MAX);
    CHECK(t, str_find(buf_str(&out), STR("cycle=yes Do it.\n")) != SIZE_MAX);
    CHECK(t, str_find(buf_str(&out), STR("today=yes Do it.\n")) != SIZE_MAX);
    workplace_close(&now.w);
}

/* As it stands now. */
static bool gate_of_collect(struct gate_case *now, const char *name,
                            struct gate_state *out)
{
    struct gate_states states;
    if (!gates_of_step(now->w.engine, now->w.t->arena, now->process,
                       process_step(now->process, STR("collect")), &states, &now->w.err))
        return false;
    for (size_t i = 0; i < states.count; i++)
        if (str_equal(states.items[i].name, str_of(name))) {
            *out = states.items[i];
            return true;
        }
    return error_set(&now->w.err, ERROR_NOT_FOUND, "there is no gate %s", name);
}

/* Of three people's statements that wait, two are one person's. */
static void counts_different_values(struct test *t)
{
    struct gate_case now;
    struct gate_state picked;
    REQUIRE(t, open_case(t, &now));
    REQUIRE(t, workplace_import(&now.w, SHEET_REVIEWS, "r.csv",
                                "Pupil Ref,Review date,Working 1,Working 2,Working 3,"
                                "Working 4\n"
                                "T1,04/11/2024,Art,Bus,Tea,Sea\n"
                                "T2,04/11/2024,Art,Bus,Tea,\n"
                                "T3,04/11/2024,Art,Bus,,\n"
                                "T4,04/11/2024,Art,,Bus,\n"));
    CHECK(t, now.w.counts.to_pick == 3);
    REQUIRE_OK(t, gate_of_collect(&now, "top_picked", &picked), now.w.err);
    CHECK(t, !picked.ready && picked.have == 2);
    CHECK(t, str_find(picked.why, STR("on cards: 2.")) != SIZE_MAX);
    REQUIRE(t, workplace_do(&now.w, "collect.pick_top review=r.csv:2 section=working "
                                    "statements=r.csv:2:working4,r.csv:2:working1"));
    REQUIRE(t, workplace_do(&now.w, "collect.pick_top review=r.csv:3 section=working "
                                    "statements=r.csv:3:working3"));
    REQUIRE_OK(t, gate_of_collect(&now, "top_picked", &picked), now.w.err);
    CHECK(t, picked.ready);
    CHECK(t, workplace_count(&now.w, "statement") == 11); /* nothing is thrown away */
    workplace_close(&now.w);
}

/* The flags stand in C, which finds them, and in the script, which waits for them: one
 * that is in the first list alone would let a card with somebody's name through. */
static void waits_for_every_identifying_flag(struct test *t)
{
    struct gate_case now;
    struct gate_state gate;
    struct str_list flags = flag_names(t->arena);
    REQUIRE(t, open_case(t, &now));
    REQUIRE_OK(t, gate_of_collect(&now, "no_names_on_cards", &gate), now.w.err);
    CHECK(t, gate.ready);
    for (size_t i = 0; i < flags.count; i++) {
        struct str body = str_format(
            t->arena, "{\"flags\":[\"%.*s\"],\"section\":\"working\",\"text\":\"Art\"}",
            STR_ARGS(flags.items[i]));
        const char *const card[][2] = {{"statement", str_c(t->arena, body)}};
        if (!flag_is_identifying(flags.items[i]))
            continue;
        REQUIRE(t, add(&now, card, 1));
        REQUIRE_OK(t, gate_of_collect(&now, "no_names_on_cards", &gate), now.w.err);
        CHECK(t, !gate.ready && gate.have == i + 1);
    }
    workplace_close(&now.w);
}

#define ALL_AGREED                                                                       \
    "{\"gate\":\"every\",\"kind\":\"theme\",\"has\":[\"agreed\"],\"where\":{}}"

/* Nobody can agree a group of the computer's own whose last card has gone elsewhere; one
 * that people made, or named, is still to be filled. */
static void waits_for_no_emptied_suggestion(struct test *t)
{
    struct gate_case now;
    static const char *const themes[][2] = {
        {"theme", "{\"section\":\"working\",\"label\":\"art\",\"drafted\":true}"},
        {"theme", "{\"section\":\"working\",\"name\":\"I sing\",\"drafted\":true}"},
        {"theme", "{\"section\":\"working\",\"label\":\"mine\"}"}};
    REQUIRE(t, open_case(t, &now));
    REQUIRE(t, workplace_import(&now.w, SHEET_REVIEWS, "r.csv",
                                "Pupil Ref,Review date,Working 1\n"
                                "T1,04/11/2024,Art\n"));
    REQUIRE(t, add(&now, themes, 3));
    CHECK_STR(t, ask(&now, ALL_AGREED), "no 0/2");
    REQUIRE_OK(t, workplace_do(&now.w, "theme.move statements=r.csv:2:working1 to=art"),
               now.w.err);
    CHECK_STR(t, ask(&now, ALL_AGREED), "no 0/3");
    REQUIRE_OK(t,
               workplace_do(&now.w, "theme.new section=working name=\"I paint\" "
                                    "statements=r.csv:2:working1"),
               now.w.err);
    CHECK_STR(t, ask(&now, ALL_AGREED), "no 0/3");
    workplace_close(&now.w);
}

static const char all_count[] =
    "local wtfc = require 'workflows.working_together_for_change'\n"
    "return wtfc:extend { collect = { top = false } }\n";

static void all_may_count(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_with(t, "all", all_count, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                "Pupil Ref,Review date,Working 1,Working 2,Working 3\n"
                                "T1,04/11/2024,Art,Bus,Tea\n"));
    CHECK(t, w.counts.to_pick == 0 && w.counts.spare == 0);
    workplace_check_notices(&w, "");
    CHECK_STR(t,
              workplace_field(&w,
                              workplace_by(&w, "statement", "source", "r.csv:2:working3"),
                              "tray"),
              "");
    workplace_close(&w);
}

const struct test_case gate_tests[] = {
    {"waits for no suggestion that was emptied", waits_for_no_emptied_suggestion},
    {"counts different values of a field", counts_different_values},
    {"every flag that says who somebody is is waited for",
     waits_for_every_identifying_flag},
    {"all may count, by the authority's rule", all_may_count},
    {"each sort of gate is evaluated by index", evaluates_each_sort},
    {"each with something by a field", evaluates_each_with},
    {"those that say the same count once", counts_those_alike_once},
    {"an empty cycle is ready for little, and says why", copes_with_an_empty_cycle},
    {"gates that are hooks are asked", asks_hooks},
    {0},
};
