/* SPDX-License-Identifier: MIT */
/* What the files of format/xlsx share; for nobody else. */
#ifndef FORMAT_XLSX_INSIDE_H
#define FORMAT_XLSX_INSIDE_H

#include "format/xlsx.h"
#include "format/xml.h"
#include "format/zip.h"

enum {
    XLSX_SMALL_PART = 16 * 1024 * 1024,
    XLSX_TEXTS_PART = 64 * 1024 * 1024,
    XLSX_SHEET_PART = 256 * 1024 * 1024
};

/* What of a cell's format changes what is read. */
struct xlsx_format {
    bool date;
    unsigned char zeros; /* so many digits at least: 000000 */
};

struct xlsx {
    struct arena *arena; /* holds everything here, itself included */
    struct str name;
    struct zipped *zipped;
    struct xlsx_sheet_about *sheets;
    size_t sheet_count;
    bool from_1904; /* its days are counted from 1904 */
    struct xlsx_format *formats;
    size_t format_count;
    struct str *texts;
    size_t text_count;
};

struct xlsx_cell {
    size_t column; /* from 0 */
    struct str text;
    bool lost; /* a formula that was never worked out */
};

enum xlsx_fault { XLSX_FINE, XLSX_TOO_LONG, XLSX_TOO_WIDE };

struct xlsx_row {
    size_t line;
    const struct xlsx_cell *cells; /* (count): those that hold anything, or did */
    size_t count;
    enum xlsx_fault fault;
    size_t fault_column; /* from 0 */
};

/* A cell over several rows. */
struct xlsx_merge {
    size_t first, last; /* rows, from 1 */
    size_t column;      /* from 0 */
};

/* What stands in a column down to a row. */
struct xlsx_held {
    size_t last;
    struct str text;
};

/* Cells of which something is to be said: how many, and the row of the first. */
struct xlsx_odd {
    size_t count, line;
};

struct xlsx_sheet {
    struct arena *arena; /* holds everything here, itself included */
    struct str title;
    struct xlsx_row *rows;
    size_t row_count, width;
    struct xlsx_merge *merges; /* by their first row */
    size_t merge_count;
    struct buf hidden; /* "4, 7 to 9" */
    size_t hidden_count;
    struct xlsx_odd errors, uncounted;
    /* Where reading is: */
    size_t next, next_merge;
    struct xlsx_held *held; /* (width) */
    struct str *cells;      /* (width) */
    bool *lost;             /* (width) */
    bool told;
};

/* Walks through one file inside the workbook. */
bool xlsx_walk(struct xlsx *xlsx, struct str path, size_t most,
               const struct xml_walker *walker, struct error *err);

bool xlsx_read_texts(struct xlsx *xlsx, struct str path, struct error *err);
bool xlsx_read_formats(struct xlsx *xlsx, struct str path, struct error *err);

/* Writes _x000D_ and the like as the characters that they stand for, in place. */
struct str xlsx_unescape(char *text, size_t len);

/* The text of a number as the sheet shows it, in the arena or borrowed. */
struct str xlsx_number(struct arena *arena, struct str digits, struct xlsx_format format,
                       bool from_1904);
/* 2025-05-12T00:00:00 → 12/05/2025 */
struct str xlsx_iso_date(struct arena *arena, struct str text);

#endif
