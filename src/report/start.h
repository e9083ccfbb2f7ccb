/* SPDX-License-Identifier: MIT */
/* The page that `waymark quick` writes to be opened first: whose views there are, what
 * to look at before the cards are printed, what was left out and why, and what to do
 * next. For officers alone: true numbers, with files and lines, but nothing of what was
 * said, and nobody's name. All text is escaped; its look is assets/report.css and
 * assets/start.css.
 *
 * Memory: the arena; what it shows is borrowed. Failure: a style sheet cannot be found.
 */
#ifndef REPORT_START_H
#define REPORT_START_H

#include "base/notice.h"
#include "cycle/coverage.h"

struct start_file {
    struct str name, kind; /* "reviews" */
    size_t rows;
};

/* Whether this run found it in its file; else its line is that of an earlier reading. */
enum start_reading { START_FOUND, START_GONE, START_NOT_READ };

/* A statement that is on no card: where it stands, and what it may show. */
struct start_place {
    struct str source; /* reviews.csv:16:working1; an id of what was said in the room */
    struct str handle; /* what commands call it: where it first came in */
    enum start_reading reading;
    struct str_list flags;
};

struct start_places {
    struct start_place *items;
    size_t count;
};

struct start_section {
    size_t cards, groups;
};

/* What waits for a person, and the command that shows it. */
struct start_open_item {
    size_t count;
    struct str command;
};

struct start_open {
    struct start_open_item people; /* pairs who may be one */
    struct start_open_item cut;    /* statements cut out of paragraphs */
    struct start_open_item same;   /* those that plan and review may both say */
    struct start_open_item to_pick;
};

struct start_page {
    struct str title, cycle, date; /* date: 12 June 2025 */
    struct start_file *files;
    size_t file_count;
    /* Files of which there are cards, and this run did not read; and those of them that
     * `again` could not name. */
    struct str_list not_read, not_found;
    const struct coverage *reviews;
    const struct coverage_people *people;
    size_t statements; /* all of them */
    struct str top;    /* "top two" (cycle/top.h) */
    size_t spare;      /* beyond somebody's top, or of an earlier review */
    struct start_section sections[SECTION_COUNT];
    size_t agreed; /* of the groups, by people */
    size_t pages;  /* A4 sheets of cards */
    struct start_places flagged, held_back;
    struct start_open open; /* as the records have it now, whatever this run read */
    const struct notices *notices;
    /* What start_find_notices gave, in the place of `notices`: an import that finds
     * nothing new does not say everything again. Else empty. */
    struct str notices_before;
    struct str cards, themes; /* files beside it; empty where there is none */
    struct str_list loaded;   /* files of groups that were loaded back, as they were */
    struct str themes_mark;   /* what start_find_mark gives back */
    bool themes_edited;       /* somebody has changed the file since it was written */
    /* So many things in it could not be taken, and all else is loaded back; the first
     * few of them. */
    size_t themes_refused;
    struct str_list themes_refusals;
    /* Commands, ready to be typed. */
    struct str look, reword, held, take_themes, again, keep, status, spare_shown;
};

bool report_start(struct arena *arena, const struct start_page *page, struct str *out,
                  struct error *err);
/* The mark of themes in a page that was written before; empty where there is none. */
struct str start_find_mark(struct str page);
/* Of such a page, what could not be taken, as it stands there; empty where there is
 * none. */
struct str start_find_notices(struct str page);

#endif
