/* SPDX-License-Identifier: MIT */
#include "app/queue.h"

#include "cycle/tray.h"
#include "engine/shown.h"
#include "store/commit.h"
#include "store/event.h"

/* Who touched it last, and by which command. */
static bool last_change(struct queue *queue, struct arena *arena, struct str id,
                        struct command_row *row, bool *found, struct error *err)
{
    struct db *db = queue->cli->engine->store->db;
    struct event_touch last;
    return event_last_touch(db, arena, id, 0, &last, err) &&
           command_find(db, arena, last.command, row, found, err);
}

/* What they made of it; never the words of a card that is held back now. */
static struct str their_side(struct queue *queue, struct arena *arena,
                             const struct queue_card *seen,
                             const struct queue_card *is_now, bool is_there)
{
    const struct kind *kind = kind_find(queue->process->kinds, STR("statement"));
    struct json body = is_now->body;
    struct error ignored;
    struct str tray = json_find_text(&body, STR("tray"));
    if (!json_count(&body))
        return STR("it is not there any more");
    if (tray_is_held_back(&body))
        return STR("it is held back, for the safeguarding lead");
    if (!shown_body(queue->cli->engine, kind, &body, &ignored))
        return STR("it has changed");
    struct str text = json_find_text(&body, STR("text"));
    if (!is_there && str_equal(text, seen->text))
        return str_equal(tray, json_find_text(&seen->body, STR("tray")))
                   ? STR("it names nobody: print it as it is")
                   : STR("it is not on the table any more");
    return str_format(arena, "“%.*s”", STR_ARGS(cli_one_line(arena, text)));
}

bool queue_say_both(struct queue *queue, struct arena *arena,
                    const struct queue_card *seen, struct str mine, struct error *err)
{
    struct buf *out = &queue->cli->out;
    struct queue_card is_now;
    struct command_row row;
    bool there, found;
    if (!queue_read(queue, arena, seen->id, &is_now, &there, err) ||
        !last_change(queue, arena, seen->id, &row, &found, err))
        return false;
    buf_add(out, STR("Somebody else has changed this card since you saw it. What you "
                     "answered was not saved.\n"));
    if (found)
        buf_add_format(out, "  %.*s (%.*s): ", STR_ARGS(row.actor), STR_ARGS(row.name));
    else
        buf_add(out, STR("  They: "));
    buf_add_format(out, "%.*s\n",
                   STR_ARGS(their_side(queue, arena, seen, &is_now, there)));
    if (str_equal(mine, seen->text))
        buf_add(out, STR("  You: it names nobody: print it as it is\n"));
    else
        buf_add_format(out, "  You: “%.*s”\n", STR_ARGS(mine));
    bool held = tray_is_held_back(&is_now.body);
    if (!there && found && !held)
        buf_add_format(out,
                       "Theirs stands. Talk about it, if yours is better: `waymark undo "
                       "%lld` takes theirs back, and the card comes again.\n",
                       (long long)row.number);
    return true;
}
