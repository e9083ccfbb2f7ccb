/* SPDX-License-Identifier: MIT */
#include "engine/undo_line.h"

#include "cycle/source.h"
#include "engine/key.h"
#include "store/event.h"

#include <stdlib.h>

/* The command that was done besides this one and stands; 0: there is none. */
static bool find_with(struct db *db, struct arena *arena, int64_t number, int64_t *with,
                      struct error *err)
{
    struct command_done done;
    if (!command_known(db, arena, key_with(arena, number), &done, err))
        return false;
    *with = done.known ? done.number : 0;
    return true;
}

bool undo_line_end(struct db *db, struct arena *arena, int64_t number, int64_t *end,
                   struct error *err)
{
    for (int64_t with = number; with;) {
        *end = with;
        if (!find_with(db, arena, *end, &with, err))
            return false;
    }
    return true;
}

bool undo_line_begin(struct db *db, struct arena *arena, int64_t number, int64_t *begin,
                     struct error *err)
{
    struct command_row row;
    bool found;
    *begin = number;
    for (int64_t before = number; before;) {
        if (!command_find(db, arena, before, &row, &found, err))
            return false;
        if (!found || (row.undone_by && before != number))
            break;
        *begin = before;
        before = key_with_which(row.key);
    }
    return true;
}

bool undo_line_may_stay(const struct command_row *row)
{
    return str_equal(row->name, STR("import.flags"));
}

/* The sheets of one workbook have a name for it in common. */
static bool book_of(struct arena *arena, const struct command_row *row, struct str *out,
                    struct error *err)
{
    struct json outcome;
    *out = STR_NONE;
    if (!row->outcome.len)
        return true;
    if (!json_parse(arena, row->outcome, &outcome, err))
        return false;
    *out = json_find_text(&outcome, STR("book"));
    return true;
}

static bool is_same_import(struct arena *arena, const struct command_row *one,
                           const struct command_row *other, bool *same, struct error *err)
{
    struct str ignored, book, other_book;
    *same = str_equal(source_cut(one->key, &ignored), source_cut(other->key, &ignored));
    if (*same || !str_equal(one->name, other->name) ||
        !str_equal(one->cycle, other->cycle))
        return true;
    if (!book_of(arena, one, &book, err) || !book_of(arena, other, &other_book, err))
        return false;
    *same = book.len && str_equal(book, other_book);
    return true;
}

static bool is_erased(struct db *db, struct arena *arena, int64_t number, bool *erased,
                      struct error *err)
{
    struct event_list events;
    size_t gone = 0, records = 0;
    if (!event_list_of(db, arena, number, &events, err))
        return false;
    for (size_t i = 0; i < events.count; i++)
        if (!str_equal(events.items[i].action, STR("command"))) {
            records++;
            gone += events.items[i].erased;
        }
    *erased = gone > 0 && gone == records;
    return true;
}

static void add(struct command_list *list, size_t *room, struct arena *arena,
                const struct command_row *row)
{
    list->items =
        arena_one_more(arena, list->items, sizeof *list->items, list->count, room);
    list->items[list->count++] = *row;
}

/* `first` with what came besides it. */
static bool add_chain(struct db *db, struct arena *arena, const struct command_row *first,
                      struct command_list *out, size_t *room, struct error *err)
{
    struct command_row row;
    int64_t with;
    bool found;
    add(out, room, arena, first);
    if (!find_with(db, arena, first->number, &with, err))
        return false;
    while (with) {
        if (!command_find(db, arena, with, &row, &found, err))
            return false;
        if (found)
            add(out, room, arena, &row);
        if (!find_with(db, arena, with, &with, err))
            return false;
    }
    return true;
}

static bool add_import(struct db *db, struct arena *arena,
                       const struct command_row *asked, struct command_list *out,
                       size_t *room, struct error *err)
{
    struct command_list all;
    bool same, erased = false;
    if (!command_keyed(db, arena, STR("import:"), STR("import;"), &all, err))
        return false;
    for (size_t i = 0; i < all.count; i++) {
        const struct command_row *row = &all.items[i];
        if (row->undone_by)
            continue;
        struct arena *passing = arena_new(); /* what people said is not kept */
        bool fine = is_same_import(passing, asked, row, &same, err) &&
                    (!same || is_erased(db, passing, row->number, &erased, err));
        arena_free(passing);
        if (!fine || (same && !erased && !add_chain(db, arena, row, out, room, err)))
            return false;
    }
    return out->count > 0 || add_chain(db, arena, asked, out, room, err);
}

static int newest_first(const void *a, const void *b)
{
    const struct command_row *one = a, *other = b;
    return (one->number < other->number) - (one->number > other->number);
}

bool undo_line_all(struct db *db, struct arena *arena, int64_t number,
                   struct command_list *out, struct error *err)
{
    struct command_row row;
    size_t room = 0;
    bool found;
    *out = (struct command_list){NULL, 0};
    if (!command_find(db, arena, number, &row, &found, err))
        return false;
    row.number = number; /* where there is none, undo says so */
    bool fine = found && !row.undone_by && str_starts(row.key, STR("import:"))
                    ? add_import(db, arena, &row, out, &room, err)
                    : add_chain(db, arena, &row, out, &room, err);
    if (fine && out->count)
        qsort(out->items, out->count, sizeof *out->items, newest_first);
    return fine;
}
