/* SPDX-License-Identifier: MIT */
#include "store/seal.h"

#include "base/file.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { SEAL_LEN = 192 };

static const char hash_sql[] = "SELECT hash FROM event WHERE seq = $1";

/* The seal of a log that holds no event yet has a hash as well, of noughts. */
static struct str seal_text(struct arena *arena, const struct crypto_key *key,
                            const struct event_head *head)
{
    struct str body =
        str_format(arena, "%lld %0*d", (long long)head->seq, (int)HASH_LEN, 0);
    if (head->seq)
        body = str_format(arena, "%lld %s", (long long)head->seq, head->hash);
    struct str mac = crypto_lookup(arena, key, body);
    return str_format(arena, "%.*s %.*s", STR_ARGS(body), STR_ARGS(mac));
}

bool seal_read(struct arena *arena, struct str path, const struct crypto_key *key,
               struct seal *out, struct error *err)
{
    struct str text;
    *out = (struct seal){.there = false};
    if (!file_exists(arena, path))
        return true;
    if (!file_read(arena, path, (size_t)SEAL_LEN * 2, &text, err))
        return false;
    struct str rest = str_trim(text);
    if (!rest.len)
        return true;
    struct seal seal = {.there = true};
    struct str seq = str_cut(&rest, ' ');
    struct str hash = str_cut(&rest, ' ');
    bool well_formed = str_to_integer(seq, &seal.head.seq) && hash.len == HASH_LEN;
    if (well_formed) {
        memcpy(seal.head.hash, hash.ptr, HASH_LEN);
        well_formed = str_equal(seal_text(arena, key, &seal.head), str_trim(text));
    }
    if (!well_formed)
        return error_set(
            err, ERROR_CONFLICT,
            "%.*s was not written by Waymark with this folder's key: someone "
            "has altered it. Find out why; then restore the newest backup that verifies, "
            "or, as the owner, seal the log as it is with `waymark verify --seal`",
            STR_ARGS(path));
    *out = seal;
    return true;
}

/* Always as long, so that writing it in place needs no room on the disk. */
static struct str seal_line(struct arena *arena, const struct crypto_key *key,
                            const struct event_head *head)
{
    char *line = arena_alloc(arena, SEAL_LEN);
    struct str text = seal_text(arena, key, head);
    memset(line, ' ', SEAL_LEN);
    memcpy(line, text.ptr, text.len);
    line[SEAL_LEN - 1] = '\n';
    return (struct str){line, SEAL_LEN};
}

bool seal_begin(struct arena *arena, struct str path, const struct crypto_key *key,
                const struct event_head *head, struct error *err)
{
    return file_write(arena, path, seal_line(arena, key, head), 0600, err);
}

/* Whether a sealed event is still what it was. */
static bool is_on_chain(struct db *db, struct arena *arena, const struct event_head *head,
                        bool *out, struct error *err)
{
    struct db_rows rows;
    *out = true;
    if (head->seq == 0)
        return true;
    if (!db_run(db, arena, hash_sql, DB_WITH(db_integer(head->seq)), &rows, err))
        return false;
    *out = rows.count && str_equal(rows.cells[0].text, str_of(head->hash));
    return true;
}

static bool advance(struct db *db, int fd, struct arena *arena, struct str path,
                    const struct crypto_key *key, const struct event_head *head,
                    struct error *err)
{
    struct seal seal;
    bool fits = true;
    if (!seal_read(arena, path, key, &seal, err) ||
        (seal.head.seq <= head->seq && !is_on_chain(db, arena, &seal.head, &fits, err)))
        return false;
    if (!fits)
        return error_set(
            err, ERROR_CONFLICT,
            "event %lld is not the one that was sealed; run `waymark verify`",
            (long long)seal.head.seq);
    if (seal.there && seal.head.seq >= head->seq)
        return true;
    struct str line = seal_line(arena, key, head);
    if (pwrite(fd, line.ptr, line.len, 0) == (ssize_t)line.len)
        return true;
    return error_system(err, "writing %.*s", STR_ARGS(path));
}

bool seal_advance(struct db *db, struct arena *arena, struct str path,
                  const struct crypto_key *key, const struct event_head *head,
                  struct error *err)
{
    int fd = open(str_c(arena, path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return error_system(err, "writing %.*s", STR_ARGS(path));
    bool fine =
        file_hold(fd, true, path, err) && advance(db, fd, arena, path, key, head, err);
    (void)close(fd);
    return fine;
}

static bool disagrees(struct error *err, const char *how)
{
    return error_set(err, ERROR_CONFLICT,
                     "%s, so nothing more is written to it; nothing was changed, and you "
                     "can go on looking. `waymark verify` says more and what to do",
                     how);
}

bool seal_check(struct db *db, struct arena *arena, struct str path,
                const struct crypto_key *key, const struct event_head *head,
                struct error *err)
{
    struct seal seal;
    bool fits;
    /* Whoever committed last may be writing it at this moment. */
    int fd = open(str_c(arena, path), O_RDONLY | O_CLOEXEC);
    bool fine = (fd < 0 || file_hold(fd, false, path, err)) &&
                seal_read(arena, path, key, &seal, err);
    if (fd >= 0)
        (void)close(fd);
    if (!fine)
        return error_wrap(err, "nothing was changed");
    if (!seal.there)
        return disagrees(err, "the seal of the log is missing");
    if (seal.head.seq > head->seq)
        return disagrees(err, "the newest events of the log have been cut off");
    if (!is_on_chain(db, arena, &seal.head, &fits, err))
        return false;
    return fits || disagrees(err, "the log is not the one that was sealed");
}
