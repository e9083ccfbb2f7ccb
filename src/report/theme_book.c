/* SPDX-License-Identifier: MIT */
#include "report/theme_book.h"

#include "cycle/manner.h"
#include "cycle/theme_sheet.h"
#include "format/xlsx_write.h"

#include <stdlib.h>

static const char lists_sheet[] = "Lists";
enum {
    MANNER_COLUMN = 2,
    GROUP_COLUMN = 4,
    AGREED_COLUMN = 4,
    LEFT_OUT_COLUMN = 7,
    FIRST_ROW = 2
};

struct line {
    const struct card *card;
    const struct group *group; /* NULL: in none */
};

struct writing {
    struct arena *arena;
    struct xlsx_book *book;
    const struct theme_book *about;
    struct theme_book_written *written;
    size_t list_rows[SECTION_COUNT];
    bool manners;    /* whether some cards are not simply the speaker's own words */
    size_t left_out; /* cards of these groups that are not in the file */
};

static bool is_wanted(const struct theme_book *book, enum section section)
{
    return !book->one_section || book->section == section;
}

static struct str section_title(enum section section)
{
    static const struct str titles[SECTION_COUNT] = {
        [SECTION_WORKING] = {"What is working", 15},
        [SECTION_NOT_WORKING] = {"What is not working", 19},
        [SECTION_ASPIRATION] = {"Hopes for the future", 20},
    };
    return titles[section];
}

static struct str tray_title(const struct card *card)
{
    struct str tray = json_find_text(&card->body, STR("tray"));
    if (str_equal(tray, STR("alone")))
        return STR(THEME_SHEET_ALONE);
    return str_equal(tray, STR("unsure")) ? STR(THEME_SHEET_UNSURE) : STR_NONE;
}

static void write_line(struct writing *now, struct str text)
{
    xlsx_book_row(now->book);
    xlsx_book_styled(now->book, text, XLSX_PLAIN);
}

/* NULL: the line that loads it back. */
static const char *const how_to[] = {
    "",
    "The yellow cells are yours to change. Sort and filter as you like; columns of your "
    "own do no harm.",
    "",
    "To move a card: on the sheet \"Cards\", choose another group beside it. \"On its "
    "own\" and \"Not sure yet\" are there, too. A cell that you empty means \"Not sure "
    "yet\". What you make \"Not sure yet\" is not printed until it is in a group or on "
    "its own; where only the computer was not sure, and nobody has said so since, it is.",
    "To name a group: on the sheet \"Groups\", give it a name of a few words, and say "
    "what it means as a young person would: \"I miss things because of the bus\".",
    "To agree a group: read it together, and write yes in the column \"Agreed\". It must "
    "say what it means.",
    "To make a new group: add a line at the end of \"Groups\" with its name, and what it "
    "is about. Then type that name beside its cards.",
    "To put two groups together: give all the cards of the one to the other, or give "
    "both the same name.",
    "",
    "Leave the card numbers as they are, and what was said. Every card stands once; a "
    "card whose line you delete stays where it was.",
    "T1, T2 and so on number the groups of this file; a file that is written later may "
    "number them otherwise, and this one can be loaded back all the same.",
    "Groups hold cards about one thing: what is working, what is not, or hopes.",
    "",
    "Then save it and load it back with the line below, in a terminal. With --dry-run at "
    "its end it only lists what would change.",
    NULL,
    "",
    "These are people's own words: keep this file safe, and delete it when you are done.",
};

static void write_how(struct writing *now)
{
    static const struct xlsx_column columns[] = {{NULL, 110, XLSX_PLAIN, false}};
    xlsx_book_sheet(now->book, "How to use this", false);
    xlsx_book_columns(now->book, columns, 1);
    xlsx_book_row(now->book);
    xlsx_book_styled(now->book,
                     str_format(now->arena, "Groups of what people said: %.*s",
                                STR_ARGS(now->about->cycle)),
                     XLSX_TITLE);
    xlsx_book_row(now->book);
    xlsx_book_styled(now->book, now->about->authority, XLSX_PLAIN);
    for (size_t i = 0; i < sizeof how_to / sizeof how_to[0]; i++)
        write_line(now, how_to[i] ? str_of(how_to[i]) : now->about->load_back);
    if (now->left_out) {
        xlsx_book_row(now->book);
        xlsx_book_row(now->book);
        xlsx_book_styled(
            now->book,
            str_format(now->arena,
                       "In these groups %zu more %s not in this file, for %s may show "
                       "who somebody is: \"Left out\" on the sheet \"Groups\" says how "
                       "many. The lists of Waymark count them; look at them first.",
                       now->left_out, now->left_out == 1 ? "card is" : "cards are",
                       now->left_out == 1 ? "it" : "they"),
            XLSX_PLAIN);
    }
}

static struct str label_of(struct writing *now, const struct group *group)
{
    return group ? str_format(now->arena, "T%zu", group->number) : STR("-");
}

static void write_group(struct writing *now, const struct group *group)
{
    struct str agreed =
        json_find_bool(&group->body, STR("agreed")) ? STR(THEME_SHEET_YES) : STR_NONE;
    xlsx_book_row(now->book);
    xlsx_book_text(now->book, label_of(now, group));
    xlsx_book_text(now->book, section_title(group->section));
    xlsx_book_text(now->book, group->label);
    xlsx_book_text(now->book, group->name);
    xlsx_book_text(now->book, agreed);
    xlsx_book_number(now->book, (int64_t)group->cards);
    xlsx_book_number(now->book, (int64_t)group->people);
    if (now->left_out)
        xlsx_book_number(now->book, (int64_t)group->flagged);
    struct theme_kept kept = {.folder = now->about->folder,
                              .cycle = now->about->cycle_id,
                              .label = label_of(now, group),
                              .place = group->record.id,
                              .version = group->record.version};
    xlsx_book_text(now->book, theme_kept_text(now->arena, &kept));
    xlsx_book_text(now->book, group->label);
    xlsx_book_text(now->book, group->name);
    xlsx_book_text(now->book, agreed);
    now->written->groups++;
}

static void write_groups(struct writing *now)
{
    static const struct xlsx_column columns[] = {
        {THEME_SHEET_GROUP, 10, XLSX_TEXT, false},
        {THEME_SHEET_SECTION, 24, XLSX_TEXT, false},
        {THEME_SHEET_NAME, 32, XLSX_TO_EDIT, false},
        {THEME_SHEET_MEANING, 60, XLSX_TO_EDIT, false},
        {THEME_SHEET_AGREED, 10, XLSX_TO_EDIT, false},
        {"Cards", 10, XLSX_NUMBER, false},
        {"People", 10, XLSX_NUMBER, false},
        {"Left out", 10, XLSX_NUMBER, false},
        {THEME_SHEET_KEPT, 8, XLSX_QUIET, true},
        {THEME_SHEET_NAME_KEPT, 8, XLSX_QUIET, true},
        {THEME_SHEET_MEANING_KEPT, 8, XLSX_QUIET, true},
        {THEME_SHEET_AGREED_KEPT, 8, XLSX_QUIET, true},
    };
    const struct groups *groups = now->about->groups;
    xlsx_book_sheet(now->book, "Groups", false);
    struct xlsx_column used[sizeof columns / sizeof columns[0]];
    size_t count = 0;
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        if (i != LEFT_OUT_COLUMN || now->left_out)
            used[count++] = columns[i];
    xlsx_book_columns(now->book, used, count);
    for (size_t i = 0; i < groups->count; i++)
        if (is_wanted(now->about, groups->items[i].section))
            write_group(now, &groups->items[i]);
    if (now->written->groups)
        xlsx_book_choices(now->book, &(struct xlsx_choices){
                                         .column = AGREED_COLUMN,
                                         .first_row = FIRST_ROW,
                                         .last_row = FIRST_ROW + now->written->groups - 1,
                                         .list_sheet = lists_sheet,
                                         .list_column = SECTION_COUNT,
                                         .list_rows = 1});
}

static int by_group(const void *a, const void *b)
{
    const struct line *one = a, *other = b;
    size_t left = one->group ? one->group->number : SIZE_MAX;
    size_t right = other->group ? other->group->number : SIZE_MAX;
    if (one->card->section != other->card->section)
        return one->card->section < other->card->section ? -1 : 1;
    if (left != right)
        return left < right ? -1 : 1;
    if (one->card->number == other->card->number)
        return 0;
    return one->card->number < other->card->number ? -1 : 1;
}

static struct line *find_lines(struct writing *now, size_t *count)
{
    const struct cards *cards = now->about->cards;
    struct line *lines = arena_array(now->arena, struct line, cards->count);
    *count = 0;
    for (size_t i = 0; i < cards->count; i++) {
        const struct card *card = &cards->items[i];
        struct str theme = json_find_text(&card->body, STR("theme"));
        if (!is_wanted(now->about, card->section))
            continue;
        now->written->flagged += card->flagged;
        if (card_is_sorted(card))
            lines[(*count)++] = (struct line){
                card, theme.len ? groups_find(now->about->groups, theme) : NULL};
    }
    if (*count)
        qsort(lines, *count, sizeof *lines, by_group);
    return lines;
}

static void write_card(struct writing *now, const struct line *line)
{
    const struct card *card = line->card;
    struct str tray = json_find_text(&card->body, STR("tray"));
    xlsx_book_row(now->book);
    xlsx_book_number(now->book, card->number);
    xlsx_book_text(now->book, json_find_text(&card->body, STR("text")));
    if (now->manners)
        xlsx_book_text(now->book, manner_of(now->arena, &card->body));
    xlsx_book_text(now->book, section_title(card->section));
    xlsx_book_text(now->book, line->group ? group_called(now->arena, line->group)
                                          : tray_title(card));
    struct str place = line->group ? line->group->record.id : tray;
    struct theme_kept kept = {
        .folder = now->about->folder,
        .cycle = now->about->cycle_id,
        .label = label_of(now, line->group),
        .place = place.len ? place : STR("-"),
        .version = card->record.version,
        .cards = now->about->cards->highest,
        .card = card->number,
        .words = theme_words_mark(now->arena, json_find_text(&card->body, STR("text")))};
    xlsx_book_text(now->book, theme_kept_text(now->arena, &kept));
    now->written->cards++;
    now->written->apart += !line->group;
}

/* Beside each card the groups of its own section are offered. */
static void offer_groups(struct writing *now, const struct line *lines, size_t count)
{
    for (size_t from = 0, to; from < count; from = to) {
        enum section section = lines[from].card->section;
        for (to = from; to < count && lines[to].card->section == section; to++)
            ;
        struct xlsx_choices choices = {.column = GROUP_COLUMN - !now->manners,
                                       .first_row = FIRST_ROW + from,
                                       .last_row = FIRST_ROW + to - 1,
                                       .list_sheet = lists_sheet,
                                       .list_column = (size_t)section,
                                       .list_rows = now->list_rows[section]};
        xlsx_book_choices(now->book, &choices);
    }
}

static void write_cards(struct writing *now)
{
    static const struct xlsx_column columns[] = {
        {THEME_SHEET_CARD, 9, XLSX_NUMBER, false},
        {THEME_SHEET_TEXT, 80, XLSX_TEXT, false},
        {THEME_SHEET_MANNER, 24, XLSX_TEXT, false},
        {THEME_SHEET_SECTION, 24, XLSX_TEXT, false},
        {THEME_SHEET_GROUP, 40, XLSX_TO_EDIT, false},
        {THEME_SHEET_KEPT, 8, XLSX_QUIET, true},
    };
    struct xlsx_column used[sizeof columns / sizeof columns[0]];
    size_t count, wanted = 0;
    struct line *lines = find_lines(now, &count);
    for (size_t i = 0; i < count; i++)
        now->manners =
            now->manners || manner_of(now->arena, &lines[i].card->body).len > 0;
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        if (i != MANNER_COLUMN || now->manners)
            used[wanted++] = columns[i];
    xlsx_book_sheet(now->book, "Cards", false);
    xlsx_book_columns(now->book, used, wanted);
    for (size_t i = 0; i < count; i++)
        write_card(now, &lines[i]);
    offer_groups(now, lines, count);
}

/* The `row`th entry of a section's list, or empty where that has come to its end. */
static struct str list_entry(const struct writing *now, enum section section, size_t row)
{
    const struct groups *groups = now->about->groups;
    for (size_t i = 0; i < groups->count; i++)
        if (groups->items[i].section == section && row-- == 0)
            return group_called(now->arena, &groups->items[i]);
    if (row < 2)
        return row == 0 ? STR(THEME_SHEET_ALONE) : STR(THEME_SHEET_UNSURE);
    return STR_NONE;
}

static void write_lists(struct writing *now)
{
    static const struct xlsx_column columns[SECTION_COUNT + 1] = {
        {NULL, 40, XLSX_TEXT, false},
        {NULL, 40, XLSX_TEXT, false},
        {NULL, 40, XLSX_TEXT, false},
        {NULL, 40, XLSX_TEXT, false},
    };
    size_t most = 0;
    for (int s = 0; s < SECTION_COUNT; s++)
        most = now->list_rows[s] > most ? now->list_rows[s] : most;
    xlsx_book_sheet(now->book, lists_sheet, true);
    xlsx_book_columns(now->book, columns, SECTION_COUNT + 1);
    for (size_t row = 0; row < most; row++) {
        xlsx_book_row(now->book);
        for (int s = 0; s < SECTION_COUNT; s++)
            xlsx_book_text(now->book, list_entry(now, (enum section)s, row));
        xlsx_book_text(now->book, row == 0 ? STR(THEME_SHEET_YES) : STR_NONE);
    }
}

bool report_theme_book(struct arena *arena, const struct theme_book *book,
                       struct str *out, struct theme_book_written *written,
                       struct error *err)
{
    struct writing now = {
        .arena = arena, .book = xlsx_book_new(arena), .about = book, .written = written};
    *written = (struct theme_book_written){0};
    for (int s = 0; s < SECTION_COUNT; s++)
        now.list_rows[s] = 2; /* on its own, not sure yet */
    for (size_t i = 0; i < book->groups->count; i++)
        now.list_rows[book->groups->items[i].section]++;
    for (size_t i = 0; i < book->groups->count; i++)
        if (is_wanted(book, book->groups->items[i].section))
            now.left_out += book->groups->items[i].flagged;
    write_how(&now);
    write_groups(&now);
    write_cards(&now);
    write_lists(&now);
    return xlsx_book_bytes(now.book, out, err);
}
