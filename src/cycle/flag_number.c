/* SPDX-License-Identifier: MIT */
#include "cycle/flag.h"

#include "base/unicode.h"

static bool is_word_byte(struct str text, size_t i)
{
    return i < text.len && ((text.ptr[i] >= 'a' && text.ptr[i] <= 'z') ||
                            (text.ptr[i] >= '0' && text.ptr[i] <= '9') ||
                            (unsigned char)text.ptr[i] >= 0x80);
}

/* "12" could be any. */
bool flag_says_number(struct arena *arena, struct str said, struct str number)
{
    enum { LEAST_DIGITS = 4 };
    struct str wanted = unicode_fold(arena, number), text;
    bool letters = false;
    for (size_t i = 0; i < wanted.len; i++)
        letters = letters || (is_word_byte(wanted, i) && wanted.ptr[i] > '9');
    if (wanted.len < (letters ? 2 : LEAST_DIGITS))
        return false;
    text = unicode_fold(arena, said);
    for (size_t from = 0, found; from < text.len; from = found + 1) {
        found = str_find(str_slice(text, from, text.len), wanted);
        if (found == SIZE_MAX)
            return false;
        found += from;
        if ((found == 0 || !is_word_byte(text, found - 1)) &&
            !is_word_byte(text, found + wanted.len))
            return true;
    }
    return false;
}
