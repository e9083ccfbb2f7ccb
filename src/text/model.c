/* SPDX-License-Identifier: MIT */
#include "text/model.h"

#include "base/arena.h"
#include "base/file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ALIGNED = 64 };

static const char mark[16] = "waymark model 2";
static const char file_name_of_model[] = "all-MiniLM-L6-v2.model";

/* Where the next part begins, in a map whose length has been checked by `left`. */
struct cursor {
    const char *at, *end;
    bool short_of; /* something was longer than what there is */
};

static const void *take(struct cursor *cursor, size_t count, size_t size)
{
    size_t len = (count * size + ALIGNED - 1) / ALIGNED * ALIGNED;
    const char *at = cursor->at;
    if (len > (size_t)(cursor->end - cursor->at)) {
        cursor->short_of = true;
        return NULL;
    }
    cursor->at += len;
    return at;
}

static const float *take_floats(struct cursor *cursor, size_t count)
{
    return take(cursor, count, sizeof(float));
}

static struct model_norm take_norm(struct cursor *cursor)
{
    struct model_norm norm;
    norm.scale = take_floats(cursor, MODEL_WIDTH);
    norm.shift = take_floats(cursor, MODEL_WIDTH);
    return norm;
}

static struct model_matrix take_matrix(struct cursor *cursor, size_t outputs,
                                       size_t inputs)
{
    struct model_matrix matrix = {.inputs = inputs, .outputs = outputs};
    matrix.whole = take(cursor, outputs * inputs, 1);
    matrix.scale = take_floats(cursor, outputs);
    matrix.shift = take_floats(cursor, outputs);
    matrix.sums = take(cursor, outputs, sizeof(int32_t));
    return matrix;
}

static void take_layer(struct cursor *cursor, struct model_layer *layer)
{
    layer->attention = take_matrix(cursor, (size_t)3 * MODEL_WIDTH, MODEL_WIDTH);
    layer->joined = take_matrix(cursor, MODEL_WIDTH, MODEL_WIDTH);
    layer->after_attention = take_norm(cursor);
    layer->up = take_matrix(cursor, MODEL_INNER, MODEL_WIDTH);
    layer->down = take_matrix(cursor, MODEL_WIDTH, MODEL_INNER);
    layer->after_inner = take_norm(cursor);
}

static void take_whole(struct cursor *cursor, const struct model_head *head,
                       struct model *model)
{
    model->vocabulary.count = MODEL_PIECES;
    model->vocabulary.slot_count = MODEL_SLOTS;
    model->vocabulary.slots = take(cursor, MODEL_SLOTS, sizeof(uint32_t));
    model->vocabulary.ends = take(cursor, MODEL_PIECES, sizeof(uint32_t));
    model->vocabulary.letters = take(cursor, head->letters_len, 1);
    model->pieces = take(cursor, (size_t)MODEL_PIECES * MODEL_WIDTH, 1);
    model->piece_scales = take_floats(cursor, MODEL_PIECES);
    model->positions = take_floats(cursor, (size_t)TOKENS_MOST * MODEL_WIDTH);
    model->norm = take_norm(cursor);
    for (size_t i = 0; i < MODEL_LAYERS; i++)
        take_layer(cursor, &model->layers[i]);
}

static void take_exact_matrix(struct cursor *cursor, struct model_matrix *matrix)
{
    matrix->exact = take_floats(cursor, matrix->outputs * matrix->inputs);
}

static void take_exact(struct cursor *cursor, struct model *model)
{
    model->exact_pieces = take_floats(cursor, (size_t)MODEL_PIECES * MODEL_WIDTH);
    for (size_t i = 0; i < MODEL_LAYERS; i++) {
        take_exact_matrix(cursor, &model->layers[i].attention);
        take_exact_matrix(cursor, &model->layers[i].joined);
        take_exact_matrix(cursor, &model->layers[i].up);
        take_exact_matrix(cursor, &model->layers[i].down);
    }
}

static bool not_ours(struct str path, const char *what, struct error *err)
{
    return error_set(err, ERROR_INPUT,
                     "%.*s: %s; make it again with `make model`, copy it again, or take "
                     "it away: groups then go by words",
                     STR_ARGS(path), what);
}

/* What tools/prepare_model.c makes of the weights whose own hash tools/model.sh knows. */
static const char whole_hash[] =
    "9d172aaf4befc637ca08fe800a4031f81e685370e3064733ec91e0fae907e9b4";
static const char exact_hash[] =
    "e34359d4df99d45a2e528fa7309f0c893ea167b337b72f9d63d2f019532db899";

static bool check_hash(struct str path, const char *start, const char *end,
                       const char *hash, struct error *err)
{
    struct arena *arena = arena_new();
    struct str found = hash_text(arena, (struct str){start, (size_t)(end - start)});
    bool same = str_equal(found, str_of(hash));
    if (!same)
        (void)not_ours(path,
                       str_c(arena, str_format(arena,
                                               "this model is damaged, or another than "
                                               "this Waymark was made for: its SHA-256 "
                                               "is %.*s, and should be %s",
                                               STR_ARGS(found), hash)),
                       err);
    arena_free(arena);
    return same;
}

/* What the file says of itself, against what there is of it. */
static bool read_model(struct model *model, struct str path, bool exact,
                       struct error *err)
{
    const char *start = model->file.bytes.ptr;
    const struct model_head *head = model->file.handle;
    size_t len = model->file.bytes.len;
    if (len < sizeof *head || memcmp(head->mark, mark, sizeof mark) != 0)
        return not_ours(path, "this is no model of Waymark's", err);
    if (head->end != len || head->whole_at > head->exact_at ||
        head->exact_at > head->end || head->whole_at % ALIGNED ||
        head->exact_at % ALIGNED)
        return not_ours(path, "this model is not whole", err);
    const char *whole = start + head->whole_at, *middle = start + head->exact_at;
    struct cursor cursor = {whole, middle, false};
    take_whole(&cursor, head, model);
    struct cursor further = {middle, start + head->end, false};
    take_exact(&further, model);
    if (cursor.short_of || further.short_of)
        return not_ours(path, "this model is not whole", err);
    if (!check_hash(path, whole, middle, whole_hash, err) ||
        (exact && !check_hash(path, middle, further.end, exact_hash, err)))
        return false;
    model->name = (struct str){head->name, strnlen(head->name, sizeof head->name)};
    model->hash = str_of(whole_hash);
    return true;
}

bool model_open(struct arena *arena, struct str path, bool exact, struct model **out,
                struct error *err)
{
    struct model *model = arena_alloc(arena, sizeof *model);
    if (!file_map(arena, path, &model->file, err)) {
        if (err->kind == ERROR_NOT_FOUND)
            return error_set(err, ERROR_NOT_FOUND,
                             "there is no language model at %.*s; `make model` makes it",
                             STR_ARGS(path));
        return err->kind == ERROR_INPUT
                   ? not_ours(path, "this is no model of Waymark's", err)
                   : false;
    }
    if (!read_model(model, path, exact, err)) {
        model_close(model);
        return false;
    }
    *out = model;
    return true;
}

void model_close(struct model *model)
{
    if (model)
        file_unmap(&model->file);
}

struct str model_path(struct arena *arena)
{
    static const char *const beside[] = {"", "../share/waymark"};
    struct str named = str_of(getenv("WAYMARK_MODEL"));
    char program[4096];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program);
    if (named.len)
        return str_copy(arena, named);
    struct str folder = {program, len > 0 ? (size_t)len : 0};
    while (folder.len && folder.ptr[folder.len - 1] != '/')
        folder.len--;
    for (size_t i = 0; folder.len && i < sizeof beside / sizeof beside[0]; i++) {
        struct str path = str_format(arena, "%.*s%s%s%s", STR_ARGS(folder), beside[i],
                                     *beside[i] ? "/" : "", file_name_of_model);
        if (file_exists(arena, path))
            return path;
    }
    return STR_NONE;
}
