/* SPDX-License-Identifier: MIT */
/* The verbs of the command line; each file cli_*.c holds a family of them. The
 * table that names them is in main.c. */
#ifndef APP_VERBS_H
#define APP_VERBS_H

#include "app/cli.h"

struct verb {
    const char *name;
    cli_verb *run;
    const char *summary; /* one line in the list of verbs */
    const char *usage;   /* first line: how to write it; then what it does */
};

cli_verb cli_init, cli_backup, cli_restore, cli_verify, cli_erase; /* cli_care.c */
cli_verb cli_cycle;                                                /* cli_cycle.c */
cli_verb cli_status;                                               /* cli_status.c */
cli_verb cli_coverage;                                             /* cli_coverage.c */
cli_verb cli_import;                                               /* cli_import.c */
cli_verb cli_quick;                                                /* cli_quick.c */
cli_verb cli_review;                                               /* cli_review.c */
cli_verb cli_do;                                                   /* cli_do.c */
cli_verb cli_columns;                                              /* cli_columns.c */
cli_verb cli_people;                                               /* cli_people.c */
cli_verb cli_list, cli_show, cli_trace;                            /* cli_look.c */
cli_verb cli_log;                                                  /* cli_log.c */
cli_verb cli_undo;                                                 /* cli_undo.c */
cli_verb cli_theme, cli_cluster_verb;                              /* cli_theme.c */
cli_verb cli_embed;                                                /* cli_embed.c */
cli_verb cli_queue;                                                /* cli_queue.c */
cli_verb cli_cards;                                                /* cli_cards.c */
cli_verb cli_attach, cli_attachment;                               /* cli_attach.c */
cli_verb cli_safeguarding; /* cli_safeguarding.c */
cli_verb cli_handout;      /* cli_handout.c */
cli_verb cli_plan;         /* cli_plan.c */
cli_verb cli_last;         /* cli_last.c */
cli_verb cli_causes;       /* cli_causes.c */
cli_verb cli_success;      /* cli_success.c */
cli_verb cli_report;       /* cli_report.c */
cli_verb cli_export;       /* cli_export.c */
cli_verb cli_retain;       /* cli_retain.c */
cli_verb cli_completion;   /* cli_help.c */

/* Takes --in, --as and --json, shows help, and runs the verb (cli_help.c). */
int cli_main(int argc, char **argv, const struct verb *verbs);

#endif
