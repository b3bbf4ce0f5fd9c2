/* evening.c - the drawer at the end of the day, and whom to call: by keys, with what goes wrong. */
#include "counter.h"
#include "dossier/message.h"
#include "dossier/money.h"
#include "dossier/move.h"

#define CERTIFIED "2.000815"

/* Signed in, with 2.000 in the drawer. */
static void evening_open(struct counter *c, const char *name)
{
    struct err e = { 0 };
    struct intake_answer a;
    struct money_payment p;
    counter_open(c, name, 80, 24);
    counter_play(c, "Enter\n");
    shop_receive(&a, c->shop, 1, CERTIFIED);
    assert_ok(money_pay(&p, &c->shop->of, a.code, &(struct money_taking){ 0 }, &e), &e);
}

TEST(drawer_screen__closes__a_drawer_that_fits_after_one_question)
{
    struct counter c;
    evening_open(&c, "drawer-fits");
    assert_ok(desk_push_named(&c.desk, "drawer", NULL), NULL);
    counter_play(&c, "End\nUp\nUp\n1\n");
    assert_true(counter_shows(&c, "2.000"));
    counter_play(&c, "F10\nexpect \"Counted 2.000\"\nEnter\n"); /* Enter is the safe side */
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM drawer"), 0);
    counter_play(&c, "F10\nF10\n");
    assert_int_equal(shop_count(c.shop, "SELECT counted FROM drawer"), 2000);
    counter_play(&c, "F10\nexpect \"counted today already\"\n");
    counter_play(&c, "5\n"); /* nothing is typed any more */
    assert_int_equal(c.term->beeps > 0, 1);
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM drawer"), 1);
    counter_close(&c);
}

TEST(drawer_screen__asks__for_the_reason_of_a_difference_and_keeps_what_was_typed)
{
    struct counter c;
    evening_open(&c, "drawer-short");
    assert_ok(desk_push_named(&c.desk, "drawer", NULL), NULL);
    counter_play(&c, "End\nUp\n1\nF10\nexpect \"1.000 are missing\"\nEsc\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM drawer"), 0);
    counter_play(&c, "expect \"1.000\"\nF10\ntext \"thoi nham\"\nF10\n");
    assert_int_equal(shop_count(c.shop, "SELECT counted - expected FROM drawer"), -1000);
    assert_true(counter_shows(&c, "thoi nham"));
    counter_close(&c);
}

TEST(drawer_screen__asks__before_typed_numbers_are_left)
{
    struct counter c;
    evening_open(&c, "drawer-leave");
    assert_ok(desk_push_named(&c.desk, "drawer", NULL), NULL);
    counter_play(&c, "7\nEsc\nexpect \"kept only when\"\nEsc\n");
    assert_string_equal(c.desk.top->class->name, "drawer");
    counter_play(&c, "Esc\nF10\n");
    assert_string_not_equal(c.desk.top->class->name, "drawer");
    counter_close(&c);
}

/* One on the call list. */
static void ready(struct counter *c)
{
    struct err e = { 0 };
    struct move_answer moved;
    const char *code = c->answer.code;
    assert_ok(
        dossier_move(&moved, &c->shop->of, code, &(struct move_request){ .to = STATE_PROCESSING }, &e), &e);
    assert_ok(
        dossier_move(&moved, &c->shop->of, code, &(struct move_request){ .to = STATE_FINISHED }, &e), &e);
}

TEST(calls_screen__shows__what_to_say_and_notes_that_somebody_was_reached)
{
    struct counter c;
    evening_open(&c, "calls-reached");
    ready(&c);
    assert_ok(desk_push_named(&c.desk, "calls", NULL), NULL);
    counter_play(&c, "expect \"0912345678\"\nexpect \"đã có kết quả\"\nF10\nexpect \"told\"\nexpect \"Nobody "
                     "has to be called\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM message WHERE state = 'told'"), 1);
    counter_play(&c, "F10\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM message_call"), 1);
    counter_close(&c);
}

TEST(calls_screen__hands__a_wrong_number_to_the_other_list)
{
    struct counter c;
    evening_open(&c, "calls-wrong");
    ready(&c);
    assert_ok(desk_push_named(&c.desk, "calls", NULL), NULL);
    counter_play(
        &c, "F3\nexpect \"nobody answered\"\nF4\nexpect \"wrong number\"\nTab\nexpect \"Thôn 3\"\nF10\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM message_call WHERE result = 'handed'"), 1);
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM contact WHERE bad_phone = '0912345678'"), 1);
    counter_close(&c);
}

TEST(calls_screen__keeps__how_a_citizen_wants_to_be_told)
{
    struct counter c;
    evening_open(&c, "calls-wish");
    ready(&c);
    assert_ok(desk_push_named(&c.desk, "calls", NULL), NULL);
    counter_play(&c, "F6\nexpect \"No Zalo\"\n2\nexpect \"kept\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM contact WHERE wish = 'no_zalo'"), 1);
    counter_close(&c);
}
