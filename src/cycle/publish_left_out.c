/* SPDX-License-Identifier: MIT */
/* What a report owes its readers about the words that they do not find in it: what
 * stands in no theme, what is kept as spare, and what is held back. */
#include "cycle/publish_parts.h"
#include "cycle/sample.h"

#include "cycle/top.h"

#include <stdint.h>
#include <stdlib.h>

size_t count_people(struct arena *arena, const struct entry **members, size_t count)
{
    struct str *people = arena_array(arena, struct str, count);
    size_t different = 0;
    for (size_t i = 0; i < count; i++)
        people[i] = json_find_text(&members[i]->body, STR("person"));
    if (count)
        qsort(people, count, sizeof(struct str), str_compare_items);
    for (size_t i = 0; i < count; i++)
        if (people[i].len && (i == 0 || !str_equal(people[i], people[i - 1])))
            different++;
    return different || !count ? different : 1;
}

static bool is_agreed(struct publishing *now, struct str theme)
{
    const struct entry *found = entries_find(&now->themes, theme);
    return found && json_find_bool(&found->body, STR("agreed"));
}

static bool has_agreed(struct publishing *now, struct str section)
{
    for (size_t i = 0; i < now->themes.count; i++) {
        const struct json *body = &now->themes.items[i].body;
        if (str_equal(json_find_text(body, STR("section")), section) &&
            json_find_bool(body, STR("agreed")))
            return true;
    }
    return false;
}

/* Whether so many of `all` people may be told of. */
static bool may_count(struct publishing *now, size_t people, size_t all, bool *out,
                      struct error *err)
{
    struct disclosure_result safe;
    int64_t cell = (int64_t)people;
    struct disclosure_counts in = {.shape = DISCLOSURE_SINGLES,
                                   .rows = 1,
                                   .columns = 1,
                                   .cells = &cell,
                                   .total = (int64_t)all};
    if (!disclosure_apply(now->arena, now->request->rule, &in, &safe, err))
        return false;
    *out = safe.cells[0] != DISCLOSURE_HIDDEN;
    return true;
}

/* A number of statements, unless it is of few people. */
static bool statements_sentence(struct publishing *now, const struct entry **found,
                                size_t count, size_t all, const char *words,
                                struct error *err)
{
    bool shown;
    if (count == 0)
        return true;
    if (!may_count(now, count_people(now->arena, found, count), all, &shown, err))
        return false;
    published_paragraph(
        now->doc,
        shown ? str_format(now->arena, "%zu statements %s.", count, words)
              : str_format(now->arena, "Some statements %s; how many is hidden.", words));
    return true;
}

/* What people kept on its own. Where only the computer found nothing like it, nobody has
 * looked yet. */
static bool is_alone(const struct json *body)
{
    struct str tray = json_find_text(body, STR("tray"));
    return (str_equal(tray, STR("alone")) || str_equal(tray, STR("unsure"))) &&
           !json_find_bool(body, STR("drafted"));
}

/* For words of the room the yes is their own, since nobody is known for them. */
static bool said_yes(const struct publishing *now, const struct json *body)
{
    struct str person = json_find_text(body, STR("person"));
    return person.len ? str_list_has(&now->quoted, person)
                      : json_find_bool(body, STR("may_quote"));
}

/* A single serious statement does not disappear in a number, if whoever said it has said
 * yes to being quoted: no theme that others share hides them here. */
static void quote_alone(struct publishing *now, const struct entry **alone, size_t count,
                        enum published_mark mark)
{
    for (size_t i = 0; i < count; i++) {
        const struct json *body = &alone[i]->body;
        if (str_equal(json_find_text(body, STR("tray")), STR("alone")) &&
            said_yes(now, body) && may_quote(now, alone[i]))
            published_quote(now->doc, mark, json_find_text(body, STR("text")),
                            said_by(now, alone[i]), STR_NONE);
    }
}

/* On its own, in a group that is not agreed yet, or not sorted at all. */
bool unthemed_words(struct publishing *now, struct str section, enum published_mark mark,
                    size_t people, struct error *err)
{
    const struct entry **alone =
        arena_array(now->arena, const struct entry *, now->statements.count);
    const struct entry **unsorted =
        arena_array(now->arena, const struct entry *, now->statements.count);
    const struct entry **suggested =
        arena_array(now->arena, const struct entry *, now->statements.count);
    size_t alone_count = 0, unsorted_count = 0, suggested_count = 0;
    for (size_t i = 0; i < now->statements.count; i++) {
        const struct entry *one = &now->statements.items[i];
        if (!str_equal(json_find_text(&one->body, STR("section")), section))
            continue;
        if (is_alone(&one->body))
            alone[alone_count++] = one;
        else if (!json_find_text(&one->body, STR("theme")).len)
            unsorted[unsorted_count++] = one;
        else if (!is_agreed(now, json_find_text(&one->body, STR("theme"))))
            suggested[suggested_count++] = one;
    }
    if (!statements_sentence(now, alone, alone_count, people,
                             "stand on their own, in no theme", err))
        return false;
    quote_alone(now, alone, alone_count, mark);
    if (!statements_sentence(now, suggested, suggested_count, people,
                             "are sorted into groups that nobody has agreed yet", err))
        return false;
    if (!statements_sentence(now, unsorted, unsorted_count, people,
                             "have not been sorted yet", err))
        return false;
    if (has_agreed(now, section) && unsorted_count + suggested_count == 0)
        published_paragraph(now->doc, str_format(now->arena,
                                                 "Every %sstatement that counts here "
                                                 "is in a theme.",
                                                 alone_count ? "other " : ""));
    return true;
}

static const struct entry **all_of(struct publishing *now, const struct entries *entries)
{
    const struct entry **out =
        arena_array(now->arena, const struct entry *, entries->count);
    for (size_t i = 0; i < entries->count; i++)
        out[i] = &entries->items[i];
    return out;
}

/* Everyone of whom there is a statement, whether it counts or not. */
static size_t everyone(struct publishing *now)
{
    const struct entries *lists[] = {&now->statements, &now->spare, &now->held_back,
                                     &now->withdrawn, &now->not_drawn};
    const struct entry **all =
        arena_array(now->arena, const struct entry *,
                    now->statements.count + now->spare.count + now->held_back.count +
                        now->withdrawn.count + now->not_drawn.count);
    size_t count = 0;
    for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++)
        for (size_t i = 0; i < lists[l]->count; i++)
            all[count++] = &lists[l]->items[i];
    return count_people(now->arena, all, count);
}

/* "statements, from 9 people,", or "statements" where a few of them said two; empty where
 * there are none or they are hidden. */
static bool how_many(struct publishing *now, const struct entries *entries,
                     struct str *out, struct error *err)
{
    bool shown;
    size_t people = count_people(now->arena, all_of(now, entries), entries->count);
    *out = STR_NONE;
    if (entries->count == 0)
        return true;
    if (!may_count(now, people, everyone(now), &shown, err))
        return false;
    if (shown)
        *out =
            disclosure_apart(now->request->rule, (int64_t)entries->count, (int64_t)people)
                ? str_format(now->arena, "statements, from %zu people,", people)
                : STR("statements");
    return true;
}

/* A sample is told of even where the number is hidden: readers must know that they do
 * not see all. */
static bool not_drawn_words(struct publishing *now, struct error *err)
{
    struct str rest;
    const struct json *sample = json_find(now->request->body, STR("sample"));
    struct str by =
        sample_by_words(now->arena, sample ? json_find(sample, STR("by")) : NULL);
    if (!now->not_drawn.count)
        return true;
    if (!how_many(now, &now->not_drawn, &rest, err))
        return false;
    struct str how = by.len ? str_format(now->arena, " by %.*s", STR_ARGS(by)) : STR_NONE;
    published_paragraph(
        now->doc,
        rest.len ? str_format(now->arena,
                              "There were too many cards for the day, so a sample was "
                              "drawn%.*s. %zu %.*s were not drawn and are not in this "
                              "report.",
                              STR_ARGS(how), now->not_drawn.count, STR_ARGS(rest))
                 : str_format(now->arena,
                              "There were too many cards for the day, so a sample was "
                              "drawn%.*s. Some statements were not drawn and are not in "
                              "this report; how many is hidden.",
                              STR_ARGS(how)));
    return true;
}

/* Who said more than counts is one of those whose words count: the rest of those must
 * not be few. */
static bool spare_apart(struct publishing *now)
{
    size_t more = count_people(now->arena, all_of(now, &now->spare), now->spare.count);
    size_t counted =
        count_people(now->arena, all_of(now, &now->statements), now->statements.count);
    return disclosure_apart(now->request->rule, (int64_t)counted, (int64_t)more);
}

/* That a few are held back is not told: it reads as if there were none. */
bool left_out_words(struct publishing *now, struct error *err)
{
    struct buf text = BUF_IN(now->arena);
    struct str beyond, held, wish;
    struct str used = top_words(now->arena, now->request->steps).used;
    if (!how_many(now, &now->spare, &beyond, err) ||
        !how_many(now, &now->held_back, &held, err) ||
        !how_many(now, &now->withdrawn, &wish, err))
        return false;
    if (!spare_apart(now))
        beyond = STR_NONE;
    if (now->spare.count)
        published_paragraph(
            now->doc,
            beyond.len
                ? str_format(now->arena,
                             "Under each heading we use %.*s that a person said. "
                             "%zu more %.*s are not in this report: they are beyond "
                             "these, or from an earlier review.",
                             STR_ARGS(used), now->spare.count, STR_ARGS(beyond))
                : str_format(now->arena,
                             "Under each heading we use %.*s that a person said. Some "
                             "more statements, beyond these or from an earlier review, "
                             "are not in this report; how many is hidden.",
                             STR_ARGS(used)));
    if (!not_drawn_words(now, err))
        return false;
    if (wish.len)
        published_paragraph(now->doc, str_format(now->arena,
                                                 "%zu %.*s are not used, by their wish.",
                                                 now->withdrawn.count, STR_ARGS(wish)));
    buf_add(&text,
            STR("Words that may be about somebody's safety are never printed: they "
                "are for the person who looks after safeguarding."));
    if (held.len)
        buf_add_format(
            &text, " There were %zu such %.*s.", now->held_back.count,
            STR_ARGS(str_ends(held, STR(",")) ? str_slice(held, 0, held.len - 1) : held));
    published_paragraph(now->doc, buf_str(&text));
    return true;
}
