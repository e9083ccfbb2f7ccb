/* SPDX-License-Identifier: MIT */
/* theme.draft: groups what was said and puts the groups down as drafts.
 * A draft is the computer's until a person touches it: a theme that is agreed,
 * named or noted about, has causes or stories, or holds a statement that a person
 * put there is left alone, with everything in it. */
#include "engine/native.h"
#include "engine/pointed.h"

#include "base/unicode.h"
#include "cycle/scope.h"
#include "cycle/section.h"
#include "text/cluster.h"

enum { MOST_KEYWORDS = 5 };

struct said {
    struct record record;
    struct json body;
    bool candidate; /* is to be placed */
    bool left_over; /* loses the place that it has */
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

/* Whether a theme says nothing but what a draft puts there: a view, a note, a name
 * are somebody's. (`previous` is set by theme.lineage.) */
static bool says_only_ours(const struct json *body)
{
    static const char *const ours[] = {"section", "drafted", "label", "keywords",
                                       "previous"};
    for (size_t i = 0; i < json_count(body); i++) {
        bool known = false;
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
        theme->ours = says_only_ours(&theme->body) && by.len == 0;
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

/* Not placed yet, or placed by the computer and by nobody since. What was placed by
 * the computer and is out of scope by now loses its place with the theme. */
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
        said->left_over = asked && !said->candidate && theme && theme->ours;
        if ((theme && !theme->ours) || (tray && !drafted) || !asked)
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

/* The statements of one group. */
struct members {
    struct said **items;
    size_t count;
};

static bool is_flagged(const struct said *said)
{
    return json_count(json_find(&said->body, STR("flags"))) > 0;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Whether a folded text holds a word, as a word: "bus" is not in "business". */
static bool holds_word(struct str text, struct str word)
{
    while (text.len) {
        size_t at = str_find(text, word);
        if (at == SIZE_MAX)
            return false;
        size_t end = at + word.len;
        if ((at == 0 || !is_letter(text.ptr[at - 1])) &&
            (end == text.len || !is_letter(text.ptr[end])))
            return true;
        text = str_slice(text, end, text.len);
    }
    return false;
}

/* A word that only one person said is theirs: it would stay behind when they are
 * erased. One that is flagged may name somebody. Words said in the room have no
 * person, and count as one's. */
static bool is_shared(struct arena *arena, const struct members *members, struct str word)
{
    struct str first = STR_NONE;
    bool any = false;
    for (size_t i = 0; i < members->count; i++) {
        const struct said *said = members->items[i];
        struct str person = json_find_text(&said->body, STR("person"));
        struct arena_mark mark = arena_mark(arena);
        struct str text = unicode_fold(arena, json_find_text(&said->body, STR("text")));
        bool holds = holds_word(text, word);
        arena_rewind(arena, mark);
        if (!holds)
            continue;
        if (is_flagged(said))
            return false;
        if (any && !str_equal(person, first))
            return true;
        first = person;
        any = true;
    }
    return false;
}

static bool put_theme(struct native_call *call, struct str section,
                      const struct cluster_group *group, const struct members *members,
                      struct str *id, struct error *err)
{
    struct json body = json_object(), keywords = json_list();
    struct buf label = BUF_IN(call->arena);
    for (size_t i = 0; i < group->keywords.count && json_count(&keywords) < MOST_KEYWORDS;
         i++) {
        struct str word = group->keywords.items[i];
        if (!is_shared(call->arena, members, unicode_fold(call->arena, word)))
            continue;
        json_add(call->arena, &keywords, json_text(word));
        buf_add_format(&label, "%s%.*s", label.len ? " · " : "", STR_ARGS(word));
    }
    json_set(call->arena, &body, STR("section"), json_text(section));
    json_set(call->arena, &body, STR("drafted"), json_bool(true));
    json_set(call->arena, &body, STR("label"),
             json_text(label.len ? buf_str(&label) : STR("no common words")));
    json_set(call->arena, &body, STR("keywords"), keywords);
    return commit_create(call->commit, kind_find(call->process->kinds, STR("theme")),
                         call->process->cycle.id, &body, id, err);
}

static struct members members_of(struct arena *arena, struct said **of, size_t count,
                                 const struct clusters *clusters, size_t group)
{
    struct members members = {
        arena_array(arena, struct said *, clusters->groups[group].size), 0};
    for (size_t i = 0; i < count; i++)
        if (clusters->of[i] == group)
            members.items[members.count++] = of[i];
    return members;
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
        struct members members = members_of(call->arena, of, texts.count, &clusters, g);
        if (!put_theme(call, section, group, &members, &ids[g], err))
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

static bool unplace(struct native_call *call, struct said *said, struct error *err)
{
    struct json body = json_copy(call->arena, &said->body);
    json_unset(&body, STR("theme"));
    json_unset(&body, STR("drafted"));
    return commit_change(call->commit, kind_find(call->process->kinds, STR("statement")),
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

static bool drop_old(struct native_call *call, struct drafting *now, struct error *err)
{
    for (size_t i = 0; i < now->said_count; i++)
        if (now->said[i].left_over && !unplace(call, &now->said[i], err))
            return false;
    for (size_t i = 0; i < now->theme_count; i++) {
        struct old_theme *theme = &now->themes[i];
        struct str section = json_find_text(&theme->body, STR("section"));
        if (theme->ours && (!now->section.len || str_equal(section, now->section)) &&
            !drop_if_empty(call, theme, err))
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
