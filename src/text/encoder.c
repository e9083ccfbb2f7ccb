/* SPDX-License-Identifier: MIT */
#include "text/encoder.h"

#include "base/arena.h"
#include "base/threads.h"
#include "text/encoder_kind.h"
#include "text/fixed.h"
#include "text/vector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    ALIGNED = 64,
    MOST_TEXTS = PASS_TOKENS / 2, /* each has a start and an end */
    PIECE_TEXTS = 128             /* that one thread takes at once, at most */
};
enum {
    FIRST_WORD =
        1996, /* of the model's pieces that are whole words, the commonest first */
    RARE_ENOUGH = 1096 /* place among them from which all count alike */
};

struct encoder {
    struct model *model;
    struct encoder_kind kind;
    enum encoder_mean mean;
    const struct encoder_memory *memory;
    size_t threads;
};

static bool choose_kind(struct str asked, const struct encoder_kind **out,
                        struct error *err)
{
    for (const struct encoder_kind *const *kind = encoder_kinds; *kind; kind++) {
        bool this = asked.len ? str_equal(asked, str_of((*kind)->name)) : !(*kind)->exact;
        if (this && (*kind)->can()) {
            *out = *kind;
            return true;
        }
    }
    return error_set(err, ERROR_NOT_FOUND,
                     "this computer has no encoder \"%.*s\"; leave WAYMARK_ENCODER away",
                     STR_ARGS(asked));
}

static size_t threads_wanted(size_t asked)
{
    int64_t told = 0;
    if (!asked && str_to_integer(str_of(getenv("WAYMARK_THREADS")), &told) && told > 0)
        asked = (size_t)told;
    if (!asked)
        asked = threads_count();
    return asked < THREADS_MOST ? asked : THREADS_MOST;
}

/* What is exact is so in its products alone: its other steps are those of the fastest
 * kind, which does them in floating point, too. */
static bool find_kind(struct str asked, struct encoder_kind *out, struct error *err)
{
    const struct encoder_kind *kind, *fastest;
    if (!choose_kind(asked, &kind, err))
        return false;
    *out = *kind;
    if (!kind->exact)
        return true;
    if (!choose_kind(STR_NONE, &fastest, err))
        return false;
    *out = *fastest;
    out->name = kind->name;
    out->exact = true;
    out->multiply = kind->multiply;
    return true;
}

bool encoder_open(struct arena *arena, struct encoder_options options,
                  struct encoder **out, struct error *err)
{
    struct encoder *encoder = arena_alloc(arena, sizeof *encoder);
    struct str path = options.model.len ? options.model : model_path(arena);
    if (!options.kind.len)
        options.kind = str_of(getenv("WAYMARK_ENCODER"));
    if (!find_kind(options.kind, &encoder->kind, err))
        return false;
    if (!path.len)
        return error_set(err, ERROR_NOT_FOUND,
                         "there is no language model; `make model` fetches it");
    encoder->mean = options.mean;
    encoder->memory = options.memory;
    encoder->threads = threads_wanted(options.threads);
    if (!model_open(arena, path, encoder->kind.exact, &encoder->model, err))
        return false;
    *out = encoder;
    return true;
}

void encoder_close(struct encoder *encoder)
{
    if (encoder)
        model_close(encoder->model);
}

const struct model *encoder_model(const struct encoder *encoder)
{
    return encoder->model;
}

struct str encoder_kind_name(const struct encoder *encoder)
{
    return str_of(encoder->kind.name);
}

size_t encoder_threads(const struct encoder *encoder)
{
    return encoder->threads;
}

const struct encoder_kind *encoder_kind(const struct encoder *encoder)
{
    return &encoder->kind;
}

/* What the threads share; each has a room of its own. */
struct work {
    const struct encoder *encoder;
    struct str_list texts;
    float *vectors;
    size_t at_once; /* texts of a piece of work */
    struct worker_room *rooms[THREADS_MOST];
    encoder_progress *progress;
    void *with;
};

struct worker_room {
    struct arena *arena;
    struct pass pass;
    size_t lengths[MOST_TEXTS];
    uint16_t tokens[PASS_TOKENS];
    float shares[PASS_TOKENS];
};

static void *aligned(struct arena *arena, size_t bytes)
{
    char *room = arena_alloc(arena, bytes + ALIGNED);
    return room + (ALIGNED - (uintptr_t)room % ALIGNED) % ALIGNED;
}

static float *floats(struct arena *arena, size_t count)
{
    return aligned(arena, count * sizeof(float));
}

static struct worker_room *room_new(encoder_product *multiply)
{
    struct arena *arena = arena_new();
    struct worker_room *room = arena_alloc(arena, sizeof *room);
    size_t tokens = PASS_TOKENS;
    room->arena = arena;
    room->pass = (struct pass){
        .multiply = multiply,
        .lengths = room->lengths,
        .shares = room->shares,
        .x = floats(arena, tokens * MODEL_WIDTH),
        .narrow = floats(arena, tokens * MODEL_WIDTH),
        .wide = floats(arena, tokens * MODEL_INNER),
        .turned = floats(arena, (size_t)MODEL_WIDTH / MODEL_HEADS * TOKENS_MOST),
        .whole = aligned(arena, tokens * MODEL_INNER),
        .whole_scales = floats(arena, tokens),
    };
    return room;
}

/* From `first` on and before `end`, as long as there is room for another of any length;
 * returns the first that was not taken. */
static size_t take_texts(const struct work *work, struct worker_room *room, size_t first,
                         size_t end)
{
    struct pass *pass = &room->pass;
    size_t next = first;
    pass->texts = pass->tokens = 0;
    while (next < end && pass->tokens + TOKENS_MOST <= PASS_TOKENS) {
        struct arena_mark mark = arena_mark(room->arena);
        size_t tokens =
            tokenizer_read(&work->encoder->model->vocabulary, room->arena,
                           work->texts.items[next++], room->tokens + pass->tokens);
        arena_rewind(room->arena, mark);
        room->lengths[pass->texts++] = tokens;
        pass->tokens += tokens;
    }
    return next;
}

static void look_up(const struct model *model, bool exact, struct worker_room *room)
{
    struct pass *pass = &room->pass;
    size_t token = 0;
    for (size_t text = 0; text < pass->texts; text++)
        for (size_t place = 0; place < pass->lengths[text]; place++, token++) {
            size_t piece = room->tokens[token];
            const float *position = model->positions + place * MODEL_WIDTH;
            float *x = pass->x + token * MODEL_WIDTH;
            for (size_t i = 0; i < MODEL_WIDTH; i++)
                x[i] =
                    position[i] + (exact ? model->exact_pieces[piece * MODEL_WIDTH + i]
                                         : (float)model->pieces[piece * MODEL_WIDTH + i] *
                                               model->piece_scales[piece]);
        }
}

static float share_of(uint16_t piece)
{
    uint64_t place = piece < FIRST_WORD ? 1 : (uint64_t)(piece - FIRST_WORD + 1);
    if (piece == TOKEN_START || piece == TOKEN_END)
        return 0;
    return (float)fixed_log2(1 + (place < RARE_ENOUGH ? place : RARE_ENOUGH));
}

/* A text without any piece of its own counts its ends. */
static void share_out(enum encoder_mean mean, struct worker_room *room)
{
    size_t start = 0;
    for (size_t text = 0; text < room->pass.texts; text++) {
        size_t length = room->lengths[text];
        for (size_t t = start; t < start + length; t++)
            room->shares[t] =
                mean == ENCODER_EVEN || length <= 2 ? 1 : share_of(room->tokens[t]);
        start += length;
    }
}

static void encode_piece(void *with, size_t thread, size_t piece)
{
    struct work *work = with;
    const struct encoder *encoder = work->encoder;
    struct worker_room *room = work->rooms[thread];
    size_t first = piece * work->at_once, end = first + work->at_once;
    if (end > work->texts.count)
        end = work->texts.count;
    while (first < end) {
        size_t next = take_texts(work, room, first, end);
        look_up(encoder->model, encoder->kind.exact, room);
        share_out(encoder->mean, room);
        encoder->kind.run(encoder->model, &room->pass,
                          work->vectors + first * MODEL_WIDTH);
        first = next;
    }
    if (thread == 0 && work->progress)
        work->progress(work->with, end, work->texts.count);
}

static void encode(const struct encoder *encoder, struct str_list texts, float *vectors,
                   encoder_progress *progress, void *with)
{
    struct work work = {.encoder = encoder,
                        .texts = texts,
                        .vectors = vectors,
                        .at_once = texts.count / encoder->threads / 4 + 1,
                        .progress = progress,
                        .with = with};
    if (work.at_once > PIECE_TEXTS)
        work.at_once = PIECE_TEXTS;
    for (size_t i = 0; i < encoder->threads; i++)
        work.rooms[i] = room_new(encoder->kind.multiply);
    threads_each(encoder->threads, (texts.count + work.at_once - 1) / work.at_once,
                 encode_piece, &work);
    for (size_t i = 0; i < encoder->threads; i++)
        arena_free(work.rooms[i]->arena);
    if (progress)
        progress(with, texts.count, texts.count);
}

/* To the nearest of 127 steps to either side of nothing. */
static void pack(const float *vector, unsigned char out[ENCODER_KEPT])
{
    float most = 0;
    uint32_t bits;
    for (size_t i = 0; i < ENCODER_WIDTH; i++)
        most = fabsf(vector[i]) > most ? fabsf(vector[i]) : most;
    float scale = most / 127;
    for (size_t i = 0; i < ENCODER_WIDTH; i++)
        out[i] = (unsigned char)(signed char)(most > 0 ? rintf(vector[i] / scale) : 0);
    memcpy(&bits, &scale, sizeof bits);
    for (size_t i = 0; i < sizeof bits; i++)
        out[ENCODER_WIDTH + i] = (unsigned char)(bits >> 8 * i);
}

static void unpack(const unsigned char kept[ENCODER_KEPT], float *vector)
{
    uint32_t bits = 0;
    float scale;
    for (size_t i = 0; i < sizeof bits; i++)
        bits |= (uint32_t)kept[ENCODER_WIDTH + i] << 8 * i;
    memcpy(&scale, &bits, sizeof scale);
    for (size_t i = 0; i < ENCODER_WIDTH; i++)
        vector[i] = (float)(signed char)kept[i] * scale;
    vector_lengthen(vector);
}

static void encode_rounded(const struct encoder *encoder, struct str_list texts,
                           float *vectors, encoder_progress *progress, void *with)
{
    struct arena *scratch = arena_new();
    const struct encoder_memory *memory = encoder->memory;
    struct str_list missing = {arena_array(scratch, struct str, texts.count), 0};
    size_t *place = arena_array(scratch, size_t, texts.count);
    unsigned char kept[ENCODER_KEPT];
    for (size_t i = 0; i < texts.count; i++) {
        if (memory && memory->find(memory->with, texts.items[i], kept)) {
            unpack(kept, vectors + i * ENCODER_WIDTH);
            continue;
        }
        place[missing.count] = i;
        missing.items[missing.count++] = texts.items[i];
    }
    float *fresh = missing.count == texts.count
                       ? vectors
                       : arena_array(scratch, float, missing.count *ENCODER_WIDTH);
    if (missing.count)
        encode(encoder, missing, fresh, progress, with);
    for (size_t i = 0; i < missing.count; i++) {
        pack(fresh + i * ENCODER_WIDTH, kept);
        unpack(kept, vectors + place[i] * ENCODER_WIDTH);
        if (memory)
            memory->keep(memory->with, missing.items[i], kept);
    }
    arena_free(scratch);
}

void encoder_run(struct encoder *encoder, struct str_list texts, float *vectors,
                 encoder_progress *progress, void *with)
{
    if (encoder->mean == ENCODER_RARE)
        encode_rounded(encoder, texts, vectors, progress, with);
    else
        encode(encoder, texts, vectors, progress, with);
}
