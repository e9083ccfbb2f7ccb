/* SPDX-License-Identifier: MIT */
#include "cycle/column.h"

#include "base/unicode.h"

#include <stdint.h>

enum {
    HEADER_ROWS = 20, /* in which the row of names is looked for */
    LARGEST_NUMBER = 20,
    TITLES_SHOWN = 300, /* bytes of a list */
    PLACES_SHOWN = 20,
    NAME_SHOWN = 40, /* characters */
    SURE_FIELDS = 3  /* different ones, that data names by chance hardly ever */
};

/* How many different fields the row names. */
static size_t count_fields(struct arena *arena, const struct mapping *mapping,
                           const struct csv_row *row)
{
    bool seen[FIELD_COUNT + 1] = {false};
    size_t count = 0;
    for (size_t i = 0; i < row->count; i++) {
        enum field field = column_match(arena, mapping, row->cells[i]).field;
        count += field != FIELD_NONE && !seen[field];
        seen[field] = true;
    }
    return count;
}

/* A row of one field is a title ("Reviews, School") unless nothing else is needed. */
size_t columns_line(struct rows *rows, struct arena *arena, const struct mapping *mapping)
{
    struct notices unheard = {.arena = arena};
    struct csv_row row;
    size_t best = mapping->needed_count > 1 ? 1 : 0, line = 0;
    rows_rewind(rows);
    for (size_t i = 0; i < HEADER_ROWS && rows_next(rows, &unheard, &row); i++) {
        struct arena_mark mark = arena_mark(arena);
        size_t named = count_fields(arena, mapping, &row);
        arena_rewind(arena, mark);
        if (named > best) {
            best = named;
            line = row.line;
        }
    }
    rows_rewind(rows);
    return line;
}

/* Adds to a list of titles, as far as a message has room. */
static void add_title(struct buf *out, struct str title)
{
    static const struct str more = {", …", 5};
    struct str cut = unicode_cut(title, NAME_SHOWN);
    if (out->len > TITLES_SHOWN) {
        if (!str_ends(buf_str(out), more))
            buf_add(out, more);
        return;
    }
    buf_add(out, out->len ? STR(", ") : STR_NONE);
    buf_add_format(out, "\"%.*s%s\"", STR_ARGS(cut), cut.len < title.len ? "…" : "");
}

bool column_is_unknown(const struct column *column)
{
    return column->field == FIELD_NONE && column->title.len && !column->doubled &&
           !column->not_needed;
}

/* A, B, … Z, AA: as spreadsheet programs call them. */
void column_add_letters(struct buf *out, size_t index)
{
    char letters[8];
    size_t at = sizeof letters;
    for (size_t rest = index + 1; rest && at; rest = (rest - 1) / 26)
        letters[--at] = (char)('A' + (rest - 1) % 26);
    buf_add(out, (struct str){letters + at, sizeof letters - at});
}

static bool has_unknown(const struct columns *columns)
{
    for (size_t i = 0; i < columns->count; i++)
        if (column_is_unknown(&columns->items[i]))
            return true;
    return false;
}

static size_t end_of_run(const struct columns *columns, size_t first)
{
    size_t end = first;
    while (end < columns->count && column_is_unknown(&columns->items[end]))
        end++;
    return end;
}

/* "column C", "columns A, D to F and H". */
static struct str places_of_unknown(struct arena *arena, const struct columns *columns)
{
    struct str_list places = {arena_array(arena, struct str, columns->count), 0};
    struct buf out = BUF_IN(arena);
    bool several = false;
    for (size_t i = 0; i < columns->count && places.count < PLACES_SHOWN; i++) {
        size_t end = end_of_run(columns, i);
        struct buf place = BUF_IN(arena);
        if (end == i)
            continue;
        column_add_letters(&place, i);
        if (end - i > 2) {
            buf_add(&place, STR(" to "));
            column_add_letters(&place, end - 1);
            i = end - 1;
            several = true;
        }
        places.items[places.count++] = buf_str(&place);
    }
    buf_add(&out, several || places.count > 1 ? STR("columns ") : STR("column "));
    for (size_t i = 0; i < places.count; i++) {
        bool last = i + 1 == places.count && places.count < PLACES_SHOWN;
        const char *between = i == 0 ? "" : last ? " and " : ", ";
        buf_add_format(&out, "%s%.*s", between, STR_ARGS(places.items[i]));
    }
    buf_add(&out, places.count < PLACES_SHOWN ? STR_NONE : STR(", …"));
    return buf_str(&out);
}

static struct str names_of_unknown(struct arena *arena, const struct columns *columns)
{
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < columns->count; i++)
        if (column_is_unknown(&columns->items[i]))
            add_title(&out, columns->items[i].title);
    return buf_str(&out);
}

/* Whether a row is so surely one of column names that what is not known in it may
 * be shown: in a file without such a row, it may be a child's name. */
static bool is_surely_names(const struct columns *columns)
{
    bool seen[FIELD_COUNT] = {false};
    size_t known = 0, unknown = 0, fields = 0;
    for (size_t i = 0; i < columns->count; i++) {
        enum field field = columns->items[i].field;
        unknown += column_is_unknown(&columns->items[i]);
        if (field == FIELD_NONE)
            continue;
        known++;
        fields += !seen[field];
        seen[field] = true;
    }
    return fields >= SURE_FIELDS && known > unknown;
}

/* A field as we call it, where the file's own word may mean something else. */
static struct str our_title(struct arena *arena, const struct mapping *mapping,
                            const struct column *column)
{
    struct str title = mapping->titles[column->field];
    if (column->number == 0 || !str_ends(title, STR(" 1")))
        return title;
    return str_format(arena, "%.*s %zu", (int)title.len - 2, title.ptr, column->number);
}

static struct str names_of_known(struct arena *arena, const struct mapping *mapping,
                                 const struct columns *columns, bool sure)
{
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < columns->count; i++) {
        const struct column *column = &columns->items[i];
        if (column->field != FIELD_NONE)
            add_title(&out, sure ? column->title : our_title(arena, mapping, column));
    }
    return buf_str(&out);
}

static void add_needed_titles(struct buf *out, const struct mapping *mapping,
                              const struct needed *needed)
{
    for (size_t f = 0; f < needed->count; f++) {
        struct str title = mapping->titles[needed->fields[f]];
        const char *between = f + 1 == needed->count ? " or " : ", ";
        buf_add_format(out, "%s\"%.*s\"", f == 0 ? "" : between, STR_ARGS(title));
    }
}

static bool has_needed(const struct columns *columns, const struct needed *needed)
{
    for (size_t f = 0; f < needed->count; f++)
        for (size_t i = 0; i < columns->count; i++)
            if (columns->items[i].field == needed->fields[f])
                return true;
    return false;
}

static struct str titles_missing(const struct columns *columns, struct arena *arena,
                                 const struct mapping *mapping)
{
    struct buf missing = BUF_IN(arena);
    for (size_t i = 0; i < mapping->needed_count; i++) {
        if (has_needed(columns, &mapping->needed[i]))
            continue;
        buf_add(&missing, missing.len ? STR("; ") : STR_NONE);
        add_needed_titles(&missing, mapping, &mapping->needed[i]);
    }
    return buf_str(&missing);
}

static bool check_needed(const struct columns *columns, struct arena *arena,
                         const struct mapping *mapping, struct error *err)
{
    struct str missing = titles_missing(columns, arena, mapping);
    struct buf unknown = BUF_IN(arena);
    if (missing.len == 0)
        return true;
    bool sure = is_surely_names(columns);
    if (has_unknown(columns)) {
        buf_add(&unknown, STR("; not known: "));
        buf_add(&unknown, sure ? names_of_unknown(arena, columns)
                               : places_of_unknown(arena, columns));
    }
    return error_set(err, ERROR_INPUT,
                     "columns are missing: %.*s; the columns found are: %.*s%.*s; "
                     "rename the one that holds it, or say which it is with "
                     "--map \"HEADING=FIELD\" (`waymark help columns`)",
                     STR_ARGS(missing),
                     STR_ARGS(names_of_known(arena, mapping, columns, sure)),
                     STR_ARGS(buf_str(&unknown)));
}

static bool no_names(struct arena *arena, const struct mapping *mapping,
                     size_t first_line, struct error *err)
{
    struct buf wanted = BUF_IN(arena);
    for (size_t i = 0; i < mapping->needed_count; i++) {
        buf_add(&wanted, i ? STR("; ") : STR_NONE);
        add_needed_titles(&wanted, mapping, &mapping->needed[i]);
    }
    return error_set(err, ERROR_INPUT,
                     "no row of column names in the first %d rows; one row has to name "
                     "%.*s; put it above line %zu, or, if that line is it, say what "
                     "they are with --map \"HEADING=FIELD\" (`waymark help columns`)",
                     HEADER_ROWS, STR_ARGS(buf_str(&wanted)), first_line);
}

struct finder {
    struct arena *arena;
    const struct mapping *mapping;
    struct str file;
    struct notices *notices;
    struct columns *out;
};

static void note_double(struct columns *columns, size_t first, size_t other)
{
    columns->items[other].field = FIELD_NONE;
    columns->items[other].doubled = true;
    columns->items[other].instead = first;
}

/* The fields that one column can hold. */
static void take_single(struct columns *out)
{
    for (size_t i = 0; i < out->count; i++) {
        enum field field = out->items[i].field;
        if (field == FIELD_NONE || field_is_numbered(field))
            continue;
        if (out->of[field] == SIZE_MAX) {
            out->of[field] = i;
            continue;
        }
        note_double(out, out->of[field], i);
    }
}

static bool has_field(const struct columns *columns, enum field field)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->items[i].field == field)
            return true;
    return false;
}

static void drop_field(struct columns *columns, enum field field)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->items[i].field == field)
            columns->items[i].field = FIELD_NONE;
}

/* Long: a row is one statement. Where both forms are there, columns that say
 * "working" mean it more surely than a column called "Type" or "Comments". */
static void choose_form(struct columns *columns)
{
    columns->is_long =
        has_field(columns, FIELD_HEADING) && has_field(columns, FIELD_TEXT) &&
        !has_field(columns, FIELD_WORKING) && !has_field(columns, FIELD_NOT_WORKING);
    if (columns->is_long) {
        drop_field(columns, FIELD_ASPIRATION);
        return;
    }
    drop_field(columns, FIELD_HEADING);
    drop_field(columns, FIELD_TEXT);
    drop_field(columns, FIELD_RANK);
}

/* The young person's own columns come before those of the people around them. */
static bool is_own_voice(const struct column *column)
{
    return column->speaker.len == 0 || str_equal(column->speaker, STR("young_person"));
}

static void add_words(struct columns *columns, size_t column, enum section section,
                      size_t rank)
{
    bool listed = columns->items[column].number == 0;
    columns->words[columns->words_count++] =
        (struct words_column){column, section, rank, listed};
}

/* Whether the numbers in the names can be taken: not where "Working" stands beside
 * "Working 1", or twice. */
static bool are_numbered(const struct columns *columns, enum field field)
{
    size_t without = 0, ones = 0;
    for (size_t i = 0; i < columns->count; i++) {
        const struct column *column = &columns->items[i];
        if (column->field != field || !is_own_voice(column))
            continue;
        without += column->number == 0;
        ones += column->number == 1;
    }
    return without == 0 || (without == 1 && ones == 0);
}

/* Ranks by the numbers in the names; a number's second column is not used. */
static size_t rank_by_number(struct columns *out, enum section section, enum field field)
{
    size_t last = 0;
    for (size_t number = 1; number <= LARGEST_NUMBER; number++) {
        size_t first = SIZE_MAX;
        for (size_t i = 0; i < out->count; i++) {
            const struct column *column = &out->items[i];
            size_t has = column->number ? column->number : 1;
            if (column->field != field || !is_own_voice(column) || has != number)
                continue;
            if (first == SIZE_MAX) {
                first = i;
                continue;
            }
            note_double(out, first, i);
        }
        if (first == SIZE_MAX)
            continue;
        add_words(out, first, section, number);
        last = number;
    }
    return last;
}

static size_t rank_by_place(struct columns *columns, enum section section,
                            enum field field, bool own_voice, size_t last)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->items[i].field == field &&
            is_own_voice(&columns->items[i]) == own_voice)
            add_words(columns, i, section, ++last);
    return last;
}

static void rank_words(const struct finder *finder)
{
    struct columns *out = finder->out;
    out->words = arena_array(finder->arena, struct words_column, out->count);
    for (int s = 0; s < SECTION_COUNT; s++) {
        enum field field = (enum field)(FIELD_WORKING + s);
        size_t last = are_numbered(out, field)
                          ? rank_by_number(out, (enum section)s, field)
                          : rank_by_place(out, (enum section)s, field, true, 0);
        (void)rank_by_place(out, (enum section)s, field, false, last);
    }
}

/* Where several columns are needed and all are there, no row of data is meant. */
static void say_unused(const struct finder *finder)
{
    struct columns *out = finder->out;
    out->surely_names = finder->mapping->needed_count > 1 || is_surely_names(out);
    for (size_t i = 0; i < out->count; i++)
        out->unknown_count += column_is_unknown(&out->items[i]);
    if (!out->unknown_count)
        return;
    out->unknown = out->surely_names ? names_of_unknown(finder->arena, out)
                                     : places_of_unknown(finder->arena, out);
    notice_add(finder->notices, false, finder->file, out->line,
               "not used: %.*s; if a column among them is needed, say what it is with "
               "--map \"HEADING=FIELD\" (`waymark help columns`)",
               STR_ARGS(out->unknown));
}

static void match_columns(const struct finder *finder, struct rows *rows, size_t line)
{
    struct columns *out = finder->out;
    struct headings *headings = &out->headings;
    headings_read(rows, finder->arena, finder->mapping, line, headings);
    out->line = headings->line;
    out->count = headings->count;
    out->items = arena_array(finder->arena, struct column, out->count);
    for (size_t i = 0; i < out->count; i++)
        out->items[i] = column_match(finder->arena, finder->mapping, headings->titles[i]);
    for (size_t f = 0; f < FIELD_COUNT; f++)
        out->of[f] = SIZE_MAX;
}

static bool nothing_to_read(const struct notices *heard, struct error *err)
{
    return error_set(err, ERROR_INPUT, "there is nothing in it that can be read%s%.*s",
                     heard->count ? ": " : "",
                     heard->count ? (int)heard->items[0].text.len : 0,
                     heard->count ? heard->items[0].text.ptr : "");
}

void columns_survey(struct rows *rows, struct arena *arena, const struct mapping *mapping,
                    size_t line, struct columns *out, struct str *missing)
{
    struct notices unheard = {.arena = arena};
    struct finder finder = {arena, mapping, STR_NONE, &unheard, out};
    *out = (struct columns){0};
    match_columns(&finder, rows, line);
    *missing = titles_missing(out, arena, mapping);
    choose_form(out);
    take_single(out);
}

bool columns_find(struct rows *rows, struct arena *arena, const struct mapping *mapping,
                  struct str file, struct notices *notices, struct columns *out,
                  struct error *err)
{
    struct notices heard = {.arena = arena};
    struct csv_row row = {0};
    struct finder finder = {arena, mapping, file, notices, out};
    size_t line = columns_line(rows, arena, mapping);
    *out = (struct columns){0};
    if (!rows_next(rows, &heard, &row)) {
        (void)nothing_to_read(&heard, err);
        return error_wrap(err, "%.*s", STR_ARGS(file));
    }
    if (line == 0) {
        (void)no_names(arena, mapping, row.line, err);
        return error_wrap(err, "%.*s", STR_ARGS(file));
    }
    match_columns(&finder, rows, line);
    if (!check_needed(out, arena, mapping, err))
        return error_wrap(err, "%.*s:%zu", STR_ARGS(file), out->line);
    choose_form(out);
    take_single(out);
    rank_words(&finder);
    say_unused(&finder);
    return true;
}
