/* SPDX-License-Identifier: MIT */
/* What the columns of a file are: shown, said with --map, or asked once at a terminal.
 *
 * Memory: cli->arena. Failure: false, with what is wrong; nothing was kept then. */
#ifndef APP_CLI_COLUMNS_H
#define APP_CLI_COLUMNS_H

#include "app/cli.h"
#include "engine/column_names.h"

/* Takes every --map out of the words. */
struct str_list columns_maps(struct cli *cli);
/* Keeps what --map says of the file; without any, and only where somebody sits at a
 * terminal, asks about the columns and sheets that may be needed. */
bool columns_settle(struct cli *cli, const struct import_request *request,
                    struct str_list maps, struct error *err);
/* Whether somebody sits at a terminal. */
bool columns_may_ask(const struct cli *cli);
/* Asks so; the answers go into `own` and are not kept yet. */
bool columns_ask(struct cli *cli, const struct import_request *request, struct json *own,
                 bool *changed, struct error *err);
/* cli_columns_said.c: `columns [KIND]` without a file: what the authority has said, once
 * what is `forgotten` is taken back; all of it or, where one was never said, none. */
int columns_said(struct cli *cli, enum sheet_kind kind, struct str_list forgotten);

#endif
