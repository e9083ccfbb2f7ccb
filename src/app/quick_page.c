/* SPDX-License-Identifier: MIT */
#include "app/draft_words.h"
#include "app/quick.h"

#include "app/cli_theme_book.h"
#include "app/cli_written.h"
#include "base/date.h"
#include "cycle/top.h"
#include "engine/card_number.h"
#include "engine/command.h"
#include "engine/doubt.h"
#include "engine/requests.h"
#include "engine/theme_import.h"
#include "engine/written.h"

enum { REFUSALS_NAMED = 5 };

static bool count_said(struct quick *now, const char *field, const char *value,
                       size_t *out, struct error *err)
{
    struct str_list ids;
    if (!record_by(now->cli->engine->store->db, now->cli->arena, now->cycle,
                   STR("statement"), str_of(field), str_of(value), &ids, err))
        return false;
    *out = ids.count;
    return true;
}

/* An import tells of it once; it stays open until a person decides. */
static bool count_open(struct quick *now, struct error *err)
{
    struct start_open *open = &now->page.open;
    return doubt_count(now->cli->engine->store->db, now->cli->arena, &open->people.count,
                       err) &&
           count_said(now, "split", "true", &open->cut.count, err) &&
           count_said(now, "same", "maybe", &open->same.count, err);
}

static bool count_all(struct quick *now, struct error *err)
{
    struct cli *cli = now->cli;
    struct db *db = cli->engine->store->db;
    struct start_page *page = &now->page;
    struct scope scope;
    struct scope_counts said;
    struct groups groups;
    struct cards_request request = cards_of(cli->engine, now->process);
    if (!scope_reviews(db, cli->arena, now->process->kinds, now->cycle,
                       json_find(&now->process->cycle_body, STR("scope")), &scope, err) ||
        !coverage_of(db, cli->arena, now->cycle, &scope, &now->reviews, err) ||
        !coverage_of_people(db, cli->arena, now->cycle, &scope, &now->people, err) ||
        !scope_count(db, cli->arena, now->cycle, &scope, &said, err) ||
        !groups_load(cli->arena, &request, &now->cards.cards, &groups, err) ||
        !count_open(now, err))
        return false;
    page->top = top_words(cli->arena, now->process->steps).called;
    page->statements = said.all;
    page->spare = said.spare - said.waiting;
    page->open.to_pick.count = said.waiting;
    for (size_t i = 0; i < groups.count; i++) {
        page->sections[groups.items[i].section].groups++;
        page->agreed += json_find_bool(&groups.items[i].body, STR("agreed"));
    }
    for (int s = 0; s < SECTION_COUNT; s++)
        page->sections[s].cards = now->cards.written.cards[s];
    page->pages = carding_pages(&now->cards);
    page->cards = carding_printed(&now->cards) ? STR(QUICK_CARDS) : STR_NONE;
    return true;
}

/* Whether every file has been taken before, exactly as it is. */
static bool is_known(const struct quick *now)
{
    bool known = true;
    for (size_t i = 0; i < now->count; i++)
        known = known && now->files[i].counts.before;
    return known;
}

/* What was written, and what people have made of it since. */
static bool read_before(struct quick *now, struct str *themes, struct str *mark,
                        struct error *err)
{
    struct arena *arena = now->cli->arena;
    struct str path = quick_path(now, QUICK_THEMES), page;
    *themes = *mark = STR_NONE;
    if (!now->first &&
        !file_read(arena, quick_path(now, QUICK_START), FILE_SMALL, &page, err))
        return false;
    if (!now->first) {
        *mark = start_find_mark(page);
        if (is_known(now))
            now->page.notices_before = start_find_notices(page);
    }
    return !file_exists(arena, path) ||
           file_read(arena, path, (size_t)4 * FILE_SMALL, themes, err);
}

/* Too many to be grouped at once are no reason to have no cards. */
static bool draft(struct quick *now, struct error *err)
{
    struct json args = json_object();
    struct command_result result;
    struct command_request request = {
        .name = STR("theme.draft"), .cycle = now->cycle, .args = &args};
    if (command_run(now->cli->engine, now->cli->arena, &request, &result, err)) {
        now->method = draft_method(now->cli->arena, &result.outcome);
        return true;
    }
    if (err->kind != ERROR_LIMIT)
        return false;
    notice_add(&now->notices, true, now->files[0].name, 0,
               "no groups could be suggested: %s; the cards are all there", err->text);
    return true;
}

/* Whether there is something to suggest groups from: what came in now, or before a run
 * that was cut short. */
static bool is_changed(const struct quick *now)
{
    bool changed = now->first;
    for (size_t i = 0; i < now->count; i++)
        changed = changed || now->files[i].counts.corrected;
    for (size_t i = 0; i < now->cards.cards.count && !changed; i++) {
        const struct json *body = &now->cards.cards.items[i].body;
        changed = !json_find_text(body, STR("theme")).len &&
                  !json_find_text(body, STR("tray")).len;
    }
    return changed;
}

static bool is_as_written(const struct quick *now, struct str bytes)
{
    struct arena *arena = now->cli->arena;
    return !bytes.len || str_equal(hash_text(arena, bytes), now->page.themes_mark);
}

/* All that Waymark understands of it is loaded back; people may have written more, but in
 * one that a run wrote which was cut short. */
static bool keep_edited(struct quick *now, struct str before, struct str bytes,
                        struct error *err)
{
    struct arena *arena = now->cli->arena;
    if (is_as_written(now, before) || str_equal(before, bytes))
        return true;
    now->kept = written_kept_name(arena, now->folder);
    return written_renamed(now->cli->engine, arena, "themes", now->cycle,
                           STR(QUICK_THEMES), now->kept, err) &&
           file_rename(arena, quick_path(now, QUICK_THEMES),
                       file_join(arena, now->folder, now->kept), err);
}

/* Of this run and of earlier ones. */
static bool list_kept(struct quick *now, struct error *err)
{
    struct str_list files, *out = &now->page.loaded;
    if (!file_list(now->cli->arena, now->folder, &files, err))
        return false;
    out->items = arena_array(now->cli->arena, struct str, files.count);
    for (size_t i = 0; i < files.count; i++)
        if (written_is_kept(files.items[i]))
            out->items[out->count++] = files.items[i];
    return true;
}

/* All of it is loaded but these, which will never be as they are. */
static void note_refused(struct quick *now, const struct notices *notices)
{
    struct str_list *few = &now->page.themes_refusals;
    now->page.themes_refused = notices->refusals;
    *few = (struct str_list){arena_array(now->cli->arena, struct str, REFUSALS_NAMED), 0};
    for (size_t i = 0; i < notices->count && few->count < REFUSALS_NAMED; i++)
        if (notices->items[i].refusal)
            few->items[few->count++] = notice_text(now->cli->arena, &notices->items[i]);
}

/* Whether the file of groups holds what somebody has changed in it, and has not loaded
 * back yet. One that cannot be read is left alone, too. */
static bool find_edited(struct quick *now, struct str bytes)
{
    struct cli *cli = now->cli;
    struct theme_import_request request = {
        .cycle = now->cycle,
        .name = STR(QUICK_THEMES),
        .place = file_place(cli->arena, quick_path(now, QUICK_THEMES)),
        .bytes = bytes,
        .pretend = true};
    struct notices notices = {.arena = cli->arena};
    struct theme_import found;
    struct error ignored;
    if (is_as_written(now, bytes))
        return false;
    if (!theme_import_run(cli->engine, cli->arena, &request, &notices, &found, &ignored))
        return true;
    if (!found.count)
        note_refused(now, &notices);
    return found.count > 0 || notices.refusals > 0;
}

/* What people have done in the file of groups is never written over; their groups would
 * be others than those of a new draft. */
static bool write_themes(struct quick *now, struct error *err)
{
    struct cli *cli = now->cli;
    struct start_page *page = &now->page;
    struct str before, bytes;
    struct theme_book_written written;
    if (!read_before(now, &before, &page->themes_mark, err))
        return false;
    page->themes_edited = find_edited(now, before);
    page->themes = before.len ? STR(QUICK_THEMES) : STR_NONE;
    if (page->themes_edited)
        return true;
    if ((is_changed(now) && !draft(now, err)) ||
        !theme_book_bytes(cli, now->process, NULL, page->take_themes, &bytes, &written,
                          err))
        return false;
    if (!written.cards && !before.len)
        return true;
    page->themes = STR(QUICK_THEMES);
    if (!keep_edited(now, before, bytes, err))
        return false;
    page->themes_mark = hash_text(cli->arena, bytes);
    const struct written_file file = {
        "themes", now->cycle,      quick_path(now, QUICK_THEMES),
        bytes,    now->cards.seen, now->cards.by};
    bool noted; /* what cannot be is said */
    return written_write(cli, &file, &noted, err);
}

/* To be typed wherever one stands. */
static void make_commands(struct quick *now)
{
    struct cli *cli = now->cli;
    struct arena *arena = cli->arena;
    struct start_page *page = &now->page;
    struct str place = file_place(arena, now->folder);
    struct paste paste = cli_paste_anywhere(cli, now->folder);
    struct buf again = BUF_IN(arena);
    buf_add(&again, STR("quick"));
    for (size_t i = 0; i < now->count; i++)
        buf_add_format(&again, " %.*s",
                       STR_ARGS(cli_quoted(cli, file_place(arena, now->files[i].path))));
    for (size_t i = 0; i < now->beside.count; i++)
        buf_add_format(&again, " %.*s", STR_ARGS(cli_quoted(cli, now->beside.items[i])));
    /* Else it is beside the first of them, which may be another one now. */
    if (now->output.len || now->count + now->beside.count > 1)
        buf_add_format(&again, " --output %.*s", STR_ARGS(cli_quoted(cli, place)));
    page->again = paste_line(arena, &paste, buf_str(&again));
    page->look = paste_line(arena, &paste, STR("look"));
    page->held = paste_line(arena, &paste, STR("safeguarding"));
    page->take_themes = paste_line(
        arena, &paste,
        str_format(
            arena, "import themes %.*s",
            STR_ARGS(cli_quoted(cli, file_join(arena, place, STR(QUICK_THEMES))))));
    page->keep =
        paste_line(arena, &paste,
                   str_format(arena,
                              "cycle keep %.*s --authority \"Our Council\" --question "
                              "\"What would make leaving school better?\"",
                              STR_ARGS(page->cycle)));
    page->status = paste_line(arena, &paste, STR("status"));
    page->spare_shown =
        paste_line(arena, &paste, STR("list statement --where tray=spare"));
    page->open.people.command = paste_line(arena, &paste, STR("people"));
    page->open.cut.command =
        paste_line(arena, &paste, STR("list statement --where split=yes"));
    page->open.same.command =
        paste_line(arena, &paste, STR("list statement --where same=maybe"));
    page->open.to_pick.command =
        paste_line(arena, &paste, STR("list statement --where tray=to_pick"));
}

/* The first of those to look at. */
static void make_reword(struct quick *now)
{
    struct cli *cli = now->cli;
    struct paste paste = cli_paste_anywhere(cli, now->folder);
    struct start_page *page = &now->page;
    if (page->flagged.count)
        page->reword = paste_line(
            cli->arena, &paste,
            str_format(cli->arena, "do collect.reword statement=%.*s text=\"…\"",
                       STR_ARGS(cli_quoted(cli, page->flagged.items[0].handle))));
}

/* For the page: it is read elsewhere, some other day. */
static const struct notices *notices_to_paste(struct quick *now)
{
    struct arena *arena = now->cli->arena;
    struct paste paste = cli_paste_anywhere(now->cli, now->folder);
    struct notices *out = arena_array(arena, struct notices, 1);
    *out = notices_gathered(arena, &now->notices);
    for (size_t i = 0; i < out->count; i++)
        out->items[i].text = paste_text(arena, &paste, out->items[i].text);
    return out;
}

static void describe(struct quick *now)
{
    struct arena *arena = now->cli->arena;
    struct start_page *page = &now->page;
    page->title = file_name(file_place(arena, now->folder));
    page->cycle = json_find_text(&now->process->cycle_body, STR("name"));
    page->date = date_words(arena, date_today());
    page->files = arena_array(arena, struct start_file, now->count);
    page->file_count = now->count;
    for (size_t i = 0; i < now->count; i++) {
        const struct quick_file *file = &now->files[i];
        page->files[i] = (struct start_file){
            file->name, str_of(import_kind_name(file->choice.kind)), file->counts.rows};
    }
    page->reviews = &now->reviews;
    page->people = &now->people;
}

bool quick_write(struct quick *now, struct error *err)
{
    struct cli *cli = now->cli;
    struct str page;
    if (!engine_process(cli->engine, now->cycle, &now->process, err))
        return false;
    describe(now);
    now->cards.process = now->process;
    now->cards.cycle = now->page.cycle;
    now->cards.by = STR("quick");
    if (!carding_number(cli, &now->cards, err) || !quick_list_places(now, err))
        return false;
    make_commands(now);
    make_reword(now);
    if (!carding_write(cli, &now->cards, now->folder, STR(QUICK_CARDS),
                       file_exists(cli->arena, quick_path(now, QUICK_CARDS)), err) ||
        !write_themes(now, err) || !list_kept(now, err) || !count_all(now, err))
        return false;
    now->page.notices = notices_to_paste(now);
    return report_start(cli->arena, &now->page, &page, err) &&
           file_write(cli->arena, quick_path(now, QUICK_START), page, 0600, err);
}
