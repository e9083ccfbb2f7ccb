/* SPDX-License-Identifier: MIT */
#include "cycle/published_kept.h"

#include "format/json.h"

static void set_text(struct arena *arena, struct json *object, const char *name,
                     struct str text)
{
    if (text.len)
        json_set(arena, object, str_of(name), json_text(text));
}

static void set_number(struct arena *arena, struct json *object, const char *name,
                       int64_t number)
{
    if (number)
        json_set(arena, object, str_of(name), json_integer(number));
}

static struct json row_to_keep(struct arena *arena, const struct published_row *row)
{
    struct json out = json_object(), cells = json_list();
    for (size_t i = 0; i < row->count; i++) {
        const struct published_cell *cell = &row->cells[i];
        struct json one = json_object();
        set_number(arena, &one, "kind", cell->kind);
        set_text(arena, &one, "text", cell->text);
        set_number(arena, &one, "count", cell->count);
        set_text(arena, &one, "link", cell->link);
        json_add(arena, &cells, one);
    }
    json_set(arena, &out, STR("cells"), cells);
    set_text(arena, &out, "anchor", row->anchor);
    set_text(arena, &out, "date", row->date);
    set_number(arena, &out, "total", row->is_total);
    return out;
}

static struct json table_to_keep(struct arena *arena, const struct published_table *table)
{
    struct json out = json_object(), columns = json_list(), rows = json_list();
    for (size_t i = 0; i < table->column_count; i++) {
        struct json one = json_object();
        set_text(arena, &one, "name", table->columns[i].name);
        set_number(arena, &one, "number", table->columns[i].is_number);
        json_add(arena, &columns, one);
    }
    for (size_t i = 0; i < table->row_count; i++)
        json_add(arena, &rows, row_to_keep(arena, &table->rows[i]));
    set_text(arena, &out, "title", table->title);
    set_text(arena, &out, "note", table->note);
    json_set(arena, &out, STR("columns"), columns);
    json_set(arena, &out, STR("rows"), rows);
    return out;
}

static struct json chart_to_keep(struct arena *arena, const struct published_chart *chart)
{
    struct json out = json_object(), values = json_list();
    for (size_t i = 0; i < chart->value_count; i++)
        json_add(arena, &values, json_integer((int64_t)chart->value_columns[i]));
    set_number(arena, &out, "kind", chart->kind);
    set_text(arena, &out, "title", chart->title);
    set_number(arena, &out, "table", (int64_t)chart->table);
    set_number(arena, &out, "label", (int64_t)chart->label_column);
    json_set(arena, &out, STR("values"), values);
    set_text(arena, &out, "target", chart->target);
    return out;
}

static struct json block_to_keep(struct arena *arena, const struct published_block *block)
{
    struct json out = json_object();
    set_number(arena, &out, "kind", block->kind);
    set_number(arena, &out, "mark", block->mark);
    set_number(arena, &out, "level", block->level);
    set_text(arena, &out, "text", block->text);
    set_text(arena, &out, "who", block->who);
    set_text(arena, &out, "anchor", block->anchor);
    if (block->table)
        json_set(arena, &out, STR("table"), table_to_keep(arena, block->table));
    if (block->chart)
        json_set(arena, &out, STR("chart"), chart_to_keep(arena, block->chart));
    return out;
}

struct str published_to_keep(struct arena *arena, const struct published *doc)
{
    struct json out = json_object(), blocks = json_list();
    for (size_t i = 0; i < doc->count; i++)
        json_add(arena, &blocks, block_to_keep(arena, &doc->blocks[i]));
    set_text(arena, &out, "title", doc->title);
    set_text(arena, &out, "subtitle", doc->subtitle);
    set_text(arena, &out, "cycle", doc->cycle);
    set_text(arena, &out, "authority", doc->authority);
    set_text(arena, &out, "date", doc->date);
    set_text(arena, &out, "hidden_words", doc->hidden_words);
    set_text(arena, &out, "hidden_note", doc->hidden_note);
    json_set(arena, &out, STR("blocks"), blocks);
    return json_write(arena, &out);
}

static int64_t number_of(const struct json *object, const char *name)
{
    return json_find_integer(object, str_of(name), 0);
}

static struct str text_of(const struct json *object, const char *name)
{
    return json_find_text(object, str_of(name));
}

static void row_again(struct published *doc, const struct json *row)
{
    const struct json *cells = json_find(row, STR("cells"));
    if (number_of(row, "total"))
        published_row_total(doc);
    else
        published_row(doc);
    if (text_of(row, "anchor").len)
        published_row_anchor(doc, text_of(row, "anchor"));
    published_row_date(doc, text_of(row, "date"));
    for (size_t i = 0; i < json_count(cells); i++) {
        const struct json *cell = json_item(cells, i);
        int64_t kind = number_of(cell, "kind");
        if (kind == PUBLISHED_COUNT)
            published_number(doc, number_of(cell, "count"));
        else if (kind == PUBLISHED_HIDDEN)
            published_hidden(doc);
        else
            published_text(doc, text_of(cell, "text"));
        if (text_of(cell, "link").len)
            published_cell_link(doc, text_of(cell, "link"));
    }
}

static void table_again(struct published *doc, const struct json *block)
{
    const struct json *table = json_find(block, STR("table"));
    const struct json *columns = json_find(table, STR("columns"));
    const struct json *rows = json_find(table, STR("rows"));
    published_table(doc, text_of(table, "title"), text_of(table, "note"),
                    text_of(block, "anchor"));
    for (size_t i = 0; i < json_count(columns); i++)
        published_column(doc, text_of(json_item(columns, i), "name"),
                         number_of(json_item(columns, i), "number") != 0);
    for (size_t i = 0; i < json_count(rows); i++)
        row_again(doc, json_item(rows, i));
}

/* It is drawn from the table that was nearest before it, as when it was made. */
static void chart_again(struct published *doc, const struct json *chart)
{
    const struct json *values = json_find(chart, STR("values"));
    published_chart(doc, (enum published_chart_kind)number_of(chart, "kind"),
                    text_of(chart, "title"));
    doc->blocks[doc->count - 1].chart->label_column = (size_t)number_of(chart, "label");
    for (size_t i = 0; i < json_count(values); i++)
        published_chart_values(doc, (size_t)json_item(values, i)->integer);
    if (text_of(chart, "target").len)
        published_chart_target(doc, text_of(chart, "target"));
}

static void block_again(struct published *doc, const struct json *block)
{
    struct str text = text_of(block, "text"), anchor = text_of(block, "anchor");
    enum published_mark mark = (enum published_mark)number_of(block, "mark");
    switch (number_of(block, "kind")) {
    case PUBLISHED_HEADING:
        published_heading(doc, (int)number_of(block, "level"), text, anchor);
        break;
    case PUBLISHED_QUOTE:
        published_quote(doc, mark, text, text_of(block, "who"), anchor);
        break;
    case PUBLISHED_TABLE:
        table_again(doc, block);
        break;
    case PUBLISHED_CHART:
        chart_again(doc, json_find(block, STR("chart")));
        break;
    default:
        published_paragraph(doc, text);
        break;
    }
    published_mark(doc, mark);
}

bool published_again(struct arena *arena, struct str kept, struct published *out,
                     struct error *err)
{
    struct json read;
    if (!json_parse(arena, kept, &read, err))
        return error_wrap(err, "the report that was kept");
    const struct json *blocks = json_find(&read, STR("blocks"));
    *out = published_new(arena, text_of(&read, "title"));
    out->subtitle = text_of(&read, "subtitle");
    out->cycle = text_of(&read, "cycle");
    out->authority = text_of(&read, "authority");
    out->date = text_of(&read, "date");
    out->hidden_words = text_of(&read, "hidden_words");
    out->hidden_note = text_of(&read, "hidden_note");
    for (size_t i = 0; i < json_count(blocks); i++)
        block_again(out, json_item(blocks, i));
    return true;
}
