/* SPDX-License-Identifier: MIT */
/* A file of commands: the decisions of a workshop, one a line.
 *
 *   # a comment
 *   theme.new as=@bus section=not_working name="I miss things because of the bus"
 *   theme.move to=@bus statements=reviews.csv:14:not_working1,reviews.csv:20:not_working2
 *
 * `as=@name` names what the line creates, for the lines below: all that it creates of
 * one kind where they take a list, else the first of them. A value may stand
 * in double quotes, with \" and \\ inside. The same key given twice makes a list, and
 * so do names divided by commas (to=@bus,@work).
 *
 * Running a file again does nothing twice, and a line that was added or corrected is
 * done. A file is told from others by where it stands. Never in silence: a line that
 * another file has done (this one was moved, or two tables decided the same) is left
 * and named, unless `another` says that this is another table's; a line that was
 * taken back stays so, and is named. See engine/line_past.h.
 * Memory: the arena; each command has one of its own.
 * Failure: a line that fails is a notice and the rest goes on; only a file that
 * is not UTF-8 text fails as a whole. */
#ifndef ENGINE_COMMAND_FILE_H
#define ENGINE_COMMAND_FILE_H

#include "base/notice.h"
#include "engine/command.h"

struct command_file {
    struct str name; /* for messages */
    struct str path; /* where it stands, from the root, without links */
    struct str text;
    bool another; /* what others have done is done for this one, too */
};

/* How many lines; those of `elsewhere` and `taken_back` were left. */
struct command_file_counts {
    size_t done, known, elsewhere, taken_back, refused;
    int64_t known_at; /* when the newest of the known was done */
};

/* `progress` may be NULL; it is told how many lines of how many are done. */
typedef void progress_function(void *with, size_t done, size_t total);

bool command_file_run(struct engine *engine, struct arena *arena, struct str cycle,
                      const struct command_file *file, struct notices *notices,
                      struct command_file_counts *out, progress_function *progress,
                      void *with, struct error *err);

/* One line into its command's name, arguments and alias ('' if none); a blank or
 * comment line gives an empty name. */
bool command_line_parse(struct arena *arena, struct str line, struct str *name,
                        struct json *args, struct str *alias, struct error *err);
/* Adds `key=value` to the arguments; a key given again makes a list. */
bool command_arg_add(struct arena *arena, struct str word, struct json *args,
                     struct error *err);

#endif
