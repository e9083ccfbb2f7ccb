/* SPDX-License-Identifier: MIT */
#include "store/bundle.h"

#include "base/asset.h"
#include "base/crypto.h"

enum { INTERFACE = 1 }; /* the host interface that today's scripts are written for */

static const char keep_sql[] =
    "INSERT INTO script_source (hash, text) VALUES ($1, $2) ON CONFLICT DO NOTHING";
static const char find_sql[] = "SELECT text FROM script_source WHERE hash = $1";
static const char keep_bundle_sql[] =
    "INSERT INTO script_bundle (hash, manifest, description) VALUES ($1, $2, $3) "
    "ON CONFLICT DO NOTHING";
static const char all_bundles_sql[] = "SELECT hash FROM script_bundle ORDER BY hash";
static const char find_bundle_sql[] =
    "SELECT manifest, description FROM script_bundle WHERE hash = $1";

bool source_keep(struct db *db, struct str hash, struct str text, struct error *err)
{
    return db_run(db, NULL, keep_sql, DB_WITH(db_text(hash), db_text(text)), NULL, err);
}

/* What is kept by its hash is compared with it whenever it is read. */
static bool has_hash(struct arena *arena, struct str text, struct str hash,
                     struct error *err)
{
    if (str_equal(hash_text(arena, text), hash))
        return true;
    return error_set(
        err, ERROR_CONFLICT,
        "a stored script (%.*s) has been altered outside of Waymark; restore "
        "the newest backup that verifies",
        STR_ARGS(str_slice(hash, 0, 12)));
}

/* As it is stored: whether it has its hash is still to be seen. */
static bool find_text(struct db *db, struct arena *arena, struct str hash,
                      struct str *text, struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, find_sql, DB_WITH(db_text(hash)), &rows, err))
        return false;
    if (rows.count == 0)
        return error_set(
            err, ERROR_SYSTEM,
            "a stored script (%.*s) is missing from the database; restore the "
            "newest backup",
            STR_ARGS(str_slice(hash, 0, 12)));
    *text = rows.cells[0].text;
    return true;
}

bool source_find(struct db *db, struct arena *arena, struct str hash, struct str *text,
                 struct error *err)
{
    return find_text(db, arena, hash, text, err) && has_hash(arena, *text, hash, err);
}

static struct json manifest_of(struct arena *arena, const struct bundle *bundle)
{
    struct json manifest = json_object(), sources = json_list();
    for (size_t i = 0; i < bundle->count; i++) {
        const struct bundle_source *source = &bundle->sources[i];
        struct json one = json_object();
        json_set(arena, &one, STR("module"), json_text(source->module));
        json_set(arena, &one, STR("chunk"), json_text(source->chunk));
        json_set(arena, &one, STR("hash"), json_text(source->hash));
        json_add(arena, &sources, one);
    }
    json_set(arena, &manifest, STR("description"),
             json_text(hash_text(arena, json_write(arena, &bundle->description))));
    json_set(arena, &manifest, STR("interface"), json_integer(INTERFACE));
    json_set(arena, &manifest, STR("workflow"), json_text(bundle->workflow));
    json_set(arena, &manifest, STR("sources"), sources);
    return manifest;
}

void bundle_seal(struct arena *arena, struct bundle *bundle)
{
    for (size_t i = 0; i < bundle->count; i++)
        bundle->sources[i].hash = hash_text(arena, bundle->sources[i].text);
    struct json manifest = manifest_of(arena, bundle);
    bundle->hash = hash_text(arena, json_write(arena, &manifest));
}

bool bundle_keep(struct db *db, struct arena *arena, const struct bundle *bundle,
                 struct error *err)
{
    struct json manifest = manifest_of(arena, bundle);
    for (size_t i = 0; i < bundle->count; i++)
        if (!source_keep(db, bundle->sources[i].hash, bundle->sources[i].text, err))
            return error_wrap(err, "keeping the scripts");
    if (!db_run(db, arena, keep_bundle_sql,
                DB_WITH(db_text(bundle->hash), db_text(json_write(arena, &manifest)),
                        db_text(json_write(arena, &bundle->description))),
                NULL, err))
        return error_wrap(err, "keeping the scripts");
    return true;
}

bool bundle_find(struct db *db, struct arena *arena, struct str hash, struct bundle *out,
                 struct error *err)
{
    struct db_rows rows;
    struct json manifest;
    if (!db_run(db, arena, find_bundle_sql, DB_WITH(db_text(hash)), &rows, err))
        return false;
    if (rows.count == 0)
        return error_set(
            err, ERROR_SYSTEM,
            "the scripts that this cycle is pinned to (%.*s) are missing from "
            "the database; restore the newest backup",
            STR_ARGS(str_slice(hash, 0, 12)));
    if (!has_hash(arena, rows.cells[0].text, hash, err) ||
        !json_parse(arena, rows.cells[0].text, &manifest, err))
        return error_wrap(err, "reading the pinned scripts");
    int64_t interface = json_find_integer(&manifest, STR("interface"), 0);
    if (interface < 1 || interface > INTERFACE)
        return error_set(err, ERROR_REFUSED,
                         "the scripts of this cycle were written for a newer Waymark; "
                         "install it to go on");
    const struct json *sources = json_find(&manifest, STR("sources"));
    out->hash = hash;
    out->workflow = json_find_text(&manifest, STR("workflow"));
    out->described = rows.cells[1].text;
    out->described_hash = json_find_text(&manifest, STR("description"));
    out->count = json_count(sources);
    out->sources = arena_array(arena, struct bundle_source, out->count);
    for (size_t i = 0; i < out->count; i++) {
        const struct json *one = json_item(sources, i);
        out->sources[i] = (struct bundle_source){
            json_find_text(one, STR("module")), json_find_text(one, STR("chunk")),
            json_find_text(one, STR("hash")), STR_NONE};
    }
    return true;
}

bool bundle_describe(struct arena *arena, struct bundle *bundle, struct error *err)
{
    if (has_hash(arena, bundle->described, bundle->described_hash, err) &&
        json_parse(arena, bundle->described, &bundle->description, err))
        return true;
    return error_wrap(err, "reading the pinned scripts");
}

/* Those that this program has built in, to the byte, need not be read. */
static bool is_built_in(const struct bundle_source *source)
{
    const struct asset *ours = asset_of_chunk(source->chunk);
    return ours && str_equal(ours->hash, source->hash);
}

static bool find_texts(struct db *db, struct arena *arena, struct bundle *bundle,
                       struct error *err)
{
    for (size_t i = 0; i < bundle->count; i++) {
        struct bundle_source *source = &bundle->sources[i];
        if (is_built_in(source))
            source->text = asset_of_chunk(source->chunk)->text;
        else if (!find_text(db, arena, source->hash, &source->text, err))
            return false;
    }
    return true;
}

bool bundle_texts(struct db *db, struct arena *arena, struct bundle *bundle,
                  struct error *err)
{
    if (db_within(db))
        return find_texts(db, arena, bundle, err);
    bool fine = db_begin_look(db, err) && find_texts(db, arena, bundle, err);
    db_rollback(db);
    return fine;
}

bool bundle_check_texts(const struct bundle *bundle, struct error *err)
{
    struct arena *arena = arena_new();
    bool fine = true;
    for (size_t i = 0; fine && i < bundle->count; i++)
        fine = is_built_in(&bundle->sources[i]) ||
               has_hash(arena, bundle->sources[i].text, bundle->sources[i].hash, err);
    arena_free(arena);
    return fine;
}

/* As they are stored, built in or not. */
static bool check_stored(struct db *db, const struct bundle *bundle, struct error *err)
{
    struct arena *arena = arena_new();
    bool fine = true;
    for (size_t i = 0; fine && i < bundle->count; i++) {
        struct str text;
        fine = source_find(db, arena, bundle->sources[i].hash, &text, err);
    }
    arena_free(arena);
    return fine;
}

bool bundle_check_all(struct db *db, struct error *err)
{
    struct arena *arena = arena_new();
    struct db_rows rows;
    bool fine = db_run(db, arena, all_bundles_sql, DB_WITHOUT, &rows, err);
    for (size_t i = 0; fine && i < rows.count; i++) {
        struct bundle bundle;
        fine = bundle_find(db, arena, rows.cells[i].text, &bundle, err) &&
               bundle_describe(arena, &bundle, err) && check_stored(db, &bundle, err);
    }
    arena_free(arena);
    return fine;
}
