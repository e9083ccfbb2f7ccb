/* SPDX-License-Identifier: MIT */
/* The frames that pass between the program and its script worker, over a socket:
 * 4 bytes of length, little endian, and that many bytes.
 *
 * A deadline is a moment of frame_clock, in milliseconds. Only a socket that does
 * not block (the program's end) heeds it; the worker's end waits for ever.
 * Memory: what is received lives in the arena.
 * Failure: anything but FRAME_DONE; the socket is then of no more use. */
#ifndef SCRIPT_FRAME_H
#define SCRIPT_FRAME_H

#include "base/str.h"

enum frame_end {
    FRAME_DONE,
    FRAME_CLOSED,  /* the other side has gone */
    FRAME_LATE,    /* the deadline has passed */
    FRAME_TOO_LONG /* longer than the receiver allows */
};

enum { FRAME_HEAD = 4, FRAME_LONGEST = 16 * 1024 * 1024 };

int64_t frame_clock(void);
enum frame_end frame_send(int socket, struct str bytes, int64_t deadline);
/* One frame of all the parts, one after another. */
enum frame_end frame_send_list(int socket, struct str_list parts, int64_t deadline);
enum frame_end frame_receive(int socket, struct arena *arena, size_t most,
                             int64_t deadline, struct str *out);
/* The 4 bytes that go before `len` bytes. */
void frame_head(size_t len, unsigned char head[FRAME_HEAD]);

#endif
