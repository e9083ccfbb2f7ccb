/* SPDX-License-Identifier: MIT */
#include "engine/native.h"

#include "base/unicode.h"
#include "cycle/scope.h"
#include "engine/package.h"

/* Between prepare and apply. */
struct starting {
    struct bundle bundle;
    struct str workflow;
    struct record from; /* of cycle.next; id '' otherwise */
};

/* 2025/26 is a name, and no path: files are named after it, and it stands in lines to
 * paste. */
static bool is_plain(struct str name)
{
    struct str parts = name;
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] < ' ')
            return false;
    while (parts.len) {
        struct str part = str_cut(&parts, '/');
        if (!part.len || part.ptr[0] == '.')
            return false;
    }
    return name.ptr[name.len - 1] != '/' && name.ptr[0] != '-' &&
           str_equal(str_trim(name), name) && unicode_find_control(name, 0) == SIZE_MAX;
}

bool cycle_name_check(struct native_call *call, struct str name, struct error *err)
{
    struct str_list found;
    if (!name.len || name.len > 100)
        return error_set(err, ERROR_INPUT, "give the cycle a name, such as 2025");
    if (!is_plain(name))
        return error_set(err, ERROR_INPUT,
                         "a cycle cannot be called that: a name such as 2025, 2025/26 or "
                         "Autumn 2025 begins with a letter or a number, and so does what "
                         "follows a stroke; it has no line breaks, and no spaces around "
                         "it. Nothing was changed");
    if (!record_by(call->engine->store->db, call->arena, STR(""), STR("cycle"),
                   STR("name"), name, &found, err))
        return false;
    if (found.count == 0)
        return true;
    return error_set(err, ERROR_CONFLICT,
                     "there is a cycle called \"%.*s\" already; give the new one another "
                     "name. Nothing was changed",
                     STR_ARGS(name));
}

static bool build(struct native_call *call, struct starting *starting, struct error *err)
{
    struct worker *worker = NULL;
    bool fine = package_build(call->engine->store, call->arena, starting->workflow,
                              &starting->bundle, &worker, err);
    worker_stop(worker);
    if (fine || err->kind != ERROR_SCRIPT)
        return fine;
    struct error why = *err;
    return error_set(err, why.kind, "%s; nothing was changed", why.text);
}

static bool start(struct native_call *call, struct starting *starting, struct error *err)
{
    if (!cycle_name_check(call, json_find_text(call->args, STR("name")), err) ||
        !build(call, starting, err))
        return false;
    call->with = starting;
    call->commit_request->script_hash = starting->bundle.hash;
    return true;
}

static void set_if_given(struct native_call *call, struct json *body, struct str name)
{
    const struct json *value = json_find(call->args, name);
    if (value && value->type != JSON_NULL)
        json_set(call->arena, body, name, *value);
}

static bool create_cycle(struct native_call *call, struct starting *starting,
                         struct json *body, struct str *id, struct error *err)
{
    struct arena *arena = call->arena;
    const struct kind *kind = kind_find(call->process->kinds, STR("cycle"));
    json_set(arena, body, STR("name"),
             json_text(json_find_text(call->args, STR("name"))));
    json_set(arena, body, STR("workflow"), json_text(starting->workflow));
    json_set(arena, body, STR("bundle"), json_text(starting->bundle.hash));
    json_set(arena, body, STR("state"), json_text(STR("open")));
    set_if_given(call, body, STR("question"));
    set_if_given(call, body, STR("scope"));
    if (!bundle_keep(call->engine->store->db, arena, &starting->bundle, err) ||
        !commit_create(call->commit, kind, STR(""), body, id, err))
        return false;
    json_set(arena, call->outcome, STR("cycle"), json_text(*id));
    return true;
}

bool cycle_new_prepare(struct native_call *call, struct error *err)
{
    struct starting *starting = arena_alloc(call->arena, sizeof *starting);
    starting->workflow = json_find_text(call->args, STR("workflow"));
    if (!starting->workflow.len)
        starting->workflow = store_workflow(call->engine->store);
    return start(call, starting, err);
}

bool cycle_new_apply(struct native_call *call, struct error *err)
{
    struct json body = json_object();
    struct str id;
    set_if_given(call, &body, STR("quick"));
    return create_cycle(call, call->with, &body, &id, err);
}

bool cycle_next_prepare(struct native_call *call, struct error *err)
{
    struct starting *starting = arena_alloc(call->arena, sizeof *starting);
    struct str from;
    struct json body;
    bool found;
    if (!engine_cycle(call->engine, json_find_text(call->args, STR("from")), &from,
                      err) ||
        !record_find(call->engine->store->db, call->arena, from, &starting->from, &found,
                     err) ||
        !json_parse(call->arena, starting->from.body, &body, err))
        return false;
    starting->workflow = json_find_text(call->args, STR("workflow"));
    if (!starting->workflow.len)
        starting->workflow = json_find_text(&body, STR("workflow"));
    return start(call, starting, err);
}

/* Counts, in the outcome, one more record that went on without a field. */
static void note_left(struct native_call *call, struct str kind, struct str field)
{
    const struct json *known = json_find(call->outcome, STR("left_behind"));
    struct json list = known ? json_copy(call->arena, known) : json_list();
    size_t at = 0;
    while (at < list.list.count &&
           !(str_equal(json_find_text(&list.list.items[at], STR("kind")), kind) &&
             str_equal(json_find_text(&list.list.items[at], STR("field")), field)))
        at++;
    if (at == list.list.count) {
        struct json new = json_object();
        json_set(call->arena, &new, STR("kind"), json_text(kind));
        json_set(call->arena, &new, STR("field"), json_text(field));
        json_add(call->arena, &list, new);
    }
    struct json *one = &list.list.items[at];
    json_set(call->arena, one, STR("records"),
             json_integer(json_find_integer(one, STR("records"), 0) + 1));
    json_set(call->arena, call->outcome, STR("left_behind"), list);
}

static void note_stayed(struct native_call *call, struct str id)
{
    const struct json *known = json_find(call->outcome, STR("stayed_behind"));
    struct json list = known ? json_copy(call->arena, known) : json_list();
    json_add(call->arena, &list, json_text(id));
    json_set(call->arena, call->outcome, STR("stayed_behind"), list);
}

/* Whether a field leads to a record that the new cycle may lead to. */
static bool leads_here(struct native_call *call, const struct kind_field *field,
                       const struct json *value, struct str cycle, bool *out,
                       struct error *err)
{
    struct record target;
    bool found;
    *out = true;
    if (!field->ref_kind.len || json_find_bool(field->schema, STR("x-across")))
        return true;
    for (size_t i = 0; value->type == JSON_LIST && *out && i < json_count(value); i++)
        if (!leads_here(call, field, json_item(value, i), cycle, out, err))
            return false;
    if (value->type != JSON_TEXT)
        return true;
    if (!record_find(call->engine->store->db, call->arena, value->text, &target, &found,
                     err))
        return false;
    *out = found && (!target.cycle.len || str_equal(target.cycle, cycle));
    return true;
}

/* Whether the new workflow has such a field, and it may say this. */
static bool is_known(struct native_call *call, const struct kind *kind,
                     const struct json_member *member, struct str cycle, bool *out,
                     struct error *err)
{
    const struct kind_field *field = kind_field(kind, member->name);
    const struct schema *schema;
    struct error ignored;
    *out = field && schema_compile(call->arena, field->schema, &schema, &ignored) &&
           schema_check(schema, &member->value, &ignored);
    return !*out || leads_here(call, field, &member->value, cycle, out, err);
}

static bool is_required(const struct kind *kind, struct str field)
{
    return json_has_text(json_find(kind->source, STR("required")), field);
}

/* Takes out what the new workflow does not know, each time by name. Without something
 * that every record of the kind has, the whole record stays where it is; but a state
 * that is not known is neither done nor dropped. */
static bool keep_known(struct native_call *call, const struct kind *kind,
                       struct str cycle, struct json *body, bool *whole,
                       struct error *err)
{
    *whole = true;
    for (size_t i = json_count(body); i-- > 0;) {
        struct json_member member = body->object.members[i];
        bool known;
        if (!is_known(call, kind, &member, cycle, &known, err))
            return false;
        if (known)
            continue;
        note_left(call, kind->name, member.name);
        json_unset(body, member.name);
        if (str_equal(member.name, STR("state")))
            json_set(call->arena, body, STR("state"), json_text(STR("open")));
        else if (is_required(kind, member.name))
            *whole = false;
    }
    return true;
}

/* A copy of a record of last year in the new cycle, without what ties it to last
 * year's other records; `carried_from` leads back to it. No id: it stays behind. */
static bool carry(struct native_call *call, struct str kind_name,
                  const struct record *old, struct str cycle, const struct str *drop,
                  size_t drops, const struct json *more, struct str *id,
                  struct error *err)
{
    struct json body;
    const struct kind *kind;
    bool whole;
    *id = STR_NONE;
    if (!process_kind(call->process, kind_name, &kind, err) ||
        !json_parse(call->arena, old->body, &body, err))
        return false;
    for (size_t i = 0; i < drops; i++)
        json_unset(&body, drop[i]);
    json_set(call->arena, &body, STR("carried_from"), json_text(old->id));
    for (size_t i = 0; i < json_count(more); i++)
        json_set(call->arena, &body, more->object.members[i].name,
                 more->object.members[i].value);
    if (!keep_known(call, kind, cycle, &body, &whole, err))
        return false;
    if (whole)
        return commit_create(call->commit, kind, cycle, &body, id, err);
    note_stayed(call, old->id);
    return true;
}

struct carried {
    struct str from, to;
};

static bool list_where(struct native_call *call, struct str cycle, struct str kind,
                       struct str field, struct str value, struct record_list *out,
                       struct error *err)
{
    struct db *db = call->engine->store->db;
    struct str_list ids;
    if (!record_by(db, call->arena, cycle, kind, field, value, &ids, err))
        return false;
    *out = (struct record_list){arena_array(call->arena, struct record, ids.count), 0};
    for (size_t i = 0; i < ids.count; i++) {
        bool found;
        if (!record_find(db, call->arena, ids.items[i], &out->items[out->count], &found,
                         err))
            return false;
        out->count += found;
    }
    return true;
}

/* The copy of `action` in the new cycle, made now if it is not there yet. */
static bool carry_action(struct native_call *call, const struct record *action,
                         struct str cycle, struct carried *done, size_t *count,
                         struct str *id, struct error *err)
{
    static const struct str drop[] = {{"success", 7}, {"idea", 4}};
    struct json nothing = json_object();
    for (size_t i = 0; i < *count; i++)
        if (str_equal(done[i].from, action->id)) {
            *id = done[i].to;
            return true;
        }
    if (!carry(call, STR("action"), action, cycle, drop, 2, &nothing, id, err))
        return false;
    if (id->len)
        done[(*count)++] = (struct carried){action->id, *id};
    return true;
}

static bool carry_indicators(struct native_call *call, const struct record_list *live,
                             struct str cycle, struct carried *done, size_t *count,
                             size_t *indicators, struct error *err)
{
    struct db *db = call->engine->store->db;
    *indicators = 0;
    for (size_t i = 0; i < live->count; i++) {
        struct json body, more = json_object();
        struct record action;
        struct str id, action_id;
        bool found;
        if (!json_parse(call->arena, live->items[i].body, &body, err) ||
            !record_find(db, call->arena, json_find_text(&body, STR("action")), &action,
                         &found, err))
            return false;
        if (!found)
            continue;
        if (!carry_action(call, &action, cycle, done, count, &action_id, err))
            return false;
        if (!action_id.len)
            continue;
        json_set(call->arena, &more, STR("action"), json_text(action_id));
        if (!carry(call, STR("indicator"), &live->items[i], cycle, NULL, 0, &more, &id,
                   err))
            return false;
        *indicators += id.len > 0;
    }
    return true;
}

/* What was promised and is not kept yet; it goes on helping the action that it helped,
 * where that came along. */
static bool carry_promises(struct native_call *call, const struct record *from,
                           struct str cycle, const struct carried *done, size_t count,
                           struct error *err)
{
    static const struct str drop[] = {{"action", 6}};
    struct record_list open;
    size_t promises = 0;
    if (!list_where(call, from->id, STR("commitment"), STR("state"), STR("open"), &open,
                    err))
        return false;
    for (size_t i = 0; i < open.count; i++) {
        struct json body, more = json_object();
        struct str id;
        if (!json_parse(call->arena, open.items[i].body, &body, err))
            return false;
        for (size_t d = 0; d < count; d++)
            if (str_equal(done[d].from, json_find_text(&body, STR("action"))))
                json_set(call->arena, &more, STR("action"), json_text(done[d].to));
        if (!carry(call, STR("commitment"), &open.items[i], cycle, drop, 1, &more, &id,
                   err))
            return false;
        promises += id.len > 0;
    }
    if (promises)
        json_set(call->arena, call->outcome, STR("commitments"),
                 json_integer((int64_t)promises));
    return true;
}

/* Open actions and live indicators; an indicator brings its action along even if
 * that is done, so that the thread behind its number stays whole. */
static bool carry_over(struct native_call *call, const struct record *from,
                       struct str cycle, struct error *err)
{
    struct record_list open, live;
    struct str id;
    size_t count = 0, opened, indicators;
    if (!list_where(call, from->id, STR("action"), STR("state"), STR("open"), &open,
                    err) ||
        !list_where(call, from->id, STR("indicator"), STR("live"), STR("true"), &live,
                    err))
        return false;
    struct carried *done =
        arena_array(call->arena, struct carried, open.count + live.count);
    for (size_t i = 0; i < open.count; i++)
        if (!carry_action(call, &open.items[i], cycle, done, &count, &id, err))
            return false;
    opened = count;
    json_set(call->arena, call->outcome, STR("actions"), json_integer((int64_t)opened));
    if (!carry_indicators(call, &live, cycle, done, &count, &indicators, err))
        return false;
    json_set(call->arena, call->outcome, STR("indicators"),
             json_integer((int64_t)indicators));
    json_set(call->arena, call->outcome, STR("finished_actions"),
             json_integer((int64_t)(count - opened)));
    return carry_promises(call, from, cycle, done, count, err);
}

/* Whether a person had a review or said something in the cycle: who has left is not
 * carried on for ever. */
static bool was_there(struct native_call *call, struct str cycle, struct str person,
                      bool *out, struct error *err)
{
    struct db *db = call->engine->store->db;
    struct str_list reviews, said;
    if (!record_by(db, call->arena, cycle, STR("review"), STR("person"), person, &reviews,
                   err) ||
        !record_by(db, call->arena, cycle, STR("statement"), STR("person"), person, &said,
                   err))
        return false;
    *out = reviews.count || said.count;
    return true;
}

/* As they stand, the withdrawn ones too: a no holds until they are asked again. */
static bool carry_permissions(struct native_call *call, const struct record *from,
                              struct str cycle, struct error *err)
{
    struct record_list all;
    const struct kind *kind;
    int64_t count = 0;
    if (!process_kind(call->process, STR("permission"), &kind, err) ||
        !record_list(call->engine->store->db, call->arena, from->id, STR("permission"),
                     &all, err))
        return false;
    for (size_t i = 0; i < all.count; i++) {
        struct json body;
        struct str id;
        bool there, whole;
        if (!json_parse(call->arena, all.items[i].body, &body, err) ||
            !was_there(call, from->id, json_find_text(&body, STR("person")), &there,
                       err) ||
            (there && !keep_known(call, kind, cycle, &body, &whole, err)))
            return false;
        if (!there)
            continue;
        if (!whole)
            note_stayed(call, all.items[i].id);
        else if (!commit_create(call->commit, kind, cycle, &body, &id, err))
            return false;
        count += whole;
    }
    json_set(call->arena, call->outcome, STR("permissions"), json_integer(count));
    return true;
}

/* A scope that asks for what the new workflow's reviews do not have would stop
 * everything that goes by it. */
static bool keep_known_scope(struct native_call *call, struct error *err)
{
    const struct kind *review = kind_find(call->process->kinds, STR("review"));
    struct json body = json_copy(call->arena, &call->process->cycle_body);
    const struct json *old = json_find(&body, STR("scope"));
    struct json scope = old ? json_copy(call->arena, old) : json_object();
    bool changed = false;
    for (size_t i = json_count(&scope); i-- > 0;) {
        struct json one = json_object(), read;
        struct json_member member = scope.object.members[i];
        struct error ignored;
        json_set(call->arena, &one, member.name, member.value);
        if (scope_read(call->arena, review, &one, &read, &ignored)) {
            changed = changed || !json_equal(&one, &read);
            json_set(call->arena, &scope, member.name, *json_find(&read, member.name));
            continue;
        }
        changed = true;
        note_left(call, STR("cycle"),
                  str_format(call->arena, "scope.%.*s", STR_ARGS(member.name)));
        json_unset(&scope, member.name);
        json_unset(&body, STR("scope_names"));
    }
    if (!old || !changed)
        return true;
    json_set(call->arena, &body, STR("scope"), scope);
    return commit_change(call->commit, kind_find(call->process->kinds, STR("cycle")),
                         &call->process->cycle, &body, err);
}

/* Two cycles after one would carry the same actions twice, and count them twice. */
static bool no_other_follows(struct native_call *call, const struct record *from,
                             const struct json *from_body, struct error *err)
{
    struct db *db = call->engine->store->db;
    struct str_list after;
    struct record one;
    struct json body;
    bool found;
    if (json_find_bool(call->args, STR("another")))
        return true;
    if (!record_by(db, call->arena, STR(""), STR("cycle"), STR("previous"), from->id,
                   &after, err))
        return false;
    if (after.count == 0)
        return true;
    if (!record_find(db, call->arena, after.items[0], &one, &found, err) ||
        !json_parse(call->arena, one.body, &body, err))
        return false;
    struct str name = json_find_text(&body, STR("name"));
    return error_set(err, ERROR_REFUSED,
                     "the cycle \"%.*s\" follows \"%.*s\" already, and has its open "
                     "actions and live indicators; another one would carry the same "
                     "along again. Go on from \"%.*s\", or say --another if you want "
                     "both. Nothing was changed",
                     STR_ARGS(name), STR_ARGS(json_find_text(from_body, STR("name"))),
                     STR_ARGS(name));
}

bool cycle_next_apply(struct native_call *call, struct error *err)
{
    struct starting *starting = call->with;
    struct json old, body = json_object();
    struct process *next;
    struct str id;
    if (!json_parse(call->arena, starting->from.body, &old, err) ||
        !no_other_follows(call, &starting->from, &old, err))
        return false;
    json_set(call->arena, &body, STR("previous"), json_text(starting->from.id));
    json_set(call->arena, &body, STR("question"),
             json_text(json_find_text(&old, STR("question"))));
    if (!json_find_text(&old, STR("question")).len)
        json_unset(&body, STR("question"));
    const struct json *scope = json_find(&old, STR("scope"));
    const struct json *localities = json_find(&old, STR("localities"));
    const struct json *names = json_find(&old, STR("scope_names"));
    /* Another choice, or one that is to come: what the old one was called goes, too. */
    if (json_find(call->args, STR("scope")))
        scope = names = NULL;
    if (scope)
        json_set(call->arena, &body, STR("scope"), *scope);
    if (localities)
        json_set(call->arena, &body, STR("localities"), *localities);
    if (names)
        json_set(call->arena, &body, STR("scope_names"), *names);
    if (!create_cycle(call, starting, &body, &id, err) ||
        !process_load(call->engine->store->db, call->arena, id, &next, err))
        return false;
    call->process = next;
    return keep_known_scope(call, err) && carry_over(call, &starting->from, id, err) &&
           carry_permissions(call, &starting->from, id, err);
}

bool cycle_close_apply(struct native_call *call, struct error *err)
{
    struct json body = json_copy(call->arena, &call->process->cycle_body);
    const struct kind *kind = kind_find(call->process->kinds, STR("cycle"));
    if (!call->process->cycle.id.len)
        return error_set(err, ERROR_INPUT, "name the cycle to close");
    json_set(call->arena, &body, STR("state"), json_text(STR("closed")));
    json_set(call->arena, call->outcome, STR("cycle"),
             json_text(call->process->cycle.id));
    return commit_change(call->commit, kind, &call->process->cycle, &body, err);
}
