/* SPDX-License-Identifier: MIT */
#include "engine/known.h"

#include "store/commit.h"
#include "store/vault.h"

struct learning {
    struct store *store;
    struct flag_known *known;
    struct arena *row;
    struct known_but but;
};

/* identity-000004.0002: made by command 4. */
static bool is_left_out(const struct learning *learning, struct str id)
{
    struct str rest = id;
    int64_t number = 0;
    (void)str_cut(&rest, '-');
    if (!str_to_integer(str_cut(&rest, '.'), &number))
        return false;
    for (size_t i = 0; i < learning->but.count; i++)
        if (learning->but.numbers[i] == number)
            return true;
    return false;
}

static void know_one(struct flag_known *known, const struct identity *who)
{
    flag_know_person(known, who->forename, who->surname);
    flag_know_number(known, who->reference);
    flag_know_number(known, who->upn);
}

void known_person(struct flag_known *known, const struct identity *who)
{
    know_one(known, who);
    for (size_t i = 0; i < who->before_count; i++)
        know_one(known, &who->before[i]);
}

void known_text_key(const struct store *store, struct crypto_key *out)
{
    crypto_key_for(&store->key, "namedtxt", out);
}

bool known_texts(struct db *db, struct arena *arena, struct str_list *out,
                 struct error *err)
{
    static const char *const commands[] = {"workplace.erase", "workplace.retain",
                                           "workplace.restore"};
    size_t room = 0;
    *out = (struct str_list){NULL, 0};
    for (size_t c = 0; c < sizeof commands / sizeof commands[0]; c++) {
        struct command_list list;
        if (!command_named(db, arena, str_of(commands[c]), &list, err))
            return false;
        for (size_t i = 0; i < list.count; i++) {
            struct json outcome;
            if (!json_parse(arena, list.items[i].outcome, &outcome, err))
                return false;
            const struct json *texts = json_find(&outcome, STR(KNOWN_TEXTS));
            for (size_t n = 0; n < json_count(texts); n++)
                str_list_add(arena, out, &room, json_item(texts, n)->text);
        }
    }
    str_list_sort_once(out);
    return true;
}

static bool know_texts(struct store *store, struct arena *arena, struct flag_known *known,
                       struct error *err)
{
    struct crypto_key key;
    struct str_list texts;
    if (!known_texts(store->db, arena, &texts, err))
        return false;
    known_text_key(store, &key);
    flag_know_texts(known, &key, texts);
    crypto_key_forget(&key);
    return true;
}

static bool know_identity(void *with, const struct record *record, struct error *err)
{
    struct learning *learning = with;
    struct identity who;
    struct json body;
    struct arena_mark mark = arena_mark(learning->row);
    if (is_left_out(learning, record->id))
        return true;
    bool fine = json_parse(learning->row, record->body, &body, err) &&
                vault_open_identity(learning->store, learning->row, &body, &who, err);
    if (fine)
        known_person(learning->known, &who);
    arena_rewind(learning->row, mark);
    return fine;
}

/* Whether a review with it came from another command. */
static bool stood_before(struct learning *learning, struct str cycle, struct str school,
                         bool *before, struct error *err)
{
    struct arena_mark mark = arena_mark(learning->row);
    struct str_list reviews = {NULL, 0};
    *before = learning->but.count == 0;
    if (!*before && !record_by(learning->store->db, learning->row, cycle, STR("review"),
                               STR("school"), school, &reviews, err))
        return false;
    for (size_t i = 0; i < reviews.count && !*before; i++)
        *before = !is_left_out(learning, reviews.items[i]);
    arena_rewind(learning->row, mark);
    return true;
}

static bool learn_schools(struct learning *learning, struct arena *arena,
                          struct error *err)
{
    struct db *db = learning->store->db;
    struct record_list cycles;
    struct str_list schools;
    if (!record_list(db, arena, STR(""), STR("cycle"), &cycles, err))
        return false;
    for (size_t i = 0; i < cycles.count; i++) {
        if (!record_values(db, arena, cycles.items[i].id, STR("review"), STR("school"),
                           &schools, err))
            return false;
        for (size_t n = 0; n < schools.count; n++) {
            bool before;
            if (!stood_before(learning, cycles.items[i].id, schools.items[n], &before,
                              err))
                return false;
            if (before)
                flag_know_school(learning->known, schools.items[n]);
        }
    }
    return true;
}

bool known_learn_but(struct engine *engine, struct arena *arena, struct known_but but,
                     struct flag_known **out, struct error *err)
{
    struct arena *passing = arena_new();
    struct learning learning = {engine->store, flag_known_new(arena), arena_new(), but};
    bool fine = record_each(engine->store->db, STR(""), STR("identity"), know_identity,
                            &learning, err) &&
                learn_schools(&learning, passing, err) &&
                know_texts(engine->store, arena, learning.known, err);
    *out = learning.known;
    arena_free(learning.row);
    arena_free(passing);
    return fine || error_wrap(err, "reading the names that texts are checked for");
}

bool known_learn(struct engine *engine, struct arena *arena, struct flag_known **out,
                 struct error *err)
{
    return known_learn_but(engine, arena, (struct known_but){NULL, 0}, out, err);
}

bool known_of(struct engine *engine, const struct flag_known **out, struct error *err)
{
    struct flag_known *known;
    if (!engine->known) {
        if (!known_learn(engine, engine->arena, &known, err))
            return false;
        engine->known = known;
    }
    *out = engine->known;
    return true;
}

/* So that the next command need not open every identity. */
static bool keep_names(struct engine *engine, struct error *err)
{
    const struct flag_known *all;
    struct arena *arena = arena_new();
    bool fine = known_of(engine, &all, err) &&
                vault_keep_names(engine->store, flag_known_names(all, arena), err);
    arena_free(arena);
    return fine;
}

static bool meet_schools(struct engine *engine, struct error *err)
{
    struct arena *passing = arena_new();
    struct learning learning = {engine->store, flag_known_new(engine->arena), arena_new(),
                                (struct known_but){NULL, 0}};
    bool fine = learn_schools(&learning, passing, err) &&
                know_texts(engine->store, engine->arena, learning.known, err);
    if (fine)
        engine->met = learning.known;
    arena_free(learning.row);
    arena_free(passing);
    return fine;
}

static bool meet_names(struct engine *engine, struct str text, struct error *err)
{
    struct arena *arena = arena_new();
    struct str_list words = flag_words_to_know(arena, text);
    bool fine = true;
    for (size_t i = 0; fine && i < words.count; i++) {
        bool is;
        fine = vault_is_name(engine->store, words.items[i], &is, err);
        if (fine && is && str_starts(words.items[i], STR("#")))
            flag_know_number(engine->met, words.items[i]);
        else if (fine && is)
            flag_know_person(engine->met, str_copy(engine->arena, words.items[i]),
                             STR_NONE);
    }
    arena_free(arena);
    return fine;
}

bool known_in(struct engine *engine, struct str text, const struct flag_known **out,
              struct error *err)
{
    bool kept;
    if (!vault_names_kept(engine->store, &kept, err) ||
        (!kept && !keep_names(engine, err)) ||
        (!engine->met && !meet_schools(engine, err)) || !meet_names(engine, text, err))
        return error_wrap(err, "reading the names that texts are checked for");
    *out = engine->met;
    return true;
}

void known_forget(struct engine *engine)
{
    engine->known = NULL;
    engine->met = NULL;
}
