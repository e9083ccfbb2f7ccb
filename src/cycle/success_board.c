/* SPDX-License-Identifier: MIT */
#include "cycle/success_board.h"

#include "base/unicode.h"
#include "cycle/room.h"
#include "format/json.h"
#include "store/parsed.h"

#include <stdlib.h>

/* A success statement before it has its place. */
struct loose {
    struct success_said said;
    struct str cause, head; /* head: of those that say the same */
    struct str words;       /* folded: by these two are word for word alike */
    size_t viewpoints;      /* of its group */
};

struct loose_list {
    struct loose *items;
    size_t count;
};

static size_t place_of(struct str perspective)
{
    size_t p = 0;
    while (p < ROOM_PERSPECTIVES && !str_equal(room_perspective(p), perspective))
        p++;
    return p;
}

static bool load_said(struct db *db, struct arena *arena, struct str cycle,
                      struct loose_list *out, struct error *err)
{
    struct parsed_list list;
    if (!parsed_all(db, arena, cycle, STR("success"), &list, err))
        return false;
    *out = (struct loose_list){arena_array(arena, struct loose, list.count), list.count};
    for (size_t i = 0; i < list.count; i++) {
        const struct parsed *one = &list.items[i];
        struct str same = parsed_text(one, "same_as");
        out->items[i] =
            (struct loose){.said = {.id = one->record.id,
                                    .perspective = parsed_text(one, "perspective"),
                                    .text = parsed_text(one, "text")},
                           .cause = parsed_text(one, "cause"),
                           .head = same.len ? same : one->record.id};
        out->items[i].words = unicode_fold(arena, out->items[i].said.text);
    }
    return true;
}

/* What is word for word alike says the same, whether the room marked it or not. */
static void join_same_words(struct loose_list *all)
{
    for (size_t i = 0; i < all->count; i++)
        for (size_t n = 0; n < i; n++) {
            struct str head = all->items[n].head, other = all->items[i].head;
            if (!str_equal(all->items[i].cause, all->items[n].cause) ||
                !str_equal(all->items[i].words, all->items[n].words) ||
                str_equal(head, other))
                continue;
            for (size_t k = 0; k < all->count; k++)
                if (str_equal(all->items[k].head, other))
                    all->items[k].head = head;
        }
}

/* Of all rounds but those that are open. */
static bool count_dots(struct db *db, struct arena *arena, struct str cycle,
                       const struct str_list *open, struct success_board *board,
                       struct error *err)
{
    struct parsed_list votes;
    if (!parsed_all(db, arena, cycle, STR("vote"), &votes, err))
        return false;
    for (size_t v = 0; v < votes.count; v++) {
        const struct parsed *vote = &votes.items[v];
        bool hidden = false;
        for (size_t i = 0; i < open->count; i++)
            hidden = hidden || str_equal(parsed_text(vote, "ballot"), open->items[i]);
        for (size_t c = 0; c < board->count && !hidden; c++)
            if (str_equal(parsed_text(vote, "cause"), board->causes[c].id))
                board->causes[c].dots += json_find_integer(&vote->body, STR("dots"), 0);
    }
    return true;
}

static int by_dots(const void *a, const void *b)
{
    const struct success_cause *left = a, *right = b;
    if (left->dots != right->dots)
        return left->dots > right->dots ? -1 : 1;
    return str_compare(left->id, right->id);
}

/* Those that most viewpoints agree on come first. */
static int by_agreement(const void *a, const void *b)
{
    const struct loose *left = a, *right = b;
    if (left->viewpoints != right->viewpoints)
        return left->viewpoints > right->viewpoints ? -1 : 1;
    int order = str_compare(left->head, right->head);
    if (order)
        return order;
    size_t first = place_of(left->said.perspective),
           second = place_of(right->said.perspective);
    if (first != second)
        return first < second ? -1 : 1;
    return str_compare(left->said.id, right->said.id);
}

static void count_viewpoints(struct loose_list *all)
{
    for (size_t i = 0; i < all->count; i++) {
        bool there[ROOM_PERSPECTIVES + 1] = {false};
        for (size_t n = 0; n < all->count; n++)
            if (str_equal(all->items[n].head, all->items[i].head))
                there[place_of(all->items[n].said.perspective)] = true;
        for (size_t p = 0; p <= ROOM_PERSPECTIVES; p++)
            all->items[i].viewpoints += there[p];
    }
}

static void give_to(struct success_cause *cause, struct arena *arena,
                    const struct loose_list *sorted)
{
    const struct loose *before = NULL;
    cause->said = arena_array(arena, struct success_said, sorted->count);
    for (size_t i = 0; i < sorted->count; i++) {
        const struct loose *one = &sorted->items[i];
        if (!str_equal(one->cause, cause->id))
            continue;
        if (!before || !str_equal(before->head, one->head))
            cause->groups++;
        before = one;
        cause->said[cause->count] = one->said;
        cause->said[cause->count++].group = cause->groups - 1;
    }
}

static bool load_causes(struct db *db, struct arena *arena, struct str cycle,
                        const struct loose_list *sorted, struct success_board *out,
                        struct error *err)
{
    struct parsed_list causes;
    if (!parsed_all(db, arena, cycle, STR("cause"), &causes, err))
        return false;
    out->causes = arena_array(arena, struct success_cause, causes.count);
    for (size_t i = 0; i < causes.count; i++) {
        const struct parsed *one = &causes.items[i];
        struct success_cause *cause = &out->causes[out->count];
        *cause = (struct success_cause){.id = one->record.id,
                                        .text = parsed_text(one, "text")};
        give_to(cause, arena, sorted);
        out->count += cause->count > 0 || json_find_bool(&one->body, STR("root"));
    }
    return true;
}

bool success_board_load(struct db *db, struct arena *arena, struct str cycle,
                        struct success_board *out, struct error *err)
{
    struct loose_list all;
    struct str_list open;
    *out = (struct success_board){.count = 0};
    if (!load_said(db, arena, cycle, &all, err) ||
        !record_by(db, arena, cycle, STR("ballot"), STR("state"), STR("open"), &open,
                   err))
        return false;
    join_same_words(&all);
    count_viewpoints(&all);
    if (all.count)
        qsort(all.items, all.count, sizeof(struct loose), by_agreement);
    if (!load_causes(db, arena, cycle, &all, out, err) ||
        !count_dots(db, arena, cycle, &open, out, err))
        return false;
    if (out->count)
        qsort(out->causes, out->count, sizeof(struct success_cause), by_dots);
    return true;
}

size_t success_viewpoints(const struct success_cause *cause, size_t group)
{
    size_t count = 0;
    struct str last = STR_NONE;
    for (size_t i = 0; i < cause->count; i++)
        if (cause->said[i].group == group &&
            !str_equal(cause->said[i].perspective, last)) {
            last = cause->said[i].perspective;
            count++;
        }
    return count;
}
