/* SPDX-License-Identifier: MIT */
#include "engine/erasure.h"

#include "base/file.h"
#include "format/json.h"
#include "store/commit.h"
#include "store/event.h"

static void add_line(struct erasures *all, struct str line)
{
    struct str_list *list = &all->lines;
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], line))
            return;
    list->items = arena_one_more(all->arena, list->items, sizeof *list->items,
                                 list->count, &all->room);
    list->items[list->count++] = line;
}

bool erasure_add(struct erasures *all, struct db *db, struct str person,
                 struct error *err)
{
    struct event_birth birth;
    if (!event_birth(db, all->arena, person, &birth, err))
        return false;
    add_line(all,
             str_format(all->arena, "%.*s %.*s", STR_ARGS(person), STR_ARGS(birth.hash)));
    return true;
}

static bool add_of(struct erasures *all, struct db *db, struct str record,
                   const char *what, struct str_list of, struct error *err)
{
    struct event_birth birth;
    struct buf line = BUF_IN(all->arena);
    if (!event_birth(db, all->arena, record, &birth, err))
        return false;
    buf_add_format(&line, "%.*s %.*s%s", STR_ARGS(record), STR_ARGS(birth.hash), what);
    for (size_t i = 0; i < of.count; i++)
        buf_add_format(&line, "%c%.*s", i ? ',' : ' ', STR_ARGS(of.items[i]));
    add_line(all, buf_str(&line));
    return true;
}

bool erasure_add_kinds(struct erasures *all, struct db *db, struct str cycle,
                       struct str_list kinds, struct error *err)
{
    return add_of(all, db, cycle, "", kinds, err);
}

static struct str_list texts_of(struct arena *arena, const struct json *list)
{
    struct str_list out = {arena_array(arena, struct str, json_count(list)), 0};
    for (; out.count < json_count(list); out.count++)
        out.items[out.count] = json_item(list, out.count)->text;
    return out;
}

bool erasure_add_original(struct erasures *all, struct db *db, struct str record,
                          const struct json *fields, struct error *err)
{
    return add_of(all, db, record, " original", texts_of(all->arena, fields), err);
}

/* With whoever has become one with them. */
static bool add_erased(struct erasures *all, struct db *db, const struct json *outcome,
                       struct error *err)
{
    const struct json *also = json_find(outcome, STR("also"));
    if (!erasure_add(all, db, json_find_text(outcome, STR("person")), err))
        return false;
    for (size_t i = 0; i < json_count(also); i++)
        if (!erasure_add(all, db, json_item(also, i)->text, err))
            return false;
    return true;
}

struct str erasure_original(const struct json *outcome)
{
    struct str record = json_find_text(outcome, STR("record"));
    return record.len ? record : json_find_text(outcome, STR("statement"));
}

static bool add_told(struct erasures *all, struct db *db, const struct command_row *row,
                     struct error *err)
{
    struct json outcome;
    bool kinds = str_equal(row->name, STR("workplace.retain"));
    bool original = str_equal(row->name, STR("workplace.erase_original"));
    if (!kinds && !original && !str_equal(row->name, STR("workplace.erase")))
        return true;
    if (!json_parse(all->arena, row->outcome, &outcome, err))
        return false;
    if (original)
        return erasure_add_original(all, db, erasure_original(&outcome),
                                    json_find(&outcome, STR("fields")), err);
    if (kinds)
        return erasure_add_kinds(all, db, json_find_text(&outcome, STR("cycle")),
                                 texts_of(all->arena, json_find(&outcome, STR("kinds"))),
                                 err);
    return add_erased(all, db, &outcome, err);
}

bool erasure_add_log(struct erasures *all, struct db *db, struct error *err)
{
    struct command_list commands;
    if (!command_list(db, all->arena, 0, INT32_MAX, &commands, err))
        return false;
    for (size_t i = 0; i < commands.count; i++)
        if (!add_told(all, db, &commands.items[i], err))
            return false;
    return true;
}

bool erasure_add_file(struct erasures *all, struct str folder, bool *there,
                      struct error *err)
{
    struct str text, path = file_join(all->arena, folder, STR("erased.txt"));
    *there = file_exists(all->arena, path);
    if (!*there)
        return true;
    if (!file_read(all->arena, path, FILE_SMALL, &text, err))
        return error_wrap(err, "the list of who has been erased; nothing was changed");
    struct str_list lines = str_split(all->arena, text, '\n');
    for (size_t i = 0; i < lines.count; i++)
        if (str_trim(lines.items[i]).len)
            add_line(all, str_trim(lines.items[i]));
    return true;
}

static bool write_lines(const struct erasures *all, struct str folder, struct error *err)
{
    struct buf text = BUF_IN(all->arena);
    for (size_t i = 0; i < all->lines.count; i++)
        buf_add_format(&text, "%.*s\n", STR_ARGS(all->lines.items[i]));
    return file_write(all->arena, file_join(all->arena, folder, STR("erased.txt")),
                      buf_str(&text), 0600, err);
}

bool erasure_save(struct erasures *all, struct str folder, struct error *err)
{
    int lock;
    bool there;
    if (!all->lines.count)
        return true;
    if (!file_lock(all->arena, file_join(all->arena, folder, STR("erased.lock")), &lock,
                   err))
        return false;
    bool fine =
        erasure_add_file(all, folder, &there, err) && write_lines(all, folder, err);
    file_unlock(lock);
    return fine;
}
