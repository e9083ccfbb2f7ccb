/* SPDX-License-Identifier: MIT */
#include "engine/import_offer.h"

#include "base/file.h"
#include "cycle/offer_sheet.h"
#include "engine/command.h"
#include "engine/import.h"
#include "engine/key.h"
#include "engine/process.h"

enum { GONE_TOLD = 10, MOST_OWN = 1024 * 1024 };

/* An entry that is there. */
struct there {
    struct record record;
    struct json body;
    bool taken; /* by a row of the file */
};

struct offering {
    struct engine *engine;
    struct arena *arena;
    const struct offer_request *request;
    struct notices *notices;
    struct offer_counts *counts;
    const struct kind *kind;
    const struct json *own;
    struct offer_rows rows;
    /* Of one command: */
    struct there *there;
    size_t there_count, from, to;
    int64_t last; /* the one before, which it is taken back with; 0: none yet */
};

static bool load_own(struct offering *all, struct error *err)
{
    struct arena *arena = all->arena;
    struct str text;
    struct str name =
        str_format(arena, "local/import/%.*s.json", STR_ARGS(all->request->kind));
    struct str path = store_path(all->engine->store, name);
    struct json *value = arena_alloc(arena, sizeof *value);
    if (!file_exists(arena, path))
        return true;
    if (!file_read(arena, path, MOST_OWN, &text, err))
        return error_wrap(err, "%.*s", STR_ARGS(name));
    if (!json_parse_file(arena, name, text, value, err))
        return false;
    bool fine = value->type == JSON_OBJECT;
    for (size_t i = 0; fine && i < json_count(value); i++)
        fine = str_equal(value->object.members[i].name, STR("fields")) ||
               str_equal(value->object.members[i].name, STR("areas"));
    if (!fine)
        return error_set(err, ERROR_INPUT,
                         "%.*s: write {\"fields\": {…}, \"areas\": {…}}: only these two "
                         "can stand there",
                         STR_ARGS(name));
    all->own = value;
    return true;
}

static bool read_csv(struct offering *all, struct error *err)
{
    struct rows *rows;
    if (!rows_of_csv(all->arena, all->request->name, all->request->bytes, &rows, err))
        return false;
    bool fine = offer_sheet_read(all->arena, all->kind, all->own, all->request->name,
                                 rows, all->notices, &all->rows, err);
    rows_close(rows);
    return fine;
}

/* A sheet without column names that are understood is told, and the others go on. */
static bool read_sheet(struct offering *all, struct xlsx *xlsx, size_t index, bool *taken,
                       struct error *err)
{
    struct xlsx_sheet *sheet;
    struct str title = str_format(all->arena, "%.*s[%.*s]", STR_ARGS(all->request->name),
                                  STR_ARGS(xlsx_sheet_about(xlsx, index).name));
    *taken = false;
    if (!xlsx_sheet_open(xlsx, index, title, &sheet, err))
        return false;
    *taken =
        offer_sheet_read(all->arena, all->kind, all->own, title,
                         rows_of_sheet(all->arena, sheet), all->notices, &all->rows, err);
    xlsx_sheet_close(sheet);
    return *taken || err->kind == ERROR_INPUT;
}

static bool read_book(struct offering *all, struct error *err)
{
    struct xlsx *xlsx;
    struct error first = {.kind = ERROR_NONE};
    size_t taken = 0;
    if (!xlsx_open(all->request->name, all->request->bytes, &xlsx, err))
        return false;
    bool fine = true;
    for (size_t i = 0; fine && i < xlsx_sheet_count(xlsx); i++) {
        bool one;
        if (xlsx_sheet_about(xlsx, i).hidden)
            continue;
        fine = read_sheet(all, xlsx, i, &one, err);
        taken += one;
        if (fine && !one && first.kind == ERROR_NONE)
            first = *err;
    }
    xlsx_close(xlsx);
    if (!fine)
        return false;
    if (taken && first.kind != ERROR_NONE)
        notice_add(all->notices, false, all->request->name, 0, "%s", first.text);
    if (taken)
        return true;
    if (first.kind == ERROR_NONE)
        return error_set(err, ERROR_INPUT,
                         "%.*s: every sheet of it is hidden; show the one that is to be "
                         "imported, save it, and import it again",
                         STR_ARGS(all->request->name));
    *err = first;
    return false;
}

static bool load_there(struct offering *all, struct arena *arena, struct error *err)
{
    struct record_list list;
    if (!record_list(all->engine->store->db, arena, all->request->cycle,
                     all->request->kind, &list, err))
        return false;
    all->there = arena_array(arena, struct there, list.count);
    all->there_count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        all->there[i].record = list.items[i];
        if (!json_parse(arena, list.items[i].body, &all->there[i].body, err))
            return false;
    }
    return true;
}

static struct json body_of(struct arena *arena, const struct offer_row *row,
                           const struct json *old)
{
    struct json body = old ? json_copy(arena, old) : json_object(), areas = json_list();
    for (size_t i = 0; i < OFFER_TEXTS; i++) {
        if (row->texts[i].len)
            json_set(arena, &body, str_of(offer_text_fields[i]),
                     json_text(row->texts[i]));
        else
            json_unset(&body, str_of(offer_text_fields[i]));
    }
    for (size_t i = 0; i < row->areas.count; i++)
        json_add(arena, &areas, json_text(row->areas.items[i]));
    json_set(arena, &body, STR("areas"), areas);
    return body;
}

/* By what it is called and who runs it. */
static void match_by_key(struct offering *all, struct arena *arena, struct there **of)
{
    for (size_t t = 0; t < all->there_count; t++) {
        struct there *one = &all->there[t];
        uint64_t key = offer_key(arena, json_find_text(&one->body, STR("title")),
                                 json_find_text(&one->body, STR("run_by")));
        uint64_t *row = table_find(&all->rows.seen, key);
        if (!row || of[*row - 1])
            continue;
        of[*row - 1] = one;
        one->taken = true;
    }
}

/* One that is called otherwise now: the only one of this link on both sides. */
static void match_by_link(struct offering *all, struct arena *arena, struct there **of)
{
    struct table rows = {.arena = arena}, held = {.arena = arena};
    bool is_new;
    for (size_t r = 0; r < all->rows.count; r++)
        if (!of[r] && all->rows.items[r].texts[OFFER_WEB].len) {
            uint64_t *at =
                table_add(&rows, table_key(all->rows.items[r].texts[OFFER_WEB]), &is_new);
            *at = is_new ? r + 1 : 0;
        }
    for (size_t t = 0; t < all->there_count; t++) {
        struct str link = json_find_text(&all->there[t].body, STR("web"));
        if (!all->there[t].taken && link.len)
            *table_add(&held, table_key(link), &is_new) += 1;
    }
    for (size_t t = 0; t < all->there_count; t++) {
        struct str link = json_find_text(&all->there[t].body, STR("web"));
        uint64_t *row = link.len ? table_find(&rows, table_key(link)) : NULL;
        if (all->there[t].taken || !row || !*row ||
            *table_find(&held, table_key(link)) > 1)
            continue;
        of[*row - 1] = &all->there[t];
        all->there[t].taken = true;
    }
}

static bool take_one(struct offering *all, struct native_call *call,
                     const struct offer_row *row, struct there *there, struct error *err)
{
    struct str id;
    struct json body = body_of(call->arena, row, there ? &there->body : NULL);
    bool changed = there && !json_equal(&body, &there->body);
    if (there && !changed) {
        all->counts->same++;
        return true;
    }
    json_set(
        call->arena, &body, STR("source"),
        json_text(str_format(call->arena, "%.*s:%zu", STR_ARGS(row->file), row->line)));
    if (there) {
        all->counts->corrected++;
        return commit_change(call->commit, all->kind, &there->record, &body, err);
    }
    all->counts->created++;
    return commit_create(call->commit, all->kind, all->request->cycle, &body, &id, err);
}

static bool match(struct offering *all, struct arena *arena, struct there ***of,
                  struct error *err)
{
    *of = arena_array(arena, struct there *, all->rows.count);
    if (!load_there(all, arena, err))
        return false;
    match_by_key(all, arena, *of);
    match_by_link(all, arena, *of);
    return true;
}

static bool batch_apply(struct native_call *call, struct error *err)
{
    struct offering *all = call->with;
    struct there **of;
    if (!match(all, call->arena, &of, err))
        return false;
    for (size_t r = all->from; r < all->to; r++)
        if (!take_one(all, call, &all->rows.items[r], of[r], err))
            return error_wrap(err, "%.*s:%zu", STR_ARGS(all->rows.items[r].file),
                              all->rows.items[r].line);
    json_set(call->arena, call->outcome, STR("created"),
             json_integer((int64_t)commit_counts(call->commit).created));
    json_set(call->arena, call->outcome, STR("changed"),
             json_integer((int64_t)commit_counts(call->commit).changed));
    return true;
}

/* Whether any row of the batch brings something. Those that do not are counted. */
static bool has_news(struct offering *all, struct arena *arena, struct there **of)
{
    size_t same = 0;
    for (size_t r = all->from; r < all->to; r++) {
        if (!of[r])
            return true;
        struct json body = body_of(arena, &all->rows.items[r], &of[r]->body);
        if (!json_equal(&body, &of[r]->body))
            return true;
        same++;
    }
    all->counts->same += same;
    return false;
}

static bool run_batch(struct offering *all, struct arena *arena, struct error *err)
{
    static const struct native natives[] = {
        {"import.local_offer", "officer facilitator", NULL, batch_apply, true, false},
        {"import.good_practice", "officer facilitator", NULL, batch_apply, true, false},
    };
    const struct native *native =
        &natives[str_equal(all->request->kind, STR("good_practice"))];
    struct json args = json_object();
    struct command_result result;
    struct command_request request = {.cycle = all->request->cycle,
                                      .name = str_of(native->name),
                                      .args = &args,
                                      .pretend = all->request->pretend};
    struct there **of;
    json_set(arena, &args, STR("file"), json_text(all->request->name));
    json_set(arena, &args, STR("row"), json_integer((int64_t)all->from + 1));
    if (!match(all, arena, &of, err))
        return false;
    if (!has_news(all, arena, of))
        return true;
    if (all->last) {
        request.key = key_with(arena, all->last);
        request.key_says_all = true;
    }
    if (!command_run_native(all->engine, arena, &request, native, all, &result, err))
        return false;
    all->last = request.pretend ? 0 : result.number;
    return true;
}

static bool is_from(struct str source, struct str name)
{
    return str_starts(source, name) &&
           (source.len == name.len || source.ptr[name.len] == ':' ||
            source.ptr[name.len] == '[');
}

static bool say_gone(struct offering *all, struct error *err)
{
    struct there **of;
    struct buf names = BUF_IN(all->arena);
    if (!match(all, all->arena, &of, err))
        return false;
    for (size_t t = 0; t < all->there_count; t++) {
        const struct there *one = &all->there[t];
        if (one->taken ||
            !is_from(json_find_text(&one->body, STR("source")), all->request->name))
            continue;
        if (all->counts->gone++ < GONE_TOLD)
            buf_add_format(&names, "%s\"%.*s\"", names.len ? ", " : "",
                           STR_ARGS(json_find_text(&one->body, STR("title"))));
    }
    size_t gone = all->counts->gone;
    if (gone)
        notice_add(
            all->notices, false, all->request->name, 0,
            "%zu %s from a file of this name %s not in it now, and %s: %.*s%s; take "
            "away what is no longer there with `waymark do plan.%s entry=…`",
            gone, gone == 1 ? "entry" : "entries", gone == 1 ? "is" : "are",
            gone == 1 ? "stays" : "stay", STR_ARGS(buf_str(&names)),
            gone > GONE_TOLD ? " and others" : "",
            str_equal(all->request->kind, STR("local_offer")) ? "drop_offer"
                                                              : "drop_practice");
    return true;
}

static bool run_all(struct offering *all, struct error *err)
{
    for (all->from = 0; all->from < all->rows.count; all->from = all->to) {
        struct arena *arena = arena_new();
        all->to = all->from + IMPORT_BATCH;
        all->to = all->to < all->rows.count ? all->to : all->rows.count;
        bool fine = run_batch(all, arena, err);
        arena_free(arena);
        if (!fine)
            return false;
    }
    return all->request->pretend || say_gone(all, err);
}

bool import_offer(struct engine *engine, struct arena *arena,
                  const struct offer_request *request, struct notices *notices,
                  struct offer_counts *out, struct error *err)
{
    struct process *process;
    struct offering all = {.engine = engine,
                           .arena = arena,
                           .request = request,
                           .notices = notices,
                           .counts = out};
    *out = (struct offer_counts){.rows = 0};
    if (!engine_process(engine, request->cycle, &process, err) ||
        !process_kind(process, request->kind, &all.kind, err) || !load_own(&all, err) ||
        !(xlsx_is(request->bytes) ? read_book(&all, err) : read_csv(&all, err)))
        return false;
    out->rows = all.rows.rows;
    out->refused = all.rows.refused;
    if (all.rows.rows == 0)
        notice_add(
            notices, false, request->name, 0,
            "no rows to take under the column names; check that the right sheet was "
            "saved");
    return run_all(&all, err);
}
