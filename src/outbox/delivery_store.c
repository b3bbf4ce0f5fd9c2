/* delivery_store.c - the SQL of sending: claimed, finished, listed; see delivery.h for the promises. */
#include "base/arena.h"
#include "base/i18n.h"
#include "book/db.h"
#include "book/tx.h"
#include "outbox/delivery.h"

/* What every reading query selects, in the order read_row expects. */
#define COLUMNS                                                                                              \
    "d.id, d.event_seq, d.dossier_id, d.target, d.state, d.attempts, d.not_before, d.created_at,"            \
    " coalesce(d.done_at, 0), d.answer, d.field, d.remote_id, s.code,"                                       \
    " coalesce(json_extract(s.applicant, '$.name'), ''), v.action, coalesce(v.payload, '')"
#define JOINED "delivery d JOIN dossier s ON s.id = d.dossier_id JOIN event v ON v.seq = d.event_seq"

static void read_row(struct delivery *d, struct stmt *q, struct arena *a)
{
    d->id = stmt_int(q, 0);
    d->event_seq = stmt_int(q, 1);
    d->dossier_id = stmt_int(q, 2);
    d->target = stmt_copy(q, 3, a);
    d->state = delivery_state_of(stmt_text(q, 4));
    d->attempts = (int)stmt_int(q, 5);
    d->next_at = stmt_int(q, 6);
    d->created_at = stmt_int(q, 7);
    d->done_at = stmt_int(q, 8);
    d->answer = stmt_copy(q, 9, a);
    d->field = stmt_copy(q, 10, a);
    d->remote_id = stmt_copy(q, 11, a);
    d->dossier = stmt_copy(q, 12, a);
    d->applicant = stmt_copy(q, 13, a);
    d->event = stmt_copy(q, 14, a);
    d->facts = stmt_copy(q, 15, a);
}

static enum rc read_rows(
    struct delivery *rows, size_t *count, size_t max, struct stmt *q, struct arena *a, struct err *e)
{
    for (*count = 0; *count < max;) {
        bool more = false;
        enum rc rc = stmt_next(q, &more, e);
        if (rc || !more)
            return rc;
        read_row(&rows[(*count)++], q, a);
    }
    stmt_done(q);
    return RC_OK;
}

/* --- claiming --- */

/* Leases whose sender died. What it sent, if anything, is unknown: the next sender asks first. */
static enum rc expire(struct db *db, const char *target, int64_t now, struct err *e)
{
    struct stmt *q = stmt_of(db, "UPDATE delivery SET state = 'unknown', lease_owner = '', not_before = :now"
                                 " WHERE target = :target AND state = 'sending' AND lease_until < :now");
    stmt_bind_text(q, ":target", target);
    stmt_bind_int(q, ":now", now);
    return stmt_run(q, e);
}

/* The oldest open delivery of each dossier, when it is due. Held and refused ones keep their dossier waiting:
 * the states of a dossier must reach the far side in order. */
static enum rc find_due(
    int64_t *ids, size_t *count, struct db *db, const char *target, int64_t now, size_t max, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT d.id FROM delivery d"
        " WHERE d.target = :target AND d.state IN ('waiting', 'unknown') AND d.not_before <= :now"
        "   AND NOT EXISTS (SELECT 1 FROM delivery earlier"
        "                    WHERE earlier.dossier_id = d.dossier_id AND earlier.target = d.target"
        "                      AND earlier.event_seq < d.event_seq AND earlier.state <> 'done'"
        "                      AND NOT (earlier.message AND earlier.state IN ('refused', 'held')))"
        " ORDER BY d.event_seq"
        " LIMIT :max");
    stmt_bind_text(q, ":target", target);
    stmt_bind_int(q, ":now", now);
    stmt_bind_int(q, ":max", (int64_t)max);
    for (*count = 0;;) {
        bool more = false;
        enum rc rc = stmt_next(q, &more, e);
        if (rc || !more)
            return rc;
        ids[(*count)++] = stmt_int(q, 0);
    }
}

static enum rc lease(struct db *db, int64_t id, const char *owner, int64_t now, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "UPDATE delivery"
        "   SET state = 'sending', attempts = attempts + 1, lease_owner = :owner, lease_until = :until"
        " WHERE id = :id");
    stmt_bind_int(q, ":id", id);
    stmt_bind_text(q, ":owner", owner);
    stmt_bind_int(q, ":until", now + DELIVERY_LEASE);
    return stmt_run(q, e);
}

/* The row as it will be under the lease. */
static enum rc read_claimed(struct delivery *d, struct db *db, int64_t id, struct arena *a, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT " COLUMNS ","
        "       NOT EXISTS (SELECT 1 FROM delivery earlier"
        "                    WHERE earlier.dossier_id = d.dossier_id AND earlier.target = d.target"
        "                      AND earlier.event_seq < d.event_seq AND earlier.state = 'done')"
        "  FROM " JOINED " WHERE d.id = :id");
    stmt_bind_int(q, ":id", id);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    read_row(d, q, a);
    d->first = stmt_int(q, 16);
    d->unsure = d->state == DELIVERY_UNKNOWN;
    d->state = delivery_next(d->state, DELIVERY_CLAIM);
    d->attempts++;
    stmt_done(q);
    return RC_OK;
}

#define CLAIM_MAX 64

enum rc delivery_claim(struct delivery **ret, size_t *count, struct db *db, const char *target,
    const char *owner, int64_t now, size_t max, struct arena *a, struct err *e)
{
    int64_t ids[CLAIM_MAX];
    size_t found = 0;
    AUTO_TX tx = tx_for(db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = expire(db, target, now, e);
    if (!rc)
        rc = find_due(ids, &found, db, target, now, max < CLAIM_MAX ? max : CLAIM_MAX, e);
    struct delivery *rows = rc || !found ? NULL : arena_array(a, found, sizeof *rows);
    for (size_t i = 0; !rc && i < found; i++) {
        rc = rows ? read_claimed(&rows[i], db, ids[i], a, e) : err_no_memory(e);
        if (!rc)
            rc = lease(db, ids[i], owner, now, e);
    }
    if (!rc && arena_failed(a))
        rc = err_no_memory(e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (rc)
        return rc;
    *ret = rows;
    *count = found;
    return RC_OK;
}

static enum rc run_for_target(struct db *db, struct stmt *q, const char *target, struct err *e)
{
    AUTO_TX tx = tx_for(db);
    enum rc rc = tx_begin(&tx, e);
    if (rc)
        return rc;
    stmt_bind_text(q, ":target", target);
    rc = stmt_run(q, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc delivery_free_leases(struct db *db, const char *target, struct err *e)
{
    return run_for_target(db,
        stmt_of(db, "UPDATE delivery SET state = 'unknown', lease_owner = '', not_before = 0"
                    " WHERE target = :target AND state = 'sending'"),
        target, e);
}

enum rc delivery_make_due(struct db *db, const char *target, struct err *e)
{
    return run_for_target(db,
        stmt_of(db, "UPDATE delivery SET not_before = 0"
                    " WHERE target = :target AND state IN ('waiting', 'unknown')"),
        target, e);
}

/* --- finishing --- */

static enum rc check_owner(struct db *db, struct err *e)
{
    if (db_changes(db) == 1)
        return RC_OK;
    return err_set(e, RC_CONFLICT, "lease_lost", N_("Another sender has taken over this delivery"));
}

enum rc delivery_finish(struct db *db, int64_t id, const char *owner, const struct delivery_result *result,
    int64_t now, struct err *e)
{
    enum delivery_state state = delivery_next(DELIVERY_SENDING, result->event);
    AUTO_TX tx = tx_for(db);
    enum rc rc = tx_begin(&tx, e);
    if (rc)
        return rc;
    struct stmt *q =
        stmt_of(db, "UPDATE delivery"
                    "   SET state = :state, lease_owner = '', lease_until = 0, not_before = :not_before,"
                    "       answer = :answer, field = :field,"
                    "       remote_id = CASE :remote_id WHEN '' THEN remote_id ELSE :remote_id END,"
                    "       done_at = CASE :state WHEN 'done' THEN :now END"
                    " WHERE id = :id AND state = 'sending' AND lease_owner = :owner");
    stmt_bind_text(q, ":state", delivery_state_name(state));
    stmt_bind_int(q, ":not_before", result->not_before);
    stmt_bind_text(q, ":answer", result->answer ? result->answer : "");
    stmt_bind_text(q, ":field", result->field ? result->field : "");
    stmt_bind_text(q, ":remote_id", result->remote_id ? result->remote_id : "");
    stmt_bind_int(q, ":now", now);
    stmt_bind_int(q, ":id", id);
    stmt_bind_text(q, ":owner", owner);
    rc = stmt_run(q, e);
    if (!rc)
        rc = check_owner(db, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc delivery_mark_taken(
    struct db *db, int64_t id, const char *owner, const char *remote_id, struct err *e)
{
    AUTO_TX tx = tx_for(db);
    enum rc rc = tx_begin(&tx, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(db, "UPDATE delivery SET remote_id = :remote_id"
                                 " WHERE id = :id AND state = 'sending' AND lease_owner = :owner");
    stmt_bind_text(q, ":remote_id", remote_id);
    stmt_bind_int(q, ":id", id);
    stmt_bind_text(q, ":owner", owner);
    rc = stmt_run(q, e);
    if (!rc)
        rc = check_owner(db, e);
    return rc ? rc : tx_commit(&tx, e);
}

/* --- reading --- */

enum rc delivery_list(struct delivery **ret, size_t *count, struct db *db,
    const struct delivery_filter *filter, struct arena *a, struct err *e)
{
    size_t limit = filter->limit ? filter->limit : 1000;
    struct delivery *rows = arena_array(a, limit, sizeof *rows);
    if (!rows)
        return err_no_memory(e);
    struct stmt *q = stmt_of(db, "SELECT " COLUMNS " FROM " JOINED " WHERE (:state = '' OR d.state = :state)"
                                 "   AND (:state <> '' OR :with_done OR d.state <> 'done')"
                                 "   AND CASE :target WHEN '' THEN d.message = 0 ELSE d.target = :target END"
                                 "   AND (:dossier = 0 OR d.dossier_id = :dossier)"
                                 " ORDER BY d.state <> 'refused', d.event_seq, d.target"
                                 " LIMIT :limit");
    stmt_bind_text(q, ":state", filter->state ? delivery_state_name(filter->state) : "");
    stmt_bind_int(q, ":with_done", filter->with_done);
    stmt_bind_text(q, ":target", filter->target ? filter->target : "");
    stmt_bind_int(q, ":dossier", filter->dossier_id);
    stmt_bind_int(q, ":limit", (int64_t)limit);
    enum rc rc = read_rows(rows, count, limit, q, a, e);
    if (!rc && arena_failed(a))
        rc = err_no_memory(e);
    *ret = rows;
    return rc;
}

enum rc delivery_show(struct delivery *ret, struct db *db, int64_t id, struct arena *a, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT " COLUMNS " FROM " JOINED " WHERE d.id = :id");
    stmt_bind_int(q, ":id", id);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(
            e, rc, "no_such_delivery", N_("There is no delivery with the number %lld"), (long long)id);
    if (rc)
        return rc;
    *ret = (struct delivery){ 0 };
    read_row(ret, q, a);
    stmt_done(q);
    return arena_failed(a) ? err_no_memory(e) : RC_OK;
}
