/* SPDX-License-Identifier: MIT */
/* theme.draft: groups what was said, by meaning where there is a language model, and puts
 * the groups down as drafts. */
#include "engine/drafting.h"

#include "base/unicode.h"
#include "cycle/groups.h"
#include "cycle/section.h"
#include "engine/drafting_added.h"
#include "engine/meanings.h"
#include "text/cluster.h"

enum { MOST_KEYWORDS = 5 };

struct suggesting {
    struct drafting drafting;
    struct cluster_options options;
    struct str model; /* what groups were made with; empty: words */
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

static bool read_options(struct native_call *call, struct suggesting *now,
                         struct error *err)
{
    int64_t grain, count;
    if (!number_arg(call->args, STR("grain"), 100, &grain, err) ||
        !number_arg(call->args, STR("count"), CLUSTER_MOST, &count, err))
        return false;
    if (grain && count)
        return error_set(err, ERROR_INPUT, "give grain or count, not both");
    now->options = (struct cluster_options){.grain = (int)grain, .count = (size_t)count};
    return true;
}

bool draft_prepare(struct native_call *call, struct error *err)
{
    struct suggesting *now = arena_alloc(call->arena, sizeof *now);
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
    struct str words, label, tight;
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
    out->words = words.len ? buf_str(&words) : STR(GROUP_NO_WORDS);
}

static bool put_theme(struct native_call *call, struct str section, struct str model,
                      struct suggestion *one, struct error *err)
{
    const struct kind *kind = kind_find(call->process->kinds, STR("theme"));
    struct json body =
        one->same ? json_copy(call->arena, &one->same->body) : json_object();
    json_set(call->arena, &body, STR("section"), json_text(section));
    json_set(call->arena, &body, STR("drafted"), json_bool(true));
    json_set(call->arena, &body, STR("label"), json_text(one->label));
    json_set(call->arena, &body, STR("keywords"), one->keywords);
    json_unset(&body, STR("model"));
    if (model.len)
        json_set(call->arena, &body, STR("model"), json_text(model));
    json_set(call->arena, &body, STR("tight"), json_text(one->tight));
    if (!one->same)
        return commit_create(call->commit, kind, call->process->cycle.id, &body, &one->id,
                             err);
    struct record record = one->same->record;
    one->id = record.id;
    return json_equal(&body, &one->same->body) ||
           commit_change(call->commit, kind, &record, &body, err);
}

/* Those that it is not sure of are not put into it. */
static struct members members_of(struct arena *arena, struct said **of, size_t count,
                                 const struct clusters *clusters, size_t group)
{
    struct members members = {
        arena_array(arena, struct said *, clusters->groups[group].size), 0};
    for (size_t i = 0; i < count; i++)
        if (clusters->of[i] == group && !clusters->unsure[i])
            members.items[members.count++] = of[i];
    return members;
}

static bool suggest(struct native_call *call, struct suggesting *how, struct str section,
                    struct suggested *out, struct error *err)
{
    struct drafting *now = &how->drafting;
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
    if (!cluster_statements(call->arena, texts, how->options, &out->clusters, err))
        return false;
    out->groups = arena_array(call->arena, struct suggestion, out->clusters.count);
    for (size_t g = 0; g < out->clusters.count; g++) {
        struct suggestion *one = &out->groups[g];
        if (out->clusters.groups[g].alone)
            continue;
        one->members = members_of(call->arena, out->of, out->count, &out->clusters, g);
        one->same = drafting_same(now, one->members.items, one->members.count);
        one->tight = cluster_tightness(out->clusters.groups[g].tight,
                                       how->options.encoder != NULL);
        find_words(call->arena, &out->clusters.groups[g], one);
        one->label = drafting_kept_label(call->arena, now, one->words, one->same);
    }
    return true;
}

/* Between which groups they stand, the least sure first. */
static void note_unsure(struct native_call *call, const struct suggested *all,
                        struct json *unsure)
{
    const struct clusters *clusters = &all->clusters;
    for (size_t i = 0; i < clusters->unsure_count; i++) {
        size_t at = clusters->least_sure[i];
        struct json one = json_object();
        json_set(call->arena, &one, STR("id"), json_text(all->of[at]->record.id));
        json_set(call->arena, &one, STR("nearest"),
                 json_text(all->groups[clusters->of[at]].id));
        json_set(call->arena, &one, STR("next"),
                 json_text(all->groups[clusters->next[at]].id));
        json_set(call->arena, &one, STR("margin"), json_integer(clusters->margin[at]));
        json_add(call->arena, unsure, one);
    }
}

static bool place_all(struct native_call *call, const struct suggested *all,
                      size_t *alone, struct error *err)
{
    for (size_t i = 0; i < all->count; i++) {
        size_t group = all->clusters.of[i];
        *alone += all->clusters.groups[group].alone;
        if (all->clusters.unsure[i]
                ? !drafting_doubt(call, all->of[i], err)
                : !drafting_place(call, all->of[i], all->groups[group].id, err))
            return false;
    }
    return true;
}

static bool put_section(struct native_call *call, struct suggesting *how,
                        struct str section, struct suggested *all, struct json *themes,
                        struct error *err)
{
    for (size_t g = 0; g < all->clusters.count; g++) {
        const struct cluster_group *group = &all->clusters.groups[g];
        struct suggestion *one = &all->groups[g];
        if (group->alone)
            continue;
        if (!one->label.len)
            one->label = drafting_new_label(call->arena, &how->drafting, one->words);
        if (!put_theme(call, section, how->model, one, err))
            return false;
        drafting_note(call, one->id, all->of[group->typical]->record.id,
                      one->members.count, themes);
    }
    return true;
}

static bool suggest_all(struct native_call *call, struct suggesting *how,
                        struct suggested all[SECTION_COUNT], struct error *err)
{
    bool fine = meanings_open(call->engine, call->arena, &how->options.encoder, err);
    if (fine && how->options.encoder) {
        how->model = meanings_called(call->arena, how->options.encoder);
        json_set(call->arena, call->outcome, STR("model"),
                 meanings_model(call->arena, how->options.encoder));
    } else if (fine) {
        json_set(call->arena, call->outcome, STR("no_model"),
                 json_text(str_copy(call->arena, str_of(err->text))));
    }
    for (int s = 0; s < SECTION_COUNT && fine; s++)
        drafting_choose_added(call->arena, &how->drafting, section_name((enum section)s),
                              how->options.encoder);
    for (int s = 0; s < SECTION_COUNT && fine; s++)
        fine = suggest(call, how, section_name((enum section)s), &all[s], err);
    encoder_close(how->options.encoder);
    return fine;
}

bool draft_apply(struct native_call *call, struct error *err)
{
    struct suggesting *how = call->with;
    struct drafting *now = &how->drafting;
    struct json themes = json_list(), unsure = json_list();
    size_t alone = 0, added, candidates = 0;
    struct suggested all[SECTION_COUNT];
    if (!suggest_all(call, how, all, err))
        return false;
    for (int s = 0; s < SECTION_COUNT; s++) {
        if (!put_section(call, how, section_name((enum section)s), &all[s], &themes,
                         err) ||
            !place_all(call, &all[s], &alone, err))
            return false;
        note_unsure(call, &all[s], &unsure);
    }
    for (size_t i = 0; i < now->said_count; i++)
        candidates += now->said[i].candidate;
    if (!drafting_put_added(call, now, &added, err) || !drafting_drop_old(call, now, err))
        return false;
    json_set(call->arena, call->outcome, STR("added"), json_integer((int64_t)added));
    json_set(call->arena, call->outcome, STR("statements"),
             json_integer((int64_t)candidates));
    json_set(call->arena, call->outcome, STR("alone"), json_integer((int64_t)alone));
    json_set(call->arena, call->outcome, STR("unsure"), unsure);
    json_set(call->arena, call->outcome, STR("themes"), themes);
    return true;
}
