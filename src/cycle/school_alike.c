/* SPDX-License-Identifier: MIT */
#include "cycle/school_alike.h"

#include "base/unicode.h"

enum {
    SHORTEST_CUT = 3,  /* letters of a word cut short: Sch */
    SHORTEST_SLIP = 6, /* letters of a word in which one may be wrong */
};

static struct str keep(struct arena *arena, struct str name, bool spaced)
{
    struct str rest = unicode_fold(arena, name);
    struct buf out = BUF_IN(arena);
    bool owed = false;
    const char *and = spaced ? " and" : "and";
    while (rest.len) {
        struct str before = rest;
        uint32_t character = unicode_next(&rest);
        enum unicode_kind kind = unicode_kind(character);
        if (character == '&')
            buf_add(&out, str_of(out.len ? and : "and"));
        if (kind != UNICODE_LETTER && kind != UNICODE_DIGIT) {
            owed = out.len && (owed || (spaced && character != '\''));
            continue;
        }
        if (owed)
            buf_add_byte(&out, ' ');
        owed = false;
        buf_add(&out, str_slice(before, 0, before.len - rest.len));
    }
    return buf_str(&out);
}

struct str school_key(struct arena *arena, struct str name)
{
    return keep(arena, name, false);
}

struct str school_plain(struct arena *arena, struct str name)
{
    return keep(arena, name, true);
}

/* "hillside sch", "hillside school": word by word, the first one whole. */
static bool is_cut_short(struct str a, struct str b)
{
    struct str first = str_cut(&a, ' ');
    bool cut = false;
    if (!str_equal(first, str_cut(&b, ' ')))
        return false;
    while (a.len && b.len) {
        struct str one = str_cut(&a, ' '), other = str_cut(&b, ' ');
        struct str less = one.len < other.len ? one : other;
        struct str more = one.len < other.len ? other : one;
        if (str_equal(one, other))
            continue;
        if (less.len < SHORTEST_CUT || !str_starts(more, less))
            return false;
        cut = true;
    }
    return cut && !a.len && !b.len;
}

/* "hillside", "hillside school" */
static bool is_left_out(struct str less, struct str more)
{
    static const char *const words[] = {" school", " college", " academy", " centre"};
    if (!str_starts(more, less))
        return false;
    struct str rest = str_slice(more, less.len, more.len);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (less.len && str_equal(rest, str_of(words[i])))
            return true;
    return false;
}

static bool is_letter_at(struct str text, size_t at)
{
    return at >= text.len || text.ptr[at] < '0' || text.ptr[at] > '9';
}

/* How long the word is in which this place stands. */
static size_t word_length(struct str text, size_t at)
{
    size_t from = at, to = at;
    while (from > 0 && text.ptr[from - 1] != ' ')
        from--;
    while (to < text.len && text.ptr[to] != ' ')
        to++;
    return to - from;
}

/* One letter too many, too few, or another; or two that have changed places. */
static bool is_slip(struct str a, struct str b)
{
    struct str less = a.len < b.len ? a : b, more = a.len < b.len ? b : a;
    size_t at = 0;
    while (at < less.len && less.ptr[at] == more.ptr[at])
        at++;
    if (more.len - less.len > 1 || !is_letter_at(less, at) || !is_letter_at(more, at) ||
        word_length(more, at) < SHORTEST_SLIP)
        return false;
    struct str rest = str_slice(less, at, less.len);
    struct str tail = str_slice(more, at + 1, more.len);
    if (more.len > less.len)
        return str_equal(rest, tail);
    if (str_equal(str_slice(rest, 1, rest.len), tail))
        return true;
    return rest.len > 1 && tail.len && rest.ptr[0] == tail.ptr[0] &&
           rest.ptr[1] == more.ptr[at] &&
           str_equal(str_slice(rest, 2, rest.len), str_slice(tail, 1, tail.len));
}

bool school_alike(struct str plain, struct str other)
{
    return is_cut_short(plain, other) || is_left_out(plain, other) ||
           is_left_out(other, plain) || is_slip(plain, other);
}
