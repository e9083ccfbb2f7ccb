/* SPDX-License-Identifier: MIT */
#include "xlsx_make.h"

#include "base/file.h"

#include <zip.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define LINKS                                                                            \
    "<Relationships "                                                                    \
    "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"

struct str xlsx_make_zip(struct test *t, const struct xlsx_part *parts, size_t count)
{
    struct str bytes = STR_NONE;
    struct str path = str_format(t->arena, "%s/made.zip", t->folder);
    struct error err;
    zipFile zip = zipOpen64(str_c(t->arena, path), APPEND_STATUS_CREATE);
    for (size_t i = 0; i < count; i++) {
        /* At no time: the same workbook has the same bytes. */
        zip_fileinfo about = {.dosDate = 0};
        CHECK(t, zipOpenNewFileInZip64(zip, parts[i].path, &about, NULL, 0, NULL, 0, NULL,
                                       Z_DEFLATED, Z_DEFAULT_COMPRESSION, 0) == ZIP_OK);
        CHECK(t, zipWriteInFileInZip(zip, parts[i].text.ptr,
                                     (unsigned)parts[i].text.len) == ZIP_OK);
        CHECK(t, zipCloseFileInZip(zip) == ZIP_OK);
    }
    CHECK(t, zipClose(zip, NULL) == ZIP_OK);
    if (!file_read(t->arena, path, XLSX_MAKE_MOST, &bytes, &err))
        test_fail(t, __FILE__, __LINE__, err.text);
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
