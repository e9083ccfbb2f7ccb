/* SPDX-License-Identifier: MIT */
#include "format/zip_memory.h"

#include <string.h>

static voidpf open_memory(voidpf file, const void *path, int mode)
{
    (void)path;
    (void)mode;
    return file;
}

static uLong read_memory(voidpf file, voidpf stream, void *into, uLong size)
{
    struct zip_memory *memory = stream;
    struct str rest = str_slice(memory->bytes, memory->at, memory->bytes.len);
    size_t len = rest.len < size ? rest.len : size;
    (void)file;
    if (len)
        memcpy(into, rest.ptr, len);
    memory->at += len;
    return len;
}

static uLong write_memory(voidpf file, voidpf stream, const void *from, uLong size)
{
    struct zip_memory *memory = stream;
    size_t over = memory->bytes.len - memory->at;
    size_t inside = over < size ? over : size;
    const char *bytes = from;
    (void)file;
    if (!memory->grows)
        return 0;
    if (inside)
        memcpy(memory->grows->ptr + memory->at, bytes, inside);
    buf_add(memory->grows, (struct str){bytes + inside, size - inside});
    memory->bytes = buf_str(memory->grows);
    memory->at += size;
    return size;
}

static ZPOS64_T tell_memory(voidpf file, voidpf stream)
{
    const struct zip_memory *memory = stream;
    (void)file;
    return memory->at;
}

static long seek_memory(voidpf file, voidpf stream, ZPOS64_T offset, int origin)
{
    struct zip_memory *memory = stream;
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

zlib_filefunc64_def zip_memory_functions(struct zip_memory *memory)
{
    return (zlib_filefunc64_def){.zopen64_file = open_memory,
                                 .zread_file = read_memory,
                                 .zwrite_file = write_memory,
                                 .ztell64_file = tell_memory,
                                 .zseek64_file = seek_memory,
                                 .zclose_file = close_memory,
                                 .zerror_file = close_memory,
                                 .opaque = memory};
}
