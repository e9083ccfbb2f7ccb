/* SPDX-License-Identifier: MIT */
/* How well statements are grouped.
 *
 *     bench-cluster FOLDER [PYTHON]
 *
 * FOLDER holds labelled sets, `NAME.tsv` (label, text) and `NAME.groups.tsv`
 * (group, label, text: each group is a task of its own and the mean is shown); a
 * label of `__none__` is grouped but not scored. PYTHON is an interpreter that has
 * scikit-learn: peer_cluster.py, beside this file, then does the same work, and
 * ratios are printed. What is not there is said aloud and left out. Speed is measured by
 * measure.py. */
#include "base/date.h"
#include "base/file.h"
#include "text/cluster.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_TASKS = 200, MOST_BYTES = 64 * 1024 * 1024 };

struct task {
    struct str name;
    struct str_list labels, texts;
};

struct tasks {
    struct task items[MOST_TASKS];
    size_t count;
};

struct scores {
    double v, ami, ari;
};

/* One column of the table: what a set came to, summed over its tasks. */
struct result {
    struct scores scores;
    double count, alone; /* groups, and the share of statements that stand alone */
    double seconds;
};

static const char *const set_names[] = {"send_synth", "themefinder_atoms", "kpa.groups",
                                        "px1_themes", "banking77",         "clinc150"};
enum { SETS = sizeof set_names / sizeof set_names[0] };

static double seconds_now(void)
{
    return (double)moment_steady() / 1000.0;
}

/* Scores: how two ways of grouping the same statements agree. */

/* Numbers from 0 for what is equal; `__none__` gets the size_t of SIZE_MAX. */
static size_t *number_labels(struct arena *arena, struct str_list labels, size_t *count)
{
    struct str *sorted = arena_array(arena, struct str, labels.count);
    size_t *numbers = arena_array(arena, size_t, labels.count);
    size_t kinds = 0;
    memcpy(sorted, labels.items, labels.count * sizeof sorted[0]);
    qsort(sorted, labels.count, sizeof sorted[0], str_compare_items);
    for (size_t i = 0; i < labels.count; i++)
        if (i == 0 || !str_equal(sorted[i], sorted[kinds - 1]))
            sorted[kinds++] = sorted[i];
    for (size_t i = 0; i < labels.count; i++) {
        const struct str *at =
            bsearch(&labels.items[i], sorted, kinds, sizeof sorted[0], str_compare_items);
        numbers[i] = str_equal(*at, STR("__none__")) ? SIZE_MAX : (size_t)(at - sorted);
    }
    *count = kinds;
    return numbers;
}

struct table {
    size_t rows, columns;
    double total;
    double *cells; /* (rows, columns) */
    double *row, *column;
};

static struct table cross(struct arena *arena, const size_t *a, size_t a_count,
                          const size_t *b, size_t b_count, size_t count)
{
    struct table table = {a_count,
                          b_count,
                          0,
                          arena_array(arena, double, a_count *b_count),
                          arena_array(arena, double, a_count),
                          arena_array(arena, double, b_count)};
    for (size_t i = 0; i < count; i++) {
        if (a[i] == SIZE_MAX)
            continue;
        table.cells[a[i] * b_count + b[i]]++;
        table.row[a[i]]++;
        table.column[b[i]]++;
        table.total++;
    }
    return table;
}

static double entropy(const double *counts, size_t count, double total)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        if (counts[i] > 0)
            sum -= counts[i] / total * log(counts[i] / total);
    return sum;
}

static double mutual_information(const struct table *table)
{
    double sum = 0;
    for (size_t i = 0; i < table->rows; i++) {
        for (size_t j = 0; j < table->columns; j++) {
            double both = table->cells[i * table->columns + j];
            if (both > 0)
                sum += both / table->total *
                       log(table->total * both / (table->row[i] * table->column[j]));
        }
    }
    return sum;
}

/* What chance alone would share, for row and column sums a and b. */
static double expected_cell(double a, double b, double n)
{
    double sum = 0;
    size_t from = a + b - n > 1 ? (size_t)(a + b - n) : 1, to = (size_t)(a < b ? a : b);
    for (size_t i = from; i <= to; i++) {
        double both = (double)i;
        double ways = lgamma(a + 1) + lgamma(b + 1) + lgamma(n - a + 1) +
                      lgamma(n - b + 1) - lgamma(n + 1) - lgamma(both + 1) -
                      lgamma(a - both + 1) - lgamma(b - both + 1) -
                      lgamma(n - a - b + both + 1);
        sum += both / n * log(n * both / (a * b)) * exp(ways);
    }
    return sum;
}

/* Many columns have the same sum, so each is worked out once a row. */
static double expected_information(struct arena *arena, const struct table *table)
{
    double sum = 0;
    size_t most = (size_t)table->total + 1;
    for (size_t i = 0; i < table->rows; i++) {
        struct arena_mark mark = arena_mark(arena);
        double *known = arena_array(arena, double, most);
        bool *done = arena_array(arena, bool, most);
        for (size_t j = 0; j < table->columns && table->row[i] > 0; j++) {
            size_t size = (size_t)table->column[j];
            if (size == 0)
                continue;
            if (!done[size])
                known[size] =
                    expected_cell(table->row[i], table->column[j], table->total);
            done[size] = true;
            sum += known[size];
        }
        arena_rewind(arena, mark);
    }
    return sum;
}

static double pairs(double count)
{
    return count * (count - 1) / 2;
}

static double adjusted_rand(const struct table *table)
{
    double both = 0, rows = 0, columns = 0, all = pairs(table->total);
    for (size_t i = 0; i < table->rows * table->columns; i++)
        both += pairs(table->cells[i]);
    for (size_t i = 0; i < table->rows; i++)
        rows += pairs(table->row[i]);
    for (size_t i = 0; i < table->columns; i++)
        columns += pairs(table->column[i]);
    double chance = rows * columns / all, most = (rows + columns) / 2;
    return most - chance == 0 ? 1 : (both - chance) / (most - chance);
}

static struct scores score(struct arena *arena, struct str_list labels,
                           const struct clusters *found)
{
    size_t kinds;
    size_t *truth = number_labels(arena, labels, &kinds);
    struct table table =
        cross(arena, truth, kinds, found->of, found->count, labels.count);
    double true_entropy = entropy(table.row, table.rows, table.total);
    double found_entropy = entropy(table.column, table.columns, table.total);
    double information = mutual_information(&table);
    double chance = expected_information(arena, &table);
    double mean = (true_entropy + found_entropy) / 2;
    return (struct scores){
        mean > 0 ? information / mean : 1,
        mean - chance > 1e-12 ? (information - chance) / (mean - chance) : 1,
        adjusted_rand(&table)};
}

/* Reading the sets. */

static struct task *task_named(struct arena *arena, struct tasks *tasks, struct str name,
                               size_t room)
{
    if (tasks->count && str_equal(tasks->items[tasks->count - 1].name, name))
        return &tasks->items[tasks->count - 1];
    for (size_t i = 0; i < tasks->count; i++)
        if (str_equal(tasks->items[i].name, name))
            return &tasks->items[i];
    if (tasks->count == MOST_TASKS)
        return NULL;
    struct task *task = &tasks->items[tasks->count++];
    *task = (struct task){name,
                          {arena_array(arena, struct str, room), 0},
                          {arena_array(arena, struct str, room), 0}};
    return task;
}

static bool read_set(struct arena *arena, const char *folder, const char *name,
                     struct tasks *tasks)
{
    struct str path = str_format(arena, "%s/%s.tsv", folder, name), text;
    struct error err;
    tasks->count = 0;
    if (!file_read(arena, path, MOST_BYTES, &text, &err)) {
        printf("%-18s LEFT OUT: %s\n", name, err.text);
        return false;
    }
    bool grouped = str_ends(str_of(name), STR(".groups"));
    size_t lines = str_split(arena, text, '\n').count;
    while (text.len) {
        struct str line = str_cut(&text, '\n');
        struct str group = grouped ? str_cut(&line, '\t') : STR_NONE;
        struct str label = str_cut(&line, '\t');
        struct task *task = task_named(arena, tasks, group, lines);
        if (line.len == 0 || !task)
            continue;
        task->labels.items[task->labels.count++] = label;
        task->texts.items[task->texts.count++] = line;
    }
    return tasks->count > 0;
}

/* Running. */

static size_t count_labels(struct arena *arena, struct str_list labels)
{
    size_t kinds;
    (void)number_labels(arena, labels, &kinds);
    return kinds;
}

static struct result run_task(const struct task *task, struct cluster_options options)
{
    struct arena *arena = arena_new();
    struct clusters found;
    struct error err;
    struct result result = {0};
    double begin = seconds_now();
    if (!cluster_statements(arena, task->texts, options, &found, &err)) {
        (void)fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    result.seconds = seconds_now() - begin;
    result.scores = score(arena, task->labels, &found);
    result.count = (double)found.count;
    for (size_t i = 0; i < found.count; i++)
        result.alone += found.groups[i].alone ? 1 : 0;
    result.alone /= (double)task->texts.count;
    arena_free(arena);
    return result;
}

static void add_result(struct result *sum, struct result one, double share)
{
    sum->scores.v += one.scores.v * share;
    sum->scores.ami += one.scores.ami * share;
    sum->scores.ari += one.scores.ari * share;
    sum->count += one.count * share;
    sum->alone += one.alone * share;
    sum->seconds += one.seconds;
}

/* What the peer says: `NAME V AMI ARI V AMI ARI`, K known and then free. */
struct peer {
    struct str text;
};

static struct scores peer_scores(struct peer peer, const char *name, bool free_k)
{
    while (peer.text.len) {
        struct str line = str_cut(&peer.text, '\n');
        if (!str_equal(str_cut(&line, ' '), str_of(name)))
            continue;
        char numbers[200];
        (void)snprintf(numbers, sizeof numbers, "%.*s", STR_ARGS(line));
        double n[6];
        char *at = numbers;
        for (size_t i = 0; i < 6; i++)
            n[i] = strtod(at, &at);
        return free_k ? (struct scores){n[3], n[4], n[5]}
                      : (struct scores){n[0], n[1], n[2]};
    }
    return (struct scores){0};
}

static struct peer run_peer(struct arena *arena, const char *folder, const char *python)
{
    struct buf out = BUF_IN(arena);
    int ends[2], status = 1;
    (void)fflush(stdout);
    pid_t child = pipe(ends) == 0 ? fork() : -1;
    if (child == 0) {
        (void)dup2(ends[1], STDOUT_FILENO);
        (void)close(ends[0]);
        (void)execlp(python, python, "tests/bench/peer_cluster.py", folder, (char *)NULL);
        _exit(127);
    }
    if (child > 0) {
        char part[4096];
        ssize_t got;
        (void)close(ends[1]);
        while ((got = read(ends[0], part, sizeof part)) > 0)
            buf_add(&out, (struct str){part, (size_t)got});
        (void)waitpid(child, &status, 0);
    }
    if (status == 0 && out.len)
        return (struct peer){buf_str(&out)};
    printf("THE PEER DID NOT RUN (%s with scikit-learn, from the top of the tree): no "
           "ratios\n",
           python);
    return (struct peer){STR_NONE};
}

static void print_scores(const char *what, struct scores ours, struct scores theirs,
                         bool peer)
{
    printf("  %s V %.3f AMI %.3f ARI %.3f", what, ours.v, ours.ami, ours.ari);
    if (peer)
        printf("  (peer %.3f %.3f %.3f", theirs.v, theirs.ami, theirs.ari);
    if (peer && theirs.ami > 0.01)
        printf(", AMI %.2f times", ours.ami / theirs.ami);
    if (peer)
        putchar(')');
    putchar('\n');
}

static bool run_set(struct arena *arena, const char *folder, const char *name,
                    struct peer peer, struct result *known, struct result *free_k)
{
    struct tasks *tasks = arena_alloc(arena, sizeof *tasks);
    if (!read_set(arena, folder, name, tasks))
        return false;
    double n = 0, k = 0, share = 1 / (double)tasks->count;
    *known = *free_k = (struct result){0};
    for (size_t i = 0; i < tasks->count; i++) {
        const struct task *task = &tasks->items[i];
        size_t kinds = count_labels(arena, task->labels);
        add_result(known, run_task(task, (struct cluster_options){.count = kinds}),
                   share);
        add_result(free_k, run_task(task, (struct cluster_options){0}), share);
        n += (double)task->texts.count * share;
        k += (double)kinds * share;
    }
    printf("%s: %zu task%s, n %.0f, K %.1f, K found %.1f, %.0f%% alone, %.2f s\n", name,
           tasks->count, tasks->count == 1 ? "" : "s", n, k, free_k->count,
           100 * free_k->alone, known->seconds);
    print_scores("K known", known->scores, peer_scores(peer, name, false), peer.text.len);
    print_scores("K free ", free_k->scores, peer_scores(peer, name, true), peer.text.len);
    return true;
}

static void run_sets(struct arena *arena, const char *folder, struct peer peer)
{
    struct result known, free_k, known_sum = {0}, free_sum = {0};
    double done = 0;
    for (size_t i = 0; i < SETS; i++) {
        if (!run_set(arena, folder, set_names[i], peer, &known, &free_k))
            continue;
        add_result(&known_sum, known, 1);
        add_result(&free_sum, free_k, 1);
        done++;
    }
    if (done == 0)
        return;
    printf("mean of %.0f sets: K known V %.3f AMI %.3f ARI %.3f; K free V %.3f AMI %.3f "
           "ARI %.3f\n",
           done, known_sum.scores.v / done, known_sum.scores.ami / done,
           known_sum.scores.ari / done, free_sum.scores.v / done,
           free_sum.scores.ami / done, free_sum.scores.ari / done);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct error err;
    struct str_list files;
    if (argc < 2 || argc > 3) {
        (void)fputs("bench-cluster FOLDER [PYTHON]\n", stderr);
        return 64;
    }
    if (!file_list(arena, str_of(argv[1]), &files, &err) || files.count == 0) {
        (void)fprintf(stderr, "%s: no labelled sets are there\n", argv[1]);
        return 1;
    }
    run_sets(arena, argv[1], run_peer(arena, argv[1], argc > 2 ? argv[2] : "python3"));
    arena_free(arena);
    return 0;
}
