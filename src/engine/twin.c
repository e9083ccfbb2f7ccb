/* SPDX-License-Identifier: MIT */
#include "engine/twin.h"

#include "base/unicode.h"
#include "store/parsed.h"

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

/* Of the same list and place, or of the same viewpoint from the same organisation, where
 * one is named: two families are not one. Whom somebody invited by hand is on no list. */
static bool same_guest(struct arena *arena, const struct json *one,
                       const struct json *other)
{
    if (!json_find_text(other, STR("source")).len)
        return false;
    return same_field(one, other, "source") ||
           (json_find_text(one, STR("organisation")).len &&
            same_field(one, other, "perspective") &&
            json_find_bool(one, STR("supporter")) ==
                json_find_bool(other, STR("supporter")) &&
            str_equal(unicode_fold(arena, json_find_text(one, STR("organisation"))),
                      unicode_fold(arena, json_find_text(other, STR("organisation")))));
}

static bool is_alike(struct arena *arena, struct str kind, const struct json *one,
                     const struct json *other)
{
    if (str_equal(kind, STR("review")))
        return same_review(one, other);
    if (str_equal(kind, STR("statement")))
        return same_words(arena, one, other);
    if (str_equal(kind, STR("participant")))
        return same_guest(arena, one, other);
    return !str_equal(kind, STR("measurement")) || same_field(one, other, "date");
}

/* Those that may well be alike: who stood beside them stays another, whatever was noted
 * of them since. */
static bool must_be_new(struct str kind)
{
    return str_equal(kind, STR("participant")) || str_equal(kind, STR("measurement")) ||
           str_equal(kind, STR("cycle"));
}

/* Of those that share an indexed value with it. */
static bool is_twin(struct db *db, struct arena *arena, const struct event *gone,
                    const struct json *body, struct str id, bool *out, struct error *err)
{
    struct str kind = kind_of_id(gone->record);
    struct parsed other;
    bool found;
    *out = false;
    if (str_equal(id, gone->record))
        return true;
    if (!parsed_find(db, arena, id, &other, &found, err))
        return false;
    *out = found && is_alike(arena, kind, body, &other.body);
    return !*out || !must_be_new(kind) ||
           event_made_since(db, arena, id, gone->command + 1, out, err);
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

enum { MOST_FIELDS = 2 };

/* By which of its indexed fields another is found; none: it is not looked for. */
static size_t fields_of(struct str kind, const struct json *body,
                        const char *out[static MOST_FIELDS])
{
    bool in_review = json_find_text(body, STR("review")).len > 0;
    bool on_list = json_find_text(body, STR("source")).len > 0;
    const struct {
        const char *kind;
        const char *fields[MOST_FIELDS];
        bool sought;
    } ways[] = {{"review", {"person"}, true},
                {"statement", {in_review ? "review" : "person"}, true},
                {"participant", {"source", "perspective"}, on_list},
                {"measurement", {"indicator"}, true},
                {"cycle", {"previous"}, true}};
    size_t count = 0;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (str_equal(kind, str_of(ways[i].kind)) && ways[i].sought)
            while (count < MOST_FIELDS && ways[i].fields[count]) {
                out[count] = ways[i].fields[count];
                count++;
            }
    return count;
}

bool twin_find(struct db *db, struct arena *arena, const struct event *gone, int64_t own,
               int64_t *touched, struct error *err)
{
    struct str kind = kind_of_id(gone->record);
    const char *fields[MOST_FIELDS];
    struct json body;
    *touched = 0;
    if (!json_parse(arena, gone->before, &body, err))
        return false;
    if (str_equal(kind, STR("identity")))
        return look_by_lookups(db, arena, gone, &body, own, touched, err);
    size_t count = fields_of(kind, &body, fields);
    for (size_t i = 0; i < count && !*touched; i++)
        if (!look_through(db, arena, gone, &body, fields[i],
                          json_find_text(&body, str_of(fields[i])), own, touched, err))
            return false;
    return true;
}
