/* sequences.c - the bytes each kind of terminal sends for a key, fed to the desk through a pseudo-terminal. */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "pty_line.h"

#define LAST_KEY 15 /* the row of the key test that names it */

struct stroke {
    const char *bytes, *name;
};

static void press(struct line *l, const struct stroke *s)
{
    char shown[40];
    send_keys(l, "~"); /* so that the same key twice is seen */
    wait_row(l, LAST_KEY, "[ ~ ]");
    send_keys(l, s->bytes);
    snprintf(shown, sizeof shown, "[ %s ]", s->name);
    wait_row(l, LAST_KEY, shown);
}

static void press_all(const char *term, const struct stroke *strokes)
{
    struct line l;
    line_open_screen(&l, term, "keytest");
    for (; strokes->bytes; strokes++)
        press(&l, strokes);
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
}

static const struct stroke xterm[] = { /* Windows Terminal sends the same */
    { "\033OP", "F1" }, { "\033[15~", "F5" }, { "\033[21~", "F10" }, { "\033[24~", "F12" }, { "\033OH", "Home" },
    { "\033OF", "End" }, { "\033[H", "Home" }, { "\033[F", "End" }, { "\033[1;5H", "Ctrl-Home" },
    { "\033[1;5F", "Ctrl-End" }, { "\033[1;2P", "Shift-F1" }, { "\033[Z", "Shift-Tab" }, { "\033OA", "Up" },
    { "\033[A", "Up" }, { "\177", "Backspace" }, { "\b", "Backspace" }, { "\0330", "F10" }, { "\0331", "F1" },
    { 0 } };

static const struct stroke putty[] = { { "\033[11~", "F1" }, { "\033[12~", "F2" }, { "\033[13~", "F3" },
    { "\033[14~", "F4" }, { "\033[15~", "F5" }, { "\033[21~", "F10" }, { "\033[1~", "Home" }, { "\033[4~", "End" },
    { "\033Op", "0" }, { "\033Oq", "1" }, { "\033Ot", "4" }, { "\033Ow", "7" }, { "\033Oy", "9" }, { "\033On", "." }, { "\033[5~", "PageUp" },
    { "\033[2~", "Insert" }, { "\033[3~", "Delete" }, { 0 } };

static const struct stroke console[] = { { "\033[[A", "F1" }, { "\033[[E", "F5" }, { "\033[17~", "F6" },
    { "\033[21~", "F10" }, { "\033[1~", "Home" }, { "\033[4~", "End" }, { "\033[25~", "Shift-F1" },
    { "\033[A", "Up" }, { "\033[6~", "PageDown" }, { 0 } };

static const struct stroke multiplexer[] = { { "\033OP", "F1" }, { "\033[21~", "F10" }, { "\033[1~", "Home" },
    { "\033[4~", "End" }, { "\033[1;5H", "Ctrl-Home" }, { "\033[1;2P", "Shift-F1" }, { "\033OB", "Down" },
    { "\033[B", "Down" }, { "\033[Z", "Shift-Tab" }, { 0 } };

static const struct stroke rxvt[] = { { "\033[11~", "F1" }, { "\033[21~", "F10" }, { "\033[7~", "Home" },
    { "\033[8~", "End" }, { "\033[7^", "Ctrl-Home" }, { "\033[8^", "Ctrl-End" }, { 0 } };

TEST(sequences__xterm_and_windows_terminal)
{
    press_all("xterm-256color", xterm);
}

TEST(sequences__putty__under_its_two_names_number_pad_included)
{
    press_all("xterm", putty);
    press_all("putty-256color", putty);
}

TEST(sequences__linux_console)
{
    press_all("linux", console);
}

TEST(sequences__screen_and_tmux)
{
    press_all("screen", multiplexer);
    press_all("screen-256color", multiplexer);
    press_all("tmux-256color", multiplexer);
}

TEST(sequences__rxvt)
{
    press_all("rxvt", rxvt);
}

TEST(sequences__vt100__keeps_its_own_meaning_of_the_number_pad)
{
    static const struct stroke own[] = { { "\033OP", "F1" }, { "\033Ot", "F5" }, { "\033OA", "Up" }, { 0 } };
    press_all("vt100", own);
}

TEST(sequences__terminal_nobody_described__is_served_like_its_relatives)
{
    press_all("xterm-of-another-make", xterm);
}

TEST(sequences__enter_of_the_number_pad__is_enter)
{
    struct line l;
    line_open_screen(&l, "xterm-256color", "keytest");
    send_keys(&l, "\033OM");
    wait_row(&l, 22, "Enter once more");
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
}
