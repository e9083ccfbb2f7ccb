/* SPDX-License-Identifier: MIT */
/* What was said at first and erased since may still stand in the spreadsheet. Nothing is
 * kept by which it would be known again, so nothing new is taken where it may be. */
#include "engine/import_parts.h"

#include "base/shell.h"
#include "store/event.h"

bool went_before(struct batch *batch, const struct parsed *held, bool *went,
                 struct error *err)
{
    struct event_birth birth;
    if (!event_birth(batch->all->engine->store->db, batch->arena, held->record.id, &birth,
                     err))
        return error_wrap(err, "looking for words that were erased since");
    *went = birth.erased;
    return true;
}

/* From a file of this kind, alone or besides. */
static bool is_of_such_a_file(const struct importing *all, const struct parsed *held)
{
    const struct json *also = json_find(&held->body, STR("also"));
    bool is = is_of_this_kind(all, parsed_text(held, "source"));
    for (size_t i = 0; i < json_count(also) && !is; i++)
        is = is_of_this_kind(all, json_item(also, i)->text);
    return is;
}

bool went_from_here(struct batch *batch, const struct row_place *place,
                    const struct sheet_statement *said, bool *went, struct error *err)
{
    struct str section = section_name(said->section);
    *went = false;
    for (size_t i = 0; place->said.items && i < place->said.count && !*went; i++) {
        const struct parsed *held = &place->said.items[i];
        if (!said_same_place(place, held, section) ||
            !is_of_such_a_file(batch->all, held) ||
            facts_say(batch, place, section, parsed_text(held, "text")))
            continue;
        if (!went_before(batch, held, went, err))
            return false;
        if (*went) {
            facts_take(batch->all, held->record.id); /* the box is not empty */
            import_remark(
                batch, false, place->row->line,
                "not taken: %.*s. What %.*s said at first was erased, and this may be "
                "those words: take them out of the spreadsheet. If it says something "
                "else, type it: `waymark do collect.reword statement=%.*s text=…`, or "
                "`waymark do collect.say …` for what is new",
                STR_ARGS(import_source(batch, said->source)),
                STR_ARGS(parsed_text(held, "source")),
                STR_ARGS(shell_word(batch->arena, parsed_text(held, "source"))));
        }
    }
    return true;
}
