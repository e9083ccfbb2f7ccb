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
                       one->count - one->left_out, one->left_out);
        json_set(cli->arena, &row, STR("label"), json_text(one->words));
        json_set(cli->arena, &row, STR("drawn"),
                 json_integer((int64_t)(one->count - one->left_out)));
        json_set(cli->arena, &row, STR("left_out"), json_integer((int64_t)one->left_out));
        json_add(cli->arena, &list, row);
    }
    json_set(cli->arena, out, STR("sample_strata"), list);
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
    int64_t more = (int64_t)(sample.count - left_out) - drawn;
    int64_t picked =
        json_find_integer(how, STR("left_out"), (int64_t)left_out) - (int64_t)left_out;
    picked = picked > more ? more : picked;
    buf_add_format(&cli->out,
                   "Sample: %lld cards drawn by %.*s (seed %lld), %zu left out",
                   (long long)drawn, STR_ARGS(sample_by_words(cli->arena, by)),
                   (long long)json_find_integer(how, STR("seed"), 0), left_out);
    if (picked > 0) {
        more -= picked;
        buf_add_format(&cli->out, ", and %lld picked by hand besides", (long long)picked);
    }
    if (more > 0)
        buf_add_format(
            &cli->out, ". %lld more %s since: `waymark do prepare.sample` draws again",
            (long long)more, one_or_many(more, "card has come", "cards have come"));
    buf_add(&cli->out, STR(".\n"));
    json_set(cli->arena, out, STR("sample"), *how);
    if (strata)
        say_strata(cli, &sample, out);
    return true;
}
