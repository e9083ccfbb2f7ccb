/* SPDX-License-Identifier: MIT */
#include "app/cli_why.h"

#include "app/cli_find.h"
#include "app/cluster_said.h"
#include "engine/requests.h"
#include "engine/shown.h"
#include "engine/theme_why.h"
#include "store/parsed.h"

#include <stdlib.h>

struct saying {
    struct cli *cli;
    const struct kind *kind; /* of statements */
    struct theme_why why;
};

/* As whoever asks may see it. */
static bool words_of_card(struct saying *now, const struct card *card, struct str *out,
                          struct error *err)
{
    struct arena *arena = now->cli->arena;
    struct json body = json_copy(arena, &card->body);
    if (!shown_body(now->cli->engine, now->kind, &body, err))
        return false;
    struct str quote = cluster_quote(arena, json_find_text(&body, STR("text")));
    *out = card->number ? str_format(arena, "“%.*s” [card %lld]", STR_ARGS(quote),
                                     (long long)card->number)
                        : str_format(arena, "“%.*s” [%.*s]", STR_ARGS(quote),
                                     STR_ARGS(card->record.id));
    return true;
}

/* What a group is called; empty for none. */
static bool name_of(struct saying *now, struct str theme, struct str *out, bool *agreed,
                    struct error *err)
{
    struct parsed one;
    bool found;
    *out = STR_NONE;
    *agreed = false;
    if (!theme.len)
        return true;
    if (!parsed_find(now->cli->engine->store->db, now->cli->arena, theme, &one, &found,
                     err))
        return false;
    *agreed = json_find_bool(&one.body, STR("agreed"));
    struct str name = parsed_text(&one, "name"), label = parsed_text(&one, "label");
    *out = str_format(now->cli->arena, "“%.*s”",
                      STR_ARGS(name.len    ? name
                               : label.len ? label
                                           : theme));
    return true;
}

static bool say_where(struct saying *now, struct error *err)
{
    struct buf *out = &now->cli->out;
    const struct theme_why *why = &now->why;
    bool drafted = json_find_bool(&why->card->body, STR("drafted")), agreed;
    struct str tray = json_find_text(&why->card->body, STR("tray")), words, name;
    if (!words_of_card(now, why->card, &words, err) ||
        !name_of(now, why->theme.len ? why->theme : why->nearest, &name, &agreed, err))
        return false;
    buf_add_format(out, "%.*s\n", STR_ARGS(words));
    if (why->theme.len)
        buf_add_format(out, "is in the group %.*s; %s put it there%s.\n", STR_ARGS(name),
                       drafted ? "the computer" : "people",
                       drafted && agreed ? ", and people have agreed the group" : "");
    else
        buf_add_format(out, "is %s%s.\n",
                       str_equal(tray, STR("unsure"))  ? "with those not sure yet"
                       : str_equal(tray, STR("alone")) ? "on its own"
                                                       : "in no group yet",
                       !tray.len ? ""
                       : drafted ? "; the computer put it there"
                                 : "; people put it there");
    if (!why->theme.len && name.len)
        buf_add_format(out, "  The group that it is most like: %.*s.\n", STR_ARGS(name));
    if (!why->theme.len && !name.len)
        buf_add(out, STR("  It is like no group that there is.\n"));
    return true;
}

static bool say_next(struct saying *now, struct error *err)
{
    struct buf *out = &now->cli->out;
    const struct theme_why *why = &now->why;
    bool agreed;
    struct str next, by = cluster_number(now->cli->arena, abs(why->margin));
    if (!name_of(now, why->next, &next, &agreed, err))
        return false;
    if (!next.len)
        return true;
    if (abs(why->margin) < 20)
        buf_add_format(out,
                       "  It stands between that group and %.*s: about as much like the "
                       "one as like the other (%s%.*s).\n",
                       STR_ARGS(next), why->margin < 0 ? "-" : "", STR_ARGS(by));
    else if (why->margin < 0)
        buf_add_format(out,
                       "  It is more like %.*s, by %.*s: is it in the right place?\n",
                       STR_ARGS(next), STR_ARGS(by));
    else
        buf_add_format(
            out, "  It is more like that group than like the next, %.*s, by %.*s.\n",
            STR_ARGS(next), STR_ARGS(by));
    return true;
}

static bool say_near(struct saying *now, struct error *err)
{
    struct buf *out = &now->cli->out;
    const struct theme_why *why = &now->why;
    for (size_t i = 0; i < why->near_count; i++) {
        const struct theme_why_near *near = &why->near[i];
        struct str words, name;
        bool agreed;
        if (!words_of_card(now, near->card, &words, err) ||
            !name_of(now, near->theme, &name, &agreed, err))
            return false;
        if (str_equal(near->theme, why->theme) && near->theme.len)
            name = STR("the same group");
        buf_add_format(out, "  %s %.*s (%.*s), %s%.*s\n",
                       i ? "          and" : "Most like it:", STR_ARGS(words),
                       STR_ARGS(cluster_number(now->cli->arena, (int32_t)near->alike)),
                       name.len ? "in " : "in no group", STR_ARGS(name));
    }
    return true;
}

static bool say(struct saying *now, struct error *err)
{
    struct cli *cli = now->cli;
    const struct theme_why *why = &now->why;
    if (!say_where(now, err))
        return false;
    if (why->tight) {
        struct str tight = str_replaced(cli->arena, why->tightness, '_', ' ');
        buf_add_format(&cli->out, "  The cards of that group are %.*s (%.*s).\n",
                       STR_ARGS(tight),
                       STR_ARGS(cluster_number(cli->arena, (int32_t)why->tight)));
    }
    for (size_t i = 0; i < why->shared.count; i++)
        buf_add_format(
            &cli->out, "%s%.*s%s",
            i ? ", " : "  Words that it shares with it: ", STR_ARGS(why->shared.items[i]),
            i + 1 < why->shared.count ? "" : "\n");
    if (why->same_count)
        buf_add_format(&cli->out, "  %zu other %s nearly the same.\n", why->same_count,
                       one_or_many((int64_t)why->same_count, "card says", "cards say"));
    if (!say_near(now, err) || !say_next(now, err))
        return false;
    if (why->model.len)
        buf_add_format(&cli->out, "By meaning (%.*s %.8s).\n", STR_ARGS(why->model),
                       str_c(cli->arena, why->hash));
    else
        buf_add_format(&cli->out, "By the words alone (%.*s).\n",
                       STR_ARGS(why->model_missing));
    return true;
}

static void set_text(struct arena *arena, struct json *out, const char *name,
                     struct str text)
{
    if (text.len)
        json_set(arena, out, str_of(name), json_text(text));
}

static struct json as_json(const struct saying *now)
{
    struct arena *arena = now->cli->arena;
    const struct theme_why *why = &now->why;
    struct json out = json_object(), near = json_list(), shared = json_list(),
                same = json_list();
    for (size_t i = 0; i < why->near_count; i++) {
        struct json one = json_object();
        set_text(arena, &one, "id", why->near[i].card->record.id);
        set_text(arena, &one, "theme", why->near[i].theme);
        json_set(arena, &one, STR("alike"), json_integer(why->near[i].alike));
        json_add(arena, &near, one);
    }
    for (size_t i = 0; i < why->shared.count; i++)
        json_add(arena, &shared, json_text(why->shared.items[i]));
    for (size_t i = 0; i < why->same_count; i++)
        json_add(arena, &same, json_text(why->same[i]->record.id));
    set_text(arena, &out, "id", why->card->record.id);
    set_text(arena, &out, "theme", why->theme);
    set_text(arena, &out, "nearest", why->nearest);
    set_text(arena, &out, "next", why->next);
    set_text(arena, &out, "tray", json_find_text(&why->card->body, STR("tray")));
    json_set(arena, &out, STR("drafted"),
             json_bool(json_find_bool(&why->card->body, STR("drafted"))));
    json_set(arena, &out, STR("margin"), json_integer(why->margin));
    json_set(arena, &out, STR("tight"), json_integer(why->tight));
    json_set(arena, &out, STR("shared"), shared);
    json_set(arena, &out, STR("near"), near);
    json_set(arena, &out, STR("same"), same);
    json_set(arena, &out, STR("method"),
             json_text(why->model.len ? STR("minilm") : STR("lexical")));
    set_text(arena, &out, "hash", why->hash);
    return out;
}

static bool load(struct saying *now, struct str id, struct error *err)
{
    struct cli *cli = now->cli;
    struct record record;
    struct process *process;
    struct cards cards;
    bool found;
    if (!record_find(cli->engine->store->db, cli->arena, id, &record, &found, err))
        return false;
    if (!found || !str_equal(record.kind, STR("statement")))
        return error_set(err, ERROR_INPUT,
                         "%.*s is no card: name one by its number, its id or "
                         "FILE:LINE:HEADING",
                         STR_ARGS(id));
    if (!engine_process(cli->engine, record.cycle, &process, err))
        return false;
    struct cards_request request = cards_of(cli->engine, process);
    now->kind = kind_find(process->kinds, STR("statement"));
    return shown_kind(cli->engine, now->kind, err) &&
           cards_load(cli->arena, &request, &cards, err) &&
           theme_why(cli->arena, &cards, id, &now->why, err);
}

int cli_why(struct cli *cli, struct str cycle_name, struct str card)
{
    struct error err;
    struct str id;
    struct saying now = {.cli = cli};
    if (!cli_open(cli, true, &err) || !find_record(cli, card, cycle_name, &id, &err) ||
        !load(&now, id, &err))
        return cli_fail(cli, &err);
    if (cli->json) {
        struct json out = as_json(&now);
        return cli_print_json(cli, &out);
    }
    return say(&now, &err) ? cli_print(cli) : cli_fail(cli, &err);
}
