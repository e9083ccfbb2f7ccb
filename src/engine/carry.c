/* SPDX-License-Identifier: MIT */
#include "engine/carry.h"

#include "store/parsed.h"

/* Counts, in the outcome, one more record that went on without a field. */
void carry_note_left(struct native_call *call, struct str kind, struct str field)
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
        carry_note_left(call, kind->name, member.name);
        json_unset(body, member.name);
        if (str_equal(member.name, STR("state")))
            json_set(call->arena, body, STR("state"), json_text(STR("open")));
        else if (is_required(kind, member.name))
            *whole = false;
    }
    return true;
}

/* The copy in the new cycle. */
struct copy {
    struct str id; /* empty: it stays behind */
    bool made;     /* now, and not when the cycle was started */
};

/* A copy of a record of last year in the new cycle, without what ties it to last
 * year's other records; `carried_from` leads back to it. */
static bool carry(struct native_call *call, struct str kind_name,
                  const struct record *old, struct str cycle, const struct str *drop,
                  size_t drops, const struct json *more, struct copy *out,
                  struct error *err)
{
    struct json body;
    struct str_list before;
    const struct kind *kind;
    bool whole;
    *out = (struct copy){0};
    if (!process_kind(call->process, kind_name, &kind, err) ||
        !record_by(call->engine->store->db, call->arena, cycle, kind_name,
                   STR("carried_from"), old->id, &before, err) ||
        !json_parse(call->arena, old->body, &body, err))
        return false;
    if (before.count) {
        out->id = before.items[0];
        return true;
    }
    for (size_t i = 0; i < drops; i++)
        json_unset(&body, drop[i]);
    json_set(call->arena, &body, STR("carried_from"), json_text(old->id));
    for (size_t i = 0; i < json_count(more); i++)
        json_set(call->arena, &body, more->object.members[i].name,
                 more->object.members[i].value);
    if (!keep_known(call, kind, cycle, &body, &whole, err))
        return false;
    out->made = whole;
    if (whole)
        return commit_create(call->commit, kind, cycle, &body, &out->id, err);
    note_stayed(call, old->id);
    return true;
}

static bool list_where(struct native_call *call, struct str cycle, const char *kind,
                       const char *field, struct str value, struct parsed_list *out,
                       struct error *err)
{
    return parsed_by(call->engine->store->db, call->arena, cycle, str_of(kind),
                     str_of(field), value, out, err);
}

/* The copy of an action in the new cycle, made now if it is not there yet. */
static bool carry_action(struct native_call *call, const struct record *action,
                         struct str cycle, struct copy *out, struct error *err)
{
    static const struct str drop[] = {{"success", 7}, {"idea", 4}};
    struct json nothing = json_object();
    return carry(call, STR("action"), action, cycle, drop, 2, &nothing, out, err);
}

static bool carry_indicators(struct native_call *call, const struct parsed_list *live,
                             struct str cycle, size_t *actions, size_t *indicators,
                             struct error *err)
{
    struct db *db = call->engine->store->db;
    *actions = *indicators = 0;
    for (size_t i = 0; i < live->count; i++) {
        struct json more = json_object();
        struct record action;
        struct copy copy;
        bool found;
        if (!record_find(db, call->arena, parsed_text(&live->items[i], "action"), &action,
                         &found, err))
            return false;
        if (!found)
            continue;
        if (!carry_action(call, &action, cycle, &copy, err))
            return false;
        *actions += copy.made;
        if (!copy.id.len)
            continue;
        json_set(call->arena, &more, STR("action"), json_text(copy.id));
        if (!carry(call, STR("indicator"), &live->items[i].record, cycle, NULL, 0, &more,
                   &copy, err))
            return false;
        *indicators += copy.made;
    }
    return true;
}

/* What was promised and is not kept yet; it goes on helping the action that it helped,
 * where that came along. */
static bool carry_commitments(struct native_call *call, const struct record *from,
                              struct str cycle, struct error *err)
{
    static const struct str drop[] = {{"action", 6}};
    struct parsed_list open;
    size_t made = 0;
    if (!list_where(call, from->id, "commitment", "state", STR("open"), &open, err))
        return false;
    for (size_t i = 0; i < open.count; i++) {
        struct json more = json_object();
        struct str_list helped = {NULL, 0};
        struct copy copy;
        struct str action = parsed_text(&open.items[i], "action");
        if (action.len &&
            !record_by(call->engine->store->db, call->arena, cycle, STR("action"),
                       STR("carried_from"), action, &helped, err))
            return false;
        if (helped.count)
            json_set(call->arena, &more, STR("action"), json_text(helped.items[0]));
        if (!carry(call, STR("commitment"), &open.items[i].record, cycle, drop, 1, &more,
                   &copy, err))
            return false;
        made += copy.made;
    }
    if (made)
        json_set(call->arena, call->outcome, STR("commitments"),
                 json_integer((int64_t)made));
    return true;
}

static void note_count(struct native_call *call, const char *name, size_t count)
{
    json_set(call->arena, call->outcome, str_of(name), json_integer((int64_t)count));
}

/* Open actions and live indicators; an indicator brings its action along even if
 * that is done, so that the thread behind its number stays whole. */
static bool carry_work(struct native_call *call, const struct record *from,
                       struct str cycle, struct error *err)
{
    struct parsed_list open, live;
    size_t opened = 0, finished, indicators;
    if (!list_where(call, from->id, "action", "state", STR("open"), &open, err) ||
        !list_where(call, from->id, "indicator", "live", STR("true"), &live, err))
        return false;
    for (size_t i = 0; i < open.count; i++) {
        struct copy copy;
        if (!carry_action(call, &open.items[i].record, cycle, &copy, err))
            return false;
        opened += copy.made;
    }
    if (!carry_indicators(call, &live, cycle, &finished, &indicators, err))
        return false;
    note_count(call, "actions", opened);
    note_count(call, "indicators", indicators);
    note_count(call, "finished_actions", finished);
    return carry_commitments(call, from, cycle, err);
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

/* Whether the new cycle has what this person says to this already. */
static bool is_decided(struct native_call *call, struct str cycle,
                       const struct json *permission, bool *out, struct error *err)
{
    struct parsed_list list;
    *out = false;
    if (!list_where(call, cycle, "permission", "person",
                    json_find_text(permission, STR("person")), &list, err))
        return false;
    for (size_t i = 0; i < list.count && !*out; i++)
        *out = str_equal(parsed_text(&list.items[i], "what"),
                         json_find_text(permission, STR("what")));
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
        bool there, decided, whole;
        if (!json_parse(call->arena, all.items[i].body, &body, err) ||
            !is_decided(call, cycle, &body, &decided, err) ||
            !was_there(call, from->id, json_find_text(&body, STR("person")), &there,
                       err) ||
            (there && !decided && !keep_known(call, kind, cycle, &body, &whole, err)))
            return false;
        if (!there || decided)
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

/* What there is already changes from year to year, so that its lists stay where they are
 * and are brought in anew. */
static bool note_lists(struct native_call *call, const struct record *from,
                       struct error *err)
{
    static const char *const kinds[] = {"local_offer", "good_practice"};
    struct condition_list all = {NULL, 0};
    struct json lists = json_list();
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t count;
        if (!record_count(call->engine->store->db, call->arena, from->id,
                          str_of(kinds[i]), all, &count, err))
            return false;
        if (count)
            json_add(call->arena, &lists, json_text(str_of(kinds[i])));
    }
    if (json_count(&lists))
        json_set(call->arena, call->outcome, STR("lists_to_import"), lists);
    return true;
}

bool carry_over(struct native_call *call, const struct record *from, struct str cycle,
                struct error *err)
{
    return carry_work(call, from, cycle, err) &&
           carry_permissions(call, from, cycle, err) && note_lists(call, from, err);
}
