/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/date.h"
#include "engine/no_elsewhere.h"

static struct parsed *find_what(struct parsed_list *all, struct str what)
{
    for (size_t i = 0; i < all->count; i++)
        if (str_equal(json_find_text(&all->items[i].body, STR("what")), what))
            return &all->items[i];
    return NULL;
}

/* The day of the review is when they were asked, unless that is still to come. */
static void set_day(struct batch *batch, const struct row_place *place, struct json *body)
{
    struct date day;
    if (date_parse(place->row->date, &day) && date_compare(day, date_today()) <= 0)
        set_text(batch->arena, body, "date", place->row->date);
}

/* A no holds in the other cycles that know the person, too. */
static bool spread_no(struct batch *batch, const struct row_place *place,
                      const struct json *body, struct error *err)
{
    struct str_list remarks = {NULL, 0};
    if (place->new_person)
        return true;
    if (!no_elsewhere_spread(batch->all->engine->store->db, batch->arena,
                             batch->call->commit, batch->all->request->cycle, body,
                             &remarks, err))
        return false;
    for (size_t i = 0; i < remarks.count; i++)
        import_remark(batch, false, place->row->line, "%.*s", STR_ARGS(remarks.items[i]));
    return true;
}

static bool note_first(struct batch *batch, struct row_place *place, struct str what,
                       enum answer answer, struct error *err)
{
    struct json body = json_object();
    struct str id;
    set_text(batch->arena, &body, "person", place->person);
    set_text(batch->arena, &body, "what", what);
    set_answer(batch->arena, &body, "given", answer);
    set_day(batch, place, &body);
    batch->all->counts->noted_yes += answer == ANSWER_YES;
    batch->all->counts->noted_no += answer == ANSWER_NO;
    return commit_create(batch->call->commit, batch->permission,
                         batch->all->request->cycle, &body, &id, err) &&
           spread_no(batch, place, &body, err);
}

/* A file that says no after a yes is taken at its word; the other way round a person
 * has to say so, since a no may have been noted after the file was made. */
static bool note_again(struct batch *batch, struct row_place *place, struct parsed *held,
                       enum answer answer, struct error *err)
{
    struct str what = json_find_text(&held->body, STR("what"));
    bool given = json_find_bool(&held->body, STR("given"));
    struct json body = json_copy(batch->arena, &held->body);
    if (given == (answer == ANSWER_YES))
        return true;
    if (answer == ANSWER_YES) {
        import_remark(batch, false, place->row->line,
                      "the file says yes to %.*s, but a no is noted, and stands. If they "
                      "have said yes since, note it: `waymark do collect.permit "
                      "person=%.*s what=%.*s given=yes decided_by=…`",
                      STR_ARGS(what), STR_ARGS(place->person), STR_ARGS(what));
        return true;
    }
    import_remark(
        batch, false, place->row->line,
        "the file says no to %.*s where a yes was noted: the no is noted in its "
        "place. If they have said yes since, note that: `waymark do "
        "collect.permit person=%.*s what=%.*s given=yes decided_by=…`",
        STR_ARGS(what), STR_ARGS(place->person), STR_ARGS(what));
    /* The file does not say when; the day of the review was that of the yes. */
    struct str today = date_text(batch->arena, date_today());
    json_set(batch->arena, &body, STR("given"), json_bool(false));
    json_unset(&body, STR("decided_by"));
    set_text(batch->arena, &body, "date", today);
    set_text(batch->arena, &body, "withdrawn", today);
    batch->all->counts->permissions++;
    return commit_change(batch->call->commit, batch->permission, &held->record, &body,
                         err) &&
           spread_no(batch, place, &body, err);
}

/* The file's answer of a thing that it may have a column for. */
static enum answer answer_of(const struct row_place *place, struct str what)
{
    for (size_t i = 0; i < PERMISSION_COUNT; i++)
        if (str_equal(permission_what(i), what))
            return place->row->permissions[i];
    return ANSWER_UNKNOWN;
}

/* The file's own no is newer, and noted as such. */
static bool bring_earlier(struct batch *batch, struct row_place *place,
                          struct no_elsewhere_list *out, struct error *err)
{
    *out = (struct no_elsewhere_list){NULL, 0};
    if (place->new_person || !batch->permission)
        return true;
    if (!no_elsewhere_find(batch->all->engine->store->db, batch->arena, batch->permission,
                           batch->all->request->cycle, place->person, out, err))
        return false;
    for (size_t i = 0; i < out->count; i++) {
        const struct no_elsewhere *one = &out->items[i];
        enum answer answer = answer_of(place, one->what);
        struct str id;
        if (answer == ANSWER_NO)
            continue;
        if (!commit_create(batch->call->commit, batch->permission,
                           batch->all->request->cycle, &one->body, &id, err) ||
            (str_equal(one->what, STR("workshop")) && !said_withdraw(batch, place, err)))
            return false;
        import_remark(batch, false, place->row->line, "%.*s",
                      STR_ARGS(no_elsewhere_words(
                          batch->arena, one,
                          answer == ANSWER_YES ? ", though the file says yes" : "")));
    }
    return true;
}

static bool is_among(const struct no_elsewhere_list *list, struct str what)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].what, what))
            return true;
    return false;
}

bool import_permissions(struct batch *batch, struct row_place *place, struct error *err)
{
    struct no_elsewhere_list earlier;
    struct parsed_list before;
    bool loaded = false;
    if (!bring_earlier(batch, place, &earlier, err))
        return false;
    for (size_t i = 0; i < PERMISSION_COUNT; i++) {
        enum answer answer = place->row->permissions[i];
        struct str what = permission_what(i);
        bool told = answer == ANSWER_YES && is_among(&earlier, what);
        if (answer == ANSWER_UNKNOWN || !batch->permission || told)
            continue;
        if (!loaded && !held_records(batch, STR("permission"), STR("person"),
                                     place->person, &before, err))
            return false;
        loaded = true;
        struct parsed *held = find_what(&before, what);
        if (held ? !note_again(batch, place, held, answer, err)
                 : !note_first(batch, place, what, answer, err))
            return false;
        if (i == 0 && answer == ANSWER_NO && !said_withdraw(batch, place, err))
            return false;
    }
    return true;
}
