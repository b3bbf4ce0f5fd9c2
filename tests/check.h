/* check.h - a test is a sentence: TEST(noun__verb__expectation) { ... }
 *
 * The macro registers the test; main.c runs all that are linked in. Assertions are cmocka's.
 */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

void test_register(const char *name, CMUnitTestFunction function);

#define TEST(name)                                                          \
    static void name(void **state);                                         \
    __attribute__((constructor)) static void register_##name(void)          \
    {                                                                       \
        test_register(#name, name);                                         \
    }                                                                       \
    static void name(__attribute__((unused)) void **state)

/* The rc must be RC_OK; otherwise the error's own words are shown. */
#define assert_ok(rc, e) test_assert_ok((rc), (e), __FILE__, __LINE__)
struct err;
void test_assert_ok(int rc, const struct err *e, const char *file, int line);

/* A fresh directory of this test run, removed at exit; and a path below it (static buffer, 8 in turn). */
const char *test_dir(void);
const char *test_path(const char *name);

/* The project's root, where data/ and tests/ lie. */
const char *test_root(void);

#endif
