/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "base/crypto.h"
#include "base/date.h"
#include "base/file.h"
#include "base/notice.h"
#include "base/table.h"
#include "base/unicode.h"

#include <string.h>
#include <unistd.h>

static void arena_gives_back_to_a_mark(struct test *t)
{
    struct arena_mark mark = arena_mark(t->arena);
    char *first = arena_alloc(t->arena, 100);
    for (int i = 0; i < 1000; i++)
        memset(arena_alloc(t->arena, 1000), 1, 1000);
    arena_rewind(t->arena, mark);
    char *again = arena_alloc(t->arena, 100);
    CHECK(t, first == again);
    CHECK(t, again[0] == 0 && again[99] == 0);
}

static void arena_has_room_for_one_more(struct test *t)
{
    int *items = NULL;
    size_t count = 0, room = 0;
    for (int i = 0; i < 1000; i++) {
        items = arena_one_more(t->arena, items, sizeof *items, count, &room);
        CHECK(t, room > count);
        items[count++] = i;
        if (i % 7 == 0)
            (void)arena_alloc(t->arena, 1); /* so that it cannot grow where it stands */
    }
    for (int i = 0; i < 1000; i++)
        CHECK(t, items[i] == i);
    int *same = arena_one_more(t->arena, items, sizeof *items, room - 1, &room);
    CHECK(t, same == items);
}

static void arena_grows_in_place_and_elsewhere(struct test *t)
{
    char *text = arena_alloc(t->arena, 10);
    memcpy(text, "0123456789", 10);
    char *larger = arena_grow(t->arena, text, 10, 200);
    CHECK(t, larger == text);
    CHECK(t, larger[199] == 0);
    (void)arena_alloc(t->arena, 1);
    char *moved = arena_grow(t->arena, larger, 200, 400);
    CHECK(t, moved != larger);
    CHECK(t, memcmp(moved, "0123456789", 10) == 0);
}

static void buffer_joins_text(struct test *t)
{
    struct buf buf = BUF_IN(t->arena);
    for (int i = 0; i < 500; i++)
        buf_add_format(&buf, "%d,", i);
    buf_add(&buf, STR("end"));
    CHECK(t, str_starts(buf_str(&buf), STR("0,1,2,")));
    CHECK(t, str_ends(buf_str(&buf), STR("498,499,end")));
}

static void text_is_cut_found_and_compared(struct test *t)
{
    struct str rest = STR("a;b;;c");
    CHECK_STR(t, str_cut(&rest, ';'), "a");
    CHECK_STR(t, str_cut(&rest, ';'), "b");
    CHECK_STR(t, str_cut(&rest, ';'), "");
    CHECK_STR(t, str_cut(&rest, ';'), "c");
    CHECK(t, rest.len == 0);
    CHECK(t, str_find(STR("abcabd"), STR("abd")) == 3);
    CHECK(t, str_find(STR("abc"), STR("x")) == SIZE_MAX);
    CHECK(t, str_compare(STR("a"), STR("ab")) < 0);
    CHECK_STR(t, str_trim(STR(" \t x y \r\n")), "x y");
    CHECK(t, str_split(t->arena, STR("1,2,3"), ',').count == 3);
}

static void whole_numbers_are_read_strictly(struct test *t)
{
    int64_t n = 7;
    CHECK(t, str_to_integer(STR("-42"), &n) && n == -42);
    CHECK(t, !str_to_integer(STR("4 2"), &n));
    CHECK(t, !str_to_integer(STR("-"), &n));
    CHECK(t, !str_to_integer(STR(""), &n));
    CHECK(t, !str_to_integer(STR("9999999999999999999"), &n));
    CHECK(t, n == -42);
}

static void errors_read_outside_in(struct test *t)
{
    struct error err;
    CHECK(t, !error_set(&err, ERROR_INPUT, "row %d is short", 3));
    CHECK(t, !error_wrap(&err, "importing %s", "a.csv"));
    CHECK_STR(t, str_of(err.text), "importing a.csv: row 3 is short");
    CHECK(t, err.kind == ERROR_INPUT);
}

/* However long, and wherever the room ends: whole letters. */
static void errors_end_with_a_whole_letter(struct test *t)
{
    static const char *const letters[] = {"\xc3\xa9", "\xe2\x80\x99", "\xf0\x9f\x98\x80",
                                          "e"};
    for (size_t l = 0; l < sizeof letters / sizeof letters[0]; l++)
        for (int shift = 0; shift < 4; shift++) {
            struct error err;
            struct buf text = BUF_IN(t->arena);
            for (int i = 0; i < 4000; i++)
                buf_add(&text, str_of(letters[l]));
            const char *all = str_c(t->arena, buf_str(&text));
            (void)error_set(&err, ERROR_INPUT, "%.*s%s", shift, "abc", all);
            CHECK(t, unicode_valid(str_of(err.text), NULL));
            CHECK(t, strlen(err.text) + 5 > sizeof err.text);
            (void)error_wrap(&err, "%.*s%s", shift, "abc", all);
            CHECK(t, unicode_valid(str_of(err.text), NULL));
            (void)error_wrap(&err, "reading");
            CHECK(t, unicode_valid(str_of(err.text), NULL));
        }
}

static void only_well_formed_utf8_is_valid(struct test *t)
{
    size_t bad = 0;
    CHECK(t, unicode_valid(STR("caf\xc3\xa9 \xe2\x80\x99"), NULL));
    CHECK(t, !unicode_valid(STR("caf\xe9"), &bad) && bad == 3);
    CHECK(t, !unicode_valid(STR("\xc0\x80"), NULL));         /* overlong */
    CHECK(t, !unicode_valid(STR("\xed\xa0\x80"), NULL));     /* surrogate */
    CHECK(t, !unicode_valid(STR("\xf4\x90\x80\x80"), NULL)); /* past U+10FFFF */
    CHECK(t, unicode_length(STR("caf\xc3\xa9")) == 4);
    CHECK_STR(t, unicode_cut(STR("caf\xc3\xa9s"), 4), "caf\xc3\xa9");
}

static void folded_text_is_the_same_words(struct test *t)
{
    CHECK_STR(t, unicode_fold(t->arena, STR("  I  LIKE\n it ")), "i like it");
    CHECK_STR(t, unicode_fold(t->arena, STR("I don\xe2\x80\x99t \xe2\x80\x93 \xc3\x89")),
              "i don't - \xc3\xa9");
    /* e + combining acute is the same as é */
    CHECK_STR(t, unicode_fold(t->arena, STR("e\xcc\x81")), "\xc3\xa9");
    CHECK_STR(t, unicode_plain(t->arena, STR("\xc5\x81ukasz  \xc5\x9awi\xc4\x85tek")),
              "lukasz swiatek");
    CHECK_STR(t,
              unicode_plain(t->arena, STR("Zo\xc3\xab O\xe2\x80\x99"
                                          "Brien")),
              "zoe o'brien");
}

static void dates_exist_or_not(struct test *t)
{
    struct date date;
    CHECK(t, date_parse(STR("2024-02-29"), &date) && date.day == 29);
    CHECK(t, !date_parse(STR("2025-02-29"), &date));
    CHECK(t, !date_parse(STR("31/02/2025"), &date));
    CHECK(t, date_days((struct date){1970, 1, 1}) == 0);
    CHECK(t, date_days((struct date){2000, 3, 1}) == 11017);
    CHECK_STR(t, date_words(t->arena, (struct date){2025, 6, 9}), "9 June 2025");
    CHECK_STR(t, moment_text(t->arena, 1749720667000), "2025-06-12T09:31:07Z");
}

static void hashes_are_sha256(struct test *t)
{
    CHECK_STR(t, hash_text(t->arena, STR("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void sealed_text_opens_only_with_its_key(struct test *t)
{
    struct crypto_key key, other;
    struct str plain;
    crypto_key_make(&key);
    crypto_key_make(&other);
    struct str sealed = crypto_seal(t->arena, &key, STR("who it is"));
    CHECK(t, crypto_open(t->arena, &key, sealed, &plain));
    CHECK_STR(t, plain, "who it is");
    CHECK(t, !crypto_open(t->arena, &other, sealed, &plain));
    CHECK(t, !crypto_open(t->arena, &key, str_slice(sealed, 0, sealed.len - 1), &plain));
    struct str back;
    CHECK(t, crypto_from_base64(t->arena, crypto_base64(t->arena, sealed), &back));
    CHECK(t, str_equal(back, sealed));
}

static void files_are_written_whole_and_listed(struct test *t)
{
    struct error err;
    struct str folder = str_of(t->folder), text;
    struct str_list names;
    struct str path = file_join(t->arena, folder, STR("b.txt"));
    REQUIRE_OK(t, file_write(t->arena, path, STR("hello"), 0644, &err), err);
    REQUIRE_OK(t, file_read(t->arena, path, 100, &text, &err), err);
    CHECK_STR(t, text, "hello");
    CHECK(t, !file_read(t->arena, path, 4, &text, &err) && err.kind == ERROR_LIMIT);
    CHECK(t, !file_read(t->arena, folder, 100, &text, &err) && err.kind == ERROR_INPUT);
    CHECK(t, strstr(err.text, "folder") != NULL);
    REQUIRE_OK(
        t, file_make_folder(t->arena, file_join(t->arena, folder, STR("a")), 0755, &err),
        err);
    REQUIRE_OK(t,
               file_write(t->arena, file_join(t->arena, folder, STR("a/c.txt")), STR("x"),
                          0644, &err),
               err);
    REQUIRE_OK(t, file_list(t->arena, folder, &names, &err), err);
    REQUIRE(t, names.count == 2);
    CHECK_STR(t, names.items[0], "a/c.txt");
    CHECK_STR(t, names.items[1], "b.txt");
}

/* In memory and in a nameless file: what is cut off or written over later stays. */
static void files_are_taken_as_they_are(struct test *t)
{
    struct str folder = str_of(t->folder);
    struct str path = file_join(t->arena, folder, STR("taken.csv"));
    static const size_t most[] = {1000, 2};
    struct mapped_file file;
    struct error err;
    for (size_t i = 0; i < sizeof most / sizeof most[0]; i++) {
        REQUIRE_OK(t, file_write(t->arena, path, STR("Working 1\nArt\n"), 0644, &err),
                   err);
        REQUIRE_OK(t, file_take(t->arena, path, folder, most[i], &file, &err), err);
        REQUIRE(t, truncate(str_c(t->arena, path), 0) == 0);
        CHECK_STR(t, file.bytes, "Working 1\nArt\n");
        file_unmap(&file);
    }
    REQUIRE_OK(t, file_take(t->arena, path, folder, 1000, &file, &err), err);
    CHECK(t, file.bytes.len == 0); /* it is empty now */
    file_unmap(&file);
    struct str_list names;
    REQUIRE_OK(t, file_list(t->arena, folder, &names, &err), err);
    for (size_t i = 0; i < names.count; i++)
        CHECK(t, str_find(names.items[i], STR("taken-")) == SIZE_MAX);
    /* Longer when it is read than when it was opened. */
    CHECK(t, !file_take(t->arena, STR("/proc/self/status"), folder, 1000, &file, &err));
    CHECK(t, strstr(err.text, "was changed while it was read") != NULL);
    REQUIRE_OK(t, file_write(t->arena, path, STR("Art"), 0644, &err), err);
    CHECK(t, !file_take(t->arena, path, STR("/nowhere"), 2, &file, &err));
    CHECK(t, strstr(err.text, "making room for a copy of") != NULL);
}

static void notices_name_file_and_line(struct test *t)
{
    struct notices notices = {.arena = t->arena};
    notice_add(&notices, true, STR("a.csv"), 14, "no date; write one");
    notice_add(&notices, false, STR("a.csv"), 0, "two sheets");
    CHECK(t, notices.count == 2 && notices.refusals == 1);
    CHECK_STR(t, notice_text(t->arena, &notices.items[0]),
              "a.csv:14: no date; write one");
    CHECK_STR(t, notice_text(t->arena, &notices.items[1]), "a.csv: two sheets");
}

static void notices_alike_are_gathered(struct test *t)
{
    struct notices notices = {.arena = t->arena};
    for (size_t line = 2; line <= 14; line++) {
        notice_add(&notices, true, STR("a.csv"), line, "no date");
        notice_add(&notices, false, STR("a.csv"), line, "look at it");
        notice_add(&notices, line < 12, STR("b.csv"), line, "no date");
    }
    struct notices shown = notices_gathered(t->arena, &notices);
    CHECK(t, shown.refusals == 23 && notices.count == 39);
    CHECK(t, shown.count == 1 + 13 + 13);
    CHECK_STR(t, notice_text(t->arena, &shown.items[0]),
              "a.csv: 13 lines (2, 3, 4, 5, 6 and 8 more): no date");
    CHECK_STR(t, notice_text(t->arena, &shown.items[1]), "a.csv:2: look at it");
    CHECK_STR(t, notice_text(t->arena, &shown.items[2]), "b.csv:2: no date");
}

static void tables_keep_numbers_by_key(struct test *t)
{
    struct table table = {.arena = t->arena};
    bool is_new;
    CHECK(t, !table_find(&table, table_key(STR("a"))));
    for (uint64_t i = 1; i <= 5000; i++) {
        /* Keys that all begin at one place, too. */
        *table_add(&table, i % 2 ? i : i << 32, &is_new) = i;
        CHECK(t, is_new);
    }
    (void)table_add(&table, 7, &is_new);
    CHECK(t, !is_new && table.count == 5000);
    for (uint64_t i = 1; i <= 5000; i++) {
        const uint64_t *number = table_find(&table, i % 2 ? i : i << 32);
        CHECK(t, number && *number == i);
    }
    CHECK(t, !table_find(&table, 5001));
    CHECK(t, table_key(STR("a")) != table_key(STR("b")));
    CHECK(t, table_key_with(1, 2) != table_key_with(2, 1));
}

const struct test_case base_tests[] = {
    {"an arena gives back to a mark", arena_gives_back_to_a_mark},
    {"an array has room for one more", arena_has_room_for_one_more},
    {"an arena grows in place and elsewhere", arena_grows_in_place_and_elsewhere},
    {"a buffer joins text", buffer_joins_text},
    {"text is cut, found and compared", text_is_cut_found_and_compared},
    {"whole numbers are read strictly", whole_numbers_are_read_strictly},
    {"errors read outside in", errors_read_outside_in},
    {"errors end with a whole letter", errors_end_with_a_whole_letter},
    {"only well-formed UTF-8 is valid", only_well_formed_utf8_is_valid},
    {"folded text is the same words", folded_text_is_the_same_words},
    {"dates exist or not", dates_exist_or_not},
    {"hashes are SHA-256", hashes_are_sha256},
    {"sealed text opens only with its key", sealed_text_opens_only_with_its_key},
    {"files are written whole and listed", files_are_written_whole_and_listed},
    {"files are taken as they are", files_are_taken_as_they_are},
    {"notices name file and line", notices_name_file_and_line},
    {"notices that are alike are gathered", notices_alike_are_gathered},
    {"tables keep numbers by key", tables_keep_numbers_by_key},
    {0},
};
