/* SPDX-License-Identifier: MIT */
/* A spreadsheet as text that tests compare. A row is a line: its number, what is
 * known of the person and the review (`ref=A1 on=2025-05-12 year=9`), its
 * statements (`| working1=I like art by=family`; a rank other than the number is
 * shown) and how often a box said nothing (`no-future=1`). A participant:
 * `2 family x3 supporter`. A sheet that cannot be opened: `ERROR: why`. A notice:
 * `!3 text` (refusal) or `?3 text` (remark). */
#ifndef SHEET_SHOW_H
#define SHEET_SHOW_H

#include "cycle/sheet.h"
#include "test.h"

struct sheet_shown {
    struct str rows, notices;
};

struct sheet_shown sheet_show(struct test *t, enum sheet_kind kind, struct str text,
                              const char *own);

struct sheet_case {
    const char *text;    /* of the file */
    const char *rows;    /* exactly */
    const char *notices; /* a line each, in order: its start, and after ~ what it holds */
};

void sheet_check(struct test *t, enum sheet_kind kind, const struct sheet_case *one,
                 const char *own);

#endif
