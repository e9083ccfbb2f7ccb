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

static bool read_and_close(struct arena *arena, int fd, size_t size, struct str path,
                           struct str *out, struct error *err)
{
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
    return read_and_close(arena, fd, size, path, out, err);
}

bool file_read_start(struct arena *arena, struct str path, size_t most, struct str *out,
                     struct error *err)
{
    int fd;
    size_t size;
    return open_plain(arena, path, &fd, &size, err) &&
           read_and_close(arena, fd, size < most ? size : most, path, out, err);
}

bool file_size(struct arena *arena, struct str path, size_t *out, struct error *err)
{
    int fd;
    if (!open_plain(arena, path, &fd, out, err))
        return false;
    (void)close(fd);
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

bool file_map(struct arena *arena, struct str path, struct mapped_file *out,
              struct error *err)
{
    struct stat facts;
    int fd = open(str_c(arena, path), O_RDONLY | O_CLOEXEC);
    void *room = MAP_FAILED;
    *out = (struct mapped_file){STR_NONE, NULL};
    if (fd < 0 && errno == ENOENT)
        return error_set(err, ERROR_NOT_FOUND, "there is no file %.*s", STR_ARGS(path));
    if (fd < 0)
        return error_system(err, "%.*s cannot be opened", STR_ARGS(path));
    bool plain = fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size > 0;
    if (plain)
        room = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    (void)close(fd);
    if (!plain)
        return error_set(err, ERROR_INPUT, "%.*s is no file, or an empty one",
                         STR_ARGS(path));
    if (room == MAP_FAILED)
        return error_system(err, "%.*s cannot be read", STR_ARGS(path));
    *out = (struct mapped_file){{room, (size_t)facts.st_size}, room};
    return true;
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

struct names {
    struct str *items;
    size_t count, room;
};

struct listing {
    struct arena *arena;
    struct str root;
    bool all; /* hidden ones and any depth, and no link is followed */
    struct names files, others;
};

static void add_name(struct arena *arena, struct names *names, struct str name)
{
    names->items = arena_one_more(arena, names->items, sizeof *names->items, names->count,
                                  &names->room);
    names->items[names->count++] = name;
}

static bool list_below(struct listing *listing, struct str below, int depth,
                       struct error *err);

static bool passed_over(const struct listing *listing, const char *name)
{
    if (!listing->all)
        return name[0] == '.';
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static bool list_entry(struct listing *listing, struct str name, int depth,
                       struct error *err)
{
    struct arena *arena = listing->arena;
    const char *path = str_c(arena, file_join(arena, listing->root, name));
    struct stat about;
    bool known = (listing->all ? lstat(path, &about) : stat(path, &about)) ==
                 0; /* else a bad link */
    if (known && S_ISDIR(about.st_mode))
        return (!listing->all && depth >= DEEPEST) ||
               list_below(listing, name, depth + 1, err);
    if (listing->all && !(known && S_ISREG(about.st_mode)))
        add_name(arena, &listing->others, name);
    else
        add_name(arena, &listing->files, name);
    return listing->all || listing->files.count <= MOST_NAMES ||
           error_set(err, ERROR_LIMIT, "%.*s: more than %d files",
                     STR_ARGS(listing->root), MOST_NAMES);
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
        struct str name = str_of(entry->d_name);
        if (passed_over(listing, entry->d_name))
            continue;
        name = below.len ? file_join(arena, below, name) : str_copy(arena, name);
        fine = list_entry(listing, name, depth, err);
    }
    (void)closedir(folder);
    return fine;
}

static struct str_list sorted(const struct names *names)
{
    if (names->count)
        qsort(names->items, names->count, sizeof(struct str), str_compare_items);
    return (struct str_list){names->items, names->count};
}

bool file_list_folders(struct arena *arena, struct str path, struct str_list *out,
                       struct error *err)
{
    struct names names = {NULL, 0, 0};
    DIR *folder = opendir(str_c(arena, path));
    if (!folder)
        return error_system(err, "reading %.*s", STR_ARGS(path));
    for (struct dirent *entry; (entry = readdir(folder));) {
        struct str name = str_of(entry->d_name);
        if (name.ptr[0] != '.' && file_is_folder(arena, file_join(arena, path, name)))
            add_name(arena, &names, str_copy(arena, name));
    }
    (void)closedir(folder);
    *out = sorted(&names);
    return true;
}

bool file_list(struct arena *arena, struct str folder, struct str_list *out,
               struct error *err)
{
    struct listing listing = {.arena = arena, .root = folder};
    if (!list_below(&listing, STR_NONE, 1, err))
        return false;
    *out = sorted(&listing.files);
    return true;
}

bool file_list_all(struct arena *arena, struct str folder, struct str_list *out,
                   struct str_list *others, struct error *err)
{
    struct listing listing = {.arena = arena, .root = folder, .all = true};
    if (!list_below(&listing, STR_NONE, 1, err))
        return false;
    *out = sorted(&listing.files);
    *others = sorted(&listing.others);
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
