/* linear.c - a window too small: the notice, the way on line by line, and the way back. */
#include "base/buf.h"
#include <signal.h>

#include "check.h"
#include "golden.h"
#include "pty_line.h"
#include "stage.h"

/* In the place of the line-wise terminal another one in memory. */
static struct term_memory *stand_in;
static int rested;

static enum rc lines(struct terminal *t, struct terminal **ret, struct err *e)
{
    (void)t;
    enum rc rc = term_memory_open(&stand_in, 80, 24, e);
    if (!rc)
        *ret = &stand_in->terminal;
    return rc;
}

static void restore(struct terminal *t)
{
    (void)t;
    rested++;
}

TEST(desk__small_window__offers_lines_where_the_terminal_has_them)
{
    struct stage st;
    stage_open(&st, 80, 24, screen_find("keytest"));
    st.term->terminal.lines = lines;
    stage_play(&st, "size 58x17\n");
    assert_picture(&st.term->shown, "small-lines");
    stage_play(&st, "size 40x12\n");
    assert_picture(&st.term->shown, "small-zoom");
    stage_close(&st);
}

TEST(desk__f10_in_a_small_window__goes_on_line_by_line_and_comes_back_with_room)
{
    struct stage st;
    stage_open(&st, 80, 24, screen_find("keytest"));
    st.term->terminal.lines = lines;
    st.term->terminal.restore = restore;
    rested = 0;
    stage_play(&st, "F2\nsize 58x17\nF3\n");
    assert_true(st.desk.blink); /* what cannot be seen is not acted on */
    stage_play(&st, "F10\n");
    assert_true(st.desk.linear);
    assert_ptr_equal(st.desk.terminal, &stand_in->terminal);
    desk_key(&st.desk, K_F(9)); /* for the screen again */
    term_memory_resize(st.term, 80, 24);
    desk_key(&st.desk, K_RESIZE);
    desk_paint(&st.desk);
    assert_int_equal(rested, 1);
    assert_false(st.desk.linear);
    stage_play(&st, "expect \"✓ F2\"\nexpect \"✓ F9\"\nexpect \"· F3\"\n");
    stage_close(&st);
}

TEST(term_curses__small_window__goes_on_in_lines_with_what_was_typed_and_back)
{
    struct line l;
    line_open(&l, "xterm-256color");
    send_keys(&l, "Nguyễn ");
    wait_row(&l, 3, "Nguyễn");
    line_resize(&l, 40, 12);
    wait_row(&l, 0, "too small");
    send_keys(&l, "\033[21~"); /* F10 */
    wait_said(&l, "> Nguyễn");
    send_keys(&l, "Văn Hải\n");
    wait_said(&l, "> Nguyễn Văn Hải");
    line_resize(&l, 80, 24);
    wait_row(&l, 3, "Nguyễn Văn Hải");
    wait_row(&l, 23, "Esc End");
    send_keys(&l, "!\033");
    assert_int_equal(line_end(&l), 0);
    assert_draft("Nguyễn Văn Hải!");
}

TEST(term_curses__small_window__lost_line_in_lines_saves_and_ends)
{
    struct line l;
    line_open(&l, "xterm-256color");
    send_keys(&l, "Hoa");
    wait_row(&l, 3, "Hoa");
    line_resize(&l, 40, 12);
    wait_row(&l, 0, "too small");
    send_keys(&l, "\0330"); /* Esc 0 */
    wait_said(&l, "> Hoa");
    kill(l.pid, SIGTERM);
    assert_int_equal(line_end(&l), 0);
    assert_draft("Hoa");
}
