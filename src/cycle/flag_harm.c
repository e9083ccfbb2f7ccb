/* SPDX-License-Identifier: MIT */
#include "cycle/flag_inside.h"

/* Plain words in which people tell of harm, to them or by them; the words of a phrase
 * stand next to each other. Lower case, without apostrophes, as keys of words are. */
static const char *const phrases[] = {"hurt me",
                                      "hurts me",
                                      "hurting me",
                                      "hurt myself",
                                      "hurting myself",
                                      "get hurt",
                                      "got hurt",
                                      "hit me",
                                      "hits me",
                                      "hitting me",
                                      "punches me",
                                      "kicks me",
                                      "touch me",
                                      "touches me",
                                      "touched me",
                                      "touching me",
                                      "kill me",
                                      "kill myself",
                                      "killing myself",
                                      "want to die",
                                      "wanted to die",
                                      "wish i was dead",
                                      "cut myself",
                                      "cuts myself",
                                      "cutting myself",
                                      "self harm",
                                      "selfharm",
                                      "harm myself",
                                      "suicide",
                                      "suicidal",
                                      "overdose",
                                      "abuse",
                                      "abused",
                                      "abuses me",
                                      "abusing",
                                      "rape",
                                      "raped",
                                      "run away",
                                      "ran away",
                                      "running away",
                                      "not eating",
                                      "dont eat",
                                      "nothing to eat",
                                      "starving",
                                      "scared at home",
                                      "scared of going home",
                                      "scared to go home",
                                      "afraid at home",
                                      "not safe at home",
                                      "unsafe at home",
                                      "locks me in",
                                      "locked me in"};

/* Nearly every word is told from nearly every phrase by its first letter. */
static bool stands_at(const struct flag_words *words, size_t i, const char *letters)
{
    struct str key = words->items[i].key;
    if (key.len && key.ptr[0] != *letters)
        return false;
    struct str phrase = str_of(letters);
    while (phrase.len) {
        struct str word = str_cut(&phrase, ' ');
        if (i == words->count || !str_equal(words->items[i++].key, word))
            return false;
    }
    return true;
}

bool flag_tells_of_harm(struct arena *arena, struct str text)
{
    struct arena_mark mark = arena_mark(arena);
    struct flag_words words = flag_words_of(arena, text);
    bool found = false;
    for (size_t i = 0; i < words.count && !found; i++)
        for (size_t p = 0; p < sizeof phrases / sizeof phrases[0] && !found; p++)
            found = stands_at(&words, i, phrases[p]);
    arena_rewind(arena, mark);
    return found;
}
