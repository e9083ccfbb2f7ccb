/* SPDX-License-Identifier: MIT */
#include "app/cli_room.h"

#include "cycle/disclosure.h"
#include "cycle/room.h"

enum { TIMES = 3 };

/* The same people three times: asked, expected, come. */
struct times {
    const char *when[TIMES];
    const int64_t *counts[TIMES];
};

static struct times times_of(const struct room *room)
{
    return (struct times){{"invited", "coming", "there"},
                          {room->invited, room->coming, room->attended}};
}

/* What to do about too few of them: there is still time, or there is not. */
static const char *advice(const int64_t *counts, bool over)
{
    if (room_young_and_family(counts) * 3 >= room_total(counts))
        return "";
    return over ? ": less than a third" : ": less than a third, invite more";
}

static void set_share(struct cli *cli, const char *when, const int64_t *counts,
                      struct json *out)
{
    struct json one = json_object();
    json_set(cli->arena, &one, STR("young_people_and_families"),
             json_integer(room_young_and_family(counts)));
    json_set(cli->arena, &one, STR("all"), json_integer(room_total(counts)));
    json_set(cli->arena, out, str_of(when), one);
}

static void say_share(struct cli *cli, const char *before, const char *when,
                      const int64_t *counts, bool over)
{
    int64_t ours = room_young_and_family(counts), all = room_total(counts);
    buf_add_format(&cli->out, "%s%s %lld of %lld (%lld%%)%s", before, when,
                   (long long)ours, (long long)all,
                   (long long)whole_percentage(ours, all), advice(counts, over));
}

static void say_row(struct cli *cli, struct str label, int64_t invited, int64_t coming,
                    int64_t there)
{
    buf_add_format(&cli->out, "%-44.*s %8lld %8lld %8lld\n", STR_ARGS(label),
                   (long long)invited, (long long)coming, (long long)there);
}

static struct json row_as_json(struct cli *cli, const char *name, struct str label,
                               int64_t invited, int64_t coming, int64_t there)
{
    struct json one = json_object();
    if (name)
        json_set(cli->arena, &one, str_of(name), json_text(label));
    json_set(cli->arena, &one, STR("invited"), json_integer(invited));
    json_set(cli->arena, &one, STR("coming"), json_integer(coming));
    json_set(cli->arena, &one, STR("there"), json_integer(there));
    return one;
}

/* Who came for somebody else: two lines, and no share of the room. */
static void say_apart(struct cli *cli, const struct room *room, struct json *out)
{
    say_row(cli, STR("supporters, not counted"), room->supporters_invited,
            room->supporters_coming, room->supporters_attended);
    say_row(cli, STR("interpreters, not counted"), room->interpreters_invited,
            room->interpreters_coming, room->interpreters_attended);
    json_set(cli->arena, out, STR("supporters"),
             row_as_json(cli, NULL, STR_NONE, room->supporters_invited,
                         room->supporters_coming, room->supporters_attended));
    json_set(cli->arena, out, STR("interpreters"),
             row_as_json(cli, NULL, STR_NONE, room->interpreters_invited,
                         room->interpreters_coming, room->interpreters_attended));
}

static void say_meter(struct cli *cli, const struct room *room, const char *line,
                      const char *after, struct json *out)
{
    struct times times = times_of(room);
    struct json shares = json_object();
    bool over = room_total(room->attended) > 0;
    for (size_t i = 0; i < TIMES; i++) {
        if (room_total(times.counts[i]) == 0)
            continue;
        say_share(cli, line, times.when[i], times.counts[i], over);
        buf_add(&cli->out, str_of(after));
        set_share(cli, times.when[i], times.counts[i], &shares);
    }
    json_set(cli->arena, out, STR("one_third"), shares);
}

bool cli_say_room(struct cli *cli, struct str cycle, struct json *out, struct error *err)
{
    struct room room;
    struct json list = json_list();
    if (!room_of(cli->engine->store->db, cycle, &room, err))
        return false;
    buf_add_format(&cli->out, "\n%-44s %8s %8s %8s\n", "In the room", "invited", "coming",
                   "there");
    for (size_t i = 0; i < ROOM_PERSPECTIVES; i++) {
        if (room.invited[i] + room.coming[i] + room.attended[i] == 0)
            continue;
        say_row(cli, str_replaced(cli->arena, room_perspective(i), '_', ' '),
                room.invited[i], room.coming[i], room.attended[i]);
        json_add(cli->arena, &list,
                 row_as_json(cli, "perspective", room_perspective(i), room.invited[i],
                             room.coming[i], room.attended[i]));
    }
    json_set(cli->arena, out, STR("room"), list);
    say_apart(cli, &room, out);
    say_meter(cli, &room, "  young people and families ", "\n", out);
    return true;
}

bool cli_say_third(struct cli *cli, struct str cycle, struct json *out, struct error *err)
{
    struct room room;
    if (!room_of(cli->engine->store->db, cycle, &room, err))
        return false;
    if (room_total(room.invited) + room_total(room.coming) + room_total(room.attended) ==
        0)
        return true;
    buf_add(&cli->out, STR("Young people and families:"));
    say_meter(cli, &room, " ", ";", out);
    cli->out.len--;
    buf_add(&cli->out, STR(".\n"));
    return true;
}
