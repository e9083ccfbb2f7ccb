/* SPDX-License-Identifier: MIT */
#include "engine/requests.h"

struct cards_request cards_of(const struct engine *engine, const struct process *process)
{
    return (struct cards_request){.db = engine->store->db,
                                  .kinds = process->kinds,
                                  .cycle = process->cycle.id,
                                  .body = &process->cycle_body};
}

struct publish_request publish_of(const struct engine *engine,
                                  const struct process *process,
                                  const struct flag_known *known)
{
    const struct store *store = engine->store;
    return (struct publish_request){
        .db = store->db,
        .kinds = process->kinds,
        .cycle = process->cycle.id,
        .body = &process->cycle_body,
        .steps = process->steps,
        .process_title = json_find_text(process->description, STR("title")),
        .authority = store_authority(store),
        .rule = disclosure_for(store_threshold(store)),
        .known = known};
}
