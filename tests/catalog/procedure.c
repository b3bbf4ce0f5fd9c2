/* Rules of one procedure: limits and fees per channel, papers per case. Figures from the catalogue's own
 * tables. */
#include "catalog/procedure.h"

#include <string.h>

#include "check.h"
#include "desk.h"

static const struct day today = { 2026, 1, 5 };

static struct procedure load(struct desk *d, struct arena *a, const char *code)
{
    struct procedure p;
    struct err e = { 0 };
    assert_ok(procedure_load(&p, d->db, a, code, today, &e), &e);
    return p;
}

TEST(procedure_load__knows__the_birth_registration)
{
    struct desk d;
    AUTO_ARENA a = { 0 };
    desk_open_with_catalogue(&d);
    struct procedure p = load(&d, &a, "1.001193");
    assert_string_equal(p.name, "Đăng ký khai sinh");
    assert_string_equal(p.field_code, "G15-TP05");
    assert_string_equal(p.result_code, "KQ.G15.000031");
    assert_int_equal(p.version, 1);
    const struct procedure_component *c = procedure_component(&p, "giay-chung-sinh");
    assert_non_null(c);
    assert_true(component_replaced_by(c, "y_te"));
    assert_false(component_replaced_by(c, "te"));
    assert_int_equal(c->originals, 1);
    desk_close(&d);
}

TEST(procedure_limit_for__depends_on__the_channel)
{
    struct desk d;
    AUTO_ARENA a = { 0 };
    desk_open_with_catalogue(&d);
    struct procedure land = load(&d, &a, "1.013978");
    assert_int_equal(procedure_limit_for(&land, CHANNEL_ONLINE, NULL).value, 17);
    assert_int_equal(procedure_limit_for(&land, CHANNEL_POST, NULL).value, 20);
    assert_int_equal(procedure_limit_for(&land, CHANNEL_DIRECT, NULL).value, 27);

    bool offered;
    struct procedure online_only = load(&d, &a, "1.010041");
    struct procedure_limit limit = procedure_limit_for(&online_only, CHANNEL_DIRECT, &offered);
    assert_false(offered);
    assert_int_equal(limit.value, 1);
    assert_string_equal(limit.unit, "working_day");

    struct procedure birth = load(&d, &a, "1.001193");
    assert_string_equal(procedure_limit_for(&birth, CHANNEL_DIRECT, NULL).unit, "same_day_15h");
    struct procedure unknown = load(&d, &a, "1.010772");
    assert_string_equal(procedure_limit_for(&unknown, CHANNEL_DIRECT, NULL).unit, "");
    assert_true(procedure_to_confirm(&unknown));
    desk_close(&d);
}

TEST(procedure_fee_for__counts__pages_of_a_certified_copy)
{
    struct desk d;
    AUTO_ARENA a = { 0 };
    desk_open_with_catalogue(&d);
    struct procedure copy = load(&d, &a, "2.000815");
    static const struct {
        int pages;
        int64_t fee;
    } rows[] = { { 1, 2000 }, { 2, 4000 }, { 3, 5000 }, { 10, 12000 }, { 1000, 200000 }, { 0, 2000 } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t fee = -1;
        assert_true(procedure_fee_for(&fee, &copy, CHANNEL_DIRECT, rows[i].pages));
        assert_int_equal(fee, rows[i].fee);
    }
    desk_close(&d);
}

TEST(procedure_fee_for__differs__between_counter_and_online)
{
    struct desk d;
    AUTO_ARENA a = { 0 };
    desk_open_with_catalogue(&d);
    struct procedure p = load(&d, &a, "1.004222");
    int64_t fee;
    assert_true(procedure_fee_for(&fee, &p, CHANNEL_DIRECT, 1));
    assert_int_equal(fee, 20000);
    assert_true(procedure_fee_for(&fee, &p, CHANNEL_ONLINE, 1));
    assert_int_equal(fee, 10000);
    struct procedure unknown = load(&d, &a, "1.011441");
    assert_false(procedure_fee_for(&fee, &unknown, CHANNEL_DIRECT, 1));
    desk_close(&d);
}

TEST(procedure_needs__asks__only_what_the_case_asks)
{
    struct desk d;
    AUTO_ARENA a = { 0 };
    desk_open_with_catalogue(&d);
    struct procedure birth = load(&d, &a, "1.001193");
    struct procedure_case self = { NULL, CHANNEL_DIRECT, false }, other = { NULL, CHANNEL_ONLINE, true };
    const struct procedure_component *proxy = procedure_component(&birth, "van-ban-uy-quyen");
    const struct procedure_component *paper_form =
        procedure_component(&birth, "to-khai-dang-ky-khai-sinh-theo-mau");
    const struct procedure_component *screen_form =
        procedure_component(&birth, "mau-ho-tich-dien-tu-tuong-tac");
    assert_int_equal(procedure_needs(&birth, proxy, &self), COMPONENT_NOT_NEEDED);
    assert_int_equal(procedure_needs(&birth, proxy, &other), COMPONENT_NEEDED);
    assert_int_equal(procedure_needs(&birth, paper_form, &self), COMPONENT_NEEDED);
    assert_int_equal(procedure_needs(&birth, paper_form, &other), COMPONENT_NOT_NEEDED);
    assert_int_equal(procedure_needs(&birth, screen_form, &self), COMPONENT_NOT_NEEDED);
    assert_int_equal(procedure_needs(&birth, screen_form, &other), COMPONENT_NEEDED);

    struct procedure home = load(&d, &a, "1.004222");
    struct procedure_case rents = { "thue-muon-o-nho", CHANNEL_DIRECT, false },
                          open = { NULL, CHANNEL_DIRECT, false };
    const struct procedure_component *lease =
        procedure_component(&home, "hop-dong-van-ban-ve-viec-cho-thue-cho-muon-cho-o");
    const struct procedure_component *own = procedure_component(&home, "giay-to-chung-minh-cho-o-hop-phap");
    assert_int_equal(procedure_needs(&home, lease, &rents), COMPONENT_NEEDED);
    assert_int_equal(procedure_needs(&home, own, &rents), COMPONENT_NOT_NEEDED);
    assert_int_equal(procedure_needs(&home, lease, &open), COMPONENT_MAYBE);
    desk_close(&d);
}

TEST(procedure_load__says_so__when_unknown_or_withdrawn)
{
    struct desk d;
    AUTO_ARENA a = { 0 };
    struct procedure p;
    struct err e = { 0 };
    desk_open_with_catalogue(&d);
    assert_int_equal(procedure_load(&p, d.db, &a, "9.999999", today, &e), RC_NOT_FOUND);
    assert_string_equal(e.code, "procedure_unknown");
    assert_string_equal(e.field, "procedure");
    assert_int_equal(procedure_load(&p, d.db, &a, "1.003554", today, &e), RC_NOT_FOUND);
    assert_string_equal(e.code, "procedure_withdrawn");
    assert_ok(procedure_load_newest(&p, d.db, &a, "1.003554", &e), &e);
    assert_string_equal(p.name, "Hòa giải tranh chấp đất đai");
    desk_close(&d);
}

TEST(procedure_code__takes__new_and_old_kinds_only)
{
    static const char *const good[] = { "1.001193", "BNN-288461", "1.116214" };
    static const char *const bad[] = { "", "1", "1 001193", "a b", "1.001193'", "đ.001193",
        "1.0011930000000000000000000" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(procedure_code_valid(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(procedure_code_valid(bad[i]));
}
