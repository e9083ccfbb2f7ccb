/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "store/event.h"

/* The file came before: under this name, or with rows that this one has, too. */
static bool came_before(const struct importing *all, const struct earlier_file *file)
{
    if (file->kind != all->request->kind || str_equal(file->front, all->front))
        return false;
    return str_equal(file->title, all->request->name) || all->counts->same ||
           all->counts->corrected;
}

/* Whether anybody whom such a file had has been erased since. */
static bool somebody_went(const struct batch *batch, bool *went, struct error *err)
{
    const struct importing *all = batch->all;
    const struct earlier *earlier = &all->earlier;
    struct db *db = all->engine->store->db;
    *went = false;
    for (size_t i = 0; i < earlier->command_count && !*went; i++) {
        const struct earlier_command *command = &earlier->commands[i];
        if (came_before(all, &earlier->files[command->file]) &&
            (!event_erased_since(db, batch->arena, command->number, STR("person"), went,
                                 err) ||
             (!*went && !event_erased_since(db, batch->arena, command->number,
                                            STR("review"), went, err))))
            return false;
    }
    return true;
}

static struct str lines_of(const struct importing *all, struct arena *arena)
{
    struct buf out = BUF_IN(arena);
    size_t count = all->counts->people;
    buf_add_format(&out, count == 1 ? "line" : "lines");
    for (size_t i = 0; i < count && i < MOST_NEW_NAMED; i++)
        buf_add_format(&out, "%s %zu", i ? "," : "", all->new_lines[i]);
    if (count > MOST_NEW_NAMED)
        buf_add_format(&out, ", and more");
    return buf_str(&out);
}

bool erased_say(struct batch *batch, struct error *err)
{
    struct importing *all = batch->all;
    bool went = false, one = all->counts->people == 1;
    if (all->counts->people && !somebody_went(batch, &went, err))
        return error_wrap(err, "looking for who has been erased since");
    all->counts->perhaps_back = went ? all->counts->people : 0;
    if (went)
        import_remark(
            batch, false, all->new_lines[0],
            "somebody whom this file had before has been erased since, and %s in it for "
            "the first time (%.*s). If that is somebody erased, %stake them out of the "
            "spreadsheet; else each correction of it brings them in again",
            one ? "a young person is" : "young people are",
            STR_ARGS(lines_of(all, batch->arena)),
            all->request->pretend ? "" : "erase them once more (`waymark erase`), and ");
    return true;
}
