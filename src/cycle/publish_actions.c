/* SPDX-License-Identifier: MIT */
/* The parts about what is done: indicators against their targets, what changed
 * since last time, and the thread from what was said to what changed. */
#include "cycle/publish_parts.h"

#include "base/date.h"
#include "base/unicode.h"
#include "cycle/carried.h"
#include "cycle/overdue.h"

#include <math.h>
#include <stdlib.h>

static struct series series_of(struct publishing *now, const struct entry *indicator)
{
    return now->series[indicator - now->indicators.items];
}

static struct chain chain_of(struct publishing *now, const struct entry *action)
{
    return now->chains[action - now->actions.items];
}

static bool begins_with(struct arena *arena, struct str words, const char *const *known)
{
    struct str rest = unicode_fold(arena, words), word = str_cut(&rest, ' ');
    while (*known && !str_equal(word, str_of(*known)))
        known++;
    return *known;
}

static const char *const people_words[] = {
    "people", "person",  "persons", "young",  "children", "child",    "families",
    "family", "parents", "carers",  "pupils", "students", "learners", NULL};
static const char *const other_words[] = {
    "percent",  "per",      "percentage", "pounds",    "pence",     "days",
    "weeks",    "months",   "terms",      "years",     "hours",     "minutes",
    "miles",    "rides",    "journeys",   "trips",     "pages",     "points",
    "sessions", "meetings", "visits",     "lessons",   "employers", "schools",
    "colleges", "settings", "buses",      "buildings", NULL};

static bool is_measured(struct str words)
{
    return str_find(words, STR("%")) == 0 || str_find(words, STR("£")) == 0;
}

/* Whether nothing tells that these words, by which an indicator counts, are no people. */
static bool is_doubtful(struct arena *arena, struct str words)
{
    return !is_measured(words) && !begins_with(arena, words, people_words) &&
           !begins_with(arena, words, other_words);
}

/* An indicator may itself be a count of young people, and a small one is then hidden
 * like any other. It is taken for one unless the words by which it counts begin with
 * something that is clearly none, and its officers do not say that it is one; or unless
 * they say of words in doubt that it is none. */
static bool counts_people(struct arena *arena, const struct json *indicator,
                          struct str words)
{
    struct str said = json_find_text(indicator, STR("counts"));
    if (str_equal(said, STR("people")))
        return !is_measured(words);
    if (is_doubtful(arena, words))
        return !str_equal(said, STR("things"));
    return begins_with(arena, words, people_words);
}

static bool is_percentage(struct arena *arena, struct str words)
{
    return str_find(words, STR("%")) == 0 ||
           str_starts(unicode_fold(arena, words), STR("per cent")) ||
           str_starts(unicode_fold(arena, words), STR("percent"));
}

/* A percentage that stands alone may be of few people: nobody knows of how many. The
 * steps take it with its two numbers only, but a script may, and did once. */
static bool is_alone(struct publishing *now, const struct json *indicator)
{
    return !str_equal(json_find_text(indicator, STR("counts")), STR("things")) &&
           !json_find_text(indicator, STR("denominator")).len &&
           is_percentage(now->arena, json_find_text(indicator, STR("unit")));
}

/* Below nothing, too: so many fewer are as many people. */
static bool is_small(struct publishing *now, const struct json *indicator,
                     struct str value)
{
    double number = value.len ? fabs(strtod(str_c(now->arena, value), NULL)) : 0;
    if (value.len && is_alone(now, indicator))
        return true;
    return number > 0 && number < (double)now->request->rule.threshold &&
           counts_people(now->arena, indicator, json_find_text(indicator, STR("unit")));
}

/* "9 of 41"; without a denominator there is none. */
struct parts {
    struct str numerator, denominator;
};

static struct parts parts_of(const struct json *measurement)
{
    return (struct parts){json_find_text(measurement, STR("numerator")),
                          json_find_text(measurement, STR("denominator"))};
}

static struct parts parts_at_start(const struct json *indicator)
{
    return (struct parts){json_find_text(indicator, STR("baseline_numerator")),
                          json_find_text(indicator, STR("baseline_denominator"))};
}

/* A share of people tells of those who are counted, and of the others. */
static bool is_small_share(struct publishing *now, const struct json *indicator,
                           struct parts parts)
{
    struct disclosure_rule rule = now->request->rule;
    if (!parts.denominator.len ||
        !counts_people(now->arena, indicator,
                       json_find_text(indicator, STR("denominator"))))
        return false;
    double some = strtod(str_c(now->arena, parts.numerator), NULL);
    double all = strtod(str_c(now->arena, parts.denominator), NULL);
    double least = (double)rule.threshold;
    return (some > 0 && some < least) || (all > some && all - some < least) ||
           all < (double)rule.fewest_for_percentage;
}

/* "1 school"; a unit of several words stays as it is. */
static struct str one_of_unit(struct str unit)
{
    bool plain = str_ends(unit, STR("s")) && !str_ends(unit, STR("ss")) &&
                 !str_ends(unit, STR("es")) && str_find(unit, STR(" ")) == SIZE_MAX;
    return plain ? str_slice(unit, 0, unit.len - 1) : unit;
}

/* "40%", "£40", "40 people". */
static struct str with_unit(struct publishing *now, const struct entry *indicator,
                            struct str value)
{
    struct str unit = safe_field(now, indicator, "unit");
    if (str_equal(value, STR("1")))
        unit = one_of_unit(unit);
    if (str_equal(unit, STR("£")))
        return str_format(now->arena, "£%.*s", STR_ARGS(value));
    return str_format(now->arena, "%.*s%s%.*s", STR_ARGS(value),
                      unit.len && str_find(unit, STR("%")) != 0 ? " " : "",
                      STR_ARGS(unit));
}

static struct str parts_words(struct publishing *now, struct parts parts)
{
    return parts.denominator.len
               ? str_format(now->arena, "%.*s of %.*s", STR_ARGS(parts.numerator),
                            STR_ARGS(parts.denominator))
               : STR_NONE;
}

static bool is_hidden(struct publishing *now, const struct json *indicator,
                      struct str value, struct parts parts)
{
    return is_small(now, indicator, value) || is_small_share(now, indicator, parts);
}

/* "66.7% (40 of 60)" */
static void value_cell(struct publishing *now, const struct entry *indicator,
                       struct str value, struct parts parts)
{
    struct str counted = parts_words(now, parts);
    if (!value.len)
        published_empty(now->doc);
    else if (is_hidden(now, &indicator->body, value, parts))
        published_hidden(now->doc);
    else if (counted.len)
        published_text(now->doc, str_format(now->arena, "%.*s (%.*s)",
                                            STR_ARGS(with_unit(now, indicator, value)),
                                            STR_ARGS(counted)));
    else
        published_text(now->doc, with_unit(now, indicator, value));
}

static struct str words_of_date(struct publishing *now, struct str text)
{
    struct date date;
    return date_parse(text, &date) ? date_words(now->arena, date) : STR_NONE;
}

/* Decimals as text compare by sign, length of the whole part, then digits. */
static int compare_decimals(struct str a, struct str b)
{
    double left = strtod(a.ptr, NULL), right = strtod(b.ptr, NULL);
    return (left > right) - (left < right);
}

/* Counted before the day that the indicator starts from. Where no such day is known, the
 * start comes first. */
static bool is_before_start(const struct json *indicator, const struct json *measurement)
{
    struct str start = json_find_text(indicator, STR("baseline_date"));
    return start.len && str_compare(json_find_text(measurement, STR("date")), start) < 0;
}

/* How far a value has come from the start to the target. What is hidden is set beside
 * nothing: that it is as at the start, or past the target, may say what it is. */
static const char *come_to(struct publishing *now, const struct json *indicator,
                           const struct json *last)
{
    struct str latest = json_find_text(last, STR("value"));
    struct str target = json_find_text(indicator, STR("target"));
    struct str baseline = json_find_text(indicator, STR("baseline"));
    int wanted =
        str_equal(json_find_text(indicator, STR("direction")), STR("down")) ? -1 : 1;
    if (is_hidden(now, indicator, latest, parts_of(last)))
        return "not told: the number is hidden";
    struct str value = str_copy(now->arena, latest), aim = str_copy(now->arena, target);
    struct str first = is_hidden(now, indicator, baseline, parts_at_start(indicator))
                           ? STR_NONE
                           : str_copy(now->arena, baseline);
    if (compare_decimals(value, aim) * wanted >= 0)
        return "target reached";
    if (!first.len)
        return "not reached yet";
    int better = compare_decimals(value, first) * wanted;
    return better > 0    ? "better than at the start"
           : better == 0 ? "as at the start"
                         : "further away than at the start";
}

/* `last` is NULL where nothing was measured. */
static struct str judged(struct publishing *now, const struct json *indicator,
                         const struct json *last)
{
    const char *words = "not measured yet";
    if (last && is_before_start(indicator, last))
        words = "not measured since the start";
    else if (json_find_text(last, STR("value")).len &&
             json_find_text(indicator, STR("target")).len)
        words = come_to(now, indicator, last);
    if (json_find_bool(indicator, STR("live")))
        return str_of(words);
    return last ? str_format(now->arena, "%s; no longer measured", words)
                : STR("stopped before it was measured");
}

static void indicator_row(struct publishing *now, const struct entry *indicator)
{
    const struct json *body = &indicator->body;
    struct series series = series_of(now, indicator);
    const struct json *last = series.count ? &series.items[series.count - 1]->body : NULL;
    published_row(now->doc);
    published_row_anchor(now->doc, indicator->id);
    published_text(now->doc, safe_field(now, indicator, "wording"));
    published_cell_link(now->doc, json_find_text(body, STR("action")));
    published_text(now->doc, plain_words(now->arena, json_find_text(body, STR("type"))));
    value_cell(now, indicator, json_find_text(body, STR("baseline")),
               parts_at_start(body));
    value_cell(now, indicator, json_find_text(body, STR("target")), (struct parts){0});
    published_text(now->doc,
                   words_of_date(now, json_find_text(body, STR("target_date"))));
    value_cell(now, indicator, json_find_text(last, STR("value")), parts_of(last));
    published_text(now->doc, words_of_date(now, json_find_text(last, STR("date"))));
    published_text(now->doc, judged(now, body, last));
}

/* A start without its two numbers was given as a percentage alone. */
static struct str starts_note(const struct publishing *now)
{
    for (size_t i = 0; i < now->indicators.count; i++) {
        const struct json *body = &now->indicators.items[i].body;
        if (json_find_text(body, STR("denominator")).len &&
            json_find_text(body, STR("baseline")).len &&
            !parts_at_start(body).denominator.len)
            return STR("Where no numbers stand beside a percentage at the start, they "
                       "are not known.");
    }
    return STR_NONE;
}

static bool any_small(struct publishing *now, const struct entry *indicator,
                      const struct series *series)
{
    const struct json *body = &indicator->body;
    bool small = is_small(now, body, json_find_text(body, STR("baseline"))) ||
                 is_small(now, body, json_find_text(body, STR("target"))) ||
                 is_small_share(now, body, parts_at_start(body));
    for (size_t i = 0; i < series->count; i++) {
        const struct json *one = &series->items[i]->body;
        small = small || is_small(now, body, json_find_text(one, STR("value"))) ||
                is_small_share(now, body, parts_of(one));
    }
    return small;
}

static size_t measured_before_start(const struct json *indicator,
                                    const struct series *series)
{
    size_t count = 0;
    while (count < series->count &&
           is_before_start(indicator, &series->items[count]->body))
        count++;
    return count;
}

/* Numbers that are hidden only because nobody said that they are of no people. */
static void note_doubt(struct publishing *now, const struct entry *indicator)
{
    const struct json *body = &indicator->body;
    struct series series = series_of(now, indicator);
    struct str words = json_find_text(body, STR("denominator"));
    if (!words.len)
        words = json_find_text(body, STR("unit"));
    if ((is_doubtful(now->arena, words) || is_alone(now, body)) &&
        !json_find_text(body, STR("counts")).len && any_small(now, indicator, &series))
        published_doubt(now->doc, indicator->id);
}

static void point_row(struct publishing *now, struct str anchor, struct str date,
                      struct str value, struct str counted)
{
    struct str when = words_of_date(now, date);
    published_row(now->doc);
    published_row_anchor(now->doc, anchor);
    published_row_date(now->doc, date);
    published_text(now->doc, when.len ? when : STR("At the start"));
    published_text(now->doc, value);
    if (counted.len)
        published_text(now->doc, counted);
}

/* A line needs two points; the baseline is one. */
static void indicator_chart(struct publishing *now, const struct entry *indicator)
{
    const struct json *body = &indicator->body;
    struct series series = series_of(now, indicator);
    struct str baseline = json_find_text(body, STR("baseline"));
    struct str wording = safe_field(now, indicator, "wording");
    if (series.count + (baseline.len > 0) < 2 || any_small(now, indicator, &series))
        return;
    published_table(now->doc, wording, STR_NONE, STR_NONE);
    published_column(now->doc, STR("When"), false);
    struct str unit = safe_field(now, indicator, "unit");
    published_column(now->doc,
                     unit.len ? str_format(now->arena, "Value (%.*s)", STR_ARGS(unit))
                              : STR("Value"),
                     true);
    if (json_find_text(body, STR("denominator")).len)
        published_column(now->doc, STR("Counted"), false);
    size_t first = baseline.len ? measured_before_start(body, &series) : SIZE_MAX;
    for (size_t i = 0; i <= series.count; i++) {
        if (i == first)
            point_row(now, STR_NONE, json_find_text(body, STR("baseline_date")), baseline,
                      parts_words(now, parts_at_start(body)));
        if (i == series.count)
            break;
        const struct json *one = &series.items[i]->body;
        point_row(now, series.items[i]->id, json_find_text(one, STR("date")),
                  json_find_text(one, STR("value")), parts_words(now, parts_of(one)));
    }
    published_chart(now->doc, PUBLISHED_LINE, wording);
    published_chart_values(now->doc, 1);
    published_chart_target(now->doc, json_find_text(body, STR("target")));
}

/* Worth a row of its own: what is only measured from time to time is not. */
static bool has_how(const struct json *indicator)
{
    return json_find_text(indicator, STR("numerator")).len > 0 ||
           json_find_text(indicator, STR("source")).len > 0 ||
           overdue_since(STR("indicator"), indicator).len > 0;
}

/* "young people who get home, out of young people asked" */
static struct str share_words(struct publishing *now, const struct entry *indicator)
{
    if (!json_find_text(&indicator->body, STR("denominator")).len)
        return STR_NONE;
    return str_format(now->arena, "%.*s, out of %.*s",
                      STR_ARGS(safe_field(now, indicator, "numerator")),
                      STR_ARGS(safe_field(now, indicator, "denominator")));
}

/* What goes on in the next cycle is measured there. */
static bool overdue_words(struct publishing *now, const struct entry *indicator,
                          struct str *out, struct error *err)
{
    struct record record = {
        .id = indicator->id, .cycle = now->request->cycle, .kind = STR("indicator")};
    struct carried carried;
    *out = overdue_since(STR("indicator"), &indicator->body).len ? STR("yes") : STR_NONE;
    if (!carried_find(now->request->db, now->arena, &record, &carried, err))
        return false;
    if (carried.id.len)
        *out = str_format(now->arena, "no: it goes on in %.*s",
                          STR_ARGS(carried.cycle_name));
    return true;
}

static bool how_row(struct publishing *now, const struct entry *indicator,
                    struct error *err)
{
    struct str overdue;
    if (!overdue_words(now, indicator, &overdue, err))
        return false;
    int64_t months = json_find_integer(&indicator->body, STR("every_months"), 0);
    published_row(now->doc);
    published_text(now->doc, safe_field(now, indicator, "wording"));
    published_text(now->doc, share_words(now, indicator));
    published_text(now->doc, safe_field(now, indicator, "source"));
    published_text(now->doc, months > 1    ? str_format(now->arena, "every %lld months",
                                                        (long long)months)
                             : months == 1 ? STR("every month")
                                           : STR_NONE);
    published_text(now->doc,
                   words_of_date(now, json_find_text(&indicator->body, STR("due"))));
    published_text(now->doc, overdue);
    return true;
}

/* Where its numbers come from, and when the next one does. */
static bool how_measured(struct publishing *now, struct error *err)
{
    static const char *const columns[] = {"What we measure", "As a share", "Source",
                                          "How often",       "Next by",    "Overdue"};
    bool begun = false;
    for (size_t i = 0; i < now->indicators.count; i++) {
        const struct entry *indicator = &now->indicators.items[i];
        if (!has_how(&indicator->body) || !json_find_bool(&indicator->body, STR("live")))
            continue;
        if (!begun) {
            published_table(now->doc, STR("How and how often we measure it"), STR_NONE,
                            STR_NONE);
            for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++)
                published_column(now->doc, str_of(columns[c]), false);
        }
        begun = true;
        if (!how_row(now, indicator, err))
            return false;
    }
    return true;
}

bool part_indicators(struct publishing *now, const struct json *part, struct error *err)
{
    static const char *const columns[] = {
        "What we measure", "Kind",   "At the start", "Target",
        "Target date",     "Latest", "Measured on",  "How it stands"};
    part_heading(now, part, "How we will know that it helped");
    if (now->indicators.count == 0) {
        published_paragraph(now->doc, STR("Nothing is being measured yet."));
        return true;
    }
    published_table(now->doc, STR("What we measure, and where it should get to"),
                    starts_note(now), STR_NONE);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        published_column(now->doc, str_of(columns[i]), i == 2 || i == 3 || i == 5);
    for (size_t i = 0; i < now->indicators.count; i++) {
        indicator_row(now, &now->indicators.items[i]);
        note_doubt(now, &now->indicators.items[i]);
    }
    if (!how_measured(now, err))
        return false;
    for (size_t i = 0; i < now->indicators.count; i++)
        indicator_chart(now, &now->indicators.items[i]);
    return true;
}

static void linked_text(struct publishing *now, const struct entry *entry,
                        struct str text)
{
    if (!entry) {
        published_empty(now->doc);
        return;
    }
    published_text(now->doc, text);
    published_cell_link(now->doc, entry->id);
}

static struct str state_words(struct publishing *now, const struct entry *action)
{
    struct str state = json_find_text(&action->body, STR("state"));
    struct str note = safe_field(now, action, "note");
    const char *words = str_equal(state, STR("done"))      ? "Done"
                        : str_equal(state, STR("dropped")) ? "We could not"
                        : note.len                         ? "Under way"
                                                           : "No news yet";
    return str_format(now->arena, "%s%s%.*s", words, note.len ? ": " : "",
                      STR_ARGS(note));
}

struct str action_difference(struct publishing *now, const struct entry *action)
{
    struct buf out = BUF_IN(now->arena);
    for (size_t i = 0; i < now->indicators.count; i++) {
        const struct entry *indicator = &now->indicators.items[i];
        if (!str_equal(json_find_text(&indicator->body, STR("action")), action->id))
            continue;
        struct series series = series_of(now, indicator);
        const struct json *last =
            series.count ? &series.items[series.count - 1]->body : NULL;
        buf_add_format(&out, "%s%.*s: %.*s", out.len ? "; " : "",
                       STR_ARGS(safe_field(now, indicator, "wording")),
                       STR_ARGS(judged(now, &indicator->body, last)));
    }
    return buf_str(&out);
}

/* Themes of which it is said that nothing could be done. */
static size_t could_not_rows(struct publishing *now, bool write)
{
    size_t rows = 0;
    for (size_t i = 0; i < now->themes.count; i++) {
        const struct entry *theme = &now->themes.items[i];
        if (!json_find_text(&theme->body, STR("could_not")).len)
            continue;
        rows++;
        if (!write)
            continue;
        published_row(now->doc);
        linked_text(now, theme, theme_name(now, theme));
        published_empty(now->doc);
        published_text(now->doc,
                       str_format(now->arena, "We could not: %.*s",
                                  STR_ARGS(safe_field(now, theme, "could_not"))));
        published_empty(now->doc);
    }
    return rows;
}

/* A cycle that nothing follows says itself what it leaves behind. */
static void closing_words(struct publishing *now)
{
    int64_t open = 0;
    if (!json_find_bool(now->request->body, STR("one_off")))
        return;
    for (size_t i = 0; i < now->actions.count; i++)
        open += str_equal(json_find_text(&now->actions.items[i].body, STR("state")),
                          STR("open"));
    if (open)
        published_paragraph(
            now->doc, str_format(now->arena,
                                 "This was done once, and no other cycle follows. %lld "
                                 "of the actions %s still open; each stays with whoever "
                                 "took it on.",
                                 (long long)open, open == 1 ? "is" : "are"));
    else
        published_paragraph(now->doc, STR("This was done once, and no other cycle "
                                          "follows. No action is still open."));
}

bool part_since_last(struct publishing *now, const struct json *part, struct error *err)
{
    (void)err;
    part_heading(now, part, "You said, we did");
    if (now->actions.count == 0 && could_not_rows(now, false) == 0) {
        published_paragraph(now->doc, STR("No actions have been agreed yet."));
        before_table(now);
        closing_words(now);
        return true;
    }
    published_table(now->doc, STR("You said, we did, the difference it made"), STR_NONE,
                    STR_NONE);
    published_column(now->doc, STR("You said"), false);
    published_column(now->doc, STR("We said we would"), false);
    published_column(now->doc, STR("How it went"), false);
    published_column(now->doc, STR("The difference"), false);
    for (size_t i = 0; i < now->actions.count; i++) {
        const struct entry *action = &now->actions.items[i];
        struct chain chain = chain_of(now, action);
        published_row(now->doc);
        if (chain.theme)
            linked_text(now, chain.theme, theme_name(now, chain.theme));
        else
            published_text(now->doc,
                           json_find_text(&action->body, STR("carried_from")).len
                               ? STR("Carried over from the cycle before")
                               : STR_NONE);
        linked_text(now, action, safe_field(now, action, "what"));
        published_text(now->doc, state_words(now, action));
        published_text(now->doc, action_difference(now, action));
    }
    (void)could_not_rows(now, true);
    before_table(now);
    closing_words(now);
    return true;
}

static void thread_row(struct publishing *now, const struct entry *action,
                       const struct entry *indicator)
{
    struct chain chain = chain_of(now, action);
    published_row(now->doc);
    if (chain.theme)
        linked_text(now, chain.theme, theme_name(now, chain.theme));
    else
        published_text(now->doc, STR("From the cycle before"));
    linked_text(now, chain.cause, safe_field(now, chain.cause, "text"));
    linked_text(now, chain.success, safe_field(now, chain.success, "text"));
    if (chain.success && chain.cause)
        published_cell_link(now->doc, success_anchor(now, chain.cause->id));
    linked_text(now, action, safe_field(now, action, "what"));
    linked_text(now, indicator, safe_field(now, indicator, "wording"));
    published_text(now->doc, indicator ? indicator->id : action->id);
}

bool part_thread(struct publishing *now, const struct json *part, struct error *err)
{
    (void)err;
    part_heading(now, part, "From what was said to what changed");
    if (now->actions.count == 0) {
        published_paragraph(now->doc, STR("There is no thread to follow yet."));
        return true;
    }
    published_paragraph(
        now->doc,
        STR("Each row leads from what people said to what is measured. What stands "
            "under \"For officers\" lets officers look up where a row comes from."));
    published_table(now->doc, STR("How one thing led to another"), STR_NONE, STR_NONE);
    published_column(now->doc, STR("What people said"), false);
    published_column(now->doc, STR("Because"), false);
    published_column(now->doc, STR("What success looks like"), false);
    published_column(now->doc, STR("Action"), false);
    published_column(now->doc, STR("Measured by"), false);
    published_column(now->doc, STR("For officers"), false);
    for (size_t a = 0; a < now->actions.count; a++) {
        const struct entry *action = &now->actions.items[a];
        bool any = false;
        for (size_t i = 0; i < now->indicators.count; i++) {
            if (!str_equal(json_find_text(&now->indicators.items[i].body, STR("action")),
                           action->id))
                continue;
            thread_row(now, action, &now->indicators.items[i]);
            any = true;
        }
        if (!any)
            thread_row(now, action, NULL);
    }
    return true;
}
