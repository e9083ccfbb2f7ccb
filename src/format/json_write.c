/* SPDX-License-Identifier: MIT */
#include "format/json.h"

static bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

static void write_escaped(struct buf *buf, char c)
{
    static const char hex[] = "0123456789abcdef";
    switch (c) {
    case '"':
        buf_add(buf, STR("\\\""));
        break;
    case '\\':
        buf_add(buf, STR("\\\\"));
        break;
    case '\b':
        buf_add(buf, STR("\\b"));
        break;
    case '\f':
        buf_add(buf, STR("\\f"));
        break;
    case '\n':
        buf_add(buf, STR("\\n"));
        break;
    case '\r':
        buf_add(buf, STR("\\r"));
        break;
    case '\t':
        buf_add(buf, STR("\\t"));
        break;
    default:
        buf_add(buf, STR("\\u00"));
        buf_add_byte(buf, hex[(unsigned char)c >> 4]);
        buf_add_byte(buf, hex[c & 15]);
    }
}

static void write_text(struct buf *buf, struct str text)
{
    buf_add_byte(buf, '"');
    for (size_t i = 0; i < text.len;) {
        size_t from = i;
        while (i < text.len && is_plain(text.ptr[i]))
            i++;
        buf_add(buf, str_slice(text, from, i));
        if (i < text.len)
            write_escaped(buf, text.ptr[i++]);
    }
    buf_add_byte(buf, '"');
}

static void write_scalar(struct buf *buf, const struct json *value)
{
    switch (value->type) {
    case JSON_BOOL:
        buf_add(buf, value->yes ? STR("true") : STR("false"));
        break;
    case JSON_INTEGER:
        buf_add_integer(buf, value->integer);
        break;
    case JSON_TEXT:
        write_text(buf, value->text);
        break;
    default:
        buf_add(buf, STR("null"));
    }
}

static void write_value(struct buf *buf, const struct json *value)
{
    if (value->type == JSON_LIST) {
        buf_add_byte(buf, '[');
        for (size_t i = 0; i < value->list.count; i++) {
            if (i)
                buf_add_byte(buf, ',');
            write_value(buf, &value->list.items[i]);
        }
        buf_add_byte(buf, ']');
    } else if (value->type == JSON_OBJECT) {
        buf_add_byte(buf, '{');
        for (size_t i = 0; i < value->object.count; i++) {
            const struct json_member *member = &value->object.members[i];
            if (i)
                buf_add_byte(buf, ',');
            write_text(buf, member->name);
            buf_add_byte(buf, ':');
            write_value(buf, &member->value);
        }
        buf_add_byte(buf, '}');
    } else {
        write_scalar(buf, value);
    }
}

struct str json_write(struct arena *arena, const struct json *value)
{
    struct buf buf = BUF_IN(arena);
    write_value(&buf, value);
    return buf_str(&buf);
}

static void start_line(struct buf *buf, int depth)
{
    buf_add_byte(buf, '\n');
    for (int i = 0; i < depth; i++)
        buf_add(buf, STR("  "));
}

static void write_pretty(struct buf *buf, const struct json *value, int depth)
{
    size_t count = json_count(value);
    bool object = value->type == JSON_OBJECT;
    if (count == 0) {
        write_value(buf, value);
        return;
    }
    buf_add_byte(buf, object ? '{' : '[');
    for (size_t i = 0; i < count; i++) {
        const struct json *item;
        if (i)
            buf_add_byte(buf, ',');
        start_line(buf, depth + 1);
        if (object) {
            write_text(buf, value->object.members[i].name);
            buf_add(buf, STR(": "));
            item = &value->object.members[i].value;
        } else {
            item = &value->list.items[i];
        }
        write_pretty(buf, item, depth + 1);
    }
    start_line(buf, depth);
    buf_add_byte(buf, object ? '}' : ']');
}

struct str json_write_pretty(struct arena *arena, const struct json *value)
{
    struct buf buf = BUF_IN(arena);
    write_pretty(&buf, value, 0);
    return buf_str(&buf);
}
