/* SPDX-License-Identifier: MIT */
#include "app/cli_beside.h"

#include "base/date.h"
#include "cycle/value_words.h"
#include "cycle/wish.h"

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

/* Who does it, by when, what for, and how it stands: "Head of SEND, Thornmere Council, by
 * 27 February 2026, change, informs commissioning, open". */
static struct str done_by_words(struct cli *cli, const struct json *body)
{
    static const char *const fields[][2] = {{"who", ""},          {"role", ""},
                                            {"organisation", ""}, {"by", "by "},
                                            {"kind", ""},         {"informs", "informs "},
                                            {"state", ""}};
    struct buf out = BUF_IN(cli->arena);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        struct str name = str_of(fields[i][0]), words = json_find_text(body, name);
        if (str_equal(name, STR("by")))
            words = date_words_of(cli->arena, words);
        else if (str_equal(name, STR("perspective")) || str_equal(name, STR("kind")) ||
                 str_equal(name, STR("informs")))
            words = words_of(cli, body, fields[i][0]);
        if (words.len)
            buf_add_format(&out, "%s%s%.*s", out.len ? ", " : "", fields[i][1],
                           STR_ARGS(words));
    }
    return buf_str(&out);
}

/* Of one that is no more: nothing. */
static bool other_of(struct cli *cli, struct str id, struct json *body, struct error *err)
{
    struct record record;
    bool found;
    *body = json_object();
    return record_find(cli->engine->store->db, cli->arena, id, &record, &found, err) &&
           (!found || json_parse(cli->arena, record.body, body, err));
}

static bool wording_of(struct cli *cli, struct str indicator, struct str *out,
                       struct error *err)
{
    struct json body;
    if (!other_of(cli, indicator, &body, err))
        return false;
    *out = json_find_text(&body, STR("wording"));
    return true;
}

/* Who sits there for somebody else brings no viewpoint of their own. */
static bool helper_of(struct cli *cli, struct str participant, struct str *out,
                      struct error *err)
{
    struct json body;
    if (!other_of(cli, participant, &body, err))
        return false;
    *out = json_find_bool(&body, STR("interpreter")) ? STR("interpreter")
           : json_find_bool(&body, STR("supporter")) ? STR("supporter")
                                                     : STR_NONE;
    return true;
}

bool cli_beside(struct cli *cli, const struct record *record, const struct json *body,
                struct str *out, struct error *err)
{
    static const char *const said[] = {"success", "idea", "story"};
    *out = STR_NONE;
    if (str_equal(record->kind, STR("share")))
        *out = share_words(cli, body);
    if (str_equal(record->kind, STR("action")) ||
        str_equal(record->kind, STR("commitment")))
        *out = done_by_words(cli, body);
    if (str_equal(record->kind, STR("measurement")))
        return wording_of(cli, json_find_text(body, STR("indicator")), out, err);
    if (str_equal(record->kind, STR("seat")))
        return helper_of(cli, json_find_text(body, STR("participant")), out, err);
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        if (str_equal(record->kind, str_of(said[i])))
            *out = words_of(cli, body, "perspective");
    return true;
}

bool cli_untold(struct cli *cli, const struct record *record, struct json *body,
                struct str *words, struct error *err)
{
    bool untold;
    *words = STR_NONE;
    if (!wish_untold(cli->engine->store->db, cli->arena, record, body, &untold, err))
        return false;
    if (untold) {
        *words = STR("not used, by their wish");
        json_set(cli->arena, body, STR("untold"), json_text(*words));
    }
    return true;
}
