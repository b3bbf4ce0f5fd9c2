/* keyboard.c - see keyboard.h. */
#include "book/keyboard.h"

#include "base/clock.h"
#include "base/office.h"
#include "book/db.h"
#include "book/tx.h"

static const char *desk_of(const struct office *of)
{
    return of->desk ? of->desk : "";
}

enum rc keyboard_load(
    unsigned *missing, bool *tested, const struct office *of, const char *terminal, struct err *e)
{
    struct stmt *q =
        stmt_of(of->db, "SELECT missing FROM keyboard WHERE desk = :desk AND terminal = :terminal");
    stmt_bind_text(q, ":desk", desk_of(of));
    stmt_bind_text(q, ":terminal", terminal);
    enum rc rc = stmt_one(q, e);
    if (rc && rc != RC_NOT_FOUND)
        return rc;
    *tested = !rc;
    *missing = *tested ? (unsigned)stmt_int(q, 0) : 0;
    stmt_done(q);
    return RC_OK;
}

enum rc keyboard_keep(const struct office *of, const char *terminal, unsigned missing, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO keyboard (desk, terminal, missing, tested_at) VALUES (:desk, :terminal, :missing, :at)"
        " ON CONFLICT (desk, terminal) DO UPDATE SET missing = :missing, tested_at = :at");
    stmt_bind_text(q, ":desk", desk_of(of));
    stmt_bind_text(q, ":terminal", terminal);
    stmt_bind_int(q, ":missing", missing);
    stmt_bind_int(q, ":at", clock_now(of->clock));
    rc = stmt_run(q, e);
    return rc ? rc : tx_commit(&tx, e);
}
