/* SPDX-License-Identifier: MIT */
#include "engine/review_from.h"

#include "store/parsed.h"

static void add(struct str_list *list, struct str id)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], id))
            return;
    if (id.len)
        list->items[list->count++] = id;
}

/* FILE:LINE:HEADING of the row FILE:LINE; not of FILE, nor of another line. */
static bool is_in_row(struct str source, struct str row)
{
    struct str rest = str_slice(source, row.len, source.len);
    return str_starts(source, row) && rest.len > 1 && rest.ptr[0] == ':' &&
           !(rest.ptr[1] >= '0' && rest.ptr[1] <= '9');
}

static bool is_from(const struct parsed *said, struct str row)
{
    const struct json *also = json_find(&said->body, STR("also"));
    bool is = is_in_row(parsed_text(said, "source"), row);
    for (size_t i = 0; i < json_count(also) && !is; i++)
        is = str_equal(json_item(also, i)->text, row) ||
             is_in_row(json_item(also, i)->text, row);
    return is;
}

/* What a field of each says that came from there: of the row of a review and of what was
 * said there, and only where there is none of these, of what was said in the row. */
static bool add_from(struct db *db, struct arena *arena, struct str cycle,
                     struct str given, const char *of_review, const char *of_said,
                     struct str_list *out, struct error *err)
{
    struct parsed_list reviews, said;
    *out = (struct str_list){NULL, 0};
    if (str_find_byte(given, ':') == SIZE_MAX)
        return true;
    if (!parsed_all(db, arena, cycle, STR("review"), &reviews, err) ||
        !parsed_by(db, arena, cycle, STR("statement"), STR("source"), given, &said, err))
        return false;
    out->items = arena_array(arena, struct str, reviews.count + said.count);
    for (size_t i = 0; i < reviews.count; i++)
        if (str_equal(parsed_text(&reviews.items[i], "source"), given))
            add(out, of_review ? parsed_text(&reviews.items[i], of_review)
                               : reviews.items[i].record.id);
    for (size_t i = 0; i < said.count; i++)
        add(out, parsed_text(&said.items[i], of_said));
    if (out->count)
        return true;
    if (!parsed_all(db, arena, cycle, STR("statement"), &said, err))
        return false;
    out->items = arena_array(arena, struct str, said.count);
    for (size_t i = 0; i < said.count; i++)
        if (is_from(&said.items[i], given))
            add(out, parsed_text(&said.items[i], of_said));
    return true;
}

bool reviews_from(struct db *db, struct arena *arena, struct str cycle, struct str given,
                  struct str_list *out, struct error *err)
{
    return add_from(db, arena, cycle, given, NULL, "review", out, err);
}

bool people_from(struct db *db, struct arena *arena, struct str cycle, struct str given,
                 struct str_list *out, struct error *err)
{
    return add_from(db, arena, cycle, given, "person", "person", out, err);
}
