/* deadline.h - the promise: when the result will be there, and why, line by line.
 *
 * Rules (one-stop decree and its practice, domain table 1.5):
 *  - the day of reception is day 0; the first counted day is the next working day; the time of day is kept;
 *  - received outside opening hours counts from the next opening (lunch: the afternoon, night: the next day);
 *  - same-day class: until 15:00 the result comes the same day by closing time, later by the next working
 * day's;
 *  - calendar days and months run through; a result on a closed day moves to the next working day;
 *  - 8 hours are one working day, the rest of the hours is walked through opening hours;
 *  - a month ends on its last day when the same number does not exist (31/01 + 1 = 28/02);
 *  - waiting for the citizen or for payment stops the clock.
 * All is computed by the +07:00 rule from a loaded calendar; nothing here asks the clock.
 */
#ifndef DOSSIER_DEADLINE_H
#define DOSSIER_DEADLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct calendar;
struct js;

enum limit_unit { LIMIT_NONE, LIMIT_WORKING_DAY, LIMIT_DAY, LIMIT_HOUR, LIMIT_MONTH, LIMIT_SAME_DAY };

/* A time limit as the catalogue states it. value 1..LIMIT_VALUE_MAX; ignored for LIMIT_NONE and
 * LIMIT_SAME_DAY. */
struct limit {
    int value;
    enum limit_unit unit;
};
#define LIMIT_VALUE_MAX 1000

/* "working_day", "day", "hour", "month", "same_day_15h"; "" and "none" mean no limit. */
MUST enum rc limit_unit_parse(enum limit_unit *ret, const char *slug, struct err *e);

#define DEADLINE_LINES 16
#define DEADLINE_LINE  200

/* Zeroed: nothing promised. */
struct deadline {
    int64_t received;
    int64_t counted_from; /* `received`, or the next opening after it */
    int64_t due;          /* 0 = no fixed limit */
    struct limit limit;
    bool shifted;                                /* moved from a closed day to the next working day */
    char reasons[DEADLINE_LINES][DEADLINE_LINE]; /* translated; each can be said to the citizen */
    int count;
};

/* `field`: the catalogue's field name, for opening hours of its own; `channel`: "direct", "online", "post" or
 * NULL. RC_REFUSED for a limit outside its range or a calendar that never opens. */
MUST enum rc deadline_compute(struct deadline *ret, struct limit limit, const char *field,
    const char *channel, int64_t received, const struct calendar *calendar, struct err *e);

enum pause_kind { PAUSE_SUPPLEMENT, PAUSE_PAYMENT, PAUSE_OTHER };

/* A finished pause [from, to). */
struct pause {
    enum pause_kind kind;
    int64_t from, to;
};

/* The due date moved by `pause`; adds its reason to *deadline. A pause that began after the due date moves
 * nothing. Working days are given back as whole working days, calendar limits as calendar days, hours as open
 * hours. */
MUST enum rc deadline_after_pause(struct deadline *deadline, const struct pause *pause, const char *field,
    const struct calendar *calendar, struct err *e);

/* One unit's share of a linked procedure (liên thông), in order. */
struct share {
    char unit[96];
    struct limit limit;
    int64_t due; /* filled in: when this unit must hand on */
};

/* Each share begins when the one before it ends; *ret holds the total and one line a share. */
MUST enum rc deadline_chain(struct deadline *ret, struct share *shares, size_t count, const char *field,
    int64_t received, const struct calendar *calendar, struct err *e);

/* The reasons as a JSON array of texts. */
struct js *deadline_reasons_json(const struct deadline *deadline);

/* "Thứ Sáu 13/02/2026 16:45", in the language in force. */
#define MOMENT_TEXT_SIZE 64
const char *moment_text(char out[MOMENT_TEXT_SIZE], int64_t at);

#endif
