/* SPDX-License-Identifier: MIT */
#include "app/cli_form.h"

#include "base/file.h"
#include "format/pandoc.h"
#include "report/form.h"
#include "store/record.h"

/* Without a cycle, the form is one for any. */
static bool load(struct cli *cli, struct str name, struct form *form, struct str *file,
                 struct error *err)
{
    struct process *process;
    struct str cycle;
    *form = (struct form){.cycle = STR_NONE};
    *file = STR("form");
    if (!cli_open(cli, true, err))
        return false;
    form->authority = store_authority(cli->engine->store);
    if (!cli_find_cycle(cli, name, &cycle, err))
        return name.len == 0 && err->kind == ERROR_NOT_FOUND;
    if (!engine_process(cli->engine, cycle, &process, err))
        return false;
    form->cycle = json_find_text(&process->cycle_body, STR("name"));
    form->question = json_find_text(&process->cycle_body, STR("question"));
    *file = cli_file_name(cli, STR("form"), form->cycle, process->cycle.id);
    return record_values(cli->engine->store->db, cli->arena, cycle, STR("review"),
                         STR("school"), &form->schools, err);
}

/* What is there may have been filled in, unless it is what would be written. */
static bool must_be_free(struct cli *cli, struct str path, struct str bytes,
                         struct error *err)
{
    struct str there;
    struct error ignored;
    bool same = bytes.len && file_read(cli->arena, path, FILE_SMALL, &there, &ignored) &&
                str_equal(there, bytes);
    return same || !file_exists(cli->arena, path) ||
           error_set(err, ERROR_CONFLICT,
                     "%.*s is there already, and may have been filled in; name another "
                     "folder, or take it away first. Nothing was written",
                     STR_ARGS(path));
}

/* Where the one for Word could not be made, the workbook goes as well, unless it was
 * there before: nothing was done. */
static int fail_without(struct cli *cli, struct str book, bool was_there,
                        struct error *err)
{
    struct error ignored;
    if (!was_there)
        (void)file_remove(cli->arena, book, &ignored);
    return cli_fail(cli, err);
}

static int say_written(struct cli *cli, struct str book, struct str word, bool wrote_word)
{
    if (cli->json) {
        struct json out = json_object(), files = json_list();
        json_add(cli->arena, &files, json_text(book));
        if (wrote_word)
            json_add(cli->arena, &files, json_text(word));
        json_set(cli->arena, &out, STR("files"), files);
        return cli_print_json(cli, &out);
    }
    buf_add_format(&cli->out, "Wrote %.*s: a row for each review.\n", STR_ARGS(book));
    if (wrote_word)
        buf_add_format(&cli->out, "Wrote %.*s: one review, to fill in at the meeting.\n",
                       STR_ARGS(word));
    buf_add(&cli->out, STR("What comes back, of either kind: waymark import reviews "
                           "FILE\n"));
    return cli_print(cli);
}

int cli_export_form(struct cli *cli, struct str cycle)
{
    struct error err;
    struct form form;
    struct str name, bytes, folder = cli_word(cli);
    bool there;
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    folder = folder.len ? folder : STR(".");
    if (!load(cli, cycle, &form, &name, &err))
        return cli_fail(cli, &err);
    struct str book = file_join(cli->arena, folder,
                                str_format(cli->arena, "%.*s.xlsx", STR_ARGS(name)));
    struct str word = file_join(cli->arena, folder,
                                str_format(cli->arena, "%.*s.docx", STR_ARGS(name)));
    bool was_there = file_exists(cli->arena, book);
    if (!report_form_book(cli->arena, &form, &bytes, &err) ||
        !must_be_free(cli, book, bytes, &err) ||
        !must_be_free(cli, word, STR_NONE, &err) ||
        !file_make_folder(cli->arena, folder, 0755, &err) ||
        !file_write(cli->arena, book, bytes, 0644, &err))
        return cli_fail(cli, &err);
    bool wrote = pandoc_write_word(cli->arena, report_form_text(cli->arena, &form), word,
                                   &there, &err);
    if (!wrote && there)
        return fail_without(cli, book, was_there, &err);
    if (!wrote)
        cli_say(cli,
                "waymark: the program pandoc is not installed, so there is no form for "
                "Word; install the package pandoc (`tools/setup.sh form`) and write the "
                "form again, or send the one for Excel\n");
    int code = say_written(cli, book, word, wrote);
    return code == EXIT_DONE && !wrote ? EXIT_PARTLY : code;
}
