/* SPDX-License-Identifier: MIT */
#include "report/handout.h"

#include "base/asset.h"
#include "report/html_parts.h"

static const char *class_of(enum published_mark mark)
{
    static const char *const classes[] = {"plain", "working", "not-working",
                                          "aspiration"};
    return classes[mark];
}

static void line(struct buf *out, const char *tag, struct str text)
{
    if (!text.len)
        return;
    buf_add_format(out, "<%s>", tag);
    markup_lines(out, text);
    buf_add_format(out, "</%s>\n", tag);
}

static bool head(struct buf *out, struct arena *arena, const struct published *doc,
                 struct error *err)
{
    struct str style;
    if (!asset_find(arena, STR("assets/handout.css"), &style, err))
        return error_wrap(err, "laying out the hand-out");
    buf_add(out, STR("<!DOCTYPE html>\n<html lang=\""));
    markup_text(out, doc->language);
    buf_add(out, STR("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                     "content=\"width=device-width, initial-scale=1\">\n<title>"));
    markup_text(out, doc->title);
    buf_add(out, STR(": hand-outs</title>\n<style>\n"));
    buf_add(out, style);
    buf_add(out, STR("</style>\n</head>\n<body>\n<header>\n<h1>Hand-outs: "));
    markup_text(out, doc->title);
    buf_add(out, STR("</h1>\n"));
    line(out, "p", doc->subtitle);
    buf_add(out, STR("<p>Print on A4. Each theme begins a new sheet. This page’s heading "
                     "is not printed.</p>\n</header>\n<main>\n"));
    return true;
}

static void quote(struct buf *out, const struct published_block *block)
{
    buf_add(out, STR("<figure>\n<blockquote>"));
    line(out, "p", block->text);
    buf_add(out, STR("</blockquote>\n"));
    line(out, "figcaption", block->who);
    buf_add(out, STR("</figure>\n"));
}

/* What may stand on a sheet is read there, by whom it was made and when. */
static void sheet_foot(struct buf *out, const struct published *doc)
{
    buf_add(out, STR("<p class=\"foot\">"));
    markup_text(out, doc->authority);
    buf_add(out, doc->authority.len ? STR(", ") : STR(""));
    markup_text(out, doc->date);
    buf_add(out, STR("</p>\n</section>\n"));
}

static void heading(struct buf *out, const struct published_block *block)
{
    if (block->level > 2) {
        line(out, block->level == 3 ? "h3" : "h4", block->text);
        return;
    }
    buf_add_format(out, "<section class=\"%s\">\n<h2>", class_of(block->mark));
    html_sign(out, block->mark);
    buf_add(out, STR("<span>"));
    markup_lines(out, block->text);
    buf_add(out, STR("</span></h2>\n"));
}

bool report_handout(struct arena *arena, const struct published *doc, struct str *out,
                    struct error *err)
{
    struct buf buf = BUF_IN(arena);
    bool open = false;
    if (!head(&buf, arena, doc, err))
        return false;
    for (size_t b = 0; b < doc->count; b++) {
        const struct published_block *block = &doc->blocks[b];
        if (block->kind == PUBLISHED_HEADING) {
            if (open && block->level <= 2)
                sheet_foot(&buf, doc);
            open = true;
            heading(&buf, block);
        } else if (block->kind == PUBLISHED_QUOTE) {
            quote(&buf, block);
        } else {
            line(&buf, "p", block->text);
        }
    }
    if (open)
        sheet_foot(&buf, doc);
    else
        buf_add(&buf, STR("<p>There is no theme to hand out.</p>\n"));
    buf_add(&buf, STR("</main>\n</body>\n</html>\n"));
    *out = buf_str(&buf);
    return true;
}
