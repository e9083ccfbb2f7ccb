/* SPDX-License-Identifier: MIT */
#include "format/zip_write.h"

#include <string.h>
#include <zip.h>

/* The first day that a zipped file can tell of, as MS-DOS wrote days. */
enum { NO_DAY = 1 << 21 | 1 << 16 };

/* What minizip takes for a file on a disk: it goes back to fill in sizes. */
struct memory_file {
    struct buf bytes;
    size_t at;
};

static voidpf open_memory(voidpf file, const void *path, int mode)
{
    (void)path;
    (void)mode;
    return file;
}

static uLong read_memory(voidpf file, voidpf stream, void *into, uLong size)
{
    struct memory_file *memory = stream;
    struct str rest = str_slice(buf_str(&memory->bytes), memory->at, memory->bytes.len);
    size_t len = rest.len < size ? rest.len : size;
    (void)file;
    if (len)
        memcpy(into, rest.ptr, len);
    memory->at += len;
    return len;
}

static uLong write_memory(voidpf file, voidpf stream, const void *from, uLong size)
{
    struct memory_file *memory = stream;
    size_t over = memory->bytes.len - memory->at;
    size_t inside = over < size ? over : size;
    const char *bytes = from;
    (void)file;
    if (inside)
        memcpy(memory->bytes.ptr + memory->at, bytes, inside);
    buf_add(&memory->bytes, (struct str){bytes + inside, size - inside});
    memory->at += size;
    return size;
}

static ZPOS64_T tell_memory(voidpf file, voidpf stream)
{
    const struct memory_file *memory = stream;
    (void)file;
    return memory->at;
}

static long seek_memory(voidpf file, voidpf stream, ZPOS64_T offset, int origin)
{
    struct memory_file *memory = stream;
    size_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? memory->at
                  : origin == ZLIB_FILEFUNC_SEEK_END ? memory->bytes.len
                                                     : 0;
    (void)file;
    if (offset > memory->bytes.len - from)
        return -1;
    memory->at = from + offset;
    return 0;
}

static int close_memory(voidpf file, voidpf stream)
{
    (void)file;
    (void)stream;
    return 0;
}

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
    struct memory_file memory = {.bytes = BUF_IN(arena)};
    zlib_filefunc64_def functions = {.zopen64_file = open_memory,
                                     .zread_file = read_memory,
                                     .zwrite_file = write_memory,
                                     .ztell64_file = tell_memory,
                                     .zseek64_file = seek_memory,
                                     .zclose_file = close_memory,
                                     .zerror_file = close_memory,
                                     .opaque = &memory};
    zipFile zip = zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &functions);
    bool fine = zip != NULL;
    for (size_t i = 0; fine && i < count; i++)
        fine = add_file(arena, zip, &files[i]);
    if (zip && zipClose(zip, NULL) != ZIP_OK)
        fine = false;
    if (!fine)
        return error_set(err, ERROR_LIMIT, "this is more than a workbook can hold");
    *out = buf_str(&memory.bytes);
    return true;
}
