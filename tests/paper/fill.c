/* fill.c - facts in the words of a paper. */
#include "paper/fill.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "check.h"

static const char facts_text[] =
    "{\"code\":\"H48.25-260105-0001\",\"due_at\":\"2026-01-09T00:05:00+07:00\",\"fee\":1234567,\"fee_note\":"
    "\"\","
    "\"applicant\":{\"name\":\"Đỗ <Thị> & Em\",\"birth_date\":\"1985\",\"email\":null},\"submitter\":null,"
    "\"unit\":{\"name\":\"UBND xã Đăk Tô\"},\"due_why\":[\"một\",\"hai\"]}";

static void check(const char *line, const char *expected)
{
    struct err e = { 0 };
    AUTO_JS facts = NULL;
    AUTO_BUF out = buf_limit(4096);
    assert_ok(js_parse(&facts, facts_text, strlen(facts_text), &e), &e);
    struct fill fill = { .facts = facts };
    assert_ok(fill_line(&out, line, &fill), &e);
    assert_string_equal(buf_text(&out), expected);
}

TEST(fill_line__writes__times_as_papers_do)
{
    check("{due_at|time}", "00 giờ 05 phút, ngày 09 tháng 01 năm 2026");
    check("{due_at|date} {due_at|clock} {due_at|weekday}", "09/01/2026 00:05 thứ Sáu");
    check("{due_at|long}", "ngày 09 tháng 01 năm 2026");
}

TEST(fill_line__keeps__a_bare_year_of_birth)
{
    check("{applicant.birth_date|date}", "1985");
}

TEST(fill_line__groups__money_by_thousands)
{
    check("{fee|money}", "1.234.567 đồng");
}

TEST(fill_line__writes__capitals_with_marks)
{
    check("{unit.name|upper}", "UBND XÃ ĐĂK TÔ");
}

TEST(fill_line__escapes__what_people_wrote)
{
    check("<b>{applicant.name}</b>", "<b>Đỗ &lt;Thị&gt; &amp; Em</b>");
}

TEST(fill_line__takes__the_first_fact_that_is_there)
{
    check("{submitter.name,code}", "H48.25-260105-0001");
}

TEST(fill_line__leaves__dots_for_a_missing_fact_and_nothing_for_an_optional_one)
{
    check("{applicant.email}", "…………………………");
    check("[{applicant.email|?}]", "[]");
    check("[{returned_at|date?}]", "[]");
}

TEST(fill_plain__leaves__a_square_without_dots)
{
    struct err e = { 0 };
    AUTO_JS facts = js_object();
    AUTO_BUF out = buf_limit(100);
    struct fill fill = { .facts = facts };
    assert_ok(fill_plain(&out, "{print.qr}", &fill), &e);
    assert_string_equal(buf_text(&out), "");
}
