/* SPDX-License-Identifier: MIT */
#include "app/agreement_words.h"

enum { MOST_PAIRS = 10, MOST_NUMBERS = 12 };

/* From so many hundredths on. */
struct level {
    int from;
    const char *words;
};

static const struct level levels[] = {{80, "agree almost wholly"},
                                      {60, "mostly agree"},
                                      {40, "agree in part"},
                                      {20, "agree a little"},
                                      {-100, "agree hardly more than chance would"}};

enum { LEVELS = sizeof levels / sizeof levels[0] };

static size_t level_of(struct concord concord)
{
    size_t level = 0;
    while (level + 1 < LEVELS && concord.hundredths < levels[level].from)
        level++;
    return level;
}

struct str concord_figure(struct arena *arena, struct concord concord)
{
    int size = concord.hundredths < 0 ? -concord.hundredths : concord.hundredths;
    return str_format(arena, "%s%d.%02d", concord.hundredths < 0 ? "-" : "", size / 100,
                      size % 100);
}

static void set_figure(struct arena *arena, struct json *out, struct str name,
                       struct concord concord)
{
    json_set(arena, out, STR("cards"), json_integer((int64_t)concord.cards));
    if (concord.known)
        json_set(arena, out, name, json_text(concord_figure(arena, concord)));
}

static void add_pair(struct buf *out, struct str one, struct str other,
                     struct concord concord)
{
    buf_add_format(out, "  %.*s and %.*s ", STR_ARGS(one), STR_ARGS(other));
    if (concord.known)
        buf_add_format(out, "%s (%.*s, by the %zu cards that both sorted).\n",
                       levels[level_of(concord)].words,
                       STR_ARGS(concord_figure(out->arena, concord)), concord.cards);
    else if (concord.cards == 0)
        buf_add(out, STR("sorted none of the same cards.\n"));
    else
        buf_add_format(out,
                       "both sorted %zu of these, too %s to say how far they agree.\n",
                       concord.cards, concord.cards < CONCORD_FEWEST ? "few" : "many");
}

static void add_counts(struct buf *out, const size_t *counts, size_t unknown)
{
    const char *between = "  Of every two tables,";
    for (size_t level = 0; level < LEVELS; level++) {
        if (counts[level])
            buf_add_format(out, "%s %zu %s", between, counts[level], levels[level].words);
        between = counts[level] ? ";" : between;
    }
    if (unknown)
        buf_add_format(out, "%s %zu sorted too few of the same cards to say", between,
                       unknown);
    buf_add(out, STR(" (`--json` has each).\n"));
}

void agreement_add_pairs(struct buf *out, struct str_list tables,
                         const struct sortings *in, struct json *list)
{
    struct arena *arena = out->arena;
    size_t pairs = tables.count * (tables.count - (tables.count > 0)) / 2;
    size_t counts[LEVELS] = {0}, unknown = 0;
    for (size_t a = 0; a < tables.count; a++)
        for (size_t b = a + 1; b < tables.count; b++) {
            struct concord concord = concord_of_tables(arena, in, a, b);
            struct json one = json_object(), names = json_list();
            json_add(arena, &names, json_text(tables.items[a]));
            json_add(arena, &names, json_text(tables.items[b]));
            json_set(arena, &one, STR("tables"), names);
            set_figure(arena, &one, STR("adjusted_rand"), concord);
            json_add(arena, list, one);
            counts[level_of(concord)] += concord.known;
            unknown += !concord.known;
            if (pairs <= MOST_PAIRS)
                add_pair(out, tables.items[a], tables.items[b], concord);
        }
    if (pairs > MOST_PAIRS)
        add_counts(out, counts, unknown);
    if (unknown < pairs)
        buf_add(out,
                STR("  1 would be the same piles, and 0 what chance alone would give: "
                    "it says how alike\n  they sorted, not how well.\n"));
}

/* "Cards 18 and 20 are in it at one table and not at another.\n" */
static void add_apart(struct buf *out, const struct sortings *in, const bool *differ,
                      const int64_t *numbers, struct json *list)
{
    size_t count = 0, told = 0;
    for (size_t c = 0; c < in->cards; c++) {
        if (differ[c])
            json_add(out->arena, list, json_integer(numbers[c]));
        count += differ[c];
    }
    size_t most = count > MOST_NUMBERS ? MOST_NUMBERS : count;
    if (!count)
        return;
    buf_add(out, STR("      "));
    for (size_t c = 0; c < in->cards && told < most; c++) {
        if (!differ[c])
            continue;
        told++;
        buf_add_format(out, "%s%lld",
                       told == 1       ? count == 1 ? "Card " : "Cards "
                       : told == count ? " and "
                                       : ", ",
                       (long long)numbers[c]);
    }
    if (count > most)
        buf_add_format(out, " and %zu more", count - most);
    buf_add_format(out, "%s in it at one table and not at another.\n",
                   count == 1 ? " is" : " are");
}

struct str agreement_of_theme(struct arena *arena, const struct sortings *in,
                              const int64_t *numbers, const size_t *cards, size_t count,
                              struct json *theme)
{
    struct buf out = BUF_IN(arena);
    struct json kappa = json_object(), apart = json_list();
    bool *differ = arena_array(arena, bool, in->cards);
    struct concord concord = concord_of_group(arena, in, cards, count, differ);
    if (concord.tables > 1) {
        json_set(arena, &kappa, STR("by"),
                 json_text(concord.tables == 2 ? STR("cohen") : STR("fleiss")));
        json_set(arena, &kappa, STR("tables"), json_integer((int64_t)concord.tables));
        set_figure(arena, &kappa, STR("value"), concord);
        json_set(arena, theme, STR("kappa"), kappa);
    }
    if (concord.known)
        buf_add_format(
            &out,
            "      About what belongs in it %s %s (%.*s, by the %zu cards that "
            "%s sorted).\n",
            concord.tables == 2 ? "two tables" : "they", levels[level_of(concord)].words,
            STR_ARGS(concord_figure(arena, concord)), concord.cards,
            concord.tables == 2 ? "both" : "all of them");
    add_apart(&out, in, differ, numbers, &apart);
    json_set(arena, theme, STR("cards_apart"), apart);
    return buf_str(&out);
}
