/* SPDX-License-Identifier: MIT */
#include "app/cli_beside.h"

#include "base/date.h"
#include "cycle/value_words.h"

static struct str words_of(struct cli *cli, const struct json *body, const char *field)
{
    struct str name = str_of(field);
    const struct json *value = json_find(body, name);
    return value
               ? str_replaced(cli->arena, value_words(cli->arena, name, value), '_', ' ')
               : STR_NONE;
}

static struct str share_words(struct cli *cli, const struct json *body)
{
    struct str whom = json_find_text(body, STR("audience"));
    if (!whom.len)
        whom = words_of(cli, body, "told");
    return str_format(
        cli->arena, "%.*s, %.*s%s%.*s",
        STR_ARGS(date_words_of(cli->arena, json_find_text(body, STR("date")))),
        STR_ARGS(words_of(cli, body, "channel")), whom.len ? ", " : "", STR_ARGS(whom));
}

static bool wording_of(struct cli *cli, struct str indicator, struct str *out,
                       struct error *err)
{
    struct record record;
    struct json body;
    bool found;
    if (!record_find(cli->engine->store->db, cli->arena, indicator, &record, &found, err))
        return false;
    if (!found)
        return true;
    if (!json_parse(cli->arena, record.body, &body, err))
        return false;
    *out = json_find_text(&body, STR("wording"));
    return true;
}

bool cli_beside(struct cli *cli, const struct record *record, const struct json *body,
                struct str *out, struct error *err)
{
    static const char *const said[] = {"success", "idea", "story"};
    *out = STR_NONE;
    if (str_equal(record->kind, STR("share")))
        *out = share_words(cli, body);
    if (str_equal(record->kind, STR("measurement")))
        return wording_of(cli, json_find_text(body, STR("indicator")), out, err);
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        if (str_equal(record->kind, str_of(said[i])))
            *out = words_of(cli, body, "perspective");
    return true;
}
