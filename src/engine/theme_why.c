/* SPDX-License-Identifier: MIT */
#include "engine/theme_why.h"

#include "text/cluster.h"

/* The cards of one heading, and the groups that they are in; one that is in none is a
 * group of its own. */
struct held {
    const struct card **cards;
    struct str_list texts;
    size_t *of;             /* (texts.count) */
    struct str_list groups; /* ids; empty: of a card that is in none */
    size_t asked;
};

static struct str text_of(const struct card *card, struct str field)
{
    return json_find_text(&card->body, field);
}

static bool takes_part(const struct card *card)
{
    return card->on_table || text_of(card, STR("theme")).len ||
           str_equal(text_of(card, STR("tray")), STR("unsure"));
}

static size_t group_of(struct held *held, struct str theme)
{
    for (size_t i = 0; theme.len && i < held->groups.count; i++)
        if (str_equal(held->groups.items[i], theme))
            return i;
    held->groups.items[held->groups.count] = theme;
    return held->groups.count++;
}

static const struct card *find_card(const struct cards *cards, struct str id)
{
    for (size_t i = 0; i < cards->count; i++)
        if (str_equal(cards->items[i].record.id, id))
            return &cards->items[i];
    return NULL;
}

static struct held hold(struct arena *arena, const struct cards *cards,
                        const struct card *asked)
{
    struct held held = {arena_array(arena, const struct card *, cards->count),
                        {arena_array(arena, struct str, cards->count), 0},
                        arena_array(arena, size_t, cards->count),
                        {arena_array(arena, struct str, cards->count), 0},
                        0};
    for (size_t i = 0; i < cards->count; i++) {
        const struct card *card = &cards->items[i];
        if (card->section != asked->section || !takes_part(card))
            continue;
        size_t at = held.texts.count++;
        if (card == asked)
            held.asked = at;
        held.cards[at] = card;
        held.texts.items[at] = text_of(card, STR("text"));
        held.of[at] = group_of(&held, text_of(card, STR("theme")));
    }
    return held;
}

static bool explain(struct arena *arena, struct held *held, struct encoder *encoder,
                    struct clusters *out, struct error *err)
{
    struct cluster_options options = {.encoder = encoder};
    if (!cluster_explain(arena, held->texts, held->of, held->groups.count, held->asked,
                         options, out, err))
        return false;
    size_t own = held->of[held->asked], next = out->next[held->asked];
    if (held->groups.items[own].len || next == own)
        return true;
    /* In none: as if it were in the one that it is most like. */
    held->of[held->asked] = next;
    return cluster_explain(arena, held->texts, held->of, held->groups.count, held->asked,
                           options, out, err);
}

static void find_same(struct arena *arena, const struct held *held,
                      const struct clusters *found, struct theme_why *out)
{
    size_t twin = found->reasons[held->asked].twin;
    out->same = arena_array(arena, const struct card *, held->texts.count);
    for (size_t i = 0; i < held->texts.count; i++)
        if (i != held->asked && found->reasons[i].twin == twin)
            out->same[out->same_count++] = held->cards[i];
}

static void tell(struct arena *arena, const struct held *held,
                 const struct clusters *found, struct theme_why *out)
{
    const struct reason *reason = &found->reasons[held->asked];
    size_t own = found->of[held->asked], next = found->next[held->asked];
    if (!out->theme.len)
        out->nearest = held->groups.items[own];
    out->next = next == own ? STR_NONE : held->groups.items[next];
    out->margin = found->margin[held->asked];
    out->tight = found->groups[own].tight;
    out->tightness = cluster_tightness(out->tight, out->model.len > 0);
    out->shared = reason->shared;
    for (size_t i = 0; i < reason->near_count; i++) {
        const struct card *card = held->cards[reason->near[i].statement];
        out->near[out->near_count++] = (struct theme_why_near){
            card, text_of(card, STR("theme")), reason->near[i].alike};
    }
    find_same(arena, held, found, out);
}

bool theme_why(struct arena *arena, const struct cards *cards, struct str id,
               struct theme_why *out, struct error *err)
{
    const struct card *asked = find_card(cards, id);
    struct encoder *encoder = NULL;
    struct clusters found;
    if (!asked || !takes_part(asked))
        return error_set(err, ERROR_INPUT,
                         "%.*s is no card on the table: it is held back, kept as spare, "
                         "not in the cycle's scope, or no statement; `waymark show %.*s` "
                         "says which",
                         STR_ARGS(id), STR_ARGS(id));
    *out = (struct theme_why){.card = asked, .theme = text_of(asked, STR("theme"))};
    if (encoder_open(arena, (struct encoder_options){.mean = ENCODER_RARE}, &encoder,
                     err)) {
        out->model = str_copy(arena, encoder_model(encoder)->name);
        out->hash = str_copy(arena, encoder_model(encoder)->hash);
    } else if (err->kind == ERROR_NOT_FOUND) {
        out->model_missing = str_copy(arena, str_of(err->text));
    } else {
        return false;
    }
    struct held held = hold(arena, cards, asked);
    bool fine = explain(arena, &held, encoder, &found, err);
    encoder_close(encoder);
    if (fine)
        tell(arena, &held, &found, out);
    return fine;
}
