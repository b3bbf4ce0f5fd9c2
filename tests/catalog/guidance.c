/* What the newcomer at the counter is told. */
#include "catalog/guidance.h"

#include <string.h>

#include "check.h"

TEST(guidance_for__speaks__of_the_procedure_itself)
{
    AUTO_ARENA a = { 0 };
    struct guidance g;
    struct err e = { 0 };
    assert_ok(guidance_for(&g, test_root(), "vi", "1.001193", "Hộ tịch", STEP_WHAT, &a, &e), &e);
    assert_true(g.own);
    assert_non_null(strstr(g.elsewhere, "3.000722"));
    assert_true(*g.say && *g.look && *g.wrong);
}

TEST(guidance_for__falls_back__on_the_field_and_the_step)
{
    AUTO_ARENA a = { 0 };
    struct guidance g;
    struct err e = { 0 };
    assert_ok(guidance_for(&g, test_root(), "vi", "1.012818", "Đất đai", STEP_WHAT, &a, &e), &e);
    assert_false(g.own);
    assert_non_null(strstr(g.say, "Thửa đất"));
    assert_ok(guidance_for(&g, test_root(), "vi", "9.999999", "Không có", STEP_FEE, &a, &e), &e);
    assert_non_null(strstr(g.say, "Lệ phí"));
}

TEST(guidance_for__is_silent__in_a_language_nobody_verified)
{
    AUTO_ARENA a = { 0 };
    struct guidance g;
    struct err e = { 0 };
    static const char *const none[] = { "hre", "", "../vi", ".", "vi/../vi" };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_ok(guidance_for(&g, test_root(), none[i], "1.001193", "Hộ tịch", STEP_WHAT, &a, &e), &e);
        assert_string_equal(g.say, "");
    }
}

TEST(readiness_checks__asks__for_vneid_phone_and_account)
{
    AUTO_ARENA a = { 0 };
    struct readiness list[READINESS_MAX];
    size_t count;
    struct err e = { 0 };
    assert_ok(readiness_checks(list, &count, test_root(), "vi", &a, &e), &e);
    assert_int_equal(count, 3);
    assert_string_equal(list[0].id, "vneid");
    assert_true(*list[2].if_not);
}
