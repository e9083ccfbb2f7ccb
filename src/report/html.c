/* SPDX-License-Identifier: MIT */
#include "report/html.h"

#include "base/asset.h"
#include "report/html_parts.h"

static const struct str numbers_title = {"About the numbers", 17};

/* One element and its text on a line of their own; nothing where there is none. */
static void element(struct buf *out, const char *tag, const char *class, struct str text)
{
    if (!text.len)
        return;
    buf_add_format(out, class[0] ? "<%s class=\"%s\">" : "<%s>", tag, class);
    markup_lines(out, text);
    buf_add_format(out, "</%s>\n", tag);
}

static const char *mark_class(enum published_mark mark)
{
    static const char *const classes[] = {"", "working", "not-working", "aspiration"};
    return classes[mark];
}

void html_sign(struct buf *out, enum published_mark mark)
{
    static const char *const shapes[] = {
        "",
        "<circle cx=\"12\" cy=\"12\" r=\"11\"/>"
        "<path class=\"line\" d=\"M6.5 12.5l3.8 3.8 7.2-8.2\"/>",
        "<rect x=\"1\" y=\"1\" width=\"22\" height=\"22\" rx=\"3\"/>"
        "<path class=\"line\" d=\"M7 7l10 10M17 7L7 17\"/>",
        "<path d=\"M12 .8l3.4 7.4 8 1-5.9 5.5 1.5 8L12 18.8l-7 3.9 1.5-8L.6 "
        "9.2l8-1z\"/>"};
    if (mark == PUBLISHED_PLAIN)
        return;
    buf_add_format(out,
                   "<svg class=\"sign %s\" width=\"24\" height=\"24\" "
                   "viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">"
                   "%s</svg> ",
                   mark_class(mark), shapes[mark]);
}

/* The page's foot names the document on every sheet of paper. */
static void page_foot(struct html *html)
{
    buf_add(html->out, STR("@page { @bottom-left { content: \""));
    markup_style_string(html->out, html->doc->title);
    if (html->doc->authority.len) {
        markup_style_string(html->out, STR(", "));
        markup_style_string(html->out, html->doc->authority);
    }
    buf_add(html->out, STR("\"; } }\n"));
}

static bool head(struct html *html, struct arena *arena, struct error *err)
{
    struct buf *out = html->out;
    struct str style;
    if (!asset_find(arena, STR("assets/report.css"), &style, err))
        return error_wrap(err, "laying out the report");
    buf_add(out, STR("<!DOCTYPE html>\n<html lang=\""));
    markup_text(out, html->doc->language);
    buf_add(out, STR("\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, "
                     "initial-scale=1\">\n<title>"));
    markup_text(out, html->doc->title);
    if (html->doc->authority.len)
        buf_add(out, STR(" – "));
    markup_text(out, html->doc->authority);
    buf_add(out, STR("</title>\n<style>\n"));
    buf_add(out, style);
    page_foot(html);
    buf_add(out, STR("</style>\n</head>\n"));
    return true;
}

/* "2025: as it was on 23 November 2026" */
static struct str of_when(const struct html *html)
{
    const struct published *doc = html->doc;
    if (!doc->cycle.len)
        return doc->date;
    return str_format(doc->arena, "%.*s: as it was on %.*s", STR_ARGS(doc->cycle),
                      STR_ARGS(doc->date));
}

static void cover(struct html *html)
{
    const struct published *doc = html->doc;
    buf_add_format(html->out,
                   "<body>\n<a class=\"skip\" href=\"#report\">Skip to the %.*s</a>\n"
                   "<header class=\"cover\">\n",
                   STR_ARGS(doc->called));
    element(html->out, "p", "authority", doc->authority);
    element(html->out, "h1", "", doc->title);
    element(html->out, "p", "subtitle", doc->subtitle);
    element(html->out, "p", "date", of_when(html));
    buf_add(html->out, STR("</header>\n"));
}

static bool has_numbers_section(const struct published *doc)
{
    return doc->hidden_note.len > 0;
}

static void contents_item(struct html *html, const struct published_block *block,
                          size_t number)
{
    buf_add_format(html->out, "<li><a href=\"#heading-%zu\">", number);
    html_sign(html->out, block->mark);
    buf_add(html->out, STR("<span>"));
    markup_text(html->out, block->text);
    buf_add(html->out, STR("</span></a></li>\n"));
}

static void contents(struct html *html)
{
    const struct published *doc = html->doc;
    size_t headings = 0;
    buf_add(html->out, STR("<nav class=\"contents\" aria-labelledby=\"contents\">\n"
                           "<h2 id=\"contents\">Contents</h2>\n<ul>\n"));
    for (size_t b = 0; b < doc->count; b++) {
        headings += doc->blocks[b].kind == PUBLISHED_HEADING;
        if (doc->blocks[b].kind == PUBLISHED_HEADING && doc->blocks[b].level <= 2)
            contents_item(html, &doc->blocks[b], headings);
    }
    if (has_numbers_section(doc)) {
        buf_add(html->out, STR("<li><a href=\"#numbers\"><span>"));
        buf_add(html->out, numbers_title);
        buf_add(html->out, STR("</span></a></li>\n"));
    }
    buf_add(html->out, STR("</ul>\n</nav>\n"));
}

static void back_to_contents(struct html *html)
{
    buf_add(html->out, STR("<p class=\"back\"><a href=\"#contents\">Back to "
                           "contents</a></p>\n"));
}

static int heading(struct html *html, const struct published_block *block, int above)
{
    int level = block->level < 2 ? 2 : block->level;
    level = level > above + 1 ? above + 1 : level;
    if (level == 2 && html->headings > 0)
        back_to_contents(html);
    buf_add_format(html->out, "<h%d", level);
    if (block->mark != PUBLISHED_PLAIN)
        buf_add_format(html->out, " class=\"%s\"", mark_class(block->mark));
    buf_add_format(html->out, " id=\"heading-%zu\">", ++html->headings);
    html_sign(html->out, block->mark);
    buf_add(html->out, STR("<span"));
    (void)markup_place(html->out, &html->anchors, block->anchor);
    buf_add(html->out, STR(">"));
    markup_lines(html->out, block->text);
    buf_add_format(html->out, "</span></h%d>\n", level);
    return level;
}

static void quote(struct html *html, const struct published_block *block)
{
    struct str section = published_mark_words(block->mark);
    buf_add_format(html->out, "<figure class=\"quote %s\"", mark_class(block->mark));
    (void)markup_place(html->out, &html->anchors, block->anchor);
    buf_add(html->out, STR(">\n<blockquote>"));
    element(html->out, "p", "", block->text);
    buf_add(html->out, STR("</blockquote>\n<figcaption>"));
    html_sign(html->out, block->mark);
    buf_add(html->out, STR("<span>"));
    /* The sign says it to the eye, and the heading above both. */
    if (section.len && block->who.len)
        buf_add(html->out, STR("<span class=\"unseen\">"));
    markup_text(html->out, section);
    if (section.len && block->who.len)
        buf_add(html->out, STR(": </span>"));
    markup_text(html->out, block->who);
    buf_add(html->out, STR("</span></figcaption>\n</figure>\n"));
}

/* Quotes that follow one another stand together. */
static void open_or_close_quotes(struct html *html, size_t block, bool opening)
{
    const struct published *doc = html->doc;
    size_t beside = opening ? block - 1 : block + 1;
    if (doc->blocks[block].kind != PUBLISHED_QUOTE ||
        (beside < doc->count && doc->blocks[beside].kind == PUBLISHED_QUOTE))
        return;
    buf_add(html->out, opening ? STR("<div class=\"quotes\">\n") : STR("</div>\n"));
}

static void blocks(struct html *html)
{
    int level = 1;
    for (size_t b = 0; b < html->doc->count; b++) {
        const struct published_block *block = &html->doc->blocks[b];
        open_or_close_quotes(html, b, true);
        switch (block->kind) {
        case PUBLISHED_HEADING:
            level = heading(html, block, level);
            break;
        case PUBLISHED_PARAGRAPH:
            element(html->out, "p", "", block->text);
            break;
        case PUBLISHED_QUOTE:
            quote(html, block);
            break;
        case PUBLISHED_TABLE:
            html_table(html, b);
            break;
        case PUBLISHED_CHART: /* drawn with its table */
            break;
        }
        open_or_close_quotes(html, b, false);
    }
}

static void numbers(struct html *html)
{
    if (html->headings > 0)
        back_to_contents(html);
    if (!has_numbers_section(html->doc))
        return;
    buf_add(html->out, STR("<h2 id=\"numbers\">"));
    buf_add(html->out, numbers_title);
    buf_add(html->out, STR("</h2>\n"));
    element(html->out, "p", "", html->doc->hidden_note);
}

static void foot(struct html *html)
{
    buf_add(html->out, STR("</main>\n<footer>\n"));
    element(html->out, "p", "", html->doc->authority);
    element(html->out, "p", "", html->doc->date);
    back_to_contents(html);
    buf_add(html->out, STR("</footer>\n</body>\n</html>\n"));
}

static bool check(const struct published *doc, struct error *err)
{
    if (!str_trim(doc->title).len)
        return error_set(err, ERROR_INPUT, "a report needs a title; give it one");
    bool tag = doc->language.len >= 2 && doc->language.len <= 35;
    for (size_t i = 0; i < doc->language.len; i++) {
        char c = doc->language.ptr[i];
        tag = tag && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      (c >= '0' && c <= '9') || c == '-');
    }
    return tag || error_set(err, ERROR_INPUT,
                            "the language of a report is \"%.*s\"; write a language tag "
                            "such as en-GB",
                            STR_ARGS(doc->language));
}

bool report_html(struct arena *arena, const struct published *doc, struct str *out,
                 struct error *err)
{
    struct buf buf = BUF_IN(arena);
    struct html html = {.out = &buf, .doc = doc};
    if (!check(doc, err) || !head(&html, arena, err))
        return false;
    html.anchors = markup_find_anchors(doc);
    cover(&html);
    contents(&html);
    buf_add(&buf, STR("<main id=\"report\" tabindex=\"-1\">\n"));
    blocks(&html);
    numbers(&html);
    foot(&html);
    *out = buf_str(&buf);
    return true;
}
