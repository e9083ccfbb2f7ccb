/* SPDX-License-Identifier: MIT */
#include "cycle/flag_where.h"

#include <stdlib.h>
#include <string.h>

/* flag_find, and for what is left flag_find_perhaps. */
typedef struct str_list flag_finder(const struct flag_known *known, struct arena *arena,
                                    struct str text);

struct looking {
    flag_finder *find;
    const struct flag_known *known;
    struct arena *arena;
    struct str text; /* what was found already is written over in it */
    struct str flag;
    struct flag_places *out;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool is_of_word(char c)
{
    return (c >= '0' && c <= '9') || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') ||
           (unsigned char)c >= 0x80 || c == '+';
}

/* Small letters that are no name or address, as many bytes as there were. */
static void write_over(struct looking *now, size_t from, size_t to)
{
    char *copy = arena_alloc(now->arena, now->text.len + 1);
    memcpy(copy, now->text.ptr, now->text.len);
    for (size_t i = from; i < to; i++)
        if (is_of_word(copy[i]) || copy[i] == '@')
            copy[i] = 'x';
    now->text.ptr = copy;
}

/* What stands before it stays as words, so that no other one begins the sentence. */
static bool is_flagged(const struct looking *now, size_t from, size_t to)
{
    struct arena_mark mark = arena_mark(now->arena);
    struct looking part = *now;
    write_over(&part, 0, from);
    struct str_list found =
        now->find(now->known, now->arena, str_slice(part.text, 0, to));
    bool is = false;
    for (size_t i = 0; i < found.count && !is; i++)
        is = str_equal(found.items[i], now->flag);
    arena_rewind(now->arena, mark);
    return is;
}

static size_t word_end(struct str text, size_t at)
{
    while (at < text.len && is_space(text.ptr[at]))
        at++;
    while (at < text.len && !is_space(text.ptr[at]))
        at++;
    return at;
}

static size_t word_begin(struct str text, size_t at)
{
    while (at < text.len && is_space(text.ptr[at]))
        at++;
    return at;
}

/* The end of the first word by which the text up to there is flagged. */
static bool first_end(const struct looking *now, size_t *end)
{
    for (size_t at = word_end(now->text, 0);; at = word_end(now->text, at)) {
        *end = at;
        if (is_flagged(now, 0, at))
            return true;
        if (at == now->text.len)
            return false;
    }
}

/* The last word from which on it still is. */
static size_t last_begin(const struct looking *now, size_t end)
{
    size_t begin = 0;
    for (size_t at = 0; at < end; at = word_begin(now->text, word_end(now->text, at)))
        if (is_flagged(now, at, end))
            begin = at;
    return word_begin(now->text, begin);
}

/* Of Sam Brown, whose first name alone is known, both. */
static size_t whole_name(const struct looking *now, size_t end)
{
    struct str text = now->text;
    while (str_equal(now->flag, STR("name")) && is_of_word(text.ptr[end - 1])) {
        size_t next = word_begin(text, end);
        if (next == text.len || text.ptr[next] < 'A' || text.ptr[next] > 'Z')
            break;
        end = word_end(text, end);
    }
    return end;
}

/* The digits of a word that holds nothing else but what stands in a phone number; 0
 * where it does. */
static size_t digits_in(struct str word)
{
    size_t count = 0;
    for (size_t i = 0; i < word.len; i++) {
        bool digit = word.ptr[i] >= '0' && word.ptr[i] <= '9';
        if (!digit && str_find_byte(STR("+ .-(),;!?\n\t\r"), word.ptr[i]) == SIZE_MAX)
            return 0;
        count += digit;
    }
    return count;
}

/* Of +44 7700 900 123, which could be one as far as 900, all of it. */
static size_t whole_number(const struct looking *now, size_t begin, size_t end)
{
    enum { AT_HOME = 11, ABROAD = 15 };
    struct str text = now->text;
    size_t most = text.ptr[begin] == '+' ? ABROAD : AT_HOME;
    size_t digits = digits_in(str_slice(text, begin, end));
    while (str_equal(now->flag, STR("phone")) && digits && end < text.len &&
           is_of_word(text.ptr[end - 1])) {
        size_t next = word_end(text, end);
        size_t more = digits_in(str_slice(text, end, next));
        if (!more || digits + more > most)
            break;
        digits += more;
        end = next;
    }
    return end;
}

static void keep(struct looking *now, size_t from, size_t to)
{
    while (from < to && !is_of_word(now->text.ptr[from]))
        from++;
    while (from < to && !is_of_word(now->text.ptr[to - 1]))
        to--;
    now->out->items[now->out->count++] = (struct flag_place){from, to, now->flag};
}

static void find_places(struct looking *now)
{
    size_t end, reached = 0;
    while (now->out->count < FLAG_MOST_PLACES && first_end(now, &end) && end > reached) {
        size_t begin = last_begin(now, end);
        end = whole_number(now, begin, whole_name(now, end));
        keep(now, begin, end);
        write_over(now, begin, end);
        reached = end;
    }
}

struct flag_places flag_where(const struct flag_known *known, struct arena *arena,
                              struct str text)
{
    struct str_list flags = flag_find_perhaps(known, arena, text);
    struct flag_places out = {arena_array(arena, struct flag_place, FLAG_MOST_PLACES), 0};
    for (size_t i = 0; i < flags.count; i++) {
        struct looking now = {flag_find, known, arena, text, flags.items[i], &out};
        find_places(&now);
        now.find = flag_find_perhaps;
        find_places(&now);
    }
    return out;
}

static int by_place(const void *a, const void *b)
{
    const struct flag_place *one = a, *other = b;
    return (one->from > other->from) - (one->from < other->from);
}

struct str flag_marked(struct arena *arena, struct str text,
                       const struct flag_places *places)
{
    struct buf out = BUF_IN(arena);
    struct flag_place *sorted = arena_array(arena, struct flag_place, places->count);
    size_t at = 0;
    for (size_t i = 0; i < places->count; i++)
        sorted[i] = places->items[i];
    if (places->count)
        qsort(sorted, places->count, sizeof *sorted, by_place);
    for (size_t i = 0; i < places->count;) {
        size_t from = sorted[i].from, to = sorted[i].to;
        for (i++; i < places->count && sorted[i].from <= to; i++)
            if (sorted[i].to > to)
                to = sorted[i].to;
        buf_add(&out, str_slice(text, at, from));
        buf_add(&out, STR(">>"));
        buf_add(&out, str_slice(text, from, to));
        buf_add(&out, STR("<<"));
        at = to;
    }
    buf_add(&out, str_slice(text, at, text.len));
    return buf_str(&out);
}
