/* SPDX-License-Identifier: MIT */
#include "engine/effect_field.h"

#include "cycle/flag.h"
#include "cycle/non_answer.h"
#include "engine/card.h"
#include "engine/harm.h"
#include "engine/known.h"
#include "engine/no_elsewhere.h"
#include "engine/pointed.h"
#include "engine/theme_name.h"

static const char *const operations[] = {"create", "change", "link",  "unlink",
                                         "remove", "flag",   "refuse"};

/* The one operation that an effect names, or empty. */
static struct str operation_of(const struct json *effect)
{
    struct str found = STR_NONE;
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        if (!json_find(effect, str_of(operations[i])))
            continue;
        if (found.len)
            return STR_NONE;
        found = str_of(operations[i]);
    }
    /* A record may have a field of that name. */
    return found.len || !json_find(effect, STR("remark")) ? found : STR("remark");
}

static bool is_noted(const struct str_list *list, struct str id)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], id))
            return true;
    return false;
}

/* The room is a power of two, so that a long list is copied only now and then. */
static void note_id(const struct applying *now, struct str_list *list, struct str id)
{
    size_t count = list->count;
    if (is_noted(list, id))
        return;
    if ((count & (count - 1)) == 0)
        list->items = arena_grow(now->arena, list->items, count * sizeof(struct str),
                                 (count ? count * 2 : 1) * sizeof(struct str));
    list->items[list->count++] = str_copy(now->arena, id);
}

/* The effects that follow may name it. */
static bool read_new(const struct applying *now, struct str id, struct error *err)
{
    struct record record;
    bool found;
    if (!record_find(now->db, now->arena, id, &record, &found, err))
        return false;
    if (found)
        reading_note(now->arena, now->reading, &record);
    return true;
}

static bool flag_own_numbers(const struct applying *now, struct json *body,
                             struct error *err)
{
    struct record record;
    struct identity who;
    struct str person = json_find_text(body, STR("person"));
    bool found = false;
    if (person.len && !vault_identity_of(now->engine->store, now->arena, person, &record,
                                         &who, &found, err))
        return false;
    if (found)
        card_flag_numbers(&who, now->arena, body);
    return true;
}

/* New words of a statement are looked through, be they said in the room or written
 * over others: "N/A" is none. `held`: they tell of harm. */
static bool look_through(const struct applying *now, const struct kind *kind,
                         struct json *body, bool *held, struct error *err)
{
    const struct flag_known *known;
    enum section section;
    *held = false;
    if (!str_equal(kind->name, STR("statement")))
        return true;
    if (section_find(json_find_text(body, STR("section")), &section) &&
        is_non_answer(json_find_text(body, STR("text")), section))
        return error_set(
            err, ERROR_REFUSED,
            "that fills a box and says nothing: it makes no card. Write down "
            "what was said, or leave it out. Nothing was changed");
    if (!known_in(now->engine, json_find_text(body, STR("text")), &known, err))
        return false;
    card_flag(known, now->arena, body);
    if (!flag_own_numbers(now, body, err))
        return false;
    *held = card_hold_back(known, now->arena, body);
    return true;
}

/* Words of harm in what is no card. */
static bool hold_back_other(const struct applying *now, const struct kind *kind,
                            const struct json *before, struct json *body)
{
    return !str_equal(kind->name, STR("statement")) &&
           harm_in(now->arena, kind, before, body) &&
           harm_hold_back(now->arena, kind, body);
}

/* Whose review or story it is may have said no in another cycle. */
static bool bring_no(const struct applying *now, const struct kind *kind,
                     const struct json *body, struct error *err)
{
    const struct kind *permission = kind_find(now->process->kinds, STR("permission"));
    struct str person = json_find_text(body, STR("person"));
    struct no_elsewhere_list list;
    if (!permission || !person.len ||
        !(str_equal(kind->name, STR("review")) || str_equal(kind->name, STR("story"))))
        return true;
    if (!no_elsewhere_find(now->db, now->arena, permission, now->process->cycle.id,
                           person, &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        struct str id;
        if (!commit_create(now->commit, permission, now->process->cycle.id,
                           &list.items[i].body, &id, err))
            return false;
        note_id(now, &now->out->remarks,
                no_elsewhere_words(now->arena, &list.items[i], ""));
    }
    return true;
}

/* A no holds in every cycle, as soon as it is said. */
static bool spread_no(const struct applying *now, const struct kind *kind,
                      const struct json *body, struct error *err)
{
    struct str_list remarks = {NULL, 0};
    if (!str_equal(kind->name, STR("permission")))
        return true;
    if (!no_elsewhere_spread(now->db, now->arena, now->commit, now->process->cycle.id,
                             body, &remarks, err))
        return false;
    for (size_t i = 0; i < remarks.count; i++)
        note_id(now, &now->out->remarks, remarks.items[i]);
    return true;
}

static bool check_open(const struct applying *now, const struct kind *kind,
                       struct error *err)
{
    return !now->closed || str_equal(kind->name, STR("permission")) ||
           error_set(err, ERROR_REFUSED,
                     "the cycle %.*s is closed: what people said yes or no to can still "
                     "be noted in it, and nothing else. Nothing was changed",
                     STR_ARGS(json_find_text(&now->process->cycle_body, STR("name"))));
}

static bool apply_create(const struct applying *now, const struct json *effect,
                         struct error *err)
{
    const struct kind *kind;
    struct json body = json_object();
    struct json nothing = json_object();
    struct str id, name = json_find_text(effect, STR("create"));
    bool held;
    if (!process_kind(now->process, name, &kind, err)) {
        err->kind = ERROR_SCRIPT; /* the script named it, not whoever ran it */
        return false;
    }
    if (kind->workplace || !process_owns(now->step, name))
        return error_set(err, ERROR_SCRIPT,
                         "this step does not own the kind %.*s; add it to its records",
                         STR_ARGS(name));
    if (!check_open(now, kind, err) ||
        !effect_set_fields(now, kind, effect, STR("create"), &body, err) ||
        !look_through(now, kind, &body, &held, err))
        return false;
    held = held || hold_back_other(now, kind, &nothing, &body);
    if (!commit_create(now->commit, kind, now->process->cycle.id, &body, &id, err))
        return false;
    note_id(now, &now->out->created, id);
    if (held)
        note_id(now, &now->out->held_back, id);
    return bring_no(now, kind, &body, err) && spread_no(now, kind, &body, err) &&
           read_new(now, id, err);
}

/* The record as this list of effects has left it so far. */
static bool target_of(const struct applying *now, struct str id, struct record **out,
                      const struct kind **kind, struct json *body, struct error *err)
{
    struct str wanted = effect_new_id(now, id);
    *out = NULL;
    if (is_noted(&now->out->removed, wanted))
        return error_set(err, ERROR_SCRIPT, "%.*s was removed by an effect before",
                         STR_ARGS(id));
    for (size_t i = 0; i < now->reading->count && !*out; i++)
        if (str_equal(now->reading->records[i].id, wanted))
            *out = &now->reading->records[i];
    if (!*out)
        return error_set(err, ERROR_SCRIPT,
                         "%.*s was not read; name it in the command's reads first",
                         STR_ARGS(id));
    if (!process_kind(now->process, (*out)->kind, kind, err))
        return false;
    if ((*kind)->workplace && !str_equal((*kind)->name, STR("cycle")))
        return error_set(err, ERROR_SCRIPT, "scripts cannot change a %.*s",
                         STR_ARGS((*kind)->name));
    if ((*out)->cycle.len && !str_equal((*out)->cycle, now->process->cycle.id))
        return error_set(err, ERROR_INPUT,
                         "%.*s belongs to another cycle; name one of this cycle, or "
                         "choose that one with --cycle. Nothing was changed",
                         STR_ARGS(id));
    return check_open(now, *kind, err) && json_parse(now->arena, (*out)->body, body, err);
}

/* What a record said before the first effect. */
static bool body_before(const struct applying *now, const struct record *target,
                        struct json *out, struct error *err)
{
    size_t i = (size_t)(target - now->reading->records);
    *out = json_object();
    return i >= now->before_count || json_parse(now->arena, now->before[i], out, err);
}

/* Writes the new body and keeps it for the effects that follow. The same record
 * may have been read under several names. */
static bool save_target(const struct applying *now, const struct record *target,
                        const struct kind *kind, struct json *body, struct error *err)
{
    struct record old = *target;
    struct json before;
    if (!body_before(now, target, &before, err))
        return false;
    if (hold_back_other(now, kind, &before, body))
        note_id(now, &now->out->held_back, old.id);
    harm_keep_first(now->arena, kind, &before, body);
    if (!str_equal(json_find_text(&before, STR("text")),
                   json_find_text(body, STR("text")))) {
        bool held;
        if (!look_through(now, kind, body, &held, err))
            return false;
        if (held)
            note_id(now, &now->out->held_back, old.id);
    }
    if (!commit_change(now->commit, kind, &old, body, err))
        return false;
    struct str text = json_write(now->arena, body);
    if (str_equal(text, old.body))
        return true;
    for (size_t i = 0; i < now->reading->count; i++) {
        struct record *one = &now->reading->records[i];
        if (!str_equal(one->id, old.id))
            continue;
        one->body = text;
        one->version = old.version + 1;
        one->schema_hash = kind->schema_hash;
    }
    note_id(now, &now->out->changed, old.id);
    return spread_no(now, kind, body, err);
}

static bool apply_change(const struct applying *now, const struct json *effect,
                         struct error *err)
{
    struct record *target;
    const struct kind *kind;
    struct json body;
    return target_of(now, json_find_text(effect, STR("change")), &target, &kind, &body,
                     err) &&
           effect_set_fields(now, kind, effect, STR("change"), &body, err) &&
           save_target(now, target, kind, &body, err);
}

static bool apply_link(const struct applying *now, const struct json *effect,
                       struct error *err)
{
    struct record *target;
    const struct kind *kind;
    struct json body;
    const struct json *to = json_find(effect, STR("to"));
    struct str field = json_find_text(effect, STR("field"));
    if (!to || to->type != JSON_TEXT)
        return error_set(err, ERROR_SCRIPT, "a link needs to=ID");
    return target_of(now, json_find_text(effect, STR("link")), &target, &kind, &body,
                     err) &&
           effect_may_change(now, kind, field, err) &&
           effect_set_field(now, kind, &body, field, to, err) &&
           save_target(now, target, kind, &body, err);
}

static bool apply_unlink(const struct applying *now, const struct json *effect,
                         struct error *err)
{
    struct record *target;
    const struct kind *kind;
    struct json body;
    const struct json *field = json_find(effect, STR("field"));
    if (!target_of(now, json_find_text(effect, STR("unlink")), &target, &kind, &body,
                   err))
        return false;
    if (field && field->type == JSON_TEXT) {
        if (!effect_clear_field(now, kind, &body, field->text, err))
            return false;
    } else if (!effect_clear_fields(now, kind, &body, field, err))
        return false;
    return save_target(now, target, kind, &body, err);
}

static bool apply_remove(const struct applying *now, const struct json *effect,
                         struct error *err)
{
    struct record *target;
    const struct kind *kind;
    struct json body;
    if (!target_of(now, json_find_text(effect, STR("remove")), &target, &kind, &body,
                   err))
        return false;
    if (kind->workplace)
        return error_set(err, ERROR_SCRIPT, "scripts cannot remove a %.*s",
                         STR_ARGS(kind->name));
    if (!process_owns(now->step, kind->name))
        return error_set(err, ERROR_SCRIPT, "this step does not own the kind %.*s",
                         STR_ARGS(kind->name));
    if (!commit_remove(now->commit, kind, target, err))
        return false;
    note_id(now, &now->out->removed, target->id);
    return true;
}

static bool apply_flag(const struct applying *now, const struct json *effect,
                       struct error *err)
{
    struct record *target;
    const struct kind *kind;
    struct json body;
    struct str reason = json_find_text(effect, STR("reason"));
    if (!target_of(now, json_find_text(effect, STR("flag")), &target, &kind, &body, err))
        return false;
    const struct kind_field *field = kind_field(kind, STR("flags"));
    if (!field || !reason.len)
        return error_set(err, ERROR_SCRIPT,
                         field ? "a flag needs reason=…"
                               : "this kind of record takes no flags");
    if (!effect_may_change(now, kind, STR("flags"), err))
        return false;
    const struct json *old = json_find(&body, STR("flags"));
    struct json flags = old ? json_copy(now->arena, old) : json_list();
    if (!json_has_text(&flags, reason))
        json_add(now->arena, &flags, json_text(reason));
    json_set(now->arena, &body, STR("flags"), flags);
    return save_target(now, target, kind, &body, err);
}

static bool apply_remark(const struct applying *now, const struct json *effect,
                         struct error *err)
{
    (void)err;
    note_id(now, &now->out->remarks, json_find_text(effect, STR("remark")));
    return true;
}

static const struct {
    const char *operation;
    bool (*apply)(const struct applying *now, const struct json *effect,
                  struct error *err);
} appliers[] = {
    {"create", apply_create}, {"change", apply_change}, {"link", apply_link},
    {"unlink", apply_unlink}, {"remove", apply_remove}, {"flag", apply_flag},
    {"remark", apply_remark},
};

static bool apply_one(const struct applying *now, const struct json *effect,
                      struct error *err)
{
    struct str operation = operation_of(effect);
    if (effect->type != JSON_OBJECT || !operation.len)
        return error_set(err, ERROR_SCRIPT,
                         "an effect names exactly one of create, change, link, unlink, "
                         "remove, flag, remark, refuse");
    if (json_find(effect, operation)->type != JSON_TEXT)
        return error_set(err, ERROR_SCRIPT, "%.*s must name a record, by text",
                         STR_ARGS(operation));
    for (size_t i = 0; i < sizeof appliers / sizeof appliers[0]; i++)
        if (str_equal(operation, str_of(appliers[i].operation)))
            return appliers[i].apply(now, effect, err);
    return error_set(err, ERROR_SCRIPT, "refuse needs a message for people");
}

static bool check_removed(const struct applying *now, struct error *err)
{
    for (size_t i = 0; i < now->out->removed.count; i++) {
        struct str by, id = now->out->removed.items[i];
        if (!record_pointed_to(now->db, now->arena, now->process, now->process->cycle.id,
                               id, STR(""), &by, err))
            return false;
        if (by.len)
            return error_set(err, ERROR_REFUSED,
                             "%.*s cannot be removed: %.*s still belongs to it; move or "
                             "remove that first",
                             STR_ARGS(id), STR_ARGS(by));
    }
    return true;
}

/* New ones, too: what they said before is nothing. */
static bool check_card(const struct applying *now, const struct record *one,
                       struct error *err)
{
    struct json before, after;
    bool known = (size_t)(one - now->reading->records) < now->before_count;
    if (!body_before(now, one, &before, err) ||
        !json_parse(now->arena, one->body, &after, err) ||
        (known && !card_check(now->step, now->args, &before, &after, err)))
        return false;
    return str_equal(one->kind, STR("story")) ||
           card_check_wish(now->db, now->arena, now->process->cycle.id, &before, &after,
                           err);
}

static bool check_cards(const struct applying *now, struct error *err)
{
    for (size_t i = 0; i < now->reading->count; i++) {
        const struct record *one = &now->reading->records[i];
        bool same = i < now->before_count && str_equal(one->body, now->before[i]);
        bool card =
            str_equal(one->kind, STR("statement")) || str_equal(one->kind, STR("story"));
        if (card && !same && !check_card(now, one, err))
            return false;
    }
    return true;
}

/* "name, school": by what words may show who somebody is; empty: by nothing. */
static struct str identifying(struct arena *arena, const struct json *card)
{
    struct buf out = BUF_IN(arena);
    const struct json *flags = json_find(card, STR("flags"));
    for (size_t i = 0; i < json_count(flags); i++) {
        struct str flag = json_item(flags, i)->text;
        if (flag_is_identifying(flag))
            buf_add_format(&out, "%s%.*s", out.len ? ", " : "", STR_ARGS(flag));
    }
    return buf_str(&out);
}

static void remark_on_card(const struct applying *now, const struct record *one,
                           const struct json *before, const struct json *after)
{
    struct str flags = identifying(now->arena, after);
    struct str source = json_find_text(after, STR("source"));
    if (!flags.len || is_noted(&now->out->held_back, one->id) ||
        str_equal(json_find_text(before, STR("text")),
                  json_find_text(after, STR("text"))))
        return;
    note_id(now, &now->out->remarks,
            str_format(now->arena,
                       "%.*s may show who somebody is (%.*s): it waits, and is on no "
                       "card, until it is reworded (collect.reword), or the same "
                       "words are given again, which says that they may stand",
                       STR_ARGS(source.len ? source : one->id), STR_ARGS(flags)));
}

static bool remark_on_occasion(const struct applying *now, const struct json *before,
                               const struct json *after, struct error *err)
{
    const struct flag_known *known;
    struct str occasion = json_find_text(after, STR("occasion"));
    if (str_equal(occasion, json_find_text(before, STR("occasion"))))
        return true;
    if (!known_in(now->engine, occasion, &known, err))
        return false;
    struct str words = card_occasion_words(known, now->arena, after);
    if (words.len)
        note_id(now, &now->out->remarks, words);
    return true;
}

/* Whoever does something is written down by their role; the report leaves a name out,
 * by the same look (cycle/publish_words.c). */
static bool remark_on_role(const struct applying *now, const struct record *one,
                           const struct json *before, const struct json *after,
                           struct error *err)
{
    bool action = str_equal(one->kind, STR("action"));
    struct str field = action ? STR("who") : STR("role");
    struct str text = json_find_text(after, field);
    const struct flag_known *known;
    if (!text.len || str_equal(text, json_find_text(before, field)))
        return true;
    if (!known_in(now->engine, text, &known, err))
        return false;
    struct str_list flags = action ? flag_find_sure(known, now->arena, text)
                                   : flag_find(known, now->arena, text);
    for (size_t i = 0; i < flags.count; i++)
        if (str_equal(flags.items[i], STR("name")))
            note_id(now, &now->out->remarks,
                    str_format(now->arena,
                               "%.*s may name somebody, and the report would leave that "
                               "out. Write their role, such as \"Head of SEND\" "
                               "(plan.reword_%.*s %.*s=%.*s %.*s=…)",
                               STR_ARGS(one->id), STR_ARGS(one->kind),
                               STR_ARGS(one->kind), STR_ARGS(one->id), STR_ARGS(field)));
    return true;
}

/* Whoever wrote new words is told at once that they may name somebody, and what that
 * means. */
static bool remark_on_names(const struct applying *now, struct error *err)
{
    for (size_t i = 0; i < now->reading->count; i++) {
        const struct record *one = &now->reading->records[i];
        struct json before = json_object(), after;
        bool card = str_equal(one->kind, STR("statement"));
        if ((!card && !str_equal(one->kind, STR("action")) &&
             !str_equal(one->kind, STR("commitment"))) ||
            is_noted(&now->out->removed, one->id) ||
            (i < now->before_count && str_equal(one->body, now->before[i])))
            continue;
        if ((i < now->before_count &&
             !json_parse(now->arena, now->before[i], &before, err)) ||
            !json_parse(now->arena, one->body, &after, err))
            return false;
        if (card)
            remark_on_card(now, one, &before, &after);
        if (card ? !remark_on_occasion(now, &before, &after, err)
                 : !remark_on_role(now, one, &before, &after, err))
            return false;
    }
    return true;
}

/* Whoever wrote words of harm is told at once, also where nothing holds them back. */
static bool remark_on_harm(const struct applying *now, struct error *err)
{
    for (size_t i = 0; i < now->reading->count; i++) {
        const struct record *one = &now->reading->records[i];
        const struct kind *kind;
        struct json before = json_object(), after;
        if (str_equal(one->kind, STR("statement")) ||
            is_noted(&now->out->removed, one->id) ||
            is_noted(&now->out->held_back, one->id) ||
            (i < now->before_count && str_equal(one->body, now->before[i])))
            continue;
        if (!process_kind(now->process, one->kind, &kind, err) ||
            (i < now->before_count &&
             !json_parse(now->arena, now->before[i], &before, err)) ||
            !json_parse(now->arena, one->body, &after, err))
            return false;
        const struct kind_field *field = harm_in(now->arena, kind, &before, &after);
        if (field)
            note_id(now, &now->out->remarks,
                    harm_words(now->arena,
                               str_format(now->arena, "%.*s, %.*s", STR_ARGS(one->id),
                                          STR_ARGS(field->title))));
    }
    return true;
}

/* Once all effects are done, so that two themes may change names with each other. */
static bool check_theme_names(const struct applying *now, struct error *err)
{
    for (size_t i = 0; i < now->reading->count; i++) {
        const struct record *one = &now->reading->records[i];
        struct json before = json_object(), after;
        if (!str_equal(one->kind, STR("theme")) || is_noted(&now->out->removed, one->id))
            continue;
        if (i < now->before_count && str_equal(one->body, now->before[i]))
            continue;
        if ((i < now->before_count &&
             !json_parse(now->arena, now->before[i], &before, err)) ||
            !json_parse(now->arena, one->body, &after, err))
            return false;
        struct str name = json_find_text(&after, STR("name"));
        if (!str_equal(name, json_find_text(&before, STR("name"))) &&
            !theme_name_check(now->db, now->arena, now->process->cycle.id, one->id, name,
                              err))
            return false;
    }
    return true;
}

bool effects_apply(const struct effect_source *source, struct arena *arena,
                   struct reading *reading, const struct json *effects,
                   struct commit *commit, struct applied *out, struct error *err)
{
    struct applying now = {.engine = source->engine,
                           .db = source->engine->store->db,
                           .arena = arena,
                           .process = source->process,
                           .step = source->step,
                           .args = source->args,
                           .reading = reading,
                           .commit = commit,
                           .out = out,
                           .closed = source->closed};
    struct str *before = arena_array(arena, struct str, reading->count);
    for (size_t i = 0; i < reading->count; i++)
        before[i] = reading->records[i].body;
    now.before = before;
    now.before_count = reading->count;
    *out = (struct applied){0};
    bool nothing = json_count(effects) == 0;
    if (effects->type != JSON_LIST && !(effects->type == JSON_OBJECT && nothing))
        return error_set(err, ERROR_SCRIPT, "a hook must return a list of effects");
    if (json_count(effects) > EFFECT_MOST)
        return error_set(err, ERROR_LIMIT, "%zu effects; at most %d in one command",
                         json_count(effects), EFFECT_MOST);
    for (size_t i = 0; i < json_count(effects); i++) {
        const struct json *effect = json_item(effects, i);
        struct str refused = json_find_text(effect, STR("refuse"));
        if (refused.len)
            return error_set(err, ERROR_REFUSED, "%.*s", STR_ARGS(refused));
        if (!apply_one(&now, effect, err))
            return err->kind == ERROR_SCRIPT ? error_wrap(err, "effect %zu", i + 1)
                                             : false;
    }
    return check_cards(&now, err) && check_theme_names(&now, err) &&
           check_removed(&now, err) && remark_on_names(&now, err) &&
           remark_on_harm(&now, err);
}

static void add_ids(struct arena *arena, struct json *outcome, struct str name,
                    struct str_list ids)
{
    struct json list = json_list();
    for (size_t i = 0; i < ids.count; i++)
        json_add(arena, &list, json_text(ids.items[i]));
    if (ids.count)
        json_set(arena, outcome, name, list);
}

struct json applied_outcome(struct arena *arena, const struct applied *applied)
{
    struct json outcome = json_object();
    add_ids(arena, &outcome, STR("created"), applied->created);
    add_ids(arena, &outcome, STR("changed"), applied->changed);
    add_ids(arena, &outcome, STR("removed"), applied->removed);
    add_ids(arena, &outcome, STR("held_back"), applied->held_back);
    add_ids(arena, &outcome, STR("remarks"), applied->remarks);
    if (applied->scoped) {
        struct json scope = json_object();
        json_set(arena, &scope, STR("reviews"),
                 json_integer((int64_t)applied->reviews_count));
        json_set(arena, &scope, STR("of"), json_integer((int64_t)applied->reviews_all));
        json_set(arena, &outcome, STR("scope"), scope);
    }
    return outcome;
}
