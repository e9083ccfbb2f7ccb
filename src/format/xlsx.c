/* SPDX-License-Identifier: MIT */
#include "format/xlsx_inside.h"

enum { MOST_LINKS = 1000 };

/* A part and where it is: of `_rels/….rels`. */
struct link {
    struct str id, kind, path;
};

struct links {
    struct arena *arena;
    struct str folder; /* that paths start from; ends with a slash, or is empty */
    struct link items[MOST_LINKS];
    size_t count;
};

struct found_sheet {
    struct str name, link;
    bool hidden;
};

struct found {
    struct xlsx *xlsx;
    struct found_sheet items[XLSX_MOST_SHEETS];
    size_t count;
};

static const struct str new_start = {"PK\x03\x04", 4},
                        old_start = {"\xd0\xcf\x11\xe0", 4};

bool xlsx_is(struct str bytes)
{
    return str_starts(bytes, new_start) || str_starts(bytes, old_start);
}

static bool feed(void *with, struct str piece, bool last, struct error *err)
{
    return xml_feed(with, piece, last, err);
}

bool xlsx_walk(struct xlsx *xlsx, struct str path, size_t most,
               const struct xml_walker *walker, struct error *err)
{
    struct xml *xml = xml_open(walker);
    bool fine = zipped_read(xlsx->zipped, path, most, feed, xml, err);
    xml_close(xml);
    return fine;
}

/* What stands after the last slash: strict workbooks have other addresses before it. */
static struct str last_part(struct str s)
{
    for (size_t at = s.len; at > 0; at--)
        if (s.ptr[at - 1] == '/')
            return str_slice(s, at, s.len);
    return s;
}

static bool start_link(void *with, struct str name, const char *const *attributes,
                       struct error *err)
{
    struct links *links = with;
    struct arena *arena = links->arena;
    struct str target = xml_attribute(attributes, "Target");
    if (!str_equal(name, STR("Relationship")) || target.len == 0)
        return true;
    if (links->count == MOST_LINKS)
        return error_set(err, ERROR_LIMIT, "it links more than %d parts", MOST_LINKS);
    bool whole = target.ptr[0] == '/';
    if (str_starts(target, STR("./")))
        target = str_slice(target, 2, target.len);
    links->items[links->count++] = (struct link){
        .id = str_copy(arena, xml_attribute(attributes, "Id")),
        .kind = str_copy(arena, last_part(xml_attribute(attributes, "Type"))),
        .path = whole ? str_copy(arena, str_slice(target, 1, target.len))
                      : str_format(arena, "%.*s%.*s", STR_ARGS(links->folder),
                                   STR_ARGS(target))};
    return true;
}

static struct str find_link(const struct links *links, const char *kind)
{
    for (size_t i = 0; i < links->count; i++)
        if (str_equal(links->items[i].kind, str_of(kind)))
            return links->items[i].path;
    return STR_NONE;
}

static bool read_links(struct xlsx *xlsx, struct str folder, struct str path,
                       struct links *out, struct error *err)
{
    struct xml_walker walker = {.with = out, .start = start_link};
    *out = (struct links){.arena = xlsx->arena, .folder = folder};
    return !zipped_has(xlsx->zipped, path) ||
           xlsx_walk(xlsx, path, XLSX_SMALL_PART, &walker, err);
}

static bool start_sheet(void *with, struct str name, const char *const *attributes,
                        struct error *err)
{
    struct found *found = with;
    struct arena *arena = found->xlsx->arena;
    if (str_equal(name, STR("workbookPr")))
        found->xlsx->from_1904 = xml_attribute_is_on(attributes, "date1904");
    if (!str_equal(name, STR("sheet")))
        return true;
    if (found->count == XLSX_MOST_SHEETS)
        return error_set(err, ERROR_LIMIT,
                         "it has more than %d sheets; save those that "
                         "are needed as a workbook of their own",
                         XLSX_MOST_SHEETS);
    struct str state = xml_attribute(attributes, "state");
    found->items[found->count++] =
        (struct found_sheet){.name = str_copy(arena, xml_attribute(attributes, "name")),
                             .link = str_copy(arena, xml_attribute(attributes, "id")),
                             .hidden = state.len && !str_equal(state, STR("visible"))};
    return true;
}

/* Sheets of cells only: a chart on a sheet of its own is none. */
static void keep_sheets(struct xlsx *xlsx, const struct found *found,
                        const struct links *links)
{
    xlsx->sheets = arena_array(xlsx->arena, struct xlsx_sheet_about, found->count);
    for (size_t i = 0; i < found->count; i++)
        for (size_t n = 0; n < links->count; n++) {
            const struct link *link = &links->items[n];
            if (!str_equal(link->id, found->items[i].link) ||
                !str_equal(link->kind, STR("worksheet")))
                continue;
            xlsx->sheets[xlsx->sheet_count++] = (struct xlsx_sheet_about){
                found->items[i].name, link->path, found->items[i].hidden};
            break;
        }
}

static bool no_workbook(struct error *err)
{
    return error_set(err, ERROR_INPUT,
                     "this is a zipped file, but no Excel workbook (.xlsx); open it in "
                     "your spreadsheet program, save it as .xlsx or \"CSV UTF-8\", and "
                     "import that");
}

static bool read_parts(struct xlsx *xlsx, const struct links *links, struct error *err)
{
    struct str texts = find_link(links, "sharedStrings");
    struct str styles = find_link(links, "styles");
    if (xlsx->sheet_count == 0)
        return error_set(err, ERROR_INPUT, "it has no sheet of cells");
    return (!zipped_has(xlsx->zipped, texts) || xlsx_read_texts(xlsx, texts, err)) &&
           (!zipped_has(xlsx->zipped, styles) || xlsx_read_formats(xlsx, styles, err));
}

static bool read_workbook(struct xlsx *xlsx, struct error *err)
{
    struct arena *arena = xlsx->arena;
    struct links *links = arena_alloc(arena, sizeof *links);
    struct found *found = arena_alloc(arena, sizeof *found);
    struct xml_walker walker = {.with = found, .start = start_sheet};
    if (!read_links(xlsx, STR_NONE, STR("_rels/.rels"), links, err))
        return false;
    struct str path = find_link(links, "officeDocument");
    if (path.len == 0)
        path = STR("xl/workbook.xml");
    struct str name = last_part(path);
    struct str folder = str_slice(path, 0, path.len - name.len);
    if (!zipped_has(xlsx->zipped, path) || !str_ends(path, STR(".xml")))
        return no_workbook(err);
    found->xlsx = xlsx;
    if (!xlsx_walk(xlsx, path, XLSX_SMALL_PART, &walker, err) ||
        !read_links(
            xlsx, folder,
            str_format(arena, "%.*s_rels/%.*s.rels", STR_ARGS(folder), STR_ARGS(name)),
            links, err))
        return false;
    if (found->count == 0)
        return no_workbook(err);
    keep_sheets(xlsx, found, links);
    return read_parts(xlsx, links, err);
}

bool xlsx_open(struct str name, struct str bytes, struct xlsx **out, struct error *err)
{
    if (str_starts(bytes, old_start))
        return error_set(err, ERROR_INPUT,
                         "%.*s: this workbook is protected by a password, or is in the "
                         "old .xls format; open it, take the password away or save it "
                         "as .xlsx, and import again",
                         STR_ARGS(name));
    struct arena *arena = arena_new();
    struct xlsx *xlsx = arena_alloc(arena, sizeof *xlsx);
    xlsx->arena = arena;
    xlsx->name = str_copy(arena, name);
    if (!zipped_open(arena, bytes, &xlsx->zipped, err)) {
        arena_free(arena);
        return error_wrap(err, "%.*s", STR_ARGS(name));
    }
    if (!read_workbook(xlsx, err)) {
        xlsx_close(xlsx);
        return error_wrap(err, "%.*s", STR_ARGS(name));
    }
    *out = xlsx;
    return true;
}

void xlsx_close(struct xlsx *xlsx)
{
    if (!xlsx)
        return;
    zipped_close(xlsx->zipped);
    arena_free(xlsx->arena);
}

size_t xlsx_sheet_count(const struct xlsx *xlsx)
{
    return xlsx->sheet_count;
}

struct xlsx_sheet_about xlsx_sheet_about(const struct xlsx *xlsx, size_t index)
{
    return xlsx->sheets[index];
}
