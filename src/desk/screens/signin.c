/* signin.c - opens the till in seconds, and shows before the first citizen comes whether the tools work. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/office.h"
#include "base/text.h"
#include "base/viet.h"
#include "book/book.h"
#include "desk/checks.h"
#include "desk/desk.h"
#include "desk/session.h"
#include "desk/signin_desk.h"
#include "desk/widget_list.h"
#include "people/permission.h"

#define BOX_W     64
#define LIST_ROWS 4
#define SECRET_W  26
#define NAME_TYPED 40

struct signin {
    struct staff *staff;
    size_t count;
    struct list list;
    struct editor secret;
    bool typing; /* the cursor is in the password field */
    char wanted[NAME_TYPED]; /* letters typed on the list: a name is looked for */
    struct checks checks;
};

static const struct staff *chosen(const struct signin *st)
{
    return st->count ? &st->staff[st->list.at] : NULL;
}

static bool by_enter(const struct screen *s)
{
    const struct staff *staff = chosen(s->state);
    return staff && session_by_enter(session_of(s->desk), staff);
}

/* Who may open a desk; the one of this Unix user, else the last one seen, first. */
static enum rc load(struct screen *s, struct err *e)
{
    struct signin *st = s->state;
    struct session *session = session_of(s->desk);
    struct staff *all;
    size_t count, best = 0;
    enum rc rc = staff_list(&all, &count, session->office->db, &s->arena, e);
    if (rc)
        return rc;
    st->staff = all;
    st->count = 0;
    for (size_t i = 0; i < count; i++)
        if (!all[i].locked)
            st->staff[st->count++] = all[i];
    for (size_t i = 0; i < st->count; i++) {
        if (st->staff[i].id == session->peer_id) {
            best = i;
            break;
        }
        if (st->staff[i].last_seen_at > st->staff[best].last_seen_at)
            best = i;
    }
    rc = list_set_count(&st->list, (int)st->count, e);
    st->list.at = (int)best;
    return rc;
}

static void look_at_tools(struct screen *s)
{
    struct signin *st = s->state;
    struct session *session = session_of(s->desk);
    if (session->look)
        session->look(st->checks.rows, session);
    else
        checks_look(&st->checks, session);
    if (st->checks.pid)
        s->desk->hurry_ms = 200;
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument;
    struct signin *st = s->state;
    struct session *session = session_of(s->desk);
    if (!session)
        return err_set(e, RC_NOT_FOUND, "no_book", N_("The desk needs a book; motcua init makes one."));
    st->secret.kind = EDITOR_SECRET;
    st->secret.max = 200;
    st->list.digits = true;
    session_sign_out(session);
    look_at_tools(s);
    enum rc rc = load(s, e);
    if (!rc && session->office->book->practice)
        desk_say(s->desk, ROLE_BASE,
            N_("Practice book: nothing is sent, papers say SAMPLE, the people are invented."));
    else if (!rc)
        desk_say(s->desk, ROLE_BASE,
            N_("The desk opens without the portal, too: dossiers stay safe here, sent later."));
    return rc;
}

/* --- signing in --- */

static bool needs_password_first(const struct screen *s, const struct staff *staff)
{
    struct day today = day_of(clock_now(s->desk->clock));
    return staff->has_password &&
           (!staff->last_seen_at || day_compare(day_of(staff->last_seen_at), today) != 0);
}

/* Which of the reasons it was: how many tries are left, how long the wait is, or that the day begins with the
 * password.
 */
static void say_refusal(struct screen *s, const struct staff *before, const char *typed)
{
    struct desk *d = s->desk;
    struct staff now = *before;
    if (staff_by_login(&now, d->office->db, before->login, NULL))
        now = *before;
    int64_t wait = now.blocked_until - clock_now(d->clock);
    if (wait > 0)
        desk_say(d, ROLE_ERROR, N_("Too many tries. This account waits %d seconds; a colleague may sign in."),
            (int)wait);
    else if (pin_check(typed, NULL) == RC_OK && needs_password_first(s, before))
        desk_say(d, ROLE_WARN,
            N_("The first time of a day needs the password; the PIN opens the lock afterwards."));
    else if (now.failures)
        desk_say(d, ROLE_ERROR, N_("Not right yet. %d more tries, then a wait of %d seconds."),
            STAFF_FAILURES_FREE + 1 - now.failures, STAFF_WAIT_FIRST);
    else
        desk_say(d, ROLE_ERROR, N_("This account cannot sign in here; ask an administrator for a password."));
    desk_beep(d, 2);
}

static void advise(struct screen *s, const struct staff *staff)
{
    if (!staff->has_password && !s->desk->practice)
        desk_say(
            s->desk, ROLE_WARN, N_("No password yet: anybody here is you. Set one: motcua staff passwd"));
    else
        desk_say(s->desk, ROLE_OK, N_("The desk is open. Nobody but %s works under this name."), staff->name);
}

static void enter(struct screen *s)
{
    struct signin *st = s->state;
    struct session *session = session_of(s->desk);
    struct err e = { 0 };
    struct staff staff = *chosen(st);
    AUTO_STRING typed = editor_text(&st->secret);
    bool alone = by_enter(s) && typed && !*typed;
    enum rc rc = session_sign_in(session, staff.login, alone ? NULL : typed ? typed : "", &e);
    if (typed)
        explicit_bzero(typed, strlen(typed));
    if (rc == RC_REFUSED) {
        AUTO_STRING shape = editor_text(&st->secret);
        say_refusal(s, &staff, shape ? shape : "");
        if (shape)
            explicit_bzero(shape, strlen(shape));
    } else if (rc) {
        desk_say_error(s->desk, &e);
    }
    editor_reset(&st->secret);
    if (!rc && screen_replace(s, "home", NULL) == RC_OK)
        advise(s, &session->staff);
}

static void confirm(struct screen *s)
{
    struct signin *st = s->state;
    if (!st->count)
        desk_refuse(s->desk);
    else if (st->typing || by_enter(s))
        enter(s);
    else
        st->typing = true;
}

/* --- keys --- */

static void keytest(struct screen *s)
{
    desk_push_named(s->desk, "keytest", NULL);
}

static bool can_practise(const struct screen *s)
{
    return !s->desk->practice;
}

static void practise(struct screen *s)
{
    struct err e = { 0 };
    if (session_practice(session_of(s->desk), &e))
        desk_say_error(s->desk, &e);
    else
        desk_say(s->desk, ROLE_BASE, N_("Back from practice. This is the real book again."));
}

static void back(struct screen *s)
{
    struct signin *st = s->state;
    if (!st->typing) {
        screen_close(s);
        return;
    }
    st->typing = false;
    editor_reset(&st->secret);
}

static const char *back_label(const struct screen *s)
{
    const struct signin *st = s->state;
    return st->typing ? _("Back to the names") : NULL;
}

static const struct key_row keys[] = {
    { K_ENTER, "signin.open", N_("Open the desk"), N_("Sign in with the chosen name"), NULL, confirm },
    { K_F(1), "signin.help", N_("Help"), N_("Show every key"), NULL, NULL },
    { K_F(2), "signin.keytest", N_("Test the keys"), N_("Which keys reach the desk on this keyboard"), NULL,
        keytest },
    { K_F(4), "signin.desk", N_("Desk"), N_("What this desk is called: from the list, or typed"), NULL,
        signin_ask_desk },
    { K_F(6), "signin.practice", N_("Practice"),
        N_("Open the practice desk: invented people, nothing is sent"), can_practise, practise },
    { K_ESC, "signin.quit", N_("End"), N_("Leave the program"), NULL, back },
    { 0 },
};

static enum used type(struct screen *s, uint32_t code)
{
    struct signin *st = s->state;
    enum edit did = editor_key(&st->secret, code, TYPING_OFF);
    if (did == EDIT_REFUSED)
        desk_refuse(s->desk);
    return did == EDIT_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

/* Whether a word of the name begins so, marks or not. */
static bool begins_so(const char *name, const char *wanted)
{
    AUTO_BUF plain = buf_limit(1024), start = buf_limit(1024);
    if (viet_fold(&plain, name, strlen(name)) || viet_fold(&start, wanted, strlen(wanted)))
        return false;
    size_t n = strlen(buf_text(&start));
    for (const char *word = buf_text(&plain); word; word = strchr(word, ' ') ? strchr(word, ' ') + 1 : NULL)
        if (strncmp(word, buf_text(&start), n) == 0)
            return true;
    return false;
}

/* "lan" goes to Hoàng Thị Lan; a letter that fits nobody is refused. */
static enum used look_for(struct screen *s, uint32_t code)
{
    struct signin *st = s->state;
    char letter[5], wanted[NAME_TYPED];
    glyph_encode(letter, code);
    snprintf(wanted, sizeof wanted, "%s%s", st->wanted, letter);
    for (size_t i = 0; i < st->count; i++)
        if (begins_so(st->staff[i].name, wanted)) {
            st->list.at = (int)i;
            memcpy(st->wanted, wanted, sizeof wanted);
            return EVENT_USED;
        }
    desk_refuse(s->desk);
    return EVENT_USED;
}

static enum used choose(struct screen *s, uint32_t code)
{
    struct signin *st = s->state;
    enum list_did did = list_key(&st->list, code);
    if (did == LIST_ENTER && code != K_ENTER)
        st->typing = !by_enter(s); /* a digit chooses; Enter opens */
    if (did == LIST_UNUSED && key_is_text(code) && code != K_SPACE)
        return look_for(s, code);
    if (did != LIST_UNUSED)
        st->wanted[0] = '\0';
    if (did == LIST_REFUSED && code != K_BACKSPACE)
        desk_refuse(s->desk);
    return did == LIST_UNUSED || code == K_ENTER ? EVENT_UNUSED : EVENT_USED;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct signin *st = s->state;
    if (event->kind == EVENT_TICK)
        look_at_tools(s);
    if (event->kind == EVENT_CLICK)
        st->typing = st->count && event->object == &st->secret;
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (event->key == K_UP || event->key == K_DOWN || event->key == K_TAB || event->key == K_BACK_TAB) {
        if (st->typing)
            editor_reset(&st->secret);
        bool tab = event->key == K_TAB || event->key == K_BACK_TAB;
        st->typing = tab && !st->typing && st->count;
        return tab ? EVENT_USED : choose(s, event->key);
    }
    return st->typing ? type(s, event->key) : choose(s, event->key);
}

/* --- picture --- */

static void seen_words(char *out, size_t size, int64_t at, int64_t now)
{
    struct day day = day_of(at);
    int second = second_of_day(at);
    if (!at)
        snprintf(out, size, "%s", _("never"));
    else if (day_compare(day, day_of(now)) == 0)
        snprintf(out, size, "%02d:%02d", second / 3600, second / 60 % 60);
    else
        snprintf(out, size, "%02d/%02d %02d:%02d", day.d, day.m, second / 3600, second / 60 % 60);
}

static void draw_person(const void *context, int row, struct canvas *c, int x, int y, int width)
{
    const struct screen *s = context;
    const struct signin *st = s->state;
    const struct staff *staff = &st->staff[row];
    char seen[32];
    seen_words(seen, sizeof seen, staff->last_seen_at, clock_now(s->desk->clock));
    canvas_put(c, x + 1, y, 21, ROLE_BASE, staff->name);
    canvas_put(
        c, x + 23, y, width - 23 - 12, ROLE_MUTED, staff->title[0] ? staff->title : role_name(staff->role));
    canvas_put_right(c, x + width, y, ROLE_MUTED, seen);
}

static void draw_check(struct canvas *c, int x, int y, int width, const struct check *check)
{
    static const struct {
        char mark;
        const char *shown;
        enum role role;
    } marks[] = { { 'v', "✓", ROLE_OK }, { '.', "·", ROLE_MUTED }, { '!', "!", ROLE_ERROR },
        { 'o', "◌", ROLE_BUSY }, { '?', "?", ROLE_WARN } };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].mark == check->mark)
            canvas_print(c, x, y, marks[i].role, marks[i].shown);
    canvas_put(c, x + 2, y, width - 2, ROLE_BASE, check->text);
}

static void draw_secret(const struct screen *s, struct canvas *c, int x, int y)
{
    struct signin *st = s->state;
    const char *label = _("Password or PIN");
    int at = x + text_columns(label) + 2;
    canvas_print(c, x, y, ROLE_MUTED, label);
    canvas_place(c, &(struct place){ x, y, BOX_W - 6, 1, .object = &st->secret });
    if (st->typing)
        editor_draw_box(&st->secret, c, at, y, SECRET_W, true);
    else
        canvas_put(c, at, y, SECRET_W + 6, ROLE_MUTED,
            !st->count    ? ""
            : by_enter(s) ? _("not needed: Enter opens")
                          : _("Enter, then type it"));
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct signin *st = s->state;
    int x = (c->w - BOX_W) / 2, top = ROW_BODY, in = x + 3;
    int rows = LIST_ROWS + (c->h - SCREEN_H_MIN < 5 ? c->h - SCREEN_H_MIN : 5), h = rows + 12;
    canvas_box(c, x, top, BOX_W, h, ROLE_RULE, _("Open the desk"));
    char called[80];
    snprintf(called, sizeof called, _("Desk %s"), s->desk->office->desk);
    int right = canvas_put_right(c, x + BOX_W - 3, top + 2, ROLE_MUTED, called);
    canvas_put(c, in, top + 2, right - in - 2, ROLE_TITLE, s->desk->office->book->unit_name);
    int after = canvas_print(c, in, top + 4, ROLE_MUTED, _("On duty"));
    canvas_print(c, after + 2, top + 4, ROLE_TITLE, st->wanted);
    canvas_put_right(c, x + BOX_W - 3, top + 4, ROLE_MUTED, _("last seen"));
    draw_secret(s, c, in, top + 6 + rows);
    list_draw(&st->list, c, in, top + 5, BOX_W - 6, rows, !st->typing,
        _("Nobody yet. An administrator runs: motcua staff add"), draw_person, s);
    for (int i = 0; i < CHECKS; i++)
        draw_check(c, in + i % 2 * 30, top + 8 + rows + i / 2, 28, &st->checks.rows[i]);
    if (s->desk->keys_untested)
        frame_hint(c, _("F2 once on a new machine: some terminals keep F1 or F10 for themselves"));
    else
        frame_hint(c, _("choose by digit or arrow, Enter, type the password or PIN, Enter"));
}

static void close_(struct screen *s)
{
    struct signin *st = s->state;
    list_release(&st->list);
    checks_end(&st->checks);
    if (st->secret.text)
        explicit_bzero(st->secret.text, sizeof *st->secret.text * (size_t)st->secret.cap);
    editor_release(&st->secret);
}

const struct screen_class screen_signin = {
    .name = "signin",
    .title = N_("Open the desk"),
    .keys = keys,
    .state_size = sizeof(struct signin),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
    .back = back_label,
};
