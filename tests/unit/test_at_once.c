/* SPDX-License-Identifier: MIT */
/* What another program does between a command's looking and its writing. */
#include "workplace.h"

#include "base/date.h"
#include "base/file.h"
#include "engine/care.h"
#include "engine/native.h"
#include "store/backup.h"
#include "store/commit.h"
#include "store/job.h"
#include "store/seal.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { A_WHILE_MS = 400 };

static void wait_a_while(void)
{
    struct timespec time = {.tv_nsec = A_WHILE_MS * 1000000L};
    (void)nanosleep(&time, NULL);
}

/* Another program, which says by a byte that it holds what it waits with. */
struct other {
    pid_t pid;
    int ready; /* to write to, in the other */
};

typedef bool other_function(struct workplace *w, struct other *other);

static bool begin_other(struct workplace *w, other_function *work, struct other *other)
{
    int ends[2];
    char byte;
    workplace_close(w); /* a database is not carried over into another process */
    if (pipe(ends) != 0)
        return false;
    other->ready = ends[1];
    other->pid = fork();
    if (other->pid == 0) {
        bool fine = workplace_reopen(w) && work(w, other);
        _exit(fine ? 0 : 1);
    }
    (void)close(ends[1]);
    bool fine = read(ends[0], &byte, 1) == 1;
    (void)close(ends[0]);
    return fine && workplace_reopen(w);
}

static bool ended_well(const struct other *other)
{
    int status = 1;
    return waitpid(other->pid, &status, 0) == other->pid && status == 0;
}

static void say_ready(const struct other *other)
{
    if (write(other->ready, "x", 1) != 1)
        _exit(2);
}

/* Holds the one writing transaction for a while, then closes the cycle. */
static bool close_slowly(struct native_call *call, struct error *err)
{
    say_ready(call->with);
    wait_a_while();
    return cycle_close_apply(call, err);
}

static bool run_slowly(struct workplace *w, native_function *apply, struct other *other)
{
    struct native slow = {"cycle.close", "", NULL, apply, true, false};
    struct json args = json_object();
    struct command_request request = {
        .name = str_of(slow.name), .cycle = w->cycle, .args = &args};
    return command_run_native(w->engine, w->arena, &request, &slow, other, &w->result,
                              &w->err);
}

static bool closes(struct workplace *w, struct other *other)
{
    return run_slowly(w, close_slowly, other);
}

static const char reviews[] = "Reference,Date of review,Working 1,Not working 1\n"
                              "R1,12/05/2025,I like painting,The bus is late\n";

/* Scripts and the native commands of steps. */
static void is_closed_meanwhile(struct test *t, const char *line)
{
    struct workplace w;
    struct other other;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    REQUIRE(t, begin_other(&w, closes, &other));
    CHECK(t, workplace_refuses(&w, line, "the cycle 2025 is closed"));
    CHECK(t, ended_well(&other));
    CHECK(t, workplace_count(&w, "theme") == 0);
    workplace_close(&w);
}

static void scripts_ask_again(struct test *t)
{
    is_closed_meanwhile(t, "theme.new section=working name=Fun");
}

static void natives_ask_again(struct test *t)
{
    is_closed_meanwhile(t, "theme.draft");
}

static void imports_ask_again(struct test *t)
{
    struct workplace w;
    struct other other;
    struct import_request import = {
        .kind = SHEET_REVIEWS, .name = STR("r.csv"), .bytes = STR(reviews)};
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, begin_other(&w, closes, &other));
    import.cycle = w.cycle;
    w.notices = (struct notices){.arena = t->arena};
    CHECK(t, !import_run(w.engine, t->arena, &import, &w.notices, &w.counts, NULL, NULL,
                         &w.err));
    CHECK(t, strstr(w.err.text, "the cycle 2025 is closed") != NULL);
    CHECK(t, ended_well(&other));
    CHECK(t, workplace_count(&w, "review") == 0);
    workplace_close(&w);
}

/* A role that is taken away while a command prepares. */
static bool take_role(struct native_call *call, struct error *err)
{
    struct workplace *other = call->with;
    (void)err;
    return workplace_do(other, "workplace.member name=Olu roles=viewer");
}

static bool never(struct native_call *call, struct error *err)
{
    (void)call;
    return error_set(err, ERROR_SYSTEM, "this was done after all");
}

static void asks_for_the_role_again(struct test *t)
{
    static const struct native native = {"x.y", "officer", take_role, never, true, false};
    struct workplace w, other;
    struct json args = json_object();
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_do(&w, "workplace.member name=Olu roles=officer"));
    other = w;
    other.engine = NULL;
    REQUIRE(t, workplace_reopen(&other));
    struct command_request request = {
        .name = STR("x.y"), .cycle = w.cycle, .args = &args};
    w.engine->actor = STR("Olu");
    CHECK(t, !command_run_native(w.engine, t->arena, &request, &native, &other, &w.result,
                                 &w.err));
    CHECK(t, strstr(w.err.text, "Olu may not do x.y") != NULL);
    workplace_close(&other);
    workplace_close(&w);
}

/* Writes down what was said, as `collect.say` does. */
static bool say_slowly(struct native_call *call, struct error *err)
{
    static const char said[] =
        "{\"section\":\"working\",\"text\":\"First\",\"speaker\":\"young_person\","
        "\"how\":\"words\",\"said_in\":\"room\",\"source\":\"room:1\"}";
    struct json body;
    struct str id;
    say_ready(call->with);
    wait_a_while();
    return json_parse(call->arena, str_of(said), &body, err) &&
           commit_create(call->commit, kind_find(call->process->kinds, STR("statement")),
                         call->process->cycle.id, &body, &id, err);
}

static bool says(struct workplace *w, struct other *other)
{
    return run_slowly(w, say_slowly, other);
}

/* What a count or a list answered may be otherwise by the time of writing. */
static void counts_again(struct test *t)
{
    struct workplace w;
    struct other other;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, begin_other(&w, says, &other));
    REQUIRE(t, workplace_do(&w, "collect.say section=working text=Second "
                                "speaker=young_person"));
    CHECK(t, ended_well(&other));
    CHECK_STR(
        t, workplace_field(&w, workplace_by(&w, "statement", "source", "room:2"), "text"),
        "Second");
    CHECK(t, workplace_count(&w, "statement") == 2);
    workplace_close(&w);
}

/* Looks at the seal while it may be written: a writer waits for it. */
static bool looks_at_the_seal(struct workplace *w, struct other *other)
{
    struct str path = store_path(w->engine->store, STR("log.seal"));
    int fd = open(str_c(w->arena, path), O_RDONLY);
    if (fd < 0 || flock(fd, LOCK_SH) != 0)
        return false;
    say_ready(other);
    wait_a_while();
    return true;
}

static void writes_the_seal_alone(struct test *t)
{
    struct workplace w;
    struct other other;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, begin_other(&w, looks_at_the_seal, &other));
    REQUIRE(t, workplace_do(&w, "prepare.ask question=What?"));
    /* Whoever looked has let go by then, which it does by ending. */
    int status = 1;
    struct timespec moment = {.tv_nsec = A_WHILE_MS * 500000L / 2};
    (void)nanosleep(&moment, NULL);
    CHECK(t, waitpid(other.pid, &status, WNOHANG) == other.pid && status == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static struct str backup_of(struct workplace *w)
{
    return str_format(w->arena, "%s/one.backup", w->t->folder);
}

/* At the moment when all of the backup has been looked at, and none of it is in place. */
static bool wait_before_the_swap(void *with, struct store *copy, struct error *err)
{
    (void)copy;
    (void)err;
    say_ready(with);
    wait_a_while();
    return true;
}

static bool restores_slowly(struct workplace *w, struct other *other)
{
    struct str kept;
    workplace_close(w);
    return backup_read(w->arena, w->folder, backup_of(w), STR_NONE, wait_before_the_swap,
                       other, &kept, &w->err);
}

/* What is begun before the database is exchanged would be written to the one that is
 * set aside, and nobody would know. */
static void is_not_lost_in_a_restore(struct test *t)
{
    struct workplace w;
    struct other other;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t, care_backup(w.engine, backup_of(&w), &(struct str_list){0}, &w.err),
               w.err);
    REQUIRE(t, begin_other(&w, restores_slowly, &other));
    CHECK(t, workplace_refuses(&w, "prepare.ask question=What?",
                               "was restored from a backup a moment ago; run the command "
                               "again"));
    CHECK(t, w.err.kind == ERROR_CONFLICT);
    CHECK(t, ended_well(&other));
    REQUIRE(t, workplace_reopen(&w));
    CHECK(t, workplace_do(&w, "prepare.ask question=What?"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* One that erases notes it first; that a restore has passed by then, it must learn. */
static void erases_nobody_in_vain(struct test *t)
{
    struct workplace w;
    struct other other;
    struct erased erased;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    struct str person = workplace_list(&w, "person").items[0];
    REQUIRE_OK(t, care_backup(w.engine, backup_of(&w), &(struct str_list){0}, &w.err),
               w.err);
    REQUIRE(t, begin_other(&w, restores_slowly, &other));
    CHECK(t, !care_erase(w.engine, t->arena, person, false, &erased, &w.err));
    CHECK(t, strstr(w.err.text, "run the command again") != NULL);
    CHECK(t, ended_well(&other));
    REQUIRE(t, workplace_reopen(&w));
    REQUIRE_OK(t, care_erase(w.engine, t->arena, person, false, &erased, &w.err), w.err);
    CHECK(t, workplace_count(&w, "person") == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Whoever has had the folder open all along, as a long import has. */
static void knows_that_it_was_restored(struct test *t)
{
    struct workplace w, open;
    struct restored restored;
    struct job job = {.id = STR("j"), .kind = STR("import"), .title = STR("r.csv")};
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t, care_backup(w.engine, backup_of(&w), &(struct str_list){0}, &w.err),
               w.err);
    open = w;
    REQUIRE_OK(t,
               care_restore(t->arena, w.folder, backup_of(&w), STR_NONE, STR("Robin"),
                            &restored, &w.err),
               w.err);
    CHECK(t, workplace_refuses(&open, "prepare.ask question=What?", "was restored"));
    CHECK(t, !job_note(open.db, &job, false, &open.err));
    CHECK(t, strstr(open.err.text, "was restored") != NULL);
    CHECK(t, !db_tidy(open.db, &open.err));
    w.engine = NULL;
    REQUIRE(t, workplace_reopen(&w));
    CHECK(t, workplace_do(&w, "prepare.ask question=What?"));
    workplace_close(&open); /* which must not take the new one's log away */
    CHECK_STR(t, workplace_field(&w, w.cycle, "question"), "What?");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Both make their copy under the same name. */
static void restores_one_by_one(struct test *t)
{
    struct workplace w;
    struct other other;
    struct restored restored;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t, care_backup(w.engine, backup_of(&w), &(struct str_list){0}, &w.err),
               w.err);
    REQUIRE(t, begin_other(&w, restores_slowly, &other));
    workplace_close(&w);
    CHECK(t, care_restore(t->arena, w.folder, backup_of(&w), STR_NONE, STR("Robin"),
                          &restored, &w.err));
    CHECK(t, ended_well(&other));
    REQUIRE(t, workplace_reopen(&w));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

const struct test_case at_once_tests[] = {
    {"a script finds the cycle closed meanwhile", scripts_ask_again},
    {"a native command finds the cycle closed meanwhile", natives_ask_again},
    {"an import finds the cycle closed meanwhile", imports_ask_again},
    {"a role that was taken away meanwhile is gone", asks_for_the_role_again},
    {"a count that has changed is asked again", counts_again},
    {"the seal is written by one alone", writes_the_seal_alone},
    {"a command is not lost in a restore", is_not_lost_in_a_restore},
    {"nobody is erased in vain while a backup is restored", erases_nobody_in_vain},
    {"who has the folder open learns that it was restored", knows_that_it_was_restored},
    {"of two restores at once, one waits", restores_one_by_one},
    {0},
};
