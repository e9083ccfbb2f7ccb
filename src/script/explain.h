/* SPDX-License-Identifier: MIT */
/* Tells a script's author what went wrong: `CHUNK:LINE: which hook: what; nothing
 * was changed`. Whatever comes from the worker is checked again before it is shown.
 *
 * `hook` is the path of the hook that was called, or NULL while scripts load. All
 * give ERROR_SCRIPT and false, but explain_answer is true for an answer that is "ok". */
#ifndef SCRIPT_EXPLAIN_H
#define SCRIPT_EXPLAIN_H

#include "format/json.h"
#include "script/frame.h"

/* How a worker ended without an answer. */
struct worker_end {
    enum frame_end last; /* FRAME_TOO_LONG also stands for what cannot be read */
    int signal;          /* that it died of, or 0 */
};

bool explain_answer(struct arena *arena, const struct json *hook,
                    const struct json *answer, struct error *err);
bool explain_end(struct arena *arena, const struct json *hook, struct worker_end end,
                 struct error *err);
bool explain_too_much(struct arena *arena, const struct json *hook, size_t bytes,
                      struct error *err);

/* "command theme.move, run", "rule all_agreed of step theme, test". */
struct str explain_hook(struct arena *arena, const struct json *hook);

#endif
