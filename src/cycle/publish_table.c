/* SPDX-License-Identifier: MIT */
/* The general part: records of any kind as a table, so that a local step has its
 * part in the report without any C. Words that people said are shown only with
 * their yes (may_publish); kinds about single people are never listed. */
#include "cycle/publish_parts.h"

#include "base/date.h"
#include "cycle/carried.h"
#include "cycle/overdue.h"
#include "cycle/tray.h"

#include <stdlib.h>

/* What is for some roles alone (x-for) is not for whoever reads the report. */
static bool may_list(const struct kind *kind)
{
    static const char *const never[] = {
        "person", "identity",   "review",     "participant", "member",
        "doubt",  "vote",       "ranking",    "placing",     "statement",
        "seat",   "permission", "attachment", "kept_report"};
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        if (str_equal(kind->name, str_of(never[i])))
            return false;
    return !json_find(kind->source, STR("x-for"));
}

bool part_text(struct publishing *now, const struct json *part, struct error *err)
{
    (void)err;
    part_heading(now, part, "");
    published_paragraph(now->doc,
                        safe_words(now, now->place, json_find_text(part, STR("text"))));
    return true;
}

static struct str list_words(struct arena *arena, const struct json *list)
{
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < json_count(list); i++)
        buf_add_format(&out, "%s%.*s", i ? ", " : "",
                       STR_ARGS(plain_words(arena, json_item(list, i)->text)));
    return buf_str(&out);
}

/* What people said, without the yes to publish it. */
static bool kept_back(const struct kind_field *field, const struct json *body)
{
    return field->words && !json_find_bool(body, STR("may_publish"));
}

static struct str handle_of(struct publishing *now, const struct kind *kind,
                            const struct entry *entry)
{
    if (str_equal(kind->name, STR("theme")))
        return theme_name(now, entry);
    for (int words = 1; words >= 0; words--)
        for (size_t i = 0; i < kind->field_count; i++) {
            const struct kind_field *field = &kind->fields[i];
            struct str text = json_find_text(&entry->body, field->name);
            if (!text.len || (words ? !field->words : !field->handle))
                continue;
            return kept_back(field, &entry->body) || tray_is_held_back(&entry->body)
                       ? STR_NONE
                   : field->words ? safe_own_words(now, entry->id, text)
                                  : safe_words(now, entry->id, text);
        }
    return STR_NONE;
}

/* What another record is called; nothing where that may not be told. */
static bool title_of(struct publishing *now, struct str id, struct str *out,
                     struct error *err)
{
    struct record record;
    struct entry entry = {.id = id};
    bool found;
    *out = STR_NONE;
    if (!record_find(now->request->db, now->arena, id, &record, &found, err))
        return false;
    const struct kind *kind = found ? kind_find(now->request->kinds, record.kind) : NULL;
    if (!kind || !may_list(kind))
        return true;
    if (!json_parse(now->arena, record.body, &entry.body, err))
        return false;
    *out = handle_of(now, kind, &entry);
    return true;
}

/* The names of the records that a field leads to. */
static bool titles_of(struct publishing *now, const struct json *value, struct str *out,
                      struct error *err)
{
    struct buf all = BUF_IN(now->arena);
    struct str one;
    if (value->type == JSON_TEXT)
        return title_of(now, value->text, out, err);
    for (size_t i = 0; i < json_count(value); i++) {
        if (!title_of(now, json_item(value, i)->text, &one, err))
            return false;
        buf_add_format(&all, "%s%.*s", all.len && one.len ? ", " : "", STR_ARGS(one));
    }
    *out = buf_str(&all);
    return true;
}

/* One of few who bring a viewpoint would be known by it, by a story as by what was said
 * in the room. */
static bool is_viewpoint(struct str field)
{
    return str_equal(field, STR("perspective"));
}

/* A value as it may be told: a viewpoint of few is one of the others. */
static struct str as_told(struct publishing *now, struct str field, struct str value)
{
    return is_viewpoint(field) && value.len && !is_told_apart(now, value) ? STR("others")
                                                                          : value;
}

static struct str value_words(struct publishing *now, const struct kind_field *field,
                              const struct entry *entry, const struct json *value,
                              bool first)
{
    struct date date;
    if (value->type == JSON_LIST && field->words)
        return safe_own_words(now, entry->id, list_words(now->arena, value));
    if (value->type == JSON_LIST)
        return safe_words(now, entry->id, list_words(now->arena, value));
    if (value->type == JSON_BOOL)
        return value->yes ? STR("yes") : STR("no");
    if (value->type == JSON_INTEGER)
        return str_format(now->arena, "%lld", (long long)value->integer);
    if (date_parse(value->text, &date))
        return date_words(now->arena, date);
    struct str told = as_told(now, field->name, value->text);
    if (json_find(field->schema, STR("enum")))
        return safe_words(now, entry->id,
                          first ? plain_title(now->arena, told)
                                : plain_words(now->arena, told));
    return field->words ? safe_own_words(now, entry->id, value->text)
                        : safe_words(now, entry->id, value->text);
}

/* Whether this is the day that passed while it was not done, neither here nor in the
 * cycle where it goes on. */
static bool is_overdue(struct publishing *now, const struct kind *kind,
                       const struct kind_field *field, const struct entry *entry,
                       bool *out, struct error *err)
{
    struct record record = {
        .id = entry->id, .cycle = now->request->cycle, .kind = kind->name};
    struct carried carried;
    *out = str_equal(field->name, STR("by")) && overdue_knows(kind->name) &&
           overdue_since(kind->name, &entry->body).len;
    if (!*out)
        return true;
    if (!carried_find(now->request->db, now->arena, &record, &carried, err))
        return false;
    *out = !carried.id.len;
    return true;
}

/* An action that was carried over is for what it was for before. */
static const struct entry *success_before(const struct publishing *now,
                                          const struct kind *kind,
                                          const struct kind_field *field,
                                          const struct entry *entry)
{
    if (!str_equal(kind->name, STR("action")) || !str_equal(field->name, STR("success")))
        return NULL;
    const struct entry *action = entries_find(&now->actions, entry->id);
    return action ? now->chains[action - now->actions.items].success : NULL;
}

static bool cell(struct publishing *now, const struct kind *kind,
                 const struct kind_field *field, const struct entry *entry, bool first,
                 struct error *err)
{
    const struct json *value = json_find(&entry->body, field->name);
    const struct entry *before = value ? NULL : success_before(now, kind, field, entry);
    struct str text;
    bool overdue;
    if (before) {
        published_text(now->doc, safe_field(now, before, "text"));
        return true;
    }
    if (!value || kept_back(field, &entry->body)) {
        published_empty(now->doc);
        return true;
    }
    if (field->ref_kind.len) {
        if (!titles_of(now, value, &text, err))
            return false;
    } else if (str_equal(kind->name, STR("theme")) && str_equal(field->name, STR("name")))
        text = theme_name(now, entry);
    else
        text = value_words(now, field, entry, value, first);
    if (!is_overdue(now, kind, field, entry, &overdue, err))
        return false;
    if (overdue)
        text = str_format(now->arena, "%.*s (overdue)", STR_ARGS(text));
    published_text(now->doc, text);
    return true;
}

/* "no" is also what was never answered. */
static bool in_where(struct arena *arena, const struct json *where,
                     const struct json *body)
{
    if (!where || where->type != JSON_OBJECT)
        return true;
    for (size_t i = 0; i < json_count(where); i++) {
        const struct json_member *member = &where->object.members[i];
        struct json one = *where;
        one.object.members = &where->object.members[i];
        one.object.count = 1;
        if (member->value.type == JSON_BOOL && !member->value.yes) {
            if (json_find_bool(body, member->name))
                return false;
        } else if (!scope_matches(arena, &one, body)) {
            return false;
        }
    }
    return true;
}

/* Not what a draft made of people's words, nor what officers noted about it, nor what is
 * for some roles alone. */
static bool may_show(const struct kind *kind, const struct kind_field *field)
{
    static const char *const barred[] = {"label", "keywords", "tight", "note"};
    for (size_t i = 0; i < sizeof barred / sizeof barred[0]; i++)
        if (str_equal(kind->name, STR("theme")) &&
            str_equal(field->name, str_of(barred[i])))
            return false;
    return !json_find(field->schema, STR("x-for"));
}

/* Tables go by another record, or by a choice; never by words of any kind. */
static bool may_group(const struct publishing *now, const struct kind *kind,
                      struct str group, struct error *err)
{
    const struct kind_field *field = kind_field(kind, group);
    const struct kind *other =
        field ? kind_find(now->request->kinds, field->ref_kind) : NULL;
    if (!group.len ||
        (field && may_show(kind, field) &&
         (other ? may_list(other) : json_find(field->schema, STR("enum")) != NULL)))
        return true;
    return error_set(err, ERROR_SCRIPT,
                     "a report may group a table by another record or by a choice that "
                     "everybody may see, and %.*s of %.*s is neither",
                     STR_ARGS(group), STR_ARGS(kind->name));
}

/* To pick rows out by a viewpoint would tell which are its own; by what is not shown,
 * what it is. */
static bool may_pick(const struct kind *kind, const struct json *where, struct error *err)
{
    for (size_t i = 0; where && where->type == JSON_OBJECT && i < json_count(where);
         i++) {
        struct str name = where->object.members[i].name;
        const struct kind_field *field = kind_field(kind, name);
        if (is_viewpoint(name))
            return error_set(err, ERROR_SCRIPT,
                             "a report may not pick out %.*s by viewpoint: one of few in "
                             "the room would be known by it",
                             STR_ARGS(kind->name));
        if (field && !may_show(kind, field))
            return error_set(err, ERROR_SCRIPT,
                             "a report may not pick out %.*s by %.*s, which it may not "
                             "show either",
                             STR_ARGS(kind->name), STR_ARGS(name));
    }
    return true;
}

static bool group_title(struct publishing *now, const struct kind_field *group,
                        struct str value, struct str *name, struct error *err)
{
    if (!group || !value.len)
        return true;
    if (!group->ref_kind.len) {
        *name = safe_words(now, now->place, plain_title(now->arena, value));
        return true;
    }
    struct str called;
    if (!title_of(now, value, &called, err))
        return false;
    if (called.len)
        *name = called;
    return true;
}

static bool check_columns(const struct json *columns, const struct kind *kind,
                          struct error *err)
{
    for (size_t i = 0; i < json_count(columns); i++) {
        const struct kind_field *field = kind_field(kind, json_item(columns, i)->text);
        if (!field)
            return error_set(err, ERROR_SCRIPT, "%.*s has no field %.*s",
                             STR_ARGS(kind->name), STR_ARGS(json_item(columns, i)->text));
        if (!may_show(kind, field))
            return error_set(err, ERROR_SCRIPT,
                             "a report may not show the %.*s of a %.*s: it comes from "
                             "what single people said, or is for some roles alone",
                             STR_ARGS(field->name), STR_ARGS(kind->name));
    }
    return true;
}

static void begin_columns(struct publishing *now, const struct json *part,
                          const struct kind *kind, struct str title)
{
    const struct json *columns = json_find(part, STR("columns"));
    published_table(now->doc, title, STR_NONE, STR_NONE);
    for (size_t i = 0; i < json_count(columns); i++) {
        const struct kind_field *field = kind_field(kind, json_item(columns, i)->text);
        published_column(now->doc, safe_words(now, now->place, field->title),
                         str_equal(field->type, STR("integer")));
    }
}

static bool row(struct publishing *now, const struct json *part, const struct kind *kind,
                const struct entry *entry, struct error *err)
{
    const struct json *columns = json_find(part, STR("columns"));
    published_row(now->doc);
    published_row_anchor(now->doc, entry->id);
    for (size_t i = 0; i < json_count(columns); i++)
        if (!cell(now, kind, kind_field(kind, json_item(columns, i)->text), entry, i == 0,
                  err))
            return false;
    return true;
}

/* Whether it is in the table; a story of somebody who said no to that is not, whatever
 * was agreed before, nor one that the safeguarding lead keeps back. */
static bool is_in(const struct publishing *now, const struct json *where,
                  const struct kind *kind, const struct json *body)
{
    struct str person = json_find_text(body, STR("person"));
    return in_where(now->arena, where, body) && !json_find_bool(body, STR("kept_back")) &&
           !(str_equal(kind->name, STR("story")) && person.len &&
             str_list_has(&now->untold, person));
}

/* One table, or one for each value of the field `group`. */
static bool tables(struct publishing *now, const struct json *part,
                   const struct kind *kind, const struct entries *entries,
                   struct error *err)
{
    struct str group = json_find_text(part, STR("group"));
    struct str title = safe_or_none(now, now->place, json_find_text(part, STR("title")));
    bool *done = arena_array(now->arena, bool, entries->count);
    for (size_t i = 0; i < entries->count; i++) {
        struct str value =
            as_told(now, group, json_find_text(&entries->items[i].body, group));
        struct str name = title;
        if (done[i])
            continue;
        if (!group_title(now, kind_field(kind, group), value, &name, err))
            return false;
        begin_columns(now, part, kind,
                      name.len ? name : safe_words(now, now->place, kind->title));
        for (size_t n = i; n < entries->count; n++) {
            const struct entry *entry = &entries->items[n];
            if (done[n] ||
                !str_equal(as_told(now, group, json_find_text(&entry->body, group)),
                           value))
                continue;
            done[n] = true;
            if (!row(now, part, kind, entry, err))
                return false;
        }
    }
    return true;
}

static struct str told_in(struct publishing *now, const struct kind_field *field,
                          const struct json *body)
{
    const struct json *value = json_find(body, field->name);
    if (!field->words || !value || kept_back(field, body))
        return STR_NONE;
    return value->type == JSON_LIST ? list_words(now->arena, value) : value->text;
}

/* Whether a row would tell that somebody told of harm, were it by a gap in it. */
static bool is_of_harm(struct publishing *now, const struct json *columns,
                       const struct kind *kind, const struct entry *entry)
{
    if (tray_is_held_back(&entry->body)) {
        published_leave_out(now->doc, entry->id, STR_NONE);
        return true;
    }
    for (size_t i = 0; i < json_count(columns); i++) {
        const struct kind_field *field = kind_field(kind, json_item(columns, i)->text);
        struct str text = told_in(now, field, &entry->body);
        if (text.len && !words_are_gone(now, entry->id) && may_tell_of_harm(now, text)) {
            published_leave_out(now->doc, entry->id,
                                reword_command(now, entry->id, text));
            return true;
        }
    }
    return false;
}

/* Keeps the rows of the table. */
static void keep_rows(struct publishing *now, const struct json *part,
                      const struct kind *kind, struct entries *entries)
{
    const struct json *where = json_find(part, STR("where"));
    size_t kept = 0;
    for (size_t i = 0; i < entries->count; i++)
        if (is_in(now, where, kind, &entries->items[i].body) &&
            !is_of_harm(now, json_find(part, STR("columns")), kind, &entries->items[i]))
            entries->items[kept++] = entries->items[i];
    entries->count = kept;
}

static int by_day(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    int order = str_compare(json_find_text(&left->body, STR("date")),
                            json_find_text(&right->body, STR("date")));
    return order ? order : str_compare(left->id, right->id);
}

/* What begins with its day stands in the order of the days. */
static void sort_by_day(const struct json *part, struct entries *entries)
{
    const struct json *columns = json_find(part, STR("columns"));
    if (entries->count && json_count(columns) &&
        str_equal(json_item(columns, 0)->text, STR("date")))
        qsort(entries->items, entries->count, sizeof(struct entry), by_day);
}

bool part_table(struct publishing *now, const struct json *part, struct error *err)
{
    struct str name = json_find_text(part, STR("kind"));
    const struct kind *kind = kind_find(now->request->kinds, name);
    struct entries entries;
    if (!kind || !may_list(kind))
        return error_set(
            err, ERROR_SCRIPT,
            kind ? "a report may not list every %.*s: that would tell of single "
                   "people"
                 : "there is no kind of record %.*s",
            STR_ARGS(name));
    if (!check_columns(json_find(part, STR("columns")), kind, err) ||
        !may_group(now, kind, json_find_text(part, STR("group")), err) ||
        !may_pick(kind, json_find(part, STR("where")), err) ||
        !entries_load(now, name, &entries, err))
        return false;
    part_heading(now, part, str_c(now->arena, safe_words(now, now->place, kind->title)));
    keep_rows(now, part, kind, &entries);
    sort_by_day(part, &entries);
    if (entries.count == 0) {
        published_paragraph(now->doc, STR("Nothing yet."));
        return true;
    }
    return tables(now, part, kind, &entries, err);
}
