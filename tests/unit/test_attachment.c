/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "base/file.h"
#include "cycle/media_type.h"
#include "engine/attachment.h"
#include "engine/care.h"
#include "store/backup.h"
#include "store/blob.h"

#include <string.h>

#define PNG "\x89PNG\r\n\x1a\n"
#define SAID "r.csv:2:working1"

static const struct {
    const char *start;
    size_t len;
    const char *type;
} starts[] = {
    {PNG "....IHDR", 16, "png"},
    {"\xff\xd8\xff\xe0..JFIF", 10, "jpeg"},
    {"ID3\x04", 4, "mp3"},
    {"\xff\xfb\x90\x64", 4, "mp3"},
    {"RIFF....WAVEfmt ", 16, "wav"},
    {"....ftypM4A \0\0", 14, "m4a"},
    {"....ftypisom\0\0", 14, "mp4"},
    {"....ftypmp42\0\0", 14, "mp4"},
    {"\x1a\x45\xdf\xa3\x9f\x42\x86..webm", 13, "webm"},
    {"%PDF-1.7", 8, "pdf"},
    {"....ftypheic\0\0", 14, ""},
    {"....ftypqt  \0\0", 14, ""},
    {"\x1a\x45\xdf\xa3..matroska", 14, ""},
    {"RIFF....AVI ", 12, ""},
    {"\xff\xfe"
     "a\0",
     4, ""},
    {"\xff\xff\xff\xff", 4, ""},
    {"\x89PN", 3, ""},
    {"<svg>", 5, ""},
    {"MZ", 2, ""},
    {"", 0, ""},
};

static void knows_files_by_their_first_bytes(struct test *t)
{
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        CHECK_STR(t, media_type((struct str){starts[i].start, starts[i].len}),
                  starts[i].type);
    CHECK_STR(t, media_ending(STR("jpeg")), "jpg");
    CHECK_STR(t, media_ending(STR("mp4")), "mp4");
}

/* A picture of `size` bytes, by its first ones. */
static struct str picture(struct workplace *w, const char *name, size_t size)
{
    char *bytes = arena_alloc(w->arena, size);
    for (size_t i = 0; i < size; i++)
        bytes[i] = (char)(i * 7 + i / 1000);
    memcpy(bytes, PNG, strlen(PNG));
    struct str path = file_join(w->arena, w->folder, str_of(name));
    struct error err;
    return file_write(w->arena, path, (struct str){bytes, size}, 0600, &err) ? path
                                                                             : STR_NONE;
}

static struct str path_of(struct workplace *w, struct str stored)
{
    return store_path(w->engine->store, blob_file(w->arena, stored));
}

static bool spoil(struct workplace *w, struct str path, size_t at, int how)
{
    struct str bytes;
    if (!file_read(w->arena, path, FILE_SMALL, &bytes, &w->err))
        return false;
    char *copy = arena_alloc(w->arena, bytes.len + 1);
    memcpy(copy, bytes.ptr, bytes.len);
    if (how == 0)
        copy[at] ^= 1;
    return file_write(w->arena, path,
                      (struct str){copy, how < 0 ? bytes.len - at : bytes.len}, 0600,
                      &w->err);
}

/* In one piece, at the seam, and in several; each comes back as it was. */
static void gives_back_what_was_kept(struct test *t)
{
    static const size_t sizes[] = {9, 1024 * 1024, 1024 * 1024 + 1, 2500000};
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct blob blob;
        struct str given, back, sealed;
        struct str from = picture(&w, "given.png", sizes[i]);
        struct str to = file_join(w.arena, w.folder, STR("back.png"));
        struct store *store = w.engine->store;
        REQUIRE_OK(t, blob_keep(store, w.arena, from, &blob, &w.err), w.err);
        CHECK(t, blob.size == (int64_t)sizes[i]);
        REQUIRE_OK(t, blob_give(store, w.arena, blob.name, blob.size, to, &w.err), w.err);
        REQUIRE_OK(t, file_read(w.arena, from, FILE_SMALL, &given, &w.err), w.err);
        REQUIRE_OK(t, file_read(w.arena, to, FILE_SMALL, &back, &w.err), w.err);
        CHECK(t, str_equal(given, back));
        CHECK(t, file_mode(w.arena, to, 0) == 0600);
        REQUIRE_OK(
            t, file_read(w.arena, path_of(&w, blob.name), FILE_SMALL, &sealed, &w.err),
            w.err);
        CHECK(t, str_find(sealed, STR(PNG)) == SIZE_MAX);
        /* Never over a file that is there. */
        CHECK(t, !blob_give(store, w.arena, blob.name, blob.size, to, &w.err));
        CHECK(t, w.err.kind == ERROR_CONFLICT);
        REQUIRE_OK(t, file_remove(w.arena, to, &w.err), w.err);
        /* One byte more or less, or another: nothing is written. */
        CHECK(t, !blob_give(store, w.arena, blob.name, blob.size + 1, to, &w.err));
        REQUIRE(t, spoil(&w, path_of(&w, blob.name), sealed.len / 2, 0));
        CHECK(t, !blob_give(store, w.arena, blob.name, blob.size, to, &w.err));
        REQUIRE(t, spoil(&w, path_of(&w, blob.name), sealed.len / 2, 0));
        REQUIRE(t, spoil(&w, path_of(&w, blob.name), 1, -1));
        CHECK(t, !blob_give(store, w.arena, blob.name, blob.size, to, &w.err));
        CHECK(t, w.err.kind == ERROR_SYSTEM);
        CHECK(t, !file_exists(w.arena, to));
    }
    workplace_close(&w);
}

/* A sealed file under another's name, and two pieces in another order. */
static void notices_what_was_exchanged(struct test *t)
{
    struct workplace w;
    struct blob one, other;
    struct str bytes;
    REQUIRE(t, workplace_open(t, &w));
    struct store *store = w.engine->store;
    struct str from = picture(&w, "given.png", 1024 * 1024 * 3);
    REQUIRE_OK(t, blob_keep(store, w.arena, from, &one, &w.err), w.err);
    REQUIRE_OK(t, blob_keep(store, w.arena, from, &other, &w.err), w.err);
    REQUIRE_OK(t, file_read(w.arena, path_of(&w, one.name), FILE_SMALL, &bytes, &w.err),
               w.err);
    REQUIRE_OK(t, file_write(w.arena, path_of(&w, other.name), bytes, 0600, &w.err),
               w.err);
    CHECK(t, blob_give(store, w.arena, one.name, one.size, STR_NONE, &w.err));
    CHECK(t, !blob_give(store, w.arena, other.name, other.size, STR_NONE, &w.err));
    size_t front = 8, piece = 4 + 40 + 41 + 1024 * 1024;
    REQUIRE(t, bytes.len == front + 3 * piece);
    char *swapped = arena_alloc(w.arena, bytes.len);
    memcpy(swapped, bytes.ptr, bytes.len);
    memcpy(swapped + front, bytes.ptr + front + piece, piece);
    memcpy(swapped + front + piece, bytes.ptr + front, piece);
    REQUIRE_OK(t,
               file_write(w.arena, path_of(&w, one.name),
                          (struct str){swapped, bytes.len}, 0600, &w.err),
               w.err);
    CHECK(t, !blob_give(store, w.arena, one.name, one.size, STR_NONE, &w.err));
    /* The whole pieces at the front of it alone. */
    REQUIRE_OK(t,
               file_write(w.arena, path_of(&w, one.name),
                          str_slice(bytes, 0, front + 2 * piece), 0600, &w.err),
               w.err);
    CHECK(t,
          !blob_give(store, w.arena, one.name, one.size - 1024 * 1024, STR_NONE, &w.err));
    CHECK(t, !blob_give(store, w.arena, STR("../../etc/passwd"), 1, STR_NONE, &w.err));
    CHECK(t, w.err.kind == ERROR_INPUT);
    CHECK(t, blob_is_file(blob_file(w.arena, one.name)));
    CHECK(t, !blob_is_file(STR("attachments/..")) && !blob_is_file(one.name));
    workplace_close(&w);
}

static bool attach(struct workplace *w, const char *about, struct str path,
                   struct json *out)
{
    struct attachment_request request = {.cycle = w->cycle, .path = path};
    request.about = workplace_id(w, "statement", "source", about);
    return attachment_add(w->engine, w->arena, &request, out, &w->err);
}

static bool open_with_people(struct test *t, struct workplace *w)
{
    return workplace_open(t, w) &&
           workplace_import(w, SHEET_REVIEWS, "r.csv",
                            "Reference,Date of review,Working 1\nR1,12/05/2025,Art\n"
                            "R2,13/05/2025,The sea\n");
}

static bool taken(struct workplace *w, struct str id, bool to_show)
{
    struct json out;
    struct error ignored;
    struct str path = file_join(w->arena, w->folder, STR("taken.png"));
    bool fine = attachment_read(w->engine, w->arena, id, path, to_show, &out, &w->err);
    (void)file_remove(w->arena, path, &ignored);
    return fine;
}

/* Shown after a yes, and not after a no. */
static void asks_for_permission(struct test *t)
{
    struct workplace w;
    struct json one;
    REQUIRE(t, open_with_people(t, &w));
    struct str from = picture(&w, "given.png", 5000);
    REQUIRE_OK(t, attach(&w, SAID, from, &one), w.err);
    struct str id = json_find_text(&one, STR("id"));
    CHECK(t, json_find_text(&one, STR("person")).len > 0);
    CHECK_STR(t, json_find_text(&one, STR("type")), "png");
    CHECK(t, !taken(&w, id, true));
    CHECK(t, w.err.kind == ERROR_REFUSED);
    CHECK(t, taken(&w, id, false));
    REQUIRE(t, workplace_do(&w, "collect.permit person=" SAID
                                " what=quote given=yes decided_by=family"));
    CHECK(t, !taken(&w, id, true));
    REQUIRE(t, workplace_do(&w, "collect.permit person=" SAID
                                " what=picture given=yes decided_by=family"));
    CHECK(t, taken(&w, id, true));
    REQUIRE(t, workplace_do(&w, "collect.withdraw person=" SAID
                                " what=picture decided_by=family"));
    CHECK(t, !taken(&w, id, true));
    CHECK(t, taken(&w, id, false));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* What belongs to a card that is held back is the lead's, as its words are. */
static void is_held_back_with_its_card(struct test *t)
{
    static const struct {
        const char *actor;
        bool before, after;
    } cases[] = {{"Robin", true, true},
                 {"Lena", true, true},
                 {"Fay", true, false},
                 {"Vera", false, false}};
    struct workplace w;
    struct json one;
    REQUIRE(t, open_with_people(t, &w));
    REQUIRE(t, workplace_do(&w, "workplace.member name=Lena roles=safeguarding_lead"));
    REQUIRE(t, workplace_do(&w, "workplace.member name=Fay roles=facilitator,officer"));
    REQUIRE(t, workplace_do(&w, "workplace.member name=Vera roles=viewer"));
    REQUIRE_OK(t, attach(&w, SAID, picture(&w, "given.png", 50), &one), w.err);
    struct str id = json_find_text(&one, STR("id"));
    for (int held = 0; held < 2; held++) {
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            w.engine->actor = str_of(cases[i].actor);
            CHECK(t, taken(&w, id, false) == (held ? cases[i].after : cases[i].before));
        }
        w.engine->actor = STR("Robin");
        REQUIRE(t, held || workplace_do(&w, "collect.hold_back statement=" SAID
                                            " reason=\"told the lead\""));
    }
    workplace_close(&w);
}

static void keeps_nothing_that_is_refused(struct test *t)
{
    struct workplace w;
    struct json one;
    struct str_list files;
    REQUIRE(t, open_with_people(t, &w));
    REQUIRE(t, workplace_do(&w, "workplace.member name=Vera roles=viewer,table"));
    struct str from = picture(&w, "given.png", 5000);
    CHECK(t, !attach(&w, "nowhere", from, &one));
    CHECK(t, w.err.kind == ERROR_NOT_FOUND);
    struct str text = file_join(w.arena, w.folder, STR("given.txt"));
    REQUIRE_OK(t, file_write(w.arena, text, STR("plain"), 0600, &w.err), w.err);
    CHECK(t, !attach(&w, SAID, text, &one));
    CHECK(t, w.err.kind == ERROR_INPUT);
    CHECK(t, !attach(&w, SAID, w.folder, &one));
    w.engine->actor = STR("Vera");
    CHECK(t, !attach(&w, SAID, from, &one));
    CHECK(t, w.err.kind == ERROR_REFUSED);
    REQUIRE_OK(t, blob_list(w.engine->store, w.arena, &files, &w.err), w.err);
    CHECK(t, files.count == 0);
    workplace_close(&w);
}

/* Killed between the file and its record, or right after that. */
static void clears_away_what_was_cut_short(struct test *t)
{
    struct workplace w;
    struct json one;
    struct blob blob;
    struct attachment_left left;
    struct str_list files;
    size_t count;
    REQUIRE(t, open_with_people(t, &w));
    struct store *store = w.engine->store;
    struct str path = picture(&w, "given.png", 5000);
    REQUIRE_OK(t, attach(&w, SAID, path, &one), w.err);
    REQUIRE_OK(t, blob_list(store, w.arena, &files, &w.err), w.err);
    struct str marker =
        str_format(w.arena, "attachments/%.*s.keeping", STR_ARGS(files.items[0]));
    REQUIRE_OK(t, file_make_private(w.arena, store_path(store, marker), &w.err), w.err);
    REQUIRE_OK(t, blob_keep(store, w.arena, path, &blob, &w.err), w.err);
    REQUIRE_OK(t, attachment_verify(store, w.arena, &count, &left, &w.err), w.err);
    CHECK(t, count == 1 && left.over.count == 0 && left.cut_short.count == 1);
    REQUIRE_OK(t, attachment_clear(store, w.arena, &w.err), w.err);
    REQUIRE_OK(t, attachment_verify(store, w.arena, &count, &left, &w.err), w.err);
    CHECK(t, count == 1 && left.over.count == 0 && left.cut_short.count == 0);
    REQUIRE_OK(t, blob_cut_short(store, w.arena, &files, &w.err), w.err);
    CHECK(t, files.count == 0);
    /* The next that is kept does it, too. */
    REQUIRE_OK(t, blob_keep(store, w.arena, path, &blob, &w.err), w.err);
    REQUIRE_OK(t, attach(&w, SAID, picture(&w, "other.png", 6000), &one), w.err);
    REQUIRE_OK(t, blob_list(store, w.arena, &files, &w.err), w.err);
    CHECK(t, files.count == 2);
    workplace_close(&w);
}

/* What is found of it: whole, missing, of no record. */
static void is_verified(struct test *t)
{
    struct workplace w;
    struct json one;
    struct str_list files;
    struct attachment_left left;
    size_t count;
    REQUIRE(t, open_with_people(t, &w));
    REQUIRE_OK(t, attach(&w, SAID, picture(&w, "given.png", 5000), &one), w.err);
    struct store *store = w.engine->store;
    REQUIRE_OK(t, attachment_verify(store, w.arena, &count, &left, &w.err), w.err);
    CHECK(t, count == 1 && left.over.count == 0 && left.cut_short.count == 0);
    REQUIRE(t, workplace_undo(&w, 4));
    REQUIRE_OK(t, attachment_verify(store, w.arena, &count, &left, &w.err), w.err);
    CHECK(t, count == 0 && left.over.count == 1 && left.cut_short.count == 0);
    REQUIRE(t, workplace_undo(&w, 5));
    REQUIRE_OK(t, blob_list(store, w.arena, &files, &w.err), w.err);
    REQUIRE(t, files.count == 1);
    REQUIRE_OK(t, blob_remove(store, w.arena, files.items[0], &w.err), w.err);
    CHECK(t, !attachment_verify(store, w.arena, &count, &left, &w.err));
    CHECK(t, w.err.kind == ERROR_NOT_FOUND && strstr(w.err.text, "attachment-"));
    workplace_close(&w);
}

static void goes_with_the_person(struct test *t)
{
    struct workplace w;
    struct json one, other;
    struct str_list files;
    struct erased erased;
    REQUIRE(t, open_with_people(t, &w));
    struct str from = picture(&w, "given.png", 5000);
    REQUIRE_OK(t, attach(&w, SAID, from, &one), w.err);
    REQUIRE_OK(t, attach(&w, "r.csv:3:working1", from, &other), w.err);
    /* One that was taken back is destroyed as well. */
    CHECK(t, attach(&w, SAID, from, &one) && json_find_bool(&one, STR("there")));
    REQUIRE_OK(t, attach(&w, SAID, picture(&w, "other.png", 5001), &one), w.err);
    CHECK(t, !json_find_bool(&one, STR("there")));
    REQUIRE(t, workplace_undo(&w, 6));
    REQUIRE_OK(t, care_erase(w.engine, w.arena, STR("R1"), true, &erased, &w.err), w.err);
    REQUIRE_OK(t, blob_list(w.engine->store, w.arena, &files, &w.err), w.err);
    CHECK(t, files.count == 3); /* a dry run destroys nothing */
    REQUIRE_OK(t, care_erase(w.engine, w.arena, STR("R1"), false, &erased, &w.err),
               w.err);
    REQUIRE_OK(t, blob_list(w.engine->store, w.arena, &files, &w.err), w.err);
    REQUIRE(t, files.count == 1);
    CHECK(t, workplace_list(&w, "attachment").count == 1);
    CHECK(t, taken(&w, json_find_text(&other, STR("id")), false));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

const struct test_case attachment_tests[] = {
    {"files are known by their first bytes", knows_files_by_their_first_bytes},
    {"what was kept is given back", gives_back_what_was_kept},
    {"what was exchanged is noticed", notices_what_was_exchanged},
    {"a picture is shown after a yes", asks_for_permission},
    {"it is held back with its card", is_held_back_with_its_card},
    {"nothing that is refused is kept", keeps_nothing_that_is_refused},
    {"what was cut short is cleared away", clears_away_what_was_cut_short},
    {"files are verified", is_verified},
    {"files go with the person", goes_with_the_person},
    {0},
};
