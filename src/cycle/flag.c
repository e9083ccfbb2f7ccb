/* SPDX-License-Identifier: MIT */
#include "cycle/flag_inside.h"

#include "base/unicode.h"

enum { FIRST_ROOM = 1024 /* a power of two */ };

/* Words in a row that name a school. */
struct phrase {
    struct str *words;
    size_t count;
    bool ordinary;       /* each word says something else too: "New College" */
    struct phrase *next; /* that begins with the same word */
};

struct entry {
    struct str key; /* empty: a free place */
    bool name;      /* or, where the key begins with "#", a number */
    bool school;    /* names one where school, college, … comes next */
    struct phrase *phrases;
    /* By itself it means this school, by its words that tell; or empty. */
    struct str only;
    bool shared; /* no, several schools have it: a town */
};

/* Open addressing; `room` is a power of two, at most half of it taken. */
struct flag_known {
    struct arena *arena;
    unsigned char secret[16];
    struct entry *entries;
    size_t count, room;
    const struct flag_known *beside, *within; /* or NULL */
    const struct flag_harm *harm;             /* of all of them */
    struct crypto_key text_key;
    struct str_list texts; /* hashes, sorted */
};

static struct flag_known *new_known(struct arena *arena, const struct flag_harm *harm)
{
    struct flag_known *known = arena_alloc(arena, sizeof *known);
    known->arena = arena;
    known->harm = harm;
    known->room = FIRST_ROOM;
    known->entries = arena_array(arena, struct entry, FIRST_ROOM);
    crypto_random(known->secret, sizeof known->secret);
    return known;
}

struct flag_known *flag_known_new(struct arena *arena)
{
    return new_known(arena, flag_harm_new(arena));
}

const struct flag_harm *flag_harm_of(const struct flag_known *known)
{
    return known->harm;
}

struct flag_known *flag_known_beside(struct arena *arena, const struct flag_known *other)
{
    struct flag_known *known = new_known(arena, other->harm);
    known->beside = other;
    return known;
}

struct flag_known *flag_known_within(struct arena *arena, const struct flag_known *other)
{
    struct flag_known *known = new_known(arena, other->harm);
    known->within = other;
    return known;
}

bool flag_knows_any(const struct flag_known *known)
{
    return known->count > 0;
}

/* The key's entry, or the free place where it belongs. */
static struct entry *place_of(const struct flag_known *known, struct str key)
{
    size_t place = (size_t)crypto_fingerprint(known->secret, key) & (known->room - 1);
    while (known->entries[place].key.len && !str_equal(known->entries[place].key, key))
        place = (place + 1) & (known->room - 1);
    return &known->entries[place];
}

static void make_room(struct flag_known *known)
{
    struct entry *old = known->entries;
    size_t count = known->room;
    known->room *= 2;
    known->entries = arena_array(known->arena, struct entry, known->room);
    for (size_t i = 0; i < count; i++)
        if (old[i].key.len)
            *place_of(known, old[i].key) = old[i];
}

static struct entry *know(struct flag_known *known, struct str key)
{
    if (known->count * 2 >= known->room)
        make_room(known);
    struct entry *entry = place_of(known, key);
    if (entry->key.len == 0) {
        entry->key = key;
        known->count++;
    }
    return entry;
}

#define IS_ONE_OF(key, words)                                                            \
    flag_is_among((key), (words), sizeof(words) / sizeof(words)[0])

static bool may_learn_name(const struct flag_known *known, struct str key)
{
    return (!known->beside || !place_of(known->beside, key)->name) &&
           (!known->within || place_of(known->within, key)->name);
}

/* "Mary Jane", "Smith-Jones", "van der Berg": each part that is a name. */
static void know_name(struct flag_known *known, struct str name)
{
    static const char *const joints[] = {
        "van",  "von", "der", "den", "de", "la", "le", "el", "al",  "bin", "ibn",
        "bint", "da",  "do",  "dos", "di", "du", "of", "st", "ter", "and"};
    struct arena_mark mark = arena_mark(known->arena);
    struct flag_words parts = flag_words_of(known->arena, name);
    bool new = false;
    for (size_t i = 0; i < parts.count; i++) {
        struct str key = parts.items[i].key;
        bool joint = parts.count > 1 && IS_ONE_OF(key, joints);
        if (key.len < 2 || joint || place_of(known, key)->name ||
            !may_learn_name(known, key))
            continue;
        know(known, key)->name = new = true;
    }
    if (!new) /* most rows name people who are known already */
        arena_rewind(known->arena, mark);
}

void flag_know_person(struct flag_known *known, struct str forename, struct str surname)
{
    know_name(known, forename);
    know_name(known, surname);
}

void flag_know_number(struct flag_known *known, struct str number)
{
    struct arena_mark mark = arena_mark(known->arena);
    struct str key = flag_number_key(known->arena, number);
    if (key.len && !place_of(known, key)->name && may_learn_name(known, key))
        know(known, key)->name = true;
    else
        arena_rewind(known->arena, mark);
}

struct str flag_text_hash(struct arena *arena, const struct crypto_key *key,
                          struct str text)
{
    return crypto_lookup(arena, key, unicode_fold(arena, text));
}

void flag_know_texts(struct flag_known *known, const struct crypto_key *key,
                     struct str_list hashes)
{
    known->text_key = *key;
    known->texts = hashes;
}

static bool is_known_text(const struct flag_known *known, struct arena *arena,
                          struct str text)
{
    return str_list_has(&known->texts, flag_text_hash(arena, &known->text_key, text));
}

/* Or one of a list of them: "Sam, the bus". */
static bool says_known_text(const struct flag_known *known, struct arena *arena,
                            struct str text)
{
    if (!known->texts.count || !text.len)
        return false;
    bool says = is_known_text(known, arena, text);
    while (!says && text.len)
        says = is_known_text(known, arena, str_cut(&text, ','));
    return says;
}

static bool says_known_number(const struct flag_known *known, struct arena *arena,
                              struct str text, const struct flag_words *words)
{
    struct str_list keys = flag_number_keys(arena, text, words);
    bool says = false;
    for (size_t i = 0; i < keys.count && !says; i++)
        says = place_of(known, keys.items[i])->name;
    return says;
}

struct str_list flag_known_names(const struct flag_known *known, struct arena *arena)
{
    struct str_list out = {arena_array(arena, struct str, known->count), 0};
    for (size_t i = 0; i < known->room; i++)
        if (known->entries[i].name)
            out.items[out.count++] = known->entries[i].key;
    return out;
}

struct str_list flag_words_to_know(struct arena *arena, struct str text)
{
    struct flag_words words = flag_words_of(arena, text);
    struct str_list out = flag_number_keys(arena, text, &words);
    size_t room = out.count;
    for (size_t i = 0; i < words.count; i++) {
        str_list_add(arena, &out, &room, words.items[i].key);
        if (words.items[i].owner.len)
            str_list_add(arena, &out, &room, words.items[i].owner);
    }
    return out;
}

/* Say that it is a school, and not which. */
static bool is_school_word(struct str key)
{
    static const char *const words[] = {
        "school", "college",    "academy",    "primary",   "secondary", "special",
        "high",   "grammar",    "junior",     "infant",    "infants",   "centre",
        "unit",   "sixth",      "form",       "campus",    "education", "community",
        "free",   "specialist", "technology", "provision", "university"};
    return IS_ONE_OF(key, words);
}

static bool is_small_word(struct str key)
{
    static const char *const words[] = {"the", "a", "of", "and", "at", "for", "in", "on"};
    return IS_ONE_OF(key, words);
}

static bool is_phrase(const struct phrase *phrase, const struct flag_word *words,
                      size_t count)
{
    bool same = phrase->count == count;
    for (size_t i = 0; i < count && same; i++)
        same = str_equal(phrase->words[i], words[i].key);
    return same;
}

static bool is_phrase_known(const struct flag_known *known, const struct flag_word *words,
                            size_t count)
{
    const struct phrase *phrase = place_of(known, words[0].key)->phrases;
    while (phrase && !is_phrase(phrase, words, count))
        phrase = phrase->next;
    return phrase;
}

static void know_phrase(struct flag_known *known, const struct flag_word *words,
                        size_t count)
{
    if (is_phrase_known(known, words, count) ||
        (known->beside && is_phrase_known(known->beside, words, count)) ||
        (known->within && !is_phrase_known(known->within, words, count)))
        return;
    struct phrase *phrase = arena_alloc(known->arena, sizeof *phrase);
    phrase->words = arena_array(known->arena, struct str, count);
    phrase->count = count;
    phrase->ordinary = true;
    for (size_t i = 0; i < count; i++) {
        struct str key = phrase->words[i] = words[i].key;
        phrase->ordinary =
            phrase->ordinary &&
            (flag_is_ordinary(key) || is_school_word(key) || is_small_word(key));
    }
    struct entry *entry = know(known, words[0].key);
    phrase->next = entry->phrases;
    entry->phrases = phrase;
}

/* "Thornmere", before school, college, … */
static void know_first_word(struct flag_known *known, struct str key)
{
    if ((!known->beside || !place_of(known->beside, key)->school) &&
        (!known->within || place_of(known->within, key)->school))
        know(known, key)->school = true;
}

static bool tells(struct str key)
{
    return !is_school_word(key) && !is_small_word(key);
}

/* "quernmore hall", of Quernmore Hall School. */
static struct str telling_words(struct arena *arena, const struct flag_word *items,
                                size_t count)
{
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < count; i++)
        if (tells(items[i].key))
            buf_add_format(&out, "%s%.*s", out.len ? " " : "", STR_ARGS(items[i].key));
    return buf_str(&out);
}

/* "qhs" */
static struct str initials(struct arena *arena, const struct flag_word *items,
                           size_t count)
{
    enum { FEWEST = 3 };
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < count; i++)
        if (!is_small_word(items[i].key))
            buf_add(&out, str_slice(items[i].key, 0, 1));
    return out.len >= FEWEST ? buf_str(&out) : STR_NONE;
}

/* One school is written in several ways: Quernmore School, Quernmore Hall. */
static void know_alone(struct flag_known *known, struct str key, struct str school)
{
    if ((known->beside && place_of(known->beside, key)->only.len) ||
        (known->within && !place_of(known->within, key)->only.len))
        return;
    struct entry *entry = know(known, key);
    if (!entry->only.len)
        entry->only = school;
    else if (!str_starts(school, entry->only) && !str_starts(entry->only, school))
        entry->shared = true;
}

/* "School 5", "St Anne": neither a number nor "st" is a name. */
static bool is_long_enough(struct str key)
{
    enum { SHORTEST = 3 };
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] >= '0' && key.ptr[i] <= '9')
            return false;
    return key.len >= SHORTEST;
}

/* What people call it for short: "Quernmore", "the QHS". */
static void know_short(struct flag_known *known, const struct flag_word *items,
                       size_t count)
{
    struct str school = telling_words(known->arena, items, count);
    struct str letters = initials(known->arena, items, count);
    for (size_t i = 0; i < count; i++)
        if (tells(items[i].key) && is_long_enough(items[i].key))
            know_alone(known, items[i].key, school);
    if (is_long_enough(letters))
        know_alone(known, letters, school);
}

/* False where they tell nothing: "The College" could be any. */
static bool know_words(struct flag_known *known, const struct flag_word *items,
                       size_t count)
{
    size_t first = 0;
    while (first < count &&
           (is_school_word(items[first].key) || is_small_word(items[first].key)))
        first++;
    if (first == count)
        return false;
    know_phrase(known, items, count);
    size_t second = first + 1;
    while (second < count && is_small_word(items[second].key))
        second++;
    if (second < count)
        know_phrase(known, items + first, second - first + 1);
    know_first_word(known, items[first].key);
    know_short(known, items, count);
    return true;
}

void flag_know_school(struct flag_known *known, struct str school)
{
    struct arena_mark mark = arena_mark(known->arena);
    struct flag_words words = flag_words_of(known->arena, school);
    if (words.count == 0 || is_phrase_known(known, words.items, words.count) ||
        !know_words(known, words.items, words.count))
        arena_rewind(known->arena, mark);
}

/* Whether the capital tells that a name is meant. */
static bool has_telling_capital(const struct flag_words *words, size_t i)
{
    return words->items[i].capital && !words->items[i].first && !words->shouting;
}

/* `entry`: the place of the word's key. */
static bool is_known_name(const struct flag_known *known, const struct entry *entry,
                          const struct flag_words *words, size_t i)
{
    const struct flag_word *word = &words->items[i];
    bool telling = has_telling_capital(words, i);
    if (entry->name && (telling || !flag_is_ordinary(word->key)))
        return true;
    return word->owner.len && place_of(known, word->owner)->name &&
           (telling || !flag_is_ordinary(word->owner));
}

/* Only spaces and dots between this word and the next. */
static bool is_joined(struct str text, const struct flag_words *words, size_t i)
{
    if (i + 1 >= words->count)
        return false;
    for (size_t at = words->items[i].end; at < words->items[i + 1].start; at++)
        if (text.ptr[at] != ' ' && text.ptr[at] != '.')
            return false;
    return true;
}

/* Mrs Patel, Dr. Osei, auntie Jo; not "to be a nurse. First I". */
static bool is_titled(struct str text, const struct flag_words *words, size_t i)
{
    static const char *const always[] = {"mr", "mrs"};
    static const char *const shortened[] = {"mx", "dr", "prof", "rev", "revd"};
    static const char *const whole[] = {"doctor", "professor", "sir",   "dame",  "lady",
                                        "lord",   "reverend",  "nurse", "coach", "aunt",
                                        "auntie", "aunty",     "uncle"};
    if (!is_joined(text, words, i))
        return false;
    const struct flag_word *word = &words->items[i], *next = word + 1;
    if (IS_ONE_OF(word->key, always))
        return true;
    if (!next->capital || str_equal(next->key, STR("i")))
        return false;
    if (IS_ONE_OF(word->key, shortened) || (IS_ONE_OF(word->key, whole) && !next->first))
        return true;
    /* "MS" beside small letters is an illness or a company. */
    return word->capital &&
           ((str_equal(word->key, STR("miss")) && !next->first) ||
            (str_equal(word->key, STR("ms")) && (!word->shouted || words->shouting)));
}

/* Two words with capitals, or one that does not begin a sentence. */
static bool has_capitals(const struct flag_words *words, size_t i)
{
    const struct flag_word *word = &words->items[i];
    return has_telling_capital(words, i) ||
           (word->capital && word[1].capital && !words->shouting);
}

static bool is_phrase_at(const struct phrase *phrase, const struct flag_words *words,
                         size_t i)
{
    if (i + phrase->count > words->count)
        return false;
    for (size_t w = 1; w < phrase->count; w++) {
        const struct flag_word *word = &words->items[i + w];
        bool last = w + 1 == phrase->count;
        if (!str_equal(word->key, phrase->words[w]) &&
            !(last && str_equal(word->owner, phrase->words[w])))
            return false;
    }
    if (phrase->count == 1)
        return has_telling_capital(words, i);
    return !phrase->ordinary || has_capitals(words, i);
}

static bool is_known_school(const struct entry *entry, const struct flag_words *words,
                            size_t i)
{
    const struct flag_word *word = &words->items[i];
    for (const struct phrase *phrase = entry->phrases; phrase; phrase = phrase->next)
        if (is_phrase_at(phrase, words, i))
            return true;
    return entry->school && i + 1 < words->count && is_school_word(word[1].key) &&
           (!flag_is_ordinary(word->key) || has_capitals(words, i));
}

/* "the bus to Quernmore": of one school alone. A word that says something else as well
 * counts where it is written as a name. */
static bool is_short_school(const struct flag_known *known, const struct entry *entry,
                            struct str text, const struct flag_words *words, size_t i)
{
    const struct flag_word *word = &words->items[i];
    if (!entry->only.len && word->owner.len)
        entry = place_of(known, word->owner);
    if (!entry->only.len || entry->shared)
        return false;
    return flag_is_no_word(word) ||
           (has_telling_capital(words, i) && flag_is_name_shaped(words, i) &&
            !flag_is_of_thing(text, words, i));
}

/* "Thornmere Buses" is of a place, and "Holly Bank" a school. */
bool flag_is_of_known_school(const struct flag_known *known, struct str key)
{
    const struct entry *entry = place_of(known, key);
    return entry->school || entry->phrases;
}

bool flag_is_known_name(const struct flag_known *known, struct str key)
{
    return place_of(known, key)->name;
}

/* How much may be taken for a name: what is known, Mrs Patel too, also what is only
 * written like one, or any word that may be one. */
enum care { CARE_KNOWN, CARE_SURE, CARE_ALIKE, CARE_PERHAPS };

static bool is_name_at(const struct flag_known *known, const struct entry *entry,
                       struct str text, const struct flag_words *words, size_t i,
                       enum care care)
{
    const struct flag_word *word = &words->items[i];
    if (is_known_name(known, entry, words, i) ||
        (care >= CARE_SURE && is_titled(text, words, i)))
        return true;
    if (care == CARE_PERHAPS &&
        (flag_is_by_first_name(text, words, i) ||
         (flag_is_strange(text, words, i) && !flag_is_of_known_school(known, word->key))))
        return true;
    if (care < CARE_ALIKE)
        return false;
    return flag_is_like_name(text, words, i) ||
           (flag_is_two_names(text, words, i) &&
            !flag_is_of_known_school(known, word->key) &&
            !flag_is_of_known_school(known, word[1].key));
}

/* Budgets and orders of officers have six digits too; a UPN or an NHS number has ten or
 * more. */
enum { MOST_FLAGS = 7, CASE_DIGITS = 6, OFFICE_DIGITS = 10 };

static void add_flag(struct str_list *flags, bool found, struct str flag)
{
    if (found)
        flags->items[flags->count++] = flag;
}

static struct str_list find(const struct flag_known *known, struct arena *arena,
                            struct str text, enum care care)
{
    struct str_list out = {arena_array(arena, struct str, MOST_FLAGS), 0};
    struct arena_mark mark = arena_mark(arena);
    struct flag_words words = flag_words_of(arena, text);
    bool name = (care > CARE_KNOWN && flag_has_handle(text)) ||
                says_known_text(known, arena, text);
    bool school = false, address = false;
    bool number = says_known_number(known, arena, text, &words);
    for (size_t i = 0; i < words.count; i++) {
        const struct entry *entry = place_of(known, words.items[i].key);
        name = name || is_name_at(known, entry, text, &words, i, care);
        school = school || is_known_school(entry, &words, i) ||
                 (care == CARE_PERHAPS && is_short_school(known, entry, text, &words, i));
        address = address || (care >= CARE_ALIKE && flag_is_address(text, &words, i));
    }
    arena_rewind(arena, mark);
    add_flag(&out, name, STR("name"));
    add_flag(&out, school, STR("school"));
    bool phone = care > CARE_KNOWN && flag_has_phone(text);
    add_flag(&out, phone, STR("phone"));
    add_flag(&out, care > CARE_KNOWN && flag_has_postcode(text), STR("postcode"));
    add_flag(&out, care > CARE_KNOWN && flag_has_email(text), STR("email"));
    add_flag(&out, address, STR("address"));
    size_t digits = care >= CARE_ALIKE ? CASE_DIGITS : OFFICE_DIGITS;
    add_flag(&out,
             number || (care > CARE_KNOWN && !phone && flag_has_number(text, digits)),
             STR("number"));
    return out;
}

struct str_list flag_find_known(const struct flag_known *known, struct arena *arena,
                                struct str text)
{
    return find(known, arena, text, CARE_KNOWN);
}

struct str_list flag_find_sure(const struct flag_known *known, struct arena *arena,
                               struct str text)
{
    return find(known, arena, text, CARE_SURE);
}

struct str_list flag_find(const struct flag_known *known, struct arena *arena,
                          struct str text)
{
    return find(known, arena, text, CARE_ALIKE);
}

struct str_list flag_find_perhaps(const struct flag_known *known, struct arena *arena,
                                  struct str text)
{
    return find(known, arena, text, CARE_PERHAPS);
}

static const char *const identifying[] = {
    "name", "school", "staff", "phone", "email", "postcode", "address", "date", "number"};

bool flag_is_identifying(struct str flag)
{
    return IS_ONE_OF(flag, identifying);
}

struct str_list flag_names(struct arena *arena)
{
    enum { IDENTIFYING = sizeof identifying / sizeof identifying[0] };
    struct str_list out = {arena_array(arena, struct str, IDENTIFYING + 1), 0};
    for (size_t i = 0; i < IDENTIFYING; i++)
        out.items[out.count++] = str_of(identifying[i]);
    out.items[out.count++] = STR(FLAG_SAFETY);
    return out;
}

bool flag_is_found(struct str flag)
{
    static const char *const flags[] = {"name",  "school",  "phone", "postcode",
                                        "email", "address", "number"};
    return IS_ONE_OF(flag, flags);
}
