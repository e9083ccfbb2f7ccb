/* SPDX-License-Identifier: MIT */
#include "engine/key.h"

#include "base/crypto.h"
#include "base/date.h"
#include "store/event.h"

enum { KEY_BYTES = 16, MOST_KEY = 200 };

struct str key_random(struct arena *arena)
{
    unsigned char bytes[KEY_BYTES];
    crypto_random(bytes, sizeof bytes);
    return crypto_hex(arena, bytes, sizeof bytes);
}

static const struct str with = {"with:", 5};

struct str key_with(struct arena *arena, int64_t number)
{
    return str_format(arena, "%.*s%lld", STR_ARGS(with), (long long)number);
}

int64_t key_with_which(struct str key)
{
    int64_t number;
    bool is = str_starts(key, with) &&
              str_to_integer(str_slice(key, with.len, key.len), &number);
    return is ? number : 0;
}

/* Whoever had such a key could keep an import from being done. */
static bool is_taken_up(struct str key)
{
    return str_starts(key, STR("import:")) || str_starts(key, STR("file:")) ||
           str_starts(key, with);
}

bool key_check(const struct command_request *request, struct error *err)
{
    struct str key = request->key;
    if (key.len > MOST_KEY)
        return error_set(err, ERROR_INPUT, "a key may be at most %d bytes long",
                         MOST_KEY);
    for (size_t i = 0; i < key.len; i++)
        if ((unsigned char)key.ptr[i] < ' ')
            return error_set(
                err, ERROR_INPUT,
                "a key may not hold line breaks or other control characters");
    if (is_taken_up(key) && !request->key_says_all)
        return error_set(err, ERROR_INPUT,
                         "keys that begin with import:, file: or with: are those of "
                         "imports, of files of commands, and of lines that do two; give "
                         "another key. Nothing was changed");
    return true;
}

struct str key_asked(struct arena *arena, const struct command_request *request)
{
    struct json asked = json_list();
    if (!request->key.len || request->key_says_all)
        return STR_NONE;
    json_add(arena, &asked, json_text(request->name));
    json_add(arena, &asked, json_text(request->cycle));
    json_add(arena, &asked, request->args ? *request->args : json_object());
    return hash_text(arena, json_write(arena, &asked));
}

static bool is_taken(struct arena *arena, const struct command_request *request,
                     const struct command_row *row, bool erased, struct error *err)
{
    if (erased)
        return error_set(err, ERROR_CONFLICT,
                         "the key \"%.*s\" was used for command %lld, and what that one "
                         "was asked has been erased since, so nobody can tell whether "
                         "this is the same. Nothing was changed; if it is another "
                         "command, give another key",
                         STR_ARGS(request->key), (long long)row->number);
    struct str when = date_words(arena, date_of_moment(row->at));
    return error_set(err, ERROR_CONFLICT,
                     "the key \"%.*s\" was used for another command (command %lld, "
                     "%.*s, %.*s); give another key. Nothing was changed",
                     STR_ARGS(request->key), (long long)row->number, STR_ARGS(row->name),
                     STR_ARGS(when));
}

bool key_must_match(struct db *db, struct arena *arena,
                    const struct command_request *request, int64_t number,
                    struct error *err)
{
    struct command_row row;
    struct str closing;
    struct json said = json_object();
    bool found;
    if (!command_find(db, arena, number, &row, &found, err))
        return false;
    if (!str_equal(row.name, request->name))
        return is_taken(arena, request, &row, false, err);
    if (request->key_says_all)
        return true;
    if (!event_closing(db, arena, number, &closing, err) ||
        (closing.len && !json_parse(arena, closing, &said, err)))
        return false;
    if (closing.len &&
        str_equal(json_find_text(&said, STR("asked")), key_asked(arena, request)))
        return true;
    return is_taken(arena, request, &row, closing.len == 0, err);
}
