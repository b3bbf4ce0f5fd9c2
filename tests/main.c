/* main.c - runs every registered test of one room and writes "passed failed" to $MOTCUA_TEST_TALLY. */
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/i18n.h"
#include "check.h"

#define TESTS_MAX 2000

static struct CMUnitTest tests[TESTS_MAX];
static size_t count;
static char dir[64];

void test_register(const char *name, CMUnitTestFunction function)
{
    if (count == TESTS_MAX) {
        fprintf(stderr, "raise TESTS_MAX\n");
        abort();
    }
    tests[count++] = (struct CMUnitTest){ name, function, NULL, NULL, NULL };
}

void test_assert_ok(int rc, const struct err *e, const char *file, int line)
{
    if (rc == RC_OK)
        return;
    print_error("rc %d, %s: %s (%s) field %s\n", rc, e && e->code ? e->code : "-", e ? e->message : "",
        e ? e->cause : "", e ? e->field : "");
    _fail(file, line);
}

const char *test_dir(void)
{
    return dir;
}

const char *test_path(const char *name)
{
    static char paths[8][512];
    static int turn;
    char *path = paths[turn++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", dir, name);
    return path;
}

const char *test_root(void)
{
    return ROOT_DIR;
}

static int remove_entry(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

static void tally(size_t total, int failed)
{
    const char *path = getenv("MOTCUA_TEST_TALLY");
    FILE *f = path ? fopen(path, "a") : NULL;
    if (!f)
        return;
    fprintf(f, "%zu %d\n", total - (size_t)failed, failed);
    fclose(f);
}

int main(int argc, char **argv)
{
    i18n_init("en", "/nowhere");
    const char *tmp = getenv("TMPDIR");
    snprintf(dir, sizeof dir, "%.40s/motcua-test-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(dir))
        return 2;
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    size_t total = count;
    int failed = _cmocka_run_group_tests(argv[0], tests, count, NULL, NULL);
    nftw(dir, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    tally(total, failed);
    return failed ? 1 : 0;
}
