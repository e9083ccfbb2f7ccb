/* SPDX-License-Identifier: MIT */
#include "app/cluster_said.h"

#include "app/cli.h"
#include "base/unicode.h"
#include "text/merges.h"
#include "text/weights.h"

#include <stdlib.h>

enum { QUOTED = 120 };

struct str cluster_quote(struct arena *arena, struct str text)
{
    struct buf out = BUF_IN(arena);
    struct str rest = cli_one_line(arena, text);
    for (size_t i = 0; i < QUOTED && rest.len; i++) {
        struct str from = rest;
        uint32_t character = unicode_next(&rest);
        bool control = character < ' ' || (character >= 0x7F && character < 0xA0);
        buf_add(&out, control ? STR(" ") : (struct str){from.ptr, from.len - rest.len});
    }
    if (rest.len)
        buf_add(&out, STR("…"));
    return buf_str(&out);
}

struct str cluster_number(struct arena *arena, int32_t thousandths)
{
    int32_t hundredths = (abs(thousandths) + 5) / 10;
    return str_format(arena, "%s%d.%02d", thousandths < 0 && hundredths ? "-" : "",
                      hundredths / 100, hundredths % 100);
}

static struct json line_json(const struct cluster_said *said, size_t statement)
{
    return json_integer((int64_t)said->lines->numbers[statement]);
}

static struct json words_json(struct arena *arena, struct str_list words)
{
    struct json out = json_list();
    for (size_t i = 0; i < words.count; i++)
        json_add(arena, &out, json_text(words.items[i]));
    return out;
}

static struct json group_json(const struct cluster_said *said, size_t number,
                              struct json members)
{
    struct arena *arena = said->arena;
    const struct cluster_group *group = &said->clusters->groups[number];
    struct str typical = said->lines->texts.items[group->typical];
    struct json out = json_object();
    json_set(arena, &out, STR("number"), json_integer((int64_t)number + 1));
    json_set(arena, &out, STR("size"), json_integer((int64_t)group->size));
    json_set(arena, &out, STR("alone"), json_bool(group->alone));
    json_set(arena, &out, STR("keywords"), words_json(arena, group->keywords));
    json_set(arena, &out, STR("typical"), json_text(typical));
    json_set(arena, &out, STR("typical_line"), line_json(said, group->typical));
    json_set(arena, &out, STR("boundary_line"), line_json(said, group->boundary));
    json_set(arena, &out, STR("tight"), json_integer(group->tight));
    json_set(arena, &out, STR("members"), members);
    return out;
}

static struct json groups_json(const struct cluster_said *said)
{
    const struct clusters *clusters = said->clusters;
    struct json out = json_list();
    struct json *members = arena_array(said->arena, struct json, clusters->count);
    for (size_t g = 0; g < clusters->count; g++)
        members[g] = json_list();
    for (size_t i = 0; i < said->lines->texts.count; i++)
        json_add(said->arena, &members[clusters->of[i]], line_json(said, i));
    for (size_t g = 0; g < clusters->count; g++)
        json_add(said->arena, &out, group_json(said, g, members[g]));
    return out;
}

/* For each statement the next one of its twins, SIZE_MAX after the last; `leads`: the
 * first of two or more. */
struct twins {
    size_t *next;
    bool *leads;
    size_t groups, others; /* others: statements but the first of each */
};

static struct twins find_twins(const struct cluster_said *said)
{
    size_t count = said->lines->texts.count;
    struct twins out = {arena_array(said->arena, size_t, count),
                        arena_array(said->arena, bool, count), 0, 0};
    size_t *last = arena_array(said->arena, size_t, count);
    for (size_t i = 0; i < count; i++) {
        size_t first = said->clusters->reasons[i].twin;
        out.next[i] = SIZE_MAX;
        if (first != i) {
            out.groups += !out.leads[first];
            out.others++;
            out.leads[first] = true;
            out.next[last[first]] = i;
        }
        last[first] = i;
    }
    return out;
}

static struct json twins_json(const struct cluster_said *said)
{
    struct twins twins = find_twins(said);
    struct json out = json_list();
    for (size_t i = 0; i < said->lines->texts.count; i++) {
        struct json one = json_list();
        if (!twins.leads[i])
            continue;
        for (size_t at = i; at != SIZE_MAX; at = twins.next[at])
            json_add(said->arena, &one, line_json(said, at));
        json_add(said->arena, &out, one);
    }
    return out;
}

static struct json unsure_json(const struct cluster_said *said)
{
    struct json out = json_list();
    for (size_t i = 0; i < said->clusters->unsure_count; i++)
        json_add(said->arena, &out, line_json(said, said->clusters->least_sure[i]));
    return out;
}

static struct json reason_json(const struct cluster_said *said, size_t i)
{
    struct arena *arena = said->arena;
    const struct clusters *clusters = said->clusters;
    const struct reason *reason = &clusters->reasons[i];
    struct json out = json_object(), near = json_list();
    for (size_t n = 0; n < reason->near_count; n++) {
        struct json one = json_object();
        json_set(arena, &one, STR("line"), line_json(said, reason->near[n].statement));
        json_set(arena, &one, STR("alike"), json_integer(reason->near[n].alike));
        json_add(arena, &near, one);
    }
    json_set(arena, &out, STR("line"), line_json(said, i));
    json_set(arena, &out, STR("cluster"), json_integer((int64_t)clusters->of[i] + 1));
    if (clusters->next[i] != clusters->of[i])
        json_set(arena, &out, STR("next"), json_integer((int64_t)clusters->next[i] + 1));
    json_set(arena, &out, STR("margin"), json_integer(clusters->margin[i]));
    json_set(arena, &out, STR("closeness"), json_integer(clusters->closeness[i]));
    json_set(arena, &out, STR("unsure"), json_bool(clusters->unsure[i]));
    json_set(arena, &out, STR("shared"), words_json(arena, reason->shared));
    json_set(arena, &out, STR("near"), near);
    return out;
}

static void add_method(const struct cluster_said *said, struct json *out)
{
    struct json model = json_object();
    json_set(said->arena, out, STR("method"),
             json_text(said->encoder ? STR("minilm") : STR("lexical")));
    if (!said->encoder)
        return;
    const struct model *about = encoder_model(said->encoder);
    json_set(said->arena, &model, STR("name"), json_text(about->name));
    json_set(said->arena, &model, STR("hash"), json_text(about->hash));
    json_set(said->arena, out, STR("model"), model);
}

struct json cluster_json(const struct cluster_said *said, bool explain)
{
    struct arena *arena = said->arena;
    struct json out = json_object(), lines = json_list();
    add_method(said, &out);
    json_set(arena, &out, STR("statements"),
             json_integer((int64_t)said->lines->texts.count));
    json_set(arena, &out, STR("clusters"), groups_json(said));
    if (!said->lines->texts.count)
        return out;
    json_set(arena, &out, STR("grain"), json_integer(said->clusters->grain));
    json_set(arena, &out, STR("unsure"), unsure_json(said));
    json_set(arena, &out, STR("twins"), twins_json(said));
    for (size_t i = 0; explain && i < said->lines->texts.count; i++)
        json_add(arena, &lines, reason_json(said, i));
    if (explain)
        json_set(arena, &out, STR("lines"), lines);
    return out;
}

static void add_quote(const struct cluster_said *said, struct buf *out, size_t i)
{
    struct str quote = cluster_quote(said->arena, said->lines->texts.items[i]);
    buf_add_format(out, "line %zu “%.*s”", said->lines->numbers[i], STR_ARGS(quote));
}

static void add_number(const struct cluster_said *said, struct buf *out, int32_t number)
{
    buf_add(out, cluster_number(said->arena, number));
}

static void add_words(struct buf *out, struct str_list words)
{
    for (size_t i = 0; i < words.count; i++)
        buf_add_format(out, "%s%.*s", i ? ", " : "", STR_ARGS(words.items[i]));
}

static void add_place(const struct cluster_said *said, struct buf *out, size_t i)
{
    const struct clusters *clusters = said->clusters;
    size_t own = clusters->of[i] + 1, next = clusters->next[i] + 1;
    if (own == next)
        return;
    struct str margin = cluster_number(said->arena, clusters->margin[i]);
    if (clusters->groups[own - 1].alone)
        buf_add_format(out, "    the nearest group is %zu\n", next);
    else if (clusters->unsure[i])
        buf_add_format(out, "    not sure: between this group and group %zu (%.*s)\n",
                       next, STR_ARGS(margin));
    else
        buf_add_format(out, "    more like this group than like group %zu, by %.*s\n",
                       next, STR_ARGS(margin));
}

static void add_statement(const struct cluster_said *said, struct buf *out, size_t i)
{
    const struct reason *reason = &said->clusters->reasons[i];
    buf_add(out, STR("  "));
    add_quote(said, out, i);
    buf_add_byte(out, '\n');
    if (reason->twin != i)
        buf_add_format(out, "    says nearly the same as line %zu\n",
                       said->lines->numbers[reason->twin]);
    if (reason->shared.count) {
        buf_add(out, STR("    shares with its group: "));
        add_words(out, reason->shared);
        buf_add_byte(out, '\n');
    }
    for (size_t n = 0; n < reason->near_count; n++) {
        buf_add(out, n ? STR("\n      and ") : STR("    most like "));
        add_quote(said, out, reason->near[n].statement);
        buf_add(out, STR(" ("));
        add_number(said, out, (int32_t)reason->near[n].alike);
        buf_add_byte(out, ')');
    }
    if (reason->near_count)
        buf_add_byte(out, '\n');
    add_place(said, out, i);
}

static void add_group(const struct cluster_said *said, struct buf *out, size_t number)
{
    const struct cluster_group *group = &said->clusters->groups[number];
    buf_add_format(out, "\nGroup %zu: %zu %s", number + 1, group->size,
                   one_or_many((int64_t)group->size, "line", "lines"));
    if (group->alone) {
        buf_add(out, STR(", like no other\n"));
        return;
    }
    struct str tight = cluster_tightness(group->tight, said->encoder != NULL);
    tight = str_replaced(said->arena, tight, '_', ' ');
    buf_add_format(out, ", %.*s (", STR_ARGS(tight));
    add_number(said, out, (int32_t)group->tight);
    buf_add(out, STR(")\n"));
    if (group->keywords.count) {
        buf_add(out, STR("  its words:    "));
        add_words(out, group->keywords);
        buf_add_byte(out, '\n');
    }
    buf_add(out, STR("  most typical: "));
    add_quote(said, out, group->typical);
    if (group->boundary != group->typical) {
        buf_add(out, STR("\n  at its edge:  "));
        add_quote(said, out, group->boundary);
    }
    buf_add(out, STR("\n\n"));
}

/* The statements of each group, one group after another. */
static size_t *by_group(const struct cluster_said *said, size_t *start)
{
    const struct clusters *clusters = said->clusters;
    size_t count = said->lines->texts.count;
    size_t *out = arena_array(said->arena, size_t, count);
    size_t *at = arena_array(said->arena, size_t, clusters->count);
    for (size_t g = 0; g < clusters->count; g++)
        start[g + 1] = start[g] + clusters->groups[g].size;
    for (size_t i = 0; i < count; i++)
        out[start[clusters->of[i]] + at[clusters->of[i]]++] = i;
    return out;
}

static void add_unsure(const struct cluster_said *said, struct buf *out)
{
    const struct clusters *clusters = said->clusters;
    if (clusters->unsure_count)
        buf_add(out, STR("\nNot sure yet, the least sure first\n"));
    for (size_t i = 0; i < clusters->unsure_count; i++) {
        size_t one = clusters->least_sure[i];
        buf_add(out, STR("  "));
        add_quote(said, out, one);
        buf_add_format(out, ": group %zu, or group %zu (", clusters->of[one] + 1,
                       clusters->next[one] + 1);
        add_number(said, out, clusters->margin[one]);
        buf_add(out, STR(")\n"));
    }
}

static void add_head(const struct cluster_said *said, struct buf *out)
{
    const struct clusters *clusters = said->clusters;
    size_t count = said->lines->texts.count;
    struct twins twins = find_twins(said);
    buf_add_format(out, "%zu %s in %zu %s, ", count,
                   one_or_many((int64_t)count, "line", "lines"), clusters->count,
                   one_or_many((int64_t)clusters->count, "group", "groups"));
    if (said->encoder) {
        const struct model *model = encoder_model(said->encoder);
        buf_add_format(out, "by what they mean (%.*s %.8s)", STR_ARGS(model->name),
                       model->hash.ptr);
    } else {
        buf_add(out, STR("by the words that they share"));
    }
    buf_add_format(out, "; --grain %d gives as many or nearly.\n", clusters->grain);
    if (clusters->unsure_count)
        buf_add_format(out, "%zu %s between two groups: not sure yet.\n",
                       clusters->unsure_count,
                       one_or_many((int64_t)clusters->unsure_count, "stands", "stand"));
    if (twins.others)
        buf_add_format(out, "%zu %s nearly the same as another before.\n", twins.others,
                       one_or_many((int64_t)twins.others, "line says", "lines say"));
}

struct str cluster_reasons(const struct cluster_said *said)
{
    const struct clusters *clusters = said->clusters;
    struct buf out = BUF_IN(said->arena);
    if (!said->lines->texts.count)
        return STR_NONE;
    size_t *start = arena_array(said->arena, size_t, clusters->count + 1);
    const size_t *order = by_group(said, start);
    add_head(said, &out);
    for (size_t g = 0; g < clusters->count; g++) {
        add_group(said, &out, g);
        for (size_t i = start[g]; i < start[g + 1]; i++)
            add_statement(said, &out, order[i]);
    }
    add_unsure(said, &out);
    return buf_str(&out);
}

/* JSON has no fractions here (format/json.h): the numbers are written as text. */
struct str cluster_tree(const struct cluster_said *said)
{
    size_t count = said->lines->texts.count;
    struct json head = json_object();
    struct buf out = BUF_IN(said->arena);
    add_method(said, &head);
    struct str method = json_write(said->arena, &head);
    method.len--; /* the brace */
    buf_add_format(&out, "%.*s,\"groups\":%zu,\"grain\":%d,\n\"lines\":[",
                   STR_ARGS(method), said->clusters->count, said->clusters->grain);
    for (size_t i = 0; i < count; i++)
        buf_add_format(&out, "%s%zu", i ? "," : "", said->lines->numbers[i]);
    buf_add(&out, STR("],\n\"merges\":["));
    for (size_t i = 0; i + 1 < count; i++) {
        const struct merge *merge = &said->clusters->merges[i];
        buf_add_format(&out, "%s\n[%u,%u,%.4f,%u]", i ? "," : "", merge->a, merge->b,
                       (double)merge->likeness / (double)WEIGHT_ONE, merge->size);
    }
    buf_add(&out, STR("]}\n"));
    return buf_str(&out);
}
