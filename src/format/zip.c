/* SPDX-License-Identifier: MIT */
#include "format/zip.h"

#include "format/zip_memory.h"

#include <unzip.h>

enum { MEBI = 1024 * 1024, ANY_CASE = 2, ENCRYPTED = 1 /* a bit of the flags */ };

struct zipped {
    struct arena *arena;
    struct zip_memory file;
    unzFile zip;
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
    unz_global_info64 about;
    *zipped = (struct zipped){.arena = arena, .file = {.bytes = bytes}};
    zlib_filefunc64_def functions = zip_memory_functions(&zipped->file);
    zipped->zip = unzOpen2_64("", &functions);
    if (!zipped->zip)
        return damaged(err);
    (void)unzGetGlobalInfo64(zipped->zip, &about);
    if (about.number_entry > ZIPPED_MOST_FILES) {
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
    (void)unzClose(zipped->zip);
}

/* It becomes the file that minizip speaks of. */
static bool find(const struct zipped *zipped, struct str path)
{
    return unzLocateFile(zipped->zip, str_c(zipped->arena, path), ANY_CASE) == UNZ_OK;
}

bool zipped_has(const struct zipped *zipped, struct str path)
{
    return find(zipped, path);
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

static bool check_size(const unz_file_info64 *about, struct str path, size_t most,
                       struct error *err)
{
    ZPOS64_T size = about->uncompressed_size;
    if (size > most || (size > ZIPPED_WORTH_ASKING &&
                        size / ZIPPED_MOST_UNFOLDED > about->compressed_size))
        return too_large(path, most, err);
    if (about->flag & ENCRYPTED)
        return error_set(err, ERROR_INPUT,
                         "it is protected by a password; open it, take the password "
                         "away, save it, and import it again");
    return true;
}

/* What the file says of its own size need not be true: the bytes are counted. The last
 * piece is given when the sum of them all has been found to be right. */
static bool read_pieces(struct zipped *zipped, struct str path, size_t most,
                        zipped_take *take, void *with, struct error *err)
{
    char piece[64 * 1024];
    size_t sum = 0;
    for (;;) {
        int len = unzReadCurrentFile(zipped->zip, piece, sizeof piece);
        if (len < 0 || (len == 0 && unzCloseCurrentFile(zipped->zip) != UNZ_OK))
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
    unz_file_info64 about;
    if (!find(zipped, path) ||
        unzGetCurrentFileInfo64(zipped->zip, &about, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK)
        return damaged(err);
    if (!check_size(&about, path, most, err))
        return false;
    if (unzOpenCurrentFile(zipped->zip) != UNZ_OK)
        return damaged(err);
    bool fine = read_pieces(zipped, path, most, take, with, err);
    (void)unzCloseCurrentFile(zipped->zip);
    return fine;
}
