/* rules.c - the portal's field rules, each seen to refuse what it must. */
#include "outbox/rules.h"

#include <string.h>

#include "base/json.h"
#include "outbox/pile.h"
#include "targets/session_message.h"

static bool names(const struct misfits *m, const char *field)
{
    for (size_t i = 0; i < m->count && i < MISFITS_MAX; i++)
        if (!strcmp(m->rows[i].field, field))
            return true;
    return false;
}

static struct js *good_dossier(void)
{
    AUTO_JS facts = pile_facts("H48.25-260105-0001", 2);
    return session_dossier(facts, NULL, NULL, 7);
}

TEST(rules__accept__a_message_made_of_whole_facts)
{
    AUTO_JS object = good_dossier();
    struct misfits m;
    rules_check_dossier(&m, object);
    assert_int_equal(m.count, 0);
    AUTO_JS facts = pile_facts("H48.25-260105-0001", 2);
    AUTO_JS row = session_progress(facts);
    rules_check_progress(&m, row);
    assert_int_equal(m.count, 0);
}

/* field, the wrong text, and what is wrong with it */
static const struct {
    const char *field, *text;
    enum misfit_kind kind;
} wrongs[] = {
    { "MaHoSo", "H48.25-2601-0001", MISFIT_FORMAT },
    { "MaHoSo", "", MISFIT_MISSING },
    { "MaTTHC", "1.00119", MISFIT_FORMAT },
    { "TenTTHC", "", MISFIT_MISSING },
    { "KenhThucHien", "4", MISFIT_VALUE },
    { "LoaiDoiTuong", "0", MISFIT_VALUE },
    { "NgayTiepNhan", "05/01/2026 08:30", MISFIT_FORMAT },
    { "NgayTiepNhan", "20260230083000", MISFIT_FORMAT },
    { "NgayTiepNhan", "20260105243000", MISFIT_FORMAT },
    { "NgayHenTra", "20250105083000", MISFIT_CONFLICT },
    { "TrangThaiHoSo", "11", MISFIT_VALUE },
    { "HinhThuc", "2", MISFIT_VALUE },
    { "DonViXuLy", "", MISFIT_MISSING },
    { "NoiNopHoSo", "3", MISFIT_VALUE },
};

TEST(rules__refuse__each_field_that_is_missing_or_written_in_another_way)
{
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        AUTO_JS object = good_dossier();
        js_put_text(object, wrongs[i].field, wrongs[i].text);
        struct misfits m;
        rules_check_dossier(&m, object);
        assert_int_equal(m.count, 1);
        assert_string_equal(m.rows[0].field, wrongs[i].field);
        assert_int_equal(m.rows[0].kind, wrongs[i].kind);
    }
}

TEST(rules__refuse__null_numbers_and_fields_nobody_knows)
{
    AUTO_JS object = good_dossier();
    js_put_null(object, "GhiChu");
    js_put_int(object, "HinhThuc", 0);
    js_put_text(object, "NgaySinh", "");
    js_put(object, "DinhDanhCHS", js_array());
    struct misfits m;
    rules_check_dossier(&m, object);
    assert_int_equal(m.count, 4);
    assert_true(
        names(&m, "GhiChu") && names(&m, "HinhThuc") && names(&m, "NgaySinh") && names(&m, "DinhDanhCHS"));
}

TEST(rules__demand__the_dates_and_rows_that_a_state_needs)
{
    static const struct {
        const char *state, *field;
    } needs[] = { { "3", "NgayTuChoi" }, { "5", "DanhSachHoSoBoSung" }, { "9", "NgayKetThucXuLy" },
        { "10", "NgayTra" } };
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        AUTO_JS object = good_dossier();
        js_put_text(object, "TrangThaiHoSo", needs[i].state);
        struct misfits m;
        rules_check_dossier(&m, object);
        assert_true(names(&m, needs[i].field));
    }
}

TEST(rules__demand__the_portal_account_of_who_filed_online)
{
    AUTO_JS object = good_dossier();
    js_put_text(object, "KenhThucHien", "2");
    struct misfits m;
    rules_check_dossier(&m, object);
    assert_true(names(&m, "MaDoiTuong"));
}

TEST(rules_check_facts__names__every_gap_before_anything_is_queued)
{
    AUTO_JS facts = pile_facts("H48.25-260105-0001", 9);
    js_put_text(facts, "summary", "");
    js_put_null(facts, "received_at");
    struct misfits m;
    rules_check_facts(&m, facts);
    assert_int_equal(m.count, 3);
    assert_true(names(&m, "summary") && names(&m, "received_at") && names(&m, "finished_at"));
    char words[200];
    assert_non_null(strstr(rules_words(words, sizeof words, &m.rows[0]), ": "));
}

TEST(rules_check_facts__refuses__identities_the_portal_has_no_code_for)
{
    static const char *const ids[] = { "0621850012345", "C1234567", "0621850012" };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        AUTO_JS facts = pile_facts("H48.25-260105-0001", 2);
        struct js *applicant = js_copy(js_get(facts, "applicant"));
        js_put_text(applicant, "id_number", ids[i]);
        js_put(facts, "applicant", applicant);
        struct misfits m;
        rules_check_facts(&m, facts);
        assert_true(names(&m, "applicant.id_number"));
    }
}

TEST(rules_time__accepts__only_real_moments)
{
    int64_t at = 0;
    assert_true(rules_time(&at, "20260105081000"));
    assert_int_equal(at, 1767575400);
    assert_false(rules_time(&at, "20260229081000"));
    assert_false(rules_time(&at, "2026010508100"));
    assert_false(rules_time(&at, "20260105 81000"));
}
