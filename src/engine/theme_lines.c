/* SPDX-License-Identifier: MIT */
/* Which card each line of the sheet speaks of: its number says so, and the words beside
 * it, by which people know it. */
#include "engine/theme_import_parts.h"

#include "cycle/top.h"

enum fault {
    FAULT_NONE,
    FAULT_NO_CARD, /* the number is nobody's */
    FAULT_NOT_IN_USE,
    FAULT_ELSEWHERE, /* the words are not this card's: a column was sorted alone */
    FAULT_EDITED,    /* the words were changed in the sheet */
    FAULT_COUNT
};

/* Cards that say the same have one mark; no card has the number 0. */
enum { SEVERAL = 0 };

struct looking {
    struct theme_planning *now;
    const struct card *const *cards; /* by number */
    struct theme_kept *kept;         /* by number, as the file was written */
    struct table of_words;           /* by their mark: whose, or SEVERAL */
    enum fault *faults;              /* (wish_count) */
    size_t counts[FAULT_COUNT];
};

static bool is_number(const struct looking *at, int64_t number)
{
    return number > 0 && number <= at->now->cards.highest;
}

/* A card that is not among those that count: silence, if nobody moved it. */
static bool look_for_card(struct looking *at, struct wish *wish, enum fault *out,
                          struct error *err)
{
    struct theme_planning *now = at->now;
    int64_t number = wish->line->number;
    const struct theme_kept *kept = &wish->line->kept;
    struct str_list ids;
    wish->card = is_number(at, number) ? at->cards[number] : NULL;
    if (wish->card)
        return true;
    if (!record_by(now->engine->store->db, now->arena, now->process->cycle.id,
                   STR("statement"), STR("card"),
                   str_format(now->arena, "%lld", (long long)number), &ids, err))
        return false;
    bool moved = !kept->known || !ids.count ||
                 theme_sheet_label(wish->line->group) != theme_sheet_label(kept->label);
    wish->settled = true;
    if (moved)
        *out = ids.count ? FAULT_NOT_IN_USE : FAULT_NO_CARD;
    return true;
}

static bool says(struct looking *at, const struct card *card, const char *field,
                 struct str mark)
{
    struct str words = json_find_text(&card->body, str_of(field));
    return words.len && str_equal(theme_words_mark(at->now->arena, words), mark);
}

static bool is_of_another(const struct looking *at, int64_t number, struct str mark)
{
    const uint64_t *whose = table_find(&at->of_words, table_key(mark));
    return whose && *whose != (uint64_t)number;
}

/* As it was written, or as it says by now. */
static bool are_its_words(struct looking *at, const struct wish *wish, struct str mark)
{
    return str_equal(at->kept[wish->line->number].words, mark) ||
           says(at, wish->card, "text", mark) || says(at, wish->card, "original", mark);
}

static enum fault look_at_words(struct looking *at, struct wish *wish,
                                struct theme_sheet_card *line)
{
    bool numbered = line->kept.known && line->kept.card;
    bool same = numbered && line->kept.card == line->number;
    struct str mark = theme_words_mark(at->now->arena, line->words);
    if (!line->words.len && (!at->now->sheet.has_words || !numbered))
        return FAULT_NONE;
    if (are_its_words(at, wish, mark)) {
        /* The hidden column stood still while the others were sorted. */
        if (numbered && !same)
            line->kept = at->kept[line->number];
        return FAULT_NONE;
    }
    return same && !is_of_another(at, line->number, mark) ? FAULT_EDITED
                                                          : FAULT_ELSEWHERE;
}

#define NOT_IN_USE                                                                       \
    "is not in use any more (it is held back, withdrawn, beyond the %.*s, or out of "    \
    "scope): it stays off the table"

/* One line's, in words of its own; of many lines alike, so that they are said once. */
static const char *words_of_one(const struct theme_planning *now, const struct wish *wish,
                                enum fault fault, struct error *why)
{
    long long number = (long long)wish->line->number;
    struct str id = wish->card ? wish->card->record.id : STR_NONE;
    if (fault == FAULT_NOT_IN_USE)
        error_put(why, ERROR_INPUT, "card %lld " NOT_IN_USE, number,
                  STR_ARGS(top_words(now->arena, now->process->steps).called));
    else if (fault == FAULT_NO_CARD && wish->line->kept.known)
        error_put(why, ERROR_INPUT,
                  "there is no card %lld in this cycle. If the number was changed, put "
                  "back the one that stands on the card; otherwise who said it has been "
                  "erased, or its import was taken back: take the card off the table, "
                  "and its line out of the file",
                  number);
    else if (fault == FAULT_NO_CARD)
        error_put(why, ERROR_INPUT,
                  "there is no card %lld in this cycle; put there the number that stands "
                  "on the card",
                  number);
    else if (fault == FAULT_ELSEWHERE)
        error_put(why, ERROR_INPUT,
                  "the words beside card %lld are not its words: nothing is taken from "
                  "this line. Put back the number and the words that belong together, "
                  "and sort all columns, not one alone",
                  number);
    else
        error_put(why, ERROR_INPUT,
                  "the words beside card %lld are not its words: they are not taken; to "
                  "change what a card says, use `waymark do collect.reword "
                  "statement=%.*s text=\"…\"`",
                  number, STR_ARGS(id));
    return why->text;
}

static const char *const alike[FAULT_COUNT] = {
    [FAULT_NO_CARD] =
        "there is no card of this number in this cycle. Check that this is the right "
        "file; otherwise those who said it have been erased, or their import was taken "
        "back: take these cards off the table, and their lines out of the file",
    [FAULT_ELSEWHERE] =
        "the words beside the card's number are not its words: the column "
        "\"" THEME_SHEET_CARD "\" has been sorted alone, or another one has. Nothing is "
        "taken from these lines; sort all columns together, and import it again",
    [FAULT_EDITED] =
        "the words beside the card's number are not its words, on so many lines that "
        "nothing is taken from them: use a new export, and change there only what is "
        "yellow. What a card says is changed with `waymark do collect.reword`",
};

static const char *words_of_many(const struct theme_planning *now, enum fault fault,
                                 struct error *why)
{
    if (fault != FAULT_NOT_IN_USE)
        return alike[fault];
    error_put(why, ERROR_INPUT, "the card " NOT_IN_USE,
              STR_ARGS(top_words(now->arena, now->process->steps).called));
    return why->text;
}

static void say_faults(struct looking *at)
{
    struct theme_planning *now = at->now;
    for (size_t i = 0; i < now->wish_count; i++) {
        struct wish *wish = &now->wishes[i];
        enum fault fault = at->faults[i];
        struct error why;
        if (fault == FAULT_NONE)
            continue;
        bool many = at->counts[fault] > MOST_ALIKE;
        wish->left_out = wish->card && (fault == FAULT_ELSEWHERE || many);
        notice_add(now->notices, true, wish->line->file, wish->line->line, "%s",
                   many ? words_of_many(now, fault, &why)
                        : words_of_one(now, wish, fault, &why));
    }
}

static void keep_words(struct looking *at)
{
    at->of_words.arena = at->now->arena;
    for (int64_t n = 1; n <= at->now->cards.highest; n++) {
        bool is_new;
        if (!at->kept[n].words.len)
            continue;
        uint64_t *whose = table_add(&at->of_words, table_key(at->kept[n].words), &is_new);
        *whose = is_new ? (uint64_t)n : SEVERAL;
    }
}

static void keep_by_number(struct looking *at)
{
    const struct theme_sheet *sheet = &at->now->sheet;
    at->kept = arena_array(at->now->arena, struct theme_kept,
                           (size_t)at->now->cards.highest + 1);
    for (size_t i = 0; i < sheet->card_count; i++) {
        const struct theme_kept *kept = &sheet->cards[i].kept;
        if (kept->known && is_number(at, kept->card))
            at->kept[kept->card] = *kept;
    }
    keep_words(at);
}

bool plan_lines(struct theme_planning *now, const struct card *const *cards,
                struct error *err)
{
    struct looking at = {.now = now, .cards = cards};
    at.faults = arena_array(now->arena, enum fault, now->sheet.card_count);
    now->wishes = arena_array(now->arena, struct wish, now->sheet.card_count);
    now->wish_count = now->sheet.card_count;
    keep_by_number(&at);
    for (size_t i = 0; i < now->wish_count; i++) {
        struct wish *wish = &now->wishes[i];
        wish->line = &now->sheet.cards[i];
        if (!look_for_card(&at, wish, &at.faults[i], err))
            return false;
        if (wish->card)
            at.faults[i] = look_at_words(&at, wish, &now->sheet.cards[i]);
        at.counts[at.faults[i]]++;
    }
    say_faults(&at);
    return true;
}
