/* desk.c - see desk.h. */
#include "desk/desk.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/office.h"
#include "desk/feed.h"
#include "desk/linear.h"
#include "desk/scan_tty.h"
#include "desk/scan_wedge.h"
#include "desk/term/terminal.h"
#include "desk/typing.h"
#include "screens.inc"

#define FRAME_MS      16  /* keys that come closer than a frame share a picture */
#define STREAM_MS     100 /* an endless stream is shown at least this often */
#define CLOSED_NESTED 64
#define BEEP_GAP_MS   250

/* --- the stack --- */

const struct screen_class *screen_find(const char *name)
{
    for (const struct screen_class *const *s = screen_table; *s; s++)
        if (strcmp((*s)->name, name) == 0)
            return *s;
    return NULL;
}

static void screen_free(struct screen *s)
{
    if (!s)
        return;
    if (s->class->close)
        s->class->close(s);
    arena_release(&s->arena);
    free(s->state);
    free(s);
}

static struct screen *screen_new(struct desk *d, const struct screen_class *class)
{
    struct screen *s = calloc(1, sizeof *s);
    void *state = calloc(1, class->state_size ? class->state_size : 1);
    if (!s || !state) {
        free(s);
        free(state);
        return NULL;
    }
    *s = (struct screen){ .class = class, .desk = d, .state = state };
    return s;
}

enum rc desk_push(struct desk *d, const struct screen_class *class, const void *argument)
{
    struct err e = { 0 };
    struct screen *s = screen_new(d, class);
    enum rc rc = s ? RC_OK : err_no_memory(&e);
    if (!rc) {
        s->below = d->top; /* open may look at who asked */
        rc = class->open ? class->open(s, argument, &e) : RC_OK;
    }
    if (rc) {
        desk_say_error(d, &e);
        screen_free(s);
        return rc;
    }
    s->below = d->top;
    d->top = s;
    return RC_OK;
}

enum rc desk_push_named(struct desk *d, const char *name, const void *argument)
{
    const struct screen_class *class = screen_find(name);
    if (class)
        return desk_push(d, class, argument);
    desk_say(d, ROLE_WARN, N_("This part of the desk is not installed: %s."), name);
    return RC_NOT_FOUND;
}

/* Closed screens live until the event that closed them has been handled: their own code may still be running.
 */
static void unlink_top(struct desk *d)
{
    struct screen *s = d->top;
    d->top = s->below;
    s->closing = true;
    s->below = d->closed;
    d->closed = s;
}

void screen_close(struct screen *s)
{
    struct desk *d = s->desk;
    if (s->closing)
        return;
    while (d->top && d->top != s)
        unlink_top(d);
    if (d->top)
        unlink_top(d);
    d->quit = d->quit || !d->top;
}

enum rc screen_replace(struct screen *s, const char *name, const void *argument)
{
    struct desk *d = s->desk;
    enum rc rc = desk_push_named(d, name, argument);
    if (rc || s->closing)
        return rc;
    struct screen *fresh = d->top;
    d->top = fresh->below;
    screen_close(s);
    fresh->below = d->top;
    d->top = fresh;
    d->quit = false;
    return RC_OK;
}

void desk_home(struct desk *d)
{
    while (d->top && d->top->below)
        unlink_top(d);
}

/* A screen may itself send an event: what that closed is kept until the outermost one is done. */
static void settle(struct desk *d)
{
    if (d->nested > 1) {
        d->nested--;
        return;
    }
    for (int nested = 0; d->closed && nested < CLOSED_NESTED; nested++) {
        while (d->closed) {
            struct screen *s = d->closed;
            d->closed = s->below;
            screen_free(s);
        }
        if (d->top && d->top->class->on_event && !d->quit)
            d->top->class->on_event(d->top, &(struct event){ .kind = EVENT_BACK });
    }
    d->nested = 0;
}

/* --- words --- */

static void set_message(struct desk *d, enum role role, const char *text)
{
    d->said = true;
    d->news = !d->in_key;
    d->message_role = role;
    snprintf(d->message, sizeof d->message, "%s", text);
    d->message[strcspn(d->message, "\n")] = '\0';
}

void desk_say(struct desk *d, enum role role, const char *format, ...)
{
    char text[sizeof d->message], words[sizeof d->message * 2];
    va_list ap;
    va_start(ap, format);
    /* before the names and notes of people are put in */
    vsnprintf(text, sizeof text, key_words(words, sizeof words, gettext(format), d->missing_keys), ap);
    va_end(ap);
    set_message(d, role, text);
}

void desk_say_error(struct desk *d, const struct err *e)
{
    char text[sizeof d->message];
    snprintf(text, sizeof text, "%s%s%s", e->message, e->hint[0] ? " " : "", e->hint);
    set_message(d, ROLE_ERROR, text);
}

void desk_beep(struct desk *d, int times)
{
    if (!d->sound || times < 1)
        return;
    d->terminal->beep(d->terminal, false);
    d->beeps_left = times - 1;
    d->beep_at_ms = clock_mono_ms(d->clock) + BEEP_GAP_MS;
}

static void beep_again(struct desk *d, int64_t now)
{
    if (!d->beeps_left || now < d->beep_at_ms)
        return;
    d->terminal->beep(d->terminal, false);
    d->beeps_left--;
    d->beep_at_ms = now + BEEP_GAP_MS;
}

void desk_refuse(struct desk *d)
{
    d->blink = true;
    if (d->sound)
        d->terminal->beep(d->terminal, true);
}

/* --- events --- */

static enum used offer(struct screen *s, const struct event *event)
{
    return s && s->class->on_event ? s->class->on_event(s, event) : EVENT_UNUSED;
}

static enum used act(struct screen *s, uint32_t code)
{
    const struct key_row *row = key_row_find(s->class->keys, s, code);
    if (!row || !row->act)
        return EVENT_UNUSED;
    row->act(s);
    return EVENT_USED;
}

static enum used play(struct screen *s, uint32_t code)
{
    uint32_t twin = key_twin(code);
    enum used used = offer(s, &(struct event){ .kind = EVENT_KEY, .key = code });
    if (!used && !s->closing)
        used = act(s, code);
    if (!used && !s->closing && twin)
        used = offer(s, &(struct event){ .kind = EVENT_KEY, .key = twin });
    return s->closing ? EVENT_USED : used;
}

void desk_event(struct desk *d, const struct event *event)
{
    if (!d->top)
        return;
    d->nested++;
    enum used used = offer(d->top, event);
    if (!used && event->kind == EVENT_SCAN)
        used = feed_unused_scan(d, event->text);
    if (!used && (event->kind == EVENT_SCAN || event->kind == EVENT_PASTE))
        desk_refuse(d);
    else if (event->kind == EVENT_SCAN)
        desk_beep(d, 1);
    settle(d);
}

static void hang_up(struct desk *d)
{
    d->hung_up = d->quit = true;
    for (struct screen *s = d->top; s; s = s->below)
        offer(s, &(struct event){ .kind = EVENT_HANGUP });
}

static void toggle_sound(struct desk *d)
{
    d->sound = !d->sound;
    set_message(
        d, ROLE_BASE, d->sound ? _("Sound on. Ctrl-B turns it off.") : _("Sound off. Ctrl-B turns it on."));
}

void desk_lock(struct desk *d)
{
    if (!d->lock || !d->top || strcmp(d->top->class->name, d->lock) == 0 || !screen_find(d->lock))
        return;
    if (desk_push_named(d, d->lock, NULL) == RC_OK)
        d->terminal->wipe(d->terminal);
}

/* Keys that mean the same on every screen. */
static bool everywhere(struct desk *d, uint32_t code)
{
    switch (code) {
    case K_RESIZE:
        linear_end(d);
        desk_event(d, &(struct event){ .kind = EVENT_RESIZE });
        return true;
    case K_HANGUP:
        hang_up(d);
        return true;
    case K_CTRL_BACKSLASH:
        typing_toggle(d);
        return true;
    case K_CTRL('B'):
        toggle_sound(d);
        return true;
    case K_CTRL('L'):
        desk_lock(d);
        return true;
    case K_CTRL('C'): /* never kills */
        desk_say(d, ROLE_BASE, N_("Ctrl-C does nothing here. Esc goes back, nothing typed is lost."));
        return true;
    default:
        return false;
    }
}

static bool lies_under(const struct screen *s, const struct screen *top)
{
    while (top && top != s)
        top = top->below;
    return top;
}

static enum used shared_screens(struct desk *d, uint32_t code)
{
    const char *name = code == K_F(1) || code == K_SHIFT_F1 ? "help" : code == K_CTRL('K') ? "keytest" : NULL;
    if (!name || !screen_find(name) || strcmp(d->top->class->name, name) == 0)
        return EVENT_UNUSED;
    return desk_push_named(d, name, NULL) ? EVENT_UNUSED : EVENT_USED;
}

void desk_key(struct desk *d, uint32_t code)
{
    d->blink = false;
    if (d->coach && !d->quit && d->coach->key(d->coach->context, d, code))
        return;
    if (d->quit || !d->top || feed_paste(d, code) || everywhere(d, code))
        return;
    if (desk_too_small(d)) {
        if (code != K_F(10) && key_twin(code) != K_F(10))
            desk_refuse(d);
        else
            linear_begin(d);
        return;
    }
    if (code >= K_MOUSE) {
        mouse_key(d, code);
        return;
    }
    typing_saw(d, code);
    d->nested++;
    d->said = false;
    d->in_key = true;
    struct screen *s = d->top;
    const struct screen *before = screen_shown(s);
    enum used used = play(s, code);
    if (!used && !s->closing)
        used = shared_screens(d, code);
    if (!used)
        desk_refuse(d);
    if (d->top && !d->said && !d->news && screen_shown(d->top) != before && lies_under(before, d->top))
        d->message[0] = '\0';
    settle(d);
    d->in_key = false;
}

/* --- the loop --- */

static void idle(struct desk *d, int64_t now)
{
    desk_event(d, &(struct event){ .kind = EVENT_TICK });
    feed_scanner_tick(d);
    if (d->lock_after_ms > 0 && now - d->last_key_ms >= d->lock_after_ms)
        desk_lock(d);
}

/* How long to look for more keys before painting: not at all after a pause, up to a frame inside a burst. */
static int linger(const struct desk *d, int64_t now)
{
    int64_t since = now - d->last_paint_ms;
    int wait = since >= 0 && since < FRAME_MS ? (int)(FRAME_MS - since) : 0;
    return d->wedge->count && wait < WEDGE_GAP_MS ? WEDGE_GAP_MS : wait;
}

/* A scanner's payload that has not ended, a child that is about to answer, and a second beep are looked after
 * before the next tick. */
static int patience(struct desk *d, int timeout_ms)
{
    bool part = d->scanner && d->scanner->len;
    int hurry = d->hurry_ms;
    d->hurry_ms = 0;
    if (hurry && timeout_ms > hurry)
        timeout_ms = hurry;
    if (d->beeps_left && timeout_ms > BEEP_GAP_MS)
        timeout_ms = BEEP_GAP_MS;
    return part && timeout_ms > SCAN_TTY_PAUSE_MS ? SCAN_TTY_PAUSE_MS : timeout_ms;
}

bool desk_step(struct desk *d, int timeout_ms)
{
    struct key key = { 0 };
    int64_t begin = clock_mono_ms(d->clock), now = begin;
    bool any = false;
    while (!d->quit) {
        enum key_read got =
            d->terminal->read(d->terminal, &key, any ? linger(d, now) : patience(d, timeout_ms));
        if (got == KEY_READ_NONE && !d->wedge->count)
            break;
        if (got == KEY_READ_NONE) {
            feed_quiet(d);
            continue;
        }
        now = clock_mono_ms(d->clock);
        begin = any ? begin : now;
        any = true;
        if (got == KEY_READ_WATCH) {
            feed_scanner(d);
        } else {
            d->last_key_ms = now;
            feed_key(d, key.code, now);
        }
        if (now - begin > STREAM_MS && !d->wedge->count)
            break;
    }
    beep_again(d, clock_mono_ms(d->clock));
    if (!any && !d->quit)
        idle(d, clock_mono_ms(d->clock));
    if (!d->quit)
        desk_paint(d);
    return !d->quit;
}

void desk_run(struct desk *d)
{
    desk_paint(d);
    while (desk_step(d, 1000))
        ;
}

enum rc desk_open(struct desk *d, struct terminal *terminal, struct office *office, const struct clock *clock,
    struct err *e)
{
    *d = (struct desk){ .terminal = terminal, .office = office, .clock = clock, .sound = true };
    d->wedge = calloc(1, sizeof *d->wedge);
    if (!d->wedge)
        return err_no_memory(e);
    d->last_key_ms = clock_mono_ms(clock);
    d->last_paint_ms = d->last_key_ms - FRAME_MS;
    return theme_pick(&d->theme, NULL, terminal->colours(terminal), getenv("NO_COLOR") != NULL, e);
}

void desk_close(struct desk *d)
{
    if (!d || !d->terminal)
        return;
    while (d->top)
        unlink_top(d);
    d->quit = true;
    d->nested = 1;
    settle(d);
    canvas_release(&d->canvas);
    scan_tty_close(d->scanner);
    free(d->scanner);
    free(d->wedge);
    free(d->paste);
    linear_end(d);
    d->terminal->close(d->terminal);
    *d = (struct desk){ 0 };
}
