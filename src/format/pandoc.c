/* SPDX-License-Identifier: MIT */
#include "format/pandoc.h"

#include "base/file.h"

#include <errno.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

struct str pandoc_plain(struct arena *arena, struct str text)
{
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool mark = (c > ' ' && c < '0') || (c > '9' && c < 'A') ||
                    (c > 'Z' && c < 'a') || (c > 'z' && c < 0x7f);
        if (mark)
            buf_add_byte(&out, '\\');
        buf_add(&out, c == '\n' ? STR(" ") : str_slice(text, i, i + 1));
    }
    return buf_str(&out);
}

/* Its exit code; -1 with errno where it could not be started. */
static int run(char *const arguments[])
{
    pid_t child;
    int status;
    int failed = posix_spawnp(&child, arguments[0], NULL, NULL, arguments, environ);
    if (failed) {
        errno = failed;
        return -1;
    }
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static char *word(struct arena *arena, struct str text)
{
    char *out = arena_array(arena, char, text.len + 1);
    memcpy(out, text.ptr, text.len);
    out[text.len] = '\0';
    return out;
}

static bool convert(struct arena *arena, struct str from, struct str to, bool *there,
                    struct error *err)
{
    char *const arguments[] = {(char[]){"pandoc"},
                               (char[]){"--from=markdown"},
                               (char[]){"--to=docx"},
                               (char[]){"--output"},
                               word(arena, to),
                               word(arena, from),
                               NULL};
    int code = run(arguments);
    *there = code >= 0 || errno != ENOENT;
    if (code == 0)
        return true;
    if (code < 0)
        return error_system(err, "pandoc could not be started");
    return error_set(
        err, ERROR_SYSTEM,
        "pandoc could not write the form for Word (exit code %d); look whether "
        "`pandoc --version` answers and the disk has room",
        code);
}

bool pandoc_write_word(struct arena *arena, struct str text, struct str path, bool *there,
                       struct error *err)
{
    struct error ignored;
    struct str from = str_format(arena, "%.*s.making.md", STR_ARGS(path));
    struct str to = str_format(arena, "%.*s.making.docx", STR_ARGS(path));
    *there = true;
    if (!file_write(arena, from, text, 0644, err))
        return false;
    bool fine = convert(arena, from, to, there, err) && file_rename(arena, to, path, err);
    (void)file_remove(arena, from, &ignored);
    if (!fine && file_exists(arena, to))
        (void)file_remove(arena, to, &ignored);
    return fine;
}
