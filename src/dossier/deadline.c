/* deadline.c - the arithmetic of the promise; the sentences stand in deadline_words.c. See deadline.h. */
#include "dossier/deadline.h"

#include <string.h>

#include "base/calendar.h"
#include "base/i18n.h"
#include "dossier/deadline_words.h"

#define SAME_DAY_CUT   (15 * 3600) /* later than this counts for the next working day */
#define HOURS_OF_A_DAY 8           /* as limits count them, not as the doors open */

static const char *const slugs[] = { "none", "working_day", "day", "hour", "month", "same_day_15h" };

enum rc limit_unit_parse(enum limit_unit *ret, const char *slug, struct err *e)
{
    if (!*slug) {
        *ret = LIMIT_NONE;
        return RC_OK;
    }
    for (size_t i = 0; i < sizeof slugs / sizeof *slugs; i++)
        if (strcmp(slugs[i], slug) == 0) {
            *ret = (enum limit_unit)i;
            return RC_OK;
        }
    return err_set(e, RC_REFUSED, "limit_unit",
        N_("\"%s\" is no unit of a time limit; use working_day, day, hour, month or same_day_15h"), slug);
}

/* --- where one limit ends --- */

static int64_t after_workdays(const struct calendar *c, const char *field, int64_t from, int days)
{
    return utc_of(calendar_add_workdays(c, field, day_of(from), days), second_of_day(from));
}

/* The moment itself when the counter is open then or opens on that day later; otherwise the next working day
 * at the same time of day. */
static int64_t off_closed_days(const struct calendar *c, const char *field, int64_t at)
{
    struct day day = day_of(at);
    if (calendar_is_working(c, field, day) || second_of_day(at) <= calendar_closing(c, field, day))
        return at;
    return utc_of(calendar_workday_from(c, field, day), second_of_day(at));
}

static struct day add_months(struct day day, int months)
{
    int month = day.y * 12 + day.m - 1 + months;
    struct day end = { month / 12, month % 12 + 1, day.d };
    while (!day_valid(end) && end.d > 28)
        end.d--;
    return end;
}

static int64_t same_day(const struct calendar *c, const char *field, int64_t from)
{
    struct day day = day_of(from);
    if (second_of_day(from) > SAME_DAY_CUT)
        day = calendar_add_workdays(c, field, day, 1);
    return utc_of(day, calendar_closing(c, field, day));
}

static int64_t after_hours(const struct calendar *c, const char *field, int64_t from, int hours)
{
    int64_t at = after_workdays(c, field, from, hours / HOURS_OF_A_DAY);
    return calendar_add_open_seconds(c, field, at, (int64_t)(hours % HOURS_OF_A_DAY) * 3600);
}

/* Without the shift off closed days that limits running through weekends need. */
static int64_t limit_walk(struct limit limit, const struct calendar *c, const char *field, int64_t from)
{
    struct day day = day_of(from);
    int second = second_of_day(from);
    switch (limit.unit) {
    case LIMIT_WORKING_DAY:
        return after_workdays(c, field, from, limit.value);
    case LIMIT_DAY:
        return utc_of(day_add(day, limit.value), second);
    case LIMIT_HOUR:
        return after_hours(c, field, from, limit.value);
    case LIMIT_MONTH:
        return utc_of(add_months(day, limit.value), second);
    case LIMIT_SAME_DAY:
        return same_day(c, field, from);
    case LIMIT_NONE:
        break;
    }
    return 0;
}

static bool runs_through(struct limit limit)
{
    return limit.unit == LIMIT_DAY || limit.unit == LIMIT_MONTH;
}

static int64_t limit_end(struct limit limit, const struct calendar *c, const char *field, int64_t from)
{
    int64_t end = limit_walk(limit, c, field, from);
    return runs_through(limit) ? off_closed_days(c, field, end) : end;
}

static enum rc limit_check(struct limit limit, struct err *e)
{
    bool counted = limit.unit != LIMIT_NONE && limit.unit != LIMIT_SAME_DAY;
    if (counted && (limit.value < 1 || limit.value > LIMIT_VALUE_MAX))
        return err_set(e, RC_REFUSED, "limit_value", N_("A time limit must be a whole number from 1 to %d"),
            LIMIT_VALUE_MAX);
    return RC_OK;
}

static enum rc begin(struct deadline *d, struct limit limit, const char *field, int64_t received,
    const struct calendar *c, struct err *e)
{
    enum rc rc = limit_check(limit, e);
    if (rc)
        return rc;
    struct day day = day_of(received);
    if (day.y < 1900 || day.y > 2190)
        return err_set(
            e, RC_REFUSED, "received_year", N_("The time of reception lies outside the years 1900-2190"));
    *d = (struct deadline){ .received = received, .limit = limit };
    d->counted_from = calendar_next_opening(c, field, received);
    if (!d->counted_from)
        return err_set(
            e, RC_REFUSED, "calendar_closed", N_("The calendar opens on no day; check the working hours"));
    return RC_OK;
}

enum rc deadline_compute(struct deadline *ret, struct limit limit, const char *field, const char *channel,
    int64_t received, const struct calendar *calendar, struct err *e)
{
    struct deadline d;
    enum rc rc = begin(&d, limit, field, received, calendar, e);
    if (rc)
        return rc;
    d.due = limit_end(limit, calendar, field, d.counted_from);
    d.shifted = d.due != limit_walk(limit, calendar, field, d.counted_from);
    words_received(&d, channel, calendar, field);
    words_counted(&d, calendar, field);
    words_due(&d);
    *ret = d;
    return RC_OK;
}

/* What the citizen's waiting gives back: days for limits in days, open seconds for limits in hours. */
static int64_t moved_by_pause(const struct deadline *d, const struct pause *pause, const char *field,
    const struct calendar *c, int *given_back)
{
    struct day from = day_of(pause->from), to = day_of(pause->to);
    switch (d->limit.unit) {
    case LIMIT_DAY:
    case LIMIT_MONTH:
        *given_back = day_number(to) - day_number(from);
        return off_closed_days(c, field, d->due + (int64_t)*given_back * DAY_SECONDS);
    case LIMIT_HOUR: {
        int64_t open = calendar_open_seconds(c, field, pause->from, pause->to);
        *given_back = (int)((open + 3599) / 3600);
        return calendar_add_open_seconds(c, field, d->due, open);
    }
    case LIMIT_SAME_DAY:
        *given_back = calendar_workdays_between(c, field, from, to);
        return same_day(c, field, calendar_next_opening(c, field, pause->to));
    default:
        *given_back = calendar_workdays_between(c, field, from, to);
        return after_workdays(c, field, d->due, *given_back);
    }
}

enum rc deadline_after_pause(struct deadline *deadline, const struct pause *pause, const char *field,
    const struct calendar *calendar, struct err *e)
{
    if (pause->to < pause->from)
        return err_set(e, RC_REFUSED, "pause_order", N_("A pause cannot end before it began"));
    if (!deadline->due)
        return RC_OK;
    int given_back = 0;
    bool late = pause->from > deadline->due;
    if (!late) {
        int64_t due = moved_by_pause(deadline, pause, field, calendar, &given_back);
        deadline->due = due > deadline->due ? due : deadline->due;
    }
    words_pause(deadline, pause, late, given_back);
    words_due(deadline);
    return RC_OK;
}

enum rc deadline_chain(struct deadline *ret, struct share *shares, size_t count, const char *field,
    int64_t received, const struct calendar *calendar, struct err *e)
{
    struct deadline d;
    enum rc rc = begin(&d, (struct limit){ 0 }, field, received, calendar, e);
    if (rc)
        return rc;
    words_received(&d, NULL, calendar, field);
    int64_t at = d.counted_from;
    for (size_t i = 0; i < count; i++) {
        rc = limit_check(shares[i].limit, e);
        if (rc)
            return rc;
        int64_t end = limit_end(shares[i].limit, calendar, field, calendar_next_opening(calendar, field, at));
        at = end ? end : at;
        shares[i].due = at;
        words_share(&d, &shares[i]);
    }
    d.due = at;
    words_due(&d);
    *ret = d;
    return RC_OK;
}
