/* SPDX-License-Identifier: MIT */
/* A scope in the plain words of a report, which a screen uses too. */
#include "cycle/scope.h"

#include <stdlib.h>

enum { MOST_YEARS = 100 };

static struct str value_words(const struct json *value)
{
    if (str_equal(value->text, STR("true")))
        return STR("yes");
    return str_equal(value->text, STR("false")) ? STR("no") : value->text;
}

/* "9, 11 and 13" */
static const char *between(size_t index, size_t count, const char *last)
{
    if (index == 0)
        return "";
    return index + 1 == count ? last : ", ";
}

static int by_number(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* Sorted, each once; false where one is no number. */
static bool years_of(const struct json *values, int64_t years[MOST_YEARS], size_t *count)
{
    size_t kept = 0;
    if (json_count(values) == 0 || json_count(values) > MOST_YEARS)
        return false;
    for (size_t i = 0; i < json_count(values); i++)
        if (!str_to_integer(json_item(values, i)->text, &years[i]))
            return false;
    qsort(years, json_count(values), sizeof years[0], by_number);
    for (size_t i = 0; i < json_count(values); i++)
        if (!kept || years[kept - 1] != years[i])
            years[kept++] = years[i];
    *count = kept;
    return true;
}

/* Three in a row or more are said as "9 to 11". */
static struct str_list runs_of(struct arena *arena, const int64_t *years, size_t count)
{
    struct str_list out = {arena_array(arena, struct str, count), 0};
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && years[end] == years[end - 1] + 1;)
            end++;
        if (end - i < 3)
            end = i + 1;
        out.items[out.count++] =
            end == i + 1 ? str_format(arena, "%lld", (long long)years[i])
                         : str_format(arena, "%lld to %lld", (long long)years[i],
                                      (long long)years[end - 1]);
    }
    return out;
}

/* "in nursery and years 1 to 3" */
static struct str year_words(struct arena *arena, const struct json *values)
{
    int64_t years[MOST_YEARS];
    struct buf out = BUF_IN(arena);
    size_t count, first = 0;
    bool nursery, reception = false;
    if (!years_of(values, years, &count))
        return STR_NONE;
    nursery = years[0] < 0;
    for (; first < count && years[first] <= 0; first++)
        reception = years[first] == 0;
    buf_add_format(&out, "in %s%s%s%s", nursery ? "nursery" : "",
                   nursery && reception ? " and " : "", reception ? "reception" : "",
                   first && first < count ? " and " : "");
    struct str_list runs = runs_of(arena, years + first, count - first);
    if (runs.count)
        buf_add(&out, count - first > 1 ? STR("years ") : STR("year "));
    for (size_t i = 0; i < runs.count; i++)
        buf_add_format(&out, "%s%.*s", between(i, runs.count, " and "),
                       STR_ARGS(runs.items[i]));
    return buf_str(&out);
}

/* `yes` or `no` as a list of one; where both count, it must still be known. */
static struct str yes_or_no(const struct json *values, const char *yes, const char *no,
                            const char *either)
{
    if (json_count(values) != 1)
        return str_of(either);
    struct str value = value_words(json_item(values, 0));
    if (str_equal(value, STR("yes")))
        return str_of(yes);
    return str_equal(value, STR("no")) ? str_of(no) : STR_NONE;
}

static struct str listed(struct arena *arena, struct str before,
                         const struct json *values)
{
    struct buf out = BUF_IN(arena);
    size_t count = json_count(values);
    buf_add(&out, before);
    for (size_t i = 0; i < count; i++)
        buf_add_format(&out, "%s%.*s", between(i, count, " or "),
                       STR_ARGS(value_words(json_item(values, i))));
    return buf_str(&out);
}

static struct str clause_words(struct arena *arena, const struct json_member *member)
{
    const struct json *values = &member->value;
    if (str_equal(member->name, STR("year_group"))) {
        struct str years = year_words(arena, values);
        if (years.len)
            return years;
    }
    if (str_equal(member->name, STR("school")))
        return listed(arena, STR("at "), values);
    if (str_equal(member->name, STR("need")))
        return listed(arena, STR("whose main need is "), values);
    if (str_equal(member->name, STR("in_area")))
        return yes_or_no(values, "who learn in the area", "who learn outside the area",
                         "of whom it is known whether they learn in the area");
    if (str_equal(member->name, STR("attended")))
        return yes_or_no(values, "who took part in their review",
                         "who did not take part in their review",
                         "of whom it is known whether they took part in their review");
    return listed(arena,
                  str_format(arena, "whose %.*s is ",
                             STR_ARGS(str_replaced(arena, member->name, '_', ' '))),
                  values);
}

struct str scope_words(struct arena *arena, const struct json *scope)
{
    struct buf out = BUF_IN(arena);
    /* Where they are comes before what else is true of them. */
    for (int rest = 0; rest <= 1; rest++)
        for (size_t i = 0; i < json_count(scope); i++) {
            const struct json_member *member = &scope->object.members[i];
            bool place = str_equal(member->name, STR("year_group")) ||
                         str_equal(member->name, STR("school"));
            struct str clause = place == !rest ? clause_words(arena, member) : STR_NONE;
            if (clause.len)
                buf_add_format(&out, "%s%.*s", out.len ? ", " : "young people ",
                               STR_ARGS(clause));
        }
    return out.len ? buf_str(&out) : STR("all young people");
}

struct str scope_called(struct arena *arena, const struct json *scope,
                        const struct json *names)
{
    struct buf out = BUF_IN(arena);
    buf_add(&out, scope_words(arena, scope));
    for (size_t i = 0; i < json_count(names); i++)
        buf_add_format(&out, "%s%.*s", i ? ", " : " (",
                       STR_ARGS(names->object.members[i].name));
    if (json_count(names))
        buf_add_byte(&out, ')');
    return buf_str(&out);
}
