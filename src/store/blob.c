/* SPDX-License-Identifier: MIT */
#include "store/blob.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    MEBIBYTE = 1024 * 1024,
    NAME_LEN = 32,
    FRONT = NAME_LEN + 9, /* name, number of the piece, last or not */
    SEALED_MORE = 40,     /* nonce and proof, in front of each piece */
    LENGTH_LEN = 4
};

static const struct str folder_name = {"attachments", 11};
static const struct str mark = {"WAYMARK1", 8};

struct str blob_file(struct arena *arena, struct str name)
{
    return file_join(arena, folder_name, name);
}

bool blob_is_file(struct str name)
{
    struct str rest = name;
    if (!str_equal(str_cut(&rest, '/'), folder_name) || rest.len != NAME_LEN)
        return false;
    for (size_t i = 0; i < rest.len; i++)
        if (!((rest.ptr[i] >= '0' && rest.ptr[i] <= '9') ||
              (rest.ptr[i] >= 'a' && rest.ptr[i] <= 'f')))
            return false;
    return true;
}

/* Beside it: what is half made, and, empty, what tells that nothing has to do with it
 * yet. */
#define MAKING ".making"
#define KEEPING ".keeping"

static struct str place_of(struct store *store, struct arena *arena, struct str name)
{
    return store_path(store, blob_file(arena, name));
}

/* What stands in front of each piece before it is sealed. */
static void write_front(char *front, struct str name, uint64_t number, bool last)
{
    memcpy(front, name.ptr, NAME_LEN);
    for (int i = 0; i < 8; i++)
        front[NAME_LEN + i] = (char)(number >> (8 * i));
    front[NAME_LEN + 8] = last ? 1 : 0;
}

struct copying {
    struct store *store;
    struct arena *arena; /* of one piece */
    struct crypto_key key;
    struct str name;
    FILE *from, *to; /* to: NULL where it is only checked */
    FILE *like;      /* what it is compared with, or NULL */
    bool differs;
    struct str path; /* for messages */
};

static bool write_piece(struct copying *now, const char *plain, size_t count,
                        struct error *err)
{
    unsigned char length[LENGTH_LEN];
    struct str box =
        crypto_seal(now->arena, &now->key, (struct str){plain, FRONT + count});
    for (int i = 0; i < LENGTH_LEN; i++)
        length[i] = (unsigned char)(box.len >> (8 * i));
    return (fwrite(length, 1, LENGTH_LEN, now->to) == LENGTH_LEN &&
            fwrite(box.ptr, 1, box.len, now->to) == box.len) ||
           error_system(err, "writing to %.*s", STR_ARGS(now->store->folder));
}

static bool seal_all(struct copying *now, struct arena *arena, struct blob *out,
                     struct error *err)
{
    char *plain = arena_alloc(arena, FRONT + MEBIBYTE);
    bool last = false;
    if (fwrite(mark.ptr, 1, mark.len, now->to) != mark.len)
        return error_system(err, "writing to %.*s", STR_ARGS(now->store->folder));
    for (uint64_t number = 0; !last; number++) {
        struct arena_mark piece = arena_mark(now->arena);
        size_t count = fread(plain + FRONT, 1, MEBIBYTE, now->from);
        if (ferror(now->from))
            return error_system(err, "reading %.*s", STR_ARGS(now->path));
        int next = getc(now->from);
        last = next == EOF;
        if (!last)
            (void)ungetc(next, now->from);
        if (number == 0)
            out->start = str_copy(
                arena, str_slice((struct str){plain + FRONT, count}, 0, BLOB_START));
        out->size += (int64_t)count;
        if (out->size > (int64_t)BLOB_MOST_MEBIBYTES * MEBIBYTE)
            return error_set(err, ERROR_LIMIT,
                             "%.*s is larger than %d MiB; make it smaller first. Nothing "
                             "was kept",
                             STR_ARGS(now->path), BLOB_MOST_MEBIBYTES);
        write_front(plain, now->name, number, last);
        if (!write_piece(now, plain, count, err))
            return false;
        arena_rewind(now->arena, piece);
    }
    return out->size > 0 || error_set(err, ERROR_INPUT, "%.*s is empty; nothing was kept",
                                      STR_ARGS(now->path));
}

static FILE *make_new(struct arena *arena, struct str path)
{
    int fd = open(str_c(arena, path),
                  O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "wb");
    if (fd >= 0 && !file)
        (void)close(fd);
    return file;
}

/* Flushed to disk: the record that is written next counts on it. */
static bool finish(FILE *file, struct str path, struct error *err)
{
    bool fine = fflush(file) == 0 && fsync(fileno(file)) == 0;
    int reason = errno;
    fine = fclose(file) == 0 && fine;
    if (!fine && reason)
        errno = reason;
    return fine || error_system(err, "writing %.*s", STR_ARGS(path));
}

static struct str beside(struct arena *arena, struct str place, const char *ending)
{
    return str_format(arena, "%.*s%s", STR_ARGS(place), ending);
}

bool blob_hold(struct store *store, struct arena *arena, bool to_keep, int *fd,
               struct error *err)
{
    struct str folder = store_path(store, folder_name);
    if (to_keep && !file_make_folder(arena, folder, 0700, err))
        return false;
    *fd = open(str_c(arena, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*fd < 0)
        return errno == ENOENT || error_system(err, "opening %.*s", STR_ARGS(folder));
    if (file_hold(*fd, true, folder, err))
        return true;
    file_unlock(*fd);
    return false;
}

bool blob_kept(struct store *store, struct arena *arena, struct str name,
               struct error *err)
{
    return file_remove(arena, beside(arena, place_of(store, arena, name), KEEPING), err);
}

bool blob_cut_short(struct store *store, struct arena *arena, struct str_list *out,
                    struct error *err)
{
    struct str_list all;
    if (!file_list(arena, store_path(store, folder_name), &all, err))
        return false;
    *out = (struct str_list){arena_array(arena, struct str, all.count), 0};
    for (size_t i = 0; i < all.count; i++) {
        struct str name = str_slice(all.items[i], 0, NAME_LEN);
        if (str_ends(all.items[i], STR(KEEPING)) && blob_is_file(blob_file(arena, name)))
            out->items[out->count++] = name;
    }
    return true;
}

static bool seal_file(struct store *store, struct arena *arena, struct str path,
                      struct blob *out, struct error *err)
{
    struct error ignored;
    struct str place = place_of(store, arena, out->name);
    struct str making = beside(arena, place, MAKING);
    struct copying now = {.store = store, .name = out->name, .path = path};
    now.from = fopen(str_c(arena, path), "rbe");
    if (!now.from)
        return error_system(err, "opening %.*s", STR_ARGS(path));
    now.to = make_new(arena, making);
    if (!now.to) {
        (void)fclose(now.from);
        return error_system(err, "making %.*s", STR_ARGS(making));
    }
    now.arena = arena_new();
    crypto_key_for(&store->key, "attached", &now.key);
    bool fine = seal_all(&now, arena, out, err);
    crypto_key_forget(&now.key);
    arena_free(now.arena);
    (void)fclose(now.from);
    struct error second;
    bool finished = finish(now.to, making, fine ? err : &second);
    fine = fine && finished && file_rename(arena, making, place, err);
    if (!fine)
        (void)file_remove(arena, making, &ignored);
    return fine;
}

bool blob_keep(struct store *store, struct arena *arena, struct str path,
               struct blob *out, struct error *err)
{
    unsigned char random[NAME_LEN / 2];
    struct error ignored;
    size_t size;
    if (!file_size(arena, path, &size, err) || /* no folder, no pipe */
        !file_make_folder(arena, store_path(store, folder_name), 0700, err))
        return false;
    crypto_random(random, sizeof random);
    *out = (struct blob){.name = crypto_hex(arena, random, sizeof random)};
    struct str keeping = beside(arena, place_of(store, arena, out->name), KEEPING);
    if (!file_make_private(arena, keeping, err))
        return false;
    if (seal_file(store, arena, path, out, err))
        return true;
    (void)file_remove(arena, keeping, &ignored);
    return false;
}

static bool is_altered(const struct copying *now, struct error *err)
{
    return error_set(err, ERROR_SYSTEM,
                     "%.*s has been altered or cut off, or was sealed in another Waymark "
                     "folder; put it back from a backup",
                     STR_ARGS(now->path));
}

/* `plain` is what the piece holds, without what stands in front of it. */
static bool read_piece(struct copying *now, uint64_t number, bool *last,
                       struct str *plain, struct error *err)
{
    unsigned char length[LENGTH_LEN];
    char front[FRONT];
    size_t len = 0;
    if (fread(length, 1, LENGTH_LEN, now->from) != LENGTH_LEN)
        return is_altered(now, err);
    for (int i = 0; i < LENGTH_LEN; i++)
        len |= (size_t)length[i] << (8 * i);
    if (len < FRONT + SEALED_MORE || len > (size_t)FRONT + SEALED_MORE + MEBIBYTE)
        return is_altered(now, err);
    char *box = arena_alloc(now->arena, len);
    if (fread(box, 1, len, now->from) != len ||
        !crypto_open(now->arena, &now->key, (struct str){box, len}, plain) ||
        plain->len < FRONT)
        return is_altered(now, err);
    *last = plain->ptr[FRONT - 1] == 1;
    write_front(front, now->name, number, *last);
    if (memcmp(front, plain->ptr, FRONT) != 0)
        return is_altered(now, err);
    *plain = str_slice(*plain, FRONT, plain->len);
    return true;
}

static bool compare(struct copying *now, struct str plain, struct error *err)
{
    char *other = arena_alloc(now->arena, plain.len);
    size_t count = fread(other, 1, plain.len, now->like);
    if (ferror(now->like))
        return error_system(err, "reading the file to compare");
    now->differs =
        now->differs || count != plain.len || memcmp(other, plain.ptr, plain.len) != 0;
    return true;
}

static bool open_all(struct copying *now, int64_t size, struct error *err)
{
    char begin[8];
    bool last = false;
    int64_t got = 0;
    if (fread(begin, 1, mark.len, now->from) != mark.len ||
        memcmp(begin, mark.ptr, mark.len) != 0)
        return is_altered(now, err);
    for (uint64_t number = 0; !last; number++) {
        struct arena_mark piece = arena_mark(now->arena);
        struct str plain;
        if (!read_piece(now, number, &last, &plain, err))
            return false;
        if (now->to && fwrite(plain.ptr, 1, plain.len, now->to) != plain.len)
            return error_system(err, "writing the file");
        if (now->like && !now->differs && !compare(now, plain, err))
            return false;
        got += (int64_t)plain.len;
        arena_rewind(now->arena, piece);
    }
    return (got == size && getc(now->from) == EOF) || is_altered(now, err);
}

/* The file to write is made only once there is something to write. */
static bool give_to(struct copying *now, struct arena *arena, int64_t size,
                    struct str path, struct error *err)
{
    struct error second, ignored;
    if (path.len) {
        now->to = make_new(arena, path);
        if (!now->to && errno == EEXIST)
            return error_set(
                err, ERROR_CONFLICT,
                "%.*s is there already; name a new file. Nothing was written",
                STR_ARGS(path));
        if (!now->to)
            return error_system(err, "making %.*s", STR_ARGS(path));
    }
    bool fine = open_all(now, size, err);
    if (!now->to)
        return fine;
    bool finished = finish(now->to, path, fine ? err : &second);
    if (!fine || !finished)
        (void)file_remove(arena, path, &ignored);
    return fine && finished;
}

/* Opens what is stored, for `path` to be written or for `like` to be compared. */
static bool read_stored(struct store *store, struct arena *arena, struct str name,
                        int64_t size, struct str path, FILE *like, bool *differs,
                        struct error *err)
{
    struct copying now = {.store = store, .name = name, .like = like};
    now.path = place_of(store, arena, name);
    if (!blob_is_file(blob_file(arena, name)))
        return error_set(err, ERROR_INPUT, "\"%.*s\" is no name of an attachment's file",
                         STR_ARGS(name));
    now.from = fopen(str_c(arena, now.path), "rbe");
    if (!now.from)
        return errno == ENOENT ? error_set(err, ERROR_NOT_FOUND,
                                           "%.*s is missing; put it back from a backup",
                                           STR_ARGS(now.path))
                               : error_system(err, "opening %.*s", STR_ARGS(now.path));
    now.arena = arena_new();
    crypto_key_for(&store->key, "attached", &now.key);
    bool fine = give_to(&now, arena, size, path, err);
    crypto_key_forget(&now.key);
    arena_free(now.arena);
    (void)fclose(now.from);
    *differs = now.differs;
    return fine;
}

bool blob_give(struct store *store, struct arena *arena, struct str name, int64_t size,
               struct str path, struct error *err)
{
    bool differs;
    return read_stored(store, arena, name, size, path, NULL, &differs, err);
}

bool blob_same(struct store *store, struct arena *arena, struct str name, int64_t size,
               struct str path, bool *same, struct error *err)
{
    FILE *like = fopen(str_c(arena, path), "rbe");
    bool differs = true;
    if (!like)
        return error_system(err, "opening %.*s", STR_ARGS(path));
    bool fine = read_stored(store, arena, name, size, STR_NONE, like, &differs, err);
    *same = fine && !differs && getc(like) == EOF;
    (void)fclose(like);
    return fine;
}

bool blob_remove(struct store *store, struct arena *arena, struct str name,
                 struct error *err)
{
    if (!blob_is_file(blob_file(arena, name)))
        return true;
    struct str place = place_of(store, arena, name);
    return file_remove(arena, beside(arena, place, MAKING), err) &&
           file_remove(arena, place, err) && blob_kept(store, arena, name, err);
}

bool blob_list(struct store *store, struct arena *arena, struct str_list *out,
               struct error *err)
{
    struct str_list all;
    if (!file_list(arena, store_path(store, folder_name), &all, err))
        return false;
    *out = (struct str_list){arena_array(arena, struct str, all.count), 0};
    for (size_t i = 0; i < all.count; i++)
        if (!str_ends(all.items[i], STR(KEEPING)))
            out->items[out->count++] = all.items[i];
    return true;
}
