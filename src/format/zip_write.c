/* SPDX-License-Identifier: MIT */
#include "format/zip_write.h"

#include "format/zip_memory.h"

#include <zip.h>

/* The first day that a zipped file can tell of, as MS-DOS wrote days. */
enum { NO_DAY = 1 << 21 | 1 << 16 };

static bool add_file(struct arena *arena, zipFile zip, const struct zip_file *file)
{
    zip_fileinfo about = {.dosDate = NO_DAY};
    return file->bytes.len <= ZIP_WRITE_MOST &&
           zipOpenNewFileInZip64(zip, str_c(arena, file->path), &about, NULL, 0, NULL, 0,
                                 NULL, Z_DEFLATED, Z_DEFAULT_COMPRESSION, 0) == ZIP_OK &&
           zipWriteInFileInZip(zip, file->bytes.ptr, (unsigned)file->bytes.len) ==
               ZIP_OK &&
           zipCloseFileInZip(zip) == ZIP_OK;
}

bool zip_write(struct arena *arena, const struct zip_file *files, size_t count,
               struct str *out, struct error *err)
{
    struct buf bytes = BUF_IN(arena);
    struct zip_memory memory = {.grows = &bytes};
    zlib_filefunc64_def functions = zip_memory_functions(&memory);
    zipFile zip = zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &functions);
    bool fine = zip != NULL;
    for (size_t i = 0; fine && i < count; i++)
        fine = add_file(arena, zip, &files[i]);
    if (zip && zipClose(zip, NULL) != ZIP_OK)
        fine = false;
    if (!fine)
        return error_set(err, ERROR_LIMIT, "this is more than a workbook can hold");
    *out = memory.bytes;
    return true;
}
