/* SPDX-License-Identifier: MIT */
#include "app/paste.h"

#include "base/file.h"
#include "base/shell.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char name[] = "waymark ";

/* Whether a shell that is told `waymark` runs the file that `called` is. */
static bool is_on_path(struct arena *arena, struct str called)
{
    struct str path = str_of(getenv("PATH"));
    struct stat own, found;
    if (stat(str_c(arena, called), &own) != 0)
        return false;
    while (path.len) {
        struct str folder = str_cut(&path, ':');
        const char *there = str_c(
            arena, file_join(arena, folder.len ? folder : STR("."), STR("waymark")));
        if (access(there, X_OK) == 0 && stat(there, &found) == 0 &&
            S_ISREG(found.st_mode))
            return found.st_dev == own.st_dev && found.st_ino == own.st_ino;
    }
    return false;
}

struct str paste_program(struct arena *arena, struct str called)
{
    bool by_path = str_find_byte(called, '/') == SIZE_MAX;
    if (!called.len || (!by_path && is_on_path(arena, called)))
        return STR("waymark");
    return shell_word(arena, called);
}

static bool starts_with_any(struct str line, const char *const *words)
{
    for (size_t i = 0; words[i]; i++) {
        struct str word = str_of(words[i]);
        if (str_starts(line, word) && (line.len == word.len || line.ptr[word.len] == ' '))
            return true;
    }
    return false;
}

static bool needs_folder(struct str line)
{
    static const char *const without[] = {"help",    "init",       "quick",
                                          "cluster", "completion", NULL};
    return !str_starts(line, STR("-")) && !starts_with_any(line, without);
}

bool paste_takes_cycle(struct str line)
{
    static const char *const with[] = {
        "attach", "cards",  "coverage",      "cycle close", "do",   "handout", "import",
        "last",   "list",   "export themes", "export form", "look", "plan",    "report",
        "review", "status", "success",       "theme",       NULL};
    return starts_with_any(line, with);
}

static bool needs_cycle(struct str line)
{
    return paste_takes_cycle(line) && !str_starts(line, STR("do workplace.")) &&
           str_find(line, STR("--cycle")) == SIZE_MAX;
}

/* Whether a line to paste begins at `at`; how far it goes is what `end` says. */
static bool begins_at(struct str text, size_t at, size_t *end)
{
    size_t spaces = 0;
    struct str rest = str_slice(text, at, text.len);
    if (!str_starts(rest, STR(name)) || at == 0)
        return false;
    char stop = text.ptr[at - 1] == '`' ? '`' : '\n';
    while (stop == '\n' && spaces < at && text.ptr[at - 1 - spaces] == ' ')
        spaces++;
    bool after = spaces == at || text.ptr[at - 1 - spaces] == '\n' ||
                 text.ptr[at - 1 - spaces] == ':';
    if (stop == '\n' && (!spaces || !after))
        return false;
    size_t len = str_find_byte(rest, stop);
    *end = len == SIZE_MAX ? text.len : at + len;
    return true;
}

struct str paste_line(struct arena *arena, const struct paste *paste, struct str line)
{
    struct buf out = BUF_IN(arena);
    buf_add(&out, paste->program);
    if (paste->folder.len && needs_folder(line))
        buf_add_format(&out, " --in %.*s", STR_ARGS(paste->folder));
    buf_add_format(&out, " %.*s", STR_ARGS(line));
    if (paste->cycle.len && needs_cycle(line))
        buf_add_format(&out, " --cycle %.*s", STR_ARGS(paste->cycle));
    return buf_str(&out);
}

struct str paste_text(struct arena *arena, const struct paste *paste, struct str text)
{
    struct buf out = BUF_IN(arena);
    size_t done = 0, end = 0;
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] != name[0] || !begins_at(text, at, &end))
            continue;
        buf_add(&out, str_slice(text, done, at));
        buf_add(&out, paste_line(arena, paste, str_slice(text, at + strlen(name), end)));
        done = end;
        at = end - 1;
    }
    buf_add(&out, str_slice(text, done, text.len));
    return buf_str(&out);
}
