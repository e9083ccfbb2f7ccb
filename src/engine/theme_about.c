/* SPDX-License-Identifier: MIT */
/* What a group and a card are about does not change: a card is about what was asked when
 * it was said, and a group holds cards about one thing. */
#include "engine/theme_import_parts.h"

/* A word of somebody's own in that column of a sheet of theirs is no wish. */
static bool is_other(struct theme_planning *now, struct str about, bool ours,
                     enum section section)
{
    enum section meant;
    if (!plan_section(now->arena, about, &meant))
        return ours && about.len;
    return meant != section;
}

static void say_groups(struct theme_planning *now)
{
    for (size_t i = 0; i < now->target_count; i++) {
        const struct target *target = &now->targets[i];
        const struct theme_sheet_group *line = target->line;
        if (!target->group || !line ||
            !is_other(now, line->section, true, target->section))
            continue;
        struct str section = section_words(target->section);
        notice_add(now->notices, true, line->file, line->line,
                   "%.*s is about %.*s, and stays so, as its cards are: what stands "
                   "under \"" THEME_SHEET_SECTION "\" is not taken; for a group about "
                   "something else, add a line at the end with its name and what it is "
                   "about",
                   STR_ARGS(target_words(now, target)), STR_ARGS(section));
    }
}

/* Without its number: of many lines alike it is said once. */
static void say_cards(struct theme_planning *now)
{
    for (size_t i = 0; i < now->wish_count; i++) {
        const struct wish *wish = &now->wishes[i];
        const struct theme_sheet_card *line = wish->line;
        if (!wish->card || wish->left_out ||
            !is_other(now, line->section, line->kept.known, wish->card->section))
            continue;
        struct str section = section_words(wish->card->section);
        notice_add(now->notices, true, line->file, line->line,
                   "this card is about %.*s, and stays so: what stands under "
                   "\"" THEME_SHEET_SECTION "\" is not taken; if it was written down "
                   "under the wrong heading, correct the spreadsheet that it came from, "
                   "and import that again",
                   STR_ARGS(section));
    }
}

void plan_say_about(struct theme_planning *now)
{
    say_groups(now);
    say_cards(now);
}
