/* SPDX-License-Identifier: MIT */
#include "engine/args_guests.h"

#include "cycle/source.h"
#include "store/commit.h"
#include "store/event.h"
#include "store/parsed.h"

/* The rows of a list, or one person of one row. */
struct places {
    struct str list, rows;
    struct str one; /* "2.1", or empty */
    int64_t first, last;
};

/* A list that people of the cycle stand on. */
struct guest_list {
    struct str label;
    struct str replaced_by; /* the list to which its people went, or empty */
};

struct guest_lists {
    struct db *db;
    struct arena *arena;
    struct parsed_list people;
    struct guest_list *items;
    size_t count;
};

static bool read_places(struct str given, struct places *out)
{
    out->list = source_cut(given, &out->rows);
    out->one = str_find_byte(out->rows, '.') == SIZE_MAX ? STR_NONE : out->rows;
    struct str rest = out->rows;
    bool range = str_find_byte(rest, '-') != SIZE_MAX;
    struct str first = str_cut(&rest, '-');
    return out->list.len &&
           (out->one.len || (str_to_integer(first, &out->first) &&
                             str_to_integer(range ? rest : first, &out->last)));
}

static bool is_among(const struct places *asked, struct str label, struct str source)
{
    struct str place, list = source_cut(source, &place);
    int64_t line;
    if (!list.len || !str_equal(list, label))
        return false;
    if (asked->one.len)
        return str_equal(place, asked->one);
    return str_to_integer(str_cut(&place, '.'), &line) && line >= asked->first &&
           line <= asked->last;
}

static struct str label_of(const struct parsed *person)
{
    struct str place;
    return source_cut(parsed_text(person, "source"), &place);
}

static struct guest_list *find_list(struct guest_lists *lists, struct str label)
{
    for (size_t i = 0; i < lists->count; i++)
        if (str_equal(lists->items[i].label, label))
            return &lists->items[i];
    return NULL;
}

static bool load_lists(struct guest_lists *lists, struct str cycle, struct error *err)
{
    if (!parsed_all(lists->db, lists->arena, cycle, STR("participant"), &lists->people,
                    err))
        return false;
    lists->items = arena_array(lists->arena, struct guest_list, lists->people.count);
    for (size_t i = 0; i < lists->people.count; i++) {
        struct str label = label_of(&lists->people.items[i]);
        if (label.len && !find_list(lists, label))
            lists->items[lists->count++] = (struct guest_list){.label = label};
    }
    return true;
}

/* Whoever stood on one list, and stands on another now, has been corrected by it. */
static bool note_move(struct guest_lists *lists, const struct event *event,
                      struct error *err)
{
    struct json body;
    struct str place;
    if (!event->has_before || !str_equal(kind_of_id(event->record), STR("participant")))
        return true;
    if (!json_parse(lists->arena, event->before, &body, err))
        return false;
    struct guest_list *before =
        find_list(lists, source_cut(json_find_text(&body, STR("source")), &place));
    for (size_t i = 0; before && i < lists->people.count; i++) {
        const struct parsed *person = &lists->people.items[i];
        if (str_equal(person->record.id, event->record) &&
            !str_equal(label_of(person), before->label))
            before->replaced_by = label_of(person);
    }
    return true;
}

static bool find_replaced(struct guest_lists *lists, struct error *err)
{
    struct command_list imports;
    if (lists->count < 2)
        return true;
    if (!command_keyed(lists->db, lists->arena, STR("import:participants:"),
                       STR("import:participants;"), &imports, err))
        return false;
    for (size_t i = 0; i < imports.count; i++) {
        struct event_list events;
        if (!event_list_of(lists->db, lists->arena, imports.items[i].number, &events,
                           err))
            return false;
        for (size_t e = 0; e < events.count; e++)
            if (!note_move(lists, &events.items[e], err))
                return false;
    }
    return true;
}

/* room.csv#1 is the first of several, whose own label is room.csv. */
static struct str numbered_label(struct arena *arena, struct str label)
{
    return str_equal(label_name(label), label)
               ? str_format(arena, "%.*s#1", STR_ARGS(label))
               : label;
}

static bool refuse_replaced(const struct guest_list *list, struct error *err)
{
    struct str by = list->replaced_by;
    if (str_equal(label_name(by), label_name(list->label)))
        by = label_name(by);
    return error_set(err, ERROR_NOT_FOUND,
                     "%.*s has no rows any more: another list has taken its place, and "
                     "its rows are called %.*s:LINE, by the lines of that file",
                     STR_ARGS(list->label), STR_ARGS(by));
}

static bool refuse_several(const struct guest_lists *lists, const struct places *asked,
                           struct error *err)
{
    struct buf all = BUF_IN(lists->arena);
    for (size_t i = 0; i < lists->count; i++)
        if (str_equal(label_name(lists->items[i].label), asked->list) &&
            !lists->items[i].replaced_by.len)
            buf_add_format(&all, "%s%.*s:%.*s", all.len ? " or " : "",
                           STR_ARGS(numbered_label(lists->arena, lists->items[i].label)),
                           STR_ARGS(asked->rows));
    return error_set(err, ERROR_INPUT,
                     "there are two lists or more of this name; write %.*s",
                     STR_ARGS(buf_str(&all)));
}

/* The one that is meant: by its own label, or the only one of its name that stands.
 * NULL where there is none. */
static bool choose_list(struct guest_lists *lists, const struct places *asked,
                        const struct guest_list **out, struct error *err)
{
    const struct guest_list *replaced = NULL;
    *out = NULL;
    for (size_t i = 0; i < lists->count; i++) {
        const struct guest_list *list = &lists->items[i];
        bool exact = !str_equal(label_name(asked->list), asked->list) &&
                     str_equal(asked->list, numbered_label(lists->arena, list->label));
        if (!exact && !str_equal(label_name(list->label), asked->list))
            continue;
        if (list->replaced_by.len)
            replaced = list;
        else if (*out)
            return refuse_several(lists, asked, err);
        else
            *out = list;
    }
    return *out || !replaced || refuse_replaced(replaced, err);
}

bool guests_named(struct db *db, struct arena *arena, struct str cycle, struct str given,
                  struct str_list *out, struct error *err)
{
    struct places asked;
    struct guest_lists lists = {.db = db, .arena = arena};
    const struct guest_list *list;
    *out = (struct str_list){NULL, 0};
    if (!read_places(given, &asked))
        return true;
    if (!load_lists(&lists, cycle, err) || !find_replaced(&lists, err) ||
        !choose_list(&lists, &asked, &list, err))
        return false;
    out->items = arena_array(arena, struct str, lists.people.count);
    for (size_t i = 0; list && i < lists.people.count; i++)
        if (is_among(&asked, list->label, parsed_text(&lists.people.items[i], "source")))
            out->items[out->count++] = lists.people.items[i].record.id;
    return true;
}
