/* SPDX-License-Identifier: MIT */
/* review: a review written down while it happens. Each answer is a command of its own,
 * so that what was said is kept however the meeting ends. */
#include "app/cli_ask.h"
#include "app/verbs.h"

#include "base/date.h"
#include "base/unicode.h"
#include "cycle/mapping.h"
#include "cycle/scope.h"
#include "cycle/section.h"
#include "cycle/top.h"
#include "cycle/year_group.h"
#include "engine/column_names.h"
#include "engine/command.h"
#include "engine/review_before.h"
#include "format/uk_date.h"
#include "store/parsed.h"

#define YOUNG_PERSON "young_person"

struct reviewing {
    struct cli *cli;
    struct arena *arena;
    struct process *process;
    struct str cycle, person, review;
    struct json body;        /* the review, as it is now */
    struct str speaker, how; /* as the last one: what Enter stands for under a heading */
    struct str own_how;      /* of what the young person says */
    size_t said, held_back;
    bool cut; /* the input ended before the last question */
};

static bool run(struct reviewing *now, const char *name, const struct json *args,
                struct command_result *result, struct error *err)
{
    struct command_request request = {
        .cycle = now->cycle, .name = str_of(name), .args = args};
    return command_run(now->cli->engine, now->arena, &request, result, err);
}

static bool load(struct reviewing *now, struct error *err)
{
    struct parsed review;
    bool found;
    if (!parsed_find(now->cli->engine->store->db, now->arena, now->review, &review,
                     &found, err))
        return false;
    if (!found)
        return error_set(err, ERROR_CONFLICT,
                         "%.*s has been taken back meanwhile, and what was said in it; "
                         "`waymark log` says by whom",
                         STR_ARGS(now->review));
    now->body = review.body;
    return true;
}

/* The review of that day, if it was begun before. */
static bool find_begun(struct reviewing *now, struct str date, struct error *err)
{
    struct parsed_list reviews;
    if (!parsed_by(now->cli->engine->store->db, now->arena, now->cycle, STR("review"),
                   STR("person"), now->person, &reviews, err))
        return false;
    now->review = STR_NONE;
    for (size_t i = 0; i < reviews.count && !now->review.len; i++) {
        now->body = reviews.items[i].body;
        if (str_equal(json_find_text(&now->body, STR("date")), date))
            now->review = reviews.items[i].record.id;
    }
    return true;
}

static void add_answer(struct reviewing *now, struct json *args, const char *name,
                       const char *question)
{
    struct str answer;
    if (now->cut)
        return;
    if (!ask_line(now->cli, &answer, "%s", question))
        now->cut = true;
    else if (answer.len)
        json_set(now->arena, args, str_of(name), json_text(answer));
}

static void add_school(struct reviewing *now, const struct review_before *known,
                       struct json *args)
{
    struct str answer, enter = STR("not given");
    bool offered = !known->has_school && known->school.len;
    if (offered)
        enter = str_format(now->arena, "%.*s, as in the cycle %.*s",
                           STR_ARGS(known->school), STR_ARGS(known->cycle));
    else if (known->has_school)
        enter = STR("as known");
    if (!ask_line(now->cli, &answer,
                  "School or college (Enter: %.*s): ", STR_ARGS(enter))) {
        now->cut = true;
        return;
    }
    if (offered && !answer.len)
        answer = known->school;
    if (answer.len)
        json_set(now->arena, args, STR("school"), json_text(answer));
}

/* As people write it: 12, Y12, reception. */
static void add_year(struct reviewing *now, const struct review_before *known,
                     struct json *args)
{
    struct str answer, enter = STR("not given");
    int year;
    bool offered = !known->has_year && known->year != YEAR_GROUP_UNKNOWN;
    if (offered)
        enter = str_format(now->arena, "%d; it was %d in the cycle %.*s", known->year,
                           known->year_then, STR_ARGS(known->cycle));
    else if (known->has_year)
        enter = STR("as known");
    while (!now->cut) {
        if (!ask_line(now->cli, &answer, "School year (Enter: %.*s): ", STR_ARGS(enter)))
            now->cut = true;
        else if (!answer.len && offered) {
            json_set(now->arena, args, STR("year_group"), json_integer(known->year));
            return;
        } else if (!year_group_read(now->arena, answer, &year))
            buf_add(&now->cli->out, STR("A school year such as 12, please.\n"));
        else if (year == YEAR_GROUP_UNKNOWN)
            return;
        else {
            json_set(now->arena, args, STR("year_group"), json_integer(year));
            return;
        }
    }
}

static void add_present(struct reviewing *now, struct json *args)
{
    struct str answer;
    if (now->cut ||
        !ask_line(now->cli, &answer,
                  "Who else is here, by viewpoint: family, school, health, … (Enter: "
                  "nobody): ")) {
        now->cut = true;
        return;
    }
    struct str_list parts = str_split(now->arena, answer, ',');
    struct json list = json_list();
    for (size_t i = 0; i < parts.count; i++)
        if (str_trim(parts.items[i]).len)
            json_add(now->arena, &list, json_text(str_trim(parts.items[i])));
    if (json_count(&list))
        json_set(now->arena, args, STR("present"), list);
}

/* What people should look at: said where they look. */
static size_t show_remarks(struct reviewing *now, const struct command_result *result)
{
    const struct json *remarks = json_find(&result->outcome, STR("remarks"));
    for (size_t i = 0; i < json_count(remarks); i++)
        buf_add_format(&now->cli->out, "  %.*s\n", STR_ARGS(json_item(remarks, i)->text));
    return json_count(remarks);
}

/* The facts of the review; a slip in one is said, and all are asked for again. */
static bool begin(struct reviewing *now, struct str date, struct error *err)
{
    struct command_result result = {.known = false};
    struct review_before known;
    if (!review_before_find(now->cli->engine, now->arena, now->cycle, now->person, date,
                            &known, err))
        return false;
    for (;;) {
        struct json args = json_object();
        json_set(now->arena, &args, STR("person"), json_text(now->person));
        json_set(now->arena, &args, STR("date"), json_text(date));
        add_school(now, &known, &args);
        add_year(now, &known, &args);
        add_answer(now, &args, "attended", "Is the young person here (yes/no)? ");
        add_present(now, &args);
        if (run(now, "collect.review", &args, &result, err))
            break;
        if (now->cut || err->kind != ERROR_INPUT)
            return false;
        buf_add_format(&now->cli->out, "%s\n", err->text);
    }
    (void)show_remarks(now, &result);
    return find_begun(now, date, err);
}

static bool say_begun(struct reviewing *now, struct error *err)
{
    struct cli *cli = now->cli;
    struct scope scope;
    if (!scope_reviews(cli->engine->store->db, now->arena, now->process->kinds,
                       now->cycle, json_find(&now->process->cycle_body, STR("scope")),
                       &scope, err))
        return false;
    if (!scope_has(&scope, now->review))
        buf_add(&cli->out, STR("This review is outside of what the cycle looks at: it is "
                               "kept, and does not count.\n"));
    buf_add_format(&cli->out,
                   "\nThis is %.*s. Write one thing a line, in the words it was said in; "
                   "an empty line goes on. Each line is saved as it comes.\n",
                   STR_ARGS(now->review));
    return true;
}

/* What the first words of a review do to an earlier one, and what is flagged. */
static void say_remarks(struct reviewing *now, const struct command_result *result)
{
    if (show_remarks(now, result))
        buf_add_format(&now->cli->out, "  (`waymark undo %lld` takes this line back)\n",
                       (long long)result->number);
}

static void say_saved(struct reviewing *now, const struct json *outcome)
{
    struct str id = json_item(json_find(outcome, STR("created")), 0)->text;
    struct parsed said;
    struct error err;
    bool found, held = json_count(json_find(outcome, STR("held_back"))) > 0;
    struct buf *out = &now->cli->out;
    if (!parsed_find(now->cli->engine->store->db, now->arena, id, &said, &found, &err) ||
        !found)
        return;
    buf_add_format(out, "  saved as %.*s", STR_ARGS(parsed_text(&said, "source")));
    if (held)
        buf_add(out, STR(", and held back: somebody may be telling of harm. Tell the "
                         "safeguarding lead now"));
    else if (str_equal(parsed_text(&said, "tray"), STR("to_pick")))
        buf_add_format(out, "; it waits until somebody picks the %.*s",
                       STR_ARGS(top_words(now->arena, now->process->steps).called));
    else if (str_equal(parsed_text(&said, "tray"), STR("withdrawn")))
        buf_add(out, STR("; it is not used, by their own wish (they said no to the "
                         "workshop)"));
    buf_add_byte(out, '\n');
    now->said++;
    now->held_back += held;
}

/* "Mum" is family, as in an import. */
static bool is_meant(struct reviewing *now, const char *field, struct str_list choices,
                     struct str *value)
{
    static const struct {
        const char *field;
        enum field_type list;
    } lists[] = {{"speaker", TYPE_PERSPECTIVE},
                 {"how", TYPE_HOW},
                 {"interpreted_by", TYPE_INTERPRETER}};
    struct json own;
    struct mapping mapping;
    struct error ignored;
    struct str meant;
    if (!column_names_load(now->cli->engine, now->arena, SHEET_REVIEWS, &own, &ignored) ||
        !mapping_load(now->arena, STR("reviews"), &own, &mapping, &ignored))
        return false;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        for (size_t c = 0; c < choices.count; c++)
            if (str_equal(str_of(field), str_of(lists[i].field)) &&
                mapping_value(&mapping, lists[i].list, mapping_key(now->arena, *value),
                              &meant) &&
                str_equal(meant, choices.items[c])) {
                *value = meant;
                return true;
            }
    return false;
}

/* "Young person" is young_person, as in a command. */
static bool is_choice(struct reviewing *now, const char *field, struct str *value)
{
    const struct kind *kind = kind_find(now->process->kinds, STR("statement"));
    struct str_list all = kind_choices(now->arena, kind_field(kind, str_of(field)));
    struct str plain = str_replaced(
        now->arena, str_replaced(now->arena, unicode_fold(now->arena, *value), ' ', '_'),
        '-', '_');
    for (size_t i = 0; i < all.count; i++)
        if (str_equal(all.items[i], plain)) {
            *value = plain;
            return true;
        }
    if (is_meant(now, field, all, value))
        return true;
    buf_add(&now->cli->out, STR("  One of these, please:"));
    for (size_t i = 0; i < all.count; i++)
        buf_add_format(&now->cli->out, "%s %.*s", i ? "," : "",
                       STR_ARGS(str_replaced(now->arena, all.items[i], '_', ' ')));
    buf_add_byte(&now->cli->out, '\n');
    return false;
}

/* Enter stands for the same as before. */
static bool keep(struct reviewing *now, const char *question, const char *field,
                 struct str *value)
{
    struct str answer;
    for (;;) {
        if (!ask_line(now->cli, &answer, "  %s (Enter: %.*s)? ", question,
                      STR_ARGS(str_replaced(now->arena, *value, '_', ' '))))
            return false;
        if (!answer.len)
            return true;
        if (!is_choice(now, field, &answer))
            continue;
        *value = answer;
        return true;
    }
}

/* What Enter stands for, once it is known who said it. */
static struct str how_of(const struct reviewing *now, struct str speaker)
{
    return str_equal(speaker, STR(YOUNG_PERSON)) ? now->own_how
           : str_equal(speaker, now->speaker)    ? now->how
                                                 : STR("words");
}

/* Signs, a talker and symbols may be put into words by somebody; by role, never a name.
 */
static bool ask_interpreter(struct reviewing *now, struct str how, struct str *out)
{
    struct str answer;
    if (str_equal(how, STR("words")) || str_equal(how, STR("observation")))
        return true;
    do
        if (!ask_line(now->cli, &answer,
                      "  Who put it into words: interpreter, family, school, … (Enter: "
                      "nobody)? "))
            return false;
    while (answer.len && !is_choice(now, "interpreted_by", &answer));
    *out = answer;
    return true;
}

/* Of a line that is refused (words that say nothing, an observation as the young person's
 * own) it is said why. */
static bool take(struct reviewing *now, enum section section, struct str text,
                 struct error *err)
{
    struct json args = json_object();
    struct command_result result;
    struct str speaker = now->speaker, how, interpreted_by = STR_NONE;
    now->cut = !keep(now, "Who said it", "speaker", &speaker);
    how = how_of(now, speaker);
    if (now->cut || !keep(now, "How was it said", "how", &how) ||
        !ask_interpreter(now, how, &interpreted_by))
        now->cut = true; /* what was written is kept, as Enter would have it */
    json_set(now->arena, &args, STR("review"), json_text(now->review));
    json_set(now->arena, &args, STR("section"), json_text(section_name(section)));
    json_set(now->arena, &args, STR("text"), json_text(text));
    json_set(now->arena, &args, STR("speaker"), json_text(speaker));
    json_set(now->arena, &args, STR("how"), json_text(how));
    if (interpreted_by.len)
        json_set(now->arena, &args, STR("interpreted_by"), json_text(interpreted_by));
    if (run(now, "collect.say", &args, &result, err)) {
        now->speaker = speaker;
        now->how = how;
        if (str_equal(speaker, STR(YOUNG_PERSON)))
            now->own_how = how;
        say_saved(now, &result.outcome);
        say_remarks(now, &result);
        return true;
    }
    if (err->kind != ERROR_INPUT && err->kind != ERROR_REFUSED)
        return false;
    buf_add_format(&now->cli->out, "  not saved: %s\n", err->text);
    if (now->cut)
        ask_show(now->cli);
    return true;
}

static bool is_silent(struct reviewing *now, enum section section, bool *out,
                      struct error *err)
{
    struct parsed_list said;
    *out = true;
    if (!load(now, err) ||
        !parsed_by(now->cli->engine->store->db, now->arena, now->cycle, STR("statement"),
                   STR("review"), now->review, &said, err))
        return false;
    for (size_t i = 0; i < said.count; i++)
        if (str_equal(parsed_text(&said.items[i], "section"), section_name(section)))
            *out = false;
    if (json_find(json_find(&now->body, STR("no_view")), section_name(section)))
        *out = false;
    return true;
}

static bool ask_why(struct reviewing *now, enum section section, struct error *err)
{
    struct command_result result;
    for (;;) {
        struct json args = json_object();
        struct str why;
        if (!ask_line(now->cli, &why,
                      "  Nothing is written down here. Why: not asked, did not want, "
                      "could not be understood, not there, nothing came, other (Enter: "
                      "later)? ")) {
            now->cut = true;
            return true;
        }
        if (!why.len)
            return true;
        json_set(now->arena, &args, STR("review"), json_text(now->review));
        json_set(now->arena, &args, STR("section"), json_text(section_name(section)));
        json_set(now->arena, &args, STR("why"),
                 json_text(str_replaced(now->arena, why, ' ', '_')));
        if (run(now, "collect.no_view", &args, &result, err))
            return true;
        if (err->kind != ERROR_REFUSED)
            return false;
        buf_add_format(&now->cli->out, "  %s\n", err->text);
    }
}

static bool ask_section(struct reviewing *now, enum section section, struct error *err)
{
    struct str line, words = section_words(section);
    bool silent;
    now->speaker = STR(YOUNG_PERSON);
    buf_add_format(&now->cli->out, "\nNow %.*s.\n", STR_ARGS(words));
    while (!now->cut) {
        if (!ask_line(now->cli, &line, "> "))
            now->cut = true;
        else if (!line.len)
            break;
        else if (!take(now, section, line, err))
            return false;
    }
    if (now->cut)
        return true;
    return is_silent(now, section, &silent, err) &&
           (!silent || ask_why(now, section, err));
}

static int say_end(struct reviewing *now)
{
    struct cli *cli = now->cli;
    struct json out = json_object();
    if (cli->json) {
        json_set(now->arena, &out, STR("review"), json_text(now->review));
        json_set(now->arena, &out, STR("person"), json_text(now->person));
        json_set(now->arena, &out, STR("said"), json_integer((int64_t)now->said));
        json_set(now->arena, &out, STR("held_back"),
                 json_integer((int64_t)now->held_back));
        json_set(now->arena, &out, STR("finished"), json_bool(!now->cut));
        int printed = cli_print_json(cli, &out);
        return printed || !now->cut ? printed : EXIT_PARTLY;
    }
    buf_add_format(&cli->out, "\n%.*s: %zu %s written down%s.\n", STR_ARGS(now->review),
                   now->said, one_or_many((int64_t)now->said, "statement", "statements"),
                   now->cut ? ", and kept" : "");
    if (now->cut)
        buf_add_format(&cli->out,
                       "It ended before the last question; `waymark review %.*s --date "
                       "%.*s` goes on.\n",
                       STR_ARGS(now->person),
                       STR_ARGS(json_find_text(&now->body, STR("date"))));
    int printed = cli_print(cli);
    return printed || !now->cut ? printed : EXIT_PARTLY;
}

static bool hold(struct reviewing *now, struct str date, struct error *err)
{
    if (!find_begun(now, date, err))
        return false;
    bool begun = now->review.len && json_find_bool(&now->body, STR("recorded"));
    if (begun)
        buf_add(&now->cli->out, STR("This review was begun before; it goes on.\n"));
    else if (!begin(now, date, err))
        return false;
    if (!say_begun(now, err))
        return false;
    for (int s = 0; s < SECTION_COUNT && !now->cut; s++)
        if (!ask_section(now, (enum section)s, err))
            return false;
    return true;
}

static bool read_day(struct cli *cli, struct str given, struct str *date,
                     struct error *err)
{
    struct date day = date_today();
    if (given.len && !uk_date_parse(given, &day, err))
        return error_wrap(err, "--date");
    *date = date_text(cli->arena, day);
    return true;
}

int cli_review(struct cli *cli)
{
    struct error err;
    struct str name = cli_option(cli, "--cycle"), born = cli_option(cli, "--born");
    struct str given_day = cli_option(cli, "--date"), date;
    struct reviewing now = {.cli = cli, .arena = cli->arena, .own_how = STR("words")};
    if (!cli_no_options(cli))
        return EXIT_USAGE;
    struct str given = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!read_day(cli, given_day, &date, &err) ||
        !cli_open_for_hooks(cli, HOOKS_OF_MANY, &err) ||
        !cli_open_cycle(cli, false, name, &now.cycle, &err) ||
        !ask_who(cli, given, born, &now.person, &err) ||
        !engine_process(cli->engine, now.cycle, &now.process, &err) ||
        !hold(&now, date, &err))
        return cli_fail(cli, &err);
    return say_end(&now);
}
