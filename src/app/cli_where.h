/* SPDX-License-Identifier: MIT */
/* What `list KIND --where FIELD=VALUE,VALUE` asks for. A value that the field cannot
 * have is refused, with the nearest one that it can: a mistyped one is never answered
 * with an empty list. `none` asks for records without any value in the field.
 *
 * Memory: cli->arena. Failure: false, with what can be asked. */
#ifndef APP_CLI_WHERE_H
#define APP_CLI_WHERE_H

#include "app/cli.h"
#include "engine/process.h"

/* Takes every --where out of the words: {FIELD: what was given}. */
bool where_read(struct cli *cli, struct json *given, struct error *err);
/* Whether it may name a person by who they are: that is noted in the log, so the folder
 * must be open for it. */
bool where_may_look_up(struct str kind, const struct json *given);
/* As query_conditions takes it. Records are asked for by id or by name. `rest`: the same
 * for what no index keeps (who says a statement, how, on what occasion), for where_keep.
 */
bool where_check(struct cli *cli, const struct process *process, const struct kind *kind,
                 const struct json *given, struct json *where, struct json *rest,
                 struct error *err);
/* Of these ids, those that `rest` asks for. */
bool where_keep(struct cli *cli, const struct json *rest, struct str_list *ids,
                struct error *err);

#endif
