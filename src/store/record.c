/* SPDX-License-Identifier: MIT */
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

static const char find_sql[] =
    "SELECT id, cycle, kind, schema_hash, version, body FROM record WHERE id = $1";
static const char list_sql[] =
    "SELECT id, cycle, kind, schema_hash, version, body FROM record "
    "WHERE cycle = $1 AND kind = $2 ORDER BY id";
static const char all_sql[] =
    "SELECT id, cycle, kind, schema_hash, version, body FROM record ORDER BY id";
static const char all_refs_sql[] = "SELECT cycle, kind, field, value, id FROM ref";
static const char ids_sql[] =
    "SELECT id FROM record WHERE cycle = $1 AND kind = $2 ORDER BY id";
static const char any_sql[] =
    "SELECT id FROM record WHERE cycle = $1 ORDER BY kind, id LIMIT 1";
static const char count_sql[] =
    "SELECT COUNT(*) FROM record WHERE cycle = $1 AND kind = $2";
static const char by_sql[] = "SELECT id FROM ref WHERE cycle = $1 AND kind = $2 AND "
                             "field = $3 AND value = $4 ORDER BY id";
static const char count_by_sql[] = "SELECT COUNT(*) FROM ref WHERE cycle = $1 AND "
                                   "kind = $2 AND field = $3 AND value = $4";
static const char set_sql[] = "SELECT DISTINCT id FROM ref WHERE cycle = $1 AND "
                              "kind = $2 AND field = $3 ORDER BY id";
static const char count_set_sql[] = "SELECT COUNT(DISTINCT id) FROM ref WHERE "
                                    "cycle = $1 AND kind = $2 AND field = $3";
static const char tally_sql[] =
    "SELECT value, COUNT(*) FROM ref WHERE cycle = $1 AND kind = $2 AND field = $3 "
    "GROUP BY value ORDER BY value";
/* A seek for each value, where GROUP BY would read all that have it. */
static const char values_sql[] =
    "WITH RECURSIVE one (value) AS ("
    "SELECT MIN(value) FROM ref WHERE cycle = $1 AND kind = $2 AND field = $3 "
    "UNION ALL SELECT (SELECT MIN(value) FROM ref WHERE cycle = $1 AND kind = $2 AND "
    "field = $3 AND value > one.value) FROM one WHERE one.value IS NOT NULL) "
    "SELECT value FROM one WHERE value IS NOT NULL";
static const char put_sql[] =
    "INSERT INTO record (id, cycle, kind, version, schema_hash, body) "
    "VALUES ($1, $2, $3, $4, $5, $6)";
static const char change_sql[] =
    "UPDATE record SET version = $2, schema_hash = $3, body = $4 "
    "WHERE id = $1 AND version < $2";
static const char drop_sql[] = "DELETE FROM record WHERE id = $1 AND version = $2";
static const char put_ref_sql[] =
    "INSERT INTO ref (cycle, kind, field, value, id) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT DO NOTHING";
static const char drop_ref_sql[] = "DELETE FROM ref WHERE cycle = $1 AND kind = $2 AND "
                                   "field = $3 AND value = $4 AND id = $5";

static struct record read_record(const struct db_value *cells)
{
    return (struct record){.id = cells[0].text,
                           .cycle = cells[1].text,
                           .kind = cells[2].text,
                           .schema_hash = cells[3].text,
                           .version = cells[4].integer,
                           .body = cells[5].text};
}

bool record_find(struct db *db, struct arena *arena, struct str id, struct record *out,
                 bool *found, struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, find_sql, DB_WITH(db_text(id)), &rows, err))
        return error_wrap(err, "looking up %.*s", STR_ARGS(id));
    *found = rows.count > 0;
    if (*found)
        *out = read_record(rows.cells);
    return true;
}

bool record_list(struct db *db, struct arena *arena, struct str cycle, struct str kind,
                 struct record_list *out, struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, list_sql, DB_WITH(db_text(cycle), db_text(kind)), &rows, err))
        return error_wrap(err, "listing every %.*s", STR_ARGS(kind));
    *out =
        (struct record_list){arena_array(arena, struct record, rows.count), rows.count};
    for (size_t i = 0; i < rows.count; i++)
        out->items[i] = read_record(rows.cells + i * rows.width);
    return true;
}

static bool ids_from(struct db *db, struct arena *arena, const char *sql,
                     struct db_values values, struct str_list *out, struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, sql, values, &rows, err))
        return false;
    *out = (struct str_list){arena_array(arena, struct str, rows.count), rows.count};
    for (size_t i = 0; i < rows.count; i++)
        out->items[i] = rows.cells[i].text;
    return true;
}

static bool number_from(struct db *db, struct arena *arena, const char *sql,
                        struct db_values values, size_t *out, struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, sql, values, &rows, err))
        return false;
    *out = rows.count ? (size_t)rows.cells[0].integer : 0;
    return true;
}

bool record_by(struct db *db, struct arena *arena, struct str cycle, struct str kind,
               struct str field, struct str value, struct str_list *out,
               struct error *err)
{
    return ids_from(
        db, arena, by_sql,
        DB_WITH(db_text(cycle), db_text(kind), db_text(field), db_text(ref_text(value))),
        out, err);
}

/* Both lists are sorted: what is in both (keep), or only in the first. */
static void narrow(struct str_list *ids, struct str_list by, bool keep)
{
    size_t kept = 0, at = 0;
    for (size_t i = 0; i < ids->count; i++) {
        while (at < by.count && str_compare(by.items[at], ids->items[i]) < 0)
            at++;
        bool in_both = at < by.count && str_equal(by.items[at], ids->items[i]);
        if (in_both == keep)
            ids->items[kept++] = ids->items[i];
    }
    ids->count = kept;
}

static bool ids_of_any(struct db *db, struct arena *arena, struct str cycle,
                       struct str kind, const struct condition *one, struct str_list *out,
                       struct error *err)
{
    struct str_list all = {NULL, 0};
    for (size_t v = 0; v < one->values.count; v++) {
        struct str_list part;
        if (!record_by(db, arena, cycle, kind, one->field, one->values.items[v], &part,
                       err))
            return false;
        struct str *items = arena_array(arena, struct str, all.count + part.count);
        if (all.count)
            memcpy(items, all.items, all.count * sizeof *items);
        if (part.count)
            memcpy(items + all.count, part.items, part.count * sizeof *items);
        all = (struct str_list){items, all.count + part.count};
    }
    if (one->values.count > 1)
        str_list_sort_once(&all); /* a record may have two of the values */
    *out = all;
    return true;
}

/* The ids that have the field at all; for CONDITION_UNSET, less those that hold
 * false, which count as unset. */
static bool ids_of_set(struct db *db, struct arena *arena, struct str cycle,
                       struct str kind, const struct condition *one, struct str_list *out,
                       struct error *err)
{
    struct str_list no;
    if (!ids_from(db, arena, set_sql,
                  DB_WITH(db_text(cycle), db_text(kind), db_text(one->field)), out, err))
        return false;
    if (one->test == CONDITION_SET)
        return true;
    if (!record_by(db, arena, cycle, kind, one->field, STR("false"), &no, err))
        return false;
    narrow(out, no, false);
    return true;
}

bool record_where(struct db *db, struct arena *arena, struct str cycle, struct str kind,
                  struct condition_list where, struct str_list *out, struct error *err)
{
    bool begun = false;
    struct str_list ids = {NULL, 0};
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < where.count; i++) {
            const struct condition *one = &where.items[i];
            struct str_list part;
            bool unset = one->test == CONDITION_UNSET;
            if (unset != (pass == 1))
                continue;
            if (unset && !begun) {
                if (!ids_from(db, arena, ids_sql, DB_WITH(db_text(cycle), db_text(kind)),
                              &ids, err))
                    return false;
                begun = true;
            }
            if (!(one->test == CONDITION_ANY_OF
                      ? ids_of_any(db, arena, cycle, kind, one, &part, err)
                      : ids_of_set(db, arena, cycle, kind, one, &part, err)))
                return false;
            if (begun)
                narrow(&ids, part, !unset);
            else
                ids = part;
            begun = true;
        }
    }
    if (!begun &&
        !ids_from(db, arena, ids_sql, DB_WITH(db_text(cycle), db_text(kind)), &ids, err))
        return false;
    *out = ids;
    return true;
}

static bool count_all(struct db *db, struct arena *arena, struct str cycle,
                      struct str kind, size_t *out, struct error *err)
{
    return number_from(db, arena, count_sql, DB_WITH(db_text(cycle), db_text(kind)), out,
                       err);
}

static bool count_set(struct db *db, struct arena *arena, struct str cycle,
                      struct str kind, struct str field, size_t *out, struct error *err)
{
    return number_from(db, arena, count_set_sql,
                       DB_WITH(db_text(cycle), db_text(kind), db_text(field)), out, err);
}

static bool count_by(struct db *db, struct arena *arena, struct str cycle,
                     struct str kind, struct str field, struct str value, size_t *out,
                     struct error *err)
{
    return number_from(
        db, arena, count_by_sql,
        DB_WITH(db_text(cycle), db_text(kind), db_text(field), db_text(ref_text(value))),
        out, err);
}

/* All but those that have the field; one that holds false counts as unset. */
static bool count_unset(struct db *db, struct arena *arena, struct str cycle,
                        struct str kind, struct str field, size_t *out, struct error *err)
{
    size_t all, set, no;
    if (!count_all(db, arena, cycle, kind, &all, err) ||
        !count_set(db, arena, cycle, kind, field, &set, err) ||
        !count_by(db, arena, cycle, kind, field, STR("false"), &no, err))
        return false;
    *out = all - set + no;
    return true;
}

bool record_count(struct db *db, struct arena *arena, struct str cycle, struct str kind,
                  struct condition_list where, size_t *out, struct error *err)
{
    const struct condition *one = where.items;
    struct str_list ids;
    if (where.count == 0)
        return count_all(db, arena, cycle, kind, out, err);
    if (where.count == 1 && one->test == CONDITION_SET)
        return count_set(db, arena, cycle, kind, one->field, out, err);
    if (where.count == 1 && one->test == CONDITION_UNSET)
        return count_unset(db, arena, cycle, kind, one->field, out, err);
    if (where.count == 1 && one->values.count == 1)
        return count_by(db, arena, cycle, kind, one->field, one->values.items[0], out,
                        err);
    struct arena *scratch = arena_new();
    bool fine = record_where(db, scratch, cycle, kind, where, &ids, err);
    if (fine)
        *out = ids.count;
    arena_free(scratch);
    return fine;
}

bool record_any_in(struct db *db, struct arena *arena, struct str cycle, struct str *id,
                   struct error *err)
{
    struct str_list ids;
    if (!ids_from(db, arena, any_sql, DB_WITH(db_text(cycle)), &ids, err))
        return false;
    *id = ids.count ? ids.items[0] : STR_NONE;
    return true;
}

static bool tally_from(struct db *db, struct arena *arena, const char *sql,
                       struct db_values values, struct tally_list *out, struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, sql, values, &rows, err))
        return false;
    *out = (struct tally_list){arena_array(arena, struct tally, rows.count), rows.count};
    for (size_t i = 0; i < rows.count; i++)
        out->items[i] =
            (struct tally){rows.cells[i * 2].text, (size_t)rows.cells[i * 2 + 1].integer};
    return true;
}

static bool is_like(const struct json *body, const struct json *wanted)
{
    for (size_t i = 0; i < json_count(wanted); i++) {
        struct str name = wanted->object.members[i].name;
        if (!str_equal(json_find_text(body, name), json_find_text(wanted, name)))
            return false;
    }
    return true;
}

bool record_hidden(struct db *db, struct arena *arena, const struct kind *kind,
                   const struct json *body, struct str *by, struct error *err)
{
    *by = STR_NONE;
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct kind_field *field = &kind->fields[i];
        const struct json *wanted = json_find(field->schema, STR("x-hidden-while"));
        struct str id = json_find_text(body, field->name);
        struct record other;
        struct json other_body;
        bool found;
        if (!wanted || wanted->type != JSON_OBJECT || !id.len)
            continue;
        if (!record_find(db, arena, id, &other, &found, err) ||
            (found && !json_parse(arena, other.body, &other_body, err)))
            return false;
        if (found && is_like(&other_body, wanted))
            *by = id;
    }
    return true;
}

bool record_tally(struct db *db, struct arena *arena, struct str cycle, struct str kind,
                  struct str field, struct tally_list *out, struct error *err)
{
    return tally_from(db, arena, tally_sql,
                      DB_WITH(db_text(cycle), db_text(kind), db_text(field)), out, err);
}

bool record_values(struct db *db, struct arena *arena, struct str cycle, struct str kind,
                   struct str field, struct str_list *out, struct error *err)
{
    return ids_from(db, arena, values_sql,
                    DB_WITH(db_text(cycle), db_text(kind), db_text(field)), out, err);
}

struct visiting {
    record_function *each;
    ref_function *each_ref;
    void *with;
};

static bool visit_record(void *with, const struct db_value *cells, struct error *err)
{
    const struct visiting *visiting = with;
    struct record record = read_record(cells);
    return visiting->each(visiting->with, &record, err);
}

bool record_each(struct db *db, struct str cycle, struct str kind, record_function *each,
                 void *with, struct error *err)
{
    struct visiting visiting = {.each = each, .with = with};
    return db_each(db, list_sql, DB_WITH(db_text(cycle), db_text(kind)), visit_record,
                   &visiting, err);
}

bool record_each_of_all(struct db *db, record_function *each, void *with,
                        struct error *err)
{
    struct visiting visiting = {.each = each, .with = with};
    return db_each(db, all_sql, DB_WITHOUT, visit_record, &visiting, err);
}

static bool visit_ref(void *with, const struct db_value *cells, struct error *err)
{
    const struct visiting *visiting = with;
    struct ref ref = {cells[2].text, cells[3].text};
    return visiting->each_ref(visiting->with, cells[0].text, cells[1].text, &ref,
                              cells[4].text, err);
}

bool ref_each_of_all(struct db *db, ref_function *each, void *with, struct error *err)
{
    struct visiting visiting = {.each_ref = each, .with = with};
    return db_each(db, all_refs_sql, DB_WITHOUT, visit_ref, &visiting, err);
}

static bool write_refs(struct db *db, const char *sql, const struct record *record,
                       struct ref_list refs, struct error *err)
{
    for (size_t i = 0; i < refs.count; i++)
        if (!db_run(db, NULL, sql,
                    DB_WITH(db_text(record->cycle), db_text(record->kind),
                            db_text(refs.items[i].field), db_text(refs.items[i].value),
                            db_text(record->id)),
                    NULL, err))
            return error_wrap(err, "indexing %.*s", STR_ARGS(record->id));
    return true;
}

bool record_put(struct db *db, const struct record *record, struct ref_list refs,
                struct error *err)
{
    if (!db_run(db, NULL, put_sql,
                DB_WITH(db_text(record->id), db_text(record->cycle),
                        db_text(record->kind), db_integer(record->version),
                        db_text(record->schema_hash), db_text(record->body)),
                NULL, err))
        return error_wrap(err, "saving %.*s", STR_ARGS(record->id));
    return write_refs(db, put_ref_sql, record, refs, err);
}

static bool has_ref(struct ref_list refs, const struct ref *one)
{
    for (size_t i = 0; i < refs.count; i++)
        if (str_equal(refs.items[i].field, one->field) &&
            str_equal(refs.items[i].value, one->value))
            return true;
    return false;
}

/* Leaves in `refs` what is not in `others`. */
static struct ref_list only_in(struct arena *arena, struct ref_list refs,
                               struct ref_list others)
{
    struct ref_list out = {arena_array(arena, struct ref, refs.count), 0};
    for (size_t i = 0; i < refs.count; i++)
        if (!has_ref(others, &refs.items[i]))
            out.items[out.count++] = refs.items[i];
    return out;
}

bool record_set(struct db *db, const struct record *record, struct ref_list old_refs,
                struct ref_list refs, struct error *err)
{
    if (!db_run(db, NULL, change_sql,
                DB_WITH(db_text(record->id), db_integer(record->version),
                        db_text(record->schema_hash), db_text(record->body)),
                NULL, err))
        return error_wrap(err, "saving %.*s", STR_ARGS(record->id));
    if (db_changes(db) != 1)
        return error_set(err, ERROR_CONFLICT, "%.*s has been changed in the meantime",
                         STR_ARGS(record->id));
    struct arena *scratch = arena_new();
    bool fine =
        write_refs(db, drop_ref_sql, record, only_in(scratch, old_refs, refs), err) &&
        write_refs(db, put_ref_sql, record, only_in(scratch, refs, old_refs), err);
    arena_free(scratch);
    return fine;
}

bool record_drop(struct db *db, const struct record *record, struct ref_list refs,
                 struct error *err)
{
    if (!db_run(db, NULL, drop_sql,
                DB_WITH(db_text(record->id), db_integer(record->version)), NULL, err))
        return error_wrap(err, "removing %.*s", STR_ARGS(record->id));
    if (db_changes(db) != 1)
        return error_set(err, ERROR_CONFLICT, "%.*s has been changed in the meantime",
                         STR_ARGS(record->id));
    return write_refs(db, drop_ref_sql, record, refs, err);
}
