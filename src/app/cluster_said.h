/* SPDX-License-Identifier: MIT */
/* What `waymark cluster` says of the groups of plain lines: as JSON, as reasons for
 * people to read (--explain), and the list of merges (--tree). docs/theming.md says
 * what stands in each.
 *
 * Memory: the arena's. Failure: none. */
#ifndef APP_CLUSTER_SAID_H
#define APP_CLUSTER_SAID_H

#include "app/plain_lines.h"
#include "format/json.h"
#include "text/cluster.h"

struct cluster_said {
    struct arena *arena;
    const struct plain_lines *lines;
    const struct clusters *clusters;
    const struct encoder *encoder; /* NULL: by words */
};

struct json cluster_json(const struct cluster_said *said, bool explain);
struct str cluster_reasons(const struct cluster_said *said);
struct str cluster_tree(const struct cluster_said *said);

/* A text for a line of a list: cut short after 120 characters, white space and what
 * steers a terminal as spaces. */
struct str cluster_quote(struct arena *arena, struct str text);
/* A likeness in thousandths, with its sign: 0.43, -0.01. */
struct str cluster_number(struct arena *arena, int32_t thousandths);

#endif
