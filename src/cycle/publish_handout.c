/* SPDX-License-Identifier: MIT */
/* Hand-outs for the tables that plan: a theme, and what there is already. */
#include "cycle/publish_parts.h"

struct beside {
    struct entries offers, practices;
};

static bool shares_area(const struct json *theme, const struct json *entry)
{
    return json_share_text(json_find(theme, STR("areas")),
                           json_find(entry, STR("areas")));
}

static struct str area_words(struct publishing *now, const struct json *theme)
{
    const struct json *areas = json_find(theme, STR("areas"));
    struct buf out = BUF_IN(now->arena);
    for (size_t i = 0; i < json_count(areas); i++)
        buf_add_format(&out, "%s%.*s",
                       !i                           ? ""
                       : i + 1 == json_count(areas) ? " and "
                                                    : ", ",
                       STR_ARGS(plain_words(now->arena, json_item(areas, i)->text)));
    return buf_str(&out);
}

static void say_fact(struct publishing *now, struct buf *out, const char *words,
                     const struct entry *entry, const char *field)
{
    if (json_find_text(&entry->body, str_of(field)).len)
        buf_add_format(out, "%s%s%.*s", out->len ? " · " : "", words,
                       STR_ARGS(safe_field(now, entry, field)));
}

static void entry_words(struct publishing *now, const struct entry *entry)
{
    struct buf facts = BUF_IN(now->arena);
    published_heading(now->doc, 4, safe_field(now, entry, "title"), STR_NONE);
    if (json_find_text(&entry->body, STR("what")).len)
        published_paragraph(now->doc, safe_field(now, entry, "what"));
    say_fact(now, &facts, "Who runs it: ", entry, "run_by");
    say_fact(now, &facts, "Ages: ", entry, "ages");
    say_fact(now, &facts, "Read more: ", entry, "web");
    if (facts.len)
        published_paragraph(now->doc, buf_str(&facts));
}

static void list_words(struct publishing *now, const struct entry *theme,
                       const struct entries *list, struct str title, struct str none)
{
    bool any = false;
    published_heading(now->doc, 3, title, STR_NONE);
    for (size_t i = 0; i < list->count; i++)
        if (shares_area(&theme->body, &list->items[i].body)) {
            any = true;
            entry_words(now, &list->items[i]);
        }
    if (!any)
        published_paragraph(now->doc, none);
}

static bool theme_page(struct publishing *now, const struct beside *beside,
                       const struct entry *theme, struct error *err)
{
    struct str areas = area_words(now, &theme->body);
    published_heading(now->doc, 2, theme_name(now, theme), theme->id);
    published_mark(now->doc, theme_mark(theme));
    published_heading(now->doc, 3, STR("What people said"), STR_NONE);
    if (!theme_said(now, theme, err))
        return false;
    struct str about =
        areas.len ? str_format(now->arena, " about %.*s", STR_ARGS(areas)) : STR_NONE;
    list_words(now, theme, &beside->offers,
               str_format(now->arena, "What there is here already%.*s", STR_ARGS(about)),
               STR("Nothing of this is in the local offer that was brought in."));
    list_words(now, theme, &beside->practices,
               str_format(now->arena, "What has worked elsewhere%.*s", STR_ARGS(about)),
               STR("No good practice about this was brought in yet."));
    return true;
}

bool publish_handout(struct arena *arena, const struct publish_request *request,
                     struct str theme, struct published *out, size_t *without,
                     struct error *err)
{
    struct published doc = published_new(arena, request->process_title);
    struct publishing now = {.arena = arena,
                             .request = request,
                             .doc = &doc,
                             .place = STR("the hand-out"),
                             .known =
                                 request->known ? request->known : flag_known_new(arena)};
    struct beside beside;
    *without = 0;
    if (!publishing_begin(&now, err) ||
        !entries_load(&now, STR("local_offer"), &beside.offers, err) ||
        !entries_load(&now, STR("good_practice"), &beside.practices, err))
        return false;
    for (size_t i = 0; i < now.themes.count; i++) {
        const struct entry *one = &now.themes.items[i];
        if (theme.len ? !str_equal(one->id, theme)
                      : !json_find_bool(&one->body, STR("agreed")))
            continue;
        if (!json_count(json_find(&one->body, STR("areas")))) {
            ++*without;
            if (!theme.len)
                continue;
        }
        if (!theme_page(&now, &beside, one, err))
            return false;
    }
    *out = doc;
    return true;
}
