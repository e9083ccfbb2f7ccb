/* SPDX-License-Identifier: MIT */
/* What is looked at when every effect of a command is there: whether the cards may be
 * left so, and what a person is told. */
#include "engine/effect_inside.h"

#include "cycle/flag.h"
#include "cycle/tray.h"
#include "engine/card.h"
#include "engine/command.h"
#include "engine/harm.h"
#include "engine/known.h"
#include "engine/pointed.h"
#include "engine/theme_name.h"

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

/* Words that are held back are the safeguarding lead's to read, and so to change. */
static bool may_reword(const struct applying *now, const struct json *before,
                       const struct json *after, struct error *err)
{
    struct str source = json_find_text(before, STR("source"));
    struct json lead;
    bool may;
    if (!tray_is_held_back(before) || str_equal(json_find_text(before, STR("text")),
                                                json_find_text(after, STR("text"))))
        return true;
    lead = command_roles(now->arena, "safeguarding_lead");
    if (!engine_has_role(now->engine, &lead, &may, err))
        return false;
    return may || error_set(err, ERROR_REFUSED,
                            "%.*s is held back: who may not read it cannot reword it. "
                            "Ask the safeguarding lead, who releases it first, or an "
                            "owner. Nothing was changed",
                            STR_ARGS(source));
}

/* New ones, too: what they said before is nothing. */
static bool check_card(const struct applying *now, const struct record *one,
                       struct error *err)
{
    struct json before, after;
    bool known = (size_t)(one - now->reading->records) < now->before_count;
    if (!effect_body_before(now, one, &before, err) ||
        !json_parse(now->arena, one->body, &after, err) ||
        (known && !card_check(now->step, now->args, &before, &after, err)))
        return false;
    return str_equal(one->kind, STR("story")) ||
           (may_reword(now, &before, &after, err) &&
            card_check_wish(now->db, now->arena, now->process->cycle.id, &before, &after,
                            err));
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
    if (!flags.len || effect_is_noted(&now->out->held_back, one->id) ||
        str_equal(json_find_text(before, STR("text")),
                  json_find_text(after, STR("text"))))
        return;
    effect_note_id(
        now, &now->out->remarks,
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
        effect_note_id(now, &now->out->remarks, words);
    return true;
}

/* Whoever does or tells something is written down by their role. */
static const struct role {
    const char *kind, *field, *step;
} roles[] = {{"action", "who", "plan"},
             {"commitment", "role", "plan"},
             {"share", "told_by", "implement"}};

static const struct role *role_of(struct str kind)
{
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        if (str_equal(kind, str_of(roles[i].kind)))
            return &roles[i];
    return NULL;
}

/* The report leaves a name out, by the same look (cycle/publish_words.c). */
static bool remark_on_role(const struct applying *now, const struct role *role,
                           const struct record *one, const struct json *before,
                           const struct json *after, struct error *err)
{
    struct str field = str_of(role->field), text = json_find_text(after, field);
    const struct flag_known *known;
    if (!text.len || str_equal(text, json_find_text(before, field)))
        return true;
    if (!known_in(now->engine, text, &known, err))
        return false;
    struct str_list flags = str_equal(one->kind, STR("action"))
                                ? flag_find_sure(known, now->arena, text)
                                : flag_find(known, now->arena, text);
    for (size_t i = 0; i < flags.count; i++)
        if (str_equal(flags.items[i], STR("name")))
            effect_note_id(
                now, &now->out->remarks,
                str_format(now->arena,
                           "%.*s may name somebody, and the report would leave that "
                           "out. Write their role, such as \"Head of SEND\" "
                           "(%s.reword_%s %s=%.*s %s=…)",
                           STR_ARGS(one->id), role->step, role->kind, role->kind,
                           STR_ARGS(one->id), role->field));
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
        const struct role *role = role_of(one->kind);
        if ((!card && !role) || effect_is_noted(&now->out->removed, one->id) ||
            (i < now->before_count && str_equal(one->body, now->before[i])))
            continue;
        if ((i < now->before_count &&
             !json_parse(now->arena, now->before[i], &before, err)) ||
            !json_parse(now->arena, one->body, &after, err))
            return false;
        if (card)
            remark_on_card(now, one, &before, &after);
        if (card ? !remark_on_occasion(now, &before, &after, err)
                 : !remark_on_role(now, role, one, &before, &after, err))
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
            effect_is_noted(&now->out->removed, one->id) ||
            effect_is_noted(&now->out->held_back, one->id) ||
            (i < now->before_count && str_equal(one->body, now->before[i])))
            continue;
        if (!process_kind(now->process, one->kind, &kind, err) ||
            (i < now->before_count &&
             !json_parse(now->arena, now->before[i], &before, err)) ||
            !json_parse(now->arena, one->body, &after, err))
            return false;
        const struct kind_field *field = harm_in(now->arena, kind, &before, &after);
        if (field)
            effect_note_id(now, &now->out->remarks,
                           harm_words(now->arena, str_format(now->arena, "%.*s, %.*s",
                                                             STR_ARGS(one->id),
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
        if (!str_equal(one->kind, STR("theme")) ||
            effect_is_noted(&now->out->removed, one->id))
            continue;
        if (i < now->before_count && str_equal(one->body, now->before[i]))
            continue;
        if ((i < now->before_count &&
             !json_parse(now->arena, now->before[i], &before, err)) ||
            !json_parse(now->arena, one->body, &after, err))
            return false;
        struct str name = json_find_text(&after, STR("name"));
        struct str label = json_find_text(&after, STR("label"));
        if (!str_equal(label, json_find_text(&before, STR("label"))) &&
            !theme_called_check(label, err))
            return false;
        if (!str_equal(name, json_find_text(&before, STR("name"))) &&
            (!theme_called_check(name, err) ||
             !theme_name_check(now->db, now->arena, now->process->cycle.id, one->id, name,
                               err)))
            return false;
    }
    return true;
}

bool effect_look_over(const struct applying *now, struct error *err)
{
    return check_cards(now, err) && check_theme_names(now, err) &&
           check_removed(now, err) && remark_on_names(now, err) &&
           remark_on_harm(now, err);
}
