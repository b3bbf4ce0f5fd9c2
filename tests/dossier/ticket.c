/* ticket.c - the line is fair: simulated days, and the steps of a desk. */
#include "dossier/ticket.h"

#include "base/arena.h"
#include "book/settings.h"
#include "dossier/ticket_simulate.h"
#include "dossier/ticket_words.h"
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
        int next = ticket_next(line, LINE, run, TICKET_PRIORITY_RUN);
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
        int next = ticket_next(line, 2, run, TICKET_PRIORITY_RUN);
        run = next == 1 ? run + 1 : 0;
        line[next].state = TICKET_CALLED;
        calls++;
    }
    assert_int_equal(calls, TICKET_PRIORITY_RUN + 1);
    assert_int_equal(ticket_next(line, 0, 0, TICKET_PRIORITY_RUN), -1);
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
    refused(ticket_link(&one, &t->of, NULL, in.code, &e), &e, "no_ticket");
    assert_ok(ticket_call(&one, &t->of, NULL, &e), &e);
    assert_ok(ticket_link(&one, &t->of, NULL, in.code, &e), &e);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM ticket_dossier"), 1);
    test_desk_close(t);
}

/* --- numbers nobody has --- */

TEST(ticket_take_pending__is_not_called__until_somebody_has_the_number)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("ticket-pending");
    struct ticket one, two, now;
    assert_ok(ticket_take_pending(&one, &t->of, 'A', "elderly", &e), &e);
    refused(ticket_call(&now, &t->of, NULL, &e), &e, "nobody_waits");
    e = (struct err){ 0 };
    assert_ok(ticket_take(&two, &t->of, 'A', NULL, &e), &e);
    assert_ok(ticket_hand(&one, &t->of, "A001", &e), &e);
    assert_false(one.pending);
    int64_t events = shop_count(t, "SELECT count(*) FROM event");
    assert_ok(ticket_hand(&one, &t->of, "A001", &e), &e); /* told twice, journalled once */
    assert_int_equal(shop_count(t, "SELECT count(*) FROM event"), events);
    assert_ok(ticket_call(&now, &t->of, NULL, &e), &e);
    assert_string_equal(now.label, "A001");
    assert_ok(ticket_take_pending(&one, &t->of, 'A', NULL, &e), &e);
    assert_ok(ticket_cancel(&one, &t->of, "A003", &e), &e);
    refused(ticket_hand(&one, &t->of, "A003", &e), &e, "ticket_over");
    test_desk_close(t);
}

/* --- the rule when desks call in one second, and when it is set otherwise --- */

TEST(ticket_call__two_desks_in_one_second__count_priority_in_the_order_of_the_calls)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("ticket-turn");
    struct ticket now;
    for (int i = 0; i < 3; i++)
        assert_ok(ticket_take(&now, &t->of, 'A', NULL, &e), &e); /* A001 A002 A003 */
    for (int i = 0; i < 3; i++)
        assert_ok(ticket_take(&now, &t->of, 'A', "merit", &e), &e); /* A004 A005 A006 */
    static const char *const order[] = { "A004", "A005", "A001", "A006", "A002", "A003" };
    static const char *const desks[] = { "quay-1", "quay-2" };
    for (int i = 0; i < 6; i++) {
        t->of.desk = desks[i % 2];
        assert_ok(ticket_call(&now, &t->of, NULL, &e), &e);
        assert_string_equal(now.label, order[i]);
    }
    test_desk_close(t);
}

TEST(ticket_call__limit_of_one__takes_turns)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("ticket-limit");
    struct ticket now;
    assert_ok(setting_set(&t->of, "ticket.priority_run", "1", &e), &e);
    for (int i = 0; i < 2; i++)
        assert_ok(ticket_take(&now, &t->of, 'A', NULL, &e), &e);
    for (int i = 0; i < 2; i++)
        assert_ok(ticket_take(&now, &t->of, 'A', "infant", &e), &e);
    static const char *const order[] = { "A003", "A001", "A004", "A002" };
    for (int i = 0; i < 4; i++) {
        assert_ok(ticket_call(&now, &t->of, "", &e), &e);
        assert_string_equal(now.label, order[i]);
    }
    test_desk_close(t);
}

TEST(ticket_places__are__the_calls_that_follow)
{
    struct ticket line[5] = { { .id = 1, .state = TICKET_WAITING, .arrived_at = 1 },
        { .id = 2, .state = TICKET_WAITING, .arrived_at = 2, .priority = "elderly" },
        { .id = 3, .state = TICKET_WAITING, .arrived_at = 3, .priority = "elderly" },
        { .id = 4, .state = TICKET_WAITING, .arrived_at = 0, .pending = true },
        { .id = 5, .state = TICKET_SERVED } };
    int places[5];
    ticket_places(places, line, 5, 1, 2); /* one priority was called just now */
    assert_int_equal(places[1], 1);
    assert_int_equal(places[0], 2);
    assert_int_equal(places[2], 3);
    assert_int_equal(places[3], 0);
    assert_int_equal(places[4], 0);
    const struct ticket_pace pace = { .serve = 600, .desks = 2 };
    assert_int_equal(ticket_expected(1, &pace), 150);
    assert_int_equal(ticket_expected(3, &pace), 750);
    assert_int_equal(ticket_expected(1, &(struct ticket_pace){ 0 }), -1);
}

/* --- times and links --- */

TEST(ticket_transfer__from_a_desk__keeps_wait_and_serve_apart)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("ticket-times");
    AUTO_ARENA arena = { 0 };
    struct ticket now, *list;
    size_t count;
    assert_ok(ticket_take(&now, &t->of, 'A', NULL, &e), &e);
    t->now += 300; /* waits 5 minutes */
    assert_ok(ticket_call(&now, &t->of, "A", &e), &e);
    t->now += 240; /* is served 4 */
    assert_ok(ticket_transfer(&now, &t->of, "A001", 'B', &e), &e);
    t->now += 60; /* waits 1 more */
    t->of.desk = "quay-2";
    assert_ok(ticket_call(&now, &t->of, "B", &e), &e);
    t->now += 120; /* is served 2 more */
    assert_ok(ticket_done(&now, &t->of, &e), &e);
    assert_ok(ticket_list(&list, &count, &t->of, day_of(t->now), &arena, &e), &e);
    struct ticket_times times = ticket_times(list, count);
    assert_int_equal(times.wait_mean, 360);
    assert_int_equal(times.serve_mean, 360);
    test_desk_close(t);
}

TEST(ticket_link__several_dossiers_of_one_visit__all_stay_and_are_journalled)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("ticket-links");
    struct intake_answer first, second;
    struct ticket one;
    shop_receive(&first, t, 1, "1.004222");
    shop_receive(&second, t, 2, "1.004222");
    assert_ok(ticket_take(&one, &t->of, 'A', NULL, &e), &e);
    assert_ok(ticket_call(&one, &t->of, NULL, &e), &e);
    assert_ok(ticket_link(&one, &t->of, NULL, first.code, &e), &e);
    assert_ok(ticket_done(&one, &t->of, &e), &e);
    assert_ok(ticket_link(&one, &t->of, "A001", second.code, &e), &e); /* the desk went on meanwhile */
    assert_string_equal(one.dossier, first.code);
    assert_int_equal(one.dossiers, 2);
    assert_int_equal(shop_count(t, "SELECT count(*) FROM event WHERE action = 'ticket_linked'"), 2);
    refused(ticket_link(&one, &t->of, "A009", second.code, &e), &e, "no_ticket");
    e = (struct err){ 0 };
    assert_int_equal(ticket_link(&one, &t->of, "A001", "H48.25-260105-0999", &e), RC_NOT_FOUND);
    test_desk_close(t);
}

TEST(ticket_pace__is_the_median__of_enough_visits)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("ticket-pace");
    struct ticket now;
    struct ticket_pace pace;
    static const int minutes[] = { 5, 60, 7 };
    for (int i = 0; i < 3; i++) {
        assert_ok(ticket_pace(&pace, &t->of, &e), &e);
        assert_int_equal(pace.serve, 0); /* two visits tell nothing */
        assert_ok(ticket_take(&now, &t->of, 'A', NULL, &e), &e);
        assert_ok(ticket_call(&now, &t->of, NULL, &e), &e);
        t->now += minutes[i] * 60;
        assert_ok(ticket_done(&now, &t->of, &e), &e);
    }
    assert_ok(ticket_pace(&pace, &t->of, &e), &e);
    assert_int_equal(pace.serve, 7 * 60);
    assert_int_equal(pace.desks, 1);
    test_desk_close(t);
}

/* --- a call by mistake --- */

TEST(ticket_put_back__after_a_slip__everybody_stands_as_before)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("ticket-undo");
    struct intake_answer in;
    struct ticket now;
    static const char *const whys[] = { "merit", NULL, NULL };
    for (int i = 0; i < 3; i++, t->now += 60)
        assert_ok(ticket_take(&now, &t->of, 'A', whys[i], &e), &e);
    refused(ticket_put_back(&now, &t->of, &e), &e, "no_ticket");
    e = (struct err){ 0 };
    assert_ok(ticket_call(&now, &t->of, NULL, &e), &e); /* A001 with priority */
    t->now += 300;
    assert_ok(ticket_call(&now, &t->of, NULL, &e), &e); /* the slip: A002 */
    assert_ok(ticket_put_back(&now, &t->of, &e), &e);
    assert_string_equal(now.label, "A002");
    assert_int_equal(now.calls, 0);
    assert_ok(ticket_here(&now, &t->of, &e), &e);
    assert_string_equal(now.label, "A001"); /* is served on, since her own call */
    assert_int_equal(t->now - now.called_at, 300);
    t->now += 60;
    assert_ok(ticket_call(&now, &t->of, NULL, &e), &e);
    assert_string_equal(now.label, "A002");
    shop_receive(&in, t, 1, "1.004222");
    assert_ok(ticket_link(&now, &t->of, NULL, in.code, &e), &e);
    refused(ticket_put_back(&now, &t->of, &e), &e, "ticket_filed");
    test_desk_close(t);
}

TEST(ticket_put_back__when_nobody_was_here_before__leaves_the_desk_empty)
{
    struct err e = { 0 };
    struct test_desk *t = shop_open("ticket-undo-first");
    struct ticket now;
    assert_ok(ticket_take(&now, &t->of, 'A', NULL, &e), &e);
    assert_ok(ticket_call(&now, &t->of, NULL, &e), &e);
    assert_ok(ticket_put_back(&now, &t->of, &e), &e);
    assert_ok(ticket_here(&now, &t->of, &e), &e);
    assert_int_equal(now.id, 0);
    test_desk_close(t);
}

/* --- words and settings --- */

TEST(ticket_groups__read__letters_and_names_and_drop_the_rest)
{
    struct ticket_group groups[TICKET_GROUPS];
    assert_int_equal(ticket_groups_parse(groups, " A = Hộ tịch ;b=no;;B=Đất đai;AB=no; C"), 3);
    assert_string_equal(groups[0].name, "Hộ tịch");
    assert_int_equal(groups[1].letter, 'B');
    assert_string_equal(groups[2].name, "");
    assert_int_equal(ticket_groups_parse(groups, ""), 0);
    char mine[TICKET_LETTERS];
    ticket_desk_groups(mine, "quay-1=AB; quay-2 = C", "quay-2");
    assert_string_equal(mine, "C");
    ticket_desk_groups(mine, "quay-1=AB; quay-2 = C", "quay-3");
    assert_string_equal(mine, "");
}

TEST(ticket_words__say__the_number_the_desk_and_the_rule)
{
    char call[TICKET_CALL_SIZE], desk[TICKET_DESK_SIZE], rule[TICKET_RULE_SIZE];
    const struct ticket t = { .label = "A012", .desk = "quay-2" };
    assert_string_equal(ticket_call_words(call, &t), "Number A012 to desk 2, please.");
    assert_string_equal(ticket_desk_words(desk, "Một cửa"), "Một cửa");
    assert_non_null(strstr(ticket_rule_words(rule, 3), "after 3 of them"));
}

/* --- a day played with several rules --- */

TEST(ticket_simulate__brings__the_same_people_under_every_rule)
{
    struct err e = { 0 };
    const struct simulated_day day = { .people = 120, .priority = 30, .desks = 2, .serve_minutes = 8,
        .open_minutes = 480, .seed = 7 };
    struct simulated_outcome arrival, fair, first;
    assert_ok(ticket_simulate(&arrival, &day, RULE_ARRIVAL, &e), &e);
    assert_ok(ticket_simulate(&fair, &day, TICKET_PRIORITY_RUN, &e), &e);
    assert_ok(ticket_simulate(&first, &day, RULE_PRIORITY, &e), &e);
    assert_int_equal(arrival.priority.people, first.priority.people);
    assert_int_equal(arrival.priority.people + arrival.others.people, 120);
    assert_in_range(arrival.priority.people, 20, 55);
    assert_true(first.priority.wait_mean <= fair.priority.wait_mean);
    assert_true(fair.priority.wait_mean < arrival.priority.wait_mean);
    assert_true(fair.others.wait_max <= first.others.wait_max); /* what the rule is for */
    assert_true(first.others.wait_mean > arrival.others.wait_mean);
}
