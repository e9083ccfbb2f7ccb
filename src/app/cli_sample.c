/* SPDX-License-Identifier: MIT */
#include "app/cli_sample.h"

#include "cycle/sample.h"

static void say_strata(struct cli *cli, const struct sample *sample, struct json *out)
{
    struct json list = json_list();
    buf_add_format(&cli->out, "\n%-60s %6s %8s\n", "Cards of the sample", "drawn",
                   "left out");
    for (size_t i = 0; i < sample->strata_count; i++) {
        const struct sample_stratum *one = &sample->strata[i];
        struct json row = json_object();
        buf_add_format(&cli->out, "%-60.*s %6zu %8zu\n", STR_ARGS(one->words),
                       one->was_drawn, one->left_out);
        json_set(cli->arena, &row, STR("label"), json_text(one->words));
        json_set(cli->arena, &row, STR("drawn"), json_integer((int64_t)one->was_drawn));
        json_set(cli->arena, &row, STR("left_out"), json_integer((int64_t)one->left_out));
        json_add(cli->arena, &list, row);
    }
    json_set(cli->arena, out, STR("sample_strata"), list);
}

/* What has become of it: cards that people picked, that count no more, and that came. */
static void say_since(struct cli *cli, const struct sample *sample, int64_t drawn)
{
    size_t picked = 0, since = 0;
    for (size_t i = 0; i < sample->count; i++) {
        const struct sample_card *card = &sample->cards[i];
        picked += card->was_picked;
        drawn -= card->was_drawn;
        since += !card->was_picked && !card->was_drawn && !card->was_left_out;
    }
    if (picked)
        buf_add_format(&cli->out, ", and %zu picked by hand besides", picked);
    if (drawn > 0)
        buf_add_format(&cli->out, ". %lld of those drawn %s not count now",
                       (long long)drawn, one_or_many(drawn, "does", "do"));
    if (since)
        buf_add_format(
            &cli->out, ". %zu more %s since: `waymark do prepare.sample` draws again",
            since, one_or_many((int64_t)since, "card has come", "cards have come"));
    buf_add(&cli->out, STR(".\n"));
}

bool cli_say_sample(struct cli *cli, struct process *process, bool strata,
                    struct json *out, struct error *err)
{
    const struct json *how = json_find(&process->cycle_body, STR("sample"));
    struct sample sample;
    size_t left_out = 0;
    if (!how)
        return true;
    const struct json *by = json_find(how, STR("by"));
    struct sample_request request = {.db = cli->engine->store->db,
                                     .kinds = process->kinds,
                                     .cycle = process->cycle.id,
                                     .body = &process->cycle_body,
                                     .by = by};
    if (!sample_load(cli->arena, &request, &sample, err))
        return false;
    for (size_t i = 0; i < sample.strata_count; i++)
        left_out += sample.strata[i].left_out;
    int64_t drawn = json_find_integer(how, STR("drawn"), 0);
    buf_add_format(&cli->out,
                   "Sample: %lld cards drawn by %.*s (seed %lld), %zu left out",
                   (long long)drawn, STR_ARGS(sample_by_words(cli->arena, by)),
                   (long long)json_find_integer(how, STR("seed"), 0), left_out);
    say_since(cli, &sample, drawn);
    json_set(cli->arena, out, STR("sample"), *how);
    if (strata)
        say_strata(cli, &sample, out);
    return true;
}
