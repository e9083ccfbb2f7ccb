/* SPDX-License-Identifier: MIT */
#include "app/left_out.h"

#include "store/kind.h"

struct str left_out_cycle(struct cli *cli, struct str name)
{
    return !name.len
               ? STR_NONE
               : str_format(cli->arena, " --cycle %.*s", STR_ARGS(cli_quoted(cli, name)));
}

/* Lists that are imported have no command of their own for other words. */
static void say_import(struct cli *cli, struct str id, struct str cycle)
{
    struct str kind = kind_of_id(id);
    if (str_equal(kind, STR("local_offer")) || str_equal(kind, STR("good_practice")))
        cli_say(cli,
                "    put other words into the file that it came from, and import that "
                "again: waymark import %.*s FILE%.*s\n",
                STR_ARGS(kind), STR_ARGS(left_out_cycle(cli, cycle)));
}

void left_out_say(struct cli *cli, const struct published *doc, const char *what,
                  struct str cycle)
{
    if (doc->left_out.count == 0)
        return;
    cli_say(cli,
            "Left out of the %s, because they may name somebody or tell of harm. "
            "Look at each with `waymark show`, put other words in the place of …, and "
            "make the %s again.\n",
            what, what);
    for (size_t i = 0; i < doc->left_out.count; i++) {
        struct str commands = doc->left_out_commands.items[i];
        cli_say(cli, "  %.*s\n", STR_ARGS(doc->left_out.items[i]));
        if (!commands.len)
            say_import(cli, doc->left_out.items[i], cycle);
        while (commands.len) {
            struct str command = str_cut(&commands, '\n');
            cli_say(cli, "    waymark do %.*s%.*s\n", STR_ARGS(command),
                    STR_ARGS(left_out_cycle(cli, cycle)));
        }
    }
}

struct json left_out_json(struct cli *cli, const struct str_list *ids)
{
    struct json out = json_list();
    for (size_t i = 0; i < ids->count; i++)
        json_add(cli->arena, &out, json_text(ids->items[i]));
    return out;
}

int left_out_code(int printed, const struct published *doc, bool noted)
{
    return printed == EXIT_DONE && (doc->left_out.count || !noted) ? EXIT_PARTLY
                                                                   : printed;
}
