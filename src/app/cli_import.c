/* SPDX-License-Identifier: MIT */
#include "app/cli_import.h"

#include "app/cli_columns.h"
#include "app/verbs.h"
#include "cycle/top.h"
#include "engine/import_choose.h"
#include "engine/process.h"

#include <stdio.h>

/* Of a file; a year's reviews of a large authority are a tenth of it. */
enum { MOST_IN_MEMORY = 64 * 1024 * 1024 };

static bool read_kind(struct cli *cli, struct str word, enum sheet_kind *kind)
{
    struct str names[] = {STR("reviews"),      STR("statements"),   STR("aspirations"),
                          STR("participants"), STR("themes"),       STR("sorts"),
                          STR("local_offer"),  STR("good_practice")};
    struct str_list list = {names, sizeof names / sizeof names[0]};
    if (import_kind_find(word, kind))
        return true;
    (void)cli_usage(cli,
                    "say what is in the file: reviews, statements, aspirations, "
                    "participants, themes, sorts, local_offer or good_practice%s%.*s",
                    word.len ? "" : ", and then the file",
                    STR_ARGS(nearest_hint(cli->arena, list, word)));
    return false;
}

static void show_progress(void *with, size_t done, size_t total)
{
    progress_show(with, done, total);
}

static void add_count(struct cli *cli, struct json *out, const char *name, size_t count)
{
    json_set(cli->arena, out, str_of(name), json_integer((int64_t)count));
}

static int say_json(struct cli *cli, const struct import_counts *counts,
                    const struct notices *notices)
{
    struct json out = json_object();
    add_count(cli, &out, "rows", counts->rows);
    add_count(cli, &out, "new_people", counts->people);
    add_count(cli, &out, "doubts", counts->doubts);
    add_count(cli, &out, "new_reviews", counts->reviews);
    add_count(cli, &out, "new_statements", counts->statements);
    add_count(cli, &out, "new_participants", counts->participants);
    add_count(cli, &out, "same", counts->same);
    add_count(cli, &out, "corrected", counts->corrected);
    add_count(cli, &out, "permissions_changed", counts->permissions);
    add_count(cli, &out, "permissions_yes", counts->noted_yes);
    add_count(cli, &out, "permissions_no", counts->noted_no);
    add_count(cli, &out, "older", counts->older);
    add_count(cli, &out, "out_of_scope", counts->out_of_scope);
    add_count(cli, &out, "spare", counts->spare);
    add_count(cli, &out, "to_pick", counts->to_pick);
    add_count(cli, &out, "split", counts->split);
    add_count(cli, &out, "linked", counts->linked);
    add_count(cli, &out, "maybe_same", counts->maybe_same);
    add_count(cli, &out, "no_view", counts->no_view);
    add_count(cli, &out, "flagged", counts->flagged);
    add_count(cli, &out, "flagged_before", counts->flagged_before);
    add_count(cli, &out, "unused_columns", counts->unused_columns);
    add_count(cli, &out, "refused", notices->refusals);
    add_count(cli, &out, "refused_rows", counts->refused_rows);
    json_set(cli->arena, &out, STR("notices"), cli_notices_json(cli, notices));
    return cli_print_json(cli, &out);
}

void import_count(struct cli *cli, size_t count, const char *one, const char *many)
{
    if (count)
        buf_add_format(&cli->out, "  %6zu %s\n", count,
                       one_or_many((int64_t)count, one, many));
}

/* "reviews.csv: 74 rows, 2 of them refused (named above)" */
static void say_rows(struct cli *cli, struct str name, bool pretend,
                     const struct import_counts *counts)
{
    buf_add_format(&cli->out, "%.*s: %zu %s", STR_ARGS(name), counts->rows,
                   one_or_many((int64_t)counts->rows, "row", "rows"));
    if (counts->refused_rows && counts->refused_rows == counts->rows)
        buf_add_format(&cli->out, ", %s (named above)",
                       counts->rows == 1 ? "refused" : "all refused");
    else if (counts->refused_rows)
        buf_add_format(&cli->out, ", %zu of them refused (named above)",
                       counts->refused_rows);
    buf_add(&cli->out,
            pretend ? STR(" (a dry run: nothing has been changed)\n") : STR("\n"));
}

static void say_unused(struct cli *cli, const struct import_counts *counts)
{
    if (counts->unused_columns)
        buf_add_format(&cli->out,
                       "  %6zu %s not used: %.*s; if %s answers, say what %s is with "
                       "--map \"HEADING=FIELD\" (`waymark help columns`)\n",
                       counts->unused_columns,
                       counts->unused_columns == 1 ? "column was" : "columns were",
                       STR_ARGS(counts->unused_names),
                       counts->unused_columns == 1 ? "it holds" : "one of them holds",
                       counts->unused_columns == 1 ? "it" : "that one");
}

struct count_words {
    size_t count;
    const char *one, *many;
};

static void say_each(struct cli *cli, const struct count_words *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        import_count(cli, list[i].count, list[i].one, list[i].many);
}

/* "3 permissions noted: 2 yes, 1 no" */
static void say_permissions(struct cli *cli, const struct import_counts *counts)
{
    size_t all = counts->noted_yes + counts->noted_no;
    if (all)
        buf_add_format(&cli->out, "  %6zu %s noted: %zu yes, %zu no\n", all,
                       one_or_many((int64_t)all, "permission", "permissions"),
                       counts->noted_yes, counts->noted_no);
}

static const char *top_line(struct cli *cli, const char *before, struct str top,
                            const char *after)
{
    return str_c(cli->arena,
                 str_format(cli->arena, "%s%.*s%s", before, STR_ARGS(top), after));
}

/* What the file brought, and what of it a person should look at. */
static void say_brought(struct cli *cli, const struct import_counts *counts,
                        struct str top, bool pretend)
{
    const char *spare_one = top_line(cli, "statement kept as spare: beyond someone's ",
                                     top, ", or of an earlier review");
    const char *spare_many = top_line(cli, "statements kept as spare: beyond someone's ",
                                      top, ", or of an earlier review");
    const char *pick_one =
        top_line(cli, "statement that waits until somebody picks a person's ", top,
                 " (`waymark do collect.pick_top`)");
    const char *pick_many =
        top_line(cli, "statements that wait until somebody picks a person's ", top,
                 " (`waymark do collect.pick_top`)");
    const struct count_words list[] = {
        {counts->people, "young person seen for the first time",
         "young people seen for the first time"},
        {counts->doubts, "pair of people who may be one: `waymark people`",
         "pairs of people who may be one: `waymark people`"},
        {counts->reviews, "review", "reviews"},
        {counts->statements, "statement", "statements"},
        {counts->participants, "person for the room", "people for the room"},
        {counts->no_view, "box where no view was recorded: counted, not imported",
         "boxes where no view was recorded: counted, not imported"},
        {counts->spare, spare_one, spare_many},
        {counts->linked,
         "statement that plan and review have in the same words: counted once",
         "statements that plan and review have in the same words: counted once"},
        {counts->maybe_same,
         "statement that may say what the person's plan or review says already: look at "
         "it (`waymark list statement --where same=maybe`)",
         "statements that may say what the person's plan or review says already: look at "
         "them (`waymark list statement --where same=maybe`)"},
        {counts->split,
         "statement cut out of a paragraph: look it over (`waymark list statement "
         "--where split=yes`)",
         "statements cut out of paragraphs: look them over (`waymark list statement "
         "--where split=yes`)"},
        {counts->to_pick, pick_one, pick_many},
        {counts->flagged, "statement that may show who somebody is",
         "statements that may show who somebody is"},
        {counts->flagged_before, "statement from before that may name somebody new",
         "statements from before that may name somebody new"}};
    say_each(cli, list, sizeof list / sizeof list[0]);
    if (counts->flagged + counts->flagged_before && !pretend)
        buf_add(&cli->out, STR("         look before printing: `waymark look`\n"));
}

/* What it did not bring. */
static void say_rest(struct cli *cli, const struct import_counts *counts, size_t refusals)
{
    const struct count_words list[] = {
        {counts->corrected, "corrected", "corrected"},
        {counts->permissions, "permission changed", "permissions changed"},
        {counts->older, "row that is older than what is there, named above: that stays",
         "rows that are older than what is there, named above: that stays"},
        {counts->same, "row that was there already", "rows that were there already"},
        {counts->out_of_scope, "row outside of this cycle's scope: left out",
         "rows outside of this cycle's scope: left out"},
        {refusals - counts->row_refusals,
         "cell or column left out, named above: the rest went in",
         "cells or columns left out, each named above: the rest went in"}};
    say_each(cli, list, sizeof list / sizeof list[0]);
}

static int say_counts(struct cli *cli, const struct import_request *request,
                      struct str top, const struct import_counts *counts, size_t refusals)
{
    struct str name = request->name;
    bool pretend = request->pretend;
    if (counts->before && counts->rows > counts->refused_rows) {
        buf_add_format(&cli->out,
                       "%.*s: all its rows%s have been imported before, exactly as they "
                       "are: nothing was added.\n",
                       STR_ARGS(name), counts->refused_rows ? " but those refused" : "");
        import_count(cli, refusals, "refused, named above", "refused, each named above");
        return cli_print(cli);
    }
    say_rows(cli, name, pretend, counts);
    say_brought(cli, counts, top, pretend);
    say_permissions(cli, counts);
    say_rest(cli, counts, refusals);
    say_unused(cli, counts);
    return cli_print(cli);
}

int import_take(struct cli *cli, struct str cycle_name, bool hooks,
                struct import_file *out)
{
    struct error err;
    struct str path = cli_word(cli);
    if (!path.len)
        return cli_usage(cli, "name the file");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    out->name = file_name(path);
    out->place = file_place(cli->arena, path);
    if ((hooks && !cli_open_for_hooks(cli, HOOKS_OF_MANY, &err)) ||
        !cli_open_cycle(cli, false, cycle_name, &out->cycle, &err) ||
        !file_take(cli->arena, path, cli->engine->store->folder, MOST_IN_MEMORY,
                   &out->mapped, &err))
        return cli_fail(cli, &err);
    return EXIT_DONE;
}

/* What went in before a failure is not named again by the next run. */
int import_close(struct cli *cli, struct import_file *file, const struct notices *notices,
                 const struct error *err)
{
    file_unmap(&file->mapped);
    if (err || !cli->json)
        (void)cli_notices(cli, notices);
    return err ? cli_fail(cli, err) : EXIT_DONE;
}

int import_code(int printed, const struct notices *notices)
{
    return printed ? printed : notices->refusals ? EXIT_PARTLY : EXIT_DONE;
}

/* Reviews, statements, aspirations and participants. */
static int import_rows(struct cli *cli, struct str cycle, struct str kind,
                       struct str_list maps, struct import_request *request)
{
    struct error err;
    struct import_file file = {0};
    struct notices notices = {.arena = cli->arena};
    struct import_counts counts;
    struct progress progress;
    struct process *process;
    int code = import_take(cli, cycle, false, &file);
    if (code)
        return code;
    request->cycle = file.cycle;
    request->name = file.name;
    request->bytes = file.mapped.bytes;
    /* What --map says may make it the kind that was meant. */
    if ((!maps.count && !import_check_kind(cli->engine, cli->arena, kind, file.name,
                                           file.mapped.bytes, &err)) ||
        (!request->pretend && !columns_settle(cli, request, maps, &err)))
        return import_close(cli, &file, &notices, &err);
    progress_start(&progress, "importing rows");
    bool fine = import_run(cli->engine, cli->arena, request, &notices, &counts,
                           show_progress, &progress, &err);
    progress_end(&progress);
    code = import_close(cli, &file, &notices, fine ? NULL : &err);
    if (code)
        return code;
    if (!engine_process(cli->engine, request->cycle, &process, &err))
        return cli_fail(cli, &err);
    struct str top = top_words(cli->arena, process->steps).called;
    return import_code(cli->json
                           ? say_json(cli, &counts, &notices)
                           : say_counts(cli, request, top, &counts, notices.refusals),
                       &notices);
}

int cli_import(struct cli *cli)
{
    struct import_request request = {.pretend = cli_flag(cli, "--dry-run")};
    struct str cycle = cli_option(cli, "--cycle");
    struct str table = cli_option(cli, "--table");
    struct str_list maps = columns_maps(cli);
    if (cli->count && str_equal(str_of(cli->words[0]), STR("sorts"))) {
        (void)cli_word(cli);
        return cli_import_sorts(cli, cycle, table, request.pretend);
    }
    if (table.len)
        return cli_usage(cli, "--table belongs to `import sorts`");
    if (!cli_no_options(cli))
        return EXIT_USAGE;
    if (maps.count && request.pretend)
        return cli_usage(cli, "what --map says is kept for good; leave --dry-run out, or "
                              "say it with `waymark columns` first");
    struct str kind = cli_word(cli);
    bool themes = str_equal(kind, STR("themes"));
    bool offer =
        str_equal(kind, STR("local_offer")) || str_equal(kind, STR("good_practice"));
    if (maps.count && (offer || themes))
        return cli_usage(cli,
                         "--map is for what people said; a file of %.*s has its own "
                         "columns",
                         STR_ARGS(kind));
    if (themes)
        return cli_import_themes(cli, cycle, request.pretend);
    if (offer)
        return cli_import_offer(cli, kind, request.pretend, cycle);
    if (!read_kind(cli, kind, &request.kind))
        return EXIT_USAGE;
    return import_rows(cli, cycle, kind, maps, &request);
}
