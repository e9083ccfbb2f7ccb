/* SPDX-License-Identifier: MIT */
#include "engine/twin.h"

#include "base/unicode.h"

static bool same_field(const struct json *one, const struct json *other, const char *name)
{
    return str_equal(json_find_text(one, str_of(name)),
                     json_find_text(other, str_of(name)));
}

static bool same_review(const struct json *one, const struct json *other)
{
    return same_field(one, other, "date") &&
           (json_find_text(one, STR("date")).len || same_field(one, other, "due"));
}

static bool same_words(struct arena *arena, const struct json *one,
                       const struct json *other)
{
    return same_field(one, other, "section") && same_field(one, other, "review") &&
           str_equal(unicode_fold(arena, json_find_text(one, STR("text"))),
                     unicode_fold(arena, json_find_text(other, STR("text"))));
}

/* Of those that share an indexed value with it. */
static bool is_twin(struct db *db, struct arena *arena, const struct event *gone,
                    const struct json *body, struct str id, bool *out, struct error *err)
{
    struct str kind = kind_of_id(gone->record);
    struct record record;
    struct json other;
    bool found;
    *out = false;
    if (str_equal(id, gone->record))
        return true;
    if (!record_find(db, arena, id, &record, &found, err) ||
        (found && !json_parse(arena, record.body, &other, err)))
        return false;
    *out =
        found && (str_equal(kind, STR("identity")) ||
                  (str_equal(kind, STR("review")) && same_review(body, &other)) ||
                  (str_equal(kind, STR("statement")) && same_words(arena, body, &other)));
    return true;
}

static bool look_through(struct db *db, struct arena *arena, const struct event *gone,
                         const struct json *body, const char *field, struct str value,
                         int64_t own, int64_t *touched, struct error *err)
{
    struct str_list ids;
    if (!value.len)
        return true;
    if (!record_by(db, arena, gone->cycle, kind_of_id(gone->record), str_of(field), value,
                   &ids, err))
        return false;
    for (size_t i = 0; i < ids.count && !*touched; i++) {
        struct event_touch last;
        bool twin;
        if (!is_twin(db, arena, gone, body, ids.items[i], &twin, err) ||
            (twin &&
             !event_last_touch(db, arena, ids.items[i], gone->command + 1, &last, err)))
            return false;
        *touched = twin && last.command != own ? last.command : 0;
    }
    return true;
}

bool twin_find(struct db *db, struct arena *arena, const struct event *gone, int64_t own,
               int64_t *touched, struct error *err)
{
    struct str kind = kind_of_id(gone->record);
    struct json body;
    *touched = 0;
    if (!str_equal(kind, STR("identity")) && !str_equal(kind, STR("review")) &&
        !str_equal(kind, STR("statement")))
        return true;
    if (!json_parse(arena, gone->before, &body, err))
        return false;
    const struct json *lookups = json_find(&body, STR("lookups"));
    if (str_equal(kind, STR("identity"))) {
        for (size_t i = 0; i < json_count(lookups) && !*touched; i++)
            if (!look_through(db, arena, gone, &body, "lookups",
                              json_item(lookups, i)->text, own, touched, err))
                return false;
        return true;
    }
    struct str review = json_find_text(&body, STR("review"));
    return review.len
               ? look_through(db, arena, gone, &body, "review", review, own, touched, err)
               : look_through(db, arena, gone, &body, "person",
                              json_find_text(&body, STR("person")), own, touched, err);
}
