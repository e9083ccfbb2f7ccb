/* SPDX-License-Identifier: MIT */
/* The command table, nothing else. */
#include "app/verbs.h"
#include "script/worker_main.h"

static const struct verb verbs[] = {
    {"quick", cli_quick, "from a spreadsheet to cards and groups, in one go",
     "quick FILE.xlsx|.csv [FILE …] [--output FOLDER] [--map \"HEADING=FIELD\" …]\n"
     "Makes a folder beside the (first) file, called as it is, with a page to start "
     "from\n"
     "(start.html), cards to print (cards.html) and suggested groups to change in Excel\n"
     "(themes.xlsx). Correct the spreadsheet and do it again: it goes on in the folder, "
     "and\n"
     "nothing is doubled. The folder is a Waymark folder: `waymark --in FOLDER cycle "
     "keep "
     "…`\n"
     "goes on from there. Shows its recovery key once.\n"
     "A column of the reviews that is not known is asked about at a terminal, or said "
     "with\n"
     "--map (`waymark help columns`), once: the folder remembers."},
    {"init", cli_init, "make a Waymark folder",
     "init FOLDER [--authority NAME]\n"
     "Makes a folder for your authority: its database, its key, and a place for your "
     "own\n"
     "scripts. Prints the recovery key once: keep it apart from the folder."},
    {"cycle", cli_cycle, "start, list, carry over or close a cycle",
     "cycle new NAME [--workflow NAME] [--question TEXT] [--scope \"WHOSE; …\"]\n"
     "cycle list\n"
     "cycle next FROM NAME [--workflow NAME] [--scope …] [--another]\n"
     "                         carries open actions and live indicators into a new "
     "cycle;\n"
     "                         --another: though one follows FROM already. With the\n"
     "                         name of that one: carries over what came since\n"
     "cycle close [--cycle NAME]\n"
     "cycle keep [NAME] [--authority NAME] [--question TEXT] [--scope …]\n"
     "                         makes what `waymark quick` made a cycle of your own\n"
     "WHOSE reviews count: everyone; FIELD=VALUE,VALUE by school, year_group, need, "
     "in_area or\n"
     "attended; locality=NAME: SCHOOL, SCHOOL (or, of a cycle that knows it, "
     "locality=NAME);\n"
     "group=NAME, by a rule of your authority's script. For example\n"
     "  --scope \"school=Holly Bank School\" or --scope \"in_area=no; "
     "year_group=12,13\"\n"
     "`waymark do prepare.scope` changes it later."},
    {"import", cli_import, "bring in a spreadsheet",
     "import KIND FILE [--cycle NAME] [--dry-run] [--map \"HEADING=FIELD\"] …\n"
     "import sorts FILE --table NAME [--cycle NAME] [--dry-run]\n"
     "KIND is reviews, statements, aspirations, participants or themes; or what stands\n"
     "beside the plan: local_offer or good_practice. FILE is a workbook\n"
     "(.xlsx), of which every visible sheet is taken, or a CSV file as your\n"
     "spreadsheet program saves it. Importing a file again adds nothing; a corrected "
     "file\n"
     "changes what was corrected. Each row that cannot be taken is named with its line.\n"
     "themes is a file of `waymark export themes` that people have edited: what they "
     "changed\n"
     "is done, and listed. What others have changed meanwhile is left, and named.\n"
     "sorts is what a table sorted on paper: a line a pile with the numbers on its "
     "cards,\n"
     "such as `T3: 12 45 77` or `T3 \"I want a job\": 12 45 77`; `alone: 5 8` for those "
     "on\n"
     "their own. Or a spreadsheet with columns pile and card.\n"
     "--map says once what a column is that is not known (see `waymark help columns`); "
     "at a\n"
     "terminal it is asked."},
    {"columns", cli_columns, "what the columns of a spreadsheet are, and say it once",
     "columns [KIND] FILE [--map \"HEADING=FIELD\" | \"HEADING=ignore\" | "
     "\"[SHEET]=ignore\"] …\n"
     "columns [KIND] [--forget \"HEADING\" | \"[SHEET]\"] …\n"
     "Shows what each column is taken for (KIND is reviews if it is left out), and "
     "brings "
     "nothing\n"
     "in. What you say of a column is kept in your folder's local/import/KIND.json, and "
     "never\n"
     "asked again; at a terminal it asks about each that is not known. Without a FILE it "
     "shows\n"
     "what was said; --forget takes that back. FIELD is working, not_working or "
     "aspiration\n"
     "(what was said), reference, upn, full_name, birth_date, date (of the review), "
     "school,\n"
     "year_group, speaker and others, which `waymark columns FILE` lists.\n"
     "The log says nothing of it: the file is yours."},
    {"people", cli_people, "people who may be one: look at both, and decide",
     "people\n"
     "Shows who came in by an import and may be somebody who was known already, with "
     "what "
     "is\n"
     "known of both, and the two commands of which you choose one. For an owner or an "
     "officer;\n"
     "the log says who looked, and when."},
    {"review", cli_review, "write down a review while it happens",
     "review [PERSON] [--born DATE] [--date DATE] [--cycle NAME]\n"
     "Asks whose review it is (a reference, a UPN, or \"FORENAME SURNAME\" with --born), "
     "who\n"
     "is there, and then, heading by heading, what is said, by whom and how; or why "
     "there is\n"
     "no view. Each line is saved as it comes. Said again for the same person and day, "
     "it\n"
     "goes on where it stopped."},
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
     "list KIND [--cycle NAME] [--where FIELD=VALUE] … [--overdue]\n"
     "KIND is statement, theme, cause, action, … `--where tray=none` leaves out what is "
     "held\n"
     "back or otherwise not on the table. `--overdue` leaves actions and commitments "
     "that\n"
     "should be done by now, and indicators that should have been measured again. True\n"
     "numbers: not for publication."},
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
    {"theme", cli_theme, "suggest groups of what people said",
     "theme [--cycle NAME] [--section working|not_working|aspiration]\n"
     "      [--grain 1..100 | --count N]\n"
     "theme --agreement [--all] [--cycle NAME] [--section …]\n"
     "                         how far the tables agree that sorted cards on paper\n"
     "theme --names [THEME] [--take N] [--cycle NAME] [--section …]\n"
     "                         up to three names for each group, made of what was said "
     "in it,\n"
     "                         with their sources: drafts. --take gives the group that "
     "one\n"
     "theme --lineage [--cycle NAME]\n"
     "                         which of last cycle's themes each goes on from\n"
     "theme --from-last-year [--draft] [--cycle NAME] [--section …]\n"
     "                         last cycle's themes tried on what was said this time;\n"
     "                         nothing changes but with --draft\n"
     "theme --why CARD [--cycle NAME]\n"
     "                         why a card is where it is: by number, id or "
     "FILE:LINE:HEADING\n"
     "Puts like with like, for people to agree, change or throw away. Themes that "
     "people\n"
     "have agreed or named, and statements in them, are left alone."},
    {"cluster", cli_cluster_verb, "group plain lines",
     "cluster [--grain 1..100 | --count N] [--encoder minilm|lexical] [--explain]\n"
     "        [--tree FILE] [--json] < LINES\n"
     "Needs no Waymark folder. Prints the number of the group, a tab, and the line.\n"
     "By meaning where there is a language model, else by words; --encoder asks for one\n"
     "of the two. --explain says why each line is where it is. --tree writes the tree\n"
     "that --grain and --count cut, as JSON."},
    {"embed", cli_embed, "what plain lines mean, as vectors",
     "embed < LINES\n"
     "Needs no Waymark folder, but the language model (`make model`). Prints 384 numbers "
     "a line,\n"
     "of length 1; an empty line where there was one. --json says with which model."},
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
    {"look", cli_queue, "look at the flagged cards, one after another",
     "look [--cycle NAME] [--section working|not_working|aspiration] [--part N/M] "
     "[--list]\n"
     "Shows each card that may show who somebody is, with what was found marked "
     ">>so<<,\n"
     "and takes a letter and Enter: a prints it as it is, r rewords it, s skips it, b "
     "takes\n"
     "your last answer back, q stops. Each answer is saved at once; run it again to go "
     "on.\n"
     "--list only lists them. --part 1/3, 2/3 and 3/3 are for three people at once: no "
     "card is\n"
     "in two parts."},
    {"safeguarding", cli_safeguarding, "the cards that are held back",
     "safeguarding [CARD] [--cycle NAME] [--open]\n"
     "For the safeguarding lead, or an owner: the cards that are held back, in their "
     "words,\n"
     "since when, and what was done about them. With a CARD (an id, or "
     "FILE:LINE:HEADING),\n"
     "who the young person is, too. --open leaves out what is settled. The log says who\n"
     "looked, and when."},
    {"last", cli_last, "what came of the cycle before this one",
     "last [--cycle NAME]\n"
     "Actions and promises of last cycle that are open, and whose they are; measures "
     "that\n"
     "are overdue; what was agreed there since, and how to carry it over; this cycle's\n"
     "themes with the cycles that they were said in before, and those of last cycle "
     "that\n"
     "none goes on from. True words: not for publication."},
    {"causes", cli_causes, "why it is so, and what people chose to tackle",
     "causes [--cycle NAME]\n"
     "For each theme the tree of causes, root causes marked, with the answers to the "
     "check\n"
     "questions; and what people chose in each round of voting that is closed, by "
     "viewpoint.\n"
     "True numbers and words: not for publication."},
    {"success", cli_success, "what success looks like, by viewpoint",
     "success [--cycle NAME]\n"
     "For each cause to tackle, those chosen most first: what every viewpoint says\n"
     "success looks like, where they agree, where they differ, and who has not said "
     "yet.\n"
     "True words: not for publication."},
    {"plan", cli_plan, "the plan, with what there is already beside it",
     "plan [--cycle NAME]\n"
     "For each theme: what happens already, ideas, actions, what was promised, and what\n"
     "your local offer and good practice have in the areas that you chose for it. True\n"
     "words: not for publication."},
    {"handout", cli_handout, "write hand-outs for the tables that plan",
     "handout [--cycle NAME] [--theme NAME] [--output FOLDER]\n"
     "A sheet of large print for each agreed theme: what people said (as in the "
     "report),\n"
     "and what your local offer and good practice have in the areas that you chose for\n"
     "it with plan.areas."},
    {"report", cli_report, "write the report",
     "report [--cycle NAME] [--format html|json] [--output FOLDER]\n"
     "Small numbers of people are hidden. Words in which the program sees a name are "
     "left\n"
     "out, and listed with the command that rewords them. It knows the names in your\n"
     "files and what is written like one, and misses some: read the report yourself\n"
     "before you publish it."},
    {"attach", cli_attach, "keep a picture, sound, video or PDF with a record",
     "attach FILE --to WHAT [--of PERSON] [--name TEXT] [--description TEXT] [--cycle "
     "NAME]\n"
     "WHAT is the number on a card, FILE:LINE of a review, FILE:LINE:HEADING of "
     "something "
     "that\n"
     "was said, a theme's name, a person's reference or UPN, or an id.\n"
     "Keeps the file sealed in your Waymark folder: PNG, JPEG, MP3, WAV, M4A, MP4, WebM "
     "or\n"
     "PDF, up to 250 MiB. It is about the person whose review or words it is attached "
     "to, or\n"
     "about PERSON, as for erase. `list attachment` shows what there is."},
    {"attachment", cli_attachment, "get an attachment back",
     "attachment ID --output FILE [--not-to-show]\n"
     "Writes it to a new file; the log says who was given what. Refused where the person "
     "did\n"
     "not say yes to pictures, but with --not-to-show: to look at it yourself, or to "
     "give it\n"
     "to them."},
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
     "erase --original RECORD [--cycle NAME] --yes\n"
     "                         what it said before it was reworded or removed, no more\n"
     "PERSON is your authority's reference, a UPN, \"FORENAME SURNAME\" with --born, an "
     "id,\n"
     "FILE:LINE of their review, or FILE:LINE:HEADING of something that they said. "
     "Everything\n"
     "that they said and who they are is destroyed. RECORD is a card by that, or any "
     "record\n"
     "by its id. This cannot be undone. Without --yes it says whom it found, and what "
     "would\n"
     "go."},
    {"retain", cli_retain, "let go what has been kept long enough",
     "retain [--dry-run | --yes]\n"
     "Lists, by cycle and kind, what has been kept for as long as your authority says\n"
     "(settings.json, months_kept: months after the cycle was closed), and what stays. "
     "With\n"
     "--yes the owner destroys it for good, in the records and in the log, and who "
     "those\n"
     "people are of whom nothing else is kept. Numbers that were published stay."},
    {"export", cli_export, "write out groups, a form, or what is held of a person",
     "export themes [FILE.xlsx] [--cycle NAME] [--section "
     "working|not_working|aspiration]\n"
     "export form [FOLDER] [--cycle NAME]\n"
     "export person PERSON [--born DATE] [--format html|json] [--output FOLDER]\n"
     "themes: a workbook of the groups and their cards, and nothing of who said them. "
     "People\n"
     "move cards in it, name groups and put them together; `waymark import themes` takes "
     "it\n"
     "back. form: an empty form for schools, as a workbook (a row a review) and, with "
     "pandoc,\n"
     "as a Word document (one review); `waymark import reviews` understands both. "
     "person:\n"
     "everything that is held of one person.\n"
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
