/* SPDX-License-Identifier: MIT */
/* Last cycle, as the next one opens: what is open and whose it is, what should have been
 * measured, and the themes with their lineage. */
#include "app/verbs.h"

#include "cycle/carried.h"
#include "cycle/overdue.h"
#include "engine/process.h"
#include "store/parsed.h"

enum { MOST_CYCLES = 50 };

struct looking_back {
    struct cli *cli;
    struct str cycle, previous; /* ids */
    struct str name, previous_name, previous_state;
    struct json out; /* what --json prints */
};

static bool find_body(struct looking_back *now, struct str id, struct json *body,
                      bool *found, struct error *err)
{
    struct parsed one;
    *found = false;
    if (id.len &&
        !parsed_find(now->cli->engine->store->db, now->cli->arena, id, &one, found, err))
        return false;
    if (*found)
        *body = one.body;
    return true;
}

static void add_fact(struct looking_back *now, const struct json *body, const char *field)
{
    struct str text = json_find_text(body, str_of(field));
    if (text.len)
        buf_add_format(&now->cli->out, "; %.*s",
                       STR_ARGS(cli_one_line(now->cli->arena, text)));
}

/* What became of it where it was agreed, in words; empty where it is open there, too. */
static bool state_before(struct looking_back *now, struct str kind,
                         const struct json *body, struct str *out, struct error *err)
{
    struct json before;
    bool found;
    *out = STR_NONE;
    if (str_equal(kind, STR("indicator")))
        return true;
    if (!find_body(now, json_find_text(body, STR("carried_from")), &before, &found, err))
        return false;
    struct str state = found ? json_find_text(&before, STR("state")) : STR_NONE;
    if (state.len && !str_equal(state, STR("open")))
        *out = str_format(now->cli->arena, "; in %.*s it is %.*s",
                          STR_ARGS(now->previous_name),
                          STR_ARGS(str_replaced(now->cli->arena, state, '_', ' ')));
    return true;
}

static bool is_open(struct str kind, const struct json *body)
{
    return str_equal(kind, STR("indicator"))
               ? json_find_bool(body, STR("live"))
               : str_equal(json_find_text(body, STR("state")), STR("open"));
}

/* What of a kind came from the cycle before and is open or live still. */
static bool is_carried(struct str kind, const struct json *body)
{
    return is_open(kind, body) && json_find_text(body, STR("carried_from")).len > 0;
}

/* The name of the later cycle that it goes on in, and is due in; or empty. */
static bool goes_on_in(struct looking_back *now, const struct record *record,
                       struct str *name, struct error *err)
{
    struct carried carried;
    if (!carried_find(now->cli->engine->store->db, now->cli->arena, record, &carried,
                      err))
        return false;
    *name = carried.id.len ? carried.cycle_name : STR_NONE;
    return true;
}

static bool add_line(struct looking_back *now, const struct parsed *one,
                     struct str before, struct error *err)
{
    static const char *const facts[] = {"who", "role", "organisation", "by", "note"};
    struct buf *out = &now->cli->out;
    const struct json *body = &one->body;
    bool measured = str_equal(one->record.kind, STR("indicator"));
    struct str later;
    if (!goes_on_in(now, &one->record, &later, err))
        return false;
    buf_add_format(out, "  %.*s",
                   STR_ARGS(cli_one_line(
                       now->cli->arena,
                       json_find_text(body, measured ? STR("wording") : STR("what")))));
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++)
        add_fact(now, body, facts[i]);
    if (measured)
        buf_add_format(out, "; to be measured by %.*s",
                       STR_ARGS(json_find_text(body, STR("due"))));
    buf_add(out, before);
    if (later.len)
        buf_add_format(out, "  (goes on in %.*s)", STR_ARGS(later));
    else if (overdue_since(one->record.kind, body).len)
        buf_add(out, STR("  (overdue)"));
    buf_add_format(out, "  [%.*s]\n", STR_ARGS(one->record.id));
    return true;
}

/* Should have been measured here by now. */
static bool is_due(struct looking_back *now, const struct parsed *one, bool *due,
                   struct error *err)
{
    struct str later = STR_NONE;
    *due = overdue_since(one->record.kind, &one->body).len > 0;
    if (*due && !goes_on_in(now, &one->record, &later, err))
        return false;
    *due = *due && !later.len;
    return true;
}

static bool say_carried(struct looking_back *now, const char *kind_name,
                        const char *title, bool only_overdue, struct error *err)
{
    struct str kind = str_of(kind_name);
    struct parsed_list list;
    struct json ids = json_list();
    bool begun = false;
    if (!parsed_all(now->cli->engine->store->db, now->cli->arena, now->cycle, kind, &list,
                    err))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        const struct json *body = &list.items[i].body;
        struct str before;
        bool due = true;
        if (!is_carried(kind, body))
            continue;
        if (only_overdue && !is_due(now, &list.items[i], &due, err))
            return false;
        if (!due)
            continue;
        if (!begun)
            buf_add_format(&now->cli->out, "\n%s\n", title);
        begun = true;
        if (!state_before(now, kind, body, &before, err) ||
            !add_line(now, &list.items[i], before, err))
            return false;
        json_add(now->cli->arena, &ids, json_text(list.items[i].record.id));
    }
    json_set(now->cli->arena, &now->out, kind, ids);
    return true;
}

/* What is open in the cycle before and has no copy in this one: agreed since. */
static bool say_left_of(struct looking_back *now, const char *kind_name,
                        struct json *left, struct error *err)
{
    struct db *db = now->cli->engine->store->db;
    struct str kind = str_of(kind_name);
    struct parsed_list list;
    if (!parsed_all(db, now->cli->arena, now->previous, kind, &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        struct str_list copies;
        struct str id = list.items[i].record.id;
        if (!is_open(kind, &list.items[i].body))
            continue;
        if (!record_by(db, now->cli->arena, now->cycle, kind, STR("carried_from"), id,
                       &copies, err))
            return false;
        if (copies.count)
            continue;
        if (!json_count(left))
            buf_add_format(&now->cli->out, "\nOpen in %.*s, and not carried over yet:\n",
                           STR_ARGS(now->previous_name));
        if (!add_line(now, &list.items[i], STR_NONE, err))
            return false;
        json_add(now->cli->arena, left, json_text(id));
    }
    return true;
}

static bool say_left(struct looking_back *now, struct error *err)
{
    struct json left = json_list();
    if (!say_left_of(now, "action", &left, err) ||
        !say_left_of(now, "commitment", &left, err) ||
        !say_left_of(now, "indicator", &left, err))
        return false;
    if (json_count(&left))
        buf_add_format(&now->cli->out,
                       "  Carry this over: waymark cycle next %.*s %.*s\n",
                       STR_ARGS(cli_quoted(now->cli, now->previous_name)),
                       STR_ARGS(cli_quoted(now->cli, now->name)));
    json_set(now->cli->arena, &now->out, STR("not_carried_over"), left);
    return true;
}

/* In how many cycles a theme was said, this one included, and how it was first called. */
static bool lineage_of(struct looking_back *now, const struct json *theme,
                       int64_t *cycles, struct str *first, struct error *err)
{
    struct json body = *theme;
    bool found = true;
    *cycles = 1;
    *first = STR_NONE;
    while (*cycles < MOST_CYCLES) {
        if (!find_body(now, json_find_text(&body, STR("previous")), &body, &found, err))
            return false;
        if (!found)
            return true;
        ++*cycles;
        *first = json_find_text(&body, STR("name"));
    }
    return true;
}

/* Whether something is suggested that people have neither agreed nor refused. */
static bool may_go_on(const struct json *body)
{
    const struct json *maybe = json_find(body, STR("maybe_previous"));
    return maybe && json_count(maybe) && !json_find_text(body, STR("previous")).len &&
           !json_find_bool(body, STR("new_this_time"));
}

static bool say_this_theme(struct looking_back *now, const struct parsed *theme,
                           struct json *list, struct error *err)
{
    struct arena *arena = now->cli->arena;
    struct str first, name = json_find_text(&theme->body, STR("name"));
    struct json one = json_object();
    int64_t cycles;
    if (!lineage_of(now, &theme->body, &cycles, &first, err))
        return false;
    json_set(arena, &one, STR("theme"), json_text(theme->record.id));
    json_set(arena, &one, STR("cycles"), json_integer(cycles));
    buf_add_format(&now->cli->out,
                   "  %.*s: ", STR_ARGS(cli_one_line(now->cli->arena, name)));
    bool open = cycles == 1 && may_go_on(&theme->body);
    json_set(arena, &one, STR("suggested"), json_bool(open));
    if (open)
        buf_add(&now->cli->out, STR("perhaps said before; agree or refuse it: `waymark "
                                    "theme --lineage`\n"));
    else if (cycles == 1)
        buf_add(&now->cli->out, STR("new this time\n"));
    else
        buf_add_format(&now->cli->out, "said in %lld cycles, first as \"%.*s\"\n",
                       (long long)cycles, STR_ARGS(cli_one_line(now->cli->arena, first)));
    json_add(arena, list, one);
    return true;
}

static bool goes_on(const struct str_list *linked, struct str id)
{
    for (size_t i = 0; i < linked->count; i++)
        if (str_equal(linked->items[i], id))
            return true;
    return false;
}

static bool say_last_themes(struct looking_back *now, const struct str_list *linked,
                            bool any, struct error *err)
{
    struct parsed_list list;
    struct json left = json_list();
    bool begun = false;
    if (!parsed_all(now->cli->engine->store->db, now->cli->arena, now->previous,
                    STR("theme"), &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        const struct json *body = &list.items[i].body;
        struct str id = list.items[i].record.id;
        if (!json_find_bool(body, STR("agreed")) || goes_on(linked, id))
            continue;
        if (!begun)
            buf_add(&now->cli->out,
                    any ? STR("\nThemes of last cycle that none of this one goes on "
                              "from:\n")
                        : STR("\nThemes of last cycle:\n"));
        begun = true;
        json_add(now->cli->arena, &left, json_text(id));
        buf_add_format(
            &now->cli->out, "  %.*s",
            STR_ARGS(cli_one_line(now->cli->arena, json_find_text(body, STR("name")))));
        struct str why = json_find_text(body, STR("could_not"));
        if (why.len)
            buf_add_format(&now->cli->out, "; we could not: %.*s",
                           STR_ARGS(cli_one_line(now->cli->arena, why)));
        buf_add_format(&now->cli->out, "  [%.*s]\n", STR_ARGS(id));
    }
    json_set(now->cli->arena, &now->out, STR("themes_of_last_cycle"), left);
    return true;
}

static bool say_themes(struct looking_back *now, struct error *err)
{
    struct parsed_list list;
    struct str_list linked;
    struct json themes = json_list();
    bool begun = false;
    if (!parsed_all(now->cli->engine->store->db, now->cli->arena, now->cycle,
                    STR("theme"), &list, err))
        return false;
    size_t room = 0;
    linked = (struct str_list){NULL, 0};
    for (size_t i = 0; i < list.count; i++) {
        const struct json *body = &list.items[i].body;
        /* What the computer has linked may come to nothing. */
        if (!json_find_bool(body, STR("agreed")))
            continue;
        const struct json *also = json_find(body, STR("also_previous"));
        if (may_go_on(body))
            also = json_find(body, STR("maybe_previous"));
        str_list_add(now->cli->arena, &linked, &room,
                     json_find_text(body, STR("previous")));
        for (size_t a = 0; also && a < json_count(also); a++)
            str_list_add(now->cli->arena, &linked, &room, json_item(also, a)->text);
        if (!begun)
            buf_add(&now->cli->out, STR("\nThemes of this cycle:\n"));
        begun = true;
        if (!say_this_theme(now, &list.items[i], &themes, err))
            return false;
    }
    json_set(now->cli->arena, &now->out, STR("themes"), themes);
    return say_last_themes(now, &linked, begun, err);
}

static bool load(struct looking_back *now, struct error *err)
{
    struct json body;
    bool found;
    if (!find_body(now, now->cycle, &body, &found, err))
        return false;
    now->previous = found ? json_find_text(&body, STR("previous")) : STR_NONE;
    now->name = found ? json_find_text(&body, STR("name")) : STR_NONE;
    if (!find_body(now, now->previous, &body, &found, err))
        return false;
    if (!found)
        return error_set(err, ERROR_NOT_FOUND,
                         "there was no cycle before this one; `waymark cycle next FROM "
                         "NAME` begins one that goes on from another");
    now->previous_name = json_find_text(&body, STR("name"));
    now->previous_state = json_find_text(&body, STR("state"));
    return true;
}

int cli_last(struct cli *cli)
{
    struct error err;
    struct looking_back now = {.cli = cli, .out = json_object()};
    struct str name = cli_option(cli, "--cycle");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open_cycle(cli, true, name, &now.cycle, &err) || !load(&now, &err))
        return cli_fail(cli, &err);
    json_set(cli->arena, &now.out, STR("last_cycle"), json_text(now.previous_name));
    buf_add_format(&cli->out, "Last cycle: %.*s (%.*s)\n", STR_ARGS(now.previous_name),
                   STR_ARGS(now.previous_state));
    if (!say_carried(&now, "action", "Open actions, and whose they are:", false, &err) ||
        !say_carried(&now, "commitment", "Promises that are not kept yet:", false,
                     &err) ||
        !say_carried(&now, "indicator", "Measures that are overdue:", true, &err) ||
        !say_left(&now, &err) || !say_themes(&now, &err))
        return cli_fail(cli, &err);
    if (cli->json)
        return cli_print_json(cli, &now.out);
    buf_add(&cli->out, STR("\nTrue words: not for publication.\n"));
    return cli_print(cli);
}
