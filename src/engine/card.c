/* SPDX-License-Identifier: MIT */
#include "engine/card.h"

#include "cycle/top.h"
#include "cycle/tray.h"
#include "cycle/wish.h"
#include "store/parsed.h"

/* Whether any is new. */
static bool add_flags(struct arena *arena, struct json *body, struct str_list found)
{
    const struct json *old = json_find(body, STR("flags"));
    struct json flags = old ? json_copy(arena, old) : json_list();
    for (size_t i = 0; i < found.count; i++)
        if (!json_has_text(&flags, found.items[i]))
            json_add(arena, &flags, json_text(found.items[i]));
    if (json_count(&flags) == json_count(old))
        return false;
    json_set(arena, body, STR("flags"), flags);
    return true;
}

void card_flag(const struct flag_known *known, struct arena *arena, struct json *body)
{
    (void)add_flags(arena, body,
                    flag_find_perhaps(known, arena, json_find_text(body, STR("text"))));
}

bool card_flag_known(const struct flag_known *known, struct arena *arena,
                     struct json *body)
{
    return add_flags(arena, body,
                     flag_find_known(known, arena, json_find_text(body, STR("text"))));
}

void card_flag_numbers(const struct identity *who, struct arena *arena, struct json *body)
{
    struct str text = json_find_text(body, STR("text")), number = STR("number");
    bool says = flag_says_number(arena, text, who->reference) ||
                flag_says_number(arena, text, who->upn);
    for (size_t i = 0; i < who->before_count && !says; i++)
        says = flag_says_number(arena, text, who->before[i].reference) ||
               flag_says_number(arena, text, who->before[i].upn);
    if (says)
        (void)add_flags(arena, body, (struct str_list){&number, 1});
}

struct str card_occasion_words(const struct flag_known *known, struct arena *arena,
                               const struct json *body)
{
    struct buf flags = BUF_IN(arena);
    struct str_list found =
        flag_find(known, arena, json_find_text(body, STR("occasion")));
    for (size_t i = 0; i < found.count; i++)
        buf_add_format(&flags, "%s%.*s", i ? ", " : "", STR_ARGS(found.items[i]));
    if (!found.count)
        return STR_NONE;
    return str_format(arena,
                      "%.*s: the occasion may show who somebody is (%.*s), and everybody "
                      "who looks reads it: take this back (`waymark undo`) and say it "
                      "again without that, such as occasion=\"Planning Live\"",
                      STR_ARGS(json_find_text(body, STR("source"))),
                      STR_ARGS(buf_str(&flags)));
}

void card_into_tray(struct arena *arena, struct json *body, const char *tray)
{
    json_unset(body, STR("theme"));
    json_unset(body, STR("drafted"));
    json_unset(body, STR("added"));
    json_set(arena, body, STR("tray"), json_text(str_of(tray)));
}

bool card_hold_back(const struct flag_known *known, struct arena *arena,
                    struct json *body)
{
    if (!flag_tells_of_harm(known, arena, json_find_text(body, STR("text"))))
        return false;
    const struct json *old = json_find(body, STR("flags"));
    struct json flags = old ? json_copy(arena, old) : json_list();
    if (!json_has_text(&flags, STR(FLAG_SAFETY)))
        json_add(arena, &flags, json_text(STR(FLAG_SAFETY)));
    json_set(arena, body, STR("flags"), flags);
    card_into_tray(arena, body, TRAY_HELD_BACK);
    tray_hold_back(arena, body);
    return true;
}

struct str card_held_back_words(struct arena *arena, struct str handle)
{
    return str_format(
        arena,
        "somebody may be telling of harm (%.*s), and it is held back: "
        "tell the safeguarding lead now; `waymark safeguarding` shows it to them",
        STR_ARGS(handle));
}

/* The first identifying flag that is gone, or empty. */
static struct str flag_lost(const struct json *before, const struct json *after)
{
    const struct json *old = json_find(before, STR("flags"));
    const struct json *new = json_find(after, STR("flags"));
    for (size_t i = 0; old && i < json_count(old); i++) {
        struct str flag = json_item(old, i)->text;
        if (flag_is_identifying(flag) && !json_has_text(new, flag))
            return flag;
    }
    return STR_NONE;
}

bool card_check(const struct json *step, const struct json *args,
                const struct json *before, const struct json *after, struct error *err)
{
    struct str text = json_find_text(after, STR("text"));
    struct str tray = json_find_text(before, STR("tray"));
    struct str source = json_find_text(after, STR("source"));
    bool own = process_owns(step, STR("statement"));
    struct str lost = flag_lost(before, after);
    if (str_equal(tray, STR("withdrawn")) && !own &&
        !str_equal(json_find_text(after, STR("tray")), tray))
        return error_set(err, ERROR_REFUSED,
                         "%.*s is not used, by the wish of the person who said it "
                         "(`waymark do collect.permit` when they say yes)",
                         STR_ARGS(json_find_text(after, STR("source"))));
    if (tray_is_held_back(before) && !own &&
        !str_equal(json_find_text(after, STR("tray")), tray))
        return error_set(err, ERROR_REFUSED,
                         "%.*s is held back and stays off the cards until it is released "
                         "(`waymark do collect.release`)",
                         STR_ARGS(source.len ? source : STR("the story")));
    if (!lost.len || !str_equal(text, json_find_text(before, STR("text"))) ||
        (own && str_equal(text, str_trim(json_find_text(args, STR("text"))))))
        return true;
    return error_set(err, ERROR_SCRIPT,
                     "the flag \"%.*s\" of a statement goes only when a person rewords "
                     "it or gives the same words again",
                     STR_ARGS(lost));
}

static bool counts(const struct json *card)
{
    return json_count(card) && top_is_counted(json_find_text(card, STR("tray")));
}

bool card_check_wish(struct db *db, struct arena *arena, struct str cycle,
                     const struct json *before, const struct json *after,
                     struct error *err)
{
    struct str person = json_find_text(after, STR("person"));
    struct str source = json_find_text(after, STR("source"));
    bool no;
    if (!person.len || counts(before) || !counts(after))
        return true;
    if (!wish_refused(db, arena, cycle, person, &no, err))
        return false;
    return !no || error_set(err, ERROR_REFUSED,
                            "%.*s is not used, by the wish of the person who said it "
                            "(`waymark do collect.permit` when they say yes)",
                            STR_ARGS(source.len ? source : STR("this")));
}

bool card_is_placed(struct db *db, struct arena *arena, const struct json *card,
                    bool *placed, struct error *err)
{
    struct str theme = json_find_text(card, STR("theme"));
    struct str tray = json_find_text(card, STR("tray"));
    struct parsed into;
    bool found;
    *placed =
        theme.len || str_equal(tray, STR("alone")) || str_equal(tray, STR("unsure"));
    if (!*placed || !json_find_bool(card, STR("drafted")))
        return true;
    *placed = false;
    if (!theme.len)
        return true;
    if (!parsed_find(db, arena, theme, &into, &found, err))
        return false;
    *placed = found && (parsed_text(&into, "name").len ||
                        json_find_bool(&into.body, STR("agreed")) ||
                        !json_find_bool(&into.body, STR("drafted")));
    return true;
}
