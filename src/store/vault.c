/* SPDX-License-Identifier: MIT */
#include "store/vault.h"

#include "base/unicode.h"
#include "store/parsed.h"

static const struct str identity_kind = {"identity", 8};

static const char any_name_sql[] = "SELECT 1 FROM known_name LIMIT 1";
static const char find_name_sql[] = "SELECT 1 FROM known_name WHERE hash = $1";
static const char keep_name_sql[] =
    "INSERT INTO known_name (hash) VALUES ($1) ON CONFLICT DO NOTHING";

enum {
    OWN_LOOKUPS = 3,
    MOST_SEALED = 4000, /* bytes of what was before, so that the box keeps its size */
    MOST_LOOKUPS = 20   /* of one person; schemas/records/identity.schema.json */
};

struct str vault_plain(struct arena *arena, struct str text)
{
    struct str folded = unicode_fold(arena, text);
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < folded.len; i++)
        if (folded.ptr[i] != ' ')
            buf_add_byte(&out, folded.ptr[i]);
    return buf_str(&out);
}

bool vault_same_number(struct arena *arena, struct str a, struct str b)
{
    return str_equal(vault_plain(arena, a), vault_plain(arena, b));
}

static struct str hashed(struct store *store, struct arena *arena, const char *what,
                         struct str text)
{
    struct crypto_key key;
    crypto_key_for(&store->key, "lookups1", &key);
    struct str labelled = str_format(arena, "%s:%.*s", what, STR_ARGS(text));
    struct str hash = crypto_lookup(arena, &key, labelled);
    crypto_key_forget(&key);
    return hash;
}

/* In the order in which they are believed. */
static size_t lookups_of(struct store *store, struct arena *arena,
                         const struct identity *identity, struct str out[OWN_LOOKUPS])
{
    size_t count = 0;
    if (identity->reference.len)
        out[count++] =
            hashed(store, arena, "reference", vault_plain(arena, identity->reference));
    if (identity->upn.len)
        out[count++] = hashed(store, arena, "upn", vault_plain(arena, identity->upn));
    if (identity->surname.len && identity->birth_date.len) {
        struct str name = str_format(arena, "%.*s|%.*s|%.*s",
                                     STR_ARGS(vault_plain(arena, identity->forename)),
                                     STR_ARGS(vault_plain(arena, identity->surname)),
                                     STR_ARGS(identity->birth_date));
        out[count++] = hashed(store, arena, "name", name);
    }
    return count;
}

struct str_list vault_lookups(struct store *store, struct arena *arena,
                              const struct identity *identity)
{
    struct str_list out = {arena_array(arena, struct str, OWN_LOOKUPS), 0};
    out.count = lookups_of(store, arena, identity, out.items);
    return out;
}

static void add_lookups(struct store *store, struct arena *arena,
                        const struct identity *identity, struct json *list)
{
    struct str lookups[OWN_LOOKUPS];
    size_t count = lookups_of(store, arena, identity, lookups);
    for (size_t i = 0; i < count && json_count(list) < MOST_LOOKUPS; i++)
        if (!json_has_text(list, lookups[i]))
            json_add(arena, list, json_text(lookups[i]));
}

static struct json as_json(struct arena *arena, const struct identity *identity)
{
    struct json out = json_object();
    json_set(arena, &out, STR("reference"), json_text(identity->reference));
    json_set(arena, &out, STR("upn"), json_text(identity->upn));
    json_set(arena, &out, STR("forename"), json_text(identity->forename));
    json_set(arena, &out, STR("surname"), json_text(identity->surname));
    json_set(arena, &out, STR("birth_date"), json_text(identity->birth_date));
    return out;
}

static struct identity from_json(const struct json *inside)
{
    return (struct identity){.reference = json_find_text(inside, STR("reference")),
                             .upn = json_find_text(inside, STR("upn")),
                             .forename = json_find_text(inside, STR("forename")),
                             .surname = json_find_text(inside, STR("surname")),
                             .birth_date = json_find_text(inside, STR("birth_date"))};
}

bool vault_seal_identity(struct store *store, struct arena *arena, struct str person,
                         const struct identity *identity, struct json *body,
                         struct error *err)
{
    struct crypto_key key;
    struct json inside = as_json(arena, identity), list = json_list();
    struct json before = json_list();
    size_t bytes = 0;
    add_lookups(store, arena, identity, &list);
    if (json_count(&list) == 0)
        return error_set(err, ERROR_INPUT,
                         "a person needs a reference, a UPN, or a surname with a date of "
                         "birth");
    for (size_t i = 0; i < identity->before_count && i < VAULT_MOST_BEFORE; i++) {
        struct json one = as_json(arena, &identity->before[i]);
        bytes += json_write(arena, &one).len;
        if (bytes > MOST_SEALED)
            break;
        add_lookups(store, arena, &identity->before[i], &list);
        json_add(arena, &before, one);
    }
    if (json_count(&before))
        json_set(arena, &inside, STR("before"), before);
    crypto_key_for(&store->key, "identity", &key);
    struct str box = crypto_seal(arena, &key, json_write(arena, &inside));
    crypto_key_forget(&key);
    *body = json_object();
    json_set(arena, body, STR("person"), json_text(person));
    json_set(arena, body, STR("lookups"), list);
    json_set(arena, body, STR("sealed"), json_text(crypto_base64(arena, box)));
    return true;
}

bool vault_open_identity(struct store *store, struct arena *arena,
                         const struct json *body, struct identity *out, struct error *err)
{
    struct crypto_key key;
    struct str box, text;
    struct json inside;
    crypto_key_for(&store->key, "identity", &key);
    bool opened = crypto_from_base64(arena, json_find_text(body, STR("sealed")), &box) &&
                  crypto_open(arena, &key, box, &text);
    crypto_key_forget(&key);
    if (!opened)
        return error_set(
            err, ERROR_SYSTEM,
            "an identity cannot be opened: it has been altered, or vault.key "
            "belongs to another Waymark folder");
    if (!json_parse(arena, text, &inside, err))
        return false;
    *out = from_json(&inside);
    const struct json *before = json_find(&inside, STR("before"));
    size_t count = before && before->type == JSON_LIST ? json_count(before) : 0;
    struct identity *items = arena_array(arena, struct identity, count);
    for (size_t i = 0; i < count; i++)
        items[i] = from_json(json_item(before, i));
    out->before = items;
    out->before_count = count;
    return true;
}

/* One whose number is another is somebody else, though the name is the same. */
static bool is_another(const struct identity *known, struct arena *arena,
                       const struct identity *given)
{
    if (!known->upn.len || !given->upn.len ||
        vault_same_number(arena, known->upn, given->upn))
        return false;
    for (size_t i = 0; i < known->before_count; i++)
        if (vault_same_number(arena, known->before[i].upn, given->upn))
            return false;
    return true;
}

/* The person whom an identity record names; empty if it is somebody else after all. */
static bool person_of(struct store *store, struct arena *arena, struct str id,
                      const struct identity *given, bool by_name, struct str *person,
                      struct error *err)
{
    struct record record;
    struct identity known;
    struct json body;
    bool there;
    if (!record_find(store->db, arena, id, &record, &there, err))
        return false;
    if (!there)
        return error_set(err, ERROR_SYSTEM,
                         "the index names %.*s, which is not there; run `waymark verify`",
                         STR_ARGS(id));
    if (!json_parse(arena, record.body, &body, err))
        return false;
    *person = json_find_text(&body, STR("person"));
    if (!by_name || !given->upn.len)
        return true;
    if (!vault_open_identity(store, arena, &body, &known, err))
        return false;
    if (is_another(&known, arena, given))
        *person = STR_NONE;
    return true;
}

bool vault_find(struct store *store, struct arena *arena, const struct identity *identity,
                struct str_list *people, struct error *err)
{
    struct str lookups[OWN_LOOKUPS];
    size_t count = lookups_of(store, arena, identity, lookups);
    bool has_name = identity->surname.len && identity->birth_date.len;
    *people = (struct str_list){NULL, 0};
    for (size_t i = 0; i < count && people->count == 0; i++) {
        struct str_list found;
        bool by_name = has_name && i + 1 == count;
        if (!record_by(store->db, arena, STR(""), identity_kind, STR("lookups"),
                       lookups[i], &found, err))
            return false;
        people->items = arena_array(arena, struct str, found.count);
        for (size_t n = 0; n < found.count; n++) {
            struct str person;
            if (!person_of(store, arena, found.items[n], identity, by_name, &person, err))
                return false;
            if (person.len)
                people->items[people->count++] = person;
        }
    }
    return true;
}

bool vault_identity_of(struct store *store, struct arena *arena, struct str person,
                       struct record *record, struct identity *who, bool *found,
                       struct error *err)
{
    struct parsed_list all;
    *who = (struct identity){.before_count = 0};
    *found = false;
    if (!parsed_by(store->db, arena, STR(""), identity_kind, STR("person"), person, &all,
                   err))
        return false;
    if (!all.count)
        return true;
    *found = true;
    *record = all.items[0].record;
    return vault_open_identity(store, arena, &all.items[0].body, who, err);
}

bool vault_names_kept(struct store *store, bool *kept, struct error *err)
{
    struct arena *arena = arena_new();
    struct db_rows rows;
    bool fine = db_run(store->db, arena, any_name_sql, DB_WITHOUT, &rows, err);
    *kept = fine && rows.count > 0;
    arena_free(arena);
    return fine;
}

static bool keep_name(struct store *store, struct str name, struct error *err)
{
    struct arena *arena = arena_new();
    bool fine = db_run(store->db, NULL, keep_name_sql,
                       DB_WITH(db_text(hashed(store, arena, "word", name))), NULL, err);
    arena_free(arena);
    return fine;
}

/* The empty word stands for all of them: there may be no names. */
bool vault_keep_names(struct store *store, struct str_list names, struct error *err)
{
    bool fine = keep_name(store, STR_NONE, err);
    for (size_t i = 0; fine && i < names.count; i++)
        fine = keep_name(store, names.items[i], err);
    return fine;
}

bool vault_is_name(struct store *store, struct str word, bool *is, struct error *err)
{
    struct arena *arena = arena_new();
    struct db_rows rows;
    bool fine = db_run(store->db, arena, find_name_sql,
                       DB_WITH(db_text(hashed(store, arena, "word", word))), &rows, err);
    *is = fine && rows.count > 0;
    arena_free(arena);
    return fine;
}
