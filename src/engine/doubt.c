/* SPDX-License-Identifier: MIT */
#include "engine/doubt.h"

#include "engine/native.h"
#include "engine/person_kept.h"
#include "store/parsed.h"
#include "store/vault.h"

static const struct str doubt_kind = {"doubt", 5};

bool doubt_count(struct db *db, struct arena *arena, size_t *out, struct error *err)
{
    struct str_list open;
    if (!record_by(db, arena, STR(""), doubt_kind, STR("state"), STR("open"), &open, err))
        return false;
    *out = open.count;
    return true;
}

/* Those decided to be one, by who is gone or who is kept. */
static bool decided_same(struct db *db, struct arena *arena, const char *field,
                         struct str person, const char *wanted, struct str_list *out,
                         struct error *err)
{
    struct parsed_list doubts;
    if (!parsed_by(db, arena, STR(""), doubt_kind, str_of(field), person, &doubts, err))
        return false;
    *out = (struct str_list){arena_array(arena, struct str, doubts.count), 0};
    for (size_t i = 0; i < doubts.count; i++)
        if (str_equal(parsed_text(&doubts.items[i], "state"), STR("same")))
            out->items[out->count++] = parsed_text(&doubts.items[i], wanted);
    return true;
}

bool doubt_now(struct db *db, struct arena *arena, struct str person, struct str *out,
               struct error *err)
{
    struct str_list kept;
    if (!decided_same(db, arena, "person", person, "other", &kept, err))
        return false;
    *out = kept.count ? kept.items[0] : person;
    return true;
}

bool doubt_gone(struct db *db, struct arena *arena, struct str person,
                struct str_list *out, struct error *err)
{
    return decided_same(db, arena, "other", person, "person", out, err);
}

struct deciding {
    const struct kind *kind;
    struct parsed doubt;
    struct str person, other;
};

static bool must_be_there(struct native_call *call, struct str person, struct error *err)
{
    struct record record;
    bool found;
    if (!record_find(call->engine->store->db, call->arena, person, &record, &found, err))
        return false;
    return found ||
           error_set(err, ERROR_NOT_FOUND,
                     "%.*s is not there any more; nothing was changed", STR_ARGS(person));
}

static bool begin(struct native_call *call, struct deciding *out, struct error *err)
{
    struct str id = json_find_text(call->args, STR("doubt"));
    bool found = false;
    if (!str_equal(kind_of_id(id), doubt_kind))
        return error_set(err, ERROR_INPUT,
                         "say which doubt, as doubt=ID; `waymark people` shows them");
    if (!parsed_find(call->engine->store->db, call->arena, id, &out->doubt, &found, err))
        return false;
    if (!found)
        return error_set(err, ERROR_NOT_FOUND,
                         "there is no doubt %.*s; `waymark people` shows them. Nothing "
                         "was changed",
                         STR_ARGS(id));
    struct str state = parsed_text(&out->doubt, "state");
    if (!str_equal(state, STR("open")))
        return error_set(err, ERROR_REFUSED,
                         "%.*s has been decided: %.*s. To decide otherwise, take that "
                         "back first (`waymark show %.*s` names the command, `waymark "
                         "undo` takes it back)",
                         STR_ARGS(id), STR_ARGS(state), STR_ARGS(id));
    out->kind = kind_find(call->process->kinds, doubt_kind);
    out->person = parsed_text(&out->doubt, "person");
    out->other = parsed_text(&out->doubt, "other");
    return must_be_there(call, out->person, err) && must_be_there(call, out->other, err);
}

static void say_changed(struct native_call *call, const char *name, struct str id)
{
    struct json ids = json_list();
    json_add(call->arena, &ids, json_text(id));
    json_set(call->arena, call->outcome, str_of(name), ids);
}

static bool decide(struct native_call *call, const struct deciding *deciding,
                   const char *state, struct error *err)
{
    struct json body = json_copy(call->arena, &deciding->doubt.body);
    json_set(call->arena, &body, STR("state"), json_text(str_of(state)));
    say_changed(call, "changed", deciding->doubt.record.id);
    return commit_change(call->commit, deciding->kind, &deciding->doubt.record, &body,
                         err);
}

bool different_apply(struct native_call *call, struct error *err)
{
    struct deciding deciding;
    return begin(call, &deciding, err) && decide(call, &deciding, "different", err);
}

static void say_merged(struct native_call *call, struct str kept,
                       const struct merged *merged)
{
    struct json remarks = json_list();
    json_add(
        call->arena, &remarks,
        json_text(str_format(call->arena,
                             "everything is %.*s's now (%zu records); `waymark undo` "
                             "makes them two again",
                             STR_ARGS(kept), merged->records)));
    if (merged->spare)
        json_add(call->arena, &remarks,
                 json_text(str_format(call->arena,
                                      "said twice, in an earlier review, or more than "
                                      "count: %zu kept as spare (`waymark list "
                                      "statement --where tray=spare` shows them, "
                                      "`waymark do collect.pick statement=…` brings "
                                      "one back)",
                                      merged->spare)));
    if (merged->to_pick)
        json_add(call->arena, &remarks,
                 json_text(str_format(call->arena,
                                      "more than count: %zu wait until somebody picks "
                                      "(`waymark do collect.pick_top`)",
                                      merged->to_pick)));
    if (merged->placed)
        json_add(
            call->arena, &remarks,
            json_text(str_format(
                call->arena,
                "%zu more are beyond those that count, but people have placed them: they "
                "stay (`waymark do collect.leave_out statement=…` takes one out)",
                merged->placed)));
    for (size_t i = 0; i < merged->said_no.count; i++)
        json_add(call->arena, &remarks, json_text(merged->said_no.items[i]));
    json_set(call->arena, call->outcome, STR("remarks"), remarks);
}

bool same_apply(struct native_call *call, struct error *err)
{
    struct deciding deciding;
    struct merged merged;
    if (!begin(call, &deciding, err) || !decide(call, &deciding, "same", err) ||
        !person_merge(call, deciding.other, deciding.person, deciding.doubt.record.id,
                      &merged, err))
        return false;
    say_changed(call, "removed", deciding.person);
    say_merged(call, deciding.other, &merged);
    return true;
}

static struct json texts(struct arena *arena, struct str_list list)
{
    struct json out = json_list();
    for (size_t i = 0; i < list.count; i++)
        json_add(arena, &out, json_text(list.items[i]));
    return out;
}

static bool add_cycles(struct native_call *call, struct str person, struct json *out,
                       struct error *err)
{
    struct arena *arena = call->arena;
    struct json cycles = json_list();
    struct person_years years;
    if (!person_kept(call->engine, arena, person, &years, err))
        return false;
    for (size_t i = 0; i < years.count; i++) {
        const struct person_year *year = &years.items[i];
        struct json one = json_object();
        json_set(arena, &one, STR("cycle"), json_text(year->cycle));
        json_set(arena, &one, STR("schools"), texts(arena, year->schools));
        json_set(arena, &one, STR("year_groups"), texts(arena, year->years));
        json_set(arena, &one, STR("review_dates"), texts(arena, year->dates));
        json_set(arena, &one, STR("reviews"), json_integer((int64_t)year->reviews));
        json_set(arena, &one, STR("statements"), json_integer((int64_t)year->statements));
        json_add(arena, &cycles, one);
    }
    json_set(arena, out, STR("cycles"), cycles);
    return true;
}

static void set_known(struct arena *arena, struct json *out, const char *name,
                      struct str text)
{
    if (text.len)
        json_set(arena, out, str_of(name), json_text(text));
}

static bool person_as_json(struct native_call *call, struct str person, struct json *out,
                           struct error *err)
{
    struct identity who;
    struct record record;
    bool found;
    *out = json_object();
    json_set(call->arena, out, STR("person"), json_text(person));
    if (!vault_identity_of(call->engine->store, call->arena, person, &record, &who,
                           &found, err))
        return false;
    set_known(call->arena, out, "reference", who.reference);
    set_known(call->arena, out, "upn", who.upn);
    set_known(call->arena, out, "forename", who.forename);
    set_known(call->arena, out, "surname", who.surname);
    set_known(call->arena, out, "birth_date", who.birth_date);
    return add_cycles(call, person, out, err);
}

static bool doubt_as_json(struct native_call *call, const struct parsed *doubt,
                          struct json *out, struct error *err)
{
    struct json person, other, people = json_list();
    if (!person_as_json(call, parsed_text(doubt, "other"), &other, err) ||
        !person_as_json(call, parsed_text(doubt, "person"), &person, err))
        return false;
    *out = json_object();
    json_add(call->arena, &people, other);
    json_add(call->arena, &people, person);
    json_set(call->arena, out, STR("id"), json_text(doubt->record.id));
    json_set(call->arena, out, STR("reason"), json_text(parsed_text(doubt, "reason")));
    set_known(call->arena, out, "source", parsed_text(doubt, "source"));
    json_set(call->arena, out, STR("people"), people);
    return true;
}

/* Inside the transaction: it is opened and noted, or neither. */
static bool look_apply(struct native_call *call, struct error *err)
{
    struct json *out = call->with, looked = json_list();
    struct parsed_list open;
    if (!parsed_by(call->engine->store->db, call->arena, STR(""), doubt_kind,
                   STR("state"), STR("open"), &open, err))
        return false;
    for (size_t i = 0; i < open.count; i++) {
        struct json one;
        if (!doubt_as_json(call, &open.items[i], &one, err))
            return false;
        json_add(call->arena, out, one);
        json_add(call->arena, &looked, json_text(open.items[i].record.id));
    }
    json_set(call->arena, call->outcome, STR("looked_at"), looked);
    return true;
}

bool doubt_look(struct engine *engine, struct arena *arena, struct json *out,
                struct error *err)
{
    static const struct native look = {PEOPLE_COMMAND, "officer", NULL,
                                       look_apply,     false,     false};
    struct json args = json_object();
    struct command_request request = {
        .name = str_of(look.name), .args = &args, .cycle = STR("")};
    struct command_result result;
    size_t open;
    *out = json_list();
    if (!doubt_count(engine->store->db, arena, &open, err))
        return false;
    /* Nothing to open, nothing to note. */
    return open == 0 ||
           command_run_native(engine, arena, &request, &look, out, &result, err);
}
