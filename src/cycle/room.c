/* SPDX-License-Identifier: MIT */
#include "cycle/room.h"

#include "format/json.h"

static const char *const perspectives[ROOM_PERSPECTIVES] = {
    "young_person", "family",  "school",   "post_16_provider", "health", "social_care",
    "commissioner", "housing", "employer", "voluntary_sector", "other"};

struct str room_perspective(size_t index)
{
    return index < ROOM_PERSPECTIVES ? str_of(perspectives[index]) : STR_NONE;
}

size_t room_perspective_index(struct str name)
{
    size_t i = 0;
    while (i + 1 < ROOM_PERSPECTIVES && !str_equal(name, str_of(perspectives[i])))
        i++;
    return i;
}

static bool count_one(void *with, const struct record *record, struct error *err)
{
    struct room *room = with;
    struct arena *arena = arena_new();
    struct json body;
    bool fine = json_parse(arena, record->body, &body, err);
    if (fine) {
        size_t p = room_perspective_index(json_find_text(&body, STR("perspective")));
        bool invited = json_find_bool(&body, STR("invited"));
        bool coming = json_find_bool(&body, STR("coming"));
        bool attended = json_find_bool(&body, STR("attended"));
        if (json_find_bool(&body, STR("interpreter"))) {
            room->interpreters_invited += invited;
            room->interpreters_coming += coming;
            room->interpreters_attended += attended;
        } else if (json_find_bool(&body, STR("supporter"))) {
            room->supporters_invited += invited;
            room->supporters_coming += coming;
            room->supporters_attended += attended;
        } else {
            room->invited[p] += invited;
            room->coming[p] += coming;
            room->attended[p] += attended;
        }
    }
    arena_free(arena);
    return fine;
}

bool room_of(struct db *db, struct str cycle, struct room *out, struct error *err)
{
    *out = (struct room){.supporters_invited = 0};
    return record_each(db, cycle, STR("participant"), count_one, out, err);
}

int64_t room_total(const int64_t counts[ROOM_PERSPECTIVES])
{
    int64_t total = 0;
    for (size_t i = 0; i < ROOM_PERSPECTIVES; i++)
        total += counts[i];
    return total;
}

int64_t room_young_and_family(const int64_t counts[ROOM_PERSPECTIVES])
{
    return counts[0] + counts[1];
}

bool room_safe(struct arena *arena, struct disclosure_rule rule,
               const int64_t counts[ROOM_PERSPECTIVES], struct disclosure_result *out,
               struct error *err)
{
    int64_t backwards[ROOM_PERSPECTIVES]; /* of two as large the first is hidden */
    struct disclosure_counts in = {.shape = DISCLOSURE_PARTS,
                                   .rows = ROOM_PERSPECTIVES,
                                   .columns = 1,
                                   .cells = backwards};
    struct disclosure_result safe;
    for (size_t i = 0; i < ROOM_PERSPECTIVES; i++)
        backwards[i] = counts[ROOM_PERSPECTIVES - 1 - i];
    if (!disclosure_apply(arena, rule, &in, &safe, err))
        return false;
    *out = safe;
    out->cells = arena_array(arena, int64_t, ROOM_PERSPECTIVES);
    for (size_t i = 0; i < ROOM_PERSPECTIVES; i++)
        out->cells[i] = safe.cells[ROOM_PERSPECTIVES - 1 - i];
    return true;
}

bool room_tell(struct arena *arena, struct disclosure_rule rule, const struct room *room,
               struct room_told *out, struct error *err)
{
    struct disclosure_result safe;
    if (!room_safe(arena, rule, room->attended, &safe, err))
        return false;
    for (size_t i = 0; i < ROOM_PERSPECTIVES; i++)
        out->apart[i] = safe.cells[i] >= rule.threshold;
    return true;
}

struct room_apart room_told_apart(const struct room_told *told,
                                  const int64_t people[ROOM_PERSPECTIVES],
                                  int64_t threshold)
{
    struct room_apart out = {told->apart[0] && people[0] >= threshold,
                             told->apart[1] && people[1] >= threshold, true};
    int64_t others =
        room_total(people) - (out.young ? people[0] : 0) - (out.families ? people[1] : 0);
    if (others < threshold || (!out.young && !out.families))
        out = (struct room_apart){false, false, false};
    return out;
}
