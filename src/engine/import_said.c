/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/unicode.h"

enum { TOP = 2 }; /* a person's top two of each section are on the cards */

static struct str text_field(const struct held_record *held, const char *name)
{
    return json_find_text(&held->body, str_of(name));
}

static bool same_words(struct arena *arena, struct str a, struct str b)
{
    return b.len && str_equal(unicode_fold(arena, a), unicode_fold(arena, b));
}

/* A plan's words are the same as the review's; two reviews are apart. */
static bool same_place(const struct row_place *place, const struct held_record *held,
                       struct str section)
{
    return str_equal(text_field(held, "section"), section) &&
           (!place->review.len || str_equal(text_field(held, "review"), place->review));
}

/* What people have reworded since is still the same statement by its original. */
static struct held_record *find_same(struct batch *batch, const struct row_place *place,
                                     const struct sheet_statement *said)
{
    struct str section = section_name(said->section);
    for (size_t i = 0; i < place->said.count; i++) {
        struct held_record *held = &place->said.items[i];
        if (same_place(place, held, section) &&
            (same_words(batch->arena, said->text, text_field(held, "text")) ||
             same_words(batch->arena, said->text, text_field(held, "original"))))
            return held;
    }
    return NULL;
}

static bool still_said(struct batch *batch, const struct row_place *place,
                       const struct held_record *held)
{
    for (size_t i = 0; i < place->row->count; i++) {
        const struct sheet_statement *said = &place->row->statements[i];
        if (str_equal(section_name(said->section), text_field(held, "section")) &&
            (same_words(batch->arena, said->text, text_field(held, "text")) ||
             same_words(batch->arena, said->text, text_field(held, "original"))))
            return true;
    }
    return false;
}

/* The statement in the same box of the same review, if the row does not say it
 * any more: the box has been corrected. */
static struct held_record *find_corrected(struct batch *batch,
                                          const struct row_place *place,
                                          const struct sheet_statement *said)
{
    if (!said->rank || !place->review.len)
        return NULL;
    for (size_t i = 0; i < place->said.count; i++) {
        struct held_record *held = &place->said.items[i];
        if (same_place(place, held, section_name(said->section)) &&
            json_find_integer(&held->body, STR("rank"), 0) == (int64_t)said->rank &&
            !still_said(batch, place, held))
            return held;
    }
    return NULL;
}

static void set_text(struct arena *arena, struct json *body, const char *name,
                     struct str value)
{
    if (value.len)
        json_set(arena, body, str_of(name), json_text(value));
}

static void set_flags(struct batch *batch, struct json *body, struct str text)
{
    struct json flags = json_list();
    struct str_list found = flag_find(batch->all->known, batch->arena, text);
    for (size_t i = 0; i < found.count; i++)
        json_add(batch->arena, &flags, json_text(found.items[i]));
    json_unset(body, STR("flags"));
    if (found.count)
        json_set(batch->arena, body, STR("flags"), flags);
    batch->all->counts->flagged += found.count > 0;
}

/* Off the cards until the safeguarding lead knows and a person has looked. */
static bool hold_back(struct batch *batch, const struct row_place *place,
                      const struct sheet_statement *said, struct json *body)
{
    if (!flag_tells_of_harm(batch->arena, said->text))
        return false;
    const struct json *old = json_find(body, STR("flags"));
    struct json flags = old ? json_copy(batch->arena, old) : json_list();
    json_add(batch->arena, &flags, json_text(STR(FLAG_SAFETY)));
    json_set(batch->arena, body, STR("flags"), flags);
    json_set(batch->arena, body, STR("tray"), json_text(STR("held_back")));
    json_unset(body, STR("theme"));
    json_unset(body, STR("drafted"));
    import_remark(batch, false, place->row->line,
                  "somebody may be telling of harm (%.*s), and the card is held back: "
                  "tell the safeguarding lead now; `waymark do collect.release` when a "
                  "person has looked at it",
                  STR_ARGS(said->source));
    return true;
}

/* Said in another review than the row's. */
static bool is_of_another(const struct row_place *place, const struct held_record *held)
{
    struct str review = text_field(held, "review");
    return place->review.len && review.len && !str_equal(review, place->review);
}

/* How many of the person's statements of a section are on the cards. What earlier
 * reviews said and people have placed since does not keep the latest one out. */
static size_t on_cards(const struct row_place *place, struct str section)
{
    size_t count = 0;
    for (size_t i = 0; i < place->said.count; i++) {
        struct str tray = text_field(&place->said.items[i], "tray");
        count += str_equal(text_field(&place->said.items[i], "section"), section) &&
                 !str_equal(tray, STR("spare")) &&
                 !is_of_another(place, &place->said.items[i]);
    }
    return count;
}

/* Said in an earlier review of the same cycle: the latest one counts. */
static bool is_earlier(const struct row_place *place)
{
    return place->review.len && place->row->date.len &&
           str_compare(place->row->date, place->latest) < 0;
}

static size_t next_rank(const struct row_place *place, struct str section)
{
    size_t most = 0;
    for (size_t i = 0; i < place->said.count; i++) {
        size_t rank =
            (size_t)json_find_integer(&place->said.items[i].body, STR("rank"), 0);
        if (same_place(place, &place->said.items[i], section) && rank > most)
            most = rank;
    }
    return most + 1;
}

static void remember(struct batch *batch, struct row_place *place,
                     const struct held_record *held)
{
    place->said.items = arena_grow(batch->arena, place->said.items,
                                   place->said.count * sizeof(struct held_record),
                                   (place->said.count + 1) * sizeof(struct held_record));
    place->said.items[place->said.count++] = *held;
}

static bool add_statement(struct batch *batch, struct row_place *place,
                          const struct sheet_statement *said, struct error *err)
{
    struct arena *arena = batch->arena;
    struct str section = section_name(said->section);
    size_t rank = said->rank ? said->rank : next_rank(place, section);
    bool spare = rank > TOP || is_earlier(place) || on_cards(place, section) >= TOP;
    struct held_record held = {.body = json_object()};
    set_text(arena, &held.body, "person", place->person);
    set_text(arena, &held.body, "review", place->review);
    set_text(arena, &held.body, "section", section);
    set_text(arena, &held.body, "text", said->text);
    set_text(arena, &held.body, "source", said->source);
    set_text(arena, &held.body, "speaker", said->speaker);
    set_text(arena, &held.body, "how", said->how);
    /* Nearly everything is said in a review: only the rest needs saying so. */
    if (!str_equal(place->row->said_in, STR("review")))
        set_text(arena, &held.body, "said_in", place->row->said_in);
    json_set(arena, &held.body, STR("rank"), json_integer((int64_t)rank));
    if (spare)
        set_text(arena, &held.body, "tray", STR("spare"));
    set_flags(batch, &held.body, said->text);
    if (hold_back(batch, place, said, &held.body))
        spare = false;
    if (!commit_create(batch->call->commit, batch->statement, batch->all->request->cycle,
                       &held.body, &held.record.id, err))
        return false;
    batch->all->counts->statements++;
    batch->all->counts->spare += spare;
    remember(batch, place, &held);
    return true;
}

/* The row's box says something else now. */
static bool correct_statement(struct batch *batch, const struct row_place *place,
                              struct held_record *held,
                              const struct sheet_statement *said, struct error *err)
{
    struct json body = json_copy(batch->arena, &held->body);
    bool reworded = json_find(&body, STR("original")) != NULL;
    set_text(batch->arena, &body, "text", said->text);
    json_unset(&body, STR("original"));
    set_flags(batch, &body, said->text);
    (void)hold_back(batch, place, said, &body);
    if (!commit_change(batch->call->commit, batch->statement, &held->record, &body, err))
        return false;
    held->body = body;
    held->record.version++;
    held->record.body = json_write(batch->arena, &body);
    batch->all->counts->corrected++;
    import_remark(batch, false, place->row->line, "corrected what was said (%.*s)%s",
                  STR_ARGS(said->source),
                  reworded ? "; it had been reworded since: look at it again" : "");
    return true;
}

static bool is_placed(const struct held_record *held)
{
    struct str tray = text_field(held, "tray");
    return text_field(held, "theme").len || str_equal(tray, STR("alone")) ||
           str_equal(tray, STR("unsure"));
}

/* Said once, with the first row of the later review. */
static void remark_placed(struct batch *batch, const struct row_place *place)
{
    size_t placed = 0;
    for (size_t i = 0; i < place->said.count; i++) {
        const struct held_record *held = &place->said.items[i];
        if (str_equal(text_field(held, "review"), place->review))
            return;
        placed += is_of_another(place, held) && is_placed(held);
    }
    if (placed)
        import_remark(batch, false, place->row->line,
                      "this person has an earlier review in this cycle, and people have "
                      "placed %zu of its statements already: they stay, beside those of "
                      "this later one (`waymark do collect.leave_out` takes one out)",
                      placed);
}

/* When a later review comes, what earlier ones said and nobody has placed yet
 * becomes spare. */
static bool set_earlier_aside(struct batch *batch, struct row_place *place,
                              struct error *err)
{
    size_t moved = 0;
    if (!place->review.len || !place->row->date.len || is_earlier(place))
        return true;
    remark_placed(batch, place);
    for (size_t i = 0; i < place->said.count; i++) {
        struct held_record *held = &place->said.items[i];
        if (!is_of_another(place, held) || text_field(held, "theme").len ||
            text_field(held, "tray").len)
            continue;
        struct json body = json_copy(batch->arena, &held->body);
        set_text(batch->arena, &body, "tray", STR("spare"));
        if (!commit_change(batch->call->commit, batch->statement, &held->record, &body,
                           err))
            return false;
        held->body = body;
        held->record.version++;
        held->record.body = json_write(batch->arena, &body);
        moved++;
    }
    batch->all->counts->spare += moved;
    if (moved)
        import_remark(batch, false, place->row->line,
                      "this person has an earlier review in this cycle; the later one "
                      "counts, and %zu statements of the earlier one are kept as spare "
                      "(`waymark do collect.pick` brings one back)",
                      moved);
    return true;
}

bool import_said(struct batch *batch, struct row_place *place, struct error *err)
{
    if (place->row->count && !set_earlier_aside(batch, place, err))
        return false;
    for (size_t i = 0; i < place->row->count; i++) {
        const struct sheet_statement *said = &place->row->statements[i];
        struct held_record *held;
        if (!said->text.len || find_same(batch, place, said))
            continue;
        held = find_corrected(batch, place, said);
        if (!(held ? correct_statement(batch, place, held, said, err)
                   : add_statement(batch, place, said, err)))
            return false;
    }
    return true;
}
