/* plain.c - the desk line by line, over a pipe. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/fs.h"
#include "check.h"
#include "desk/desk.h"
#include "desk/term/term_plain.h"

static void play(struct buf *said, const char *lines)
{
    int in[2], out = open(test_path("plain"), O_RDWR | O_CREAT | O_TRUNC, 0600);
    struct terminal *t;
    struct desk d;
    struct err e = { 0 };
    assert_true(out >= 0);
    assert_int_equal(pipe(in), 0);
    assert_int_equal(write(in[1], lines, strlen(lines)), (ssize_t)strlen(lines));
    close(in[1]);
    assert_ok(term_plain_open(&t, in[0], out, &e), &e);
    assert_ok(desk_open(&d, t, NULL, &clock_system, &e), &e);
    assert_ok(desk_push_named(&d, "keytest", NULL), NULL);
    desk_run(&d);
    desk_close(&d);
    close(in[0]);
    close(out);
    assert_ok(fs_read(said, test_path("plain"), 1 << 20, &e), &e);
}

TEST(term_plain__says_the_screen_once_and_then_only_what_changed)
{
    AUTO_BUF said = buf_limit(1 << 20);
    play(&said, ":F10\n:F9\n");
    const char *text = buf_text(&said);
    const char *title = strstr(text, "Key test");
    assert_non_null(title);
    assert_null(strstr(title + 1, "Key test"));
    assert_non_null(strstr(text, "Last key: [ F10 ]"));
    assert_non_null(strstr(text, "Last key: [ F9 ]"));
    assert_null(strchr(text, '\033')); /* no sequence ever reaches a screen reader */
}

TEST(term_plain__end_of_input__hangs_up)
{
    AUTO_BUF said = buf_limit(1 << 20);
    play(&said, "");
    assert_non_null(strstr(buf_text(&said), "Key test"));
}

TEST(term_plain__colon__names_keys_and_two_colons_are_text)
{
    AUTO_BUF said = buf_limit(1 << 20);
    play(&said, "::\n:Nokey Esc\n");
    assert_non_null(strstr(buf_text(&said), "Last key: [ : ]"));
    assert_non_null(strstr(buf_text(&said), "Enter once more")); /* the line's own Enter was played, too */
}

TEST(term_plain__keys_struck_from_habit__are_no_text)
{
    AUTO_BUF said = buf_limit(1 << 20);
    play(&said, "\033[21~\033OPz\n:F9\n"); /* F10, F1, then a letter */
    const char *text = buf_text(&said);
    assert_null(strstr(text, "[ [ ]"));
    assert_null(strstr(text, "[ ~ ]"));
    assert_non_null(strstr(text, "[ F9 ]"));
}
