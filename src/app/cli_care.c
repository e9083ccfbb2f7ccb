/* SPDX-License-Identifier: MIT */
/* init, backup, restore, verify, erase. */
#include "app/verbs.h"

#include "base/file.h"
#include "engine/care.h"
#include "engine/command.h"
#include "store/event.h"
#include "store/verify.h"

#include <stdio.h>

static bool make_owner(struct cli *cli, struct error *err)
{
    struct json args = json_object();
    struct command_result result;
    json_set(cli->arena, &args, STR("name"), json_text(cli->actor));
    json_set(cli->arena, &args, STR("roles"), json_text(STR("owner")));
    struct command_request request = {.name = STR("workplace.member"), .args = &args};
    return cli_open(cli, false, err) &&
           command_run(cli->engine, cli->arena, &request, &result, err);
}

int cli_init(struct cli *cli)
{
    struct error err;
    struct str recovery, authority = cli_option(cli, "--authority");
    struct str folder = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!folder.len)
        return cli_usage(cli, "name the folder to make");
    if (!authority.len)
        authority = file_name(folder);
    cli->workplace = folder;
    if (!store_make(cli->arena, folder, authority, &recovery, &err) ||
        !make_owner(cli, &err))
        return cli_fail(&err);
    if (cli->json) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("folder"), json_text(folder));
        json_set(cli->arena, &out, STR("recovery_key"), json_text(recovery));
        return cli_print_json(cli, &out);
    }
    buf_add_format(
        &cli->out,
        "Made the Waymark folder %.*s for %.*s; %.*s is its owner.\n\n"
        "The recovery key is shown only this once. Without it a backup cannot say\n"
        "who the young people are. Write it down and keep it apart from this folder:"
        "\n\n  %.*s\n\n"
        "Next: waymark --in %.*s cycle new NAME --question \"…\"\n",
        STR_ARGS(folder), STR_ARGS(authority), STR_ARGS(cli->actor), STR_ARGS(recovery),
        STR_ARGS(folder));
    return cli_print(cli);
}

int cli_backup(struct cli *cli)
{
    struct error err;
    struct str path = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!path.len)
        return cli_usage(cli, "name the file to write");
    if (!cli_open(cli, false, &err) || !care_backup(cli->engine, path, &err))
        return cli_fail(&err);
    if (cli->json) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("file"), json_text(path));
        return cli_print_json(cli, &out);
    }
    buf_add_format(&cli->out,
                   "Wrote %.*s. It holds everything but the key: keep the recovery key "
                   "elsewhere.\n",
                   STR_ARGS(path));
    return cli_print(cli);
}

static int say_restored(struct cli *cli, struct str path, const struct restored *restored)
{
    struct json out = json_object();
    if (cli->json) {
        json_set(cli->arena, &out, STR("folder"), json_text(cli->workplace));
        json_set(cli->arena, &out, STR("kept"), json_text(restored->kept));
        json_set(cli->arena, &out, STR("erased_again"),
                 json_integer((int64_t)restored->erased));
        return cli_print_json(cli, &out);
    }
    buf_add_format(&cli->out, "Restored %.*s into %.*s.\n", STR_ARGS(path),
                   STR_ARGS(cli->workplace));
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
        return cli_fail(&err);
    return say_restored(cli, path, &restored);
}

int cli_verify(struct cli *cli)
{
    struct error err;
    struct event_check chain;
    struct verify_counts counts;
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open(cli, false, &err))
        return cli_fail(&err);
    struct store *store = cli->engine->store;
    if (!db_check(store->db, &err) ||
        !event_verify(store->db, cli->arena, store_path(store, STR("log.seal")),
                      &store->seal_key, &chain, &err) ||
        !verify_records(store, &counts, &err))
        return cli_fail(&err);
    if (cli->json) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("events"), json_integer(counts.events));
        json_set(cli->arena, &out, STR("erased"), json_integer(chain.erased));
        json_set(cli->arena, &out, STR("records"), json_integer(counts.records));
        json_set(cli->arena, &out, STR("indexed"), json_integer(counts.refs));
        return cli_print_json(cli, &out);
    }
    buf_add_format(
        &cli->out,
        "All is well: %lld events in an unbroken chain, and %lld records that are "
        "as the events left them.\n",
        (long long)counts.events, (long long)counts.records);
    if (chain.erased)
        buf_add_format(&cli->out, "%lld events speak of people who have been erased.\n",
                       (long long)chain.erased);
    if (chain.warning.len)
        cli_say("waymark: %.*s\n", STR_ARGS(chain.warning));
    return cli_print(cli);
}

static int say_erased(struct cli *cli, const struct erased *erased, bool done)
{
    struct json out = json_object();
    const char *records = one_or_many((int64_t)erased->records, "record", "records");
    const char *events = one_or_many((int64_t)erased->events, "event", "events");
    if (cli->json) {
        json_set(cli->arena, &out, STR("person"), json_text(erased->person));
        json_set(cli->arena, &out, STR("records"),
                 json_integer((int64_t)erased->records));
        json_set(cli->arena, &out, STR("events"), json_integer((int64_t)erased->events));
        json_set(cli->arena, &out, STR("done"), json_bool(done));
        return cli_print_json(cli, &out);
    }
    if (done)
        buf_add_format(
            &cli->out,
            "Erased: %zu %s, and what %zu %s said of them. Backups made before "
            "now, and the before-restore files in the folder, still hold "
            "them: when one is restored here, the erasure is done again.\n",
            erased->records, records, erased->events, events);
    else
        buf_add_format(&cli->out,
                       "This would erase %zu %s, and what %zu %s said of them, for good. "
                       "Nothing has been done yet: add --yes to do it.\n",
                       erased->records, records, erased->events, events);
    for (size_t i = 0; i < erased->copies.count; i++)
        buf_add_format(
            &cli->out,
            "The older copy %.*s in the folder still holds them: remove it when "
            "you are sure that you do not need it.\n",
            STR_ARGS(erased->copies.items[i]));
    return cli_print(cli);
}

int cli_erase(struct cli *cli)
{
    struct error err;
    struct erased erased;
    bool yes = cli_flag(cli, "--yes");
    struct str person = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!person.len)
        return cli_usage(cli, "name the person, by id or by your authority's reference");
    if (!cli_open(cli, false, &err) ||
        !care_erase(cli->engine, cli->arena, person, !yes, &erased, &err))
        return cli_fail(&err);
    return say_erased(cli, &erased, yes);
}
