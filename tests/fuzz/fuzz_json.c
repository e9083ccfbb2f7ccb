/* SPDX-License-Identifier: MIT */
/* What json_parse takes, json_write writes so that it reads back as the same
 * text and an equal value; the indented form reads back as the same value too.
 * Build with clang -fsanitize=fuzzer,address,undefined. */
#include "format/json.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct json value, again;
    struct error err;
    if (json_parse(arena, (struct str){(const char *)data, size}, &value, &err)) {
        struct str text = json_write(arena, &value);
        must(json_parse(arena, text, &again, &err));
        must(json_equal(&value, &again));
        must(str_equal(json_write(arena, &again), text));
        must(json_parse(arena, json_write_pretty(arena, &value), &again, &err));
        must(json_equal(&value, &again));
    } else {
        /* ERROR_SYSTEM would mean that cJSON refuses what the scan takes. */
        must(err.kind == ERROR_INPUT || err.kind == ERROR_LIMIT);
    }
    arena_free(arena);
    return 0;
}
