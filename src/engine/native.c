/* SPDX-License-Identifier: MIT */
#include "engine/native.h"

/* name, roles, prepare, apply, in_cycle, of_step */
static const struct native natives[] = {
    {"cycle.new", "facilitator", cycle_new_prepare, cycle_new_apply, false, false},
    {"cycle.next", "facilitator", cycle_next_prepare, cycle_next_apply, false, false},
    {"cycle.close", "facilitator", NULL, cycle_close_apply, true, false},
    {"cycle.keep", "facilitator", NULL, cycle_keep_apply, true, false},
    {"workplace.member", "", NULL, member_apply, false, false},
    {"workplace.undo", "facilitator officer safeguarding_lead", member_undo_prepare,
     member_undo_apply, false, false},
    {"workplace.same", "officer", NULL, same_apply, false, false},
    {"workplace.different", "officer", NULL, different_apply, false, false},
    {"workplace.erase", "officer", NULL, erase_apply, false, false},
    {"workplace.erase_original", "officer", NULL, erase_original_apply, false, false},
    {"collect.number_cards", "", NULL, card_number_apply, true, true},
    {"prepare.sample", "", NULL, sample_apply, true, true},
    {"prepare.no_sample", "", NULL, sample_none_apply, true, true},
    {"theme.draft", "", draft_prepare, draft_apply, true, true},
    {"theme.join", "", join_prepare, join_apply, true, true},
    {"theme.lineage", "", lineage_prepare, lineage_apply, true, true},
    {"theme.from_last_year", "", last_year_prepare, last_year_apply, true, true},
};

const struct native *native_find(struct str name)
{
    for (size_t i = 0; i < sizeof natives / sizeof natives[0]; i++)
        if (str_equal(str_of(natives[i].name), name))
            return &natives[i];
    return NULL;
}
