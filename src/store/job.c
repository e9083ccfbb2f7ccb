/* SPDX-License-Identifier: MIT */
#include "store/job.h"

#include "base/date.h"

static const char note_sql[] =
    "INSERT INTO job (id, kind, cycle, title, state, done, total, at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET "
    "state = excluded.state, done = excluded.done, total = excluded.total, at = "
    "excluded.at";
static const char unfinished_sql[] =
    "SELECT id, kind, cycle, title, done, total, at FROM job WHERE state = 'working' "
    "ORDER BY at, id";

bool job_note(struct db *db, const struct job *job, bool finished, struct error *err)
{
    return db_run(
        db, NULL, note_sql,
        DB_WITH(db_text(job->id), db_text(job->kind), db_text(job->cycle),
                db_text(job->title), db_text(finished ? STR("done") : STR("working")),
                db_integer(job->done), db_integer(job->total), db_integer(moment_now())),
        NULL, err);
}

bool job_unfinished(struct db *db, struct arena *arena, struct job_list *out,
                    struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, unfinished_sql, DB_WITHOUT, &rows, err))
        return false;
    *out = (struct job_list){arena_array(arena, struct job, rows.count), rows.count};
    for (size_t i = 0; i < rows.count; i++) {
        const struct db_value *cells = rows.cells + i * rows.width;
        out->items[i] = (struct job){cells[0].text,   cells[1].text,    cells[2].text,
                                     cells[3].text,   cells[4].integer, cells[5].integer,
                                     cells[6].integer};
    }
    return true;
}
