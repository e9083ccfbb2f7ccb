/* SPDX-License-Identifier: MIT */
#include "engine/theme_label.h"

#include "base/unicode.h"
#include "cycle/section.h"
#include "store/parsed.h"

static bool find(struct db *db, struct arena *arena, struct str cycle, struct str label,
                 struct parsed_list *out, struct error *err)
{
    struct str wanted = unicode_fold(arena, str_trim(label));
    size_t kept = 0;
    if (!parsed_all(db, arena, cycle, STR("theme"), out, err))
        return false;
    for (size_t i = 0; wanted.len && i < out->count; i++) {
        struct str has = json_find_text(&out->items[i].body, STR("label"));
        if (has.len && str_equal(unicode_fold(arena, str_trim(has)), wanted))
            out->items[kept++] = out->items[i];
    }
    out->count = kept;
    return true;
}

bool theme_labels(struct db *db, struct arena *arena, struct str cycle, struct str label,
                  struct str_list *out, struct error *err)
{
    struct parsed_list found;
    if (!find(db, arena, cycle, label, &found, err))
        return false;
    *out = (struct str_list){arena_array(arena, struct str, found.count), found.count};
    for (size_t i = 0; i < found.count; i++)
        out->items[i] = found.items[i].record.id;
    return true;
}

bool theme_labelled(struct db *db, struct arena *arena, struct str cycle,
                    struct str label, struct str *id, struct error *err)
{
    struct parsed_list found;
    struct buf all = BUF_IN(arena);
    *id = STR_NONE;
    if (!find(db, arena, cycle, label, &found, err))
        return false;
    if (found.count == 1)
        *id = found.items[0].record.id;
    if (found.count < 2)
        return true;
    for (size_t i = 0; i < found.count; i++) {
        enum section section;
        struct str name = json_find_text(&found.items[i].body, STR("section"));
        if (section_find(name, &section))
            name = section_words(section);
        buf_add_format(&all, "%s%.*s (%.*s)", i ? ", " : "",
                       STR_ARGS(found.items[i].record.id), STR_ARGS(name));
    }
    return error_set(err, ERROR_INPUT,
                     "%zu groups are called \"%.*s\": %.*s; name one by its id",
                     found.count, STR_ARGS(label), STR_ARGS(buf_str(&all)));
}
