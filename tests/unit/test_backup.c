/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "base/file.h"
#include "engine/care.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char reviews[] =
    "Reference,Surname,Forename,Date of birth,School,Date of review,Working 1\n"
    "R1,Quillfeather,Wilhelmina,04/03/2011,Holly Bank School,12/05/2025,I like painting\n"
    "R2,Smith,Sam,05/03/2011,Holly Bank School,13/05/2025,I like the garden\n";

static struct str beside(struct workplace *w, const char *name)
{
    return str_format(w->arena, "%s/%s", w->t->folder, name);
}

static bool open_with_people(struct test *t, struct workplace *w)
{
    return workplace_open_on(t, w, SHEET_REVIEWS, "reviews.csv", reviews) &&
           workplace_count(w, "person") == 2;
}

static bool backup(struct workplace *w, const char *name)
{
    if (care_backup(w->engine, beside(w, name), &(struct str_list){0}, &w->err))
        return true;
    test_fail(w->t, __FILE__, __LINE__, w->err.text);
    return false;
}

static bool restore(struct workplace *w, struct str folder, const char *name,
                    struct str recovery, struct restored *out)
{
    return care_restore(w->arena, folder, beside(w, name), recovery, STR("Robin"), out,
                        &w->err);
}

/* Of two people, kept as one.backup. */
static bool open_with_backup(struct test *t, struct workplace *w)
{
    return open_with_people(t, w) && backup(w, "one.backup");
}

/* Over what is there, by its own key, and opened again. */
static bool restore_here(struct workplace *w, const char *name, struct restored *out)
{
    return restore(w, w->folder, name, STR_NONE, out) && workplace_reopen(w);
}

static bool bytes_in(struct workplace *w, const char *name, struct str wanted)
{
    struct str bytes;
    if (!file_read(w->arena, beside(w, name), FILE_SMALL, &bytes, &w->err)) {
        test_fail(w->t, __FILE__, __LINE__, w->err.text);
        return false;
    }
    return str_find(bytes, wanted) != SIZE_MAX;
}

static void holds_everything_but_the_key(struct test *t)
{
    struct workplace w;
    struct stat about;
    struct str key;
    REQUIRE(t, open_with_backup(t, &w));
    REQUIRE(t, stat(str_c(t->arena, beside(&w, "one.backup")), &about) == 0);
    CHECK(t, (about.st_mode & 077) == 0);
    REQUIRE_OK(t,
               file_read(t->arena, store_path(w.engine->store, STR("vault.key")), 1000,
                         &key, &w.err),
               w.err);
    CHECK(t, !bytes_in(&w, "one.backup", str_slice(key, 0, 64)));
    CHECK(t, !bytes_in(&w, "one.backup", w.recovery));
    CHECK(t, !bytes_in(&w, "one.backup",
                       (struct str){(const char *)w.engine->store->key.bytes, KEY_LEN}));
    CHECK(t, !bytes_in(&w, "one.backup", STR("Quillfeather")));
    CHECK(t, bytes_in(&w, "one.backup", STR("I like painting")));
    CHECK(t, bytes_in(&w, "one.backup", STR("Thornmere"))); /* of settings.json */
    CHECK(t, !file_exists(t->arena, beside(&w, "one.backup.making")));
    CHECK(t, !file_exists(t->arena, beside(&w, "one.backup.made")));
    /* Nothing is written over. */
    CHECK(t, !care_backup(w.engine, beside(&w, "one.backup"), &(struct str_list){0},
                          &w.err));
    CHECK(t, w.err.kind == ERROR_CONFLICT);
    CHECK(t, !care_backup(w.engine, beside(&w, "no/such/folder"), &(struct str_list){0},
                          &w.err));
    workplace_close(&w);
}

static void restores_into_a_new_folder(struct test *t)
{
    struct workplace w, other;
    struct restored restored;
    struct str_list identities;
    struct identity who;
    struct str local, text;
    REQUIRE(t, open_with_people(t, &w));
    REQUIRE_OK(
        t,
        file_make_folder(t->arena, store_path(w.engine->store, STR("local")), 0700,
                         &w.err) &&
            file_make_folder(t->arena, store_path(w.engine->store, STR("local/lib")),
                             0700, &w.err) &&
            file_write(t->arena, store_path(w.engine->store, STR("local/lib/ours.lua")),
                       STR("return 7\n"), 0600, &w.err),
        w.err);
    REQUIRE(t, backup(&w, "one.backup"));
    struct str folder = beside(&w, "new");
    REQUIRE_OK(t, restore(&w, folder, "one.backup", w.recovery, &restored), w.err);
    CHECK(t, restored.kept.len == 0 && restored.erased == 0);
    local = file_join(t->arena, folder, STR("local/lib/ours.lua"));
    REQUIRE_OK(t, file_read(t->arena, local, 100, &text, &w.err), w.err);
    CHECK_STR(t, text, "return 7\n");
    other = w;
    other.folder = folder;
    other.engine = NULL;
    REQUIRE(t, workplace_reopen(&other));
    CHECK_STR(t, store_authority(other.engine->store), "Thornmere");
    CHECK(t, workplace_count(&other, "statement") == 2);
    CHECK_STR(t, workplace_verify(&other), "");
    identities = workplace_list(&other, "identity");
    REQUIRE(t, identities.count == 2);
    struct json body = workplace_record(&other, identities.items[0]);
    REQUIRE_OK(t, vault_open_identity(other.engine->store, t->arena, &body, &who, &w.err),
               w.err);
    CHECK_STR(t, who.surname, "Quillfeather");
    CHECK(t, workplace_do(&other, "prepare.ask question=\"And now?\""));
    CHECK_STR(t, workplace_verify(&other), "");
    workplace_close(&other);
    workplace_close(&w);
}

static bool write_below(struct workplace *w, const char *folders, const char *name)
{
    struct str path = w->folder, rest = str_of(folders);
    while (rest.len) {
        path = file_join(w->arena, path, str_cut(&rest, '/'));
        if (!file_make_folder(w->arena, path, 0700, &w->err))
            return false;
    }
    return file_write(w->arena, file_join(w->arena, path, str_of(name)), STR("kept\n"),
                      0600, &w->err);
}

/* A backup that passes something over in silence is none. */
static void says_what_it_leaves_out(struct test *t)
{
    static const char *const names[][2] = {{"local", ".luacheckrc"},
                                           {"local/.ours/2025", "notes"},
                                           {"local/a/b/c/d/e/f/g/h/i/j", "deep.txt"}};
    struct workplace w;
    struct restored restored;
    struct str_list left_out;
    struct str text;
    REQUIRE(t, workplace_open(t, &w));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        REQUIRE_OK(t, write_below(&w, names[i][0], names[i][1]), w.err);
    struct str local = store_path(w.engine->store, STR("local"));
    REQUIRE(t, symlink("../vault.key",
                       str_c(t->arena, file_join(t->arena, local, STR("a/key")))) == 0);
    REQUIRE(t,
            symlink("..", str_c(t->arena, file_join(t->arena, local, STR("up")))) == 0);
    REQUIRE(t,
            mkfifo(str_c(t->arena, file_join(t->arena, local, STR("pipe"))), 0600) == 0);
    REQUIRE_OK(t, care_backup(w.engine, beside(&w, "one.backup"), &left_out, &w.err),
               w.err);
    REQUIRE(t, left_out.count == 3);
    CHECK_STR(t, left_out.items[0], "local/a/key");
    CHECK_STR(t, left_out.items[1], "local/pipe");
    CHECK_STR(t, left_out.items[2], "local/up");
    struct str folder = beside(&w, "new");
    REQUIRE_OK(t, restore(&w, folder, "one.backup", w.recovery, &restored), w.err);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct str path = str_format(t->arena, "%.*s/%s/%s", STR_ARGS(folder),
                                     names[i][0], names[i][1]);
        REQUIRE_OK(t, file_read(t->arena, path, 100, &text, &w.err), w.err);
        CHECK_STR(t, text, "kept\n");
    }
    workplace_close(&w);
}

/* Somebody saves a file in local/, over and over, while it is read. */
static pid_t write_all_the_time(const char *path)
{
    pid_t child = fork();
    if (child != 0)
        return child;
    int fd = open(path, O_RDWR);
    (void)alarm(20); /* should nobody be there any more to end it */
    while (ftruncate(fd, 0) == 0 && ftruncate(fd, 8 * 1024 * 1024) == 0)
        ;
    _exit(1);
}

static void survives_a_file_that_shrinks(struct test *t)
{
    struct workplace w;
    int status;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t, write_below(&w, "local", "film.mp4"), w.err);
    struct str path = store_path(w.engine->store, STR("local/film.mp4"));
    pid_t other = write_all_the_time(str_c(t->arena, path));
    REQUIRE(t, other > 0);
    for (int i = 0; i < 10; i++) {
        struct str name = str_format(t->arena, "%s/%d.backup", t->folder, i);
        CHECK(t, care_backup(w.engine, name, &(struct str_list){0}, &w.err) ||
                     strstr(w.err.text, "film.mp4: the file was changed while"));
    }
    (void)kill(other, SIGKILL);
    CHECK(t, waitpid(other, &status, 0) == other && WIFSIGNALED(status));
    workplace_close(&w);
}

/* A folder after a restore that must not have happened: nothing is there. */
static void check_nothing_made(struct workplace *w, struct str folder)
{
    static const char *const names[] = {"waymark.db", "vault.key", "settings.json",
                                        "waymark.db-restoring"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (file_exists(w->arena, file_join(w->arena, folder, str_of(names[i]))))
            test_fail(w->t, names[i], 0, "was left behind");
}

static void refuses_the_wrong_key(struct test *t)
{
    struct workplace w;
    struct restored restored;
    struct crypto_key other;
    REQUIRE(t, open_with_backup(t, &w));
    struct str folder = beside(&w, "new");
    crypto_key_make(&other);
    CHECK(t, !restore(&w, folder, "one.backup", STR_NONE, &restored));
    CHECK(t, strstr(w.err.text, "recovery key") != NULL);
    CHECK(t, !restore(&w, folder, "one.backup", STR("1234-5678"), &restored));
    CHECK(t, strstr(w.err.text, "not a whole recovery key") != NULL);
    CHECK(t, !restore(&w, folder, "one.backup", store_recovery_text(t->arena, &other),
                      &restored));
    CHECK(t, strstr(w.err.text, "key") != NULL);
    CHECK(t, w.err.kind == ERROR_INPUT);
    check_nothing_made(&w, folder);
    REQUIRE_OK(t, restore(&w, folder, "one.backup", w.recovery, &restored), w.err);
    workplace_close(&w);
}

/* In a folder that is in use, another key would lock out what is there. */
static void leaves_the_folders_own_key(struct test *t)
{
    struct workplace w;
    struct restored restored;
    struct crypto_key other;
    struct str before, after, path;
    REQUIRE(t, open_with_backup(t, &w));
    path = store_path(w.engine->store, STR("vault.key"));
    REQUIRE_OK(t, file_read(t->arena, path, 1000, &before, &w.err), w.err);
    crypto_key_make(&other);
    workplace_close(&w);
    CHECK(t, !restore(&w, w.folder, "one.backup", store_recovery_text(t->arena, &other),
                      &restored));
    REQUIRE_OK(t, file_read(t->arena, path, 1000, &after, &w.err), w.err);
    CHECK(t, str_equal(before, after));
    REQUIRE_OK(t, restore(&w, w.folder, "one.backup", w.recovery, &restored), w.err);
    CHECK(t, restored.kept.len > 0);
    /* The database is gone, but the key is there: no recovery key is needed. */
    CHECK(t, file_remove(t->arena, file_join(t->arena, w.folder, STR("waymark.db")),
                         &w.err));
    REQUIRE_OK(t, restore_here(&w, "one.backup", &restored), w.err);
    CHECK(t, workplace_count(&w, "statement") == 2);
    workplace_close(&w);
}

static void damage(struct workplace *w, const char *from, const char *to, size_t at)
{
    struct str bytes;
    if (!file_read(w->arena, beside(w, from), FILE_SMALL, &bytes, &w->err)) {
        test_fail(w->t, __FILE__, __LINE__, w->err.text);
        return;
    }
    char *copy = arena_alloc(w->arena, bytes.len);
    memcpy(copy, bytes.ptr, bytes.len);
    memset(copy + at, '#', 4096);
    if (!file_write(w->arena, beside(w, to), (struct str){copy, bytes.len}, 0600,
                    &w->err))
        test_fail(w->t, __FILE__, __LINE__, w->err.text);
}

static void refuses_a_damaged_file(struct test *t)
{
    static const char alter[] = "UPDATE record SET body = '{}' WHERE kind = 'statement'";
    struct workplace w;
    struct restored restored;
    struct db *db;
    REQUIRE(t, open_with_backup(t, &w));
    struct str folder = beside(&w, "new");
    for (size_t page = 0; page < 8; page++) {
        damage(&w, "one.backup", "damaged.backup", page * 4096);
        CHECK(t, !restore(&w, folder, "damaged.backup", w.recovery, &restored));
        check_nothing_made(&w, folder);
    }
    REQUIRE_OK(
        t, file_write(t->arena, beside(&w, "text.backup"), STR("hello"), 0600, &w.err),
        w.err);
    CHECK(t, !restore(&w, folder, "text.backup", w.recovery, &restored));
    CHECK(t, !restore(&w, folder, "none.backup", w.recovery, &restored));
    CHECK(t, w.err.kind == ERROR_NOT_FOUND);
    REQUIRE_OK(t, db_open(t->arena, beside(&w, "one.backup"), DB_USE, &db, &w.err),
               w.err);
    REQUIRE_OK(t, db_run(db, NULL, alter, DB_WITHOUT, NULL, &w.err), w.err);
    db_close(db);
    CHECK(t, !restore(&w, folder, "one.backup", w.recovery, &restored));
    CHECK(t, strstr(w.err.text, "is not as its events left it") != NULL);
    check_nothing_made(&w, folder);
    CHECK(t, workplace_count(&w, "statement") == 2); /* what is in use is as it was */
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* A backup that somebody has made by hand must not write anywhere else. */
static void stays_in_the_folder(struct test *t)
{
    static const char put_sql[] = "INSERT INTO backup_file (name, text) VALUES ($1, 'x')";
    static const char clear_sql[] = "DELETE FROM backup_file WHERE text = 'x'";
    static const char *const names[] = {"../outside.txt",
                                        "local/../../outside.txt",
                                        "/tmp/outside.txt",
                                        "vault.key",
                                        "local/..",
                                        "local/",
                                        "local//a.lua",
                                        "local/./a.lua",
                                        "local/.ours/../../vault.key",
                                        "waymark.db",
                                        "log.seal",
                                        "",
                                        "erased.txt"};
    struct workplace w;
    struct restored restored;
    struct db *db;
    REQUIRE(t, open_with_backup(t, &w));
    struct str folder = beside(&w, "new");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        REQUIRE_OK(t, db_open(t->arena, beside(&w, "one.backup"), DB_USE, &db, &w.err),
                   w.err);
        REQUIRE_OK(t,
                   db_run(db, NULL, clear_sql, DB_WITHOUT, NULL, &w.err) &&
                       db_run(db, NULL, put_sql, DB_WITH(db_text(str_of(names[i]))), NULL,
                              &w.err),
                   w.err);
        db_close(db);
        if (restore(&w, folder, "one.backup", w.recovery, &restored))
            test_fail(t, names[i], 0, "was written");
        else if (!strstr(w.err.text, "leads out of the folder"))
            test_fail(t, names[i], 0, w.err.text);
        CHECK(t, !file_exists(t->arena, beside(&w, "outside.txt")));
        check_nothing_made(&w, folder);
    }
    workplace_close(&w);
}

static struct str beside_kept(struct workplace *w, const struct restored *restored,
                              const char *part)
{
    return str_format(w->arena, "%.*s%s", STR_ARGS(restored->kept), part);
}

static void keeps_what_was_there(struct test *t)
{
    struct workplace w;
    struct restored restored;
    struct db *kept;
    int64_t version;
    REQUIRE(t, open_with_backup(t, &w));
    REQUIRE(t, workplace_do(&w, "collect.say section=working text=\"I am late\" "
                                "speaker=family"));
    CHECK(t, workplace_count(&w, "statement") == 3);
    workplace_close(&w);
    REQUIRE_OK(t, restore(&w, w.folder, "one.backup", STR_NONE, &restored), w.err);
    REQUIRE(t, restored.kept.len > 0);
    /* One plain file and its seal. */
    CHECK(t, file_exists(t->arena, beside_kept(&w, &restored, "-seal")));
    CHECK(t, !file_exists(t->arena, beside_kept(&w, &restored, "-wal")));
    CHECK(t, !file_exists(t->arena, beside_kept(&w, &restored, "-shm")));
    REQUIRE_OK(t, db_open(t->arena, restored.kept, DB_LOOK, &kept, &w.err), w.err);
    CHECK(t, db_version(kept, &version, &w.err) && version >= 1);
    db_close(kept);
    REQUIRE(t, workplace_reopen(&w));
    CHECK(t, workplace_count(&w, "statement") == 2);
    workplace_close(&w);
}

static void erases_again(struct test *t)
{
    struct workplace w;
    struct restored restored;
    struct erased erased;
    REQUIRE(t, open_with_backup(t, &w));
    REQUIRE_OK(t, care_erase(w.engine, t->arena, STR("R1"), false, &erased, &w.err),
               w.err);
    CHECK(t, workplace_count(&w, "person") == 1);
    workplace_close(&w);
    REQUIRE_OK(t, restore_here(&w, "one.backup", &restored), w.err);
    CHECK(t, restored.erased == 1);
    CHECK(t, workplace_count(&w, "person") == 1);
    CHECK(t, workplace_count(&w, "statement") == 1);
    CHECK(t, !workplace_file_holds(&w, "waymark.db", "I like painting"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Nobody but an owner restores, and is told before any work is done. */
static void only_an_owner_restores(struct test *t)
{
    struct workplace w;
    struct restored restored;
    struct str before, after, path;
    REQUIRE(t, open_with_backup(t, &w));
    path = file_join(t->arena, w.folder, STR("waymark.db"));
    workplace_close(&w);
    REQUIRE_OK(t, file_read(t->arena, path, FILE_SMALL, &before, &w.err), w.err);
    static const char *const backups[] = {"one.backup", "none.backup"};
    for (size_t i = 0; i < sizeof backups / sizeof backups[0]; i++) {
        CHECK(t, !care_restore(t->arena, w.folder, beside(&w, backups[i]), STR_NONE,
                               STR("nobody"), &restored, &w.err));
        CHECK(t, w.err.kind == ERROR_REFUSED);
        CHECK(t, strstr(w.err.text, "nobody may not restore a backup here") != NULL);
    }
    REQUIRE_OK(t, file_read(t->arena, path, FILE_SMALL, &after, &w.err), w.err);
    CHECK(t, str_equal(before, after));
    /* Where the database cannot be read, and in a new folder, the backup is asked. */
    REQUIRE_OK(t, file_write(t->arena, path, STR("broken"), 0600, &w.err), w.err);
    CHECK(t, !care_restore(t->arena, w.folder, beside(&w, "one.backup"), STR_NONE,
                           STR("nobody"), &restored, &w.err));
    CHECK(t, w.err.kind == ERROR_REFUSED);
    REQUIRE_OK(t, file_read(t->arena, path, FILE_SMALL, &after, &w.err), w.err);
    CHECK_STR(t, after, "broken");
    struct str folder = beside(&w, "new");
    CHECK(t, !care_restore(t->arena, folder, beside(&w, "one.backup"), w.recovery,
                           STR("nobody"), &restored, &w.err));
    CHECK(t, w.err.kind == ERROR_REFUSED);
    CHECK(t, !file_exists(t->arena, folder));
    REQUIRE_OK(t, restore_here(&w, "one.backup", &restored), w.err);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* The log says who restored what. */
static void notes_the_restore(struct test *t)
{
    struct workplace w;
    struct restored restored;
    struct command_list commands;
    REQUIRE(t, open_with_backup(t, &w));
    workplace_close(&w);
    REQUIRE_OK(t, restore_here(&w, "one.backup", &restored), w.err);
    REQUIRE_OK(t, command_list(w.db, t->arena, 0, 1, &commands, &w.err), w.err);
    REQUIRE(t, commands.count == 1);
    CHECK_STR(t, commands.items[0].name, "workplace.restore");
    CHECK_STR(t, commands.items[0].actor, "Robin");
    CHECK(t, str_find(commands.items[0].outcome, STR("\"backup\":\"one.backup\"")) !=
                 SIZE_MAX);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* The erasing comes before the renaming: where either fails, all is as it was. */
static void puts_nobody_back(struct test *t)
{
    struct workplace w;
    struct restored restored;
    struct erased erased;
    REQUIRE(t, open_with_backup(t, &w));
    REQUIRE_OK(t, care_erase(w.engine, t->arena, STR("R1"), false, &erased, &w.err),
               w.err);
    struct str list = file_join(t->arena, w.folder, STR("erased.txt"));
    struct str kept = beside(&w, "erased.txt");
    REQUIRE_OK(t,
               file_rename(t->arena, list, kept, &w.err) &&
                   file_make_folder(t->arena, list, 0700, &w.err),
               w.err);
    workplace_close(&w);
    CHECK(t, !restore(&w, w.folder, "one.backup", STR_NONE, &restored));
    CHECK(t, strstr(w.err.text, "the list of who has been erased") != NULL);
    REQUIRE(t, rmdir(str_c(t->arena, list)) == 0);
    /* Something that cannot be taken away stands for any failure at the end. */
    struct str shm = file_join(t->arena, w.folder, STR("waymark.db-shm"));
    REQUIRE_OK(t,
               file_remove(t->arena, shm, &w.err) &&
                   file_make_folder(t->arena, shm, 0700, &w.err),
               w.err);
    CHECK(t, !restore(&w, w.folder, "one.backup", STR_NONE, &restored));
    REQUIRE(t, rmdir(str_c(t->arena, shm)) == 0);
    CHECK(t, !file_exists(t->arena,
                          file_join(t->arena, w.folder, STR("waymark.db-restoring"))));
    REQUIRE(t, workplace_reopen(&w));
    CHECK(t, workplace_count(&w, "person") == 1);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
    /* The list is gone, but the log of what is there knows as well; and from then on
     * the list is there again, for older backups. */
    REQUIRE_OK(t, restore(&w, w.folder, "one.backup", STR_NONE, &restored), w.err);
    CHECK(t, restored.erased == 1 && restored.erasures_listed);
    CHECK(t, file_exists(t->arena, list));
    REQUIRE(t, workplace_reopen(&w));
    CHECK(t, workplace_count(&w, "person") == 1);
    workplace_close(&w);
    /* A new folder knows of nobody, unless it is given the list. */
    struct str folder = beside(&w, "new");
    REQUIRE_OK(t, restore(&w, folder, "one.backup", w.recovery, &restored), w.err);
    CHECK(t, restored.erased == 0 && !restored.erasures_listed);
    REQUIRE_OK(t,
               file_rename(t->arena, kept, file_join(t->arena, folder, STR("erased.txt")),
                           &w.err),
               w.err);
    REQUIRE_OK(t, restore(&w, folder, "one.backup", STR_NONE, &restored), w.err);
    CHECK(t, restored.erased == 1 && restored.erasures_listed);
}

/* After a restore, the same ids are given out again: to other people. */
static void never_erases_another(struct test *t)
{
    static const char others[] =
        "Reference,Surname,Forename,Date of birth,Date of review,Working 1\n"
        "R7,Brook,Ada,04/03/2012,12/05/2025,I like chess\n"
        "R8,Hill,Ben,05/03/2012,13/05/2025,I like maps\n";
    struct workplace w;
    struct restored restored;
    struct erased erased;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, backup(&w, "empty.backup"));
    REQUIRE(t, workplace_do(&w, "prepare.ask question=Why?")); /* the restore's number */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "reviews.csv", reviews));
    REQUIRE_OK(t, care_erase(w.engine, t->arena, STR("R1"), false, &erased, &w.err),
               w.err);
    workplace_close(&w);
    REQUIRE_OK(t, restore_here(&w, "empty.backup", &restored), w.err);
    CHECK(t, restored.erased == 0);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "others.csv", others));
    struct str_list people = workplace_list(&w, "person");
    REQUIRE(t, people.count == 2);
    CHECK(t, str_equal(people.items[0], erased.person)); /* else this proves nothing */
    REQUIRE(t, backup(&w, "others.backup"));
    workplace_close(&w);
    REQUIRE_OK(t, restore_here(&w, "others.backup", &restored), w.err);
    CHECK(t, restored.erased == 0);
    CHECK(t, workplace_count(&w, "person") == 2);
    workplace_close(&w);
}

const struct test_case backup_tests[] = {
    {"a backup holds everything but the key", holds_everything_but_the_key},
    {"a backup is restored into a new folder", restores_into_a_new_folder},
    {"a wrong recovery key is refused, and nothing is left", refuses_the_wrong_key},
    {"what a backup leaves out is said", says_what_it_leaves_out},
    {"a file that shrinks while it is read ends nothing", survives_a_file_that_shrinks},
    {"a folder's own key is never written over", leaves_the_folders_own_key},
    {"a damaged or altered backup is refused", refuses_a_damaged_file},
    {"no file name leads out of the folder", stays_in_the_folder},
    {"what was there is kept beside", keeps_what_was_there},
    {"who has been erased since is erased again", erases_again},
    {"only an owner restores", only_an_owner_restores},
    {"the log says who restored what", notes_the_restore},
    {"no failure puts an erased person back", puts_nobody_back},
    {"nobody else is erased for an id that came again", never_erases_another},
    {0},
};
