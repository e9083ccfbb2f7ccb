/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/unicode.h"
#include "engine/harm.h"

#include <assert.h>

enum { MOST_MORE_NAMED = 5 };

struct seated;

/* One person of the list: a row may stand for several. */
struct guest {
    struct sheet_participant row;
    size_t number;     /* which of the row's, from 1 */
    uint64_t who, all; /* viewpoint and organisation; everything that is said */
    struct seated *match;
};

/* A participant of an earlier list. */
struct seated {
    struct str id, list, place; /* list: its label; place: "2.1" */
    struct json now, body;      /* body: as lists had it last (import_noted.c) */
    uint64_t who, all;
    bool may, taken;
};

struct room {
    struct guest *guests;
    size_t count, space;
    bool matched;
    struct seated *seated;
    size_t seated_count;
    struct json agreed; /* by the participant's id: fields */
};

void room_add(struct importing *all, const struct sheet_participant *row)
{
    struct arena *arena = all->arena;
    if (!all->room) {
        all->room = arena_alloc(arena, sizeof *all->room);
        all->room->agreed = json_object();
    }
    struct room *room = all->room;
    struct sheet_participant kept = *row;
    kept.perspective = str_copy(arena, row->perspective);
    kept.organisation = str_copy(arena, row->organisation);
    kept.table = str_copy(arena, row->table);
    kept.note = str_copy(arena, row->note);
    for (size_t i = 0; i < row->number; i++) {
        room->guests = arena_one_more(arena, room->guests, sizeof *room->guests,
                                      room->count, &room->space);
        room->guests[room->count++] = (struct guest){.row = kept, .number = i + 1};
    }
}

static void fill_participant(struct arena *arena, const struct sheet_participant *row,
                             struct json *body)
{
    set_text(arena, body, "perspective", row->perspective);
    set_text(arena, body, "organisation", row->organisation);
    set_text(arena, body, "table", row->table);
    set_text(arena, body, "note", row->note);
    if (row->supporter)
        json_set(arena, body, STR("supporter"), json_bool(true));
    if (row->interpreter)
        json_set(arena, body, STR("interpreter"), json_bool(true));
    set_answer(arena, body, "invited", row->invited);
    set_answer(arena, body, "coming", row->coming);
    set_answer(arena, body, "attended", row->attended);
}

static uint64_t guest_fingerprint(struct arena *arena, const struct json *body, bool all)
{
    static const char *const yes_or_no[] = {"invited", "coming", "attended"};
    struct buf text = BUF_IN(arena);
    buf_add_format(
        &text, "%.*s|%d|%.*s", STR_ARGS(json_find_text(body, STR("perspective"))),
        json_find_bool(body, STR("supporter")),
        STR_ARGS(unicode_fold(arena, json_find_text(body, STR("organisation")))));
    for (size_t i = 0; all && i < sizeof yes_or_no / sizeof yes_or_no[0]; i++)
        buf_add_format(&text, "|%d", json_find_bool(body, str_of(yes_or_no[i])));
    if (all)
        buf_add_format(&text, "|%.*s|%.*s", STR_ARGS(json_find_text(body, STR("table"))),
                       STR_ARGS(json_find_text(body, STR("note"))));
    return fingerprint_of(buf_str(&text));
}

/* "room.csv:2.1" → "room.csv" and "2.1"; people whom somebody invited by hand come
 * from no list. */
static bool load_seated(struct batch *batch, struct room *room, struct error *err)
{
    struct arena *arena = batch->all->arena;
    struct record_list list;
    struct noted *noted;
    if (!noted_learn(batch->all, &noted, err) ||
        !record_list(batch->all->engine->store->db, arena, batch->all->request->cycle,
                     STR("participant"), &list, err))
        return false;
    room->seated = arena_array(arena, struct seated, list.count);
    for (size_t i = 0; i < list.count; i++) {
        struct seated one = {.id = list.items[i].id};
        if (!json_parse(arena, list.items[i].body, &one.now, err))
            return false;
        struct str source = json_find_text(&one.now, STR("source"));
        one.list = source_cut(source, &one.place);
        if (!one.list.len)
            continue;
        one.body = noted_as_listed(arena, noted, one.id, &one.now);
        one.who = guest_fingerprint(arena, &one.body, false);
        one.all = guest_fingerprint(arena, &one.body, true);
        room->seated[room->seated_count++] = one;
    }
    return true;
}

enum pass {
    PASS_ALL,
    PASS_PLACE,
    PASS_TABLE,
    PASS_WHO,
    PASS_LONGER,
    PASS_CORRECTED,
    PASS_COUNT
};

static bool same_table(const struct guest *guest, const struct seated *seated)
{
    return str_equal(guest->row.table, json_find_text(&seated->body, STR("table")));
}

static bool same_perspective(const struct guest *guest, const struct seated *seated)
{
    return str_equal(guest->row.perspective,
                     json_find_text(&seated->body, STR("perspective")));
}

/* Holly Bank, Holly Bank School */
static bool is_longer_name(struct arena *arena, struct str a, struct str b)
{
    struct str first = unicode_fold(arena, a), second = unicode_fold(arena, b);
    return first.len && second.len &&
           (str_starts(first, second) || str_starts(second, first));
}

static bool fits(enum pass pass, struct arena *arena, const struct guest *guest,
                 struct str place, const struct seated *seated)
{
    struct str organisation = json_find_text(&seated->body, STR("organisation"));
    switch (pass) {
    case PASS_ALL:
        return guest->all == seated->all;
    case PASS_PLACE:
        return guest->who == seated->who && str_equal(place, seated->place);
    case PASS_TABLE:
        return guest->who == seated->who && same_table(guest, seated);
    case PASS_WHO:
        return guest->who == seated->who;
    case PASS_LONGER:
        return same_perspective(guest, seated) &&
               is_longer_name(arena, guest->row.organisation, organisation);
    default: /* one of the two that say who it is was corrected */
        return str_equal(place, seated->place) &&
               (same_perspective(guest, seated) ||
                (organisation.len && str_equal(guest->row.organisation, organisation)));
    }
}

/* The most certain first, so that nobody is mixed up with the next row. */
static void match_guests(struct room *room, struct arena *arena)
{
    for (int pass = PASS_ALL; pass < PASS_COUNT; pass++)
        for (size_t g = 0; g < room->count; g++) {
            struct guest *guest = &room->guests[g];
            struct str place =
                str_format(arena, "%zu.%zu", guest->row.line, guest->number);
            if (guest->match)
                continue;
            for (size_t s = 0; s < room->seated_count; s++) {
                struct seated *seated = &room->seated[s];
                if (!seated->may || seated->taken ||
                    !fits((enum pass)pass, arena, guest, place, seated))
                    continue;
                guest->match = seated;
                seated->taken = true;
                break;
            }
        }
}

/* Nothing that both say is said otherwise. */
static bool agrees(struct arena *arena, const struct guest *guest,
                   const struct seated *seated)
{
    const struct {
        const char *name;
        struct str said;
    } texts[] = {{"table", guest->row.table}, {"note", guest->row.note}};
    const struct {
        const char *name;
        enum answer said;
    } answers[] = {{"invited", guest->row.invited},
                   {"coming", guest->row.coming},
                   {"attended", guest->row.attended}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct str there = json_find_text(&seated->body, str_of(texts[i].name));
        if (there.len && texts[i].said.len &&
            !str_equal(unicode_fold(arena, there), unicode_fold(arena, texts[i].said)))
            return false;
    }
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        const struct json *there = json_find(&seated->body, str_of(answers[i].name));
        if (there && answers[i].said != ANSWER_UNKNOWN &&
            json_find_bool(&seated->body, str_of(answers[i].name)) !=
                (answers[i].said == ANSWER_YES))
            return false;
    }
    return true;
}

/* What an earlier list and this one have in common. */
struct common {
    size_t size;  /* of the earlier one */
    size_t who;   /* as many of the same viewpoint and organisation */
    size_t whole; /* of whom nothing is said otherwise */
};

static size_t count_common(struct room *room, struct arena *arena, struct str list,
                           bool whole)
{
    bool *used = arena_array(arena, bool, room->count);
    size_t common = 0;
    for (size_t s = 0; s < room->seated_count; s++) {
        const struct seated *seated = &room->seated[s];
        for (size_t g = 0; g < room->count && str_equal(seated->list, list); g++) {
            const struct guest *guest = &room->guests[g];
            if (used[g] || guest->who != seated->who ||
                (whole && !agrees(arena, guest, seated)))
                continue;
            used[g] = true;
            common++;
            break;
        }
    }
    return common;
}

static struct common common_with(struct room *room, struct arena *arena, struct str list)
{
    struct common common = {.who = count_common(room, arena, list, false),
                            .whole = count_common(room, arena, list, true)};
    for (size_t s = 0; s < room->seated_count; s++)
        common.size += str_equal(room->seated[s].list, list);
    return common;
}

/* Whether this is an earlier list again: under its name, with more than half of the
 * shorter of both in common; under another name, with more than half of each, and
 * nothing else said of them: a viewpoint alone is nobody's. */
static bool is_same_list(const struct room *room, const struct common *common,
                         bool same_name)
{
    size_t shorter = common->size < room->count ? common->size : room->count;
    size_t longer = common->size < room->count ? room->count : common->size;
    return same_name ? common->who * 2 > shorter : common->whole * 2 > longer;
}

static void say_list(struct importing *all, struct str list, const struct common *common,
                     bool same_name, bool same)
{
    size_t count = all->room->count, longer = common->size < count ? count : common->size;
    if (same_name && !same)
        notice_add(all->notices, false, all->request->name, 0,
                   "a list of this name was imported before and has too little in common "
                   "with this one: its people are others, and both lists count. In "
                   "commands its rows are called %.*s:LINE, those of the earlier one "
                   "%.*s%s:LINE",
                   STR_ARGS(all->label), STR_ARGS(list),
                   str_equal(label_name(list), list) ? "#1" : "");
    else if (!same_name && same)
        notice_add(all->notices, false, all->request->name, 0,
                   "taken for %.*s under a new name: who is in both is not added again. "
                   "If they are other people, put both lists into one file",
                   STR_ARGS(list));
    else if (!same_name && common->who * 2 > longer)
        notice_add(all->notices, false, all->request->name, 0,
                   "taken for another list than %.*s, though %zu of its people have the "
                   "viewpoint and organisation of somebody there: both lists count. If "
                   "it is that list, corrected, take this import back (`waymark undo`), "
                   "and import it under that name",
                   STR_ARGS(list), common->who);
}

static void choose_lists(struct importing *all, struct arena *arena)
{
    struct room *room = all->room;
    for (size_t s = 0; s < room->seated_count; s++) {
        struct str list = room->seated[s].list;
        bool same_name = str_equal(label_name(list), all->request->name);
        bool seen = false;
        for (size_t before = 0; before < s && !seen; before++)
            seen = str_equal(room->seated[before].list, list);
        if (seen)
            continue;
        struct common common = common_with(room, arena, list);
        bool same = is_same_list(room, &common, same_name);
        say_list(all, list, &common, same_name, same);
        for (size_t n = s; n < room->seated_count && same; n++)
            room->seated[n].may =
                room->seated[n].may || str_equal(room->seated[n].list, list);
    }
}

static bool match_room(struct batch *batch, struct error *err)
{
    struct room *room = batch->all->room;
    struct arena *arena = arena_new();
    room->matched = true;
    for (size_t i = 0; i < room->count; i++) {
        struct json body = json_object();
        fill_participant(arena, &room->guests[i].row, &body);
        room->guests[i].who = guest_fingerprint(arena, &body, false);
        room->guests[i].all = guest_fingerprint(arena, &body, true);
    }
    bool fine = load_seated(batch, room, err);
    if (fine) {
        choose_lists(batch->all, arena);
        match_guests(room, arena);
    }
    arena_free(arena);
    return fine;
}

void room_forget(struct importing *all)
{
    struct room *room = all->room;
    if (!room)
        return;
    room->matched = false;
    room->seated_count = 0;
    room->agreed = json_object();
    for (size_t i = 0; i < room->count; i++)
        room->guests[i].match = NULL;
}

/* Whoever imports it is told at once, as of a card. */
static void remark_on_harm(struct batch *batch, const struct json *before,
                           const struct json *after, const struct guest *guest)
{
    const struct kind_field *field =
        harm_in(batch->arena, batch->participant, before, after);
    if (field && guest->number == 1)
        import_remark(batch, false, guest->row.line, "%.*s",
                      STR_ARGS(harm_words(batch->arena, field->title)));
}

static void keep_noted(struct batch *batch, const struct guest *guest, struct str source,
                       const struct json *now, struct json *body, struct noted_told *told)
{
    struct room *room = batch->all->room;
    struct json said = json_object(), agreed = json_object();
    fill_participant(batch->arena, &guest->row, &said);
    const struct noted_row row = {&said, &guest->match->body, now, source};
    noted_keep(batch, &row, body, &agreed, told);
    if (json_count(&agreed))
        json_set(batch->all->arena, &room->agreed, guest->match->id, agreed);
}

void room_note_agreed(struct importing *all, struct arena *arena, struct json *outcome)
{
    if (!all->room || !json_count(&all->room->agreed))
        return;
    json_set(arena, outcome, STR("agreed"), all->room->agreed);
    all->room->agreed = json_object();
}

static bool change_participant(struct batch *batch, const struct guest *guest,
                               struct str source, struct noted_told *told,
                               struct error *err)
{
    static const char *const names[] = {"perspective", "organisation", "table",
                                        "note",        "supporter",    "interpreter",
                                        "invited",     "coming",       "attended"};
    struct record record;
    struct json body, old;
    size_t older_by = 0;
    bool found;
    if (!record_find(batch->all->engine->store->db, batch->arena, guest->match->id,
                     &record, &found, err) ||
        (found && !json_parse(batch->arena, record.body, &old, err)))
        return false;
    if (!found)
        return error_set(err, ERROR_CONFLICT,
                         "somebody took %.*s back at this moment; import the file again",
                         STR_ARGS(guest->match->id));
    body = json_copy(batch->arena, &old);
    fill_participant(batch->arena, &guest->row, &body);
    keep_noted(batch, guest, source, &old, &body, told);
    if (!older_keep(batch, &(struct parsed){record, old}, &body, names,
                    sizeof names / sizeof names[0], &older_by, err))
        return false;
    older_say(batch, guest->row.line, older_by);
    if (json_equal(&body, &old))
        batch->all->counts->same++;
    else
        count_corrected(batch, record.id);
    remark_on_harm(batch, &old, &body, guest);
    set_text(batch->arena, &body, "source", source);
    return commit_change(batch->call->commit, batch->participant, &record, &body, err);
}

static bool one_participant(struct batch *batch, const struct guest *guest,
                            struct noted_told *told, struct error *err)
{
    struct json nothing = json_object(), body = json_object();
    struct str id,
        source = str_format(batch->arena, "%.*s:%zu.%zu", STR_ARGS(batch->all->label),
                            guest->row.line, guest->number);
    if (guest->match)
        return change_participant(batch, guest, source, told, err);
    fill_participant(batch->arena, &guest->row, &body);
    remark_on_harm(batch, &nothing, &body, guest);
    set_text(batch->arena, &body, "source", source);
    batch->all->counts->participants++;
    return commit_create(batch->call->commit, batch->participant,
                         batch->all->request->cycle, &body, &id, err);
}

static bool is_counted(const struct json *body)
{
    return json_find_bool(body, STR("invited")) || json_find_bool(body, STR("coming")) ||
           json_find_bool(body, STR("attended"));
}

/* Nobody is taken away by an import; that there are too many now is said. */
static void point_out_more(struct importing *all)
{
    struct room *room = all->room;
    struct buf who = BUF_IN(all->arena);
    struct buf ids = BUF_IN(all->arena);
    size_t more = 0;
    for (size_t s = 0; s < room->seated_count; s++) {
        const struct seated *one = &room->seated[s];
        struct str organisation = json_find_text(&one->body, STR("organisation"));
        if (!one->may || one->taken || !is_counted(&one->now))
            continue;
        if (more++ >= MOST_MORE_NAMED)
            continue;
        buf_add_format(&ids, "%s%.*s", ids.len ? "," : "", STR_ARGS(one->id));
        buf_add_format(
            &who, "%s%.*s%s%.*s", who.len ? "; " : "",
            STR_ARGS(str_replaced(
                all->arena, json_find_text(&one->body, STR("perspective")), '_', ' ')),
            organisation.len ? ", " : "", STR_ARGS(organisation));
    }
    if (more)
        notice_add(all->notices, false, all->request->name, 0,
                   "%zu %s on this list before and %s not in the file now (%.*s%s), and "
                   "still %s. Take who is not coming off the list with `waymark do "
                   "prepare.room participant=%.*s invited=no coming=no`",
                   more, more == 1 ? "person was" : "people were",
                   more == 1 ? "is" : "are", STR_ARGS(buf_str(&who)),
                   more > MOST_MORE_NAMED ? "; and others" : "",
                   more == 1 ? "counts" : "count", STR_ARGS(buf_str(&ids)));
}

bool import_participant(struct batch *batch, const struct sheet_participant *row,
                        struct error *err)
{
    struct importing *all = batch->all;
    struct noted_told told = {.count = 0};
    assert(all->room && row->number <= all->room->count - all->room_next);
    if (!all->room->matched && !match_room(batch, err))
        return false;
    for (size_t i = 0; i < row->number; i++)
        if (!one_participant(batch, &all->room->guests[all->room_next++], &told, err))
            return false;
    noted_say(batch, row, &told);
    if (all->room_next == all->room->count)
        point_out_more(all);
    return true;
}
