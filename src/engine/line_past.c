/* SPDX-License-Identifier: MIT */
#include "engine/line_past.h"

#include "base/crypto.h"
#include "format/json.h"
#include "store/event.h"

enum { HASHED = 32, FRONT = 5 + HASHED }; /* file:LINE */

static struct str file_hash(struct store *store, struct arena *arena, struct str path)
{
    struct crypto_key key;
    crypto_key_for(&store->key, "fileline", &key);
    struct str file = crypto_lookup(arena, &key, path);
    crypto_key_forget(&key);
    return str_slice(file, 0, HASHED);
}

struct str line_key(struct store *store, struct arena *arena, struct str cycle,
                    struct str path, struct str says, size_t same_above)
{
    struct crypto_key key;
    crypto_key_for(&store->key, "fileline", &key);
    struct str line = crypto_lookup(arena, &key,
                                    str_format(arena, "%.*s\n%.*s\n%zu", STR_ARGS(cycle),
                                               STR_ARGS(says), same_above));
    crypto_key_forget(&key);
    return str_format(arena, "file:%.*s:%.*s", STR_ARGS(str_slice(line, 0, HASHED)),
                      STR_ARGS(file_hash(store, arena, path)));
}

static bool is_better(const struct line_past *one, const struct line_past *than)
{
    if (than->state == LINE_NEW || one->elsewhere != than->elsewhere)
        return than->state == LINE_NEW || than->elsewhere;
    return one->state == LINE_DONE && than->state != LINE_DONE;
}

/* The file's name from `FILE:LINE`, and when it was taken back. */
static bool complete(struct db *db, struct arena *arena, struct line_past *past,
                     struct error *err)
{
    struct command_row undoing;
    struct str closing;
    struct json said;
    bool found;
    if (past->row.undone_by) {
        if (!command_find(db, arena, past->row.undone_by, &undoing, &found, err))
            return false;
        past->taken_back_at = found ? undoing.at : 0;
    }
    if (!event_closing(db, arena, past->row.number, &closing, err))
        return false;
    if (!closing.len)
        return true;
    if (!json_parse(arena, closing, &said, err))
        return false;
    struct str from = json_find_text(&said, STR("from"));
    for (size_t i = from.len; i > 0 && !past->from.len; i--)
        if (from.ptr[i - 1] == ':')
            past->from = str_slice(from, 0, i - 1);
    return true;
}

bool line_past_find(struct db *db, struct arena *arena, struct str key,
                    struct line_past *out, struct error *err)
{
    struct command_list list;
    struct str front = str_slice(key, 0, FRONT);
    *out = (struct line_past){.state = LINE_NEW};
    if (!command_keyed(db, arena, str_format(arena, "%.*s:", STR_ARGS(front)),
                       str_format(arena, "%.*s;", STR_ARGS(front)), &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        struct line_past one = {.state =
                                    list.items[i].undone_by ? LINE_TAKEN_BACK : LINE_DONE,
                                .elsewhere = !str_starts(list.items[i].key, key),
                                .row = list.items[i]};
        if (is_better(&one, out))
            *out = one;
    }
    return out->state == LINE_NEW || complete(db, arena, out, err);
}

bool line_commands(struct store *store, struct arena *arena, struct str path,
                   struct command_list *out, struct error *err)
{
    struct str file = file_hash(store, arena, path);
    size_t kept = 0;
    if (!command_keyed(store->db, arena, STR("file:"), STR("file;"), out, err))
        return false;
    for (size_t i = 0; i < out->count; i++) {
        struct str key = out->items[i].key;
        if (!out->items[i].undone_by && key.len > FRONT &&
            str_starts(str_slice(key, FRONT + 1, key.len), file))
            out->items[kept++] = out->items[i];
    }
    out->count = kept;
    return true;
}
