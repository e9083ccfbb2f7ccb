/* SPDX-License-Identifier: MIT */
/* What nobody has named to us, and is written like a name or an address. */
#include "cycle/flag_inside.h"

/* Between a noun and "called", and between "live" and a street. */
enum { NOUN_NEAR = 6, HOME_NEAR = 4, MOST_STREET_WORDS = 3 };

#define IS_AMONG(key, words)                                                             \
    flag_is_among((key), (words), sizeof(words) / sizeof(words)[0])

bool flag_is_among(struct str key, const char *const *words, size_t count)
{
    /* Asked of every word of every text: most differ in their first letter. */
    for (size_t i = 0; key.len && i < count; i++)
        if (words[i][0] == key.ptr[0] && str_equal(key, str_of(words[i])))
            return true;
    return false;
}

/* "my friend", "their driver": whom a name may follow. */
static bool is_person(struct str key)
{
    static const char *const words[] = {
        "assistant", "aunt",    "boss",      "boyfriend",  "brother",  "buddy",
        "carer",     "coach",   "cousin",    "dad",        "daughter", "driver",
        "escort",    "friend",  "friends",   "gran",       "granny",   "grandad",
        "grandma",   "grandpa", "helper",    "husband",    "lsa",      "keyworker",
        "mam",       "mate",    "mates",     "mentor",     "mum",      "nan",
        "nana",      "nanny",   "nephew",    "niece",      "nurse",    "pa",
        "partner",   "sister",  "son",       "stepdad",    "stepmum",  "ta",
        "tas",       "teacher", "therapist", "tutor",      "uncle",    "wife",
        "worker",    "boy",     "girl",      "girlfriend", "man",      "lady",
        "woman",     "someone", "neighbour", "staff"};
    return IS_AMONG(key, words);
}

/* Written with capitals, and nobody's name. */
static bool is_thing(struct str key)
{
    static const char *const words[] = {
        /* days, feasts */
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        "january", "february", "july", "september", "october", "november", "december",
        "christmas", "easter", "eid", "diwali", "ramadan", "halloween", "year", "term",
        /* places */
        "road", "street", "lane", "avenue", "crescent", "terrace", "drive", "square",
        "school", "college", "academy", "university", "centre", "center", "hall", "house",
        "hospital", "station", "library", "church", "mosque", "lodge", "court", "farm",
        "bridge", "market", "hotel", "hostel", "cafe", "shop", "museum", "theatre",
        "cinema", "pool", "gym", "park", "beach", "island", "lake", "river", "valley",
        "old", "new", "grand", "great", "north", "south", "east", "west", "upper",
        "lower", "side", "place", "england", "scotland", "wales", "ireland", "britain",
        "london", "america", "africa", "india", "spain", "france", "poland", "york",
        "acre", "way", "st", "saint",
        /* bodies */
        "council", "club", "group", "team", "trust", "board", "service", "services",
        "rail", "railway", "railways", "company", "chamber", "force", "army", "police",
        "united", "city", "town", "rovers", "county", "league", "cup", "scouts", "guides",
        "voice", "union", "parliament", "office", "job", "jobs", "agency", "forum",
        "panel", "committee", "unit", "department", "bank", "bus", "buses", "taxis",
        /* learning and rights */
        "sixth", "form", "primary", "secondary", "infant", "junior", "grammar", "campus",
        "education", "nursery", "language", "sign", "braille", "makaton", "widgit",
        "level", "entry", "gcse", "gcses", "btec", "nvq", "maths", "english", "science",
        "history", "geography", "art", "drama", "music", "food", "tech", "technology",
        "media", "studies", "design", "skills", "functional", "travel", "training",
        "award", "gold", "silver", "bronze", "duke", "credit", "universal", "pip", "plan",
        "plans", "review", "care", "support", "offer", "local", "network", "test", "head",
        "open", "day", "british", "spanish", "french", "polish", "deaf", "blind",
        "autistic", "autism", "down", "downs", "national", "international", "special",
        "olympics", "paralympics", "working", "together", "change", "transport",
        "community",
        /* games, films, makers */
        "minecraft", "xbox", "playstation", "nintendo", "switch", "fortnite", "roblox",
        "lego", "pokemon", "netflix", "youtube", "tiktok", "google", "disney", "mario",
        "kart", "sonic", "star", "wars", "trek", "doctor", "potter", "marvel", "batman",
        "spider", "super", "theft", "auto", "radio", "tv", "ipad", "iphone", "apple",
        "windows", "microsoft", "teams", "zoom", "word", "excel", "photoshop", "grid",
        "amazon", "tesco", "asda", "aldi", "lidl", "costa", "greggs", "mac", "games",
        "world", "king", "queen", "prince", "princess", "god", "bible", "quran"};
    return IS_AMONG(key, words);
}

/* Words that begin a sentence before something that has a capital by itself. */
static bool is_beginning(struct str key)
{
    static const char *const words[] = {
        "about",  "after",   "again",   "also",      "always", "another",  "ask",
        "asked",  "at",      "because", "been",      "before", "being",    "both",
        "but",    "by",      "call",    "come",      "dad",    "do",       "does",
        "doing",  "dont",    "during",  "each",      "eat",    "even",     "except",
        "find",   "finish",  "from",    "get",       "gets",   "give",     "go",
        "goes",   "got",     "have",    "having",    "he",     "hello",    "help",
        "helps",  "her",     "hes",     "hi",        "his",    "i",        "id",
        "if",     "ill",     "im",      "in",        "into",   "is",       "it",
        "its",    "ive",     "join",    "last",      "lets",   "like",     "likes",
        "likely", "listen",  "lots",    "love",      "loves",  "made",     "make",
        "many",   "maybe",   "meet",    "miss",      "mostly", "mum",      "my",
        "near",   "never",   "next",    "no",        "not",    "now",      "of",
        "off",    "often",   "ok",      "on",        "once",   "or",       "other",
        "our",    "out",     "outside", "photo",     "play",   "plays",    "please",
        "put",    "really",  "saw",     "says",      "send",   "shes",     "she",
        "since",  "sit",     "so",      "sometimes", "soon",   "stop",     "take",
        "tell",   "thank",   "thanks",  "that",      "thats",  "their",    "them",
        "then",   "there",   "theres",  "these",     "they",   "theyre",   "this",
        "those",  "through", "till",    "to",        "too",    "until",    "up",
        "use",    "used",    "using",   "usually",   "very",   "visit",    "wants",
        "watch",  "we",      "wed",     "went",      "weve",   "whenever", "where",
        "while",  "why",     "your"};
    return IS_AMONG(key, words) || str_ends(key, STR("ing")) ||
           str_ends(key, STR("ed")) || str_ends(key, STR("ly"));
}

/* One space, and no more, before the next word. */
static bool is_beside(struct str text, const struct flag_words *words, size_t i)
{
    return i + 1 < words->count && words->items[i + 1].start == words->items[i].end + 1 &&
           text.ptr[words->items[i].end] == ' ';
}

static bool has_digit(struct str key)
{
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] >= '0' && key.ptr[i] <= '9')
            return true;
    return false;
}

/* Sam, Okonkwo; not BSL, iPad or Monday. */
bool flag_is_name_shaped(const struct flag_words *words, size_t i)
{
    const struct flag_word *word = &words->items[i];
    struct str key = word->key;
    return word->capital && !word->shouted && !words->shouting && key.len >= 2 &&
           !has_digit(key) && !is_thing(key) &&
           !(str_ends(key, STR("s")) && is_thing(str_slice(key, 0, key.len - 1)));
}

static bool is_street(struct str key)
{
    static const char *const words[] = {
        "road",  "rd",     "street",   "lane",  "avenue",  "ave",   "close",
        "drive", "way",    "crescent", "court", "gardens", "grove", "terrace",
        "mews",  "square", "hill",     "row",   "walk",    "rise",  "place",
        "view",  "green",  "parade",   "croft", "fields",  "meadow"};
    return IS_AMONG(key, words);
}

/* "Kettle Baxter House" */
bool flag_is_of_thing(struct str text, const struct flag_words *words, size_t i)
{
    const struct flag_word *next = &words->items[i] + 1;
    return is_beside(text, words, i) && next->capital && !next->first &&
           (is_thing(next->key) || is_street(next->key));
}

bool flag_is_two_names(struct str text, const struct flag_words *words, size_t i)
{
    const struct flag_word *word = &words->items[i];
    if (!is_beside(text, words, i) || word[1].first || !flag_is_name_shaped(words, i) ||
        !flag_is_name_shaped(words, i + 1) || flag_is_of_thing(text, words, i + 1))
        return false;
    return !word->first || (!is_beginning(word->key) && !flag_is_ordinary(word->key));
}

/* "My helper Sam". */
static bool is_named_person(struct str text, const struct flag_words *words, size_t i)
{
    return is_person(words->items[i].key) && is_beside(text, words, i) &&
           flag_is_name_shaped(words, i + 1) && !words->items[i + 1].first &&
           !is_beginning(words->items[i + 1].key);
}

static bool is_person_before(const struct flag_words *words, size_t i)
{
    for (size_t back = 1; back <= NOUN_NEAR && back <= i; back++) {
        if (words->items[i - back + 1].first)
            return false;
        if (is_person(words->items[i - back].key))
            return true;
    }
    return false;
}

/* What may follow "is called" and is no name. */
static bool is_small_word(struct str key)
{
    static const char *const words[] = {
        "a",    "an",  "and", "at",  "away", "back",      "by",    "for",
        "her",  "him", "his", "i",   "in",   "into",      "it",    "me",
        "my",   "on",  "out", "off", "over", "that",      "the",   "them",
        "this", "to",  "up",  "us",  "when", "something", "names", "our"};
    return IS_AMONG(key, words);
}

/* "My teacher is called sandeep", "a friend, called Wren", "her name is Sue". */
static bool is_called(const struct flag_words *words, size_t i)
{
    static const char *const called[] = {"called", "named"};
    static const char *const are[] = {"is", "was", "are", "were", "whos"};
    const struct flag_word *word = &words->items[i];
    if (i + 1 >= words->count || word[1].first)
        return false;
    if (i > 0 && str_equal(word->key, STR("is")) && str_equal(word[-1].key, STR("name")))
        return flag_is_name_shaped(words, i + 1);
    if (!IS_AMONG(word->key, called) || !is_person_before(words, i) ||
        is_small_word(word[1].key))
        return false;
    return flag_is_name_shaped(words, i + 1) || (i > 0 && IS_AMONG(word[-1].key, are));
}

bool flag_is_like_name(struct str text, const struct flag_words *words, size_t i)
{
    return is_named_person(text, words, i) || is_called(words, i);
}

static bool is_house_number(struct str key)
{
    return key.len > 0 && key.len <= 5 && key.ptr[0] >= '1' && key.ptr[0] <= '9' &&
           (key.len == 1 || has_digit(str_slice(key, key.len - 2, key.len)));
}

static bool tells_of_home(const struct flag_words *words, size_t i)
{
    static const char *const home[] = {"live", "lives",   "lived", "living", "home",
                                       "flat", "address", "house", "stay",   "stays"};
    for (size_t back = 1; back <= HOME_NEAR && back <= i; back++)
        if (IS_AMONG(words->items[i - back].key, home))
            return true;
    return false;
}

/* Whether a street's name stands from here on: Mill Lane, Old Mill Road. In small
 * letters it is one only where somebody lives. */
static bool is_street_name(struct str text, const struct flag_words *words, size_t i,
                           bool at_home)
{
    for (size_t n = 0; n < MOST_STREET_WORDS && is_beside(text, words, i + n); n++) {
        const struct flag_word *word = &words->items[i + n];
        if (word[1].first || is_small_word(word->key) || has_digit(word->key) ||
            !(word->capital || at_home))
            return false;
        if (is_street(word[1].key))
            return true;
    }
    return false;
}

/* "14 Mill Lane", "I live in Mill Lane". */
bool flag_is_address(struct str text, const struct flag_words *words, size_t i)
{
    const struct flag_word *word = &words->items[i];
    bool at_home = tells_of_home(words, i);
    if (is_house_number(word->key))
        return is_beside(text, words, i) && is_street_name(text, words, i + 1, at_home);
    return at_home && word->capital && !word->first && !words->shouting &&
           is_street_name(text, words, i, false);
}
