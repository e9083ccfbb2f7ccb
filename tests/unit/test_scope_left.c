/* SPDX-License-Identifier: MIT */
/* Rows that a scope left out, and that count once it is wider: which file to import
 * again, until that is done. */
#include "engine/scope_left.h"
#include "scripts.h"
#include "workplace.h"

#define HEAD "Reference,School,Year,Review date,Working 1\n"
#define ASH "T1,Ash,9,04/11/2024,Music\n"
#define ELM "T2,Elm,10,04/11/2024,Chess\nT3,Elm,9,05/11/2024,Tea\n"
#define UNREADABLE "T4,Ash,9,31/02/2024,Art\n"

/* "a.csv 2, b.csv 1": files to import again. */
static struct str to_do(struct workplace *w)
{
    struct json body = workplace_record(w, w->cycle);
    struct scope_left_list list;
    struct buf out = BUF_IN(w->arena);
    if (!scope_left_find(w->db, w->arena, w->cycle, json_find(&body, STR("scope")), &list,
                         &w->err))
        return str_of(w->err.text);
    for (size_t i = 0; i < list.count; i++)
        buf_add_format(&out, "%s%.*s %zu", i ? ", " : "", STR_ARGS(list.items[i].file),
                       list.items[i].rows);
    return buf_str(&out);
}

static struct str remarks_of(struct workplace *w)
{
    const struct json *remarks = json_find(&w->result.outcome, STR("remarks"));
    return remarks ? json_write(w->arena, remarks) : STR_NONE;
}

static bool choose(struct workplace *w, const char *school)
{
    struct str line =
        str_format(w->arena, "prepare.scope field=school values=\"%s\"", school);
    return workplace_do(w, str_c(w->arena, line));
}

static bool choose_everyone(struct workplace *w)
{
    return workplace_do(w, "prepare.scope field=everyone");
}

static bool reviews(struct workplace *w, const char *name, const char *rows)
{
    struct str text = str_format(w->arena, "%s%s", HEAD, rows);
    return workplace_import(w, SHEET_REVIEWS, name, str_c(w->arena, text));
}

static void says_which_file_until_it_is_done(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, choose(&w, "Ash"));
    REQUIRE(t, reviews(&w, "a.csv", ASH ELM));
    REQUIRE(t, reviews(&w, "all in.csv", "T5,Ash,9,06/11/2024,Pool\n"));
    CHECK_STR(t, to_do(&w), "");
    REQUIRE(t, choose_everyone(&w));
    CHECK_STR(t, remarks_of(&w),
              "[\"2 rows of a.csv were left out by whose reviews counted when it was "
              "imported, and are not there: import it again, so that those who count now "
              "come in (`waymark import reviews a.csv`)\"]");
    CHECK_STR(t, to_do(&w), "a.csv 2");
    REQUIRE(t, reviews(&w, "a.csv", ASH ELM));
    CHECK(t, w.counts.reviews == 2);
    CHECK_STR(t, to_do(&w), "");
    /* Taken back, they are not there again. */
    REQUIRE(t, workplace_undo(&w, w.result.number + 1));
    CHECK_STR(t, to_do(&w), "a.csv 2");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void says_nothing_of_less(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, choose(&w, "Ash,Oak"));
    REQUIRE(t, reviews(&w, "a.csv", ASH ELM));
    REQUIRE(t, choose(&w, "Oak"));
    CHECK_STR(t, to_do(&w), "");
    REQUIRE(t, choose(&w, "ASH"));
    REQUIRE(t, workplace_do(&w, "prepare.scope field=year_group values=9"));
    CHECK_STR(t, to_do(&w), "");
    REQUIRE(t, choose(&w, "Ash,Elm"));
    CHECK_STR(t, to_do(&w), "a.csv 2");
    /* Another choice, and not a wider one. */
    REQUIRE(t, choose(&w, "Elm"));
    CHECK_STR(t, to_do(&w), "a.csv 2");
    REQUIRE(t, reviews(&w, "a.csv", ASH ELM));
    CHECK(t, w.counts.reviews == 1 && w.counts.out_of_scope == 2);
    CHECK_STR(t, to_do(&w), "");
    REQUIRE(t, choose(&w, "Elm,Ash"));
    CHECK_STR(t, to_do(&w), "a.csv 2");
    workplace_close(&w);
}

/* A command that nothing came of is not kept where nothing depends on it. */
static void knows_of_a_file_that_brought_nothing(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, choose(&w, "Ash"));
    REQUIRE(t, reviews(&w, "a.csv", ELM UNREADABLE));
    CHECK(t, w.counts.reviews == 0 && w.counts.refused_rows == 1);
    REQUIRE(t, choose_everyone(&w));
    CHECK_STR(t, to_do(&w), "a.csv 2");
    REQUIRE(t, reviews(&w, "b.csv", ELM));
    CHECK_STR(t, to_do(&w), "a.csv 2");
    REQUIRE(t, reviews(&w, "a.csv", ELM UNREADABLE));
    CHECK(t, w.counts.reviews == 0 && w.counts.refused_rows == 1);
    CHECK_STR(t, to_do(&w), "");
    workplace_close(&w);
}

static void knows_a_corrected_file(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, choose(&w, "Ash"));
    REQUIRE(t, reviews(&w, "a.csv", ASH ELM));
    REQUIRE(t, reviews(&w, "a.csv", "T7,Elm,9,04/11/2024,Stars\n"));
    REQUIRE(t, reviews(&w, "b.csv", "T8,Ash,9,04/11/2024,Judo\n" ELM));
    REQUIRE(t, choose_everyone(&w));
    /* Another school may call its file the same. */
    CHECK_STR(t, to_do(&w), "a.csv 3, b.csv 2");
    REQUIRE(t, reviews(&w, "a.csv", "T1,Ash,9,04/11/2024,Music and dance\n" ELM));
    CHECK_STR(t, to_do(&w), "a.csv 1, b.csv 2");
    REQUIRE(t, reviews(&w, "better.csv",
                       "T8,Ash,9,04/11/2024,Judo\n" ELM "T9,Elm,9,04/11/2024,Tea\n"));
    CHECK_STR(t, to_do(&w), "a.csv 1");
    workplace_close(&w);
}

/* What a few rows corrected since stays, and the rest comes in. */
static void lets_the_rest_in_beside_a_correction(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, choose(&w, "Ash"));
    REQUIRE(t, reviews(&w, "a.csv", ASH "T6,Ash,9,04/11/2024,Rain\n" ELM));
    REQUIRE(t, reviews(&w, "fix.csv", "T1,Ash,11,04/11/2024,Music\n"));
    CHECK(t, w.counts.corrected == 1);
    REQUIRE(t, choose_everyone(&w));
    CHECK_STR(t, to_do(&w), "a.csv 2");
    REQUIRE(t, reviews(&w, "a.csv", ASH "T6,Ash,9,04/11/2024,Rain\n" ELM));
    CHECK(t, !w.counts.refused && w.counts.reviews == 2 && w.counts.older == 1);
    CHECK(t, workplace_noticed(&w, 2, "this row is older than what is there"));
    CHECK(t, workplace_by(&w, "review", "year_group", "11").len > 0);
    CHECK_STR(t, to_do(&w), "");
    workplace_close(&w);
}

/* Nor does an older file put back what a newer one has brought in meanwhile. */
static void takes_no_older_file_after_a_newer(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, choose(&w, "Ash"));
    REQUIRE(t, reviews(&w, "a.csv", ASH ELM));
    REQUIRE(t, reviews(&w, "new.csv", "T2,Elm,12,04/11/2024,Chess\n"));
    REQUIRE(t, choose_everyone(&w));
    CHECK_STR(t, to_do(&w), "a.csv 2, new.csv 1");
    REQUIRE(t, reviews(&w, "new.csv", "T2,Elm,12,04/11/2024,Chess\n"));
    REQUIRE(t, reviews(&w, "a.csv", ASH ELM));
    CHECK(t, w.counts.refused);
    CHECK(t, workplace_by(&w, "review", "year_group", "12").len > 0);
    CHECK_STR(t, to_do(&w), "a.csv 2");
    workplace_close(&w);
}

static void names_plans_after_reviews(struct test *t)
{
    static const char plans[] = "Reference,Aspiration 1\nT2,A job with animals\n"
                                "T1,To see the sea\n";
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, choose(&w, "Ash"));
    REQUIRE(t, reviews(&w, "seen.csv", ASH));
    REQUIRE(t, choose_everyone(&w));
    REQUIRE(t, reviews(&w, "elm.csv", "T2,Elm,10,04/11/2023,Chess\n"));
    REQUIRE(t, choose(&w, "Ash"));
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", plans));
    CHECK(t, w.counts.out_of_scope == 1);
    REQUIRE(t, reviews(&w, "late.csv", ELM));
    CHECK_STR(t, to_do(&w), "");
    REQUIRE(t, choose_everyone(&w));
    CHECK_STR(t, to_do(&w), "late.csv 2, plans.csv 1");
    REQUIRE(t, reviews(&w, "late.csv", ELM));
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", plans));
    CHECK(t, w.counts.statements == 1);
    CHECK_STR(t, to_do(&w), "");
    workplace_close(&w);
}

const struct test_case scope_left_tests[] = {
    {"the file is named until it is imported again", says_which_file_until_it_is_done},
    {"a narrower scope asks for nothing", says_nothing_of_less},
    {"a file that brought nothing is known", knows_of_a_file_that_brought_nothing},
    {"so is one that was corrected", knows_a_corrected_file},
    {"what was corrected since stays", lets_the_rest_in_beside_a_correction},
    {"an older file puts nothing back", takes_no_older_file_after_a_newer},
    {"plans come after reviews", names_plans_after_reviews},
    {0},
};
