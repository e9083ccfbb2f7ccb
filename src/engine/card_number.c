/* SPDX-License-Identifier: MIT */
#include "engine/card_number.h"

#include "engine/command.h"
#include "engine/requests.h"

bool cards_numbered(struct engine *engine, struct arena *arena, struct process *process,
                    struct cards *out, int64_t *numbered, struct error *err)
{
    struct cards_request request = cards_of(engine, process);
    struct json args = json_object();
    struct command_result result;
    struct command_request command = {
        .name = STR("collect.number_cards"), .cycle = process->cycle.id, .args = &args};
    size_t without = 0;
    *numbered = 0;
    if (!cards_load(arena, &request, out, err))
        return false;
    for (size_t i = 0; i < out->count; i++)
        without += out->items[i].number == 0;
    if (!without)
        return true;
    if (!command_run(engine, arena, &command, &result, err))
        return error_wrap(err, "numbering the cards");
    *numbered = json_find_integer(&result.outcome, STR("numbered"), 0);
    return cards_load(arena, &request, out, err);
}
