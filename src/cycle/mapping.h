/* SPDX-License-Identifier: MIT */
/* What the columns and the words of an officer's spreadsheet mean, as data:
 * schemas/import/KIND.json names the fields of one kind of sheet, their titles,
 * types, the column names they go by, whether these take a number ("numbered"),
 * and which columns a sheet must have ("needed": one of each list);
 * schemas/import/shared.json holds the fields that several kinds share (a kind
 * takes those that its "also" lists) and the words that stand for a value ("mum"
 * is family). An authority may lay its own object over them, with "fields":
 * {FIELD: {"names": […]}} and "values": {LIST: {VALUE: [words]}}; its words win. Columns
 * that it needs not to hear of are under "not_used": [names].
 *
 * Memory: everything lives in the arena; `own` is borrowed as long.
 * Failure: false for an `own` that names what is not there, with the names that are. */
#ifndef CYCLE_MAPPING_H
#define CYCLE_MAPPING_H

#include "format/json.h"

enum field {
    FIELD_REFERENCE,
    FIELD_UPN,
    FIELD_FORENAME,
    FIELD_SURNAME,
    FIELD_FULL_NAME,
    FIELD_BIRTH_DATE,
    FIELD_DATE,
    FIELD_DUE,
    FIELD_SCHOOL,
    FIELD_SCHOOL_NUMBER,
    FIELD_YEAR_GROUP,
    FIELD_NEED,
    FIELD_GENDER,
    FIELD_IN_AREA,
    FIELD_OUT_OF_AREA,
    FIELD_ATTENDED,
    FIELD_MAY_USE, /* permission: for the workshop, to be quoted, a story, … */
    FIELD_MAY_QUOTE,
    FIELD_MAY_TELL,
    FIELD_MAY_PICTURE,
    FIELD_MAY_CONTACT,
    FIELD_SPEAKER,
    FIELD_HOW,
    FIELD_INTERPRETED_BY,
    FIELD_SAID_IN,
    FIELD_WORKING, /* these three in the order of enum section */
    FIELD_NOT_WORKING,
    FIELD_ASPIRATION,
    FIELD_HEADING,
    FIELD_TEXT,
    FIELD_RANK,
    FIELD_PERSPECTIVE,
    FIELD_SUPPORTER,
    FIELD_INTERPRETER,
    FIELD_ORGANISATION,
    FIELD_INVITED,
    FIELD_COMING,
    FIELD_PRESENT,
    FIELD_TABLE,
    FIELD_NUMBER,
    FIELD_NOTE,
    FIELD_COUNT,
    FIELD_NONE = FIELD_COUNT
};

enum field_type {
    TYPE_SECTION, /* up to TYPE_SUPPORTER: one of a list of values */
    TYPE_PERSPECTIVE,
    TYPE_HOW,
    TYPE_INTERPRETER,
    TYPE_SAID_IN,
    TYPE_NEED,
    TYPE_GENDER,
    TYPE_YES_NO,
    TYPE_IN_AREA,
    TYPE_ATTENDED,
    TYPE_PERMISSION,
    TYPE_SUPPORTER,
    VALUE_LISTS,
    TYPE_TEXT = VALUE_LISTS,
    TYPE_WORDS, /* what somebody said */
    TYPE_DATE,
    TYPE_UPN,
    TYPE_YEAR_GROUP,
    TYPE_WHOLE
};

/* Words that stand for something, sorted; the authority's own before built-in. */
struct lexicon {
    struct lexicon_word *items;
    size_t count, room;
};

struct lexicon_word {
    struct str word; /* as mapping_key makes it */
    size_t meaning;  /* an enum field, or a place in value_list.values */
    bool own;
};

struct value_list {
    struct lexicon words;
    struct str *values; /* each once, as records have them */
    size_t count, room;
};

/* At least one of these fields has to have a column. */
struct needed {
    enum field fields[FIELD_COUNT];
    size_t count;
};

struct mapping {
    struct str title;
    struct str titles[FIELD_COUNT]; /* empty where this kind has no such field */
    struct lexicon names;           /* of columns */
    struct lexicon not_used;        /* columns that the authority does not need */
    struct value_list lists[VALUE_LISTS];
    struct needed *needed;
    size_t needed_count;
};

/* `kind` is reviews, statements, aspirations or participants; `own` may be NULL. */
bool mapping_load(struct arena *arena, struct str kind, const struct json *own,
                  struct mapping *out, struct error *err);

/* Which field has columns of this name (as mapping_key makes it); FIELD_NONE if
 * none has. */
enum field mapping_field(const struct mapping *mapping, struct str name);
/* Whether the authority says that a column of this name is not needed. */
bool mapping_not_used(const struct mapping *mapping, struct str name);
/* Whether a field may have several columns: Working 1, Working 2, … */
bool field_is_numbered(enum field field);
enum field_type field_type(enum field field);
struct str field_name(enum field field); /* as the files of names have it: working */

/* The form in which words are compared: csv_name's, or, for what has neither
 * letter nor digit ("✓", "?"), the folded text. */
struct str mapping_key(struct arena *arena, struct str text);
/* The value that `key` stands for in the list; false if it stands for none. */
bool mapping_value(const struct mapping *mapping, enum field_type list, struct str key,
                   struct str *out);

#endif
