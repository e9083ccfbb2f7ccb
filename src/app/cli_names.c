/* SPDX-License-Identifier: MIT */
#include "app/cli_names.h"

#include "app/paste.h"
#include "cycle/theme_count.h"
#include "engine/args_record.h"
#include "engine/command.h"
#include "engine/proposal.h"
#include "store/parsed.h"

struct naming {
    struct cli *cli;
    struct names_request request;
    struct process *process;
    struct proposing *proposing;
    enum section only; /* SECTION_COUNT: all */
    struct parsed_list themes;
    struct json list; /* with --json */
    size_t shown, good;
    struct progress progress;
};

static struct str title_of(const struct parsed *theme)
{
    struct str name = parsed_text(theme, "name");
    if (!name.len)
        name = parsed_text(theme, "label");
    return name.len ? name : theme->record.id;
}

static struct str voice_words(const struct proposal *one)
{
    if (one->voice == VOICE_OTHER)
        return STR("said of the young person, by another voice");
    if (one->interpreted)
        return STR("the young person's, put into words by somebody");
    return one->voice == VOICE_OWN ? STR("the young person's own words")
                                   : STR("whose words it is was not noted");
}

static struct str voice_name(enum voice voice)
{
    static const struct str names[] = {{"own", 3}, {"other", 5}, {"unknown", 7}};
    return names[voice];
}

/* "0.71" */
static struct str nearness_words(struct arena *arena, uint32_t near)
{
    return str_format(arena, "%u.%02u", near / 1000, near % 1000 / 10);
}

static struct str said_by(const struct proposal *one)
{
    return json_find_text(&one->from->body, STR("text"));
}

static struct json proposal_json(struct arena *arena, const struct proposal *one,
                                 size_t number)
{
    struct json out = json_object(), advice = json_list(), alone = json_list();
    const struct json *source = json_find(&one->from->body, STR("source"));
    for (size_t i = 0; i < json_count(one->findings); i++)
        json_add(arena, &advice,
                 json_text(json_find_text(json_item(one->findings, i), STR("message"))));
    for (size_t i = 0; i < one->alone.count; i++)
        json_add(arena, &alone, json_text(one->alone.items[i]));
    json_set(arena, &out, STR("number"), json_integer((int64_t)number));
    json_set(arena, &out, STR("name"), json_text(one->text));
    json_set(arena, &out, STR("near"), json_integer(one->near));
    json_set(arena, &out, STR("as_said"), json_bool(one->as_said));
    json_set(arena, &out, STR("voice"), json_text(voice_name(one->voice)));
    json_set(arena, &out, STR("put_into_words"), json_bool(one->interpreted));
    json_set(arena, &out, STR("statement"), json_text(one->from->record.id));
    json_set(arena, &out, STR("said"), json_text(said_by(one)));
    json_set(arena, &out, STR("card"), json_integer(one->from->number));
    json_set(arena, &out, STR("source"), source ? *source : json_text(STR("")));
    json_set(arena, &out, STR("only_here"), alone);
    json_set(arena, &out, STR("advice"), advice);
    return out;
}

static struct json theme_json(struct arena *arena, const struct parsed *theme,
                              const struct proposals *found)
{
    struct json out = json_object(), list = json_list(), left = json_list();
    for (size_t i = 0; i < found->count; i++)
        json_add(arena, &list, proposal_json(arena, &found->items[i], i + 1));
    for (size_t i = 0; i < found->left_out_count; i++) {
        struct json one = json_object();
        json_set(arena, &one, STR("why"), json_text(found->left_out[i].why));
        json_set(arena, &one, STR("cards"),
                 json_integer((int64_t)found->left_out[i].cards));
        json_add(arena, &left, one);
    }
    json_set(arena, &out, STR("theme"), json_text(theme->record.id));
    json_set(arena, &out, STR("called"), json_text(title_of(theme)));
    json_set(arena, &out, STR("agreed"),
             json_bool(json_find_bool(&theme->body, STR("agreed"))));
    json_set(arena, &out, STR("section"), json_text(section_name(found->section)));
    json_set(arena, &out, STR("cards"), json_integer((int64_t)found->cards));
    json_set(arena, &out, STR("most_central"), json_integer(found->most_central));
    json_set(arena, &out, STR("proposals"), list);
    json_set(arena, &out, STR("left_out"), left);
    json_set(arena, &out, STR("draft"), json_bool(true));
    return out;
}

/* "card 12, reviews.csv:14:working1" */
static struct str where_from(struct arena *arena, const struct proposal *one)
{
    struct str source = json_find_text(&one->from->body, STR("source"));
    if (!source.len)
        source = one->from->record.id;
    if (one->from->number == 0)
        return source;
    return str_format(arena, "card %lld, %.*s", (long long)one->from->number,
                      STR_ARGS(source));
}

static void say_proposal(struct naming *now, const struct proposal *one, size_t number,
                         uint32_t most_central)
{
    struct arena *arena = now->cli->arena;
    struct buf *out = &now->cli->out;
    buf_add_format(out, "    %zu. %.*s\n", number, STR_ARGS(one->text));
    if (!one->as_said || said_by(one).len > one->text.len + 2) /* its full stop */
        buf_add_format(out, "       from “%.*s”\n",
                       STR_ARGS(cli_one_line(arena, said_by(one))));
    struct str near = nearness_words(arena, one->near);
    struct str most = nearness_words(arena, most_central);
    buf_add_format(out,
                   "       %.*s; %.*s; near to the group: %.*s (most central card: "
                   "%.*s)\n",
                   STR_ARGS(where_from(arena, one)), STR_ARGS(voice_words(one)),
                   STR_ARGS(near), STR_ARGS(most));
    if (one->alone.count) {
        buf_add(out, STR("       Only this card speaks of:"));
        for (size_t i = 0; i < one->alone.count; i++)
            buf_add_format(out, "%s %.*s", i ? "," : "", STR_ARGS(one->alone.items[i]));
        buf_add_byte(out, '\n');
    }
    for (size_t i = 0; i < json_count(one->findings); i++) {
        struct str advice = json_find_text(json_item(one->findings, i), STR("message"));
        buf_add_format(out, "       Look again: %.*s\n", STR_ARGS(advice));
    }
}

static void say_left_out(struct naming *now, const struct proposals *found)
{
    struct buf *out = &now->cli->out;
    if (found->cards == 0) {
        buf_add(out, STR("    No proposal: there are no cards in it.\n"));
        return;
    }
    buf_add_format(out, "    No proposal. Of %zu %s: ", found->cards,
                   one_or_many((int64_t)found->cards, "card", "cards"));
    for (size_t i = 0; i < found->left_out_count; i++)
        buf_add_format(out, "%s%zu %.*s", i ? "; " : "", found->left_out[i].cards,
                       STR_ARGS(found->left_out[i].why));
    buf_add(out, STR(".\n"));
}

static bool say_theme(struct naming *now, const struct parsed *theme, struct error *err)
{
    struct proposals found;
    struct arena *arena = now->cli->arena;
    if (!proposals_of(now->proposing, theme->record.id, &found, err))
        return false;
    json_add(arena, &now->list, theme_json(arena, theme, &found));
    struct theme_count count =
        theme_count(arena, proposing_cards(now->proposing), theme->record.id);
    buf_add_format(&now->cli->out, "\n  %.*s%s  [%.*s]\n    %.*s\n",
                   STR_ARGS(title_of(theme)),
                   json_find_bool(&theme->body, STR("agreed")) ? " (agreed)" : "",
                   STR_ARGS(theme->record.id), STR_ARGS(theme_count_words(arena, count)));
    for (size_t i = 0; i < found.count; i++)
        say_proposal(now, &found.items[i], i + 1, found.most_central);
    if (found.count == 0)
        say_left_out(now, &found);
    now->shown++;
    progress_show(&now->progress, now->shown, now->themes.count);
    now->good += found.count > 0;
    return true;
}

static bool say_section(struct naming *now, enum section section, struct error *err)
{
    bool any = false;
    for (size_t i = 0; i < now->themes.count; i++) {
        const struct parsed *theme = &now->themes.items[i];
        if (!str_equal(parsed_text(theme, "section"), section_name(section)))
            continue;
        if (!any)
            buf_add_format(&now->cli->out, "%s%.*s\n", now->shown ? "\n" : "",
                           STR_ARGS(section_words(section)));
        any = true;
        if (!say_theme(now, theme, err))
            return false;
    }
    return true;
}

/* Both engines are named, as whoever compares two answers must know. */
static struct json model_json(struct arena *arena, const struct encoder *encoder)
{
    struct json out = json_object();
    if (!encoder)
        return json_null();
    const struct model *model = encoder_model(encoder);
    json_set(arena, &out, STR("name"), json_text(str_copy(arena, model->name)));
    json_set(arena, &out, STR("hash"), json_text(str_copy(arena, model->hash)));
    return out;
}

static int print_json(struct naming *now)
{
    struct arena *arena = now->cli->arena;
    struct json out = json_object();
    json_set(arena, &out, STR("model"),
             model_json(arena, proposing_encoder(now->proposing)));
    json_set(arena, &out, STR("themes"), now->list);
    return cli_print_json(now->cli, &out);
}

static void say_what_next(struct naming *now)
{
    struct cli *cli = now->cli;
    const struct encoder *encoder = proposing_encoder(now->proposing);
    struct str theme = STR("THEME");
    if (now->request.theme.len)
        theme = cli_quoted(cli, now->request.theme);
    if (now->good) {
        buf_add(&cli->out,
                STR("\nDrafts, each made of one card, and each needs a person: "
                    "read the cards aloud,\nsay it in your own words, and ask "
                    "whoever said it before it becomes a name.\n"));
        if (encoder)
            buf_add_format(&cli->out, "How near is by meaning (%.*s).\n",
                           STR_ARGS(encoder_model(encoder)->name));
        else
            buf_add(&cli->out, STR("How near is by words alone.\n"));
        buf_add_format(&cli->out,
                       "Next: waymark theme --names %.*s --take 1\nor in your "
                       "words: ",
                       STR_ARGS(theme));
    } else
        buf_add(&cli->out, STR("\nNext, read together and in your own words: "));
    buf_add_format(&cli->out, "waymark do theme.agree theme=%.*s name=\"I …\"\n",
                   STR_ARGS(theme));
    buf_add(&cli->out, STR("True words: not for publication.\n"));
}

static int print(struct naming *now)
{
    struct cli *cli = now->cli;
    if (cli->json)
        return print_json(now);
    if (now->shown == 0)
        buf_add(&cli->out,
                STR("There are no groups to name yet: `waymark theme` suggests "
                    "some.\n"));
    else
        say_what_next(now);
    return cli_print(cli);
}

static int take(struct naming *now, int64_t number)
{
    struct cli *cli = now->cli;
    struct error err;
    struct proposals found;
    struct command_result result;
    struct json args = json_object();
    struct str theme = now->themes.items[0].record.id;
    if (!proposals_of(now->proposing, theme, &found, &err))
        return cli_fail(cli, &err);
    if (number > (int64_t)found.count) {
        (void)error_set(
            &err, ERROR_INPUT,
            "there %s %zu %s for this group (`waymark theme --names` with its "
            "name shows them); nothing was changed",
            found.count == 1 ? "is" : "are", found.count,
            found.count == 1 ? "proposal" : "proposals");
        return cli_fail(cli, &err);
    }
    json_set(cli->arena, &args, STR("theme"), json_text(theme));
    json_set(cli->arena, &args, STR("name"), json_text(found.items[number - 1].text));
    worker_end_command(cli->engine->worker);
    struct command_request request = {
        .name = STR("theme.name"), .cycle = now->process->cycle.id, .args = &args};
    if (!command_run(cli->engine, cli->arena, &request, &result, &err))
        return cli_fail(cli, &err);
    if (cli->json)
        return cli_print_json(cli, &result.outcome);
    buf_add_format(&cli->out,
                   "Named: %.*s\nNot agreed yet: read it aloud together, then\n"
                   "Next: waymark do theme.agree theme=%.*s\n",
                   STR_ARGS(found.items[number - 1].text), STR_ARGS(theme));
    return cli_print(cli);
}

static bool find_theme(struct naming *now, struct error *err)
{
    struct cli *cli = now->cli;
    struct db *db = cli->engine->store->db;
    const struct kind *kind;
    struct parsed one;
    struct str id;
    bool found;
    if (!now->request.theme.len)
        return parsed_all(db, cli->arena, now->process->cycle.id, STR("theme"),
                          &now->themes, err);
    if (!process_kind(now->process, STR("theme"), &kind, err) ||
        !record_named(db, cli->arena, now->process, now->process->cycle.id, kind,
                      now->request.theme, &id, err) ||
        !parsed_find(db, cli->arena, id, &one, &found, err))
        return false;
    now->themes = (struct parsed_list){arena_array(cli->arena, struct parsed, 1), found};
    now->themes.items[0] = one;
    return true;
}

static int show(struct naming *now, int64_t number)
{
    struct error err;
    if (number)
        return take(now, number);
    bool fine = true;
    progress_start(&now->progress, "proposing names");
    for (int s = 0; s < SECTION_COUNT && fine; s++)
        if (now->only == SECTION_COUNT || now->only == (enum section)s)
            fine = say_section(now, (enum section)s, &err);
    progress_end(&now->progress);
    return fine ? print(now) : cli_fail(now->cli, &err);
}

int cli_names(struct cli *cli, struct names_request request)
{
    struct error err;
    struct naming now = {
        .cli = cli, .request = request, .only = SECTION_COUNT, .list = json_list()};
    int64_t number = 0;
    if (!cli_section(cli, request.section, &now.only))
        return EXIT_USAGE;
    if (request.take.len && (!str_to_integer(request.take, &number) || number < 1))
        return cli_usage(cli, "--take needs the number of a proposal");
    if (number && !request.theme.len)
        return cli_usage(cli, "--take needs a group: theme --names THEME --take 1");
    if (!cli_open_process(cli, number == 0, request.cycle, &now.process, &err) ||
        !find_theme(&now, &err) ||
        !proposing_open(cli->engine, cli->arena, now.process, &now.proposing, &err))
        return cli_fail(cli, &err);
    int code = show(&now, number);
    proposing_close(now.proposing);
    return code;
}
