/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/unicode.h"
#include "cycle/school_alike.h"

enum {
    MOST_COMPARED = 1000, /* schools: every two of them are looked at */
    ALIKE_TOLD = 5,
    TWINS_TOLD = 10, /* spellings in one message */
    SHOWN = 60       /* characters of one */
};

/* One school, in whatever way it is spelt. */
struct school {
    struct str used;   /* the spelling that counts */
    struct str stored; /* the one of before; empty where the school is new */
    size_t reviews;    /* with the stored spelling */
    bool elsewhere;    /* another file's reviews have it so */
    struct str first;  /* this file's first spelling; empty where it has none */
    bool in_file;      /* the stored spelling stands in this file, too */
    size_t line;       /* of `first` */
    struct str plain;  /* for school_alike */
    struct str twins;  /* its other spellings in this file, as a message has them */
};

struct spelling {
    struct str text;
    size_t school;
    bool in_file;
};

struct schools {
    struct arena *arena;
    struct table by_key, by_text; /* a school, a spelling: which, from 1 */
    struct school *items;
    size_t count, room;
    struct spelling *spellings;
    size_t spelling_count, spelling_room;
    bool again; /* a file of this name came before */
    struct str file;
};

static size_t school_of(struct schools *all, struct str text)
{
    struct str key = school_key(all->arena, text);
    bool is_new;
    uint64_t *place = table_add(&all->by_key, table_key(key.len ? key : text), &is_new);
    if (is_new) {
        all->items = arena_one_more(all->arena, all->items, sizeof *all->items,
                                    all->count, &all->room);
        all->items[all->count] = (struct school){.plain = school_plain(all->arena, text)};
        *place = ++all->count;
    }
    return (size_t)*place - 1;
}

/* Folded once for each way in which it is written. */
static struct spelling *spelling_of(struct schools *all, struct str text)
{
    bool is_new;
    uint64_t *place = table_add(&all->by_text, table_key(text), &is_new);
    if (!is_new)
        return &all->spellings[*place - 1];
    all->spellings = arena_one_more(all->arena, all->spellings, sizeof *all->spellings,
                                    all->spelling_count, &all->spelling_room);
    struct spelling *spelling = &all->spellings[all->spelling_count];
    *place = ++all->spelling_count;
    *spelling = (struct spelling){.text = str_copy(all->arena, text)};
    spelling->school = school_of(all, spelling->text);
    return spelling;
}

/* Of two spellings that a cycle has from before, the one with more reviews. */
static void store(struct schools *all, struct str text, size_t reviews, bool elsewhere)
{
    const struct spelling *spelling = spelling_of(all, text);
    struct school *school = &all->items[spelling->school];
    if (!school->stored.len || reviews > school->reviews) {
        school->stored = spelling->text;
        school->reviews = reviews;
    }
    school->elsewhere = school->elsewhere || elsewhere;
}

/* a.csv#2:14 → a.csv */
static struct str file_of_review(struct str source)
{
    struct str line;
    return label_name(source_cut(source, &line));
}

static bool learn_review(void *with, const struct record *record, struct error *err)
{
    struct schools *all = with;
    struct json body;
    struct arena *row = arena_new();
    bool fine = json_parse(row, record->body, &body, err);
    struct str school = fine ? json_find_text(&body, STR("school")) : STR_NONE;
    if (school.len &&
        !str_equal(file_of_review(json_find_text(&body, STR("source"))), all->file))
        store(all, school, 0, true);
    arena_free(row);
    return fine;
}

bool schools_learn(struct importing *all, struct error *err)
{
    struct db *db = all->engine->store->db;
    struct schools *schools = arena_alloc(all->arena, sizeof *schools);
    struct tally_list held;
    *schools = (struct schools){.arena = all->arena,
                                .by_key = {.arena = all->arena},
                                .by_text = {.arena = all->arena},
                                .again = earlier_of_this_name(all),
                                .file = all->request->name};
    all->schools = schools;
    if (!record_tally(db, all->arena, all->request->cycle, STR("review"), STR("school"),
                      &held, err))
        return error_wrap(err, "reading how schools are written");
    for (size_t i = 0; i < held.count; i++)
        store(schools, held.items[i].value, held.items[i].count, false);
    return !schools->again ||
           record_each(db, all->request->cycle, STR("review"), learn_review, schools,
                       err) ||
           error_wrap(err, "reading how schools are written");
}

void schools_add(struct importing *all, const struct sheet_row *row)
{
    if (!row->school.len)
        return;
    struct spelling *spelling = spelling_of(all->schools, row->school);
    struct school *school = &all->schools->items[spelling->school];
    if (!school->first.len) {
        school->first = spelling->text;
        school->line = row->line;
    }
    spelling->in_file = true;
    school->in_file = school->in_file || str_equal(spelling->text, school->stored);
}

/* A corrected file may also correct the spelling, unless others go on using it. */
void schools_choose(struct importing *all)
{
    for (size_t i = 0; i < all->schools->count; i++) {
        struct school *school = &all->schools->items[i];
        bool corrected = all->schools->again && !school->elsewhere && !school->in_file &&
                         school->first.len;
        school->used = school->stored.len && !corrected ? school->stored : school->first;
    }
}

struct str schools_name(struct importing *all, struct str school)
{
    if (!school.len)
        return school;
    return all->schools->items[spelling_of(all->schools, school)->school].used;
}

static struct str shown(struct str text)
{
    return unicode_cut(str_cut(&text, '\n'), SHOWN);
}

/* "hillside school", "HILLSIDE" as "Hillside School"; … */
static void say_twins(const struct importing *all)
{
    const struct schools *schools = all->schools;
    struct buf out = BUF_IN(all->arena);
    size_t told = 0;
    for (size_t i = 0; i < schools->spelling_count && told <= TWINS_TOLD; i++) {
        const struct spelling *one = &schools->spellings[i];
        struct school *school = &schools->items[one->school];
        if (one->in_file && !str_equal(one->text, school->used) && ++told <= TWINS_TOLD)
            school->twins =
                str_format(all->arena, "%.*s%s\"%.*s\"", STR_ARGS(school->twins),
                           school->twins.len ? ", " : "", STR_ARGS(shown(one->text)));
    }
    for (size_t i = 0; i < schools->count; i++)
        if (schools->items[i].twins.len)
            buf_add_format(&out, "%s%.*s as \"%.*s\"", out.len ? "; " : "",
                           STR_ARGS(schools->items[i].twins),
                           STR_ARGS(shown(schools->items[i].used)));
    if (told)
        notice_add(all->notices, false, all->request->name, 0,
                   "schools that differ only in capitals, spaces and punctuation count "
                   "as one: %.*s%s",
                   STR_ARGS(buf_str(&out)), told > TWINS_TOLD ? "; …" : "");
}

/* The first school before this one, or from before this file, that it looks like. */
static const struct school *find_alike(const struct schools *all, size_t place)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct school *other = &all->items[i];
        bool earlier = other->stored.len || (other->first.len && i < place);
        if (i != place && earlier && school_alike(all->items[place].plain, other->plain))
            return other;
    }
    return NULL;
}

static void say_alike(const struct importing *all)
{
    const struct schools *schools = all->schools;
    size_t told = 0;
    for (size_t i = 0; i < schools->count && schools->count <= MOST_COMPARED; i++) {
        const struct school *school = &schools->items[i], *other;
        if (school->stored.len || !(other = find_alike(schools, i)))
            continue;
        if (told++ == ALIKE_TOLD)
            return;
        notice_add(all->notices, false, all->request->name, school->line,
                   "\"%.*s\" looks like \"%.*s\"; if it is the same, write it the same "
                   "way and import again%s",
                   STR_ARGS(shown(school->used)), STR_ARGS(shown(other->used)),
                   told == ALIKE_TOLD ? " (more schools like this are not named)" : "");
    }
}

void schools_say(const struct importing *all)
{
    say_twins(all);
    say_alike(all);
}
