/* session.c - see session.h. */
#include "desk/session.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/office.h"
#include "base/text.h"
#include "book/book.h"
#include "book/keyboard.h"
#include "book/settings.h"
#include "catalog/find.h"
#include "desk/desk.h"
#include "desk/route.h"
#include "desk/term/terminal.h"
#include "desk/typing.h"

#define COUNT_EVERY_MS 2000
#define SLOW_SECONDS   60

/* --- words --- */

const char *age_words(char out[AGE_SIZE], int64_t seconds)
{
    if (seconds < 10)
        snprintf(out, AGE_SIZE, "%s", _("just now"));
    else if (seconds < 60)
        snprintf(out, AGE_SIZE, _("%d seconds"), (int)(seconds / 10 * 10));
    else if (seconds < 2 * 3600)
        snprintf(out, AGE_SIZE, _("%d minutes"), (int)(seconds / 60));
    else if (seconds < 3 * DAY_SECONDS)
        snprintf(out, AGE_SIZE, _("%d hours"), (int)(seconds / 3600));
    else
        snprintf(out, AGE_SIZE, _("%d days"), (int)(seconds / DAY_SECONDS));
    return out;
}

enum line_state portal_words(
    char *out, size_t size, const struct delivery_counts *line, bool configured, int64_t now)
{
    char age[AGE_SIZE];
    int64_t since = now - line->answered_at;
    if (!configured) {
        snprintf(out, size, "%s", _("No portal set"));
        return LINE_NONE;
    }
    if (!line->answered_at && !line->tried_at) {
        snprintf(out, size, "%s", _("Portal not asked yet"));
        return LINE_NONE;
    }
    if (!line->answered_at || (line->trouble[0] && line->tried_at > line->answered_at)) {
        snprintf(
            out, size, _("Portal lost %s"), age_words(age, line->answered_at ? since : now - line->tried_at));
        return LINE_LOST;
    }
    snprintf(out, size, _("Portal %s"), age_words(age, since));
    return since < SLOW_SECONDS ? LINE_GOOD : LINE_SLOW;
}

void name_short(char *out, size_t size, const char *name)
{
    const char *last = strrchr(name, ' ');
    size_t first = text_grapheme_next(name, strlen(name));
    if (!last || name[first] == ' ')
        snprintf(out, size, "%s", name);
    else
        snprintf(out, size, "%.*s.%s", (int)first, name, last);
    utf8_mend(out);
}

const char *unit_short(const char *unit)
{
    static const char *const heads[] = { "UBND xã ", "UBND phường ", "UBND đặc khu ", "Ủy ban nhân dân xã ",
        "Ủy ban nhân dân phường ", "UBND " };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (strncmp(unit, heads[i], strlen(heads[i])) == 0)
            return unit + strlen(heads[i]);
    return unit;
}

/* --- the header --- */

static bool portal_configured(struct db *db)
{
    AUTO_ARENA a = { 0 };
    const char *url = setting_text(db, "portal.url", &a);
    return url && *url;
}

void session_recount(struct session *s)
{
    s->counted_at = 0;
}

const struct delivery_counts *session_counts(struct session *s)
{
    int64_t ms = clock_mono_ms(s->desk->clock);
    if (s->counted_at && ms + 1 - s->counted_at < COUNT_EVERY_MS)
        return &s->counts;
    int64_t now = clock_now(s->desk->clock);
    s->counted_at = ms + 1;
    s->portal_set = portal_configured(s->office->db);
    /* a count that cannot be read keeps the last one: the header has no place for a storage error */
    struct delivery_counts all, portal;
    if (delivery_count(&all, s->office->db, NULL, now, NULL) == RC_OK)
        s->counts = all;
    if (delivery_count(&portal, s->office->db, "portal", now, NULL) == RC_OK)
        s->portal = portal;
    return &s->counts;
}

static int waiting(const struct delivery_counts *counts)
{
    int64_t n = 0;
    for (int i = 1; i < DELIVERY_STATES; i++)
        n += i == DELIVERY_DONE ? 0 : counts->by_state[i];
    return (int)n;
}

static void header(struct desk *d, struct header *ret)
{
    struct session *s = session_of(d);
    errands_poll(s);
    const struct delivery_counts *counts = session_counts(s);
    snprintf(ret->commune, sizeof ret->commune, "%s", unit_short(s->office->book->unit_name));
    utf8_mend(ret->commune);
    snprintf(ret->desk, sizeof ret->desk, "%s", s->office->desk);
    utf8_mend(ret->desk);
    ret->person[0] = '\0';
    if (s->staff.id && !s->locked_at)
        name_short(ret->person, sizeof ret->person, s->staff.name);
    ret->line = portal_words(ret->portal, sizeof ret->portal, &s->portal, s->portal_set, ret->now);
    utf8_mend(ret->portal);
    ret->waiting = waiting(counts);
    if (counts->oldest_at) {
        char age[AGE_SIZE];
        snprintf(ret->oldest, sizeof ret->oldest, "%s", age_words(age, ret->now - counts->oldest_at));
        utf8_mend(ret->oldest);
    }
}

/* --- opening --- */

struct session *session_of(const struct desk *desk)
{
    return desk->header_context;
}

static void read_keyboard(struct session *s, struct desk *d)
{
    bool tested = true;
    if (!d->terminal->name) /* a keyboard that cannot be read up counts as whole */
        return;
    if (keyboard_load(&d->missing_keys, &tested, s->office, d->terminal->name, NULL) == RC_OK)
        d->keys_untested = !tested;
}

enum rc session_name_desk(struct session *s, const char *name, struct err *e)
{
    enum rc rc = desk_name_keep(s->desk_name, s->office->db, s->machine, name, e);
    if (!rc)
        read_keyboard(s, s->desk); /* kept per desk */
    return rc;
}

static void tie(struct session *s, struct desk *d)
{
    struct db *db = s->office->db;
    AUTO_ARENA a = { 0 };
    d->office = s->office;
    d->header = header;
    d->header_context = s;
    d->on_scan = route_scan;
    d->is_scan = route_is_scan;
    d->is_strange = route_is_strange_card;
    d->practice = s->office->book->practice;
    d->sound = setting_true(db, "sound");
    mouse_use(d, setting_true(db, "mouse"));
    d->lock_after_ms = setting_int(db, "lock.idle_minutes") * 60000;
    read_keyboard(s, d);
    typing_begin(d, setting_text(db, "typing.method", &a), setting_text(db, "typing.tone_style", &a));
}

enum rc session_open(struct session *ret, struct desk *desk, struct office *office, struct err *e)
{
    *ret = (struct session){
        .desk = desk, .office = office, .peer_id = office->staff_id, .child = { .out = -1 }
    };
    if (!office->db || !office->book)
        return err_set(e, RC_NOT_FOUND, "no_book", N_("The desk needs a book; motcua init makes one."));
    ret->machine = office->desk;
    desk_name_of(ret->desk_name, office->db, ret->machine);
    office->desk = ret->desk_name;
    tie(ret, desk);
    session_sign_out(ret);
    return RC_OK;
}

void session_close(struct session *s)
{
    if (!s)
        return;
    if (s->machine)
        s->office->desk = s->machine; /* the name lives in the session */
    errands_release(s);
    print_check_release(&s->prints);
    finder_close(s->finder); /* the desk itself is closed before its session */
    s->finder = NULL;
}

/* --- signing in --- */

bool session_by_enter(const struct session *s, const struct staff *staff)
{
    struct day today = day_of(clock_now(s->desk->clock));
    bool seen = staff->last_seen_at && day_compare(day_of(staff->last_seen_at), today) == 0;
    return staff->id && staff->id == s->peer_id && !staff->has_password && !(staff->has_pin && seen);
}

static void seat(struct session *s, const struct staff *staff)
{
    s->staff = *staff;
    s->office->staff_id = staff->id;
    s->office->staff_name = s->staff.name;
    s->office->staff_title = s->staff.title;
    s->office->role = staff->role;
    s->locked_at = 0;
    s->desk->lock = "lock";
}

void session_sign_out(struct session *s)
{
    s->staff = (struct staff){ 0 };
    s->office->staff_id = 0;
    s->office->staff_name = NULL;
    s->office->staff_title = NULL;
    s->office->role = ROLE_NONE;
    s->locked_at = 0;
    s->desk->lock = NULL;
    finder_close(s->finder);
    s->finder = NULL;
}

enum rc session_sign_in(struct session *s, const char *login, const char *secret, struct err *e)
{
    struct staff staff;
    enum rc rc;
    if (!secret)
        rc = staff_sign_in_as_peer(&staff, s->office, login, s->peer_id, e);
    else if (pin_check(secret, NULL) == RC_OK) /* six to eight digits are no password */
        rc = staff_unlock(&staff, s->office, login, secret, e);
    else
        rc = staff_sign_in(&staff, s->office, login, secret, e);
    if (!rc)
        seat(s, &staff);
    return rc;
}

enum rc session_finder(struct finder **ret, struct session *s, struct err *e)
{
    if (!s->finder) {
        enum rc rc = finder_open(&s->finder, s->office, day_of(clock_now(s->desk->clock)), e);
        if (rc)
            return rc;
    }
    *ret = s->finder;
    return RC_OK;
}

/* --- lock --- */

void session_lock(struct session *s)
{
    struct desk *d = s->desk;
    s->locked_at = clock_now(d->clock);
    d->lock = NULL;       /* not once more over a help page */
    d->message[0] = '\0'; /* it may hold a name */
    d->blink = false;
}

enum rc session_unlock(struct session *s, const char *secret, struct err *e)
{
    char login[STAFF_LOGIN_SIZE];
    snprintf(login, sizeof login, "%s", s->staff.login);
    return session_sign_in(s, login, secret, e);
}

void session_change_person(struct session *s)
{
    struct desk *d = s->desk;
    for (struct screen *screen = d->top; screen; screen = screen->below)
        if (screen->class->on_event)
            screen->class->on_event(screen, &(struct event){ .kind = EVENT_HANGUP });
    session_sign_out(s);
    desk_home(d);
    d->message[0] = '\0';
    if (d->top && screen_replace(d->top, "signin", NULL))
        d->quit = true; /* nobody's screen must not stay open */
}
