/* SPDX-License-Identifier: MIT */
/* The script worker's own main. Every program that starts workers calls it before
 * anything else:
 *
 *     if (worker_asked(argc, argv))
 *         return worker_main();
 *
 * It raises the walls, says that it is ready with an empty frame, and then answers
 * frames until the socket is closed. */
#ifndef SCRIPT_WORKER_MAIN_H
#define SCRIPT_WORKER_MAIN_H

#include <stdbool.h>

bool worker_asked(int argc, char **argv);
int worker_main(void);

#endif
