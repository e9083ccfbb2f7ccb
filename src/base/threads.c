/* SPDX-License-Identifier: MIT */
#include "base/threads.h"

#include <pthread.h>
#include <unistd.h>

struct sharing {
    pthread_mutex_t lock;
    size_t next, count;
    threads_piece *piece;
    void *with;
};

struct one {
    struct sharing *sharing;
    size_t number;
};

size_t threads_count(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = processors > 0 ? (size_t)processors : 1;
    return count < THREADS_MOST ? count : THREADS_MOST;
}

static size_t take(struct sharing *sharing)
{
    (void)pthread_mutex_lock(&sharing->lock);
    size_t taken = sharing->next++;
    (void)pthread_mutex_unlock(&sharing->lock);
    return taken;
}

static void *work(void *with)
{
    const struct one *one = with;
    struct sharing *sharing = one->sharing;
    for (size_t piece; (piece = take(sharing)) < sharing->count;)
        sharing->piece(sharing->with, one->number, piece);
    return NULL;
}

void threads_each(size_t threads, size_t count, threads_piece *piece, void *with)
{
    struct sharing sharing = {.count = count, .piece = piece, .with = with};
    struct one ones[THREADS_MOST];
    pthread_t started[THREADS_MOST];
    size_t more = 0, most = threads < THREADS_MOST ? threads : THREADS_MOST;
    (void)pthread_mutex_init(&sharing.lock, NULL);
    for (size_t i = 0; i < THREADS_MOST; i++)
        ones[i] = (struct one){&sharing, i};
    while (more + 1 < most && more + 1 < count &&
           pthread_create(&started[more], NULL, work, &ones[more + 1]) == 0)
        more++;
    (void)work(&ones[0]);
    for (size_t i = 0; i < more; i++)
        (void)pthread_join(started[i], NULL);
    (void)pthread_mutex_destroy(&sharing.lock);
}
