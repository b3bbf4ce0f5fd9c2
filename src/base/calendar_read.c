/* calendar_read.c - the two tables of a calendar, checked as they are read. See calendar.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/calendar.h"
#include "base/csv.h"
#include "base/fs.h"
#include "base/i18n.h"

static const struct {
    const char *slug;
    enum holiday_kind kind;
} kinds[] = {
    { "statutory", HOLIDAY_STATUTORY },
    { "compensatory", HOLIDAY_COMPENSATORY },
    { "swap_off", HOLIDAY_SWAP_OFF },
    { "swap_work", HOLIDAY_SWAP_WORK },
    { "rest", HOLIDAY_REST },
};

static bool kind_parse(enum holiday_kind *ret, const char *slug)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].slug, slug) == 0) {
            *ret = kinds[i].kind;
            return true;
        }
    return false;
}

/* A cell copied into a fixed place; false when it does not fit. */
static bool copy_cell(char *out, size_t size, const char *cell)
{
    int n = snprintf(out, size, "%s", cell);
    return n >= 0 && (size_t)n < size;
}

static enum rc holiday_row(struct calendar *c, const struct csv *csv, size_t row, struct err *e)
{
    int line = csv->rows[row].line;
    struct holiday *h = &c->holidays[c->holiday_count];
    if (!iso_day_parse(&h->day, csv_cell(csv, row, csv_column(csv, "date"))))
        return err_set(e, RC_REFUSED, "calendar_date",
            N_("Holidays, line %d: the date must look like 2026-02-17"), line);
    if (!kind_parse(&h->kind, csv_cell(csv, row, csv_column(csv, "kind"))))
        return err_set(e, RC_REFUSED, "calendar_kind",
            N_("Holidays, line %d: the kind must be statutory, compensatory, swap_off, swap_work or rest"),
            line);
    if (!copy_cell(h->name, sizeof h->name, csv_cell(csv, row, csv_column(csv, "name"))) || !h->name[0])
        return err_set(
            e, RC_REFUSED, "calendar_name", N_("Holidays, line %d: the name is missing or too long"), line);
    const char *pair = csv_cell(csv, row, csv_column(csv, "paired_with"));
    if (*pair && !iso_day_parse(&h->paired_with, pair))
        return err_set(e, RC_REFUSED, "calendar_date",
            N_("Holidays, line %d: the date must look like 2026-02-17"), line);
    h->expected = strcmp(csv_cell(csv, row, csv_column(csv, "confidence")), "GUESS") == 0;
    const char *revised = csv_cell(csv, row, csv_column(csv, "revised"));
    if (strcmp(revised, c->version) > 0 && !copy_cell(c->version, sizeof c->version, revised))
        return err_set(
            e, RC_REFUSED, "calendar_revised", N_("Holidays, line %d: \"revised\" must be a date"), line);
    c->holiday_count++;
    return RC_OK;
}

static int by_day(const void *a, const void *b)
{
    return day_compare(((const struct holiday *)a)->day, ((const struct holiday *)b)->day);
}

static enum rc holidays_from(struct calendar *c, const struct csv *csv, struct err *e)
{
    if (csv_column(csv, "date") < 0 || csv_column(csv, "kind") < 0 || csv_column(csv, "name") < 0)
        return err_set(
            e, RC_REFUSED, "calendar_columns", N_("The holiday table needs the columns date, kind and name"));
    c->holidays = calloc(csv->count, sizeof *c->holidays);
    if (!c->holidays)
        return err_no_memory(e);
    for (size_t row = 1; row < csv->count; row++) {
        enum rc rc = holiday_row(c, csv, row, e);
        if (rc)
            return rc;
    }
    qsort(c->holidays, c->holiday_count, sizeof *c->holidays, by_day);
    for (size_t i = 1; i < c->holiday_count; i++)
        if (by_day(&c->holidays[i - 1], &c->holidays[i]) == 0) {
            char day[ISO_DAY_SIZE];
            return err_set(e, RC_REFUSED, "calendar_twice", N_("Holidays: %s is given twice"),
                iso_day(day, c->holidays[i].day));
        }
    if (c->holiday_count) {
        c->first_year = c->holidays[0].day.y;
        c->last_year = c->holidays[c->holiday_count - 1].day.y;
    }
    return RC_OK;
}

/* "2" = Monday .. "7" = Saturday, "CN" = Sunday, as on every Vietnamese wall calendar. */
static bool weekday_parse(enum weekday *ret, const char *text)
{
    if (strcmp(text, "CN") == 0) {
        *ret = SUNDAY;
        return true;
    }
    if (text[0] < '2' || text[0] > '7' || text[1])
        return false;
    *ret = (enum weekday)(text[0] - '1');
    return true;
}

/* "07:30", strictly. */
static bool hour_parse(int *ret, const char *t)
{
    static const char pattern[] = "00:00";
    for (int i = 0; i < 5; i++)
        if (pattern[i] == ':' ? t[i] != ':' : t[i] < '0' || t[i] > '9')
            return false;
    int h = (t[0] - '0') * 10 + (t[1] - '0'), m = (t[3] - '0') * 10 + (t[4] - '0');
    *ret = h * 3600 + m * 60;
    return !t[5] && m < 60 && *ret <= DAY_SECONDS;
}

static enum rc opening_row(struct calendar *c, const struct csv *csv, size_t row, struct err *e)
{
    struct opening *o = &c->openings[c->opening_count++];
    if (!copy_cell(o->field, sizeof o->field, csv_cell(csv, row, csv_column(csv, "field"))) || !o->field[0] ||
        !weekday_parse(&o->weekday, csv_cell(csv, row, csv_column(csv, "weekday"))) ||
        !hour_parse(&o->from, csv_cell(csv, row, csv_column(csv, "from"))) ||
        !hour_parse(&o->to, csv_cell(csv, row, csv_column(csv, "to"))) || o->from >= o->to)
        return err_set(e, RC_REFUSED, "calendar_hours",
            N_("Working hours, line %d: give field, weekday (2..7 or CN), from and to (07:30)"),
            csv->rows[row].line);
    o->counts = strcmp(csv_cell(csv, row, csv_column(csv, "counts")), "0") != 0;
    return RC_OK;
}

static int by_field_and_hour(const void *a, const void *b)
{
    const struct opening *x = a, *y = b;
    int order = strcmp(x->field, y->field);
    if (!order)
        order = (int)x->weekday - (int)y->weekday;
    return order ? order : x->from - y->from;
}

static enum rc hours_from(struct calendar *c, const struct csv *csv, struct err *e)
{
    if (!csv->count)
        return err_set(e, RC_REFUSED, "calendar_no_hours", N_("The table of working hours is empty"));
    c->openings = calloc(csv->count, sizeof *c->openings);
    if (!c->openings)
        return err_no_memory(e);
    for (size_t row = 1; row < csv->count; row++) {
        enum rc rc = opening_row(c, csv, row, e);
        if (rc)
            return rc;
    }
    qsort(c->openings, c->opening_count, sizeof *c->openings, by_field_and_hour);
    bool any = false;
    for (size_t i = 0; i < c->opening_count; i++) {
        const struct opening *o = &c->openings[i];
        any = any || (strcmp(o->field, "*") == 0 && o->weekday == MONDAY && o->counts);
        if (i && o[-1].weekday == o->weekday && strcmp(o[-1].field, o->field) == 0 && o[-1].to > o->from)
            return err_set(
                e, RC_REFUSED, "calendar_overlap", N_("Working hours of \"%s\" overlap"), o->field);
    }
    /* Monday is needed in any case: a worked swap day takes its hours. */
    return any ? RC_OK
               : err_set(e, RC_REFUSED, "calendar_no_hours",
                     N_("The working hours need a Monday for the field * that counts"));
}

enum rc calendar_parse(struct calendar *ret, const char *holidays, size_t holidays_len, const char *hours,
    size_t hours_len, struct err *e)
{
    AUTO_CALENDAR c = { 0 };
    AUTO_CSV days = { 0 };
    AUTO_CSV openings = { 0 };
    enum rc rc = csv_parse(&days, holidays, holidays_len, "holidays.csv", e);
    if (!rc)
        rc = csv_parse(&openings, hours, hours_len, "working_hours.csv", e);
    if (!rc)
        rc = holidays_from(&c, &days, e);
    if (!rc)
        rc = hours_from(&c, &openings, e);
    if (rc)
        return rc;
    *ret = c;
    c = (struct calendar){ 0 };
    return RC_OK;
}

static enum rc read_below(struct buf *out, const char *dir, const char *name, struct err *e)
{
    AUTO_BUF path = buf_limit(4096);
    enum rc rc = buf_addf(&path, "%s/%s", dir, name);
    return rc ? err_no_memory(e) : fs_read(out, buf_text(&path), CALENDAR_FILE_MAX, e);
}

enum rc calendar_read(struct calendar *ret, const char *dir, struct err *e)
{
    AUTO_BUF holidays = buf_limit(CALENDAR_FILE_MAX);
    AUTO_BUF hours = buf_limit(CALENDAR_FILE_MAX);
    enum rc rc = read_below(&holidays, dir, "holidays.csv", e);
    if (!rc)
        rc = read_below(&hours, dir, "working_hours.csv", e);
    return rc ? rc : calendar_parse(ret, buf_text(&holidays), holidays.len, buf_text(&hours), hours.len, e);
}
