/* SPDX-License-Identifier: MIT */
/* The reference: 32-bit floating point, through OpenBLAS. */
#include "text/encoder_kind.h"

#include <dlfcn.h>
#include <string.h>

enum { ROWS_FIRST = 101, AS_IT_IS = 111, TURNED = 112 }; /* of the CBLAS interface */

typedef void sgemm(int order, int turn_a, int turn_b, int rows, int columns, int inner,
                   float times, const float *a, int a_row, const float *b, int b_row,
                   float keep, float *out, int out_row);

/* Loaded when it is wanted: it takes longer to start than the rest of the program. */
static sgemm *find_sgemm(void)
{
    void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
    sgemm *found = NULL;
    void *symbol = library ? dlsym(library, "cblas_sgemm") : NULL;
    memcpy(&found, &symbol, sizeof found);
    return found;
}

static void multiply(const struct model_matrix *matrix, struct pass *pass,
                     const float *in, float *out)
{
    sgemm *product = find_sgemm();
    for (size_t t = 0; t < pass->tokens; t++)
        memcpy(out + t * matrix->outputs, matrix->shift, matrix->outputs * sizeof *out);
    if (product)
        product(ROWS_FIRST, AS_IT_IS, TURNED, (int)pass->tokens, (int)matrix->outputs,
                (int)matrix->inputs, 1, in, (int)matrix->inputs, matrix->exact,
                (int)matrix->inputs, 1, out, (int)matrix->outputs);
}

/* Our threads share the texts; were each to start some of its own, they would wait for
 * one another. */
static bool can(void)
{
    void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
    void (*set_threads)(int) = NULL;
    void *symbol = library ? dlsym(library, "openblas_set_num_threads") : NULL;
    memcpy(&set_threads, &symbol, sizeof symbol);
    if (set_threads)
        set_threads(1);
    return find_sgemm() != NULL;
}

const struct encoder_kind encoder_exact = {
    .name = "exact", .exact = true, .can = can, .multiply = multiply};
