/* SPDX-License-Identifier: MIT */
#include "sheet_show.h"

#include <stdlib.h>

static void show_text(struct buf *out, const char *name, struct str text)
{
    if (text.len)
        buf_add_format(out, " %s=%.*s", name, STR_ARGS(text));
}

static void show_answer(struct buf *out, const char *name, enum answer answer)
{
    if (answer != ANSWER_UNKNOWN)
        buf_add_format(out, " %s=%s", name, answer == ANSWER_YES ? "yes" : "no");
}

static void show_person(struct buf *out, const struct identity *who)
{
    show_text(out, "ref", who->reference);
    show_text(out, "upn", who->upn);
    show_text(out, "forename", who->forename);
    show_text(out, "surname", who->surname);
    show_text(out, "born", who->birth_date);
}

static void show_statement(struct test *t, struct buf *out,
                           const struct sheet_statement *one, struct str source)
{
    CHECK(t, str_starts(one->source, source));
    CHECK(t, one->source.ptr[source.len] == ':');
    struct str end = str_slice(one->source, source.len + 1, one->source.len);
    CHECK(t, str_starts(end, section_name(one->section)));
    buf_add_format(out, " | %.*s", STR_ARGS(end));
    if (!str_ends(end, str_format(t->arena, "%zu", one->rank)))
        buf_add_format(out, "(rank %zu)", one->rank);
    buf_add_format(out, "=%.*s", STR_ARGS(one->text));
    show_text(out, "by", one->speaker);
    show_text(out, "how", one->how);
}

static void show_row(struct test *t, struct buf *out, const struct sheet_row *row)
{
    static const char *const silent[] = {"no-working", "no-not-working", "no-future"};
    buf_add_format(out, "%zu", row->line);
    CHECK(t, row->held == (row->date.len > 0));
    CHECK_STR(t, row->source,
              str_c(t->arena, str_format(t->arena, "file.csv:%zu", row->line)));
    show_person(out, &row->who);
    show_text(out, "on", row->date);
    show_text(out, "due", row->due);
    show_text(out, "school", row->school);
    if (row->year_group != YEAR_GROUP_UNKNOWN)
        buf_add_format(out, " year=%d", row->year_group);
    show_text(out, "need", row->need);
    show_text(out, "gender", row->gender);
    show_answer(out, "in", row->in_area);
    show_answer(out, "attended", row->attended);
    if (!str_equal(row->said_in, STR("review")))
        show_text(out, "said_in", row->said_in);
    for (size_t i = 0; i < row->count; i++)
        show_statement(t, out, &row->statements[i], row->source);
    for (int s = 0; s < SECTION_COUNT; s++)
        if (row->no_view[s])
            buf_add_format(out, " %s=%zu", silent[s], row->no_view[s]);
    buf_add_byte(out, '\n');
}

static void show_participant(struct buf *out, const struct sheet_participant *row)
{
    buf_add_format(out, "%zu %.*s x%zu", row->line, STR_ARGS(row->perspective),
                   row->number);
    buf_add(out, row->interpreter ? STR(" interpreter")
                 : row->supporter ? STR(" supporter")
                                  : STR_NONE);
    show_text(out, "from", row->organisation);
    show_answer(out, "invited", row->invited);
    show_answer(out, "coming", row->coming);
    show_answer(out, "attended", row->attended);
    show_text(out, "table", row->table);
    show_text(out, "note", row->note);
    buf_add_byte(out, '\n');
}

static struct str show_notices(struct test *t, const struct notices *notices)
{
    struct buf out = BUF_IN(t->arena);
    for (size_t i = 0; i < notices->count; i++) {
        const struct notice *one = &notices->items[i];
        CHECK_STR(t, one->file, "file.csv");
        buf_add_format(&out, "%c%zu %.*s\n", one->refusal ? '!' : '?', one->line,
                       STR_ARGS(one->text));
    }
    return buf_str(&out);
}

struct sheet_shown sheet_show(struct test *t, enum sheet_kind kind, struct str text,
                              const char *own)
{
    struct notices notices = {.arena = t->arena};
    struct buf rows = BUF_IN(t->arena);
    struct sheet *sheet;
    struct error err;
    struct json own_value;
    (void)setenv("WAYMARK_NOW", "2025-06-12T10:00:00Z", 1);
    if (own && !json_parse(t->arena, str_of(own), &own_value, &err))
        test_fail(t, __FILE__, __LINE__, err.text);
    if (!sheet_open(t->arena, kind, STR("/some/folder/file.csv"), text,
                    own ? &own_value : NULL, &notices, &sheet, &err)) {
        buf_add_format(&rows, "ERROR: %s\n", err.text);
        return (struct sheet_shown){buf_str(&rows), show_notices(t, &notices)};
    }
    struct sheet_row row;
    struct sheet_participant participant;
    if (kind == SHEET_PARTICIPANTS)
        while (sheet_next_participant(sheet, &notices, &participant))
            show_participant(&rows, &participant);
    else
        while (sheet_next(sheet, &notices, &row))
            show_row(t, &rows, &row);
    sheet_close(sheet);
    return (struct sheet_shown){buf_str(&rows), show_notices(t, &notices)};
}

/* Each wanted line has to be found in the line of the same place. */
static bool lines_match(struct str got, struct str wanted)
{
    while (got.len && wanted.len) {
        struct str line = str_cut(&got, '\n'), part = str_cut(&wanted, '\n');
        struct str head = str_cut(&part, '~'), begin = str_slice(line, 0, head.len);
        if (!str_equal(begin, head) || str_find(line, part) == SIZE_MAX)
            return false;
    }
    return got.len == 0 && wanted.len == 0;
}

void sheet_check(struct test *t, enum sheet_kind kind, const struct sheet_case *one,
                 const char *own)
{
    struct sheet_shown shown = sheet_show(t, kind, str_of(one->text), own);
    if (!str_equal(shown.rows, str_of(one->rows)))
        test_fail_str(t, __FILE__, __LINE__, shown.rows, str_of(one->rows));
    if (!lines_match(shown.notices, str_of(one->notices)))
        test_fail_str(t, __FILE__, __LINE__, shown.notices, str_of(one->notices));
}
