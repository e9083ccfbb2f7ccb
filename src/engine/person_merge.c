/* SPDX-License-Identifier: MIT */
#include "engine/doubt.h"

#include "base/unicode.h"
#include "cycle/same_wish.h"
#include "cycle/top.h"
#include "cycle/tray.h"
#include "cycle/wish.h"
#include "engine/card.h"
#include "engine/no_elsewhere.h"
#include "store/parsed.h"
#include "store/vault.h"

#include <string.h>

struct merging {
    struct native_call *call;
    struct db *db;
    struct arena *arena;
    struct str kept, gone, but;
    const struct kinds *kinds; /* of the cycle that is being gone through */
    struct str cycle;
    struct top_rule top; /* of that cycle */
    struct merged *out;
};

static bool load(struct merging *now, struct str id, struct parsed *out,
                 struct error *err)
{
    bool found;
    if (!parsed_find(now->db, now->arena, id, out, &found, err))
        return false;
    return found || error_set(err, ERROR_SYSTEM,
                              "the index names %.*s, which is not there; run `waymark "
                              "verify`",
                              STR_ARGS(id));
}

static const struct kind *kind_of(const struct merging *now, const char *name)
{
    return kind_find(now->kinds, str_of(name));
}

static bool load_all(struct merging *now, const char *kind, const char *field,
                     struct str value, struct parsed_list *out, struct error *err)
{
    return parsed_by(now->db, now->arena, now->cycle, str_of(kind), str_of(field), value,
                     out, err);
}

/* One id in the place of another, in a field or in its list. */
static struct json pointed_anew(struct arena *arena, const struct json *value,
                                struct str from, struct str to)
{
    struct json list = json_list();
    if (value->type == JSON_TEXT)
        return json_text(str_equal(value->text, from) ? to : value->text);
    for (size_t i = 0; i < json_count(value); i++) {
        struct str one = json_item(value, i)->text;
        one = str_equal(one, from) ? to : one;
        if (!json_has_text(&list, one))
            json_add(arena, &list, json_text(one));
    }
    return list;
}

static bool point_field(struct merging *now, const struct kind *kind,
                        const struct kind_field *field, struct str from, struct str to,
                        struct error *err)
{
    struct str_list ids;
    if (!record_by(now->db, now->arena, kind->workplace ? STR("") : now->cycle,
                   kind->name, field->name, from, &ids, err))
        return false;
    for (size_t i = 0; i < ids.count; i++) {
        struct parsed one;
        if (str_equal(ids.items[i], now->but))
            continue;
        if (!load(now, ids.items[i], &one, err))
            return false;
        struct json body = json_copy(now->arena, &one.body);
        json_set(now->arena, &body, field->name,
                 pointed_anew(now->arena, json_find(&body, field->name), from, to));
        if (!commit_change(now->call->commit, kind, &one.record, &body, err))
            return false;
        now->out->records++;
    }
    return true;
}

/* In every field that names such a record, whatever the kind. */
static bool point_all(struct merging *now, bool workplace, const char *kind,
                      struct str from, struct str to, struct error *err)
{
    for (size_t k = 0; k < now->kinds->count; k++) {
        const struct kind *one = &now->kinds->items[k];
        if (one->workplace != workplace || str_equal(one->name, STR("identity")))
            continue;
        for (size_t f = 0; f < one->field_count; f++)
            if (str_equal(one->fields[f].ref_kind, str_of(kind)) &&
                !point_field(now, one, &one->fields[f], from, to, err))
                return false;
    }
    return true;
}

/* What one does not say, the other does. */
static void fill_from(struct arena *arena, struct json *body, const struct json *other)
{
    for (size_t i = 0; i < json_count(other); i++) {
        const struct json_member *member = &other->object.members[i];
        if (!json_find(body, member->name))
            json_set(arena, body, member->name, member->value);
    }
    if (str_equal(json_find_text(other, STR("state")), STR("held")))
        json_set(arena, body, STR("state"), json_text(STR("held")));
}

static bool make_one_review(struct merging *now, struct str kept, struct str gone,
                            struct error *err)
{
    struct parsed one, other;
    if (!load(now, kept, &one, err) || !load(now, gone, &other, err))
        return false;
    struct json body = json_copy(now->arena, &one.body);
    fill_from(now->arena, &body, &other.body);
    now->out->reviews++;
    return commit_change(now->call->commit, kind_of(now, "review"), &one.record, &body,
                         err) &&
           point_all(now, false, "review", gone, kept, err) &&
           commit_remove(now->call->commit, kind_of(now, "review"), &other.record, err);
}

/* Of one day, or both only due. */
static bool merge_reviews(struct merging *now, struct error *err)
{
    struct parsed_list reviews;
    if (!load_all(now, "review", "person", now->kept, &reviews, err))
        return false;
    bool *gone = arena_array(now->arena, bool, reviews.count);
    memset(gone, 0, reviews.count * sizeof *gone);
    for (size_t i = 0; i < reviews.count; i++)
        for (size_t n = i + 1; n < reviews.count; n++) {
            const struct parsed *one = &reviews.items[i], *other = &reviews.items[n];
            if (gone[i] || gone[n] ||
                !str_equal(parsed_text(one, "date"), parsed_text(other, "date")))
                continue;
            gone[n] = true;
            if (!make_one_review(now, one->record.id, other->record.id, err))
                return false;
        }
    return true;
}

/* A no of either stands, whoever said it. */
static bool merge_permissions(struct merging *now, bool *refused, struct error *err)
{
    const struct kind *kind = kind_of(now, "permission");
    struct parsed_list all;
    if (!load_all(now, "permission", "person", now->kept, &all, err))
        return false;
    for (size_t i = 0; i < all.count; i++)
        for (size_t n = i + 1; n < all.count && all.items[i].record.id.len; n++) {
            struct parsed *one = &all.items[i], *other = &all.items[n];
            if (!other->record.id.len ||
                !str_equal(parsed_text(one, "what"), parsed_text(other, "what")))
                continue;
            struct parsed *out = json_find_bool(&one->body, STR("given")) ? one : other;
            if (!commit_remove(now->call->commit, kind, &out->record, err))
                return false;
            out->record.id = STR_NONE;
        }
    return wish_refused(now->db, now->arena, now->cycle, now->kept, refused, err);
}

static bool latest_date(struct merging *now, struct str *out, struct error *err)
{
    struct parsed_list reviews;
    *out = STR_NONE;
    if (!load_all(now, "review", "person", now->kept, &reviews, err))
        return false;
    for (size_t i = 0; i < reviews.count; i++)
        if (str_compare(parsed_text(&reviews.items[i], "date"), *out) > 0)
            *out = parsed_text(&reviews.items[i], "date");
    return true;
}

static bool is_earlier(struct merging *now, const struct parsed *said, struct str latest,
                       bool *out, struct error *err)
{
    struct parsed review;
    *out = false;
    if (!parsed_text(said, "review").len)
        return true;
    if (!load(now, parsed_text(said, "review"), &review, err))
        return false;
    struct str date = parsed_text(&review, "date");
    *out = date.len && str_compare(date, latest) < 0;
    return true;
}

/* What counts so far of one person; what changed of it is stored at the end, once. */
struct counting {
    struct parsed_list said;
    bool *placed, *counts, *changed;
};

/* Where a statement goes because others count already; NULL: it counts too. */
static const char *tray_beyond(struct merging *now, const struct counting *all, size_t at)
{
    struct str section = parsed_text(&all->said.items[at], "section");
    struct str words =
        unicode_fold(now->arena, parsed_text(&all->said.items[at], "text"));
    size_t others = 0;
    for (size_t i = 0; i < all->said.count; i++) {
        const struct parsed *other = &all->said.items[i];
        if (!all->counts[i] || !str_equal(parsed_text(other, "section"), section))
            continue;
        others++;
        if (str_equal(unicode_fold(now->arena, parsed_text(other, "text")), words))
            return "spare";
    }
    return others < now->top.most ? NULL : now->top.pick ? "to_pick" : "spare";
}

static void put_into(struct merging *now, struct counting *all, size_t at,
                     const char *tray)
{
    card_into_tray(now->arena, &all->said.items[at].body, tray);
    all->changed[at] = true;
}

/* Of two that count once the other stands where this one did, if no later review sets
 * that aside as well. */
static bool give_place(struct merging *now, struct counting *all, size_t at,
                       struct str latest, struct error *err)
{
    struct parsed *aside = &all->said.items[at];
    for (size_t i = 0; i < all->said.count; i++) {
        struct parsed *one = &all->said.items[i];
        bool earlier;
        if (!same_wish_counts_with(&one->body, aside->record.id) ||
            !str_equal(parsed_text(one, "tray"), STR("spare")))
            continue;
        if (!is_earlier(now, one, latest, &earlier, err))
            return false;
        if (earlier)
            continue;
        same_wish_give_place(now->arena, &aside->body, &one->body, one->record.id);
        all->counts[i] = all->changed[i] = true;
        return true;
    }
    return true;
}

static bool count_one(struct merging *now, struct counting *all, size_t at,
                      struct str latest, struct error *err)
{
    const struct parsed *said = &all->said.items[at];
    bool earlier, counted = top_is_counted(parsed_text(said, "tray"));
    if (!is_earlier(now, said, latest, &earlier, err))
        return false;
    const char *tray = earlier ? "spare" : counted ? tray_beyond(now, all, at) : NULL;
    all->counts[at] = counted && (!tray || all->placed[at]);
    if (tray && all->placed[at])
        now->out->placed++;
    else if (tray) {
        now->out->spare += str_equal(str_of(tray), STR("spare"));
        now->out->to_pick += str_equal(str_of(tray), STR("to_pick"));
        if (earlier && counted && !give_place(now, all, at, latest, err))
            return false;
        put_into(now, all, at, tray);
    }
    return true;
}

static bool load_counting(struct merging *now, struct counting *all, struct error *err)
{
    if (!load_all(now, "statement", "person", now->kept, &all->said, err))
        return false;
    all->placed = arena_array(now->arena, bool, all->said.count);
    all->counts = arena_array(now->arena, bool, all->said.count);
    all->changed = arena_array(now->arena, bool, all->said.count);
    for (size_t i = 0; i < all->said.count; i++) {
        struct parsed *said = &all->said.items[i];
        said->body = json_copy(now->arena, &said->body);
        all->counts[i] = all->changed[i] = false;
        if (!card_is_placed(now->db, now->arena, &said->body, &all->placed[i], err))
            return false;
    }
    return true;
}

static bool store_counting(struct merging *now, const struct counting *all,
                           struct error *err)
{
    for (size_t i = 0; i < all->said.count; i++)
        if (all->changed[i] &&
            !commit_change(now->call->commit, kind_of(now, "statement"),
                           &all->said.items[i].record, &all->said.items[i].body, err))
            return false;
    return true;
}

/* As if one person's rows had come in: the latest review counts, so many of a section as
 * the cycle's rule says, each once. What people have placed comes first, and stays. */
static bool merge_cards(struct merging *now, bool refused, struct error *err)
{
    struct counting all;
    struct str latest;
    if (!load_counting(now, &all, err) || !latest_date(now, &latest, err))
        return false;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < all.said.count; i++) {
            if (tray_is_out_of_the_way(&all.said.items[i].body) || all.counts[i] ||
                all.placed[i] != (pass == 0))
                continue;
            if (refused)
                put_into(now, &all, i, "withdrawn");
            else if (!count_one(now, &all, i, latest, err))
                return false;
        }
    return store_counting(now, &all, err);
}

static bool has_any(struct merging *now, struct str person, bool *any, struct error *err)
{
    struct str_list reviews, said, permissions;
    if (!record_by(now->db, now->arena, now->cycle, STR("review"), STR("person"), person,
                   &reviews, err) ||
        !record_by(now->db, now->arena, now->cycle, STR("statement"), STR("person"),
                   person, &said, err) ||
        !record_by(now->db, now->arena, now->cycle, STR("permission"), STR("person"),
                   person, &permissions, err))
        return false;
    *any = reviews.count + said.count + permissions.count > 0;
    return true;
}

/* What a closed cycle counted stays as it was counted. */
static bool merge_cycle(struct merging *now, const struct process *process,
                        struct error *err)
{
    bool closed =
        str_equal(json_find_text(&process->cycle_body, STR("state")), STR("closed"));
    bool both[2], refused;
    if (!has_any(now, now->kept, &both[0], err) ||
        !has_any(now, now->gone, &both[1], err) ||
        !point_all(now, false, "person", now->gone, now->kept, err))
        return false;
    if (!both[0] || !both[1])
        return true;
    return merge_reviews(now, err) && merge_permissions(now, &refused, err) &&
           (closed || merge_cards(now, refused, err));
}

/* Whoever of a pair that is not the one who is kept. */
static struct str partner(const struct merging *now, const struct parsed *doubt)
{
    struct str person = parsed_text(doubt, "person");
    return str_equal(person, now->kept) ? parsed_text(doubt, "other") : person;
}

static bool is_open(const struct parsed *doubt)
{
    return str_equal(parsed_text(doubt, "state"), STR("open"));
}

/* Asked twice of one pair by now, or answered already. */
static bool drop_doubled(struct merging *now, struct error *err)
{
    struct parsed_list lists[2];
    struct parsed *all;
    size_t count = 0;
    if (!load_all(now, "doubt", "person", now->kept, &lists[0], err) ||
        !load_all(now, "doubt", "other", now->kept, &lists[1], err))
        return false;
    all = arena_array(now->arena, struct parsed, lists[0].count + lists[1].count);
    for (int l = 0; l < 2; l++)
        for (size_t i = 0; i < lists[l].count; i++)
            if (!str_equal(lists[l].items[i].record.id, now->but))
                all[count++] = lists[l].items[i];
    for (size_t i = 0; i < count; i++) {
        bool doubled = false;
        for (size_t n = 0; n < count && is_open(&all[i]); n++)
            doubled =
                doubled || (n != i && (n < i || !is_open(&all[n])) &&
                            str_equal(partner(now, &all[n]), partner(now, &all[i])));
        if (doubled &&
            !commit_remove(now->call->commit, kind_of(now, "doubt"), &all[i].record, err))
            return false;
    }
    return true;
}

static bool merge_cycles(struct merging *now, struct error *err)
{
    struct str_list cycles;
    if (!record_where(now->db, now->arena, STR(""), STR("cycle"), NO_CONDITIONS, &cycles,
                      err))
        return false;
    for (size_t i = 0; i < cycles.count; i++) {
        struct process *process;
        if (!process_load(now->db, now->arena, cycles.items[i], &process, err))
            return false;
        now->kinds = process->kinds;
        now->cycle = cycles.items[i];
        now->top = top_rule(process->steps);
        if (!merge_cycle(now, process, err))
            return false;
    }
    now->kinds = now->call->process->kinds;
    now->cycle = STR("");
    return point_all(now, true, "person", now->gone, now->kept, err) &&
           drop_doubled(now, err);
}

static void fill(struct str *known, struct str other)
{
    if (!known->len)
        *known = other;
}

/* Found by what either was known by. */
static struct identity both_known(struct arena *arena, const struct identity *kept,
                                  const struct identity *gone)
{
    struct identity all = *kept;
    struct identity *before =
        arena_array(arena, struct identity, kept->before_count + gone->before_count + 1);
    size_t count = 0;
    before[count] = *gone;
    before[count].before = NULL;
    before[count++].before_count = 0;
    for (size_t i = 0; i < kept->before_count; i++)
        before[count++] = kept->before[i];
    for (size_t i = 0; i < gone->before_count; i++)
        before[count++] = gone->before[i];
    fill(&all.reference, gone->reference);
    fill(&all.upn, gone->upn);
    fill(&all.forename, gone->forename);
    fill(&all.surname, gone->surname);
    fill(&all.birth_date, gone->birth_date);
    all.before = before;
    all.before_count = count;
    return all;
}

static bool merge_identities(struct merging *now, struct error *err)
{
    struct store *store = now->call->engine->store;
    const struct kind *kind = kind_find(now->call->process->kinds, STR("identity"));
    struct record kept, gone;
    struct identity one, other;
    struct json body;
    bool found[2];
    if (!vault_identity_of(store, now->arena, now->kept, &kept, &one, &found[0], err) ||
        !vault_identity_of(store, now->arena, now->gone, &gone, &other, &found[1], err))
        return false;
    if (!found[1])
        return true;
    struct identity all = found[0] ? both_known(now->arena, &one, &other) : other;
    if (!vault_seal_identity(store, now->arena, now->kept, &all, &body, err) ||
        !commit_remove(now->call->commit, kind, &gone, err))
        return false;
    struct str id;
    return found[0] ? commit_change(now->call->commit, kind, &kept, &body, err)
                    : commit_create(now->call->commit, kind, STR(""), &body, &id, err);
}

bool person_merge(struct native_call *call, struct str kept, struct str gone,
                  struct str but, struct merged *out, struct error *err)
{
    struct merging now = {.call = call,
                          .db = call->engine->store->db,
                          .arena = call->arena,
                          .kept = kept,
                          .gone = gone,
                          .but = but,
                          .cycle = STR(""),
                          .out = out};
    struct parsed person;
    *out = (struct merged){.records = 0};
    return merge_cycles(&now, err) &&
           no_elsewhere_spread_all(now.db, now.arena, call->commit, kept, &out->said_no,
                                   err) &&
           merge_identities(&now, err) && load(&now, gone, &person, err) &&
           commit_remove(call->commit, kind_find(call->process->kinds, STR("person")),
                         &person.record, err);
}
