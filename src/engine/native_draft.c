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

static bool draft_section(struct native_call *call, struct by_words *by_words,
                          struct str section, struct json *themes, size_t *alone,
                          struct error *err)
{
    struct drafting *now = &by_words->drafting;
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
    if (!cluster_statements(call->arena, texts, by_words->options, &clusters, err))
        return false;
    struct str *ids = arena_array(call->arena, struct str, clusters.count);
    for (size_t g = 0; g < clusters.count; g++) {
        const struct cluster_group *group = &clusters.groups[g];
        if (group->alone)
            continue;
        struct members members = members_of(call->arena, of, texts.count, &clusters, g);
        if (!put_theme(call, section, group, &members, &ids[g], err))
            return false;
        drafting_note(call, ids[g], of[group->typical]->record.id, group->size, themes);
    }
    for (size_t i = 0; i < texts.count; i++) {
        *alone += clusters.groups[clusters.of[i]].alone;
        if (!drafting_place(call, of[i], ids[clusters.of[i]], err))
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
    for (int s = 0; s < SECTION_COUNT; s++)
        if (!draft_section(call, by_words, section_name((enum section)s), &themes, &alone,
                           err))
            return false;
    if (!drafting_drop_old(call, now, err))
        return false;
    json_set(call->arena, call->outcome, STR("statements"),
             json_integer((int64_t)candidates));
    json_set(call->arena, call->outcome, STR("alone"), json_integer((int64_t)alone));
    json_set(call->arena, call->outcome, STR("themes"), themes);
    return true;
}
