/* SPDX-License-Identifier: MIT */
#include "app/cli_calendar.h"

#include "base/table.h"
#include "store/parsed.h"

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

static const struct json *person_of(const struct parsed_list *people, struct table *by_id,
                                    const struct json *seat)
{
    static const struct json nobody = {.type = JSON_OBJECT};
    uint64_t *place =
        table_find(by_id, table_key(json_find_text(seat, STR("participant"))));
    return place ? &people->items[*place].body : &nobody;
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
    struct db *db = cli->engine->store->db;
    struct seated *all = arena_array(cli->arena, struct seated, json_count(ids));
    struct table by_id = {.arena = cli->arena};
    struct parsed_list seats, people;
    size_t count = 0;
    bool is_new;
    if (!json_count(ids) || !str_starts(json_item(ids, 0)->text, STR("seat-")))
        return true;
    if (!parsed_all(db, cli->arena, cycle, STR("seat"), &seats, err) ||
        !parsed_all(db, cli->arena, cycle, STR("participant"), &people, err))
        return false;
    for (size_t i = 0; i < people.count; i++)
        *table_add(&by_id, table_key(people.items[i].record.id), &is_new) = i;
    for (size_t i = 0; i < seats.count; i++) {
        const struct json *seat = &seats.items[i].body;
        if (json_has_text(ids, seats.items[i].record.id))
            count_seat(all, &count, json_find_text(seat, STR("table")),
                       sort_of(cli, person_of(&people, &by_id, seat), seat));
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
