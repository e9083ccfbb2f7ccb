/* SPDX-License-Identifier: MIT */
#include "engine/query.h"

#include "cycle/carried.h"

static struct str value_text(struct arena *arena, const struct json *value)
{
    if (value->type == JSON_TEXT)
        return value->text;
    if (value->type == JSON_INTEGER)
        return str_format(arena, "%lld", (long long)value->integer);
    if (value->type == JSON_BOOL)
        return value->yes ? STR("true") : STR("false");
    return STR_NONE;
}

static bool one_condition(struct arena *arena, const struct kind *kind,
                          const struct json_member *member, struct condition *out,
                          struct error *err)
{
    const struct kind_field *field = kind_field(kind, member->name);
    if (!field || !field->indexed)
        return error_set(err, ERROR_SCRIPT,
                         field ? "%.*s.%.*s cannot be asked for: only indexed fields can "
                                 "(x-index in the schema)"
                               : "%.*s has no field %.*s",
                         STR_ARGS(kind->name), STR_ARGS(member->name));
    *out = (struct condition){.field = member->name, .test = CONDITION_ANY_OF};
    const struct json *value = &member->value;
    if (value->type == JSON_BOOL && !value->yes) {
        out->test = CONDITION_UNSET;
        return true;
    }
    size_t count = value->type == JSON_LIST ? json_count(value) : 1;
    out->values = (struct str_list){arena_array(arena, struct str, count), count};
    for (size_t i = 0; i < count; i++)
        out->values.items[i] =
            value_text(arena, value->type == JSON_LIST ? json_item(value, i) : value);
    return true;
}

bool query_conditions(struct arena *arena, const struct kind *kind,
                      const struct json *where, struct condition_list *out,
                      struct error *err)
{
    *out = (struct condition_list){NULL, 0};
    if (!where || (where->type == JSON_LIST && json_count(where) == 0))
        return true; /* Lua's empty table may have become a list */
    if (where->type != JSON_OBJECT)
        return error_set(err, ERROR_SCRIPT, "where must be a table of fields");
    size_t count = json_count(where);
    struct condition *items = arena_array(arena, struct condition, count);
    for (size_t i = 0; i < count; i++)
        if (!one_condition(arena, kind, &where->object.members[i], &items[i], err))
            return false;
    *out = (struct condition_list){items, count};
    return true;
}

bool record_as_json(struct arena *arena, const struct record *record, struct json *out,
                    struct error *err)
{
    if (!json_parse(arena, record->body, out, err))
        return error_wrap(err, "%.*s", STR_ARGS(record->id));
    json_set(arena, out, STR("id"), json_text(record->id));
    if (!json_find(out, STR("kind"))) /* an action has a field of that name */
        json_set(arena, out, STR("kind"), json_text(record->kind));
    json_set(arena, out, STR("version"), json_integer(record->version));
    return true;
}

void reading_note(struct arena *arena, struct reading *reading,
                  const struct record *record)
{
    reading->records = arena_one_more(arena, reading->records, sizeof *reading->records,
                                      reading->count, &reading->room);
    reading->records[reading->count++] = *record;
}

static void note_question(struct arena *arena, struct reading *reading,
                          struct question question)
{
    reading->questions =
        arena_one_more(arena, reading->questions, sizeof *reading->questions,
                       reading->question_count, &reading->question_room);
    reading->questions[reading->question_count++] = question;
}

/* Fills in the answer. */
static bool ask(struct db *db, struct arena *arena, struct question *question,
                struct error *err)
{
    return question->counted ? record_count(db, arena, question->cycle, question->kind,
                                            question->where, &question->count, err)
                             : record_where(db, arena, question->cycle, question->kind,
                                            question->where, &question->ids, err);
}

static bool same_answer(const struct question *one, const struct question *other)
{
    bool same = one->count == other->count && one->ids.count == other->ids.count;
    for (size_t i = 0; same && i < one->ids.count; i++)
        same = str_equal(one->ids.items[i], other->ids.items[i]);
    return same;
}

bool reading_unchanged(struct db *db, struct arena *arena, const struct reading *reading,
                       bool *same, struct error *err)
{
    *same = true;
    for (size_t i = 0; i < reading->count && *same; i++) {
        struct record now;
        bool found;
        if (!record_find(db, arena, reading->records[i].id, &now, &found, err))
            return false;
        *same = found && now.version == reading->records[i].version;
    }
    for (size_t i = 0; i < reading->question_count && *same; i++) {
        struct question now = reading->questions[i];
        if (!ask(db, arena, &now, err))
            return false;
        *same = same_answer(&now, &reading->questions[i]);
    }
    return true;
}

static bool within_reach(const struct process *process, const struct record *record)
{
    if (str_equal(record->kind, STR("identity")))
        return false;
    return record->cycle.len == 0 || str_equal(record->cycle, process->cycle.id) ||
           str_equal(record->cycle,
                     json_find_text(&process->cycle_body, STR("previous")));
}

/* What goes on in another cycle is measured, and told of, there: the name of that cycle,
 * as `goes_on`, and what it is there. What a measure stood at in the cycles before is of
 * one series with what is measured here. */
static bool add_carried(struct db *db, struct arena *arena, const struct record *record,
                        struct json *out, struct error *err)
{
    struct carried carried;
    struct json before = json_list();
    if (!carried_find(db, arena, record, &carried, err) ||
        (str_equal(record->kind, STR("indicator")) &&
         !carried_measured(db, arena, out, &before, err)))
        return false;
    if (carried.id.len) {
        json_set(arena, out, STR("goes_on"), json_text(carried.cycle_name));
        json_set(arena, out, STR("goes_on_as"), json_text(carried.id));
    }
    if (json_count(&before))
        json_set(arena, out, STR("measured_before"), before);
    return true;
}

static bool read_one(struct db *db, struct arena *arena, const struct process *process,
                     struct str id, struct reading *reading, struct json *out,
                     struct error *err)
{
    struct record record;
    bool found;
    if (!record_find(db, arena, id, &record, &found, err))
        return false;
    if (!found || !within_reach(process, &record))
        return error_set(err, ERROR_NOT_FOUND, "there is no record %.*s in this cycle",
                         STR_ARGS(id));
    if (reading->count >= QUERY_MOST)
        return error_set(err, ERROR_LIMIT,
                         "a hook may read at most %d records; ask for a count instead",
                         QUERY_MOST);
    reading_note(arena, reading, &record);
    return record_as_json(arena, &record, out, err) &&
           add_carried(db, arena, &record, out, err);
}

static bool read_ids(struct db *db, struct arena *arena, const struct process *process,
                     struct str_list ids, struct reading *reading, struct json *out,
                     struct error *err)
{
    *out = json_list();
    for (size_t i = 0; i < ids.count; i++) {
        struct json one;
        if (!read_one(db, arena, process, ids.items[i], reading, &one, err))
            return false;
        json_add(arena, out, one);
    }
    return true;
}

/* {of=NAME, field=FIELD}: the value that a record has which was read under that name. */
static bool is_of_another(const struct json *value)
{
    return value->type == JSON_OBJECT && json_find(value, STR("of"));
}

static bool asks_of_another(const struct json *query)
{
    const struct json *where = json_find(query, STR("where"));
    for (size_t i = 0; where && where->type == JSON_OBJECT && i < json_count(where); i++)
        if (is_of_another(&where->object.members[i].value))
            return true;
    return false;
}

/* `where` with values in place of the fields of others that it names. */
static bool fill_in(struct arena *arena, const struct json *where,
                    const struct json *read, struct json *out, struct error *err)
{
    *out = json_object();
    for (size_t i = 0; i < json_count(where); i++) {
        const struct json_member *member = &where->object.members[i];
        struct json value = member->value;
        if (is_of_another(&member->value)) {
            struct str name = json_find_text(&member->value, STR("of"));
            const struct json *other = json_find(read, name);
            const struct json *found =
                other ? json_find(other, json_find_text(&member->value, STR("field")))
                      : NULL;
            if (!other || other->type != JSON_OBJECT)
                return error_set(err, ERROR_SCRIPT,
                                 "where: \"%.*s\" is no record that is read by its id",
                                 STR_ARGS(name));
            value = found ? *found : json_bool(false);
        }
        json_set(arena, out, member->name, value);
    }
    return true;
}

static bool read_query(struct db *db, struct arena *arena, const struct process *process,
                       const struct json *query, struct reading *reading,
                       struct json *out, struct error *err)
{
    struct json where;
    struct str counted = json_find_text(query, STR("count"));
    struct str name = counted.len ? counted : json_find_text(query, STR("kind"));
    struct question question = {.kind = name, .counted = counted.len > 0};
    const struct json *asked = json_find(query, STR("where"));
    const struct kind *kind;
    if (asks_of_another(query)) {
        if (!fill_in(arena, asked, &reading->data, &where, err))
            return false;
        asked = &where;
    }
    if (!process_kind(process, name, &kind, err) ||
        !query_conditions(arena, kind, asked, &question.where, err))
        return false;
    if (str_equal(name, STR("identity")))
        return error_set(err, ERROR_REFUSED, "scripts cannot read who people are");
    question.cycle = kind->workplace ? STR("") : process->cycle.id;
    if (!ask(db, arena, &question, err))
        return false;
    note_question(arena, reading, question);
    if (!question.counted)
        return read_ids(db, arena, process, question.ids, reading, out, err);
    *out = json_integer((int64_t)question.count);
    return true;
}

static bool read_list(struct db *db, struct arena *arena, const struct process *process,
                      const struct json *list, struct reading *reading, struct json *out,
                      struct error *err)
{
    struct str_list ids = {arena_array(arena, struct str, json_count(list)),
                           json_count(list)};
    for (size_t i = 0; i < ids.count; i++) {
        if (json_item(list, i)->type != JSON_TEXT)
            return error_set(err, ERROR_SCRIPT, "a list in reads may hold ids only");
        ids.items[i] = json_item(list, i)->text;
    }
    return read_ids(db, arena, process, ids, reading, out, err);
}

/* Lua's empty table, where a list is meant. */
static bool is_empty_table(const struct json *value)
{
    return value->type == JSON_OBJECT && json_count(value) == 0;
}

static bool read_one_of(struct db *db, struct arena *arena, const struct process *process,
                        const struct json_member *member, struct reading *out,
                        struct error *err)
{
    struct json value;
    bool fine;
    if (member->value.type == JSON_TEXT)
        fine = read_one(db, arena, process, member->value.text, out, &value, err);
    else if (member->value.type == JSON_LIST || is_empty_table(&member->value))
        fine = read_list(db, arena, process, &member->value, out, &value, err);
    else if (member->value.type == JSON_OBJECT)
        fine = read_query(db, arena, process, &member->value, out, &value, err);
    else
        fine = error_set(err, ERROR_SCRIPT,
                         "a read is an id, a list of ids, or { kind = …, where = … }");
    if (!fine)
        return error_wrap(err, "reading \"%.*s\"", STR_ARGS(member->name));
    json_set(arena, &out->data, member->name, value);
    return true;
}

bool query_read(struct db *db, struct arena *arena, const struct process *process,
                const struct json *reads, struct reading *out, struct error *err)
{
    *out = (struct reading){.data = json_object()};
    if (reads->type != JSON_OBJECT)
        return error_set(err, ERROR_SCRIPT, "reads must give a table of names");
    for (int later = 0; later < 2; later++) /* those that ask by another come second */
        for (size_t i = 0; i < json_count(reads); i++) {
            const struct json_member *member = &reads->object.members[i];
            if (asks_of_another(&member->value) == (later == 1) &&
                !read_one_of(db, arena, process, member, out, err))
                return false;
        }
    return true;
}
