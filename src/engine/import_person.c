/* SPDX-License-Identifier: MIT */
#include "engine/import_person.h"

#include "base/unicode.h"
#include "cycle/name_alike.h"

static struct str *part_at(struct identity *who, enum part part)
{
    struct str *const parts[PART_COUNT] = {&who->reference, &who->upn, &who->forename,
                                           &who->surname, &who->birth_date};
    return parts[part];
}

static struct str part_of(const struct identity *who, enum part part)
{
    const struct str parts[PART_COUNT] = {who->reference, who->upn, who->forename,
                                          who->surname, who->birth_date};
    return parts[part];
}

static bool add_person(struct batch *batch, struct row_place *place, struct error *err)
{
    struct json empty = json_object(), sealed;
    struct str id;
    struct commit *commit = batch->call->commit;
    if (!commit_create(commit, batch->person, STR(""), &empty, &place->person, err) ||
        !vault_seal_identity(batch->all->engine->store, batch->arena, place->person,
                             &place->row->who, &sealed, err) ||
        !commit_create(commit, batch->identity, STR(""), &sealed, &id, err))
        return false;
    place->new_person = true;
    look_for_person(batch->all, &place->row->who);
    if (batch->all->counts->people < MOST_NEW_NAMED)
        batch->all->new_lines[batch->all->counts->people] = place->row->line;
    batch->all->counts->people++;
    return true;
}

/* A temporary UPN ends in a letter and gives way to a lasting one. */
static bool is_temporary(struct str upn)
{
    if (!upn.len)
        return false;
    char last = ascii_lower(upn.ptr[upn.len - 1]);
    return last >= 'a' && last <= 'z';
}

/* Whether a row's part agrees with one that is known: then it is no news. */
static bool agrees(struct arena *arena, enum part part, struct str known,
                   struct str given)
{
    if (part == PART_REFERENCE || part == PART_UPN)
        return vault_same_number(arena, known, given);
    return str_equal(unicode_fold(arena, known), unicode_fold(arena, given));
}

/* Whether they can hardly be the same person's. */
static bool differ(struct arena *arena, enum part part, struct str known,
                   struct str given)
{
    switch (part) {
    case PART_FORENAME:
        return forenames_differ(arena, known, given);
    case PART_SURNAME:
        return names_differ(arena, known, given);
    case PART_UPN:
        return !is_temporary(known) && !is_temporary(given);
    case PART_BIRTH_DATE:
        return true;
    default: /* a new system brings new references */
        return false;
    }
}

/* Beside what is known now, what was known before counts as well. */
struct news person_news(struct arena *arena, const struct identity *known,
                        const struct identity *who)
{
    struct news news = {.by_reference = false};
    for (enum part part = 0; part < PART_COUNT; part++) {
        struct str given = part_of(who, part);
        bool fits = false, alike = false, any = false;
        for (size_t i = 0; i <= known->before_count; i++) {
            struct str one = part_of(i ? &known->before[i - 1] : known, part);
            if (!one.len || !given.len)
                continue;
            any = true;
            fits = fits || agrees(arena, part, one, given);
            alike = alike || !differ(arena, part, one, given);
        }
        news.adds[part] = given.len && !any;
        news.corrects[part] = any && !fits;
        news.differs[part] = any && !fits && !alike;
        if (part == PART_REFERENCE)
            news.by_reference = fits;
        if (part == PART_UPN)
            news.by_upn = fits;
    }
    return news;
}

/* What the row says is known from now on; what it takes the place of is kept. */
static void take_news(struct arena *arena, struct identity *known,
                      const struct identity *who, const struct news *news)
{
    struct identity old = *known;
    bool corrects = false;
    for (enum part part = 0; part < PART_COUNT; part++) {
        corrects = corrects || news->corrects[part];
        if (news->adds[part] || news->corrects[part])
            *part_at(known, part) = part_of(who, part);
    }
    if (!corrects)
        return;
    size_t kept = known->before_count < VAULT_MOST_BEFORE ? known->before_count
                                                          : VAULT_MOST_BEFORE - 1;
    struct identity *before = arena_array(arena, struct identity, kept + 1);
    for (size_t i = 0; i < kept; i++)
        before[i + 1] = known->before[i];
    old.before_count = 0;
    before[0] = old;
    known->before = before;
    known->before_count = kept + 1;
}

/* "forename, surname and date of birth", and how many. */
static size_t list_parts(struct arena *arena, const bool parts[PART_COUNT],
                         struct str *out)
{
    static const char *const names[PART_COUNT] = {[PART_REFERENCE] = "reference",
                                                  [PART_UPN] = "UPN",
                                                  [PART_FORENAME] = "forename",
                                                  [PART_SURNAME] = "surname",
                                                  [PART_BIRTH_DATE] = "date of birth"};
    struct buf text = BUF_IN(arena);
    size_t count = 0, done = 0;
    for (enum part part = 0; part < PART_COUNT; part++)
        count += parts[part];
    for (enum part part = 0; part < PART_COUNT; part++)
        if (parts[part]) {
            const char *between = done == 0 ? "" : done + 1 == count ? " and " : ", ";
            buf_add_format(&text, "%s%s", between, names[part]);
            done++;
        }
    *out = buf_str(&text);
    return count;
}

static const char *found_by(const struct news *news)
{
    return news->by_reference ? "reference" : "UPN";
}

static void refuse(struct batch *batch, const struct row_place *place,
                   const struct news *news)
{
    struct str what;
    const char *by = found_by(news);
    size_t count = list_parts(batch->arena, news->differs, &what);
    import_remark(batch, true, place->row->line,
                  "row left out: its %s is that of somebody with another %.*s. If it is "
                  "somebody else, correct the %s, so that nobody is given another "
                  "person's words. If it is the same person, %s",
                  by, STR_ARGS(what), by,
                  count > 1 ? "correct one of these at a time, and import the file after "
                              "each"
                            : "give the forename, surname and date of birth that are "
                              "known, too, and import the file again");
}

/* One thing alone may be a slip or a new name; it is said once, since it is known from
 * then on. */
static void say_news(struct batch *batch, const struct row_place *place,
                     const struct news *news)
{
    struct str what, tail = STR_NONE;
    if (!list_parts(batch->arena, news->corrects, &what))
        return;
    if (news->differs[PART_FORENAME] || news->differs[PART_SURNAME] ||
        news->differs[PART_BIRTH_DATE])
        tail = str_format(batch->arena,
                          ". If it is somebody else, such as a twin, take this import "
                          "back (%.*s), correct the %s, and import the file again",
                          STR_ARGS(import_undo(batch)), found_by(news));
    else if (news->corrects[PART_REFERENCE] || news->corrects[PART_UPN])
        tail = STR(". Check that they are one person");
    import_remark(batch, false, place->row->line,
                  "this person was known with another %.*s until now: both are "
                  "kept%.*s",
                  STR_ARGS(what), STR_ARGS(tail));
}

/* Whether these are another person's, and not this one's. */
static bool is_anothers(struct batch *batch, struct str person,
                        const struct identity *only, bool *another, struct error *err)
{
    struct str_list people = {NULL, 0};
    if (!vault_find(batch->all->engine->store, batch->arena, only, &people, err))
        return false;
    *another = people.count > 0;
    for (size_t i = 0; i < people.count; i++)
        if (str_equal(people.items[i], person))
            *another = false;
    return true;
}

bool is_news(const struct news *news, enum part part)
{
    return news->adds[part] || news->corrects[part];
}

bool find_another(struct batch *batch, const struct identity *who, struct str person,
                  const struct news *news, const char **what, struct error *err)
{
    struct identity upn = {.upn = who->upn};
    struct identity name = {.forename = who->forename,
                            .surname = who->surname,
                            .birth_date = who->birth_date};
    bool new_name = is_news(news, PART_FORENAME) || is_news(news, PART_SURNAME) ||
                    is_news(news, PART_BIRTH_DATE);
    bool upn_taken = false, name_taken = false;
    if (is_news(news, PART_UPN) && !is_anothers(batch, person, &upn, &upn_taken, err))
        return false;
    if (new_name && who->surname.len && who->birth_date.len &&
        !is_anothers(batch, person, &name, &name_taken, err))
        return false;
    *what = upn_taken ? "UPN" : name_taken ? "name and date of birth" : NULL;
    return true;
}

static bool write_news(struct batch *batch, const struct row_place *place,
                       const struct news *news, const struct record *record,
                       struct identity *known, struct error *err)
{
    struct store *store = batch->all->engine->store;
    struct json body;
    bool any = false, corrects = false;
    for (enum part part = 0; part < PART_COUNT; part++) {
        any = any || is_news(news, part);
        corrects = corrects || news->corrects[part];
    }
    if (!any)
        return true;
    take_news(batch->arena, known, &place->row->who, news);
    look_for_person(batch->all, &place->row->who);
    doubt_learn(batch, place->person, &place->row->who);
    say_news(batch, place, news);
    if (corrects)
        count_corrected(batch, record->id);
    return vault_seal_identity(store, batch->arena, place->person, known, &body, err) &&
           commit_change(batch->call->commit, batch->identity, record, &body, err);
}

bool import_identity(struct batch *batch, struct str person, struct record *record,
                     struct identity *known, bool *found, struct error *err)
{
    return vault_identity_of(batch->all->engine->store, batch->arena, person, record,
                             known, found, err);
}

static void refuse_mixed(struct batch *batch, const struct row_place *place,
                         const struct candidate *mixed)
{
    import_remark(batch, true, place->row->line,
                  "row left out: its %s is one person's and its %s another's. "
                  "Correct whichever is wrong, and import the file again; if what "
                  "was imported before is wrong, take that back first",
                  found_by(&mixed->news), mixed->taken);
}

/* Rows that bring nobody in cannot wait for a decision. */
static void refuse_doubtful(struct batch *batch, const struct row_place *place,
                            const struct candidate *one)
{
    if (one->news.by_reference || one->news.by_upn)
        refuse(batch, place, &one->news);
    else if (one->in_file)
        import_remark(batch, true, place->row->line,
                      "row left out: somebody else in this file has the same name and "
                      "date of birth, and another reference. If they are two people, "
                      "give the UPN of both; if they are one, give both rows one "
                      "reference. Then import the file again");
    else
        import_remark(batch, true, place->row->line,
                      "row left out: somebody with this name and date of birth is known, "
                      "but by another reference or at another school. Give the reference "
                      "or UPN that they are known by, or import their review first");
}

static void refuse_many(struct batch *batch, const struct row_place *place, size_t many)
{
    const struct identity *who = &place->row->who;
    if (who->reference.len || who->upn.len)
        import_remark(batch, true, place->row->line,
                      "%zu people fit this row; decide whether they are one (`waymark "
                      "people`), or give the name and date of birth as well",
                      many);
    else
        import_remark(batch, true, place->row->line,
                      "%zu people fit this row; give the authority's reference, so that "
                      "it is clear which of them it is",
                      many);
}

static bool take_known(struct batch *batch, struct row_place *place,
                       struct candidate *one, struct error *err)
{
    place->person = one->person;
    if (!one->found)
        return true;
    facts_name(batch->arena, &one->known, place);
    return write_news(batch, place, &one->news, &one->record, &one->known, err);
}

static void say_doubt(struct batch *batch, const struct row_place *place,
                      const struct candidate *one)
{
    struct str what;
    if (one->news.by_reference || one->news.by_upn) {
        (void)list_parts(batch->arena, one->news.differs, &what);
        what = str_format(batch->arena, "its %s is that of somebody with another %.*s",
                          found_by(&one->news), STR_ARGS(what));
    } else if (one->in_file)
        what = STR("somebody else in this file has the same name and date of birth, and "
                   "another reference");
    else
        what = STR("somebody with the same name and date of birth is known already, and "
                   "nothing else agrees");
    import_remark(batch, false, place->row->line,
                  "%.*s: taken for two people until a person decides (`waymark people`)",
                  STR_ARGS(what));
}

static bool take_new(struct batch *batch, struct row_place *place,
                     const struct candidates *list, struct error *err)
{
    const char *near = NULL;
    bool any = false;
    if (!add_person(batch, place, err))
        return false;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].fit != FIT_DOUBT)
            continue;
        if (!any)
            say_doubt(batch, place, &list->items[i]);
        any = true;
        if (!doubt_note(batch, place, list->items[i].person, list->items[i].reason, err))
            return false;
    }
    if (!any && !doubt_near(batch, place, &near, err))
        return false;
    if (near)
        import_remark(batch, false, place->row->line,
                      "somebody with %s, is known already: taken for two people until a "
                      "person decides (`waymark people`)",
                      near);
    doubt_learn(batch, place->person, &place->row->who);
    return true;
}

static const struct candidate *first_of(const struct candidates *list, enum fit fit)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].fit == fit)
            return &list->items[i];
    return NULL;
}

bool import_person(struct batch *batch, struct row_place *place, bool *go_on,
                   struct error *err)
{
    struct candidates list;
    size_t many;
    *go_on = true;
    if (!fit_all(batch, place, &list, err))
        return false;
    struct candidate *chosen = fit_choose(&list, &many);
    const struct candidate *mixed = first_of(&list, FIT_MIXED);
    const struct candidate *doubt = first_of(&list, FIT_DOUBT);
    if (chosen)
        return take_known(batch, place, chosen, err);
    if (!many && !mixed && batch->all->request->kind == SHEET_REVIEWS)
        return take_new(batch, place, &list, err);
    *go_on = false;
    if (many)
        refuse_many(batch, place, many);
    else if (mixed)
        refuse_mixed(batch, place, mixed);
    else if (doubt)
        refuse_doubtful(batch, place, doubt);
    else
        import_remark(batch, true, place->row->line,
                      "nobody with this reference has been imported; import their "
                      "review first, or correct the reference; then import this file "
                      "again (`waymark import reviews FILE`, `waymark import %s FILE`)",
                      import_kind_name(batch->all->request->kind));
    return true;
}

bool import_known_person(struct batch *batch, struct row_place *place, struct error *err)
{
    struct str_list people;
    struct candidates list;
    size_t many;
    if (!vault_find(batch->all->engine->store, batch->arena, &place->row->who, &people,
                    err))
        return false;
    place->person = people.count == 1 ? people.items[0] : STR_NONE;
    if (people.count < 2)
        return true;
    if (!fit_all(batch, place, &list, err))
        return false;
    const struct candidate *chosen = fit_choose(&list, &many);
    if (chosen)
        place->person = chosen->person;
    return true;
}
