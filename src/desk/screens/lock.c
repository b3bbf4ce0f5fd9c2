/* lock.c - the desk at rest: no name, number or dossier on the screen, all work kept under it. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/office.h"
#include "desk/big_text.h"
#include "desk/desk.h"
#include "desk/intake_start.h"
#include "desk/session.h"

#define BOX_W 54

struct lock {
    struct editor secret;
    int held, step; /* work that is begun, and where it stands when it is one */
    bool sign; /* the large notice for citizens */
};

static bool has_secret(const struct screen *s)
{
    const struct staff *staff = &session_of(s->desk)->staff;
    return staff->has_pin || staff->has_password;
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument;
    struct lock *lock = s->state;
    struct session *session = session_of(s->desk);
    if (!session || !session->staff.id || session->locked_at)
        return err_set(e, RC_REFUSED, "nothing_to_lock", N_("Nobody is signed in here."));
    lock->secret.kind = EDITOR_SECRET;
    lock->secret.max = 200;
    lock->held = intake_held(s->below, &lock->step);
    session_lock(session);
    desk_say(s->desk, ROLE_BASE, N_("Names, card numbers and dossiers have left the screen."));
    return RC_OK;
}

static void say_refusal(struct screen *s, const struct err *e)
{
    struct desk *d = s->desk;
    struct session *session = session_of(d);
    struct staff now;
    if (staff_by_login(&now, d->office->db, session->staff.login, NULL)) {
        desk_say_error(d, e);
        return;
    }
    int64_t wait = now.blocked_until - clock_now(d->clock);
    if (wait > 0)
        desk_say(d, ROLE_ERROR, N_("Too many tries. The lock waits %d seconds."), (int)wait);
    else
        desk_say(d, ROLE_ERROR, N_("Not right yet. %d more tries, then a wait of %d seconds."),
            STAFF_FAILURES_FREE + 1 - now.failures, STAFF_WAIT_FIRST);
    desk_beep(d, 2);
}

static void unlock(struct screen *s)
{
    struct lock *lock = s->state;
    struct session *session = session_of(s->desk);
    struct err e = { 0 };
    AUTO_STRING typed = editor_text(&lock->secret);
    bool open = !has_secret(s);
    if (!open && (!typed || !*typed)) {
        desk_refuse(s->desk);
        return;
    }
    enum rc rc = session_unlock(session, open ? NULL : typed, &e);
    if (typed)
        explicit_bzero(typed, strlen(typed));
    editor_reset(&lock->secret);
    if (rc == RC_REFUSED) {
        say_refusal(s, &e);
    } else if (rc) {
        desk_say_error(s->desk, &e);
    } else {
        desk_say(s->desk, ROLE_OK, N_("Open again, everything as it was."));
        screen_close(s);
    }
}

static void other_person(struct screen *s)
{
    session_change_person(session_of(s->desk));
}

static void sign(struct screen *s)
{
    struct lock *lock = s->state;
    lock->sign = !lock->sign;
}

static void clear(struct screen *s)
{
    struct lock *lock = s->state;
    editor_reset(&lock->secret);
}

static const struct key_row keys[] = {
    { K_ENTER, "lock.open", N_("Unlock"), N_("Unlock with the PIN or the password"), NULL, unlock },
    { K_F(2), "lock.other", N_("Another person"),
        N_("Somebody else signs in; the work under the lock is kept as drafts"), NULL, other_person },
    { K_F(6), "lock.sign", N_("Large notice"), N_("A large notice for the citizens"), NULL, sign },
    { K_ESC, "lock.clear", N_("Empty the field"), N_("Empty the field"), NULL, clear },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct lock *lock = s->state;
    if (event->kind == EVENT_SCAN) { /* whatever it was, the screen shows nothing of it */
        desk_say(s->desk, ROLE_WARN, N_("Unlock first, then scan again. Nothing was taken from the scan."));
        return EVENT_USED;
    }
    if (event->kind != EVENT_KEY || event->key == K_ENTER)
        return EVENT_UNUSED;
    if (!has_secret(s))
        return EVENT_UNUSED;
    enum edit did = editor_key(&lock->secret, event->key, TYPING_OFF);
    if (did == EDIT_REFUSED)
        desk_refuse(s->desk);
    return did == EDIT_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

/* Read from across the room: in large letters where the words fit and the terminal has the blocks. */
static void draw_sign(const struct screen *s, struct canvas *c)
{
    const char *first = _("THIS DESK IS CLOSED FOR A MOMENT"), *second = _("Please go to the next desk");
    int columns = big_text_columns(first), y = c->h / 2 - 4;
    bool big = columns <= c->w - 4 && s->desk->theme.glyphs == GLYPHS_FULL;
    canvas_fill(c, 0, ROW_COMMAND, c->w, c->h - ROW_COMMAND - 2, ROLE_BASE, " ");
    if (big)
        big_text_draw(c, (c->w - columns) / 2, y, ROLE_TITLE, first);
    else
        canvas_print(c, (c->w - text_columns(first)) / 2, y + BIG_TEXT_ROWS - 1, ROLE_TITLE, first);
    int x = (c->w - text_columns(second)) / 2;
    canvas_print(c, x, y + BIG_TEXT_ROWS + 2, ROLE_TITLE, second);
    frame_focus(c, x, y + BIG_TEXT_ROWS + 2);
}

static void held_words(char *out, size_t size, const struct lock *lock)
{
    if (lock->held == 1)
        snprintf(out, size, _("Work kept as it was: 1 dossier at step %d."), lock->step);
    else if (lock->held)
        snprintf(out, size, _("Work kept as it was: %d dossiers begun."), lock->held);
    else
        snprintf(out, size, "%s", _("Nothing is half done."));
}

static void draw_box(const struct screen *s, struct canvas *c)
{
    struct lock *lock = s->state;
    struct session *session = session_of(s->desk);
    int x = (c->w - BOX_W) / 2, y = c->h > SCREEN_H_MIN ? c->h / 2 - 7 : 5,
        second = second_of_day(session->locked_at);
    canvas_box(c, x, y, BOX_W, 12, ROLE_RULE, _("Locked"));
    canvas_printf(c, x + 3, y + 2, ROLE_TITLE, _("%s rests"), s->desk->office->desk);
    char since[40];
    snprintf(since, sizeof since, _("since %02d:%02d"), second / 3600, second / 60 % 60);
    canvas_put_right(c, x + BOX_W - 3, y + 2, ROLE_MUTED, since);
    char held[120];
    held_words(held, sizeof held, lock);
    canvas_put(c, x + 3, y + 4, BOX_W - 6, ROLE_BASE, _("Somebody holds this desk."));
    canvas_put(c, x + 3, y + 5, BOX_W - 6, ROLE_BASE, held);
    int at = x + 3;
    if (has_secret(s)) {
        const char *label = session->staff.has_pin ? _("PIN") : _("Password");
        at = canvas_print(c, at, y + 7, ROLE_MUTED, label) + 2;
        editor_draw_box(&lock->secret, c, at, y + 7, 24, true);
    } else {
        canvas_put(c, at, y + 7, BOX_W - 6, ROLE_MUTED, _("No PIN is set: Enter opens it."));
        frame_focus(c, at, y + 7);
    }
    canvas_hint(c, x + 3, y + 9, BOX_W - 6, ROLE_MUTED, _("F2  somebody else sits at this desk"));
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct lock *lock = s->state;
    draw_box(s, c);
    if (lock->sign)
        draw_sign(s, c);
    else
        frame_say(c, _("Dear citizens, please go to the next desk."));
}

static void close_(struct screen *s)
{
    struct lock *lock = s->state;
    if (lock->secret.text)
        explicit_bzero(lock->secret.text, sizeof *lock->secret.text * (size_t)lock->secret.cap);
    editor_release(&lock->secret);
}

const struct screen_class screen_lock = {
    .name = "lock",
    .title = N_("Locked"),
    .keys = keys,
    .state_size = sizeof(struct lock),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};
