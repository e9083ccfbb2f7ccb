/* SPDX-License-Identifier: MIT */
#include "engine/person_export.h"

#include "base/date.h"
#include "cycle/flag.h"
#include "cycle/tray.h"
#include "engine/card.h"
#include "engine/doubt.h"
#include "engine/identity_log.h"
#include "engine/others.h"
#include "engine/person_find.h"
#include "engine/person_log.h"
#include "engine/person_past.h"
#include "store/blob.h"
#include "store/event.h"
#include "store/vault.h"

struct exporting {
    struct engine *engine;
    struct arena *arena;
    struct str person;
    struct str_list people; /* and whoever has become one with them */
    struct identity who;    /* empty where it is not known */
    struct others *others;  /* the names of everybody else */
    struct json *out;
    struct json attachments;
    int64_t flagged, held_back, notes, struck_out;
    bool lead;                 /* who asks may read what is held back */
    struct person_apart apart; /* that, for whoever may not */
};

static void set_words(struct exporting *now, struct json *out, const char *name,
                      struct str text)
{
    if (text.len)
        json_set(now->arena, out, str_of(name), json_text(text));
}

/* The newest stays: what they were called before is in it. */
static bool keep_who(void *with, struct str person, const struct identity *who,
                     struct error *err)
{
    struct exporting *now = with;
    (void)err;
    if (str_equal(person, now->person))
        now->who = identity_copy(now->arena, who);
    return true;
}

static struct str without_others(struct exporting *now, struct str text)
{
    return others_struck(now->others, now->arena, text, &now->struck_out);
}

static struct json who_as_json(struct exporting *now, const struct identity *who)
{
    struct json out = json_object(), before = json_list();
    set_words(now, &out, "reference", who->reference);
    set_words(now, &out, "upn", who->upn);
    set_words(now, &out, "forename", who->forename);
    set_words(now, &out, "surname", who->surname);
    set_words(now, &out, "birth_date", who->birth_date);
    for (size_t i = 0; i < who->before_count; i++)
        json_add(now->arena, &before, who_as_json(now, &who->before[i]));
    if (who->before_count)
        json_set(now->arena, &out, STR("before"), before);
    return out;
}

static bool open_who(struct exporting *now, struct error *err)
{
    struct store *store = now->engine->store;
    struct record record;
    bool found;
    if (!vault_identity_of(store, now->arena, now->person, &record, &now->who, &found,
                           err) ||
        (!found && !identity_each(store, keep_who, now, err)))
        return false;
    json_set(now->arena, now->out, STR("who"), who_as_json(now, &now->who));
    json_set(now->arena, now->out, STR("who_in_log"), json_bool(!found));
    return others_learn(store, now->arena, now->people, &now->who, &now->others, err);
}

/* What people agreed to call it; the label of a draft is made of anybody's words. */
static bool theme_words(struct exporting *now, struct str id, struct str *out,
                        struct error *err)
{
    struct record record;
    struct json body;
    bool found;
    if (!record_find(now->engine->store->db, now->arena, id, &record, &found, err) ||
        (found && !json_parse(now->arena, record.body, &body, err)))
        return false;
    *out = found ? without_others(now, json_find_text(&body, STR("name"))) : STR_NONE;
    if (!out->len)
        *out = STR("a suggested group without a name");
    return true;
}

/* Flags that the program knows by name; others are words of an officer. */
static struct json flags_of(struct exporting *now, const struct json *flags)
{
    struct json out = json_list();
    struct str_list names = flag_names(now->arena);
    bool others = false;
    for (size_t i = 0; i < json_count(flags); i++) {
        struct str flag = json_item(flags, i)->text;
        bool known = false;
        for (size_t n = 0; n < names.count; n++)
            known = known || str_equal(names.items[n], flag);
        if (known)
            json_add(now->arena, &out, json_text(flag));
        others = others || !known;
    }
    if (others)
        json_add(now->arena, &out, json_text(STR("a note of an officer")));
    return out;
}

/* Whether the words that a card was made of tell of what is apart. */
static bool is_of_apart(struct exporting *now, const struct kind_field *field,
                        const struct json *value)
{
    bool whole = str_equal(field->name, STR("whole"));
    if (now->lead || !(whole || str_equal(field->name, STR("original"))))
        return false;
    return (whole &&
            flag_tells_of_harm(others_known(now->others), now->arena, value->text)) ||
           person_apart_in(now->arena, &now->apart, value->text);
}

/* Ids and whose it is are left out: they mean nothing to who reads this. */
static bool field_of(struct exporting *now, const struct kind_field *field,
                     const struct json *value, struct json *out, struct error *err)
{
    struct str theme;
    if (str_equal(field->name, STR("flags"))) {
        now->flagged += json_count(value) > 0;
        json_set(now->arena, out, field->name, flags_of(now, value));
    } else if (str_equal(field->ref_kind, STR("theme"))) {
        if (!theme_words(now, value->text, &theme, err))
            return false;
        json_set(now->arena, out, field->name, json_text(theme));
    } else if (is_of_apart(now, field, value)) {
        return true; /* a card that was cut out of it is held back */
    } else if (!field->ref_kind.len) {
        /* Schools and choices are indexed, and no words: Holly Bank School is not Holly.
         */
        bool words = value->type == JSON_TEXT && (field->words || !field->indexed) &&
                     !str_equal(field->name, STR("source"));
        json_set(now->arena, out, field->name,
                 words ? json_text(without_others(now, value->text)) : *value);
    }
    return true;
}

/* For who writes out the files themselves. */
static void keep_attachment(struct exporting *now, struct str id, const struct json *body)
{
    struct json one = json_object();
    json_set(now->arena, &one, STR("id"), json_text(id));
    set_words(now, &one, "name", json_find_text(body, STR("name")));
    set_words(now, &one, "type", json_find_text(body, STR("type")));
    set_words(now, &one, "stored", json_find_text(body, STR("stored")));
    json_set(now->arena, &one, STR("size"),
             json_integer(json_find_integer(body, STR("size"), 0)));
    json_add(now->arena, &now->attachments, one);
}

/* Where people have agreed the group, it is not the computer's any more. */
static bool leave_out_drafted(struct exporting *now, struct json *body, struct error *err)
{
    bool placed;
    if (!card_is_placed(now->engine->store->db, now->arena, body, &placed, err))
        return false;
    if (placed) {
        json_unset(body, STR("drafted"));
        json_unset(body, STR("added"));
    }
    return true;
}

/* Its words at first were looked at and reworded, and are in it all the same. */
static bool may_name_by_original(const struct exporting *now, const struct json *one)
{
    struct str original = json_find_text(one, STR("original"));
    return original.len && !json_find(one, STR("flags")) &&
           flag_find(others_known(now->others), now->arena, original).count > 0;
}

/* What it is about, and where its file lies, means nothing to them. */
static bool fields_of(struct exporting *now, const struct kind *kind,
                      const struct json *body, struct json *out, struct error *err)
{
    bool is_attachment = str_equal(kind->name, STR("attachment"));
    for (size_t i = 0; i < json_count(body); i++) {
        const struct json_member *member = &body->object.members[i];
        const struct kind_field *field = kind_field(kind, member->name);
        bool ours = str_equal(member->name, STR("stored")) ||
                    str_equal(member->name, STR("about"));
        if (field && !(ours && is_attachment) &&
            !field_of(now, field, &member->value, out, err))
            return false;
    }
    return true;
}

static bool add_record(struct exporting *now, const struct kind *kind, struct str id,
                       struct json *list, struct error *err)
{
    struct record record;
    struct json body, one = json_object();
    bool found;
    if (!record_find(now->engine->store->db, now->arena, id, &record, &found, err) ||
        (found && !json_parse(now->arena, record.body, &body, err)))
        return false;
    if (found && str_equal(kind->name, STR("attachment")))
        keep_attachment(now, id, &body);
    if (found && str_equal(kind->name, STR("statement")) &&
        !leave_out_drafted(now, &body, err))
        return false;
    if (found && !fields_of(now, kind, &body, &one, err))
        return false;
    if (found && tray_is_held_back(&body))
        now->held_back++;
    now->flagged += may_name_by_original(now, &one);
    if (found)
        json_add(now->arena, list, one);
    return true;
}

/* Records of other kinds that name something of theirs hold the words of others:
 * only how many there are is said. */
static bool count_pointing(struct exporting *now, const struct process *process,
                           const struct kind *kind, struct str_list theirs,
                           struct json *list, struct error *err)
{
    size_t count = 0;
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct kind_field *field = &kind->fields[i];
        bool to_them = str_equal(field->ref_kind, STR("review")) ||
                       str_equal(field->ref_kind, STR("statement"));
        for (size_t n = 0; to_them && n < theirs.count; n++) {
            struct str_list found;
            if (!record_by(now->engine->store->db, now->arena, process->cycle.id,
                           kind->name, field->name, theirs.items[n], &found, err))
                return false;
            count += found.count;
        }
    }
    if (count) {
        struct json one = json_object();
        json_set(now->arena, &one, STR("kind"), json_text(kind->title));
        json_set(now->arena, &one, STR("records"), json_integer((int64_t)count));
        json_add(now->arena, list, one);
    }
    return true;
}

/* The records of a kind that name the person. */
static bool of_kind(struct exporting *now, const struct process *process,
                    const struct kind *kind, struct str_list *ids, struct error *err)
{
    *ids = (struct str_list){NULL, 0};
    for (size_t i = 0; i < kind->field_count && !ids->count; i++)
        if (str_equal(kind->fields[i].ref_kind, STR("person")) &&
            !record_by(now->engine->store->db, now->arena, process->cycle.id, kind->name,
                       kind->fields[i].name, now->person, ids, err))
            return false;
    return true;
}

static bool is_apart(const struct exporting *now, struct str id)
{
    for (size_t i = 0; i < now->apart.ids.count; i++)
        if (str_equal(now->apart.ids.items[i], id))
            return true;
    return false;
}

/* A page that names what is held back could reach whoever it is about. */
static void take_apart(struct exporting *now, const struct kind *kind,
                       struct str_list *ids)
{
    size_t kept = 0;
    for (size_t i = 0; i < ids->count; i++) {
        bool apart = is_apart(now, ids->items[i]);
        now->held_back += apart && (str_equal(kind->name, STR("statement")) ||
                                    str_equal(kind->name, STR("story")));
        if (!apart)
            ids->items[kept++] = ids->items[i];
    }
    ids->count = kept;
}

static void keep_ids(struct exporting *now, struct str_list *all, struct str_list more)
{
    all->items = arena_grow(now->arena, all->items, all->count * sizeof(struct str),
                            (all->count + more.count) * sizeof(struct str));
    for (size_t i = 0; i < more.count; i++)
        all->items[all->count++] = more.items[i];
}

static bool add_kinds(struct exporting *now, const struct process *process,
                      struct json *year, struct str_list *theirs, struct error *err)
{
    struct json others = json_list();
    for (size_t k = 0; k < process->kinds->count; k++) {
        const struct kind *kind = &process->kinds->items[k];
        struct str_list ids;
        struct json list = json_list();
        if (kind->workplace)
            continue;
        if (!of_kind(now, process, kind, &ids, err))
            return false;
        if (json_find(kind->source, STR("x-for"))) { /* for safeguarding to hand over */
            now->notes += (int64_t)ids.count;
            continue;
        }
        take_apart(now, kind, &ids);
        keep_ids(now, theirs, ids);
        for (size_t i = 0; i < ids.count; i++)
            if (!add_record(now, kind, ids.items[i], &list, err))
                return false;
        bool known = str_equal(kind->name, STR("review")) ||
                     str_equal(kind->name, STR("statement")) ||
                     str_equal(kind->name, STR("permission"));
        if (known) {
            json_set(now->arena, year,
                     str_format(now->arena, "%.*ss", STR_ARGS(kind->name)), list);
        } else if (ids.count) {
            struct json one = json_object();
            json_set(now->arena, &one, STR("kind"), json_text(kind->title));
            json_set(now->arena, &one, STR("records"), list);
            json_add(now->arena, &others, one);
        }
    }
    json_set(now->arena, year, STR("others"), others);
    return true;
}

static bool add_year(struct exporting *now, const struct record *cycle,
                     struct json *years, struct error *err)
{
    struct process *process;
    struct str_list theirs = {NULL, 0};
    struct json year = json_object(), pointing = json_list();
    if (!engine_process(now->engine, cycle->id, &process, err))
        return false;
    json_set(now->arena, &year, STR("cycle"),
             json_text(json_find_text(&process->cycle_body, STR("name"))));
    if (!add_kinds(now, process, &year, &theirs, err))
        return false;
    for (size_t k = 0; k < process->kinds->count; k++) {
        const struct kind *kind = &process->kinds->items[k];
        bool own = str_equal(kind->name, STR("statement"));
        if (!own && !kind->workplace && !json_find(kind->source, STR("x-for")) &&
            !count_pointing(now, process, kind, theirs, &pointing, err))
            return false;
    }
    json_set(now->arena, &year, STR("pointing"), pointing);
    if (theirs.count)
        json_add(now->arena, years, year);
    return true;
}

static bool add_years(struct exporting *now, struct error *err)
{
    struct record_list cycles;
    struct json years = json_list();
    if (!record_list(now->engine->store->db, now->arena, STR(""), STR("cycle"), &cycles,
                     err))
        return false;
    for (size_t i = 0; i < cycles.count; i++)
        if (!add_year(now, &cycles.items[i], &years, err))
            return false;
    json_set(now->arena, now->out, STR("years"), years);
    return true;
}

static bool add_past(struct exporting *now, struct error *err)
{
    struct person_past past;
    struct json words = json_list();
    if (!person_past(now->engine, now->arena, now->person, now->lead ? NULL : &now->apart,
                     &past, err))
        return false;
    for (size_t i = 0; i < past.words.count; i++) {
        struct str said = without_others(now, past.words.items[i]);
        now->flagged += flag_find(others_known(now->others), now->arena, said).count > 0;
        json_add(now->arena, &words, json_text(said));
    }
    json_set(now->arena, now->out, STR("earlier_words"), words);
    json_set(now->arena, now->out, STR("log"), past.log);
    return true;
}

/* The files of what was taken back are there until they are erased. */
static bool keep_file(struct exporting *now, const struct person_logged *one,
                      struct error *err)
{
    struct str_list files;
    if (!blob_list(now->engine->store, now->arena, &files, err))
        return false;
    if (str_list_has(&files, json_find_text(&one->body, STR("stored"))))
        keep_attachment(now, one->id, &one->body);
    return true;
}

static struct json but_for(struct arena *arena, const struct json *body,
                           const struct json *now)
{
    struct json out = json_object();
    for (size_t i = 0; i < json_count(body); i++) {
        const struct json_member *member = &body->object.members[i];
        const struct json *same = json_find(now, member->name);
        if (!same || !json_equal(same, &member->value))
            json_set(arena, &out, member->name, member->value);
    }
    return out;
}

static bool add_logged_body(struct exporting *now, const struct process *process,
                            const struct kind *kind, const struct json *body, bool gone,
                            struct json *list, struct error *err)
{
    struct json one = json_object(), record = json_object();
    if (!fields_of(now, kind, body, &record, err))
        return false;
    if (!json_count(&record))
        return true;
    json_set(now->arena, &one, STR("kind"), json_text(kind->name));
    json_set(now->arena, &one, STR("title"), json_text(kind->title));
    json_set(now->arena, &one, STR("cycle"),
             json_text(json_find_text(&process->cycle_body, STR("name"))));
    json_set(now->arena, &one, STR("gone"), json_bool(gone));
    json_set(now->arena, &one, STR("record"), record);
    json_add(now->arena, list, one);
    return true;
}

/* Of what is gone, all; of the rest, what was another before. */
static bool add_logged(struct exporting *now, const struct person_log *log,
                       const struct person_logged *one, struct json *list,
                       struct error *err)
{
    struct process *process;
    struct record cycle;
    bool there, is_attachment = str_equal(kind_of_id(one->id), STR("attachment"));
    struct str about = json_find_text(&one->body, STR("about"));
    if (!record_find(now->engine->store->db, now->arena, one->cycle, &cycle, &there,
                     err) ||
        !process_load(now->engine->store->db, now->arena, there ? one->cycle : STR_NONE,
                      &process, err))
        return false;
    const struct kind *kind = kind_find(process->kinds, kind_of_id(one->id));
    bool apart = is_apart(now, one->id) || is_apart(now, about) ||
                 (!now->lead && str_list_has(&log->held, about));
    if (!kind || json_find(kind->source, STR("x-for")) || (is_attachment && apart))
        return true;
    if (one->gone && (!add_logged_body(now, process, kind, &one->body, true, list, err) ||
                      (is_attachment && !keep_file(now, one, err))))
        return false;
    for (size_t i = 0; i < one->earlier.count; i++) {
        struct json body;
        if (!json_parse(now->arena, one->earlier.items[i], &body, err))
            return false;
        body = but_for(now->arena, &body, &one->body);
        if (!add_logged_body(now, process, kind, &body, false, list, err))
            return false;
    }
    return true;
}

static bool add_log(struct exporting *now, struct error *err)
{
    struct person_log log;
    struct json list = json_list();
    if (!person_log(now->engine, now->arena, now->people, &log, err))
        return false;
    str_list_sort(&log.held);
    now->held_back += (int64_t)log.held.count;
    for (size_t i = 0; i < log.count; i++)
        if (!add_logged(now, &log, &log.items[i], &list, err))
            return false;
    json_set(now->arena, now->out, STR("earlier_records"), list);
    return true;
}

static bool find_people(struct exporting *now, struct error *err)
{
    if (!doubt_gone(now->engine->store->db, now->arena, now->person, &now->people, err))
        return false;
    size_t room = now->people.count;
    str_list_add(now->arena, &now->people, &room, now->person);
    return true;
}

/* Somebody who was erased, or never was, is not noted as asked for. */
static bool is_held(struct exporting *now, struct error *err)
{
    struct event_birth birth;
    if (!event_birth(now->engine->store->db, now->arena, now->person, &birth, err))
        return false;
    return (birth.hash.len && !birth.erased) ||
           error_set(err, ERROR_NOT_FOUND,
                     "nothing is held of a person %.*s; nothing was written",
                     STR_ARGS(now->person));
}

static bool find_apart(struct exporting *now, struct error *err)
{
    struct json lead = json_list();
    json_add(now->arena, &lead, json_text(STR("safeguarding_lead")));
    return engine_has_role(now->engine, &lead, &now->lead, err) &&
           (now->lead ||
            person_held_back(now->engine, now->arena, now->person, &now->apart, err));
}

struct export_call {
    struct json *out;
    const struct person_giving *giving;
};

/* Inside the transaction: it is read, given and noted, or none of these. */
static bool export_apply(struct native_call *call, struct error *err)
{
    const struct export_call *with = call->with;
    struct exporting now = {.engine = call->engine,
                            .arena = call->arena,
                            .person = json_find_text(call->args, STR("person")),
                            .out = with->out,
                            .attachments = json_list()};
    struct json look = json_object();
    json_set(now.arena, now.out, STR("person"), json_text(now.person));
    json_set(now.arena, now.out, STR("made"),
             json_text(moment_text(now.arena, moment_now())));
    if (!is_held(&now, err) || !find_people(&now, err) || !find_apart(&now, err) ||
        !open_who(&now, err) || !add_years(&now, err) || !add_past(&now, err) ||
        !add_log(&now, err))
        return false;
    json_set(now.arena, now.out, STR("attachments"), now.attachments);
    json_set(now.arena, &look, STR("flagged"), json_integer(now.flagged));
    json_set(now.arena, &look, STR("held_back"), json_integer(now.held_back));
    if (now.lead)
        json_set(now.arena, &look, STR("notes"), json_integer(now.notes));
    json_set(now.arena, now.out, STR("with_held_back"), json_bool(now.lead));
    json_set(now.arena, &look, STR("struck_out"), json_integer(now.struck_out));
    json_set(now.arena, now.out, STR("look_at"), look);
    json_set(now.arena, call->outcome, STR("person"), json_text(now.person));
    return !with->giving || with->giving->give(with->giving->with, now.out, err);
}

bool person_export(struct engine *engine, struct arena *arena, struct str given,
                   struct str born, const struct person_giving *giving, struct json *out,
                   struct error *err)
{
    static const struct native native = {PERSON_EXPORT_COMMAND,
                                         "officer safeguarding_lead",
                                         NULL,
                                         export_apply,
                                         false,
                                         false};
    struct person_found found;
    struct json args = json_object(), also = json_list();
    struct command_request request = {
        .name = str_of(native.name), .args = &args, .cycle = STR("")};
    struct command_result result;
    struct export_call with = {out, giving};
    *out = json_object();
    if (!person_find(engine, arena, given, born, &found, err))
        return false;
    json_set(arena, &args, STR("person"), json_text(found.person));
    for (size_t i = 0; i < found.also.count; i++)
        json_add(arena, &also, json_text(found.also.items[i]));
    json_set(arena, out, STR("also_in_the_log"), also);
    return command_run_native(engine, arena, &request, &native, &with, &result, err);
}
