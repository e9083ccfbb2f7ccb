/* SPDX-License-Identifier: MIT */
#include "app/cli.h"

#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "base/shell.h"
#include "base/unicode.h"
#include "store/parsed.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void take_out(struct cli *cli, size_t at, size_t count)
{
    for (size_t i = at; i + count < cli->count; i++)
        cli->words[i] = cli->words[i + count];
    cli->count -= count;
}

/* `--` ends the options: what follows is plain words. */
static size_t options_end(const struct cli *cli)
{
    for (size_t i = 0; i < cli->count; i++)
        if (strcmp(cli->words[i], "--") == 0)
            return i;
    return cli->count;
}

struct str cli_option(struct cli *cli, const char *name)
{
    size_t end = options_end(cli), len = strlen(name);
    for (size_t i = 0; i < end; i++) {
        char *word = cli->words[i];
        if (strncmp(word, name, len) == 0 && word[len] == '=') {
            take_out(cli, i, 1);
            return str_of(word + len + 1);
        }
        if (strcmp(word, name) == 0 && i + 1 < end) {
            struct str value = str_of(cli->words[i + 1]);
            take_out(cli, i, 2);
            return value;
        }
    }
    return STR_NONE;
}

bool cli_flag(struct cli *cli, const char *name)
{
    size_t end = options_end(cli);
    for (size_t i = 0; i < end; i++)
        if (strcmp(cli->words[i], name) == 0) {
            take_out(cli, i, 1);
            return true;
        }
    return false;
}

struct str cli_word(struct cli *cli)
{
    for (size_t i = 0; i < cli->count; i++) {
        char *word = cli->words[i];
        if (strcmp(word, "--") == 0) {
            take_out(cli, i, 1);
            i--;
            continue;
        }
        if (word[0] == '-' && word[1] == '-')
            continue;
        take_out(cli, i, 1);
        return str_of(word);
    }
    return STR_NONE;
}

bool cli_no_options(struct cli *cli)
{
    size_t end = options_end(cli);
    for (size_t i = 0; i < end; i++)
        if (cli->words[i][0] == '-' && cli->words[i][1] == '-') {
            (void)cli_usage(cli, "%s is not an option of %s, or its value is missing",
                            cli->words[i], *cli->verb ? cli->verb : "waymark");
            return false;
        }
    return true;
}

bool cli_section(struct cli *cli, struct str given, enum section *out)
{
    if (!given.len || section_find(given, out))
        return true;
    (void)cli_usage(cli, "--section is working, not_working or aspiration, not \"%.*s\"",
                    STR_ARGS(given));
    return false;
}

/* Whether there is a cycle of this name, or most authorities would call one so: by its
 * year. */
static bool may_be_cycle(struct cli *cli, struct str name)
{
    struct error ignored;
    struct str cycle;
    int64_t year;
    return (str_to_integer(str_slice(name, 0, 4), &year) && year > 1999 && year < 2100) ||
           (cli_open(cli, true, &ignored) &&
            engine_cycle(cli->engine, name, &cycle, &ignored));
}

bool cli_no_more(struct cli *cli)
{
    if (!cli_no_options(cli))
        return false;
    if (cli->count == 0)
        return true;
    struct str word = str_of(cli->words[0]);
    bool meant = paste_takes_cycle(str_of(cli->verb)) && may_be_cycle(cli, word);
    struct str name = meant ? cli_quoted(cli, word) : STR_NONE;
    (void)cli_usage(cli, "%s does not take \"%.*s\"%s%.*s%s", cli->verb, STR_ARGS(word),
                    meant ? " (did you mean --cycle " : "", STR_ARGS(name),
                    meant ? "?)" : "");
    return false;
}

/* Writes text as it is but for what a terminal would obey: \u001b, as JSON has it. */
static bool write_shown(FILE *to, struct str text)
{
    bool fine = true;
    for (size_t at; (at = unicode_find_unseen(text, 0)) != SIZE_MAX;) {
        struct str rest = str_slice(text, at, text.len);
        fine = fwrite(text.ptr, 1, at, to) == at &&
               fprintf(to, "\\u%04x", (unsigned)unicode_next(&rest)) > 0 && fine;
        text = rest;
    }
    return (!text.len || fwrite(text.ptr, 1, text.len, to) == text.len) && fine;
}

__attribute__((format(printf, 2, 0))) static struct str
words(struct arena *arena, const char *format, va_list list)
{
    struct buf text = BUF_IN(arena);
    buf_add_format_list(&text, format, list);
    return buf_str(&text);
}

void cli_say(struct cli *cli, const char *format, ...)
{
    struct arena *arena = arena_new();
    va_list list;
    va_start(list, format);
    struct str text = words(arena, format, list);
    (void)write_shown(stderr, paste_text(arena, &cli->paste, text));
    va_end(list);
    arena_free(arena);
}

void cli_say_remarks(struct cli *cli, const struct json *outcome)
{
    const struct json *remarks = json_find(outcome, STR("remarks"));
    for (size_t i = 0; i < json_count(remarks); i++)
        cli_say(cli, "waymark: %.*s\n", STR_ARGS(json_item(remarks, i)->text));
}

static const char *kind_name(enum error_kind kind)
{
    static const char *const names[] = {
        [ERROR_NONE] = "none",         [ERROR_INPUT] = "input",
        [ERROR_USAGE] = "usage",       [ERROR_NOT_FOUND] = "not_found",
        [ERROR_CONFLICT] = "conflict", [ERROR_REFUSED] = "refused",
        [ERROR_LIMIT] = "limit",       [ERROR_SCRIPT] = "script",
        [ERROR_SYSTEM] = "system"};
    return names[kind];
}

void cli_error_json(enum error_kind kind, struct str message)
{
    struct arena *arena = arena_new();
    struct json out = json_object(), error = json_object();
    json_set(arena, &error, STR("kind"), json_text(str_of(kind_name(kind))));
    json_set(arena, &error, STR("message"), json_text(message));
    json_set(arena, &out, STR("error"), error);
    (void)write_shown(stdout, json_write_pretty(arena, &out));
    (void)fputc('\n', stdout);
    (void)fflush(stdout); /* if it cannot be written, standard error still says it */
    arena_free(arena);
}

int cli_usage(struct cli *cli, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    struct str what = words(cli->arena, format, list);
    va_end(list);
    what = str_format(cli->arena, "%.*s; see `waymark help%s%s`", STR_ARGS(what),
                      *cli->verb ? " " : "", cli->verb);
    cli_say(cli, "waymark: %.*s\n", STR_ARGS(what));
    if (cli->json)
        cli_error_json(ERROR_USAGE, what);
    return EXIT_USAGE;
}

static int exit_code_of(enum error_kind kind)
{
    switch (kind) {
    case ERROR_USAGE:
        return EXIT_USAGE;
    case ERROR_INPUT:
    case ERROR_LIMIT:
        return EXIT_PARTLY;
    default:
        return EXIT_FAILED;
    }
}

int cli_fail(struct cli *cli, const struct error *err)
{
    cli_say(cli, "waymark: %s\n", err->text);
    if (cli->json)
        cli_error_json(err->kind, str_of(err->text));
    return exit_code_of(err->kind);
}

int cli_notices(struct cli *cli, const struct notices *notices)
{
    struct notices shown = notices_gathered(cli->arena, notices);
    for (size_t i = 0; i < shown.count; i++) {
        struct str text = notice_text(cli->arena, &shown.items[i]);
        cli_say(cli, "%.*s\n", STR_ARGS(text));
    }
    return notices->refusals ? EXIT_PARTLY : EXIT_DONE;
}

struct json cli_notices_json(struct cli *cli, const struct notices *notices)
{
    struct json list = json_list();
    for (size_t i = 0; i < notices->count; i++)
        json_add(cli->arena, &list,
                 json_text(notice_text(cli->arena, &notices->items[i])));
    return list;
}

bool cli_open(struct cli *cli, bool look, struct error *err)
{
    return cli->engine ||
           engine_open(cli->arena, cli->workplace, cli->actor, look, &cli->engine, err);
}

bool cli_open_for_hooks(struct cli *cli, enum engine_hooks hooks, struct error *err)
{
    return cli->engine || engine_open_for_hooks(cli->arena, cli->workplace, cli->actor,
                                                hooks, &cli->engine, err);
}

/* Nobody need guess which of several was meant. */
bool cli_find_cycle(struct cli *cli, struct str name, struct str *cycle,
                    struct error *err)
{
    struct str others;
    struct process *process;
    if (!engine_cycle(cli->engine, name, cycle, err) ||
        !engine_other_cycles(cli->engine, *cycle, &others, err))
        return false;
    if (!others.len)
        return true;
    if (!engine_process(cli->engine, *cycle, &process, err))
        return false;
    struct str found = json_find_text(&process->cycle_body, STR("name"));
    cli->paste.cycle = cli_quoted(cli, found);
    if (!name.len)
        cli_say(cli,
                "waymark: this is the cycle %.*s; open too: %.*s (choose with --cycle "
                "NAME)\n",
                STR_ARGS(found), STR_ARGS(others));
    return true;
}

bool cli_open_cycle(struct cli *cli, bool look, struct str name, struct str *cycle,
                    struct error *err)
{
    return cli_open(cli, look, err) &&
           (!look || db_begin_look(cli->engine->store->db, err)) &&
           cli_find_cycle(cli, name, cycle, err);
}

bool cli_open_process(struct cli *cli, bool look, struct str name,
                      struct process **process, struct error *err)
{
    struct str cycle;
    return cli_open_cycle(cli, look, name, &cycle, err) &&
           engine_process(cli->engine, cycle, process, err);
}

int cli_print(struct cli *cli)
{
    struct error err;
    struct str text = buf_str(&cli->out);
    if (!cli->json)
        text = paste_text(cli->arena, &cli->paste, text);
    cli->out.len = 0;
    if (write_shown(stdout, text) && fflush(stdout) == 0)
        return EXIT_DONE;
    (void)error_system(&err, "the answer could not be written");
    cli_say(cli, "waymark: %s\n", err.text); /* and no second answer after half of one */
    return EXIT_FAILED;
}

int cli_print_json(struct cli *cli, const struct json *value)
{
    cli->out.len = 0;
    buf_add(&cli->out, json_write_pretty(cli->arena, value));
    buf_add_byte(&cli->out, '\n');
    return cli_print(cli);
}

struct str cli_file_place(struct cli *cli, struct str path)
{
    struct str name = file_name(path), folder = str_slice(path, 0, path.len - name.len);
    folder = file_place(cli->arena, folder.len ? folder : STR("."));
    return file_join(cli->arena, folder, name);
}

struct paste cli_paste_anywhere(struct cli *cli, struct str folder)
{
    struct paste out = cli->paste;
    if (str_find_byte(cli->called, '/') != SIZE_MAX &&
        !str_equal(out.program, STR("waymark")))
        out.program = cli_quoted(cli, cli_file_place(cli, cli->called));
    out.folder = cli_quoted(cli, file_place(cli->arena, folder));
    out.cycle = STR_NONE;
    return out;
}

struct str cli_quoted(struct cli *cli, struct str name)
{
    return shell_word(cli->arena, name);
}

struct str cli_one_line(struct arena *arena, struct str text)
{
    return str_replaced(arena, str_replaced(arena, text, '\n', ' '), '\r', ' ');
}

const char *one_or_many(int64_t count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}

void progress_start(struct progress *progress, const char *doing)
{
    int64_t now = moment_steady();
    *progress = (struct progress){doing, now, now, isatty(STDERR_FILENO) == 1};
}

static bool is_time_to_show(struct progress *progress, int64_t now)
{
    if (!progress->terminal || now - progress->started < 1000 ||
        now - progress->shown < 200)
        return false;
    progress->shown = now;
    return true;
}

/* As it went so far, so it will go on. */
static void show_left(const struct progress *progress, size_t done, size_t total)
{
    if (done && total >= done)
        (void)fprintf(stderr, ", about %.0f s left  ",
                      (double)(progress->shown - progress->started) / 1000 *
                          (double)(total - done) / (double)done);
    (void)fflush(stderr);
}

void progress_show(struct progress *progress, size_t done, size_t total)
{
    if (!is_time_to_show(progress, moment_steady()))
        return;
    if (total)
        (void)fprintf(stderr, "\r%s: %zu of %zu (%zu%%)", progress->doing, done, total,
                      done * 100 / total);
    else
        (void)fprintf(stderr, "\r%s: %zu ", progress->doing, done);
    show_left(progress, done, total);
}

void progress_share(struct progress *progress, size_t done, size_t total)
{
    if (!total || !is_time_to_show(progress, moment_steady()))
        return;
    (void)fprintf(stderr, "\r%s: %zu%%", progress->doing, done * 100 / total);
    show_left(progress, done, total);
}

void progress_end(struct progress *progress)
{
    if (progress->shown > progress->started)
        (void)fputs("\r\033[K", stderr);
}

/* A cycle's name, of what a file name can hold. */
static struct str as_file_name(struct cli *cli, struct str cycle)
{
    struct buf out = BUF_IN(cli->arena);
    for (size_t i = 0; i < cycle.len; i++) {
        char c = cycle.ptr[i];
        bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    (c >= '0' && c <= '9') || c == '-' || c == '_';
        buf_add(&out, fine ? str_slice(cycle, i, i + 1) : STR("-"));
    }
    return buf_str(&out);
}

/* Whether an older cycle's files are called so. */
static bool is_taken(struct cli *cli, struct str name, struct str id)
{
    struct parsed_list cycles;
    struct error ignored;
    if (!parsed_all(cli->engine->store->db, cli->arena, STR(""), STR("cycle"), &cycles,
                    &ignored))
        return true;
    for (size_t i = 0; i < cycles.count && !str_equal(cycles.items[i].record.id, id); i++)
        if (str_equal(as_file_name(cli, parsed_text(&cycles.items[i], "name")), name))
            return true;
    return false;
}

struct str cli_file_name(struct cli *cli, struct str what, struct str cycle,
                         struct str id)
{
    struct str name = as_file_name(cli, cycle);
    struct str number = str_slice(id, str_find_byte(id, '-') + 1, id.len);
    bool taken = is_taken(cli, name, id);
    return str_format(cli->arena, "%.*s-%.*s%s%.*s", STR_ARGS(what), STR_ARGS(name),
                      taken ? "." : "", STR_ARGS(taken ? number : STR_NONE));
}

struct str cli_kind_words(struct arena *arena, struct str kind, size_t count)
{
    static const char *const others[][3] = {
        {"person", "person", "people"},
        {"progress", "note of progress", "notes of progress"},
        {"success", "success statement", "success statements"}};
    struct str words = str_replaced(arena, kind, '_', ' ');
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (str_equal(kind, str_of(others[i][0])))
            return str_of(others[i][count == 1 ? 1 : 2]);
    if (count == 1)
        return words;
    if (str_ends(words, STR("y")))
        return str_format(arena, "%.*sies", STR_ARGS(str_slice(words, 0, words.len - 1)));
    return str_format(arena, "%.*s%s", STR_ARGS(words),
                      str_ends(words, STR("s")) ? "" : "s");
}
