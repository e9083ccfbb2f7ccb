/* SPDX-License-Identifier: MIT */
#include "engine/gate.h"

#include "base/date.h"
#include "cycle/scope.h"
#include "engine/query.h"
#include "store/parsed.h"

#include <stdlib.h>

struct gating {
    struct engine *engine;
    struct arena *arena;
    struct process *process;
    const struct json *step, *gate;
    struct db *db;
    bool scope_known; /* the two below are read once a step, and only if asked for */
    struct scope scope;
    struct str_list outside; /* statements out of scope, sorted */
};

/* No cycle holds that many records: what is larger can be cut without harm. */
static int64_t thousand_times(int64_t number)
{
    enum { MOST = 1000000000 };
    if (number > MOST)
        number = MOST;
    return (number < -MOST ? -MOST : number) * 1000;
}

/* "0.4" → 400; 1 → 1000. */
static int64_t thousandths(const struct json *value, int64_t otherwise)
{
    if (!value)
        return otherwise;
    if (value->type == JSON_INTEGER)
        return thousand_times(value->integer);
    if (value->type != JSON_TEXT)
        return otherwise;
    struct str rest = value->text;
    struct str whole = str_cut(&rest, '.');
    int64_t number = 0, part = 0, scale = 100;
    if (!str_to_integer(whole, &number))
        number = INT64_MAX; /* no number at all is never reached */
    for (size_t i = 0; i < rest.len && scale; i++, scale /= 10)
        if (rest.ptr[i] >= '0' && rest.ptr[i] <= '9')
            part += (rest.ptr[i] - '0') * scale;
    return thousand_times(number) + part;
}

static struct str cycle_of(const struct gating *now, const struct kind *kind)
{
    return kind->workplace ? STR("") : now->process->cycle.id;
}

/* Whether only some of a kind count: reviews and statements in scope. */
static bool is_narrowed(struct gating *now, struct str kind, bool *out, struct error *err)
{
    struct str cycle = now->process->cycle.id;
    bool statement = str_equal(kind, STR("statement"));
    *out = false;
    if (!statement && !str_equal(kind, STR("review")))
        return true;
    if (!now->scope_known &&
        (!scope_reviews(now->db, now->arena, now->process->kinds, cycle,
                        json_find(&now->process->cycle_body, STR("scope")), &now->scope,
                        err) ||
         !scope_outside(now->db, now->arena, cycle, &now->scope, &now->outside, err)))
        return false;
    now->scope_known = true;
    *out = statement ? now->outside.count > 0 : !now->scope.everyone;
    return true;
}

static bool is_outside(const struct gating *now, struct str kind, struct str id)
{
    if (!str_equal(kind, STR("statement")))
        return !scope_has(&now->scope, id);
    return str_list_has(&now->outside, id);
}

/* Of {tray = {false, "alone"}}: one table that asks for no tray, and one that asks
 * for the rest. */
static bool split_where(struct arena *arena, const struct json *where,
                        struct json *without, struct json *with)
{
    for (size_t i = 0; where && where->type == JSON_OBJECT && i < json_count(where);
         i++) {
        const struct json_member *member = &where->object.members[i];
        struct json rest = json_list();
        if (member->value.type != JSON_LIST)
            continue;
        for (size_t n = 0; n < json_count(&member->value); n++) {
            const struct json *value = json_item(&member->value, n);
            if (value->type != JSON_BOOL || value->yes)
                json_add(arena, &rest, *value);
        }
        if (json_count(&rest) == json_count(&member->value))
            continue;
        *without = json_copy(arena, where);
        *with = json_copy(arena, where);
        json_set(arena, without, member->name, json_bool(false));
        json_set(arena, with, member->name, rest);
        return true;
    }
    return false;
}

static bool ids_where(struct gating *now, struct str kind_name, const struct json *where,
                      struct str_list *out, struct error *err);

/* No record is in both: a field has a value or it has none. */
static bool ids_of_both(struct gating *now, struct str kind_name,
                        const struct json *without, const struct json *with,
                        struct str_list *out, struct error *err)
{
    struct str_list more;
    if (!ids_where(now, kind_name, without, out, err) ||
        !ids_where(now, kind_name, with, &more, err))
        return false;
    out->items = arena_grow(now->arena, out->items, out->count * sizeof(struct str),
                            (out->count + more.count) * sizeof(struct str));
    for (size_t i = 0; i < more.count; i++)
        out->items[out->count++] = more.items[i];
    str_list_sort(out);
    return true;
}

static bool ids_where(struct gating *now, struct str kind_name, const struct json *where,
                      struct str_list *out, struct error *err)
{
    const struct kind *kind;
    struct condition_list conditions;
    struct json without, with;
    bool narrowed;
    size_t kept = 0;
    if (split_where(now->arena, where, &without, &with))
        return ids_of_both(now, kind_name, &without, &with, out, err);
    if (!process_kind(now->process, kind_name, &kind, err) ||
        !query_conditions(now->arena, kind, where, &conditions, err) ||
        !is_narrowed(now, kind_name, &narrowed, err) ||
        !record_where(now->db, now->arena, cycle_of(now, kind), kind_name, conditions,
                      out, err))
        return false;
    for (size_t i = 0; narrowed && i < out->count; i++)
        if (!is_outside(now, kind_name, out->items[i]))
            out->items[kept++] = out->items[i];
    if (narrowed)
        out->count = kept;
    return true;
}

static bool count_where(struct gating *now, struct str kind_name,
                        const struct json *where, size_t *out, struct error *err)
{
    const struct kind *kind;
    struct condition_list conditions;
    struct json without, with;
    struct str_list ids;
    size_t more;
    bool narrowed;
    if (split_where(now->arena, where, &without, &with)) {
        if (!count_where(now, kind_name, &without, out, err) ||
            !count_where(now, kind_name, &with, &more, err))
            return false;
        *out += more;
        return true;
    }
    if (!process_kind(now->process, kind_name, &kind, err) ||
        !query_conditions(now->arena, kind, where, &conditions, err) ||
        !is_narrowed(now, kind_name, &narrowed, err))
        return false;
    if (narrowed) {
        if (!ids_where(now, kind_name, where, &ids, err))
            return false;
        *out = ids.count;
        return true;
    }
    return record_count(now->db, now->arena, cycle_of(now, kind), kind_name, conditions,
                        out, err);
}

static bool fields_of(struct gating *now, struct str_list *out, struct error *err)
{
    const struct json *list = json_find(now->gate, STR("has"));
    size_t count = list && list->type == JSON_LIST ? json_count(list) : 0;
    *out = (struct str_list){arena_array(now->arena, struct str, count), 0};
    for (size_t i = 0; i < count; i++) {
        if (json_item(list, i)->type != JSON_TEXT)
            return error_set(err, ERROR_SCRIPT, "has must be a list of names of fields");
        out->items[out->count++] = json_item(list, i)->text;
    }
    return true;
}

/* Whether a record's own fields hold any of `fields`. */
static bool has_any(struct gating *now, struct str id, struct str_list fields, bool *out,
                    struct error *err)
{
    struct parsed one;
    bool found;
    struct arena_mark mark = arena_mark(now->arena);
    *out = false;
    if (!parsed_find(now->db, now->arena, id, &one, &found, err))
        return false;
    for (size_t i = 0; found && i < fields.count; i++) {
        const struct json *value = json_find(&one.body, fields.items[i]);
        if (value && !(value->type == JSON_BOOL && !value->yes))
            *out = true;
    }
    arena_rewind(now->arena, mark);
    return true;
}

static bool all_scalar(const struct kind *kind, struct str_list fields)
{
    for (size_t i = 0; i < fields.count; i++) {
        const struct kind_field *field = kind_field(kind, fields.items[i]);
        if (!field || !field->indexed || str_equal(field->type, STR("array")) ||
            str_equal(field->type, STR("boolean")))
            return false;
    }
    return true;
}

static bool allows_unset(const struct json *wanted)
{
    bool allows = !wanted || (wanted->type == JSON_BOOL && !wanted->yes);
    for (size_t i = 0; !allows && i < json_count(wanted); i++)
        allows = wanted->type == JSON_LIST && json_item(wanted, i)->type == JSON_BOOL &&
                 !json_item(wanted, i)->yes;
    return allows;
}

/* How many have none of the fields, by index. */
static bool count_lacking(struct gating *now, struct str name, const struct json *where,
                          struct str_list fields, size_t *out, struct error *err)
{
    struct json lacking = where ? json_copy(now->arena, where) : json_object();
    *out = 0;
    for (size_t i = 0; i < fields.count; i++) {
        if (!allows_unset(json_find(&lacking, fields.items[i])))
            return true;
        json_set(now->arena, &lacking, fields.items[i], json_bool(false));
    }
    return count_where(now, name, &lacking, out, err);
}

/* A group of the computer's own, unnamed, out of which people have moved the last card:
 * it suggests nothing any more, and goes with the next draft. */
static bool is_emptied(struct gating *now, struct str kind, struct str id, bool *out,
                       struct error *err)
{
    struct parsed theme;
    struct str_list members;
    bool found;
    *out = false;
    if (!str_equal(kind, STR("theme")))
        return true;
    if (!parsed_find(now->db, now->arena, id, &theme, &found, err) ||
        !record_by(now->db, now->arena, now->process->cycle.id, STR("statement"),
                   STR("theme"), id, &members, err))
        return false;
    *out = found && !members.count && json_find_bool(&theme.body, STR("drafted")) &&
           !parsed_text(&theme, "name").len;
    return true;
}

static bool count_having(struct gating *now, struct str name, const struct json *where,
                         struct str_list fields, struct gate_state *state,
                         struct error *err)
{
    struct str_list ids;
    if (!ids_where(now, name, where, &ids, err))
        return false;
    for (size_t i = 0; i < ids.count; i++) {
        bool has, emptied = false;
        if (!has_any(now, ids.items[i], fields, &has, err) ||
            (!has && !is_emptied(now, name, ids.items[i], &emptied, err)))
            return false;
        state->have += has;
        state->of += !emptied;
    }
    return true;
}

static bool gate_every(struct gating *now, struct gate_state *state, struct error *err)
{
    struct str name = json_find_text(now->gate, STR("kind"));
    const struct json *where = json_find(now->gate, STR("where"));
    struct str_list fields;
    const struct kind *kind;
    size_t lacking;
    if (!process_kind(now->process, name, &kind, err) || !fields_of(now, &fields, err))
        return false;
    if (all_scalar(kind, fields)) {
        if (!count_where(now, name, where, &state->of, err) ||
            !count_lacking(now, name, where, fields, &lacking, err))
            return false;
        state->have = state->of - lacking;
    } else if (!count_having(now, name, where, fields, state, err))
        return false;
    int64_t least = thousandths(json_find(now->gate, STR("at_least")), 1000);
    state->ready =
        state->of > 0 && (int64_t)state->have * 1000 >= (int64_t)state->of * least;
    return true;
}

/* How many different values they have in a field; one without any stands for itself. */
static bool count_by(struct gating *now, struct str field, size_t *out, struct error *err)
{
    struct str_list ids;
    size_t kept = 0;
    if (!ids_where(now, json_find_text(now->gate, STR("kind")),
                   json_find(now->gate, STR("where")), &ids, err))
        return false;
    for (size_t i = 0; i < ids.count; i++) {
        struct parsed one;
        bool found;
        if (!parsed_find(now->db, now->arena, ids.items[i], &one, &found, err))
            return false;
        struct str value = found ? json_find_text(&one.body, field) : STR_NONE;
        if (value.len)
            ids.items[i] = value;
    }
    str_list_sort(&ids);
    for (size_t i = 0; i < ids.count; i++)
        kept += i == 0 || !str_equal(ids.items[i], ids.items[i - 1]);
    *out = kept;
    return true;
}

/* "{count} reviews": how many there are. */
static struct str with_count(struct arena *arena, struct str why, size_t count)
{
    size_t at = str_find(why, STR("{count}"));
    struct str before = str_slice(why, 0, at);
    if (at == SIZE_MAX)
        return why;
    struct str after = str_slice(why, at + STR("{count}").len, why.len);
    return str_format(arena, "%.*s%zu%.*s", STR_ARGS(before), count, STR_ARGS(after));
}

static bool gate_count(struct gating *now, struct gate_state *state, struct error *err)
{
    size_t count;
    struct str by = json_find_text(now->gate, STR("by"));
    if (by.len ? !count_by(now, by, &count, err)
               : !count_where(now, json_find_text(now->gate, STR("kind")),
                              json_find(now->gate, STR("where")), &count, err))
        return false;
    state->why = with_count(now->arena, state->why, count);
    const struct json *most = json_find(now->gate, STR("at_most"));
    int64_t least = thousandths(json_find(now->gate, STR("at_least")), most ? 0 : 1000);
    state->counted = false;
    state->have = count;
    state->ready = (int64_t)count * 1000 >= least &&
                   (!most || (int64_t)count * 1000 <= thousandths(most, 0));
    return true;
}

static struct json joined(struct arena *arena, const struct json *a, const struct json *b)
{
    struct json out = a ? json_copy(arena, a) : json_object();
    for (size_t i = 0; b && b->type == JSON_OBJECT && i < json_count(b); i++)
        json_set(arena, &out, b->object.members[i].name, b->object.members[i].value);
    return out;
}

static bool gate_share(struct gating *now, struct gate_state *state, struct error *err)
{
    struct str kind = json_find_text(now->gate, STR("kind"));
    const struct json *of = json_find(now->gate, STR("of"));
    struct json both = joined(now->arena, of, json_find(now->gate, STR("where")));
    if (!count_where(now, kind, of, &state->of, err) ||
        !count_where(now, kind, &both, &state->have, err))
        return false;
    int64_t least = thousandths(json_find(now->gate, STR("at_least")), 1000);
    state->ready =
        state->of > 0 && (int64_t)state->have * 1000 >= (int64_t)state->of * least;
    return true;
}

/* A record of `each`, and the one by which those that say the same are known. */
struct alike {
    struct str head;
    bool named;
};

static int by_head(const void *a, const void *b)
{
    const struct alike *one = a, *other = b;
    return str_compare(one->head, other->head);
}

/* Each stands for itself, unless the gate says by which field some are alike. */
static bool find_heads(struct gating *now, struct alike *all, size_t count,
                       struct error *err)
{
    struct str field = json_find_text(now->gate, STR("alike"));
    for (size_t i = 0; field.len && i < count; i++) {
        struct parsed one;
        bool found;
        if (!parsed_find(now->db, now->arena, all[i].head, &one, &found, err))
            return false;
        struct str head = found ? json_find_text(&one.body, field) : STR_NONE;
        if (head.len)
            all[i].head = head;
    }
    if (count)
        qsort(all, count, sizeof *all, by_head);
    return true;
}

static bool gate_each(struct gating *now, struct gate_state *state, struct error *err)
{
    struct str_list ids;
    struct tally_list named;
    const struct kind *kind;
    struct str with = json_find_text(now->gate, STR("with"));
    struct str by = json_find_text(now->gate, STR("by"));
    if (!process_kind(now->process, with, &kind, err))
        return false;
    const struct kind_field *field = kind_field(kind, by);
    if (!field || !field->indexed)
        return error_set(err, ERROR_SCRIPT, "%.*s.%.*s is not an indexed field",
                         STR_ARGS(with), STR_ARGS(by));
    if (!ids_where(now, json_find_text(now->gate, STR("kind")),
                   json_find(now->gate, STR("where")), &ids, err) ||
        !record_tally(now->db, now->arena, cycle_of(now, kind), with, by, &named, err))
        return false;
    struct alike *all = arena_array(now->arena, struct alike, ids.count);
    for (size_t i = 0, n = 0; i < ids.count; i++) {
        while (n < named.count && str_compare(named.items[n].value, ids.items[i]) < 0)
            n++;
        all[i].head = ids.items[i];
        all[i].named = n < named.count && str_equal(named.items[n].value, ids.items[i]);
    }
    if (!find_heads(now, all, ids.count, err))
        return false;
    for (size_t i = 0, to; i < ids.count; i = to) {
        bool any = false;
        for (to = i; to < ids.count && str_equal(all[to].head, all[i].head); to++)
            any = any || all[to].named;
        state->of++;
        state->have += any;
    }
    state->ready = state->of > 0 && state->have == state->of;
    return true;
}

static bool gate_cycle(struct gating *now, struct gate_state *state, struct error *err)
{
    struct str_list fields;
    if (!fields_of(now, &fields, err))
        return false;
    state->of = fields.count;
    for (size_t i = 0; i < fields.count; i++)
        state->have += json_find(&now->process->cycle_body, fields.items[i]) != NULL;
    state->counted = false;
    state->ready = state->have == state->of;
    return true;
}

static bool call_gate_hook(struct gating *now, struct worker *worker, const char *which,
                           const struct json *args, bool *none, struct json *out,
                           struct error *err)
{
    struct json path = json_list();
    json_add(now->arena, &path, json_text(json_find_text(now->step, STR("name"))));
    json_add(now->arena, &path, json_text(STR("ready")));
    json_add(now->arena, &path, json_text(json_find_text(now->gate, STR("name"))));
    json_add(now->arena, &path, json_text(str_of(which)));
    struct hook_call call = {.hook = &path, .args = args, .seed = 1};
    return worker_call(worker, now->arena, &call, none, out, err);
}

/* What every hook is given besides what it asked for. */
static bool add_circumstances(struct gating *now, struct reading *reading,
                              struct error *err)
{
    struct json cycle;
    if (!record_as_json(now->arena, &now->process->cycle, &cycle, err))
        return false;
    json_set(now->arena, &reading->data, STR("cycle"), cycle);
    json_set(now->arena, &reading->data, STR("actor"), json_text(now->engine->actor));
    json_set(now->arena, &reading->data, STR("today"),
             json_text(date_text(now->arena, date_today())));
    return true;
}

/* The hook gives true, or false, or the why-not text that fits. */
static bool gate_hook(struct gating *now, struct gate_state *state, struct error *err)
{
    struct worker *worker;
    struct json reads, answer, args = json_list();
    struct reading reading = {.data = json_object()};
    bool none;
    if (!engine_worker(now->engine, now->process, &worker, err) ||
        !call_gate_hook(now, worker, "reads", &args, &none, &reads, err) ||
        (!none && !query_read(now->db, now->arena, now->process, &reads, &reading, err)))
        return false;
    if (!add_circumstances(now, &reading, err))
        return false;
    json_add(now->arena, &args, reading.data);
    if (!call_gate_hook(now, worker, "test", &args, &none, &answer, err))
        return false;
    state->counted = false;
    state->ready = answer.type == JSON_BOOL && answer.yes;
    if (answer.type == JSON_TEXT && answer.text.len)
        state->why = answer.text;
    return true;
}

static const struct {
    const char *name;
    bool (*evaluate)(struct gating *now, struct gate_state *state, struct error *err);
} gates[] = {
    {"every", gate_every}, {"count", gate_count}, {"share", gate_share},
    {"each", gate_each},   {"cycle", gate_cycle}, {"hook", gate_hook},
};

/* "Half of the room" says what to do while nobody is there; "each action" does not. */
static bool asks_all(const struct gating *now)
{
    return !str_equal(json_find_text(now->gate, STR("gate")), STR("share")) ||
           thousandths(json_find(now->gate, STR("at_least")), 1000) >= 1000;
}

static bool evaluate(struct gating *now, struct gate_state *state, struct error *err)
{
    struct str kind = json_find_text(now->gate, STR("gate"));
    *state = (struct gate_state){.name = json_find_text(now->gate, STR("name")),
                                 .why = json_find_text(now->gate, STR("why")),
                                 .counted = true};
    for (size_t i = 0; i < sizeof gates / sizeof gates[0]; i++)
        if (str_equal(kind, str_of(gates[i].name))) {
            if (gates[i].evaluate(now, state, err)) {
                state->share = !asks_all(now);
                state->nothing = state->counted && state->of == 0 && asks_all(now);
                return true;
            }
            return error_wrap(err, "step %.*s, gate %.*s",
                              STR_ARGS(json_find_text(now->step, STR("name"))),
                              STR_ARGS(state->name));
        }
    return error_set(err, ERROR_SCRIPT, "there is no gate of kind \"%.*s\"",
                     STR_ARGS(kind));
}

bool gates_of_step(struct engine *engine, struct arena *arena, struct process *process,
                   const struct json *step, struct gate_states *out, struct error *err)
{
    const struct json *list = json_find(step, STR("ready"));
    struct gating now = {.engine = engine,
                         .arena = arena,
                         .process = process,
                         .step = step,
                         .db = engine->store->db};
    size_t count = list && list->type == JSON_LIST ? json_count(list) : 0;
    *out = (struct gate_states){arena_array(arena, struct gate_state, count), count, 0};
    for (size_t i = 0; i < count; i++) {
        now.gate = json_item(list, i);
        if (!evaluate(&now, &out->items[i], err))
            return false;
        out->open += !out->items[i].ready;
    }
    return true;
}
