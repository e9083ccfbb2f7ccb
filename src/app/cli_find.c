/* SPDX-License-Identifier: MIT */
#include "app/cli_find.h"

#include "engine/numbered.h"
#include "engine/theme_label.h"
#include "store/parsed.h"

struct finding {
    struct cli *cli;
    struct str given;
    struct str id;    /* the first */
    struct buf meant; /* all, to choose from */
    size_t count;
};

static void note(struct finding *finding, struct str id, struct str cycle)
{
    if (!finding->count++)
        finding->id = id;
    buf_add_format(&finding->meant, "%s%.*s%s%.*s", finding->count > 1 ? ", " : "",
                   STR_ARGS(id), cycle.len ? " in " : "", STR_ARGS(cycle));
}

/* A group that is shown by its label, since it has no name yet. */
static bool find_labelled(struct finding *finding, struct str cycle, struct str name,
                          struct error *err)
{
    struct str_list found;
    if (!theme_labels(finding->cli->engine->store->db, finding->cli->arena, cycle,
                      finding->given, &found, err))
        return false;
    for (size_t i = 0; i < found.count; i++)
        note(finding, found.items[i], name);
    return true;
}

/* A card by its number, a group by T3. */
static bool find_numbered(struct finding *finding, struct str cycle, struct str name,
                          struct error *err)
{
    struct db *db = finding->cli->engine->store->db;
    struct arena *arena = finding->cli->arena;
    struct str_list cards;
    struct str theme;
    if (!card_numbered(db, arena, cycle, finding->given, &cards, err) ||
        !theme_numbered(db, arena, cycle, finding->given, &theme, err))
        return false;
    for (size_t i = 0; i < cards.count; i++)
        note(finding, cards.items[i], name);
    if (theme.len)
        note(finding, theme, name);
    return true;
}

/* By every field that people may name a record by; by a number in a cycle that is open,
 * or that was named: every year has a card 1. */
static bool find_in(struct finding *finding, struct str cycle, struct str name,
                    bool numbers, struct error *err)
{
    struct cli *cli = finding->cli;
    struct process *process;
    if (!engine_process(cli->engine, cycle, &process, err))
        return false;
    for (size_t k = 0; k < process->kinds->count; k++) {
        const struct kind *kind = &process->kinds->items[k];
        for (size_t i = 0; i < kind->field_count; i++) {
            struct str_list found;
            if (!kind->fields[i].handle || kind->workplace != (cycle.len == 0))
                continue;
            if (!record_by(cli->engine->store->db, cli->arena, cycle, kind->name,
                           kind->fields[i].name, finding->given, &found, err))
                return false;
            for (size_t n = 0; n < found.count; n++)
                note(finding, found.items[n], name);
        }
    }
    if (finding->count || !cycle.len)
        return true;
    return find_labelled(finding, cycle, name, err) &&
           (finding->count || !numbers || find_numbered(finding, cycle, name, err));
}

static bool find_in_all(struct finding *finding, struct str only, struct error *err)
{
    struct cli *cli = finding->cli;
    struct parsed_list cycles;
    if (!parsed_all(cli->engine->store->db, cli->arena, STR(""), STR("cycle"), &cycles,
                    err))
        return false;
    for (size_t i = 0; i < cycles.count; i++) {
        const struct parsed *cycle = &cycles.items[i];
        if (only.len && !str_equal(cycle->record.id, only))
            continue;
        if (!find_in(finding, cycle->record.id, parsed_text(cycle, "name"),
                     only.len || !str_equal(parsed_text(cycle, "state"), STR("closed")),
                     err))
            return false;
    }
    return only.len || find_in(finding, STR(""), STR(""), false, err);
}

bool find_record(struct cli *cli, struct str given, struct str cycle_name, struct str *id,
                 struct error *err)
{
    struct finding finding = {
        .cli = cli, .given = given, .id = given, .meant = BUF_IN(cli->arena)};
    struct str only = STR_NONE;
    *id = given;
    if (is_record_id(given))
        return true;
    if ((cycle_name.len && !engine_cycle(cli->engine, cycle_name, &only, err)) ||
        !find_in_all(&finding, only, err))
        return false;
    *id = finding.id;
    if (finding.count == 1)
        return true;
    if (finding.count)
        return error_set(err, ERROR_INPUT,
                         "more than one record is called \"%.*s\": %.*s; add --cycle "
                         "NAME, or name one by its id",
                         STR_ARGS(given), STR_ARGS(buf_str(&finding.meant)));
    return error_set(err, ERROR_NOT_FOUND,
                     "there is no record %.*s, and nothing that was said came from "
                     "there, nor is anything called that, nor a card of an open cycle "
                     "numbered so; `waymark list KIND` shows what there is",
                     STR_ARGS(given));
}

bool only_one_open(struct cli *cli, struct error *err)
{
    struct parsed_list cycles;
    struct buf open = BUF_IN(cli->arena);
    size_t count = 0;
    if (!parsed_all(cli->engine->store->db, cli->arena, STR(""), STR("cycle"), &cycles,
                    err))
        return false;
    for (size_t i = 0; i < cycles.count; i++)
        if (!str_equal(parsed_text(&cycles.items[i], "state"), STR("closed")))
            buf_add_format(&open, "%s%.*s", count++ ? ", " : "",
                           STR_ARGS(parsed_text(&cycles.items[i], "name")));
    return count < 2 || error_set(err, ERROR_INPUT,
                                  "several cycles are open: %.*s. Say which one to "
                                  "close, with --cycle NAME; nothing was changed",
                                  STR_ARGS(buf_str(&open)));
}
