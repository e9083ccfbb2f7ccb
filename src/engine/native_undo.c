/* SPDX-License-Identifier: MIT */
#include "engine/doubt.h"
#include "engine/history.h"
#include "engine/native.h"
#include "engine/no_elsewhere.h"
#include "engine/pointed.h"
#include "engine/retention.h"
#include "engine/twin.h"
#include "engine/written.h"

#include "store/event.h"

struct undoing {
    struct command_row row;
    size_t erased;    /* events that speak of people who have been erased */
    size_t doubts;    /* open ones, taken back with one of the two */
    size_t withdrawn; /* cards, of who said no while their cycle was closed */
    struct event_list events;
    struct process *process; /* of the cycle whose records are being put back */
};

static bool is_of(const struct event *event, const char *kind)
{
    return str_equal(kind_of_id(event->record), str_of(kind));
}

/* Whether it opened or closed a cycle: that alone can be taken back in a closed one. */
static bool moves_state(struct arena *arena, const struct event *event, bool *out,
                        struct error *err)
{
    struct json before, after;
    *out = false;
    if (!is_of(event, "cycle") || !event->has_before || !event->has_after)
        return true;
    if (!json_parse(arena, event->before, &before, err) ||
        !json_parse(arena, event->after, &after, err))
        return false;
    *out = !str_equal(json_find_text(&before, STR("state")),
                      json_find_text(&after, STR("state")));
    return true;
}

/* The newest change of a closed cycle's own record is its closing. */
static bool must_be_open(struct native_call *call, struct str cycle, struct error *err)
{
    struct record record;
    struct json body;
    struct event_touch closing;
    bool found;
    if (!cycle.len)
        return true;
    if (!record_find(call->engine->store->db, call->arena, cycle, &record, &found, err) ||
        (found && !json_parse(call->arena, record.body, &body, err)))
        return false;
    if (!found || !str_equal(json_find_text(&body, STR("state")), STR("closed")))
        return true;
    if (!event_last_touch(call->engine->store->db, call->arena, cycle, 0, &closing, err))
        return false;
    return error_set(err, ERROR_REFUSED,
                     "the cycle %.*s is closed; take back the command that closed it "
                     "first, with `waymark undo %lld`",
                     STR_ARGS(json_find_text(&body, STR("name"))),
                     (long long)closing.command);
}

/* A command may write into another cycle than its own. */
static bool must_all_be_open(struct native_call *call, struct error *err)
{
    const struct undoing *undoing = call->with;
    struct str asked = STR_NONE;
    bool own = true, only_wishes = true;
    /* Two people became one in every cycle, closed ones too. */
    if (str_equal(undoing->row.name, STR("workplace.same")))
        return true;
    for (size_t i = 0; i < undoing->events.count; i++) {
        const struct event *event = &undoing->events.items[i];
        struct str cycle = is_of(event, "cycle") ? event->record : event->cycle;
        bool moves;
        /* What people said yes or no to is noted in closed cycles, too. */
        if (is_of(event, "permission"))
            continue;
        only_wishes = only_wishes && !event->record.len;
        if (!moves_state(call->arena, event, &moves, err))
            return false;
        own = own && !moves;
        if (moves || !cycle.len || str_equal(cycle, asked))
            continue;
        if (!must_be_open(call, cycle, err))
            return false;
        asked = cycle;
    }
    return !own || only_wishes || must_be_open(call, undoing->row.cycle, err);
}

/* A cycle that is open again goes by what people said no to meanwhile. */
static bool catch_up(struct native_call *call, struct error *err)
{
    struct undoing *undoing = call->with;
    if (!str_equal(undoing->row.name, STR("cycle.close")))
        return true;
    return no_elsewhere_catch_up(call->engine->store->db, call->arena, call->commit,
                                 undoing->row.cycle, &undoing->withdrawn, err);
}

static bool must_stand(const struct command_row *row, struct error *err)
{
    return !row->undone_by ||
           error_set(err, ERROR_CONFLICT,
                     "command %lld has been taken back already, by command %lld",
                     (long long)row->number, (long long)row->undone_by);
}

/* What was taken back and then done once more, by the same key, would be there twice
 * if the first came back. */
static bool must_not_be_there_again(struct native_call *call,
                                    const struct command_row *row, struct error *err)
{
    struct db *db = call->engine->store->db;
    struct command_row first = *row;
    struct command_done again;
    bool found = true;
    while (first.undoes && found)
        if (!command_find(db, call->arena, first.undoes, &first, &found, err))
            return false;
    if (!found || !first.undone_by)
        return true;
    struct str rest = first.key;
    if (!command_known(db, call->arena, str_cut(&rest, KEY_TURN), &again, err))
        return false;
    return !again.known ||
           error_set(err, ERROR_CONFLICT,
                     "command %lld was done again since, as command %lld; take that "
                     "back first with `waymark undo %lld`",
                     (long long)first.number, (long long)again.number,
                     (long long)again.number);
}

/* What was destroyed does not come back, and a cycle that it went from stays closed. */
static bool may_be_undone(struct native_call *call, const struct command_row *row,
                          struct error *err)
{
    struct retention_kept kept = {.there = false};
    if (str_equal(row->name, STR("workplace.erase")))
        return error_set(err, ERROR_REFUSED,
                         "erasing a person cannot be taken back: what was said is gone");
    if (event_destroyer(row->name))
        return error_set(err, ERROR_REFUSED,
                         "command %lld cannot be taken back: what was said is gone",
                         (long long)row->number);
    if (str_equal(row->name, STR("cycle.close")) &&
        !retention_kept(call->engine->store->db, call->arena, row->cycle, &kept, err))
        return false;
    return !kept.there ||
           error_set(
               err, ERROR_REFUSED,
               "this cycle stays closed: some of what was kept of it has had its time, "
               "and is gone");
}

bool undo_prepare(struct native_call *call, struct error *err)
{
    struct undoing *undoing = arena_alloc(call->arena, sizeof *undoing);
    undoing->erased = undoing->doubts = undoing->withdrawn = 0;
    struct db *db = call->engine->store->db;
    int64_t number = json_find_integer(call->args, STR("command"), 0);
    bool found;
    if (!number)
        (void)str_to_integer(json_find_text(call->args, STR("command")), &number);
    if (!command_find(db, call->arena, number, &undoing->row, &found, err))
        return false;
    if (!found)
        return error_set(err, ERROR_NOT_FOUND,
                         "there is no command %lld; `waymark log` shows them",
                         (long long)number);
    if (!may_be_undone(call, &undoing->row, err) || !must_stand(&undoing->row, err) ||
        !event_list_of(db, call->arena, number, &undoing->events, err) ||
        !process_load(db, call->arena, undoing->row.cycle, &undoing->process, err))
        return false;
    call->with = undoing;
    call->commit_request->undoes = number;
    call->commit_request->cycle = undoing->row.cycle;
    return true;
}

/* Names the newest command that touched the record: one that can be taken back
 * before this one. */
static bool touched_later(struct native_call *call, struct str record, int64_t command,
                          struct error *err)
{
    struct db *db = call->engine->store->db;
    struct event_touch last;
    struct command_row row;
    bool found = false;
    if (!event_last_touch(db, call->arena, record, command, &last, err) ||
        !command_find(db, call->arena, last.command, &row, &found, err))
        return false;
    if (!found || last.command <= command)
        return error_set(err, ERROR_CONFLICT, "%.*s is not as command %lld left it",
                         STR_ARGS(record), (long long)command);
    return error_set(
        err, ERROR_CONFLICT,
        "command %lld cannot be taken back: %.*s was changed later by command "
        "%lld (%.*s, by %.*s); take that back first with `waymark undo %lld`",
        (long long)command, STR_ARGS(record), (long long)row.number, STR_ARGS(row.name),
        STR_ARGS(row.actor), (long long)row.number);
}

static bool undo_create(struct native_call *call, const struct kind *kind,
                        const struct record *now, struct error *err)
{
    struct undoing *undoing = call->with;
    struct str by;
    if (str_equal(now->kind, STR("person")) &&
        !doubt_take_back(call, undoing->process->kinds, now->id, &undoing->doubts, err))
        return false;
    if (!record_pointed_to(call->engine->store->db, call->arena, undoing->process,
                           now->cycle.len ? now->cycle : undoing->row.cycle, now->id,
                           STR(""), &by, err) ||
        (!by.len && str_equal(now->kind, STR("cycle")) &&
         !record_any_in(call->engine->store->db, call->arena, now->id, &by, err)))
        return false;
    if (by.len)
        return error_set(err, ERROR_CONFLICT,
                         "%.*s cannot be taken back: %.*s belongs to it; take that back "
                         "first",
                         STR_ARGS(now->id), STR_ARGS(by));
    return commit_remove(call->commit, kind, now, err);
}

/* The kinds are those of the cycle that the record is in: cycle.next writes into
 * another cycle than its own. */
static bool kind_for(struct native_call *call, const struct event *event,
                     const struct kind **out, struct error *err)
{
    struct undoing *undoing = call->with;
    struct str cycle = event->cycle.len ? event->cycle : undoing->row.cycle;
    if (!str_equal(cycle, undoing->process->cycle.id) &&
        !process_load(call->engine->store->db, call->arena, cycle, &undoing->process,
                      err))
        return false;
    *out = kind_find(undoing->process->kinds, kind_of_id(event->record));
    if (*out)
        return true;
    return error_set(err, ERROR_SYSTEM, "%.*s is of a kind that is not known any more",
                     STR_ARGS(event->record));
}

/* Cycles and members go by their names. */
static bool name_is_free(struct native_call *call, const struct kind *kind,
                         const struct event *event, struct error *err)
{
    struct json body;
    struct str_list same;
    if (!is_of(event, "cycle") && !is_of(event, "member"))
        return true;
    if (!json_parse(call->arena, event->before, &body, err))
        return false;
    struct str name = json_find_text(&body, STR("name"));
    if (!record_by(call->engine->store->db, call->arena, STR(""), kind->name, STR("name"),
                   name, &same, err))
        return false;
    return same.count == 0 ||
           error_set(err, ERROR_CONFLICT,
                     "there is another %.*s called \"%.*s\" by now, so the one that "
                     "command %lld removed cannot come back",
                     STR_ARGS(kind->name), STR_ARGS(name), (long long)event->command);
}

/* People, reviews and words go by what is known of them: what was taken away and came
 * in again by another file would be there twice, and no later import could tell which
 * is meant. */
static bool is_not_there_again(struct native_call *call, const struct event *event,
                               struct error *err)
{
    struct db *db = call->engine->store->db;
    struct command_row row;
    int64_t touched;
    bool found;
    if (!twin_find(db, call->arena, event, commit_number(call->commit), &touched, err))
        return false;
    if (!touched)
        return true;
    if (!command_find(db, call->arena, touched, &row, &found, err))
        return false;
    return error_set(err, ERROR_CONFLICT,
                     "command %lld cannot be taken back: what it took away came in again "
                     "by command %lld (%.*s, by %.*s) and would be there twice; take "
                     "that back first with `waymark undo %lld`",
                     (long long)event->command, (long long)touched,
                     STR_ARGS(found ? row.name : STR_NONE),
                     STR_ARGS(found ? row.actor : STR_NONE), (long long)touched);
}

/* Under its own id, and with a version that the record has never had. */
static bool undo_remove(struct native_call *call, const struct kind *kind,
                        const struct event *event, struct error *err)
{
    struct event_touch last;
    if (!name_is_free(call, kind, event, err) || !is_not_there_again(call, event, err) ||
        !event_last_touch(call->engine->store->db, call->arena, event->record,
                          event->command, &last, err))
        return false;
    struct record back = {.id = event->record,
                          .cycle = event->cycle,
                          .kind = kind->name,
                          .schema_hash = kind->schema_hash,
                          .version = last.version + 1,
                          .body = event->before};
    return commit_put_back(call->commit, kind, &back, err);
}

/* Whether nobody but an erasure has touched what this event made: what was done and
 * taken back since does not count. */
static bool only_erased_since(struct native_call *call, const struct event *event,
                              bool *out, struct error *err)
{
    struct db *db = call->engine->store->db;
    struct history_list history;
    *out = true;
    if (!history_of(db, call->arena, event->record, &history, err))
        return false;
    for (size_t i = 0; i < history.count && *out; i++) {
        struct command_row row;
        bool found;
        if (history.items[i].event.command <= event->command)
            continue;
        if (!command_find(db, call->arena, history.items[i].event.command, &row, &found,
                          err))
            return false;
        *out = found && (event_destroyer(row.name) || row.undoes || row.undone_by);
    }
    return true;
}

/* Nothing is left to take back of a person who has been erased, and nothing of them
 * comes back. A draft that had their words in its label is not theirs: it can go, but
 * what it was before is not known any more. */
static bool undo_erased(struct native_call *call, const struct kind *kind,
                        const struct event *event, const struct record *now,
                        struct error *err)
{
    struct undoing *undoing = call->with;
    bool untouched = false;
    undoing->erased++;
    if (!now && !is_of(event, "theme"))
        return true;
    if (now && str_equal(event->action, STR("create")) &&
        !only_erased_since(call, event, &untouched, err))
        return false;
    if (untouched)
        return undo_create(call, kind, now, err);
    return error_set(err, ERROR_REFUSED,
                     "command %lld cannot be taken back: what it said of %.*s is gone, "
                     "since it held words of a person who has been erased. What should "
                     "not be on the cards is taken off with `waymark do "
                     "collect.leave_out statement=…`",
                     (long long)event->command, STR_ARGS(event->record));
}

/* A body but for the number of its card, which is given back. */
static bool unnumbered(struct arena *arena, struct str text, struct json *out,
                       int64_t *number, struct error *err)
{
    if (!json_parse(arena, text, out, err))
        return false;
    *number = json_find_integer(out, STR("card"), 0);
    json_unset(out, STR("card"));
    return true;
}

/* A card's number stands on paper. Numbering is no change of what is on the card: taking
 * such a change back leaves the number, and taking the numbers back leaves the rest.
 * Whether the statement is otherwise as the command left it, and its body then. */
static bool left_but_numbered(struct native_call *call, const struct event *event,
                              const struct record *now, struct json *back, bool *left,
                              struct error *err)
{
    struct json is, before = json_object(), after;
    int64_t number, number_before = 0, number_after;
    *left = false;
    if (!is_of(event, "statement") || !event->has_after)
        return true;
    if (!unnumbered(call->arena, now->body, &is, &number, err) ||
        !unnumbered(call->arena, event->after, &after, &number_after, err) ||
        (event->has_before &&
         !unnumbered(call->arena, event->before, &before, &number_before, err)))
        return false;
    if (json_equal(&is, &after) && number_before == number_after)
        *back = before;
    else if (event->has_before && json_equal(&before, &after) && number == number_after) {
        *back = is;
        number = number_before;
    } else
        return true;
    *left = true;
    if (number)
        json_set(call->arena, back, STR("card"), json_integer(number));
    return true;
}

/* A doubt that went with the other of the two needs no taking back. */
static bool undo_gone(struct native_call *call, const struct event *event, bool found,
                      struct error *err)
{
    bool is_back = false;
    if (!found && str_equal(event->action, STR("create")) &&
        !doubt_is_back(call, event->record, &is_back, err))
        return false;
    return is_back || touched_later(call, event->record, event->command, err);
}

static bool undo_event(struct native_call *call, const struct event *event,
                       struct error *err)
{
    struct record now;
    struct json body;
    bool found, left;
    const struct kind *kind;
    if (!record_find(call->engine->store->db, call->arena, event->record, &now, &found,
                     err) ||
        !kind_for(call, event, &kind, err))
        return false;
    if (event->erased)
        return undo_erased(call, kind, event, found ? &now : NULL, err);
    if (str_equal(event->action, STR("remove")))
        return found ? touched_later(call, event->record, event->command, err)
                     : undo_remove(call, kind, event, err);
    /* What was changed later and changed back is as this command left it; so is what
     * this command itself changed several times, last event first. */
    left = found && str_equal(now.body, event->after);
    if (left && event->has_before) {
        if (!json_parse(call->arena, event->before, &body, err))
            return false;
    } else if (found && !left && !left_but_numbered(call, event, &now, &body, &left, err))
        return false;
    if (!left)
        return undo_gone(call, event, found, err);
    return str_equal(event->action, STR("create"))
               ? undo_create(call, kind, &now, err)
               : commit_change(call->commit, kind, &now, &body, err);
}

static bool must_be_there(struct native_call *call, struct str record,
                          const struct json *target, struct error *err)
{
    struct record other;
    bool found;
    if (target->type != JSON_TEXT)
        return true;
    if (!record_find(call->engine->store->db, call->arena, target->text, &other, &found,
                     err))
        return false;
    return found ||
           error_set(err, ERROR_CONFLICT,
                     "this cannot be taken back: %.*s belonged to %.*s, which is "
                     "not there any more; bring that back first",
                     STR_ARGS(record), STR_ARGS(target->text));
}

/* What is as it was before must lead to what is still there. */
static bool leads_somewhere(struct native_call *call, const struct event *event,
                            struct error *err)
{
    const struct kind *kind;
    struct record now;
    struct json body;
    bool found;
    if (!record_find(call->engine->store->db, call->arena, event->record, &now, &found,
                     err) ||
        !kind_for(call, event, &kind, err))
        return false;
    if (!found)
        return true;
    if (!json_parse(call->arena, now.body, &body, err))
        return false;
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct json *value =
            kind->fields[i].ref_kind.len ? json_find(&body, kind->fields[i].name) : NULL;
        bool many = value && value->type == JSON_LIST;
        size_t count = many ? json_count(value) : value != NULL;
        for (size_t n = 0; n < count; n++)
            if (!must_be_there(call, event->record, many ? json_item(value, n) : value,
                               err))
                return false;
    }
    return true;
}

/* The numbers of cards may be on paper, which no undo reaches. */
static bool note_numbers(struct native_call *call, size_t records, struct error *err)
{
    const struct undoing *undoing = call->with;
    struct str_list files;
    struct json names = json_list();
    if (!records || !str_equal(undoing->row.name, STR("collect.number_cards")))
        return true;
    if (!written_with_cards(call->engine, call->arena, undoing->row.cycle,
                            undoing->row.number, &files, err))
        return false;
    for (size_t i = 0; i < files.count; i++)
        json_add(call->arena, &names, json_text(files.items[i]));
    json_set(call->arena, call->outcome, STR("unnumbered"),
             json_integer((int64_t)records));
    json_set(call->arena, call->outcome, STR("written_with_them"), names);
    return true;
}

bool undo_apply(struct native_call *call, struct error *err)
{
    struct undoing *undoing = call->with;
    if (!must_not_be_there_again(call, &undoing->row, err) ||
        !must_all_be_open(call, err))
        return false;
    for (size_t i = undoing->events.count; i > 0; i--) {
        const struct event *event = &undoing->events.items[i - 1];
        if (!str_equal(event->action, STR("command")) && !undo_event(call, event, err))
            return false;
    }
    for (size_t i = 0; i < undoing->events.count; i++)
        if (undoing->events.items[i].has_before &&
            !leads_somewhere(call, &undoing->events.items[i], err))
            return false;
    struct commit_counts counts = commit_counts(call->commit);
    size_t records = counts.created + counts.changed + counts.removed;
    if (undoing->erased && !records)
        return error_set(err, ERROR_REFUSED,
                         "command %lld cannot be taken back: all that it speaks of has "
                         "been erased",
                         (long long)undoing->row.number);
    if (!catch_up(call, err))
        return false;
    json_set(call->arena, call->outcome, STR("records"), json_integer((int64_t)records));
    if (undoing->withdrawn)
        json_set(call->arena, call->outcome, STR("withdrawn"),
                 json_integer((int64_t)undoing->withdrawn));
    if (undoing->erased)
        json_set(call->arena, call->outcome, STR("erased"),
                 json_integer((int64_t)undoing->erased));
    if (undoing->doubts)
        json_set(call->arena, call->outcome, STR("doubts"),
                 json_integer((int64_t)undoing->doubts));
    return note_numbers(call, records, err);
}
