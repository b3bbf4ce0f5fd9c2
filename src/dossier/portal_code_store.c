/* portal_code_store.c - see portal_code.h. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/db.h"
#include "book/tx.h"
#include "dossier/portal_code.h"

enum rc portal_code_holder(char ret[64], struct db *db, const char *portal_code, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT code FROM dossier WHERE external_code = :code");
    ret[0] = '\0';
    stmt_bind_text(q, ":code", portal_code);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND) {
        if (e)
            err_clear(e);
        return RC_OK;
    }
    if (rc)
        return rc;
    snprintf(ret, 64, "%s", stmt_text(q, 0));
    stmt_done(q);
    return RC_OK;
}

enum rc portal_code_keep(
    struct db *db, int64_t dossier_id, int version, const char *portal_code, struct err *e)
{
    struct stmt *q =
        stmt_of(db, "UPDATE dossier SET external_code = :code, channel = 'online', version = version + 1"
                    " WHERE id = :id AND version = :version");
    stmt_bind_text(q, ":code", portal_code);
    stmt_bind_int(q, ":id", dossier_id);
    stmt_bind_int(q, ":version", version);
    enum rc rc = stmt_run(q, e);
    if (rc || db_changes(db) == 1)
        return rc;
    err_set(e, RC_CONFLICT, "changed_meanwhile", N_("Somebody else changed this dossier a moment ago"));
    err_hint(e, N_("Look at it again, then decide"));
    return RC_CONFLICT;
}

/* --- ticks --- */

static enum rc tick(const struct office *of, int64_t dossier_id, const char *box, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "INSERT OR IGNORE INTO portal_tick (dossier_id, box, at, staff_id) "
                                     "VALUES (:dossier, :box, :now, :staff)");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_text(q, ":box", box);
    stmt_bind_int(q, ":now", clock_now(of->clock));
    stmt_bind_int(q, ":staff", of->staff_id);
    return stmt_run(q, e);
}

static enum rc untick(const struct office *of, int64_t dossier_id, const char *box, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "DELETE FROM portal_tick WHERE dossier_id = :dossier AND box = :box");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_text(q, ":box", box);
    return stmt_run(q, e);
}

enum rc portal_tick_set(const struct office *of, int64_t dossier_id, const char *box, bool on, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = on ? tick(of, dossier_id, box, e) : untick(of, dossier_id, box, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc portal_tick_all(const struct office *of, int64_t dossier_id, const struct js *boxes, struct err *e)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; js_is_array(boxes) && i < js_len(boxes) && i < PORTAL_BOXES_MAX && !rc; i++)
        if (js_text(js_at(boxes, i)))
            rc = tick(of, dossier_id, js_text(js_at(boxes, i)), e);
    return rc;
}

enum rc portal_tick_load(struct js **ret, struct db *db, int64_t dossier_id, struct err *e)
{
    AUTO_JS list = js_array();
    struct stmt *q =
        stmt_of(db, "SELECT box FROM portal_tick WHERE dossier_id = :dossier ORDER BY box LIMIT 600");
    stmt_bind_int(q, ":dossier", dossier_id);
    for (bool more = true;;) {
        enum rc rc = stmt_next(q, &more, e);
        if (rc)
            return rc;
        if (!more)
            break;
        js_add_text(list, stmt_text(q, 0));
    }
    *ret = list;
    list = NULL;
    return RC_OK;
}
