/* SPDX-License-Identifier: MIT */
#include "office.h"

#include "base/file.h"
#include "engine/command_file.h"
#include "store/event.h"
#include "store/verify.h"

static bool failed(struct office *w, const char *doing)
{
    test_fail(w->t, doing, 0, w->err.text);
    return false;
}

static bool start_engine(struct office *w)
{
    if (!engine_open(w->arena, w->folder, STR("Robin"), false, &w->engine, &w->err))
        return failed(w, "opening the folder");
    w->db = w->engine->store->db;
    return true;
}

static bool run(struct office *w, const char *name, const char *args)
{
    struct json value;
    if (!json_parse(w->arena, str_of(args), &value, &w->err))
        return failed(w, args);
    struct command_request request = {
        .name = str_of(name), .args = &value, .cycle = STR("")};
    if (command_run(w->engine, w->arena, &request, &w->result, &w->err))
        return true;
    return failed(w, name);
}

static bool make(struct office *w, const char *workflow, const char *script)
{
    struct str local = file_join(w->arena, w->folder, STR("local/workflows"));
    struct str args = str_format(
        w->arena, "{\"name\":\"2025\",\"question\":\"What helps?\",\"workflow\":\"%s\"}",
        workflow);
    if (!store_make(w->arena, w->folder, STR("Thornmere"), &w->recovery, &w->err))
        return failed(w, "making the folder");
    if (script &&
        (!file_make_folder(w->arena, local, 0700, &w->err) ||
         !file_write(w->arena,
                     file_join(w->arena, local, str_format(w->arena, "%s.lua", workflow)),
                     str_of(script), 0600, &w->err)))
        return failed(w, "writing the script");
    if (!start_engine(w) ||
        !run(w, "workplace.member", "{\"name\":\"Robin\",\"roles\":[\"owner\"]}") ||
        !run(w, "cycle.new", str_c(w->arena, args)))
        return false;
    w->cycle = json_find_text(&w->result.outcome, STR("cycle"));
    return true;
}

static const char *const parts[] = {"waymark.db", "vault.key", "settings.json",
                                    "log.seal", "recovery.txt"};

static bool copy_parts(struct office *w, struct str from, struct str to)
{
    if (!file_make_folder(w->arena, to, 0700, &w->err))
        return failed(w, "copying a folder");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct str bytes;
        if (!file_read(w->arena, file_join(w->arena, from, str_of(parts[i])), FILE_SMALL,
                       &bytes, &w->err) ||
            !file_write(w->arena, file_join(w->arena, to, str_of(parts[i])), bytes, 0600,
                        &w->err))
            return failed(w, "copying a folder");
    }
    return true;
}

/* Starting a cycle takes a while: it is done once, beside the tests' folders, and
 * copied for each of them. */
static bool make_template(struct office *w, struct str template)
{
    struct office first = {.t = w->t, .arena = w->arena, .folder = template};
    if (!make(&first, "working_together_for_change", NULL))
        return false;
    engine_close(first.engine);
    struct str path = file_join(w->arena, template, STR("recovery.txt"));
    return file_write(w->arena, path, first.recovery, 0600, &w->err) ||
           failed(w, "keeping the recovery key");
}

bool office_open(struct test *t, struct office *out)
{
    *out = (struct office){
        .t = t, .arena = t->arena, .folder = str_format(t->arena, "%s/place", t->folder)};
    struct str template = str_format(t->arena, "%s/../workplace-template", t->folder);
    struct str recovery = file_join(t->arena, template, STR("recovery.txt"));
    if ((!file_exists(t->arena, recovery) && !make_template(out, template)) ||
        !copy_parts(out, template, out->folder) || !start_engine(out))
        return false;
    if (!file_read(t->arena, recovery, 200, &out->recovery, &out->err) ||
        !engine_cycle(out->engine, STR("2025"), &out->cycle, &out->err))
        return failed(out, "opening the folder");
    return true;
}

bool office_open_with(struct test *t, const char *name, const char *script,
                      struct office *out)
{
    *out = (struct office){
        .t = t, .arena = t->arena, .folder = str_format(t->arena, "%s/place", t->folder)};
    return make(out, name, script);
}

void office_close(struct office *w)
{
    engine_close(w->engine);
    w->engine = NULL;
}

bool office_reopen(struct office *w)
{
    office_close(w);
    return start_engine(w);
}

static bool try_line(struct office *w, const char *line)
{
    struct str name, alias;
    struct json args;
    if (!command_line_parse(w->arena, str_of(line), &name, &args, &alias, &w->err))
        return false;
    struct command_request request = {.cycle = w->cycle, .name = name, .args = &args};
    return command_run(w->engine, w->arena, &request, &w->result, &w->err);
}

bool office_do(struct office *w, const char *line)
{
    return try_line(w, line) || failed(w, line);
}

bool office_refuses(struct office *w, const char *line, const char *why)
{
    if (try_line(w, line)) {
        test_fail(w->t, line, 0, "it was done");
        return false;
    }
    if (str_find(str_of(w->err.text), str_of(why)) != SIZE_MAX)
        return true;
    test_fail_str(w->t, line, 0, str_of(w->err.text), str_of(why));
    return false;
}

bool office_undo(struct office *w, int64_t number)
{
    struct str args = str_format(w->arena, "{\"command\":%lld}", (long long)number);
    return run(w, "workplace.undo", str_c(w->arena, args));
}

bool office_next(struct office *w, const char *name)
{
    struct str args = str_format(w->arena, "{\"from\":\"2025\",\"name\":\"%s\"}", name);
    if (!run(w, "cycle.next", str_c(w->arena, args)))
        return false;
    w->cycle = json_find_text(&w->result.outcome, STR("cycle"));
    return true;
}

bool office_new_cycle(struct office *w, const char *name)
{
    struct str args = str_format(w->arena, "{\"name\":\"%s\"}", name);
    if (!run(w, "cycle.new", str_c(w->arena, args)))
        return false;
    w->cycle = json_find_text(&w->result.outcome, STR("cycle"));
    return true;
}

bool office_import(struct office *w, enum sheet_kind kind, const char *name,
                   const char *text)
{
    struct import_request request = {
        .kind = kind, .cycle = w->cycle, .name = str_of(name), .bytes = str_of(text)};
    w->notices = (struct notices){.arena = w->arena};
    if (import_run(w->engine, w->arena, &request, &w->notices, &w->counts, NULL, NULL,
                   &w->err))
        return true;
    return failed(w, name);
}

struct str office_notices(struct office *w)
{
    struct buf out = BUF_IN(w->arena);
    for (size_t i = 0; i < w->notices.count; i++)
        buf_add_format(&out, "%s%zu %.*s\n", w->notices.items[i].refusal ? "!" : "?",
                       w->notices.items[i].line, STR_ARGS(w->notices.items[i].text));
    return buf_str(&out);
}

bool office_noticed(const struct office *w, size_t line, const char *text)
{
    for (size_t i = 0; i < w->notices.count; i++)
        if (w->notices.items[i].line == line &&
            str_find(w->notices.items[i].text, str_of(text)) != SIZE_MAX)
            return true;
    return false;
}

struct json office_record(struct office *w, struct str id)
{
    struct record record;
    struct json body = json_null();
    bool found;
    if (!record_find(w->db, w->arena, id, &record, &found, &w->err) ||
        (found && !record_as_json(w->arena, &record, &body, &w->err)))
        (void)failed(w, "reading a record");
    return body;
}

struct str office_field(struct office *w, struct str id, const char *field)
{
    struct json body = office_record(w, id);
    const struct json *value = json_find(&body, str_of(field));
    if (!value)
        return STR_NONE;
    if (value->type == JSON_BOOL)
        return value->yes ? STR("yes") : STR("no");
    return value->type == JSON_TEXT ? value->text : json_write(w->arena, value);
}

static struct str scope_of(struct office *w, const char *kind)
{
    static const char *const everywhere[] = {"cycle", "identity", "member", "person"};
    for (size_t i = 0; i < sizeof everywhere / sizeof everywhere[0]; i++)
        if (str_equal(str_of(kind), str_of(everywhere[i])))
            return STR("");
    return w->cycle;
}

struct str_list office_list(struct office *w, const char *kind)
{
    struct str_list ids = {NULL, 0};
    if (!record_where(w->db, w->arena, scope_of(w, kind), str_of(kind), NO_CONDITIONS,
                      &ids, &w->err))
        (void)failed(w, "listing records");
    return ids;
}

struct json office_records(struct office *w, const char *kind)
{
    struct json all = json_list();
    struct str_list ids = office_list(w, kind);
    for (size_t i = 0; i < ids.count; i++)
        json_add(w->arena, &all, office_record(w, ids.items[i]));
    return all;
}

struct json office_find(struct office *w, const char *kind, const char *field,
                        const char *value)
{
    struct json all = office_records(w, kind);
    for (size_t i = 0; i < json_count(&all); i++)
        if (str_equal(json_find_text(json_item(&all, i), str_of(field)), str_of(value)))
            return *json_item(&all, i);
    return json_null();
}

struct str office_id(struct office *w, const char *kind, const char *field,
                     const char *value)
{
    struct json one = office_find(w, kind, field, value);
    return json_find_text(&one, STR("id"));
}

struct str office_by(struct office *w, const char *kind, const char *field,
                     const char *value)
{
    struct str_list ids;
    if (!record_by(w->db, w->arena, scope_of(w, kind), str_of(kind), str_of(field),
                   str_of(value), &ids, &w->err))
        (void)failed(w, "finding a record");
    else if (ids.count == 1)
        return ids.items[0];
    else
        test_fail_str(w->t, kind, 0, str_format(w->arena, "%zu such records", ids.count),
                      str_of(value));
    return STR_NONE;
}

size_t office_count(struct office *w, const char *kind)
{
    return office_list(w, kind).count;
}

struct str office_verify(struct office *w)
{
    struct store *store = w->engine->store;
    struct event_check check;
    struct verify_counts counts;
    if (event_verify(store->db, w->arena, store_path(store, STR("log.seal")),
                     &store->seal_key, &check, &w->err) &&
        verify_records(store, &counts, &w->err))
        return STR_NONE;
    return str_format(w->arena, "%s", w->err.text);
}

bool office_file_holds(struct office *w, const char *name, const char *bytes)
{
    struct str text, path = file_join(w->arena, w->folder, str_of(name));
    if (!file_exists(w->arena, path))
        return false;
    if (!file_read(w->arena, path, (size_t)1 << 30, &text, &w->err))
        return failed(w, name);
    return str_find(text, str_of(bytes)) != SIZE_MAX;
}
