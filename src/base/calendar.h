/* calendar.h - on which days and hours the one-stop shop works.
 *
 * Made from two tables and never changed after loading:
 *   holidays.csv       date,kind,name,confidence,paired_with,source,revised
 *   working_hours.csv  field,weekday,from,to,counts,note
 * The holidays are the Government's yearly announcement; swap days are part of it (a Saturday worked instead
 * of a Friday off). Hours are the commune's own: a row whose field is "*" holds for every field that has no
 * row of its own for that weekday. Weekdays are written 2..7 and CN as Vietnamese calendars print them.
 * `counts` = 0: the counter is open, but the day is no working day of a time limit (Saturday morning for
 * residence: people are served, while "7 ngày làm việc" still means Monday to Friday).
 * A worked swap day has the hours of a Monday.
 */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

enum holiday_kind {
    HOLIDAY_NONE,
    HOLIDAY_STATUTORY,    /* the Labour Code's own days */
    HOLIDAY_COMPENSATORY, /* a day off because a statutory day fell on the weekly rest */
    HOLIDAY_SWAP_OFF,     /* off by the Government's decision, worked on another day */
    HOLIDAY_SWAP_WORK,    /* that other day: a worked Saturday */
    HOLIDAY_REST,         /* a weekend inside an announced run of days off: closed for every field */
};

struct holiday {
    struct day day;
    enum holiday_kind kind;
    bool expected; /* computed, not yet announced ("dự kiến") */
    char name[96];
    struct day paired_with; /* the other day of a swap; y = 0 when there is none */
};

struct opening {    /* one stretch of open counter; several make a day */
    char field[96]; /* "*" = every field */
    enum weekday weekday;
    int from, to; /* seconds of the day */
    bool counts;
};

/* Zeroed: no holidays, and no hours, so nothing is ever open. */
struct calendar {
    struct holiday *holidays; /* by day, each day once */
    size_t holiday_count;
    struct opening *openings;
    size_t opening_count;
    char version[16];          /* the newest `revised` of the holidays: "2026-11-22" */
    int first_year, last_year; /* what the holiday table covers */
};

#define CALENDAR_FILE_MAX ((size_t)1 << 20)

/* Refuses, with file and line: unknown kinds, days given twice, hours that overlap or end before they begin,
 * a calendar in which the default field works on no day. */
MUST enum rc calendar_parse(struct calendar *ret, const char *holidays, size_t holidays_len,
    const char *hours, size_t hours_len, struct err *e);
/* DIR/holidays.csv and DIR/working_hours.csv. */
MUST enum rc calendar_read(struct calendar *ret, const char *dir, struct err *e);
void calendar_release(struct calendar *c);
#define AUTO_CALENDAR __attribute__((cleanup(calendar_release))) struct calendar

/* The holiday or swap entry of a day, or NULL. */
const struct holiday *calendar_holiday(const struct calendar *c, struct day day);

/* Whether the holidays of that year are in the table (otherwise only weekends are known). */
bool calendar_covers(const struct calendar *c, struct day day);

/* `field` is the catalogue's name of the field ("Đăng ký, quản lý cư trú"); NULL or "" = no field of its own.
 */
bool calendar_is_working(const struct calendar *c, const char *field, struct day day); /* counts in a limit */
bool calendar_is_open_day(const struct calendar *c, const char *field, struct day day); /* somebody serves */
bool calendar_is_open(const struct calendar *c, const char *field, int64_t at);

/* The moment itself when open, otherwise the next opening; 0 when nothing opens within 400 days. */
int64_t calendar_next_opening(const struct calendar *c, const char *field, int64_t at);

/* When the day's last stretch ends (second of the day); -1 on a closed day. */
int calendar_closing(const struct calendar *c, const char *field, struct day day);

/* Day 0 is `day` itself; 1 is the first working day after it. days >= 0; 0 gives `day`. */
struct day calendar_add_workdays(const struct calendar *c, const char *field, struct day day, int days);

/* `day` when it is a working day, otherwise the next one. */
struct day calendar_workday_from(const struct calendar *c, const char *field, struct day day);

/* Working days d with from < d <= to. */
int calendar_workdays_between(const struct calendar *c, const char *field, struct day from, struct day to);

/* The moment when `seconds` of open counter have passed since `at`. */
int64_t calendar_add_open_seconds(const struct calendar *c, const char *field, int64_t at, int64_t seconds);
/* Seconds of open counter in [from, to). */
int64_t calendar_open_seconds(const struct calendar *c, const char *field, int64_t from, int64_t to);

#endif
