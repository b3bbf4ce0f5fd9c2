/* drawer.c - the drawer at the end of the day: notes counted one kind after the other, what should be there
 * beside it, a difference explained; for the supervisor every desk of the day. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/office.h"
#include "desk/desk.h"
#include "desk/line_ask.h"
#include "desk/session.h"
#include "desk/widget_dialog.h"
#include "dossier/money.h"

struct drawer_view {
    struct arena memory;
    struct drawer mine, *all; /* all: NULL unless the supervisor looks */
    size_t all_count;
    int notes[DRAWER_NOTES];
    int at;
    bool typed; /* not yet in the book */
};

/* --- reading --- */

static enum rc load(struct screen *s, struct err *e)
{
    struct drawer_view *v = s->state;
    const struct office *of = s->desk->office;
    struct day today = day_of(clock_now(of->clock));
    arena_release(&v->memory);
    v->all = NULL;
    v->all_count = 0;
    enum rc rc = drawer_load(&v->mine, of, today, e);
    if (!rc && v->mine.closed && v->mine.by_notes)
        memcpy(v->notes, v->mine.notes, sizeof v->notes);
    if (!rc && permission_has(of->role, ACTION_DOSSIER_REVIEW))
        rc = drawer_list(&v->all, &v->all_count, of, today, &v->memory, e);
    return rc;
}

static void reload(struct screen *s)
{
    struct err e = { 0 };
    if (load(s, &e))
        desk_say_error(s->desk, &e);
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument;
    if (!session_of(s->desk))
        return err_set(e, RC_REFUSED, "not_signed_in", N_("Sign in first."));
    enum rc rc = permission_check(s->desk->office->role, ACTION_INTAKE, e);
    return rc ? rc : load(s, e);
}

/* --- counting --- */

static enum rc close_drawer(struct screen *s, const char *why, struct err *e)
{
    struct drawer_view *v = s->state;
    char text[MONEY_TEXT_SIZE];
    enum rc rc = drawer_count_notes(&v->mine, s->desk->office, v->notes, why, e);
    if (rc)
        return rc;
    v->typed = false;
    desk_say(s->desk, ROLE_OK, N_("The drawer is counted: %s. No cash moves here until tomorrow."),
        money_text(text, v->mine.counted));
    reload(s);
    return RC_OK;
}

static void acted(struct screen *s, void *context)
{
    (void)context;
    struct err e = { 0 };
    if (close_drawer(s, NULL, &e))
        desk_say_error(s->desk, &e);
}

static void ask_close(struct screen *s, int64_t counted)
{
    char text[200], sum[MONEY_TEXT_SIZE];
    snprintf(text, sizeof text,
        _("Counted %s, as it should be.\nAfter this no cash moves at this desk until tomorrow."),
        money_text(sum, counted));
    enum rc rc = dialog_ask(
        s, &(struct dialog){
               .title = _("Close the drawer"), .text = text, .act = _("Close it"), .acted = acted });
    (void)rc;
}

static void ask_why(struct screen *s, int64_t difference)
{
    char title[80], sum[MONEY_TEXT_SIZE];
    snprintf(title, sizeof title, difference < 0 ? _("%s are missing") : _("%s too much"),
        money_text(sum, difference < 0 ? -difference : difference));
    enum rc rc =
        line_ask(s, &(struct line_ask){ .title = title,
                        .label = _("Reason"),
                        .consequence = _("Count once more first. The reason is kept with the count."),
                        .legal = true,
                        .take = close_drawer });
    (void)rc;
}

static void finish(struct screen *s)
{
    struct drawer_view *v = s->state;
    reload(s); /* money may have moved while it was counted */
    int64_t counted = drawer_sum(v->notes);
    if (v->mine.closed) {
        desk_say(s->desk, ROLE_WARN, N_("The drawer of this desk was counted today already"));
        desk_refuse(s->desk);
    } else if (counted == v->mine.expected)
        ask_close(s, counted);
    else
        ask_why(s, counted - v->mine.expected);
}

static void leave(struct screen *s, void *context)
{
    (void)context;
    screen_close(s);
}

static void back(struct screen *s)
{
    struct drawer_view *v = s->state;
    if (!v->typed) {
        screen_close(s);
        return;
    }
    enum rc rc =
        dialog_ask(s, &(struct dialog){ .title = _("Not closed yet"),
                          .text = _("The numbers typed here are kept only when the drawer is closed."),
                          .safe = _("Count on"),
                          .act = _("Leave"),
                          .acted = leave });
    (void)rc;
}

static const struct key_row keys[] = {
    { K_F(10), "drawer.close", N_("Close the drawer"),
        N_("Write the count into the book; a difference needs its reason"), NULL, finish },
    { K_F(1), "drawer.help", N_("Help"), N_("Show every key"), NULL, NULL },
    { K_F(5), "drawer.refresh", N_("Read again"), N_("Read again what should be there"), NULL, reload },
    { K_ESC, "drawer.back", N_("Back"), N_("Back to where you were"), NULL, back },
    { 0 },
};

/* Digits add to the number under the pointer; it never becomes one that nobody has. */
static bool type(struct drawer_view *v, uint32_t key)
{
    int *n = &v->notes[v->at];
    if (key == K_BACKSPACE || key == K_DELETE)
        *n = key == K_DELETE ? 0 : *n / 10;
    else if (key >= '0' && key <= '9' && *n * 10 + (int)(key - '0') <= DRAWER_NOTES_MAX)
        *n = *n * 10 + (int)(key - '0');
    else
        return false;
    v->typed = true;
    return true;
}

static bool walk(struct drawer_view *v, uint32_t key)
{
    int to = v->at;
    if (key == K_UP || key == K_BACK_TAB)
        to--;
    else if (key == K_DOWN || key == K_TAB || key == K_ENTER)
        to++;
    else if (key == K_HOME || key == K_END)
        to = key == K_HOME ? 0 : DRAWER_NOTES - 1;
    bool moved = to != v->at && to >= 0 && to < DRAWER_NOTES;
    v->at = moved ? to : v->at;
    return moved;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct drawer_view *v = s->state;
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (walk(v, event->key))
        return EVENT_USED;
    return !v->mine.closed && type(v, event->key) ? EVENT_USED : EVENT_UNUSED;
}

/* --- the picture --- */

#define LEFT_W 40

static void draw_note(const struct drawer_view *v, int i, struct canvas *c, int y)
{
    char value[MONEY_TEXT_SIZE], times[16], sum[MONEY_TEXT_SIZE];
    bool at = i == v->at && !v->mine.closed;
    canvas_put_right(c, 11, y, ROLE_BASE, money_text(value, drawer_note_values[i]));
    canvas_print(c, 13, y, ROLE_MUTED, "×");
    snprintf(times, sizeof times, "%d", v->notes[i]);
    canvas_fill(c, 15, y, 6, 1, at ? ROLE_FOCUS : ROLE_BASE, " ");
    canvas_put_right(c, 20, y, at ? ROLE_FOCUS : v->notes[i] ? ROLE_BASE : ROLE_MUTED, times);
    canvas_put_right(c, LEFT_W - 3, y, v->notes[i] ? ROLE_BASE : ROLE_MUTED,
        money_text(sum, (int64_t)v->notes[i] * drawer_note_values[i]));
    if (at) {
        frame_pointer(c, 0, y);
        canvas_cursor(c, 19, y);
    }
}

static void draw_notes(const struct drawer_view *v, struct canvas *c)
{
    char sum[MONEY_TEXT_SIZE];
    int y = ROW_BODY;
    canvas_print(c, BODY_LEFT, y++, ROLE_TITLE,
        v->mine.closed && !v->mine.by_notes ? _("COUNTED AS ONE SUM") : _("NOTES"));
    if (v->mine.closed) { /* nothing to type: the cursor rests at the head */
        frame_pointer(c, 0, ROW_BODY);
        canvas_cursor(c, 1, ROW_BODY);
    }
    if (v->mine.closed && !v->mine.by_notes) {
        canvas_put_right(c, LEFT_W - 3, y, ROLE_BASE, money_text(sum, v->mine.counted));
        return;
    }
    for (int i = 0; i < DRAWER_NOTES; i++)
        draw_note(v, i, c, y++);
    canvas_print(c, BODY_LEFT, ++y, ROLE_TITLE, _("COUNTED"));
    canvas_put_right(c, LEFT_W - 3, y, ROLE_TITLE, money_text(sum, drawer_sum(v->notes)));
}

static int fact(struct canvas *c, int x, int y, enum role role, const char *label, int64_t sum)
{
    char text[MONEY_TEXT_SIZE];
    canvas_put(c, x, y, 22, ROLE_BASE, label);
    canvas_put_right(c, x + 36, y, role, money_text(text, sum));
    return y + 1;
}

static int draw_mine(const struct drawer_view *v, struct canvas *c, int x, int y)
{
    const struct drawer *d = &v->mine;
    int64_t counted = d->closed ? d->counted : drawer_sum(v->notes), difference = counted - d->expected;
    canvas_print(c, x, y++, ROLE_TITLE, _("THIS DESK TODAY"));
    y = fact(c, x, y, ROLE_BASE, _("Cash taken"), d->cash_in);
    y = fact(c, x, y, ROLE_BASE, _("Cash given back"), -d->cash_out);
    y = fact(c, x, y, ROLE_TITLE, _("Should be there"), d->expected);
    y = fact(c, x, y, ROLE_BASE, _("Counted"), counted);
    y = fact(c, x, y, difference ? ROLE_WARN : ROLE_OK, _("Difference"), difference);
    y = fact(c, x, y, ROLE_MUTED, _("By transfer, not in it"), d->transfers);
    if (!d->closed)
        return y + 1;
    int second = second_of_day(d->at);
    canvas_printf(
        c, x, y++, ROLE_OK, _("Counted at %02d:%02d, %s"), second / 3600 % 24, second / 60 % 60, d->who);
    if (*d->explanation)
        y += canvas_wrap(c, x, y, 36, 2, ROLE_MUTED, d->explanation);
    return y + 1;
}

/* What the supervisor answers for: who has not counted, and who explained what. */
static void draw_all(const struct drawer_view *v, struct canvas *c, int x, int y)
{
    char text[MONEY_TEXT_SIZE];
    canvas_print(c, x, y++, ROLE_TITLE, _("ALL DESKS TODAY"));
    if (!v->all_count)
        canvas_put(c, x, y, 36, ROLE_MUTED, _("No money moved today."));
    for (size_t i = 0; i < v->all_count && y < ROW_SAY(c); i++, y++) {
        const struct drawer *d = &v->all[i];
        int64_t difference = d->counted - d->expected;
        canvas_put(c, x, y, 12, ROLE_BASE, d->desk);
        canvas_put_right(c, x + 24, y, ROLE_BASE, money_text(text, d->expected));
        canvas_put_right(c, x + 36, y, !d->closed || difference ? ROLE_WARN : ROLE_OK,
            !d->closed   ? _("not counted")
            : difference ? money_text(text, difference)
                         : _("fits"));
    }
}

static void draw(const struct screen *s, struct canvas *c)
{
    const struct drawer_view *v = s->state;
    frame_place(c, _("The drawer"), v->mine.closed ? _("counted") : _("not counted"));
    frame_command(c, NULL, false, "", NULL);
    draw_notes(v, c);
    frame_pane(c, LEFT_W, ROW_BODY, BODY_ROWS(c));
    int y = draw_mine(v, c, LEFT_W + 2, ROW_BODY);
    if (permission_has(s->desk->office->role, ACTION_DOSSIER_REVIEW))
        draw_all(v, c, LEFT_W + 2, y);
    frame_hint(c, v->mine.closed
                      ? _("after the count no cash moves at this desk until tomorrow; a transfer may")
                      : _("type how many of each note; Enter goes on to the next"));
}

static void close_(struct screen *s)
{
    struct drawer_view *v = s->state;
    arena_release(&v->memory);
}

const struct screen_class screen_drawer = {
    .name = "drawer",
    .title = N_("The drawer"),
    .keys = keys,
    .state_size = sizeof(struct drawer_view),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};
