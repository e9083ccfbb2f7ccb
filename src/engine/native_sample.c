/* SPDX-License-Identifier: MIT */
/* prepare.sample and prepare.no_sample: cards drawn by strata, where there are too many
 * for a day; and every card back on the tables. */
#include "engine/native.h"

#include "cycle/sample.h"

enum { SEED_UNLESS_SAID = 1 };

static bool load(struct native_call *call, const struct json *by, struct sample *out,
                 struct error *err)
{
    struct sample_request request = {
        .db = call->engine->store->db,
        .kinds = call->process->kinds,
        .cycle = call->process->cycle.id,
        .body = &call->process->cycle_body,
        .by = by,
        .seed = json_find_integer(call->args, STR("seed"), SEED_UNLESS_SAID)};
    return sample_load(call->arena, &request, out, err);
}

/* Section and school, unless something else is said; each once. */
static struct json fields_of(struct native_call *call)
{
    const struct json *given = json_find(call->args, STR("by"));
    struct json out = json_list();
    for (size_t i = 0; i < json_count(given); i++)
        if (!json_has_text(&out, json_item(given, i)->text))
            json_add(call->arena, &out, *json_item(given, i));
    if (json_count(&out))
        return out;
    json_add(call->arena, &out, json_text(STR("section")));
    json_add(call->arena, &out, json_text(STR("school")));
    return out;
}

static bool check(struct native_call *call, const struct sample *sample,
                  const struct json *by, int64_t size, struct error *err)
{
    size_t sorted = 0;
    struct str words = sample_by_words(call->arena, by);
    for (size_t i = 0; i < sample->count; i++)
        sorted += sample->cards[i].sorted;
    if (sorted)
        return error_set(err, ERROR_REFUSED,
                         "%zu %s in groups or trays already; draw a sample before cards "
                         "are grouped, or take the grouping back first (`waymark undo`)",
                         sorted, sorted == 1 ? "card is" : "cards are");
    if (sample->count <= 1 || size >= (int64_t)sample->count)
        return error_set(err, ERROR_REFUSED,
                         "there are %zu cards that count: no sample of %lld is needed",
                         sample->count, (long long)size);
    if (size < 1 || size < (int64_t)sample->strata_count)
        return error_set(err, ERROR_REFUSED,
                         "by %.*s there are %zu sorts of card, and each should have one: "
                         "draw %zu at least, or draw by less",
                         STR_ARGS(words), sample->strata_count, sample->strata_count);
    return true;
}

static bool set_card(struct native_call *call, struct sample_card *card, bool left_out,
                     struct error *err)
{
    const struct kind *kind = kind_find(call->process->kinds, STR("statement"));
    struct str became = left_out ? STR("left_out") : STR("drawn");
    if (left_out)
        json_set(call->arena, &card->body, STR("tray"), json_text(STR("not_drawn")));
    else if (card->was_left_out)
        json_unset(&card->body, STR("tray"));
    json_set(call->arena, &card->body, STR("sample"), json_text(became));
    return commit_change(call->commit, kind, &card->record, &card->body, err);
}

/* As if no sample had been drawn; what is in another tray stays there. */
static bool forget(struct native_call *call, struct sample_card *cards, size_t count,
                   struct error *err)
{
    const struct kind *kind = kind_find(call->process->kinds, STR("statement"));
    for (size_t i = 0; i < count; i++) {
        if (cards[i].was_left_out)
            json_unset(&cards[i].body, STR("tray"));
        json_unset(&cards[i].body, STR("sample"));
        if (!commit_change(call->commit, kind, &cards[i].record, &cards[i].body, err))
            return false;
    }
    return true;
}

/* `how` is what the cycle says of its sample, or NULL. */
static bool keep(struct native_call *call, const struct json *how, struct error *err)
{
    struct json body = json_copy(call->arena, &call->process->cycle_body);
    const struct kind *kind = kind_find(call->process->kinds, STR("cycle"));
    if (how)
        json_set(call->arena, &body, STR("sample"), *how);
    else
        json_unset(&body, STR("sample"));
    return commit_change(call->commit, kind, &call->process->cycle, &body, err);
}

bool sample_apply(struct native_call *call, struct error *err)
{
    struct sample sample;
    struct json by = fields_of(call), how = json_object();
    int64_t size = json_find_integer(call->args, STR("size"), 0);
    if (!load(call, &by, &sample, err) || !check(call, &sample, &by, size, err))
        return false;
    sample_share(&sample, (size_t)size);
    for (size_t s = 0; s < sample.strata_count; s++)
        for (size_t i = 0; i < sample.strata[s].count; i++)
            if (!set_card(call, &sample.cards[sample.strata[s].first + i],
                          i >= sample.strata[s].drawn, err))
                return false;
    if (!forget(call, sample.others, sample.others_count, err))
        return false;
    json_set(call->arena, &how, STR("by"), by);
    json_set(call->arena, &how, STR("seed"),
             json_integer(json_find_integer(call->args, STR("seed"), SEED_UNLESS_SAID)));
    json_set(call->arena, &how, STR("drawn"), json_integer(size));
    json_set(call->arena, &how, STR("left_out"),
             json_integer((int64_t)sample.count - size));
    json_set(call->arena, call->outcome, STR("sample"), how);
    return keep(call, &how, err);
}

/* What came into another scope meanwhile is put back too. */
bool sample_none_apply(struct native_call *call, struct error *err)
{
    struct sample sample;
    struct json by = json_list();
    int64_t back = 0;
    if (!json_find(&call->process->cycle_body, STR("sample")))
        return error_set(err, ERROR_REFUSED,
                         "there is no sample: every card counts already");
    if (!load(call, &by, &sample, err) ||
        !forget(call, sample.cards, sample.count, err) ||
        !forget(call, sample.others, sample.others_count, err))
        return false;
    for (size_t i = 0; i < sample.count; i++)
        back += sample.cards[i].was_left_out;
    for (size_t i = 0; i < sample.others_count; i++)
        back += sample.others[i].was_left_out;
    json_set(call->arena, call->outcome, STR("put_back"), json_integer(back));
    return keep(call, NULL, err);
}
