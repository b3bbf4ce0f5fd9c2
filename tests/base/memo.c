/* What was read once is found again, until its stamp changes. */
#include "base/memo.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static int released;

static void release(void *thing)
{
    released++;
    free(thing);
}

TEST(memo_find__takes__only_the_same_name_and_stamp)
{
    struct err e = { 0 };
    struct memo *m = memo_new();
    assert_null(memo_find(NULL, "form", "1"));
    assert_null(memo_find(m, "form", "1"));
    char *first = strdup("first"), *second = strdup("second");
    assert_ok(memo_keep(m, "form", "1", first, release, &e), &e);
    assert_ptr_equal(memo_find(m, "form", "1"), first);
    assert_null(memo_find(m, "form", "2"));
    assert_null(memo_find(m, "other", "1"));
    assert_ok(memo_keep(m, "form", "2", second, release, &e), &e);
    assert_ptr_equal(memo_find(m, "form", "2"), second);
    assert_string_equal(first, "first"); /* somebody may still read it */
    released = 0;
    memo_free(m);
    assert_int_equal(released, 2);
    memo_free(NULL);
}

TEST(memo_stamp_file__changes__with_the_file)
{
    const char *path = test_path("memo-stamp");
    char none[MEMO_STAMP_SIZE] = "", one[MEMO_STAMP_SIZE] = "", two[MEMO_STAMP_SIZE] = "";
    memo_stamp_file(none, path);
    FILE *f = fopen(path, "w");
    fputs("a", f);
    fclose(f);
    memo_stamp_file(one, path);
    f = fopen(path, "a");
    fputs("b", f);
    fclose(f);
    memo_stamp_file(two, path);
    assert_string_not_equal(none, one);
    assert_string_not_equal(one, two);
}
