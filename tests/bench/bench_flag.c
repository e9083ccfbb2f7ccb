/* SPDX-License-Identifier: MIT */
/* How long it takes to look through every statement of a cycle for names, as an import
 * does: to learn who and which schools are known, and then the looking.
 *
 *     bench-flag FOLDER CYCLE ACTOR
 *
 * To every hundredth one of the names is added, so that there is something to find.
 * Prints `STATEMENTS FLAGGED SECONDS_LEARNING SECONDS_LOOKING`. Writes nothing. */
#include "base/date.h"
#include "engine/engine.h"
#include "engine/known.h"

#include <stdio.h>

enum { ONE_IN = 100 };

struct looking {
    struct arena *arena; /* of one statement */
    const struct flag_known *known;
    struct str_list names;
    size_t statements, flagged;
};

static double seconds_now(void)
{
    return (double)moment_steady() / 1e3;
}

static bool look_at(void *with, const struct record *record, struct error *err)
{
    struct looking *now = with;
    struct arena_mark mark = arena_mark(now->arena);
    struct json body;
    if (!json_parse(now->arena, record->body, &body, err))
        return false;
    struct str text = json_find_text(&body, STR("text"));
    if (now->names.count && now->statements % ONE_IN == 0)
        text = str_format(
            now->arena, "%.*s with %.*s", STR_ARGS(text),
            STR_ARGS(now->names.items[now->statements / ONE_IN % now->names.count]));
    now->flagged += flag_find_perhaps(now->known, now->arena, text).count > 0;
    now->statements++;
    arena_rewind(now->arena, mark);
    return true;
}

static bool measure(struct arena *arena, char **words, struct error *err)
{
    struct looking now = {.arena = arena_new()};
    struct flag_known *known = NULL;
    struct engine *engine;
    struct str cycle;
    double begun = 0, learned = 0;
    bool fine =
        engine_open(arena, str_of(words[1]), str_of(words[3]), true, &engine, err);
    if (fine) {
        begun = seconds_now();
        fine = engine_cycle(engine, str_of(words[2]), &cycle, err) &&
               known_learn(engine, arena, &known, err);
        learned = seconds_now();
        now.known = known;
        if (fine)
            now.names = flag_known_names(known, arena);
        fine = fine && record_each(engine->store->db, cycle, STR("statement"), look_at,
                                   &now, err);
        engine_close(engine);
    }
    if (fine)
        printf("%zu %zu %.2f %.2f\n", now.statements, now.flagged, learned - begun,
               seconds_now() - learned);
    arena_free(now.arena);
    return fine;
}

int main(int argc, char **argv)
{
    struct error err;
    if (argc != 4) {
        (void)fputs("usage: bench-flag FOLDER CYCLE ACTOR\n", stderr);
        return 64;
    }
    crypto_start();
    struct arena *arena = arena_new();
    bool fine = measure(arena, argv, &err);
    if (!fine)
        (void)fprintf(stderr, "%s\n", err.text);
    arena_free(arena);
    return fine ? 0 : 1;
}
