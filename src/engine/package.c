/* SPDX-License-Identifier: MIT */
#include "engine/package.h"

#include "base/asset.h"
#include "base/file.h"
#include "base/unicode.h"
#include "engine/process.h"
#include "store/kind.h"

#include <stdlib.h>

enum { MOST_SOURCE = 256 * 1024, MOST_SOURCES = 500 };

static const struct str lua_ending = {".lua", 4};

/* `path` is below lua/ or local/: lib/step.lua, workflows/x/init.lua. */
static struct str module_of(struct arena *arena, struct str path)
{
    struct str bare = str_slice(path, 0, path.len - lua_ending.len);
    if (str_starts(bare, STR("lib/")))
        bare = str_slice(bare, 4, bare.len);
    if (str_ends(bare, STR("/init")))
        bare = str_slice(bare, 0, bare.len - 5);
    return str_replaced(arena, bare, '/', '.');
}

static bool is_script(struct str path)
{
    return str_ends(path, lua_ending) &&
           (str_starts(path, STR("lib/")) || str_starts(path, STR("workflows/"))) &&
           !str_starts(path, STR("lib/meta/"));
}

static bool add_source(struct arena *arena, struct bundle *bundle, struct str path,
                       struct str layer, struct str text, struct error *err)
{
    struct str chunk = str_format(arena, "%.*s/%.*s", STR_ARGS(layer), STR_ARGS(path));
    struct bundle_source source = {
        .module = module_of(arena, path), .chunk = chunk, .text = text};
    if (text.len > MOST_SOURCE)
        return error_set(err, ERROR_LIMIT, "%.*s: a script may be at most %d bytes long",
                         STR_ARGS(chunk), MOST_SOURCE);
    size_t bad;
    if (!unicode_valid(text, &bad) || str_find_byte(text, '\0') != SIZE_MAX)
        return error_set(err, ERROR_SCRIPT,
                         "%.*s: not plain UTF-8 text; save it as UTF-8", STR_ARGS(chunk));
    for (size_t i = 0; i < bundle->count; i++)
        if (str_equal(bundle->sources[i].module, source.module))
            return error_set(err, ERROR_SCRIPT,
                             "%.*s: there is a module \"%.*s\" already (%.*s); give the "
                             "file another name",
                             STR_ARGS(chunk), STR_ARGS(source.module),
                             STR_ARGS(bundle->sources[i].chunk));
    bundle->sources[bundle->count++] = source;
    return true;
}

static bool gather(struct store *store, struct arena *arena, struct bundle *bundle,
                   struct error *err)
{
    struct str_list built_in, local;
    struct str folder = store_path(store, STR("local"));
    if (!asset_list(arena, STR("lua/"), &built_in, err) ||
        !file_list(arena, folder, &local, err))
        return false;
    if (built_in.count + local.count > MOST_SOURCES)
        return error_set(err, ERROR_LIMIT, "%.*s: more than %d files", STR_ARGS(folder),
                         MOST_SOURCES);
    bundle->sources =
        arena_array(arena, struct bundle_source, built_in.count + local.count);
    for (size_t i = 0; i < built_in.count; i++) {
        struct str text, path = str_slice(built_in.items[i], 4, built_in.items[i].len);
        if (is_script(path) &&
            (!asset_find(arena, built_in.items[i], &text, err) ||
             !add_source(arena, bundle, path, STR("built in"), text, err)))
            return false;
    }
    for (size_t i = 0; i < local.count; i++) {
        struct str text, path = local.items[i];
        if (is_script(path) &&
            (!file_read(arena, file_join(arena, folder, path), MOST_SOURCE + 1, &text,
                        err) ||
             !add_source(arena, bundle, path, STR("local"), text, err)))
            return false;
    }
    return true;
}

struct script_source *package_sources(struct arena *arena, const struct bundle *bundle)
{
    struct script_source *sources =
        arena_array(arena, struct script_source, bundle->count);
    for (size_t i = 0; i < bundle->count; i++)
        sources[i] = (struct script_source){
            bundle->sources[i].module, bundle->sources[i].chunk, bundle->sources[i].text};
    return sources;
}

/* What C relies on in a description: names, and kinds that compile. */
static bool check_description(struct arena *arena, const struct json *description,
                              struct error *err)
{
    const struct schema *schema;
    struct json source;
    struct kinds *kinds;
    struct str text;
    if (!asset_find(arena, STR("schemas/workflow.schema.json"), &text, err) ||
        !json_parse(arena, text, &source, err) ||
        !schema_compile(arena, &source, &schema, err))
        return error_wrap(err, "the schema of a workflow");
    if (!schema_check(schema, description, err)) {
        err->kind = ERROR_SCRIPT; /* whatever it says, a script said it */
        return error_wrap(err, "what the workflow says of itself");
    }
    return kinds_load(arena, json_find(description, STR("fields")),
                      json_find(description, STR("kinds")), &kinds, err);
}

/* The short names of the workflows that there are. */
static bool workflow_names(struct store *store, struct arena *arena, struct str_list *out,
                           struct error *err)
{
    struct bundle bundle = {0};
    static const struct str front = {"workflows.", 10};
    if (!gather(store, arena, &bundle, err))
        return false;
    *out = (struct str_list){arena_array(arena, struct str, bundle.count), 0};
    for (size_t i = 0; i < bundle.count; i++) {
        struct str module = bundle.sources[i].module;
        struct str name = str_slice(module, front.len, module.len);
        if (str_starts(module, front) && str_find_byte(name, '.') == SIZE_MAX)
            out->items[out->count++] = name;
    }
    return true;
}

bool package_build(struct store *store, struct arena *arena, struct str workflow,
                   struct bundle *out, struct worker **worker, struct error *err)
{
    struct bundle bundle = {0};
    struct worker *running = NULL;
    bool there = false;
    if (!gather(store, arena, &bundle, err))
        return error_wrap(err, "gathering the scripts");
    bundle.workflow = str_format(arena, "workflows.%.*s", STR_ARGS(workflow));
    for (size_t i = 0; i < bundle.count && !there; i++)
        there = str_equal(bundle.sources[i].module, bundle.workflow);
    if (!there) {
        struct str_list names;
        if (!workflow_names(store, arena, &names, err))
            return false;
        struct str near = nearest_name(names, workflow);
        return error_set(err, ERROR_NOT_FOUND,
                         "there is no workflow \"%.*s\"%s%.*s%s; a local one stands in "
                         "local/workflows/%.*s.lua",
                         STR_ARGS(workflow), near.len ? " (did you mean " : "",
                         STR_ARGS(near), near.len ? "?)" : "", STR_ARGS(workflow));
    }
    if (!worker_start(arena, package_sources(arena, &bundle), bundle.count,
                      bundle.workflow, &bundle.description, &running, err))
        return false;
    if (!check_description(arena, &bundle.description, err)) {
        worker_stop(running);
        return error_wrap(err, "%.*s", STR_ARGS(bundle.workflow));
    }
    bundle_seal(arena, &bundle);
    *out = bundle;
    if (worker)
        *worker = running;
    else
        worker_stop(running);
    return true;
}
