/* SPDX-License-Identifier: MIT */
/* Whom somebody in the room speaks for. */
#include "cycle/sheet_inside.h"

static const char *const between[] = {"/", ",",  ";",     "&",    "+",  "(",
                                      ")", "\n", " and ", " or ", " - "};

/* The first part of a list such as "parent / nurse"; the rest stays in `rest`. */
static struct str cut_part(struct str *rest)
{
    size_t at = rest->len, skip = 0;
    for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
        size_t found = str_find(*rest, str_of(between[i]));
        if (found != SIZE_MAX && found < at) {
            at = found;
            skip = str_of(between[i]).len;
        }
    }
    struct str part = str_slice(*rest, 0, at);
    *rest = str_slice(*rest, at + skip, rest->len);
    return str_trim(part);
}

/* "their interpreter" */
static struct str without_whose(struct str part)
{
    static const char *const whose[] = {"their ", "her ", "his ", "my ", "a ", "an "};
    for (size_t i = 0; i < sizeof whose / sizeof whose[0]; i++) {
        struct str word = str_of(whose[i]);
        if (str_equal_ascii_case(str_slice(part, 0, word.len), word))
            return str_trim(str_slice(part, word.len, part.len));
    }
    return part;
}

static bool value_of(struct sheet *sheet, enum field_type type, struct str text,
                     struct str *out)
{
    return text.len &&
           mapping_value(&sheet->mapping, type, mapping_key(sheet->arena, text), out);
}

/* What the parts of a cell say that is nothing as a whole. */
struct role_parts {
    struct str first, second; /* two different viewpoints, or one, or none */
    bool supporter, interpreter;
};

static struct role_parts parts_of(struct sheet *sheet, struct str cell)
{
    struct role_parts out = {.first = STR_NONE, .second = STR_NONE};
    struct str found;
    if (value_of(sheet, TYPE_PERSPECTIVE, cell, &out.first))
        return out;
    while (cell.len) {
        struct str part = without_whose(cut_part(&cell));
        if (value_of(sheet, TYPE_SUPPORTER, part, &found)) {
            out.supporter = true;
            out.interpreter = out.interpreter || str_equal(found, STR("interpreter"));
            continue;
        }
        if (!value_of(sheet, TYPE_PERSPECTIVE, part, &found) ||
            str_equal(found, STR("other")) || str_equal(found, STR("unknown")))
            continue;
        if (!out.first.len)
            out.first = found;
        else if (!out.second.len && !str_equal(out.first, found))
            out.second = found;
    }
    return out;
}

/* Which of them counts is not ours to say: the one-third meter would follow from it. */
static bool is_one_viewpoint(struct sheet *sheet, const struct role_parts *parts)
{
    struct str first = str_replaced(sheet->arena, parts->first, '_', ' ');
    if (parts->second.len)
        sheet_refuse(
            sheet,
            "row left out: it names two viewpoints (%.*s and %.*s), and somebody "
            "is counted with one; ask them which they come for, write that "
            "alone, and import the file again",
            STR_ARGS(first),
            STR_ARGS(str_replaced(sheet->arena, parts->second, '_', ' ')));
    else if (parts->first.len && parts->supporter)
        sheet_refuse(
            sheet,
            "row left out: it names a viewpoint (%.*s) and somebody who comes to "
            "support or interpret, who counts apart; ask them which they come "
            "for, write that alone, a row for each who comes, and import the "
            "file again",
            STR_ARGS(first));
    return !parts->second.len && !(parts->first.len && parts->supporter);
}

/* Somebody's supporter or interpreter is in the room for them and counts apart. */
bool sheet_read_role(struct sheet *sheet, struct sheet_participant *row)
{
    struct str cell = sheet_cell(sheet, FIELD_PERSPECTIVE), value;
    row->interpreter = sheet_answer(sheet, FIELD_INTERPRETER) == ANSWER_YES;
    row->supporter =
        sheet_answer(sheet, FIELD_SUPPORTER) == ANSWER_YES || row->interpreter;
    if (cell.len == 0) {
        sheet_refuse(sheet, "row left out: it does not say whom the person speaks for; "
                            "write young person, family, school, …");
        return false;
    }
    row->perspective = STR("other");
    if (value_of(sheet, TYPE_SUPPORTER, cell, &value)) {
        row->supporter = true;
        row->interpreter = row->interpreter || str_equal(value, STR("interpreter"));
        return true;
    }
    struct role_parts parts = parts_of(sheet, cell);
    if (!is_one_viewpoint(sheet, &parts))
        return false;
    if (parts.supporter) {
        row->supporter = true;
        row->interpreter = row->interpreter || parts.interpreter;
        return true;
    }
    row->perspective = sheet_choice_or(sheet, FIELD_PERSPECTIVE, STR("other"));
    return true;
}
