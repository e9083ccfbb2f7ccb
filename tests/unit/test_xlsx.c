/* SPDX-License-Identifier: MIT */
#include "xlsx_make.h"

#include "format/xlsx.h"
#include "format/zip.h"

#include <string.h>

enum { TOO_MANY = 1001 };

/* Dates by number, by a code of the workbook's own; six digits; a word; plain. */
#define STYLES                                                                           \
    "<numFmts count=\"3\"><numFmt numFmtId=\"164\" formatCode=\"dd\\-mmm\\-yyyy\"/>"     \
    "<numFmt numFmtId=\"165\" formatCode=\"000000\"/>"                                   \
    "<numFmt numFmtId=\"166\" formatCode=\"0 &quot;days&quot;\"/></numFmts>"             \
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"                                 \
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"           \
    "<xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"20\"/></cellXfs>"

static void add_row(struct buf *out, const struct csv_row *row)
{
    buf_add_format(out, "%zu: ", row->line);
    for (size_t i = 0; i < row->count; i++) {
        if (i)
            buf_add_byte(out, '|');
        buf_add(out, row->cells[i]);
    }
    buf_add_byte(out, '\n');
}

/* The rows, a line each, and then the notices: `?3 text`, `!3 text` refused. */
static struct str show_sheet(struct test *t, struct xlsx *xlsx, size_t index)
{
    struct xlsx_sheet *sheet;
    struct notices notices = {.arena = t->arena};
    struct csv_row row;
    struct buf out = BUF_IN(t->arena);
    struct error err;
    if (!xlsx_sheet_open(xlsx, index, STR("r.xlsx[A]"), &sheet, &err))
        return str_copy(t->arena, str_of(err.text));
    while (xlsx_sheet_next(sheet, &notices, &row)) /* once unheard */
        continue;
    notices = (struct notices){.arena = t->arena};
    xlsx_sheet_rewind(sheet);
    while (xlsx_sheet_next(sheet, &notices, &row))
        add_row(&out, &row);
    CHECK(t, !xlsx_sheet_next(sheet, &notices, &row)); /* says nothing twice */
    for (size_t i = 0; i < notices.count; i++)
        buf_add_format(&out, "%c%zu %.*s\n", notices.items[i].refusal ? '!' : '?',
                       notices.items[i].line, STR_ARGS(notices.items[i].text));
    xlsx_sheet_close(sheet);
    return str_copy(t->arena, buf_str(&out));
}

static struct str show_bytes(struct test *t, struct str bytes)
{
    struct xlsx *xlsx;
    struct error err;
    if (!xlsx_open(STR("r.xlsx"), bytes, &xlsx, &err))
        return str_copy(t->arena, str_of(err.text));
    struct str shown = show_sheet(t, xlsx, 0);
    xlsx_close(xlsx);
    return shown;
}

static struct str show(struct test *t, const struct xlsx_book *book)
{
    return show_bytes(t, xlsx_make(t, book));
}

static struct str show_rows(struct test *t, const char *rows)
{
    struct xlsx_book book = {.sheets = {{"A", NULL, rows, NULL}}, .styles = STYLES};
    return show(t, &book);
}

static void texts_are_read(struct test *t)
{
    struct xlsx_book book = {
        .sheets = {{"A", NULL,
                    "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\">"
                    "<v>1</v></c></row>"
                    "<row r=\"5\"><c r=\"B5\" t=\"inlineStr\"><is><r><t>in </t></r><r>"
                    "<t>line</t></r></is></c><c t=\"str\"><f>A1</f><v>Ren\xc3\xa9</v></c>"
                    "</row><row r=\"6\"><c r=\"A6\" t=\"s\"><v>2</v></c></row>"
                    "<row r=\"7\"><c r=\"A7\" t=\"s\"><v>3</v></c></row>",
                    NULL}},
        .strings = "<si><t>The bus &amp; me</t></si>"
                   "<si><r><rPr><b/></rPr><t>rich </t></r><r><t xml:space=\"preserve\">"
                   "text</t></r><rPh sb=\"0\" eb=\"1\"><t>unsaid</t></rPh></si>"
                   "<si><t> </t></si><si><t>one_x000D_\ntwo _x005F_x0041_ _xZZ</t></si>"};
    CHECK_STR(t, show(t, &book),
              "2: The bus & me||rich text\n5: |in line|Ren\xc3\xa9\n"
              "7: one\r\ntwo _x0041_ _xZZ||\n");
}

static void numbers_are_read(struct test *t)
{
    CHECK_STR(t,
              show_rows(t, "<row><c><v>1.234567890E9</v></c><c><v>1234567890</v></c>"
                           "<c><v>9.0</v></c><c><v>0.10000000000000001</v></c>"
                           "<c t=\"n\"><v>-3</v></c><c><v>123456789012345678</v></c>"
                           "<c s=\"3\"><v>1234</v></c><c s=\"4\"><v>7</v></c>"
                           "<c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c></row>"),
              "1: 1234567890|1234567890|9|0.1|-3|123456789012345678|001234|7|TRUE|"
              "FALSE\n");
}

/* As people have them: some are days, some are words, in one column. */
static void dates_are_read(struct test *t)
{
    static const char rows[] =
        "<row><c s=\"1\"><v>45789</v></c></row><row><c s=\"2\"><v>45789.75</v></c></row>"
        "<row><c t=\"inlineStr\"><is><t>12.5.25</t></is></c></row>"
        "<row><c s=\"1\"><v>1</v></c></row><row><c s=\"1\"><v>59</v></c></row>"
        "<row><c s=\"1\"><v>60</v></c></row><row><c s=\"1\"><v>61</v></c></row>"
        "<row><c s=\"1\"><v>0</v></c></row><row><c s=\"5\"><v>0.375</v></c></row>"
        "<row><c t=\"d\"><v>2025-05-12T00:00:00</v></c></row>"
        "<row><c s=\"1\"><v>-5</v></c></row><row><c s=\"1\"><v>2958465</v></c></row>"
        "<row><c s=\"1\"><v>36585</v></c></row>";
    CHECK_STR(t, show_rows(t, rows),
              "1: 12/05/2025\n2: 12/05/2025\n3: 12.5.25\n4: 01/01/1900\n5: 28/02/1900\n"
              "6: 29/02/1900\n7: 01/03/1900\n8: 00/01/1900\n9: 09:00\n10: 12/05/2025\n"
              "11: -5\n12: 31/12/9999\n13: 29/02/2000\n");
    struct xlsx_book book = {
        .sheets = {{"A", NULL, "<row><c s=\"1\"><v>44327</v></c></row>", NULL}},
        .styles = STYLES,
        .settings = "<workbookPr date1904=\"1\"/>"};
    CHECK_STR(t, show(t, &book), "1: 12/05/2025\n");
}

static void date_formats_are_known(struct test *t)
{
    static const struct {
        const char *code;
        bool date;
        unsigned zeros;
    } cases[] = {
        {"General", false, 0},
        {"dd/mm/yyyy", true, 0},
        {"[$-809]d mmmm yyyy;@", true, 0},
        {"0.00E+00", false, 0},
        {"[Red]0.00", false, 0},
        {"0\" days\"", false, 0},
        {"0\\d", false, 0},
        {"_d0", false, 0},
        {"#,##0;[Red]\"d\"", false, 0},
        {"[h]:mm", true, 0},
        {"0000000000", false, 10},
        {"0", false, 0},
        {"\"unclosed", false, 0},
        {"0\\", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str styles = str_format(
            t->arena,
            "<numFmts><numFmt numFmtId='200' formatCode='%s'/></numFmts><cellXfs>"
            "<xf numFmtId='200'/></cellXfs>",
            cases[i].code);
        struct xlsx_book book = {
            .sheets = {{"A", NULL, "<row><c s=\"0\"><v>45789</v></c></row>", NULL}},
            .styles = str_c(t->arena, styles)};
        CHECK_STR(t, show(t, &book),
                  cases[i].date          ? "1: 12/05/2025\n"
                  : cases[i].zeros == 10 ? "1: 0000045789\n"
                                         : "1: 45789\n");
    }
}

static void merged_cells_stand_in_each_row(struct test *t)
{
    struct xlsx_book book = {
        .sheets = {
            {"A", NULL,
             "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Title</t></is></c></row>"
             "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Holly</t></is></c>"
             "<c r=\"B2\"><v>1</v></c></row>"
             "<row r=\"3\"><c r=\"B3\"><v>2</v></c></row><row r=\"4\"><c r=\"A4\"/></row>"
             "<row r=\"5\"><c r=\"B5\"><v>4</v></c></row>"
             "<row r=\"6\"><c r=\"B6\"><v>5</v></c></row>",
             "<mergeCells><mergeCell ref=\"A2:A5\"/><mergeCell ref=\"A1:C1\"/>"
             "</mergeCells>"}}};
    /* Row 4 holds nothing of its own, and 6 is below. */
    CHECK_STR(t, show(t, &book),
              "1: Title|\n2: Holly|1\n3: Holly|2\n5: Holly|4\n6: |5\n");
}

static void what_is_odd_is_said(struct test *t)
{
    CHECK_STR(t,
              show_rows(t, "<row r=\"3\"><c><v>1</v></c></row>"
                           "<row r=\"4\" hidden=\"1\"><c><v>2</v></c></row>"
                           "<row r=\"6\" hidden=\"1\"/>"
                           "<row r=\"7\" hidden=\"1\"><c><v>3</v></c></row>"
                           "<row r=\"8\" hidden=\"true\"><c><v>4</v></c></row>"
                           "<row r=\"9\" hidden=\"1\"><c><v>5</v></c></row>"
                           "<row r=\"10\"><c t=\"e\"><f>X</f><v>#N/A</v></c></row>"
                           "<row r=\"11\"><c><v>6</v></c><c><f>1+1</f></c></row>"
                           "<row r=\"12\"><c><v>7</v></c><c><f>1+1</f></c></row>"),
              "3: 1|\n4: 2|\n7: 3|\n8: 4|\n9: 5|\n10: #N/A|\n11: 6|\n12: 7|\n"
              "?0 rows 4, 7 to 9 are hidden in the file; they are taken too\n"
              "?10 1 cell of this sheet, here first, shows an error (such as #N/A) in "
              "the place of a value, and counts as empty\n"
              "?11 2 cells of this sheet, here first, hold formulas that were never "
              "worked out, and count as empty; open the workbook in your spreadsheet "
              "program, save it, and import that\n");
    CHECK_STR(t, show_rows(t, "<row r=\"4\" hidden=\"1\"><c><v>2</v></c></row>"),
              "4: 2\n?0 row 4 is hidden in the file; it is taken too\n");
    /* As other programs write what they never work out; of type str it came to "". */
    CHECK_STR(t,
              show_rows(t, "<row r=\"1\"><c><v>1</v></c><c><f>1+1</f><v/></c></row>"
                           "<row r=\"2\"><c><v>2</v></c><c><f>1+1</f><v></v></c></row>"
                           "<row r=\"3\"><c><v>3</v></c><c t=\"str\"><f>A9</f><v></v>"
                           "</c></row><row r=\"4\"><c><f>A4</f><v/></c></row>"),
              "1: 1|\n2: 2|\n3: 3|\n"
              "?1 3 cells of this sheet, here first, hold formulas that were never "
              "worked out, and count as empty; open the workbook in your spreadsheet "
              "program, save it, and import that\n");
}

static void sheets_are_listed(struct test *t)
{
    struct xlsx_book book = {.sheets = {{"Holly Bank", NULL, "", NULL},
                                        {"Old", "hidden", "", NULL},
                                        {"Lists", "veryHidden", "", NULL},
                                        {"B &amp; C", "visible", "", NULL}}};
    struct xlsx *xlsx;
    struct error err;
    REQUIRE_OK(t, xlsx_open(STR("r.xlsx"), xlsx_make(t, &book), &xlsx, &err), err);
    REQUIRE(t, xlsx_sheet_count(xlsx) == 4);
    CHECK_STR(t, xlsx_sheet_about(xlsx, 0).name, "Holly Bank");
    CHECK_STR(t, xlsx_sheet_about(xlsx, 3).name, "B & C");
    CHECK(t, !xlsx_sheet_about(xlsx, 0).hidden && !xlsx_sheet_about(xlsx, 3).hidden);
    CHECK(t, xlsx_sheet_about(xlsx, 1).hidden && xlsx_sheet_about(xlsx, 2).hidden);
    CHECK_STR(t, show_sheet(t, xlsx, 0), "");
    xlsx_close(xlsx);
}

/* Some programs write every name with a prefix. */
static void prefixes_do_not_matter(struct test *t)
{
    struct xlsx_part parts[] = {
        {"xl/workbook.xml", STR("<x:workbook xmlns:x=\"m\" xmlns:rel=\"r\"><x:sheets>"
                                "<x:sheet name=\"A\" sheetId=\"1\" rel:id=\"R1\"/>"
                                "</x:sheets></x:workbook>")},
        {"xl/_rels/workbook.xml.rels",
         STR("<p:Relationships xmlns:p=\"p\"><p:Relationship Id=\"R1\" "
             "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet\" "
             "Target=\"/xl/Sheet.xml\"/></p:Relationships>")},
        {"xl/sheet.xml", STR("<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row><x:c>"
                             "<x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>")}};
    CHECK_STR(t, show_bytes(t, xlsx_make_zip(t, parts, 3)), "1: 7\n");
}

static void check_refused(struct test *t, struct str bytes, const char *why)
{
    struct str shown = show_bytes(t, bytes);
    if (!str_starts(shown, STR("r.xlsx")) || str_find(shown, str_of(why)) == SIZE_MAX)
        test_fail_str(t, __FILE__, __LINE__, shown, str_of(why));
}

static void other_files_are_refused(struct test *t)
{
    struct xlsx_book book = {.sheets = {{"A", NULL, "<row><c><v>1</v></c></row>", NULL}}};
    struct str good = xlsx_make(t, &book);
    struct xlsx_part other = {"word/document.xml", STR("<w/>")};
    check_refused(t, STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
                  "protected by a password, or is in the old .xls format; open it");
    check_refused(t, STR("PK\x03\x04 and nothing"), "damaged or was cut short");
    check_refused(t, str_slice(good, 0, good.len / 2), "damaged or was cut short");
    check_refused(t, xlsx_make_zip(t, &other, 1), "no Excel workbook");
    /* Every byte of the first file's data wrong, one after the other, must not crash. */
    for (size_t at = 30; at < good.len; at += 7) {
        char *bent = arena_alloc(t->arena, good.len);
        memcpy(bent, good.ptr, good.len);
        bent[at] = (char)(bent[at] ^ 0x55);
        (void)show_bytes(t, (struct str){bent, good.len});
    }
    CHECK_STR(t, show_bytes(t, good), "1: 1\n");
}

static void damaged_cells_are_refused(struct test *t)
{
    static const char *const rows[] = {
        "<row r=\"2\"/><row r=\"1\"><c><v>1</v></c></row>",
        "<row r=\"1048577\"><c><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"AAAA1\"><v>1</v></c></row>",
        "<row r=\"1\"><c t=\"s\"><v>99</v></c></row>",
        "<row r=\"1\"><c t=\"s\"><v>-1</v></c></row>",
        "<c r=\"A1\"><v>1</v></c>",
        "<row r=\"1\"><c><v>1</c></row>",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str shown = show_rows(t, rows[i]);
        if (str_find(shown, STR("damaged")) == SIZE_MAX)
            test_fail_str(t, __FILE__, __LINE__, shown, str_of(rows[i]));
    }
}

static struct str repeated(struct test *t, const char *text, size_t times)
{
    struct buf out = BUF_IN(t->arena);
    for (size_t i = 0; i < times; i++)
        buf_add(&out, str_of(text));
    return buf_str(&out);
}

static void attacks_are_refused(struct test *t)
{
    struct xlsx_part many[TOO_MANY];
    for (size_t i = 0; i < TOO_MANY; i++)
        many[i] = (struct xlsx_part){str_c(t->arena, str_format(t->arena, "f%zu", i)),
                                     STR("x")};
    check_refused(t, xlsx_make_zip(t, many, TOO_MANY), "more than 1000 files");
    struct xlsx_book book = {.sheets = {{"A", NULL, "", NULL}}};
    const char *much = str_c(t->arena, repeated(t, "<row></row>    ", 1200000));
    book.sheets[0].rows = much;
    check_refused(t, xlsx_make(t, &book), "more than 200 times its size");
    book.sheets[0].rows = str_c(t->arena, repeated(t, "<a>", 200));
    check_refused(t, xlsx_make(t, &book), "more than 100 deep");
    struct xlsx_part part = {
        "xl/workbook.xml",
        STR("<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w>&b;</w>")};
    check_refused(t, xlsx_make_zip(t, &part, 1), "holds a document type");
    struct buf tag = BUF_IN(t->arena);
    buf_add(&tag, STR("<!-- "));
    buf_add(&tag, repeated(t, "a", 2000000));
    buf_add(&tag, STR(" -->"));
    book.sheets[0].rows = str_c(t->arena, buf_str(&tag));
    check_refused(t, xlsx_make(t, &book), "a tag of more than");
}

static bool pass_over(void *with, struct str piece, bool last, struct error *err)
{
    size_t *sum = with;
    (void)last;
    (void)err;
    *sum += piece.len;
    return true;
}

/* Each is within its cap, and may be named as often as there are sheets. */
static void all_that_is_read_has_a_cap(struct test *t)
{
    struct xlsx_part part = {"a", repeated(t, "                ", 15 * 65536)};
    struct str bytes = xlsx_make_zip(t, &part, 1);
    struct error err = {.kind = ERROR_NONE};
    struct zipped *zipped;
    size_t times = 0, sum = 0;
    REQUIRE_OK(t, zipped_open(t->arena, bytes, &zipped, &err), err);
    while (times < 100 &&
           zipped_read(zipped, STR("a"), ZIPPED_WORTH_ASKING, pass_over, &sum, &err))
        times++;
    CHECK(t, times == 68); /* 1024 MiB / 15 MiB */
    CHECK(t, sum <= ZIPPED_MOST_IN_ALL);
    CHECK(t, str_find(str_of(err.text), STR("unfold to more than")) != SIZE_MAX);
    zipped_close(zipped);
}

static void large_cells_cost_their_row(struct test *t)
{
    struct buf rows = BUF_IN(t->arena);
    buf_add(&rows, STR("<row r=\"1\"><c t=\"str\"><v>"));
    buf_add(&rows, repeated(t, "word ", 20000));
    buf_add(&rows, STR("</v></c></row><row r=\"2\"><c><v>2</v></c></row>"
                       "<row r=\"3\"><c r=\"ALM3\"><v>3</v></c></row>"));
    CHECK_STR(t, show_rows(t, str_c(t->arena, buf_str(&rows))),
              "2: 2\n!1 row left out: cell 1 is longer than 65536 bytes; shorten it\n"
              "!3 row left out: it has more than 1000 cells; clear what stands far to "
              "the right\n");
}

const struct test_case xlsx_tests[] = {
    {"texts, shared, rich and in line, are read", texts_are_read},
    {"numbers come without point or exponent", numbers_are_read},
    {"dates come as days", dates_are_read},
    {"formats of dates are known", date_formats_are_known},
    {"a cell merged over rows stands in each", merged_cells_stand_in_each_row},
    {"hidden rows, errors and formulas are told", what_is_odd_is_said},
    {"sheets come in their order", sheets_are_listed},
    {"prefixes of names do not matter", prefixes_do_not_matter},
    {"other and damaged files are refused", other_files_are_refused},
    {"damaged cells are refused", damaged_cells_are_refused},
    {"bombs and entities are refused", attacks_are_refused},
    {"all that is read has a cap", all_that_is_read_has_a_cap},
    {"a cell that is too large costs its row", large_cells_cost_their_row},
    {0},
};
