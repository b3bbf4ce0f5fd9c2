/* site.c - what citizens see, and what they never see. */
#include "web/site.h"

#include <netinet/in.h>

#include "../dossier/shop.h"
#include "book/settings.h"
#include "dossier/move.h"
#include "dossier/receipt.h"
#include "dossier/ticket.h"
#include "web/page.h"

static struct site site;

static int ask(char *body, size_t size, const char *method, const char *path, const char *receipt, const char *form)
{
    struct site_answer answer;
    const struct site_request request = { .method = method, .path = path, .receipt = receipt, .body = form ? form : "",
        .body_len = form ? strlen(form) : 0, .who = 7 };
    site_answer(&answer, &site, &request);
    snprintf(body, size, "%s", buf_text(&answer.body));
    buf_release(&answer.body);
    return answer.status;
}

static void payload_of(char out[RECEIPT_MAX + 1], struct test_desk *t, const struct intake_answer *in)
{
    struct err e = { 0 };
    assert_ok(receipt_encode(out, in->code, in->received_at, "1.004222", t->book.keys, &e), &e);
}

TEST(initials__are__first_letters_with_their_marks)
{
    char out[INITIALS_SIZE];
    assert_string_equal(initials(out, "Nguyễn Thị Hoa"), "N.T.H.");
    assert_string_equal(initials(out, "  Y  Blưi Ênuôl "), "Y.B.Ê.");
    assert_string_equal(initials(out, "Đặng"), "Đ.");
    assert_string_equal(initials(out, ""), "");
}

TEST(site__shows__state_and_initials_to_who_holds_the_receipt_and_no_name_number_or_procedure)
{
    static char body[20000];
    char payload[RECEIPT_MAX + 1], url[RECEIPT_MAX + 100];
    struct test_desk *t = shop_open("site");
    struct intake_answer in;
    shop_receive(&in, t, 1, "1.004222");
    payload_of(payload, t, &in);
    site_init(&site, &t->of);
    assert_int_equal(ask(body, sizeof body, "GET", "/", payload, NULL), 200);
    assert_non_null(strstr(body, in.code));
    assert_non_null(strstr(body, "N.T.T."));
    assert_non_null(strstr(body, "Received"));
    static const char *const private[] = { "Nguyễn", "062185", "1.004222", "0912345678", "Thôn 3", "thường trú" };
    for (size_t i = 0; i < sizeof private / sizeof *private; i++)
        assert_null(strstr(body, private[i]));
    snprintf(url, sizeof url, "https://xa.example/?r=%s\r\n", payload);
    assert_int_equal(ask(body, sizeof body, "GET", "/", url, NULL), 200);
    test_desk_close(t);
}

TEST(site__tells__nothing_for_a_code_alone_or_an_altered_receipt)
{
    static char body[20000];
    char payload[RECEIPT_MAX + 1];
    struct test_desk *t = shop_open("site-no");
    struct intake_answer in;
    shop_receive(&in, t, 1, "1.004222");
    payload_of(payload, t, &in);
    site_init(&site, &t->of);
    assert_int_equal(ask(body, sizeof body, "GET", "/", in.code, NULL), 404);
    assert_null(strstr(body, "N.T.T."));
    payload[strlen(payload) - 5] ^= 1;
    assert_int_equal(ask(body, sizeof body, "GET", "/", payload, NULL), 404);
    assert_null(strstr(body, in.code));
    assert_int_equal(ask(body, sizeof body, "GET", "/", "<script>alert(1)</script>", NULL), 404);
    assert_null(strstr(body, "<script"));
    test_desk_close(t);
}

TEST(site__says__when_the_promise_passed)
{
    static char body[20000];
    char payload[RECEIPT_MAX + 1];
    struct test_desk *t = shop_open("site-late");
    struct intake_answer in;
    shop_receive(&in, t, 1, "1.004222");
    payload_of(payload, t, &in);
    site_init(&site, &t->of);
    t->now = in.due_at + 60;
    assert_int_equal(ask(body, sizeof body, "GET", "/", payload, NULL), 200);
    assert_non_null(strstr(body, "past the promised time"));
    test_desk_close(t);
}

TEST(site__reads__forms_and_refuses_broken_long_and_unknown_requests)
{
    static char body[20000];
    static char longer[SITE_BODY_MAX + 10];
    char payload[RECEIPT_MAX + 1], form[2 * RECEIPT_MAX], value[64];
    struct test_desk *t = shop_open("site-forms");
    struct intake_answer in;
    shop_receive(&in, t, 1, "1.004222");
    payload_of(payload, t, &in);
    site_init(&site, &t->of);
    size_t n = (size_t)snprintf(form, sizeof form, "x=1&r=");
    for (const char *p = payload; *p; p++)
        n += (size_t)snprintf(form + n, sizeof form - n, *p == '|' ? "%%7C" : "%c", *p);
    assert_int_equal(ask(body, sizeof body, "POST", "/", NULL, form), 200);
    memset(longer, 'a', sizeof longer - 1);
    assert_int_equal(ask(body, sizeof body, "POST", "/", NULL, longer), 413);
    assert_int_equal(ask(body, sizeof body, "POST", "/", NULL, "r=%4"), 400);
    assert_int_equal(ask(body, sizeof body, "POST", "/", NULL, "r=%00"), 400);
    assert_int_equal(ask(body, sizeof body, "POST", "/", NULL, "q=1"), 400);
    assert_int_equal(ask(body, sizeof body, "DELETE", "/", NULL, NULL), 405);
    assert_int_equal(ask(body, sizeof body, "GET", "/book.db", NULL, NULL), 404);
    assert_int_equal(ask(body, sizeof body, "GET", "/../etc/passwd", NULL, NULL), 404);
    assert_true(site_form_value(value, sizeof value, "r=a+b%7Cc", 9));
    assert_string_equal(value, "a b|c");
    test_desk_close(t);
}

TEST(site__slows__who_asks_too_often)
{
    static char body[20000];
    int refused = 0;
    struct test_desk *t = shop_open("site-rate");
    site_init(&site, &t->of);
    for (int i = 0; i < 12; i++)
        refused += ask(body, sizeof body, "GET", "/", "MC1|x", NULL) == 429;
    assert_int_equal(refused, 2);
    assert_int_equal(ask(body, sizeof body, "GET", "/board", NULL, NULL), 200); /* only looking up is slowed */
    t->now += 60;
    assert_int_equal(ask(body, sizeof body, "GET", "/", "MC1|x", NULL), 404);
    test_desk_close(t);
}

TEST(rate__forgets__the_quietest_address_when_its_table_is_full)
{
    static struct rate rate;
    memset(&rate, 0, sizeof rate);
    rate.burst = 1, rate.per_minute = 1;
    for (uint64_t key = 1; key <= 3 * RATE_PLACES; key++)
        assert_true(rate_allows(&rate, key, (int64_t)key));
    assert_false(rate_allows(&rate, 3 * RATE_PLACES, 3 * RATE_PLACES + 1));
    struct sockaddr_in6 a = { .sin6_family = AF_INET6, .sin6_addr = { { { 0x20, 1, 0, 0, 0, 0, 0, 1, 5 } } } }, b = a;
    b.sin6_addr.s6_addr[15] = 9; /* the same /64 */
    assert_int_equal(rate_key((struct sockaddr *)&a), rate_key((struct sockaddr *)&b));
}

TEST(board__shows__called_numbers_desks_and_the_rule_but_nobody)
{
    static char body[20000];
    struct err e = { 0 };
    struct test_desk *t = shop_open("site-board");
    struct ticket ticket;
    site_init(&site, &t->of);
    assert_int_equal(ask(body, sizeof body, "GET", "/board", NULL, NULL), 200);
    assert_non_null(strstr(body, "Nobody was called yet"));
    for (int i = 0; i < 3; i++)
        assert_ok(ticket_take(&ticket, &t->of, 'A', i == 2 ? "elderly" : NULL, &e), &e);
    assert_ok(ticket_take_pending(&ticket, &t->of, 'A', NULL, &e), &e); /* nobody has it: it is not shown */
    assert_ok(ticket_call(&ticket, &t->of, NULL, &e), &e);
    assert_int_equal(ask(body, sizeof body, "GET", "/board", NULL, NULL), 200);
    assert_non_null(strstr(body, "<tr class=\"now\"><td class=\"no\">A003</td><td>desk 1</td>"));
    assert_non_null(strstr(body, "<td>A Hộ tịch, chứng thực</td><td class=\"count\">2</td>"));
    assert_non_null(strstr(body, "<span>A001</span> <span>A002</span>"));
    assert_non_null(strstr(body, "after 2 of them"));
    assert_null(strstr(body, "A004"));
    assert_ok(setting_set(&t->of, "ticket.desks", "quay-1=A; quay-2=BC", &e), &e); /* no one order any more */
    assert_int_equal(ask(body, sizeof body, "GET", "/board", NULL, NULL), 200);
    assert_null(strstr(body, "<span>"));
    test_desk_close(t);
}

/* Whatever stands in data/awareness/warnings.yaml: another one each day, each with its source and day. */
TEST(board__warns__of_a_fraud_with_source_and_day_another_one_tomorrow)
{
    static char first[20000], second[20000];
    struct test_desk *t = shop_open("site-board-warning");
    site_init(&site, &t->of);
    assert_int_equal(ask(first, sizeof first, "GET", "/board", NULL, NULL), 200);
    t->now += 86400;
    assert_int_equal(ask(second, sizeof second, "GET", "/board", NULL, NULL), 200);
    const char *a = strstr(first, "<p class=\"warning\"><strong>"), *b = strstr(second, "<p class=\"warning\">");
    assert_non_null(a);
    assert_non_null(b);
    assert_non_null(strstr(a, "/2026</small></p>"));
    assert_true(strncmp(a, b, 80) != 0);
    t->of.share_dir = test_path("nowhere"); /* no table: the line is shown all the same */
    assert_int_equal(ask(first, sizeof first, "GET", "/board", NULL, NULL), 200);
    assert_null(strstr(first, "class=\"warning\""));
    assert_non_null(strstr(first, "Nobody was called yet"));
    test_desk_close(t);
}

TEST(board__keeps__the_last_called_and_those_who_did_not_come)
{
    static char body[20000];
    struct err e = { 0 };
    struct test_desk *t = shop_open("site-board-last");
    struct ticket ticket;
    site_init(&site, &t->of);
    for (int i = 0; i < 12; i++)
        assert_ok(ticket_take(&ticket, &t->of, 'A', NULL, &e), &e);
    for (int i = 0; i < 10; i++, t->now += 120)
        assert_ok(ticket_call(&ticket, &t->of, NULL, &e), &e);
    assert_ok(ticket_skip(&ticket, &t->of, &e), &e);
    assert_int_equal(ask(body, sizeof body, "GET", "/board", NULL, NULL), 200);
    assert_non_null(strstr(body, "<tr class=\"missed\"><td class=\"no\">A010</td><td>was called"));
    assert_non_null(strstr(body, "<tr><td class=\"no\">A009</td><td>desk 1</td>"));
    assert_non_null(strstr(body, "<td class=\"no\">A003</td>"));
    assert_null(strstr(body, "<td class=\"no\">A002</td>")); /* eight stay */
    assert_ok(ticket_recall(&ticket, &t->of, "A010", &e), &e);
    t->now += 30;
    assert_int_equal(ask(body, sizeof body, "GET", "/board", NULL, NULL), 200);
    assert_non_null(strstr(body, "<tr class=\"now\"><td class=\"no\">A010</td>")); /* called once more: it stands out again */
    t->now += 120;
    assert_int_equal(ask(body, sizeof body, "GET", "/board", NULL, NULL), 200);
    assert_null(strstr(body, "class=\"now\""));
    assert_ok(ticket_recall(&ticket, &t->of, NULL, &e), &e);
    assert_int_equal(ask(body, sizeof body, "GET", "/board", NULL, NULL), 200);
    assert_non_null(strstr(body, "<tr class=\"now\"><td class=\"no\">A010</td>"));
    test_desk_close(t);
}
