/* SPDX-License-Identifier: MIT */
#include "text/topics.h"

#include <stdlib.h>

static const char *const topic_lines[] = {
    "bus buses minibus taxi taxis cab car train trains tram transport transported "
    "travel travels travelling travelled journey journeys driver drivers drive "
    "drives driving lift lifts escort escorts passenger passengers station route "
    "routes licence",

    "friend friends friendly friendship friendships mate mates buddy buddies lonely "
    "loneliness isolated company social socialise socialising meet meets meeting "
    "met group groups peer peers boyfriend girlfriend relationship relationships "
    "birthday party",

    "bully bullies bullied bullying tease teased teasing nasty mean rude fight "
    "fights fighting laughed picked unkind safe safely safety unsafe danger "
    "dangerous scare scared scary frightened stranger strangers police",

    "job jobs work works working worked employ employed employer employers "
    "employment career careers apprentice apprenticeship apprenticeships internship "
    "internships interview interviews placement placements wage wages volunteer "
    "volunteering voluntary shift shifts paid",

    "college colleges university uni course courses sixth form qualification "
    "qualifications gcse gcses btec diploma certificate apply applying application "
    "level levels study studying",

    "lesson lessons class classes classroom classrooms subject subjects maths "
    "english science history geography reading writing spelling homework exam exams "
    "test tests learn learns learning learnt learned teach teaching taught "
    "understand curriculum",

    "teacher teachers tutor tutors ta tas staff assistant assistants senco mentor "
    "mentors keyworker keyworkers adult adults headteacher professional "
    "professionals trained training support supports supported supporting helper "
    "helpers",

    "home homes house houses flat live lives living accommodation tenancy tenant "
    "rent housing landlord bedroom hostel independent independently independence",

    "cook cooks cooking cooked clean cleaning tidy washing wash laundry iron "
    "ironing chores shop shops shopping dress dressed dressing shower routine "
    "routines",

    "money cash pay pays paying paid afford expensive cost costs bank benefit "
    "benefits bill bills budget budgeting pip credit saving savings funding funded "
    "fund",

    "doctor doctors gp hospital hospitals nurse nurses dentist clinic medicine "
    "medicines medical medication tablets epilepsy seizure seizures diabetes asthma "
    "health healthy appointment appointments paediatrician weight pain ill illness",

    "anxiety anxious worry worries worried worrying stress stressed stressful "
    "depressed depression sad upset angry anger panic panics calm calmer camhs "
    "counsellor counselling therapist wellbeing mental mood feelings emotion "
    "emotions emotional cope coping confidence confident meltdown meltdowns",

    "noise noises noisy loud quiet quieter quietly crowd crowds crowded busy bright "
    "light lights lighting smell smells sensory headphones overwhelm overwhelms "
    "overwhelmed overwhelming overload space spaces fidget fidgeting dark",

    "football swim swims swimming sport sports gym club clubs youth scouts cadets "
    "music band drama dance dancing art drawing painting game games gaming cinema "
    "bowling trip trips activity activities hobby hobbies holiday holidays play "
    "plays playing fun cricket rugby basketball cycling bike",

    "therapy therapies physio physiotherapy physiotherapist occupational ot speech "
    "salt hydrotherapy exercises stretches",

    "wait waits waited waiting delay delays delayed late list lists queue queues "
    "months weeks years overdue slow slowly quick quickly",

    "plan plans ehcp ehcps ehc review reviews assessment assessments meeting "
    "meetings paperwork report reports annual tribunal caseworker draft",

    "listen listens listened listening hear hears heard opinion opinions view views "
    "voice choice choices choose chooses choosing chose decide decides decided "
    "deciding decision decisions ask asks asked asking ignore ignored respect "
    "respected",

    "mum mums mother dad dads father parent parents brother brothers sister sisters "
    "sibling siblings family families nan gran grandma grandad grandparents aunt "
    "uncle cousin cousins",

    "respite short overnight break breaks carer carers rest tired exhausted",

    "food lunch dinner dinners breakfast eat eats eating meal meals canteen snack "
    "snacks hungry menu",

    "computer computers laptop laptops ipad tablet phone phones mobile app apps "
    "internet online technology wifi",

    "wheelchair wheelchairs walker hoist ramp ramps stairs accessible access "
    "adapted equipment toilet toilets changing hearing aid aids glasses braille",

    "sign signing makaton aac symbol symbols pictures talker communicate "
    "communicates communication communicating interpreter speak speaks speaking "
    "language talk talks talked talking",

    "future next leave leaves leaving leaver leavers transition transitions "
    "adulthood grown eighteen nineteen move moves moved moving change changes "
    "changed goal goals dream dreams",

    "dog dogs cat cats horse horses animal animals pet pets farm garden gardening "
    "outdoor outdoors outside park parks nature walk walks walking",

    "information website leaflet advice adviser advisor explain explains explained "
    "email emails letter letters phoned contact",
};

enum { TOPIC_LINES = sizeof topic_lines / sizeof topic_lines[0] };
_Static_assert(sizeof topic_lines / sizeof topic_lines[0] <= 64, "a topic is a bit");

struct topic_word {
    struct str word;
    uint64_t bits;
};

struct topics {
    struct topic_word *words; /* (count), sorted by word */
    size_t count;
};

static int compare_words(const void *a, const void *b)
{
    return str_compare(((const struct topic_word *)a)->word,
                       ((const struct topic_word *)b)->word);
}

const struct topics *topics_read(struct arena *arena)
{
    struct str_list lines[TOPIC_LINES];
    struct topics *topics = arena_alloc(arena, sizeof *topics);
    size_t total = 0, same = 0;
    for (size_t i = 0; i < TOPIC_LINES; i++) {
        lines[i] = str_split(arena, str_of(topic_lines[i]), ' ');
        total += lines[i].count;
    }
    topics->words = arena_array(arena, struct topic_word, total);
    for (size_t i = 0; i < TOPIC_LINES; i++)
        for (size_t w = 0; w < lines[i].count; w++)
            topics->words[topics->count++] =
                (struct topic_word){lines[i].items[w], (uint64_t)1 << i};
    qsort(topics->words, total, sizeof topics->words[0], compare_words);
    for (size_t i = 1; i < total; i++) {
        if (str_equal(topics->words[same].word, topics->words[i].word))
            topics->words[same].bits |= topics->words[i].bits;
        else
            topics->words[++same] = topics->words[i];
    }
    topics->count = same + 1;
    return topics;
}

uint64_t topics_of(const struct topics *topics, struct str folded)
{
    if (str_ends(folded, STR("'s")))
        folded.len -= 2;
    struct topic_word key = {folded, 0};
    const struct topic_word *found = bsearch(&key, topics->words, topics->count,
                                             sizeof topics->words[0], compare_words);
    return found ? found->bits : 0;
}
