/* SPDX-License-Identifier: MIT */
#include "engine/proposal.h"

#include "base/unicode.h"
#include "cycle/manner.h"
#include "engine/meanings.h"
#include "engine/requests.h"
#include "store/parsed.h"
#include "text/faithful.h"
#include "text/nearness.h"

#include <stdlib.h>

enum {
    MOST_SENT = 60,   /* statements that the hook is sent */
    MOST_GIVEN = 400, /* what it may give back */
    LONGEST = 200,    /* bytes of a name */
    MOST_REASONS = 40,
    /* What counts against a proposal, in thousandths of nearness. */
    COST_TURNED = 20,
    COST_OTHER_VOICE = 40,
    COST_MEND = 60,
    COST_ADVICE = 25,
    COST_ALONE = 25, /* each word that nobody else says */
    COST_LATER = 60  /* each text that the rules gave before it of the same card */
};

struct proposing {
    struct engine *engine;
    struct arena *arena;
    struct process *process;
    struct encoder *encoder;
    struct stemmer *stemmer;
    struct cards cards;
    struct str_list unquoted;             /* people, sorted */
    struct str step;                      /* whose hook it is */
    struct str_list stems[SECTION_COUNT]; /* of words with a topic, each once a card */
};

/* A statement of the group that may give a name. */
struct source {
    const struct card *card;
    uint32_t near;
    struct str why; /* why it gave none, so far */
    size_t texts;
    bool gave;
};

struct given {
    struct proposal proposal;
    size_t source, place; /* place: among those of its card */
    int64_t worth;
    bool taken;
};

struct choosing {
    struct proposing *now;
    struct proposals *out;
    struct nearness *nearness;
    struct source *sources;
    size_t source_count;
    struct given *given;
    size_t given_count;
};

static bool load_unquoted(struct proposing *now, struct error *err)
{
    const struct kind *kind;
    struct parsed_list all;
    if (!process_kind(now->process, STR("permission"), &kind, err) ||
        !parsed_all(now->engine->store->db, now->arena,
                    kind->workplace ? STR("") : now->process->cycle.id, STR("permission"),
                    &all, err))
        return false;
    now->unquoted = (struct str_list){arena_array(now->arena, struct str, all.count), 0};
    for (size_t i = 0; i < all.count; i++)
        if (str_equal(parsed_text(&all.items[i], "what"), STR("quote")) &&
            !json_find_bool(&all.items[i].body, STR("given")))
            now->unquoted.items[now->unquoted.count++] =
                parsed_text(&all.items[i], "person");
    str_list_sort(&now->unquoted);
    return true;
}

static struct str owner_of_themes(const struct process *process)
{
    for (size_t i = 0; i < json_count(process->steps); i++) {
        const struct json *step = json_item(process->steps, i);
        if (process_owns(step, STR("theme")))
            return json_find_text(step, STR("name"));
    }
    return STR("theme");
}

static struct str_list topic_words(struct arena *arena, struct str text)
{
    struct str_list words = words_of(arena, text);
    size_t kept = 0;
    for (size_t i = 0; i < words.count; i++)
        if (!word_is_common(unicode_fold(arena, words.items[i])))
            words.items[kept++] = words.items[i];
    words.count = kept;
    return words;
}

static void read_stems(struct proposing *now)
{
    struct buf *lists = arena_array(now->arena, struct buf, SECTION_COUNT);
    for (int s = 0; s < SECTION_COUNT; s++)
        lists[s] = BUF_IN(now->arena);
    for (size_t i = 0; i < now->cards.count; i++) {
        const struct card *card = &now->cards.items[i];
        struct str_list words =
            topic_words(now->arena, json_find_text(&card->body, STR("text")));
        for (size_t w = 0; w < words.count; w++)
            words.items[w] = word_stem(now->arena, now->stemmer, words.items[w]);
        str_list_sort_once(&words);
        for (size_t w = 0; w < words.count && card->on_table; w++)
            buf_add_format(&lists[card->section], "%.*s\n", STR_ARGS(words.items[w]));
    }
    for (int s = 0; s < SECTION_COUNT; s++) {
        now->stems[s] = str_split(now->arena, buf_str(&lists[s]), '\n');
        str_list_sort(&now->stems[s]);
    }
}

bool proposing_open(struct engine *engine, struct arena *arena, struct process *process,
                    struct proposing **out, struct error *err)
{
    struct proposing *now = arena_alloc(arena, sizeof *now);
    struct cards_request request = cards_of(engine, process);
    *now = (struct proposing){.engine = engine,
                              .arena = arena,
                              .process = process,
                              .step = owner_of_themes(process)};
    if (!cards_load(arena, &request, &now->cards, err) || !load_unquoted(now, err))
        return false;
    if (!meanings_open(engine, arena, &now->encoder, err))
        return false;
    now->stemmer = stemmer_new();
    read_stems(now);
    *out = now;
    return true;
}

void proposing_close(struct proposing *now)
{
    if (!now)
        return;
    if (now->engine->worker)
        worker_end_command(now->engine->worker);
    encoder_close(now->encoder);
    stemmer_free(now->stemmer);
}

const struct encoder *proposing_encoder(const struct proposing *proposing)
{
    return proposing->encoder;
}

const struct cards *proposing_cards(const struct proposing *proposing)
{
    return &proposing->cards;
}

static struct str text_of(const struct card *card)
{
    return json_find_text(&card->body, STR("text"));
}

static enum voice voice_of(const struct card *card)
{
    struct str speaker = json_find_text(&card->body, STR("speaker"));
    if (!speaker.len)
        return VOICE_UNKNOWN;
    return str_equal(speaker, STR("young_person")) ? VOICE_OWN : VOICE_OTHER;
}

static void leave_out(struct choosing *choosing, struct str why)
{
    struct proposals *out = choosing->out;
    for (size_t i = 0; i < out->left_out_count; i++)
        if (str_equal(out->left_out[i].why, why)) {
            out->left_out[i].cards++;
            return;
        }
    if (out->left_out_count < MOST_REASONS)
        out->left_out[out->left_out_count++] = (struct left_out){why, 1};
}

/* Why a card may give no name, whatever it says; or empty. */
static struct str barred(const struct proposing *now, const struct card *card)
{
    struct str person = json_find_text(&card->body, STR("person"));
    if (card->flagged)
        return STR("may show who somebody is");
    if (str_equal(json_find_text(&card->body, STR("how")), STR("observation")))
        return STR("observed, and not said");
    if (person.len && str_list_has(&now->unquoted, person))
        return STR("of somebody who said no to being quoted");
    return STR_NONE;
}

static int by_nearness(const void *a, const void *b)
{
    const struct source *one = a, *other = b;
    if (one->near != other->near)
        return one->near > other->near ? -1 : 1;
    return str_compare(one->card->record.id, other->card->record.id);
}

/* The group and what stands round it under the same heading; those of the group that may
 * give a name, nearest first. */
static void find_sources(struct choosing *choosing, struct str theme)
{
    struct proposing *now = choosing->now;
    size_t all = now->cards.count;
    struct str_list group = {arena_array(now->arena, struct str, all), 0};
    struct str_list round = {arena_array(now->arena, struct str, all), 0};
    const struct card **members = arena_array(now->arena, const struct card *, all);
    for (size_t i = 0; i < all; i++) {
        const struct card *card = &now->cards.items[i];
        if (!card->on_table || card->section != choosing->out->section)
            continue;
        if (!str_equal(json_find_text(&card->body, STR("theme")), theme)) {
            round.items[round.count++] = text_of(card);
            continue;
        }
        members[group.count] = card;
        group.items[group.count++] = text_of(card);
    }
    uint32_t *near = arena_array(now->arena, uint32_t, group.count);
    choosing->nearness = nearness_new(now->arena, now->encoder, group, round, near);
    choosing->sources = arena_array(now->arena, struct source, group.count);
    choosing->out->cards = group.count;
    for (size_t i = 0; i < group.count; i++) {
        struct str why = barred(now, members[i]);
        if (near[i] > choosing->out->most_central)
            choosing->out->most_central = near[i];
        if (why.len)
            leave_out(choosing, why);
        else
            choosing->sources[choosing->source_count++] =
                (struct source){.card = members[i], .near = near[i]};
    }
    if (choosing->source_count)
        qsort(choosing->sources, choosing->source_count, sizeof choosing->sources[0],
              by_nearness);
    if (choosing->source_count > MOST_SENT)
        choosing->source_count = MOST_SENT;
}

static struct json sent(const struct choosing *choosing)
{
    static const struct str voices[] = {{"own", 3}, {"other", 5}, {"unknown", 7}};
    struct arena *arena = choosing->now->arena;
    struct json list = json_list(), out = json_object();
    for (size_t i = 0; i < choosing->source_count; i++) {
        const struct card *card = choosing->sources[i].card;
        struct json one = json_object();
        json_set(arena, &one, STR("text"), json_text(text_of(card)));
        json_set(arena, &one, STR("voice"), json_text(voices[voice_of(card)]));
        json_add(arena, &list, one);
    }
    json_set(arena, &out, STR("section"),
             json_text(section_name(choosing->out->section)));
    json_set(arena, &out, STR("statements"), list);
    return out;
}

static bool ask_rules(struct choosing *choosing, struct json *answer, struct error *err)
{
    struct proposing *now = choosing->now;
    struct worker *worker;
    struct json path = json_list(), args = json_list();
    bool none;
    json_add(now->arena, &path, json_text(now->step));
    json_add(now->arena, &path, json_text(STR("propose")));
    json_add(now->arena, &args, sent(choosing));
    struct hook_call call = {.hook = &path, .args = &args, .seed = 1, .more = true};
    if (!engine_worker(now->engine, now->process, &worker, err) ||
        !worker_call(worker, now->arena, &call, &none, answer, err))
        return false;
    if (!none && answer->type == JSON_LIST && json_count(answer) <= MOST_GIVEN)
        return true;
    if (!none)
        return json_count(answer) == 0 ||
               error_set(err, ERROR_SCRIPT,
                         "%.*s.propose must give back a list, of %d at the most",
                         STR_ARGS(now->step), MOST_GIVEN);
    return error_set(err, ERROR_NOT_FOUND,
                     "this cycle's version of the process has no rules for names "
                     "(`propose` in the step %.*s): a cycle keeps the scripts that it "
                     "began with, and this one's are older, or your own without them",
                     STR_ARGS(now->step));
}

static bool is_refused(const struct json *findings)
{
    for (size_t i = 0; i < json_count(findings); i++)
        if (str_equal(json_find_text(json_item(findings, i), STR("weight")),
                      STR("refuse")))
            return true;
    return false;
}

static bool has_pronoun(struct arena *arena, struct str text)
{
    static const char *const all[] = {"he",  "she", "he's", "she's",    "him",
                                      "her", "his", "son",  "daughter", "child"};
    struct str_list words = words_of(arena, unicode_fold(arena, text));
    for (size_t i = 0; i < words.count; i++)
        for (size_t n = 0; n < sizeof all / sizeof all[0]; n++)
            if (str_equal(words.items[i], str_of(all[n])))
                return true;
    return false;
}

/* What was said as he or she, whoever is noted as its speaker, is somebody else's. */
static void find_voice(struct arena *arena, struct proposal *proposal)
{
    struct str said = text_of(proposal->from);
    struct str text = unicode_fold(arena, proposal->text);
    proposal->as_said = str_find(unicode_fold(arena, said), text) != SIZE_MAX;
    proposal->voice = voice_of(proposal->from);
    proposal->interpreted = manner_is_interpreted(&proposal->from->body);
    if (!proposal->as_said && has_pronoun(arena, said) &&
        !has_pronoun(arena, proposal->text))
        proposal->voice = VOICE_OTHER;
}

/* Why what the rules gave is not kept, before its nearness is known; or empty. */
static struct str refused(const struct choosing *choosing, const struct proposal *one)
{
    struct proposing *now = choosing->now;
    struct str said = text_of(one->from);
    bool hope = choosing->out->section == SECTION_ASPIRATION;
    if (!one->text.len || one->text.len > LONGEST ||
        unicode_find_unseen(one->text, 0) != SIZE_MAX)
        return STR("no name as it is");
    if (is_refused(one->findings))
        return STR("does not say I");
    switch (faithful_to(now->arena, now->stemmer, one->text, said, hope)) {
    case FAITHFUL:
        return STR_NONE;
    case FAITHFUL_DENIES:
        return STR("what it denies stands in another sentence");
    default:
        return STR("the rules gave other words than its own");
    }
}

/* How many cards say a stem: the list is sorted. */
static size_t cards_that_say(const struct str_list *stems, struct str stem)
{
    size_t low = 0, high = stems->count, count = 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(stems->items[middle], stem) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    while (low + count < stems->count && str_equal(stems->items[low + count], stem))
        count++;
    return count;
}

static struct str_list said_alone(const struct choosing *choosing, struct str text)
{
    struct proposing *now = choosing->now;
    struct str_list words = topic_words(now->arena, text);
    size_t kept = 0;
    for (size_t i = 0; i < words.count; i++)
        if (cards_that_say(&now->stems[choosing->out->section],
                           word_stem(now->arena, now->stemmer, words.items[i])) <= 1)
            words.items[kept++] = words.items[i];
    words.count = kept;
    return words;
}

static int64_t worth_of(const struct given *given)
{
    const struct proposal *one = &given->proposal;
    int64_t worth = (int64_t)one->near - (int64_t)one->alone.count * COST_ALONE -
                    (int64_t)given->place * COST_LATER;
    worth -= one->as_said ? 0 : COST_TURNED;
    worth -= one->voice == VOICE_OTHER ? COST_OTHER_VOICE : 0;
    for (size_t i = 0; i < json_count(one->findings); i++)
        worth -= str_equal(json_find_text(json_item(one->findings, i), STR("weight")),
                           STR("advice"))
                     ? COST_ADVICE
                     : COST_MEND;
    return worth;
}

static bool read_one(struct choosing *choosing, const struct json *item,
                     struct error *err)
{
    struct arena *arena = choosing->now->arena;
    int64_t from = json_find_integer(item, STR("from"), 0);
    struct str why = json_find_text(item, STR("left_out"));
    if (from < 1 || from > (int64_t)choosing->source_count)
        return error_set(err, ERROR_SCRIPT,
                         "%.*s.propose: each must say from which of now.statements it "
                         "is (from = 1 to %zu)",
                         STR_ARGS(choosing->now->step), choosing->source_count);
    struct source *source = &choosing->sources[from - 1];
    struct proposal one = {.text = json_find_text(item, STR("text")),
                           .from = source->card,
                           .findings = json_find(item, STR("findings"))};
    if (!why.len)
        why = refused(choosing, &one);
    if (why.len) {
        source->why = why;
        return true;
    }
    find_voice(arena, &one);
    one.alone = said_alone(choosing, one.text);
    choosing->given[choosing->given_count++] = (struct given){
        .proposal = one, .source = (size_t)from - 1, .place = source->texts++};
    return true;
}

/* How near they are, and which of them are not near enough. */
static void weigh(struct choosing *choosing)
{
    struct arena *arena = choosing->now->arena;
    size_t count = choosing->given_count, kept = 0;
    struct str_list texts = {arena_array(arena, struct str, count), count};
    uint32_t *near = arena_array(arena, uint32_t, count);
    uint32_t most,
        within = choosing->now->encoder ? PROPOSAL_NEAR : PROPOSAL_NEAR_BY_WORDS;
    for (size_t i = 0; i < count; i++)
        texts.items[i] = choosing->given[i].proposal.text;
    nearness_of(choosing->nearness, arena, texts, near, &most);
    if (count)
        choosing->out->most_central = most;
    for (size_t i = 0; i < count; i++) {
        struct given *one = &choosing->given[i];
        struct source *source = &choosing->sources[one->source];
        one->proposal.near = near[i];
        one->worth = worth_of(one);
        if (near[i] + within < choosing->out->most_central) {
            source->why = STR("beside what the group as a whole says");
            continue;
        }
        source->gave = true;
        choosing->given[kept++] = *one;
    }
    choosing->given_count = kept;
}

static bool says_the_same(struct arena *arena, struct str a, struct str b)
{
    return str_equal(unicode_fold(arena, a), unicode_fold(arena, b));
}

/* The best that is left; of another card than those taken, unless `again`. */
static struct given *best_left(const struct choosing *choosing, bool again)
{
    struct arena *arena = choosing->now->arena;
    struct given *best = NULL;
    for (size_t i = 0; i < choosing->given_count; i++) {
        struct given *one = &choosing->given[i];
        bool same = one->taken;
        for (size_t t = 0; t < choosing->out->count && !same; t++) {
            const struct proposal *taken = &choosing->out->items[t];
            same = says_the_same(arena, taken->text, one->proposal.text) ||
                   (!again && says_the_same(arena, text_of(taken->from),
                                            text_of(one->proposal.from)));
        }
        if (!same && (!best || one->worth > best->worth))
            best = one;
    }
    return best;
}

static int by_cards(const void *a, const void *b)
{
    const struct left_out *one = a, *other = b;
    if (one->cards != other->cards)
        return one->cards > other->cards ? -1 : 1;
    return str_compare(one->why, other->why);
}

static void choose(struct choosing *choosing)
{
    struct proposals *out = choosing->out;
    for (int again = 0; again < 2; again++)
        while (out->count < PROPOSALS_MOST) {
            struct given *best = best_left(choosing, again);
            if (!best)
                break;
            best->taken = true;
            out->items[out->count++] = best->proposal;
        }
    for (size_t i = 0; i < choosing->source_count; i++)
        if (!choosing->sources[i].gave)
            leave_out(choosing, choosing->sources[i].why.len
                                    ? choosing->sources[i].why
                                    : STR("the rules gave nothing"));
    qsort(out->left_out, out->left_out_count, sizeof out->left_out[0], by_cards);
}

bool proposals_of(struct proposing *now, struct str theme, struct proposals *out,
                  struct error *err)
{
    struct choosing choosing = {.now = now, .out = out};
    struct parsed record;
    struct json answer;
    bool found;
    *out = (struct proposals){.left_out =
                                  arena_array(now->arena, struct left_out, MOST_REASONS)};
    if (!parsed_find(now->engine->store->db, now->arena, theme, &record, &found, err))
        return false;
    if (!found || !section_find(parsed_text(&record, "section"), &out->section))
        return true;
    find_sources(&choosing, theme);
    if (choosing.source_count == 0)
        return true;
    if (!ask_rules(&choosing, &answer, err))
        return false;
    choosing.given = arena_array(now->arena, struct given, json_count(&answer));
    for (size_t i = 0; i < json_count(&answer); i++)
        if (!read_one(&choosing, json_item(&answer, i), err))
            return false;
    weigh(&choosing);
    choose(&choosing);
    return true;
}
