/* SPDX-License-Identifier: MIT */
/* The part about how far we are: each success statement with what was done, what was
 * measured, and how far it is as people see it. */
#include "cycle/publish_parts.h"

#include "cycle/success_board.h"

enum { HOW_FAR = 5 };

static const char *const how_far[HOW_FAR] = {"much_less", "less", "as_hoped", "more",
                                             "much_more"};

/* Statements of a cause that say the same, as the room marked them: what is done for one
 * is done for all. */
struct together {
    const struct success_cause *cause;
    size_t group;
};

static bool is_among(struct together these, struct str success)
{
    for (size_t i = 0; i < these.cause->count; i++)
        if (these.cause->said[i].group == these.group &&
            str_equal(these.cause->said[i].id, success))
            return true;
    return false;
}

/* Whether the action, or the one that it goes on from, works towards them. */
static bool works_towards(const struct publishing *now, size_t action,
                          struct together these)
{
    const struct entry *success = now->chains[action].success;
    return success && is_among(these, success->id);
}

/* "2 of 3 done, 1 could not be" */
static struct str done_words(struct publishing *now, struct together these)
{
    size_t all = 0, done = 0, dropped = 0;
    for (size_t i = 0; i < now->actions.count; i++) {
        const struct json *body = &now->actions.items[i].body;
        struct str state = json_find_text(body, STR("state"));
        if (!works_towards(now, i, these))
            continue;
        all++;
        done += str_equal(state, STR("done"));
        dropped += str_equal(state, STR("dropped"));
    }
    if (!all)
        return STR("Nothing was agreed");
    struct str words = str_format(now->arena, "%zu of %zu %s done", done, all,
                                  all == 1 ? "action" : "actions");
    return dropped ? str_format(now->arena, "%.*s; %zu could not be", STR_ARGS(words),
                                dropped)
                   : words;
}

static struct str measured_words(struct publishing *now, struct together these)
{
    struct buf out = BUF_IN(now->arena);
    for (size_t i = 0; i < now->actions.count; i++) {
        if (!works_towards(now, i, these))
            continue;
        struct str one = action_difference(now, &now->actions.items[i]);
        buf_add_format(&out, "%s%.*s", out.len && one.len ? "; " : "", STR_ARGS(one));
    }
    return buf_str(&out);
}

/* Whether it is this viewpoint's; of none: one of those who stand together. */
static bool is_of(struct publishing *now, const struct entry *one, struct together these,
                  struct str perspective)
{
    struct str who = json_find_text(&one->body, STR("perspective"));
    return is_among(these, json_find_text(&one->body, STR("success"))) &&
           (perspective.len ? str_equal(who, perspective) : !is_told_apart(now, who));
}

static bool is_said(struct publishing *now, const struct entries *all,
                    struct together these, struct str perspective, const char *far)
{
    for (size_t i = 0; i < all->count; i++)
        if (is_of(now, &all->items[i], these, perspective) &&
            str_equal(json_find_text(&all->items[i].body, STR("how_far")), str_of(far)))
            return true;
    return false;
}

static void add_viewpoint(struct publishing *now, const struct entries *all,
                          struct together these, struct str perspective, struct buf *out)
{
    bool begun = false;
    for (int f = 0; f < HOW_FAR; f++) {
        if (!is_said(now, all, these, perspective, how_far[f]))
            continue;
        struct str who =
            perspective.len ? plain_title(now->arena, perspective) : STR("Others");
        if (!begun)
            buf_add_format(out, "%s%.*s: ", out->len ? "\n" : "", STR_ARGS(who));
        buf_add_format(out, "%s%.*s", begun ? ", " : "",
                       STR_ARGS(plain_words(now->arena, str_of(how_far[f]))));
        begun = true;
    }
}

static struct str how_far_words(struct publishing *now, const struct entries *all,
                                struct together these)
{
    struct buf out = BUF_IN(now->arena);
    for (size_t p = 0; p < ROOM_PERSPECTIVES; p++)
        if (is_told_apart(now, room_perspective(p)))
            add_viewpoint(now, all, these, room_perspective(p), &out);
    add_viewpoint(now, all, these, STR_NONE, &out);
    return out.len ? buf_str(&out) : STR("Nobody has said yet");
}

/* "Family: It rings"; without a name where all are of one viewpoint. */
static void add_stories(struct publishing *now, const struct entries *all,
                        struct together these, struct str perspective, bool named,
                        struct buf *out)
{
    struct str who =
        perspective.len ? plain_title(now->arena, perspective) : STR("Others");
    for (size_t i = 0; i < all->count; i++)
        if (is_of(now, &all->items[i], these, perspective) &&
            json_find_text(&all->items[i].body, STR("why")).len)
            buf_add_format(out, "%s%.*s%s%.*s", out->len ? "\n" : "",
                           STR_ARGS(named ? who : STR_NONE), named ? ": " : "",
                           STR_ARGS(words_are_gone(now, all->items[i].id)
                                        ? STR("(the words are no longer kept)")
                                        : safe_field(now, &all->items[i], "why")));
}

static bool has_spoken(struct publishing *now, const struct entries *all,
                       struct together these, struct str perspective)
{
    for (size_t i = 0; i < all->count; i++)
        if (is_of(now, &all->items[i], these, perspective))
            return true;
    return false;
}

/* In the order of how far each thinks it is, beside which they stand. */
static struct str stories(struct publishing *now, const struct entries *all,
                          struct together these)
{
    struct buf out = BUF_IN(now->arena);
    size_t viewpoints = has_spoken(now, all, these, STR_NONE);
    for (size_t p = 0; p < ROOM_PERSPECTIVES; p++)
        viewpoints += is_told_apart(now, room_perspective(p)) &&
                      has_spoken(now, all, these, room_perspective(p));
    for (size_t p = 0; p < ROOM_PERSPECTIVES; p++)
        if (is_told_apart(now, room_perspective(p)))
            add_stories(now, all, these, room_perspective(p), viewpoints > 1, &out);
    add_stories(now, all, these, STR_NONE, viewpoints > 1, &out);
    return buf_str(&out);
}

static size_t count_of(struct together these)
{
    size_t count = 0;
    for (size_t i = 0; i < these.cause->count; i++)
        count += these.cause->said[i].group == these.group;
    return count;
}

/* Of several, who says each; viewpoints that stand together are others. */
static struct str success_words(struct publishing *now, struct together these)
{
    struct buf out = BUF_IN(now->arena);
    bool several = count_of(these) > 1;
    for (size_t i = 0; i < these.cause->count; i++) {
        const struct success_said *said = &these.cause->said[i];
        if (said->group != these.group)
            continue;
        struct str who = is_told_apart(now, said->perspective)
                             ? plain_title(now->arena, said->perspective)
                             : STR("Others");
        if (several)
            buf_add_format(&out, "%s%.*s: ", out.len ? "\n" : "", STR_ARGS(who));
        buf_add(&out, safe_words(now, said->id, said->text));
    }
    return buf_str(&out);
}

static void cause_table(struct publishing *now, const struct success_cause *cause,
                        const struct entries *all)
{
    static const char *const columns[] = {"What success looks like", "What was done",
                                          "What was measured", "How far we are",
                                          "The story behind it"};
    published_table(now->doc, safe_words(now, cause->id, cause->text), STR_NONE,
                    STR_NONE);
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++)
        published_column(now->doc, str_of(columns[c]), false);
    for (size_t g = 0; g < cause->groups; g++) {
        struct together these = {cause, g};
        published_row(now->doc);
        published_text(now->doc, success_words(now, these));
        published_text(now->doc, done_words(now, these));
        published_text(now->doc, measured_words(now, these));
        published_text(now->doc, how_far_words(now, all, these));
        published_text(now->doc, stories(now, all, these));
    }
}

static bool is_looked_at(const struct success_cause *cause, const struct entries *all)
{
    for (size_t i = 0; i < all->count; i++)
        for (size_t n = 0; n < cause->count; n++)
            if (str_equal(json_find_text(&all->items[i].body, STR("success")),
                          cause->said[n].id))
                return true;
    return false;
}

bool part_progress(struct publishing *now, const struct json *part, struct error *err)
{
    struct success_board board;
    struct entries all;
    size_t rest = 0;
    if (!success_load_told(now, &board, err) ||
        !entries_load(now, STR("progress"), &all, err))
        return false;
    part_heading(now, part, "How far we are");
    if (all.count == 0) {
        published_paragraph(now->doc, STR("Nobody has said yet how far we are."));
        return true;
    }
    for (size_t i = 0; i < board.count; i++) {
        if (is_looked_at(&board.causes[i], &all))
            cause_table(now, &board.causes[i], &all);
        else
            rest += board.causes[i].count;
    }
    if (rest)
        published_paragraph(
            now->doc,
            str_format(
                now->arena,
                "Of %zu more success statement%s, for other causes, nobody has said "
                "yet how far we are.",
                rest, rest == 1 ? "" : "s"));
    return true;
}
