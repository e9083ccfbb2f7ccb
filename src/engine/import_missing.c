/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/unicode.h"

#include <stdlib.h>

enum {
    LINES_NAMED = 5,
    SURE_WORDS = 2 /* statements that two people hardly share on one day */
};

/* A review (or, of plans, a person) whose row was in an earlier file of this name and
 * is not in this one, or a new person's. */
struct trace {
    struct str id, person, date;
    size_t line;
    bool is_new;
    uint64_t words; /* the same for the same words, in any order */
    size_t said, on_cards;
    struct str handle; /* of one statement on the cards */
};

struct traces {
    struct trace *items;
    size_t count, room;
};

struct search {
    struct importing *all;
    struct arena *arena, *row;
    struct traces gone, seen; /* seen: reviews of whoever this file has */
    size_t still;             /* rows of the earlier file that this one has, too */
};

static void add_trace(struct traces *list, struct arena *arena, struct trace one)
{
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 32;
        list->items =
            arena_grow(arena, list->items, list->room * sizeof one, room * sizeof one);
        list->room = room;
    }
    one.id = str_copy(arena, one.id);
    one.person = str_copy(arena, one.person);
    one.date = str_copy(arena, one.date);
    list->items[list->count++] = one;
}

bool missing_matter(const struct importing *all)
{
    const struct earlier *earlier = &all->earlier;
    for (size_t i = 0; i < earlier->file_count; i++) {
        const struct earlier_file *file = &earlier->files[i];
        if (file->kind == all->request->kind && file->label.len &&
            str_equal(file->title, all->request->name) &&
            !str_equal(file->hash, all->hash))
            return true;
    }
    return false;
}

void missing_note_new(struct importing *all, const struct row_place *place)
{
    if (!missing_matter(all))
        return;
    if (!all->newcomers)
        all->newcomers = arena_alloc(all->arena, sizeof *all->newcomers);
    add_trace(all->newcomers, all->arena,
              (struct trace){.id = place->review,
                             .person = place->person,
                             .date = place->row->date,
                             .line = place->row->line,
                             .is_new = true});
}

/* Whether "reviews.csv:14" is of an earlier file of this name and kind. */
static bool is_of_earlier(const struct importing *all, struct str place, size_t *line)
{
    const struct earlier *earlier = &all->earlier;
    struct str last, label = source_cut(place, &last);
    int64_t number = 0;
    if (!str_to_integer(last, &number) || str_equal(label, all->label) ||
        !str_equal(label_name(label), all->request->name))
        return false;
    *line = (size_t)number;
    for (size_t i = 0; i < earlier->file_count; i++)
        if (earlier->files[i].kind == all->request->kind &&
            str_equal(earlier->files[i].label, label))
            return true;
    return false;
}

/* What a statement counts for: what `met` goes by. */
static struct str id_of(const struct importing *all, const struct json *body)
{
    bool plan = all->request->kind == SHEET_ASPIRATIONS;
    return json_find_text(body, plan ? STR("person") : STR("review"));
}

/* A record of a row: a review, or in files of statements one of these. */
static void search_row(struct search *search, struct str id, struct str place,
                       const struct json *body)
{
    struct trace one = {.id = id,
                        .person = json_find_text(body, STR("person")),
                        .date = json_find_text(body, STR("date"))};
    bool met = id.len && met_before(search->all, id);
    bool earlier = is_of_earlier(search->all, place, &one.line);
    if (met)
        add_trace(&search->seen, search->arena, one);
    search->still += met && earlier;
    if (!met && earlier && id.len)
        add_trace(&search->gone, search->arena, one);
}

static bool search_record(void *with, const struct record *record, struct error *err)
{
    struct search *search = with;
    struct arena_mark mark = arena_mark(search->row);
    struct json body;
    struct str place, last;
    if (!json_parse(search->row, record->body, &body, err))
        return false;
    place = json_find_text(&body, STR("source"));
    if (search->all->request->kind == SHEET_REVIEWS)
        search_row(search, record->id, place, &body);
    else
        search_row(search, id_of(search->all, &body), source_cut(place, &last), &body);
    arena_rewind(search->row, mark);
    return true;
}

static int by_id(const void *a, const void *b)
{
    const struct trace *one = a, *other = b;
    int order = str_compare(one->id, other->id);
    return order ? order : (one->line > other->line) - (one->line < other->line);
}

/* The latest date last. */
static int by_person(const void *a, const void *b)
{
    const struct trace *one = a, *other = b;
    int order = str_compare(one->person, other->person);
    return order ? order : str_compare(one->date, other->date);
}

static int by_words(const void *a, const void *b)
{
    const struct trace *one = a, *other = b;
    int order = str_compare(one->date, other->date);
    if (one->words != other->words)
        return one->words > other->words ? 1 : -1;
    return order ? order : one->is_new - other->is_new;
}

static int by_line(const void *a, const void *b)
{
    const struct trace *one = a, *other = b;
    return (one->line > other->line) - (one->line < other->line);
}

static void sort(struct traces *list, int (*order)(const void *, const void *))
{
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, order);
}

/* Whether this file has a later review of the person: next term's export. */
static bool has_later(const struct traces *seen, const struct trace *one)
{
    size_t low = 0, high = seen->count;
    while (low < high) { /* the first that comes after the person's last */
        size_t middle = low + (high - low) / 2;
        if (str_compare(seen->items[middle].person, one->person) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low && str_equal(seen->items[low - 1].person, one->person) &&
           str_compare(seen->items[low - 1].date, one->date) > 0;
}

/* Each once, without those whose later review is here; then the new ones. */
static void tidy(struct search *search)
{
    struct traces *gone = &search->gone;
    size_t kept = 0;
    sort(&search->seen, by_person);
    sort(gone, by_id);
    for (size_t i = 0; i < gone->count; i++) {
        if (kept && str_equal(gone->items[i].id, gone->items[kept - 1].id))
            continue;
        if (search->all->request->kind != SHEET_REVIEWS ||
            !has_later(&search->seen, &gone->items[i]))
            gone->items[kept++] = gone->items[i];
    }
    gone->count = kept;
    for (size_t i = 0;
         kept && search->all->newcomers && i < search->all->newcomers->count; i++)
        add_trace(gone, search->arena, search->all->newcomers->items[i]);
    sort(gone, by_id);
}

static struct trace *find_trace(const struct traces *list, struct str id)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(list->items[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->count && str_equal(list->items[low].id, id) ? &list->items[low]
                                                                   : NULL;
}

/* What was said, as it was said first. */
static uint64_t words_of(struct arena *arena, const struct json *body)
{
    struct str text = json_find_text(body, STR("original"));
    if (!text.len)
        text = json_find_text(body, STR("text"));
    struct str both =
        str_format(arena, "%.*s|%.*s", STR_ARGS(json_find_text(body, STR("section"))),
                   STR_ARGS(unicode_fold(arena, text)));
    return fingerprint_of(both);
}

static bool hear_statement(void *with, const struct record *record, struct error *err)
{
    struct search *search = with;
    struct arena_mark mark = arena_mark(search->row);
    struct json body;
    struct str last;
    size_t line;
    if (!json_parse(search->row, record->body, &body, err))
        return false;
    struct str source = json_find_text(&body, STR("source"));
    struct trace *trace = find_trace(&search->gone, id_of(search->all, &body));
    if (trace && (search->all->request->kind == SHEET_REVIEWS ||
                  is_of_earlier(search->all, source_cut(source, &last), &line))) {
        trace->said++;
        trace->words += words_of(search->row, &body);
        if (!str_equal(json_find_text(&body, STR("tray")), STR("spare")) &&
            !trace->on_cards++)
            trace->handle = str_copy(search->arena, source);
    }
    arena_rewind(search->row, mark);
    return true;
}

/* By the line of each new row, whose it may be. */
static size_t say_alike(struct batch *batch, struct traces *gone)
{
    const struct trace *earlier = NULL;
    size_t said = 0;
    sort(gone, by_words);
    for (size_t i = 0; i < gone->count; i++) {
        const struct trace *one = &gone->items[i];
        if (!one->is_new) {
            if (!earlier || earlier->words != one->words ||
                !str_equal(earlier->date, one->date))
                earlier = one;
            continue;
        }
        if (!earlier || one->said < SURE_WORDS || one->said != earlier->said ||
            one->words != earlier->words || !str_equal(one->date, earlier->date))
            continue;
        said++;
        import_remark(batch, false, one->line,
                      "this young person is new, and said the same on the same day as "
                      "the one on line %zu of this file as it was before, who is not in "
                      "it now: probably one young person under two references, who "
                      "counts twice. If so, `waymark erase` with the earlier reference "
                      "takes the earlier one away; or take this import back (%.*s) "
                      "and keep the earlier reference",
                      earlier->line, STR_ARGS(import_undo(batch)));
    }
    return said;
}

/* "line 4", "lines 4, 9 and 12", "lines 4, 9, 12, 15, 20 and 3 more". */
static struct str lines_of(struct arena *arena, const struct traces *gone, size_t count)
{
    struct buf out = BUF_IN(arena);
    size_t named = 0;
    buf_add(&out, count == 1 ? STR("line ") : STR("lines "));
    for (size_t i = 0; i < gone->count && named < LINES_NAMED; i++) {
        const struct trace *one = &gone->items[i];
        if (one->is_new || (one->said && !one->on_cards))
            continue;
        const char *between = named == 0 ? "" : named + 1 == count ? " and " : ", ";
        buf_add_format(&out, "%s%zu", between, one->line);
        named++;
    }
    if (count > named)
        buf_add_format(&out, " and %zu more", count - named);
    return buf_str(&out);
}

/* A plan has a row for each hope, a review one for each statement. */
static const char *rows_word(enum sheet_kind kind, size_t count)
{
    switch (kind) {
    case SHEET_ASPIRATIONS:
        return count == 1 ? "person" : "people";
    case SHEET_STATEMENTS:
        return count == 1 ? "review" : "reviews";
    default:
        return count == 1 ? "row" : "rows";
    }
}

static void say_gone(struct batch *batch, struct traces *gone)
{
    struct str handle = STR_NONE, leave_out = STR_NONE;
    size_t count = 0;
    sort(gone, by_line);
    for (size_t i = 0; i < gone->count; i++) {
        const struct trace *one = &gone->items[i];
        if (one->is_new || (one->said && !one->on_cards))
            continue;
        count++;
        if (!handle.len)
            handle = one->handle;
    }
    if (handle.len)
        leave_out = str_format(batch->arena,
                               "`waymark do collect.leave_out statement=%.*s` takes one "
                               "statement off the cards; or ",
                               STR_ARGS(handle));
    if (count)
        import_remark(batch, false, 0,
                      "%zu %s of this file as it was before %s not in it now (%.*s), and "
                      "what was said there stays and counts. If that is wrong: %.*stake "
                      "the imports of this file back, the newest first (`waymark log`, "
                      "`waymark undo`), and import this one again",
                      count, rows_word(batch->all->request->kind, count),
                      count == 1 ? "is" : "are",
                      STR_ARGS(lines_of(batch->arena, gone, count)), STR_ARGS(leave_out));
}

bool missing_say(struct batch *batch, struct error *err)
{
    struct importing *all = batch->all;
    struct db *db = all->engine->store->db;
    struct str cycle = all->request->cycle;
    bool reviews = all->request->kind == SHEET_REVIEWS;
    if (all->request->kind == SHEET_PARTICIPANTS || !missing_matter(all))
        return true;
    struct search search = {.all = all, .arena = arena_new(), .row = arena_new()};
    bool fine = record_each(db, cycle, reviews ? STR("review") : STR("statement"),
                            search_record, &search, err);
    if (fine)
        tidy(&search);
    if (fine && search.gone.count)
        fine = record_each(db, cycle, STR("statement"), hear_statement, &search, err);
    if (fine && search.gone.count && (say_alike(batch, &search.gone) || search.still))
        say_gone(batch, &search.gone);
    arena_free(search.row);
    arena_free(search.arena);
    return fine;
}
