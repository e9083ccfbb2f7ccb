/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "cycle/flag_title.h"
#include "cycle/form_sheet.h"
#include "cycle/form_word.h"
#include "cycle/survey.h"
#include "format/docx.h"

enum { HIDDEN_TOLD = 10 };

/* A workbook on its way in. */
struct book {
    struct engine *engine;
    struct arena *arena;
    const struct import_request *request;
    struct notices *notices;
    const struct json *own;
    struct xlsx *xlsx;
    size_t visible;
    bool understood[XLSX_MOST_SHEETS], has_school[XLSX_MOST_SHEETS];
    bool is_person[XLSX_MOST_SHEETS]; /* its name may be a young person's */
    size_t understood_count;
};

/* What would cut a source into other parts than it has. */
static struct str plain_name(struct arena *arena, struct str name)
{
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool plain =
            (unsigned char)c >= ' ' && str_find_byte(STR("/\\:[],\"\x7f"), c) == SIZE_MAX;
        if (!plain)
            c = '_';
        buf_add_byte(&out, c);
    }
    return buf_str(&out);
}

/* What messages, sources and the log call it: never by somebody's name. */
static struct str tab_name(const struct book *book, size_t index)
{
    if (book->is_person[index])
        return str_format(book->arena, "sheet %zu", index + 1);
    return plain_name(book->arena, xlsx_sheet_about(book->xlsx, index).name);
}

static struct str tab_title(const struct book *book, size_t index)
{
    return str_format(book->arena, "%.*s[%.*s]", STR_ARGS(book->request->name),
                      STR_ARGS(tab_name(book, index)));
}

static bool is_empty(struct xlsx_sheet *sheet, struct arena *arena)
{
    struct notices unheard = {.arena = arena};
    struct csv_row row;
    bool empty = !xlsx_sheet_next(sheet, &unheard, &row) && unheard.refusals == 0;
    xlsx_sheet_rewind(sheet);
    return empty;
}

/* "Sheet1", "Year 9", "2025", "May", "Reviews": what no school is called. */
static bool is_no_school(struct arena *arena, struct str name, const char *kind)
{
    static const char *const words[] = {
        "",         "all",      "april",       "august",   "autumn", "autumn term",
        "data",     "december", "export",      "february", "import", "january",
        "july",     "june",     "list",        "march",    "may",    "nc year",
        "november", "october",  "page",        "pupils",   "report", "september",
        "sheet",    "spring",   "spring term", "students", "summer", "summer term",
        "tab",      "table",    "term",        "y",        "year",   "young people",
        "yr"};
    struct str all = csv_name(arena, name);
    while (all.len && (all.ptr[all.len - 1] == ' ' ||
                       (all.ptr[all.len - 1] >= '0' && all.ptr[all.len - 1] <= '9')))
        all.len--;
    if (str_equal(all, str_of(kind)))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_equal(all, str_of(words[i])))
            return true;
    return false;
}

/* Whether its name is one that its own rows give. */
static bool is_named_in_rows(struct sheet *sheet, struct str name)
{
    struct arena *arena = arena_new(), *passing = arena_new();
    struct notices unheard = {.arena = passing};
    struct flag_known *known = flag_known_new(arena);
    struct arena_mark mark = arena_mark(passing);
    struct sheet_row row;
    while (sheet_next(sheet, &unheard, &row)) {
        flag_know_person(known, row.who.forename, row.who.surname);
        unheard = (struct notices){.arena = passing};
        arena_rewind(passing, mark);
    }
    bool named = flag_title_is_known(known, arena, name);
    arena_free(passing);
    arena_free(arena);
    return named;
}

static void learn_person(struct book *book, size_t index, struct sheet *sheet)
{
    struct str name = xlsx_sheet_about(book->xlsx, index).name;
    enum sheet_kind kind = book->request->kind;
    if (kind != SHEET_PARTICIPANTS && !book->is_person[index] &&
        !is_no_school(book->arena, name, import_kind_name(kind)))
        book->is_person[index] = is_named_in_rows(sheet, name);
}

/* A sheet without column names that are understood is told in `why`; an empty one is
 * not, for programs used to add some to every workbook. */
static bool try_tab(struct book *book, size_t index, bool *empty, struct error *why,
                    struct error *err)
{
    struct xlsx_sheet *cells;
    struct sheet *sheet;
    struct str title = tab_title(book, index);
    if (!xlsx_sheet_open(book->xlsx, index, title, &cells, err))
        return false;
    struct arena *arena = arena_new();
    struct notices unheard = {.arena = arena};
    struct rows *rows = rows_of_sheet(arena, cells);
    *empty = is_empty(cells, arena);
    if (!*empty && sheet_open_rows(arena, book->request->kind, title, rows, book->own,
                                   &unheard, &sheet, why)) {
        book->understood[index] = true;
        book->has_school[index] = sheet_has_school(sheet);
        book->understood_count++;
        learn_person(book, index, sheet);
        sheet_close(sheet);
    }
    arena_free(arena);
    xlsx_sheet_close(cells);
    return true;
}

static bool nothing_understood(struct book *book, const struct error *first,
                               struct error *err)
{
    struct str name = book->request->name;
    if (book->visible == 0)
        return error_set(err, ERROR_INPUT,
                         "%.*s: every sheet of it is hidden; show the one that is to be "
                         "imported (\"Unhide\"), save it, and import it again",
                         STR_ARGS(name));
    if (first->kind == ERROR_NONE)
        return error_set(err, ERROR_INPUT,
                         "%.*s: there is nothing in it that can be read", STR_ARGS(name));
    *err = *first;
    return false;
}

/* Finds the sheets that are to be imported, and names those that are not. */
static bool find_tabs(struct book *book, struct error *err)
{
    struct error first = {.kind = ERROR_NONE};
    size_t count = xlsx_sheet_count(book->xlsx);
    bool odd[XLSX_MOST_SHEETS] = {false}, empty;
    for (size_t i = 0; i < count; i++) {
        struct error why = {.kind = ERROR_NONE};
        struct xlsx_sheet_about about = xlsx_sheet_about(book->xlsx, i);
        book->visible += !about.hidden;
        book->is_person[i] = flag_title_is_like_name(book->arena, about.name);
        if (about.hidden || survey_sheet_left(book->arena, book->own, about.name))
            continue;
        if (!try_tab(book, i, &empty, &why, err))
            return false;
        odd[i] = !empty && !book->understood[i];
        if (odd[i] && first.kind == ERROR_NONE)
            first = why;
    }
    if (book->understood_count == 0)
        return nothing_understood(book, &first, err);
    for (size_t i = 0; i < count; i++)
        if (odd[i])
            notice_add(book->notices, false, tab_title(book, i), 0,
                       "this sheet is left out: it has no column names that are "
                       "understood; if it holds %s, name its columns as on the other "
                       "sheets, and import the workbook again (`waymark columns` shows "
                       "what is not known)",
                       import_kind_name(book->request->kind));
    return true;
}

static void say_hidden(const struct book *book)
{
    struct buf names = BUF_IN(book->arena);
    size_t hidden = 0;
    for (size_t i = 0; i < xlsx_sheet_count(book->xlsx); i++) {
        struct xlsx_sheet_about about = xlsx_sheet_about(book->xlsx, i);
        if (!about.hidden || str_equal(about.name, STR(FORM_LISTS_SHEET)) ||
            hidden++ >= HIDDEN_TOLD)
            continue;
        buf_add_format(&names, "%s\"%.*s\"", names.len ? ", " : "",
                       STR_ARGS(tab_name(book, i)));
    }
    if (hidden)
        notice_add(book->notices, false, book->request->name, 0,
                   "%s hidden in the file and left out: %.*s%s; if one is needed, show "
                   "it (\"Unhide\"), save the workbook, and import it again",
                   hidden == 1 ? "a sheet is" : "sheets are", STR_ARGS(buf_str(&names)),
                   hidden > HIDDEN_TOLD ? " and others" : "");
}

/* Without the name, for what is told of a file names nobody. */
static struct str say_person(struct book *book, struct str title, bool no_school)
{
    notice_add(book->notices, false, title, 0,
               "this sheet's name may be a young person's: it is called by its number "
               "here%s",
               no_school ? ", and not taken as the school of its rows; if it is a "
                           "school's, give the sheet a column \"School\""
                         : "");
    return STR_NONE;
}

static struct str school_of(struct book *book, size_t index, struct str title)
{
    struct str name = str_trim(xlsx_sheet_about(book->xlsx, index).name);
    enum sheet_kind kind = book->request->kind;
    bool taken = book->understood_count > 1 && !book->has_school[index] &&
                 kind != SHEET_PARTICIPANTS &&
                 !is_no_school(book->arena, name, import_kind_name(kind));
    if (book->is_person[index])
        return say_person(book, title, taken);
    if (!taken)
        return STR_NONE;
    notice_add(book->notices, false, title, 0,
               "this sheet has no column for the school; its name, \"%.*s\", is taken as "
               "the school of every row",
               STR_ARGS(name));
    return name;
}

static void add_counts(struct arena *arena, struct import_counts *sum,
                       const struct import_counts *one)
{
    sum->rows += one->rows;
    sum->refused_rows += one->refused_rows;
    sum->row_refusals += one->row_refusals;
    sum->people += one->people;
    sum->doubts += one->doubts;
    sum->reviews += one->reviews;
    sum->statements += one->statements;
    sum->participants += one->participants;
    sum->same += one->same;
    sum->corrected += one->corrected;
    sum->permissions += one->permissions;
    sum->perhaps_back += one->perhaps_back;
    sum->older += one->older;
    sum->out_of_scope += one->out_of_scope;
    sum->spare += one->spare;
    sum->to_pick += one->to_pick;
    sum->split += one->split;
    sum->maybe_same += one->maybe_same;
    sum->linked += one->linked;
    sum->noted_yes += one->noted_yes;
    sum->noted_no += one->noted_no;
    sum->no_view += one->no_view;
    sum->flagged += one->flagged;
    sum->flagged_before += one->flagged_before;
    if (one->unused_columns)
        sum->unused_names =
            str_format(arena, "%.*s%s%.*s", STR_ARGS(sum->unused_names),
                       sum->unused_names.len ? ", " : "", STR_ARGS(one->unused_names));
    sum->unused_columns += one->unused_columns;
    sum->before = sum->before && one->before;
    sum->refused = sum->refused || one->refused;
}

static bool import_tab(struct book *book, size_t index, struct import_counts *sum,
                       progress_function *progress, void *with, struct error *err)
{
    struct import_counts counts = {.rows = 0};
    struct str title = tab_title(book, index);
    struct import_tab tab = {.name = xlsx_sheet_about(book->xlsx, index).name,
                             .school = school_of(book, index, title)};
    struct import_request request = *book->request;
    if (!xlsx_sheet_open(book->xlsx, index, title, &tab.sheet, err))
        return false;
    request.name = title;
    request.tab = &tab;
    bool fine = import_one(book->engine, book->arena, &request, book->notices, &counts,
                           progress, with, err);
    xlsx_sheet_close(tab.sheet);
    add_counts(book->arena, sum, &counts);
    return fine;
}

static bool import_book(struct book *book, struct import_counts *sum,
                        progress_function *progress, void *with, struct error *err)
{
    if (!find_tabs(book, err))
        return false;
    say_hidden(book);
    *sum = (struct import_counts){.before = true};
    for (size_t i = 0; i < xlsx_sheet_count(book->xlsx); i++)
        if (book->understood[i] && !import_tab(book, i, sum, progress, with, err))
            return false;
    return true;
}

bool import_run(struct engine *engine, struct arena *arena,
                const struct import_request *request, struct notices *notices,
                struct import_counts *out, progress_function *progress, void *with,
                struct error *err)
{
    struct import_request filled = *request;
    if (docx_is(arena, request->bytes)) {
        const struct json *own;
        if (!import_load_own(request, engine, arena, &own, err) ||
            !form_word_as_csv(arena, str_of(import_kind_name(request->kind)), own,
                              request->name, request->bytes, notices, &filled.bytes, err))
            return false;
        return import_one(engine, arena, &filled, notices, out, progress, with, err);
    }
    if (!xlsx_is(request->bytes))
        return import_one(engine, arena, request, notices, out, progress, with, err);
    struct book *book = arena_alloc(arena, sizeof *book);
    *out = (struct import_counts){.before = true};
    book->engine = engine;
    book->arena = arena;
    book->request = request;
    book->notices = notices;
    if (!import_load_own(request, engine, arena, &book->own, err) ||
        !xlsx_open(request->name, request->bytes, &book->xlsx, err))
        return false;
    bool fine = import_book(book, out, progress, with, err);
    xlsx_close(book->xlsx);
    return fine;
}
