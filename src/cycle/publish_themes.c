/* SPDX-License-Identifier: MIT */
/* The parts about what people said: themes with their quotes, and causes. */
#include "cycle/publish_parts.h"

#include "base/unicode.h"
#include "cycle/manner.h"
#include "cycle/room.h"
#include "cycle/section.h"
#include "text/cluster.h"

#include <stdlib.h>

enum { MOST_QUOTES = 3, LONGEST_QUOTE = 220, SHORTEST_QUOTE = 12 };

/* One theme of a section with what stands in it. */
struct theme_view {
    const struct entry *theme;
    const struct entry **members;
    size_t statements, people;
    int64_t shown_people; /* after disclosure */
};

static void view_of(struct publishing *now, const struct entry *theme,
                    struct theme_view *out)
{
    *out = (struct theme_view){.theme = theme};
    out->members = arena_array(now->arena, const struct entry *, now->statements.count);
    for (size_t i = 0; i < now->statements.count; i++)
        if (str_equal(json_find_text(&now->statements.items[i].body, STR("theme")),
                      theme->id))
            out->members[out->statements++] = &now->statements.items[i];
    out->people = count_people(now->arena, out->members, out->statements);
}

struct str theme_name(struct publishing *now, const struct entry *theme)
{
    if (!json_find_bool(&theme->body, STR("agreed")) ||
        !json_find_text(&theme->body, STR("name")).len)
        return STR("A group that is not agreed yet");
    return safe_field(now, theme, "name");
}

/* The groups that people have agreed; how many others hold statements. A group without
 * a name could not be told from the next one in a chart. */
static size_t views_of_section(struct publishing *now, struct str section,
                               struct theme_view **out, size_t *others)
{
    size_t count = 0;
    *out = arena_array(now->arena, struct theme_view, now->themes.count);
    *others = 0;
    for (size_t i = 0; i < now->themes.count; i++) {
        const struct entry *theme = &now->themes.items[i];
        if (!str_equal(json_find_text(&theme->body, STR("section")), section))
            continue;
        view_of(now, theme, &(*out)[count]);
        if ((*out)[count].statements == 0)
            continue;
        if (json_find_bool(&theme->body, STR("agreed")))
            count++;
        else
            ++*others;
    }
    return count;
}

static size_t people_in_section(struct publishing *now, struct str section,
                                size_t *statements)
{
    const struct entry **all =
        arena_array(now->arena, const struct entry *, now->statements.count);
    *statements = 0;
    for (size_t i = 0; i < now->statements.count; i++)
        if (str_equal(json_find_text(&now->statements.items[i].body, STR("section")),
                      section))
            all[(*statements)++] = &now->statements.items[i];
    return count_people(now->arena, all, *statements);
}

static enum published_mark mark_of(enum section section)
{
    switch (section) {
    case SECTION_WORKING:
        return PUBLISHED_WORKING;
    case SECTION_NOT_WORKING:
        return PUBLISHED_NOT_WORKING;
    case SECTION_ASPIRATION:
        return PUBLISHED_ASPIRATION;
    default:
        return PUBLISHED_PLAIN;
    }
}

/* By size, as far as it is shown: the place of a hidden number would tell of it. */
static int by_size(const void *a, const void *b)
{
    const struct theme_view *left = a, *right = b;
    if (left->shown_people != right->shown_people)
        return left->shown_people > right->shown_people ? -1 : 1;
    return str_compare(left->theme->id, right->theme->id);
}

static size_t count_all(struct publishing *now, const struct theme_view *views,
                        size_t count)
{
    size_t all = 0;
    for (size_t i = 0; i < count; i++)
        all += views[i].statements;
    const struct entry **members = arena_array(now->arena, const struct entry *, all);
    all = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t s = 0; s < views[i].statements; s++)
            members[all++] = views[i].members[s];
    return count_people(now->arena, members, all);
}

/* Everyone whose words are in the report: how many they are is told, by coverage. */
static size_t count_voices(struct publishing *now)
{
    const struct entry **all =
        arena_array(now->arena, const struct entry *, now->statements.count);
    for (size_t i = 0; i < now->statements.count; i++)
        all[i] = &now->statements.items[i];
    return count_people(now->arena, all, now->statements.count);
}

/* Who has a view under a heading, and who was asked and has none, are together whoever
 * was asked: how many were not, or have no view anywhere, must be no few. */
static bool asked_apart(const struct publishing *now, size_t people, enum section section)
{
    struct disclosure_rule rule = now->request->rule;
    int64_t no_view = (int64_t)now->coverage.no_view[section];
    int64_t asked = (int64_t)people + no_view;
    return !disclosure_apart(rule, no_view, 0) || /* then it is hidden */
           (disclosure_apart(rule, (int64_t)now->coverage.all.due, asked) &&
            disclosure_apart(rule, (int64_t)now->coverage.all.used, asked));
}

/* Who is in no theme of the section may have no view there. Where nobody is in two, the
 * themes and they are the parts of all whose views are here. */
static bool disclose_parts(struct publishing *now, struct theme_view *views, size_t count,
                           enum section section, struct error *err)
{
    struct disclosure_result safe;
    int64_t *cells = arena_array(now->arena, int64_t, count + 1);
    size_t people = 0, least = 0, voices = count_voices(now);
    for (size_t i = 0; i < count; i++) {
        cells[i] = (int64_t)views[i].people;
        people += views[i].people;
        least = cells[i] < cells[least] ? i : least;
    }
    if (!count || people != count_all(now, views, count) || people > voices)
        return true;
    cells[count] = (int64_t)(voices - people);
    struct disclosure_counts in = {
        .shape = DISCLOSURE_PARTS, .rows = count + 1, .columns = 1, .cells = cells};
    if (!disclosure_apply(now->arena, now->request->rule, &in, &safe, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (safe.cells[i] == DISCLOSURE_HIDDEN)
            views[i].shown_people = DISCLOSURE_HIDDEN;
    if (!asked_apart(now, people, section))
        views[least].shown_people = DISCLOSURE_HIDDEN;
    return true;
}

/* What may be shown of each; then puts them in order. What a theme leaves of the people
 * of its section, and of all whose views are here, is no small number either. */
static bool disclose(struct publishing *now, struct theme_view *views, size_t count,
                     size_t people, enum section section, struct error *err)
{
    struct disclosure_result safe;
    struct disclosure_rule rule = now->request->rule;
    int64_t voices = (int64_t)count_voices(now);
    int64_t *cells = arena_array(now->arena, int64_t, count);
    for (size_t i = 0; i < count; i++)
        cells[i] = (int64_t)views[i].people;
    struct disclosure_counts in = {.shape = DISCLOSURE_SINGLES,
                                   .rows = count,
                                   .columns = 1,
                                   .cells = cells,
                                   .total = (int64_t)people};
    if (!disclosure_apply(now->arena, rule, &in, &safe, err))
        return false;
    for (size_t i = 0; i < count; i++)
        views[i].shown_people =
            disclosure_apart(rule, voices, cells[i]) ? safe.cells[i] : DISCLOSURE_HIDDEN;
    if (!disclose_parts(now, views, count, section, err))
        return false;
    if (count)
        qsort(views, count, sizeof *views, by_size);
    return true;
}

/* Where people are hidden, statements are too: few cards are few people. So are those
 * who said two things, and they are the statements less the people. */
static bool shows_statements(const struct publishing *now, const struct theme_view *view)
{
    return view->shown_people != DISCLOSURE_HIDDEN &&
           disclosure_apart(now->request->rule, (int64_t)view->statements,
                            view->shown_people);
}

static void theme_table(struct publishing *now, const struct theme_view *views,
                        size_t count, struct str title)
{
    published_table(now->doc, title,
                    STR("A person may have said more than one thing in a theme."),
                    STR_NONE);
    published_column(now->doc, STR("Theme"), false);
    published_column(now->doc, STR("People"), true);
    published_column(now->doc, STR("Statements"), true);
    for (size_t i = 0; i < count; i++) {
        published_row(now->doc);
        published_text(now->doc, theme_name(now, views[i].theme));
        published_cell_link(now->doc, views[i].theme->id);
        published_number(now->doc, views[i].shown_people);
        if (shows_statements(now, &views[i]))
            published_number(now->doc, (int64_t)views[i].statements);
        else
            published_hidden(now->doc);
    }
    published_chart(now->doc, PUBLISHED_BARS, title);
    published_chart_values(now->doc, 1);
}

/* Looked through again: a name may have come to be known after the import. */
bool may_quote(struct publishing *now, const struct entry *statement)
{
    struct str text = json_find_text(&statement->body, STR("text"));
    size_t length = unicode_length(text);
    struct str person = json_find_text(&statement->body, STR("person"));
    const struct json *yes = json_find(&statement->body, STR("may_quote"));
    bool refused = (yes && !json_find_bool(&statement->body, STR("may_quote"))) ||
                   str_list_has(&now->unquoted, person);
    return json_count(json_find(&statement->body, STR("flags"))) == 0 && !refused &&
           length >= SHORTEST_QUOTE && length <= LONGEST_QUOTE &&
           flag_find(now->known, now->arena, text).count == 0;
}

/* Somebody of the few who sign would be known by it. */
static bool said_by_few(struct publishing *now, const struct entry *statement)
{
    struct str how = json_find_text(&statement->body, STR("how"));
    const struct entry **same =
        arena_array(now->arena, const struct entry *, now->statements.count);
    size_t count = 0;
    for (size_t i = 0; i < now->statements.count; i++)
        if (str_equal(json_find_text(&now->statements.items[i].body, STR("how")), how))
            same[count++] = &now->statements.items[i];
    return (int64_t)count_people(now->arena, same, count) < now->request->rule.threshold;
}

struct str said_by(struct publishing *now, const struct entry *statement)
{
    static const char *const ways[][2] = {{"signs", "in signs"},
                                          {"aac", "with a communication aid"},
                                          {"symbols", "in symbols"}};
    struct str speaker = json_find_text(&statement->body, STR("speaker"));
    bool few = said_by_few(now, statement);
    struct str how = json_find_text(&statement->body, STR("how"));
    bool plan = str_equal(json_find_text(&statement->body, STR("said_in")), STR("plan"));
    if (str_equal(how, STR("observation")))
        return STR("What others observed");
    const char *interpreted = manner_is_interpreted(&statement->body)
                                  ? ", put into words by somebody else"
                                  : "";
    struct str who = speaker.len ? plain_title(now->arena, speaker)
                     : plan      ? STR("From a plan")
                                 : STR("Who said it was not written down");
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (!few && str_equal(how, str_of(ways[i][0])))
            return str_format(now->arena, "%.*s, %s%s", STR_ARGS(who), ways[i][1],
                              interpreted);
    return str_format(now->arena, "%.*s%s", STR_ARGS(who), interpreted);
}

struct central {
    const struct entry *statement;
    uint32_t closeness;
};

static int by_closeness(const void *a, const void *b)
{
    const struct central *left = a, *right = b;
    if (left->closeness != right->closeness)
        return left->closeness > right->closeness ? -1 : 1;
    return str_compare(left->statement->id, right->statement->id);
}

struct quoted {
    struct str people[MOST_QUOTES], words[MOST_QUOTES];
    size_t count;
};

/* Whether it is of another person, and says it in other words. */
static bool is_another(struct quoted *before, struct str person, struct str words)
{
    for (size_t i = 0; i < before->count; i++)
        if (str_equal(before->people[i], person) || str_equal(before->words[i], words))
            return false;
    before->people[before->count] = person;
    before->words[before->count++] = words;
    return true;
}

/* The quotes nearest to what the whole theme says, each of another person and in other
 * words. */
static bool quotes(struct publishing *now, const struct theme_view *view,
                   enum published_mark mark, struct error *err)
{
    struct str_list texts = {arena_array(now->arena, struct str, view->statements),
                             view->statements};
    struct central *order = arena_array(now->arena, struct central, view->statements);
    struct quoted shown = {.count = 0};
    struct clusters clusters;
    for (size_t i = 0; i < view->statements; i++)
        texts.items[i] = json_find_text(&view->members[i]->body, STR("text"));
    if (!cluster_statements(now->arena, texts, (struct cluster_options){.count = 1},
                            &clusters, err))
        return false;
    for (size_t i = 0; i < view->statements; i++)
        order[i] = (struct central){view->members[i], clusters.closeness[i]};
    qsort(order, view->statements, sizeof(struct central), by_closeness);
    for (size_t i = 0; i < view->statements && shown.count < MOST_QUOTES; i++) {
        const struct json *body = &order[i].statement->body;
        struct str text = json_find_text(body, STR("text"));
        if (!may_quote(now, order[i].statement) ||
            !is_another(&shown, json_find_text(body, STR("person")),
                        unicode_fold(now->arena, text)))
            continue;
        if (words_are_gone(now, order[i].statement->id)) {
            published_paragraph(now->doc, STR("(The words are no longer kept.)"));
            return true;
        }
        published_quote(now->doc, mark, text, said_by(now, order[i].statement), STR_NONE);
    }
    return true;
}

static bool view_in_words(struct publishing *now, const struct theme_view *view,
                          enum published_mark mark, struct error *err)
{
    if (view->shown_people == DISCLOSURE_HIDDEN) {
        published_paragraph(
            now->doc, STR("The number of people who said this is hidden, so their words "
                          "are not printed here."));
        return true;
    }
    published_paragraph(
        now->doc, view->people == view->statements || !shows_statements(now, view)
                      ? str_format(now->arena, "%zu people said this.", view->people)
                      : str_format(now->arena, "%zu people said this, in %zu statements.",
                                   view->people, view->statements));
    return quotes(now, view, mark, err);
}

static bool theme_in_words(struct publishing *now, const struct theme_view *view,
                           enum published_mark mark, struct error *err)
{
    published_heading(now->doc, 3, theme_name(now, view->theme), view->theme->id);
    published_mark(now->doc, mark);
    return view_in_words(now, view, mark, err);
}

/* All themes of the section are disclosed together: a number that the report hides is
 * hidden here, too. */
bool theme_said(struct publishing *now, const struct entry *theme, struct error *err)
{
    struct str section = json_find_text(&theme->body, STR("section"));
    struct theme_view *views;
    enum section number;
    size_t statements, others;
    if (!section_find(section, &number))
        return true;
    size_t people = people_in_section(now, section, &statements);
    size_t count = views_of_section(now, section, &views, &others);
    if (count && !disclose(now, views, count, people, number, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (views[i].theme == theme)
            return view_in_words(now, &views[i], mark_of(number), err);
    published_paragraph(now->doc, STR("Nothing that was said stands in it."));
    return true;
}

enum published_mark theme_mark(const struct entry *theme)
{
    enum section number;
    return section_find(json_find_text(&theme->body, STR("section")), &number)
               ? mark_of(number)
               : PUBLISHED_PLAIN;
}

static void others_sentence(struct publishing *now, size_t agreed, size_t others)
{
    const char *many = others == 1 ? "" : "s";
    if (agreed == 0 && others == 0)
        published_paragraph(now->doc, STR("No themes have been made here yet."));
    else if (agreed == 0)
        published_paragraph(
            now->doc, str_format(now->arena,
                                 "No themes have been agreed here yet. %zu group%s, made "
                                 "or suggested, stay%s out of the report until people "
                                 "agree.",
                                 others, many, others == 1 ? "s" : ""));
    else if (others)
        published_paragraph(
            now->doc,
            str_format(now->arena,
                       "%zu group%s that nobody has agreed yet %s not shown here.",
                       others, many, others == 1 ? "is" : "are"));
}

/* The model that a computer's suggestion was made with, by its name and the beginning of
 * its SHA-256, which is enough to tell one from another. */
static void suggested_sentence(struct publishing *now, const struct theme_view *views,
                               size_t count)
{
    enum { BEGINNING = 16 };
    struct str model = STR_NONE;
    for (size_t i = 0; i < count && !model.len; i++)
        model = json_find_text(&views[i].theme->body, STR("model"));
    struct str name = str_cut(&model, ' ');
    if (!model.len)
        return;
    published_paragraph(
        now->doc,
        str_format(
            now->arena,
            "A computer made first suggestions for groups, by what was said means "
            "(with the language model %.*s, SHA-256 %.*s…); what stands here is what "
            "people agreed.",
            STR_ARGS(name), STR_ARGS(str_slice(model, 0, BEGINNING))));
}

bool part_themes(struct publishing *now, const struct json *part, struct error *err)
{
    struct str section = json_find_text(part, STR("section"));
    struct theme_view *views;
    enum section number;
    size_t statements;
    if (!section_find(section, &number))
        return error_set(err, ERROR_SCRIPT,
                         "section must be working, not_working or aspiration");
    size_t people = people_in_section(now, section, &statements);
    size_t others, count = views_of_section(now, section, &views, &others);
    struct str words = plain_title(now->arena, section_words(number));
    part_heading(now, part, str_c(now->arena, words));
    published_mark(now->doc, mark_of(number));
    if (count == 0) {
        others_sentence(now, count, others);
        return statements == 0 ||
               unthemed_words(now, section, mark_of(number), people, err);
    }
    if (!disclose(now, views, count, people, number, err))
        return false;
    theme_table(
        now, views, count,
        str_format(now->arena, "%.*s: themes by number of people", STR_ARGS(words)));
    for (size_t i = 0; i < count; i++)
        if (!theme_in_words(now, &views[i], mark_of(number), err))
            return false;
    others_sentence(now, count, others);
    suggested_sentence(now, views, count);
    return unthemed_words(now, section, mark_of(number), people, err);
}

/* What people answered when they checked a cause. */
static struct str cause_answers(struct publishing *now, const struct entry *cause)
{
    static const char *const changes[][2] = {
        {"yes", "Putting it right would change this. "},
        {"partly", "Putting it right would change part of this. "},
        {"no", "Putting it right would not change this. "}};
    struct str answer = json_find_text(&cause->body, STR("changes_theme"));
    struct buf text = BUF_IN(now->arena);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        if (str_equal(answer, str_of(changes[i][0])))
            buf_add(&text, str_of(changes[i][1]));
    if (json_find_text(&cause->body, STR("controlled_by")).len)
        buf_add_format(&text, "Who can put it right: %.*s. ",
                       STR_ARGS(safe_field(now, cause, "controlled_by")));
    if (json_find_text(&cause->body, STR("evidence")).len)
        buf_add_format(&text, "What shows it: %.*s.",
                       STR_ARGS(safe_field(now, cause, "evidence")));
    return str_trim(buf_str(&text));
}

static bool any_answers(struct publishing *now, struct str theme)
{
    static const char *const fields[] = {"changes_theme", "controlled_by", "evidence"};
    for (size_t i = 0; i < now->causes.count; i++) {
        const struct json *body = &now->causes.items[i].body;
        for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++)
            if (str_equal(json_find_text(body, STR("theme")), theme) &&
                json_find_text(body, str_of(fields[f])).len)
                return true;
    }
    return false;
}

/* Marked by those who asked why; chosen once somebody says what success would be. */
static struct str root_words(const struct publishing *now, const struct entry *cause)
{
    bool root = json_find_bool(&cause->body, STR("root")), chosen = false;
    for (size_t i = 0; i < now->successes.count; i++)
        chosen = chosen ||
                 str_equal(json_find_text(&now->successes.items[i].body, STR("cause")),
                           cause->id);
    return root && chosen ? STR("Yes, chosen to tackle")
           : root         ? STR("Yes")
           : chosen       ? STR("Chosen to tackle")
                          : STR_NONE;
}

static void cause_rows(struct publishing *now, const struct entry *cause, int depth,
                       bool answers)
{
    struct buf text = BUF_IN(now->arena);
    for (int i = 0; i < depth; i++)
        buf_add(&text, STR("↳ "));
    struct str bone = depth ? STR_NONE : json_find_text(&cause->body, STR("bone"));
    if (bone.len) /* what lies behind a cause is on the same bone */
        buf_add_format(&text, "%.*s: ", STR_ARGS(plain_title(now->arena, bone)));
    buf_add(&text, safe_field(now, cause, "text"));
    published_row(now->doc);
    published_row_anchor(now->doc, cause->id);
    published_text(now->doc, buf_str(&text));
    published_text(now->doc, root_words(now, cause));
    if (answers)
        published_text(now->doc, cause_answers(now, cause));
    for (size_t i = 0; depth < 12 && i < now->causes.count; i++)
        if (str_equal(json_find_text(&now->causes.items[i].body, STR("parent")),
                      cause->id))
            cause_rows(now, &now->causes.items[i], depth + 1, answers);
}

bool part_causes(struct publishing *now, const struct json *part, struct error *err)
{
    (void)err;
    part_heading(now, part, "Why it is so");
    if (now->causes.count == 0)
        published_paragraph(now->doc, STR("No causes have been written down yet."));
    for (size_t t = 0; t < now->themes.count; t++) {
        const struct entry *theme = &now->themes.items[t];
        bool begun = false, answers = any_answers(now, theme->id);
        for (size_t i = 0; i < now->causes.count; i++) {
            const struct entry *cause = &now->causes.items[i];
            if (!str_equal(json_find_text(&cause->body, STR("theme")), theme->id) ||
                json_find_text(&cause->body, STR("parent")).len)
                continue;
            if (!begun) {
                published_table(now->doc, theme_name(now, theme), STR_NONE, STR_NONE);
                published_column(now->doc, STR("Because…"), false);
                published_column(now->doc, STR("Root cause"), false);
                if (answers)
                    published_column(now->doc, STR("What people know of it"), false);
            }
            begun = true;
            cause_rows(now, cause, 0, answers);
        }
    }
    return true;
}
