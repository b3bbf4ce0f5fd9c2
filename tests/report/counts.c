/* counts.c - the counting rules, at their borders. Times are Vietnamese. */
#include "report/counts.h"

#include <string.h>

#include "base/arena.h"
#include "check.h"
#include "report/index766.h"
#include "report/report.h"

static int64_t at(const char *text)
{
    int64_t utc = 0;
    assert_true(iso_time_parse(&utc, text));
    return utc;
}

static struct day day(const char *text)
{
    struct day d = { 0 };
    assert_true(iso_day_parse(&d, text));
    return d;
}

/* Monday 2026-01-05, looked at on the evening of the day after. */
static struct period monday(void)
{
    struct period p = { 0 };
    struct err e = { 0 };
    assert_ok(period_make(&p, day("2026-01-05"), day("2026-01-05"), at("2026-01-06T20:00:00+07:00"), &e), &e);
    return p;
}

static enum count_class class_of(const char *received, const char *due, const char *finished)
{
    struct period p = monday();
    const struct counted d = { .state = STATE_PROCESSING,
        .received_at = at(received),
        .due_at = due ? at(due) : 0,
        .finished_at = finished ? at(finished) : 0 };
    return counted_class(&d, &p);
}

TEST(period_make__holds__both_days_whole_and_looks_from_its_last_second)
{
    struct period p = monday();
    assert_int_equal(p.start, at("2026-01-05T00:00:00+07:00"));
    assert_int_equal(p.end, at("2026-01-06T00:00:00+07:00"));
    assert_int_equal(p.as_of, p.end - 1);
}

TEST(period_make__looks_from_now__when_the_period_is_not_over)
{
    struct period p;
    struct err e = { 0 };
    int64_t now = at("2026-01-05T16:30:00+07:00");
    assert_ok(period_make(&p, day("2026-01-01"), day("2026-01-31"), now, &e), &e);
    assert_int_equal(p.as_of, now);
}

TEST(period_make__refuses__reversed_days_and_a_day_to_come)
{
    struct period p;
    struct err e = { 0 };
    int64_t now = at("2026-01-05T16:30:00+07:00");
    assert_int_equal(period_make(&p, day("2026-01-06"), day("2026-01-05"), now, &e), RC_REFUSED);
    assert_string_equal(e.code, "period_reversed");
    assert_int_equal(period_make(&p, day("2026-01-06"), day("2026-01-06"), now, &e), RC_REFUSED);
    assert_string_equal(e.code, "period_future");
}

TEST(counted_class__tells_early_on_time_and_late__by_the_promised_moment)
{
    const char *received = "2025-12-30T08:00:00+07:00";
    assert_int_equal(
        class_of(received, "2026-01-06T08:00:00+07:00", "2026-01-05T17:00:00+07:00"), COUNT_EARLY);
    assert_int_equal(
        class_of(received, "2026-01-05T16:00:00+07:00", "2026-01-05T08:00:00+07:00"), COUNT_ON_TIME);
    assert_int_equal(
        class_of(received, "2026-01-05T16:00:00+07:00", "2026-01-05T16:00:00+07:00"), COUNT_ON_TIME);
    assert_int_equal(
        class_of(received, "2026-01-05T16:00:00+07:00", "2026-01-05T16:00:01+07:00"), COUNT_LATE);
    assert_int_equal(class_of(received, NULL, "2026-01-05T16:00:00+07:00"), COUNT_ON_TIME);
}

TEST(counted_class__counts_late__what_was_sent_back_for_papers_twice)
{
    struct period p = monday();
    struct counted d = { .state = STATE_FINISHED,
        .received_at = p.start + 1,
        .due_at = p.end + 90000,
        .finished_at = p.start + 100,
        .supplements = 1 };
    assert_int_equal(counted_class(&d, &p), COUNT_EARLY);
    d.supplements = 2;
    assert_int_equal(counted_class(&d, &p), COUNT_LATE);
}

TEST(counted_class__sees_the_day_as_it_was__not_as_it_became)
{
    const char *received = "2026-01-05T08:00:00+07:00", *due = "2026-01-05T17:00:00+07:00";
    /* finished on the next day: on Monday evening it was pending and late */
    assert_int_equal(class_of(received, due, "2026-01-06T08:00:00+07:00"), COUNT_PENDING_LATE);
    assert_int_equal(
        class_of(received, "2026-01-06T17:00:00+07:00", "2026-01-06T08:00:00+07:00"), COUNT_PENDING_IN_TIME);
    /* received after the period, closed before it */
    assert_int_equal(class_of("2026-01-06T00:00:00+07:00", due, NULL), COUNT_NONE);
    assert_int_equal(class_of("2026-01-02T08:00:00+07:00", due, "2026-01-04T23:59:59+07:00"), COUNT_NONE);
    assert_int_equal(class_of("2026-01-02T08:00:00+07:00", due, "2026-01-05T00:00:00+07:00"), COUNT_ON_TIME);
}

TEST(counted_class__keeps_in_time__what_waits_for_the_citizen)
{
    struct period p = monday();
    struct counted d = { .state = STATE_SUPPLEMENT,
        .received_at = p.start - 90000,
        .due_at = p.start - 100,
        .paused_at = p.start - 200 };
    assert_int_equal(counted_class(&d, &p), COUNT_PENDING_WAITING);
    d.paused_at = p.end + 10; /* it was sent back only later */
    assert_int_equal(counted_class(&d, &p), COUNT_PENDING_LATE);
}

TEST(counts_balanced__breaks__on_a_dossier_closed_before_it_came)
{
    struct period p = monday();
    struct counts c = { 0 };
    struct counted d = {
        .state = STATE_FINISHED, .received_at = p.start + 500, .finished_at = p.start + 100
    };
    counts_add(&c, &d, &p, "direct", counted_class(&d, &p));
    assert_false(counts_balanced(&c));
}

TEST(counts_balanced__holds__over_every_mixture_of_times)
{
    struct period p = monday();
    struct counts c = { 0 };
    int64_t steps[] = { 0, p.start - 500000, p.start - 1, p.start, p.start + 40000, p.end - 1, p.end,
        p.end + 5 };
    int counted = 0;
    for (int r = 1; r < 8; r++)
        for (int d = 0; d < 8; d++)
            for (int f = 0; f < 8; f++)
                for (int s = 0; s < 3; s++) {
                    const struct counted one = { .state = STATE_PROCESSING,
                        .received_at = steps[r],
                        .due_at = steps[d],
                        .finished_at = f && steps[f] >= steps[r] ? steps[f] : 0,
                        .supplements = s,
                        .paused_at = s == 1 ? steps[d] : 0 };
                    enum count_class k = counted_class(&one, &p);
                    counts_add(&c, &one, &p, s ? "online" : "post", k);
                    counted += k != COUNT_NONE;
                    assert_true(counts_balanced(&c));
                }
    assert_int_equal(counts_total(&c), counted);
    assert_true(c.early && c.on_time && c.late && c.in_time && c.waiting && c.overdue && c.carried &&
                c.online && c.other);
}

TEST(counts_sort__orders__fields_as_a_dictionary_does_and_by_their_work)
{
    AUTO_ARENA a = { 0 };
    struct counts_table t = { .arena = &a };
    counts_of(&t, "Đất đai")->other = 1;
    counts_of(&t, "Chứng thực")->other = 9;
    counts_of(&t, "Dân tộc")->other = 3;
    counts_of(&t, "Chứng thực")->other += 1;
    assert_int_equal(t.count, 3);
    counts_sort(&t);
    assert_string_equal(t.rows[1].name, "Dân tộc");
    assert_string_equal(t.rows[2].name, "Đất đai");
    counts_sort_busy(&t);
    assert_int_equal(t.rows[0].counts.other, 10);
    assert_string_equal(t.rows[2].name, "Đất đai");
}

static void assert_period(enum report_span span, const char *today, const char *from, const char *to)
{
    struct day first, last;
    char text[ISO_DAY_SIZE];
    report_default_period(&first, &last, span, day(today));
    assert_string_equal(iso_day(text, first), from);
    assert_string_equal(iso_day(text, last), to);
}

TEST(report_default_period__knows__weeks_months_and_the_circulars_quarters)
{
    assert_period(SPAN_DAY, "2026-02-28", "2026-02-28", "2026-02-28");
    assert_period(SPAN_WEEK, "2026-01-11", "2026-01-05", "2026-01-11");
    assert_period(SPAN_WEEK, "2026-01-05", "2026-01-05", "2026-01-11");
    assert_period(SPAN_MONTH, "2028-02-10", "2028-02-01", "2028-02-29");
    assert_period(SPAN_MONTH, "2026-12-31", "2026-12-01", "2026-12-31");
    assert_period(SPAN_QUARTER, "2025-12-14", "2025-09-15", "2025-12-14");
    assert_period(SPAN_QUARTER, "2025-12-15", "2025-12-15", "2026-03-14");
    assert_period(SPAN_QUARTER, "2026-01-05", "2025-12-15", "2026-03-14");
    assert_period(SPAN_QUARTER, "2026-03-14", "2025-12-15", "2026-03-14");
    assert_period(SPAN_QUARTER, "2026-03-15", "2026-03-15", "2026-06-14");
    assert_period(SPAN_QUARTER, "2026-08-01", "2026-06-15", "2026-09-14");
}

TEST(index_score__does_not_apply__without_a_denominator)
{
    double ratio = -1, part = -1;
    assert_false(index_score(&ratio, &part, 0, 0, 80));
    assert_true(index_score(&ratio, &part, 2, 5, 80));
    assert_true(ratio > 0.3999 && ratio < 0.4001 && part > 0.4999 && part < 0.5001);
    assert_true(index_score(&ratio, &part, 5, 5, 80));
    assert_true(part == 1);
}
