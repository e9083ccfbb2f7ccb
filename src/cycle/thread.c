/* SPDX-License-Identifier: MIT */
#include "cycle/thread.h"

#include "cycle/manner.h"
#include "cycle/tray.h"
#include "cycle/value_words.h"
#include "store/parsed.h"

enum { DEEPEST = 24 };

struct walk {
    struct db *db;
    struct arena *arena;
    const struct kinds *kinds;
    struct thread *out;
    size_t room;
};

struct str record_title(struct arena *arena, const struct kind *kind,
                        const struct json *body)
{
    struct buf all = BUF_IN(arena);
    for (size_t i = 0; i < kind->field_count; i++) {
        struct str text = json_find_text(body, kind->fields[i].name);
        if (kind->fields[i].words && text.len &&
            !str_equal(kind->fields[i].name, STR("original")))
            return text;
    }
    for (size_t i = 0; i < kind->field_count; i++) {
        struct str text = json_find_text(body, kind->fields[i].name);
        if (kind->fields[i].handle && text.len)
            return text;
    }
    if (json_find_text(body, STR("label")).len)
        return json_find_text(body, STR("label"));
    for (size_t i = 0; i < json_count(body); i++) {
        const struct json_member *member = &body->object.members[i];
        const struct kind_field *field = kind_field(kind, member->name);
        /* Whose permission it is matters more than its date. */
        if (field && (!field->ref_kind.len || str_equal(field->ref_kind, STR("person"))))
            buf_add_format(&all, "%s%.*s %.*s", all.len ? ", " : "",
                           STR_ARGS(field_words(member->name)),
                           STR_ARGS(value_words(arena, member->name, &member->value)));
    }
    return all.len ? buf_str(&all) : kind->title;
}

static struct thread_node *add_node(struct walk *walk)
{
    struct thread *out = walk->out;
    if (out->count >= THREAD_MOST) {
        out->cut = true;
        return NULL;
    }
    out->nodes = arena_one_more(walk->arena, out->nodes, sizeof *out->nodes, out->count,
                                &walk->room);
    return &out->nodes[out->count++];
}

/* With how much was in it, where that has gone. */
static struct str title_of(struct arena *arena, const struct kind *kind,
                           const struct json *body)
{
    struct str title = record_title(arena, kind, body);
    int64_t cards = json_find_integer(body, STR("cards_then"), 0);
    int64_t people = json_find_integer(body, STR("people_then"), 0);
    return !json_find(body, STR("cards_then"))
               ? title
               : str_format(arena,
                            "%.*s (%lld %s of %lld %s; the words are no longer kept)",
                            STR_ARGS(title), (long long)cards,
                            cards == 1 ? "statement" : "statements", (long long)people,
                            people == 1 ? "person" : "people");
}

/* What stands on another card's thread in place of words that are out of the way. */
static struct str not_read(struct str tray)
{
    return str_equal(tray, STR(TRAY_HELD_BACK))   ? STR("(held back)")
           : str_equal(tray, STR(TRAY_WITHDRAWN)) ? STR("(not used, by their wish)")
                                                  : STR_NONE;
}

/* Of those that name it as their twin (`only_same`), what a person has said is so. */
static bool add_place(struct walk *walk, struct str id, bool only_same, struct buf *out,
                      struct error *err)
{
    struct parsed said;
    bool found;
    if (!parsed_find(walk->db, walk->arena, id, &said, &found, err))
        return false;
    if (!found || (only_same && !str_equal(parsed_text(&said, "same"), STR("yes"))))
        return true;
    struct str manner = manner_of(walk->arena, &said.body), like;
    if (!tray_of_like(walk->db, walk->arena, &said.body, &like, err))
        return false;
    struct str apart = not_read(parsed_text(&said, "tray"));
    if (!apart.len)
        apart = not_read(like);
    buf_add_format(out, "%s%s%.*s%s [%.*s]%s%.*s%s",
                   out->len && out->ptr[out->len - 1] != ' ' ? ", " : "",
                   apart.len ? "" : "“",
                   STR_ARGS(apart.len ? apart : parsed_text(&said, "text")),
                   apart.len ? "" : "”", STR_ARGS(parsed_text(&said, "source")),
                   manner.len ? " (" : "", STR_ARGS(manner), manner.len ? ")" : "");
    return true;
}

/* The same words from elsewhere, and what a person has said is the same. */
static bool also_said(struct walk *walk, const struct record *record,
                      const struct json *body, struct str *also, struct error *err)
{
    struct buf out = BUF_IN(walk->arena);
    const struct json *sources = json_find(body, STR("also"));
    struct str twin = json_find_text(body, STR("twin"));
    struct str same = json_find_text(body, STR("same"));
    bool maybe = str_equal(same, STR("maybe"));
    struct str_list twins;
    for (size_t i = 0; i < json_count(sources); i++)
        buf_add_format(&out, "%s[%.*s]", out.len ? ", " : "",
                       STR_ARGS(json_item(sources, i)->text));
    if (maybe)
        buf_add_format(&out, "%sperhaps ", out.len ? ", " : "");
    if ((maybe || str_equal(same, STR("yes"))) &&
        !add_place(walk, twin, false, &out, err))
        return false;
    if (!record_by(walk->db, walk->arena, record->cycle, STR("statement"), STR("twin"),
                   record->id, &twins, err))
        return false;
    for (size_t i = 0; i < twins.count; i++)
        if (!add_place(walk, twins.items[i], true, &out, err))
            return false;
    *also = buf_str(&out);
    return true;
}

struct visited {
    struct record record;
    const struct kind *kind;
    struct json body;
    bool leads_on; /* else the thread ends here, and the others may be unset */
};

/* Puts the record into the thread, if there is such a record still, and room. */
static bool visit(struct walk *walk, struct str id, size_t depth, struct visited *out,
                  struct error *err)
{
    struct record *record = &out->record;
    bool found;
    if (!record_find(walk->db, walk->arena, id, record, &found, err))
        return false;
    out->leads_on = false;
    out->kind = found ? kind_find(walk->kinds, record->kind) : NULL;
    if (!out->kind)
        return true;
    if (!json_parse(walk->arena, record->body, &out->body, err))
        return error_wrap(err, "reading %.*s", STR_ARGS(id));
    struct thread_node *node = add_node(walk);
    if (!node)
        return true;
    out->leads_on = depth <= DEEPEST;
    *node = (struct thread_node){.depth = depth,
                                 .record = *record,
                                 .title = title_of(walk->arena, out->kind, &out->body),
                                 .source = json_find_text(&out->body, STR("source")),
                                 .manner = manner_of(walk->arena, &out->body),
                                 .whole = json_find_text(&out->body, STR("whole")),
                                 .said = str_equal(record->kind, STR("statement"))};
    return !node->said || also_said(walk, record, &out->body, &node->also, err);
}

static bool go_back(struct walk *walk, struct str id, size_t depth, struct error *err);

static bool statements_of(struct walk *walk, const struct record *theme, size_t depth,
                          struct error *err)
{
    struct str_list ids;
    if (!record_by(walk->db, walk->arena, theme->cycle, STR("statement"), STR("theme"),
                   theme->id, &ids, err))
        return false;
    for (size_t i = 0; i < ids.count; i++)
        if (!go_back(walk, ids.items[i], depth, err))
            return false;
    return true;
}

static bool go_back(struct walk *walk, struct str id, size_t depth, struct error *err)
{
    struct visited at;
    if (!visit(walk, id, depth, &at, err))
        return false;
    if (!at.leads_on)
        return true;
    for (size_t i = 0; i < at.kind->field_count; i++) {
        struct str up = json_find_text(&at.body, at.kind->fields[i].name);
        /* A statement is the words themselves: its review adds nothing to read. */
        if (at.kind->fields[i].thread && up.len &&
            !str_equal(at.record.kind, STR("statement")) &&
            !go_back(walk, up, depth + 1, err))
            return false;
    }
    return !str_equal(at.record.kind, STR("theme")) ||
           statements_of(walk, &at.record, depth + 1, err);
}

static bool go_on(struct walk *walk, struct str id, size_t depth, struct error *err)
{
    struct visited at;
    if (!visit(walk, id, depth, &at, err))
        return false;
    if (!at.leads_on)
        return true;
    if (str_equal(at.record.kind, STR("statement"))) {
        struct str theme = json_find_text(&at.body, STR("theme"));
        return !theme.len || go_on(walk, theme, depth + 1, err);
    }
    for (size_t k = 0; k < walk->kinds->count; k++) {
        const struct kind *below = &walk->kinds->items[k];
        for (size_t f = 0; f < below->field_count; f++) {
            struct str_list ids;
            if (!below->fields[f].thread ||
                !str_equal(below->fields[f].ref_kind, at.record.kind))
                continue;
            if (!record_by(walk->db, walk->arena, at.record.cycle, below->name,
                           below->fields[f].name, id, &ids, err))
                return false;
            for (size_t i = 0; i < ids.count; i++)
                if (!go_on(walk, ids.items[i], depth + 1, err))
                    return false;
        }
    }
    return true;
}

static bool there_is(const struct thread *out, struct str id, struct error *err)
{
    if (out->count)
        return true;
    return error_set(err, ERROR_NOT_FOUND,
                     "there is no record %.*s; `waymark list KIND` shows what there is",
                     STR_ARGS(id));
}

bool thread_back(struct db *db, struct arena *arena, const struct kinds *kinds,
                 struct str id, struct thread *out, struct error *err)
{
    struct walk walk = {db, arena, kinds, out, 0};
    *out = (struct thread){0};
    return go_back(&walk, id, 0, err) && there_is(out, id, err);
}

bool thread_on(struct db *db, struct arena *arena, const struct kinds *kinds,
               struct str id, struct thread *out, struct error *err)
{
    struct walk walk = {db, arena, kinds, out, 0};
    *out = (struct thread){0};
    return go_on(&walk, id, 0, err) && there_is(out, id, err);
}
