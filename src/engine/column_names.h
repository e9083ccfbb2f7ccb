/* SPDX-License-Identifier: MIT */
/* What an authority calls its columns, kept in local/import/KIND.json: looked at, asked
 * about once, and written. People may edit the same file by hand.
 *
 * Memory: results live in the arena.
 * Failure: false; a file that cannot be read, or a name that no sheet has, is named. */
#ifndef ENGINE_COLUMN_NAMES_H
#define ENGINE_COLUMN_NAMES_H

#include "cycle/survey.h"
#include "engine/import.h"

/* A file, or one visible sheet of a workbook that holds anything. */
struct surveyed {
    struct str title; /* clubs.csv, or reviews.xlsx[Holly Bank] */
    struct str sheet; /* Holly Bank; empty for a file */
    bool left_out;    /* a sheet that the authority does not need */
    struct survey survey;
};

struct surveyed_list {
    struct surveyed *items;
    size_t count;
};

/* Of the file in `request`; `own` is what local/import says by now. */
bool column_names_survey(struct arena *arena, const struct import_request *request,
                         const struct json *own, struct surveyed_list *out,
                         struct error *err);

bool column_names_load(struct engine *engine, struct arena *arena, enum sheet_kind kind,
                       struct json *own, struct error *err);
/* Refused to whoever may not import. */
bool column_names_save(struct engine *engine, struct arena *arena, enum sheet_kind kind,
                       const struct json *own, struct error *err);

/* "Their heading=working", "Their heading=ignore", "[Their sheet]=ignore". */
bool column_names_map(struct arena *arena, const struct surveyed_list *file,
                      struct str asked, struct json *own, struct error *err);

#endif
