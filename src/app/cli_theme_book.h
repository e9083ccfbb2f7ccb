/* SPDX-License-Identifier: MIT */
/* The groups of a cycle as a workbook that people edit: written by `export themes`, and
 * by whatever else hands one out. What `import themes` takes back is in
 * engine/theme_import.h.
 *
 * Memory: the arena. Failure: false with the reason. */
#ifndef APP_CLI_THEME_BOOK_H
#define APP_CLI_THEME_BOOK_H

#include "app/cli.h"
#include "engine/process.h"
#include "report/theme_book.h"

/* The workbook of a cycle; of one section, unless that is NULL. `load_back` is the line
 * that it tells to paste. Cards that have no number yet are given one, which is logged.
 */
bool theme_book_bytes(struct cli *cli, struct process *process,
                      const enum section *section, struct str load_back, struct str *out,
                      struct theme_book_written *written, struct error *err);

/* export themes, after its options; the file's name is among the words still. */
int cli_export_themes(struct cli *cli, struct str cycle, struct str section);

#endif
