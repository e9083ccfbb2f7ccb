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
