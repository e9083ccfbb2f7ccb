/* SPDX-License-Identifier: MIT */
#include "engine/drafting.h"

#include "cycle/scope.h"
#include "cycle/section.h"
#include "engine/pointed.h"

static struct old_theme *theme_of(struct drafting *now, struct str id)
{
    for (size_t i = 0; id.len && i < now->theme_count; i++)
        if (str_equal(now->themes[i].record.id, id))
            return &now->themes[i];
    return NULL;
}

/* Whether a theme says nothing but what a draft puts there: a view, a note, a name
 * are somebody's, and so is `previous`: theme.lineage only suggests. */
static bool says_only_ours(const struct json *body, bool by_tables)
{
    static const char *const ours[] = {
        "section", "drafted",        "label",          "keywords",   "model",
        "tight",   "maybe_previous", "maybe_likeness", "maybe_sure", "maybe_by"};
    if (!by_tables && json_find(body, STR("sorted_by")))
        return false;
    for (size_t i = 0; i < json_count(body); i++) {
        bool known = str_equal(body->object.members[i].name, STR("sorted_by"));
        for (size_t n = 0; n < sizeof ours / sizeof ours[0] && !known; n++)
            known = str_equal(body->object.members[i].name, str_of(ours[n]));
        if (!known)
            return false;
    }
    return json_find_bool(body, STR("drafted"));
}

static bool load_themes(struct native_call *call, struct drafting *now, struct error *err)
{
    struct record_list list;
    struct db *db = call->engine->store->db;
    struct str cycle = call->process->cycle.id;
    if (!record_list(db, call->arena, cycle, STR("theme"), &list, err))
        return false;
    now->theme_count = list.count;
    now->themes = arena_array(call->arena, struct old_theme, list.count);
    for (size_t i = 0; i < list.count; i++) {
        struct old_theme *theme = &now->themes[i];
        struct str by;
        theme->record = list.items[i];
        if (!json_parse(call->arena, list.items[i].body, &theme->body, err) ||
            !record_pointed_to(db, call->arena, call->process, cycle, list.items[i].id,
                               STR("statement"), &by, err))
            return false;
        theme->ours = says_only_ours(&theme->body, now->by_tables) && by.len == 0;
    }
    return true;
}

static bool load_said(struct native_call *call, struct drafting *now, struct error *err)
{
    struct record_list list;
    struct scope scope;
    struct str_list people, sorted;
    struct db *db = call->engine->store->db;
    if (!record_list(db, call->arena, call->process->cycle.id, STR("statement"), &list,
                     err) ||
        !scope_reviews(db, call->arena, call->process->kinds, call->process->cycle.id,
                       json_find(&call->process->cycle_body, STR("scope")), &scope,
                       err) ||
        !scope_people(db, call->arena, &scope, &people, err) ||
        !record_values(db, call->arena, call->process->cycle.id, STR("pile"),
                       STR("cards"), &sorted, err))
        return false;
    str_list_sort(&sorted);
    now->said_count = list.count;
    now->said = arena_array(call->arena, struct said, list.count);
    for (size_t i = 0; i < list.count; i++) {
        struct said *said = &now->said[i];
        said->record = list.items[i];
        if (!json_parse(call->arena, list.items[i].body, &said->body, err))
            return false;
        int64_t card = json_find_integer(&said->body, STR("card"), 0);
        said->sorted = card && str_list_has(&sorted, str_format(call->arena, "%lld",
                                                                (long long)card));
        struct str review = json_find_text(&said->body, STR("review"));
        struct old_theme *theme =
            theme_of(now, json_find_text(&said->body, STR("theme")));
        said->added = theme && json_find_bool(&said->body, STR("added"));
        if (theme && !json_find_bool(&said->body, STR("drafted")))
            theme->ours = false;
        said->candidate = scope_has_said(&scope, people, review,
                                         json_find_text(&said->body, STR("person")));
    }
    return true;
}

/* Not placed yet, or placed by the computer and by nobody since. What was placed by
 * the computer and is out of scope by now, or is a table's to place, or was and is no
 * more, loses its place with the theme. */
static void choose_candidates(struct drafting *now)
{
    for (size_t i = 0; i < now->said_count; i++) {
        struct said *said = &now->said[i];
        struct old_theme *theme =
            theme_of(now, json_find_text(&said->body, STR("theme")));
        struct str section = json_find_text(&said->body, STR("section"));
        bool drafted = json_find_bool(&said->body, STR("drafted"));
        bool tray = json_find_text(&said->body, STR("tray")).len > 0;
        bool asked = !now->section.len || str_equal(section, now->section);
        bool of_words = theme && !json_find(&theme->body, STR("sorted_by"));
        if (said->sorted != now->by_tables)
            said->candidate = false;
        said->left_over = asked && !said->candidate && theme && theme->ours;
        if (now->by_tables && of_words && !said->sorted)
            said->left_over = false; /* the words put it there, and still do */
        if ((theme && !theme->ours && !said->added) || (tray && !drafted) || !asked)
            said->candidate = false;
    }
}

static bool is_asked(const struct drafting *now, const struct old_theme *theme)
{
    return !now->section.len ||
           str_equal(json_find_text(&theme->body, STR("section")), now->section);
}

static bool is_taken(const struct drafting *now, struct str label)
{
    for (size_t i = 0; i < now->labels.count; i++)
        if (str_equal(now->labels.items[i], label))
            return true;
    return false;
}

/* Of groups that stay as they are. */
static void take_labels(struct arena *arena, struct drafting *now)
{
    now->labels = (struct str_list){
        arena_array(arena, struct str, now->theme_count + now->said_count), 0};
    for (size_t i = 0; i < now->theme_count; i++)
        if (!now->themes[i].ours || !is_asked(now, &now->themes[i]))
            now->labels.items[now->labels.count++] =
                json_find_text(&now->themes[i].body, STR("label"));
}

const struct old_theme *drafting_same(const struct drafting *now,
                                      struct said *const *members, size_t count)
{
    struct str leading = STR_NONE;
    size_t votes = 0, both = 0, all = 0;
    const struct old_theme *theme = NULL;
    for (size_t i = 0; i < count; i++) {
        struct str id = json_find_text(&members[i]->body, STR("theme"));
        if (!votes)
            leading = id;
        votes = str_equal(id, leading) ? votes + 1 : votes - 1;
    }
    for (size_t i = 0; i < now->theme_count; i++)
        if (leading.len && str_equal(now->themes[i].record.id, leading))
            theme = &now->themes[i];
    if (!theme || !theme->ours)
        return NULL;
    for (size_t i = 0; i < count; i++)
        both += str_equal(json_find_text(&members[i]->body, STR("theme")), leading);
    for (size_t i = 0; i < now->said_count; i++)
        all += str_equal(json_find_text(&now->said[i].body, STR("theme")), leading);
    return both * 2 > count && both * 2 > all ? theme : NULL;
}

static struct str take_label(struct drafting *now, struct str label)
{
    now->labels.items[now->labels.count++] = label;
    return label;
}

struct str drafting_kept_label(struct arena *arena, struct drafting *now,
                               struct str words, const struct old_theme *old)
{
    struct str label = old ? json_find_text(&old->body, STR("label")) : STR_NONE;
    struct str begin = str_format(arena, "%.*s (", STR_ARGS(words));
    if (!label.len || is_taken(now, label) ||
        !(str_equal(label, words) || str_starts(label, begin)))
        return STR_NONE;
    return take_label(now, label);
}

struct str drafting_new_label(struct arena *arena, struct drafting *now, struct str words)
{
    struct str label = words;
    for (int number = 2; is_taken(now, label); number++)
        label = str_format(arena, "%.*s (%d)", STR_ARGS(words), number);
    return take_label(now, label);
}

bool drafting_load(struct native_call *call, bool by_tables, struct drafting *out,
                   struct error *err)
{
    enum section section;
    if (!call->process->cycle.id.len)
        return error_set(err, ERROR_INPUT, "name the cycle");
    *out = (struct drafting){.by_tables = by_tables,
                             .section = json_find_text(call->args, STR("section"))};
    if (out->section.len && !section_find(out->section, &section))
        return error_set(err, ERROR_INPUT,
                         "section is working, not_working or aspiration, not \"%.*s\"",
                         STR_ARGS(out->section));
    if (!load_themes(call, out, err) || !load_said(call, out, err))
        return false;
    choose_candidates(out);
    take_labels(call->arena, out);
    return true;
}

static bool put(struct native_call *call, struct said *said, struct str field,
                struct str value, struct error *err)
{
    const struct kind *kind = kind_find(call->process->kinds, STR("statement"));
    struct json body = json_copy(call->arena, &said->body);
    json_unset(&body, STR("theme"));
    json_unset(&body, STR("tray"));
    json_unset(&body, STR("added"));
    json_set(call->arena, &body, field, json_text(value));
    json_set(call->arena, &body, STR("drafted"), json_bool(true));
    return json_equal(&body, &said->body) ||
           commit_change(call->commit, kind, &said->record, &body, err);
}

bool drafting_place(struct native_call *call, struct said *said, struct str theme,
                    struct error *err)
{
    return theme.len ? put(call, said, STR("theme"), theme, err)
                     : put(call, said, STR("tray"), STR("alone"), err);
}

bool drafting_doubt(struct native_call *call, struct said *said, struct error *err)
{
    return put(call, said, STR("tray"), STR("unsure"), err);
}

bool drafting_add(struct native_call *call, struct said *said, struct str theme,
                  struct error *err)
{
    const struct kind *kind = kind_find(call->process->kinds, STR("statement"));
    struct json body = json_copy(call->arena, &said->body);
    json_unset(&body, STR("tray"));
    json_set(call->arena, &body, STR("theme"), json_text(theme));
    json_set(call->arena, &body, STR("drafted"), json_bool(true));
    json_set(call->arena, &body, STR("added"), json_bool(true));
    return json_equal(&body, &said->body) ||
           commit_change(call->commit, kind, &said->record, &body, err);
}

void drafting_note(struct native_call *call, struct str id, struct str typical,
                   size_t size, struct json *themes)
{
    struct json one = json_object();
    json_set(call->arena, &one, STR("id"), json_text(id));
    json_set(call->arena, &one, STR("typical"), json_text(typical));
    json_set(call->arena, &one, STR("statements"), json_integer((int64_t)size));
    json_add(call->arena, themes, one);
}

bool drafting_unplace(struct native_call *call, struct said *said, struct error *err)
{
    struct json body = json_copy(call->arena, &said->body);
    json_unset(&body, STR("theme"));
    json_unset(&body, STR("tray"));
    json_unset(&body, STR("drafted"));
    json_unset(&body, STR("added"));
    return json_equal(&body, &said->body) ||
           commit_change(call->commit, kind_find(call->process->kinds, STR("statement")),
                         &said->record, &body, err);
}

/* What somebody has put into it since it was looked at keeps it. */
static bool drop_if_empty(struct native_call *call, const struct old_theme *theme,
                          struct error *err)
{
    const struct kind *kind = kind_find(call->process->kinds, STR("theme"));
    struct str by;
    if (!record_pointed_to(call->engine->store->db, call->arena, call->process,
                           call->process->cycle.id, theme->record.id, STR(""), &by, err))
        return false;
    return by.len || commit_remove(call->commit, kind, &theme->record, err);
}

bool drafting_drop_old(struct native_call *call, struct drafting *now, struct error *err)
{
    for (size_t i = 0; i < now->said_count; i++)
        if (now->said[i].left_over && !drafting_unplace(call, &now->said[i], err))
            return false;
    for (size_t i = 0; i < now->theme_count; i++) {
        struct old_theme *theme = &now->themes[i];
        if (theme->ours && is_asked(now, theme) && !drop_if_empty(call, theme, err))
            return false;
    }
    return true;
}
