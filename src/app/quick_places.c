/* SPDX-License-Identifier: MIT */
#include "app/quick.h"

#include "cycle/source.h"
#include "cycle/tray.h"
#include "store/parsed.h"

#include <stdlib.h>

static struct str_list flags_of(struct arena *arena, const struct json *body)
{
    const struct json *flags = json_find(body, STR("flags"));
    struct str_list out = {arena_array(arena, struct str, json_count(flags)), 0};
    for (size_t i = 0; i < json_count(flags); i++)
        out.items[out.count++] = json_item(flags, i)->text;
    return out;
}

/* reviews.csv#2:14:working1 → reviews.csv; empty for an id, of what was said in the room.
 */
static struct str file_of(struct str source)
{
    struct str last;
    return label_name(source_cut(source_cut(source, &last), &last));
}

/* reviews.xlsx[Holly Bank] is read with reviews.xlsx. */
static bool is_read(const struct quick *now, struct str file)
{
    for (size_t i = 0; i < now->count; i++) {
        struct str name = now->files[i].name;
        if (!now->files[i].counts.refused && str_starts(file, name) &&
            (file.len == name.len || file.ptr[name.len] == '['))
            return true;
    }
    return false;
}

static struct start_place place_of(struct quick *now, const struct record *record,
                                   const struct json *body, size_t *number)
{
    const struct import_place *place = import_place_find(&now->places, record->id);
    struct str source = json_find_text(body, STR("source"));
    struct start_place out = {.handle = source.len ? source : record->id,
                              .flags = flags_of(now->cli->arena, body)};
    struct str file = file_of(out.handle);
    *number = place ? place->number : SIZE_MAX;
    out.source = place ? place->source : out.handle;
    if (!place && file.len)
        out.reading = is_read(now, file) ? START_GONE : START_NOT_READ;
    return out;
}

struct placed {
    struct start_place place;
    struct str id;
    size_t number; /* as it was read, SIZE_MAX where it was not */
};

static int as_read(const void *a, const void *b)
{
    const struct placed *one = a, *other = b;
    if (one->number != other->number)
        return one->number < other->number ? -1 : 1;
    if (one->place.reading != other->place.reading)
        return one->place.reading < other->place.reading ? -1 : 1;
    return str_compare(one->id, other->id);
}

struct placing {
    struct quick *now;
    struct placed *items;
    size_t count;
};

static void place_add(struct placing *placing, const struct record *record,
                      const struct json *body)
{
    struct placed *one = &placing->items[placing->count++];
    one->id = record->id;
    one->place = place_of(placing->now, record, body, &one->number);
}

/* In the order of the files and their lines, as they are now; then the others, as they
 * came in. */
static struct start_places places_of(struct placing *placing)
{
    struct start_places out = {
        arena_array(placing->now->cli->arena, struct start_place, placing->count), 0};
    if (placing->count)
        qsort(placing->items, placing->count, sizeof placing->items[0], as_read);
    for (; out.count < placing->count; out.count++)
        out.items[out.count] = placing->items[out.count].place;
    return out;
}

static void list_flagged(struct quick *now)
{
    const struct cards *cards = &now->cards.cards;
    struct placing placing = {
        now, arena_array(now->cli->arena, struct placed, cards->count), 0};
    for (size_t i = 0; i < cards->count; i++)
        if (cards->items[i].on_table && cards->items[i].flagged)
            place_add(&placing, &cards->items[i].record, &cards->items[i].body);
    now->page.flagged = places_of(&placing);
}

static void list_held_back(struct quick *now, struct parsed_list held)
{
    struct arena *arena = now->cli->arena;
    struct placing placing = {now, arena_array(arena, struct placed, held.count), 0};
    for (size_t i = 0; i < held.count; i++)
        place_add(&placing, &held.items[i].record, &held.items[i].body);
    now->page.held_back = places_of(&placing);
}

static bool has(const struct str_list *list, struct str one)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], one))
            return true;
    return false;
}

/* The file that what was said came in with, if this run has neither read it nor found
 * the words elsewhere: a file that is called otherwise now is read. */
static void add_unread(struct quick *now, const struct record *record,
                       const struct json *body)
{
    struct str_list *out = &now->page.not_read;
    struct str file = file_of(json_find_text(body, STR("source")));
    size_t sheet = str_find_byte(file, '[');
    if (!file.len || is_read(now, file) || import_place_find(&now->places, record->id))
        return;
    if (sheet != SIZE_MAX && str_ends(file, STR("]")))
        file = str_slice(file, 0, sheet);
    if (has(out, file))
        return;
    out->items = arena_grow(now->cli->arena, out->items, out->count * sizeof(struct str),
                            (out->count + 1) * sizeof(struct str));
    out->items[out->count++] = file;
}

/* Only its name is kept of a file: it may be beside those of this run. */
static void find_beside(struct quick *now)
{
    struct arena *arena = now->cli->arena;
    struct start_page *page = &now->page;
    size_t lost = 0;
    now->beside.items = arena_array(arena, struct str, page->not_read.count);
    page->not_found.items = arena_array(arena, struct str, page->not_read.count);
    for (size_t i = 0; i < page->not_read.count; i++) {
        struct str name = page->not_read.items[i], found = STR_NONE;
        for (size_t f = 0; f < now->count && !found.len; f++) {
            struct str place = file_place(arena, now->files[f].path);
            struct str folder = str_slice(place, 0, place.len - file_name(place).len);
            struct str path =
                str_format(arena, "%.*s%.*s", STR_ARGS(folder), STR_ARGS(name));
            if (file_exists(arena, path))
                found = path;
        }
        if (found.len)
            now->beside.items[now->beside.count++] = found;
        else
            page->not_found.items[lost++] = name;
    }
    page->not_found.count = lost;
}

bool quick_list_places(struct quick *now, struct error *err)
{
    const struct cards *cards = &now->cards.cards;
    struct parsed_list held;
    if (!parsed_by(now->cli->engine->store->db, now->cli->arena, now->cycle,
                   STR("statement"), STR("tray"), STR(TRAY_HELD_BACK), &held, err))
        return false;
    list_flagged(now);
    list_held_back(now, held);
    for (size_t i = 0; i < cards->count; i++)
        add_unread(now, &cards->items[i].record, &cards->items[i].body);
    for (size_t i = 0; i < held.count; i++)
        add_unread(now, &held.items[i].record, &held.items[i].body);
    find_beside(now);
    return true;
}
