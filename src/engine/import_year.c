/* SPDX-License-Identifier: MIT */
#include "base/date.h"
#include "engine/import_parts.h"

/* Days. A review is held once a year, some months early or many months late. */
enum { HALF_A_YEAR = 183, YEAR = 365, ANOTHER_YEAR = 274 };

/* Days from `before` to `after`; false where either is no day. */
static bool days_between(struct str before, struct str after, int64_t *out)
{
    struct date first, second;
    if (!date_parse(before, &first) || !date_parse(after, &second))
        return false;
    *out = date_days(second) - date_days(first);
    return true;
}

static bool belongs(struct str due, struct str date)
{
    int64_t days;
    return !days_between(due, date, &days) || (days >= -HALF_A_YEAR && days <= YEAR);
}

/* A row without a date may give the day on which the next one is due. */
bool year_is_same(const struct sheet_row *row, const struct json *held)
{
    struct str due = json_find_text(held, STR("due"));
    struct str date = json_find_text(held, STR("date"));
    int64_t days;
    if (days_between(due, row->due, &days))
        return days >= -HALF_A_YEAR && (days <= HALF_A_YEAR || !row->date.len);
    if (days_between(row->due, date, &days))
        return days <= YEAR;
    return belongs(due, row->date);
}

static struct str day_of(struct str date, struct str due)
{
    return date.len ? date : due;
}

bool year_is_near(struct str a, struct str b)
{
    int64_t days;
    return !days_between(a, b, &days) || (days <= ANOTHER_YEAR && days >= -ANOTHER_YEAR);
}

void year_note(struct importing *all, const struct row_place *place)
{
    struct str day = day_of(place->row->date, place->row->due);
    size_t apart = 0;
    for (size_t i = 0; i < place->reviews.count; i++) {
        const struct parsed *held = &place->reviews.items[i];
        if (met_before(all, held->record.id))
            continue;
        if (year_is_near(day_of(json_find_text(&held->body, STR("date")),
                                json_find_text(&held->body, STR("due"))),
                         day))
            return;
        apart++;
    }
    if (apart && !all->year_rows++)
        all->year_line = place->row->line;
}

void year_say(const struct importing *all)
{
    struct str more = STR_NONE;
    if (!all->year_rows)
        return;
    if (all->year_rows > 1)
        more = str_format(all->arena, ", and so %s %zu more of this file",
                          all->year_rows == 2 ? "is" : "are", all->year_rows - 1);
    notice_add(all->notices, false, all->request->name, all->year_line,
               "this review is most of a year or more away from those that are there of "
               "the same person%.*s; each is kept as a review of its own. A cycle is "
               "about one year: if the file is another year's, take it back with "
               "`waymark undo` and import it into that year's cycle (--cycle)",
               STR_ARGS(more));
}
