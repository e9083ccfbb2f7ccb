/* SPDX-License-Identifier: MIT */
#include "report/card_fit.h"

#include "base/unicode.h"

/* In hundredths of a millimetre. */
enum {
    CARD_WIDTH = 9500,
    CARD_HEIGHT = 6750,
    BESIDE_WORDS = 1400, /* left and right of them, with some to spare */
    AROUND_WORDS = 2300, /* above and below, with the number */
    SEEN_LINE = 800,
    POINT = 3528 /* hundred points */
};

static const struct card_fit fits[] = {
    {1, 1, 24, 0}, {1, 1, 22, 0}, {1, 1, 20, 0}, {1, 1, 18, 0},
    {1, 1, 16, 0}, {2, 1, 20, 0}, {2, 1, 18, 0}, {2, 1, 16, 0},
    {2, 2, 22, 0}, {2, 2, 20, 0}, {2, 2, 18, 0}, {2, 2, 16, 0},
    {2, 4, 22, 0}, {2, 4, 20, 0}, {2, 4, 18, 0}, {2, 4, 16, 0},
};

/* In thousandths of the size of the letters. */
static long width_of(uint32_t character)
{
    if (character >= 0x2e80)
        return 1100;
    if (character >= 0x80)
        return 850;
    char c = (char)character;
    if (str_find_byte(STR("iljI.,:;'!|"), c) != SIZE_MAX)
        return 330;
    if (str_find_byte(STR(" ftr()[]-/"), c) != SIZE_MAX)
        return 410;
    if (str_find_byte(STR("mMW@%"), c) != SIZE_MAX)
        return 1050;
    if (str_find_byte(STR("<>=+~^#&"), c) != SIZE_MAX)
        return 880;
    return (c >= 'A' && c <= 'Z') || c == 'w' ? 830 : 640;
}

/* How much of the text stands on so many lines of this width. */
static size_t text_on(struct str text, long width, size_t lines)
{
    struct str rest = text;
    size_t line = 1, start = 0, word = 0; /* where this line and this word begin */
    long across = 0, in_word = 0;
    while (rest.len) {
        size_t at = text.len - rest.len;
        uint32_t character = unicode_next(&rest);
        long wide = width_of(character);
        bool ends = character == '\n';
        if (!ends && character != ' ' && across + wide > width) {
            bool whole = word > start;
            start = whole ? word : at;
            across = whole ? in_word : 0;
            line++;
        } else if (ends) {
            start = at + 1;
            across = wide = 0;
            line++;
        }
        if (line > lines)
            return start;
        across += wide;
        in_word += wide;
        if (ends || character == ' ') {
            word = at + 1;
            in_word = 0;
        }
    }
    return text.len;
}

struct card_fit card_fit(struct str text, bool seen)
{
    struct card_fit fit = fits[0];
    for (size_t i = 0; i < sizeof fits / sizeof fits[0]; i++) {
        fit = fits[i];
        long point = (long)fit.points * POINT / 100;
        long across = (long)fit.columns * CARD_WIDTH - BESIDE_WORDS;
        long down = (long)fit.rows * CARD_HEIGHT - AROUND_WORDS - (seen ? SEEN_LINE : 0);
        /* Lines are a quarter higher than their letters. */
        fit.taken =
            text_on(text, across * 1000 / point, (size_t)(down * 4 / (point * 5)));
        if (fit.taken == text.len)
            return fit;
    }
    return fit;
}
