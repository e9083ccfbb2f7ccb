/* SPDX-License-Identifier: MIT */
#include "engine/args.h"

#include "base/date.h"
#include "base/shell.h"
#include "base/unicode.h"
#include "engine/args_guests.h"
#include "engine/args_record.h"
#include "engine/known_whole.h"
#include "format/uk_date.h"
#include "store/parsed.h"

static bool yes_or_no(struct str text, struct json *out, struct error *err)
{
    static const char *const yes[] = {"yes", "y", "true", "1"};
    static const char *const no[] = {"no", "n", "false", "0"};
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        if (str_equal_ascii_case(text, str_of(yes[i]))) {
            *out = json_bool(true);
            return true;
        }
        if (str_equal_ascii_case(text, str_of(no[i]))) {
            *out = json_bool(false);
            return true;
        }
    }
    return error_set(err, ERROR_INPUT, "say yes or no, not \"%.*s\"", STR_ARGS(text));
}

static bool whole_number(struct str text, struct json *out, struct error *err)
{
    int64_t number;
    if (!str_to_integer(text, &number) || number > JSON_LARGEST_INTEGER ||
        number < -JSON_LARGEST_INTEGER)
        return error_set(err, ERROR_INPUT, "write a whole number, not \"%.*s\"",
                         STR_ARGS(text));
    *out = json_integer(number);
    return true;
}

/* The form in which decimals are stored; whether it fits a field is for the schema. */
static bool decimal_number(struct str text, struct json *out, struct error *err)
{
    struct str rest = str_slice(text, str_starts(text, STR("-")), text.len);
    struct str whole = str_cut(&rest, '.');
    bool fine = whole.len && !str_ends(text, STR("."));
    for (size_t i = 0; i < text.len; i++)
        fine = fine && (text.ptr[i] == '.' || (text.ptr[i] == '-' && i == 0) ||
                        (text.ptr[i] >= '0' && text.ptr[i] <= '9'));
    if (!fine || str_find_byte(rest, '.') != SIZE_MAX)
        return error_set(err, ERROR_INPUT,
                         "write a number such as 12 or 3.5, not \"%.*s\"",
                         STR_ARGS(text));
    *out = json_text(text);
    return true;
}

static bool calendar_date(struct arena *arena, struct str text, struct json *out,
                          struct error *err)
{
    struct date date;
    if (!uk_date_parse(text, &date, err))
        return false;
    *out = json_text(date_text(arena, date));
    return true;
}

/* One of the values that a field may have: "Young person" is young_person. What the field
 * says of itself tells more than a guess would: "doing" is not done. */
static bool one_of(struct arena *arena, const struct json *field, struct str text,
                   struct json *out, struct error *err)
{
    const struct json *values = json_find(field, STR("enum"));
    struct str says = json_find_text(field, STR("description"));
    struct str_list names = {arena_array(arena, struct str, json_count(values)), 0};
    struct str plain = str_replaced(
        arena, str_replaced(arena, unicode_fold(arena, text), ' ', '_'), '-', '_');
    struct buf all = BUF_IN(arena);
    *out = json_text(json_has_text(values, text) ? text : plain);
    if (json_has_text(values, out->text))
        return true;
    for (size_t i = 0; i < json_count(values); i++) {
        struct str name = json_item(values, i)->text;
        names.items[names.count++] = name;
        buf_add_format(&all, "%s%.*s", i ? ", " : "", STR_ARGS(name));
    }
    return error_set(
        err, ERROR_INPUT, "\"%.*s\" cannot be chosen%.*s (there are: %.*s)%s%.*s",
        STR_ARGS(text), STR_ARGS(says.len ? STR_NONE : nearest_hint(arena, names, plain)),
        STR_ARGS(buf_str(&all)), says.len ? ". " : "", STR_ARGS(says));
}

/* By the schema of a field; what cannot be told apart is left as text, for the
 * schema to judge when the record is saved. */
static bool by_field(struct arena *arena, const struct json *schema, struct str text,
                     struct json *out, struct error *err)
{
    struct str type = json_find_text(schema, STR("type"));
    if (str_equal(type, STR("integer")))
        return whole_number(text, out, err);
    if (str_equal(type, STR("boolean")))
        return yes_or_no(text, out, err);
    if (str_equal(json_find_text(schema, STR("format")), STR("date")))
        return calendar_date(arena, text, out, err);
    if (json_find(schema, STR("enum")) && str_equal(type, STR("string")))
        return one_of(arena, schema, text, out, err);
    *out = json_text(text);
    return true;
}

struct arg_type {
    struct str name;           /* "text", "date", …, or empty */
    const struct kind *kind;   /* a record of this kind … */
    struct str cycle;          /* … in this cycle */
    bool before;               /* … which is the one before, and no other */
    const struct json *schema; /* or a field's schema */
};

static bool find_type(const struct process *process, struct str type,
                      struct arg_type *out, struct error *err)
{
    struct str rest = type;
    struct str first = str_cut(&rest, '.');
    *out = (struct arg_type){.name = STR_NONE};
    static const char *const plain[] = {"text", "whole", "decimal", "date", "yes_no"};
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (str_equal(type, str_of(plain[i]))) {
            out->name = type;
            return true;
        }
    const struct kind *kind;
    if (!process_kind(process, first, &kind, err))
        return false;
    if (!rest.len) {
        out->kind = kind;
        out->cycle = process->cycle.id;
        return true;
    }
    const struct kind_field *field = kind_field(kind, rest);
    if (!field)
        return error_set(err, ERROR_SCRIPT, "%.*s has no field %.*s", STR_ARGS(first),
                         STR_ARGS(rest));
    if (json_find_bool(field->schema, STR("x-across"))) {
        out->cycle = json_find_text(&process->cycle_body, STR("previous"));
        out->before = true;
        return process_kind(process, field->ref_kind, &out->kind, err);
    }
    out->schema = field->schema;
    if (str_equal(field->type, STR("array")) && json_find(field->schema, STR("items")))
        out->schema = json_find(field->schema, STR("items"));
    return true;
}

static bool wrong_type(const struct arg_type *type, const struct json *given,
                       struct error *err)
{
    if (type->kind)
        return error_set(err, ERROR_INPUT, "name a %.*s by text, not by a %s",
                         STR_ARGS(type->kind->name), json_type_name(given->type));
    if (str_equal(type->name, STR("whole")))
        return error_set(err, ERROR_INPUT, "write a whole number");
    if (str_equal(type->name, STR("yes_no")))
        return error_set(err, ERROR_INPUT, "say yes or no");
    return error_set(err, ERROR_INPUT, "write a text, not a %s",
                     json_type_name(given->type));
}

/* What was given as JSON, and has a type of its own already. */
static bool typed_value(const struct arg_type *type, const struct json *given,
                        struct json *out, struct error *err)
{
    bool fits = type->schema != NULL || /* the schema judges when it is saved */
                (given->type == JSON_INTEGER && str_equal(type->name, STR("whole"))) ||
                (given->type == JSON_BOOL && str_equal(type->name, STR("yes_no")));
    *out = *given;
    return fits || wrong_type(type, given, err);
}

/* What leads to the year before would go round in a circle within a year. */
static bool of_cycle_before(struct db *db, struct arena *arena,
                            const struct arg_type *type, struct str id, struct error *err)
{
    struct record record;
    struct parsed cycle;
    bool found, known;
    if (!record_find(db, arena, id, &record, &found, err))
        return false;
    if (found && type->cycle.len && str_equal(record.cycle, type->cycle))
        return true;
    if (!type->cycle.len)
        return error_set(err, ERROR_INPUT, "this cycle has no cycle before it");
    if (!parsed_find(db, arena, type->cycle, &cycle, &known, err))
        return false;
    struct str name = known ? parsed_text(&cycle, "name") : type->cycle;
    return error_set(err, ERROR_INPUT,
                     "%.*s is of this cycle: name a %.*s of %.*s, the cycle before "
                     "(`waymark list %.*s --cycle %.*s`)",
                     STR_ARGS(id), STR_ARGS(type->kind->name), STR_ARGS(name),
                     STR_ARGS(type->kind->name), STR_ARGS(shell_word(arena, name)));
}

static bool one_value(struct db *db, struct arena *arena, const struct process *process,
                      const struct arg_type *type, const struct json *given,
                      struct json *out, struct error *err)
{
    if (given->type != JSON_TEXT)
        return typed_value(type, given, out, err);
    struct str text = str_trim(given->text);
    if (type->kind) {
        struct str id;
        if (!record_named(db, arena, process, type->cycle, type->kind, text, &id, err) ||
            (type->before && !of_cycle_before(db, arena, type, id, err)))
            return false;
        *out = json_text(id);
        return true;
    }
    if (type->schema)
        return by_field(arena, type->schema, text, out, err);
    if (str_equal(type->name, STR("whole")))
        return whole_number(text, out, err);
    if (str_equal(type->name, STR("decimal")))
        return decimal_number(text, out, err);
    if (str_equal(type->name, STR("yes_no")))
        return yes_or_no(text, out, err);
    if (str_equal(type->name, STR("date")))
        return calendar_date(arena, text, out, err);
    *out = json_text(text);
    return true;
}

/* One value, or all the people of the room that stand in some rows of a list. */
static bool add_value(struct db *db, struct arena *arena, const struct process *process,
                      const struct arg_type *type, const struct json *given,
                      struct json *out, struct error *err)
{
    struct str_list guests = {NULL, 0};
    struct json one;
    if (type->kind && str_equal(type->kind->name, STR("participant")) &&
        given->type == JSON_TEXT &&
        !guests_named(db, arena, type->cycle, str_trim(given->text), &guests, err))
        return false;
    for (size_t i = 0; i < guests.count; i++)
        json_add(arena, out, json_text(guests.items[i]));
    if (guests.count)
        return true;
    if (!one_value(db, arena, process, type, given, &one, err))
        return false;
    json_add(arena, out, one);
    return true;
}

/* Plain texts: see cycle/divide.h. Where the key is repeated, each text is one. */
static bool add_texts(struct db *db, struct arena *arena, const struct json *given,
                      bool alone, struct json *out, struct error *err)
{
    struct known_whole known;
    struct str text = str_trim(given->text);
    if (!alone) {
        json_add(arena, out, json_text(value_unquoted(text)));
        return true;
    }
    if (!known_whole_load(db, arena, NULL, text, &known, err))
        return false;
    struct str_list values = values_divide(arena, text, &known);
    for (size_t i = 0; i < values.count; i++)
        json_add(arena, out, json_text(values.items[i]));
    if (!text.len)
        json_add(arena, out, json_text(text));
    return true;
}

/* One text may give several values, divided by commas. A value that itself holds a
 * comma is given by repeating the key; the name of a record may be given whole. */
static bool add_values(struct db *db, struct arena *arena, const struct process *process,
                       const struct arg_type *type, const struct json *given, bool alone,
                       struct json *out, struct error *err)
{
    struct error no_such_name;
    if (given->type == JSON_TEXT && str_equal(type->name, STR("text")))
        return add_texts(db, arena, given, alone, out, err);
    bool whole =
        given->type != JSON_TEXT || !alone || str_find_byte(given->text, ',') == SIZE_MAX;
    if (whole || type->kind) {
        bool fine =
            add_value(db, arena, process, type, given, out, whole ? err : &no_such_name);
        if (fine || whole)
            return fine;
    }
    struct str_list parts = str_split(arena, given->text, ',');
    for (size_t i = 0; i < parts.count; i++) {
        struct json part = json_text(str_trim(parts.items[i]));
        if (!part.text.len)
            continue;
        if (!add_value(db, arena, process, type, &part, out, err))
            return false;
    }
    return true;
}

static bool one_arg(struct db *db, struct arena *arena, const struct process *process,
                    const struct json *spec, const struct json *given, struct json *args,
                    struct error *err)
{
    struct str name = json_find_text(spec, STR("name"));
    struct arg_type type;
    struct json value;
    if (!find_type(process, json_find_text(spec, STR("type")), &type, err))
        return false;
    if (json_find_bool(spec, STR("many"))) {
        value = json_list();
        size_t count = given->type == JSON_LIST ? json_count(given) : 1;
        for (size_t i = 0; i < count; i++)
            if (!add_values(db, arena, process, &type,
                            given->type == JSON_LIST ? json_item(given, i) : given,
                            given->type != JSON_LIST, &value, err))
                return false;
    } else if (given->type == JSON_LIST)
        return error_set(err, ERROR_INPUT, "give it once, not %zu times",
                         json_count(given));
    else if (!one_value(db, arena, process, &type, given, &value, err))
        return false;
    json_set(arena, args, name, value);
    return true;
}

/* `section=… text=… [how=…]`: what a person types; `do --list` says what may stand there.
 */
static struct str names_written(struct arena *arena, const struct json *command)
{
    struct buf out = BUF_IN(arena);
    const struct json *specs = json_find(command, STR("args"));
    for (size_t i = 0; i < json_count(specs); i++) {
        const struct json *spec = json_item(specs, i);
        bool optional = json_find_bool(spec, STR("optional"));
        buf_add_format(&out, "%s%s%.*s=…%s", i ? " " : "", optional ? "[" : "",
                       STR_ARGS(json_find_text(spec, STR("name"))), optional ? "]" : "");
    }
    return out.len ? buf_str(&out) : STR("nothing");
}

static bool check_unknown(struct arena *arena, const struct json *command,
                          const struct json *specs, const struct json *given,
                          struct error *err)
{
    struct str_list names = {arena_array(arena, struct str, json_count(specs)),
                             json_count(specs)};
    for (size_t i = 0; i < names.count; i++)
        names.items[i] = json_find_text(json_item(specs, i), STR("name"));
    for (size_t g = 0; given && g < json_count(given); g++) {
        struct str name = given->object.members[g].name;
        bool known = false;
        for (size_t i = 0; i < names.count && !known; i++)
            known = str_equal(names.items[i], name);
        if (!known)
            return error_set(err, ERROR_INPUT, "it takes no \"%.*s\"%.*s; it takes %.*s",
                             STR_ARGS(name), STR_ARGS(nearest_hint(arena, names, name)),
                             STR_ARGS(names_written(arena, command)));
    }
    return true;
}

/* In the words of whoever wrote the command. */
static bool is_lacking(struct arena *arena, const struct json *command,
                       const struct json *spec, struct error *err)
{
    return error_set(err, ERROR_INPUT,
                     "it needs %.*s=… (%.*s); it takes %.*s (`waymark do --list` says "
                     "what may stand there)",
                     STR_ARGS(json_find_text(spec, STR("name"))),
                     STR_ARGS(json_find_text(spec, STR("title"))),
                     STR_ARGS(names_written(arena, command)));
}

bool args_resolve(struct db *db, struct arena *arena, const struct process *process,
                  const struct json *command, const struct json *given, struct json *out,
                  struct error *err)
{
    const struct json *specs = json_find(command, STR("args"));
    if (specs && specs->type != JSON_LIST)
        specs = NULL;
    *out = json_object();
    if (given && given->type != JSON_OBJECT)
        return error_set(err, ERROR_INPUT, "arguments are given as name=value");
    if (!check_unknown(arena, command, specs, given, err))
        return false;
    for (size_t i = 0; i < json_count(specs); i++) {
        const struct json *spec = json_item(specs, i);
        struct str name = json_find_text(spec, STR("name"));
        const struct json *value = json_find(given, name);
        if (!value) {
            if (json_find_bool(spec, STR("optional")))
                continue;
            return is_lacking(arena, command, spec, err);
        }
        if (!one_arg(db, arena, process, spec, value, out, err))
            return error_wrap(err, "%.*s", STR_ARGS(name));
    }
    return true;
}

struct str args_usage(struct arena *arena, const struct json *command)
{
    struct buf out = BUF_IN(arena);
    const struct json *specs = json_find(command, STR("args"));
    for (size_t i = 0; specs && specs->type == JSON_LIST && i < json_count(specs); i++) {
        const struct json *spec = json_item(specs, i);
        bool optional = json_find_bool(spec, STR("optional"));
        buf_add_format(&out, "%s%s%.*s=%.*s%s%s", i ? " " : "", optional ? "[" : "",
                       STR_ARGS(json_find_text(spec, STR("name"))),
                       STR_ARGS(json_find_text(spec, STR("type"))),
                       json_find_bool(spec, STR("many")) ? ",…" : "",
                       optional ? "]" : "");
    }
    return buf_str(&out);
}

struct json args_choices(struct arena *arena, const struct process *process,
                         const struct json *command)
{
    struct json out = json_object();
    const struct json *specs = json_find(command, STR("args"));
    for (size_t i = 0; specs && specs->type == JSON_LIST && i < json_count(specs); i++) {
        const struct json *spec = json_item(specs, i);
        struct str rest = json_find_text(spec, STR("type"));
        const struct kind *kind = kind_find(process->kinds, str_cut(&rest, '.'));
        const struct kind_field *field = kind && rest.len ? kind_field(kind, rest) : NULL;
        struct str_list choices = {NULL, 0};
        struct json list = json_list();
        if (field)
            choices = kind_choices(arena, field);
        for (size_t n = 0; n < choices.count; n++)
            json_add(arena, &list, json_text(choices.items[n]));
        if (choices.count)
            json_set(arena, &out, json_find_text(spec, STR("name")), list);
    }
    return out;
}
