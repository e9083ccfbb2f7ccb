/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "text/assign.h"

#include <string.h>

static int64_t together(const int32_t *worth, size_t rows, size_t columns,
                        const size_t *of)
{
    int64_t sum = 0;
    for (size_t row = 0; row < rows; row++)
        sum += of[row] == SIZE_MAX ? 0 : worth[row * columns + of[row]];
    return sum;
}

/* The most that any assignment is worth, by trying all. */
static int64_t most(const int32_t *worth, size_t rows, size_t columns, size_t row,
                    bool *used)
{
    if (row == rows)
        return 0;
    int64_t best = most(worth, rows, columns, row + 1, used);
    for (size_t c = 0; c < columns; c++) {
        if (used[c] || worth[row * columns + c] <= 0)
            continue;
        used[c] = true;
        int64_t one =
            worth[row * columns + c] + most(worth, rows, columns, row + 1, used);
        used[c] = false;
        best = one > best ? one : best;
    }
    return best;
}

static void gives_each_its_own(struct test *t)
{
    /* The nearest for each, one after another, would give 9 + 1 + 0. */
    static const int32_t worth[] = {9, 8, 0, 8, 1, 0, 6, 6, -3};
    size_t *of = assign_best(t->arena, worth, 3, 3);
    CHECK(t, of[0] == 1 && of[1] == 0 && of[2] == SIZE_MAX);
    CHECK(t, together(worth, 3, 3, of) == 16);
    /* By scipy 1.17.1's linear_sum_assignment: 59, rows 0 to 3 with 1, 0, 4, 3. */
    static const int32_t wide[] = {3,  17, 9, 2, 11, 14, 13, 8, 5,  1,
                                   10, 16, 4, 6, 15, 7,  12, 2, 13, 9};
    of = assign_best(t->arena, wide, 4, 5);
    CHECK(t, together(wide, 4, 5, of) == 59);
    CHECK(t, of[0] == 1 && of[1] == 0 && of[2] == 4 && of[3] == 3);
}

static void leaves_what_is_worth_nothing(struct test *t)
{
    static const int32_t none[] = {0, -5, 0, -1};
    size_t *of = assign_best(t->arena, none, 2, 2);
    CHECK(t, of[0] == SIZE_MAX && of[1] == SIZE_MAX);
    assign_best(t->arena, none, 0, 2);
    of = assign_best(t->arena, none, 2, 0);
    CHECK(t, of[0] == SIZE_MAX && of[1] == SIZE_MAX);
}

static void is_the_best_of_all(struct test *t)
{
    uint32_t seed = 2025;
    for (int i = 0; i < 300; i++) {
        int32_t worth[36];
        bool used[6] = {false}, taken[6] = {false};
        size_t rows = 1 + (size_t)i % 6, columns = 1 + (size_t)(i / 6) % 6;
        for (size_t c = 0; c < rows * columns; c++) {
            seed = seed * 1664525u + 1013904223u;
            worth[c] = (int32_t)(seed >> 16) % 21 - 6;
        }
        size_t *of = assign_best(t->arena, worth, rows, columns);
        CHECK(t,
              together(worth, rows, columns, of) == most(worth, rows, columns, 0, used));
        for (size_t row = 0; row < rows; row++) {
            CHECK(t, of[row] == SIZE_MAX || !taken[of[row]]);
            if (of[row] != SIZE_MAX)
                taken[of[row]] = true;
        }
    }
}

const struct test_case assign_tests[] = {
    {"each its own, the most together", gives_each_its_own},
    {"what is worth nothing is left", leaves_what_is_worth_nothing},
    {"as good as trying all", is_the_best_of_all},
    {0},
};
