/* SPDX-License-Identifier: MIT */
/* The language model, against what the published one gives: tests/data/minilm-*, 200
 * sentences, their pieces by the published tokenizer, and their vectors in half
 * precision, as sentence-transformers gives them. Skipped where
 * there is no model (make model). */
#include "test.h"

#include "base/file.h"
#include "text/encoder.h"
#include "text/encoder_kind.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SENTENCES = 200 };

static struct str_list lines_of(struct test *t, const char *name)
{
    struct str text = STR_NONE;
    struct error err;
    struct str_list lines = {NULL, 0};
    if (!file_read(t->arena, test_data(t, name), FILE_SMALL, &text, &err)) {
        test_fail(t, __FILE__, __LINE__, err.text);
        return lines;
    }
    return str_split(t->arena, str_slice(text, 0, text.len - 1), '\n');
}

static struct str pieces_of(struct test *t, const struct model *model, struct str text)
{
    uint16_t tokens[TOKENS_MOST];
    struct buf out = BUF_IN(t->arena);
    size_t count = tokenizer_read(&model->vocabulary, t->arena, text, tokens);
    for (size_t i = 0; i < count; i++)
        buf_add_format(&out, "%s%u", i ? " " : "", tokens[i]);
    return buf_str(&out);
}

static void cuts_words_as_the_published_one(struct test *t)
{
    struct model *model;
    struct error err;
    if (!test_with_model(t))
        return;
    REQUIRE_OK(t, model_open(t->arena, model_path(t->arena), false, &model, &err), err);
    struct str_list lines = lines_of(t, "minilm-sentences.txt");
    struct str_list wanted = lines_of(t, "minilm-tokens.txt");
    REQUIRE(t, lines.count == SENTENCES && wanted.count == SENTENCES);
    for (size_t i = 0; i < SENTENCES; i++)
        CHECK_STR(t, pieces_of(t, model, lines.items[i]),
                  str_c(t->arena, wanted.items[i]));
    CHECK_STR(t, pieces_of(t, model, STR("")), "101 102");
    CHECK_STR(t, pieces_of(t, model, STR("[SEP]")), "101 1031 19802 1033 102");
    CHECK_STR(t, model->name, "all-MiniLM-L6-v2");
    model_close(model);
}

/* Half precision: a sign, 5 bits of exponent, 10 of fraction. */
static float half_at(const unsigned char *bytes)
{
    unsigned half = bytes[0] | (unsigned)bytes[1] << 8;
    int exponent = (int)(half >> 10 & 31);
    float fraction = (float)(half & 1023) / 1024;
    float size = exponent ? ldexpf(1 + fraction, exponent - 15) : ldexpf(fraction, -14);
    return half >> 15 ? -size : size;
}

static double cosine(const float *one, const unsigned char *halves)
{
    double dot = 0, ours = 0, theirs = 0;
    for (size_t i = 0; i < ENCODER_WIDTH; i++) {
        double other = half_at(halves + 2 * i);
        dot += one[i] * other;
        ours += (double)one[i] * one[i];
        theirs += other * other;
    }
    return dot / sqrt(ours * theirs);
}

struct likeness {
    double mean, least;
};

static bool encode(struct test *t, const char *kind, size_t threads,
                   struct str_list lines, float *vectors)
{
    struct encoder *encoder;
    struct error err;
    struct encoder_options options = {.kind = str_of(kind), .threads = threads};
    if (!encoder_open(t->arena, options, &encoder, &err)) {
        test_fail(t, __FILE__, __LINE__, err.text);
        return false;
    }
    encoder_run(encoder, lines, vectors, NULL, NULL);
    encoder_close(encoder);
    return true;
}

static struct likeness likeness(struct test *t, const float *vectors)
{
    struct likeness out = {0, 2};
    struct str halves;
    struct error err;
    if (!file_read(t->arena, test_data(t, "minilm-vectors.half"), FILE_SMALL, &halves,
                   &err) ||
        halves.len != (size_t)2 * SENTENCES * ENCODER_WIDTH)
        return (struct likeness){0, 0};
    for (size_t i = 0; i < SENTENCES; i++) {
        double one = cosine(vectors + i * ENCODER_WIDTH,
                            (const unsigned char *)halves.ptr + 2 * i * ENCODER_WIDTH);
        out.mean += one / SENTENCES;
        if (one < out.least)
            out.least = one;
    }
    return out;
}

static bool has_kind(const char *name)
{
    for (const struct encoder_kind *const *kind = encoder_kinds; *kind; kind++)
        if (strcmp((*kind)->name, name) == 0)
            return (*kind)->can();
    return false;
}

static void whole_numbers_are_near_the_reference(struct test *t)
{
    float *vectors = arena_array(t->arena, float, (size_t)SENTENCES *ENCODER_WIDTH);
    if (!test_with_model(t))
        return;
    REQUIRE(t, encode(t, "", 0, lines_of(t, "minilm-sentences.txt"), vectors));
    struct likeness like = likeness(t, vectors);
    CHECK(t, like.mean > 0.995 && like.mean < 1.0001);
    CHECK(t, like.least > 0.97);
}

static void floating_point_is_the_reference(struct test *t)
{
    float *vectors = arena_array(t->arena, float, (size_t)SENTENCES *ENCODER_WIDTH);
    if (!test_with_model(t))
        return;
    if (!has_kind("exact")) {
        test_skip(t, "OpenBLAS is not there");
        return;
    }
    REQUIRE(t, encode(t, "exact", 1, lines_of(t, "minilm-sentences.txt"), vectors));
    CHECK(t, likeness(t, vectors).least > 0.9999);
}

/* To the bit: whatever the processor, the threads, and what else goes through. */
static void every_kind_gives_the_same(struct test *t)
{
    enum { FEW = 12 };
    static const char *const kinds[] = {"avx512", "vnni", "avx2", "neon"};
    size_t bytes = (size_t)FEW * ENCODER_WIDTH * sizeof(float);
    float *plain = arena_alloc(t->arena, bytes), *other = arena_alloc(t->arena, bytes);
    if (!test_with_model(t))
        return;
    struct str_list lines = lines_of(t, "minilm-sentences.txt");
    REQUIRE(t, lines.count > FEW);
    lines.count = FEW;
    REQUIRE(t, encode(t, "plain", 1, lines, plain));
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (!has_kind(kinds[i]))
            continue;
        memset(other, 0, bytes);
        REQUIRE(t, encode(t, kinds[i], 2, lines, other));
        CHECK(t, memcmp(plain, other, bytes) == 0);
    }
    struct str_list last = {lines.items + FEW - 1, 1};
    REQUIRE(t, encode(t, "", 1, last, other));
    CHECK(t, memcmp(plain + (FEW - 1) * ENCODER_WIDTH, other,
                    ENCODER_WIDTH * sizeof(float)) == 0);
}

static void refuses_what_is_no_model(struct test *t)
{
    struct model *model;
    struct str bytes;
    struct error err;
    struct str path = file_join(t->arena, str_of(t->folder), STR("a.model"));
    CHECK(t, !model_open(t->arena, path, false, &model, &err));
    CHECK(t, err.kind == ERROR_NOT_FOUND);
    REQUIRE_OK(t, file_write(t->arena, path, STR("not one"), 0644, &err), err);
    CHECK(t, !model_open(t->arena, path, false, &model, &err));
    CHECK(t, err.kind == ERROR_INPUT && strstr(err.text, "no model") != NULL);
    if (!test_with_model(t))
        return;
    REQUIRE_OK(t,
               file_read(t->arena, model_path(t->arena), (size_t)200 * 1024 * 1024,
                         &bytes, &err),
               err);
    REQUIRE_OK(t, file_write(t->arena, path, str_slice(bytes, 0, 1000000), 0644, &err),
               err);
    CHECK(t, !model_open(t->arena, path, false, &model, &err));
    CHECK(t, strstr(err.text, "not whole") != NULL);
    char *changed = arena_alloc(t->arena, bytes.len);
    memcpy(changed, bytes.ptr, bytes.len);
    changed[5000000] ^= 1;
    REQUIRE_OK(
        t, file_write(t->arena, path, (struct str){changed, bytes.len}, 0644, &err), err);
    CHECK(t, !model_open(t->arena, path, false, &model, &err));
    CHECK(t, strstr(err.text, "SHA-256") != NULL);
}

const struct test_case encoder_tests[] = {
    {"words are cut as by the published tokenizer", cuts_words_as_the_published_one},
    {"whole numbers are near the reference", whole_numbers_are_near_the_reference},
    {"floating point is the reference", floating_point_is_the_reference},
    {"every kind gives the same to the bit", every_kind_gives_the_same},
    {"what is no model is refused", refuses_what_is_no_model},
    {0},
};
