/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/date.h"
#include "engine/history.h"

enum { SOON = 31 }; /* days between a date and its correction, if nothing was said */

bool met_before(const struct importing *all, struct str id)
{
    return table_find(&all->met.places, table_key(id)) != NULL;
}

struct met *met_find(struct importing *all, struct str id, size_t line, bool *before)
{
    struct met_list *met = &all->met;
    bool is_new;
    uint64_t *place = table_add(&met->places, table_key(id), &is_new);
    *before = !is_new;
    if (is_new) {
        met->items = arena_one_more(all->arena, met->items, sizeof *met->items,
                                    met->count, &met->room);
        met->items[met->count++] = (struct met){.line = line};
        *place = met->count;
    }
    return &met->items[*place - 1];
}

/* A wide row says all there is of the headings that it has boxes for, and nothing of
 * the others; a long one only its own line, so that those of one file are added up, and
 * never counted down. A box that is empty now is no gap as long as what was said stays.
 */
static void set_no_view(struct batch *batch, const struct row_place *place,
                        const struct met *met, struct json *body)
{
    const struct sheet_row *row = place->row;
    const struct json *old = json_find(body, STR("no_view"));
    struct json counts = old ? json_copy(batch->arena, old) : json_object();
    bool any = false;
    for (int s = 0; s < SECTION_COUNT; s++) {
        struct str name = section_name((enum section)s);
        int64_t before = json_find_integer(&counts, name, 0);
        int64_t now = (int64_t)(met ? met->no_view[s] : row->no_view[s]);
        if (now < before && (met || !row->asked[s]))
            now = before;
        if (now > before && said_stands(batch, place, name))
            now = before;
        if (now)
            json_set(batch->arena, &counts, name, json_integer(now));
        else
            json_unset(&counts, name);
        any = any || now;
    }
    if (any)
        json_set(batch->arena, body, STR("no_view"), counts);
    else
        json_unset(body, STR("no_view"));
}

void fill_review(struct batch *batch, const struct row_place *place, struct json *body)
{
    const struct sheet_row *row = place->row;
    struct arena *arena = batch->arena;
    set_text(arena, body, "person", place->person);
    set_text(arena, body, "date", row->date);
    set_text(arena, body, "due", row->due);
    set_text(arena, body, "school", row->school);
    set_text(arena, body, "need", row->need);
    set_text(arena, body, "gender", row->gender);
    set_answer(arena, body, "in_area", row->in_area);
    /* Who wrote it down while it happened saw who was there. */
    if (!json_find_bool(body, STR("recorded")) || !json_find(body, STR("attended")))
        set_answer(arena, body, "attended", row->attended);
    if (row->year_group != YEAR_GROUP_UNKNOWN)
        json_set(arena, body, STR("year_group"), json_integer(row->year_group));
    if (row->held || !json_find(body, STR("state")))
        set_text(arena, body, "state", row->held ? STR("held") : STR("due"));
    if (!json_find(body, STR("source")) && !json_find_bool(body, STR("recorded")))
        set_text(arena, body, "source", import_source(batch, row->source));
}

/* The same line of a file of the same name. */
static bool is_same_line(struct batch *batch, const struct row_place *place,
                         const struct parsed *held)
{
    struct str source = json_find_text(&held->body, STR("source"));
    struct str wanted = str_format(batch->arena, ":%zu", place->row->line);
    return str_ends(source, wanted) &&
           str_equal(label_name(str_slice(source, 0, source.len - wanted.len)),
                     batch->all->request->name);
}

static bool is_soon(struct str a, struct str b)
{
    struct date first, second;
    if (!date_parse(a, &first) || !date_parse(b, &second))
        return false;
    int64_t days = date_days(first) - date_days(second);
    return days <= SOON && days >= -SOON;
}

/* Whether the row gives another date to a review that is there: the file does not
 * have that one any more, and says the same of this one; or it is the same line, and
 * at least half is the same. */
static bool is_moved(struct batch *batch, struct row_place *place,
                     const struct parsed *held, bool *moved, struct error *err)
{
    struct str date = json_find_text(&held->body, STR("date"));
    size_t count, said, same;
    *moved = false;
    if (!date.len || facts_of_review(batch, place, date, &count) ||
        met_before(batch->all, held->record.id))
        return true;
    (void)facts_of_review(batch, place, place->row->date, &count);
    if (!said_of_review(batch, place, held->record.id, &said, &same, err))
        return false;
    size_t most = said > count ? said : count;
    bool same_line = is_same_line(batch, place, held);
    *moved =
        most ? (same == most && (same_line || year_is_near(date, place->row->date))) ||
                   (same_line && same * 2 >= most)
             : same_line && is_soon(date, place->row->date);
    return true;
}

static struct parsed *find_by_date(const struct row_place *place)
{
    for (size_t i = 0; i < place->reviews.count; i++) {
        struct parsed *held = &place->reviews.items[i];
        struct str date = json_find_text(&held->body, STR("date"));
        if (date.len && str_equal(date, place->row->date))
            return held;
    }
    return NULL;
}

static bool find_moved(struct batch *batch, struct row_place *place, struct parsed **out,
                       struct error *err)
{
    *out = NULL;
    if (batch->all->request->kind != SHEET_REVIEWS || !place->row->date.len)
        return true;
    for (size_t i = 0; i < place->reviews.count; i++) {
        struct parsed *held = &place->reviews.items[i];
        bool moved;
        if (!is_moved(batch, place, held, &moved, err))
            return false;
        if (!moved)
            continue;
        *out = held;
        return true;
    }
    return true;
}

/* One that was only due; a row that is only due is about the latest that there is. Either
 * of the same year, but where the same line is corrected. */
static struct parsed *find_due(struct batch *batch, const struct row_place *place)
{
    struct parsed *due = NULL, *latest = NULL;
    for (size_t i = 0; i < place->reviews.count; i++) {
        struct parsed *held = &place->reviews.items[i];
        if (!year_is_same(place->row, &held->body) && !is_same_line(batch, place, held))
            continue;
        if (json_find_text(&held->body, STR("date")).len)
            latest = held;
        else
            due = held;
    }
    if (due)
        return due;
    return place->row->date.len ? NULL : latest;
}

/* The review that the row is about: by date; else one whose date it corrects; else one
 * that was only due. */
static bool find_review(struct batch *batch, struct row_place *place, struct parsed **out,
                        struct error *err)
{
    *out = find_by_date(place);
    if (*out)
        return true;
    if (!find_moved(batch, place, out, err))
        return false;
    if (!*out)
        *out = find_due(batch, place);
    return true;
}

static void note_latest(struct row_place *place, const struct parsed *but)
{
    place->latest = place->row->date;
    for (size_t i = 0; i < place->reviews.count; i++) {
        struct str date = json_find_text(&place->reviews.items[i].body, STR("date"));
        if (&place->reviews.items[i] != but && str_compare(date, place->latest) > 0)
            place->latest = date;
    }
}

/* Which review is the latest decides what is on the cards; that was settled when they
 * came in, and is left to people now. */
static bool changes_order(const struct row_place *place, const struct parsed *held)
{
    struct str old = json_find_text(&held->body, STR("date"));
    for (size_t i = 0; i < place->reviews.count; i++) {
        struct str date = json_find_text(&place->reviews.items[i].body, STR("date"));
        if (date.len && &place->reviews.items[i] != held &&
            (str_compare(date, old) < 0) != (str_compare(date, place->row->date) < 0))
            return true;
    }
    return false;
}

static void say_moved(struct batch *batch, const struct row_place *place,
                      const struct parsed *held)
{
    import_remark(batch, false, place->row->line,
                  "corrected the date of the review from %.*s to %.*s, since what was "
                  "said is the same and the earlier date is no longer in the file. If "
                  "there were two reviews, keep a row for each%s",
                  STR_ARGS(json_find_text(&held->body, STR("date"))),
                  STR_ARGS(place->row->date),
                  changes_order(place, held)
                      ? ". Another review of this person is the latest now: look at "
                        "which of the statements are on cards (`waymark do "
                        "collect.pick statement=…`, `waymark do collect.leave_out "
                        "statement=…`)"
                      : "");
}

static bool add_review(struct batch *batch, struct row_place *place, struct error *err)
{
    struct json body = json_object();
    bool before;
    fill_review(batch, place, &body);
    if (!sheet_is_long(batch->all->sheet))
        set_no_view(batch, place, NULL, &body);
    if (!commit_create(batch->call->commit, batch->review, batch->all->request->cycle,
                       &body, &place->review, err))
        return false;
    batch->all->counts->reviews++;
    year_note(batch->all, place);
    look_for_school(batch->all, place->row->school);
    (void)met_find(batch->all, place->review, place->row->line, &before);
    return true;
}

/* Of a review that a file has corrected since, what the row is too old for. */
static bool keep_newer(struct batch *batch, struct row_place *place,
                       const struct parsed *held, struct json *body, struct error *err)
{
    static const char *const names[] = {"date",    "school",   "need",
                                        "gender",  "state",    "year_group",
                                        "in_area", "attended", "due"};
    return older_keep(batch, held, body, names, sizeof names / sizeof names[0],
                      &place->older_by, err);
}

static bool change_review(struct batch *batch, struct row_place *place,
                          struct parsed *held, struct error *err)
{
    struct json body = json_copy(batch->arena, &held->body);
    bool before, is_long = sheet_is_long(batch->all->sheet);
    place->review = held->record.id;
    place->old_review = true;
    struct met *met = met_find(batch->all, place->review, place->row->line, &before);
    if (before && !is_long)
        import_remark(
            batch, false, place->row->line,
            "the same review as line %zu (the same person and date); what is the "
            "same was not added again",
            met->line);
    /* Who was there knows better than a file whether there was no view. */
    bool recorded = json_find_bool(&held->body, STR("recorded"));
    if (!said_load(batch, place, err))
        return false;
    if (!before && recorded)
        import_remark(batch, false, place->row->line,
                      "this review was written down while it happened (%.*s): it stays, "
                      "what is the same was not added again, and what the file says "
                      "besides was",
                      STR_ARGS(held->record.id));
    fill_review(batch, place, &body);
    if (is_long && !recorded) {
        for (int s = 0; s < SECTION_COUNT; s++)
            met->no_view[s] += place->row->no_view[s];
        set_no_view(batch, place, met, &body);
    } else if (!before && !recorded)
        set_no_view(batch, place, NULL, &body);
    if (!keep_newer(batch, place, held, &body, err))
        return false;
    if (json_equal(&body, &held->body))
        return true;
    struct str date = json_find_text(&held->body, STR("date"));
    bool moved = date.len && !str_equal(date, json_find_text(&body, STR("date")));
    if (moved)
        say_moved(batch, place, held);
    if (!before) {
        struct json rest = json_copy(batch->arena, &held->body);
        count_corrected(batch, place->review);
        if (moved)
            set_text(batch->arena, &rest, "date", place->row->date);
        if (!json_equal(&body, &rest))
            import_remark(batch, false, place->row->line, "corrected the review: %.*s",
                          STR_ARGS(changes_text(batch->arena, &rest, &body)));
    }
    look_for_school(batch->all, place->row->school);
    return commit_change(batch->call->commit, batch->review, &held->record, &body, err);
}

/* A long row of a new review adds its line to the count of those without a view. */
static bool count_first_long(struct batch *batch, struct row_place *place,
                             struct error *err)
{
    bool before;
    struct parsed_list reviews;
    struct met *met = met_find(batch->all, place->review, place->row->line, &before);
    size_t any = 0;
    for (int s = 0; s < SECTION_COUNT; s++)
        any += met->no_view[s] = place->row->no_view[s];
    if (!any)
        return true;
    if (!held_records(batch, STR("review"), STR("person"), place->person, &reviews, err))
        return false;
    for (size_t i = 0; i < reviews.count; i++) {
        struct json body = json_copy(batch->arena, &reviews.items[i].body);
        if (!str_equal(reviews.items[i].record.id, place->review))
            continue;
        set_no_view(batch, place, met, &body);
        return commit_change(batch->call->commit, batch->review, &reviews.items[i].record,
                             &body, err);
    }
    return true;
}

bool import_review(struct batch *batch, struct row_place *place, bool *go_on,
                   struct error *err)
{
    struct parsed *held;
    if (!place->new_person && !held_records(batch, STR("review"), STR("person"),
                                            place->person, &place->reviews, err))
        return false;
    if (!find_review(batch, place, &held, err))
        return false;
    note_latest(place, held);
    if (batch->all->request->kind == SHEET_STATEMENTS &&
        (!held ||
         !str_equal(json_find_text(&held->body, STR("date")), place->row->date))) {
        import_remark(
            batch, true, place->row->line,
            "this person has no review on that day in this cycle; import the review "
            "first, or correct the date; then import this file again (`waymark import "
            "reviews FILE`, `waymark import statements FILE`)");
        *go_on = false;
        return true;
    }
    if (held)
        return change_review(batch, place, held, err);
    return add_review(batch, place, err) &&
           (!sheet_is_long(batch->all->sheet) || count_first_long(batch, place, err));
}

/* The review that a row was about when it was taken; empty if it could not be. */
static bool find_taken(struct batch *batch, struct row_place *place, struct error *err)
{
    if (batch->all->request->kind == SHEET_ASPIRATIONS)
        return true;
    if (!held_records(batch, STR("review"), STR("person"), place->person, &place->reviews,
                      err))
        return false;
    const struct parsed *held = find_by_date(place);
    if (!held)
        held = find_due(batch, place);
    if (held)
        place->review = held->record.id;
    return true;
}

bool import_pass_over(struct batch *batch, const struct sheet_row *row, struct error *err)
{
    struct row_place place = {.row = row, .review = STR_NONE};
    bool before, is_plan = batch->all->request->kind == SHEET_ASPIRATIONS;
    if (!import_known_person(batch, &place, err))
        return false;
    if (!place.person.len)
        return true;
    if (!find_taken(batch, &place, err))
        return false;
    if (!place.review.len && !is_plan)
        return true;
    struct met *met =
        met_find(batch->all, is_plan ? place.person : place.review, row->line, &before);
    for (int s = 0; s < SECTION_COUNT && sheet_is_long(batch->all->sheet); s++)
        met->no_view[s] += row->no_view[s];
    return said_passed_over(batch, &place, err);
}
