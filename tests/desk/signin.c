/* signin.c - who opens the desk, who opens it again over the lock, and what each of them finds. All people
 * here are invented. */
#include <stdio.h>
#include <unistd.h>

#include "base/fs.h"
#include "book/settings.h"
#include "counter.h"
#include "desk/checks.h"

#define CARD "062190004321|233112346|Nguyễn Thị Hoa|15081990|Nữ|Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi|10052021"

/* A second clerk, Y Thử, with a password, at the same counter. */
static void open_with_two(struct counter *c, const char *name)
{
    struct err e = { 0 };
    struct staff clerk = { .login = "ythu", .name = "Y Thử Hai", .role = ROLE_OFFICER };
    counter_open(c, name, 80, 24);
    c->shop->of.staff_id = 1;
    c->shop->of.role = ROLE_FOUNDER;
    assert_ok(staff_add(&c->shop->of, &clerk, &e), &e);
    assert_ok(staff_set_password(&c->shop->of, "ythu", "bốn từ rất dài", &e), &e);
    assert_ok(staff_set_password(&c->shop->of, "mau", "mật khẩu của mẫu", &e), &e);
    screen_close(c->desk.top);
    c->desk.quit = false;
    assert_ok(desk_push_named(&c->desk, "signin", NULL), NULL);
    desk_paint(&c->desk);
}

TEST(signin__letters_on_the_list__find_a_name_without_marks)
{
    struct counter c;
    open_with_two(&c, "signin-letters");
    counter_play(&c, "text \"th\"\nexpect \"▌2  Y Thử Hai\"\n");
    counter_play(&c, "text \"z\"\n");
    assert_true(c.desk.blink);
    counter_play(&c, "Backspace\ntext \"mau\"\nexpect \"▌1  Người Mẫu\"\n");
    counter_close(&c);
}

TEST(lock__another_clerk__finds_her_own_work_and_the_first_finds_his_again)
{
    struct counter c;
    open_with_two(&c, "lock-two");
    counter_play(&c,
        "text \"mau\"\nEnter\ntext \"mật khẩu của mẫu\"\nEnter\nF2\nscan \"" CARD "\"\n"
        "text \"0912345678\"\nEnter\ntext \"ks\"\nEnter\nEnter\nF8\nF8\ntext \"Trần Minh An\"\n");
    counter_play(&c, "Ctrl-L\nF2\ntext \"thu\"\nEnter\ntext \"bốn từ rất dài\"\nEnter\n");
    assert_string_equal(c.desk.top->class->name, "home");
    assert_null(c.desk.top->below);
    assert_false(counter_shows(&c, "Draft")); /* his is not hers */
    assert_false(counter_shows(&c, "Hoa"));
    counter_play(&c, "F2\nscan \"" CARD "\"\ntext \"0912345678\"\nEnter\ntext \"ks\"\nEnter\n");
    assert_string_equal(c.desk.top->class->name, "intake"); /* no draft of his is offered */
    counter_play(&c, "Esc\nEsc\nEsc\n");
    counter_play(&c, "Ctrl-L\nF2\ntext \"mau\"\nEnter\ntext \"mật khẩu của mẫu\"\nEnter\nexpect \"Draft\"\n");
    counter_play(&c, "Tab\nEnter\nexpect \"Trần Minh An\"\n"); /* the half-typed field, too */
    counter_close(&c);
}

TEST(lock__over_a_box__hides_the_box_and_gives_it_back)
{
    struct counter c;
    counter_open(&c, "lock-box", 80, 24);
    counter_play(&c, "Enter\nF2\nscan \"" CARD "\"\nEsc\nexpect \"Stay here\"\nCtrl-L\n");
    assert_string_equal(c.desk.top->class->name, "lock");
    assert_false(counter_shows(&c, "Stay here"));
    assert_false(counter_shows(&c, "Hoa"));
    counter_play(&c, "Enter\nexpect \"Stay here\"\n");
    counter_close(&c);
}

TEST(practice__card_of_somebody_unknown__is_taken_with_a_warning)
{
    struct counter c;
    counter_open(&c, "practice-card", 80, 24);
    counter_play(&c, "Enter\n");
    c.desk.practice = true;
    counter_play(&c, "scan \"" CARD "\"\nexpect \"This is the practice book.\"\nexpect \"Nguyễn Thị Hoa\"\n");
    assert_string_equal(c.desk.top->class->name, "intake");
    counter_play(
        &c, "Ctrl-U\nEsc\n2\nscan \"062185001234|233112345|Nguyễn Thị Thử|15081985|Nữ|Thôn 3|10052021\"\n");
    assert_false(counter_shows(&c, "This is the practice book.")); /* she is one of its people */
    counter_close(&c);
}

/* --- the tools --- */

static void look_until_answered(struct checks *k, struct counter *c)
{
    for (int i = 0; i < 500 && !k->answered; i++, usleep(10000))
        checks_look(k, &c->session);
    assert_true(k->answered);
}

TEST(checks__disk_and_backup__are_told_by_a_look_behind)
{
    struct counter c;
    struct checks k = { 0 };
    struct err e = { 0 };
    counter_open(&c, "checks", 80, 24);
    c.shop->of.staff_id = 1;
    c.shop->of.role = ROLE_FOUNDER;
    checks_look(&k, &c.session);
    look_until_answered(&k, &c);
    assert_non_null(strstr(k.rows[1].text, "no backup set"));
    assert_non_null(strstr(k.rows[2].text, "GB left"));
    checks_end(&k);
    assert_ok(fs_replace(test_path("checks-backup"), "x", 1, 0600, &e), &e);
    assert_ok(setting_set(&c.shop->of, "backup.dir", test_dir(), &e), &e);
    k = (struct checks){ 0 };
    checks_look(&k, &c.session);
    look_until_answered(&k, &c);
    assert_int_equal(k.pid, 0);
    assert_true(k.newest > 0);
    checks_end(&k);
    counter_close(&c);
}

TEST(checks__no_answer__is_waited_for_by_nobody_and_marked_after_five_seconds)
{
    struct counter c;
    counter_open(&c, "checks-silent", 80, 24);
    struct checks k = { .begun_ms = c.ms }; /* asked, not answered */
    checks_look(&k, &c.session);
    assert_int_equal(k.rows[2].mark, 'o');
    c.ms += 6000;
    checks_look(&k, &c.session);
    assert_int_equal(k.rows[2].mark, '?');
    counter_close(&c);
}

TEST(signin__f4__names_the_desk_and_the_machine_remembers_it)
{
    struct counter c;
    struct err e = { 0 };
    counter_open(&c, "signin-desk", 80, 24);
    const char *machine = c.session.machine;
    counter_play(&c, "F4\nexpect \"another name\"\ntext \"another\"\nEnter\nexpect \"As it stands\"\n"
                     "Ctrl-U\ntext \" Cửa Một \"\nEnter\nexpect \"Desk Cửa-Một\"\n");
    assert_string_equal(c.shop->of.desk, "Cửa-Một");
    counter_play(&c, "Enter\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM desk_name WHERE name = 'Cửa-Một'"), 1);
    session_close(&c.session);
    assert_string_equal(c.shop->of.desk, machine);
    assert_ok(session_open(&c.session, &c.desk, &c.shop->of, &e), &e); /* the next morning */
    assert_string_equal(c.shop->of.desk, "Cửa-Một");
    assert_ok(session_name_desk(&c.session, machine, &e), &e); /* its own name again */
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM desk_name"), 0);
    assert_int_equal(session_name_desk(&c.session, "   ", &e), RC_REFUSED);
    assert_int_equal(session_name_desk(&c.session, "một cái tên dài quá sức của bảng", &e), RC_REFUSED);
    assert_int_equal(session_name_desk(&c.session, "a\tb", &e), RC_REFUSED);
    assert_string_equal(c.shop->of.desk, machine);
    counter_close(&c);
}

TEST(lock__work_that_is_begun__is_counted_without_a_name)
{
    struct counter c;
    counter_open(&c, "lock-held", 80, 24);
    counter_play(&c, "Enter\nCtrl-L\nexpect \"Nothing is half done.\"\nEnter\n");
    counter_play(&c, "F2\nscan \"" CARD "\"\ntext \"0912345678\"\nEnter\ntext \"ks\"\nEnter\n");
    counter_play(&c, "Ctrl-L\nexpect \"1 dossier at step 3.\"\n");
    assert_false(counter_shows(&c, "Hoa"));
    counter_play(&c, "Enter\nEsc\nEsc\nEsc\nEnter\nF2\ntext \"062190009999\"\nEnter\ntext \"Nguyễn Hai\"\nEnter\n"
                     "Ctrl-L\nexpect \"2 dossiers begun.\"\n");
    counter_close(&c);
}
