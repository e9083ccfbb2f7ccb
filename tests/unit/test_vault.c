/* SPDX-License-Identifier: MIT */
#include "things.h"

#include "store/vault.h"

#include <string.h>

struct vault_case {
    struct things things;
    struct kinds *kinds;
};

static bool open_vault(struct test *t, struct vault_case *out)
{
    struct error err;
    if (!things_open(t, &out->things))
        return false;
    if (kinds_load(t->arena, NULL, NULL, &out->kinds, &err))
        return true;
    test_fail(t, __FILE__, __LINE__, err.text);
    return false;
}

static struct identity wilhelmina(void)
{
    return (struct identity){.reference = STR("EHC-0042"),
                             .upn = STR("H801200001001"),
                             .forename = STR("Wilhelmina"),
                             .surname = STR("Böttcher"),
                             .birth_date = STR("2011-03-04")};
}

/* Puts a person and their identity into the store; gives the person's id. */
static struct str add(struct vault_case *now, const char *key, struct identity who)
{
    struct things *things = &now->things;
    struct json nobody = json_object(), body;
    struct str person = STR_NONE, id;
    struct error err;
    if (things_begin(things, key) &&
        commit_create(things->commit, kind_find(now->kinds, STR("person")), STR(""),
                      &nobody, &person, &err) &&
        vault_seal_identity(things->store, things->arena, person, &who, &body, &err) &&
        commit_create(things->commit, kind_find(now->kinds, STR("identity")), STR(""),
                      &body, &id, &err) &&
        things_end(things))
        return person;
    test_fail(things->t, __FILE__, __LINE__, err.text);
    return STR_NONE;
}

static bool seal(struct vault_case *now, const struct identity *who, struct json *body,
                 struct error *err)
{
    return vault_seal_identity(now->things.store, now->things.arena,
                               STR("person-000001.0001"), who, body, err);
}

static bool unseal(struct vault_case *now, const struct json *body, struct identity *who,
                   struct error *err)
{
    return vault_open_identity(now->things.store, now->things.arena, body, who, err);
}

/* How many people fit; the first is put in `first`. */
static size_t find(struct vault_case *now, struct identity who, struct str *first)
{
    struct str_list people;
    struct error err;
    *first = STR_NONE;
    if (!vault_find(now->things.store, now->things.arena, &who, &people, &err)) {
        test_fail(now->things.t, __FILE__, __LINE__, err.text);
        return 0;
    }
    if (people.count)
        *first = people.items[0];
    return people.count;
}

static void seals_and_opens(struct test *t)
{
    static const char *const plain[] = {"Wilhelmina", "Böttcher",      "EHC-0042",
                                        "ehc-0042",   "H801200001001", "2011-03-04"};
    struct vault_case now;
    struct identity who = wilhelmina(), back;
    struct json body;
    struct error err;
    REQUIRE(t, open_vault(t, &now));
    REQUIRE_OK(t, seal(&now, &who, &body, &err), err);
    struct str text = json_write(t->arena, &body);
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        CHECK(t, str_find(text, str_of(plain[i])) == SIZE_MAX);
    CHECK(t, json_count(json_find(&body, STR("lookups"))) == 3);
    REQUIRE_OK(t, unseal(&now, &body, &back, &err), err);
    CHECK_STR(t, back.forename, "Wilhelmina");
    CHECK_STR(t, back.surname, "Böttcher");
    CHECK_STR(t, back.upn, "H801200001001");
    CHECK_STR(t, back.reference, "EHC-0042");
    CHECK_STR(t, back.birth_date, "2011-03-04");
    things_close(&now.things);
}

static void refuses_what_is_altered(struct test *t)
{
    struct vault_case now;
    struct identity who = wilhelmina(), back;
    struct json body;
    struct error err;
    REQUIRE(t, open_vault(t, &now));
    REQUIRE_OK(t, seal(&now, &who, &body, &err), err);
    struct str sealed = json_find_text(&body, STR("sealed"));
    char *bytes = arena_alloc(t->arena, sealed.len);
    memcpy(bytes, sealed.ptr, sealed.len);
    bytes[40] = bytes[40] == 'A' ? 'B' : 'A';
    json_set(t->arena, &body, STR("sealed"), json_text((struct str){bytes, sealed.len}));
    CHECK(t, !unseal(&now, &body, &back, &err));
    CHECK(t, strstr(err.text, "cannot be opened") != NULL);
    json_set(t->arena, &body, STR("sealed"), json_text(STR("not base64!")));
    CHECK(t, !unseal(&now, &body, &back, &err));
    json_unset(&body, STR("sealed"));
    CHECK(t, !unseal(&now, &body, &back, &err));
    json_set(t->arena, &body, STR("sealed"), json_text(sealed));
    REQUIRE_OK(t, unseal(&now, &body, &back, &err), err);
    crypto_key_make(&now.things.store->key); /* another folder's */
    CHECK(t, !unseal(&now, &body, &back, &err));
    CHECK(t, strstr(err.text, "vault.key") != NULL);
    things_close(&now.things);
}

static void finds_people_again(struct test *t)
{
    struct vault_case now;
    struct str found;
    REQUIRE(t, open_vault(t, &now));
    struct str person = add(&now, "one", wilhelmina());
    struct identity other = {.reference = STR("EHC-0043"),
                             .forename = STR("Will"),
                             .surname = STR("Smith"),
                             .birth_date = STR("2010-01-01")};
    struct str will = add(&now, "two", other);
    CHECK(t,
          find(&now, (struct identity){.reference = STR(" ehc - 0042 ")}, &found) == 1);
    CHECK(t, str_equal(found, person));
    CHECK(t, find(&now, (struct identity){.upn = STR("h801200001001")}, &found) == 1);
    CHECK(t, str_equal(found, person));
    CHECK(t, find(&now,
                  (struct identity){.forename = STR("WILHELMINA"),
                                    .surname = STR("bo\xcc\x88ttcher"),
                                    .birth_date = STR("2011-03-04")},
                  &found) == 1);
    CHECK(t, str_equal(found, person));
    /* The reference is believed before the name. */
    other.reference = STR("EHC-0042");
    CHECK(t, find(&now, other, &found) == 1);
    CHECK(t, str_equal(found, person));
    /* A reference that nobody has: then the name. */
    other.reference = STR("EHC-9999");
    CHECK(t, find(&now, other, &found) == 1);
    CHECK(t, str_equal(found, will));
    CHECK(t, find(&now, (struct identity){.reference = STR("EHC-9999")}, &found) == 0);
    CHECK(t,
          find(&now, (struct identity){.forename = STR("Will"), .surname = STR("Smith")},
               &found) == 0); /* a name alone is nobody */
    /* What is a reference for one may not be found as another's UPN. */
    CHECK(t, find(&now, (struct identity){.upn = STR("EHC-0042")}, &found) == 0);
    things_close(&now.things);
}

/* By name and birth date alone. */
static struct identity sam(void)
{
    return (struct identity){
        .forename = STR("Sam"), .surname = STR("Smith"), .birth_date = STR("2010-01-01")};
}

static void leaves_doubt_to_people(struct test *t)
{
    struct vault_case now;
    struct identity twin = sam();
    struct str found;
    REQUIRE(t, open_vault(t, &now));
    twin.reference = STR("1");
    (void)add(&now, "one", twin);
    twin.reference = STR("2");
    (void)add(&now, "two", twin);
    CHECK(t, find(&now, twin, &found) == 1);
    twin.reference = STR_NONE;
    CHECK(t, find(&now, twin, &found) == 2);
    things_close(&now.things);
}

/* Two of one name and birthday; what has no UPN may be either. */
static void tells_them_apart_by_upn(struct test *t)
{
    struct vault_case now;
    struct identity twin = sam();
    struct str found;
    REQUIRE(t, open_vault(t, &now));
    twin.upn = STR("H801200001001");
    struct str first = add(&now, "one", twin);
    twin.upn = STR("X801200001002");
    CHECK(t, find(&now, twin, &found) == 0);
    struct str second = add(&now, "two", twin);
    CHECK(t, find(&now, twin, &found) == 1 && str_equal(found, second));
    twin.upn = STR("h8012 00001001");
    CHECK(t, find(&now, twin, &found) == 1 && str_equal(found, first));
    twin.upn = STR_NONE;
    CHECK(t, find(&now, twin, &found) == 2);
    CHECK(t, vault_same_number(t->arena, STR("ehc 1"), STR("EHC1")));
    CHECK(t, !vault_same_number(t->arena, STR("EHC1"), STR("EHC-1")));
    things_close(&now.things);
}

static void needs_something_to_go_by(struct test *t)
{
    struct vault_case now;
    struct json body;
    struct error err;
    struct identity nobody = {.forename = STR("Will"), .surname = STR("Smith")};
    REQUIRE(t, open_vault(t, &now));
    CHECK(t, !seal(&now, &nobody, &body, &err));
    CHECK(t, err.kind == ERROR_INPUT);
    struct str person = add(&now, "one", wilhelmina());
    struct record record;
    struct identity who;
    bool found;
    REQUIRE_OK(t,
               vault_identity_of(now.things.store, t->arena, person, &record, &who,
                                 &found, &err),
               err);
    CHECK(t, found);
    CHECK_STR(t, record.id, "identity-000001.0002");
    CHECK_STR(t, who.surname, str_c(t->arena, wilhelmina().surname));
    REQUIRE_OK(t,
               vault_identity_of(now.things.store, t->arena, STR("person-000009.0001"),
                                 &record, &who, &found, &err),
               err);
    CHECK(t, !found && !who.surname.len);
    things_close(&now.things);
}

const struct test_case vault_tests[] = {
    {"an identity is sealed, and opened with the key", seals_and_opens},
    {"an altered box or another's key opens nothing", refuses_what_is_altered},
    {"people are found by reference, UPN, or name and birth", finds_people_again},
    {"where two people fit, both are given", leaves_doubt_to_people},
    {"a UPN tells two of one name and birthday apart", tells_them_apart_by_upn},
    {"a name alone is not enough", needs_something_to_go_by},
    {0},
};
