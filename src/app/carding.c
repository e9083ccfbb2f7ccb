/* SPDX-License-Identifier: MIT */
#include "app/carding.h"

#include "app/cli_written.h"
#include "base/file.h"
#include "engine/card_number.h"
#include "engine/written.h"

static bool is_wanted(const struct carding *now, const struct card *card)
{
    return !now->one_section || card->section == now->section;
}

static void count_left_out(struct carding *now)
{
    for (size_t i = 0; i < now->cards.count; i++) {
        const struct card *card = &now->cards.items[i];
        if (!is_wanted(now, card))
            continue;
        now->in_trays += !card->on_table;
        now->flagged += card->on_table && card->flagged;
    }
}

bool carding_number(struct cli *cli, struct carding *now, struct error *err)
{
    if (!written_seen(cli->engine, cli->arena, &now->seen, err) ||
        !cards_numbered(cli->engine, cli->arena, now->process, &now->cards,
                        &now->numbered, err))
        return false;
    count_left_out(now);
    return true;
}

size_t carding_printed(const struct carding *now)
{
    size_t cards = 0;
    for (int s = 0; s < SECTION_COUNT; s++)
        cards += now->written.cards[s];
    return cards;
}

size_t carding_pages(const struct carding *now)
{
    size_t pages = 0;
    for (int s = 0; s < SECTION_COUNT; s++)
        pages += now->written.pages[s];
    return pages;
}

bool carding_write(struct cli *cli, struct carding *now, struct str folder,
                   struct str name, bool even_none, struct error *err)
{
    struct cards_sheets sheets = {.cards = &now->cards,
                                  .authority = store_authority(cli->engine->store),
                                  .cycle = now->cycle,
                                  .one_section = now->one_section,
                                  .section = now->section};
    struct str text;
    if (!report_cards(cli->arena, &sheets, &text, &now->written, err))
        return false;
    if (!carding_printed(now) && !even_none)
        return true;
    now->path = file_join(cli->arena, folder, name);
    const struct written_file file = {
        "cards", now->process->cycle.id, now->path, text, now->seen, now->by};
    return file_make_folder(cli->arena, folder, 0700, err) &&
           written_write(cli, &file, &now->noted, err);
}
