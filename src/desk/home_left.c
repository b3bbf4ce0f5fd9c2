/* home_left.c - the left boxes of today's counter: my work, who waits, what was done here. See home_view.h.
 */
#include <stdio.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "base/text.h"
#include "desk/desk.h"
#include "desk/home_view.h"
#include "desk/mouse.h"
#include "dossier/state.h"

#define PREVIEW     8
#define LINE_ROWS   4 /* of the waiting line at 80 columns */
#define LINE_NEXT   5 /* tickets shown one a row where there is room */
#define TODAY_ROWS  2
#define SAY_SECONDS 60

void home_heading(
    struct canvas *c, int x, int y, int width, const char *title, const char *right, bool bright)
{
    canvas_print(c, x, y, bright ? ROLE_TITLE : ROLE_MUTED, title);
    char words[120];
    if (right)
        canvas_put_right(c, x + width, y, ROLE_MUTED, key_words(words, sizeof words, right, c->missing_keys));
}

void home_box_key(struct home *h, struct canvas *c, int x, int y, int width, uint32_t key)
{
    canvas_place(c, &(struct place){ .x = x, .y = y, .w = width, .h = 1, .object = h, .key = key });
}

/* --- my work --- */

static void draw_work(const void *context, int row, struct canvas *c, int x, int y, int width)
{
    const struct screen *s = context;
    const struct home *h = s->state;
    const struct work_item *item = &h->work.items[row];
    char name[128], procedure[256];
    int what = width > 60 ? 26 : 13, when = 10;
    int who = width - 8 - what - when - 2;
    name_fit(name, sizeof name, item->who, who);
    canvas_put(c, x, y, 8, ROLE_MUTED, work_kind_word(item->kind));
    what_fit(procedure, sizeof procedure, item->what, what);
    canvas_put(c, x + 8, y, what, ROLE_BASE, procedure);
    canvas_put(c, x + 9 + what, y, who, ROLE_BASE, name);
    bool late = item->due_at && item->due_at < clock_now(s->desk->clock) && item->kind == WORK_HOLD;
    canvas_put(c, x + width - when, y, when, late ? ROLE_WARN : ROLE_MUTED, item->when);
}

static int draw_preview(const struct screen *s, struct canvas *c, int x, int y, int width)
{
    const struct home *h = s->state;
    if (c->w < HOME_WIDE || !h->work.count)
        return y;
    const struct work_item *item = &h->work.items[h->list.at];
    char due[DUE_SIZE], title[64];
    snprintf(title, sizeof title, _("PREVIEW   line %d"), h->list.at + 1);
    home_heading(c, x, y, width, title, work_kind_word(item->kind), false);
    canvas_print(c, x, y + 1, ROLE_MUTED, _("Applicant"));
    canvas_put(c, x + 14, y + 1, width - 14, ROLE_BASE, item->who);
    canvas_print(c, x, y + 2, ROLE_MUTED, _("Procedure"));
    canvas_printf(c, x + 14, y + 2, ROLE_BASE, "%s  %s", item->procedure_code, item->what);
    canvas_print(c, x, y + 3, ROLE_MUTED, item->code[0] ? _("Code") : _("Kept"));
    canvas_put(c, x + 14, y + 3, width - 14, ROLE_BASE, item->code[0] ? item->code : item->when);
    if (item->due_at) {
        struct day day = day_of(item->due_at);
        canvas_print(c, x, y + 4, ROLE_MUTED, _("Promised"));
        bool runs = item->kind ==
                    WORK_HOLD; /* a result that lies here was finished, asking for papers stops the clock */
        canvas_printf(c, x + 14, y + 4, ROLE_BASE, "%02d/%02d/%d  %s", day.d, day.m, day.y,
            runs ? due_words(due, item->due_at, clock_now(s->desk->clock)) : item->when);
    }
    return y + 6;
}

/* --- who waits --- */

static void hour_minute(char out[8], int64_t at)
{
    int second = second_of_day(at);
    snprintf(out, 8, "%02d:%02d", second / 3600, second / 60 % 60);
}

static int draw_here(const struct waiting *w, struct canvas *c, int x, int y, int width)
{
    char since[8];
    int at = canvas_put(c, x, y, 9, ROLE_MUTED, _("Here")) + 1;
    if (!w->here.id) {
        canvas_put(c, at, y, x + width - at, ROLE_MUTED, _("nobody called yet"));
        return y + 1;
    }
    hour_minute(since, w->here.called_at);
    at = canvas_print(c, at, y, ROLE_TITLE, w->here.label) + 2;
    canvas_printf(c, at, y, ROLE_BASE, _("since %s"), since);
    return y + 1;
}

/* The next ones in one row: the numbers alone, as many as fit. */
static void draw_next(const struct waiting *w, struct canvas *c, int x, int y, int width)
{
    int at = canvas_put(c, x, y, 9, ROLE_MUTED, _("Next ones")) + 1, shown = 0;
    for (size_t i = 0; i < w->count; i++) {
        const struct ticket *t = &w->list[w->order[i]];
        char text[80];
        if (!w->places[w->order[i]] || !waiting_mine(w, t->service))
            continue;
        snprintf(text, sizeof text, "%s%s%s", t->label,
            *t->priority && !shown ? " "
            : *t->priority         ? "*"
                                   : "",
            *t->priority && !shown ? ticket_priority_words(t->priority) : "");
        utf8_mend(text);
        if (at + text_columns(text) > x + width - 1)
            break;
        at = canvas_print(c, at, y, shown ? ROLE_BASE : ROLE_TITLE, text) + 2;
        shown++;
    }
    if (!shown)
        canvas_put(c, at, y, x + width - at, ROLE_MUTED, _("nobody waits"));
}

static void draw_times(const struct waiting *w, struct canvas *c, int x, int y, int width)
{
    char age[WAITING_AGE_SIZE], until[8], text[120];
    if (!w->waits) {
        canvas_hint(c, x, y, width, ROLE_MUTED, _("F4 gives out numbers, F9 calls the next"));
        return;
    }
    int64_t end = ticket_expected(w->waits + 1, &w->pace);
    hour_minute(until, w->now + end);
    if (end < 0)
        snprintf(text, sizeof text, _("Longest wait %s"), waiting_age(age, w->longest));
    else
        snprintf(
            text, sizeof text, _("Longest wait %s, all called by %s"), waiting_age(age, w->longest), until);
    utf8_mend(text);
    canvas_put(c, x, y, width, ROLE_BASE, text);
}

/* One ticket a row, where there is room to look. */
static int draw_tickets(const struct waiting *w, struct canvas *c, int x, int y, int width)
{
    int shown = 0;
    for (size_t i = 0; i < w->count && shown < LINE_NEXT; i++) {
        int row = w->order[i];
        const struct ticket *t = &w->list[row];
        char age[WAITING_AGE_SIZE], waits[60], at[WAITING_AT_SIZE];
        if (!w->places[row])
            continue;
        snprintf(waits, sizeof waits, _("waits %s"), waiting_age(age, ticket_waited(t, w->now)));
        utf8_mend(waits);
        canvas_put(c, x, y + shown, 5, ROLE_BASE, t->label);
        canvas_put(c, x + 6, y + shown, width - 32, *t->priority ? ROLE_DATA : ROLE_BASE,
            *t->priority ? ticket_priority_words(t->priority) : ticket_group_name(&w->setup, t->service));
        canvas_put(c, x + width - 25, y + shown, 16, ROLE_BASE, waits);
        canvas_put(c, x + width - 8, y + shown, 8, ROLE_MUTED, waiting_at(at, w, row));
        shown++;
    }
    return y + shown;
}

static int draw_line(const struct screen *s, struct canvas *c, int x, int y, int width)
{
    struct home *h = s->state;
    const struct waiting *w = &h->line;
    char right[80];
    snprintf(right, sizeof right, _("%d people · F9 calls"), w->waits);
    char key[KEY_NAME_SIZE];
    home_heading(c, x, y, width, _("WAITING LINE"), w->waits ? right : key_shown(key, K_F(4), c->missing_keys), false);
    home_box_key(h, c, x, y, width, K_F(4));
    y = draw_here(w, c, x, y + 1, width);
    if (c->w >= HOME_WIDE && c->h > SCREEN_H_MIN && w->waits)
        y = draw_tickets(w, c, x, y, width);
    else
        draw_next(w, c, x, y++, width);
    draw_times(w, c, x, y, width);
    return y + 1;
}

/* Who was called a moment ago is still on the way: that is what to say now. */
void home_draw_say(const struct home *h, struct canvas *c)
{
    char words[TICKET_CALL_SIZE];
    const struct ticket *here = &h->line.here;
    if (here->id && h->line.now - here->heard_at < SAY_SECONDS) {
        frame_say(c, ticket_call_words(words, here));
        return;
    }
    frame_hint(c, c->w < HOME_WIDE
                      ? _("type a name or scan a card; tn khai sinh = receive a birth")
                      : _("type a name or scan a card; tn khai sinh = receive a birth registration; "
                          "0198 = that dossier of today; ? = ask"));
}

/* --- what was done --- */

static void draw_today(const struct screen *s, struct canvas *c, int x, int y, int width)
{
    const struct home *h = s->state;
    char title[80];
    char desk[TICKET_DESK_SIZE];
    snprintf(title, sizeof title, _("TODAY AT %s"), ticket_desk_words(desk, s->desk->office->desk));
    utf8_mend(title);
    char median[60];
    snprintf(median, sizeof median, _("a visit %d min, the median"), (int)(h->line.pace.serve / 60));
    home_heading(c, x, y, width, title, h->line.pace.serve >= 60 ? median : NULL, false);
    static const char *const labels[] = { N_("Received"), N_("Returned"), N_("Refused"), N_("To come") };
    const int64_t numbers[] = { h->today.received, h->today.returned, h->today.refused,
        h->today.supplements };
    for (int i = 0, at = x; i < 4; i++) {
        at = canvas_print(c, at, y + 1, ROLE_MUTED, _(labels[i]));
        at = canvas_printf(c, at + 1, y + 1, ROLE_BASE, "%d", (int)numbers[i]) + (width > 50 ? 3 : 2);
    }
}

/* Only where there is room to look; nothing here is worked. */
static void draw_steps(const struct screen *s, struct canvas *c, int x, int y, int width)
{
    const struct home *h = s->state;
    char code[CODE_SHORT_SIZE], what[256], name[128];
    struct day today = day_of(clock_now(s->desk->clock));
    if (c->w < HOME_WIDE || y + 2 >= ROW_SAY(c))
        return;
    home_heading(c, x, y++, width, _("DONE HERE TODAY"), NULL, false);
    if (!h->steps_count)
        canvas_put(c, x + 2, y, width - 2, ROLE_MUTED, _("nothing yet"));
    for (size_t i = 0; i < h->steps_count && y < ROW_SAY(c); i++, y++) {
        const struct day_step *step = &h->steps[i];
        int second = second_of_day(step->at);
        bool known = step->state >= STATE_NEW && step->state < STATES;
        what_fit(what, sizeof what, step->procedure, 18);
        name_fit(name, sizeof name, step->applicant, width - 53);
        canvas_printf(c, x, y, ROLE_MUTED, "%02d:%02d", second / 3600, second / 60 % 60);
        canvas_put(c, x + 7, y, 16, ROLE_BASE, known ? _(state_row((enum state)step->state)->name) : "");
        canvas_put(c, x + 24, y, 10, ROLE_BASE, code_short(code, step->code, today));
        canvas_put(c, x + 35, y, 17, ROLE_BASE, what);
        canvas_put(c, x + 53, y, width - 53, ROLE_MUTED, name);
    }
}

void home_draw_left(const struct screen *s, struct canvas *c, int width)
{
    struct home *h = s->state;
    char count[40];
    snprintf(count, sizeof count, _("%d tasks"), (int)h->work.count);
    home_heading(c, 1, ROW_BODY, width - 2, _("MY WORK"), count, h->pane == PANE_WORK);
    home_box_key(h, c, 1, ROW_BODY, width - 2, K_F(7));
    int foot = TODAY_ROWS + 1 + LINE_ROWS + 1, preview = c->w >= HOME_WIDE && h->work.count ? PREVIEW : 0;
    int more = c->w >= HOME_WIDE ? LINE_NEXT : 0;
    int room = BODY_ROWS(c) - 1 - foot - preview - more;
    int rows = (int)h->work.count < room ? (int)h->work.count : room;
    list_draw(&h->list, c, 1, ROW_BODY + 1, width - 2, rows ? rows : 2, h->pane == PANE_WORK,
        _("Nothing waits. Type a name or scan a card to begin."), draw_work, s);
    int y = ROW_BODY + 1 + (rows ? rows : 2) + 1;
    y = draw_preview(s, c, 1, y, width - 2);
    if (c->h == SCREEN_H_MIN)
        y = ROW_SAY(c) - foot + 1;
    y = draw_line(s, c, 1, y, width - 2) + 1;
    draw_today(s, c, 1, y, width - 2);
    draw_steps(s, c, 1, y + TODAY_ROWS + 1, width - 2);
}
