/* SPDX-License-Identifier: MIT */
/* theme.draft: groups what was said and puts the groups down as drafts. */
#include "engine/drafting.h"

#include "base/unicode.h"
#include "cycle/section.h"
#include "text/cluster.h"

enum { MOST_KEYWORDS = 5 };

struct by_words {
    struct drafting drafting;
    struct cluster_options options;
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

static bool read_options(struct native_call *call, struct by_words *now,
                         struct error *err)
{
    int64_t grain, count;
    if (!number_arg(call->args, STR("grain"), 100, &grain, err) ||
        !number_arg(call->args, STR("count"), CLUSTER_MOST, &count, err))
        return false;
    if (grain && count)
        return error_set(err, ERROR_INPUT, "give grain or count, not both");
    now->options = (struct cluster_options){(int)grain, (size_t)count};
    return true;
}

bool draft_prepare(struct native_call *call, struct error *err)
{
    struct by_words *now = arena_alloc(call->arena, sizeof *now);
    call->with = now;
    return read_options(call, now, err) &&
           drafting_load(call, false, &now->drafting, err);
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

/* What is suggested for a section. */
struct suggested {
    struct said **of; /* its candidates */
    size_t count;
    struct clusters clusters;
    struct suggestion *groups; /* (clusters.count) */
};

struct suggestion {
    struct members members;
    struct json keywords;
    struct str words, label;
    const struct old_theme *same; /* that it goes on from */
    struct str id;
};

static void find_words(struct arena *arena, const struct cluster_group *group,
                       struct suggestion *out)
{
    struct buf words = BUF_IN(arena);
    out->keywords = json_list();
    for (size_t i = 0;
         i < group->keywords.count && json_count(&out->keywords) < MOST_KEYWORDS; i++) {
        struct str word = group->keywords.items[i];
        if (!is_shared(arena, &out->members, unicode_fold(arena, word)))
            continue;
        json_add(arena, &out->keywords, json_text(word));
        buf_add_format(&words, "%s%.*s", words.len ? " · " : "", STR_ARGS(word));
    }
    out->words = words.len ? buf_str(&words) : STR("no common words");
}

static bool put_theme(struct native_call *call, struct str section,
                      struct suggestion *one, struct error *err)
{
    const struct kind *kind = kind_find(call->process->kinds, STR("theme"));
    struct json body =
        one->same ? json_copy(call->arena, &one->same->body) : json_object();
    json_set(call->arena, &body, STR("section"), json_text(section));
    json_set(call->arena, &body, STR("drafted"), json_bool(true));
    json_set(call->arena, &body, STR("label"), json_text(one->label));
    json_set(call->arena, &body, STR("keywords"), one->keywords);
    if (!one->same)
        return commit_create(call->commit, kind, call->process->cycle.id, &body, &one->id,
                             err);
    struct record record = one->same->record;
    one->id = record.id;
    return json_equal(&body, &one->same->body) ||
           commit_change(call->commit, kind, &record, &body, err);
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

static bool suggest(struct native_call *call, struct by_words *by_words,
                    struct str section, struct suggested *out, struct error *err)
{
    struct drafting *now = &by_words->drafting;
    struct str_list texts = {arena_array(call->arena, struct str, now->said_count), 0};
    *out = (struct suggested){
        .of = arena_array(call->arena, struct said *, now->said_count)};
    for (size_t i = 0; i < now->said_count; i++)
        if (now->said[i].candidate &&
            str_equal(json_find_text(&now->said[i].body, STR("section")), section)) {
            out->of[texts.count] = &now->said[i];
            texts.items[texts.count++] = json_find_text(&now->said[i].body, STR("text"));
        }
    out->count = texts.count;
    if (texts.count == 0)
        return true;
    if (!cluster_statements(call->arena, texts, by_words->options, &out->clusters, err))
        return false;
    out->groups = arena_array(call->arena, struct suggestion, out->clusters.count);
    for (size_t g = 0; g < out->clusters.count; g++) {
        struct suggestion *one = &out->groups[g];
        if (out->clusters.groups[g].alone)
            continue;
        one->members = members_of(call->arena, out->of, out->count, &out->clusters, g);
        one->same = drafting_same(now, one->members.items, one->members.count);
        find_words(call->arena, &out->clusters.groups[g], one);
        one->label = drafting_kept_label(call->arena, now, one->words, one->same);
    }
    return true;
}

static bool put_section(struct native_call *call, struct by_words *by_words,
                        struct str section, struct suggested *all, struct json *themes,
                        size_t *alone, struct error *err)
{
    for (size_t g = 0; g < all->clusters.count; g++) {
        const struct cluster_group *group = &all->clusters.groups[g];
        struct suggestion *one = &all->groups[g];
        if (group->alone)
            continue;
        if (!one->label.len)
            one->label = drafting_new_label(call->arena, &by_words->drafting, one->words);
        if (!put_theme(call, section, one, err))
            return false;
        drafting_note(call, one->id, all->of[group->typical]->record.id, group->size,
                      themes);
    }
    for (size_t i = 0; i < all->count; i++) {
        *alone += all->clusters.groups[all->clusters.of[i]].alone;
        if (!drafting_place(call, all->of[i], all->groups[all->clusters.of[i]].id, err))
            return false;
    }
    return true;
}

bool draft_apply(struct native_call *call, struct error *err)
{
    struct by_words *by_words = call->with;
    struct drafting *now = &by_words->drafting;
    struct json themes = json_list();
    size_t alone = 0, candidates = 0;
    for (size_t i = 0; i < now->said_count; i++)
        candidates += now->said[i].candidate;
    struct suggested all[SECTION_COUNT];
    for (int s = 0; s < SECTION_COUNT; s++)
        if (!suggest(call, by_words, section_name((enum section)s), &all[s], err))
            return false;
    for (int s = 0; s < SECTION_COUNT; s++)
        if (!put_section(call, by_words, section_name((enum section)s), &all[s], &themes,
                         &alone, err))
            return false;
    if (!drafting_drop_old(call, now, err))
        return false;
    json_set(call->arena, call->outcome, STR("statements"),
             json_integer((int64_t)candidates));
    json_set(call->arena, call->outcome, STR("alone"), json_integer((int64_t)alone));
    json_set(call->arena, call->outcome, STR("themes"), themes);
    return true;
}
