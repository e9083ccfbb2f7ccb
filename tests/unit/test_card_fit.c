/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "report/card_fit.h"
#include "report/cards.h"

static struct str repeated(struct test *t, const char *part, size_t length)
{
    struct buf out = BUF_IN(t->arena);
    while (out.len < length)
        buf_add(&out, str_of(part));
    return str_slice(buf_str(&out), 0, length);
}

static void shrinks_letters_and_then_grows_cards(struct test *t)
{
    size_t space = 1;
    int points = 24;
    for (size_t length = 1; length <= 1500; length++) {
        struct card_fit fit = card_fit(repeated(t, "I wait for it. ", length), false);
        size_t now = fit.columns * fit.rows;
        CHECK(t, fit.taken == length);
        CHECK(t, fit.points >= 16 && fit.points <= 24);
        CHECK(t, now > space || (now == space && fit.points <= points));
        CHECK(t, length > 60 || (now == 1 && fit.points >= 20));
        space = now;
        points = fit.points;
    }
    CHECK(t, space == 8);
    CHECK(t, card_fit(STR(""), false).points == 24);
}

static void leaves_room_for_who_saw_it(struct test *t)
{
    size_t smaller = 0;
    for (size_t length = 1; length <= 300; length++) {
        struct str text = repeated(t, "I wait for it. ", length);
        struct card_fit with = card_fit(text, true), without = card_fit(text, false);
        CHECK(t, with.columns * with.rows >= without.columns * without.rows);
        smaller += with.columns * with.rows > without.columns * without.rows ||
                   with.points < without.points;
    }
    CHECK(t, smaller > 0);
}

static void lets_no_word_fall(struct test *t)
{
    static const char *const parts[] = {"W", "a\n", "\xe6\xbc\xa2", "go on "};
    for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++) {
        struct str rest = repeated(t, parts[p], 3000);
        size_t sheets = 0;
        while (rest.len && sheets < 200) {
            struct card_fit fit = card_fit(rest, false);
            REQUIRE(t, fit.taken > 0 && fit.taken <= rest.len);
            CHECK(t, fit.taken == rest.len || fit.rows == CARD_ROWS);
            rest = str_slice(rest, fit.taken, rest.len);
            /* Cut between characters, never inside of one. */
            CHECK(t, !rest.len || ((unsigned char)rest.ptr[0] & 0xc0) != 0x80);
            sheets++;
        }
        CHECK(t, !rest.len && sheets > 1);
    }
}

static struct card card_of(struct test *t, const char *text, enum section section,
                           int64_t number)
{
    struct card card = {.section = section, .number = number, .on_table = true};
    card.body = json_object();
    json_set(t->arena, &card.body, STR("text"), json_text(str_of(text)));
    return card;
}

static bool has(struct str page, const char *part)
{
    return str_find(page, str_of(part)) != SIZE_MAX;
}

static void writes_only_what_may_be_printed(struct test *t)
{
    struct card items[] = {
        card_of(t, "I <like> it", SECTION_WORKING, 1),
        card_of(t, "Left out: flagged", SECTION_WORKING, 2),
        card_of(t, "Left out: in a tray", SECTION_WORKING, 3),
        card_of(t, "Left out: no number", SECTION_WORKING, 0),
        card_of(t, "A flat", SECTION_ASPIRATION, 4),
    };
    struct cards cards = {.items = items, .count = sizeof items / sizeof items[0]};
    struct cards_sheets sheets = {
        .cards = &cards, .authority = STR("A & B"), .cycle = STR("2025")};
    struct cards_written written;
    struct str page;
    struct error err;
    items[1].flagged = true;
    items[2].on_table = false;
    REQUIRE(t, report_cards(t->arena, &sheets, &page, &written, &err));
    CHECK(t, has(page, "I &lt;like&gt; it") && has(page, "A flat"));
    CHECK(t, has(page, "A &amp; B"));
    CHECK(t, !has(page, "Left out"));
    CHECK(t, written.cards[SECTION_WORKING] == 1 && written.pages[SECTION_WORKING] == 1);
    CHECK(t, has(page, "2025: what is working, page 1 of 1"));
    sheets.one_section = true;
    sheets.section = SECTION_ASPIRATION;
    REQUIRE(t, report_cards(t->arena, &sheets, &page, &written, &err));
    CHECK(t, !has(page, "like") && has(page, "A flat"));
    /* Once cut, it says itself what it is about. */
    CHECK(t, has(page, "<span class=\"about\">Hopes for the future</span>"));
    CHECK(t, written.cards[SECTION_WORKING] == 0);
}

static void puts_eight_on_a_page(struct test *t)
{
    struct card items[18];
    struct cards cards = {.items = items, .count = 18};
    struct cards_sheets sheets = {.cards = &cards, .cycle = STR("2025")};
    struct cards_written written;
    struct str page;
    struct error err;
    for (size_t i = 0; i < cards.count; i++)
        items[i] = card_of(t, "The bus", SECTION_NOT_WORKING, (int64_t)i + 1);
    /* A large one comes last: the first page is full all the same. */
    items[0] = card_of(t, str_c(t->arena, repeated(t, "I wait for it. ", 250)),
                       SECTION_NOT_WORKING, 1);
    REQUIRE(t, report_cards(t->arena, &sheets, &page, &written, &err));
    CHECK(t, written.cards[SECTION_NOT_WORKING] == 18);
    CHECK(t, written.pages[SECTION_NOT_WORKING] == 3);
    size_t two = str_find(page, STR("</span>2</span>"));
    size_t one = str_find(page, STR("</span>1</span>"));
    CHECK(t, two != SIZE_MAX && one != SIZE_MAX && two < one);
}

const struct test_case card_fit_tests[] = {
    {"letters shrink, then cards grow", shrinks_letters_and_then_grows_cards},
    {"there is room for who saw it", leaves_room_for_who_saw_it},
    {"no word is lost", lets_no_word_fall},
    {"only what may be printed is", writes_only_what_may_be_printed},
    {"eight are on a page", puts_eight_on_a_page},
    {0},
};
