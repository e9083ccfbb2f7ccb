/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "base/date.h"
#include "engine/care.h"
#include "engine/command_file.h"

#include <stdlib.h>
#include <string.h>

static const char reviews[] = "Reference,Date of review,Working 1,Not working 1\n"
                              "R1,12/05/2025,I like painting,The bus is late\n"
                              "R2,13/05/2025,I like the garden,The bus is cold\n";

struct file_case {
    struct workplace w;
    const char *path; /* NULL: day.txt */
    bool another;
    struct command_file_counts counts;
};

static bool open_case(struct test *t, struct file_case *now)
{
    *now = (struct file_case){.another = false};
    return workplace_open(t, &now->w) &&
           workplace_import(&now->w, SHEET_REVIEWS, "r.csv", reviews);
}

static bool run(struct file_case *now, const char *text)
{
    struct workplace *w = &now->w;
    struct command_file file = {STR("day.txt"),
                                str_of(now->path ? now->path : "/home/robin/day.txt"),
                                str_of(text), now->another};
    w->notices = (struct notices){.arena = w->arena};
    if (command_file_run(w->engine, w->arena, w->cycle, &file, &w->notices, &now->counts,
                         NULL, NULL, &w->err))
        return true;
    test_fail(w->t, text, 0, w->err.text);
    return false;
}

/* Runs it and compares: how many were done, known and refused. */
static void check(struct file_case *now, const char *text, size_t done, size_t known,
                  size_t refused)
{
    if (!run(now, text))
        return;
    if (now->counts.done != done || now->counts.known != known ||
        now->counts.refused != refused) {
        struct str got = str_format(
            now->w.arena, "%zu done, %zu known, %zu refused: %.*s", now->counts.done,
            now->counts.known, now->counts.refused, STR_ARGS(workplace_notices(&now->w)));
        test_fail_str(now->w.t, text, 0, got,
                      str_format(now->w.arena, "%zu %zu %zu", done, known, refused));
    }
}

struct line_example {
    const char *line, *name, *args, *alias;
    const char *why; /* of a refusal */
};

static const struct line_example lines[] = {
    {"", "", "{}", "", NULL},
    {"   \t\r", "", "{}", "", NULL},
    {"# theme.new name=x", "", "{}", "", NULL},
    {"  #x \"open", "", "{}", "", NULL},
    {"theme.draft", "theme.draft", "{}", "", NULL},
    {"  theme.new  name=x\tsection=working \r", "theme.new",
     "{\"name\":\"x\",\"section\":\"working\"}", "", NULL},
    {"theme.new as=@bus name=\"I miss the bus\"", "theme.new",
     "{\"name\":\"I miss the bus\"}", "@bus", NULL},
    {"a.b x=\"say \\\"yes\\\" or \\\\ no\"", "a.b",
     "{\"x\":\"say \\\"yes\\\" or \\\\ no\"}", "", NULL},
    {"a.b x=a\\\"b", NULL, NULL, NULL, "not closed"},
    {"a.b x=back\\slash", "a.b", "{\"x\":\"back\\\\slash\"}", "", NULL},
    {"a.b \"x=one two\"", "a.b", "{\"x\":\"one two\"}", "", NULL},
    {"a.b x=one\" \"two", "a.b", "{\"x\":\"one two\"}", "", NULL},
    {"a.b x=", "a.b", "{\"x\":\"\"}", "", NULL},
    {"a.b x=\"\"", "a.b", "{\"x\":\"\"}", "", NULL},
    {"a.b x=a=b", "a.b", "{\"x\":\"a=b\"}", "", NULL},
    {"a.b x=1 x=2 x=3", "a.b", "{\"x\":[\"1\",\"2\",\"3\"]}", "", NULL},
    {"a.b x=it's", "a.b", "{\"x\":\"it's\"}", "", NULL},
    {"a.b x=\xe2\x80\x9cone two\xe2\x80\x9d", "a.b", "{\"x\":\"one two\"}", "", NULL},
    {"a.b x=\"open", NULL, NULL, NULL, "opened but not closed"},
    {"a.b x=\"a\" \"b", NULL, NULL, NULL, "not closed"},
    {"a.b word", NULL, NULL, NULL, "\"word\" is not of the form name=value"},
    {"a.b =x", NULL, NULL, NULL, "is not of the form name=value"},
};

static void reads_lines(struct test *t)
{
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        const struct line_example *one = &lines[i];
        struct str name, alias;
        struct json args;
        struct error err;
        if (!command_line_parse(t->arena, str_of(one->line), &name, &args, &alias,
                                &err)) {
            if (!one->why || !strstr(err.text, one->why))
                test_fail_str(t, one->line, (int)i, str_of(err.text),
                              str_of(one->why ? one->why : one->name));
            continue;
        }
        if (one->why) {
            test_fail_str(t, one->line, (int)i, name, str_of(one->why));
            continue;
        }
        CHECK_STR(t, name, one->name);
        CHECK_STR(t, json_write(t->arena, &args), one->args);
        CHECK_STR(t, alias, one->alias);
    }
}

static const char day[] =
    "# What we decided on the day\n"
    "\n"
    "theme.new as=@bus section=not_working name=\"I miss the bus\"\r\n"
    "theme.move to=@bus statements=r.csv:2:not_working1,r.csv:3:not_working1\n"
    "theme.agree theme=@bus\n"
    "understand.cause as=@late theme=@bus text=\"It comes late\"\n"
    "understand.vote cause=@late perspective=family dots=3\n"
    "understand.vote cause=@late perspective=family dots=3\n";

static void is_run_once(struct test *t)
{
    struct file_case now;
    REQUIRE(t, open_case(t, &now));
    check(&now, day, 6, 0, 0);
    CHECK(t, workplace_count(&now.w, "vote") == 2); /* the same line twice is two */
    check(&now, day, 0, 6, 0);
    CHECK(t, workplace_count(&now.w, "vote") == 2);
    CHECK(t, workplace_count(&now.w, "theme") == 1);
    /* With a line more, in another order of comments and blanks: only that is done. */
    check(&now,
          "theme.new as=@bus section=not_working name=\"I miss the bus\"\n"
          "theme.move to=@bus statements=r.csv:2:not_working1,r.csv:3:not_working1\n"
          "theme.agree theme=@bus\n"
          "understand.cause as=@late theme=@bus text=\"It comes late\"\n\n"
          "understand.vote cause=@late perspective=family dots=3\n"
          "understand.vote cause=@late perspective=school dots=1\n"
          "understand.vote cause=@late perspective=family dots=3\n",
          1, 6, 0);
    CHECK(t, workplace_count(&now.w, "vote") == 3);
    CHECK_STR(t, workplace_verify(&now.w), "");
    workplace_close(&now.w);
}

static void goes_on_after_a_bad_line(struct test *t)
{
    struct file_case now;
    REQUIRE(t, open_case(t, &now));
    check(&now,
          "theme.new as=@bus section=not_wroking name=\"I miss the bus\"\n"
          "theme.move to=@bus statements=r.csv:2:not_working1\n"
          "nothing.new\n"
          "theme.new name=\"open\n"
          "theme.new section=working name=\"My Fun\"\n",
          1, 0, 4);
    struct str said = workplace_notices(&now.w);
    CHECK_STR(t, now.w.notices.items[0].file, "day.txt");
    CHECK(t, str_find(said, STR("!1 ")) != SIZE_MAX);
    CHECK(t,
          str_find(said, STR("!2 @bus is not named by any line above that was done")) !=
              SIZE_MAX);
    CHECK(t, str_find(said, STR("!3 there is no step \"nothing\"")) != SIZE_MAX);
    CHECK(t, str_find(said, STR("!4 a quotation mark is opened")) != SIZE_MAX);
    /* Corrected, and run again: what was done is not done twice. */
    check(&now,
          "theme.new as=@bus section=not_working name=\"I miss the bus\"\n"
          "theme.move to=@bus statements=r.csv:2:not_working1\n"
          "theme.new section=working name=\"My Fun\"\n",
          2, 1, 0);
    CHECK(t, workplace_count(&now.w, "theme") == 2);
    workplace_close(&now.w);
}

/* A line above that was corrected, or taken back, names something else now: what
 * speaks of it is done for that. */
static void follows_what_a_name_stands_for(struct test *t)
{
    struct file_case now;
    REQUIRE(t, open_case(t, &now));
    check(&now,
          "theme.new as=@bus section=not_working name=\"I mis the bus\"\n"
          "theme.move to=@bus statements=r.csv:2:not_working1\n",
          2, 0, 0);
    struct str id = workplace_by(&now.w, "statement", "source", "r.csv:2:not_working1");
    check(&now,
          "theme.new as=@bus section=not_working name=\"I miss the bus\"\n"
          "theme.move to=@bus statements=r.csv:2:not_working1\n",
          2, 0, 0);
    CHECK(t, str_equal(workplace_field(&now.w, id, "theme"),
                       workplace_by(&now.w, "theme", "name", "I miss the bus")));
    workplace_close(&now.w);
}

static bool said(struct file_case *now, const char *text)
{
    struct str all = workplace_notices(&now->w);
    if (str_find(all, str_of(text)) != SIZE_MAX)
        return true;
    test_fail_str(now->w.t, "a notice", 0, all, str_of(text));
    return false;
}

/* What people took back they took back on purpose: the file, which still says it, does
 * not do it again, and says so. */
static void stays_taken_back(struct test *t)
{
    static const char text[] = "theme.new as=@fun section=working name=\"My Fun\"\n"
                               "theme.move to=@fun statements=r.csv:2:working1\n";
    struct file_case now;
    REQUIRE(t, open_case(t, &now));
    check(&now, text, 2, 0, 0);
    REQUIRE(t, workplace_do(&now.w, "workplace.undo command=5"));
    check(&now, text, 0, 1, 0);
    CHECK(t, now.counts.taken_back == 1 && now.w.notices.refusals == 0);
    CHECK(t, said(&now, "?2 this was taken back on "));
    CHECK(t, said(&now, " by command 6 and was not done again; `waymark undo 6`"));
    REQUIRE(t, workplace_do(&now.w, "workplace.undo command=4"));
    check(&now, text, 0, 0, 1); /* @fun names nothing that is there */
    CHECK(t, now.counts.taken_back == 1);
    CHECK(t, said(&now, "?1 this was taken back on "));
    CHECK(t, workplace_count(&now.w, "theme") == 0);
    CHECK_STR(t, workplace_verify(&now.w), "");
    workplace_close(&now.w);
}

/* The undo that it names is the one that brings the line back. */
static void names_the_undo_that_stands(struct test *t)
{
    static const char text[] = "theme.new section=working name=\"My Fun\"\n";
    struct file_case now;
    REQUIRE(t, open_case(t, &now));
    check(&now, text, 1, 0, 0);                                   /* 4 */
    REQUIRE(t, workplace_do(&now.w, "workplace.undo command=4")); /* 5 */
    REQUIRE(t, workplace_do(&now.w, "workplace.undo command=5")); /* 6: there again */
    check(&now, text, 0, 1, 0);
    CHECK(t, now.w.notices.count == 0);
    REQUIRE(t, workplace_do(&now.w, "workplace.undo command=4")); /* 7 */
    REQUIRE(t, workplace_do(&now.w, "workplace.undo command=7")); /* 8: there again */
    REQUIRE(t, workplace_do(&now.w, "workplace.undo command=6")); /* 9: 5 counts again */
    check(&now, text, 0, 0, 0);
    CHECK(t, said(&now, "by command 5 and was not done again; `waymark undo 5` brings"));
    REQUIRE(t, workplace_do(&now.w, "workplace.undo command=5"));
    check(&now, text, 0, 1, 0);
    CHECK(t, workplace_count(&now.w, "theme") == 1);
    CHECK_STR(t, workplace_verify(&now.w), "");
    workplace_close(&now.w);
}

static size_t count_people(struct file_case *now, const char *field, const char *value)
{
    struct str_list found;
    if (!record_by(now->w.db, now->w.arena, now->w.cycle, STR("participant"),
                   str_of(field), str_of(value), &found, &now->w.err))
        return SIZE_MAX;
    return found.count;
}

/* Several people are invited by one line, and come by another. */
static void names_all_that_a_line_makes(struct test *t)
{
    static const char text[] = "prepare.invite perspective=family number=3 as=@room\n"
                               "prepare.invite perspective=young_person as=@ada\n"
                               "prepare.room participant=@room coming=yes\n"
                               "prepare.room participant=@ada,@room table=2\n"
                               "prepare.room participant=@nobody table=2\n";
    struct file_case now;
    REQUIRE(t, open_case(t, &now));
    check(&now, text, 4, 0, 1);
    CHECK(t, count_people(&now, "coming", "true") == 3);
    CHECK(t, count_people(&now, "table", "2") == 4);
    check(&now, text, 0, 4, 1);
    workplace_close(&now.w);
}

#define VOTE "understand.vote perspective=family cause=Late dots="

static bool plan_votes(struct file_case *now)
{
    return workplace_do(&now->w, "theme.new section=not_working name=\"My Bus\"") &&
           workplace_do(&now->w, "understand.cause theme=\"My Bus\" text=Late");
}

/* Two tables name their files alike: where they stand tells them apart. */
static void asks_whose_file_it_is(struct test *t)
{
    static const char one[] = VOTE "1\n" VOTE "2\n", two[] = VOTE "2\n" VOTE "3\n";
    struct file_case now;
    REQUIRE(t, open_case(t, &now) && plan_votes(&now));
    now.path = "/home/robin/table1/votes.txt";
    check(&now, one, 2, 0, 0);
    now.path = "/home/robin/table2/votes.txt";
    check(&now, two, 1, 0, 0);
    CHECK(t, now.counts.elsewhere == 1 && now.w.notices.refusals == 1);
    CHECK(t, said(&now, "!1 this line was done on "));
    CHECK(t, said(&now, " from table1/votes.txt and not done again."));
    CHECK(t, said(&now, "run it with --another-file"));
    CHECK(t, workplace_count(&now.w, "vote") == 3);
    now.another = true;
    check(&now, two, 1, 1, 0);
    CHECK(t, workplace_count(&now.w, "vote") == 4);
    check(&now, two, 0, 2, 0);
    now.another = false; /* it need not be said again */
    check(&now, two, 0, 2, 0);
    CHECK(t, now.w.notices.count == 0);
    now.path = "/home/robin/table1/votes.txt";
    check(&now, one, 0, 2, 0);
    CHECK(t, now.w.notices.count == 0);
    CHECK_STR(t, workplace_verify(&now.w), "");
    workplace_close(&now.w);
}

/* Under another name, with lines more: those alone are done, whatever they name. */
static void knows_a_file_that_was_moved(struct test *t)
{
    static const char before[] =
        "theme.new as=@bus section=not_working name=\"I miss the bus\"\n"
        "understand.cause theme=@bus text=Late\n"
        "theme.unsure statements=r.csv:2:working1\n";
    static const char after[] =
        "theme.new as=@bus section=not_working name=\"I miss the bus\"\n"
        "understand.cause theme=@bus text=Late\n"
        "theme.unsure statements=r.csv:2:working1\n"
        "theme.move to=@bus statements=r.csv:2:not_working1\n";
    struct file_case now;
    REQUIRE(t, open_case(t, &now));
    check(&now, before, 3, 0, 0);
    REQUIRE(t, workplace_do(&now.w, "workplace.undo command=6"));
    now.path = "/home/robin/final.txt";
    check(&now, after, 1, 0, 0);
    CHECK(t, now.counts.elsewhere == 2 && now.counts.taken_back == 1);
    CHECK(t, now.w.notices.count == 2);
    CHECK(t, said(&now, "?3 this was taken back"));
    CHECK(t, said(&now, "!1 this line and 1 below were done on "));
    CHECK(t, said(&now, " from robin/day.txt and not done again."));
    CHECK(t, workplace_count(&now.w, "theme") == 1);
    check(&now, after, 0, 1, 0);
    /* For another table it is all done anew, but for what cannot be. */
    now.path = "/home/sam/final.txt";
    now.another = true;
    check(&now,
          "theme.unsure statements=r.csv:2:working1\n"
          "theme.new section=not_working name=\"My Bus\"\n",
          2, 0, 0);
    CHECK_STR(t, workplace_verify(&now.w), "");
    workplace_close(&now.w);
}

/* Once what was asked is erased, the file's name is gone with it. */
static void gives_away_nothing_erased(struct test *t)
{
    static const char text[] = "theme.unsure statements=r.csv:2:working1\n";
    struct file_case now;
    struct erased erased;
    REQUIRE(t, open_case(t, &now));
    check(&now, text, 1, 0, 0);
    REQUIRE_OK(t,
               care_erase(now.w.engine, t->arena, STR("R1"), false, &erased, &now.w.err),
               now.w.err);
    check(&now, text, 0, 1, 0);
    now.path = "/home/robin/table2/day.txt";
    check(&now, text, 0, 0, 0);
    CHECK(t, said(&now, "from another file and not done again"));
    CHECK(t, !workplace_file_holds(&now.w, "waymark.db", "robin/day.txt"));
    CHECK(t, !workplace_file_holds(&now.w, "waymark.db-wal", "robin/day.txt"));
    workplace_close(&now.w);
}

static void knows_names_in_lists(struct test *t)
{
    struct file_case now;
    REQUIRE(t, open_case(t, &now));
    check(&now,
          "collect.say as=@one section=working text=One speaker=family\n"
          "collect.say as=@two section=working text=Two speaker=school\n"
          "theme.new as=@fun section=working name=\"My Fun\" statements=@one,@two,"
          "r.csv:2:working1\n"
          "theme.unsure statements=@one statements=@two\n"
          "collect.say section=working text=\"@everybody likes it\" speaker=family\n"
          "collect.say section=working text=@home speaker=family\n",
          5, 0, 1); /* only the last is taken for a name */
    CHECK(t,
          str_find(workplace_notices(&now.w), STR("!6 @home is not named")) != SIZE_MAX);
    CHECK(t, workplace_count(&now.w, "statement") == 7);
    CHECK_STR(t,
              workplace_field(
                  &now.w, workplace_by(&now.w, "statement", "source", "room:1"), "tray"),
              "unsure");
    /* A name given anew stands for the newer. */
    check(&now,
          "theme.new as=@x section=working name=\"My First\"\n"
          "theme.new as=@x section=working name=\"My Second\"\n"
          "theme.move to=@x statements=r.csv:3:working1\n"
          "theme.agree as=@y theme=@x name=\"I like it\"\n",
          4, 0, 1); /* done, but nothing was created that @y could name */
    struct str moved = workplace_field(
        &now.w, workplace_by(&now.w, "statement", "source", "r.csv:3:working1"), "theme");
    CHECK_STR(t, workplace_field(&now.w, moved, "name"), "I like it");
    workplace_close(&now.w);
}

static void refuses_what_is_no_text(struct test *t)
{
    struct file_case now;
    const char with_nul[] = {'a', '\0', 'b'};
    struct buf long_line = BUF_IN(t->arena);
    REQUIRE(t, open_case(t, &now));
    struct workplace *w = &now.w;
    w->notices = (struct notices){.arena = t->arena};
    struct command_file file = {STR("x"), STR("x"), STR("a\xff"), false};
    CHECK(t, !command_file_run(w->engine, t->arena, w->cycle, &file, &w->notices,
                               &now.counts, NULL, NULL, &w->err));
    CHECK(t, strstr(w->err.text, "save it as UTF-8") != NULL);
    file.text = (struct str){with_nul, 3};
    CHECK(t, !command_file_run(w->engine, t->arena, w->cycle, &file, &w->notices,
                               &now.counts, NULL, NULL, &w->err));
    buf_add(&long_line, STR("theme.new section=working name="));
    for (int i = 0; i < 70000; i++)
        buf_add_byte(&long_line, 'x');
    check(&now, str_c(t->arena, buf_str(&long_line)), 0, 0, 1);
    CHECK(t, str_find(workplace_notices(w), STR("divide it")) != SIZE_MAX);
    check(&now, "", 0, 0, 0);
    check(&now, "\xef\xbb\xbftheme.new section=working name=\"My Fun\"", 1, 0,
          0); /* a BOM */
    workplace_close(w);
}

#define SAY "collect.say section=working speaker=young_person text="

/* Without the mark and the line ends that some editors add, it is the same file. */
static void knows_a_line_by_its_words(struct test *t)
{
    struct file_case now;
    REQUIRE(t, open_case(t, &now));
    check(&now, SAY "one\n" SAY "\"The \\\"quiet\\\" room\"\n", 2, 0, 0);
    check(&now, "\xef\xbb\xbf" SAY "\"The \\\"quiet\\\" room\"\r\n\r\n  " SAY "one  \r\n",
          0, 2, 0);
    struct json one = workplace_find(&now.w, "statement", "text", "The \"quiet\" room");
    CHECK(t, one.type == JSON_OBJECT);
    workplace_close(&now.w);
}

/* The same name for a theme and then for a cause. */
static void names_what_was_made_last(struct test *t)
{
    struct file_case now;
    REQUIRE(t, open_case(t, &now));
    check(&now,
          SAY "one\n"
              "theme.new as=@a section=working name=\"I am here\"\n"
              "theme.new as=@b section=working name=\"I am there\"\n"
              "theme.move to=@b statements=room:1\n"
              "understand.cause as=@a theme=@a text=first\n"
              "understand.root cause=@a\n",
          6, 0, 0);
    struct json said_one = workplace_find(&now.w, "statement", "text", "one");
    CHECK(t, str_equal(json_find_text(&said_one, STR("theme")),
                       workplace_id(&now.w, "theme", "name", "I am there")));
    struct json cause = workplace_find(&now.w, "cause", "text", "first");
    CHECK(t, json_find_bool(&cause, STR("root")));
    CHECK(t, str_equal(json_find_text(&cause, STR("theme")),
                       workplace_id(&now.w, "theme", "name", "I am here")));
    workplace_close(&now.w);
}

/* Not the last of them: the newest. */
static void says_when_the_newest_was_done(struct test *t)
{
    static const char *const days[] = {"2025-06-01T10:00:00Z", "2025-06-20T10:00:00Z",
                                       "2025-06-10T10:00:00Z"};
    static const char *const texts[] = {
        "prepare.ask question=One\n",
        "prepare.ask question=One\nprepare.ask question=Two\n",
        ("prepare.ask question=One\nprepare.ask question=Two\n"
         "prepare.ask question=Three\n"),
    };
    struct file_case now;
    REQUIRE(t, open_case(t, &now));
    const char *set = getenv("WAYMARK_NOW");
    const char *before = set ? str_c(t->arena, str_of(set)) : NULL;
    for (size_t i = 0; i < 3; i++) {
        REQUIRE(t, setenv("WAYMARK_NOW", days[i], 1) == 0);
        check(&now, texts[i], 1, i, 0);
    }
    check(&now, texts[2], 0, 3, 0);
    REQUIRE(t,
            (before ? setenv("WAYMARK_NOW", before, 1) : unsetenv("WAYMARK_NOW")) == 0);
    CHECK_STR(t, moment_text(t->arena, now.counts.known_at), days[1]);
    workplace_close(&now.w);
}

static void says_what_is_held_back(struct test *t)
{
    static const char line[] = "collect.say section=not_working speaker=family "
                               "text=\"My uncle hits me\"\n";
    struct file_case now;
    REQUIRE(t, open_case(t, &now));
    check(&now, line, 1, 0, 0);
    CHECK(t, workplace_noticed(&now.w, 1, "tell the safeguarding lead now"));
    check(&now, line, 0, 1, 0);
    CHECK(t, !workplace_noticed(&now.w, 1, "tell the safeguarding lead now"));
    workplace_close(&now.w);
}

const struct test_case command_file_tests[] = {
    {"lines are read with quotes, lists and names", reads_lines},
    {"a file is done once, and the same line twice is two", is_run_once},
    {"a bad line is named, corrected and run again", goes_on_after_a_bad_line},
    {"what speaks of a corrected line follows it", follows_what_a_name_stands_for},
    {"what was taken back stays so, and is named", stays_taken_back},
    {"a name for all that a line makes", names_all_that_a_line_makes},
    {"the undo that is named brings the line back", names_the_undo_that_stands},
    {"two tables' files of one name are two", asks_whose_file_it_is},
    {"a file that was moved and added to is done for what is new",
     knows_a_file_that_was_moved},
    {"an erased line gives nothing away", gives_away_nothing_erased},
    {"names stand in lists, too", knows_names_in_lists},
    {"what is no text is refused", refuses_what_is_no_text},
    {"when the newest of the known was done", says_when_the_newest_was_done},
    {"a line is known by its words", knows_a_line_by_its_words},
    {"a name given again is of what was made last", names_what_was_made_last},
    {"a card that is held back is named at once", says_what_is_held_back},
    {0},
};
