/* SPDX-License-Identifier: MIT */
/* People of the room by the rows of their list: those of the newest list of that name. */
#include "workplace.h"

#define ROOM "Role group,Organisation,Number\n"
#define FIRST                                                                            \
    ROOM "Young people,Youth Forum,3\nFamily,,4\nSchool,Elm,1\nHealth,Quarry,2\n"
#define CORRECTED                                                                        \
    ROOM "Young people,Youth Forum,4\nFamily,,3\nSchool,Elm,1\nHealth,Quarry,2\n"

/* "yes" for those who were there, a letter each, by id. */
static struct str there(struct workplace *w)
{
    struct str_list ids = workplace_list(w, "participant");
    struct buf out = BUF_IN(w->arena);
    for (size_t i = 0; i < ids.count; i++)
        buf_add_format(&out, "%s",
                       workplace_field(w, ids.items[i], "attended").len ? "y" : "-");
    return buf_str(&out);
}

static struct str source_of(struct workplace *w, size_t index)
{
    return workplace_field(w, workplace_list(w, "participant").items[index], "source");
}

/* The one who is on the list no more is in no row of it. */
static void means_the_corrected_list(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_PARTICIPANTS, "room.csv", FIRST));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "room.csv", CORRECTED));
    REQUIRE(t, workplace_count(&w, "participant") == 11);
    CHECK_STR(t, source_of(&w, 6), "room.csv:3.4");
    REQUIRE(t, workplace_do(&w, "prepare.room participant=room.csv:2-3 attended=yes"));
    CHECK_STR(t, there(&w), "yyyyyy----y");
    REQUIRE(t, workplace_do(&w, "prepare.room participant=room.csv:4,room.csv#2:5.2 "
                                "attended=yes"));
    CHECK_STR(t, there(&w), "yyyyyy-y-yy");
    CHECK(t, workplace_refuses(&w, "prepare.room participant=room.csv:3.4 attended=yes",
                               "there is no participant called \"room.csv:3.4\""));
    CHECK(t, workplace_refuses(&w, "prepare.room participant=room.csv#1:3 attended=yes",
                               "another list has taken its place"));
    CHECK_STR(t, there(&w), "yyyyyy-y-yy");
    workplace_close(&w);
}

/* A correction taken back: the rows are those of the list before it. */
static void means_the_list_that_stands(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_PARTICIPANTS, "room.csv", FIRST));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "room.csv", CORRECTED));
    REQUIRE(t, workplace_undo(&w, 4));
    REQUIRE(t, workplace_do(&w, "prepare.room participant=room.csv:3.4 attended=yes"));
    CHECK_STR(t, there(&w), "------y---");
    workplace_close(&w);
}

static void says_which_list_took_its_place(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_PARTICIPANTS, "room.csv", FIRST));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "list.csv", CORRECTED));
    REQUIRE(t, workplace_count(&w, "participant") == 11);
    CHECK(t, workplace_refuses(&w, "prepare.room participant=room.csv:2-6 attended=yes",
                               "another list has taken its place, and its rows are "
                               "called list.csv:LINE"));
    REQUIRE(t, workplace_do(&w, "prepare.room participant=list.csv:2 attended=yes"));
    CHECK_STR(t, there(&w), "yyy-------y");
    workplace_close(&w);
}

static void asks_which_of_two(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_PARTICIPANTS, "room.csv", FIRST));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "room.csv",
                                ROOM "College,Mere Valley,1\nEmployer,Bun shop,1\n"));
    CHECK(t, workplace_noticed(&w, 0,
                               "In commands its rows are called room.csv#2:LINE, those "
                               "of the earlier one room.csv#1:LINE"));
    CHECK(t, workplace_refuses(&w, "prepare.room participant=room.csv:2 attended=yes",
                               "there are two lists or more of this name; write "
                               "room.csv#1:2 or room.csv#2:2"));
    REQUIRE(t, workplace_do(&w, "prepare.room participant=room.csv#1:4 attended=yes"));
    REQUIRE(t, workplace_do(&w, "prepare.room participant=room.csv#2:2 attended=yes"));
    CHECK_STR(t, there(&w), "-------y--y-");
    workplace_close(&w);
}

const struct test_case guests_tests[] = {
    {"rows are those of the corrected list", means_the_corrected_list},
    {"and of the list before it, once it is taken back", means_the_list_that_stands},
    {"a list under a new name is named", says_which_list_took_its_place},
    {"two lists of one name are told apart", asks_which_of_two},
    {0},
};
