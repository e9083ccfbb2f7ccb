/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "engine/scope_remark.h"

enum { MOST_OTHERS = 200 }; /* values that are looked at for one that was meant */

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

/* 9 and true as a scope has them. */
static struct str value_text(struct arena *arena, const struct json *value)
{
    if (!value)
        return STR_NONE;
    return value->type == JSON_TEXT ? value->text : json_write(arena, value);
}

static bool has(const struct str_list *list, struct str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], text))
            return true;
    return false;
}

/* What a row that is left out says of each part of the scope. */
static void note_left(struct batch *batch, const struct json *body)
{
    struct importing *all = batch->all;
    for (size_t i = 0; i < json_count(all->scope); i++) {
        const struct json_member *member = &all->scope->object.members[i];
        struct left_part *part = &all->left[i];
        struct str text = value_text(batch->arena, json_find(body, member->name));
        struct json one = json_object();
        if (!text.len || part->meant.count + part->others.count == MOST_OTHERS ||
            has(&part->meant, text) || has(&part->others, text))
            continue;
        json_set(batch->arena, &one, member->name, member->value);
        if (scope_matches(batch->arena, &one, body))
            str_list_add(all->arena, &part->meant, &part->meant_room, text);
        else
            str_list_add(all->arena, &part->others, &part->others_room, text);
    }
}

bool scope_takes(struct batch *batch, const struct row_place *place)
{
    struct importing *all = batch->all;
    struct json body = json_object();
    fill_review(batch, place, &body);
    if (scope_matches(batch->arena, all->scope, &body))
        return true;
    size_t unsaid = find_unsaid(batch, &body);
    if (!all->left)
        all->left = arena_array(all->arena, struct left_part, json_count(all->scope));
    if (unsaid != SIZE_MAX && !all->left[unsaid].unsaid++) {
        all->left[unsaid].line = place->row->line;
        all->left[unsaid].title = title_of(batch, field_at(all, unsaid));
    }
    note_left(batch, &body);
    /* What could not be read may be what would have let it in. */
    if (unsaid == SIZE_MAX || !sheet_has_field(all->sheet, field_at(all, unsaid)))
        forget_remarks(all, place->row->line);
    return false;
}

void scope_say(const struct importing *all)
{
    for (size_t i = 0; all->left && i < json_count(all->scope); i++) {
        const struct left_part *part = &all->left[i];
        struct str field = field_at(all, i);
        if (!part->unsaid)
            continue;
        if (sheet_has_field(all->sheet, field))
            notice_add(all->notices, false, all->request->name, part->line,
                       "%zu of the rows left out may belong to this cycle's scope, and "
                       "%s nothing for \"%.*s\"%s; write it, and import the file again",
                       part->unsaid, part->unsaid == 1 ? "says" : "say",
                       STR_ARGS(part->title),
                       part->unsaid == 1 ? "" : " (this is the first)");
        else
            notice_add(
                all->notices, false, all->request->name, 0,
                "this cycle chooses reviews by \"%.*s\", and no column of this file is "
                "known to say it: %zu %s left out for that. If a column does, name "
                "it with --map \"HEADING=%.*s\"; else add one, and import the file "
                "again",
                STR_ARGS(part->title), part->unsaid, part->unsaid == 1 ? "row" : "rows",
                STR_ARGS(field));
    }
}

/* Whether the file has it: why its rows were left out is said in another way. */
static bool is_in_file(struct arena *arena, const struct left_part *part,
                       const struct scope_unmet *one)
{
    struct json scope = json_object(), values = json_list();
    json_add(arena, &values, json_text(one->value));
    json_set(arena, &scope, one->field, values);
    for (size_t i = 0; i < part->meant.count; i++) {
        struct json body = json_object();
        json_set(arena, &body, one->field, json_text(part->meant.items[i]));
        if (scope_matches(arena, &scope, &body))
            return true;
    }
    return part->unsaid && !part->others.count;
}

/* A name may be meant otherwise. A year, or yes and no, was checked when it was chosen:
 * one of several that this file does not have is no slip. */
static bool is_worth_saying(const struct batch *batch,
                            const struct scope_unmet_list *unmet,
                            const struct scope_unmet *one)
{
    const struct json *values = &batch->all->scope->object.members[one->place].value;
    const struct kind_field *field = kind_field(batch->review, one->field);
    size_t count = 0;
    for (size_t i = 0; i < unmet->count; i++)
        count += unmet->items[i].place == one->place;
    return !field || str_equal(field->type, STR("string")) || count == json_count(values);
}

/* Left of what no review has: what is to be said of this file. */
static struct scope_unmet_list worth_saying(const struct batch *batch,
                                            const struct scope_unmet_list *unmet)
{
    const struct importing *all = batch->all;
    struct scope_unmet_list out = {
        arena_array(all->arena, struct scope_unmet, unmet->count), 0, unmet->reviews};
    for (size_t i = 0; i < unmet->count; i++) {
        const struct scope_unmet *one = &unmet->items[i];
        bool in_file = all->left && is_in_file(all->arena, &all->left[one->place], one);
        if (!in_file && is_worth_saying(batch, unmet, one))
            out.items[out.count++] = *one;
    }
    return out;
}

bool scope_say_unmet(struct batch *batch, struct error *err)
{
    const struct importing *all = batch->all;
    size_t parts = json_count(all->scope);
    struct str_list *left = arena_array(all->arena, struct str_list, parts), remarks;
    struct scope_unmet_list unmet;
    if (all->request->kind != SHEET_REVIEWS || !parts)
        return true;
    if (!scope_unmet(all->engine->store->db, all->arena, all->request->cycle, all->scope,
                     &unmet, err))
        return false;
    for (size_t i = 0; all->left && i < parts; i++)
        left[i] = all->left[i].others;
    unmet = worth_saying(batch, &unmet);
    scope_unmet_remarks(all->arena, &unmet, left, &remarks);
    for (size_t i = 0; i < remarks.count; i++)
        notice_add(all->notices, false, all->request->name, 0, "%.*s",
                   STR_ARGS(remarks.items[i]));
    return true;
}
