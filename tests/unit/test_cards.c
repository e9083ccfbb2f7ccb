/* SPDX-License-Identifier: MIT */
#include "undoing.h"

#include "cycle/cards.h"
#include "engine/care.h"

static const char late_reviews[] = "Reference,Date of review,Working 1,Not working 1\n"
                                   "R3,14/05/2025,I like the shop,The lift is broken\n";

static struct str number_at(struct workplace *w, const char *source)
{
    return workplace_field(w, workplace_by(w, "statement", "source", source), "card");
}

static bool number_cards(struct workplace *w)
{
    return workplace_do(w, "collect.number_cards");
}

static bool load(struct workplace *w, struct cards *out)
{
    struct process *process;
    if (!engine_process(w->engine, w->cycle, &process, &w->err))
        return false;
    struct cards_request request = {.db = w->db,
                                    .kinds = process->kinds,
                                    .cycle = w->cycle,
                                    .body = &process->cycle_body};
    return cards_load(w->arena, &request, out, &w->err);
}

static size_t printed(struct workplace *w)
{
    struct cards cards = {0};
    size_t count = 0;
    CHECK(w->t, load(w, &cards));
    for (size_t i = 0; i < cards.count; i++)
        count += card_is_printed(&cards.items[i]);
    return count;
}

static void numbers_by_section_and_keeps_them(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, number_cards(&w));
    CHECK(t, json_find_integer(&w.result.outcome, STR("numbered"), 0) == 4);
    CHECK_STR(t, number_at(&w, "reviews.csv:2:working1"), "1");
    CHECK_STR(t, number_at(&w, "reviews.csv:3:working1"), "2");
    CHECK_STR(t, number_at(&w, "reviews.csv:2:not_working1"), "3");
    CHECK_STR(t, number_at(&w, "reviews.csv:3:not_working1"), "4");
    REQUIRE(t, number_cards(&w));
    CHECK(t, json_find_integer(&w.result.outcome, STR("numbered"), 9) == 0);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "late.csv", late_reviews));
    REQUIRE(t, number_cards(&w));
    CHECK_STR(t, number_at(&w, "reviews.csv:2:not_working1"), "3");
    CHECK_STR(t, number_at(&w, "late.csv:2:working1"), "5");
    CHECK_STR(t, number_at(&w, "late.csv:2:not_working1"), "6");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void an_import_is_taken_back_and_its_numbers_with_it(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "late.csv", late_reviews));
    struct command_list newest;
    REQUIRE(t, command_list(w.db, w.arena, 0, 1, &newest, &w.err));
    int64_t import = newest.items[0].number;
    REQUIRE(t, number_cards(&w));
    struct str id = workplace_by(&w, "statement", "source", "late.csv:2:working1");
    CHECK_STR(t, workplace_field(&w, id, "card"), "3");
    REQUIRE(t, workplace_do(&w, undo_line(&w, import)));
    int64_t back = w.result.number;
    CHECK(t, workplace_count(&w, "statement") == 4);
    /* It comes back as it was, with the number that is on paper. */
    REQUIRE(t, workplace_do(&w, undo_line(&w, back)));
    CHECK_STR(t, workplace_field(&w, id, "card"), "3");
    REQUIRE(t, workplace_do(&w, undo_line(&w, w.result.number)));
    /* What is read in anew gets numbers that were never on another card. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "late.csv", late_reviews));
    REQUIRE(t, number_cards(&w));
    CHECK_STR(t, number_at(&w, "late.csv:2:working1"), "7");
    CHECK_STR(t, number_at(&w, "late.csv:2:not_working1"), "8");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void a_change_is_taken_back_and_the_number_stays(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    int64_t reworded = number_of(&w, "collect.reword statement=reviews.csv:2:working1 "
                                     "text=\"I like to paint\"");
    int64_t numbered = number_of(&w, "collect.number_cards");
    struct str id = workplace_by(&w, "statement", "source", "reviews.csv:2:working1");
    REQUIRE(t, workplace_do(&w, undo_line(&w, reworded)));
    CHECK_STR(t, workplace_field(&w, id, "text"), "I like painting");
    CHECK_STR(t, workplace_field(&w, id, "card"), "1");
    /* And the numbers, whatever has happened to the cards since. */
    REQUIRE(t, workplace_do(&w, "theme.unsure statements=reviews.csv:2:working1"));
    REQUIRE(t, workplace_do(&w, undo_line(&w, numbered)));
    CHECK_STR(t, workplace_field(&w, id, "card"), "");
    CHECK_STR(t, workplace_field(&w, id, "tray"), "unsure");
    REQUIRE(t, number_cards(&w));
    CHECK_STR(t, workplace_field(&w, id, "card"), "5");
    /* The numbers of before cannot come back over those. */
    CHECK(t, workplace_refuses(&w, undo_line(&w, numbered), "has been taken back"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void other_changes_still_stand_in_the_way(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    int64_t first = number_of(&w, "collect.reword statement=reviews.csv:2:working1 "
                                  "text=\"I like to paint\"");
    REQUIRE(t, number_cards(&w));
    REQUIRE(t, workplace_do(&w, "theme.unsure statements=reviews.csv:2:working1"));
    CHECK(t, workplace_refuses(&w, undo_line(&w, first), "was changed later by command"));
    workplace_close(&w);
}

static void an_erased_number_is_never_used_again(struct test *t)
{
    struct workplace w;
    struct erased erased;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "late.csv", late_reviews));
    REQUIRE(t, number_cards(&w));
    CHECK_STR(t, number_at(&w, "late.csv:2:not_working1"), "6");
    REQUIRE(t, care_erase(w.engine, w.arena, STR("R3"), false, &erased, &w.err));
    CHECK(t, workplace_count(&w, "statement") == 4);
    REQUIRE(t, workplace_do(&w, "collect.say section=working text=\"We like cake\" "
                                "speaker=family"));
    REQUIRE(t, number_cards(&w));
    CHECK_STR(t, number_at(&w, "room:1"), "7");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void a_file_read_again_keeps_them(struct test *t)
{
    static const char corrected[] = "Reference,Date of review,Working 1,Not working 1\n"
                                    "R1,12/05/2025,I like to paint,The bus is late\n"
                                    "R2,13/05/2025,I like the garden,The bus is cold\n";
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, number_cards(&w));
    struct str id = workplace_by(&w, "statement", "source", "reviews.csv:2:working1");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "again.csv", undoing_reviews));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "corrected.csv", corrected));
    CHECK(t, workplace_count(&w, "statement") == 4);
    CHECK_STR(t, workplace_field(&w, id, "text"), "I like to paint");
    CHECK_STR(t, workplace_field(&w, id, "card"), "1");
    CHECK(t, printed(&w) == 4);
    workplace_close(&w);
}

static void prints_what_is_on_the_table_and_shows_nobody(struct test *t)
{
    struct workplace w;
    struct cards cards;
    REQUIRE(t, open_with_words(t, &w));
    CHECK(t, printed(&w) == 0); /* none has a number */
    REQUIRE(t, number_cards(&w));
    CHECK(t, printed(&w) == 4);
    REQUIRE(t, workplace_do(&w, "collect.hold_back statement=reviews.csv:2:working1 "
                                "reason=\"told the lead\""));
    REQUIRE(t, workplace_do(&w, "collect.leave_out statement=reviews.csv:3:working1"));
    REQUIRE(t, workplace_do(&w, "theme.alone statements=reviews.csv:2:not_working1"));
    REQUIRE(t, workplace_do(&w, "collect.say section=working speaker=school "
                                "text=\"She smiles at Mrs Patel\" how=observation"));
    REQUIRE(t, number_cards(&w));
    CHECK(t, printed(&w) == 2);
    REQUIRE(t, load(&w, &cards));
    REQUIRE(t, cards.count == 3);
    CHECK(t, cards.items[0].flagged && cards.items[0].number == 5);
    CHECK_STR(t, card_remark(t->arena, &cards.items[0]), "seen by school");
    CHECK(t, card_is_printed(&cards.items[1]) && cards.items[1].number == 3);
    CHECK_STR(t, card_remark(t->arena, &cards.items[1]), "on its own");
    CHECK(t, card_is_printed(&cards.items[2]));
    REQUIRE(t, workplace_do(&w, "collect.reword statement=room:1 "
                                "text=\"She smiles at a friend\""));
    CHECK(t, printed(&w) == 3);
    REQUIRE(t, workplace_do(&w, "theme.alone statements=room:1"));
    REQUIRE(t, workplace_do(&w, "theme.unsure statements=reviews.csv:2:not_working1"));
    REQUIRE(t, load(&w, &cards));
    CHECK_STR(t, card_remark(t->arena, &cards.items[0]), "on its own · seen by school");
    CHECK(t, printed(&w) == 2);
    workplace_close(&w);
}

const struct test_case cards_tests[] = {
    {"numbers go by section, and stay", numbers_by_section_and_keeps_them},
    {"an import is taken back with its numbers",
     an_import_is_taken_back_and_its_numbers_with_it},
    {"a change is taken back and the number stays",
     a_change_is_taken_back_and_the_number_stays},
    {"other changes still stand in the way", other_changes_still_stand_in_the_way},
    {"an erased number is never used again", an_erased_number_is_never_used_again},
    {"a file read again keeps numbers", a_file_read_again_keeps_them},
    {"prints what is on the table and shows nobody",
     prints_what_is_on_the_table_and_shows_nobody},
    {0},
};
