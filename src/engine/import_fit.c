/* SPDX-License-Identifier: MIT */
#include "engine/import_person.h"

#include "base/unicode.h"

/* Found by name and birth date alone, while the file goes on using the reference that
 * the person is known by: two people of one name. A UPN each tells them apart, also
 * where the one who is known gets theirs further down. */
static bool is_namesake(struct batch *batch, const struct row_place *place,
                        const struct identity *known, bool *told_apart)
{
    const struct identity *who = &place->row->who;
    bool one_upn = known->upn.len && who->upn.len;
    *told_apart = false;
    if (one_upn || !known->reference.len || !who->reference.len ||
        vault_same_number(batch->arena, known->reference, who->reference))
        return false;
    for (size_t i = 0; i < known->before_count; i++)
        if (vault_same_number(batch->arena, known->before[i].reference, who->reference))
            return false;
    return facts_of_reference(batch, known->reference, who->upn, told_apart);
}

static bool says_this(struct batch *batch, const struct row_place *place,
                      const struct parsed *held)
{
    struct str section = json_find_text(&held->body, STR("section"));
    struct str text = json_find_text(&held->body, STR("text"));
    struct str original = json_find_text(&held->body, STR("original"));
    for (size_t i = 0; i < place->row->count; i++) {
        const struct sheet_statement *said = &place->row->statements[i];
        struct str words = unicode_fold(batch->arena, said->text);
        if (str_equal(section, section_name(said->section)) &&
            (str_equal(words, unicode_fold(batch->arena, text)) ||
             str_equal(words, unicode_fold(batch->arena, original))))
            return true;
    }
    return false;
}

static bool any_says_this(struct batch *batch, const struct row_place *place,
                          const char *field, struct str id, bool *heard,
                          struct error *err)
{
    struct parsed_list said;
    if (!held_records(batch, STR("statement"), str_of(field), id, &said, err))
        return false;
    for (size_t i = 0; i < said.count && !*heard; i++)
        *heard = says_this(batch, place, &said.items[i]);
    return true;
}

/* Whether the person's review of that day says what the row says; or, of a row that
 * says nothing, whether there is one. A plan has no day. */
static bool is_heard(struct batch *batch, const struct row_place *place,
                     struct str person, bool *heard, struct error *err)
{
    struct parsed_list reviews;
    *heard = false;
    if (batch->all->request->kind == SHEET_ASPIRATIONS)
        return any_says_this(batch, place, "person", person, heard, err);
    if (!held_records(batch, STR("review"), STR("person"), person, &reviews, err))
        return false;
    for (size_t i = 0; i < reviews.count && !*heard; i++) {
        const struct parsed *review = &reviews.items[i];
        struct str date = json_find_text(&review->body, STR("date"));
        if (!date.len || !str_equal(date, place->row->date))
            continue;
        *heard = place->row->count == 0;
        if (!any_says_this(batch, place, "review", review->record.id, heard, err))
            return false;
    }
    return true;
}

static bool part_fits(const struct news *news, enum part part, struct str given)
{
    return given.len && !is_news(news, part);
}

/* Another lasting UPN is somebody else's, unless all else says that it is not. */
static bool may_be_one(const struct identity *who, const struct news *news)
{
    size_t differing = 0;
    for (enum part part = 0; part < PART_COUNT; part++)
        differing += news->differs[part];
    if (!news->differs[PART_UPN])
        return differing < 2;
    return differing == 1 && part_fits(news, PART_FORENAME, who->forename) &&
           part_fits(news, PART_SURNAME, who->surname) &&
           part_fits(news, PART_BIRTH_DATE, who->birth_date);
}

/* By name and birth date: two of one name are one where something else agrees, or
 * nothing else is known that speaks against it. What was said is heard only where it
 * decides. */
static bool weigh_name(struct batch *batch, const struct row_place *place, bool alone,
                       struct candidate *one, struct error *err)
{
    bool told_apart, known, fits, heard = false;
    one->reason = "same_name";
    if (is_namesake(batch, place, &one->known, &told_apart)) {
        one->in_file = true;
        one->fit = told_apart ? FIT_OTHER : FIT_DOUBT;
        return true;
    }
    if (!doubt_school(batch, place, one->person, &known, &fits, err))
        return false;
    bool against = one->news.corrects[PART_REFERENCE] || (known && !fits);
    if (!fits && (against || !alone) && !is_heard(batch, place, one->person, &heard, err))
        return false;
    one->fit = fits || heard ? FIT_SURE : against ? FIT_DOUBT : FIT_SAME;
    return true;
}

/* A surname may change, and a day of birth be mistyped; a reference or UPN with another
 * forename may be a twin's. */
static bool weigh_number(struct batch *batch, const struct row_place *place,
                         struct candidate *one, struct error *err)
{
    const struct identity *who = &place->row->who;
    const struct news *news = &one->news;
    bool forename_fits = part_fits(news, PART_FORENAME, who->forename);
    bool born_fits = part_fits(news, PART_BIRTH_DATE, who->birth_date);
    bool doubtful = news->differs[PART_FORENAME] ||
                    (news->differs[PART_SURNAME] && !(forename_fits && born_fits)) ||
                    (news->differs[PART_BIRTH_DATE] && !news->by_reference);
    bool heard = false, one_person = may_be_one(who, news);
    one->reason = news->by_reference ? "same_reference" : "same_upn";
    if (doubtful && one_person && !is_heard(batch, place, one->person, &heard, err))
        return false;
    if (!one_person || (doubtful && !heard))
        one->fit = FIT_DOUBT;
    else
        one->fit = forename_fits && part_fits(news, PART_SURNAME, who->surname)
                       ? FIT_SURE
                       : FIT_SAME;
    return true;
}

static bool weigh(struct batch *batch, const struct row_place *place, bool alone,
                  struct candidate *one, struct error *err)
{
    const struct identity *who = &place->row->who;
    one->fit = FIT_SAME;
    if (!import_identity(batch, one->person, &one->record, &one->known, &one->found, err))
        return false;
    if (!one->found)
        return true;
    one->news = person_news(batch->arena, &one->known, who);
    bool by_number = one->news.by_reference || one->news.by_upn;
    if (by_number ? !weigh_number(batch, place, one, err)
                  : !weigh_name(batch, place, alone, one, err))
        return false;
    if (one->in_file)
        return true;
    if (!find_another(batch, who, one->person, &one->news, &one->taken, err))
        return false;
    if (one->taken)
        one->fit = FIT_MIXED;
    return true;
}

bool fit_all(struct batch *batch, const struct row_place *place, struct candidates *out,
             struct error *err)
{
    struct str_list people;
    if (!vault_find(batch->all->engine->store, batch->arena, &place->row->who, &people,
                    err))
        return false;
    out->items = arena_array(batch->arena, struct candidate, people.count);
    out->count = people.count;
    for (size_t i = 0; i < people.count; i++) {
        out->items[i] = (struct candidate){.person = people.items[i]};
        if (!weigh(batch, place, people.count == 1, &out->items[i], err))
            return false;
    }
    return true;
}

struct candidate *fit_choose(const struct candidates *list, size_t *many)
{
    struct candidate *best = NULL;
    *many = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct candidate *one = &list->items[i];
        if (one->fit < FIT_SAME || (best && one->fit < best->fit))
            continue;
        *many = best && best->fit == one->fit ? *many + 1 : 1;
        best = one;
    }
    return *many == 1 ? best : NULL;
}
