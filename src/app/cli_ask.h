/* SPDX-License-Identifier: MIT */
/* Questions on a plain screen, answered line by line on standard input, so that they
 * can be answered by a person at the keys and by a file alike. With --json, nothing is
 * asked aloud.
 *
 * Memory: answers live in the cli's arena. Failure: false at the end of the input. */
#ifndef APP_CLI_ASK_H
#define APP_CLI_ASK_H

#include "app/cli.h"

/* Shows what stands in cli->out, unless --json was given. */
void ask_show(struct cli *cli);
/* The next line, trimmed. `wrong`: why it cannot be taken ("is too long"), and then it is
 * empty; or NULL. */
bool ask_read(struct arena *arena, struct str *out, const char **wrong);
/* Asks for one line, trimmed; empty when nothing was answered. A line that is no text, or
 * longer than any answer, is asked for again. */
bool ask_line(struct cli *cli, struct str *out, const char *question, ...)
    __attribute__((format(printf, 3, 4)));

/* Whose review it is (see engine/review_who.h): `given` and `born` as on the command
 * line, or asked for. `*person` stays empty when nobody was chosen. */
bool ask_who(struct cli *cli, struct str given, struct str born, struct str *person,
             struct error *err);

#endif
