/* SPDX-License-Identifier: MIT */
#include "cycle/offer_sheet.h"

#include "base/asset.h"
#include "base/unicode.h"
#include "cycle/mapping.h"

enum { AREAS = OFFER_TEXTS, FIELDS, HEAD_ROWS = 20, MOST_CELLS = 60 };

const char *const offer_text_fields[OFFER_TEXTS] = {"title", "run_by", "what", "web",
                                                    "ages"};
/* As the schemas have them, in characters. */
static const size_t longest[OFFER_TEXTS] = {300, 200, 2000, 500, 100};

struct reading_offer {
    struct arena *arena;
    const struct json *own;
    struct json built_in;
    const struct json *choices; /* of the field areas */
    struct str file;
    struct notices *notices;
    size_t column[FIELDS]; /* SIZE_MAX for none */
    size_t named;          /* cells up to the last that names a column */
};

static const char *offer_field_name(size_t field)
{
    return field == AREAS ? "areas" : offer_text_fields[field];
}

static bool is_among(struct arena *arena, const struct json *names, struct str key)
{
    for (size_t i = 0; i < json_count(names); i++)
        if (str_equal(csv_name(arena, json_item(names, i)->text), key))
            return true;
    return false;
}

/* By the authority's own names or by the built-in ones. */
static bool is_called(const struct reading_offer *now, const char *list, struct str name,
                      struct str key)
{
    const struct json *own = json_find(json_find(now->own, str_of(list)), name);
    const struct json *built_in =
        json_find(json_find(&now->built_in, str_of(list)), name);
    return is_among(now->arena, own, key) || is_among(now->arena, built_in, key);
}

static bool find_columns(struct reading_offer *now, const struct csv_row *row)
{
    for (size_t f = 0; f < FIELDS; f++)
        now->column[f] = SIZE_MAX;
    now->named = csv_row_cells(row);
    for (size_t c = 0; c < row->count && c < MOST_CELLS; c++) {
        struct str key = csv_name(now->arena, row->cells[c]);
        for (size_t f = 0; f < FIELDS && key.len; f++)
            if (now->column[f] == SIZE_MAX &&
                is_called(now, "fields", str_of(offer_field_name(f)), key)) {
                now->column[f] = c;
                break;
            }
    }
    return now->column[0] != SIZE_MAX && now->column[AREAS] != SIZE_MAX;
}

static void say_unused(const struct reading_offer *now, const struct csv_row *row)
{
    struct buf names = BUF_IN(now->arena);
    for (size_t c = 0; c < row->count; c++) {
        bool used = str_trim(row->cells[c]).len == 0;
        for (size_t f = 0; f < FIELDS; f++)
            used = used || now->column[f] == c;
        if (!used)
            buf_add_format(&names, "%s\"%.*s\"", names.len ? ", " : "",
                           STR_ARGS(str_trim(row->cells[c])));
    }
    if (names.len)
        notice_add(now->notices, false, now->file, row->line,
                   "these columns are not used: %.*s", STR_ARGS(buf_str(&names)));
}

static struct str area_list(const struct reading_offer *now)
{
    struct buf out = BUF_IN(now->arena);
    for (size_t i = 0; i < json_count(now->choices); i++)
        buf_add_format(&out, "%s%.*s", i ? ", " : "",
                       STR_ARGS(str_replaced(now->arena, json_item(now->choices, i)->text,
                                             '_', ' ')));
    return buf_str(&out);
}

static bool area_named(const struct reading_offer *now, struct str words, struct str *out)
{
    struct str key = csv_name(now->arena, words);
    for (size_t i = 0; i < json_count(now->choices); i++) {
        struct str choice = json_item(now->choices, i)->text;
        if (!str_equal(csv_name(now->arena, choice), key) &&
            !is_called(now, "areas", choice, key))
            continue;
        *out = choice;
        return true;
    }
    return false;
}

static void add_area(struct str_list *areas, struct str one)
{
    for (size_t i = 0; i < areas->count; i++)
        if (str_equal(areas->items[i], one))
            return;
    areas->items[areas->count++] = one;
}

/* A whole cell may be one area with a comma in it; else it is a list. */
static bool read_areas(const struct reading_offer *now, size_t line, struct str cell,
                       struct str_list *out)
{
    struct str one, whole = str_trim(cell);
    *out = (struct str_list){
        arena_array(now->arena, struct str, json_count(now->choices)), 0};
    if (area_named(now, whole, &one)) {
        add_area(out, one);
        return true;
    }
    for (size_t start = 0, i = 0; i <= whole.len; i++) {
        if (i < whole.len && str_find_byte(STR(",;/|\n"), whole.ptr[i]) == SIZE_MAX)
            continue;
        struct str part = str_trim(str_slice(whole, start, i));
        start = i + 1;
        if (!part.len)
            continue;
        if (!area_named(now, part, &one)) {
            notice_add(now->notices, true, now->file, line,
                       "the area \"%.*s\" is not known; write one or more of %.*s, with "
                       "commas between them",
                       STR_ARGS(part), STR_ARGS(area_list(now)));
            return false;
        }
        add_area(out, one);
    }
    if (!out->count)
        notice_add(
            now->notices, true, now->file, line,
            "there is no area; write one or more of %.*s, with commas between them",
            STR_ARGS(area_list(now)));
    return out->count > 0;
}

/* Only what a browser opens by itself; "www.…" is meant as a whole link. */
static struct str read_link(const struct reading_offer *now, size_t line, struct str text)
{
    struct str folded = unicode_fold(now->arena, text);
    bool whole =
        str_starts(folded, STR("https://")) || str_starts(folded, STR("http://"));
    bool spaces = false;
    for (size_t i = 0; i < text.len; i++)
        spaces = spaces || (unsigned char)text.ptr[i] <= ' ';
    if (text.len && !spaces && !whole && str_starts(folded, STR("www.")))
        return str_format(now->arena, "https://%.*s", STR_ARGS(text));
    if (!text.len || (whole && !spaces))
        return text;
    notice_add(now->notices, true, now->file, line,
               "the link cannot be opened, and is left out; write the whole address, "
               "beginning with https:// and without spaces");
    return STR_NONE;
}

static bool read_texts(const struct reading_offer *now, const struct csv_row *row,
                       struct offer_row *out)
{
    for (size_t f = 0; f < OFFER_TEXTS; f++) {
        size_t c = now->column[f];
        struct str text = c < row->count ? str_trim(row->cells[c]) : STR_NONE;
        if (f == OFFER_WEB)
            text = read_link(now, row->line, text);
        if (unicode_length(text) > longest[f]) {
            notice_add(now->notices, true, now->file, row->line,
                       "\"%s\" has more than %zu letters; shorten it",
                       offer_text_fields[f], longest[f]);
            return false;
        }
        out->texts[f] = str_copy(now->arena, text);
    }
    if (!out->texts[OFFER_TITLE].len)
        notice_add(now->notices, true, now->file, row->line,
                   "it is not said what it is called; fill in its title");
    return out->texts[OFFER_TITLE].len > 0;
}

static void add_row(struct arena *arena, struct offer_rows *out, struct offer_row row)
{
    out->items =
        arena_one_more(arena, out->items, sizeof *out->items, out->count, &out->room);
    out->items[out->count++] = row;
}

uint64_t offer_key(struct arena *arena, struct str title, struct str run_by)
{
    return table_key_with(table_key(mapping_key(arena, title)),
                          table_key(mapping_key(arena, run_by)));
}

static bool take_row(const struct reading_offer *now, const struct csv_row *row,
                     struct offer_rows *out)
{
    struct offer_row one = {.line = row->line, .file = now->file};
    size_t c = now->column[AREAS];
    bool is_new;
    if (csv_row_cells(row) > now->named) {
        notice_add(now->notices, true, now->file, row->line, CSV_ROW_TOO_LONG);
        return false;
    }
    if (!read_texts(now, row, &one) ||
        !read_areas(now, row->line, c < row->count ? row->cells[c] : STR_NONE,
                    &one.areas))
        return false;
    one.key = offer_key(now->arena, one.texts[OFFER_TITLE], one.texts[OFFER_RUN_BY]);
    uint64_t *at = table_add(&out->seen, one.key, &is_new);
    if (is_new) {
        *at = out->count + 1;
        add_row(now->arena, out, one);
        return true;
    }
    /* Twice the same would be one entry that changes from row to row. */
    const struct offer_row *before = &out->items[*at - 1];
    bool elsewhere = !str_equal(before->file, now->file);
    notice_add(now->notices, true, now->file, row->line,
               "\"%.*s\" stands on line %zu%s%.*s already; put the two together, or say "
               "who runs each",
               STR_ARGS(one.texts[OFFER_TITLE]), before->line, elsewhere ? " of " : "",
               STR_ARGS(elsewhere ? before->file : STR_NONE));
    return false;
}

static bool find_head(struct reading_offer *now, struct rows *rows, struct error *err)
{
    struct csv_row row;
    for (int i = 0; i < HEAD_ROWS && rows_next(rows, now->notices, &row); i++)
        if (find_columns(now, &row)) {
            say_unused(now, &row);
            return true;
        }
    return error_set(
        err, ERROR_INPUT,
        "%.*s: there is no row of column names with a title and an area; name "
        "the columns Title, What it is, Area, Link, Who runs it, Ages, and "
        "import it again",
        STR_ARGS(now->file));
}

static bool load_built_in(struct reading_offer *now, struct error *err)
{
    struct str text;
    return asset_find(now->arena, STR("schemas/import/listed.json"), &text, err) &&
           json_parse(now->arena, text, &now->built_in, err);
}

static bool load_names(struct reading_offer *now, const struct kind *kind,
                       struct error *err)
{
    const struct kind_field *areas = kind_field(kind, STR("areas"));
    now->choices =
        areas ? json_find(json_find(areas->schema, STR("items")), STR("enum")) : NULL;
    return load_built_in(now, err);
}

static bool is_one_of(struct str key, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(key, str_of(words[i])))
            return true;
    return false;
}

/* Both have the same columns but for these: somewhere to go has a provider, and ages
 * that it is for; what was written about somewhere else has an author. */
static enum offer_like like_by_names(struct reading_offer *now, const struct csv_row *row)
{
    static const char *const providers[] = {"provider", "provider name", "provided by",
                                            "service provider", "delivered by"};
    static const char *const authors[] = {"author", "publisher", "published by"};
    bool provider = false, author = false, ages = now->column[OFFER_AGES] != SIZE_MAX;
    for (size_t c = 0; c < row->count; c++) {
        struct str key = csv_name(now->arena, row->cells[c]);
        provider =
            provider || is_one_of(key, providers, sizeof providers / sizeof *providers);
        author = author || is_one_of(key, authors, sizeof authors / sizeof *authors);
    }
    if (author == (provider && ages))
        return OFFER_EITHER;
    return author ? OFFER_PRACTICE : OFFER_LOCAL;
}

bool offer_sheet_like(struct arena *arena, const struct json *own, struct rows *rows,
                      enum offer_like *out, struct error *err)
{
    struct notices unheard = {.arena = arena};
    struct reading_offer now = {.arena = arena, .own = own, .notices = &unheard};
    struct csv_row row;
    *out = OFFER_NONE;
    if (!load_built_in(&now, err))
        return false;
    for (int i = 0;
         i < HEAD_ROWS && *out == OFFER_NONE && rows_next(rows, &unheard, &row); i++)
        if (find_columns(&now, &row))
            *out = like_by_names(&now, &row);
    return true;
}

bool offer_sheet_read(struct arena *arena, const struct kind *kind,
                      const struct json *own, struct str file, struct rows *rows,
                      struct notices *notices, struct offer_rows *out, struct error *err)
{
    struct reading_offer now = {
        .arena = arena, .own = own, .file = file, .notices = notices};
    struct csv_row row;
    out->seen.arena = arena;
    if (!load_names(&now, kind, err) || !find_head(&now, rows, err))
        return false;
    for (size_t refused = notices->refusals; rows_next(rows, notices, &row);
         refused = notices->refusals) {
        /* Rows that the reader refused on the way stand in the notices. */
        out->rows += 1 + (notices->refusals - refused);
        out->refused += notices->refusals - refused;
        out->refused += !take_row(&now, &row, out);
        if (out->rows > OFFER_MOST) /* as many as a person could look over */
            return error_set(err, ERROR_LIMIT,
                             "%.*s: there are more than %d rows; divide it into several "
                             "files",
                             STR_ARGS(file), OFFER_MOST);
    }
    return true;
}
