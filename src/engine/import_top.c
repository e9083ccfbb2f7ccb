/* SPDX-License-Identifier: MIT */
/* Which of a person's statements are on the cards: the top two of the latest review, in
 * the order of the row; nothing of somebody who said no. */
#include "cycle/same_wish.h"
#include "cycle/tray.h"
#include "engine/card.h"
#include "engine/import_parts.h"

/* Said in another review than the row's. */
static bool is_of_another(const struct row_place *place, const struct parsed *held)
{
    struct str review = parsed_text(held, "review");
    return place->review.len && review.len && !str_equal(review, place->review);
}

/* How many of the person's statements of a section are on the cards. What earlier
 * reviews said and people have placed since does not keep the latest one out. */
static size_t on_cards(const struct row_place *place, struct str section)
{
    size_t count = 0;
    for (size_t i = 0; i < place->said.count; i++) {
        struct str tray = parsed_text(&place->said.items[i], "tray");
        count += str_equal(parsed_text(&place->said.items[i], "section"), section) &&
                 !top_is_beyond(tray) && !is_of_another(place, &place->said.items[i]);
    }
    return count;
}

/* Said in an earlier review of the same cycle: the latest one counts. */
static bool is_earlier(const struct row_place *place)
{
    return place->review.len && place->row->date.len &&
           str_compare(place->row->date, place->latest) < 0;
}

size_t said_next_rank(const struct row_place *place, struct str section)
{
    size_t most = 0;
    for (size_t i = 0; i < place->said.count; i++) {
        size_t rank =
            (size_t)json_find_integer(&place->said.items[i].body, STR("rank"), 0);
        if (said_same_place(place, &place->said.items[i], section) && rank > most)
            most = rank;
    }
    return most + 1;
}

/* How many statements of a section the row's own review or plan has by now. */
static size_t own_count(const struct row_place *place, struct str section)
{
    size_t count = 0;
    for (size_t i = 0; i < place->said.count; i++) {
        struct str review = parsed_text(&place->said.items[i], "review");
        count += str_equal(parsed_text(&place->said.items[i], "section"), section) &&
                 str_equal(review, place->review);
    }
    return count;
}

/* Beyond the rule, a statement waits until somebody picks, where its own review or plan
 * lists more than count; what another one has no more room for, or nobody is asked
 * about, is kept. What stands in a wide row stands in its order, so that an empty box
 * before it takes no place. */
struct str said_tray(struct batch *batch, const struct row_place *place,
                     struct str section, size_t rank)
{
    struct top_rule top = batch->all->top;
    bool by_rank = !top.pick || sheet_is_long(batch->all->sheet);
    bool lists_more = (by_rank && rank > top.most) ||
                      (top.pick && own_count(place, section) >= top.most);
    bool beyond = lists_more || on_cards(place, section) >= top.most;
    if (is_earlier(place) || (beyond && !(top.pick && lists_more)))
        return STR("spare");
    if (place->refused)
        return STR("withdrawn");
    return beyond ? STR("to_pick") : STR_NONE;
}

/* Where nobody is asked to pick, nothing waits: what is beyond is kept as it stands. */
static bool waits(struct batch *batch, const struct row_place *place, struct str section)
{
    if (!batch->all->top.pick)
        return true;
    for (size_t i = 0; i < place->said.count; i++) {
        const struct parsed *held = &place->said.items[i];
        if (str_equal(parsed_text(held, "tray"), STR("to_pick")) &&
            str_equal(parsed_text(held, "section"), section) &&
            str_equal(parsed_text(held, "review"), place->review))
            return true;
    }
    return false;
}

void said_say_beyond(struct batch *batch, const struct row_place *place)
{
    const struct sheet_row *row = place->row;
    size_t most = batch->all->top.most, listed[SECTION_COUNT] = {0};
    for (size_t i = 0; i < row->count; i++)
        listed[row->statements[i].section]++;
    for (int s = 0; s < SECTION_COUNT && !sheet_is_long(batch->all->sheet); s++) {
        struct str words = section_words((enum section)s);
        if (listed[s] <= most || !waits(batch, place, section_name((enum section)s)))
            continue;
        if (batch->all->request->kind == SHEET_ASPIRATIONS)
            import_remark(batch, false, row->line,
                          "%zu statements of %.*s in the plan; until someone picks the "
                          "top %zu, they count only where the review leaves room for "
                          "them",
                          listed[s], STR_ARGS(words), most);
        else
            import_remark(batch, false, row->line,
                          "%zu statements of %.*s; only the first %zu count until "
                          "someone picks the top %zu",
                          listed[s], STR_ARGS(words), most, most);
    }
}

static bool put_into(struct batch *batch, struct parsed *held, const char *tray,
                     struct error *err)
{
    struct json body = json_copy(batch->arena, &held->body);
    card_into_tray(batch->arena, &body, tray);
    return said_change(batch, held, &body, err);
}

/* As `waymark do collect.permit` does it: what is out of the way anyhow stays where it
 * is, and so do words of harm, which somebody must still look at. */
bool said_withdraw(struct batch *batch, struct row_place *place, struct error *err)
{
    if (!said_load(batch, place, err))
        return false;
    place->refused = true;
    for (size_t i = 0; i < place->said.count; i++) {
        struct parsed *held = &place->said.items[i];
        if (!tray_is_out_of_the_way(&held->body) &&
            !put_into(batch, held, "withdrawn", err))
            return false;
    }
    return true;
}

/* Said once, with the first row of the later review. */
static void remark_placed(struct batch *batch, const struct row_place *place,
                          size_t placed)
{
    for (size_t i = 0; i < place->said.count; i++)
        if (str_equal(parsed_text(&place->said.items[i], "review"), place->review))
            return;
    if (placed)
        import_remark(
            batch, false, place->row->line,
            "this person has an earlier review in this cycle, and people have "
            "placed %zu of its statements already: they stay, beside those of "
            "this later one (`waymark do collect.leave_out statement=…` takes one "
            "out)",
            placed);
}

/* Of two that count once the other now stands where this one did, if that is not of an
 * earlier review too; what else was linked with this one goes along. */
static bool give_place(struct batch *batch, const struct row_place *place,
                       struct parsed *aside, struct error *err)
{
    struct parsed *heir = NULL;
    for (size_t i = 0; i < place->said.count; i++) {
        struct parsed *one = &place->said.items[i];
        bool spare = str_equal(parsed_text(one, "tray"), STR("spare"));
        if (!same_wish_counts_with(&one->body, aside->record.id) ||
            (!heir && (!spare || is_of_another(place, one))))
            continue;
        struct json body = json_copy(batch->arena, &one->body);
        if (heir) {
            json_set(batch->arena, &body, STR("twin"), json_text(heir->record.id));
        } else {
            struct json mine = json_copy(batch->arena, &aside->body);
            same_wish_give_place(batch->arena, &mine, &body, one->record.id);
            if (!said_change(batch, aside, &mine, err))
                return false;
            heir = one;
        }
        if (!said_change(batch, one, &body, err))
            return false;
    }
    return true;
}

static const struct parsed *find_said(const struct row_place *place, struct str id)
{
    for (size_t i = 0; i < place->said.count; i++)
        if (str_equal(place->said.items[i].record.id, id))
            return &place->said.items[i];
    return NULL;
}

/* What stood in the place of another takes one of its own, where there is room. */
static void back_by_rule(struct batch *batch, const struct row_place *place,
                         struct json *body)
{
    struct top_rule top = batch->all->top;
    if (!str_equal(json_find_text(body, STR("tray")), STR("spare")))
        return;
    if (place->refused)
        card_into_tray(batch->arena, body, TRAY_WITHDRAWN);
    else if (on_cards(place, json_find_text(body, STR("section"))) < top.most)
        json_unset(body, STR("tray"));
    else if (top.pick)
        card_into_tray(batch->arena, body, "to_pick");
}

/* People took them for one by words that one of them does not say any more. */
bool said_part(struct batch *batch, const struct row_place *place,
               const struct parsed *corrected, struct error *err)
{
    for (size_t i = 0; i < place->said.count; i++) {
        struct parsed *one = &place->said.items[i];
        const struct parsed *twin = find_said(place, parsed_text(one, "twin"));
        if (!twin || (one != corrected && twin != corrected) ||
            !same_wish_counts_with(&one->body, twin->record.id) ||
            same_wish_maybe(batch->arena, parsed_text(one, "text"),
                            parsed_text(twin, "text")))
            continue;
        struct json body = json_copy(batch->arena, &one->body);
        json_set(batch->arena, &body, STR("same"), json_text(STR("maybe")));
        back_by_rule(batch, place, &body);
        if (!said_change(batch, one, &body, err))
            return false;
        batch->all->counts->maybe_same++;
        import_remark(batch, false, place->row->line,
                      "%.*s and %.*s were counted once, and one of them says something "
                      "else now, so that they are two until somebody decides "
                      "(`waymark do collect.same`, or collect.not_same)",
                      STR_ARGS(parsed_text(one, "source")),
                      STR_ARGS(parsed_text(twin, "source")));
    }
    return true;
}

/* When a later review comes, what earlier ones said and nobody has placed yet
 * becomes spare. */
bool said_set_aside(struct batch *batch, struct row_place *place, struct error *err)
{
    size_t moved = 0, kept = 0;
    if (!place->review.len || !place->row->date.len || is_earlier(place))
        return true;
    for (size_t i = 0; i < place->said.count; i++) {
        struct parsed *held = &place->said.items[i];
        bool placed;
        if (!is_of_another(place, held) || tray_is_out_of_the_way(&held->body))
            continue;
        if (!card_is_placed(batch->all->engine->store->db, batch->arena, &held->body,
                            &placed, err) ||
            (!placed && (!give_place(batch, place, held, err) ||
                         !put_into(batch, held, "spare", err))))
            return false;
        moved += !placed;
        kept += placed;
    }
    remark_placed(batch, place, kept);
    batch->all->counts->spare += moved;
    if (moved)
        import_remark(
            batch, false, place->row->line,
            "this person has an earlier review in this cycle; the later one "
            "counts, and %zu %s of the earlier one %s kept as spare "
            "(`waymark list statement --where tray=spare` shows them, `waymark do "
            "collect.pick statement=…` brings one back)",
            moved, moved == 1 ? "statement" : "statements", moved == 1 ? "is" : "are");
    return true;
}
