/* SPDX-License-Identifier: MIT */
/* export. */
#include "app/cli_form.h"
#include "app/cli_theme_book.h"
#include "app/verbs.h"

#include "base/date.h"
#include "base/file.h"
#include "cycle/media_type.h"
#include "cycle/published.h"
#include "engine/person_export.h"
#include "report/html.h"
#include "store/blob.h"

/* How a stored word reads to somebody who has never seen the program. */
static struct str plain(struct cli *cli, struct str stored)
{
    static const char *const words[][2] = {
        {"working", "What is working"},
        {"not_working", "What is not working"},
        {"aspiration", "Hopes for the future"},
        {"alone", "On its own"},
        {"unsure", "Not sure yet"},
        {"to_pick", "Kept, and waits until the ones that count are picked"},
        {"spare", "Kept, and not counted: beyond those that count"},
        {"held_back", "Held back, so that it is on no card"},
        {"withdrawn", "Not used, by your wish"},
        {"not_drawn", "Kept, and not drawn for the sample of cards"},
        {"safety", "looked at by the people who keep young people safe"},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_equal(stored, str_of(words[i][0])))
            return str_of(words[i][1]);
    return str_replaced(cli->arena, stored, '_', ' ');
}

static struct str title_of(struct cli *cli, struct str name)
{
    static const char *const titles[][2] = {
        {"text", "What was said"},
        {"original", "The words at first"},
        {"speaker", "Who said it"},
        {"how", "How it was said"},
        {"interpreted_by", "Who put it into words"},
        {"whole", "The whole paragraph"},
        {"also", "Said in the same words in"},
        {"said_in", "Where"},
        {"source", "Where it came from"},
        {"tray", "Where it lies"},
        {"sample", "When cards were drawn"},
        {"theme", "Group"},
        {"section", "About"},
        {"flags", "Looked at because of"},
        {"upn", "UPN"},
        {"reference", "Our number"},
        {"birth_date", "Born"},
        {"in_area", "Learns in our area"},
        {"no_view", "Where no view was written down"},
        {"rank", "Your own order"},
        {"drafted", "Sorted by the computer"},
        {"attended", "Took part"},
        {"what", "For"},
        {"decided_by", "Decided by"},
        {"need", "Main kind of need"},
        {"withdrawn", "Taken back on"},
    };
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
        if (str_equal(name, str_of(titles[i][0])))
            return str_of(titles[i][1]);
    struct str text = plain(cli, name);
    struct str first = str_copy(cli->arena, str_slice(text, 0, 1));
    bool small = first.len && first.ptr[0] >= 'a' && first.ptr[0] <= 'z';
    return small ? str_format(cli->arena, "%c%.*s", first.ptr[0] - 'a' + 'A',
                              STR_ARGS(str_slice(text, 1, text.len)))
                 : text;
}

static struct str value_words(struct cli *cli, struct str name, const struct json *value)
{
    struct buf out = BUF_IN(cli->arena);
    struct date day;
    if (value->type == JSON_TEXT && date_parse(value->text, &day))
        return date_words(cli->arena, day);
    bool free_words = str_equal(name, STR("text")) || str_equal(name, STR("original"));
    if (value->type == JSON_TEXT)
        return free_words || str_equal(name, STR("source")) ||
                       str_equal(name, STR("theme"))
                   ? value->text
                   : plain(cli, value->text);
    if (value->type == JSON_BOOL)
        return value->yes ? STR("yes") : STR("no");
    if (value->type != JSON_LIST && value->type != JSON_OBJECT)
        return json_write(cli->arena, value);
    for (size_t i = 0; i < json_count(value); i++) {
        bool list = value->type == JSON_LIST;
        const struct json_member *member = list ? NULL : &value->object.members[i];
        struct str key = list ? STR_NONE : member->name;
        buf_add_format(
            &out, "%s%.*s%s%.*s", i ? ", " : "", STR_ARGS(plain(cli, key)),
            list ? "" : ": ",
            STR_ARGS(value_words(cli, key, list ? json_item(value, i) : &member->value)));
    }
    return buf_str(&out);
}

static void write_field(struct cli *cli, struct published *doc, struct str name,
                        const struct json *value)
{
    published_row(doc);
    published_text(doc, title_of(cli, name));
    published_text(doc, value_words(cli, name, value));
}

/* What people look for first; the rest follows as it is stored. */
static const char *const fields_first[] = {"forename", "surname", "birth_date", "text",
                                           "what",     "given",   "decided_by", "date"};
enum { FIELDS_FIRST = sizeof fields_first / sizeof fields_first[0] };

static bool comes_first(struct str name)
{
    for (size_t f = 0; f < FIELDS_FIRST; f++)
        if (str_equal(name, str_of(fields_first[f])))
            return true;
    return false;
}

/* One record as a table of two columns. */
static void write_record(struct cli *cli, struct published *doc, struct str title,
                         const struct json *record)
{
    published_table(doc, title, STR_NONE, STR_NONE);
    published_column(doc, STR("What"), false);
    published_column(doc, STR("What is held"), false);
    for (size_t f = 0; f < FIELDS_FIRST; f++) {
        struct str name = str_of(fields_first[f]);
        const struct json *value = json_find(record, name);
        if (value)
            write_field(cli, doc, name, value);
    }
    for (size_t i = 0; i < json_count(record); i++) {
        const struct json_member *member = &record->object.members[i];
        if (!comes_first(member->name) && !str_equal(member->name, STR("before")))
            write_field(cli, doc, member->name, &member->value);
    }
}

static void write_records(struct cli *cli, struct published *doc, const char *title,
                          const struct json *records)
{
    for (size_t i = 0; i < json_count(records); i++)
        write_record(cli, doc,
                     json_count(records) > 1
                         ? str_format(cli->arena, "%s %zu of %zu", title, i + 1,
                                      json_count(records))
                         : str_of(title),
                     json_item(records, i));
}

static void write_who(struct cli *cli, struct published *doc, const struct json *all)
{
    const struct json *who = json_find(all, STR("who"));
    const struct json *before = json_find(who, STR("before"));
    published_heading(doc, 2, STR("Who you are"), STR_NONE);
    if (json_count(who) == 0)
        published_paragraph(doc, STR("We hold no name, number or date of birth."));
    else
        write_record(cli, doc,
                     json_find_bool(all, STR("who_in_log"))
                         ? STR("Kept under lock and key, in the log alone")
                         : STR("Kept under lock and key"),
                     who);
    for (size_t i = 0; before && i < json_count(before); i++)
        write_record(cli, doc, STR("As you were known before"), json_item(before, i));
    published_paragraph(
        doc, str_format(cli->arena,
                        "Everywhere else you are called %.*s, so that whoever works with "
                        "what was said does not see who said it.",
                        STR_ARGS(json_find_text(all, STR("person")))));
}

static void write_year(struct cli *cli, struct published *doc, const struct json *year)
{
    const struct json *others = json_find(year, STR("others"));
    const struct json *pointing = json_find(year, STR("pointing"));
    const struct json *permissions = json_find(year, STR("permissions"));
    published_heading(doc, 2,
                      str_format(cli->arena, "The year %.*s",
                                 STR_ARGS(json_find_text(year, STR("cycle")))),
                      STR_NONE);
    write_records(cli, doc, "Your review", json_find(year, STR("reviews")));
    write_records(cli, doc, "Something that was said",
                  json_find(year, STR("statements")));
    if (permissions)
        write_records(cli, doc, "What you have said yes or no to", permissions);
    for (size_t i = 0; i < json_count(others); i++)
        write_records(
            cli, doc,
            str_c(cli->arena, json_find_text(json_item(others, i), STR("kind"))),
            json_find(json_item(others, i), STR("records")));
    for (size_t i = 0; i < json_count(pointing); i++)
        published_paragraph(
            doc,
            str_format(
                cli->arena,
                "%lld further records build on this (%.*s). They hold the words of "
                "other people, and are not in here.",
                (long long)json_find_integer(json_item(pointing, i), STR("records"), 0),
                STR_ARGS(json_find_text(json_item(pointing, i), STR("kind")))));
}

static struct str logged_title(struct cli *cli, const struct json *one)
{
    struct str kind = json_find_text(one, STR("kind"));
    struct str title = str_equal(kind, STR("review")) ? STR("Your review")
                       : str_equal(kind, STR("permission"))
                           ? STR("What you have said yes or no to")
                           : json_find_text(one, STR("title"));
    struct str cycle = json_find_text(one, STR("cycle"));
    return str_format(cli->arena, "%.*s%s%.*s%s", STR_ARGS(title),
                      cycle.len ? ", in the year " : "", STR_ARGS(cycle),
                      json_find_bool(one, STR("gone")) ? "" : ": what it said before");
}

static void write_logged(struct cli *cli, struct published *doc, const struct json *all)
{
    const struct json *records = json_find(all, STR("earlier_records"));
    if (!json_count(records))
        return;
    published_heading(doc, 2, STR("What else is kept in the log alone"), STR_NONE);
    published_paragraph(doc, STR("It was taken back, removed or corrected, and is used "
                                 "for nothing."));
    for (size_t i = 0; i < json_count(records); i++)
        write_record(cli, doc, logged_title(cli, json_item(records, i)),
                     json_find(json_item(records, i), STR("record")));
}

static void write_past(struct cli *cli, struct published *doc, const struct json *all)
{
    const struct json *words = json_find(all, STR("earlier_words"));
    const struct json *log = json_find(all, STR("log"));
    if (json_count(words)) {
        published_heading(doc, 2, STR("Words that are kept in the log alone"), STR_NONE);
        published_paragraph(doc, STR("They were corrected, reworded or taken back, and "
                                     "are used for nothing."));
    }
    for (size_t i = 0; i < json_count(words); i++)
        published_quote(doc, PUBLISHED_PLAIN, json_item(words, i)->text, STR_NONE,
                        STR_NONE);
    write_logged(cli, doc, all);
    published_heading(doc, 2, STR("What was done with it, and when"), STR_NONE);
    published_table(doc, STR("From the log"), STR_NONE, STR_NONE);
    published_column(doc, STR("When"), false);
    published_column(doc, STR("What was done"), false);
    published_column(doc, STR("How many of your records"), true);
    for (size_t i = 0; i < json_count(log); i++) {
        const struct json *one = json_item(log, i);
        published_row(doc);
        published_text(
            doc,
            date_words_of(cli->arena, str_slice(json_find_text(one, STR("at")), 0, 10)));
        published_text(doc, json_find_text(one, STR("what")));
        published_number(doc, json_find_integer(one, STR("records"), 0));
    }
}

/* On every page, whether or not there is any: a page that told one from the other could
 * put somebody in danger. */
static const char not_in_it[] =
    "Records that are kept to keep somebody safe, if there are any, are not on this "
    "page. "
    "Ask us for them: we will give you what the law lets us give. If you are not content "
    "with our answer, you may complain to the Information Commissioner.";
static const char notes_not_in_it[] =
    "Notes that are kept to keep somebody safe, if there are any, are not on this page. "
    "Ask us for them: we will give you what the law lets us give. If you are not content "
    "with our answer, you may complain to the Information Commissioner.";

static bool write_html(struct cli *cli, const struct json *all, struct str *out,
                       struct error *err)
{
    struct published doc = published_new(cli->arena, STR("What we hold about you"));
    const struct json *years = json_find(all, STR("years"));
    doc.called = STR("page");
    doc.authority = store_authority(cli->engine->store);
    doc.subtitle = STR("Working Together for Change");
    doc.date = date_words(cli->arena, date_today());
    published_paragraph(
        &doc, STR("This is what is held about you for Working Together for Change. The "
                  "words of other people are not in it. Where […] stands, a name of "
                  "somebody else was. You may ask for it to be put right, or to be "
                  "erased."));
    published_paragraph(&doc, json_find_bool(all, STR("with_held_back"))
                                  ? str_of(notes_not_in_it)
                                  : str_of(not_in_it));
    write_who(cli, &doc, all);
    if (!json_count(years))
        published_paragraph(&doc, STR("No review and nothing that you said is in use."));
    for (size_t i = 0; i < json_count(years); i++)
        write_year(cli, &doc, json_item(years, i));
    write_past(cli, &doc, all);
    return report_html(cli->arena, &doc, out, err);
}

/* For whoever hands it over: what no program can judge. */
static void say_look_at(struct cli *cli, const struct json *all)
{
    const struct json *look = json_find(all, STR("look_at"));
    int64_t flagged = json_find_integer(look, STR("flagged"), 0);
    int64_t held = json_find_integer(look, STR("held_back"), 0);
    cli_say(cli,
            "Read it before you hand it over: it holds their own words, and only names "
            "that your files know are struck out.\n");
    if (flagged)
        cli_say(cli, "  %lld %s flagged: they may name somebody else.\n",
                (long long)flagged, one_or_many(flagged, "record is", "records are"));
    if (held && !json_find_bool(all, STR("with_held_back")))
        cli_say(
            cli,
            "  %lld %s held back: it has nothing of %s, nor does it say so. Ask your "
            "safeguarding lead whether to hand that over; they, or an owner, write it "
            "out with it.\n",
            (long long)held,
            one_or_many(held, "card or story is", "cards or stories are"),
            one_or_many(held, "it", "them"));
    else if (held)
        cli_say(
            cli,
            "  %lld %s held back, and %s words are in it: decide whether to hand that "
            "over.\n",
            (long long)held,
            one_or_many(held, "card or story is", "cards or stories are"),
            one_or_many(held, "its", "their"));
    const struct json *also = json_find(all, STR("also_in_the_log"));
    for (size_t i = 0; i < json_count(also); i++)
        cli_say(
            cli,
            "  The log still holds what came of the same person by an import that was "
            "taken back: `waymark export person %.*s` writes that out.\n",
            STR_ARGS(json_item(also, i)->text));
    int64_t notes = json_find_integer(look, STR("notes"), 0);
    if (notes)
        cli_say(cli, "  %lld %s of who was told of a card %s not in it.\n",
                (long long)notes, one_or_many(notes, "note", "notes"),
                one_or_many(notes, "is", "are"));
}

struct page {
    struct cli *cli;
    struct str format, folder;
    struct str path; /* empty until it is written */
};

static bool write_page(void *with, const struct json *all, struct error *err)
{
    struct page *page = with;
    struct cli *cli = page->cli;
    struct str text;
    if (str_equal(page->format, STR("json")))
        text = json_write_pretty(cli->arena, all);
    else if (!write_html(cli, all, &text, err))
        return false;
    struct str path = file_join(cli->arena, page->folder,
                                str_format(cli->arena, "%.*s.%.*s",
                                           STR_ARGS(json_find_text(all, STR("person"))),
                                           STR_ARGS(page->format)));
    if (!file_make_folder(cli->arena, page->folder, 0700, err) ||
        !file_write(cli->arena, path, text, 0600, err))
        return false;
    page->path = path;
    return true;
}

/* What is there from before stays; it is refused only if it is something else. */
static bool write_attachment(struct cli *cli, const struct json *one, struct str path,
                             struct error *err)
{
    struct str stored = json_find_text(one, STR("stored"));
    int64_t size = json_find_integer(one, STR("size"), 0);
    bool same;
    if (!file_exists(cli->arena, path))
        return blob_give(cli->engine->store, cli->arena, stored, size, path, err);
    if (!blob_same(cli->engine->store, cli->arena, stored, size, path, &same, err))
        return false;
    return same || error_set(err, ERROR_CONFLICT,
                             "%.*s is there already, and is another file; move it away, "
                             "and try again",
                             STR_ARGS(path));
}

/* PERSON-attachments/ID.png beside the page. */
static bool write_attachments(struct cli *cli, const struct json *all, struct str folder,
                              struct error *err)
{
    const struct json *list = json_find(all, STR("attachments"));
    struct str into = file_join(cli->arena, folder,
                                str_format(cli->arena, "%.*s-attachments",
                                           STR_ARGS(json_find_text(all, STR("person")))));
    if (!json_count(list))
        return true;
    if (!file_make_folder(cli->arena, into, 0700, err))
        return false;
    for (size_t i = 0; i < json_count(list); i++) {
        const struct json *one = json_item(list, i);
        struct str name =
            str_format(cli->arena, "%.*s.%.*s", STR_ARGS(json_find_text(one, STR("id"))),
                       STR_ARGS(media_ending(json_find_text(one, STR("type")))));
        if (!write_attachment(cli, one, file_join(cli->arena, into, name), err))
            return false;
    }
    return true;
}

static int export_person(struct cli *cli, struct str given, struct str born,
                         struct str format, struct str folder)
{
    struct error err, ignored;
    struct json all;
    bool shown = cli->json && !folder.len;
    struct page page = {cli, format, folder.len ? folder : STR("."), STR_NONE};
    const struct person_giving giving = {write_page, &page};
    if (!cli_open(cli, false, &err))
        return cli_fail(cli, &err);
    if (!person_export(cli->engine, cli->arena, given, born, shown ? NULL : &giving, &all,
                       &err)) {
        if (page.path.len) /* nobody has a page that the log does not tell of */
            (void)file_remove(cli->arena, page.path, &ignored);
        return cli_fail(cli, &err);
    }
    say_look_at(cli, &all);
    if (shown)
        return cli_print_json(cli, &all);
    if (!write_attachments(cli, &all, page.folder, &err))
        return cli_fail(cli, &err);
    if (cli->json) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("file"), json_text(page.path));
        return cli_print_json(cli, &out);
    }
    int64_t files = (int64_t)json_count(json_find(&all, STR("attachments")));
    buf_add_format(&cli->out, "Wrote %.*s\n", STR_ARGS(page.path));
    if (files)
        buf_add_format(&cli->out, "and %lld %s beside it\n", (long long)files,
                       one_or_many(files, "attachment", "attachments"));
    return cli_print(cli);
}

int cli_export(struct cli *cli)
{
    struct str born = cli_option(cli, "--born");
    struct str format = cli_option(cli, "--format");
    struct str folder = cli_option(cli, "--output");
    struct str cycle = cli_option(cli, "--cycle"), section = cli_option(cli, "--section");
    struct str kind = cli_word(cli);
    bool themes = str_equal(kind, STR("themes"));
    if (str_equal(kind, STR("form"))) {
        if (born.len || format.len || folder.len || section.len)
            return cli_usage(cli, "form takes a folder and --cycle alone");
        return cli_export_form(cli, cycle);
    }
    if (themes ? born.len || format.len || folder.len : cycle.len || section.len)
        return cli_usage(cli, themes ? "themes takes --cycle and --section alone"
                                     : "--cycle and --section are for themes and form");
    if (themes)
        return cli_export_themes(cli, cycle, section);
    struct str given = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!str_equal(kind, STR("person")))
        return cli_usage(cli, "say what to export: person PERSON, themes, or form");
    if (!given.len)
        return cli_usage(cli, "name the person");
    if (!format.len)
        format = STR("html");
    if (!str_equal(format, STR("html")) && !str_equal(format, STR("json")))
        return cli_usage(cli, "--format is html or json, not \"%.*s\"", STR_ARGS(format));
    return export_person(cli, given, born, format, folder);
}
