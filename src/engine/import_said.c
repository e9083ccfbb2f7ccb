/* SPDX-License-Identifier: MIT */
#include "cycle/tray.h"
#include "engine/card.h"
#include "engine/import_parts.h"

#include "base/shell.h"
#include "base/unicode.h"
#include "cycle/same_wish.h"
#include "cycle/wish.h"

static bool same_words(struct arena *arena, struct str a, struct str b)
{
    return b.len && str_equal(unicode_fold(arena, a), unicode_fold(arena, b));
}

/* What comes in later is off the cards as well. */
static bool load_refused(struct batch *batch, struct row_place *place, struct error *err)
{
    bool no;
    if (!wish_refused(batch->all->engine->store->db, batch->arena,
                      batch->all->request->cycle, place->person, &no, err))
        return false;
    place->refused = place->refused || no;
    return true;
}

bool said_load(struct batch *batch, struct row_place *place, struct error *err)
{
    if (place->said_loaded)
        return true;
    place->said_loaded = true;
    return held_records(batch, STR("statement"), STR("person"), place->person,
                        &place->said, err) &&
           load_refused(batch, place, err);
}

/* A plan's words are the same as the review's, whichever came first; two reviews are
 * apart. */
bool said_same_place(const struct row_place *place, const struct parsed *held,
                     struct str section)
{
    struct str review = parsed_text(held, "review");
    return str_equal(parsed_text(held, "section"), section) &&
           (!place->review.len || str_equal(review, place->review) ||
            (!review.len && str_equal(parsed_text(held, "said_in"), STR("plan"))));
}

/* Of plan and review, whichever came first; two reviews are apart. */
static bool is_twin_place(const struct row_place *place, const struct parsed *held)
{
    bool plan = str_equal(parsed_text(held, "said_in"), STR("plan"));
    return place->review.len ? plan : parsed_text(held, "review").len > 0;
}

/* A full stop makes no other thing of it; in a box that files of this kind fill it may be
 * a correction, but not of what a plan says or what was written down in the review. */
static bool same_letters(struct batch *batch, const struct row_place *place,
                         const struct sheet_statement *said, const struct parsed *held)
{
    if (!is_twin_place(place, held) && said_is_of_own_box(batch, place, held))
        return false;
    struct str letters = csv_name(batch->arena, said->text);
    return letters.len &&
           (str_equal(letters, csv_name(batch->arena, parsed_text(held, "text"))) ||
            str_equal(letters, csv_name(batch->arena, parsed_text(held, "original"))));
}

/* What people have reworded since is still the same statement by its original. */
static struct parsed *find_same(struct batch *batch, const struct row_place *place,
                                const struct sheet_statement *said)
{
    struct str section = section_name(said->section);
    for (size_t i = 0; i < place->said.count; i++) {
        struct parsed *held = &place->said.items[i];
        if (said_same_place(place, held, section) &&
            (same_words(batch->arena, said->text, parsed_text(held, "text")) ||
             same_words(batch->arena, said->text, parsed_text(held, "original"))))
            return held;
    }
    for (size_t i = 0; i < place->said.count; i++)
        if (said_same_place(place, &place->said.items[i], section) &&
            same_letters(batch, place, said, &place->said.items[i]))
            return &place->said.items[i];
    return NULL;
}

static bool still_said(struct batch *batch, const struct row_place *place,
                       const struct parsed *held)
{
    struct str section = parsed_text(held, "section");
    struct str original = parsed_text(held, "original");
    return facts_say(batch, place, section, parsed_text(held, "text")) ||
           (original.len && facts_say(batch, place, section, original));
}

bool said_is_of_own_box(struct batch *batch, const struct row_place *place,
                        const struct parsed *held)
{
    struct str review = parsed_text(held, "review");
    bool own = place->review.len
                   ? str_equal(review, place->review)
                   : !review.len && str_equal(parsed_text(held, "said_in"), STR("plan"));
    return own && is_of_this_kind(batch->all, parsed_text(held, "source"));
}

/* A parent's words do not correct a young person's. */
static bool may_be_same_speaker(const struct parsed *held,
                                const struct sheet_statement *said)
{
    struct str speaker = parsed_text(held, "speaker");
    return !speaker.len || !said->speaker.len || str_equal(speaker, said->speaker);
}

/* The statement in the same box, if neither the file nor a row before this one says it
 * any more: the box has been corrected. */
static struct parsed *find_corrected(struct batch *batch, const struct row_place *place,
                                     const struct sheet_statement *said)
{
    if (!said->rank || place->new_person)
        return NULL;
    for (size_t i = 0; place->said.items && i < place->said.count; i++) {
        struct parsed *held = &place->said.items[i];
        if (str_equal(parsed_text(held, "section"), section_name(said->section)) &&
            json_find_integer(&held->body, STR("rank"), 0) == (int64_t)said->rank &&
            may_be_same_speaker(held, said) && said_is_of_own_box(batch, place, held) &&
            !facts_taken(batch->all, held->record.id) && !still_said(batch, place, held))
            return held;
    }
    return NULL;
}

static bool says_own_number(struct batch *batch, const struct row_place *place,
                            struct str text)
{
    return flag_says_number(batch->arena, text, place->row->who.reference) ||
           flag_says_number(batch->arena, text, place->row->who.upn);
}

/* Flags that people have set themselves stay: why a card is held back is theirs. */
static void set_flags(struct batch *batch, const struct row_place *place,
                      struct json *body, struct str text)
{
    struct json flags = json_list();
    const struct json *before = json_find(body, STR("flags"));
    struct str_list found = flag_find_perhaps(batch->all->known, batch->arena, text);
    bool numbered = says_own_number(batch, place, text);
    for (size_t i = 0; i < found.count; i++)
        json_add(batch->arena, &flags, json_text(found.items[i]));
    if (numbered && !json_has_text(&flags, STR("number")))
        json_add(batch->arena, &flags, json_text(STR("number")));
    for (size_t i = 0; i < json_count(before); i++)
        if (!flag_is_found(json_item(before, i)->text))
            json_add(batch->arena, &flags, *json_item(before, i));
    json_unset(body, STR("flags"));
    if (json_count(&flags))
        json_set(batch->arena, body, STR("flags"), flags);
    batch->all->counts->flagged += found.count > 0 || numbered;
}

static bool hold_back(struct batch *batch, const struct row_place *place,
                      struct str handle, struct json *body)
{
    if (!card_hold_back(batch->all->known, batch->arena, body))
        return false;
    import_remark(batch, false, place->row->line, "%.*s",
                  STR_ARGS(card_held_back_words(batch->arena, handle)));
    return true;
}

static void set_whole(struct batch *batch, struct json *body, struct str whole)
{
    json_unset(body, STR("whole"));
    json_unset(body, STR("split"));
    set_text(batch->arena, body, "whole", whole);
    if (whole.len)
        json_set(batch->arena, body, STR("split"), json_bool(true));
}

static void remember(struct batch *batch, struct row_place *place,
                     const struct parsed *held)
{
    place->said.items = arena_grow(batch->arena, place->said.items,
                                   place->said.count * sizeof(struct parsed),
                                   (place->said.count + 1) * sizeof(struct parsed));
    place->said.items[place->said.count++] = *held;
}

/* One in a review, the other in a plan. */
static bool is_across(const struct row_place *place, const struct parsed *held)
{
    bool plan = str_equal(parsed_text(held, "said_in"), STR("plan"));
    return place->review.len ? plan && !parsed_text(held, "review").len
                             : parsed_text(held, "review").len > 0;
}

/* What plan and review say nearly alike is linked, for a person to decide. */
static void link_twin(struct batch *batch, const struct row_place *place,
                      const struct sheet_statement *said, struct json *body)
{
    struct str section = section_name(said->section);
    for (size_t i = 0; i < place->said.count; i++) {
        const struct parsed *held = &place->said.items[i];
        if (!str_equal(parsed_text(held, "section"), section) ||
            !is_across(place, held) || !may_be_same_speaker(held, said) ||
            str_equal(parsed_text(held, "same"), STR("yes")) ||
            !same_wish_maybe(batch->arena, said->text, parsed_text(held, "text")))
            continue;
        set_text(batch->arena, body, "twin", held->record.id);
        set_text(batch->arena, body, "same", STR("maybe"));
        batch->all->counts->maybe_same++;
        return;
    }
}

static bool add_statement(struct batch *batch, struct row_place *place,
                          const struct sheet_statement *said, struct error *err)
{
    struct arena *arena = batch->arena;
    struct str section = section_name(said->section);
    size_t rank = said->rank ? said->rank : said_next_rank(place, section);
    struct str tray = said_tray(batch, place, section, rank);
    struct str source = import_source(batch, said->source);
    struct parsed held = {.body = json_object()};
    set_text(arena, &held.body, "person", place->person);
    set_text(arena, &held.body, "review", place->review);
    set_text(arena, &held.body, "section", section);
    set_text(arena, &held.body, "text", said->text);
    set_text(arena, &held.body, "source", source);
    set_text(arena, &held.body, "speaker", said->speaker);
    set_text(arena, &held.body, "how", said->how);
    set_text(arena, &held.body, "interpreted_by", said->interpreted_by);
    /* Nearly everything is said in a review: only the rest needs saying so. */
    if (!str_equal(place->row->said_in, STR("review")))
        set_text(arena, &held.body, "said_in", place->row->said_in);
    json_set(arena, &held.body, STR("rank"), json_integer((int64_t)rank));
    set_whole(batch, &held.body, said->whole);
    link_twin(batch, place, said, &held.body);
    set_text(arena, &held.body, "tray", tray);
    set_flags(batch, place, &held.body, said->text);
    if (hold_back(batch, place, source, &held.body))
        tray = STR_NONE;
    if (!commit_create(batch->call->commit, batch->statement, batch->all->request->cycle,
                       &held.body, &held.record.id, err))
        return false;
    batch->all->counts->statements++;
    batch->all->counts->split += said->whole.len > 0;
    batch->all->counts->spare += str_equal(tray, STR("spare"));
    batch->all->counts->to_pick += str_equal(tray, STR("to_pick"));
    facts_take(batch->all, held.record.id);
    remember(batch, place, &held);
    return true;
}

/* Writes the new body and keeps it for the rest of the row. */
bool said_change(struct batch *batch, struct parsed *held, const struct json *body,
                 struct error *err)
{
    if (!commit_change(batch->call->commit, batch->statement, &held->record, body, err))
        return false;
    held->record.version += !json_equal(body, &held->body);
    held->record.body = json_write(batch->arena, body);
    held->record.schema_hash = batch->statement->schema_hash;
    held->body = *body;
    return true;
}

enum { MOST_ALSO = 20 };

/* The same words of plan and review are one statement, which keeps both sources. */
static void add_source(struct batch *batch, const struct parsed *held,
                       const struct sheet_statement *said, struct json *body)
{
    const struct json *before = json_find(body, STR("also"));
    struct json also = before ? json_copy(batch->arena, before) : json_list();
    struct str source = import_source(batch, said->source);
    if (str_equal(source, parsed_text(held, "source")) || json_has_text(&also, source) ||
        json_count(&also) >= MOST_ALSO)
        return;
    json_add(batch->arena, &also, json_text(source));
    json_set(batch->arena, body, STR("also"), also);
    batch->all->counts->linked++;
}

/* What the plan said first is the review's, too, now that it says the same. */
static bool link_to_review(struct batch *batch, const struct row_place *place,
                           struct parsed *held, const struct sheet_statement *said,
                           struct error *err)
{
    struct json body = json_copy(batch->arena, &held->body);
    if (!is_across(place, held))
        return true;
    add_source(batch, held, said, &body);
    if (place->review.len)
        set_text(batch->arena, &body, "review", place->review);
    return said_change(batch, held, &body, err);
}

/* Somebody may have told of harm, whatever the box says now: the safeguarding lead
 * still sees it. */
static void keep_first_words(struct batch *batch, const struct parsed *held,
                             struct json *body)
{
    struct str original = parsed_text(held, "original");
    json_unset(body, STR("original"));
    if (tray_is_held_back(&held->body))
        set_text(batch->arena, body, "original",
                 original.len ? original : parsed_text(held, "text"));
}

/* What to know of a card whose words the file has changed, besides. */
static const char *corrected_words(const struct parsed *held)
{
    if (tray_is_held_back(&held->body))
        return "; the card is held back and stays so until the safeguarding lead "
               "releases "
               "it: `waymark safeguarding` shows them what it said at first, too";
    return json_find(&held->body, STR("original"))
               ? "; it had been reworded since: look at it again"
               : "";
}

static bool write_correction(struct batch *batch, const struct row_place *place,
                             struct parsed *held, const struct json *body,
                             struct error *err)
{
    struct buf what = BUF_IN(batch->arena);
    const char *besides = "";
    bool reworded =
        !str_equal(parsed_text(held, "text"), json_find_text(body, STR("text")));
    if (reworded) {
        besides = corrected_words(held);
        buf_add(&what, STR("what was said"));
    }
    import_say_manner(batch->arena, &what, &held->body, body);
    if (!said_change(batch, held, body, err))
        return false;
    count_corrected(batch, held->record.id);
    import_remark(batch, false, place->row->line, "corrected %.*s (%.*s)%s",
                  STR_ARGS(buf_str(&what)), STR_ARGS(parsed_text(held, "source")),
                  besides);
    return !reworded || said_part(batch, place, held, err);
}

/* The row's box says something else now. */
static bool correct_statement(struct batch *batch, struct row_place *place,
                              struct parsed *held, const struct sheet_statement *said,
                              struct error *err)
{
    struct json body = json_copy(batch->arena, &held->body);
    bool older;
    set_text(batch->arena, &body, "text", said->text);
    set_whole(batch, &body, said->whole);
    keep_first_words(batch, held, &body);
    if (!older_says(batch, held, &body, "text", &place->older_by, &older, err))
        return false;
    if (older) {
        if (batch->all->corrected)
            count_corrected(batch, held->record.id);
        return true;
    }
    import_manner(batch, place, said, &body);
    set_flags(batch, place, &body, said->text);
    (void)hold_back(batch, place, parsed_text(held, "source"), &body);
    return write_correction(batch, place, held, &body, err);
}

/* The words are the same: who said them, or how, may be corrected. */
static bool correct_manner(struct batch *batch, struct row_place *place,
                           struct parsed *held, const struct sheet_statement *said,
                           struct error *err)
{
    static const char *const manner[] = {"speaker", "how", "interpreted_by"};
    struct json body = json_copy(batch->arena, &held->body);
    bool own = said_is_of_own_box(batch, place, held);
    if (!own && !may_be_same_speaker(held, said))
        return true;
    import_manner(batch, place, said, &body);
    if (!own && !manner_is_of_row(place, held)) {
        manner_say_kept(batch, place, held, &body);
        return true;
    }
    if (!older_keep(batch, held, &body, manner, sizeof manner / sizeof manner[0],
                    &place->older_by, err))
        return false;
    return json_equal(&body, &held->body) ||
           write_correction(batch, place, held, &body, err);
}

bool said_stands(struct batch *batch, const struct row_place *place, struct str section)
{
    for (size_t i = 0; i < place->row->count; i++)
        if (str_equal(section_name(place->row->statements[i].section), section))
            return false;
    for (size_t i = 0; place->review.len && i < place->said.count; i++) {
        const struct parsed *held = &place->said.items[i];
        if (str_equal(parsed_text(held, "review"), place->review) &&
            str_equal(parsed_text(held, "section"), section) &&
            !still_said(batch, place, held))
            return true;
    }
    return false;
}

/* What people have reworded counts by what it said first; what that was and is erased,
 * as if it were the same. */
bool said_of_review(struct batch *batch, struct row_place *place, struct str review,
                    size_t *said, size_t *same, struct error *err)
{
    *said = *same = 0;
    if (!said_load(batch, place, err))
        return false;
    for (size_t i = 0; i < place->said.count; i++) {
        const struct parsed *held = &place->said.items[i];
        if (!str_equal(parsed_text(held, "review"), review) ||
            !is_of_this_kind(batch->all, parsed_text(held, "source")))
            continue;
        bool is_same = still_said(batch, place, held);
        if (!is_same && !went_before(batch, held, &is_same, err))
            return false;
        *said += 1;
        *same += is_same;
    }
    return true;
}

/* Whether the row has boxes for the section at all. */
static bool asks(const struct sheet_row *row, struct str name)
{
    enum section section;
    return section_find(name, &section) && row->asked[section];
}

/* In a wide sheet the row has all there is; else lines may follow that correct what
 * seems to be missing yet, unless there are too few of them. */
static bool may_say_less(struct batch *batch, const struct row_place *place)
{
    size_t said, held = 0;
    bool is_plan = !place->review.len;
    if (!is_plan && !sheet_is_long(batch->all->sheet))
        return true;
    (void)facts_of_review(batch, place, is_plan ? STR_NONE : place->row->date, &said);
    for (size_t i = 0; i < place->said.count; i++)
        held += said_is_of_own_box(batch, place, &place->said.items[i]);
    return held > said;
}

/* What the file does not say any more stays: nothing that somebody said is lost
 * because a box is empty. It is pointed out once a review, or once a plan. */
static void point_out_unsaid(struct batch *batch, const struct row_place *place)
{
    struct buf handles = BUF_IN(batch->arena);
    struct str first = STR_NONE;
    size_t count = 0;
    bool before, wide = place->review.len && !sheet_is_long(batch->all->sheet);
    struct met *met =
        met_find(batch->all, place->review.len ? place->review : place->person,
                 place->row->line, &before);
    if (met->told || !may_say_less(batch, place))
        return;
    for (size_t i = 0; i < place->said.count; i++) {
        const struct parsed *held = &place->said.items[i];
        if (!said_is_of_own_box(batch, place, held) ||
            str_equal(parsed_text(held, "tray"), STR("spare")) ||
            (wide && !asks(place->row, parsed_text(held, "section"))) ||
            still_said(batch, place, held) || cut_is_said(batch, place, held) ||
            facts_taken(batch->all, held->record.id))
            continue;
        first = count++ ? first : parsed_text(held, "source");
        buf_add_format(&handles, "%s%.*s", handles.len ? ", " : "",
                       STR_ARGS(parsed_text(held, "source")));
    }
    met->told = count > 0;
    if (count)
        import_remark(batch, false, place->row->line,
                      "%s, but what was said stays (%.*s); `waymark do "
                      "collect.leave_out statement=%.*s` takes it off the cards",
                      !wide        ? "no longer in the file"
                      : count == 1 ? "a box is empty now"
                                   : "some boxes are empty now",
                      STR_ARGS(buf_str(&handles)),
                      STR_ARGS(shell_word(batch->arena, first)));
}

static bool take_statement(struct batch *batch, struct row_place *place,
                           const struct sheet_statement *said, struct error *err)
{
    struct parsed *same = find_same(batch, place, said);
    struct parsed *held = same ? same : find_corrected(batch, place, said);
    bool went = false;
    if (!same && !went_from_here(batch, place, said, &went, err))
        return false;
    if (went)
        return true;
    if (!held)
        return add_statement(batch, place, said, err);
    if (!same && cut_by_people(place, held))
        return cut_keep(batch, place, held, said, err);
    facts_take(batch->all, held->record.id);
    return same ? link_to_review(batch, place, held, said, err) &&
                      correct_manner(batch, place, held, said, err)
                : correct_statement(batch, place, held, said, err);
}

/* Of a paragraph that people have cut otherwise since, all that came of it. */
static void note_cut(struct batch *batch, const struct parsed_list *all,
                     const struct sheet_statement *said)
{
    for (size_t i = 0; all->items && i < all->count; i++)
        if (same_words(batch->arena, said->whole, parsed_text(&all->items[i], "whole")))
            import_place_note(batch->all->request->places, all->items[i].record.id,
                              said->source);
}

/* Where the row says what is there, for who asked. */
static void note_places(struct batch *batch, const struct row_place *place)
{
    struct import_places *places = batch->all->request->places;
    if (!places)
        return;
    for (size_t i = 0; i < place->row->count; i++) {
        const struct sheet_statement *said = &place->row->statements[i];
        const struct parsed *same = find_same(batch, place, said);
        if (same)
            import_place_note(places, same->record.id, said->source);
    }
    for (size_t i = 0; i < place->row->count; i++)
        if (place->row->statements[i].whole.len)
            note_cut(batch, &place->said, &place->row->statements[i]);
}

bool import_said(struct batch *batch, struct row_place *place, struct error *err)
{
    bool said_before = place->old_review || !place->review.len;
    if (place->new_person)
        place->said_loaded = true;
    if ((place->row->count || said_before) && !said_load(batch, place, err))
        return false;
    if (place->row->count && !said_set_aside(batch, place, err))
        return false;
    bool *known = arena_array(batch->arena, bool, place->row->count);
    for (size_t i = 0; i < place->row->count; i++)
        known[i] = cut_is_known(batch, place, &place->row->statements[i]);
    for (size_t i = 0; i < place->row->count; i++)
        if (place->row->statements[i].text.len && !known[i] &&
            !take_statement(batch, place, &place->row->statements[i], err))
            return false;
    said_say_beyond(batch, place);
    if (said_before)
        point_out_unsaid(batch, place);
    note_places(batch, place);
    return true;
}

bool said_passed_over(struct batch *batch, struct row_place *place, struct error *err)
{
    if (place->row->count && !said_load(batch, place, err))
        return false;
    for (size_t i = 0; i < place->row->count; i++) {
        const struct parsed *held = find_same(batch, place, &place->row->statements[i]);
        if (held)
            facts_take(batch->all, held->record.id);
    }
    note_places(batch, place);
    return true;
}
