/* SPDX-License-Identifier: MIT */
#include "engine/import_sorts.h"

#include "base/unicode.h"
#include "cycle/sort_file.h"
#include "cycle/sorts.h"
#include "cycle/top.h"
#include "engine/command.h"
#include "engine/requests.h"

#include <stdlib.h>

/* A pile as the file has it, once its cards are known. */
struct wanted {
    const struct sort_line *line;
    enum section section;
    bool alone, found; /* found: it was there before */
    int64_t *cards;    /* in order */
    size_t count;
};

struct planning {
    struct engine *engine;
    struct arena *arena;
    const struct process *process;
    const struct sorts_request *request;
    const struct sort_lines *lines;
    struct notices *notices;
    struct sorts_counts *counts;
    struct cards cards;
    struct piles piles;
    struct wanted *wanted;
    size_t count, refused; /* refused: lines of which nothing is wanted */
    struct buf gone;       /* piles that went with cards that the file has nowhere */
    bool sections[SECTION_COUNT];
    bool moved;            /* a pile changes, if only in which file had it last */
    struct commit *commit; /* NULL: only to see what there is to do */
};

static const struct card *card_numbered(const struct planning *now, int64_t number)
{
    for (size_t i = 0; i < now->cards.count; i++)
        if (now->cards.items[i].number == number)
            return &now->cards.items[i];
    return NULL;
}

static const struct wanted *wanted_with(const struct planning *now, int64_t number)
{
    for (size_t i = 0; i < now->count; i++)
        for (size_t n = 0; n < now->wanted[i].count; n++)
            if (now->wanted[i].cards[n] == number)
                return &now->wanted[i];
    return NULL;
}

static bool why_not_on_table(struct planning *now, struct str file,
                             const struct sort_card *asked, struct error *err)
{
    struct str spare =
        str_format(now->arena,
                   "is kept as spare (beyond the %.*s, or of an earlier review) and does "
                   "not count; pick it first (collect.pick) if it should",
                   STR_ARGS(top_words(now->arena, now->process->steps).called));
    const char *const reasons[][2] = {
        {"held_back", "is held back until your safeguarding lead knows and somebody "
                      "releases it: take it off the table"},
        {"withdrawn", "is not used, by the person's own wish: take it off the table"},
        {"spare", str_c(now->arena, spare)}};
    struct db *db = now->engine->store->db;
    struct str_list ids;
    struct record record;
    struct json body;
    bool found = false;
    int64_t number = asked->number;
    const char *why = "is of somebody whom this cycle does not look at";
    struct str text = str_format(now->arena, "%lld", (long long)number);
    if (!record_by(db, now->arena, now->request->cycle, STR("statement"), STR("card"),
                   text, &ids, err) ||
        (ids.count && (!record_find(db, now->arena, ids.items[0], &record, &found, err) ||
                       (found && !json_parse(now->arena, record.body, &body, err)))))
        return false;
    for (size_t i = 0; found && i < sizeof reasons / sizeof reasons[0]; i++)
        if (str_equal(json_find_text(&body, STR("tray")), str_of(reasons[i][0])))
            why = reasons[i][1];
    if (!now->cards.highest)
        notice_add(now->notices, true, file, asked->line,
                   "there is no card %lld, since no card has a number yet; print them "
                   "with `waymark cards`",
                   (long long)number);
    else if (found)
        notice_add(now->notices, true, file, asked->line, "card %lld %s",
                   (long long)number, why);
    else if (number < now->cards.highest)
        notice_add(
            now->notices, true, file, asked->line,
            "card %lld is gone for good: who said it has been erased, or its import "
            "was taken back. Take it off the table",
            (long long)number);
    else
        notice_add(now->notices, true, file, asked->line,
                   "there is no card %lld; the highest number on a card is %lld. Look at "
                   "the card again",
                   (long long)number, (long long)now->cards.highest);
    return true;
}

static void stands_already(struct planning *now, const struct sort_line *line,
                           const struct sort_card *asked, const struct sort_line *where)
{
    if (where == line)
        notice_add(now->notices, true, line->file, asked->line,
                   "card %lld stands here twice, and counts once",
                   (long long)asked->number);
    else
        notice_add(now->notices, true, line->file, asked->line,
                   "card %lld stands in %.*s already (line %zu) and stays there; take it "
                   "out of one of the two, and import the file again",
                   (long long)asked->number, STR_ARGS(where->pile), where->line);
}

/* It counts, and was perhaps printed before it was flagged; or it is another number. */
static void remark_on_flagged(struct planning *now, struct str file,
                              const struct sort_card *asked)
{
    notice_add(now->notices, false, file, asked->line,
               "card %lld is on no printed sheet, since it may show who somebody is "
               "(`waymark look`); it is taken, but look whether the number is right",
               (long long)asked->number);
}

/* The cards of a line that are on the table and in no other pile of the file. */
static bool take_cards(struct planning *now, const struct sort_line *line,
                       const struct card **out, size_t *count, struct error *err)
{
    for (size_t i = 0; i < line->count; i++) {
        const struct sort_card *asked = &line->cards[i];
        const struct card *card = card_numbered(now, asked->number);
        const struct wanted *before = wanted_with(now, asked->number);
        bool again = false;
        for (size_t n = 0; n < *count; n++)
            again = again || out[n]->number == asked->number;
        if (!card && !why_not_on_table(now, line->file, asked, err))
            return false;
        if (card && (before || again))
            stands_already(now, line, asked, again ? line : before->line);
        else if (card)
            out[(*count)++] = card;
        if (card && card->flagged && !before && !again)
            remark_on_flagged(now, line->file, asked);
    }
    return true;
}

/* "what is working (12, 45) and what is not working (77)" */
static struct str sections_words(struct arena *arena, const struct card **cards,
                                 size_t count)
{
    struct buf out = BUF_IN(arena);
    for (int s = 0; s < SECTION_COUNT; s++) {
        size_t told = 0;
        for (size_t i = 0; i < count; i++) {
            if (cards[i]->section != (enum section)s || told++ >= 5)
                continue;
            if (told == 1)
                buf_add_format(&out, "%s%.*s (%lld", out.len ? " and " : "",
                               STR_ARGS(section_words((enum section)s)),
                               (long long)cards[i]->number);
            else
                buf_add_format(&out, ", %lld", (long long)cards[i]->number);
        }
        buf_add(&out, told > 5 ? STR(", …)") : told ? STR(")") : STR(""));
    }
    return buf_str(&out);
}

static int by_number(const void *a, const void *b)
{
    const int64_t *one = a, *other = b;
    return *one < *other ? -1 : *one > *other;
}

static struct wanted *same_pile(struct planning *now, const struct sort_line *line,
                                enum section section)
{
    struct str name = unicode_fold(now->arena, line->pile);
    for (size_t i = 0; i < now->count; i++) {
        const struct sort_line *other = now->wanted[i].line;
        if (now->wanted[i].section == section && line->alone == other->alone &&
            (line->alone || str_equal(unicode_fold(now->arena, other->pile), name)))
            return &now->wanted[i];
    }
    return NULL;
}

static void want(struct planning *now, const struct sort_line *line, enum section section,
                 const struct card **cards, size_t count)
{
    struct wanted *one = same_pile(now, line, section);
    if (one && !line->alone) {
        now->refused++;
        notice_add(now->notices, true, line->file, line->line,
                   "the pile %.*s stands on line %zu already; write all its cards there, "
                   "or call this one something else",
                   STR_ARGS(line->pile), one->line->line);
        return;
    }
    if (!one) {
        one = &now->wanted[now->count++];
        *one = (struct wanted){.line = line, .section = section};
        one->cards = arena_array(now->arena, int64_t, now->cards.count);
    }
    one->alone = line->alone || line->count + line->lost == 1;
    for (size_t i = 0; i < count; i++)
        if (cards[i]->section == section)
            one->cards[one->count++] = cards[i]->number;
    qsort(one->cards, one->count, sizeof(int64_t), by_number);
    now->sections[section] = true;
}

static bool take_line(struct planning *now, const struct sort_line *line,
                      struct error *err)
{
    const struct card **cards = arena_array(now->arena, const struct card *, line->count);
    size_t count = 0, sections = 0;
    bool has[SECTION_COUNT] = {false};
    if (!take_cards(now, line, cards, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        sections += !has[cards[i]->section];
        has[cards[i]->section] = true;
    }
    now->refused += count == 0;
    if (sections > 1 && !line->alone) {
        now->refused++;
        notice_add(now->notices, true, line->file, line->line,
                   "%.*s has cards about %.*s; a pile is of one section, so that none of "
                   "it is taken. Look at the numbers again",
                   STR_ARGS(line->pile),
                   STR_ARGS(sections_words(now->arena, cards, count)));
        return true;
    }
    for (int s = 0; s < SECTION_COUNT; s++)
        if (has[s])
            want(now, line, (enum section)s, cards, count);
    return true;
}

static struct str file_source(const struct planning *now)
{
    return unicode_cut(now->request->name, 200);
}

static struct str pile_label(const struct wanted *one)
{
    return one->line->alone ? STR("alone") : one->line->pile;
}

/* Of which the file has piles. */
static struct json sections_of(const struct planning *now)
{
    struct json out = json_list();
    for (int s = 0; s < SECTION_COUNT; s++)
        if (now->sections[s])
            json_add(now->arena, &out, json_text(section_name((enum section)s)));
    return out;
}

static struct json body_of(struct planning *now, const struct wanted *one)
{
    struct json body = json_object(), cards = json_list();
    struct arena *arena = now->arena;
    for (size_t i = 0; i < one->count; i++)
        json_add(arena, &cards, json_integer(one->cards[i]));
    json_set(arena, &body, STR("table"), json_text(now->counts->table));
    json_set(arena, &body, STR("section"), json_text(section_name(one->section)));
    json_set(arena, &body, STR("pile"), json_text(pile_label(one)));
    json_set(arena, &body, STR("cards"), cards);
    if (one->alone)
        json_set(arena, &body, STR("alone"), json_bool(true));
    else if (one->line->name.len)
        json_set(arena, &body, STR("name"), json_text(one->line->name));
    const struct kind *kind = kind_find(now->process->kinds, STR("pile"));
    if (kind_field(kind, STR("source")))
        json_set(arena, &body, STR("source"), json_text(file_source(now)));
    if (kind_field(kind, STR("source_sections")))
        json_set(arena, &body, STR("source_sections"), sections_of(now));
    return body;
}

static struct wanted *wanted_for(struct planning *now, const struct pile *pile)
{
    struct str name = unicode_fold(now->arena, pile->pile);
    for (size_t i = 0; i < now->count; i++)
        if (now->wanted[i].section == pile->section && !now->wanted[i].found &&
            str_equal(unicode_fold(now->arena, pile_label(&now->wanted[i])), name))
            return &now->wanted[i];
    return NULL;
}

/* Whether both say the same, wherever they came from. */
static bool is_same(struct planning *now, const struct json *before,
                    const struct json *after)
{
    struct json one = json_copy(now->arena, before), other = json_copy(now->arena, after);
    static const char *const whence[] = {"source", "source_sections"};
    for (size_t i = 0; i < sizeof whence / sizeof whence[0]; i++) {
        json_unset(&one, str_of(whence[i]));
        json_unset(&other, str_of(whence[i]));
    }
    return json_equal(&one, &other);
}

static bool change_pile(struct planning *now, const struct pile *pile,
                        const struct json *body, struct error *err)
{
    const struct kind *kind = kind_find(now->process->kinds, STR("pile"));
    bool same = is_same(now, &pile->body, body);
    now->counts->same += same;
    now->counts->changed += !same;
    if (json_equal(&pile->body, body))
        return true;
    now->moved = true;
    return !now->commit || commit_change(now->commit, kind, &pile->record, body, err);
}

static bool remove_pile(struct planning *now, const struct pile *pile, struct error *err)
{
    const struct kind *kind = kind_find(now->process->kinds, STR("pile"));
    bool lost = false;
    now->counts->removed++;
    for (size_t i = 0; i < json_count(pile->cards); i++)
        lost = lost || !wanted_with(now, json_item(pile->cards, i)->integer);
    if (lost)
        buf_add_format(&now->gone, "%s%.*s", now->gone.len ? ", " : "",
                       STR_ARGS(pile->pile));
    return !now->commit || commit_remove(now->commit, kind, &pile->record, err);
}

/* A pile that the file does not have, while a line is refused: it stays, but for the
 * cards that the file has elsewhere. */
static bool keep_pile(struct planning *now, const struct pile *pile, struct error *err)
{
    struct json body = json_copy(now->arena, &pile->body), cards = json_list();
    for (size_t i = 0; i < json_count(pile->cards); i++)
        if (!wanted_with(now, json_item(pile->cards, i)->integer))
            json_add(now->arena, &cards, *json_item(pile->cards, i));
    if (json_count(&cards) == 0)
        return remove_pile(now, pile, err);
    now->counts->kept++;
    if (json_count(&cards) == json_count(pile->cards))
        return true;
    json_set(now->arena, &body, STR("cards"), cards);
    return change_pile(now, pile, &body, err);
}

/* Whether the file that had it last is this one as it was: it has the name, and piles of
 * a section that this one has too. red.txt in two folders, a section each, are two. */
static bool is_of_this_file(const struct planning *now, const struct pile *pile)
{
    const struct json *had = json_find(&pile->body, STR("source_sections"));
    bool shared = false;
    for (int s = 0; s < SECTION_COUNT; s++)
        shared = shared ||
                 (now->sections[s] && json_has_text(had, section_name((enum section)s)));
    return shared &&
           str_equal(json_find_text(&pile->body, STR("source")), file_source(now));
}

/* A file for one section says nothing of another section's file of the same table; but
 * what it had itself, and has no more, goes. */
static bool is_about(const struct planning *now, const struct pile *pile)
{
    return str_equal(pile->table, now->counts->table) &&
           (now->sections[pile->section] || is_of_this_file(now, pile));
}

static bool settle(struct planning *now, struct error *err)
{
    for (size_t i = 0; i < now->piles.count; i++) {
        const struct pile *pile = &now->piles.items[i];
        if (!is_about(now, pile))
            continue;
        struct wanted *one = wanted_for(now, pile);
        if (one)
            one->found = true;
        struct json body = one ? body_of(now, one) : json_null();
        if (!(one            ? change_pile(now, pile, &body, err)
              : now->refused ? keep_pile(now, pile, err)
                             : remove_pile(now, pile, err)))
            return false;
    }
    if (now->gone.len)
        notice_add(now->notices, false, now->request->name, 0,
                   "%.*s had %.*s before, with cards that this file does not have, and "
                   "has it no more. If this is another sheet of the same table, take "
                   "this import back (`waymark undo`), and put both into one file",
                   STR_ARGS(now->counts->table), STR_ARGS(buf_str(&now->gone)));
    return true;
}

static bool add_new(struct planning *now, struct error *err)
{
    const struct kind *kind = kind_find(now->process->kinds, STR("pile"));
    for (size_t i = 0; i < now->count; i++) {
        struct wanted *one = &now->wanted[i];
        struct json body = body_of(now, one);
        struct str id;
        now->counts->piles++;
        now->counts->cards += one->count;
        now->counts->alone += one->alone ? one->count : 0;
        if (one->found)
            continue;
        now->counts->created++;
        if (now->commit &&
            !commit_create(now->commit, kind, now->request->cycle, &body, &id, err))
            return false;
    }
    return true;
}

/* A table is called as it was before, whatever its capitals; 3 is Table 3. */
static bool name_table(struct planning *now, struct error *err)
{
    struct str given = str_trim(now->request->table);
    struct str_list seats;
    int64_t number;
    if (str_to_integer(given, &number))
        given = str_format(now->arena, "Table %lld", (long long)number);
    struct str folded = unicode_fold(now->arena, given);
    now->counts->table = given;
    if (!record_values(now->engine->store->db, now->arena, now->request->cycle,
                       STR("seat"), STR("table"), &seats, err))
        return false;
    for (size_t i = 0; i < seats.count; i++)
        if (str_equal(unicode_fold(now->arena, seats.items[i]), folded))
            now->counts->table = seats.items[i];
    for (size_t i = 0; i < now->piles.count; i++)
        if (str_equal(unicode_fold(now->arena, now->piles.items[i].table), folded))
            now->counts->table = now->piles.items[i].table;
    return true;
}

static bool plan(struct planning *now, struct error *err)
{
    struct db *db = now->engine->store->db;
    struct cards_request request = cards_of(now->engine, now->process);
    *now->counts = (struct sorts_counts){.piles = 0};
    now->refused = now->lines->refused;
    now->gone = BUF_IN(now->arena);
    now->wanted =
        arena_array(now->arena, struct wanted, now->lines->count * SECTION_COUNT);
    if (!cards_load(now->arena, &request, &now->cards, err) ||
        !piles_load(db, now->arena, now->request->cycle, &now->piles, err) ||
        !name_table(now, err))
        return false;
    for (size_t i = 0; i < now->lines->count; i++)
        if (!take_line(now, &now->lines->items[i], err))
            return false;
    return settle(now, err) && add_new(now, err);
}

static bool sorts_apply(struct native_call *call, struct error *err)
{
    const struct planning *seen = call->with;
    struct notices told = {.arena = call->arena}; /* said already */
    struct planning now = {.engine = call->engine,
                           .arena = call->arena,
                           .process = call->process,
                           .request = seen->request,
                           .lines = seen->lines,
                           .notices = &told,
                           .counts = seen->counts,
                           .commit = call->commit};
    if (!plan(&now, err))
        return false;
    json_set(call->arena, call->outcome, STR("piles"),
             json_integer((int64_t)now.counts->piles));
    json_set(call->arena, call->outcome, STR("cards"),
             json_integer((int64_t)now.counts->cards));
    return true;
}

static bool run(struct planning *now, struct error *err)
{
    static const struct native native = {
        "import.sorts", "officer facilitator table", NULL, sorts_apply, true, false};
    struct json args = json_object();
    struct command_result result;
    struct command_request request = {.cycle = now->request->cycle,
                                      .name = STR("import.sorts"),
                                      .args = &args,
                                      .pretend = now->request->pretend};
    json_set(now->arena, &args, STR("file"), json_text(now->request->name));
    json_set(now->arena, &args, STR("table"), json_text(now->counts->table));
    return command_run_native(now->engine, now->arena, &request, &native, now, &result,
                              err);
}

/* As the lines stand in the file: some are refused when they are read, others when their
 * cards are looked up. */
static void order_notices(struct notices *notices)
{
    for (size_t i = 1; i < notices->count; i++)
        for (size_t n = i; n > 0; n--) {
            struct notice *one = &notices->items[n], *before = &notices->items[n - 1];
            if (one->line >= before->line || !str_equal(one->file, before->file))
                break;
            struct notice moved = *one;
            *one = *before;
            *before = moved;
        }
}

bool import_sorts(struct engine *engine, struct arena *arena,
                  const struct sorts_request *request, struct notices *notices,
                  struct sorts_counts *out, struct error *err)
{
    struct process *process;
    struct sort_lines lines = {NULL, 0, 0, 0};
    if (!str_trim(request->table).len || unicode_length(request->table) > 200)
        return error_set(err, ERROR_INPUT,
                         "say which table sorted these, in at most 200 characters");
    if (!engine_process(engine, request->cycle, &process, err) ||
        !sort_file_read(arena, request->name, request->bytes, notices, &lines, err))
        return false;
    struct planning now = {.engine = engine,
                           .arena = arena,
                           .process = process,
                           .request = request,
                           .lines = &lines,
                           .notices = notices,
                           .counts = out};
    if (!plan(&now, err))
        return error_wrap(err, "importing %.*s", STR_ARGS(request->name));
    order_notices(notices);
    if (!lines.count && !lines.refused)
        notice_add(notices, true, request->name, 0,
                   "there are no piles in it; write a line for each, such as "
                   "T3: 12 45 77");
    if (!out->created && !now.moved && !out->removed)
        return true;
    return run(&now, err) || error_wrap(err, "importing %.*s", STR_ARGS(request->name));
}
