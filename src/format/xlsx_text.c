/* SPDX-License-Identifier: MIT */
#include "format/xlsx_inside.h"

#include <string.h>

/* The texts that cells share by their number. */
struct reading {
    struct xlsx *xlsx;
    struct buf text; /* of the one that is being read; passes */
    size_t room;
    size_t silent; /* how deep inside of what is not shown: readings of Japanese */
    bool inside, wanted;
};

static bool start(void *with, struct str name, const char *const *attributes,
                  struct error *err)
{
    struct reading *reading = with;
    (void)attributes;
    (void)err;
    if (str_equal(name, STR("si"))) {
        reading->inside = true;
        reading->text.len = 0;
    }
    if (reading->silent || str_equal(name, STR("rPh")))
        reading->silent++;
    reading->wanted = reading->inside && !reading->silent && str_equal(name, STR("t"));
    return true;
}

static void text(void *with, struct str piece)
{
    struct reading *reading = with;
    if (reading->wanted)
        buf_add(&reading->text, piece);
}

static bool keep(struct reading *reading, struct error *err)
{
    struct xlsx *xlsx = reading->xlsx;
    if (xlsx->text_count == XLSX_MOST_TEXTS)
        return error_set(err, ERROR_LIMIT, "it holds more than %d different texts",
                         XLSX_MOST_TEXTS);
    xlsx->texts = arena_one_more(xlsx->arena, xlsx->texts, sizeof *xlsx->texts,
                                 xlsx->text_count, &reading->room);
    struct str text = STR_NONE;
    if (reading->text.len)
        text = str_copy(xlsx->arena, xlsx_unescape(reading->text.ptr, reading->text.len));
    xlsx->texts[xlsx->text_count++] = text;
    return true;
}

static bool end(void *with, struct str name, struct error *err)
{
    struct reading *reading = with;
    reading->wanted = false;
    if (reading->silent)
        reading->silent--;
    if (!str_equal(name, STR("si")) || !reading->inside)
        return true;
    reading->inside = false;
    return keep(reading, err);
}

bool xlsx_read_texts(struct xlsx *xlsx, struct str path, struct error *err)
{
    struct reading reading = {.xlsx = xlsx, .text = BUF_IN(arena_new())};
    struct xml_walker walker = {&reading, start, end, text};
    bool fine = xlsx_walk(xlsx, path, XLSX_TEXTS_PART, &walker, err);
    arena_free(reading.text.arena);
    return fine;
}

static int hex_value(char c)
{
    char lower = ascii_lower(c);
    if (c >= '0' && c <= '9')
        return c - '0';
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* "_x000D_" at the start of what is left; half characters stay as they are. */
static bool read_escape(const char *at, size_t left, unsigned *out)
{
    enum { LENGTH = 7 };
    unsigned value = 0;
    if (left < LENGTH || at[0] != '_' || at[1] != 'x' || at[LENGTH - 1] != '_')
        return false;
    for (size_t i = 2; i < LENGTH - 1; i++) {
        int digit = hex_value(at[i]);
        if (digit < 0)
            return false;
        value = value * 16 + (unsigned)digit;
    }
    *out = value;
    return value > 0 && (value < 0xd800 || value > 0xdfff);
}

static size_t put_character(char *to, unsigned value)
{
    if (value < 0x80) {
        to[0] = (char)value;
        return 1;
    }
    if (value < 0x800) {
        to[0] = (char)(0xc0 | (value >> 6));
        to[1] = (char)(0x80 | (value & 0x3f));
        return 2;
    }
    to[0] = (char)(0xe0 | (value >> 12));
    to[1] = (char)(0x80 | ((value >> 6) & 0x3f));
    to[2] = (char)(0x80 | (value & 0x3f));
    return 3;
}

struct str xlsx_unescape(char *text, size_t len)
{
    size_t to = 0;
    unsigned value;
    if (!memchr(text, '_', len))
        return (struct str){text, len};
    for (size_t from = 0; from < len;) {
        if (read_escape(text + from, len - from, &value)) {
            to += put_character(text + to, value);
            from += 7;
        } else {
            text[to++] = text[from++];
        }
    }
    return (struct str){text, to};
}
