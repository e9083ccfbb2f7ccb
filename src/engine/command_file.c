/* SPDX-License-Identifier: MIT */
#include "engine/command_file.h"

#include "base/date.h"
#include "base/unicode.h"
#include "engine/card.h"
#include "engine/line_past.h"

enum { MOST_LINE = 64 * 1024, MOST_ALIASES = 10000 };

struct alias {
    struct str name;
    struct str_list ids; /* of one kind; one at least */
};

/* Lines that another file has done. */
struct elsewhere {
    struct str from;
    struct date day;
    size_t count, first_line;
};

struct running {
    struct engine *engine;
    struct arena *arena; /* for the whole file */
    struct str cycle;
    const struct command_file *file;
    struct notices *notices;
    struct elsewhere *elsewhere;
    size_t elsewhere_count;
    struct alias *aliases;
    size_t alias_count, alias_room;
    struct str *texts; /* what the lines so far say, for counting the same ones */
    size_t text_count;
    struct command_file_counts *out;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The length of a quotation mark at the start of `rest`: 1 for ", 3 for the pairs
 * that word processors put in its place; else 0. */
static size_t quotation_mark(struct str rest)
{
    if (str_starts(rest, STR("\"")))
        return 1;
    return str_starts(rest, STR("\xe2\x80\x9c")) || str_starts(rest, STR("\xe2\x80\x9d"))
               ? 3
               : 0;
}

/* Takes one word off the line, with what stands in quotes kept together. A mark is
 * closed by one of its own sort; the other sort inside is text. */
static bool next_word(struct arena *arena, struct str *rest, struct str *word,
                      struct error *err)
{
    struct buf out = BUF_IN(arena);
    size_t i = 0, open = 0;
    while (i < rest->len && is_blank(rest->ptr[i]))
        i++;
    while (i < rest->len && (open || !is_blank(rest->ptr[i]))) {
        size_t mark = quotation_mark(str_slice(*rest, i, rest->len));
        if (mark && (!open || open == mark)) {
            open = open ? 0 : mark;
            i += mark;
            continue;
        }
        if (open && rest->ptr[i] == '\\' && i + 1 < rest->len &&
            (rest->ptr[i + 1] == '"' || rest->ptr[i + 1] == '\\'))
            i++;
        buf_add_byte(&out, rest->ptr[i++]);
    }
    if (open)
        return error_set(err, ERROR_INPUT,
                         "a quotation mark is opened but not closed; add "
                         "the closing one");
    *rest = str_slice(*rest, i, rest->len);
    *word = buf_str(&out);
    return true;
}

bool command_arg_add(struct arena *arena, struct str word, struct json *args,
                     struct error *err)
{
    size_t at = str_find_byte(word, '=');
    if (at == SIZE_MAX || at == 0)
        return error_set(
            err, ERROR_INPUT,
            "\"%.*s\" is not of the form name=value; put values with spaces in "
            "quotes",
            STR_ARGS(unicode_cut(word, 60)));
    struct str name = str_slice(word, 0, at);
    struct json value = json_text(str_slice(word, at + 1, word.len));
    const struct json *before = json_find(args, name);
    if (before) {
        struct json list = json_list();
        if (before->type == JSON_LIST)
            list = json_copy(arena, before);
        else
            json_add(arena, &list, *before);
        json_add(arena, &list, value);
        value = list;
    }
    json_set(arena, args, name, value);
    return true;
}

bool command_line_parse(struct arena *arena, struct str line, struct str *name,
                        struct json *args, struct str *alias, struct error *err)
{
    struct str word, rest = str_trim(line);
    *args = json_object();
    *alias = *name = STR_NONE;
    if (!rest.len || rest.ptr[0] == '#')
        return true;
    if (!next_word(arena, &rest, name, err))
        return false;
    for (rest = str_trim(rest); rest.len; rest = str_trim(rest)) {
        if (!next_word(arena, &rest, &word, err))
            return false;
        if (str_starts(word, STR("as=@")))
            *alias = str_slice(word, 3, word.len);
        else if (!command_arg_add(arena, word, args, err))
            return false;
    }
    return true;
}

static const struct alias *find_alias(const struct running *now, struct str name)
{
    for (size_t i = now->alias_count; i > 0; i--)
        if (str_equal(now->aliases[i - 1].name, name))
            return &now->aliases[i - 1];
    return NULL;
}

/* @bus: a word behind the @, and nothing else. */
static bool is_alias(struct str text)
{
    for (size_t i = 1; i < text.len; i++) {
        char c = text.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' ||
              (c >= '0' && c <= '9')))
            return false;
    }
    return text.len > 1 && text.ptr[0] == '@';
}

static bool known_alias(const struct running *now, struct str name,
                        const struct alias **out, struct error *err)
{
    *out = find_alias(now, name);
    return *out || error_set(err, ERROR_INPUT,
                             "%.*s is not named by any line above that was done (write "
                             "as=%.*s on the line that creates it)",
                             STR_ARGS(name), STR_ARGS(name));
}

/* `@bus,@work,reviews.csv:2:working1` → a list, if any of it is a name from above. */
static void divide(const struct running *now, struct arena *arena, struct json *value)
{
    struct json list = json_list();
    bool any = false;
    if (value->type != JSON_TEXT || str_find_byte(value->text, ',') == SIZE_MAX)
        return;
    struct str_list parts = str_split(arena, value->text, ',');
    for (size_t i = 0; i < parts.count; i++) {
        struct str part = str_trim(parts.items[i]);
        any = any || (is_alias(part) && find_alias(now, part));
        if (part.len)
            json_add(arena, &list, json_text(part));
    }
    if (any)
        *value = list;
}

/* `@bus` → the id that it names; all of them where a list is taken. */
static bool put_alias(const struct running *now, struct arena *arena, bool many,
                      struct json *value, struct error *err)
{
    const struct json given = *value;
    const size_t count = given.type == JSON_LIST ? json_count(&given) : 1;
    struct json list = json_list();
    for (size_t i = 0; i < count; i++) {
        const struct json *one = given.type == JSON_LIST ? json_item(&given, i) : &given;
        const struct alias *alias;
        if (one->type != JSON_TEXT || !is_alias(one->text)) {
            json_add(arena, &list, *one);
            continue;
        }
        if (!known_alias(now, one->text, &alias, err))
            return false;
        for (size_t n = 0; n < (many ? alias->ids.count : 1); n++)
            json_add(arena, &list, json_text(alias->ids.items[n]));
    }
    *value =
        given.type != JSON_LIST && json_count(&list) == 1 ? *json_item(&list, 0) : list;
    return true;
}

/* What the command's description says of its arguments; NULL for one that has none. */
static const struct json *find_specs(const struct running *now, struct str name)
{
    const struct json *step, *command;
    struct process *process;
    struct error ignored;
    if (!engine_process(now->engine, now->cycle, &process, &ignored) ||
        !process_command(process, name, &step, &command, &ignored))
        return NULL;
    return json_find(command, STR("args"));
}

static bool takes_many(const struct json *specs, struct str name)
{
    for (size_t i = 0; specs && i < json_count(specs); i++)
        if (str_equal(json_find_text(json_item(specs, i), STR("name")), name))
            return json_find_bool(json_item(specs, i), STR("many"));
    return false;
}

static bool put_aliases(const struct running *now, struct arena *arena, struct str name,
                        struct json *args, struct error *err)
{
    const struct json *specs = find_specs(now, name);
    for (size_t i = 0; i < json_count(args); i++) {
        struct json_member *arg = &args->object.members[i];
        divide(now, arena, &arg->value);
        if (!put_alias(now, arena, takes_many(specs, arg->name), &arg->value, err))
            return false;
    }
    return true;
}

/* What a line makes beside what it was written for is of another kind. */
static struct str_list of_first_kind(struct arena *arena, const struct json *ids)
{
    struct str kind = kind_of_id(json_item(ids, 0)->text);
    struct str_list out = {arena_array(arena, struct str, json_count(ids)), 0};
    for (size_t i = 0; i < json_count(ids); i++)
        if (str_equal(kind_of_id(json_item(ids, i)->text), kind))
            out.items[out.count++] = str_copy(arena, json_item(ids, i)->text);
    return out;
}

static bool keep_alias(struct running *now, struct str name, const struct json *outcome,
                       struct error *err)
{
    const struct json *created = json_find(outcome, STR("created"));
    if (json_count(created) == 0)
        return error_set(err, ERROR_INPUT, "nothing was created that %.*s could name",
                         STR_ARGS(name));
    if (now->alias_count == MOST_ALIASES)
        return error_set(err, ERROR_LIMIT, "more than %d names", MOST_ALIASES);
    now->aliases = arena_one_more(now->arena, now->aliases, sizeof *now->aliases,
                                  now->alias_count, &now->alias_room);
    now->aliases[now->alias_count++] =
        (struct alias){str_copy(now->arena, name), of_first_kind(now->arena, created)};
    return true;
}

/* Of what the line says once names stand for ids: a line that speaks of another
 * record now, because one above was corrected, is another line. */
static struct str key_of(struct running *now, struct arena *arena, struct str name,
                         const struct json *args)
{
    size_t same = 0;
    struct str says = str_format(now->arena, "%.*s %.*s", STR_ARGS(name),
                                 STR_ARGS(json_write(arena, args)));
    for (size_t i = 0; i < now->text_count; i++)
        same += str_equal(now->texts[i], says);
    now->texts[now->text_count++] = says;
    return line_key(now->engine->store, arena, now->cycle, now->file->path, says, same);
}

/* What it did on purpose, and was taken back on purpose, is not done behind
 * anybody's back. */
static void say_taken_back(struct running *now, struct arena *arena,
                           const struct line_past *past, size_t line)
{
    struct str when = date_words(arena, date_of_moment(past->taken_back_at));
    now->out->taken_back++;
    notice_add(now->notices, false, now->file->name, line,
               "this was taken back on %.*s by command %lld and was not done again; "
               "`waymark undo %lld` brings it back",
               STR_ARGS(when), (long long)past->row.undone_by,
               (long long)past->row.undone_by);
}

static void note_elsewhere(struct running *now, const struct line_past *past, size_t line)
{
    struct date day = date_of_moment(past->row.at);
    now->out->elsewhere++;
    for (size_t i = 0; i < now->elsewhere_count; i++) {
        struct elsewhere *one = &now->elsewhere[i];
        if (str_equal(one->from, past->from) && date_compare(one->day, day) == 0) {
            one->count++;
            return;
        }
    }
    now->elsewhere[now->elsewhere_count++] =
        (struct elsewhere){str_copy(now->arena, past->from), day, 1, line};
}

/* One notice for all of them: a file that was moved has nothing but such lines. */
static void say_elsewhere(struct running *now)
{
    for (size_t i = 0; i < now->elsewhere_count; i++) {
        const struct elsewhere *one = &now->elsewhere[i];
        struct str when = date_words(now->arena, one->day);
        bool many = one->count > 1;
        struct str what =
            many ? str_format(now->arena, "this line and %zu below were", one->count - 1)
                 : STR("this line was");
        notice_add(now->notices, true, now->file->name, one->first_line,
                   "%.*s done on %.*s from %.*s and not done again. If that is this file "
                   "under another name, all is well; if these are the decisions of "
                   "another table, run it with --another-file",
                   STR_ARGS(what), STR_ARGS(when),
                   STR_ARGS(one->from.len ? one->from : STR("another file")));
    }
}

static bool known_elsewhere(struct running *now, struct arena *arena,
                            const struct line_past *past, size_t line,
                            struct command_result *result, struct error *err)
{
    note_elsewhere(now, past, line);
    result->known = true;
    return json_parse(arena, past->row.outcome, &result->outcome, err);
}

/* `table1/votes.txt` of /home/sam/table1/votes.txt: enough for people to know it. */
static struct str file_tail(struct str path)
{
    size_t slashes = 0;
    for (size_t i = path.len; i > 0; i--) {
        slashes += path.ptr[i - 1] == '/';
        if (slashes == 2)
            return str_slice(path, i, path.len);
    }
    return path;
}

/* What a person must look at, whether anybody reads the rest or not. */
static void note_remarks(struct running *now, struct arena *arena,
                         const struct json *outcome, size_t line)
{
    const struct json *held = json_find(outcome, STR("held_back"));
    const struct json *remarks = json_find(outcome, STR("remarks"));
    for (size_t i = 0; i < json_count(held); i++)
        notice_add(now->notices, false, now->file->name, line, "%.*s",
                   STR_ARGS(card_held_back_words(arena, json_item(held, i)->text)));
    for (size_t i = 0; i < json_count(remarks); i++)
        notice_add(now->notices, false, now->file->name, line, "%.*s",
                   STR_ARGS(json_item(remarks, i)->text));
}

static bool do_line(struct running *now, struct arena *arena,
                    struct command_request *request, const struct line_past *past,
                    size_t line, struct command_result *result, struct error *err)
{
    if (past->state == LINE_DONE && past->elsewhere && !now->file->another)
        return known_elsewhere(now, arena, past, line, result, err);
    request->from =
        str_format(arena, "%.*s:%zu", STR_ARGS(file_tail(now->file->path)), line);
    if (!command_run(now->engine, arena, request, result, err))
        return false;
    if (!result->known)
        note_remarks(now, arena, &result->outcome, line);
    now->out->done += !result->known;
    now->out->known += result->known;
    if (result->known && past->row.at > now->out->known_at)
        now->out->known_at = past->row.at;
    return true;
}

static bool run_line(struct running *now, struct arena *arena, struct str text,
                     size_t line, struct error *err)
{
    struct str name, alias;
    struct json args;
    struct line_past past;
    struct command_result result = {0};
    if (text.len > MOST_LINE)
        return error_set(err, ERROR_LIMIT, "longer than %d bytes; divide it", MOST_LINE);
    if (!command_line_parse(arena, text, &name, &args, &alias, err))
        return false;
    if (!name.len)
        return true;
    if (!put_aliases(now, arena, name, &args, err))
        return false;
    struct command_request request = {.cycle = now->cycle,
                                      .name = name,
                                      .key = key_of(now, arena, name, &args),
                                      .key_says_all = true,
                                      .args = &args};
    if (!line_past_find(now->engine->store->db, arena, request.key, &past, err))
        return false;
    if (past.state == LINE_TAKEN_BACK && !(past.elsewhere && now->file->another)) {
        say_taken_back(now, arena, &past, line);
        return true;
    }
    return do_line(now, arena, &request, &past, line, &result, err) &&
           (!alias.len || keep_alias(now, alias, &result.outcome, err));
}

static bool read_lines(struct running *now, struct str_list *lines, struct error *err)
{
    struct str text = now->file->text;
    if (!unicode_valid(text, NULL) || str_find_byte(text, '\0') != SIZE_MAX)
        return error_set(err, ERROR_INPUT,
                         "%.*s is not plain UTF-8 text; save it as UTF-8 and try again",
                         STR_ARGS(now->file->name));
    if (str_starts(text, STR("\xef\xbb\xbf")))
        text = str_slice(text, 3, text.len);
    *lines = str_split(now->arena, text, '\n');
    now->texts = arena_array(now->arena, struct str, lines->count);
    now->elsewhere = arena_array(now->arena, struct elsewhere, lines->count);
    return true;
}

bool command_file_run(struct engine *engine, struct arena *arena, struct str cycle,
                      const struct command_file *file, struct notices *notices,
                      struct command_file_counts *out, progress_function *progress,
                      void *with, struct error *err)
{
    struct running now = {.engine = engine,
                          .arena = arena,
                          .cycle = cycle,
                          .file = file,
                          .notices = notices,
                          .out = out};
    struct str_list lines;
    *out = (struct command_file_counts){0};
    if (!read_lines(&now, &lines, err))
        return false;
    for (size_t i = 0; i < lines.count; i++) {
        struct arena *each = arena_new();
        struct error wrong;
        if (!run_line(&now, each, lines.items[i], i + 1, &wrong)) {
            notice_add(notices, true, file->name, i + 1, "%s", wrong.text);
            out->refused++;
        }
        arena_free(each);
        if (progress)
            progress(with, i + 1, lines.count);
    }
    say_elsewhere(&now);
    return true;
}
