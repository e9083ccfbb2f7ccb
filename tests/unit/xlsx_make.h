/* SPDX-License-Identifier: MIT */
/* Workbooks for tests, written through minizip: as small as a program would take.
 *
 * Memory: the test's arena. Failure: a failure of the test, and no bytes. */
#ifndef XLSX_MAKE_H
#define XLSX_MAKE_H

#include "test.h"

enum { XLSX_MAKE_SHEETS = 6, XLSX_MAKE_MOST = 64 * 1024 * 1024 /* bytes */ };

struct xlsx_part {
    const char *path;
    struct str text;
};

struct xlsx_book {
    struct {
        const char *name, *state; /* state: hidden, veryHidden, or NULL */
        const char *rows;         /* what stands in sheetData, or NULL for the last */
        const char *after;        /* mergeCells, or NULL */
    } sheets[XLSX_MAKE_SHEETS];
    const char *strings;  /* what stands in sst, or NULL */
    const char *styles;   /* what stands in styleSheet, or NULL */
    const char *settings; /* what stands in workbook before the sheets, or NULL */
};

struct str xlsx_make_zip(struct test *t, const struct xlsx_part *parts, size_t count);
struct str xlsx_make(struct test *t, const struct xlsx_book *book);

#endif
