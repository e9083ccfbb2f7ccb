/* SPDX-License-Identifier: MIT */
#include "app/plain_lines.h"

#include "base/arena.h"
#include "base/unicode.h"

#include <stdio.h>

enum { MOST_LINE = 1024 * 1024, MOST_INPUT = 64 * 1024 * 1024, PART = 64 * 1024 };

static bool read_input(struct arena *arena, struct str *out, struct error *err)
{
    struct buf input = BUF_IN(arena);
    char *part = arena_alloc(arena, PART);
    size_t got;
    while ((got = fread(part, 1, PART, stdin)) > 0) {
        if (input.len + got > MOST_INPUT)
            return error_set(err, ERROR_LIMIT,
                             "(standard input): more than %d MiB; give one section or "
                             "one school at a time",
                             MOST_INPUT / 1024 / 1024);
        buf_add(&input, (struct str){part, got});
    }
    if (ferror(stdin))
        return error_system(err, "(standard input)");
    *out = buf_str(&input);
    return true;
}

static void refuse(struct notices *notices, size_t line, const char *why)
{
    notice_add(notices, true, STR("(standard input)"), line, "%s", why);
}

static struct plain_lines read_lines(struct arena *arena, struct str input,
                                     struct notices *notices)
{
    size_t most = str_split(arena, input, '\n').count;
    struct plain_lines lines = {.texts = {arena_array(arena, struct str, most), 0},
                                .numbers = arena_array(arena, size_t, most)};
    if (str_starts(input, STR("\xEF\xBB\xBF")))
        input = str_slice(input, 3, input.len);
    for (size_t number = 1; input.len; number++) {
        lines.all = number;
        struct str line = str_cut(&input, '\n');
        if (str_ends(line, STR("\r")))
            line.len--;
        if (line.len > MOST_LINE) {
            refuse(notices, number, "longer than 1 MiB; split it into statements");
        } else if (!unicode_valid(line, NULL)) {
            refuse(notices, number, "not UTF-8 text; save the file as UTF-8");
        } else if (unicode_fold(arena, line).len) {
            lines.numbers[lines.texts.count] = number;
            lines.texts.items[lines.texts.count++] = line;
        }
    }
    return lines;
}

bool plain_lines_read(struct arena *arena, struct plain_lines *out,
                      struct notices *notices, struct error *err)
{
    struct str input = STR_NONE;
    if (!read_input(arena, &input, err))
        return false;
    *out = read_lines(arena, input, notices);
    return true;
}

void plain_lines_say(struct arena *arena, const struct notices *notices)
{
    for (size_t i = 0; i < notices->count; i++) {
        struct str text = notice_text(arena, &notices->items[i]);
        (void)fprintf(stderr, "%.*s\n", STR_ARGS(text));
    }
}
