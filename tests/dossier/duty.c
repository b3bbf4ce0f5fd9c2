/* duty.c - who gets new dossiers, who gets them while that person is away, and what comes back. */
#include "dossier/duty.h"

#include "colleagues.h"

static const struct day fri16 = { 2026, 1, 16 };

TEST(duty__gives_new_dossiers__to_the_usual_holder_of_the_procedure_before_the_field)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("duty");
    struct intake_answer in;
    AUTO_ARENA a = { 0 };
    struct duty *list;
    size_t count;
    struct staff huong = colleague(t, "huong", ROLE_OFFICER), lan = colleague(t, "lan", ROLE_OFFICER);
    shop_receive(&in, t, 1, "1.004222"); /* nobody named: who receives it, as before */
    assert_int_equal(shop_count(t, "SELECT holder_id = received_by FROM dossier"), 1);
    assert_ok(duty_set(&t->of, "Đăng ký, quản lý cư trú", "huong", &e), &e);
    shop_receive(&in, t, 2, "1.004222");
    assert_int_equal(shop_count(t, "SELECT holder_id FROM dossier ORDER BY id DESC LIMIT 1"), huong.id);
    AUTO_JS facts = facts_of(t, in.dossier_id, "received");
    assert_string_equal(js_get_text(facts, "receiver"), huong.name);
    assert_ok(duty_set(&t->of, "1.004222", "lan", &e), &e);
    shop_receive(&in, t, 3, "1.004222");
    assert_int_equal(shop_count(t, "SELECT holder_id FROM dossier ORDER BY id DESC LIMIT 1"), lan.id);
    assert_ok(duty_list(&list, &count, &t->of, &a, &e), &e);
    assert_int_equal(count, 2);
    assert_ok(duty_end(&t->of, "1.004222", &e), &e);
    assert_int_equal(duty_end(&t->of, "1.004222", &e), RC_NOT_FOUND);
    assert_int_equal(duty_set(&t->of, "Trồng trọt trên sao Hỏa", "lan", &e), RC_NOT_FOUND);
    sits(t, &lan);
    e = (struct err){ 0 };
    must_refuse(duty_set(&t->of, "1.004222", "lan", &e), &e, "no_permission");
    test_desk_close(t);
}

TEST(duty__usual_holder_away__gives_new_dossiers_to_the_deputy_and_says_whose_they_are)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("duty-away");
    struct intake_answer in;
    int moved = -1;
    colleague(t, "huong", ROLE_OFFICER);
    struct staff lan = colleague(t, "lan", ROLE_OFFICER);
    assert_ok(duty_set(&t->of, "1.004222", "huong", &e), &e);
    assert_ok(duty_leave(&moved, &t->of, "huong", fri16, "lan", &e), &e);
    assert_int_equal(moved, 0);
    shop_receive(&in, t, 1, "1.004222");
    assert_int_equal(shop_count(t, "SELECT holder_id FROM dossier"), lan.id);
    AUTO_JS facts = facts_of(t, in.dossier_id, "received");
    assert_string_equal(js_get_text(facts, "deputy_of"), "huong");
    assert_string_equal(js_get_text(facts, "receiver"), lan.name);
    test_desk_close(t);
}

/* A holder whose account is closed must never stop a reception. */
TEST(duty__closed_account__leaves_the_dossier_with_who_receives_it)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("duty-locked");
    struct intake_answer in;
    colleague(t, "huong", ROLE_OFFICER);
    assert_ok(duty_set(&t->of, "1.004222", "huong", &e), &e);
    assert_ok(staff_set_locked(&t->of, "huong", true, &e), &e);
    shop_receive(&in, t, 1, "1.004222");
    assert_int_equal(shop_count(t, "SELECT holder_id = received_by FROM dossier"), 1);
    must_refuse(duty_set(&t->of, "1.004222", "huong", &e), &e, "staff_locked");
    test_desk_close(t);
}

TEST(duty_leave__hands_on__what_is_held_and_duty_return_brings_back_what_nobody_took_over)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("leave");
    struct intake_answer one, two, closed;
    struct step_answer out;
    int moved = 0;
    struct staff huong = colleague(t, "huong", ROLE_OFFICER), lan = colleague(t, "lan", ROLE_OFFICER),
                 mai = colleague(t, "mai", ROLE_OFFICER), founder = { .role = ROLE_FOUNDER, .id = t->of.staff_id };
    snprintf(founder.name, sizeof founder.name, "%s", t->of.staff_name);
    sits(t, &huong);
    shop_receive(&one, t, 1, "1.004222");
    shop_receive(&two, t, 2, "1.004222");
    shop_receive(&closed, t, 3, "1.004222");
    assert_ok(step_to(t, closed.code, STATE_WITHDRAWN, "không cần nữa", &e), &e);
    assert_ok(duty_leave(&moved, &t->of, "huong", (struct day){ 2026, 1, 7 }, "lan", &e), &e);
    assert_int_equal(moved, 2);
    AUTO_JS facts = facts_of(t, one.dossier_id, "assigned");
    assert_string_equal(js_get_text(facts, "deputy_of"), "huong");
    assert_string_equal(js_get_text(facts, "giver"), huong.name);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM dossier WHERE state = 2 AND holder_id <> 2"), 2);
    sits(t, &mai);
    assert_ok(dossier_assign(&out, &t->of, two.code, "mai", "chị Lan bận", &e), &e);
    t->now += 10 * DAY_SECONDS; /* her last day has long passed: she says herself that she is back */
    sits(t, &huong);
    assert_ok(duty_return(&moved, &t->of, "huong", &e), &e);
    assert_int_equal(moved, 1);
    AUTO_JS back = facts_of(t, one.dossier_id, "assigned");
    assert_string_equal(js_get_text(back, "returned_to"), "huong");
    assert_string_equal(js_get_text(back, "giver"), lan.name);
    assert_int_equal(js_get_int(back, "holder_id", 0), huong.id);
    AUTO_JS taken = facts_of(t, two.dossier_id, "assigned");
    assert_int_equal(js_get_int(taken, "holder_id", 0), mai.id);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM stand_in"), 0);
    test_desk_close(t);
}

TEST(duty_leave__deputy_leaves_too__and_the_dossier_still_comes_back_to_its_first_holder)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("leave-twice");
    struct intake_answer in;
    int moved = 0;
    struct staff huong = colleague(t, "huong", ROLE_OFFICER), founder = { .role = ROLE_FOUNDER, .id = t->of.staff_id };
    snprintf(founder.name, sizeof founder.name, "%s", t->of.staff_name);
    colleague(t, "lan", ROLE_OFFICER);
    colleague(t, "mai", ROLE_OFFICER);
    sits(t, &huong);
    shop_receive(&in, t, 1, "1.004222");
    sits(t, &founder);
    assert_ok(duty_leave(&moved, &t->of, "huong", fri16, "lan", &e), &e);
    assert_ok(duty_leave(&moved, &t->of, "lan", fri16, "mai", &e), &e);
    assert_int_equal(moved, 1);
    assert_ok(duty_return(&moved, &t->of, "huong", &e), &e);
    assert_int_equal(moved, 1);
    assert_int_equal(shop_count(t, "SELECT holder_id FROM dossier"), huong.id);
    must_refuse(duty_leave(&moved, &t->of, "mai", fri16, "lan", &e), &e, "absence_ring");
    test_desk_close(t);
}
