/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/unicode.h"

enum { MOST_NAMES = 3 };

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
                       uint64_t out[MOST_NAMES])
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

static struct str own_date(const struct importing *all, const struct sheet_row *row)
{
    return all->request->kind == SHEET_ASPIRATIONS ? STR_NONE : row->date;
}

void facts_add(struct importing *all, struct arena *passing, const struct sheet_row *row)
{
    uint64_t names[MOST_NAMES];
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
            (void)table_add(&all->facts, table_key_with(names[i], words), &is_new);
            *table_find(&all->facts, names[i]) += is_new;
        }
    }
}

bool facts_of_reference(struct batch *batch, struct str reference, struct str upn,
                        bool *other_upn)
{
    const uint64_t *known =
        table_find(&batch->all->facts, reference_key(batch->arena, reference));
    *other_upn = known && *known && upn.len && *known != plain(batch->arena, upn);
    return known != NULL;
}

bool facts_of_review(struct batch *batch, const struct sheet_row *row, struct str date,
                     size_t *count)
{
    uint64_t names[MOST_NAMES];
    size_t name_count = names_of(batch->arena, &row->who, names);
    bool found = false;
    *count = 0;
    for (size_t i = 0; i < name_count; i++) {
        const uint64_t *number =
            table_find(&batch->all->facts, review_key(names[i], date));
        found = found || number;
        if (number && *number > *count)
            *count = (size_t)*number;
    }
    return found;
}

bool facts_say(struct batch *batch, const struct sheet_row *row, struct str section,
               struct str text)
{
    uint64_t names[MOST_NAMES];
    size_t count = names_of(batch->arena, &row->who, names);
    uint64_t words = words_key(batch->arena, section, text);
    for (size_t i = 0; i < count; i++) {
        uint64_t review = review_key(names[i], own_date(batch->all, row));
        if (table_find(&batch->all->facts, table_key_with(review, words)))
            return true;
    }
    return false;
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
