/* SPDX-License-Identifier: MIT */
#include "importing.h"
#include "undoing.h"

#include "cycle/sort_file.h"
#include "engine/import_sorts.h"

#include <string.h>

/* Cards 1 to 4 are about what works, 5 to 8 about what does not. */
static const char reviews[] =
    "Reference,Date of review,Working 1,Working 2,Not working 1,Not working 2\n"
    "R1,12/05/2025,I like art,My friends,The bus is late,Nobody listens\n"
    "R2,13/05/2025,Swimming,The garden,Late buses again,No one asks me\n";

static bool bring(struct workplace *w, struct sorts_counts *counts, const char *table,
                  const char *name, const char *text)
{
    struct sorts_request request = {.cycle = w->cycle,
                                    .table = str_of(table),
                                    .name = str_of(name),
                                    .bytes = str_of(text)};
    w->notices = (struct notices){.arena = w->arena};
    return import_sorts(w->engine, w->arena, &request, &w->notices, counts, &w->err);
}

static bool open_with_cards(struct test *t, struct workplace *w)
{
    return workplace_open(t, w) &&
           workplace_import(w, SHEET_REVIEWS, "reviews.csv", reviews) &&
           workplace_do(w, "collect.number_cards");
}

/* "Table 1 T1:1,3 alone:2" of all piles, sections told by their cards. */
static struct str piles(struct workplace *w)
{
    struct json all = workplace_records(w, "pile");
    struct buf out = BUF_IN(w->arena);
    for (size_t i = 0; i < json_count(&all); i++) {
        const struct json *one = json_item(&all, i);
        const struct json *cards = json_find(one, STR("cards"));
        buf_add_format(&out, "%s%.*s %.*s%s:", i ? "; " : "",
                       STR_ARGS(json_find_text(one, STR("table"))),
                       STR_ARGS(json_find_text(one, STR("pile"))),
                       json_find_bool(one, STR("alone")) ? "*" : "");
        for (size_t n = 0; n < json_count(cards); n++)
            buf_add_format(&out, "%s%lld", n ? "," : "",
                           (long long)json_item(cards, n)->integer);
    }
    return buf_str(&out);
}

static int64_t card_of(struct workplace *w, const char *cell)
{
    struct str source = str_format(w->arena, "reviews.csv:%s", cell);
    struct str id = workplace_by(w, "statement", "source", str_c(w->arena, source));
    int64_t number = 0;
    (void)str_to_integer(workplace_field(w, id, "card"), &number);
    return number;
}

static struct str place_of(struct workplace *w, const char *card)
{
    struct str id = workplace_by(w, "statement", "card", card);
    struct str theme = workplace_field(w, id, "theme");
    return theme.len ? workplace_field(w, theme, "label")
                     : workplace_field(w, id, "tray");
}

static void reads_lines_and_columns(struct test *t)
{
    static const char *const same[][2] = {
        {"a.txt", "\xef\xbb\xbf# three piles\r\n\r\nT1 \"I wait: often\": 12 45,#7\r\n"
                  "Pile 2:9;10\nOn their own: 5 8\n"},
        {"a.csv", "Pile,Card,Name\nT1,12,\"I wait:\noften\"\nPile 2,9,\nT1,45 7,\n"
                  "Pile 2,\"10\",\nOn their own,5,\nOn their own,8,\n"},
    };
    for (size_t i = 0; i < 2; i++) {
        struct notices notices = {.arena = t->arena};
        struct sort_lines lines;
        struct error err;
        REQUIRE(t, sort_file_read(t->arena, str_of(same[i][0]), str_of(same[i][1]),
                                  &notices, &lines, &err));
        CHECK(t, notices.count == 0 && lines.refused == 0);
        REQUIRE(t, lines.count == 3);
        CHECK_STR(t, lines.items[0].pile, "T1");
        CHECK_STR(t, lines.items[0].name, "I wait: often");
        CHECK(t, lines.items[0].count == 3 && lines.items[0].cards[2].number == 7);
        CHECK_STR(t, lines.items[1].pile, "Pile 2");
        CHECK(t, !lines.items[1].alone && lines.items[1].name.len == 0);
        CHECK(t, lines.items[2].alone && lines.items[2].count == 2);
    }
}

/* A table that says what a pile means, and gives it no other name. */
static void takes_quotes_as_the_pile(struct test *t)
{
    struct notices notices = {.arena = t->arena};
    struct sort_lines lines;
    struct error err;
    REQUIRE(t, sort_file_read(t->arena, STR("a.txt"), STR("\"I wait and wait\": 17 18\n"),
                              &notices, &lines, &err));
    CHECK(t, notices.count == 0);
    REQUIRE(t, lines.count == 1);
    CHECK_STR(t, lines.items[0].pile, "I wait and wait");
    CHECK_STR(t, lines.items[0].name, "I wait and wait");
}

static void names_what_it_cannot_read(struct test *t)
{
    static const char *const bad[][2] = {
        {"12 45 77\n", "this line is not understood"},
        {": 12\n", "this line is not understood"},
        {"\"\": 12\n", "this line is not understood"},
        {"T1:\n", "has no cards"},
        {"T1: x7\n", "\"x7\" is not the number"},
        {"T1: 12-\n", "\"12-\" is not the number"},
        {"T1: 15-12\n", "\"15-12\" is not the number"},
        {"T1: 1-1000\n", "\"1-1000\" is not the number"},
        {"T1: 2025-12-10\n", "\"2025-12-10\" is not the number"},
        {"T1: 0\n", "\"0\" is not the number"},
        {"T1: 99999999999999999999\n", "is not the number"},
    };
    struct error err;
    struct sort_lines lines;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct notices notices = {.arena = t->arena};
        REQUIRE(t, sort_file_read(t->arena, STR("a.txt"), str_of(bad[i][0]), &notices,
                                  &lines, &err));
        CHECK(t, lines.count == 0 && lines.refused == 1 && notices.refusals == 1);
        REQUIRE(t, notices.count == 1);
        CHECK(t, notices.items[0].line == 1);
        CHECK(t, str_find(notices.items[0].text, str_of(bad[i][1])) != SIZE_MAX);
    }
    struct notices notices = {.arena = t->arena};
    CHECK(t, !sort_file_read(t->arena, STR("a.txt"), STR("T1: \xff"), &notices, &lines,
                             &err));
    CHECK(t, !sort_file_read(t->arena, STR("a.csv"), STR("Heading\nT1\n"), &notices,
                             &lines, &err));
    CHECK(t, strstr(err.text, "\"pile\" and \"card\"") != NULL);
}

/* One slip of the pen costs its own word, and not the pile. */
static void takes_the_rest_of_a_line(struct test *t)
{
    struct notices notices = {.arena = t->arena};
    struct sort_lines lines;
    struct error err;
    REQUIRE(t, sort_file_read(t->arena, STR("a.txt"), STR("T6: 8 x9 10 y\nT7: 5 z\n"),
                              &notices, &lines, &err));
    REQUIRE(t, lines.count == 2 && lines.items[0].count == 2 && lines.refused == 2);
    CHECK(t, lines.items[0].cards[1].number == 10 && lines.items[0].lost == 2);
    CHECK_STR(
        t, notices.items[0].text,
        "\"x9\", \"y\" are not the numbers of cards, and are left out; the other "
        "cards of T6 are taken. Write the numbers such as T3: 12 45 77, or 12-14 for "
        "several in a row");
    CHECK(t, str_find(notices.items[1].text, STR("\"z\" is not the number of a card, and "
                                                 "is left out; the other cards of T7")) !=
                 SIZE_MAX);
}

static void reads_cards_in_a_row(struct test *t)
{
    static const char *const same[] = {"T6: 8 10-12 7\n", "T6: 8, 10 - 12, 7\n",
                                       "T6: 8 10–12 7\n", "T6: #8 #10-#12 #7\n"};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        struct notices notices = {.arena = t->arena};
        struct sort_lines lines;
        struct error err;
        REQUIRE(t, sort_file_read(t->arena, STR("a.txt"), str_of(same[i]), &notices,
                                  &lines, &err));
        REQUIRE(t, lines.count == 1 && lines.items[0].count == 5 && !lines.refused);
        CHECK(t, lines.items[0].cards[1].number == 10 &&
                     lines.items[0].cards[3].number == 12 &&
                     lines.items[0].cards[4].number == 7);
        /* Somebody may have meant two cards. */
        REQUIRE(t, notices.count == 1 && notices.refusals == 0);
        CHECK_STR(t, notices.items[0].text, "read as the 3 cards from 10 to 12");
    }
}

static void keeps_a_sort_and_its_corrections(struct test *t)
{
    struct workplace w;
    struct sorts_counts counts;
    REQUIRE(t, open_with_cards(t, &w));
    CHECK(t, card_of(&w, "2:not_working1") == 5);
    REQUIRE(t, bring(&w, &counts, "1", "a.txt", "T1: 3 1\nT2: 2\nT3: 5 6\n"));
    CHECK_STR(t, piles(&w), "Table 1 T1:1,3; Table 1 T2*:2; Table 1 T3:5,6");
    CHECK(t, counts.created == 3 && counts.alone == 1 && counts.cards == 5);
    int64_t before = newest(&w);
    REQUIRE(t, bring(&w, &counts, " table 1 ", "a.txt", "T1: 3 1\nT2: 2\nT3: 5 6\n"));
    CHECK(t, counts.same == 3 && counts.created + counts.changed + counts.removed == 0);
    CHECK(t, newest(&w) == before); /* nothing is logged */
    /* Corrected, and one pile gone; the other section is not in the file. */
    REQUIRE(t, bring(&w, &counts, "Table 1", "b.txt", "t1 \"I make\": 1 2 3\n"));
    CHECK_STR(t, piles(&w), "Table 1 t1:1,2,3; Table 1 T3:5,6");
    CHECK(t, counts.changed == 1 && counts.removed == 1);
    CHECK(t, w.notices.count == 0); /* its card is in another pile */
    REQUIRE(t, workplace_undo(&w, before + 1));
    CHECK_STR(t, piles(&w), "Table 1 T1:1,3; Table 1 T2*:2; Table 1 T3:5,6");
    /* Another sheet of the table, maybe. */
    REQUIRE(t, bring(&w, &counts, "Table 1", "b.txt", "T4: 2 4\n"));
    CHECK(t, w.notices.count == 1 && w.notices.refusals == 0);
    CHECK(t, workplace_noticed(&w, 0, "Table 1 had T1 before"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* working/red.txt and not-working/red.txt: an import knows only what each is called. */
static void keeps_two_files_of_one_name_apart(struct test *t)
{
    static const char both[] = "Table 1 T1:1,2; Table 1 T2:5,6";
    struct workplace w;
    struct sorts_counts counts;
    REQUIRE(t, open_with_cards(t, &w));
    REQUIRE(t, bring(&w, &counts, "1", "red.txt", "T1: 1 2\n"));
    REQUIRE(t, bring(&w, &counts, "1", "red.txt", "T2: 5 6\n"));
    CHECK_STR(t, piles(&w), both);
    REQUIRE(t, bring(&w, &counts, "1", "red.txt", "T1: 1 2\n"));
    CHECK_STR(t, piles(&w), both);
    CHECK(t, counts.same == 1 && w.notices.count == 0);
    /* Put together, they are one: what it has no more goes. */
    REQUIRE(t, bring(&w, &counts, "1", "red.txt", "T1: 1 2\nT2: 5 6\n"));
    CHECK(t, counts.same == 2);
    REQUIRE(t, bring(&w, &counts, "1", "red.txt", "T1: 1 2\n"));
    CHECK_STR(t, piles(&w), "Table 1 T1:1,2");
    workplace_close(&w);
}

static void keeps_what_a_refused_line_may_be(struct test *t)
{
    struct workplace w;
    struct sorts_counts counts;
    REQUIRE(t, open_with_cards(t, &w));
    REQUIRE(t, bring(&w, &counts, "1", "a.txt", "T1: 1 3\nT2: 2 4\n"));
    REQUIRE(t, bring(&w, &counts, "1", "a.txt", "T1: 1 3 4\nT2 2\n"));
    CHECK_STR(t, piles(&w), "Table 1 T1:1,3,4; Table 1 T2:2");
    CHECK(t, counts.kept == 1 && counts.removed == 0 && w.notices.refusals == 1);
    CHECK(t, workplace_noticed(&w, 2, "not understood"));
    workplace_close(&w);
}

static void refuses_cards_that_are_not_on_the_table(struct test *t)
{
    struct workplace w;
    struct sorts_counts counts;
    REQUIRE(t, open_with_cards(t, &w));
    REQUIRE(t, workplace_do(&w, "collect.hold_back statement=reviews.csv:2:not_working2 "
                                "reason=\"told the lead\""));
    REQUIRE(t,
            workplace_do(&w, "collect.leave_out statement=reviews.csv:3:not_working1"));
    REQUIRE(t, workplace_do(&w, "collect.withdraw person=reviews.csv:3 what=workshop "
                                "decided_by=young_person"));
    REQUIRE(t,
            bring(&w, &counts, "1", "a.txt",
                  "T1: 1 99\nT2: 2 1\nT3: 2 5\nT4: 6\nT5: 7\nT6: 8\nT1: 2\nT7: 5 5\n"));
    CHECK(t, workplace_noticed(&w, 1,
                               "there is no card 99; the highest number on a card "
                               "is 8"));
    CHECK(t, workplace_noticed(&w, 2, "card 1 stands in T1 already (line 1)"));
    CHECK(t, workplace_noticed(&w, 3, "card 2 stands in T2 already (line 2)"));
    CHECK(t, workplace_noticed(&w, 4, "card 6 is held back"));
    CHECK(t, workplace_noticed(&w, 5, "card 7 is kept as spare (beyond the top two"));
    CHECK(t, workplace_noticed(&w, 6, "card 8 is not used, by the person's own wish"));
    CHECK(t, workplace_noticed(&w, 7, "card 2 stands in T2 already"));
    CHECK(t, workplace_noticed(&w, 8, "card 5 stands in T3 already"));
    for (size_t i = 1; i < w.notices.count; i++)
        CHECK(t, w.notices.items[i - 1].line <= w.notices.items[i].line);
    CHECK_STR(t, piles(&w), "Table 1 T1:1; Table 1 T2:2; Table 1 T3:5");
    REQUIRE(t, bring(&w, &counts, "2", "b.txt", "T1: 1 2 5\nalone: 1 5\nT2: 2\nT2: 2\n"));
    CHECK(t, workplace_noticed(&w, 1,
                               "what is working (1, 2) and what is not working "
                               "(5); a pile is of one section"));
    CHECK(t, workplace_noticed(&w, 4, "card 2 stands in T2 already (line 3)"));
    CHECK_STR(
        t, piles(&w),
        "Table 1 T1:1; Table 1 T2:2; Table 1 T3:5; Table 2 alone*:1; Table 2 alone*:5; "
        "Table 2 T2*:2");
    REQUIRE(t, bring(&w, &counts, "3", "c.txt", "T1: 1\nt1: 2\n"));
    CHECK(t, workplace_noticed(&w, 2, "the pile t1 stands on line 1 already"));
    REQUIRE(t, bring(&w, &counts, "4", "d.txt", "# nothing\n"));
    CHECK(t, w.notices.refusals == 1 && workplace_noticed(&w, 0, "no piles"));
    CHECK(t, !bring(&w, &counts, " ", "d.txt", "T1: 1\n"));
    workplace_close(&w);
}

static void asks_for_numbers(struct test *t)
{
    struct workplace w;
    struct sorts_counts counts;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "reviews.csv", reviews));
    REQUIRE(t, bring(&w, &counts, "1", "a.txt", "T1: 1 2\nalone: 3\non its own: 4\n"));
    CHECK(t, w.notices.refusals == 4 && counts.piles == 0);
    CHECK(t, workplace_noticed(&w, 1, "no card has a number yet"));
    REQUIRE(t, workplace_do(&w, "collect.number_cards"));
    REQUIRE(t, bring(&w, &counts, "1", "a.txt", "T1: 1 2\nalone: 3\non its own: 4\n"));
    CHECK_STR(t, piles(&w), "Table 1 T1:1,2; Table 1 alone*:3,4");
    workplace_close(&w);
}

static void joins_into_drafts(struct test *t)
{
    struct workplace w;
    struct sorts_counts counts;
    REQUIRE(t, open_with_cards(t, &w));
    CHECK(t, workplace_refuses(&w, "theme.join", "no table's sort has come back yet"));
    REQUIRE(t, workplace_do(&w, "theme.new section=working name=\"I make things\" "
                                "statements=reviews.csv:2:working1"));
    REQUIRE(t, bring(&w, &counts, "1", "1.txt",
                     "T1 \"T9\": 1 2 3\nT2 \"I wait\": 5 6\nalone: 7 8\n"));
    REQUIRE(t, bring(&w, &counts, "2", "2.txt", "T1: 1 2 3\nT2: 5 6\nT3: 8\nT4: 7 4\n"));
    REQUIRE(t, bring(&w, &counts, "2", "2.txt", "T1: 1 2 3\nT2: 5 6\nT3: 8\n"));
    REQUIRE(t, workplace_do(&w, "theme.join"));
    CHECK(t, json_find_integer(&w.result.outcome, STR("statements"), 0) == 4);
    CHECK(t, json_find_integer(&w.result.outcome, STR("alone"), 0) == 2);
    CHECK(t, workplace_count(&w, "theme") == 3);
    CHECK_STR(t, place_of(&w, "1"), ""); /* stays where people put it */
    CHECK_STR(t, place_of(&w, "2"), "Table 1: T1 · Table 2: T1");
    CHECK_STR(t, place_of(&w, "5"), "I wait");
    CHECK_STR(t, place_of(&w, "7"), "alone");
    CHECK_STR(t, place_of(&w, "4"), ""); /* no table sorted it */
    int64_t joined = w.result.number;
    REQUIRE(t, workplace_undo(&w, joined));
    CHECK(t, workplace_count(&w, "theme") == 1);
    CHECK_STR(t, place_of(&w, "7"), "");
    REQUIRE(t, workplace_undo(&w, joined + 1));
    CHECK_STR(t, place_of(&w, "5"), "I wait");
    /* A draft by the words leaves what tables sorted alone; joining again is no more. */
    REQUIRE(t, workplace_do(&w, "theme.draft"));
    CHECK_STR(t, place_of(&w, "5"), "I wait");
    CHECK_STR(t, place_of(&w, "8"), "alone");
    CHECK_STR(t, place_of(&w, "4"), "alone"); /* the words found nothing like it */
    REQUIRE(t, workplace_do(&w, "theme.join"));
    CHECK(t, workplace_count(&w, "theme") == 3);
    CHECK_STR(t, place_of(&w, "4"), "alone");
    /* Agreed, and kept on its own: neither is touched by what tables say later. */
    REQUIRE(t,
            workplace_do(
                &w, str_c(w.arena,
                          str_format(
                              w.arena, "theme.agree theme=%.*s name=\"I wait too long\"",
                              STR_ARGS(workplace_id(&w, "theme", "label", "I wait"))))));
    REQUIRE(t, workplace_do(&w, "theme.alone statements=reviews.csv:3:not_working1"));
    REQUIRE(t, bring(&w, &counts, "2", "2.txt", "T2: 5 7 8\nT3: 6\n"));
    REQUIRE(t, bring(&w, &counts, "1", "1.txt", "T2: 5 7 8\nT3: 6\n"));
    REQUIRE(t, workplace_do(&w, "theme.join section=not_working"));
    CHECK_STR(t, place_of(&w, "6"), "I wait");
    CHECK_STR(t, place_of(&w, "7"), "alone");
    CHECK_STR(t, place_of(&w, "8"), ""); /* its group has no other card to be placed */
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void leaves_what_tables_differ_about(struct test *t)
{
    struct workplace w;
    struct sorts_counts counts;
    REQUIRE(t, open_with_cards(t, &w));
    REQUIRE(t, bring(&w, &counts, "1", "1.txt", "T1: 1 2 3\nT2: 4\n"));
    REQUIRE(t, bring(&w, &counts, "2", "2.txt", "T1: 1 2\nT2: 3 4\n"));
    REQUIRE(t, workplace_do(&w, "theme.join"));
    CHECK(t, json_find_integer(&w.result.outcome, STR("undecided"), 0) == 1);
    CHECK_STR(t, place_of(&w, "3"), "");
    CHECK_STR(t, place_of(&w, "4"), "alone"); /* half of its tables left it so */
    /* Put right at one table, it goes with the others. */
    REQUIRE(t, bring(&w, &counts, "2", "2.txt", "T1: 1 2 3\nT2: 4\n"));
    REQUIRE(t, workplace_do(&w, "theme.join"));
    CHECK(t, workplace_count(&w, "theme") == 1);
    CHECK_STR(t, place_of(&w, "3"), "Table 1: T1 · Table 2: T1");
    /* A card that is held back meanwhile is not placed. */
    REQUIRE(t, workplace_do(&w, "collect.hold_back statement=reviews.csv:2:working1 "
                                "reason=\"told the lead\""));
    REQUIRE(t, workplace_do(&w, "theme.join"));
    CHECK_STR(t, place_of(&w, "1"), "held_back");
    workplace_close(&w);
}

/* As often as it is joined: a group keeps its id, and what is linked to it holds. */
static void joins_again_without_a_change(struct test *t)
{
    struct workplace w;
    struct sorts_counts counts;
    REQUIRE(t, open_with_cards(t, &w));
    REQUIRE(t, bring(&w, &counts, "1", "1.txt", "T1: 1 2 3\nT2: 5 6\nalone: 7\n"));
    REQUIRE(t, bring(&w, &counts, "2", "2.txt", "T1: 1 2\nT2: 3 4\nT3: 5 6\n"));
    REQUIRE(t, workplace_do(&w, "theme.join"));
    struct str group = workplace_id(&w, "theme", "label", "Table 1: T1 · Table 2: T1");
    REQUIRE(t, group.len);
    REQUIRE(t, workplace_do(&w, "theme.join"));
    CHECK(t, json_find(&w.result.outcome, STR("created")) == NULL);
    CHECK(t, json_count(json_find(&w.result.outcome, STR("themes"))) == 3);
    CHECK_STR(t, workplace_id(&w, "theme", "label", "Table 1: T1 · Table 2: T1"),
              str_c(w.arena, group));
    CHECK(t, workplace_count(&w, "theme") == 3);
    /* What one table corrects changes that group alone, and it is the same one. */
    REQUIRE(t, bring(&w, &counts, "2", "2.txt",
                     "T1 \"I make things\": 1 2 3\nT2: 4\nT3: 5 6\n"));
    REQUIRE(t, workplace_do(&w, "theme.join"));
    CHECK_STR(t, workplace_id(&w, "theme", "label", "I make things"),
              str_c(w.arena, group));
    CHECK_STR(t, place_of(&w, "3"), "I make things");
    CHECK(t, json_find(&w.result.outcome, STR("created")) == NULL);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void stays_whole_when_a_person_is_erased(struct test *t)
{
    struct workplace w;
    struct sorts_counts counts;
    REQUIRE(t, open_with_cards(t, &w));
    REQUIRE(t, bring(&w, &counts, "1", "1.txt", "T1 \"I make\": 1 2 3 4\n"));
    REQUIRE(t, workplace_do(&w, "theme.join"));
    struct str person = workplace_field(
        &w, workplace_by(&w, "statement", "source", "reviews.csv:2:working1"), "person");
    REQUIRE(t, workplace_do(
                   &w, str_c(w.arena, str_format(w.arena, "workplace.erase person=%.*s",
                                                 STR_ARGS(person)))));
    CHECK_STR(t, workplace_verify(&w), "");
    REQUIRE(t, workplace_do(&w, "theme.join"));
    CHECK(t, workplace_count(&w, "theme") == 1);
    CHECK_STR(t, place_of(&w, "3"), "I make");
    REQUIRE(t, bring(&w, &counts, "1", "1.txt", "T1 \"I make\": 1 2 3 4\n"));
    CHECK(t, workplace_noticed(&w, 1, "card 1 is gone for good: who said it has been"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

const struct test_case sorts_tests[] = {
    {"two files of one name are kept apart", keeps_two_files_of_one_name_apart},
    {"a sort is read from lines and from columns", reads_lines_and_columns},
    {"a pile may be called by its quotes alone", takes_quotes_as_the_pile},
    {"what cannot be read is named", names_what_it_cannot_read},
    {"takes the rest of a line", takes_the_rest_of_a_line},
    {"reads cards in a row", reads_cards_in_a_row},
    {"a sort is kept, corrected and taken back", keeps_a_sort_and_its_corrections},
    {"nothing goes while a line is refused", keeps_what_a_refused_line_may_be},
    {"cards that are not on the table are refused",
     refuses_cards_that_are_not_on_the_table},
    {"cards without numbers cannot be named", asks_for_numbers},
    {"sorts are joined into drafts", joins_into_drafts},
    {"what tables differ about stays on the table", leaves_what_tables_differ_about},
    {"joined again, nothing changes that need not", joins_again_without_a_change},
    {"a person is erased, and the sorts stand", stays_whole_when_a_person_is_erased},
    {0},
};
