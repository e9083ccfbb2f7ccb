/* SPDX-License-Identifier: MIT */
/* A suite is a table of named cases; a case runs in an arena of its own. Add the
 * suite to the list in test_main.c.
 *
 * CHECK goes on after a failure, REQUIRE leaves the case. */
#ifndef TEST_H
#define TEST_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

struct test {
    struct arena *arena;
    const char *name;
    const char *folder; /* a fresh, empty folder for this case */
    size_t failures;
};

struct test_case {
    const char *name;
    void (*run)(struct test *t);
};

void test_fail(struct test *t, const char *file, int line, const char *what);
void test_fail_str(struct test *t, const char *file, int line, struct str got,
                   struct str wanted);
void test_skip(struct test *t, const char *why);
/* The folder of test data in the source tree: tests/data. */
struct str test_data(struct test *t, const char *name);
/* A case goes on by words, as where there is no language model, unless it asks for the
 * one that make model made; false, and skipped, where it is not there. */
bool test_with_model(struct test *t);

#define CHECK(t, condition)                                                              \
    do {                                                                                 \
        if (!(condition))                                                                \
            test_fail((t), __FILE__, __LINE__, #condition);                              \
    } while (0)
#define REQUIRE(t, condition)                                                            \
    do {                                                                                 \
        if (!(condition)) {                                                              \
            test_fail((t), __FILE__, __LINE__, #condition);                              \
            return;                                                                      \
        }                                                                                \
    } while (0)
#define CHECK_STR(t, got, wanted)                                                        \
    do {                                                                                 \
        struct str got_ = (got), wanted_ = str_of(wanted);                               \
        if (!str_equal(got_, wanted_))                                                   \
            test_fail_str((t), __FILE__, __LINE__, got_, wanted_);                       \
    } while (0)
/* For calls that fill `err`: shows its text. */
#define REQUIRE_OK(t, call, err)                                                         \
    do {                                                                                 \
        if (!(call)) {                                                                   \
            test_fail((t), __FILE__, __LINE__, (err).text);                              \
            return;                                                                      \
        }                                                                                \
    } while (0)

#endif
