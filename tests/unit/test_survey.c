/* SPDX-License-Identifier: MIT */
/* What the columns of a file seem to be, and what people say they are. */
#include "cycle/survey.h"
#include "test.h"

static struct json parse(struct test *t, const char *text)
{
    struct json out = json_object();
    struct error err;
    if (!json_parse(t->arena, str_of(text), &out, &err))
        test_fail(t, __FILE__, __LINE__, err.text);
    return out;
}

static struct survey survey(struct test *t, const char *text, const struct json *own)
{
    struct survey out = {.line = 0};
    struct rows *rows;
    struct error err;
    if (!rows_of_csv(t->arena, STR("a.csv"), str_of(text), &rows, &err) ||
        !survey_rows(t->arena, STR("reviews"), rows, own, &out, &err)) {
        test_fail(t, __FILE__, __LINE__, err.text);
        return out;
    }
    rows_close(rows);
    return out;
}

static void counts_cells(struct test *t)
{
    static const char text[] = "Our list\n"
                               "Pupil ref,Review date,Strengths,Officer,Empty\n"
                               "R1,1/5/2025,I like cooking at home,Mrs Patel,\n"
                               "R2,2/5/2025,,Mr Khan,\n";
    struct survey got = survey(t, text, NULL);
    REQUIRE(t, got.count == 5);
    CHECK(t, got.understood && got.titles_safe && got.line == 2 && got.rows == 2);
    CHECK(t, got.items[0].state == SURVEY_KNOWN && got.items[0].field == FIELD_REFERENCE);
    CHECK(t, got.items[2].state == SURVEY_UNKNOWN && got.items[2].filled == 1 &&
                 got.items[2].sentences == 1);
    CHECK(t, got.items[3].filled == 2 && got.items[3].sentences == 0);
    CHECK(t, survey_asks(&got, &got.items[2]) && !survey_asks(&got, &got.items[3]));
    /* Where a needed one is missing, anything may be it. */
    got = survey(t, "Whose,When,Working 1,Not working 1,Empty\nR1,1/5/2025,a,b,\n", NULL);
    CHECK(t, !got.understood && got.missing.len > 0);
    CHECK(t, survey_asks(&got, &got.items[0]) && survey_asks(&got, &got.items[1]));
    CHECK(t, !survey_asks(&got, &got.items[2]) && !survey_asks(&got, &got.items[4]));
}

/* A row that may be somebody's is no row of names to be shown. */
static void shows_no_row_of_data(struct test *t)
{
    struct survey got = survey(t, "Zelda Quixby,1/5/2025,Art\nMo,2/5/2025,Bus\n", NULL);
    CHECK(t, !got.understood && !got.titles_safe);
    for (size_t i = 0; i < got.count; i++)
        CHECK(t, !survey_asks(&got, &got.items[i]));
    got = survey(t, "", NULL);
    CHECK(t, got.line == 0 && got.count == 0);
}

static void keeps_what_was_said(struct test *t)
{
    static const char text[] =
        "Pupil ref,Review date,Strengths 1,Strengths 2,Officer\nR1,1/5/2025,a,b,c\n";
    struct json own = parse(t, "{\"values\": {\"perspective\": {\"family\": [\"nan\"]}}, "
                               "\"not_used\": [\"STRENGTHS\", \"Fax\"]}");
    survey_set(t->arena, &own, STR("Strengths 2"), FIELD_WORKING);
    survey_set(t->arena, &own, STR("Officer"), FIELD_NONE);
    struct survey got = survey(t, text, &own);
    REQUIRE(t, got.count == 5);
    CHECK(t, got.items[2].field == FIELD_WORKING && got.items[3].field == FIELD_WORKING);
    CHECK(t, got.items[4].state == SURVEY_NOT_NEEDED);
    CHECK_STR(
        t, json_write(t->arena, &own),
        "{\"fields\":{\"working\":{\"names\":[\"Strengths\"]}},\"not_used\":[\"Fax\","
        "\"Officer\"],\"values\":{\"perspective\":{\"family\":[\"nan\"]}}}");
    /* Otherwise later: one thing only. */
    survey_set(t->arena, &own, STR("Strengths"), FIELD_NOT_WORKING);
    survey_set(t->arena, &own, STR("officer"), FIELD_SCHOOL);
    CHECK_STR(
        t, json_write(t->arena, &own),
        "{\"fields\":{\"not_working\":{\"names\":[\"Strengths\"]},\"school\":{"
        "\"names\":[\"officer\"]},\"working\":{\"names\":[]}},\"not_used\":[\"Fax\"],"
        "\"values\":{\"perspective\":{\"family\":[\"nan\"]}}}");
    CHECK(t, !survey_sheet_left(t->arena, &own, STR("Notes")));
    survey_leave_sheet(t->arena, &own, STR("Notes"));
    CHECK(t, survey_sheet_left(t->arena, &own, STR("notes")));
    got = survey(t, text, &own);
    CHECK(t, got.items[4].field == FIELD_SCHOOL);
}

static void takes_back_what_was_said(struct test *t)
{
    struct survey_said_list said;
    struct json own =
        parse(t, "{\"values\": {\"perspective\": {\"family\": [\"nan\"]}}}");
    survey_said_of(t->arena, &own, &said);
    CHECK(t, said.count == 0);
    survey_set(t->arena, &own, STR("Strengths 2"), FIELD_WORKING);
    survey_set(t->arena, &own, STR("Officer"), FIELD_NONE);
    survey_leave_sheet(t->arena, &own, STR("Notes"));
    survey_said_of(t->arena, &own, &said);
    REQUIRE(t, said.count == 3);
    CHECK_STR(t, said.items[0].name, "Strengths");
    CHECK(t, said.items[0].field == FIELD_WORKING && !said.items[0].is_sheet);
    CHECK(t, said.items[1].field == FIELD_NONE && !said.items[1].is_sheet);
    CHECK_STR(t, said.items[2].name, "Notes");
    CHECK(t, said.items[2].is_sheet);
    CHECK(t, !survey_forget(t->arena, &own, STR("Notes"))); /* a sheet, no column */
    CHECK(t, !survey_forget(t->arena, &own, STR("[Officer]")));
    CHECK(t, !survey_forget(t->arena, &own, STR("Fax")));
    CHECK(t, survey_forget(t->arena, &own, STR("strengths 1")));
    CHECK(t, survey_forget(t->arena, &own, STR("OFFICER")));
    CHECK(t, survey_forget(t->arena, &own, STR("[notes]")));
    CHECK(t, !survey_forget(t->arena, &own, STR("Officer")));
    survey_said_of(t->arena, &own, &said);
    CHECK(t, said.count == 0);
    CHECK(t, json_find(&own, STR("values")) != NULL);
}

static void finds_fields_by_name_or_title(struct test *t)
{
    struct survey got = survey(t, "Pupil ref,Review date\nR1,1/5/2025\n", NULL);
    static const struct {
        const char *word;
        enum field field;
    } words[] = {{"working", FIELD_WORKING},
                 {"Not working", FIELD_NOT_WORKING},
                 {"not_working", FIELD_NOT_WORKING},
                 {"Future", FIELD_ASPIRATION},
                 {"aspiration", FIELD_ASPIRATION},
                 {"Review date", FIELD_DATE},
                 {"person id", FIELD_REFERENCE},
                 {"upn", FIELD_UPN},
                 {"table", FIELD_NONE},
                 {"ignore", FIELD_NONE}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        CHECK(t, survey_field(t->arena, &got.mapping, str_of(words[i].word)) ==
                     words[i].field);
}

const struct test_case survey_tests[] = {
    {"cells are counted, and columns known", counts_cells},
    {"a row of data is not shown", shows_no_row_of_data},
    {"what was said of a column is kept, once", keeps_what_was_said},
    {"what was said can be taken back", takes_back_what_was_said},
    {"fields are found by name or title", finds_fields_by_name_or_title},
    {0},
};
