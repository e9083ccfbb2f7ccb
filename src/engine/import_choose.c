/* SPDX-License-Identifier: MIT */
#include "engine/import_choose.h"

#include "engine/import_parts.h"

#include "cycle/offer_sheet.h"
#include "cycle/theme_sheet.h"
#include "format/docx.h"

enum { KINDS = SHEET_ASPIRATIONS + 1, ALL_KINDS = SHEET_PARTICIPANTS + 1 };

/* How one kind would take the file. */
struct fit {
    size_t sheets, unused; /* that are understood; columns of those that are not used */
    size_t words;          /* columns of those that hold what was said */
    const struct json *own;
    struct error why; /* of the first that is not */
};

struct choosing {
    struct arena *arena;
    struct str name, bytes;
    struct xlsx *xlsx; /* or NULL: a CSV */
    struct fit fits[ALL_KINDS];
    enum offer_like list; /* of local offer or good practice */
    bool folder;          /* there is, or will be, one to bring things into */
};

/* The sheets of a file: one of a CSV. */
static size_t sheet_count(const struct choosing *now)
{
    return now->xlsx ? xlsx_sheet_count(now->xlsx) : 1;
}

static bool is_hidden(const struct choosing *now, size_t index)
{
    return now->xlsx && xlsx_sheet_about(now->xlsx, index).hidden;
}

static bool open_as(struct choosing *now, struct arena *arena, enum sheet_kind kind,
                    struct xlsx_sheet *cells, struct notices *notices, struct sheet **out,
                    struct error *err)
{
    const struct json *own = now->fits[kind].own;
    if (!cells)
        return sheet_open(arena, kind, now->name, now->bytes, own, notices, out, err);
    return sheet_open_rows(arena, kind, now->name, rows_of_sheet(arena, cells), own,
                           notices, out, err);
}

static void try_kind(struct choosing *now, enum sheet_kind kind, struct xlsx_sheet *cells)
{
    struct arena *arena = arena_new();
    struct notices unheard = {.arena = arena};
    struct fit *fit = &now->fits[kind];
    struct sheet *sheet;
    struct error why;
    if (open_as(now, arena, kind, cells, &unheard, &sheet, &why)) {
        fit->sheets++;
        fit->unused += sheet_unused(sheet).count;
        fit->words += sheet_words_columns(sheet);
        sheet_close(sheet);
    } else if (fit->why.kind == ERROR_NONE) {
        fit->why = why;
    }
    arena_free(arena);
}

typedef void look_function(struct choosing *now, struct xlsx_sheet *cells, void *with);

/* Calls `look` with each visible sheet. */
static bool each_sheet(struct choosing *now, look_function *look, void *with,
                       struct error *err)
{
    for (size_t i = 0; i < sheet_count(now); i++) {
        struct xlsx_sheet *cells = NULL;
        if (is_hidden(now, i))
            continue;
        if (now->xlsx && !xlsx_sheet_open(now->xlsx, i, now->name, &cells, err))
            return false;
        look(now, cells, with);
        xlsx_sheet_close(cells);
    }
    return true;
}

static void try_kinds(struct choosing *now, struct xlsx_sheet *cells, void *with)
{
    (void)with;
    for (int kind = 0; kind < ALL_KINDS; kind++)
        try_kind(now, (enum sheet_kind)kind, cells);
}

/* A plan has no column that is left over: else it is a list of reviews that lacks its
 * dates, of which only the hopes would go in. */
static bool can_be(const struct choosing *now, enum sheet_kind kind)
{
    const struct fit *fit = &now->fits[kind];
    return fit->sheets && (kind != SHEET_ASPIRATIONS || now->fits[SHEET_REVIEWS].sheets ||
                           fit->unused == 0);
}

static bool choose(const struct choosing *now, bool reviews_known, enum sheet_kind *out,
                   struct error *err)
{
    const struct fit *fits = now->fits;
    enum sheet_kind best = SHEET_REVIEWS;
    for (int kind = 1; kind < KINDS; kind++)
        if (can_be(now, (enum sheet_kind)kind) &&
            (!fits[best].sheets || fits[kind].unused < fits[best].unused))
            best = (enum sheet_kind)kind;
    if (!fits[best].sheets) {
        *err = fits[SHEET_REVIEWS].why;
        return err->kind != ERROR_NONE
                   ? false
                   : error_set(err, ERROR_INPUT,
                               "%.*s: every sheet of it is hidden; show the one that is "
                               "to be used (\"Unhide\"), save it, and try again",
                               STR_ARGS(now->name));
    }
    *out = best;
    if (!reviews_known && best == SHEET_STATEMENTS && fits[SHEET_REVIEWS].sheets)
        *out = SHEET_REVIEWS;
    return *out == SHEET_REVIEWS || reviews_known ||
           error_set(err, ERROR_INPUT,
                     "%.*s holds %s, which belong to people whose reviews have to be "
                     "there: name the file with the reviews as well, before this one; "
                     "or, if each row is a review, name its column of dates \"Review "
                     "date\"",
                     STR_ARGS(now->name), import_kind_name(*out));
}

struct counting {
    struct import_choice *choice;
    struct notices *notices;
    bool held;
};

static void keep_newest(struct arena *arena, struct counting *counting,
                        const struct sheet_row *row)
{
    struct import_choice *choice = counting->choice;
    struct str date = row->held ? row->date : row->due.len ? row->due : row->date;
    if ((counting->held && !row->held) || !date.len)
        return;
    if ((row->held && !counting->held) || str_compare(date, choice->newest) > 0)
        choice->newest = str_copy(arena, date);
    counting->held = counting->held || row->held;
}

static void count_rows(struct choosing *now, struct xlsx_sheet *cells, void *with)
{
    struct counting *counting = with;
    struct arena *arena = arena_new();
    struct notices unheard = {.arena = arena};
    struct sheet *sheet;
    struct sheet_row row;
    struct error ignored;
    if (open_as(now, arena, counting->choice->kind, cells, &unheard, &sheet, &ignored)) {
        while (sheet_next(sheet, counting->notices, &row)) {
            counting->choice->rows++;
            keep_newest(now->arena, counting, &row);
        }
        sheet_close(sheet);
    }
    arena_free(arena);
}

static bool load_own(struct choosing *now, struct engine *engine, struct error *err)
{
    for (int kind = 0; engine && kind < ALL_KINDS; kind++) {
        struct import_request request = {.kind = (enum sheet_kind)kind};
        if (!import_load_own(&request, engine, now->arena, &now->fits[kind].own, err))
            return false;
    }
    return true;
}

static void try_list(struct choosing *now, struct xlsx_sheet *cells, void *with)
{
    struct arena *arena = arena_new();
    struct rows *rows = NULL;
    struct error ignored;
    enum offer_like like = OFFER_NONE;
    (void)with;
    if (cells)
        rows = rows_of_sheet(arena, cells);
    if ((rows || rows_of_csv(arena, now->name, now->bytes, &rows, &ignored)) &&
        offer_sheet_like(arena, NULL, rows, &like, &ignored) && like > now->list)
        now->list = like;
    rows_close(rows);
    arena_free(arena);
}

/* Another kind finds what was said in more of the columns, and leaves fewer of them; or
 * this one cannot take the file, and the other takes all of it. */
static const char *looks_like(const struct choosing *now, enum sheet_kind kind)
{
    const struct fit *asked = &now->fits[kind];
    for (int other = 0; other < ALL_KINDS; other++) {
        const struct fit *fit = &now->fits[other];
        if (!fit->sheets || other == (int)kind)
            continue;
        if (asked->sheets ? fit->words > asked->words && fit->unused < asked->unused
                          : fit->unused == 0)
            return import_kind_name((enum sheet_kind)other);
    }
    if (asked->sheets || now->list == OFFER_NONE)
        return NULL;
    return now->list == OFFER_PRACTICE ? "good_practice" : "local_offer";
}

/* How to bring in what quick does not take: into a folder, if need be made first. */
static struct str afterwards(const struct choosing *now, const char *it, const char *kind)
{
    if (now->folder)
        return str_format(now->arena,
                          "leave it out, and bring %s in afterwards with `waymark import "
                          "%s FILE`",
                          it, kind);
    return str_format(
        now->arena,
        "make a folder of the reviews first (`waymark quick REVIEWS`), then "
        "bring %s in with `waymark --in FOLDER import %s FILE`",
        it, kind);
}

/* Why it is none of those that can be chosen: what it looks like, if anything. */
static bool refuse_choice(struct choosing *now, struct error *err)
{
    const char *other = NULL;
    struct error ignored;
    for (int kind = 0; kind < KINDS; kind++)
        if (now->fits[kind].sheets)
            return false;
    if (each_sheet(now, try_list, NULL, &ignored))
        other = looks_like(now, SHEET_REVIEWS);
    if (!other)
        return false;
    struct str like = str_replaced(now->arena, str_of(other), '_', ' ');
    return error_set(
        err, ERROR_INPUT, "%.*s: this looks like %.*s, which quick does not take: %.*s",
        STR_ARGS(now->name), STR_ARGS(like), STR_ARGS(afterwards(now, "it", other)));
}

/* `how` to load it back. */
static bool must_not_be_groups(struct arena *arena, struct str name, struct str bytes,
                               const char *how, struct error *err)
{
    return !theme_sheet_is(arena, bytes) ||
           error_set(err, ERROR_INPUT,
                     "%.*s: this is a file of groups that Waymark wrote; load it back "
                     "with %s. Nothing was changed",
                     STR_ARGS(name), how);
}

bool import_choose(struct engine *engine, struct arena *arena, const struct json *own,
                   struct str name, struct str bytes, bool reviews_known, bool folder,
                   struct notices *notices, struct import_choice *out, struct error *err)
{
    struct choosing now = {
        .arena = arena, .name = name, .bytes = bytes, .folder = folder};
    struct counting counting = {.choice = out, .notices = notices};
    *out = (struct import_choice){.newest = STR_NONE};
    if (docx_is(arena, bytes))
        return error_set(err, ERROR_INPUT,
                         "%.*s: this is a Word document, and quick takes spreadsheets: "
                         "%.*s",
                         STR_ARGS(name),
                         STR_ARGS(afterwards(&now, "filled-in forms", "reviews")));
    if (!must_not_be_groups(
            arena, name, bytes,
            "`import themes`: its sheet \"How to use this\" has the whole line", err) ||
        !load_own(&now, engine, err) ||
        (xlsx_is(bytes) && !xlsx_open(name, bytes, &now.xlsx, err)))
        return false;
    if (own)
        now.fits[SHEET_REVIEWS].own = own;
    bool fine =
        each_sheet(&now, try_kinds, NULL, err) &&
        (choose(&now, reviews_known, &out->kind, err) || refuse_choice(&now, err)) &&
        each_sheet(&now, count_rows, &counting, err);
    xlsx_close(now.xlsx);
    return fine;
}

static const char *looks_like_for_list(const struct choosing *now, bool practice)
{
    if (now->list == (practice ? OFFER_LOCAL : OFFER_PRACTICE))
        return practice ? "local_offer" : "good_practice";
    for (int other = 0; other < ALL_KINDS && now->list == OFFER_NONE; other++)
        if (now->fits[other].sheets && now->fits[other].unused == 0)
            return import_kind_name((enum sheet_kind)other);
    return NULL;
}

/* The kind by its name; ALL_KINDS for a list. */
static int kind_of_name(struct str name)
{
    int kind = 0;
    while (kind < ALL_KINDS &&
           !str_equal(name, str_of(import_kind_name((enum sheet_kind)kind))))
        kind++;
    return kind;
}

static bool refuse_kind(const struct choosing *now, struct str kind, const char *other,
                        struct error *err)
{
    int sheet = kind_of_name(kind);
    bool is_list = sheet == ALL_KINDS, missing = !is_list && !now->fits[sheet].sheets;
    struct str plain = str_replaced(now->arena, kind, '_', ' ');
    struct str like = str_replaced(now->arena, str_of(other), '_', ' ');
    if (missing) /* names the file, and what it would need */
        return error_set(err, ERROR_INPUT,
                         "%s. This looks like %.*s, not %.*s; did you mean `waymark "
                         "import %s`? Nothing was changed",
                         now->fits[sheet].why.text, STR_ARGS(like), STR_ARGS(plain),
                         other);
    return error_set(err, ERROR_INPUT,
                     "%.*s: this looks like %.*s, not %.*s; did you mean `waymark import "
                     "%s`? Nothing was changed. If it does hold %.*s, %s",
                     STR_ARGS(now->name), STR_ARGS(like), STR_ARGS(plain), other,
                     STR_ARGS(plain),
                     is_list ? "call its columns Title, What it is, Area, Link and Who "
                               "runs it"
                             : "say what its columns are with --map (`waymark help "
                               "columns`)");
}

bool import_check_kind(struct engine *engine, struct arena *arena, struct str kind,
                       struct str name, struct str bytes, struct error *err)
{
    struct choosing now = {.arena = arena, .name = name, .bytes = bytes};
    struct error ignored;
    int sheet = kind_of_name(kind);
    if (docx_is(arena, bytes))
        return true;
    if (!must_not_be_groups(arena, name, bytes, "`waymark import themes FILE`", err) ||
        !load_own(&now, engine, err))
        return false;
    if (xlsx_is(bytes) && !xlsx_open(name, bytes, &now.xlsx, &ignored))
        return true;
    const char *other = NULL;
    if (each_sheet(&now, try_kinds, NULL, &ignored) &&
        each_sheet(&now, try_list, NULL, &ignored))
        other = sheet < ALL_KINDS
                    ? looks_like(&now, (enum sheet_kind)sheet)
                    : looks_like_for_list(&now, str_equal(kind, STR("good_practice")));
    xlsx_close(now.xlsx);
    return !other || refuse_kind(&now, kind, other, err);
}
