/* SPDX-License-Identifier: MIT */
#include "app/cli_columns.h"

static struct str named(struct cli *cli, const struct survey_said *one)
{
    return str_format(cli->arena, one->is_sheet ? "[%.*s]" : "%.*s", STR_ARGS(one->name));
}

static bool forget(struct cli *cli, enum sheet_kind kind, struct str_list names,
                   struct json *own, struct error *err)
{
    struct survey_said_list said;
    survey_said_of(cli->arena, own, &said);
    struct str_list known = {arena_array(cli->arena, struct str, said.count), 0};
    while (known.count < said.count) {
        known.items[known.count] = named(cli, &said.items[known.count]);
        known.count++;
    }
    for (size_t i = 0; i < names.count; i++)
        if (!survey_forget(cli->arena, own, str_trim(names.items[i])))
            return error_set(
                err, ERROR_NOT_FOUND,
                "nothing has been said of \"%.*s\"%.*s; `waymark columns %s` "
                "shows what has. Nothing was changed",
                STR_ARGS(names.items[i]),
                STR_ARGS(nearest_hint(cli->arena, known, names.items[i])),
                import_kind_name(kind));
    return !names.count || column_names_save(cli->engine, cli->arena, kind, own, err);
}

static void add_said(struct cli *cli, const struct survey_said *one,
                     const struct mapping *mapping, struct json *list)
{
    struct json item = json_object();
    bool used = one->field != FIELD_NONE;
    json_set(cli->arena, &item, one->is_sheet ? STR("sheet") : STR("heading"),
             json_text(one->name));
    json_set(cli->arena, &item, STR("state"),
             json_text(used ? STR("known") : STR("not_used")));
    if (used)
        json_set(cli->arena, &item, STR("field"), json_text(field_name(one->field)));
    json_add(cli->arena, list, item);
    buf_add_format(&cli->out, "  \"%.*s\": %.*s\n", STR_ARGS(named(cli, one)),
                   STR_ARGS(used ? survey_title(mapping, one->field)
                                 : STR("(left out: you do not need it)")));
}

static int say(struct cli *cli, enum sheet_kind kind, const struct mapping *mapping,
               const struct json *own)
{
    struct survey_said_list said;
    struct json out = json_object(), list = json_list();
    const char *name = import_kind_name(kind);
    survey_said_of(cli->arena, own, &said);
    if (said.count)
        buf_add_format(&cli->out,
                       "Said of the columns of %s, kept in local/import/%s.json:\n", name,
                       name);
    else
        buf_add_format(&cli->out,
                       "Nothing has been said of the columns of %s. `waymark columns %s "
                       "FILE` shows what those of a file are taken for.\n",
                       name, name);
    for (size_t i = 0; i < said.count; i++)
        add_said(cli, &said.items[i], mapping, &list);
    if (said.count)
        buf_add_format(&cli->out,
                       "\nTo take one back: waymark columns %s --forget \"HEADING\"\n",
                       name);
    json_set(cli->arena, &out, STR("kind"), json_text(str_of(name)));
    json_set(cli->arena, &out, STR("said"), list);
    return cli->json ? cli_print_json(cli, &out) : cli_print(cli);
}

int columns_said(struct cli *cli, enum sheet_kind kind, struct str_list forgotten)
{
    struct error err;
    struct json own;
    struct mapping mapping;
    if (!cli_open(cli, false, &err) ||
        !column_names_load(cli->engine, cli->arena, kind, &own, &err) ||
        !mapping_load(cli->arena, str_of(import_kind_name(kind)), &own, &mapping, &err) ||
        !forget(cli, kind, forgotten, &own, &err))
        return cli_fail(cli, &err);
    return say(cli, kind, &mapping, &own);
}
