/* SPDX-License-Identifier: MIT */
/* What a report needs of the cycles before: the thread above an action that was
 * carried over, what its indicators measured then, and the themes of last time. */
#include "cycle/publish_parts.h"

#include "cycle/carried.h"

#include <stdlib.h>

enum { MOST_CYCLES = 50 }; /* that an indicator is carried through */

static bool find_entry(struct publishing *now, struct str id, const struct entry **out,
                       struct str *cycle, struct error *err)
{
    struct record record;
    bool found;
    *out = NULL;
    if (!id.len)
        return true;
    if (!record_find(now->request->db, now->arena, id, &record, &found, err))
        return false;
    if (!found)
        return true;
    struct entry *entry = arena_alloc(now->arena, sizeof *entry);
    entry->id = record.id;
    if (cycle)
        *cycle = record.cycle;
    *out = entry;
    return json_parse(now->arena, record.body, &entry->body, err);
}

static bool follow(struct publishing *now, const struct entry *from, const char *field,
                   const struct entry **out, struct error *err)
{
    *out = NULL;
    return !from ||
           find_entry(now, json_find_text(&from->body, str_of(field)), out, NULL, err);
}

static bool chain_above(struct publishing *now, const struct entry *action,
                        struct chain *out, struct error *err)
{
    struct str success;
    return carried_success(now->request->db, now->arena, &action->body, &success, err) &&
           find_entry(now, success, &out->success, NULL, err) &&
           follow(now, out->success, "cause", &out->cause, err) &&
           follow(now, out->cause, "theme", &out->theme, err);
}

static int by_date(const void *a, const void *b)
{
    const struct entry *left = *(const struct entry *const *)a;
    const struct entry *right = *(const struct entry *const *)b;
    int order = str_compare(json_find_text(&left->body, STR("date")),
                            json_find_text(&right->body, STR("date")));
    return order ? order : str_compare(left->id, right->id);
}

static void add_measurement(struct publishing *now, struct series *series, size_t *room,
                            const struct entry *one)
{
    series->items = arena_one_more(now->arena, series->items,
                                   sizeof(const struct entry *), series->count, room);
    series->items[series->count++] = one;
}

static bool add_measured(struct publishing *now, struct str cycle, struct str indicator,
                         struct series *series, size_t *room, struct error *err)
{
    struct str_list ids;
    const struct entry *one;
    if (!record_by(now->request->db, now->arena, cycle, STR("measurement"),
                   STR("indicator"), indicator, &ids, err))
        return false;
    for (size_t i = 0; i < ids.count; i++) {
        if (!find_entry(now, ids.items[i], &one, NULL, err))
            return false;
        if (one)
            add_measurement(now, series, room, one);
    }
    return true;
}

static bool series_of(struct publishing *now, const struct entry *indicator,
                      struct series *out, struct error *err)
{
    struct str cycle = now->request->cycle;
    size_t room = 0;
    for (int i = 0; indicator && i < MOST_CYCLES; i++) {
        if (!add_measured(now, cycle, indicator->id, out, &room, err) ||
            !find_entry(now, json_find_text(&indicator->body, STR("carried_from")),
                        &indicator, &cycle, err))
            return false;
    }
    if (out->count)
        qsort(out->items, out->count, sizeof(const struct entry *), by_date);
    return true;
}

static bool load_themes_before(struct publishing *now, struct error *err)
{
    struct str previous = json_find_text(now->request->body, STR("previous"));
    struct record_list list;
    if (!previous.len)
        return true;
    if (!record_list(now->request->db, now->arena, previous, STR("theme"), &list, err))
        return false;
    now->before = (struct entries){arena_array(now->arena, struct entry, list.count), 0};
    for (size_t i = 0; i < list.count; i++) {
        struct entry *entry = &now->before.items[now->before.count];
        entry->id = list.items[i].id;
        if (!json_parse(now->arena, list.items[i].body, &entry->body, err))
            return false;
        now->before.count += json_find_bool(&entry->body, STR("agreed"));
    }
    return true;
}

bool before_load(struct publishing *now, struct error *err)
{
    now->chains = arena_array(now->arena, struct chain, now->actions.count);
    now->series = arena_array(now->arena, struct series, now->indicators.count);
    for (size_t i = 0; i < now->actions.count; i++)
        if (!chain_above(now, &now->actions.items[i], &now->chains[i], err))
            return false;
    for (size_t i = 0; i < now->indicators.count; i++)
        if (!series_of(now, &now->indicators.items[i], &now->series[i], err))
            return false;
    return load_themes_before(now, err);
}

/* What a theme of this time goes on from, as people agreed; else as the computer
 * suggests, which a report says. */
struct goes_on {
    const struct json *body;
    bool agreed;
};

static bool leads_to(const struct json *body, bool agreed, struct str before)
{
    if (!agreed)
        return json_has_text(json_find(body, STR("maybe_previous")), before);
    return str_equal(json_find_text(body, STR("previous")), before) ||
           json_has_text(json_find(body, STR("also_previous")), before);
}

static struct goes_on going_on(const struct json *body)
{
    bool agreed =
        json_find(body, STR("previous")) || json_find_bool(body, STR("new_this_time"));
    return (struct goes_on){body, agreed};
}

/* How many themes of this time go on from that one. */
static size_t goes_into(const struct publishing *now, struct str before)
{
    size_t count = 0;
    for (size_t i = 0; i < now->themes.count; i++) {
        struct goes_on one = going_on(&now->themes.items[i].body);
        count += json_find_bool(one.body, STR("agreed")) && one.agreed &&
                 leads_to(one.body, true, before);
    }
    return count;
}

/* Whether one that is agreed goes on from it, or may. */
static bool goes_on(const struct publishing *now, struct str before)
{
    for (size_t i = 0; i < now->themes.count; i++) {
        struct goes_on one = going_on(&now->themes.items[i].body);
        if (json_find_bool(one.body, STR("agreed")) &&
            leads_to(one.body, one.agreed, before))
            return true;
    }
    return false;
}

static struct str what_became(struct publishing *now, struct goes_on one, size_t from,
                              size_t into)
{
    if (from == 0)
        return STR("new this time");
    if (!one.agreed)
        return STR("perhaps still said; people have not looked at this yet");
    if (from > 1)
        return str_format(now->arena, "still said; %zu themes of last time are one now",
                          from);
    if (into > 1)
        return str_format(now->arena, "still said, as %zu themes now", into);
    return STR("still said");
}

static void this_row(struct publishing *now, const struct entry *this)
{
    struct goes_on one = going_on(&this->body);
    struct buf names = BUF_IN(now->arena);
    size_t from = 0, into = 0;
    for (size_t i = 0; i < now->before.count; i++) {
        const struct entry *last = &now->before.items[i];
        if (!leads_to(&this->body, one.agreed, last->id))
            continue;
        into = from++ ? into : goes_into(now, last->id);
        buf_add_format(&names, "%s%.*s", names.len ? "; " : "",
                       STR_ARGS(theme_name(now, last)));
    }
    published_row(now->doc);
    published_text(now->doc, theme_name(now, this));
    published_cell_link(now->doc, this->id);
    if (from)
        published_text(now->doc, buf_str(&names));
    else
        published_empty(now->doc);
    published_text(now->doc, what_became(now, one, from, into));
}

static void last_row(struct publishing *now, const struct entry *last)
{
    published_row(now->doc);
    published_empty(now->doc);
    published_text(now->doc, theme_name(now, last));
    published_text(now->doc, STR("not a theme this time"));
}

/* Without counts: two years' numbers of the same people would differ by few. */
void before_table(struct publishing *now)
{
    size_t agreed = 0;
    for (size_t i = 0; i < now->themes.count; i++)
        agreed += json_find_bool(&now->themes.items[i].body, STR("agreed"));
    /* Before this year's are agreed nobody can say what is none. */
    if (now->before.count == 0 || agreed == 0)
        return;
    published_table(
        now->doc, STR("Themes this time and last time"),
        STR("There are no numbers here, because other people were asked last time."),
        STR_NONE);
    published_column(now->doc, STR("This time"), false);
    published_column(now->doc, STR("Last time"), false);
    published_column(now->doc, STR("What became of it"), false);
    for (size_t i = 0; i < now->themes.count; i++) {
        const struct entry *theme = &now->themes.items[i];
        if (json_find_bool(&theme->body, STR("agreed")))
            this_row(now, theme);
    }
    for (size_t i = 0; i < now->before.count; i++)
        if (!goes_on(now, now->before.items[i].id))
            last_row(now, &now->before.items[i]);
}
