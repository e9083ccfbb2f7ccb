/* SPDX-License-Identifier: MIT */
/* What tables sorted, as a text that tests can show. */
#ifndef TESTS_SORTINGS_H
#define TESTS_SORTINGS_H

#include "cycle/agreement.h"
#include "test.h"

/* "AA AB .B": a word a card, a letter a table: the pile, or '.' where the table did not
 * sort it. In the test's arena. */
struct sortings sortings(struct test *t, size_t tables, const char *rows);

#endif
