/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/unicode.h"

enum { MOST_LETTERS = 64 }; /* of a name that slips are looked for in */

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
    batch->all->counts->people++;
    return true;
}

/* What the row knows beyond what is sealed already. */
static bool fuller(struct identity *known, const struct identity *row)
{
    bool more = false;
    struct str *have[] = {&known->reference, &known->upn, &known->forename,
                          &known->surname, &known->birth_date};
    const struct str given[] = {row->reference, row->upn, row->forename, row->surname,
                                row->birth_date};
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
        if (given[i].len && !have[i]->len) {
            *have[i] = given[i];
            more = true;
        }
    return more;
}

static bool is_another(struct arena *arena, struct str known, struct str given)
{
    return known.len && given.len && !vault_same_number(arena, known, given);
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

/* What a row and a person have otherwise, by which it was found. */
struct difference {
    const char *by; /* "reference" or "UPN" */
    bool upn, new_upn, reference, surname, forename, birth_date;
};

static struct difference compare(struct arena *arena, const struct identity *known,
                                 const struct identity *who)
{
    bool by_reference = known->reference.len && who->reference.len &&
                        vault_same_number(arena, known->reference, who->reference);
    bool upn = is_another(arena, known->upn, who->upn);
    bool temporary = is_temporary(known->upn) || is_temporary(who->upn);
    return (struct difference){
        .by = by_reference ? "reference" : "UPN",
        .upn = upn && !temporary,
        .new_upn = upn && temporary,
        .reference = is_another(arena, known->reference, who->reference),
        .surname = names_differ(arena, known->surname, who->surname),
        .forename = forenames_differ(arena, known->forename, who->forename),
        .birth_date = known->birth_date.len && who->birth_date.len &&
                      !str_equal(known->birth_date, who->birth_date)};
}

static void refuse(struct batch *batch, const struct row_place *place, const char *by,
                   const char *what)
{
    import_remark(batch, true, place->row->line,
                  "row left out: its %s is that of somebody with another %s. Correct "
                  "whichever is wrong, so that nobody is given another person's words, "
                  "and import the file again",
                  by, what);
}

/* One thing alone may be a slip or a new name; it is said, and what was known first
 * is kept. */
static void doubt(struct row_place *place, struct arena *arena,
                  const struct difference *other)
{
    const char *what = other->birth_date ? "date of birth"
                       : other->surname  ? "surname"
                       : other->forename ? "forename"
                                         : NULL;
    if (other->reference || other->new_upn)
        place->doubt = str_format(
            arena,
            "this person already has another %s; the row was taken for theirs by what "
            "else it says of them. Check that they are one person",
            other->reference ? "reference" : "UPN");
    if (what)
        place->doubt = str_format(
            arena,
            "whoever has this %s is known with another %s; the row was taken for "
            "theirs. If it is somebody else, such as a twin, take this import back "
            "(`waymark undo`), correct the %s, and import the file again",
            other->by, what, other->by);
}

/* Whether something that is not known of the person yet is known of another. */
static bool is_anothers(struct batch *batch, const struct identity *only, bool *another,
                        struct error *err)
{
    struct str_list people = {NULL, 0};
    if (!vault_find(batch->all->engine->store, batch->arena, only, &people, err))
        return false;
    *another = people.count > 0;
    return true;
}

/* "UPN", if it is another person's than the one whom the reference names; or NULL. */
static bool find_another(struct batch *batch, const struct row_place *place,
                         const struct identity *known, const char **what,
                         struct error *err)
{
    const struct identity *who = &place->row->who;
    struct identity upn = {.upn = who->upn};
    struct identity name = {.forename = who->forename,
                            .surname = who->surname,
                            .birth_date = who->birth_date};
    bool upn_taken = false, name_taken = false;
    if (who->upn.len && !known->upn.len && !is_anothers(batch, &upn, &upn_taken, err))
        return false;
    if (who->surname.len && who->birth_date.len && !known->surname.len &&
        !known->birth_date.len && !is_anothers(batch, &name, &name_taken, err))
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
    return is_another(batch->arena, known->reference, who->reference) && !one_upn &&
           facts_of_reference(batch, known->reference, who->upn, told_apart);
}

static bool check_identity(struct batch *batch, struct row_place *place,
                           const struct identity *known, bool *go_on, struct error *err)
{
    struct difference other = compare(batch->arena, known, &place->row->who);
    const char *taken;
    *go_on = false;
    if (other.upn)
        refuse(batch, place, other.by, "UPN");
    else if (other.surname && other.birth_date)
        refuse(batch, place, other.by, "surname and date of birth");
    else if (other.forename && other.birth_date)
        refuse(batch, place, other.by, "forename and date of birth");
    else if (!find_another(batch, place, known, &taken, err))
        return false;
    else if (taken)
        import_remark(batch, true, place->row->line,
                      "row left out: its %s is one person's and its %s another's. "
                      "Correct whichever is wrong, and import the file again",
                      other.by, taken);
    else {
        doubt(place, batch->arena, &other);
        *go_on = true;
    }
    return true;
}

static void refuse_namesake(struct batch *batch, const struct row_place *place)
{
    import_remark(batch, true, place->row->line,
                  "row left out: somebody else in this file has the same name and date "
                  "of birth, and another reference. If they are two people, give the UPN "
                  "of both; if they are one, give both rows one reference. Then import "
                  "the file again");
}

/* Leaves no person if it is somebody else after all. */
static bool complete_identity(struct batch *batch, struct row_place *place, bool *go_on,
                              struct error *err)
{
    struct store *store = batch->all->engine->store;
    struct record record;
    struct json body;
    struct identity known;
    struct str id;
    bool found, told_apart;
    if (!vault_record_of(store, batch->arena, place->person, &id, err))
        return false;
    if (!id.len)
        return true;
    if (!record_find(store->db, batch->arena, id, &record, &found, err) ||
        !json_parse(batch->arena, record.body, &body, err) ||
        !vault_open_identity(store, batch->arena, &body, &known, err))
        return false;
    if (is_namesake(batch, place, &known, &told_apart)) {
        place->person = STR_NONE;
        *go_on = told_apart;
        if (!told_apart)
            refuse_namesake(batch, place);
        return true;
    }
    if (!check_identity(batch, place, &known, go_on, err))
        return false;
    if (!*go_on || !fuller(&known, &place->row->who))
        return true;
    return vault_seal_identity(store, batch->arena, place->person, &known, &body, err) &&
           commit_change(batch->call->commit, batch->identity, &record, &body, err);
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
