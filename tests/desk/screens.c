/* screens.c - the screens that belong to the desk itself, as pictures. */
#include <string.h>

#include "check.h"
#include "golden.h"
#include "stage.h"

TEST(keytest__marks_what_arrives_and_esc_leaves)
{
    struct stage st;
    stage_open(&st, 80, 24, screen_find("keytest"));
    stage_play(&st, "F1\nF10\nHome\n");
    assert_picture(&st.term->shown, "keytest");
    stage_play(&st, "Esc\n");
    assert_true(st.desk.quit);
    stage_close(&st);
}

TEST(help__lists_the_keys_of_the_screen_below)
{
    struct stage st;
    stage_open(&st, 80, 24, screen_find("keytest"));
    assert_ok(desk_push_named(&st.desk, "help", NULL), NULL);
    desk_paint(&st.desk);
    assert_picture(&st.term->shown, "help");
    stage_play(&st, "F12\n");
    assert_string_equal(st.desk.top->class->name, "keytest");
    stage_close(&st);
}

TEST(desk__typing_key__turns_through_the_modes_and_shows_them)
{
    struct stage st;
    stage_open(&st, 80, 24, screen_find("help"));
    stage_play(&st, "Ctrl-\\\nexpect \"[T]\"\nCtrl-\\\nexpect \"[V]\"\nCtrl-\\\nexpect \"[E]\"\n");
    stage_close(&st);
}

TEST(desk__unknown_key__beeps_and_blinks_once)
{
    struct stage st;
    stage_open(&st, 80, 24, screen_find("help"));
    stage_play(&st, "F2\n");
    assert_int_equal(st.term->beeps, 1);
    assert_int_equal(canvas_at(&st.term->shown, 1, 22)->role, ROLE_FOCUS);
    stage_play(&st, "F8\nCtrl-B\nF2\n");
    assert_int_equal(st.term->beeps, 1); /* sound is off */
    desk_beep(&st.desk, 2);
    assert_int_equal(st.term->beeps, 1);
    stage_close(&st);
}

TEST(desk__sounds__refused_is_brief__a_person_needed_is_two_with_a_pause)
{
    struct stage st;
    stage_open(&st, 80, 24, screen_find("help"));
    desk_beep(&st.desk, 1); /* accepted */
    assert_int_equal(st.term->beeps, 1);
    assert_int_equal(st.term->briefs, 0);
    desk_refuse(&st.desk);
    assert_int_equal(st.term->briefs, 1);
    desk_beep(&st.desk, 2);
    assert_true(desk_step(&st.desk, 0));
    assert_int_equal(st.term->beeps, 3); /* at once they would sound as one */
    st.ms += 300;
    assert_true(desk_step(&st.desk, 0));
    assert_true(desk_step(&st.desk, 0));
    assert_int_equal(st.term->beeps, 4);
    stage_close(&st);
}

TEST(desk__idle__locks_once_and_wipes_the_screen)
{
    struct stage st;
    stage_open(&st, 80, 24, screen_find("help"));
    st.desk.lock = "keytest";
    st.desk.lock_after_ms = 300000;
    assert_true(desk_step(&st.desk, 0));
    assert_string_equal(st.desk.top->class->name, "help");
    st.ms += 300000;
    assert_true(desk_step(&st.desk, 0));
    assert_true(desk_step(&st.desk, 0));
    assert_string_equal(st.desk.top->class->name, "keytest");
    assert_string_equal(st.desk.top->below->class->name, "help");
    stage_close(&st);
}

static void header(struct desk *d, struct header *ret)
{
    (void)d;
    *ret = (struct header){ .commune = "Đăk Tô",
        .desk = "Quầy 2",
        .person = "H. Lan",
        .line = LINE_GOOD,
        .portal = "Cổng 9 giây",
        .waiting = 3,
        .oldest = "54 phút",
        .now = 1795402320,
        .practice = d->practice };
}

TEST(header__cells__drop_in_the_order_of_the_law)
{
    struct stage st;
    stage_open(&st, 80, 24, screen_find("help"));
    st.desk.header = header;
    stage_play(&st,
        "expect \" Đăk Tô · Quầy 2 · H. Lan\"\nexpect \"● Cổng 9 giây  ↑ 3 waiting, 54 phút  [E]\"\n"
        "expect \"23/11 09:52\"\n");
    struct canvas c = { 0 };
    struct header h;
    assert_ok(canvas_resize(&c, 48, 24, NULL), NULL);
    header(&st.desk, &h);
    frame_header(&c, &h);
    assert_picture(&c, "header-narrow");
    canvas_release(&c);
    stage_close(&st);
}

TEST(practice__frame__moves_nothing)
{
    struct stage st;
    stage_open(&st, 80, 24, screen_find("help"));
    struct canvas before = { 0 };
    assert_ok(canvas_resize(&before, 80, 24, NULL), NULL);
    canvas_copy(&before, &st.term->shown);
    st.desk.practice = true;
    desk_paint(&st.desk);
    for (int y = 3; y < 21; y++)
        for (int x = 1; x < 79; x++)
            assert_true(cell_same(canvas_at(&before, x, y), canvas_at(&st.term->shown, x, y)));
    assert_picture(&st.term->shown, "practice");
    canvas_release(&before);
    stage_close(&st);
}
