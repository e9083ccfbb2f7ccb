/* SPDX-License-Identifier: MIT */
#include "engine/process.h"

bool process_find(struct db *db, struct arena *arena, struct str cycle,
                  struct process **out, struct error *err)
{
    struct process *process = arena_alloc(arena, sizeof *process);
    bool found = true;
    process->cycle.id = STR("");
    process->cycle_body = json_object();
    process->bundle.description = json_object();
    if (cycle.len) {
        if (!record_find(db, arena, cycle, &process->cycle, &found, err))
            return false;
        if (!found || !str_equal(process->cycle.kind, STR("cycle")))
            return error_set(err, ERROR_NOT_FOUND, "there is no cycle %.*s",
                             STR_ARGS(cycle));
        if (!json_parse(arena, process->cycle.body, &process->cycle_body, err) ||
            !bundle_find(db, arena, json_find_text(&process->cycle_body, STR("bundle")),
                         &process->bundle, err))
            return error_wrap(err, "the cycle %.*s", STR_ARGS(cycle));
    }
    *out = process;
    return true;
}

bool process_describe(struct arena *arena, struct process *process, struct error *err)
{
    struct str id = process->cycle.id;
    if (id.len && !bundle_describe(arena, &process->bundle, err))
        return error_wrap(err, "the cycle %.*s", STR_ARGS(id));
    process->description = &process->bundle.description;
    process->steps = json_find(process->description, STR("steps"));
    return kinds_load(arena, json_find(process->description, STR("fields")),
                      json_find(process->description, STR("kinds")), &process->kinds,
                      err);
}

bool process_load(struct db *db, struct arena *arena, struct str cycle,
                  struct process **out, struct error *err)
{
    return process_find(db, arena, cycle, out, err) && process_describe(arena, *out, err);
}

const struct json *process_step(const struct process *process, struct str name)
{
    for (size_t i = 0; i < json_count(process->steps); i++) {
        const struct json *step = json_item(process->steps, i);
        if (str_equal(json_find_text(step, STR("name")), name))
            return step;
    }
    return NULL;
}

/* How many single letters to add, drop, change or swap; capped names only. */
static size_t distance(struct str a, struct str b)
{
    enum { MOST = 48 };
    size_t before[MOST + 1] = {0}, last[MOST + 1], now[MOST + 1];
    if (a.len > MOST || b.len > MOST)
        return MOST;
    for (size_t j = 0; j <= b.len; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t cost = a.ptr[i - 1] != b.ptr[j - 1];
            size_t best = last[j - 1] + cost;
            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
                a.ptr[i - 2] == b.ptr[j - 1] && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
        }
        for (size_t j = 0; j <= b.len; j++) {
            before[j] = last[j];
            last[j] = now[j];
        }
    }
    return last[b.len];
}

enum { SHORTEST_PART = 4 };

/* newsletter: school_newsletter rather than letter. The shortest that has the word. */
static struct str holding(struct str_list names, struct str word, struct str otherwise)
{
    struct str best = STR_NONE;
    for (size_t i = 0; i < names.count; i++)
        if (str_find(names.items[i], word) != SIZE_MAX &&
            (!best.len || names.items[i].len < best.len))
            best = names.items[i];
    return best.len ? best : otherwise;
}

struct str nearest_name(struct str_list names, struct str wrong)
{
    struct str best = STR_NONE;
    size_t least = wrong.len / 3 + 2;
    for (size_t i = 0; i < names.count; i++) {
        size_t far = distance(names.items[i], wrong);
        if (far < least) {
            least = far;
            best = names.items[i];
        }
    }
    return least > 1 && wrong.len >= SHORTEST_PART ? holding(names, wrong, best) : best;
}

struct str nearest_hint(struct arena *arena, struct str_list names, struct str wrong)
{
    struct str near = nearest_name(names, wrong);
    if (!near.len)
        return STR_NONE;
    return str_format(arena, "; did you mean %.*s?", STR_ARGS(near));
}

static struct str_list names_of(struct arena *arena, const struct json *list)
{
    struct str_list names = {arena_array(arena, struct str, json_count(list)),
                             json_count(list)};
    for (size_t i = 0; i < names.count; i++)
        names.items[i] = json_find_text(json_item(list, i), STR("name"));
    return names;
}

static bool unknown(struct error *err, const char *what, struct str_list names,
                    struct str wrong)
{
    struct arena *arena = arena_new();
    struct buf all = BUF_IN(arena);
    for (size_t i = 0; i < names.count; i++)
        buf_add_format(&all, "%s%.*s", i ? ", " : "", STR_ARGS(names.items[i]));
    (void)error_set(err, ERROR_INPUT, "there is no %s \"%.*s\"%.*s (there are: %.*s)",
                    what, STR_ARGS(wrong), STR_ARGS(nearest_hint(arena, names, wrong)),
                    STR_ARGS(buf_str(&all)));
    arena_free(arena);
    return false;
}

/* "agree" for theme.agree: the steps that have such a command. */
static bool no_step(const struct process *process, struct str name, struct error *err)
{
    struct arena *arena = arena_new();
    struct buf found = BUF_IN(arena);
    for (size_t s = 0; s < json_count(process->steps); s++) {
        const struct json *step = json_item(process->steps, s);
        struct str_list commands = names_of(arena, json_find(step, STR("commands")));
        for (size_t i = 0; i < commands.count; i++)
            if (str_equal(commands.items[i], name))
                buf_add_format(&found, "%s%.*s.%.*s", found.len ? " or " : "",
                               STR_ARGS(json_find_text(step, STR("name"))),
                               STR_ARGS(name));
    }
    (void)error_set(
        err, ERROR_INPUT, "a command is written STEP.COMMAND, not \"%.*s\"%s%.*s%s",
        STR_ARGS(name), found.len ? "; did you mean " : "", STR_ARGS(buf_str(&found)),
        found.len ? "?" : "; `waymark do --list` shows them");
    arena_free(arena);
    return false;
}

bool process_owns(const struct json *step, struct str kind)
{
    return json_has_text(json_find(step, STR("records")), kind);
}

bool process_command(const struct process *process, struct str name,
                     const struct json **step, const struct json **command,
                     struct error *err)
{
    struct str rest = name;
    struct str step_name = str_cut(&rest, '.');
    if (!rest.len)
        return no_step(process, name, err);
    struct arena *arena = arena_new();
    bool fine = false;
    *step = process_step(process, step_name);
    if (!*step)
        (void)unknown(err, "step", names_of(arena, process->steps), step_name);
    const struct json *commands = json_find(*step, STR("commands"));
    for (size_t i = 0; *step && !fine && i < json_count(commands); i++) {
        *command = json_item(commands, i);
        fine = str_equal(json_find_text(*command, STR("name")), rest);
    }
    if (*step && !fine) {
        (void)unknown(err, "command", names_of(arena, commands), rest);
        (void)error_wrap(err, "step %.*s", STR_ARGS(step_name));
    }
    arena_free(arena);
    return fine;
}

bool process_kind(const struct process *process, struct str name, const struct kind **out,
                  struct error *err)
{
    *out = kind_find(process->kinds, name);
    if (*out)
        return true;
    struct arena *arena = arena_new();
    struct str_list names = {arena_array(arena, struct str, process->kinds->count),
                             process->kinds->count};
    for (size_t i = 0; i < names.count; i++)
        names.items[i] = process->kinds->items[i].name;
    (void)unknown(err, "kind of record", names, name);
    arena_free(arena);
    return false;
}
