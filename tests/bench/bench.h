/* bench.h - rows of figures: ours beside a peer or a physical limit measured in the same run.
 *
 * A machine's speed drifts by two or three times within minutes, so only the ratio of two figures of one run
 * counts. A goal carries its letter: R reachable, A ambitious, L at the limit. Nothing here fails a build:
 * what cannot be measured is printed as "-".
 */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"

#define UNKNOWN (-1.0)

static inline double bench_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A measure that cannot be taken ends this program with a line about it, not the whole run. */
static inline void must(enum rc rc, const struct err *e)
{
    if (!rc)
        return;
    printf("  (not measured: %s %s)\n", e->message, e->cause);
    fflush(stdout);
    _exit(0);
}

static inline int bench_compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* The value that `share` (0..1) of all lie below; sorts. UNKNOWN of nothing. */
static inline double share_of(double *values, size_t count, double share)
{
    if (!count)
        return UNKNOWN;
    qsort(values, count, sizeof *values, bench_compare);
    size_t at = (size_t)(share * (double)(count - 1) + 0.5);
    return values[at < count ? at : count - 1];
}

static inline void bench_cell(char out[16], double value)
{
    if (value < 0)
        snprintf(out, 16, "-");
    else if (value >= 100)
        snprintf(out, 16, "%.0f", value);
    else
        snprintf(out, 16, value >= 10 ? "%.1f" : "%.2f", value);
}

static inline void bench_row(const char *name, double ours, double peer, const char *goal)
{
    char a[16], b[16], r[16];
    bench_cell(a, ours);
    bench_cell(b, peer);
    bench_cell(r, ours >= 0 && peer > 0 ? ours / peer : UNKNOWN);
    printf("%-58s %9s %9s %7s  %s\n", name, a, b, r, goal);
    fflush(stdout);
}

static inline void bench_part(const char *title)
{
    printf("\n%-58s %9s %9s %7s  %s\n", title, "ours", "peer", "ratio", "goal");
    fflush(stdout);
}

/* Is a program installed? */
static inline bool bench_has(const char *program)
{
    char path[4096];
    const char *dirs = getenv("PATH");
    while (dirs && *dirs) {
        int len = (int)strcspn(dirs, ":");
        snprintf(path, sizeof path, "%.*s/%s", len, dirs, program);
        if (access(path, X_OK) == 0)
            return true;
        dirs += len + (dirs[len] == ':');
    }
    return false;
}

/* Runs a program quietly; seconds, or UNKNOWN when it failed. `rss_kb` may be NULL. */
static inline double bench_run(const char *const argv[], long *rss_kb)
{
    int status = -1;
    struct rusage usage;
    double start = bench_now();
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR);
        if (null >= 0) {
            dup2(null, 0);
            dup2(null, 1);
            dup2(null, 2);
        }
        execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    if (pid < 0 || wait4(pid, &status, 0, &usage) != pid || status != 0)
        return UNKNOWN;
    if (rss_kb)
        *rss_kb = usage.ru_maxrss;
    return bench_now() - start;
}

/* The middle of `times` runs. */
static inline double bench_run_middle(const char *const argv[], int times)
{
    double spent[32];
    size_t n = 0;
    for (int i = 0; i < times && i < 32; i++) {
        double one = bench_run(argv, NULL);
        if (one < 0)
            return UNKNOWN;
        spent[n++] = one;
    }
    return share_of(spent, n, 0.5);
}

#endif
