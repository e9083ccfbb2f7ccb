/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "cycle/flag.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void check_all(struct test *t, const char *const *texts, size_t count, bool wanted)
{
    const struct flag_known *known = flag_known_new(t->arena);
    for (size_t i = 0; i < count; i++)
        if (flag_tells_of_harm(known, t->arena, str_of(texts[i])) != wanted)
            test_fail_str(t, __FILE__, __LINE__, str_of(texts[i]),
                          wanted ? STR("tells of harm") : STR("tells of none"));
}

static void blows_are_told(struct test *t)
{
    static const char *const texts[] = {
        "he smacks me",
        "Dad SLAPS me when I drop things",
        "my brother kicks me",
        "they kicked him on the bus",
        "he's always punching me",
        "She bites me and nobody stops it",
        "He hurts me",
        "My cousin abuses me",
        "they hurt us",
        "I got smacked for it",
        "I get hit",
        "I was hit by my stepdad",
        "he grabs me by the neck",
        "she drags me along the floor",
        "dragging me to the car",
        "he pushed me over",
        "they threw things at me",
        "he beats me up",
        "he strangled me",
        "mum's boyfriend threatens me",
    };
    check_all(t, texts, COUNT(texts), true);
}

/* What a lead for safeguarding looks for first where children cannot walk away. */
static void restraint_and_seclusion_are_told(struct test *t)
{
    static const char *const texts[] = {
        "staff hold me down",
        "They held me down on the floor",
        "three people holding him down",
        "I don't like being held down",
        "He was held on the floor",
        "they pin me to the wall",
        "I was pinned down",
        "a man sat on me",
        "I get restrained every week",
        "too much restraint",
        "they tie me to the chair",
        "I get locked in a room",
        "I was locked in",
        "She locks me in the car",
        "they lock us in",
        "We are locked up at night",
        "locked in the cupboard",
        "they shut me in the quiet room",
        "put in seclusion again",
        "they put me in isolation",
    };
    check_all(t, texts, COUNT(texts), true);
}

static void fear_hunger_and_despair_are_told(struct test *t)
{
    static const char *const texts[] = {
        "I am scared to go home",
        "frightened of going home",
        "Scared of my uncle",
        "I'm afraid of him",
        "nobody feeds me",
        "No one feeds us at the weekend",
        "there is no food at home",
        "I go to bed hungry",
        "they won't let me eat",
        "I cut myself",
        "cutting myself again",
        "she cuts her arms",
        "I cut my wrists",
        "he burns himself",
        "I want to die",
        "Sometimes I wanted to die",
        "I don't want to live",
        "I do not want to be alive",
        "I wish I was never born",
        "everyone is better off without me",
        "I think about ending my life",
        "he asked me for nudes",
        "he touched my private parts",
    };
    check_all(t, texts, COUNT(texts), true);
}

/* What people say who are used, kept in, or looked after badly. */
static void other_harm_is_told(struct test *t)
{
    static const char *const texts[] = {
        "I tried to hang myself",
        "I drank bleach",
        "I don't feel safe at home",
        "He makes me send pictures",
        "I take drugs with the big boys",
        "My stepdad comes into my room at night",
        "He gets into my bed",
        "Mum leaves me on my own at night",
        "they leave me alone all night",
        "he said not to tell anyone",
        "she told me not to tell my social worker",
        "It's our secret between us",
        "I smoke weed with my mates",
        "he beats me",
        "My dad beats me. I like school",
        "Dad beats me with a belt",
        "I'm being groomed",
        "I have been groomed online",
        "He asked me for nude pictures",
        "He has rude photos of me",
        "I sent pictures of myself to a man",
        "I am worried about FGM",
        "I will be forced to marry",
        "They are forcing me to marry my cousin",
        "I do county lines",
        "I carry a knife",
        "my mates are carrying knives",
        "I've got bruises",
        "bruises on my arms",
        "My brother pushes me down the stairs",
        "I am not allowed to leave the house",
        "I'm not allowed out of my room",
        "They don't let me leave my room",
        "He makes me do things I don't like",
        "They take my money",
        "my cousin takes all my money",
        "I've been sniffing glue",
        "I get bullied",
        "I'm being bullied at college",
        "he is always bullied",
        "They bully me on the bus",
        "the boys who bully me",
        "My carer shouts at me and calls me names",
        "Dad calls me names",
    };
    check_all(t, texts, COUNT(texts), true);
}

/* Themes: what every other review says, and what can be talked about in a room. */
static void themes_tell_of_none(struct test *t)
{
    static const char *const texts[] = {
        "I was bullied at my old school",
        "Bullied last year",
        "People bullied me in Year 7",
        "Stop the bullying",
        "Bullying is dealt with quickly",
        "I don't get bullied here",
        "Nobody bullies me any more",
        "I have never been bullied",
        "Teachers shout at us",
        "The bus driver shouts",
        "They make me do things for myself",
        "They make me do maths I don't like",
        "He makes me do things in the garden",
        "He beats me at chess",
        "My sister beats me on the Xbox",
        "I like grooming horses",
        "Our dog was groomed by a lady",
        "I take pictures of birds",
        "Mum sends pictures of me to Nan",
        "I want to marry my girlfriend",
        "I can use a knife and fork",
        "I carry a bag",
        "I am not allowed to leave the classroom",
        "They pushed me down the road in my chair",
        "It costs all my money",
        "I look after my money",
        "I like taking my money out by myself",
        "The carer shouts up the stairs",
        "My nose sniffs",
    };
    check_all(t, texts, COUNT(texts), false);
}

static void false_friends_tell_of_none(struct test *t)
{
    static const char *const texts[] = {
        "I cannot take my tablets without water",
        "My brother comes into my room and plays with me",
        "Carers come in to help me at night",
        "I want to be left alone at lunch",
        "I like staying at home on my own",
        "They leave me on my own with my work",
        "I get in the shower by myself",
        "I don't feel safe on the bus",
        "He said not to worry",
        "I make my own pictures",
        "Drink more water, swallow slowly",
        "I hit the ball over the fence",
        "hit a six",
        "She hit her target",
        "it is smack bang in the middle",
        "a slap up meal",
        "I kick football with Dad",
        "He gave me a kick up to Level 2",
        "he kicks me off the Xbox",
        "when I've kicked off",
        "hit me up on Snapchat",
        "I locked my bike",
        "my bike is locked in the shed",
        "I lock the door myself",
        "I got locked out",
        "they locked me out of my account",
        "an office that is locked",
        "toilets smell and the lock dont work",
        "hold my hand",
        "She holds me up in the pool",
        "don't hold me back",
        "I want to hold down a job",
        "he held down a job for a year",
        "I can't hold still",
        "my PIN number",
        "pin badges",
        "drag and drop",
        "grab me a sandwich",
        "stop grabbing my handles",
        "pushes me in my chair",
        "They push me to do better",
        "I get hit by bags",
        "I burn only one glove",
        "I cut my hair",
        "Somebody cut up my dinner",
        "my mentor got cut",
        "cut myself off a slice",
        "my phone died",
        "dying to see it",
        "my cat died",
        "no feed me. I do",
        "nobody feeds the fish",
        "feed penguins job",
        "it hurts when I walk",
        "The noise hurts my ears",
        "last year here. scared",
        "We're scared to ask",
        "scared of dogs",
        "I don't want to live with strangers",
        "I don't want to be here on Fridays",
        "he beats me at chess",
        "She tied my laces",
        "tie dye",
        "they put me in the top set",
        "shut the door",
        "social isolation is hard",
        "bus boy kick my seat",
        "a fire drill scared me",
    };
    check_all(t, texts, COUNT(texts), false);
}

const struct test_case flag_harm_tests[] = {
    {"blows are told", blows_are_told},
    {"restraint and seclusion are told", restraint_and_seclusion_are_told},
    {"fear, hunger and despair are told", fear_hunger_and_despair_are_told},
    {"other harm is told", other_harm_is_told},
    {"themes tell of none", themes_tell_of_none},
    {"false friends tell of none", false_friends_tell_of_none},
    {0},
};
