/* SPDX-License-Identifier: MIT */
/* Runs every suite, or those whose name contains the argument; prints each
 * failure and ends with `N passed, N failed`. */
#include "test.h"

#include "base/crypto.h"
#include "base/file.h"
#include "script/worker_main.h"
#include "text/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct suite {
    const char *name;
    const struct test_case *cases;
};

extern const struct test_case args_tests[];
extern const struct test_case assign_tests[];
extern const struct test_case at_once_tests[];
extern const struct test_case backup_tests[];
extern const struct test_case base_tests[];
extern const struct test_case bundle_job_tests[];
extern const struct test_case cli_cluster_tests[];
extern const struct test_case paste_tests[];
extern const struct test_case cluster_tests[];
extern const struct test_case command_file_tests[];
extern const struct test_case command_tests[];
extern const struct test_case commit_tests[];
extern const struct test_case csv_property_tests[];
extern const struct test_case concord_tests[];
extern const struct test_case csv_tests[];
extern const struct test_case cycle_next_tests[];
extern const struct test_case db_tests[];
extern const struct test_case disclosure_tests[];
extern const struct test_case card_fit_tests[];
extern const struct test_case agreement_tests[];
extern const struct test_case cards_tests[];
extern const struct test_case doubt_tests[];
extern const struct test_case draft_tests[];
extern const struct test_case sorts_tests[];
extern const struct test_case effect_rule_tests[];
extern const struct test_case effect_tests[];
extern const struct test_case erase_tests[];
extern const struct test_case erase_past_tests[];
extern const struct test_case named_tests[];
extern const struct test_case named_places_tests[];
extern const struct test_case nearness_tests[];
extern const struct test_case written_tests[];
extern const struct test_case import_permission_tests[];
extern const struct test_case retention_tests[];
extern const struct test_case no_elsewhere_tests[];
extern const struct test_case permission_tests[];
extern const struct test_case review_who_tests[];
extern const struct test_case manner_tests[];
extern const struct test_case aspirations_tests[];
extern const struct test_case person_export_tests[];
extern const struct test_case event_tests[];
extern const struct test_case flag_tests[];
extern const struct test_case flag_where_tests[];
extern const struct test_case flag_harm_tests[];
extern const struct test_case gate_tests[];
extern const struct test_case guests_tests[];
extern const struct test_case headings_tests[];
extern const struct test_case import_again_tests[];
extern const struct test_case import_book_tests[];
extern const struct test_case import_missing_tests[];
extern const struct test_case import_more_tests[];
extern const struct test_case import_noted_tests[];
extern const struct test_case import_reference_tests[];
extern const struct test_case garbled_tests[];
extern const struct test_case import_refused_tests[];
extern const struct test_case import_rows_tests[];
extern const struct test_case import_scope_tests[];
extern const struct test_case scope_left_tests[];
extern const struct test_case import_slip_tests[];
extern const struct test_case import_tests[];
extern const struct test_case import_who_tests[];
extern const struct test_case import_year_tests[];
extern const struct test_case json_tests[];
extern const struct test_case kind_tests[];
extern const struct test_case kin_tests[];
extern const struct test_case known_tests[];
extern const struct test_case descent_tests[];
extern const struct test_case last_year_tests[];
extern const struct test_case lineage_tests[];
extern const struct test_case linkage_tests[];
extern const struct test_case lua_json_tests[];
extern const struct test_case member_tests[];
extern const struct test_case non_answer_tests[];
extern const struct test_case publish_before_tests[];
extern const struct test_case publish_votes_tests[];
extern const struct test_case publish_success_tests[];
extern const struct test_case publish_progress_tests[];
extern const struct test_case publish_measures_tests[];
extern const struct test_case import_offer_tests[];
extern const struct test_case publish_people_tests[];
extern const struct test_case publish_said_tests[];
extern const struct test_case publish_tests[];
extern const struct test_case query_tests[];
extern const struct test_case record_tests[];
extern const struct test_case report_tests[];
extern const struct test_case schema_suite_tests[];
extern const struct test_case attachment_tests[];
extern const struct test_case safeguarding_tests[];
extern const struct test_case schema_tests[];
extern const struct test_case school_alike_tests[];
extern const struct test_case sample_tests[];
extern const struct test_case scope_tests[];
extern const struct test_case scope_five_tests[];
extern const struct test_case sheet_tests[];
extern const struct test_case sheet_value_tests[];
extern const struct test_case store_tests[];
extern const struct test_case survey_tests[];
extern const struct test_case uk_date_tests[];
extern const struct test_case twin_tests[];
extern const struct test_case undo_tests[];
extern const struct test_case vault_tests[];
extern const struct test_case verify_tests[];
extern const struct test_case encoder_tests[];
extern const struct test_case examples_tests[];
extern const struct test_case meaning_tests[];
extern const struct test_case vote_safe_tests[];
extern const struct test_case vote_said_tests[];
extern const struct test_case votes_tests[];
extern const struct test_case reasons_tests[];
extern const struct test_case words_tests[];
extern const struct test_case worker_command_tests[];
extern const struct test_case worker_tests[];
extern const struct test_case worker_walls_tests[];
extern const struct test_case xlsx_tests[];
extern const struct test_case xlsx_write_tests[];

static const struct suite suites[] = {
    {"base", base_tests},
    {"args", args_tests},
    {"at-once", at_once_tests},
    {"backup", backup_tests},
    {"bundle_job", bundle_job_tests},
    {"cli-cluster", cli_cluster_tests},
    {"paste", paste_tests},
    {"cluster", cluster_tests},
    {"card_fit", card_fit_tests},
    {"agreement", agreement_tests},
    {"cards", cards_tests},
    {"command", command_tests},
    {"command-file", command_file_tests},
    {"commit", commit_tests},
    {"concord", concord_tests},
    {"csv", csv_tests},
    {"csv_property", csv_property_tests},
    {"cycle_next", cycle_next_tests},
    {"db", db_tests},
    {"disclosure", disclosure_tests},
    {"doubt", doubt_tests},
    {"draft", draft_tests},
    {"sorts", sorts_tests},
    {"effect", effect_tests},
    {"effect_rule", effect_rule_tests},
    {"erase", erase_tests},
    {"erase_past", erase_past_tests},
    {"named", named_tests},
    {"named_places", named_places_tests},
    {"nearness", nearness_tests},
    {"written", written_tests},
    {"import_permission", import_permission_tests},
    {"retention", retention_tests},
    {"no_elsewhere", no_elsewhere_tests},
    {"permission", permission_tests},
    {"review_who", review_who_tests},
    {"manner", manner_tests},
    {"aspirations", aspirations_tests},
    {"person_export", person_export_tests},
    {"event", event_tests},
    {"flag", flag_tests},
    {"flag_where", flag_where_tests},
    {"flag_harm", flag_harm_tests},
    {"gate", gate_tests},
    {"import", import_tests},
    {"guests", guests_tests},
    {"headings", headings_tests},
    {"import_again", import_again_tests},
    {"import_book", import_book_tests},
    {"import_missing", import_missing_tests},
    {"import_more", import_more_tests},
    {"import_reference", import_reference_tests},
    {"garbled", garbled_tests},
    {"import_noted", import_noted_tests},
    {"import_refused", import_refused_tests},
    {"import_rows", import_rows_tests},
    {"import_scope", import_scope_tests},
    {"scope_left", scope_left_tests},
    {"import_slip", import_slip_tests},
    {"import_who", import_who_tests},
    {"import_year", import_year_tests},
    {"json", json_tests},
    {"kind", kind_tests},
    {"kin", kin_tests},
    {"known", known_tests},
    {"descent", descent_tests},
    {"last-year", last_year_tests},
    {"lineage", lineage_tests},
    {"linkage", linkage_tests},
    {"lua_json", lua_json_tests},
    {"member", member_tests},
    {"non_answer", non_answer_tests},
    {"publish", publish_tests},
    {"publish_before", publish_before_tests},
    {"publish_votes", publish_votes_tests},
    {"publish_success", publish_success_tests},
    {"publish_progress", publish_progress_tests},
    {"publish_measures", publish_measures_tests},
    {"import_offer", import_offer_tests},
    {"publish_people", publish_people_tests},
    {"publish_said", publish_said_tests},
    {"query", query_tests},
    {"record", record_tests},
    {"report", report_tests},
    {"assign", assign_tests},
    {"attachment", attachment_tests},
    {"safeguarding", safeguarding_tests},
    {"schema", schema_tests},
    {"schema-suite", schema_suite_tests},
    {"school_alike", school_alike_tests},
    {"sample", sample_tests},
    {"scope", scope_tests},
    {"scope_five", scope_five_tests},
    {"sheet", sheet_tests},
    {"sheet_value", sheet_value_tests},
    {"store", store_tests},
    {"survey", survey_tests},
    {"uk_date", uk_date_tests},
    {"twin", twin_tests},
    {"undo", undo_tests},
    {"vault", vault_tests},
    {"verify", verify_tests},
    {"encoder", encoder_tests},
    {"examples", examples_tests},
    {"meaning", meaning_tests},
    {"vote_safe", vote_safe_tests},
    {"vote_said", vote_said_tests},
    {"votes", votes_tests},
    {"reasons", reasons_tests},
    {"words", words_tests},
    {"worker_command", worker_command_tests},
    {"worker", worker_tests},
    {"worker_walls", worker_walls_tests},
    {"xlsx", xlsx_tests},
    {"xlsx_write", xlsx_write_tests},
};

static size_t skipped;

void test_fail(struct test *t, const char *file, int line, const char *what)
{
    t->failures++;
    printf("%s:%d: [%s] %s\n", file, line, t->name, what);
}

void test_fail_str(struct test *t, const char *file, int line, struct str got,
                   struct str wanted)
{
    t->failures++;
    printf("%s:%d: [%s]\n  got    \"%.*s\"\n  wanted \"%.*s\"\n", file, line, t->name,
           STR_ARGS(got), STR_ARGS(wanted));
}

void test_skip(struct test *t, const char *why)
{
    skipped++;
    printf("SKIPPED: [%s] %s\n", t->name, why);
}

struct str test_data(struct test *t, const char *name)
{
    const char *tree = getenv("WAYMARK_TREE");
    return str_format(t->arena, "%s/tests/data/%s", tree ? tree : ".", name);
}

static const char no_model[] = "/there/is/no/model";

static struct str built_model(struct arena *arena)
{
    (void)unsetenv("WAYMARK_MODEL");
    struct str path = model_path(arena);
    (void)setenv("WAYMARK_MODEL", no_model, 1);
    return path;
}

bool test_with_model(struct test *t)
{
    struct str path = built_model(t->arena);
    if (path.len)
        return setenv("WAYMARK_MODEL", str_c(t->arena, path), 1) == 0;
    test_skip(t, "the language model is not there; run make model");
    return false;
}

static bool run_case(const struct suite *suite, const struct test_case *one,
                     const char *root, size_t number)
{
    struct arena *arena = arena_new();
    struct error err;
    struct str folder = str_format(arena, "%s/%s-%zu", root, suite->name, number);
    struct test t = {.arena = arena, .name = one->name, .folder = str_c(arena, folder)};
    if (!file_make_folder(arena, folder, 0700, &err))
        test_fail(&t, __FILE__, __LINE__, err.text);
    else if (setenv("WAYMARK_MODEL", no_model, 1) == 0 && unsetenv("WAYMARK_NOW") == 0)
        one->run(&t);
    bool fine = t.failures == 0;
    arena_free(arena);
    return fine;
}

int main(int argc, char **argv)
{
    if (worker_asked(argc, argv))
        return worker_main();
    const char *only = argc > 1 ? argv[1] : "";
    char root[] = "/tmp/waymark-unit-XXXXXX";
    size_t passed = 0, failed = 0;
    crypto_start();
    if (!mkdtemp(root)) {
        perror("making a folder for the tests");
        return 1;
    }
    for (size_t s = 0; s < sizeof suites / sizeof suites[0]; s++) {
        if (!strstr(suites[s].name, only))
            continue;
        for (size_t c = 0; suites[s].cases[c].run; c++) {
            size_t before = skipped;
            if (!run_case(&suites[s], &suites[s].cases[c], root, c))
                failed++;
            else if (skipped == before)
                passed++;
        }
    }
    printf("%zu passed, %zu failed, %zu skipped\n", passed, failed, skipped);
    (void)fflush(stdout); /* the leak check ends the program without it */
    return failed || passed == 0;
}
