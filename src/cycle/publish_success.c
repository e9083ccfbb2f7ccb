/* SPDX-License-Identifier: MIT */
/* The part about what success looks like: for each cause a table with a column for
 * each viewpoint; what stands in one row says the same. */
#include "cycle/publish_parts.h"

#include "cycle/success_board.h"

/* The viewpoints that are told apart and speak of the cause; all others stand in the
 * last column. */
struct sides {
    struct str told[ROOM_PERSPECTIVES];
    size_t count;
    bool others;
};

static struct sides sides_of(const struct publishing *now,
                             const struct success_cause *cause)
{
    struct sides out = {.count = 0};
    for (size_t p = 0; p < ROOM_PERSPECTIVES; p++) {
        bool speaks = false;
        for (size_t i = 0; i < cause->count; i++)
            speaks = speaks || str_equal(cause->said[i].perspective, room_perspective(p));
        if (!speaks)
            continue;
        if (is_told_apart(now, room_perspective(p)))
            out.told[out.count++] = room_perspective(p);
        else
            out.others = true;
    }
    /* A choice that a local script added is nobody's who is counted in the room. */
    for (size_t i = 0; i < cause->count; i++) {
        bool known = false;
        for (size_t p = 0; p < ROOM_PERSPECTIVES; p++)
            known = known || str_equal(cause->said[i].perspective, room_perspective(p));
        out.others = out.others || !known;
    }
    return out;
}

static bool is_in_column(const struct sides *sides, size_t column, struct str perspective)
{
    if (column < sides->count)
        return str_equal(sides->told[column], perspective);
    for (size_t i = 0; i < sides->count; i++)
        if (str_equal(sides->told[i], perspective))
            return false;
    return true;
}

static bool has_said(const struct success_cause *cause, size_t group,
                     const struct sides *sides, size_t column)
{
    for (size_t i = 0; i < cause->count; i++)
        if (cause->said[i].group == group &&
            is_in_column(sides, column, cause->said[i].perspective))
            return true;
    return false;
}

/* How many columns say the same. Viewpoints that stand together under others are one:
 * that some of them agree would tell of few. */
static size_t columns_of(const struct success_cause *cause, size_t group,
                         const struct sides *sides)
{
    size_t columns = 0;
    for (size_t c = 0; c <= sides->count; c++)
        columns += has_said(cause, group, sides, c);
    return columns;
}

static bool is_agreed(const struct success_cause *cause, size_t group,
                      const struct sides *sides)
{
    return columns_of(cause, group, sides) > 1;
}

/* "They agree: young person, school" */
static struct str agreement(struct publishing *now, const struct success_cause *cause,
                            size_t group, const struct sides *sides)
{
    struct buf names = BUF_IN(now->arena);
    for (size_t c = 0; c <= sides->count; c++) {
        struct str name = c < sides->count ? sides->told[c] : STR("others");
        if (has_said(cause, group, sides, c))
            buf_add_format(&names, "%s%.*s", names.len ? ", " : "They agree: ",
                           STR_ARGS(plain_words(now->arena, name)));
    }
    return buf_str(&names);
}

/* What a column says in one group; with no group, in all that are not agreed. */
static void cell(struct publishing *now, const struct success_cause *cause, size_t group,
                 const struct sides *sides, size_t column)
{
    struct buf text = BUF_IN(now->arena);
    for (size_t i = 0; i < cause->count; i++) {
        const struct success_said *said = &cause->said[i];
        bool fits = group == SIZE_MAX ? !is_agreed(cause, said->group, sides)
                                      : said->group == group;
        if (fits && is_in_column(sides, column, said->perspective))
            buf_add_format(&text, "%s%.*s", text.len ? "; " : "",
                           STR_ARGS(safe_words(now, said->id, said->text)));
    }
    published_text(now->doc, buf_str(&text));
}

static void row(struct publishing *now, const struct success_cause *cause, size_t group,
                const struct sides *sides, struct str title)
{
    published_row(now->doc);
    published_text(now->doc, title);
    for (size_t c = 0; c < sides->count + sides->others; c++)
        cell(now, cause, group, sides, c);
}

struct str success_anchor(struct publishing *now, struct str cause)
{
    return str_format(now->arena, "success-of-%.*s", STR_ARGS(cause));
}

static void cause_table(struct publishing *now, const struct success_cause *cause)
{
    struct sides sides = sides_of(now, cause);
    bool agreed = false, differ = false;
    published_table(now->doc, safe_words(now, cause->id, cause->text), STR_NONE,
                    success_anchor(now, cause->id));
    published_column(now->doc, STR("Where they agree"), false);
    for (size_t c = 0; c < sides.count; c++)
        published_column(now->doc, plain_title(now->arena, sides.told[c]), false);
    if (sides.others)
        published_column(now->doc, sides.count ? STR("Others") : STR("What they say"),
                         false);
    for (size_t g = 0; g < cause->groups; g++) {
        if (!is_agreed(cause, g, &sides)) {
            differ = true;
            continue;
        }
        agreed = true;
        row(now, cause, g, &sides, agreement(now, cause, g, &sides));
    }
    if (differ)
        row(now, cause, SIZE_MAX, &sides,
            agreed ? STR("They differ") : STR("Nothing was marked as the same"));
}

static size_t place_of(const struct publishing *now, struct str cause)
{
    size_t place = 0;
    while (place < now->chosen.count && !str_equal(now->chosen.items[place], cause))
        place++;
    return place;
}

static bool stands_before(const struct publishing *now, const struct success_cause *left,
                          const struct success_cause *right)
{
    size_t one = place_of(now, left->id), other = place_of(now, right->id);
    return one != other ? one < other : str_compare(left->id, right->id) < 0;
}

bool success_load_told(struct publishing *now, struct success_board *out,
                       struct error *err)
{
    if (!success_board_load(now->request->db, now->arena, now->request->cycle, out, err))
        return false;
    for (size_t i = 1; i < out->count; i++)
        for (size_t n = i; n && stands_before(now, &out->causes[n], &out->causes[n - 1]);
             n--) {
            struct success_cause other = out->causes[n];
            out->causes[n] = out->causes[n - 1];
            out->causes[n - 1] = other;
        }
    return true;
}

bool part_success(struct publishing *now, const struct json *part, struct error *err)
{
    struct success_board board;
    bool any = false;
    if (!success_load_told(now, &board, err))
        return false;
    part_heading(now, part, "What success looks like");
    for (size_t i = 0; i < board.count; i++)
        if (board.causes[i].count) {
            any = true;
            cause_table(now, &board.causes[i]);
        }
    if (!any)
        published_paragraph(now->doc, STR("Nothing yet."));
    return true;
}
