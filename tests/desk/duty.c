/* duty.c - who is away and who usually holds what, from the supervisor's day. All people here are invented.
 */
#include <stdio.h>

#include "counter.h"

static void open_duty(struct counter *c, const char *name)
{
    struct err e = { 0 };
    struct staff clerk = { .login = "ythu", .name = "Y Thử Hai", .role = ROLE_OFFICER };
    counter_open(c, name, 80, 24);
    c->shop->of.staff_id = 1;
    c->shop->of.role = ROLE_FOUNDER;
    assert_ok(staff_add(&c->shop->of, &clerk, &e), &e);
    counter_play(c, "Enter\nF8\nF6\nexpect \"Everybody is here\"\n");
}

static const char *top(const struct counter *c)
{
    return c->desk.top->class->name;
}

TEST(duty__away__asks_who_until_when_and_who_takes_over_and_f8_brings_back)
{
    struct counter c;
    open_duty(&c, "duty-away");
    counter_play(&c, "F2\ntext \"mau\"\nEnter\ntext \"10012026\"\nEnter\nexpect \"Who takes over\"\n");
    assert_string_equal(top(&c), "pick");
    counter_play(&c, "text \"hai\"\nEnter\nexpect \"1 dossiers went to Y Thử Hai\"\n"
                     "expect \"until 10/01, Y Thử Hai takes over\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM dossier WHERE holder_id = 2"), 1);
    counter_play(&c, "F8\nexpect \"1 dossiers came back\"\nexpect \"Everybody is here\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM absence"), 0);
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM dossier WHERE holder_id = 1"), 1);
    counter_close(&c);
}

TEST(duty__day_that_is_over_or_none__is_told_in_the_box_and_nothing_is_written)
{
    struct counter c;
    open_duty(&c, "duty-day");
    counter_play(&c, "F2\ntext \"mau\"\nEnter\ntext \"01012026\"\nEnter\nexpect \"today or later\"\n"
                     "expect \"01012026\"\n");
    assert_string_equal(top(&c), "line_ask");
    counter_play(&c, "Esc\n");
    assert_string_equal(top(&c), "duty"); /* nobody is asked to take over */
    counter_play(&c, "F2\ntext \"mau\"\nEnter\ntext \"10012026\"\nEnter\nexpect \"Who takes over\"\nEsc\n");
    assert_string_equal(top(&c), "duty"); /* once */
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM absence"), 0);
    counter_close(&c);
}

TEST(duty__usual_holder__of_a_field_and_of_one_procedure)
{
    struct counter c;
    open_duty(&c, "duty-holder");
    counter_play(&c,
        "F3\nEnter\nexpect \"Usual holder\"\ntext \"hai\"\nEnter\nexpect \"New dossiers of this go to\"\n");
    counter_play(&c, "F3\ntext \"1.001193\"\n");
    counter_play(&c, "Esc\nF8\nexpect \"Everybody is here\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM duty"), 0);
    counter_play(&c, "F8\n");
    assert_true(c.desk.blink); /* there is no line */
    counter_close(&c);
}

TEST(duty__clerk_without_the_right__is_refused_in_words)
{
    struct counter c;
    open_duty(&c, "duty-right");
    counter_play(&c, "Esc\nEsc\n");
    c.shop->of.role = ROLE_OFFICER;
    assert_int_not_equal(desk_push_named(&c.desk, "duty", NULL), RC_OK);
    assert_string_equal(top(&c), "home");
    counter_close(&c);
}
