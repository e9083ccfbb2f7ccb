/* SPDX-License-Identifier: MIT */
#include "published_show.h"

#include "engine/known.h"
#include "engine/requests.h"

bool publish_steps(struct workplace *place, const struct json *steps,
                   struct published *doc)
{
    struct process *process;
    struct flag_known *known;
    if (!engine_process(place->engine, place->cycle, &process, &place->err) ||
        !known_learn(place->engine, place->t->arena, &known, &place->err))
        return false;
    struct publish_request request = publish_of(place->engine, process, known);
    request.steps = steps ? steps : request.steps;
    request.process_title = STR("Test");
    request.authority = STR("Testbury");
    return publish_cycle(place->t->arena, &request, doc, &place->err);
}

bool publish(struct workplace *place, struct published *doc)
{
    return publish_steps(place, NULL, doc);
}

static void add_table(struct buf *out, const struct published_table *table)
{
    buf_add_format(out, "%.*s\n%.*s\n", STR_ARGS(table->title), STR_ARGS(table->note));
    for (size_t c = 0; c < table->column_count; c++)
        buf_add_format(out, "%.*s|", STR_ARGS(table->columns[c].name));
    for (size_t r = 0; r < table->row_count; r++) {
        buf_add_byte(out, '\n');
        for (size_t c = 0; c < table->rows[r].count; c++) {
            const struct published_cell *cell = &table->rows[r].cells[c];
            if (cell->kind == PUBLISHED_COUNT)
                buf_add_format(out, "%lld|", (long long)cell->count);
            else if (cell->kind == PUBLISHED_HIDDEN)
                buf_add(out, STR("hidden|"));
            else
                buf_add_format(out, "%.*s|", STR_ARGS(cell->text));
        }
    }
    buf_add_byte(out, '\n');
}

struct str all_text(struct test *t, const struct published *doc)
{
    struct buf out = BUF_IN(t->arena);
    buf_add_format(&out, "%.*s\n%.*s\n%.*s\n", STR_ARGS(doc->title),
                   STR_ARGS(doc->subtitle), STR_ARGS(doc->hidden_note));
    for (size_t b = 0; b < doc->count; b++) {
        const struct published_block *block = &doc->blocks[b];
        buf_add_format(&out, "%.*s|%.*s\n", STR_ARGS(block->text), STR_ARGS(block->who));
        if (block->table)
            add_table(&out, block->table);
        if (block->chart)
            buf_add_format(&out, "%.*s\n", STR_ARGS(block->chart->title));
    }
    return buf_str(&out);
}

bool publish_text(struct workplace *place, struct str *all)
{
    struct published doc;
    if (!publish(place, &doc))
        return false;
    *all = all_text(place->t, &doc);
    return true;
}

bool shows(struct str all, const char *text)
{
    return str_find(all, str_of(text)) != SIZE_MAX;
}

bool run_lines(struct workplace *place, const char *text)
{
    struct command_file_counts counts;
    place->notices = (struct notices){.arena = place->t->arena};
    struct command_file file = {STR("day.txt"), STR("day.txt"), str_of(text), false};
    bool fine = command_file_run(place->engine, place->t->arena, place->cycle, &file,
                                 &place->notices, &counts, NULL, NULL, &place->err);
    for (size_t i = 0; fine && i < place->notices.count; i++)
        fine = !place->notices.items[i].refusal || /* remarks go by today's date */
               error_set(&place->err, ERROR_INPUT, "%.*s",
                         STR_ARGS(place->notices.items[i].text));
    return fine;
}

const char published_reviews[] =
    REVIEWS_HEAD "T1,Elm School,04/11/2024,young person,BSL,The bus is late in winter,\n"
                 "T1," IN_MAY "young person,BSL,The bus home is always late one,\n"
                 "T2," IN_MAY "young person,BSL,The bus home is always late two,\n"
                 "T3," IN_MAY "young person,BSL,The bus home is always late three,\n"
                 "T4," IN_MAY "young person,BSL,The bus home is always late four,\n"
                 "T5," IN_MAY "young person,BSL,The bus home is always late five,\n"
                 "T6," IN_MAY ",,The bus home is always late six,\n"
                 "T7," IN_MAY ",,,\nT8," IN_MAY ",,,\nT9," IN_MAY ",,,\n"
                 "T10," IN_MAY ",,,\nT11," IN_MAY ",,,\n";

bool open_with_reviews(struct test *t, struct workplace *place, struct str text)
{
    return workplace_open_on(t, place, SHEET_REVIEWS, "reviews.csv",
                             str_c(t->arena, text));
}
