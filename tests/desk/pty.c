/* pty.c - the real terminal: what a key costs, what survives, what is left behind. */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "check.h"
#include "pty_line.h"

TEST(term_curses__plain_key__costs_at_most_12_bytes)
{
    struct line l;
    line_open(&l, "xterm-256color");
    send_keys(&l, "ab");
    drain(&l, 60);
    long worst = 0;
    for (const char *k = "cdefghij"; *k; k++) {
        send_keys(&l, (char[]){ *k, 0 });
        long cost = drain(&l, 40);
        worst = cost > worst ? cost : worst;
    }
    assert_in_range(worst, 1, 12);
    wait_row(&l, 3, "abcdefghij");
    assert_int_equal(drain(&l, 1200), 0); /* idle, a tick included: nothing is sent */
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
}

TEST(term_curses__moving_the_pointer__costs_at_most_64_bytes)
{
    struct line l;
    line_open(&l, "xterm-256color");
    send_keys(&l, "\033[17~"); /* F6 */
    drain(&l, 60);
    long worst = 0;
    for (int i = 0; i < 5; i++) {
        send_keys(&l, "\033OB");
        long cost = drain(&l, 40);
        worst = cost > worst ? cost : worst;
    }
    assert_in_range(worst, 1, 64);
    wait_row(&l, 10, "▌");
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(l.vt), &at);
    assert_int_equal(at.row, 10); /* the hardware cursor is on the focus */
    assert_int_equal(at.col, 1);
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
}

TEST(term_curses__letter_split_between_reads__arrives_whole)
{
    struct line l;
    line_open(&l, "xterm-256color");
    send_keys(&l, "Nguy\xE1");
    drain(&l, 60);
    send_keys(&l, "\xBB");
    drain(&l, 60);
    send_keys(&l, "\x85n");
    wait_row(&l, 3, "Nguyễn");
    send_keys(&l, "\177\177\177yễn V\177Văn"); /* an input method's burst */
    wait_row(&l, 3, "Nguyễn Văn");
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
    assert_draft("Nguyễn Văn");
}

TEST(term_curses__bracketed_paste_and_esc_digit__are_understood)
{
    struct line l;
    line_open(&l, "xterm-256color");
    send_keys(&l, "\033[200~Thôn 2,\txã\033[201~");
    wait_row(&l, 3, "Thôn 2, xã");
    send_keys(&l, "\0336"); /* Esc 6 = F6: now in the list */
    drain(&l, 80);
    send_keys(&l, "\033[B");
    drain(&l, 80);
    send_keys(&l, "\0330"); /* F10 means nothing here and must not end anything */
    drain(&l, 80);
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
    assert_draft("Thôn 2, xã");
}

TEST(term_curses__thousand_keys_at_once__are_all_kept_in_few_pictures)
{
    struct line l;
    char keys_sent[201];
    for (int i = 0; i < 200; i++)
        keys_sent[i] = (char)('a' + i % 26);
    keys_sent[200] = '\0';
    line_open(&l, "xterm-256color");
    send_keys(&l, keys_sent);
    long bytes = drain(&l, 150);
    assert_in_range(bytes, 1, 5 * 80 * 24);
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
    assert_draft(keys_sent);
}

TEST(term_curses__lost_line__saves_and_ends)
{
    struct line l;
    line_open(&l, "xterm-256color");
    send_keys(&l, "Nguyễn");
    wait_row(&l, 3, "Nguyễn");
    int64_t begin = now_ms();
    kill(l.pid, SIGHUP);
    assert_int_equal(line_end(&l), 0);
    assert_true(now_ms() - begin < 1000);
    assert_draft("Nguyễn");
}

TEST(term_curses__closed_terminal__saves_and_ends)
{
    struct line l;
    int status = -1;
    line_open(&l, "xterm-256color");
    send_keys(&l, "Hoa");
    wait_row(&l, 3, "Hoa");
    close(l.fd);
    for (int64_t end = now_ms() + DEADLINE_MS; now_ms() < end && waitpid(l.pid, &status, WNOHANG) == 0;)
        poll(NULL, 0, 10);
    if (status == -1)
        kill(l.pid, SIGKILL);
    assert_int_equal(status, 0);
    vterm_free(l.vt);
    assert_draft("Hoa");
}

TEST(term_curses__sigterm__leaves_the_terminal_sane)
{
    struct line l;
    struct termios before, after;
    line_open(&l, "xterm-256color");
    assert_int_equal(tcgetattr(l.fd, &before), 0);
    assert_int_equal(before.c_lflag & ICANON, 0); /* raw while the desk is open */
    kill(l.pid, SIGTERM);
    int fd = dup(l.fd);
    assert_int_equal(line_end(&l), 0);
    assert_int_equal(tcgetattr(fd, &after), 0);
    assert_true(after.c_lflag & ICANON);
    close(fd);
}

TEST(term_curses__resizes_of_every_kind__are_survived)
{
    struct line l;
    static const struct winsize sizes[] = { { 1, 1, 0, 0 }, { 5, 20, 0, 0 }, { 200, 500, 0, 0 },
        { 24, 80, 0, 0 } };
    line_open(&l, "xterm-256color");
    send_keys(&l, "Hoa");
    for (int i = 0; i < 400; i++) {
        assert_int_equal(ioctl(l.fd, TIOCSWINSZ, &sizes[i % 4]), 0);
        drain(&l, 0);
    }
    wait_row(&l, 3, "Hoa");
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
}

TEST(term_curses__poor_terminals__are_served)
{
    static const char *const terms[] = { "linux", "vt100", "screen", "xterm" };
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct line l;
        line_open(&l, terms[i]);
        send_keys(&l, "Hoa");
        wait_row(&l, 3, "Hoa");
        send_keys(&l, "\033");
        assert_int_equal(line_end(&l), 0);
    }
}

TEST(term_curses__own_typing__composes_and_shows_its_method)
{
    struct line l;
    line_open(&l, "xterm-256color");
    wait_row(&l, 0, "[E]");
    send_keys(&l, "\034");
    wait_row(&l, 0, "[T]");
    send_keys(&l, "Nguyeenx Thij Hoaf ");
    wait_row(&l, 3, "Nguyễn Thị Hòa");
    send_keys(&l, "\034");
    wait_row(&l, 0, "[V]");
    send_keys(&l, "D9a8k To6");
    wait_row(&l, 3, "Hòa Đăk Tô");
    send_keys(&l, "\034as");
    wait_row(&l, 0, "[E]");
    send_keys(&l, "\033");
    assert_int_equal(line_end(&l), 0);
    assert_draft("Nguyễn Thị Hòa Đăk Tôas");
}

static bool reports_asked(bool wanted)
{
    struct line l;
    line_open_mouse(&l, "xterm-256color", wanted);
    bool asked = was_said(&l, "\033[?1006;1000h");
    send_keys(&l, "\033");
    drain(&l, 200);
    assert_true(!asked || was_said(&l, "\033[?1006;1000l")); /* left as it was found */
    assert_int_equal(line_end(&l), 0);
    return asked;
}

TEST(term_curses__mouse__is_asked_for_only_when_wanted)
{
    assert_true(reports_asked(true));
    assert_false(reports_asked(false)); /* selecting and pasting stay the terminal's */
}

TEST(term_curses__sgr_mouse_reports__move_the_focus_and_turn_the_list)
{
    struct line l;
    line_open_mouse(&l, "xterm-256color", true);
    send_keys(&l, "\033[<0;10;9M\033[<0;10;9m"); /* the fourth line of the list, pressed and let go */
    wait_row(&l, 8, "▌");
    send_keys(&l, "\033[<65;10;9M"); /* the wheel, down: three lines */
    wait_row(&l, 11, "▌");
    send_keys(&l, "\033[<64;10;9M");
    wait_row(&l, 8, "▌");
    send_keys(&l, "ab\033[<0;70;3M\033[<0;70;3mcd"); /* a click on nothing between letters costs none of them */
    wait_row(&l, 3, "abcd");
    send_keys(&l, "\033[<0;76;24M\033[<0;76;24m"); /* "Esc End" in the footer */
    assert_int_equal(line_end(&l), 0);
    assert_draft("abcd");
}
