/* SPDX-License-Identifier: MIT */
/* Between publish.c and the parts: what has been read once for all of them.
 * Private to the files publish*.c. */
#ifndef CYCLE_PUBLISH_PARTS_H
#define CYCLE_PUBLISH_PARTS_H

#include "cycle/coverage.h"
#include "cycle/publish.h"
#include "cycle/room.h"

/* A record with its body read. */
struct entry {
    struct str id;
    struct json body;
};

struct entries {
    struct entry *items; /* by id */
    size_t count;
};

/* The measurements of one indicator, oldest first, those of the cycles that it was
 * carried over from included. */
struct series {
    const struct entry **items;
    size_t count;
};

/* What stands above an action, or above the one that it was carried over from. */
struct chain {
    const struct entry *success, *cause, *theme;
};

struct publishing {
    struct arena *arena;
    const struct publish_request *request;
    struct scope scope;
    struct published *doc;
    struct str place; /* the part being written, for the list of what was left out */
    const struct flag_known *known;
    struct entries themes, statements, causes, ballots, votes, rankings, placings,
        successes, actions, indicators,
        measurements; /* statements: only those that count (scope_counts) */
    struct entries spare, held_back, withdrawn,
        not_drawn;            /* statements in scope that do not */
    struct str_list unquoted; /* people who said no to being quoted, sorted */
    struct str_list untold;   /* … to their story being told */
    struct str_list quoted;   /* and those who said yes */
    struct chain *chains;     /* one for each action */
    struct series *series;    /* one for each indicator */
    struct coverage_people coverage;
    struct room room;
    struct room_told told;
    struct entries before;  /* themes of the cycle before this one */
    struct str_list chosen; /* causes as the last closed round's table has them */
};

typedef bool publish_part(struct publishing *now, const struct json *part,
                          struct error *err);

publish_part part_question, part_coverage, part_room;       /* publish_people.c */
publish_part part_themes, part_causes;                      /* publish_themes.c */
publish_part part_votes;                                    /* publish_votes.c */
publish_part part_success;                                  /* publish_success.c */
publish_part part_progress;                                 /* publish_progress.c */
publish_part part_table, part_text;                         /* publish_table.c */
publish_part part_indicators, part_since_last, part_thread; /* publish_actions.c */

/* All records of a kind in the cycle, read. */
bool entries_load(struct publishing *now, struct str kind, struct entries *out,
                  struct error *err);
const struct entry *entries_find(const struct entries *entries, struct str id);

/* What people want, by cause: in the order in which the report tells of the last round,
 * for its own would tell what is hidden there (publish_success.c). */
struct success_board;
bool success_load_told(struct publishing *now, struct success_board *out,
                       struct error *err);
/* Where a cause's success statements stand (publish_success.c). */
struct str success_anchor(struct publishing *now, struct str cause);

/* What an action's indicators say, in a sentence; may be empty (publish_actions.c). */
struct str action_difference(struct publishing *now, const struct entry *action);

/* Fills chains, series and before (publish_before.c). */
bool before_load(struct publishing *now, struct error *err);
/* This year's themes beside last year's. */
void before_table(struct publishing *now);

/* The part's own title, or `otherwise`, as a heading; then its intro. Scripts wrote
 * them, so they are looked through like all that is written. */
void part_heading(struct publishing *now, const struct json *part, const char *otherwise);

/* How many people said these. Words said in the room belong to nobody that is known:
 * all of them together may be one person's, and that person may be one of those
 * known. */
size_t count_people(struct arena *arena, const struct entry **members, size_t count);
/* Whether these words may be quoted, in a theme that enough people share or with the
 * person's yes; and how whoever said them is called. */
bool may_quote(struct publishing *now, const struct entry *statement);
struct str said_by(struct publishing *now, const struct entry *statement);
/* Of a section of so many people: what stands in no theme (publish_left_out.c). */
bool unthemed_words(struct publishing *now, struct str section, enum published_mark mark,
                    size_t people, struct error *err);
/* Of all sections: what is not in the report at all. */
bool left_out_words(struct publishing *now, struct error *err);

/* What stands under the name of an agreed theme: how many people said it, and some of
 * their words, as the report has them. */
bool theme_said(struct publishing *now, const struct entry *theme, struct error *err);
enum published_mark theme_mark(const struct entry *theme);

/* Fills `now`, which has its arena, request, doc and known, and the document's head
 * (publish.c). */
bool publishing_begin(struct publishing *now, struct error *err);

/* Whether a viewpoint has a name of its own, or is one of the others (room_tell). */
bool is_told_apart(const struct publishing *now, struct str perspective);

/* "post-16 provider", "do more of": how a stored word reads. */
struct str plain_words(struct arena *arena, struct str stored);
/* "young person" with a capital: for the first column of a table. */
struct str plain_title(struct arena *arena, struct str stored);
/* A theme's name, once people have agreed one: the words of a draft come from what
 * was said. */
struct str theme_name(struct publishing *now, const struct entry *theme);

/* STEP.COMMAND with its arguments that puts other words there, or empty: the words to
 * be written are an ellipsis (publish_reword.c). */
struct str reword_command(struct publishing *now, struct str id, struct str text);

/* Whether what people said in records like this one is no longer kept. */
bool words_are_gone(const struct publishing *now, struct str id);
/* Words of a record, or what stands in their place where they may name somebody; nothing
 * does where they may tell of harm. The record is then on the list of what was left out.
 * How they are looked through goes by the kind of record (publish_words.c). */
struct str safe_words(struct publishing *now, struct str id, struct str text);
/* The same, but nothing in their place. */
struct str safe_or_none(struct publishing *now, struct str id, struct str text);
/* The same of a field that holds what people said, of whatever kind. */
struct str safe_own_words(struct publishing *now, struct str id, struct str text);
/* Whether words that people said are left out for that. */
bool may_tell_of_harm(struct publishing *now, struct str text);
/* The same of a field, by its kind. */
struct str safe_field(struct publishing *now, const struct entry *entry,
                      const char *field);

#endif
