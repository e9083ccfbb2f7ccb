/* SPDX-License-Identifier: MIT */
#include "engine/about.h"

#include "engine/person_find.h"
#include "engine/review_from.h"

/* All that it may be, each once. */
struct naming {
    struct engine *engine;
    struct arena *arena;
    const struct process *process;
    struct str given;
    struct str id;    /* the first */
    struct buf meant; /* all, to choose from */
    size_t count;
};

static void note(struct naming *now, struct str id, const char *as)
{
    if (now->count && str_equal(id, now->id))
        return;
    if (!now->count++)
        now->id = id;
    buf_add_format(&now->meant, "%s%.*s%s", now->count > 1 ? ", " : "", STR_ARGS(id), as);
}

static bool note_all(struct naming *now, struct str kind, struct str field,
                     struct str value, const char *as, struct error *err)
{
    struct str_list found;
    if (!record_by(now->engine->store->db, now->arena, now->process->cycle.id, kind,
                   field, value, &found, err))
        return false;
    for (size_t i = 0; i < found.count; i++)
        note(now, found.items[i], as);
    return true;
}

/* By every field that people may name a record of the cycle by. */
static bool by_name(struct naming *now, struct error *err)
{
    const struct kinds *kinds = now->process->kinds;
    for (size_t k = 0; k < kinds->count; k++) {
        const struct kind *kind = &kinds->items[k];
        for (size_t i = 0; !kind->workplace && i < kind->field_count; i++)
            if (kind->fields[i].handle &&
                !note_all(now, kind->name, kind->fields[i].name, now->given, "", err))
                return false;
    }
    return true;
}

static bool is_number(struct str text)
{
    bool digits = text.len > 0;
    for (size_t i = 0; i < text.len; i++)
        digits = digits && text.ptr[i] >= '0' && text.ptr[i] <= '9';
    return digits;
}

static bool by_card(struct naming *now, struct str number, struct error *err)
{
    struct str text;
    int64_t card;
    if (!is_number(number) || !str_to_integer(number, &card))
        return true;
    text = str_format(now->arena, "%lld", (long long)card); /* as it is indexed */
    return note_all(now, STR("statement"), STR("card"), text,
                    " (`card NUMBER` says that it is this)", err);
}

static bool by_row(struct naming *now, struct error *err)
{
    struct str_list reviews;
    if (!reviews_from(now->engine->store->db, now->arena, now->process->cycle.id,
                      now->given, &reviews, err))
        return false;
    for (size_t i = 0; i < reviews.count; i++)
        note(now, reviews.items[i], "");
    return true;
}

/* Whoever is in the log alone is nobody whom anything could belong to. */
static bool note_person(struct naming *now, struct str person, const char *as,
                        struct error *err)
{
    struct record record;
    bool there;
    if (!record_find(now->engine->store->db, now->arena, person, &record, &there, err))
        return false;
    if (there)
        note(now, person, as);
    return true;
}

static bool by_person(struct naming *now, struct str given, struct error *err)
{
    struct person_found found;
    struct error none;
    if (person_find(now->engine, now->arena, given, STR(""), &found, &none))
        return note_person(now, found.person,
                           " (`person REFERENCE` says that it is this)", err);
    if (none.kind != ERROR_NOT_FOUND) {
        *err = none;
        return false;
    }
    for (size_t i = 0; i < found.perhaps.count; i++)
        if (!note_person(now, found.perhaps.items[i], "", err))
            return false;
    return true;
}

/* "card 12" is 12, and nothing else is meant. */
static bool says(struct str given, struct str word, struct str *rest)
{
    *rest = given;
    if (given.len <= word.len || given.ptr[word.len] != ' ' ||
        !str_equal_ascii_case(str_slice(given, 0, word.len), word))
        return false;
    *rest = str_trim(str_slice(given, word.len, given.len));
    return rest->len > 0;
}

static bool find_all(struct naming *now, struct error *err)
{
    struct str rest;
    if (!by_name(now, err))
        return false;
    if (now->count)
        return true;
    if (says(now->given, STR("card"), &rest))
        return by_card(now, rest, err);
    if (says(now->given, STR("person"), &rest))
        return by_person(now, rest, err);
    if (!by_card(now, now->given, err) || !by_row(now, err))
        return false;
    return (now->count && !is_number(now->given)) || by_person(now, now->given, err);
}

bool about_named(struct engine *engine, struct arena *arena,
                 const struct process *process, struct str given, struct str *id,
                 struct error *err)
{
    struct naming now = {.engine = engine,
                         .arena = arena,
                         .process = process,
                         .given = str_trim(given),
                         .meant = BUF_IN(arena)};
    *id = now.given;
    if (is_record_id(now.given))
        return true;
    if (!find_all(&now, err))
        return false;
    *id = now.id;
    if (now.count == 1)
        return true;
    if (now.count)
        return error_set(err, ERROR_INPUT,
                         "\"%.*s\" may be any of these: %.*s; name one by its id",
                         STR_ARGS(given), STR_ARGS(buf_str(&now.meant)));
    return error_set(err, ERROR_NOT_FOUND,
                     "nothing in this cycle is called \"%.*s\" or came from there; name "
                     "a card by its number, a review by FILE:LINE, something that was "
                     "said by FILE:LINE:HEADING, a theme by its name, a person by their "
                     "reference, or any record by its id",
                     STR_ARGS(given));
}
