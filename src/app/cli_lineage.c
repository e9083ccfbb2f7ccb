/* SPDX-License-Identifier: MIT */
/* Which of last cycle's themes each of this one's goes on from: what people agreed, and
 * what the computer suggests, told apart. */
#include "app/cli_lineage.h"

#include "cycle/section.h"
#include "engine/command.h"
#include "store/parsed.h"

struct telling {
    struct cli *cli;
    struct parsed_list now, before;
    struct json themes; /* with --json */
};

static struct str called(const struct json *theme)
{
    struct str name = json_find_text(theme, STR("name"));
    return name.len ? name : json_find_text(theme, STR("label"));
}

static struct str name_before(const struct telling *now, struct str id)
{
    for (size_t i = 0; i < now->before.count; i++)
        if (str_equal(now->before.items[i].record.id, id))
            return cli_one_line(now->cli->arena, called(&now->before.items[i].body));
    return STR("a theme that is no more");
}

/* All that people agreed that a theme goes on from. */
static struct json agreed_ids(struct arena *arena, const struct json *body)
{
    struct json out = json_list();
    const struct json *also = json_find(body, STR("also_previous"));
    if (json_find(body, STR("previous")))
        json_add(arena, &out, *json_find(body, STR("previous")));
    for (size_t i = 0; also && i < json_count(also); i++)
        json_add(arena, &out, *json_item(also, i));
    return out;
}

/* How many themes of this time that have not been said to be new lead to it. */
static size_t leads_to(const struct telling *now, struct str before)
{
    size_t count = 0;
    for (size_t i = 0; i < now->now.count; i++) {
        const struct json *body = &now->now.items[i].body;
        struct json ids = agreed_ids(now->cli->arena, body);
        bool open = !json_count(&ids) && !json_find_bool(body, STR("new_this_time"));
        count +=
            json_has_text(open ? json_find(body, STR("maybe_previous")) : &ids, before);
    }
    return count;
}

static void add_names(struct telling *now, const struct json *ids)
{
    for (size_t i = 0; i < json_count(ids); i++)
        buf_add_format(&now->cli->out, "%s\"%.*s\"",
                       i == 0                     ? ""
                       : i + 1 == json_count(ids) ? " and "
                                                  : ", ",
                       STR_ARGS(name_before(now, json_item(ids, i)->text)));
}

static const char *became(const struct telling *now, const struct json *ids)
{
    if (json_count(ids) > 1)
        return "; they have become one";
    return leads_to(now, json_item(ids, 0)->text) > 1 ? "; that one has split" : "";
}

static const struct json *item_of(const struct json *body, const char *field, size_t i)
{
    const struct json *list = json_find(body, str_of(field));
    return list && i < json_count(list) ? json_item(list, i) : NULL;
}

static void add_suggested(struct telling *now, const struct json *body)
{
    const struct json *ids = json_find(body, STR("maybe_previous"));
    for (size_t i = 0; i < json_count(ids); i++) {
        const struct json *sure = item_of(body, "maybe_sure", i);
        const struct json *likeness = item_of(body, "maybe_likeness", i);
        buf_add_format(&now->cli->out, "%s%.*s from \"%.*s\" (%lld of 100 alike)",
                       i ? ", " : "", STR_ARGS(sure ? sure->text : STR("perhaps")),
                       STR_ARGS(name_before(now, json_item(ids, i)->text)),
                       (long long)(likeness ? likeness->integer : 0));
    }
    buf_add_format(&now->cli->out, "%s?", became(now, ids));
}

static void say_theme(struct telling *now, const struct parsed *theme)
{
    struct arena *arena = now->cli->arena;
    const struct json *body = &theme->body;
    const struct json *maybe = json_find(body, STR("maybe_previous"));
    bool suggested = maybe && json_count(maybe) > 0;
    struct buf *out = &now->cli->out;
    struct json ids = agreed_ids(arena, body), one = json_object();
    struct str state = json_count(&ids)                             ? STR("agreed")
                       : json_find_bool(body, STR("new_this_time")) ? STR("new")
                       : suggested                                  ? STR("suggested")
                                                                    : STR("open");
    json_set(arena, &one, STR("theme"), json_text(theme->record.id));
    json_set(arena, &one, STR("state"), json_text(state));
    buf_add_format(out, "  %.*s  [%.*s]\n      ",
                   STR_ARGS(cli_one_line(arena, called(body))),
                   STR_ARGS(theme->record.id));
    if (str_equal(state, STR("agreed"))) {
        json_set(arena, &one, STR("previous"), ids);
        buf_add(out, STR("goes on from "));
        add_names(now, &ids);
        buf_add_format(out, "%s (people agreed)", became(now, &ids));
    } else if (str_equal(state, STR("new"))) {
        buf_add(out, STR("new this time (people said so)"));
    } else if (suggested) {
        json_set(arena, &one, STR("previous"), *maybe);
        json_set(arena, &one, STR("likeness"), *json_find(body, STR("maybe_likeness")));
        json_set(arena, &one, STR("sure"), *json_find(body, STR("maybe_sure")));
        add_suggested(now, body);
    } else {
        buf_add(out, STR("new, as it seems: none of last time's themes is like it "
                         "enough to suggest"));
    }
    buf_add_byte(out, '\n');
    json_add(arena, &now->themes, one);
}

static struct json say_gone(struct telling *now)
{
    struct json gone = json_list();
    for (size_t i = 0; i < now->before.count; i++) {
        const struct parsed *last = &now->before.items[i];
        bool draft = json_find_bool(&last->body, STR("drafted")) &&
                     !json_find_bool(&last->body, STR("agreed"));
        if (draft || leads_to(now, last->record.id))
            continue;
        if (!json_count(&gone))
            buf_add(&now->cli->out, STR("\nOf last time, and not a theme now:\n"));
        json_add(now->cli->arena, &gone, json_text(last->record.id));
        buf_add_format(&now->cli->out, "  %.*s  [%.*s]\n",
                       STR_ARGS(cli_one_line(now->cli->arena, called(&last->body))),
                       STR_ARGS(last->record.id));
    }
    return gone;
}

static void say_all(struct telling *now)
{
    for (int s = 0; s < SECTION_COUNT; s++) {
        bool begun = false;
        for (size_t i = 0; i < now->now.count; i++) {
            struct str of = json_find_text(&now->now.items[i].body, STR("section"));
            if (!str_equal(of, section_name((enum section)s)))
                continue;
            if (!begun)
                buf_add_format(&now->cli->out, "\n%.*s\n",
                               STR_ARGS(section_words((enum section)s)));
            begun = true;
            say_theme(now, &now->now.items[i]);
        }
    }
}

static bool load(struct telling *now, struct process *process, struct error *err)
{
    struct db *db = now->cli->engine->store->db;
    struct str before = json_find_text(&process->cycle_body, STR("previous"));
    return parsed_all(db, now->cli->arena, process->cycle.id, STR("theme"), &now->now,
                      err) &&
           parsed_all(db, now->cli->arena, before, STR("theme"), &now->before, err);
}

int cli_lineage(struct cli *cli, struct str cycle_name)
{
    struct error err;
    struct str cycle;
    struct process *process;
    struct json args = json_object(), out = json_object();
    struct command_result result;
    struct telling now = {.cli = cli, .themes = json_list()};
    if (!cli_open_cycle(cli, false, cycle_name, &cycle, &err))
        return cli_fail(cli, &err);
    struct command_request request = {
        .name = STR("theme.lineage"), .cycle = cycle, .args = &args};
    if (!command_run(cli->engine, cli->arena, &request, &result, &err) ||
        !engine_process(cli->engine, cycle, &process, &err) || !load(&now, process, &err))
        return cli_fail(cli, &err);
    buf_add_format(&cli->out,
                   "This time's themes and last time's, compared %.*s.\n"
                   "What is suggested counts when people have agreed it.\n",
                   STR_ARGS(compared_by(cli->arena, &result.outcome)));
    say_all(&now);
    struct json gone = say_gone(&now);
    json_set(cli->arena, &out, STR("compared"),
             json_text(compared_by(cli->arena, &result.outcome)));
    json_set(cli->arena, &out, STR("themes"), now.themes);
    json_set(cli->arena, &out, STR("gone"), gone);
    if (cli->json)
        return cli_print_json(cli, &out);
    buf_add(&cli->out,
            STR("\nYes: waymark do review.agree_link themes=ID,ID. Another: "
                "review.link_theme theme=ID previous=ID.\n"
                "New: review.unlink_theme theme=ID. What people have said stays.\n"));
    return cli_print(cli);
}
