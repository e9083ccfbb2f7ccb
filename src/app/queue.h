/* SPDX-License-Identifier: MIT */
/* The cards of a cycle that are flagged and could be printed, one by one, as an officer
 * looks at them: those that count (cycle/cards.h), on the table or on their own.
 *
 * Memory: the list in cli->arena, a card in the arena passed in; what is shown goes to
 * cli->out. Failure: false with the reason. */
#ifndef APP_QUEUE_H
#define APP_QUEUE_H

#include "app/cli.h"
#include "cycle/flag_where.h"
#include "cycle/section.h"
#include "engine/process.h"

struct queue {
    struct cli *cli;
    struct process *process;
    bool one_section;
    enum section section;
    int64_t part, parts; /* 1 to parts, by the number of the card; 0 of 0: all */
    struct str_list ids; /* section by section, as they came in */
    size_t elsewhere;    /* flagged, in the other parts */
};

struct queue_card {
    struct str id, text;
    int64_t version;
    struct json body;
};

/* With parts, the cards are numbered first (engine/card_number.h): a number stays, so
 * that no card is ever in two parts. */
bool queue_load(struct queue *queue, struct error *err);
/* `there`: false where it is in the queue no more, since somebody has answered it, held
 * it back, or taken its import back. */
bool queue_read(struct queue *queue, struct arena *arena, struct str id,
                struct queue_card *out, bool *there, struct error *err);
/* The words, with what was found marked, and below them what it is. `flags` are those of
 * the card; NULL for words that are not on it yet. `found`: whether anything was. */
bool queue_show_words(struct queue *queue, struct arena *arena, struct str text,
                      const struct json *flags, bool *found, struct error *err);
/* Where it came from, its section and tray, and by whom it was seen or put into words. */
struct str queue_card_title(struct arena *arena, const struct queue_card *card);
/* queue_both.c: of a card that somebody else has changed since it was `seen`, what they
 * made of it and what was answered here, side by side. */
bool queue_say_both(struct queue *queue, struct arena *arena,
                    const struct queue_card *seen, struct str mine, struct error *err);
/* " in part 1 of 3, and 12 in the others"; empty where there are no parts. */
struct str queue_part_words(const struct queue *queue);
/* All of it, for --list. */
int queue_list(struct queue *queue);

#endif
