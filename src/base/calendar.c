/* calendar.c - see calendar.h. Asked day by day: a limit is a few weeks, so walking is both plain and fast.
 */
#include "base/calendar.h"

#include <stdlib.h>
#include <string.h>

#define HORIZON_DAYS 400 /* no announced run of closed days comes near this */

const struct holiday *calendar_holiday(const struct calendar *c, struct day day)
{
    size_t low = 0, high = c->holiday_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = day_compare(c->holidays[middle].day, day);
        if (order == 0)
            return &c->holidays[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool calendar_covers(const struct calendar *c, struct day day)
{
    return day.y >= c->first_year && day.y <= c->last_year;
}

/* The weekday whose hours hold on that day; -1 when the holiday table closes it. */
static int weekday_of_hours(const struct calendar *c, struct day day)
{
    const struct holiday *holiday = calendar_holiday(c, day);
    if (!holiday)
        return (int)day_weekday(day);
    return holiday->kind == HOLIDAY_SWAP_WORK ? MONDAY : -1;
}

static bool has_own_hours(const struct calendar *c, const char *field, int weekday)
{
    for (size_t i = 0; field && *field && i < c->opening_count; i++)
        if ((int)c->openings[i].weekday == weekday && strcmp(c->openings[i].field, field) == 0)
            return true;
    return false;
}

/* The next stretch of `day` after *position, in the order of the table (by field, weekday, hour); NULL at the
 * end. */
static const struct opening *next_stretch(
    const struct calendar *c, const char *field, struct day day, size_t *position)
{
    int weekday = weekday_of_hours(c, day);
    const char *whose = has_own_hours(c, field, weekday) ? field : "*";
    while (weekday >= 0 && *position < c->opening_count) {
        const struct opening *o = &c->openings[(*position)++];
        if ((int)o->weekday == weekday && strcmp(o->field, whose) == 0)
            return o;
    }
    return NULL;
}

bool calendar_is_working(const struct calendar *c, const char *field, struct day day)
{
    size_t position = 0;
    const struct opening *o = next_stretch(c, field, day, &position);
    return o && o->counts;
}

bool calendar_is_open_day(const struct calendar *c, const char *field, struct day day)
{
    size_t position = 0;
    return next_stretch(c, field, day, &position) != NULL;
}

bool calendar_is_open(const struct calendar *c, const char *field, int64_t at)
{
    return calendar_next_opening(c, field, at) == at;
}

int64_t calendar_next_opening(const struct calendar *c, const char *field, int64_t at)
{
    struct day day = day_of(at);
    int second = second_of_day(at);
    for (int i = 0; i < HORIZON_DAYS; i++, day = day_add(day, 1), second = 0) {
        size_t position = 0;
        for (const struct opening *o; (o = next_stretch(c, field, day, &position));) {
            if (second < o->from)
                return utc_of(day, o->from);
            if (second < o->to)
                return i ? utc_of(day, second) : at;
        }
    }
    return 0;
}

int calendar_closing(const struct calendar *c, const char *field, struct day day)
{
    size_t position = 0;
    int closing = -1;
    for (const struct opening *o; (o = next_stretch(c, field, day, &position));)
        closing = o->to;
    return closing;
}

struct day calendar_workday_from(const struct calendar *c, const char *field, struct day day)
{
    for (int i = 0; i < HORIZON_DAYS && !calendar_is_working(c, field, day); i++)
        day = day_add(day, 1);
    return day;
}

struct day calendar_add_workdays(const struct calendar *c, const char *field, struct day day, int days)
{
    while (days-- > 0)
        day = calendar_workday_from(c, field, day_add(day, 1));
    return day;
}

int calendar_workdays_between(const struct calendar *c, const char *field, struct day from, struct day to)
{
    int count = 0;
    while (day_compare(from, to) < 0) {
        from = day_add(from, 1);
        count += calendar_is_working(c, field, from);
    }
    return count;
}

int64_t calendar_add_open_seconds(const struct calendar *c, const char *field, int64_t at, int64_t seconds)
{
    struct day day = day_of(at);
    for (int idle = 0; idle < HORIZON_DAYS; idle++, day = day_add(day, 1)) {
        size_t position = 0;
        for (const struct opening *o; (o = next_stretch(c, field, day, &position));) {
            int64_t from = utc_of(day, o->from), to = utc_of(day, o->to);
            from = at > from ? at : from;
            if (from >= to)
                continue;
            if (seconds <= to - from)
                return from + seconds;
            seconds -= to - from;
            idle = 0;
        }
    }
    return at;
}

int64_t calendar_open_seconds(const struct calendar *c, const char *field, int64_t from, int64_t to)
{
    int64_t sum = 0;
    for (struct day day = day_of(from); utc_of(day, 0) < to; day = day_add(day, 1)) {
        size_t position = 0;
        for (const struct opening *o; (o = next_stretch(c, field, day, &position));) {
            int64_t a = utc_of(day, o->from), b = utc_of(day, o->to);
            a = a < from ? from : a;
            b = b > to ? to : b;
            sum += b > a ? b - a : 0;
        }
    }
    return sum;
}

void calendar_release(struct calendar *c)
{
    free(c->holidays);
    free(c->openings);
    *c = (struct calendar){ 0 };
}
