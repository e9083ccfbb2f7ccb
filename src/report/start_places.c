/* SPDX-License-Identifier: MIT */
#include "report/start_parts.h"

#include "cycle/source.h"

enum { MOST_PLACES = 400 };

/* What a flag tells, as a thing. */
static struct str flag_thing(struct str flag)
{
    static const char *const things[][2] = {
        {"name", "a person’s name"},    {"school", "a school or college"},
        {"staff", "a member of staff"}, {"phone", "a phone number"},
        {"email", "an e-mail address"}, {"postcode", "a postcode"},
        {"address", "an address"},      {"date", "a date"},
        {"number", "a number"},         {"safety", "may tell of harm"}};
    for (size_t i = 0; i < sizeof things / sizeof things[0]; i++)
        if (str_equal(flag, str_of(things[i][0])))
            return str_of(things[i][1]);
    return flag;
}

/* reviews.csv:14:working1 in its parts. */
struct source {
    struct str file, line, heading;
};

static struct source source_of(struct str place)
{
    struct source source = {.file = place};
    source.file = source_cut(source.file, &source.heading);
    source.file = source_cut(source.file, &source.line);
    if (!source.file.len) /* said in the room: it has an id alone */
        source = (struct source){STR_NONE, STR_NONE, place};
    return source;
}

/* "not_working2" as people read it. */
static void heading_words(struct writing *now, struct str heading)
{
    size_t end = heading.len;
    while (end && heading.ptr[end - 1] >= '0' && heading.ptr[end - 1] <= '9')
        end--;
    struct str words = str_replaced(now->arena, str_slice(heading, 0, end), '_', ' ');
    struct str number = str_slice(heading, end, heading.len);
    if (str_find_byte(heading, '.') != SIZE_MAX) { /* an id */
        words = heading;
        number = STR_NONE;
    }
    start_text(now, "%.*s%s%.*s", STR_ARGS(words), number.len ? " " : "",
               STR_ARGS(number));
}

static void write_place(struct writing *now, const struct source *source,
                        const struct start_place *place)
{
    start_add(now, "<li>");
    if (source->line.len)
        start_text(now, "line %.*s, ", STR_ARGS(source->line));
    heading_words(now, source->heading);
    if (!str_equal(place->source, place->handle)) {
        start_add(now, " <code>");
        markup_text(now->out, place->handle);
        start_add(now, "</code>");
    }
    start_add(now, ": <span>");
    for (size_t f = 0; f < place->flags.count; f++) {
        start_add(now, f ? ", " : "");
        markup_text(now->out, flag_thing(place->flags.items[f]));
    }
    start_add(now, "</span></li>\n");
}

static void write_file(struct writing *now, struct str file, enum start_reading reading)
{
    static const char *const readings[] = {
        "", ": not found in it as it is now; the line is that of an earlier reading",
        (": not read this time; the line is that of an earlier reading, and may be "
         "another now")};
    start_add(now, "<h3 class=\"of-file\">");
    markup_text(now->out, file.len ? file : STR("Said in the room"));
    start_add(now, readings[reading]);
    start_add(now, "</h3>\n<ul class=\"places\">\n");
}

void start_list_places(struct writing *now, const struct start_places *places)
{
    struct str file = STR_NONE;
    enum start_reading reading = START_FOUND;
    for (size_t i = 0; i < places->count && i < MOST_PLACES; i++) {
        const struct start_place *place = &places->items[i];
        struct source source = source_of(place->source);
        if (i == 0 || !str_equal(source.file, file) || place->reading != reading) {
            start_add(now, i ? "</ul>\n" : "");
            write_file(now, source.file, place->reading);
        }
        file = source.file;
        reading = place->reading;
        write_place(now, &source, place);
    }
    start_add(now, "</ul>\n");
    if (places->count > MOST_PLACES) {
        start_add(now, "<p>");
        start_text(now, "And %zu more.", places->count - MOST_PLACES);
        start_add(now, "</p>\n");
    }
}
