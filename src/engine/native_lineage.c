/* SPDX-License-Identifier: MIT */
/* theme.lineage: suggests, for each theme that people have not settled, which of last
 * cycle's it goes on from (cycle/descent.h), and how sure that is. It never links: people
 * do (review.agree_link, link_theme, unlink_theme), and what they have said stays. */
#include "engine/lineage.h"

#include "cycle/descent.h"
#include "text/alike.h"

/* Of 1000, by meaning and by words; found by reading two years of the example with what
 * two people made of them (docs/facilitator.md). */
struct bounds {
    int32_t least, least_part, clear;
};

static const struct bounds by_meaning = {250, 400, 500}, by_words = {120, 250, 220};

struct linking {
    struct lineage lineage;
    struct json suggestions[SECTION_COUNT]; /* a list each: {theme, links} */
};

static bool goes_on_from(const struct json *body, struct str id)
{
    return str_equal(json_find_text(body, STR("previous")), id) ||
           json_has_text(json_find(body, STR("also_previous")), id);
}

/* All that was said in each, as one text: few statements share enough words one by one.
 */
static struct str_list joined_texts(struct arena *arena, struct lineage_theme *const *of,
                                    size_t count)
{
    struct str_list out = {arena_array(arena, struct str, count), count};
    for (size_t i = 0; i < count; i++) {
        struct buf all = BUF_IN(arena);
        for (size_t n = 0; n < of[i]->texts.count; n++) {
            buf_add(&all, n ? STR(" . ") : STR(""));
            buf_add(&all, of[i]->texts.items[n]);
        }
        out.items[i] = buf_str(&all);
    }
    return out;
}

static bool compare(struct native_call *call, const struct lineage *lineage,
                    const struct lineage_section *of, int32_t *alike, struct error *err)
{
    struct str_list none = {NULL, 0};
    struct kin *kin;
    size_t first;
    if (!lineage_fits(of, none, err))
        return false;
    if (!lineage->encoder) {
        const uint32_t *each =
            alike_each(call->arena, joined_texts(call->arena, of->now, of->now_count),
                       joined_texts(call->arena, of->before, of->before_count));
        for (size_t i = 0; i < of->now_count * of->before_count; i++)
            alike[i] = (int32_t)each[i];
        return true;
    }
    if (!lineage_kin(call->arena, lineage, of, none, &kin, &first, err))
        return false;
    for (size_t n = 0; n < of->now_count; n++)
        for (size_t b = 0; b < of->before_count; b++)
            alike[n * of->before_count + b] = kin_groups(kin, n, of->now_count + b);
    return true;
}

static bool find_section(struct native_call *call, const struct lineage *lineage,
                         const struct lineage_section *of, struct descent *out,
                         struct error *err)
{
    struct arena *arena = call->arena;
    const struct bounds *bounds = lineage->encoder ? &by_meaning : &by_words;
    int32_t *alike = arena_array(arena, int32_t, of->now_count * of->before_count);
    bool *settled = arena_array(arena, bool, of->now_count);
    bool *taken = arena_array(arena, bool, of->before_count);
    for (size_t n = 0; n < of->now_count; n++) {
        settled[n] = of->now[n]->settled;
        for (size_t b = 0; b < of->before_count; b++)
            taken[b] |= goes_on_from(&of->now[n]->body, of->before[b]->record.id);
    }
    if (!compare(call, lineage, of, alike, err))
        return false;
    struct descent_input in = {.alike = alike,
                               .now = of->now_count,
                               .before = of->before_count,
                               .settled = settled,
                               .taken = taken,
                               .least = bounds->least,
                               .least_part = bounds->least_part,
                               .clear = bounds->clear};
    int32_t *of_now, *of_before;
    lineage_shared(arena, of, &of_now, &of_before);
    in.of_now = of_now;
    in.of_before = of_before;
    *out = descent_find(arena, &in);
    return true;
}

static struct json link_json(struct arena *arena, const struct lineage_section *of,
                             const struct descent_link *link)
{
    struct json one = json_object();
    json_set(arena, &one, STR("theme"), json_text(of->now[link->now]->record.id));
    json_set(arena, &one, STR("previous"),
             json_text(of->before[link->before]->record.id));
    json_set(arena, &one, STR("likeness"), json_integer((link->alike + 5) / 10));
    json_set(arena, &one, STR("sure"), json_text(sureness_words(link->sure)));
    return one;
}

static bool suggest_section(struct native_call *call, struct linking *linking,
                            enum section section, struct error *err)
{
    struct lineage_section of =
        lineage_section_of(call->arena, &linking->lineage, section);
    struct descent found;
    linking->suggestions[section] = json_list();
    if (!of.now_count || !of.before_count)
        return true;
    if (!find_section(call, &linking->lineage, &of, &found, err))
        return false;
    for (size_t i = 0; i < found.count; i++)
        json_add(call->arena, &linking->suggestions[section],
                 link_json(call->arena, &of, &found.items[i]));
    return true;
}

bool lineage_prepare(struct native_call *call, struct error *err)
{
    struct linking *linking = arena_alloc(call->arena, sizeof *linking);
    call->with = linking;
    if (!lineage_load(call, &linking->lineage, err) ||
        !lineage_open_encoder(call, &linking->lineage, err))
        return false;
    bool fine = true;
    for (int s = 0; s < SECTION_COUNT && fine; s++)
        fine = suggest_section(call, linking, (enum section)s, err);
    lineage_close(&linking->lineage);
    return fine;
}

/* The theme as it is to be, with the suggestions for it out of `all`. */
static struct json suggested_body(struct native_call *call, const struct linking *linking,
                                  const struct lineage_theme *theme)
{
    struct json body = json_copy(call->arena, &theme->body);
    struct json ids = json_list(), likeness = json_list(), sure = json_list();
    for (int s = 0; s < SECTION_COUNT; s++)
        for (size_t i = 0; i < json_count(&linking->suggestions[s]); i++) {
            const struct json *one = json_item(&linking->suggestions[s], i);
            if (!str_equal(json_find_text(one, STR("theme")), theme->record.id))
                continue;
            json_add(call->arena, &ids, *json_find(one, STR("previous")));
            json_add(call->arena, &likeness, *json_find(one, STR("likeness")));
            json_add(call->arena, &sure, *json_find(one, STR("sure")));
        }
    json_unset(&body, STR("maybe_previous"));
    json_unset(&body, STR("maybe_likeness"));
    json_unset(&body, STR("maybe_sure"));
    json_unset(&body, STR("maybe_by"));
    if (!json_count(&ids))
        return body;
    json_set(call->arena, &body, STR("maybe_previous"), ids);
    json_set(call->arena, &body, STR("maybe_likeness"), likeness);
    json_set(call->arena, &body, STR("maybe_sure"), sure);
    json_set(call->arena, &body, STR("maybe_by"),
             *json_find(&linking->lineage.about, STR("by")));
    return body;
}

static void say_outcome(struct native_call *call, const struct linking *linking,
                        int64_t changed)
{
    struct json all = json_list(), fresh = json_list(), gone = json_list();
    struct arena *arena = call->arena;
    const struct lineage *lineage = &linking->lineage;
    for (int s = 0; s < SECTION_COUNT; s++)
        for (size_t i = 0; i < json_count(&linking->suggestions[s]); i++)
            json_add(arena, &all, *json_item(&linking->suggestions[s], i));
    for (size_t i = 0; i < lineage->now.count; i++) {
        struct json id = json_text(lineage->now.items[i].record.id);
        bool from = json_find_text(&lineage->now.items[i].body, STR("previous")).len > 0;
        for (size_t n = 0; n < json_count(&all) && !from; n++)
            from = json_equal(json_find(json_item(&all, n), STR("theme")), &id);
        if (!from)
            json_add(arena, &fresh, id);
    }
    for (size_t i = 0; i < lineage->before.count; i++) {
        struct json id = json_text(lineage->before.items[i].record.id);
        bool on = false;
        for (size_t n = 0; n < json_count(&all) && !on; n++)
            on = json_equal(json_find(json_item(&all, n), STR("previous")), &id);
        for (size_t n = 0; n < lineage->now.count && !on; n++)
            on = goes_on_from(&lineage->now.items[n].body, id.text);
        if (!on)
            json_add(arena, &gone, id);
    }
    lineage_say_about(call, lineage);
    json_set(arena, call->outcome, STR("linked"), json_integer(changed));
    json_set(arena, call->outcome, STR("links"), all);
    json_set(arena, call->outcome, STR("new"), fresh);
    json_set(arena, call->outcome, STR("gone"), gone);
}

bool lineage_apply(struct native_call *call, struct error *err)
{
    struct linking *linking = call->with;
    const struct kind *kind = kind_find(call->process->kinds, STR("theme"));
    int64_t changed = 0;
    for (size_t i = 0; i < linking->lineage.now.count; i++) {
        const struct lineage_theme *theme = &linking->lineage.now.items[i];
        struct json body = suggested_body(call, linking, theme);
        if (theme->settled || json_equal(&body, &theme->body))
            continue;
        if (!commit_change(call->commit, kind, &theme->record, &body, err))
            return false;
        changed += json_find(&body, STR("maybe_previous")) != NULL;
    }
    say_outcome(call, linking, changed);
    return true;
}
