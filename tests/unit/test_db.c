/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "base/asset.h"
#include "base/file.h"
#include "store/db.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char make_sql[] = "CREATE TABLE thing (id BIGINT PRIMARY KEY, text TEXT)";
static const char put_sql[] = "INSERT INTO thing (id, text) VALUES ($1, $2)";
static const char list_sql[] = "SELECT id, text FROM thing ORDER BY id";
static const char clear_sql[] = "DELETE FROM thing";

static struct str beside(struct test *t, const char *name)
{
    return str_format(t->arena, "%s/%s", t->folder, name);
}

/* Opens t->folder/NAME, with the table made in a new one. NULL when it fails. */
static struct db *open_db(struct test *t, const char *name, enum db_mode mode)
{
    struct db *db = NULL;
    struct error err;
    if (!db_open(t->arena, beside(t, name), mode, &db, &err) ||
        (mode == DB_MAKE && !db_run(db, NULL, make_sql, DB_WITHOUT, NULL, &err))) {
        test_fail(t, __FILE__, __LINE__, err.text);
        return NULL;
    }
    return db;
}

static bool put(struct db *db, int64_t id, struct str text, struct error *err)
{
    return db_run(db, NULL, put_sql, DB_WITH(db_integer(id), db_text(text)), NULL, err);
}

static size_t count(struct test *t, struct db *db)
{
    struct db_rows rows = {0};
    struct error err;
    if (!db_run(db, t->arena, list_sql, DB_WITHOUT, &rows, &err))
        test_fail(t, __FILE__, __LINE__, err.text);
    return rows.count;
}

static void binds_by_name(struct test *t)
{
    static const char turned_sql[] = "SELECT $2, $1, $2";
    static const char eleven_sql[] =
        "SELECT $11, $10, $1, $2, $3, $4, $5, $6, $7, $8, $9";
    struct db *db = open_db(t, "a.db", DB_MAKE);
    struct db_rows rows;
    struct error err;
    REQUIRE(t, db);
    REQUIRE_OK(t,
               db_run(db, t->arena, turned_sql,
                      DB_WITH(db_text(STR("one")), db_integer(-2)), &rows, &err),
               err);
    REQUIRE(t, rows.count == 1 && rows.width == 3);
    CHECK(t, rows.cells[0].type == DB_INTEGER && rows.cells[0].integer == -2);
    CHECK_STR(t, rows.cells[1].text, "one");
    CHECK(t, rows.cells[2].integer == -2);
    REQUIRE_OK(t,
               db_run(db, t->arena, eleven_sql,
                      DB_WITH(db_integer(1), db_integer(2), db_integer(3), db_integer(4),
                              db_integer(5), db_integer(6), db_integer(7), db_integer(8),
                              db_integer(9), db_integer(10), db_integer(11)),
                      &rows, &err),
               err);
    CHECK(t, rows.cells[0].integer == 11 && rows.cells[1].integer == 10);
    CHECK(t, rows.cells[2].integer == 1 && rows.cells[10].integer == 9);
    db_close(db);
}

static void keeps_values(struct test *t)
{
    static const char values_sql[] = "SELECT $1, $2, $3, $4";
    const char with_nul[] = {'a', '\0', 'b'};
    struct db *db = open_db(t, "a.db", DB_MAKE);
    struct db_rows rows;
    struct error err;
    REQUIRE(t, db);
    REQUIRE_OK(t,
               db_run(db, t->arena, values_sql,
                      DB_WITH(db_null(), db_text(STR_NONE), db_integer(INT64_MIN),
                              db_text((struct str){with_nul, 3})),
                      &rows, &err),
               err);
    CHECK(t, rows.cells[0].type == DB_NULL);
    CHECK(t, rows.cells[1].type == DB_TEXT && rows.cells[1].text.len == 0);
    CHECK(t, rows.cells[2].integer == INT64_MIN);
    CHECK(t, rows.cells[3].text.len == 3 &&
                 memcmp(rows.cells[3].text.ptr, with_nul, 3) == 0);
    db_close(db);
}

static void wants_as_many_values(struct test *t)
{
    struct db *db = open_db(t, "a.db", DB_MAKE);
    struct error err;
    REQUIRE(t, db);
    CHECK(t, !db_run(db, NULL, put_sql, DB_WITH(db_integer(1)), NULL, &err));
    CHECK(t, strstr(err.text, "takes 2 values, not 1") != NULL);
    CHECK(t, count(t, db) == 0);
    db_close(db);
}

struct stopping {
    size_t seen;
};

static bool stop_at_two(void *with, const struct db_value *cells, struct error *err)
{
    struct stopping *stopping = with;
    (void)cells;
    if (++stopping->seen < 2)
        return true;
    return error_set(err, ERROR_LIMIT, "two are enough");
}

static void stops_when_told(struct test *t)
{
    struct stopping stopping = {0};
    struct db *db = open_db(t, "a.db", DB_MAKE);
    struct error err;
    REQUIRE(t, db);
    for (int64_t i = 0; i < 3; i++)
        CHECK(t, put(db, i, STR("x"), &err));
    CHECK(t, !db_each(db, list_sql, DB_WITHOUT, stop_at_two, &stopping, &err));
    CHECK_STR(t, str_of(err.text), "two are enough");
    CHECK(t, stopping.seen == 2);
    CHECK(t, count(t, db) == 3); /* the statement can be used again */
    db_close(db);
}

struct nested {
    struct test *t;
    struct db *db;
    size_t rows, refused;
};

static bool ask_again(void *with, const struct db_value *cells, struct error *err)
{
    struct nested *nested = with;
    struct db_rows rows;
    (void)cells;
    nested->rows++;
    nested->refused +=
        !db_run(nested->db, nested->t->arena, list_sql, DB_WITHOUT, &rows, err);
    return nested->rows < 10;
}

/* Running a statement anew inside its own loop would start the loop over. */
static void is_not_run_inside_itself(struct test *t)
{
    struct nested nested = {.t = t, .db = open_db(t, "a.db", DB_MAKE)};
    struct error err;
    REQUIRE(t, nested.db);
    for (int64_t i = 0; i < 3; i++)
        CHECK(t, put(nested.db, i, STR("x"), &err));
    CHECK(t, db_each(nested.db, list_sql, DB_WITHOUT, ask_again, &nested, &err));
    CHECK(t, nested.rows == 3);
    CHECK(t, nested.refused == 3);
    db_close(nested.db);
}

static void rolls_back(struct test *t)
{
    struct db *db = open_db(t, "a.db", DB_MAKE);
    struct error err;
    REQUIRE(t, db);
    db_rollback(db); /* harmless */
    REQUIRE_OK(t, db_begin(db, &err), err);
    CHECK(t, put(db, 1, STR("x"), &err));
    CHECK(t, !put(db, 1, STR("again"), &err)); /* the key is taken */
    db_rollback(db);
    CHECK(t, count(t, db) == 0);
    REQUIRE_OK(t, db_begin(db, &err), err);
    CHECK(t, put(db, 1, STR("x"), &err));
    REQUIRE_OK(t, db_commit(db, &err), err);
    db_rollback(db); /* nothing is open any more */
    CHECK(t, count(t, db) == 1);
    db_close(db);
}

static void waits_its_turn(struct test *t)
{
    struct db *first = open_db(t, "a.db", DB_MAKE), *second;
    struct error err;
    REQUIRE(t, first);
    REQUIRE(t, (second = open_db(t, "a.db", DB_USE)));
    db_wait(second, 10);
    REQUIRE_OK(t, db_begin(first, &err), err);
    CHECK(t, put(first, 1, STR("x"), &err));
    CHECK(t, !db_begin(second, &err));
    CHECK(t, err.kind == ERROR_CONFLICT);
    CHECK(t, strstr(err.text, "another Waymark command is still at work") != NULL);
    CHECK(t, count(t, second) == 0); /* looking need not wait */
    REQUIRE_OK(t, db_commit(first, &err), err);
    REQUIRE_OK(t, db_begin(second, &err), err);
    CHECK(t, put(second, 2, STR("y"), &err));
    REQUIRE_OK(t, db_commit(second, &err), err);
    CHECK(t, count(t, first) == 2);
    db_close(second);
    db_close(first);
}

static void sees_one_view(struct test *t)
{
    struct db *writer = open_db(t, "a.db", DB_MAKE), *reader;
    struct error err;
    REQUIRE(t, writer);
    REQUIRE(t, (reader = open_db(t, "a.db", DB_LOOK)));
    REQUIRE_OK(t, db_begin_look(reader, &err), err);
    CHECK(t, count(t, reader) == 0);
    CHECK(t, put(writer, 1, STR("x"), &err));
    CHECK(t, count(t, reader) == 0);
    db_rollback(reader);
    CHECK(t, count(t, reader) == 1);
    db_close(reader);
    db_close(writer);
}

static void looks_only(struct test *t)
{
    struct db *db = open_db(t, "a.db", DB_MAKE), *reader;
    struct error err;
    REQUIRE(t, db);
    REQUIRE(t, (reader = open_db(t, "a.db", DB_LOOK)));
    CHECK(t, !put(reader, 1, STR("x"), &err));
    CHECK(t, err.kind == ERROR_SYSTEM);
    CHECK(t, strstr(err.text, "cannot write in this Waymark folder") != NULL);
    CHECK(t, count(t, reader) == 0);
    db_close(reader);
    db_close(db);
}

static void says_that_the_disk_is_full(struct test *t)
{
    static const char full_sql[] = "PRAGMA max_page_count=16";
    struct db *db = open_db(t, "a.db", DB_MAKE);
    struct error err;
    char large[4000];
    bool fine = true;
    memset(large, 'x', sizeof large);
    REQUIRE(t, db);
    REQUIRE_OK(t, put(db, 0, STR("before"), &err), err);
    REQUIRE_OK(t, db_run(db, NULL, full_sql, DB_WITHOUT, NULL, &err), err);
    REQUIRE_OK(t, db_begin(db, &err), err);
    for (int64_t i = 1; fine && i < 100; i++)
        fine = put(db, i, (struct str){large, sizeof large}, &err);
    CHECK(t, !fine);
    CHECK(t, err.kind == ERROR_SYSTEM);
    CHECK(t, strstr(err.text, "the disk is full") != NULL);
    db_rollback(db);
    CHECK(t, count(t, db) == 1);
    REQUIRE_OK(t, put(db, 1, STR("after"), &err), err);
    db_close(db);
}

static void says_that_it_is_damaged(struct test *t)
{
    struct error err;
    struct db *db;
    REQUIRE_OK(t,
               file_write(t->arena, beside(t, "bad.db"),
                          STR("this is no database at all, but a file with some words in "
                              "it that is long enough to be looked at"),
                          0600, &err),
               err);
    CHECK(t, !db_open(t->arena, beside(t, "bad.db"), DB_USE, &db, &err));
    CHECK(t, strstr(err.text, "the database is damaged") != NULL);
    CHECK(t, !db_open(t->arena, beside(t, "none.db"), DB_USE, &db, &err));
    CHECK(t, !file_exists(t->arena, beside(t, "none.db")));
}

static void copies_while_in_use(struct test *t)
{
    struct db *db = open_db(t, "a.db", DB_MAKE), *copy;
    struct stat about;
    struct error err;
    REQUIRE(t, db);
    CHECK(t, put(db, 1, STR("x"), &err));
    REQUIRE_OK(t, db_copy(db, t->arena, beside(t, "copy.db"), &err), err);
    CHECK(t, put(db, 2, STR("y"), &err));
    REQUIRE(t, stat(str_c(t->arena, beside(t, "copy.db")), &about) == 0);
    CHECK(t, (about.st_mode & 077) == 0); /* what young people said is in it */
    REQUIRE(t, (copy = open_db(t, "copy.db", DB_LOOK)));
    CHECK(t, count(t, copy) == 1);
    db_close(copy);
    CHECK(t, !db_copy(db, t->arena, beside(t, "no/such/folder.db"), &err));
    CHECK(t, err.kind == ERROR_SYSTEM);
    db_close(db);
}

static bool file_holds(struct test *t, const char *name, const char *words)
{
    struct str bytes;
    struct error err;
    if (!file_exists(t->arena, beside(t, name)))
        return false;
    if (!file_read(t->arena, beside(t, name), FILE_SMALL, &bytes, &err)) {
        test_fail(t, __FILE__, __LINE__, err.text);
        return false;
    }
    return str_find(bytes, str_of(words)) != SIZE_MAX;
}

static void tidies_erased_text_away(struct test *t)
{
    struct db *db = open_db(t, "a.db", DB_MAKE), *reader;
    struct error err;
    REQUIRE(t, db);
    CHECK(t, put(db, 1, STR("Wilhelmina"), &err));
    CHECK(t, db_run(db, NULL, clear_sql, DB_WITHOUT, NULL, &err));
    CHECK(t, file_holds(t, "a.db-wal", "Wilhelmina")); /* else this proves nothing */
    REQUIRE_OK(t, db_tidy(db, &err), err);
    CHECK(t, !file_holds(t, "a.db-wal", "Wilhelmina"));
    CHECK(t, !file_holds(t, "a.db", "Wilhelmina"));

    /* While somebody looks at it as it was, the log cannot be emptied. */
    CHECK(t, put(db, 1, STR("Wilhelmina"), &err));
    REQUIRE(t, (reader = open_db(t, "a.db", DB_LOOK)));
    REQUIRE_OK(t, db_begin_look(reader, &err), err);
    CHECK(t, count(t, reader) == 1);
    CHECK(t, db_run(db, NULL, clear_sql, DB_WITHOUT, NULL, &err));
    db_wait(db, 10);
    CHECK(t, !db_tidy(db, &err));
    CHECK(t, err.kind == ERROR_CONFLICT);
    db_close(reader);
    REQUIRE_OK(t, db_tidy(db, &err), err);
    CHECK(t, !file_holds(t, "a.db-wal", "Wilhelmina"));
    db_close(db);
}

/* Rows whose words stand anywhere in the file. */
static int count_left(struct test *t, int rows)
{
    struct str bytes;
    struct error err;
    int left = 0;
    if (!file_read(t->arena, beside(t, "a.db"), FILE_SMALL, &bytes, &err)) {
        test_fail(t, __FILE__, __LINE__, err.text);
        return 0;
    }
    for (int i = 0; i < rows; i++)
        left +=
            str_find(bytes, str_format(t->arena, "planted %03d words", i)) != SIZE_MAX;
    return left;
}

/* Removed rows are overwritten where they stand; what was left of them where a page was
 * laid out anew is not. */
static void scrubs_traces_away(struct test *t)
{
    enum { ROWS = 300, ROUNDS = 8, LONGEST = 2500 };
    static const char kept_sql[] =
        "CREATE TABLE kept (id TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID";
    static const char keep_sql[] =
        "INSERT OR REPLACE INTO kept (id, text) VALUES ($1, $2)";
    static const char drop_sql[] = "DELETE FROM kept WHERE id = $1";
    struct db *db = open_db(t, "a.db", DB_MAKE);
    struct error err;
    uint32_t random = 1;
    char dots[LONGEST];
    memset(dots, '.', sizeof dots);
    REQUIRE(t, db);
    REQUIRE_OK(t, db_run(db, NULL, kept_sql, DB_WITHOUT, NULL, &err), err);
    REQUIRE_OK(t, db_begin(db, &err), err);
    for (int i = 0; i < ROWS * ROUNDS; i++) {
        random = random * 1664525U + 1013904223U;
        if (i >= ROWS && random >> 24 > 85)
            continue; /* this row stays as it was */
        struct str id = str_format(t->arena, "planted %03d words", i % ROWS);
        struct str text = str_format(t->arena, "%.*s%.*s", STR_ARGS(id),
                                     (int)(random >> 8 & 0xffff) % LONGEST, dots);
        REQUIRE_OK(
            t,
            db_run(db, NULL, keep_sql, DB_WITH(db_text(id), db_text(text)), NULL, &err),
            err);
    }
    REQUIRE_OK(t, db_commit(db, &err), err);
    for (int i = 0; i < ROWS; i += 3) {
        struct str id = str_format(t->arena, "planted %03d words", i);
        REQUIRE_OK(t, db_run(db, NULL, drop_sql, DB_WITH(db_text(id)), NULL, &err), err);
    }
    REQUIRE_OK(t, db_tidy(db, &err), err);
    CHECK(t, count_left(t, ROWS) > ROWS * 2 / 3); /* else this proves nothing */
    REQUIRE_OK(t, db_scrub(db, &err), err);
    CHECK(t, count_left(t, ROWS) == ROWS * 2 / 3);
    db_close(db);
}

static void rewrites_dialect_words(struct test *t)
{
    static const char read_sql[] = "SELECT number, note FROM noted ORDER BY number";
    struct db *db = open_db(t, "a.db", DB_MAKE);
    struct db_rows rows;
    struct error err;
    int64_t version;
    REQUIRE(t, db);
    REQUIRE_OK(t,
               db_define(db, t->arena,
                         STR("CREATE TABLE noted (number @ID@, note TEXT);"
                             "CREATE TABLE keyed (key TEXT PRIMARY KEY) @KEYED@;"
                             "INSERT INTO noted (note) VALUES ('a@b');"),
                         7, &err),
               err);
    REQUIRE_OK(t, db_run(db, t->arena, read_sql, DB_WITHOUT, &rows, &err), err);
    REQUIRE(t, rows.count == 1);
    CHECK(t, rows.cells[0].integer == 1);
    CHECK_STR(t, rows.cells[1].text, "a@b");
    CHECK(t, db_version(db, &version, &err) && version == 7);
    db_close(db);
}

const struct test_case db_tests[] = {
    {"values are bound by their numbers, in any order", binds_by_name},
    {"nulls, empty texts, NULs and large numbers come back", keeps_values},
    {"a statement wants as many values as it names", wants_as_many_values},
    {"a walk over rows stops when told", stops_when_told},
    {"a statement is not run inside its own loop", is_not_run_inside_itself},
    {"a rollback leaves nothing", rolls_back},
    {"writers wait their turn, readers need not", waits_its_turn},
    {"a look is at one view", sees_one_view},
    {"what is opened for looking cannot be written", looks_only},
    {"a full disk is said, and nothing is lost", says_that_the_disk_is_full},
    {"a damaged or missing file is said", says_that_it_is_damaged},
    {"a copy is made while in use, for its owner only", copies_while_in_use},
    {"erased text is gone from database and log", tidies_erased_text_away},
    {"no trace of removed rows is left between the others", scrubs_traces_away},
    {"dialect words are replaced", rewrites_dialect_words},
    {0},
};
