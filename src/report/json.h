/* SPDX-License-Identifier: MIT */
/* A published document as JSON, for those who publish it in their own way: what
 * is in the document and nothing more, so a hidden count is only "hidden": true.
 *
 * Shape: {title, subtitle, authority, date, language, hidden_words, hidden_note,
 * blocks: [{kind, …}]}; what is empty is left out.
 * Memory: the arena passed in. Failure: none. */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include "cycle/published.h"

struct str report_json(struct arena *arena, const struct published *doc);

#endif
