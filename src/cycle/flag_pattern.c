/* SPDX-License-Identifier: MIT */
#include "cycle/flag_inside.h"

enum { MOST_DIGITS = 17 }; /* in a phone number, and one more */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char upper(char c)
{
    if (c >= 'a' && c <= 'z')
        return (char)(c - 'a' + 'A');
    return c;
}

static bool is_letter(char c)
{
    return upper(c) >= 'A' && upper(c) <= 'Z';
}

static char at(struct str text, size_t i)
{
    if (i >= text.len)
        return ' ';
    return text.ptr[i];
}

static bool is_word(char c)
{
    return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

/* 020 7946 0123, 07700 900123 (or without its 0, as spreadsheets leave it), +44 …,
 * 0044 …, and any other country's with a plus. */
static bool is_phone(const char *digits, size_t count, bool plus)
{
    if (plus)
        return count >= 9 && count <= 15;
    if (digits[0] == '0' && digits[1] == '0')
        return count >= 11 && count <= 16;
    if (digits[0] == '0')
        return count == 10 || count == 11;
    return count == 10 && digits[0] == '7';
}

/* Whether a number begins here; spaces, dots, hyphens and brackets may stand in it,
 * and any other number after it. */
static bool is_phone_at(struct str text, size_t from)
{
    char digits[MOST_DIGITS] = {0};
    bool plus = text.ptr[from] == '+';
    size_t count = 0, gap = 0;
    for (size_t i = from + plus; i < text.len && gap < 3 && count < MOST_DIGITS; i++) {
        if (is_digit(text.ptr[i])) {
            digits[count++] = text.ptr[i];
            gap = 0;
            if (!is_word(at(text, i + 1)) && is_phone(digits, count, plus))
                return true;
        } else if (str_find_byte(STR(" .-()"), text.ptr[i]) != SIZE_MAX) {
            gap++;
        } else {
            return false;
        }
    }
    return false;
}

bool flag_has_phone(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool begins = (is_digit(text.ptr[i]) && (i == 0 || !is_word(text.ptr[i - 1]))) ||
                      text.ptr[i] == '+';
        if (begins && is_phone_at(text, i))
            return true;
    }
    return false;
}

/* The letters that UK postcodes begin with. */
static const char areas[] =
    " AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH "
    "DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE "
    "KA "
    "KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO "
    "PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB "
    "W "
    "WA WC WD WF WN WR WS WV YO ZE ";

static bool is_area(struct str text, size_t from, size_t len)
{
    char wanted[4] = {' ', upper(at(text, from)), ' ', ' '};
    if (len == 2)
        wanted[2] = upper(at(text, from + 1));
    return str_find(str_of(areas), (struct str){wanted, len + 2}) != SIZE_MAX;
}

/* "1st", "2nd" behind "B1 " is no postcode. */
static bool is_ordinal(struct str text, size_t from)
{
    struct str ending = str_slice(text, from + 1, from + 3);
    return str_equal(ending, STR("st")) || str_equal(ending, STR("nd")) ||
           str_equal(ending, STR("rd")) || str_equal(ending, STR("th"));
}

/* Six letters never stand here. */
static bool is_last_letter(char c)
{
    return is_letter(c) && str_find_byte(STR("CIKMOV"), upper(c)) == SIZE_MAX;
}

/* Digit, letter, letter. */
static bool is_inward(struct str text, size_t from)
{
    return is_digit(at(text, from)) && is_last_letter(at(text, from + 1)) &&
           is_last_letter(at(text, from + 2)) && !is_word(at(text, from + 3)) &&
           !is_ordinal(text, from);
}

/* "gr8 2be", "ks4 2hr": written like one, and said of something else. */
static bool is_small_talk(struct str text, size_t from)
{
    static const char *const words[] = {"hr", "yr", "ft", "wk"};
    struct str ending = str_slice(text, from + 1, from + 3);
    return flag_is_among(ending, words, sizeof words / sizeof words[0]) ||
           (ending.ptr[0] >= 'a' && ending.ptr[1] >= 'a' && flag_is_ordinary(ending));
}

/* No area begins with these letters, however it is mistyped. */
static bool may_be_area(struct str text, size_t from, size_t len)
{
    return str_find_byte(STR("QVX"), upper(at(text, from))) == SIZE_MAX &&
           (len < 2 || str_find_byte(STR("IJZ"), upper(at(text, from + 1))) == SIZE_MAX);
}

/* Of no area that there is, it is one that somebody mistyped. */
static bool is_postcode(struct str text, size_t from)
{
    size_t letters = is_letter(at(text, from + 1)) ? 2 : 1;
    size_t end = from + letters;
    if (!is_digit(at(text, end))) /* nearly all words end here */
        return false;
    bool area = is_area(text, from, letters);
    if (!area && !may_be_area(text, from, letters))
        return false;
    /* SW1A 1AA: the outward half ends in one digit, two, or a digit and a letter. */
    for (size_t len = 1; len <= 2; len++) {
        size_t inward = end + len;
        if (len == 2 && !is_digit(at(text, end + 1)) && !is_letter(at(text, end + 1)))
            break;
        while (at(text, inward) == ' ' && inward < text.len && inward < end + len + 2)
            inward++;
        if (is_inward(text, inward) && (area || !is_small_talk(text, inward)))
            return true;
    }
    return false;
}

bool flag_has_postcode(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (is_letter(text.ptr[i]) && is_postcode(text, i))
            return true;
        while (i + 1 < text.len && is_word(text.ptr[i]))
            i++;
    }
    return false;
}

static bool is_address_byte(char c)
{
    return is_word(c) || str_find_byte(STR("._%+-"), c) != SIZE_MAX;
}

bool flag_has_email(struct str text)
{
    for (size_t i = 1; i < text.len; i++) {
        if (text.ptr[i] != '@' || !is_address_byte(text.ptr[i - 1]))
            continue;
        size_t end = i + 1;
        bool dot = false;
        while (end < text.len && is_address_byte(text.ptr[end])) {
            dot = dot ||
                  (text.ptr[end] == '.' && end > i + 1 && is_letter(at(text, end + 1)));
            end++;
        }
        if (dot)
            return true;
    }
    return false;
}

/* @somebody */
bool flag_has_handle(struct str text)
{
    for (size_t i = 0; i + 2 < text.len; i++)
        if (text.ptr[i] == '@' && (i == 0 || !is_address_byte(text.ptr[i - 1])) &&
            is_address_byte(text.ptr[i + 1]) && is_address_byte(text.ptr[i + 2]) &&
            (is_letter(text.ptr[i + 1]) || is_letter(text.ptr[i + 2])))
            return true;
    return false;
}

/* "£120000" */
static bool is_money(struct str text, size_t from)
{
    struct str before = str_slice(text, 0, from);
    return str_ends(before, STR("£")) || str_ends(before, STR("£ "));
}

/* So many digits in a row, as in a UPN or a case number; no year has as many. */
static bool is_long_number(struct str text, size_t from, size_t least)
{
    size_t count = 0;
    while (is_digit(at(text, from + count)))
        count++;
    return count >= least && !is_money(text, from);
}

/* 943 476 5919, as health writes it. */
static bool is_grouped(struct str text, size_t from)
{
    static const char shape[] = "999 999 9999";
    for (size_t i = 0; i < sizeof shape - 1; i++) {
        char c = at(text, from + i);
        if (shape[i] == ' ' ? c != ' ' && c != '-' : !is_digit(c))
            return false;
    }
    return !is_word(at(text, from + sizeof shape - 1));
}

/* QQ 12 34 56 C, with the spaces or without. */
static bool is_insurance(struct str text, size_t from)
{
    size_t i = from, letters = 0, digits = 0;
    while (letters < 2 && is_letter(at(text, i))) {
        letters++;
        i++;
    }
    for (; letters == 2 && digits < 6 && i < text.len; i++) {
        if (is_digit(text.ptr[i]))
            digits++;
        else if (text.ptr[i] != ' ')
            return false;
    }
    i += digits == 6 && at(text, i) == ' ';
    return digits == 6 && is_letter(at(text, i)) && !is_word(at(text, i + 1));
}

bool flag_has_number(struct str text, size_t least)
{
    for (size_t i = 0; i < text.len; i++) {
        bool begins = i == 0 || !is_word(text.ptr[i - 1]);
        bool after_digit = i > 0 && is_digit(text.ptr[i - 1]);
        if ((is_digit(text.ptr[i]) && !after_digit && is_long_number(text, i, least)) ||
            (begins && (is_grouped(text, i) || is_insurance(text, i))))
            return true;
    }
    return false;
}
