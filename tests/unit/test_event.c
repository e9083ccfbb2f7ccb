/* SPDX-License-Identifier: MIT */
#include "things.h"

#include "base/file.h"
#include "store/seal.h"

#include <string.h>

/* Three commands: 1 creates two things (events 1, 2; closed by 3), 2 changes one
 * (4; 5), 3 removes the other (6; 7). */
static bool three_commands(struct test *t, struct things *things)
{
    struct error err;
    if (!things_open(t, things) || !things_begin(things, "one"))
        return false;
    struct str a = things_put(things, "{\"name\":\"a\",\"note\":\"first\"}");
    struct str b = things_put(things, "{\"name\":\"b\"}");
    if (!things_end(things) || !things_begin(things, "two") ||
        !things_change(things, a, "{\"name\":\"a\",\"note\":\"second\"}", &err) ||
        !things_end(things) || !things_begin(things, "three") ||
        !things_remove(things, b, &err) || !things_end(things))
        return false;
    CHECK_STR(t, things_verify_log(things), "");
    return true;
}

struct tampering {
    const char *sql;
    const char *second; /* or NULL */
    const char *found;  /* what verify says */
};

static const struct tampering tamperings[] = {
    {"UPDATE event_body SET after = '{\"name\":\"z\"}' WHERE seq = 1", NULL,
     "event 1 (create thing-000001.0001, command 1): what it says has been changed"},
    {"UPDATE event_body SET before = NULL WHERE seq = 4", NULL, "event 4"},
    {"UPDATE event_body SET before = after, after = before WHERE seq = 4", NULL,
     "event 4"},
    {"UPDATE event_body SET salt = 'other' WHERE seq = 4", NULL, "event 4"},
    {"UPDATE event SET record = 'thing-000001.0009' WHERE seq = 2", NULL,
     "event 2 (create thing-000001.0009, command 1): it does not follow"},
    {"UPDATE event SET cycle = '' WHERE seq = 2", NULL, "event 2"},
    {"UPDATE event SET version = 7 WHERE seq = 4", NULL, "event 4"},
    {"UPDATE event SET action = 'change' WHERE seq = 6", NULL, "event 6"},
    {"UPDATE event SET command = 1 WHERE seq = 4", NULL, "event 4"},
    {"UPDATE event SET hash = digest WHERE seq = 4", NULL, "event 4"},
    {"DELETE FROM event WHERE seq = 4", NULL, "event 4 is missing from the log"},
    {"DELETE FROM event WHERE seq = 1", NULL, "event 1 is missing from the log"},
    {"DELETE FROM event_body WHERE seq = 4", NULL,
     "event 4: what it said is gone, though nobody erased it"},
    /* 1 and 2 change places, with and without their bodies. */
    {"UPDATE event SET seq = CASE seq WHEN 1 THEN -2 ELSE -1 END WHERE seq IN (1, 2)",
     "UPDATE event SET seq = -seq WHERE seq < 0", "event 1 (create thing-000001.0002"},
    {"UPDATE event_body SET seq = CASE seq WHEN 1 THEN -2 ELSE -1 END "
     "WHERE seq IN (1, 2)",
     "UPDATE event_body SET seq = -seq WHERE seq < 0", "event 1"},
    {"UPDATE command SET actor = 'Somebody' WHERE number = 2", NULL,
     "event 5 (command , command 2): it does not follow"},
    {"UPDATE command SET name = 'thing.other' WHERE number = 2", NULL, "event 5"},
    {"UPDATE command SET at = at + 1 WHERE number = 2", NULL, "event 5"},
    {"UPDATE command SET key = 'other' WHERE number = 2", NULL, "event 5"},
    {"UPDATE command SET cycle = '' WHERE number = 2", NULL, "event 5"},
    {"UPDATE command SET undoes = 1 WHERE number = 2", NULL, "event 5"},
    {"UPDATE command SET script_hash = 'x' WHERE number = 2", NULL, "event 5"},
    {"UPDATE command SET outcome = '{\"created\":9}' WHERE number = 2", NULL,
     "event 5 (command , command 2): its outcome has been changed"},
    {"UPDATE command SET outcome = '' WHERE number = 2", NULL, "event 5"},
    {"UPDATE command SET outcome = '{}' WHERE number = 2", NULL, "event 5"},
    {"UPDATE command SET outcome = '0}' WHERE number = 2", NULL, "event 5"},
    {"DELETE FROM command WHERE number = 2", NULL, "the command that it closes is gone"},
    {"INSERT INTO command (number, key, cycle, at, actor, name, script_hash, undoes, "
     "outcome) VALUES (9, 'planted', '', 0, 'x', 'x', '', 0, '{}')",
     NULL, "command 9 is in no event"},
    {"INSERT INTO event_body (seq, salt) VALUES (99, 'x')", NULL,
     "event 99 is not in the log, though there are words of it"},
    {"DELETE FROM event WHERE seq >= 6", "DELETE FROM command WHERE number = 3",
     "the newest events have been cut off"},
};

static void finds_every_tampering(struct test *t)
{
    static const char begin[] = "SAVEPOINT tampering";
    static const char undo[] = "ROLLBACK TO tampering";
    static const char orphans[] =
        "DELETE FROM event_body WHERE seq NOT IN (SELECT seq FROM event)";
    struct things things;
    struct error err;
    REQUIRE(t, three_commands(t, &things));
    REQUIRE_OK(t, db_run(things.db, NULL, begin, DB_WITHOUT, NULL, &err), err);
    for (size_t i = 0; i < sizeof tamperings / sizeof tamperings[0]; i++) {
        const struct tampering *one = &tamperings[i];
        things_tamper(&things, one->sql, DB_WITHOUT);
        if (one->second)
            things_tamper(&things, one->second, DB_WITHOUT);
        if (strstr(one->sql, "DELETE FROM event WHERE seq >"))
            things_tamper(&things, orphans, DB_WITHOUT);
        struct str said = things_verify_log(&things);
        if (str_find(said, str_of(one->found)) == SIZE_MAX)
            test_fail_str(t, one->sql, (int)i, said, str_of(one->found));
        REQUIRE_OK(t, db_run(things.db, NULL, undo, DB_WITHOUT, NULL, &err), err);
        CHECK_STR(t, things_verify_log(&things), "");
    }
    things_close(&things);
}

static struct str seal_path(struct things *things)
{
    return store_path(things->store, STR("log.seal"));
}

static struct str seal_text(struct things *things)
{
    struct str text = STR_NONE;
    struct error err;
    if (!file_read(things->arena, seal_path(things), 1000, &text, &err))
        test_fail(things->t, __FILE__, __LINE__, err.text);
    return text;
}

static void write_seal(struct things *things, struct str text)
{
    struct error err;
    if (!file_write(things->arena, seal_path(things), text, 0600, &err))
        test_fail(things->t, __FILE__, __LINE__, err.text);
}

static void cut_off_after(struct things *things, int64_t seq, int64_t command)
{
    static const char events[] = "DELETE FROM event WHERE seq > $1";
    static const char bodies[] = "DELETE FROM event_body WHERE seq > $1";
    static const char commands[] = "DELETE FROM command WHERE number > $1";
    things_tamper(things, events, DB_WITH(db_integer(seq)));
    things_tamper(things, bodies, DB_WITH(db_integer(seq)));
    things_tamper(things, commands, DB_WITH(db_integer(command)));
}

static bool is_missing(struct str said)
{
    return str_starts(said, STR("the seal of the log (")) &&
           str_find(said, STR(" is missing, so events cut off at the end cannot")) !=
               SIZE_MAX;
}

/* The part of the refusal that says why; empty when a command could begin. */
static struct str refused(struct things *things)
{
    struct commit_request request = {.key = STR("refused"),
                                     .cycle = THINGS_CYCLE,
                                     .actor = STR("Robin"),
                                     .name = STR("thing.test")};
    static const char *const reasons[] = {
        "was not written by Waymark with this folder's key",
        "the seal of the log is missing",
        "the newest events of the log have been cut off",
        "the log is not the one that was sealed"};
    struct command_done before;
    struct error err;
    if (commit_begin(things->store, things->arena, &request, &before, &things->commit,
                     &err)) {
        commit_abandon(things->commit);
        return STR_NONE;
    }
    CHECK(things->t, err.kind == ERROR_CONFLICT);
    CHECK(things->t, strstr(err.text, "nothing was changed") != NULL);
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (strstr(err.text, reasons[i]))
            return str_of(reasons[i]);
    return str_format(things->arena, "%s", err.text);
}

/* Nothing is added after a cut, which would cover it up in time; and if somebody
 * goes on in another way, the seal of before still tells. */
static void remembers_what_was_cut_off(struct test *t)
{
    struct things things;
    REQUIRE(t, three_commands(t, &things));
    struct str sealed = seal_text(&things);
    cut_off_after(&things, 3, 1);
    CHECK(t,
          str_find(things_verify_log(&things),
                   STR("the log ends with event 3, but event 7 was sealed")) != SIZE_MAX);
    CHECK_STR(t, refused(&things), "the newest events of the log have been cut off");
    struct event_head head;
    struct error err;
    REQUIRE_OK(t,
               event_head_read(things.db, t->arena, &head, &err) &&
                   seal_begin(t->arena, seal_path(&things), &things.store->seal_key,
                              &head, &err),
               err);
    for (int i = 0; i < 5; i++)
        (void)things_one(&things, str_c(t->arena, str_format(t->arena, "more%d", i)),
                         "{\"name\":\"m\"}");
    write_seal(&things, sealed);
    CHECK(t, str_find(things_verify_log(&things),
                      STR("it is not the event that was sealed")) != SIZE_MAX);
    CHECK_STR(t, refused(&things), "the log is not the one that was sealed");
    things_close(&things);
}

static void checks_the_seal(struct test *t)
{
    struct things things;
    struct error err;
    struct crypto_key other;
    struct event_head head;
    REQUIRE(t, three_commands(t, &things));
    struct str good = seal_text(&things);
    char *forged = arena_alloc(t->arena, good.len);
    memcpy(forged, good.ptr, good.len);
    forged[0] = '3'; /* the seventh event said to be the third */
    write_seal(&things, (struct str){forged, good.len});
    CHECK(t,
          str_find(things_verify_log(&things),
                   STR("was not written by Waymark with this folder's key")) != SIZE_MAX);
    /* Nothing is added to a log whose seal somebody has altered. */
    CHECK_STR(t, refused(&things), "was not written by Waymark with this folder's key");

    /* A proper head, by somebody without the key. */
    CHECK(t, file_remove(t->arena, seal_path(&things), &err));
    crypto_key_make(&other);
    REQUIRE_OK(t, event_head_read(things.db, t->arena, &head, &err), err);
    REQUIRE_OK(t,
               seal_advance(things.db, t->arena, seal_path(&things), &other, &head, &err),
               err);
    CHECK(t, str_find(things_verify_log(&things), STR("was not written by Waymark")) !=
                 SIZE_MAX);

    /* Lost: found by verify, and nothing is added until it is put back. */
    CHECK(t, file_remove(t->arena, seal_path(&things), &err));
    CHECK(t, is_missing(things_verify_log(&things)));
    CHECK_STR(t, refused(&things), "the seal of the log is missing");
    write_seal(&things, good);
    CHECK_STR(t, things_verify_log(&things), "");
    (void)things_one(&things, "even more", "{\"name\":\"m\"}");
    CHECK_STR(t, things_verify_log(&things), "");
    things_close(&things);
}

/* A seal may lag behind (a crash before it was written), and is left alone when it
 * is ahead (somebody else's command came first). */
static void seal_may_lag_behind(struct test *t)
{
    struct things things;
    struct event_head older, newer;
    struct error err;
    REQUIRE(t, things_open(t, &things));
    (void)things_one(&things, "one", "{\"name\":\"a\"}");
    struct str early = seal_text(&things);
    REQUIRE_OK(t, event_head_read(things.db, t->arena, &older, &err), err);
    (void)things_one(&things, "two", "{\"name\":\"b\"}");
    struct str late = seal_text(&things);
    REQUIRE_OK(t, event_head_read(things.db, t->arena, &newer, &err), err);
    CHECK(t, older.seq == 2 && newer.seq == 4);
    REQUIRE_OK(t,
               seal_advance(things.db, t->arena, seal_path(&things),
                            &things.store->seal_key, &older, &err),
               err);
    CHECK(t, str_equal(seal_text(&things), late));
    write_seal(&things, early);
    CHECK_STR(t, things_verify_log(&things), "");
    /* A crash before the seal was written locks nobody out. */
    (void)things_one(&things, "three", "{\"name\":\"c\"}");
    CHECK_STR(t, things_verify_log(&things), "");
    write_seal(&things, STR_NONE); /* as good as missing */
    CHECK(t, is_missing(things_verify_log(&things)));
    CHECK_STR(t, refused(&things), "the seal of the log is missing");
    things_close(&things);
}

/* A command of the name and outcome of an erasure, over events 1 to 3. */
static bool erase_three(struct test *t, struct things *things)
{
    struct commit_request request = {.key = STR("erase"),
                                     .cycle = STR(""),
                                     .actor = STR("Robin"),
                                     .name = STR("workplace.erase")};
    struct json outcome = things_json(things, "{\"events\":[1,2,3]}");
    struct command_done before;
    struct error err;
    bool fine =
        commit_begin(things->store, t->arena, &request, &before, &things->commit, &err);
    for (int64_t seq = 1; fine && seq <= 3; seq++)
        fine = event_erase_body(things->db, seq, &err);
    if (fine && commit_end(things->commit, &outcome, false, &err))
        return true;
    test_fail(t, __FILE__, __LINE__, err.text);
    return false;
}

static void allows_what_an_erasure_names(struct test *t)
{
    static const char one_more[] = "DELETE FROM event_body WHERE seq = 4";
    static const char claim[] =
        "UPDATE command SET outcome = '{\"events\":[1,2,3,4,8]}' WHERE number = 4";
    static const char closing[] = "DELETE FROM event_body WHERE seq = 8";
    struct things things;
    struct event_list events;
    struct error err;
    REQUIRE(t, three_commands(t, &things));
    REQUIRE(t, erase_three(t, &things));
    CHECK_STR(t, things_verify_log(&things), "");
    REQUIRE_OK(t, event_list_of(things.db, t->arena, 1, &events, &err), err);
    REQUIRE(t, events.count == 3);
    CHECK(t, events.items[0].erased && !events.items[0].has_after);
    things_tamper(&things, one_more, DB_WITHOUT);
    CHECK(t, str_find(things_verify_log(&things), STR("event 4: what it said is gone")) !=
                 SIZE_MAX);
    /* Nor does it help to make the erasure name it, and hide how. */
    things_tamper(&things, claim, DB_WITHOUT);
    CHECK(t, str_find(things_verify_log(&things), STR("its outcome has been changed")) !=
                 SIZE_MAX);
    things_tamper(&things, closing, DB_WITHOUT);
    CHECK(t, str_find(things_verify_log(&things), STR("event 8")) != SIZE_MAX);
    things_close(&things);
}

struct seen {
    size_t count;
    int64_t last;
};

static bool see(void *with, const struct event *event, struct error *err)
{
    struct seen *seen = with;
    (void)err;
    seen->count++;
    seen->last = event->seq;
    return seen->count < 5;
}

static void lists_events(struct test *t)
{
    struct things things;
    struct event_list events;
    struct seen seen = {0};
    struct error err;
    REQUIRE(t, three_commands(t, &things));
    REQUIRE_OK(t, event_list_of(things.db, t->arena, 2, &events, &err), err);
    REQUIRE(t, events.count == 2);
    CHECK(t, events.items[0].seq == 4 && events.items[0].version == 2);
    CHECK_STR(t, events.items[0].action, "change");
    CHECK_STR(t, events.items[0].before, "{\"name\":\"a\",\"note\":\"first\"}");
    CHECK_STR(t, events.items[0].after, "{\"name\":\"a\",\"note\":\"second\"}");
    CHECK_STR(t, events.items[1].after, "{\"args\":{},\"outcome\":{\"created\":0}}");
    CHECK(t, !event_each(things.db, see, &seen, &err));
    CHECK(t, seen.count == 5 && seen.last == 5);
    things_close(&things);
}

/* An auditor can work it out with sqlite3 and sha256sum; and the log of a folder that
 * an earlier version wrote must go on verifying. */
static void a_digest_is_a_plain_sha256(struct test *t)
{
    static const char sql[] =
        "SELECT e.digest, b.salt, b.before, b.after FROM event AS e JOIN event_body AS b "
        "ON b.seq = e.seq WHERE e.seq = 4";
    struct things things;
    struct db_rows rows;
    struct error err;
    REQUIRE(t, three_commands(t, &things));
    REQUIRE_OK(t, db_run(things.db, t->arena, sql, DB_WITHOUT, &rows, &err), err);
    REQUIRE(t, rows.count == 1);
    struct str salt = rows.cells[1].text, before = rows.cells[2].text;
    struct str after = rows.cells[3].text;
    CHECK_STR(t, before, "{\"name\":\"a\",\"note\":\"first\"}");
    CHECK(t, salt.len == 32);
    struct str covered =
        str_format(t->arena, "32:%.*sb%zu:%.*sa%zu:%.*s", STR_ARGS(salt), before.len,
                   STR_ARGS(before), after.len, STR_ARGS(after));
    CHECK(t, str_equal(rows.cells[0].text, hash_text(t->arena, covered)));
    things_close(&things);
}

const struct test_case event_tests[] = {
    {"a digest is a plain SHA-256", a_digest_is_a_plain_sha256},
    {"verify finds every way of tampering with the log", finds_every_tampering},
    {"what was cut off stays found when work goes on", remembers_what_was_cut_off},
    {"a seal that was altered, forged or lost is noticed", checks_the_seal},
    {"a seal may lag behind and is never turned back", seal_may_lag_behind},
    {"bodies are gone only where an erasure says so", allows_what_an_erasure_names},
    {"events are listed with what was before and after", lists_events},
    {0},
};
