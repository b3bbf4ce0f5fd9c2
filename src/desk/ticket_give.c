/* ticket_give.c - see ticket_give.h. */
#include "desk/ticket_give.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/office.h"
#include "book/settings.h"
#include "desk/desk.h"
#include "desk/session.h"
#include "desk/widget_dialog.h"

#define LIST_X 10
#define LIST_Y (ROW_BODY + 1)

/* --- printing --- */

static void printed(struct desk *d, const struct errand *errand)
{
    struct err e = { 0 };
    struct ticket t = { 0 };
    if (errand->worker.status != 0)
        desk_say(d, ROLE_WARN, N_("Number %s was not printed: %s"), errand->about,
            *errand->worker.complaint ? errand->worker.complaint : _("the printer did not answer."));
    else if (ticket_hand(&t, d->office, errand->about, &e))
        desk_say_error(d, &e);
    else
        desk_say(d, ROLE_OK, N_("Number %s is printed. It stands in the line now."), errand->about);
}

void giving_print(struct screen *s, struct giving *g, const char *label)
{
    AUTO_ARENA a = { 0 };
    struct worker worker = { .out = -1, .err = -1 };
    struct err e = { 0 };
    char device[300];
    snprintf(device, sizeof device, "--thermal=%s", setting_text(s->desk->office->db, "printer.thermal", &a));
    const char *const words[] = { "ticket", label, device, NULL };
    desk_say(s->desk, ROLE_BUSY, N_("Printing number %s ..."), label);
    if (worker_start(&worker, s->desk->office, "motcua-paper", words, &e)) {
        desk_say_error(s->desk, &e);
        giving_settle(s, g, label);
    } else if (!errand_keep(session_of(s->desk), &worker, label, printed)) {
        worker_release(&worker);
        giving_settle(s, g, label); /* too much is on its way already: a person says what came out */
    } else {
        snprintf(g->printing, sizeof g->printing, "%s", label);
    }
}

/* --- a number nobody got --- */

enum { SETTLE_READ, SETTLE_PRINT, SETTLE_CANCEL };

static void settled(struct screen *asker, void *context, int line)
{
    struct giving *g = context;
    struct desk *d = asker->desk;
    struct err e = { 0 };
    struct ticket t = { 0 };
    if (line == SETTLE_PRINT) {
        giving_print(asker, g, g->label);
        return;
    }
    enum rc rc = line == SETTLE_READ ? ticket_hand(&t, d->office, g->label, &e)
                                     : ticket_cancel(&t, d->office, g->label, &e);
    if (rc)
        desk_say_error(d, &e);
    else if (line == SETTLE_READ)
        desk_say(d, ROLE_OK, N_("Number %s counts. Please read it to the citizen."), g->label);
    else
        desk_say(d, ROLE_OK, N_("Number %s is cancelled and will not be called."), g->label);
}

void giving_settle(struct screen *s, struct giving *g, const char *label)
{
    char text[300];
    if (label != g->label)
        snprintf(g->label, sizeof g->label, "%s", label);
    snprintf(text, sizeof text,
        _("Nobody has number %s yet: the printer did not say that it came out.\nUntil then it is not "
          "called."),
        label);
    enum rc rc = dialog_ask(s,
        &(struct dialog){ .title = _("Did the number come out?"),
            .text = text,
            .lines = { _("Read it out: the number counts"), _("Print it once more"), _("Cancel the number") },
            .line_chosen = settled,
            .context = g });
    (void)rc;
}

void giving_look(struct screen *s, struct giving *g, const struct waiting *w)
{
    const char *desk = s->desk->office->desk;
    for (size_t i = 0; i < w->count && s->desk->top == s; i++) {
        const struct ticket *t = &w->list[i];
        bool due = t->id > g->asked || strcmp(t->label, g->printing) == 0;
        if (t->state != TICKET_WAITING || !t->pending || !due || strcmp(t->desk, desk ? desk : "") != 0 ||
            errand_about(session_of(s->desk), t->label))
            continue;
        g->asked = t->id > g->asked ? t->id : g->asked;
        g->printing[0] = '\0';
        giving_settle(s, g, t->label);
    }
}

/* --- taking --- */

static void say_taken(struct desk *d, const struct ticket *t)
{
    if (*t->priority)
        desk_say(d, ROLE_OK, N_("Number %s, %s. Please read it to the citizen."), t->label,
            ticket_priority_words(t->priority));
    else
        desk_say(d, ROLE_OK, N_("Number %s. Please read it to the citizen."), t->label);
}

static void take(struct screen *s, struct giving *g, const char *priority)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    struct ticket t = { 0 };
    const struct office *of = s->desk->office;
    const char *printer = setting_text(of->db, "printer.thermal", &a);
    bool prints = printer && *printer && session_of(s->desk);
    enum rc rc = (prints ? ticket_take_pending : ticket_take)(&t, of, g->service, priority, &e);
    if (rc) {
        desk_say_error(s->desk, &e);
        return;
    }
    g->asked = t.id;                                              /* asked about when its print has ended */
    s->class->on_event(s, &(struct event){ .kind = EVENT_BACK }); /* the list shows it now */
    if (prints) {
        giving_print(s, g, t.label);
    } else {
        say_taken(s->desk, &t);
    }
}

static void priority_chosen(struct screen *asker, void *context, const struct pick_item *item)
{
    take(asker, context, item->id);
}

static void ask_priority(struct screen *s, struct giving *g)
{
    g->why[0] = (struct pick_item){ .id = "", .text = _("without priority") };
    for (int i = 1; i < PRIORITY_LINES; i++)
        g->why[i] = (struct pick_item){ .id = ticket_priorities[i - 1],
            .text = ticket_priority_words(ticket_priorities[i - 1]) };
    enum rc rc = pick_ask(s, &(struct pick){ .title = _("Priority"),
                                 .items = g->why,
                                 .count = PRIORITY_LINES,
                                 .x = LIST_X,
                                 .y = LIST_Y,
                                 .hint = _("Enter: without priority"),
                                 .chosen = priority_chosen,
                                 .context = g });
    (void)rc;
}

/* --- groups --- */

static void ask_group(struct screen *s, struct giving *g, const char *title,
    void (*chosen)(struct screen *, void *, const struct pick_item *))
{
    struct ticket_setup setup;
    ticket_setup(&setup, s->desk->office);
    for (int i = 0; i < setup.count; i++) {
        const struct ticket_group *group = &setup.groups[i];
        g->letters[i][0] = group->letter;
        g->letters[i][1] = '\0';
        snprintf(g->names[i], sizeof g->names[i], "%c  %s", group->letter, group->name);
        g->groups[i] = (struct pick_item){ .id = g->letters[i], .text = g->names[i] };
    }
    enum rc rc = pick_ask(s, &(struct pick){ .title = title,
                                 .items = g->groups,
                                 .count = setup.count,
                                 .x = LIST_X,
                                 .y = LIST_Y,
                                 .chosen = chosen,
                                 .context = g });
    (void)rc;
}

static void group_chosen(struct screen *asker, void *context, const struct pick_item *item)
{
    struct giving *g = context;
    g->service = item->id[0];
    ask_priority(asker, g);
}

void giving_ask(struct screen *s, struct giving *g)
{
    struct ticket_setup setup;
    ticket_setup(&setup, s->desk->office);
    if (setup.count > 1) {
        ask_group(s, g, _("Number for"), group_chosen);
        return;
    }
    g->service = setup.groups[0].letter;
    ask_priority(s, g);
}

static void sent_on(struct screen *asker, void *context, const struct pick_item *item)
{
    struct giving *g = context;
    struct err e = { 0 };
    struct ticket t = { 0 };
    if (ticket_transfer(&t, asker->desk->office, g->label, item->id[0], &e))
        desk_say_error(asker->desk, &e);
    else
        desk_say(asker->desk, ROLE_OK, N_("%s waits in group %s now and keeps its place by arrival."),
            t.label, item->id);
}

void giving_send_on(struct screen *s, struct giving *g, const char *label)
{
    char title[60];
    snprintf(g->label, sizeof g->label, "%s", label);
    snprintf(title, sizeof title, _("Send %s on to"), label);
    ask_group(s, g, title, sent_on);
}
