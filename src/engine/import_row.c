/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/unicode.h"
#include "cycle/scope.h"
#include "engine/history.h"

#include <string.h>

void import_remark(struct batch *batch, bool refusal, size_t line, const char *format,
                   ...)
{
    struct buf text = BUF_IN(batch->arena);
    va_list list;
    va_start(list, format);
    buf_add_format_list(&text, format, list);
    va_end(list);
    notice_add(batch->all->notices, refusal, batch->all->request->name, line, "%.*s",
               STR_ARGS(buf_str(&text)));
}

bool held_records(struct batch *batch, struct str kind, struct str field,
                  struct str value, struct held_list *out, struct error *err)
{
    struct db *db = batch->all->engine->store->db;
    struct str_list ids;
    if (!record_by(db, batch->arena, batch->all->request->cycle, kind, field, value, &ids,
                   err))
        return false;
    *out = (struct held_list){arena_array(batch->arena, struct held_record, ids.count),
                              ids.count};
    for (size_t i = 0; i < ids.count; i++) {
        bool found;
        if (!record_find(db, batch->arena, ids.items[i], &out->items[i].record, &found,
                         err) ||
            !json_parse(batch->arena, out->items[i].record.body, &out->items[i].body,
                        err))
            return false;
    }
    return true;
}

static void met_grow(struct importing *all)
{
    struct met *old = all->met;
    size_t old_room = all->met_room;
    static const unsigned char secret[16] = {0};
    all->met_room = old_room ? old_room * 4 : 1024;
    all->met = arena_array(all->arena, struct met, all->met_room);
    for (size_t i = 0; i < old_room; i++) {
        if (!old[i].review.len)
            continue;
        size_t at =
            (size_t)crypto_fingerprint(secret, old[i].review) & (all->met_room - 1);
        while (all->met[at].review.len)
            at = (at + 1) & (all->met_room - 1);
        all->met[at] = old[i];
    }
}

struct met *met_find(struct importing *all, struct str review, size_t line, bool *before)
{
    static const unsigned char secret[16] = {0};
    if (all->met_count * 2 >= all->met_room)
        met_grow(all);
    size_t at = (size_t)crypto_fingerprint(secret, review) & (all->met_room - 1);
    while (all->met[at].review.len && !str_equal(all->met[at].review, review))
        at = (at + 1) & (all->met_room - 1);
    *before = all->met[at].review.len > 0;
    if (!*before) {
        all->met[at] = (struct met){.review = str_copy(all->arena, review), .line = line};
        all->met_count++;
    }
    return &all->met[at];
}

static bool add_person(struct batch *batch, struct row_place *place, struct error *err)
{
    struct json empty = json_object(), sealed;
    struct str id;
    struct commit *commit = batch->call->commit;
    if (!commit_create(commit, batch->person, STR(""), &empty, &place->person, err) ||
        !vault_seal_identity(batch->all->engine->store, batch->arena, place->person,
                             &place->row->who, &sealed, err) ||
        !commit_create(commit, batch->identity, STR(""), &sealed, &id, err))
        return false;
    place->new_person = true;
    batch->all->counts->people++;
    return true;
}

/* What the row knows beyond what is sealed already. */
static bool fuller(struct identity *known, const struct identity *row)
{
    bool more = false;
    struct str *have[] = {&known->reference, &known->upn, &known->forename,
                          &known->surname, &known->birth_date};
    const struct str given[] = {row->reference, row->upn, row->forename, row->surname,
                                row->birth_date};
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
        if (given[i].len && !have[i]->len) {
            *have[i] = given[i];
            more = true;
        }
    return more;
}

static bool is_another(struct arena *arena, struct str known, struct str given)
{
    return known.len && given.len &&
           !str_equal(unicode_fold(arena, known), unicode_fold(arena, given));
}

static bool complete_identity(struct batch *batch, struct row_place *place,
                              struct error *err)
{
    const struct identity *who = &place->row->who;
    struct store *store = batch->all->engine->store;
    struct record record;
    struct json body;
    struct identity known;
    struct str id;
    bool found;
    if (!vault_record_of(store, batch->arena, place->person, &id, err))
        return false;
    if (!id.len)
        return true;
    if (!record_find(store->db, batch->arena, id, &record, &found, err) ||
        !json_parse(batch->arena, record.body, &body, err) ||
        !vault_open_identity(store, batch->arena, &body, &known, err))
        return false;
    if (is_another(batch->arena, known.upn, who->upn))
        place->other = "UPN";
    if (is_another(batch->arena, known.reference, who->reference))
        place->other = "reference";
    if (!fuller(&known, who))
        return true;
    return vault_seal_identity(store, batch->arena, place->person, &known, &body, err) &&
           commit_change(batch->call->commit, batch->identity, &record, &body, err);
}

/* `*go_on` is false when the row cannot be taken. */
static bool find_person(struct batch *batch, struct row_place *place, bool *go_on,
                        struct error *err)
{
    struct str_list people;
    *go_on = true;
    if (!vault_find(batch->all->engine->store, batch->arena, &place->row->who, &people,
                    err))
        return false;
    if (people.count == 1) {
        place->person = people.items[0];
        return complete_identity(batch, place, err);
    }
    if (people.count > 1) {
        import_remark(
            batch, true, place->row->line,
            "%zu people fit this row; give the authority's reference, so that it "
            "is clear which of them it is",
            people.count);
        *go_on = false;
        return true;
    }
    if (batch->all->request->kind == SHEET_REVIEWS)
        return add_person(batch, place, err);
    import_remark(
        batch, true, place->row->line,
        "nobody with this reference has been imported; import their review first, "
        "or correct the reference");
    *go_on = false;
    return true;
}

static void set_text(struct arena *arena, struct json *body, const char *name,
                     struct str value)
{
    if (value.len)
        json_set(arena, body, str_of(name), json_text(value));
}

static void set_answer(struct arena *arena, struct json *body, const char *name,
                       enum answer answer)
{
    if (answer != ANSWER_UNKNOWN)
        json_set(arena, body, str_of(name), json_bool(answer == ANSWER_YES));
}

/* A wide row says all there is to a review; a long one only its own line, so
 * that those of one file are added up, and never counted down. */
static void set_no_view(struct batch *batch, const struct sheet_row *row,
                        const struct met *met, struct json *body)
{
    const struct json *old = json_find(body, STR("no_view"));
    struct json counts = old ? json_copy(batch->arena, old) : json_object();
    bool any = false;
    for (int s = 0; s < SECTION_COUNT; s++) {
        struct str name = section_name((enum section)s);
        int64_t before = json_find_integer(&counts, name, 0);
        int64_t now = (int64_t)(met ? met->no_view[s] : row->no_view[s]);
        if (met && now < before)
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

static void fill_review(struct batch *batch, const struct row_place *place,
                        struct json *body)
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
    set_answer(arena, body, "attended", row->attended);
    if (row->year_group != YEAR_GROUP_UNKNOWN)
        json_set(arena, body, STR("year_group"), json_integer(row->year_group));
    if (row->held || !json_find(body, STR("state")))
        set_text(arena, body, "state", row->held ? STR("held") : STR("due"));
    if (!json_find(body, STR("source")))
        set_text(arena, body, "source", row->source);
}

/* The review that the row is about: by date; else one that was only due; a row
 * that is only due is about the latest that there is. */
static struct held_record *find_review(const struct row_place *place)
{
    struct held_record *due = NULL, *latest = NULL;
    for (size_t i = 0; i < place->reviews.count; i++) {
        struct held_record *held = &place->reviews.items[i];
        struct str date = json_find_text(&held->body, STR("date"));
        if (date.len && str_equal(date, place->row->date))
            return held;
        if (!date.len)
            due = held;
        else
            latest = held;
    }
    if (due)
        return due;
    return place->row->date.len ? NULL : latest;
}

static void note_latest(struct row_place *place)
{
    place->latest = place->row->date;
    for (size_t i = 0; i < place->reviews.count; i++) {
        struct str date = json_find_text(&place->reviews.items[i].body, STR("date"));
        if (str_compare(date, place->latest) > 0)
            place->latest = date;
    }
}

/* Once a review: the rows of a long sheet would all say it. */
static void say_other(struct batch *batch, const struct row_place *place)
{
    if (place->other)
        import_remark(batch, false, place->row->line,
                      "this person already has another %s; the row was taken for theirs "
                      "by what else it says of them. Check that they are one person",
                      place->other);
}

static bool add_review(struct batch *batch, struct row_place *place, struct error *err)
{
    struct json body = json_object();
    bool before;
    fill_review(batch, place, &body);
    if (!sheet_is_long(batch->all->sheet))
        set_no_view(batch, place->row, NULL, &body);
    if (!commit_create(batch->call->commit, batch->review, batch->all->request->cycle,
                       &body, &place->review, err))
        return false;
    batch->all->counts->reviews++;
    (void)met_find(batch->all, place->review, place->row->line, &before);
    say_other(batch, place);
    return true;
}

static bool change_review(struct batch *batch, struct row_place *place,
                          struct held_record *held, struct error *err)
{
    struct json body = json_copy(batch->arena, &held->body);
    bool before, is_long = sheet_is_long(batch->all->sheet);
    place->review = held->record.id;
    struct met *met = met_find(batch->all, place->review, place->row->line, &before);
    if (before && !is_long)
        import_remark(
            batch, false, place->row->line,
            "the same review as line %zu (the same person and date); what is the "
            "same was not added again",
            met->line);
    if (!before)
        say_other(batch, place);
    fill_review(batch, place, &body);
    if (is_long) {
        for (int s = 0; s < SECTION_COUNT; s++)
            met->no_view[s] += place->row->no_view[s];
        set_no_view(batch, place->row, met, &body);
    } else if (!before)
        set_no_view(batch, place->row, NULL, &body);
    if (json_equal(&body, &held->body))
        return true;
    if (!before) {
        batch->all->counts->corrected++;
        import_remark(batch, false, place->row->line, "corrected the review: %.*s",
                      STR_ARGS(changes_text(batch->arena, &held->body, &body)));
    }
    return commit_change(batch->call->commit, batch->review, &held->record, &body, err);
}

/* A long row of a new review adds its line to the count of those without a view. */
static bool count_first_long(struct batch *batch, struct row_place *place,
                             struct error *err)
{
    bool before;
    struct held_list reviews;
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
        set_no_view(batch, place->row, met, &body);
        return commit_change(batch->call->commit, batch->review, &reviews.items[i].record,
                             &body, err);
    }
    return true;
}

static bool place_review(struct batch *batch, struct row_place *place, bool *go_on,
                         struct error *err)
{
    if (!place->new_person && !held_records(batch, STR("review"), STR("person"),
                                            place->person, &place->reviews, err))
        return false;
    note_latest(place);
    struct held_record *held = find_review(place);
    if (batch->all->request->kind == SHEET_STATEMENTS &&
        (!held ||
         !str_equal(json_find_text(&held->body, STR("date")), place->row->date))) {
        import_remark(
            batch, true, place->row->line,
            "this person has no review on %.*s in this cycle; import the review "
            "first, or correct the date",
            STR_ARGS(place->row->date));
        *go_on = false;
        return true;
    }
    if (held)
        return change_review(batch, place, held, err);
    return add_review(batch, place, err) &&
           (!sheet_is_long(batch->all->sheet) || count_first_long(batch, place, err));
}

static bool in_scope(struct batch *batch, struct row_place *place)
{
    struct json body = json_object();
    fill_review(batch, place, &body);
    return scope_matches(batch->all->scope, &body);
}

static void count_row(struct batch *batch, const struct sheet_row *row,
                      struct commit_counts before)
{
    struct commit_counts now = commit_counts(batch->call->commit);
    for (int s = 0; s < SECTION_COUNT; s++)
        batch->all->counts->no_view += row->no_view[s];
    batch->all->counts->same +=
        now.created == before.created && now.changed == before.changed;
}

bool import_row(struct batch *batch, const struct sheet_row *row, struct error *err)
{
    struct row_place place = {.row = row};
    struct commit_counts before = commit_counts(batch->call->commit);
    bool go_on;
    if (batch->all->request->kind == SHEET_REVIEWS && !in_scope(batch, &place)) {
        batch->all->counts->out_of_scope++;
        return true;
    }
    if (!find_person(batch, &place, &go_on, err))
        return false;
    if (go_on && batch->all->request->kind != SHEET_ASPIRATIONS &&
        !place_review(batch, &place, &go_on, err))
        return false;
    if (!go_on)
        return true;
    if (row->count && !place.new_person &&
        !held_records(batch, STR("statement"), STR("person"), place.person, &place.said,
                      err))
        return false;
    if (!import_said(batch, &place, err))
        return false;
    count_row(batch, row, before);
    return true;
}

bool import_pass_over(struct batch *batch, const struct sheet_row *row, struct error *err)
{
    struct row_place place = {.row = row};
    struct str_list people;
    bool before;
    size_t any = 0;
    for (int s = 0; s < SECTION_COUNT; s++)
        any += row->no_view[s];
    if (!any || !sheet_is_long(batch->all->sheet))
        return true;
    if (!vault_find(batch->all->engine->store, batch->arena, &row->who, &people, err))
        return false;
    if (people.count != 1)
        return true;
    if (!held_records(batch, STR("review"), STR("person"), people.items[0],
                      &place.reviews, err))
        return false;
    const struct held_record *held = find_review(&place);
    if (!held)
        return true;
    struct met *met = met_find(batch->all, held->record.id, row->line, &before);
    for (int s = 0; s < SECTION_COUNT; s++)
        met->no_view[s] += row->no_view[s];
    return true;
}

static void fill_participant(struct arena *arena, const struct sheet_participant *row,
                             struct str source, struct json *body)
{
    set_text(arena, body, "perspective", row->perspective);
    set_text(arena, body, "organisation", row->organisation);
    set_text(arena, body, "table", row->table);
    set_text(arena, body, "note", row->note);
    set_text(arena, body, "source", source);
    if (row->supporter)
        json_set(arena, body, STR("supporter"), json_bool(true));
    set_answer(arena, body, "invited", row->invited);
    set_answer(arena, body, "coming", row->coming);
    set_answer(arena, body, "attended", row->attended);
}

/* People in the room have no names: a row of a file is the same row by its place. */
static bool one_participant(struct batch *batch, const struct sheet_participant *row,
                            size_t number, struct error *err)
{
    struct held_list held;
    struct json body = json_object();
    struct str id,
        source = str_format(batch->arena, "%.*s:%zu.%zu",
                            STR_ARGS(batch->all->request->name), row->line, number + 1);
    if (!held_records(batch, STR("participant"), STR("source"), source, &held, err))
        return false;
    if (held.count) {
        body = json_copy(batch->arena, &held.items[0].body);
        fill_participant(batch->arena, row, source, &body);
        batch->all->counts->corrected += !json_equal(&body, &held.items[0].body);
        batch->all->counts->same += json_equal(&body, &held.items[0].body);
        return commit_change(batch->call->commit, batch->participant,
                             &held.items[0].record, &body, err);
    }
    fill_participant(batch->arena, row, source, &body);
    batch->all->counts->participants++;
    return commit_create(batch->call->commit, batch->participant,
                         batch->all->request->cycle, &body, &id, err);
}

bool import_participant(struct batch *batch, const struct sheet_participant *row,
                        struct error *err)
{
    for (size_t i = 0; i < row->number; i++)
        if (!one_participant(batch, row, i, err))
            return false;
    return true;
}
