/* SPDX-License-Identifier: MIT */
#include "script/frame.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>

int64_t frame_clock(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void frame_head(size_t len, unsigned char head[FRAME_HEAD])
{
    for (int i = 0; i < FRAME_HEAD; i++)
        head[i] = (unsigned char)(len >> (8 * i));
}

/* FRAME_DONE when it is worth trying again. */
static enum frame_end wait_until(int socket, short event, int64_t deadline)
{
    struct pollfd one = {.fd = socket, .events = event};
    for (;;) {
        int64_t left = deadline - frame_clock();
        if (left <= 0)
            return FRAME_LATE;
        int ready = poll(&one, 1, left > INT_MAX ? INT_MAX : (int)left);
        if (ready > 0)
            return FRAME_DONE;
        if (ready < 0 && errno != EINTR)
            return FRAME_CLOSED;
    }
}

/* What to do about a send or recv that moved nothing. */
static enum frame_end after_failure(int socket, short event, int64_t deadline)
{
    if (errno == EINTR)
        return FRAME_DONE;
    if (errno == EAGAIN)
        return wait_until(socket, event, deadline);
    return FRAME_CLOSED;
}

static enum frame_end send_all(int socket, const char *bytes, size_t len,
                               int64_t deadline)
{
    while (len > 0) {
        ssize_t sent = send(socket, bytes, len, MSG_NOSIGNAL);
        if (sent < 0) {
            enum frame_end end = after_failure(socket, POLLOUT, deadline);
            if (end != FRAME_DONE)
                return end;
            continue;
        }
        bytes += sent;
        len -= (size_t)sent;
    }
    return FRAME_DONE;
}

static enum frame_end receive_all(int socket, char *bytes, size_t len, int64_t deadline)
{
    while (len > 0) {
        ssize_t got = recv(socket, bytes, len, 0);
        if (got == 0)
            return FRAME_CLOSED;
        if (got < 0) {
            enum frame_end end = after_failure(socket, POLLIN, deadline);
            if (end != FRAME_DONE)
                return end;
            continue;
        }
        bytes += got;
        len -= (size_t)got;
    }
    return FRAME_DONE;
}

enum frame_end frame_send_list(int socket, struct str_list parts, int64_t deadline)
{
    unsigned char head[FRAME_HEAD];
    size_t len = 0;
    for (size_t i = 0; i < parts.count; i++)
        len += parts.items[i].len;
    if (len > FRAME_LONGEST)
        return FRAME_TOO_LONG;
    frame_head(len, head);
    enum frame_end end = send_all(socket, (const char *)head, sizeof head, deadline);
    for (size_t i = 0; i < parts.count && end == FRAME_DONE; i++)
        end = send_all(socket, parts.items[i].ptr, parts.items[i].len, deadline);
    return end;
}

enum frame_end frame_send(int socket, struct str bytes, int64_t deadline)
{
    return frame_send_list(socket, (struct str_list){&bytes, 1}, deadline);
}

enum frame_end frame_receive(int socket, struct arena *arena, size_t most,
                             int64_t deadline, struct str *out)
{
    unsigned char head[FRAME_HEAD];
    size_t len = 0;
    enum frame_end end = receive_all(socket, (char *)head, sizeof head, deadline);
    if (end != FRAME_DONE)
        return end;
    for (int i = 0; i < FRAME_HEAD; i++)
        len |= (size_t)head[i] << (8 * i);
    if (len > most)
        return FRAME_TOO_LONG;
    char *bytes = arena_alloc(arena, len);
    end = receive_all(socket, bytes, len, deadline);
    if (end == FRAME_DONE)
        *out = (struct str){bytes, len};
    return end;
}
