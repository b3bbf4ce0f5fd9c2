/* intake_days.c - see intake_days.h. */
#include "desk/intake_days.h"

#include <stdio.h>

#include "base/calendar.h"
#include "base/i18n.h"
#include "desk/frame.h"
#include "desk/intake_desk.h"
#include "dossier/office_calendar.h"

#define DAY_W 12

const char *short_day(char out[SHORT_DAY_SIZE], struct day day)
{
    static const char *const names[] = { N_("Sun"), N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"),
        N_("Sat") };
    snprintf(out, SHORT_DAY_SIZE, "%s %02d/%02d", gettext(names[day_weekday(day)]), day.d, day.m);
    return out;
}

void dong_text(char out[40], int64_t dong)
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)dong), at = 0;
    for (int i = 0; i < n && at < 30; i++) {
        if (i && (n - i) % 3 == 0)
            out[at++] = '.';
        out[at++] = digits[i];
    }
    snprintf(out + at, 40 - (size_t)at, " đ");
}

bool promise_of(struct deadline *ret, struct intake *in, const struct procedure *p, int64_t at)
{
    const struct calendar *calendar;
    enum channel channel = intake_case(in).channel;
    struct procedure_limit stated = procedure_limit_for(p, channel, NULL);
    struct limit limit = { stated.value, LIMIT_NONE };
    return !office_calendar_shared(&calendar, in->of, NULL) && !limit_unit_parse(&limit.unit, stated.unit, NULL) &&
           !deadline_compute(ret, limit, p->field, channel_slug(channel), at, calendar, NULL) && ret->due;
}

struct strip {
    struct intake *in;
    const struct calendar *calendar;
    struct day from, zero, due; /* zero: from where working days are counted; it is not one of them */
    struct canvas *c;
    int y;
};

static void draw_day(const struct strip *s, int x, struct day day, int counted, const char *glyph)
{
    char name[SHORT_DAY_SIZE], what[40];
    const struct holiday *holiday = calendar_holiday(s->calendar, day);
    bool working = calendar_is_working(s->calendar, s->in->procedure.field, day);
    bool last = day_compare(day, s->due) == 0, first = day_compare(day, s->from) == 0;
    if (first && !last)
        snprintf(what, sizeof what, "%s", _("taken in"));
    else if (last)
        snprintf(what, sizeof what, "%s", _("handed over"));
    else if (working && !counted)
        snprintf(what, sizeof what, "%s", _("count from"));
    else if (working)
        snprintf(what, sizeof what, _("day %d"), counted);
    else
        snprintf(what, sizeof what, "%s", holiday ? _("holiday") : _("closed"));
    enum role role = last ? ROLE_OK : working || first ? ROLE_BASE : ROLE_MUTED;
    canvas_put(s->c, x, s->y, DAY_W - 1, role, short_day(name, day));
    canvas_put(s->c, x, s->y + 1, DAY_W - 1, role, what);
    canvas_fill(s->c, x, s->y + 2, last ? 1 : DAY_W, 1, ROLE_RULE, "─");
    canvas_print(s->c, x, s->y + 2, role, glyph);
}

static const char *glyph_of(const struct strip *s, struct day day, bool working)
{
    if (day_compare(day, s->due) == 0)
        return "◄";
    if (day_compare(day, s->from) == 0)
        return "●";
    return working ? "·" : "×";
}

static void draw_strip(struct strip *s)
{
    int days = day_number(s->due) - day_number(s->from), fit = (s->c->w - 5) / DAY_W, counted = 0,
        x = BODY_LEFT + 2;
    for (int i = 0; i <= days; i++) {
        struct day day = day_add(s->from, i);
        bool working = calendar_is_working(s->calendar, s->in->procedure.field, day);
        counted += working && day_compare(day, s->zero) > 0;
        if (days >= fit && i >= fit - 2 && i < days) { /* too long for the line: the middle is left out */
            if (i == fit - 2)
                canvas_print(s->c, x, s->y + 2, ROLE_MUTED, "······"), x += DAY_W;
            continue;
        }
        draw_day(s, x, day, counted, glyph_of(s, day, working));
        x += DAY_W;
    }
}

void days_draw(struct intake *in, struct canvas *c, int y, int rows)
{
    const struct intake_answer *a = &in->due.answer;
    char due[MOMENT_TEXT_SIZE], title[120];
    struct strip s = { .in = in, .c = c, .y = y + 1 };
    snprintf(title, sizeof title, "%s  %s", _("Promised"),
        a->due_at ? moment_text(due, a->due_at) : _("no fixed day"));
    frame_rule(c, 0, y, c->w, title, a->due_at ? _("why this day") : NULL);
    int used = 1;
    if (a->due_at && rows > 5 && !office_calendar_shared(&s.calendar, in->of, NULL)) {
        s.from = day_of(a->received_at);
        s.zero = day_of(a->deadline.counted_from ? a->deadline.counted_from : a->received_at);
        s.due = day_of(a->due_at);
        draw_strip(&s);
        used = 4;
    }
    for (int i = 0; i < a->deadline.count && used < rows; i++)
        canvas_put(c, BODY_LEFT, y + used++, c->w - 2, ROLE_MUTED, a->deadline.reasons[i]);
}
