/* SPDX-License-Identifier: MIT */
/* What every verb of the command line is given, and how it takes its options,
 * prints and fails.
 *
 * Exit codes: 0 done; 1 failed; 2 done in part, or bad input; 64 the command line
 * cannot be understood. Results go to standard output, everything else to
 * standard error; with --json, what went wrong stands on both.
 * Memory: cli->arena lives as long as the command line. */
#ifndef APP_CLI_H
#define APP_CLI_H

#include "app/paste.h"
#include "base/error.h"
#include "base/notice.h"
#include "base/str.h"
#include "cycle/section.h"
#include "engine/engine.h"
#include "format/json.h"

enum exit_code { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_PARTLY = 2, EXIT_USAGE = 64 };

struct cli {
    struct arena *arena;
    struct str workplace, actor, called; /* called: how the program was */
    struct paste paste;                  /* of the lines that are printed to paste */
    bool json, folder_named;             /* folder_named: the workplace, by --in */
    const char *verb;
    char **words; /* what is left after the verb; options are taken out */
    size_t count;
    struct engine *engine; /* once cli_open has run */
    struct buf out;        /* printed by cli_print */
};

/* A verb; returns the exit code. */
typedef int cli_verb(struct cli *cli);

/* Takes `--name VALUE` out of the words; empty when it was not given. */
struct str cli_option(struct cli *cli, const char *name);
bool cli_flag(struct cli *cli, const char *name);
/* The next plain word, or empty. */
struct str cli_word(struct cli *cli);
/* After all options are taken: false (and the usage is shown) if words that begin
 * with `--`, or any words at all, are left over. */
bool cli_no_more(struct cli *cli);
bool cli_no_options(struct cli *cli);
/* The heading that --section named; false (and the usage is shown) if it is none. With
 * nothing given, `out` is left alone. */
bool cli_section(struct cli *cli, struct str given, enum section *out);

/* To standard error, for people. What this and those below print for people has its
 * lines to paste made whole, see paste.h. */
void cli_say(struct cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* What was done, and a person should look at (`remarks` of a command's outcome): also to
 * be seen when the rest of the output is not looked at. */
void cli_say_remarks(struct cli *cli, const struct json *outcome);
int cli_usage(struct cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int cli_fail(struct cli *cli, const struct error *err);
/* {"error": {"kind": "not_found", "message": "…"}} on standard output: what the two
 * above print with --json, once, in the place of an answer. */
void cli_error_json(enum error_kind kind, struct str message);
/* Prints what is wrong in the input, a line each; EXIT_PARTLY if anything was
 * left out, else EXIT_DONE. */
int cli_notices(struct cli *cli, const struct notices *notices);
/* The same as a list of texts, for --json. */
struct json cli_notices_json(struct cli *cli, const struct notices *notices);

/* Opens the workplace as the actor. The command line has been understood by then,
 * so that a wrong one is said to be wrong wherever one stands. */
bool cli_open(struct cli *cli, bool look, struct error *err);
/* For what will most likely run hooks: the worker starts meanwhile. */
bool cli_open_for_hooks(struct cli *cli, enum engine_hooks hooks, struct error *err);
/* Finds the cycle of this name; the newest open one, if it is empty, and says so where
 * others are open too. Lines to paste name it from here on, where they need it. */
bool cli_find_cycle(struct cli *cli, struct str name, struct str *cycle,
                    struct error *err);
/* Opens it, and finds the cycle of this name (the open one, if it is empty). Whoever
 * only looks is shown everything as it is at this moment, whatever others do meanwhile:
 * a report's numbers agree with each other. */
bool cli_open_cycle(struct cli *cli, bool look, struct str name, struct str *cycle,
                    struct error *err);

/* The same with the cycle's process. */
bool cli_open_process(struct cli *cli, bool look, struct str name,
                      struct process **process, struct error *err);

/* Writes cli->out to standard output; EXIT_FAILED, and a message, if that cannot be
 * done. */
int cli_print(struct cli *cli);
/* Prints one JSON value, with --json, in the place of what cli->out holds. */
int cli_print_json(struct cli *cli, const struct json *value);

/* A file from the root, one that is yet to be written too; no link that it is is
 * followed. */
struct str cli_file_place(struct cli *cli, struct str path);
/* What lines need that are pasted some other day, wherever one stands then. */
struct paste cli_paste_anywhere(struct cli *cli, struct str folder);
/* A name in a command that is suggested, as a shell takes it for one word. */
struct str cli_quoted(struct cli *cli, struct str name);
/* A name for a file about a cycle, by the cycle's: report-2025, and report-2025-26
 * of 2025/26. Where an older cycle's files are called so, the number of the cycle's
 * record follows after a point, which no other name has. */
struct str cli_file_name(struct cli *cli, struct str what, struct str cycle,
                         struct str id);
/* What was typed into a card or a cell, on one line of a list. */
struct str cli_one_line(struct arena *arena, struct str text);
/* The word for so many of a thing: 1 review, 2 reviews. */
const char *one_or_many(int64_t count, const char *one, const char *many);
/* "good_practice" as so many are called: "good practice", "good practices". */
struct str cli_kind_words(struct arena *arena, struct str kind, size_t count);

/* A line on standard error while it takes longer than a second, when that is a
 * terminal. `done` of `total` (0: not known), and how long is left; call often. */
struct progress {
    const char *doing;
    int64_t started, shown;
    bool terminal;
};
void progress_start(struct progress *progress, const char *doing);
void progress_show(struct progress *progress, size_t done, size_t total);
/* The same, of steps that are not things: how large a share, and the time that is left.
 */
void progress_share(struct progress *progress, size_t done, size_t total);
void progress_end(struct progress *progress);

#endif
