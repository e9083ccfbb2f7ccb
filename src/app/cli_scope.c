/* SPDX-License-Identifier: MIT */
#include "app/cli_scope.h"

#include "cycle/scope.h"
#include "engine/column_names.h"
#include "engine/known_whole.h"

static struct json listed(struct arena *arena, const struct known_whole *known,
                          struct str values)
{
    struct str_list each = values_divide(arena, values, known);
    struct json out = json_list();
    for (size_t i = 0; i < each.count; i++)
        json_add(arena, &out, json_text(each.items[i]));
    return out;
}

static bool read_locality(struct cli *cli, const struct known_whole *known,
                          struct str text, bool knows_localities, struct scope_asked *out,
                          struct error *err)
{
    struct arena *arena = cli->arena;
    struct str schools = text;
    struct str name = str_trim(str_cut(&schools, ':'));
    struct json one = json_object(), list = listed(arena, known, schools);
    bool names_schools = str_find_byte(text, ':') != SIZE_MAX;
    if (!name.len || (names_schools ? !json_count(&list) : !knows_localities))
        return error_set(err, ERROR_INPUT,
                         "write the schools of the locality, too, as \"locality=North: "
                         "Elm School, Oak School\": a new cycle knows none yet. Nothing "
                         "was changed");
    if (!names_schools) {
        list = listed(arena, known, text);
        for (size_t i = 0; i < json_count(&list); i++)
            json_add(arena, &out->named, *json_item(&list, i));
        return true;
    }
    json_set(arena, &one, STR("name"), json_text(name));
    json_set(arena, &one, STR("schools"), list);
    json_add(arena, &out->localities, one);
    json_add(arena, &out->named, json_text(name));
    return true;
}

/* A group takes the place of every other choice, and everyone leaves none. */
static bool go_together(const struct scope_asked *asked, bool everyone, struct error *err)
{
    bool fields = json_count(&asked->fields) > 0, named = json_count(&asked->named) > 0;
    if ((everyone && (fields || named || asked->group.len)) ||
        (asked->group.len && (fields || named)))
        return error_set(err, ERROR_INPUT,
                         "in a scope, %s stands alone. Nothing was changed",
                         everyone ? "everyone" : "a group");
    return !named || !json_find(&asked->fields, STR("school")) ||
           error_set(err, ERROR_INPUT,
                     "a scope names schools or localities, and not both: a locality is "
                     "its schools. Nothing was changed");
}

static bool read_fields(struct cli *cli, const struct json *own,
                        const struct known_whole *known, struct str text,
                        struct json *out, struct error *err)
{
    struct process *process;
    if (!text.len)
        return true;
    if (!engine_process(cli->engine, STR(""), &process, err))
        return false;
    if (scope_parse(cli->arena, kind_find(process->kinds, STR("review")), own, known,
                    text, out, err))
        return true;
    struct str why = str_copy(cli->arena, str_of(err->text));
    return error_set(err, err->kind,
                     "%.*s. Besides, a scope can be everyone, locality=NAME: SCHOOL, … "
                     "or group=NAME",
                     STR_ARGS(why));
}

bool scope_asked_read(struct cli *cli, struct str text, bool knows_localities,
                      struct scope_asked *out, struct error *err)
{
    struct buf fields = BUF_IN(cli->arena);
    struct known_whole known;
    struct json own;
    bool everyone = false;
    *out = (struct scope_asked){.given = text.len > 0,
                                .fields = json_object(),
                                .localities = json_list(),
                                .named = json_list()};
    if (!column_names_load(cli->engine, cli->arena, SHEET_REVIEWS, &own, err) ||
        !known_whole_load(cli->engine->store->db, cli->arena, &own, text, &known, err))
        return false;
    while (text.len) {
        struct str part = str_trim(values_cut(&text, ';'));
        struct str value = part;
        struct str name = str_trim(str_cut(&value, '='));
        value = str_trim(value);
        if (str_equal(part, STR("everyone")))
            everyone = true;
        else if (str_equal(name, STR("locality"))) {
            if (!read_locality(cli, &known, value, knows_localities, out, err))
                return false;
        } else if (str_equal(name, STR("group")) && value.len)
            out->group = value;
        else
            buf_add_format(&fields, "%.*s;", STR_ARGS(part));
    }
    return read_fields(cli, &own, &known, buf_str(&fields), &out->fields, err) &&
           go_together(out, everyone, err);
}

void scope_asked_set(struct cli *cli, const struct scope_asked *asked, struct json *args)
{
    bool more = json_count(&asked->named) || asked->group.len;
    if (asked->given)
        json_set(cli->arena, args, STR("scope"),
                 json_count(&asked->fields) || !more ? asked->fields : json_null());
}

static bool run(struct cli *cli, struct str cycle, const char *name,
                const struct json *args, struct error *err)
{
    struct command_result result;
    struct command_request request = {.name = str_of(name), .cycle = cycle, .args = args};
    if (!command_run(cli->engine, cli->arena, &request, &result, err))
        return false;
    cli_say_remarks(cli, &result.outcome);
    return true;
}

static bool choose(struct cli *cli, struct str cycle, const char *field,
                   struct json values, struct error *err)
{
    struct json args = json_object();
    json_set(cli->arena, &args, STR("field"), json_text(str_of(field)));
    json_set(cli->arena, &args, STR("values"), values);
    return run(cli, cycle, "prepare.scope", &args, err);
}

static bool choose_all(struct cli *cli, struct str cycle, const struct scope_asked *asked,
                       struct error *err)
{
    struct json group = json_list();
    for (size_t i = 0; i < json_count(&asked->localities); i++)
        if (!run(cli, cycle, "prepare.locality", json_item(&asked->localities, i), err))
            return false;
    if (json_count(&asked->named))
        return choose(cli, cycle, "locality", asked->named, err);
    if (!asked->group.len)
        return true;
    json_add(cli->arena, &group, json_text(asked->group));
    return choose(cli, cycle, "group", group, err);
}

int scope_asked_choose(struct cli *cli, struct str cycle, const struct scope_asked *asked)
{
    struct error err, ignored;
    struct process *process;
    struct str name = cycle;
    if (choose_all(cli, cycle, asked, &err))
        return EXIT_DONE;
    if (engine_process(cli->engine, cycle, &process, &ignored))
        name = json_find_text(&process->cycle_body, STR("name"));
    cli_say(cli,
            "waymark: the cycle %.*s is there, but whose reviews count is not chosen: "
            "%s\nChoose with: waymark do prepare.scope field=… values=… --cycle %.*s\n",
            STR_ARGS(name), err.text, STR_ARGS(cli_quoted(cli, name)));
    return EXIT_PARTLY;
}
