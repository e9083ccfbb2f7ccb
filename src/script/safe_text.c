/* SPDX-License-Identifier: MIT */
#include "script/safe_text.h"

#include "base/unicode.h"

enum { LONGEST_SPELLING = 10 };

static bool is_harmful(uint32_t character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0) ||
           (character >= 0x200E && character <= 0x200F) ||
           (character >= 0x2028 && character <= 0x202E) ||
           (character >= 0x2066 && character <= 0x2069) || character == 0xFEFF;
}

static void spell_out(struct buf *buf, uint32_t character)
{
    if (character == '\n')
        buf_add(buf, STR("\\n"));
    else if (character == '\t')
        buf_add(buf, STR("\\t"));
    else if (character < 0x100)
        buf_add_format(buf, "\\x%02X", (unsigned)character);
    else
        buf_add_format(buf, "\\u{%X}", (unsigned)character);
}

struct str safe_text(struct arena *arena, struct str text, size_t most)
{
    struct buf buf = BUF_IN(arena);
    struct str rest = text;
    while (rest.len > 0) {
        if (buf.len + LONGEST_SPELLING > most) {
            buf_add(&buf, STR("…"));
            break;
        }
        struct str here = rest;
        uint32_t character = unicode_next(&rest);
        size_t taken = here.len - rest.len;
        /* A byte that is no UTF-8 is taken alone, as U+FFFD. */
        if (character == 0xFFFD && taken == 1)
            buf_add_format(&buf, "\\x%02X", (unsigned)(unsigned char)*here.ptr);
        else if (is_harmful(character))
            spell_out(&buf, character);
        else
            buf_add(&buf, str_slice(here, 0, taken));
    }
    return buf_str(&buf);
}
