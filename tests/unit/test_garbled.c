/* SPDX-License-Identifier: MIT */
/* Files that were saved in another encoding than the one they were read in. */
#include "format/garbled.h"
#include "workplace.h"

#define HEAD "Reference,Date of review,Working 1,Future 1\n"

static void are_told_from_sound_ones(struct test *t)
{
    static const struct {
        const char *text;
        size_t twice, mac, sound;
    } cases[] = {
        {"I like art", 0, 0, 0},
        {"I’ve been to a café – twice: “fun”…", 0, 0, 6},
        {"Iâ€™ve been to a cafÃ© â€“ â€œfunâ€\xc2\x9d for Â£5", 6, 0, 0},
        {"I\xc3\xa2\xc2\x80\xc2\x99ve", 1, 0, 0}, /* as Latin-1 */
        {"ðŸ˜€ Å‚ â‚¬", 3, 0, 0},
        {"IÕve been to the cafŽ", 0, 2, 0},
        /* names and words as they are written */
        {"SÃO PAULO, CAFÉ, Škoda, Žižek, Ó Briain, Õpetaja, Ålesund, RÉSUMÉ»", 0, 0, 0},
        {"âge, Ângela, Åsa, Ästhetik, naïve, £5, 20°, Tomáš, Ñ", 0, 0, 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct garbled sum = {.sound = 0};
        bool any = garbled_count(str_of(cases[i].text), &sum);
        if (sum.ways[GARBLED_TWICE] != cases[i].twice ||
            sum.ways[GARBLED_MAC] != cases[i].mac || sum.sound != cases[i].sound ||
            any != (cases[i].twice + cases[i].mac > 0))
            test_fail_str(t, __FILE__, __LINE__,
                          str_format(t->arena, "%s: %zu, %zu, %zu", cases[i].text,
                                     sum.ways[GARBLED_TWICE], sum.ways[GARBLED_MAC],
                                     sum.sound),
                          str_format(t->arena, "%zu, %zu, %zu", cases[i].twice,
                                     cases[i].mac, cases[i].sound));
    }
}

static void check_refused(struct test *t, const char *text, const char *why)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    struct import_request request = {.kind = SHEET_REVIEWS,
                                     .cycle = w.cycle,
                                     .name = STR("a.csv"),
                                     .bytes = str_of(text)};
    CHECK(t, !import_run(w.engine, w.arena, &request, &w.notices, &w.counts, NULL, NULL,
                         &w.err));
    if (str_find(str_of(w.err.text), str_of(why)) == SIZE_MAX)
        test_fail_str(t, __FILE__, __LINE__, str_of(w.err.text), str_of(why));
    CHECK(t, workplace_count(&w, "review") == 0);
    workplace_close(&w);
}

static void are_refused_as_a_whole(struct test *t)
{
    check_refused(
        t,
        HEAD "R1,12/05/2025,I like art,\nR2,12/05/2025,Iâ€™ve friends,\n"
             "R3,12/05/2025,The cafÃ©,A flat â€“ mine\n",
        "a.csv:3: \"â€™\" stands where \"’\" should: it looks like UTF-8 that was "
        "opened as Windows text and saved again, here and in 2 places more. "
        "Nothing of it was taken.");
    check_refused(t,
                  HEAD "R1,12/05/2025,I\xd5ve friends,I don\xd5t know\n"
                       "R2,12/05/2025,The caf\x8e,\n",
                  "a.csv:2: \"Õ\" stands where \"’\" should: it looks like text of an "
                  "older Mac (Mac Roman), not of Windows, here and in 2 places more.");
}

/* What a system has kept so for years is not the whole file. */
static void are_named_by_line_where_they_are_few(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                HEAD "R1,12/05/2025,Iâ€™ve friends,The café\n"
                                     "R2,12/05/2025,It’s art,\n"));
    workplace_check_notices(&w, "?2 \"â€™\" stands where \"’\" should");
    CHECK_STR(t,
              workplace_field(&w,
                              workplace_by(&w, "statement", "source", "a.csv:2:working1"),
                              "text"),
              "Iâ€™ve friends");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                HEAD "R3,12/05/2025,I\xd5ve friends,\n"));
    workplace_check_notices(&w, "?2 \"Õ\" stands where \"’\" should");
    workplace_close(&w);
}

const struct test_case garbled_tests[] = {
    {"garbled characters are told from sound ones", are_told_from_sound_ones},
    {"a file full of them is refused", are_refused_as_a_whole},
    {"a few are named by line", are_named_by_line_where_they_are_few},
    {0},
};
