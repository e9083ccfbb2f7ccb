/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "cycle/disclosure.h"

#include <stdio.h>
#include <string.h>

enum { MOST_ROWS = 4, MOST_COLUMNS = 4, MOST_LIST = 8 };

/* "6 hidden 50 | 60": the counts of a list and, after the bar, its total. */
static struct str list_shown(struct arena *arena, const struct disclosure_result *out,
                             size_t rows)
{
    struct buf buf = BUF_IN(arena);
    for (size_t i = 0; i <= rows; i++) {
        int64_t count = i < rows ? out->cells[i] : out->total;
        if (i == rows)
            buf_add(&buf, STR("| "));
        if (count == DISCLOSURE_HIDDEN)
            buf_add(&buf, STR("x "));
        else
            buf_add_format(&buf, "%lld ", (long long)count);
    }
    return str_trim(buf_str(&buf));
}

static const struct {
    const char *what;
    enum disclosure_shape shape;
    size_t rows;
    int64_t cells[MOST_LIST];
    int64_t total;
    const char *shown;
} lists[] = {
    {"large ones are shown", DISCLOSURE_PARTS, 3, {10, 20, 30}, 0, "10 20 30 | 60"},
    {"zeros are shown", DISCLOSURE_PARTS, 3, {0, 20, 30}, 0, "0 20 30 | 50"},
    {"nobody at all", DISCLOSURE_PARTS, 2, {0, 0}, 0, "0 0 | 0"},
    {"an empty list", DISCLOSURE_PARTS, 0, {0}, 0, "| 0"},
    {"the next smallest protects it", DISCLOSURE_PARTS, 3, {3, 20, 30}, 0, "x x 30 | 53"},
    {"five is shown, four is not", DISCLOSURE_PARTS, 3, {5, 4, 30}, 0, "x x 30 | 39"},
    {"two small ones with a small rest",
     DISCLOSURE_PARTS,
     4,
     {1, 2, 20, 30},
     0,
     "x x x 30 | 53"},
    {"two small ones protect each other",
     DISCLOSURE_PARTS,
     4,
     {3, 4, 20, 30},
     0,
     "x x 20 30 | 57"},
    {"a zero protects nothing", DISCLOSURE_PARTS, 3, {0, 3, 30}, 0, "0 x x | 33"},
    {"the complement", DISCLOSURE_PARTS, 2, {50, 2}, 0, "x x | 52"},
    {"the complement of one in many", DISCLOSURE_PARTS, 3, {50, 1, 2}, 0, "x x x | 53"},
    {"all in one cell of a small group", DISCLOSURE_PARTS, 2, {0, 6}, 0, "x x | 6"},
    {"all in one cell of a large group", DISCLOSURE_PARTS, 2, {0, 60}, 0, "0 60 | 60"},
    {"a small total", DISCLOSURE_PARTS, 2, {2, 1}, 0, "x x | x"},
    {"one small cell is its total", DISCLOSURE_PARTS, 1, {3}, 0, "x | x"},
    {"one large cell is its total", DISCLOSURE_PARTS, 1, {7}, 0, "7 | 7"},
    {"ones that add up to how many they are",
     DISCLOSURE_PARTS,
     5,
     {1, 1, 1, 1, 1},
     0,
     "x x x x x | x"},
    {"singles stand alone", DISCLOSURE_SINGLES, 4, {20, 3, 5, 31}, 60, "20 x 5 31 | 60"},
    {"singles and their complement",
     DISCLOSURE_SINGLES,
     3,
     {57, 56, 55},
     60,
     "x x 55 | 60"},
    {"nobody and everybody of many", DISCLOSURE_SINGLES, 2, {0, 60}, 60, "0 60 | 60"},
    {"nobody and everybody of few", DISCLOSURE_SINGLES, 2, {0, 9}, 9, "x x | 9"},
    {"singles of a small total", DISCLOSURE_SINGLES, 2, {0, 2}, 4, "x x | x"},
};

static void lists_are_disclosed(struct test *t)
{
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        struct disclosure_counts in = {lists[i].shape, lists[i].rows, 1, lists[i].cells,
                                       lists[i].total};
        struct disclosure_result out;
        struct error err;
        REQUIRE_OK(t, disclosure_apply(t->arena, disclosure_default(), &in, &out, &err),
                   err);
        struct str got = list_shown(t->arena, &out, lists[i].rows);
        if (!str_equal(got, str_of(lists[i].shown)))
            printf("%s:\n", lists[i].what);
        CHECK_STR(t, got, lists[i].shown);
        size_t hidden = 0;
        for (size_t c = 0; c < got.len; c++)
            hidden += got.ptr[c] == 'x';
        CHECK(t, out.hidden == hidden);
    }
}

static void another_threshold_hides_more(struct test *t)
{
    static const int64_t cells[] = {9, 20, 30};
    struct disclosure_counts in = {DISCLOSURE_PARTS, 3, 1, cells, 0};
    struct disclosure_result out;
    struct error err;
    REQUIRE_OK(t, disclosure_apply(t->arena, disclosure_for(10), &in, &out, &err), err);
    CHECK_STR(t, list_shown(t->arena, &out, 3), "x x 30 | 59");
}

static void a_table_is_protected_across(struct test *t)
{
    static const int64_t cells[] = {
        3,  20, 30, /* 53 */
        12, 40, 50, /* 102 */
        60, 9,  70  /* 139 */
    };
    struct disclosure_counts in = {DISCLOSURE_TABLE, 3, 3, cells, 0};
    struct disclosure_result out;
    struct error err;
    REQUIRE_OK(t, disclosure_apply(t->arena, disclosure_default(), &in, &out, &err), err);
    static const int64_t shown[] = {-1, -1, 30, 12, 40, 50, -1, -1, 70};
    CHECK(t, memcmp(out.cells, shown, sizeof shown) == 0);
    CHECK(t, out.hidden == 4);
    CHECK(t, out.row_totals[0] == 53 && out.column_totals[1] == 69 && out.total == 294);
}

static void bad_rules_and_counts_are_refused(struct test *t)
{
    static const int64_t fine[] = {7, 8}, negative[] = {7, -1};
    struct disclosure_counts in = {DISCLOSURE_PARTS, 2, 1, fine, 0};
    struct disclosure_result out = {.hidden = 77};
    struct error err;
    struct disclosure_rule rule = disclosure_default();
    CHECK(t, !disclosure_apply(t->arena, (struct disclosure_rule){2, 10, 20}, &in, &out,
                               &err));
    CHECK(t, err.kind == ERROR_INPUT && strstr(err.text, "3 to 100"));
    CHECK(t, !disclosure_apply(t->arena, (struct disclosure_rule){10, 10, 5}, &in, &out,
                               &err));
    in.cells = negative;
    CHECK(t, !disclosure_apply(t->arena, rule, &in, &out, &err));
    CHECK(t, strstr(err.text, "count 2"));
    in = (struct disclosure_counts){DISCLOSURE_SINGLES, 2, 1, fine, 7};
    CHECK(t, !disclosure_apply(t->arena, rule, &in, &out, &err)); /* 8 of 7 */
    in = (struct disclosure_counts){DISCLOSURE_PARTS, 1, 2, fine, 0};
    CHECK(t, !disclosure_apply(t->arena, rule, &in, &out, &err));
    in = (struct disclosure_counts){DISCLOSURE_TABLE, 1000, 1000, fine, 0};
    CHECK(t, !disclosure_apply(t->arena, rule, &in, &out, &err));
    CHECK(t, err.kind == ERROR_LIMIT);
    CHECK(t, out.hidden == 77); /* left alone */
}

static void percentages_need_enough_people(struct test *t)
{
    struct disclosure_rule rule = disclosure_default();
    CHECK(t, disclosure_percentage(rule, 10, 20) == 50);
    CHECK(t, disclosure_percentage(rule, 5, 8) == DISCLOSURE_HIDDEN);
    CHECK(t, disclosure_percentage(rule, 9, 19) == DISCLOSURE_HIDDEN);
    CHECK(t, disclosure_percentage(rule, 7, 40) == 18); /* 17.5 */
    CHECK(t, disclosure_percentage(rule, 0, 40) == 0);
    CHECK(t, disclosure_percentage(rule, DISCLOSURE_HIDDEN, 40) == DISCLOSURE_HIDDEN);
    CHECK(t, disclosure_percentage(rule, 7, DISCLOSURE_HIDDEN) == DISCLOSURE_HIDDEN);
}

static void shares_are_said_in_people_first(struct test *t)
{
    struct disclosure_rule rule = disclosure_default();
    CHECK_STR(t, disclosure_share(t->arena, rule, 5, 19, "came"), "5 of the 19 came");
    CHECK_STR(t, disclosure_share(t->arena, rule, 5, 20, "came"),
              "5 of the 20 came (25%)");
    CHECK_STR(t, disclosure_share(t->arena, rule, 11, 33, "came"),
              "11 of the 33 came (33%)");
    CHECK_STR(t, disclosure_share(t->arena, rule, DISCLOSURE_HIDDEN, 33, "came"), "");
    CHECK_STR(t, disclosure_share(t->arena, rule, 11, DISCLOSURE_HIDDEN, "came"), "");
}

/* The other two never allow more than the threshold does. */
static void a_rule_is_made_for_a_threshold(struct test *t)
{
    struct disclosure_rule rule = disclosure_for(5);
    CHECK(t, rule.threshold == 5 && rule.small_group == 10 &&
                 rule.fewest_for_percentage == 20);
    rule = disclosure_for(30);
    CHECK(t, rule.threshold == 30 && rule.small_group == 30 &&
                 rule.fewest_for_percentage == 30);
}

static void readers_are_told(struct test *t)
{
    struct str words = disclosure_words(t->arena, disclosure_for(10));
    CHECK(t, str_find(words, STR("from 1 to 9 ")) != SIZE_MAX);
    CHECK(t, str_find(words, STR("fewer than 20 ")) != SIZE_MAX);
}

/* What follows attacks random tables. All counts stand in one grid with the totals
 * in the last row and column, so that every line adds up to its last place. */
struct grid {
    size_t rows, columns; /* without the totals */
    int64_t people[MOST_ROWS + 1][MOST_COLUMNS + 1];
    bool hidden[MOST_ROWS + 1][MOST_COLUMNS + 1];
};

static uint64_t random_next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void add_up(struct grid *grid)
{
    for (size_t r = 0; r <= grid->rows; r++)
        grid->people[r][grid->columns] = 0;
    for (size_t c = 0; c <= grid->columns; c++)
        grid->people[grid->rows][c] = 0;
    for (size_t r = 0; r < grid->rows; r++)
        for (size_t c = 0; c < grid->columns; c++) {
            grid->people[r][grid->columns] += grid->people[r][c];
            grid->people[grid->rows][c] += grid->people[r][c];
            grid->people[grid->rows][grid->columns] += grid->people[r][c];
        }
}

static struct grid random_grid(uint64_t *state)
{
    struct grid grid = {.rows = 1 + random_next(state) % 3,
                        .columns = 1 + random_next(state) % 3};
    uint64_t most = 2 + random_next(state) % 14;
    uint64_t zeros = random_next(state) % 4; /* how often of 5 */
    for (size_t r = 0; r < grid.rows; r++)
        for (size_t c = 0; c < grid.columns; c++)
            grid.people[r][c] = random_next(state) % 5 < zeros
                                    ? 0
                                    : (int64_t)(random_next(state) % (most + 1));
    add_up(&grid);
    return grid;
}

static bool disclose_grid(struct test *t, struct grid *grid)
{
    int64_t cells[MOST_ROWS * MOST_COLUMNS];
    size_t n = 0;
    struct disclosure_result out;
    struct error err;
    for (size_t r = 0; r < grid->rows; r++)
        for (size_t c = 0; c < grid->columns; c++)
            cells[n++] = grid->people[r][c];
    struct disclosure_counts in = {DISCLOSURE_TABLE, grid->rows, grid->columns, cells, 0};
    if (!disclosure_apply(t->arena, disclosure_default(), &in, &out, &err))
        return false;
    n = 0;
    for (size_t r = 0; r <= grid->rows; r++)
        for (size_t c = 0; c <= grid->columns; c++) {
            int64_t shown = r < grid->rows && c < grid->columns ? out.cells[n++]
                            : r < grid->rows                    ? out.row_totals[r]
                            : c < grid->columns                 ? out.column_totals[c]
                                                                : out.total;
            grid->hidden[r][c] = shown == DISCLOSURE_HIDDEN;
            if (shown != DISCLOSURE_HIDDEN && shown != grid->people[r][c])
                return false;
        }
    return true;
}

/* Tries every table that a reader could think of within one person of the true one
 * at each hidden cell (where counts are a flow, whoever can differ at all can differ
 * by one), and notes which hidden counts are not the same in all of them. */
static void attack(const struct grid *grid, struct grid *guess, size_t place,
                   bool varies[MOST_ROWS + 1][MOST_COLUMNS + 1])
{
    if (place < grid->rows * grid->columns) {
        size_t r = place / grid->columns, c = place % grid->columns;
        int64_t true_one = grid->people[r][c];
        int64_t spread = grid->hidden[r][c] ? 1 : 0;
        for (int64_t change = -spread; change <= spread; change++) {
            guess->people[r][c] = true_one + change;
            if (guess->people[r][c] >= (true_one && spread ? 1 : 0))
                attack(grid, guess, place + 1, varies);
        }
        return;
    }
    add_up(guess);
    for (size_t r = 0; r <= grid->rows; r++)
        for (size_t c = 0; c <= grid->columns; c++)
            if (!grid->hidden[r][c] && guess->people[r][c] != grid->people[r][c])
                return;
    for (size_t r = 0; r <= grid->rows; r++)
        for (size_t c = 0; c <= grid->columns; c++)
            if (guess->people[r][c] != grid->people[r][c])
                varies[r][c] = true;
}

/* What is hidden of each shown total is not a small number. */
static bool rests_are_fine(const struct grid *grid)
{
    for (size_t r = 0; r <= grid->rows; r++) {
        int64_t rest = 0;
        for (size_t c = 0; c < grid->columns; c++)
            rest += grid->hidden[r][c] ? grid->people[r][c] : 0;
        if (!grid->hidden[r][grid->columns] && rest >= 1 && rest <= 4)
            return false;
    }
    for (size_t c = 0; c <= grid->columns; c++) {
        int64_t rest = 0;
        for (size_t r = 0; r < grid->rows; r++)
            rest += grid->hidden[r][c] ? grid->people[r][c] : 0;
        if (!grid->hidden[grid->rows][c] && rest >= 1 && rest <= 4)
            return false;
    }
    return true;
}

static bool nothing_can_be_worked_out(const struct grid *grid)
{
    bool varies[MOST_ROWS + 1][MOST_COLUMNS + 1] = {{false}};
    struct grid guess = *grid;
    attack(grid, &guess, 0, varies);
    for (size_t r = 0; r <= grid->rows; r++)
        for (size_t c = 0; c <= grid->columns; c++)
            if (grid->hidden[r][c] && !varies[r][c])
                return false;
    return true;
}

/* The rule for one place in one line of `count` places before its total. */
static bool small_in_line(int64_t one, const int64_t *line, size_t count, int64_t total)
{
    bool in_one = false;
    for (size_t i = 0; i < count; i++)
        in_one = in_one || (line[i] == total && total > 0 && total < 10 && count > 1);
    return (one >= 1 && one <= 4) || (total - one >= 1 && total - one <= 4) || in_one;
}

/* Whether the rule hides this place for its own sake. */
static bool is_small_itself(const struct grid *grid, size_t row, size_t column)
{
    int64_t one = grid->people[row][column];
    int64_t across[MOST_COLUMNS], down[MOST_ROWS];
    for (size_t c = 0; c < grid->columns; c++)
        across[c] = grid->people[row][c];
    for (size_t r = 0; r < grid->rows; r++)
        down[r] = grid->people[r][column];
    if (column < grid->columns &&
        small_in_line(one, across, grid->columns, grid->people[row][grid->columns]))
        return true;
    if (row < grid->rows &&
        small_in_line(one, down, grid->rows, grid->people[grid->rows][column]))
        return true;
    return one >= 1 && one <= 4;
}

static void print_grid(const struct grid *grid)
{
    for (size_t r = 0; r <= grid->rows; r++) {
        for (size_t c = 0; c <= grid->columns; c++)
            printf("%4lld%c", (long long)grid->people[r][c],
                   grid->hidden[r][c] ? '*' : ' ');
        printf("\n");
    }
}

static void no_random_table_can_be_worked_out(struct test *t)
{
    uint64_t state = 20250612;
    size_t hidden_ones = 0;
    for (int i = 0; i < 6000 && !t->failures; i++) {
        struct arena_mark mark = arena_mark(t->arena);
        struct grid grid = random_grid(&state);
        REQUIRE(t, disclose_grid(t, &grid));
        for (size_t r = 0; r <= grid.rows; r++)
            for (size_t c = 0; c <= grid.columns; c++) {
                CHECK(t, grid.hidden[r][c] || !is_small_itself(&grid, r, c));
                hidden_ones += grid.hidden[r][c];
            }
        CHECK(t, nothing_can_be_worked_out(&grid));
        CHECK(t, rests_are_fine(&grid));
        if (t->failures)
            print_grid(&grid);
        arena_rewind(t->arena, mark);
    }
    CHECK(t, hidden_ones > 6000);
}

/* Whether every choice of fewer places from those hidden only for others gives
 * something away. */
static bool all_are_needed(struct grid *grid, bool *const *further, size_t count)
{
    for (size_t choice = 0; choice + 1 < (size_t)1 << count; choice++) {
        for (size_t i = 0; i < count; i++)
            *further[i] = choice >> i & 1;
        if (rests_are_fine(grid) && nothing_can_be_worked_out(grid))
            return false;
    }
    for (size_t i = 0; i < count; i++)
        *further[i] = true;
    return true;
}

static void nothing_is_hidden_needlessly(struct test *t)
{
    enum { MOST_TRIED = 6 };
    uint64_t state = 7;
    size_t tried = 0, open = 0;
    for (int i = 0; i < 2000 && !t->failures; i++) {
        struct arena_mark mark = arena_mark(t->arena);
        struct grid grid = random_grid(&state);
        bool *further[(MOST_ROWS + 1) * (MOST_COLUMNS + 1)];
        size_t own = 0, count = 0;
        REQUIRE(t, disclose_grid(t, &grid));
        for (size_t r = 0; r <= grid.rows; r++)
            for (size_t c = 0; c <= grid.columns; c++) {
                bool itself = is_small_itself(&grid, r, c);
                own += itself;
                if (grid.hidden[r][c] && !itself)
                    further[count++] = &grid.hidden[r][c];
            }
        CHECK(t, own > 0 || count == 0);
        open += own == 0;
        tried += count > 0 && count <= MOST_TRIED;
        if (count <= MOST_TRIED)
            CHECK(t, all_are_needed(&grid, further, count));
        if (t->failures)
            print_grid(&grid);
        arena_rewind(t->arena, mark);
    }
    CHECK(t, tried > 100 && open > 100);
}

static void a_large_table_takes_little_time(struct test *t)
{
    const size_t rows = 60, columns = 12;
    int64_t *cells = arena_array(t->arena, int64_t, rows * columns);
    uint64_t state = 99;
    for (size_t i = 0; i < rows * columns; i++)
        cells[i] = (int64_t)(random_next(&state) % 20);
    struct disclosure_counts in = {DISCLOSURE_TABLE, rows, columns, cells, 0};
    struct disclosure_result out;
    struct error err;
    REQUIRE_OK(t, disclosure_apply(t->arena, disclosure_default(), &in, &out, &err), err);
    size_t small = 0;
    for (size_t i = 0; i < rows * columns; i++) {
        small += cells[i] >= 1 && cells[i] <= 4;
        CHECK(t, out.cells[i] == DISCLOSURE_HIDDEN || out.cells[i] == cells[i]);
    }
    CHECK(t, out.hidden >= small && out.hidden < small + rows);
}

const struct test_case disclosure_tests[] = {
    {"lists are disclosed", lists_are_disclosed},
    {"another threshold hides more", another_threshold_hides_more},
    {"a table is protected across", a_table_is_protected_across},
    {"bad rules and counts are refused", bad_rules_and_counts_are_refused},
    {"shares are said in people first", shares_are_said_in_people_first},
    {"a rule is made for a threshold", a_rule_is_made_for_a_threshold},
    {"percentages need enough people", percentages_need_enough_people},
    {"readers are told", readers_are_told},
    {"no random table can be worked out", no_random_table_can_be_worked_out},
    {"nothing is hidden needlessly", nothing_is_hidden_needlessly},
    {"a large table takes little time", a_large_table_takes_little_time},
    {0},
};
