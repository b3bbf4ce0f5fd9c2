/* What the newcomer at the counter is told. */
#include "catalog/guidance.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "catalog/procedure.h"
#include "check.h"
#include "desk.h"

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

/* Every procedure of the catalogue has words of its own or of its field; "general" alone helps nobody decide.
 */
TEST(guidance_for__has__words_for_every_procedure_of_the_catalogue)
{
    struct desk d;
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct procedure *list;
    size_t count;
    struct guidance none, g;
    desk_open_with_catalogue(&d);
    assert_ok(procedure_list(&list, &count, d.db, &a, (struct day){ 2026, 11, 22 }, &e), &e);
    assert_ok(guidance_for(&none, test_root(), "vi", "9.999999", "Không có", STEP_WHAT, &a, &e), &e);
    for (size_t i = 0; i < count; i++) {
        assert_ok(guidance_for(&g, test_root(), "vi", list[i].code, list[i].field, STEP_WHAT, &a, &e), &e);
        assert_string_not_equal(g.say, none.say);
        assert_string_not_equal(g.look, none.look);
        assert_string_not_equal(g.wrong, none.wrong);
    }
    desk_close(&d);
}

TEST(guidance_for__has__own_words_for_every_procedure_with_a_form)
{
    struct err e = { 0 };
    DIR *forms = opendir(ROOT_DIR "/forms");
    assert_non_null(forms);
    for (struct dirent *entry; (entry = readdir(forms));) {
        char code[20];
        AUTO_ARENA a = { 0 };
        struct guidance g;
        snprintf(code, sizeof code, "%.*s", (int)strcspn(entry->d_name, "y") - 1, entry->d_name);
        if (strlen(code) != 8 || entry->d_name[1] != '.')
            continue;
        assert_ok(guidance_for(&g, test_root(), "vi", code, "", STEP_WHAT, &a, &e), &e);
        if (!g.own)
            print_error("no guidance for %s\n", code);
        assert_true(g.own);
    }
    closedir(forms);
}

TEST(readiness_needed__asks__for_an_account_only_where_money_is_paid)
{
    const struct readiness money = { "account", "", "", "money" }, online = { "vneid", "", "", "online" };
    struct procedure paid = { .name = "Trợ cấp hưu trí xã hội hằng tháng" },
                     plain = { .name = "Đăng ký kết hôn" };
    plain.channels[CHANNEL_ONLINE].offered = true;
    assert_true(readiness_needed(&money, &paid));
    assert_false(readiness_needed(&money, &plain));
    assert_true(readiness_needed(&online, &plain));
    assert_false(readiness_needed(&online, &paid));
}
