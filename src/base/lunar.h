/* lunar.h - the Vietnamese lunar calendar, computed for UTC+7, years 1900..2199.
 *
 * A month begins on the Vietnamese day of the new moon; month 11 holds the winter solstice; when 13 new moons
 * lie between two months 11, the first month without a principal term is the leap one, named after the month
 * before it. China computes by UTC+8, so Tết differs at times (1985, 2007, 2030); tables copied from there
 * are wrong here.
 */
#ifndef BASE_LUNAR_H
#define BASE_LUNAR_H

#include <stdbool.h>

#include "base/date.h"

struct lunar {
    int y, m, d; /* y: the year that begins with Tết */
    bool leap;   /* the second month of that number */
};

struct lunar lunar_of(struct day day);

/* False when there is no such day: no leap month of that number, day 30 of a short month, year out of range.
 */
MUST bool lunar_to_day(struct day *ret, struct lunar lunar);

int lunar_leap_month(int year);                         /* 0 = the year has none */
int lunar_month_length(int year, int month, bool leap); /* 29 or 30; 0 = no such month */

/* Names by can and chi, in Vietnamese: "Bính Ngọ". */
#define CAN_CHI_SIZE 32
const char *lunar_year_name(char out[CAN_CHI_SIZE], int year);
const char *lunar_month_name(char out[CAN_CHI_SIZE], int year, int month);
const char *lunar_day_name(char out[CAN_CHI_SIZE], struct day day);

#endif
