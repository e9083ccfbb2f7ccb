/* SPDX-License-Identifier: MIT */
#include "format/docx.h"

#include "base/unicode.h"
#include "format/xml.h"
#include "format/zip.h"

enum {
    MOST_UNFOLDED = 64 * 1024 * 1024,
    MOST_ROWS = 20000 /* of all tables */
};

enum box { BOX_HEADING, BOX_ANSWER, BOX_FURTHER, BOXES };

static const struct str document = {"word/document.xml", 17};

struct reading {
    struct arena *arena;
    struct docx *out;
    size_t room, rows;
    size_t depth;      /* of tables in each other */
    size_t row;        /* in the outermost table */
    size_t column;     /* of the cell, from 1 */
    size_t choice;     /* controls in each other */
    bool untouched;    /* the control shows what it showed at first */
    size_t taken_away; /* inside of what tracked changes took away */
    size_t former;     /* inside of how something looked before such a change */
    size_t again;      /* inside of what older programs show in the place of a text box */
    bool in_run, struck, hidden, in_text;
    struct buf boxes[BOXES];
    bool row_struck, row_hidden;
    size_t paragraphs; /* outside of tables, in each other: one may hold a text box */
    struct buf outside;
};

static bool is(struct str name, const char *other)
{
    return str_equal(name, str_of(other));
}

/* What can be seen on paper: forms of old fill their boxes with wide spaces. */
static bool is_blank(struct str text)
{
    while (text.len) {
        uint32_t character = unicode_next(&text);
        if (unicode_kind(character) != UNICODE_SPACE && !unicode_is_unseen(character))
            return false;
    }
    return true;
}

/* Where text goes just now, or NULL. */
static struct buf *place(struct reading *now)
{
    if (now->untouched || now->taken_away || now->again)
        return NULL;
    if (!now->depth)
        return now->paragraphs ? &now->outside : NULL;
    if (!now->column)
        return NULL;
    return &now->boxes[now->column < BOXES ? now->column - 1 : BOX_FURTHER];
}

static void add_byte(struct reading *now, char byte)
{
    struct buf *to = place(now);
    if (to && to->len)
        buf_add_byte(to, byte);
}

static bool is_on(const char *const *attributes)
{
    struct str value = xml_attribute(attributes, "val");
    return !is(value, "0") && !is(value, "false") && !is(value, "off");
}

static void start_row(struct reading *now)
{
    now->row++;
    now->column = 0;
    now->row_struck = now->row_hidden = false;
    for (int i = 0; i < BOXES; i++)
        now->boxes[i] = BUF_IN(now->arena);
}

static void start_paragraph(struct reading *now)
{
    if (!now->depth && now->paragraphs++ == 0)
        now->outside = BUF_IN(now->arena);
    add_byte(now, '\n');
}

static void start_table(struct reading *now)
{
    if (now->depth++)
        return;
    now->out->tables++;
    now->row = 0;
}

static void start_look(struct reading *now, struct str name,
                       const char *const *attributes)
{
    if (!now->in_run || now->former || !is_on(attributes))
        return;
    now->struck = now->struck || is(name, "strike") || is(name, "dstrike");
    now->hidden = now->hidden || is(name, "vanish");
}

static void start_run(struct reading *now, bool runs)
{
    now->in_run = runs;
    now->struck = now->hidden = false;
}

/* How deep in each other; a count never ends below nothing. */
static void count(size_t *depth, bool begins)
{
    if (begins)
        ++*depth;
    else if (*depth)
        --*depth;
}

/* False for what is no such thing. */
static bool count_depth(struct reading *now, struct str name, bool begins)
{
    bool away = is(name, "del") || is(name, "moveFrom");
    bool former = is(name, "rPrChange"), again = is(name, "Fallback");
    bool choice = is(name, "sdt");
    if (away)
        count(&now->taken_away, begins);
    if (former)
        count(&now->former, begins);
    if (again)
        count(&now->again, begins);
    if (choice)
        count(&now->choice, begins);
    return away || former || again || choice;
}

static bool start(void *with, struct str name, const char *const *attributes,
                  struct error *err)
{
    struct reading *now = with;
    (void)err;
    if (count_depth(now, name, true))
        return true;
    if (is(name, "tbl"))
        start_table(now);
    else if (is(name, "tr") && now->depth == 1)
        start_row(now);
    else if (is(name, "tc") && now->depth == 1)
        now->column++;
    else if (is(name, "showingPlcHdr"))
        now->untouched = true;
    else if (is(name, "p"))
        start_paragraph(now);
    else if (is(name, "r"))
        start_run(now, true);
    else if (is(name, "br") || is(name, "cr"))
        add_byte(now, '\n');
    else if (is(name, "tab"))
        add_byte(now, ' ');
    else if (is(name, "noBreakHyphen"))
        add_byte(now, '-');
    else if (is(name, "t"))
        now->in_text = true;
    else
        start_look(now, name, attributes);
    return true;
}

static void add_part(struct reading *now, enum docx_kind kind, struct str heading,
                     struct str text)
{
    struct docx *out = now->out;
    out->parts = arena_one_more(now->arena, out->parts, sizeof *out->parts, out->count,
                                &now->room);
    out->parts[out->count++] =
        (struct docx_part){kind, out->tables, now->row, heading, text};
}

static bool end_row(struct reading *now, struct error *err)
{
    struct str texts[BOXES];
    for (int i = 0; i < BOXES; i++) {
        struct str text = buf_str(&now->boxes[i]);
        texts[i] = is_blank(text) ? STR_NONE : str_trim(text);
    }
    struct str heading = texts[BOX_HEADING];
    if (now->rows++ == MOST_ROWS)
        return error_set(err, ERROR_LIMIT, "its tables have more than %d rows",
                         MOST_ROWS);
    if (now->column == 1 && heading.len)
        add_part(now, DOCX_ONE_BOX, STR_NONE, heading);
    else if (heading.len)
        add_part(now, DOCX_ROW, heading, texts[BOX_ANSWER]);
    else if (texts[BOX_ANSWER].len)
        add_part(now, DOCX_NO_HEADING, STR_NONE, texts[BOX_ANSWER]);
    if (texts[BOX_FURTHER].len)
        add_part(now, DOCX_FURTHER, heading, texts[BOX_FURTHER]);
    if (now->row_struck)
        add_part(now, DOCX_STRUCK, heading, STR_NONE);
    if (now->row_hidden)
        add_part(now, DOCX_HIDDEN, heading, STR_NONE);
    return true;
}

static void end_paragraph(struct reading *now)
{
    struct str text = buf_str(&now->outside);
    if (now->depth || !now->paragraphs || --now->paragraphs)
        return;
    if (!is_blank(text))
        add_part(now, DOCX_OUTSIDE, STR_NONE, str_trim(text));
}

static bool end(void *with, struct str name, struct error *err)
{
    struct reading *now = with;
    (void)count_depth(now, name, false);
    if (is(name, "sdt"))
        now->untouched = now->untouched && now->choice;
    else if (is(name, "tbl") && now->depth)
        now->depth--;
    else if (is(name, "t"))
        now->in_text = false;
    else if (is(name, "r"))
        start_run(now, false);
    else if (is(name, "p"))
        end_paragraph(now);
    else if (is(name, "tr") && now->depth == 1)
        return end_row(now, err);
    return true;
}

static void text(void *with, struct str piece)
{
    struct reading *now = with;
    struct buf *to = now->in_text ? place(now) : NULL;
    bool answers = now->depth && now->column > 1;
    if (!to)
        return;
    if (!answers || (!now->struck && !now->hidden)) {
        buf_add(to, piece);
    } else if (!is_blank(piece)) {
        now->row_struck = now->row_struck || !now->hidden;
        now->row_hidden = now->row_hidden || now->hidden;
    }
}

static bool feed(void *with, struct str piece, bool last, struct error *err)
{
    return xml_feed(with, piece, last, err);
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

bool docx_read(struct arena *arena, struct str name, struct str bytes, struct docx *out,
               struct error *err)
{
    struct docx docx = {.count = 0};
    struct reading now = {.arena = arena, .out = &docx, .outside = BUF_IN(arena)};
    const struct xml_walker walker = {&now, start, end, text};
    struct zipped *zipped;
    for (int i = 0; i < BOXES; i++)
        now.boxes[i] = BUF_IN(arena);
    if (!zipped_open(arena, bytes, &zipped, err))
        return error_wrap(err, "%.*s", STR_ARGS(name));
    struct xml *xml = xml_open(&walker);
    bool fine = zipped_read(zipped, document, MOST_UNFOLDED, feed, xml, err);
    xml_close(xml);
    zipped_close(zipped);
    *out = docx;
    return fine || error_wrap(err, "%.*s", STR_ARGS(name));
}
