/* SPDX-License-Identifier: MIT */
/* theme.draft: groups what was said and puts the groups down as drafts.
 * A draft is the computer's until a person touches it: a theme that is agreed,
 * named or noted about, has causes or stories, or holds a statement that a person
 * put there is left alone, with everything in it. */
#include "engine/native.h"

#include "cycle/scope.h"
#include "cycle/section.h"
#include "text/cluster.h"

enum { MOST_KEYWORDS = 5 };

struct said {
    struct record record;
    struct json body;
    bool candidate;
};

struct old_theme {
    struct record record;
    struct json body;
    bool ours; /* still the computer's own */
};

struct drafting {
    struct said *said;
    size_t said_count;
    struct old_theme *themes;
    size_t theme_count;
    struct cluster_options options;
    struct str section; /* empty: all three */
};

static bool number_arg(const struct json *args, struct str name, int64_t most,
                       int64_t *out, struct error *err)
{
    const struct json *value = json_find(args, name);
    *out = 0;
    if (!value)
        return true;
    if (value->type == JSON_INTEGER)
        *out = value->integer;
    else if (value->type != JSON_TEXT || !str_to_integer(value->text, out))
        *out = -1;
    if (*out >= 1 && *out <= most)
        return true;
    return error_set(err, ERROR_INPUT, "%.*s takes a whole number from 1 to %lld",
                     STR_ARGS(name), (long long)most);
}

static bool read_options(struct native_call *call, struct drafting *now,
                         struct error *err)
{
    int64_t grain, count;
    now->section = json_find_text(call->args, STR("section"));
    enum section section;
    if (now->section.len && !section_find(now->section, &section))
        return error_set(err, ERROR_INPUT,
                         "section is working, not_working or aspiration, not \"%.*s\"",
                         STR_ARGS(now->section));
    if (!number_arg(call->args, STR("grain"), 100, &grain, err) ||
        !number_arg(call->args, STR("count"), CLUSTER_MOST, &count, err))
        return false;
    if (grain && count)
        return error_set(err, ERROR_INPUT, "give grain or count, not both");
    now->options = (struct cluster_options){(int)grain, (size_t)count};
    return true;
}

static struct old_theme *theme_of(struct drafting *now, struct str id)
{
    for (size_t i = 0; id.len && i < now->theme_count; i++)
        if (str_equal(now->themes[i].record.id, id))
            return &now->themes[i];
    return NULL;
}

/* A cause, a story, or what a local step has added: somebody has worked with it. */
static bool worked_with(struct native_call *call, struct str theme, bool *yes,
                        struct error *err)
{
    const struct kinds *kinds = call->process->kinds;
    *yes = false;
    for (size_t k = 0; k < kinds->count; k++) {
        const struct kind *kind = &kinds->items[k];
        if (str_equal(kind->name, STR("statement")))
            continue;
        for (size_t f = 0; f < kind->field_count; f++) {
            struct str_list found;
            if (!str_equal(kind->fields[f].ref_kind, STR("theme")))
                continue;
            if (!record_by(call->engine->store->db, call->arena,
                           kind->workplace ? STR("") : call->process->cycle.id,
                           kind->name, kind->fields[f].name, theme, &found, err))
                return false;
            *yes = *yes || found.count > 0;
        }
    }
    return true;
}

/* Nothing but what the computer writes: no name, and no note of a local step. */
static bool only_drafted(const struct json *theme)
{
    static const char *const written[] = {"section", "drafted", "label", "keywords",
                                          "previous"};
    size_t ours = 0;
    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++)
        ours += json_find(theme, str_of(written[i])) != NULL;
    return ours == json_count(theme);
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
        bool worked;
        theme->record = list.items[i];
        if (!json_parse(call->arena, list.items[i].body, &theme->body, err) ||
            !worked_with(call, list.items[i].id, &worked, err))
            return false;
        theme->ours = json_find_bool(&theme->body, STR("drafted")) &&
                      only_drafted(&theme->body) && !worked;
    }
    return true;
}

static bool load_said(struct native_call *call, struct drafting *now, struct error *err)
{
    struct record_list list;
    struct scope scope;
    struct str_list people;
    struct db *db = call->engine->store->db;
    if (!record_list(db, call->arena, call->process->cycle.id, STR("statement"), &list,
                     err) ||
        !scope_reviews(db, call->arena, call->process->kinds, call->process->cycle.id,
                       json_find(&call->process->cycle_body, STR("scope")), &scope,
                       err) ||
        !scope_people(db, call->arena, &scope, &people, err))
        return false;
    now->said_count = list.count;
    now->said = arena_array(call->arena, struct said, list.count);
    for (size_t i = 0; i < list.count; i++) {
        struct said *said = &now->said[i];
        said->record = list.items[i];
        if (!json_parse(call->arena, list.items[i].body, &said->body, err))
            return false;
        struct str review = json_find_text(&said->body, STR("review"));
        struct old_theme *theme =
            theme_of(now, json_find_text(&said->body, STR("theme")));
        if (theme && !json_find_bool(&said->body, STR("drafted")))
            theme->ours = false;
        said->candidate = scope_has_said(&scope, people, review,
                                         json_find_text(&said->body, STR("person")));
    }
    return true;
}

/* Not placed yet, or placed by the computer and by nobody since. */
static void choose_candidates(struct drafting *now)
{
    for (size_t i = 0; i < now->said_count; i++) {
        struct said *said = &now->said[i];
        struct old_theme *theme =
            theme_of(now, json_find_text(&said->body, STR("theme")));
        struct str section = json_find_text(&said->body, STR("section"));
        bool drafted = json_find_bool(&said->body, STR("drafted"));
        bool tray = json_find_text(&said->body, STR("tray")).len > 0;
        if ((theme && !theme->ours) || (tray && !drafted) ||
            (now->section.len && !str_equal(section, now->section)))
            said->candidate = false;
    }
}

bool draft_prepare(struct native_call *call, struct error *err)
{
    struct drafting *now = arena_alloc(call->arena, sizeof *now);
    if (!call->process->cycle.id.len)
        return error_set(err, ERROR_INPUT, "name the cycle");
    call->with = now;
    if (!read_options(call, now, err) || !load_themes(call, now, err) ||
        !load_said(call, now, err))
        return false;
    choose_candidates(now);
    return true;
}

static bool put_theme(struct native_call *call, struct str section,
                      const struct cluster_group *group, struct str *id,
                      struct error *err)
{
    struct json body = json_object(), keywords = json_list();
    struct buf label = BUF_IN(call->arena);
    for (size_t i = 0; i < group->keywords.count && i < MOST_KEYWORDS; i++) {
        json_add(call->arena, &keywords, json_text(group->keywords.items[i]));
        buf_add_format(&label, "%s%.*s", i ? " · " : "",
                       STR_ARGS(group->keywords.items[i]));
    }
    json_set(call->arena, &body, STR("section"), json_text(section));
    json_set(call->arena, &body, STR("drafted"), json_bool(true));
    json_set(call->arena, &body, STR("label"),
             json_text(label.len ? buf_str(&label) : STR("no common words")));
    json_set(call->arena, &body, STR("keywords"), keywords);
    return commit_create(call->commit, kind_find(call->process->kinds, STR("theme")),
                         call->process->cycle.id, &body, id, err);
}

static bool place(struct native_call *call, struct said *said, struct str theme,
                  struct error *err)
{
    const struct kind *kind = kind_find(call->process->kinds, STR("statement"));
    struct json body = json_copy(call->arena, &said->body);
    json_unset(&body, STR("theme"));
    json_unset(&body, STR("tray"));
    if (theme.len)
        json_set(call->arena, &body, STR("theme"), json_text(theme));
    else
        json_set(call->arena, &body, STR("tray"), json_text(STR("alone")));
    json_set(call->arena, &body, STR("drafted"), json_bool(true));
    return commit_change(call->commit, kind, &said->record, &body, err);
}

static void note_theme(struct native_call *call, struct str id, struct str typical,
                       size_t size, struct json *themes)
{
    struct json one = json_object();
    json_set(call->arena, &one, STR("id"), json_text(id));
    json_set(call->arena, &one, STR("typical"), json_text(typical));
    json_set(call->arena, &one, STR("statements"), json_integer((int64_t)size));
    json_add(call->arena, themes, one);
}

static bool draft_section(struct native_call *call, struct drafting *now,
                          struct str section, struct json *themes, size_t *alone,
                          struct error *err)
{
    struct said **of = arena_array(call->arena, struct said *, now->said_count);
    struct str_list texts = {arena_array(call->arena, struct str, now->said_count), 0};
    struct clusters clusters;
    for (size_t i = 0; i < now->said_count; i++)
        if (now->said[i].candidate &&
            str_equal(json_find_text(&now->said[i].body, STR("section")), section)) {
            of[texts.count] = &now->said[i];
            texts.items[texts.count++] = json_find_text(&now->said[i].body, STR("text"));
        }
    if (texts.count == 0)
        return true;
    if (!cluster_statements(call->arena, texts, now->options, &clusters, err))
        return false;
    struct str *ids = arena_array(call->arena, struct str, clusters.count);
    for (size_t g = 0; g < clusters.count; g++) {
        const struct cluster_group *group = &clusters.groups[g];
        if (group->alone)
            continue;
        if (!put_theme(call, section, group, &ids[g], err))
            return false;
        note_theme(call, ids[g], of[group->typical]->record.id, group->size, themes);
    }
    for (size_t i = 0; i < texts.count; i++) {
        *alone += clusters.groups[clusters.of[i]].alone;
        if (!place(call, of[i], ids[clusters.of[i]], err))
            return false;
    }
    return true;
}

static bool drop_old(struct native_call *call, struct drafting *now, struct error *err)
{
    const struct kind *kind = kind_find(call->process->kinds, STR("theme"));
    for (size_t i = 0; i < now->theme_count; i++) {
        struct old_theme *theme = &now->themes[i];
        struct str section = json_find_text(&theme->body, STR("section"));
        if (theme->ours && (!now->section.len || str_equal(section, now->section)) &&
            !commit_remove(call->commit, kind, &theme->record, err))
            return false;
    }
    return true;
}

bool draft_apply(struct native_call *call, struct error *err)
{
    struct drafting *now = call->with;
    struct json themes = json_list();
    size_t alone = 0, candidates = 0;
    for (size_t i = 0; i < now->said_count; i++)
        candidates += now->said[i].candidate;
    for (int s = 0; s < SECTION_COUNT; s++)
        if (!draft_section(call, now, section_name((enum section)s), &themes, &alone,
                           err))
            return false;
    if (!drop_old(call, now, err))
        return false;
    json_set(call->arena, call->outcome, STR("statements"),
             json_integer((int64_t)candidates));
    json_set(call->arena, call->outcome, STR("alone"), json_integer((int64_t)alone));
    json_set(call->arena, call->outcome, STR("themes"), themes);
    return true;
}
