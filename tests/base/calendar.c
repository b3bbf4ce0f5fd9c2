/* calendar.c - holidays, swap days, hours of fields; and every way in which the two tables can be wrong. */
#include "base/calendar.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

#define HOLIDAYS "date,kind,name,confidence,paired_with,source,revised\n"
#define HOURS    "field,weekday,from,to,counts,note\n"
#define A_MONDAY "*,2,07:30,11:30,1,\n*,2,13:30,17:00,1,\n"

static enum rc parse(struct calendar *c, const char *holidays, const char *hours, struct err *e)
{
    return calendar_parse(c, holidays, strlen(holidays), hours, strlen(hours), e);
}

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

static struct day day(const char *text)
{
    struct day ret;
    assert_true(iso_day_parse(&ret, text));
    return ret;
}

static int64_t at(const char *text)
{
    int64_t ret;
    assert_true(iso_time_parse(&ret, text));
    return ret;
}

TEST(calendar__is_closed__on_weekends_and_holidays_and_works_on_swap_saturdays)
{
    const struct calendar *c = official();
    assert_true(calendar_is_working(c, "", day("2026-11-23")));
    assert_false(calendar_is_working(c, "", day("2026-11-24")));
    assert_false(calendar_is_working(c, "", day("2026-11-22")));
    assert_true(calendar_is_working(c, "", day("2026-08-22")));
    assert_false(calendar_is_working(c, "", day("2026-08-31")));
    assert_string_equal(calendar_holiday(c, day("2026-11-24"))->name, "Ngày Văn hóa Việt Nam");
    assert_null(calendar_holiday(c, day("2026-11-23")));
    assert_true(calendar_covers(c, day("2030-12-31")));
    assert_false(calendar_covers(c, day("2031-01-01")));
}

TEST(calendar__serves__residence_on_saturday_mornings_without_counting_them)
{
    const struct calendar *c = official();
    const char *field = "Đăng ký, quản lý cư trú";
    assert_true(calendar_is_open_day(c, field, day("2026-11-21")));
    assert_false(calendar_is_working(c, field, day("2026-11-21")));
    assert_false(calendar_is_open_day(c, "Hộ tịch", day("2026-11-21")));
    assert_false(calendar_is_open_day(c, field, day("2026-02-14"))); /* inside the announced run of Tết */
    assert_int_equal(calendar_closing(c, field, day("2026-11-21")), 11 * 3600 + 1800);
    assert_int_equal(calendar_closing(c, field, day("2026-11-22")), -1);
}

TEST(calendar_next_opening__finds__lunch_night_and_tet)
{
    const struct calendar *c = official();
    assert_int_equal(
        calendar_next_opening(c, "", at("2026-11-16T09:00:00+07:00")), at("2026-11-16T09:00:00+07:00"));
    assert_int_equal(
        calendar_next_opening(c, "", at("2026-11-16T11:30:00+07:00")), at("2026-11-16T13:30:00+07:00"));
    assert_int_equal(
        calendar_next_opening(c, "", at("2026-02-13T17:00:00+07:00")), at("2026-02-23T07:30:00+07:00"));
    assert_true(calendar_is_open(c, "", at("2026-11-16T07:30:00+07:00")));
    assert_false(calendar_is_open(c, "", at("2026-11-16T07:29:59+07:00")));
}

TEST(calendar__counts__working_days_and_open_seconds_both_ways)
{
    const struct calendar *c = official();
    struct day end = calendar_add_workdays(c, "", day("2026-02-13"), 7);
    assert_int_equal(day_compare(end, day("2026-03-03")), 0);
    assert_int_equal(calendar_workdays_between(c, "", day("2026-02-13"), end), 7);
    int64_t from = at("2026-11-16T11:00:00+07:00");
    int64_t to = calendar_add_open_seconds(c, "", from, 9 * 3600);
    assert_int_equal(to, at("2026-11-17T14:30:00+07:00"));
    assert_int_equal(calendar_open_seconds(c, "", from, to), 9 * 3600);
}

TEST(calendar_parse__takes__the_newest_revision_as_its_version)
{
    struct err e = { 0 };
    AUTO_CALENDAR c = { 0 };
    assert_ok(parse(&c,
                  HOLIDAYS "2026-09-02,statutory,Quốc khánh,A,,x,2026-01-01\n"
                           "2026-01-01,statutory,Tết Dương lịch,A,,x,2026-03-04\n",
                  HOURS A_MONDAY, &e),
        &e);
    assert_string_equal(c.version, "2026-03-04");
    assert_int_equal(c.holidays[0].day.m, 1);
}

TEST(calendar_parse__refuses__every_kind_of_wrong_table_and_tells_the_line)
{
    static const struct {
        const char *holidays, *hours, *code;
    } bad[] = {
        { HOLIDAYS "2026-02-30,statutory,x,A,,x,2026-01-01\n", HOURS A_MONDAY, "calendar_date" },
        { HOLIDAYS "2026-02-03,holiday,x,A,,x,2026-01-01\n", HOURS A_MONDAY, "calendar_kind" },
        { HOLIDAYS "2026-02-03,statutory,,A,,x,2026-01-01\n", HOURS A_MONDAY, "calendar_name" },
        { HOLIDAYS "2026-02-03,swap_off,x,A,hôm sau,x,2026-01-01\n", HOURS A_MONDAY, "calendar_date" },
        { HOLIDAYS "2026-02-03,statutory,x,A,,x,ngày mai ngày kia\n", HOURS A_MONDAY, "calendar_revised" },
        { HOLIDAYS "2026-02-03,statutory,x,A,,x,2026-01-01\n2026-02-03,rest,x,A,,x,2026-01-01\n",
            HOURS A_MONDAY, "calendar_twice" },
        { "day,name\n", HOURS A_MONDAY, "calendar_columns" },
        { HOLIDAYS, HOURS "*,2,11:30,07:30,1,\n", "calendar_hours" },
        { HOLIDAYS, HOURS "*,8,07:30,11:30,1,\n", "calendar_hours" },
        { HOLIDAYS, HOURS "*,2,7:30,11:30,1,\n", "calendar_hours" },
        { HOLIDAYS, HOURS "*,2,07:30,25:00,1,\n", "calendar_hours" },
        { HOLIDAYS, HOURS "*,2,07:30,11:30,1,\n*,2,11:00,12:00,1,\n", "calendar_overlap" },
        { HOLIDAYS, HOURS "*,3,07:30,11:30,1,\n", "calendar_no_hours" },
        { HOLIDAYS, "", "calendar_no_hours" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = { 0 };
        AUTO_CALENDAR c = { 0 };
        assert_int_equal(parse(&c, bad[i].holidays, bad[i].hours, &e), RC_REFUSED);
        assert_string_equal(e.code, bad[i].code);
        assert_null(c.holidays);
    }
}

TEST(calendar_read__says__which_file_is_not_there)
{
    struct err e = { 0 };
    AUTO_CALENDAR c = { 0 };
    assert_int_equal(calendar_read(&c, test_path("nowhere"), &e), RC_NOT_FOUND);
    assert_non_null(strstr(e.message, "holidays.csv"));
}

TEST(calendar__opens__never_when_nothing_is_loaded)
{
    const struct calendar c = { 0 };
    assert_int_equal(calendar_next_opening(&c, "", at("2026-11-16T09:00:00+07:00")), 0);
    assert_false(calendar_is_working(&c, "", day("2026-11-16")));
}
