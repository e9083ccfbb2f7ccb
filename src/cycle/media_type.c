/* SPDX-License-Identifier: MIT */
#include "cycle/media_type.h"

static bool has_at(struct str start, size_t at, struct str wanted)
{
    return start.len >= at + wanted.len &&
           str_equal(str_slice(start, at, at + wanted.len), wanted);
}

/* The brand says what is in the box: a picture of a telephone (heic) is none of ours. */
static struct str type_of_brand(struct str start)
{
    static const char *const brands[] = {"isom", "iso2", "iso3", "iso4", "iso5", "iso6",
                                         "mp41", "mp42", "avc1", "M4V ", "MSNV", "dash"};
    if (has_at(start, 8, STR("M4A ")))
        return STR("m4a");
    for (size_t i = 0; i < sizeof brands / sizeof brands[0]; i++)
        if (has_at(start, 8, str_of(brands[i])))
            return STR("mp4");
    return STR_NONE;
}

/* A frame of MPEG audio, layer 3. */
static bool is_frame(struct str start)
{
    return start.len > 2 && (unsigned char)start.ptr[0] == 0xff &&
           ((unsigned char)start.ptr[1] & 0xe6) == 0xe2 &&
           ((unsigned char)start.ptr[1] & 0x18) != 0x08 &&
           ((unsigned char)start.ptr[2] & 0xf0) != 0xf0;
}

struct str media_type(struct str start)
{
    if (has_at(start, 0, STR("\x89PNG\r\n\x1a\n")))
        return STR("png");
    if (has_at(start, 0, STR("\xff\xd8\xff")))
        return STR("jpeg");
    if (has_at(start, 0, STR("%PDF-")))
        return STR("pdf");
    if (has_at(start, 0, STR("RIFF")) && has_at(start, 8, STR("WAVE")))
        return STR("wav");
    if (has_at(start, 4, STR("ftyp")))
        return type_of_brand(start);
    if (has_at(start, 0, STR("\x1a\x45\xdf\xa3")) &&
        str_find(start, STR("webm")) != SIZE_MAX)
        return STR("webm");
    if (has_at(start, 0, STR("ID3")) || is_frame(start))
        return STR("mp3");
    return STR_NONE;
}

struct str media_ending(struct str type)
{
    return str_equal(type, STR("jpeg")) ? STR("jpg") : type;
}
