/* SPDX-License-Identifier: MIT */
#include "engine/args_record.h"

#include "engine/numbered.h"
#include "engine/review_from.h"
#include "engine/theme_label.h"
#include "store/parsed.h"

/* By FILE:LINE:HEADING of something that they said, or FILE:LINE alone: no script and
 * no file of commands needs to name anybody. */
static bool person_named(struct db *db, struct arena *arena, struct str cycle,
                         struct str text, struct str *id, struct error *err)
{
    static const char *const headings[] = {
        "", ":working1", ":not_working1", ":aspiration1", ":working2", ":not_working2"};
    struct str_list people;
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++) {
        struct str source = str_format(arena, "%.*s%s", STR_ARGS(text), headings[i]);
        struct parsed_list said;
        if (!parsed_by(db, arena, cycle, STR("statement"), STR("source"), source, &said,
                       err))
            return false;
        if (said.count != 1)
            continue;
        *id = parsed_text(&said.items[0], "person");
        if (id->len)
            return true;
    }
    if (!people_from(db, arena, cycle, text, &people, err))
        return false;
    *id = people.count ? people.items[0] : STR_NONE;
    if (people.count > 1)
        return error_set(err, ERROR_INPUT,
                         "what %zu people said came from \"%.*s\"; name one by "
                         "FILE:LINE:HEADING, or by the id of their review",
                         people.count, STR_ARGS(text));
    if (id->len)
        return true;
    return error_set(
        err, ERROR_NOT_FOUND,
        "nothing that somebody said in this cycle came from \"%.*s\", and nobody has "
        "this reference or UPN; name a person by one of these, by FILE:LINE:HEADING of "
        "something that they said (`waymark list statement`), or by the id that `waymark "
        "show` shows of their review",
        STR_ARGS(text));
}

/* Whose review, or words, a record of this cycle is. */
static bool person_of(struct db *db, struct arena *arena, struct str cycle,
                      struct str text, struct str *id, struct error *err)
{
    struct parsed one;
    bool found;
    if (!parsed_find(db, arena, text, &one, &found, err))
        return false;
    *id = found && str_equal(one.record.cycle, cycle) ? parsed_text(&one, "person")
                                                      : STR_NONE;
    return id->len || error_set(err, ERROR_NOT_FOUND,
                                "%.*s is nobody's in this cycle; name a review, or "
                                "something that somebody said in one",
                                STR_ARGS(text));
}

/* Of this cycle, the one before it, or the workplace's own. */
static bool by_id(struct db *db, struct arena *arena, const struct process *process,
                  const struct kind *kind, struct str id, struct error *err)
{
    struct record record;
    bool found;
    if (!record_find(db, arena, id, &record, &found, err))
        return false;
    if (found && str_equal(record.kind, kind->name) &&
        (!record.cycle.len || str_equal(record.cycle, process->cycle.id) ||
         str_equal(record.cycle, json_find_text(&process->cycle_body, STR("previous")))))
        return true;
    return error_set(err, ERROR_NOT_FOUND, "there is no %.*s %.*s in this cycle",
                     STR_ARGS(kind->name), STR_ARGS(id));
}

/* Empty where nothing is called so. */
static bool by_handle(struct db *db, struct arena *arena, struct str within,
                      const struct kind *kind, struct str text, struct str *id,
                      struct error *err)
{
    *id = STR_NONE;
    for (size_t i = 0; i < kind->field_count && !id->len; i++) {
        struct str_list found;
        if (!kind->fields[i].handle)
            continue;
        if (!record_by(db, arena, within, kind->name, kind->fields[i].name, text, &found,
                       err))
            return false;
        if (found.count > 1)
            return error_set(
                err, ERROR_INPUT,
                "%zu records of kind %.*s are called \"%.*s\"; name one by its "
                "id (`waymark list %.*s`)",
                found.count, STR_ARGS(kind->name), STR_ARGS(text), STR_ARGS(kind->name));
        if (found.count == 1)
            *id = found.items[0];
    }
    return true;
}

/* Empty where no review came from there. */
static bool review_named(struct db *db, struct arena *arena, struct str cycle,
                         struct str text, struct str *id, struct error *err)
{
    struct str_list found;
    if (!reviews_from(db, arena, cycle, text, &found, err))
        return false;
    if (found.count > 1)
        return error_set(
            err, ERROR_INPUT,
            "%zu reviews came from \"%.*s\", such as %.*s; name one by its id "
            "(`waymark list review`)",
            found.count, STR_ARGS(text), STR_ARGS(found.items[0]));
    *id = found.count ? found.items[0] : STR_NONE;
    return true;
}

/* What has a number on it, a label in the place of a name, or a row that it came from. */
static bool numbered_or_labelled(struct db *db, struct arena *arena, struct str cycle,
                                 const struct kind *kind, struct str text, struct str *id,
                                 struct error *err)
{
    struct str_list cards;
    *id = STR_NONE;
    if (str_equal(kind->name, STR("review")))
        return review_named(db, arena, cycle, text, id, err);
    if (str_equal(kind->name, STR("theme")))
        return theme_labelled(db, arena, cycle, text, id, err) &&
               (id->len || theme_numbered(db, arena, cycle, text, id, err));
    if (!str_equal(kind->name, STR("statement")))
        return true;
    if (!card_numbered(db, arena, cycle, text, &cards, err))
        return false;
    if (cards.count == 1)
        *id = cards.items[0];
    return true;
}

/* All that people call a group by. */
static bool theme_names(struct db *db, struct arena *arena, struct str cycle,
                        struct str_list *out, struct error *err)
{
    struct parsed_list themes;
    static const char *const fields[] = {"name", "label"};
    if (!parsed_all(db, arena, cycle, STR("theme"), &themes, err))
        return false;
    *out = (struct str_list){arena_array(arena, struct str, 2 * themes.count), 0};
    for (size_t i = 0; i < themes.count; i++)
        for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++) {
            struct str name = parsed_text(&themes.items[i], fields[f]);
            if (name.len)
                out->items[out->count++] = name;
        }
    return true;
}

static bool no_such_name(struct db *db, struct arena *arena, struct str cycle,
                         const struct kind *kind, struct str text, struct error *err)
{
    struct str_list names = {NULL, 0};
    int64_t number;
    if (str_equal(kind->name, STR("statement")) && str_to_integer(text, &number))
        return error_set(
            err, ERROR_NOT_FOUND,
            "no card of this cycle has the number %.*s. Look at the number, "
            "or name it by FILE:LINE:HEADING; `waymark list statement` shows "
            "them, each with the id that names it for sure",
            STR_ARGS(text));
    if (str_equal(kind->name, STR("statement")))
        return error_set(
            err, ERROR_NOT_FOUND,
            "there is no statement called \"%.*s\" in this cycle; name it by "
            "the number of its card, or by FILE:LINE:HEADING; `waymark list "
            "statement` shows them, each with the id that names it for sure",
            STR_ARGS(text));
    if (str_equal(kind->name, STR("review")))
        return error_set(
            err, ERROR_NOT_FOUND,
            "there is no review called \"%.*s\" in this cycle; name it by FILE:LINE, or "
            "by FILE:LINE:HEADING of something that was said in it; `waymark list "
            "review` shows them, each with the id that names it for sure",
            STR_ARGS(text));
    if (str_equal(kind->name, STR("theme")) &&
        !theme_names(db, arena, cycle, &names, err))
        return false;
    return error_set(
        err, ERROR_NOT_FOUND,
        "there is no %.*s called \"%.*s\" in this cycle%.*s `waymark list %.*s` "
        "shows them, each with the id that names it for sure",
        STR_ARGS(kind->name), STR_ARGS(text),
        STR_ARGS(text.len && nearest_name(names, text).len
                     ? nearest_hint(arena, names, text)
                     : STR(";")),
        STR_ARGS(kind->name));
}

bool record_named(struct db *db, struct arena *arena, const struct process *process,
                  struct str cycle, const struct kind *kind, struct str text,
                  struct str *id, struct error *err)
{
    bool person = str_equal(kind->name, STR("person"));
    struct str within = kind->workplace ? STR("") : cycle;
    if (is_record_id(text) && person &&
        (str_equal(kind_of_id(text), STR("review")) ||
         str_equal(kind_of_id(text), STR("statement"))))
        return person_of(db, arena, cycle, text, id, err);
    if (is_record_id(text)) {
        *id = text;
        return by_id(db, arena, process, kind, text, err);
    }
    if (person)
        return person_named(db, arena, cycle, text, id, err);
    if (!by_handle(db, arena, within, kind, text, id, err))
        return false;
    if (!id->len && !numbered_or_labelled(db, arena, within, kind, text, id, err))
        return false;
    return id->len || no_such_name(db, arena, within, kind, text, err);
}
