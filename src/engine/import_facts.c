/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/unicode.h"

static uint64_t folded(struct arena *arena, struct str text)
{
    return table_key(unicode_fold(arena, text));
}

/* As the vault compares them: what is one person there is one person here. */
static uint64_t plain(struct arena *arena, struct str text)
{
    return table_key(vault_plain(arena, text));
}

/* One row may name a person by reference, another by UPN or name: each counts. */
static size_t names_of(struct arena *arena, const struct identity *who,
                       uint64_t out[NAMES_OF_ONE])
{
    size_t count = 0;
    if (who->reference.len)
        out[count++] = table_key_with(1, plain(arena, who->reference));
    if (who->upn.len)
        out[count++] = table_key_with(2, plain(arena, who->upn));
    if (who->surname.len && who->birth_date.len)
        out[count++] = table_key_with(
            table_key_with(3, plain(arena, who->forename)),
            table_key_with(plain(arena, who->surname), table_key(who->birth_date)));
    return count;
}

static uint64_t reference_key(struct arena *arena, struct str reference)
{
    return table_key_with(4, plain(arena, reference));
}

static uint64_t review_key(uint64_t name, struct str date)
{
    return table_key_with(name, table_key(date));
}

static uint64_t words_key(struct arena *arena, struct str section, struct str text)
{
    return table_key_with(table_key(section), folded(arena, text));
}

/* Who said them or how: `what` tells the two apart. */
static uint64_t manner_key(uint64_t words, const char *what, struct str value)
{
    return table_key_with(words,
                          table_key_with(table_key(str_of(what)), table_key(value)));
}

static struct str own_date(const struct importing *all, const struct sheet_row *row)
{
    return all->request->kind == SHEET_ASPIRATIONS ? STR_NONE : row->date;
}

void facts_add(struct importing *all, struct arena *passing, const struct sheet_row *row)
{
    uint64_t names[NAMES_OF_ONE];
    size_t count = names_of(passing, &row->who, names);
    bool is_new;
    if (row->who.reference.len) {
        uint64_t *upn =
            table_add(&all->facts, reference_key(passing, row->who.reference), &is_new);
        if (row->who.upn.len)
            *upn = plain(passing, row->who.upn);
    }
    for (size_t i = 0; i < count; i++) {
        names[i] = review_key(names[i], own_date(all, row));
        (void)table_add(&all->facts, names[i], &is_new);
    }
    for (size_t n = 0; n < row->count; n++) {
        const struct sheet_statement *said = &row->statements[n];
        uint64_t words = words_key(passing, section_name(said->section), said->text);
        for (size_t i = 0; i < count; i++) {
            uint64_t here = table_key_with(names[i], words);
            (void)table_add(&all->facts, here, &is_new);
            *table_find(&all->facts, names[i]) += is_new;
            if (said->speaker.len)
                (void)table_add(&all->facts, manner_key(here, "speaker", said->speaker),
                                &is_new);
            if (said->interpreted_by.len)
                (void)table_add(&all->facts,
                                manner_key(here, "interpreted_by", said->interpreted_by),
                                &is_new);
            if (said->how.len)
                (void)table_add(&all->facts, manner_key(here, "how", said->how), &is_new);
        }
    }
}

static void add_names(struct arena *arena, const struct identity *who,
                      struct row_place *place)
{
    uint64_t names[NAMES_OF_ONE];
    size_t count = names_of(arena, who, names);
    for (size_t i = 0; i < count; i++) {
        bool known = place->name_count == MOST_NAMES;
        for (size_t n = 0; n < place->name_count && !known; n++)
            known = place->names[n] == names[i];
        if (!known)
            place->names[place->name_count++] = names[i];
    }
}

void facts_name(struct arena *arena, const struct identity *who, struct row_place *place)
{
    add_names(arena, who, place);
    for (size_t i = 0; i < who->before_count; i++)
        add_names(arena, &who->before[i], place);
}

bool facts_of_reference(struct batch *batch, struct str reference, struct str upn,
                        bool *other_upn)
{
    const uint64_t *known =
        table_find(&batch->all->facts, reference_key(batch->arena, reference));
    *other_upn = known && *known && upn.len && *known != plain(batch->arena, upn);
    return known != NULL;
}

bool facts_of_review(struct batch *batch, const struct row_place *place, struct str date,
                     size_t *count)
{
    bool found = false;
    *count = 0;
    for (size_t i = 0; i < place->name_count; i++) {
        const uint64_t *number =
            table_find(&batch->all->facts, review_key(place->names[i], date));
        found = found || number;
        if (number && *number > *count)
            *count = (size_t)*number;
    }
    return found;
}

/* Of words, or, where `what` is given, of who said them or how. */
static bool says(struct batch *batch, const struct row_place *place, uint64_t words,
                 const char *what, struct str value)
{
    for (size_t i = 0; i < place->name_count; i++) {
        uint64_t review = review_key(place->names[i], own_date(batch->all, place->row));
        uint64_t key = table_key_with(review, words);
        if (table_find(&batch->all->facts, what ? manner_key(key, what, value) : key))
            return true;
    }
    return false;
}

bool facts_say(struct batch *batch, const struct row_place *place, struct str section,
               struct str text)
{
    return says(batch, place, words_key(batch->arena, section, text), NULL, STR_NONE);
}

bool facts_say_so(struct batch *batch, const struct row_place *place,
                  const struct sheet_statement *said, const char *what, struct str value)
{
    uint64_t words = words_key(batch->arena, section_name(said->section), said->text);
    return says(batch, place, words, what, value);
}

void facts_take(struct importing *all, struct str statement)
{
    bool is_new;
    (void)table_add(&all->taken, table_key(statement), &is_new);
}

bool facts_taken(const struct importing *all, struct str statement)
{
    return table_find(&all->taken, table_key(statement)) != NULL;
}
