/* SPDX-License-Identifier: MIT */
/* theme.lineage: links each theme that has no link yet to the nearest theme of
 * the cycle before, by the words of its statements. A suggestion: people link
 * another with review.link_theme, and where they have taken a link away the theme
 * is new, however alike its words are. */
#include "engine/native.h"

#include "store/event.h"
#include "store/parsed.h"
#include "text/alike.h"

enum { LEAST_LIKENESS = 120 }; /* of 1000: below it, nothing is suggested */

struct theme_words {
    struct record record;
    struct json body;
    struct str words; /* its name and all its statements, joined */
    bool settled;     /* people have taken its link away */
};

struct theme_list {
    struct theme_words *items;
    size_t count;
};

struct linking {
    struct theme_list now, before;
};

static bool words_of_theme(struct native_call *call, struct theme_words *theme,
                           struct error *err)
{
    struct buf all = BUF_IN(call->arena);
    struct parsed_list said;
    if (!parsed_by(call->engine->store->db, call->arena, theme->record.cycle,
                   STR("statement"), STR("theme"), theme->record.id, &said, err))
        return false;
    buf_add(&all, json_find_text(&theme->body, STR("name")));
    for (size_t i = 0; i < said.count; i++) {
        buf_add(&all, STR(" . "));
        buf_add(&all, json_find_text(&said.items[i].body, STR("text")));
    }
    theme->words = buf_str(&all);
    return true;
}

static bool load(struct native_call *call, struct str cycle, struct theme_list *out,
                 struct error *err)
{
    struct record_list list;
    if (!record_list(call->engine->store->db, call->arena, cycle, STR("theme"), &list,
                     err))
        return false;
    *out = (struct theme_list){arena_array(call->arena, struct theme_words, list.count),
                               list.count};
    for (size_t i = 0; i < list.count; i++) {
        out->items[i].record = list.items[i];
        if (!json_parse(call->arena, list.items[i].body, &out->items[i].body, err) ||
            !words_of_theme(call, &out->items[i], err))
            return false;
    }
    return true;
}

/* An event that took the link of a theme away. */
struct cut {
    struct theme_words *theme;
    int64_t command;
};

struct cuts {
    struct arena *arena;
    struct theme_list *themes;
    struct cut *items;
    size_t count, room;
};

static struct theme_words *theme_with(struct theme_list *themes, struct str id)
{
    for (size_t i = 0; i < themes->count; i++)
        if (str_equal(themes->items[i].record.id, id))
            return &themes->items[i];
    return NULL;
}

static bool has_link(struct arena *arena, bool is_there, struct str text, bool *out,
                     struct error *err)
{
    struct json body;
    *out = false;
    if (!is_there)
        return true;
    if (!json_parse(arena, text, &body, err))
        return false;
    *out = json_find(&body, STR("previous")) != NULL;
    return true;
}

static bool note_cut(void *with, const struct event *event, struct error *err)
{
    struct cuts *cuts = with;
    struct theme_words *theme = theme_with(cuts->themes, event->record);
    bool before, after;
    if (!theme || json_find(&theme->body, STR("previous")))
        return true;
    struct arena *passing = arena_new();
    bool fine = has_link(passing, event->has_before, event->before, &before, err) &&
                has_link(passing, event->has_after, event->after, &after, err);
    arena_free(passing);
    if (!fine || !before || after)
        return fine;
    cuts->items = arena_one_more(cuts->arena, cuts->items, sizeof *cuts->items,
                                 cuts->count, &cuts->room);
    cuts->items[cuts->count++] = (struct cut){theme, event->command};
    return true;
}

/* What was taken back was never said, and taking a link back says nothing either. */
static bool find_settled(struct native_call *call, struct theme_list *themes,
                         struct error *err)
{
    struct cuts cuts = {.arena = call->arena, .themes = themes};
    struct db *db = call->engine->store->db;
    if (!event_each(db, note_cut, &cuts, err))
        return false;
    for (size_t i = 0; i < cuts.count; i++) {
        struct command_row row;
        bool found;
        if (!command_find(db, call->arena, cuts.items[i].command, &row, &found, err))
            return false;
        if (found && !row.undone_by && !row.undoes)
            cuts.items[i].theme->settled = true;
    }
    return true;
}

bool lineage_prepare(struct native_call *call, struct error *err)
{
    struct linking *linking = arena_alloc(call->arena, sizeof *linking);
    struct str previous = json_find_text(&call->process->cycle_body, STR("previous"));
    call->with = linking;
    if (!previous.len)
        return error_set(
            err, ERROR_REFUSED,
            "this cycle has no cycle before it to link its themes to; a cycle "
            "started with `waymark cycle next` has");
    return load(call, call->process->cycle.id, &linking->now, err) &&
           load(call, previous, &linking->before, err) &&
           find_settled(call, &linking->now, err);
}

/* The themes of a section, and what was said in each. */
static struct theme_words **of_section(struct arena *arena, const struct theme_list *list,
                                       struct str section, struct str_list *words)
{
    struct theme_words **out = arena_array(arena, struct theme_words *, list->count);
    *words = (struct str_list){arena_array(arena, struct str, list->count), 0};
    for (size_t i = 0; i < list->count; i++) {
        struct theme_words *theme = &list->items[i];
        if (!str_equal(json_find_text(&theme->body, STR("section")), section))
            continue;
        out[words->count] = theme;
        words->items[words->count++] = theme->words;
    }
    return out;
}

/* Only themes of the same section are compared. */
static bool link_section(struct native_call *call, struct linking *linking,
                         struct str section, size_t *linked, struct error *err)
{
    const struct kind *kind = kind_find(call->process->kinds, STR("theme"));
    struct str_list words, words_before;
    struct theme_words **now = of_section(call->arena, &linking->now, section, &words);
    struct theme_words **before =
        of_section(call->arena, &linking->before, section, &words_before);
    if (!words.count || !words_before.count)
        return true;
    struct alike *alike = alike_best(call->arena, words, words_before);
    for (size_t i = 0; i < words.count; i++) {
        struct theme_words *theme = now[i];
        if (alike[i].best == SIZE_MAX || alike[i].likeness < LEAST_LIKENESS ||
            theme->settled || json_find(&theme->body, STR("previous")))
            continue; /* what people linked or unlinked stays as it is */
        struct json body = json_copy(call->arena, &theme->body);
        json_set(call->arena, &body, STR("previous"),
                 json_text(before[alike[i].best]->record.id));
        if (!commit_change(call->commit, kind, &theme->record, &body, err))
            return false;
        (*linked)++;
    }
    return true;
}

bool lineage_apply(struct native_call *call, struct error *err)
{
    struct linking *linking = call->with;
    size_t linked = 0;
    static const struct str sections[] = {
        {"working", 7}, {"not_working", 11}, {"aspiration", 10}};
    for (size_t s = 0; s < sizeof sections / sizeof sections[0]; s++)
        if (!link_section(call, linking, sections[s], &linked, err))
            return false;
    json_set(call->arena, call->outcome, STR("linked"), json_integer((int64_t)linked));
    return true;
}
