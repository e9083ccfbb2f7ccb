/* SPDX-License-Identifier: MIT */
#include "app/draft_words.h"

#include "app/cluster_said.h"
#include "cycle/cards.h"
#include "store/parsed.h"

enum { SHOWN = 5 };

struct str draft_method(struct arena *arena, const struct json *outcome)
{
    const struct json *model = json_find(outcome, STR("model"));
    struct str none = json_find_text(outcome, STR("no_model"));
    if (model)
        return str_format(arena, "by meaning (%.*s %.8s)",
                          STR_ARGS(json_find_text(model, STR("name"))),
                          str_c(arena, json_find_text(model, STR("hash"))));
    return none.len ? str_format(arena, "by the words alone (%.*s)", STR_ARGS(none))
                    : STR_NONE;
}

struct str draft_unsure(struct arena *arena, const struct json *outcome)
{
    int64_t count = (int64_t)json_count(json_find(outcome, STR("unsure")));
    return count ? str_format(arena, ", and %lld between two groups: not sure yet",
                              (long long)count)
                 : STR_NONE;
}

static bool body_of(struct cli *cli, struct str id, struct json *body, struct error *err)
{
    struct parsed one;
    bool found;
    if (!parsed_find(cli->engine->store->db, cli->arena, id, &one, &found, err))
        return false;
    *body = found ? one.body : json_object();
    return true;
}

struct str draft_card(struct arena *arena, const struct json *body)
{
    int64_t number = json_find_integer(body, STR("card"), 0);
    struct str called = number ? str_format(arena, "card %lld", (long long)number)
                               : json_find_text(body, STR("source"));
    if (card_is_flagged(body))
        return str_format(arena, "%.*s " NOT_SHOWN_YET, STR_ARGS(called));
    return str_format(arena, "“%.*s”",
                      STR_ARGS(cluster_quote(arena, json_find_text(body, STR("text")))));
}

static bool say_one(struct cli *cli, const struct json *one, const struct json *card,
                    struct error *err)
{
    struct json nearest, next;
    if (!body_of(cli, json_find_text(one, STR("nearest")), &nearest, err) ||
        !body_of(cli, json_find_text(one, STR("next")), &next, err))
        return false;
    buf_add_format(&cli->out, "        %.*s\n          %.*s, or %.*s?\n",
                   STR_ARGS(draft_card(cli->arena, card)),
                   STR_ARGS(json_find_text(&nearest, STR("label"))),
                   STR_ARGS(json_find_text(&next, STR("label"))));
    return true;
}

bool draft_say_unsure(struct cli *cli, const struct json *outcome, struct str section,
                      struct error *err)
{
    const struct json *unsure = json_find(outcome, STR("unsure"));
    size_t count = 0;
    for (size_t i = 0; i < json_count(unsure); i++) {
        const struct json *one = json_item(unsure, i);
        struct json card;
        if (!body_of(cli, json_find_text(one, STR("id")), &card, err))
            return false;
        if (!str_equal(json_find_text(&card, STR("section")), section))
            continue;
        if (!count++)
            buf_add(&cli->out, STR("  Not sure yet, the least sure first\n"));
        if (count <= SHOWN && !say_one(cli, one, &card, err))
            return false;
    }
    if (count > SHOWN)
        buf_add_format(&cli->out,
                       "        and %zu more: `waymark list statement --where "
                       "tray=unsure`\n",
                       count - SHOWN);
    return true;
}
