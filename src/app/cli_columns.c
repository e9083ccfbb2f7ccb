/* SPDX-License-Identifier: MIT */
/* columns. */
#include "app/cli_columns.h"
#include "app/cli_ask.h"
#include "app/verbs.h"

#include "base/file.h"
#include "base/unicode.h"

#include <unistd.h>

enum {
    MOST_MAPS = 200,
    MOST_IN_MEMORY = 64 * 1024 * 1024,
    TITLE_SHOWN = 40, /* characters */
    TITLE_WIDTH = 30
};

static struct str_list options(struct cli *cli, const char *name)
{
    struct str_list all = {arena_array(cli->arena, struct str, MOST_MAPS), 0};
    for (struct str one = cli_option(cli, name); one.len && all.count < MOST_MAPS;
         one = cli_option(cli, name))
        all.items[all.count++] = one;
    return all;
}

struct str_list columns_maps(struct cli *cli)
{
    return options(cli, "--map");
}

/* "Strengths at home" (column C); of a row that may be data, the column alone. */
static struct str called(struct cli *cli, const struct survey *survey,
                         const struct survey_column *column)
{
    struct buf out = BUF_IN(cli->arena);
    struct str cut = unicode_cut(column->title, TITLE_SHOWN);
    bool named = survey->titles_safe && column->title.len;
    if (named)
        buf_add_format(&out, "\"%.*s%s\" (", STR_ARGS(cut),
                       cut.len < column->title.len ? "…" : "");
    buf_add(&out, STR("column "));
    column_add_letters(&out, column->place);
    buf_add(&out, named ? STR(")") : STR_NONE);
    return buf_str(&out);
}

static struct str filled_words(struct cli *cli, const struct survey *survey,
                               const struct survey_column *column)
{
    struct buf out = BUF_IN(cli->arena);
    if (!column->filled)
        return STR("its cells are empty");
    buf_add_format(&out, "%zu of %zu cells hold something", column->filled, survey->rows);
    if (column->sentences)
        buf_add_format(&out, ", %zu of them %s", column->sentences,
                       column->sentences == 1 ? "a sentence" : "sentences");
    return buf_str(&out);
}

/* One at a terminal, and nothing for another program. */
bool columns_may_ask(const struct cli *cli)
{
    return !cli->json && isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
}

/* False when there is nobody any more. */
static bool read_answer(struct cli *cli, struct str *out)
{
    const char *wrong;
    while (ask_read(cli->arena, out, &wrong)) {
        if (!wrong)
            return true;
        cli_say(cli, "That line %s; write it again, please: ", wrong);
    }
    return false;
}

struct asking {
    struct cli *cli;
    struct json own;
    enum field fields[FIELD_COUNT];
    size_t count;
    bool begun, stopped, changed;
};

static void say_choices(struct asking *asking, const struct mapping *mapping,
                        const char *kind)
{
    if (!asking->begun)
        cli_say(asking->cli,
                "What is not understood is asked once; the answers are kept in "
                "local/import/%s.json. A column can be:\n",
                kind);
    else
        cli_say(asking->cli, "It can be:\n");
    asking->begun = true;
    asking->count = survey_fields(mapping, asking->fields);
    for (size_t i = 0; i < asking->count; i++) {
        struct str title = survey_title(mapping, asking->fields[i]);
        size_t letters = unicode_length(title);
        bool ends = i % 2 == 1 || i + 1 == asking->count;
        int pad = ends ? 0 : letters < TITLE_WIDTH ? (int)(TITLE_WIDTH - letters) : 1;
        cli_say(asking->cli, "  %2zu %.*s%*s%s", i + 1, STR_ARGS(title), pad, "",
                ends ? "\n" : "");
    }
    cli_say(asking->cli, "   0 leave it out for good\n");
}

/* A number of the list, or the name of a field. */
static bool understand(struct asking *asking, const struct mapping *mapping,
                       struct str answer, enum field *field)
{
    int64_t number;
    *field = FIELD_NONE;
    if (!str_to_integer(answer, &number)) {
        *field = survey_field(asking->cli->arena, mapping, answer);
        return *field != FIELD_NONE;
    }
    if (number < 0 || number > (int64_t)asking->count)
        return false;
    if (number > 0)
        *field = asking->fields[number - 1];
    return true;
}

static void ask_column(struct asking *asking, const struct surveyed *file,
                       const struct survey_column *column)
{
    struct cli *cli = asking->cli;
    const struct survey *survey = &file->survey;
    struct str answer;
    enum field field;
    for (;;) {
        cli_say(asking->cli, "%.*s: %.*s. What is it? A number, or Enter for not now: ",
                STR_ARGS(called(cli, survey, column)),
                STR_ARGS(filled_words(cli, survey, column)));
        if (!read_answer(cli, &answer)) {
            asking->stopped = true;
            return;
        }
        if (!answer.len)
            return;
        if (understand(asking, &survey->mapping, answer, &field))
            break;
        cli_say(asking->cli, "That is no number of the list. ");
    }
    survey_set(cli->arena, &asking->own, column->title, field);
    asking->changed = true;
}

/* Whether what a column is was said just now, for a sheet before this one. */
static bool is_known_by_now(struct asking *asking, enum sheet_kind kind,
                            const struct survey_column *column)
{
    struct mapping mapping;
    struct error ignored;
    if (!asking->changed ||
        !mapping_load(asking->cli->arena, str_of(import_kind_name(kind)), &asking->own,
                      &mapping, &ignored))
        return false;
    struct column now = column_match(asking->cli->arena, &mapping, column->title);
    return now.field != FIELD_NONE || now.not_needed;
}

static void ask_columns(struct asking *asking, enum sheet_kind kind,
                        const struct surveyed *file, bool all)
{
    bool listed = false;
    for (size_t i = 0; i < file->survey.count && !asking->stopped; i++) {
        const struct survey_column *column = &file->survey.items[i];
        bool asks = survey_asks(&file->survey, column) ||
                    (all && file->survey.titles_safe && column->state == SURVEY_UNKNOWN);
        if (!asks || is_known_by_now(asking, kind, column))
            continue;
        if (!listed) {
            cli_say(asking->cli, "%.*s\n", STR_ARGS(file->title));
            say_choices(asking, &file->survey.mapping, import_kind_name(kind));
        }
        listed = true;
        ask_column(asking, file, column);
    }
}

/* A sheet that may be notes, or reviews under names of its own. */
static bool is_wanted(struct asking *asking, enum sheet_kind kind,
                      const struct surveyed *file)
{
    struct str answer;
    if (!file->sheet.len || file->survey.understood)
        return true;
    cli_say(asking->cli,
            "The sheet %.*s has no column names that are understood (%zu rows). Does it "
            "hold %s? y, or n to leave it out for good, or Enter for not now: ",
            STR_ARGS(file->title), file->survey.rows, import_kind_name(kind));
    if (!read_answer(asking->cli, &answer)) {
        asking->stopped = true;
        return false;
    }
    if (answer.len && ascii_lower(answer.ptr[0]) == 'n') {
        survey_leave_sheet(asking->cli->arena, &asking->own, file->sheet);
        asking->changed = true;
    }
    return answer.len && ascii_lower(answer.ptr[0]) == 'y';
}

static void ask_file(struct cli *cli, const struct import_request *request, bool all,
                     const struct surveyed_list *file, struct json *own, bool *changed)
{
    struct asking asking = {.cli = cli, .own = *own};
    for (size_t i = 0; i < file->count && !asking.stopped; i++)
        if (!file->items[i].left_out &&
            is_wanted(&asking, request->kind, &file->items[i]))
            ask_columns(&asking, request->kind, &file->items[i], all);
    *own = asking.own;
    *changed = *changed || asking.changed;
}

static bool ask(struct cli *cli, const struct import_request *request, bool all,
                const struct surveyed_list *file, struct json *own, struct error *err)
{
    bool changed = false;
    ask_file(cli, request, all, file, own, &changed);
    return !changed ||
           column_names_save(cli->engine, cli->arena, request->kind, own, err);
}

bool columns_ask(struct cli *cli, const struct import_request *request, struct json *own,
                 bool *changed, struct error *err)
{
    struct surveyed_list file;
    if (!column_names_survey(cli->arena, request, own, &file, err))
        return false;
    ask_file(cli, request, false, &file, own, changed);
    return true;
}

/* Without a folder nothing has been said yet. */
static bool load_own(struct cli *cli, const struct import_request *request,
                     struct json *own, struct error *err)
{
    *own = json_object();
    return !cli->engine ||
           column_names_load(cli->engine, cli->arena, request->kind, own, err);
}

static bool settle(struct cli *cli, const struct import_request *request,
                   struct str_list maps, bool all, struct surveyed_list *file,
                   struct error *err)
{
    struct json own;
    if (!load_own(cli, request, &own, err) ||
        !column_names_survey(cli->arena, request, &own, file, err))
        return false;
    for (size_t i = 0; i < maps.count; i++)
        if (!column_names_map(cli->arena, file, maps.items[i], &own, err))
            return false;
    if (maps.count)
        return column_names_save(cli->engine, cli->arena, request->kind, &own, err);
    return !cli->engine || !columns_may_ask(cli) ||
           ask(cli, request, all, file, &own, err);
}

bool columns_settle(struct cli *cli, const struct import_request *request,
                    struct str_list maps, struct error *err)
{
    struct surveyed_list file;
    return (!maps.count && !columns_may_ask(cli)) ||
           settle(cli, request, maps, false, &file, err);
}

static struct str state_words(struct cli *cli, const struct survey *survey,
                              const struct survey_column *column)
{
    struct buf out = BUF_IN(cli->arena);
    switch (column->state) {
    case SURVEY_KNOWN:
        return survey_title(&survey->mapping, column->field);
    case SURVEY_NOT_NEEDED:
        return STR("(left out: you do not need it)");
    case SURVEY_DOUBLED:
        return STR("(not used: another column holds the same)");
    default:
        buf_add_format(&out, "%s; %.*s",
                       column->state == SURVEY_NAMELESS ? "no heading" : "not known",
                       STR_ARGS(filled_words(cli, survey, column)));
        return buf_str(&out);
    }
}

static void say_survey(struct cli *cli, const struct surveyed *file)
{
    const struct survey *survey = &file->survey;
    if (!survey->line) {
        buf_add_format(&cli->out, "%.*s: no row of column names\n",
                       STR_ARGS(file->title));
        return;
    }
    buf_add_format(
        &cli->out, "%.*s: %s on line %zu, %zu %s below it%s\n", STR_ARGS(file->title),
        survey->understood ? "column names" : "perhaps the column names", survey->line,
        survey->rows, one_or_many((int64_t)survey->rows, "row", "rows"),
        file->left_out ? " (a sheet that you do not need)" : "");
    for (size_t i = 0; i < survey->count; i++)
        buf_add_format(&cli->out, "  %.*s: %.*s\n",
                       STR_ARGS(called(cli, survey, &survey->items[i])),
                       STR_ARGS(state_words(cli, survey, &survey->items[i])));
    if (survey->missing.len)
        buf_add_format(&cli->out, "  missing: %.*s\n", STR_ARGS(survey->missing));
}

static struct json survey_as_json(struct cli *cli, const struct surveyed *file)
{
    static const char *const states[] = {"known", "doubled", "not_used", "not_known",
                                         "no_heading"};
    struct json out = json_object(), columns = json_list();
    for (size_t i = 0; i < file->survey.count; i++) {
        const struct survey_column *column = &file->survey.items[i];
        struct json one = json_object();
        struct buf letters = BUF_IN(cli->arena);
        column_add_letters(&letters, column->place);
        json_set(cli->arena, &one, STR("column"), json_text(buf_str(&letters)));
        if (file->survey.titles_safe && column->title.len)
            json_set(cli->arena, &one, STR("heading"), json_text(column->title));
        json_set(cli->arena, &one, STR("state"),
                 json_text(str_of(states[column->state])));
        if (column->state == SURVEY_KNOWN)
            json_set(cli->arena, &one, STR("field"),
                     json_text(field_name(column->field)));
        json_set(cli->arena, &one, STR("filled"), json_integer((int64_t)column->filled));
        json_set(cli->arena, &one, STR("sentences"),
                 json_integer((int64_t)column->sentences));
        json_add(cli->arena, &columns, one);
    }
    json_set(cli->arena, &out, STR("file"), json_text(file->title));
    json_set(cli->arena, &out, STR("rows"), json_integer((int64_t)file->survey.rows));
    json_set(cli->arena, &out, STR("understood"), json_bool(file->survey.understood));
    json_set(cli->arena, &out, STR("missing"), json_text(file->survey.missing));
    json_set(cli->arena, &out, STR("columns"), columns);
    return out;
}

/* How to say what is not known, where anything is. */
static void say_how(struct cli *cli, const struct import_request *request,
                    const struct surveyed_list *file)
{
    enum field fields[FIELD_COUNT];
    size_t unknown = 0, count;
    for (size_t i = 0; i < file->count; i++)
        for (size_t n = 0; n < file->items[i].survey.count; n++)
            unknown += file->items[i].survey.items[n].state == SURVEY_UNKNOWN;
    if (!unknown || !file->count)
        return;
    count = survey_fields(&file->items[0].survey.mapping, fields);
    buf_add_format(
        &cli->out,
        "\nTo say once what a column is: waymark columns %s FILE --map "
        "\"HEADING=FIELD\", with the\nheading as it stands in your file. FIELD "
        "is ignore, or one of:\n ",
        import_kind_name(request->kind));
    for (size_t i = 0; i < count; i++)
        buf_add_format(&cli->out, "%s%.*s", i ? ", " : " ",
                       STR_ARGS(field_name(fields[i])));
    buf_add_byte(&cli->out, '\n');
    if (!cli->engine)
        buf_add(&cli->out,
                STR("It is kept in a Waymark folder: waymark init FOLDER makes "
                    "one, and --in names it.\n"));
}

static int say_all(struct cli *cli, const struct import_request *request,
                   const struct surveyed_list *file)
{
    struct json all = json_list();
    for (size_t i = 0; i < file->count; i++) {
        json_add(cli->arena, &all, survey_as_json(cli, &file->items[i]));
        say_survey(cli, &file->items[i]);
    }
    say_how(cli, request, file);
    return cli->json ? cli_print_json(cli, &all) : cli_print(cli);
}

/* Once more after the answers, so that what is shown is what an import goes by. */
static bool look_again(struct cli *cli, const struct import_request *request,
                       struct surveyed_list *file, struct error *err)
{
    struct json own;
    return load_own(cli, request, &own, err) &&
           column_names_survey(cli->arena, request, &own, file, err);
}

/* To look needs no folder: a file may be looked at before there is one. One that was
 * named has to be there. */
static bool take_file(struct cli *cli, struct str path, bool keeps,
                      struct mapped_file *bytes, struct error *err)
{
    struct str folder = STR(".");
    if (keeps || !str_equal(cli->workplace, folder) ||
        store_is_workplace(cli->arena, folder)) {
        if (!cli_open(cli, false, err))
            return false;
        folder = cli->engine->store->folder;
    }
    return file_take(cli->arena, path, folder, MOST_IN_MEMORY, bytes, err);
}

int cli_columns(struct cli *cli)
{
    struct error err;
    struct mapped_file bytes;
    struct surveyed_list file;
    struct import_request request = {.kind = SHEET_REVIEWS};
    struct str_list maps = columns_maps(cli), forgotten = options(cli, "--forget");
    struct str path = cli_word(cli);
    if (import_kind_find(path, &request.kind))
        path = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!path.len && maps.count)
        return cli_usage(cli, "name the file that has the column");
    if (path.len && forgotten.count)
        return cli_usage(cli, "--forget needs no file: write `waymark columns "
                              "[KIND] --forget \"HEADING\"`");
    if (!path.len)
        return columns_said(cli, request.kind, forgotten);
    if (!take_file(cli, path, maps.count > 0, &bytes, &err))
        return cli_fail(cli, &err);
    request.name = file_name(path);
    request.bytes = bytes.bytes;
    bool fine = settle(cli, &request, maps, true, &file, &err) &&
                look_again(cli, &request, &file, &err);
    int code = fine ? say_all(cli, &request, &file) : cli_fail(cli, &err);
    file_unmap(&bytes);
    return code;
}
