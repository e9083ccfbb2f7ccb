/* SPDX-License-Identifier: MIT */
#include "engine/others.h"

#include "engine/identity_log.h"

struct others {
    struct arena *arena;
    struct str_list people;
    const struct identity *who;
    struct flag_known *known;
};

static struct str not_ours(const struct others *others, struct str name)
{
    bool ours = str_equal_ascii_case(name, others->who->forename) ||
                str_equal_ascii_case(name, others->who->surname);
    return ours ? STR_NONE : name;
}

static bool is_same_number(const struct others *others, struct str a, struct str b)
{
    return vault_same_number(others->arena, a, b);
}

static void know_one(struct others *others, const struct identity *other)
{
    flag_know_person(others->known, not_ours(others, other->forename),
                     not_ours(others, other->surname));
    if (!is_same_number(others, other->reference, others->who->reference))
        flag_know_number(others->known, other->reference);
    if (!is_same_number(others, other->upn, others->who->upn))
        flag_know_number(others->known, other->upn);
}

/* Who came in twice, by an import that was taken back, has one number. */
static bool is_theirs(const struct others *others, struct str person,
                      const struct identity *other)
{
    bool theirs =
        (other->reference.len &&
         is_same_number(others, other->reference, others->who->reference)) ||
        (other->upn.len && is_same_number(others, other->upn, others->who->upn));
    for (size_t i = 0; i < others->people.count && !theirs; i++)
        theirs = str_equal(others->people.items[i], person);
    return theirs;
}

static bool know_other(void *with, struct str person, const struct identity *other,
                       struct error *err)
{
    struct others *others = with;
    (void)err;
    if (is_theirs(others, person, other))
        return true;
    know_one(others, other);
    for (size_t i = 0; i < other->before_count; i++)
        know_one(others, &other->before[i]);
    return true;
}

bool others_learn(struct store *store, struct arena *arena, struct str_list people,
                  const struct identity *who, struct others **out, struct error *err)
{
    struct others *others = arena_alloc(arena, sizeof *others);
    *others = (struct others){arena, people, who, flag_known_new(arena)};
    *out = others;
    return identity_each(store, know_other, others, err);
}

const struct flag_known *others_known(const struct others *others)
{
    return others->known;
}

static bool names_other(const struct others *others, struct arena *arena, struct str text)
{
    return flag_find_known(others->known, arena, text).count > 0;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Word by word: where a name ends, what stands up to there names somebody. */
struct str others_struck(const struct others *others, struct arena *arena,
                         struct str text, int64_t *count)
{
    struct buf kept = BUF_IN(arena);
    size_t at = 0;
    if (!text.len || !names_other(others, arena, text))
        return text;
    while (at < text.len) {
        size_t end = at, before = kept.len;
        while (end < text.len && is_space(text.ptr[end]))
            end++;
        buf_add(&kept, str_slice(text, at, end));
        size_t word = kept.len, begin = end;
        while (end < text.len && !is_space(text.ptr[end]))
            end++;
        buf_add(&kept, str_slice(text, begin, end));
        if (word < kept.len &&
            names_other(others, arena, str_copy(arena, buf_str(&kept)))) {
            kept.len = word;
            buf_add(&kept, STR("[…]"));
            ++*count;
        }
        at = end;
        if (kept.len == before)
            break;
    }
    /* Parts that only together are a name. */
    return names_other(others, arena, buf_str(&kept)) ? STR("[…]") : buf_str(&kept);
}
