/* messages.c - the lists on paper: whom to call, and one sheet a hamlet. */
#include "../dossier/shop.h"
#include "base/arena.h"
#include "book_of.h"
#include "dossier/message.h"
#include "dossier/move.h"
#include "report/report.h"

/* A result that is ready, of somebody in this hamlet. */
static void ready(struct test_desk *t, int serial, const char *name, const char *address, const char *phone)
{
    struct err e = { 0 };
    struct intake_answer answer;
    struct move_answer moved;
    AUTO_JS document = shop_document(serial, "1.004194");
    struct js *applicant = js_copy(js_get(document, "applicant"));
    js_put_text(applicant, "name", name);
    js_put_text(applicant, "address", address);
    js_remove(applicant, "phone");
    if (phone)
        js_put_text(applicant, "phone", phone);
    js_put(document, "applicant", applicant);
    assert_ok(intake_receive(&answer, &t->of, document, &e), &e);
    assert_ok(
        dossier_move(&moved, &t->of, answer.code, &(struct move_request){ .to = STATE_PROCESSING }, &e), &e);
    assert_ok(
        dossier_move(&moved, &t->of, answer.code, &(struct move_request){ .to = STATE_FINISHED }, &e), &e);
}

static struct js *write_list(struct test_desk *t, const char *name, const char *path)
{
    struct err e = { 0 };
    struct js *answer = NULL;
    struct report_order order = { .from = day_of(t->now), .to = day_of(t->now), .names = true };
    assert_ok(report_find(&order.report, name, &e), &e);
    assert_ok(report_write(&answer, &t->of, &order, path, &e), &e);
    return answer;
}

TEST(report_call_list__holds__whoever_is_to_be_called_also_since_yesterday)
{
    struct test_desk *t = shop_open("call-list");
    const char *path = test_path("calls.xlsx");
    ready(t, 1, "Y Thử", "Thôn 5, Xã Đăk Tô", "0912345678");
    ready(t, 2, "A Mẫu", "Thôn 5, Xã Đăk Tô", NULL);
    t->now += DAY_SECONDS;
    AUTO_JS answer = write_list(t, "call_list", path);
    assert_int_equal(js_get_int(answer, "rows", 0), 1);
    const char *strings = part_of(path, "xl/sharedStrings.xml");
    assert_non_null(strstr(strings, "0912345678"));
    assert_non_null(strstr(strings, "Y Thử"));
    assert_non_null(strstr(strings, "đã có kết quả"));
    assert_null(strstr(strings, "A Mẫu"));
    assert_null(strstr(strings, "tạm trú")); /* what it is about is nobody's business */
    test_desk_close(t);
}

TEST(report_hamlet_list__has__one_sheet_a_hamlet_so_that_no_head_reads_about_another)
{
    struct test_desk *t = shop_open("hamlet-list");
    const char *path = test_path("hamlets.xlsx");
    ready(t, 1, "Y Một", "Thôn 5, Xã Đăk Tô", NULL);
    ready(t, 2, "A Hai", "Làng Đăk Mẫu, Xã Đăk Tô", NULL);
    ready(t, 3, "Y Ba", "Thôn 5, Xã Đăk Tô", NULL);
    ready(t, 4, "A Bốn", "12 Trần Phú, Xã Đăk Tô", NULL);
    AUTO_JS answer = write_list(t, "hamlet_list", path);
    const struct js *sheets = js_get(answer, "sheets");
    assert_int_equal(js_len(sheets), 3);
    assert_int_equal(js_get_int(answer, "rows", 0), 4);
    assert_string_equal(js_get_text(js_at(sheets, 0), "name"), "Chưa rõ thôn");
    assert_string_equal(js_get_text(js_at(sheets, 1), "name"), "Làng Đăk Mẫu");
    assert_string_equal(js_get_text(js_at(sheets, 2), "name"), "Thôn 5");
    assert_int_equal(js_get_int(js_get(answer, "figures"), "hamlets", 0), 3);
    assert_null(strstr(part_of(path, "xl/sharedStrings.xml"), "062185"));
    test_desk_close(t);
}
