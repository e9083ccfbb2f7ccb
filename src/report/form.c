/* SPDX-License-Identifier: MIT */
#include "report/form.h"

#include "cycle/form_sheet.h"
#include "format/pandoc.h"
#include "format/xlsx_write.h"

enum { ROWS_OFFERED = 300 };

enum list { LIST_NONE, LIST_SCHOOLS, LIST_YEARS, LIST_YES_NO, LIST_VOICES, LIST_WAYS };

/* What stands in both forms. The headings are names that an import knows. */
static const struct question {
    const char *heading;
    const char *hint;
    double width;
    enum list list;
} questions[] = {
    {"Person ID", "your authority's number for the young person", 14, LIST_NONE},
    {"UPN", "", 16, LIST_NONE},
    {"Surname", "", 18, LIST_NONE},
    {"Forename", "", 18, LIST_NONE},
    {"Date of birth", "day/month/year", 14, LIST_NONE},
    {"School", "", 26, LIST_SCHOOLS},
    {"Year group", "", 12, LIST_YEARS},
    {"Review date", "day/month/year", 14, LIST_NONE},
    {"Young person attended", "were they there?", 14, LIST_YES_NO},
    {"What is working 1", "the most important", 40, LIST_NONE},
    {"What is working 2", "", 40, LIST_NONE},
    {"What is not working 1", "the most important", 40, LIST_NONE},
    {"What is not working 2", "", 40, LIST_NONE},
    {"Hopes for the future 1", "the most important", 40, LIST_NONE},
    {"Hopes for the future 2", "", 40, LIST_NONE},
    {"Said by", "whose words these are", 18, LIST_VOICES},
    {"How it was said", "", 18, LIST_WAYS},
};

enum { QUESTIONS = sizeof questions / sizeof questions[0], MOST_CHOICES = 16 };

static const char *const years[] = {"Reception", "1", "2",  "3",  "4",  "5",  "6", "7",
                                    "8",         "9", "10", "11", "12", "13", "14"};
static const char *const yes_no[] = {"Yes", "No"};
static const char *const voices[] = {"Young person", "Family",      "School",
                                     "Health",       "Social care", "Other"};
static const char *const ways[] = {"Words", "Signs", "AAC", "Symbols", "Observation"};

struct choices {
    const char *const *items;
    size_t count;
};

static struct choices choices_of(enum list list)
{
    switch (list) {
    case LIST_YEARS:
        return (struct choices){years, sizeof years / sizeof years[0]};
    case LIST_YES_NO:
        return (struct choices){yes_no, sizeof yes_no / sizeof yes_no[0]};
    case LIST_VOICES:
        return (struct choices){voices, sizeof voices / sizeof voices[0]};
    case LIST_WAYS:
        return (struct choices){ways, sizeof ways / sizeof ways[0]};
    default:
        return (struct choices){NULL, 0};
    }
}

static void line(struct xlsx_book *book, struct str text, enum xlsx_style style)
{
    xlsx_book_row(book);
    xlsx_book_styled(book, text, style);
}

static struct str title_of(struct arena *arena, const struct form *form)
{
    if (!form->cycle.len)
        return STR("What young people say in their reviews");
    return str_format(arena, "What young people say in their reviews: %.*s",
                      STR_ARGS(form->cycle));
}

static void write_guide(struct xlsx_book *book, struct arena *arena,
                        const struct form *form)
{
    static const struct xlsx_column columns[] = {{NULL, 110, XLSX_PLAIN, false}};
    xlsx_book_sheet(book, FORM_GUIDE_SHEET, false);
    xlsx_book_columns(book, columns, 1);
    line(book, title_of(arena, form), XLSX_TITLE);
    line(book, form->authority, XLSX_PLAIN);
    if (form->question.len)
        line(book, form->question, XLSX_PLAIN);
    line(book,
         STR("On the sheet \"Reviews\", a row is one review of one young person. "
             "Dates are day/month/year. Leave the headings as they are; columns "
             "that you do not need stay empty. Save it as it is, and send it back "
             "the way your authority has asked for: it holds names."),
         XLSX_PLAIN);
    for (size_t i = 0; i < FORM_FOR_EVERYBODY; i++)
        line(book, str_of(form_for_everybody[i]), XLSX_PLAIN);
}

static size_t list_rows(const struct form *form, enum list list)
{
    return list == LIST_SCHOOLS ? form->schools.count : choices_of(list).count;
}

static void write_reviews(struct xlsx_book *book, const struct form *form)
{
    struct xlsx_column columns[QUESTIONS];
    for (size_t i = 0; i < QUESTIONS; i++)
        columns[i] = (struct xlsx_column){questions[i].heading, questions[i].width,
                                          XLSX_TO_EDIT, false};
    xlsx_book_sheet(book, "Reviews", false);
    xlsx_book_columns(book, columns, QUESTIONS);
    for (size_t i = 0; i < QUESTIONS; i++) {
        const struct xlsx_choices choices = {.column = i,
                                             .first_row = 2,
                                             .last_row = ROWS_OFFERED + 1,
                                             .list_sheet = FORM_LISTS_SHEET,
                                             .list_column = questions[i].list - 1,
                                             .list_rows =
                                                 list_rows(form, questions[i].list)};
        if (questions[i].list != LIST_NONE && choices.list_rows)
            xlsx_book_choices(book, &choices);
    }
}

static void write_lists(struct xlsx_book *book, const struct form *form)
{
    static const struct xlsx_column columns[] = {{NULL, 30, XLSX_PLAIN, false},
                                                 {NULL, 14, XLSX_PLAIN, false},
                                                 {NULL, 14, XLSX_PLAIN, false},
                                                 {NULL, 18, XLSX_PLAIN, false},
                                                 {NULL, 18, XLSX_PLAIN, false}};
    size_t most = form->schools.count;
    most = most > MOST_CHOICES ? most : MOST_CHOICES;
    xlsx_book_sheet(book, FORM_LISTS_SHEET, true);
    xlsx_book_columns(book, columns, LIST_WAYS);
    for (size_t row = 0; row < most; row++) {
        xlsx_book_row(book);
        for (enum list list = LIST_SCHOOLS; list <= LIST_WAYS; list++) {
            struct choices choices = choices_of(list);
            struct str text = row < choices.count ? str_of(choices.items[row]) : STR_NONE;
            if (list == LIST_SCHOOLS && row < form->schools.count)
                text = form->schools.items[row];
            xlsx_book_text(book, text);
        }
    }
}

bool report_form_book(struct arena *arena, const struct form *form, struct str *out,
                      struct error *err)
{
    struct xlsx_book *book = xlsx_book_new(arena);
    write_guide(book, arena, form);
    write_reviews(book, form);
    write_lists(book, form);
    return xlsx_book_bytes(book, out, err);
}

static void paragraph(struct buf *out, struct arena *arena, struct str text)
{
    if (text.len)
        buf_add_format(out, "%.*s\n\n", STR_ARGS(pandoc_plain(arena, text)));
}

static void word_cell(struct buf *out, int width, const char *text, const char *hint)
{
    buf_add_format(out,
                   "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/></w:tcPr><w:p><w:r>"
                   "<w:rPr><w:b/></w:rPr><w:t>%s</w:t></w:r>",
                   width, text);
    if (*hint)
        buf_add_format(out, "<w:r><w:t xml:space=\"preserve\"> (%s)</w:t></w:r>", hint);
    buf_add(out, STR("</w:p></w:tc>"));
}

/* A list to choose from, which shows a word that is no answer. */
static void word_choices(struct buf *out, struct choices choices)
{
    buf_add(out, STR("<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/><w:comboBox>"));
    for (size_t i = 0; i < choices.count; i++)
        buf_add_format(out, "<w:listItem w:displayText=\"%s\" w:value=\"%s\"/>",
                       choices.items[i], choices.items[i]);
    buf_add(out, STR("</w:comboBox></w:sdtPr><w:sdtContent><w:r><w:rPr><w:color "
                     "w:val=\"767676\"/></w:rPr><w:t>Choose</w:t></w:r></w:sdtContent>"
                     "</w:sdt></w:p>"));
}

/* Raw, since pandoc's own tables have neither lines nor lists to choose from. */
static void word_table(struct buf *out)
{
    buf_add(out,
            STR("```{=openxml}\n<w:tbl><w:tblPr><w:tblW w:w=\"9000\" w:type=\"dxa\"/>"
                "<w:tblBorders><w:top w:val=\"single\" w:sz=\"6\"/><w:left "
                "w:val=\"single\" w:sz=\"6\"/><w:bottom w:val=\"single\" w:sz=\"6\"/>"
                "<w:right w:val=\"single\" w:sz=\"6\"/><w:insideH w:val=\"single\" "
                "w:sz=\"6\"/><w:insideV w:val=\"single\" w:sz=\"6\"/></w:tblBorders>"
                "</w:tblPr><w:tblGrid><w:gridCol w:w=\"3000\"/><w:gridCol w:w=\"6000\"/>"
                "</w:tblGrid>\n"));
    for (size_t i = 0; i < QUESTIONS; i++) {
        struct choices choices = choices_of(questions[i].list);
        bool large = questions[i].width >= 40;
        buf_add_format(out,
                       "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"%d\" "
                       "w:hRule=\"atLeast\"/></w:trPr>",
                       large ? 1100 : 400);
        word_cell(out, 3000, questions[i].heading, questions[i].hint);
        buf_add(out, STR("<w:tc><w:tcPr><w:tcW w:w=\"6000\" w:type=\"dxa\"/></w:tcPr>"));
        if (choices.count)
            word_choices(out, choices);
        else
            buf_add(out, STR("<w:p/>"));
        buf_add(out, STR("</w:tc></w:tr>\n"));
    }
    buf_add(out, STR("</w:tbl>\n```\n"));
}

struct str report_form_text(struct arena *arena, const struct form *form)
{
    struct buf out = BUF_IN(arena);
    buf_add_format(&out, "# %.*s\n\n",
                   STR_ARGS(pandoc_plain(arena, title_of(arena, form))));
    paragraph(&out, arena, form->authority);
    paragraph(&out, arena, form->question);
    paragraph(&out, arena, STR(FORM_WORD_HOW));
    for (size_t i = 0; i < FORM_FOR_EVERYBODY; i++)
        paragraph(&out, arena, str_of(form_for_everybody[i]));
    word_table(&out);
    return buf_str(&out);
}
