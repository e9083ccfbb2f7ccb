/* SPDX-License-Identifier: MIT */
#include "engine/known.h"

#include "store/vault.h"

struct knowing {
    struct store *store;
    struct flag_known *known;
    struct arena *row;
};

static bool know_identity(void *with, const struct record *record, struct error *err)
{
    struct knowing *now = with;
    struct identity who;
    struct json body;
    struct arena_mark mark = arena_mark(now->row);
    bool fine = json_parse(now->row, record->body, &body, err) &&
                vault_open_identity(now->store, now->row, &body, &who, err);
    if (fine)
        flag_know_person(now->known, who.forename, who.surname);
    arena_rewind(now->row, mark);
    return fine;
}

bool known_people(struct store *store, struct flag_known *known, struct error *err)
{
    struct knowing now = {store, known, arena_new()};
    bool fine =
        record_each(store->db, STR(""), STR("identity"), know_identity, &now, err);
    arena_free(now.row);
    return fine;
}

bool known_schools(struct store *store, struct str cycle, struct flag_known *known,
                   struct error *err)
{
    struct tally_list schools;
    struct arena *arena = arena_new();
    bool fine = record_tally(store->db, arena, cycle, STR("review"), STR("school"),
                             &schools, err);
    for (size_t i = 0; fine && i < schools.count; i++)
        flag_know_school(known, schools.items[i].value);
    arena_free(arena);
    return fine;
}
