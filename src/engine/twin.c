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

/* Of the same list and place, or of the same viewpoint from the same organisation. Whom
 * somebody invited by hand is on no list. */
static bool same_guest(struct arena *arena, const struct json *one,
                       const struct json *other)
{
    if (!json_find_text(other, STR("source")).len)
        return false;
    return same_field(one, other, "source") ||
           (same_field(one, other, "perspective") &&
            json_find_bool(one, STR("supporter")) ==
                json_find_bool(other, STR("supporter")) &&
            str_equal(unicode_fold(arena, json_find_text(one, STR("organisation"))),
                      unicode_fold(arena, json_find_text(other, STR("organisation")))));
}

/* People for the room may well be alike: who stood beside them stays another, whatever
 * was noted of them since. */
static bool is_new_guest(struct db *db, struct arena *arena, const struct event *gone,
                         const struct json *body, const struct record *record,
                         const struct json *other, bool *out, struct error *err)
{
    *out = same_guest(arena, body, other);
    return !*out || event_made_since(db, arena, record->id, gone->command + 1, out, err);
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
    if (found && str_equal(kind, STR("participant")))
        return is_new_guest(db, arena, gone, body, &record, &other, out, err);
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

static bool look_by(struct db *db, struct arena *arena, const struct event *gone,
                    const struct json *body, const char *field, int64_t own,
                    int64_t *touched, struct error *err)
{
    return *touched ||
           look_through(db, arena, gone, body, field, json_find_text(body, str_of(field)),
                        own, touched, err);
}

static bool look_by_lookups(struct db *db, struct arena *arena, const struct event *gone,
                            const struct json *body, int64_t own, int64_t *touched,
                            struct error *err)
{
    const struct json *lookups = json_find(body, STR("lookups"));
    for (size_t i = 0; i < json_count(lookups) && !*touched; i++)
        if (!look_through(db, arena, gone, body, "lookups", json_item(lookups, i)->text,
                          own, touched, err))
            return false;
    return true;
}

bool twin_find(struct db *db, struct arena *arena, const struct event *gone, int64_t own,
               int64_t *touched, struct error *err)
{
    struct str kind = kind_of_id(gone->record);
    bool identity = str_equal(kind, STR("identity"));
    bool guest = str_equal(kind, STR("participant"));
    struct json body;
    *touched = 0;
    if (!identity && !guest && !str_equal(kind, STR("review")) &&
        !str_equal(kind, STR("statement")))
        return true;
    if (!json_parse(arena, gone->before, &body, err))
        return false;
    if (identity)
        return look_by_lookups(db, arena, gone, &body, own, touched, err);
    if (guest)
        return !json_find_text(&body, STR("source")).len ||
               (look_by(db, arena, gone, &body, "source", own, touched, err) &&
                look_by(db, arena, gone, &body, "perspective", own, touched, err));
    bool reviewed = json_find_text(&body, STR("review")).len > 0;
    return look_by(db, arena, gone, &body, reviewed ? "review" : "person", own, touched,
                   err);
}
