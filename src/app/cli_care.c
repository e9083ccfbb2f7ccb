/* SPDX-License-Identifier: MIT */
/* init, backup, restore, verify. */
#include "app/verbs.h"

#include "base/file.h"
#include "engine/attachment.h"
#include "engine/care.h"
#include "engine/command.h"
#include "store/event.h"
#include "store/verify.h"

#include <stdio.h>

struct made {
    struct cli *cli;
    struct str folder, authority;
};

/* Before the folder is in use: nobody shall have one whose key they never saw. */
static bool show_made(void *with, struct str recovery, struct error *err)
{
    struct made *made = with;
    struct cli *cli = made->cli;
    struct json out = json_object();
    json_set(cli->arena, &out, STR("folder"), json_text(made->folder));
    json_set(cli->arena, &out, STR("recovery_key"), json_text(recovery));
    buf_add_format(
        &cli->out,
        "Made the Waymark folder %.*s for %.*s; %.*s is its owner.\n\n"
        "The recovery key is shown only this once. Without it a backup cannot say\n"
        "who the young people are. Write it down and keep it apart from this folder:"
        "\n\n  %.*s\n\n"
        "Next: waymark --in %.*s cycle new NAME --question \"…\"\n",
        STR_ARGS(made->folder), STR_ARGS(made->authority), STR_ARGS(cli->actor),
        STR_ARGS(recovery), STR_ARGS(cli_quoted(cli, made->folder)));
    int code = cli->json ? cli_print_json(cli, &out) : cli_print(cli);
    return code == EXIT_DONE ||
           error_set(err, ERROR_SYSTEM,
                     "nothing was made, since its recovery key could not be shown");
}

/* `council/` is called council; `.` has no name of its own. */
static struct str name_of_folder(struct str folder)
{
    while (folder.len && folder.ptr[folder.len - 1] == '/')
        folder.len--;
    struct str name = file_name(folder);
    return str_equal(name, STR(".")) || str_equal(name, STR("..")) ? STR_NONE : name;
}

int cli_init(struct cli *cli)
{
    struct error err;
    struct made made = {cli, STR_NONE, cli_option(cli, "--authority")};
    made.folder = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!made.folder.len)
        return cli_usage(cli, "name the folder to make");
    if (!made.authority.len)
        made.authority = name_of_folder(made.folder);
    if (!made.authority.len)
        return cli_usage(cli, "name your authority, with --authority NAME");
    if (!care_make(cli->arena, made.folder, made.authority, cli->actor, show_made, &made,
                   &err))
        return cli_fail(cli, &err);
    return EXIT_DONE;
}

/* The rest was written: a backup with less in it is better than none. */
static int say_left_out(struct cli *cli, const struct str_list *names)
{
    for (size_t i = 0; i < names->count; i++)
        cli_say(cli,
                "%.*s/%.*s is not in the backup: it is a link, or no plain file; put the "
                "file itself there, or keep it elsewhere\n",
                STR_ARGS(cli->workplace), STR_ARGS(names->items[i]));
    return names->count ? EXIT_PARTLY : EXIT_DONE;
}

static int say_backup(struct cli *cli, struct str path, const struct str_list *left_out)
{
    struct json out = json_object(), names = json_list();
    if (!cli->json) {
        buf_add_format(&cli->out,
                       "Wrote %.*s. It holds everything but the key: keep the recovery "
                       "key elsewhere.\n",
                       STR_ARGS(path));
        return cli_print(cli);
    }
    for (size_t i = 0; i < left_out->count; i++)
        json_add(cli->arena, &names, json_text(left_out->items[i]));
    json_set(cli->arena, &out, STR("file"), json_text(path));
    json_set(cli->arena, &out, STR("left_out"), names);
    return cli_print_json(cli, &out);
}

int cli_backup(struct cli *cli)
{
    struct error err;
    struct str_list left_out;
    struct str path = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!path.len)
        return cli_usage(cli, "name the file to write");
    if (!cli_open(cli, false, &err) || !care_backup(cli->engine, path, &left_out, &err))
        return cli_fail(cli, &err);
    int remark = say_left_out(cli, &left_out);
    int code = say_backup(cli, path, &left_out);
    return code == EXIT_DONE ? remark : code;
}

static int say_restored(struct cli *cli, struct str path, const struct restored *restored)
{
    struct json out = json_object();
    if (cli->json) {
        json_set(cli->arena, &out, STR("folder"), json_text(cli->workplace));
        json_set(cli->arena, &out, STR("kept"), json_text(restored->kept));
        json_set(cli->arena, &out, STR("erased_again"),
                 json_integer((int64_t)restored->erased));
        json_set(cli->arena, &out, STR("let_go_again"),
                 json_integer((int64_t)restored->retained));
        json_set(cli->arena, &out, STR("erasures_known"),
                 json_bool(restored->erasures_listed));
        return cli_print_json(cli, &out);
    }
    /* A folder that is called . or .. by the place where one stands. */
    struct str folder = cli->workplace;
    if (!name_of_folder(folder).len)
        folder = file_place(cli->arena, folder);
    buf_add_format(&cli->out, "Restored %.*s into %.*s.\n", STR_ARGS(path),
                   STR_ARGS(folder));
    if (restored->kept.len)
        buf_add_format(
            &cli->out,
            "What was there before is kept in %.*s; remove it when you are sure.\n",
            STR_ARGS(restored->kept));
    if (restored->erased)
        buf_add_format(
            &cli->out, "%zu %s erased since, and %s again.\n", restored->erased,
            one_or_many((int64_t)restored->erased, "person had been", "people had been"),
            one_or_many((int64_t)restored->erased, "was", "were"));
    if (restored->retained)
        buf_add_format(&cli->out, "What had had its time in %zu %s since went again.\n",
                       restored->retained,
                       one_or_many((int64_t)restored->retained, "cycle", "cycles"));
    if (!restored->erasures_listed)
        buf_add(
            &cli->out,
            STR("There is no list of erasures in this folder (erased.txt), so whoever "
                "was erased after this\nbackup was made is in it again. Copy "
                "erased.txt from the old folder into this one and restore\nonce "
                "more, or erase each of them again with `waymark erase PERSON "
                "--yes`.\n"));
    return cli_print(cli);
}

int cli_restore(struct cli *cli)
{
    struct error err;
    struct restored restored;
    struct str recovery = cli_option(cli, "--recovery-key");
    struct str path = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!path.len)
        return cli_usage(cli, "name the backup");
    if (!care_restore(cli->arena, cli->workplace, path, recovery, cli->actor, &restored,
                      &err))
        return cli_fail(cli, &err);
    return say_restored(cli, path, &restored);
}

struct verified {
    struct event_check chain;
    struct verify_counts counts;
    size_t attachments;
    struct attachment_left left;
    bool sealed_anew;
};

static bool verify_all(struct cli *cli, struct verified *out, struct error *err)
{
    struct store *store = cli->engine->store;
    return db_check(store->db, err) &&
           event_verify(store->db, cli->arena, store->seal, &store->seal_key, &out->chain,
                        err) &&
           verify_records(store, &out->counts, err);
}

/* Where all but the seal is well, the owner can seal the log as it is. */
static bool verify_and_seal(struct cli *cli, struct verified *out, struct error *err)
{
    struct store *store = cli->engine->store;
    struct error disagrees;
    if (verify_all(cli, out, &disagrees))
        return true;
    out->sealed_anew = true;
    return db_check(store->db, err) &&
           event_verify(store->db, cli->arena, STR_NONE, NULL, &out->chain, err) &&
           verify_records(store, &out->counts, err) &&
           care_seal(cli->engine, cli->arena, err) && verify_all(cli, out, err);
}

static int say_verified(struct cli *cli, const struct verified *verified)
{
    if (cli->json) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("events"), json_integer(verified->counts.events));
        json_set(cli->arena, &out, STR("erased"), json_integer(verified->chain.erased));
        json_set(cli->arena, &out, STR("records"),
                 json_integer(verified->counts.records));
        json_set(cli->arena, &out, STR("indexed"), json_integer(verified->counts.refs));
        json_set(cli->arena, &out, STR("attachments"),
                 json_integer((int64_t)verified->attachments));
        json_set(cli->arena, &out, STR("sealed_anew"), json_bool(verified->sealed_anew));
        return cli_print_json(cli, &out);
    }
    if (verified->sealed_anew)
        buf_add(&cli->out, STR("The log has been sealed as it is now; who did that "
                               "stands in `waymark log`.\n"));
    buf_add_format(
        &cli->out,
        "All is well: %lld events in an unbroken chain, and %lld records that are "
        "as the events left them.\n",
        (long long)verified->counts.events, (long long)verified->counts.records);
    if (verified->attachments)
        buf_add_format(&cli->out, "%zu %s there and whole.\n", verified->attachments,
                       one_or_many((int64_t)verified->attachments, "attachment is",
                                   "attachments are"));
    if (verified->chain.erased)
        buf_add_format(&cli->out,
                       "%lld events speak of people who have been erased, or of what had "
                       "had its time.\n",
                       (long long)verified->chain.erased);
    return cli_print(cli);
}

/* It may hold people who have been erased since. */
static void say_left_over(struct cli *cli, const struct attachment_left *left)
{
    const struct str_list *files = &left->over, *cut = &left->cut_short;
    for (size_t i = 0; i < cut->count; i++)
        cli_say(cli,
                "waymark: %.*s/%.*s was being attached when that was cut short (or is "
                "just now), and belongs to nothing; the next `waymark attach`, `waymark "
                "erase PERSON --yes` or `waymark retain --yes` clears it away\n",
                STR_ARGS(cli->workplace), STR_ARGS(cut->items[i]));
    for (size_t i = 0; i < files->count; i++)
        cli_say(cli,
                "waymark: %.*s/%.*s belongs to no attachment any more: that was taken "
                "back, or was cut short. `waymark undo` of that brings it back; else "
                "remove the file\n",
                STR_ARGS(cli->workplace), STR_ARGS(files->items[i]));
    struct str path = store_path(cli->engine->store, STR("waymark.db-restoring"));
    if (file_exists(cli->arena, path))
        cli_say(cli,
                "waymark: %.*s is a copy of a backup, left by a restore that was cut "
                "short (or is at work now); restore again, or remove it\n",
                STR_ARGS(path));
}

int cli_verify(struct cli *cli)
{
    struct error err;
    struct verified verified = {.sealed_anew = false};
    bool seal = cli_flag(cli, "--seal");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open(cli, false, &err) ||
        !(seal ? verify_and_seal(cli, &verified, &err)
               : verify_all(cli, &verified, &err)) ||
        !attachment_verify(cli->engine->store, cli->arena, &verified.attachments,
                           &verified.left, &err))
        return cli_fail(cli, &err);
    say_left_over(cli, &verified.left);
    return say_verified(cli, &verified);
}
