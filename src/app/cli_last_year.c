/* SPDX-License-Identifier: MIT */
/* Last cycle's themes tried on what was said this time: what would go where. */
#include "app/cli_lineage.h"

#include "app/draft_words.h"
#include "cycle/section.h"
#include "engine/command.h"
#include "store/parsed.h"

struct str compared_by(struct arena *arena, const struct json *outcome)
{
    const struct json *model = json_find(outcome, STR("model"));
    if (!model)
        return STR("by the words alone");
    struct str hash = json_find_text(model, STR("hash"));
    return str_format(arena, "by meaning (%.*s, %.*s)",
                      STR_ARGS(json_find_text(model, STR("name"))),
                      STR_ARGS(str_slice(hash, 0, 8)));
}

static bool find_body(struct cli *cli, struct str id, struct json *out, struct error *err)
{
    struct parsed one;
    bool found;
    if (!parsed_find(cli->engine->store->db, cli->arena, id, &one, &found, err))
        return false;
    *out = found ? one.body : json_object();
    return true;
}

static struct str called(const struct json *theme)
{
    struct str name = json_find_text(theme, STR("name"));
    return name.len ? name : json_find_text(theme, STR("label"));
}

/* One of last cycle's, and what would go there; false leaves `err`. */
static bool say_theme(struct cli *cli, const struct json *one, enum section *last,
                      struct error *err)
{
    struct json theme, typical, now;
    enum section section;
    struct buf *out = &cli->out;
    size_t count = json_count(json_find(one, STR("statements")));
    if (!find_body(cli, json_find_text(one, STR("previous")), &theme, err) ||
        !find_body(cli, json_find_text(one, STR("typical")), &typical, err) ||
        !find_body(cli, json_find_text(one, STR("already")), &now, err))
        return false;
    if (section_find(json_find_text(&theme, STR("section")), &section) &&
        section != *last) {
        buf_add_format(out, "\n%.*s\n", STR_ARGS(section_words(section)));
        *last = section;
    }
    buf_add_format(out, "  %.*s: ", STR_ARGS(cli_one_line(cli->arena, called(&theme))));
    if (count == 0) {
        buf_add(out, STR("nothing\n"));
        return true;
    }
    buf_add_format(out, "%zu %s, the nearest %.*s\n", count,
                   one_or_many((int64_t)count, "statement", "statements"),
                   STR_ARGS(draft_card(cli->arena, &typical)));
    if (json_find(one, STR("already")))
        buf_add_format(out,
                       "      not put there: people have \"%.*s\" already; move what "
                       "belongs in it (theme.move)\n",
                       STR_ARGS(cli_one_line(cli->arena, called(&now))));
    return true;
}

static bool say_tried(struct cli *cli, struct process *process,
                      const struct json *outcome, bool draft, struct error *err)
{
    const struct json *themes = json_find(outcome, STR("themes"));
    enum section last = SECTION_COUNT;
    struct json before;
    size_t over = json_count(json_find(outcome, STR("over"))), placed = 0;
    if (!find_body(cli, json_find_text(&process->cycle_body, STR("previous")), &before,
                   err))
        return false;
    buf_add_format(
        &cli->out,
        "The themes of %.*s %s what was said this time, %.*s.\n"
        "What was said then has been compared anew with what was said now.%s\n",
        STR_ARGS(json_find_text(&before, STR("name"))), draft ? "put on" : "tried on",
        STR_ARGS(compared_by(cli->arena, outcome)),
        draft ? "" : " Nothing has been changed.");
    for (size_t i = 0; i < json_count(themes); i++) {
        const struct json *one = json_item(themes, i);
        if (!say_theme(cli, one, &last, err))
            return false;
        if (!json_find(one, STR("already")))
            placed += json_count(json_find(one, STR("statements")));
    }
    if (!placed && !over)
        buf_add(&cli->out,
                STR("\nThere is nothing to group: all that was said is in groups "
                    "that people have, or nothing was said yet.\n"));
    else
        buf_add_format(&cli->out, "\n%zu %s like none of these, and %s in no group.\n",
                       over, one_or_many((int64_t)over, "statement is", "statements are"),
                       over == 1 ? "stays" : "stay");
    if (placed && draft)
        buf_add(&cli->out,
                STR("They are drafts, under last time's names: people agree, change or "
                    "drop them. `waymark theme`\nwould make its own in their place.\n"
                    "Next: waymark do theme.agree theme=ID name=\"I …\"\n"));
    else if (placed)
        buf_add(&cli->out,
                STR("To put them there as drafts: waymark theme --from-last-year "
                    "--draft\n"));
    return true;
}

int cli_from_last_year(struct cli *cli, struct str cycle_name, struct str section,
                       bool draft)
{
    struct error err;
    struct str cycle;
    struct json args = json_object();
    struct process *process;
    struct command_result result;
    enum section only;
    if (!cli_section(cli, section, &only))
        return EXIT_USAGE;
    if (section.len)
        json_set(cli->arena, &args, STR("section"), json_text(section));
    if (!cli_open_cycle(cli, false, cycle_name, &cycle, &err))
        return cli_fail(cli, &err);
    struct command_request request = {.name = STR("theme.from_last_year"),
                                      .cycle = cycle,
                                      .args = &args,
                                      .pretend = !draft};
    if (!command_run(cli->engine, cli->arena, &request, &result, &err) ||
        !engine_process(cli->engine, cycle, &process, &err))
        return cli_fail(cli, &err);
    if (cli->json)
        return cli_print_json(cli, &result.outcome);
    if (!say_tried(cli, process, &result.outcome, draft, &err))
        return cli_fail(cli, &err);
    return cli_print(cli);
}
