/* What of a rephrasing service's text is believed. */
#include "catalog/rephrase.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "check.h"

static struct js *given(void)
{
    static const char text[] =
        "{\"answer\":[\"Chứng thực bản sao từ bản chính [2.000815]\",\"   Lệ phí: 2.000 đ\","
        "\"   Thời hạn: 1 ngày (trong ngày khi nộp trước 15:00)\"],"
        "\"procedures\":[{\"code\":\"2.000815\",\"name\":\"x\",\"why\":\"y\"}]}";
    struct js *ret = NULL;
    struct err e = { 0 };
    assert_ok(js_parse(&ret, text, strlen(text), &e), &e);
    return ret;
}

TEST(rephrase_accept__believes__a_text_that_cites_and_adds_nothing)
{
    static const char *const good[] = {
        "Dạ, bác mang bản chính ra quầy, lệ phí 2.000 đ một trang [2.000815].",
        "Bác nộp trước 15:00 thì lấy trong ngày [1].", "Phí 2000 đ [2.000815]"
    };
    AUTO_JS answer = given();
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct err e = { 0 };
        assert_ok(rephrase_accept(good[i], answer, &e), &e);
    }
}

TEST(rephrase_accept__drops__what_the_catalogue_does_not_say)
{
    static const char *const lies[] = { "", "Bác mang bản chính ra quầy ạ.", /* cites nothing */
        "Lệ phí 20.000 đ [2.000815]", "Chờ 3 ngày [2.000815]", "Bác chờ ba ngày nhé [2.000815]",
        "Việc này miễn phí [2.000815]", "Xem thêm [1.000894] và [2.000815]", "Như [2] nói",
        "Gọi 0912345678 [1]", "Vào http://vidu.vn [1]", "Chuyển khoản cho cán bộ [1]", "Có\x1b[31m màu [1]",
        "hỏng \xff [1]" };
    AUTO_JS answer = given();
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        struct err e = { 0 };
        assert_int_equal(rephrase_accept(lies[i], answer, &e), RC_REFUSED);
        assert_string_equal(e.code, "rephrase_dropped");
    }
}

TEST(rephrase_request__carries__the_question_and_the_lines_and_nothing_else)
{
    AUTO_JS answer = given();
    AUTO_JS body = NULL;
    AUTO_STRING text = NULL;
    struct err e = { 0 };
    assert_ok(rephrase_request(&body, "", "sao y bằng", answer, &e), &e);
    assert_ok(js_write(&text, body, JS_LINE, &e), &e);
    assert_non_null(strstr(text, "sao y bằng"));
    assert_non_null(strstr(text, "2.000 đ"));
    assert_string_equal(js_get_text(body, "model"), "default");
    assert_int_equal(js_len(js_get(body, "messages")), 2);
}
