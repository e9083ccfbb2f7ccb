/* SPDX-License-Identifier: MIT */
/* The command table, nothing else. */
#include "app/verbs.h"
#include "script/worker_main.h"

static const struct verb verbs[] = {
    {"init", cli_init, "make a Waymark folder",
     "init FOLDER [--authority NAME]\n"
     "Makes a folder for your authority: its database, its key, and a place for your "
     "own\n"
     "scripts. Prints the recovery key once: keep it apart from the folder."},
    {"cycle", cli_cycle, "start, list, carry over or close a cycle",
     "cycle new NAME [--workflow NAME] [--question TEXT] [--scope \"FIELD=VALUE,VALUE; "
     "…\"]\n"
     "cycle list\n"
     "cycle next FROM NAME [--workflow NAME] [--another]\n"
     "                         carries open actions and live indicators into a new "
     "cycle;\n"
     "                         --another: though one follows FROM already\n"
     "cycle close [--cycle NAME]\n"
     "A scope names whose reviews count, by school, year_group, need, in_area or "
     "attended,\n"
     "for example\n"
     "  --scope \"school=Holly Bank School\" or --scope \"in_area=no; "
     "year_group=12,13\"."},
    {"import", cli_import, "bring in a spreadsheet",
     "import KIND FILE [--cycle NAME] [--dry-run]\n"
     "KIND is reviews, statements, aspirations or participants. FILE is a workbook\n"
     "(.xlsx), of which every visible sheet is taken, or a CSV file as your\n"
     "spreadsheet program saves it. Importing a file again adds nothing; a corrected "
     "file\n"
     "changes what was corrected. Each row that cannot be taken is named with its line."},
    {"status", cli_status, "where the cycle stands, and what to do next",
     "status [--cycle NAME]\n"
     "The steps, what is still to do before you move on, and imports that were cut "
     "short.\n"
     "True numbers: not for publication."},
    {"coverage", cli_coverage, "whose views we have, and whose we do not have yet",
     "coverage [--cycle NAME]\n"
     "Reviews due, held and used, by school and by year group, and how often no view "
     "was\n"
     "recorded. True numbers: not for publication."},
    {"do", cli_do, "do something in a step",
     "do STEP.COMMAND [--cycle NAME] name=value … | --args FILE.json\n"
     "do --file FILE.txt [--another-file]  a file of commands, one a line; run again, it "
     "does\n"
     "                                     what is new\n"
     "do --list [STEP | STEP.COMMAND] [--cycle NAME]\n"
     "                                     the commands of this cycle's process, and "
     "what "
     "they take\n"
     "Also: --key KEY (the same key does nothing twice), --seen ID=VERSION (refused if "
     "it\n"
     "has changed since you saw it), --dry-run (shows what it would do)."},
    {"list", cli_list, "list records of a kind",
     "list KIND [--cycle NAME] [--where FIELD=VALUE] …\n"
     "KIND is statement, theme, cause, action, … `--where tray=none` leaves out what is "
     "held\n"
     "back or otherwise not on the table. True numbers: not for publication."},
    {"show", cli_show, "show one record and what happened to it",
     "show ID | NAME | FILE:LINE:HEADING [--cycle NAME]\n"
     "The last is where a statement came from, as `list statement` shows it."},
    {"log", cli_log, "who did what, and whether the log is whole",
     "log [NUMBER] [--last N|all] [--verify]\n"
     "With a NUMBER: what that one command was given, and what it did.\n"
     "--verify recomputes the chain of events and names the first that was altered,\n"
     "removed, put in another order or cut off."},
    {"undo", cli_undo, "take a command back",
     "undo [NUMBER] [--dry-run]\n"
     "Takes back a whole command: the newest one, or the one with this number in `log`.\n"
     "Refused, saying why, if something later builds on it."},
    {"trace", cli_trace, "follow the golden thread from any record",
     "trace ID | NAME | FILE:LINE:HEADING [--cycle NAME]\n"
     "From an indicator to its action, success statement, cause, theme, and the words "
     "of\n"
     "the people behind it, with the file and line that each came from."},
    {"theme", cli_theme, "draft groups of what people said",
     "theme [--cycle NAME] [--section working|not_working|aspiration]\n"
     "      [--grain 1..100 | --count N]\n"
     "Puts like with like, for people to agree, change or throw away. Themes that "
     "people\n"
     "have agreed or named, and statements in them, are left alone."},
    {"cluster", cli_cluster_verb, "group plain lines",
     "cluster [--grain 1..100 | --count N] [--json] < LINES\n"
     "Needs no Waymark folder. Prints the number of the group, a tab, and the line."},
    {"cards", cli_cards, "number the cards, and write them out to print",
     "cards [--cycle NAME] [--section working|not_working|aspiration] [--output "
     "FOLDER]\n"
     "Gives a number to each statement that has none yet, for good, and writes A4 sheets "
     "of\n"
     "the cards on the table, to cut out: eight a page, only the words and the number. "
     "Those\n"
     "that may show who somebody is are left out, and counted. Nothing on a card says "
     "who\n"
     "said it, but of what somebody observed, who saw it."},
    {"report", cli_report, "write the report",
     "report [--cycle NAME] [--format html|json] [--output FOLDER]\n"
     "Small numbers of people are hidden. Words in which the program sees a name are "
     "left\n"
     "out, and listed with the command that rewords them. It knows the names in your\n"
     "files and what is written like one, and misses some: read the report yourself\n"
     "before you publish it."},
    {"backup", cli_backup, "make a backup", "backup FILE"},
    {"restore", cli_restore, "go back to a backup",
     "restore FILE [--recovery-key KEY]\n"
     "For an owner. What was there is kept beside it. Whoever has been erased since is "
     "erased\n"
     "again first, by the list in the folder (erased.txt); the log says who restored "
     "what."},
    {"verify", cli_verify, "check that nothing is damaged",
     "verify [--seal]\n"
     "Rebuilds the records from the events and compares; checks the chain, its seal and "
     "the\n"
     "file. With --seal, where all but the seal (log.seal) is well, the owner seals the "
     "log\n"
     "as it is: for when you know why the seal is gone or another one."},
    {"erase", cli_erase, "erase one person for good",
     "erase PERSON [--born DATE] --yes\n"
     "erase --original FILE:LINE:HEADING [--cycle NAME] --yes\n"
     "                         what a statement said before it was reworded, no more\n"
     "PERSON is your authority's reference, a UPN, \"FORENAME SURNAME\" with --born, an "
     "id, or\n"
     "FILE:LINE:HEADING of something that they said. Everything that they said and who\n"
     "they are is destroyed. This cannot be undone. Without --yes it says whom it found, "
     "and\n"
     "what would go."},
    {"retain", cli_retain, "let go what has been kept long enough",
     "retain [--dry-run | --yes]\n"
     "Lists, by cycle and kind, what has been kept for as long as your authority says\n"
     "(settings.json, months_kept: months after the cycle was closed), and what stays. "
     "With\n"
     "--yes the owner destroys it for good, in the records and in the log, and who "
     "those\n"
     "people are of whom nothing else is kept. Numbers that were published stay."},
    {"export", cli_export, "write out what is held of one person, for them",
     "export person PERSON [--born DATE] [--format html|json] [--output FOLDER]\n"
     "PERSON is as for erase. Writes one file of everything that is held of them, in "
     "plain\n"
     "words, for them or a parent. The words of others are not in it, and names of "
     "others\n"
     "that it knows are struck out: read it before you hand it over. For an owner or an\n"
     "officer; the log says who wrote out whose, and when."},
    {"completion", cli_completion, "completion for bash",
     "completion\nPrints a script; put it in your bash completion folder."},
    {NULL, NULL, NULL, NULL},
};

int main(int argc, char **argv)
{
    if (worker_asked(argc, argv))
        return worker_main();
    return cli_main(argc, argv, verbs);
}
