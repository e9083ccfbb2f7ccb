/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "cycle/published.h"
#include "cycle/published_kept.h"
#include "format/json.h"
#include "report/chart_parts.h"
#include "report/html.h"
#include "report/json.h"
#include "report/markup.h"

#include <stdio.h>
#include <string.h>

static size_t count_of(struct str page, struct str part)
{
    size_t count = 0;
    for (size_t at; (at = str_find(page, part)) != SIZE_MAX; count++)
        page = str_slice(page, at + part.len, page.len);
    return count;
}

static bool has(struct str page, const char *part)
{
    return str_find(page, str_of(part)) != SIZE_MAX;
}

/* What stands between the style sheet and the end. */
static struct str body_of(struct str page)
{
    size_t from = str_find(page, STR("<body>")), to = str_find(page, STR("</html>"));
    return from == SIZE_MAX || to == SIZE_MAX ? STR_NONE : str_slice(page, from, to);
}

static struct str page_of(struct test *t, const struct published *doc)
{
    struct str page = STR_NONE;
    struct error err;
    if (!report_html(t->arena, doc, &page, &err))
        test_fail(t, __FILE__, __LINE__, err.text);
    return body_of(page);
}

/* Whether every tag that opens closes again, in order, and every `<` is a tag. */
static bool is_well_formed(struct str page)
{
    struct str open[64];
    size_t depth = 0;
    while (page.len) {
        size_t at = str_find_byte(page, '<');
        if (at == SIZE_MAX)
            break;
        page = str_slice(page, at + 1, page.len);
        struct str tag = str_cut(&page, '>');
        struct str rest = tag, name = str_cut(&rest, ' ');
        bool alone = str_ends(tag, STR("/")) || str_equal(name, STR("br"));
        if (str_starts(name, STR("/"))) {
            name = str_slice(name, 1, name.len);
            if (depth == 0 || !str_equal(open[depth - 1], name))
                return false;
            depth--;
        } else if (!alone && depth < sizeof open / sizeof open[0]) {
            open[depth++] = name;
        }
    }
    return depth == 0;
}

static struct published a_document(struct arena *arena)
{
    struct published doc = published_new(arena, STR("Our report"));
    doc.authority = STR("Thornmere");
    doc.hidden_note = STR("Small numbers are hidden.");
    published_heading(&doc, 2, STR("What is working"), STR_NONE);
    published_mark(&doc, PUBLISHED_WORKING);
    published_paragraph(&doc, STR("First line.\nSecond line."));
    published_table(&doc, STR("Themes"), STR("A note."), STR_NONE);
    published_column(&doc, STR("Theme"), false);
    published_column(&doc, STR("People"), true);
    published_row(&doc);
    published_row_anchor(&doc, STR("theme-000012.0003"));
    published_text(&doc, STR("I have friends"));
    published_number(&doc, 1204);
    published_row(&doc);
    published_text(&doc, STR("I am safe"));
    published_number(&doc, -1);
    published_chart(&doc, PUBLISHED_BARS, STR("How many said so"));
    published_mark(&doc, PUBLISHED_WORKING);
    published_quote(&doc, PUBLISHED_WORKING, STR("It is great"), STR("young person"),
                    STR_NONE);
    published_quote(&doc, PUBLISHED_ASPIRATION, STR("A job"), STR("family"), STR_NONE);
    published_heading(&doc, 2, STR("Actions"), STR_NONE);
    published_table(&doc, STR("What we will do"), STR_NONE, STR_NONE);
    published_column(&doc, STR("What"), false);
    published_column(&doc, STR("Who"), false);
    published_column(&doc, STR("Because"), false);
    published_row(&doc);
    published_text(&doc, STR("Buy a bus"));
    published_text(&doc, STR("Transport"));
    published_text(&doc, STR("I have friends"));
    published_cell_link(&doc, STR("theme-000012.0003"));
    return doc;
}

static void a_page_has_its_parts(struct test *t)
{
    struct published doc = a_document(t->arena);
    struct str whole, page = page_of(t, &doc);
    struct error err;
    REQUIRE_OK(t, report_html(t->arena, &doc, &whole, &err), err);
    CHECK(t, str_starts(whole, STR("<!DOCTYPE html>\n<html lang=\"en-GB\">")));
    CHECK(t, has(whole, "<title>Our report – Thornmere</title>"));
    CHECK(t, count_of(whole, STR("<style>")) == 1);
    CHECK(t, is_well_formed(page));
    CHECK(t, count_of(page, STR("<h1>")) == 1);
    CHECK(t, count_of(page, STR("<main")) == 1 && count_of(page, STR("<nav")) == 1);
    CHECK(t, has(page, "<a class=\"skip\" href=\"#report\">"));
    CHECK(t, has(page, "<li><a href=\"#heading-1\">"));
    CHECK(t, has(page, "<h2 class=\"working\" id=\"heading-1\">"));
    CHECK(t, has(page, "<p>First line.<br>Second line.</p>"));
    CHECK(t, has(page, "<th scope=\"col\" class=\"number\">People</th>"));
    CHECK(t, has(page, "<th scope=\"row\">I have friends</th>"));
    CHECK(t, has(page, "<td class=\"number\">1,204</td>"));
    CHECK(t, has(page, "What is working: </span>young person"));
    CHECK(t, count_of(page, STR("<div class=\"quotes\">")) == 1);
    CHECK(t, !has(whole, "<script") && !has(whole, "http"));
}

/* Where everybody is too few, there are no bars of which each says "hidden". */
static void a_chart_of_nothing_is_left_out(struct test *t)
{
    static const int64_t counts[][2] = {{-1, -1}, {-1, 7}};
    for (size_t i = 0; i < 2; i++) {
        struct published doc = published_new(t->arena, STR("Our report"));
        published_table(&doc, STR("What they said"), STR_NONE, STR_NONE);
        published_column(&doc, STR("Theme"), false);
        published_column(&doc, STR("People"), true);
        for (size_t r = 0; r < 2; r++) {
            published_row(&doc);
            published_text(&doc, r ? STR("Buses") : STR("Friends"));
            published_number(&doc, counts[i][r]);
        }
        published_chart(&doc, PUBLISHED_BARS, STR("How many said so"));
        struct str page = page_of(t, &doc);
        CHECK(t, has(page, "<div class=\"picture") == (i == 1));
        CHECK(t, has(page, "How many said so") == (i == 1));
        CHECK(t, has(page, "What they said") && has(page, "Friends"));
    }
}

static void a_chart_stands_with_its_table(struct test *t)
{
    struct published doc = a_document(t->arena);
    struct str page = page_of(t, &doc);
    size_t picture = str_find(page, STR("role=\"img\""));
    REQUIRE(t, picture != SIZE_MAX);
    struct str after = str_slice(page, picture, page.len);
    size_t table = str_find(after, STR("<caption id=\"table-1\">Themes</caption>"));
    REQUIRE(t, table != SIZE_MAX);
    CHECK(t, table < str_find(after, STR("</figure>")));
    CHECK(t, has(page, "aria-labelledby=\"chart-1-title chart-1-desc\""));
    CHECK(t, has(page, "<title id=\"chart-1-title\">How many said so</title>"));
    CHECK(t,
          has(page, "<desc id=\"chart-1-desc\">Bar chart of 2 rows. People: most 1,204 "
                    "(I have friends). 1 hidden. The table below has every "
                    "number that is not hidden.</desc>"));
}

/* A table that is called as the heading above it is: its name is for the ear only. */
static void a_title_is_not_seen_twice(struct test *t)
{
    struct published doc = published_new(t->arena, STR("Our report"));
    published_heading(&doc, 2, STR("What we will do"), STR_NONE);
    published_paragraph(&doc, STR("Ten actions."));
    published_table(&doc, STR("What we will do"), STR_NONE, STR_NONE);
    published_column(&doc, STR("What"), false);
    published_table(&doc, STR("What we will not do"), STR_NONE, STR_NONE);
    published_column(&doc, STR("What"), false);
    struct str page = page_of(t, &doc);
    CHECK(t, has(page, "<caption id=\"table-1\"><span class=\"unseen\">What we will do"
                       "</span></caption>"));
    CHECK(t, has(page, "<caption id=\"table-2\">What we will not do</caption>"));
}

static void a_hidden_count_leaves_no_trace(struct test *t)
{
    struct published doc = a_document(t->arena);
    doc.hidden_words = STR("not shown");
    struct str page = page_of(t, &doc);
    CHECK(t, has(page, "<td class=\"number hidden-number\">not shown</td>"));
    CHECK(t, has(page, ">not shown</text>"));
    CHECK(t, has(page, "see <a href=\"#numbers\">about the numbers</a>"));
    CHECK(t, has(page, "<h2 id=\"numbers\">About the numbers</h2>\n<p>Small numbers are "
                       "hidden.</p>"));
    /* One bar and the square of the sign that is none of ours: one known count. */
    CHECK(t, count_of(page, STR("%\" height=\"20\" fill=")) == 1);
    for (size_t b = 0; b < doc.count; b++)
        if (doc.blocks[b].table && doc.blocks[b].table->rows[0].cells[1].count == 1204)
            CHECK(t, doc.blocks[b].table->rows[1].cells[1].count == 0);
}

static void text_is_escaped_everywhere(struct test *t)
{
    const struct str bad = STR("<script>alert(\"x\")</script>&'");
    const struct str safe =
        STR("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;");
    struct published doc = published_new(t->arena, bad);
    doc.subtitle = doc.authority = doc.date = doc.hidden_words = doc.hidden_note = bad;
    published_heading(&doc, 2, bad, bad);
    published_paragraph(&doc, bad);
    published_quote(&doc, PUBLISHED_PLAIN, bad, bad, bad);
    published_table(&doc, bad, bad, bad);
    published_column(&doc, bad, false);
    published_column(&doc, bad, false);
    published_column(&doc, bad, false);
    published_column(&doc, bad, true);
    published_row(&doc);
    published_text(&doc, bad);
    published_text(&doc, bad);
    published_text(&doc, bad);
    published_hidden(&doc);
    published_cell_link(&doc, bad);
    published_chart(&doc, PUBLISHED_LINE, bad);
    published_chart_target(&doc, bad);
    struct str whole, page = page_of(t, &doc);
    struct error err;
    REQUIRE_OK(t, report_html(t->arena, &doc, &whole, &err), err);
    CHECK(t, !has(whole, "<script") && !has(whole, "alert(\""));
    CHECK(t, !has(whole, "</script"));
    CHECK(t, is_well_formed(page));
    CHECK(t, count_of(page, safe) >= 20);
    CHECK(t, has(page, "data-column=\"&lt;script&gt;"));
}

static void anchors_become_safe_ids(struct test *t)
{
    static const struct {
        const char *anchor, *id;
    } anchors[] = {
        {"theme-000012.0003", "at-theme-000012_2e0003"},
        {"a b", "at-a_20b"},
        {"a_20b", "at-a_5f20b"},
        {"\" onclick=\"x", "at-_22_20onclick_3d_22x"},
        {"caf\xc3\xa9", "at-caf_c3_a9"},
        {"9", "at-9"},
    };
    for (size_t i = 0; i < sizeof anchors / sizeof anchors[0]; i++) {
        struct buf buf = BUF_IN(t->arena);
        markup_id(&buf, str_of(anchors[i].anchor));
        CHECK_STR(t, buf_str(&buf), anchors[i].id);
    }
}

static void links_lead_somewhere_or_are_text(struct test *t)
{
    struct published doc = a_document(t->arena);
    published_row(&doc);
    published_text(&doc, STR("Lost"));
    published_cell_link(&doc, STR("nowhere"));
    published_paragraph(&doc, STR("Between."));
    published_table(&doc, STR("Twice"), STR_NONE, STR("theme-000012.0003"));
    published_column(&doc, STR("Only"), false);
    struct str page = page_of(t, &doc);
    CHECK(t, count_of(page, STR("id=\"at-theme-000012_2e0003\"")) == 1);
    CHECK(t, has(page, "<tr id=\"at-theme-000012_2e0003\">"));
    CHECK(t, has(page, "<a href=\"#at-theme-000012_2e0003\">I have friends</a>"));
    CHECK(t, has(page, "role=\"rowheader\">Lost</th>"));
    CHECK(t, !has(page, "nowhere"));
}

static void headings_never_skip_a_level(struct test *t)
{
    struct published doc = published_new(t->arena, STR("Levels"));
    static const int levels[] = {4, 1, 3, 4, 2, 9};
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
        published_heading(&doc, levels[i], STR("Heading"), STR_NONE);
    struct str page = page_of(t, &doc);
    size_t above = 1;
    for (size_t i = 1; i <= 6; i++) {
        size_t level = 2;
        while (level < 9 &&
               !has(page, str_c(t->arena, str_format(t->arena, "<h%zu id=\"heading-%zu\"",
                                                     level, i))))
            level++;
        CHECK(t, level <= above + 1 && level < 9);
        above = level;
    }
}

static void broken_characters_are_replaced(struct test *t)
{
    struct published doc = published_new(t->arena, STR("Broken"));
    published_paragraph(&doc, STR("a\xff\x62\x01\xc2\x85z\xef\xbf\xbe"));
    published_paragraph(&doc, (struct str){"x\0y", 3});
    struct str page = page_of(t, &doc);
    CHECK(t, has(page, "<p>a\xef\xbf\xbd"
                       "b\xef\xbf\xbd\xef\xbf\xbdz\xef\xbf\xbd</p>"));
    CHECK(t, has(page, "<p>x\xef\xbf\xbdy</p>"));
}

static void the_same_document_gives_the_same_bytes(struct test *t)
{
    struct published doc = a_document(t->arena), again = a_document(t->arena);
    CHECK(t, str_equal(page_of(t, &doc), page_of(t, &again)));
    CHECK(t, str_equal(page_of(t, &doc), page_of(t, &doc)));
    CHECK(t, str_equal(report_json(t->arena, &doc), report_json(t->arena, &again)));
}

static void a_page_needs_a_title_and_a_language(struct test *t)
{
    struct published doc = published_new(t->arena, STR(" "));
    struct str page = STR("left alone");
    struct error err;
    CHECK(t, !report_html(t->arena, &doc, &page, &err));
    CHECK(t, err.kind == ERROR_INPUT && strstr(err.text, "title"));
    doc = published_new(t->arena, STR("Fine"));
    doc.language = STR("en\" onload=\"");
    CHECK(t, !report_html(t->arena, &doc, &page, &err));
    CHECK(t, strstr(err.text, "en-GB") != NULL);
    CHECK_STR(t, page, "left alone");
}

static void decimals_are_read_as_they_are_shown(struct test *t)
{
    static const struct {
        const char *text;
        bool known;
        double number;
    } decimals[] = {{"62", true, 62},        {"62.5%", true, 62.5}, {"1,200", true, 1200},
                    {"£40.25", true, 40.25}, {"-3", true, -3},      {" 7 ", true, 7},
                    {"", false, 0},          {"-", false, 0},       {"7 of 9", false, 0},
                    {"1.2.3", false, 0},     {"5%%", false, 0},     {"none", false, 0}};
    for (size_t i = 0; i < sizeof decimals / sizeof decimals[0]; i++) {
        struct chart_value value = chart_decimal(str_of(decimals[i].text));
        CHECK(t, value.known == decimals[i].known);
        if (value.known)
            CHECK(t, value.number > decimals[i].number - 1e-9 &&
                         value.number < decimals[i].number + 1e-9);
    }
}

/* A chart of a table of three columns with a hole and a hidden count. */
static struct str drawn_whole(struct test *t, enum published_chart_kind kind, size_t rows)
{
    struct published doc = published_new(t->arena, STR("Charts"));
    published_table(&doc, STR("Numbers"), STR_NONE, STR_NONE);
    published_column(&doc, STR("When"), false);
    published_column(&doc, STR("First"), true);
    published_column(&doc, STR("Second"), true);
    for (size_t r = 0; r < rows; r++) {
        published_row(&doc);
        published_text(&doc, str_format(t->arena, "In %zu", 2000 + r));
        published_number(&doc, r == 1 ? -1 : (int64_t)(10 + r));
        if (r == 2)
            published_empty(&doc);
        else
            published_text(&doc, str_format(t->arena, "%zu%%", 20 * r));
    }
    published_row_total(&doc);
    published_text(&doc, STR("All"));
    published_number(&doc, 987);
    published_chart(&doc, kind, STR_NONE);
    published_chart_target(&doc, kind == PUBLISHED_LINE ? STR("55") : STR_NONE);
    struct str page = page_of(t, &doc);
    CHECK(t, is_well_formed(page));
    CHECK(t,
          has(page, "The same as a table</span><span class=\"repeated\">") == (rows > 0));
    return page;
}

static struct str drawn(struct test *t, enum published_chart_kind kind, size_t rows)
{
    struct str page = drawn_whole(t, kind, rows);
    size_t from = str_find(page, STR("role=\"img\""));
    size_t to = str_find(page, STR("<table"));
    return str_slice(page, from, to);
}

/* Each row is a picture of its own, so that no sheet of paper cuts a bar in two. */
static void a_tall_chart_goes_on_overleaf(struct test *t)
{
    struct str chart = drawn(t, PUBLISHED_STACKED, 20);
    size_t pieces = 0, at;
    while ((at = str_find(chart, STR("<svg class=\"piece\""))) != SIZE_MAX) {
        chart = str_slice(chart, at + 1, chart.len);
        pieces++;
    }
    CHECK(t, pieces == 21); /* with what the patterns mean */
    CHECK(t, !has(drawn_whole(t, PUBLISHED_STACKED, 20), "picture not-on-paper"));
    CHECK(t, has(drawn_whole(t, PUBLISHED_STACKED, 60), "picture not-on-paper"));
}

static void add_table(struct published *doc, const char *title, size_t columns,
                      const char *first, const char *last)
{
    published_table(doc, str_of(title), STR_NONE, STR_NONE);
    for (size_t c = 0; c < columns; c++)
        published_column(doc, str_format(doc->arena, "Column %zu", c), false);
    published_row(doc);
    published_text(doc, str_of(first));
    for (size_t c = 2; c < columns; c++)
        published_text(doc, STR("between"));
    published_text(doc, str_of(last));
}

/* What the style sheet needs to know of a table that it sets on paper. */
static void tables_say_how_they_stand_on_paper(struct test *t)
{
    struct published doc = published_new(t->arena, STR("Tables"));
    add_table(&doc, "One", 2, "An idea in many words", "family");
    add_table(&doc, "Two", 2, "Another in as many words", "a school");
    add_table(&doc, "Three", 3, "a", "b");
    published_paragraph(&doc, STR("Between"));
    add_table(&doc, "Four", 3, "a", "b");
    add_table(&doc, "Five", 6, "a", "b");
    add_table(
        &doc, "Six", 7, "a",
        "An action that is told of in a sentence of its own, which is so long that a "
        "third of a line would be too narrow to read it easily");
    struct str page = page_of(t, &doc);
    CHECK(t, is_well_formed(page));
    CHECK(t, count_of(page, STR("<figure class=\"table long-first\">")) == 1);
    CHECK(t, count_of(page, STR("<figure class=\"table long-first again\">")) == 1);
    CHECK(t, count_of(page, STR("<figure class=\"table\">")) == 4);
    CHECK(t, count_of(page, STR("class=\"wordy many\"")) == 1);
    CHECK(t, count_of(page, STR("class=\"wordy many sentences\"")) == 1);
}

/* Three rows or more say what their columns are, for they may stand on a new page. */
static void longer_tables_name_their_columns_again(struct test *t)
{
    struct published doc = published_new(t->arena, STR("Tables"));
    add_table(&doc, "One", 2, "An idea in many words", "family");
    add_table(&doc, "Two", 2, "Another in as many words", "a school");
    for (int i = 0; i < 2; i++) {
        published_row(&doc);
        published_text(&doc, STR("And one more"));
        published_text(&doc, STR("family"));
    }
    CHECK(t, !has(page_of(t, &doc), " again\""));
}

static void add_line(struct published *doc)
{
    published_table(doc, STR("Measured"), STR_NONE, STR_NONE);
    published_column(doc, STR("When"), false);
    published_column(doc, STR("People"), true);
    published_row(doc);
    published_text(doc, STR("March"));
    published_number(doc, 12);
    published_chart(doc, PUBLISHED_LINE, STR("Measured"));
}

/* One by itself would leave half of the page empty. */
static void lines_stand_side_by_side(struct test *t)
{
    struct published doc = published_new(t->arena, STR("Lines"));
    add_line(&doc);
    CHECK(t, !has(page_of(t, &doc), " half\""));
    add_line(&doc);
    CHECK(t, count_of(page_of(t, &doc), STR(" half\"")) == 2);
    add_line(&doc);
    CHECK(t, count_of(page_of(t, &doc), STR(" half\"")) == 2);
    add_line(&doc);
    CHECK(t, count_of(page_of(t, &doc), STR(" half\"")) == 4);
}

/* A hundred days take ten times the room of ten. */
static void a_line_s_points_stand_by_their_days(struct test *t)
{
    static const char *const days[][2] = {{"2025-01-01", "1 January 2025"},
                                          {"2025-04-11", "11 April 2025"},
                                          {"2025-04-21", "21 April 2025"}};
    for (int dated = 0; dated <= 1; dated++) {
        struct published doc = published_new(t->arena, STR("Lines"));
        published_table(&doc, STR("Measured"), STR_NONE, STR_NONE);
        published_column(&doc, STR("When"), false);
        published_column(&doc, STR("People"), true);
        for (size_t i = 0; i < 3; i++) {
            published_row(&doc);
            if (dated)
                published_row_date(&doc, str_of(days[i][0]));
            published_text(&doc, str_of(days[i][1]));
            published_number(&doc, 100 + (int64_t)i);
        }
        published_chart(&doc, PUBLISHED_LINE, STR("Measured"));
        struct str page = page_of(t, &doc);
        struct str kept = published_to_keep(t->arena, &doc);
        struct published again;
        struct error err;
        CHECK(t, has(page, dated ? "x2=\"85.09%\"" : "x2=\"54.00%\""));
        /* The second day's words would lie on the last one's. */
        CHECK(t, has(page, ">11 April</text>") == !dated);
        CHECK(t, has(page, ">101</text>"));
        REQUIRE_OK(t, published_again(t->arena, kept, &again, &err), err);
        CHECK(t, str_equal(page_of(t, &again), page));
    }
}

/* On paper letters have no edge of their own: where the target's line would strike a
 * number through, it stands on white. */
static void no_line_strikes_a_number_through(struct test *t)
{
    static const char white[] = "height=\"19\" fill=\"#ffffff\"/></svg>\n"
                                "<text";
    struct published near = published_new(t->arena, STR("Lines"));
    struct published far = near;
    add_line(&near);
    published_chart_target(&near, STR("13"));
    add_line(&far);
    published_chart_target(&far, STR("60"));
    CHECK(t, has(page_of(t, &near), white));
    CHECK(t, !has(page_of(t, &far), white));
}

static void every_kind_of_chart_is_drawn(struct test *t)
{
    struct str bars = drawn(t, PUBLISHED_BARS, 4);
    CHECK(t,
          count_of(bars, STR("height=\"16\" fill=")) == 5); /* 3 counts, 2 above nought */
    CHECK(t, has(bars, "<use href=\"#chart-1-fill-1\"/>"));
    CHECK(t, has(bars, "<g id=\"chart-1-fill-1\""));
    CHECK(t, !has(bars, "<pattern")); /* an image for each bar, when printed */
    CHECK(t, !has(bars, "987"));      /* totals are not drawn */
    struct str stacked = drawn(t, PUBLISHED_STACKED, 4);
    CHECK(t, has(stacked, "In 2001 (1 hidden)"));
    CHECK(t, count_of(stacked, STR("%\" height=\"26\" fill=")) == 5);
    struct str line = drawn(t, PUBLISHED_LINE, 4);
    CHECK(t, has(line, "Target: 55"));
    CHECK(t, has(line, "stroke-dasharray=\"9 4\"")); /* the second line is dashed */
    /* First: 10, -, 12, 13 is one step; Second: 0, 20, -, 60 is one step. */
    CHECK(t, count_of(line, STR("stroke-width=\"2.5\"")) == 2 + 2);
    CHECK(t, count_of(drawn(t, PUBLISHED_LINE, 0), STR("NaN")) == 0);
    CHECK(t, !has(drawn(t, PUBLISHED_LINE, 1), "inf"));
    CHECK(t, has(drawn(t, PUBLISHED_LINE, 40), "In 2039"));
    CHECK(t, !has(drawn_whole(t, PUBLISHED_BARS, 0), "role=\"img\""));
}

static void json_holds_the_same_document(struct test *t)
{
    struct published doc = a_document(t->arena);
    struct json json;
    struct error err;
    REQUIRE_OK(t, json_parse(t->arena, report_json(t->arena, &doc), &json, &err), err);
    CHECK_STR(t, json_find_text(&json, STR("title")), "Our report");
    CHECK_STR(t, json_find_text(&json, STR("language")), "en-GB");
    const struct json *blocks = json_find(&json, STR("blocks"));
    REQUIRE(t, json_count(blocks) == doc.count);
    const struct json *table = json_item(blocks, 2);
    CHECK_STR(t, json_find_text(table, STR("kind")), "table");
    const struct json *rows = json_find(table, STR("rows"));
    const struct json *cells = json_find(json_item(rows, 1), STR("cells"));
    CHECK_STR(t, json_find_text(json_item(cells, 0), STR("text")), "I am safe");
    CHECK(t, json_find_bool(json_item(cells, 1), STR("hidden")));
    CHECK(t, !json_find(json_item(cells, 1), STR("count")));
    cells = json_find(json_item(rows, 0), STR("cells"));
    CHECK(t, json_find_integer(json_item(cells, 1), STR("count"), 0) == 1204);
    CHECK_STR(t, json_find_text(json_item(blocks, 3), STR("drawn_as")), "bars");
    CHECK(t, json_find_integer(json_item(blocks, 3), STR("table"), 0) == 2);
    CHECK_STR(t, json_find_text(json_item(blocks, 4), STR("section")), "working");
}

const struct test_case report_tests[] = {
    {"a page has its parts", a_page_has_its_parts},
    {"a chart of nothing is left out", a_chart_of_nothing_is_left_out},
    {"a chart stands with its table", a_chart_stands_with_its_table},
    {"a title is not seen twice", a_title_is_not_seen_twice},
    {"a hidden count leaves no trace", a_hidden_count_leaves_no_trace},
    {"text is escaped everywhere", text_is_escaped_everywhere},
    {"anchors become safe ids", anchors_become_safe_ids},
    {"links lead somewhere or are text", links_lead_somewhere_or_are_text},
    {"headings never skip a level", headings_never_skip_a_level},
    {"broken characters are replaced", broken_characters_are_replaced},
    {"the same document gives the same bytes", the_same_document_gives_the_same_bytes},
    {"a page needs a title and a language", a_page_needs_a_title_and_a_language},
    {"decimals are read as they are shown", decimals_are_read_as_they_are_shown},
    {"no line strikes a number through", no_line_strikes_a_number_through},
    {"every kind of chart is drawn", every_kind_of_chart_is_drawn},
    {"a tall chart goes on overleaf", a_tall_chart_goes_on_overleaf},
    {"tables say how they stand on paper", tables_say_how_they_stand_on_paper},
    {"longer tables name their columns again", longer_tables_name_their_columns_again},
    {"lines stand side by side", lines_stand_side_by_side},
    {"a line's points stand by their days", a_line_s_points_stand_by_their_days},
    {"JSON holds the same document", json_holds_the_same_document},
    {0},
};
