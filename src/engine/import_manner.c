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

/* What was written down in the review has that review as its source. */
static bool is_written_down(const struct parsed *held)
{
    struct str last;
    return is_record_id(source_cut(parsed_text(held, "source"), &last));
}

bool manner_is_of_row(const struct row_place *place, const struct parsed *held)
{
    bool plan = str_equal(parsed_text(held, "said_in"), STR("plan"));
    if (!place->review.len || plan)
        return plan && !place->review.len;
    return str_equal(parsed_text(held, "review"), place->review) &&
           !is_written_down(held);
}

/* Who said it may differ between the two; how it was said would be lost unsaid. */
void manner_say_kept(struct batch *batch, const struct row_place *place,
                     const struct parsed *held, const struct json *after)
{
    struct buf what = BUF_IN(batch->arena);
    struct str source = parsed_text(held, "source");
    say_manner(batch->arena, &what, "how it was said", "how", &held->body, after);
    if (!what.len || !parsed_text(held, "how").len)
        return;
    if (is_written_down(held))
        import_remark(
            batch, false, place->row->line,
            "%.*s is not taken: what was written down in the review stays "
            "(%.*s); if the file is right, take that off the cards with "
            "`waymark do collect.leave_out`, and write it down again with how=…",
            STR_ARGS(buf_str(&what)), STR_ARGS(source));
    else
        import_remark(batch, false, place->row->line,
                      "%.*s is not taken: what plan and review say in the same words is "
                      "one statement, and stays as %.*s has it; correct it there, and "
                      "import that file again",
                      STR_ARGS(buf_str(&what)), STR_ARGS(source));
}
