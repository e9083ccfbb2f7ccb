/* SPDX-License-Identifier: MIT */
/* The files of attachments: whether they are whole, and which have no record. */
#include "engine/attachment_file.h"

#include "base/file.h"
#include "store/blob.h"
#include "store/event.h"

static const struct str kind_name = {"attachment", 10};

struct checking {
    struct store *store;
    struct arena *arena;
    struct str_list stored;
    size_t room;
};

static bool check_one(void *with, const struct record *record, struct error *err)
{
    struct checking *now = with;
    struct json body;
    if (!json_parse(now->arena, record->body, &body, err))
        return false;
    struct str name = json_find_text(&body, STR("stored"));
    now->stored.items =
        arena_one_more(now->arena, now->stored.items, sizeof *now->stored.items,
                       now->stored.count, &now->room);
    now->stored.items[now->stored.count++] = str_copy(now->arena, name);
    if (blob_give(now->store, now->arena, name, json_find_integer(&body, STR("size"), 0),
                  STR_NONE, err))
        return true;
    /* Files go before the rest does, so that none stays of which nothing tells. */
    if (err->kind == ERROR_NOT_FOUND)
        return error_set(
            err, ERROR_NOT_FOUND,
            "%.*s: its file is missing. If an erasure or `waymark retain` was "
            "cut short, do that again; else put %.*s back from a backup",
            STR_ARGS(record->id), STR_ARGS(blob_file(now->arena, name)));
    return error_wrap(err, "%.*s", STR_ARGS(record->id));
}

static size_t no_ending(struct str name)
{
    size_t at = str_find_byte(name, '.');
    return at == SIZE_MAX ? name.len : at;
}

bool attachment_verify(struct store *store, struct arena *arena, size_t *count,
                       struct attachment_left *left, struct error *err)
{
    struct checking now = {.store = store, .arena = arena};
    struct record_list cycles;
    struct str_list files, cut_short;
    if (!record_list(store->db, arena, STR(""), STR("cycle"), &cycles, err))
        return false;
    for (size_t i = 0; i < cycles.count; i++)
        if (!record_each(store->db, cycles.items[i].id, kind_name, check_one, &now, err))
            return false;
    if (!blob_list(store, arena, &files, err) ||
        !blob_cut_short(store, arena, &cut_short, err))
        return false;
    str_list_sort(&cut_short);
    str_list_sort(&now.stored);
    *count = now.stored.count;
    left->over.items = arena_array(arena, struct str, files.count);
    left->cut_short.items = arena_array(arena, struct str, files.count);
    left->over.count = left->cut_short.count = 0;
    for (size_t i = 0; i < files.count; i++) {
        struct str name = str_slice(files.items[i], 0, no_ending(files.items[i]));
        struct str_list *list =
            str_list_has(&cut_short, name) ? &left->cut_short : &left->over;
        if (!str_list_has(&now.stored, files.items[i]))
            list->items[list->count++] = blob_file(arena, files.items[i]);
    }
    return true;
}

bool attachment_forget(struct store *store, struct arena *arena,
                       const struct json *outcome, struct error *err)
{
    const struct json *names = json_find(outcome, STR("attachments"));
    for (size_t i = 0; i < json_count(names); i++)
        if (!blob_remove(store, arena, json_item(names, i)->text, err))
            return false;
    return true;
}

struct clearing {
    struct str_list *names; /* those that no event tells of, at the end */
};

static bool forget_told(void *with, const struct event *event, struct error *err)
{
    struct str_list *names = ((struct clearing *)with)->names;
    (void)err;
    if (!event->has_after || !str_equal(kind_of_id(event->record), kind_name))
        return true;
    for (size_t i = 0; i < names->count; i++)
        if (str_find(event->after, names->items[i]) != SIZE_MAX)
            names->items[i--] = names->items[--names->count];
    return true;
}

bool attachment_clear_held(struct store *store, struct arena *arena, struct error *err)
{
    struct str_list all, untold;
    struct clearing now = {&untold};
    if (!blob_cut_short(store, arena, &all, err))
        return false;
    if (!all.count)
        return true;
    untold = (struct str_list){arena_array(arena, struct str, all.count), all.count};
    for (size_t i = 0; i < all.count; i++)
        untold.items[i] = all.items[i];
    if (!event_each(store->db, forget_told, &now, err))
        return false;
    for (size_t i = 0; i < untold.count; i++)
        if (!blob_remove(store, arena, untold.items[i], err))
            return false;
    for (size_t i = 0; i < all.count; i++)
        if (!blob_kept(store, arena, all.items[i], err))
            return false;
    return true;
}

bool attachment_clear(struct store *store, struct arena *arena, struct error *err)
{
    int fd;
    if (!blob_hold(store, arena, false, &fd, err))
        return false;
    bool fine = attachment_clear_held(store, arena, err);
    if (fd >= 0)
        file_unlock(fd);
    return fine;
}
