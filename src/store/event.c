/* SPDX-License-Identifier: MIT */
#include "store/event.h"

#include "format/json.h"
#include "store/seal.h"

#include <stdlib.h>
#include <string.h>

static const char head_sql[] = "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1";
static const char append_sql[] =
    "INSERT INTO event (seq, command, action, record, cycle, version, digest, hash) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
static const char append_body_sql[] =
    "INSERT INTO event_body (seq, salt, before, after) VALUES ($1, $2, $3, $4)";
static const char of_command_sql[] =
    "SELECT e.seq, e.command, e.version, e.action, e.record, b.before, b.after, b.salt, "
    "e.cycle FROM event AS e LEFT JOIN event_body AS b ON b.seq = e.seq "
    "WHERE e.command = $1 ORDER BY e.seq";
static const char each_sql[] =
    "SELECT e.seq, e.command, e.version, e.action, e.record, b.before, b.after, b.salt, "
    "e.cycle FROM event AS e LEFT JOIN event_body AS b ON b.seq = e.seq ORDER BY e.seq";
static const char closing_sql[] =
    "SELECT b.after FROM event AS e JOIN event_body AS b ON b.seq = e.seq "
    "WHERE e.command = $1 AND e.action = 'command'";
static const char birth_sql[] =
    "SELECT e.hash, b.seq FROM event AS e LEFT JOIN event_body AS b ON b.seq = e.seq "
    "WHERE e.record = $1 AND e.action = 'create' ORDER BY e.seq LIMIT 1";
static const char last_touch_sql[] =
    "SELECT command, version FROM event WHERE record = $1 AND command >= $2 "
    "ORDER BY seq DESC LIMIT 1";
static const char made_since_sql[] =
    "SELECT seq FROM event WHERE record = $1 AND command >= $2 AND action = 'create' "
    "LIMIT 1";
static const char erased_since_sql[] =
    "SELECT 1 FROM event AS e LEFT JOIN event_body AS b ON b.seq = e.seq "
    "WHERE e.command = $1 AND substr(e.record, 1, length($2)) = $2 AND b.seq IS NULL "
    "LIMIT 1";
static const char erase_sql[] = "DELETE FROM event_body WHERE seq = $1";
static const char verify_sql[] =
    "SELECT e.seq, e.command, e.version, e.action, e.record, b.before, b.after, b.salt, "
    "e.cycle, e.digest, e.hash, c.key, c.cycle, c.at, c.actor, c.name, c.script_hash, "
    "c.undoes, "
    "c.outcome FROM event AS e LEFT JOIN event_body AS b ON b.seq = e.seq "
    "LEFT JOIN command AS c ON c.number = e.command AND e.action = 'command' "
    "ORDER BY e.seq";

static const char stray_command_sql[] =
    "SELECT c.number FROM command AS c WHERE NOT EXISTS (SELECT 1 FROM event AS e "
    "WHERE e.command = c.number AND e.action = 'command') ORDER BY c.number LIMIT 1";
static const char stray_body_sql[] =
    "SELECT b.seq FROM event_body AS b WHERE NOT EXISTS (SELECT 1 FROM event AS e "
    "WHERE e.seq = b.seq) ORDER BY b.seq LIMIT 1";

bool event_head_read(struct db *db, struct arena *arena, struct event_head *out,
                     struct error *err)
{
    struct db_rows rows;
    *out = (struct event_head){0};
    if (!db_run(db, arena, head_sql, DB_WITHOUT, &rows, err))
        return error_wrap(err, "reading the end of the event log");
    if (rows.count == 0)
        return true;
    if (rows.cells[1].text.len != HASH_LEN)
        return error_set(err, ERROR_SYSTEM, "the newest event has no proper hash");
    out->seq = rows.cells[0].integer;
    memcpy(out->hash, rows.cells[1].text.ptr, HASH_LEN);
    return true;
}

static struct str salt_make(struct arena *arena)
{
    unsigned char bytes[SALT_LEN];
    crypto_random(bytes, sizeof bytes);
    return crypto_hex(arena, bytes, sizeof bytes);
}

/* The text's length and then the text, so that two fields cannot run together. */
static void add_field(struct buf *covered, struct str field)
{
    buf_add_integer(covered, (int64_t)field.len);
    buf_add_byte(covered, ':');
    buf_add(covered, field);
}

static void add_number(struct buf *covered, int64_t number)
{
    char bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)((uint64_t)number >> (8 * i));
    buf_add(covered, (struct str){bytes, sizeof bytes});
}

static struct str digest_of(struct arena *arena, const struct event *event,
                            struct str salt)
{
    struct buf covered = BUF_IN(arena);
    add_field(&covered, salt);
    buf_add_byte(&covered, event->has_before ? 'b' : '-');
    add_field(&covered, event->before);
    buf_add_byte(&covered, event->has_after ? 'a' : '-');
    add_field(&covered, event->after);
    return hash_text(arena, buf_str(&covered));
}

/* `command`: what the event covers of its command's row. */
static struct str hash_of(struct arena *arena, const char *before,
                          const struct event *event, struct str digest,
                          struct str command)
{
    struct buf covered = BUF_IN(arena);
    add_field(&covered, str_of(before));
    add_number(&covered, event->seq);
    add_number(&covered, event->command);
    add_number(&covered, event->version);
    add_field(&covered, event->action);
    add_field(&covered, event->record);
    add_field(&covered, event->cycle);
    add_field(&covered, digest);
    add_field(&covered, command);
    return hash_text(arena, buf_str(&covered));
}

struct str command_covered(struct arena *arena, int64_t number, struct str key,
                           struct str cycle, int64_t at, struct str actor,
                           struct str name, struct str script_hash, int64_t undoes)
{
    return str_format(arena, "%lld|%zu:%.*s|%.*s|%lld|%zu:%.*s|%zu:%.*s|%.*s|%lld",
                      (long long)number, key.len, STR_ARGS(key), STR_ARGS(cycle),
                      (long long)at, actor.len, STR_ARGS(actor), name.len, STR_ARGS(name),
                      STR_ARGS(script_hash), (long long)undoes);
}

bool event_append(struct db *db, struct arena *arena, struct event_head *head,
                  const struct event *event, struct str covered, struct error *err)
{
    struct arena_mark mark = arena_mark(arena);
    struct event one = *event;
    one.seq = head->seq + 1;
    struct str salt = salt_make(arena);
    struct str digest = digest_of(arena, &one, salt);
    struct str hash = hash_of(arena, head->hash, &one, digest, covered);
    if (!db_run(db, NULL, append_sql,
                DB_WITH(db_integer(one.seq), db_integer(one.command), db_text(one.action),
                        db_text(one.record), db_text(one.cycle), db_integer(one.version),
                        db_text(digest), db_text(hash)),
                NULL, err) ||
        !db_run(db, NULL, append_body_sql,
                DB_WITH(db_integer(one.seq), db_text(salt),
                        one.has_before ? db_text(one.before) : db_null(),
                        one.has_after ? db_text(one.after) : db_null()),
                NULL, err))
        return error_wrap(err, "writing the event log");
    head->seq = one.seq;
    memcpy(head->hash, hash.ptr, HASH_LEN);
    arena_rewind(arena, mark);
    return true;
}

/* The columns of verify_sql; the other lists end with the record's cycle. */
enum {
    OF_SALT = 7,
    OF_RECORD_CYCLE,
    OF_DIGEST,
    OF_HASH,
    OF_KEY,
    OF_CYCLE,
    OF_AT,
    OF_ACTOR,
    OF_NAME,
    OF_SCRIPTS,
    OF_UNDOES,
    OF_OUTCOME
};

static struct event read_event(const struct db_value *cells)
{
    struct event event = {.seq = cells[0].integer,
                          .command = cells[1].integer,
                          .version = cells[2].integer,
                          .action = cells[3].text,
                          .record = cells[4].text,
                          .cycle = cells[OF_RECORD_CYCLE].text,
                          .has_before = cells[5].type == DB_TEXT,
                          .has_after = cells[6].type == DB_TEXT,
                          .before = cells[5].text,
                          .after = cells[6].text,
                          .erased = cells[OF_SALT].type != DB_TEXT};
    return event;
}

bool event_list_of(struct db *db, struct arena *arena, int64_t command,
                   struct event_list *out, struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, of_command_sql, DB_WITH(db_integer(command)), &rows, err))
        return error_wrap(err, "reading the events of command %lld", (long long)command);
    *out = (struct event_list){arena_array(arena, struct event, rows.count), rows.count};
    for (size_t i = 0; i < rows.count; i++)
        out->items[i] = read_event(rows.cells + i * rows.width);
    return true;
}

bool event_closing(struct db *db, struct arena *arena, int64_t command, struct str *said,
                   struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, closing_sql, DB_WITH(db_integer(command)), &rows, err))
        return error_wrap(err, "reading what command %lld was asked", (long long)command);
    *said = rows.count ? rows.cells[0].text : STR_NONE;
    return true;
}

struct visiting {
    event_function *each;
    void *with;
};

static bool visit(void *with, const struct db_value *cells, struct error *err)
{
    const struct visiting *visiting = with;
    struct event event = read_event(cells);
    return visiting->each(visiting->with, &event, err);
}

bool event_each(struct db *db, event_function *each, void *with, struct error *err)
{
    struct visiting visiting = {each, with};
    return db_each(db, each_sql, DB_WITHOUT, visit, &visiting, err);
}

bool event_birth(struct db *db, struct arena *arena, struct str record,
                 struct event_birth *out, struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, birth_sql, DB_WITH(db_text(record)), &rows, err))
        return error_wrap(err, "reading the log");
    *out = (struct event_birth){.erased = false};
    if (rows.count)
        *out = (struct event_birth){rows.cells[0].text, rows.cells[1].type == DB_NULL};
    return true;
}

bool event_last_touch(struct db *db, struct arena *arena, struct str record, int64_t from,
                      struct event_touch *out, struct error *err)
{
    struct db_rows rows;
    *out = (struct event_touch){0};
    if (!db_run(db, arena, last_touch_sql, DB_WITH(db_text(record), db_integer(from)),
                &rows, err))
        return error_wrap(err, "reading the log");
    if (rows.count)
        *out = (struct event_touch){rows.cells[0].integer, rows.cells[1].integer};
    return true;
}

bool event_made_since(struct db *db, struct arena *arena, struct str record, int64_t from,
                      bool *out, struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, made_since_sql, DB_WITH(db_text(record), db_integer(from)),
                &rows, err))
        return error_wrap(err, "reading the log");
    *out = rows.count > 0;
    return true;
}

bool event_erased_since(struct db *db, struct arena *arena, int64_t command,
                        struct str kind, bool *out, struct error *err)
{
    struct db_rows rows;
    struct str front = str_format(arena, "%.*s-", STR_ARGS(kind));
    if (!db_run(db, arena, erased_since_sql, DB_WITH(db_integer(command), db_text(front)),
                &rows, err))
        return error_wrap(err, "reading the log");
    *out = rows.count > 0;
    return true;
}

bool event_erase_body(struct db *db, int64_t seq, struct error *err)
{
    return db_run(db, NULL, erase_sql, DB_WITH(db_integer(seq)), NULL, err);
}

/* Numbers of events, growing. */
struct seq_list {
    int64_t *items;
    size_t count, room;
};

struct walk {
    struct arena *arena;              /* rewound event by event */
    struct arena *keep;               /* for the whole walk */
    struct event_head last, expected; /* expected: from the head file, seq 0 if none */
    struct seq_list erased, declared; /* bodies gone; bodies that an erasure named */
    struct event_check *out;
};

static void seq_add(struct arena *arena, struct seq_list *list, int64_t seq)
{
    list->items =
        arena_one_more(arena, list->items, sizeof *list->items, list->count, &list->room);
    list->items[list->count++] = seq;
}

static bool broken(struct error *err, const struct event *event, const char *how)
{
    return error_set(
        err, ERROR_CONFLICT,
        "event %lld (%.*s %.*s, command %lld): %s. Someone or something has "
        "altered the database outside of Waymark; keep a copy of this folder "
        "and restore the newest backup that verifies",
        (long long)event->seq, STR_ARGS(event->action), STR_ARGS(event->record),
        (long long)event->command, how);
}

static bool check_order(struct walk *walk, const struct event *event, struct error *err)
{
    long long wanted = walk->last.seq + 1LL;
    if (event->seq == wanted)
        return true;
    return error_set(
        err, ERROR_CONFLICT,
        "event %lld is missing from the log (the next one is %lld); restore the "
        "newest backup that verifies",
        wanted, (long long)event->seq);
}

bool event_destroyer(struct str command)
{
    static const char *const names[] = {"workplace.erase", "workplace.retain",
                                        "workplace.erase_original"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_equal(command, str_of(names[i])))
            return true;
    return false;
}

static bool check_command_row(struct arena *arena, const struct event *event,
                              const struct db_value *cells, struct error *err)
{
    if (!str_equal(event->action, STR("command")))
        return true;
    if (cells[OF_KEY].type != DB_TEXT)
        return broken(err, event, "the command that it closes is gone");
    if (event->erased && event_destroyer(cells[OF_NAME].text))
        return broken(err, event, "what an erasure said it did is gone");
    if (event->erased)
        return true;
    /* The closing event is {"args":…,"outcome":…}; a part of the outcome could not
     * stand before the last brace, since its own braces would not close. */
    struct str end =
        str_format(arena, ",\"outcome\":%.*s}", STR_ARGS(cells[OF_OUTCOME].text));
    struct json outcome;
    if (!str_ends(event->after, end) ||
        !json_parse(arena, cells[OF_OUTCOME].text, &outcome, err))
        return broken(err, event, "its outcome has been changed");
    return true;
}

/* An erasure's outcome lists the events whose bodies it destroyed. */
static bool note_declared(struct walk *walk, const struct db_value *cells,
                          struct error *err)
{
    struct json outcome;
    if (cells[OF_NAME].type != DB_TEXT || !event_destroyer(cells[OF_NAME].text))
        return true;
    if (!json_parse(walk->arena, cells[OF_OUTCOME].text, &outcome, err))
        return false;
    const struct json *events = json_find(&outcome, STR("events"));
    for (size_t i = 0; events && events->type == JSON_LIST && i < json_count(events); i++)
        if (json_item(events, i)->type == JSON_INTEGER)
            seq_add(walk->keep, &walk->declared, json_item(events, i)->integer);
    return true;
}

static int by_seq(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* A body may only be gone where an erasure says so. */
static bool check_erased(struct walk *walk, struct error *err)
{
    struct seq_list *declared = &walk->declared;
    if (declared->count)
        qsort(declared->items, declared->count, sizeof(int64_t), by_seq);
    for (size_t i = 0; i < walk->erased.count; i++) {
        int64_t seq = walk->erased.items[i];
        if (!declared->count ||
            !bsearch(&seq, declared->items, declared->count, sizeof(int64_t), by_seq))
            return error_set(err, ERROR_CONFLICT,
                             "event %lld: what it said is gone, though nobody erased it; "
                             "restore the newest backup that verifies",
                             (long long)seq);
    }
    return true;
}

static bool check_event(void *with, const struct db_value *cells, struct error *err)
{
    struct walk *walk = with;
    struct event event = read_event(cells);
    struct arena_mark mark = arena_mark(walk->arena);
    if (!check_order(walk, &event, err) ||
        !check_command_row(walk->arena, &event, cells, err) ||
        !note_declared(walk, cells, err))
        return false;
    if (event.erased) {
        walk->out->erased++;
        seq_add(walk->keep, &walk->erased, event.seq);
    } else {
        struct str digest = digest_of(walk->arena, &event, cells[OF_SALT].text);
        if (!str_equal(digest, cells[OF_DIGEST].text))
            return broken(err, &event, "what it says has been changed");
    }
    struct str covered = STR_NONE;
    if (str_equal(event.action, STR("command")))
        covered = command_covered(walk->arena, event.command, cells[OF_KEY].text,
                                  cells[OF_CYCLE].text, cells[OF_AT].integer,
                                  cells[OF_ACTOR].text, cells[OF_NAME].text,
                                  cells[OF_SCRIPTS].text, cells[OF_UNDOES].integer);
    struct str hash =
        hash_of(walk->arena, walk->last.hash, &event, cells[OF_DIGEST].text, covered);
    if (!str_equal(hash, cells[OF_HASH].text))
        return broken(err, &event, "it does not follow from the event before");
    walk->last.seq = event.seq;
    memcpy(walk->last.hash, hash.ptr, HASH_LEN);
    arena_rewind(walk->arena, mark);
    walk->out->events++;
    if (walk->expected.seq == event.seq &&
        strcmp(walk->expected.hash, walk->last.hash) != 0)
        return broken(err, &event,
                      "it is not the event that was sealed outside of the database");
    return true;
}

/* Rows that no event speaks of: a key planted so that a command is left out, or
 * words that nothing vouches for. */
static bool check_strays(struct db *db, struct arena *arena, struct error *err)
{
    struct db_rows commands, bodies;
    if (!db_run(db, arena, stray_command_sql, DB_WITHOUT, &commands, err) ||
        !db_run(db, arena, stray_body_sql, DB_WITHOUT, &bodies, err))
        return false;
    if (commands.count)
        return error_set(
            err, ERROR_CONFLICT,
            "command %lld is in no event; someone or something has added it. "
            "Restore the newest backup that verifies",
            (long long)commands.cells[0].integer);
    if (bodies.count)
        return error_set(err, ERROR_CONFLICT,
                         "event %lld is not in the log, though there are words of it; "
                         "restore the newest backup that verifies",
                         (long long)bodies.cells[0].integer);
    return true;
}

static bool check_end(const struct walk *walk, struct str path, const struct seal *seal,
                      struct error *err)
{
    if (path.len && !seal->there)
        return error_set(
            err, ERROR_CONFLICT,
            "the seal of the log (%.*s) is missing, so events cut off at the end cannot "
            "be noticed. Find out why; then put the file back, or restore the newest "
            "backup that verifies, or, as the owner, seal the log as it is with `waymark "
            "verify --seal`",
            STR_ARGS(path));
    if (walk->expected.seq <= walk->last.seq)
        return true;
    return error_set(err, ERROR_CONFLICT,
                     "the newest events have been cut off: the log ends with event %lld, "
                     "but event %lld was sealed; restore the newest backup",
                     (long long)walk->last.seq, (long long)walk->expected.seq);
}

bool event_verify(struct db *db, struct arena *arena, struct str path,
                  const struct crypto_key *key, struct event_check *out,
                  struct error *err)
{
    struct walk walk = {.arena = arena_new(), .keep = arena_new(), .out = out};
    struct seal seal = {.there = false};
    *out = (struct event_check){0};
    bool fine = !path.len || seal_read(arena, path, key, &seal, err);
    walk.expected = seal.head;
    fine = fine && db_each(db, verify_sql, DB_WITHOUT, check_event, &walk, err) &&
           check_erased(&walk, err);
    arena_free(walk.keep);
    arena_free(walk.arena);
    return fine && check_strays(db, arena, err) && check_end(&walk, path, &seal, err);
}
