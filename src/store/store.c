/* SPDX-License-Identifier: MIT */
#include "store/store.h"

#include "base/asset.h"
#include "base/date.h"
#include "base/file.h"
#include "format/schema.h"
#include "store/seal.h"

#include <string.h>
#include <unistd.h>

static const char settings_schema[] =
    "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"authority\"],"
    "\"properties\":{"
    "\"authority\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":200},"
    "\"smallest_number_published\":{\"type\":\"integer\",\"minimum\":5,\"maximum\":100},"
    "\"workflow\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":60},"
    "\"months_kept\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\","
    "\"minimum\":0,\"maximum\":1200}}}}";

struct str store_path(const struct store *store, struct str name)
{
    return file_join(store->arena, store->folder, name);
}

bool store_is_workplace(struct arena *arena, struct str folder)
{
    return file_exists(arena, file_join(arena, folder, STR("waymark.db")));
}

static bool settings_check(struct arena *arena, const struct json *settings,
                           struct error *err)
{
    struct json source;
    const struct schema *schema;
    if (!json_parse(arena, str_of(settings_schema), &source, err) ||
        !schema_compile(arena, &source, &schema, err))
        return error_wrap(err, "the schema of settings.json");
    return schema_check(schema, settings, err);
}

static bool settings_load(struct store *store, struct error *err)
{
    struct arena *arena = store->arena;
    struct str text, path = store_path(store, STR("settings.json"));
    if (!file_read(arena, path, FILE_SMALL, &text, err))
        return error_wrap(err, "%.*s", STR_ARGS(path));
    return json_parse_file(arena, path, text, &store->settings, err) &&
           (settings_check(arena, &store->settings, err) ||
            error_wrap(err, "%.*s", STR_ARGS(path)));
}

bool store_settings_read(struct store *store, struct error *err)
{
    return !file_exists(store->arena, store_path(store, STR("settings.json"))) ||
           settings_load(store, err);
}

int64_t store_threshold(const struct store *store)
{
    return json_find_integer(&store->settings, STR("smallest_number_published"), 5);
}

struct str store_authority(const struct store *store)
{
    return json_find_text(&store->settings, STR("authority"));
}

bool store_set_authority(struct store *store, struct str name, struct error *err)
{
    struct json settings = json_copy(store->arena, &store->settings);
    struct str path = store_path(store, STR("settings.json"));
    json_set(store->arena, &settings, STR("authority"), json_text(name));
    if (!settings_check(store->arena, &settings, err))
        return error_wrap(err, "the name of the authority");
    if (!file_write(store->arena, path, json_write_pretty(store->arena, &settings),
                    file_mode(store->arena, path, 0600), err))
        return false;
    store->settings = settings;
    return true;
}

struct str store_workflow(const struct store *store)
{
    struct str name = json_find_text(&store->settings, STR("workflow"));
    return name.len ? name : STR("working_together_for_change");
}

struct str store_recovery_text(struct arena *arena, const struct crypto_key *key)
{
    struct str hex = crypto_hex(arena, key->bytes, sizeof key->bytes);
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < hex.len; i += 4) {
        if (i)
            buf_add(&out, i % 32 ? STR("-") : STR(" "));
        buf_add(&out, str_slice(hex, i, i + 4));
    }
    return buf_str(&out);
}

bool store_recovery_read(struct str text, struct crypto_key *key, struct error *err)
{
    char hex[KEY_LEN * 2];
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '-' || c == ' ' || c == '\n' || c == '\r' || c == '\t')
            continue;
        if (len == sizeof hex)
            return error_set(err, ERROR_INPUT,
                             "the recovery key is too long; it has 16 "
                             "groups of four letters and digits");
        hex[len++] = ascii_lower(c);
    }
    if (len != sizeof hex ||
        !crypto_from_hex((struct str){hex, len}, key->bytes, KEY_LEN))
        return error_set(err, ERROR_INPUT,
                         "this is not a whole recovery key; it has 16 "
                         "groups of four letters and digits");
    return true;
}

bool store_key_save(struct arena *arena, struct str folder, const struct crypto_key *key,
                    struct error *err)
{
    struct str hex = crypto_hex(arena, key->bytes, sizeof key->bytes);
    struct str line = str_format(arena, "%.*s\n", STR_ARGS(hex));
    return file_write(arena, file_join(arena, folder, STR("vault.key")), line, 0600, err);
}

bool store_key_read(struct arena *arena, struct str folder, struct crypto_key *key,
                    struct error *err)
{
    struct str text, path = file_join(arena, folder, STR("vault.key"));
    if (!file_read(arena, path, 1000, &text, err))
        return error_wrap(err,
                          "the key of this Waymark folder (put it back, or restore a "
                          "backup with the recovery key)");
    return store_recovery_read(text, key, err) || error_wrap(err, "%.*s", STR_ARGS(path));
}

static bool key_load(struct store *store, struct error *err)
{
    if (!store_key_read(store->arena, store->folder, &store->key, err))
        return false;
    crypto_key_for(&store->key, "logseal1", &store->seal_key);
    return true;
}

static bool apply_schema(struct db *db, struct arena *arena, struct str asset,
                         int64_t version, struct error *err)
{
    struct str sql;
    return asset_find(arena, asset, &sql, err) && db_define(db, arena, sql, version, err);
}

/* The number in schemas/store/NNNN-*.sql. */
static int64_t format_of(struct str asset)
{
    int64_t number = 0;
    (void)str_to_integer(str_slice(asset, 14, 18), &number);
    return number;
}

bool store_newest_format(struct arena *arena, int64_t *out, struct error *err)
{
    struct str_list assets;
    *out = 0;
    if (!asset_list(arena, STR("schemas/store/"), &assets, err))
        return false;
    for (size_t i = 0; i < assets.count; i++)
        if (format_of(assets.items[i]) > *out)
            *out = format_of(assets.items[i]);
    return true;
}

/* schemas/store/NNNN-*.sql, those above the database's own number, which is asked
 * for inside the transaction: another Waymark may have been quicker. */
static bool bring_up_to_date(struct db *db, struct arena *arena, struct error *err)
{
    struct str_list assets;
    int64_t version;
    if (!asset_list(arena, STR("schemas/store/"), &assets, err) || !db_begin(db, err))
        return false;
    bool fine = db_version(db, &version, err);
    for (size_t i = 0; fine && i < assets.count; i++) {
        int64_t number = format_of(assets.items[i]);
        if (number > version && !apply_schema(db, arena, assets.items[i], number, err))
            fine = error_wrap(err, "%.*s", STR_ARGS(assets.items[i]));
    }
    if (fine)
        return db_commit(db, err);
    db_rollback(db);
    return false;
}

static bool back_up_before(struct store *store, int64_t newest, int64_t version,
                           struct error *err)
{
    struct arena *arena = store->arena;
    struct str name = str_format(arena, "before-format-%lld-from-%lld.db",
                                 (long long)newest, (long long)version);
    return db_copy(store->db, arena, store_path(store, name), err);
}

static bool check_format(struct store *store, bool look, struct error *err)
{
    int64_t version, newest;
    if (!store_newest_format(store->arena, &newest, err) ||
        !db_version(store->db, &version, err))
        return false;
    if (version > newest)
        return error_set(
            err, ERROR_REFUSED,
            "this Waymark folder was last used by a newer Waymark (its data "
            "format is %lld, this program knows up to %lld); install the newer "
            "Waymark. Nothing was changed",
            (long long)version, (long long)newest);
    if (version == newest)
        return true;
    if (look || version < 1)
        return error_set(err, ERROR_REFUSED,
                         version < 1 ? "this is not the database of a Waymark folder"
                                     : "the database is of an older format; run `waymark "
                                       "verify` once to bring it up to date");
    return back_up_before(store, newest, version, err) &&
           bring_up_to_date(store->db, store->arena, err);
}

bool store_open(struct arena *arena, struct str folder, bool look, struct store **out,
                struct error *err)
{
    struct store *store = arena_alloc(arena, sizeof *store);
    store->arena = arena;
    store->folder = str_copy(arena, folder);
    store->seal = store_path(store, STR("log.seal"));
    if (!store_is_workplace(arena, folder) &&
        file_exists(arena, store_path(store, STR("vault.key"))))
        return error_set(err, ERROR_NOT_FOUND,
                         "%.*s holds a key but no database: put the database back, with "
                         "`waymark restore FILE` (if a restore was cut short, the former "
                         "one is in before-restore-….db)",
                         STR_ARGS(folder));
    if (!store_is_workplace(arena, folder))
        return error_set(err, ERROR_NOT_FOUND,
                         "%.*s is not a Waymark folder; make one with `waymark init "
                         "FOLDER`, or name yours with --in",
                         STR_ARGS(folder));
    if (!settings_load(store, err) || !key_load(store, err) ||
        !db_open(arena, store_path(store, STR("waymark.db")), look ? DB_LOOK : DB_USE,
                 &store->db, err))
        return false;
    if (!check_format(store, look, err)) {
        store_close(store);
        return false;
    }
    *out = store;
    return true;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    db_close(store->db);
    crypto_key_forget(&store->key);
    crypto_key_forget(&store->seal_key);
}

/* A key beside a database that never came to its place: the making was cut short between
 * the two. Nothing was sealed with it that anybody has; still, no key is thrown away. */
static bool put_unused_key_aside(struct arena *arena, struct str folder,
                                 struct error *err)
{
    struct str key = file_join(arena, folder, STR("vault.key"));
    if (!file_exists(arena, key) ||
        !file_exists(arena, file_join(arena, folder, STR("waymark.db-making"))))
        return true;
    return file_rename(arena, key, file_join(arena, folder, STR("vault.key-unused")),
                       err);
}

static bool must_be_free(struct arena *arena, struct str folder, struct error *err)
{
    if (store_is_workplace(arena, folder))
        return error_set(err, ERROR_CONFLICT,
                         "%.*s is a Waymark folder already; nothing was changed",
                         STR_ARGS(folder));
    if (!put_unused_key_aside(arena, folder, err))
        return false;
    if (file_exists(arena, file_join(arena, folder, STR("vault.key"))))
        return error_set(err, ERROR_CONFLICT,
                         "%.*s holds a vault.key but no database; put the database back "
                         "(`waymark restore`), or name another folder. Nothing was "
                         "changed",
                         STR_ARGS(folder));
    return true;
}

/* One workplace that is being made. */
struct making {
    struct arena *arena;
    struct str folder, database, local, settings_path;
    struct json settings;
    struct crypto_key key;
    bool new_folder, new_local;
    struct str settings_before; /* of a folder that was used before; else empty */
    const struct store_maker *maker;
};

static bool note_what_is_there(struct making *now, struct error *err)
{
    struct arena *arena = now->arena;
    now->local = file_join(arena, now->folder, STR("local"));
    now->database = file_join(arena, now->folder, STR("waymark.db-making"));
    now->settings_path = file_join(arena, now->folder, STR("settings.json"));
    now->new_folder = !file_is_folder(arena, now->folder);
    now->new_local = !file_is_folder(arena, now->local);
    return !file_exists(arena, now->settings_path) ||
           file_read(arena, now->settings_path, FILE_SMALL, &now->settings_before, err);
}

static bool settings_prepare(struct making *now, struct str authority, struct error *err)
{
    now->settings = json_object();
    json_set(now->arena, &now->settings, STR("authority"), json_text(authority));
    json_set(now->arena, &now->settings, STR("smallest_number_published"),
             json_integer(5));
    return settings_check(now->arena, &now->settings, err) ||
           error_wrap(err, "the name of the authority; nothing was made");
}

static bool settings_save(struct making *now, struct error *err)
{
    return file_write(now->arena, now->settings_path,
                      json_write_pretty(now->arena, &now->settings), 0600, err);
}

static bool fill(struct making *now, struct db *db, struct error *err)
{
    static const struct event_head no_event = {0};
    struct store store = {.arena = now->arena,
                          .folder = now->folder,
                          .db = db,
                          .seal = file_join(now->arena, now->folder, STR("log.seal")),
                          .key = now->key,
                          .settings = now->settings};
    crypto_key_for(&store.key, "logseal1", &store.seal_key);
    bool fine = seal_begin(now->arena, store.seal, &store.seal_key, &no_event, err) &&
                (!now->maker->fill || now->maker->fill(now->maker->with, &store, err));
    crypto_key_forget(&store.key);
    crypto_key_forget(&store.seal_key);
    return fine;
}

static bool clear_away(struct making *now, struct error *err)
{
    static const struct str parts[] = {{"", 0}, {"-wal", 4}, {"-shm", 4}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (!file_remove(now->arena,
                         str_format(now->arena, "%.*s%.*s", STR_ARGS(now->database),
                                    STR_ARGS(parts[i])),
                         err))
            return false;
    return true;
}

/* SQLite would make the file for everyone to read. */
static bool make_database(struct making *now, struct error *err)
{
    struct db *db;
    if (!clear_away(now, err) || !file_make_private(now->arena, now->database, err) ||
        !db_open(now->arena, now->database, DB_USE, &db, err))
        return false;
    bool fine =
        bring_up_to_date(db, now->arena, err) && fill(now, db, err) && db_tidy(db, err);
    db_close(db);
    return fine;
}

static bool show_key(struct making *now, struct error *err)
{
    struct str recovery = store_recovery_text(now->arena, &now->key);
    return !now->maker->show || now->maker->show(now->maker->with, recovery, err);
}

/* The key comes late: without it, a try that was cut short can simply be made again.
 * Nobody must have a workplace whose recovery key they were never shown. */
static bool make_all(struct making *now, struct error *err)
{
    struct arena *arena = now->arena;
    return file_make_folder(arena, now->folder, 0700, err) &&
           file_make_folder(arena, now->local, 0700, err) && make_database(now, err) &&
           settings_save(now, err) && show_key(now, err) &&
           store_key_save(arena, now->folder, &now->key, err) &&
           file_rename(arena, now->database,
                       file_join(arena, now->folder, STR("waymark.db")), err);
}

static void take_back(struct making *now)
{
    static const struct str ours[] = {{"vault.key", 9}, {"log.seal", 8}};
    struct error ignored;
    (void)clear_away(now, &ignored);
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
        (void)file_remove(now->arena, file_join(now->arena, now->folder, ours[i]),
                          &ignored);
    if (now->settings_before.len)
        (void)file_write(now->arena, now->settings_path, now->settings_before, 0600,
                         &ignored);
    else
        (void)file_remove(now->arena, now->settings_path, &ignored);
    if (now->new_local)
        (void)rmdir(str_c(now->arena, now->local));
    if (now->new_folder)
        (void)rmdir(str_c(now->arena, now->folder));
}

bool store_make(struct arena *arena, struct str folder, struct str authority,
                const struct store_maker *maker, struct error *err)
{
    struct making now = {.arena = arena, .folder = folder, .maker = maker};
    if (!must_be_free(arena, folder, err) || !settings_prepare(&now, authority, err) ||
        !note_what_is_there(&now, err))
        return false;
    crypto_key_make(&now.key);
    bool fine = make_all(&now, err);
    if (!fine)
        take_back(&now);
    crypto_key_forget(&now.key);
    return fine;
}
