/* lunar.c - the Vietnamese lunar calendar against known days. data/lunar.csv: New Year's days, their eves,
 * the tenth of the third month and the days on which tables copied from UTC+8 are wrong. */
#include "base/lunar.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/csv.h"
#include "check.h"

static void read_table(struct csv *ret, const char *name)
{
    char path[600];
    struct err e = { 0 };
    snprintf(path, sizeof path, "%s/tests/base/data/%s", test_root(), name);
    assert_ok(csv_read(ret, path, 1 << 20, &e), &e);
}

static int number(const struct csv *csv, size_t row, const char *column)
{
    return (int)strtol(csv_cell(csv, row, csv_column(csv, column)), NULL, 10);
}

TEST(lunar_of__agrees__with_the_known_days)
{
    AUTO_CSV csv = { 0 };
    read_table(&csv, "lunar.csv");
    assert_true(csv.count > 55);
    for (size_t row = 1; row < csv.count; row++) {
        struct day day, back;
        assert_true(iso_day_parse(&day, csv_cell(&csv, row, 0)));
        struct lunar lunar = lunar_of(day);
        assert_int_equal(lunar.d, number(&csv, row, "day"));
        assert_int_equal(lunar.m, number(&csv, row, "month"));
        assert_int_equal(lunar.y, number(&csv, row, "year"));
        assert_int_equal(lunar.leap, number(&csv, row, "leap"));
        assert_true(lunar_to_day(&back, lunar));
        assert_int_equal(day_compare(day, back), 0);
    }
}

TEST(lunar_years__have__their_names_and_leap_months)
{
    AUTO_CSV csv = { 0 };
    read_table(&csv, "lunar_years.csv");
    for (size_t row = 1; row < csv.count; row++) {
        char name[CAN_CHI_SIZE];
        int year = number(&csv, row, "year");
        assert_string_equal(lunar_year_name(name, year), csv_cell(&csv, row, 1));
        assert_int_equal(lunar_leap_month(year), number(&csv, row, "leap_month"));
    }
}

TEST(lunar_to_day__refuses__months_and_days_that_are_not)
{
    struct day day;
    assert_false(lunar_to_day(&day, (struct lunar){ 2026, 3, 1, true }));
    assert_false(lunar_to_day(&day, (struct lunar){ 2026, 13, 1, false }));
    assert_false(lunar_to_day(&day, (struct lunar){ 2025, 12, 30, false }));
    assert_false(lunar_to_day(&day, (struct lunar){ 1700, 1, 1, false }));
}

/* Every day follows the one before it by one: no month is lost or doubled over three centuries. */
TEST(lunar_of__runs__without_a_gap_from_1900_to_2199)
{
    struct lunar before = lunar_of((struct day){ 1900, 1, 1 });
    for (struct day day = { 1900, 1, 2 }; day.y < 2200; day = day_add(day, 1)) {
        struct lunar now = lunar_of(day);
        if (now.d != 1) {
            assert_int_equal(now.d, before.d + 1);
            assert_int_equal(now.m, before.m);
        } else {
            assert_in_range(before.d, 29, 30);
            assert_int_equal(now.m, now.leap ? before.m : before.m % 12 + 1);
            assert_int_equal(now.y, before.y + (now.m == 1 && !now.leap));
        }
        before = now;
    }
}

TEST(lunar_day_name__knows__the_can_chi_of_a_day)
{
    char name[CAN_CHI_SIZE];
    assert_string_equal(lunar_day_name(name, (struct day){ 2000, 1, 1 }), "Mậu Ngọ");
    assert_string_equal(lunar_month_name(name, 2026, 1), "Canh Dần");
}
