/* SPDX-License-Identifier: MIT */
/* What was cut into several, by the import or by people: a file that says the whole says
 * nothing new. */
#include "engine/import_parts.h"

#include "base/unicode.h"
#include "cycle/tray.h"
#include "engine/card.h"

static bool same_whole(struct arena *arena, struct str whole, const struct parsed *held)
{
    struct str held_whole = parsed_text(held, "whole");
    return whole.len && held_whole.len &&
           str_equal(unicode_fold(arena, whole), unicode_fold(arena, held_whole));
}

/* A paragraph of a plan, or the cell of a review, which people alone cut. */
static bool is_part(struct batch *batch, const struct row_place *place,
                    const struct sheet_statement *said, const struct parsed *held)
{
    if (said->whole.len)
        return same_whole(batch->arena, said->whole, held);
    return said_is_of_own_box(batch, place, held) &&
           str_equal(parsed_text(held, "section"), section_name(said->section)) &&
           same_whole(batch->arena, said->text, held);
}

bool cut_is_known(struct batch *batch, const struct row_place *place,
                  const struct sheet_statement *said)
{
    bool known = false;
    for (size_t i = 0; i < place->said.count; i++)
        if (is_part(batch, place, said, &place->said.items[i])) {
            known = true;
            if (!said->whole.len)
                facts_take(batch->all, place->said.items[i].record.id);
        }
    return known;
}

bool cut_is_said(struct batch *batch, const struct row_place *place,
                 const struct parsed *held)
{
    for (size_t i = 0; i < place->row->count; i++)
        if (is_part(batch, place, &place->row->statements[i], held))
            return true;
    return false;
}

/* reviews.csv:3:working1/2 was split off from reviews.csv:3:working1. */
static bool is_split_off(const struct parsed *one, struct str source)
{
    struct str own = parsed_text(one, "source");
    return source.len && own.len > source.len && str_starts(own, source) &&
           own.ptr[source.len] == '/';
}

bool cut_by_people(const struct row_place *place, const struct parsed *held)
{
    struct str source = parsed_text(held, "source");
    for (size_t i = 0; i < place->said.count && parsed_text(held, "whole").len; i++)
        if (is_split_off(&place->said.items[i], source))
            return true;
    return false;
}

/* The part that is to wait for the safeguarding lead where the whole tells of harm: one
 * that they have already, or else the first. */
static const struct parsed *part_to_hold(const struct row_place *place,
                                         const struct parsed *first)
{
    struct str source = parsed_text(first, "source");
    for (size_t i = 0; i < place->said.count; i++) {
        const struct parsed *one = &place->said.items[i];
        if (is_split_off(one, source) && tray_is_held_back(&one->body))
            return one;
    }
    return first;
}

/* Its own words stay as they are: the whole, which the lead sees beside them, tells. */
static void hold_back_by_whole(struct batch *batch, const struct row_place *place,
                               struct json *body)
{
    struct str text = json_find_text(body, STR("text"));
    set_text(batch->arena, body, "text", json_find_text(body, STR("whole")));
    bool held = card_hold_back(batch->all->known, batch->arena, body);
    set_text(batch->arena, body, "text", text);
    if (held)
        import_remark(batch, false, place->row->line, "%.*s",
                      STR_ARGS(card_held_back_words(
                          batch->arena, json_find_text(body, STR("source")))));
}

bool cut_keep(struct batch *batch, struct row_place *place, const struct parsed *held,
              const struct sheet_statement *said, struct error *err)
{
    struct str source = parsed_text(held, "source");
    struct str whole = said->whole.len ? said->whole : said->text;
    struct json asked = json_copy(batch->arena, &held->body);
    struct buf handles = BUF_IN(batch->arena);
    const struct parsed *to_hold = part_to_hold(place, held);
    bool older;
    set_text(batch->arena, &asked, "text", said->text);
    if (!older_says(batch, held, &asked, "text", &place->older_by, &older, err))
        return false;
    if (older)
        return true;
    for (size_t i = 0; i < place->said.count; i++) {
        struct parsed *one = &place->said.items[i];
        struct json body = json_copy(batch->arena, &one->body);
        if (one != held && !is_split_off(one, source))
            continue;
        set_text(batch->arena, &body, "whole", whole);
        json_set(batch->arena, &body, STR("split"), json_bool(true));
        if (one == to_hold)
            hold_back_by_whole(batch, place, &body);
        if (!said_change(batch, one, &body, err))
            return false;
        count_corrected(batch, one->record.id);
        facts_take(batch->all, one->record.id);
        buf_add_format(&handles, "%s%.*s", handles.len ? ", " : "",
                       STR_ARGS(parsed_text(one, "source")));
    }
    import_remark(
        batch, false, place->row->line,
        "the cell that was split into these says something else now (%.*s): they "
        "stay as they are. Look at each (`waymark show` gives the whole cell), "
        "and reword or split it anew",
        STR_ARGS(buf_str(&handles)));
    return true;
}
