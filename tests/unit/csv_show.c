/* SPDX-License-Identifier: MIT */
#include "csv_show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *holds, *shown;
} refusals[] = {
    {"a quotation mark opens", "unclosed"},
    {"is a NUL", "nul"},
    {"is the byte", "byte"},
    {"half a character", "half"},
    {"everything from this line on", "the rest"},
    {"longer than 1048576 bytes", "long row"},
    {"cells; check", "many cells"},
    {"longer than 65536 bytes", "long cell"},
};

struct line_range csv_refused_lines(const struct notice *notice)
{
    struct line_range range = {notice->line, notice->line};
    size_t at = str_find(notice->text, STR(" (lines "));
    if (at != SIZE_MAX) {
        char *end;
        range.first = strtoul(notice->text.ptr + at + strlen(" (lines "), &end, 10);
        range.last = strtoul(end + strlen(" to "), NULL, 10);
    }
    return range;
}

static void show_range(struct buf *out, struct line_range range)
{
    buf_add_format(out, "%zu", range.first);
    if (range.last != range.first)
        buf_add_format(out, "-%zu", range.last);
}

static void show_notice(struct buf *out, const struct notice *notice)
{
    const char *what = "something else";
    struct line_range range = csv_refused_lines(notice);
    if (!notice->refusal) {
        buf_add_format(out, "?%zu\n", notice->line);
        return;
    }
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
        if (str_find(notice->text, str_of(refusals[i].holds)) != SIZE_MAX)
            what = refusals[i].shown;
    buf_add_byte(out, '!');
    show_range(out, range);
    if (notice->line != range.first)
        buf_add_format(out, "@%zu", notice->line);
    buf_add_format(out, " %s\n", what);
}

static void show_row(struct buf *out, const struct csv_row *row)
{
    show_range(out, (struct line_range){row->line, row->last_line});
    for (size_t i = 0; i < row->count; i++) {
        buf_add(out, i ? STR("|") : STR(": "));
        for (size_t k = 0; k < row->cells[i].len; k++) {
            char byte = row->cells[i].ptr[k];
            if (byte == '\n' || byte == '\r')
                buf_add(out, byte == '\n' ? STR("\\n") : STR("\\r"));
            else
                buf_add_byte(out, byte);
        }
    }
    buf_add_byte(out, '\n');
}

struct str csv_show(struct test *t, struct str bytes)
{
    struct csv *csv;
    struct csv_row row;
    struct error err;
    struct notices notices = {.arena = t->arena};
    struct buf out = BUF_IN(t->arena);
    if (!csv_open(STR("test.csv"), bytes, &csv, &err)) {
        buf_add_format(&out, "refused: %s\n", err.text);
        return buf_str(&out);
    }
    size_t shown = 0;
    for (bool more = true; more;) {
        more = csv_next(csv, &notices, &row);
        while (shown < notices.count)
            show_notice(&out, &notices.items[shown++]);
        if (more)
            show_row(&out, &row);
    }
    csv_close(csv);
    return buf_str(&out);
}
