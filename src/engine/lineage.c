/* SPDX-License-Identifier: MIT */
#include "engine/lineage.h"

#include "base/table.h"
#include "engine/meanings.h"
#include "format/csv.h"
#include "store/event.h"
#include "store/parsed.h"

static bool read_texts(struct native_call *call, struct lineage_theme *theme,
                       struct error *err)
{
    struct parsed_list said;
    struct str name = json_find_text(&theme->body, STR("name"));
    if (!parsed_by(call->engine->store->db, call->arena, theme->record.cycle,
                   STR("statement"), STR("theme"), theme->record.id, &said, err))
        return false;
    theme->texts =
        (struct str_list){arena_array(call->arena, struct str, said.count + 1), 0};
    for (size_t i = 0; i < said.count; i++)
        theme->texts.items[theme->texts.count++] = parsed_text(&said.items[i], "text");
    theme->said = said.count;
    if (name.len)
        theme->texts.items[theme->texts.count++] = name;
    return true;
}

static bool load_themes(struct native_call *call, struct str cycle, bool drafts,
                        struct lineage_themes *out, struct error *err)
{
    struct parsed_list list;
    if (!parsed_all(call->engine->store->db, call->arena, cycle, STR("theme"), &list,
                    err))
        return false;
    *out = (struct lineage_themes){
        arena_array(call->arena, struct lineage_theme, list.count), 0};
    for (size_t i = 0; i < list.count; i++) {
        struct lineage_theme *theme = &out->items[out->count];
        const struct json *body = &list.items[i].body;
        if (!drafts && json_find_bool(body, STR("drafted")) &&
            !json_find_bool(body, STR("agreed")))
            continue;
        *theme = (struct lineage_theme){
            .record = list.items[i].record,
            .body = *body,
            .settled = json_find(body, STR("previous")) ||
                       json_find_bool(body, STR("new_this_time")),
        };
        if (!read_texts(call, theme, err))
            return false;
        out->count++;
    }
    return true;
}

/* An event that took the link of a theme away. */
struct cut {
    struct lineage_theme *theme;
    int64_t command;
};

struct cuts {
    struct arena *arena;
    struct lineage_themes *themes;
    struct cut *items;
    size_t count, room;
};

static struct lineage_theme *theme_with(struct lineage_themes *themes, struct str id)
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
    struct lineage_theme *theme = theme_with(cuts->themes, event->record);
    bool before, after;
    if (!theme || theme->settled)
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
static bool find_cuts(struct native_call *call, struct lineage_themes *themes,
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

bool lineage_load(struct native_call *call, struct lineage *out, struct error *err)
{
    struct str previous = json_find_text(&call->process->cycle_body, STR("previous"));
    *out = (struct lineage){.encoder = NULL};
    if (!previous.len)
        return error_set(
            err, ERROR_REFUSED,
            "this cycle has no cycle before it to link its themes to; a cycle "
            "started with `waymark cycle next` has");
    return load_themes(call, call->process->cycle.id, true, &out->now, err) &&
           load_themes(call, previous, false, &out->before, err) &&
           find_cuts(call, &out->now, err);
}

bool lineage_open_encoder(struct native_call *call, struct lineage *lineage,
                          struct error *err)
{
    if (!meanings_open(call->engine, call->arena, &lineage->encoder, err))
        return false;
    lineage->about = json_object();
    json_set(call->arena, &lineage->about, STR("by"),
             json_text(lineage->encoder ? STR("meaning") : STR("words")));
    if (lineage->encoder)
        json_set(call->arena, &lineage->about, STR("model"),
                 meanings_model(call->arena, lineage->encoder));
    return true;
}

void lineage_say_about(struct native_call *call, const struct lineage *lineage)
{
    for (size_t i = 0; i < json_count(&lineage->about); i++)
        json_set(call->arena, call->outcome, lineage->about.object.members[i].name,
                 lineage->about.object.members[i].value);
}

void lineage_close(struct lineage *lineage)
{
    encoder_close(lineage->encoder);
    lineage->encoder = NULL;
}

static size_t pick_section(const struct lineage_themes *themes, struct str section,
                           struct lineage_theme **out)
{
    size_t count = 0;
    for (size_t i = 0; i < themes->count; i++)
        if (str_equal(json_find_text(&themes->items[i].body, STR("section")), section))
            out[count++] = &themes->items[i];
    return count;
}

struct lineage_section lineage_section_of(struct arena *arena,
                                          const struct lineage *lineage,
                                          enum section section)
{
    struct lineage_section out = {
        .now = arena_array(arena, struct lineage_theme *, lineage->now.count),
        .before = arena_array(arena, struct lineage_theme *, lineage->before.count)};
    out.now_count = pick_section(&lineage->now, section_name(section), out.now);
    out.before_count = pick_section(&lineage->before, section_name(section), out.before);
    return out;
}

static void add_texts(struct str_list *texts, size_t *group, const struct str_list *more,
                      size_t of)
{
    for (size_t i = 0; i < more->count; i++) {
        group[texts->count] = of;
        texts->items[texts->count++] = more->items[i];
    }
}

static size_t count_texts(const struct lineage_section *section, struct str_list more)
{
    size_t count = more.count;
    for (size_t i = 0; i < section->now_count; i++)
        count += section->now[i]->texts.count;
    for (size_t i = 0; i < section->before_count; i++)
        count += section->before[i]->texts.count;
    return count;
}

bool lineage_fits(const struct lineage_section *section, struct str_list more,
                  struct error *err)
{
    size_t count = count_texts(section, more);
    if (section->now_count > LINEAGE_MOST || section->before_count > LINEAGE_MOST)
        return error_set(err, ERROR_LIMIT,
                         "there are more than %d themes of one section, too many to "
                         "compare with another year's; put some together first",
                         LINEAGE_MOST);
    return count <= KIN_MOST ||
           error_set(err, ERROR_LIMIT,
                     "%zu statements of one section in two years are too many to "
                     "compare; at most %d are",
                     count, KIN_MOST);
}

bool lineage_kin(struct arena *arena, const struct lineage *lineage,
                 const struct lineage_section *section, struct str_list more,
                 struct kin **out, size_t *first, struct error *err)
{
    size_t groups = section->now_count + section->before_count;
    size_t count = count_texts(section, more);
    if (!lineage_fits(section, more, err))
        return false;
    struct str_list texts = {arena_array(arena, struct str, count), 0};
    size_t *group = arena_array(arena, size_t, count);
    for (size_t i = 0; i < section->now_count; i++)
        add_texts(&texts, group, &section->now[i]->texts, i);
    for (size_t i = 0; i < section->before_count; i++)
        add_texts(&texts, group, &section->before[i]->texts, section->now_count + i);
    *first = texts.count;
    add_texts(&texts, group, &more, SIZE_MAX);
    *out = kin_of(arena, lineage->encoder, texts, group, groups);
    return true;
}

/* 0 where nothing of it can be compared. */
static uint64_t words_key(struct arena *arena, struct str text)
{
    struct arena_mark mark = arena_mark(arena);
    struct str words = csv_name(arena, text);
    uint64_t key = words.len ? table_key(words) : 0;
    arena_rewind(arena, mark);
    return key;
}

/* Which words were said in which theme: its number is in the key, from 1. */
static struct table note_words(struct arena *arena, struct lineage_theme *const *themes,
                               size_t count)
{
    struct table table = {.arena = arena};
    struct arena *passing = arena_new();
    bool is_new;
    for (size_t i = 0; i < count; i++)
        for (size_t n = 0; n < themes[i]->said; n++) {
            uint64_t key = words_key(passing, themes[i]->texts.items[n]);
            if (key)
                (void)table_add(&table, table_key_with(key, i + 1), &is_new);
        }
    arena_free(passing);
    return table;
}

/* To `out`, `step` apart, of how many of its statements each of the others has. */
static void count_shared(const struct lineage_theme *theme, const struct table *others,
                         size_t count, int32_t *out, size_t step)
{
    struct arena *passing = arena_new();
    for (size_t n = 0; n < theme->said; n++) {
        uint64_t key = words_key(passing, theme->texts.items[n]);
        for (size_t i = 0; key && i < count; i++)
            out[i * step] += table_find(others, table_key_with(key, i + 1)) != NULL;
    }
    for (size_t i = 0; theme->said && i < count; i++)
        out[i * step] = (int32_t)((int64_t)out[i * step] * 1000 / (int64_t)theme->said);
    arena_free(passing);
}

void lineage_shared(struct arena *arena, const struct lineage_section *section,
                    int32_t **of_now, int32_t **of_before)
{
    size_t now = section->now_count, before = section->before_count;
    struct table then = note_words(arena, section->before, before);
    struct table here = note_words(arena, section->now, now);
    *of_now = arena_array(arena, int32_t, now * before);
    *of_before = arena_array(arena, int32_t, now * before);
    for (size_t n = 0; n < now; n++)
        count_shared(section->now[n], &then, before, *of_now + n * before, 1);
    for (size_t b = 0; b < before; b++)
        count_shared(section->before[b], &here, now, *of_before + b, before);
}
