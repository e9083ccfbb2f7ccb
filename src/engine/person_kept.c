/* SPDX-License-Identifier: MIT */
#include "engine/person_kept.h"

#include "store/parsed.h"

static void add_once(struct str_list *list, struct str one)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], one))
            return;
    if (one.len)
        list->items[list->count++] = one;
}

static void add_review(struct arena *arena, const struct json *body,
                       struct person_year *year)
{
    const struct json *group = json_find(body, STR("year_group"));
    add_once(&year->schools, json_find_text(body, STR("school")));
    add_once(&year->years, group ? json_write(arena, group) : STR_NONE);
    add_once(&year->dates, json_find_text(body, STR("date")));
}

static bool in_cycle(struct engine *engine, struct arena *arena, struct str cycle,
                     struct str person, struct person_year *year, struct error *err)
{
    struct parsed_list reviews;
    struct str_list said;
    if (!parsed_by(engine->store->db, arena, cycle, STR("review"), STR("person"), person,
                   &reviews, err) ||
        !record_by(engine->store->db, arena, cycle, STR("statement"), STR("person"),
                   person, &said, err))
        return false;
    year->reviews = reviews.count;
    year->statements = said.count;
    year->schools.items = arena_array(arena, struct str, reviews.count);
    year->years.items = arena_array(arena, struct str, reviews.count);
    year->dates.items = arena_array(arena, struct str, reviews.count);
    for (size_t i = 0; i < reviews.count; i++)
        add_review(arena, &reviews.items[i].body, year);
    return true;
}

bool person_kept(struct engine *engine, struct arena *arena, struct str person,
                 struct person_years *out, struct error *err)
{
    struct record_list cycles;
    if (!record_list(engine->store->db, arena, STR(""), STR("cycle"), &cycles, err))
        return false;
    *out = (struct person_years){arena_array(arena, struct person_year, cycles.count), 0};
    for (size_t i = 0; i < cycles.count; i++) {
        struct person_year year = {.reviews = 0};
        struct json body;
        if (!json_parse(arena, cycles.items[i].body, &body, err) ||
            !in_cycle(engine, arena, cycles.items[i].id, person, &year, err))
            return false;
        year.cycle = json_find_text(&body, STR("name"));
        if (year.reviews || year.statements)
            out->items[out->count++] = year;
    }
    return true;
}
