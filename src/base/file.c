/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700 /* NOLINT: for realpath */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEPEST = 8, MOST_NAMES = 20000 };

static bool open_plain(struct arena *arena, struct str path, int *fd, size_t *size,
                       struct error *err)
{
    struct stat about;
    *fd = open(str_c(arena, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (*fd < 0) {
        if (errno == ENOENT)
            return error_set(err, ERROR_NOT_FOUND,
                             "%.*s: there is no such file; check the name and the folder",
                             STR_ARGS(path));
        return error_system(err, "%.*s", STR_ARGS(path));
    }
    if (fstat(*fd, &about) != 0) {
        (void)error_system(err, "%.*s", STR_ARGS(path));
        (void)close(*fd);
        return false;
    }
    if (!S_ISREG(about.st_mode)) {
        (void)close(*fd);
        return error_set(err, ERROR_INPUT, "%.*s: %s; name a file", STR_ARGS(path),
                         S_ISDIR(about.st_mode) ? "this is a folder"
                                                : "not a plain file");
    }
    *size = (size_t)about.st_size;
    return true;
}

static bool read_all(int fd, char *bytes, size_t size, size_t *got)
{
    *got = 0;
    while (*got < size) {
        ssize_t part = read(fd, bytes + *got, size - *got);
        if (part < 0 && errno == EINTR)
            continue;
        if (part < 0)
            return false;
        if (part == 0)
            break;
        *got += (size_t)part;
    }
    return true;
}

bool file_read(struct arena *arena, struct str path, size_t most, struct str *out,
               struct error *err)
{
    int fd;
    size_t size;
    if (!open_plain(arena, path, &fd, &size, err))
        return false;
    if (size > most) {
        (void)close(fd);
        return error_set(err, ERROR_LIMIT, "%.*s: %zu bytes; at most %zu can be read",
                         STR_ARGS(path), size, most);
    }
    char *bytes = arena_alloc(arena, size + 1);
    size_t got;
    bool fine = read_all(fd, bytes, size, &got);
    if (!fine)
        (void)error_system(err, "reading %.*s", STR_ARGS(path));
    (void)close(fd);
    if (fine)
        *out = (struct str){bytes, got};
    return fine;
}

bool file_map(struct arena *arena, struct str path, struct mapped_file *out,
              struct error *err)
{
    int fd;
    size_t size;
    if (!open_plain(arena, path, &fd, &size, err))
        return false;
    void *bytes = NULL;
    if (size) {
        bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (bytes == MAP_FAILED) {
            (void)error_system(err, "reading %.*s", STR_ARGS(path));
            (void)close(fd);
            return false;
        }
    }
    (void)close(fd);
    *out = (struct mapped_file){{size ? bytes : "", size}, bytes};
    return true;
}

/* A file without a name, of this size, that only this program sees. */
static int make_nameless(struct arena *arena, struct str folder, size_t size)
{
    struct str path = str_format(arena, "%.*s/.taken-XXXXXX", STR_ARGS(folder));
    char *name = arena_alloc(arena, path.len + 1);
    memcpy(name, path.ptr, path.len);
    int fd = mkstemp(name);
    if (fd < 0)
        return fd;
    (void)unlink(name);
    /* A hole that cannot be filled later would end the program. */
    int reason = posix_fallocate(fd, 0, (off_t)size);
    if (reason == 0)
        return fd;
    (void)close(fd);
    errno = reason;
    return -1;
}

/* Exactly as many bytes as there were, and nobody wrote in between. */
static bool copy_unchanged(int fd, char *room, size_t size, struct str path,
                           struct error *err)
{
    struct stat before, after;
    size_t got, more;
    char beyond;
    if (fstat(fd, &before) != 0 || !read_all(fd, room, size, &got) ||
        !read_all(fd, &beyond, 1, &more) || fstat(fd, &after) != 0)
        return error_system(err, "reading %.*s", STR_ARGS(path));
    if (got == size && more == 0 && before.st_size == after.st_size &&
        before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
        before.st_mtim.tv_nsec == after.st_mtim.tv_nsec)
        return true;
    return error_set(err, ERROR_CONFLICT,
                     "%.*s: the file was changed while it was read; wait until it is "
                     "saved, and try again",
                     STR_ARGS(path));
}

/* Room for a large copy; NULL, with the reason in errno, where there is none. */
static void *map_nameless(struct arena *arena, struct str folder, size_t size)
{
    int fd = make_nameless(arena, folder, size);
    if (fd < 0)
        return NULL;
    void *room = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    (void)close(fd);
    return room == MAP_FAILED ? NULL : room;
}

bool file_take(struct arena *arena, struct str path, struct str folder, size_t most,
               struct mapped_file *out, struct error *err)
{
    int fd;
    size_t size;
    if (!open_plain(arena, path, &fd, &size, err))
        return false;
    void *large = size > most ? map_nameless(arena, folder, size) : NULL;
    char *room = size > most ? large : arena_alloc(arena, size);
    bool fine = room ? copy_unchanged(fd, room, size, path, err)
                     : error_system(err, "making room for a copy of %.*s (%zu bytes)",
                                    STR_ARGS(path), size);
    (void)close(fd);
    if (fine)
        *out = (struct mapped_file){{room, size}, large};
    else if (large)
        (void)munmap(large, size);
    return fine;
}

void file_unmap(struct mapped_file *file)
{
    if (file->handle)
        (void)munmap(file->handle, file->bytes.len);
    *file = (struct mapped_file){STR_NONE, NULL};
}

static bool write_all(int fd, struct str bytes)
{
    while (bytes.len) {
        ssize_t part = write(fd, bytes.ptr, bytes.len);
        if (part < 0 && errno == EINTR)
            continue;
        if (part < 0)
            return false;
        bytes = str_slice(bytes, (size_t)part, bytes.len);
    }
    return true;
}

static bool cannot_make(struct error *err, const char *doing, struct str path)
{
    if (errno == ENOENT)
        return error_set(err, ERROR_SYSTEM,
                         "%s %.*s: the folder that it should stand in is not there; make "
                         "that first",
                         doing, STR_ARGS(path));
    return error_system(err, "%s %.*s", doing, STR_ARGS(path));
}

bool file_make_private(struct arena *arena, struct str path, struct error *err)
{
    int fd = open(str_c(arena, path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return cannot_make(err, "writing", path);
    (void)close(fd);
    return true;
}

/* The folder that a name stands in. */
static struct str folder_of(struct str path)
{
    struct str name = file_name(path);
    size_t before = path.len - name.len;
    if (before == 0)
        return STR(".");
    return before == 1 ? STR("/") : str_slice(path, 0, before - 1);
}

/* A new name is on the disk only once its folder is. One that may not be read, or a
 * file system that knows no such thing, is no reason to fail. */
static bool flush_folder(struct arena *arena, struct str path, struct error *err)
{
    int fd = open(str_c(arena, folder_of(path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return true;
    bool fine = fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP;
    if (!fine)
        (void)error_system(err, "writing %.*s", STR_ARGS(path));
    (void)close(fd);
    return fine;
}

bool file_write(struct arena *arena, struct str path, struct str bytes, unsigned mode,
                struct error *err)
{
    const char *final = str_c(arena, path);
    struct str beside = str_format(arena, "%.*s.new-%ld", STR_ARGS(path), (long)getpid());
    int fd = open(beside.ptr, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, (mode_t)mode);
    if (fd < 0)
        return cannot_make(err, "writing", path);
    bool fine = write_all(fd, bytes) && fsync(fd) == 0;
    if (!fine)
        (void)error_system(err, "writing %.*s", STR_ARGS(path));
    if (close(fd) != 0 && fine)
        fine = error_system(err, "writing %.*s", STR_ARGS(path));
    if (fine && rename(beside.ptr, final) != 0)
        fine = error_system(err, "writing %.*s", STR_ARGS(path));
    if (!fine)
        (void)unlink(beside.ptr);
    return fine && flush_folder(arena, path, err);
}

bool file_rename(struct arena *arena, struct str from, struct str to, struct error *err)
{
    if (rename(str_c(arena, from), str_c(arena, to)) == 0)
        return flush_folder(arena, to, err);
    return error_system(err, "renaming %.*s", STR_ARGS(from));
}

bool file_hold(int fd, bool alone, struct str path, struct error *err)
{
    while (flock(fd, alone ? LOCK_EX : LOCK_SH) != 0)
        if (errno != EINTR)
            return error_system(err, "waiting for others to be done with %.*s",
                                STR_ARGS(path));
    return true;
}

bool file_lock(struct arena *arena, struct str path, int *fd, struct error *err)
{
    *fd = open(str_c(arena, path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (*fd < 0)
        return cannot_make(err, "writing", path);
    if (file_hold(*fd, true, path, err))
        return true;
    (void)close(*fd);
    return false;
}

void file_unlock(int fd)
{
    (void)close(fd);
}

bool file_remove(struct arena *arena, struct str path, struct error *err)
{
    if (unlink(str_c(arena, path)) == 0 || errno == ENOENT)
        return true;
    return error_system(err, "removing %.*s", STR_ARGS(path));
}

bool file_exists(struct arena *arena, struct str path)
{
    return access(str_c(arena, path), F_OK) == 0;
}

unsigned file_mode(struct arena *arena, struct str path, unsigned otherwise)
{
    struct stat about;
    return stat(str_c(arena, path), &about) == 0 ? (unsigned)about.st_mode & 0777
                                                 : otherwise;
}

bool file_is_folder(struct arena *arena, struct str path)
{
    struct stat about;
    return stat(str_c(arena, path), &about) == 0 && S_ISDIR(about.st_mode);
}

bool file_make_folder(struct arena *arena, struct str path, unsigned mode,
                      struct error *err)
{
    if (mkdir(str_c(arena, path), (mode_t)mode) == 0)
        return true;
    int reason = errno;
    if (file_is_folder(arena, path))
        return true;
    errno = reason;
    return cannot_make(err, "making the folder", path);
}

struct listing {
    struct arena *arena;
    struct str root;
    struct str *names;
    size_t count, room;
};

static void add_name(struct listing *listing, struct str name)
{
    if (listing->count == listing->room) {
        size_t room = listing->room ? listing->room * 2 : 32;
        listing->names =
            arena_grow(listing->arena, listing->names, listing->room * sizeof(struct str),
                       room * sizeof(struct str));
        listing->room = room;
    }
    listing->names[listing->count++] = name;
}

static bool list_below(struct listing *listing, struct str below, int depth,
                       struct error *err)
{
    struct arena *arena = listing->arena;
    struct str path = below.len ? file_join(arena, listing->root, below) : listing->root;
    DIR *folder = opendir(str_c(arena, path));
    if (!folder)
        return errno == ENOENT ? true : error_system(err, "reading %.*s", STR_ARGS(path));
    bool fine = true;
    for (struct dirent *entry; fine && (entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        struct str name = str_of(entry->d_name);
        name = below.len ? file_join(arena, below, name) : str_copy(arena, name);
        if (!file_is_folder(arena, file_join(arena, listing->root, name)))
            add_name(listing, name);
        else if (depth < DEEPEST)
            fine = list_below(listing, name, depth + 1, err);
        if (listing->count > MOST_NAMES)
            fine = error_set(err, ERROR_LIMIT, "%.*s: more than %d files", STR_ARGS(path),
                             MOST_NAMES);
    }
    (void)closedir(folder);
    return fine;
}

bool file_list(struct arena *arena, struct str folder, struct str_list *out,
               struct error *err)
{
    struct listing listing = {.arena = arena, .root = folder};
    if (!list_below(&listing, STR_NONE, 1, err))
        return false;
    if (listing.count)
        qsort(listing.names, listing.count, sizeof(struct str), str_compare_items);
    *out = (struct str_list){listing.names, listing.count};
    return true;
}

struct str file_join(struct arena *arena, struct str folder, struct str name)
{
    return str_format(arena, "%.*s/%.*s", STR_ARGS(folder), STR_ARGS(name));
}

struct str file_place(struct arena *arena, struct str path)
{
    char place[PATH_MAX];
    if (!realpath(str_c(arena, path), place))
        return path;
    return str_copy(arena, str_of(place));
}

struct str file_name(struct str path)
{
    for (size_t i = path.len; i > 0; i--)
        if (path.ptr[i - 1] == '/')
            return str_slice(path, i, path.len);
    return path;
}
