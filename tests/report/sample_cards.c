/* SPDX-License-Identifier: MIT */
#include "sample_cards.h"

#include "report/cards.h"

enum { MOST_CARDS = 200, MOST_LETTERS = 2000 };

struct making {
    struct arena *arena;
    struct cards *cards;
    enum section section;
};

static void add(struct making *now, struct str text, bool observed)
{
    struct card *card = &now->cards->items[now->cards->count++];
    *card = (struct card){
        .section = now->section, .number = (int64_t)now->cards->count, .on_table = true};
    card->body = json_object();
    json_set(now->arena, &card->body, STR("text"), json_text(text));
    json_set(now->arena, &card->body, STR("speaker"), json_text(STR("school")));
    if (observed)
        json_set(now->arena, &card->body, STR("how"), json_text(STR("observation")));
}

/* The same over and over, up to so many bytes, and whole characters. */
static struct str repeated(struct making *now, const char *part, size_t length)
{
    struct buf out = BUF_IN(now->arena);
    struct str one = str_of(part);
    while (out.len + one.len <= length)
        buf_add(&out, one);
    return buf_str(&out);
}

static void add_hard_ones(struct making *now)
{
    static const char *const parts[] = {"W",
                                        "MW ",
                                        "\xe6\xbc\xa2\xe5\xad\x97",
                                        "\xf0\x9f\x98\x80",
                                        "a\n",
                                        "i am ",
                                        "WOODWORKING ",
                                        "\xc3\x85\xc3\x89 ",
                                        "<b>&\"",
                                        "every-day ",
                                        "x\n\n \n",
                                        "Everyone waits. "};
    static const size_t lengths[] = {60, 150, 400, 900, MOST_LETTERS};
    for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++)
        for (size_t l = 0; l < sizeof lengths / sizeof lengths[0]; l++)
            add(now, repeated(now, parts[p], lengths[l]), l % 2 == 1);
}

bool sample_cards(struct arena *arena, struct str *page, struct error *err)
{
    struct cards cards = {.items = arena_array(arena, struct card, MOST_CARDS)};
    struct making now = {.arena = arena, .cards = &cards, .section = SECTION_WORKING};
    struct cards_written written;
    static const char bus[] = "I have to wait for the bus in the rain again. ";
    add(&now, STR("Art"), false);
    add(&now, STR("She smiles when the music begins."), true);
    now.section = SECTION_NOT_WORKING;
    for (size_t length = 10; length < 420; length += 7)
        add(&now, str_slice(repeated(&now, bus, 500), 0, length), length % 3 == 0);
    now.section = SECTION_ASPIRATION;
    add_hard_ones(&now);
    return report_cards(arena,
                        &(struct cards_sheets){.cards = &cards,
                                               .authority = STR("Thornmere Council"),
                                               .cycle = STR("2025")},
                        page, &written, err);
}
