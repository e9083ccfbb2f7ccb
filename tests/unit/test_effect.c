/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "engine/effect.h"

#include <string.h>

static const char reviews[] =
    "Reference,School,Date of review,Working 1,Not working 1\n"
    "R1,Holly Bank School,12/05/2025,I like painting,The bus is late\n"
    "R2,Holly Bank School,13/05/2025,I like the garden,The bus is cold\n";

/* Two themes and four statements; the ids by a short name. */
struct effect_case {
    struct workplace w;
    struct process *process;
    struct str painting, garden, late, cold; /* statements */
    struct str bus, fun;                     /* themes */
    struct applied applied;
};

static bool open_case(struct test *t, struct effect_case *now)
{
    struct workplace *w = &now->w;
    if (!workplace_open(t, w) ||
        !workplace_import(w, SHEET_REVIEWS, "reviews.csv", reviews) ||
        !workplace_do(w, "theme.new section=not_working name=\"My bus\"") ||
        !workplace_do(w, "theme.new section=working name=\"My Fun\"") ||
        !engine_process(w->engine, w->cycle, &now->process, &w->err))
        return false;
    now->painting = workplace_by(w, "statement", "source", "reviews.csv:2:working1");
    now->late = workplace_by(w, "statement", "source", "reviews.csv:2:not_working1");
    now->garden = workplace_by(w, "statement", "source", "reviews.csv:3:working1");
    now->cold = workplace_by(w, "statement", "source", "reviews.csv:3:not_working1");
    now->bus = workplace_by(w, "theme", "name", "My bus");
    now->fun = workplace_by(w, "theme", "name", "My Fun");
    return now->cold.len > 0;
}

/* @late, @bus, … become the ids that they stand for. */
static struct json filled(struct effect_case *now, const char *text)
{
    const struct {
        const char *name;
        struct str id;
    } names[] = {{"@painting", now->painting}, {"@garden", now->garden},
                 {"@late", now->late},         {"@cold", now->cold},
                 {"@bus", now->bus},           {"@fun", now->fun},
                 {"@cycle", now->w.cycle}};
    struct buf out = BUF_IN(now->w.arena);
    struct json value = json_null();
    for (struct str rest = str_of(text); rest.len;) {
        size_t taken = 0;
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
            if (str_starts(rest, str_of(names[i].name))) {
                buf_add(&out, names[i].id);
                taken = strlen(names[i].name);
            }
        if (!taken)
            buf_add_byte(&out, rest.ptr[0]);
        rest = str_slice(rest, taken ? taken : 1, rest.len);
    }
    if (!json_parse(now->w.arena, buf_str(&out), &value, &now->w.err))
        test_fail(now->w.t, text, 0, now->w.err.text);
    return value;
}

static bool apply_to(struct effect_case *now, const struct json *step, const char *reads,
                     const struct json *effects)
{
    struct workplace *w = &now->w;
    struct json asked = filled(now, reads), outcome = json_object();
    struct commit_request request = {
        .cycle = w->cycle, .actor = STR("Robin"), .name = STR("test.effect")};
    unsigned char bytes[8];
    struct command_done before;
    struct commit *commit;
    struct reading reading;
    crypto_random(bytes, sizeof bytes);
    request.key = crypto_hex(w->arena, bytes, sizeof bytes);
    if (!query_read(w->db, w->arena, now->process, &asked, &reading, &w->err) ||
        !commit_begin(w->engine->store, w->arena, &request, &before, &commit, &w->err))
        return false;
    struct json nothing = json_object();
    struct effect_source source = {w->engine, now->process, step, &nothing, false};
    if (effects_apply(&source, w->arena, &reading, effects, commit, &now->applied,
                      &w->err) &&
        commit_end(commit, &outcome, false, &w->err))
        return true;
    commit_abandon(commit);
    return false;
}

/* As if a hook of STEP that had read READS had given back EFFECTS. */
static bool apply(struct effect_case *now, const char *step, const char *reads,
                  const char *effects)
{
    struct json list = filled(now, effects);
    return apply_to(now, process_step(now->process, str_of(step)), reads, &list);
}

static bool done(struct effect_case *now, const char *step, const char *reads,
                 const char *effects)
{
    if (apply(now, step, reads, effects))
        return true;
    test_fail(now->w.t, effects, 0, now->w.err.text);
    return false;
}

static void does_every_operation(struct test *t)
{
    struct effect_case now;
    REQUIRE(t, open_case(t, &now));
    struct workplace *w = &now.w;
    REQUIRE(t, done(&now, "theme", "{\"s\":[\"@late\",\"@cold\"],\"t\":\"@bus\"}",
                    "[{\"create\":\"theme\",\"section\":\"not_working\",\"name\":\"A\"},"
                    "{\"create\":\"theme\",\"section\":\"not_working\",\"name\":\"B\"},"
                    "{\"link\":\"@late\",\"field\":\"theme\",\"to\":\"new:1\"},"
                    "{\"change\":\"@cold\",\"theme\":\"new:2\",\"tray\":\"unsure\"},"
                    "{\"flag\":\"@cold\",\"reason\":\"look\"},"
                    "{\"change\":\"@bus\",\"note\":\"later\",\"agreed\":true}]"));
    REQUIRE(t, now.applied.created.count == 2);
    CHECK(t, now.applied.changed.count == 3);
    struct str a = now.applied.created.items[0], b = now.applied.created.items[1];
    CHECK_STR(t, workplace_field(w, a, "name"), "A");
    CHECK(t, str_equal(workplace_field(w, now.late, "theme"), a));
    CHECK(t, str_equal(workplace_field(w, now.cold, "theme"), b));
    CHECK_STR(t, workplace_field(w, now.cold, "flags"), "[\"look\"]");
    CHECK_STR(t, workplace_field(w, now.bus, "agreed"), "yes");

    REQUIRE(t, done(&now, "theme", "{\"s\":[\"@late\",\"@cold\"]}",
                    "[{\"unlink\":\"@late\",\"field\":\"theme\"},"
                    "{\"unlink\":\"@cold\",\"field\":[\"theme\",\"tray\",\"flags\"]}]"));
    CHECK_STR(t, workplace_field(w, now.late, "theme"), "");
    CHECK_STR(t, workplace_field(w, now.cold, "tray"), "");
    CHECK_STR(t, workplace_field(w, now.cold, "flags"), "");

    REQUIRE(t, done(&now, "theme", "{\"t\":[\"@bus\",\"@fun\"]}",
                    "[{\"remove\":\"@bus\"},{\"change\":\"@fun\",\"note\":\"x\"}]"));
    CHECK(t, now.applied.removed.count == 1);
    CHECK(t, workplace_record(w, now.bus).type == JSON_NULL);
    REQUIRE(t, done(&now, "theme", "{}", "[]"));
    REQUIRE(t, done(&now, "theme", "{}", "{}")); /* Lua's empty table */
    CHECK_STR(t, workplace_verify(w), "");
    workplace_close(w);
}

/* A read may ask by what another record has; a remark changes nothing. */
static void reads_of_another_and_remarks(struct test *t)
{
    struct effect_case now;
    REQUIRE(t, open_case(t, &now));
    REQUIRE(t, done(&now, "collect",
                    "{\"all\":{\"kind\":\"statement\",\"where\":{\"person\":"
                    "{\"of\":\"one\",\"field\":\"person\"}}},\"one\":\"@late\"}",
                    "[{\"change\":\"@painting\",\"tray\":\"unsure\"},"
                    "{\"remark\":\"Look again\"}]"));
    CHECK(t, now.applied.changed.count == 1);
    REQUIRE(t, now.applied.remarks.count == 1);
    CHECK_STR(t, now.applied.remarks.items[0], "Look again");
    CHECK(t, !apply(&now, "collect",
                    "{\"all\":{\"kind\":\"statement\",\"where\":{\"person\":"
                    "{\"of\":\"two\",\"field\":\"person\"}}},\"one\":\"@late\"}",
                    "[]"));
    CHECK(t, strstr(now.w.err.text, "\"two\" is no record that is read by its id"));
    CHECK(t, !apply(&now, "collect", "{\"one\":\"@late\"}",
                    "[{\"change\":\"@garden\",\"tray\":\"unsure\"}]"));
    workplace_close(&now.w);
}

/* What this list has created can be worked on by what follows in it. */
static void works_on_what_is_new(struct test *t)
{
    struct effect_case now;
    REQUIRE(t, open_case(t, &now));
    REQUIRE(t, done(&now, "theme", "{\"s\":\"@late\"}",
                    "[{\"create\":\"theme\",\"section\":\"not_working\"},"
                    "{\"change\":\"new:1\",\"name\":\"Named later\"},"
                    "{\"link\":\"@late\",\"field\":\"theme\",\"to\":\"new:1\"},"
                    "{\"create\":\"theme\",\"section\":\"working\"},"
                    "{\"remove\":\"new:2\"}]"));
    REQUIRE(t, now.applied.created.count == 2);
    CHECK_STR(t, workplace_field(&now.w, now.applied.created.items[0], "name"),
              "Named later");
    CHECK(t, workplace_record(&now.w, now.applied.created.items[1]).type == JSON_NULL);
    CHECK_STR(t, workplace_verify(&now.w), "");
    workplace_close(&now.w);
}

/* The same record under two names, changed twice, is one record changed. */
static void changes_add_up(struct test *t)
{
    struct effect_case now;
    REQUIRE(t, open_case(t, &now));
    REQUIRE(t, done(&now, "theme", "{\"a\":\"@bus\",\"b\":[\"@bus\"]}",
                    "[{\"change\":\"@bus\",\"note\":\"one\"},"
                    "{\"change\":\"@bus\",\"agreed\":true},"
                    "{\"unlink\":\"@bus\",\"field\":\"note\"}]"));
    CHECK(t, now.applied.changed.count == 1);
    CHECK_STR(t, workplace_field(&now.w, now.bus, "agreed"), "yes");
    CHECK_STR(t, workplace_field(&now.w, now.bus, "note"), "");
    CHECK_STR(t, workplace_field(&now.w, now.bus, "version"), "4");
    /* What is as it was is not written. */
    REQUIRE(t, done(&now, "theme", "{\"a\":\"@bus\"}",
                    "[{\"change\":\"@bus\",\"agreed\":true}]"));
    CHECK(t, now.applied.changed.count == 0);
    CHECK_STR(t, workplace_field(&now.w, now.bus, "version"), "4");
    CHECK_STR(t, workplace_verify(&now.w), "");
    workplace_close(&now.w);
}

/* The same reason twice is one flag, not a broken list. */
static void flags_once(struct test *t)
{
    struct effect_case now;
    REQUIRE(t, open_case(t, &now));
    REQUIRE(t, done(&now, "collect", "{\"s\":\"@late\"}",
                    "[{\"flag\":\"@late\",\"reason\":\"look\"},"
                    "{\"flag\":\"@late\",\"reason\":\"look\"},"
                    "{\"flag\":\"@late\",\"reason\":\"again\"}]"));
    CHECK_STR(t, workplace_field(&now.w, now.late, "flags"), "[\"look\",\"again\"]");
    workplace_close(&now.w);
}

static void refuses_for_people(struct test *t)
{
    struct effect_case now;
    REQUIRE(t, open_case(t, &now));
    CHECK(t,
          !apply(&now, "theme", "{\"t\":\"@bus\"}",
                 "[{\"change\":\"@bus\",\"note\":\"x\"},{\"refuse\":\"Not today.\"}]"));
    CHECK(t, now.w.err.kind == ERROR_REFUSED);
    CHECK_STR(t, str_of(now.w.err.text), "Not today.");
    CHECK_STR(t, workplace_field(&now.w, now.bus, "note"), "");
    workplace_close(&now.w);
}

struct hostile {
    const char *step, *reads, *effects, *why;
};

static const struct hostile hostiles[] = {
    /* not a list of effects */
    {"theme", "{}", "\"create\"", "must return a list of effects"},
    {"theme", "{}", "{\"create\":\"theme\"}", "must return a list of effects"},
    {"theme", "{}", "[1]", "an effect names exactly one of"},
    {"theme", "{}", "[null]", "an effect names exactly one of"},
    {"theme", "{}", "[[]]", "an effect names exactly one of"},
    {"theme", "{}", "[{}]", "effect 1"},
    {"theme", "{}", "[{\"destroy\":\"@bus\"}]", "effect 1"},
    {"theme", "{\"t\":\"@bus\"}", "[{\"change\":\"@bus\",\"remove\":\"@bus\"}]",
     "exactly one"},
    {"theme", "{\"t\":\"@bus\"}", "[{\"change\":[\"@bus\"],\"note\":\"x\"}]", "by text"},
    {"theme", "{}", "[{\"create\":7}]", "by text"},
    {"theme", "{}", "[{\"refuse\":7}]", "by text"},
    {"theme", "{}", "[{\"refuse\":\"\"}]", "refuse"},
    /* kinds */
    {"theme", "{}", "[{\"create\":\"thmee\",\"section\":\"working\"}]", "theme"},
    {"theme", "{}", "[{\"create\":\"vote\"}]", "does not own the kind vote"},
    {"theme", "{}", "[{\"create\":\"person\"}]", "does not own the kind person"},
    {"theme", "{}", "[{\"create\":\"identity\"}]", "does not own the kind identity"},
    {"theme", "{}", "[{\"create\":\"member\",\"name\":\"me\",\"roles\":[\"owner\"]}]",
     "does not own the kind member"},
    {"theme", "{}", "[{\"create\":\"cycle\",\"name\":\"x\"}]", "does not own"},
    {"theme", "{\"s\":\"@late\"}", "[{\"remove\":\"@late\"}]", "does not own"},
    {"greedy", "{\"c\":\"@cycle\"}", "[{\"remove\":\"@cycle\"}]",
     "cannot remove a cycle"},
    {"greedy", "{}", "[{\"create\":\"cycle\",\"name\":\"x\"}]", "own the kind cycle"},
    {"greedy", "{}", "[{\"create\":\"identity\",\"person\":\"x\"}]", "own the kind"},
    {"theme", "{\"c\":\"@cycle\"}", "[{\"remove\":\"@cycle\"}]", "cannot remove a cycle"},
    /* what was not read, or is not there */
    {"theme", "{}", "[{\"change\":\"@bus\",\"note\":\"x\"}]", "was not read"},
    {"theme", "{}", "[{\"remove\":\"@bus\"}]", "was not read"},
    {"theme", "{}", "[{\"flag\":\"@late\",\"reason\":\"x\"}]", "was not read"},
    {"theme", "{}", "[{\"unlink\":\"@late\",\"field\":\"theme\"}]", "was not read"},
    {"theme", "{}", "[{\"link\":\"@late\",\"field\":\"theme\",\"to\":\"@bus\"}]",
     "was not read"},
    {"theme", "{}", "[{\"change\":\"theme-999999.0001\",\"note\":\"x\"}]",
     "was not read"},
    {"theme", "{}", "[{\"change\":\"new:1\",\"note\":\"x\"}]", "was not read"},
    {"theme", "{}", "[{\"change\":\"\",\"note\":\"x\"}]", "was not read"},
    {"theme", "{\"s\":\"@late\"}",
     "[{\"link\":\"@late\",\"field\":\"theme\",\"to\":\"theme-999999.0001\"}]",
     "there is no theme theme-999999.0001"},
    {"theme", "{\"s\":\"@late\"}",
     "[{\"link\":\"@late\",\"field\":\"theme\",\"to\":\"@cold\"}]", "there is no theme"},
    {"theme", "{\"s\":\"@late\"}",
     "[{\"link\":\"@late\",\"field\":\"theme\",\"to\":\"new:1\"}]", "new:1"},
    {"theme", "{\"s\":\"@late\"}",
     "[{\"link\":\"@late\",\"field\":\"theme\",\"to\":\"new:0\"}]", "new:0"},
    {"theme", "{\"s\":\"@late\"}",
     "[{\"link\":\"@late\",\"field\":\"theme\",\"to\":\"new:99999999999999999999\"}]",
     "there is no theme"},
    {"theme", "{\"s\":\"@late\"}", "[{\"link\":\"@late\",\"field\":\"theme\"}]", "to="},
    {"theme", "{\"s\":\"@late\"}", "[{\"link\":\"@late\",\"field\":\"theme\",\"to\":7}]",
     "to="},
    {"theme", "{\"s\":\"@late\"}", "[{\"link\":\"@late\",\"to\":\"@bus\"}]", "field"},
    /* fields */
    {"theme", "{\"t\":\"@bus\"}", "[{\"change\":\"@bus\",\"nmae\":\"x\"}]",
     "did you mean name"},
    {"theme", "{\"t\":\"@bus\"}", "[{\"change\":\"@bus\",\"id\":\"x\"}]", "no field id"},
    {"theme", "{\"t\":\"@bus\"}", "[{\"change\":\"@bus\",\"version\":9}]",
     "no field version"},
    {"theme", "{\"t\":\"@bus\"}", "[{\"change\":\"@bus\",\"section\":\"all\"}]",
     "section"},
    {"theme", "{\"t\":\"@bus\"}", "[{\"change\":\"@bus\",\"agreed\":\"yes\"}]", "agreed"},
    {"theme", "{\"t\":\"@bus\"}", "[{\"change\":\"@bus\",\"name\":[\"a\"]}]", "name"},
    {"theme", "{\"t\":\"@bus\"}", "[{\"change\":\"@bus\",\"name\":{\"a\":1}}]", "name"},
    {"theme", "{\"t\":\"@bus\"}", "[{\"change\":\"@bus\",\"name\":null}]", "name"},
    {"theme", "{\"t\":\"@bus\"}", "[{\"change\":\"@bus\",\"keywords\":[1]}]", "keywords"},
    {"theme", "{}", "[{\"create\":\"theme\",\"name\":\"no section\"}]", "section"},
    {"theme", "{\"t\":\"@bus\"}", "[{\"unlink\":\"@bus\",\"field\":\"section\"}]",
     "section"},
    {"theme", "{\"t\":\"@bus\"}", "[{\"unlink\":\"@bus\",\"field\":7}]", "field="},
    {"theme", "{\"t\":\"@bus\"}", "[{\"unlink\":\"@bus\"}]", "field="},
    {"theme", "{\"t\":\"@bus\"}", "[{\"unlink\":\"@bus\",\"field\":[7,[]]}]", "field="},
    {"theme", "{\"t\":\"@bus\"}", "[{\"unlink\":\"@bus\",\"field\":\"nothing\"}]",
     "cannot be cleared"},
    {"theme", "{\"s\":\"@late\"}", "[{\"flag\":\"@late\"}]", "reason"},
    {"theme", "{\"t\":\"@bus\"}", "[{\"flag\":\"@bus\",\"reason\":\"x\"}]",
     "takes no flags"},
    /* the core's own */
    {"prepare", "{\"c\":\"@cycle\"}", "[{\"change\":\"@cycle\",\"bundle\":\"x\"}]",
     "kept by Waymark itself"},
    {"prepare", "{\"c\":\"@cycle\"}", "[{\"change\":\"@cycle\",\"state\":\"closed\"}]",
     "kept by Waymark itself"},
    {"prepare", "{\"c\":\"@cycle\"}", "[{\"unlink\":\"@cycle\",\"field\":\"bundle\"}]",
     "cannot be cleared"},
    {"prepare", "{\"c\":\"@cycle\"}",
     "[{\"link\":\"@cycle\",\"field\":\"previous\",\"to\":\"@cycle\"}]",
     "kept by Waymark itself"},
    {"prepare", "{\"c\":\"@cycle\"}",
     "[{\"change\":\"@cycle\",\"scope\":{\"shcool\":"
     "[\"x\"]}}]",
     "shcool"},
    /* after it has gone */
    {"theme", "{\"t\":\"@bus\"}",
     "[{\"remove\":\"@bus\"},{\"change\":\"@bus\",\"note\":\"x\"}]", "removed"},
    {"theme", "{\"t\":\"@bus\"}", "[{\"remove\":\"@bus\"},{\"remove\":\"@bus\"}]",
     "removed"},
    {"theme", "{\"t\":\"@bus\",\"s\":\"@late\"}",
     "[{\"remove\":\"@bus\"},{\"link\":\"@late\",\"field\":\"theme\",\"to\":\"@bus\"}]",
     "there is no theme"},
    {"theme", "{\"t\":\"@bus\",\"s\":\"@late\"}",
     "[{\"link\":\"@late\",\"field\":\"theme\",\"to\":\"@bus\"},{\"remove\":\"@bus\"}]",
     "still belongs to it"},
};

static void withstands_hostile_effects(struct test *t)
{
    struct effect_case now;
    struct json *greedy = arena_alloc(t->arena, sizeof *greedy);
    REQUIRE(t, open_case(t, &now));
    size_t records =
        workplace_count(&now.w, "statement") + workplace_count(&now.w, "theme");
    /* A step that claims to own what no step may. */
    *greedy = filled(&now, "{\"name\":\"greedy\",\"records\":[\"cycle\",\"identity\","
                           "\"member\",\"person\",7,{}]}");
    for (size_t i = 0; i < sizeof hostiles / sizeof hostiles[0]; i++) {
        const struct hostile *one = &hostiles[i];
        struct json effects = filled(&now, one->effects);
        const struct json *step = process_step(now.process, str_of(one->step));
        if (apply_to(&now, step ? step : greedy, one->reads, &effects))
            test_fail(t, one->effects, (int)i, "it was done");
        else if (!strstr(now.w.err.text, one->why))
            test_fail_str(t, one->effects, (int)i, str_of(now.w.err.text),
                          str_of(one->why));
    }
    CHECK(t, workplace_count(&now.w, "statement") + workplace_count(&now.w, "theme") ==
                 records);
    CHECK(t, workplace_count(&now.w, "cycle") == 1);
    CHECK_STR(t, workplace_verify(&now.w), "");
    workplace_close(&now.w);
}

static void refuses_other_cycles(struct test *t)
{
    struct effect_case now;
    REQUIRE(t, open_case(t, &now));
    struct workplace *w = &now.w;
    REQUIRE(t, workplace_next(w, "2026"));
    REQUIRE_OK(t, engine_process(w->engine, w->cycle, &now.process, &w->err), w->err);
    /* Last year's may be read, but not changed, and only marked fields may lead there. */
    CHECK(t, !apply(&now, "theme", "{\"t\":\"@bus\"}",
                    "[{\"change\":\"@bus\",\"note\":\"x\"}]"));
    CHECK(t, strstr(w->err.text, "belongs to another cycle") != NULL);
    CHECK(t, !apply(&now, "theme", "{\"t\":\"@bus\"}", "[{\"remove\":\"@bus\"}]"));
    CHECK(t, !apply(&now, "understand", "{}",
                    "[{\"create\":\"cause\",\"theme\":\"@bus\",\"text\":\"x\"}]"));
    CHECK(t, strstr(w->err.text, "there is no theme") != NULL);
    REQUIRE(t, done(&now, "theme", "{}",
                    "[{\"create\":\"theme\",\"section\":\"not_working\",\"name\":\"Bus\","
                    "\"previous\":\"@bus\"}]"));
    /* Now last year's theme cannot go: this year's leads to it. */
    struct str last;
    REQUIRE_OK(t, engine_cycle(w->engine, STR("2025"), &last, &w->err), w->err);
    REQUIRE_OK(t, engine_process(w->engine, last, &now.process, &w->err), w->err);
    CHECK(t, !apply(&now, "theme", "{\"t\":\"@bus\"}", "[{\"remove\":\"@bus\"}]"));
    CHECK(t, strstr(w->err.text, "still belongs to it") != NULL);
    workplace_close(w);
}

static void has_a_limit(struct test *t)
{
    struct effect_case now;
    struct json effects = json_list();
    struct json one;
    REQUIRE(t, open_case(t, &now));
    one = filled(&now, "{\"create\":\"theme\",\"section\":\"working\"}");
    for (int i = 0; i < 6000; i++)
        json_add(t->arena, &effects, one);
    const struct json *step = process_step(now.process, STR("theme"));
    CHECK(t, !apply_to(&now, step, "{}", &effects));
    CHECK(t, now.w.err.kind == ERROR_LIMIT);
    CHECK(t, workplace_count(&now.w, "theme") == 2);
    effects.list.count = EFFECT_MOST;
    CHECK(t, apply_to(&now, step, "{}", &effects));
    CHECK(t, workplace_count(&now.w, "theme") == 2 + EFFECT_MOST);
    workplace_close(&now.w);
}

const struct test_case effect_tests[] = {
    {"every operation is done", does_every_operation},
    {"reads of another and remarks", reads_of_another_and_remarks},
    {"what is new can be worked on at once", works_on_what_is_new},
    {"changes to one record add up", changes_add_up},
    {"the same flag is set once", flags_once},
    {"a refusal undoes the rest, in the script's words", refuses_for_people},
    {"hostile effects are refused, each with its reason", withstands_hostile_effects},
    {"other cycles are out of reach", refuses_other_cycles},
    {"six thousand effects are too many", has_a_limit},
    {0},
};
