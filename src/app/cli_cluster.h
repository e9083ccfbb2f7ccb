/* SPDX-License-Identifier: MIT */
/* `waymark cluster [--grain G | --count K] [--json] < LINES`: groups the lines of
 * standard input (UTF-8, one statement a line) by the words that they share.
 *
 * Prints `cluster<TAB>line` in the order of the input, clusters numbered from 1,
 * the largest first; blank lines are passed over. With --json, one object: method,
 * statements, clusters (number, size, alone, keywords, typical, typical_line,
 * members as line numbers).
 * Returns the exit code: 0; 1 when it failed; 2 when lines were refused (too long,
 * not UTF-8; each named on standard error, the rest goes on) or there are too many;
 * 64 when the command line is wrong. argv[0] is the verb. */
#ifndef APP_CLI_CLUSTER_H
#define APP_CLI_CLUSTER_H

int cli_cluster(int argc, char **argv);

#endif
