/* SPDX-License-Identifier: MIT */
#include "cycle/disclosure.h"

/* Every published count is an arc, and every row, column or list is a node with
 * one equation: its members add up to its total. Cells lead from their row to
 * their column, a column's total on to the foot of the table, the grand total
 * from the foot to the side, and a row's total from the side back to its row: the
 * counts are a flow that goes round. So a hidden count can be other than it is
 * just when one person more or fewer could go round through it and other hidden
 * counts; in such a flow whole numbers give away neither more nor less than
 * fractions do, and no linear program is needed. */
struct arc {
    size_t from, to; /* nodes */
    int64_t people;
    bool is_total;
    bool hidden;
    bool further; /* hidden only to protect others, and not yet found to be needed */
    bool before;  /* hidden before it was tried to show more */
};

struct flow {
    struct disclosure_rule rule;
    size_t arc_count, node_count;
    struct arc *arcs;      /* (arc_count) */
    size_t *total;         /* (node_count): the arc that is the node's total */
    size_t *first, *touch; /* arcs at node n: touch[first[n]] to before first[n + 1] */
    size_t *queue;         /* (node_count) */
    bool *reached;         /* (node_count) */
};

static const size_t nothing = SIZE_MAX;
static const int64_t most_people = 1000000000000;

struct disclosure_rule disclosure_default(void)
{
    return (struct disclosure_rule){DISCLOSURE_THRESHOLD, DISCLOSURE_SMALL_GROUP,
                                    DISCLOSURE_FEWEST_FOR_PERCENTAGE};
}

struct disclosure_rule disclosure_for(int64_t threshold)
{
    struct disclosure_rule rule = disclosure_default();
    rule.threshold = threshold;
    if (rule.small_group < threshold)
        rule.small_group = threshold;
    if (rule.fewest_for_percentage < threshold)
        rule.fewest_for_percentage = threshold;
    return rule;
}

static bool is_small(struct disclosure_rule rule, int64_t people)
{
    return people > 0 && people < rule.threshold;
}

/* Everyone in a small group is in this cell, or nobody is: either tells of each. */
static bool tells_of_all(struct disclosure_rule rule, int64_t people, int64_t group)
{
    return group > 0 && group < rule.small_group && (people == 0 || people == group);
}

static void hide(struct flow *flow, size_t arc, bool further)
{
    flow->arcs[arc].hidden = true;
    flow->arcs[arc].further = further;
}

static struct arc *at_node(const struct flow *flow, size_t node, size_t place)
{
    return &flow->arcs[flow->touch[flow->first[node] + place]];
}

static size_t arcs_at(const struct flow *flow, size_t node)
{
    return flow->first[node + 1] - flow->first[node];
}

/* Lists the arcs at each node. */
static void index_nodes(struct arena *arena, struct flow *flow)
{
    flow->first = arena_array(arena, size_t, flow->node_count + 2);
    flow->touch = arena_array(arena, size_t, flow->arc_count * 2);
    flow->queue = arena_array(arena, size_t, flow->node_count);
    flow->reached = arena_array(arena, bool, flow->node_count);
    size_t *next = flow->first + 1; /* filled one place on, so that it ends in place */
    for (size_t a = 0; a < flow->arc_count; a++) {
        next[flow->arcs[a].from + 1]++;
        next[flow->arcs[a].to + 1]++;
    }
    for (size_t n = 1; n <= flow->node_count; n++)
        next[n] += next[n - 1];
    for (size_t a = 0; a < flow->arc_count; a++) {
        flow->touch[next[flow->arcs[a].from]++] = a;
        flow->touch[next[flow->arcs[a].to]++] = a;
    }
}

/* A list is one node where its counts leave, and a mirror of it where they meet. */
static struct flow list_flow(struct arena *arena, const struct disclosure_counts *in)
{
    struct flow flow = {.arc_count = in->rows + 1, .node_count = 2};
    flow.arcs = arena_array(arena, struct arc, flow.arc_count);
    flow.total = arena_array(arena, size_t, 2);
    int64_t sum = 0;
    for (size_t i = 0; i < in->rows; i++) {
        flow.arcs[i] = (struct arc){.from = 0, .to = 1, .people = in->cells[i]};
        sum += in->cells[i];
    }
    flow.arcs[in->rows] = (struct arc){1, 0, sum, true, false, false, false};
    flow.total[0] = flow.total[1] = in->rows;
    index_nodes(arena, &flow);
    return flow;
}

/* Nodes: the rows, the columns, the side (of row totals), the foot (of column
 * totals). Arcs: the cells, the row totals, the column totals, the grand total. */
static struct flow table_flow(struct arena *arena, const struct disclosure_counts *in)
{
    size_t rows = in->rows, columns = in->columns, cells = rows * columns;
    size_t side = rows + columns, foot = side + 1, grand = cells + rows + columns;
    struct flow flow = {.arc_count = grand + 1, .node_count = foot + 1};
    flow.arcs = arena_array(arena, struct arc, flow.arc_count);
    flow.total = arena_array(arena, size_t, flow.node_count);
    for (size_t r = 0; r < rows; r++)
        flow.arcs[cells + r] = (struct arc){side, r, 0, true, false, false, false};
    for (size_t c = 0; c < columns; c++)
        flow.arcs[cells + rows + c] =
            (struct arc){rows + c, foot, 0, true, false, false, false};
    flow.arcs[grand] = (struct arc){foot, side, 0, true, false, false, false};
    for (size_t i = 0; i < cells; i++) {
        size_t r = i / columns, c = i % columns;
        flow.arcs[i] = (struct arc){.from = r, .to = rows + c, .people = in->cells[i]};
        flow.arcs[cells + r].people += in->cells[i];
        flow.arcs[cells + rows + c].people += in->cells[i];
        flow.arcs[grand].people += in->cells[i];
    }
    for (size_t n = 0; n < side; n++)
        flow.total[n] = cells + n;
    flow.total[side] = flow.total[foot] = grand;
    index_nodes(arena, &flow);
    return flow;
}

/* Hides what is small, what leaves a small rest, and small groups all in one cell. */
static void hide_small(struct flow *flow)
{
    for (size_t a = 0; a < flow->arc_count; a++)
        if (is_small(flow->rule, flow->arcs[a].people))
            hide(flow, a, false);
    for (size_t n = 0; n < flow->node_count; n++) {
        const struct arc *total = &flow->arcs[flow->total[n]];
        size_t members = arcs_at(flow, n) - 1;
        bool all_in_one = false;
        for (size_t i = 0; i <= members; i++) {
            struct arc *member = at_node(flow, n, i);
            if (member == total)
                continue;
            if (is_small(flow->rule, total->people - member->people))
                member->hidden = true;
            all_in_one =
                all_in_one || (members > 1 && member->people &&
                               tells_of_all(flow->rule, member->people, total->people));
        }
        for (size_t i = 0; all_in_one && i <= members; i++)
            if (at_node(flow, n, i) != total)
                at_node(flow, n, i)->hidden = true;
    }
}

/* What a reader knows of a hidden count at least: it is not 0, for zeros are shown
 * (all but a few, and of those the reader may guess which). */
static int64_t at_least(const struct arc *arc)
{
    return arc->people > 0 ? 1 : 0;
}

/* Whether a person more could go from one node to another through hidden counts
 * without passing `except`: forwards always, backwards where fewer can be there. */
static bool can_go(const struct flow *flow, size_t from, size_t to, size_t except)
{
    size_t head = 0, tail = 0;
    for (size_t n = 0; n < flow->node_count; n++)
        flow->reached[n] = false;
    flow->reached[from] = true;
    flow->queue[tail++] = from;
    while (head < tail && !flow->reached[to]) {
        size_t node = flow->queue[head++];
        for (size_t i = flow->first[node]; i < flow->first[node + 1]; i++) {
            const struct arc *arc = &flow->arcs[flow->touch[i]];
            if (!arc->hidden || flow->touch[i] == except)
                continue;
            if (arc->from != node && arc->people <= at_least(arc))
                continue;
            size_t next = arc->from == node ? arc->to : arc->from;
            if (!flow->reached[next])
                flow->queue[tail++] = next;
            flow->reached[next] = true;
        }
    }
    return flow->reached[to];
}

static bool can_be_worked_out(const struct flow *flow, size_t a)
{
    const struct arc *arc = &flow->arcs[a];
    if (!arc->hidden || can_go(flow, arc->to, arc->from, a))
        return false;
    return arc->people <= at_least(arc) || !can_go(flow, arc->from, arc->to, a);
}

/* Whether subtracting the shown counts of a line from its total gives a small one. */
static bool leaves_small_rest(const struct flow *flow, size_t node)
{
    const struct arc *total = &flow->arcs[flow->total[node]];
    int64_t rest = 0;
    for (size_t i = 0; i < arcs_at(flow, node); i++)
        if (at_node(flow, node, i) != total && at_node(flow, node, i)->hidden)
            rest += at_node(flow, node, i)->people;
    return !total->hidden && is_small(flow->rule, rest);
}

static size_t hidden_at(const struct flow *flow, size_t node)
{
    size_t count = 0;
    for (size_t i = 0; i < arcs_at(flow, node); i++)
        count += at_node(flow, node, i)->hidden;
    return count;
}

/* Which of two shown counts to hide rather: no total, no zero, the smaller, and
 * where equal one in a line of which something is hidden already. */
static bool is_better(const struct flow *flow, const struct arc *a, const struct arc *b)
{
    if (a->is_total != b->is_total)
        return b->is_total;
    if ((a->people == 0) != (b->people == 0))
        return b->people == 0;
    if (a->people != b->people)
        return a->people < b->people;
    return hidden_at(flow, a->from) && hidden_at(flow, a->to) &&
           !(hidden_at(flow, b->from) && hidden_at(flow, b->to));
}

static bool hide_one_at(struct flow *flow, size_t node)
{
    size_t best = nothing;
    for (size_t i = flow->first[node]; i < flow->first[node + 1]; i++) {
        size_t a = flow->touch[i];
        if (flow->arcs[a].hidden)
            continue;
        if (best == nothing || is_better(flow, &flow->arcs[a], &flow->arcs[best]))
            best = a;
    }
    if (best != nothing)
        hide(flow, best, true);
    return best != nothing;
}

/* Hides one more count to protect `a`: in the line where it stands most alone,
 * or wherever something is left to hide. */
static void protect(struct flow *flow, size_t a)
{
    size_t from = flow->arcs[a].from, to = flow->arcs[a].to;
    bool from_first = hidden_at(flow, from) <= hidden_at(flow, to);
    if (hide_one_at(flow, from_first ? from : to) ||
        hide_one_at(flow, from_first ? to : from))
        return;
    for (size_t n = flow->node_count; n-- > 0;)
        if (hide_one_at(flow, n))
            return;
}

/* Ends, because every round hides one more; with all hidden nothing is known. */
static void hide_further(struct flow *flow)
{
    for (bool again = true; again;) {
        again = false;
        for (size_t a = 0; a < flow->arc_count; a++) {
            if (!can_be_worked_out(flow, a))
                continue;
            protect(flow, a);
            again = true;
        }
        for (size_t n = 0; n < flow->node_count; n++)
            if (leaves_small_rest(flow, n))
                again = hide_one_at(flow, n) || again;
    }
}

/* Shows one that was hidden for others, and with it those that only it kept from
 * being worked out. Whether what has to be hidden is still safe. */
static bool show(struct flow *flow, size_t arc, const bool *own)
{
    flow->arcs[arc].hidden = false;
    for (bool again = true; again;) {
        again = false;
        for (size_t a = 0; a < flow->arc_count; a++) {
            if (!can_be_worked_out(flow, a))
                continue;
            if (own[a])
                return false;
            flow->arcs[a].hidden = false;
            again = true;
        }
    }
    for (size_t n = 0; n < flow->node_count; n++)
        if (leaves_small_rest(flow, n))
            return false;
    return true;
}

/* What was hidden early to protect others may not be needed any more: shows it
 * again, the totals and the large counts first, until less would be too little. */
static void show_needless(struct arena *arena, struct flow *flow)
{
    bool *own = arena_array(arena, bool, flow->arc_count);
    for (size_t a = 0; a < flow->arc_count; a++)
        own[a] = flow->arcs[a].hidden && !flow->arcs[a].further;
    for (;;) {
        size_t best = nothing;
        for (size_t a = 0; a < flow->arc_count; a++) {
            flow->arcs[a].before = flow->arcs[a].hidden;
            flow->arcs[a].further = flow->arcs[a].further && flow->arcs[a].hidden;
            if (flow->arcs[a].further &&
                (best == nothing || is_better(flow, &flow->arcs[best], &flow->arcs[a])))
                best = a;
        }
        if (best == nothing)
            return;
        flow->arcs[best].further = false;
        if (!show(flow, best, own))
            for (size_t a = 0; a < flow->arc_count; a++)
                flow->arcs[a].hidden = flow->arcs[a].before;
    }
}

static int64_t publish(const struct arc *arc, size_t *hidden)
{
    *hidden += arc->hidden;
    return arc->hidden ? DISCLOSURE_HIDDEN : arc->people;
}

static void publish_flow(struct arena *arena, const struct disclosure_counts *in,
                         const struct flow *flow, struct disclosure_result *out)
{
    const struct arc *next = flow->arcs;
    size_t cells = in->rows * in->columns;
    *out = (struct disclosure_result){.cells = arena_array(arena, int64_t, cells)};
    for (size_t i = 0; i < cells; i++)
        out->cells[i] = publish(next++, &out->hidden);
    if (in->shape == DISCLOSURE_TABLE) {
        out->row_totals = arena_array(arena, int64_t, in->rows);
        out->column_totals = arena_array(arena, int64_t, in->columns);
        for (size_t r = 0; r < in->rows; r++)
            out->row_totals[r] = publish(next++, &out->hidden);
        for (size_t c = 0; c < in->columns; c++)
            out->column_totals[c] = publish(next++, &out->hidden);
    }
    out->total = publish(next, &out->hidden);
}

/* Singles do not add up, so there is nothing to work out between them. */
static void publish_singles(struct arena *arena, struct disclosure_rule rule,
                            const struct disclosure_counts *in,
                            struct disclosure_result *out)
{
    *out = (struct disclosure_result){.cells = arena_array(arena, int64_t, in->rows)};
    struct arc total = {.people = in->total, .hidden = is_small(rule, in->total)};
    for (size_t i = 0; i < in->rows; i++) {
        struct arc one = {.people = in->cells[i]};
        one.hidden = is_small(rule, one.people) ||
                     is_small(rule, in->total - one.people) ||
                     tells_of_all(rule, one.people, in->total);
        out->cells[i] = publish(&one, &out->hidden);
    }
    out->total = publish(&total, &out->hidden);
}

static bool check(struct disclosure_rule rule, const struct disclosure_counts *in,
                  struct error *err)
{
    if (rule.threshold < 3 || rule.threshold > 100)
        return error_set(err, ERROR_INPUT,
                         "the smallest number of people to publish is %lld; set one from "
                         "3 to 100 (5 is usual)",
                         (long long)rule.threshold);
    if (rule.small_group < rule.threshold)
        return error_set(err, ERROR_INPUT,
                         "a group of %lld people would not count as small, but counts "
                         "under %lld are hidden; set %lld or more for small groups",
                         (long long)rule.small_group, (long long)rule.threshold,
                         (long long)rule.threshold);
    if (rule.fewest_for_percentage < rule.threshold)
        return error_set(err, ERROR_INPUT,
                         "percentages of %lld people would be published, but counts "
                         "under %lld are hidden; set %lld or more for percentages",
                         (long long)rule.fewest_for_percentage, (long long)rule.threshold,
                         (long long)rule.threshold);
    if (in->shape != DISCLOSURE_TABLE && in->columns != 1)
        return error_set(err, ERROR_INPUT, "a list of counts has one column, not %zu",
                         in->columns);
    if (in->columns && in->rows > DISCLOSURE_MOST_CELLS / in->columns)
        return error_set(err, ERROR_LIMIT,
                         "a table of %zu rows and %zu columns is too large to hide small "
                         "numbers in; publish smaller tables, at most %d cells each",
                         in->rows, in->columns, (int)DISCLOSURE_MOST_CELLS);
    for (size_t i = 0; i < in->rows * in->columns; i++) {
        bool singly = in->shape == DISCLOSURE_SINGLES;
        if (in->cells[i] < 0 || in->cells[i] > most_people ||
            (singly && in->cells[i] > in->total))
            return error_set(err, ERROR_INPUT,
                             "count %zu of the list or table is %lld, which cannot be a "
                             "number of people here",
                             i + 1, (long long)in->cells[i]);
    }
    return true;
}

bool disclosure_apply(struct arena *arena, struct disclosure_rule rule,
                      const struct disclosure_counts *in, struct disclosure_result *out,
                      struct error *err)
{
    if (!check(rule, in, err))
        return false;
    if (in->shape == DISCLOSURE_SINGLES) {
        publish_singles(arena, rule, in, out);
        return true;
    }
    struct flow flow =
        in->shape == DISCLOSURE_TABLE ? table_flow(arena, in) : list_flow(arena, in);
    flow.rule = rule;
    hide_small(&flow);
    hide_further(&flow);
    show_needless(arena, &flow);
    publish_flow(arena, in, &flow, out);
    return true;
}

bool disclosure_apart(struct disclosure_rule rule, int64_t one, int64_t other)
{
    return !is_small(rule, one > other ? one - other : other - one);
}

int64_t whole_percentage(int64_t count, int64_t total)
{
    return (count * 200 + total) / (total * 2);
}

int64_t disclosure_percentage(struct disclosure_rule rule, int64_t count, int64_t total)
{
    if (count < 0 || total < rule.fewest_for_percentage || total <= 0 || count > total)
        return DISCLOSURE_HIDDEN;
    return whole_percentage(count, total);
}

struct str disclosure_share(struct arena *arena, struct disclosure_rule rule,
                            int64_t count, int64_t total, const char *whom)
{
    int64_t percentage = disclosure_percentage(rule, count, total);
    if (count < 0 || total < 0)
        return STR_NONE;
    struct str people = str_format(arena, "%lld of the %lld %s", (long long)count,
                                   (long long)total, whom);
    if (percentage == DISCLOSURE_HIDDEN)
        return people;
    return str_format(arena, "%.*s (%lld%%)", STR_ARGS(people), (long long)percentage);
}

struct str disclosure_words(struct arena *arena, struct disclosure_rule rule)
{
    return str_format(
        arena,
        "To protect people's privacy, numbers of people from 1 to %lld are hidden. So "
        "are "
        "numbers from which a hidden one could be worked out, and numbers that would say "
        "the same thing of everyone in a small group. Percentages of fewer than %lld "
        "people are not shown.",
        (long long)rule.threshold - 1, (long long)rule.fewest_for_percentage);
}
