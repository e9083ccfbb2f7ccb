/* SPDX-License-Identifier: MIT */
/* Between the files of an import; private to them. import.c: the file as a whole, its
 * key; import_batch.c: its rows, a batch at a time (import_batch.h);
 * import_book.c: the sheets of a workbook; import_earlier.c: the files that came before;
 * import_facts.c: what a file says as a whole; import_row.c: one row; import_person.c:
 * whose it is (import_person.h); import_review.c: of which review; import_permission.c:
 * what they said yes or no to; import_said.c: what it says; import_top.c: what of that
 * counts; import_manner.c: who said it, and how; import_look.c: what was said before, by
 * the names that came in; import_missing.c: rows that this file had when it came before,
 * under this name or another; import_older.c: rows from before a correction;
 * import_noted.c: what people noted by hand since a list of participants came;
 * import_erased.c: who may be somebody that has been erased;
 * import_went.c: words that may be those that were erased; import_scope.c: rows that are
 * left out; import_room.c: people for the room; import_school.c: how schools are written.
 *
 * Memory: the batch's arena, given back after each row; what `importing` holds, its own.
 * Failure: the database's; what is wrong in a row is a notice, and the rest goes on. */
#ifndef ENGINE_IMPORT_PARTS_H
#define ENGINE_IMPORT_PARTS_H

#include "base/table.h"
#include "cycle/flag.h"
#include "cycle/source.h"
#include "cycle/top.h"
#include "engine/import.h"
#include "engine/known.h"
#include "store/job.h"
#include "store/parsed.h"

/* A review (or, of plans, a person) met in this file. */
struct met {
    size_t line; /* where first */
    size_t no_view[SECTION_COUNT];
    bool told; /* that the file says less than it did */
};

struct met_list {
    struct table places; /* by the id's fingerprint: which item, from 1 */
    struct met *items;
    size_t count, room;
};

/* What came into this cycle before and stands. A file is called by its label: its
 * name, and from the second file of that name on, reviews.csv#2. */
struct earlier_file {
    struct str front, hash, title, label;
    enum sheet_kind kind;
    bool cut_short; /* and another file took its place */
};

struct earlier_command {
    size_t file;
    int64_t number, at;
    size_t corrected;
    size_t left_out; /* rows that were not in the cycle's scope */
    bool waiting;    /* rows of it were refused, and may be taken another time */
    /* Of the whole file: rows that the sheet alone left out, or took as due. SIZE_MAX:
     * that was not kept yet. */
    size_t outside;
};

struct earlier {
    struct earlier_file *files;
    struct earlier_command *commands; /* by number */
    size_t file_count, command_count;
};

struct look;
struct namesakes;
struct schools;
struct room;
struct older;

enum { MOST_CORRECTED = 200, MOST_NEW_NAMED = 5 };

/* Records that rows would correct: as many as it takes to tell by whom. */
struct corrected_list {
    struct str ids[MOST_CORRECTED];
    size_t count;
    bool more;
};

/* Rows that one part of the scope left out. */
struct left_part {
    size_t unsaid, line; /* since they do not say it: how many, and the first */
    struct str title;    /* what people call what they do not say */
    /* What they say here, each once, and not all: in scope, for another part left them
     * out; and not. */
    struct str_list meant, others;
    size_t meant_room, others_room;
};

/* One file on its way in. */
struct importing {
    struct engine *engine;
    const struct import_request *request;
    struct str front, hash; /* of its keys; of its bytes */
    struct str book;        /* of the workbook that this is a sheet of; or empty */
    int64_t last;           /* the command of its newest batch; 0: none yet */
    bool again;             /* it came before, and had rows that were refused */
    size_t outside;         /* as an earlier_command has it: fewer on another day */
    bool only_rest;         /* it came before, and another scope left rows of it out */
    bool open;              /* its job is noted, and not closed yet */
    struct str label;
    int64_t copy; /* the number in the label, from 1 */
    struct sheet *sheet;
    const struct json *scope, *own; /* own: column names, or NULL */
    struct top_rule top;
    struct notices *notices;
    struct import_counts *counts;
    struct flag_known *known; /* what texts are checked for */
    struct flag_known *news;  /* of that, what this file brings or may bring */
    struct look *look;
    struct schools *schools;
    struct arena *arena; /* for the whole file */
    struct met_list met;
    struct earlier earlier;
    struct table facts;               /* what the file says: import_facts.c */
    struct table taken;               /* statements that a row has said by now */
    struct room *room;                /* participants only */
    size_t room_next;                 /* the first person whose row has not been taken */
    struct corrected_list *corrected; /* or NULL */
    size_t new_lines[MOST_NEW_NAMED]; /* of the first people whom this run brought in */
    struct namesakes *namesakes;      /* import_doubt.c; NULL until they are needed */
    struct older *older;              /* import_older.c; the same */
    size_t year_rows, year_line;      /* of another year: how many, and the first */
    struct left_part *left;           /* one for each part of the scope; or NULL */
};

/* One batch inside its commit. */
struct batch {
    struct importing *all;
    struct native_call *call;
    struct arena *arena; /* given back after each row */
    const struct kind *person, *identity, *doubt, *review, *statement, *participant,
        *permission;
};

/* By reference, by UPN, by name and birth date. */
enum { NAMES_OF_ONE = 3, MOST_NAMES = NAMES_OF_ONE * (2 + VAULT_MOST_BEFORE) };

/* What is known of the person and review of a row while it is being taken. */
struct row_place {
    const struct sheet_row *row;
    struct str person;
    bool new_person;
    uint64_t names[MOST_NAMES]; /* what the file may call the person (facts_name) */
    size_t name_count;
    struct parsed_list reviews; /* of the person in this cycle */
    struct parsed_list said;    /* the person's statements in this cycle */
    bool said_loaded;
    bool refused;      /* said no to the workshop; known once `said` is */
    struct str review; /* id; empty for what a plan says */
    bool old_review;   /* was there before this row */
    struct str latest; /* the latest date of the person's reviews */
    size_t older_by;   /* what corrected something since that the row says; 0: nothing */
};

/* A file, or one sheet of a workbook. */
bool import_one(struct engine *engine, struct arena *arena,
                const struct import_request *request, struct notices *notices,
                struct import_counts *out, progress_function *progress, void *with,
                struct error *err);
/* Opens the file or its sheet from the start, as `all->sheet`; the caller closes it. */
bool import_open_sheet(struct importing *all, struct notices *notices, struct error *err);
/* The next row, false at the end; a sheet that has the school in its name alone has it
 * for every row. */
bool import_read_row(struct importing *all, struct notices *notices,
                     struct sheet_row *row);
/* How many rows the sheet alone leaves out, or takes as due, today. */
bool import_count_outside(struct importing *all, struct error *err);
/* The authority's own column names: local/import/KIND.json, or NULL. */
bool import_load_own(const struct import_request *request, struct engine *engine,
                     struct arena *arena, const struct json **out, struct error *err);

/* Takes one row; a row that cannot be taken is a notice. Only the database can
 * make it fail. */
bool import_row(struct batch *batch, const struct sheet_row *row, struct error *err);
/* A row that was taken before: nothing is written, but its review is met and what it
 * says is said, since the next batch goes by that. */
bool import_pass_over(struct batch *batch, const struct sheet_row *row,
                      struct error *err);

/* Finds the person, or adds them; `*go_on` is false when the row cannot be taken. */
bool import_person(struct batch *batch, struct row_place *place, bool *go_on,
                   struct error *err);
/* The same of a row that was taken before: nothing is written or said; the place has no
 * person where it is not clear who was meant. */
bool import_known_person(struct batch *batch, struct row_place *place, struct error *err);
/* What the vault knows of a person, and the record that holds it. */
bool import_identity(struct batch *batch, struct str person, struct record *record,
                     struct identity *known, bool *found, struct error *err);
/* Finds the person's review, or adds it. */
bool import_review(struct batch *batch, struct row_place *place, bool *go_on,
                   struct error *err);
void fill_review(struct batch *batch, const struct row_place *place, struct json *body);
/* Whether a row can be about this review (its body), by the days that they were due and
 * held: a review is held once a year, so that what was due last year is another
 * (import_year.c). */
bool year_is_same(const struct sheet_row *row, const struct json *held);
/* Whether two days are less than most of a year apart; so where either is no day. */
bool year_is_near(struct str a, struct str b);
/* Counts a new review that is of another year than all those that were there of its
 * person; and says how many there were, once. */
void year_note(struct importing *all, const struct row_place *place);
void year_say(const struct importing *all);
/* Whether a row of reviews is in the cycle's scope (import_scope.c): of one that is not,
 * nothing is remarked but what may have kept it out; and says, at the end, of how many
 * that is not known, and which values of the scope no review has. */
bool scope_takes(struct batch *batch, const struct row_place *place);
void scope_say(const struct importing *all);
bool scope_say_unmet(struct batch *batch, struct error *err);
/* The statements of a row whose person and review are known. */
bool import_said(struct batch *batch, struct row_place *place, struct error *err);
/* Who said what is there already, how, and who interpreted it, where the row says so
 * (import_manner.c); and what of that is another now, added to `out`: "who said it:
 * school → family". */
void import_manner(struct batch *batch, const struct row_place *place,
                   const struct sheet_statement *said, struct json *body);
void import_say_manner(struct arena *arena, struct buf *out, const struct json *before,
                       const struct json *after);
/* Whether a statement that files of another kind brought was said where the row says it,
 * so that the row corrects how; and says of one that was not, or was written down in the
 * review, that how it was said stays. */
bool manner_is_of_row(const struct row_place *place, const struct parsed *held);
void manner_say_kept(struct batch *batch, const struct row_place *place,
                     const struct parsed *held, const struct json *after);
/* What the row says that the person said yes or no to (import_permission.c); after the
 * review, before what was said; and what they said no to in another cycle
 * (no_elsewhere.h). A no takes what they said before off the cards; a yes never overturns
 * a no. */
bool import_permissions(struct batch *batch, struct row_place *place, struct error *err);
/* The person's statements in this cycle, and whether they said no to the workshop. */
bool said_load(struct batch *batch, struct row_place *place, struct error *err);
/* Whether what is there already was said where the row says something now: in its review,
 * or in a plan. */
bool said_same_place(const struct row_place *place, const struct parsed *held,
                     struct str section);
/* Writes the new body and keeps it for the rest of the row. */
bool said_change(struct batch *batch, struct parsed *held, const struct json *body,
                 struct error *err);

/* In a box of the row's own review or plan, from a file of the same kind. What a review
 * has come to say too is no longer the plan's alone. */
bool said_is_of_own_box(struct batch *batch, const struct row_place *place,
                        const struct parsed *held);

/* import_cut.c: whether the words are a whole that was cut before, so that they say
 * nothing new; whether the row says what this was cut out of; and, of a cell that people
 * have split and that says something else now, that its parts stay and are to be looked
 * over. */
bool cut_is_known(struct batch *batch, const struct row_place *place,
                  const struct sheet_statement *said);
bool cut_is_said(struct batch *batch, const struct row_place *place,
                 const struct parsed *held);
bool cut_by_people(const struct row_place *place, const struct parsed *held);
bool cut_keep(struct batch *batch, struct row_place *place, const struct parsed *held,
              const struct sheet_statement *said, struct error *err);

/* import_went.c: whether words of a statement were erased (`waymark erase --original`);
 * and whether those may be what the row says, where nothing that is there says the same.
 * It says so, and the row's words are not to be taken. */
bool went_before(struct batch *batch, const struct parsed *held, bool *went,
                 struct error *err);
bool went_from_here(struct batch *batch, const struct row_place *place,
                    const struct sheet_statement *said, bool *went, struct error *err);

/* import_top.c: what stands for the next one where a long sheet gives no rank; the tray
 * that a new one goes into, empty for none; and earlier reviews make room, as far as
 * people have not placed what they said. */
size_t said_next_rank(const struct row_place *place, struct str section);
struct str said_tray(struct batch *batch, const struct row_place *place,
                     struct str section, size_t rank);
bool said_set_aside(struct batch *batch, struct row_place *place, struct error *err);
/* Of two that people count once, one of `place->said` says something else now: they are
 * two, and people are asked again. */
bool said_part(struct batch *batch, const struct row_place *place,
               const struct parsed *corrected, struct error *err);
/* Of a wide row that lists more than count: somebody has to pick, as long as any waits.
 */
void said_say_beyond(struct batch *batch, const struct row_place *place);
/* A no takes what the person said before off the cards. */
bool said_withdraw(struct batch *batch, struct row_place *place, struct error *err);

/* The same for a row that is passed over: what it says counts as said. */
bool said_passed_over(struct batch *batch, struct row_place *place, struct error *err);
/* Whether something stands under a heading of the row's review that neither the row nor
 * another one of the file says now; once `said` is. */
bool said_stands(struct batch *batch, const struct row_place *place, struct str section);
/* How many statements of a review came from files of this kind, and how many of those
 * the file says of this row's review. */
bool said_of_review(struct batch *batch, struct row_place *place, struct str review,
                    size_t *held, size_t *same, struct error *err);

/* People for the room have no names: who is whom is found for the list as a whole, so
 * that every row is added first, and then taken one by one. */
void room_add(struct importing *all, const struct sheet_participant *row);
/* Who was found to be whom, before a dry run. */
void room_forget(struct importing *all);
bool import_participant(struct batch *batch, const struct sheet_participant *row,
                        struct error *err);

/* What it came to say that stood so already, of the rows since the last call: into the
 * outcome of their command, for the next list. */
void room_note_agreed(struct importing *all, struct arena *arena, struct json *outcome);

/* What lists of participants said last of each of their people, by the log: a body as the
 * lists have it, whatever has been noted by hand since. */
struct noted;
bool noted_learn(struct importing *all, struct noted **out, struct error *err);
struct json noted_as_listed(struct arena *arena, const struct noted *noted,
                            struct str record, const struct json *body);
/* Of one person: what the row says, what lists said last, and what stands. */
struct noted_row {
    const struct json *said, *listed, *now;
    struct str handle;
};
/* What is to be said of a row, which may stand for several people. */
struct noted_line {
    struct str what; /* coming: yes → no */
    bool kept;       /* or the list has changed it */
    size_t people;
    struct buf handles;
};
struct noted_told {
    struct noted_line *items;
    size_t count, room;
};
/* Puts back into `body` what was noted by hand where the row says no more than lists said
 * before; and adds to `agreed` what it says now as it was noted. */
void noted_keep(struct batch *batch, const struct noted_row *row, struct json *body,
                struct json *agreed, struct noted_told *told);
void noted_say(struct batch *batch, const struct sheet_participant *row,
               const struct noted_told *told);

/* What the file says as a whole; rows are added before the first is taken. A plan has
 * no date. */
void facts_add(struct importing *all, struct arena *passing, const struct sheet_row *row);
/* By all that the row's person is or was called, since rows may differ in it. Adds to
 * what the place has. */
void facts_name(struct arena *arena, const struct identity *who, struct row_place *place);
/* Whether the file has a row with this reference, and whether it gives it a UPN that is
 * another than this one. */
bool facts_of_reference(struct batch *batch, struct str reference, struct str upn,
                        bool *other_upn);
/* Whether the file has the review of this day, and how many statements of it. */
bool facts_of_review(struct batch *batch, const struct row_place *place, struct str date,
                     size_t *count);
/* Whether the file says these words of the row's own review. */
bool facts_say(struct batch *batch, const struct row_place *place, struct str section,
               struct str text);
/* Whether it says so, by this speaker (`what` is "speaker") or in this way ("how"). */
bool facts_say_so(struct batch *batch, const struct row_place *place,
                  const struct sheet_statement *said, const char *what, struct str value);

/* A statement that a row has added, corrected or said again; no other row of the file
 * corrects it, however it names the person. */
void facts_take(struct importing *all, struct str statement);
bool facts_taken(const struct importing *all, struct str statement);

/* A field of a record that a file corrected from what the row says now: the row is older,
 * and what is there stays. `by` is set to that file's command, from 1. */
bool older_says(struct batch *batch, const struct parsed *held, const struct json *body,
                const char *name, size_t *by, bool *older, struct error *err);
/* Puts back into `body` those of these fields of which that is so. */
bool older_keep(struct batch *batch, const struct parsed *held, struct json *body,
                const char *const *names, size_t count, size_t *by, struct error *err);
/* Refuses that part of the row; nothing where `by` is 0. */
void older_say(struct batch *batch, size_t line, size_t by);

/* Loads the files that came before, and gives this one its label, and a front of its own
 * where rows that were refused are to be tried again. */
bool earlier_learn(struct importing *all, struct error *err);
/* Whether rows of this file, or of one of its name, were left out by another scope: once
 * it came in, that is noted, even if nothing came of it. */
bool earlier_left_out(const struct importing *all, bool of_this_name);
/* What the sheets of this workbook are called together, of one turn of going through it.
 */
struct str earlier_book(const struct importing *all, struct arena *arena);
/* The files with rows left out of which this one has all reviews: their hashes. */
bool earlier_covered(struct batch *batch, struct json *out, struct error *err);
/* Whether the part of this run that was done before it was cut short left rows outside.
 */
bool earlier_left_rows(const struct importing *all);
/* The newest command of the same kind and bytes, if another file of that kind came
 * after it; or NULL. */
const struct earlier_command *earlier_same(const struct importing *all);
/* Whether it was cut short, and a file of its name was imported instead: the file is
 * refused as a whole. */
bool earlier_took_its_place(struct importing *all, const struct earlier_command *same);
/* The same where a file that came later corrected any of these records. */
bool earlier_is_corrected(struct importing *all, const struct earlier_command *same,
                          const struct corrected_list *corrected, bool *out,
                          struct error *err);
/* Whether another file of this name and kind came in; not of people for the room. */
bool earlier_of_this_name(const struct importing *all);
/* Closes what was cut short and what this file has taken the place of. */
bool earlier_close(struct batch *batch, struct error *err);
/* Whether a statement may have come from a file of this kind. */
bool is_of_this_kind(const struct importing *all, struct str source);
/* The source that a sheet gave, under the file's label. */
struct str import_source(struct batch *batch, struct str source);

/* At the end: which rows of earlier files of this name this one does not have, and who
 * may be there twice for it. Goes by the records and the facts, so that rows out of
 * scope, rows that were refused and rows of an earlier run are there as others are. */
bool missing_say(struct batch *batch, struct error *err);
/* import_erased.c: says who is new where somebody of this file has been erased since: the
 * program keeps nothing by which it would know them again. */
bool erased_say(struct batch *batch, struct error *err);

/* Texts from before are looked at once more, at the end, by the names and schools that
 * came in and were not known: so that no flag comes back that a person has cleared.
 * Learns what is known, and then what the file's rows name. */
bool look_learn(struct importing *all, struct error *err);
void look_add(struct importing *all, const struct sheet_row *row);
/* It came in. */
void look_for_person(struct importing *all, const struct identity *who);
void look_for_school(struct importing *all, struct str school);
void look_pass_over(struct importing *all, const struct sheet_row *row);
/* Finds the cards, and whether there are any; in or out of a commit. */
bool look_through(struct importing *all, bool *any, struct error *err);
/* Flags them, in a command for each cycle; the last one finishes the import's job. */
bool look_flag(struct importing *all, const struct job *job, struct error *err);

/* Schools whose names differ only in capitals, spaces and punctuation are one, and have
 * one spelling: the first that came into the cycle. Learns those of before; then those
 * of the file's rows; chooses; says which is which. */
bool schools_learn(struct importing *all, struct error *err);
void schools_add(struct importing *all, const struct sheet_row *row);
void schools_choose(struct importing *all);
struct str schools_name(struct importing *all, struct str school);
/* At the end: what was taken for one, and what looks as if it were. */
void schools_say(const struct importing *all);

/* The person's records of a kind in this cycle, with their bodies. */
bool held_records(struct batch *batch, struct str kind, struct str field,
                  struct str value, struct parsed_list *out, struct error *err);
/* By the id of the review or person; until the next call. */
struct met *met_find(struct importing *all, struct str id, size_t line, bool *before);
bool met_before(const struct importing *all, struct str id);
/* A corrected row changed this record. */
void count_corrected(struct batch *batch, struct str id);
void set_text(struct arena *arena, struct json *body, const char *name, struct str value);
void set_answer(struct arena *arena, struct json *body, const char *name,
                enum answer answer);

/* `waymark undo 14`: what takes the rows of this batch back. */
struct str import_undo(const struct batch *batch);
void import_remark(struct batch *batch, bool refusal, size_t line, const char *format,
                   ...) __attribute__((format(printf, 4, 5)));

#endif
