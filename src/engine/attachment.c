/* SPDX-License-Identifier: MIT */
#include "engine/attachment.h"
#include "engine/attachment_file.h"

#include "base/file.h"
#include "base/unicode.h"
#include "cycle/media_type.h"
#include "engine/command.h"
#include "engine/known.h"
#include "engine/shown.h"
#include "store/blob.h"
#include "store/parsed.h"

static const struct str kind_name = {"attachment", 10};
static const char no_file[] = "00000000000000000000000000000000";

/* A record of this cycle, or a person. */
static bool find_about(struct native_call *call, struct json *body, struct error *err)
{
    struct record record;
    struct str id = json_find_text(call->args, STR("about"));
    bool found;
    if (!record_find(call->engine->store->db, call->arena, id, &record, &found, err))
        return false;
    bool ours = found && (str_equal(record.cycle, call->process->cycle.id) ||
                          str_equal(record.kind, STR("person")));
    if (!ours || str_equal(record.kind, kind_name))
        return error_set(err, ERROR_NOT_FOUND,
                         "there is no record %.*s in this cycle that anything could be "
                         "attached to; nothing was kept",
                         STR_ARGS(id));
    return json_parse(call->arena, record.body, body, err);
}

static bool check_person(struct native_call *call, struct str person, struct error *err)
{
    struct record record;
    bool found;
    if (!record_find(call->engine->store->db, call->arena, person, &record, &found, err))
        return false;
    return (found && str_equal(record.kind, STR("person"))) ||
           error_set(err, ERROR_NOT_FOUND, "there is no person %.*s; nothing was kept",
                     STR_ARGS(person));
}

static bool add_apply(struct native_call *call, struct error *err)
{
    static const char *const copied[] = {"about", "name", "description", "type",
                                         "stored"};
    const struct kind *kind = kind_find(call->process->kinds, kind_name);
    struct str person = json_find_text(call->args, STR("person"));
    struct str about = json_find_text(call->args, STR("about"));
    struct json about_body, body = json_object();
    struct str id;
    if (!find_about(call, &about_body, err))
        return false;
    if (!person.len && str_equal(kind_of_id(about), STR("person")))
        person = about;
    if (!person.len)
        person = json_find_text(&about_body, STR("person"));
    if (person.len && !check_person(call, person, err))
        return false;
    for (size_t i = 0; i < sizeof copied / sizeof copied[0]; i++) {
        struct str text = json_find_text(call->args, str_of(copied[i]));
        if (text.len)
            json_set(call->arena, &body, str_of(copied[i]), json_text(text));
    }
    json_set(call->arena, &body, STR("size"),
             json_integer(json_find_integer(call->args, STR("size"), 0)));
    if (person.len)
        json_set(call->arena, &body, STR("person"), json_text(person));
    if (!commit_create(call->commit, kind, call->process->cycle.id, &body, &id, err))
        return false;
    struct json ids = json_list();
    json_add(call->arena, &ids, json_text(id));
    json_set(call->arena, call->outcome, STR("created"), ids);
    json_set(call->arena, &body, STR("id"), json_text(id));
    json_unset(&body, STR("stored"));
    *(struct json *)call->with = body;
    return true;
}

/* What a file is called where nobody says: its own name may be somebody's. */
static struct str plain_name(struct str type)
{
    if (str_equal(type, STR("png")) || str_equal(type, STR("jpeg")))
        return STR("picture");
    if (str_equal(type, STR("mp4")) || str_equal(type, STR("webm")))
        return STR("video");
    return str_equal(type, STR("pdf")) ? STR("paper") : STR("sound");
}

/* No way to anywhere, and nothing that a screen obeys: it is shown, and one day it may
 * name a file. */
static struct str clean_name(struct arena *arena, struct str given)
{
    struct buf out = BUF_IN(arena);
    for (struct str rest = given; rest.len;) {
        struct str from = rest;
        uint32_t character = unicode_next(&rest);
        if (character == '/' || character == '\\')
            out.len = 0;
        else if (character == '\t' || character == '\n')
            buf_add_byte(&out, ' ');
        else if (!unicode_is_unseen(character))
            buf_add(&out, str_slice(from, 0, from.len - rest.len));
    }
    struct str name = str_trim(buf_str(&out));
    bool nowhere = str_equal(name, STR(".")) || str_equal(name, STR(".."));
    return nowhere ? STR_NONE : name;
}

/* Whoever wrote it is told at once, as of a card. */
static bool look_over(struct engine *engine, struct arena *arena, struct str description,
                      struct str given, struct json *out, struct error *err)
{
    const struct flag_known *known;
    struct json flags = json_list();
    struct str name = json_find_text(out, STR("name"));
    if (!known_of(engine, &known, err))
        return false;
    struct str both =
        str_format(arena, "%.*s\n%.*s", STR_ARGS(name), STR_ARGS(description));
    struct str_list found = flag_find_perhaps(known, arena, both);
    for (size_t i = 0; i < found.count; i++)
        json_add(arena, &flags, json_text(found.items[i]));
    if (found.count)
        json_set(arena, out, STR("flags"), flags);
    if (given.len && !str_equal(given, name))
        json_set(arena, out, STR("name_cleaned"), json_bool(true));
    return true;
}

static bool run_add(struct engine *engine, struct arena *arena,
                    const struct attachment_request *request, const struct blob *blob,
                    bool pretend, struct json *out, struct error *err)
{
    static const struct native native = {
        "attachment.add", "facilitator officer", NULL, add_apply, true, false};
    struct str type = pretend ? STR("png") : media_type(blob->start);
    struct json args = json_object();
    struct command_result result;
    struct command_request command = {.name = str_of(native.name),
                                      .args = &args,
                                      .cycle = request->cycle,
                                      .pretend = pretend};
    json_set(arena, &args, STR("about"), json_text(request->about));
    struct str name = clean_name(arena, request->name);
    json_set(arena, &args, STR("name"), json_text(name.len ? name : plain_name(type)));
    json_set(arena, &args, STR("type"), json_text(type));
    json_set(arena, &args, STR("size"), json_integer(blob->size));
    json_set(arena, &args, STR("stored"), json_text(blob->name));
    if (request->person.len)
        json_set(arena, &args, STR("person"), json_text(request->person));
    if (request->description.len)
        json_set(arena, &args, STR("description"), json_text(request->description));
    return command_run_native(engine, arena, &command, &native, out, &result, err);
}

static bool check_type(const struct attachment_request *request, const struct blob *blob,
                       struct error *err)
{
    return media_type(blob->start).len ||
           error_set(err, ERROR_INPUT,
                     "%.*s is no picture (PNG, JPEG), sound (MP3, WAV, M4A), video (MP4, "
                     "WebM) or PDF, by its first bytes; save it as one of these. Nothing "
                     "was kept",
                     STR_ARGS(request->path));
}

/* Whoever says now whose it is has a copy that anybody may show. */
static bool check_whose(const struct json *kept, struct str person, struct error *err)
{
    struct str id = json_find_text(kept, STR("id"));
    return !person.len || json_find_text(kept, STR("person")).len ||
           error_set(
               err, ERROR_REFUSED,
               "this file is here already without a name to it, so anybody may show it: "
               "take that one back first (`waymark show %.*s` names the command, "
               "`waymark undo` takes it back), then attach it again with --of. Nothing "
               "was kept",
               STR_ARGS(id));
}

/* An attachment of the same record that holds the same, about the same person, or where
 * nobody says now whom it is about. */
static bool find_there(struct store *store, struct arena *arena,
                       const struct attachment_request *request, struct str person,
                       struct json *out, bool *there, struct error *err)
{
    struct error ignored;
    struct parsed_list kept;
    size_t size;
    *there = false;
    if (!file_size(arena, request->path, &size, err) ||
        !parsed_by(store->db, arena, request->cycle, kind_name, STR("about"),
                   request->about, &kept, err))
        return false;
    for (size_t i = 0; i < kept.count && !*there; i++) {
        *out = kept.items[i].body;
        struct str whose = json_find_text(out, STR("person"));
        bool other = person.len && whose.len && !str_equal(whose, person);
        if (json_find_integer(out, STR("size"), 0) != (int64_t)size || other)
            continue;
        /* One whose file is gone or altered is no reason not to take it again. */
        *there = blob_same(store, arena, json_find_text(out, STR("stored")),
                           (int64_t)size, request->path, there, &ignored) &&
                 *there;
        json_set(arena, out, STR("id"), json_text(kept.items[i].record.id));
        json_unset(out, STR("stored"));
        json_set(arena, out, STR("there"), json_bool(*there));
        if (*there && !check_whose(out, person, err))
            return false;
    }
    return true;
}

/* By one at a time, so that what another is about to keep is not taken for a rest. */
static bool keep_alone(struct engine *engine, struct arena *arena,
                       const struct attachment_request *request, struct json *out,
                       struct error *err)
{
    struct store *store = engine->store;
    struct blob blob;
    struct error ignored;
    if (!attachment_clear_held(store, arena, err) ||
        !blob_keep(store, arena, request->path, &blob, err))
        return false;
    if (check_type(request, &blob, err) &&
        run_add(engine, arena, request, &blob, false, out, err))
        return blob_kept(store, arena, blob.name, err);
    (void)blob_remove(store, arena, blob.name, &ignored);
    return false;
}

/* Tried first without the file, which may be large: who may not, may not. */
bool attachment_add(struct engine *engine, struct arena *arena,
                    const struct attachment_request *request, struct json *out,
                    struct error *err)
{
    struct blob blob = {.name = str_of(no_file), .size = 1};
    bool there;
    int fd;
    if (!run_add(engine, arena, request, &blob, true, out, err) ||
        !find_there(engine->store, arena, request, json_find_text(out, STR("person")),
                    out, &there, err))
        return false;
    if (there)
        return true;
    if (!blob_hold(engine->store, arena, true, &fd, err))
        return false;
    bool fine = keep_alone(engine, arena, request, out, err);
    file_unlock(fd);
    return fine &&
           look_over(engine, arena, request->description, request->name, out, err);
}

/* Yes in one cycle, no, or nothing said: 1, -1, 0. */
static bool asked_in(struct store *store, struct arena *arena, struct str cycle,
                     struct str person, int *answer, struct error *err)
{
    struct parsed_list all;
    *answer = 0;
    if (!parsed_by(store->db, arena, cycle, STR("permission"), STR("person"), person,
                   &all, err))
        return false;
    for (size_t i = 0; i < all.count; i++) {
        const struct json *body = &all.items[i].body;
        if (str_equal(json_find_text(body, STR("what")), STR("picture")))
            *answer = json_find_bool(body, STR("given")) &&
                              !json_find_text(body, STR("withdrawn")).len
                          ? 1
                          : -1;
    }
    return true;
}

/* The cycles stand in the order in which they began: a later no counts, too. */
static bool may_show(struct store *store, struct arena *arena, struct str cycle,
                     struct str person, bool *out, struct error *err)
{
    struct record_list cycles;
    bool reached = false;
    *out = !person.len;
    if (!person.len)
        return true;
    if (!record_list(store->db, arena, STR(""), STR("cycle"), &cycles, err))
        return false;
    for (size_t i = 0; i < cycles.count; i++) {
        int answer;
        bool own = str_equal(cycles.items[i].id, cycle);
        reached = reached || own;
        if (!reached)
            continue;
        if (!asked_in(store, arena, cycles.items[i].id, person, &answer, err))
            return false;
        if (answer < 0 || (own && answer > 0))
            *out = answer > 0;
    }
    return true;
}

struct reading_one {
    struct str path;
    struct json *out;
};

/* What belongs to a card that is held back is for safeguarding, as its words are. */
static bool check_held_back(struct native_call *call, struct str about, struct error *err)
{
    bool may;
    if (!shown_attached(call->engine, about, &may, err))
        return false;
    return may || error_set(err, ERROR_REFUSED,
                            "it belongs to a card that is held back, and is for the "
                            "safeguarding lead. Nothing was written");
}

static bool read_apply(struct native_call *call, struct error *err)
{
    struct reading_one *now = call->with;
    struct store *store = call->engine->store;
    struct record record;
    struct json body;
    struct str id = json_find_text(call->args, STR("attachment"));
    bool found, may;
    if (!record_find(store->db, call->arena, id, &record, &found, err))
        return false;
    if (!found || !str_equal(record.kind, kind_name))
        return error_set(err, ERROR_NOT_FOUND,
                         "there is no attachment %.*s; `waymark list attachment` shows "
                         "what there is",
                         STR_ARGS(id));
    if (!json_parse(call->arena, record.body, &body, err))
        return false;
    struct str person = json_find_text(&body, STR("person"));
    if (!check_held_back(call, json_find_text(&body, STR("about")), err))
        return false;
    if (!may_show(store, call->arena, record.cycle, person, &may, err))
        return false;
    if (!may && json_find_bool(call->args, STR("to_show")))
        return error_set(err, ERROR_REFUSED,
                         "nobody has said yes to pictures of %.*s, or that was taken "
                         "back, so it cannot be shown (`waymark do collect.permit … "
                         "what=picture`). To look at it yourself, or to give it to them, "
                         "add --not-to-show. Nothing was written",
                         STR_ARGS(person));
    if (person.len)
        json_set(call->arena, call->outcome, STR("person"), json_text(person));
    struct str stored = json_find_text(&body, STR("stored"));
    json_set(call->arena, &body, STR("id"), json_text(id));
    json_set(call->arena, &body, STR("may_show"), json_bool(may));
    json_unset(&body, STR("stored"));
    *now->out = body;
    return blob_give(store, call->arena, stored, json_find_integer(&body, STR("size"), 0),
                     now->path, err);
}

bool attachment_read(struct engine *engine, struct arena *arena, struct str id,
                     struct str path, bool to_show, struct json *out, struct error *err)
{
    static const struct native native = {ATTACHMENT_READ_COMMAND,
                                         "facilitator officer safeguarding_lead",
                                         NULL,
                                         read_apply,
                                         false,
                                         false};
    struct reading_one now = {path, out};
    struct json args = json_object();
    struct command_result result;
    struct command_request command = {
        .name = str_of(native.name), .args = &args, .cycle = STR("")};
    json_set(arena, &args, STR("attachment"), json_text(id));
    json_set(arena, &args, STR("to_show"), json_bool(to_show));
    return command_run_native(engine, arena, &command, &native, &now, &result, err);
}
