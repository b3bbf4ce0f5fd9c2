/* ticket_store.c - the line's rows. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"
#include "dossier/dossier.h"
#include "dossier/ticket.h"
#include "people/permission.h"

#define COLUMNS                                                                                                       \
    "t.id, t.label, t.service, t.priority, t.state, t.arrived_at, t.called_at, t.ended_at, t.desk, t.calls, d.code"   \
    " FROM ticket t LEFT JOIN dossier d ON d.id = t.dossier_id"

static const char *today(char out[ISO_DAY_SIZE], const struct office *of)
{
    return iso_day(out, day_of(clock_now(of->clock)));
}

static enum ticket_state state_of(const char *slug)
{
    for (enum ticket_state s = TICKET_WAITING; s < TICKET_STATES; s++)
        if (strcmp(ticket_state_slug(s), slug) == 0)
            return s;
    return TICKET_CANCELLED;
}

static void read_ticket(struct ticket *t, struct stmt *q)
{
    *t = (struct ticket){ .id = stmt_int(q, 0), .service = stmt_text(q, 2)[0], .state = state_of(stmt_text(q, 4)),
        .arrived_at = stmt_int(q, 5), .called_at = stmt_int(q, 6), .ended_at = stmt_int(q, 7),
        .calls = (int)stmt_int(q, 9) };
    snprintf(t->label, sizeof t->label, "%s", stmt_text(q, 1));
    snprintf(t->priority, sizeof t->priority, "%s", stmt_text(q, 3));
    snprintf(t->desk, sizeof t->desk, "%s", stmt_text(q, 8));
    snprintf(t->dossier, sizeof t->dossier, "%s", stmt_text(q, 10));
}

/* --- finding --- */

static enum rc take_one(struct ticket *ret, struct stmt *q, struct err *e)
{
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    read_ticket(ret, q);
    stmt_done(q);
    return RC_OK;
}

static enum rc by_label(struct ticket *ret, const struct office *of, const char *label, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(of->db, "SELECT " COLUMNS " WHERE t.day = :day AND t.label = :label");
    stmt_bind_text(q, ":day", today(day, of));
    stmt_bind_text(q, ":label", label);
    enum rc rc = take_one(ret, q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, rc, "no_ticket", N_("There is no ticket %.10s today"), label);
    return rc;
}

/* This desk's ticket; id 0 when nobody is here. */
static enum rc at_desk(struct ticket *ret, const struct office *of, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(of->db, "SELECT " COLUMNS " WHERE t.day = :day AND t.desk = :desk AND t.state = 'called'");
    stmt_bind_text(q, ":day", today(day, of));
    stmt_bind_text(q, ":desk", of->desk);
    enum rc rc = take_one(ret, q, e);
    if (rc == RC_NOT_FOUND)
        ret->id = 0;
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc must_be_here(struct ticket *ret, const struct office *of, struct err *e)
{
    enum rc rc = at_desk(ret, of, e);
    if (!rc && !ret->id)
        return err_set(e, RC_NOT_FOUND, "no_ticket", N_("No ticket was called to this desk"));
    return rc;
}

/* --- writing --- */

static enum rc note(const struct office *of, const char *action, const struct ticket *t, struct err *e)
{
    AUTO_JS payload = js_object();
    js_put_text(payload, "priority", *t->priority ? t->priority : NULL);
    return journal_append(NULL, NULL, of,
        &(struct journal_entry){
            .action = action, .object_kind = "ticket", .object = t->label, .payload = payload },
        e);
}

static enum rc update(const struct office *of, const struct ticket *t, struct err *e)
{
    char service[2] = { t->service, '\0' };
    struct stmt *q = stmt_of(of->db,
        "UPDATE ticket SET service = :service, state = :state, called_at = :called, ended_at = :ended, desk = :desk,"
        "    calls = :calls WHERE id = :id");
    stmt_bind_text(q, ":service", service);
    stmt_bind_text(q, ":state", ticket_state_slug(t->state));
    if (t->called_at)
        stmt_bind_int(q, ":called", t->called_at);
    if (t->ended_at)
        stmt_bind_int(q, ":ended", t->ended_at);
    stmt_bind_text(q, ":desk", t->desk);
    stmt_bind_int(q, ":calls", t->calls);
    stmt_bind_int(q, ":id", t->id);
    return stmt_run(q, e);
}

static enum rc next_number(int64_t *ret, struct db *db, char service, const char *day, struct err *e)
{
    char name[16];
    snprintf(name, sizeof name, "ticket:%c", service);
    struct stmt *q = stmt_of(db,
        "INSERT INTO counter (name, day, last) VALUES (:name, :day, 1)"
        " ON CONFLICT (name, day) DO UPDATE SET last = last + 1 RETURNING last");
    stmt_bind_text(q, ":name", name);
    stmt_bind_text(q, ":day", day);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    *ret = stmt_int(q, 0);
    stmt_done(q);
    return *ret <= TICKETS_A_DAY ? RC_OK
                                 : err_set(e, RC_REFUSED, "tickets_full", N_("No more tickets in this group today"));
}

static enum rc insert(struct ticket *t, const struct office *of, const char *day, struct err *e)
{
    char service[2] = { t->service, '\0' };
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO ticket (day, label, service, priority, state, arrived_at)"
        " VALUES (:day, :label, :service, :priority, 'waiting', :at)");
    stmt_bind_text(q, ":day", day);
    stmt_bind_text(q, ":label", t->label);
    stmt_bind_text(q, ":service", service);
    stmt_bind_text(q, ":priority", t->priority);
    stmt_bind_int(q, ":at", t->arrived_at);
    enum rc rc = stmt_run(q, e);
    if (!rc)
        t->id = db_last_id(of->db);
    return rc;
}

static enum rc check_service(char service, struct err *e)
{
    return service >= 'A' && service <= 'Z'
        ? RC_OK
        : err_set(e, RC_REFUSED, "service", N_("A service group is one letter, A to Z"));
}

enum rc ticket_take(struct ticket *ret, const struct office *of, char service, const char *priority, struct err *e)
{
    char day[ISO_DAY_SIZE];
    int64_t number = 0;
    struct ticket t = { .service = service, .state = TICKET_WAITING, .arrived_at = clock_now(of->clock) };
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_INTAKE, e);
    if (!rc)
        rc = check_service(service, e);
    if (!rc && priority && *priority && !ticket_priority_known(priority))
        rc = err_set(e, RC_REFUSED, "priority", N_("Priority is elderly, disabled, pregnant, infant or merit"));
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = next_number(&number, of->db, service, today(day, of), e);
    snprintf(t.label, sizeof t.label, "%c%03d", service, (int)(number % 1000));
    snprintf(t.priority, sizeof t.priority, "%s", priority ? priority : "");
    if (!rc)
        rc = insert(&t, of, day, e);
    if (!rc)
        rc = note(of, "ticket_taken", &t, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (!rc)
        *ret = t;
    return rc;
}

/* --- calling --- */

/* How many priority tickets in a row were called last in these groups today. */
static enum rc run_of(int *ret, const struct office *of, const char *services, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(of->db,
        "SELECT priority <> '' FROM ticket"
        " WHERE day = :day AND called_at IS NOT NULL AND (:services IS NULL OR instr(:services, service))"
        " ORDER BY called_at DESC, id DESC LIMIT 2");
    stmt_bind_text(q, ":day", today(day, of));
    stmt_bind_text(q, ":services", services);
    *ret = 0;
    for (bool row = true, counting = true; row;) {
        enum rc rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        counting = counting && row && stmt_int(q, 0);
        *ret += counting;
    }
    return RC_OK;
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

static enum rc end_current(const struct office *of, enum ticket_state state, struct err *e)
{
    struct ticket current;
    enum rc rc = at_desk(&current, of, e);
    if (rc || !current.id)
        return rc;
    current.state = state;
    current.ended_at = clock_now(of->clock);
    return update(of, &current, e);
}

static enum rc bring(struct ticket *t, const struct office *of, struct err *e)
{
    t->state = TICKET_CALLED;
    t->called_at = clock_now(of->clock);
    t->ended_at = 0;
    t->calls++;
    snprintf(t->desk, sizeof t->desk, "%s", of->desk ? of->desk : "");
    enum rc rc = update(of, t, e);
    return rc ? rc : note(of, "ticket_called", t, e);
}

static enum rc choose(struct ticket *ret, const struct office *of, const char *services, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct ticket *waiting = NULL;
    size_t count = 0;
    int run = 0;
    enum rc rc = run_of(&run, of, services, e);
    if (!rc)
        rc = waiting_in(&waiting, &count, of, services, &a, e);
    int next = rc ? -1 : ticket_next(waiting, count, run);
    if (!rc && next < 0)
        return err_set(e, RC_NOT_FOUND, "nobody_waits", N_("Nobody waits in this line"));
    if (!rc)
        *ret = waiting[next];
    return rc;
}

/* The frame of every step at a desk: rights, transaction, `step`, commit. */
typedef enum rc (*desk_step)(struct ticket *t, const struct office *of, const char *word, char service, struct err *e);

static enum rc at_work(struct ticket *ret, const struct office *of, desk_step step, const char *word, char service,
    struct err *e)
{
    struct ticket t = { 0 };
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_INTAKE, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = step(&t, of, word, service, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (!rc)
        *ret = t;
    return rc;
}

static enum rc call_step(struct ticket *t, const struct office *of, const char *services, char service, struct err *e)
{
    (void)service;
    enum rc rc = end_current(of, TICKET_SERVED, e);
    if (!rc)
        rc = choose(t, of, services, e);
    return rc ? rc : bring(t, of, e);
}

enum rc ticket_call(struct ticket *ret, const struct office *of, const char *services, struct err *e)
{
    return at_work(ret, of, call_step, services, 0, e);
}

static enum rc recall_step(struct ticket *t, const struct office *of, const char *label, char service, struct err *e)
{
    struct ticket here = { 0 };
    (void)service;
    enum rc rc = at_desk(&here, of, e);
    if (!rc && (!label || (here.id && strcmp(here.label, label) == 0))) {
        rc = must_be_here(t, of, e);
        if (rc)
            return rc;
        t->calls++;
        rc = update(of, t, e);
        return rc ? rc : note(of, "ticket_called", t, e);
    }
    if (!rc && here.id)
        return err_set(e, RC_REFUSED, "desk_busy", N_("%s is at this desk; end or skip it first"), here.label);
    if (!rc)
        rc = by_label(t, of, label, e);
    if (!rc && t->state != TICKET_SKIPPED)
        return err_set(e, RC_REFUSED, "not_skipped", N_("%s was not skipped"), t->label);
    return rc ? rc : bring(t, of, e);
}

enum rc ticket_recall(struct ticket *ret, const struct office *of, const char *label, struct err *e)
{
    return at_work(ret, of, recall_step, label, 0, e);
}

static enum rc end_step(struct ticket *t, const struct office *of, enum ticket_state state, struct err *e)
{
    enum rc rc = must_be_here(t, of, e);
    if (rc)
        return rc;
    t->state = state;
    t->ended_at = clock_now(of->clock);
    rc = update(of, t, e);
    return rc ? rc : note(of, state == TICKET_SKIPPED ? "ticket_skipped" : "ticket_served", t, e);
}

static enum rc skip_step(struct ticket *t, const struct office *of, const char *word, char service, struct err *e)
{
    (void)word, (void)service;
    return end_step(t, of, TICKET_SKIPPED, e);
}

static enum rc done_step(struct ticket *t, const struct office *of, const char *word, char service, struct err *e)
{
    (void)word, (void)service;
    return end_step(t, of, TICKET_SERVED, e);
}

enum rc ticket_skip(struct ticket *ret, const struct office *of, struct err *e)
{
    return at_work(ret, of, skip_step, NULL, 0, e);
}

enum rc ticket_done(struct ticket *ret, const struct office *of, struct err *e)
{
    return at_work(ret, of, done_step, NULL, 0, e);
}

/* --- moving between lines --- */

static enum rc transfer_step(struct ticket *t, const struct office *of, const char *label, char service, struct err *e)
{
    enum rc rc = check_service(service, e);
    if (!rc)
        rc = by_label(t, of, label, e);
    if (!rc && (t->state == TICKET_SERVED || t->state == TICKET_CANCELLED))
        rc = err_set(e, RC_REFUSED, "ticket_over", N_("%s is over already"), t->label);
    if (rc)
        return rc;
    t->service = service;
    t->state = TICKET_WAITING;
    t->called_at = t->ended_at = 0;
    t->desk[0] = '\0';
    rc = update(of, t, e);
    return rc ? rc : note(of, "ticket_transferred", t, e);
}

enum rc ticket_transfer(
    struct ticket *ret, const struct office *of, const char *label, char service, struct err *e)
{
    return at_work(ret, of, transfer_step, label, service, e);
}

static enum rc cancel_step(struct ticket *t, const struct office *of, const char *label, char service, struct err *e)
{
    (void)service;
    enum rc rc = by_label(t, of, label, e);
    if (!rc && t->state != TICKET_WAITING)
        rc = err_set(e, RC_REFUSED, "ticket_over", N_("Only a ticket that waits can be cancelled"));
    if (rc)
        return rc;
    t->state = TICKET_CANCELLED;
    t->ended_at = clock_now(of->clock);
    rc = update(of, t, e);
    return rc ? rc : note(of, "ticket_cancelled", t, e);
}

enum rc ticket_cancel(struct ticket *ret, const struct office *of, const char *label, struct err *e)
{
    return at_work(ret, of, cancel_step, label, 0, e);
}

static enum rc link_step(struct ticket *t, const struct office *of, const char *code, char service, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier d;
    (void)service;
    enum rc rc = must_be_here(t, of, e);
    if (!rc)
        rc = dossier_load(&d, of->db, &a, code, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(of->db, "UPDATE ticket SET dossier_id = :dossier WHERE id = :id");
    stmt_bind_int(q, ":dossier", d.id);
    stmt_bind_int(q, ":id", t->id);
    snprintf(t->dossier, sizeof t->dossier, "%s", d.code);
    return stmt_run(q, e);
}

enum rc ticket_link(struct ticket *ret, const struct office *of, const char *code, struct err *e)
{
    return at_work(ret, of, link_step, code, 0, e);
}

/* --- the list --- */

static enum rc count_day(size_t *ret, struct db *db, const char *day, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT count(*) FROM ticket WHERE day = :day");
    stmt_bind_text(q, ":day", day);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    *ret = (size_t)stmt_int(q, 0);
    stmt_done(q);
    return RC_OK;
}

enum rc ticket_list(
    struct ticket **ret, size_t *count, const struct office *of, struct day day, struct arena *a, struct err *e)
{
    char text[ISO_DAY_SIZE];
    size_t room = 0, n = 0;
    enum rc rc = count_day(&room, of->db, iso_day(text, day), e);
    struct ticket *list = rc ? NULL : arena_array(a, room + 1, sizeof *list);
    if (rc || !list)
        return rc ? rc : err_no_memory(e);
    struct stmt *q = stmt_of(of->db, "SELECT " COLUMNS " WHERE t.day = :day ORDER BY t.arrived_at, t.id");
    stmt_bind_text(q, ":day", text);
    for (bool row = true; row && n < room;) {
        rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (row)
            read_ticket(&list[n++], q);
    }
    stmt_done(q);
    *ret = list;
    *count = n;
    return RC_OK;
}
