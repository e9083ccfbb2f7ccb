/* SPDX-License-Identifier: MIT */
#include "cycle/theme_sheet.h"

#include "base/crypto.h"
#include "base/unicode.h"
#include "format/rows.h"

/* Lines above the headings that a sheet may have: a title, a date. */
enum { MOST_ABOVE = 20, KEPT_PARTS = 8, KEPT_PARTS_BEFORE = 5 };

enum column {
    COLUMN_CARD,
    COLUMN_GROUP,
    COLUMN_SECTION,
    COLUMN_TEXT,
    COLUMN_NAME,
    COLUMN_MEANING,
    COLUMN_AGREED,
    COLUMN_KEPT,
    COLUMN_NAME_KEPT,
    COLUMN_MEANING_KEPT,
    COLUMN_AGREED_KEPT,
    COLUMN_COUNT
};

struct reading {
    struct arena *arena;
    struct str name; /* of the file */
    struct notices *notices;
    struct theme_sheet *out;
    size_t at[COLUMN_COUNT]; /* in the row, from 1; 0: there is none */
    bool any_row;
};

/* What people call them, as csv_name has it. */
static bool column_of(struct str heading, enum column *out)
{
    static const struct {
        const char *name;
        enum column column;
    } names[] = {
        {"card", COLUMN_CARD},
        {"card no", COLUMN_CARD},
        {"card number", COLUMN_CARD},
        {"group", COLUMN_GROUP},
        {"group number", COLUMN_GROUP},
        {"theme", COLUMN_GROUP},
        {"about", COLUMN_SECTION},
        {"section", COLUMN_SECTION},
        {"what was said", COLUMN_TEXT},
        {"name", COLUMN_NAME},
        {"group name", COLUMN_NAME},
        {"theme name", COLUMN_NAME},
        {"i statement", COLUMN_MEANING},
        {"what it means", COLUMN_MEANING},
        {"what it means said as i", COLUMN_MEANING},
        {"agreed", COLUMN_AGREED},
        {"leave this column", COLUMN_KEPT},
        {"name before", COLUMN_NAME_KEPT},
        {"meaning before", COLUMN_MEANING_KEPT},
        {"agreed before", COLUMN_AGREED_KEPT},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_equal(heading, str_of(names[i].name))) {
            *out = names[i].column;
            return true;
        }
    return false;
}

struct str theme_kept_text(struct arena *arena, const struct theme_kept *kept)
{
    return str_format(arena, "%.*s %.*s %.*s %lld %lld %.*s %lld %.*s",
                      STR_ARGS(kept->cycle), STR_ARGS(kept->label), STR_ARGS(kept->place),
                      (long long)kept->version, (long long)kept->cards,
                      STR_ARGS(kept->folder), (long long)kept->card,
                      STR_ARGS(kept->words.len ? kept->words : STR("-")));
}

static struct theme_kept read_kept(struct arena *arena, struct str text)
{
    struct theme_kept kept = {0};
    struct str_list parts = str_split(arena, str_trim(text), ' ');
    bool whole = parts.count == KEPT_PARTS;
    if ((!whole && parts.count != KEPT_PARTS_BEFORE) ||
        !str_to_integer(parts.items[3], &kept.version) ||
        !str_to_integer(parts.items[4], &kept.cards) ||
        (whole && !str_to_integer(parts.items[6], &kept.card)))
        return (struct theme_kept){0};
    if (whole) {
        kept.folder = parts.items[5];
        kept.words = parts.items[7];
    }
    kept.cycle = parts.items[0];
    kept.label = parts.items[1];
    kept.place = parts.items[2];
    kept.known = true;
    return kept;
}

size_t theme_sheet_label(struct str group)
{
    struct str rest = group;
    int64_t number;
    if (rest.len && (rest.ptr[0] == 'T' || rest.ptr[0] == 't'))
        rest = str_slice(rest, 1, rest.len);
    else if (str_find_byte(rest, ' ') != SIZE_MAX)
        return 0;
    struct str digits = str_cut(&rest, ' ');
    if (str_ends(digits, STR(":")) || str_ends(digits, STR(",")))
        digits.len--;
    return str_to_integer(digits, &number) && number > 0 ? (size_t)number : 0;
}

static void find_columns(struct reading *now, const struct csv_row *row)
{
    enum column column;
    for (int i = 0; i < COLUMN_COUNT; i++)
        now->at[i] = 0;
    for (size_t i = 0; i < row->count; i++)
        if (column_of(csv_name(now->arena, row->cells[i]), &column) && !now->at[column])
            now->at[column] = i + 1;
}

static bool is_cards(const struct reading *now)
{
    return now->at[COLUMN_CARD] && now->at[COLUMN_GROUP];
}

/* "Group" and "Name" alone might head a list of the people in the room. */
static bool is_groups(const struct reading *now)
{
    return !now->at[COLUMN_CARD] && now->at[COLUMN_GROUP] &&
           (now->at[COLUMN_NAME] || now->at[COLUMN_MEANING]) &&
           (now->at[COLUMN_KEPT] || now->at[COLUMN_SECTION]);
}

/* A copy, with one space for every run of white space: names are compared. */
static struct str plain_words(struct arena *arena, struct str given)
{
    struct buf out = BUF_IN(arena);
    struct str text = str_trim(given);
    for (size_t i = 0; i < text.len; i++) {
        bool space = text.ptr[i] == ' ' || text.ptr[i] == '\n' || text.ptr[i] == '\r' ||
                     text.ptr[i] == '\t';
        if (!space)
            buf_add_byte(&out, text.ptr[i]);
        else if (out.len && out.ptr[out.len - 1] != ' ')
            buf_add_byte(&out, ' ');
    }
    return buf_str(&out);
}

struct str theme_words_mark(struct arena *arena, struct str words)
{
    return str_format(arena, "%016llx",
                      (unsigned long long)fingerprint_of(plain_words(arena, words)));
}

static struct str cell(const struct reading *now, const struct csv_row *row,
                       enum column column)
{
    size_t at = now->at[column];
    if (!at || at > row->count)
        return STR_NONE;
    /* Spaces of other kinds, which nobody sees, are no words. */
    struct str words = plain_words(now->arena, row->cells[at - 1]);
    return words.len && unicode_fold(now->arena, words).len ? words : STR_NONE;
}

static void read_card(struct reading *now, struct str file, const struct csv_row *row)
{
    struct theme_sheet *out = now->out;
    struct str number = cell(now, row, COLUMN_CARD);
    struct theme_sheet_card card = {.file = file,
                                    .line = row->line,
                                    .group = cell(now, row, COLUMN_GROUP),
                                    .words = cell(now, row, COLUMN_TEXT),
                                    .section = cell(now, row, COLUMN_SECTION)};
    card.kept = read_kept(now->arena, cell(now, row, COLUMN_KEPT));
    if (!number.len && !card.group.len)
        return;
    if (!str_to_integer(number, &card.number) || card.number < 1) {
        notice_add(now->notices, true, file, row->line,
                   number.len ? "\"%.*s\" is not the number of a card; put there the "
                                "number that stands on the card, and import it again"
                              : "the number of the card is missing%.*s; put it in the "
                                "column \"" THEME_SHEET_CARD "\", and import it again",
                   STR_ARGS(unicode_cut(number, 60)));
        return;
    }
    out->cards = arena_one_more(now->arena, out->cards, sizeof card, out->card_count,
                                &out->card_room);
    out->cards[out->card_count++] = card;
}

/* What people write for yes. */
static bool is_yes(struct str text)
{
    static const char *const yes[] = {THEME_SHEET_YES, "y", "x", "true", "1", "agreed"};
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        if (str_equal_ascii_case(text, str_of(yes[i])))
            return true;
    return false;
}

/* A sheet without the column says nothing of it. */
static bool read_agreed(struct reading *now, struct str file, const struct csv_row *row,
                        bool before)
{
    struct str said = cell(now, row, COLUMN_AGREED);
    if (!now->at[COLUMN_AGREED])
        return before;
    if (said.len && !is_yes(said) && !str_equal_ascii_case(said, STR("no")) &&
        !str_equal_ascii_case(said, STR("n")))
        notice_add(now->notices, true, file, row->line,
                   "\"%.*s\" in the column \"" THEME_SHEET_AGREED "\" is neither yes nor "
                   "no, and is not taken; write yes when people have agreed the group",
                   STR_ARGS(unicode_cut(said, 60)));
    return is_yes(said);
}

static void read_group(struct reading *now, struct str file, const struct csv_row *row)
{
    struct theme_sheet *out = now->out;
    struct theme_sheet_group group = {
        .file = file,
        .line = row->line,
        .label = cell(now, row, COLUMN_GROUP),
        .section = cell(now, row, COLUMN_SECTION),
        .name = cell(now, row, COLUMN_NAME),
        .meaning = cell(now, row, COLUMN_MEANING),
        .kept = read_kept(now->arena, cell(now, row, COLUMN_KEPT)),
        .name_before = cell(now, row, COLUMN_NAME_KEPT),
        .meaning_before = cell(now, row, COLUMN_MEANING_KEPT),
    };
    group.agreed_before = is_yes(cell(now, row, COLUMN_AGREED_KEPT));
    group.agreed = read_agreed(now, file, row, group.agreed_before);
    if (!group.label.len && !group.name.len && !group.meaning.len && !group.kept.known &&
        !group.section.len && !group.agreed)
        return;
    out->groups = arena_one_more(now->arena, out->groups, sizeof group, out->group_count,
                                 &out->group_room);
    out->groups[out->group_count++] = group;
}

/* Whether it has columns that are understood; then all its lines are read. */
static bool read_rows(struct reading *now, struct str file, struct rows *rows)
{
    struct csv_row row;
    bool found = false;
    for (size_t i = 0; !found && i < MOST_ABOVE && rows_next(rows, now->notices, &row);
         i++) {
        now->any_row = true;
        find_columns(now, &row);
        found = is_cards(now) || is_groups(now);
    }
    if (!found)
        return false;
    bool cards = is_cards(now);
    now->out->has_cards = now->out->has_cards || cards;
    now->out->has_words = now->out->has_words || (cards && now->at[COLUMN_TEXT]);
    now->out->has_groups = now->out->has_groups || !cards;
    while (rows_next(rows, now->notices, &row)) {
        if (cards)
            read_card(now, file, &row);
        else
            read_group(now, file, &row);
    }
    return true;
}

static bool read_csv(struct reading *now, struct str bytes, struct error *err)
{
    struct rows *rows;
    if (!rows_of_csv(now->arena, now->name, bytes, &rows, err))
        return false;
    (void)read_rows(now, now->name, rows);
    rows_close(rows);
    return true;
}

static bool read_tab(struct reading *now, struct xlsx *xlsx, size_t index,
                     struct error *err)
{
    struct xlsx_sheet *sheet;
    struct str file = str_format(now->arena, "%.*s[%.*s]", STR_ARGS(now->name),
                                 STR_ARGS(xlsx_sheet_about(xlsx, index).name));
    if (!xlsx_sheet_open(xlsx, index, file, &sheet, err))
        return false;
    (void)read_rows(now, file, rows_of_sheet(now->arena, sheet));
    xlsx_sheet_close(sheet);
    return true;
}

static bool read_book(struct reading *now, struct str bytes, struct error *err)
{
    struct xlsx *xlsx;
    bool fine = true;
    if (!xlsx_open(now->name, bytes, &xlsx, err))
        return false;
    for (size_t i = 0; fine && i < xlsx_sheet_count(xlsx); i++)
        fine = xlsx_sheet_about(xlsx, i).hidden || read_tab(now, xlsx, i, err);
    xlsx_close(xlsx);
    return fine;
}

bool theme_sheet_read(struct arena *arena, struct str name, struct str bytes,
                      struct notices *notices, struct theme_sheet *out, struct error *err)
{
    struct reading now = {.arena = arena, .name = name, .notices = notices, .out = out};
    *out = (struct theme_sheet){0};
    bool fine = str_trim(bytes).len == 0 || (xlsx_is(bytes) ? read_book(&now, bytes, err)
                                                            : read_csv(&now, bytes, err));
    if (!fine)
        return false;
    if (!now.any_row)
        return error_set(err, ERROR_INPUT,
                         "%.*s is empty: write it out once more with `waymark export "
                         "themes`, or check that this is the right file",
                         STR_ARGS(name));
    if (!out->has_cards && !out->has_groups)
        return error_set(err, ERROR_INPUT,
                         "%.*s: there is no sheet of cards in it, which has the columns "
                         "\"" THEME_SHEET_CARD "\" and \"" THEME_SHEET_GROUP
                         "\"; put these names back above its columns, and import it "
                         "again",
                         STR_ARGS(name));
    if (!out->has_cards)
        notice_add(notices, true, name, 0,
                   "there is no sheet of cards in it, which has the columns "
                   "\"" THEME_SHEET_CARD "\" and \"" THEME_SHEET_GROUP
                   "\": cards stay where they are, and only what groups are called is "
                   "taken");
    return true;
}

bool theme_sheet_is(struct arena *arena, struct str bytes)
{
    struct notices unheard = {.arena = arena};
    struct theme_sheet sheet;
    struct error ignored;
    bool known = false;
    if (!theme_sheet_read(arena, STR_NONE, bytes, &unheard, &sheet, &ignored))
        return false;
    for (size_t i = 0; i < sheet.card_count && !known; i++)
        known = sheet.cards[i].kept.known;
    for (size_t i = 0; i < sheet.group_count && !known; i++)
        known = sheet.groups[i].kept.known;
    return known;
}
