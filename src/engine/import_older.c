/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/date.h"
#include "base/unicode.h"
#include "store/event.h"

/* What a file that came before changed in a record, in the order of the log. */
struct older_change {
    struct json before, after;
    size_t command;  /* of all->earlier */
    size_t previous; /* of the same record, from 1; 0: none */
};

struct older {
    struct older_change *items;
    size_t count, room;
    struct table last; /* by the record's fingerprint: its newest change, from 1 */
};

static void add_change(struct arena *arena, struct older *older, struct str record,
                       struct older_change one)
{
    bool is_new;
    uint64_t *last = table_add(&older->last, table_key(record), &is_new);
    older->items = arena_one_more(arena, older->items, sizeof *older->items, older->count,
                                  &older->room);
    one.previous = (size_t)*last;
    older->items[older->count++] = one;
    *last = older->count;
}

static bool learn_command(struct importing *all, size_t command, struct error *err)
{
    struct event_list events;
    if (!event_list_of(all->engine->store->db, all->arena,
                       all->earlier.commands[command].number, &events, err))
        return false;
    for (size_t i = 0; i < events.count; i++) {
        const struct event *event = &events.items[i];
        struct older_change one = {.command = command};
        if (!event->has_before || !event->has_after || event->erased)
            continue;
        if (!json_parse(all->arena, event->before, &one.before, err) ||
            !json_parse(all->arena, event->after, &one.after, err))
            return false;
        add_change(all->arena, all->older, event->record, one);
    }
    return true;
}

/* Once, when the first correction is at hand. */
static bool learn(struct importing *all, struct error *err)
{
    if (all->older)
        return true;
    all->older = arena_alloc(all->arena, sizeof *all->older);
    all->older->last.arena = all->arena;
    for (size_t i = 0; i < all->earlier.command_count; i++)
        if (all->earlier.commands[i].corrected && !learn_command(all, i, err))
            return false;
    return true;
}

/* What was said, whatever people have made of it since; else the field as it is. */
static struct str part_of(struct arena *arena, const struct json *body, const char *name)
{
    const struct json *value = json_find(body, str_of(name));
    if (!str_equal(str_of(name), STR("text")))
        return value ? json_write(arena, value) : STR_NONE;
    struct str original = json_find_text(body, STR("original"));
    return unicode_fold(arena,
                        original.len ? original : json_find_text(body, STR("text")));
}

/* Whoever goes on in one file, and keeps its name, may change their mind. */
static bool is_this_name(const struct importing *all, size_t command)
{
    const struct earlier *earlier = &all->earlier;
    return !all->only_rest &&
           str_equal(earlier->files[earlier->commands[command].file].title,
                     all->request->name);
}

/* The newest command that made something else of what the row says, where what is there
 * now is a file's doing, too; SIZE_MAX for none. */
static size_t find_command(struct batch *batch, struct str record, struct str now,
                           struct str wanted, const char *name)
{
    const struct older *older = batch->all->older;
    const uint64_t *last = table_find(&older->last, table_key(record));
    bool newest = true;
    for (size_t i = last ? (size_t)*last : 0; i; i = older->items[i - 1].previous) {
        const struct older_change *one = &older->items[i - 1];
        struct str before = part_of(batch->arena, &one->before, name);
        struct str after = part_of(batch->arena, &one->after, name);
        if (str_equal(before, after))
            continue;
        if (newest && !str_equal(after, now))
            return SIZE_MAX;
        newest = false;
        if (str_equal(before, wanted))
            return is_this_name(batch->all, one->command) ? SIZE_MAX : one->command;
    }
    return SIZE_MAX;
}

bool older_says(struct batch *batch, const struct parsed *held, const struct json *body,
                const char *name, size_t *by, bool *older, struct error *err)
{
    struct importing *all = batch->all;
    struct str now = part_of(batch->arena, &held->body, name);
    struct str wanted = part_of(batch->arena, body, name);
    *older = false;
    if (str_equal(now, wanted))
        return true;
    if (!learn(all, err))
        return false;
    size_t command = find_command(batch, held->record.id, now, wanted, name);
    if (command == SIZE_MAX)
        return true;
    *older = true;
    *by = command + 1;
    return true;
}

bool older_keep(struct batch *batch, const struct parsed *held, struct json *body,
                const char *const *names, size_t count, size_t *by, struct error *err)
{
    bool any = false, older;
    for (size_t i = 0; i < count; i++) {
        const struct json *now = json_find(&held->body, str_of(names[i]));
        if (!older_says(batch, held, body, names[i], by, &older, err))
            return false;
        any = any || older;
        if (older && now)
            json_set(batch->arena, body, str_of(names[i]), json_copy(batch->arena, now));
        else if (older)
            json_unset(body, str_of(names[i]));
    }
    if (any && batch->all->corrected)
        count_corrected(batch, held->record.id);
    return true;
}

void older_say(struct batch *batch, size_t line, size_t by)
{
    const struct earlier *earlier = &batch->all->earlier;
    if (!by)
        return;
    const struct earlier_command *command = &earlier->commands[by - 1];
    batch->all->counts->older++;
    batch->all->counts->row_refusals++;
    import_remark(
        batch, true, line,
        "this row is older than what is there: it says what stood there before %.*s of "
        "%.*s corrected it. What is newer stays. If this row is right after all, take "
        "that correction back (`waymark undo %lld`), and import this file again",
        STR_ARGS(earlier->files[command->file].title),
        STR_ARGS(date_words_of(batch->arena,
                               str_slice(moment_text(batch->arena, command->at), 0, 10))),
        (long long)command->number);
}
