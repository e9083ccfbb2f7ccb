/* SPDX-License-Identifier: MIT */
#include "engine/scope_remark.h"

#include "base/unicode.h"
#include "cycle/need.h"
#include "cycle/scope.h"
#include "engine/column_names.h"

/* Letters of a name from which a longer one is guessed; names that are listed. */
enum { SHORTEST_PART = 3, MOST_NAMES = 5 };

/* "Oak Lane" is meant for "Oak Lane School", and so is "oak lane shool". */
static struct str meant(struct arena *arena, const struct scope_unmet *one)
{
    struct str wanted = unicode_fold(arena, one->value);
    struct str_list folded = {arena_array(arena, struct str, one->known.count),
                              one->known.count};
    bool long_enough = unicode_length(wanted) >= SHORTEST_PART;
    if (str_equal(one->field, STR("year_group")))
        return STR_NONE;
    for (size_t i = 0; i < folded.count; i++) {
        folded.items[i] = unicode_fold(arena, one->known.items[i]);
        if (long_enough && str_find(folded.items[i], wanted) != SIZE_MAX)
            return one->known.items[i];
    }
    struct str near = nearest_name(folded, wanted);
    for (size_t i = 0; near.len && i < folded.count; i++)
        if (str_equal(folded.items[i], near))
            return one->known.items[i];
    return STR_NONE;
}

/* Where none is near: "; there are: Elm School, Holly Bank School and 3 more". */
static struct str names_there_are(struct arena *arena, const struct scope_unmet *one)
{
    struct buf out = BUF_IN(arena);
    if (str_equal(one->field, STR("in_area")) || str_equal(one->field, STR("attended")))
        return STR_NONE;
    for (size_t i = 0; i < one->known.count && i < MOST_NAMES; i++)
        buf_add_format(&out, "%s%.*s",
                       i ? ", " : "; there are: ", STR_ARGS(one->known.items[i]));
    if (one->known.count > MOST_NAMES)
        buf_add_format(&out, " and %zu more", one->known.count - MOST_NAMES);
    return buf_str(&out);
}

static struct str remark_on(struct arena *arena, const struct scope_unmet *one)
{
    struct json scope = json_object(), values = json_list();
    struct str near = meant(arena, one);
    json_add(arena, &values, json_text(one->value));
    json_set(arena, &scope, one->field, values);
    return str_format(
        arena, "no review imported so far is of %.*s%s%.*s%s",
        STR_ARGS(scope_words(arena, &scope)), near.len ? "; did you mean \"" : "",
        STR_ARGS(near.len ? near : names_there_are(arena, one)), near.len ? "\"?" : "");
}

bool scope_own(struct engine *engine, struct arena *arena, const struct json *scope,
               const struct json **out, struct error *err)
{
    struct json *own = arena_alloc(arena, sizeof *own);
    *out = NULL;
    if (!json_find(scope, STR("need")))
        return true;
    *out = own;
    return column_names_load(engine, arena, SHEET_REVIEWS, own, err);
}

/* No file can bring a review of it. */
static struct str no_such_need(struct arena *arena, const struct mapping *needs,
                               struct str value)
{
    struct str_list all = needs_all(arena, needs);
    struct str hint = nearest_hint(arena, need_words(arena, needs), value);
    struct buf out = BUF_IN(arena);
    buf_add_format(&out, "an import knows no kind of need called \"%.*s\"%.*s",
                   STR_ARGS(value), STR_ARGS(hint));
    for (size_t i = 0; !hint.len && i < all.count; i++)
        buf_add_format(&out, "%s%.*s", i ? ", " : "; it knows ", STR_ARGS(all.items[i]));
    if (!hint.len)
        buf_add(&out, STR(". What your files call a need can be added in "
                          "local/import/reviews.json"));
    return buf_str(&out);
}

/* Empty where there is nothing to say yet. */
static struct str remark_on_new(struct arena *arena, const struct mapping *needs,
                                const struct scope_unmet_list *unmet,
                                const struct scope_unmet *one)
{
    if (needs && str_equal(one->field, STR("need")) &&
        !need_read(arena, needs, one->value).len)
        return no_such_need(arena, needs, one->value);
    return unmet->reviews ? remark_on(arena, one) : STR_NONE;
}

bool scope_remarks(struct engine *engine, struct arena *arena, struct str cycle,
                   const struct json *before, const struct json *scope,
                   struct str_list *out, struct error *err)
{
    struct scope_unmet_list unmet;
    const struct mapping *needs = NULL;
    const struct json *own;
    if (!scope_unmet(engine->store->db, arena, cycle, scope, &unmet, err) ||
        !scope_own(engine, arena, scope, &own, err) ||
        (own && !needs_load(arena, own, &needs, err)))
        return false;
    struct str_list all = {arena_array(arena, struct str, out->count + unmet.count), 0};
    for (size_t i = 0; i < out->count; i++)
        all.items[all.count++] = out->items[i];
    for (size_t i = 0; i < unmet.count; i++) {
        const struct scope_unmet *one = &unmet.items[i];
        const struct json *had = before ? json_find(before, one->field) : NULL;
        struct str remark = remark_on_new(arena, needs, &unmet, one);
        if (remark.len && !json_has_text(had, one->value))
            all.items[all.count++] = remark;
    }
    *out = all;
    return true;
}
