/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "cycle/flag_where.h"

static const struct {
    const char *text, *marked;
} cases[] = {
    {"", ""},
    {"The garden", "The garden"},
    {"Jack helps me", ">>Jack<< helps me"},
    {"I see Jack, and jack's mum", "I see >>Jack<<, and >>jack's<< mum"},
    {"Ben's eyes follow Marie", ">>Ben's<< eyes follow >>Marie<<"},
    {"Megan, Jorja, Big Tom, Little Tom.",
     ">>Megan<<, >>Jorja<<, >>Big Tom<<, >>Little Tom<<."},
    {"I like Jack, Bev, Grace and Horsewood",
     "I like >>Jack<<, >>Bev<<, >>Grace<< and >>Horsewood<<"},
    {"Jack Brown sings", ">>Jack Brown<< sings"},
    {"I like Jack. Tea too", "I like >>Jack<<. Tea too"},
    {"my helper Colin is kind", "my >>helper Colin<< is kind"},
    {"Ask Mrs Patel and Mr Green", "Ask >>Mrs Patel<< and >>Mr Green<<"},
    {"Call 07700 900123 or\n07700 900124!",
     "Call >>07700 900123<< or\n>>07700 900124<<!"},
    {"Call +44 7700 900 123 now", "Call >>+44 7700 900 123<< now"},
    {"0 7 7 0 0 9 0 0 1 2 3, 0117 496 0123 2 times",
     ">>0 7 7 0 0 9 0 0 1 2 3<<, >>0117 496 0123<< 2 times"},
    {"At Holly Bank, SW1A 1AA", "At >>Holly Bank<<, >>SW1A 1AA<<"},
    {"a@b.org or 14 Mill Lane", ">>a@b.org<< or >>14 Mill Lane<<"},
    {"Jos\xc3\xa9 is caf\xc3\xa9", ">>Jos\xc3\xa9<< is caf\xc3\xa9"},
};

static void marks_what_is_flagged(struct test *t)
{
    struct flag_known *known = flag_known_new(t->arena);
    flag_know_person(known, STR("Jack"), STR("Osei"));
    flag_know_person(known, STR("Jos\xc3\xa9"), STR(""));
    flag_know_school(known, STR("Holly Bank School"));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str text = str_of(cases[i].text);
        struct flag_places places = flag_where(known, t->arena, text);
        struct str marked = flag_marked(t->arena, text, &places);
        CHECK_STR(t, marked, cases[i].marked);
        /* Whatever is flagged has a place. */
        CHECK(t,
              (places.count > 0) == (flag_find_perhaps(known, t->arena, text).count > 0));
    }
}

/* Written over, an address is none any more: the next one is looked for. */
static void finds_each_once(struct test *t)
{
    struct flag_known *known = flag_known_new(t->arena);
    struct flag_places places =
        flag_where(known, t->arena, STR("Write to gus@example.org, c@d.org, or nobody"));
    size_t from[2] = {0, 0}, mails = 0;
    for (size_t i = 0; i < places.count; i++)
        if (str_equal(places.items[i].flag, STR("email")) && mails < 2)
            from[mails++] = places.items[i].from;
    CHECK(t, mails == 2 && from[0] == 9 && from[1] == 26);
}

static void ends_with_many(struct test *t)
{
    struct flag_known *known = flag_known_new(t->arena);
    struct buf text = BUF_IN(t->arena);
    for (int i = 0; i < 100; i++)
        buf_add(&text, STR("Mrs Patel, and "));
    struct flag_places places = flag_where(known, t->arena, buf_str(&text));
    CHECK(t, places.count == FLAG_MOST_PLACES);
    CHECK(t, places.items[1].from == 15 && places.items[1].to == 24);
}

const struct test_case flag_where_tests[] = {
    {"finds each once", finds_each_once},
    {"what is flagged is marked", marks_what_is_flagged},
    {"a text full of names ends", ends_with_many},
    {0},
};
