/* SPDX-License-Identifier: MIT */
#include "things.h"

#include "base/asset.h"
#include "base/file.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static struct str beside(struct test *t, const char *name)
{
    return str_format(t->arena, "%s/%s", t->folder, name);
}

static bool make(struct test *t, struct error *err)
{
    struct str recovery;
    return things_make(t, &recovery, err);
}

static void set_version(struct test *t, const char *sql)
{
    struct db *db;
    struct error err;
    if (!db_open(t->arena, beside(t, "waymark.db"), DB_USE, &db, &err) ||
        !db_run(db, NULL, sql, DB_WITHOUT, NULL, &err))
        test_fail(t, __FILE__, __LINE__, err.text);
    db_close(db);
}

static void makes_and_opens(struct test *t)
{
    struct str recovery, key;
    struct store *store;
    struct error err;
    REQUIRE_OK(t, things_make(t, &recovery, &err), err);
    REQUIRE_OK(t, store_open(t->arena, str_of(t->folder), false, &store, &err), err);
    CHECK_STR(t, store_authority(store), "Thornmere");
    CHECK(t, store_threshold(store) == 5);
    CHECK_STR(t, store_workflow(store), "working_together_for_change");
    static const char *const private[] = {"waymark.db",     "waymark.db-wal",
                                          "waymark.db-shm", "vault.key",
                                          "log.seal",       "settings.json"};
    for (size_t i = 0; i < sizeof private / sizeof private[0]; i++) {
        struct stat about;
        REQUIRE(t, stat(str_c(t->arena, beside(t, private[i])), &about) == 0);
        CHECK(t, (about.st_mode & 0777) == 0600);
    }
    CHECK(t, str_equal(store_recovery_text(t->arena, &store->key), recovery));
    store_close(store);
    /* The settings say what is wrong with them; no threshold below five. */
    REQUIRE_OK(t,
               file_write(t->arena, beside(t, "settings.json"),
                          STR("{\"authority\":\"T\",\"smallest_number_published\":4}"),
                          0600, &err),
               err);
    CHECK(t, !store_open(t->arena, str_of(t->folder), false, &store, &err));
    CHECK(t, strstr(err.text, "smallest_number_published") != NULL);
    CHECK(t, file_remove(t->arena, beside(t, "vault.key"), &err));
    REQUIRE_OK(t,
               file_write(t->arena, beside(t, "settings.json"),
                          STR("{\"authority\":\"T\"}"), 0600, &err),
               err);
    CHECK(t, !store_open(t->arena, str_of(t->folder), false, &store, &err));
    CHECK(t, strstr(err.text, "the key of this Waymark folder") != NULL);
    key = STR("not a key\n");
    REQUIRE_OK(t, file_write(t->arena, beside(t, "vault.key"), key, 0600, &err), err);
    CHECK(t, !store_open(t->arena, str_of(t->folder), false, &store, &err));
}

static void refuses_a_newer_format(struct test *t)
{
    static const char newer_sql[] = "PRAGMA user_version=99";
    static const char none_sql[] = "PRAGMA user_version=0";
    struct store *store;
    struct error err;
    REQUIRE_OK(t, make(t, &err), err);
    set_version(t, newer_sql);
    CHECK(t, !store_open(t->arena, str_of(t->folder), false, &store, &err));
    CHECK(t, err.kind == ERROR_REFUSED);
    CHECK(t, strstr(err.text, "newer Waymark") != NULL);
    CHECK(t, strstr(err.text, "Nothing was changed") != NULL);
    set_version(t, none_sql);
    CHECK(t, !store_open(t->arena, str_of(t->folder), false, &store, &err));
    CHECK(t, strstr(err.text, "not the database of a Waymark folder") != NULL);
}

enum { FORMAT = 3 /* the program's own: the files in schemas/store */ };

/* A source tree whose schema has one file more than the program's own. */
static bool newer_program(struct test *t, const char *added, struct error *err)
{
    struct str tree = beside(t, "tree"), sql;
    struct str folder = file_join(t->arena, tree, STR("schemas/store"));
    struct str_list own;
    if (!asset_list(t->arena, STR("schemas/store/"), &own, err) ||
        !file_make_folder(t->arena, tree, 0700, err) ||
        !file_make_folder(t->arena, file_join(t->arena, tree, STR("schemas")), 0700,
                          err) ||
        !file_make_folder(t->arena, folder, 0700, err))
        return false;
    CHECK(t, own.count == FORMAT);
    for (size_t i = 0; i < own.count; i++)
        if (!asset_find(t->arena, own.items[i], &sql, err) ||
            !file_write(t->arena, file_join(t->arena, tree, own.items[i]), sql, 0600,
                        err))
            return false;
    return file_write(t->arena, file_join(t->arena, folder, STR("0004-more.sql")),
                      str_of(added), 0600, err) &&
           setenv("WAYMARK_ASSETS", str_c(t->arena, tree), 1) == 0;
}

static int64_t version_of(struct test *t, struct str path)
{
    struct db *db;
    struct error err;
    int64_t version = -1;
    if (!db_open(t->arena, path, DB_LOOK, &db, &err)) {
        test_fail(t, __FILE__, __LINE__, err.text);
        return -1;
    }
    if (!db_version(db, &version, &err))
        test_fail(t, __FILE__, __LINE__, err.text);
    db_close(db);
    return version;
}

static void brings_an_older_format_up_to_date(struct test *t)
{
    struct store *store = NULL;
    struct error err, looking;
    REQUIRE_OK(t, make(t, &err), err);
    REQUIRE_OK(
        t, newer_program(t, "CREATE TABLE added (id TEXT NOT NULL PRIMARY KEY);", &err),
        err);
    CHECK(t, !store_open(t->arena, str_of(t->folder), true, &store, &looking));
    bool opened = store_open(t->arena, str_of(t->folder), false, &store, &err);
    (void)unsetenv("WAYMARK_ASSETS");
    CHECK(t, looking.kind == ERROR_REFUSED);
    REQUIRE_OK(t, opened, err);
    store_close(store);
    CHECK(t, version_of(t, beside(t, "waymark.db")) == FORMAT + 1);
    CHECK(t, version_of(t, beside(t, "before-format-4-from-3.db")) == FORMAT);
    /* And this program finds it too new. */
    CHECK(t, !store_open(t->arena, str_of(t->folder), false, &store, &err));
    CHECK(t, strstr(err.text, "newer Waymark") != NULL);
}

static void leaves_the_old_format_when_it_fails(struct test *t)
{
    struct store *store;
    struct error err;
    REQUIRE_OK(t, make(t, &err), err);
    REQUIRE_OK(t,
               newer_program(t,
                             "CREATE TABLE added (id TEXT NOT NULL PRIMARY KEY);"
                             "CREATE TABLE record (id TEXT NOT NULL PRIMARY KEY);",
                             &err),
               err);
    bool opened = store_open(t->arena, str_of(t->folder), false, &store, &err);
    (void)unsetenv("WAYMARK_ASSETS");
    CHECK(t, !opened);
    CHECK(t, strstr(err.text, "0004-more.sql") != NULL);
    CHECK(t, version_of(t, beside(t, "waymark.db")) == FORMAT);
    REQUIRE_OK(t, store_open(t->arena, str_of(t->folder), false, &store, &err), err);
    store_close(store);
}

static void keeps_a_key_that_is_there(struct test *t)
{
    struct str key = beside(t, "vault.key"), before, after;
    struct store *store;
    struct error err;
    REQUIRE_OK(t, make(t, &err), err);
    CHECK(t, !make(t, &err));
    CHECK(t, err.kind == ERROR_CONFLICT);
    REQUIRE_OK(t, file_read(t->arena, key, 1000, &before, &err), err);
    /* The database has been taken away, to be put back later. */
    CHECK(t, file_remove(t->arena, beside(t, "waymark.db"), &err));
    CHECK(t, !make(t, &err));
    CHECK(t, strstr(err.text, "vault.key") != NULL);
    REQUIRE_OK(t, file_read(t->arena, key, 1000, &after, &err), err);
    CHECK(t, str_equal(before, after));
    CHECK(t, !store_open(t->arena, str_of(t->folder), false, &store, &err));
    CHECK(t, err.kind == ERROR_NOT_FOUND);
}

/* A folder that an earlier try left half made can be made after all. */
static void makes_what_was_cut_short(struct test *t)
{
    struct store *store;
    struct error err;
    REQUIRE_OK(t, make(t, &err), err);
    CHECK(t, file_rename(t->arena, beside(t, "waymark.db"),
                         beside(t, "waymark.db-making"), &err));
    CHECK(t, file_remove(t->arena, beside(t, "vault.key"), &err));
    REQUIRE_OK(t, make(t, &err), err);
    REQUIRE_OK(t, store_open(t->arena, str_of(t->folder), false, &store, &err), err);
    store_close(store);
    /* Cut short between its key and its database: the key is kept all the same. */
    struct str before, after;
    REQUIRE_OK(t, file_read(t->arena, beside(t, "vault.key"), 1000, &before, &err), err);
    CHECK(t, file_rename(t->arena, beside(t, "waymark.db"),
                         beside(t, "waymark.db-making"), &err));
    REQUIRE_OK(t, make(t, &err), err);
    REQUIRE_OK(t, store_open(t->arena, str_of(t->folder), false, &store, &err), err);
    store_close(store);
    REQUIRE_OK(t, file_read(t->arena, beside(t, "vault.key-unused"), 1000, &after, &err),
               err);
    CHECK(t, str_equal(before, after));
}

static void reads_recovery_keys(struct test *t)
{
    struct crypto_key key, back;
    struct error err;
    crypto_key_make(&key);
    struct str text = store_recovery_text(t->arena, &key);
    REQUIRE_OK(t, store_recovery_read(text, &back, &err), err);
    CHECK(t, crypto_equal(key.bytes, back.bytes, KEY_LEN));
    char *loud = arena_alloc(t->arena, text.len + 1);
    for (size_t i = 0; i < text.len; i++)
        loud[i] = (char)(text.ptr[i] >= 'a' ? text.ptr[i] - 'a' + 'A' : text.ptr[i]);
    CHECK(t, store_recovery_read((struct str){loud, text.len}, &back, &err));
    CHECK(t, !store_recovery_read(str_slice(text, 0, text.len - 1), &back, &err));
    CHECK(t, strstr(err.text, "not a whole recovery key") != NULL);
    CHECK(t, !store_recovery_read(str_format(t->arena, "%.*s0", STR_ARGS(text)), &back,
                                  &err));
    CHECK(t, strstr(err.text, "too long") != NULL);
    loud[0] = 'g';
    CHECK(t, !store_recovery_read((struct str){loud, text.len}, &back, &err));
}

const struct test_case store_tests[] = {
    {"a folder is made and opened; settings and key are checked", makes_and_opens},
    {"a newer format is refused politely", refuses_a_newer_format},
    {"an older format is brought up to date after a backup",
     brings_an_older_format_up_to_date},
    {"a step of a new format that fails leaves the old one",
     leaves_the_old_format_when_it_fails},
    {"init never writes over a key", keeps_a_key_that_is_there},
    {"init goes on after being cut short", makes_what_was_cut_short},
    {"recovery keys are read as people write them", reads_recovery_keys},
    {0},
};
