/* daily.c - the chairman's day from a book that a shop filled over several days; figures beside a plain
 * count. */
#include "../dossier/shop.h"
#include <unistd.h>

#include "base/arena.h"
#include "book_of.h"
#include "dossier/move.h"
#include "people/permission.h"
#include "report/report.h"

static void turn(struct test_desk *t, const char *time)
{
    assert_true(iso_time_parse(&t->now, time));
}

static void step(struct test_desk *t, const char *code, enum state to)
{
    struct err e = { 0 };
    struct move_answer answer;
    AUTO_JS items = js_array();
    struct js *item = js_object();
    js_put_text(item, "name", "Giấy mẫu");
    js_add(items, item);
    const struct move_request request = {
        .to = to, .reason = "lý do mẫu", .items = to == STATE_SUPPLEMENT ? items : NULL
    };
    assert_ok(dossier_move(&answer, &t->of, code, &request, &e), &e);
}

static void receive(char code[DOSSIER_CODE_SIZE], struct test_desk *t, int serial, const char *procedure)
{
    struct intake_answer answer;
    shop_receive(&answer, t, serial, procedure);
    snprintf(code, DOSSIER_CODE_SIZE, "%s", answer.code);
}

/* Friday: two received, one finished the same day. Monday: three received, one finished early, one late, one
 * waits. */
static struct test_desk *filled(const char *name)
{
    char a[DOSSIER_CODE_SIZE], b[DOSSIER_CODE_SIZE], c[DOSSIER_CODE_SIZE], d[DOSSIER_CODE_SIZE],
        x[DOSSIER_CODE_SIZE];
    struct test_desk *t = shop_open(name);
    turn(t, "2026-01-05T08:10:00+07:00");
    receive(a, t, 1, "1.001193"); /* due the same day 17:00 */
    receive(b, t, 2, "1.001193");
    turn(t, "2026-01-05T10:00:00+07:00");
    step(t, a, STATE_FINISHED);
    turn(t, "2026-01-06T08:00:00+07:00");
    step(t, b, STATE_FINISHED); /* late by a day */
    receive(c, t, 3, "1.004873");
    step(t, c, STATE_FINISHED); /* days before its promise */
    receive(d, t, 4, "1.004873");
    step(t, d, STATE_SUPPLEMENT);
    receive(x, t, 5, "1.001193"); /* stays */
    turn(t, "2026-01-06T18:00:00+07:00");
    return t;
}

static struct js *write_report(
    struct test_desk *t, const char *report, const char *from, const char *to, const char *path)
{
    struct err e = { 0 };
    struct js *answer = NULL;
    struct report_order order = { 0 };
    assert_ok(report_find(&order.report, report, &e), &e);
    assert_true(iso_day_parse(&order.from, from) && iso_day_parse(&order.to, to));
    assert_ok(report_write(&answer, &t->of, &order, path, &e), &e);
    return answer;
}

static void assert_figure(const struct js *answer, const char *name, int64_t expected)
{
    int64_t got = js_get_int(js_get(answer, "figures"), name, -1);
    if (got != expected)
        fail_msg("%s is %lld, expected %lld", name, (long long)got, (long long)expected);
}

TEST(report_daily__counts__the_day_as_it_was)
{
    struct test_desk *t = filled("figures");
    const char *path = test_path("daily.xlsx");
    AUTO_JS second = write_report(t, "daily", "2026-01-06", "2026-01-06", path);
    assert_figure(second, "carried", 1);
    assert_figure(second, "received", 3);
    assert_figure(second, "finished", 2);
    assert_figure(second, "early", 1);
    assert_figure(second, "on_time", 0);
    assert_figure(second, "late", 1);
    assert_figure(second, "pending", 2);
    assert_figure(second, "pending_waiting", 1);
    assert_figure(second, "pending_late", 1);
    assert_int_equal(js_get_int(second, "rows", 0), 4 + 2);
    const struct js *saved = js_get(js_get(second, "figures"), "saved_this_month");
    assert_int_equal(js_get_int(saved, "papers", -1), 0);
    assert_int_equal(js_get_int(saved, "fields", -1), 0);
    assert_int_equal(count_of(part_of(path, "xl/sharedStrings.xml"), "lần hai, tháng 01/2026: bớt 0 giấy tờ"), 1);
    /* looked back at: what was finished on Tuesday was late and pending on Monday evening */
    AUTO_JS first = write_report(t, "daily", "2026-01-05", "2026-01-05", path);
    assert_figure(first, "received", 2);
    assert_figure(first, "on_time", 1);
    assert_figure(first, "pending_late", 1);
    test_desk_close(t);
}

TEST(report_daily__shows_no_person__unless_asked)
{
    struct test_desk *t = filled("masked");
    const char *path = test_path("masked.xlsx");
    AUTO_JS answer = write_report(t, "daily", "2026-01-06", "2026-01-06", path);
    assert_int_equal(js_get_int(answer, "rows", 0), 6);
    const char *strings = part_of(path, "xl/sharedStrings.xml");
    assert_null(strstr(strings, "Nguyễn Thị Thử"));
    assert_null(strstr(strings, "0912345678"));
    assert_non_null(strstr(strings, "Nguyễn T. T."));
    assert_non_null(strstr(strings, "CHỦ TỊCH"));
    assert_non_null(strstr(strings, "Độc lập - Tự do - Hạnh phúc"));
    assert_non_null(strstr(strings, "ỦY BAN NHÂN DÂN XÃ ĐĂK TÔ"));
    struct journal_head head;
    struct err e = { 0 };
    assert_ok(journal_head(&head, t->of.db, &e), &e);
    assert_non_null(strstr(strings, head.hash));
    test_desk_close(t);
}

TEST(report_handover__keeps__the_zero_of_a_telephone)
{
    struct test_desk *t = filled("handover");
    const char *path = test_path("handover.xlsx");
    AUTO_JS answer = write_report(t, "handover", "2026-01-06", "2026-01-06", path);
    assert_int_equal(js_get_int(answer, "rows", 0), 3);
    assert_non_null(strstr(part_of(path, "xl/sharedStrings.xml"), ">0912345678<"));
    test_desk_close(t);
}

TEST(report_write__refuses__persons_to_the_chairman_and_all_to_nobody)
{
    struct test_desk *t = filled("rights");
    struct err e = { 0 };
    struct js *answer = NULL;
    struct report_order order = { .from = { 2026, 1, 6 }, .to = { 2026, 1, 6 }, .names = true };
    assert_ok(report_find(&order.report, "daily", &e), &e);
    t->of.role = ROLE_CHAIRMAN;
    assert_int_equal(report_write(&answer, &t->of, &order, test_path("rights.xlsx"), &e), RC_REFUSED);
    assert_string_equal(e.code, "no_permission");
    order.names = false;
    assert_ok(report_write(&answer, &t->of, &order, test_path("rights.xlsx"), &e), &e);
    js_free(answer);
    t->of.role = ROLE_NONE;
    assert_int_equal(report_write(&answer, &t->of, &order, test_path("rights2.xlsx"), &e), RC_REFUSED);
    assert_int_not_equal(access(test_path("rights2.xlsx"), F_OK), 0);
    test_desk_close(t);
}

TEST(report_ii06a__writes_no_file__when_the_sums_would_be_wrong)
{
    struct test_desk *t = filled("unbalanced");
    struct err e = { 0 };
    struct js *answer = NULL;
    struct report_order order = { .from = { 2026, 1, 1 }, .to = { 2026, 1, 31 } };
    assert_ok(report_find(&order.report, "ii06a", &e), &e);
    assert_ok(
        db_run_script(t->of.db, "UPDATE dossier SET finished_at = received_at - 5 WHERE id = 3", &e), &e);
    assert_int_equal(report_write(&answer, &t->of, &order, test_path("unbalanced.xlsx"), &e), RC_REFUSED);
    assert_string_equal(e.code, "report_unbalanced");
    assert_non_null(strstr(e.hint, "H48.25-260106-0001"));
    assert_int_not_equal(access(test_path("unbalanced.xlsx"), F_OK), 0);
    test_desk_close(t);
}

TEST(report_write__writes__every_report_also_of_an_empty_period)
{
    struct test_desk *t = filled("every");
    turn(t, "2026-06-01T08:00:00+07:00");
    for (const struct report *const *r = report_table; *r; r++) {
        AUTO_JS full = write_report(t, (*r)->name, "2026-01-05", "2026-01-11", test_path("every.xlsx"));
        assert_true(js_len(js_get(full, "sheets")) > 0);
        AUTO_JS empty = write_report(t, (*r)->name, "2025-01-05", "2025-01-11", test_path("every.xlsx"));
        assert_int_equal(js_get_int(empty, "rows", -1), 0);
    }
    test_desk_close(t);
}
