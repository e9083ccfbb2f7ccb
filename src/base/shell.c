/* SPDX-License-Identifier: MIT */
#include "base/shell.h"

#include <string.h>

struct str shell_word(struct arena *arena, struct str word)
{
    struct buf out = BUF_IN(arena);
    bool plain = word.len > 0 && word.ptr[0] != '-', simple = true;
    for (size_t i = 0; i < word.len; i++) {
        char c = ascii_lower(word.ptr[i]);
        plain = plain && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                          (c != 0 && strchr("-_./:,@%+=", c)));
        simple = simple && c != 0 && !strchr("\"$`\\!", c);
    }
    if (plain)
        return word;
    if (simple)
        return str_format(arena, "\"%.*s\"", STR_ARGS(word));
    buf_add_byte(&out, '\'');
    for (size_t i = 0; i < word.len; i++)
        buf_add(&out, word.ptr[i] == '\'' ? STR("'\\''") : str_slice(word, i, i + 1));
    buf_add_byte(&out, '\'');
    return buf_str(&out);
}
