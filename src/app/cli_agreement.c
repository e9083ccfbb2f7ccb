/* SPDX-License-Identifier: MIT */
/* How far the tables agree, in words: something to talk about, never a mark. */
#include "app/agreement_words.h"
#include "app/cli_sorts.h"
#include "app/draft_words.h"

#include "cycle/manner.h"
#include "cycle/sorts.h"
#include "cycle/theme_count.h"
#include "engine/requests.h"

#include <stdlib.h>

enum { MOST_TOLD = 5 }; /* unless all are asked for */

struct agreeing {
    struct cli *cli;
    struct cards cards;
    struct piles piles;
    struct record_list themes;
    size_t most;          /* cards on which the tables differ, of a section */
    struct json sections; /* with --json */
};

/* A card and how far the tables differ about it. */
struct differing {
    size_t card;
    struct difference by;
};

static struct str table_name(const struct sorts *sorts, size_t table)
{
    return sorts->tables.items[table];
}

/* "; Table 3 has them in 2 piles" */
static void add_others(struct buf *out, const struct sorts *sorts,
                       const struct table_says *says)
{
    for (size_t t = 0; t < sorts->tables.count; t++)
        if (says[t].piles > 1 && !says[t].most)
            buf_add_format(out, "; %.*s has them in %zu piles",
                           STR_ARGS(table_name(sorts, t)), says[t].piles);
}

/* `sorted` of so many cards in the group. */
static struct str agreement_words(struct arena *arena, const struct sorts *sorts,
                                  size_t sorted, size_t cards, struct agreement said,
                                  const struct table_says *says)
{
    struct buf out = BUF_IN(arena);
    const char *these = said.whole == said.most ? "these" : "these, or most of them,";
    if (!cards)
        return STR("It is empty now");
    if (said.tables == 0)
        return sorted ? STR("No table sorted more than one of them")
                      : STR("No table sorted any of them");
    if (sorted < cards)
        buf_add_format(&out, "Tables sorted %zu of them. ", sorted);
    if (said.tables == 1)
        buf_add_format(&out, "One table sorted these%s",
                       said.whole  ? ", and put them together"
                       : said.most ? ", and put most of them together"
                                   : "");
    else if (said.most == said.tables && said.tables == 2)
        buf_add_format(&out, "Both tables put %s together", these);
    else if (said.most == said.tables)
        buf_add_format(&out, "All %zu tables put %s together", said.tables, these);
    else if (said.most == 0)
        buf_add_format(&out, "None of the %zu tables put most of these together",
                       said.tables);
    else
        buf_add_format(&out, "%zu of %zu tables put %s together", said.most, said.tables,
                       these);
    add_others(&out, sorts, says);
    return buf_str(&out);
}

static struct str theme_title(const struct json *body)
{
    struct str name = json_find_text(body, STR("name"));
    return name.len ? name : json_find_text(body, STR("label"));
}

static struct json piles_json(struct arena *arena, const struct sorts *sorts,
                              const struct table_says *says)
{
    struct json out = json_object();
    for (size_t t = 0; t < sorts->tables.count; t++)
        if (says[t].piles)
            json_set(arena, &out, table_name(sorts, t),
                     json_integer((int64_t)says[t].piles));
    return out;
}

static void say_theme(struct agreeing *now, const struct sorts *sorts, struct str id,
                      const struct json *body, struct json *list)
{
    struct arena *arena = now->cli->arena;
    size_t *members = arena_array(arena, size_t, sorts->in.cards), count = 0;
    int64_t *numbers = arena_array(arena, int64_t, sorts->in.cards);
    struct json one = json_object();
    struct table_says *says = arena_array(arena, struct table_says, sorts->tables.count);
    for (size_t c = 0; c < sorts->in.cards; c++) {
        numbers[c] = sorts->cards[c]->number;
        if (str_equal(json_find_text(&sorts->cards[c]->body, STR("theme")), id))
            members[count++] = c;
    }
    struct theme_count counts = theme_count(arena, &now->cards, id);
    struct agreement said = agreement_of(arena, &sorts->in, members, count, says);
    struct str words = agreement_words(arena, sorts, count, counts.cards, said, says);
    struct str figure =
        agreement_of_theme(arena, &sorts->in, numbers, members, count, &one);
    buf_add_format(&now->cli->out, "  %.*s%s  [%.*s]\n      %.*s. %.*s.\n%.*s",
                   STR_ARGS(theme_title(body)),
                   json_find_bool(body, STR("agreed")) ? "" : "  (not agreed yet)",
                   STR_ARGS(id), STR_ARGS(theme_count_words(arena, counts)),
                   STR_ARGS(words), STR_ARGS(figure));
    json_set(arena, &one, STR("id"), json_text(id));
    json_set(arena, &one, STR("cards"), json_integer((int64_t)counts.cards));
    json_set(arena, &one, STR("people"), json_integer((int64_t)counts.people));
    json_set(arena, &one, STR("tables"), json_integer((int64_t)said.tables));
    json_set(arena, &one, STR("together"), json_integer((int64_t)said.whole));
    json_set(arena, &one, STR("mostly_together"), json_integer((int64_t)said.most));
    json_set(arena, &one, STR("piles_at"), piles_json(arena, sorts, says));
    json_set(arena, &one, STR("words"), json_text(words));
    json_add(arena, list, one);
}

static bool say_themes(struct agreeing *now, const struct sorts *sorts,
                       enum section section, struct json *list, struct error *err)
{
    for (size_t i = 0; i < now->themes.count; i++) {
        struct json body;
        if (!json_parse(now->cli->arena, now->themes.items[i].body, &body, err))
            return false;
        if (str_equal(json_find_text(&body, STR("section")), section_name(section)))
            say_theme(now, sorts, now->themes.items[i].id, &body, list);
    }
    return true;
}

/* Where a card lies now: `in "I wait"`, "on its own", "on the table". */
static struct str where_now(struct agreeing *now, const struct card *card)
{
    struct arena *arena = now->cli->arena;
    struct str theme = json_find_text(&card->body, STR("theme"));
    struct str tray = json_find_text(&card->body, STR("tray"));
    struct json body;
    struct error err;
    for (size_t i = 0; theme.len && i < now->themes.count; i++)
        if (str_equal(now->themes.items[i].id, theme) &&
            json_parse(arena, now->themes.items[i].body, &body, &err))
            return str_format(arena, "in \"%.*s\"", STR_ARGS(theme_title(&body)));
    return str_equal(tray, STR("alone"))    ? STR("on its own")
           : str_equal(tray, STR("unsure")) ? STR("with those we are not sure of yet")
                                            : STR("in no group yet");
}

/* What is read aloud, and hung up, says of nobody who it was. */
static struct str words_of(struct arena *arena, const struct card *card)
{
    if (card->flagged)
        return STR(NOT_SHOWN_YET);
    return str_format(
        arena, "“%.*s”",
        STR_ARGS(cli_one_line(arena, json_find_text(&card->body, STR("text")))));
}

static struct json say_card(struct agreeing *now, const struct sorts *sorts, size_t c)
{
    struct cli *cli = now->cli;
    const struct card *card = sorts->cards[c];
    struct json one = json_object(), at = json_list();
    struct buf tables = BUF_IN(cli->arena);
    for (size_t t = 0; t < sorts->tables.count; t++) {
        const struct pile *pile = sorts->piles[c * sorts->tables.count + t];
        struct json where = json_object();
        if (!pile)
            continue;
        json_set(cli->arena, &where, STR("table"), json_text(pile->table));
        json_set(cli->arena, &where, STR("pile"), json_text(pile->pile));
        json_set(cli->arena, &where, STR("alone"), json_bool(pile->alone));
        json_add(cli->arena, &at, where);
        buf_add_format(&tables, "%.*s: %.*s", STR_ARGS(pile->table),
                       STR_ARGS(pile->alone ? STR("on its own") : pile->pile));
        if (pile->name.len && !str_equal(pile->name, pile->pile))
            buf_add_format(&tables, " \"%.*s\"", STR_ARGS(pile->name));
        buf_add(&tables, STR("; "));
    }
    struct str place = where_now(now, card);
    struct str manner = manner_of(cli->arena, &card->body);
    buf_add_format(&cli->out, "    card %lld %.*s%s%.*s%s\n      %.*snow %.*s\n",
                   (long long)card->number, STR_ARGS(words_of(cli->arena, card)),
                   manner.len ? "  (" : "", STR_ARGS(manner), manner.len ? ")" : "",
                   STR_ARGS(buf_str(&tables)), STR_ARGS(place));
    json_set(cli->arena, &one, STR("id"), json_text(card->record.id));
    json_set(cli->arena, &one, STR("card"), json_integer(card->number));
    if (card->flagged)
        json_set(cli->arena, &one, STR("flagged"), json_bool(true));
    else
        json_set(cli->arena, &one, STR("text"),
                 json_text(json_find_text(&card->body, STR("text"))));
    if (manner.len)
        json_set(cli->arena, &one, STR("manner"), json_text(manner));
    json_set(cli->arena, &one, STR("at"), at);
    json_set(cli->arena, &one, STR("now"), json_text(place));
    return one;
}

static int by_difference(const void *a, const void *b)
{
    const struct differing *one = a, *other = b;
    if (difference_is_larger(one->by, other->by))
        return -1;
    if (difference_is_larger(other->by, one->by))
        return 1;
    return one->card < other->card ? -1 : 1;
}

static struct json say_differing(struct agreeing *now, const struct sorts *sorts)
{
    struct arena *arena = now->cli->arena;
    struct differing *all = arena_array(arena, struct differing, sorts->in.cards);
    struct json list = json_list();
    size_t count = 0;
    for (size_t c = 0; c < sorts->in.cards; c++) {
        struct difference by = agreement_differ(&sorts->in, c);
        if (difference_is_own(by))
            all[count++] = (struct differing){c, by};
    }
    if (count)
        qsort(all, count, sizeof all[0], by_difference);
    if (count)
        buf_add(&now->cli->out, STR("\n  To talk about: the tables put these cards in "
                                    "different places. What did each see in them?\n"));
    for (size_t i = 0; i < count && i < now->most; i++)
        json_add(arena, &list, say_card(now, sorts, all[i].card));
    if (count > now->most)
        buf_add_format(
            &now->cli->out,
            "    … and %zu more, which they put less far apart (`waymark theme "
            "--agreement --all`).\n",
            count - now->most);
    return list;
}

/* Whether a table, or people, left it on its own. */
static bool is_alone(const struct sorts *sorts, size_t c)
{
    return str_equal(json_find_text(&sorts->cards[c]->body, STR("tray")), STR("alone")) ||
           sorts_alone(sorts, c).alone;
}

/* Before the sorts are joined, none of them is in a group of theirs. */
static bool is_joined(const struct agreeing *now, enum section section)
{
    for (size_t i = 0; i < now->themes.count; i++) {
        struct json body;
        struct error err;
        if (json_parse(now->cli->arena, now->themes.items[i].body, &body, &err) &&
            json_find(&body, STR("sorted_by")) &&
            str_equal(json_find_text(&body, STR("section")), section_name(section)))
            return true;
    }
    return false;
}

/* Those that the other lists do not have: one table's cards, of which no other says
 * anything. */
static struct json say_in_none(struct agreeing *now, const struct sorts *sorts,
                               enum section section)
{
    struct json list = json_list();
    bool joined = is_joined(now, section);
    for (size_t c = 0; joined && c < sorts->in.cards; c++) {
        const struct json *body = &sorts->cards[c]->body;
        if (json_find_text(body, STR("theme")).len ||
            json_find_text(body, STR("tray")).len || is_alone(sorts, c) ||
            difference_is_own(agreement_differ(&sorts->in, c)))
            continue;
        if (json_count(&list) == 0)
            buf_add(&now->cli->out, STR("\n  In no group: the rest of their pile went "
                                        "elsewhere. Where do they belong?\n"));
        json_add(now->cli->arena, &list, say_card(now, sorts, c));
    }
    return list;
}

/* All of them: a single serious card is not among those that are left out. */
static struct json say_alone(struct agreeing *now, const struct sorts *sorts)
{
    struct json list = json_list();
    for (size_t c = 0; c < sorts->in.cards; c++) {
        if (!is_alone(sorts, c))
            continue;
        if (json_count(&list) == 0)
            buf_add(&now->cli->out,
                    STR("\n  On their own, at a table or now. Read each one aloud: is it "
                        "serious by itself?\n"));
        json_add(now->cli->arena, &list, say_card(now, sorts, c));
    }
    return list;
}

static bool say_section(struct agreeing *now, enum section section, struct error *err)
{
    struct arena *arena = now->cli->arena;
    struct json one = json_object(), themes = json_list(), tables = json_list();
    struct json pairs = json_list();
    struct sorts sorts;
    if (!sorts_of(arena, &now->piles, &now->cards, section, &sorts))
        return true;
    buf_add_format(&now->cli->out, "%s%.*s, sorted by ",
                   json_count(&now->sections) ? "\n" : "",
                   STR_ARGS(section_words(section)));
    for (size_t t = 0; t < sorts.tables.count; t++) {
        buf_add_format(&now->cli->out, "%s%.*s", t ? ", " : "",
                       STR_ARGS(sorts.tables.items[t]));
        json_add(arena, &tables, json_text(sorts.tables.items[t]));
    }
    buf_add_format(&now->cli->out, ": %zu cards\n", sorts.in.cards);
    agreement_add_pairs(&now->cli->out, sorts.tables, &sorts.in, &pairs);
    if (!say_themes(now, &sorts, section, &themes, err))
        return false;
    struct json differing = say_differing(now, &sorts);
    struct json in_none = say_in_none(now, &sorts, section);
    struct json alone = say_alone(now, &sorts);
    json_set(arena, &one, STR("section"), json_text(section_name(section)));
    json_set(arena, &one, STR("tables"), tables);
    json_set(arena, &one, STR("tables_agree"), pairs);
    json_set(arena, &one, STR("themes"), themes);
    json_set(arena, &one, STR("to_talk_about"), differing);
    json_set(arena, &one, STR("in_no_group"), in_none);
    json_set(arena, &one, STR("on_their_own"), alone);
    json_add(arena, &now->sections, one);
    return true;
}

static bool load(struct agreeing *now, struct str cycle_name, struct error *err)
{
    struct cli *cli = now->cli;
    struct process *process;
    if (!cli_open_process(cli, true, cycle_name, &process, err))
        return false;
    struct cards_request request = cards_of(cli->engine, process);
    return cards_load(cli->arena, &request, &now->cards, err) &&
           piles_load(request.db, cli->arena, process->cycle.id, &now->piles, err) &&
           record_list(request.db, cli->arena, process->cycle.id, STR("theme"),
                       &now->themes, err);
}

int cli_agreement(struct cli *cli, struct str cycle_name, struct str section, bool every)
{
    struct error err;
    struct agreeing now = {
        .cli = cli, .most = every ? SIZE_MAX : MOST_TOLD, .sections = json_list()};
    enum section only = SECTION_COUNT;
    if (!cli_section(cli, section, &only))
        return EXIT_USAGE;
    if (!load(&now, cycle_name, &err))
        return cli_fail(cli, &err);
    for (int s = 0; s < SECTION_COUNT; s++)
        if ((!section.len || only == (enum section)s) &&
            !say_section(&now, (enum section)s, &err))
            return cli_fail(cli, &err);
    if (cli->json)
        return cli_print_json(cli, &now.sections);
    if (json_count(&now.sections) == 0)
        buf_add(&cli->out, STR("No table's sort has come back yet; bring in what each "
                               "table sorted with `waymark import sorts FILE --table "
                               "NAME`.\n"));
    else
        buf_add(&cli->out,
                STR("\nWhere tables differ nobody has it wrong: it shows what a card may "
                    "mean. True numbers and words: not for publication.\n"));
    return cli_print(cli);
}
