/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/shell.h"
#include "base/unicode.h"
#include "cycle/scope.h"
#include "cycle/tray.h"
#include "store/parsed.h"

#include <stdlib.h>

enum {
    LINES_NAMED = 5,
    SURE_WORDS = 2 /* statements that two people hardly share on one day */
};

/* A review (or, of plans, a person), and what the cycle has of it. */
struct trace {
    struct str id, person, date;
    const struct earlier_file *file; /* of another name; or NULL */
    size_t line;
    bool stays;     /* a review that was held, and is in scope */
    uint64_t words; /* the same for the same words, in any order */
    size_t said, counting, held_back;
    struct str handle; /* of one statement that counts */
};

struct traces {
    struct trace *items;
    size_t count, room;
};

/* How many rows of a file of another name are in this file, and how many are not. */
struct overlap {
    size_t here, gone;
};

struct search {
    struct batch *batch;
    struct overlap *overlaps; /* one for each earlier file */
    struct arena *arena, *row;
    struct scope scope;
    struct str_list people;  /* in scope */
    struct traces gone;      /* an earlier file of this name had a row of it */
    struct traces here;      /* this file has one */
    struct traces newcomers; /* this file brought it in, in this run or one before */
    struct table old_people; /* who have a review that another file brought in */
    bool still;              /* something of an earlier file is here, too */
};

static enum sheet_kind kind_of(const struct search *search)
{
    return search->batch->all->request->kind;
}

static void add_trace(struct traces *list, struct arena *arena, struct trace one)
{
    list->items =
        arena_one_more(arena, list->items, sizeof *list->items, list->count, &list->room);
    one.id = str_copy(arena, one.id);
    one.person = str_copy(arena, one.person);
    one.date = str_copy(arena, one.date);
    list->items[list->count++] = one;
}

/* "reviews.csv:14" → reviews.csv and 14. */
static bool read_place(struct str place, struct str *label, size_t *line)
{
    struct str last;
    int64_t number;
    *label = source_cut(place, &last);
    if (!str_to_integer(last, &number))
        return false;
    *line = (size_t)number;
    return true;
}

static bool is_of_this(const struct importing *all, struct str place, size_t *line)
{
    struct str label;
    return read_place(place, &label, line) && str_equal(label, all->label);
}

/* The earlier file of this kind that a place is of, or NULL. */
static const struct earlier_file *file_of(const struct importing *all, struct str place,
                                          size_t *line)
{
    const struct earlier *earlier = &all->earlier;
    struct str label;
    if (!read_place(place, &label, line) || str_equal(label, all->label))
        return NULL;
    for (size_t i = 0; i < earlier->file_count; i++)
        if (earlier->files[i].kind == all->request->kind &&
            str_equal(earlier->files[i].label, label))
            return &earlier->files[i];
    return NULL;
}

static bool has_this_name(const struct importing *all, const struct earlier_file *file)
{
    return str_equal(label_name(file->label), all->request->name);
}

static struct overlap *overlap_of(const struct search *search,
                                  const struct earlier_file *file)
{
    return &search->overlaps[file - search->batch->all->earlier.files];
}

/* A file that was saved under another name since, corrected perhaps: of one that has
 * little in common with it nothing is missing here. */
static bool is_this_file(const struct search *search, const struct earlier_file *file)
{
    if (!file || has_this_name(search->batch->all, file))
        return true;
    const struct overlap *overlap = overlap_of(search, file);
    return overlap->here > overlap->gone;
}

/* What a statement counts for: what `met` goes by. */
static struct str id_of(const struct search *search, const struct json *body)
{
    bool plan = kind_of(search) == SHEET_ASPIRATIONS;
    return json_find_text(body, plan ? STR("person") : STR("review"));
}

/* A record of a row: a review, or in files of statements one of these. */
static void search_row(struct search *search, struct trace one, struct str place)
{
    const struct importing *all = search->batch->all;
    bool met = one.id.len && met_before(all, one.id);
    const struct earlier_file *file = file_of(all, place, &one.line);
    bool other = file && !has_this_name(all, file);
    search->still = search->still || (met && file && !other);
    if (met) {
        add_trace(&search->here, search->arena, one);
        if (other)
            overlap_of(search, file)->here++;
    } else if (file && one.id.len) {
        one.file = other ? file : NULL;
        add_trace(&search->gone, search->arena, one);
        if (other)
            overlap_of(search, file)->gone++;
    }
}

static void drop_other_files(struct search *search)
{
    struct traces *gone = &search->gone;
    size_t kept = 0;
    for (size_t i = 0; i < gone->count; i++) {
        if (!is_this_file(search, gone->items[i].file))
            continue;
        search->still = search->still || gone->items[i].file;
        gone->items[kept++] = gone->items[i];
    }
    gone->count = kept;
}

static void search_review(struct search *search, struct trace one, struct str place)
{
    bool is_new;
    search_row(search, one, place);
    if (is_of_this(search->batch->all, place, &one.line))
        add_trace(&search->newcomers, search->arena, one);
    else
        (void)table_add(&search->old_people, table_key(one.person), &is_new);
}

static bool search_record(void *with, const struct record *record, struct error *err)
{
    struct search *search = with;
    struct arena_mark mark = arena_mark(search->row);
    struct json body;
    struct str last;
    if (!json_parse(search->row, record->body, &body, err))
        return false;
    struct str place = json_find_text(&body, STR("source"));
    struct trace one = {.id = record->id,
                        .person = json_find_text(&body, STR("person")),
                        .date = json_find_text(&body, STR("date"))};
    if (kind_of(search) == SHEET_REVIEWS) {
        one.stays = one.date.len && scope_has(&search->scope, record->id);
        search_review(search, one, place);
    } else {
        one.id = id_of(search, &body);
        search_row(search, one, source_cut(place, &last));
    }
    arena_rewind(search->row, mark);
    return true;
}

static int by_id(const void *a, const void *b)
{
    const struct trace *one = a, *other = b;
    return str_compare(one->id, other->id);
}

static int by_line(const void *a, const void *b)
{
    const struct trace *one = a, *other = b;
    return (one->line > other->line) - (one->line < other->line);
}

static int by_id_and_line(const void *a, const void *b)
{
    int order = by_id(a, b);
    return order ? order : by_line(a, b);
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
    if (one->words != other->words)
        return one->words > other->words ? 1 : -1;
    if (one->said != other->said)
        return one->said > other->said ? 1 : -1;
    return str_compare(one->date, other->date);
}

static void sort(struct traces *list, int (*order)(const void *, const void *))
{
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, order);
}

/* In a list that is in this order. */
static struct trace *find(const struct traces *list, const struct trace *like,
                          int (*order)(const void *, const void *))
{
    if (!list->count)
        return NULL;
    return bsearch(like, list->items, list->count, sizeof *list->items, order);
}

/* The day by which the file would name it; a plan has none. */
static bool find_date(struct search *search, const struct trace *one, struct str *date,
                      struct error *err)
{
    struct batch *batch = search->batch;
    struct parsed held;
    bool found;
    *date = one->date;
    if (kind_of(search) != SHEET_STATEMENTS)
        return true;
    if (!parsed_find(batch->all->engine->store->db, batch->arena, one->id, &held, &found,
                     err))
        return false;
    if (found)
        *date = parsed_text(&held, "date");
    return true;
}

/* Whether a row that was not taken is of it: out of scope, or refused. */
static bool is_in_file(struct search *search, const struct trace *one, bool *is,
                       struct error *err)
{
    struct batch *batch = search->batch;
    struct arena_mark mark = arena_mark(batch->arena);
    struct row_place place = {.person = one->person};
    struct record record;
    struct identity known;
    struct str date;
    bool found;
    size_t count;
    *is = false;
    if (!import_identity(batch, one->person, &record, &known, &found, err) ||
        !find_date(search, one, &date, err))
        return false;
    if (found) {
        facts_name(batch->arena, &known, &place);
        *is = facts_of_review(batch, &place, date, &count);
    }
    arena_rewind(batch->arena, mark);
    return true;
}

/* Each once, and what the file has after all is here. */
static bool sift_gone(struct search *search, struct error *err)
{
    struct traces *gone = &search->gone;
    size_t kept = 0, count = gone->count;
    struct str last = STR_NONE;
    sort(gone, by_id_and_line);
    for (size_t i = 0; i < count; i++) {
        bool is_here;
        if (str_equal(gone->items[i].id, last))
            continue;
        last = gone->items[i].id;
        if (!is_in_file(search, &gone->items[i], &is_here, err))
            return false;
        search->still = search->still || is_here;
        if (is_here)
            add_trace(&search->here, search->arena, gone->items[i]);
        else
            gone->items[kept++] = gone->items[i];
    }
    gone->count = kept;
    return true;
}

/* Whether this file has a later review of the person: next term's export. */
static bool has_later(const struct traces *here, const struct trace *one)
{
    size_t low = 0, high = here->count;
    while (low < high) { /* the first that comes after the person's last */
        size_t middle = low + (high - low) / 2;
        if (str_compare(here->items[middle].person, one->person) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low && str_equal(here->items[low - 1].person, one->person) &&
           str_compare(here->items[low - 1].date, one->date) > 0;
}

static void drop_replaced(struct search *search)
{
    struct traces *gone = &search->gone;
    size_t kept = 0;
    sort(&search->here, by_person);
    for (size_t i = 0; i < gone->count; i++)
        if (!has_later(&search->here, &gone->items[i]))
            gone->items[kept++] = gone->items[i];
    gone->count = kept;
}

static void drop_known(struct search *search)
{
    struct traces *newcomers = &search->newcomers;
    size_t kept = 0;
    for (size_t i = 0; i < newcomers->count; i++)
        if (!table_find(&search->old_people, table_key(newcomers->items[i].person)))
            newcomers->items[kept++] = newcomers->items[i];
    newcomers->count = kept;
    sort(newcomers, by_id);
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

static void hear(struct search *search, struct trace *trace, const struct json *body)
{
    trace->said++;
    trace->words += words_of(search->row, body);
    trace->held_back += tray_is_held_back(body);
    if (scope_counts(&search->scope, search->people, body) && !trace->counting++)
        trace->handle = str_copy(search->arena, json_find_text(body, STR("source")));
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
    struct str row = source_cut(json_find_text(&body, STR("source")), &last);
    struct trace like = {.id = id_of(search, &body)};
    struct trace *trace = find(&search->gone, &like, by_id);
    if (!trace)
        trace = find(&search->newcomers, &like, by_id);
    const struct earlier_file *file = file_of(search->batch->all, row, &line);
    if (trace &&
        (kind_of(search) == SHEET_REVIEWS || (file && is_this_file(search, file))))
        hear(search, trace, &body);
    arena_rewind(search->row, mark);
    return true;
}

/* A dry run leaves nothing to take back. */
static const char *take_back(const struct search *search)
{
    return search->batch->all->request->pretend
               ? ""
               : "take this import back (each of its commands in `waymark log`, the "
                 "newest first, with `waymark undo`), and ";
}

/* By the line of each new row, whose it may be. True if there are any. */
static bool say_alike(struct search *search)
{
    bool any = false;
    sort(&search->gone, by_words);
    sort(&search->newcomers, by_line);
    for (size_t i = 0; i < search->newcomers.count; i++) {
        const struct trace *one = &search->newcomers.items[i];
        const struct trace *earlier = find(&search->gone, one, by_words);
        if (!earlier || earlier->file || one->said < SURE_WORDS || !earlier->counting)
            continue;
        any = true;
        import_remark(search->batch, false, one->line,
                      "this young person has no earlier review here, and said the same "
                      "on the same day as the one on line %zu of this file as it was "
                      "before, who is not in it now: probably one young person under two "
                      "references, who counts twice. If so, %simport the file again with "
                      "the earlier reference in that row; or with the UPN, or the name "
                      "and date of birth, that the earlier file gave",
                      earlier->line, take_back(search));
    }
    return any;
}

/* What the cycle goes on counting without its row: what is on the cards, or a review
 * in which nothing was said. */
static bool is_counted(const struct trace *one)
{
    return one->counting || (one->stays && !one->said);
}

static bool is_held_back(const struct trace *one)
{
    return one->held_back > 0;
}

/* "line 4", "lines 4, 9 and 12", "lines 4, 9, 12, 15, 20 and 3 more". */
static struct str lines_of(struct arena *arena, const struct traces *gone,
                           const struct earlier_file *file,
                           bool (*is_meant)(const struct trace *), size_t count)
{
    struct buf out = BUF_IN(arena);
    size_t named = 0;
    buf_add(&out, count == 1 ? STR("line ") : STR("lines "));
    for (size_t i = 0; i < gone->count && named < LINES_NAMED; i++) {
        if (gone->items[i].file != file || !is_meant(&gone->items[i]))
            continue;
        const char *between = named == 0 ? "" : named + 1 == count ? " and " : ", ";
        buf_add_format(&out, "%s%zu", between, gone->items[i].line);
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

/* "this file as it was before", or the other one. */
static struct str earlier_words(struct arena *arena, const struct earlier_file *file)
{
    return file ? str_format(arena, "%.*s, which this file repeats for the rest,",
                             STR_ARGS(file->label))
                : STR("this file as it was before");
}

static void say_counted(struct search *search, const struct earlier_file *file)
{
    struct batch *batch = search->batch;
    const struct traces *gone = &search->gone;
    struct str handle = STR_NONE, leave_out = STR_NONE;
    size_t count = 0;
    for (size_t i = 0; i < gone->count; i++) {
        if (gone->items[i].file != file)
            continue;
        count += is_counted(&gone->items[i]);
        if (!handle.len)
            handle = gone->items[i].handle;
    }
    if (!count)
        return;
    if (handle.len)
        leave_out = str_format(batch->arena,
                               "`waymark do collect.leave_out statement=%.*s` takes one "
                               "statement off the cards; or ",
                               STR_ARGS(shell_word(batch->arena, handle)));
    import_remark(batch, false, 0,
                  "%zu %s of %.*s %s not in it now (%.*s), and %s.%s "
                  "If that is wrong: %.*stake the imports of %.*s back, "
                  "the newest first (`waymark log`, `waymark undo`), and import this one "
                  "again",
                  count, rows_word(kind_of(search), count),
                  STR_ARGS(earlier_words(batch->arena, file)), count == 1 ? "is" : "are",
                  STR_ARGS(lines_of(batch->arena, gone, file, is_counted, count)),
                  handle.len   ? "what was said there stays and counts"
                  : count == 1 ? "the review stays and counts"
                               : "the reviews stay and count",
                  sheet_left_out(batch->all->sheet).rows
                      ? " Rows that were left out may be among them."
                      : "",
                  STR_ARGS(leave_out), STR_ARGS(file ? file->label : STR("this file")));
}

static void say_held_back(struct search *search, const struct earlier_file *file)
{
    const struct traces *gone = &search->gone;
    size_t statements = 0, rows = 0;
    for (size_t i = 0; i < gone->count; i++) {
        if (gone->items[i].file != file)
            continue;
        statements += gone->items[i].held_back;
        rows += is_held_back(&gone->items[i]);
    }
    if (!statements)
        return;
    import_remark(
        search->batch, false, 0,
        "%zu %s of rows that are not in this file any more (%.*s%s%.*s) %s held back, "
        "and %s "
        "so: nothing need be done for the file; what was said there is still the "
        "safeguarding lead's to know",
        statements, statements == 1 ? "statement" : "statements",
        STR_ARGS(lines_of(search->batch->arena, gone, file, is_held_back, rows)),
        file ? " of " : "", STR_ARGS(file ? file->label : STR_NONE),
        statements == 1 ? "is" : "are", statements == 1 ? "stays" : "stay");
}

static bool load_scope(struct search *search, struct error *err)
{
    const struct importing *all = search->batch->all;
    struct db *db = all->engine->store->db;
    return scope_reviews(db, search->arena, search->batch->call->process->kinds,
                         all->request->cycle, all->scope, &search->scope, err) &&
           scope_people(db, search->arena, &search->scope, &search->people, err);
}

static bool find_gone(struct search *search, struct error *err)
{
    const struct importing *all = search->batch->all;
    bool reviews = kind_of(search) == SHEET_REVIEWS;
    if (!load_scope(search, err) ||
        !record_each(all->engine->store->db, all->request->cycle,
                     reviews ? STR("review") : STR("statement"), search_record, search,
                     err))
        return false;
    drop_other_files(search);
    if (!sift_gone(search, err))
        return false;
    if (reviews)
        drop_replaced(search);
    drop_known(search);
    return !search->gone.count ||
           record_each(all->engine->store->db, all->request->cycle, STR("statement"),
                       hear_statement, search, err);
}

/* Files of other names are looked at only where this one repeats something. */
bool missing_say(struct batch *batch, struct error *err)
{
    const struct importing *all = batch->all;
    const struct earlier *earlier = &all->earlier;
    if (!earlier_of_this_name(all) && !all->counts->same && !all->counts->corrected)
        return true;
    struct search search = {.batch = batch, .arena = arena_new(), .row = arena_new()};
    search.old_people.arena = search.arena;
    search.overlaps = arena_array(search.arena, struct overlap, earlier->file_count);
    bool fine = find_gone(&search, err);
    if (fine && (say_alike(&search) || search.still)) {
        sort(&search.gone, by_line);
        say_counted(&search, NULL);
        say_held_back(&search, NULL);
        for (size_t i = 0; i < earlier->file_count; i++) {
            say_counted(&search, &earlier->files[i]);
            say_held_back(&search, &earlier->files[i]);
        }
    }
    arena_free(search.row);
    arena_free(search.arena);
    return fine;
}
