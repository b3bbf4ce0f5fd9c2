/* answer.c - which answers are believed. The shapes are those of the portal's published samples (A01..A31).
 */
#include "targets/session_answer.h"

#include <string.h>

#include "base/json.h"
#include "check.h"
#include "targets/http.h"

static struct reading weigh(
    enum answer_kind kind, long status, const char *type, const char *id, const char *body, enum http_end end)
{
    struct http_answer answer = { .end = end, .status = status, .trouble = "There is no connection" };
    snprintf(answer.type, sizeof answer.type, "%s", type);
    snprintf(answer.request_id, sizeof answer.request_id, "%s", id);
    answer.body = buf_limit(HTTP_BODY_MAX);
    assert_int_equal(buf_puts(&answer.body, body), 0);
    struct reading r;
    session_read(&r, &answer, "me-1", kind);
    http_answer_release(&answer);
    return r;
}

/* kind, status, type, echoed id, body, what it proves */
static const struct {
    enum answer_kind kind;
    long status;
    const char *type, *id, *body;
    enum verdict verdict;
} cases[] = {
    { ANSWER_LOGIN, 200, "application/json", "", "{\"error_code\":0,\"session\":\"a1b2\"}", VERDICT_DONE },
    { ANSWER_LOGIN, 200, "application/json", "", "{\"error_code\":0,\"session\":\"\"}", VERDICT_UNKNOWN },
    { ANSWER_LOGIN, 200, "application/json", "", "{\"error_code\":\"-1\",\"message\":\"Sai tài khoản\"}",
        VERDICT_PERMANENT },
    { ANSWER_WRITE, 200, "application/json", "me-1",
        "{\"error_code\":\"0\",\"message\":\"Đồng bộ thành công\"}", VERDICT_DONE },
    { ANSWER_WRITE, 200, "application/json", "", "{\"error_code\":\"00\",\"message\":\"THÀNH CÔNG\"}",
        VERDICT_DONE },
    { ANSWER_WRITE, 200, "application/json", "",
        "{\"error_code\":\"00\",\"message\":\"Tha\\u0300nh co\\u0302ng\"}", VERDICT_DONE },
    { ANSWER_WRITE, 200, "application/json", "", "{\"error_code\":0,\"message\":\"\"}", VERDICT_UNKNOWN },
    { ANSWER_WRITE, 200, "application/json", "", "{\"error_code\":0}", VERDICT_UNKNOWN },
    { ANSWER_WRITE, 200, "application/json", "", "{\"message\":\"thành công\"}", VERDICT_UNKNOWN },
    { ANSWER_WRITE, 200, "application/json", "", "{\"error_code\":\"1\",\"message\":\"Đồng bộ thành công\"}",
        VERDICT_UNKNOWN },
    { ANSWER_WRITE, 200, "application/json", "me-0", "{\"error_code\":\"0\",\"message\":\"thành công\"}",
        VERDICT_UNKNOWN }, /* N08 */
    { ANSWER_WRITE, 200, "application/json", "", "{\"error_code\":\"3\",\"message\":\"Hồ sơ đã tồn tại\"}",
        VERDICT_EXISTS },
    { ANSWER_WRITE, 200, "application/json", "", "{\"error_code\":\"-3\",\"message\":\"ĐÃ TỒN TẠI\"}",
        VERDICT_EXISTS },
    { ANSWER_WRITE, 200, "application/json", "",
        "{\"error_code\":\"-1\",\"message\":\"Hồ sơ không tồn tại\"}", VERDICT_MISSING },
    { ANSWER_WRITE, 200, "application/json", "",
        "{\"error_code\":\"-2\",\"message\":\"Phiên làm việc đã hết hạn\"}", VERDICT_SESSION },
    { ANSWER_WRITE, 200, "application/json", "", "{\"error_code\":\"0\",\"message\":\"thành cô",
        VERDICT_UNKNOWN },
    { ANSWER_WRITE, 200, "application/json", "", "{\"error_code\":\"0\",\"error_code\":\"1\"}",
        VERDICT_UNKNOWN },
    { ANSWER_WRITE, 200, "application/json", "", "[]", VERDICT_UNKNOWN },
    { ANSWER_WRITE, 200, "text/html", "", "<html>", VERDICT_UNKNOWN }, /* N14 */
    { ANSWER_WRITE, 200, "text/plain", "", "{\"error_code\":0,\"message\":\"thành công\"}", VERDICT_UNKNOWN },
    { ANSWER_WRITE, 302, "text/html", "", "", VERDICT_UNKNOWN },
    { ANSWER_WRITE, 400, "application/json", "", "{}", VERDICT_PERMANENT },
    { ANSWER_WRITE, 401, "application/json", "", "{}", VERDICT_SESSION },
    { ANSWER_WRITE, 403, "application/json", "", "{}", VERDICT_LINE },
    { ANSWER_WRITE, 404, "text/html", "", "", VERDICT_LINE },
    { ANSWER_WRITE, 500, "application/json", "", "{\"error_code\":0,\"message\":\"thành công\"}",
        VERDICT_UNKNOWN },
    { ANSWER_WRITE, 502, "text/html", "", "", VERDICT_UNKNOWN },
    { ANSWER_WRITE, 503, "text/html", "", "", VERDICT_BUSY },
    { ANSWER_LOOKUP, 200, "application/json", "", "{\"error_code\":0,\"result\":[]}", VERDICT_DONE },
    { ANSWER_LOOKUP, 200, "application/json", "", "{\"error_code\":0}", VERDICT_UNKNOWN },
    { ANSWER_LOOKUP, 200, "application/json", "", "{\"error_code\":0,\"result\":null}", VERDICT_UNKNOWN },
};

TEST(session_read__believes__only_whole_answers_of_the_right_shape)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading r =
            weigh(cases[i].kind, cases[i].status, cases[i].type, cases[i].id, cases[i].body, HTTP_ANSWERED);
        if (r.verdict != cases[i].verdict)
            print_error("case %zu: %s gives %d\n", i, cases[i].body, r.verdict);
        assert_int_equal(r.verdict, cases[i].verdict);
        assert_int_equal(r.body != NULL, r.verdict == VERDICT_DONE);
        reading_release(&r);
    }
}

TEST(session_read__knows__what_was_not_sent_from_what_was_lost)
{
    const char *good = "{\"error_code\":0,\"message\":\"thành công\"}";
    struct reading r = weigh(ANSWER_WRITE, 200, "application/json", "", good, HTTP_LOST); /* N05 */
    assert_int_equal(r.verdict, VERDICT_UNKNOWN);
    reading_release(&r);
    r = weigh(ANSWER_WRITE, 0, "", "", "", HTTP_NOT_SENT);
    assert_int_equal(r.verdict, VERDICT_LINE);
    reading_release(&r);
}

TEST(session_read__names__the_field_of_a_refusal_and_keeps_the_terminal_safe)
{
    struct reading r = weigh(ANSWER_WRITE, 200, "application/json", "",
        "{\"error_code\":\"-1\",\"message\":\"Trường NgayTiepNhan \\u001b]0;x\\u0007 không đúng\"}",
        HTTP_ANSWERED);
    assert_int_equal(r.verdict, VERDICT_PERMANENT);
    assert_string_equal(r.field, "NgayTiepNhan");
    assert_null(strchr(r.words, 27));
    reading_release(&r);
}

TEST(session_read__cuts__a_long_message_between_letters)
{
    char body[3000] = "{\"error_code\":\"-1\",\"message\":\"";
    size_t len = strlen(body);
    for (int i = 0; i < 300; i++, len += 3)
        memcpy(body + len, "ế", 3);
    memcpy(body + len, "\"}", 3);
    struct reading r = weigh(ANSWER_WRITE, 200, "application/json", "", body, HTTP_ANSWERED);
    assert_int_equal(r.verdict, VERDICT_PERMANENT);
    AUTO_JS probe = js_object();
    js_put_text(probe, "words", r.words); /* refuses broken UTF-8 */
    assert_non_null(js_get_text(probe, "words"));
    reading_release(&r);
}
