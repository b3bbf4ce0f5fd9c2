/* ticket_call_store.c - the steps of a desk with the line: call, recall, skip, end, send on, cancel, link. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "book/db.h"
#include "book/tx.h"
#include "dossier/dossier.h"
#include "dossier/ticket_private.h"
#include "people/permission.h"

/* What a step is told besides the desk. */
struct wish {
    const char *label, *services, *code;
    char service;
};

/* The frame of every step: rights, transaction, `step`, commit. */
typedef enum rc (*desk_step)(struct ticket *t, const struct office *of, const struct wish *wish, struct err *e);

static enum rc at_work(
    struct ticket *ret, const struct office *of, desk_step step, const struct wish *wish, struct err *e)
{
    struct ticket t = { 0 };
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_INTAKE, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = step(&t, of, wish, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (!rc)
        *ret = t;
    return rc;
}

static enum rc must_be_here(struct ticket *ret, const struct office *of, struct err *e)
{
    enum rc rc = ticket_here(ret, of, e);
    if (!rc && !ret->id)
        return err_set(e, RC_NOT_FOUND, "no_ticket", N_("No ticket was called to this desk"));
    return rc;
}

/* Writes the ticket and the journal's line about it. */
static enum rc keep(const struct office *of, const char *action, const struct ticket *t, struct err *e)
{
    enum rc rc = ticket_update(of, t, e);
    return rc ? rc : ticket_note(of, action, t, NULL, e);
}

/* --- calling --- */

static enum rc end_current(const struct office *of, struct err *e)
{
    struct ticket current;
    enum rc rc = ticket_here(&current, of, e);
    if (rc || !current.id)
        return rc;
    current.state = TICKET_SERVED;
    current.ended_at = clock_now(of->clock);
    return keep(of, "ticket_served", &current, e);
}

static enum rc waiting_in(struct ticket **ret, size_t *count, const struct office *of, const char *services,
    struct arena *a, struct err *e)
{
    size_t all = 0, n = 0;
    enum rc rc = ticket_list(ret, &all, of, day_of(clock_now(of->clock)), a, e);
    for (size_t i = 0; i < all && !rc; i++)
        if ((*ret)[i].state == TICKET_WAITING && (!services || strchr(services, (*ret)[i].service)))
            (*ret)[n++] = (*ret)[i];
    *count = n;
    return rc;
}

static enum rc choose(struct ticket *ret, const struct office *of, const char *services, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct ticket_setup setup;
    struct ticket *waiting = NULL;
    size_t count = 0;
    int run = 0;
    ticket_setup(&setup, of);
    enum rc rc = ticket_run(&run, of, services, setup.limit, e);
    if (!rc)
        rc = waiting_in(&waiting, &count, of, services, &a, e);
    int next = rc ? -1 : ticket_next(waiting, count, run, setup.limit);
    if (!rc && next < 0)
        return err_set(e, RC_NOT_FOUND, "nobody_waits", N_("Nobody waits in this line"));
    if (!rc)
        *ret = waiting[next];
    return rc;
}

/* The turns of a day count up whoever calls, so that two desks in one second still have an order. */
static enum rc next_turn(int *ret, const struct office *of, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(of->db, "SELECT coalesce(max(turn), 0) + 1 FROM ticket WHERE day = :day");
    stmt_bind_text(q, ":day", ticket_today(day, of));
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    *ret = (int)stmt_int(q, 0);
    stmt_done(q);
    return RC_OK;
}

static enum rc bring(struct ticket *t, const struct office *of, struct err *e)
{
    t->state = TICKET_CALLED;
    t->called_at = t->heard_at = clock_now(of->clock);
    t->ended_at = 0;
    t->calls++;
    snprintf(t->desk, sizeof t->desk, "%s", of->desk ? of->desk : "");
    return keep(of, "ticket_called", t, e);
}

static enum rc call_step(struct ticket *t, const struct office *of, const struct wish *wish, struct err *e)
{
    enum rc rc = end_current(of, e);
    if (!rc)
        rc = choose(t, of, wish->services, e);
    if (!rc)
        rc = next_turn(&t->turn, of, e);
    return rc ? rc : bring(t, of, e);
}

enum rc ticket_call(struct ticket *ret, const struct office *of, const char *services, struct err *e)
{
    const struct wish wish = { .services = services && *services ? services : NULL };
    return at_work(ret, of, call_step, &wish, e);
}

static enum rc call_again(struct ticket *t, const struct office *of, struct err *e)
{
    t->calls++;
    t->heard_at = clock_now(of->clock);
    return keep(of, "ticket_called", t, e);
}

/* Back from "absent": its turn was had, so the rule's order is not touched. */
static enum rc recall_step(struct ticket *t, const struct office *of, const struct wish *wish, struct err *e)
{
    struct ticket here = { 0 };
    enum rc rc = ticket_here(&here, of, e);
    if (!rc && (!wish->label || (here.id && strcmp(here.label, wish->label) == 0))) {
        rc = must_be_here(t, of, e);
        return rc ? rc : call_again(t, of, e);
    }
    if (!rc && here.id)
        return err_set(e, RC_REFUSED, "desk_busy", N_("%s is at this desk; end or skip it first"), here.label);
    if (!rc)
        rc = ticket_by_label(t, of, wish->label, e);
    if (!rc && t->state != TICKET_SKIPPED)
        return err_set(e, RC_REFUSED, "not_skipped", N_("%s was not skipped"), t->label);
    return rc ? rc : bring(t, of, e);
}

enum rc ticket_recall(struct ticket *ret, const struct office *of, const char *label, struct err *e)
{
    return at_work(ret, of, recall_step, &(struct wish){ .label = label }, e);
}

/* --- a call by mistake --- */

/* As if it had not been called: the rule forgets this turn. */
static void uncall(struct ticket *t)
{
    t->state = TICKET_WAITING;
    t->called_at = t->heard_at = 0;
    t->turn = t->calls = 0;
    t->desk[0] = '\0';
}

static enum rc put_back_step(struct ticket *t, const struct office *of, const struct wish *wish, struct err *e)
{
    struct ticket before;
    (void)wish;
    enum rc rc = must_be_here(t, of, e);
    if (!rc && t->dossiers)
        rc = err_set(e, RC_REFUSED, "ticket_filed", N_("%s filed a dossier already; end or skip it"), t->label);
    if (!rc)
        rc = ticket_ended_by(&before, of, t, e);
    if (rc)
        return rc;
    uncall(t);
    rc = keep(of, "ticket_put_back", t, e); /* first: one desk serves one person */
    if (rc || !before.id)
        return rc;
    before.state = TICKET_CALLED;
    before.ended_at = 0;
    return keep(of, "ticket_called", &before, e);
}

enum rc ticket_put_back(struct ticket *ret, const struct office *of, struct err *e)
{
    return at_work(ret, of, put_back_step, &(struct wish){ 0 }, e);
}

/* --- the end of a call --- */

static enum rc end_here(
    struct ticket *t, const struct office *of, enum ticket_state state, const char *action, struct err *e)
{
    enum rc rc = must_be_here(t, of, e);
    if (rc)
        return rc;
    t->state = state;
    t->ended_at = clock_now(of->clock);
    return keep(of, action, t, e);
}

static enum rc skip_step(struct ticket *t, const struct office *of, const struct wish *wish, struct err *e)
{
    (void)wish;
    return end_here(t, of, TICKET_SKIPPED, "ticket_skipped", e);
}

static enum rc done_step(struct ticket *t, const struct office *of, const struct wish *wish, struct err *e)
{
    (void)wish;
    return end_here(t, of, TICKET_SERVED, "ticket_served", e);
}

enum rc ticket_skip(struct ticket *ret, const struct office *of, struct err *e)
{
    return at_work(ret, of, skip_step, &(struct wish){ 0 }, e);
}

enum rc ticket_done(struct ticket *ret, const struct office *of, struct err *e)
{
    return at_work(ret, of, done_step, &(struct wish){ 0 }, e);
}

/* --- moving between lines --- */

static enum rc transfer_step(struct ticket *t, const struct office *of, const struct wish *wish, struct err *e)
{
    enum rc rc = ticket_check_service(wish->service, e);
    if (!rc)
        rc = ticket_by_label(t, of, wish->label, e);
    if (!rc && (t->state == TICKET_SERVED || t->state == TICKET_CANCELLED))
        rc = err_set(e, RC_REFUSED, "ticket_over", N_("%s is over already"), t->label);
    if (rc)
        return rc;
    if (t->state == TICKET_CALLED)
        t->served_before += clock_now(of->clock) - t->called_at;
    t->service = wish->service;
    t->state = TICKET_WAITING;
    t->called_at = t->ended_at = 0;
    t->desk[0] = '\0';
    return keep(of, "ticket_transferred", t, e);
}

enum rc ticket_transfer(
    struct ticket *ret, const struct office *of, const char *label, char service, struct err *e)
{
    return at_work(ret, of, transfer_step, &(struct wish){ .label = label, .service = service }, e);
}

static enum rc cancel_step(struct ticket *t, const struct office *of, const struct wish *wish, struct err *e)
{
    enum rc rc = ticket_by_label(t, of, wish->label, e);
    if (!rc && t->state != TICKET_WAITING)
        rc = err_set(e, RC_REFUSED, "ticket_over", N_("Only a ticket that waits can be cancelled"));
    if (rc)
        return rc;
    t->state = TICKET_CANCELLED;
    t->ended_at = clock_now(of->clock);
    return keep(of, "ticket_cancelled", t, e);
}

enum rc ticket_cancel(struct ticket *ret, const struct office *of, const char *label, struct err *e)
{
    return at_work(ret, of, cancel_step, &(struct wish){ .label = label }, e);
}

static enum rc hand_step(struct ticket *t, const struct office *of, const struct wish *wish, struct err *e)
{
    enum rc rc = ticket_by_label(t, of, wish->label, e);
    if (!rc && t->state == TICKET_CANCELLED)
        rc = err_set(e, RC_REFUSED, "ticket_over", N_("%s was cancelled; take a new number"), t->label);
    if (rc || !t->pending)
        return rc;
    t->pending = false;
    t->desk[0] = '\0';
    return keep(of, "ticket_handed", t, e);
}

enum rc ticket_hand(struct ticket *ret, const struct office *of, const char *label, struct err *e)
{
    return at_work(ret, of, hand_step, &(struct wish){ .label = label }, e);
}

/* --- what was filed --- */

static enum rc link_step(struct ticket *t, const struct office *of, const struct wish *wish, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier d;
    enum rc rc = wish->label ? ticket_by_label(t, of, wish->label, e) : must_be_here(t, of, e);
    if (!rc)
        rc = dossier_load(&d, of->db, &a, wish->code, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(of->db, "INSERT INTO ticket_dossier (dossier_id, ticket_id) VALUES (:dossier, :ticket)"
                                     " ON CONFLICT (dossier_id) DO UPDATE SET ticket_id = :ticket");
    stmt_bind_int(q, ":dossier", d.id);
    stmt_bind_int(q, ":ticket", t->id);
    rc = stmt_run(q, e);
    if (!rc)
        rc = ticket_note(of, "ticket_linked", t, d.code, e);
    return rc ? rc : ticket_by_label(t, of, t->label, e);
}

enum rc ticket_link(
    struct ticket *ret, const struct office *of, const char *label, const char *code, struct err *e)
{
    return at_work(ret, of, link_step, &(struct wish){ .label = label, .code = code }, e);
}
