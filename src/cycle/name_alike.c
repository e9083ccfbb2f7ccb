/* SPDX-License-Identifier: MIT */
#include "cycle/name_alike.h"

#include "base/unicode.h"

enum { MOST_LETTERS = 64 }; /* of a name that slips are looked for in */

static size_t least(size_t a, size_t b, size_t c)
{
    size_t low = a < b ? a : b;
    return low < c ? low : c;
}

/* How many letters must be put in, taken out, changed, or change places. */
static size_t slips_between(struct str a, struct str b)
{
    size_t rows[3][MOST_LETTERS + 1] = {{0}};
    a = str_slice(a, 0, MOST_LETTERS);
    b = str_slice(b, 0, MOST_LETTERS);
    for (size_t n = 0; n <= b.len; n++)
        rows[0][n] = n;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *now = rows[i % 3], *before = rows[(i - 1) % 3];
        now[0] = i;
        for (size_t n = 1; n <= b.len; n++) {
            bool other = a.ptr[i - 1] != b.ptr[n - 1];
            now[n] = least(before[n] + 1, now[n - 1] + 1, before[n - 1] + other);
            if (i > 1 && n > 1 && a.ptr[i - 1] == b.ptr[n - 2] &&
                a.ptr[i - 2] == b.ptr[n - 1])
                now[n] = least(now[n], now[n], rows[(i - 2) % 3][n - 2] + 1);
        }
    }
    return rows[a.len % 3][b.len];
}

/* One, and two in a long name. */
static bool is_slip(struct str a, struct str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    return slips_between(a, b) <= (size_t)(shorter < 3 ? 0 : shorter < 6 ? 1 : 2);
}

/* Smith-Jones: Smith, Jones; O'Neill is one. */
static struct str_list name_parts(struct arena *arena, struct str name)
{
    struct buf out = BUF_IN(arena);
    struct str folded = unicode_fold(arena, name);
    for (size_t i = 0; i < folded.len; i++)
        if (folded.ptr[i] != '\'' && folded.ptr[i] != '.')
            buf_add_byte(&out, folded.ptr[i]);
    return str_split(arena, str_replaced(arena, buf_str(&out), '-', ' '), ' ');
}

/* A new name after a marriage, or a slip of the keys, leaves a part alike. */
bool names_differ(struct arena *arena, struct str known, struct str given)
{
    if (!known.len || !given.len)
        return false;
    struct str_list a = name_parts(arena, known), b = name_parts(arena, given);
    for (size_t i = 0; i < a.count; i++)
        for (size_t n = 0; n < b.count; n++)
            if (a.items[i].len > 1 && is_slip(a.items[i], b.items[n]))
                return false;
    return !str_equal(unicode_fold(arena, known), unicode_fold(arena, given));
}

/* Sam, Samuel */
bool forenames_differ(struct arena *arena, struct str known, struct str given)
{
    struct str a = unicode_fold(arena, known), b = unicode_fold(arena, given);
    return names_differ(arena, known, given) &&
           !str_equal(str_slice(a, 0, 3), str_slice(b, 0, 3));
}

static bool fits(struct arena *arena, struct whole_name a, struct whole_name b)
{
    return !forenames_differ(arena, a.forename, b.forename) &&
           !names_differ(arena, a.surname, b.surname);
}

static bool same_fold(struct arena *arena, struct str a, struct str b)
{
    return str_equal(unicode_fold(arena, a), unicode_fold(arena, b));
}

bool names_nearly_same(struct arena *arena, struct whole_name a, struct whole_name b)
{
    struct whole_name turned = {b.surname, b.forename};
    if (!a.forename.len || !a.surname.len || !b.forename.len || !b.surname.len)
        return false;
    if (same_fold(arena, a.forename, b.forename) &&
        same_fold(arena, a.surname, b.surname))
        return false;
    return fits(arena, a, b) || fits(arena, a, turned);
}
