/* SPDX-License-Identifier: MIT */
#include "format/zip.h"

#include <zip.h>

enum { MEBI = 1024 * 1024 };

struct zipped {
    struct arena *arena;
    zip_t *zip;
    size_t sum; /* bytes read so far, of all files */
};

static bool damaged(struct error *err)
{
    return error_set(err, ERROR_INPUT,
                     "the file is damaged or was cut short; open it in your spreadsheet "
                     "program, save it once more, and import that");
}

bool zipped_open(struct arena *arena, struct str bytes, struct zipped **out,
                 struct error *err)
{
    struct zipped *zipped = arena_alloc(arena, sizeof *zipped);
    zip_source_t *source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, NULL);
    if (!source)
        return damaged(err);
    zipped->arena = arena;
    zipped->zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
    if (!zipped->zip) {
        zip_source_free(source);
        return damaged(err);
    }
    if (zip_get_num_entries(zipped->zip, 0) > ZIPPED_MOST_FILES) {
        zipped_close(zipped);
        return error_set(err, ERROR_LIMIT,
                         "more than %d files are zipped into it, which no workbook "
                         "needs; check that this is the right file",
                         ZIPPED_MOST_FILES);
    }
    *out = zipped;
    return true;
}

void zipped_close(struct zipped *zipped)
{
    zip_discard(zipped->zip);
}

static zip_int64_t find(const struct zipped *zipped, struct str path)
{
    return zip_name_locate(zipped->zip, str_c(zipped->arena, path), ZIP_FL_NOCASE);
}

bool zipped_has(const struct zipped *zipped, struct str path)
{
    return find(zipped, path) >= 0;
}

static bool too_large(struct str path, size_t most, struct error *err)
{
    return error_set(err, ERROR_LIMIT,
                     "what is zipped into it as %.*s unfolds to more than %zu MiB, or to "
                     "more than %d times its size; check that this is the right file, "
                     "or save the sheet as \"CSV UTF-8\"",
                     STR_ARGS(str_slice(path, 0, 100)), most / MEBI,
                     ZIPPED_MOST_UNFOLDED);
}

static bool check_size(const zip_stat_t *about, struct str path, size_t most,
                       struct error *err)
{
    bool known = (about->valid & ZIP_STAT_SIZE) && (about->valid & ZIP_STAT_COMP_SIZE);
    if (!known)
        return damaged(err);
    if (about->size > most || (about->size > ZIPPED_WORTH_ASKING &&
                               about->size / ZIPPED_MOST_UNFOLDED > about->comp_size))
        return too_large(path, most, err);
    if ((about->valid & ZIP_STAT_ENCRYPTION_METHOD) &&
        about->encryption_method != ZIP_EM_NONE)
        return error_set(err, ERROR_INPUT,
                         "it is protected by a password; open it, take the password "
                         "away, save it, and import it again");
    return true;
}

/* What the file says of its own size need not be true: the bytes are counted. */
static bool read_pieces(struct zipped *zipped, zip_file_t *file, struct str path,
                        size_t most, zipped_take *take, void *with, struct error *err)
{
    char piece[64 * 1024];
    size_t sum = 0;
    for (;;) {
        zip_int64_t len = zip_fread(file, piece, sizeof piece);
        if (len < 0)
            return damaged(err);
        sum += (size_t)len;
        zipped->sum += (size_t)len;
        if (sum > most)
            return too_large(path, most, err);
        if (zipped->sum > ZIPPED_MOST_IN_ALL)
            return error_set(err, ERROR_LIMIT,
                             "its sheets unfold to more than can be read; save those "
                             "that are needed as a workbook of their own");
        if (!take(with, (struct str){piece, (size_t)len}, len == 0, err))
            return false;
        if (len == 0)
            return true;
    }
}

bool zipped_read(struct zipped *zipped, struct str path, size_t most, zipped_take *take,
                 void *with, struct error *err)
{
    zip_stat_t about;
    zip_int64_t at = find(zipped, path);
    if (at < 0 || zip_stat_index(zipped->zip, (zip_uint64_t)at, 0, &about) != 0)
        return damaged(err);
    if (!check_size(&about, path, most, err))
        return false;
    zip_file_t *file = zip_fopen_index(zipped->zip, (zip_uint64_t)at, 0);
    if (!file)
        return damaged(err);
    bool fine = read_pieces(zipped, file, path, most, take, with, err);
    (void)zip_fclose(file);
    return fine;
}
