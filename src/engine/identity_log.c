/* SPDX-License-Identifier: MIT */
#include "engine/identity_log.h"

#include "store/event.h"

struct walking {
    struct store *store;
    identity_function *each;
    void *with;
};

static bool open_one(void *with, const struct event *event, struct error *err)
{
    struct walking *now = with;
    struct identity who;
    struct json body;
    if (event->erased || !event->has_after ||
        !str_equal(kind_of_id(event->record), STR("identity")))
        return true;
    struct arena *row = arena_new();
    bool fine = json_parse(row, event->after, &body, err) &&
                vault_open_identity(now->store, row, &body, &who, err) &&
                now->each(now->with, json_find_text(&body, STR("person")), &who, err);
    arena_free(row);
    return fine;
}

bool identity_each(struct store *store, identity_function *each, void *with,
                   struct error *err)
{
    struct walking now = {store, each, with};
    return event_each(store->db, open_one, &now, err);
}

struct identity identity_copy(struct arena *arena, const struct identity *who)
{
    struct identity *before = arena_array(arena, struct identity, who->before_count);
    for (size_t i = 0; i < who->before_count; i++)
        before[i] = identity_copy(arena, &who->before[i]);
    return (struct identity){.reference = str_copy(arena, who->reference),
                             .upn = str_copy(arena, who->upn),
                             .forename = str_copy(arena, who->forename),
                             .surname = str_copy(arena, who->surname),
                             .birth_date = str_copy(arena, who->birth_date),
                             .before = before,
                             .before_count = who->before_count};
}
