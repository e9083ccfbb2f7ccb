/* SPDX-License-Identifier: MIT */
#include "engine/no_elsewhere.h"

#include "base/date.h"
#include "base/shell.h"
#include "cycle/tray.h"
#include "cycle/wish.h"
#include "engine/card.h"
#include "store/parsed.h"

/* When they decided: a no that took a yes back is as old as that. */
static struct str day_of(const struct parsed *said)
{
    struct str withdrawn = parsed_text(said, "withdrawn");
    return withdrawn.len ? withdrawn : parsed_text(said, "date");
}

static bool has_what(const struct parsed_list *list, struct str what)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(parsed_text(&list->items[i], "what"), what))
            return true;
    return false;
}

/* Another workflow may know other things to ask for, and other people who decide. */
static bool is_choice(struct arena *arena, const struct kind *kind, const char *field,
                      struct str value)
{
    struct str_list all = kind_choices(arena, kind_field(kind, str_of(field)));
    for (size_t i = 0; i < all.count; i++)
        if (str_equal(all.items[i], value))
            return true;
    return false;
}

static struct json body_of(struct arena *arena, const struct kind *permission,
                           const struct parsed *said)
{
    struct json body = json_copy(arena, &said->body);
    for (size_t i = json_count(&body); i-- > 0;)
        if (!kind_field(permission, body.object.members[i].name))
            json_unset(&body, body.object.members[i].name);
    if (!is_choice(arena, permission, "decided_by", parsed_text(said, "decided_by")))
        json_unset(&body, STR("decided_by"));
    return body;
}

static bool name_of(struct db *db, struct arena *arena, struct str cycle, struct str *out,
                    struct error *err)
{
    struct parsed found;
    bool there;
    if (!parsed_find(db, arena, cycle, &found, &there, err))
        return false;
    *out = there ? parsed_text(&found, "name") : STR_NONE;
    return true;
}

/* What they said in all cycles but this one, in one list. */
static bool load_others(struct db *db, struct arena *arena, struct str cycle,
                        struct str person, struct parsed_list *out, struct error *err)
{
    struct str_list cycles;
    size_t room = 0;
    *out = (struct parsed_list){NULL, 0};
    if (!record_where(db, arena, STR(""), STR("cycle"), NO_CONDITIONS, &cycles, err))
        return false;
    for (size_t c = 0; c < cycles.count; c++) {
        struct parsed_list some;
        if (str_equal(cycles.items[c], cycle))
            continue;
        if (!parsed_by(db, arena, cycles.items[c], STR("permission"), STR("person"),
                       person, &some, err))
            return false;
        for (size_t i = 0; i < some.count; i++) {
            out->items =
                arena_one_more(arena, out->items, sizeof *out->items, out->count, &room);
            out->items[out->count++] = some.items[i];
        }
    }
    return true;
}

/* A no of no known day may be newer than any other; a yes of none, than nothing. Days are
 * written so that the later one sorts last. */
static bool is_newer(const struct parsed *one, const struct parsed *held, bool given)
{
    struct str day = day_of(one), before = held ? day_of(held) : STR_NONE;
    if (!held || !day.len || !before.len)
        return !held || given == (day.len > 0);
    return str_compare(day, before) > 0;
}

/* The newest no, where no yes came after it; or NULL. */
static const struct parsed *find_no(const struct parsed_list *said, struct str what)
{
    const struct parsed *newest[2] = {NULL, NULL}; /* by given */
    for (size_t i = 0; i < said->count; i++) {
        const struct parsed *one = &said->items[i];
        bool given = json_find_bool(&one->body, STR("given"));
        if (str_equal(parsed_text(one, "what"), what) &&
            is_newer(one, newest[given], given))
            newest[given] = one;
    }
    const struct parsed *no = newest[false], *yes = newest[true];
    bool overturned =
        no && yes && day_of(no).len && str_compare(day_of(yes), day_of(no)) > 0;
    return overturned ? NULL : no;
}

bool no_elsewhere_find(struct db *db, struct arena *arena, const struct kind *permission,
                       struct str cycle, struct str person, struct no_elsewhere_list *out,
                       struct error *err)
{
    struct parsed_list here, said;
    struct str_list whats = kind_choices(arena, kind_field(permission, STR("what")));
    *out = (struct no_elsewhere_list){NULL, 0};
    if (!load_others(db, arena, cycle, person, &said, err))
        return false;
    if (!said.count)
        return true;
    if (!parsed_by(db, arena, cycle, STR("permission"), STR("person"), person, &here,
                   err))
        return false;
    out->items = arena_array(arena, struct no_elsewhere, whats.count);
    for (size_t i = 0; i < whats.count; i++) {
        struct no_elsewhere one = {.what = whats.items[i]};
        const struct parsed *no = find_no(&said, one.what);
        if (!no || has_what(&here, one.what))
            continue;
        if (!name_of(db, arena, no->record.cycle, &one.cycle, err))
            return false;
        one.body = body_of(arena, permission, no);
        out->items[out->count++] = one;
    }
    return true;
}

/* "said no to …" */
static struct str words_of(struct str what)
{
    static const char *const words[][2] = {{"workshop", "the workshop"},
                                           {"quote", "being quoted"},
                                           {"story", "their stories"},
                                           {"picture", "their picture"},
                                           {"contact", "being asked again"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_equal(what, str_of(words[i][0])))
            return str_of(words[i][1]);
    return what;
}

struct str no_elsewhere_words(struct arena *arena, const struct no_elsewhere *one,
                              const char *but)
{
    struct str withdrawn = json_find_text(&one->body, STR("withdrawn"));
    struct str day = withdrawn.len ? withdrawn : json_find_text(&one->body, STR("date"));
    struct str person = json_find_text(&one->body, STR("person"));
    return str_format(
        arena,
        "in the cycle %.*s this person said no to %.*s%s%.*s: it is noted here too, and "
        "stands%s. If they have said yes since, note it: `waymark do collect.permit "
        "person=%.*s what=%.*s given=yes decided_by=…`",
        STR_ARGS(one->cycle), STR_ARGS(words_of(one->what)), day.len ? ", on " : "",
        STR_ARGS(date_words_of(arena, day)), but, STR_ARGS(person), STR_ARGS(one->what));
}

struct spreading {
    struct db *db;
    struct arena *arena;
    struct commit *commit;
    struct parsed no; /* what was said */
    struct str what, person;
    struct str_list *remarks;
    size_t room;
    size_t cards; /* taken off */
};

/* Who has nothing in a cycle is not known there. */
static bool is_known(const struct spreading *now, struct str cycle, bool *out,
                     struct error *err)
{
    static const char *const kinds[] = {"review", "statement", "story", "permission"};
    *out = false;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && !*out; i++) {
        struct str_list ids;
        if (!record_by(now->db, now->arena, cycle, str_of(kinds[i]), STR("person"),
                       now->person, &ids, err))
            return false;
        *out = ids.count > 0;
    }
    return true;
}

/* Whatever is out of the way anyhow stays where it is, and so do words of harm, which
 * somebody must still look at. */
static bool take_off(struct spreading *now, const struct process *process,
                     struct error *err)
{
    const struct kind *kind = kind_find(process->kinds, STR("statement"));
    struct parsed_list said;
    if (!kind || !parsed_by(now->db, now->arena, process->cycle.id, STR("statement"),
                            STR("person"), now->person, &said, err))
        return !kind;
    for (size_t i = 0; i < said.count; i++) {
        struct parsed *one = &said.items[i];
        if (tray_is_out_of_the_way(&one->body))
            continue;
        now->cards++;
        card_into_tray(now->arena, &one->body, "withdrawn");
        if (!commit_change(now->commit, kind, &one->record, &one->body, err))
            return false;
    }
    return true;
}

static void tell(struct spreading *now, const struct process *process, bool was_yes)
{
    struct str name = json_find_text(&process->cycle_body, STR("name"));
    struct str others = STR("");
    if (!now->remarks)
        return;
    if (str_equal(now->what, STR("workshop")))
        others = STR(", and nothing of theirs is used there from now on");
    struct str line = str_format(
        now->arena,
        "this person is in the cycle %.*s too: their no to %.*s is noted there as "
        "well%s%.*s. If they have said yes to it there: `waymark do collect.permit "
        "person=%.*s what=%.*s given=yes decided_by=… --cycle %.*s`",
        STR_ARGS(name), STR_ARGS(words_of(now->what)),
        was_yes ? ", in the place of a yes" : "", STR_ARGS(others), STR_ARGS(now->person),
        STR_ARGS(now->what), STR_ARGS(shell_word(now->arena, name)));
    str_list_add(now->arena, now->remarks, &now->room, line);
}

/* The permission for this thing that the cycle has. */
static bool find_held(const struct spreading *now, struct str cycle, struct parsed *out,
                      bool *found, struct error *err)
{
    struct parsed_list here;
    *found = false;
    if (!parsed_by(now->db, now->arena, cycle, STR("permission"), STR("person"),
                   now->person, &here, err))
        return false;
    for (size_t i = 0; i < here.count && !*found; i++) {
        *out = here.items[i];
        *found = str_equal(parsed_text(out, "what"), now->what);
    }
    return true;
}

static bool is_later_yes(const struct spreading *now, const struct parsed *held)
{
    struct str yes = day_of(held), no = day_of(&now->no);
    return json_find_bool(&held->body, STR("given")) && yes.len && no.len &&
           str_compare(yes, no) > 0;
}

static bool note_there(struct spreading *now, struct str cycle, struct error *err)
{
    struct process *process;
    struct parsed held;
    struct str id;
    bool there;
    if (!process_load(now->db, now->arena, cycle, &process, err) ||
        !find_held(now, cycle, &held, &there, err))
        return false;
    const struct kind *kind = kind_find(process->kinds, STR("permission"));
    if (!kind || !is_choice(now->arena, kind, "what", now->what))
        return true;
    bool was_yes = there && json_find_bool(&held.body, STR("given"));
    if (there && (!was_yes || is_later_yes(now, &held)))
        return true;
    struct json body = body_of(now->arena, kind, &now->no);
    if (!(there ? commit_change(now->commit, kind, &held.record, &body, err)
                : commit_create(now->commit, kind, cycle, &body, &id, err)))
        return false;
    tell(now, process, was_yes);
    bool closed =
        str_equal(json_find_text(&process->cycle_body, STR("state")), STR("closed"));
    return closed || !str_equal(now->what, STR("workshop")) ||
           take_off(now, process, err);
}

static bool spread(struct spreading *now, struct str from, struct error *err)
{
    struct str_list cycles;
    if (!record_where(now->db, now->arena, STR(""), STR("cycle"), NO_CONDITIONS, &cycles,
                      err))
        return false;
    for (size_t i = 0; i < cycles.count; i++) {
        bool known;
        if (str_equal(cycles.items[i], from))
            continue;
        if (!is_known(now, cycles.items[i], &known, err) ||
            (known && !note_there(now, cycles.items[i], err)))
            return false;
    }
    return true;
}

bool no_elsewhere_spread(struct db *db, struct arena *arena, struct commit *commit,
                         struct str cycle, const struct json *permission,
                         struct str_list *remarks, struct error *err)
{
    struct spreading now = {.db = db,
                            .arena = arena,
                            .commit = commit,
                            .no = {.body = *permission},
                            .what = json_find_text(permission, STR("what")),
                            .person = json_find_text(permission, STR("person")),
                            .remarks = remarks,
                            .room = remarks ? remarks->count : 0};
    return json_find_bool(permission, STR("given")) || !now.person.len ||
           spread(&now, cycle, err);
}

bool no_elsewhere_spread_all(struct db *db, struct arena *arena, struct commit *commit,
                             struct str person, struct str_list *remarks,
                             struct error *err)
{
    struct parsed_list said;
    if (!load_others(db, arena, STR_NONE, person, &said, err))
        return false;
    for (size_t i = 0; i < said.count; i++)
        if (!no_elsewhere_spread(db, arena, commit, said.items[i].record.cycle,
                                 &said.items[i].body, remarks, err))
            return false;
    return true;
}

bool no_elsewhere_catch_up(struct db *db, struct arena *arena, struct commit *commit,
                           struct str cycle, size_t *cards, struct error *err)
{
    struct spreading now = {.db = db, .arena = arena, .commit = commit};
    struct process *process;
    struct str_list people;
    if (!process_load(db, arena, cycle, &process, err) ||
        !wish_refusing(db, arena, cycle, &people, err))
        return false;
    for (size_t i = 0; i < people.count; i++) {
        now.person = people.items[i];
        if (!take_off(&now, process, err))
            return false;
    }
    *cards = now.cards;
    return true;
}
