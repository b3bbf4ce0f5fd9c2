/* deadline.c - the promise over weekends, Tết, swap days, lunch and the 15:00 cut. */
#include "dossier/deadline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/calendar.h"
#include "base/csv.h"
#include "base/date.h"
#include "check.h"

#define RESIDENCE "Đăng ký, quản lý cư trú"

static const struct calendar *official(void)
{
    static struct calendar calendar;
    struct err e = { 0 };
    char dir[512];
    snprintf(dir, sizeof dir, "%s/data", test_root());
    if (!calendar.opening_count)
        assert_ok(calendar_read(&calendar, dir, &e), &e);
    return &calendar;
}

static struct deadline computed(int value, enum limit_unit unit, const char *field, const char *received)
{
    struct deadline d = { 0 };
    struct err e = { 0 };
    int64_t at;
    assert_true(iso_time_parse(&at, received));
    assert_ok(deadline_compute(&d, (struct limit){ value, unit }, field, "direct", at, official(), &e), &e);
    return d;
}

static void expect(int value, enum limit_unit unit, const char *field, const char *received, const char *due)
{
    char text[ISO_TIME_SIZE];
    struct deadline d = computed(value, unit, field, received);
    assert_string_equal(iso_time(text, d.due), due);
}

TEST(deadline__skips__tet_and_says_every_reason)
{
    struct deadline d = computed(7, LIMIT_WORKING_DAY, RESIDENCE, "2026-02-13T16:45:00+07:00");
    char text[ISO_TIME_SIZE];
    assert_string_equal(iso_time(text, d.due), "2026-03-03T16:45:00+07:00");
    assert_string_equal(d.reasons[0], "Received Friday 13/02/2026 16:45");
    assert_string_equal(d.reasons[1], "7 working days, counted from Monday 23/02/2026");
    assert_string_equal(
        d.reasons[2], "Days off Tết Nguyên đán 14/02-22/02/2026 (holiday list of 22/11/2026)");
    assert_string_equal(d.reasons[3], "Saturdays and Sundays are not counted");
    assert_string_equal(d.reasons[4], "Result due Tuesday 03/03/2026 16:45");
    assert_int_equal(d.count, 5);
}

TEST(deadline__keeps__the_time_of_day_and_begins_on_the_next_working_day)
{
    expect(3, LIMIT_WORKING_DAY, "", "2026-11-16T09:20:00+07:00", "2026-11-19T09:20:00+07:00");
    expect(1, LIMIT_WORKING_DAY, "", "2026-11-20T16:59:59+07:00", "2026-11-23T16:59:59+07:00");
}

TEST(deadline__counts_from__the_next_opening_when_the_counter_is_closed)
{
    expect(1, LIMIT_WORKING_DAY, "", "2026-11-16T06:00:00+07:00", "2026-11-17T07:30:00+07:00");
    expect(1, LIMIT_WORKING_DAY, "", "2026-11-16T12:00:00+07:00", "2026-11-17T13:30:00+07:00");
    expect(1, LIMIT_WORKING_DAY, "", "2026-11-16T17:00:00+07:00", "2026-11-18T07:30:00+07:00");
    expect(1, LIMIT_WORKING_DAY, "", "2026-11-21T10:00:00+07:00", "2026-11-25T07:30:00+07:00");
}

TEST(deadline__gives__the_result_the_same_day_until_15_00)
{
    expect(1, LIMIT_SAME_DAY, "Hộ tịch", "2026-11-16T08:10:00+07:00", "2026-11-16T17:00:00+07:00");
    expect(1, LIMIT_SAME_DAY, "Hộ tịch", "2026-11-16T15:00:00+07:00", "2026-11-16T17:00:00+07:00");
    expect(1, LIMIT_SAME_DAY, "Hộ tịch", "2026-11-16T15:00:01+07:00", "2026-11-17T17:00:00+07:00");
    expect(1, LIMIT_SAME_DAY, "Hộ tịch", "2026-11-23T15:30:00+07:00", "2026-11-25T17:00:00+07:00");
}

TEST(deadline__shifts__calendar_days_and_months_off_closed_days)
{
    expect(5, LIMIT_DAY, "", "2026-11-16T09:00:00+07:00", "2026-11-23T09:00:00+07:00");
    expect(30, LIMIT_DAY, "", "2026-01-20T09:00:00+07:00", "2026-02-23T09:00:00+07:00");
    expect(1, LIMIT_MONTH, "", "2025-12-31T09:00:00+07:00", "2026-02-02T09:00:00+07:00");
    expect(1, LIMIT_MONTH, "", "2029-01-31T09:00:00+07:00", "2029-02-28T09:00:00+07:00");
    expect(1, LIMIT_MONTH, "", "2024-01-31T09:00:00+07:00", "2024-02-29T09:00:00+07:00");
    expect(12, LIMIT_MONTH, "", "2026-03-02T09:00:00+07:00", "2027-03-02T09:00:00+07:00");
}

TEST(deadline__walks__hours_through_opening_hours_and_makes_a_day_of_eight)
{
    expect(1, LIMIT_HOUR, "", "2026-11-16T11:00:00+07:00", "2026-11-16T14:00:00+07:00");
    expect(1, LIMIT_HOUR, "", "2026-11-20T16:30:00+07:00", "2026-11-23T08:00:00+07:00");
    expect(8, LIMIT_HOUR, "", "2026-11-16T09:00:00+07:00", "2026-11-17T09:00:00+07:00");
    expect(1, LIMIT_HOUR, RESIDENCE, "2026-11-20T16:30:00+07:00", "2026-11-21T08:00:00+07:00");
}

TEST(deadline__counts__a_worked_swap_saturday_and_not_the_day_off_for_it)
{
    expect(1, LIMIT_WORKING_DAY, "", "2026-08-21T09:00:00+07:00", "2026-08-22T09:00:00+07:00");
    expect(1, LIMIT_WORKING_DAY, "", "2026-08-28T09:00:00+07:00", "2026-09-03T09:00:00+07:00");
    struct deadline d = computed(2, LIMIT_WORKING_DAY, "", "2026-08-21T09:00:00+07:00");
    assert_string_equal(d.reasons[2], "Saturday 22/08/2026 is worked in place of 31/08 and counts");
}

TEST(deadline__receives__residence_on_saturday_morning_but_counts_from_monday)
{
    expect(1, LIMIT_WORKING_DAY, RESIDENCE, "2026-11-14T09:00:00+07:00", "2026-11-16T09:00:00+07:00");
    expect(1, LIMIT_WORKING_DAY, RESIDENCE, "2026-11-13T09:00:00+07:00", "2026-11-16T09:00:00+07:00");
    expect(5, LIMIT_DAY, RESIDENCE, "2026-11-16T09:00:00+07:00", "2026-11-21T09:00:00+07:00");
}

/* data/due_dates.csv is reckoned by data/make_due_dates.py, minute by minute and without this program. */
TEST(deadline__agrees__with_300_dates_reckoned_apart)
{
    AUTO_CSV csv = { 0 };
    struct err e = { 0 };
    char path[600];
    snprintf(path, sizeof path, "%s/tests/dossier/data/due_dates.csv", test_root());
    assert_ok(csv_read(&csv, path, 1 << 20, &e), &e);
    assert_int_equal(csv.count, 301);
    for (size_t row = 1; row < csv.count; row++) {
        enum limit_unit unit;
        assert_ok(limit_unit_parse(&unit, csv_cell(&csv, row, 0), &e), &e);
        int value = (int)strtol(csv_cell(&csv, row, 1), NULL, 10);
        expect(value, unit, csv_cell(&csv, row, 2), csv_cell(&csv, row, 3), csv_cell(&csv, row, 4));
    }
}

static struct deadline paused(struct deadline d, enum pause_kind kind, const char *from, const char *to)
{
    struct pause pause = { .kind = kind };
    struct err e = { 0 };
    assert_true(iso_time_parse(&pause.from, from) && iso_time_parse(&pause.to, to));
    assert_ok(deadline_after_pause(&d, &pause, "", official(), &e), &e);
    return d;
}

static void assert_due(const struct deadline *d, const char *due)
{
    char text[ISO_TIME_SIZE];
    assert_string_equal(iso_time(text, d->due), due);
}

TEST(deadline_after_pause__gives_back__the_working_days_of_the_wait)
{
    struct deadline d = computed(5, LIMIT_WORKING_DAY, "", "2026-11-09T09:00:00+07:00");
    assert_due(&d, "2026-11-16T09:00:00+07:00");
    int lines = d.count;
    d = paused(d, PAUSE_SUPPLEMENT, "2026-11-11T10:00:00+07:00", "2026-11-16T10:00:00+07:00");
    assert_due(&d, "2026-11-19T09:00:00+07:00");
    assert_int_equal(d.count, lines + 2);
    assert_string_equal(d.reasons[d.count - 2], "3 working days are added for it");
    assert_string_equal(d.reasons[d.count - 1], "Result due Thursday 19/11/2026 09:00");
}

TEST(deadline_after_pause__gives_back__days_and_hours_in_their_own_measure)
{
    struct deadline d = computed(10, LIMIT_DAY, "", "2026-11-02T09:00:00+07:00");
    d = paused(d, PAUSE_PAYMENT, "2026-11-04T10:00:00+07:00", "2026-11-06T10:00:00+07:00");
    assert_due(&d, "2026-11-16T09:00:00+07:00");
    d = computed(2, LIMIT_HOUR, "", "2026-11-02T09:00:00+07:00");
    d = paused(d, PAUSE_OTHER, "2026-11-02T10:00:00+07:00", "2026-11-02T14:00:00+07:00");
    assert_due(&d, "2026-11-02T15:00:00+07:00");
    d = computed(1, LIMIT_SAME_DAY, "", "2026-11-02T09:00:00+07:00");
    d = paused(d, PAUSE_SUPPLEMENT, "2026-11-02T10:00:00+07:00", "2026-11-04T16:00:00+07:00");
    assert_due(&d, "2026-11-05T17:00:00+07:00");
}

TEST(deadline_after_pause__forgives_nothing__when_it_was_late_already)
{
    struct deadline d = computed(1, LIMIT_WORKING_DAY, "", "2026-11-09T09:00:00+07:00");
    d = paused(d, PAUSE_SUPPLEMENT, "2026-11-12T10:00:00+07:00", "2026-11-16T10:00:00+07:00");
    assert_due(&d, "2026-11-10T09:00:00+07:00");
    struct pause wrong = { PAUSE_OTHER, 100, 50 };
    struct err e = { 0 };
    assert_int_equal(deadline_after_pause(&d, &wrong, "", official(), &e), RC_REFUSED);
    assert_string_equal(e.code, "pause_order");
}

TEST(deadline_chain__gives__each_unit_its_share_and_the_total)
{
    struct share shares[] = { { "UBND xã", { 2, LIMIT_WORKING_DAY }, 0 },
        { "Công an xã", { 3, LIMIT_WORKING_DAY }, 0 }, { "BHXH", { 5, LIMIT_DAY }, 0 } };
    struct deadline d;
    struct err e = { 0 };
    int64_t at;
    assert_true(iso_time_parse(&at, "2026-11-09T09:00:00+07:00"));
    assert_ok(deadline_chain(&d, shares, 3, "", at, official(), &e), &e);
    assert_due(&d, "2026-11-23T09:00:00+07:00");
    assert_int_equal(shares[1].due, at + 7 * 86400);
    assert_string_equal(d.reasons[2], "Công an xã: until Monday 16/11/2026 09:00");
    assert_string_equal(d.reasons[4], "Result due Monday 23/11/2026 09:00");
}

TEST(deadline__tells__expected_holidays_and_years_without_a_list)
{
    struct deadline d = computed(5, LIMIT_WORKING_DAY, "", "2027-02-04T09:00:00+07:00");
    assert_string_equal(
        d.reasons[2], "Days off Tết Nguyên đán 05/02-11/02/2027 (expected, not announced yet)");
    d = computed(5, LIMIT_WORKING_DAY, "", "2031-03-03T09:00:00+07:00");
    assert_string_equal(d.reasons[3], "The holidays of 2031 are not in the calendar yet; the day may move");
}

TEST(deadline__says__lunch_night_and_day_off_apart)
{
    struct deadline d = computed(1, LIMIT_WORKING_DAY, "", "2026-11-16T12:00:00+07:00");
    assert_string_equal(d.reasons[1], "Not yet open at that time: counted from Monday 16/11/2026 13:30");
    d = computed(1, LIMIT_WORKING_DAY, "", "2026-11-16T18:00:00+07:00");
    assert_string_equal(d.reasons[1], "After closing time: counted from Tuesday 17/11/2026 07:30");
    d = computed(1, LIMIT_WORKING_DAY, "", "2026-11-15T12:00:00+07:00");
    assert_string_equal(d.reasons[1], "Received on a day off: counted from Monday 16/11/2026 07:30");
}

TEST(deadline__has__no_date_without_a_limit_and_refuses_odd_ones)
{
    struct deadline d = computed(0, LIMIT_NONE, "", "2026-11-16T12:00:00+07:00");
    struct err e = { 0 };
    enum limit_unit unit;
    assert_int_equal(d.due, 0);
    assert_int_equal(
        deadline_compute(&d, (struct limit){ 0, LIMIT_DAY }, "", NULL, d.received, official(), &e),
        RC_REFUSED);
    assert_string_equal(e.code, "limit_value");
    assert_int_equal(limit_unit_parse(&unit, "week", &e), RC_REFUSED);
    assert_string_equal(e.code, "limit_unit");
    struct calendar never = { 0 };
    assert_int_equal(
        deadline_compute(&d, (struct limit){ 1, LIMIT_DAY }, "", NULL, d.received, &never, &e), RC_REFUSED);
    assert_string_equal(e.code, "calendar_closed");
}

/* The machine's TZ must not matter. */
TEST(deadline__is_the_same__in_every_time_zone)
{
    static const char *const zones[] = { "UTC", "America/New_York", "Asia/Tokyo" };
    for (size_t i = 0; i < 3; i++) {
        setenv("TZ", zones[i], 1);
        tzset();
        expect(7, LIMIT_WORKING_DAY, RESIDENCE, "2026-02-13T09:45:00Z", "2026-03-03T16:45:00+07:00");
    }
    unsetenv("TZ");
}
