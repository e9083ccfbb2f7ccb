/* SPDX-License-Identifier: MIT */
#include "engine/pointed.h"

/* The cycles in which a field may hold the id of a record of `cycle`: its own, or
 * all, where the field may lead to another year or the record is of no cycle. */
static bool cycles_to_ask(struct db *db, struct arena *arena, const struct kind *kind,
                          const struct kind_field *field, bool everywhere,
                          struct str cycle, struct str_list *out, struct error *err)
{
    struct str own = kind->workplace ? STR("") : cycle;
    if (!kind->workplace &&
        (everywhere || json_find_bool(field->schema, STR("x-across"))))
        return record_where(db, arena, STR(""), STR("cycle"), NO_CONDITIONS, out, err);
    *out = (struct str_list){arena_array(arena, struct str, 1), 1};
    out->items[0] = own;
    return true;
}

static bool pointed_to_by(struct db *db, struct arena *arena, const struct kind *kind,
                          const struct kind_field *field, struct str_list cycles,
                          struct str id, struct str *by, struct error *err)
{
    for (size_t i = 0; i < cycles.count && !by->len; i++) {
        struct str_list found;
        if (!record_by(db, arena, cycles.items[i], kind->name, field->name, id, &found,
                       err))
            return false;
        if (found.count)
            *by = found.items[0];
    }
    return true;
}

bool record_pointed_to(struct db *db, struct arena *arena, const struct process *process,
                       struct str cycle, struct str id, struct str but, struct str *by,
                       struct error *err)
{
    struct str kind_name = kind_of_id(id);
    const struct kind *own = kind_find(process->kinds, kind_name);
    *by = STR_NONE;
    for (size_t k = 0; k < process->kinds->count; k++) {
        const struct kind *kind = &process->kinds->items[k];
        for (size_t f = 0; f < kind->field_count && !by->len; f++) {
            struct str_list cycles;
            if (!str_equal(kind->fields[f].ref_kind, kind_name) ||
                str_equal(kind->name, but))
                continue;
            if (!cycles_to_ask(db, arena, kind, &kind->fields[f], own && own->workplace,
                               cycle, &cycles, err) ||
                !pointed_to_by(db, arena, kind, &kind->fields[f], cycles, id, by, err))
                return false;
        }
    }
    return true;
}
