/* SPDX-License-Identifier: MIT */
#include "app/cli_where.h"

#include "base/unicode.h"
#include "cycle/flag.h"
#include "engine/about.h"
#include "engine/args_person.h"
#include "engine/args_record.h"
#include "engine/person_find.h"
#include "store/parsed.h"

bool where_read(struct cli *cli, struct json *given, struct error *err)
{
    *given = json_object();
    for (struct str one = cli_option(cli, "--where"); one.len;
         one = cli_option(cli, "--where")) {
        struct str value = one;
        struct str field = str_cut(&value, '=');
        if (!field.len || !value.len)
            return error_set(err, ERROR_USAGE, "--where takes FIELD=VALUE, not \"%.*s\"",
                             STR_ARGS(one));
        json_set(cli->arena, given, field, json_text(value));
    }
    return true;
}

bool where_may_look_up(struct str kind, const struct json *given)
{
    struct str about = json_find_text(given, STR("about"));
    struct str person = json_find_text(given, STR("person"));
    return (str_equal(kind, STR("attachment")) && about.len && !is_record_id(about)) ||
           (person.len && !is_record_id(person));
}

/* Every statement has these, and few ask for them: an index would cost each import more
 * than it saves. */
static bool is_looked_through(const struct kind *kind, const struct kind_field *field)
{
    static const char *const names[] = {"speaker", "how", "interpreted_by", "occasion"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_equal(kind->name, STR("statement")) &&
            str_equal(field->name, str_of(names[i])))
            return true;
    return false;
}

static bool can_be_asked(const struct kind *kind, const struct kind_field *field)
{
    return field->indexed || is_looked_through(kind, field);
}

/* The rest of a record is shown by `show`. */
static bool must_be_asked(struct cli *cli, const struct kind *kind, struct str name,
                          struct error *err)
{
    const struct kind_field *field = kind_field(kind, name);
    struct str_list names = {arena_array(cli->arena, struct str, kind->field_count), 0};
    struct buf all = BUF_IN(cli->arena);
    if (field && can_be_asked(kind, field))
        return true;
    for (size_t i = 0; i < kind->field_count; i++) {
        if (!can_be_asked(kind, &kind->fields[i]))
            continue;
        names.items[names.count++] = kind->fields[i].name;
        buf_add_format(&all, "%s%.*s", all.len ? ", " : "",
                       STR_ARGS(kind->fields[i].name));
    }
    return error_set(err, ERROR_INPUT,
                     "--where cannot ask a %.*s for \"%.*s\"%.*s%s it can ask for: %.*s",
                     STR_ARGS(kind->name), STR_ARGS(name),
                     STR_ARGS(nearest_hint(cli->arena, names, name)),
                     nearest_name(names, name).len ? "" : ";", STR_ARGS(buf_str(&all)));
}

static bool has(struct str_list list, struct str one)
{
    for (size_t i = 0; i < list.count; i++)
        if (str_equal(list.items[i], one))
            return true;
    return false;
}

/* The values that there are, for a field that has no others. */
static struct str_list choices_of(struct cli *cli, const struct kind *kind,
                                  const struct kind_field *field)
{
    if (str_equal(kind->name, STR("statement")) && str_equal(field->name, STR("flags")))
        return flag_names(cli->arena);
    return kind_choices(cli->arena, field);
}

/* In free text, none is a word like any other. */
static bool may_ask_for_none(struct cli *cli, const struct kind *kind,
                             const struct kind_field *field)
{
    struct str_list choices = choices_of(cli, kind, field);
    return !json_has_text(json_find(kind->source, STR("required")), field->name) &&
           ((choices.count && !has(choices, STR("none"))) || field->ref_kind.len ||
            str_equal(field->type, STR("integer")));
}

/* A flag may also be the reason that somebody gave for holding a card back. */
static bool is_flag_there(struct cli *cli, const struct process *process,
                          const struct kind_field *field, struct str value)
{
    struct error ignored;
    struct str_list found;
    return str_equal(field->name, STR("flags")) &&
           record_by(cli->engine->store->db, cli->arena, process->cycle.id,
                     STR("statement"), field->name, value, &found, &ignored) &&
           found.count > 0;
}

static bool must_be_choice(struct cli *cli, const struct process *process,
                           const struct kind *kind, const struct kind_field *field,
                           struct str value, struct error *err)
{
    struct buf all = BUF_IN(cli->arena);
    struct str_list choices = choices_of(cli, kind, field);
    if (!choices.count || has(choices, value) ||
        is_flag_there(cli, process, field, value))
        return true;
    for (size_t i = 0; i < choices.count; i++)
        buf_add_format(&all, "%s%.*s", i ? ", " : "", STR_ARGS(choices.items[i]));
    return error_set(
        err, ERROR_INPUT, "--where %.*s: there is no \"%.*s\"%.*s (there are: %.*s%s)",
        STR_ARGS(field->name), STR_ARGS(value),
        STR_ARGS(nearest_hint(cli->arena, choices, value)), STR_ARGS(buf_str(&all)),
        may_ask_for_none(cli, kind, field) ? ", none" : "");
}

static bool must_be_whole(const struct kind_field *field, struct str value,
                          struct error *err)
{
    int64_t number;
    return str_to_integer(value, &number) ||
           error_set(err, ERROR_INPUT, "--where %.*s takes a whole number, not \"%.*s\"",
                     STR_ARGS(field->name), STR_ARGS(value));
}

/* Booleans are indexed as true and false, and called yes and no elsewhere. */
static bool yes_or_no(const struct kind_field *field, struct str *value,
                      struct error *err)
{
    if (str_equal(*value, STR("yes")))
        *value = STR("true");
    if (str_equal(*value, STR("no")))
        *value = STR("false");
    return str_equal(*value, STR("true")) || str_equal(*value, STR("false")) ||
           error_set(err, ERROR_INPUT, "--where %.*s takes yes or no, not \"%.*s\"",
                     STR_ARGS(field->name), STR_ARGS(*value));
}

/* What an attachment belongs to may be of any kind. */
static bool is_about(const struct kind *kind, const struct kind_field *field)
{
    return str_equal(kind->name, STR("attachment")) &&
           str_equal(field->name, STR("about"));
}

static bool find_named(struct cli *cli, const struct process *process,
                       const struct kind_field *field, struct str *value,
                       struct error *err)
{
    const struct kind *kind = kind_find(process->kinds, field->ref_kind);
    struct str cycle = json_find_bool(field->schema, STR("x-across"))
                           ? json_find_text(&process->cycle_body, STR("previous"))
                           : process->cycle.id;
    return !kind || record_named(cli->engine->store->db, cli->arena, process, cycle, kind,
                                 *value, value, err);
}

/* A name, a number or a reference tied to a pseudonym: the log tells who did it. */
static bool find_about(struct cli *cli, const struct process *process, struct str *value,
                       struct error *err)
{
    struct str given = *value;
    return about_named(cli->engine, cli->arena, process, given, value, err) &&
           (is_record_id(given) || !str_equal(kind_of_id(*value), STR("person")) ||
            person_note_found(cli->engine, cli->arena, *value, err));
}

/* By reference or UPN too, as an argument of a command can be. */
static bool find_person(struct cli *cli, const struct process *process,
                        const struct kind_field *field, struct str *value,
                        struct error *err)
{
    struct str id;
    if (!args_person(cli->engine, cli->arena, process, *value, &id, err))
        return false;
    if (!id.len)
        return find_named(cli, process, field, value, err);
    *value = id;
    return true;
}

static bool check_value(struct cli *cli, const struct process *process,
                        const struct kind *kind, const struct kind_field *field,
                        struct str *value, struct error *err)
{
    if (str_equal(field->ref_kind, STR("person")))
        return find_person(cli, process, field, value, err);
    if (field->ref_kind.len)
        return find_named(cli, process, field, value, err);
    if (is_about(kind, field))
        return find_about(cli, process, value, err);
    if (str_equal(field->type, STR("integer")))
        return must_be_whole(field, *value, err);
    if (str_equal(field->type, STR("boolean")))
        return yes_or_no(field, value, err);
    return must_be_choice(cli, process, kind, field, *value, err);
}

/* A name may itself hold a comma. */
static struct str_list values_of(struct cli *cli, const struct process *process,
                                 const struct kind *kind, const struct kind_field *field,
                                 struct str given)
{
    struct error not_whole;
    struct str_list all = {arena_array(cli->arena, struct str, 1), 1}, found;
    struct str whole = given;
    all.items[0] = given;
    if (field->ref_kind.len && find_named(cli, process, field, &whole, &not_whole))
        return all;
    if (is_about(kind, field) &&
        about_named(cli->engine, cli->arena, process, given, &whole, &not_whole))
        return all;
    if (field->handle &&
        record_by(cli->engine->store->db, cli->arena,
                  kind->workplace ? STR("") : process->cycle.id, kind->name, field->name,
                  given, &found, &not_whole) &&
        found.count)
        return all;
    return str_split(cli->arena, given, ',');
}

static bool check_field(struct cli *cli, const struct process *process,
                        const struct kind *kind, const struct json_member *given,
                        struct json *where, struct error *err)
{
    const struct kind_field *field = kind_field(kind, given->name);
    struct json list = json_list();
    struct str_list values = values_of(cli, process, kind, field, given->value.text);
    bool none = may_ask_for_none(cli, kind, field) && has(values, STR("none"));
    if (none && values.count > 1)
        return error_set(err, ERROR_INPUT,
                         "--where %.*s=none stands alone: list those without a value and "
                         "those with one in two goes",
                         STR_ARGS(field->name));
    for (size_t i = 0; i < values.count && !none; i++) {
        struct str value = str_trim(values.items[i]);
        if (!check_value(cli, process, kind, field, &value, err))
            return false;
        json_add(cli->arena, &list, json_text(value));
    }
    json_set(cli->arena, where, field->name, none ? json_bool(false) : list);
    return true;
}

bool where_check(struct cli *cli, const struct process *process, const struct kind *kind,
                 const struct json *given, struct json *where, struct json *rest,
                 struct error *err)
{
    *where = json_object();
    *rest = json_object();
    for (size_t i = 0; i < json_count(given); i++) {
        const struct json_member *one = &given->object.members[i];
        if (!must_be_asked(cli, kind, one->name, err) ||
            !check_field(cli, process, kind, one,
                         kind_field(kind, one->name)->indexed ? where : rest, err))
            return false;
    }
    return true;
}

/* In any case: an occasion is what somebody typed. */
static bool is_asked_for(struct arena *arena, const struct json *rest,
                         const struct json *body)
{
    for (size_t i = 0; i < json_count(rest); i++) {
        const struct json_member *one = &rest->object.members[i];
        struct str said = json_find_text(body, one->name);
        bool found = one->value.type != JSON_LIST && !said.len;
        for (size_t n = 0; n < json_count(&one->value) && !found; n++)
            found = str_equal(unicode_fold(arena, said),
                              unicode_fold(arena, json_item(&one->value, n)->text));
        if (!found)
            return false;
    }
    return true;
}

bool where_keep(struct cli *cli, const struct json *rest, struct str_list *ids,
                struct error *err)
{
    struct parsed one;
    size_t kept = 0;
    bool found;
    for (size_t i = 0; i < ids->count && json_count(rest); i++) {
        if (!parsed_find(cli->engine->store->db, cli->arena, ids->items[i], &one, &found,
                         err))
            return false;
        if (found && is_asked_for(cli->arena, rest, &one.body))
            ids->items[kept++] = ids->items[i];
    }
    if (json_count(rest))
        ids->count = kept;
    return true;
}
