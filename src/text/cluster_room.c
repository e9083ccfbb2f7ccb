/* SPDX-License-Identifier: MIT */
#include "text/cluster_room.h"

#include <sys/resource.h>
#include <unistd.h>

enum {
    MEGABYTE = 1000 * 1000,
    MAPPED = 150,        /* MB: of the model and the libraries, untouched */
    PROGRAM = 60,        /* MB: the program, and of the model what is touched */
    BY_MEANING = 5200,   /* bytes a statement: two vectors, whole numbers, words */
    BY_WORDS = 2600,     /* likewise; and, for each pair, 2 / 2 */
    PAIRS_IN_TREE = 8192 /* of heaps of statements, each pair of which has 4 bytes */
};

uint64_t cluster_megabytes(size_t statements, bool by_meaning)
{
    uint64_t count = statements, bytes = count * (by_meaning ? BY_MEANING : BY_WORDS);
    uint64_t pairs = count < PAIRS_IN_TREE ? count : PAIRS_IN_TREE;
    bytes += by_meaning ? 2 * pairs * pairs : count * count;
    return PROGRAM + bytes / MEGABYTE;
}

/* 0: as much as one likes. */
static uint64_t allowed(int kind, uint64_t untouched)
{
    struct rlimit limit;
    if (getrlimit(kind, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return 0;
    uint64_t most = (uint64_t)limit.rlim_cur / MEGABYTE;
    return most > untouched ? most - untouched : 1;
}

static uint64_t smaller(uint64_t most, uint64_t other)
{
    return other && other < most ? other : most;
}

uint64_t cluster_megabytes_most(void)
{
    long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    uint64_t most = CLUSTER_MEMORY_MOST;
    if (pages > 0 && page > 0)
        most = smaller(most, (uint64_t)pages * (uint64_t)page / MEGABYTE);
    most = smaller(most, allowed(RLIMIT_AS, MAPPED));
    return smaller(most, allowed(RLIMIT_DATA, 0));
}

bool cluster_has_room(size_t statements, bool by_meaning, uint64_t most,
                      struct error *err)
{
    size_t count = by_meaning ? CLUSTER_MOST : CLUSTER_WORDS_MOST;
    uint64_t need = cluster_megabytes(statements, by_meaning);
    if (statements > count)
        return error_set(err, ERROR_LIMIT,
                         "there are %zu statements, and at most %zu can be grouped at "
                         "once%s; group one section or one school at a time",
                         statements, count, by_meaning ? "" : " by words alone");
    if (need > most)
        return error_set(err, ERROR_LIMIT,
                         "to group %zu statements would need about %llu MB of memory, "
                         "and %llu MB may be used; group one section or one school at a "
                         "time",
                         statements, (unsigned long long)need, (unsigned long long)most);
    return true;
}
