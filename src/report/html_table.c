/* SPDX-License-Identifier: MIT */
#include "base/unicode.h"
#include "report/chart.h"
#include "report/html_parts.h"

/* On a phone a table of words becomes a card for each row. That takes its meaning
 * from a table in some browsers, so such a table states its roles. */
static bool is_wordy(const struct published_table *table)
{
    size_t wordy = 0;
    for (size_t c = 1; c < table->column_count; c++)
        wordy += !table->columns[c].is_number;
    return wordy >= 2;
}

/* On paper: tables that are kept on one sheet; those whose rows are set as blocks, and
 * how many letters a cell of these has before a third of a line is too narrow; those
 * that stand below half a line's chart; those too short to name their columns again. */
enum {
    SHORT_ROWS = 10,
    SHORT_WORDY_ROWS = 4,
    MANY_COLUMNS = 6,
    SENTENCE_LETTERS = 32,
    HALF_ROWS = 10,
    FEW_ROWS = 2
};

static size_t letters(const struct published_table *table, size_t column)
{
    size_t count = 0;
    for (size_t r = 0; r < table->row_count; r++)
        if (column < table->rows[r].count)
            count += unicode_length(table->rows[r].cells[column].text);
    return count;
}

/* Whether most cells, each with the name of its column, are as long as that. */
static bool has_sentences(const struct published_table *table)
{
    size_t count = 0, cells = table->row_count * (table->column_count - 1);
    for (size_t c = 1; c < table->column_count; c++)
        count +=
            letters(table, c) + unicode_length(table->columns[c].name) * table->row_count;
    return count > cells * SENTENCE_LETTERS;
}

static const char *table_class(const struct published_table *table)
{
    if (is_wordy(table) && table->column_count >= MANY_COLUMNS)
        return has_sentences(table) ? " class=\"wordy many sentences\""
                                    : " class=\"wordy many\"";
    if (is_wordy(table))
        return table->row_count > SHORT_WORDY_ROWS ? " class=\"wordy\""
                                                   : " class=\"wordy short\"";
    if (table->row_count > SHORT_ROWS)
        return table->column_count > 3 ? "" : " class=\"narrow\"";
    return table->column_count > 3 ? " class=\"short\"" : " class=\"narrow short\"";
}

static const char *role(bool wordy, const char *text)
{
    return wordy ? text : "";
}

static bool hides(const struct published_table *table)
{
    for (size_t r = 0; r < table->row_count; r++)
        for (size_t c = 0; c < table->rows[r].count; c++)
            if (table->rows[r].cells[c].kind == PUBLISHED_HIDDEN)
                return true;
    return false;
}

static void cell_text(struct html *html, const struct published_cell *cell)
{
    switch (cell->kind) {
    case PUBLISHED_TEXT:
        markup_lines(html->out, cell->text);
        break;
    case PUBLISHED_COUNT:
        markup_text(html->out, markup_number(html->doc->arena, cell->count));
        break;
    case PUBLISHED_HIDDEN:
        markup_text(html->out, html->doc->hidden_words);
        break;
    case PUBLISHED_EMPTY:
        break;
    }
}

static void cell_class(struct html *html, const struct published_cell *cell,
                       bool is_number)
{
    bool hidden = cell->kind == PUBLISHED_HIDDEN;
    if (is_number || hidden)
        buf_add_format(html->out, " class=\"%s%s%s\"", is_number ? "number" : "",
                       is_number && hidden ? " " : "", hidden ? "hidden-number" : "");
}

/* The first cell names its row, unless it is empty. */
static void cell(struct html *html, const struct published_table *table,
                 const struct published_row *row, size_t c, bool wordy)
{
    struct buf *out = html->out;
    static const struct published_cell none = {.kind = PUBLISHED_EMPTY};
    const struct published_cell *one = c < row->count ? &row->cells[c] : &none;
    bool names_row = c == 0 && one->kind != PUBLISHED_EMPTY;
    buf_add_format(out, "<%s%s", names_row ? "th scope=\"row\"" : "td",
                   role(wordy, names_row ? " role=\"rowheader\"" : " role=\"cell\""));
    cell_class(html, one, table->columns[c].is_number);
    if (wordy && c > 0) {
        buf_add(out, STR(" data-column=\""));
        markup_text(out, table->columns[c].name);
        buf_add(out, STR("\""));
    }
    buf_add(out, STR(">"));
    bool linked =
        one->kind != PUBLISHED_EMPTY && markup_link(out, &html->anchors, one->link);
    cell_text(html, one);
    buf_add_format(out, "%s</%s>", linked ? "</a>" : "", names_row ? "th" : "td");
}

static void row(struct html *html, const struct published_table *table,
                const struct published_row *one, bool wordy)
{
    buf_add_format(html->out, "<tr%s%s", role(wordy, " role=\"row\""),
                   one->is_total ? " class=\"total\"" : "");
    (void)markup_place(html->out, &html->anchors, one->anchor);
    buf_add(html->out, STR(">"));
    for (size_t c = 0; c < table->column_count; c++)
        cell(html, table, one, c, wordy);
    buf_add(html->out, STR("</tr>\n"));
}

static void column_names(struct html *html, const struct published_table *table,
                         bool wordy)
{
    buf_add_format(html->out, "<thead%s>\n<tr%s>", role(wordy, " role=\"rowgroup\""),
                   role(wordy, " role=\"row\""));
    for (size_t c = 0; c < table->column_count; c++) {
        bool named = table->columns[c].name.len > 0;
        buf_add_format(html->out, "<%s%s%s>", named ? "th scope=\"col\"" : "td",
                       role(wordy, named ? " role=\"columnheader\"" : " role=\"cell\""),
                       table->columns[c].is_number ? " class=\"number\"" : "");
        markup_text(html->out, table->columns[c].name);
        buf_add(html->out, named ? STR("</th>") : STR("</td>"));
    }
    buf_add(html->out, STR("</tr>\n</thead>\n"));
}

static void note(struct html *html, const struct published_table *table)
{
    bool explained = hides(table) && html->doc->hidden_note.len;
    if (!table->note.len && !explained)
        return;
    buf_add(html->out, STR("<p class=\"note\">"));
    markup_lines(html->out, table->note);
    if (explained) {
        buf_add(html->out, table->note.len ? STR(" “") : STR("“"));
        markup_text(html->out, html->doc->hidden_words);
        buf_add(html->out, STR("” protects people's privacy: see <a href=\"#numbers\">"
                               "about the numbers</a>."));
    }
    buf_add(html->out, STR("</p>\n"));
}

/* A table of many number columns is pushed sideways on a phone, by keys too. */
static void table_itself(struct html *html, const struct published_table *table,
                         bool repeats_chart, bool unseen)
{
    struct buf *out = html->out;
    bool wordy = is_wordy(table), wide = !wordy && table->column_count > 3;
    size_t number = ++html->tables;
    if (wide)
        buf_add_format(out,
                       "<div class=\"wide\" role=\"region\" tabindex=\"0\" "
                       "aria-labelledby=\"table-%zu\">\n",
                       number);
    buf_add_format(out, "<table%s%s>\n<caption id=\"table-%zu\">",
                   role(wordy, " role=\"table\""), table_class(table), number);
    if (unseen)
        buf_add(out, STR("<span class=\"unseen\">"));
    if (repeats_chart)
        buf_add(out,
                STR("<span class=\"like-chart\">The same as a table</span>"
                    "<span class=\"repeated\"><span class=\"like-chart\">: </span>"));
    markup_lines(out, table->title);
    buf_add_format(out, "%s%s</caption>\n", repeats_chart ? "</span>" : "",
                   unseen ? "</span>" : "");
    column_names(html, table, wordy);
    buf_add_format(out, "<tbody%s>\n", role(wordy, " role=\"rowgroup\""));
    for (size_t r = 0; r < table->row_count; r++)
        row(html, table, &table->rows[r], wordy);
    buf_add(out, STR("</tbody>\n</table>\n"));
    if (wide)
        buf_add(out, STR("</div>\n"));
}

/* One with nothing in it is left out; the table stands alone. */
static bool is_chart_of(const struct published *doc, size_t block, size_t table)
{
    const struct published_block *one = &doc->blocks[block];
    return one->kind == PUBLISHED_CHART && one->chart->table == table &&
           chart_has_any(doc, one);
}

/* Returns whether a chart carries the same title as the table. */
static bool charts(struct html *html, size_t block)
{
    const struct published *doc = html->doc;
    bool same = false;
    for (size_t b = block + 1; b < doc->count; b++) {
        if (!is_chart_of(doc, b, block))
            continue;
        struct str title = chart_title(doc, &doc->blocks[b]);
        same = same || str_equal(title, doc->blocks[block].table->title);
        buf_add(html->out, STR("<div class=\"chart\">\n<p class=\"title\">"));
        html_sign(html->out, doc->blocks[b].mark);
        buf_add(html->out, STR("<span>"));
        markup_text(html->out, title);
        buf_add(html->out, STR("</span></p>\n"));
        chart_draw(html->out, doc, &doc->blocks[b], ++html->charts);
        buf_add(html->out, STR("</div>\n"));
    }
    return same;
}

/* Whether the heading above the table says the same already. */
static bool repeats_heading(const struct published *doc, size_t block)
{
    size_t above = block;
    while (above > 0 && doc->blocks[above - 1].kind == PUBLISHED_PARAGRAPH)
        above--;
    return above > 0 && doc->blocks[above - 1].kind == PUBLISHED_HEADING &&
           str_equal(doc->blocks[above - 1].text, doc->blocks[block].table->title) &&
           !(block + 1 < doc->count && is_chart_of(doc, block + 1, block));
}

/* Whether its columns are those of the table just above. */
static bool continues_table(const struct published *doc, size_t block)
{
    const struct published_table *above, *table = doc->blocks[block].table;
    if (block == 0 || doc->blocks[block - 1].kind != PUBLISHED_TABLE)
        return false;
    above = doc->blocks[block - 1].table;
    bool same = above->column_count == table->column_count;
    for (size_t c = 0; same && c < table->column_count; c++)
        same = str_equal(above->columns[c].name, table->columns[c].name);
    return same;
}

/* Of tables of two columns that follow one another, which column has more to say: on
 * paper all of them are cut alike. */
static const char *series_class(const struct published *doc, size_t block)
{
    size_t first = block, last = block, left = 0, right = 0;
    while (continues_table(doc, first))
        first--;
    while (last + 1 < doc->count && doc->blocks[last + 1].kind == PUBLISHED_TABLE &&
           continues_table(doc, last + 1))
        last++;
    if (first == last || doc->blocks[block].table->column_count != 2)
        return "";
    for (size_t b = first; b <= last; b++) {
        left += letters(doc->blocks[b].table, 0);
        right += letters(doc->blocks[b].table, 1);
    }
    return left > right ? " long-first" : " long-last";
}

static bool is_half_a_line_wide(const struct published *doc, size_t block)
{
    if (block + 1 >= doc->count || doc->blocks[block].kind != PUBLISHED_TABLE)
        return false;
    const struct published_table *table = doc->blocks[block].table;
    return is_chart_of(doc, block + 1, block) &&
           doc->blocks[block + 1].chart->kind == PUBLISHED_LINE &&
           table->column_count == 2 && table->row_count <= HALF_ROWS;
}

/* Two by two: one by itself would leave the page half empty. */
static bool takes_half_a_line(const struct published *doc, size_t block)
{
    size_t before = 0;
    while (block >= 2 * (before + 1) &&
           is_half_a_line_wide(doc, block - 2 * (before + 1)))
        before++;
    return is_half_a_line_wide(doc, block) &&
           (before % 2 == 1 || is_half_a_line_wide(doc, block + 2));
}

void html_table(struct html *html, size_t block)
{
    const struct published_block *one = &html->doc->blocks[block];
    if (one->table->column_count == 0)
        return;
    bool again = one->table->row_count <= FEW_ROWS && continues_table(html->doc, block);
    buf_add_format(html->out, "<figure class=\"table%s%s%s\"",
                   series_class(html->doc, block), again ? " again" : "",
                   takes_half_a_line(html->doc, block) ? " half" : "");
    (void)markup_place(html->out, &html->anchors, one->anchor);
    buf_add(html->out, STR(">\n"));
    bool repeats_chart = charts(html, block);
    table_itself(html, one->table, repeats_chart, repeats_heading(html->doc, block));
    note(html, one->table);
    buf_add(html->out, STR("</figure>\n"));
}
