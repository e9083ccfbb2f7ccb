/* SPDX-License-Identifier: MIT */
#include "cycle/form_word.h"

#include "base/table.h"
#include "base/unicode.h"
#include "cycle/column.h"
#include "cycle/form_sheet.h"
#include "format/docx.h"

enum { MOST_HEADINGS = 500, HEADING_SHOWN = 40, PLACES_SHOWN = 5 };

/* What is not taken; the first ones as the document has them. */
enum left {
    LEFT_NO_HEADING,
    LEFT_ONE_BOX,
    LEFT_FURTHER,
    LEFT_STRUCK,
    LEFT_HIDDEN,
    LEFT_OUTSIDE,
    LEFT_ABOVE,
    LEFT_IN_HEADING,
    LEFT_AGAIN,
    LEFT_COUNT
};

static const char *const left_words[LEFT_COUNT] = {
    [LEFT_NO_HEADING] =
        "what is typed there has no heading beside it and is not taken; if it was said "
        "at the review, write the heading into the box on its left, or move it into a "
        "box that has one",
    [LEFT_ONE_BOX] = "what is typed in a row of one box is not taken; if it was said at "
                     "the review, move it into the box beside its heading",
    [LEFT_FURTHER] = "what is typed in a third box is not taken; if it was said at the "
                     "review, move it into the box right beside the heading",
    [LEFT_STRUCK] = "what is struck through is not taken; if it holds, take the line "
                    "through it away",
    [LEFT_HIDDEN] = "text is hidden and not taken; show it (in Word: select the box, "
                    "Font, \"Hidden\"), and take away what nobody said",
    [LEFT_OUTSIDE] = "what is typed outside of the boxes is not taken; if it was said at "
                     "the review, move it into the box beside its heading",
    [LEFT_ABOVE] = "what is typed there is not the form's own, and is not taken; if it "
                   "was said at the review, move it into the box beside its heading",
    [LEFT_IN_HEADING] = "what is typed into the heading's own box is not taken; if it "
                        "was said at the review, move it into the box on the right",
    [LEFT_AGAIN] = "a second row has this heading, and what is typed there is not taken; "
                   "give that row a heading of its own, or move it into the first one",
};

/* What the program makes of one part of the document. */
struct row {
    size_t review; /* from 1; 0: it is in none */
    struct column column;
    struct str heading; /* without what was typed into its box */
};

struct places {
    struct buf text;
    size_t count;
};

struct form_word {
    struct arena *arena;
    struct mapping mapping;
    struct docx docx;
    struct row *rows; /* (docx.count) */
    size_t reviews;
    struct places left[LEFT_COUNT];
};

/* By which two rows have the same heading: without its hint, and what was typed below. */
static struct str heading_key(struct form_word *form, struct str heading)
{
    size_t end = 0;
    while (end < heading.len && heading.ptr[end] != '(' && heading.ptr[end] != '\n')
        end++;
    struct str front = str_trim(str_slice(heading, 0, end));
    return mapping_key(form->arena, front.len ? front : heading);
}

/* Whether the row after this one stood in the review already, too, or there is none: a
 * form of somebody's own may ask for two names. */
static bool goes_on_again(struct form_word *form, const struct str *keys, size_t first,
                          size_t at)
{
    const struct docx_part *parts = form->docx.parts;
    size_t next = at + 1;
    while (next < form->docx.count && parts[next].kind != DOCX_ROW)
        next++;
    if (next == form->docx.count || parts[next].table != parts[at].table)
        return true;
    for (size_t i = first; i < at; i++)
        if (parts[i].kind == DOCX_ROW && str_equal(keys[i], keys[next]))
            return true;
    return false;
}

static void find_reviews(struct form_word *form)
{
    const struct docx_part *parts = form->docx.parts;
    struct str *keys = arena_array(form->arena, struct str, form->docx.count);
    size_t first = 0, table = 0;
    for (size_t i = 0; i < form->docx.count; i++)
        if (parts[i].kind == DOCX_ROW)
            keys[i] = heading_key(form, parts[i].heading);
    for (size_t i = 0; i < form->docx.count; i++) {
        if (parts[i].kind == DOCX_ROW &&
            (parts[i].table != table ||
             (str_equal(keys[i], keys[first]) && goes_on_again(form, keys, first, i)))) {
            form->reviews++;
            first = i;
            table = parts[i].table;
        }
        form->rows[i].review = parts[i].table == table ? form->reviews : 0;
    }
}

static bool is_known(const struct column *column)
{
    return column->field != FIELD_NONE || column->not_needed;
}

/* Whether another row of the same review is for the same. */
static bool has_other(const struct form_word *form, size_t at, const struct column *like)
{
    size_t from = at;
    while (from && form->rows[from - 1].review == form->rows[at].review)
        from--;
    for (size_t i = from; i < form->docx.count; i++) {
        const struct row *row = &form->rows[i];
        if (row->review != form->rows[at].review)
            break;
        if (i != at && form->docx.parts[i].kind == DOCX_ROW &&
            row->column.field == like->field && row->column.number == like->number)
            return true;
    }
    return false;
}

/* As much of a heading that is not known as is: up to the end of a line or of a hint,
 * or, where there is no answer that could become another one's, up to any word. */
static bool find_front(struct form_word *form, size_t at, struct str *front,
                       struct column *column)
{
    const struct docx_part *part = &form->docx.parts[at];
    struct str all = part->heading;
    for (size_t end = all.len; end-- > 1;) {
        bool ends = all.ptr[end] == '\n' || all.ptr[end - 1] == ')' ||
                    (all.ptr[end] == ' ' && !part->text.len);
        if (!ends)
            continue;
        *front = str_trim(str_slice(all, 0, end));
        *column = column_match(form->arena, &form->mapping, *front);
        if (is_known(column))
            return !has_other(form, at, column);
    }
    return false;
}

static struct str shown(struct form_word *form, struct str heading)
{
    struct str front = heading, hint = front;
    front = str_trim(str_cut(&hint, '('));
    front = str_cut(&front, '\n');
    struct str cut = unicode_cut(front, HEADING_SHOWN);
    return str_format(form->arena, "\"%.*s%s\"", STR_ARGS(cut),
                      cut.len < front.len ? "…" : "");
}

/* `beside "Surname" in review 2`: never by a heading that is not known, which may be
 * somebody's name. */
static struct str place_of(struct form_word *form, size_t at)
{
    const struct docx_part *part = &form->docx.parts[at];
    const struct row *row = &form->rows[at];
    struct arena *arena = form->arena;
    struct str in = row->review && form->reviews > 1
                        ? str_format(arena, " in review %zu", row->review)
                    : form->docx.tables > 1
                        ? str_format(arena, " of table %zu", part->table)
                        : STR_NONE;
    if (part->kind == DOCX_OUTSIDE && !part->table)
        return STR("above the table");
    if (part->kind == DOCX_OUTSIDE)
        return form->docx.tables > 1 ? str_format(arena, "below table %zu", part->table)
                                     : STR("below the table");
    for (size_t i = at + 1; i-- > 0;) {
        bool same = form->docx.parts[i].table == part->table &&
                    form->docx.parts[i].row == part->row;
        if (form->docx.parts[i].kind != DOCX_ROW)
            continue;
        if (form->rows[i].review != row->review || !is_known(&form->rows[i].column))
            break;
        return str_format(arena, "%s %.*s%.*s", same ? "beside" : "below",
                          STR_ARGS(shown(form, form->rows[i].heading)), STR_ARGS(in));
    }
    return str_format(arena, "in row %zu%.*s", part->row, STR_ARGS(in));
}

static void leave(struct form_word *form, enum left kind, size_t at)
{
    struct places *places = &form->left[kind];
    struct str place = place_of(form, at);
    if (str_ends(buf_str(&places->text), place) || places->count++ >= PLACES_SHOWN)
        return;
    buf_add_format(&places->text, "%s%.*s", places->text.len ? ", " : "",
                   STR_ARGS(place));
}

static void say_left(const struct form_word *form, struct str name,
                     struct notices *notices)
{
    for (int kind = 0; kind < LEFT_COUNT; kind++) {
        const struct places *places = &form->left[kind];
        struct str more =
            places->count > PLACES_SHOWN
                ? str_format(form->arena, " and %zu more", places->count - PLACES_SHOWN)
                : STR_NONE;
        if (places->count)
            notice_add(notices, kind != LEFT_ABOVE, name, 0,
                       "%.*s%.*s: %s, and import the document again",
                       STR_ARGS(buf_str(&places->text)), STR_ARGS(more),
                       left_words[kind]);
    }
}

static void match_headings(struct form_word *form)
{
    for (size_t i = 0; i < form->docx.count; i++) {
        const struct docx_part *part = &form->docx.parts[i];
        struct row *row = &form->rows[i];
        row->heading = part->heading;
        row->column.field = FIELD_NONE;
        if (part->kind == DOCX_ROW)
            row->column = column_match(form->arena, &form->mapping, part->heading);
    }
    for (size_t i = 0; i < form->docx.count; i++) {
        struct row *row = &form->rows[i];
        struct column column;
        struct str front;
        if (form->docx.parts[i].kind != DOCX_ROW || is_known(&row->column) ||
            !find_front(form, i, &front, &column))
            continue;
        row->heading = front;
        row->column = column;
        leave(form, LEFT_IN_HEADING, i);
    }
}

/* What one review calls "Person ID" and another "Person ID (the number)" is one column.
 */
static void share_headings(struct form_word *form)
{
    for (size_t i = 0; i < form->docx.count; i++) {
        struct row *row = &form->rows[i];
        size_t n = row->column.field == FIELD_NONE ? i : 0;
        while (n < i && (form->docx.parts[n].kind != DOCX_ROW ||
                         form->rows[n].column.field != row->column.field ||
                         form->rows[n].column.number != row->column.number ||
                         !str_equal(form->rows[n].column.speaker, row->column.speaker)))
            n++;
        row->heading = form->rows[n].heading;
    }
}

/* An empty answer is filled by the next row of its heading. */
static void take_again(struct form_word *form, size_t at)
{
    struct docx_part *parts = form->docx.parts;
    for (size_t i = at; i-- > 0 && form->rows[i].review == form->rows[at].review;) {
        if (parts[i].kind != DOCX_ROW ||
            !str_equal(form->rows[i].heading, form->rows[at].heading))
            continue;
        if (!parts[i].text.len)
            parts[i].text = parts[at].text;
        else if (parts[at].text.len && !str_equal(parts[i].text, parts[at].text))
            leave(form, LEFT_AGAIN, at);
        form->rows[at].heading = STR_NONE;
        return;
    }
}

static uint64_t folded_key(struct arena *arena, struct str text)
{
    struct arena_mark mark = arena_mark(arena);
    uint64_t key = table_key(unicode_fold(arena, text));
    arena_rewind(arena, mark);
    return key;
}

/* The paragraphs that the form itself says. */
static struct table own_paragraphs(struct arena *arena)
{
    struct table own = {.arena = arena};
    bool ignored;
    (void)table_add(&own, folded_key(arena, STR(FORM_WORD_HOW)), &ignored);
    for (size_t i = 0; i < FORM_FOR_EVERYBODY; i++)
        (void)table_add(&own, folded_key(arena, str_of(form_for_everybody[i])), &ignored);
    return own;
}

/* The title, and what goes before the first paragraph that the form always has, are as
 * the authority calls itself and the year. */
static void leave_outside(struct form_word *form)
{
    struct table own = own_paragraphs(form->arena), above = {.arena = form->arena};
    bool is_form = false, ignored;
    for (size_t i = 0; i < form->docx.count; i++) {
        const struct docx_part *part = &form->docx.parts[i];
        if (part->kind != DOCX_OUTSIDE)
            continue;
        uint64_t key = folded_key(form->arena, part->text);
        bool is_own = table_find(&own, key) != NULL;
        is_form = is_form || is_own;
        if (!part->table)
            (void)table_add(&above, key, &ignored);
        if (!part->table && is_form && !is_own)
            leave(form, LEFT_ABOVE, i);
        else if (part->table && !is_own && !table_find(&above, key))
            leave(form, LEFT_OUTSIDE, i);
    }
}

static void sort_out(struct form_word *form)
{
    static const enum left left_of[] = {
        [DOCX_NO_HEADING] = LEFT_NO_HEADING, [DOCX_ONE_BOX] = LEFT_ONE_BOX,
        [DOCX_FURTHER] = LEFT_FURTHER,       [DOCX_STRUCK] = LEFT_STRUCK,
        [DOCX_HIDDEN] = LEFT_HIDDEN,
    };
    form->rows = arena_array(form->arena, struct row, form->docx.count);
    for (int kind = 0; kind < LEFT_COUNT; kind++)
        form->left[kind].text = BUF_IN(form->arena);
    find_reviews(form);
    match_headings(form);
    share_headings(form);
    for (size_t i = 0; i < form->docx.count; i++) {
        enum docx_kind kind = form->docx.parts[i].kind;
        if (kind == DOCX_ROW)
            take_again(form, i);
        else if (kind != DOCX_OUTSIDE)
            leave(form, left_of[kind], i);
    }
    leave_outside(form);
}

static void add_cell(struct buf *out, struct str cell)
{
    buf_add_byte(out, '"');
    for (size_t i = 0; i < cell.len; i++)
        buf_add(out, cell.ptr[i] == '"' ? STR("\"\"") : str_slice(cell, i, i + 1));
    buf_add_byte(out, '"');
}

static bool has_heading(const struct str_list *list, struct str heading)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], heading))
            return true;
    return false;
}

static bool find_headings(const struct form_word *form, struct str_list *list,
                          struct error *err)
{
    *list = (struct str_list){arena_array(form->arena, struct str, MOST_HEADINGS), 0};
    for (size_t i = 0; i < form->docx.count; i++) {
        struct str heading = form->rows[i].heading;
        if (form->docx.parts[i].kind != DOCX_ROW || !heading.len ||
            has_heading(list, heading))
            continue;
        if (list->count == MOST_HEADINGS)
            return error_set(
                err, ERROR_LIMIT,
                "its tables have more than %d different headings on the left",
                MOST_HEADINGS);
        list->items[list->count++] = heading;
    }
    return true;
}

static struct str answer_to(const struct form_word *form, size_t from, size_t to,
                            struct str heading)
{
    for (size_t i = from; i < to; i++)
        if (form->docx.parts[i].kind == DOCX_ROW &&
            str_equal(form->rows[i].heading, heading))
            return form->docx.parts[i].text;
    return STR_NONE;
}

static struct str write_csv(const struct form_word *form, const struct str_list *headings)
{
    struct buf out = BUF_IN(form->arena);
    size_t from = 0, to = 0;
    for (size_t i = 0; i < headings->count; i++) {
        buf_add(&out, i ? STR(",") : STR_NONE);
        add_cell(&out, headings->items[i]);
    }
    for (size_t review = 1; review <= form->reviews; review++, from = to) {
        while (to < form->docx.count && form->rows[to].review <= review)
            to++;
        buf_add_byte(&out, '\n');
        for (size_t i = 0; i < headings->count; i++) {
            buf_add(&out, i ? STR(",") : STR_NONE);
            add_cell(&out, answer_to(form, from, to, headings->items[i]));
        }
    }
    buf_add_byte(&out, '\n');
    return buf_str(&out);
}

bool form_word_as_csv(struct arena *arena, struct str kind, const struct json *own,
                      struct str name, struct str bytes, struct notices *notices,
                      struct str *out, struct error *err)
{
    struct form_word form = {.arena = arena};
    struct str_list headings;
    if (!mapping_load(arena, kind, own, &form.mapping, err) ||
        !docx_read(arena, name, bytes, &form.docx, err))
        return false;
    sort_out(&form);
    if (!form.reviews)
        return error_set(err, ERROR_INPUT,
                         "%.*s: this Word document has no table with headings on the "
                         "left and answers on the right; use the form that `waymark "
                         "export form` writes, or type the answers into a spreadsheet",
                         STR_ARGS(name));
    if (!find_headings(&form, &headings, err))
        return error_wrap(err, "%.*s", STR_ARGS(name));
    say_left(&form, name, notices);
    *out = write_csv(&form, &headings);
    return true;
}
