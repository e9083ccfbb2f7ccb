/* SPDX-License-Identifier: MIT */
/* Makes the model's file (src/text/model.h) of the published weights, once:
 *
 *     prepare-model FOLDER FILE     FOLDER holds model.safetensors and vocab.txt
 *
 * Weights are made whole numbers output by output: scale = largest magnitude / 127,
 * rounded to the nearest, halves to even. Safetensors: 8 bytes of length, that much JSON
 * ("name": {dtype, shape, data_offsets}), then the numbers
 * (github.com/huggingface/safetensors). */
#include "base/arena.h"
#include "base/file.h"
#include "format/json.h"
#include "text/model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 200 * 1024 * 1024, ALIGNED = 64 };

struct making {
    struct arena *arena;
    struct str weights; /* what stands after the JSON */
    struct json names;
    struct buf out;
};

_Noreturn static void give_up(const char *what)
{
    (void)fprintf(stderr, "prepare-model: %s\n", what);
    exit(EXIT_FAILURE);
}

static void put(struct making *now, const void *bytes, size_t len)
{
    buf_add(&now->out, (struct str){bytes, len});
    while (now->out.len % ALIGNED)
        buf_add_byte(&now->out, '\0');
}

static const float *tensor(struct making *now, const char *name, size_t count)
{
    const struct json *facts = json_find(&now->names, str_of(name));
    const struct json *range = json_find(facts, STR("data_offsets"));
    if (json_count(range) != 2 ||
        !str_equal(json_find_text(facts, STR("dtype")), STR("F32")))
        give_up(name);
    int64_t from = json_item(range, 0)->integer, to = json_item(range, 1)->integer;
    if (from < 0 || to < from || (size_t)to > now->weights.len ||
        (size_t)(to - from) != count * sizeof(float))
        give_up(name);
    float *numbers = arena_array(now->arena, float, count);
    memcpy(numbers, now->weights.ptr + from, count * sizeof(float));
    return numbers;
}

static const float *of_layer(struct making *now, size_t layer, const char *rest,
                             size_t count)
{
    struct str name = str_format(now->arena, "encoder.layer.%zu.%s", layer, rest);
    return tensor(now, str_c(now->arena, name), count);
}

static float scale_of(const float *numbers, size_t count)
{
    float most = 0;
    for (size_t i = 0; i < count; i++)
        most = fmaxf(most, fabsf(numbers[i]));
    return most > 0 ? most / 127 : 1;
}

static void put_pieces(struct making *now, const float *exact)
{
    size_t count = (size_t)MODEL_PIECES * MODEL_WIDTH;
    int8_t *whole = arena_array(now->arena, int8_t, count);
    float *scales = arena_array(now->arena, float, MODEL_PIECES);
    for (size_t piece = 0; piece < MODEL_PIECES; piece++) {
        const float *row = exact + piece * MODEL_WIDTH;
        scales[piece] = scale_of(row, MODEL_WIDTH);
        for (size_t i = 0; i < MODEL_WIDTH; i++)
            whole[piece * MODEL_WIDTH + i] = (int8_t)lrintf(row[i] / scales[piece]);
    }
    put(now, whole, count);
    put(now, scales, MODEL_PIECES * sizeof(float));
}

static void put_positions(struct making *now)
{
    enum { PUBLISHED = 512 };
    const float *all = tensor(now, "embeddings.position_embeddings.weight",
                              (size_t)PUBLISHED * MODEL_WIDTH);
    const float *types =
        tensor(now, "embeddings.token_type_embeddings.weight", (size_t)2 * MODEL_WIDTH);
    size_t count = (size_t)TOKENS_MOST * MODEL_WIDTH;
    float *sums = arena_array(now->arena, float, count);
    for (size_t i = 0; i < count; i++)
        sums[i] = all[i] + types[i % MODEL_WIDTH];
    put(now, sums, count * sizeof(float));
}

static void put_norm(struct making *now, const float *scale, const float *shift)
{
    put(now, scale, MODEL_WIDTH * sizeof(float));
    put(now, shift, MODEL_WIDTH * sizeof(float));
}

static void put_matrix(struct making *now, const float *exact, const float *shift,
                       size_t outputs, size_t inputs)
{
    int8_t *whole = arena_array(now->arena, int8_t, outputs * inputs);
    float *scales = arena_array(now->arena, float, outputs);
    int32_t *sums = arena_array(now->arena, int32_t, outputs);
    for (size_t o = 0; o < outputs; o++) {
        const float *row = exact + o * inputs;
        int8_t *block = whole + o / MODEL_BLOCK * MODEL_BLOCK * inputs;
        scales[o] = scale_of(row, inputs);
        for (size_t i = 0; i < inputs; i++) {
            int8_t one = (int8_t)lrintf(row[i] / scales[o]);
            size_t step = i / MODEL_STEP * MODEL_STEP * MODEL_BLOCK;
            block[step + o % MODEL_BLOCK * MODEL_STEP + i % MODEL_STEP] = one;
            sums[o] += one;
        }
    }
    put(now, whole, outputs * inputs);
    put(now, scales, outputs * sizeof(float));
    put(now, shift, outputs * sizeof(float));
    put(now, sums, outputs * sizeof(int32_t));
}

struct layer {
    const float *attention, *attention_shift; /* query, key and value, one by one */
    const float *joined, *joined_shift, *up, *up_shift, *down, *down_shift;
};

static const float *three(struct making *now, size_t layer, const char *rest,
                          size_t count)
{
    static const char *const names[] = {"query", "key", "value"};
    float *all = arena_array(now->arena, float, 3 * count);
    for (size_t i = 0; i < 3; i++) {
        struct str name = str_format(now->arena, "attention.self.%s.%s", names[i], rest);
        memcpy(all + i * count, of_layer(now, layer, str_c(now->arena, name), count),
               count * sizeof(float));
    }
    return all;
}

static struct layer read_layer(struct making *now, size_t i)
{
    size_t square = (size_t)MODEL_WIDTH * MODEL_WIDTH;
    size_t long_one = (size_t)MODEL_WIDTH * MODEL_INNER;
    return (struct layer){
        three(now, i, "weight", square),
        three(now, i, "bias", MODEL_WIDTH),
        of_layer(now, i, "attention.output.dense.weight", square),
        of_layer(now, i, "attention.output.dense.bias", MODEL_WIDTH),
        of_layer(now, i, "intermediate.dense.weight", long_one),
        of_layer(now, i, "intermediate.dense.bias", MODEL_INNER),
        of_layer(now, i, "output.dense.weight", long_one),
        of_layer(now, i, "output.dense.bias", MODEL_WIDTH),
    };
}

static void put_layer(struct making *now, size_t i, const struct layer *layer)
{
    put_matrix(now, layer->attention, layer->attention_shift, (size_t)3 * MODEL_WIDTH,
               MODEL_WIDTH);
    put_matrix(now, layer->joined, layer->joined_shift, MODEL_WIDTH, MODEL_WIDTH);
    put_norm(now, of_layer(now, i, "attention.output.LayerNorm.weight", MODEL_WIDTH),
             of_layer(now, i, "attention.output.LayerNorm.bias", MODEL_WIDTH));
    put_matrix(now, layer->up, layer->up_shift, MODEL_INNER, MODEL_WIDTH);
    put_matrix(now, layer->down, layer->down_shift, MODEL_WIDTH, MODEL_INNER);
    put_norm(now, of_layer(now, i, "output.LayerNorm.weight", MODEL_WIDTH),
             of_layer(now, i, "output.LayerNorm.bias", MODEL_WIDTH));
}

static void put_exact(struct making *now, const struct layer *layer)
{
    size_t square = (size_t)MODEL_WIDTH * MODEL_WIDTH;
    size_t long_one = (size_t)MODEL_WIDTH * MODEL_INNER;
    put(now, layer->attention, 3 * square * sizeof(float));
    put(now, layer->joined, square * sizeof(float));
    put(now, layer->up, long_one * sizeof(float));
    put(now, layer->down, long_one * sizeof(float));
}

/* A line a piece. Gives back how long the letters are. */
static uint32_t put_vocabulary(struct making *now, struct str text)
{
    uint32_t *slots = arena_array(now->arena, uint32_t, MODEL_SLOTS);
    uint32_t *ends = arena_array(now->arena, uint32_t, MODEL_PIECES);
    struct buf letters = BUF_IN(now->arena);
    for (uint32_t i = 0; i < MODEL_PIECES; i++) {
        struct str piece = str_cut(&text, '\n');
        if (!piece.len)
            give_up("the vocabulary is too short");
        if (piece.ptr[piece.len - 1] == '\r')
            piece.len--;
        uint32_t at = vocabulary_hash(piece) % MODEL_SLOTS;
        while (slots[at])
            at = (at + 1) % MODEL_SLOTS;
        slots[at] = i + 1;
        buf_add(&letters, piece);
        ends[i] = (uint32_t)letters.len;
    }
    put(now, slots, MODEL_SLOTS * sizeof(uint32_t));
    put(now, ends, MODEL_PIECES * sizeof(uint32_t));
    put(now, buf_str(&letters).ptr, letters.len);
    return (uint32_t)letters.len;
}

static void read_all(struct making *now, struct str folder, struct str *vocabulary)
{
    struct error err;
    struct str all;
    uint64_t len;
    if (!file_read(now->arena, file_join(now->arena, folder, STR("vocab.txt")),
                   FILE_SMALL, vocabulary, &err) ||
        !file_read(now->arena, file_join(now->arena, folder, STR("model.safetensors")),
                   MOST, &all, &err))
        give_up(err.text);
    if (all.len < sizeof len)
        give_up("the weights are cut short");
    memcpy(&len, all.ptr, sizeof len);
    if (len > all.len - sizeof len ||
        !json_parse(now->arena, str_slice(all, sizeof len, sizeof len + len), &now->names,
                    &err))
        give_up("the weights cannot be read");
    now->weights = str_slice(all, sizeof len + len, all.len);
}

static void note_hash(struct making *now, size_t from, size_t to, char hash[HASH_LEN])
{
    struct str part = str_slice(buf_str(&now->out), from, to);
    memcpy(hash, hash_text(now->arena, part).ptr, HASH_LEN);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct making now = {.arena = arena, .out = BUF_IN(arena)};
    struct model_head head = {.mark = "waymark model 2", .name = "all-MiniLM-L6-v2"};
    struct layer layers[MODEL_LAYERS];
    struct str vocabulary;
    struct error err;
    if (argc != 3)
        give_up("FOLDER FILE");
    crypto_start();
    read_all(&now, str_of(argv[1]), &vocabulary);
    const float *pieces = tensor(&now, "embeddings.word_embeddings.weight",
                                 (size_t)MODEL_PIECES * MODEL_WIDTH);
    put(&now, &head, sizeof head);
    head.whole_at = now.out.len;
    head.letters_len = put_vocabulary(&now, vocabulary);
    put_pieces(&now, pieces);
    put_positions(&now);
    put_norm(&now, tensor(&now, "embeddings.LayerNorm.weight", MODEL_WIDTH),
             tensor(&now, "embeddings.LayerNorm.bias", MODEL_WIDTH));
    for (size_t i = 0; i < MODEL_LAYERS; i++) {
        layers[i] = read_layer(&now, i);
        put_layer(&now, i, &layers[i]);
    }
    head.exact_at = now.out.len;
    put(&now, pieces, (size_t)MODEL_PIECES * MODEL_WIDTH * sizeof(float));
    for (size_t i = 0; i < MODEL_LAYERS; i++)
        put_exact(&now, &layers[i]);
    head.end = now.out.len;
    note_hash(&now, head.whole_at, head.exact_at, head.whole_hash);
    note_hash(&now, head.exact_at, head.end, head.exact_hash);
    memcpy(now.out.ptr, &head, sizeof head);
    if (!file_write(arena, str_of(argv[2]), buf_str(&now.out), 0644, &err))
        give_up(err.text);
    arena_free(arena);
    return EXIT_SUCCESS;
}
