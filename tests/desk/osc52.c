/* osc52.c - the clipboard through the terminal: the very bytes, wrapped where it must be, none where it may not be. */
#include "desk/term/osc52.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "check.h"
#include "pty_line.h"

/* "Hoa" typed, Ctrl-Y struck: what the terminal is sent, and what the clerk is told. */
static void copy_on(const char *term, const char *tmux, const char *sequence, const char *told)
{
    struct line l;
    if (tmux)
        setenv("TMUX", tmux, 1);
    else
        unsetenv("TMUX");
    line_open(&l, term);
    send_keys(&l, "Hoa");
    wait_row(&l, 3, "Hoa");
    send_keys(&l, "\031");
    wait_row(&l, 22, told);
    if (sequence)
        assert_true(was_said(&l, sequence));
    else
        assert_false(was_said(&l, "]52;"));
    assert_true(on_row(&l, 3, "Hoa")); /* nothing of the sequence stands on the screen */
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
    unsetenv("TMUX");
}

TEST(term_curses__copy__is_osc_52_in_base64)
{
    copy_on("xterm-256color", NULL, "\033]52;c;SG9h\a", "Copied");
}

TEST(term_curses__copy_inside_tmux_or_screen__is_wrapped_for_them)
{
    copy_on("screen-256color", "socket,1,0", "\033Ptmux;\033\033]52;c;SG9h\a\033\\", "Copied");
    copy_on("screen", NULL, "\033P\033]52;c;SG9h\a\033\\", "Copied");
}

/* They would print it. */
TEST(term_curses__copy_on_a_plain_terminal__sends_nothing)
{
    copy_on("linux", NULL, NULL, "Not copied");
    copy_on("vt100", NULL, NULL, "Not copied");
}

TEST(osc52_sequence__any_length__is_right_base64)
{
    static const struct {
        const char *text, *base64;
    } known[] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg==" },
        { "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" }, { "Đăk Tô", "xJDEg2sgVMO0" } }; /* RFC 4648, 10 */
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        AUTO_BUF out = buf_limit(200);
        char want[100];
        assert_ok(osc52_sequence(&out, OSC52_BARE, known[i].text, NULL), NULL);
        snprintf(want, sizeof want, "\033]52;c;%s\a", known[i].base64);
        assert_string_equal(buf_text(&out), want);
    }
    AUTO_BUF out = buf_limit(1 << 20);
    char *much = calloc(OSC52_MAX + 2, 1);
    memset(much, 'a', OSC52_MAX + 1);
    assert_int_equal(osc52_sequence(&out, OSC52_BARE, much, NULL), RC_REFUSED);
    free(much);
}
