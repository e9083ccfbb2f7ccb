/* SPDX-License-Identifier: MIT */
/* theme.join: puts together what the tables sorted, by what most of them did
 * (cycle/agreement.h), as drafts. Joined again, a group that has most of its cards is the
 * same one. A card on which they do not agree stays on the table;
 * one that at least half of its tables left on its own stands on its own. */
#include "engine/drafting.h"
#include "engine/numbered.h"
#include "engine/requests.h"

#include "base/unicode.h"
#include "cycle/sorts.h"

#include <stdlib.h>

enum { MOST_PARTS = 4, MOST_LABEL = 180 };

/* One group, and those of its cards that are to be placed. */
struct group {
    const struct sorts *sorts;
    size_t *cards, count;
    struct said **open;
    size_t open_count;
    const struct old_theme *same; /* of an earlier join, that it goes on from */
    struct str words, label;
};

struct joining {
    struct native_call *call;
    struct drafting drafting;
    struct cards cards;
    struct piles piles;
    struct sorts sorts[SECTION_COUNT];
    struct group *groups[SECTION_COUNT];
    size_t group_count[SECTION_COUNT];
    struct json themes, created;
    size_t placed, alone, undecided, tables;
    size_t kept;     /* sorted by tables, and in groups that people have made theirs */
    size_t unsorted; /* by any table, and in no group */
};

static struct said *said_of(struct drafting *now, struct str id)
{
    size_t from = 0, to = now->said_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = str_compare(now->said[middle].record.id, id);
        if (order == 0)
            return &now->said[middle];
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

static const struct pile *pile_at(const struct group *group, size_t i, size_t table)
{
    return group->sorts->piles[group->cards[i] * group->sorts->tables.count + table];
}

/* The pile of a table that most of the group lay in, those on their own left out; a pile
 * with one card of the group says little of it. */
static const struct pile *main_pile(const struct group *group, size_t table)
{
    const struct pile *best = NULL;
    size_t most = 1;
    for (size_t i = 0; i < group->count; i++) {
        const struct pile *pile = pile_at(group, i, table);
        size_t same = 0;
        if (!pile || pile->alone || pile == best)
            continue;
        for (size_t j = 0; j < group->count; j++)
            same += pile_at(group, j, table) == pile;
        if (same > most) {
            most = same;
            best = pile;
        }
    }
    return best;
}

/* What the tables called it; where none gave it a name, which piles it comes from. */
static struct str label_of(struct arena *arena, const struct group *group)
{
    struct buf names = BUF_IN(arena), piles = BUF_IN(arena);
    size_t parts = 0;
    for (size_t t = 0; t < group->sorts->tables.count && parts < MOST_PARTS; t++) {
        const struct pile *pile = main_pile(group, t);
        if (!pile)
            continue;
        parts++;
        buf_add_format(&piles, "%s%.*s: %.*s", piles.len ? " · " : "",
                       STR_ARGS(pile->table), STR_ARGS(pile->pile));
        if (pile->name.len && !theme_number_reads(pile->name) &&
            str_find(buf_str(&names), pile->name) == SIZE_MAX)
            buf_add_format(&names, "%s%.*s", names.len ? " · " : "",
                           STR_ARGS(pile->name));
    }
    return unicode_cut(buf_str(names.len ? &names : &piles), MOST_LABEL);
}

static struct json tables_of(struct arena *arena, const struct group *group)
{
    struct json list = json_list();
    for (size_t t = 0; t < group->sorts->tables.count; t++) {
        bool any = false;
        for (size_t i = 0; i < group->count; i++)
            any = any || pile_at(group, i, t);
        if (any)
            json_add(arena, &list, json_text(group->sorts->tables.items[t]));
    }
    return list;
}

static bool put_theme(struct joining *now, const struct group *group,
                      enum section section, struct str *id, struct error *err)
{
    struct native_call *call = now->call;
    const struct kind *kind = kind_find(call->process->kinds, STR("theme"));
    struct json body =
        group->same ? json_copy(call->arena, &group->same->body) : json_object();
    json_set(call->arena, &body, STR("section"), json_text(section_name(section)));
    json_set(call->arena, &body, STR("drafted"), json_bool(true));
    json_set(call->arena, &body, STR("label"), json_text(group->label));
    json_set(call->arena, &body, STR("sorted_by"), tables_of(call->arena, group));
    if (group->same) {
        struct record record = group->same->record;
        *id = record.id;
        return json_equal(&body, &group->same->body) ||
               commit_change(call->commit, kind, &record, &body, err);
    }
    if (!commit_create(call->commit, kind, call->process->cycle.id, &body, id, err))
        return false;
    json_add(call->arena, &now->created, json_text(*id));
    return true;
}

static bool make_theme(struct joining *now, struct group *group, enum section section,
                       struct error *err)
{
    struct native_call *call = now->call;
    struct str id;
    if (!group->label.len)
        group->label = drafting_new_label(call->arena, &now->drafting, group->words);
    if (!put_theme(now, group, section, &id, err))
        return false;
    for (size_t i = 0; i < group->open_count; i++)
        if (!drafting_place(call, group->open[i], id, err))
            return false;
    drafting_note(call, id, group->open[0]->record.id, group->open_count, &now->themes);
    now->placed += group->open_count;
    return true;
}

static bool stands_alone(const struct group *group)
{
    struct sorted_alone said = sorts_alone(group->sorts, group->cards[0]);
    return group->count == 1 && said.alone * 2 >= said.tables;
}

static bool settle_group(struct joining *now, struct group *group, enum section section,
                         struct error *err)
{
    if (group->open_count >= 2)
        return make_theme(now, group, section, err);
    if (group->open_count == 0)
        return true;
    if (stands_alone(group)) {
        now->alone++;
        return drafting_place(now->call, group->open[0], STR_NONE, err);
    }
    now->undecided++;
    return drafting_unplace(now->call, group->open[0], err);
}

/* A group that was joined before is the same one, and is called as it was where its piles
 * are; the words' own groups are others. */
static void go_on_from(struct joining *now, struct group *group)
{
    struct arena *arena = now->call->arena;
    if (group->open_count < 2)
        return;
    group->words = label_of(arena, group);
    group->same = drafting_same(&now->drafting, group->open, group->open_count);
    if (group->same && !json_find(&group->same->body, STR("sorted_by")))
        group->same = NULL;
    group->label = drafting_kept_label(arena, &now->drafting, group->words, group->same);
}

static bool join_section(struct joining *now, enum section section, struct error *err)
{
    struct arena *arena = now->call->arena;
    struct sorts *sorts = &now->sorts[section];
    struct joined joined;
    if (!sorts_of(arena, &now->piles, &now->cards, section, sorts))
        return true;
    if (!agreement_join(arena, &sorts->in, &joined, err))
        return false;
    if (sorts->tables.count > now->tables)
        now->tables = sorts->tables.count;
    struct group *groups = arena_array(arena, struct group, joined.count);
    for (size_t c = 0; c < sorts->in.cards; c++)
        groups[joined.of[c]].count++;
    for (size_t g = 0; g < joined.count; g++)
        groups[g] =
            (struct group){.sorts = sorts,
                           .cards = arena_array(arena, size_t, groups[g].count),
                           .open = arena_array(arena, struct said *, groups[g].count)};
    for (size_t c = 0; c < sorts->in.cards; c++) {
        struct group *group = &groups[joined.of[c]];
        struct said *said = said_of(&now->drafting, sorts->cards[c]->record.id);
        group->cards[group->count++] = c;
        now->kept +=
            said && !said->candidate && json_find_text(&said->body, STR("theme")).len;
        if (said && said->candidate)
            group->open[group->open_count++] = said;
    }
    for (size_t g = 0; g < joined.count; g++)
        go_on_from(now, &groups[g]);
    now->groups[section] = groups;
    now->group_count[section] = joined.count;
    return true;
}

static bool settle_section(struct joining *now, enum section section, struct error *err)
{
    for (size_t g = 0; g < now->group_count[section]; g++)
        if (!settle_group(now, &now->groups[section][g], section, err))
            return false;
    return true;
}

/* What the words put into a group that is gone, or what a table had by a slip. */
static size_t count_unsorted(struct joining *now)
{
    size_t count = 0;
    for (size_t i = 0; i < now->cards.count; i++) {
        const struct card *card = &now->cards.items[i];
        const struct said *said = said_of(&now->drafting, card->record.id);
        struct str asked = now->drafting.section;
        bool here = !asked.len || str_equal(asked, section_name(card->section));
        if (here && said && !said->sorted &&
            !json_find_text(&said->body, STR("tray")).len)
            count += said->left_over || !json_find_text(&said->body, STR("theme")).len;
    }
    return count;
}

static void say_outcome(struct joining *now)
{
    struct native_call *call = now->call;
    const struct {
        const char *name;
        size_t count;
    } counts[] = {{"statements", now->placed},   {"alone", now->alone},
                  {"undecided", now->undecided}, {"kept", now->kept},
                  {"unsorted", now->unsorted},   {"tables", now->tables}};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        json_set(call->arena, call->outcome, str_of(counts[i].name),
                 json_integer((int64_t)counts[i].count));
    json_set(call->arena, call->outcome, STR("themes"), now->themes);
    if (json_count(&now->created))
        json_set(call->arena, call->outcome, STR("created"), now->created);
}

bool join_prepare(struct native_call *call, struct error *err)
{
    struct joining *now = arena_alloc(call->arena, sizeof *now);
    struct cards_request request = cards_of(call->engine, call->process);
    *now = (struct joining){.call = call, .themes = json_list(), .created = json_list()};
    call->with = now;
    if (!drafting_load(call, true, &now->drafting, err) ||
        !cards_load(call->arena, &request, &now->cards, err) ||
        !piles_load(request.db, call->arena, request.cycle, &now->piles, err))
        return false;
    return now->piles.count > 0 ||
           error_set(err, ERROR_REFUSED,
                     "no table's sort has come back yet; bring in what each table sorted "
                     "with `waymark import sorts FILE --table NAME`");
}

bool join_apply(struct native_call *call, struct error *err)
{
    struct joining *now = call->with;
    struct str asked = now->drafting.section;
    now->call = call;
    for (int s = 0; s < SECTION_COUNT; s++)
        if ((!asked.len || str_equal(asked, section_name((enum section)s))) &&
            !join_section(now, (enum section)s, err))
            return false;
    for (int s = 0; s < SECTION_COUNT; s++)
        if (!settle_section(now, (enum section)s, err))
            return false;
    if (!drafting_drop_old(call, &now->drafting, err))
        return false;
    now->unsorted = count_unsorted(now);
    say_outcome(now);
    return true;
}
