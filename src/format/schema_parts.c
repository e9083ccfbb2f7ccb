/* SPDX-License-Identifier: MIT */
#include "format/schema_parts.h"

#include "base/unicode.h"

#include <stdio.h>
#include <string.h>

void schema_note_add(struct schema_note *note, struct str s)
{
    if (s.len >= sizeof note->text - note->len)
        return;
    memcpy(note->text + note->len, s.ptr, s.len);
    note->len += s.len;
    note->text[note->len] = '\0';
}

/* A message is one line, so line breaks and other controls become spaces. */
static void note_quoted(struct schema_note *note, struct str text)
{
    struct str shown = unicode_cut(text, SCHEMA_MOST_QUOTED);
    char line[SCHEMA_MOST_QUOTED * 4 + 8];
    size_t len = 0;
    line[len++] = '"';
    for (size_t i = 0; i < shown.len; i++) {
        char c = shown.ptr[i];
        if ((unsigned char)c < 0x20 || c == 0x7f)
            c = ' ';
        line[len++] = c;
    }
    if (shown.len < text.len) {
        memcpy(line + len, "…", sizeof "…" - 1);
        len += sizeof "…" - 1;
    }
    line[len++] = '"';
    schema_note_add(note, (struct str){line, len});
}

static void note_integer(struct schema_note *note, int64_t integer)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%lld", (long long)integer);
    schema_note_add(note, (struct str){digits, len > 0 ? (size_t)len : 0});
}

void schema_note_value(struct schema_note *note, const struct json *value)
{
    switch (value->type) {
    case JSON_TEXT:
        note_quoted(note, value->text);
        break;
    case JSON_INTEGER:
        note_integer(note, value->integer);
        break;
    case JSON_BOOL:
        schema_note_add(note, value->yes ? STR("true") : STR("false"));
        break;
    default:
        schema_note_types(note, 1U << value->type);
    }
}

/* `informs.2`; empty at the top. */
static void note_place(struct schema_note *note, const struct schema_place *place)
{
    if (!place)
        return;
    note_place(note, place->above);
    if (note->len)
        schema_note_add(note, STR("."));
    if (place->number)
        note_integer(note, (int64_t)place->number);
    else
        schema_note_add(note, unicode_cut(place->name, SCHEMA_MOST_QUOTED));
}

void schema_note_types(struct schema_note *note, unsigned types)
{
    static const struct str names[] = {
        [JSON_NULL] = {"nothing (null)", 14},
        [JSON_BOOL] = {"true or false", 13},
        [JSON_INTEGER] = {"a whole number", 14},
        [JSON_TEXT] = {"text", 4},
        [JSON_LIST] = {"a list", 6},
        [JSON_OBJECT] = {"an object", 9},
    };
    bool first = true;
    for (unsigned type = 0; type < sizeof names / sizeof names[0]; type++) {
        if (!(types & 1U << type))
            continue;
        if (!first)
            schema_note_add(note, STR(" or "));
        schema_note_add(note, names[type]);
        first = false;
    }
}

bool schema_refuse(struct error *err, const struct schema_place *place,
                   const char *format, ...)
{
    if (!err)
        return false;
    char message[860];
    va_list list;
    va_start(list, format);
    (void)vsnprintf(message, sizeof message, format, list);
    va_end(list);
    struct schema_note where = {0};
    note_place(&where, place);
    (void)error_set(err, ERROR_INPUT, "%s", message);
    return where.len ? error_wrap(err, "%s", where.text) : false;
}
