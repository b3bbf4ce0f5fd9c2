/* mouse.c - a click puts the focus where it falls, and nothing more; the footer's keys can be pressed. */
#include "desk/mouse.h"

#include "counter.h"
#include "dossier/message.h"
#include "people/citizen.h"

/* The cell at which `text` begins on the screen. */
static void find_text(const struct counter *c, const char *text, int *x, int *y)
{
    const struct canvas *shown = &c->term->shown;
    for (*y = 0; *y < shown->h; ++*y) {
        AUTO_BUF row = buf_limit(1 << 16);
        canvas_row_text(shown, *y, &row);
        char *at = strstr(buf_text(&row), text);
        if (!at)
            continue;
        *at = '\0';
        *x = text_columns(buf_text(&row));
        return;
    }
    fail_msg("\"%s\" is not on the screen", text);
}

static void press(struct counter *c, enum mouse_act act, const char *text)
{
    int x, y;
    find_text(c, text, &x, &y);
    desk_key(&c->desk, K_MOUSE_AT(act, x, y));
    desk_paint(&c->desk);
}

static const char *top(const struct counter *c)
{
    return c->desk.top->class->name;
}

static void open_home(struct counter *c, const char *name)
{
    struct intake_answer answer;
    counter_open(c, name, 80, 24);
    counter_play(c, "Enter\n");
    shop_receive(&answer, c->shop, 2345, "1.004873");
    counter_play(c, "F7\nEsc\n"); /* home is read anew */
}

TEST(mouse__footer_key__is_pressed)
{
    struct counter c;
    open_home(&c, "mouse-footer");
    press(&c, MOUSE_CLICK, "F7 ");
    assert_string_equal(top(&c), "work_list");
    press(&c, MOUSE_CLICK, "Esc ");
    assert_string_equal(top(&c), "home");
    counter_close(&c);
}

TEST(mouse__list_line__takes_the_focus_and_opens_nothing)
{
    struct counter c;
    open_home(&c, "mouse-line");
    press(&c, MOUSE_CLICK, "2 Work"); /* from the command box into the list */
    assert_string_equal(top(&c), "home");
    int x, y;
    find_text(&c, "▌2", &x, &y);
    assert_int_equal(c.term->shown.cursor_y, y);
    press(&c, MOUSE_CLICK, "/");
    assert_int_equal(c.term->shown.cursor_y, ROW_COMMAND);
    counter_close(&c);
}

TEST(mouse__wheel__turns_the_list_under_it_and_not_past_its_end)
{
    struct counter c;
    open_home(&c, "mouse-wheel");
    counter_play(&c, "F7\n");
    press(&c, MOUSE_WHEEL_DOWN, "05-0001");
    counter_play(&c, "expect \"▌  05-0002\"\n");
    press(&c, MOUSE_WHEEL_UP, "05-0001");
    counter_play(&c, "expect \"▌  05-0001\"\n");
    press(&c, MOUSE_WHEEL_DOWN, "Work list"); /* nothing there turns */
    counter_play(&c, "expect \"▌  05-0001\"\n");
    counter_close(&c);
}

TEST(mouse__dialog__button_takes_the_focus_and_what_lies_beside_the_box_means_nothing)
{
    struct counter c;
    open_home(&c, "mouse-dialog");
    counter_play(&c, "F2\ntext \"062190009999\"\nEnter\nEsc\nexpect \"Stay here\"\n");
    assert_string_equal(top(&c), "dialog");
    press(&c, MOUSE_CLICK, "3  Stay");
    assert_string_equal(top(&c), "dialog");
    counter_play(&c, "expect \"▌3  Stay\"\n");
    press(&c, MOUSE_CLICK, "New dossier");
    assert_string_equal(top(&c), "dialog");
    counter_play(&c, "Enter\n");
    assert_string_equal(top(&c), "intake");
    counter_close(&c);
}

TEST(mouse__form_field__takes_the_cursor_and_keeps_what_was_typed)
{
    struct counter c;
    open_home(&c, "mouse-form");
    counter_play(&c, "F2\ntext \"062190009999\"\nEnter\n");
    press(&c, MOUSE_CLICK, "Personal number");
    counter_play(&c, "expect \"[062190009999\"\n");
    counter_close(&c);
}

TEST(mouse__click_typed_ahead__meant_for_what_is_gone__does_nothing)
{
    struct counter c;
    int x, y;
    open_home(&c, "mouse-ahead");
    find_text(&c, "F7 ", &x, &y);
    desk_key(&c.desk, K_F(8)); /* not shown yet: the footer of the day lies there now */
    assert_string_equal(top(&c), "supervisor");
    desk_key(&c.desk, K_MOUSE_AT(MOUSE_CLICK, x, y));
    assert_string_equal(top(&c), "supervisor");
    assert_true(c.desk.blink);
    counter_close(&c);
}

TEST(box__on_top__takes_the_light_from_the_field_below)
{
    struct counter c;
    open_home(&c, "mouse-light");
    counter_play(&c, "F2\ntext \"062190009999\"\nEnter\nEsc\nexpect \"Stay here\"\n");
    const struct canvas *shown = &c.term->shown;
    for (int i = 0; i < shown->w * shown->h; i++)
        assert_int_not_equal(
            shown->cells[i].role, ROLE_FOCUS); /* the ways of this box are lines, not buttons */
    counter_close(&c);
}

TEST(mouse__due_line_of_home__takes_the_focus_and_a_heading_presses_its_key)
{
    struct counter c;
    int x, y;
    open_home(&c, "mouse-due");
    find_text(&c, "DUE TODAY", &x, &y);
    desk_key(&c.desk, K_MOUSE_AT(MOUSE_CLICK, x + 3, y + 1)); /* the first of what is due */
    desk_paint(&c.desk);
    assert_int_equal(c.term->shown.cursor_y, y + 1);
    assert_int_equal(c.term->shown.cursor_x, x);
    assert_string_equal(top(&c), "home");
    press(&c, MOUSE_CLICK, "WAITING LINE");
    assert_string_equal(top(&c), "tickets");
    counter_play(&c, "Esc\n");
    press(&c, MOUSE_CLICK, "LINE AND PORTAL");
    assert_string_equal(top(&c), "outbox");
    counter_play(&c, "Esc\n");
    press(&c, MOUSE_CLICK, "MY WORK");
    assert_string_equal(top(&c), "work_list");
    counter_close(&c);
}

#define TO_PAPERS                                                                                                      \
    "F2\nscan \"062190004321|233112346|Nguyễn Thị Hoa|15081990|Nữ|Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi|" \
    "10052021\"\ntext \"0912345678\"\nEnter\ntext \"khai sinh\"\nEnter\n"
#define TO_FORM TO_PAPERS "Enter\nF8\nF8\ntext \"Trần Minh An\"\nEnter\n"

TEST(mouse__dossier__timeline_and_papers_take_the_focus_from_each_other)
{
    struct counter c;
    int x, y;
    open_home(&c, "mouse-dossier");
    counter_play(&c, TO_FORM "F10\nF10\nF10\nEsc\ntext \"0003\"\nEnter\n");
    assert_string_equal(top(&c), "dossier");
    find_text(&c, "PAPERS", &x, &y);
    desk_key(&c.desk, K_MOUSE_AT(MOUSE_CLICK, x + 2, y + 1));
    desk_paint(&c.desk);
    assert_int_equal(c.term->shown.cursor_y, y + 1);
    assert_int_equal(c.term->shown.cursor_x, x);
    find_text(&c, "WHAT HAPPENED", &x, &y);
    desk_key(&c.desk, K_MOUSE_AT(MOUSE_CLICK, x + 2, y + 1));
    desk_paint(&c.desk);
    assert_int_equal(c.term->shown.cursor_x, BODY_LEFT);
    assert_int_equal(c.term->shown.cursor_y, y + 1);
    find_text(&c, "PAPERS", &x, &y);
    desk_key(&c.desk, K_MOUSE_AT(MOUSE_WHEEL_DOWN, x + 2, y + 1)); /* turns the papers, the focus stays */
    desk_paint(&c.desk);
    assert_int_equal(c.term->shown.cursor_x, BODY_LEFT);
    assert_string_equal(top(&c), "dossier");
    counter_close(&c);
}

TEST(mouse__paper_of_the_intake__a_line_and_its_number_take_the_cursor_and_stay_unanswered)
{
    struct counter c;
    int x, y;
    open_home(&c, "mouse-papers");
    counter_play(&c, TO_PAPERS "expect \"Orig Cert Copy\"\n");
    find_text(&c, "Orig Cert", &x, &y);
    AUTO_BUF after = buf_limit(1 << 16);
    desk_key(&c.desk, K_MOUSE_AT(MOUSE_CLICK, x + 6, y + 3)); /* the third paper, certified copies */
    desk_paint(&c.desk);
    assert_int_equal(c.term->shown.cursor_y, y + 3);
    assert_int_equal(c.term->shown.cursor_x, x + 5 + 2);
    desk_key(&c.desk, K_MOUSE_AT(MOUSE_CLICK, 5, y + 1));
    desk_paint(&c.desk);
    assert_int_equal(c.term->shown.cursor_y, y + 1);
    canvas_row_text(&c.term->shown, y + 1, &after);
    assert_true(strstr(buf_text(&after), "? here?") != NULL); /* still without an answer */
    counter_close(&c);
}

TEST(mouse__choice_of_the_last_step__first_takes_the_focus_then_presses_the_digit)
{
    struct counter c;
    open_home(&c, "mouse-due-step");
    counter_play(&c, TO_FORM "F10\nexpect \"Told by\"\n");
    int x, y;
    press(&c, MOUSE_CLICK, "3 a call");
    find_text(&c, "Told by", &x, &y);
    assert_int_equal(c.term->shown.cursor_y, y);
    counter_play(&c, "expect \"▌1 as usual\"\n"); /* only the focus went there */
    press(&c, MOUSE_CLICK, "3 a call");
    counter_play(&c, "expect \"▌3 a call\"\n");
    press(&c, MOUSE_CLICK, "Note");
    find_text(&c, "Note", &x, &y);
    assert_int_equal(c.term->shown.cursor_y, y);
    counter_play(&c, "F10\nF10\n"); /* what was chosen is of the citizen, as the verb stores it */
    struct err e = { 0 };
    struct citizen hoa;
    enum message_wish wish = WISH_ANY;
    assert_ok(citizen_by_number(&hoa, c.shop->of.db, "062190004321", &e), &e);
    assert_ok(message_wish_of(&wish, &c.shop->of, hoa.id, &e), &e);
    assert_int_equal(wish, WISH_CALL);
    counter_close(&c);
}
