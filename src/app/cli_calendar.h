/* SPDX-License-Identifier: MIT */
/* What `status` and `cycle close` say of the calendar: the authority's dates that are
 * to come, the hours of the day, and what is still open when a cycle ends.
 *
 * Memory: the arena of `cli`. Failure: the database's. Names of people and their words,
 * not for publication. */
#ifndef APP_CLI_CALENDAR_H
#define APP_CLI_CALENDAR_H

#include "app/cli.h"
#include "engine/process.h"

/* How many days are left to those of the next three months; the later ones in a line. */
void cli_say_key_dates(struct cli *cli, const struct json *cycle, struct json *out);
/* The day and the place of the workshop; and until it is over, its hours, with the tables
 * of each part. */
bool cli_say_day(struct cli *cli, struct process *process, struct json *out,
                 struct error *err);
/* Open actions and live indicators, by whom and by when, and who has been told; for a
 * cycle that is closed, or done once. */
bool cli_say_still_open(struct cli *cli, struct process *process, struct json *out,
                        struct error *err);

/* cli_seats.c: who sits where, where the records `ids` are seats that were just laid:
 * "Table 1: family 2, school 1, supporter 1". */
/* Of one part of the day: "  morning: Table 1 (7), Table 2 (8)"; and who of those that
 * have a seat there is not coming. Added to `out`: [{part, table, people, not_coming}].
 */
bool cli_say_part(struct cli *cli, struct str cycle, struct str part, struct json *out,
                  struct error *err);
bool cli_say_seats(struct cli *cli, struct str cycle, const struct json *ids,
                   struct error *err);
/* Which table has which theme, of the themes `ids` that were just dealt:
 * "Table 1: "I wait for the bus", "I wait at home"". */
bool cli_say_dealt(struct cli *cli, const struct json *ids, struct error *err);

#endif
