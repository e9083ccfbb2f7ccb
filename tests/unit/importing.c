/* SPDX-License-Identifier: MIT */
#include "importing.h"

#include "store/commit.h"
#include "store/job.h"

struct str said(struct workplace *w, const char *source, const char *field)
{
    return workplace_field(w, workplace_by(w, "statement", "source", source), field);
}

int64_t newest(struct workplace *w)
{
    struct command_list list;
    if (command_list(w->db, w->arena, 0, 1, &list, &w->err) && list.count)
        return list.items[0].number;
    test_fail(w->t, __FILE__, __LINE__, "there is no last command");
    return 0;
}

size_t unfinished(struct workplace *w)
{
    struct job_list jobs = {NULL, 0};
    if (!job_unfinished(w->db, w->arena, &jobs, &w->err))
        test_fail(w->t, __FILE__, __LINE__, w->err.text);
    return jobs.count;
}

/* After the first batch, the disk is full. */
static void fill_the_disk(void *with, size_t done, size_t total)
{
    static const char full_sql[] = "PRAGMA max_page_count=1";
    struct workplace *w = with;
    (void)done;
    (void)total;
    (void)db_run(w->db, NULL, full_sql, DB_WITHOUT, NULL, &w->err);
}

bool cut_short(struct workplace *w, const char *name, struct str bytes)
{
    static const char room_sql[] = "PRAGMA max_page_count=1000000";
    struct import_request request = {
        .kind = SHEET_REVIEWS, .cycle = w->cycle, .name = str_of(name), .bytes = bytes};
    struct error full;
    w->notices = (struct notices){.arena = w->arena};
    return !import_run(w->engine, w->arena, &request, &w->notices, &w->counts,
                       fill_the_disk, w, &w->err) &&
           db_run(w->db, NULL, room_sql, DB_WITHOUT, NULL, &full);
}
