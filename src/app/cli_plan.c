/* SPDX-License-Identifier: MIT */
/* The plan, theme by theme, with what there is already beside it. */
#include "app/verbs.h"

#include "cycle/carried.h"
#include "cycle/value_words.h"
#include "store/parsed.h"

enum plan_kind { THEMES, CAUSES, SUCCESSES, IDEAS, ACTIONS, PROMISES, OFFERS, PRACTICES };
enum { PLAN_KINDS = PRACTICES + 1 };

struct planning {
    struct cli *cli;
    struct str cycle;
    struct parsed_list of[PLAN_KINDS];
    struct str *before; /* (actions): what those that were carried over are for */
};

static const char *const kinds[PLAN_KINDS] = {"theme",       "cause",        "success",
                                              "idea",        "action",       "commitment",
                                              "local_offer", "good_practice"};

static bool load_before(struct planning *now, struct error *err)
{
    struct db *db = now->cli->engine->store->db;
    now->before = arena_array(now->cli->arena, struct str, now->of[ACTIONS].count);
    for (size_t i = 0; i < now->of[ACTIONS].count; i++) {
        const struct parsed *action = &now->of[ACTIONS].items[i];
        struct parsed success;
        struct str id;
        bool found;
        now->before[i] = STR_NONE;
        if (parsed_text(action, "success").len)
            continue;
        if (!carried_success(db, now->cli->arena, &action->body, &id, err) ||
            (id.len && !parsed_find(db, now->cli->arena, id, &success, &found, err)))
            return false;
        if (id.len && found)
            now->before[i] = parsed_text(&success, "text");
    }
    return true;
}

static bool load(struct planning *now, struct error *err)
{
    for (int k = 0; k < PLAN_KINDS; k++)
        if (!parsed_all(now->cli->engine->store->db, now->cli->arena, now->cycle,
                        str_of(kinds[k]), &now->of[k], err))
            return false;
    return load_before(now, err);
}

/* What a field of the record with this id says; empty where there is none. */
static struct str text_of(const struct planning *now, enum plan_kind kind, struct str id,
                          const char *field)
{
    const struct parsed_list *all = &now->of[kind];
    for (size_t i = 0; id.len && i < all->count; i++)
        if (str_equal(all->items[i].record.id, id))
            return json_find_text(&all->items[i].body, str_of(field));
    return STR_NONE;
}

static bool is_of_theme(const struct planning *now, enum plan_kind kind, size_t i,
                        struct str theme)
{
    const struct json *body = &now->of[kind].items[i].body;
    struct str success = json_find_text(body, STR("success"));
    if (kind == PROMISES)
        success = text_of(now, ACTIONS, json_find_text(body, STR("action")), "success");
    struct str cause = text_of(now, SUCCESSES, success, "cause");
    return str_equal(text_of(now, CAUSES, cause, "theme"), theme);
}

static bool shares_area(const struct json *theme, const struct json *entry)
{
    return json_share_text(json_find(theme, STR("areas")),
                           json_find(entry, STR("areas")));
}

/* One of fixed values, or several: help_towards. */
static bool is_choice(const char *field)
{
    return str_equal(str_of(field), STR("kind")) ||
           str_equal(str_of(field), STR("informs"));
}

static void add_line(struct planning *now, bool *begun, const char *title,
                     const struct json *body, const char *name, const char *const *more,
                     size_t count, struct str so_that)
{
    struct cli *cli = now->cli;
    struct str text = json_find_text(body, str_of(name));
    if (!*begun)
        buf_add_format(&cli->out, "  %s\n", title);
    *begun = true;
    buf_add_format(&cli->out, "    - %.*s", STR_ARGS(cli_one_line(cli->arena, text)));
    for (size_t i = 0; i < count; i++) {
        const struct json *value = json_find(body, str_of(more[i]));
        struct str words = json_find_text(body, str_of(more[i]));
        if (json_count(value))
            words = value_words(cli->arena, str_of(more[i]), value);
        if (is_choice(more[i]))
            words = str_replaced(cli->arena, words, '_', ' ');
        if (words.len)
            buf_add_format(&cli->out, "; %s%.*s",
                           str_equal(str_of(more[i]), STR("informs")) ? "informs " : "",
                           STR_ARGS(cli_one_line(cli->arena, words)));
    }
    if (so_that.len)
        buf_add_format(&cli->out, "; so that: %.*s",
                       STR_ARGS(cli_one_line(cli->arena, so_that)));
    buf_add_byte(&cli->out, '\n');
}

static void say_ideas(struct planning *now, struct str theme, bool already)
{
    bool begun = false;
    for (size_t i = 0; i < now->of[IDEAS].count; i++) {
        const struct json *body = &now->of[IDEAS].items[i].body;
        if (json_find_bool(body, STR("already")) == already &&
            is_of_theme(now, IDEAS, i, theme))
            add_line(now, &begun, already ? "Happening already:" : "Ideas:", body, "text",
                     NULL, 0, STR_NONE);
    }
}

/* With no theme: what was carried over from the cycle before, and what was promised for
 * no action. */
static void say_done_by(struct planning *now, struct str theme, enum plan_kind kind)
{
    static const char *const of_action[] = {"who",  "organisation", "by",
                                            "kind", "informs",      "state"};
    static const char *const of_promise[] = {"role", "organisation", "by", "state"};
    bool begun = false;
    for (size_t i = 0; i < now->of[kind].count; i++)
        if (is_of_theme(now, kind, i, theme))
            add_line(now, &begun, kind == ACTIONS ? "Actions:" : "Promised:",
                     &now->of[kind].items[i].body, "what",
                     kind == ACTIONS ? of_action : of_promise, kind == ACTIONS ? 6 : 4,
                     kind == ACTIONS ? now->before[i] : STR_NONE);
}

static void say_beside(struct planning *now, const struct json *theme,
                       enum plan_kind kind, const char *title)
{
    static const char *const more[] = {"run_by", "ages", "web"};
    bool begun = false;
    for (size_t i = 0; i < now->of[kind].count; i++)
        if (shares_area(theme, &now->of[kind].items[i].body))
            add_line(now, &begun, title, &now->of[kind].items[i].body, "title", more, 3,
                     STR_NONE);
}

static void say_areas(struct planning *now, const struct json *theme)
{
    const struct json *areas = json_find(theme, STR("areas"));
    for (size_t i = 0; i < json_count(areas); i++)
        buf_add_format(
            &now->cli->out, "%s%.*s", i ? ", " : "  (",
            STR_ARGS(str_replaced(now->cli->arena, json_item(areas, i)->text, '_', ' ')));
    if (json_count(areas))
        buf_add(&now->cli->out, STR(")"));
}

static bool is_planned(const struct planning *now, size_t theme)
{
    struct str id = now->of[THEMES].items[theme].record.id;
    for (size_t i = 0; i < now->of[CAUSES].count; i++)
        if (str_equal(json_find_text(&now->of[CAUSES].items[i].body, STR("theme")), id))
            return true;
    return json_count(json_find(&now->of[THEMES].items[theme].body, STR("areas"))) > 0;
}

static void say_theme(struct planning *now, size_t theme)
{
    const struct json *body = &now->of[THEMES].items[theme].body;
    struct str id = now->of[THEMES].items[theme].record.id;
    struct str name = json_find_text(body, STR("name"));
    buf_add_format(&now->cli->out, "%.*s", STR_ARGS(name.len ? name : id));
    say_areas(now, body);
    buf_add(&now->cli->out, STR("\n"));
    say_ideas(now, id, true);
    say_ideas(now, id, false);
    say_done_by(now, id, ACTIONS);
    say_done_by(now, id, PROMISES);
    say_beside(now, body, OFFERS, "In the local offer:");
    say_beside(now, body, PRACTICES, "Good practice elsewhere:");
    buf_add(&now->cli->out, STR("\n"));
}

static bool is_apart(const struct planning *now)
{
    for (int k = ACTIONS; k <= PROMISES; k++)
        for (size_t i = 0; i < now->of[k].count; i++)
            if (is_of_theme(now, (enum plan_kind)k, i, STR_NONE))
                return true;
    return false;
}

static void say_apart(struct planning *now)
{
    if (!is_apart(now))
        return;
    buf_add(&now->cli->out, STR("Of no theme of this cycle\n"));
    say_done_by(now, STR_NONE, ACTIONS);
    say_done_by(now, STR_NONE, PROMISES);
    buf_add(&now->cli->out, STR("\n"));
}

static struct json ids_json(struct planning *now, enum plan_kind kind, struct str theme,
                            const struct json *body)
{
    struct json ids = json_list();
    for (size_t i = 0; i < now->of[kind].count; i++)
        if (kind >= OFFERS ? shares_area(body, &now->of[kind].items[i].body)
                           : is_of_theme(now, kind, i, theme))
            json_add(now->cli->arena, &ids, json_text(now->of[kind].items[i].record.id));
    return ids;
}

/* Theme by theme; last, without one, what is of none. */
static int print_json(struct planning *now)
{
    struct arena *arena = now->cli->arena;
    struct json all = json_list(), apart = json_object();
    for (size_t t = 0; t < now->of[THEMES].count; t++) {
        const struct parsed *theme = &now->of[THEMES].items[t];
        struct json one = json_object();
        if (!is_planned(now, t))
            continue;
        json_set(arena, &one, STR("theme"), json_text(theme->record.id));
        for (int k = IDEAS; k < PLAN_KINDS; k++)
            json_set(arena, &one, str_of(kinds[k]),
                     ids_json(now, (enum plan_kind)k, theme->record.id, &theme->body));
        json_add(arena, &all, one);
    }
    for (int k = ACTIONS; k <= PROMISES; k++)
        json_set(arena, &apart, str_of(kinds[k]),
                 ids_json(now, (enum plan_kind)k, STR_NONE, NULL));
    if (is_apart(now))
        json_add(arena, &all, apart);
    return cli_print_json(now->cli, &all);
}

int cli_plan(struct cli *cli)
{
    struct error err;
    struct planning now = {.cli = cli};
    struct str name = cli_option(cli, "--cycle");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open_cycle(cli, true, name, &now.cycle, &err) || !load(&now, &err))
        return cli_fail(cli, &err);
    if (cli->json)
        return print_json(&now);
    for (size_t t = 0; t < now.of[THEMES].count; t++)
        if (is_planned(&now, t))
            say_theme(&now, t);
    say_apart(&now);
    if (!cli->out.len)
        buf_add(&cli->out,
                STR("There is nothing to plan for yet: no theme has a cause.\n"));
    buf_add(&cli->out, STR("True words: not for publication.\n"));
    return cli_print(cli);
}
