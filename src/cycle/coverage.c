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
    rows->items =
        arena_one_more(arena, rows->items, sizeof *rows->items, rows->count, &rows->room);
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
    *out = (struct coverage){.all = {.label = STR("all")}};
    if (!record_tally(db, arena, cycle, STR("statement"), STR("review"), &now.used,
                      err) ||
        !record_each(db, cycle, STR("review"), count_review, &now, err))
        return false;
    sort_rows(&out->schools);
    sort_rows(&out->years);
    return true;
}

/* What one review says of a person. */
struct fact {
    struct str who, date, school, year;
    int64_t year_order;
    bool held, no_view[SECTION_COUNT];
};

struct facts {
    struct arena *arena;
    const struct scope *scope;
    struct fact *items;
    size_t count, room;
};

static void read_fact(struct arena *arena, struct str id, const struct json *body,
                      struct fact *out)
{
    const struct json *year = json_find(body, STR("year_group"));
    const struct json *no_view = json_find(body, STR("no_view"));
    struct str person = json_find_text(body, STR("person"));
    struct str date = json_find_text(body, STR("date"));
    out->who = str_copy(arena, person.len ? person : id);
    out->date = str_copy(arena, date.len ? date : json_find_text(body, STR("due")));
    out->school = str_copy(arena, json_find_text(body, STR("school")));
    out->year = year_label(arena, year);
    out->year_order = year && year->type == JSON_INTEGER ? year->integer : 1000;
    out->held = str_equal(json_find_text(body, STR("state")), STR("held"));
    for (int s = 0; s < SECTION_COUNT; s++)
        out->no_view[s] =
            out->held && json_find_integer(no_view, section_name((enum section)s), 0) > 0;
}

static bool note_review(void *with, const struct record *record, struct error *err)
{
    struct facts *all = with;
    struct json body;
    if (!scope_has(all->scope, record->id))
        return true;
    all->items = arena_one_more(all->arena, all->items, sizeof *all->items, all->count,
                                &all->room);
    struct arena *row = arena_new();
    bool fine = json_parse(row, record->body, &body, err);
    if (fine)
        read_fact(all->arena, record->id, &body, &all->items[all->count++]);
    arena_free(row);
    return fine;
}

static int by_person_and_date(const void *a, const void *b)
{
    const struct fact *left = a, *right = b;
    int order = str_compare(left->who, right->who);
    return order ? order : str_compare(left->date, right->date);
}

/* Somebody whose words count, and under which headings there are any. */
struct voice {
    struct str who;
    bool section[SECTION_COUNT];
    bool due; /* there is a review of them */
};

struct voices {
    struct arena *arena;
    const struct scope *scope;
    struct str_list people; /* who has a review in scope */
    struct coverage_people *out;
    struct voice *items;
    size_t count, room;
};

static void note_voice(struct voices *all, struct str who, enum section section)
{
    all->items = arena_one_more(all->arena, all->items, sizeof *all->items, all->count,
                                &all->room);
    struct voice *voice = &all->items[all->count++];
    *voice = (struct voice){.who = str_copy(all->arena, who)};
    voice->section[section] = true;
}

static bool hear_statement(void *with, const struct record *record, struct error *err)
{
    struct voices *all = with;
    struct json body;
    enum section section;
    struct arena *row = arena_new();
    bool fine = json_parse(row, record->body, &body, err);
    if (fine && scope_counts(all->scope, all->people, &body) &&
        section_find(json_find_text(&body, STR("section")), &section)) {
        struct str who = json_find_text(&body, STR("person"));
        all->out->statements[section]++;
        if (who.len)
            note_voice(all, who, section);
    }
    arena_free(row);
    return fine;
}

static int by_who(const void *a, const void *b)
{
    return str_compare(((const struct voice *)a)->who, ((const struct voice *)b)->who);
}

/* Each person once, in order. */
static bool hear(struct db *db, struct str cycle, struct voices *all, struct error *err)
{
    size_t kept = 0;
    if (!scope_people(db, all->arena, all->scope, &all->people, err) ||
        !record_each(db, cycle, STR("statement"), hear_statement, all, err))
        return false;
    if (all->count)
        qsort(all->items, all->count, sizeof(struct voice), by_who);
    for (size_t i = 0; i < all->count; i++)
        if (kept && str_equal(all->items[kept - 1].who, all->items[i].who))
            for (int s = 0; s < SECTION_COUNT; s++)
                all->items[kept - 1].section[s] |= all->items[i].section[s];
        else
            all->items[kept++] = all->items[i];
    all->count = kept;
    return true;
}

static int voice_of(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, ((const struct voice *)b)->who);
}

/* `facts` are all of one person, the latest last. */
static void count_person(struct arena *arena, const struct fact *facts, size_t count,
                         struct voices *voices, struct coverage_people *out)
{
    const struct fact *last = &facts[count - 1];
    struct voice *voice = voices->count
                              ? bsearch(&last->who, voices->items, voices->count,
                                        sizeof(struct voice), voice_of)
                              : NULL;
    bool held = false, used = voice != NULL, empty[SECTION_COUNT] = {false};
    for (size_t i = 0; i < count; i++) {
        held = held || facts[i].held;
        for (int s = 0; s < SECTION_COUNT; s++)
            empty[s] = empty[s] || facts[i].no_view[s];
    }
    for (int s = 0; s < SECTION_COUNT; s++)
        out->no_view[s] += empty[s] && !(used && voice->section[s]);
    if (used)
        voice->due = true;
    out->plan_only += used && !held;
    add(&out->all, held, used);
    add(row_for(arena, &out->schools, last->school.len ? last->school : STR("not given"),
                last->school.len ? 0 : 1),
        held, used);
    add(row_for(arena, &out->years, last->year, last->year_order), held, used);
}

bool coverage_of_people(struct db *db, struct arena *arena, struct str cycle,
                        const struct scope *scope, struct coverage_people *out,
                        struct error *err)
{
    struct facts all = {.arena = arena, .scope = scope};
    struct voices voices = {.arena = arena, .scope = scope, .out = out};
    *out = (struct coverage_people){.all = {.label = STR("all")}};
    if (!hear(db, cycle, &voices, err) ||
        !record_each(db, cycle, STR("review"), note_review, &all, err))
        return false;
    if (all.count)
        qsort(all.items, all.count, sizeof(struct fact), by_person_and_date);
    for (size_t from = 0, to; from < all.count; from = to) {
        for (to = from + 1;
             to < all.count && str_equal(all.items[to].who, all.items[from].who);)
            to++;
        count_person(arena, &all.items[from], to - from, &voices, out);
    }
    for (size_t i = 0; i < voices.count; i++)
        out->not_due += !voices.items[i].due;
    sort_rows(&out->schools);
    sort_rows(&out->years);
    return true;
}
