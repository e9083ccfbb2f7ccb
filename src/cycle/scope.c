/* SPDX-License-Identifier: MIT */
#include "cycle/scope.h"

#include "base/unicode.h"
#include "cycle/need.h"
#include "cycle/school_alike.h"
#include "cycle/top.h"
#include "cycle/tray.h"
#include "cycle/year_group.h"
#include "format/schema.h"
#include "store/parsed.h"

#include <stdlib.h>

static bool check_field(struct arena *arena, const struct kind *review, struct str name,
                        const struct kind_field **out, struct error *err)
{
    struct buf names = BUF_IN(arena);
    *out = kind_field(review, name);
    if (*out && (*out)->indexed && !(*out)->ref_kind.len)
        return true;
    for (size_t i = 0; i < review->field_count; i++)
        if (review->fields[i].indexed && !review->fields[i].ref_kind.len)
            buf_add_format(&names, "%s%.*s", names.len ? ", " : "",
                           STR_ARGS(review->fields[i].name));
    return error_set(err, ERROR_INPUT,
                     "a scope cannot ask for \"%.*s\"; it can ask for: %.*s",
                     STR_ARGS(name), STR_ARGS(buf_str(&names)));
}

/* yes and no are how people write true and false. */
static struct str as_stored(const struct kind_field *field, struct str value)
{
    if (!str_equal(field->type, STR("boolean")))
        return value;
    if (str_equal_ascii_case(value, STR("yes")) ||
        str_equal_ascii_case(value, STR("true")))
        return STR("true");
    return STR("false");
}

/* 9-12 as the list that a scope takes, or empty if it is nothing of the kind. */
static struct str years_listed(struct arena *arena, struct str value)
{
    enum { MOST_YEARS = 25 };
    struct buf out = BUF_IN(arena);
    int first, last;
    struct str rest = value;
    struct str before = str_trim(str_cut(&rest, '-'));
    if (!before.len || !str_trim(rest).len || !year_group_read(arena, before, &first) ||
        !year_group_read(arena, str_trim(rest), &last) || first == YEAR_GROUP_UNKNOWN ||
        last == YEAR_GROUP_UNKNOWN || first >= last || last - first > MOST_YEARS)
        return STR_NONE;
    for (int year = first; year <= last; year++)
        buf_add_format(&out, "%s%d", out.len ? "," : "", year);
    return buf_str(&out);
}

static bool read_year(struct arena *arena, struct str value, struct json *out,
                      struct error *err)
{
    int year;
    struct str listed = years_listed(arena, value);
    if (listed.len)
        return error_set(err, ERROR_INPUT, "\"%.*s\" is no year group; name each: %.*s",
                         STR_ARGS(value), STR_ARGS(listed));
    if (!year_group_read(arena, value, &year) || year == YEAR_GROUP_UNKNOWN)
        return error_set(err, ERROR_INPUT,
                         "\"%.*s\" is no year group; write 9, Y9, 14 or reception",
                         STR_ARGS(value));
    *out = json_integer(year);
    return true;
}

static bool is_need(struct str field)
{
    return str_equal(field, STR("need"));
}

/* The value as a review would have it; `needs` where the field is the need. */
static bool read_value(struct arena *arena, const struct kind_field *field,
                       const struct mapping *needs, struct str value, struct json *out,
                       struct error *err)
{
    int64_t number;
    struct str need = needs ? need_read(arena, needs, value) : STR_NONE;
    *out = json_text(need.len ? need : value);
    if (str_equal(field->name, STR("year_group")))
        return read_year(arena, value, out, err);
    if (str_equal(field->type, STR("integer")) && str_to_integer(value, &number))
        *out = json_integer(number);
    if (!str_equal(field->type, STR("boolean")))
        return true;
    *out = json_bool(str_equal(as_stored(field, value), STR("true")));
    return out->yes || str_equal_ascii_case(value, STR("no")) ||
           str_equal_ascii_case(value, STR("false")) ||
           error_set(err, ERROR_INPUT, "%.*s is yes or no, not \"%.*s\"",
                     STR_ARGS(field->name), STR_ARGS(value));
}

static struct str value_text(struct arena *arena, const struct json *value)
{
    if (value->type == JSON_INTEGER)
        return str_format(arena, "%lld", (long long)value->integer);
    if (value->type == JSON_BOOL)
        return value->yes ? STR("true") : STR("false");
    return value->text;
}

/* Each once, as the schema of a scope wants it. */
static bool read_values(struct arena *arena, const struct kind_field *field,
                        const struct json *own, const struct json *values,
                        struct json *out, struct error *err)
{
    const struct schema *schema;
    const struct mapping *needs = NULL;
    *out = json_list();
    if (!schema_compile(arena, field->schema, &schema, err) ||
        (is_need(field->name) && !needs_load(arena, own, &needs, err)))
        return false;
    for (size_t i = 0; i < json_count(values); i++) {
        struct json value;
        if (!read_value(arena, field, needs, json_item(values, i)->text, &value, err))
            return false;
        if (!schema_check(schema, &value, err))
            return error_wrap(err, "%.*s", STR_ARGS(field->name));
        struct str text = value_text(arena, &value);
        if (!json_has_text(out, text))
            json_add(arena, out, json_text(text));
    }
    return true;
}

bool scope_parse(struct arena *arena, const struct kind *review, const struct json *own,
                 const struct known_whole *known, struct str text, struct json *out,
                 struct error *err)
{
    struct json given = json_object();
    for (struct str rest = text; rest.len;) {
        struct str part = str_trim(values_cut(&rest, ';'));
        struct str values = part;
        struct str name = str_trim(str_cut(&values, '='));
        const struct kind_field *field;
        struct json list = json_list();
        if (!part.len)
            continue;
        if (!str_trim(values).len)
            return error_set(err, ERROR_INPUT,
                             "write a scope as field=value, such as \"school=Holly Bank "
                             "School\"; not \"%.*s\"",
                             STR_ARGS(part));
        if (!check_field(arena, review, name, &field, err))
            return false;
        struct str_list each = values_divide(arena, values, known);
        for (size_t i = 0; i < each.count; i++)
            json_add(arena, &list, json_text(each.items[i]));
        json_set(arena, &given, name, list);
    }
    return scope_read(arena, review, own, &given, out, err);
}

bool scope_read(struct arena *arena, const struct kind *review, const struct json *own,
                const struct json *scope, struct json *out, struct error *err)
{
    bool fine = scope->type == JSON_OBJECT || json_count(scope) == 0;
    *out = json_object();
    for (size_t i = 0; fine && i < json_count(scope); i++) {
        const struct json_member *member = &scope->object.members[i];
        const struct kind_field *field;
        struct json values;
        fine = member->value.type == JSON_LIST;
        for (size_t n = 0; fine && n < json_count(&member->value); n++)
            fine = json_item(&member->value, n)->type == JSON_TEXT;
        if (!fine)
            break;
        if (!check_field(arena, review, member->name, &field, err) ||
            !read_values(arena, field, own, &member->value, &values, err))
            return false;
        json_set(arena, out, member->name, values);
    }
    if (fine)
        return true;
    return error_set(err, ERROR_INPUT,
                     "a scope names fields of a review, each with a list "
                     "of the values that count");
}

static bool is_loose(struct str field)
{
    return str_equal(field, STR("school")) || is_need(field);
}

/* What is compared of a need: `needs`, where it is given, has words that are one. */
static struct str need_key(struct arena *arena, const struct mapping *needs,
                           struct str text)
{
    struct str need = needs ? need_read(arena, needs, text) : STR_NONE;
    return unicode_fold(arena, need.len ? need : text);
}

/* A school is meant however its name is spelt (school_key), as an import means it. */
static bool is_meant(struct arena *arena, struct str field, const struct mapping *needs,
                     struct str wanted, struct str there)
{
    if (str_equal(wanted, there) || !is_loose(field))
        return str_equal(wanted, there);
    if (is_need(field))
        return str_equal(need_key(arena, needs, wanted), need_key(arena, needs, there));
    struct str key = school_key(arena, wanted);
    return key.len && str_equal(key, school_key(arena, there));
}

/* Whether one of a list of texts is. */
static bool any_meant(struct arena *arena, struct str field, const struct mapping *needs,
                      const struct json *wanted, struct str there)
{
    for (size_t i = 0; i < json_count(wanted); i++)
        if (is_meant(arena, field, needs, json_item(wanted, i)->text, there))
            return true;
    return false;
}

/* Of a scope that was kept, or a review written down live, as people wrote it. */
static bool needs_of(struct arena *arena, struct str field, const struct mapping **out,
                     struct error *err)
{
    *out = NULL;
    return !is_need(field) || needs_load(arena, NULL, out, err);
}

static void add_unmet(struct arena *arena, struct scope_unmet_list *out,
                      struct scope_unmet one)
{
    out->items = arena_grow(arena, out->items, out->count * sizeof(struct scope_unmet),
                            (out->count + 1) * sizeof(struct scope_unmet));
    out->items[out->count++] = one;
}

bool scope_unmet(struct db *db, struct arena *arena, struct str cycle,
                 const struct json *scope, struct scope_unmet_list *out,
                 struct error *err)
{
    *out = (struct scope_unmet_list){NULL, 0, 0};
    if (!record_count(db, arena, cycle, STR("review"), NO_CONDITIONS, &out->reviews, err))
        return false;
    for (size_t i = 0; i < json_count(scope); i++) {
        const struct json_member *member = &scope->object.members[i];
        const struct mapping *needs;
        struct tally_list there;
        if (!needs_of(arena, member->name, &needs, err) ||
            !record_tally(db, arena, cycle, STR("review"), member->name, &there, err))
            return false;
        struct str_list known = {arena_array(arena, struct str, there.count),
                                 there.count};
        for (size_t n = 0; n < there.count; n++)
            known.items[n] = there.items[n].value;
        for (size_t n = 0; n < json_count(&member->value); n++) {
            struct str value = json_item(&member->value, n)->text;
            bool met = str_list_has(&known, ref_text(value));
            for (size_t k = 0; !met && k < known.count; k++)
                met = is_meant(arena, member->name, needs, value, known.items[k]);
            if (!met)
                add_unmet(arena, out,
                          (struct scope_unmet){i, member->name, value, known});
        }
    }
    return true;
}

/* The schools or needs of the reviews that are there, as they are spelt. */
static bool values_meant(struct db *db, struct arena *arena, struct str cycle,
                         struct str field, const struct json *wanted,
                         struct str_list *out, struct error *err)
{
    const struct mapping *needs;
    struct tally_list there;
    if (!needs_of(arena, field, &needs, err) ||
        !record_tally(db, arena, cycle, STR("review"), field, &there, err))
        return false;
    *out = (struct str_list){arena_array(arena, struct str, there.count), 0};
    for (size_t i = 0; i < there.count; i++)
        if (any_meant(arena, field, needs, wanted, there.items[i].value))
            out->items[out->count++] = there.items[i].value;
    return true;
}

bool scope_reviews(struct db *db, struct arena *arena, const struct kinds *kinds,
                   struct str cycle, const struct json *scope, struct scope *out,
                   struct error *err)
{
    const struct kind *review = kind_find(kinds, STR("review"));
    size_t count = json_count(scope);
    struct condition *where = arena_array(arena, struct condition, count);
    *out = (struct scope){.everyone = count == 0};
    if (out->everyone)
        return true;
    for (size_t i = 0; i < count; i++) {
        const struct json_member *member = &scope->object.members[i];
        const struct kind_field *field;
        size_t values = json_count(&member->value);
        if (!check_field(arena, review, member->name, &field, err))
            return false;
        where[i] = (struct condition){.field = member->name, .test = CONDITION_ANY_OF};
        where[i].values =
            (struct str_list){arena_array(arena, struct str, values), values};
        for (size_t n = 0; n < values; n++)
            where[i].values.items[n] =
                as_stored(field, json_item(&member->value, n)->text);
        if (is_loose(member->name) &&
            !values_meant(db, arena, cycle, member->name, &member->value,
                          &where[i].values, err))
            return false;
    }
    return record_where(db, arena, cycle, STR("review"),
                        (struct condition_list){where, count}, &out->reviews, err);
}

bool scope_has(const struct scope *scope, struct str review)
{
    return scope->everyone || str_list_has(&scope->reviews, review);
}

bool scope_people(struct db *db, struct arena *arena, const struct scope *scope,
                  struct str_list *out, struct error *err)
{
    *out = (struct str_list){arena_array(arena, struct str, scope->reviews.count), 0};
    for (size_t i = 0; i < scope->reviews.count; i++) {
        struct parsed review;
        bool found;
        if (!parsed_find(db, arena, scope->reviews.items[i], &review, &found, err))
            return false;
        if (found)
            out->items[out->count++] = parsed_text(&review, "person");
    }
    str_list_sort(out);
    return true;
}

bool scope_has_said(const struct scope *scope, struct str_list people, struct str review,
                    struct str person)
{
    if (review.len || scope->everyone)
        return scope_has(scope, review);
    return !person.len || str_list_has(&people, person);
}

bool scope_counts(const struct scope *scope, struct str_list people,
                  const struct json *statement)
{
    return top_is_counted(json_find_text(statement, STR("tray"))) &&
           scope_has_said(scope, people, json_find_text(statement, STR("review")),
                          json_find_text(statement, STR("person")));
}

/* Adds the statements whose `field` has a value that is not among `wanted`. */
static bool add_outside(struct db *db, struct arena *arena, struct str cycle,
                        struct str field, const struct str_list *wanted,
                        struct str_list *out, struct error *err)
{
    struct tally_list values;
    if (!record_tally(db, arena, cycle, STR("statement"), field, &values, err))
        return false;
    for (size_t i = 0; i < values.count; i++) {
        struct str_list ids;
        if (str_list_has(wanted, values.items[i].value))
            continue;
        if (!record_by(db, arena, cycle, STR("statement"), field, values.items[i].value,
                       &ids, err))
            return false;
        out->items = arena_grow(arena, out->items, out->count * sizeof(struct str),
                                (out->count + ids.count) * sizeof(struct str));
        for (size_t n = 0; n < ids.count; n++)
            out->items[out->count++] = ids.items[n];
    }
    return true;
}

bool scope_outside(struct db *db, struct arena *arena, struct str cycle,
                   const struct scope *scope, struct str_list *out, struct error *err)
{
    struct str_list people;
    *out = (struct str_list){NULL, 0};
    if (scope->everyone)
        return true;
    /* Somebody without a review in scope has no statement in it of any kind. */
    if (!scope_people(db, arena, scope, &people, err) ||
        !add_outside(db, arena, cycle, STR("review"), &scope->reviews, out, err) ||
        !add_outside(db, arena, cycle, STR("person"), &people, out, err))
        return false;
    str_list_sort_once(out);
    return true;
}

static bool count_in_tray(struct db *db, struct arena *arena, struct str cycle,
                          const char *tray, const struct str_list *outside, size_t *out,
                          struct error *err)
{
    struct str_list ids;
    *out = 0;
    if (!record_by(db, arena, cycle, STR("statement"), STR("tray"), str_of(tray), &ids,
                   err))
        return false;
    for (size_t i = 0; i < ids.count; i++)
        *out += !str_list_has(outside, ids.items[i]);
    return true;
}

bool scope_count(struct db *db, struct arena *arena, struct str cycle,
                 const struct scope *scope, struct scope_counts *out, struct error *err)
{
    struct str_list outside;
    *out = (struct scope_counts){0};
    if (!scope_outside(db, arena, cycle, scope, &outside, err) ||
        !record_count(db, arena, cycle, STR("statement"), NO_CONDITIONS, &out->all,
                      err) ||
        !count_in_tray(db, arena, cycle, "spare", &outside, &out->spare, err) ||
        !count_in_tray(db, arena, cycle, "to_pick", &outside, &out->waiting, err) ||
        !count_in_tray(db, arena, cycle, TRAY_HELD_BACK, &outside, &out->held_back,
                       err) ||
        !count_in_tray(db, arena, cycle, "withdrawn", &outside, &out->withdrawn, err) ||
        !count_in_tray(db, arena, cycle, "not_drawn", &outside, &out->not_drawn, err))
        return false;
    out->spare += out->waiting;
    out->in_scope = out->all - outside.count;
    out->counted =
        out->in_scope - out->spare - out->held_back - out->withdrawn - out->not_drawn;
    return true;
}

static bool value_is(const struct json *value, struct str wanted)
{
    int64_t number;
    if (value->type == JSON_TEXT)
        return str_equal(value->text, wanted);
    if (value->type == JSON_INTEGER)
        return str_to_integer(wanted, &number) && number == value->integer;
    if (value->type == JSON_BOOL)
        return str_equal(wanted, value->yes ? STR("true") : STR("false")) ||
               str_equal(wanted, value->yes ? STR("yes") : STR("no"));
    return false;
}

/* `wanted` is one value or a list of them. */
static bool any_of(const struct json *value, const struct json *wanted)
{
    if (!value)
        return wanted->type == JSON_BOOL && !wanted->yes;
    if (wanted->type != JSON_LIST)
        return wanted->type == JSON_TEXT ? value_is(value, wanted->text)
                                         : json_equal(value, wanted);
    for (size_t i = 0; i < json_count(wanted); i++)
        if (any_of(value, json_item(wanted, i)))
            return true;
    return false;
}

bool scope_matches(struct arena *arena, const struct json *scope, const struct json *body)
{
    for (size_t i = 0; i < json_count(scope); i++) {
        const struct json_member *member = &scope->object.members[i];
        const struct json *value = json_find(body, member->name);
        bool meant = is_loose(member->name) && value && value->type == JSON_TEXT &&
                     member->value.type == JSON_LIST &&
                     any_meant(arena, member->name, NULL, &member->value, value->text);
        if (!meant && !any_of(value, &member->value))
            return false;
    }
    return true;
}

bool scope_is_within(struct arena *arena, const struct json *inner,
                     const struct json *outer)
{
    for (size_t i = 0; i < json_count(outer); i++) {
        const struct json_member *member = &outer->object.members[i];
        const struct json *values = json_find(inner, member->name);
        if (!json_count(values))
            return false;
        for (size_t n = 0; n < json_count(values); n++)
            if (!any_meant(arena, member->name, NULL, &member->value,
                           json_item(values, n)->text))
                return false;
    }
    return true;
}
