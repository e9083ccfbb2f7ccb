/* SPDX-License-Identifier: MIT */
#include "engine/theme_import_parts.h"

enum { CARDS_TOLD = 10 };

/* By number: (highest + 1), from 0. */
struct numbered {
    const struct card **cards;
    struct wish **wishes; /* the first line that has the card */
};

static void refuse(struct theme_planning *now, struct wish *wish, const char *why)
{
    wish->settled = true;
    notice_add(now->notices, true, wish->line->file, wish->line->line, "%s", why);
}

static struct place place_now(struct theme_planning *now, const struct card *card)
{
    struct str tray = json_find_text(&card->body, STR("tray"));
    struct target *target = target_of_id(now, json_find_text(&card->body, STR("theme")));
    if (target)
        return (struct place){PLACE_GROUP, target};
    if (str_equal(tray, STR("alone")))
        return (struct place){PLACE_ALONE, NULL};
    return (struct place){str_equal(tray, STR("unsure")) ? PLACE_UNSURE : PLACE_NONE,
                          NULL};
}

static struct place place_kept(struct theme_planning *now, const struct theme_kept *kept)
{
    if (str_equal(kept->place, STR("alone")))
        return (struct place){PLACE_ALONE, NULL};
    if (str_equal(kept->place, STR("unsure")))
        return (struct place){PLACE_UNSURE, NULL};
    struct target *target = target_of_id(now, kept->place);
    return (struct place){target ? PLACE_GROUP : PLACE_NONE, target};
}

static bool same_place(struct place one, struct place other)
{
    return one.kind == other.kind && one.group == other.group;
}

static struct place place_final(struct place place)
{
    return (struct place){place.kind, target_final(place.group)};
}

/* Others' lines say otherwise since the file was written: both sides are shown. */
static void check_meanwhile(struct theme_planning *now, struct wish *wish,
                            struct place before)
{
    struct place current = place_now(now, wish->card);
    struct error why;
    if (same_place(current, before) ||
        same_place(place_final(current), place_final(before)))
        return;
    error_put(&why, ERROR_CONFLICT,
              "card %lld was in %.*s when the file was %s; the file puts it into "
              "%.*s, but somebody has put it into %.*s meanwhile, and there it stays; "
              "agree where it belongs, and move it in a new export",
              (long long)wish->card->number, STR_ARGS(place_words(now, before)),
              wish->left ? "last loaded" : "written",
              STR_ARGS(place_words(now, wish->to)), STR_ARGS(place_words(now, current)));
    refuse(now, wish, why.text);
}

/* What the last load of this file has left is what its line is held against. */
static void take_base(struct theme_planning *now, struct wish *wish)
{
    wish->base = wish->line->kept;
    wish->left = wish->base.known ? left_find(now, wish->card->record.id, LEFT_PLACE,
                                              wish->base.version)
                                  : NULL;
    if (!wish->left)
        return;
    const struct target *group = target_of_id(now, wish->left->words);
    wish->base.place = wish->left->words.len ? wish->left->words : STR("-");
    wish->base.label = group && group->label.len ? group->label : STR("-");
}

/* The line stands as it was loaded; somebody may have moved the card since. */
static void settle_as_left(struct theme_planning *now, struct wish *wish)
{
    wish->settled = true;
    if (!wish->left ||
        same_place(place_final(wish->to), place_final(place_now(now, wish->card))))
        return;
    struct line_past past = {.state = LINE_DONE, .row = {.at = wish->left->at}};
    plan_note_past(now, wish->line->file, wish->line->line, &past);
}

static bool is_untouched(struct theme_planning *now, const struct wish *wish)
{
    const struct theme_kept *kept = &wish->base;
    size_t number = theme_sheet_label(wish->line->group);
    if (!kept->known)
        return !wish->line->group.len;
    if (number && number == theme_sheet_label(kept->label))
        return true;
    return !number && !wish->line->group.len &&
           place_kept(now, kept).kind == PLACE_NONE && !theme_sheet_label(kept->label);
}

static bool read_wish(struct theme_planning *now, struct wish *wish, struct error *err)
{
    const struct theme_kept *kept = &wish->base;
    struct error why;
    if (is_untouched(now, wish)) {
        wish->to = kept->known ? place_kept(now, kept) : place_now(now, wish->card);
        settle_as_left(now, wish);
        return true;
    }
    if (!place_read(now, wish, &wish->to, &why)) {
        if (why.kind == ERROR_SYSTEM) {
            *err = why;
            return false;
        }
        struct place stays = place_now(now, wish->card);
        wish->settled = true;
        notice_add(now->notices, true, wish->line->file, wish->line->line,
                   "%s; card %lld stays in %.*s", why.text, (long long)wish->card->number,
                   STR_ARGS(place_words(now, stays)));
        return true;
    }
    /* An emptied cell: nothing that was said is dropped. */
    if (wish->to.kind == PLACE_NONE)
        wish->to.kind = PLACE_UNSURE;
    if (kept->known && same_place(wish->to, place_kept(now, kept)))
        settle_as_left(now, wish);
    return true;
}

/* A card that stands twice: twice the same is once; else nobody can tell. */
static void check_doubled(struct theme_planning *now, struct wish *first,
                          struct wish *second)
{
    bool same = same_place(place_final(first->to), place_final(second->to));
    second->settled = true;
    if (same) {
        notice_add(now->notices, false, second->line->file, second->line->line,
                   "card %lld stands twice, in line %zu, too, and in the same group: "
                   "it counts once",
                   (long long)second->card->number, first->line->line);
        return;
    }
    first->settled = true;
    notice_add(now->notices, true, second->line->file, second->line->line,
               "card %lld stands twice: here in %.*s, and in line %zu in %.*s; it stays "
               "in %.*s; take away the line that is wrong, and import it again",
               (long long)second->card->number, STR_ARGS(place_words(now, second->to)),
               first->line->line, STR_ARGS(place_words(now, first->to)),
               STR_ARGS(place_words(now, place_now(now, second->card))));
}

static void settle(struct theme_planning *now, struct wish *wish)
{
    struct place before = place_kept(now, &wish->base);
    if (wish->settled)
        return;
    if (same_place(place_final(wish->to), place_final(place_now(now, wish->card))))
        wish->settled = true;
    else if (wish->line->kept.known)
        check_meanwhile(now, wish, before);
}

/* Deleted lines: the cards stay where they are, and are named. */
static void say_missing(struct theme_planning *now, const struct numbered *by)
{
    struct buf names = BUF_IN(now->arena);
    bool present[SECTION_COUNT] = {false};
    int64_t highest = 0;
    size_t missing = 0;
    for (size_t i = 0; i < now->wish_count; i++) {
        const struct wish *wish = &now->wishes[i];
        if (wish->card)
            present[wish->card->section] = true;
        if (wish->line->kept.cards > highest)
            highest = wish->line->kept.cards;
    }
    for (int64_t n = 1; n <= highest && n <= now->cards.highest; n++) {
        const struct card *card = by->cards[n];
        if (!card || !card_is_sorted(card) || by->wishes[n] || !present[card->section])
            continue;
        if (missing++ < CARDS_TOLD)
            buf_add_format(&names, "%s%lld", names.len ? ", " : "", (long long)n);
    }
    if (!missing)
        return;
    if (missing > CARDS_TOLD)
        buf_add_format(&names, " and %zu more", missing - CARDS_TOLD);
    notice_add(now->notices, false, now->request->name, 0,
               "%s in it: %.*s. Nothing that was said is dropped, so %s",
               missing == 1 ? "this card is not" : "these cards are not",
               STR_ARGS(buf_str(&names)),
               missing == 1 ? "it stays where it is" : "they stay where they are");
}

/* How many cards each group has when all is done. */
static void count_held(struct theme_planning *now)
{
    for (size_t i = 0; i < now->cards.count; i++) {
        struct place place = place_now(now, &now->cards.items[i]);
        if (place.group && card_is_sorted(&now->cards.items[i]))
            target_final(place.group)->held++;
    }
    for (size_t i = 0; i < now->wish_count; i++) {
        const struct wish *wish = &now->wishes[i];
        if (wish->settled)
            continue;
        struct place from = place_now(now, wish->card);
        if (from.group && card_is_sorted(wish->card))
            target_final(from.group)->held--;
        if (wish->to.group)
            target_final(wish->to.group)->held++;
    }
}

/* Where all that a group had goes to one other, the group goes with it: so its causes
 * and stories, and cards that are not in the file, go along. */
static void join_emptied(struct theme_planning *now, struct target *target)
{
    struct target *to = NULL;
    size_t moved = 0;
    if (!target->group || target->into || target->held || target->name_edited ||
        target->meaning_edited)
        return;
    for (size_t i = 0; i < now->wish_count; i++) {
        const struct wish *wish = &now->wishes[i];
        if (wish->settled || place_now(now, wish->card).group != target)
            continue;
        struct target *final = target_final(wish->to.group);
        if (!final || (to && to != final))
            return;
        to = final;
        moved++;
    }
    if (!moved)
        return;
    target->into = to;
    for (size_t i = 0; i < now->wish_count; i++) {
        struct wish *wish = &now->wishes[i];
        if (!wish->settled && place_now(now, wish->card).group == target)
            wish->merged = true;
    }
}

static void find_numbered(struct theme_planning *now, struct numbered *by)
{
    size_t room = (size_t)now->cards.highest + 1;
    *by = (struct numbered){arena_array(now->arena, const struct card *, room),
                            arena_array(now->arena, struct wish *, room)};
    for (size_t i = 0; i < now->cards.count; i++)
        by->cards[now->cards.items[i].number] = &now->cards.items[i];
    by->cards[0] = NULL; /* those without a number yet */
}

/* They stand in the file all the same: they are not missing. */
static void leave_out(struct theme_planning *now, struct numbered *by)
{
    for (size_t i = 0; i < now->wish_count; i++) {
        struct wish *wish = &now->wishes[i];
        if (!wish->left_out)
            continue;
        wish->settled = true;
        wish->to = place_now(now, wish->card);
        if (!by->wishes[wish->line->number])
            by->wishes[wish->line->number] = wish;
    }
}

bool plan_wishes(struct theme_planning *now, struct error *err)
{
    struct numbered by;
    find_numbered(now, &by);
    if (!plan_lines(now, by.cards, err))
        return false;
    for (size_t i = 0; i < now->wish_count; i++) {
        struct wish *wish = &now->wishes[i];
        if (!wish->card || wish->left_out)
            continue;
        take_base(now, wish);
        if (!read_wish(now, wish, err))
            return false;
        struct wish **first = &by.wishes[wish->line->number];
        if (*first)
            check_doubled(now, *first, wish);
        else
            *first = wish;
    }
    leave_out(now, &by);
    for (size_t i = 0; i < now->wish_count; i++)
        if (now->wishes[i].card)
            settle(now, &now->wishes[i]);
    say_missing(now, &by);
    count_held(now);
    for (size_t i = 0; i < now->target_count; i++)
        join_emptied(now, &now->targets[i]);
    return true;
}
