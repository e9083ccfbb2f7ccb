/* SPDX-License-Identifier: MIT */
#include "engine/column_names.h"

#include "base/file.h"
#include "cycle/form_word.h"
#include "engine/import_parts.h"
#include "format/docx.h"

static struct str path_of(struct arena *arena, enum sheet_kind kind)
{
    return str_format(arena, "local/import/%s.json", import_kind_name(kind));
}

static bool survey_sheet(struct arena *arena, const struct import_request *request,
                         struct xlsx *xlsx, size_t index, const struct json *own,
                         struct surveyed_list *out, struct error *err)
{
    struct surveyed *one = &out->items[out->count];
    struct xlsx_sheet *cells;
    struct notices unheard = {.arena = arena};
    struct csv_row row;
    *one =
        (struct surveyed){.sheet = str_copy(arena, xlsx_sheet_about(xlsx, index).name)};
    one->title =
        str_format(arena, "%.*s[%.*s]", STR_ARGS(request->name), STR_ARGS(one->sheet));
    one->left_out = survey_sheet_left(arena, own, one->sheet);
    if (!xlsx_sheet_open(xlsx, index, one->title, &cells, err))
        return false;
    bool fine = true;
    if (xlsx_sheet_next(cells, &unheard, &row)) {
        xlsx_sheet_rewind(cells);
        fine = survey_rows(arena, str_of(import_kind_name(request->kind)),
                           rows_of_sheet(arena, cells), own, &one->survey, err);
        out->count += fine;
    }
    xlsx_sheet_close(cells);
    return fine;
}

static bool survey_book(struct arena *arena, const struct import_request *request,
                        const struct json *own, struct surveyed_list *out,
                        struct error *err)
{
    struct xlsx *xlsx;
    bool fine = true;
    if (!xlsx_open(request->name, request->bytes, &xlsx, err))
        return false;
    size_t count = xlsx_sheet_count(xlsx);
    out->items = arena_array(arena, struct surveyed, count);
    for (size_t i = 0; i < count && fine; i++)
        if (!xlsx_sheet_about(xlsx, i).hidden)
            fine = survey_sheet(arena, request, xlsx, i, own, out, err);
    xlsx_close(xlsx);
    return fine;
}

bool column_names_survey(struct arena *arena, const struct import_request *request,
                         const struct json *own, struct surveyed_list *out,
                         struct error *err)
{
    struct rows *rows;
    struct str bytes = request->bytes;
    *out = (struct surveyed_list){NULL, 0};
    if (docx_is(arena, bytes)) {
        struct notices unheard = {.arena = arena};
        if (!form_word_as_csv(arena, str_of(import_kind_name(request->kind)), own,
                              request->name, bytes, &unheard, &bytes, err))
            return false;
    } else if (xlsx_is(bytes))
        return survey_book(arena, request, own, out, err);
    if (!rows_of_csv(arena, request->name, bytes, &rows, err))
        return false;
    out->items = arena_array(arena, struct surveyed, 1);
    out->items[0] = (struct surveyed){.title = request->name};
    out->count = 1;
    bool fine = survey_rows(arena, str_of(import_kind_name(request->kind)), rows, own,
                            &out->items[0].survey, err);
    rows_close(rows);
    return fine;
}

bool column_names_load(struct engine *engine, struct arena *arena, enum sheet_kind kind,
                       struct json *own, struct error *err)
{
    const struct import_request request = {.kind = kind};
    const struct json *value;
    if (!import_load_own(&request, engine, arena, &value, err))
        return false;
    *own = value ? json_copy(arena, value) : json_object();
    return own->type == JSON_OBJECT ||
           error_set(err, ERROR_INPUT, "%.*s: {…} should stand here, and %s does",
                     STR_ARGS(path_of(arena, kind)), json_type_name(own->type));
}

static bool may_import(struct engine *engine, struct arena *arena, struct error *err)
{
    struct json roles = json_list();
    bool may;
    json_add(arena, &roles, json_text(STR("officer")));
    json_add(arena, &roles, json_text(STR("facilitator")));
    if (!engine_has_role(engine, &roles, &may, err))
        return false;
    return may || error_set(err, ERROR_REFUSED,
                            "only an officer, a facilitator or the owner may say what "
                            "columns mean; nothing was changed");
}

bool column_names_save(struct engine *engine, struct arena *arena, enum sheet_kind kind,
                       const struct json *own, struct error *err)
{
    struct str name = path_of(arena, kind);
    struct str path = store_path(engine->store, name);
    struct str text = json_write_pretty(arena, own);
    if (!may_import(engine, arena, err))
        return false;
    if (!file_make_folder(arena, store_path(engine->store, STR("local")), 0755, err) ||
        !file_make_folder(arena, store_path(engine->store, STR("local/import")), 0755,
                          err) ||
        !file_write(arena, path, str_format(arena, "%.*s\n", STR_ARGS(text)),
                    file_mode(arena, path, 0644), err))
        return error_wrap(err, "keeping what the columns are in %.*s", STR_ARGS(name));
    return true;
}

static bool is_ignored(struct arena *arena, struct str word)
{
    struct str key = mapping_key(arena, word);
    return str_equal(key, STR("ignore")) || str_equal(key, STR("leave out"));
}

static bool has_heading(struct arena *arena, const struct surveyed_list *file,
                        struct str heading, struct str_list *names)
{
    struct str key = mapping_key(arena, heading);
    size_t room = 0;
    for (size_t i = 0; i < file->count; i++)
        room += file->items[i].survey.count;
    *names = (struct str_list){arena_array(arena, struct str, room), 0};
    for (size_t i = 0; i < file->count; i++) {
        const struct survey *survey = &file->items[i].survey;
        for (size_t n = 0; n < survey->count; n++) {
            if (str_equal(mapping_key(arena, survey->items[n].title), key))
                return true;
            if (survey->titles_safe && survey->items[n].title.len)
                names->items[names->count++] = survey->items[n].title;
        }
    }
    return false;
}

static bool map_sheet(struct arena *arena, const struct surveyed_list *file,
                      struct str sheet, struct str what, struct json *own,
                      struct error *err)
{
    bool found = false;
    for (size_t i = 0; i < file->count; i++)
        found = found || str_equal(mapping_key(arena, file->items[i].sheet),
                                   mapping_key(arena, sheet));
    if (!found)
        return error_set(err, ERROR_INPUT,
                         "the file has no sheet \"%.*s\" that can be seen",
                         STR_ARGS(sheet));
    if (!is_ignored(arena, what))
        return error_set(err, ERROR_INPUT,
                         "a sheet can be left out for good, as --map \"[%.*s]=ignore\"; "
                         "what is on it is said column by column",
                         STR_ARGS(sheet));
    survey_leave_sheet(arena, own, sheet);
    return true;
}

static bool no_such_field(struct arena *arena, const struct mapping *mapping,
                          struct str word, struct error *err)
{
    enum field fields[FIELD_COUNT];
    size_t count = survey_fields(mapping, fields);
    struct buf known = BUF_IN(arena);
    for (size_t i = 0; i < count; i++)
        buf_add_format(&known, "%.*s, ", STR_ARGS(field_name(fields[i])));
    return error_set(err, ERROR_INPUT,
                     "\"%.*s\" is nothing that a column of %.*s can be; it can be "
                     "%.*signore",
                     STR_ARGS(word), STR_ARGS(mapping->title), STR_ARGS(buf_str(&known)));
}

bool column_names_map(struct arena *arena, const struct surveyed_list *file,
                      struct str asked, struct json *own, struct error *err)
{
    struct str_list names;
    size_t at = asked.len;
    while (at && asked.ptr[at - 1] != '=')
        at--;
    struct str heading = str_trim(str_slice(asked, 0, at ? at - 1 : 0));
    struct str what = str_trim(str_slice(asked, at, asked.len));
    if (!at || !heading.len || !what.len || !file->count)
        return error_set(err, ERROR_INPUT,
                         "--map takes \"HEADING=FIELD\" or \"HEADING=ignore\", not "
                         "\"%.*s\"",
                         STR_ARGS(asked));
    if (heading.ptr[0] == '[' && str_ends(heading, STR("]")))
        return map_sheet(arena, file, str_slice(heading, 1, heading.len - 1), what, own,
                         err);
    if (!has_heading(arena, file, heading, &names))
        return error_set(err, ERROR_INPUT, "the file has no column \"%.*s\"%.*s",
                         STR_ARGS(heading),
                         STR_ARGS(nearest_hint(arena, names, heading)));
    const struct mapping *mapping = &file->items[0].survey.mapping;
    enum field field = survey_field(arena, mapping, what);
    if (field == FIELD_NONE && !is_ignored(arena, what))
        return no_such_field(arena, mapping, what, err);
    survey_set(arena, own, heading, field);
    return true;
}
