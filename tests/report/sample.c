/* SPDX-License-Identifier: MIT */
/* Writes a whole made-up report, every section of a Working Together for Change
 * year in it, a set of cards and hand-outs, to be looked at and checked in a browser:
 * `sample-report REPORT.html CARDS.html HANDOUTS.html`.
 * Thornmere does not exist, nor does anyone in it. */
#include "base/crypto.h"
#include "base/file.h"
#include "cycle/disclosure.h"
#include "cycle/published.h"
#include "report/handout.h"
#include "report/html.h"
#include "sample_cards.h"

#include <stdio.h>

struct counted {
    const char *name;
    int64_t people;
};

static void say(struct published *doc, const char *text)
{
    published_paragraph(doc, str_of(text));
}

static void title(struct published *doc, const char *text)
{
    published_heading(doc, 2, str_of(text), STR_NONE);
}

static void words(struct published *doc, const char *text)
{
    published_text(doc, str_of(text));
}

static void linked(struct published *doc, const char *text, const char *to)
{
    published_text(doc, str_of(text));
    published_cell_link(doc, str_of(to));
}

static void question(struct published *doc)
{
    title(doc, "The question we asked");
    say(doc, "What do young people with education, health and care plans tell us about "
             "getting ready for adult life, and what should we buy, change or stop "
             "because of it?");
    say(doc, "We looked at the reviews of young people in years 9 to 14 in all Thornmere "
             "schools and colleges, and of those whom we place outside the county. This "
             "report tells what they said, what we think lies behind it, what we have "
             "decided to do, and how we will know that it made a difference.");
}

static const struct counted room[] = {
    {"Young people", 11},    {"Families", 9},
    {"Schools", 12},         {"Colleges and training providers", 7},
    {"Health", 6},           {"Social care", 8},
    {"Commissioners", 5},    {"Employers", 2},
    {"Voluntary sector", 3},
};

static bool who_took_part(struct published *doc, struct arena *arena, struct error *err)
{
    enum { GROUPS = sizeof room / sizeof room[0] };
    int64_t counts[GROUPS];
    struct disclosure_counts in = {DISCLOSURE_PARTS, GROUPS, 1, counts, 0};
    struct disclosure_result out;
    for (size_t i = 0; i < GROUPS; i++)
        counts[i] = room[i].people;
    if (!disclosure_apply(arena, disclosure_default(), &in, &out, err))
        return false;
    title(doc, "Who took part");
    say(doc, "The workshop took place at the Corn Exchange on 12 June 2025. Almost a "
             "third of the people in the room were young people and families. Supporters "
             "and interpreters are not counted here.");
    published_table(doc, STR("People at the workshop"), STR_NONE, STR_NONE);
    published_column(doc, STR("Who"), false);
    published_column(doc, STR("People"), true);
    for (size_t i = 0; i < GROUPS; i++) {
        published_row(doc);
        words(doc, room[i].name);
        published_number(doc, out.cells[i]);
    }
    published_row_total(doc);
    words(doc, "Everyone");
    published_number(doc, out.total);
    published_chart(doc, PUBLISHED_BARS, STR("People at the workshop"));
    return true;
}

static const char *const schools[] = {"Mainstream secondary schools", "Special schools",
                                      "Colleges", "Outside the county"};
static const char *const states[] = {"Reviews held, views recorded",
                                     "Reviews held, no views recorded",
                                     "Review due but not held"};
static const int64_t coverage_counts[] = {61, 17, 40, 74, 9, 12, 30, 14, 22, 8, 3, 9};

static bool coverage(struct published *doc, struct arena *arena, struct error *err)
{
    struct disclosure_counts in = {DISCLOSURE_TABLE, 4, 3, coverage_counts, 0};
    struct disclosure_result out;
    if (!disclosure_apply(arena, disclosure_default(), &in, &out, err))
        return false;
    title(doc, "How we listened, and whose views we do not have yet");
    say(doc, "From each review we took the two things that work best, the two that work "
             "least well, and the two most important hopes for the future. About a "
             "quarter of the reviews that were due were not held, so those young people "
             "are missing here. They are more often in colleges and mainstream schools.");
    published_table(doc, STR("Young people by where they learn"),
                    STR("Reviews due between September 2024 and May 2025."), STR_NONE);
    published_column(doc, STR("Where they learn"), false);
    for (size_t c = 0; c < 3; c++)
        published_column(doc, str_of(states[c]), true);
    published_column(doc, STR("All due"), true);
    for (size_t r = 0; r < 4; r++) {
        published_row(doc);
        words(doc, schools[r]);
        for (size_t c = 0; c < 3; c++)
            published_number(doc, out.cells[r * 3 + c]);
        published_number(doc, out.row_totals[r]);
    }
    published_row_total(doc);
    words(doc, "All");
    for (size_t c = 0; c < 3; c++)
        published_number(doc, out.column_totals[c]);
    published_number(doc, out.total);
    published_chart(doc, PUBLISHED_STACKED,
                    STR("Whose views we have, by where they learn"));
    for (size_t c = 1; c <= 3; c++)
        published_chart_values(doc, c);
    return true;
}

struct theme {
    const char *anchor, *name;
    int64_t people;
    const char *quote, *who;
};

static const struct theme working[] = {
    {"theme-000012.0001", "I have a person at school who gets me", 64,
     "Miss listens first and then we sort it out together.", "young person, year 10"},
    {"theme-000012.0002", "I am learning to travel by myself", 38,
     "I did the 14 bus on my own. Mum tracked me the whole way but I did it!",
     "young person, year 12"},
    {"theme-000012.0003", "I have friends and things to do after school", 33,
     "Thursday club is the best night of the week for him. He is just one of the lads.",
     "family"},
    {"theme-000012.0004", "I get to try real work", 21,
     "They let me do the till at the garden centre.", "young person, year 13"},
};
static const struct theme not_working[] = {
    {"theme-000013.0001", "I do not know what I can do after college", 57,
     "Everybody asks me what I want to be, but nobody tells me what there is.",
     "young person, year 11"},
    {"theme-000013.0002", "I cannot get there because of transport", 41,
     "The taxi goes at three, so there is no work experience for me on "
     "Wednesdays.",
     "young person, year 12"},
    {"theme-000013.0003", "My reports are full of words I do not understand", 22,
     "We got eleven pages and had to ring up to ask what it meant.", "family"},
    {"theme-000013.0004", "Nobody asked my doctor or my nurse to come", DISCLOSURE_HIDDEN,
     NULL, NULL},
};
static const struct theme hopes[] = {
    {"theme-000014.0001", "I want a paid job like anyone else", 71,
     "I want to work with animals and get paid and buy my own trainers.",
     "young person, year 9"},
    {"theme-000014.0002", "I want a home of my own, with help nearby", 44,
     "He wants his own front door, and his sister round the corner.", "family"},
    {"theme-000014.0003", "I want to keep my friends when school ends", 36,
     "Said with symbols: friends, phone, same.", "young person, year 14"},
};

static void themes(struct published *doc, enum published_mark mark, const char *intro,
                   const struct theme *list, size_t count)
{
    title(doc, published_mark_words(mark).ptr);
    published_mark(doc, mark);
    say(doc, intro);
    published_table(
        doc,
        str_format(doc->arena, "%s: what people told us", published_mark_words(mark).ptr),
        STR("One person may be in more than one group."), STR_NONE);
    published_column(doc, STR("In people's words"), false);
    published_column(doc, STR("Young people"), true);
    for (size_t i = 0; i < count; i++) {
        published_row(doc);
        published_row_anchor(doc, str_of(list[i].anchor));
        words(doc, list[i].name);
        published_number(doc, list[i].people);
    }
    published_chart(doc, PUBLISHED_BARS, STR("How many young people said so"));
    published_mark(doc, mark);
    for (size_t i = 0; i < count; i++)
        if (list[i].quote)
            published_quote(doc, mark, str_of(list[i].quote), str_of(list[i].who),
                            STR_NONE);
}

static void causes(struct published *doc)
{
    title(doc, "What lies behind it");
    say(doc, "Mixed tables asked “why?” of the three largest groups under “not working” "
             "until they came to something that people in the room could change. "
             "Everyone then placed three dots. Young people's and families' dots were "
             "counted separately.");
    published_table(doc, STR("Root causes, and the dots that people gave them"), STR_NONE,
                    STR_NONE);
    published_column(doc, STR("Root cause"), false);
    published_column(doc, STR("Young people and families"), true);
    published_column(doc, STR("Everyone else"), true);
    static const struct {
        const char *anchor, *cause;
        int64_t young, others;
    } found[] = {
        {"cause-000020.0002", "No one place shows what there is after 16", 21, 34},
        {"cause-000020.0005", "Transport is planned around the school day only", 17, 22},
        {"cause-000021.0001", "Employers have not been asked, or helped to say yes", 12,
         29},
        {"cause-000021.0003", "Reports are written for panels, not for people", 10, 14},
    };
    for (size_t i = 0; i < sizeof found / sizeof found[0]; i++) {
        published_row(doc);
        published_row_anchor(doc, str_of(found[i].anchor));
        words(doc, found[i].cause);
        published_number(doc, found[i].young);
        published_number(doc, found[i].others);
    }
    published_chart(doc, PUBLISHED_BARS, STR("Dots for each root cause"));
}

static void success(struct published *doc)
{
    title(doc, "What success would look like");
    say(doc, "Each group said it from its own side.");
    published_heading(doc, 3, STR("No one place shows what there is after 16"),
                      STR("success-a"));
    published_table(doc, STR("Success, from each perspective"), STR_NONE, STR_NONE);
    published_column(doc, STR("Who says so"), false);
    published_column(doc, STR("What success looks like"), false);
    published_column(doc, STR("About"), false);
    static const char *const rows[][2] = {
        {"Young people", "I have been to see three places before I choose."},
        {"Families", "We know by year 10 what is possible, and whom to ring."},
        {"Schools and colleges", "Every year 9 review uses the same guide."},
        {"Commissioners", "We buy from what young people ask for, and can show it."},
    };
    for (size_t i = 0; i < 4; i++) {
        published_row(doc);
        words(doc, rows[i][0]);
        words(doc, rows[i][1]);
        linked(doc, "No one place shows what there is", "cause-000020.0002");
    }
}

static void actions(struct published *doc)
{
    title(doc, "What we will do");
    say(doc, "These are commitments that people made in the room. Each has a name and a "
             "date, and each grew out of something that young people said.");
    published_table(doc, STR("Actions"), STR_NONE, STR_NONE);
    published_column(doc, STR("What"), false);
    published_column(doc, STR("Who"), false);
    published_column(doc, STR("By when"), false);
    published_column(doc, STR("Kind"), false);
    published_column(doc, STR("Because people said"), false);
    static const char *const rows[][6] = {
        {"action-000031.0001",
         "Publish one guide to everything after 16, with young people",
         "Local offer officer", "31 October 2025", "Change",
         "I do not know what I can do after college"},
        {"action-000031.0002", "Buy travel that fits the working day for all placements",
         "Transport commissioner", "1 January 2026", "Change",
         "I cannot get there because of transport"},
        {"action-000032.0001", "Six more supported internships with council and NHS",
         "Employment lead, Thornmere College", "1 September 2026", "Help towards hopes",
         "I want a paid job like anyone else"},
        {"action-000032.0002", "Keep a key adult for everyone, in every kind of school",
         "Headteachers' group", "1 April 2026", "Do more of",
         "I have a person at school who gets me"},
    };
    static const char *const back[] = {"theme-000013.0001", "theme-000013.0002",
                                       "theme-000014.0001", "theme-000012.0001"};
    for (size_t i = 0; i < 4; i++) {
        published_row(doc);
        published_row_anchor(doc, str_of(rows[i][0]));
        for (size_t c = 1; c < 5; c++)
            words(doc, rows[i][c]);
        linked(doc, rows[i][5], back[i]);
    }
}

static void indicators(struct published *doc)
{
    title(doc, "How we will know");
    say(doc, "We measure how much we did, how well we did it, and whether anyone is "
             "better off.");
    published_heading(doc, 3, STR("Leavers in paid work six months on"), STR_NONE);
    published_table(doc, STR("Leavers with a plan who are in paid work after six months"),
                    STR("Source: destination follow-up. Leavers in each year: 64 to 81."),
                    STR("indicator-000040.0001"));
    published_column(doc, STR("Measured on"), false);
    published_column(doc, STR("In paid work"), true);
    static const char *const points[][2] = {{"March 2022", "9%"},
                                            {"March 2023", "11%"},
                                            {"March 2024", "10.5%"},
                                            {"March 2025", "14%"},
                                            {"Sept 2025", "17%"}};
    for (size_t i = 0; i < 5; i++) {
        published_row(doc);
        words(doc, points[i][0]);
        words(doc, points[i][1]);
    }
    published_chart(doc, PUBLISHED_LINE,
                    STR("Paid work after six months, and our target"));
    published_chart_target(doc, STR("25%"));
    published_table(doc, STR("All indicators"), STR_NONE, STR_NONE);
    published_column(doc, STR("Indicator"), false);
    published_column(doc, STR("Tells"), false);
    published_column(doc, STR("Where we started"), true);
    published_column(doc, STR("Now"), true);
    published_column(doc, STR("Target"), true);
    published_column(doc, STR("For the action"), false);
    static const char *const rows[][5] = {
        {"Leavers in paid work after six months", "is anyone better off", "10.5%", "17%",
         "25%"},
        {"Young people who say the guide helped them choose", "how well", "", "62%",
         "80%"},
        {"Supported internships started", "how much", "8", "11", "14"},
    };
    static const char *const of[] = {"action-000032.0001", "action-000031.0001",
                                     "action-000032.0001"};
    static const char *const named[] = {"Six more supported internships",
                                        "One guide to everything after 16",
                                        "Six more supported internships"};
    for (size_t i = 0; i < 3; i++) {
        published_row(doc);
        for (size_t c = 0; c < 5; c++)
            words(doc, rows[i][c]);
        linked(doc, named[i], of[i]);
    }
}

/* More rows than a sheet of paper has room for. */
static void many_bars(struct published *doc)
{
    title(doc, "Every idea");
    published_table(doc, STR("Dots for every idea"), STR_NONE, STR_NONE);
    published_column(doc, STR("Idea"), false);
    published_column(doc, STR("Dots"), true);
    for (int i = 0; i < 24; i++) {
        published_row(doc);
        published_text(doc, str_format(doc->arena, "Idea number %d", i + 1));
        published_number(doc, 45 - i);
    }
    published_chart(doc, PUBLISHED_BARS, STR("Dots for every idea"));
}

static void since_last(struct published *doc)
{
    title(doc, "You said, we did, the difference it made");
    published_table(doc, STR("Since last year's report"), STR_NONE, STR_NONE);
    published_column(doc, STR("You said"), false);
    published_column(doc, STR("We did"), false);
    published_column(doc, STR("The difference it made"), false);
    static const char *const rows[][3] = {
        {"College staff cannot help with my medicine, so I cannot go",
         "The special school's nurses trained fourteen college staff",
         "Five more young people chose the local college. Fewer families looked for a "
         "place outside the county."},
        {"There is nothing to do in the holidays", "Two clubs opened in Easter week",
         "Both were full. We could not fund the summer: the bid was turned down, and we "
         "are trying again in November."},
    };
    for (size_t i = 0; i < 2; i++) {
        published_row(doc);
        for (size_t c = 0; c < 3; c++)
            words(doc, rows[i][c]);
    }
    published_table(doc, STR("Groups of views, this year and last"), STR_NONE, STR_NONE);
    published_column(doc, STR("Group"), false);
    published_column(doc, STR("2023"), true);
    published_column(doc, STR("2024"), true);
    published_column(doc, STR("2025"), true);
    static const struct {
        const char *name;
        int64_t people[3];
    } years[] = {
        {"I do not know what I can do after college", {49, 52, 57}},
        {"I cannot get there because of transport", {44, 47, 41}},
        {"I am bored in the holidays", {31, 35, 18}},
    };
    for (size_t i = 0; i < 3; i++) {
        published_row(doc);
        words(doc, years[i].name);
        for (size_t c = 0; c < 3; c++)
            published_number(doc, years[i].people[c]);
    }
    title(doc, "What happens next");
    say(doc, "Schools and the parent partnership newsletter carry a summary in July. The "
             "local offer will show progress every term. We ask the question again in "
             "June 2026.\nTo tell us what you think, write to the local offer team.");
}

static bool fill(struct published *doc, struct arena *arena, struct error *err)
{
    doc->subtitle = STR("What young people told us about getting ready for adult life, "
                        "and what we are doing about it");
    doc->authority = STR("Thornmere County Council");
    doc->date = STR("30 June 2025");
    doc->hidden_note = disclosure_words(arena, disclosure_default());
    question(doc);
    if (!who_took_part(doc, arena, err) || !coverage(doc, arena, err))
        return false;
    themes(doc, PUBLISHED_WORKING,
           "These are the things that young people and families want to keep.", working,
           4);
    themes(doc, PUBLISHED_NOT_WORKING,
           "These are the things that get in the way. The first two have been the "
           "largest for three years.",
           not_working, 4);
    themes(doc, PUBLISHED_ASPIRATION,
           "These come from section A of the plans and from the reviews.", hopes, 3);
    causes(doc);
    success(doc);
    actions(doc);
    indicators(doc);
    many_bars(doc);
    since_last(doc);
    return true;
}

static void entry(struct published *doc, const char *title)
{
    published_heading(doc, 4, str_of(title), STR_NONE);
    published_paragraph(doc, STR("Somebody rides the bus with you until you can do it "
                                 "alone, at the time of day that you need"));
    published_paragraph(doc, STR("Who runs it: Thornmere Council · Ages: 14 to 25 · Read "
                                 "more: https://thornmere.example/travel-training"));
}

/* What most themes have beside them. */
static struct published handouts(struct arena *arena)
{
    static const char *const names[] = {"I cannot get there and back the way I need",
                                        "I do not know what happens when I leave here"};
    struct published doc = published_new(arena, STR("Working Together for Change 2025"));
    doc.authority = STR("Thornmere Council");
    doc.date = STR("20 July 2026");
    for (size_t i = 0; i < 2; i++) {
        published_heading(&doc, 2, str_of(names[i]), STR_NONE);
        published_mark(&doc, PUBLISHED_NOT_WORKING);
        published_heading(&doc, 3, STR("What people said"), STR_NONE);
        published_paragraph(&doc, STR("33 people said this, in 34 statements."));
        for (size_t q = 0; q < 3; q++)
            published_quote(&doc, PUBLISHED_NOT_WORKING,
                            STR("College keep asking for my prediction before they will "
                                "talk about a place, and I might not get it"),
                            STR("Young person"), STR_NONE);
        published_heading(&doc, 3, STR("What there is here already about employment"),
                          STR_NONE);
        entry(&doc, "Travel training");
        entry(&doc, "Supported internships");
        published_heading(&doc, 3, STR("What has worked elsewhere about employment"),
                          STR_NONE);
        entry(&doc, "A named person for the move");
        entry(&doc, "Travel passes");
    }
    return doc;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct published doc = published_new(arena, STR("Working Together for Change 2025"));
    struct published sheets = handouts(arena);
    struct str page, cards, given;
    struct error err;
    crypto_start();
    bool fine = argc == 4 && fill(&doc, arena, &err) &&
                report_html(arena, &doc, &page, &err) &&
                file_write(arena, str_of(argv[1]), page, 0644, &err) &&
                sample_cards(arena, &cards, &err) &&
                file_write(arena, str_of(argv[2]), cards, 0644, &err) &&
                report_handout(arena, &sheets, &given, &err) &&
                file_write(arena, str_of(argv[3]), given, 0644, &err);
    if (!fine)
        (void)fprintf(stderr, "sample-report: %s\n",
                      argc == 4 ? err.text : "name the three files to write");
    arena_free(arena);
    return fine ? 0 : 1;
}
