/* SPDX-License-Identifier: MIT */
/* What earlier loads of this very file have left: it is what people saw done, and go on
 * from, when they correct their own slip in it. What was taken back since left nothing.
 */
#include "engine/theme_import_parts.h"

#include "store/event.h"

/* Another file of the same groups is somebody else's. */
struct str plan_path(struct theme_planning *now)
{
    struct str place = now->request->place;
    return place.len ? str_format(now->arena, "themes %.*s", STR_ARGS(place))
                     : STR("themes");
}

static struct left *left_of(struct theme_planning *now, struct str record)
{
    bool is_new;
    uint64_t *number = table_add(&now->left_of, table_key(record), &is_new);
    if (!is_new)
        return &now->left[*number - 1];
    now->left = arena_one_more(now->arena, now->left, sizeof *now->left, now->left_count,
                               &now->left_room);
    now->left[now->left_count] = (struct left){0};
    *number = ++now->left_count;
    return &now->left[*number - 1];
}

static struct str said_in(const struct json *body, enum left_field field)
{
    struct str theme = json_find_text(body, STR("theme"));
    switch (field) {
    case LEFT_PLACE:
        return theme.len ? theme : json_find_text(body, STR("tray"));
    case LEFT_NAME:
        return json_find_text(body, STR("label"));
    case LEFT_MEANING:
        return json_find_text(body, STR("name"));
    default:
        return json_find_bool(body, STR("agreed")) ? STR(THEME_SHEET_YES) : STR_NONE;
    }
}

static bool note_change(struct theme_planning *now, const struct command_row *row,
                        const struct event *event, enum left_field from,
                        enum left_field to, struct error *err)
{
    struct json before, after;
    if (!event->has_before || !event->has_after)
        return true;
    if (!json_parse(now->arena, event->before, &before, err) ||
        !json_parse(now->arena, event->after, &after, err))
        return false;
    for (enum left_field field = from; field <= to; field++) {
        struct str said = said_in(&after, field);
        if (!str_equal(said_in(&before, field), said))
            left_of(now, event->record)->fields[field] =
                (struct left_said){row->number, row->at, event->version, said};
    }
    return true;
}

static bool note_event(struct theme_planning *now, const struct command_row *row,
                       const struct event *event, struct error *err)
{
    struct str kind = kind_of_id(event->record);
    if (str_equal(kind, STR("statement")))
        return note_change(now, row, event, LEFT_PLACE, LEFT_PLACE, err);
    if (!str_equal(kind, STR("theme")))
        return true;
    if (str_equal(event->action, STR("remove")))
        left_of(now, event->record)->removed_by = row->number;
    return note_change(now, row, event, LEFT_NAME, LEFT_AGREED, err);
}

bool plan_left(struct theme_planning *now, struct error *err)
{
    struct store *store = now->engine->store;
    struct command_list done;
    if (!now->request->place.len)
        return true;
    if (!line_commands(store, now->arena, plan_path(now), &done, err))
        return false;
    for (size_t i = 0; i < done.count; i++) {
        const struct command_row *row = &done.items[i];
        struct event_list events;
        if (!str_equal(row->cycle, now->process->cycle.id))
            continue;
        if (!event_list_of(store->db, now->arena, row->number, &events, err))
            return false;
        for (size_t n = 0; n < events.count; n++)
            if (!note_event(now, row, &events.items[n], err))
                return false;
    }
    return true;
}

static const struct left *find_left(const struct theme_planning *now, struct str record)
{
    const uint64_t *number = table_find(&now->left_of, table_key(record));
    return number ? &now->left[*number - 1] : NULL;
}

const struct left_said *left_find(const struct theme_planning *now, struct str record,
                                  enum left_field field, int64_t version)
{
    const struct left *left = find_left(now, record);
    return left && left->fields[field].version > version ? &left->fields[field] : NULL;
}

int64_t left_removed(const struct theme_planning *now, struct str record)
{
    const struct left *left = find_left(now, record);
    return left ? left->removed_by : 0;
}

void plan_left_names(struct theme_planning *now)
{
    for (size_t i = 0; i < now->sheet.group_count; i++) {
        struct theme_sheet_group *line = &now->sheet.groups[i];
        struct str id = line->kept.place;
        const struct left_said *said;
        if (!line->kept.known)
            continue;
        if ((said = left_find(now, id, LEFT_NAME, line->kept.version)))
            line->name_before = said->words;
        if ((said = left_find(now, id, LEFT_MEANING, line->kept.version)))
            line->meaning_before = said->words;
        if ((said = left_find(now, id, LEFT_AGREED, line->kept.version)))
            line->agreed_before = said->words.len > 0;
    }
}
