/* SPDX-License-Identifier: MIT */
#include "cycle/publish_parts.h"

#include "base/date.h"
#include "cycle/top.h"

#include <stdlib.h>

static const struct {
    const char *name;
    publish_part *write;
} parts[] = {
    {"question", part_question},
    {"coverage", part_coverage},
    {"room", part_room},
    {"themes", part_themes},
    {"causes", part_causes},
    {"votes", part_votes},
    {"success", part_success},
    {"progress", part_progress},
    {"table", part_table},
    {"text", part_text},
    {"indicators", part_indicators},
    {"since_last", part_since_last},
    {"thread", part_thread},
};

static const char *const readings[][2] = {
    {"post_16_provider", "post-16 provider"},
    {"young_person", "young person"},
    {"do_more", "do more of"},
    {"development_plan", "school or college development plan"},
    {"how_much", "how much we did"},
    {"how_well", "how well we did it"},
    {"better_off", "who is better off"},
    {"much_less", "much less than hoped"},
    {"less", "less than hoped"},
    {"as_hoped", "as hoped"},
    {"more", "more than hoped"},
    {"much_more", "much more than hoped"},
    {"parent_partnership_newsletter", "parent partnership newsletter"},
};

struct str plain_words(struct arena *arena, struct str stored)
{
    for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++)
        if (str_equal(stored, str_of(readings[i][0])))
            return str_of(readings[i][1]);
    return str_replaced(arena, stored, '_', ' ');
}

struct str plain_title(struct arena *arena, struct str stored)
{
    struct str words = str_copy(arena, plain_words(arena, stored));
    char *first = arena_alloc(arena, words.len + 1);
    for (size_t i = 0; i < words.len; i++)
        first[i] = words.ptr[i];
    if (words.len && first[0] >= 'a' && first[0] <= 'z')
        first[0] = (char)(first[0] - 'a' + 'A');
    return (struct str){first, words.len};
}

void part_heading(struct publishing *now, const struct json *part, const char *otherwise)
{
    struct str title = safe_or_none(now, now->place, json_find_text(part, STR("title")));
    struct str intro = safe_or_none(now, now->place, json_find_text(part, STR("intro")));
    published_heading(now->doc, 2, title.len ? title : str_of(otherwise), STR_NONE);
    if (intro.len)
        published_paragraph(now->doc, intro);
}

bool entries_load(struct publishing *now, struct str kind, struct entries *out,
                  struct error *err)
{
    struct record_list list;
    const struct publish_request *request = now->request;
    if (!record_list(request->db, now->arena, request->cycle, kind, &list, err))
        return false;
    *out =
        (struct entries){arena_array(now->arena, struct entry, list.count), list.count};
    for (size_t i = 0; i < list.count; i++) {
        out->items[i].id = list.items[i].id;
        if (!json_parse(now->arena, list.items[i].body, &out->items[i].body, err))
            return error_wrap(err, "reading %.*s", STR_ARGS(list.items[i].id));
    }
    return true;
}

static int by_id(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, ((const struct entry *)b)->id);
}

const struct entry *entries_find(const struct entries *entries, struct str id)
{
    if (!entries->count)
        return NULL;
    return bsearch(&id, entries->items, entries->count, sizeof(struct entry), by_id);
}

/* Out of scope, held back, not drawn, or beyond a person's top two: not part of the
 * report, but of what it says about itself. */
static bool keep_counted(struct publishing *now, struct error *err)
{
    struct str_list people;
    struct entries all = now->statements;
    if (!scope_people(now->request->db, now->arena, &now->scope, &people, err))
        return false;
    now->statements.count = 0;
    now->spare.items = arena_array(now->arena, struct entry, all.count);
    now->held_back.items = arena_array(now->arena, struct entry, all.count);
    now->withdrawn.items = arena_array(now->arena, struct entry, all.count);
    now->not_drawn.items = arena_array(now->arena, struct entry, all.count);
    for (size_t i = 0; i < all.count; i++) {
        const struct json *body = &all.items[i].body;
        struct entries *to = &now->statements;
        if (!scope_has_said(&now->scope, people, json_find_text(body, STR("review")),
                            json_find_text(body, STR("person"))))
            continue;
        struct str tray = json_find_text(body, STR("tray"));
        if (!scope_counts(&now->scope, people, body))
            to = top_is_beyond(tray)                 ? &now->spare
                 : str_equal(tray, STR("withdrawn")) ? &now->withdrawn
                 : str_equal(tray, STR("not_drawn")) ? &now->not_drawn
                                                     : &now->held_back;
        to->items[to->count++] = all.items[i];
    }
    return true;
}

/* Who said yes, or no, to the one or the other. */
static struct str_list who_said(struct publishing *now, const struct entries *all,
                                struct str what, struct str or_what, bool given)
{
    struct str_list out = {arena_array(now->arena, struct str, all->count), 0};
    for (size_t i = 0; i < all->count; i++) {
        struct str asked = json_find_text(&all->items[i].body, STR("what"));
        if ((str_equal(asked, what) || str_equal(asked, or_what)) &&
            json_find_bool(&all->items[i].body, STR("given")) == given)
            out.items[out.count++] = json_find_text(&all->items[i].body, STR("person"));
    }
    str_list_sort(&out);
    return out;
}

/* Whoever said no is counted with everybody, and not quoted. Whoever said yes may stand
 * word for word by themselves. No to the workshop is no to their words and stories as
 * well, also where a closed cycle has their cards as they were. */
static bool load_permissions(struct publishing *now, struct error *err)
{
    struct entries all;
    if (!entries_load(now, STR("permission"), &all, err))
        return false;
    now->unquoted = who_said(now, &all, STR("quote"), STR("workshop"), false);
    now->quoted = who_said(now, &all, STR("quote"), STR_NONE, true);
    now->untold = who_said(now, &all, STR("story"), STR("workshop"), false);
    return true;
}

static bool load_all(struct publishing *now, struct error *err)
{
    const struct publish_request *request = now->request;
    if (!room_of(request->db, request->cycle, &now->room, err) ||
        !room_tell(now->arena, request->rule, &now->room, &now->told, err) ||
        !scope_reviews(request->db, now->arena, request->kinds, request->cycle,
                       json_find(request->body, STR("scope")), &now->scope, err) ||
        !coverage_of_people(request->db, now->arena, request->cycle, &now->scope,
                            &now->coverage, err) ||
        !entries_load(now, STR("theme"), &now->themes, err) ||
        !entries_load(now, STR("statement"), &now->statements, err) ||
        !entries_load(now, STR("cause"), &now->causes, err) ||
        !entries_load(now, STR("ballot"), &now->ballots, err) ||
        !entries_load(now, STR("vote"), &now->votes, err) ||
        !entries_load(now, STR("ranking"), &now->rankings, err) ||
        !entries_load(now, STR("placing"), &now->placings, err) ||
        !entries_load(now, STR("success"), &now->successes, err) ||
        !entries_load(now, STR("action"), &now->actions, err) ||
        !entries_load(now, STR("indicator"), &now->indicators, err) ||
        !entries_load(now, STR("measurement"), &now->measurements, err))
        return false;
    return keep_counted(now, err) && load_permissions(now, err) && before_load(now, err);
}

static bool write_part(struct publishing *now, const struct json *part, struct error *err)
{
    struct str name = json_find_text(part, STR("part"));
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (str_equal(name, str_of(parts[i].name))) {
            if (parts[i].write(now, part, err))
                return true;
            return error_wrap(err, "the part \"%.*s\" of the report", STR_ARGS(name));
        }
    return error_set(err, ERROR_SCRIPT, "the report has no part \"%.*s\"",
                     STR_ARGS(name));
}

static void write_head(struct publishing *now)
{
    const struct publish_request *request = now->request;
    struct published *doc = now->doc;
    struct str title =
        safe_or_none(now, STR("the title of the process"), request->process_title);
    doc->title = title.len ? title : STR("Working Together for Change");
    doc->subtitle =
        safe_or_none(now, request->cycle, json_find_text(request->body, STR("question")));
    doc->cycle =
        safe_or_none(now, request->cycle, json_find_text(request->body, STR("name")));
    if (!doc->subtitle.len) {
        doc->subtitle = doc->cycle;
        doc->cycle = STR_NONE;
    }
    doc->authority = request->authority;
    doc->date = date_words(now->arena, date_today());
    doc->hidden_words = STR("hidden");
    doc->hidden_note = disclosure_words(now->arena, request->rule);
}

static bool write_step(struct publishing *now, const struct json *step, struct error *err)
{
    const struct json *report = json_find(step, STR("report"));
    if (!report || report->type != JSON_LIST)
        return true;
    for (size_t i = 0; i < json_count(report); i++) {
        now->place = str_format(now->arena, "part %zu of the report of step %.*s", i + 1,
                                STR_ARGS(json_find_text(step, STR("name"))));
        if (!write_part(now, json_item(report, i), err))
            return false;
    }
    return true;
}

bool publishing_begin(struct publishing *now, struct error *err)
{
    write_head(now);
    if (now->request->kinds_gone.count)
        published_paragraph(
            now->doc, str_format(now->arena,
                                 "This report stands as it was on %.*s: its numbers are "
                                 "as they were then, and it quotes nobody any more.",
                                 STR_ARGS(now->doc->date)));
    return load_all(now, err);
}

bool publish_cycle(struct arena *arena, const struct publish_request *request,
                   struct published *out, struct error *err)
{
    struct published doc = published_new(arena, request->process_title);
    struct publishing now = {.arena = arena,
                             .request = request,
                             .doc = &doc,
                             .known =
                                 request->known ? request->known : flag_known_new(arena)};
    if (!publishing_begin(&now, err))
        return false;
    for (size_t s = 0; s < json_count(request->steps); s++)
        if (!write_step(&now, json_item(request->steps, s), err))
            return false;
    published_cut_loose_links(&doc);
    *out = doc;
    return true;
}
