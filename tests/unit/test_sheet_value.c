/* SPDX-License-Identifier: MIT */
/* What single cells mean; test_sheet.c has columns, forms and rows. */
#include "sheet_show.h"

#include "cycle/cell_list.h"
#include "cycle/column.h"
#include "cycle/mapping.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

struct value_case {
    const char *cell;
    const char *shown;  /* in the row; empty: nothing is */
    const char *notice; /* the start of the one notice; empty: there is none */
};

/* One column besides the reference and the date. */
static void check_column(struct test *t, const char *column,
                         const struct value_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str text =
            str_format(t->arena, "Person ID,Review date,Working 1,%s\nA1,1/5/25,Art,%s\n",
                       column, cases[i].cell);
        struct str rows = str_format(
            t->arena, "2 ref=A1 on=2025-05-01%s | working1=Art\n", cases[i].shown);
        struct sheet_shown shown = sheet_show(t, SHEET_REVIEWS, text, NULL);
        if (!str_equal(shown.rows, rows))
            test_fail_str(t, __FILE__, __LINE__, shown.rows, rows);
        bool fits = cases[i].notice[0]
                        ? str_starts(shown.notices, str_of(cases[i].notice))
                        : shown.notices.len == 0;
        if (!fits)
            test_fail_str(t, __FILE__, __LINE__, shown.notices, str_of(cases[i].notice));
    }
}

static void year_groups_are_read(struct test *t)
{
    static const struct value_case cases[] = {
        {"9", " year=9", ""},
        {"Y9", " year=9", ""},
        {"y 9", " year=9", ""},
        {"Yr9", " year=9", ""},
        {"Year 9", " year=9", ""},
        {"YEAR 09", " year=9", ""},
        {"09", " year=9", ""},
        {"9.0", " year=9", ""},
        {"NC Year 10", " year=10", ""},
        {"NCY 11", " year=11", ""},
        {"12+", " year=12", ""},
        {"14", " year=14", ""},
        {"15+", " year=15", ""},
        {"R", " year=0", ""},
        {"Reception", " year=0", ""},
        {"Year R", " year=0", ""},
        {"0", " year=0", ""},
        {"N1", " year=-1", ""},
        {"n2", " year=-1", ""},
        {"Nursery", " year=-1", ""},
        {"-1", " year=-1", ""},
        {"", "", ""},
        {"?", "", ""},
        {"X", "", ""},
        {"Post 16", "", "?2 what stands under \"NC year\" is no year group and is left"},
        {"2025", "", "?2 \"2025\" under \"NC year\" is no year group"},
        {"45", "", "?2 \"45\" under \"NC year\" is no year group"},
        {"9/10", "", "?2 \"9/10\" under \"NC year\" is no year group"},
    };
    check_column(t, "NC year", cases, COUNT(cases));
}

static void needs_become_the_codes(struct test *t)
{
    static const struct value_case cases[] = {
        {"ASD", " need=ASD", ""},
        {"asd", " need=ASD", ""},
        {"Autism", " need=ASD", ""},
        {"Autistic Spectrum Disorder", " need=ASD", ""},
        {"SpLD", " need=SPLD", ""},
        {"MLD", " need=MLD", ""},
        {"Severe Learning Difficulty", " need=SLD", ""},
        {"PMLD", " need=PMLD", ""},
        {"\"Social, Emotional and Mental Health\"", " need=SEMH", ""},
        {"BESD", " need=SEMH", ""},
        {"SLCN", " need=SLCN", ""},
        {"Hearing impairment", " need=HI", ""},
        {"VI", " need=VI", ""},
        {"Multi-sensory impairment", " need=MSI", ""},
        {"Physical Disability", " need=PD", ""},
        {"Down's syndrome", " need=DS", ""},
        {"Other", " need=OTH", ""},
        {"NSA", " need=NSA", ""},
        {"unknown", "", ""},
        {"ASD/SLCN", " need=ASD",
         "?2 what stands under \"Primary need\" was read as ASD"},
        {"MLD - moderate", " need=MLD", "?2 what stands under \"Primary need\" was"},
        {"Autism and ADHD", " need=ASD",
         "?2 what stands under \"Primary need\" was read as ASD"},
        {"Wobbly", "",
         "?2 what stands under \"Primary need\" is not understood and is left "
         "empty; write one of: "},
    };
    check_column(t, "Primary need", cases, COUNT(cases));
}

static void genders_become_letters(struct test *t)
{
    static const struct value_case cases[] = {
        {"M", " gender=M", ""},
        {"female", " gender=F", ""},
        {"1", " gender=M", ""},
        {"2", " gender=F", ""},
        {"0", "", ""},
        {"9", "", ""},
        {"X", " gender=X", ""},
        {"Boy", " gender=M", ""},
        {"Girl", " gender=F", ""},
        {"non-binary", " gender=X", ""},
        {"?", "", ""},
        {"unknown", "", ""},
        {"7", "",
         "?2 \"7\" under \"Gender\" is not understood and is left empty; write one "
         "of: F, M, X, unknown"},
    };
    check_column(t, "Gender", cases, COUNT(cases));
}

static void yes_and_no_have_many_forms(struct test *t)
{
    static const struct value_case in[] = {
        {"Y", " in=yes", ""},
        {"Yes", " in=yes", ""},
        {"TRUE", " in=yes", ""},
        {"1", " in=yes", ""},
        {"\xe2\x9c\x93", " in=yes", ""},
        {"In", " in=yes", ""},
        {"N", " in=no", ""},
        {"false", " in=no", ""},
        {"0", " in=no", ""},
        {"OOA", " in=no", ""},
        {"out of borough", " in=no", ""},
        {"", "", ""},
        {"?", "", ""},
        {"unknown", "", ""},
        {"perhaps", "", "?2 what stands under \"In area\" is not understood"},
    };
    static const struct value_case out[] = {
        {"Y", " in=no", ""},
        {"No", " in=yes", ""},
        {"out", " in=no", ""},
        {"In", " in=yes", ""},
        {"?", "", ""},
        {"", "", ""},
        {"perhaps", "", "?2 what stands under \"Out of area\" is not understood"},
    };
    static const struct value_case attended[] = {
        {"Y", " attended=yes", ""},
        {"in part", " attended=yes", ""},
        {"Yes - online", " attended=yes", ""},
        {"Yes (by phone)", " attended=yes",
         "?2 what stands under \"Attended by YP\" was"},
        {"No", " attended=no", ""},
        {"Did not attend", " attended=no", ""},
        {"Apologies", " attended=no", ""},
        {"?", "", ""},
    };
    check_column(t, "In area", in, COUNT(in));
    check_column(t, "Out of area", out, COUNT(out));
    check_column(t, "Attended by YP", attended, COUNT(attended));
}

static void schools_fall_back_on_their_number(struct test *t)
{
    static const struct sheet_case one = {
        "URN,School,Person ID,Review date\n123456,Oak "
        "Tree,A1,1/5/25\n123457,,A2,1/5/25\n",
        "2 ref=A1 on=2025-05-01 school=Oak Tree\n3 ref=A2 on=2025-05-01 school=123457\n",
        "?1 no columns hold what was said"};
    sheet_check(t, SHEET_REVIEWS, &one, NULL);
}

static void speakers_and_ways_of_speaking_are_understood(struct test *t)
{
    static const char *const speakers[][2] = {
        {"Young person", "young_person"},
        {"YP", "young_person"},
        {"pupil", "young_person"},
        {"Student", "young_person"},
        {"Self", "young_person"},
        {"Parent", "family"},
        {"Mum", "family"},
        {"Mum and Dad", "family"},
        {"Parent/carer", "family"},
        {"carer", "family"},
        {"Family", "family"},
        {"School", "school"},
        {"Teacher", "school"},
        {"SENCO", "school"},
        {"SENDCo", "school"},
        {"College", "post_16_provider"},
        {"Social worker", "social_care"},
        {"SALT", "health"},
        {"Job coach", "employer"},
        {"Advocate", "voluntary_sector"},
        {"other", "other"},
    };
    static const char *const ways[][2] = {
        {"Words", "words"},   {"verbal", "words"},         {"BSL", "signs"},
        {"Makaton", "signs"}, {"Eye gaze", "aac"},         {"communication aid", "aac"},
        {"PECS", "symbols"},  {"Talking Mats", "symbols"}, {"Observed", "observation"},
    };
    for (size_t i = 0; i < COUNT(speakers); i++) {
        struct str text = str_format(t->arena,
                                     "ID,Date,Working 1,Said by,How it was said\n"
                                     "A1,1/5/25,Art,%s,%s\n",
                                     speakers[i][0], ways[i % COUNT(ways)][0]);
        struct sheet_shown shown = sheet_show(t, SHEET_REVIEWS, text, NULL);
        CHECK_STR(
            t, shown.rows,
            str_c(t->arena, str_format(t->arena,
                                       "2 ref=A1 on=2025-05-01 | working1=Art by=%s "
                                       "how=%s\n",
                                       speakers[i][1], ways[i % COUNT(ways)][1])));
        CHECK_STR(t, shown.notices, "");
    }
    static const struct sheet_case unknown = {
        "ID,Date,Working 1,Said by,How it was said\nA1,1/5/25,Art,The dog,Barking\n",
        "2 ref=A1 on=2025-05-01 | working1=Art\n",
        "?2 what stands under \"Said by\" is not understood and is left empty; write one "
        "of: "
        "commissioner, employer\n"
        "?2 what stands under \"How it was said\" is not understood\n"};
    /* It may be somebody's name. */
    static const struct sheet_case named = {
        "ID,Date,Working 1,Said by\nA1,1/5/25,Art,Mum (Jane Osei)\n",
        "2 ref=A1 on=2025-05-01 | working1=Art by=family\n",
        "?2 what stands under \"Said by\" was read as family\n"};
    sheet_check(t, SHEET_REVIEWS, &unknown, NULL);
    sheet_check(t, SHEET_REVIEWS, &named, NULL);
}

static void people_are_known_by_what_identifies_them(struct test *t)
{
    static const struct sheet_case cases[] = {
        {"UPN,Forename,Surname,DOB,Review due\n"
         " h801 2000 01001 ,Jack,Osei,1/2/2010,1/6/25\n"
         "B801200001001,,,,1/6/25\n"
         "A12345678901B,,,,1/6/25\n"
         "UN1,Jack,Osei,1/2/2010,1/6/25\n"
         "un10,Jack,Osei,,1/6/25\n"
         "12345,Jack,Osei,1/2/2010,1/6/25\n"
         "I801200001001,Jack,Osei,1/2/2010,1/6/25\n"
         ",Jack,,1/2/2010,1/6/25\n"
         ",Jack,Osei,31/2/2010,1/6/25\n"
         "L12345678901B,,,,1/6/25\n",
         "2 upn=H801200001001 forename=Jack surname=Osei born=2010-02-01 due=2025-06-01\n"
         "3 upn=B801200001001 due=2025-06-01\n"
         "4 upn=A12345678901B due=2025-06-01\n"
         "5 forename=Jack surname=Osei born=2010-02-01 due=2025-06-01\n"
         "7 forename=Jack surname=Osei born=2010-02-01 due=2025-06-01\n"
         "8 forename=Jack surname=Osei born=2010-02-01 due=2025-06-01\n"
         "11 upn=L12345678901B due=2025-06-01\n",
         "?1 no columns hold\n"
         "?3 the UPN's first letter should be H by its digits\n"
         "?4 the UPN's first letter should be L by its\n"
         "!6 row left out: it does not say who it is about\n"
         "?7 the UPN is left empty: it should be a letter and 12 digits\n"
         "?8 the UPN is left empty\n"
         "!9 row left out: it does not say who\n"
         "?10 DOB is left empty: it is no day that can be read; write one such as "
         "12/05/2010\n"
         "!10 row left out: it does not say who\n"},
        {"Name,DOB,Review due\n\"Osei, Jack\",1/2/2010,1/6/25\nMary Jane "
         "Li,1/2/2010,1/6/25\n"
         "Jack,1/2/2010,1/6/25\n",
         "2 forename=Jack surname=Osei born=2010-02-01 due=2025-06-01\n"
         "3 forename=Mary Jane surname=Li born=2010-02-01 due=2025-06-01\n",
         "?1 no columns hold\n!4 row left out: it does not say who\n"},
        {"Person ID,DOB,Review due\nA1,1/7/2025,1/6/25\nA2,11/6/1998,1/6/25\n"
         "A3,13/6/1998,1/6/25\nA4,1/1/1900,1/6/25\n",
         "2 ref=A1 born=2025-07-01 due=2025-06-01\n"
         "3 ref=A2 born=1998-06-11 due=2025-06-01\n"
         "4 ref=A3 born=1998-06-13 due=2025-06-01\n"
         "5 ref=A4 due=2025-06-01\n",
         "?1 no columns hold\n"
         "?2 the date of birth is in the future; check it\n"
         "?3 by the date of birth this person is older than 26; check it\n"
         "?5 DOB is left empty: it is no day that can be read\n"},
        {"Person ID,Forename,Surname,DOB,Year,Review date,Working\n"
         "A1,Jo,Li,1/5/2025,9,1/5/25,Art\n,Jo,Li,45789,9,1/5/25,Art\n"
         "A3,Jo,Li,1/5/2018,9,1/5/25,Art\nA4,Jo,Li,1/5/2012,9,1/5/25,Art\n",
         "2 ref=A1 forename=Jo surname=Li on=2025-05-01 year=9 | working1=Art\n"
         "4 ref=A3 forename=Jo surname=Li born=2018-05-01 on=2025-05-01 year=9 | "
         "working1=Art\n"
         "5 ref=A4 forename=Jo surname=Li born=2012-05-01 on=2025-05-01 year=9 | "
         "working1=Art\n",
         "?2 DOB is left empty: it is the day of the review, or after it\n"
         "!3 row left out: DOB is the day of the review, or after it\n"
         "?4 by DOB this person is far too young for year 9; check both\n"},
        {"Person ID,Review due\n1.23E+09,1/6/25\n#N/A,1/6/25\n#REF!,1/6/25\n0,1/6/25\n"
         "unknown,1/6/25\n7,1/6/25\nE+1,1/6/25\n",
         "7 ref=7 due=2025-06-01\n8 ref=E+1 due=2025-06-01\n",
         "?1 no columns hold\n"
         "!2 row left out: the spreadsheet has shortened the number under \"Person ID\"\n"
         "!3 row left out: it does not say who\n"
         "!4 row left out: it does not say who\n"
         "!5 row left out: it does not say who\n"
         "!6 row left out: it does not say who\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        sheet_check(t, SHEET_REVIEWS, &cases[i], NULL);
}

static void dates_are_read_as_in_britain(struct test *t)
{
    static const char *const dates[] = {"12/05/2025", "12/5/25",         "12-May-25",
                                        "2025-05-12", "45789",           "12 May 2025",
                                        "12.05.2025", "12/05/2025 09:30"};
    for (size_t i = 0; i < COUNT(dates); i++) {
        struct str text = str_format(t->arena, "ID,Date,Working\nA1,%s,Art\n", dates[i]);
        struct sheet_shown shown = sheet_show(t, SHEET_REVIEWS, text, NULL);
        CHECK_STR(t, shown.rows, "2 ref=A1 on=2025-05-12 | working1=Art\n");
    }
}

static struct str repeated(struct test *t, const char *text, size_t times)
{
    struct buf out = BUF_IN(t->arena);
    for (size_t i = 0; i < times; i++)
        buf_add(&out, str_of(text));
    return buf_str(&out);
}

static struct sheet_shown show_words(struct test *t, struct str words)
{
    struct str text =
        str_format(t->arena, "ID,Date,Working 1,Working 2\nA1,1/5/25,\"%.*s\",Art\n",
                   STR_ARGS(words));
    return sheet_show(t, SHEET_REVIEWS, text, NULL);
}

static void long_words_are_left_out_and_cut_words_remarked_on(struct test *t)
{
    struct sheet_shown most = show_words(t, repeated(t, "\xc3\xa9", 2000));
    CHECK(t, str_find(most.rows, STR("working1=\xc3\xa9")) != SIZE_MAX);
    CHECK_STR(t, most.notices, "");
    struct sheet_shown more = show_words(t, repeated(t, "\xc3\xa9", 2001));
    CHECK_STR(t, more.rows, "2 ref=A1 on=2025-05-01 | working2=Art\n");
    CHECK(t,
          str_starts(more.notices, STR("!2 the words under \"Working 1\" are left out: "
                                       "they are longer than 2000 characters; put")));
    struct sheet_shown cut = show_words(t, repeated(t, "a", 255));
    CHECK(t, str_starts(cut.notices,
                        STR("?2 the words under \"Working 1\" end after exactly "
                            "255 characters")));
    CHECK(t, show_words(t, repeated(t, "a", 1000)).notices.len > 0);
    CHECK_STR(t, show_words(t, repeated(t, "a", 254)).notices, "");
    struct str whole = str_format(t->arena, "%.*s.", STR_ARGS(repeated(t, "a", 254)));
    CHECK_STR(t, show_words(t, whole).notices, "");
}

static void words_are_kept_as_they_were_written(struct test *t)
{
    static const struct sheet_case cases[] = {
        {"ID,Date,Working 1,Not working 1,Future 1,Future 2,Future 3\n"
         "A1,1/5/25,\xc2\xa0 I LIKE  art \xe2\x80\x8b,Nothing,'- a job,#NAME?,#N/A\n"
         "A2,1/5/25,nothing,as above,\"I said \"\"yes\"\"\",=1+1,'quoted'\n",
         "2 ref=A1 on=2025-05-01 | working1=I LIKE  art | not_working1=Nothing | "
         "aspiration1=- a job no-future=1\n"
         "3 ref=A2 on=2025-05-01 | aspiration1=I said \"yes\" | aspiration2==1+1 | "
         "aspiration3='quoted' no-working=1 no-not-working=1\n",
         "?2 cells of this row hold control characters\n"
         "!2 the words under \"Future 2\" are lost: the spreadsheet shows #NAME? "
         "because\n"},
        /* Windows-1252 */
        {"ID;Date;Working 1\nA1;1/5/25;I don\x92t mind caf\xe9s\n",
         "2 ref=A1 on=2025-05-01 | working1=I don\xe2\x80\x99t mind caf\xc3\xa9s\n", ""},
        {"ID,Date,Working 1,Working 2,Working 3\nA1,1/5/25,Art,PE,Maths\n",
         "2 ref=A1 on=2025-05-01 | working1=Art | working2=PE | working3=Maths\n", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        sheet_check(t, SHEET_REVIEWS, &cases[i], NULL);
}

static void a_cell_may_hold_a_list(struct test *t)
{
    static const struct {
        const char *cell, *items;
    } cases[] = {
        {"I like art", "I like art"},
        {"", ""},
        {"\xe2\x80\xa2 art\n\xe2\x80\xa2 maths", "art|maths"},
        {"\xe2\x80\xa2 art \xe2\x80\xa2 maths", "art|maths"},
        {"- art\n- maths\n  and more", "art|maths\n  and more"},
        {"1) art 2) maths", "art|maths"},
        {"1. art\n2. maths\n3. PE", "art|maths|PE"},
        {"(1) art (2) maths", "art|maths"},
        {"I have 2) things", "I have 2) things"},
        {"at 1.5 metres", "at 1.5 metres"},
        {"Art\nMaths\r\n\r\nPE", "Art|Maths|PE"},
        {"I like art\nand maths", "I like art\nand maths"},
        {"art; maths ;; PE;", "art|maths|PE"},
        {"salt &amp; vinegar", "salt &amp; vinegar"},
        /* goes on: a sentence, no list */
        {"Work in a garage; or a shop", "Work in a garage; or a shop"},
        {"I like the bus;but not the driver", "I like the bus;but not the driver"},
        {"Art; because it is quiet; and I have friends there",
         "Art; because it is quiet; and I have friends there"},
        {"A job; a flat, or a house; or both; my dog",
         "A job|a flat, or a house; or both|my dog"},
        /* the last of a list, and other words that begin so */
        {"art; maths; and PE", "art|maths|PE"},
        {"art; orchestra", "art|orchestra"},
        /* a mark at the start of one is none of its words */
        {"On the bus, 1. to work; 2. to see my nan",
         "On the bus, 1. to work|to see my nan"},
        {"art; - maths", "art|maths"},
        {"Art; Or music", "Art|Or music"},
        {"I like art ;) and PE", "I like art ;) and PE"},
        {"\xe2\x80\xa2 art", "\xe2\x80\xa2 art"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str_list list = cell_list(t->arena, str_of(cases[i].cell));
        struct buf out = BUF_IN(t->arena);
        for (size_t k = 0; k < list.count; k++)
            buf_add_format(&out, "%s%.*s", k ? "|" : "", STR_ARGS(list.items[k]));
        CHECK_STR(t, buf_str(&out), cases[i].items);
    }
    static const struct sheet_case one = {
        "ID,Date,Working,Working - parent,Not working 1\n"
        "A1,1/5/25,\"1) Art\n2) n/a\n3) PE\",Calm,Bus; rain\n",
        "2 ref=A1 on=2025-05-01 | working1=Art | working3=PE | working4=Calm by=family | "
        "not_working1=Bus; rain no-working=1\n",
        "?2 the cell under \"Working\" holds 3 statements; they were taken one by one\n"};
    sheet_check(t, SHEET_REVIEWS, &one, NULL);
}

/* However many columns stand under a heading: only a number says that a cell holds one
 * statement. */
static void every_column_without_a_number_may_hold_lists(struct test *t)
{
    static const struct sheet_case cases[] = {
        {"ID,Date,Working,Strengths,Working 3\n"
         "A1,1/5/25,\"- Art\n- PE\",Maths; music,Bus; rain\n"
         "A2,1/5/25,Art,,Rain\n",
         "2 ref=A1 on=2025-05-01 | working1=Art | working2=PE | working3=Maths | "
         "working4=music | working5=Bus; rain\n"
         "4 ref=A2 on=2025-05-01 | working1=Art | working3=Rain\n",
         "?2 the cell under \"Working\" holds 2 statements; they were taken one by one\n"
         "?2 the cell under \"Strengths\" holds 2 statements; they were taken one by "
         "one\n"},
        {"ID,Date,Working,Working\nA1,1/5/25,Art; PE,Maths\n",
         "2 ref=A1 on=2025-05-01 | working1=Art | working2=PE | working3=Maths\n",
         "?2 the cell under \"Working\" holds 2 statements; they were taken one by "
         "one\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        sheet_check(t, SHEET_REVIEWS, &cases[i],
                    "{\"fields\":{\"working\":{\"names\":[\"Strengths\"]}}}");
}

static bool ends_in_digit(struct str s)
{
    return s.len && s.ptr[s.len - 1] >= '0' && s.ptr[s.len - 1] <= '9';
}

static void the_built_in_words_contradict_nothing(struct test *t)
{
    static const char *const kinds[] = {"reviews", "statements", "aspirations",
                                        "participants"};
    for (size_t k = 0; k < COUNT(kinds); k++) {
        struct mapping mapping;
        struct error err;
        REQUIRE_OK(t, mapping_load(t->arena, str_of(kinds[k]), NULL, &mapping, &err),
                   err);
        CHECK(t, mapping.needed_count > 0);
        for (size_t l = 0; l <= VALUE_LISTS; l++) {
            const struct lexicon *words =
                l < VALUE_LISTS ? &mapping.lists[l].words : &mapping.names;
            CHECK(t, words->count > 0);
            for (size_t i = 1; i < words->count; i++) {
                const struct lexicon_word *one = &words->items[i], *before = one - 1;
                CHECK(t, one->word.len > 0);
                if (str_equal(one->word, before->word) && one->meaning != before->meaning)
                    test_fail(t, __FILE__, __LINE__, str_c(t->arena, one->word));
            }
        }
        for (size_t i = 0; i < mapping.names.count; i++) {
            const struct lexicon_word *one = &mapping.names.items[i];
            if (field_is_numbered((enum field)one->meaning) && ends_in_digit(one->word))
                test_fail(t, __FILE__, __LINE__, str_c(t->arena, one->word));
            CHECK(t, mapping.titles[one->meaning].len > 0);
        }
    }
}

/* docs/data-officer.md says that these are known. */
static void every_name_of_the_page_is_known(struct test *t)
{
    static const struct {
        const char *kind, *names;
    } lists[] = {
        {"reviews",
         "Person ID|Pupil ref|Pupil number|Reference|UPN|Unique pupil number|Surname|"
         "Forename|Name|DOB|Date of birth|Review date|Date of annual review|Review due|"
         "Next review|Attended|YP attended|Present|School|College|Setting|Year group|"
         "NC year|Primary need|Need|Gender|In area|Out of area|Working 1|"
         "What's working well|Not working 1|Future 1|Hopes for the future|Heading|"
         "What was said|Rank|Said by|Who said it|Voice|How it was said|How given"},
        {"statements", "Reference|Date|Heading|What was said|Said by|How it was said"},
        {"aspirations", "Reference|Section A|Aspirations|Date"},
        {"participants",
         "Viewpoint|Viewpoints|Point of view|Perspective|Role group|Number|Organisation|"
         "Invited|Coming|Attended|Table|Note"}};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        struct mapping mapping;
        struct error err;
        REQUIRE_OK(t, mapping_load(t->arena, str_of(lists[i].kind), NULL, &mapping, &err),
                   err);
        struct str rest = str_of(lists[i].names);
        while (rest.len) {
            struct str name = str_cut(&rest, '|');
            if (column_match(t->arena, &mapping, name).field == FIELD_NONE)
                test_fail_str(t, lists[i].kind, 0, STR("not known"), name);
        }
    }
}

const struct test_case sheet_value_tests[] = {
    {"year groups are read", year_groups_are_read},
    {"needs become the codes", needs_become_the_codes},
    {"genders become letters", genders_become_letters},
    {"yes and no have many forms", yes_and_no_have_many_forms},
    {"schools fall back on their number", schools_fall_back_on_their_number},
    {"speakers and ways of speaking are understood",
     speakers_and_ways_of_speaking_are_understood},
    {"people are known by what identifies them",
     people_are_known_by_what_identifies_them},
    {"dates are read as in Britain", dates_are_read_as_in_britain},
    {"long words are left out and cut words remarked on",
     long_words_are_left_out_and_cut_words_remarked_on},
    {"words are kept as they were written", words_are_kept_as_they_were_written},
    {"a cell may hold a list", a_cell_may_hold_a_list},
    {"every column without a number may hold lists",
     every_column_without_a_number_may_hold_lists},
    {"the built-in words contradict nothing", the_built_in_words_contradict_nothing},
    {"every name of the officer's page is known", every_name_of_the_page_is_known},
    {0},
};
