/* SPDX-License-Identifier: MIT */
#include "app/queue.h"

#include "cycle/manner.h"
#include "cycle/tray.h"
#include "engine/card_number.h"
#include "engine/known.h"
#include "engine/requests.h"

/* Card 7 is in part 1 of 3, and card 8 in part 2. */
static bool is_ours(const struct queue *queue, const struct card *card)
{
    return !queue->parts ||
           (card->number && (card->number - 1) % queue->parts + 1 == queue->part);
}

bool queue_load(struct queue *queue, struct error *err)
{
    struct cli *cli = queue->cli;
    struct cards_request request = cards_of(cli->engine, queue->process);
    struct cards cards;
    int64_t numbered;
    if (queue->parts ? !cards_numbered(cli->engine, cli->arena, queue->process, &cards,
                                       &numbered, err)
                     : !cards_load(cli->arena, &request, &cards, err))
        return false;
    queue->ids = (struct str_list){arena_array(cli->arena, struct str, cards.count), 0};
    queue->elsewhere = 0;
    for (size_t i = 0; i < cards.count; i++) {
        const struct card *card = &cards.items[i];
        if (!card->flagged || (queue->one_section && card->section != queue->section))
            continue;
        if (is_ours(queue, card))
            queue->ids.items[queue->ids.count++] = card->record.id;
        else
            queue->elsewhere++;
    }
    return true;
}

static bool is_flagged(const struct json *body)
{
    const struct json *flags = json_find(body, STR("flags"));
    for (size_t i = 0; i < json_count(flags); i++)
        if (flag_is_identifying(json_item(flags, i)->text))
            return true;
    return false;
}

bool queue_read(struct queue *queue, struct arena *arena, struct str id,
                struct queue_card *out, bool *there, struct error *err)
{
    struct record record;
    *out = (struct queue_card){.id = id, .body = json_object()};
    if (!record_find(queue->cli->engine->store->db, arena, id, &record, there, err) ||
        (*there && !json_parse(arena, record.body, &out->body, err)))
        return false;
    out->version = *there ? record.version : 0;
    out->text = json_find_text(&out->body, STR("text"));
    *there = is_flagged(&out->body) && !tray_is_out_of_the_way(&out->body);
    return true;
}

/* Whether the same words stand in an earlier place, and are told. */
static bool is_told(struct str text, const struct flag_places *places, size_t at)
{
    const struct flag_place *place = &places->items[at];
    struct str words = str_slice(text, place->from, place->to);
    for (size_t i = 0; i < at; i++)
        if (str_equal(places->items[i].flag, place->flag) &&
            str_equal(str_slice(text, places->items[i].from, places->items[i].to), words))
            return true;
    return false;
}

/* name: Ben's, Marie */
static bool say_places(struct buf *out, struct arena *arena, struct str text,
                       struct str flag, const struct flag_places *places)
{
    size_t count = 0;
    for (size_t i = 0; i < places->count; i++) {
        const struct flag_place *place = &places->items[i];
        if (!str_equal(place->flag, flag) || is_told(text, places, i))
            continue;
        struct str words = cli_one_line(arena, str_slice(text, place->from, place->to));
        if (count++)
            buf_add_format(out, ", %.*s", STR_ARGS(words));
        else
            buf_add_format(out, "  %.*s: %.*s", STR_ARGS(flag), STR_ARGS(words));
    }
    if (count)
        buf_add_byte(out, '\n');
    return count > 0;
}

bool queue_show_words(struct queue *queue, struct arena *arena, struct str text,
                      const struct json *flags, bool *found, struct error *err)
{
    struct buf *out = &queue->cli->out;
    const struct flag_known *known;
    if (!known_of(queue->cli->engine, &known, err))
        return false;
    struct flag_places places = flag_where(known, arena, text);
    struct str_list names = flag_names(arena);
    *found = places.count > 0;
    buf_add_format(out, "  “%.*s”\n",
                   STR_ARGS(cli_one_line(arena, flag_marked(arena, text, &places))));
    for (size_t i = 0; i < names.count; i++)
        if (!say_places(out, arena, text, names.items[i], &places) &&
            flag_is_identifying(names.items[i]) && json_has_text(flags, names.items[i]))
            buf_add_format(out, "  %.*s: set by a person, or not found in it any more\n",
                           STR_ARGS(names.items[i]));
    return true;
}

struct str queue_card_title(struct arena *arena, const struct queue_card *card)
{
    struct str source = json_find_text(&card->body, STR("source"));
    struct str tray = json_find_text(&card->body, STR("tray"));
    struct str manner = manner_of(arena, &card->body);
    enum section section = SECTION_WORKING;
    (void)section_find(json_find_text(&card->body, STR("section")), &section);
    return str_format(arena, "%.*s  (%.*s%s%s%s%.*s)",
                      STR_ARGS(source.len ? source : card->id),
                      STR_ARGS(section_words(section)),
                      str_equal(tray, STR("alone")) ? ", on its own" : "",
                      str_equal(tray, STR("unsure")) ? ", not sure yet" : "",
                      manner.len ? ", " : "", STR_ARGS(manner));
}

struct str queue_part_words(const struct queue *queue)
{
    if (!queue->parts)
        return STR_NONE;
    return str_format(queue->cli->arena, " in part %lld of %lld, and %zu in the others",
                      (long long)queue->part, (long long)queue->parts, queue->elsewhere);
}

static bool card_as_json(struct queue *queue, const struct queue_card *card,
                         struct json *list, struct error *err)
{
    struct arena *arena = queue->cli->arena;
    const struct flag_known *known;
    struct json one = json_object(), found = json_list();
    if (!known_of(queue->cli->engine, &known, err))
        return false;
    struct flag_places places = flag_where(known, arena, card->text);
    for (size_t i = 0; i < places.count; i++) {
        const struct flag_place *place = &places.items[i];
        struct json words = json_object();
        json_set(arena, &words, STR("flag"), json_text(place->flag));
        json_set(arena, &words, STR("words"),
                 json_text(str_slice(card->text, place->from, place->to)));
        json_add(arena, &found, words);
    }
    json_set(arena, &one, STR("id"), json_text(card->id));
    json_set(arena, &one, STR("source"),
             json_text(json_find_text(&card->body, STR("source"))));
    json_set(arena, &one, STR("section"),
             json_text(json_find_text(&card->body, STR("section"))));
    json_set(arena, &one, STR("text"), json_text(card->text));
    if (manner_of(arena, &card->body).len)
        json_set(arena, &one, STR("manner"), json_text(manner_of(arena, &card->body)));
    json_set(arena, &one, STR("flags"), *json_find(&card->body, STR("flags")));
    json_set(arena, &one, STR("found"), found);
    json_add(arena, list, one);
    return true;
}

static bool list_card(struct queue *queue, struct str id, struct json *list,
                      struct error *err)
{
    struct cli *cli = queue->cli;
    struct queue_card card;
    bool there, found;
    if (!queue_read(queue, cli->arena, id, &card, &there, err))
        return false;
    if (!there)
        return true;
    if (cli->json)
        return card_as_json(queue, &card, list, err);
    buf_add_format(&cli->out, "%.*s\n", STR_ARGS(queue_card_title(cli->arena, &card)));
    return queue_show_words(queue, cli->arena, card.text,
                            json_find(&card.body, STR("flags")), &found, err);
}

int queue_list(struct queue *queue)
{
    struct cli *cli = queue->cli;
    struct error err;
    struct json list = json_list();
    for (size_t i = 0; i < queue->ids.count; i++)
        if (!list_card(queue, queue->ids.items[i], &list, &err))
            return cli_fail(cli, &err);
    if (cli->json)
        return cli_print_json(cli, &list);
    buf_add_format(&cli->out, "%zu %s flagged%.*s. True words: not for publication.\n",
                   queue->ids.count,
                   one_or_many((int64_t)queue->ids.count, "card is", "cards are"),
                   STR_ARGS(queue_part_words(queue)));
    return cli_print(cli);
}
