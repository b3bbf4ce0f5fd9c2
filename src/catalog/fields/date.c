/* date.c - a day, as fast as it is said: h, h+3, +5, 31, 3112, 311226, 31122026, 31/12/2026, and where the
 * form allows it a year (1985) or a month (081985).
 *
 * Two digits for the year: up to ten years from now they are 20xx (in days that must have passed: up to this
 * year), else 19xx. Four digits are a year when a year is enough and they can be one, else day and month of
 * this year.
 */
#include "base/buf.h"
#include "base/i18n.h"
#include "catalog/field.h"

#include <string.h>

/* What was understood; m and d are 0 when only the year or the month is known. */
struct partial {
    int y, m, d;
};

static int two_digit_year(int yy, const struct field_rule *rule, struct day today)
{
    int border = today.y % 100 + (rule->past ? 0 : 10);
    return yy <= border ? 2000 + yy : 1900 + yy;
}

static int digits_at(const char *text, int from, int len)
{
    int value = 0;
    for (int i = from; i < from + len; i++)
        value = value * 10 + (text[i] - '0');
    return value;
}

static bool year_fits(int y)
{
    return y >= 1900 && y < 2200;
}

/* "h", "h+3", "h-3", "+5", "-5": days from today. */
static bool from_today(struct partial *ret, const char *text, struct day today)
{
    if (*text == 'h' || *text == 'H')
        text++;
    else if (*text != '+' && *text != '-')
        return false;
    char *end;
    long days = *text ? strtol(text, &end, 10) : 0;
    if (*text && (*end || (*text != '+' && *text != '-') || days > 40000 || days < -40000))
        return false;
    struct day day = day_add(today, (int)days);
    *ret = (struct partial){ day.y, day.m, day.d };
    return true;
}

static bool digits_only(struct partial *ret, const char *t, const struct field_rule *rule, struct day today)
{
    size_t len = strspn(t, "0123456789");
    if (t[len])
        return false;
    int whole = len <= 8 ? digits_at(t, 0, (int)len) : 0;
    switch (len) {
    case 1:
    case 2:
        *ret = (struct partial){ today.y, today.m, whole ? whole : -1 };
        return true;
    case 4:
        if (rule->year_only && year_fits(whole))
            *ret = (struct partial){ whole, 0, 0 };
        else
            *ret = (struct partial){ today.y, digits_at(t, 2, 2), digits_at(t, 0, 2) };
        return true;
    case 6:
        if (rule->month_year && digits_at(t, 0, 2) <= 12 && year_fits(digits_at(t, 2, 4)))
            *ret = (struct partial){ digits_at(t, 2, 4), digits_at(t, 0, 2), 0 };
        else
            *ret = (struct partial){ two_digit_year(digits_at(t, 4, 2), rule, today), digits_at(t, 2, 2),
                digits_at(t, 0, 2) };
        return true;
    case 8:
        *ret = (struct partial){ digits_at(t, 4, 4), digits_at(t, 2, 2), digits_at(t, 0, 2) };
        return true;
    default:
        return false;
    }
}

/* Groups between / - . or blanks: day month [year], month year, or the other way round when a year comes
 * first. */
static bool in_groups(struct partial *ret, const char *text, const struct field_rule *rule, struct day today)
{
    int value[3], width[3], n = 0;
    for (const char *p = text; *p;) {
        size_t len = strspn(p, "0123456789");
        if (!len || len > 4 || n == 3)
            return false;
        width[n] = (int)len;
        value[n++] = digits_at(p, 0, (int)len);
        p += len;
        size_t gap = strspn(p, "/-. ");
        if ((*p && !gap) || (gap && !p[gap]))
            return false;
        p += gap;
    }
    if (n == 3 && width[0] == 4)
        *ret = (struct partial){ value[0], value[1], value[2] };
    else if (n == 3)
        *ret = (struct partial){ width[2] == 4 ? value[2] : two_digit_year(value[2], rule, today), value[1],
            value[0] };
    else if (n == 2 && width[0] == 4)
        *ret = (struct partial){ value[0], value[1], 0 };
    else if (n == 2 && width[1] == 4)
        *ret = (struct partial){ value[1], value[0], 0 };
    else if (n == 2)
        *ret = (struct partial){ today.y, value[1], value[0] };
    else
        return false;
    return true;
}

static enum rc parts_allowed(const struct partial *p, const struct field_rule *rule, struct err *e)
{
    if (!p->m && !rule->year_only)
        return err_set(e, RC_REFUSED, "date_day_missing",
            N_("Day and month are missing; type for instance 0705%d"), p->y);
    if (p->m && !p->d && !rule->month_year)
        return err_set(e, RC_REFUSED, "date_day_missing_month",
            N_("The day is missing; type for instance 07%02d%d"), p->m, p->y);
    return RC_OK;
}

static enum rc exists(const struct partial *p, const char *typed, struct err *e)
{
    if (!year_fits(p->y))
        return err_set(e, RC_REFUSED, "date_year",
            N_("The year %d cannot be right; type day, month and year: 07051983"), p->y);
    if (p->m < 0 || p->m > 12 || (p->d && !p->m))
        return err_set(e, RC_REFUSED, "date_month",
            N_("There is no month %d in \"%.20s\"; type day, month, year: 07051983"), p->m, typed);
    if (p->d && !day_valid((struct day){ p->y, p->m, p->d }))
        return err_set(e, RC_REFUSED, "date_no_such_day", N_("%d/%d has no day %d; look at the paper again"),
            p->m, p->y, p->d < 0 ? 0 : p->d);
    return RC_OK;
}

static bool still_to_come(const struct partial *p, struct day today)
{
    struct day first = { p->y, p->m ? p->m : 1, p->d ? p->d : 1 };
    return day_compare(first, today) > 0;
}

static enum rc write_partial(struct buf *out, const struct partial *p)
{
    if (!p->m)
        return buf_addf(out, "%04d", p->y);
    return p->d ? buf_addf(out, "%04d-%02d-%02d", p->y, p->m, p->d) : buf_addf(out, "%04d-%02d", p->y, p->m);
}

static void show(struct buf *out, const char *value, const struct field_rule *rule)
{
    (void)rule;
    size_t len = strlen(value);
    if (len == 10)
        buf_addf(out, "%.2s/%.2s/%.4s", value + 8, value + 5, value);
    else if (len == 7)
        buf_addf(out, "%.2s/%.4s", value + 5, value);
    else
        buf_puts(out, value);
}

static enum rc refuse_future(const struct partial *p, struct err *e)
{
    AUTO_BUF value = buf_limit(32), day = buf_limit(32);
    if (!write_partial(&value, p))
        show(&day, buf_text(&value), NULL);
    return err_set(
        e, RC_REFUSED, "date_future", N_("%s is still to come; look at the year again"), buf_text(&day));
}

/* "12/201": the fourth digit of the year is still to be typed. */
static bool year_cut_short(const char *typed)
{
    size_t len = strlen(typed), digits = 0;
    while (digits < len && typed[len - digits - 1] >= '0' && typed[len - digits - 1] <= '9')
        digits++;
    return digits == 3 && len > 3 && strchr("/-. ", typed[len - 4]);
}

static enum rc parse(
    struct buf *out, const char *typed, const struct field_rule *rule, struct day today, struct err *e)
{
    struct partial p = { 0 };
    if (year_cut_short(typed))
        return err_set(e, RC_REFUSED, "date_year_short",
            N_("The year has only 3 digits; type for instance 122019, or 15122019 with the day"));
    if (!from_today(&p, typed, today) && !digits_only(&p, typed, rule, today) &&
        !in_groups(&p, typed, rule, today))
        return err_set(e, RC_REFUSED, "date_form",
            N_("\"%.20s\" is not a complete day; type for instance 07051983, or h for today"), typed);
    enum rc rc = exists(&p, typed, e);
    if (!rc)
        rc = parts_allowed(&p, rule, e);
    if (rc)
        return rc;
    if (rule->past && still_to_come(&p, today))
        return refuse_future(&p, e);
    return write_partial(out, &p);
}

const struct field_type field_date = {
    .name = "date",
    .summary = N_("A day: 07051983, 7/5/1983, h for today, h+3, 31 or 3112 for this month or year"),
    .options = TAKES_DATE,
    .keys = KEYS_DATE,
    .fixed_length = 8,
    .max_length = 20,
    .parse = parse,
    .show = show,
};
