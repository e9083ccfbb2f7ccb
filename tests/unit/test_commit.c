/* SPDX-License-Identifier: MIT */
#include "things.h"

#include "base/file.h"

#include <string.h>

static const char commands_sql[] = "SELECT number FROM command";
static const char events_sql[] = "SELECT seq FROM event";
static const char bodies_sql[] = "SELECT seq FROM event_body";
static const char refs_sql[] = "SELECT id FROM ref";
static const char records_sql[] = "SELECT id FROM record";

static size_t rows(struct things *things, const char *sql)
{
    struct db_rows found = {0};
    struct error err;
    if (!db_run(things->db, things->arena, sql, DB_WITHOUT, &found, &err))
        test_fail(things->t, __FILE__, __LINE__, err.text);
    return found.count;
}

/* Rows in all five tables that a command writes to. */
static size_t all_rows(struct things *things)
{
    return rows(things, commands_sql) + rows(things, events_sql) +
           rows(things, bodies_sql) + rows(things, refs_sql) + rows(things, records_sql);
}

static void writes_everything(struct test *t)
{
    struct things things;
    REQUIRE(t, things_open(t, &things));
    struct str id = things_one(&things, "k", "{\"name\":\"a\",\"size\":1}");
    CHECK_STR(t, id, "thing-000001.0001");
    CHECK_STR(t, things_body(&things, id), "{\"name\":\"a\",\"size\":1}");
    CHECK(t, rows(&things, commands_sql) == 1);
    CHECK(t, rows(&things, events_sql) == 2); /* the thing, and the closing one */
    CHECK(t, rows(&things, bodies_sql) == 2);
    CHECK(t, rows(&things, refs_sql) == 2);
    CHECK_STR(t, things_one(&things, "l", "{\"name\":\"b\"}"), "thing-000002.0001");
    CHECK_STR(t, things_verify_log(&things), "");
    CHECK_STR(t, things_verify_records(&things), "");
    things_close(&things);
}

static void all_or_nothing(struct test *t)
{
    struct things things;
    struct error err;
    struct str id;
    REQUIRE(t, things_open(t, &things));
    (void)things_one(&things, "k", "{\"name\":\"a\"}");
    size_t before = all_rows(&things);
    struct json wrong = things_json(&things, "{\"size\":\"large\"}");
    REQUIRE(t, things_begin(&things, "l"));
    (void)things_put(&things, "{\"name\":\"b\",\"size\":3}");
    CHECK(t,
          !commit_create(things.commit, &things.kind, THINGS_CYCLE, &wrong, &id, &err));
    CHECK(t, strstr(err.text, "thing") != NULL);
    commit_abandon(things.commit);
    CHECK(t, all_rows(&things) == before);
    CHECK_STR(t, things_one(&things, "l", "{\"name\":\"c\"}"), "thing-000002.0001");
    CHECK_STR(t, things_verify_log(&things), "");
    things_close(&things);
}

static void nothing_on_a_full_disk(struct test *t)
{
    static const char full_sql[] = "PRAGMA max_page_count=40";
    static const char room_sql[] = "PRAGMA max_page_count=100000";
    struct things things;
    struct error err;
    struct json outcome = json_object();
    struct buf body = BUF_IN(t->arena);
    bool fine = true;
    buf_add(&body, STR("{\"name\":\"large\",\"note\":\""));
    for (size_t i = 0; i < 3000; i++)
        buf_add_byte(&body, 'x');
    buf_add(&body, STR("\"}"));
    REQUIRE(t, things_open(t, &things));
    (void)things_one(&things, "k", "{\"name\":\"a\"}");
    size_t before = all_rows(&things);
    REQUIRE_OK(t, db_run(things.db, NULL, full_sql, DB_WITHOUT, NULL, &err), err);
    struct json large = things_json(&things, str_c(t->arena, buf_str(&body)));
    REQUIRE(t, things_begin(&things, "l"));
    for (size_t i = 0; fine && i < 100; i++) {
        struct str id;
        fine =
            commit_create(things.commit, &things.kind, THINGS_CYCLE, &large, &id, &err);
    }
    CHECK(t, !fine);
    CHECK(t, strstr(err.text, "the disk is full") != NULL);
    commit_abandon(things.commit);
    CHECK(t, all_rows(&things) == before);
    CHECK_STR(t, things_verify_log(&things), "");
    REQUIRE_OK(t, db_run(things.db, NULL, room_sql, DB_WITHOUT, NULL, &err), err);
    REQUIRE(t, things_begin(&things, "l"));
    (void)things_put(&things, "{\"name\":\"b\"}");
    REQUIRE_OK(t, commit_end(things.commit, &outcome, false, &err), err);
    things_close(&things);
}

static bool begin(struct things *things, const char *key, int64_t undoes,
                  struct command_done *before)
{
    struct commit_request request = {.key = str_of(key),
                                     .cycle = THINGS_CYCLE,
                                     .actor = STR("Robin"),
                                     .name = STR("thing.test"),
                                     .undoes = undoes};
    struct error err;
    if (commit_begin(things->store, things->arena, &request, before, &things->commit,
                     &err))
        return true;
    test_fail(things->t, __FILE__, __LINE__, err.text);
    return false;
}

static void is_not_done_twice(struct test *t)
{
    struct things things;
    struct command_done before;
    REQUIRE(t, things_open(t, &things));
    (void)things_one(&things, "k", "{\"name\":\"a\"}");
    size_t all = all_rows(&things);
    REQUIRE(t, begin(&things, "k", 0, &before));
    CHECK(t, before.known && before.number == 1);
    CHECK_STR(t, before.outcome, "{\"created\":1}");
    CHECK(t, things.commit == NULL);
    CHECK(t, all_rows(&things) == all);
    REQUIRE(t, begin(&things, "other", 0, &before)); /* nothing was left open */
    CHECK(t, !before.known && things.commit);
    commit_abandon(things.commit);
    things_close(&things);
}

/* Taken back, a command counts as never done: the same key does it again. Taking
 * the taking back back makes it done once more. */
static void is_done_again_once_undone(struct test *t)
{
    struct things things;
    struct command_done before;
    struct error err;
    int64_t by;
    REQUIRE(t, things_open(t, &things));
    struct str id = things_one(&things, "k", "{\"name\":\"a\"}");
    REQUIRE(t, begin(&things, "undo", 1, &before));
    REQUIRE_OK(t, things_remove(&things, id, &err), err);
    REQUIRE(t, things_end(&things));
    REQUIRE_OK(t, command_taken_back(things.db, t->arena, 1, &by, &err), err);
    CHECK(t, by == 2);
    REQUIRE_OK(t, command_known(things.db, t->arena, STR("k"), &before, &err), err);
    CHECK(t, !before.known);

    REQUIRE(t, begin(&things, "undo the undo", 2, &before));
    REQUIRE(t, things_end(&things));
    REQUIRE_OK(t, command_taken_back(things.db, t->arena, 1, &by, &err), err);
    CHECK(t, by == 0);
    REQUIRE_OK(t, command_known(things.db, t->arena, STR("k"), &before, &err), err);
    CHECK(t, before.known && before.number == 1);

    REQUIRE(t, begin(&things, "undo again", 1, &before));
    REQUIRE(t, things_end(&things));
    REQUIRE(t, begin(&things, "k", 0, &before));
    CHECK(t, !before.known);
    REQUIRE(t, things.commit != NULL);
    (void)things_put(&things, "{\"name\":\"a\"}");
    REQUIRE(t, things_end(&things));
    REQUIRE_OK(t, command_known(things.db, t->arena, STR("k"), &before, &err), err);
    CHECK(t, before.known && before.number == 5);
    REQUIRE(t, begin(&things, "k", 0, &before));
    CHECK(t, before.known && before.number == 5);
    CHECK_STR(t, things_verify_log(&things), "");
    things_close(&things);
}

static void counts_versions(struct test *t)
{
    struct things things;
    struct record first, now;
    struct json body;
    struct error err;
    bool found;
    REQUIRE(t, things_open(t, &things));
    struct str id = things_one(&things, "k", "{\"name\":\"a\"}");
    REQUIRE_OK(t, record_find(things.db, t->arena, id, &first, &found, &err), err);
    CHECK(t, first.version == 1);
    size_t before = rows(&things, events_sql);
    REQUIRE(t, things_begin(&things, "same"));
    body = things_json(&things, "{\"name\":\"a\"}");
    REQUIRE_OK(t, commit_change(things.commit, &things.kind, &first, &body, &err), err);
    CHECK(t, commit_counts(things.commit).changed == 0);
    REQUIRE(t, things_end(&things));
    CHECK(t, rows(&things, events_sql) == before + 1); /* only the closing one */
    REQUIRE(t, things_begin(&things, "change"));
    REQUIRE_OK(t, things_change(&things, id, "{\"name\":\"b\"}", &err), err);
    REQUIRE_OK(t, things_change(&things, id, "{\"name\":\"c\"}", &err), err);
    REQUIRE(t, things_end(&things));
    REQUIRE_OK(t, record_find(things.db, t->arena, id, &now, &found, &err), err);
    CHECK(t, now.version == 3);
    /* What was read before is not what is there now. */
    REQUIRE(t, things_begin(&things, "late"));
    body = things_json(&things, "{\"name\":\"late\"}");
    CHECK(t, !commit_change(things.commit, &things.kind, &first, &body, &err));
    CHECK(t, err.kind == ERROR_CONFLICT);
    CHECK(t, !commit_remove(things.commit, &things.kind, &first, &err));
    CHECK(t, err.kind == ERROR_CONFLICT);
    commit_abandon(things.commit);
    CHECK_STR(t, things_body(&things, id), "{\"name\":\"c\"}");
    things_close(&things);
}

static void pretends(struct test *t)
{
    struct things things;
    struct error err;
    struct str seal, after;
    struct json outcome = json_object();
    REQUIRE(t, things_open(t, &things));
    (void)things_one(&things, "k", "{\"name\":\"a\"}");
    size_t before = all_rows(&things);
    struct str path = store_path(things.store, STR("log.seal"));
    REQUIRE_OK(t, file_read(t->arena, path, 1000, &seal, &err), err);
    REQUIRE(t, things_begin(&things, "l"));
    CHECK_STR(t, things_put(&things, "{\"name\":\"b\"}"), "thing-000002.0001");
    REQUIRE_OK(t, commit_end(things.commit, &outcome, true, &err), err);
    CHECK(t, all_rows(&things) == before);
    REQUIRE_OK(t, file_read(t->arena, path, 1000, &after, &err), err);
    CHECK(t, str_equal(seal, after));
    CHECK_STR(t, things_one(&things, "l", "{\"name\":\"c\"}"), "thing-000002.0001");
    things_close(&things);
}

static void puts_back(struct test *t)
{
    struct things things;
    struct record gone, back;
    struct error err;
    bool found;
    REQUIRE(t, things_open(t, &things));
    struct str id = things_one(&things, "k", "{\"name\":\"a\",\"size\":4}");
    REQUIRE_OK(t, record_find(things.db, t->arena, id, &gone, &found, &err), err);
    REQUIRE(t, things_begin(&things, "remove"));
    REQUIRE_OK(t, things_remove(&things, id, &err), err);
    REQUIRE(t, things_end(&things));
    CHECK(t, rows(&things, refs_sql) == 0);
    gone.version = 3;
    REQUIRE(t, things_begin(&things, "back"));
    REQUIRE_OK(t, commit_put_back(things.commit, &things.kind, &gone, &err), err);
    CHECK(t,
          !commit_put_back(things.commit, &things.kind, &gone, &err)); /* it is there */
    commit_abandon(things.commit);
    REQUIRE(t, things_begin(&things, "back"));
    REQUIRE_OK(t, commit_put_back(things.commit, &things.kind, &gone, &err), err);
    REQUIRE(t, things_end(&things));
    REQUIRE_OK(t, record_find(things.db, t->arena, id, &back, &found, &err), err);
    REQUIRE(t, found);
    CHECK(t, back.version == 3);
    CHECK_STR(t, back.body, "{\"name\":\"a\",\"size\":4}");
    CHECK(t, rows(&things, refs_sql) == 2);
    CHECK_STR(t, things_verify_log(&things), "");
    CHECK_STR(t, things_verify_records(&things), "");
    things_close(&things);
}

static void lists_commands(struct test *t)
{
    struct things things;
    struct command_done before;
    struct command_list list;
    struct command_row row;
    struct error err;
    bool found;
    REQUIRE(t, things_open(t, &things));
    for (int i = 0; i < 4; i++)
        (void)things_one(&things, str_c(t->arena, str_format(t->arena, "k%d", i)),
                         "{\"name\":\"a\"}");
    REQUIRE(t, begin(&things, "undo", 3, &before));
    REQUIRE(t, things_end(&things));
    REQUIRE_OK(t, command_list(things.db, t->arena, 0, 2, &list, &err), err);
    REQUIRE(t, list.count == 2);
    CHECK(t, list.items[0].number == 5 && list.items[0].undoes == 3);
    CHECK(t, list.items[1].number == 4 && list.items[1].undone_by == 0);
    CHECK_STR(t, list.items[1].actor, "Robin");
    CHECK_STR(t, list.items[1].cycle, "cycle-000001.0001");
    REQUIRE_OK(t, command_list(things.db, t->arena, 4, 100, &list, &err), err);
    REQUIRE(t, list.count == 3);
    CHECK(t, list.items[0].number == 3 && list.items[0].undone_by == 5);
    REQUIRE_OK(t, command_find(things.db, t->arena, 2, &row, &found, &err), err);
    CHECK(t, found);
    CHECK_STR(t, row.key, "k1");
    REQUIRE(t, begin(&things, "undo the undo", 5, &before));
    REQUIRE(t, things_end(&things));
    REQUIRE_OK(t, command_find(things.db, t->arena, 3, &row, &found, &err), err);
    CHECK(t, row.undone_by == 0);
    REQUIRE(t, begin(&things, "undo once more", 3, &before));
    REQUIRE(t, things_end(&things));
    REQUIRE_OK(t, command_find(things.db, t->arena, 3, &row, &found, &err), err);
    CHECK(t, row.undone_by == 7); /* and not 5, which was taken back */
    REQUIRE_OK(t, command_keyed(things.db, t->arena, STR("k1"), STR("k3"), &list, &err),
               err);
    CHECK(t, list.count == 2 && list.items[1].number == 3);
    REQUIRE_OK(t, command_find(things.db, t->arena, 77, &row, &found, &err), err);
    CHECK(t, !found);
    things_close(&things);
}

const struct test_case commit_tests[] = {
    {"a command writes records, index, events and its row", writes_everything},
    {"a command is done whole or not at all", all_or_nothing},
    {"a full disk leaves nothing of a command", nothing_on_a_full_disk},
    {"a key that was used is not done twice", is_not_done_twice},
    {"a key whose command was taken back is done again", is_done_again_once_undone},
    {"versions count, and late changes are refused", counts_versions},
    {"a dry run leaves nothing", pretends},
    {"what was removed is put back under its own id", puts_back},
    {"commands are listed, newest first", lists_commands},
    {0},
};
