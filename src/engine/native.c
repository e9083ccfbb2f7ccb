/* SPDX-License-Identifier: MIT */
#include "engine/native.h"

static const struct native natives[] = {
    {"cycle.new", "facilitator", cycle_new_prepare, cycle_new_apply},
    {"cycle.next", "facilitator", cycle_next_prepare, cycle_next_apply},
    {"cycle.close", "facilitator", NULL, cycle_close_apply},
    {"workplace.member", "", NULL, member_apply},
    {"workplace.undo", "facilitator officer", member_undo_prepare, member_undo_apply},
    {"workplace.erase", "officer", NULL, erase_apply},
    {"theme.draft", "facilitator officer", draft_prepare, draft_apply},
    {"theme.lineage", "facilitator officer", lineage_prepare, lineage_apply},
};

const struct native *native_find(struct str name)
{
    for (size_t i = 0; i < sizeof natives / sizeof natives[0]; i++)
        if (str_equal(str_of(natives[i].name), name))
            return &natives[i];
    return NULL;
}
