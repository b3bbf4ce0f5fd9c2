/* message.c - facts become the portal's words: the same ones every time, and nothing that the facts do not
 * say. */
#include "targets/session_message.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "outbox/pile.h"
#include "outbox/rules.h"

static char *written(const struct js *node)
{
    struct err e = { 0 };
    char *text = NULL;
    assert_ok(js_write(&text, node, JS_LINE, &e), &e);
    return text;
}

TEST(session_dossier__gives__the_same_bytes_for_the_same_facts)
{
    AUTO_JS facts = pile_facts("H48.25-260105-0001", 2);
    AUTO_JS one = session_dossier(facts, NULL, NULL, 7);
    AUTO_JS two = session_dossier(facts, NULL, NULL, 7);
    AUTO_STRING a = written(one);
    AUTO_STRING b = written(two);
    assert_string_equal(a, b);
}

TEST(session_dossier__writes__vietnamese_time_codes_and_empty_texts_never_null)
{
    AUTO_JS facts = pile_facts("H48.25-260105-0001", 2);
    js_put_text(facts, "received_at", "2026-01-04T20:00:00Z");
    AUTO_JS object = session_dossier(facts, NULL, NULL, 7);
    assert_string_equal(js_get_text(object, "NgayTiepNhan"), "20260105030000");
    assert_string_equal(js_get_text(object, "NgayTra"), "");
    assert_string_equal(js_get_text(object, "KenhThucHien"), "1");
    assert_string_equal(js_get_text(object, "Email"), "");
    assert_string_equal(js_get_text(js_at(js_get(object, "DinhDanhCHS"), 0), "LoaiDinhDanh"), "1");
    AUTO_STRING text = written(object);
    assert_null(strstr(text, "null"));
}

TEST(session_dossier__invents__neither_account_nor_field_nor_dates)
{
    AUTO_JS facts = pile_facts("H48.25-260105-0001", 9);
    js_put_text(facts, "channel", "online");
    struct js *procedure = js_copy(js_get(facts, "procedure"));
    js_put_null(procedure, "field_code");
    js_put(facts, "procedure", procedure);
    AUTO_JS object = session_dossier(facts, NULL, NULL, 7);
    assert_string_equal(js_get_text(object, "MaLinhVuc"), "");
    assert_string_equal(js_get_text(object, "MaDoiTuong"), "");
    assert_string_equal(js_get_text(object, "NgayKetThucXuLy"), "");
    struct misfits m;
    rules_check_dossier(&m, object);
    assert_int_equal(m.count, 3); /* so it is not sent */
}

/* The portal made the dossier itself: it is kept up under its own code, never a second time under ours. */
TEST(session_dossier__filed_on_the_portal__goes_under_its_code_there)
{
    AUTO_JS facts = pile_facts("H48.25-260105-0001", 4);
    js_put_text(facts, "channel", "online");
    js_put_text(facts, "portal_code", "000.00.25.H48-260105-0042");
    AUTO_JS object = session_dossier(facts, NULL, NULL, 7);
    AUTO_JS progress = session_progress(facts);
    assert_string_equal(js_get_text(object, "MaHoSo"), "000.00.25.H48-260105-0042");
    assert_string_equal(js_get_text(progress, "MaHoSo"), "000.00.25.H48-260105-0042");
    assert_string_equal(js_get_text(object, "SoBienNhan"), "H48.25-260105-0001");
    assert_string_equal(js_get_text(object, "KenhThucHien"), "2");
}

TEST(session_dossier__tells__what_a_citizen_is_asked_to_bring)
{
    AUTO_JS facts = pile_facts("H48.25-260105-0001", 5);
    js_put_text(facts, "reason", "Thiếu giấy tờ");
    struct js *items = js_array(), *item = js_object();
    js_put_text(item, "name", "Giấy chứng sinh");
    js_add(items, item);
    js_put(facts, "items", items);
    AUTO_JS object = session_dossier(facts, NULL, NULL, 7);
    const struct js *row = js_at(js_get(object, "DanhSachHoSoBoSung"), 0);
    assert_string_equal(js_get_text(row, "NoiDungBoSung"), "Thiếu giấy tờ; Giấy chứng sinh");
    assert_int_equal(js_get_int(row, "HoSoBoSungId", 0), 7);
    struct misfits m;
    rules_check_dossier(&m, object);
    assert_int_equal(m.count, 0);
}
