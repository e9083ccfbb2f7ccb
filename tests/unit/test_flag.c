/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "cycle/flag.h"
#include "cycle/flag_title.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct flag_known *known_people(struct test *t)
{
    static const char *const names[][2] = {
        {"Jack", "Osei"},
        {"Will", "Young"},
        {"Hope", "O'Neill"},
        {"Mark", "Smith-Jones"},
        {"May", "van der Berg"},
        {"Grace", "Li"},
        {"Jos\xc3\xa9", "Patel"},
        {"Mary Jane", "Green"},
        {"Bo", "Walker"},
        {"\xc3\x89milie", "Bell"},
        {"Kate", ""},
        {"", "Okafor"},
    };
    static const char *const schools[] = {
        "Thornmere Park Academy",
        "The Oak Tree School",
        "St Anne's Catholic School",
        "College of West Anglia",
        "Parkside Special School",
        "New College Thornmere",
        "Isle of Wight College",
        "Lancasterian",
        "The College",
    };
    struct flag_known *known = flag_known_new(t->arena);
    for (size_t i = 0; i < COUNT(names); i++)
        flag_know_person(known, str_of(names[i][0]), str_of(names[i][1]));
    for (size_t i = 0; i < COUNT(schools); i++)
        flag_know_school(known, str_of(schools[i]));
    return known;
}

static struct str joined(struct test *t, struct str_list flags)
{
    struct buf out = BUF_IN(t->arena);
    for (size_t i = 0; i < flags.count; i++)
        buf_add_format(&out, "%s%.*s", i ? " " : "", STR_ARGS(flags.items[i]));
    return buf_str(&out);
}

static struct str flags_of(struct test *t, const struct flag_known *known,
                           const char *text)
{
    return joined(t, flag_find(known, t->arena, str_of(text)));
}

struct flag_case {
    const char *text, *flags;
};

static void check_each(struct test *t, const struct flag_case *cases, size_t count)
{
    struct flag_known *known = known_people(t);
    for (size_t i = 0; i < count; i++) {
        struct str got = flags_of(t, known, cases[i].text);
        if (!str_equal(got, str_of(cases[i].flags)))
            test_fail_str(
                t, __FILE__, __LINE__,
                str_format(t->arena, "%s -> %.*s", cases[i].text, STR_ARGS(got)),
                str_of(cases[i].flags));
    }
}

static void known_names_are_found_as_whole_words(struct test *t)
{
    static const struct flag_case cases[] = {
        {"I like sitting with Jack", "name"},
        {"i like sitting with jack", "name"},
        /* Two letters that say nothing else are a name anywhere. */
        {"Bo helps me", "name"},
        {"me and bo", "name"},
        {"I LIKE JACK", "name"},
        {"jack's house", "name"},
        {"Jack\xe2\x80\x99s house", "name"},
        {"going to jacks house", "name"},
        {"jackson pollock is good", ""},
        {"the car jacket", ""},
        {"Osei and me", "name"},
        {"Hope O'Neill", "name"},
        {"miss oneill", "name"},
        {"O\xe2\x80\x99Neill is my friend", "name"},
        {"My friend is called Jones", "name"},
        {"smith-jones", "name"},
        {"the Berg family", "name"},
        {"a van came der", ""},
        {"jos\xc3\xa9 is kind", "name"},
        {"JOS\xc3\x89 is kind", "name"},
        {"E\xcc\x81milie helps", "name"},
        {"jane is fun", "name"},
        {"kate, okafor", "name"},
        {"I like school", ""},
        {"", ""},
        {"...", ""},
    };
    check_each(t, cases, COUNT(cases));
}

static void ordinary_words_are_names_only_with_a_telling_capital(struct test *t)
{
    static const struct flag_case cases[] = {
        {"I will go to college", ""},
        {"I hope to get a job", ""},
        {"I went with Will", "name"},
        {"I went with Will's mum", "name"},
        {"Will I get a job? I don't know", ""},
        {"I want a job. Will they help?", ""},
        {"He said \"Will you come\"", ""},
        {"I WILL GO AND HOPE", ""},
        {"My friend Hope and me", "name"},
        {"good marks in maths", ""},
        {"I may go", ""},
        {"I was born in May", "name"},
        {"a mark on my shirt", ""},
        {"Mark gave me a lift", ""},
        {"My support worker is Grace", "name"},
        {"young people like me", ""},
        {"the Young family", "name"},
        {"the green room", ""},
        {"a walker helps me walk", ""},
        {"I play with Bo", "name"},
        {"bo peep", "name"}, /* rather once too often */
        {"I like Li", "name"},
    };
    check_each(t, cases, COUNT(cases));
}

static void a_title_before_a_name_is_found(struct test *t)
{
    static const struct flag_case cases[] = {
        {"Mrs Adebayo helps me", "name"},
        {"mrs adebayo helps me", "name"},
        {"MRS ADEBAYO HELPS", "name"},
        {"Mr. Kovac is funny", "name"},
        {"Mr T helps", "name"},
        {"Miss Lopez is kind", "name"},
        {"I like Miss Lopez", "name"},
        {"I miss Minecraft", ""},
        {"I miss my friends", ""},
        {"Ms Lopez", "name"},
        {"My mum has MS and is tired", ""},
        {"I use MS Teams", ""},
        {"Dr Shah listens", "name"},
        {"dr Shah listens", "name"},
        {"the dr listens", ""},
        {"Dr. Shah", "name"},
        {"Sir David", "name"},
        {"Sir helps me", ""},
        {"Sir I need help", ""},
        {"staying with auntie Joanne", "name"},
        {"staying with my auntie", ""},
        {"Doctor, Nurse, Teacher", ""},
        {"the nurse comes", ""},
        {"I saw Nurse Kelly", "name"},
        {"I want to be a nurse. First I must pass", ""},
        {"Something is a miss. School helps", ""},
    };
    check_each(t, cases, COUNT(cases));
}

static void what_is_written_like_a_name_is_found(struct test *t)
{
    static const struct flag_case cases[] = {
        {"My helper Sam Brown is kind", "name"},
        {"Kevin Okonkwo shouts at me", "name"},
        {"I sit with Aisha Begum at lunch", "name"},
        {"Aisha O'Brien's dog", "name"},
        {"i like it when Zo\xc3\xab Marsden comes", "name"},
        {"My teacher is called Sandeep", "name"},
        {"my teacher is called sandeep", "name"},
        {"I've one friend, called Wren, and we draw", "name"},
        {"a lady named Ottoline helps", "name"},
        {"Her name is Ottoline", "name"},
        {"my helper Colin waits for me", "name"},
        {"a bus driver Tariq lets me sit in front", "name"},
        {"My social worker Anthony left", "name"},
        {"My worker is called a navigator", ""},
        {"my teacher called my mum", ""},
        {"my friends called me names", ""},
        {"a game called Minecraft", ""},
        {"our chat is called the roots", ""},
        {"a locksmith, it is called. Then more", ""},
        {"My PA, who has not once called me inspirational", ""},
        {"They know my name, they save me an apron", ""},
        {"I have a friend. Minecraft is our game", ""},
        {"my mum. She works", ""},
        {"My Dad I love", ""},
        {"HELPER COLIN IS KIND", ""},
    };
    check_each(t, cases, COUNT(cases));
}

static void what_else_has_capitals_is_no_name(struct test *t)
{
    static const struct flag_case cases[] = {
        {"I got a letter about Universal Credit", ""},
        {"Every Tuesday I cook", ""},
        {"Signaller for Network Rail", ""},
        {"Open University, then trouble", ""},
        {"My Braille display keeps freezing", ""},
        {"the youth club on Canal Road", ""},
        {"Learning British Sign Language", ""},
        {"Duke of Edinburgh's Gold Award", ""},
        {"playing Mario Kart after school", ""},
        {"Playing Fortnite with my cousin", ""},
        {"I like Science and Maths", ""},
        {"I like PE GCSE", ""},
        {"Entry Level 3, Year 9", ""},
        {"Working Together for Change", ""},
        {"the Town Hall", ""},
        {"Kingsmarsh Sixth Form lends bus passes", ""},
        {"bowling at Kettle Baxter House", ""},
        {"I work in the Thornmere Kitchens", ""},
        {"I like Sam, Brown bread", ""},
        {"I went to bed. Sam slept", ""},
        {"SAM BROWN", ""},
    };
    check_each(t, cases, COUNT(cases));
}

/* What one school alone is called for short; what several share is a town. */
static void a_school_is_found_by_its_short_name(struct test *t)
{
    static const char *const schools[] = {
        "Quernmore Hall School", "Quernmore Hall",   "Elmwood Spec.",
        "Holmfirth SEN School",  "Marlpits ARP",     "Oakfield Sch",
        "The Larch Centre",      "St Bega's School", "Tunwich Park Academy",
        "New College Tunwich",   "Meadow School",    "School 5",
    };
    static const struct flag_case cases[] = {
        {"I don't like the bus to Quernmore", "school"},
        {"QUERNMORE taxi is late", "school"},
        {"quernmore is far", "school"},
        {"Go to Marlpits", "school"},
        {"Holmfirth is too far", "school"},
        {"Elmwood is great", "school"},
        {"Oakfield is fun", "school"},
        {"My friends at bega's", "school"},
        {"They call it QHS", "school"},
        {"I like it at Meadow", "school"},
        {"the meadow behind the larch", ""},
        {"Tunwich is a nice town", ""},
        {"I sit in the Hall", ""},
        {"I like the park", ""},
        {"I like thing 5", ""},
    };
    struct flag_known *known = flag_known_new(t->arena);
    for (size_t i = 0; i < COUNT(schools); i++)
        flag_know_school(known, str_of(schools[i]));
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str_list found = flag_find_perhaps(known, t->arena, str_of(cases[i].text));
        struct str flags = joined(t, found);
        if (!str_equal(flags, str_of(cases[i].flags)))
            test_fail(t, __FILE__, __LINE__,
                      str_c(t->arena, str_format(t->arena, "%s: %.*s", cases[i].text,
                                                 STR_ARGS(flags))));
        /* What officers write, and what is printed, names places. */
        CHECK_STR(t, joined(t, flag_find(known, t->arena, str_of(cases[i].text))), "");
    }
}

/* A first name that nobody has named to it, and a word with a capital that is in no
 * dictionary: enough for a person to look at a card, and too little for a report. */
static void what_may_be_a_name_is_found_on_cards(struct test *t)
{
    static const struct flag_case cases[] = {
        {"Orla walks with me to every lesson", "name"},
        {"Megan, Jorja, Big Tom", "name"},
        {"Ben's eyes follow Marie", "name"},
        {"a lady in the sixth form office, Bev, who listens", "name"},
        {"go disco with Jamie. no mum", "name"},
        {"jackie left. whats the point", "name"},
        {"megans house is near", "name"},
        {"I sit with Ottoline", "name"},
        {"I sit with O\xe2\x80\x99"
         "Brannigan",
         "name"},
        {"Harry is kind", "name"},
        {"I went with Grace and rose", "name"},
        {"Walking to school", ""},
        {"Will I get a job", ""},
        {"will may mark rose grace", ""},
        {"Grace before meals", ""},
        {"Definately more trips", ""},
        {"Becuase it is loud. Freinds help", ""},
        {"Scriptwriting and Zumba", ""},
        {"Im ok. Dont ask me", ""},
        {"I've friends, I'm well", ""},
        {"My Carer takes me to Skegness in August", ""},
        {"I like WhatsApp and Minecraft", ""},
        {"Gdynia, a flat in Skelby near the Thorncoast", ""},
        {"St George's day", ""},
        {"my EHCP and BRENDA", ""},
        {"I LIKE JAMIE", ""},
        {"Victoria Park at the Kirkgate Centre", ""},
        {"We start in sept", ""},
        {"W", ""},
    };
    struct flag_known *nobody = flag_known_new(t->arena);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str text = str_of(cases[i].text);
        CHECK_STR(t, joined(t, flag_find_perhaps(nobody, t->arena, text)),
                  cases[i].flags);
        CHECK(t, flag_find(nobody, t->arena, text).count == 0 ||
                     str_starts(text, STR("Megan")));
    }
}

static void an_address_is_found(struct test *t)
{
    static const struct flag_case cases[] = {
        {"I live at 14 Mill Lane", "address"},
        {"i live at 14 mill lane", "address"},
        {"We moved to 22a Old Mill Road", "address"},
        {"I live in Mill Lane", "address"},
        {"my house is on Station Road", "address"},
        {"2 days at the tyre place on Canal Road", ""},
        {"I want to live in a quiet lane", ""},
        {"I live near the park", ""},
        {"Room 14 at lunch", ""},
        {"4 bus stops and a green lane", ""},
        {"I have 3 close friends", ""},
        {"Year 7 all over again", ""},
    };
    check_each(t, cases, COUNT(cases));
}

/* Firms and halls have capitals too. */
static void officers_words_are_looked_through_for_what_is_sure(struct test *t)
{
    struct flag_known *known = known_people(t);
    static const struct flag_case cases[] = {
        {"Ask Kettle Baxter for rooms at 14 Mill Lane", ""},
        {"Ask Mrs Adebayo", "name"},
        {"Ask jack at Thornmere Park Academy on 07700 900123", "name school phone"},
        {"Order 120000 chairs, see plan 4433221", ""},
        {"Bid for £1200000000", ""},
        {"Move pupil H80122334455A", "number"},
        {"NHS 9434765919", "number"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str_list flags = flag_find_sure(known, t->arena, str_of(cases[i].text));
        CHECK_STR(t, joined(t, flags), cases[i].flags);
    }
}

static void known_schools_are_found(struct test *t)
{
    static const struct flag_case cases[] = {
        {"I like Thornmere Park Academy", "school"},
        {"thornmere park is good", "school"},
        {"Thornmere Park's canteen", "school"},
        {"Thornmere college", "school"},
        {"Thornmere is a nice town", ""},
        {"I go to the park", ""},
        {"Oak Tree is my school", "school"},
        {"I sat under an oak tree", ""},
        {"st annes", "school"},
        {"I go to Saint Anne's", "school"},
        {"St Anne\xe2\x80\x99s", "school"},
        {"I want to go to West Anglia", "school"},
        {"parkside college", "school"},
        {"parkside special school", "school"},
        {"I live in Parkside", ""},
        {"I like my new college", ""},
        {"I went to New College", "school"},
        {"Isle of Wight is far", "school"},
        {"I go to Lancasterian", "school"},
        {"the college is big", ""},
        {"The College is big", ""},
    };
    check_each(t, cases, COUNT(cases));
}

static void numbers_and_addresses_are_found(struct test *t)
{
    static const struct flag_case cases[] = {
        {"ring 020 7946 0123", "phone"},
        {"07700 900123", "phone"},
        {"07700900123 2 times", "phone"},
        {"7700900123", "phone"},
        {"(01632) 960 001", "phone"},
        {"+44 (0)20 7946 0123", "phone"},
        {"0044 20 7946 0123", "phone"},
        {"+353 1 234 5678", "phone"},
        {"room 12, 07700 900123", "phone"},
        {"on 12/05/2025", ""},
        {"in 2024 2025", ""},
        {"bus 12345", ""},
        {"0.5 or 100", ""},
        {"I live at SW1A 1AA", "postcode"},
        {"sw1a1aa", "postcode"},
        {"M1 1AE", "postcode"},
        {"B33 8TH", "postcode"},
        {"CR2 6XH.", "postcode"},
        {"DN55  1PT", "postcode"},
        {"EC1A 1BB is London", "postcode"},
        {"We are at TM4 7QX now", "postcode"}, /* one that is mistyped tells, too */
        {"TM4 7PX", "postcode"},
        {"tm47qx", "postcode"},
        {"postcode tm4 7qx", "postcode"},
        {"gr8 2be there", ""},
        {"it is gr8 4us", ""},
        {"ks4 2hr a week", ""},
        {"QM4 7QX and VM4 7QX", ""},
        {"TI4 7QX", ""},
        {"I came 1st and B1 2nd", ""},
        {"Year Y9 4th class", ""},
        {"entry level E3 and L1", ""},
        {"Q1 1AA", ""},
        {"M1 1CE", ""},
        {"XM1 1AE", ""},
        {"M1 1AEX", ""},
        {"write to jack.o@example.org", "name email"},
        {"a@b.uk", "email"},
        {"meet @ the park.", ""},
        {"me@home", ""},
        {"@jo", "name"}, /* what people are called online */
        {"I am @dragon_99 on Insta", "name"},
        {"A123456789012", "number"},
        {"my UPN is H80122334455A.", "number"},
        {"NHS 943 476 5919", "number"},
        {"NHS 9434765919", "number"},
        {"QQ 12 34 56 C", "number"},
        {"qq123456c", "number"},
        {"it was 100 200 times", ""},
        {"in 12 34 of us", ""},
        {"it cost £120000 and £ 250000", ""}, /* money is nobody's number */
        {"£5 for case 120000", "number"},
    };
    check_each(t, cases, COUNT(cases));
}

/* A friend's reference tells who the friend is, as a name would. */
static void numbers_of_others_are_found(struct test *t)
{
    static const struct flag_case cases[] = {
        {"TH10023 is my friend", "number"},
        {"I sit by th10023's desk", "number"},
        {"with TH 10023, and TH-10023", "number"},
        {"TH1002 and TH10023a", ""},
        {"room 40-12/7", "number"},
        {"room 40, 12, 7", ""},
        {"case 54321", "number"},
        {"since 2019", ""}, /* a reference, and every year as well */
        {"Y10 is hard", ""},
        {"nothing", ""},
    };
    static const char *const numbers[] = {"TH10023", "40/12-7", "54321", "2019",
                                          "Y10",     "nothing", ""};
    struct flag_known *known = flag_known_new(t->arena);
    struct flag_known *news = flag_known_beside(t->arena, known);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        flag_know_number(known, str_of(numbers[i]));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str text = str_of(cases[i].text);
        CHECK_STR(t, flags_of(t, known, cases[i].text), cases[i].flags);
        CHECK_STR(t, joined(t, flag_find_known(known, t->arena, text)), cases[i].flags);
    }
    flag_know_number(news, STR("TH10023"));
    CHECK(t, !flag_knows_any(news));
    flag_know_number(news, STR("TH10024"));
    CHECK(t, flag_knows_any(news));
}

static void each_flag_stands_once_and_in_order(struct test *t)
{
    static const struct flag_case cases[] = {
        {"b@c.org M1 1AE 07700 900123 Jack at Thornmere Park with Mrs Patel and Jack",
         "name school phone postcode email"},
    };
    check_each(t, cases, COUNT(cases));
}

static void many_names_are_known(struct test *t)
{
    struct flag_known *known = flag_known_new(t->arena);
    for (int i = 0; i < 5000; i++)
        flag_know_person(known, str_format(t->arena, "Forename%d", i),
                         str_format(t->arena, "Surname%d", i));
    CHECK_STR(t, flags_of(t, known, "with forename0"), "name");
    CHECK_STR(t, flags_of(t, known, "with Surname4999"), "name");
    CHECK_STR(t, flags_of(t, known, "with Surname5000"), "");
}

/* Of sheets and files: by the people above, and by how they are written. */
static void titles_that_are_names_are_found(struct test *t)
{
    static const char *const known[] = {"Jack Osei",  "osei, jack",    "Jack O.",
                                        "Hope Young", "May Young Y9",  "PATEL review",
                                        "Will",       "Jack, Oakfield"};
    static const char *const not_known[] = {
        "Reviews",  "Patel School",  "Walker Park", "St Mary's",
        "Sheet1",   "2025",          "Holly Bank",  "Bell Lane",
        "May 2025", "Hope Hospital", "Reviews Hill"};
    static const char *const like[] = {"Zack Mumblewick", "mumblewick, zack",
                                       "Ellie",           "Jamie-Lee Fothergate",
                                       "ZACK MUMBLEWICK", "Quashie, Priya",
                                       "Ellie Hall",      "Ece \xc3\x9cnal Year 9",
                                       "Hope Barnes",     "Ellie Thornbury (Oak School)"};
    static const char *const not_like[] = {
        "Holly Bank",     "Oak School",          "Quernmore Hall", "Marlpits",
        "St Thomas",      "Mary Hare School",    "Reviews",        "Year 9",
        "QHS PRU",        "Kettle Baxter House", "Sheet1",         "elm park",
        "Raw Data",       "Pupil List",          "Oak Tree",       "For the school",
        "Queen Elizabeth"};
    const struct flag_known *people = known_people(t);
    for (size_t i = 0; i < COUNT(known); i++)
        if (!flag_title_is_known(people, t->arena, str_of(known[i])))
            test_fail_str(t, __FILE__, __LINE__, str_of(known[i]), STR("known"));
    for (size_t i = 0; i < COUNT(not_known); i++)
        if (flag_title_is_known(people, t->arena, str_of(not_known[i])))
            test_fail_str(t, __FILE__, __LINE__, str_of(not_known[i]), STR("not known"));
    for (size_t i = 0; i < COUNT(like); i++)
        if (!flag_title_is_like_name(t->arena, str_of(like[i])))
            test_fail_str(t, __FILE__, __LINE__, str_of(like[i]), STR("like a name"));
    for (size_t i = 0; i < COUNT(not_like); i++)
        if (flag_title_is_like_name(t->arena, str_of(not_like[i])))
            test_fail_str(t, __FILE__, __LINE__, str_of(not_like[i]), STR("no name"));
    CHECK(t, !flag_title_is_known(people, t->arena, STR_NONE));
}

const struct test_case flag_tests[] = {
    {"known names are found as whole words", known_names_are_found_as_whole_words},
    {"ordinary words are names only with a telling capital",
     ordinary_words_are_names_only_with_a_telling_capital},
    {"a title before a name is found", a_title_before_a_name_is_found},
    {"what is written like a name is found", what_is_written_like_a_name_is_found},
    {"what else has capitals is no name", what_else_has_capitals_is_no_name},
    {"a school is found by its short name", a_school_is_found_by_its_short_name},
    {"what may be a name is found on cards", what_may_be_a_name_is_found_on_cards},
    {"an address is found", an_address_is_found},
    {"officers' words are looked through for what is sure",
     officers_words_are_looked_through_for_what_is_sure},
    {"known schools are found", known_schools_are_found},
    {"numbers and addresses are found", numbers_and_addresses_are_found},
    {"numbers of others are found", numbers_of_others_are_found},
    {"each flag stands once and in order", each_flag_stands_once_and_in_order},
    {"many names are known", many_names_are_known},
    {"titles that are names are found", titles_that_are_names_are_found},
    {0},
};
