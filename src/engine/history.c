/* SPDX-License-Identifier: MIT */
#include "engine/history.h"

#include "base/unicode.h"
#include "cycle/value_words.h"
#include "engine/process.h"
#include "engine/shown.h"
#include "store/commit.h"

enum { MOST_SHOWN = 60 };

struct search {
    struct arena *arena;
    struct str record;
    struct history_list *out;
    size_t room;
};

static bool collect(void *with, const struct event *event, struct error *err)
{
    struct search *search = with;
    struct history_list *out = search->out;
    (void)err;
    if (!str_equal(event->record, search->record))
        return true;
    out->items = arena_one_more(search->arena, out->items, sizeof *out->items, out->count,
                                &search->room);
    struct history *one = &out->items[out->count++];
    one->event = *event;
    one->event.action = str_copy(search->arena, event->action);
    one->event.record = search->record;
    one->event.cycle = str_copy(search->arena, event->cycle);
    one->event.before = str_copy(search->arena, event->before);
    one->event.after = str_copy(search->arena, event->after);
    return true;
}

bool history_of(struct db *db, struct arena *arena, struct str record,
                struct history_list *out, struct error *err)
{
    struct search search = {.arena = arena, .record = record, .out = out};
    *out = (struct history_list){NULL, 0};
    if (!event_each(db, collect, &search, err))
        return false;
    for (size_t i = 0; i < out->count; i++) {
        struct command_row row;
        bool found;
        if (!command_find(db, arena, out->items[i].event.command, &row, &found, err))
            return false;
        if (!found)
            continue;
        out->items[i].actor = row.actor;
        out->items[i].command_name = row.name;
        out->items[i].at = row.at;
    }
    return true;
}

static struct str value_shown(struct arena *arena, struct str name,
                              const struct json *value)
{
    struct str text = value_words(arena, name, value);
    const char *quote = value && value->type == JSON_TEXT ? "\"" : "";
    bool long_text = unicode_length(text) > MOST_SHOWN;
    return str_format(arena, "%s%.*s%s%s", quote, STR_ARGS(unicode_cut(text, MOST_SHOWN)),
                      long_text ? "…" : "", quote);
}

static void add_change(struct arena *arena, struct buf *out, struct str name,
                       const struct json *before, const struct json *after)
{
    if (before && after && json_equal(before, after))
        return;
    buf_add_format(out, "%s%.*s: %.*s → %.*s", out->len ? "; " : "",
                   STR_ARGS(field_words(name)),
                   STR_ARGS(value_shown(arena, name, before)),
                   STR_ARGS(value_shown(arena, name, after)));
}

struct str changes_text(struct arena *arena, const struct json *before,
                        const struct json *after)
{
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < json_count(before); i++) {
        const struct json_member *member = &before->object.members[i];
        add_change(arena, &out, member->name, &member->value,
                   json_find(after, member->name));
    }
    for (size_t i = 0; i < json_count(after); i++) {
        const struct json_member *member = &after->object.members[i];
        if (!json_find(before, member->name))
            add_change(arena, &out, member->name, NULL, &member->value);
    }
    return buf_str(&out);
}

/* Whoever saw it then may have been somebody else: the first words of a card, one that
 * is held back, and votes that are hidden stay so. */
static bool changes_shown(struct engine *engine, struct arena *arena,
                          const struct record *now, struct json *before, struct str *out,
                          struct error *err)
{
    struct process *process;
    struct json after;
    struct error not_theirs;
    struct str hidden_by;
    bool hidden;
    *out = STR("in what is not shown to you");
    if (!engine_process(engine, now->cycle, &process, err) ||
        !json_parse(arena, now->body, &after, err))
        return false;
    const struct kind *kind = kind_find(process->kinds, now->kind);
    if (!kind || !shown_kind(engine, kind, &not_theirs))
        return true;
    if (!record_hidden(engine->store->db, arena, kind, &after, &hidden_by, err))
        return false;
    if (hidden_by.len)
        return true;
    if (!shown_past(engine, arena, kind, now->id, before, &hidden, err) ||
        !shown_body(engine, kind, &after, err))
        return false;
    struct str changes = changes_text(arena, before, &after);
    if (changes.len)
        *out = changes;
    return true;
}

bool history_conflict(struct engine *engine, struct arena *arena,
                      const struct record *now, int64_t seen, struct error *err)
{
    struct history_list history;
    struct json before = json_object();
    struct str changes, who = STR("someone");
    if (!history_of(engine->store->db, arena, now->id, &history, err))
        return false;
    for (size_t i = 0; i < history.count; i++) {
        const struct history *one = &history.items[i];
        if (one->event.version == seen && one->event.has_after && !one->event.erased &&
            !json_parse(arena, one->event.after, &before, err))
            return false;
        if (one->event.version > seen)
            who = one->actor;
    }
    if (!changes_shown(engine, arena, now, &before, &changes, err))
        return false;
    return error_set(err, ERROR_CONFLICT,
                     "%.*s has changed since you saw it (you saw version %lld, it is now "
                     "%lld, by %.*s): %.*s. Nothing was changed; look at it again with "
                     "`waymark show %.*s`",
                     STR_ARGS(now->id), (long long)seen, (long long)now->version,
                     STR_ARGS(who), STR_ARGS(changes), STR_ARGS(now->id));
}
