/* SPDX-License-Identifier: MIT */
#include "format/xlsx_write.h"

#include "base/asset.h"
#include "base/unicode.h"
#include "format/zip_write.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define SHEET_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

enum { MOST_COLUMNS = 26, MOST_SHEETS = 200, MOST_ROWS = 1048576 };
/* Heights are in points; a row is no higher than a page. */
enum { LINE_POINTS = 15, TITLE_POINTS = 24, MOST_POINTS = 400, MOST_LETTERS = 100 };

struct sheet {
    struct str name; /* escaped */
    bool hidden, headed;
    struct xlsx_column columns[MOST_COLUMNS];
    size_t column_count, rows, column; /* the next cell's */
    bool in_row;
    double height; /* of the row, in points */
    struct buf row, cells, lists;
    size_t list_count;
};

struct xlsx_book {
    struct arena *arena;
    struct sheet *sheets; /* (MOST_SHEETS) */
    size_t count;
};

static struct sheet *last_sheet(const struct xlsx_book *book)
{
    return &book->sheets[book->count - 1];
}

/* A reader takes _x0041_ for the letter A; so one that was typed is said in that way. */
static bool reads_as_escape(struct str rest)
{
    if (rest.len < 7 || !str_starts(rest, STR("_x")) || rest.ptr[6] != '_')
        return false;
    for (size_t i = 2; i < 6; i++) {
        char c = ascii_lower(rest.ptr[i]);
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f'))
            return false;
    }
    return true;
}

/* What XML cannot hold is written as a space. */
static bool is_writable(struct str character)
{
    char c = character.ptr[0];
    return ((unsigned char)c >= ' ' || c == '\n' || c == '\t') &&
           !str_equal(character, STR("\xEF\xBF\xBE")) &&
           !str_equal(character, STR("\xEF\xBF\xBF"));
}

static void add_character(struct buf *out, struct str character)
{
    char c = character.ptr[0];
    if (c == '&')
        buf_add(out, STR("&amp;"));
    else if (c == '<')
        buf_add(out, STR("&lt;"));
    else if (c == '>')
        buf_add(out, STR("&gt;"));
    else if (c == '"')
        buf_add(out, STR("&quot;"));
    else
        buf_add(out, is_writable(character) ? character : STR(" "));
}

static void add_text(struct buf *out, struct str text)
{
    struct str rest =
        text.len > XLSX_MOST_TEXT ? unicode_cut(text, XLSX_MOST_TEXT / 4) : text;
    while (rest.len) {
        if (str_starts(rest, STR("\r\n")))
            rest = str_slice(rest, 1, rest.len);
        if (reads_as_escape(rest))
            buf_add(out, STR("_x005F"));
        struct str before = rest;
        (void)unicode_next(&rest);
        add_character(out, str_slice(before, 0, before.len - rest.len));
    }
}

struct xlsx_book *xlsx_book_new(struct arena *arena)
{
    struct xlsx_book *book = arena_alloc(arena, sizeof *book);
    *book = (struct xlsx_book){.arena = arena,
                               .sheets = arena_array(arena, struct sheet, MOST_SHEETS)};
    return book;
}

static void end_row(struct sheet *sheet)
{
    if (!sheet->in_row)
        return;
    buf_add_format(&sheet->cells, "<row r=\"%zu\" ht=\"%.0f\">", sheet->rows,
                   sheet->height);
    buf_add(&sheet->cells, buf_str(&sheet->row));
    buf_add(&sheet->cells, STR("</row>\n"));
    sheet->row.len = 0;
    sheet->in_row = false;
}

void xlsx_book_sheet(struct xlsx_book *book, const char *name, bool hidden)
{
    struct buf escaped = BUF_IN(book->arena);
    if (book->count)
        end_row(last_sheet(book));
    if (book->count < MOST_SHEETS)
        book->count++;
    add_text(&escaped, str_of(name));
    *last_sheet(book) = (struct sheet){.name = buf_str(&escaped),
                                       .hidden = hidden,
                                       .row = BUF_IN(book->arena),
                                       .cells = BUF_IN(book->arena),
                                       .lists = BUF_IN(book->arena)};
}

void xlsx_book_columns(struct xlsx_book *book, const struct xlsx_column *columns,
                       size_t count)
{
    struct sheet *sheet = last_sheet(book);
    sheet->column_count = count < MOST_COLUMNS ? count : MOST_COLUMNS;
    for (size_t i = 0; i < sheet->column_count; i++)
        sheet->columns[i] = columns[i];
    sheet->headed = count > 0 && columns[0].heading;
    if (!sheet->headed)
        return;
    xlsx_book_row(book);
    for (size_t i = 0; i < sheet->column_count; i++)
        xlsx_book_styled(book, str_of(columns[i].heading), XLSX_HEADING);
}

void xlsx_book_row(struct xlsx_book *book)
{
    struct sheet *sheet = last_sheet(book);
    end_row(sheet);
    sheet->rows++;
    sheet->column = 0;
    sheet->in_row = true;
    sheet->height = LINE_POINTS;
}

/* The styles of assets/workbook-styles.xml, in the order of enum xlsx_style, follow
 * what the format itself wants first. */
static int style_number(enum xlsx_style style)
{
    return (int)style + 1;
}

static char begin_cell(struct sheet *sheet)
{
    return (char)('A' +
                  (sheet->column < MOST_COLUMNS ? sheet->column++ : MOST_COLUMNS - 1));
}

/* A guess, as letters go: not every program makes room by itself for lines that are
 * wrapped. Those that do will still, for the height is not called custom. */
static void make_room(struct sheet *sheet, struct str text, enum xlsx_style style)
{
    double width = sheet->column < sheet->column_count
                       ? sheet->columns[sheet->column].width
                       : MOST_LETTERS;
    double points = style == XLSX_TITLE ? TITLE_POINTS : LINE_POINTS;
    size_t across = width < 1 ? 1 : (size_t)width, lines = 0;
    for (struct str rest = text; rest.len;) {
        size_t letters = unicode_length(str_cut(&rest, '\n'));
        lines += letters ? (letters + across - 1) / across : 1;
    }
    if (!(sheet->column < sheet->column_count && sheet->columns[sheet->column].hidden) &&
        (double)lines * points > sheet->height)
        sheet->height = (double)lines * points;
    if (sheet->height > MOST_POINTS)
        sheet->height = MOST_POINTS;
}

void xlsx_book_styled(struct xlsx_book *book, struct str text, enum xlsx_style style)
{
    struct sheet *sheet = last_sheet(book);
    make_room(sheet, text, style);
    char letter = begin_cell(sheet);
    buf_add_format(&sheet->row, "<c r=\"%c%zu\" s=\"%d\"", letter, sheet->rows,
                   style_number(style));
    if (!text.len) {
        buf_add(&sheet->row, STR("/>"));
        return;
    }
    buf_add(&sheet->row, STR(" t=\"inlineStr\"><is><t xml:space=\"preserve\">"));
    add_text(&sheet->row, text);
    buf_add(&sheet->row, STR("</t></is></c>"));
}

void xlsx_book_text(struct xlsx_book *book, struct str text)
{
    const struct sheet *sheet = last_sheet(book);
    xlsx_book_styled(book, text,
                     sheet->column < sheet->column_count
                         ? sheet->columns[sheet->column].style
                         : XLSX_TEXT);
}

void xlsx_book_number(struct xlsx_book *book, int64_t number)
{
    struct sheet *sheet = last_sheet(book);
    char letter = begin_cell(sheet);
    buf_add_format(&sheet->row, "<c r=\"%c%zu\" s=\"%d\"><v>%lld</v></c>", letter,
                   sheet->rows, style_number(XLSX_NUMBER), (long long)number);
}

void xlsx_book_choices(struct xlsx_book *book, const struct xlsx_choices *choices)
{
    struct sheet *sheet = last_sheet(book);
    char letter = (char)('A' + choices->column);
    char list_letter = (char)('A' + choices->list_column);
    if (choices->last_row < choices->first_row || !choices->list_rows)
        return;
    buf_add_format(
        &sheet->lists,
        "<dataValidation type=\"list\" allowBlank=\"1\" showErrorMessage=\"0\" "
        "sqref=\"%c%zu:%c%zu\"><formula1>'",
        letter, choices->first_row, letter, choices->last_row);
    add_text(&sheet->lists, str_of(choices->list_sheet));
    buf_add_format(&sheet->lists, "'!$%c$1:$%c$%zu</formula1></dataValidation>",
                   list_letter, list_letter, choices->list_rows);
    sheet->list_count++;
}

static void write_columns(struct buf *out, const struct sheet *sheet)
{
    if (!sheet->column_count)
        return;
    buf_add(out, STR("<cols>"));
    for (size_t i = 0; i < sheet->column_count; i++)
        buf_add_format(out,
                       "<col min=\"%zu\" max=\"%zu\" width=\"%.1f\" style=\"%d\"%s "
                       "customWidth=\"1\"/>",
                       i + 1, i + 1, sheet->columns[i].width,
                       style_number(sheet->columns[i].style),
                       sheet->columns[i].hidden ? " hidden=\"1\"" : "");
    buf_add(out, STR("</cols>\n"));
}

static char last_letter(const struct sheet *sheet)
{
    return (char)('A' + sheet->column_count - 1);
}

static struct str sheet_part(struct arena *arena, struct sheet *sheet, bool first)
{
    struct buf out = BUF_IN(arena);
    end_row(sheet);
    buf_add_format(&out,
                   HEAD "<worksheet xmlns=\"" MAIN "\"><sheetPr><pageSetUpPr "
                        "fitToPage=\"1\"/></sheetPr><sheetViews><sheetView%s%s "
                        "workbookViewId=\"0\">",
                   first ? " tabSelected=\"1\"" : "",
                   sheet->headed ? "" : " showGridLines=\"0\"");
    if (sheet->headed)
        buf_add(&out,
                STR("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
                    "state=\"frozen\"/><selection pane=\"bottomLeft\"/>"));
    buf_add(&out, STR("</sheetView></sheetViews>\n"));
    write_columns(&out, sheet);
    buf_add(&out, STR("<sheetData>\n"));
    buf_add(&out, buf_str(&sheet->cells));
    buf_add(&out, STR("</sheetData>\n"));
    if (sheet->headed)
        buf_add_format(&out, "<autoFilter ref=\"A1:%c%zu\"/>", last_letter(sheet),
                       sheet->rows);
    if (sheet->list_count) {
        buf_add_format(&out, "<dataValidations count=\"%zu\">", sheet->list_count);
        buf_add(&out, buf_str(&sheet->lists));
        buf_add(&out, STR("</dataValidations>\n"));
    }
    buf_add(&out,
            STR("<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" "
                "header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" "
                "orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>"));
    return buf_str(&out);
}

/* Filters and repeated headings have names that the format gives. */
static void write_names(struct buf *out, const struct xlsx_book *book)
{
    buf_add(out, STR("<definedNames>"));
    for (size_t i = 0; i < book->count; i++)
        if (book->sheets[i].headed)
            buf_add_format(out,
                           "<definedName name=\"_xlnm._FilterDatabase\" "
                           "localSheetId=\"%zu\" hidden=\"1\">'%.*s'!$A$1:$%c$%zu"
                           "</definedName>",
                           i, STR_ARGS(book->sheets[i].name),
                           last_letter(&book->sheets[i]), book->sheets[i].rows);
    for (size_t i = 0; i < book->count; i++)
        if (book->sheets[i].headed)
            buf_add_format(out,
                           "<definedName name=\"_xlnm.Print_Titles\" "
                           "localSheetId=\"%zu\">'%.*s'!$1:$1</definedName>",
                           i, STR_ARGS(book->sheets[i].name));
    buf_add(out, STR("</definedNames>"));
}

static bool any_headed(const struct xlsx_book *book)
{
    for (size_t i = 0; i < book->count; i++)
        if (book->sheets[i].headed)
            return true;
    return false;
}

static struct str workbook_part(const struct xlsx_book *book)
{
    struct buf out = BUF_IN(book->arena);
    buf_add(&out, STR(HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE
                           "\"><bookViews><workbookView/></bookViews><sheets>"));
    for (size_t i = 0; i < book->count; i++)
        buf_add_format(&out, "<sheet name=\"%.*s\" sheetId=\"%zu\"%s r:id=\"rId%zu\"/>",
                       STR_ARGS(book->sheets[i].name), i + 1,
                       book->sheets[i].hidden ? " state=\"hidden\"" : "", i + 1);
    buf_add(&out, STR("</sheets>"));
    if (any_headed(book))
        write_names(&out, book);
    buf_add(&out, STR("</workbook>"));
    return buf_str(&out);
}

static struct str links_part(const struct xlsx_book *book)
{
    struct buf out = BUF_IN(book->arena);
    buf_add(&out, STR(HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">"));
    for (size_t i = 0; i < book->count; i++)
        buf_add_format(&out,
                       "<Relationship Id=\"rId%zu\" Type=\"" OFFICE
                       "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
                       i + 1, i + 1);
    buf_add_format(&out,
                   "<Relationship Id=\"rId%zu\" Type=\"" OFFICE
                   "/styles\" Target=\"styles.xml\"/></Relationships>",
                   book->count + 1);
    return buf_str(&out);
}

static struct str types_part(const struct xlsx_book *book)
{
    struct buf out = BUF_IN(book->arena);
    buf_add(&out,
            STR(HEAD "<Types xmlns=\"" PACKAGE "content-types\"><Default "
                     "Extension=\"rels\" "
                     "ContentType=\"application/vnd.openxmlformats-package.relationships+"
                     "xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                     "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEET_TYPE
                     "sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" "
                     "ContentType=\"" SHEET_TYPE "styles+xml\"/>"));
    for (size_t i = 0; i < book->count; i++)
        buf_add_format(&out,
                       "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" "
                       "ContentType=\"" SHEET_TYPE "worksheet+xml\"/>",
                       i + 1);
    buf_add(&out, STR("</Types>"));
    return buf_str(&out);
}

bool xlsx_book_bytes(struct xlsx_book *book, struct str *out, struct error *err)
{
    enum { OTHERS = 5 };
    struct zip_file *files =
        arena_array(book->arena, struct zip_file, book->count + OTHERS);
    struct str styles;
    size_t count = 0;
    if (!asset_find(book->arena, STR("assets/workbook-styles.xml"), &styles, err))
        return error_wrap(err, "writing a workbook");
    files[count++] = (struct zip_file){STR("[Content_Types].xml"), types_part(book)};
    files[count++] = (struct zip_file){
        STR("_rels/.rels"),
        STR(HEAD "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship "
                 "Id=\"rId1\" Type=\"" OFFICE "/officeDocument\" "
                 "Target=\"xl/workbook.xml\"/></Relationships>")};
    files[count++] = (struct zip_file){STR("xl/workbook.xml"), workbook_part(book)};
    files[count++] =
        (struct zip_file){STR("xl/_rels/workbook.xml.rels"), links_part(book)};
    files[count++] = (struct zip_file){STR("xl/styles.xml"), styles};
    for (size_t i = 0; i < book->count; i++) {
        if (book->sheets[i].rows > MOST_ROWS)
            return error_set(err, ERROR_LIMIT, "a sheet holds %d rows at most",
                             MOST_ROWS);
        files[count++] = (struct zip_file){
            str_format(book->arena, "xl/worksheets/sheet%zu.xml", i + 1),
            sheet_part(book->arena, &book->sheets[i], i == 0)};
    }
    return zip_write(book->arena, files, count, out, err);
}
