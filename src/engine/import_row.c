/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "cycle/scope.h"

struct str import_undo(const struct batch *batch)
{
    if (batch->all->request->pretend)
        return STR("`waymark undo`");
    return str_format(batch->arena, "`waymark undo %lld`",
                      (long long)commit_number(batch->call->commit));
}

void import_remark(struct batch *batch, bool refusal, size_t line, const char *format,
                   ...)
{
    struct buf text = BUF_IN(batch->arena);
    va_list list;
    va_start(list, format);
    buf_add_format_list(&text, format, list);
    va_end(list);
    notice_add(batch->all->notices, refusal, batch->all->request->name, line, "%.*s",
               STR_ARGS(buf_str(&text)));
}

bool held_records(struct batch *batch, struct str kind, struct str field,
                  struct str value, struct parsed_list *out, struct error *err)
{
    return parsed_by(batch->all->engine->store->db, batch->arena,
                     batch->all->request->cycle, kind, field, value, out, err);
}

void count_corrected(struct batch *batch, struct str id)
{
    struct corrected_list *list = batch->all->corrected;
    batch->all->counts->corrected++;
    if (!list)
        return;
    list->more = list->count == MOST_CORRECTED;
    if (!list->more)
        list->ids[list->count++] = str_copy(batch->all->arena, id);
}

void set_text(struct arena *arena, struct json *body, const char *name, struct str value)
{
    if (value.len)
        json_set(arena, body, str_of(name), json_text(value));
}

void set_answer(struct arena *arena, struct json *body, const char *name,
                enum answer answer)
{
    if (answer != ANSWER_UNKNOWN)
        json_set(arena, body, str_of(name), json_bool(answer == ANSWER_YES));
}

/* What a plan says counts for people whom the cycle looks at: with a narrower scope,
 * those who have a review in it. */
static bool person_in_scope(struct batch *batch, struct row_place *place, bool *in,
                            struct error *err)
{
    *in = json_count(batch->all->scope) == 0;
    if (*in)
        return true;
    if (!held_records(batch, STR("review"), STR("person"), place->person, &place->reviews,
                      err))
        return false;
    for (size_t i = 0; i < place->reviews.count; i++)
        *in = *in || scope_matches(batch->arena, batch->all->scope,
                                   &place->reviews.items[i].body);
    batch->all->counts->out_of_scope += !*in;
    return true;
}

static bool import_plan(struct batch *batch, struct row_place *place, bool *go_on,
                        struct error *err)
{
    bool before;
    if (!person_in_scope(batch, place, go_on, err))
        return false;
    (void)met_find(batch->all, place->person, place->row->line, &before);
    return true;
}

static void count_row(struct batch *batch, const struct sheet_row *row,
                      struct commit_counts before)
{
    struct commit_counts now = commit_counts(batch->call->commit);
    for (int s = 0; s < SECTION_COUNT; s++)
        batch->all->counts->no_view += row->no_view[s];
    /* Where nothing is said, nothing was there already. */
    batch->all->counts->same +=
        (row->count || batch->all->request->kind == SHEET_REVIEWS) &&
        now.created == before.created && now.changed == before.changed;
}

bool import_row(struct batch *batch, const struct sheet_row *row, struct error *err)
{
    struct row_place place = {.row = row};
    struct commit_counts before = commit_counts(batch->call->commit);
    bool go_on;
    if (batch->all->request->kind == SHEET_REVIEWS && !scope_takes(batch, &place)) {
        batch->all->counts->out_of_scope++;
        return true;
    }
    size_t refusals = batch->all->notices->refusals;
    facts_name(batch->arena, &row->who, &place);
    if (!import_person(batch, &place, &go_on, err))
        return false;
    if (go_on && !(batch->all->request->kind == SHEET_ASPIRATIONS
                       ? import_plan(batch, &place, &go_on, err)
                       : import_review(batch, &place, &go_on, err)))
        return false;
    if (!go_on) {
        refusals = batch->all->notices->refusals - refusals;
        batch->all->counts->refused_rows += refusals > 0;
        batch->all->counts->row_refusals += refusals;
        return true;
    }
    if (!import_permissions(batch, &place, err) || !import_said(batch, &place, err))
        return false;
    older_say(batch, row->line, place.older_by);
    count_row(batch, row, before);
    return true;
}
