/* SPDX-License-Identifier: MIT */
#include "base/crypto.h"
#include "engine/card_number.h"
#include "engine/requests.h"
#include "engine/theme_import_parts.h"
#include "store/parsed.h"

enum { FOLDER_MARK = 12 };

struct str theme_import_folder(const struct engine *engine, struct arena *arena)
{
    struct crypto_key key;
    crypto_key_for(&engine->store->key, "workbook", &key);
    struct str mark = crypto_lookup(arena, &key, STR("folder"));
    crypto_key_forget(&key);
    return str_slice(mark, 0, FOLDER_MARK);
}

/* A file of last year's groups has the same card numbers as this year's. */
static bool check_cycle(struct theme_planning *now, const struct theme_kept *kept,
                        struct error *err)
{
    struct parsed cycle;
    bool found;
    if (kept->known && kept->folder.len && !str_equal(kept->folder, now->folder))
        return error_set(
            err, ERROR_INPUT,
            "%.*s: this file is of another folder, and nothing is taken from "
            "it; go to the folder that wrote it, or name that with --in",
            STR_ARGS(now->request->name));
    if (!kept->known || str_equal(kept->cycle, now->process->cycle.id))
        return true;
    if (!parsed_find(now->engine->store->db, now->arena, kept->cycle, &cycle, &found,
                     err))
        return false;
    struct str ours = json_find_text(&now->process->cycle_body, STR("name"));
    struct str theirs = found ? parsed_text(&cycle, "name") : STR_NONE;
    if (theirs.len)
        return error_set(
            err, ERROR_INPUT,
            "%.*s holds the groups of the cycle %.*s, not of %.*s; name that "
            "with --cycle",
            STR_ARGS(now->request->name), STR_ARGS(theirs), STR_ARGS(ours));
    return error_set(err, ERROR_INPUT,
                     "%.*s holds the groups of another cycle, not of %.*s; check that "
                     "this is the right file",
                     STR_ARGS(now->request->name), STR_ARGS(ours));
}

static bool check_cycles(struct theme_planning *now, struct error *err)
{
    const struct theme_sheet *sheet = &now->sheet;
    for (size_t i = 0; i < sheet->card_count; i++) {
        if (!check_cycle(now, &sheet->cards[i].kept, err))
            return false;
        now->mark += sheet->cards[i].kept.version;
    }
    for (size_t i = 0; i < sheet->group_count; i++) {
        if (!check_cycle(now, &sheet->groups[i].kept, err))
            return false;
        now->mark += sheet->groups[i].kept.version;
    }
    return true;
}

/* Said once, and not of each card. */
static bool check_open(const struct theme_planning *now, struct error *err)
{
    const struct json *body = &now->process->cycle_body;
    return !str_equal(json_find_text(body, STR("state")), STR("closed")) ||
           error_set(err, ERROR_REFUSED,
                     "the cycle %.*s is closed: nothing in it can be moved any more",
                     STR_ARGS(json_find_text(body, STR("name"))));
}

bool theme_import_run(struct engine *engine, struct arena *arena,
                      const struct theme_import_request *request, struct notices *notices,
                      struct theme_import *out, struct error *err)
{
    struct theme_planning now = {.engine = engine,
                                 .arena = arena,
                                 .request = request,
                                 .notices = notices,
                                 .out = out,
                                 .left_of = {.arena = arena}};
    *out = (struct theme_import){0};
    now.folder = theme_import_folder(engine, arena);
    if (!theme_sheet_read(arena, request->name, request->bytes, notices, &now.sheet,
                          err) ||
        !engine_process(engine, request->cycle, &now.process, err) ||
        !check_cycles(&now, err) || !check_open(&now, err))
        return false;
    struct cards_request load = cards_of(engine, now.process);
    out->cards = now.sheet.card_count;
    out->groups = now.sheet.group_count;
    if (!cards_load(arena, &load, &now.cards, err) ||
        !groups_load(arena, &load, &now.cards, &now.groups, err) ||
        !plan_left(&now, err) || !plan_targets(&now, err) || !plan_wishes(&now, err))
        return false;
    plan_say_about(&now);
    return plan_do(&now, err);
}
