/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "base/file.h"
#include "engine/care.h"
#include "engine/command_file.h"
#include "store/event.h"
#include "store/verify.h"

#include <stdarg.h>

static bool failed(struct workplace *w, const char *doing)
{
    test_fail(w->t, doing, 0, w->err.text);
    return false;
}

static bool start_engine(struct workplace *w)
{
    if (!engine_open(w->arena, w->folder, STR("Robin"), false, &w->engine, &w->err))
        return failed(w, "opening the folder");
    w->db = w->engine->store->db;
    return true;
}

static bool run(struct workplace *w, const char *name, const char *args)
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

static bool keep_recovery(void *with, struct str recovery, struct error *err)
{
    struct workplace *w = with;
    (void)err;
    w->recovery = recovery;
    return true;
}

static bool make(struct workplace *w, const char *workflow, const char *script)
{
    struct str local = file_join(w->arena, w->folder, STR("local/workflows"));
    struct str args = str_format(
        w->arena, "{\"name\":\"2025\",\"question\":\"What helps?\",\"workflow\":\"%s\"}",
        workflow);
    if (!care_make(w->arena, w->folder, STR("Thornmere"), STR("Robin"), keep_recovery, w,
                   &w->err))
        return failed(w, "making the folder");
    if (script &&
        (!file_make_folder(w->arena, local, 0700, &w->err) ||
         !file_write(w->arena,
                     file_join(w->arena, local, str_format(w->arena, "%s.lua", workflow)),
                     str_of(script), 0600, &w->err)))
        return failed(w, "writing the script");
    if (!start_engine(w) || !run(w, "cycle.new", str_c(w->arena, args)))
        return false;
    w->cycle = json_find_text(&w->result.outcome, STR("cycle"));
    return true;
}

static const char *const parts[] = {"waymark.db", "vault.key", "settings.json",
                                    "log.seal", "recovery.txt"};

static bool copy_parts(struct workplace *w, struct str from, struct str to)
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
static bool make_template(struct workplace *w, struct str template)
{
    struct workplace first = {.t = w->t, .arena = w->arena, .folder = template};
    if (!make(&first, "working_together_for_change", NULL))
        return false;
    engine_close(first.engine);
    struct str path = file_join(w->arena, template, STR("recovery.txt"));
    return file_write(w->arena, path, first.recovery, 0600, &w->err) ||
           failed(w, "keeping the recovery key");
}

bool workplace_open(struct test *t, struct workplace *out)
{
    *out = (struct workplace){
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

bool workplace_open_with(struct test *t, const char *name, const char *script,
                         struct workplace *out)
{
    *out = (struct workplace){
        .t = t, .arena = t->arena, .folder = str_format(t->arena, "%s/place", t->folder)};
    return make(out, name, script);
}

bool workplace_open_on(struct test *t, struct workplace *out, enum sheet_kind kind,
                       const char *name, const char *text)
{
    return workplace_open(t, out) && workplace_import(out, kind, name, text);
}

void workplace_close(struct workplace *w)
{
    engine_close(w->engine);
    w->engine = NULL;
}

bool workplace_reopen(struct workplace *w)
{
    workplace_close(w);
    return start_engine(w);
}

const char *workplace_line(struct workplace *w, const char *format, ...)
{
    struct buf out = BUF_IN(w->arena);
    va_list list;
    va_start(list, format);
    buf_add_format_list(&out, format, list);
    va_end(list);
    return str_c(w->arena, buf_str(&out));
}

static bool try_line(struct workplace *w, const char *line)
{
    struct str name, alias;
    struct json args;
    if (!command_line_parse(w->arena, str_of(line), &name, &args, &alias, &w->err))
        return false;
    struct command_request request = {.cycle = w->cycle, .name = name, .args = &args};
    return command_run(w->engine, w->arena, &request, &w->result, &w->err);
}

bool workplace_do(struct workplace *w, const char *line)
{
    return try_line(w, line) || failed(w, line);
}

bool workplace_refuses(struct workplace *w, const char *line, const char *why)
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

bool workplace_undo(struct workplace *w, int64_t number)
{
    struct str args = str_format(w->arena, "{\"command\":%lld}", (long long)number);
    return run(w, "workplace.undo", str_c(w->arena, args));
}

bool workplace_next(struct workplace *w, const char *name)
{
    struct str args = str_format(w->arena, "{\"from\":\"2025\",\"name\":\"%s\"}", name);
    if (!run(w, "cycle.next", str_c(w->arena, args)))
        return false;
    w->cycle = json_find_text(&w->result.outcome, STR("cycle"));
    return true;
}

bool workplace_new_cycle(struct workplace *w, const char *name)
{
    struct str args = str_format(w->arena, "{\"name\":\"%s\"}", name);
    if (!run(w, "cycle.new", str_c(w->arena, args)))
        return false;
    w->cycle = json_find_text(&w->result.outcome, STR("cycle"));
    return true;
}

bool workplace_import(struct workplace *w, enum sheet_kind kind, const char *name,
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

struct str workplace_notices(struct workplace *w)
{
    struct buf out = BUF_IN(w->arena);
    for (size_t i = 0; i < w->notices.count; i++)
        buf_add_format(&out, "%s%zu %.*s\n", w->notices.items[i].refusal ? "!" : "?",
                       w->notices.items[i].line, STR_ARGS(w->notices.items[i].text));
    return buf_str(&out);
}

void workplace_check_notices(struct workplace *w, const char *wanted)
{
    struct str got = workplace_notices(w), rest = str_of(wanted);
    size_t lines = 0;
    for (; rest.len; lines++) {
        struct str line = str_cut(&rest, '\n');
        if (str_find(got, line) == SIZE_MAX)
            test_fail_str(w->t, __FILE__, __LINE__, got, line);
    }
    if (w->notices.count != lines)
        test_fail_str(w->t, __FILE__, __LINE__, got, str_of(wanted));
}

bool workplace_noticed(const struct workplace *w, size_t line, const char *text)
{
    for (size_t i = 0; i < w->notices.count; i++)
        if (w->notices.items[i].line == line &&
            str_find(w->notices.items[i].text, str_of(text)) != SIZE_MAX)
            return true;
    return false;
}

struct json workplace_record(struct workplace *w, struct str id)
{
    struct record record;
    struct json body = json_null();
    bool found;
    if (!record_find(w->db, w->arena, id, &record, &found, &w->err) ||
        (found && !record_as_json(w->arena, &record, &body, &w->err)))
        (void)failed(w, "reading a record");
    return body;
}

struct str workplace_field(struct workplace *w, struct str id, const char *field)
{
    struct json body = workplace_record(w, id);
    const struct json *value = json_find(&body, str_of(field));
    if (!value)
        return STR_NONE;
    if (value->type == JSON_BOOL)
        return value->yes ? STR("yes") : STR("no");
    return value->type == JSON_TEXT ? value->text : json_write(w->arena, value);
}

static struct str scope_of(struct workplace *w, const char *kind)
{
    static const char *const everywhere[] = {"cycle", "doubt", "identity", "member",
                                             "person"};
    for (size_t i = 0; i < sizeof everywhere / sizeof everywhere[0]; i++)
        if (str_equal(str_of(kind), str_of(everywhere[i])))
            return STR("");
    return w->cycle;
}

struct str_list workplace_list(struct workplace *w, const char *kind)
{
    struct str_list ids = {NULL, 0};
    if (!record_where(w->db, w->arena, scope_of(w, kind), str_of(kind), NO_CONDITIONS,
                      &ids, &w->err))
        (void)failed(w, "listing records");
    return ids;
}

struct json workplace_records(struct workplace *w, const char *kind)
{
    struct json all = json_list();
    struct str_list ids = workplace_list(w, kind);
    for (size_t i = 0; i < ids.count; i++)
        json_add(w->arena, &all, workplace_record(w, ids.items[i]));
    return all;
}

struct json workplace_find(struct workplace *w, const char *kind, const char *field,
                           const char *value)
{
    struct json all = workplace_records(w, kind);
    for (size_t i = 0; i < json_count(&all); i++)
        if (str_equal(json_find_text(json_item(&all, i), str_of(field)), str_of(value)))
            return *json_item(&all, i);
    return json_null();
}

struct str workplace_id(struct workplace *w, const char *kind, const char *field,
                        const char *value)
{
    struct json one = workplace_find(w, kind, field, value);
    return json_find_text(&one, STR("id"));
}

struct str workplace_by(struct workplace *w, const char *kind, const char *field,
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

size_t workplace_count(struct workplace *w, const char *kind)
{
    return workplace_list(w, kind).count;
}

struct str workplace_verify(struct workplace *w)
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

bool workplace_file_holds(struct workplace *w, const char *name, const char *bytes)
{
    struct str text, path = file_join(w->arena, w->folder, str_of(name));
    if (!file_exists(w->arena, path))
        return false;
    if (!file_read(w->arena, path, (size_t)1 << 30, &text, &w->err))
        return failed(w, name);
    return str_find(text, str_of(bytes)) != SIZE_MAX;
}
