/* date.c - days, weekdays and moments in Vietnam. */
#include "base/date.h"

#include "check.h"

TEST(day_number__turns_back__for_every_day_of_three_centuries)
{
    struct day day = { 1900, 1, 1 };
    for (int n = day_number(day); day.y < 2200; n++, day = day_add(day, 1)) {
        assert_true(day_valid(day));
        assert_int_equal(day_number(day), n);
    }
}

TEST(day_weekday__knows__monday_23_november_2026)
{
    assert_int_equal(day_weekday((struct day){ 2026, 11, 23 }), MONDAY);
    assert_int_equal(day_weekday((struct day){ 1970, 1, 1 }), THURSDAY);
}

TEST(day_valid__refuses__30_february_and_29_february_of_a_common_year)
{
    assert_false(day_valid((struct day){ 2026, 2, 30 }));
    assert_false(day_valid((struct day){ 2026, 2, 29 }));
    assert_false(day_valid((struct day){ 2100, 2, 29 }));
    assert_true(day_valid((struct day){ 2028, 2, 29 }));
}

TEST(iso_time__is_written_in_vietnamese_time__and_read_back)
{
    char text[ISO_TIME_SIZE];
    int64_t utc;
    assert_true(iso_time_parse(&utc, "2026-01-05T08:10:00+07:00"));
    assert_string_equal(iso_time(text, utc), "2026-01-05T08:10:00+07:00");
    assert_true(iso_time_parse(&utc, "2026-01-04T18:30:00Z"));
    assert_string_equal(iso_time(text, utc), "2026-01-05T01:30:00+07:00");
    assert_int_equal(day_of(utc).d, 5);
}

TEST(iso_time_parse__refuses__a_time_without_offset_and_trailing_text)
{
    int64_t utc;
    assert_false(iso_time_parse(&utc, "2026-01-05T08:10:00"));
    assert_false(iso_time_parse(&utc, "2026-01-05T08:10:00+07:00x"));
    assert_false(iso_time_parse(&utc, "2026-01-05T24:10:00+07:00"));
    assert_false(iso_time_parse(&utc, ""));
}
