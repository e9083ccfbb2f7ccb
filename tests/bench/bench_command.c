/* SPDX-License-Identifier: MIT */
/* Where the time of one command goes, inside the program: medians of many runs,
 * each of which opens the Waymark folder afresh and starts a worker of its own.
 *
 *     bench-command FOLDER CYCLE ACTOR
 *
 * Adds a statement to the cycle with every run. */
#include "engine/command.h"
#include "script/worker_main.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 50 };

enum phase { OPENING, DESCRIPTION, WORKER, PRETENDED, DONE, CLOSING, PHASE_COUNT };

static const char *const phase_names[PHASE_COUNT] = {
    [OPENING] = "open the folder and its database",
    [DESCRIPTION] = "read the pinned process and its kinds",
    [WORKER] = "start the worker and load the scripts",
    [PRETENDED] = "a dry run: hooks, effects, rolled back",
    [DONE] = "the same again, committed with fsync",
    [CLOSING] = "close, and end the worker",
};

static double milliseconds_now(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static bool say(struct engine *engine, struct str cycle, size_t number, bool pretend,
                struct error *err)
{
    struct arena *arena = arena_new();
    struct json args = json_object(), seen = json_object();
    struct command_result result;
    struct command_request request = {.cycle = cycle,
                                      .name = STR("collect.say"),
                                      .args = &args,
                                      .seen = &seen,
                                      .pretend = pretend};
    json_set(arena, &args, STR("section"), json_text(STR("working")));
    json_set(arena, &args, STR("speaker"), json_text(STR("young_person")));
    json_set(arena, &args, STR("text"),
             json_text(str_format(arena, "I made %zu sandwiches", number)));
    bool fine = command_run(engine, arena, &request, &result, err);
    arena_free(arena);
    return fine;
}

/* `at` holds the moment before each phase, and the last moment. */
static bool run_once(char **words, size_t number, double *at, struct error *err)
{
    struct arena *arena = arena_new();
    struct engine *engine = NULL;
    struct process *process;
    struct worker *worker;
    struct str cycle;
    struct str folder = str_of(words[1]), name = str_of(words[2]);
    struct str actor = str_of(words[3]);
    at[OPENING] = milliseconds_now();
    bool fine = engine_open(arena, folder, actor, false, &engine, err);
    at[DESCRIPTION] = milliseconds_now();
    fine = fine && engine_cycle(engine, name, &cycle, err) &&
           engine_process(engine, cycle, &process, err);
    at[WORKER] = milliseconds_now();
    fine = fine && engine_worker(engine, process, &worker, err);
    at[PRETENDED] = milliseconds_now();
    fine = fine && say(engine, cycle, number, true, err);
    at[DONE] = milliseconds_now();
    fine = fine && say(engine, cycle, number, false, err);
    at[CLOSING] = milliseconds_now();
    engine_close(engine);
    at[PHASE_COUNT] = milliseconds_now();
    arena_free(arena);
    return fine;
}

static int by_size(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

int main(int argc, char **argv)
{
    static double took[PHASE_COUNT][RUNS];
    struct error err;
    if (worker_asked(argc, argv))
        return worker_main();
    if (argc != 4) {
        (void)fputs("bench-command FOLDER CYCLE ACTOR\n", stderr);
        return 64;
    }
    for (size_t run = 0; run < RUNS; run++) {
        double at[PHASE_COUNT + 1];
        if (!run_once(argv, run, at, &err)) {
            (void)fprintf(stderr, "bench-command: %s\n", err.text);
            return 1;
        }
        for (size_t i = 0; i < PHASE_COUNT; i++)
            took[i][run] = at[i + 1] - at[i];
    }
    for (size_t i = 0; i < PHASE_COUNT; i++) {
        qsort(took[i], RUNS, sizeof took[i][0], by_size);
        printf("    %6.2f ms  %s\n", took[i][RUNS / 2], phase_names[i]);
    }
    return 0;
}
