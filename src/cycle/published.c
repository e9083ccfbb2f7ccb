/* SPDX-License-Identifier: MIT */
#include "cycle/published.h"

#include <assert.h>
#include <stdlib.h>

struct published published_new(struct arena *arena, struct str title)
{
    return (struct published){.arena = arena,
                              .title = title,
                              .called = STR("report"),
                              .subtitle = STR_NONE,
                              .authority = STR_NONE,
                              .date = STR_NONE,
                              .hidden_note = STR_NONE,
                              .language = STR("en-GB"),
                              .hidden_words = STR("hidden")};
}

static struct published_block *add(struct published *doc, enum published_kind kind)
{
    doc->blocks = arena_one_more(doc->arena, doc->blocks, sizeof *doc->blocks, doc->count,
                                 &doc->room);
    struct published_block *block = &doc->blocks[doc->count++];
    *block = (struct published_block){.kind = kind};
    return block;
}

static struct published_block *last(struct published *doc)
{
    assert(doc->count > 0);
    return &doc->blocks[doc->count - 1];
}

void published_heading(struct published *doc, int level, struct str text,
                       struct str anchor)
{
    struct published_block *block = add(doc, PUBLISHED_HEADING);
    block->level = level;
    block->text = text;
    block->anchor = anchor;
}

void published_paragraph(struct published *doc, struct str text)
{
    add(doc, PUBLISHED_PARAGRAPH)->text = text;
}

void published_quote(struct published *doc, enum published_mark mark, struct str text,
                     struct str who, struct str anchor)
{
    struct published_block *block = add(doc, PUBLISHED_QUOTE);
    block->mark = mark;
    block->text = text;
    block->who = who;
    block->anchor = anchor;
}

void published_mark(struct published *doc, enum published_mark mark)
{
    last(doc)->mark = mark;
}

void published_table(struct published *doc, struct str title, struct str note,
                     struct str anchor)
{
    struct published_block *block = add(doc, PUBLISHED_TABLE);
    block->anchor = anchor;
    block->table = arena_alloc(doc->arena, sizeof *block->table);
    block->table->title = title;
    block->table->note = note;
}

static struct published_table *table_of(struct published *doc)
{
    assert(last(doc)->kind == PUBLISHED_TABLE);
    return last(doc)->table;
}

void published_column(struct published *doc, struct str name, bool is_number)
{
    struct published_table *table = table_of(doc);
    assert(table->row_count == 0);
    table->columns = arena_one_more(doc->arena, table->columns, sizeof *table->columns,
                                    table->column_count, &table->column_room);
    table->columns[table->column_count++] = (struct published_column){name, is_number};
}

void published_row(struct published *doc)
{
    struct published_table *table = table_of(doc);
    table->rows = arena_one_more(doc->arena, table->rows, sizeof *table->rows,
                                 table->row_count, &table->row_room);
    table->rows[table->row_count++] = (struct published_row){.cells = NULL};
}

static struct published_row *row_of(struct published *doc)
{
    struct published_table *table = table_of(doc);
    assert(table->row_count > 0);
    return &table->rows[table->row_count - 1];
}

void published_row_total(struct published *doc)
{
    published_row(doc);
    row_of(doc)->is_total = true;
}

void published_row_anchor(struct published *doc, struct str anchor)
{
    row_of(doc)->anchor = anchor;
}

void published_row_date(struct published *doc, struct str date)
{
    row_of(doc)->date = date;
}

static struct published_cell *add_cell(struct published *doc,
                                       enum published_cell_kind kind)
{
    struct published_row *row = row_of(doc);
    assert(row->count < table_of(doc)->column_count);
    row->cells = arena_one_more(doc->arena, row->cells, sizeof *row->cells, row->count,
                                &row->room);
    struct published_cell *cell = &row->cells[row->count++];
    *cell = (struct published_cell){.kind = kind};
    return cell;
}

void published_text(struct published *doc, struct str text)
{
    add_cell(doc, text.len ? PUBLISHED_TEXT : PUBLISHED_EMPTY)->text = text;
}

void published_number(struct published *doc, int64_t count)
{
    if (count < 0)
        published_hidden(doc);
    else
        add_cell(doc, PUBLISHED_COUNT)->count = count;
}

void published_hidden(struct published *doc)
{
    (void)add_cell(doc, PUBLISHED_HIDDEN);
}

void published_empty(struct published *doc)
{
    (void)add_cell(doc, PUBLISHED_EMPTY);
}

static struct published_cell *cell_of(struct published *doc)
{
    struct published_row *row = row_of(doc);
    assert(row->count > 0);
    return &row->cells[row->count - 1];
}

void published_cell_link(struct published *doc, struct str link)
{
    cell_of(doc)->link = link;
}

void published_chart(struct published *doc, enum published_chart_kind kind,
                     struct str title)
{
    size_t table = doc->count;
    while (table > 0 && doc->blocks[table - 1].kind != PUBLISHED_TABLE)
        table--;
    assert(table > 0);
    struct published_block *block = add(doc, PUBLISHED_CHART);
    block->chart = arena_alloc(doc->arena, sizeof *block->chart);
    block->chart->kind = kind;
    block->chart->title = title;
    block->chart->table = table - 1;
}

static struct published_chart *chart_of(struct published *doc)
{
    assert(last(doc)->kind == PUBLISHED_CHART);
    return last(doc)->chart;
}

void published_chart_values(struct published *doc, size_t column)
{
    struct published_chart *chart = chart_of(doc);
    assert(chart->value_count < PUBLISHED_MOST_SERIES);
    chart->value_columns[chart->value_count++] = column;
}

void published_chart_target(struct published *doc, struct str target)
{
    chart_of(doc)->target = target;
}

struct str published_mark_words(enum published_mark mark)
{
    static const struct str words[] = {{"", 0},
                                       {"What is working", 15},
                                       {"What is not working", 19},
                                       {"Hopes for the future", 20}};
    return words[mark];
}

static void add_anchor(struct published *doc, struct str_list *anchors, size_t *room,
                       struct str anchor)
{
    if (!anchor.len)
        return;
    anchors->items = arena_one_more(doc->arena, anchors->items, sizeof *anchors->items,
                                    anchors->count, room);
    anchors->items[anchors->count++] = anchor;
}

void published_leave_out(struct published *doc, struct str id, struct str command)
{
    struct str_list *list = &doc->left_out, *commands = &doc->left_out_commands;
    for (size_t i = 0; i < list->count; i++) {
        struct str *before = &commands->items[i];
        if (!str_equal(list->items[i], id))
            continue;
        if (!before->len)
            *before = command;
        else if (str_find(*before, command) == SIZE_MAX)
            *before = str_format(doc->arena, "%.*s\n%.*s", STR_ARGS(*before),
                                 STR_ARGS(command));
        return;
    }
    list->items = arena_one_more(doc->arena, list->items, sizeof *list->items,
                                 list->count, &doc->left_out_room);
    list->items[list->count++] = id;
    commands->items = arena_one_more(doc->arena, commands->items, sizeof *commands->items,
                                     commands->count, &doc->left_out_commands_room);
    commands->items[commands->count++] = command;
}

void published_doubt(struct published *doc, struct str id)
{
    struct str_list *list = &doc->doubted;
    list->items = arena_one_more(doc->arena, list->items, sizeof *list->items,
                                 list->count, &doc->doubted_room);
    list->items[list->count++] = id;
}

static struct str_list anchors_of(struct published *doc)
{
    struct str_list anchors = {NULL, 0};
    size_t room = 0;
    for (size_t b = 0; b < doc->count; b++) {
        const struct published_table *table = doc->blocks[b].table;
        add_anchor(doc, &anchors, &room, doc->blocks[b].anchor);
        for (size_t r = 0; table && r < table->row_count; r++) {
            const struct published_row *row = &table->rows[r];
            add_anchor(doc, &anchors, &room, row->anchor);
        }
    }
    if (anchors.count)
        qsort(anchors.items, anchors.count, sizeof *anchors.items, str_compare_items);
    return anchors;
}

static void cut_loose(const struct str_list *anchors, struct str *link)
{
    if (link->len &&
        (!anchors->count || !bsearch(link, anchors->items, anchors->count,
                                     sizeof *anchors->items, str_compare_items)))
        *link = STR_NONE;
}

void published_cut_loose_links(struct published *doc)
{
    struct str_list anchors = anchors_of(doc);
    for (size_t b = 0; b < doc->count; b++) {
        struct published_table *table = doc->blocks[b].table;
        for (size_t r = 0; table && r < table->row_count; r++) {
            struct published_row *row = &table->rows[r];
            for (size_t c = 0; c < row->count; c++)
                cut_loose(&anchors, &row->cells[c].link);
        }
    }
}
