/* SPDX-License-Identifier: MIT */
#include "store/job.h"

#include "base/date.h"

static const char note_sql[] =
    "INSERT INTO job (id, kind, cycle, title, state, done, total, at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET "
    "state = excluded.state, done = excluded.done, total = excluded.total, at = "
    "excluded.at";
static const char replace_sql[] = "UPDATE job SET state = 'replaced' WHERE id = $1";
static const char unfinished_sql[] =
    "SELECT id, kind, cycle, title, done, total, at, state FROM job "
    "WHERE state = 'working' ORDER BY at, id";
static const char list_sql[] =
    "SELECT id, kind, cycle, title, done, total, at, state FROM job "
    "WHERE kind = $1 AND cycle = $2 ORDER BY at, id";

bool job_note(struct db *db, const struct job *job, bool finished, struct error *err)
{
    return db_run(
        db, NULL, note_sql,
        DB_WITH(db_text(job->id), db_text(job->kind), db_text(job->cycle),
                db_text(job->title), db_text(finished ? STR("done") : STR("working")),
                db_integer(job->done), db_integer(job->total), db_integer(moment_now())),
        NULL, err);
}

bool job_replace(struct db *db, struct str id, struct error *err)
{
    return db_run(db, NULL, replace_sql, DB_WITH(db_text(id)), NULL, err);
}

static void read_jobs(struct arena *arena, const struct db_rows *rows,
                      struct job_list *out)
{
    *out = (struct job_list){arena_array(arena, struct job, rows->count), rows->count};
    for (size_t i = 0; i < rows->count; i++) {
        const struct db_value *cells = rows->cells + i * rows->width;
        out->items[i] =
            (struct job){.id = cells[0].text,
                         .kind = cells[1].text,
                         .cycle = cells[2].text,
                         .title = cells[3].text,
                         .done = cells[4].integer,
                         .total = cells[5].integer,
                         .at = cells[6].integer,
                         .replaced = str_equal(cells[7].text, STR("replaced"))};
    }
}

bool job_unfinished(struct db *db, struct arena *arena, struct job_list *out,
                    struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, unfinished_sql, DB_WITHOUT, &rows, err))
        return false;
    read_jobs(arena, &rows, out);
    return true;
}

bool job_list_of(struct db *db, struct arena *arena, struct str kind, struct str cycle,
                 struct job_list *out, struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, list_sql, DB_WITH(db_text(kind), db_text(cycle)), &rows, err))
        return false;
    read_jobs(arena, &rows, out);
    return true;
}
