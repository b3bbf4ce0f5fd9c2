/* home.c - today's counter: everything that can go wrong today on one screen, the next citizen one key away.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/lunar.h"
#include "base/office.h"
#include "base/text.h"
#include "book/book.h"
#include "desk/command.h"
#include "desk/desk.h"
#include "desk/route.h"
#include "desk/session.h"
#include "desk/widget_list.h"
#include "desk/work.h"
#include "dossier/day_counts.h"
#include "dossier/state.h"

#define RELOAD_MS  30000
#define WIDE       132
#define DUE_SHOWN  5
#define LATE_SHOWN 4
#define PREVIEW    8
#define WEEK       7
#define STEPS_MAX  20

enum pane { PANE_COMMAND, PANE_WORK, PANE_DUE };

struct home {
    struct arena memory; /* of what was read; thrown away at each reading */
    struct work work;
    struct day_counts today;
    int64_t due[WEEK];
    struct day_step *steps;
    size_t steps_count;
    struct editor box;
    struct command command;
    enum pane pane;
    struct list list;
    int due_at;
    int64_t read_ms;
};

/* --- what is shown --- */

static void reload(struct screen *s)
{
    struct home *h = s->state;
    struct desk *d = s->desk;
    struct arena fresh = { 0 };
    struct err e = { 0 };
    struct work work;
    struct day_step *steps = NULL;
    size_t steps_count = 0;
    int64_t due[WEEK];
    session_recount(session_of(d)); /* something may just have been filed */
    enum rc rc = work_load(&work, d->office, &fresh, &e);
    if (!rc)
        rc = day_counts(&h->today, d->office->db, d->office->desk, day_of(clock_now(d->clock)), &e);
    if (!rc)
        rc = due_per_day(due, WEEK, d->office->db, day_of(clock_now(d->clock)), &e);
    if (!rc)
        rc = day_steps(&steps, &steps_count, d->office->db, d->office->desk, day_of(clock_now(d->clock)),
            STEPS_MAX, &fresh, &e);
    if (!rc)
        rc = list_set_count(&h->list, (int)work.count, &e);
    h->read_ms = clock_mono_ms(d->clock);
    if (rc) {
        arena_release(&fresh); /* what stands there stays */
        desk_say_error(d, &e);
        return;
    }
    arena_release(&h->memory);
    h->memory = fresh;
    h->work = work;
    h->steps = steps;
    h->steps_count = steps_count;
    memcpy(h->due, due, sizeof due);
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument;
    struct home *h = s->state;
    if (!session_of(s->desk) || !s->desk->office->staff_id)
        return err_set(e, RC_REFUSED, "not_signed_in", N_("Sign in first."));
    h->list.digits = true;
    h->box.max = 500;
    reload(s);
    return RC_OK;
}

static void understand(struct screen *s)
{
    struct home *h = s->state;
    struct finder *finder = NULL;
    AUTO_STRING text = editor_text(&h->box);
    if (session_finder(&finder, session_of(s->desk), NULL))
        finder = NULL;
    const struct command_place place = { s->desk->office->book->unit_code, day_of(clock_now(s->desk->clock)),
        finder };
    command_read(&h->command, text ? text : "", &place);
}

/* --- acts --- */

static void open_work(struct screen *s, int row)
{
    struct home *h = s->state;
    if (row < 0 || (size_t)row >= h->work.count) {
        desk_refuse(s->desk);
        return;
    }
    const struct work_item *item = &h->work.items[row];
    enum rc said = item->draft_id ? route_draft(s->desk, item->draft_id) : route_dossier(s->desk, item->code);
    (void)said; /* told on the message line */
}

static int due_shown(const struct home *h)
{
    size_t today = h->work.due_today < DUE_SHOWN ? h->work.due_today : DUE_SHOWN;
    size_t late = h->work.due_late < LATE_SHOWN ? h->work.due_late : LATE_SHOWN;
    return (int)(today + late);
}

/* The n-th shown row of the right pane. */
static const struct due_item *due_row(const struct home *h, int n)
{
    size_t today = h->work.due_today < DUE_SHOWN ? h->work.due_today : DUE_SHOWN;
    size_t i = (size_t)n < today ? (size_t)n : h->work.due_today + (size_t)n - today;
    return n < due_shown(h) ? &h->work.due[i] : NULL;
}

static void to_command(struct screen *s)
{
    struct home *h = s->state;
    h->pane = PANE_COMMAND;
}

static void play_command(struct screen *s)
{
    struct home *h = s->state;
    understand(s);
    if (h->command.kind == COMMAND_NONE) {
        if (h->work.count)
            h->pane = PANE_WORK;
        else
            desk_refuse(s->desk);
        return;
    }
    struct command command = h->command;
    if (command.kind == COMMAND_LINE)
        open_work(s, command.text[0] - '1');
    else if (route_command(s->desk, &command) && command.kind != COMMAND_DOSSIER)
        return; /* the text stays for another try */
    else if (command.kind == COMMAND_DOSSIER && s->desk->top == s)
        return;
    editor_reset(&h->box);
    h->command = (struct command){ 0 };
}

static void open_current(struct screen *s)
{
    struct home *h = s->state;
    if (h->pane == PANE_COMMAND) {
        play_command(s);
    } else if (h->pane == PANE_WORK) {
        open_work(s, h->list.at);
    } else {
        const struct due_item *item = due_row(h, h->due_at);
        if (!item || route_dossier(s->desk, item->code))
            desk_refuse(s->desk);
    }
}

static void receive(struct screen *s)
{
    enum rc said = route_intake(s->desk, 0, NULL);
    (void)said;
}

static void find(struct screen *s)
{
    struct home *h = s->state;
    AUTO_STRING text = editor_text(&h->box);
    if (desk_push_named(s->desk, "find", text ? text : "") == RC_OK) {
        editor_reset(&h->box);
        h->command = (struct command){ 0 };
    }
}

static void outbox(struct screen *s)
{
    desk_push_named(s->desk, "outbox", NULL);
}

static void next_pane(struct screen *s)
{
    struct home *h = s->state;
    h->pane = (enum pane)((h->pane + 1) % 3);
    if (h->pane == PANE_WORK && !h->work.count)
        h->pane = PANE_DUE;
    if (h->pane == PANE_DUE && !due_shown(h))
        h->pane = PANE_COMMAND;
}

static void work_list(struct screen *s)
{
    desk_push_named(s->desk, "work_list", NULL);
}

static void supervisor(struct screen *s)
{
    desk_push_named(s->desk, "supervisor", NULL);
}

static bool may_supervise(const struct screen *s)
{
    return permission_has(s->desk->office->role, ACTION_DOSSIER_REVIEW);
}

static void lock_or_back(struct screen *s)
{
    struct home *h = s->state;
    if (h->pane != PANE_COMMAND) {
        to_command(s);
    } else if (!editor_empty(&h->box)) {
        editor_reset(&h->box);
        h->command = (struct command){ 0 };
    } else {
        desk_lock(s->desk);
    }
}

static const char *back_label(const struct screen *s)
{
    const struct home *h = s->state;
    return h->pane != PANE_COMMAND  ? _("Back to the box")
           : !editor_empty(&h->box) ? _("Empty the box")
                                    : NULL;
}

static const struct key_row keys[] = {
    { K_ENTER, "home.open", NULL, N_("Do what stands in the box, or open the line"), NULL, open_current },
    { K_F(1), "home.help", N_("Help"), N_("Show every key"), NULL, NULL },
    { K_F(2), "home.receive", N_("Receive"), N_("Receive a new dossier"), NULL, receive },
    { K_F(3), "home.find", N_("Find"), N_("Find people, dossiers and procedures"), NULL, find },
    { K_F(5), "home.outbox", N_("Outbox"), N_("What waits to be sent to the portal"), NULL, outbox },
    { K_F(6), "home.pane", N_("Pane"), N_("From the box to my work, to what is due, and back"), NULL,
        next_pane },
    { K_F(7), "home.list", N_("Tasks"), N_("The list of all work"), NULL, work_list },
    { K_F(8), "home.supervisor", N_("Day"), N_("The supervisor's day"), may_supervise, supervisor },
    { K_ESC, "home.lock", N_("Lock"), N_("Lock the desk: names leave the screen, the work stays"), NULL,
        lock_or_back },
    { 0 },
};

/* --- events --- */

static enum used in_box(struct screen *s, uint32_t code)
{
    struct home *h = s->state;
    if (code == K_DOWN || code == K_TAB) {
        next_pane(s);
        return EVENT_USED;
    }
    if (code == '/' && editor_empty(&h->box))
        return EVENT_USED; /* one is there already */
    enum edit did = editor_key(&h->box, code, s->desk->typing);
    if (did == EDIT_REFUSED)
        desk_refuse(s->desk);
    if (did == EDIT_CHANGED)
        understand(s);
    return did == EDIT_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

/* Any letter on a list begins a command: nothing typed is lost. */
static enum used letter(struct screen *s, uint32_t code)
{
    to_command(s);
    return in_box(s, code);
}

static enum used in_work(struct screen *s, uint32_t code)
{
    struct home *h = s->state;
    if (code == K_UP && h->list.at == 0) {
        to_command(s);
        return EVENT_USED;
    }
    if (code == K_RIGHT && due_shown(h)) {
        h->pane = PANE_DUE;
        return EVENT_USED;
    }
    if (code == K_ENTER)
        return EVENT_UNUSED;
    enum list_did did = list_key(&h->list, code);
    if (did == LIST_ENTER)
        open_work(s, h->list.at);
    if (did == LIST_REFUSED)
        desk_refuse(s->desk);
    if (did == LIST_UNUSED && key_is_text(code))
        return letter(s, code);
    return did == LIST_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static enum used in_due(struct screen *s, uint32_t code)
{
    struct home *h = s->state;
    int last = due_shown(h) - 1;
    if (code == K_UP && h->due_at == 0)
        to_command(s);
    else if (code == K_UP || code == K_DOWN)
        h->due_at += code == K_UP ? -1 : h->due_at < last;
    else if (code == K_LEFT && h->work.count)
        h->pane = PANE_WORK;
    else if (key_is_text(code))
        return letter(s, code);
    else
        return EVENT_UNUSED;
    return EVENT_USED;
}

static enum used on_key(struct screen *s, uint32_t code)
{
    struct home *h = s->state;
    switch (h->pane) {
    case PANE_COMMAND:
        return in_box(s, code);
    case PANE_WORK:
        return in_work(s, code);
    default:
        return in_due(s, code);
    }
}

static enum used on_paste(struct screen *s, const char *text)
{
    struct home *h = s->state;
    to_command(s);
    if (editor_paste(&h->box, text) == EDIT_REFUSED)
        desk_refuse(s->desk);
    understand(s);
    return EVENT_USED;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct home *h = s->state;
    switch (event->kind) {
    case EVENT_KEY:
        return on_key(s, event->key);
    case EVENT_PASTE:
        return on_paste(s, event->text);
    case EVENT_CLICK:
        h->pane = event->object == &h->list ? PANE_WORK : event->object == &h->box ? PANE_COMMAND : h->pane;
        return EVENT_USED;
    case EVENT_BACK:
        reload(s);
        if (h->pane != PANE_COMMAND && (!h->work.count || h->due_at >= due_shown(h)))
            to_command(s);
        return EVENT_USED;
    case EVENT_TICK: /* rows may change, the pointer stays on its number */
        session_say_child(session_of(s->desk));
        if (clock_mono_ms(s->desk->clock) - h->read_ms >= RELOAD_MS)
            reload(s);
        return EVENT_USED;
    default:
        return EVENT_UNUSED;
    }
}

/* --- picture --- */

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

static void heading(
    struct canvas *c, int x, int y, int width, const char *title, const char *right, bool bright)
{
    canvas_print(c, x, y, bright ? ROLE_TITLE : ROLE_MUTED, title);
    if (right)
        canvas_put_right(c, x + width, y, ROLE_MUTED, right);
}

static int draw_preview(const struct screen *s, struct canvas *c, int x, int y, int width)
{
    const struct home *h = s->state;
    if (c->w < WIDE || !h->work.count)
        return y;
    const struct work_item *item = &h->work.items[h->list.at];
    char due[DUE_SIZE], title[64];
    snprintf(title, sizeof title, _("PREVIEW   line %d"), h->list.at + 1);
    heading(c, x, y, width, title, work_kind_word(item->kind), false);
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

static void draw_today(const struct screen *s, struct canvas *c, int x, int y, int width)
{
    const struct home *h = s->state;
    char title[80];
    snprintf(title, sizeof title, _("TODAY AT %s"), s->desk->office->desk);
    utf8_mend(title);
    heading(c, x, y, width, title, NULL, false);
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
    if (c->w < WIDE || y + 2 >= ROW_SAY(c))
        return;
    heading(c, x, y++, width, _("DONE HERE TODAY"), NULL, false);
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

static void draw_left(const struct screen *s, struct canvas *c, int width)
{
    struct home *h = s->state;
    char count[40];
    snprintf(count, sizeof count, _("%d tasks"), (int)h->work.count);
    heading(c, 1, ROW_BODY, width - 2, _("MY WORK"), count, h->pane == PANE_WORK);
    int foot = 3, preview = c->w >= WIDE && h->work.count ? PREVIEW : 0;
    int room = BODY_ROWS(c) - 1 - foot - 1 - preview;
    int rows = (int)h->work.count < room ? (int)h->work.count : room;
    list_draw(&h->list, c, 1, ROW_BODY + 1, width - 2, rows ? rows : 2, h->pane == PANE_WORK,
        _("Nothing waits. Type a name or scan a card to begin."), draw_work, s);
    int y = ROW_BODY + 1 + (rows ? rows : 2) + 1;
    y = draw_preview(s, c, 1, y, width - 2);
    y = c->h > SCREEN_H_MIN ? y : ROW_SAY(c) - foot;
    draw_today(s, c, 1, y, width - 2);
    draw_steps(s, c, 1, y + 3, width - 2);
}

static void draw_due_row(const struct screen *s, struct canvas *c, int n, int x, int y, int width)
{
    const struct home *h = s->state;
    const struct due_item *item = due_row(h, n);
    char due[DUE_SIZE], code[CODE_SHORT_SIZE], name[128], procedure[256];
    int64_t now = clock_now(s->desk->clock);
    bool soon = item->late || item->due_at - now < 2 * 3600;
    due_words(due, item->due_at, now);
    code_short(code, item->code, day_of(now));
    canvas_print(c, x, y, item->late ? ROLE_ERROR : ROLE_WARN, soon ? "!" : " ");
    int at = canvas_put(c, x + 2, y, width > 40 ? 10 : 4, ROLE_BASE, code) + 1;
    int right = canvas_put_right(c, x + width, y, soon ? ROLE_WARN : ROLE_MUTED, due) - 1;
    int what = width > 40 ? (right - at) / 2 : right - at;
    what_fit(procedure, sizeof procedure, item->what, what);
    canvas_put(c, at, y, what, ROLE_BASE, procedure);
    if (width > 40) {
        name_fit(name, sizeof name, item->who, right - at - what - 1);
        canvas_put(c, at + what + 1, y, right - at - what - 1, ROLE_MUTED, name);
    }
    if (h->pane == PANE_DUE && h->due_at == n) {
        frame_pointer(c, x - 1, y);
        canvas_cursor(c, x, y);
    }
}

static int draw_due_part(const struct screen *s, struct canvas *c, int from, size_t shown, size_t total,
    int x, int y, int width, const char *title)
{
    const struct home *h = s->state;
    char number[24];
    snprintf(number, sizeof number, "%d", (int)total);
    heading(c, x, y++, width, title, number, h->pane == PANE_DUE);
    if (!total)
        canvas_put(c, x + 2, y++, width - 2, ROLE_MUTED, _("none"));
    for (size_t i = 0; i < shown; i++)
        draw_due_row(s, c, from + (int)i, x, y++, width);
    if (total > shown)
        canvas_printf(c, x + 2, y++, ROLE_MUTED, _("%d more: F7"), (int)(total - shown));
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
    heading(c, x, y, width, _("LINE AND PORTAL"), NULL, false);
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
        canvas_put(c, x + 2, y + 3, width - 2, ROLE_BASE, line);
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
    if (c->w < WIDE || y + WEEK + 1 >= ROW_SAY(c))
        return y;
    heading(c, x, y++, width, _("DUE IN THE NEXT 7 DAYS"), NULL, false);
    for (int i = 0; i < WEEK; i++)
        most = h->due[i] > most ? h->due[i] : most;
    for (int i = 0; i < WEEK; i++, y++) {
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
    heading(c, x, y, width, _("COMING"), NULL, false);
    if (!h->work.coming_count)
        canvas_put(c, x + 2, y + 1, width - 2, ROLE_MUTED, _("no holiday in 30 days"));
    for (size_t i = 0; i < h->work.coming_count && y + 1 + (int)i < ROW_SAY(c); i++) {
        const struct coming *day = &h->work.coming[i];
        int at = canvas_printf(c, x, y + 1 + (int)i, ROLE_BASE, "%s %02d/%02d  ", weekday_word(day->day),
            day->day.d, day->day.m);
        canvas_put(c, at, y + 1 + (int)i, x + width - at, ROLE_BASE, day->name);
    }
}

static void draw_right(const struct screen *s, struct canvas *c, int x, int width)
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

static void place_words(char *out, size_t size, int64_t now)
{
    static const char *const names[] = { N_("Sunday"), N_("Monday"), N_("Tuesday"), N_("Wednesday"),
        N_("Thursday"), N_("Friday"), N_("Saturday") };
    struct day day = day_of(now);
    struct lunar lunar = lunar_of(day);
    snprintf(out, size, _("%s %02d/%02d/%d · lunar %d/%d"), _(names[day_weekday(day)]), day.d, day.m, day.y,
        lunar.d, lunar.m);
    utf8_mend(out);
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct home *h = s->state;
    char place[120];
    int left = c->w >= WIDE ? 68 : 47;
    bool focused = h->pane == PANE_COMMAND;
    place_words(place, sizeof place, clock_now(s->desk->clock));
    frame_place(c, _("The counter today"), place);
    draw_left(s, c, left);
    frame_pane(c, left, ROW_BODY, BODY_ROWS(c));
    draw_right(s, c, left + 2, (c->w < 168 ? c->w : 168) - left - 4);
    frame_hint(c, c->w < WIDE ? _("type a name or scan a card; tn khai sinh = receive a birth")
                              : _("type a name or scan a card; tn khai sinh = receive a birth registration; "
                                  "0198 = that dossier of today; ? = ask"));
    frame_command(c, &h->box, focused, _("type a name, card number, dossier code, procedure or command"),
        h->command.understood);
}

static void close_(struct screen *s)
{
    struct home *h = s->state;
    arena_release(&h->memory);
    list_release(&h->list);
    editor_release(&h->box);
}

const struct screen_class screen_home = {
    .name = "home",
    .title = N_("The counter today"),
    .keys = keys,
    .state_size = sizeof(struct home),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
    .back = back_label,
};
