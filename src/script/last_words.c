/* SPDX-License-Identifier: MIT */
#include "script/last_words.h"

#include "script/frame.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_WORDS = 1024, LONGEST_CHUNK = 300, DEEPEST_LOOK = 300, EXIT_STOPPED = 3 };

struct words {
    char bytes[LONGEST_WORDS]; /* the frame's head, then its text */
    size_t len;
};

static void say(struct words *words, const char *text)
{
    size_t len = strlen(text);
    memcpy(words->bytes + words->len, text, len);
    words->len += len;
}

/* A chunk's name comes from the bundle; it is cut between characters. */
static void say_quoted(struct words *words, const char *text)
{
    size_t len = strlen(text);
    if (len > LONGEST_CHUNK)
        len = LONGEST_CHUNK;
    while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
        len--;
    for (size_t i = 0; i < len; i++) {
        char byte = text[i];
        if (byte == '"' || byte == '\\')
            words->bytes[words->len++] = '\\';
        if ((unsigned char)byte < ' ')
            byte = ' ';
        words->bytes[words->len++] = byte;
    }
}

static void say_number(struct words *words, int number)
{
    char digits[12];
    size_t at = sizeof digits - 1;
    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0 && at > 0);
    say(words, digits + at);
}

static void say_place(struct words *words, lua_State *L)
{
    lua_Debug at;
    for (int level = 0; level < DEEPEST_LOOK && lua_getstack(L, level, &at); level++) {
        if (!lua_getinfo(L, "Sl", &at) || at.currentline <= 0)
            continue;
        say(words, "\"chunk\":\"");
        say_quoted(words, at.source + (at.source[0] == '@'));
        say(words, "\",\"line\":");
        say_number(words, at.currentline);
        say(words, ",");
        return;
    }
}

_Noreturn void last_words(int socket, const char *why, lua_State *L)
{
    struct words words = {.len = FRAME_HEAD};
    sigset_t all;
    /* A second bell must not ring while this one is speaking. */
    (void)sigfillset(&all);
    (void)sigprocmask(SIG_BLOCK, &all, NULL);
    say(&words, "{\"stopped\":{");
    if (L)
        say_place(&words, L);
    say(&words, "\"why\":\"");
    say(&words, why);
    say(&words, "\"}}");
    unsigned char head[FRAME_HEAD];
    frame_head(words.len - FRAME_HEAD, head);
    memcpy(words.bytes, head, FRAME_HEAD);
    ssize_t written = write(socket, words.bytes, words.len);
    _exit(written < 0 ? EXIT_STOPPED + 1 : EXIT_STOPPED);
}
