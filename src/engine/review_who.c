/* SPDX-License-Identifier: MIT */
#include "engine/review_who.h"

#include "cycle/name_alike.h"

static void add(struct arena *arena, struct who_list *list, struct str person,
                const char *why)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].person, person))
            return;
    list->more = list->count == MOST_CANDIDATES;
    if (!list->more)
        list->items[list->count++] = (struct who_candidate){str_copy(arena, person), why};
}

static bool add_found(struct engine *engine, struct arena *arena,
                      const struct identity *who, struct who_list *out, struct error *err)
{
    struct str_list people;
    if (!vault_find(engine->store, arena, who, &people, err))
        return false;
    for (size_t i = 0; i < people.count; i++)
        add(arena, out, people.items[i], NULL);
    return true;
}

bool who_by_number(struct engine *engine, struct arena *arena, struct str given,
                   struct who_list *out, struct error *err)
{
    struct identity reference = {.reference = given}, upn = {.upn = given};
    *out = (struct who_list){.count = 0};
    if (!add_found(engine, arena, &reference, out, err) ||
        !add_found(engine, arena, &upn, out, err))
        return false;
    out->exact = out->count > 0;
    return true;
}

/* Nobody can tell where a forename ends: each place is tried, and both orders. */
static bool find_by_name(struct engine *engine, struct arena *arena, struct str name,
                         struct str born, struct who_list *out, struct error *err)
{
    struct str rest = name;
    struct str surname = str_trim(str_cut(&rest, ','));
    if (rest.len) {
        struct identity one = {
            .forename = str_trim(rest), .surname = surname, .birth_date = born};
        return add_found(engine, arena, &one, out, err);
    }
    for (size_t i = 0; i < name.len; i++) {
        struct str first = str_trim(str_slice(name, 0, i));
        struct str last = str_trim(str_slice(name, i, name.len));
        struct identity one = {.forename = first, .surname = last, .birth_date = born};
        struct identity other = {.forename = last, .surname = first, .birth_date = born};
        if (name.ptr[i] == ' ' && (!add_found(engine, arena, &one, out, err) ||
                                   !add_found(engine, arena, &other, out, err)))
            return false;
    }
    return true;
}

struct likeness {
    struct engine *engine;
    struct arena *arena, *row;
    struct str name, born; /* name: its letters */
    struct who_list *out;
};

bool who_is_called(struct arena *arena, const struct identity *who, struct str name)
{
    struct str forename = name_letters(arena, who->forename);
    struct str surname = name_letters(arena, who->surname);
    struct str letters = name_letters(arena, name);
    return surname.len &&
           (str_equal(letters, str_format(arena, "%.*s%.*s", STR_ARGS(forename),
                                          STR_ARGS(surname))) ||
            str_equal(letters, str_format(arena, "%.*s%.*s", STR_ARGS(surname),
                                          STR_ARGS(forename))));
}

static bool has_part(struct arena *arena, struct str name, struct str part)
{
    struct str letters = name_letters(arena, part);
    return letters.len && (str_starts(name, letters) || str_ends(name, letters));
}

static void look_at(const struct likeness *like, struct str person,
                    const struct identity *who)
{
    bool same_day = str_equal(who->birth_date, like->born);
    bool same_name = who_is_called(like->row, who, like->name);
    if (same_name && same_day)
        add(like->arena, like->out, person,
            "the same date of birth, and the name but for accents, hyphens or spaces");
    else if (same_name)
        add(like->arena, like->out, person,
            who->birth_date.len ? "the same name, another date of birth"
                                : "the same name, no date of birth known");
    else if (same_day && (has_part(like->row, like->name, who->surname) ||
                          has_part(like->row, like->name, who->forename)))
        add(like->arena, like->out, person,
            "the same date of birth, and part of the name");
}

static bool is_like(void *with, const struct record *record, struct error *err)
{
    struct likeness *like = with;
    struct identity who;
    struct json body;
    struct arena_mark mark = arena_mark(like->row);
    bool fine = json_parse(like->row, record->body, &body, err) &&
                vault_open_identity(like->engine->store, like->row, &body, &who, err);
    if (fine) {
        struct str person = json_find_text(&body, STR("person"));
        look_at(like, person, &who);
        for (size_t i = 0; i < who.before_count; i++)
            look_at(like, person, &who.before[i]);
    }
    arena_rewind(like->row, mark);
    return fine;
}

bool who_by_name(struct engine *engine, struct arena *arena, struct str name,
                 struct str born, struct who_list *out, struct error *err)
{
    struct likeness like = {.engine = engine,
                            .arena = arena,
                            .row = arena_new(),
                            .name = name_letters(arena, name),
                            .born = born,
                            .out = out};
    *out = (struct who_list){.count = 0};
    bool fine = find_by_name(engine, arena, name, born, out, err);
    out->exact = out->count > 0;
    if (fine && !out->exact)
        fine =
            record_each(engine->store->db, STR(""), STR("identity"), is_like, &like, err);
    arena_free(like.row);
    return fine;
}

/* Somebody may have come in since it was looked. */
static bool must_be_unknown(struct native_call *call, const struct identity *who,
                            struct error *err)
{
    struct str_list people;
    if (!vault_find(call->engine->store, call->arena, who, &people, err))
        return false;
    if (people.count == 0)
        return true;
    return error_set(err, ERROR_CONFLICT,
                     "somebody is known by this reference, UPN, or name and date of "
                     "birth already (%.*s). Nothing was changed",
                     STR_ARGS(people.items[0]));
}

static bool add_apply(struct native_call *call, struct error *err)
{
    const struct identity *who = call->with;
    const struct kind *person = kind_find(call->process->kinds, STR("person"));
    const struct kind *identity = kind_find(call->process->kinds, STR("identity"));
    struct json empty = json_object(), sealed, made = json_list();
    struct str id, box;
    if (!must_be_unknown(call, who, err) ||
        !commit_create(call->commit, person, STR(""), &empty, &id, err) ||
        !vault_seal_identity(call->engine->store, call->arena, id, who, &sealed, err) ||
        !commit_create(call->commit, identity, STR(""), &sealed, &box, err))
        return false;
    json_add(call->arena, &made, json_text(id));
    json_set(call->arena, call->outcome, STR("created"), made);
    return true;
}

bool who_add(struct engine *engine, struct arena *arena, const struct identity *who,
             struct str *person, struct error *err)
{
    static const struct native native = {
        "collect.person", "officer facilitator", NULL, add_apply, false, false};
    struct json args = json_object();
    struct identity own = *who;
    struct command_result result;
    struct command_request request = {.name = str_of(native.name), .args = &args};
    if (!command_run_native(engine, arena, &request, &native, &own, &result, err))
        return false;
    *person = json_item(json_find(&result.outcome, STR("created")), 0)->text;
    return true;
}
