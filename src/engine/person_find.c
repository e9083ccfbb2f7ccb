/* SPDX-License-Identifier: MIT */
#include "engine/person_find.h"

#include "engine/command.h"
#include "engine/doubt.h"
#include "engine/identity_log.h"
#include "engine/review_who.h"
#include "format/uk_date.h"
#include "store/event.h"
#include "store/parsed.h"
#include "store/vault.h"

enum { MOST_LOOKUPS = 24 }; /* two a space in a name */

struct search {
    struct arena *arena;
    struct str_list lookups; /* any of which is theirs */
    struct str_list people;  /* whom the log knows by one, each once */
    size_t room;
    /* Or else, whom it knows by this name but for accents, hyphens and spaces: */
    struct str name, born;
};

static const char can_be_given[] =
    "Give your authority's reference, a UPN, \"FORENAME SURNAME\" with --born DATE, a "
    "person's id, FILE:LINE of their review, or FILE:LINE:HEADING of something that they "
    "said (`waymark list statement` shows both)";

static void add(struct arena *arena, struct str_list *list, size_t *room, struct str one)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], one))
            return;
    str_list_add(arena, list, room, one);
}

static void add_lookups(struct store *store, struct search *search, size_t *room,
                        const struct identity *identity)
{
    struct str_list lookups = vault_lookups(store, search->arena, identity);
    for (size_t i = 0; i < lookups.count; i++)
        add(search->arena, &search->lookups, room, lookups.items[i]);
}

/* Nobody can tell where a forename ends: each place is tried, and both orders. */
static void add_names(struct store *store, struct search *search, size_t *room,
                      struct str name, struct str born)
{
    struct str rest = name;
    struct str surname = str_trim(str_cut(&rest, ','));
    if (rest.len) {
        struct identity one = {
            .forename = str_trim(rest), .surname = surname, .birth_date = born};
        add_lookups(store, search, room, &one);
        return;
    }
    for (size_t i = 0; i <= name.len && search->lookups.count < MOST_LOOKUPS; i++) {
        if (i < name.len && name.ptr[i] != ' ')
            continue;
        struct str first = str_trim(str_slice(name, 0, i));
        struct str last = str_trim(str_slice(name, i, name.len));
        struct identity one = {.forename = first, .surname = last, .birth_date = born};
        struct identity other = {.forename = last, .surname = first, .birth_date = born};
        add_lookups(store, search, room, &one);
        add_lookups(store, search, room, &other);
    }
}

static bool collect(void *with, const struct event *event, struct error *err)
{
    struct search *search = with;
    struct json body;
    bool theirs = false;
    if (event->erased || !event->has_after ||
        !str_equal(kind_of_id(event->record), STR("identity")))
        return true;
    for (size_t i = 0; i < search->lookups.count && !theirs; i++)
        theirs = str_find(event->after, search->lookups.items[i]) != SIZE_MAX;
    if (!theirs)
        return true;
    if (!json_parse(search->arena, event->after, &body, err))
        return false;
    add(search->arena, &search->people, &search->room,
        json_find_text(&body, STR("person")));
    return true;
}

static bool is_called(struct arena *arena, const struct search *search,
                      const struct identity *who)
{
    return str_equal(who->birth_date, search->born) &&
           who_is_called(arena, who, search->name);
}

static bool collect_alike(void *with, struct str person, const struct identity *who,
                          struct error *err)
{
    struct search *search = with;
    struct arena *row = arena_new();
    (void)err;
    if (is_called(row, search, who))
        add(search->arena, &search->people, &search->room,
            str_copy(search->arena, person));
    arena_free(row);
    return true;
}

static bool is_there(struct engine *engine, struct arena *arena, struct str id, bool *out,
                     struct error *err)
{
    struct record record;
    return record_find(engine->store->db, arena, id, &record, out, err);
}

static struct str listed(struct arena *arena, struct str_list people)
{
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < people.count; i++)
        buf_add_format(&out, "%s%.*s", i ? ", " : "", STR_ARGS(people.items[i]));
    return buf_str(&out);
}

static bool too_many(struct arena *arena, struct str_list people,
                     struct person_found *out, struct error *err)
{
    out->perhaps = people;
    return error_set(err, ERROR_NOT_FOUND,
                     "more than one person is known by this (%.*s); name one by id. "
                     "Nothing was changed",
                     STR_ARGS(listed(arena, people)));
}

static void add_once(struct str_list *list, struct str one)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], one))
            return;
    list->items[list->count++] = one;
}

/* Nothing is done to somebody, or shown of them, by a name that is not quite theirs. */
static bool by_likeness(struct engine *engine, struct search *search,
                        struct person_found *out, struct error *err)
{
    struct arena *arena = search->arena;
    if (!identity_each(engine->store, collect_alike, search, err))
        return false;
    out->perhaps.items = arena_array(arena, struct str, search->people.count);
    for (size_t i = 0; i < search->people.count; i++) {
        struct str person;
        if (!doubt_now(engine->store->db, arena, search->people.items[i], &person, err))
            return false;
        add_once(&out->perhaps, person);
    }
    return out->perhaps.count == 0 ||
           error_set(err, ERROR_NOT_FOUND,
                     "nobody is known by exactly this, but somebody with the same date "
                     "of birth has this name but for accents, hyphens, apostrophes or "
                     "spaces (%.*s). If that is who is meant, give this id in place of "
                     "the name (`waymark erase` with it alone only shows what is held). "
                     "Nothing was changed",
                     STR_ARGS(listed(arena, out->perhaps)));
}

/* Of those whom the log knows, the one who is there; else the one who was. */
static bool choose(struct engine *engine, struct arena *arena, struct str_list people,
                   struct person_found *out, struct error *err)
{
    struct str_list here = {arena_array(arena, struct str, people.count), 0};
    struct str_list gone = {arena_array(arena, struct str, people.count), 0};
    for (size_t i = 0; i < people.count; i++) {
        struct str person;
        bool there;
        if (!doubt_now(engine->store->db, arena, people.items[i], &person, err) ||
            !is_there(engine, arena, person, &there, err))
            return false;
        add_once(there ? &here : &gone, person);
    }
    struct str_list *list = here.count ? &here : &gone;
    if (list->count > 1)
        return too_many(arena, *list, out, err);
    if (list->count == 0)
        return error_set(err, ERROR_NOT_FOUND,
                         "nobody is known by this in this Waymark folder; nothing was "
                         "changed. %s",
                         can_be_given);
    out->person = list->items[0];
    if (here.count)
        out->also = gone;
    return true;
}

static bool by_identity(struct engine *engine, struct arena *arena, struct str given,
                        struct str born, struct person_found *out, struct error *err)
{
    struct search search = {.arena = arena};
    struct identity reference = {.reference = given}, upn = {.upn = given};
    struct date day;
    size_t room = 0;
    if (born.len) {
        if (!uk_date_parse(born, &day, err))
            return error_wrap(err, "--born");
        search.name = str_trim(given);
        search.born = date_text(arena, day);
        add_names(engine->store, &search, &room, search.name, search.born);
    } else {
        add_lookups(engine->store, &search, &room, &reference);
        add_lookups(engine->store, &search, &room, &upn);
    }
    if (!event_each(engine->store->db, collect, &search, err))
        return false;
    if (born.len && !search.people.count && !by_likeness(engine, &search, out, err))
        return false;
    return choose(engine, arena, search.people, out, err);
}

/* Whose a record is: it may be somebody's review, or something that they said. */
static bool by_record(struct engine *engine, struct arena *arena, struct str id,
                      struct person_found *out, struct error *err)
{
    struct parsed one;
    bool there;
    out->person = id;
    if (str_equal(kind_of_id(id), STR("person"))) /* may be in the log alone */
        return doubt_now(engine->store->db, arena, id, &out->person, err);
    if (!parsed_find(engine->store->db, arena, id, &one, &there, err))
        return false;
    if (there)
        out->person = parsed_text(&one, "person");
    if (!there || !out->person.len)
        return error_set(err, ERROR_NOT_FOUND,
                         "%.*s is nobody's in particular, or is not there; nothing was "
                         "changed. %s",
                         STR_ARGS(id), can_be_given);
    return true;
}

/* Whether what was read from `source` stands at FILE:LINE:HEADING, or in FILE:LINE. */
static bool is_from(struct str source, struct str given)
{
    return str_starts(source, given) &&
           (source.len == given.len || source.ptr[given.len] == ':');
}

/* Those whom the row is of, or who said what it holds: a row that nobody said anything
 * in is somebody's review all the same. */
static bool add_from(struct engine *engine, struct search *search, struct str cycle,
                     struct str kind, struct str given, struct error *err)
{
    struct parsed_list list;
    if (!parsed_all(engine->store->db, search->arena, cycle, kind, &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        struct str person = parsed_text(&list.items[i], "person");
        if (person.len && is_from(parsed_text(&list.items[i], "source"), given))
            add(search->arena, &search->people, &search->room, person);
    }
    return true;
}

static bool by_source(struct engine *engine, struct arena *arena, struct str given,
                      struct person_found *out, struct error *err)
{
    struct search search = {.arena = arena};
    struct record_list cycles;
    struct db *db = engine->store->db;
    if (!record_list(db, arena, STR(""), STR("cycle"), &cycles, err))
        return false;
    for (size_t i = 0; i < cycles.count; i++)
        if (!add_from(engine, &search, cycles.items[i].id, STR("statement"), given,
                      err) ||
            !add_from(engine, &search, cycles.items[i].id, STR("review"), given, err))
            return false;
    if (search.people.count > 1)
        return too_many(arena, search.people, out, err);
    if (search.people.count)
        out->person = search.people.items[0];
    return true;
}

bool person_find(struct engine *engine, struct arena *arena, struct str given,
                 struct str born, struct person_found *out, struct error *err)
{
    *out = (struct person_found){.person = STR_NONE};
    if (!born.len && is_record_id(given))
        return by_record(engine, arena, given, out, err);
    if (!born.len && str_find_byte(given, ':') != SIZE_MAX &&
        !by_source(engine, arena, given, out, err))
        return false;
    return out->person.len || by_identity(engine, arena, given, born, out, err);
}

static bool found_apply(struct native_call *call, struct error *err)
{
    (void)err;
    *call->outcome = *call->args;
    return true;
}

bool person_note_found(struct engine *engine, struct arena *arena, struct str person,
                       struct error *err)
{
    static const struct native native = {PERSON_FIND_COMMAND, "officer", NULL,
                                         found_apply,         false,     false};
    struct json args = json_object();
    struct command_request request = {
        .name = str_of(native.name), .args = &args, .cycle = STR("")};
    struct command_result result;
    json_set(arena, &args, STR("person"), json_text(person));
    return command_run_native(engine, arena, &request, &native, NULL, &result, err);
}
