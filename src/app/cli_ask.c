/* SPDX-License-Identifier: MIT */
#include "app/cli_ask.h"

#include "base/unicode.h"
#include "engine/person_find.h"
#include "engine/person_kept.h"
#include "engine/review_who.h"
#include "format/uk_date.h"

#include <stdarg.h>
#include <stdio.h>

enum { LONGEST_LINE = 8 * 1024 /* bytes; a statement has 2,000 characters */ };

void ask_show(struct cli *cli)
{
    if (cli->json)
        cli->out.len = 0;
    else
        (void)cli_print(cli);
}

/* The rest of a line that is too long is passed over. */
bool ask_read(struct arena *arena, struct str *out, const char **wrong)
{
    struct buf line = BUF_IN(arena);
    int c;
    while ((c = fgetc(stdin)) != EOF && c != '\n')
        if (line.len < LONGEST_LINE)
            buf_add_byte(&line, (char)c);
    *out = str_trim(buf_str(&line));
    *wrong = NULL;
    if (line.len >= LONGEST_LINE)
        *wrong = "is too long";
    else if (!unicode_valid(*out, NULL) || unicode_find_unseen(*out, 0) != SIZE_MAX)
        *wrong = "holds characters that are no text";
    if (*wrong)
        *out = STR_NONE;
    return c != EOF || line.len > 0;
}

bool ask_line(struct cli *cli, struct str *out, const char *question, ...)
{
    struct buf text = BUF_IN(cli->arena);
    va_list list;
    va_start(list, question);
    buf_add_format_list(&text, question, list);
    va_end(list);
    const char *wrong;
    do {
        buf_add(&cli->out, buf_str(&text));
        ask_show(cli);
        if (!ask_read(cli->arena, out, &wrong))
            return false;
        if (wrong)
            buf_add_format(&cli->out, "That line %s; write it again, please.\n", wrong);
    } while (wrong);
    return true;
}

/* A day, YYYY-MM-DD; asked again until it is one, or empty. */
static bool ask_day(struct cli *cli, const char *question, struct str *out)
{
    struct error err;
    struct date day;
    for (;;) {
        if (!ask_line(cli, out, "%s", question))
            return false;
        if (!out->len)
            return true;
        if (uk_date_parse(*out, &day, &err)) {
            *out = date_text(cli->arena, day);
            return true;
        }
        buf_add_format(&cli->out, "%s\n", err.text);
    }
}

/* By schools, years and dates: whoever chooses is shown no name. */
static bool say_candidate(struct cli *cli, size_t number, const struct who_candidate *one,
                          struct error *err)
{
    struct person_years kept;
    if (!person_kept(cli->engine, cli->arena, one->person, &kept, err))
        return false;
    buf_add_format(&cli->out, "  %zu  %.*s", number, STR_ARGS(one->person));
    if (one->why)
        buf_add_format(&cli->out, " (%s)", one->why);
    for (size_t i = 0; i < kept.count; i++) {
        const struct person_year *year = &kept.items[i];
        buf_add_format(&cli->out, "; %.*s", STR_ARGS(year->cycle));
        for (size_t n = 0; n < year->schools.count; n++)
            buf_add_format(&cli->out, ", %.*s", STR_ARGS(year->schools.items[n]));
        for (size_t n = 0; n < year->years.count; n++)
            buf_add_format(&cli->out, ", year %.*s", STR_ARGS(year->years.items[n]));
        for (size_t n = 0; n < year->dates.count; n++)
            buf_add_format(&cli->out, ", review of %.*s", STR_ARGS(year->dates.items[n]));
    }
    buf_add_byte(&cli->out, '\n');
    return true;
}

/* Empty where it is none of them. */
static bool choose(struct cli *cli, const struct who_list *list, struct str *person,
                   struct error *err)
{
    struct str answer;
    int64_t number;
    *person = STR_NONE;
    buf_add(&cli->out, list->exact
                           ? STR("More than one person is known by this:\n")
                           : STR("Nobody is known by exactly this; these are near:\n"));
    for (size_t i = 0; i < list->count; i++)
        if (!say_candidate(cli, i + 1, &list->items[i], err))
            return false;
    if (list->more)
        buf_add(&cli->out, STR("  and more; a reference or UPN tells them apart\n"));
    for (;;) {
        if (!ask_line(cli, &answer, "Which of them (0: none of these)? "))
            return error_set(err, ERROR_INPUT, "whose review it is was not decided");
        if (str_to_integer(answer, &number) && number >= 0 &&
            (size_t)number <= list->count)
            break;
        buf_add_format(&cli->out, "A number from 0 to %zu, please.\n", list->count);
    }
    if (number)
        *person = list->items[number - 1].person;
    return true;
}

static bool decide(struct cli *cli, const struct who_list *list, struct str *person,
                   struct error *err)
{
    *person = STR_NONE;
    if (list->exact && list->count == 1) {
        *person = list->items[0].person;
        return true;
    }
    return list->count == 0 || choose(cli, list, person, err);
}

static bool add_new(struct cli *cli, struct str born, struct str *person,
                    struct error *err)
{
    struct identity who = {.birth_date = born};
    struct str yes;
    if (!ask_line(cli, &yes, "Are they new to this Waymark folder (yes/no)? ") ||
        !(str_equal_ascii_case(yes, STR("yes")) || str_equal_ascii_case(yes, STR("y"))))
        return error_set(err, ERROR_NOT_FOUND,
                         "nobody was chosen, and nothing was changed. Look up their "
                         "reference or UPN, and begin again");
    if (!ask_line(cli, &who.reference, "Your authority's reference (Enter: none): ") ||
        !ask_line(cli, &who.upn, "UPN (Enter: none): ") ||
        !ask_line(cli, &who.forename, "Forename: ") ||
        !ask_line(cli, &who.surname, "Surname: ") ||
        (!born.len && !ask_day(cli, "Date of birth: ", &who.birth_date)))
        return error_set(err, ERROR_INPUT, "whose review it is was not decided");
    if (!who.reference.len && !who.upn.len && !(who.surname.len && who.birth_date.len))
        return error_set(err, ERROR_INPUT,
                         "a person is known by a reference, a UPN, or surname and date "
                         "of birth: give one of them. Nothing was changed");
    return who_add(cli->engine, cli->arena, &who, person, err);
}

static bool by_name(struct cli *cli, struct str given, struct str *born,
                    struct str *person, struct error *err)
{
    struct who_list list;
    struct date day;
    if (!born->len && !ask_day(cli, "Date of birth: ", born))
        return error_set(err, ERROR_INPUT, "whose review it is was not decided");
    if (!born->len)
        return true;
    if (!uk_date_parse(*born, &day, err))
        return error_wrap(err, "--born");
    *born = date_text(cli->arena, day);
    return who_by_name(cli->engine, cli->arena, given, *born, &list, err) &&
           decide(cli, &list, person, err);
}

/* Who was erased, or taken back with an import, is in the log alone. */
static bool must_be_there(struct cli *cli, struct str id, struct str *person,
                          struct error *err)
{
    struct record record;
    bool found;
    *person = id;
    if (!record_find(cli->engine->store->db, cli->arena, id, &record, &found, err))
        return false;
    return found || error_set(err, ERROR_NOT_FOUND,
                              "there is no %.*s in this Waymark folder; nothing was "
                              "changed",
                              STR_ARGS(id));
}

bool ask_who(struct cli *cli, struct str given, struct str born, struct str *person,
             struct error *err)
{
    struct who_list list;
    struct person_found found;
    *person = STR_NONE;
    while (!given.len)
        if (!ask_line(
                cli, &given,
                "Whose review is it? A reference, a UPN, or forename and surname: "))
            return error_set(err, ERROR_INPUT, "whose review it is was not decided");
    if (!born.len && (is_record_id(given) || str_find_byte(given, ':') != SIZE_MAX)) {
        return person_find(cli->engine, cli->arena, given, born, &found, err) &&
               must_be_there(cli, found.person, person, err);
    }
    if (!born.len && (!who_by_number(cli->engine, cli->arena, given, &list, err) ||
                      !decide(cli, &list, person, err)))
        return false;
    bool is_name = str_find_byte(given, ' ') != SIZE_MAX || born.len;
    if (!person->len && is_name && !by_name(cli, given, &born, person, err))
        return false;
    return person->len || add_new(cli, born, person, err);
}
