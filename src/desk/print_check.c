/* print_check.c - see print_check.h. */
#include "desk/print_check.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/office.h"
#include "desk/desk.h"
#include "desk/session.h"
#include "desk/widget_dialog.h"
#include "people/permission.h"

#define FRESH_SECONDS 60 /* younger ones may just be at work at another desk */

/* Enter from habit must decide nothing, so the first way is to leave it. */
enum { LATER, CAME_OUT, DID_NOT };

static bool next_print(struct print_check *check, const struct desk *d)
{
    enum rc rc = print_unsure_next(
        &check->print, d->office->db, check->asked, clock_now(d->clock) - FRESH_SECONDS, NULL);
    return !rc && check->print.id;
}

static void begin(struct print_check *check, struct desk *d, int64_t staff)
{
    static const char *const words[] = { "open", "--json", NULL };
    print_check_release(check);
    check->staff = staff;
    check->over = !permission_has(d->office->role, ACTION_PRINT) || !next_print(check, d);
    if (!check->over && worker_start(&check->worker, d->office, "motcua-paper", words, NULL))
        check->worker.ended = true; /* then the person alone knows */
}

/* --- the question --- */

static void answered(struct screen *home, void *context, int line)
{
    const struct print_check *check = context;
    struct err e = { 0 };
    if (line != CAME_OUT && line != DID_NOT)
        return;
    enum rc rc = print_set_state(home->desk->office, check->print.id,
        line == CAME_OUT ? "confirmed" : "failed", line == CAME_OUT ? "" : _("it did not come out"), &e);
    if (rc)
        desk_say_error(home->desk, &e);
    else if (line == CAME_OUT)
        desk_say(home->desk, ROLE_OK, N_("Noted: the paper of %s came out."), check->print.code);
    else
        desk_say(home->desk, ROLE_OK, N_("Noted. Please print it again: dossier %s."), check->print.code);
}

static void ask(struct screen *home, struct print_check *check)
{
    char text[400];
    struct day day = day_of(check->print.at);
    int second = second_of_day(check->print.at);
    check->asked = check->print.id;
    snprintf(text, sizeof text,
        _("Dossier %s: %s\nwent to the printer on %02d/%02d at %02d:%02d. Nobody said whether it came out."),
        check->print.code, print_kind_words(check->print.kind), day.d, day.m, second / 3600,
        second / 60 % 60);
    enum rc rc = dialog_ask(home, &(struct dialog){ .title = _("Did this paper come out?"),
                                      .text = text,
                                      .lines = { _("Ask me later"), _("It came out"),
                                          _("It did not: the next print takes its number") },
                                      .line_chosen = answered,
                                      .context = check });
    (void)rc; /* without room for a question it comes at the next sign-in */
}

void print_check_look(struct screen *home)
{
    struct session *s = session_of(home->desk);
    if (!s || !s->staff.id)
        return;
    struct print_check *check = &s->prints;
    if (check->staff != s->staff.id)
        begin(check, home->desk, s->staff.id);
    if (check->over || home->desk->top != home)
        return;
    if (!check->worker.ended) {
        worker_poll(&check->worker, 0);
        return;
    }
    check->over = !next_print(check, home->desk);
    if (!check->over)
        ask(home, check);
}

void print_check_release(struct print_check *check)
{
    worker_release(&check->worker);
    *check = (struct print_check){ .worker = { .out = -1, .err = -1 } };
}
