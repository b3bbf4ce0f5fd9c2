/* ticket.c - the line is fair: simulated days, and the steps of a desk. */
#include "dossier/ticket.h"

#include "base/arena.h"
#include "shop.h"

/* --- the rule, simulated --- */

#define LINE 400

/* A day of arrivals with `percent` priority; returns the most calls that one waited beyond what the rule promises. */
static int worst_excess(unsigned seed, int percent)
{
    static struct ticket line[LINE];
    int before[LINE], called_after[LINE], run = 0, worst = -1000;
    memset(line, 0, sizeof line);
    for (int i = 0; i < LINE; i++) {
        seed = seed * 1103515245u + 12345u;
        line[i] = (struct ticket){ .id = i + 1, .state = TICKET_WAITING, .arrived_at = i };
        if ((int)(seed >> 16) % 100 < percent)
            snprintf(line[i].priority, sizeof line[i].priority, "elderly");
        before[i] = called_after[i] = 0;
    }
    /* All came at once and more keep coming: the hardest case for those without priority. */
    for (int i = 0; i < LINE; i++)
        for (int k = 0; k < i; k++)
            before[i] += !line[k].priority[0] == !line[i].priority[0];
    for (int call = 1; call <= LINE; call++) {
        int next = ticket_next(line, LINE, run);
        assert_true(next >= 0);
        line[next].state = TICKET_CALLED;
        run = line[next].priority[0] ? run + 1 : 0;
        called_after[next] = call;
    }
    for (int i = 0; i < LINE; i++) {
        int n = before[i] + 1;
        int promised = line[i].priority[0] ? n + n / 2 : 3 * n;
        if (called_after[i] - promised > worst)
            worst = called_after[i] - promised;
    }
    return worst;
}

TEST(ticket_next__starves__nobody_on_any_simulated_day)
{
    for (unsigned seed = 1; seed <= 40; seed++)
        for (int percent = 0; percent <= 100; percent += 10)
            assert_true(worst_excess(seed, percent) <= 0);
}

TEST(ticket_next__when_priority_never_stops_coming__still_calls_the_others)
{
    struct ticket line[3] = { { .id = 1, .state = TICKET_WAITING, .arrived_at = 0 } };
    int run = 0, calls = 0;
    for (int64_t at = 1; line[0].state == TICKET_WAITING && calls < 100; at++) {
        line[1] = (struct ticket){ .id = 2, .state = TICKET_WAITING, .arrived_at = at, .priority = "merit" };
        int next = ticket_next(line, 2, run);
        run = next == 1 ? run + 1 : 0;
        line[next].state = TICKET_CALLED;
        calls++;
    }
    assert_int_equal(calls, TICKET_PRIORITY_RUN + 1);
    assert_int_equal(ticket_next(line, 0, 0), -1);
}

/* --- a desk's day --- */

static void refused(enum rc rc, const struct err *e, const char *code)
{
    assert_true(rc == RC_REFUSED || rc == RC_NOT_FOUND);
    assert_string_equal(e->code, code);
}

TEST(ticket_call__brings__the_next_and_serves_who_was_here)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("ticket");
    struct ticket a, b, p, now;
    refused(ticket_call(&now, &t->of, NULL, &e), &e, "nobody_waits");
    assert_ok(ticket_take(&a, &t->of, 'A', NULL, &e), &e);
    assert_ok(ticket_take(&b, &t->of, 'B', NULL, &e), &e);
    assert_ok(ticket_take(&p, &t->of, 'A', "elderly", &e), &e);
    assert_string_equal(a.label, "A001");
    assert_string_equal(b.label, "B001");
    assert_string_equal(p.label, "A002");
    t->now += 600;
    assert_ok(ticket_call(&now, &t->of, "A", &e), &e);
    assert_string_equal(now.label, "A002");
    t->now += 300;
    assert_ok(ticket_call(&now, &t->of, NULL, &e), &e);
    assert_string_equal(now.label, "A001");
    t->of.desk = "quay-2";
    assert_ok(ticket_call(&now, &t->of, NULL, &e), &e); /* two desks, one second: never the same ticket */
    assert_string_equal(now.label, "B001");
    e = (struct err){ 0 };
    refused(ticket_call(&now, &t->of, NULL, &e), &e, "nobody_waits");
    AUTO_ARENA arena = { 0 };
    struct ticket *list;
    size_t count;
    assert_ok(ticket_list(&list, &count, &t->of, day_of(t->now), &arena, &e), &e);
    struct ticket_times times = ticket_times(list, count);
    assert_int_equal(times.served, 1); /* the refused call ended nothing */
    assert_int_equal(times.wait_mean, 600);
    assert_int_equal(times.serve_mean, 300);
    test_desk_close(t);
}

TEST(ticket__skipped_transferred_and_cancelled__is_called_as_the_rule_says)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("ticket-ways");
    struct ticket one, two, now;
    assert_ok(ticket_take(&one, &t->of, 'A', NULL, &e), &e);
    t->now += 60;
    assert_ok(ticket_take(&two, &t->of, 'B', NULL, &e), &e);
    assert_ok(ticket_call(&now, &t->of, "A", &e), &e);
    assert_ok(ticket_recall(&now, &t->of, NULL, &e), &e);
    assert_int_equal(now.calls, 2);
    assert_ok(ticket_skip(&now, &t->of, &e), &e);
    refused(ticket_skip(&now, &t->of, &e), &e, "no_ticket");
    assert_ok(ticket_recall(&now, &t->of, "A001", &e), &e);
    assert_ok(ticket_transfer(&now, &t->of, "A001", 'B', &e), &e);
    assert_ok(ticket_call(&now, &t->of, "B", &e), &e);
    assert_string_equal(now.label, "A001"); /* its arrival counts, not the transfer */
    assert_ok(ticket_cancel(&now, &t->of, "B001", &e), &e);
    e = (struct err){ 0 };
    refused(ticket_call(&now, &t->of, "B", &e), &e, "nobody_waits");
    e = (struct err){ 0 };
    refused(ticket_cancel(&now, &t->of, "B001", &e), &e, "ticket_over");
    e = (struct err){ 0 };
    refused(ticket_transfer(&now, &t->of, "A001", 'b', &e), &e, "service");
    e = (struct err){ 0 };
    refused(ticket_recall(&now, &t->of, "A009", &e), &e, "desk_busy");
    test_desk_close(t);
}

TEST(ticket_take__refuses__unknown_groups_and_priorities_and_begins_anew_each_day)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("ticket-no");
    struct intake_answer in;
    struct ticket one;
    refused(ticket_take(&one, &t->of, 'a', NULL, &e), &e, "service");
    e = (struct err){ 0 };
    refused(ticket_take(&one, &t->of, 'A', "friend", &e), &e, "priority");
    assert_ok(ticket_take(&one, &t->of, 'A', NULL, &e), &e);
    assert_string_equal(one.label, "A001");
    t->now += DAY_SECONDS;
    assert_ok(ticket_take(&one, &t->of, 'A', NULL, &e), &e);
    assert_string_equal(one.label, "A001");
    shop_receive(&in, t, 1, "1.004222");
    e = (struct err){ 0 };
    refused(ticket_link(&one, &t->of, in.code, &e), &e, "no_ticket");
    assert_ok(ticket_call(&one, &t->of, NULL, &e), &e);
    assert_ok(ticket_link(&one, &t->of, in.code, &e), &e);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM ticket WHERE dossier_id IS NOT NULL"), 1);
    test_desk_close(t);
}
