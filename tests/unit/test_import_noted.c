/* SPDX-License-Identifier: MIT */
/* A list of participants comes again, and people have noted by hand who is coming: the
 * list changes only what it says otherwise than it did. */
#include "workplace.h"

#define ROOM "Role group,Organisation,Number,Invited,Coming\n"
#define LIST                                                                             \
    ROOM "Young person,Youth Voice,4,Y,Y\n"                                              \
         "Parent,PCF,2,Y,Y\n"

/* `yyyn|yy`: who is coming, in the order in which they came in. */
static struct str coming(struct workplace *w)
{
    struct str_list ids = workplace_list(w, "participant");
    struct buf out = BUF_IN(w->arena);
    for (size_t i = 0; i < ids.count; i++) {
        struct str answer = workplace_field(w, ids.items[i], "coming");
        buf_add_byte(&out, answer.len ? answer.ptr[0] : '-');
    }
    return buf_str(&out);
}

static void keeps_what_was_noted(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_PARTICIPANTS, "room.csv",
                                 LIST "School,Oak,4,Y,Y\n"));
    REQUIRE(t, workplace_do(&w, "prepare.room participant=room.csv:2.1,room.csv:2.2 "
                                "coming=no"));
    REQUIRE(t, workplace_do(&w, "prepare.room participant=room.csv:3 invited=no "
                                "coming=no"));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "room.csv",
                                LIST "School,Oak,5,Y,Y\n"));
    CHECK_STR(t, coming(&w), "nnyynnyyyyy");
    CHECK(t, w.counts.participants == 1 && w.counts.corrected == 0);
    CHECK(t, w.counts.same == 10);
    workplace_check_notices(
        &w, "?2 2 of the 4 people of this row were noted otherwise by hand; that stays, "
            "since the list says what it said before (coming: yes → no). If the list is "
            "right, note it: `waymark do prepare.room "
            "participant=\"room.csv#2:2.1,room.csv#2:2.2\" …`\n"
            "?3 2 of the 2 people of this row were noted otherwise by hand; that stays, "
            "since the list says what it said before (coming: yes → no; invited: yes → "
            "no)\n");
    /* Each is still who they were. */
    REQUIRE(t, workplace_do(&w, "prepare.room participant=room.csv:2.1 coming=yes"));
    CHECK_STR(t, coming(&w), "ynyynnyyyyy");
    /* Under another name, too: it is that list, though less of it stands as it was. */
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "list.csv",
                                LIST "School,Oak,6,Y,Y\n"));
    CHECK(t, w.counts.participants == 1 && w.counts.corrected == 0);
    CHECK_STR(t, coming(&w), "ynyynnyyyyyy");
    workplace_close(&w);
}

/* What the list itself says otherwise now is a correction, and newer. */
static void takes_what_the_list_changed(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_PARTICIPANTS, "room.csv",
                                 ROOM "School,Oak,1,Y,\nHealth,,1,Y,N\n"));
    REQUIRE(t, workplace_do(&w, "prepare.room participant=room.csv:2-3 coming=yes "
                                "table=7"));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "room.csv",
                                ROOM "School,Oak,1,Y,N\nHealth,,1,Y,N\n"));
    CHECK_STR(t, coming(&w), "ny");
    CHECK(t, w.counts.corrected == 1 && w.counts.same == 1);
    workplace_check_notices(
        &w, "?2 who stands in this row was noted otherwise by hand; the list says "
            "something else than before, and is taken (coming: yes → no). If what was "
            "noted is right, note it: `waymark do prepare.room\n"
            "?3 who stands in this row was noted otherwise by hand; that stays, since "
            "the list says what it said before (coming: no → yes)\n");
    workplace_close(&w);
}

/* The list comes to say what was noted; later something else is noted again. */
static void knows_what_the_list_said_last(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_PARTICIPANTS, "room.csv",
                                 ROOM "School,Oak,1,Y,Y\nHealth,,1,Y,Y\n"));
    REQUIRE(t, workplace_do(&w, "prepare.room participant=room.csv:2 coming=no"));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "room.csv",
                                ROOM "School,Oak,1,Y,N\nHealth,,1,Y,Y\n"));
    workplace_check_notices(&w, "");
    REQUIRE(t, workplace_do(&w, "prepare.room participant=room.csv:2 coming=yes"));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "room.csv",
                                ROOM "School,Oak,1,Y,N\nHealth,,2,Y,Y\n"));
    CHECK_STR(t, coming(&w), "yyy");
    CHECK(t, workplace_noticed(&w, 2, "noted otherwise by hand; that stays"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

const struct test_case import_noted_tests[] = {
    {"keeps what was noted by hand", keeps_what_was_noted},
    {"takes what the list changed", takes_what_the_list_changed},
    {"knows what the list said last", knows_what_the_list_said_last},
    {0},
};
