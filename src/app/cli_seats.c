/* SPDX-License-Identifier: MIT */
#include "app/cli_calendar.h"

#include "base/shell.h"
#include "base/table.h"
#include "base/unicode.h"
#include "store/parsed.h"

#include <stdlib.h>

/* So many people of one sort at one table. */
struct seated {
    struct str table, sort;
    size_t people;
};

/* Supporters and interpreters are no viewpoint, whomever they come with. */
static struct str sort_of(struct cli *cli, const struct json *person,
                          const struct json *seat)
{
    if (json_find_bool(person, STR("interpreter")))
        return STR("interpreter");
    if (json_find_bool(person, STR("supporter")))
        return STR("supporter");
    return str_replaced(cli->arena, json_find_text(seat, STR("perspective")), '_', ' ');
}

/* All seats of a cycle, and whose they are. */
struct seating {
    struct parsed_list seats, people;
    struct table by_id;
};

static bool load(struct cli *cli, struct str cycle, struct seating *out,
                 struct error *err)
{
    struct db *db = cli->engine->store->db;
    bool is_new;
    out->by_id = (struct table){.arena = cli->arena};
    if (!parsed_all(db, cli->arena, cycle, STR("seat"), &out->seats, err) ||
        !parsed_all(db, cli->arena, cycle, STR("participant"), &out->people, err))
        return false;
    for (size_t i = 0; i < out->people.count; i++)
        *table_add(&out->by_id, table_key(out->people.items[i].record.id), &is_new) = i;
    return true;
}

/* NULL where nobody is noted any more. */
static const struct json *person_of(struct seating *all, const struct json *seat)
{
    uint64_t *place =
        table_find(&all->by_id, table_key(json_find_text(seat, STR("participant"))));
    return place ? &all->people.items[*place].body : NULL;
}

static void count_seat(struct seated *all, size_t *count, struct str table,
                       struct str sort)
{
    size_t at = 0;
    while (at < *count &&
           !(str_equal(all[at].table, table) && str_equal(all[at].sort, sort)))
        at++;
    if (at == *count)
        all[(*count)++] = (struct seated){table, sort, 0};
    all[at].people++;
}

static void say_tables(struct cli *cli, const struct seated *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool said = false;
        for (size_t n = 0; n < i; n++)
            said = said || str_equal(all[n].table, all[i].table);
        if (said)
            continue;
        buf_add_format(&cli->out, "  %.*s:", STR_ARGS(all[i].table));
        for (size_t n = i; n < count; n++)
            if (str_equal(all[n].table, all[i].table))
                buf_add_format(&cli->out, "%s %.*s %zu", n > i ? "," : "",
                               STR_ARGS(all[n].sort), all[n].people);
        buf_add_byte(&cli->out, '\n');
    }
}

bool cli_say_seats(struct cli *cli, struct str cycle, const struct json *ids,
                   struct error *err)
{
    struct seated *all = arena_array(cli->arena, struct seated, json_count(ids));
    struct seating seating;
    size_t count = 0;
    if (!json_count(ids) || !str_starts(json_item(ids, 0)->text, STR("seat-")))
        return true;
    if (!load(cli, cycle, &seating, err))
        return false;
    for (size_t i = 0; i < seating.seats.count; i++) {
        const struct json *seat = &seating.seats.items[i].body;
        if (json_has_text(ids, seating.seats.items[i].record.id))
            count_seat(all, &count, json_find_text(seat, STR("table")),
                       sort_of(cli, person_of(&seating, seat), seat));
    }
    say_tables(cli, all, count);
    return true;
}

/* Themes as a table would call them. */
static struct str called(const struct parsed *theme)
{
    struct str name = parsed_text(theme, "name"), label = parsed_text(theme, "label");
    return name.len ? name : label.len ? label : theme->record.id;
}

/* The themes at one table: those from `first` on that are there too. */
static void say_table(struct cli *cli, const struct parsed *themes, size_t count,
                      size_t first)
{
    struct str table = parsed_text(&themes[first], "table");
    buf_add_format(&cli->out, "  %.*s:", STR_ARGS(table));
    for (size_t i = first; i < count; i++)
        if (str_equal(parsed_text(&themes[i], "table"), table))
            buf_add_format(&cli->out, "%s \"%.*s\"", i > first ? "," : "",
                           STR_ARGS(called(&themes[i])));
    buf_add_byte(&cli->out, '\n');
}

bool cli_say_dealt(struct cli *cli, const struct json *ids, struct error *err)
{
    struct parsed *themes = arena_array(cli->arena, struct parsed, json_count(ids));
    size_t count = 0;
    for (size_t i = 0; i < json_count(ids); i++) {
        bool found;
        if (!parsed_find(cli->engine->store->db, cli->arena, json_item(ids, i)->text,
                         &themes[count], &found, err))
            return false;
        count += found;
    }
    for (size_t i = 0; i < count; i++) {
        struct str table = parsed_text(&themes[i], "table");
        bool said = false;
        for (size_t n = 0; n < i; n++)
            said = said || str_equal(parsed_text(&themes[n], "table"), table);
        if (!said)
            say_table(cli, themes, count, i);
    }
    return true;
}

/* As seating.lua has it: who said no, was taken off the list, or did not come. */
static bool is_away(const struct json *person)
{
    const struct json *coming = json_find(person, STR("coming"));
    const struct json *invited = json_find(person, STR("invited"));
    if (json_find(person, STR("attended")))
        return !json_find_bool(person, STR("attended"));
    if (coming)
        return !coming->yes;
    return !person || (invited && !invited->yes);
}

/* "After noon" is afternoon. */
static struct str part_key(struct arena *arena, struct str part)
{
    struct str folded = unicode_fold(arena, part);
    struct buf out = BUF_IN(arena);
    while (folded.len)
        buf_add(&out, str_cut(&folded, ' '));
    return buf_str(&out);
}

/* A table of one part of the day. */
struct laid {
    struct str table;
    size_t people, away;
};

static int by_table(const void *a, const void *b)
{
    const struct laid *one = a, *other = b;
    return str_compare(one->table, other->table);
}

static void lay(struct laid *all, size_t *count, struct str table, bool away)
{
    size_t at = 0;
    while (at < *count && !str_equal(all[at].table, table))
        at++;
    if (at == *count)
        all[(*count)++] = (struct laid){.table = table};
    all[at].people += !away;
    all[at].away += away;
}

/* "Table 1 (7), Table 2 (8)" */
static void say_laid(struct cli *cli, const struct laid *all, size_t count)
{
    bool said = false;
    for (size_t i = 0; i < count; i++) {
        if (!all[i].people)
            continue;
        buf_add_format(&cli->out, "%s%.*s (%zu)", said ? ", " : "",
                       STR_ARGS(all[i].table), all[i].people);
        said = true;
    }
    if (!said)
        buf_add(&cli->out, count ? STR("nobody who is coming has a seat")
                                 : STR("nobody is seated yet"));
    buf_add_byte(&cli->out, '\n');
}

static void say_away(struct cli *cli, const struct laid *all, size_t count,
                     struct str part, struct str how)
{
    bool said = false;
    for (size_t i = 0; i < count; i++) {
        if (!all[i].away)
            continue;
        buf_add_format(&cli->out, "%s%.*s %zu",
                       said ? ", " : "    not coming, with a seat there: ",
                       STR_ARGS(all[i].table), all[i].away);
        said = true;
    }
    if (said)
        buf_add_format(&cli->out,
                       "; seat those who come: `waymark do prepare.seat part=%.*s "
                       "how=%.*s`\n",
                       STR_ARGS(shell_word(cli->arena, part)), STR_ARGS(how));
}

static struct json laid_as_json(struct cli *cli, const struct laid *laid, struct str part)
{
    struct json one = json_object();
    json_set(cli->arena, &one, STR("part"), json_text(part));
    json_set(cli->arena, &one, STR("table"), json_text(laid->table));
    json_set(cli->arena, &one, STR("people"), json_integer((int64_t)laid->people));
    json_set(cli->arena, &one, STR("not_coming"), json_integer((int64_t)laid->away));
    return one;
}

bool cli_say_part(struct cli *cli, struct str cycle, struct str part, struct json *out,
                  struct error *err)
{
    struct seating seating;
    struct str key = part_key(cli->arena, part), how = STR_NONE;
    size_t count = 0;
    if (!load(cli, cycle, &seating, err))
        return false;
    struct laid *all = arena_array(cli->arena, struct laid, seating.seats.count);
    for (size_t i = 0; i < seating.seats.count; i++) {
        const struct json *seat = &seating.seats.items[i].body;
        if (!str_equal(part_key(cli->arena, json_find_text(seat, STR("part"))), key))
            continue;
        how = json_find_text(seat, STR("how"));
        lay(all, &count, json_find_text(seat, STR("table")),
            is_away(person_of(&seating, seat)));
    }
    if (count)
        qsort(all, count, sizeof *all, by_table);
    for (size_t i = 0; i < count; i++)
        json_add(cli->arena, out, laid_as_json(cli, &all[i], part));
    buf_add_format(&cli->out, "  %.*s: ", STR_ARGS(part));
    say_laid(cli, all, count);
    say_away(cli, all, count, part, how);
    return true;
}
