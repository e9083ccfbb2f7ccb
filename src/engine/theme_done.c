/* SPDX-License-Identifier: MIT */
#include "engine/theme_import_parts.h"

#include "base/date.h"
#include "base/unicode.h"

enum { WORDS_SHOWN = 60 }; /* of what somebody wrote, in bytes */

/* One command on its way, with the line that asks for it. */
struct order {
    struct str name;
    struct json args;
    struct json seen;    /* null: nothing */
    int64_t mark, since; /* see plan_key */
    struct str file;
    size_t line;
    struct str refused; /* said before the reason: what is not done; may be empty */
    bool stands_alone;  /* a dry run can try it: all that it names is there */
};

/* The key by which a command is known that was given before. `mark` tells one writing of
 * the file from a later one: the versions of what it speaks of. `since`, unless 0, tells
 * what is done again from what was done before another load of this file undid it. */
static struct str plan_key(struct theme_planning *now, struct str command,
                           const struct json *args, int64_t mark, int64_t since)
{
    struct buf says = BUF_IN(now->arena);
    buf_add_format(&says, "%.*s %.*s %lld", STR_ARGS(command),
                   STR_ARGS(json_write(now->arena, args)), (long long)mark);
    if (since)
        buf_add_format(&says, " %lld", (long long)since);
    return line_key(now->engine->store, now->arena, now->process->cycle.id,
                    plan_path(now), buf_str(&says), 0);
}

static struct json new_args(struct theme_planning *now, const struct target *target)
{
    struct json args = json_object();
    json_set(now->arena, &args, STR("section"), json_text(section_name(target->section)));
    if (target->name.len)
        json_set(now->arena, &args, STR("label"), json_text(target->name));
    else
        json_set(now->arena, &args, STR("name"), json_text(target->meaning));
    return args;
}

struct str plan_new_key(struct theme_planning *now, const struct target *target)
{
    struct json args = new_args(now, target);
    return plan_key(now, STR("theme.new"), &args, now->mark, target->since);
}

void plan_note_past(struct theme_planning *now, struct str file, size_t line,
                    const struct line_past *past)
{
    bool back = past->state == LINE_TAKEN_BACK;
    struct str when =
        date_words(now->arena, date_of_moment(back ? past->taken_back_at : past->row.at));
    if (back)
        notice_add(now->notices, false, file, line,
                   "this was done from the file before, and was taken back on %.*s by "
                   "command %lld: it was not done again; `waymark undo %lld` brings it "
                   "back",
                   STR_ARGS(when), (long long)past->row.undone_by,
                   (long long)past->row.undone_by);
    else
        notice_add(now->notices, false, file, line,
                   "this was done from the file on %.*s, and somebody has changed it "
                   "since: it stays as it is; to change it, use a new export",
                   STR_ARGS(when));
}

/* Whether it was done is in `done`; a refusal is a notice. */
static bool give_order(struct theme_planning *now, const struct order *order, bool *done,
                       struct command_result *result, struct error *err)
{
    struct line_past past;
    struct error why;
    struct command_request request = {
        .name = order->name,
        .cycle = now->process->cycle.id,
        .args = &order->args,
        .seen = order->seen.type == JSON_OBJECT ? &order->seen : NULL,
        .key = plan_key(now, order->name, &order->args, order->mark, order->since),
        .key_says_all = true,
        .from = str_format(now->arena, "%.*s:%zu", STR_ARGS(order->file), order->line),
        .pretend = now->request->pretend};
    *done = false;
    *result = (struct command_result){0};
    if (!line_past_find(now->engine->store->db, now->arena, request.key, &past, err))
        return false;
    if (past.state != LINE_NEW) {
        plan_note_past(now, order->file, order->line, &past);
        return true;
    }
    *done = true;
    if ((now->request->pretend && !order->stands_alone) ||
        command_run(now->engine, now->arena, &request, result, &why))
        return true;
    *done = false;
    if (why.kind == ERROR_SYSTEM) {
        *err = why;
        return false;
    }
    notice_add(now->notices, true, order->file, order->line, "%.*s%s%s",
               STR_ARGS(order->refused), order->refused.len ? ": " : "", why.text);
    return true;
}

static struct theme_change *add_change(struct theme_planning *now,
                                       enum theme_change_kind kind, struct str from,
                                       struct str to)
{
    struct theme_import *out = now->out;
    out->changes = arena_one_more(now->arena, out->changes, sizeof *out->changes,
                                  out->count, &out->room);
    out->changes[out->count] =
        (struct theme_change){.kind = kind, .from = from, .to = to};
    return &out->changes[out->count++];
}

static struct order order_of(struct theme_planning *now, struct str name,
                             const struct target *target, int64_t mark)
{
    struct order order = {.name = name,
                          .args = json_object(),
                          .seen = json_null(),
                          .mark = mark,
                          .file = now->request->name,
                          .stands_alone = target->id.len > 0};
    if (target->line) {
        order.file = target->line->file;
        order.line = target->line->line;
    } else if (target->first) {
        order.file = target->first->file;
        order.line = target->first->line;
    }
    return order;
}

static int64_t mark_of(const struct target *target)
{
    if (target->line && target->line->kept.known)
        return target->line->kept.version;
    return target->group ? target->group->record.version : 0;
}

static bool make_group(struct theme_planning *now, struct target *target,
                       struct error *err)
{
    struct command_result result;
    struct order order = order_of(now, STR("theme.new"), target, now->mark);
    bool done;
    if (!target->has_section) {
        target->refused = true;
        notice_add(now->notices, true, order.file, order.line,
                   "nothing says what this new group is about, and no card is in it: it "
                   "was not made; write it in the column \"" THEME_SHEET_SECTION "\"");
        return true;
    }
    order.args = new_args(now, target);
    order.stands_alone = true;
    order.since = target->since;
    if (!give_order(now, &order, &done, &result, err))
        return false;
    if (!done) {
        target->refused = true;
        return true;
    }
    if (!now->request->pretend)
        target->id = json_item(json_find(&result.outcome, STR("created")), 0)->text;
    struct theme_change *change =
        add_change(now, THEME_MADE, STR_NONE, target_words(now, target));
    change->may_be_slip = target->first && target->held == 1;
    return true;
}

static bool is_agreed(const struct target *target)
{
    return target->group && json_find_bool(&target->group->body, STR("agreed"));
}

/* `into` may be new; a new one that is another word for an old one is nothing. */
static bool merge_group(struct theme_planning *now, struct target *target,
                        struct error *err)
{
    struct target *into = target_final(target);
    struct order order =
        order_of(now, STR("theme.merge"), target, mark_of(target) + mark_of(into));
    struct command_result result;
    bool done;
    if (into->refused)
        return true;
    json_set(now->arena, &order.args, STR("theme"), json_text(target->id));
    json_set(now->arena, &order.args, STR("into"), json_text(into->id));
    order.stands_alone = into->id.len > 0;
    if (!give_order(now, &order, &done, &result, err))
        return false;
    if (!done)
        return true;
    struct theme_change *change =
        add_change(now, THEME_MERGED, target_words(now, target), target_words(now, into));
    if (is_agreed(target) && !target->meaning_edited &&
        !str_equal(target->meaning, into->meaning))
        change->not_kept = target->meaning;
    return true;
}

static bool make_and_merge(struct theme_planning *now, struct error *err)
{
    for (size_t i = 0; i < now->target_count; i++) {
        struct target *target = &now->targets[i];
        bool is_new = !target->group && !target->gone && !target->into;
        if (is_new && !target->refused && !make_group(now, target, err))
            return false;
    }
    for (size_t i = 0; i < now->target_count; i++) {
        struct target *target = &now->targets[i];
        if (target->group && target->into && !merge_group(now, target, err))
            return false;
    }
    return true;
}

static void note_moved(struct theme_planning *now, const struct wish *wish)
{
    struct str theme = json_find_text(&wish->card->body, STR("theme"));
    struct str tray = json_find_text(&wish->card->body, STR("tray"));
    struct target *before = target_of_id(now, theme);
    struct place from = {before                           ? PLACE_GROUP
                         : str_equal(tray, STR("alone"))  ? PLACE_ALONE
                         : str_equal(tray, STR("unsure")) ? PLACE_UNSURE
                                                          : PLACE_NONE,
                         before};
    struct place to = {wish->to.kind, target_final(wish->to.group)};
    struct str from_words = place_words(now, from), to_words = place_words(now, to);
    struct theme_change *change = NULL;
    for (size_t i = 0; i < now->out->count && !change; i++) {
        struct theme_change *one = &now->out->changes[i];
        if (one->kind == THEME_MOVED && str_equal(one->from, from_words) &&
            str_equal(one->to, to_words))
            change = one;
    }
    if (!change)
        change = add_change(now, THEME_MOVED, from_words, to_words);
    change->cards = arena_one_more(now->arena, change->cards, sizeof *change->cards,
                                   change->card_count, &change->card_room);
    change->cards[change->card_count++] = wish->card->number;
}

/* The cards of one place, in one command; where that is refused, one by one, so that
 * the rest goes there and each that cannot is named. */
struct moving {
    struct wish **wishes;
    size_t count;
    struct place to;
};

static struct order move_order(struct theme_planning *now, const struct moving *moving)
{
    const struct theme_sheet_card *line = moving->wishes[0]->line;
    struct order order = {.name = moving->to.kind == PLACE_GROUP   ? STR("theme.move")
                                  : moving->to.kind == PLACE_ALONE ? STR("theme.alone")
                                                                   : STR("theme.unsure"),
                          .args = json_object(),
                          .seen = json_object(),
                          .file = line->file,
                          .line = line->line,
                          .stands_alone = true};
    struct json statements = json_list();
    for (size_t i = 0; i < moving->count; i++) {
        const struct wish *wish = moving->wishes[i];
        json_add(now->arena, &statements, json_text(wish->card->record.id));
        json_set(now->arena, &order.seen, wish->card->record.id,
                 json_integer(wish->card->record.version));
        order.since += wish->left ? wish->left->command : 0;
        order.mark += wish->line->kept.known ? wish->line->kept.version
                                             : wish->card->record.version;
    }
    json_set(now->arena, &order.args, STR("statements"), statements);
    if (moving->to.kind == PLACE_GROUP) {
        json_set(now->arena, &order.args, STR("to"), json_text(moving->to.group->id));
        order.stands_alone = moving->to.group->id.len > 0;
    }
    return order;
}

static bool move_cards(struct theme_planning *now, const struct moving *moving,
                       struct error *err)
{
    struct command_result result;
    struct order order = move_order(now, moving);
    struct notices *heard = now->notices;
    struct notices unheard = {.arena = now->arena};
    bool done;
    if (moving->count > 1)
        now->notices = &unheard;
    bool fine = give_order(now, &order, &done, &result, err);
    now->notices = heard;
    if (!fine)
        return false;
    for (size_t i = 0; done && i < moving->count; i++) {
        moving->wishes[i]->moved = true;
        note_moved(now, moving->wishes[i]);
    }
    if (done || moving->count == 1)
        return true;
    if (!unheard.refusals) {
        for (size_t i = 0; i < unheard.count; i++)
            notice_add(heard, false, order.file, order.line, "%.*s",
                       STR_ARGS(unheard.items[i].text));
        return true;
    }
    for (size_t i = 0; i < moving->count; i++) {
        struct moving one = {&moving->wishes[i], 1, moving->to};
        if (!move_cards(now, &one, err))
            return false;
    }
    return true;
}

static bool move_all_to(struct theme_planning *now, struct place to, struct error *err)
{
    struct moving moving = {
        .wishes = arena_array(now->arena, struct wish *, now->wish_count), .to = to};
    for (size_t i = 0; i < now->wish_count; i++) {
        struct wish *wish = &now->wishes[i];
        if (!wish->settled && !wish->merged && wish->to.kind == to.kind &&
            target_final(wish->to.group) == to.group)
            moving.wishes[moving.count++] = wish;
    }
    return !moving.count || move_cards(now, &moving, err);
}

static bool move_all(struct theme_planning *now, struct error *err)
{
    for (size_t i = 0; i < now->target_count; i++) {
        struct target *target = &now->targets[i];
        if (!target->into && !target->refused && !target->gone && target->held &&
            !move_all_to(now, (struct place){PLACE_GROUP, target}, err))
            return false;
    }
    return move_all_to(now, (struct place){PLACE_ALONE, NULL}, err) &&
           move_all_to(now, (struct place){PLACE_UNSURE, NULL}, err);
}

/* What a group is called, in one of two ways. */
struct naming {
    enum theme_change_kind kind;
    const char *command, *field, *what;
    struct str to, before, current;
    int64_t since; /* the load of this file that left `before`; 0: it was written so */
};

static const char *since_words(const struct naming *naming)
{
    return naming->since ? "last loaded" : "written";
}

/* The last load of this file that said one of these things of the group. */
static int64_t said_since(const struct theme_planning *now, const struct target *target,
                          enum left_field from, enum left_field to)
{
    int64_t since = 0;
    for (enum left_field field = from; field <= to; field++) {
        const struct left_said *said = left_find(now, target->id, field, mark_of(target));
        if (said && said->command > since)
            since = said->command;
    }
    return since;
}

static bool takes_another_in(const struct theme_planning *now,
                             const struct target *target)
{
    for (size_t i = 0; i < now->target_count; i++)
        if (now->targets[i].group && now->targets[i].into == target)
            return true;
    return false;
}

static bool name_group(struct theme_planning *now, struct target *target,
                       const struct naming *naming, struct error *err)
{
    struct command_result result;
    struct order order = order_of(now, str_of(naming->command), target, mark_of(target));
    bool done;
    order.since = naming->since;
    if (str_equal(naming->to, naming->current))
        return true;
    if (target->group && !str_equal(naming->before, naming->current)) {
        notice_add(now->notices, true, order.file, order.line,
                   "%s of %.*s was \"%.*s\" when the file was %s; the file says "
                   "\"%.*s\", but somebody has made it \"%.*s\" meanwhile, and so it "
                   "stays; agree which it is, and change it in a new export",
                   naming->what, STR_ARGS(target->label), STR_ARGS(naming->before),
                   since_words(naming), STR_ARGS(naming->to), STR_ARGS(naming->current));
        return true;
    }
    json_set(now->arena, &order.args, STR("theme"), json_text(target->id));
    json_set(now->arena, &order.args, str_of(naming->field), json_text(naming->to));
    order.refused = str_format(now->arena, "\"%.*s\" is not taken as %s of %.*s",
                               STR_ARGS(unicode_cut(naming->to, WORDS_SHOWN)),
                               naming->what, STR_ARGS(target_words(now, target)));
    /* The name may be free only once the other group is gone. */
    order.stands_alone = order.stands_alone && !takes_another_in(now, target);
    if (!give_order(now, &order, &done, &result, err))
        return false;
    if (!done)
        return true;
    struct theme_change *change = add_change(
        now, naming->kind, target->label.len ? target->label : target_words(now, target),
        naming->to);
    change->agreed_no_more = naming->kind == THEME_NAMED && is_agreed(target);
    return true;
}

/* People agree what they have read: a group that means something else by now is left. */
static bool agree_group(struct theme_planning *now, struct target *target,
                        const struct naming *meaning, struct error *err)
{
    struct command_result result;
    struct order order = order_of(now, STR("theme.agree"), target, mark_of(target));
    order.file = target->agreed->file;
    order.line = target->agreed->line;
    order.since = meaning->since;
    bool changed = !str_equal(meaning->to, meaning->current);
    bool done;
    if (is_agreed(target) && !changed)
        return true;
    if (target->group && !str_equal(meaning->before, meaning->current) &&
        (changed || !target->meaning_edited)) {
        notice_add(now->notices, true, order.file, order.line,
                   "%.*s meant \"%.*s\" when the file was %s, and somebody has made "
                   "it \"%.*s\" meanwhile: it is not agreed; read it together, and agree "
                   "it in a new export",
                   STR_ARGS(target->label), STR_ARGS(meaning->before),
                   since_words(meaning), STR_ARGS(meaning->current));
        return true;
    }
    if (!meaning->to.len) {
        notice_add(now->notices, true, order.file, order.line,
                   "%.*s is not agreed, for it says nothing yet in the column "
                   "\"" THEME_SHEET_MEANING "\"; write there what it means, as a young "
                   "person would say it",
                   STR_ARGS(target_words(now, target)));
        return true;
    }
    json_set(now->arena, &order.args, STR("theme"), json_text(target->id));
    json_set(now->arena, &order.args, STR("name"), json_text(meaning->to));
    order.refused = str_format(now->arena, "%.*s is not agreed as \"%.*s\"",
                               STR_ARGS(target_words(now, target)),
                               STR_ARGS(unicode_cut(meaning->to, WORDS_SHOWN)));
    /* It may be empty until cards have moved. */
    order.stands_alone = order.stands_alone && target->group && target->group->cards &&
                         !takes_another_in(now, target);
    if (!give_order(now, &order, &done, &result, err))
        return false;
    if (done)
        (void)add_change(now, THEME_AGREED, target_words(now, target), meaning->to);
    return true;
}

/* Whether a line that is read together with the group's own says yes. */
static bool other_line_agrees(struct theme_planning *now, const struct target *group)
{
    for (size_t i = 0; i < now->target_count; i++) {
        struct target *target = &now->targets[i];
        if (target != group && target->line && target->line->agreed &&
            target_final(target) == group)
            return true;
    }
    return false;
}

/* Of a line that is another word for a group, that group is meant. A yes beside other
 * words for one that is agreed agrees them. */
static void find_agreed(struct theme_planning *now)
{
    for (size_t i = 0; i < now->target_count; i++) {
        const struct target *target = &now->targets[i];
        const struct theme_sheet_group *line = target->line;
        struct target *final = target_final(&now->targets[i]);
        bool agreed = is_agreed(final);
        bool reworded = final->meaning_edited && final->meant == line;
        const struct theme_sheet_group *before =
            final->line && final->meant == line ? final->line : line;
        if (line && (!target->gone || final->meant == line) && line->agreed &&
            !final->agreed && (agreed ? reworded : !before->agreed_before))
            final->agreed = line;
        if (line && agreed && !line->agreed && line->agreed_before && !reworded &&
            !other_line_agrees(now, final))
            notice_add(now->notices, true, line->file, line->line,
                       "%.*s is agreed, and stays so, though \"" THEME_SHEET_AGREED
                       "\" is not yes any more: to change it, write other words for "
                       "what it means; `waymark undo` takes back when it was agreed "
                       "(`waymark log`)",
                       STR_ARGS(target_words(now, target)));
    }
}

static bool name_all(struct theme_planning *now, struct error *err)
{
    find_agreed(now);
    for (size_t i = 0; i < now->target_count; i++) {
        struct target *target = &now->targets[i];
        const struct theme_sheet_group *line = target->line;
        const struct group *group = target->group;
        if (target->into || target->refused || target->gone)
            continue;
        struct naming label = {THEME_LABELLED,
                               "theme.label",
                               "label",
                               "the name",
                               target->name,
                               line ? line->name_before : STR_NONE,
                               group ? group->label : target->name,
                               said_since(now, target, LEFT_NAME, LEFT_NAME)};
        struct naming meaning = {THEME_NAMED,
                                 "theme.name",
                                 "name",
                                 "the meaning",
                                 target->meaning,
                                 line    ? line->meaning_before
                                 : group ? group->name
                                         : STR_NONE,
                                 group              ? group->name
                                 : target->name.len ? STR_NONE
                                                    : target->meaning,
                                 said_since(now, target, LEFT_MEANING, LEFT_AGREED)};
        if (target->name_edited && !name_group(now, target, &label, err))
            return false;
        if (target->agreed) {
            if (!agree_group(now, target, &meaning, err))
                return false;
        } else if ((target->meaning_edited || !group) &&
                   !name_group(now, target, &meaning, err))
            return false;
    }
    return true;
}

/* Every card in a group, also those that do not go out, once all has been done. */
static bool count_left(struct theme_planning *now, struct target *target, size_t *out,
                       struct error *err)
{
    struct str_list in_it;
    if (!record_by(now->engine->store->db, now->arena, now->process->cycle.id,
                   STR("statement"), STR("theme"), target->id, &in_it, err))
        return false;
    *out = in_it.count;
    for (size_t i = 0; now->request->pretend && i < now->wish_count; i++) {
        const struct wish *wish = &now->wishes[i];
        if (!wish->moved)
            continue;
        *out += target_final(wish->to.group) == target;
        *out -= str_equal(json_find_text(&wish->card->body, STR("theme")), target->id);
    }
    return true;
}

static bool say_emptied(struct theme_planning *now, struct error *err)
{
    for (size_t i = 0; i < now->target_count; i++) {
        struct target *target = &now->targets[i];
        size_t left = 0;
        if (!target->group || target->into || target->held || !target->group->cards)
            continue;
        if (!count_left(now, target, &left, err))
            return false;
        if (!left)
            notice_add(now->notices, false, now->request->name, 0,
                       "%.*s has no cards any more; `waymark do theme.remove theme=%.*s` "
                       "takes it away",
                       STR_ARGS(target_words(now, target)), STR_ARGS(target->id));
    }
    return true;
}

bool plan_do(struct theme_planning *now, struct error *err)
{
    return make_and_merge(now, err) && move_all(now, err) && name_all(now, err) &&
           say_emptied(now, err);
}
