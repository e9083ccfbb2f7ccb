/* SPDX-License-Identifier: MIT */
#include "report/cards.h"

#include "base/asset.h"
#include "report/card_fit.h"
#include "report/html_parts.h"

enum { SPACES = CARD_COLUMNS * CARD_ROWS }; /* of one card each on a sheet */

/* A card, or a part of one that no sheet holds. */
struct piece {
    const struct card *card;
    struct str text, seen;
    struct card_fit fit;
    size_t part, parts; /* from 1 */
    size_t page;        /* of its section, from 0 */
};

struct pieces {
    struct piece *items;
    size_t count, room;
};

struct writing {
    struct arena *arena;
    struct buf *out;
    const struct cards_sheets *sheets;
};

/* Of a section: its class, and how a sentence about it begins. */
static enum published_mark mark_of(enum section section)
{
    static const enum published_mark marks[SECTION_COUNT] = {
        [SECTION_WORKING] = PUBLISHED_WORKING,
        [SECTION_NOT_WORKING] = PUBLISHED_NOT_WORKING,
        [SECTION_ASPIRATION] = PUBLISHED_ASPIRATION,
    };
    return marks[section];
}

static struct str class_of(enum section section)
{
    return section == SECTION_NOT_WORKING ? STR("not-working") : section_name(section);
}

/* As it was typed into a cell, but for empty lines and spaces that nobody sees. */
static struct str tidy(struct arena *arena, struct str text)
{
    struct buf out = BUF_IN(arena);
    char last = '\n';
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\r' || c == '\t')
            c = ' ';
        bool spare = (c == ' ' || c == '\n') && last == '\n';
        if (spare || (c == ' ' && last == ' '))
            continue;
        if (c == '\n' && last == ' ')
            out.len--;
        buf_add_byte(&out, c);
        last = c;
    }
    return str_trim(buf_str(&out));
}

static void add_piece(struct arena *arena, struct pieces *pieces, struct piece piece)
{
    pieces->items = arena_one_more(arena, pieces->items, sizeof *pieces->items,
                                   pieces->count, &pieces->room);
    pieces->items[pieces->count++] = piece;
}

static void cut_card(struct arena *arena, const struct card *card, struct pieces *out)
{
    struct str seen = card_remark(arena, card);
    struct str rest = tidy(arena, json_find_text(&card->body, STR("text")));
    size_t first = out->count;
    do {
        struct piece piece = {.card = card, .seen = seen};
        piece.fit = card_fit(rest, seen.len > 0);
        piece.text = str_slice(rest, 0, piece.fit.taken);
        piece.part = out->count - first + 1;
        add_piece(arena, out, piece);
        rest = str_trim(str_slice(rest, piece.fit.taken, rest.len));
    } while (rest.len);
    for (size_t i = first; i < out->count; i++)
        out->items[i].parts = out->count - first;
}

/* Smaller ones first, or a page would be left half empty before each large one. */
static size_t lay_out(struct pieces *in, struct piece *out)
{
    size_t placed = 0, page = 0, space = 0;
    for (size_t size = 1; size <= SPACES; size *= 2)
        for (size_t i = 0; i < in->count; i++) {
            struct piece piece = in->items[i];
            if (piece.fit.columns * piece.fit.rows != size)
                continue;
            if (piece.fit.columns > 1)
                space += space % CARD_COLUMNS;
            if (space + size > SPACES) {
                space = 0;
                page++;
            }
            piece.page = page;
            space += size;
            out[placed++] = piece;
        }
    return placed ? page + 1 : 0;
}

static void write_card(struct writing *now, const struct piece *piece)
{
    struct buf *out = now->out;
    enum published_mark mark = mark_of(piece->card->section);
    buf_add_format(out, "<li class=\"card across-%zu down-%zu points-%d\">\n",
                   piece->fit.columns, piece->fit.rows, piece->fit.points);
    buf_add(out, STR("<p class=\"number\">"));
    html_sign(out, mark);
    buf_add(out, STR("<span class=\"about\">"));
    markup_text(out, published_mark_words(mark));
    buf_add_format(out, "</span><span><span class=\"unseen\">Card </span>%lld",
                   (long long)piece->card->number);
    if (piece->parts > 1)
        buf_add_format(out, " (%zu of %zu)", piece->part, piece->parts);
    buf_add(out, STR("</span></p>\n<p class=\"words\">"));
    markup_lines(out, piece->text);
    buf_add(out, STR("</p>\n"));
    if (piece->seen.len) {
        buf_add(out, STR("<p class=\"seen\">"));
        markup_text(out, piece->seen);
        buf_add(out, STR("</p>\n"));
    }
    buf_add(out, STR("</li>\n"));
}

static void write_pages(struct writing *now, enum section section,
                        const struct piece *pieces, size_t count, size_t pages)
{
    struct buf *out = now->out;
    size_t at = 0;
    for (size_t page = 0; page < pages; page++) {
        buf_add_format(out, "<div class=\"sheet\">\n<ul class=\"cards\">\n");
        for (; at < count && pieces[at].page == page; at++)
            write_card(now, &pieces[at]);
        buf_add(out, STR("</ul>\n<p class=\"edge\">"));
        markup_text(out, now->sheets->cycle);
        buf_add_format(out, ": %.*s, page %zu of %zu</p>\n</div>\n",
                       STR_ARGS(section_words(section)), page + 1, pages);
    }
}

static void write_section(struct writing *now, enum section section,
                          struct cards_written *written)
{
    const struct cards *cards = now->sheets->cards;
    struct pieces pieces = {0};
    for (size_t i = 0; i < cards->count; i++) {
        const struct card *card = &cards->items[i];
        if (card->section != section || !card_is_printed(card))
            continue;
        cut_card(now->arena, card, &pieces);
        written->cards[section]++;
    }
    if (!pieces.count)
        return;
    struct piece *placed = arena_array(now->arena, struct piece, pieces.count);
    size_t pages = written->pages[section] = lay_out(&pieces, placed);
    struct str name = class_of(section);
    buf_add_format(now->out,
                   "<section class=\"%.*s\" aria-labelledby=\"%.*s\">\n"
                   "<h2 id=\"%.*s\">",
                   STR_ARGS(name), STR_ARGS(name), STR_ARGS(name));
    html_sign(now->out, mark_of(section));
    buf_add(now->out, STR("<span>"));
    markup_text(now->out, published_mark_words(mark_of(section)));
    buf_add(now->out, STR("</span></h2>\n"));
    write_pages(now, section, placed, pieces.count, pages);
    buf_add(now->out, STR("</section>\n"));
}

static bool write_head(struct writing *now, struct error *err)
{
    struct buf *out = now->out;
    struct str style;
    if (!asset_find(now->arena, STR("assets/cards.css"), &style, err))
        return error_wrap(err, "laying out the cards");
    buf_add(out, STR("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n"
                     "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                     "content=\"width=device-width, initial-scale=1\">\n<title>Cards "));
    markup_text(out, now->sheets->cycle);
    buf_add(out, STR(" – "));
    markup_text(out, now->sheets->authority);
    buf_add(out, STR("</title>\n<style>\n"));
    buf_add(out, style);
    buf_add(out, STR("</style>\n</head>\n<body>\n<header>\n<h1>Cards to cut out: "));
    markup_text(out, now->sheets->cycle);
    buf_add(out, STR("</h1>\n<p>"));
    markup_text(out, now->sheets->authority);
    buf_add(out,
            STR("</p>\n<p>Print on A4, on one side, at actual size (100%), without the "
                "browser’s own headers and footers. This page’s heading is not printed. "
                "They are people’s own words: read them yourself before they are cut "
                "out, and keep the sheets safe.</p>\n</header>\n<main>\n"));
    return true;
}

bool report_cards(struct arena *arena, const struct cards_sheets *sheets, struct str *out,
                  struct cards_written *written, struct error *err)
{
    struct buf buf = BUF_IN(arena);
    struct writing now = {.arena = arena, .out = &buf, .sheets = sheets};
    size_t cards = 0;
    *written = (struct cards_written){0};
    if (!write_head(&now, err))
        return false;
    for (int s = 0; s < SECTION_COUNT; s++) {
        if (!sheets->one_section || sheets->section == (enum section)s)
            write_section(&now, (enum section)s, written);
        cards += written->cards[s];
    }
    if (!cards)
        buf_add(&buf, STR("<p>There are no cards to print.</p>\n"));
    buf_add(&buf, STR("</main>\n</body>\n</html>\n"));
    *out = buf_str(&buf);
    return true;
}
