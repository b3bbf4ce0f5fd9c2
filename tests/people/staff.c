/* staff.c - accounts: rules, back-off, the same words for unknown names. All people are invented. */
#include "people/staff.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "../book/desk.h"
#include "base/arena.h"

#define GOOD "ba con trâu già"

static struct test_desk *founded(const char *book)
{
    struct test_desk *t = test_desk_open(book);
    struct staff me = { .login = "truong", .unix_user = "root", .name = "Người Lập (thử)" };
    struct err e = { 0 };
    assert_ok(staff_found(&t->of, &me, &e), &e);
    t->of.staff_id = me.id;
    t->of.role = me.role;
    return t;
}

static void add(struct test_desk *t, const char *login, enum staff_role role)
{
    struct err e = { 0 };
    struct staff one = { .name = "Người Thử", .role = role };
    snprintf(one.login, sizeof one.login, "%s", login);
    assert_ok(staff_add(&t->of, &one, &e), &e);
    assert_ok(staff_set_password(&t->of, login, GOOD, &e), &e);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

TEST(password_check__wants__twelve_letters_or_four_words_that_nobody_guesses)
{
    struct err e = { 0 };
    assert_ok(password_check(GOOD, "hoa", &e), &e);
    assert_ok(password_check("Thuyền về bến cũ 7", "hoa", &e), &e);
    assert_int_equal(password_check("ngan", "hoa", &e), RC_REFUSED);
    assert_string_equal(e.code, "password_short");
    assert_int_equal(password_check("aaaaaaaaaaaaaaaa", "hoa", &e), RC_REFUSED);
    assert_int_equal(password_check("MatKhau123456", "hoa", &e), RC_REFUSED);
    assert_string_equal(e.code, "password_common");
    assert_int_equal(password_check("nguyenhoa1234", "nguyenhoa", &e), RC_REFUSED);
}

TEST(pin_check__refuses__rows_and_repeats)
{
    struct err e = { 0 };
    assert_ok(pin_check("402718", &e), &e);
    static const char *const bad[] = { "40271", "402718402", "40271a", "111111", "123456", "987654",
        "121212" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(pin_check(bad[i], &e), RC_REFUSED);
}

TEST(staff_wait__doubles__from_30_seconds_to_15_minutes)
{
    static const int expected[] = { 0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900 };
    for (int i = 0; i < 12; i++)
        assert_int_equal(staff_wait_seconds(i), expected[i]);
    assert_int_equal(staff_wait_seconds(1000000), 900);
}

TEST(staff_found__makes__the_first_account_only)
{
    struct test_desk *t = founded("found");
    struct err e = { 0 };
    struct staff found, second = { .login = "hai", .name = "Người Thử" };
    assert_ok(staff_by_unix_user(&found, t->of.db, "root", &e), &e);
    assert_int_equal(found.role, ROLE_FOUNDER);
    assert_string_equal(role_slug(found.role), "administrator");
    assert_int_equal(staff_found(&t->of, &second, &e), RC_REFUSED);
    assert_int_equal(staff_by_unix_user(&found, t->of.db, "nobody", &e), RC_NOT_FOUND);
    test_desk_close(t);
}

TEST(staff_add__refuses__doubles_bad_names_and_those_who_may_not)
{
    struct test_desk *t = founded("add");
    struct err e = { 0 };
    add(t, "hoa", ROLE_OFFICER);
    struct staff again = { .login = "hoa", .name = "Người Thử", .role = ROLE_OFFICER };
    assert_int_equal(staff_add(&t->of, &again, &e), RC_REFUSED);
    assert_string_equal(e.code, "staff_exists");
    struct staff odd = { .login = "Hoa Le", .name = "Người Thử", .role = ROLE_OFFICER };
    assert_int_equal(staff_add(&t->of, &odd, &e), RC_REFUSED);
    assert_string_equal(e.code, "staff_login");
    struct staff fine = { .login = "lan", .name = "Người Thử", .role = ROLE_OFFICER };
    t->of.role = ROLE_OFFICER;
    assert_int_equal(staff_add(&t->of, &fine, &e), RC_REFUSED);
    assert_string_equal(e.code, "no_permission");
    test_desk_close(t);
}

TEST(staff_sign_in__knows__the_right_password_and_says_the_same_to_all_others)
{
    struct test_desk *t = founded("sign");
    struct err wrong = { 0 }, unknown = { 0 }, e = { 0 };
    struct staff me;
    add(t, "hoa", ROLE_OFFICER);
    assert_ok(staff_sign_in(&me, &t->of, "hoa", GOOD, &e), &e);
    assert_int_equal(me.role, ROLE_OFFICER);
    double a = seconds();
    assert_int_equal(staff_sign_in(&me, &t->of, "hoa", "ba con trâu non", &wrong), RC_REFUSED);
    double b = seconds();
    assert_int_equal(staff_sign_in(&me, &t->of, "khong-co", GOOD, &unknown), RC_REFUSED);
    double c = seconds();
    assert_string_equal(wrong.code, unknown.code);
    assert_string_equal(wrong.message, unknown.message);
    assert_true(c - b > (b - a) / 4); /* an unknown name costs the same hash */
    test_desk_close(t);
}

TEST(staff_sign_in__makes__the_guesser_wait_and_forgives_after_it)
{
    struct test_desk *t = founded("wait");
    struct err e = { 0 };
    struct staff me;
    add(t, "hoa", ROLE_OFFICER);
    for (int i = 0; i < 5; i++)
        assert_int_equal(staff_sign_in(&me, &t->of, "hoa", "sai rồi em ơi", &e), RC_REFUSED);
    assert_int_equal(staff_sign_in(&me, &t->of, "hoa", GOOD, &e), RC_REFUSED);
    assert_ok(staff_by_login(&me, t->of.db, "hoa", &e), &e);
    assert_int_equal(me.blocked_until, t->now + 30);
    t->now += 31;
    assert_ok(staff_sign_in(&me, &t->of, "hoa", GOOD, &e), &e);
    assert_int_equal(me.failures, 0);
    test_desk_close(t);
}

TEST(staff_unlock__takes__a_pin_at_the_same_desk_on_the_same_day_only)
{
    struct test_desk *t = founded("pin");
    struct err e = { 0 };
    struct staff me;
    add(t, "hoa", ROLE_OFFICER);
    assert_ok(staff_set_pin(&t->of, "hoa", "402718", &e), &e);
    assert_int_equal(staff_unlock(&me, &t->of, "hoa", "402718", &e), RC_REFUSED);
    assert_ok(staff_sign_in(&me, &t->of, "hoa", GOOD, &e), &e);
    assert_ok(staff_unlock(&me, &t->of, "hoa", "402718", &e), &e);
    t->of.desk = "quay-2";
    assert_int_equal(staff_unlock(&me, &t->of, "hoa", "402718", &e), RC_REFUSED);
    t->of.desk = "quay-1";
    t->now += 24 * 3600;
    assert_int_equal(staff_unlock(&me, &t->of, "hoa", "402718", &e), RC_REFUSED);
    test_desk_close(t);
}

TEST(staff_lock__closes__an_account_but_never_the_last_administrator)
{
    struct test_desk *t = founded("lock");
    struct err e = { 0 };
    struct staff me;
    add(t, "hoa", ROLE_OFFICER);
    assert_ok(staff_set_locked(&t->of, "hoa", true, &e), &e);
    assert_int_equal(staff_sign_in(&me, &t->of, "hoa", GOOD, &e), RC_REFUSED);
    assert_string_equal(e.code, "staff_locked");
    assert_int_equal(staff_set_locked(&t->of, "truong", true, &e), RC_REFUSED);
    assert_string_equal(e.code, "last_administrator");
    assert_int_equal(staff_set_role(&t->of, "truong", ROLE_AUDITOR, &e), RC_REFUSED);
    assert_int_equal(staff_set_role(&t->of, "khong", ROLE_AUDITOR, &e), RC_NOT_FOUND);
    assert_ok(staff_set_role(&t->of, "hoa", ROLE_ADMINISTRATOR, &e), &e);
    test_desk_close(t);
}

TEST(staff_set_password__is__ones_own_or_the_administrators)
{
    struct test_desk *t = founded("own");
    struct err e = { 0 };
    struct staff me;
    add(t, "hoa", ROLE_OFFICER);
    add(t, "lan", ROLE_OFFICER);
    assert_ok(staff_sign_in(&me, &t->of, "hoa", GOOD, &e), &e);
    t->of.staff_id = me.id;
    t->of.role = me.role;
    assert_ok(staff_set_password(&t->of, "hoa", "bốn con gà trống", &e), &e);
    assert_int_equal(staff_set_password(&t->of, "lan", "bốn con gà trống", &e), RC_REFUSED);
    assert_int_equal(staff_sign_in(&me, &t->of, "hoa", GOOD, &e), RC_REFUSED);
    assert_ok(staff_sign_in(&me, &t->of, "hoa", "bốn con gà trống", &e), &e);
    test_desk_close(t);
}

TEST(staff_list__is__all_accounts_by_name)
{
    struct test_desk *t = founded("list");
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct staff *list;
    size_t count;
    struct staff one = { .login = "an", .name = "Người Thử", .role = ROLE_CHAIRMAN };
    assert_ok(staff_add(&t->of, &one, &e), &e);
    assert_ok(staff_list(&list, &count, t->of.db, &a, &e), &e);
    assert_int_equal(count, 2);
    assert_string_equal(list[0].login, "an");
    assert_string_equal(list[1].login, "truong");
    test_desk_close(t);
}
