/* SPDX-License-Identifier: MIT */
#include "cycle/sample.h"

#include "base/crypto.h"
#include "cycle/section.h"

#include <stdlib.h>

/* Where a person without a review of their own words is looked up. */
struct home {
    struct str key, id; /* a review or a person, and the review */
    struct json body;
};

struct homes {
    struct home *items;
    size_t count;
};

static int by_key(const void *a, const void *b)
{
    const struct home *one = a, *other = b;
    int order = str_compare(one->key, other->key);
    return order ? order : str_compare(one->id, other->id);
}

static int key_of(const void *wanted, const void *home)
{
    return str_compare(*(const struct str *)wanted, ((const struct home *)home)->key);
}

static const struct json *home_of(const struct homes *homes, struct str key)
{
    const struct home *found =
        homes->count && key.len
            ? bsearch(&key, homes->items, homes->count, sizeof(struct home), key_of)
            : NULL;
    return found ? &found->body : NULL;
}

/* Reviews by their own id and by their person's; of two of one person's any will do, as
 * long as it is the same every time: the one whose id is lowest. */
static bool load_homes(struct db *db, struct arena *arena, struct str cycle,
                       struct homes *out, struct error *err)
{
    struct record_list list;
    size_t kept = 0;
    if (!record_list(db, arena, cycle, STR("review"), &list, err))
        return false;
    *out = (struct homes){arena_array(arena, struct home, 2 * list.count), 0};
    for (size_t i = 0; i < list.count; i++) {
        struct home *home = &out->items[out->count];
        if (!json_parse(arena, list.items[i].body, &home->body, err))
            return false;
        home->key = home->id = list.items[i].id;
        home[1] = *home;
        home[1].key = json_find_text(&home->body, STR("person"));
        out->count += 2;
    }
    if (out->count)
        qsort(out->items, out->count, sizeof(struct home), by_key);
    for (size_t i = 0; i < out->count; i++)
        if (!kept || !str_equal(out->items[kept - 1].key, out->items[i].key))
            out->items[kept++] = out->items[i];
    out->count = kept;
    return true;
}

static bool check_by(const struct sample_request *request, struct error *err)
{
    const struct kind *review = kind_find(request->kinds, STR("review"));
    for (size_t i = 0; i < json_count(request->by); i++) {
        struct str name = json_item(request->by, i)->text;
        const struct kind_field *field = kind_field(review, name);
        if (!str_equal(name, STR("section")) &&
            (!field || !field->indexed || field->ref_kind.len))
            return error_set(err, ERROR_INPUT,
                             "cards cannot be drawn by \"%.*s\"; they can be by section, "
                             "school, year_group, need, in_area, attended, or a field of "
                             "your own that is indexed",
                             STR_ARGS(name));
    }
    return true;
}

static struct str value_words(struct arena *arena, struct str field,
                              const struct json *value)
{
    enum section section;
    struct str name = str_replaced(arena, field, '_', ' ');
    if (value && str_equal(field, STR("section")) && section_find(value->text, &section))
        return section_words(section);
    if (!value || value->type == JSON_NULL)
        return str_format(arena, "%.*s not given", STR_ARGS(name));
    if (value->type == JSON_INTEGER)
        return str_format(arena, "%.*s %lld", STR_ARGS(name), (long long)value->integer);
    if (value->type == JSON_BOOL)
        return str_format(arena, "%.*s: %s", STR_ARGS(name), value->yes ? "yes" : "no");
    return value->text;
}

static struct str stratum_of(struct arena *arena, const struct json *by,
                             const struct homes *homes, const struct json *body)
{
    struct buf out = BUF_IN(arena);
    const struct json *home = home_of(homes, json_find_text(body, STR("review")));
    if (!home)
        home = home_of(homes, json_find_text(body, STR("person")));
    for (size_t i = 0; i < json_count(by); i++) {
        struct str field = json_item(by, i)->text;
        const struct json *from = str_equal(field, STR("section")) ? body : home;
        const struct json *value = from ? json_find(from, field) : NULL;
        struct str words = value_words(arena, field, value);
        buf_add_format(&out, "%s%.*s", i ? ", " : "", STR_ARGS(words));
    }
    return buf_str(&out);
}

static int by_stratum(const void *a, const void *b)
{
    const struct sample_card *one = a, *other = b;
    int order = str_compare(one->stratum, other->stratum);
    if (order)
        return order;
    if (one->order != other->order)
        return one->order < other->order ? -1 : 1;
    return str_compare(one->record.id, other->record.id);
}

static void find_strata(struct arena *arena, struct sample *out)
{
    out->strata = arena_array(arena, struct sample_stratum, out->count);
    out->strata_count = 0;
    for (size_t i = 0; i < out->count; i++) {
        const struct sample_card *card = &out->cards[i];
        if (!i || !str_equal(card->stratum, out->cards[i - 1].stratum))
            out->strata[out->strata_count++] =
                (struct sample_stratum){.words = card->stratum, .first = i};
        struct sample_stratum *stratum = &out->strata[out->strata_count - 1];
        stratum->count++;
        stratum->left_out += card->was_left_out;
        stratum->was_drawn += card->was_drawn;
    }
}

static bool read_card(struct arena *arena, const struct sample_request *request,
                      const struct scope *scope, struct str_list people,
                      struct sample *out, const struct record *record, struct error *err)
{
    struct sample_card *card = &out->cards[out->count];
    *card = (struct sample_card){.record = *record};
    if (!json_parse(arena, record->body, &card->body, err))
        return false;
    struct str became = json_find_text(&card->body, STR("sample"));
    struct str tray = json_find_text(&card->body, STR("tray"));
    struct str source = json_find_text(&card->body, STR("source"));
    card->was_left_out = str_equal(tray, STR("not_drawn"));
    card->was_drawn = !card->was_left_out && str_equal(became, STR("drawn"));
    card->was_picked = !card->was_left_out && became.len && !card->was_drawn;
    card->sorted = !card->was_left_out &&
                   (tray.len || json_find_text(&card->body, STR("theme")).len);
    card->order = fingerprint_of(str_format(arena, "%lld %.*s", (long long)request->seed,
                                            STR_ARGS(source.len ? source : record->id)));
    bool would = card->was_left_out &&
                 scope_has_said(scope, people, json_find_text(&card->body, STR("review")),
                                json_find_text(&card->body, STR("person")));
    if (would || scope_counts(scope, people, &card->body))
        out->count++;
    else if (became.len || card->was_left_out)
        out->others[out->others_count++] = *card;
    return true;
}

bool sample_load(struct arena *arena, const struct sample_request *request,
                 struct sample *out, struct error *err)
{
    struct scope scope;
    struct str_list people;
    struct record_list list;
    struct homes homes;
    struct db *db = request->db;
    if (!check_by(request, err) ||
        !scope_reviews(db, arena, request->kinds, request->cycle,
                       json_find(request->body, STR("scope")), &scope, err) ||
        !scope_people(db, arena, &scope, &people, err) ||
        !load_homes(db, arena, request->cycle, &homes, err) ||
        !record_list(db, arena, request->cycle, STR("statement"), &list, err))
        return false;
    *out = (struct sample){.cards = arena_array(arena, struct sample_card, list.count),
                           .others = arena_array(arena, struct sample_card, list.count)};
    for (size_t i = 0; i < list.count; i++)
        if (!read_card(arena, request, &scope, people, out, &list.items[i], err))
            return error_wrap(err, "reading %.*s", STR_ARGS(list.items[i].id));
    for (size_t i = 0; i < out->count; i++)
        out->cards[i].stratum =
            stratum_of(arena, request->by, &homes, &out->cards[i].body);
    if (out->count)
        qsort(out->cards, out->count, sizeof out->cards[0], by_stratum);
    find_strata(arena, out);
    return true;
}

/* Webster's method, as seats are shared out among parties: each further card goes to the
 * stratum that has fewest for its size. */
void sample_share(struct sample *sample, size_t size)
{
    for (size_t s = 0; s < sample->strata_count; s++)
        sample->strata[s].drawn = 1;
    for (size_t given = sample->strata_count; given < size; given++) {
        struct sample_stratum *next = NULL;
        for (size_t s = 0; s < sample->strata_count; s++) {
            struct sample_stratum *one = &sample->strata[s];
            if (one->drawn < one->count &&
                (!next ||
                 one->count * (2 * next->drawn + 1) > next->count * (2 * one->drawn + 1)))
                next = one;
        }
        if (!next)
            return;
        next->drawn++;
    }
}

struct str sample_by_words(struct arena *arena, const struct json *by)
{
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < json_count(by); i++) {
        struct str name = str_replaced(arena, json_item(by, i)->text, '_', ' ');
        const char *between = i + 1 == json_count(by) ? " and " : ", ";
        buf_add_format(&out, "%s%.*s", i ? between : "", STR_ARGS(name));
    }
    return buf_str(&out);
}
