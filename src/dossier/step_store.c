/* step_store.c - the rows behind step.c. */
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "book/db.h"
#include "dossier/step.h"

enum rc step_count(int64_t *ret, struct db *db, int64_t dossier_id, const char *action, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT count(*) FROM event WHERE dossier_id = :dossier AND action = :action");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_text(q, ":action", action);
    return stmt_number(ret, q, e);
}

/* The facts of the dossier's newest event before `seq`; *ret stays NULL when there is none. */
static enum rc facts_before(struct js **ret, struct db *db, int64_t dossier_id, int64_t seq, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT payload FROM event"
        " WHERE dossier_id = :dossier AND seq < :seq AND json_extract(payload, '$.state_code') IS NOT NULL"
        " ORDER BY seq DESC LIMIT 1");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_int(q, ":seq", seq);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    const char *text = stmt_text(q, 0);
    rc = js_parse(ret, text, strlen(text), e);
    stmt_done(q);
    return rc;
}

/* Waiting began with the newest step into a paused state (5, 6) before `seq`. */
static enum rc pause_before(int64_t *ret, struct db *db, int64_t dossier_id, int64_t seq, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT at FROM event"
        " WHERE dossier_id = :dossier AND seq < :seq AND json_extract(payload, '$.state_code') IN (5, 6)"
        "   AND json_extract(payload, '$.state') IS NOT json_extract(payload, '$.state_before')"
        " ORDER BY seq DESC LIMIT 1");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_int(q, ":seq", seq);
    *ret = 0;
    enum rc rc = stmt_number(ret, q, e);
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc step_last_move(struct step_last *ret, struct db *db, int64_t dossier_id, struct arena *a, struct err *e)
{
    struct step_last last = { 0 };
    struct stmt *q = stmt_of(db,
        "SELECT seq, action FROM event"
        " WHERE dossier_id = :dossier AND action IN ('received', 'moved', 'undone') ORDER BY seq DESC LIMIT 1");
    stmt_bind_int(q, ":dossier", dossier_id);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    last.seq = stmt_int(q, 0);
    last.action = stmt_copy(q, 1, a);
    stmt_done(q);
    rc = facts_before(&last.before, db, dossier_id, last.seq, e);
    if (!rc)
        rc = pause_before(&last.paused_at, db, dossier_id, last.seq, e);
    if (!rc && arena_failed(a))
        rc = err_no_memory(e);
    if (rc) {
        js_free(last.before);
        return rc;
    }
    *ret = last;
    return RC_OK;
}

enum rc step_void_results(struct db *db, int64_t dossier_id, int64_t now, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "UPDATE attachment SET voided_at = :now WHERE dossier_id = :dossier AND result = 1 AND voided_at IS NULL");
    stmt_bind_int(q, ":now", now);
    stmt_bind_int(q, ":dossier", dossier_id);
    enum rc rc = stmt_run(q, e);
    if (rc)
        return rc;
    q = stmt_of(db,
        "INSERT INTO result_voided (dossier_id, number, issued_on, valid_until, voided_at)"
        " SELECT dossier_id, number, issued_on, valid_until, :now FROM result WHERE dossier_id = :dossier");
    stmt_bind_int(q, ":now", now);
    stmt_bind_int(q, ":dossier", dossier_id);
    rc = stmt_run(q, e);
    if (rc)
        return rc;
    q = stmt_of(db, "DELETE FROM result WHERE dossier_id = :dossier");
    stmt_bind_int(q, ":dossier", dossier_id);
    return stmt_run(q, e);
}

enum rc step_keep_result(struct db *db, int64_t dossier_id, const struct result_facts *facts, struct err *e)
{
    char issued[ISO_DAY_SIZE], until[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(db,
        "INSERT INTO result (dossier_id, number, issued_on, valid_until) VALUES (:dossier, :number, :issued, :until)"
        " ON CONFLICT (dossier_id) DO UPDATE SET number = :number, issued_on = :issued, valid_until = :until");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_text(q, ":number", facts->number);
    stmt_bind_text(q, ":issued", iso_day(issued, facts->issued_on));
    if (facts->valid_until.y)
        stmt_bind_text(q, ":until", iso_day(until, facts->valid_until));
    return stmt_run(q, e);
}

static struct js *result_row(struct stmt *q)
{
    struct js *facts = js_object();
    js_put_text(facts, "number", stmt_text(q, 0));
    js_put_text(facts, "issued_on", stmt_text(q, 1));
    js_put_text(facts, "valid_until", stmt_is_null(q, 2) ? NULL : stmt_text(q, 2));
    return facts;
}

enum rc step_load_result(struct js **ret, struct db *db, int64_t dossier_id, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT number, issued_on, valid_until FROM result WHERE dossier_id = :dossier");
    stmt_bind_int(q, ":dossier", dossier_id);
    enum rc rc = stmt_one(q, e);
    *ret = NULL;
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    *ret = result_row(q);
    stmt_done(q);
    return RC_OK;
}

enum rc step_load_voided(struct js **ret, struct db *db, int64_t dossier_id, struct err *e)
{
    AUTO_JS list = js_array();
    char at[ISO_TIME_SIZE];
    struct stmt *q = stmt_of(db,
        "SELECT number, issued_on, valid_until, voided_at FROM result_voided WHERE dossier_id = :dossier ORDER BY id");
    stmt_bind_int(q, ":dossier", dossier_id);
    for (bool row = true;;) {
        enum rc rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (!row)
            break;
        struct js *facts = result_row(q);
        js_put_text(facts, "voided_at", iso_time(at, stmt_int(q, 3)));
        js_add(list, facts);
    }
    *ret = list;
    list = NULL;
    return RC_OK;
}
