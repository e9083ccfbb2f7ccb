/* SPDX-License-Identifier: MIT */
#include "cycle/survey.h"

#include "cycle/form_sheet.h"
#include "format/csv.h"

enum {
    GUESSED_ROWS = 20, /* in which a row of names is looked for */
    LONGEST_TITLE = 60 /* bytes of a name in a row that is only guessed */
};

static const struct str not_used_sheets = {"not_used_sheets", 15};

/* What a row of data has, and a row of names has not. */
static bool is_value(struct str cell)
{
    size_t digits = 0;
    for (size_t i = 0; i < cell.len; i++)
        digits += cell.ptr[i] >= '0' && cell.ptr[i] <= '9';
    return cell.len > LONGEST_TITLE || digits * 2 > cell.len || digits > 3;
}

/* The first row of at least two cells. */
static size_t guess_line(struct rows *rows, struct arena *arena, bool *safe)
{
    struct notices unheard = {.arena = arena};
    struct csv_row row;
    *safe = false;
    rows_rewind(rows);
    for (size_t n = 0; n < GUESSED_ROWS && rows_next(rows, &unheard, &row); n++) {
        size_t filled = 0, values = 0;
        for (size_t i = 0; i < row.count; i++) {
            struct str cell = str_trim(row.cells[i]);
            filled += cell.len > 0;
            values += cell.len > 0 && is_value(cell);
        }
        *safe = values == 0;
        if (filled > 1)
            return row.line;
    }
    return 0;
}

static enum survey_state state_of(const struct column *column)
{
    return column->not_needed            ? SURVEY_NOT_NEEDED
           : column->field != FIELD_NONE ? SURVEY_KNOWN
           : column->doubled             ? SURVEY_DOUBLED
           : column->title.len           ? SURVEY_UNKNOWN
                                         : SURVEY_NAMELESS;
}

static void take_names(struct arena *arena, const struct columns *columns,
                       struct survey *out)
{
    out->items = arena_array(arena, struct survey_column, columns->count);
    for (size_t i = 0; i < columns->count; i++) {
        const struct column *column = &columns->items[i];
        out->items[out->count++] = (struct survey_column){.title = column->title,
                                                          .place = i,
                                                          .field = column->field,
                                                          .state = state_of(column)};
    }
}

/* Empty columns without a heading are nothing to show. */
static void drop_empty(struct survey *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++)
        if (out->items[i].state != SURVEY_NAMELESS || out->items[i].filled)
            out->items[kept++] = out->items[i];
    out->count = kept;
}

static void count_cells(struct rows *rows, size_t last_line, struct survey *out)
{
    struct arena *row_arena = arena_new();
    struct notices unheard = {.arena = row_arena};
    struct arena_mark mark = arena_mark(row_arena);
    struct csv_row row;
    rows_rewind(rows);
    while (rows_next(rows, &unheard, &row)) {
        for (size_t i = 0; i < out->count && row.line > last_line; i++) {
            struct survey_column *column = &out->items[i];
            struct str cell =
                column->place < row.count ? str_trim(row.cells[column->place]) : STR_NONE;
            column->filled += cell.len > 0;
            column->sentences += text_is_sentence(cell);
        }
        out->rows += row.line > last_line;
        unheard = (struct notices){.arena = row_arena};
        arena_rewind(row_arena, mark);
    }
    rows_rewind(rows);
    arena_free(row_arena);
}

bool survey_rows(struct arena *arena, struct str kind, struct rows *rows,
                 const struct json *own, struct survey *out, struct error *err)
{
    struct columns columns;
    bool safe;
    *out = (struct survey){.line = 0};
    if (!mapping_load(arena, kind, own, &out->mapping, err))
        return false;
    out->line = columns_line(rows, arena, &out->mapping);
    out->titles_safe = out->line > 0;
    out->understood = out->line > 0;
    if (!out->line) {
        out->line = guess_line(rows, arena, &safe);
        out->titles_safe = safe;
    }
    if (!out->line)
        return true;
    columns_survey(rows, arena, &out->mapping, out->line, &columns, &out->missing);
    out->understood = out->understood && !out->missing.len;
    take_names(arena, &columns, out);
    out->line = columns.line;
    count_cells(rows, columns.headings.last_line, out);
    drop_empty(out);
    return true;
}

bool survey_asks(const struct survey *survey, const struct survey_column *column)
{
    return survey->titles_safe && column->state == SURVEY_UNKNOWN && column->filled &&
           (column->sentences || survey->missing.len);
}

struct str survey_title(const struct mapping *mapping, enum field field)
{
    struct str title = mapping->titles[field];
    bool numbered = field_is_numbered(field) && str_ends(title, STR(" 1"));
    return numbered ? str_slice(title, 0, title.len - 2) : title;
}

size_t survey_fields(const struct mapping *mapping, enum field out[FIELD_COUNT])
{
    size_t count = 0;
    for (int words = 1; words >= 0; words--)
        for (size_t f = 0; f < FIELD_COUNT; f++)
            if (mapping->titles[f].len &&
                (field_type((enum field)f) == TYPE_WORDS) == (words == 1))
                out[count++] = (enum field)f;
    return count;
}

enum field survey_field(struct arena *arena, const struct mapping *mapping,
                        struct str word)
{
    struct str key = mapping_key(arena, word);
    enum field fields[FIELD_COUNT];
    size_t count = survey_fields(mapping, fields);
    for (size_t i = 0; i < count; i++)
        if (str_equal(key, mapping_key(arena, field_name(fields[i]))) ||
            str_equal(key, mapping_key(arena, survey_title(mapping, fields[i]))))
            return fields[i];
    return FIELD_NONE;
}

/* All but this one. */
static struct json without(struct arena *arena, const struct json *list, struct str word)
{
    struct json out = json_list();
    struct str key = mapping_key(arena, word);
    for (size_t i = 0; i < json_count(list); i++)
        if (!str_equal(mapping_key(arena, json_item(list, i)->text), key))
            json_add(arena, &out, *json_item(list, i));
    return out;
}

/* Working 2 → Working: the number is understood by itself. */
static struct str without_number(struct str heading, enum field field)
{
    size_t end = heading.len;
    if (field == FIELD_NONE || !field_is_numbered(field))
        return heading;
    while (end && heading.ptr[end - 1] >= '0' && heading.ptr[end - 1] <= '9')
        end--;
    struct str rest = str_trim(str_slice(heading, 0, end));
    return heading.len - end <= 2 && rest.len ? rest : heading;
}

static struct json member_of(struct arena *arena, const struct json *object,
                             struct str name)
{
    const struct json *value = json_find(object, name);
    return value && value->type == JSON_OBJECT ? json_copy(arena, value) : json_object();
}

static void forget(struct arena *arena, struct json *own, struct str heading)
{
    struct json fields = member_of(arena, own, STR("fields"));
    for (size_t i = 0; i < json_count(&fields); i++) {
        struct json_member *member = &fields.object.members[i];
        struct json field = json_copy(arena, &member->value);
        json_set(arena, &field, STR("names"),
                 without(arena, json_find(&member->value, STR("names")), heading));
        member->value = field;
    }
    if (json_count(&fields))
        json_set(arena, own, STR("fields"), fields);
    if (json_find(own, STR("not_used")))
        json_set(arena, own, STR("not_used"),
                 without(arena, json_find(own, STR("not_used")), heading));
}

void survey_set(struct arena *arena, struct json *own, struct str heading,
                enum field field)
{
    struct str name = without_number(heading, field);
    forget(arena, own, heading);
    forget(arena, own, name);
    if (field == FIELD_NONE) {
        struct json list = without(arena, json_find(own, STR("not_used")), name);
        json_add(arena, &list, json_text(name));
        json_set(arena, own, STR("not_used"), list);
        return;
    }
    struct json fields = member_of(arena, own, STR("fields"));
    struct json one = member_of(arena, &fields, field_name(field));
    struct json names = without(arena, json_find(&one, STR("names")), name);
    json_add(arena, &names, json_text(name));
    json_set(arena, &one, STR("names"), names);
    json_set(arena, &fields, field_name(field), one);
    json_set(arena, own, STR("fields"), fields);
}

void survey_leave_sheet(struct arena *arena, struct json *own, struct str name)
{
    struct json list = without(arena, json_find(own, not_used_sheets), name);
    json_add(arena, &list, json_text(name));
    json_set(arena, own, not_used_sheets, list);
}

bool survey_sheet_left(struct arena *arena, const struct json *own, struct str name)
{
    const struct json *list = json_find(own, not_used_sheets);
    struct str key = mapping_key(arena, name);
    if (str_equal(name, STR(FORM_GUIDE_SHEET)))
        return true;
    for (size_t i = 0; i < json_count(list); i++)
        if (str_equal(mapping_key(arena, json_item(list, i)->text), key))
            return true;
    return false;
}

static void add_said(struct survey_said_list *out, const struct json *names,
                     bool is_sheet, enum field field)
{
    for (size_t i = 0; i < json_count(names); i++)
        out->items[out->count++] =
            (struct survey_said){json_item(names, i)->text, is_sheet, field};
}

void survey_said_of(struct arena *arena, const struct json *own,
                    struct survey_said_list *out)
{
    const struct json *fields = json_find(own, STR("fields"));
    const struct json *not_used = json_find(own, STR("not_used"));
    const struct json *sheets = json_find(own, not_used_sheets);
    size_t room = json_count(not_used) + json_count(sheets);
    for (size_t i = 0; i < json_count(fields); i++)
        room += json_count(json_find(&fields->object.members[i].value, STR("names")));
    *out = (struct survey_said_list){arena_array(arena, struct survey_said, room), 0};
    for (size_t i = 0; i < json_count(fields); i++) {
        const struct json_member *member = &fields->object.members[i];
        enum field field = FIELD_NONE;
        for (size_t f = 0; f < FIELD_COUNT; f++)
            if (str_equal(member->name, field_name((enum field)f)))
                field = (enum field)f;
        add_said(out, json_find(&member->value, STR("names")), false, field);
    }
    add_said(out, not_used, false, FIELD_NONE);
    add_said(out, sheets, true, FIELD_NONE);
}

static size_t said_count(struct arena *arena, const struct json *own)
{
    struct survey_said_list said;
    survey_said_of(arena, own, &said);
    return said.count;
}

bool survey_forget(struct arena *arena, struct json *own, struct str name)
{
    size_t before = said_count(arena, own);
    bool is_sheet = str_starts(name, STR("[")) && str_ends(name, STR("]"));
    if (is_sheet && json_find(own, not_used_sheets))
        json_set(arena, own, not_used_sheets,
                 without(arena, json_find(own, not_used_sheets),
                         str_slice(name, 1, name.len - 1)));
    if (!is_sheet)
        forget(arena, own, name);
    /* Working 2 was kept as Working. */
    if (!is_sheet && said_count(arena, own) == before)
        forget(arena, own, without_number(name, FIELD_WORKING));
    return said_count(arena, own) < before;
}
