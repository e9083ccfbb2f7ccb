/* SPDX-License-Identifier: MIT */
#include "engine/meanings.h"

#include "store/vectors.h"

#include <string.h>

struct memory {
    struct encoder_memory memory;
    struct store *store;
    struct str model;
};

static bool find(void *with, struct str text, unsigned char out[ENCODER_KEPT])
{
    const struct memory *memory = with;
    struct arena *scratch = arena_new();
    struct str bytes;
    struct error err;
    bool found =
        vectors_find(memory->store, scratch, memory->model, text, &bytes, &err) &&
        bytes.len == ENCODER_KEPT;
    if (found)
        memcpy(out, bytes.ptr, ENCODER_KEPT);
    arena_free(scratch);
    return found;
}

/* What cannot be kept is worked out again the next time. */
static void keep(void *with, struct str text, const unsigned char kept[ENCODER_KEPT])
{
    const struct memory *memory = with;
    struct error err;
    if (!db_writing(memory->store->db))
        return;
    struct arena *scratch = arena_new();
    (void)vectors_keep(memory->store, scratch, memory->model, text,
                       (struct str){(const char *)kept, ENCODER_KEPT}, &err);
    arena_free(scratch);
}

bool meanings_open(struct engine *engine, struct arena *arena, struct encoder **out,
                   struct error *err)
{
    struct memory *memory = arena_alloc(arena, sizeof *memory);
    *memory = (struct memory){{memory, find, keep}, engine->store, STR_NONE};
    *out = NULL;
    if (!encoder_open(
            arena,
            (struct encoder_options){.mean = ENCODER_RARE, .memory = &memory->memory},
            out, err))
        return err->kind == ERROR_NOT_FOUND;
    memory->model = encoder_model(*out)->hash;
    return true;
}

struct json meanings_model(struct arena *arena, const struct encoder *encoder)
{
    const struct model *about = encoder_model(encoder);
    struct json model = json_object();
    json_set(arena, &model, STR("name"), json_text(str_copy(arena, about->name)));
    json_set(arena, &model, STR("hash"), json_text(str_copy(arena, about->hash)));
    return model;
}

struct str meanings_called(struct arena *arena, const struct encoder *encoder)
{
    const struct model *about = encoder_model(encoder);
    return str_format(arena, "%.*s %.*s", STR_ARGS(about->name), STR_ARGS(about->hash));
}
