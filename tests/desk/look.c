/* look.c - colours as the terminal has them, none where nobody wants them, and the bell. */
#include "check.h"
#include "pty_line.h"

static bool has_colour(const struct line *l)
{
    static const char *const sequences[] = { "\033[38;5;", "\033[48;5;", "\033[30", "\033[36", "\033[37", "\033[46" };
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
        if (was_said(l, sequences[i]))
            return true;
    return false;
}

static void end(struct line *l)
{
    send_keys(l, "\033");
    assert_int_equal(line_end(l), 0);
}

TEST(look__256_colours__are_those_of_the_dark_theme)
{
    struct line l;
    line_open(&l, "xterm-256color");
    assert_true(was_said(&l, "38;5;252")); /* base */
    assert_true(was_said(&l, "38;5;117")); /* key names */
    end(&l);
}

TEST(look__eight_colours__ask_for_no_others)
{
    struct line l;
    line_open(&l, "linux");
    assert_true(has_colour(&l));
    assert_false(was_said(&l, "38;5;"));
    end(&l);
}

TEST(look__no_color__and_terminals_without_colours__get_none)
{
    struct line l;
    line_open_no_color(&l, "xterm-256color");
    assert_false(has_colour(&l));
    assert_true(was_said(&l, ";7m") || was_said(&l, "[7m")); /* the bars are reversed instead */
    end(&l);
    line_open(&l, "vt100");
    assert_false(has_colour(&l));
    end(&l);
}

TEST(look__refused_key__rings_lower_and_shorter_on_the_linux_console_only)
{
    struct line l;
    line_open(&l, "linux");
    send_keys(&l, "\033[20~"); /* F9 means nothing here */
    wait_said(&l, "\033[10;300]\033[11;50]\a\033[10]\033[11]");
    end(&l);
    line_open(&l, "xterm-256color");
    send_keys(&l, "\033[20~");
    wait_said(&l, "\a");
    assert_false(was_said(&l, "\033[10;300]"));
    end(&l);
}
