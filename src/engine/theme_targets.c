/* SPDX-License-Identifier: MIT */
#include "engine/theme_import_parts.h"

#include "base/unicode.h"
#include "cycle/school_alike.h"
#include "format/csv.h"

struct target *target_final(struct target *target)
{
    while (target && target->into)
        target = target->into;
    return target;
}

struct target *target_of_id(struct theme_planning *now, struct str id)
{
    for (size_t i = 0; id.len && i < now->target_count; i++)
        if (str_equal(now->targets[i].id, id))
            return &now->targets[i];
    return NULL;
}

struct str target_words(struct theme_planning *now, const struct target *target)
{
    struct str name = target->group ? target->group->label : target->name;
    struct str meaning = target->group ? target->group->name : target->meaning;
    struct str words = name.len ? name : meaning;
    bool both = target->label.len && words.len;
    return str_format(now->arena, "%.*s%s%.*s%s", STR_ARGS(target->label),
                      both ? " (" : "", STR_ARGS(words), both ? ")" : "");
}

struct str place_words(struct theme_planning *now, struct place place)
{
    if (place.kind == PLACE_GROUP)
        return target_words(now, place.group);
    return place.kind == PLACE_ALONE    ? STR("\"" THEME_SHEET_ALONE "\"")
           : place.kind == PLACE_UNSURE ? STR("\"" THEME_SHEET_UNSURE "\"")
                                        : STR("no group");
}

bool plan_section(struct arena *arena, struct str text, enum section *out)
{
    static const struct {
        const char *words;
        enum section section;
    } known[] = {
        {"working", SECTION_WORKING},
        {"what is working", SECTION_WORKING},
        {"not working", SECTION_NOT_WORKING},
        {"what is not working", SECTION_NOT_WORKING},
        {"aspiration", SECTION_ASPIRATION},
        {"aspirations", SECTION_ASPIRATION},
        {"hopes", SECTION_ASPIRATION},
        {"hopes for the future", SECTION_ASPIRATION},
    };
    struct str words = csv_name(arena, text);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (str_equal(words, str_of(known[i].words))) {
            *out = known[i].section;
            return true;
        }
    return false;
}

static bool same_words(struct theme_planning *now, struct str one, struct str other)
{
    struct arena_mark mark = arena_mark(now->arena);
    bool same = one.len && other.len &&
                str_equal(unicode_fold(now->arena, one), unicode_fold(now->arena, other));
    arena_rewind(now->arena, mark);
    return same;
}

static struct target *add_target(struct theme_planning *now)
{
    return &now->targets[now->target_count++];
}

/* What people wrote holds; what they left as it was is as it is by now. */
static void take_names(struct target *target)
{
    const struct theme_sheet_group *line = target->line;
    target->label = line->kept.label;
    target->meant = line->meaning.len ? line : NULL;
    target->name_edited = line->name.len && !str_equal(line->name, line->name_before);
    target->meaning_edited =
        line->meaning.len && !str_equal(line->meaning, line->meaning_before);
    if (target->name_edited)
        target->name = line->name;
    if (target->meaning_edited)
        target->meaning = line->meaning;
}

static void say_lost(struct theme_planning *now, const struct target *target)
{
    const struct theme_sheet_group *line = target->line;
    bool lost_name = !line->name.len && line->name_before.len;
    bool lost_meaning = !target->meant && line->meaning_before.len;
    if ((lost_meaning || lost_name) && !line->name.len && !target->meant) {
        notice_add(now->notices, true, line->file, line->line,
                   "%.*s has no name any more: it is still called \"%.*s\"; write the "
                   "name that it is to have",
                   STR_ARGS(target->label),
                   STR_ARGS(target->name.len ? target->name : target->meaning));
        return;
    }
    if (lost_name)
        notice_add(now->notices, true, line->file, line->line,
                   "the name of %.*s is gone from the sheet: it is still called "
                   "\"%.*s\"; write another one to change that",
                   STR_ARGS(target->label), STR_ARGS(target->name));
    if (lost_meaning)
        notice_add(now->notices, true, line->file, line->line,
                   "what %.*s means is gone from the sheet: it still means \"%.*s\"; "
                   "write other words to change that",
                   STR_ARGS(target->label), STR_ARGS(target->meaning));
}

/* Once it is known which lines are read together. */
static void say_all_lost(struct theme_planning *now)
{
    for (size_t i = 0; i < now->target_count; i++)
        if (now->targets[i].group && now->targets[i].line)
            say_lost(now, &now->targets[i]);
}

static void add_gone(struct theme_planning *now, struct str id, struct str label,
                     const struct theme_sheet_group *line)
{
    struct target *target = add_target(now);
    *target = (struct target){.id = id, .gone = true, .label = label, .line = line};
    if (!line)
        return;
    target->name = line->name;
    target->meaning = line->meaning;
    target->name_edited = !str_equal(line->name, line->name_before);
    target->meaning_edited = !str_equal(line->meaning, line->meaning_before);
    target->has_section = plan_section(now->arena, line->section, &target->section);
}

/* What the person means to call it: the first column will do for it. */
static void name_new(struct target *target)
{
    const struct theme_sheet_group *line = target->line;
    target->name = line->name;
    target->meaning = line->meaning;
    target->meant = line->meaning.len ? line : NULL;
    target->label = theme_sheet_label(line->label) ? line->label : STR_NONE;
    if (!line->name.len && !line->meaning.len && !target->label.len)
        target->name = line->label;
}

/* A group that means nothing yet takes what the other one means. */
static void give_meaning(const struct target *from, struct target *to)
{
    if (to->meaning.len || !from->meaning.len)
        return;
    to->meaning = from->meaning;
    to->meaning_edited = true;
    to->meant = from->meant;
}

/* What a line leaves empty, the one that is read together with it says: also where that
 * one's group went into the other by an earlier load. */
static void read_together(const struct target *from, struct target *to)
{
    const struct theme_sheet_group *other = from->line;
    if (!to->line || to->meant || !other || !other->meaning.len) {
        if (!from->gone)
            give_meaning(from, to);
        return;
    }
    to->meant = other;
    if (str_equal(other->meaning, to->line->meaning_before))
        return;
    to->meaning = other->meaning;
    to->meaning_edited = true;
}

static bool created_by(struct theme_planning *now, const struct line_past *past,
                       struct str *id, struct error *err)
{
    struct json outcome;
    if (!json_parse(now->arena, past->row.outcome, &outcome, err))
        return false;
    const struct json *created = json_find(&outcome, STR("created"));
    *id = json_count(created) ? json_item(created, 0)->text : STR_NONE;
    return true;
}

/* A file that was imported before has made it then, whatever it is called by now. */
static bool find_made(struct theme_planning *now, struct target *target,
                      struct error *err)
{
    struct line_past past;
    struct str id;
    if (!target->has_section)
        return true;
    /* What a load of this file made, and a later one took away, may be made again. */
    for (int64_t gone = 1; gone; target->since = gone ? gone : target->since) {
        if (!line_past_find(now->engine->store->db, now->arena, plan_new_key(now, target),
                            &past, err))
            return false;
        if (past.state == LINE_NEW)
            return true;
        if (!created_by(now, &past, &id, err))
            return false;
        gone = past.state == LINE_DONE ? left_removed(now, id) : 0;
    }
    target->into = target_of_id(now, id);
    if (target->into) {
        read_together(target, target->into);
        return true;
    }
    target->refused = true;
    plan_note_past(now, target->line ? target->line->file : target->first->file,
                   target->line ? target->line->line : target->first->line, &past);
    return true;
}

static bool add_new(struct theme_planning *now, const struct theme_sheet_group *line,
                    struct error *err)
{
    struct target *target = add_target(now);
    *target = (struct target){.line = line};
    target->has_section = plan_section(now->arena, line->section, &target->section);
    name_new(target);
    if (!target->name.len && !target->meaning.len) {
        target->refused = true;
        notice_add(now->notices, true, line->file, line->line,
                   "this new group has no name, so it was not made, and its cards stay "
                   "where they are; write one in the column \"" THEME_SHEET_NAME "\"");
        return true;
    }
    if (!target->has_section && line->section.len) {
        target->refused = true;
        notice_add(now->notices, true, line->file, line->line,
                   "\"%.*s\" is none of: What is working, What is not working, Hopes for "
                   "the future; write one of them, so that the new group can be made",
                   STR_ARGS(unicode_cut(line->section, 60)));
        return true;
    }
    return find_made(now, target, err);
}

static bool take_line(struct theme_planning *now, const struct theme_sheet_group *line,
                      struct error *err)
{
    if (!line->kept.known)
        return add_new(now, line, err);
    struct target *target = target_of_id(now, line->kept.place);
    if (!target) {
        add_gone(now, line->kept.place, line->kept.label, line);
        return true;
    }
    if (!target->line) {
        target->line = line;
        take_names(target);
        return true;
    }
    /* A line that was copied to make another group of it. */
    if (!str_equal(line->label, target->line->label))
        return add_new(now, line, err);
    notice_add(now->notices, true, line->file, line->line,
               "%.*s stands twice, here and in line %zu: this line is left out; for a "
               "new group put another number, or none, into the column "
               "\"" THEME_SHEET_GROUP "\"",
               STR_ARGS(line->label), target->line->line);
    return true;
}

static bool same_section(const struct target *one, const struct target *other)
{
    return !one->has_section || !other->has_section || one->section == other->section;
}

static bool same_names(struct theme_planning *now, const struct target *one,
                       const struct target *other)
{
    return same_words(now, one->name, other->name) ||
           same_words(now, one->meaning, other->meaning) ||
           same_words(now, one->name, other->meaning) ||
           same_words(now, one->meaning, other->name);
}

static bool speaks(const struct theme_planning *now, const struct target *target)
{
    return target->name_edited || target->meaning_edited ||
           (!target->group && !target->gone) ||
           (target->gone && left_removed(now, target->id));
}

/* Of two meanings one would be dropped: people choose. A line of a group that was never
 * made is but another line of the one that there is. */
static bool keep_both(struct theme_planning *now, const struct target *one,
                      const struct target *other)
{
    const struct theme_sheet_group *line = other->line ? other->line : one->line;
    bool emptied = one->line && !one->meant;
    if (other->gone || !line || emptied || !one->meaning.len || !other->meaning.len ||
        same_words(now, one->meaning, other->meaning))
        return false;
    if (other->group)
        notice_add(now->notices, true, line->file, line->line,
                   "%.*s is called \"%.*s\", as %.*s is, but means \"%.*s\", and %.*s "
                   "\"%.*s\": they stay two groups, so that neither is lost; to put them "
                   "together, write the same words beside both",
                   STR_ARGS(other->label), STR_ARGS(other->name), STR_ARGS(one->label),
                   STR_ARGS(other->meaning), STR_ARGS(one->label),
                   STR_ARGS(one->meaning));
    else
        notice_add(now->notices, true, line->file, line->line,
                   "this line is about %.*s, which means \"%.*s\": \"%.*s\" is not "
                   "taken; write other words there, or another name here",
                   STR_ARGS(target_words(now, one)), STR_ARGS(one->meaning),
                   STR_ARGS(other->meaning));
    return other->group != NULL;
}

/* Two groups of one name are one, where somebody made them so. */
static void join_named(struct theme_planning *now)
{
    for (size_t b = 1; b < now->target_count; b++) {
        struct target *other = &now->targets[b];
        for (size_t a = 0; a < b && !other->into && !other->refused; a++) {
            struct target *one = &now->targets[a];
            if (one->into || one->gone || one->refused || !same_section(one, other) ||
                !(speaks(now, one) || speaks(now, other)) ||
                !same_names(now, one, other) || keep_both(now, one, other))
                continue;
            other->into = one;
            read_together(other, one);
        }
    }
}

/* Groups that are named by the cards alone, where the sheet of groups is missing. */
static void take_kept_places(struct theme_planning *now)
{
    for (size_t i = 0; i < now->sheet.card_count; i++) {
        const struct theme_kept *kept = &now->sheet.cards[i].kept;
        if (!kept->known || !theme_sheet_label(kept->label))
            continue;
        struct target *target = target_of_id(now, kept->place);
        if (!target)
            add_gone(now, kept->place, kept->label, NULL);
        else if (!target->label.len)
            target->label = kept->label;
    }
}

/* What was written over a group that is not there any more, and is nowhere else. */
static void say_gone(struct theme_planning *now)
{
    for (size_t i = 0; i < now->target_count; i++) {
        const struct target *target = &now->targets[i];
        const struct theme_sheet_group *line = target->line;
        if (!target->gone || target->into ||
            !(target->name_edited || target->meaning_edited))
            continue;
        notice_add(now->notices, true, line->file, line->line,
                   "%.*s is not there any more: it was put into another group, or taken "
                   "apart, since the file was written (`waymark log` says when, and "
                   "`waymark undo` takes it back); its new name is left out",
                   STR_ARGS(target_words(now, target)));
    }
}

bool plan_targets(struct theme_planning *now, struct error *err)
{
    now->targets = arena_array(now->arena, struct target,
                               now->groups.count + now->sheet.group_count +
                                   2 * now->sheet.card_count);
    for (size_t i = 0; i < now->groups.count; i++) {
        const struct group *group = &now->groups.items[i];
        *add_target(now) = (struct target){.group = group,
                                           .id = group->record.id,
                                           .has_section = true,
                                           .section = group->section,
                                           .name = group->label,
                                           .meaning = group->name};
    }
    plan_left_names(now);
    for (size_t i = 0; i < now->sheet.group_count; i++)
        if (!take_line(now, &now->sheet.groups[i], err))
            return false;
    take_kept_places(now);
    join_named(now);
    say_all_lost(now);
    say_gone(now);
    return true;
}

/* As it was written, or else as people numbered it themselves. */
static struct target *find_labelled(struct theme_planning *now, size_t number)
{
    for (size_t i = 0; i < now->target_count; i++)
        if (theme_sheet_label(now->targets[i].label) == number)
            return &now->targets[i];
    for (size_t i = 0; i < now->target_count; i++) {
        const struct theme_sheet_group *line = now->targets[i].line;
        if (line && theme_sheet_label(line->label) == number)
            return &now->targets[i];
    }
    return NULL;
}

static struct str folded_words(struct arena *arena, struct str words)
{
    return words.len ? unicode_fold(arena, words) : STR_NONE;
}

/* Names are settled by the time that cards ask for them. */
static bool is_called(struct theme_planning *now, struct target *target,
                      struct str folded)
{
    if (!target->folded) {
        target->folded = arena_array(now->arena, struct str, TARGET_WORDS);
        target->folded[0] = folded_words(now->arena, target->name);
        target->folded[1] = folded_words(now->arena, target->meaning);
        target->folded[2] =
            folded_words(now->arena, target->line ? target->line->label : STR_NONE);
    }
    for (size_t i = 0; i < TARGET_WORDS; i++)
        if (str_equal(target->folded[i], folded))
            return true;
    return false;
}

/* In the card's own section first. Of several that are called so, which one is meant is
 * asked back. */
static bool find_named(struct theme_planning *now, struct str words, enum section section,
                       struct target **out, struct error *why)
{
    struct target *elsewhere = NULL;
    struct str folded = unicode_fold(now->arena, words);
    struct buf all = BUF_IN(now->arena);
    size_t count = 0;
    *out = NULL;
    for (size_t i = 0; i < now->target_count; i++) {
        struct target *target = &now->targets[i];
        if (!is_called(now, target, folded))
            continue;
        elsewhere = target;
        if ((target->has_section && target->section != section) ||
            (*out && target_final(*out) == target_final(target)))
            continue;
        if (!*out)
            *out = target;
        buf_add_format(
            &all, "%s%.*s", count++ ? ", " : "",
            STR_ARGS(target->label.len ? target->label : target_words(now, target)));
    }
    if (!*out)
        *out = elsewhere;
    return count < 2 ||
           error_set(why, ERROR_INPUT,
                     "%zu groups are called \"%.*s\": %.*s; write the number of the one "
                     "that you mean",
                     count, STR_ARGS(unicode_cut(words, 60)), STR_ARGS(buf_str(&all)));
}

static bool take_section(struct theme_planning *now, const struct wish *wish,
                         struct target *target, struct error *why)
{
    struct target *final = target_final(target);
    if (!final->has_section) {
        final->has_section = true;
        final->section = wish->card->section;
    }
    if (final->section == wish->card->section)
        return true;
    return error_set(
        why, ERROR_INPUT,
        "card %lld is about %.*s, and %.*s about %.*s; choose a group that "
        "is about the same",
        (long long)wish->card->number, STR_ARGS(section_words(wish->card->section)),
        STR_ARGS(target_words(now, target)), STR_ARGS(section_words(final->section)));
}

static bool check_target(struct theme_planning *now, struct target *target,
                         struct error *why)
{
    struct target *final = target_final(target);
    if (final->gone)
        return error_set(why, ERROR_CONFLICT,
                         "%.*s is not there any more: it was put into another group, or "
                         "taken apart, since the file was written (`waymark log` says "
                         "when, and `waymark undo` takes it back); choose another group",
                         STR_ARGS(target_words(now, target)));
    if (final->refused)
        return error_set(why, ERROR_INPUT, "its new group was not made");
    return true;
}

static bool is_nearly(struct theme_planning *now, struct str plain, struct str words)
{
    return words.len && school_alike(plain, school_plain(now->arena, words));
}

/* What was typed beside a card alone, and is nearly what a group is called: a slip is
 * likelier than another group. */
static struct target *find_nearly(struct theme_planning *now, const struct wish *wish)
{
    struct str plain = school_plain(now->arena, wish->line->group);
    for (size_t i = 0; plain.len && i < now->target_count; i++) {
        struct target *target = &now->targets[i];
        if (!target->gone && !target->refused &&
            (!target->has_section || target->section == wish->card->section) &&
            (is_nearly(now, plain, target->name) ||
             is_nearly(now, plain, target->meaning)))
            return target;
    }
    return NULL;
}

static bool make_named(struct theme_planning *now, const struct wish *wish,
                       struct place *out, struct error *why)
{
    const struct target *near = find_nearly(now, wish);
    if (near)
        return error_set(
            why, ERROR_INPUT,
            "there is no group \"%.*s\"; did you mean %.*s? Write its name as it is "
            "there; or, for a group of its own, add \"%.*s\" to the sheet of groups",
            STR_ARGS(unicode_cut(wish->line->group, 60)),
            STR_ARGS(target_words(now, near)),
            STR_ARGS(unicode_cut(wish->line->group, 60)));
    struct target *target = add_target(now);
    *target = (struct target){.has_section = true,
                              .section = wish->card->section,
                              .first = wish->line,
                              .name = wish->line->group};
    out->group = target;
    return find_made(now, target, why) && check_target(now, target, why);
}

/* A tray, as people write it: a full stop or a question mark behind is none of it. */
static enum place_kind read_tray(struct theme_planning *now, struct str words)
{
    while (str_ends(words, STR(".")) || str_ends(words, STR("?")))
        words.len--;
    if (same_words(now, words, STR(THEME_SHEET_ALONE)) ||
        same_words(now, words, STR("alone")) ||
        same_words(now, words, STR("on their own")))
        return PLACE_ALONE;
    return same_words(now, words, STR(THEME_SHEET_UNSURE)) ||
                   same_words(now, words, STR("unsure")) ||
                   same_words(now, words, STR("not sure"))
               ? PLACE_UNSURE
               : PLACE_NONE;
}

bool place_read(struct theme_planning *now, const struct wish *wish, struct place *out,
                struct error *why)
{
    struct str words = wish->line->group;
    size_t number = theme_sheet_label(words);
    enum place_kind tray = read_tray(now, words);
    *out = (struct place){.kind = PLACE_NONE};
    if (!words.len)
        return true;
    bool as_written = same_words(now, words, STR(THEME_SHEET_ALONE)) ||
                      same_words(now, words, STR(THEME_SHEET_UNSURE));
    if (number)
        out->group = find_labelled(now, number);
    else if (!as_written &&
             !find_named(now, words, wish->card->section, &out->group, why))
        return false;
    /* Where people have called a group so in words of their own, that is meant. */
    out->kind = !out->group && tray != PLACE_NONE ? tray : PLACE_GROUP;
    if (out->kind != PLACE_GROUP)
        return true;
    if (!out->group && number)
        return error_set(why, ERROR_INPUT,
                         "there is no group T%zu in this file; choose one that there is, "
                         "or add it to the sheet of groups with its name",
                         number);
    if (!out->group)
        return make_named(now, wish, out, why);
    return check_target(now, out->group, why) && take_section(now, wish, out->group, why);
}
