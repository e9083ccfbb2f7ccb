/* SPDX-License-Identifier: MIT */
#include "engine/written.h"

#include "base/file.h"
#include "engine/command.h"
#include "store/commit.h"
#include "store/event.h"
#include "store/parsed.h"

bool written_seen(struct engine *engine, struct arena *arena, int64_t *out,
                  struct error *err)
{
    struct command_list newest;
    if (!command_list(engine->store->db, arena, 0, 1, &newest, err))
        return false;
    *out = newest.count ? newest.items[0].number : 0;
    return true;
}

static bool wrote_apply(struct native_call *call, struct error *err)
{
    (void)err;
    *call->outcome = *call->args;
    return true;
}

bool written_note(struct engine *engine, struct arena *arena, const char *what,
                  struct str by, struct str cycle, struct str file, int64_t seen,
                  struct error *err)
{
    static const struct native native = {WRITTEN_COMMAND, "",    NULL,
                                         wrote_apply,     false, false};
    struct json args = json_object();
    struct command_request request = {
        .name = str_of(native.name), .args = &args, .cycle = cycle, .replay = true};
    struct command_result result;
    json_set(arena, &args, STR("what"), json_text(str_of(what)));
    if (by.len)
        json_set(arena, &args, STR("by"), json_text(by));
    json_set(arena, &args, STR("file"), json_text(file));
    json_set(arena, &args, STR("seen"), json_integer(seen));
    return command_run_native(engine, arena, &request, &native, NULL, &result, err);
}

struct judging {
    struct db *db;
    struct arena *arena;
    struct str cycle;
    struct command_list commands; /* newest first */
};

/* Else it holds cards. */
static bool is_published(const struct written *one)
{
    return str_equal(one->what, STR("report")) || str_equal(one->what, STR("handout"));
}

/* Of the refusals that stand, those that came after. Pictures and being asked again are
 * not in what the program writes; being quoted and stories are on no card, nor in the
 * workbook of themes, which holds cards. */
static bool count_refused(struct judging *now, const struct json *outcome,
                          struct written *out, struct error *err)
{
    static const struct str asked[] = {{"workshop", 8}, {"quote", 5}, {"story", 5}};
    int64_t seen = json_find_integer(outcome, STR("seen"), 0);
    size_t matter = is_published(out) ? 3 : 1;
    for (size_t i = 0; i < matter; i++) {
        struct parsed_list answers;
        if (!parsed_by(now->db, now->arena, now->cycle, STR("permission"), STR("what"),
                       asked[i], &answers, err))
            return false;
        for (size_t n = 0; n < answers.count; n++) {
            struct event_touch last;
            struct command_row row;
            bool found;
            if (!event_last_touch(now->db, now->arena, answers.items[n].record.id,
                                  seen + 1, &last, err))
                return false;
            if (json_find_bool(&answers.items[n].body, STR("given")) || !last.command)
                continue;
            if (!command_find(now->db, now->arena, last.command, &row, &found, err))
                return false;
            out->refused++;
            if (found && row.at > out->changed_at)
                out->changed_at = row.at;
        }
    }
    return true;
}

/* Whether the command took a yes away from words that were there, or there was none. */
static bool refuses_words(struct judging *now, int64_t command, struct str id, bool *out,
                          struct error *err)
{
    struct event_list events;
    *out = false;
    if (!event_list_of(now->db, now->arena, command, &events, err))
        return false;
    for (size_t i = 0; i < events.count; i++) {
        const struct event *event = &events.items[i];
        struct json before, after;
        if (!str_equal(event->record, id) || !event->has_before || !event->has_after)
            continue;
        if (!json_parse(now->arena, event->before, &before, err) ||
            !json_parse(now->arena, event->after, &after, err))
            return false;
        const struct json *was = json_find(&before, STR("may_quote"));
        bool refused = was && !json_find_bool(&before, STR("may_quote"));
        *out = *out || (!refused && json_find(&after, STR("may_quote")) &&
                        !json_find_bool(&after, STR("may_quote")));
    }
    return true;
}

/* Words said in the room are nobody's: the no is their own (quoting.lua). */
static bool count_refused_words(struct judging *now, const struct json *outcome,
                                struct written *out, struct error *err)
{
    int64_t seen = json_find_integer(outcome, STR("seen"), 0);
    struct str_list ids;
    if (!is_published(out))
        return true;
    if (!record_by(now->db, now->arena, now->cycle, STR("statement"), STR("may_quote"),
                   STR("false"), &ids, err))
        return false;
    for (size_t n = 0; n < ids.count; n++) {
        struct event_touch last;
        bool found = false;
        if (!event_last_touch(now->db, now->arena, ids.items[n], seen + 1, &last, err))
            return false;
        for (size_t i = 0; last.command && i < now->commands.count && !found; i++) {
            const struct command_row *row = &now->commands.items[i];
            if (row->number <= seen)
                break;
            if (!refuses_words(now, row->number, ids.items[n], &found, err))
                return false;
            if (found && row->at > out->changed_at)
                out->changed_at = row->at;
        }
        out->refused += found;
    }
    return true;
}

static bool count_erased(struct judging *now, const struct json *outcome,
                         struct written *out, struct error *err)
{
    int64_t seen = json_find_integer(outcome, STR("seen"), 0);
    for (size_t i = 0; i < now->commands.count; i++) {
        const struct command_row *row = &now->commands.items[i];
        struct json said;
        if (row->number <= seen)
            break;
        if (!event_destroyer(row->name))
            continue;
        if (!json_parse(now->arena, row->outcome, &said, err))
            return false;
        bool erased = str_equal(row->name, STR("workplace.erase")) &&
                      json_has_text(json_find(&said, STR("cycles")), now->cycle);
        bool gone = str_equal(row->name, STR("workplace.retain")) &&
                    str_equal(row->cycle, now->cycle);
        out->erased += erased;
        out->time_up += gone;
        if ((erased || gone) && row->at > out->changed_at)
            out->changed_at = row->at;
    }
    return true;
}

/* Its newest writing stands first in the log. */
static bool is_again(const struct written_list *list, const struct written *one)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].file, one->file) &&
            str_equal(list->items[i].what, one->what))
            return true;
    return false;
}

static void turn_round(struct written_list *list)
{
    for (size_t i = 0; i < list->count / 2; i++) {
        struct written one = list->items[i];
        list->items[i] = list->items[list->count - 1 - i];
        list->items[list->count - 1 - i] = one;
    }
}

bool written_too_old(struct engine *engine, struct arena *arena, struct str cycle,
                     struct written_list *out, struct error *err)
{
    struct judging now = {.db = engine->store->db, .arena = arena, .cycle = cycle};
    struct written_list all = {NULL, 0};
    if (!command_list(now.db, arena, 0, INT32_MAX, &now.commands, err))
        return false;
    all.items = arena_array(arena, struct written, now.commands.count);
    *out =
        (struct written_list){arena_array(arena, struct written, now.commands.count), 0};
    for (size_t i = 0; i < now.commands.count; i++) {
        const struct command_row *row = &now.commands.items[i];
        struct json outcome;
        if (!str_equal(row->name, STR(WRITTEN_COMMAND)) || !str_equal(row->cycle, cycle))
            continue;
        if (!json_parse(arena, row->outcome, &outcome, err))
            return false;
        struct written one = {.what = json_find_text(&outcome, STR("what")),
                              .file = json_find_text(&outcome, STR("file")),
                              .by = json_find_text(&outcome, STR("by")),
                              .at = row->at};
        if (is_again(&all, &one))
            continue;
        all.items[all.count++] = one;
        if (!count_refused(&now, &outcome, &one, err) ||
            !count_refused_words(&now, &outcome, &one, err) ||
            !count_erased(&now, &outcome, &one, err))
            return false;
        if (one.refused || one.erased || one.time_up)
            out->items[out->count++] = one;
    }
    turn_round(out);
    return true;
}

bool written_with_cards(struct engine *engine, struct arena *arena, struct str cycle,
                        int64_t since, struct str_list *out, struct error *err)
{
    struct command_list all;
    size_t room = 0;
    *out = (struct str_list){NULL, 0};
    if (!command_list(engine->store->db, arena, 0, INT32_MAX, &all, err))
        return false;
    for (size_t i = all.count; i > 0; i--) {
        const struct command_row *row = &all.items[i - 1];
        struct json noted;
        if (row->number <= since || !str_equal(row->name, STR(WRITTEN_COMMAND)) ||
            !str_equal(row->cycle, cycle))
            continue;
        if (!json_parse(arena, row->outcome, &noted, err))
            return false;
        struct written one = {.what = json_find_text(&noted, STR("what"))};
        struct str file = json_find_text(&noted, STR("file"));
        bool known = false;
        for (size_t n = 0; n < out->count && !known; n++)
            known = str_equal(out->items[n], file);
        if (!is_published(&one) && !known)
            str_list_add(arena, out, &room, file);
    }
    return true;
}

/* What was noted when the file was written, the newest writing first. */
static bool find_noted(struct engine *engine, struct arena *arena, const char *what,
                       struct str cycle, struct str file, struct json *noted, bool *found,
                       struct error *err)
{
    struct command_list all;
    *found = false;
    if (!command_list(engine->store->db, arena, 0, INT32_MAX, &all, err))
        return false;
    for (size_t i = 0; i < all.count && !*found; i++) {
        if (!str_equal(all.items[i].name, STR(WRITTEN_COMMAND)) ||
            !str_equal(all.items[i].cycle, cycle))
            continue;
        if (!json_parse(arena, all.items[i].outcome, noted, err))
            return false;
        *found = str_equal(json_find_text(noted, STR("what")), str_of(what)) &&
                 str_equal(json_find_text(noted, STR("file")), file);
    }
    return true;
}

bool written_stands(struct engine *engine, struct arena *arena, const char *what,
                    struct str cycle, struct str file, bool *out, struct error *err)
{
    struct written_list old;
    struct written one = {.what = str_of(what), .file = file};
    struct json noted;
    if (!written_too_old(engine, arena, cycle, &old, err) ||
        !find_noted(engine, arena, what, cycle, file, &noted, out, err))
        return false;
    *out = *out && !is_again(&old, &one);
    return true;
}

bool written_renamed(struct engine *engine, struct arena *arena, const char *what,
                     struct str cycle, struct str file, struct str name,
                     struct error *err)
{
    struct json noted;
    bool found;
    if (!find_noted(engine, arena, what, cycle, file, &noted, &found, err))
        return false;
    return !found ||
           written_note(engine, arena, what, json_find_text(&noted, STR("by")), cycle,
                        name, json_find_integer(&noted, STR("seen"), 0), err);
}

static const char kept_begins[] = "themes-loaded", kept_ends[] = ".xlsx";

bool written_is_kept(struct str file)
{
    struct str begins = str_of(kept_begins), ends = str_of(kept_ends);
    if (!str_starts(file, begins) || !str_ends(file, ends) ||
        file.len < begins.len + ends.len)
        return false;
    struct str number = str_slice(file, begins.len, file.len - ends.len);
    bool fine = !number.len || (number.len > 1 && number.ptr[0] == '-');
    for (size_t i = 1; i < number.len; i++)
        fine = fine && number.ptr[i] >= '0' && number.ptr[i] <= '9';
    return fine;
}

struct str written_kept_name(struct arena *arena, struct str folder)
{
    struct str name = str_format(arena, "%s%s", kept_begins, kept_ends);
    for (size_t i = 2; file_exists(arena, file_join(arena, folder, name)); i++)
        name = str_format(arena, "%s-%zu%s", kept_begins, i, kept_ends);
    return name;
}
