/* SPDX-License-Identifier: MIT */
#include "cycle/same_wish.h"

#include "base/unicode.h"
#include "text/words.h"

static bool has(const struct str_list *list, struct str one)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], one))
            return true;
    return false;
}

/* They are in nearly every hope, and tell none from another. */
static bool is_wishing(struct str folded)
{
    static const char *const words[] = {
        "want", "wants", "hope",  "hopes",  "would", "like",   "likes", "love", "loves",
        "wish", "will",  "dream", "become", "able",  "one",    "day",   "get",  "have",
        "i'd",  "i'll",  "she'd", "he'd",   "own",   "future", "really"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_equal(folded, str_of(words[i])))
            return true;
    return false;
}

/* Each once. */
static struct str_list topics_of(struct arena *arena, struct stemmer *stemmer,
                                 struct str text)
{
    struct str_list words = words_of(arena, text);
    struct str_list out = {arena_array(arena, struct str, words.count), 0};
    for (size_t i = 0; i < words.count; i++) {
        struct str folded = unicode_fold(arena, words.items[i]);
        struct str stem = word_stem(arena, stemmer, words.items[i]);
        if (!word_is_common(folded) && !is_wishing(folded) && !has(&out, stem))
            out.items[out.count++] = stem;
    }
    return out;
}

bool same_wish_maybe(struct arena *arena, struct str one, struct str other)
{
    struct stemmer *stemmer = stemmer_new();
    struct str_list these = topics_of(arena, stemmer, one);
    struct str_list those = topics_of(arena, stemmer, other);
    size_t shared = 0;
    for (size_t i = 0; i < these.count; i++)
        shared += has(&those, these.items[i]);
    stemmer_free(stemmer);
    size_t shorter = these.count < those.count ? these.count : those.count;
    size_t longer = these.count + those.count - shorter;
    return shared && shared * 3 >= shorter * 2 && shared * 2 >= longer;
}

bool same_wish_counts_with(const struct json *body, struct str id)
{
    return str_equal(json_find_text(body, STR("same")), STR("yes")) &&
           str_equal(json_find_text(body, STR("twin")), id);
}

static void set_or_unset(struct arena *arena, struct json *body, struct str field,
                         struct str text)
{
    if (text.len)
        json_set(arena, body, field, json_text(text));
    else
        json_unset(body, field);
}

void same_wish_give_place(struct arena *arena, struct json *aside, struct json *heir,
                          struct str heir_id)
{
    struct str sample = json_find_text(heir, STR("sample"));
    json_unset(heir, STR("same"));
    json_unset(heir, STR("twin"));
    set_or_unset(arena, heir, STR("tray"), json_find_text(aside, STR("tray")));
    set_or_unset(arena, heir, STR("sample"), json_find_text(aside, STR("sample")));
    set_or_unset(arena, aside, STR("sample"), sample);
    json_set(arena, aside, STR("same"), json_text(STR("yes")));
    json_set(arena, aside, STR("twin"), json_text(heir_id));
}
