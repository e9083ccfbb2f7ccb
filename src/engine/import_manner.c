/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

static struct str manner_words(struct arena *arena, struct str value)
{
    return value.len ? str_replaced(arena, value, '_', ' ') : STR("nothing");
}

/* Who said it, or how, unless the file says what was known as well: two people may
 * have said the same. An empty cell changes nothing. */
static void set_manner(struct batch *batch, const struct row_place *place,
                       const struct sheet_statement *said, const char *what,
                       struct str value, struct json *body)
{
    struct str known = json_find_text(body, str_of(what));
    if (!value.len || (known.len && facts_say_so(batch, place, said, what, known)))
        return;
    set_text(batch->arena, body, what, value);
}

/* An observation is nobody's own words. */
void import_manner(struct batch *batch, const struct row_place *place,
                   const struct sheet_statement *said, struct json *body)
{
    set_manner(batch, place, said, "speaker", said->speaker, body);
    set_manner(batch, place, said, "how", said->how, body);
    set_manner(batch, place, said, "interpreted_by", said->interpreted_by, body);
    if (str_equal(json_find_text(body, STR("how")), STR("observation")) &&
        str_equal(json_find_text(body, STR("speaker")), STR("young_person")))
        json_unset(body, STR("speaker"));
}

static void say_manner(struct arena *arena, struct buf *out, const char *title,
                       const char *what, const struct json *before,
                       const struct json *after)
{
    struct str old = json_find_text(before, str_of(what));
    struct str new = json_find_text(after, str_of(what));
    if (!str_equal(old, new))
        buf_add_format(out, "%s%s: %.*s → %.*s", out->len ? ", " : "", title,
                       STR_ARGS(manner_words(arena, old)),
                       STR_ARGS(manner_words(arena, new)));
}

void import_say_manner(struct arena *arena, struct buf *out, const struct json *before,
                       const struct json *after)
{
    say_manner(arena, out, "who said it", "speaker", before, after);
    say_manner(arena, out, "how it was said", "how", before, after);
    say_manner(arena, out, "who interpreted", "interpreted_by", before, after);
}
