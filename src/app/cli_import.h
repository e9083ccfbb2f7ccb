/* SPDX-License-Identifier: MIT */
/* What every kind of import does on the command line: it takes the file that is named,
 * for the cycle that is meant, and says what came of it. The kinds that have a file of
 * their own stand here, too; cli_import.c has read their options.
 *
 * Memory: cli->arena; the file itself until import_close. Failure: an exit code, once it
 * has been said why. */
#ifndef APP_CLI_IMPORT_H
#define APP_CLI_IMPORT_H

#include "app/cli.h"
#include "base/file.h"

struct import_file {
    struct mapped_file mapped;
    struct str name, cycle; /* of the file, without its folder; id */
    struct str place;       /* the file's, from the root */
};

/* The next word, and nothing after it; EXIT_DONE, or why not. `hooks`: many will run. */
int import_take(struct cli *cli, struct str cycle_name, bool hooks,
                struct import_file *out);
/* Gives the file back, and says what was found wrong in it, line by line; EXIT_DONE where
 * `err` is NULL, so that the counts can be said. */
int import_close(struct cli *cli, struct import_file *file, const struct notices *notices,
                 const struct error *err);
/* "       3 statements"; nothing for none. */
void import_count(struct cli *cli, size_t count, const char *one, const char *many);
/* The exit code, once the counts are `printed`. */
int import_code(int printed, const struct notices *notices);

/* cli_import_offer.c, of local_offer and good_practice; cli_sorts.c; cli_theme_book.c */
int cli_import_offer(struct cli *cli, struct str kind, bool pretend, struct str cycle);
int cli_import_sorts(struct cli *cli, struct str cycle, struct str table, bool pretend);
int cli_import_themes(struct cli *cli, struct str cycle, bool pretend);

#endif
