/* SPDX-License-Identifier: MIT */
#include "report/json.h"

#include "format/json.h"

static void set_text(struct arena *arena, struct json *object, struct str name,
                     struct str text)
{
    if (text.len)
        json_set(arena, object, name, json_text(text));
}

static void set_yes(struct arena *arena, struct json *object, struct str name, bool yes)
{
    if (yes)
        json_set(arena, object, name, json_bool(true));
}

static struct json cell_json(struct arena *arena, const struct published_cell *cell)
{
    struct json object = json_object();
    if (cell->kind == PUBLISHED_COUNT)
        json_set(arena, &object, STR("count"), json_integer(cell->count));
    if (cell->kind == PUBLISHED_TEXT)
        json_set(arena, &object, STR("text"), json_text(cell->text));
    set_yes(arena, &object, STR("hidden"), cell->kind == PUBLISHED_HIDDEN);
    set_text(arena, &object, STR("link"), cell->link);
    return object;
}

static struct json row_json(struct arena *arena, const struct published_row *row)
{
    struct json object = json_object(), cells = json_list();
    for (size_t c = 0; c < row->count; c++)
        json_add(arena, &cells, cell_json(arena, &row->cells[c]));
    json_set(arena, &object, STR("cells"), cells);
    set_text(arena, &object, STR("anchor"), row->anchor);
    set_text(arena, &object, STR("date"), row->date);
    set_yes(arena, &object, STR("total"), row->is_total);
    return object;
}

static void set_table(struct arena *arena, struct json *object,
                      const struct published_table *table)
{
    struct json columns = json_list(), rows = json_list();
    for (size_t c = 0; c < table->column_count; c++) {
        struct json column = json_object();
        json_set(arena, &column, STR("name"), json_text(table->columns[c].name));
        set_yes(arena, &column, STR("number"), table->columns[c].is_number);
        json_add(arena, &columns, column);
    }
    for (size_t r = 0; r < table->row_count; r++)
        json_add(arena, &rows, row_json(arena, &table->rows[r]));
    set_text(arena, object, STR("title"), table->title);
    set_text(arena, object, STR("note"), table->note);
    json_set(arena, object, STR("columns"), columns);
    json_set(arena, object, STR("rows"), rows);
}

static void set_chart(struct arena *arena, struct json *object,
                      const struct published_chart *chart)
{
    static const struct str kinds[] = {{"bars", 4}, {"stacked_bars", 12}, {"line", 4}};
    struct json values = json_list();
    for (size_t v = 0; v < chart->value_count; v++)
        json_add(arena, &values, json_integer((int64_t)chart->value_columns[v]));
    json_set(arena, object, STR("drawn_as"), json_text(kinds[chart->kind]));
    json_set(arena, object, STR("table"), json_integer((int64_t)chart->table));
    json_set(arena, object, STR("label_column"),
             json_integer((int64_t)chart->label_column));
    if (chart->value_count)
        json_set(arena, object, STR("value_columns"), values);
    set_text(arena, object, STR("title"), chart->title);
    set_text(arena, object, STR("target"), chart->target);
}

static struct json block_json(struct arena *arena, const struct published_block *block)
{
    static const struct str kinds[] = {
        {"heading", 7}, {"paragraph", 9}, {"quote", 5}, {"table", 5}, {"chart", 5}};
    static const struct str marks[] = {
        {"", 0}, {"working", 7}, {"not_working", 11}, {"aspiration", 10}};
    struct json object = json_object();
    json_set(arena, &object, STR("kind"), json_text(kinds[block->kind]));
    set_text(arena, &object, STR("section"), marks[block->mark]);
    set_text(arena, &object, STR("text"), block->text);
    set_text(arena, &object, STR("who"), block->who);
    set_text(arena, &object, STR("anchor"), block->anchor);
    if (block->kind == PUBLISHED_HEADING)
        json_set(arena, &object, STR("level"), json_integer(block->level));
    if (block->table)
        set_table(arena, &object, block->table);
    if (block->chart)
        set_chart(arena, &object, block->chart);
    return object;
}

struct str report_json(struct arena *arena, const struct published *doc)
{
    struct json object = json_object(), blocks = json_list();
    for (size_t b = 0; b < doc->count; b++)
        json_add(arena, &blocks, block_json(arena, &doc->blocks[b]));
    set_text(arena, &object, STR("title"), doc->title);
    set_text(arena, &object, STR("subtitle"), doc->subtitle);
    set_text(arena, &object, STR("authority"), doc->authority);
    set_text(arena, &object, STR("date"), doc->date);
    set_text(arena, &object, STR("language"), doc->language);
    set_text(arena, &object, STR("hidden_words"), doc->hidden_words);
    set_text(arena, &object, STR("hidden_note"), doc->hidden_note);
    json_set(arena, &object, STR("blocks"), blocks);
    return json_write_pretty(arena, &object);
}
