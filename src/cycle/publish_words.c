/* SPDX-License-Identifier: MIT */
/* Which words may be printed. */
#include "cycle/harm_fields.h"
#include "cycle/publish_parts.h"

/* Schools act, so that what they do is printed with their name; what somebody said
 * in one tells who it was. What is only written like a name (Kettle Baxter) is left
 * out of what people said; in what officers wrote it is mostly a firm or a hall. */
struct care {
    const char *kind;
    bool school;    /* may stand */
    bool only_sure; /* flag_find_sure is enough */
};

static const struct care cares[] = {
    {"theme", false, false},   {"cause", false, false},     {"success", false, false},
    {"story", false, false},   {"idea", true, false},       {"action", true, true},
    {"indicator", true, true}, {"measurement", true, true}, {"share", true, true},
    {"cycle", true, true},     {"commitment", true, false}, {"progress", false, false},
};
/* Any other kind, and what a script wrote. Its fields of people's words (x-words) are
 * looked through like a story. */
static const struct care otherwise = {"", true, true};
static const struct care own_words = {"", false, false};
/* Public lists hold numbers and addresses to turn to. */
static const struct care public_list = {"", true, true};

enum why { MAY_STAND, MAY_NAME, MAY_TELL_OF_HARM };

/* Of a record's id, or of what stands for one. */
static struct str kind_in(struct str id)
{
    return str_cut(&id, '-');
}

static const struct care *care_of(struct str id)
{
    struct str kind = kind_in(id);
    for (size_t i = 0; i < sizeof cares / sizeof cares[0]; i++)
        if (str_equal(kind, str_of(cares[i].kind)))
            return &cares[i];
    return str_equal(kind, STR("local_offer")) || str_equal(kind, STR("good_practice"))
               ? &public_list
               : &otherwise;
}

/* `of_one`: told by one person, of themselves. */
static enum why look_through(struct publishing *now, const struct care *care, bool of_one,
                             struct str text)
{
    struct str_list flags = care->only_sure ? flag_find_sure(now->known, now->arena, text)
                                            : flag_find(now->known, now->arena, text);
    if (of_one && flag_tells_of_harm(now->known, now->arena, text))
        return MAY_TELL_OF_HARM; /* first: names are no reason then */
    for (size_t i = 0; i < flags.count; i++)
        if (!(care == &public_list && !str_equal(flags.items[i], STR("name"))) &&
            !(care->school && str_equal(flags.items[i], STR("school"))))
            return MAY_NAME;
    return MAY_STAND;
}

bool words_are_gone(const struct publishing *now, struct str id)
{
    const struct str_list *gone = &now->request->kinds_gone;
    struct str kind = kind_in(id);
    for (size_t i = 0; i < gone->count; i++)
        if (str_equal(gone->items[i], kind))
            return true;
    return false;
}

/* Nothing stands in the place of words of harm: who did it may read the report. */
static struct str safe(struct publishing *now, const struct care *care, struct str id,
                       struct str text, bool in_place)
{
    bool of_one = care == &own_words || harm_is_of_one(kind_in(id));
    enum why why = look_through(now, care, of_one, text);
    if (why == MAY_STAND)
        return text;
    published_leave_out(now->doc, id, reword_command(now, id, text));
    return in_place && why == MAY_NAME ? STR("(left out: it may name somebody)")
                                       : STR_NONE;
}

struct str safe_or_none(struct publishing *now, struct str id, struct str text)
{
    return safe(now, care_of(id), id, text, false);
}

struct str safe_words(struct publishing *now, struct str id, struct str text)
{
    return safe(now, care_of(id), id, text, true);
}

struct str safe_own_words(struct publishing *now, struct str id, struct str text)
{
    return words_are_gone(now, id) ? STR("(the words are no longer kept)")
                                   : safe(now, &own_words, id, text, true);
}

bool may_tell_of_harm(struct publishing *now, struct str text)
{
    return look_through(now, &own_words, true, text) == MAY_TELL_OF_HARM;
}

struct str safe_field(struct publishing *now, const struct entry *entry,
                      const char *field)
{
    return entry ? safe_words(now, entry->id, json_find_text(&entry->body, str_of(field)))
                 : STR_NONE;
}
