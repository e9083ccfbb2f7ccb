/* SPDX-License-Identifier: MIT */
#include "engine/scope_remark.h"

#include "base/shell.h"
#include "base/unicode.h"
#include "cycle/divide.h"
#include "cycle/need.h"
#include "cycle/school_alike.h"
#include "engine/column_names.h"
#include "engine/scope_left.h"

/* Letters of a name from which a longer one is guessed; names that are listed. */
enum { SHORTEST_PART = 3, MOST_NAMES = 5, MOST_FILES = 5 };

static bool is_school(struct str field)
{
    return str_equal(field, STR("school"));
}

/* What of a name is compared. */
static struct str compared(struct arena *arena, struct str field, struct str name)
{
    return is_school(field) ? school_plain(arena, name) : unicode_fold(arena, name);
}

/* Oak School and Elm School are hardly further apart than a slip of the keys. */
static bool may_be_slip(struct str field, struct str name, struct str wanted)
{
    struct str first = str_cut(&name, ' ');
    return !is_school(field) ||
           nearest_name((struct str_list){&first, 1}, str_cut(&wanted, ' ')).len;
}

/* "Oak Lane" is meant for "Oak Lane School", and so is "oak lane shool". */
static struct str meant(struct arena *arena, const struct scope_unmet *one,
                        struct str_list names)
{
    struct str wanted = compared(arena, one->field, one->value);
    struct str_list folded = {arena_array(arena, struct str, names.count), names.count};
    bool long_enough = unicode_length(wanted) >= SHORTEST_PART;
    if (str_equal(one->field, STR("year_group")))
        return STR_NONE;
    for (size_t i = 0; i < folded.count; i++) {
        folded.items[i] = compared(arena, one->field, names.items[i]);
        if (long_enough && str_find(folded.items[i], wanted) != SIZE_MAX)
            return names.items[i];
    }
    struct str near = nearest_name(folded, wanted);
    for (size_t i = 0; near.len && i < folded.count; i++)
        if (str_equal(folded.items[i], near))
            return may_be_slip(one->field, near, wanted) ? names.items[i] : STR_NONE;
    return STR_NONE;
}

/* "; there are: Elm School, Holly Bank School and 3 more"; nothing of yes and no. */
static struct str names_there_are(struct arena *arena, struct str field,
                                  const char *before, struct str_list names)
{
    struct buf out = BUF_IN(arena);
    if (str_equal(field, STR("in_area")) || str_equal(field, STR("attended")))
        return STR_NONE;
    for (size_t i = 0; i < names.count && i < MOST_NAMES; i++) {
        bool comma = str_find_byte(names.items[i], ',') != SIZE_MAX;
        struct str name = comma ? value_quoted(arena, names.items[i]) : names.items[i];
        buf_add_format(&out, "%s%.*s", i ? ", " : before, STR_ARGS(name));
    }
    if (names.count > MOST_NAMES)
        buf_add_format(&out, " and %zu more", names.count - MOST_NAMES);
    return buf_str(&out);
}

/* "no review imported so far is of young people at Elm School" */
static struct str none_is_of(struct arena *arena, struct str field,
                             const struct json *values)
{
    struct json scope = json_object();
    json_set(arena, &scope, field, *values);
    return str_format(arena, "no review imported so far is of %.*s",
                      STR_ARGS(scope_words(arena, &scope)));
}

static struct str remark_on(struct arena *arena, const struct scope_unmet *one)
{
    struct json values = json_list();
    struct str near = meant(arena, one, one->known);
    json_add(arena, &values, json_text(one->value));
    struct str none = none_is_of(arena, one->field, &values);
    if (near.len)
        return str_format(arena, "%.*s; did you mean \"%.*s\"?", STR_ARGS(none),
                          STR_ARGS(near));
    struct str there = names_there_are(arena, one->field, "; there are: ", one->known);
    return str_format(arena, "%.*s%.*s", STR_ARGS(none), STR_ARGS(there));
}

/* What is known by no review has to be quoted, to be one value. */
static struct str how_to_write(struct arena *arena, struct str name)
{
    if (str_find_byte(name, ',') == SIZE_MAX)
        return STR_NONE;
    return str_format(arena, "; it holds a comma, so write it as %.*s",
                      STR_ARGS(shell_word(arena, value_quoted(arena, name))));
}

/* Empty where nothing that was left out is like it. */
static struct str remark_on_left(struct arena *arena, const struct scope_unmet *one,
                                 struct str_list left)
{
    struct json values = json_list();
    struct str near = meant(arena, one, left);
    if (!near.len)
        return STR_NONE;
    json_add(arena, &values, json_text(one->value));
    return str_format(
        arena,
        "%.*s; of the rows left out, some are of \"%.*s\": if that is meant, "
        "choose it (`waymark do prepare.scope`%.*s), and import the file again",
        STR_ARGS(none_is_of(arena, one->field, &values)), STR_ARGS(near),
        STR_ARGS(how_to_write(arena, near)));
}

/* Those of a field that nothing is like, in one line. */
static struct str remark_on_rest(struct arena *arena,
                                 const struct scope_unmet_list *unmet, struct str field,
                                 struct str_list left)
{
    struct json values = json_list();
    struct buf out = BUF_IN(arena);
    size_t count = 0;
    struct str_list known = {NULL, 0};
    for (size_t i = 0; i < unmet->count; i++) {
        const struct scope_unmet *one = &unmet->items[i];
        if (!str_equal(one->field, field) || meant(arena, one, left).len ||
            meant(arena, one, one->known).len)
            continue;
        known = one->known;
        if (count++ < MOST_NAMES)
            json_add(arena, &values, json_text(one->value));
    }
    if (!count)
        return STR_NONE;
    buf_add(&out, none_is_of(arena, field, &values));
    if (count > MOST_NAMES)
        buf_add_format(&out, ", nor of %zu more that are chosen", count - MOST_NAMES);
    buf_add(&out, left.count ? names_there_are(arena, field,
                                               "; the rows left out are of: ", left)
                             : names_there_are(arena, field, "; there are: ", known));
    return buf_str(&out);
}

void scope_unmet_remarks(struct arena *arena, const struct scope_unmet_list *unmet,
                         const struct str_list *left, struct str_list *out)
{
    size_t room = 0;
    *out = (struct str_list){NULL, 0};
    for (size_t i = 0; i < unmet->count; i++) {
        const struct scope_unmet *one = &unmet->items[i];
        struct str_list others = left ? left[one->place] : (struct str_list){NULL, 0};
        bool first = i == 0 || unmet->items[i - 1].place != one->place;
        struct str remark = remark_on_left(arena, one, others);
        if (!remark.len && meant(arena, one, one->known).len)
            remark = remark_on(arena, one);
        if (remark.len)
            str_list_add(arena, out, &room, remark);
        if (first && (remark = remark_on_rest(arena, unmet, one->field, others)).len)
            str_list_add(arena, out, &room, remark);
    }
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

/* A sentence for each file, and at the end for how many more. */
static void remark_on_files(struct arena *arena, const struct scope_left_list *left,
                            struct str_list *out, size_t *room)
{
    for (size_t i = 0; i < left->count && i < MOST_FILES; i++)
        str_list_add(arena, out, room, scope_left_words(arena, &left->items[i]));
    if (left->count > MOST_FILES)
        str_list_add(arena, out, room,
                     str_format(arena, "so were rows of %zu more %s (`waymark status`)",
                                left->count - MOST_FILES,
                                left->count == MOST_FILES + 1 ? "file" : "files"));
}

bool scope_remarks(struct engine *engine, struct arena *arena, struct str cycle,
                   const struct json *before, const struct json *scope,
                   struct str_list *out, struct error *err)
{
    struct scope_unmet_list unmet;
    struct scope_left_list left;
    const struct mapping *needs = NULL;
    const struct json *own;
    size_t room = 0;
    if (!scope_unmet(engine->store->db, arena, cycle, scope, &unmet, err) ||
        !scope_left_find(engine->store->db, arena, cycle, scope, &left, err) ||
        !scope_own(engine, arena, scope, &own, err) ||
        (own && !needs_load(arena, own, &needs, err)))
        return false;
    struct str_list all = {NULL, 0};
    for (size_t i = 0; i < out->count; i++)
        str_list_add(arena, &all, &room, out->items[i]);
    for (size_t i = 0; i < unmet.count; i++) {
        const struct scope_unmet *one = &unmet.items[i];
        const struct json *had = before ? json_find(before, one->field) : NULL;
        struct str remark = remark_on_new(arena, needs, &unmet, one);
        if (remark.len && !json_has_text(had, one->value))
            str_list_add(arena, &all, &room, remark);
    }
    remark_on_files(arena, &left, &all, &room);
    *out = all;
    return true;
}
