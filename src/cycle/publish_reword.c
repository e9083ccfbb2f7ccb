/* SPDX-License-Identifier: MIT */
/* The steps' own descriptions say so, a local script's too. */
#include "cycle/publish_parts.h"
#include "cycle/reword.h"

/* How well a command fits, 0 where it does not: it must take the record and its new
 * words. Of several, one that is called reword…; else one that must be given words. */
static int fits(const struct json *command, struct str kind, struct str type)
{
    const struct json *args = json_find(command, STR("args"));
    bool target = str_equal(kind, STR("cycle")), words = false, optional = false;
    for (size_t i = 0; i < json_count(args); i++) {
        const struct json *arg = json_item(args, i);
        struct str of = json_find_text(arg, STR("type"));
        target = target || str_equal(of, kind);
        if (str_equal(of, type)) {
            words = true;
            optional = json_find_bool(arg, STR("optional"));
        }
    }
    if (!target || !words)
        return 0;
    if (str_starts(json_find_text(command, STR("name")), STR("reword")))
        return 3;
    return optional ? 1 : 2;
}

/* "plan.reword_idea idea=idea-000042.0001 text=\"…\"" */
static struct str written_out(struct arena *arena, const struct json *step,
                              const struct json *command, struct str kind,
                              struct str type, struct str id)
{
    struct buf out = BUF_IN(arena);
    const struct json *args = json_find(command, STR("args"));
    buf_add_format(&out, "%.*s.%.*s", STR_ARGS(json_find_text(step, STR("name"))),
                   STR_ARGS(json_find_text(command, STR("name"))));
    for (size_t i = 0; i < json_count(args); i++) {
        const struct json *arg = json_item(args, i);
        struct str name = json_find_text(arg, STR("name"));
        struct str of = json_find_text(arg, STR("type"));
        if (str_equal(of, kind))
            buf_add_format(&out, " %.*s=%.*s", STR_ARGS(name), STR_ARGS(id));
        else if (str_equal(of, type))
            buf_add_format(&out, " %.*s=\"…\"", STR_ARGS(name));
        else if (!json_find_bool(arg, STR("optional")))
            buf_add_format(&out, " %.*s=…", STR_ARGS(name));
    }
    return buf_str(&out);
}

struct str reword_field(struct arena *arena, const struct json *steps, struct str kind,
                        struct str field, struct str id)
{
    struct str out = STR_NONE;
    struct str type = str_format(arena, "%.*s.%.*s", STR_ARGS(kind), STR_ARGS(field));
    int best = 0;
    for (size_t s = 0; s < json_count(steps); s++) {
        const struct json *step = json_item(steps, s);
        const struct json *commands = json_find(step, STR("commands"));
        for (size_t c = 0; c < json_count(commands); c++) {
            int fit = fits(json_item(commands, c), kind, type);
            if (fit <= best)
                continue;
            best = fit;
            out = written_out(arena, step, json_item(commands, c), kind, type, id);
        }
    }
    return out;
}

struct str reword_command(struct publishing *now, struct str id, struct str text)
{
    struct record record;
    struct json body;
    struct error ignored;
    bool found;
    if (!record_find(now->request->db, now->arena, id, &record, &found, &ignored) ||
        !found || !json_parse(now->arena, record.body, &body, &ignored))
        return STR_NONE;
    for (size_t i = 0; i < json_count(&body); i++) {
        const struct json_member *member = &body.object.members[i];
        if (member->value.type == JSON_TEXT && str_equal(member->value.text, text))
            return reword_field(now->arena, now->request->steps, record.kind,
                                member->name, id);
    }
    return STR_NONE;
}
