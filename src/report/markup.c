/* SPDX-License-Identifier: MIT */
#include "report/markup.h"

#include "base/unicode.h"

#include <stdlib.h>

static bool is_plain(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* C0 and C1 controls, and what Unicode keeps for no character at all. */
static bool is_allowed(uint32_t character)
{
    if (character < 0x20)
        return character == '\n' || character == '\t';
    if (character >= 0x7f && character <= 0x9f)
        return false;
    return (character & 0xfffe) != 0xfffe &&
           !(character >= 0xfdd0 && character <= 0xfdef);
}

static void add_character(struct buf *out, struct str bytes, uint32_t character)
{
    if (character == '&')
        buf_add(out, STR("&amp;"));
    else if (character == '<')
        buf_add(out, STR("&lt;"));
    else if (character == '>')
        buf_add(out, STR("&gt;"));
    else if (character == '"')
        buf_add(out, STR("&quot;"));
    else if (character == '\'')
        buf_add(out, STR("&#39;"));
    else if (is_allowed(character))
        buf_add(out, bytes);
    else
        buf_add(out, STR("\xef\xbf\xbd"));
}

static void add_valid(struct buf *out, struct str text)
{
    while (text.len) {
        struct str rest = text;
        uint32_t character = unicode_next(&rest);
        add_character(out, str_slice(text, 0, text.len - rest.len), character);
        text = rest;
    }
}

void markup_text(struct buf *out, struct str text)
{
    size_t bad = 0;
    while (text.len && !unicode_valid(text, &bad)) {
        add_valid(out, str_slice(text, 0, bad));
        buf_add(out, STR("\xef\xbf\xbd"));
        text = str_slice(text, bad + 1, text.len);
    }
    add_valid(out, text);
}

void markup_lines(struct buf *out, struct str text)
{
    text = str_trim(text);
    bool more = text.len > 0;
    while (more) {
        more = str_find_byte(text, '\n') != SIZE_MAX;
        markup_text(out, str_trim(str_cut(&text, '\n')));
        if (more)
            buf_add(out, STR("<br>"));
    }
}

struct str markup_number(struct arena *arena, int64_t number)
{
    struct str digits = str_format(arena, "%lld", (long long)number);
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < digits.len; i++) {
        size_t left = digits.len - i;
        if (i && left % 3 == 0 && digits.ptr[i - 1] != '-')
            buf_add_byte(&out, ',');
        buf_add_byte(&out, digits.ptr[i]);
    }
    return buf_str(&out);
}

void markup_style_string(struct buf *out, struct str text)
{
    for (size_t bad = 0; text.len && !unicode_valid(text, &bad);)
        text = str_slice(text, 0, bad);
    while (text.len) {
        uint32_t character = unicode_next(&text);
        if (character < 0x80 && is_plain((unsigned char)character))
            buf_add_byte(out, (char)character);
        else
            buf_add_format(out, "\\%06x",
                           is_allowed(character) ? (unsigned)character : 0xfffdu);
    }
}

static int compare_anchors(const void *a, const void *b)
{
    const struct markup_anchor *one = a, *other = b;
    return str_compare(one->name, other->name);
}

static void note_anchor(struct markup_anchors *anchors, struct str name)
{
    if (name.len)
        anchors->items[anchors->count++].name = name;
}

static size_t count_places(const struct published *doc)
{
    size_t places = doc->count;
    for (size_t b = 0; b < doc->count; b++) {
        const struct published_table *table = doc->blocks[b].table;
        places += table ? table->row_count : 0;
    }
    return places;
}

struct markup_anchors markup_find_anchors(const struct published *doc)
{
    struct markup_anchors all = {
        arena_array(doc->arena, struct markup_anchor, count_places(doc)), 0};
    for (size_t b = 0; b < doc->count; b++) {
        const struct published_table *table = doc->blocks[b].table;
        note_anchor(&all, doc->blocks[b].anchor);
        for (size_t r = 0; table && r < table->row_count; r++)
            note_anchor(&all, table->rows[r].anchor);
    }
    if (all.count == 0)
        return all;
    qsort(all.items, all.count, sizeof *all.items, compare_anchors);
    size_t kept = 1;
    for (size_t i = 1; i < all.count; i++)
        if (!str_equal(all.items[i].name, all.items[kept - 1].name))
            all.items[kept++] = all.items[i];
    all.count = kept;
    return all;
}

static struct markup_anchor *find(const struct markup_anchors *anchors, struct str name)
{
    struct markup_anchor wanted = {.name = name};
    if (anchors->count == 0 || name.len == 0)
        return NULL;
    return bsearch(&wanted, anchors->items, anchors->count, sizeof wanted,
                   compare_anchors);
}

void markup_id(struct buf *out, struct str anchor)
{
    buf_add(out, STR("at-"));
    for (size_t i = 0; i < anchor.len; i++) {
        unsigned char c = (unsigned char)anchor.ptr[i];
        if (is_plain(c) || c == '-')
            buf_add_byte(out, (char)c);
        else
            buf_add_format(out, "_%02x", c);
    }
}

bool markup_place(struct buf *out, struct markup_anchors *anchors, struct str anchor)
{
    struct markup_anchor *found = find(anchors, anchor);
    if (!found || found->placed)
        return false;
    found->placed = true;
    buf_add(out, STR(" id=\""));
    markup_id(out, anchor);
    buf_add(out, STR("\""));
    return true;
}

bool markup_link(struct buf *out, const struct markup_anchors *anchors, struct str link)
{
    if (!find(anchors, link))
        return false;
    buf_add(out, STR("<a href=\"#"));
    markup_id(out, link);
    buf_add(out, STR("\">"));
    return true;
}
