/* delivery_line_store.c - how the line stands: what waits, what went out today, the last answer. */
#include <stdio.h>

#include "base/date.h"
#include "base/text.h"
#include "book/db.h"
#include "book/tx.h"
#include "outbox/delivery.h"

static enum rc count_states(struct delivery_counts *ret, struct db *db, const char *target, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT state, count(*), min(created_at) FROM delivery"
        " WHERE state <> 'done' AND CASE :target WHEN '' THEN message = 0 ELSE target = :target END"
        " GROUP BY state");
    stmt_bind_text(q, ":target", target);
    for (;;) {
        bool more = false;
        enum rc rc = stmt_next(q, &more, e);
        if (rc || !more)
            return rc;
        ret->by_state[delivery_state_of(stmt_text(q, 0))] = stmt_int(q, 1);
        int64_t oldest = stmt_int(q, 2);
        if (!ret->oldest_at || oldest < ret->oldest_at)
            ret->oldest_at = oldest;
    }
}

static enum rc count_done(
    struct delivery_counts *ret, struct db *db, const char *target, int64_t now, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT count(*), coalesce(sum(done_at >= :midnight), 0) FROM delivery"
        " WHERE state = 'done' AND CASE :target WHEN '' THEN message = 0 ELSE target = :target END");
    stmt_bind_text(q, ":target", target);
    stmt_bind_int(q, ":midnight", utc_of(day_of(now), 0));
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    ret->by_state[DELIVERY_DONE] = stmt_int(q, 0);
    ret->done_today = stmt_int(q, 1);
    stmt_done(q);
    return RC_OK;
}

static enum rc read_line(struct delivery_counts *ret, struct db *db, const char *target, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT answered_at, tried_at, trouble FROM line"
                                 " WHERE :target = '' OR target = :target"
                                 " ORDER BY answered_at DESC"
                                 " LIMIT 1");
    stmt_bind_text(q, ":target", target);
    bool more = false;
    enum rc rc = stmt_next(q, &more, e);
    if (rc || !more)
        return rc;
    ret->answered_at = stmt_int(q, 0);
    ret->tried_at = stmt_int(q, 1);
    snprintf(ret->trouble, sizeof ret->trouble, "%s", stmt_text(q, 2));
    utf8_mend(ret->trouble);
    stmt_done(q);
    return RC_OK;
}

enum rc delivery_count(
    struct delivery_counts *ret, struct db *db, const char *target, int64_t now, struct err *e)
{
    *ret = (struct delivery_counts){ 0 };
    const char *name = target ? target : "";
    enum rc rc = count_states(ret, db, name, e);
    if (!rc)
        rc = count_done(ret, db, name, now, e);
    return rc ? rc : read_line(ret, db, name, e);
}

enum rc delivery_note_line(struct db *db, const char *target, int64_t now, const char *trouble, struct err *e)
{
    bool answered = !trouble || !*trouble;
    AUTO_TX tx = tx_for(db);
    enum rc rc = tx_begin(&tx, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(db,
        "INSERT INTO line (target, answered_at, tried_at, trouble)"
        " VALUES (:target, :answered_at, :now, :trouble)"
        " ON CONFLICT (target) DO UPDATE"
        "    SET answered_at = max(answered_at, excluded.answered_at), tried_at = :now, trouble = :trouble");
    stmt_bind_text(q, ":target", target);
    stmt_bind_int(q, ":answered_at", answered ? now : 0);
    stmt_bind_int(q, ":now", now);
    stmt_bind_text(q, ":trouble", answered ? "" : trouble);
    rc = stmt_run(q, e);
    return rc ? rc : tx_commit(&tx, e);
}
