/* SPDX-License-Identifier: MIT */
/* One pass of texts through the model, for a processor. Included once by each file
 * encoder_KIND.c, which has defined before it
 *
 *     enum { PART }   how many numbers one of its vectors holds: 4, 8 or 16
 *
 * so that the steps below are compiled for that processor, too. Tokens of several texts
 * lie one after another; each looks only at those of its own text.
 *
 * Source: Vaswani et al. 2017, "Attention is all you need"; Devlin et al. 2019, BERT;
 * mean of the last layer and length 1 as all-MiniLM-L6-v2's modules.json says. */
#ifndef TEXT_ENCODER_PASS_H
#define TEXT_ENCODER_PASS_H

#include "text/encoder_kind.h"
#include "text/lanes.h"

#include <math.h>

/* What this processor works on at once: LANES or a part of them. Where each number goes
 * its own way, the width changes nothing, and wider vectors than there are go through
 * memory. */
typedef float part __attribute__((vector_size(PART * sizeof(float))));

static inline part part_load(const float *from)
{
    part out;
    memcpy(&out, from, sizeof out);
    return out;
}

static inline void part_store(float *to, part from)
{
    memcpy(to, &from, sizeof from);
}

enum {
    HEAD = MODEL_WIDTH / MODEL_HEADS, /* 32 */
    ROW = 3 * MODEL_WIDTH             /* query, key and value of one token */
};

/* Mean 0 and variance 1 over a token's numbers, then scale and shift; in place. */
static void normalise(const struct model_norm *norm, size_t tokens, float *x)
{
    for (size_t t = 0; t < tokens; t++) {
        float *row = x + t * MODEL_WIDTH;
        lanes sum = {0}, squares = {0};
        for (size_t i = 0; i < MODEL_WIDTH; i += LANES)
            sum += lanes_load(row + i);
        float mean = lanes_sum(sum) / MODEL_WIDTH;
        for (size_t i = 0; i < MODEL_WIDTH; i += LANES) {
            lanes far = lanes_load(row + i) - mean;
            squares += far * far;
        }
        float inverse = 1.0f / sqrtf(lanes_sum(squares) / MODEL_WIDTH + 1e-12f);
        for (size_t i = 0; i < MODEL_WIDTH; i += LANES) {
            lanes far = (lanes_load(row + i) - mean) * inverse;
            lanes_store(row + i,
                        far * lanes_load(norm->scale + i) + lanes_load(norm->shift + i));
        }
    }
}

/* The keys of one head, turned so that the tokens lie side by side: (HEAD, room). */
static void turn_keys(const float *rows, size_t tokens, size_t room, float *turned)
{
    for (size_t d = 0; d < HEAD; d++) {
        for (size_t t = 0; t < tokens; t++)
            turned[d * room + t] = rows[t * ROW + d];
        for (size_t t = tokens; t < room; t++)
            turned[d * room + t] = 0;
    }
}

/* q·k for one token with each. */
static void multiply_keys(const float *query, const float *turned, size_t room,
                          float *out)
{
    for (size_t t = 0; t < room; t += (size_t)2 * PART) {
        part first = {0}, second = {0};
        size_t next = t + PART < room ? PART : 0;
        for (size_t d = 0; d < HEAD; d++) {
            const float *keys = turned + d * room + t;
            first += query[d] * part_load(keys);
            second += query[d] * part_load(keys + next);
        }
        part_store(out + t, first);
        part_store(out + t + next, second);
    }
}

/* The values of one head, each by its weight. */
static void add_values(const float *values, const float *weights, size_t tokens,
                       float share, float *out)
{
    for (size_t d = 0; d < HEAD; d += (size_t)2 * PART) {
        part first = {0}, second = {0};
        for (size_t o = 0; o < tokens; o++) {
            first += weights[o] * part_load(values + o * ROW + d);
            second += weights[o] * part_load(values + o * ROW + d + PART);
        }
        part_store(out + d, first * share);
        part_store(out + d + PART, second * share);
    }
}

/* How much one token looks at each other: e^(q·k / √HEAD), not yet divided by their sum,
 * which is given back. */
static float weigh(const float *query, const float *turned, size_t tokens, size_t room,
                   float *weights)
{
    const float scale = 0.17677669529663687f; /* 1 / √32 */
    lanes most = lanes_of(-INFINITY), sum = {0};
    const whole_lanes order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    multiply_keys(query, turned, room, weights);
    for (size_t t = 0; t < room; t += LANES) {
        lanes dot = lanes_load(weights + t);
        whole_lanes there = order < (int32_t)(tokens - t);
        dot = lanes_choose(there, dot * scale, lanes_of(-INFINITY));
        most = lanes_larger(most, dot);
        lanes_store(weights + t, dot);
    }
    float largest = lanes_largest(most);
    for (size_t t = 0; t < room; t += LANES) {
        lanes one = lanes_exp(lanes_load(weights + t) - largest);
        sum += one;
        lanes_store(weights + t, one);
    }
    return lanes_sum(sum);
}

/* One head of one text. `rows` begins with the first token's query of this head. */
static void attend(const float *rows, size_t tokens, float *turned, float *out)
{
    float weights[TOKENS_MOST];
    size_t room = (tokens + LANES - 1) / LANES * LANES;
    const float *values = rows + (size_t)2 * MODEL_WIDTH;
    turn_keys(rows + MODEL_WIDTH, tokens, room, turned);
    for (size_t t = 0; t < tokens; t++) {
        float sum = weigh(rows + t * ROW, turned, tokens, room, weights);
        add_values(values, weights, tokens, 1.0f / sum, out + t * MODEL_WIDTH);
    }
}

static void attend_all(struct pass *pass)
{
    size_t start = 0;
    for (size_t i = 0; i < pass->texts; i++) {
        size_t tokens = pass->lengths[i];
        for (size_t head = 0; head < MODEL_HEADS; head++)
            attend(pass->wide + start * ROW + head * HEAD, tokens, pass->turned,
                   pass->narrow + start * MODEL_WIDTH + head * HEAD);
        start += tokens;
    }
}

static void add(size_t count, const float *more, float *x)
{
    for (size_t i = 0; i < count; i += LANES)
        lanes_store(x + i, lanes_load(x + i) + lanes_load(more + i));
}

static void activate(size_t count, float *x)
{
    for (size_t i = 0; i < count; i += LANES)
        lanes_store(x + i, lanes_gelu(lanes_load(x + i)));
}

static void run_layer(const struct model_layer *layer, struct pass *pass)
{
    size_t count = pass->tokens * MODEL_WIDTH;
    pass->multiply(&layer->attention, pass, pass->x, pass->wide);
    attend_all(pass);
    pass->multiply(&layer->joined, pass, pass->narrow, pass->wide);
    add(count, pass->wide, pass->x);
    normalise(&layer->after_attention, pass->tokens, pass->x);
    pass->multiply(&layer->up, pass, pass->x, pass->wide);
    activate(pass->tokens * MODEL_INNER, pass->wide);
    pass->multiply(&layer->down, pass, pass->wide, pass->narrow);
    add(count, pass->narrow, pass->x);
    normalise(&layer->after_inner, pass->tokens, pass->x);
}

/* The mean of each text's tokens, by their shares, made to have length 1. */
static void average(const struct pass *pass, float *out)
{
    const float *row = pass->x, *share = pass->shares;
    for (size_t i = 0; i < pass->texts; i++) {
        float *vector = out + i * MODEL_WIDTH;
        lanes squares = {0};
        for (size_t d = 0; d < MODEL_WIDTH; d += LANES) {
            lanes sum = {0};
            for (size_t t = 0; t < pass->lengths[i]; t++)
                sum += share[t] * lanes_load(row + t * MODEL_WIDTH + d);
            squares += sum * sum;
            lanes_store(vector + d, sum);
        }
        float length = sqrtf(lanes_sum(squares));
        float inverse = length > 0 ? 1.0f / length : 0;
        for (size_t d = 0; d < MODEL_WIDTH; d += LANES)
            lanes_store(vector + d, lanes_load(vector + d) * inverse);
        row += pass->lengths[i] * MODEL_WIDTH;
        share += pass->lengths[i];
    }
}

static void run_pass(const struct model *model, struct pass *pass, float *out)
{
    normalise(&model->norm, pass->tokens, pass->x);
    for (size_t i = 0; i < MODEL_LAYERS; i++)
        run_layer(&model->layers[i], pass);
    average(pass, out);
}

#endif
