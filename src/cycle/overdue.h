/* SPDX-License-Identifier: MIT */
/* What should have been done or measured by now: an action or a promise that is open
 * after its day (by), an indicator that is measured still after its day (due). The day is
 * the script's to say; that it has passed is seen here, by the calendar of "today".
 *
 * Memory: none. Failure: none. */
#ifndef CYCLE_OVERDUE_H
#define CYCLE_OVERDUE_H

#include "format/json.h"

/* Whether records of this kind can be overdue. */
bool overdue_knows(struct str kind);
/* The day that has passed (YYYY-MM-DD), or empty. */
struct str overdue_since(struct str kind, const struct json *body);

#endif
