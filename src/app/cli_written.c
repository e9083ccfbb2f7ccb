/* SPDX-License-Identifier: MIT */
#include "app/cli_written.h"

#include "base/date.h"
#include "base/file.h"
#include "engine/written.h"
#include "format/json.h"
#include "store/kind.h"
#include "store/parsed.h"

#include <string.h>

static struct str day_of(struct cli *cli, int64_t at)
{
    return date_words(cli->arena, date_of_moment(at));
}

/* "2 people said no and 1 was erased since, last on 3 June 2025" */
static struct str since_words(struct cli *cli, const struct written *one)
{
    struct buf out = BUF_IN(cli->arena);
    if (one->refused)
        buf_add_format(
            &out, "%zu %s", one->refused,
            one_or_many((int64_t)one->refused, "no was noted", "noes were noted"));
    if (one->erased)
        buf_add_format(
            &out, "%s%zu %s", out.len ? ", and " : "", one->erased,
            one_or_many((int64_t)one->erased, "person was erased", "people were erased"));
    if (one->time_up)
        buf_add_format(&out, "%ssome of what it was made of had had its time",
                       out.len ? ", and " : "");
    buf_add_format(&out, " since, last on %.*s", STR_ARGS(day_of(cli, one->changed_at)));
    return buf_str(&out);
}

static bool is_of_quick(const struct written *one)
{
    return str_equal(one->by, STR("quick"));
}

/* The theme of a hand-out of one, by the end of its name; empty where it is of all. */
static struct str theme_of(const struct written *one)
{
    struct str rest = one->file, theme = STR_NONE;
    for (size_t at = str_find(rest, STR("-theme-")); at != SIZE_MAX;
         at = str_find(rest, STR("-theme-"))) {
        rest = str_slice(rest, at + 1, rest.len);
        if (str_ends(rest, STR(".html")))
            theme = str_slice(rest, 0, rest.len - strlen(".html"));
    }
    return str_equal(one->what, STR("handout")) && is_record_id(theme) ? theme : STR_NONE;
}

/* The heading of a sheet of one heading's cards, by the end of its name; else empty. */
static struct str section_of(struct cli *cli, const struct written *one)
{
    struct str found = STR_NONE;
    for (int s = 0; s < SECTION_COUNT; s++) {
        struct str name = section_name((enum section)s);
        if (str_ends(one->file, str_format(cli->arena, ".%.*s.html", STR_ARGS(name))))
            found = name;
    }
    return str_equal(one->what, STR("cards")) ? found : STR_NONE;
}

/* Whose files they are. */
struct cycle_of {
    struct str id, name;
    struct str option; /* " --cycle NAME" where a line needs it */
    bool quick;
};

static bool is_workbook(const struct written *one)
{
    return str_equal(one->what, STR("themes"));
}

/* A workbook is called as people say, and else after the cycle. */
static struct str workbook_given(struct cli *cli, const struct written *one,
                                 const struct cycle_of *cycle)
{
    struct str name = cli_file_name(cli, STR("themes"), cycle->name, cycle->id);
    name = str_format(cli->arena, "%.*s.xlsx", STR_ARGS(name));
    return is_of_quick(one) || str_equal(one->file, name)
               ? STR_NONE
               : str_format(cli->arena, " %.*s", STR_ARGS(cli_quoted(cli, one->file)));
}

/* The command that makes it. */
static struct str command_of(struct cli *cli, const struct written *one,
                             const struct cycle_of *cycle)
{
    struct str theme = theme_of(one), section = section_of(cli, one), line = one->what;
    if (theme.len)
        line = str_format(cli->arena, "handout --theme %.*s", STR_ARGS(theme));
    else if (section.len)
        line = str_format(cli->arena, "cards --section %.*s", STR_ARGS(section));
    else if (str_equal(one->what, STR("report")) && str_ends(one->file, STR(".json")))
        line = STR("report --format json");
    else if (is_workbook(one))
        line = str_format(cli->arena, "export themes%.*s",
                          STR_ARGS(workbook_given(cli, one, cycle)));
    return str_format(cli->arena, "%.*s%.*s", STR_ARGS(line), STR_ARGS(cycle->option));
}

/* One whose place is the folder: gone, there is nothing more to do. */
static bool is_gone(struct cli *cli, const struct written *one)
{
    struct str folder = cli->engine->store->folder;
    return (written_is_kept(one->file) || is_of_quick(one)) &&
           !file_exists(cli->arena, file_join(cli->arena, folder, one->file));
}

/* `waymark quick` goes on in a folder until its cycle is kept. */
static struct str what_to_do_in_folder(struct cli *cli, const struct written *one,
                                       const struct cycle_of *cycle)
{
    if (cycle->quick)
        return STR("Make it again with `waymark quick` and the same files (start.html, "
                   "beside it, has the line to paste), and take the old one, and its "
                   "copies, out of use.");
    return str_format(cli->arena,
                      "Delete it, and take its copies out of use; `waymark %.*s` makes "
                      "one from what may be used now.",
                      STR_ARGS(command_of(cli, one, cycle)));
}

static const char delete_kept[] =
    "It cannot be made again: delete it, and take its copies out of use.";

static struct str what_to_do(struct cli *cli, const struct written *one,
                             const struct cycle_of *cycle)
{
    if (written_is_kept(one->file))
        return str_of(delete_kept);
    if (is_of_quick(one))
        return what_to_do_in_folder(cli, one, cycle);
    if (is_workbook(one)) /* none is written over */
        return str_format(cli->arena,
                          "Take it, and its copies, out of use, and then make it again "
                          "with `waymark %.*s`.",
                          STR_ARGS(command_of(cli, one, cycle)));
    return str_format(cli->arena,
                      "Make it again with `waymark %.*s`, and take the old one, and its "
                      "copies, out of use.",
                      STR_ARGS(command_of(cli, one, cycle)));
}

static bool status_of(struct cli *cli, const struct cycle_of *cycle, struct json *list,
                      struct error *err)
{
    struct written_list old;
    if (!written_too_old(cli->engine, cli->arena, cycle->id, &old, err))
        return false;
    for (size_t i = 0; i < old.count; i++) {
        const struct written *one = &old.items[i];
        struct json item = json_object();
        if (is_gone(cli, one))
            continue;
        json_set(cli->arena, &item, STR("cycle"), json_text(cycle->name));
        json_set(cli->arena, &item, STR("what"), json_text(one->what));
        json_set(cli->arena, &item, STR("file"), json_text(one->file));
        json_set(cli->arena, &item, STR("written"),
                 json_text(moment_text(cli->arena, one->at)));
        json_set(cli->arena, &item, STR("refused_since"),
                 json_integer((int64_t)one->refused));
        json_set(cli->arena, &item, STR("erased_since"),
                 json_integer((int64_t)one->erased));
        json_set(cli->arena, &item, STR("time_up_since"),
                 json_integer((int64_t)one->time_up));
        json_add(cli->arena, list, item);
        buf_add_format(&cli->out,
                       "\n%.*s, written on %.*s, may hold what must not be used any "
                       "more: %.*s. %.*s\n",
                       STR_ARGS(one->file), STR_ARGS(day_of(cli, one->at)),
                       STR_ARGS(since_words(cli, one)),
                       STR_ARGS(what_to_do(cli, one, cycle)));
    }
    return true;
}

/* Of the cycle that is looked at first, and then of the others: what was given out in a
 * year that is over is with people still. */
bool written_status(struct cli *cli, struct str cycle, struct json *out,
                    struct error *err)
{
    struct parsed_list cycles;
    struct json list = json_list();
    if (!parsed_all(cli->engine->store->db, cli->arena, STR(""), STR("cycle"), &cycles,
                    err))
        return false;
    for (int others = 0; others < 2; others++) {
        for (size_t i = 0; i < cycles.count; i++) {
            const struct parsed *one = &cycles.items[i];
            struct cycle_of of = {.id = one->record.id,
                                  .name = parsed_text(one, "name"),
                                  .quick = json_find_bool(&one->body, STR("quick"))};
            if (str_equal(of.id, cycle) == (others > 0))
                continue;
            if (others)
                of.option = str_format(cli->arena, " --cycle %.*s",
                                       STR_ARGS(cli_quoted(cli, of.name)));
            if (!status_of(cli, &of, &list, err))
                return false;
        }
    }
    json_set(cli->arena, out, STR("too_old"), list);
    return true;
}

/* `file`: what is made anew in its place. */
static void say_replaced(struct cli *cli, const struct written *old, struct str file)
{
    struct str day = day_of(cli, old->at), since = since_words(cli, old);
    if (str_equal(old->file, file))
        cli_say(cli,
                "%.*s is made anew, from what may be used now: keep it. What was written "
                "under that name on %.*s, and all that was printed or copied from it, "
                "may hold what must not be used any more (%.*s): take that out of use.\n",
                STR_ARGS(file), STR_ARGS(day), STR_ARGS(since));
    else if (written_is_kept(old->file))
        cli_say(cli,
                "%.*s, written on %.*s, may hold what must not be used any more (%.*s). "
                "%s\n",
                STR_ARGS(old->file), STR_ARGS(day), STR_ARGS(since), delete_kept);
    else
        cli_say(cli,
                "%.*s, as it was written on %.*s, may hold what must not be used any "
                "more: %.*s. %s out of use.\n",
                STR_ARGS(old->file), STR_ARGS(day), STR_ARGS(since),
                is_of_quick(old) ? "Delete it, and take its copies"
                                 : "Take it, and its copies,");
}

static void say_all_replaced(struct cli *cli, const struct written_list *old,
                             const struct written_file *file)
{
    for (size_t i = 0; i < old->count; i++)
        if (str_equal(old->items[i].what, str_of(file->what)) &&
            !is_gone(cli, &old->items[i]))
            say_replaced(cli, &old->items[i], file_name(file->path));
}

static bool note(struct cli *cli, const struct written_file *file)
{
    struct error err;
    struct str name = file_name(file->path);
    bool noted = written_note(cli->engine, cli->arena, file->what, file->by, file->cycle,
                              name, file->seen, &err);
    if (!noted)
        cli_say(cli,
                "waymark: that %.*s is written could not be noted in the log (%s), so "
                "`waymark status` will not name it when somebody says no, or is erased, "
                "after today.\n",
                STR_ARGS(name), err.text);
    return noted;
}

bool written_write(struct cli *cli, const struct written_file *file, bool *noted,
                   struct error *err)
{
    struct written_list old;
    struct str there;
    struct error ignored;
    bool same = file_exists(cli->arena, file->path) &&
                file_read(cli->arena, file->path, file->bytes.len, &there, &ignored) &&
                str_equal(there, file->bytes);
    if (!written_too_old(cli->engine, cli->arena, file->cycle, &old, err) ||
        !written_stands(cli->engine, cli->arena, file->what, file->cycle,
                        file_name(file->path), noted, err))
        return false;
    *noted = *noted && same;
    if (*noted)
        return true;
    if (!same && !file_write(cli->arena, file->path, file->bytes,
                             file_mode(cli->arena, file->path, 0600), err))
        return false;
    say_all_replaced(cli, &old, file);
    *noted = note(cli, file);
    return true;
}
