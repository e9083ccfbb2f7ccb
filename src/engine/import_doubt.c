/* SPDX-License-Identifier: MIT */
#include "engine/import_person.h"

#include "cycle/name_alike.h"
#include "cycle/school_alike.h"
#include "store/parsed.h"

enum { MOST_NEAR = 8 }; /* people whom one may be */

/* Somebody by a name that they have or had. */
struct namesake {
    struct str person;
    struct whole_name name;
    struct str upn, reference;
    size_t next; /* born on the same day; from 1, 0 is the last */
};

/* Everyone by the day of their birth, since nothing in the store can be asked for those
 * of one birthday. */
struct namesakes {
    struct arena *arena;
    struct table born; /* the newest of each day, from 1 */
    struct namesake *items;
    size_t count, room;
    struct str_list cycles;
};

static void add(struct namesakes *all, struct str person, const struct identity *who)
{
    bool is_new;
    if (!who->birth_date.len || !who->forename.len || !who->surname.len)
        return;
    all->items = arena_one_more(all->arena, all->items, sizeof *all->items, all->count,
                                &all->room);
    uint64_t *first = table_add(&all->born, table_key(who->birth_date), &is_new);
    all->items[all->count++] = (struct namesake){
        .person = str_copy(all->arena, person),
        .name = {str_copy(all->arena, who->forename), str_copy(all->arena, who->surname)},
        .upn = str_copy(all->arena, who->upn),
        .reference = str_copy(all->arena, who->reference),
        .next = (size_t)*first};
    *first = all->count;
}

struct loading {
    struct namesakes *all;
    struct store *store;
    struct arena *row;
};

static bool load_one(void *with, const struct record *record, struct error *err)
{
    struct loading *loading = with;
    struct arena_mark mark = arena_mark(loading->row);
    struct identity who;
    struct json body;
    if (!json_parse(loading->row, record->body, &body, err) ||
        !vault_open_identity(loading->store, loading->row, &body, &who, err))
        return false;
    add(loading->all, json_find_text(&body, STR("person")), &who);
    arena_rewind(loading->row, mark);
    return true;
}

static bool load_all(struct importing *all, struct error *err)
{
    struct db *db = all->engine->store->db;
    struct namesakes *names = arena_alloc(all->arena, sizeof *names);
    *names = (struct namesakes){.arena = all->arena, .born = {.arena = all->arena}};
    struct loading loading = {names, all->engine->store, arena_new()};
    bool fine = record_each(db, STR(""), STR("identity"), load_one, &loading, err) &&
                record_where(db, all->arena, STR(""), STR("cycle"), NO_CONDITIONS,
                             &names->cycles, err);
    arena_free(loading.row);
    all->namesakes = names;
    return fine;
}

static bool must_have(struct importing *all, struct error *err)
{
    return all->namesakes || load_all(all, err);
}

void doubt_learn(struct batch *batch, struct str person, const struct identity *who)
{
    if (batch->all->namesakes)
        add(batch->all->namesakes, person, who);
}

bool doubt_note(struct batch *batch, const struct row_place *place, struct str other,
                const char *reason, struct error *err)
{
    struct json body = json_object();
    struct str id;
    set_text(batch->arena, &body, "person", place->person);
    set_text(batch->arena, &body, "other", other);
    set_text(batch->arena, &body, "reason", str_of(reason));
    set_text(batch->arena, &body, "state", STR("open"));
    set_text(batch->arena, &body, "source", import_source(batch, place->row->source));
    batch->all->counts->doubts++;
    return commit_create(batch->call->commit, batch->doubt, STR(""), &body, &id, err);
}

static bool school_in_cycle(struct batch *batch, struct str cycle, struct str person,
                            struct str school, bool *known, bool *fits, struct error *err)
{
    struct parsed_list reviews;
    if (!parsed_by(batch->all->engine->store->db, batch->arena, cycle, STR("review"),
                   STR("person"), person, &reviews, err))
        return false;
    for (size_t i = 0; i < reviews.count; i++) {
        struct str one = parsed_text(&reviews.items[i], "school");
        *known = *known || one.len;
        *fits = *fits || (one.len && str_equal(school_key(batch->arena, one), school));
    }
    return true;
}

bool doubt_school(struct batch *batch, const struct row_place *place, struct str person,
                  bool *known, bool *fits, struct error *err)
{
    struct str school = school_key(batch->arena, place->row->school);
    *known = *fits = false;
    if (!school.len)
        return true;
    if (!must_have(batch->all, err))
        return false;
    const struct str_list *cycles = &batch->all->namesakes->cycles;
    for (size_t i = 0; i < cycles->count && !*fits; i++)
        if (!school_in_cycle(batch, cycles->items[i], person, school, known, fits, err))
            return false;
    return true;
}

/* Each with a number of their own, as the authority's list has them: two people. */
static bool are_told_apart(struct batch *batch, const struct row_place *place,
                           const struct namesake *one)
{
    const struct identity *who = &place->row->who;
    bool ignored;
    if (one->upn.len && who->upn.len &&
        !vault_same_number(batch->arena, one->upn, who->upn))
        return true;
    return one->reference.len && who->reference.len &&
           facts_of_reference(batch, one->reference, who->upn, &ignored);
}

/* Of one name, the list may well have one person twice: only a UPN each tells apart. */
static bool are_told_apart_by_upn(struct batch *batch, const struct row_place *place,
                                  const struct namesake *one)
{
    const struct identity *who = &place->row->who;
    bool other_upn = false;
    if (one->upn.len && who->upn.len)
        return !vault_same_number(batch->arena, one->upn, who->upn);
    if (one->reference.len)
        (void)facts_of_reference(batch, one->reference, who->upn, &other_upn);
    return other_upn;
}

static bool note_near(struct batch *batch, const struct row_place *place,
                      const struct namesake *one, const char **what, struct error *err)
{
    bool known, fits;
    if (!doubt_school(batch, place, one->person, &known, &fits, err))
        return false;
    if (fits && !*what)
        *what = "nearly the same name, and the same date of birth and school";
    return !fits || doubt_note(batch, place, one->person, "near_name", err);
}

static bool note_if_one(struct batch *batch, const struct row_place *place,
                        const struct namesake *one, bool *looked, const char **what,
                        struct error *err)
{
    const struct identity *who = &place->row->who;
    struct whole_name name = {who->forename, who->surname};
    bool same = names_same_letters(batch->arena, one->name, name);
    *looked = same ? !are_told_apart_by_upn(batch, place, one)
                   : names_nearly_same(batch->arena, one->name, name) &&
                         !are_told_apart(batch, place, one);
    if (!*looked || !same)
        return !*looked || note_near(batch, place, one, what, err);
    *what =
        "the same name but for accents, hyphens, apostrophes, spaces or its order, and "
        "the same date of birth";
    return doubt_note(batch, place, one->person, "same_letters", err);
}

static bool has(const struct str_list *list, struct str one)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], one))
            return true;
    return false;
}

bool doubt_near(struct batch *batch, const struct row_place *place, const char **what,
                struct error *err)
{
    const struct identity *who = &place->row->who;
    struct str_list looked = {arena_array(batch->arena, struct str, MOST_NEAR), 0};
    *what = NULL;
    if (!who->birth_date.len || !who->forename.len || !who->surname.len)
        return true;
    if (!must_have(batch->all, err))
        return false;
    struct namesakes *all = batch->all->namesakes;
    const uint64_t *first = table_find(&all->born, table_key(who->birth_date));
    for (size_t i = first ? (size_t)*first : 0; i && looked.count < MOST_NEAR;
         i = all->items[i - 1].next) {
        const struct namesake *one = &all->items[i - 1];
        bool now;
        if (str_equal(one->person, place->person) || has(&looked, one->person))
            continue;
        if (!note_if_one(batch, place, one, &now, what, err))
            return false;
        if (now)
            looked.items[looked.count++] = one->person;
    }
    return true;
}
