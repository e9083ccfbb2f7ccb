/* SPDX-License-Identifier: MIT */
#include "engine/review_before.h"

#include "base/date.h"
#include "cycle/year_group.h"
#include "store/parsed.h"

enum { SEPTEMBER = 9, LAST_YEAR_GROUP = 20 };

/* One that was only due says when it should have been. */
static struct str day_of(const struct parsed *review)
{
    struct str date = parsed_text(review, "date");
    return date.len ? date : parsed_text(review, "due");
}

static int year_of(const struct json *body)
{
    return (int)json_find_integer(body, STR("year_group"), YEAR_GROUP_UNKNOWN);
}

/* Held ones up to the day; days are written so that the later one sorts last. */
static const struct parsed *latest_of(const struct parsed_list *reviews, struct str date,
                                      const struct parsed *latest)
{
    for (size_t i = 0; i < reviews->count; i++) {
        const struct parsed *one = &reviews->items[i];
        if (str_compare(day_of(one), date) <= 0 &&
            (!latest || str_compare(day_of(one), day_of(latest)) > 0))
            latest = one;
    }
    return latest;
}

/* As lua/workflows/…/recording.lua has it: one of that day, or one that was due, is gone
 * on with and keeps what it says; else the latest lends what it has. */
static void look_here(const struct parsed_list *reviews, struct str date,
                      struct review_before *out)
{
    const struct parsed *lends = NULL;
    for (size_t i = 0; i < reviews->count; i++) {
        struct str held = parsed_text(&reviews->items[i], "date");
        if (str_equal(held, date) || (!held.len && !lends))
            lends = &reviews->items[i];
    }
    if (!lends)
        lends = latest_of(reviews, date, NULL);
    if (!lends)
        return;
    out->has_school = parsed_text(lends, "school").len > 0;
    out->has_year = year_of(&lends->body) != YEAR_GROUP_UNKNOWN;
}

static int school_year_of(struct str day, int unless)
{
    struct date date;
    return date_parse(day, &date) ? date.year - (date.month < SEPTEMBER) : unless;
}

static void take(const struct parsed *review, struct str date, struct review_before *out)
{
    int now = school_year_of(date, 0), then = school_year_of(day_of(review), now);
    out->school = parsed_text(review, "school");
    out->year_then = year_of(&review->body);
    if (out->year_then != YEAR_GROUP_UNKNOWN &&
        out->year_then + now - then <= LAST_YEAR_GROUP)
        out->year = out->year_then + now - then;
}

bool review_before_find(struct engine *engine, struct arena *arena, struct str cycle,
                        struct str person, struct str date, struct review_before *out,
                        struct error *err)
{
    struct parsed_list cycles, reviews;
    const struct parsed *latest = NULL;
    *out = (struct review_before){.year = YEAR_GROUP_UNKNOWN,
                                  .year_then = YEAR_GROUP_UNKNOWN};
    if (!parsed_all(engine->store->db, arena, STR(""), STR("cycle"), &cycles, err))
        return false;
    for (size_t i = 0; i < cycles.count; i++) {
        const struct parsed *one = &cycles.items[i], *before = latest;
        if (!parsed_by(engine->store->db, arena, one->record.id, STR("review"),
                       STR("person"), person, &reviews, err))
            return false;
        if (str_equal(one->record.id, cycle))
            look_here(&reviews, date, out);
        else
            latest = latest_of(&reviews, date, latest);
        if (latest != before)
            out->cycle = parsed_text(one, "name");
    }
    if (latest)
        take(latest, date, out);
    return true;
}
