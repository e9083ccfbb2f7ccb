/* SPDX-License-Identifier: MIT */
#include "cycle/coverage.h"

#include <stdlib.h>

struct counting {
    struct arena *arena;
    const struct scope *scope;
    struct tally_list used; /* review ids from which statements came, in order */
    struct coverage *out;
};

static struct coverage_row *row_for(struct arena *arena, struct coverage_rows *rows,
                                    struct str label, int64_t order)
{
    for (size_t i = 0; i < rows->count; i++)
        if (str_equal(rows->items[i].label, label))
            return &rows->items[i];
    if (rows->count == rows->room) {
        size_t room = rows->room ? rows->room * 2 : 32;
        rows->items =
            arena_grow(arena, rows->items, rows->room * sizeof(struct coverage_row),
                       room * sizeof(struct coverage_row));
        rows->room = room;
    }
    struct coverage_row *row = &rows->items[rows->count++];
    *row = (struct coverage_row){.label = str_copy(arena, label), .order = order};
    return row;
}

static int by_id(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, ((const struct tally *)b)->value);
}

static void add(struct coverage_row *row, bool held, bool used)
{
    row->due++;
    row->held += held;
    row->used += used;
}

static struct str year_label(struct arena *arena, const struct json *year)
{
    if (!year || year->type != JSON_INTEGER)
        return STR("not given");
    if (year->integer <= 0)
        return year->integer == 0 ? STR("Reception") : STR("Nursery");
    return str_format(arena, "Year %lld", (long long)year->integer);
}

static bool count_review(void *with, const struct record *record, struct error *err)
{
    struct counting *now = with;
    struct json body;
    if (!scope_has(now->scope, record->id))
        return true;
    struct arena *row = arena_new();
    bool fine = json_parse(row, record->body, &body, err);
    if (fine) {
        const struct json *year = json_find(&body, STR("year_group"));
        const struct json *no_view = json_find(&body, STR("no_view"));
        struct str school = json_find_text(&body, STR("school"));
        bool held = str_equal(json_find_text(&body, STR("state")), STR("held"));
        bool used =
            now->used.count && bsearch(&record->id, now->used.items, now->used.count,
                                       sizeof(struct tally), by_id);
        add(&now->out->all, held, used);
        add(row_for(now->arena, &now->out->schools,
                    school.len ? school : STR("not given"), school.len ? 0 : 1),
            held, used);
        add(row_for(now->arena, &now->out->years, year_label(row, year),
                    year && year->type == JSON_INTEGER ? year->integer : 1000),
            held, used);
        for (int s = 0; held && s < SECTION_COUNT; s++)
            now->out->no_view[s] +=
                (size_t)json_find_integer(no_view, section_name((enum section)s), 0);
    }
    arena_free(row);
    return fine;
}

static int by_order(const void *a, const void *b)
{
    const struct coverage_row *left = a, *right = b;
    if (left->order != right->order)
        return left->order < right->order ? -1 : 1;
    return str_compare(left->label, right->label);
}

static void sort_rows(struct coverage_rows *rows)
{
    if (rows->count)
        qsort(rows->items, rows->count, sizeof(struct coverage_row), by_order);
}

bool coverage_of(struct db *db, struct arena *arena, struct str cycle,
                 const struct scope *scope, struct coverage *out, struct error *err)
{
    struct counting now = {.arena = arena, .scope = scope, .out = out};
    struct tally_list sections;
    *out = (struct coverage){.all = {.label = STR("all")}};
    if (!record_tally(db, arena, cycle, STR("statement"), STR("review"), &now.used,
                      err) ||
        !record_tally(db, arena, cycle, STR("statement"), STR("section"), &sections,
                      err) ||
        !record_each(db, cycle, STR("review"), count_review, &now, err))
        return false;
    for (size_t i = 0; i < sections.count; i++) {
        enum section section;
        if (section_find(sections.items[i].value, &section))
            out->statements[section] = sections.items[i].count;
    }
    sort_rows(&out->schools);
    sort_rows(&out->years);
    return true;
}
