/* ticket_store.c - the line's rows: taking a number, finding, listing, how fast it goes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/counter.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"
#include "dossier/ticket_private.h"
#include "people/permission.h"

#define PACE_SERVED  30   /* newest served tickets whose median is the pace */
#define PACE_LEAST   3    /* fewer tell nothing */
#define PACE_SECONDS 1800 /* a desk that called nobody for so long is not counted on */

#define COLUMNS                                                                                                        \
    "t.id, t.label, t.service, t.priority, t.state, t.arrived_at, t.called_at, t.ended_at, t.desk, t.calls,"           \
    " t.pending, t.heard_at, t.served_before, t.turn,"                                                                 \
    " (SELECT d.code FROM ticket_dossier l JOIN dossier d ON d.id = l.dossier_id"                                      \
    "   WHERE l.ticket_id = t.id ORDER BY d.id LIMIT 1),"                                                              \
    " (SELECT count(*) FROM ticket_dossier l WHERE l.ticket_id = t.id)"                                                \
    " FROM ticket t"

const char *ticket_today(char out[ISO_DAY_SIZE], const struct office *of)
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
        .calls = (int)stmt_int(q, 9), .pending = stmt_int(q, 10) != 0, .heard_at = stmt_int(q, 11),
        .served_before = stmt_int(q, 12), .turn = (int)stmt_int(q, 13), .dossiers = (int)stmt_int(q, 15) };
    snprintf(t->label, sizeof t->label, "%s", stmt_text(q, 1));
    snprintf(t->priority, sizeof t->priority, "%s", stmt_text(q, 3));
    snprintf(t->desk, sizeof t->desk, "%s", stmt_text(q, 8));
    snprintf(t->dossier, sizeof t->dossier, "%s", stmt_text(q, 14));
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

enum rc ticket_by_label(struct ticket *ret, const struct office *of, const char *label, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(of->db, "SELECT " COLUMNS " WHERE t.day = :day AND t.label = :label");
    stmt_bind_text(q, ":day", ticket_today(day, of));
    stmt_bind_text(q, ":label", label);
    enum rc rc = take_one(ret, q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, rc, "no_ticket", N_("There is no ticket %.10s today"), label);
    return rc;
}

enum rc ticket_here(struct ticket *ret, const struct office *of, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(of->db, "SELECT " COLUMNS " WHERE t.day = :day AND t.desk = :desk AND t.state = 'called'");
    stmt_bind_text(q, ":day", ticket_today(day, of));
    stmt_bind_text(q, ":desk", of->desk);
    enum rc rc = take_one(ret, q, e);
    if (rc == RC_NOT_FOUND)
        *ret = (struct ticket){ 0 };
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc ticket_ended_by(
    struct ticket *ret, const struct office *of, const struct ticket *called, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(of->db, "SELECT " COLUMNS " WHERE t.day = :day AND t.desk = :desk AND t.state = 'served'"
                                     "   AND t.ended_at = :at AND t.turn < :turn ORDER BY t.turn DESC LIMIT 1");
    stmt_bind_text(q, ":day", ticket_today(day, of));
    stmt_bind_text(q, ":desk", of->desk);
    stmt_bind_int(q, ":at", called->called_at);
    stmt_bind_int(q, ":turn", called->turn);
    enum rc rc = take_one(ret, q, e);
    if (rc == RC_NOT_FOUND)
        *ret = (struct ticket){ 0 };
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* --- writing --- */

enum rc ticket_note(
    const struct office *of, const char *action, const struct ticket *t, const char *dossier, struct err *e)
{
    AUTO_JS payload = js_object();
    js_put_text(payload, "priority", *t->priority ? t->priority : NULL);
    if (dossier)
        js_put_text(payload, "dossier", dossier);
    return journal_append(NULL, NULL, of,
        &(struct journal_entry){
            .action = action, .object_kind = "ticket", .object = t->label, .payload = payload },
        e);
}

static void bind_time(struct stmt *q, const char *name, int64_t at)
{
    if (at)
        stmt_bind_int(q, name, at); /* what is not bound is NULL: not yet */
}

enum rc ticket_update(const struct office *of, const struct ticket *t, struct err *e)
{
    char service[2] = { t->service, '\0' };
    struct stmt *q = stmt_of(of->db,
        "UPDATE ticket"
        "   SET service = :service, state = :state, pending = :pending, called_at = :called, heard_at = :heard,"
        "       ended_at = :ended, served_before = :before, desk = :desk, calls = :calls, turn = :turn"
        " WHERE id = :id");
    stmt_bind_text(q, ":service", service);
    stmt_bind_text(q, ":state", ticket_state_slug(t->state));
    stmt_bind_int(q, ":pending", t->pending);
    bind_time(q, ":called", t->called_at);
    bind_time(q, ":heard", t->heard_at);
    bind_time(q, ":ended", t->ended_at);
    stmt_bind_int(q, ":before", t->served_before);
    stmt_bind_text(q, ":desk", t->desk);
    stmt_bind_int(q, ":calls", t->calls);
    stmt_bind_int(q, ":turn", t->turn);
    stmt_bind_int(q, ":id", t->id);
    return stmt_run(q, e);
}

/* --- taking a number --- */

static enum rc next_number(int64_t *ret, struct db *db, char service, const char *day, struct err *e)
{
    char name[16];
    snprintf(name, sizeof name, "ticket:%c", service);
    enum rc rc = counter_next(ret, db, name, day, 1, e);
    if (rc)
        return rc;
    return *ret <= TICKETS_A_DAY ? RC_OK
                                 : err_set(e, RC_REFUSED, "tickets_full", N_("No more tickets in this group today"));
}

static enum rc insert(struct ticket *t, const struct office *of, const char *day, struct err *e)
{
    char service[2] = { t->service, '\0' };
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO ticket (day, label, service, priority, state, pending, arrived_at, desk)"
        " VALUES (:day, :label, :service, :priority, 'waiting', :pending, :at, :desk)");
    stmt_bind_text(q, ":day", day);
    stmt_bind_text(q, ":label", t->label);
    stmt_bind_text(q, ":service", service);
    stmt_bind_text(q, ":priority", t->priority);
    stmt_bind_int(q, ":pending", t->pending);
    stmt_bind_int(q, ":at", t->arrived_at);
    stmt_bind_text(q, ":desk", t->desk);
    enum rc rc = stmt_run(q, e);
    if (!rc)
        t->id = db_last_id(of->db);
    return rc;
}

enum rc ticket_check_service(char service, struct err *e)
{
    return service >= 'A' && service <= 'Z'
        ? RC_OK
        : err_set(e, RC_REFUSED, "service", N_("A service group is one letter, A to Z"));
}

static enum rc may_take(const struct office *of, char service, const char *priority, struct err *e)
{
    enum rc rc = permission_check(of->role, ACTION_INTAKE, e);
    if (!rc)
        rc = ticket_check_service(service, e);
    if (!rc && priority && *priority && !ticket_priority_known(priority))
        rc = err_set(e, RC_REFUSED, "priority", N_("Priority is elderly, disabled, pregnant, infant or merit"));
    return rc;
}

static enum rc take(struct ticket *ret, const struct office *of, struct ticket t, struct err *e)
{
    char day[ISO_DAY_SIZE];
    int64_t number = 0;
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = next_number(&number, of->db, t.service, ticket_today(day, of), e);
    snprintf(t.label, sizeof t.label, "%c%03d", t.service, (int)(number % 1000));
    if (!rc)
        rc = insert(&t, of, day, e);
    if (!rc)
        rc = ticket_note(of, "ticket_taken", &t, NULL, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (!rc)
        *ret = t;
    return rc;
}

static struct ticket begin_with(const struct office *of, char service, const char *priority)
{
    struct ticket t = { .service = service, .state = TICKET_WAITING, .arrived_at = clock_now(of->clock) };
    snprintf(t.priority, sizeof t.priority, "%s", priority ? priority : "");
    return t;
}

enum rc ticket_take(struct ticket *ret, const struct office *of, char service, const char *priority, struct err *e)
{
    enum rc rc = may_take(of, service, priority, e);
    return rc ? rc : take(ret, of, begin_with(of, service, priority), e);
}

enum rc ticket_take_pending(
    struct ticket *ret, const struct office *of, char service, const char *priority, struct err *e)
{
    struct ticket t = begin_with(of, service, priority);
    t.pending = true;
    snprintf(t.desk, sizeof t.desk, "%s", of->desk ? of->desk : "");
    enum rc rc = may_take(of, service, priority, e);
    return rc ? rc : take(ret, of, t, e);
}

/* --- lists --- */

static enum rc count_day(size_t *ret, struct db *db, const char *day, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT count(*) FROM ticket WHERE day = :day");
    stmt_bind_text(q, ":day", day);
    return stmt_count(ret, q, e);
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

/* --- the rule's memory and the pace --- */

enum rc ticket_run(int *ret, const struct office *of, const char *services, int limit, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(of->db,
        "SELECT priority <> '' FROM ticket"
        " WHERE day = :day AND turn > 0 AND (:services IS NULL OR instr(:services, service))"
        " ORDER BY turn DESC LIMIT :limit");
    stmt_bind_text(q, ":day", ticket_today(day, of));
    stmt_bind_text(q, ":services", services && *services ? services : NULL);
    stmt_bind_int(q, ":limit", limit);
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

static int shorter_first(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static enum rc median_served(int64_t *ret, const struct office *of, struct err *e)
{
    int64_t times[PACE_SERVED];
    size_t n = 0;
    struct stmt *q = stmt_of(of->db,
        "SELECT ended_at - called_at + served_before FROM ticket"
        " WHERE state = 'served' AND called_at IS NOT NULL ORDER BY id DESC LIMIT :limit");
    stmt_bind_int(q, ":limit", PACE_SERVED);
    for (bool row = true; row && n < PACE_SERVED;) {
        enum rc rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (row)
            times[n++] = stmt_int(q, 0);
    }
    stmt_done(q);
    qsort(times, n, sizeof *times, shorter_first);
    *ret = n >= PACE_LEAST && times[n / 2] > 0 ? times[n / 2] : 0;
    return RC_OK;
}

enum rc ticket_pace(struct ticket_pace *ret, const struct office *of, struct err *e)
{
    char day[ISO_DAY_SIZE];
    *ret = (struct ticket_pace){ 0 };
    enum rc rc = median_served(&ret->serve, of, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(of->db, "SELECT count(DISTINCT desk) FROM ticket"
                                     " WHERE day = :day AND desk <> '' AND called_at >= :since");
    stmt_bind_text(q, ":day", ticket_today(day, of));
    stmt_bind_int(q, ":since", clock_now(of->clock) - PACE_SECONDS);
    rc = stmt_one(q, e);
    if (rc)
        return rc;
    ret->desks = (int)stmt_int(q, 0);
    stmt_done(q);
    return RC_OK;
}
