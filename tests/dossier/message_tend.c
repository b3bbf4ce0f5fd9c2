/* message_tend.c - what nobody touches: gateways that do not take, results that lie, promises that passed. */
#include "dossier/message.h"

#include "dossier/step.h"
#include "message_shop.h"

static int tend(struct test_desk *t)
{
    struct err e = { 0 };
    int moved = 0;
    assert_ok(message_tend(&moved, &t->of, &e), &e);
    return moved;
}

TEST(message_tend__hands_on__what_a_gateway_did_not_take_for_a_day)
{
    AUTO_ARENA a = { 0 };
    struct intake_answer answer;
    struct test_desk *t = shop_with_gateways("message-stale");
    shop_receive(&answer, t, 1, MARITAL);
    move(t, answer.code, STATE_PROCESSING, NULL);
    move(t, answer.code, STATE_FINISHED, NULL);
    t->now += 23 * 3600;
    assert_int_equal(tend(t), 0);
    t->now += 2 * 3600;
    assert_int_equal(tend(t), 1);
    assert_int_equal(last_of(t, answer.code, &a).rung, RUNG_SMS);
    assert_int_equal(tend(t), 0); /* the SMS has its own day */
    t->now += 25 * 3600;
    assert_int_equal(tend(t), 1);
    assert_int_equal(last_of(t, answer.code, &a).rung, RUNG_CALL);
    test_desk_close(t);
}

TEST(message_tend__puts__unclaimed_results_on_the_call_list_once_a_week)
{
    AUTO_ARENA a = { 0 };
    struct intake_answer answer;
    struct test_desk *t = shop_with_gateways("message-unclaimed");
    shop_receive(&answer, t, 1, MARITAL);
    move(t, answer.code, STATE_PROCESSING, NULL);
    move(t, answer.code, STATE_FINISHED, NULL);
    t->now += 6 * DAY_SECONDS;
    tend(t); /* only what the gateway left */
    assert_int_equal(shop_count(t, "SELECT count(*) FROM message WHERE kind = 'unclaimed'"), 0);
    t->now += 2 * DAY_SECONDS;
    tend(t);
    struct message m = last_of(t, answer.code, &a);
    assert_int_equal(m.kind, MESSAGE_UNCLAIMED);
    assert_int_equal(m.rung, RUNG_CALL); /* a text did not bring them */
    tend(t);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM message WHERE kind = 'unclaimed'"), 1);
    t->now += 8 * DAY_SECONDS;
    tend(t);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM message WHERE kind = 'unclaimed'"), 2);
    assert_int_equal(
        shop_count(t, "SELECT count(*) FROM message WHERE state = 'open'"), 1); /* never twice on a list */
    move(t, answer.code, STATE_RETURNED, NULL);
    t->now += 30 * DAY_SECONDS;
    assert_int_equal(tend(t), 0);
    test_desk_close(t);
}

TEST(message_tend__tells__once_that_the_promised_time_has_passed)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct intake_answer answer;
    struct step_answer apology;
    struct test_desk *t = shop_with_gateways("message-late");
    shop_receive(&answer, t, 1, MARITAL);
    assert_ok(
        dossier_apologise(&apology, &t->of, answer.code, (struct day){ 2026, 1, 12 }, "Chờ xác minh", &e),
        &e);
    struct message m = last_of(t, answer.code, &a);
    assert_int_equal(m.kind, MESSAGE_APOLOGY);
    assert_non_null(strstr(m.text, "12/01/2026"));
    assert_non_null(strstr(m.text, "08/01/2026"));
    t->now = apology.due_at - 60;
    tend(t);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM message WHERE kind = 'late'"), 0);
    t->now = apology.due_at + 60;
    tend(t);
    tend(t);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM message WHERE kind = 'late'"), 1);
    test_desk_close(t);
}
