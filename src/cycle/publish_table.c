/* SPDX-License-Identifier: MIT */
/* The general part: records of any kind as a table, so that a local step has its
 * part in the report without any C. Words that people said are shown only with
 * their yes (may_publish); kinds about single people are never listed. */
#include "cycle/publish_parts.h"

#include "base/date.h"
#include "cycle/thread.h"

static bool may_list(struct str kind)
{
    static const char *const never[] = {"person",      "identity", "review",
                                        "participant", "member",   "statement"};
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        if (str_equal(kind, str_of(never[i])))
            return false;
    return true;
}

bool part_text(struct publishing *now, const struct json *part, struct error *err)
{
    (void)err;
    part_heading(now, part, "");
    published_paragraph(now->doc, json_find_text(part, STR("text")));
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

static bool has_words(const struct kind *kind)
{
    for (size_t i = 0; i < kind->field_count; i++)
        if (kind->fields[i].words)
            return true;
    return false;
}

/* What another record is called. Of a theme of an earlier cycle nobody can say
 * here how many people share its label: it is not shown. */
static bool title_of(struct publishing *now, struct str id, struct str *out,
                     struct error *err)
{
    struct record record;
    struct json body;
    bool found;
    *out = id;
    if (!record_find(now->request->db, now->arena, id, &record, &found, err))
        return false;
    const struct kind *kind = found ? kind_find(now->request->kinds, record.kind) : NULL;
    if (!kind || !may_list(kind->name))
        return true;
    if (!json_parse(now->arena, record.body, &body, err))
        return false;
    const struct entry *theme = entries_find(&now->themes, id);
    struct str name = json_find_text(&body, STR("name"));
    if (theme)
        *out = theme_name(now, theme);
    else if (str_equal(kind->name, STR("theme")))
        *out = name.len ? name : id;
    else if (!has_words(kind) || json_find_bool(&body, STR("may_publish")))
        *out = record_title(now->arena, kind, &body);
    return true;
}

/* The words of a draft's label are some that people said; theme_name knows when
 * they may be shown. */
static bool is_label(const struct kind *kind, const struct kind_field *field)
{
    return str_equal(kind->name, STR("theme")) &&
           (str_equal(field->name, STR("label")) ||
            str_equal(field->name, STR("keywords")));
}

static bool cell(struct publishing *now, const struct kind *kind,
                 const struct kind_field *field, const struct entry *entry,
                 struct error *err)
{
    const struct json *value = json_find(&entry->body, field->name);
    struct date date;
    struct str text;
    if (!value || is_label(kind, field) ||
        (field->words && !json_find_bool(&entry->body, STR("may_publish")))) {
        published_empty(now->doc);
        return true;
    }
    if (field->ref_kind.len && value->type == JSON_TEXT) {
        if (!title_of(now, value->text, &text, err))
            return false;
        published_text(now->doc, text);
        return true;
    }
    if (value->type == JSON_LIST)
        text = list_words(now->arena, value);
    else if (value->type == JSON_BOOL)
        text = value->yes ? STR("yes") : STR("no");
    else if (value->type == JSON_INTEGER)
        text = str_format(now->arena, "%lld", (long long)value->integer);
    else if (date_parse(value->text, &date))
        text = date_words(now->arena, date);
    else if (json_find(field->schema, STR("enum")))
        text = plain_words(now->arena, value->text);
    else
        text = value->text;
    published_text(now->doc, text);
    return true;
}

static bool in_where(const struct json *where, const struct json *body)
{
    return !where || where->type != JSON_OBJECT || scope_matches(where, body);
}

static bool begin_columns(struct publishing *now, const struct json *part,
                          const struct kind *kind, struct str title, struct error *err)
{
    const struct json *columns = json_find(part, STR("columns"));
    published_table(now->doc, title, STR_NONE, STR_NONE);
    for (size_t i = 0; i < json_count(columns); i++) {
        const struct kind_field *field = kind_field(kind, json_item(columns, i)->text);
        if (!field)
            return error_set(err, ERROR_SCRIPT, "%.*s has no field %.*s",
                             STR_ARGS(kind->name), STR_ARGS(json_item(columns, i)->text));
        published_column(now->doc, field->title, str_equal(field->type, STR("integer")));
    }
    return true;
}

static bool row(struct publishing *now, const struct json *part, const struct kind *kind,
                const struct entry *entry, struct error *err)
{
    const struct json *columns = json_find(part, STR("columns"));
    published_row(now->doc);
    published_row_anchor(now->doc, entry->id);
    for (size_t i = 0; i < json_count(columns); i++)
        if (!cell(now, kind, kind_field(kind, json_item(columns, i)->text), entry, err))
            return false;
    return true;
}

/* One table, or one for each value of the field `group`. */
static bool tables(struct publishing *now, const struct json *part,
                   const struct kind *kind, const struct entries *entries,
                   struct error *err)
{
    const struct json *where = json_find(part, STR("where"));
    struct str group = json_find_text(part, STR("group"));
    struct str title = json_find_text(part, STR("title"));
    bool *done = arena_array(now->arena, bool, entries->count);
    for (size_t i = 0; i < entries->count; i++) {
        struct str value = json_find_text(&entries->items[i].body, group), name = title;
        if (done[i] || !in_where(where, &entries->items[i].body))
            continue;
        if (group.len && value.len && !title_of(now, value, &name, err))
            return false;
        if (!begin_columns(now, part, kind, name.len ? name : kind->title, err))
            return false;
        for (size_t n = i; n < entries->count; n++) {
            const struct entry *entry = &entries->items[n];
            if (done[n] || !in_where(where, &entry->body) ||
                !str_equal(json_find_text(&entry->body, group), value))
                continue;
            done[n] = true;
            if (!row(now, part, kind, entry, err))
                return false;
        }
    }
    return true;
}

bool part_table(struct publishing *now, const struct json *part, struct error *err)
{
    struct str name = json_find_text(part, STR("kind"));
    const struct kind *kind = kind_find(now->request->kinds, name);
    struct entries entries;
    size_t rows = 0;
    if (!kind || !may_list(name))
        return error_set(
            err, ERROR_SCRIPT,
            kind ? "a report may not list every %.*s: that would tell of single "
                   "people"
                 : "there is no kind of record %.*s",
            STR_ARGS(name));
    if (!entries_load(now, name, &entries, err))
        return false;
    part_heading(now, part, str_c(now->arena, kind->title));
    for (size_t i = 0; i < entries.count; i++)
        rows += in_where(json_find(part, STR("where")), &entries.items[i].body);
    if (rows == 0) {
        published_paragraph(now->doc, STR("Nothing yet."));
        return true;
    }
    return tables(now, part, kind, &entries, err);
}
