/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "engine/card.h"
#include "engine/key.h"
#include "engine/undo_line.h"
#include "store/job.h"
#include "store/parsed.h"

/* A card from before that names somebody who came in now. */
struct looked_card {
    struct str cycle, id;
};

/* Texts that were there before this import, by the names that it brought. */
struct look {
    struct flag_known *came;
    struct str_list cycles; /* open ones that have statements */
    bool continuing;        /* its import was cut short, or this was */
    bool done;
    struct looked_card *cards;
    size_t count, room;
};

static bool is_continuing(struct importing *all, bool *out, struct error *err)
{
    struct job_list jobs;
    *out = false;
    if (!job_unfinished(all->engine->store->db, all->arena, &jobs, err))
        return false;
    for (size_t i = 0; i < jobs.count; i++)
        *out = *out || str_equal(jobs.items[i].id, all->front);
    return true;
}

static bool find_cycles(struct importing *all, struct look *look, struct error *err)
{
    struct db *db = all->engine->store->db;
    struct record_list cycles;
    if (!record_list(db, all->arena, STR(""), STR("cycle"), &cycles, err))
        return false;
    look->cycles.items = arena_array(all->arena, struct str, cycles.count);
    for (size_t i = 0; i < cycles.count; i++) {
        struct json body;
        size_t statements;
        if (!json_parse(all->arena, cycles.items[i].body, &body, err) ||
            !record_count(db, all->arena, cycles.items[i].id, STR("statement"),
                          NO_CONDITIONS, &statements, err))
            return false;
        if (statements && !str_equal(json_find_text(&body, STR("state")), STR("closed")))
            look->cycles.items[look->cycles.count++] = cycles.items[i].id;
    }
    return true;
}

/* What the part of it that was done before it was cut short had brought is news. */
static struct known_but made_by_this(struct importing *all)
{
    const struct earlier *earlier = &all->earlier;
    int64_t *numbers = arena_array(all->arena, int64_t, earlier->command_count);
    struct known_but but = {numbers, 0};
    for (size_t i = 0; i < earlier->command_count && all->look->continuing; i++)
        if (str_equal(earlier->files[earlier->commands[i].file].front, all->front))
            numbers[but.count++] = earlier->commands[i].number;
    return but;
}

bool look_learn(struct importing *all, struct error *err)
{
    all->look = arena_alloc(all->arena, sizeof *all->look);
    if (!is_continuing(all, &all->look->continuing, err) ||
        !find_cycles(all, all->look, err) ||
        !known_learn_but(all->engine, all->arena, made_by_this(all), &all->known, err))
        return false;
    all->news = flag_known_beside(all->arena, all->known);
    all->look->came = flag_known_within(all->arena, all->news);
    return true;
}

void look_add(struct importing *all, const struct sheet_row *row)
{
    known_person(all->news, &row->who);
    known_person(all->known, &row->who);
    if (!row->school.len)
        return;
    flag_know_school(all->news, row->school);
    flag_know_school(all->known, row->school);
}

void look_for_person(struct importing *all, const struct identity *who)
{
    known_person(all->look->came, who);
}

void look_for_school(struct importing *all, struct str school)
{
    if (school.len)
        flag_know_school(all->look->came, school);
}

void look_pass_over(struct importing *all, const struct sheet_row *row)
{
    if (!all->look->continuing)
        return;
    look_for_person(all, &row->who);
    look_for_school(all, row->school);
}

struct looking {
    struct importing *all;
    struct str cycle;
    struct arena *row;
};

static bool look_at(void *with, const struct record *record, struct error *err)
{
    struct looking *looking = with;
    struct look *look = looking->all->look;
    struct arena_mark mark = arena_mark(looking->row);
    struct json body;
    if (!json_parse(looking->row, record->body, &body, err))
        return false;
    bool names = card_flag_known(look->came, looking->row, &body);
    arena_rewind(looking->row, mark);
    if (!names)
        return true;
    look->cards = arena_one_more(looking->all->arena, look->cards, sizeof *look->cards,
                                 look->count, &look->room);
    look->cards[look->count++] =
        (struct looked_card){looking->cycle, str_copy(looking->all->arena, record->id)};
    return true;
}

bool look_through(struct importing *all, bool *any, struct error *err)
{
    struct look *look = all->look;
    struct looking looking = {.all = all, .row = arena_new()};
    bool fine = true;
    look->done = true;
    for (size_t i = 0; i < look->cycles.count && fine && flag_knows_any(look->came);
         i++) {
        looking.cycle = look->cycles.items[i];
        fine = record_each(all->engine->store->db, looking.cycle, STR("statement"),
                           look_at, &looking, err);
    }
    arena_free(looking.row);
    *any = look->count > 0;
    return fine;
}

/* The cards of one cycle. */
struct look_run {
    struct importing *all;
    struct str cycle;
    size_t first, end;
    const struct job *job; /* closed with the last of them, or NULL */
};

static bool flag_card(struct native_call *call, const struct kind *kind,
                      const struct look_run *run, struct str id, struct error *err)
{
    struct parsed card;
    bool found;
    if (!parsed_find(call->engine->store->db, call->arena, id, &card, &found, err))
        return false;
    if (!found || !card_flag_known(run->all->look->came, call->arena, &card.body))
        return true; /* somebody did it, or took it back, at this moment */
    run->all->counts->flagged_before++;
    return commit_change(call->commit, kind, &card.record, &card.body, err);
}

static bool flags_apply(struct native_call *call, struct error *err)
{
    struct look_run *run = call->with;
    const struct look *look = run->all->look;
    const struct kind *kind = kind_find(call->process->kinds, STR("statement"));
    for (size_t i = run->first; i < run->end; i++) {
        struct arena_mark mark = arena_mark(call->arena);
        if (!flag_card(call, kind, run, look->cards[i].id, err))
            return false;
        arena_rewind(call->arena, mark);
    }
    json_set(call->arena, call->outcome, STR("flagged"),
             json_integer((int64_t)(run->end - run->first)));
    return !run->job || job_note(call->engine->store->db, run->job, true, err);
}

/* It goes when the import is taken back. */
static bool flag_cycle(struct look_run *run, struct error *err)
{
    static const struct native native = {
        "import.flags", "officer facilitator", NULL, flags_apply, true, false};
    const struct importing *all = run->all;
    struct arena *arena = arena_new();
    struct json args = json_object();
    struct command_result result;
    int64_t last = all->last;
    struct command_request request = {.cycle = run->cycle,
                                      .name = str_of(native.name),
                                      .args = &args,
                                      .pretend = all->request->pretend};
    json_set(arena, &args, STR("file"), json_text(all->request->name));
    bool fine = !last || undo_line_end(all->engine->store->db, arena, last, &last, err);
    if (fine && last) {
        request.key = key_with(arena, last);
        request.key_says_all = true;
    }
    fine = fine &&
           command_run_native(all->engine, arena, &request, &native, run, &result, err);
    arena_free(arena);
    return fine;
}

bool look_flag(struct importing *all, const struct job *job, struct error *err)
{
    struct look *look = all->look;
    bool any = look->count > 0;
    if (!look->done && look->continuing && !look_through(all, &any, err))
        return false;
    if (!any)
        return !look->continuing || all->request->pretend ||
               job_note(all->engine->store->db, job, true, err);
    for (size_t first = 0, end; first < look->count; first = end) {
        struct look_run run = {all, look->cards[first].cycle, first, 0, NULL};
        for (end = first; end < look->count; end++)
            if (!str_equal(look->cards[end].cycle, run.cycle))
                break;
        run.end = end;
        run.job = end == look->count ? job : NULL;
        if (!flag_cycle(&run, err))
            return false;
    }
    all->counts->before = false;
    return true;
}
