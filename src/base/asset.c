/* SPDX-License-Identifier: MIT */
#include "base/asset.h"

#include "base/file.h"

#include <stdlib.h>

/* Where folder and path, one after the other, come in the order of names. */
static int compare(struct str folder, struct str path, struct str name)
{
    struct str start = str_slice(name, 0, folder.len);
    int order = str_compare(folder, start);
    return order ? order : str_compare(path, str_slice(name, start.len, name.len));
}

static const struct asset *built_in(struct str folder, struct str path)
{
    size_t first = 0, end = asset_table_count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        int order = compare(folder, path, str_of(asset_table[middle].name));
        if (order == 0)
            return &asset_table[middle];
        if (order < 0)
            end = middle;
        else
            first = middle + 1;
    }
    return NULL;
}

const struct asset *asset_of_chunk(struct str chunk)
{
    static const struct str ours = {"built in/", 9};
    return str_starts(chunk, ours)
               ? built_in(STR("lua/"), str_slice(chunk, ours.len, chunk.len))
               : NULL;
}

bool asset_find(struct arena *arena, struct str name, struct str *out, struct error *err)
{
    struct str tree = str_of(getenv("WAYMARK_ASSETS"));
    if (tree.len)
        return file_read(arena, file_join(arena, tree, name), FILE_SMALL, out, err);
    const struct asset *asset = built_in(STR_NONE, name);
    if (asset) {
        *out = asset->text;
        return true;
    }
    return error_set(err, ERROR_NOT_FOUND, "%.*s is not built into this program",
                     STR_ARGS(name));
}

static bool list_from_disk(struct arena *arena, struct str tree, struct str prefix,
                           struct str_list *out, struct error *err)
{
    static const struct str roots[] = {{"assets", 6}, {"lua", 3}, {"schemas", 7}};
    struct str_list found = {NULL, 0};
    for (size_t r = 0; r < sizeof roots / sizeof roots[0]; r++) {
        struct str_list below;
        if (!file_list(arena, file_join(arena, tree, roots[r]), &below, err))
            return false;
        struct str *items = arena_array(arena, struct str, found.count + below.count);
        size_t count = 0;
        for (size_t i = 0; i < found.count; i++)
            items[count++] = found.items[i];
        for (size_t i = 0; i < below.count; i++) {
            struct str name = file_join(arena, roots[r], below.items[i]);
            if (str_starts(name, prefix))
                items[count++] = name;
        }
        found = (struct str_list){items, count};
    }
    *out = found;
    return true;
}

bool asset_list(struct arena *arena, struct str prefix, struct str_list *out,
                struct error *err)
{
    struct str tree = str_of(getenv("WAYMARK_ASSETS"));
    if (tree.len)
        return list_from_disk(arena, tree, prefix, out, err);
    struct str *items = arena_array(arena, struct str, asset_table_count);
    size_t count = 0;
    for (size_t i = 0; i < asset_table_count; i++)
        if (str_starts(str_of(asset_table[i].name), prefix))
            items[count++] = str_of(asset_table[i].name);
    *out = (struct str_list){items, count};
    return true;
}
