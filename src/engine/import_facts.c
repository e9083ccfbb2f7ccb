/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/unicode.h"

static const unsigned char secret[16] = {0};

struct fact {
    uint64_t key;    /* 0: a free place */
    uint64_t number; /* of a review: how many statements */
};

struct facts {
    struct fact *items;
    size_t count, room;
};

static uint64_t mixed(uint64_t a, uint64_t b)
{
    uint64_t both[] = {a, b};
    return crypto_fingerprint(secret, (struct str){(const char *)both, sizeof both});
}

static uint64_t folded(struct arena *arena, struct str text)
{
    return crypto_fingerprint(secret, unicode_fold(arena, text));
}

static struct fact *fact_place(const struct facts *facts, uint64_t key)
{
    size_t at = (size_t)key & (facts->room - 1);
    while (facts->items[at].key && facts->items[at].key != key)
        at = (at + 1) & (facts->room - 1);
    return &facts->items[at];
}

static void facts_grow(struct facts *facts, struct arena *arena)
{
    struct facts old = *facts;
    facts->room = old.room ? old.room * 4 : 1024;
    facts->items = arena_array(arena, struct fact, facts->room);
    for (size_t i = 0; i < old.room; i++)
        if (old.items[i].key)
            *fact_place(facts, old.items[i].key) = old.items[i];
}

/* Whether it is a new one. */
static bool fact_add(struct importing *all, uint64_t key)
{
    struct facts *facts = all->facts;
    if (facts->count * 2 >= facts->room)
        facts_grow(facts, all->arena);
    struct fact *fact = fact_place(facts, key);
    bool is_new = fact->key == 0;
    fact->key = key;
    facts->count += is_new;
    return is_new;
}

/* One row may name a person by reference, another by UPN or name: each counts. */
static size_t names_of(struct arena *arena, const struct identity *who,
                       uint64_t out[NAMES_OF_ONE])
{
    size_t count = 0;
    if (who->reference.len)
        out[count++] = mixed(1, folded(arena, who->reference));
    if (who->upn.len)
        out[count++] = mixed(2, folded(arena, who->upn));
    if (who->surname.len && who->birth_date.len)
        out[count++] = mixed(mixed(3, folded(arena, who->forename)),
                             mixed(folded(arena, who->surname),
                                   crypto_fingerprint(secret, who->birth_date)));
    return count;
}

static uint64_t review_key(uint64_t name, struct str date)
{
    return mixed(name, crypto_fingerprint(secret, date));
}

static uint64_t words_key(struct arena *arena, struct str section, struct str text)
{
    return mixed(crypto_fingerprint(secret, section), folded(arena, text));
}

/* Who said them or how: `what` tells the two apart. */
static uint64_t manner_key(uint64_t words, const char *what, struct str value)
{
    return mixed(words, mixed(crypto_fingerprint(secret, str_of(what)),
                              crypto_fingerprint(secret, value)));
}

static struct str own_date(const struct importing *all, const struct sheet_row *row)
{
    return all->request->kind == SHEET_ASPIRATIONS ? STR_NONE : row->date;
}

void facts_add(struct importing *all, struct arena *passing, const struct sheet_row *row)
{
    uint64_t names[NAMES_OF_ONE];
    size_t count = names_of(passing, &row->who, names);
    if (!all->facts) {
        all->facts = arena_alloc(all->arena, sizeof *all->facts);
        facts_grow(all->facts, all->arena);
    }
    for (size_t i = 0; i < count; i++) {
        names[i] = review_key(names[i], own_date(all, row));
        (void)fact_add(all, names[i]);
    }
    for (size_t n = 0; n < row->count; n++) {
        const struct sheet_statement *said = &row->statements[n];
        uint64_t words = words_key(passing, section_name(said->section), said->text);
        for (size_t i = 0; i < count; i++) {
            uint64_t here = mixed(names[i], words);
            if (fact_add(all, here))
                fact_place(all->facts, names[i])->number++;
            if (said->speaker.len)
                (void)fact_add(all, manner_key(here, "speaker", said->speaker));
            if (said->how.len)
                (void)fact_add(all, manner_key(here, "how", said->how));
        }
    }
}

void facts_name(struct arena *arena, const struct identity *who, struct row_place *place)
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

bool facts_of_review(struct batch *batch, const struct row_place *place, struct str date,
                     size_t *count)
{
    bool found = false;
    *count = 0;
    for (size_t i = 0; i < place->name_count; i++) {
        const struct fact *fact =
            fact_place(batch->all->facts, review_key(place->names[i], date));
        found = found || fact->key;
        if (fact->number > *count)
            *count = fact->number;
    }
    return found;
}

/* Of words, or, where `what` is given, of who said them or how. */
static bool says(struct batch *batch, const struct row_place *place, uint64_t words,
                 const char *what, struct str value)
{
    for (size_t i = 0; i < place->name_count; i++) {
        uint64_t review = review_key(place->names[i], own_date(batch->all, place->row));
        uint64_t key = mixed(review, words);
        if (fact_place(batch->all->facts, what ? manner_key(key, what, value) : key)->key)
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
