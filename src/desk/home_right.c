/* home_right.c - the right boxes of today's counter: due, overdue, line and portal, the week, what is coming.
 * See home_view.h. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "desk/desk.h"
#include "desk/home_view.h"
#include "desk/mouse.h"
#include "desk/session.h"

#define DUE_SHOWN   5
#define LATE_SHOWN  4
#define HOLDER_W    10
#define HOLDER_FROM 56 /* columns from which on who holds it has room */

int home_due_shown(const struct home *h)
{
    size_t today = h->work.due_today < DUE_SHOWN ? h->work.due_today : DUE_SHOWN;
    size_t late = h->work.due_late < LATE_SHOWN ? h->work.due_late : LATE_SHOWN;
    return (int)(today + late);
}

/* The n-th shown row of the right pane. */
const struct due_item *home_due_row(const struct home *h, int n)
{
    size_t today = h->work.due_today < DUE_SHOWN ? h->work.due_today : DUE_SHOWN;
    size_t i = (size_t)n < today ? (size_t)n : h->work.due_today + (size_t)n - today;
    return n < home_due_shown(h) ? &h->work.due[i] : NULL;
}

static void take_due(void *object, int row)
{
    struct home *h = object;
    h->pane = PANE_DUE;
    h->due_at = row;
}

static void draw_due_row(const struct screen *s, struct canvas *c, int n, int x, int y, int width)
{
    struct home *h = s->state;
    const struct due_item *item = home_due_row(h, n);
    char due[DUE_SIZE], code[CODE_SHORT_SIZE], name[128], procedure[256];
    int64_t now = clock_now(s->desk->clock);
    bool soon = item->late || item->due_at - now < 2 * 3600;
    due_words(due, item->due_at, now);
    code_short(code, item->code, day_of(now));
    canvas_print(c, x, y, item->late ? ROLE_ERROR : ROLE_WARN, soon ? "!" : " ");
    int at = canvas_put(c, x + 2, y, width > 40 ? 10 : 4, ROLE_BASE, code) + 1;
    int end = x + width;
    if (width > HOLDER_FROM) {
        char holder[64];
        name_short(holder, sizeof holder, item->holder ? item->holder : "");
        canvas_put(c, end - HOLDER_W, y, HOLDER_W, ROLE_MUTED, holder);
        end -= HOLDER_W + 2;
    }
    int right = canvas_put_right(c, end, y, soon ? ROLE_WARN : ROLE_MUTED, due) - 1;
    int what = width > 40 ? (right - at) / 2 : right - at;
    what_fit(procedure, sizeof procedure, item->what, what);
    canvas_put(c, at, y, what, ROLE_BASE, procedure);
    if (width > 40) {
        name_fit(name, sizeof name, item->who, right - at - what - 1);
        canvas_put(c, at + what + 1, y, right - at - what - 1, ROLE_MUTED, name);
    }
    canvas_place(c, &(struct place){ x - 1, y, width + 1, 1, .object = h, .index = n, .take = take_due });
    if (h->pane == PANE_DUE && h->due_at == n) {
        frame_pointer(c, x - 1, y);
        canvas_cursor(c, x, y);
    }
}

static int draw_due_part(const struct screen *s, struct canvas *c, int from, size_t shown, size_t total,
    int x, int y, int width, const char *title)
{
    const struct home *h = s->state;
    char number[60];
    snprintf(number, sizeof number, "%d", (int)total);
    home_heading(c, x, y++, width, title, number, h->pane == PANE_DUE);
    if (!total)
        canvas_put(c, x + 2, y++, width - 2, ROLE_MUTED, _("none"));
    for (size_t i = 0; i < shown; i++)
        draw_due_row(s, c, from + (int)i, x, y++, width);
    if (total > shown) {
        snprintf(number, sizeof number, _("%d more: F7"), (int)(total - shown));
        canvas_hint(c, x + 2, y++, width - 2, ROLE_MUTED, number);
    }
    return y;
}

static int draw_line(const struct screen *s, struct canvas *c, int x, int y, int width)
{
    struct session *session = session_of(s->desk);
    const struct delivery_counts *counts = session_counts(session);
    char words[64], line[96];
    int64_t now = clock_now(s->desk->clock), people = counts->by_state[DELIVERY_REFUSED];
    enum line_state state = portal_words(words, sizeof words, &session->portal, session->portal_set, now);
    static const char *const marks[] = { "○", "●", "◐", "○" };
    home_heading(c, x, y, width, _("LINE AND PORTAL"), NULL, false);
    home_box_key(s->state, c, x, y, width, K_F(5));
    canvas_print(c, x, y + 1,
        state == LINE_GOOD   ? ROLE_OK
        : state == LINE_NONE ? ROLE_MUTED
                             : ROLE_WARN,
        marks[state]);
    canvas_put(c, x + 2, y + 1, width - 2, ROLE_BASE, words);
    snprintf(line, sizeof line, _("%d wait, %d sent today"),
        (int)(counts->by_state[DELIVERY_WAITING] + counts->by_state[DELIVERY_SENDING] +
              counts->by_state[DELIVERY_UNKNOWN]),
        (int)counts->done_today);
    canvas_put(c, x + 2, y + 2, width - 2, ROLE_BASE, line);
    if (people) {
        canvas_print(c, x, y + 3, ROLE_ERROR, "!");
        snprintf(line, sizeof line, _("%d need a person: F5"), (int)people);
        canvas_hint(c, x + 2, y + 3, width - 2, ROLE_BASE, line);
    }
    return y + 3 + (people > 0) + 1;
}

static const char *weekday_word(struct day day)
{
    static const char *const vi[] = { "CN", "T2", "T3", "T4", "T5", "T6", "T7" };
    static const char *const en[] = { "Su", "Mo", "Tu", "We", "Th", "Fr", "Sa" };
    return (strcmp(i18n_language(), "vi") == 0 ? vi : en)[day_weekday(day)];
}

/* A bar a day, the number beside it: the bar alone tells nothing. */
static int draw_week(const struct screen *s, struct canvas *c, int x, int y, int width)
{
    const struct home *h = s->state;
    struct day today = day_of(clock_now(s->desk->clock));
    int64_t most = 1;
    if (c->w < HOME_WIDE || y + HOME_WEEK + 1 >= ROW_SAY(c))
        return y;
    home_heading(c, x, y++, width, _("DUE IN THE NEXT 7 DAYS"), NULL, false);
    for (int i = 0; i < HOME_WEEK; i++)
        most = h->due[i] > most ? h->due[i] : most;
    for (int i = 0; i < HOME_WEEK; i++, y++) {
        struct day day = day_add(today, i);
        int bar = (int)(h->due[i] * 24 / most);
        canvas_printf(c, x, y, ROLE_MUTED, "%s %02d/%02d", weekday_word(day), day.d, day.m);
        canvas_fill(c, x + 10, y, h->due[i] && !bar ? 1 : bar, 1, ROLE_METER, "█");
        canvas_printf(c, x + 11 + bar, y, h->due[i] ? ROLE_BASE : ROLE_MUTED, "%d", (int)h->due[i]);
    }
    return y + 1;
}

static void draw_coming(const struct screen *s, struct canvas *c, int x, int y, int width)
{
    const struct home *h = s->state;
    if (y + 1 >= ROW_SAY(c))
        return;
    home_heading(c, x, y, width, _("COMING"), NULL, false);
    if (!h->work.coming_count)
        canvas_put(c, x + 2, y + 1, width - 2, ROLE_MUTED, _("no holiday in 30 days"));
    for (size_t i = 0; i < h->work.coming_count && y + 1 + (int)i < ROW_SAY(c); i++) {
        const struct coming *day = &h->work.coming[i];
        int at = canvas_printf(c, x, y + 1 + (int)i, ROLE_BASE, "%s %02d/%02d  ", weekday_word(day->day),
            day->day.d, day->day.m);
        canvas_put(c, at, y + 1 + (int)i, x + width - at, ROLE_BASE, day->name);
    }
}

void home_draw_right(const struct screen *s, struct canvas *c, int x, int width)
{
    const struct home *h = s->state;
    size_t today = h->work.due_today < DUE_SHOWN ? h->work.due_today : DUE_SHOWN;
    size_t late = h->work.due_late < LATE_SHOWN ? h->work.due_late : LATE_SHOWN;
    int y = draw_due_part(s, c, 0, today, h->work.due_today, x, ROW_BODY, width, _("DUE TODAY"));
    y = draw_due_part(s, c, (int)today, late, h->work.due_late, x, y, width, _("OVERDUE"));
    bool tight = c->h == SCREEN_H_MIN && today + late > 5; /* blank rows go first when room is short */
    y = draw_line(s, c, x, y + !tight, width);
    y = draw_week(s, c, x, y, width);
    draw_coming(s, c, x, tight ? y - 1 : y, width);
}
