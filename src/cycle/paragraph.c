/* SPDX-License-Identifier: MIT */
#include "cycle/paragraph.h"

#include "base/unicode.h"

enum {
    SHORTEST_WORD = 2, /* "J." and "e.g." end no sentence */
    FIRST_WORDS = 3
};

static bool is_any(struct str word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(word, str_of(list[i])))
            return true;
    return false;
}

/* The next word of folded text, without what stands round it; empty at the end. */
static struct str next_word(struct str *rest)
{
    while (rest->len) {
        struct str word = str_cut(rest, ' ');
        while (word.len && str_find_byte(STR(".,;:!?\"'()"), word.ptr[0]) != SIZE_MAX)
            word = str_slice(word, 1, word.len);
        while (word.len &&
               str_find_byte(STR(".,;:!?\"'()"), word.ptr[word.len - 1]) != SIZE_MAX)
            word = str_slice(word, 0, word.len - 1);
        if (word.len)
            return word;
    }
    return STR_NONE;
}

/* "I'd", "she'll", "I'm going to" */
static bool is_wish(struct str word)
{
    static const char *const wishes[] = {
        "want",   "wants", "wanted", "hope", "hopes", "hoping", "would", "wish",
        "wishes", "dream", "dreams", "will", "aim",   "aims",   "plans", "ambition"};
    return is_any(word, wishes, sizeof wishes / sizeof wishes[0]) ||
           str_ends(word, STR("'d")) || str_ends(word, STR("'ll"));
}

/* "I like cooking", and not "anything like that". */
static bool is_liking(struct str word, size_t place)
{
    static const char *const likings[] = {"like", "likes", "love", "loves", "going"};
    return place < FIRST_WORDS &&
           is_any(word, likings, sizeof likings / sizeof likings[0]);
}

static bool leans_back(struct str word)
{
    static const char *const leaning[] = {"and",  "but",   "or",    "because", "so",
                                          "it",   "its",   "this",  "that",    "these",
                                          "then", "those", "which", "it's",    "that's"};
    return is_any(word, leaning, sizeof leaning / sizeof leaning[0]);
}

static bool begins_one(struct arena *arena, struct str sentence)
{
    struct str rest = unicode_fold(arena, sentence);
    struct str word = next_word(&rest);
    if (leans_back(word))
        return false;
    bool wish = str_equal(word, STR("to"));
    for (size_t place = 0; word.len && !wish; place++, word = next_word(&rest))
        wish = is_wish(word) || is_liking(word, place);
    return wish;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* What ends in a full stop and is no word: Mr., St., Dr., J., e.g. */
static bool is_short_form(struct str text, size_t stop)
{
    static const char *const forms[] = {"Mr", "Mrs",  "Ms",     "Dr",
                                        "St", "Miss", "approx", "etc"};
    size_t from = stop;
    while (from && !is_space(text.ptr[from - 1]))
        from--;
    struct str word = str_slice(text, from, stop);
    return word.len < SHORTEST_WORD || str_find_byte(word, '.') != SIZE_MAX ||
           is_any(word, forms, sizeof forms / sizeof forms[0]);
}

/* Where the sentence ends that begins at `from`. */
static size_t sentence_end(struct str text, size_t from)
{
    for (size_t i = from; i < text.len; i++) {
        char c = text.ptr[i];
        if ((c != '.' && c != '!' && c != '?') || (c == '.' && is_short_form(text, i)))
            continue;
        size_t end = i + 1;
        while (end < text.len && str_find_byte(STR(".!?\"')"), text.ptr[end]) != SIZE_MAX)
            end++;
        if (end == text.len || is_space(text.ptr[end]))
            return end;
    }
    return text.len;
}

struct str_list paragraph_list(struct arena *arena, struct str paragraph)
{
    struct str_list list = {arena_array(arena, struct str, paragraph.len / 2 + 1), 0};
    size_t from = 0;
    bool wished = false; /* the piece that is being gathered holds a wish */
    for (size_t at = 0; at < paragraph.len;) {
        size_t end = sentence_end(paragraph, at);
        bool begins = begins_one(arena, str_slice(paragraph, at, end));
        if (begins && wished) {
            list.items[list.count++] = str_trim(str_slice(paragraph, from, at));
            from = at;
        }
        wished = wished || begins || at == 0;
        at = end;
    }
    list.items[list.count++] = str_trim(str_slice(paragraph, from, paragraph.len));
    return list;
}

bool paragraph_holds_more(struct arena *arena, struct str piece)
{
    struct str rest = unicode_fold(arena, piece);
    size_t wishes = 0;
    bool here = false; /* the clause holds a wish */
    while (rest.len) {
        struct str raw = str_cut(&rest, ' '), one = raw;
        struct str word = next_word(&one);
        if (str_equal(word, STR("and")))
            here = false;
        if (!here && is_wish(word)) {
            here = true;
            wishes++;
        }
        if (raw.len && str_find_byte(STR(",;.!?"), raw.ptr[raw.len - 1]) != SIZE_MAX)
            here = false;
    }
    return wishes > 1;
}

bool paragraph_is_of_family(struct arena *arena, struct str piece)
{
    static const char *const whose[] = {"his", "her", "their", "both", "the", "and"};
    static const char *const family[] = {
        "mum",    "mam",   "mummy",   "mother",  "dad",  "daddy", "father",  "parent",
        "family", "carer", "parents", "stepdad", "nan",  "gran",  "stepmum", "carers",
        "foster", "nana",  "grandma", "grandad", "aunt", "uncle", "guardian"};
    static const char *const wishes[] = {"want",  "wants", "hope",
                                         "hopes", "wish",  "wishes"};
    struct str rest = unicode_fold(arena, piece);
    struct str word = next_word(&rest);
    bool any = false;
    for (;; word = next_word(&rest)) {
        bool is = is_any(word, family, sizeof family / sizeof family[0]);
        if (!is && !is_any(word, whose, sizeof whose / sizeof whose[0]))
            break;
        any = any || is;
    }
    if (any && str_equal(word, STR("would"))) {
        word = next_word(&rest);
        return str_equal(word, STR("like")) || str_equal(word, STR("love"));
    }
    return any && is_any(word, wishes, sizeof wishes / sizeof wishes[0]);
}
