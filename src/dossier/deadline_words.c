/* deadline_words.c - see deadline_words.h. */
#include "dossier/deadline_words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "base/i18n.h"
#include "base/json.h"

static const char *const weekdays[] = { N_("Sunday"), N_("Monday"), N_("Tuesday"), N_("Wednesday"),
    N_("Thursday"), N_("Friday"), N_("Saturday") };

const char *moment_text(char out[MOMENT_TEXT_SIZE], int64_t at)
{
    struct day day = day_of(at);
    int second = second_of_day(at);
    snprintf(out, MOMENT_TEXT_SIZE, "%s %02d/%02d/%04d %02d:%02d", _(weekdays[day_weekday(day)]), day.d,
        day.m, day.y, second / 3600, second / 60 % 60);
    return out;
}

static const char *date_text(char out[MOMENT_TEXT_SIZE], struct day day)
{
    snprintf(out, MOMENT_TEXT_SIZE, "%s %02d/%02d/%04d", _(weekdays[day_weekday(day)]), day.d, day.m, day.y);
    return out;
}

/* Cuts a line that a full buffer broke in the middle of a character, so that it stays UTF-8. */
static void mend_end(char *line)
{
    size_t n = strlen(line);
    size_t start = n;
    while (start && ((unsigned char)line[start - 1] & 0xC0) == 0x80)
        start--;
    if (!start)
        return;
    unsigned char lead = (unsigned char)line[start - 1];
    size_t needs = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (n - start < needs)
        line[start - 1] = '\0';
}

/* The last place is kept for the due date. */
static void say(struct deadline *d, const char *format, ...) PRINTF_LIKE(2, 3);
static void say(struct deadline *d, const char *format, ...)
{
    if (d->count >= DEADLINE_LINES - 1)
        return;
    va_list ap;
    va_start(ap, format);
    vsnprintf(d->reasons[d->count], DEADLINE_LINE, format, ap);
    va_end(ap);
    mend_end(d->reasons[d->count++]);
}

void words_received(struct deadline *d, const char *channel, const struct calendar *c, const char *field)
{
    char received[MOMENT_TEXT_SIZE], from[MOMENT_TEXT_SIZE];
    moment_text(received, d->received);
    moment_text(from, d->counted_from);
    if (channel && strcmp(channel, "online") == 0)
        say(d, _("Received online %s"), received);
    else if (channel && strcmp(channel, "post") == 0)
        say(d, _("Received by post %s"), received);
    else
        say(d, _("Received %s"), received);
    if (d->counted_from == d->received)
        return;
    struct day day = day_of(d->received);
    if (day_compare(day, day_of(d->counted_from)) == 0)
        say(d, _("Not yet open at that time: counted from %s"), from);
    else if (calendar_is_open_day(c, field, day))
        say(d, _("After closing time: counted from %s"), from);
    else
        say(d, _("Received on a day off: counted from %s"), from);
}

/* --- the days off on the way --- */

/* One run of closed days with at least one holiday in it. */
struct run {
    struct day from, to;
    char names[128];
    bool expected;
};

static void run_name(struct run *run, const struct holiday *h)
{
    run->expected = run->expected || h->expected;
    if ((h->kind != HOLIDAY_STATUTORY && run->names[0]) || strstr(run->names, h->name))
        return;
    size_t n = strlen(run->names);
    snprintf(run->names + n, sizeof run->names - n, "%s%s", n ? ", " : "", h->name);
    mend_end(run->names);
}

static bool closed(const struct calendar *c, const char *field, struct day day)
{
    return !calendar_is_working(c, field, day);
}

static void say_run(struct deadline *d, const struct run *run, const struct calendar *c)
{
    char from[8], to[16];
    snprintf(from, sizeof from, "%02d/%02d", run->from.d % 100, run->from.m % 100);
    snprintf(to, sizeof to, "%02d/%02d/%04d", run->to.d % 100, run->to.m % 100, run->to.y % 10000);
    struct day version;
    char list[16] = "-";
    if (iso_day_parse(&version, c->version))
        snprintf(list, sizeof list, "%02d/%02d/%04d", version.d % 100, version.m % 100, version.y % 10000);
    bool one = day_compare(run->from, run->to) == 0;
    if (one && run->expected)
        say(d, _("Day off %s on %s (expected, not announced yet)"), run->names, to);
    else if (one)
        say(d, _("Day off %s on %s (holiday list of %s)"), run->names, to, list);
    else if (run->expected)
        say(d, _("Days off %s %s-%s (expected, not announced yet)"), run->names, from, to);
    else
        say(d, _("Days off %s %s-%s (holiday list of %s)"), run->names, from, to, list);
}

static void say_swap(struct deadline *d, const struct holiday *h)
{
    char day[MOMENT_TEXT_SIZE];
    date_text(day, h->day);
    if (h->paired_with.y)
        say(d, _("%s is worked in place of %02d/%02d and counts"), day, h->paired_with.d, h->paired_with.m);
    else
        say(d, _("%s is worked in place of another day and counts"), day);
}

/* Walks (from, to] and a closed run to its end; tells holidays, swap days, and whether a plain weekend was
 * passed. */
static bool say_days_off(
    struct deadline *d, const struct calendar *c, const char *field, struct day from, struct day to)
{
    bool weekend = false;
    for (struct day day = day_add(from, 1); day_compare(day, to) <= 0; day = day_add(day, 1)) {
        const struct holiday *h = calendar_holiday(c, day);
        if (h && h->kind == HOLIDAY_SWAP_WORK && day_compare(day, day_of(d->counted_from)) > 0)
            say_swap(d, h);
        if (!closed(c, field, day))
            continue;
        struct run run = { .from = day, .to = day };
        for (; closed(c, field, day) && day_compare(day, to) <= 0; day = day_add(day, 1)) {
            run.to = day;
            if ((h = calendar_holiday(c, day)))
                run_name(&run, h);
        }
        day = run.to;
        if (run.names[0])
            say_run(d, &run, c);
        else
            weekend = true;
    }
    return weekend;
}

static void say_limit(struct deadline *d, const struct calendar *c, const char *field)
{
    char first[MOMENT_TEXT_SIZE];
    struct day start = day_of(d->counted_from);
    int n = d->limit.value;
    date_text(first, calendar_add_workdays(c, field, start, 1));
    switch (d->limit.unit) {
    case LIMIT_WORKING_DAY:
        say(d, n == 1 ? _("%d working day; the counted day is %s") : _("%d working days, counted from %s"), n,
            first);
        break;
    case LIMIT_DAY:
        say(d, _("%d days in a row, days off included, counted from %s"), n,
            date_text(first, day_add(start, 1)));
        break;
    case LIMIT_HOUR:
        say(d, n < 8 ? _("%d working hours") : _("%d working hours (8 hours make one working day)"), n);
        break;
    case LIMIT_MONTH:
        say(d, _("%d month(s), ending on the same day of the month or its last day"), n);
        break;
    case LIMIT_SAME_DAY:
        if (second_of_day(d->counted_from) > 15 * 3600)
            say(d, _("Settled the same day; received after 15:00, so on the next working day"));
        else
            say(d, _("Settled the same day, as received by 15:00"));
        break;
    case LIMIT_NONE:
        say(d, _("This procedure has no fixed time limit"));
        break;
    }
}

void words_counted(struct deadline *d, const struct calendar *c, const char *field)
{
    say_limit(d, c, field);
    if (!d->due)
        return;
    struct day start = day_of(d->received), end = day_of(d->due);
    if (closed(c, field, start))
        start = day_add(start, -1); /* received on a day off: that day is part of the story */
    bool weekend = say_days_off(d, c, field, start, end);
    if (weekend && (d->limit.unit == LIMIT_WORKING_DAY || d->limit.unit == LIMIT_HOUR))
        say(d, _("Saturdays and Sundays are not counted"));
    if (d->shifted)
        say(d, _("The last day is a day off, so the result is given on the next working day"));
    if (!calendar_covers(c, end))
        say(d, _("The holidays of %d are not in the calendar yet; the day may move"), end.y);
}

void words_pause(struct deadline *d, const struct pause *pause, bool late, int given_back)
{
    char from[MOMENT_TEXT_SIZE], to[MOMENT_TEXT_SIZE];
    moment_text(from, pause->from);
    moment_text(to, pause->to);
    d->count -= d->count > 0;
    if (late) {
        say(d, _("The wait from %s came after the due time, so nothing is added"), from);
        return;
    }
    switch (pause->kind) {
    case PAUSE_SUPPLEMENT:
        say(d, _("Waited for the missing papers from %s to %s"), from, to);
        break;
    case PAUSE_PAYMENT:
        say(d, _("Waited for payment from %s to %s"), from, to);
        break;
    case PAUSE_OTHER:
        say(d, _("The clock stood still from %s to %s"), from, to);
        break;
    }
    if (d->limit.unit == LIMIT_DAY || d->limit.unit == LIMIT_MONTH)
        say(d, _("%d days are added for it"), given_back);
    else if (d->limit.unit == LIMIT_HOUR)
        say(d, _("%d working hours are added for it"), given_back);
    else
        say(d, _("%d working days are added for it"), given_back);
}

void words_share(struct deadline *d, const struct share *share)
{
    char due[MOMENT_TEXT_SIZE];
    moment_text(due, share->due);
    say(d, _("%s: until %s"), share->unit, due);
}

void words_due(struct deadline *d)
{
    if (!d->due)
        return;
    char due[MOMENT_TEXT_SIZE];
    moment_text(due, d->due);
    snprintf(d->reasons[d->count], DEADLINE_LINE, _("Result due %s"), due);
    mend_end(d->reasons[d->count++]);
}

struct js *deadline_reasons_json(const struct deadline *deadline)
{
    struct js *all = js_array();
    for (int i = 0; i < deadline->count; i++)
        js_add_text(all, deadline->reasons[i]);
    return all;
}
