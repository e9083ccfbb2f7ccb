/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/unicode.h"

enum { MOST_LETTERS = 64 }; /* of a name that slips are looked for in */

enum part {
    PART_REFERENCE,
    PART_UPN,
    PART_FORENAME,
    PART_SURNAME,
    PART_BIRTH_DATE,
    PART_COUNT
};

/* What a row says of a person beyond what is known of them. */
struct news {
    bool by_reference; /* that it is that person; else by UPN, or name and birth date */
    bool adds[PART_COUNT]; /* nothing was known */
    bool corrects[PART_COUNT];
    bool differs[PART_COUNT]; /* so much that it may be somebody else's */
};

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
    batch->all->counts->people++;
    return true;
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t low = a < b ? a : b;
    return low < c ? low : c;
}

/* How many letters must be put in, taken out, changed, or change places. */
static size_t slips_between(struct str a, struct str b)
{
    size_t rows[3][MOST_LETTERS + 1] = {{0}};
    a = str_slice(a, 0, MOST_LETTERS);
    b = str_slice(b, 0, MOST_LETTERS);
    for (size_t n = 0; n <= b.len; n++)
        rows[0][n] = n;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *now = rows[i % 3], *before = rows[(i - 1) % 3];
        now[0] = i;
        for (size_t n = 1; n <= b.len; n++) {
            bool other = a.ptr[i - 1] != b.ptr[n - 1];
            now[n] = least(before[n] + 1, now[n - 1] + 1, before[n - 1] + other);
            if (i > 1 && n > 1 && a.ptr[i - 1] == b.ptr[n - 2] &&
                a.ptr[i - 2] == b.ptr[n - 1])
                now[n] = least(now[n], now[n], rows[(i - 2) % 3][n - 2] + 1);
        }
    }
    return rows[a.len % 3][b.len];
}

/* One, and two in a long name. */
static bool is_slip(struct str a, struct str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    return slips_between(a, b) <= (size_t)(shorter < 3 ? 0 : shorter < 6 ? 1 : 2);
}

/* Smith-Jones: Smith, Jones; O'Neill is one. */
static struct str_list name_parts(struct arena *arena, struct str name)
{
    struct buf out = BUF_IN(arena);
    struct str folded = unicode_fold(arena, name);
    for (size_t i = 0; i < folded.len; i++)
        if (folded.ptr[i] != '\'' && folded.ptr[i] != '.')
            buf_add_byte(&out, folded.ptr[i]);
    return str_split(arena, str_replaced(arena, buf_str(&out), '-', ' '), ' ');
}

/* A new name after a marriage, or a slip of the keys, leaves a part alike. */
static bool names_differ(struct arena *arena, struct str known, struct str given)
{
    if (!known.len || !given.len)
        return false;
    struct str_list a = name_parts(arena, known), b = name_parts(arena, given);
    for (size_t i = 0; i < a.count; i++)
        for (size_t n = 0; n < b.count; n++)
            if (a.items[i].len > 1 && is_slip(a.items[i], b.items[n]))
                return false;
    return !str_equal(unicode_fold(arena, known), unicode_fold(arena, given));
}

/* Sam, Samuel */
static bool forenames_differ(struct arena *arena, struct str known, struct str given)
{
    struct str a = unicode_fold(arena, known), b = unicode_fold(arena, given);
    return names_differ(arena, known, given) &&
           !str_equal(str_slice(a, 0, 3), str_slice(b, 0, 3));
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
static struct news compare(struct arena *arena, const struct identity *known,
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
static bool is_anothers(struct batch *batch, const struct row_place *place,
                        const struct identity *only, bool *another, struct error *err)
{
    struct str_list people = {NULL, 0};
    if (!vault_find(batch->all->engine->store, batch->arena, only, &people, err))
        return false;
    *another = people.count > 0;
    for (size_t i = 0; i < people.count; i++)
        if (str_equal(people.items[i], place->person))
            *another = false;
    return true;
}

static bool is_news(const struct news *news, enum part part)
{
    return news->adds[part] || news->corrects[part];
}

/* "UPN", if it is another person's than the one whom the row was found to be; or NULL. */
static bool find_another(struct batch *batch, const struct row_place *place,
                         const struct news *news, const char **what, struct error *err)
{
    const struct identity *who = &place->row->who;
    struct identity upn = {.upn = who->upn};
    struct identity name = {.forename = who->forename,
                            .surname = who->surname,
                            .birth_date = who->birth_date};
    bool new_name = is_news(news, PART_FORENAME) || is_news(news, PART_SURNAME) ||
                    is_news(news, PART_BIRTH_DATE);
    bool upn_taken = false, name_taken = false;
    if (is_news(news, PART_UPN) && !is_anothers(batch, place, &upn, &upn_taken, err))
        return false;
    if (new_name && who->surname.len && who->birth_date.len &&
        !is_anothers(batch, place, &name, &name_taken, err))
        return false;
    *what = upn_taken ? "UPN" : name_taken ? "name and date of birth" : NULL;
    return true;
}

/* Found by name and birth date alone, while the file goes on using the reference that
 * the person is known by: two people of one name. A UPN each tells them apart, also
 * where the one who is known gets theirs further down. */
static bool is_namesake(struct batch *batch, const struct row_place *place,
                        const struct identity *known, bool *told_apart)
{
    const struct identity *who = &place->row->who;
    bool one_upn = known->upn.len && who->upn.len;
    *told_apart = false;
    if (one_upn || !known->reference.len || !who->reference.len ||
        vault_same_number(batch->arena, known->reference, who->reference))
        return false;
    for (size_t i = 0; i < known->before_count; i++)
        if (vault_same_number(batch->arena, known->before[i].reference, who->reference))
            return false;
    return facts_of_reference(batch, known->reference, who->upn, told_apart);
}

/* Another lasting UPN is somebody else's, unless all else says that it is not. */
static bool may_be_one(const struct identity *who, const struct news *news)
{
    size_t differing = 0;
    for (enum part part = 0; part < PART_COUNT; part++)
        differing += news->differs[part];
    if (!news->differs[PART_UPN])
        return differing < 2;
    return differing == 1 && who->forename.len && who->surname.len &&
           who->birth_date.len && !news->adds[PART_FORENAME] &&
           !news->adds[PART_SURNAME] && !news->adds[PART_BIRTH_DATE];
}

static bool check_identity(struct batch *batch, const struct row_place *place,
                           const struct news *news, bool *go_on, struct error *err)
{
    const char *taken;
    *go_on = false;
    if (!find_another(batch, place, news, &taken, err))
        return false;
    if (taken)
        import_remark(batch, true, place->row->line,
                      "row left out: its %s is one person's and its %s another's. "
                      "Correct whichever is wrong, and import the file again; if what "
                      "was imported before is wrong, take that back first",
                      found_by(news), taken);
    else if (!may_be_one(&place->row->who, news))
        refuse(batch, place, news);
    else
        *go_on = true;
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
    say_news(batch, place, news);
    if (corrects)
        count_corrected(batch, record->id);
    return vault_seal_identity(store, batch->arena, place->person, known, &body, err) &&
           commit_change(batch->call->commit, batch->identity, record, &body, err);
}

static void refuse_namesake(struct batch *batch, const struct row_place *place)
{
    import_remark(batch, true, place->row->line,
                  "row left out: somebody else in this file has the same name and date "
                  "of birth, and another reference. If they are two people, give the UPN "
                  "of both; if they are one, give both rows one reference. Then import "
                  "the file again");
}

bool import_identity(struct batch *batch, struct str person, struct record *record,
                     struct identity *known, bool *found, struct error *err)
{
    struct store *store = batch->all->engine->store;
    struct json body;
    struct str id;
    *found = false;
    if (!vault_record_of(store, batch->arena, person, &id, err))
        return false;
    if (!id.len)
        return true;
    return record_find(store->db, batch->arena, id, record, found, err) &&
           json_parse(batch->arena, record->body, &body, err) &&
           vault_open_identity(store, batch->arena, &body, known, err);
}

/* Leaves no person if it is somebody else after all. */
static bool complete_identity(struct batch *batch, struct row_place *place, bool *go_on,
                              struct error *err)
{
    struct record record;
    struct identity known;
    bool found, told_apart;
    if (!import_identity(batch, place->person, &record, &known, &found, err))
        return false;
    if (!found)
        return true;
    if (is_namesake(batch, place, &known, &told_apart)) {
        place->person = STR_NONE;
        *go_on = told_apart;
        if (!told_apart)
            refuse_namesake(batch, place);
        return true;
    }
    struct news news = compare(batch->arena, &known, &place->row->who);
    facts_name(batch->arena, &known, place);
    return check_identity(batch, place, &news, go_on, err) &&
           (!*go_on || write_news(batch, place, &news, &record, &known, err));
}

bool import_person(struct batch *batch, struct row_place *place, bool *go_on,
                   struct error *err)
{
    struct str_list people;
    *go_on = true;
    if (!vault_find(batch->all->engine->store, batch->arena, &place->row->who, &people,
                    err))
        return false;
    if (people.count == 1) {
        place->person = people.items[0];
        if (!complete_identity(batch, place, go_on, err))
            return false;
        if (place->person.len || !*go_on)
            return true;
        people.count = 0;
    }
    if (people.count == 0 && batch->all->request->kind == SHEET_REVIEWS)
        return add_person(batch, place, err);
    *go_on = false;
    if (people.count > 1)
        import_remark(batch, true, place->row->line,
                      "%zu people fit this row; give the authority's reference, so that "
                      "it is clear which of them it is",
                      people.count);
    else
        import_remark(batch, true, place->row->line,
                      "nobody with this reference has been imported; import their "
                      "review first, or correct the reference");
    return true;
}
