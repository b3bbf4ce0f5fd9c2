/* date.h - days and moments, always in Vietnam (UTC+7, no summer time), whatever the machine's TZ says.
 *
 * A moment is an int64_t: seconds since 1970-01-01 UTC. A day is a civil date. Legal dates are computed by
 * the fixed +07:00 rule only. Years 1900..2199.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"

#define VIETNAM_OFFSET (7 * 3600)
#define DAY_SECONDS    86400

struct day {
    int y, m, d;
};

/* 0 = Sunday .. 6 = Saturday. */
enum weekday { SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY };

bool day_valid(struct day day);
int32_t day_number(struct day day);              /* days since 1970-01-01 */
struct day day_from_number(int32_t number);
struct day day_add(struct day day, int days);
int day_compare(struct day a, struct day b);     /* <0, 0, >0 */
enum weekday day_weekday(struct day day);

struct day day_of(int64_t utc);                  /* the Vietnamese civil day of a moment */
int second_of_day(int64_t utc);                  /* 0..86399, Vietnamese time */
int64_t utc_of(struct day day, int second);      /* the moment of `second` of that day in Vietnam */

#define ISO_DAY_SIZE  11   /* "2026-01-05" */
#define ISO_TIME_SIZE 26   /* "2026-01-05T08:10:00+07:00" */
const char *iso_day(char out[ISO_DAY_SIZE], struct day day);
const char *iso_time(char out[ISO_TIME_SIZE], int64_t utc);

/* Strict: exactly "YYYY-MM-DD"; and "YYYY-MM-DDTHH:MM[:SS](Z|+07:00|..)", offset required. False otherwise. */
MUST bool iso_day_parse(struct day *ret, const char *text);
MUST bool iso_time_parse(int64_t *ret, const char *text);

#endif
