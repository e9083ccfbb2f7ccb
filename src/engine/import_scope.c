/* SPDX-License-Identifier: MIT */
#include "cycle/scope.h"

#include "engine/import_parts.h"

static bool is_of_row(const struct importing *all, const struct notice *notice,
                      size_t line)
{
    return notice->line == line && str_equal(notice->file, all->request->name);
}

/* Remarks that reading the row left behind. */
static void forget_remarks(struct importing *all, size_t line)
{
    struct notices *notices = all->notices;
    size_t from = notices->count;
    while (from && is_of_row(all, &notices->items[from - 1], line))
        from--;
    size_t kept = from;
    for (size_t i = from; i < notices->count; i++)
        if (notices->items[i].refusal)
            notices->items[kept++] = notices->items[i];
    notices->count = kept;
    sheet_unsay_row(all->sheet);
}

/* The part of the scope that the row says nothing of, where nothing else keeps it out;
 * SIZE_MAX for none. */
static size_t find_unsaid(struct batch *batch, const struct json *body)
{
    const struct json *scope = batch->all->scope;
    struct json rest = json_object();
    size_t unsaid = SIZE_MAX;
    for (size_t i = 0; i < json_count(scope); i++) {
        const struct json_member *member = &scope->object.members[i];
        if (json_find(body, member->name))
            json_set(batch->arena, &rest, member->name, member->value);
        else if (unsaid == SIZE_MAX)
            unsaid = i;
    }
    return scope_matches(batch->arena, &rest, body) ? unsaid : SIZE_MAX;
}

static struct str field_at(const struct importing *all, size_t index)
{
    return all->scope->object.members[index].name;
}

/* What people call it. */
static struct str title_of(const struct batch *batch, struct str name)
{
    const struct kind_field *field = kind_field(batch->review, name);
    bool titled = field && field->title.len;
    return str_copy(batch->all->arena, titled ? field->title : name);
}

bool scope_takes(struct batch *batch, const struct row_place *place)
{
    struct importing *all = batch->all;
    struct json body = json_object();
    fill_review(batch, place, &body);
    if (scope_matches(batch->arena, all->scope, &body))
        return true;
    size_t unsaid = find_unsaid(batch, &body);
    if (!all->unsaid)
        all->unsaid = arena_array(all->arena, struct unsaid, json_count(all->scope));
    if (unsaid != SIZE_MAX && !all->unsaid[unsaid].rows++) {
        all->unsaid[unsaid].line = place->row->line;
        all->unsaid[unsaid].title = title_of(batch, field_at(all, unsaid));
    }
    /* What could not be read may be what would have let it in. */
    if (unsaid == SIZE_MAX || !sheet_has_field(all->sheet, field_at(all, unsaid)))
        forget_remarks(all, place->row->line);
    return false;
}

void scope_say(const struct importing *all)
{
    for (size_t i = 0; all->unsaid && i < json_count(all->scope); i++) {
        const struct unsaid *unsaid = &all->unsaid[i];
        struct str field = field_at(all, i);
        if (!unsaid->rows)
            continue;
        if (sheet_has_field(all->sheet, field))
            notice_add(all->notices, false, all->request->name, unsaid->line,
                       "%zu of the rows left out may belong to this cycle's scope, and "
                       "%s nothing for \"%.*s\"%s; write it, and import the file again",
                       unsaid->rows, unsaid->rows == 1 ? "says" : "say",
                       STR_ARGS(unsaid->title),
                       unsaid->rows == 1 ? "" : " (this is the first)");
        else
            notice_add(
                all->notices, false, all->request->name, 0,
                "this cycle chooses reviews by \"%.*s\", and no column of this file is "
                "known to say it: %zu %s left out for that. If a column does, name "
                "it with --map \"HEADING=%.*s\"; else add one, and import the file "
                "again",
                STR_ARGS(unsaid->title), unsaid->rows, unsaid->rows == 1 ? "row" : "rows",
                STR_ARGS(field));
    }
}
