/* SPDX-License-Identifier: MIT */
#include "app/quick.h"

enum { MOST_SAID = 20 };

static void set_count(struct cli *cli, struct json *out, const char *name, size_t count)
{
    json_set(cli->arena, out, str_of(name), json_integer((int64_t)count));
}

static void set_path(const struct quick *now, struct json *out, const char *name,
                     const char *file, bool there)
{
    json_set(now->cli->arena, out, str_of(name),
             there ? json_text(quick_path(now, file)) : json_null());
}

static struct json files_as_json(const struct quick *now)
{
    struct arena *arena = now->cli->arena;
    struct json list = json_list();
    for (size_t i = 0; i < now->count; i++) {
        const struct quick_file *file = &now->files[i];
        struct json one = json_object();
        json_set(arena, &one, STR("file"), json_text(file->path));
        json_set(arena, &one, STR("taken_as"),
                 json_text(str_of(import_kind_name(file->choice.kind))));
        set_count(now->cli, &one, "rows", file->counts.rows);
        set_count(now->cli, &one, "refused_rows", file->counts.refused_rows);
        set_count(now->cli, &one, "new_reviews", file->counts.reviews);
        set_count(now->cli, &one, "new_statements", file->counts.statements);
        set_count(now->cli, &one, "corrected", file->counts.corrected);
        set_count(now->cli, &one, "permissions_changed", file->counts.permissions);
        set_count(now->cli, &one, "perhaps_erased_before", file->counts.perhaps_back);
        json_add(arena, &list, one);
    }
    return list;
}

static struct json not_read_as_json(const struct quick *now)
{
    struct json list = json_list();
    for (size_t i = 0; i < now->page.not_read.count; i++)
        json_add(now->cli->arena, &list, json_text(now->page.not_read.items[i]));
    return list;
}

/* What the page asks people to decide, and how: where there is none of it, no command. */
static struct json still_open(const struct quick *now)
{
    const struct start_open *open = &now->page.open;
    const struct {
        const char *name;
        const struct start_open_item *item;
    } all[] = {{"maybe_one_person", &open->people},
               {"cut", &open->cut},
               {"maybe_same", &open->same},
               {"to_pick", &open->to_pick}};
    struct arena *arena = now->cli->arena;
    struct json out = json_object();
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        struct json one = json_object();
        set_count(now->cli, &one, "count", all[i].item->count);
        json_set(arena, &one, STR("command"),
                 all[i].item->count ? json_text(all[i].item->command) : json_null());
        json_set(arena, &out, str_of(all[i].name), one);
    }
    return out;
}

static size_t count_groups(const struct quick *now)
{
    size_t groups = 0;
    for (int s = 0; s < SECTION_COUNT; s++)
        groups += now->page.sections[s].groups;
    return groups;
}

static int say_json(struct quick *now)
{
    struct cli *cli = now->cli;
    struct json out = json_object();
    json_set(cli->arena, &out, STR("folder"), json_text(now->folder));
    json_set(cli->arena, &out, STR("new"), json_bool(now->made));
    json_set(cli->arena, &out, STR("cycle"), json_text(now->page.cycle));
    json_set(cli->arena, &out, STR("files"), files_as_json(now));
    json_set(cli->arena, &out, STR("columns_from"),
             now->columns_from.len ? json_text(now->columns_from) : json_null());
    json_set(cli->arena, &out, STR("not_read"), not_read_as_json(now));
    set_count(cli, &out, "reviews_due", now->reviews.all.due);
    set_count(cli, &out, "reviews_held", now->reviews.all.held);
    set_count(cli, &out, "statements", now->page.statements);
    set_count(cli, &out, "cards", carding_printed(&now->cards));
    set_count(cli, &out, "pages", carding_pages(&now->cards));
    set_count(cli, &out, "flagged", now->page.flagged.count);
    set_count(cli, &out, "held_back", now->page.held_back.count);
    json_set(cli->arena, &out, STR("still_open"), still_open(now));
    set_count(cli, &out, "groups", count_groups(now));
    json_set(cli->arena, &out, STR("groups_edited"), json_bool(now->page.themes_edited));
    set_path(now, &out, "start", QUICK_START, true);
    set_path(now, &out, "cards_file", QUICK_CARDS, now->page.cards.len > 0);
    set_path(now, &out, "groups_file", QUICK_THEMES, now->page.themes.len > 0);
    set_path(now, &out, "groups_kept", str_c(cli->arena, now->kept), now->kept.len > 0);
    json_set(cli->arena, &out, STR("recovery_key"),
             now->recovery.len ? json_text(now->recovery) : json_null());
    set_count(cli, &out, "refused", now->notices.refusals);
    json_set(cli->arena, &out, STR("notices"), cli_notices_json(cli, &now->notices));
    return cli_print_json(cli, &out);
}

/* The page has them all. */
static void say_refusals(struct quick *now)
{
    size_t said = 0, more = 0;
    struct notices shown = notices_gathered(now->cli->arena, &now->notices);
    for (size_t i = 0; i < shown.count; i++) {
        const struct notice *notice = &shown.items[i];
        if (!notice->refusal)
            continue;
        if (said++ >= MOST_SAID) {
            more++;
            continue;
        }
        struct str text = notice_text(now->cli->arena, notice);
        cli_say(now->cli, "%.*s\n", STR_ARGS(text));
    }
    if (more)
        cli_say(now->cli, "… and %zu more: see %s\n", more, QUICK_START);
}

static void say_files(struct quick *now)
{
    struct buf *out = &now->cli->out;
    buf_add_format(out, "%s %.*s (cycle %.*s):\n",
                   now->made ? "Made the folder" : "Went on in the folder",
                   STR_ARGS(now->folder), STR_ARGS(now->page.cycle));
    for (size_t i = 0; i < now->count; i++) {
        const struct quick_file *file = &now->files[i];
        buf_add_format(out, "  %.*s, %zu %s, taken as %s: ", STR_ARGS(file->name),
                       file->counts.rows,
                       one_or_many((int64_t)file->counts.rows, "row", "rows"),
                       import_kind_name(file->choice.kind));
        size_t permissions = file->counts.permissions;
        if (file->counts.statements || file->counts.reviews || file->counts.corrected)
            buf_add_format(
                out, "%zu new %s, %zu new %s, %zu corrected", file->counts.reviews,
                one_or_many((int64_t)file->counts.reviews, "review", "reviews"),
                file->counts.statements,
                one_or_many((int64_t)file->counts.statements, "statement", "statements"),
                file->counts.corrected);
        else
            buf_add(out, STR("nothing new"));
        if (permissions)
            buf_add_format(
                out, ", %zu %s changed", permissions,
                one_or_many((int64_t)permissions, "permission", "permissions"));
        buf_add_byte(out, '\n');
    }
    if (now->columns_from.len)
        buf_add_format(out,
                       "  its columns are what was said for the folder %.*s; if one is "
                       "another thing here, say so with --map\n",
                       STR_ARGS(now->columns_from));
    for (size_t i = 0; i < now->page.not_read.count; i++)
        buf_add_format(out, "  %.*s was not read this time: its cards are as they were\n",
                       STR_ARGS(now->page.not_read.items[i]));
}

static void say_themes_refused(struct quick *now)
{
    struct buf *out = &now->cli->out;
    const struct str_list *few = &now->page.themes_refusals;
    size_t refused = now->page.themes_refused;
    buf_add_format(out,
                   "  %-12s  left as it is: it is loaded back, but %zu %s in it could "
                   "not be taken:\n",
                   QUICK_THEMES, refused,
                   one_or_many((int64_t)refused, "thing", "things"));
    for (size_t i = 0; i < few->count; i++)
        buf_add_format(out, "                %.*s\n", STR_ARGS(few->items[i]));
    if (refused > few->count)
        buf_add_format(out, "                and %zu more\n", refused - few->count);
    buf_add(out, STR("                Correct that and load it back, or delete the "
                     "file.\n"));
}

static void say_made(struct quick *now)
{
    struct buf *out = &now->cli->out;
    size_t cards = carding_printed(&now->cards), pages = carding_pages(&now->cards);
    size_t groups = count_groups(now);
    struct str method = now->method, agreed = STR_NONE;
    if (now->page.agreed)
        agreed = str_format(now->cli->arena, ", of which people have agreed %zu",
                            now->page.agreed);
    buf_add_format(out,
                   "\n  %-12s  open this first: whose views there are, what to look at,\n"
                   "                what was left out, and what to do next\n",
                   QUICK_START);
    if (!cards)
        buf_add(out, STR("  There is nothing to print: nothing that anybody said is in "
                         "the file, or may be shown yet.\n"));
    else
        buf_add_format(out, "  %-12s  %zu %s on %zu A4 %s, to print and cut out\n",
                       QUICK_CARDS, cards, one_or_many((int64_t)cards, "card", "cards"),
                       pages, one_or_many((int64_t)pages, "page", "pages"));
    size_t refused = now->page.themes_refused;
    if (refused)
        say_themes_refused(now);
    else if (now->page.themes_edited)
        buf_add_format(out,
                       "  %-12s  left as it is, for somebody has changed it: load it "
                       "back first\n",
                       QUICK_THEMES);
    else if (now->page.themes.len && !groups)
        buf_add_format(
            out,
            "  %-12s  no group is suggested, for too few of the cards are "
            "alike:\n"
            "                sort them with people, and make the groups in this file\n",
            QUICK_THEMES);
    else if (now->page.themes.len)
        buf_add_format(out, "  %-12s  %zu %s%s%.*s, to change in Excel\n%s%.*s%s",
                       QUICK_THEMES, groups, agreed.len ? "" : "suggested ",
                       one_or_many((int64_t)groups, "group", "groups"), STR_ARGS(agreed),
                       method.len ? "                " : "", STR_ARGS(method),
                       method.len ? "\n" : "");
    if (now->kept.len)
        buf_add_format(out,
                       "  %.*s  the groups as they were loaded back, with all that "
                       "was written beside them: kept\n",
                       STR_ARGS(now->kept));
}

/* The erasure was promised to somebody: they are not to be found on the page alone. */
static void say_perhaps_back(struct quick *now)
{
    for (size_t i = 0; i < now->count; i++) {
        const struct quick_file *file = &now->files[i];
        size_t back = file->counts.perhaps_back;
        if (back)
            buf_add_format(
                &now->cli->out,
                "\nSomebody whom %.*s had has been erased since, and %zu young "
                "%s came in with it: if that is who was erased, they are back. "
                "start.html says what to do.\n",
                STR_ARGS(file->name), back,
                one_or_many((int64_t)back, "person", "people"));
    }
}

static void say_to_look_at(struct quick *now)
{
    struct buf *out = &now->cli->out;
    size_t held = now->page.held_back.count, flagged = now->page.flagged.count;
    size_t refusals = now->notices.refusals;
    if (held + flagged + refusals)
        buf_add_byte(out, '\n');
    if (held)
        buf_add_format(out,
                       "%zu %s held back, for somebody may be telling of harm: tell your "
                       "safeguarding lead now (start.html names the lines).\n",
                       held, one_or_many((int64_t)held, "card is", "cards are"));
    if (flagged)
        buf_add_format(out,
                       "%zu %s not among the cards until you have looked: %s may show "
                       "who somebody is.\n",
                       flagged, one_or_many((int64_t)flagged, "is", "are"),
                       one_or_many((int64_t)flagged, "it", "they"));
    if (refusals)
        buf_add_format(
            out, "%zu %s could not be taken: start.html says why.\n", refusals,
            one_or_many((int64_t)refusals, "thing in the file", "things in the file"));
}

static void say_recovery(struct quick *now)
{
    if (!now->recovery.len)
        return;
    buf_add_format(
        &now->cli->out,
        "\nThe recovery key of this folder, shown only this once:\n\n  %.*s\n\n"
        "Write it on paper and keep it where the folder is not. Only with it can a\n"
        "backup of the folder still say, one day, who the young people are. If you are\n"
        "just trying this out, you do not need it.\n",
        STR_ARGS(now->recovery));
}

static int say_words(struct quick *now)
{
    say_files(now);
    say_made(now);
    say_perhaps_back(now);
    say_to_look_at(now);
    say_recovery(now);
    buf_add_format(&now->cli->out,
                   "\nNext: open %.*s in your web browser (a double click does it).\n",
                   STR_ARGS(quick_path(now, QUICK_START)));
    return cli_print(now->cli);
}

int quick_say(struct quick *now)
{
    struct error ignored;
    if (!now->cli->json)
        say_refusals(now);
    int code = now->cli->json ? say_json(now) : say_words(now);
    if (code == EXIT_DONE)
        return now->notices.refusals ? EXIT_PARTLY : EXIT_DONE;
    /* Nobody has seen the key: the next run shows it. */
    if (now->recovery.len)
        (void)file_remove(now->cli->arena, quick_path(now, QUICK_START), &ignored);
    return code;
}
