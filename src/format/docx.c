/* SPDX-License-Identifier: MIT */
#include "format/docx.h"

#include "format/xml.h"
#include "format/zip.h"

enum {
    MOST_UNFOLDED = 64 * 1024 * 1024,
    MOST_ROWS = 20000, /* of all tables */
    MOST_HEADINGS = 500,
    COLUMNS = 2
};

static const struct str document = {"word/document.xml", 17};

struct answer {
    size_t table; /* from 1 */
    struct str heading, text;
};

struct reading {
    struct arena *arena;
    size_t depth;   /* of tables in each other */
    size_t table;   /* how many have begun */
    size_t column;  /* of the cell, from 1 */
    size_t choice;  /* controls in each other */
    bool untouched; /* the control shows what it showed at first */
    bool in_text;
    struct buf cells[COLUMNS];
    struct answer *answers;
    size_t count, room;
};

static bool is(struct str name, const char *other)
{
    return str_equal(name, str_of(other));
}

static bool in_answer(const struct reading *now)
{
    return now->depth && now->column >= 1 && now->column <= COLUMNS;
}

static void add_byte(struct reading *now, char byte)
{
    if (in_answer(now) && now->cells[now->column - 1].len)
        buf_add_byte(&now->cells[now->column - 1], byte);
}

static bool start(void *with, struct str name, const char *const *attributes,
                  struct error *err)
{
    struct reading *now = with;
    (void)attributes;
    (void)err;
    if (is(name, "tbl")) {
        now->table += now->depth == 0;
        now->depth++;
    } else if (is(name, "tr") && now->depth == 1) {
        now->column = 0;
        for (int i = 0; i < COLUMNS; i++)
            now->cells[i] = BUF_IN(now->arena);
    } else if (is(name, "tc") && now->depth == 1)
        now->column++;
    else if (is(name, "sdt"))
        now->choice++;
    else if (is(name, "showingPlcHdr"))
        now->untouched = true;
    else if (is(name, "p") || is(name, "br"))
        add_byte(now, '\n');
    else if (is(name, "tab"))
        add_byte(now, ' ');
    else if (is(name, "t"))
        now->in_text = true;
    return true;
}

static bool keep(struct reading *now, struct error *err)
{
    struct str heading = str_trim(buf_str(&now->cells[0]));
    if (!heading.len || now->column < COLUMNS)
        return true;
    if (now->count == MOST_ROWS)
        return error_set(err, ERROR_LIMIT, "its tables have more than %d rows",
                         MOST_ROWS);
    now->answers = arena_one_more(now->arena, now->answers, sizeof *now->answers,
                                  now->count, &now->room);
    now->answers[now->count++] =
        (struct answer){now->table, heading, str_trim(buf_str(&now->cells[1]))};
    return true;
}

static bool end(void *with, struct str name, struct error *err)
{
    struct reading *now = with;
    if (is(name, "tbl") && now->depth)
        now->depth--;
    else if (is(name, "t"))
        now->in_text = false;
    else if (is(name, "sdt") && now->choice) {
        now->choice--;
        now->untouched = now->untouched && now->choice;
    } else if (is(name, "tr") && now->depth == 1)
        return keep(now, err);
    return true;
}

static void text(void *with, struct str piece)
{
    struct reading *now = with;
    if (now->in_text && !now->untouched && in_answer(now))
        buf_add(&now->cells[now->column - 1], piece);
}

static bool feed(void *with, struct str piece, bool last, struct error *err)
{
    return xml_feed(with, piece, last, err);
}

static void add_cell(struct buf *out, struct str cell)
{
    buf_add_byte(out, '"');
    for (size_t i = 0; i < cell.len; i++)
        buf_add(out, cell.ptr[i] == '"' ? STR("\"\"") : str_slice(cell, i, i + 1));
    buf_add_byte(out, '"');
}

static bool is_known(const struct str_list *list, struct str heading)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], heading))
            return true;
    return false;
}

static bool headings(const struct reading *now, struct str_list *list, struct error *err)
{
    *list = (struct str_list){arena_array(now->arena, struct str, MOST_HEADINGS), 0};
    for (size_t i = 0; i < now->count; i++) {
        if (is_known(list, now->answers[i].heading))
            continue;
        if (list->count == MOST_HEADINGS)
            return error_set(
                err, ERROR_LIMIT,
                "its tables have more than %d different headings on the left",
                MOST_HEADINGS);
        list->items[list->count++] = now->answers[i].heading;
    }
    return true;
}

static struct str answer_to(const struct answer *answers, size_t count,
                            struct str heading)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(answers[i].heading, heading))
            return answers[i].text;
    return STR_NONE;
}

/* The answers stand in the order of their tables. */
static bool as_csv(const struct reading *now, struct str *text, struct error *err)
{
    struct buf out = BUF_IN(now->arena);
    struct str_list names;
    if (!headings(now, &names, err))
        return false;
    for (size_t i = 0; i < names.count; i++) {
        buf_add(&out, i ? STR(",") : STR_NONE);
        add_cell(&out, names.items[i]);
    }
    for (size_t from = 0, to = 0; from < now->count; from = to) {
        while (to < now->count && now->answers[to].table == now->answers[from].table)
            to++;
        buf_add_byte(&out, '\n');
        for (size_t i = 0; i < names.count; i++) {
            buf_add(&out, i ? STR(",") : STR_NONE);
            add_cell(&out, answer_to(now->answers + from, to - from, names.items[i]));
        }
    }
    buf_add_byte(&out, '\n');
    *text = buf_str(&out);
    return true;
}

bool docx_is(struct arena *arena, struct str bytes)
{
    struct zipped *zipped;
    struct error ignored;
    if (!str_starts(bytes, STR("PK\x03\x04")) ||
        !zipped_open(arena, bytes, &zipped, &ignored))
        return false;
    bool is = zipped_has(zipped, document);
    zipped_close(zipped);
    return is;
}

static bool read_tables(struct reading *now, struct str bytes, struct error *err)
{
    const struct xml_walker walker = {now, start, end, text};
    struct zipped *zipped;
    if (!zipped_open(now->arena, bytes, &zipped, err))
        return false;
    struct xml *xml = xml_open(&walker);
    bool fine = zipped_read(zipped, document, MOST_UNFOLDED, feed, xml, err);
    xml_close(xml);
    zipped_close(zipped);
    return fine;
}

bool docx_as_csv(struct arena *arena, struct str name, struct str bytes, struct str *out,
                 struct error *err)
{
    struct reading now = {.arena = arena};
    for (int i = 0; i < COLUMNS; i++)
        now.cells[i] = BUF_IN(arena);
    if (!read_tables(&now, bytes, err))
        return error_wrap(err, "%.*s", STR_ARGS(name));
    if (!now.count)
        return error_set(err, ERROR_INPUT,
                         "%.*s: this Word document has no table with headings on the "
                         "left and answers on the right; use the form that `waymark "
                         "export form` writes, or type the answers into a spreadsheet",
                         STR_ARGS(name));
    return as_csv(&now, out, err) || error_wrap(err, "%.*s", STR_ARGS(name));
}
