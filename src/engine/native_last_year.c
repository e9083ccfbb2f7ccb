/* SPDX-License-Identifier: MIT */
/* theme.from_last_year: tries last cycle's themes on what was said this time. A statement
 * goes to the theme whose centre it is most like, if it is as like it as nine in ten of
 * that theme's own statements were (each compared with the others); what is less like
 * every one stays over, in no group. As drafts, under last year's name as a label: what
 * the group means this year is for people to say. What people have placed stays. A
 * dry run shows it. */
#include "engine/drafting.h"
#include "engine/lineage.h"

#include "base/unicode.h"

#include <stdlib.h>

enum {
    OWN_BOUND = 5,   /* a theme of so many statements has a bound of its own */
    OF_TEN = 10,     /* the tenth percentile */
    MOST_LABEL = 180 /* bytes, with room for " (2)" */
};

/* However loose a theme was: what is less like it says something else. Thousandths. */
enum { LEAST_BY_MEANING = 150, LEAST_BY_WORDS = 50 };

struct tried_theme {
    const struct lineage_theme *last;
    const struct lineage_theme *now; /* people's theme that goes on from it; or NULL */
    struct said **said;
    int32_t *alike;
    size_t count;
};

struct trying {
    struct drafting drafting;
    struct lineage lineage;
    struct tried_theme *themes;
    size_t count;
    struct said **over;
    size_t over_count;
};

static int by_size(const void *a, const void *b)
{
    int32_t one = *(const int32_t *)a, other = *(const int32_t *)b;
    return (one > other) - (one < other);
}

static int32_t tenth(int32_t *alike, size_t count)
{
    if (count == 0)
        return 1000;
    qsort(alike, count, sizeof alike[0], by_size);
    return alike[count / OF_TEN];
}

/* (before_count): how like its centre a statement has to be. Few statements have no
 * percentiles: such a theme takes that of all. */
static int32_t *bounds_of(struct arena *arena, const struct lineage *lineage,
                          const struct lineage_section *of, const struct kin *kin)
{
    int32_t least = lineage->encoder ? LEAST_BY_MEANING : LEAST_BY_WORDS;
    int32_t *bounds = arena_array(arena, int32_t, of->before_count);
    size_t count = 0, text = 0, all_count = 0;
    for (size_t b = 0; b < of->before_count; b++)
        count += of->before[b]->texts.count;
    int32_t *all = arena_array(arena, int32_t, count);
    int32_t *own = arena_array(arena, int32_t, count);
    for (size_t b = 0; b < of->before_count; b++) {
        size_t texts = of->before[b]->texts.count;
        for (size_t i = 0; i < texts; i++)
            own[i] = kin_text(kin, text++, b);
        for (size_t i = 0; i < texts && texts > 1; i++)
            all[all_count++] = own[i];
        bounds[b] = texts >= OWN_BOUND ? tenth(own, texts) : INT32_MIN;
    }
    int32_t of_all = tenth(all, all_count);
    for (size_t b = 0; b < of->before_count; b++) {
        bounds[b] = bounds[b] == INT32_MIN ? of_all : bounds[b];
        bounds[b] = bounds[b] < least ? least : bounds[b];
    }
    return bounds;
}

/* A theme of this time that people have, and that goes on from one of last time. */
static const struct lineage_theme *taken_up_by(const struct trying *now, struct str last)
{
    for (size_t i = 0; i < now->lineage.now.count; i++) {
        const struct lineage_theme *theme = &now->lineage.now.items[i];
        if (str_equal(json_find_text(&theme->body, STR("previous")), last) ||
            json_has_text(json_find(&theme->body, STR("also_previous")), last))
            return theme;
    }
    return NULL;
}

static struct tried_theme *open_themes(struct arena *arena, struct trying *now,
                                       const struct lineage_section *of, size_t most)
{
    struct tried_theme *themes = &now->themes[now->count];
    for (size_t b = 0; b < of->before_count; b++)
        themes[b] =
            (struct tried_theme){.last = of->before[b],
                                 .now = taken_up_by(now, of->before[b]->record.id),
                                 .said = arena_array(arena, struct said *, most),
                                 .alike = arena_array(arena, int32_t, most)};
    now->count += of->before_count;
    return themes;
}

static struct str_list candidates(struct arena *arena, const struct trying *now,
                                  struct str section, struct said **out)
{
    struct str_list texts = {arena_array(arena, struct str, now->drafting.said_count), 0};
    for (size_t i = 0; i < now->drafting.said_count; i++) {
        struct said *said = &now->drafting.said[i];
        if (!said->candidate ||
            !str_equal(json_find_text(&said->body, STR("section")), section))
            continue;
        out[texts.count] = said;
        texts.items[texts.count++] = json_find_text(&said->body, STR("text"));
    }
    return texts;
}

static bool try_section(struct native_call *call, struct trying *now,
                        enum section section, struct error *err)
{
    struct arena *arena = call->arena;
    struct lineage_section of = lineage_section_of(arena, &now->lineage, section);
    struct said **said = arena_array(arena, struct said *, now->drafting.said_count);
    struct str_list texts = candidates(arena, now, section_name(section), said);
    struct kin *kin;
    size_t first;
    of.now_count = 0; /* this time's statements are looked at one by one */
    if (!lineage_kin(arena, &now->lineage, &of, texts, &kin, &first, err))
        return false;
    struct tried_theme *themes = open_themes(arena, now, &of, texts.count);
    int32_t *bounds = bounds_of(arena, &now->lineage, &of, kin);
    for (size_t i = 0; i < texts.count; i++) {
        size_t best = 0;
        for (size_t b = 1; b < of.before_count; b++)
            if (kin_text(kin, first + i, b) > kin_text(kin, first + i, best))
                best = b;
        int32_t alike = of.before_count ? kin_text(kin, first + i, best) : 0;
        if (of.before_count && alike >= bounds[best]) {
            themes[best].alike[themes[best].count] = alike;
            themes[best].said[themes[best].count++] = said[i];
        } else {
            now->over[now->over_count++] = said[i];
        }
    }
    return true;
}

bool last_year_prepare(struct native_call *call, struct error *err)
{
    struct trying *now = arena_alloc(call->arena, sizeof *now);
    call->with = now;
    if (!drafting_load(call, false, &now->drafting, err) ||
        !lineage_load(call, &now->lineage, err) ||
        !lineage_open_encoder(call, &now->lineage, err))
        return false;
    now->themes = arena_array(call->arena, struct tried_theme, now->lineage.before.count);
    now->over = arena_array(call->arena, struct said *, now->drafting.said_count);
    bool fine = true;
    for (int s = 0; s < SECTION_COUNT && fine; s++)
        fine = (now->drafting.section.len &&
                !str_equal(now->drafting.section, section_name((enum section)s))) ||
               try_section(call, now, (enum section)s, err);
    lineage_close(&now->lineage);
    return fine;
}

static struct str last_name(const struct tried_theme *theme)
{
    struct str name = json_find_text(&theme->last->body, STR("name"));
    return unicode_cut(name.len ? name : json_find_text(&theme->last->body, STR("label")),
                       MOST_LABEL);
}

static bool put_theme(struct native_call *call, struct trying *now,
                      const struct tried_theme *theme, struct str *id, struct error *err)
{
    const struct kind *kind = kind_find(call->process->kinds, STR("theme"));
    const struct old_theme *same =
        drafting_same(&now->drafting, theme->said, theme->count);
    struct str words = last_name(theme);
    struct str label = drafting_kept_label(call->arena, &now->drafting, words, same);
    struct json body = same ? json_copy(call->arena, &same->body) : json_object();
    if (!label.len)
        label = drafting_new_label(call->arena, &now->drafting, words);
    json_unset(&body, STR("keywords"));
    json_set(call->arena, &body, STR("section"),
             json_text(json_find_text(&theme->last->body, STR("section"))));
    json_set(call->arena, &body, STR("drafted"), json_bool(true));
    json_set(call->arena, &body, STR("label"), json_text(label));
    if (!same)
        return commit_create(call->commit, kind, call->process->cycle.id, &body, id, err);
    struct record record = same->record;
    *id = record.id;
    return json_equal(&body, &same->body) ||
           commit_change(call->commit, kind, &record, &body, err);
}

static bool unplace(struct native_call *call, struct said *said, struct error *err)
{
    return (!json_find(&said->body, STR("theme")) &&
            !json_find(&said->body, STR("tray"))) ||
           drafting_unplace(call, said, err);
}

static bool put_statements(struct native_call *call, const struct tried_theme *theme,
                           struct str id, struct error *err)
{
    for (size_t i = 0; i < theme->count; i++)
        if (id.len ? !drafting_place(call, theme->said[i], id, err)
                   : !unplace(call, theme->said[i], err))
            return false;
    return true;
}

static void note_theme(struct native_call *call, const struct tried_theme *theme,
                       struct str id, struct json *list)
{
    struct json one = json_object(), said = json_list();
    size_t typical = 0;
    for (size_t i = 0; i < theme->count; i++) {
        json_add(call->arena, &said, json_text(theme->said[i]->record.id));
        typical = theme->alike[i] > theme->alike[typical] ? i : typical;
    }
    json_set(call->arena, &one, STR("previous"), json_text(theme->last->record.id));
    if (id.len)
        json_set(call->arena, &one, STR("id"), json_text(id));
    if (theme->now)
        json_set(call->arena, &one, STR("already"), json_text(theme->now->record.id));
    if (theme->count)
        json_set(call->arena, &one, STR("typical"),
                 json_text(theme->said[typical]->record.id));
    json_set(call->arena, &one, STR("statements"), said);
    json_add(call->arena, list, one);
}

bool last_year_apply(struct native_call *call, struct error *err)
{
    struct trying *now = call->with;
    struct json themes = json_list(), over = json_list();
    for (size_t i = 0; i < now->count; i++) {
        const struct tried_theme *theme = &now->themes[i];
        struct str id = STR_NONE;
        if (theme->count && !theme->now && !put_theme(call, now, theme, &id, err))
            return false;
        if (!put_statements(call, theme, id, err))
            return false;
        note_theme(call, theme, id, &themes);
    }
    for (size_t i = 0; i < now->over_count; i++) {
        if (!unplace(call, now->over[i], err))
            return false;
        json_add(call->arena, &over, json_text(now->over[i]->record.id));
    }
    if (!drafting_drop_old(call, &now->drafting, err))
        return false;
    lineage_say_about(call, &now->lineage);
    json_set(call->arena, call->outcome, STR("themes"), themes);
    json_set(call->arena, call->outcome, STR("over"), over);
    return true;
}
