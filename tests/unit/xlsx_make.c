/* SPDX-License-Identifier: MIT */
#include "xlsx_make.h"

#include <zip.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define LINKS                                                                            \
    "<Relationships "                                                                    \
    "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"

static struct str read_back(struct test *t, zip_source_t *source)
{
    zip_stat_t about;
    struct str none = STR_NONE;
    if (zip_source_stat(source, &about) != 0 || zip_source_open(source) != 0) {
        test_fail(t, __FILE__, __LINE__, "the zipped file cannot be read back");
        return none;
    }
    char *bytes = arena_alloc(t->arena, about.size + 1);
    zip_int64_t len = zip_source_read(source, bytes, about.size);
    (void)zip_source_close(source);
    return len < 0 ? none : (struct str){bytes, (size_t)len};
}

struct str xlsx_make_zip(struct test *t, const struct xlsx_part *parts, size_t count)
{
    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(whole, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    for (size_t i = 0; i < count; i++) {
        zip_source_t *part =
            zip_source_buffer(zip, parts[i].text.ptr, parts[i].text.len, 0);
        zip_int64_t at = zip_file_add(zip, parts[i].path, part, ZIP_FL_ENC_UTF_8);
        /* At one time: the same workbook has the same bytes. */
        CHECK(t,
              at >= 0 && zip_file_set_mtime(zip, (zip_uint64_t)at, 1700000000, 0) == 0);
    }
    zip_source_keep(whole);
    CHECK(t, zip_close(zip) == 0);
    struct str bytes = read_back(t, whole);
    zip_source_free(whole);
    return bytes;
}

static void add_part(struct xlsx_part *parts, size_t *count, const char *path,
                     struct str text)
{
    parts[(*count)++] = (struct xlsx_part){path, text};
}

static void add_optional(struct test *t, struct xlsx_part *parts, size_t *count,
                         const char *path, const char *tag, const char *inside)
{
    if (inside)
        add_part(parts, count, path,
                 str_format(t->arena, HEAD "<%s xmlns=\"" MAIN "\">%s</%s>", tag, inside,
                            tag));
}

struct str xlsx_make(struct test *t, const struct xlsx_book *book)
{
    struct xlsx_part parts[XLSX_MAKE_SHEETS + 5];
    struct buf workbook = BUF_IN(t->arena), links = BUF_IN(t->arena);
    size_t count = 0;
    buf_add_format(&workbook,
                   HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\">%s<sheets>",
                   book->settings ? book->settings : "");
    buf_add(&links, STR(HEAD LINKS));
    for (int i = 0; i < XLSX_MAKE_SHEETS && book->sheets[i].rows; i++) {
        const char *state = book->sheets[i].state, *after = book->sheets[i].after;
        buf_add_format(&workbook,
                       "<sheet name=\"%s\" sheetId=\"%d\"%s%s%s r:id=\"rId%d\"/>",
                       book->sheets[i].name, i + 1, state ? " state=\"" : "",
                       state ? state : "", state ? "\"" : "", i + 1);
        buf_add_format(&links,
                       "<Relationship Id=\"rId%d\" Type=\"" OFFICE
                       "/worksheet\" Target=\"worksheets/sheet%d.xml\"/>",
                       i + 1, i + 1);
        const char *path =
            str_c(t->arena, str_format(t->arena, "xl/worksheets/sheet%d.xml", i + 1));
        add_part(parts, &count, path,
                 str_format(t->arena,
                            HEAD "<worksheet xmlns=\"" MAIN
                                 "\"><sheetData>%s</sheetData>%s</worksheet>",
                            book->sheets[i].rows, after ? after : ""));
    }
    buf_add(&workbook, STR("</sheets></workbook>"));
    buf_add(&links, STR("<Relationship Id=\"rId90\" Type=\"" OFFICE
                        "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
                        "<Relationship Id=\"rId91\" Type=\"" OFFICE
                        "/styles\" Target=\"/xl/styles.xml\"/></Relationships>"));
    add_optional(t, parts, &count, "xl/sharedStrings.xml", "sst", book->strings);
    add_optional(t, parts, &count, "xl/styles.xml", "styleSheet", book->styles);
    add_part(parts, &count, "xl/workbook.xml", buf_str(&workbook));
    add_part(parts, &count, "xl/_rels/workbook.xml.rels", buf_str(&links));
    add_part(parts, &count, "_rels/.rels",
             STR(HEAD LINKS "<Relationship Id=\"rId1\" Type=\"" OFFICE
                            "/officeDocument\" Target=\"xl/workbook.xml\"/>"
                            "</Relationships>"));
    return xlsx_make_zip(t, parts, count);
}
