/* SPDX-License-Identifier: MIT */
#include "undoing.h"

const char undoing_reviews[] = "Reference,Date of review,Working 1,Not working 1\n"
                               "R1,12/05/2025,I like painting,The bus is late\n"
                               "R2,13/05/2025,I like the garden,The bus is cold\n";

bool open_with_words(struct test *t, struct workplace *w)
{
    return workplace_open_on(t, w, SHEET_REVIEWS, "reviews.csv", undoing_reviews);
}

const char *undo_line(struct workplace *w, int64_t number)
{
    return workplace_line(w, "workplace.undo command=%lld", (long long)number);
}

/* Does a line and gives its number. */
int64_t number_of(struct workplace *w, const char *line)
{
    return workplace_do(w, line) ? w->result.number : 0;
}

bool plan_an_action(struct workplace *w)
{
    return workplace_do(w, "theme.new section=not_working name=\"I wait for the bus\" "
                           "statements=reviews.csv:2:not_working1") &&
           workplace_do(w, "understand.cause theme=\"I wait for the bus\" text=Late") &&
           workplace_do(w, "identify_success.success cause=Late perspective=family "
                           "text=\"Buses on time\"") &&
           workplace_do(w, "plan.action success=\"Buses on time\" what=\"Ask the firm\" "
                           "who=Ann by=1/9/2025 kind=change") &&
           workplace_do(w, "implement.indicator action=\"Ask the firm\" wording=\"Late "
                           "buses\" type=how_much direction=down target=1 "
                           "target_date=1/9/2026");
}
