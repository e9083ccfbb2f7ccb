/* SPDX-License-Identifier: MIT */
/* --scope, where a cycle is made: all five choices of whose reviews count.
 *
 *     school=Elm School; year_group=12,13      by what a review says
 *     in_area=no                               educated out of the area
 *     everyone                                 all in the authority
 *     locality=North: Elm School, Oak School   the schools of a locality, put down too
 *     locality=North,South                     that the cycle before has put down
 *     group=NAME                               by a rule of the authority's script
 *
 * What a review says is part of the command that makes the cycle; the rest is chosen in
 * it right after, by prepare.locality and prepare.scope.
 * Memory: cli->arena. Failure: false with what can be written; nothing was changed. */
#ifndef APP_CLI_SCOPE_H
#define APP_CLI_SCOPE_H

#include "app/cli.h"

struct scope_asked {
    bool given;
    struct json fields;     /* the `scope` of cycle.new, cycle.next and cycle.keep */
    struct json localities; /* to put down: [{name, schools}] */
    struct json named;      /* localities that count */
    struct str group;       /* or a rule */
};

/* `knows_localities`: of a cycle that has some put down, or brings them along, so that
 * their names are enough. */
bool scope_asked_read(struct cli *cli, struct str text, bool knows_localities,
                      struct scope_asked *out, struct error *err);
/* Sets `scope` among the arguments of the command, if there is any; null where it is
 * chosen after it, and that of the cycle before does not come along. */
void scope_asked_set(struct cli *cli, const struct scope_asked *asked, struct json *args);
/* Chooses in the cycle what is more than fields. The cycle is there, whatever becomes of
 * that: says what was not chosen, and how to, and gives the exit code. */
int scope_asked_choose(struct cli *cli, struct str cycle,
                       const struct scope_asked *asked);

#endif
