/* delivery.c - the life of a delivery: the table, the waits, and the store that keeps them. */
#include "outbox/delivery.h"

#include "base/json.h"
#include "outbox/pile.h"

TEST(delivery_next__sends__what_waits_and_what_is_unknown_and_nothing_else)
{
    for (int s = 1; s < DELIVERY_STATES; s++) {
        bool may = s == DELIVERY_WAITING || s == DELIVERY_UNKNOWN;
        assert_int_equal(delivery_next(s, DELIVERY_CLAIM), may ? DELIVERY_SENDING : 0);
    }
}

TEST(delivery_next__turns__a_dead_senders_row_into_unknown_never_into_waiting)
{
    assert_int_equal(delivery_next(DELIVERY_SENDING, DELIVERY_EXPIRE), DELIVERY_UNKNOWN);
}

TEST(delivery_next__leaves__what_is_done_alone)
{
    for (int event = 0; event < DELIVERY_EVENTS; event++)
        assert_int_equal(delivery_next(DELIVERY_DONE, event), 0);
}

TEST(delivery_next__lets__a_person_hold_and_release)
{
    assert_int_equal(delivery_next(DELIVERY_WAITING, DELIVERY_HOLD), DELIVERY_HELD);
    assert_int_equal(delivery_next(DELIVERY_HELD, DELIVERY_RELEASE), DELIVERY_WAITING);
    assert_int_equal(delivery_next(DELIVERY_SENDING, DELIVERY_HOLD), 0);
    assert_int_equal(delivery_next(DELIVERY_REFUSED, DELIVERY_NOW), DELIVERY_WAITING);
}

TEST(delivery_state__keeps__its_name_both_ways)
{
    for (int s = 1; s < DELIVERY_STATES; s++)
        assert_int_equal(delivery_state_of(delivery_state_name(s)), s);
    assert_int_equal(delivery_state_of("gone"), 0);
}

TEST(delivery_backoff__doubles__from_a_minute_to_an_hour_and_stays_there)
{
    assert_int_equal(delivery_backoff(1, 0), 60);
    assert_int_equal(delivery_backoff(2, 0), 120);
    assert_int_equal(delivery_backoff(7, 0), 3600);
    assert_int_equal(delivery_backoff(1000000, 0), 3600);
}

TEST(delivery_backoff__jitters__by_a_quarter_at_most)
{
    for (uint32_t dice = 0; dice < 5000; dice += 7) {
        int wait = delivery_backoff(5, dice);
        assert_in_range(wait, 960 * 3 / 4, 960);
    }
}

/* --- the store --- */

static size_t claim(struct test_desk *t, struct arena *a, struct delivery **rows, size_t max)
{
    struct err e = { 0 };
    size_t count = 0;
    assert_ok(delivery_claim(rows, &count, t->book.db, "portal", "me", t->now, max, a, &e), &e);
    return count;
}

static void finish(struct test_desk *t, int64_t id, enum delivery_event event, int64_t not_before)
{
    struct err e = { 0 };
    const struct delivery_result result = { event, "ok", "", "", not_before };
    assert_ok(delivery_finish(t->book.db, id, "me", &result, t->now, &e), &e);
}

static enum delivery_state state_of(struct test_desk *t, int64_t id)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct delivery d;
    assert_ok(delivery_show(&d, t->book.db, id, &a, &e), &e);
    return d.state;
}

TEST(delivery_claim__takes__one_row_a_dossier_oldest_first_with_its_facts)
{
    AUTO_ARENA a = { 0 };
    struct test_desk *t = pile_open("claim");
    int64_t first = pile_event(t, 1, 2);
    pile_event(t, 1, 4);
    int64_t third = pile_event(t, 2, 2);
    struct delivery *rows;
    assert_int_equal(claim(t, &a, &rows, 10), 2);
    assert_int_equal(rows[0].event_seq, first);
    assert_int_equal(rows[1].event_seq, third);
    assert_true(rows[0].first);
    assert_int_equal(rows[0].attempts, 1);
    assert_string_equal(rows[0].applicant, "Nguyễn Thị Mẫu");
    assert_non_null(strstr(rows[0].facts, "\"state_code\":2"));
    assert_int_equal(claim(t, &a, &rows, 10), 0); /* the rest waits for the first */
    test_desk_close(t);
}

TEST(delivery_claim__goes_on__in_order_when_the_earlier_one_is_done)
{
    AUTO_ARENA a = { 0 };
    struct test_desk *t = pile_open("order");
    pile_event(t, 1, 2);
    int64_t second = pile_event(t, 1, 4);
    struct delivery *rows;
    assert_int_equal(claim(t, &a, &rows, 10), 1);
    finish(t, rows[0].id, DELIVERY_ACK, 0);
    assert_int_equal(claim(t, &a, &rows, 10), 1);
    assert_int_equal(rows[0].event_seq, second);
    assert_false(rows[0].first);
    test_desk_close(t);
}

TEST(delivery_claim__lets__a_refused_row_block_its_own_dossier_only)
{
    AUTO_ARENA a = { 0 };
    struct test_desk *t = pile_open("poison"); /* N11 */
    pile_event(t, 1, 2);
    pile_event(t, 1, 4);
    struct delivery *rows;
    assert_int_equal(claim(t, &a, &rows, 10), 1);
    finish(t, rows[0].id, DELIVERY_REFUSE, 0);
    int64_t other = pile_event(t, 2, 2);
    assert_int_equal(claim(t, &a, &rows, 10), 1);
    assert_int_equal(rows[0].event_seq, other);
    test_desk_close(t);
}

TEST(delivery_claim__skips__row_that_waits_for_a_later_try)
{
    AUTO_ARENA a = { 0 };
    struct test_desk *t = pile_open("later");
    pile_event(t, 1, 2);
    struct delivery *rows;
    assert_int_equal(claim(t, &a, &rows, 10), 1);
    finish(t, rows[0].id, DELIVERY_RETRY, t->now + 60);
    assert_int_equal(claim(t, &a, &rows, 10), 0);
    t->now += 60;
    assert_int_equal(claim(t, &a, &rows, 10), 1);
    assert_int_equal(rows[0].attempts, 2);
    test_desk_close(t);
}

TEST(delivery_claim__skips__row_leased_by_a_living_sender_and_takes_a_dead_ones_after_two_minutes)
{
    AUTO_ARENA a = { 0 };
    struct test_desk *t = pile_open("lease");
    struct err e = { 0 };
    pile_event(t, 1, 2);
    struct delivery *rows;
    assert_int_equal(claim(t, &a, &rows, 10), 1);
    int64_t id = rows[0].id;
    t->now += DELIVERY_LEASE;
    assert_int_equal(claim(t, &a, &rows, 10), 0);
    t->now += 1;
    size_t count = 0;
    assert_ok(delivery_claim(&rows, &count, t->book.db, "portal", "other", t->now, 10, &a, &e), &e);
    assert_int_equal(count, 1);
    const struct delivery_result late = { DELIVERY_ACK, "", "", "", 0 };
    assert_int_equal(delivery_finish(t->book.db, id, "me", &late, t->now, &e), RC_CONFLICT);
    assert_int_equal(state_of(t, id), DELIVERY_SENDING);
    test_desk_close(t);
}

TEST(delivery_finish__keeps__what_was_taken_for_the_next_try)
{
    AUTO_ARENA a = { 0 };
    struct test_desk *t = pile_open("taken");
    struct err e = { 0 };
    pile_event(t, 1, 2);
    struct delivery *rows;
    assert_int_equal(claim(t, &a, &rows, 10), 1);
    assert_ok(delivery_mark_taken(t->book.db, rows[0].id, "me", "H48.25-260105-0001", &e), &e);
    finish(t, rows[0].id, DELIVERY_LOST, t->now);
    assert_int_equal(claim(t, &a, &rows, 10), 1);
    assert_string_equal(rows[0].remote_id, "H48.25-260105-0001");
    test_desk_close(t);
}

TEST(delivery_hold__keeps__a_row_back_until_it_is_released_and_says_both_in_the_journal)
{
    AUTO_ARENA a = { 0 };
    struct test_desk *t = pile_open("hold");
    struct err e = { 0 };
    pile_event(t, 1, 2);
    struct delivery *rows;
    assert_ok(delivery_hold(&t->of, 1, &e), &e);
    assert_int_equal(claim(t, &a, &rows, 10), 0);
    assert_int_equal(delivery_retry(&t->of, 1, &e), RC_REFUSED);
    assert_string_equal(e.code, "held");
    assert_ok(delivery_release(&t->of, 1, &e), &e);
    assert_int_equal(claim(t, &a, &rows, 10), 1);
    struct journal_event *events;
    size_t count;
    assert_ok(journal_list(&events, &count, t->book.db, "delivery", "H48.25-260105-0001", 0, 10, &a, &e), &e);
    assert_int_equal(count, 2);
    assert_string_equal(events[0].action, "held");
    assert_string_equal(events[1].action, "released");
    test_desk_close(t);
}

TEST(delivery_retry__refuses__what_the_far_side_already_has)
{
    AUTO_ARENA a = { 0 };
    struct test_desk *t = pile_open("again");
    struct err e = { 0 };
    pile_event(t, 1, 2);
    struct delivery *rows;
    assert_int_equal(claim(t, &a, &rows, 10), 1);
    assert_int_equal(delivery_retry(&t->of, rows[0].id, &e), RC_AGAIN);
    finish(t, rows[0].id, DELIVERY_ACK, 0);
    assert_int_equal(delivery_retry(&t->of, rows[0].id, &e), RC_REFUSED);
    assert_int_equal(delivery_show(&(struct delivery){ 0 }, t->book.db, 77, &a, &e), RC_NOT_FOUND);
    test_desk_close(t);
}

TEST(delivery_count__tells__how_many_wait_and_since_when)
{
    AUTO_ARENA a = { 0 };
    struct test_desk *t = pile_open("count");
    struct err e = { 0 };
    int64_t begin = t->now;
    pile_event(t, 1, 2);
    t->now += 600;
    pile_event(t, 2, 2);
    struct delivery *rows;
    assert_int_equal(claim(t, &a, &rows, 1), 1);
    finish(t, rows[0].id, DELIVERY_ACK, 0);
    assert_ok(delivery_note_line(t->book.db, "portal", t->now, NULL, &e), &e);
    assert_ok(delivery_note_line(t->book.db, "portal", t->now + 5, "không có mạng", &e), &e);
    struct delivery_counts counts;
    assert_ok(delivery_count(&counts, t->book.db, NULL, t->now, &e), &e);
    assert_int_equal(counts.by_state[DELIVERY_WAITING], 1);
    assert_int_equal(counts.done_today, 1);
    assert_int_equal(counts.oldest_at, begin + 600);
    assert_int_equal(counts.answered_at, t->now);
    assert_int_equal(counts.tried_at, t->now + 5);
    assert_string_equal(counts.trouble, "không có mạng");
    test_desk_close(t);
}

TEST(delivery_list__shows__those_that_need_a_person_first)
{
    AUTO_ARENA a = { 0 };
    struct test_desk *t = pile_open("list");
    struct err e = { 0 };
    for (int i = 1; i <= 3; i++)
        pile_event(t, i, 2);
    struct delivery *rows;
    size_t count;
    assert_int_equal(claim(t, &a, &rows, 3), 3);
    finish(t, rows[0].id, DELIVERY_ACK, 0);
    finish(t, rows[1].id, DELIVERY_RETRY, t->now + 60);
    finish(t, rows[2].id, DELIVERY_REFUSE, 0);
    const struct delivery_filter open = { 0 };
    assert_ok(delivery_list(&rows, &count, t->book.db, &open, &a, &e), &e);
    assert_int_equal(count, 2);
    assert_int_equal(rows[0].state, DELIVERY_REFUSED);
    AUTO_JS json = delivery_to_json(&rows[1]);
    assert_string_equal(js_get_text(json, "state"), "waiting");
    assert_string_equal(js_get_text(json, "next_at"), "2026-01-05T08:11:00+07:00");
    test_desk_close(t);
}
