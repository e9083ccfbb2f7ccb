/* SPDX-License-Identifier: MIT */
#include "cycle/sheet_inside.h"

#include "base/table.h"
#include "base/unicode.h"

enum { FEWEST_WORDS = 3 };

struct sheet_unused sheet_unused(const struct sheet *sheet)
{
    return (struct sheet_unused){sheet->columns.unknown_count, sheet->columns.unknown};
}

bool text_is_sentence(struct str text)
{
    size_t words = 0;
    bool small = false;
    for (size_t i = 0; i < text.len; i++) {
        bool begins = text.ptr[i] > ' ' && (i == 0 || text.ptr[i - 1] <= ' ');
        words += begins;
        small =
            small || (begins && words > 1 && text.ptr[i] >= 'a' && text.ptr[i] <= 'z');
    }
    return small && words >= FEWEST_WORDS;
}

void sheet_look_for_sentences(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->columns.count; i++) {
        struct sentences *seen = &sheet->sentences[i];
        const struct column *column = &sheet->columns.items[i];
        if (!column_is_unknown(column) && column->title.len)
            continue;
        struct str text = sheet_column(sheet, i);
        if (!text_is_sentence(text))
            continue;
        uint64_t key = table_key(unicode_fold(sheet->arena, text));
        bool is_new = seen->different < FEW_SENTENCES;
        for (size_t n = 0; n < seen->different; n++)
            is_new = is_new && seen->keys[n] != key;
        if (is_new)
            seen->keys[seen->different++] = key;
        seen->rows++;
    }
}

/* One note again and again is what an office writes: the same text in several rows is no
 * sentence of anybody's, unless there are others beside it. */
static bool has_sentences(const struct sentences *seen)
{
    return seen->rows > 0 &&
           (seen->different == FEW_SENTENCES || seen->different == seen->rows);
}

/* There is no name to say with --map what it is. */
static void refuse_nameless(const struct sheet *sheet, size_t column, size_t rows,
                            struct notices *notices)
{
    struct buf letters = BUF_IN(sheet->arena);
    column_add_letters(&letters, column);
    notice_add(notices, true, sheet->file, sheet->columns.line,
               "column %.*s has no heading and holds %s (in %zu %s), and %s; if %s said "
               "at the review, write what it is above it, such as \"Working 2\"; if "
               "not, call it \"Notes\", with --map \"Notes=ignore\" (`waymark help "
               "columns`); then import the file again",
               STR_ARGS(buf_str(&letters)), rows == 1 ? "a sentence" : "sentences", rows,
               rows == 1 ? "row" : "rows",
               rows == 1 ? "it did not go in" : "none of them went in",
               rows == 1 ? "it was" : "they were");
}

void sheet_refuse_unused(const struct sheet *sheet, struct notices *notices)
{
    const struct columns *columns = &sheet->columns;
    for (size_t i = 0; i < columns->count; i++) {
        struct buf name = BUF_IN(sheet->arena);
        size_t rows = sheet->sentences[i].rows;
        if (!has_sentences(&sheet->sentences[i]))
            continue;
        if (!columns->items[i].title.len) {
            refuse_nameless(sheet, i, rows, notices);
            continue;
        }
        if (columns->surely_names)
            buf_add_format(&name, "\"%.*s\" (",
                           STR_ARGS(sheet_shown(columns->items[i].title)));
        buf_add(&name, STR("column "));
        column_add_letters(&name, i);
        buf_add(&name, columns->surely_names ? STR(")") : STR_NONE);
        notice_add(
            notices, true, sheet->file, columns->line,
            "%.*s holds %s (in %zu %s), and %s; if %s said at the review, do it again "
            "with --map \"HEADING=working\", not_working or aspiration; if not, with "
            "\"HEADING=ignore\" (`waymark help columns`)",
            STR_ARGS(buf_str(&name)), rows == 1 ? "a sentence" : "sentences", rows,
            rows == 1 ? "row" : "rows",
            rows == 1 ? "it did not go in" : "none of them went in",
            rows == 1 ? "it was" : "they were");
    }
}
