/* SPDX-License-Identifier: MIT */
/* One run of `waymark quick`, from spreadsheets to a folder. Private to cli_quick.c and
 * quick_*.c.
 *
 * The folder is a Waymark folder with one cycle, which is marked (its record's `quick`)
 * until `cycle keep`. start.html is written last: without it, no run has come to its
 * end in the folder yet.
 * Memory: cli->arena. Failure: false; a folder that this run made is taken away again. */
#ifndef APP_QUICK_H
#define APP_QUICK_H

#include "app/carding.h"
#include "base/file.h"
#include "engine/import_choose.h"
#include "report/start.h"

#define QUICK_START "start.html"
#define QUICK_CARDS "cards.html"
#define QUICK_THEMES "themes.xlsx"

struct quick_file {
    struct str path, name;
    struct mapped_file mapped;
    struct import_choice choice;
    struct import_counts counts;
};

struct quick {
    struct cli *cli;
    struct quick_file *files;
    size_t count;
    struct str_list maps; /* said with --map */
    struct json own;      /* what the columns of reviews are called here */
    bool own_changed;
    struct str columns_from; /* the folder beside this one that said them; or empty */
    struct str output;       /* as given; empty: beside the first file */
    struct str folder;
    bool made, first;    /* by this run; no run has come to its end in it before */
    struct str recovery; /* the key, where it has to be shown; else empty */
    struct str cycle;    /* id of its record; empty: none yet */
    struct process *process;
    struct notices notices;
    struct import_places places; /* of what the files say, as they are now */
    struct str kept; /* this run: the name of a file of groups that was loaded back */
    struct str_list beside; /* of the files that were not read, where they are */
    struct carding cards;
    struct coverage reviews;
    struct coverage_people people;
    struct str method; /* how this run suggested groups, in words; empty: it did not */
    struct start_page page;
};

/* quick_folder.c: which folder it is, and whether it is ours to go on in: then it is
 * opened, and its cycle found. Nothing is made. */
bool quick_find_folder(struct quick *now, struct error *err);
/* Makes the folder, unless it is there, and the cycle, unless it has one. */
bool quick_make(struct quick *now, struct error *err);
/* Takes the folder away, if this run made it. */
void quick_take_back(struct quick *now);
struct str quick_path(const struct quick *now, const char *name);

/* quick_columns.c: what the columns are, by what was said before and now; and, once there
 * is a folder, keeps it there. */
bool quick_settle_columns(struct quick *now, struct error *err);
bool quick_keep_columns(struct quick *now, struct error *err);

/* quick_page.c: the cards, the groups and the page to start from. */
bool quick_write(struct quick *now, struct error *err);

/* quick_places.c: where what was held back or flagged stands, and which files the cards
 * come from that were not read this time. */
bool quick_list_places(struct quick *now, struct error *err);

/* quick_say.c: the short screen at the end; the exit code. */
int quick_say(struct quick *now);

#endif
