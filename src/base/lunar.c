/* lunar.c - see lunar.h. New moons and the sun's longitude after Meeus, Astronomical Algorithms, chapters 49
 * and 25: minutes of error at most over 1900..2199, while a month begins on a whole day. */
#include "base/lunar.h"

#include <math.h>
#include <stdio.h>

#define UNIX_JULIAN  2440587.5 /* julian date of 1970-01-01 00:00 UTC */
#define MOON_MONTH   29.530588861
#define FIRST_MOON   2451550.09766 /* new moon k = 0, January 2000 */
#define RADIANS(deg) ((deg) * (M_PI / 180.0))

/* One periodic term: coefficient, power of the eccentricity factor, multiples of M, M', F. */
struct moon_term {
    double size;
    int eccentric, m, moon, f;
};

static const struct moon_term moon_terms[] = {
    { -0.40720, 0, 0, 1, 0 },
    { 0.17241, 1, 1, 0, 0 },
    { 0.01608, 0, 0, 2, 0 },
    { 0.01039, 0, 0, 0, 2 },
    { 0.00739, 1, -1, 1, 0 },
    { -0.00514, 1, 1, 1, 0 },
    { 0.00208, 2, 2, 0, 0 },
    { -0.00111, 0, 0, 1, -2 },
    { -0.00057, 0, 0, 1, 2 },
    { 0.00056, 1, 1, 2, 0 },
    { -0.00042, 0, 0, 3, 0 },
    { 0.00042, 1, 1, 0, 2 },
    { 0.00038, 1, 1, 0, -2 },
    { -0.00024, 1, -1, 2, 0 },
    { -0.00007, 0, 2, 1, 0 },
    { 0.00004, 0, 0, 2, -2 },
    { 0.00004, 0, 3, 0, 0 },
    { 0.00003, 0, 1, 1, -2 },
    { 0.00003, 0, 0, 2, 2 },
    { -0.00003, 0, 1, 1, 2 },
    { 0.00003, 0, -1, 1, 2 },
    { -0.00002, 0, -1, 1, -2 },
    { -0.00002, 0, 1, 3, 0 },
    { 0.00002, 0, 0, 4, 0 },
};

/* What the planets add: size, angle at k = 0, degrees a moon. */
static const double planet_terms[][3] = {
    { 0.000325, 299.77, 0.107408 },
    { 0.000165, 251.88, 0.016321 },
    { 0.000164, 251.83, 26.651886 },
    { 0.000126, 349.42, 36.412478 },
    { 0.000110, 84.66, 18.206239 },
    { 0.000062, 141.74, 53.303771 },
    { 0.000060, 207.14, 2.453732 },
    { 0.000056, 154.84, 7.306860 },
    { 0.000047, 34.52, 27.261239 },
    { 0.000042, 207.19, 0.121824 },
    { 0.000040, 291.34, 1.844379 },
    { 0.000037, 161.72, 24.198154 },
    { 0.000035, 239.56, 25.513099 },
    { 0.000023, 331.55, 3.592518 },
};

/* Seconds by which the even time of the formulas is ahead of clocks: every 25 years from 1900, then expected.
 */
static double clock_lag_days(double julian)
{
    static const double seconds[] = { -3, 17, 29, 46, 64, 70, 93, 150, 203, 260, 328, 385, 442 };
    const int last = (int)(sizeof seconds / sizeof *seconds) - 1;
    double at = (julian - 2415020.5) / 365.25 / 25;
    int i = at < 0 ? 0 : at >= last ? last - 1 : (int)at;
    return (seconds[i] + (seconds[i + 1] - seconds[i]) * (at - i)) / DAY_SECONDS;
}

/* Julian date (UTC) of new moon number k after January 2000. */
static double new_moon(int k)
{
    double t = k / 1236.85, t2 = t * t, t3 = t2 * t;
    double e = 1 - 0.002516 * t - 0.0000074 * t2;
    double m = RADIANS(2.5534 + 29.10535670 * k - 0.0000014 * t2 - 0.00000011 * t3);
    double moon = RADIANS(201.5643 + 385.81693528 * k + 0.0107582 * t2 + 0.00001238 * t3);
    double f = RADIANS(160.7108 + 390.67050284 * k - 0.0016118 * t2 - 0.00000227 * t3);
    double node = RADIANS(124.7746 - 1.56375588 * k + 0.0020672 * t2 + 0.00000215 * t3);
    double julian = FIRST_MOON + MOON_MONTH * k + 0.00015437 * t2 - 0.00000015 * t3 - 0.00017 * sin(node);
    for (size_t i = 0; i < sizeof moon_terms / sizeof *moon_terms; i++) {
        const struct moon_term *term = &moon_terms[i];
        double size = term->size * pow(e, term->eccentric);
        julian += size * sin(term->m * m + term->moon * moon + term->f * f);
    }
    for (size_t i = 0; i < sizeof planet_terms / sizeof *planet_terms; i++)
        julian += planet_terms[i][0] * sin(RADIANS(planet_terms[i][1] + planet_terms[i][2] * k));
    return julian - clock_lag_days(julian);
}

/* The Vietnamese day (number since 1970) on which new moon k falls. */
static int moon_day(int k)
{
    return (int)floor(new_moon(k) - UNIX_JULIAN + VIETNAM_OFFSET / (double)DAY_SECONDS);
}

/* Which twelfth of its way (0 = from the spring equinox) the sun is in when a Vietnamese day begins. */
static int sun_sector(int day)
{
    double julian = day + UNIX_JULIAN - VIETNAM_OFFSET / (double)DAY_SECONDS;
    double t = (julian + clock_lag_days(julian) - 2451545.0) / 36525;
    double m = RADIANS(357.52911 + 35999.05029 * t - 0.0001537 * t * t);
    double centre = (1.914602 - 0.004817 * t - 0.000014 * t * t) * sin(m) +
                    (0.019993 - 0.000101 * t) * sin(2 * m) + 0.000289 * sin(3 * m);
    double node = RADIANS(125.04 - 1934.136 * t);
    double longitude =
        280.46646 + 36000.76983 * t + 0.0003032 * t * t + centre - 0.00569 - 0.00478 * sin(node);
    longitude -= 360 * floor(longitude / 360);
    return (int)(longitude / 30);
}

/* The number of the new moon that begins month 11 of `year`: the last one not after the winter solstice's
 * day. */
static int month_11(int year)
{
    int end = day_number((struct day){ year, 12, 31 });
    int k = (int)floor((end + UNIX_JULIAN - FIRST_MOON) / MOON_MONTH) + 1;
    while (moon_day(k) > end)
        k--;
    /* Sector 9 begins with the solstice: the month that starts in it starts too late. */
    return sun_sector(moon_day(k)) >= 9 ? k - 1 : k;
}

/* The months from month 11 of year - 1 up to month 11 of `year`. */
struct span {
    int first; /* number of the first new moon */
    int leap;  /* position of the leap month, 0 = none */
    int count; /* 12 or 13 */
};

static struct span span_of(int year)
{
    struct span span = { .first = month_11(year - 1) };
    span.count = month_11(year) - span.first;
    for (int i = 1; span.count == 13 && !span.leap && i < 13; i++)
        if (sun_sector(moon_day(span.first + i)) == sun_sector(moon_day(span.first + i + 1)))
            span.leap = i;
    return span;
}

/* Position in the span -> year, month, leap; the day is left alone. */
static void name_month(struct lunar *ret, const struct span *span, int year, int position)
{
    ret->leap = span->leap && position == span->leap;
    int ordinal = position - (span->leap && position >= span->leap); /* 0 = month 11 */
    ret->m = (ordinal + 10) % 12 + 1;
    ret->y = ordinal < 2 ? year - 1 : year;
}

struct lunar lunar_of(struct day day)
{
    int number = day_number(day);
    int year = number >= moon_day(month_11(day.y)) ? day.y + 1 : day.y;
    struct span span = span_of(year);
    int position = span.count - 1;
    while (position > 0 && moon_day(span.first + position) > number)
        position--;
    struct lunar lunar = { .d = number - moon_day(span.first + position) + 1 };
    name_month(&lunar, &span, year, position);
    return lunar;
}

/* The number of the new moon that begins a month; false when there is no such month. */
static bool month_moon(int *ret, int year, int month, bool leap)
{
    if (year < 1899 || year > 2199 || month < 1 || month > 12)
        return false;
    int span_year = month >= 11 ? year + 1 : year;
    struct span span = span_of(span_year);
    for (int i = 0; i < span.count; i++) {
        struct lunar lunar = { 0 };
        name_month(&lunar, &span, span_year, i);
        if (lunar.m == month && lunar.leap == leap && lunar.y == year) {
            *ret = span.first + i;
            return true;
        }
    }
    return false;
}

int lunar_month_length(int year, int month, bool leap)
{
    int moon;
    return month_moon(&moon, year, month, leap) ? moon_day(moon + 1) - moon_day(moon) : 0;
}

bool lunar_to_day(struct day *ret, struct lunar lunar)
{
    int moon;
    if (!month_moon(&moon, lunar.y, lunar.m, lunar.leap))
        return false;
    int begin = moon_day(moon);
    if (lunar.d < 1 || begin + lunar.d - 1 >= moon_day(moon + 1))
        return false;
    *ret = day_from_number(begin + lunar.d - 1);
    return true;
}

int lunar_leap_month(int year)
{
    for (int month = 1; month <= 12; month++)
        if (lunar_month_length(year, month, true))
            return month;
    return 0;
}

/* --- names --- */
static const char *const can[] = { "Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý" };
static const char *const chi[] = { "Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu",
    "Tuất", "Hợi" };

static const char *can_chi(char out[CAN_CHI_SIZE], int can_turn, int chi_turn)
{
    snprintf(out, CAN_CHI_SIZE, "%s %s", can[can_turn % 10], chi[chi_turn % 12]);
    return out;
}

const char *lunar_year_name(char out[CAN_CHI_SIZE], int year)
{
    return can_chi(out, year + 6, year + 8);
}

const char *lunar_month_name(char out[CAN_CHI_SIZE], int year, int month)
{
    return can_chi(out, year * 12 + month + 3, month + 1);
}

const char *lunar_day_name(char out[CAN_CHI_SIZE], struct day day)
{
    int julian = day_number(day) + 2440588; /* julian day number at noon */
    return can_chi(out, julian + 9, julian + 1);
}
