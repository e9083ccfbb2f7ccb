/* SPDX-License-Identifier: MIT */
#include "report/start.h"

#include "base/asset.h"
#include "report/html_parts.h"
#include "report/start_parts.h"

enum { MOST_NOTICES = 300, MOST_LINES = 20 };

static const char notices_begin[] = "<!-- notices -->", notices_end[] = "<!-- end -->";
static const char mark_begins[] = "<meta name=\"waymark-themes\" content=\"";

static bool write_head(struct writing *now, struct error *err)
{
    struct str report, start;
    const struct start_page *page = now->page;
    if (!asset_find(now->arena, STR("assets/report.css"), &report, err) ||
        !asset_find(now->arena, STR("assets/start.css"), &start, err))
        return error_wrap(err, "laying out the page to start from");
    start_add(now,
              "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, "
              "initial-scale=1\">\n");
    if (page->themes_mark.len) {
        start_add(now, mark_begins);
        markup_text(now->out, page->themes_mark);
        start_add(now, "\">\n");
    }
    start_add(now, "<title>Start here: ");
    markup_text(now->out, page->title);
    start_add(now, "</title>\n<style>\n");
    buf_add(now->out, report);
    buf_add(now->out, start);
    start_add(now, "@page { @bottom-left { content: \"");
    markup_style_string(now->out, page->title);
    start_add(now,
              ": true numbers, not for publication\"; } }\n</style>\n</head>\n<body>\n");
    return true;
}

static struct str names(struct writing *now, const struct str_list *list)
{
    struct buf out = BUF_IN(now->arena);
    for (size_t i = 0; i < list->count; i++)
        buf_add_format(&out, "%s%.*s", i ? ", " : "", STR_ARGS(list->items[i]));
    return buf_str(&out);
}

static void write_cover(struct writing *now)
{
    const struct start_page *page = now->page;
    start_add(now, "<header class=\"cover\">\n<h1>Start here: ");
    markup_text(now->out, page->title);
    start_add(now, "</h1>\n<p class=\"subtitle\">");
    for (size_t i = 0; i < page->file_count; i++) {
        const struct start_file *file = &page->files[i];
        start_text(now, "%s%.*s: %zu %s, taken as %.*s", i ? "; " : "",
                   STR_ARGS(file->name), file->rows,
                   start_plural(file->rows, "row", "rows"), STR_ARGS(file->kind));
    }
    if (page->not_read.count)
        start_text(now, "; not read this time: %.*s",
                   STR_ARGS(names(now, &page->not_read)));
    start_add(now, "</p>\n<p class=\"date\">");
    start_text(
        now,
        "%.*s. Cycle %.*s. True numbers, for you and not for publication. Nothing that "
        "anybody said, and no young person’s name (but what a file is called), is on "
        "this page.",
        STR_ARGS(page->date), STR_ARGS(page->cycle));
    start_add(now, "</p>\n</header>\n<main>\n");
}

static void file_item(struct writing *now, struct str name, const char *title)
{
    start_add(now, "<li><a href=\"");
    markup_text(now->out, name);
    start_add(now, "\">");
    start_add(now, title);
    start_add(now, "</a> <code>");
    markup_text(now->out, name);
    start_add(now, "</code><span>");
}

static size_t all_cards(const struct start_page *page)
{
    size_t cards = 0;
    for (int s = 0; s < SECTION_COUNT; s++)
        cards += page->sections[s].cards;
    return cards;
}

static size_t all_groups(const struct start_page *page)
{
    size_t groups = 0;
    for (int s = 0; s < SECTION_COUNT; s++)
        groups += page->sections[s].groups;
    return groups;
}

static void write_files(struct writing *now)
{
    const struct start_page *page = now->page;
    size_t cards = all_cards(page), groups = all_groups(page);
    start_add(now, "<h2>What is in this folder</h2>\n");
    if (!cards && !page->flagged.count)
        start_add(
            now,
            "<p>There are no cards and no groups: nothing that anybody said is in the "
            "file, or no view is recorded in it. The numbers below say where.</p>\n");
    start_add(now, "<ul class=\"files\">\n");
    if (page->cards.len) {
        file_item(now, page->cards, "The cards");
        start_text(now, "%zu %s in large print on %zu A4 %s, to print and cut out.",
                   cards, start_plural(cards, "card", "cards"), page->pages,
                   start_plural(page->pages, "page", "pages"));
        if (page->flagged.count)
            start_text(now, " %zu more wait until you have looked at them (below).",
                       page->flagged.count);
        start_add(now, "</span></li>\n");
    }
    if (page->themes.len) {
        file_item(now, page->themes, "The groups");
        if (!groups)
            start_add(now,
                      "For Excel. No group is suggested, for too few of the cards are "
                      "alike: sort them with people, and make the groups in this "
                      "file, which says how.");
        else if (page->agreed)
            start_text(now,
                       "%zu %s for Excel. People have agreed %zu; what else the computer "
                       "suggests is often wrong: people move, merge and rename it.",
                       groups, start_plural(groups, "group", "groups"), page->agreed);
        else
            start_text(
                now,
                "%zu %s for Excel, suggested by the computer, which is often wrong: "
                "people move, merge and rename them.",
                groups, start_plural(groups, "group", "groups"));
        start_add(now, "</span></li>\n");
    }
    for (size_t i = 0; i < page->loaded.count; i++) {
        file_item(now, page->loaded.items[i], "The groups as they were loaded back");
        start_add(
            now,
            "With all that was written beside them. It is never written over; delete "
            "it when you do not need it.</span></li>\n");
    }
    start_add(
        now,
        "<li><strong>Everything else</strong><span>belongs to Waymark: what was said, "
        "and, sealed, who said it. Leave it as it is, and keep the whole folder where "
        "only the right people can open it.</span></li>\n</ul>\n");
}

static void write_themes_refused(struct writing *now)
{
    const struct str_list *few = &now->page->themes_refusals;
    size_t refused = now->page->themes_refused;
    start_add(now, "<li>");
    start_text(now,
               "The file of groups is loaded back, but %zu %s in it could not be taken:",
               refused, start_plural(refused, "thing", "things"));
    start_add(now, "<ul>\n");
    for (size_t i = 0; i < few->count; i++) {
        start_add(now, "<li>");
        start_message(now, few->items[i]);
        start_add(now, "</li>\n");
    }
    if (refused > few->count) {
        start_add(now, "<li>");
        start_text(now, "and %zu more", refused - few->count);
        start_add(now, "</li>\n");
    }
    start_add(now, "</ul>Correct that and load the file back, or delete it; then make "
                   "this folder again:");
}

static void write_next_themes(struct writing *now)
{
    const struct start_page *page = now->page;
    if (!page->themes.len)
        return;
    if (page->themes_refused)
        write_themes_refused(now);
    else if (page->themes_edited)
        start_add(
            now,
            "<li>Somebody has changed the file of groups since it was written, so it "
            "was left as it is, and no new groups were suggested. Load it back first, "
            "then make this folder again (as for a corrected spreadsheet):");
    else
        start_add(
            now,
            "<li>Sort the cards with people, or change the groups in Excel: the file "
            "says how, and a yes in its column \"Agreed\" agrees a group. Save it, and "
            "load it back:");
    start_command(now, page->take_themes);
    start_add(now, "</li>\n");
}

static void write_next(struct writing *now)
{
    const struct start_page *page = now->page;
    start_add(now, "<h2>What to do next</h2>\n<ol>\n");
    if (page->held_back.count)
        start_add(
            now, "<li>Tell your safeguarding lead about the <a href=\"#held\">cards that "
                 "are held back</a>, now.</li>\n");
    if (page->flagged.count)
        start_add(now,
                  "<li>Look at the <a href=\"#flagged\">cards that may show who somebody "
                  "is</a>.</li>\n");
    if (page->open.people.count + page->open.cut.count + page->open.same.count +
        page->open.to_pick.count)
        start_add(now, "<li>Decide <a href=\"#open\">what is still open</a>.</li>\n");
    if (page->cards.len)
        start_add(
            now, "<li>Print the cards on A4, at actual size, and cut them out. Read them "
                 "yourself first: not every name is noticed.</li>\n");
    write_next_themes(now);
    start_add(
        now, "<li>If something in the spreadsheet is wrong, correct it there, save it "
             "under the same name, and make this folder again. Nothing is doubled, cards "
             "keep their numbers, and what people have agreed stays:");
    start_command(now, page->again);
    if (page->not_found.count)
        start_text(
            now,
            "Name %.*s in it as well, where %s now, if %s changed: %s not read this "
            "time.",
            STR_ARGS(names(now, &page->not_found)),
            start_plural(page->not_found.count, "it is", "they are"),
            start_plural(page->not_found.count, "it has", "they have"),
            start_plural(page->not_found.count, "it was", "they were"));
    start_add(
        now, "</li>\n<li>If you want to go on from here to causes, actions and a report, "
             "give it a proper name and its question. Nothing has to be done again:");
    start_command(now, page->keep);
    start_add(now, "</li>\n<li>At any time, see where you stand:");
    start_command(now, page->status);
    start_add(now,
              "</li>\n</ol>\n<p class=\"soft\">Type these lines into a terminal. "
              "If you only wanted to try it out, delete the whole folder: nothing of it "
              "is anywhere else.</p>\n");
}

static void number_cell(struct writing *now, size_t count)
{
    struct str number = markup_number(now->arena, (int64_t)count);
    buf_add_format(now->out, "<td class=\"number\">%.*s</td>", STR_ARGS(number));
}

static void coverage_row_out(struct writing *now, const struct coverage_row *row,
                             struct str label, bool total)
{
    start_add(now, total ? "<tr class=\"total\"><th scope=\"row\">"
                         : "<tr><th scope=\"row\">");
    markup_text(now->out, label);
    start_add(now, "</th>");
    number_cell(now, row->due);
    number_cell(now, row->held);
    number_cell(now, row->used);
    number_cell(now, row->due - row->used);
    start_add(now, "</tr>\n");
}

static void coverage_table(struct writing *now, const char *title, const char *column,
                           const struct coverage_rows *rows)
{
    buf_add_format(now->out,
                   "<figure class=\"table wide\" role=\"region\" tabindex=\"0\" "
                   "aria-label=\"%s\"><table><caption>%s</caption>\n<thead><tr><th "
                   "scope=\"col\">%s</th>",
                   title, title, column);
    start_add(now,
              "<th scope=\"col\" class=\"number\">Due</th><th scope=\"col\" "
              "class=\"number\">Held</th><th scope=\"col\" class=\"number\">Used</th>"
              "<th scope=\"col\" class=\"number\">Missing</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < rows->count; i++)
        coverage_row_out(now, &rows->items[i], rows->items[i].label, false);
    coverage_row_out(now, &now->page->reviews->all, STR("All"), true);
    start_add(now, "</tbody></table></figure>\n");
}

static void write_coverage(struct writing *now)
{
    const struct coverage *reviews = now->page->reviews;
    const struct coverage_people *people = now->page->people;
    start_add(now, "<h2>Whose views there are</h2>\n<p>");
    start_text(now, "%zu %s due, %zu held; something that was said came from %zu. ",
               reviews->all.due, start_plural(reviews->all.due, "review", "reviews"),
               reviews->all.held, reviews->all.used);
    start_text(now, "The views of %zu young %s count.",
               people->all.used + people->not_due,
               start_plural(people->all.used + people->not_due, "person", "people"));
    start_add(now, "</p>\n");
    coverage_table(now, "Reviews by school or college", "School or college",
                   &reviews->schools);
    coverage_table(now, "Reviews by year group", "Year group", &reviews->years);
    start_add(now,
              "<p class=\"note\">Due: every review in the file. Held: those with a date "
              "that has come. Used: those from which something that was said came. "
              "Missing: all others.</p>\n");
}

static void write_said(struct writing *now)
{
    static const enum published_mark marks[SECTION_COUNT] = {
        PUBLISHED_WORKING, PUBLISHED_NOT_WORKING, PUBLISHED_ASPIRATION};
    const struct start_page *page = now->page;
    start_add(
        now,
        "<figure class=\"table wide\" role=\"region\" tabindex=\"0\" aria-label=\"What "
        "was said\"><table class=\"short said\"><caption>What was "
        "said</caption>\n<thead><tr><th scope=\"col\">About</th><th scope=\"col\" "
        "class=\"number\">Statements that count</th><th scope=\"col\" "
        "class=\"number\">Cards to print</th><th scope=\"col\" "
        "class=\"number\">Groups</th><th scope=\"col\" "
        "class=\"number\">No view recorded</th></tr></thead>\n<tbody>\n");
    for (int s = 0; s < SECTION_COUNT; s++) {
        start_add(now, "<tr><th scope=\"row\">");
        html_sign(now->out, marks[s]);
        markup_text(now->out, published_mark_words(marks[s]));
        start_add(now, "</th>");
        number_cell(now, page->people->statements[s]);
        number_cell(now, page->sections[s].cards);
        number_cell(now, page->sections[s].groups);
        number_cell(now, page->reviews->no_view[s]);
        start_add(now, "</tr>\n");
    }
    start_add(now, "</tbody></table></figure>\n");
}

static void write_held_back(struct writing *now)
{
    if (!now->page->held_back.count)
        return;
    start_add(
        now,
        "<section class=\"urgent\" id=\"held\">\n<h2>Held back: tell your "
        "safeguarding lead now</h2>\n<p>Somebody may be telling of harm here. Look at "
        "the line in the spreadsheet, and follow your safeguarding procedure. "
        "The cards are not printed. The program knows a list of plain words only: "
        "there may be others.</p>\n");
    start_list_places(now, &now->page->held_back);
    start_add(now, "<p>What is said there is shown, and who looked is noted, by:</p>\n");
    start_command(now, now->page->held);
    start_add(now, "</section>\n");
}

static void write_flagged(struct writing *now)
{
    const struct start_page *page = now->page;
    start_add(now, "<h2 id=\"flagged\">Before you print</h2>\n");
    if (!page->flagged.count) {
        start_add(now,
                  "<p>No card was found that shows who somebody is. The program does not "
                  "notice every name: read the cards yourself before others do.</p>\n");
        return;
    }
    start_add(now, "<p>");
    start_text(
        now,
        "%zu %s out of the cards, because %s may show who somebody is. This shows one "
        "after another, and takes a letter for each: let it stand, give it other words "
        "that keep the meaning and lose the name, or skip it:",
        page->flagged.count,
        start_plural(page->flagged.count, "statement is", "statements are"),
        start_plural(page->flagged.count, "it", "they"));
    start_add(now, "</p>\n");
    start_command(now, page->look);
    start_add(now, "<p>When you have looked, the cards are made again with:</p>\n");
    start_command(now, page->again);
    start_add(now,
              "<p>You can also change the words in the spreadsheet: save it, and make "
              "this folder again. Or change one statement at a time with this line, "
              "which leaves the spreadsheet as it is:</p>\n");
    start_command(now, page->reword);
    start_add(
        now, "<p>This is where they stand. The line above is for the first of them; for "
             "another, put its file, line and heading. Where such a name stands beside a "
             "statement here, put that one: it is where the statement first came "
             "in.</p>\n");
    start_list_places(now, &page->flagged);
}

/* What is said of several lines in the same words, once. */
struct remark {
    struct str text;
    struct buf places;
    size_t count;
};

static struct remark *remark_for(struct remark *remarks, size_t *count, struct str words)
{
    for (size_t i = 0; i < *count; i++)
        if (str_equal(remarks[i].text, words))
            return &remarks[i];
    if (*count == MOST_NOTICES)
        return NULL;
    remarks[*count].text = words;
    return &remarks[(*count)++];
}

static size_t gather(struct writing *now, bool refusals, struct remark *remarks,
                     size_t *more)
{
    const struct notices *notices = now->page->notices;
    size_t count = 0;
    for (size_t i = 0; i < notices->count; i++) {
        const struct notice *notice = &notices->items[i];
        if (notice->refusal != refusals)
            continue;
        struct remark *remark = remark_for(remarks, &count, notice->text);
        *more += !remark;
        if (!remark || remark->count++ >= MOST_LINES)
            continue;
        remark->places.arena = now->arena;
        buf_add_format(&remark->places, "%s%.*s", remark->places.len ? ", " : "",
                       STR_ARGS(notice->file));
        if (notice->line)
            buf_add_format(&remark->places, ":%zu", notice->line);
    }
    return count;
}

static void write_notices(struct writing *now, const char *title, bool refusals)
{
    struct remark *remarks = arena_array(now->arena, struct remark, MOST_NOTICES);
    size_t more = 0, count = gather(now, refusals, remarks, &more);
    if (!count)
        return;
    buf_add_format(now->out, "<h3>%s</h3>\n<ul>\n", title);
    for (size_t i = 0; i < count; i++) {
        const struct remark *remark = &remarks[i];
        struct str places = buf_str(&remark->places);
        start_add(now, "<li>");
        start_text(now, "%.*s: ", STR_ARGS(places));
        start_message(now, remark->text);
        if (remark->count > MOST_LINES)
            start_text(now, " (and in %zu more places)", remark->count - MOST_LINES);
        start_add(now, "</li>\n");
    }
    start_add(now, "</ul>\n");
    if (more)
        start_text(now, "And %zu more of the kind.", more);
}

static void write_not_on_cards(struct writing *now)
{
    size_t no_view = 0, spare = now->page->spare;
    for (int s = 0; s < SECTION_COUNT; s++)
        no_view += now->page->reviews->no_view[s];
    if (!no_view && !spare)
        return;
    start_add(now, "<ul>\n");
    if (no_view) {
        start_add(now, "<li>");
        start_text(
            now,
            "%zu %s no view (“N/A”, “tbc”, nothing at all). They are counted, for a "
            "gap in whose voice is heard is a finding, too.",
            no_view, start_plural(no_view, "box records", "boxes record"));
        start_add(now, "</li>\n");
    }
    if (spare) {
        start_add(now, "<li>");
        start_text(
            now,
            "%zu %s kept as spare, not on a card: beyond somebody’s %.*s under a "
            "heading, or of an earlier review of somebody who has had a later one.",
            spare, start_plural(spare, "statement is", "statements are"),
            STR_ARGS(now->page->top));
        start_command(now, now->page->spare_shown);
        start_add(now, "</li>\n");
    }
    start_add(now, "</ul>\n");
}

static void write_left_out(struct writing *now)
{
    const struct start_page *page = now->page;
    start_add(now, "<h2>What was left out, and why</h2>\n");
    write_not_on_cards(now);
    start_add(now, notices_begin);
    if (page->notices_before.len) {
        buf_add(now->out, page->notices_before);
    } else {
        if (!page->notices->refusals)
            start_add(now, "<p>No row and no cell of the files read this time was "
                           "refused.</p>\n");
        write_notices(now, "Could not be taken", true);
        write_notices(now, "Passed over, or taken but worth a look", false);
    }
    start_add(now, notices_end);
}

bool report_start(struct arena *arena, const struct start_page *page, struct str *out,
                  struct error *err)
{
    struct buf buf = BUF_IN(arena);
    struct writing now = {.arena = arena, .out = &buf, .page = page};
    if (!write_head(&now, err))
        return false;
    write_cover(&now);
    write_files(&now);
    write_next(&now);
    write_held_back(&now);
    write_coverage(&now);
    write_said(&now);
    write_flagged(&now);
    start_list_open(&now);
    write_left_out(&now);
    start_add(&now, "</main>\n</body>\n</html>\n");
    *out = buf_str(&buf);
    return true;
}

struct str start_find_mark(struct str page)
{
    struct str begins = str_of(mark_begins);
    size_t at = str_find(page, begins);
    if (at == SIZE_MAX)
        return STR_NONE;
    struct str rest = str_slice(page, at + begins.len, page.len);
    return str_cut(&rest, '"');
}

struct str start_find_notices(struct str page)
{
    struct str begin = str_of(notices_begin), end = str_of(notices_end);
    size_t at = str_find(page, begin);
    struct str rest =
        at == SIZE_MAX ? STR_NONE : str_slice(page, at + begin.len, page.len);
    size_t stop = str_find(rest, end);
    return stop == SIZE_MAX ? STR_NONE : str_slice(rest, 0, stop);
}
