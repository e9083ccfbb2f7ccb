/* SPDX-License-Identifier: MIT */
#include "cycle/flag_inside.h"

#include <limits.h>
#include <stdlib.h>

/* Plain words in which people tell of harm, to them or by them; the words of a phrase
 * stand next to each other. Lower case, without apostrophes, as keys of words are.
 * Between strokes is one word or another; after "!" a word that must not come next
 * (she cut myself off, kicks me off the team); "." is the end of a sentence. */
static const char *const phrases[] = {
    /* blows */
    "hit|hits|hitting me|us|him !up",
    "hurt|hurts|hurting me|us|myself|himself|herself",
    "get|got|gets|getting hurt|smacked|slapped|punched|kicked|beaten",
    "get|got|gets|getting|was|been|being hit !by",
    "hit|smacked|slapped|punched|kicked|hurt by my|him|her|them|staff|mum|dad|teachers",
    "smack|smacks|smacked|smacking me|us|him|her",
    "slap|slaps|slapped|slapping me|us|him|her",
    "punch|punches|punched|punching me|us|him",
    "kick|kicks|kicked|kicking me|us|him !off",
    "bite|bites|bit|biting me|us",
    "choke|chokes|choked|choking me|us|him|her",
    "strangle|strangles|strangled|strangling me|us|him|her",
    "beat|beats|beating me|us|him|her up",
    "beats|beating me|us|him|her !at|in|on|to|by|every|with|sometimes",
    "beat|beats me|us with a|his|her|the",
    "stab|stabs|stabbed|stabbing me|us|him|her",
    "drag|drags|dragged|dragging me|us|him|her",
    "grab|grabs|grabbed|grabbing me|us|him|her !a|an|some|the|my|his|something",
    "push|pushes|pushed|pushing me|us|him over",
    "push|pushes|pushed|pushing me|us|him|her down the stairs|steps",
    "push|pushes|pushed|pushing me|us|him|her down stairs|steps",
    "push|pushes|pushed|pushing me|us|him|her against",
    "ive|have|has|had|get|gets|got|with bruises",
    "bruises on|all|from|where",
    "covered in bruises",
    "throw|throws|threw|throwing things|something|stuff|chairs at me|us|him|her",
    "threaten|threatens|threatened|threatening me|us|him|her",
    "spit|spits|spat|spitting at|on me|us|him|her",

    /* restraint and seclusion */
    "hold|holds|held|holding me|us|him|her|them|you|people|children down",
    "held|pinned|forced down !a|my|the|jobs",
    "held|hold|holds|holding me|us|him|her on|to|against the floor|ground|bed|wall",
    "held on the floor|ground",
    "pin|pins|pinned|pinning me|us|him|her",
    "sit|sits|sat|sitting on me|us",
    "restrain|restrains|restrained|restraining|restraint|restraints",
    "tie|ties|tied me|us|him|her up|down|to",
    "lock|locks|locked|locking me|us|him|her|them|people|children !out",
    "i|he|she|they get|gets|got|was|were|am|is|are locked in|up|away|inside",
    "we|people|kids|children get|got|were|are locked in|up|away|inside",
    "im|hes|shes|were|theyre locked in|up|away|inside",
    "am|was|get|gets|got|been|being|getting locked in|up|away|inside !the|a|our|my",
    "locked in a|the|my|his|her|our room|rooms|bedroom|house|classroom|office|dark",
    "locked in a|the cupboard|toilet|toilets|bathroom|car|van|bus",
    "shut|shuts|shutting me|us|him|her in|away",
    "seclusion|secluded",
    "isolation room|rooms|booth|booths",
    "put|puts|putting me|us|him|her in|into isolation",
    "put in|into isolation",
    "not|never|isnt|arent allowed to leave the|my|our house|home|flat|room|bedroom",
    "not|never|isnt|arent allowed out of the|my|our house|home|flat|room|bedroom",
    "wont|dont|doesnt|never let|lets me|us leave the|my|our house|home|flat|room",
    "wont|dont|doesnt|never let|lets me|us out of the|my|our house|home|flat|room",

    /* touch */
    "touch|touches|touched|touching me",
    "private parts",
    "nude|nudes",
    "naked|sexual|sexy|rude picture|pictures|photo|photos|pic|pics|video|videos",
    "picture|pictures|photo|photos|pic|pics|video|videos of me|us naked|undressed",
    "sent|send|sends|sending picture|pictures|photo|photos|pics|videos of myself",
    "im|am|being|been|got groomed",
    "groomed me|us|him|her",
    "fgm",
    "female genital",
    "sexually assaulted|harassed|touched|exploited",
    "sexual assault|harassment|exploitation",
    "rape|raped|rapes",
    "take|took|takes my|his|her clothes off",
    "abuse|abuses|abused|abuser|abusive|abusing",
    "make|makes|made|making me|us|him|her send|show|undress",
    "make|makes|made|making me|us|him|her take picture|pictures|photo|photos|pics|my",
    ("he|dad|stepdad|stepfather|uncle|grandad|cousin|brother|boyfriend|man come|comes|"
     "came|coming in|into|to my|her|his room|bedroom|bed at|when night|im|i"),
    "get|gets|got|getting in|into my|her bed|shower !and|on|by|early|late|at|myself",
    "said|says not to tell|say",
    "told|tells me|us|him|her not to tell",
    "its|is our|a secret with|between|he|she|from",

    /* being used: by family, gangs and whoever has the money */
    "forced|forcing|made me|us|her|him|to marry",
    "forced|forcing me|us|her|him to marry",
    "forced marriage",
    "county lines|line",
    "carry|carries|carried|carrying a|my|his|the knife|blade|machete|weapon",
    "carry|carries|carried|carrying knives|blades|weapons|drugs",
    ("he|she|man|men|uncle|brother|dad|stepdad|cousin|boyfriend make|makes|made me do "
     "things i dont|didnt|hate|hated"),
    ("take|takes|took|taking|steal|steals|stole|stealing my money|benefits|wages|pip "
     "!out|to"),
    ("take|takes|took|taking|steal|steals|stole|stealing all my money|benefits|wages|pip "
     "!out|to"),
    "take|takes|took|taking|sell|sells|sold|selling|deal|dealing drugs",
    "smoke|smokes|smoked|smoking weed|crack|spice|cannabis",
    "sniff|sniffs|sniffed|sniffing glue|gas|petrol|aerosols|solvents",

    /* by whom one depends on; others shout, and that is a theme */
    ("carer|carers|pa|stepdad|stepmum|stepfather|stepmother shout|shouts|shouting at "
     "me|us"),
    "carer|carers|pa|stepdad|stepmum|stepfather|stepmother scream|screams at me|us",
    "carer|carers|pa|stepdad|stepmum|stepfather|stepmother swear|swears at me|us",
    "carer|carers|stepdad|stepmum|mum|mam|dad|staff|teacher|driver call|calls me names",

    /* Bullying that goes on now and is done to whoever says so. That it was so once, at
     * another school, and that it should stop, is said in every other review: a theme. */
    "i|we|he|she|they|always|often|still|sometimes|keep get|gets|getting bullied",
    "i am|keep|get being|getting|always|often|still|sometimes bullied",
    "im|am|hes|shes|is|are being|getting|always|often|still bullied",
    "i am bullied",
    "im bullied",
    ("they|he|she|people|kids|boys|girls|students|who|class|brother|sister bully|bullies "
     "me"),
    "they|he|she|people|kids|boys|girls|students|are|is|keep|keeps bullying me",
    "theyre|hes|shes bullying me",

    /* wishing not to live, and self-harm */
    "kill|kills|killing me|myself|himself|herself",
    "want|wants|wanted to die",
    "wish i was|were dead|never",
    "better off dead|without me",
    "dont|not want to be alive|dead",
    "dont|not want to be here anymore|any",
    "dont|not want to live .",
    "dont|not want to live anymore|any",
    "end|ending my|it life|all",
    "cut|cuts|cutting myself|himself|herself !off|a|some",
    "cut|cuts|cutting my|his|her|their arm|arms|wrist|wrists|leg|legs|skin",
    "burn|burns|burned|burnt|burning myself|himself|herself",
    "harm|harms|harmed|harming myself|himself|herself|me",
    "self harm|harms|harmed|harming",
    "selfharm|selfharms|selfharmed|selfharming",
    "hang|hangs|hanged|hung|hanging myself|himself|herself",
    "drink|drinks|drank|drinking|swallow|swallowed|swallows bleach|batteries|magnets",
    "suicide|suicidal",
    "overdose|overdosed",

    /* home: fear, hunger, running away */
    "run|ran|runs|running away",
    "scared|afraid|frightened|unsafe at home",
    "not safe at home",
    "dont|doesnt|didnt|not|never feel|feels|felt|feeling safe at|in home",
    "dont|doesnt|didnt|not|never feel|feels|felt|feeling safe with him|her|them|dad|mum",
    "leave|leaves|left|leaving me|us|him|her alone at|all night|home|day",
    "leave|leaves|left|leaving me|us|him|her at home alone",
    "leave|leaves|left|leaving me|us|him|her on my|our own at|all night|home|day",
    "leave|leaves|left|leaving him|her on his|her own at|all night|home|day",
    "scared|afraid|frightened of going|go home",
    "scared|afraid|frightened to go home",
    "scared|afraid|frightened to be at home",
    "scared|afraid|frightened of him|her|them|staff",
    "scared|afraid|frightened of my|the dad|dads|father|mum|mums|mam|mother|brother",
    "scared|afraid|frightened of my|the stepdad|stepfather|stepmum|uncle|grandad",
    "scared|afraid|frightened of my|the boyfriend|carer|carers|teacher|driver|escort",
    "nobody|noone feed|feeds me|us|him|her",
    "no one feed|feeds me|us|him|her",
    "not eating",
    "dont|doesnt eat",
    "no food at|in home|the",
    "nothing to eat",
    "bed hungry",
    "hungry at home",
    "dont|wont|doesnt|didnt|never|not let|lets me|us|him eat|drink",
    "starving|starves|starve",
};

/* Whether a word is one of those between strokes. */
static bool is_among(struct str key, struct str words)
{
    while (words.len)
        if (str_equal(key, str_cut(&words, '|')))
            return true;
    return false;
}

static bool ends_here(const struct flag_words *words, size_t i)
{
    return i == words->count || words->items[i].first;
}

static bool stands_at(const struct flag_words *words, size_t i, struct str phrase)
{
    while (phrase.len) {
        struct str wanted = str_cut(&phrase, ' ');
        if (str_equal(wanted, STR("."))) {
            if (!ends_here(words, i))
                return false;
        } else if (wanted.ptr[0] == '!') {
            if (i < words->count &&
                is_among(words->items[i].key, str_slice(wanted, 1, wanted.len)))
                return false;
        } else if (i == words->count || !is_among(words->items[i++].key, wanted)) {
            return false;
        }
    }
    return true;
}

/* One word that a phrase may begin with, and what must follow. */
struct start {
    struct str word, rest;
};

struct flag_harm {
    struct start *items; /* (count), by word */
    size_t count;
    size_t from[UCHAR_MAX + 2]; /* the first whose word begins with this byte, or later */
};

static int by_word(const void *a, const void *b)
{
    return str_compare(((const struct start *)a)->word, ((const struct start *)b)->word);
}

const struct flag_harm *flag_harm_new(struct arena *arena)
{
    struct flag_harm *harm = arena_alloc(arena, sizeof *harm);
    size_t most = 0;
    for (size_t p = 0; p < sizeof phrases / sizeof phrases[0]; p++)
        for (const char *at = phrases[p]; *at && *at != ' '; at++)
            most += at == phrases[p] || *at == '|';
    harm->items = arena_array(arena, struct start, most);
    for (size_t p = 0; p < sizeof phrases / sizeof phrases[0]; p++) {
        struct str rest = str_of(phrases[p]), words = str_cut(&rest, ' ');
        while (words.len)
            harm->items[harm->count++] = (struct start){str_cut(&words, '|'), rest};
    }
    qsort(harm->items, harm->count, sizeof *harm->items, by_word);
    for (size_t byte = 0, i = 0; byte < sizeof harm->from / sizeof *harm->from; byte++) {
        while (i < harm->count && (unsigned char)harm->items[i].word.ptr[0] < byte)
            i++;
        harm->from[byte] = i;
    }
    return harm;
}

/* The first start with this word, or where it would be. */
static size_t starts_from(const struct flag_harm *harm, struct str word)
{
    unsigned char first = word.len ? (unsigned char)word.ptr[0] : 0;
    size_t low = harm->from[first], high = harm->from[first + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(harm->items[middle].word, word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool flag_tells_of_harm(const struct flag_known *known, struct arena *arena,
                        struct str text)
{
    const struct flag_harm *harm = flag_harm_of(known);
    struct arena_mark mark = arena_mark(arena);
    struct flag_words words = flag_words_of(arena, text);
    bool found = false;
    for (size_t i = 0; i < words.count && !found; i++) {
        struct str word = words.items[i].key;
        for (size_t s = starts_from(harm, word);
             s < harm->count && !found && str_equal(harm->items[s].word, word); s++)
            found = stands_at(&words, i + 1, harm->items[s].rest);
    }
    arena_rewind(arena, mark);
    return found;
}
