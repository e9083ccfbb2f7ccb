/* SPDX-License-Identifier: MIT */
/* A text file as lines of UTF-8, whatever it was saved as. For the CSV reader:
 * see format/csv.h for the rules by which the encoding is found.
 *
 * Memory: bytes are borrowed; csv_text_close gives back what iconv holds.
 * Failure: csv_text_open: false, with what the file is and what to do. What
 * cannot be converted becomes U+FFFD and is told in `struct csv_flaw`. */
#ifndef FORMAT_CSV_TEXT_H
#define FORMAT_CSV_TEXT_H

#include "base/error.h"
#include "base/str.h"

#include <iconv.h>

enum csv_encoding { CSV_UTF_8, CSV_WINDOWS_1252, CSV_UTF_16_LE, CSV_UTF_16_BE };

struct csv_text {
    struct str bytes;
    size_t begin; /* after the BOM */
    enum csv_encoding encoding;
    bool mixed; /* called UTF-8, but not all of it is */
    bool converts;
    iconv_t converter;
};

/* Offsets into the bytes: the line's text is [from, to), its break [to, next). */
struct csv_line {
    size_t from, to, next;
};

enum csv_flaw_kind { CSV_FLAWLESS, CSV_FLAW_NUL, CSV_FLAW_BYTE };

/* The first thing in a row that is no text. */
struct csv_flaw {
    enum csv_flaw_kind kind;
    size_t character;   /* of its line, from 1 */
    unsigned char byte; /* CSV_FLAW_BYTE */
};

bool csv_text_open(struct csv_text *text, struct str bytes, struct error *err);
void csv_text_close(struct csv_text *text);

/* The line that starts at `from`; false at the end of the file. */
bool csv_text_line(const struct csv_text *text, size_t from, struct csv_line *out);

/* Adds the bytes [from, to) to `out` as UTF-8; `flaw` is left alone where there
 * is none. */
void csv_text_add(const struct csv_text *text, size_t from, size_t to, struct buf *out,
                  struct csv_flaw *flaw);

#endif
