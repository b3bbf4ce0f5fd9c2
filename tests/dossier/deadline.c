/* deadline.c - the promise over weekends, Tết, swap days, lunch and the 15:00 cut. */
#include "dossier/deadline.h"

#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
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
