/* supervisor.c - the supervisor's day: requests decided by letters, late papers, promises a holiday moved. */
#include "../dossier/colleagues.h"
#include "catalog/asked.h"
#include "counter.h"
#include "dossier/owed.h"
#include "dossier/promise.h"
#include "dossier/request.h"

/* Two requests by a clerk, a paper that should have come, a promise that moved; the founder sits at the desk. */
static void a_day(struct counter *c, const char *name, struct intake_answer *late)
{
    struct err e = { 0 };
    int64_t id = 0;
    struct request_ask ask = { .kind = REQUEST_APOLOGY, .reason = "người ký đi vắng", .day = { 2026, 1, 20 } };
    counter_open(c, name, 80, 24);
    struct test_desk *shop = c->shop;
    struct staff founder = { .role = ROLE_FOUNDER, .id = 1, .name = "Người Mẫu (thử)" };
    sits(shop, &founder);
    struct staff lan = colleague(shop, "lan", ROLE_OFFICER);
    sits(shop, &lan);
    shop_receive(late, shop, 7, "1.004222");
    assert_ok(request_send(&id, &shop->of, late->code, &ask, &e), &e);
    ask = (struct request_ask){ .kind = REQUEST_UNDO, .reason = "chuyển nhầm" };
    assert_ok(step_to(shop, c->answer.code, STATE_PROCESSING, NULL, &e), &e);
    assert_ok(request_send(&id, &shop->of, c->answer.code, &ask, &e), &e);
    assert_ok(owed_note(&shop->of, c->answer.code, "giay-chung-sinh", (struct day){ 2026, 1, 6 }, &e), &e);
    sits(shop, &founder);
    const struct promise_move moved = { late->code, "Nguyễn Thị Thử", "0912345678", late->due_at,
        late->due_at + DAY_SECONDS };
    assert_ok(promise_keep_moves(&shop->of, &moved, 1, &e), &e);
    shop->of.staff_id = 0;
    shop->of.role = ROLE_NONE;
}

TEST(supervisor__letters_d_and_k__decide_several_requests_and_f10_drafts_the_notices)
{
    struct counter c;
    struct intake_answer late;
    a_day(&c, "supervisor-day", &late);
    counter_play(&c, "Enter\nF8\nexpect \"a later promise\"\nexpect \"take the last\"\n");
    /* "undo" was asked before the owed paper was noted: the dossier changed, so it is looked at again. */
    counter_play(&c, "d\nd\nEnter\nexpect \"was changed meanwhile\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM request WHERE state = 'approved'"), 1);
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM event WHERE action = 'apology'"), 1);
    counter_play(&c, "F5\nk\nEnter\nexpect \"Not approved\"\nF10\nexpect \"Nothing is typed\"\n");
    counter_play(&c, "text \"bước này đúng\"\nF10\nexpect \"1 requests are decided\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM request WHERE state = 'declined'"), 1);
    counter_play(&c, "expect \"promises moved\"\nF10\nexpect \"1 notices are drafted\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM event WHERE action = 'promise_moved'"), 1);
    counter_play(&c, "expect \"Nothing waits\"\n");
    counter_close(&c);
}

TEST(supervisor__late_paper__is_reminded_and_is_no_request)
{
    struct counter c;
    struct intake_answer late;
    a_day(&c, "supervisor-owed", &late);
    c.shop->now += 4 * DAY_SECONDS;
    counter_play(&c, "Enter\nF8\nexpect \"owes\"\nEnd\nd\nexpect \"Only requests are approved\"\n");
    assert_int_equal(shop_count(c.shop, "SELECT count(*) FROM request WHERE state = 'open'"), 2);
    counter_close(&c);
}

TEST(supervisor__reported_answers__stand_on_the_day_until_they_are_seen_to)
{
    struct counter c;
    struct intake_answer late;
    struct err e = { 0 };
    a_day(&c, "supervisor-reports", &late);
    sits(c.shop, &(struct staff){ .role = ROLE_FOUNDER, .id = 1, .name = "Người Mẫu (thử)" });
    assert_ok(answer_report_add(&c.shop->of, "mất thẻ", "1.001193", "cấp lại thẻ căn cước", &e), &e);
    assert_ok(answer_report_add(&c.shop->of, "đổi bằng lái", "", "sang công an tỉnh", &e), &e);
    c.shop->of.staff_id = 0;
    c.shop->of.role = ROLE_NONE;
    counter_play(&c, "Enter\nF8\nexpect \"wrong answer: mất thẻ\"\nEnd\nexpect \"answered nothing\"\n");
    counter_play(&c, "expect \"sang công an tỉnh\"\nk\nexpect \"Only requests\"\n");
    counter_play(&c, "d\nEnter\nexpect \"1 reports of answers are closed\"\n");
    assert_false(counter_shows(&c, "đổi bằng lái"));
    assert_true(counter_shows(&c, "wrong answer: mất thẻ"));
    counter_close(&c);
}
