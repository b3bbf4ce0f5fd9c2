/* date.c - see date.h. Day numbers by the proleptic Gregorian calendar (civil-from-days in eras of 400 years). */
#include "base/date.h"

#include <stdio.h>
#include <string.h>

static int month_length(int y, int m)
{
    static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return m == 2 && leap ? 29 : length[m - 1];
}

bool day_valid(struct day day)
{
    return day.y >= 1900 && day.y <= 2199 && day.m >= 1 && day.m <= 12 && day.d >= 1 &&
        day.d <= month_length(day.y, day.m);
}

int32_t day_number(struct day day)
{
    int y = day.m <= 2 ? day.y - 1 : day.y; /* the year starts in March, so that the leap day is last */
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (day.m + (day.m > 2 ? -3 : 9)) + 2) / 5 + day.d - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct day day_from_number(int32_t number)
{
    int z = number + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int mp = (5 * day_of_year + 2) / 153;
    int m = mp < 10 ? mp + 3 : mp - 9;
    int y = year_of_era + era * 400 + (m <= 2);
    return (struct day){ y, m, day_of_year - (153 * mp + 2) / 5 + 1 };
}

struct day day_add(struct day day, int days)
{
    return day_from_number(day_number(day) + days);
}

int day_compare(struct day a, struct day b)
{
    int32_t x = day_number(a), y = day_number(b);
    return (x > y) - (x < y);
}

enum weekday day_weekday(struct day day)
{
    int w = (day_number(day) + 4) % 7; /* 1970-01-01 was a Thursday */
    return (enum weekday)(w < 0 ? w + 7 : w);
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

struct day day_of(int64_t utc)
{
    return day_from_number((int32_t)floor_div(utc + VIETNAM_OFFSET, DAY_SECONDS));
}

int second_of_day(int64_t utc)
{
    int64_t local = utc + VIETNAM_OFFSET;
    return (int)(local - floor_div(local, DAY_SECONDS) * DAY_SECONDS);
}

int64_t utc_of(struct day day, int second)
{
    return (int64_t)day_number(day) * DAY_SECONDS + second - VIETNAM_OFFSET;
}

const char *iso_day(char out[ISO_DAY_SIZE], struct day day)
{
    snprintf(out, ISO_DAY_SIZE, "%04u-%02u-%02u", (unsigned)day.y % 10000u, (unsigned)day.m % 100u,
        (unsigned)day.d % 100u);
    return out;
}

const char *iso_time(char out[ISO_TIME_SIZE], int64_t utc)
{
    struct day day = day_of(utc);
    unsigned s = (unsigned)second_of_day(utc);
    snprintf(out, ISO_TIME_SIZE, "%04u-%02u-%02uT%02u:%02u:%02u+07:00", (unsigned)day.y % 10000u,
        (unsigned)day.m % 100u, (unsigned)day.d % 100u, s / 3600 % 100u, s / 60 % 60, s % 60);
    return out;
}

/* Reads exactly `digits` digits at *p and moves on; -1 when they are not there. */
static int number_at(const char **p, int digits)
{
    int n = 0;
    for (int i = 0; i < digits; i++) {
        char c = (*p)[i];
        if (c < '0' || c > '9')
            return -1;
        n = n * 10 + (c - '0');
    }
    *p += digits;
    return n;
}

static bool mark_at(const char **p, char mark)
{
    return **p == mark ? ((*p)++, true) : false;
}

static bool day_at(struct day *ret, const char **p)
{
    struct day day;
    day.y = number_at(p, 4);
    if (day.y < 0 || !mark_at(p, '-'))
        return false;
    day.m = number_at(p, 2);
    if (day.m < 0 || !mark_at(p, '-'))
        return false;
    day.d = number_at(p, 2);
    *ret = day;
    return day_valid(day);
}

bool iso_day_parse(struct day *ret, const char *text)
{
    struct day day;
    if (!day_at(&day, &text) || *text)
        return false;
    *ret = day;
    return true;
}

/* "Z", "+07:00", "-05:30": seconds east of UTC; false when there is none. */
static bool offset_at(int *ret, const char **p)
{
    if (mark_at(p, 'Z')) {
        *ret = 0;
        return true;
    }
    int sign = **p == '-' ? -1 : 1;
    if (!mark_at(p, '+') && !mark_at(p, '-'))
        return false;
    int h = number_at(p, 2);
    if (h < 0 || h > 14 || !mark_at(p, ':'))
        return false;
    int m = number_at(p, 2);
    if (m < 0 || m > 59)
        return false;
    *ret = sign * (h * 3600 + m * 60);
    return true;
}

bool iso_time_parse(int64_t *ret, const char *text)
{
    struct day day;
    const char *p = text;
    if (!day_at(&day, &p) || !mark_at(&p, 'T'))
        return false;
    int h = number_at(&p, 2);
    if (h < 0 || h > 23 || !mark_at(&p, ':'))
        return false;
    int m = number_at(&p, 2);
    if (m < 0 || m > 59)
        return false;
    int s = mark_at(&p, ':') ? number_at(&p, 2) : 0;
    int offset;
    if (s < 0 || s > 59 || !offset_at(&offset, &p) || *p)
        return false;
    *ret = (int64_t)day_number(day) * DAY_SECONDS + h * 3600 + m * 60 + s - offset;
    return true;
}
