/* SPDX-License-Identifier: MIT */
/* Between import.c (files, batches, keys), import_row.c (one row into records)
 * and import_said.c (what a row says into statements). Private to those. */
#ifndef ENGINE_IMPORT_PARTS_H
#define ENGINE_IMPORT_PARTS_H

#include "cycle/flag.h"
#include "engine/import.h"

/* A review met in this file: where first, and how often no view was recorded. */
struct met {
    struct str review; /* empty: a free place */
    size_t line;
    size_t no_view[SECTION_COUNT];
};

/* One file on its way in. */
struct importing {
    struct engine *engine;
    const struct import_request *request;
    struct sheet *sheet;
    const struct json *scope;
    struct notices *notices;
    struct import_counts *counts;
    struct flag_known *known; /* what texts are checked for */
    struct arena *arena;      /* for the whole file */
    struct met *met;          /* a table by the review's id */
    size_t met_count, met_room;
};

/* One batch inside its commit. */
struct batch {
    struct importing *all;
    struct native_call *call;
    struct arena *arena; /* of the batch */
    const struct kind *person, *identity, *review, *statement, *participant;
};

struct held_record {
    struct record record;
    struct json body;
};

struct held_list {
    struct held_record *items;
    size_t count;
};

/* What is known of the person and review of a row while it is being taken. */
struct row_place {
    const struct sheet_row *row;
    struct str person;
    bool new_person;
    const char *other; /* "reference" or "UPN", if they have had another; or NULL */
    struct held_list reviews; /* of the person in this cycle */
    struct held_list said;    /* the person's statements in this cycle */
    struct str review;        /* id; empty for what a plan says */
    struct str latest;        /* the latest date of the person's reviews */
};

/* Takes one row; a row that cannot be taken is a notice. Only the database can
 * make it fail. */
bool import_row(struct batch *batch, const struct sheet_row *row, struct error *err);
/* A row that was taken before: it is only counted, since a review of a long sheet
 * may go on in the next batch. */
bool import_pass_over(struct batch *batch, const struct sheet_row *row,
                      struct error *err);
bool import_participant(struct batch *batch, const struct sheet_participant *row,
                        struct error *err);
/* The statements of a row whose person and review are known. */
bool import_said(struct batch *batch, struct row_place *place, struct error *err);

/* The person's records of a kind in this cycle, with their bodies. */
bool held_records(struct batch *batch, struct str kind, struct str field,
                  struct str value, struct held_list *out, struct error *err);
struct met *met_find(struct importing *all, struct str review, size_t line, bool *before);

void import_remark(struct batch *batch, bool refusal, size_t line, const char *format,
                   ...) __attribute__((format(printf, 4, 5)));

#endif
