/* SPDX-License-Identifier: MIT */
/* Whom somebody in the room speaks for. */
#include "cycle/sheet_inside.h"

static const char *const between[] = {"/", ",", ";", "&", "+", "\n", " and ", " or "};

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

static bool perspective_of(struct sheet *sheet, struct str text, struct str *out)
{
    return text.len && mapping_value(&sheet->mapping, TYPE_PERSPECTIVE,
                                     mapping_key(sheet->arena, text), out);
}

/* Two different viewpoints in one cell, which is no viewpoint as a whole. */
static bool names_two(struct sheet *sheet, struct str cell, struct str *first,
                      struct str *second)
{
    struct str whole, found;
    *first = STR_NONE;
    if (perspective_of(sheet, cell, &whole))
        return false;
    while (cell.len) {
        if (!perspective_of(sheet, cut_part(&cell), &found) ||
            str_equal(found, STR("other")) || str_equal(found, STR("unknown")))
            continue;
        if (first->len && !str_equal(*first, found)) {
            *second = found;
            return true;
        }
        *first = found;
    }
    return false;
}

/* Which of them counts is not ours to say: the one-third meter would follow from it. */
static bool is_one_viewpoint(struct sheet *sheet, struct str cell)
{
    struct str first, second;
    if (!names_two(sheet, cell, &first, &second))
        return true;
    sheet_refuse(sheet,
                 "row left out: it names two viewpoints (%.*s and %.*s), and somebody is "
                 "counted with one; ask them which they come for, write that alone, and "
                 "import the file again",
                 STR_ARGS(str_replaced(sheet->arena, first, '_', ' ')),
                 STR_ARGS(str_replaced(sheet->arena, second, '_', ' ')));
    return false;
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
    if (mapping_value(&sheet->mapping, TYPE_SUPPORTER, mapping_key(sheet->arena, cell),
                      &value)) {
        row->supporter = true;
        row->interpreter = row->interpreter || str_equal(value, STR("interpreter"));
        return true;
    }
    if (!is_one_viewpoint(sheet, cell))
        return false;
    row->perspective = sheet_choice_or(sheet, FIELD_PERSPECTIVE, STR("other"));
    return true;
}
