/* SPDX-License-Identifier: MIT */
#include "text/products.h"

#include "base/threads.h"
#include "text/encoder_kind.h"
#include "text/encoder_whole.h"

#include <stdlib.h>

enum {
    WIDTH = ENCODER_WIDTH,
    PANEL = 1024,    /* columns that are worked on together: they stay in the cache */
    PAIR_ROWS = 126, /* rows likewise, with what comes of them: a multiple of six */
    ALIGN = 64       /* every processor's products take so many columns at once */
};

struct products {
    const struct encoder *encoder;
    size_t count, panels;
    struct model_matrix *panel; /* (panels) */
};

static void *aligned(struct arena *arena, size_t bytes)
{
    char *room = arena_alloc(arena, bytes + ALIGN);
    return room + (ALIGN - (uintptr_t)room % ALIGN) % ALIGN;
}

/* One vector as a column; see model.h for where its numbers lie. */
static void pack(const float *vector, size_t column, int8_t *whole, float *scale,
                 int32_t *sum)
{
    lanes most = {0};
    for (size_t i = 0; i < WIDTH; i += LANES)
        most = lanes_larger(most, lanes_magnitude(lanes_load(vector + i)));
    float largest = lanes_largest(most), times = largest > 0 ? 127.0f / largest : 0;
    int8_t *block = whole + column / MODEL_BLOCK * MODEL_BLOCK * WIDTH +
                    column % MODEL_BLOCK * MODEL_STEP;
    *scale = largest / 127.0f;
    *sum = 0;
    for (size_t i = 0; i < WIDTH; i += LANES) {
        lanes near = lanes_round(lanes_load(vector + i) * times);
        whole_lanes numbers = __builtin_convertvector(near, whole_lanes);
        for (size_t k = 0; k < LANES; k++) {
            size_t at = i + k;
            block[at / MODEL_STEP * MODEL_BLOCK * MODEL_STEP + at % MODEL_STEP] =
                (int8_t)numbers[k];
            *sum += numbers[k];
        }
    }
}

/* The reference takes the vectors as they are, and no more columns than there are. */
static void fill_panel(struct arena *arena, bool exact, const float *vectors,
                       size_t count, struct model_matrix *panel)
{
    size_t outputs = exact ? count : (count + ALIGN - 1) / ALIGN * ALIGN;
    size_t bytes = exact ? 0 : outputs * WIDTH;
    int8_t *whole = aligned(arena, bytes);
    float *scale = aligned(arena, outputs * sizeof *scale);
    float *shift = aligned(arena, outputs * sizeof *shift);
    int32_t *sums = aligned(arena, outputs * sizeof *sums);
    memset(whole, 0, bytes);
    memset(shift, 0, outputs * sizeof *shift);
    memset(scale, 0, outputs * sizeof *scale);
    memset(sums, 0, outputs * sizeof *sums);
    for (size_t i = 0; i < count && !exact; i++)
        pack(vectors + i * WIDTH, i, whole, scale + i, sums + i);
    *panel = (struct model_matrix){WIDTH, outputs, whole, scale, shift, sums, vectors};
}

struct products *products_of(struct arena *arena, const struct encoder *encoder,
                             const float *vectors, size_t count)
{
    struct products *out = arena_alloc(arena, sizeof *out);
    out->encoder = encoder;
    out->count = count;
    out->panels = (count + PANEL - 1) / PANEL;
    out->panel = arena_array(arena, struct model_matrix, out->panels);
    for (size_t p = 0; p < out->panels; p++)
        fill_panel(arena, encoder_kind(encoder)->exact, vectors + p * PANEL * WIDTH,
                   p + 1 < out->panels ? PANEL : count - p * PANEL, &out->panel[p]);
    return out;
}

/* What the threads share; each has a room of its own. */
struct comparing {
    const struct products *products;
    const float *others;
    size_t count;
    products_told *told;
    products_told_pairs *told_pairs;
    void *with;
    encoder_progress *progress;
    void *progress_with;
    struct pass pass[THREADS_MOST];
    float *out[THREADS_MOST];
};

static void make_rooms(struct arena *arena, size_t threads, size_t rows,
                       struct comparing *now)
{
    for (size_t t = 0; t < threads; t++) {
        now->pass[t].whole = aligned(arena, rows * WIDTH);
        now->pass[t].whole_scales = aligned(arena, rows * sizeof(float));
        now->out[t] = aligned(arena, rows * PANEL * sizeof(float));
    }
}

static void compare_block(void *with, size_t thread, size_t block)
{
    struct comparing *now = with;
    const struct products *products = now->products;
    struct pass *pass = &now->pass[thread];
    size_t row = block * PASS_TOKENS, left = now->count - row;
    pass->tokens = left < PASS_TOKENS ? left : PASS_TOKENS;
    for (size_t p = 0; p < products->panels; p++) {
        const struct model_matrix *panel = &products->panel[p];
        size_t column = p * PANEL, columns = products->count - column;
        encoder_kind(products->encoder)
            ->multiply(panel, pass, now->others + row * WIDTH, now->out[thread]);
        now->told(now->with, row, pass->tokens, column, columns < PANEL ? columns : PANEL,
                  now->out[thread], panel->outputs);
    }
}

void products_each(const struct products *products, const float *others, size_t count,
                   products_told *told, void *with)
{
    struct arena *arena = arena_new();
    struct comparing now = {.products = products,
                            .others = others,
                            .count = count,
                            .told = told,
                            .with = with};
    size_t threads = encoder_threads(products->encoder);
    make_rooms(arena, threads, PASS_TOKENS, &now);
    threads_each(threads, (count + PASS_TOKENS - 1) / PASS_TOKENS, compare_block, &now);
    arena_free(arena);
}

static size_t panel_columns(const struct products *products, size_t panel)
{
    size_t left = products->count - panel * PANEL;
    return left < PANEL ? left : PANEL;
}

static size_t pairs_of_panels(const struct products *products)
{
    return products->panels * (products->panels + 1) / 2;
}

/* Panel `first` with itself and each after it: pieces are numbered row by row of the
 * triangle. */
static void compare_panels(void *with, size_t thread, size_t piece)
{
    struct comparing *now = with;
    const struct products *products = now->products;
    struct pass *pass = &now->pass[thread];
    size_t first = 0, number = piece;
    for (; piece >= products->panels - first; first++)
        piece -= products->panels - first;
    size_t second = first + piece, rows = panel_columns(products, first);
    const struct model_matrix *panel = &products->panel[second];
    for (size_t done = 0; done < rows; done += PAIR_ROWS) {
        size_t row = first * PANEL + done;
        pass->tokens = rows - done < PAIR_ROWS ? rows - done : PAIR_ROWS;
        encoder_kind(products->encoder)
            ->multiply(panel, pass, now->others + row * WIDTH, now->out[thread]);
        now->told_pairs(now->with, thread, row, pass->tokens, second * PANEL,
                        panel_columns(products, second), now->out[thread],
                        panel->outputs);
    }
    if (thread == 0 && now->progress)
        now->progress(now->progress_with, number, pairs_of_panels(products));
}

void products_pairs(const struct products *products, const float *vectors,
                    products_told_pairs *told, void *with, encoder_progress *progress,
                    void *progress_with)
{
    struct arena *arena = arena_new();
    struct comparing now = {.products = products,
                            .others = vectors,
                            .told_pairs = told,
                            .with = with,
                            .progress = progress,
                            .progress_with = progress_with};
    size_t threads = encoder_threads(products->encoder);
    make_rooms(arena, threads, PAIR_ROWS, &now);
    threads_each(threads, pairs_of_panels(products), compare_panels, &now);
    arena_free(arena);
}
