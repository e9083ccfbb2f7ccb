/* SPDX-License-Identifier: MIT */
#include "report/start_parts.h"

static void open_item(struct writing *now, const struct start_open_item *item,
                      const char *one, const char *many)
{
    if (!item->count)
        return;
    start_add(now, "<li>");
    start_text(now, "%zu %s", item->count, start_plural(item->count, one, many));
    start_command(now, item->command);
    start_add(now, "</li>\n");
}

void start_list_open(struct writing *now)
{
    const struct start_open *open = &now->page->open;
    if (open->people.count + open->cut.count + open->same.count + open->to_pick.count ==
        0)
        return;
    start_add(now,
              "<h2 id=\"open\">What is still open</h2>\n<p>Of all that was ever brought "
              "into this folder, whatever was read this time:</p>\n<ul>\n");
    open_item(now, &open->people,
              "pair of people may be one and the same: taken for two until a person "
              "decides.",
              "pairs of people may each be one and the same: taken for two until a "
              "person decides.");
    open_item(now, &open->cut,
              "statement was cut out of a paragraph (section A of a plan): look it over.",
              "statements were cut out of paragraphs (section A of plans): look them "
              "over.");
    open_item(now, &open->same,
              "statement may say what the same person’s plan or review says already: "
              "look at it; both count until a person decides.",
              "statements may say what the same person’s plan or review says already: "
              "look at them; both count until a person decides.");
    open_item(now, &open->to_pick,
              "statement waits until somebody picks what counts of all that the person "
              "said under a heading.",
              "statements wait until somebody picks what counts of all that a person "
              "said under a heading.");
    start_add(now, "</ul>\n");
}
