/* SPDX-License-Identifier: MIT */
#include "app/cli_calendar.h"

#include "base/date.h"
#include "cycle/carried.h"
#include "cycle/value_words.h"
#include "store/parsed.h"

#include <stdlib.h>

enum { NEAR_DAYS = 92 };

struct key_date {
    struct str name;
    struct date date;
};

static int by_date(const void *a, const void *b)
{
    const struct key_date *one = a, *other = b;
    int order = date_compare(one->date, other->date);
    return order ? order : str_compare(one->name, other->name);
}

void cli_say_key_dates(struct cli *cli, const struct json *cycle, struct json *out)
{
    const struct json *dates = json_find(cycle, STR("key_dates"));
    int64_t today = date_days(date_today());
    struct key_date *list =
        arena_array(cli->arena, struct key_date, dates ? json_count(dates) : 0);
    struct json all = json_list();
    size_t count = 0, later = 0;
    for (size_t i = 0; dates && i < json_count(dates); i++) {
        struct key_date *one = &list[count];
        one->name = dates->object.members[i].name;
        if (date_parse(dates->object.members[i].value.text, &one->date) &&
            date_days(one->date) >= today)
            count++;
    }
    if (count)
        qsort(list, count, sizeof list[0], by_date);
    for (size_t i = 0; i < count; i++) {
        struct json one = json_object();
        int64_t days = date_days(list[i].date) - today;
        json_set(cli->arena, &one, STR("name"), json_text(list[i].name));
        json_set(cli->arena, &one, STR("date"),
                 json_text(date_text(cli->arena, list[i].date)));
        json_add(cli->arena, &all, one);
        if (days > NEAR_DAYS) {
            buf_add_format(&cli->out, "%s%.*s on %.*s",
                           later++ ? "; " : "Later: ", STR_ARGS(list[i].name),
                           STR_ARGS(date_words(cli->arena, list[i].date)));
            continue;
        }
        buf_add_format(&cli->out, "Coming up: %.*s on %.*s, ", STR_ARGS(list[i].name),
                       STR_ARGS(date_words(cli->arena, list[i].date)));
        if (days)
            buf_add_format(&cli->out, "in %lld %s.\n", (long long)days,
                           one_or_many(days, "day", "days"));
        else
            buf_add(&cli->out, STR("today.\n"));
    }
    if (later)
        buf_add(&cli->out, STR(".\n"));
    if (count)
        json_set(cli->arena, out, STR("key_dates"), all);
}

static bool load(struct cli *cli, struct process *process, const char *kind,
                 const char *field, const char *value, struct parsed_list *out,
                 struct error *err)
{
    return parsed_by(cli->engine->store->db, cli->arena, process->cycle.id, str_of(kind),
                     str_of(field), str_of(value), out, err);
}

/* The day and the place of the workshop. */
static void say_workshop(struct cli *cli, const struct json *cycle, struct json *out)
{
    struct str day = json_find_text(cycle, STR("workshop_date"));
    struct str venue = json_find_text(cycle, STR("venue"));
    struct date date;
    if (!date_parse(day, &date))
        return;
    json_set(cli->arena, out, STR("workshop_date"), json_text(day));
    if (venue.len)
        json_set(cli->arena, out, STR("venue"), json_text(venue));
    buf_add_format(&cli->out, "Workshop on %.*s%s%.*s\n",
                   STR_ARGS(date_words(cli->arena, date)), venue.len ? ": " : ".",
                   STR_ARGS(venue));
}

bool cli_say_day(struct cli *cli, struct process *process, struct json *out,
                 struct error *err)
{
    const struct json *items = json_find(&process->cycle_body, STR("programme"));
    struct json seats = json_list();
    struct str last = STR_NONE;
    struct date day;
    say_workshop(cli, &process->cycle_body, out);
    if (!items)
        return true;
    json_set(cli->arena, out, STR("programme"), *items);
    if (date_parse(json_find_text(&process->cycle_body, STR("workshop_date")), &day) &&
        date_compare(day, date_today()) < 0)
        return true;
    buf_add(&cli->out, STR("The day:\n"));
    for (size_t i = 0; i < json_count(items); i++) {
        const struct json *one = json_item(items, i);
        struct str part = json_find_text(one, STR("part"));
        if (part.len && !str_equal(part, last)) {
            last = part;
            if (!cli_say_part(cli, process->cycle.id, part, &seats, err))
                return false;
        }
        buf_add_format(&cli->out, "  %.*s  %.*s\n",
                       STR_ARGS(json_find_text(one, STR("time"))),
                       STR_ARGS(json_find_text(one, STR("what"))));
    }
    json_set(cli->arena, out, STR("seats"), seats);
    return true;
}

static void say_each(struct cli *cli, const struct parsed_list *list, const char *what,
                     const char *who, const char *by)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct json *one = &list->items[i].body;
        struct str whose = json_find_text(one, str_of(who));
        struct str organisation = json_find_text(one, STR("organisation"));
        struct date date;
        buf_add_format(&cli->out, "  - %.*s",
                       STR_ARGS(json_find_text(one, str_of(what))));
        if (whose.len)
            buf_add_format(&cli->out, ", %.*s", STR_ARGS(whose));
        if (organisation.len)
            buf_add_format(&cli->out, ", %.*s", STR_ARGS(organisation));
        if (date_parse(json_find_text(one, str_of(by)), &date))
            buf_add_format(&cli->out, ", by %.*s",
                           STR_ARGS(date_words(cli->arena, date)));
        buf_add_byte(&cli->out, '\n');
    }
}

/* In the words that were given for them, or else by their viewpoints. */
static struct str told_whom(struct cli *cli, const struct json *share)
{
    struct str audience = json_find_text(share, STR("audience"));
    struct str how = json_find_text(share, STR("channel"));
    const struct json *told = json_find(share, STR("told"));
    if (audience.len)
        return audience;
    if (json_count(told))
        return str_replaced(cli->arena, value_words(cli->arena, STR("told"), told), '_',
                            ' ');
    return str_format(cli->arena, "by %.*s, not said whom",
                      STR_ARGS(str_replaced(cli->arena, how, '_', ' ')));
}

static bool say_told(struct cli *cli, struct process *process, struct json *out,
                     struct error *err)
{
    struct parsed_list told;
    if (!parsed_all(cli->engine->store->db, cli->arena, process->cycle.id, STR("share"),
                    &told, err))
        return false;
    json_set(cli->arena, out, STR("told"), json_integer((int64_t)told.count));
    bool closed =
        str_equal(json_find_text(&process->cycle_body, STR("state")), STR("closed"));
    if (!told.count && closed)
        buf_add(&cli->out, STR("Nobody was told what came of it, as far as is noted.\n"));
    else if (!told.count)
        buf_add(&cli->out, STR("Nobody has been told what came of it yet; "
                               "`waymark do implement.share` notes that.\n"));
    for (size_t i = 0; i < told.count; i++)
        buf_add_format(&cli->out, "%s%.*s", i ? "; " : "Who has been told: ",
                       STR_ARGS(told_whom(cli, &told.items[i].body)));
    if (told.count)
        buf_add(&cli->out, STR(".\n"));
    return true;
}

/* What goes on in the next cycle is open there, or done there by now; how many do. */
static bool take_out_carried(struct cli *cli, struct parsed_list *list, size_t *goes_on,
                             struct error *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct carried carried;
        if (!carried_find(cli->engine->store->db, cli->arena, &list->items[i].record,
                          &carried, err))
            return false;
        if (carried.id.len)
            ++*goes_on;
        else
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
    return true;
}

bool cli_say_still_open(struct cli *cli, struct process *process, struct json *out,
                        struct error *err)
{
    struct parsed_list actions, indicators;
    size_t goes_on = 0;
    bool once = json_find_bool(&process->cycle_body, STR("one_off"));
    if (!load(cli, process, "action", "state", "open", &actions, err) ||
        !load(cli, process, "indicator", "live", "true", &indicators, err) ||
        !take_out_carried(cli, &actions, &goes_on, err) ||
        !take_out_carried(cli, &indicators, &goes_on, err))
        return false;
    size_t count = actions.count, live = indicators.count;
    json_set(cli->arena, out, STR("one_off"), json_bool(once));
    json_set(cli->arena, out, STR("open_actions"), json_integer((int64_t)count));
    json_set(cli->arena, out, STR("live_indicators"), json_integer((int64_t)live));
    if (once)
        buf_add(&cli->out, STR("Done once: no other cycle follows. "));
    buf_add_format(&cli->out, "Still open: %zu %s, %zu live %s%s\n", count,
                   one_or_many((int64_t)count, "action", "actions"), live,
                   one_or_many((int64_t)live, "indicator", "indicators"),
                   count + live == 0 ? "."
                   : once            ? "; each stays with whoever took it on:"
                                     : ":");
    say_each(cli, &actions, "what", "who", "by");
    say_each(cli, &indicators, "wording", "", "target_date");
    if (goes_on)
        buf_add_format(&cli->out, "%zu more %s on in the next cycle.\n", goes_on,
                       one_or_many((int64_t)goes_on, "goes", "go"));
    return say_told(cli, process, out, err);
}
