/* SPDX-License-Identifier: MIT */
#include "store/ref.h"

struct ref_field {
    int64_t number;
    struct str cycle, kind, name;
};

static const char number_sql[] =
    "SELECT number FROM ref_field WHERE cycle = $1 AND kind = $2 AND name = $3";
static const char new_number_sql[] =
    "INSERT INTO ref_field (cycle, kind, name) VALUES ($1, $2, $3) RETURNING number";
static const char fields_sql[] =
    "SELECT number, cycle, kind, name FROM ref_field ORDER BY number";
static const char put_sql[] =
    "INSERT INTO ref (field, value, id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
static const char drop_sql[] =
    "DELETE FROM ref WHERE field = $1 AND value = $2 AND id = $3";
static const char all_sql[] = "SELECT field, value, id FROM ref ORDER BY field";

static struct ref_field *add_field(struct ref_fields *fields)
{
    if (fields->count == fields->room) {
        size_t room = fields->room ? fields->room * 2 : 32;
        fields->items = arena_grow(fields->arena, fields->items,
                                   fields->room * sizeof(struct ref_field),
                                   room * sizeof(struct ref_field));
        fields->room = room;
    }
    return &fields->items[fields->count++];
}

static bool find_number(struct db *db, struct ref_fields *fields, struct ref_owner owner,
                        struct str name, int64_t *number, struct error *err)
{
    struct db_rows rows;
    for (size_t i = 0; i < fields->count; i++) {
        const struct ref_field *field = &fields->items[i];
        if (str_equal(field->name, name) && str_equal(field->kind, owner.kind) &&
            str_equal(field->cycle, owner.cycle)) {
            *number = field->number;
            return true;
        }
    }
    struct db_values place =
        DB_WITH(db_text(owner.cycle), db_text(owner.kind), db_text(name));
    if (!db_run(db, fields->arena, number_sql, place, &rows, err) ||
        (rows.count == 0 &&
         !db_run(db, fields->arena, new_number_sql, place, &rows, err)))
        return false;
    *number = rows.cells[0].integer;
    *add_field(fields) = (struct ref_field){*number, str_copy(fields->arena, owner.cycle),
                                            str_copy(fields->arena, owner.kind),
                                            str_copy(fields->arena, name)};
    return true;
}

static bool write_all(struct db *db, const char *sql, struct ref_fields *fields,
                      struct ref_owner owner, struct ref_list refs, struct error *err)
{
    for (size_t i = 0; i < refs.count; i++) {
        int64_t number;
        if (!find_number(db, fields, owner, refs.items[i].field, &number, err) ||
            !db_run(db, NULL, sql,
                    DB_WITH(db_integer(number), db_text(refs.items[i].value),
                            db_text(owner.id)),
                    NULL, err))
            return error_wrap(err, "indexing %.*s", STR_ARGS(owner.id));
    }
    return true;
}

bool ref_put(struct db *db, struct ref_fields *fields, struct ref_owner owner,
             struct ref_list refs, struct error *err)
{
    return write_all(db, put_sql, fields, owner, refs, err);
}

bool ref_drop(struct db *db, struct ref_fields *fields, struct ref_owner owner,
              struct ref_list refs, struct error *err)
{
    return write_all(db, drop_sql, fields, owner, refs, err);
}

struct visiting {
    ref_function *each;
    void *with;
    const struct ref_fields *fields; /* by number */
    size_t at;                       /* rows come by number, too */
};

static bool learn_field(void *with, const struct db_value *cells, struct error *err)
{
    struct ref_fields *fields = with;
    (void)err;
    *add_field(fields) = (struct ref_field){
        cells[0].integer, str_copy(fields->arena, cells[1].text),
        str_copy(fields->arena, cells[2].text), str_copy(fields->arena, cells[3].text)};
    return true;
}

static bool visit(void *with, const struct db_value *cells, struct error *err)
{
    static const struct ref_field unknown = {0};
    struct visiting *visiting = with;
    const struct ref_fields *fields = visiting->fields;
    int64_t number = cells[0].integer;
    while (visiting->at < fields->count && fields->items[visiting->at].number < number)
        visiting->at++;
    const struct ref_field *field = &unknown;
    if (visiting->at < fields->count && fields->items[visiting->at].number == number)
        field = &fields->items[visiting->at];
    struct ref ref = {field->name, cells[1].text};
    struct ref_owner owner = {field->cycle, field->kind, cells[2].text};
    return visiting->each(visiting->with, owner, &ref, err);
}

bool ref_each_of_all(struct db *db, ref_function *each, void *with, struct error *err)
{
    struct ref_fields fields = REF_FIELDS_IN(arena_new());
    struct visiting visiting = {each, with, &fields, 0};
    bool fine = db_each(db, fields_sql, DB_WITHOUT, learn_field, &fields, err) &&
                db_each(db, all_sql, DB_WITHOUT, visit, &visiting, err);
    arena_free(fields.arena);
    return fine;
}
