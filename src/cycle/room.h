/* SPDX-License-Identifier: MIT */
/* Who is in the room, by viewpoint: invited, coming, there. Supporters and
 * interpreters are counted apart, and each by themselves, so that they do not swell the
 * share of young people and families, which should be a third at least.
 *
 * Counts are true: not for publication until they have passed room_safe.
 * Memory: that of the counts that may be shown. Failure: the database's. */
#ifndef CYCLE_ROOM_H
#define CYCLE_ROOM_H

#include "cycle/disclosure.h"
#include "store/record.h"

enum { ROOM_PERSPECTIVES = 11 };

/* The perspectives in the order in which they are shown; young people and
 * families come first. */
struct str room_perspective(size_t index);
/* The last, "other", for a name that is none of them. */
size_t room_perspective_index(struct str name);

struct room {
    int64_t invited[ROOM_PERSPECTIVES], coming[ROOM_PERSPECTIVES],
        attended[ROOM_PERSPECTIVES];
    int64_t supporters_invited, supporters_coming, supporters_attended;
    int64_t interpreters_invited, interpreters_coming, interpreters_attended;
};

bool room_of(struct db *db, struct str cycle, struct room *out, struct error *err);

/* One number of people for each viewpoint, as it may be shown. Of two numbers as large,
 * that of young people or families is shown rather. */
bool room_safe(struct arena *arena, struct disclosure_rule rule,
               const int64_t counts[ROOM_PERSPECTIVES], struct disclosure_result *out,
               struct error *err);

/* The viewpoints that may be told apart: just those of whose people it may be shown how
 * many came. A name or column of its own would tell of another that there are few of it,
 * or how many: all others stand together, and are nobody or no few. */
struct room_told {
    bool apart[ROOM_PERSPECTIVES];
};
bool room_tell(struct arena *arena, struct disclosure_rule rule, const struct room *room,
               struct room_told *out, struct error *err);

/* Whose votes stand apart where the room or the public reads them: young people,
 * families and all others, each only where it may be told apart and `people` of it are
 * no few. `others` is false where nobody's do. */
struct room_apart {
    bool young, families, others;
};
struct room_apart room_told_apart(const struct room_told *told,
                                  const int64_t people[ROOM_PERSPECTIVES],
                                  int64_t threshold);

int64_t room_total(const int64_t counts[ROOM_PERSPECTIVES]);
/* Young people and families together. */
int64_t room_young_and_family(const int64_t counts[ROOM_PERSPECTIVES]);

#endif
