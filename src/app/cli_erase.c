/* SPDX-License-Identifier: MIT */
/* erase. */
#include "app/cli_find.h"
#include "app/left_out.h"
#include "app/verbs.h"

#include "base/date.h"
#include "cycle/reword.h"
#include "engine/care.h"
#include "engine/named.h"
#include "engine/person_find.h"
#include "engine/person_kept.h"

struct erasing {
    struct person_found found;
    struct person_years kept; /* as it was before */
    struct erased erased;
    struct named_list named; /* where others name them; looked for before they go */
};

static void say_list(struct cli *cli, const char *before, struct str_list list)
{
    for (size_t i = 0; i < list.count; i++)
        buf_add_format(&cli->out, "%s%.*s", i ? ", " : before, STR_ARGS(list.items[i]));
}

/* To check against, before they are gone for good. */
static void say_kept(struct cli *cli, const struct erasing *erasing)
{
    const struct person_years *kept = &erasing->kept;
    struct str person = erasing->found.person;
    if (!kept->count)
        buf_add_format(&cli->out,
                       "%.*s: no review and no statement; what is left of them stands "
                       "in the log.\n",
                       STR_ARGS(person));
    for (size_t i = 0; i < kept->count; i++) {
        const struct person_year *year = &kept->items[i];
        struct str_list dates = {arena_array(cli->arena, struct str, year->dates.count),
                                 0};
        for (; dates.count < year->dates.count; dates.count++) {
            struct str text = year->dates.items[dates.count];
            dates.items[dates.count] = date_words_of(cli->arena, text);
        }
        buf_add_format(&cli->out, "%.*s, cycle %.*s", STR_ARGS(person),
                       STR_ARGS(year->cycle));
        say_list(cli, ": ", year->schools);
        say_list(cli, year->schools.count ? ", year " : ": year ", year->years);
        buf_add_format(&cli->out, "; %zu %s", year->reviews,
                       one_or_many((int64_t)year->reviews, "review", "reviews"));
        say_list(cli, " (", dates);
        buf_add_format(&cli->out, "%s, %zu %s\n", dates.count ? ")" : "",
                       year->statements,
                       one_or_many((int64_t)year->statements, "statement", "statements"));
    }
}

static struct json list_as_json(struct cli *cli, struct str_list list)
{
    struct json out = json_list();
    for (size_t i = 0; i < list.count; i++)
        json_add(cli->arena, &out, json_text(list.items[i]));
    return out;
}

static struct json kept_as_json(struct cli *cli, const struct person_years *kept)
{
    struct json all = json_list();
    for (size_t i = 0; i < kept->count; i++) {
        const struct person_year *year = &kept->items[i];
        struct json one = json_object();
        json_set(cli->arena, &one, STR("cycle"), json_text(year->cycle));
        json_set(cli->arena, &one, STR("schools"), list_as_json(cli, year->schools));
        json_set(cli->arena, &one, STR("year_groups"), list_as_json(cli, year->years));
        json_set(cli->arena, &one, STR("review_dates"), list_as_json(cli, year->dates));
        json_set(cli->arena, &one, STR("reviews"), json_integer((int64_t)year->reviews));
        json_set(cli->arena, &one, STR("statements"),
                 json_integer((int64_t)year->statements));
        json_add(cli->arena, &all, one);
    }
    return all;
}

static struct json named_as_json(struct cli *cli, const struct named_list *named)
{
    static const char *const where[] = {"now", "before", "both"};
    struct json all = json_list();
    for (size_t i = 0; i < named->count; i++) {
        const struct named *one = &named->items[i];
        struct json place = json_object();
        json_set(cli->arena, &place, STR("place"), json_text(one->place));
        json_set(cli->arena, &place, STR("id"), json_text(one->id));
        json_set(cli->arena, &place, STR("where"), json_text(str_of(where[one->where])));
        if (one->fields.count)
            json_set(cli->arena, &place, STR("fields"), list_as_json(cli, one->fields));
        json_add(cli->arena, &all, place);
    }
    return all;
}

/* No command rewords what an attachment is called or shows. */
static void say_attachment(struct cli *cli, const struct named *one)
{
    buf_add_format(&cli->out,
                   "  %.*s: keep its file (`waymark attachment %.*s --not-to-show "
                   "--output FILE`), take "
                   "it back (`waymark undo %lld`), and attach the file again in other "
                   "words (`waymark attach`)\n",
                   STR_ARGS(one->place), STR_ARGS(one->id),
                   (long long)command_of_id(one->id));
}

/* Where there is more than one cycle, the command must say which it means. */
static struct str in_cycle(struct cli *cli, const struct process *process)
{
    struct record_list cycles;
    struct error ignored;
    if (!record_list(cli->engine->store->db, cli->arena, STR(""), STR("cycle"), &cycles,
                     &ignored) ||
        cycles.count < 2)
        return STR_NONE;
    return left_out_cycle(cli, json_find_text(&process->cycle_body, STR("name")));
}

/* A field by its name: `waymark show` has it by that, too. */
static void say_field(struct cli *cli, const struct named *one, struct str field)
{
    struct process *process;
    struct error ignored;
    struct str kind = kind_of_id(one->id), place = cli_quoted(cli, one->place);
    struct str cycle = str_equal(kind, STR("cycle")) ? one->id : one->cycle;
    struct str command = STR_NONE;
    if (engine_process(cli->engine, cycle, &process, &ignored))
        command = reword_field(cli->arena, process->steps, kind, field, place);
    buf_add_format(&cli->out, "  %.*s, %.*s: ", STR_ARGS(one->place), STR_ARGS(field));
    if (command.len)
        buf_add_format(&cli->out, "`waymark do %.*s%.*s`\n", STR_ARGS(command),
                       STR_ARGS(in_cycle(cli, process)));
    else if (str_equal(kind, STR("participant")))
        buf_add_format(
            &cli->out,
            "correct it in the file that it came in (`waymark show %.*s`), and "
            "import that again\n",
            STR_ARGS(place));
    else
        buf_add_format(&cli->out, "reword it (`waymark show %.*s`)\n", STR_ARGS(place));
}

/* Others' words are not theirs to take away, but somebody must look at them. */
static void say_named(struct cli *cli, const struct named_list *named)
{
    if (!named->count)
        return;
    buf_add(&cli->out,
            STR("Their name stands in words of others, which stay until somebody rewords "
                "them; no report prints those until then. Look at each; once the person "
                "is erased, the program does not know the name any more, so keep this "
                "list:\n"));
    for (size_t i = 0; i < named->count; i++) {
        const struct named *one = &named->items[i];
        bool attached = str_equal(kind_of_id(one->id), STR("attachment"));
        if (attached && one->fields.count)
            say_attachment(cli, one);
        for (size_t f = 0; !attached && f < one->fields.count; f++)
            say_field(cli, one, one->fields.items[f]);
        if (one->where != NAMED_NOW || !attached)
            buf_add_format(&cli->out, "  %.*s: %s`waymark erase --original %.*s --yes`\n",
                           STR_ARGS(one->place),
                           one->where == NAMED_NOW ? "and then, for what it said before, "
                                                   : "for what it said before, ",
                           STR_ARGS(cli_quoted(cli, one->place)));
    }
}

static int erased_as_json(struct cli *cli, const struct erasing *erasing, bool done)
{
    const struct erased *erased = &erasing->erased;
    struct json out = json_object();
    json_set(cli->arena, &out, STR("person"), json_text(erased->person));
    json_set(cli->arena, &out, STR("kept"), kept_as_json(cli, &erasing->kept));
    json_set(cli->arena, &out, STR("records"), json_integer((int64_t)erased->records));
    json_set(cli->arena, &out, STR("events"), json_integer((int64_t)erased->events));
    json_set(cli->arena, &out, STR("done"), json_bool(done));
    json_set(cli->arena, &out, STR("older_copies"), list_as_json(cli, erased->copies));
    json_set(cli->arena, &out, STR("named_by_others"),
             named_as_json(cli, &erasing->named));
    json_set(cli->arena, &out, STR("also_in_the_log"),
             list_as_json(cli, erasing->found.also));
    return cli_print_json(cli, &out);
}

static int say_erased(struct cli *cli, const struct erasing *erasing, bool done)
{
    const struct erased *erased = &erasing->erased;
    const char *records = one_or_many((int64_t)erased->records, "record", "records");
    const char *events = one_or_many((int64_t)erased->events, "event", "events");
    if (cli->json)
        return erased_as_json(cli, erasing, done);
    if (!done)
        say_kept(cli, erasing);
    if (done)
        buf_add_format(
            &cli->out,
            "Erased: %zu %s, and what %zu %s said of them. Backups made before "
            "now, and the before-restore files in the folder, still hold "
            "them: when one is restored here, the erasure is done again. Reports that "
            "were written before now may hold their words: those are yours to take "
            "away, as are cards, hand-outs and workbooks of groups, wherever they lie "
            "(`waymark status` names them), and pages exported of them "
            "(%.*s.html). So are the spreadsheets that hold them: take them out, or each "
            "correction of such a file brings them in again.\n",
            erased->records, records, erased->events, events, STR_ARGS(erased->person));
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
    say_named(cli, &erasing->named);
    for (size_t i = 0; i < erasing->found.also.count; i++)
        buf_add_format(&cli->out,
                       "The log still holds what came of the same person by an import "
                       "that was taken back: `waymark erase %.*s` erases that, too.\n",
                       STR_ARGS(erasing->found.also.items[i]));
    return cli_print(cli);
}

static int erase_original(struct cli *cli, struct str given, struct str cycle, bool yes)
{
    struct error err;
    struct str id;
    size_t events;
    if (!cli_open(cli, false, &err) || !find_record(cli, given, cycle, &id, &err) ||
        !care_erase_original(cli->engine, cli->arena, id, !yes, &events, &err))
        return cli_fail(cli, &err);
    if (cli->json) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("record"), json_text(id));
        json_set(cli->arena, &out, STR("events"), json_integer((int64_t)events));
        json_set(cli->arena, &out, STR("done"), json_bool(yes));
        return cli_print_json(cli, &out);
    }
    const char *many = one_or_many((int64_t)events, "event", "events");
    buf_add_format(&cli->out,
                   "%s what %.*s said before it was reworded, corrected or removed, and "
                   "what %zu %s said of it%s The words that it has now stay.",
                   yes ? "Erased:" : "This would erase", STR_ARGS(given), events, many,
                   yes ? "." : ", for good.");
    if (!yes)
        buf_add(&cli->out, STR(" Nothing has been done yet: add --yes to do it."));
    else if (str_equal(kind_of_id(id), STR("statement")))
        buf_add(&cli->out, STR(" Take the others out of the spreadsheet that they came "
                               "in, too: an import does not take them again."));
    buf_add_byte(&cli->out, '\n');
    return cli_print(cli);
}

int cli_erase(struct cli *cli)
{
    struct error err;
    struct erasing erasing;
    bool yes = cli_flag(cli, "--yes"), original = cli_flag(cli, "--original");
    struct str born = cli_option(cli, "--born");
    struct str cycle = original ? cli_option(cli, "--cycle") : STR_NONE;
    struct str given = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (original && given.len)
        return erase_original(cli, given, cycle, yes);
    if (!given.len)
        return cli_usage(cli,
                         "name the person: by your authority's reference, by UPN, as "
                         "\"FORENAME SURNAME\" with --born DATE, by id, by FILE:LINE of "
                         "their review, or by FILE:LINE:HEADING of something that they "
                         "said");
    if (!cli_open(cli, false, &err) ||
        !person_find(cli->engine, cli->arena, given, born, &erasing.found, &err) ||
        !person_kept(cli->engine, cli->arena, erasing.found.person, &erasing.kept,
                     &err) ||
        !named_by_others(cli->engine, cli->arena, erasing.found.person, &erasing.named,
                         &err) ||
        !care_erase(cli->engine, cli->arena, erasing.found.person, !yes, &erasing.erased,
                    &err) ||
        (!yes && !person_note_found(cli->engine, cli->arena, erasing.found.person, &err)))
        return cli_fail(cli, &err);
    return say_erased(cli, &erasing, yes);
}
