/* fs.c - files are replaced whole, and only files. */
#include "base/fs.h"

#include <sys/stat.h>

#include "base/buf.h"
#include "check.h"

TEST(fs_replace__refuses__what_is_no_plain_file)
{
    struct err e = { 0 };
    struct stat st;
    const char *path = test_path("pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(fs_replace(path, "x", 1, 0600, &e), RC_REFUSED);
    assert_string_equal(e.code, "not_a_file");
    assert_int_equal(lstat(path, &st), 0);
    assert_true(S_ISFIFO(st.st_mode)); /* a rename would have taken it away, as it would /dev/null */
}

TEST(fs_replace__puts__the_new_content_in_place_of_the_old)
{
    struct err e = { 0 };
    AUTO_BUF text = buf_limit(64);
    assert_ok(fs_replace(test_path("letter"), "old", 3, 0600, &e), &e);
    assert_ok(fs_replace(test_path("letter"), "new one", 7, 0600, &e), &e);
    assert_ok(fs_read(&text, test_path("letter"), 64, &e), &e);
    assert_string_equal(buf_text(&text), "new one");
}
